"""A posed body to shapes seen from one side: parallel projection, in body heights, ordered from far to near."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from math import cos, fsum, hypot, pi, sin
from typing import NamedTuple

from glutemed.figures.placing import HEIGHTS, Placed, place, steps, surface, wall_normal
from glutemed.figures.skeleton import RADII, SIDES
from glutemed.figures.space import (
    Matrix,
    Vector,
    about_y,
    about_z,
    add,
    apply,
    back,
    cross,
    mix,
    product,
    scale,
    toward,
)
from glutemed.model.figure import Figure, Prop

__all__ = [
    "Edge",
    "Flat",
    "Outline",
    "Shape",
    "Stick",
    "Tone",
    "arrows",
    "camera",
    "floor",
    "outline",
    "project",
    "seen",
    "sticks",
]

Flat = tuple[float, float]
Edge = tuple[float, float, float]
"""A point of an outline, and the radius of the arc that leads to it, or 0 for a line.

An arc is at most half a circle."""
Outline = tuple[Edge, ...]
_AROUND = tuple((cos(2 * pi * k / 36), sin(2 * pi * k / 36)) for k in range(36))
AXES: tuple[Vector, Vector, Vector] = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
Tone = str
EYES = {"front": 0.0, "side": -90.0, "left": 90.0, "back": 180.0}


@dataclass(frozen=True, slots=True)
class Shape:
    """Outlines or a line in the plane of the picture, right and up, and how near it is.

    `tone` says what it is: work, near, far, trunk, shorts, skin, hair, eyes, wood, mat, wall, band, iron, mark.
    With a `circle` each part is one point, the middle of a circle of that radius.
    """

    tone: Tone
    parts: tuple[Outline, ...]
    depth: float
    circle: float = 0.0
    closed: bool = True


def camera(figure: Figure) -> Matrix:
    """Return the frame of the eye: x to it, y to the right in the picture, z up."""
    return product(about_z(EYES[figure.view.eye] + figure.view.turn), about_y(-figure.view.lift))


def project(eye: Matrix, point: Vector) -> tuple[float, float, float]:
    """Return a point's place in the picture, right and up, and how near it is."""
    near, right, up = back(eye, point)
    return right, up, near


