"""The check that the body of a drawing does not fall: the middle of its mass, and what carries it."""

# ruff: noqa: ARG001  # all checks are called alike

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import fsum

from glutemed.figures.contacts import Placed, Touch
from glutemed.figures.skeleton import SIDES
from glutemed.figures.space import Vector, mix
from glutemed.model.exercise import Exercise
from glutemed.model.figure import Figure, Figures

__all__ = ["balanced", "base", "mass_middle", "outside"]

BALANCE = 0.03
"""How far the middle of mass may be outside of what carries the body (X)."""
MASSES = (
    ("thigh", "hip", "knee", 0.433, 0.1),
    ("shank", "knee", "ankle", 0.433, 0.0465),
    ("foot", "heel", "toe", 0.5, 0.0145),
    ("upper arm", "shoulder", "elbow", 0.436, 0.028),
    ("forearm and hand", "elbow", "wrist", 0.68, 0.022),
)
"""Segments, where their mass is from the first point on, and their share of body mass (WINTER09)."""
TRUNK, HEAD = 0.497, 0.081
"""Their shares of body mass, from the same table: with both sides of the segments they are the whole."""


def mass_middle(one: Placed) -> Vector:
    """Return the middle of the body's mass."""
    at = one.body.at
    parts = [(mix(at["pelvis"], at["neck"], 0.5), TRUNK), (at["head"], HEAD)]
    for side in SIDES:
        parts += [(mix(at[f"{side}-{a}"], at[f"{side}-{b}"], share), mass) for _, a, b, share, mass in MASSES]
    x, y, z = (fsum(spot[k] * mass for spot, mass in parts) for k in range(3))
    return x, y, z


def base(one: Placed) -> list[tuple[float, float]]:
    """Return the points on which the body stands, seen from above."""
    made = list[tuple[float, float]]()
    for touch in one.touches:
        if touch.on == "wall" or touch.on in one.body.at:
            continue
        made += [one.body.at[name][:2] for name in _sole(touch)]
    return [(x + dx, y + dy) for x, y in made for dx in (-0.02, 0.02) for dy in (-0.02, 0.02)]


def _sole(touch: Touch) -> tuple[str, ...]:
    names = {
        "foot": ("heel", "ball", "toe"),
        "toes": ("ball", "toe"),
        "forearm": ("elbow", "wrist"),
        "hand": ("wrist", "fingers"),
        "shin": ("knee", "ankle"),
    }.get(touch.kind)
    return tuple(f"{touch.side}-{name}" for name in names) if names else (touch.part,)


def balanced(figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None) -> Iterator[str]:
    """The middle of mass is over what carries the body, or between that and the wall it leans on, unless it flies."""
    for one in placed:
        points = base(one)
        if not points:
            continue
        points += [one.body.at[touch.part][:2] for touch in one.touches if touch.on == "wall"]
        x, y, _ = mass_middle(one)
        off = outside((x, y), points)
        if off > BALANCE:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            yield (
                f"{one.name}: it would fall: the middle of mass is {off:.2f} body heights outside of its base "
                f"(forward {x:.2f}, base {min(xs):.2f} to {max(xs):.2f}; "
                f"left {y:.2f}, base {min(ys):.2f} to {max(ys):.2f})"
            )


def outside(spot: tuple[float, float], points: Sequence[tuple[float, float]]) -> float:
    """Return how far a point is outside of the convex hull of points: 0 within."""
    hull = _hull(points)
    far = 0.0
    for (ax, ay), (bx, by) in pairwise((*hull, *hull[:1])):
        long = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        if long:
            far = max(far, -((bx - ax) * (spot[1] - ay) - (by - ay) * (spot[0] - ax)) / long)
    return far


def _hull(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    rows = sorted(set(points))
    made = list[tuple[float, float]]()
    for row in (rows, rows[::-1]):
        half = list[tuple[float, float]]()
        for p in row:
            while len(half) > 1:
                (ax, ay), (bx, by) = half[-2:]
                if (bx - ax) * (p[1] - ay) - (by - ay) * (p[0] - ax) > 0:
                    break
                half.pop()
            half.append(p)
        made += half[:-1]
    return made
