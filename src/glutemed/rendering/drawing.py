"""Figures as SVG: positions side by side on a white card, told apart by shade, line and mark, not by colour alone.

Colours are plain attributes, which every reader of SVG knows, and every group has a class, so that a page may
give it others. Nothing leaks out: there is no script, and only an animated picture has a style, of its own ids.
"""

from collections.abc import Callable, Iterable, Sequence
from math import hypot

from glutemed.figures.arrows import arrows
from glutemed.figures.motion import steps
from glutemed.figures.outlines import Flat, Outline, Shape, outline
from glutemed.figures.placing import place
from glutemed.figures.shapes import floor, seen
from glutemed.figures.words import described
from glutemed.model.figure import Figure
from glutemed.rendering.svg import escaped, number

__all__ = ["LABELS", "to_svg"]

LABELS = {"start": "Start", "middle": "Middle", "end": "End"}
PANEL, TALL, LABEL, EDGE = 130.0, 118.0, 15.0, 5.0
FRAMES, SECONDS = 8, 4
BEHIND = -0.5
LINE, WIDE = "#20262b", 26
TONES = {
    "work": ("#0b5f8a", LINE, WIDE),
    "work-far": ("#7fb2cc", LINE, 16),
    "near": ("#c3cbd2", LINE, WIDE),
    "far": ("#eceff1", "#5d676f", 16),
    "trunk": ("#dde2e6", LINE, WIDE),
    "shorts": ("#8d99a3", LINE, WIDE),
    "skin": ("#fff", LINE, 22),
    "hair": ("#3a4249", LINE, 12),
    "eyes": ("#20262b", "none", 0),
    "wood": ("#efe6d6", "#857a68", 9),
    "pillow": ("#f7f3ea", "#857a68", 9),
    "mat": ("#dcebe0", "#7d9a86", 8),
    "wall": ("#eceae6", "#a09a90", 8),
    "band": ("#d6336c", "#7a1237", 16),
    "strap": ("none", "#d6336c", 22),
    "iron": ("#2b3035", "#000", 16),
    "mark": ("#fff", "#c2255c", 24),
}
"""Fill, line and its width in tenths for each tone; of the body the inner half of the line lies under the fill."""


class _Frame:
    """Where the picture's plane is on the card: one scale for all panels."""

    def __init__(
        self, figure: Figure, all: Sequence[Sequence[Shape]], paths: Iterable[Sequence[Flat]], side: str
    ) -> None:
        points = [edge for shapes in all for edge in _corners(shapes)]
        points += [spot for path in paths for spot in path]
        left, right = min(p[0] for p in points), max(p[0] for p in points)
        self.floor = floor(figure)
        low, high = min(self.floor[0], *(p[1] for p in points)), max(self.floor[1], *(p[1] for p in points))
        self.scale = min((PANEL - 2 * EDGE) / (right - left), TALL / (high - low), 125.0)
        self.middle, self.low = (left + right) / 2, low
        self.height = (high - low) * self.scale + 2 * EDGE + LABEL
        self.flip = -1.0 if side == "left" else 1.0

    def spot(self, x: float, y: float, panel: float) -> Flat:
        """Return where a point of the plane is on the card in tenths, in the panel whose left edge is given."""
        across = panel + PANEL / 2 + self.flip * (x - self.middle) * self.scale
        return 10 * across, 10 * (self.height - LABEL - EDGE - (y - self.low) * self.scale)


def _corners(shapes: Sequence[Shape]) -> list[Flat]:
    low_x, low_y, high_x, high_y = outline(shapes)
    return [(low_x, low_y), (high_x, high_y)]


def to_svg(figure: Figure, name: str, *, side: str = "right", animated: bool = False, id: str = "figure") -> str:
    """Return the drawing of an exercise as one SVG element.

    `side` is the side that is trained: the left one is the mirror image. `animated` puts a moving picture in the
    place of the two panels, where motion is not unwanted. Every id begins with `id`.
    """
    placed = place(figure)
    panels = [seen(figure, one) for one in placed]
    paths = arrows(figure)
    frame = _Frame(figure, panels, paths, side)
    lefts = [index * PANEL for index in range(len(panels))]
    rows = list(zip(panels, lefts, strict=True))
    parts = [_room(frame, rows), _body(frame, rows), *(_arrow(frame, path, lefts[-1]) for path in paths)]
    texts = [f"{index + 1} {LABELS[one.name]}" for index, one in enumerate(placed)]
    parts = [f'<g transform="scale(.1)">{"".join(parts)}</g>', _labels(frame, texts)]
    width = PANEL * len(panels)
    style = ""
    if animated:
        style, moving = _animation(figure, frame, id, width)
        parts = [f'<g class="{id}-still">{"".join(parts)}</g>', moving]
    title = f'<title id="{id}-title">{escaped(name)}</title>'
    desc = f'<desc id="{id}-desc">{escaped(described(figure, name, side=side))}</desc>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(frame.height)}" role="img" '
        f'aria-labelledby="{id}-title {id}-desc" stroke-linejoin="round" stroke-linecap="round">{title}{desc}{style}'
        f'<rect class="figure-card" width="{number(width)}" height="{number(frame.height)}" rx="4" fill="#fff"/>'
        f"{''.join(parts)}</svg>"
    )


