"""Outlines in the plane of the picture: convex hulls round points and circles, and the shapes made of them."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

__all__ = ["Edge", "Flat", "Outline", "Shape", "Tone", "convex", "hull", "outline", "polygon"]

Flat = tuple[float, float]
Edge = tuple[float, float, float]
"""A point of an outline, and the radius of the arc that leads to it, or 0 for a line.

An arc is at most half a circle."""
Outline = tuple[Edge, ...]
Tone = str
_AROUND = tuple((cos(2 * pi * k / 36), sin(2 * pi * k / 36)) for k in range(36))


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


def hull(circles: Iterable[tuple[float, float, float]], hidden: Container[int] = ()) -> Outline:
    """Return the outline round circles, against the clock: lines, and arcs with their radius.

    `hidden` are circles over which another outline of the same shape lies: their arcs become lines.
    """
    rounds = list(circles)
    spots = {
        (round(x + r * c, 5), round(y + r * s, 5)): owner for owner, (x, y, r) in enumerate(rounds) for c, s in _AROUND
    }
    border = convex(list(spots))
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


def polygon(points: Sequence[Flat]) -> Outline:
    """Return the convex outline of points."""
    return tuple((x, y, 0.0) for x, y in convex(points))


def convex(points: Sequence[Flat]) -> tuple[Flat, ...]:
    """Return the corners of the convex hull of points, against the clock."""
    points = sorted(set(points))
    if len(points) < 3:
        return tuple(points)
    halves = list[list[Flat]]()
    for row in (points, points[::-1]):
        half = list[Flat]()
        for x, y in row:
            while len(half) > 1:
                (ax, ay), (bx, by) = half[-2], half[-1]
                if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 1e-9:  # twice the area of a triangle that turns left
                    break
                half.pop()
            half.append((x, y))
        halves.append(half[:-1])
    return tuple(halves[0] + halves[1])


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
