"""Alternative text of a figure: the start to take, what changes, things and the working hip, from the data alone."""

import re
from collections.abc import Iterator
from itertools import pairwise

from glutemed.figures.changes import changes
from glutemed.figures.contacts import Placed
from glutemed.figures.eye import camera
from glutemed.figures.phrases import anded, heading, part_words, placed_at
from glutemed.figures.placing import place
from glutemed.figures.skeleton import SIGNS
from glutemed.figures.space import Vector, apply, subtract
from glutemed.figures.states import state
from glutemed.model.figure import Arrow, Figure, Prop

__all__ = ["described"]


def described(figure: Figure, name: str, *, side: str = "right") -> str:
    """Return what a drawing shows, for those who cannot see it; `side` is the side that is trained.

    Angles are rounded to 5 degrees. The text is the same for the same figure.
    """
    placed = place(figure)
    texts = [f"Start: {', '.join(state(placed[0]))}."]
    for before, now in pairwise(placed):
        found = list(changes(before, now))
        texts.append(f"{now.name.capitalize()}: {anded(found) if found else 'the position stays the same'}.")
    texts += _pushes(figure, placed[-1])
    texts += dict.fromkeys(filter(None, (_prop(prop, figure, placed) for prop in figure.props)))
    texts.append("Both hips work." if figure.works == "both" else "The right hip works.")
    text = " ".join(texts)
    if side == "left":
        other = {"right": "left", "left": "right", "Right": "Left", "Left": "Right"}
        text = re.sub(r"\b(?:right|left)\b", lambda found: other[found.group()], text, flags=re.IGNORECASE)
    return f"{name}. {text}"


def _pushes(figure: Figure, placed: Placed) -> Iterator[str]:
    """Return what pushes without moving, and where to; both sides of a pair together."""
    pushes = [(arrow.point, _push(figure, placed, arrow)) for arrow in figure.arrows if arrow.push]
    pairs = {point.partition("-")[2]: way for point, way in pushes}
    if len(pushes) == 2 and len(pairs) == 1 and len({way for _, way in pushes}) == 1:
        (kind, way), *_ = pairs.items()
        many = {"foot": "feet", "toes": "toes"}.get(kind, f"{kind}s")
        yield f"Both {many} push {way} without moving."
        return
    for point, way in pushes:
        against = " against the wall" if any(t.part == point and t.on == "wall" for t in placed.touches) else ""
        yield f"{part_words(point).capitalize()} pushes {way}{against} without moving."


def _push(figure: Figure, placed: Placed, arrow: Arrow) -> str:
    """Return the way of a push, which the data gives in the picture, as seen from the body."""
    right, up = arrow.push[:2] if arrow.push else (0.0, 0.0)
    way: Vector = apply(camera(figure), (0.0, right, up))
    forward, left = heading(placed, way)
    far = max(abs(forward), abs(left), abs(way[2]))
    if abs(way[2]) == far:
        return "up" if way[2] > 0 else "down"
    if abs(forward) == far:
        return "forward" if forward > 0 else "back"
    side = arrow.point.partition("-")[0]
    if side in SIGNS:
        return "outward" if left * SIGNS[side] > 0 else "inward"
    return "to the left" if left > 0 else "to the right"


_WORN = {"knees": "round both legs just above the knees", "ankles": "round both ankles", "feet": "round both feet"}


def _prop(prop: Prop, figure: Figure, placed: tuple[Placed, ...]) -> str:
    """Return a sentence on a thing that the contacts do not name."""
    start = placed[0]
    kind = prop.kind.replace("-", " ")
    article = "An" if kind[0] in "aeiou" else "A"
    if prop.kind in ("band", "belt"):
        where = _WORN.get(prop.where or "knees") or f"round {part_words(prop.where or '')}"
        fixed = f", its other end fixed {_beside(start, prop.to)}" if prop.to else ""
        return f"{article} {kind} is {where}{fixed}."
    if prop.kind in ("dumbbell", "kettlebell", "barbell"):
        if sum(one.kind == prop.kind and (one.where or "").endswith("hand") for one in figure.props) > 1:
            return f"{article} {kind} is in each hand."
        if prop.where == "both-hands":
            return f"{article} {kind} is in both hands."
        held = "in" if (prop.where or "").endswith("hand") else "on"
        return f"{article} {kind} is {held} {part_words(prop.where or 'right-hand')}."
    if prop.kind == "ankle-weight":
        return f"{article} {kind} is on {part_words(prop.where or 'right-ankle')}."
    if prop.kind == "wall":
        return f"The wall is {_WALLS[prop.where or 'behind']}."
    if prop.kind == "cloth":
        return f"A cloth lies under {part_words(prop.where or 'right-foot')}."
    if prop.kind == "mat":
        return "A mat lies on the floor."
    touched = any(touch.on == prop.kind for one in placed for touch in one.touches)
    return "" if touched else f"{article} {kind} stands {_beside(start, prop.at or (0.0, 0.0))}."


_WALLS = {
    "behind": "behind the body",
    "front": "in front of the body",
    "left": "on the left side",
    "right": "on the right side",
}


def _beside(start: Placed, at: tuple[float, ...]) -> str:
    """Return where a thing stands, as seen from the hips at the start."""
    x, y, z = start.body.at["pelvis"]
    return placed_at(*heading(start, subtract((at[0], at[1], z), (x, y, z))))
