"""The things about a body as shapes: steps, chairs, mats and walls, and what it holds or wears."""

from functools import reduce
from math import cos, pi, sin

from glutemed.figures.contacts import HEIGHTS, surface, wall_normal
from glutemed.figures.eye import Eye
from glutemed.figures.outlines import Flat, Outline, Shape, Tone, hull, polygon
from glutemed.figures.placing import place
from glutemed.figures.skeleton import SIDES
from glutemed.figures.space import Vector, add, cross, scale, toward
from glutemed.model.figure import Figure, Prop

__all__ = ["thing", "things"]

BLOCKS = {"step": (0.24, 0.4), "bench": (0.2, 0.6), "mat": (1.2, 0.36), "pillow": (0.2, 0.22), "cloth": (0.2, 0.1)}
"""Things that are boxes, with the length and width of those that have no size of their own, in body heights (X)."""
AXES: tuple[Vector, Vector, Vector] = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def things(eye: Eye) -> list[Shape]:
    """Return the things in the picture."""
    shapes = list[Shape]()
    for prop in eye.figure.props:
        if not prop.shown or eye.placed.name in prop.shown or eye.placed.name == "between":
            shapes += thing(eye, prop)
    return shapes


def thing(eye: Eye, prop: Prop) -> list[Shape]:
    """Return the shapes of one thing, from what stands on the floor to what the body carries."""
    if prop.kind in BLOCKS:
        return [_block(eye, prop)]
    if prop.kind == "chair":
        return _chair(eye, prop)
    if prop.kind == "wall":
        return [_wall(eye, prop)]
    if prop.kind in ("band", "belt"):
        return _band(eye, prop)
    return [_cuff(eye, prop) if prop.kind == "ankle-weight" else _weight(eye, prop)]


def _block(eye: Eye, prop: Prop) -> Shape:
    """Return what is a plain box: a mat is let into the floor, and a cloth lies under what it is put below."""
    kind = prop.kind
    x, y, base = (*prop.at, 0.0)[:3] if prop.at else (0.0, 0.0, 0.0)
    length, width = prop.size[:2] if prop.size else BLOCKS[kind]
    high = prop.size[2] if prop.size and len(prop.size) == 3 else HEIGHTS.get(kind, 0.008)
    if kind == "mat":
        base = -high
        if not prop.at:
            (x, y), (length, width) = _below(eye.figure)
    if kind == "cloth" and prop.where:
        x, y, base = (*eye.at[prop.where][:2], -high)
    tone = kind if kind in ("mat", "pillow") else "wood"
    return _box(eye, tone, (x, y, base + high / 2), (length, width, high), -2.0 if kind == "mat" else -1.0)


def _chair(eye: Eye, prop: Prop) -> list[Shape]:
    x, y = prop.at[:2] if prop.at else (0.0, 0.0)
    length, width, high = prop.size if prop.size and len(prop.size) == 3 else (0.25, 0.26, HEIGHTS["chair"])
    parts = [_box(eye, "wood", (x, y, high - 0.012), (length, width, 0.024), -0.9)]
    for dx in (-1, 1):
        for dy in (-1, 1):
            leg = (x + dx * (length / 2 - 0.012), y + dy * (width / 2 - 0.012), (high - 0.024) / 2)
            parts.append(_post(eye, "wood", leg, (0.02, 0.02, high - 0.024), -1.0))
    backrest = (x - length / 2 + 0.01, y, high + 0.13)
    parts.append(_box(eye, "wood", backrest, (0.02, width, 0.26), -0.95))
    return parts


def _below(figure: Figure) -> tuple[Flat, Flat]:
    """Return the middle and the size of a mat that lies below the body in every position."""
    spots = [placed.body.at[name] for placed in place(figure) for name, _ in surface()]
    (x0, x1), (y0, y1) = ((min(p[k] for p in spots) - 0.06, max(p[k] for p in spots) + 0.06) for k in (0, 1))
    return ((x0 + x1) / 2, (y0 + y1) / 2), (x1 - x0, y1 - y0)


def _wall(eye: Eye, prop: Prop) -> Shape:
    normal = wall_normal(eye.figure)
    surface = eye.placed.walls.get("wall", 0.0)
    axis = 0 if normal[0] else 1
    middle = [eye.at["pelvis"][0], eye.at["pelvis"][1], 0.575]
    if prop.at:
        middle[1 - axis] = prop.at[1 - axis]
    middle[axis] = normal[axis] * (surface - 0.025)
    size = [0.56, 0.56, 1.15]
    size[axis] = 0.05
    return _box(eye, "wall", (middle[0], middle[1], middle[2]), (size[0], size[1], size[2]), -3.0)