def _hull(circles: Iterable[tuple[float, float, float]], hidden: Container[int] = ()) -> Outline:
    """Return the outline round circles, against the clock: lines, and arcs with their radius.

    `hidden` are circles over which another outline of the same shape lies: their arcs become lines.
    """
    rounds = list(circles)
    spots = {
        (round(x + r * c, 5), round(y + r * s, 5)): owner for owner, (x, y, r) in enumerate(rounds) for c, s in _AROUND
    }
    border = _convex(list(spots))
    owners = [spots[spot] for spot in border]
    breaks = [i for i in range(len(border)) if owners[i] != owners[i - 1]]
    if not breaks:
        half = len(border) // 2
        breaks = [0, half]
    made = list[Edge]()
    for index, first in enumerate(breaks):
        last = (breaks[(index + 1) % len(breaks)] - 1) % len(border)
        count = (last - first) % len(border)
        radius = rounds[owners[first]][2]
        made.append((*border[first], 0.0))
        if owners[first] in hidden:
            radius = 0.0
        elif count > 20:
            made.append((*border[(first + count // 2) % len(border)], radius))
        elif count > 16:  # nearly half a circle: drawn as half of one, so that it has one reading
            radius = hypot(border[last][0] - border[first][0], border[last][1] - border[first][1]) / 2
        if count:
            made.append((*border[last], radius))
    return tuple(made)


def _polygon(points: Sequence[Flat]) -> Outline:
    """Return the convex outline of points."""
    return tuple((x, y, 0.0) for x, y in _convex(points))


def _convex(points: Sequence[Flat]) -> tuple[Flat, ...]:
    points = sorted(set(points))
    if len(points) < 3:
        return tuple(points)
    halves = list[list[Flat]]()
    for row in (points, points[::-1]):
        half = list[Flat]()
        for p in row:
            while len(half) > 1 and _left(half[-2], half[-1], p) <= 1e-9:
                half.pop()
            half.append(p)
        halves.append(half[:-1])
    return tuple(halves[0] + halves[1])


def _left(a: Flat, b: Flat, c: Flat) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


class _Eye:
    """Projects parts of one posed body."""

    def __init__(self, figure: Figure, placed: Placed) -> None:
        self.figure, self.placed, self.eye = figure, placed, camera(figure)
        self.at, self.frame = placed.body.at, placed.body.frame

    def spot(self, name: str) -> tuple[float, float, float]:
        return project(self.eye, self.at[name])

    def round(self, points: Iterable[tuple[Vector, float]], hidden: Container[int] = ()) -> Outline:
        return _hull(((*project(self.eye, point)[:2], radius) for point, radius in points), hidden)

    def depth(self, *names: str) -> float:
        return fsum(self.spot(name)[2] for name in names) / len(names)

    def on(self, name: str, frame: str, by: Vector) -> Vector:
        return add(self.at[name], apply(self.frame[frame], by))

    def tone(self, side: str, limb: str) -> Tone:
        works = self.figure.works
        far = self._is_far(side)
        if limb == "leg" and (works in {"both", side}):
            return "work-far" if far and works == "both" else "work"
        return "far" if far else "near"

    def _is_far(self, side: str) -> bool:
        other = "left" if side == "right" else "right"
        return self.spot(f"{side}-hip")[2] < self.spot(f"{other}-hip")[2] - 0.03

    def limb(self, side: str, limb: str) -> list[Shape]:
        """Return a limb as one shape, or as two where it is folded in the picture."""
        if limb == "leg":
            root, joint, end = (f"{side}-{name}" for name in ("hip", "knee", "ankle"))
            thick = RADII["hip"], RADII["knee"]
            calf = self.on(f"{side}-knee", f"{side}-shank", (-0.008, 0.0, -0.07))
            lower = self.round([(self.at[joint], RADII["knee"]), (calf, 0.033), (self.at[end], RADII["ankle"])])
            tail = self._foot(side)
        else:
            root, joint, end = (f"{side}-{name}" for name in ("shoulder", "elbow", "wrist"))
            thick = RADII["shoulder"], RADII["elbow"]
            lower = self.round([(self.at[joint], RADII["elbow"]), (self.at[end], RADII["wrist"])])
            hand = mix(self.at[end], self.at[f"{side}-fingers"], 0.75)
            tail = self.round(
                [(self.at[end], RADII["wrist"]), (mix(self.at[end], hand, 0.5), 0.02), (hand, RADII["fingers"])], {0}
            )
        tone = self.tone(side, limb)
        a, b, c = self.spot(root), self.spot(joint), self.spot(end)
        up, down = (a[0] - b[0], a[1] - b[1]), (c[0] - b[0], c[1] - b[1])
        bent = up[0] * down[0] + up[1] * down[1] > 0.35 * max(hypot(*up) * hypot(*down), 0.02)
        short = min(hypot(*up), hypot(*down)) < 0.09
        folded = bent or short
        upper = self.round([(self.at[root], thick[0]), (self.at[joint], thick[1])], () if folded else {1})
        if folded:
            return [
                Shape(tone, (upper,), self.depth(root, joint)),
                Shape(tone, (lower, tail), self.depth(joint, end)),
            ]
        return [Shape(tone, (upper, lower, tail), self.depth(root, joint, end))]

    def _foot(self, side: str) -> Outline:
        frame = f"{side}-foot"
        ball = [(self.on(f"{side}-ball", frame, (0.0, y, 0.0)), RADII["ball"]) for y in (-0.017, 0.017)]
        return self.round(
            [
                (self.at[f"{side}-ankle"], RADII["ankle"]),
                (self.at[f"{side}-heel"], RADII["heel"]),
                *ball,
                (self.at[f"{side}-toe"], RADII["toe"]),
            ],
            {0},
        )

    def trunk(self) -> list[Shape]:
        """Return chest and pelvis."""
        waist = [(self.on("waist", "pelvis", (0.0, y, 0.0)), 0.05) for y in (-0.03, 0.03)]
        ribs = [(self.on("ribs", "chest", (x, y, 0.02)), 0.055) for x in (-0.008, 0.012) for y in (-0.042, 0.042)]
        tops = [(self.at[f"{side}-shoulder"], 0.03) for side in SIDES]
        tops.append((self.on("neck", "chest", (0.0, 0.0, 0.012)), 0.034))
        hips = [(self.at[f"{side}-hip"], RADII["hip"]) for side in SIDES]
        seat = [(self.on("seat", "pelvis", (0.0, y, 0.0)), RADII["seat"]) for y in (-0.038, 0.038)]
        belly = self.round([*waist, *ribs], range(6))
        chest = self.round([*ribs, *tops])
        low = self.round([*hips, *seat, *((add(p, apply(self.frame["pelvis"], (0, 0, -0.015))), r) for p, r in waist)])
        link = self.round([*waist, *((p, r - 0.004) for p, r in hips)], (2, 3))
        depth = self.depth("neck", "pelvis") + 0.012
        return [
            Shape("trunk", (belly, chest, link), depth),
            Shape("shorts", (low,), depth + 0.002),
        ]

    def head(self) -> list[Shape]:
        """Return neck, head, nose and hair: where the hair is, one does not look."""
        ahead, _, up = (apply(self.frame["head"], axis) for axis in ((1, 0, 0), (0, 1, 0), (0, 0, 1)))
        centre = self.at["head"]
        skull = [(centre, 0.052), (add(centre, scale(up, 0.012)), 0.052), (add(centre, scale(up, -0.014)), 0.045)]
        chin = (add(centre, add(scale(ahead, 0.014), scale(up, -0.036))), 0.026)
        face = self.round([*skull, chin])
        nose = self.round([(add(centre, scale(ahead, 0.045)), 0.012), (self.at["nose"], 0.008)])
        neck = self.round(
            [(self.at["neck"], 0.027), (self.at["throat"], 0.026), (mix(self.at["throat"], centre, 0.5), 0.026)]
        )
        depth = project(self.eye, centre)[2] - 0.01
        toward_eye = project(self.eye, ahead)[2]

        def spot(front: float, high: float, radius: float, wide: float = 0.0) -> tuple[Vector, float]:
            return add(centre, apply(self.frame["head"], (front, wide, high))), radius

        hair = self.round([spot(-0.014, 0.014, 0.053), spot(0.012, 0.03, 0.04), spot(-0.024, -0.012, 0.04)])
        shapes = [Shape("skin", (neck,), depth - 0.002), Shape("skin", (face, nose), depth)]
        shapes.append(Shape("hair", (hair,), depth + (0.001 if toward_eye < 0.5 else -0.001)))
        if toward_eye > 0.5:
            fringe = [spot(0.034, 0.036, 0.016, y) for y in (-0.024, 0.024)]
            fringe += [spot(0.0, 0.05, 0.022), *(spot(-0.005, 0.035, 0.022, y) for y in (-0.03, 0.03))]
            eyes = [project(self.eye, spot(0.05, -0.002, 0.0, y)[0]) for y in (-0.019, 0.019)]
            shapes.append(Shape("hair", (self.round(fringe),), depth + 0.001))
            shapes.append(Shape("eyes", tuple(((x, y, 0.0),) for x, y, _ in eyes), depth + 0.002, circle=0.0085))
        return shapes

    def post(self, tone: Tone, middle: Vector, size: Vector, depth: float) -> Shape:
        """Return the outline of a box too thin to show its faces."""
        ends = [(x, y, z) for x in (-0.5, 0.5) for y in (-0.5, 0.5) for z in (-0.5, 0.5)]
        corners = [add(middle, (x * size[0], y * size[1], z * size[2])) for x, y, z in ends]
        return Shape(tone, (_polygon([project(self.eye, corner)[:2] for corner in corners]),), depth)

    def box(self, tone: Tone, middle: Vector, size: Vector, depth: float) -> Shape:
        """Return the visible faces of a box that stands in the world's axes."""
        halves = scale(size, 0.5)
        faces = list[Outline]()
        for axis in range(3):
            for end in (-1.0, 1.0):
                if project(self.eye, scale(AXES[axis], end))[2] <= 0.01:
                    continue
                u, v = [k for k in range(3) if k != axis]
                corners = list[Flat]()
                for du, dv in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
                    by = [0.0, 0.0, 0.0]
                    by[axis], by[u], by[v] = end * halves[axis], du * halves[u], dv * halves[v]
                    corners.append(project(self.eye, add(middle, (by[0], by[1], by[2])))[:2])
                faces.append(_polygon(corners))
        return Shape(tone, tuple(faces), depth)

    def ring(self, name: str, frame: str, radius: float, half: float) -> list[Flat]:
        """Return points of a ring round a limb, across its axis."""
        made = list[Flat]()
        for along in (-half, half):
            for k in range(12):
                turn = 2 * pi * k / 12
                by = (radius * cos(turn), radius * sin(turn), along)
                made.append(project(self.eye, self.on(name, frame, by))[:2])
        return made

    def props(self) -> list[Shape]:
        """Return the things in the picture."""
        shapes = list[Shape]()
        for prop in self.figure.props:
            if not prop.shown or self.placed.name in prop.shown or self.placed.name == "between":
                shapes += self.prop(prop)
        return shapes

    def prop(self, prop: Prop) -> list[Shape]:
        kind = prop.kind
        at = (*prop.at, 0.0) if prop.at else (0.0, 0.0, 0.0)
        x, y = at[0], at[1]
        if kind in ("step", "bench", "mat", "pillow", "cloth"):
            given = {
                "step": (0.24, 0.4),
                "bench": (0.2, 0.6),
                "mat": (1.2, 0.36),
                "pillow": (0.2, 0.22),
                "cloth": (0.2, 0.1),
            }
            length, width = prop.size[:2] if prop.size else given[kind]
            high = prop.size[2] if prop.size and len(prop.size) == 3 else HEIGHTS.get(kind, 0.008)
            base = at[2] if len(at) > 2 else 0.0
            if kind == "mat":
                base = -high
                if not prop.at:
                    (x, y), (length, width) = _below(self.figure)
            if kind == "cloth" and prop.where:
                x, y, base = (*self.at[prop.where][:2], -high)
            tone = kind if kind in ("mat", "pillow") else "wood"
            return [self.box(tone, (x, y, base + high / 2), (length, width, high), -2.0 if kind == "mat" else -1.0)]
        if kind == "chair":
            return self.chair(prop, x, y)
        if kind == "wall":
            return self.wall(prop)
        if kind in ("band", "belt"):
            return self.band(prop)
        if kind == "ankle-weight":
            part = prop.where or "right-ankle"
            side = part.split("-", maxsplit=1)[0]
            ring = _polygon(self.ring(f"{side}-cuff", f"{side}-shank", 0.036, 0.024))
            return [Shape("iron", (ring,), self.depth(part) + 0.05)]
        return self.weight(prop)

    def chair(self, prop: Prop, x: float, y: float) -> list[Shape]:
        length, width, high = prop.size if prop.size and len(prop.size) == 3 else (0.25, 0.26, HEIGHTS["chair"])
        parts = [self.box("wood", (x, y, high - 0.012), (length, width, 0.024), -0.9)]
        for dx in (-1, 1):
            for dy in (-1, 1):
                leg = (x + dx * (length / 2 - 0.012), y + dy * (width / 2 - 0.012), (high - 0.024) / 2)
                parts.append(self.post("wood", leg, (0.02, 0.02, high - 0.024), -1.0))
        backrest = (x - length / 2 + 0.01, y, high + 0.13)
        parts.append(self.box("wood", backrest, (0.02, width, 0.26), -0.95))
        return parts

    def wall(self, prop: Prop) -> list[Shape]:
        normal = wall_normal(self.figure)
        surface = self.placed.walls.get("wall", 0.0)
        axis = 0 if normal[0] else 1
        middle = [self.at["pelvis"][0], self.at["pelvis"][1], 0.575]
        if prop.at:
            middle[1 - axis] = prop.at[1 - axis]
        middle[axis] = normal[axis] * (surface - 0.025)
        size = [0.56, 0.56, 1.15]
        size[axis] = 0.05
        return [self.box("wall", (middle[0], middle[1], middle[2]), (size[0], size[1], size[2]), -3.0)]

    def band(self, prop: Prop) -> list[Shape]:
        names = {"knees": ("band", "thigh", 0.05), "ankles": ("cuff", "shank", 0.034), "feet": ("ball", "foot", 0.034)}
        where = prop.where or "knees"
        half = 0.016 if prop.kind == "band" else 0.012
        if where in names:
            point, frame, radius = names[where]
            ring = [p for side in SIDES for p in self.ring(f"{side}-{point}", f"{side}-{frame}", radius, half)]
            depth = max(self.spot(f"{side}-{point}")[2] for side in SIDES) + 0.06
            return [Shape("band", (_polygon(ring),), depth)]
        side = where.split("-", maxsplit=1)[0]
        ring = self.ring(f"{side}-band", f"{side}-thigh", 0.05, half)
        shapes = [Shape("band", (_polygon(ring),), self.spot(f"{side}-band")[2] + 0.06)]
        if prop.to:
            x, y, z = prop.to if len(prop.to) > 2 else (*prop.to, 0.0)
            a, b = self.spot(f"{side}-band"), project(self.eye, (x, y, z))
            shapes.append(Shape("strap", (((*a[:2], 0.0), (*b[:2], 0.0)),), a[2] + 0.01, closed=False))
            shapes.append(Shape("iron", (_hull([(b[0], b[1], 0.015)]),), a[2]))
        return shapes

    def weight(self, prop: Prop) -> list[Shape]:
        hands = {"both-hands": ("right-grip", "left-grip")}.get(
            prop.where or "", (f"{(prop.where or 'right-hand').removesuffix('-hand')}-grip",)
        )
        part = prop.where or ""
        if part and not part.endswith(("hand", "hands")):
            spot, depth = self.at[part], self.depth(part) + 0.08
        else:
            spot = scale(reduce(add, [self.at[hand] for hand in hands]), 1 / len(hands))
            depth = max(self.spot(h)[2] for h in hands) + 0.03
        if prop.kind == "kettlebell":
            bell = add(spot, (0.0, 0.0, -0.055))
            return [
                Shape("iron", (self.round([(spot, 0.016), (bell, 0.02)]), self.round([(bell, 0.042)])), depth),
            ]
        ahead = (0.0, 1.0, 0.0) if prop.kind == "barbell" else (1.0, 0.0, 0.0)
        reach = 0.34 if prop.kind == "barbell" else 0.055
        disc = 0.075 if prop.kind == "barbell" else 0.032
        ends = [add(spot, scale(ahead, k * reach)) for k in (-1, 1)]
        parts = [self.round([(ends[0], 0.009), (ends[1], 0.009)])]
        parts += [self._disc(end, ahead, disc) for end in ends]
        return [Shape("iron", tuple(parts), depth)]

    def _disc(self, middle: Vector, axis: Vector, radius: float) -> Outline:
        up = (0.0, 0.0, 1.0)
        side = toward(cross(axis, up))
        points = list[Flat]()
        for along in (-0.014, 0.014):
            for k in range(16):
                turn = 2 * pi * k / 16
                by = add(scale(up, radius * sin(turn)), scale(side, radius * cos(turn)))
                points.append(project(self.eye, add(add(middle, scale(axis, along)), by))[:2])
        return _polygon(points)

    def marks(self) -> list[Shape]:
        """Return the mark of each working hip."""
        sides = SIDES if self.figure.works == "both" else ("right",)
        spots = [self.spot(f"{side}-hip") for side in sides]
        if len(spots) == 2 and hypot(spots[0][0] - spots[1][0], spots[0][1] - spots[1][1]) < 0.05:
            spots = [max(spots, key=lambda spot: spot[2])]
        return [Shape("mark", (((x, y, 0.0),),), 9.0, circle=0.024) for x, y, _ in spots]


def seen(figure: Figure, placed: Placed) -> tuple[Shape, ...]:
    """Return the shapes of a position, from far to near."""
    eye = _Eye(figure, placed)
    shapes = [shape for side in SIDES for limb in ("leg", "arm") for shape in eye.limb(side, limb)]
    shapes += [*eye.trunk(), *eye.head(), *eye.props(), *eye.marks()]
    return tuple(sorted(shapes, key=lambda shape: shape.depth))


def _below(figure: Figure) -> tuple[Flat, Flat]:
    """Return the middle and the size of a mat that lies below the body in every position."""
    spots = [placed.body.at[name] for placed in place(figure) for name, _ in surface()]
    (x0, x1), (y0, y1) = ((min(p[k] for p in spots) - 0.06, max(p[k] for p in spots) + 0.06) for k in (0, 1))
    return ((x0 + x1) / 2, (y0 + y1) / 2), (x1 - x0, y1 - y0)


def floor(figure: Figure) -> Flat:
    """Return how low and how high in the picture the floor is seen below the body."""
    eye = camera(figure)
    spots = [p for placed in place(figure) for p in placed.body.at.values()]
    near = [project(eye, (x, y, 0.0)) for x, y, z in spots if z < 0.3]
    heights = [up for _, up, _ in near] or [0.0]
    room = 0.05 if figure.view.lift else 0.0
    return min(heights) - room * abs(eye[0][2]), max(heights) + room * abs(eye[0][2])


def outline(shapes: Iterable[Shape]) -> tuple[float, float, float, float]:
    """Return the least and most of right and up that shapes reach."""
    points = [
        (x + off, y + off)
        for shape in shapes
        for part in shape.parts
        for x, y, _ in part
        for off in (-shape.circle, shape.circle)
    ]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


@lru_cache(maxsize=256)
def arrows(figure: Figure) -> tuple[tuple[Flat, ...], ...]:
    """Return the path of each arrow: where its point is between the start and the end, beside the body."""
    made = list[tuple[Flat, ...]]()
    eye = camera(figure)
    between = steps(figure, 7)
    for arrow in figure.arrows:
        path = [project(eye, placed.body.at[arrow.point])[:2] for placed in between]
        if arrow.push:
            x, y = path[-1]
            path = [(x + arrow.push[0] * k / 7, y + arrow.push[1] * k / 7) for k in range(8)]
        middle = project(eye, between[len(between) // 2].body.at["waist"])
        shift = arrow.shift or _beside(path, middle[:2])
        path = _long_enough(path)
        made.append(tuple((round(x + shift[0], 4), round(y + shift[1], 4)) for x, y in path))
    return tuple(made)


def _beside(path: Sequence[Flat], middle: Flat) -> Flat:
    """Return how far to move an arrow so that it stands beside the body, away from its middle."""
    x, y = path[len(path) // 2]
    x, y = x - middle[0], y - middle[1]
    long = hypot(x, y) or 1.0
    return 0.08 * x / long, 0.08 * y / long


def _long_enough(path: Sequence[Flat], least: float = 0.1) -> list[Flat]:
    """Return a path, made longer about its middle where the movement is too small to see."""
    far = max(hypot(x - path[0][0], y - path[0][1]) for x, y in path)
    if not 1e-4 < far < least:
        return list(path)
    x, y = (path[0][0] + path[-1][0]) / 2, (path[0][1] + path[-1][1]) / 2
    return [(x + (a - x) * least / far, y + (b - y) * least / far) for a, b in path]


class Stick(NamedTuple):
    """A line of a stick figure; those of a trained leg are heavy."""

    points: tuple[Flat, ...]
    heavy: bool = False


def sticks(figure: Figure, placed: Placed) -> list[Stick]:
    """Return the lines of a stick figure: limbs, trunk and head, and what is needed of the things."""
    eye = _Eye(figure, placed)

    def line(*names: str, heavy: bool = False) -> Stick:
        return Stick(tuple(eye.spot(name)[:2] for name in names), heavy)

    lines = [line("pelvis", "waist", "ribs", "neck", "throat"), line("right-hip", "left-hip")]
    lines.append(line("right-shoulder", "left-shoulder"))
    for side in SIDES:
        leg = ("hip", "knee", "ankle", "toe")
        lines.append(line(*(f"{side}-{name}" for name in leg), heavy=figure.works in ("both", side)))
        lines.append(line(f"{side}-ankle", f"{side}-heel"))
        lines.append(line(*(f"{side}-{name}" for name in ("shoulder", "elbow", "wrist", "fingers"))))
    x, y, _ = eye.spot("head")
    lines.append(Stick(tuple((x + 0.055 * cos(pi * k / 6), y + 0.055 * sin(pi * k / 6)) for k in range(13))))
    for prop in figure.props:
        if not prop.shown or placed.name in prop.shown:
            lines += _thing(eye, prop)
    return lines


def _thing(eye: _Eye, prop: Prop) -> list[Stick]:
    """Return a thing in few lines: no mat or cloth, a wall as one line, a band between the legs as one."""
    if prop.kind in ("mat", "cloth"):
        return []
    if prop.kind == "wall":
        normal = wall_normal(eye.figure)
        x, y, _ = eye.at["pelvis"]
        at = eye.placed.walls.get("wall", 0.0)
        foot = (normal[0] * at, y, 0.0) if normal[0] else (x, normal[1] * at, 0.0)
        ends = (project(eye.eye, point)[:2] for point in (foot, add(foot, (0.0, 0.0, 1.1))))
        return [Stick(tuple(ends))]
    if prop.kind in ("band", "belt") and not prop.to:
        point = {"ankles": "cuff", "feet": "ball"}.get(prop.where or "", "band")
        return [Stick(tuple(eye.spot(f"{side}-{point}")[:2] for side in SIDES))]
    lines = list[Stick]()
    for shape in eye.prop(prop):
        points = [(x, y) for part in shape.parts for x, y, _ in part]
        border = _convex(points) if shape.closed else tuple(points)
        lines.append(Stick((*border, border[0]) if shape.closed else border))
    return lines