Row = tuple[str, str]
"""A tone, and an element without its colours."""


Panels = Sequence[tuple[Sequence[Shape], float]]
"""The shapes of panels, each with its left edge."""


def _room(frame: _Frame, panels: Panels) -> str:
    """Return floor, wall and things that stand behind the body."""
    low, top = (round(frame.spot(0, high, 0)[1]) for high in frame.floor)
    starts = [round(10 * left + 40) for _, left in panels]
    wide = round(10 * PANEL - 80)
    grounds = "".join(f"M{x} {top}h{wide}v{low - top}h-{wide}z" for x in starts)
    ground = f'<path class="figure-ground" d="{grounds}" fill="#eef0f2"/>' if low - top > 10 else ""
    lines = "".join(f"M{x} {top}h{wide}" for x in starts)
    line = f'<path class="figure-floor" d="{lines}" stroke="#555" stroke-width="12"/>'
    walls, things = (_merged(frame, panels, layer) for layer in (_is_wall, _is_behind))
    return walls + ground + line + things


def _body(frame: _Frame, panels: Panels) -> str:
    """Return the body with what it holds or wears, and the marks of its working hips."""
    body, marks = (_merged(frame, panels, layer) for layer in (_is_body, _is_mark))
    return f'<g stroke="{LINE}" stroke-width="{WIDE}" paint-order="stroke">{body}</g>{marks}'


def _is_wall(shape: Shape) -> bool:
    return shape.depth < BEHIND and shape.tone == "wall"


def _is_behind(shape: Shape) -> bool:
    return shape.depth < BEHIND and shape.tone != "wall"


def _is_body(shape: Shape) -> bool:
    return shape.depth >= BEHIND and shape.tone != "mark"


def _is_mark(shape: Shape) -> bool:
    return shape.tone == "mark"


def _row(frame: _Frame, shape: Shape, left: float) -> Row:
    if shape.circle:
        spots = [frame.spot(*part[0][:2], left) for part in shape.parts]
        radius = round(max(10 * shape.circle * frame.scale, 26 if shape.tone == "mark" else 0))
        return shape.tone, "".join(f'<circle cx="{round(x)}" cy="{round(y)}" r="{radius}"/>' for x, y in spots)
    close = "z" if shape.closed else ""
    return shape.tone, "".join(_path(frame, part, left) + close for part in shape.parts)


def _merged(frame: _Frame, panels: Panels, layer: Callable[[Shape], bool]) -> str:
    """Return shapes of panels that do not overlap: those alike in several panels as one element with its colours."""
    made = list[tuple[str, list[str]]]()
    for shapes, left in panels:
        made = _woven(made, [_row(frame, shape, left) for shape in shapes if layer(shape)])
    parts = list[str]()
    for tone, drawn in made:
        fill, line, wide = TONES[tone]
        own = "" if (line, wide) == (LINE, WIDE) else f' stroke="{line}"' if line != LINE else ""
        own += f' stroke-width="{wide}"' if wide not in (WIDE, 0) else ""
        head = f'class="figure-{tone}" fill="{fill}"{own}'
        body = "".join(drawn)
        parts.append(f"<g {head}>{body}</g>" if body[0] == "<" else f'<path {head} d="{body}"/>')
    return "".join(parts)


def _woven(made: Sequence[tuple[str, list[str]]], row: Sequence[Row]) -> list[tuple[str, list[str]]]:
    """Return the shortest series of tones in which both series are, with what is drawn in each."""
    size = len(row)
    shared = [[0] * (size + 1) for _ in range(len(made) + 1)]
    for i in range(len(made) - 1, -1, -1):
        for k in range(size - 1, -1, -1):
            alike = made[i][0] == row[k][0]
            shared[i][k] = shared[i + 1][k + 1] + 1 if alike else max(shared[i + 1][k], shared[i][k + 1])
    woven, i, k = list[tuple[str, list[str]]](), 0, 0
    while i < len(made) or k < size:
        if i < len(made) and k < size and made[i][0] == row[k][0]:
            woven.append((made[i][0], [*made[i][1], row[k][1]]))
            i, k = i + 1, k + 1
        elif k == size or (i < len(made) and shared[i + 1][k] >= shared[i][k + 1]):
            woven.append(made[i])
            i += 1
        else:
            woven.append((row[k][0], [row[k][1]]))
            k += 1
    return woven