def _band(eye: Eye, prop: Prop) -> list[Shape]:
    names = {"knees": ("band", "thigh", 0.05), "ankles": ("cuff", "shank", 0.034), "feet": ("ball", "foot", 0.034)}
    where = prop.where or "knees"
    half = 0.016 if prop.kind == "band" else 0.012
    if where in names:
        point, frame, radius = names[where]
        ring = [p for side in SIDES for p in _ring(eye, f"{side}-{point}", f"{side}-{frame}", radius, half)]
        depth = max(eye.spot(f"{side}-{point}")[2] for side in SIDES) + 0.06
        return [Shape("band", (polygon(ring),), depth)]
    side = where.split("-", maxsplit=1)[0]
    ring = _ring(eye, f"{side}-band", f"{side}-thigh", 0.05, half)
    shapes = [Shape("band", (polygon(ring),), eye.spot(f"{side}-band")[2] + 0.06)]
    if prop.to:
        x, y, z = prop.to if len(prop.to) > 2 else (*prop.to, 0.0)
        a, b = eye.spot(f"{side}-band"), eye.project((x, y, z))
        shapes.append(Shape("strap", (((*a[:2], 0.0), (*b[:2], 0.0)),), a[2] + 0.01, closed=False))
        shapes.append(Shape("iron", (hull([(b[0], b[1], 0.015)]),), a[2]))
    return shapes


def _cuff(eye: Eye, prop: Prop) -> Shape:
    part = prop.where or "right-ankle"
    side = part.split("-", maxsplit=1)[0]
    ring = polygon(_ring(eye, f"{side}-cuff", f"{side}-shank", 0.036, 0.024))
    return Shape("iron", (ring,), eye.depth(part) + 0.05)


def _weight(eye: Eye, prop: Prop) -> Shape:
    """Return a kettlebell, or a bar with two discs, in one hand, in both, or on another part of the body."""
    part = prop.where or "right-hand"
    if not part.endswith(("hand", "hands")):
        spot, depth = eye.at[part], eye.depth(part) + 0.08
    else:
        sides = ("right", "left") if part == "both-hands" else (part.removesuffix("-hand"),)
        hands = [f"{side}-grip" for side in sides]
        spot = scale(reduce(add, [eye.at[hand] for hand in hands]), 1 / len(hands))
        depth = max(eye.spot(h)[2] for h in hands) + 0.03
    if prop.kind == "kettlebell":
        bell = add(spot, (0.0, 0.0, -0.055))
        return Shape("iron", (eye.round([(spot, 0.016), (bell, 0.02)]), eye.round([(bell, 0.042)])), depth)
    ahead = (0.0, 1.0, 0.0) if prop.kind == "barbell" else (1.0, 0.0, 0.0)
    reach = 0.34 if prop.kind == "barbell" else 0.055
    disc = 0.075 if prop.kind == "barbell" else 0.032
    ends = [add(spot, scale(ahead, k * reach)) for k in (-1, 1)]
    parts = [eye.round([(ends[0], 0.009), (ends[1], 0.009)])]
    parts += [_disc(eye, end, ahead, disc) for end in ends]
    return Shape("iron", tuple(parts), depth)


def _disc(eye: Eye, middle: Vector, axis: Vector, radius: float) -> Outline:
    up = (0.0, 0.0, 1.0)
    side = toward(cross(axis, up))
    points = list[Flat]()
    for along in (-0.014, 0.014):
        for k in range(16):
            turn = 2 * pi * k / 16
            by = add(scale(up, radius * sin(turn)), scale(side, radius * cos(turn)))
            points.append(eye.project(add(add(middle, scale(axis, along)), by))[:2])
    return polygon(points)


def _box(eye: Eye, tone: Tone, middle: Vector, size: Vector, depth: float) -> Shape:
    """Return the visible faces of a box that stands in the world's axes."""
    halves = scale(size, 0.5)
    faces = list[Outline]()
    for axis in range(3):
        for end in (-1.0, 1.0):
            if eye.project(scale(AXES[axis], end))[2] <= 0.01:
                continue
            u, v = [k for k in range(3) if k != axis]
            corners = list[Flat]()
            for du, dv in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
                by = [0.0, 0.0, 0.0]
                by[axis], by[u], by[v] = end * halves[axis], du * halves[u], dv * halves[v]
                corners.append(eye.project(add(middle, (by[0], by[1], by[2])))[:2])
            faces.append(polygon(corners))
    return Shape(tone, tuple(faces), depth)


def _post(eye: Eye, tone: Tone, middle: Vector, size: Vector, depth: float) -> Shape:
    """Return the outline of a box too thin to show its faces."""
    ends = [(x, y, z) for x in (-0.5, 0.5) for y in (-0.5, 0.5) for z in (-0.5, 0.5)]
    corners = [add(middle, (x * size[0], y * size[1], z * size[2])) for x, y, z in ends]
    return Shape(tone, (polygon([eye.project(corner)[:2] for corner in corners]),), depth)


def _ring(eye: Eye, name: str, frame: str, radius: float, half: float) -> list[Flat]:
    """Return points of a ring round a limb, across its axis."""
    made = list[Flat]()
    for along in (-half, half):
        for k in range(12):
            turn = 2 * pi * k / 12
            by = (radius * cos(turn), radius * sin(turn), along)
            made.append(eye.project(eye.on(name, frame, by))[:2])
    return made
