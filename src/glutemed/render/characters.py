"""Figures as characters: stick figures in braille dots, for terminals."""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

from glutemed.figures.placing import place
from glutemed.figures.shapes import Flat, sticks
from glutemed.model.figure import Figure

__all__ = ["to_characters"]

DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
BLANK = 0x2800
ROWS_MAX = 12


def to_characters(figure: Figure, width: int = 40, *, side: str = "right") -> str:
    """Return the positions side by side in braille characters, at most `width` wide, with their names below.

    `side` is the side that is trained: the left one is the mirror image.
    """
    placed = place(figure)
    turned = -1 if side == "left" else 1
    panels = [[[(turned * x, y) for x, y in line] for line in sticks(figure, one)] for one in placed]
    spots = [spot for lines in panels for line in lines for spot in line]
    left, right = min(x for x, _ in spots), max(x for x, _ in spots)
    low, high = min(0.0, *(y for _, y in spots)), max(y for _, y in spots)
    cells = (width - 2 * (len(panels) - 1)) // len(panels)
    scale = min((2 * cells - 1) / (right - left), (4 * ROWS_MAX - 1) / (high - low))
    rows = ceil(((high - low) * scale + 1) / 4)
    drawn = list[list[str]]()
    for lines in panels:
        grid = [[0] * cells for _ in range(rows)]
        shift = (2 * cells - 1 - (right - left) * scale) / 2
        for line in [*lines, ((left, 0.0), (right, 0.0))]:
            dots = [((x - left) * scale + shift, 4 * rows - 1 - (y - low) * scale) for x, y in line]
            for a, b in pairwise(dots):
                _draw(grid, a, b)
        drawn.append(["".join(chr(BLANK + cell) for cell in row) for row in grid])
    names = [f"{index + 1} {one.name.capitalize()}".center(cells) for index, one in enumerate(placed)]
    texts = ["  ".join(row) for row in zip(*drawn, strict=True)]
    return "\n".join(text.replace(chr(BLANK), " ").rstrip() for text in [*texts, "  ".join(names)])


def _draw(grid: Sequence[list[int]], a: Flat, b: Flat) -> None:
    """Set the dots of a line."""
    count = max(1, ceil(max(abs(b[0] - a[0]), abs(b[1] - a[1]))))
    for k in range(count + 1):
        x, y = round(a[0] + (b[0] - a[0]) * k / count), round(a[1] + (b[1] - a[1]) * k / count)
        if 0 <= y // 4 < len(grid) and 0 <= x // 2 < len(grid[0]):
            grid[y // 4][x // 2] |= DOTS[y % 4][x % 2]
