"""The arrows of a drawing: the way of a point of the body, or of a push, beside the body."""

from collections.abc import Sequence
from functools import lru_cache
from math import hypot

from glutemed.figures.eye import camera, project
from glutemed.figures.motion import steps
from glutemed.figures.outlines import Flat
from glutemed.model.figure import Figure

__all__ = ["arrows"]

LEAST = 0.1
"""How long an arrow is at least, in body heights (X); what moves less is not seen."""


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


def _long_enough(path: Sequence[Flat]) -> list[Flat]:
    """Return a path, made longer about its middle where the movement is too small to see."""
    far = max(hypot(x - path[0][0], y - path[0][1]) for x, y in path)
    if not 1e-4 < far < LEAST:
        return list(path)
    x, y = (path[0][0] + path[-1][0]) / 2, (path[0][1] + path[-1][1]) / 2
    return [(x + (a - x) * LEAST / far, y + (b - y) * LEAST / far) for a, b in path]
