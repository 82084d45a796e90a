"""Figures as SVG: positions side by side on a white card, told apart by shade, line and mark, not by colour alone.

Colours are plain attributes, which every reader of SVG knows, and every group has a class, so that a page may
give it others. Nothing leaks out: there is no script, and only an animated picture has a style, of its own ids.
"""

from collections.abc import Iterable, Sequence
from math import hypot

from glutemed.figures.placing import place, steps
from glutemed.figures.shapes import Flat, Outline, Shape, arrows, floor, outline, seen
from glutemed.figures.words import described
from glutemed.model.figure import Figure
from glutemed.render.svg import escaped, number

__all__ = ["LABELS", "to_svg"]

LABELS = {"start": "Start", "middle": "Middle", "end": "End"}
PANEL, TALL, LABEL, EDGE = 130.0, 118.0, 15.0, 5.0
FRAMES, SECONDS = 8, 4
BEHIND = -0.5
LINE, WIDE = "#20262b", 2.6
TONES = {
    "work": ("#0b5f8a", "#20262b", 1.3),
    "work-far": ("#7fb2cc", "#20262b", 0.8),
    "near": ("#c3cbd2", "#20262b", 1.3),
    "far": ("#eceff1", "#5d676f", 0.8),
    "trunk": ("#dde2e6", "#20262b", 1.3),
    "shorts": ("#8d99a3", "#20262b", 1.3),
    "skin": ("#fff", "#20262b", 1.1),
    "hair": ("#3a4249", "#20262b", 0.6),
    "wood": ("#efe6d6", "#857a68", 0.9),
    "pillow": ("#f7f3ea", "#857a68", 0.9),
    "mat": ("#dcebe0", "#7d9a86", 0.8),
    "wall": ("#eceae6", "#a09a90", 0.8),
    "band": ("#d6336c", "#7a1237", 0.8),
    "strap": ("none", "#d6336c", 2.2),
    "iron": ("#2b3035", "#000", 0.8),
    "mark": ("#fff", "#c2255c", 2.4),
}
"""Fill, line and its width for each tone."""


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
        """Return where a point of the plane is on the card, in the panel whose left edge is given."""
        across = panel + PANEL / 2 + self.flip * (x - self.middle) * self.scale
        return across, self.height - LABEL - EDGE - (y - self.low) * self.scale


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
    parts = list[str]()
    for index, (one, shapes) in enumerate(zip(placed, panels, strict=True)):
        left = index * PANEL
        parts += [_backdrop(frame, shapes, left), _figure(frame, shapes, left)]
        parts.append(_label(frame, left, f"{index + 1} {LABELS[one.name]}"))
    last = (len(panels) - 1) * PANEL
    parts += [_arrow(frame, path, last) for path in paths]
    width = PANEL * len(panels)
    style = ""
    if animated:
        style, moving = _animation(figure, frame, id, width)
        parts = [f'<g class="{id}-still">{"".join(parts)}</g>', moving]
    title = f'<title id="{id}-title">{escaped(name)}</title>'
    desc = f'<desc id="{id}-desc">{escaped(described(figure, name, side=side))}</desc>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(frame.height)}" role="img" '
        f'aria-labelledby="{id}-title {id}-desc" font-family="sans-serif" font-size="11" stroke-linejoin="round" '
        f'stroke-linecap="round" stroke="{LINE}" stroke-width="{WIDE}">{title}{desc}{style}'
        f'<rect class="figure-card" width="{number(width)}" height="{number(frame.height)}" rx="4" fill="#fff" '
        f'stroke="none"/>'
        f"{''.join(parts)}</svg>"
    )


def _backdrop(frame: _Frame, shapes: Sequence[Shape], left: float) -> str:
    """Return floor, wall and things that stand behind the body."""
    low, top = (frame.spot(0, high, 0)[1] for high in frame.floor)
    behind = [shape for shape in shapes if shape.depth < BEHIND]
    parts = [_shape(frame, shape, left) for shape in behind if shape.tone == "wall"]
    if low - top > 1:
        ground = f'x="{number(left + 4)}" y="{number(top)}" width="{number(PANEL - 8)}" height="{number(low - top)}"'
        parts.append(f'<rect class="figure-ground" {ground} fill="#eef0f2" stroke="none"/>')
    line = f"M{number(left + 4)} {number(top)}h{number(PANEL - 8)}"
    parts.append(f'<path class="figure-floor" d="{line}" stroke="#555" stroke-width="1.2"/>')
    return "".join(parts + [_shape(frame, shape, left) for shape in behind if shape.tone != "wall"])


def _figure(frame: _Frame, shapes: Sequence[Shape], left: float) -> str:
    """Return the body, and what it holds or wears."""
    return "".join(_shape(frame, shape, left) for shape in shapes if shape.depth >= BEHIND)


def _label(frame: _Frame, left: float, text: str) -> str:
    middle, base = number(left + PANEL / 2), number(frame.height - 4)
    place = f'x="{middle}" y="{base}" text-anchor="middle" fill="#222" stroke="none"'
    return f'<text class="figure-label" {place}>{text}</text>'


