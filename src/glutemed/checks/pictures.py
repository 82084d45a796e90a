"""Checks that a drawing shows what its exercise says: things, posture, what moves, and names that are known."""

# ruff: noqa: ARG001  # all checks are called alike

import re
from collections.abc import Iterator, Sequence

from glutemed.figures.contacts import Placed
from glutemed.figures.space import length, subtract
from glutemed.model.exercise import Exercise
from glutemed.model.figure import Figure, Figures

__all__ = ["names_known", "posture_as_said", "props_as_said", "something_moves"]

BANDS = {
    "knees": r"above the (?:standing )?knees?",
    "ankles": r"ankles",
    "feet": r"feet",
    "right-thigh": r"above the (?:standing )?knees?",
}
"""Where a band may be, and how the text of an exercise says it."""
KINDS = ("band", "dumbbell", "step", "bench", "kettlebell", "barbell")


def props_as_said(
    figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None
) -> Iterator[str]:
    """The things are those of the exercise: what it needs is there, and the band is where its text says."""
    if not exercise:
        return
    kinds = {prop.kind for prop in figure.props}
    for needed in exercise.needs:
        if needed in KINDS and needed not in kinds:
            yield f"the exercise needs a {needed}, and the picture has none"
    loads = {load.kind: load.where for load in exercise.loads}
    for prop in figure.props:
        if prop.kind in ("dumbbell", "kettlebell", "barbell", "ankle-weight", "band") and prop.kind not in loads:
            yield f"the picture has a {prop.kind}, and the exercise has no such load"
        if (
            prop.kind == "band"
            and prop.kind in loads
            and prop.where in BANDS
            and not re.search(BANDS[prop.where], loads["band"])
        ):
            yield f'the band is at the {prop.where}, and the exercise says "{loads["band"]}"'
        if prop.kind == "ankle-weight" and (prop.where is None or not prop.where.startswith("right")):
            yield "the ankle weight is not on the trained leg"
        if (
            prop.kind in ("dumbbell", "kettlebell")
            and prop.kind in loads
            and "opposite" in loads[prop.kind]
            and prop.where != "left-hand"
        ):
            yield f'the {prop.kind} is on {prop.where}, and the exercise says "{loads[prop.kind]}"'


POSTURES = {
    "supine": ("supine", "upright"),
    "side-lying": ("on-left", "on-right"),
    "standing": ("upright",),
    "seated": ("upright",),
}


def posture_as_said(
    figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None
) -> Iterator[str]:
    """Posture and working side are those of the exercise."""
    if not exercise:
        return
    allowed = POSTURES.get(exercise.position)
    for one in placed:
        if allowed and one.posture not in allowed:
            yield f"{one.name}: the posture is {one.posture}, and the exercise is {exercise.position}"
        lower = {"top": "on-left", "bottom": "on-right"}.get(exercise.working_hip)
        if lower and one.posture != lower:
            yield f"{one.name}: the trained hip is the right one and the {exercise.working_hip} one, so it lies {lower}"
        if exercise.working_hip == "stance" and exercise.position == "standing":
            feet = {touch.side for touch in one.touches if touch.kind in ("foot", "toes", "heel")}
            if feet == {"left"} and one is placed[-1]:
                yield f"{one.name}: it stands on the left leg, and the trained right hip is that of the standing leg"
    if (figure.works == "both") != (exercise.working_hip == "both"):
        yield f"{figure.works} is marked, and the working hip of the exercise is {exercise.working_hip}"


def something_moves(
    figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None
) -> Iterator[str]:
    """Something changes from the start to the end, and an arrow's point moves; a push moves nothing."""
    pushes = any(arrow.push for arrow in figure.arrows)
    changed = any(
        length(subtract(placed[0].body.at[name], one.body.at[name])) > 0.02
        for one in placed[1:]
        for name in one.body.at
    )
    if not changed and not pushes:
        yield "nothing moves, and no arrow says that something pushes"
    for arrow in figure.arrows:
        if arrow.point not in placed[0].body.at:
            yield f"the arrow's point {arrow.point} is no part of the body"
        elif (
            not arrow.push
            and max(length(subtract(placed[0].body.at[arrow.point], one.body.at[arrow.point])) for one in placed) < 0.01
        ):
            yield f"the arrow's point {arrow.point} does not move"


def names_known(figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None) -> Iterator[str]:
    """Parts that rest, what they rest on, and where a band or a belt is, are there."""
    kinds = {prop.kind for prop in figure.props}
    for prop in figure.props:
        if prop.kind in ("band", "belt") and prop.where not in BANDS:
            yield f"a {prop.kind} is at the {', '.join(BANDS)}, not at {prop.where or 'no place'}"
    for one in placed:
        for touch in one.touches:
            if touch.part not in one.body.at:
                yield f"{one.name}: {touch.part} is no part of the body"
            elif touch.on not in ("floor", *one.body.at) and touch.on not in kinds:
                yield f"{one.name}: {touch.part} rests on {touch.on}, and the picture has none"
    names = [pose.name for pose in figure.positions]
    if names not in (["start", "end"], ["start", "middle", "end"]):
        yield f"the positions are start, end, and one in the middle if needed, not {', '.join(names)}"
