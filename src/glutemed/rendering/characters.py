"""Figures as characters: stick figures in braille dots, for terminals."""

from collections.abc import Sequence
from itertools import dropwhile, pairwise
from math import ceil

from glutemed.figures.outlines import Flat
from glutemed.figures.placing import place
from glutemed.figures.sticks import Stick, sticks
from glutemed.model.figure import Figure

__all__ = ["to_characters"]

DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
BLANK = 0x2800
ROWS_MAX = 12
STACKED_MAX = {2: 6, 3: 5}
"""How many lines a position has at most, side by side, and by their number below each other."""
LARGER = 1.2
"""Positions stand below each other when that makes them so many times as large."""


def to_characters(figure: Figure, width: int = 40, *, side: str = "right") -> str:
    """Return the positions in braille characters, at most `width` wide, each with its name below.

    Positions stand side by side; of bodies that lie, below each other where that makes them larger.
    Trained legs have a heavy line. `side` is the side that is trained: the left one is the mirror image.
    """
    placed = place(figure)
    turned = -1 if side == "left" else 1
    panels = [
        [Stick(tuple((turned * x, y) for x, y in points), heavy) for points, heavy in sticks(figure, one)]
        for one in placed
    ]
    if len(panels) > 2 and placed[0].posture == "upright":  # narrow: a walk is not made small by its way
        panels = [_centred(lines) for lines in panels]
    spots = [spot for lines in panels for stick in lines for spot in stick.points]
    left, right = min(x for x, _ in spots), max(x for x, _ in spots)
    low, high = min(0.0, *(y for _, y in spots)), max(y for _, y in spots)
    count = len(panels)
    sizes = (width - 2 * (count - 1)) // count, ROWS_MAX
    beside, below = (
        _scale(cells, most, right - left, high - low) for cells, most in (sizes, (width, STACKED_MAX[count]))
    )
    stacked = below > LARGER * beside
    cells, scale = (width, below) if stacked else (sizes[0], beside)
    rows = ceil(((high - low) * scale + 1) / 4)
    shift = (2 * cells - 1 - (right - left) * scale) / 2
    drawn = list[list[str]]()
    for lines in panels:
        grid = [[0] * cells for _ in range(rows)]
        for points, heavy in [*lines, Stick(((left, low), (right, low)))]:
            dots = [((x - left) * scale + shift, 4 * rows - 1 - (y - low) * scale) for x, y in points]
            for a, b in pairwise(dots):
                _draw(grid, a, b)
                if heavy:
                    across = (1, 0) if abs(b[1] - a[1]) > abs(b[0] - a[0]) else (0, -1)
                    _draw(grid, *((x + across[0], y + across[1]) for x, y in (a, b)))
        drawn.append(["".join(chr(BLANK + cell) for cell in row) for row in grid])
    names = [f"{index + 1} {one.name.capitalize()}".center(cells) for index, one in enumerate(placed)]
    if stacked:
        texts = [text for panel, name in zip(drawn, names, strict=True) for text in (*_from_first(panel), name)]
    else:
        texts = ["  ".join(row) for row in (*zip(*drawn, strict=True), names)]
    return "\n".join(text.replace(chr(BLANK), " ").rstrip() for text in texts)


def _scale(cells: int, rows: int, wide: float, high: float) -> float:
    """Return how many dots a body height has, so that a figure fits."""
    return min((2 * cells - 2) / wide, (4 * rows - 1) / high)


def _from_first(panel: Sequence[str]) -> list[str]:
    """Return lines without the empty ones at the top."""
    return list(dropwhile(lambda text: not text.strip(chr(BLANK)), panel))


def _centred(lines: Sequence[Stick]) -> list[Stick]:
    xs = [x for stick in lines for x, _ in stick.points]
    middle = (min(xs) + max(xs)) / 2
    return [Stick(tuple((x - middle, y) for x, y in stick.points), stick.heavy) for stick in lines]


def _draw(grid: Sequence[list[int]], a: Flat, b: Flat) -> None:
    """Set the dots of a line."""
    count = max(1, ceil(max(abs(b[0] - a[0]), abs(b[1] - a[1]))))
    for k in range(count + 1):
        x, y = round(a[0] + (b[0] - a[0]) * k / count), round(a[1] + (b[1] - a[1]) * k / count)
        if 0 <= y // 4 < len(grid) and 0 <= x // 2 < len(grid[0]):
            grid[y // 4][x // 2] |= DOTS[y % 4][x % 2]
