"""A posed body as a stick figure: lines for limbs, trunk and head, and for what is needed of the things."""

from math import cos, pi, sin
from typing import NamedTuple

from glutemed.figures.contacts import Placed, wall_normal
from glutemed.figures.eye import Eye
from glutemed.figures.outlines import Flat, convex
from glutemed.figures.skeleton import SIDES
from glutemed.figures.space import add
from glutemed.figures.things import thing
from glutemed.model.figure import Figure, Prop

__all__ = ["Stick", "sticks"]


class Stick(NamedTuple):
    """A line of a stick figure; those of a trained leg are heavy."""

    points: tuple[Flat, ...]
    heavy: bool = False


def sticks(figure: Figure, placed: Placed) -> list[Stick]:
    """Return the lines of a stick figure: limbs, trunk and head, and what is needed of the things."""
    eye = Eye(figure, placed)

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
            lines += _few_lines(eye, prop)
    return lines


def _few_lines(eye: Eye, prop: Prop) -> list[Stick]:
    """Return a thing in few lines: no mat or cloth, a wall as one line, a band between the legs as one."""
    if prop.kind in ("mat", "cloth"):
        return []
    if prop.kind == "wall":
        normal = wall_normal(eye.figure)
        x, y, _ = eye.at["pelvis"]
        at = eye.placed.walls.get("wall", 0.0)
        foot = (normal[0] * at, y, 0.0) if normal[0] else (x, normal[1] * at, 0.0)
        ends = (eye.project(point)[:2] for point in (foot, add(foot, (0.0, 0.0, 1.1))))
        return [Stick(tuple(ends))]
    if prop.kind in ("band", "belt") and not prop.to:
        point = {"ankles": "cuff", "feet": "ball"}.get(prop.where or "", "band")
        return [Stick(tuple(eye.spot(f"{side}-{point}")[:2] for side in SIDES))]
    lines = list[Stick]()
    for shape in thing(eye, prop):
        points = [(x, y) for part in shape.parts for x, y, _ in part]
        border = convex(points) if shape.closed else tuple(points)
        lines.append(Stick((*border, border[0]) if shape.closed else border))
    return lines
