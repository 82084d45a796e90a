"""The drawings of a plan's exercises, with their alternative texts."""

from typing import NamedTuple

from glutemed.figures.words import described
from glutemed.model.figure import Figures
from glutemed.model.plan import Plan
from glutemed.rendering.drawing import to_svg

__all__ = ["Picture", "is_drawing_of", "pictures_of"]


class Picture(NamedTuple):
    """An SVG drawing, and what it shows in words."""

    svg: str
    alt: str


def pictures_of(plan: Plan, figures: Figures) -> dict[str, Picture]:
    """Return the drawing of each exercise of a plan that has one; of the left hip where only that is trained."""
    items = list(plan.items())
    found = {}
    for id in dict.fromkeys(item.exercise for item in items):
        if figure := figures.of(id):
            mine = [item for item in items if item.exercise == id]
            side = "left" if all(item.sides == ("left",) for item in mine) else "right"
            name = mine[0].name
            svg = to_svg(figure, name, side=side, id=f"figure-{id}")
            found[id] = Picture(svg, described(figure, name, side=side))
    return found


def is_drawing_of(id: str, data: bytes) -> bool:
    """Return whether a file begins as the drawing of an exercise that `pictures_of` makes."""
    head, _, _ = data.partition(b">")
    return head.startswith(b"<svg ") and f'aria-labelledby="figure-{id}-title '.encode() in head