def _labels(frame: _Frame, texts: Sequence[str]) -> str:
    base = number(frame.height - 4)
    spots = [
        f'<text x="{number(PANEL / 2 + index * PANEL)}" y="{base}">{text}</text>' for index, text in enumerate(texts)
    ]
    look = 'font-family="sans-serif" font-size="11" text-anchor="middle" fill="#222"'
    return f'<g class="figure-label" {look}>{"".join(spots)}</g>'


def _path(frame: _Frame, part: Outline, left: float) -> str:
    """Return an outline as a path: from its first point by whole steps, which add up without error."""
    sweep = 1 if frame.flip < 0 else 0
    made, letter, x, y = "", "", 0, 0
    for right, up, radius in part:
        to_x, to_y = (round(value) for value in frame.spot(right, up, left))
        step, before = _pair(to_x - x, to_y - y), letter
        if not made:
            made = f"M{step}"
        elif abs(to_x - x) + abs(to_y - y) < 3 and len(part) > 4:
            continue  # too short to see
        elif radius:
            r, letter = round(10 * radius * frame.scale), "a"
            made += f"{' ' if before == letter else letter}{r} {r} 0 0{sweep}{step}"
        else:
            letter = "l"
            made += (("" if step[0] == "-" else " ") if before == letter else letter) + step
        x, y = to_x, to_y
    return made


def _pair(x: int, y: int) -> str:
    return f"{x}{y}" if y < 0 else f"{x} {y}"


def _arrow(frame: _Frame, path: Sequence[Flat], left: float) -> str:
    """Return a movement's arrow: a white line below a dark one, with a head in its last direction."""
    spots = _apart([frame.spot(x, y, left) for x, y in path])
    (x0, y0), (x1, y1) = spots[-min(3, len(spots))], spots[-1]
    long = hypot(x1 - x0, y1 - y0) or 1.0
    dx, dy = (x1 - x0) / long, (y1 - y0) / long
    tip = (x1 + 30 * dx, y1 + 30 * dy)
    wings = [(tip[0] - 70 * dx - k * 40 * dy, tip[1] - 70 * dy + k * 40 * dx) for k in (-1, 1)]
    line, head = ("M" + "L".join(f"{round(x)} {round(y)}" for x, y in row) for row in (spots, (tip, *wings)))
    return (
        f'<g class="figure-arrow" fill="none" stroke="#fff" stroke-width="45"><path d="{line}{head}Z"/>'
        f'<path d="{line}" stroke="#c2255c" stroke-width="18"/><path d="{head}Z" fill="#c2255c" stroke="none"/></g>'
    )


def _apart(spots: Sequence[Flat]) -> list[Flat]:
    """Return the spots of a path without those that are too near to the one before, and its end."""
    made = [spots[0]]
    for spot in spots[1:-1]:
        if hypot(spot[0] - made[-1][0], spot[1] - made[-1][1]) > 12:
            made.append(spot)
    return [*made, spots[-1]]


def _animation(figure: Figure, frame: _Frame, id: str, width: float) -> tuple[str, str]:
    """Return a style and the frames of a moving picture, each seen in its share of the time, there and back."""
    between = steps(figure, FRAMES - 2 if len(figure.positions) == 2 else 3)
    left = (width - PANEL) / 2
    moving = [_room(frame, [(seen(figure, between[0]), left)])]
    rules = list[str]()
    count = len(between)
    ticks = 2 * count + 4  # the first and last frame stay longer
    for index, placed in enumerate(between):
        shapes = seen(figure, placed)
        moving.append(f'<g class="{id}-frame {id}-f{index}">{_body(frame, [(shapes, left)])}</g>')
        rules.append(_keyframes(id, index, count, ticks))
    style = (
        f"<style>.{id}-moving{{display:none}}@media (prefers-reduced-motion:no-preference){{"
        f".{id}-still{{display:none}}.{id}-moving{{display:inline}}"
        f".{id}-frame{{opacity:0;animation-duration:{SECONDS}s;animation-iteration-count:infinite;animation-timing-function:step-end}}"
        f"{''.join(rules)}}}</style>"
    )
    return style, f'<g class="{id}-moving"><g transform="scale(.1)">{"".join(moving)}</g></g>'


def _keyframes(id: str, index: int, count: int, ticks: int) -> str:
    there = [index + 2] if index else [0, 1, 2]
    back = [2 * count + 3 - index] if index < count - 1 else []
    if index == count - 1:
        there = list(range(count + 1, count + 5))
    shown = sorted({tick for tick in (*there, *back) if 0 <= tick < ticks})
    stops = ["0%{opacity:" + ("1" if 0 in shown else "0") + "}"]
    stops += [
        f"{number(100 * tick / ticks)}%{{opacity:{1 if tick in shown else 0}}}"
        for tick in range(1, ticks)
        if (tick in shown) != (tick - 1 in shown)
    ]
    return f".{id}-f{index}{{animation-name:{id}-k{index}}}@keyframes {id}-k{index}{{{''.join(stops)}}}"