def _shape(frame: _Frame, shape: Shape, left: float) -> str:
    fill, line, wide = TONES[shape.tone]
    if shape.circle:
        x, y = (number(value) for value in frame.spot(*shape.parts[0][0][:2], left))
        radius = number(max(shape.circle * frame.scale, 2.6))
        circle = f'<circle class="figure-mark" cx="{x}" cy="{y}" r="{radius}" fill="{fill}" stroke="{line}"'
        return f'{circle} stroke-width="{wide}"/>'
    close = "z" if shape.closed else ""
    d = "".join(_path(frame, part, left) + close for part in shape.parts)
    joined = len(shape.parts) > 1 and shape.tone not in ("wood", "wall", "mat", "pillow")
    wide = wide * 2 if joined else wide  # half of the line lies under the fill
    order = ' paint-order="stroke"' if joined else ""
    stroke = "" if line == LINE else f' stroke="{line}"'
    width = "" if wide == WIDE else f' stroke-width="{number(wide)}"'
    return f'<path class="figure-{shape.tone}" fill="{fill}"{stroke}{width}{order} d="{d}"/>'


def _path(frame: _Frame, part: Outline, left: float) -> str:
    """Return an outline as a path: from its first point by steps in tenths, which add up without error."""
    sweep = 1 if frame.flip < 0 else 0
    made, letter, x, y = "", "", 0, 0
    for right, up, radius in part:
        to_x, to_y = (round(10 * value) for value in frame.spot(right, up, left))
        step, before = _pair(to_x - x, to_y - y), letter
        if not made:
            made = f"M{_pair(to_x, to_y)}"
        elif abs(to_x - x) + abs(to_y - y) < 2 and len(part) > 4:
            continue  # too short to see
        elif radius:
            r, letter = _tenth(round(10 * radius * frame.scale)), "a"
            arc = f"{r} {r} 0 0{sweep}"
            made += (" " if before == letter else letter) + arc + ("" if step[0] == "-" else " ") + step
        else:
            letter = "l"
            made += (("" if step[0] == "-" else " ") if before == letter else letter) + step
        x, y = to_x, to_y
    return made


def _pair(x: int, y: int) -> str:
    first, second = _tenth(x), _tenth(y)
    return first + second if second[0] == "-" else f"{first} {second}"


def _tenth(value: int) -> str:
    """Return tenths as a number, as short as it goes."""
    whole, rest = divmod(abs(value), 10)
    text = (str(whole) if whole or not rest else "") + (f".{rest}" if rest else "")
    return f"-{text}" if value < 0 else text


def _arrow(frame: _Frame, path: Sequence[Flat], left: float) -> str:
    """Return a movement's arrow: a white line below a dark one, with a head in its last direction."""
    spots = [frame.spot(x, y, left) for x, y in path]
    (x0, y0), (x1, y1) = spots[-3], spots[-1]
    long = hypot(x1 - x0, y1 - y0) or 1.0
    dx, dy = (x1 - x0) / long, (y1 - y0) / long
    tip = (x1 + 3 * dx, y1 + 3 * dy)
    wings = [(tip[0] - 7 * dx - k * 4 * dy, tip[1] - 7 * dy + k * 4 * dx) for k in (-1, 1)]
    line = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in spots)
    head = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in (tip, *wings)) + "Z"
    return (
        f'<g class="figure-arrow" fill="none" stroke="#fff" stroke-width="4.5"><path d="{line}"/><path d="{head}"/>'
        f'<path d="{line}" stroke="#c2255c" stroke-width="1.8"/><path d="{head}" fill="#c2255c" stroke="none"/></g>'
    )


def _animation(figure: Figure, frame: _Frame, id: str, width: float) -> tuple[str, str]:
    """Return a style and the frames of a moving picture, each seen in its share of the time, there and back."""
    between = steps(figure, FRAMES - 2 if len(figure.positions) == 2 else 3)
    left = (width - PANEL) / 2
    moving = [_backdrop(frame, seen(figure, between[0]), left)]
    rules = list[str]()
    count = len(between)
    ticks = 2 * count + 4  # the first and last frame stay longer
    for index, placed in enumerate(between):
        shapes = seen(figure, placed)
        moving.append(f'<g class="{id}-frame {id}-f{index}">{_figure(frame, shapes, left)}</g>')
        rules.append(_keyframes(id, index, count, ticks))
    style = (
        f"<style>.{id}-moving{{display:none}}@media (prefers-reduced-motion:no-preference){{"
        f".{id}-still{{display:none}}.{id}-moving{{display:inline}}"
        f".{id}-frame{{opacity:0;animation-duration:{SECONDS}s;animation-iteration-count:infinite;animation-timing-function:step-end}}"
        f"{''.join(rules)}}}</style>"
    )
    return style, f'<g class="{id}-moving">{"".join(moving)}</g>'


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
