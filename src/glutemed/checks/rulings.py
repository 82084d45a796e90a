"""What the rulings on a condition say of an exercise by its fields alone: stretches, impact, kneeling, bends."""

import re

from glutemed.model.exercise import Exercise
from glutemed.model.plan import COMPOUND

__all__ = ["ruled_out"]

STRETCHES: dict[str, tuple[str, ...]] = {
    "fai-syndrome": ("pigeon-pose", "z-sit"),
    "acl-reconstruction": ("pigeon-pose", "z-sit", "figure-four-stretch"),
    "knee-osteoarthritis": ("pigeon-pose", "z-sit", "figure-four-stretch"),
    "hip-osteoarthritis": ("pigeon-pose",),
}
"""Stretches that a condition leaves out (ruling-stretches); gluteal tendinopathy leaves out all."""
NO_IMPACT = ("acl-reconstruction", "achilles-tendinopathy", "knee-osteoarthritis", "hip-osteoarthritis")
KNEE_BEND = 45
"""Degrees of knee bend up to which squats, lunges and steps stay with patellofemoral pain (POWERS14)."""
HIP_BEND = 90
"""Degrees of hip bend under which all stays with FAI syndrome (ruling-fai)."""


def ruled_out(condition: str, exercise: Exercise, *, bent: str, changed: bool) -> str | None:
    """Return why the rulings on a condition leave an exercise out, or None.

    `bent` are the ranges that it is done in, in words such as "knee bend 0-45 degrees". `changed`:
    a note of the exercise's own gives it a form or range for the condition.
    """
    if exercise.mechanism == "mobility" and condition == "gluteal-tendinopathy":
        return "no stretches while sore"
    if exercise.id in STRETCHES.get(condition, ()):
        return "it takes the joint where it should not go"
    if exercise.impact and condition in NO_IMPACT:
        return "no impact"
    if condition == "acl-reconstruction" and (exercise.pivot or exercise.kneeling):
        return "no pivot" if exercise.pivot else "no kneeling"
    if condition == "gluteal-tendinopathy" and exercise.past_midline and not changed:
        return "it goes past the midline"
    bears = exercise.pattern in COMPOUND or exercise.category == "closed-chain"
    deep = bears and exercise.position == "standing" and exercise.knee_bend > KNEE_BEND
    if condition == "patellofemoral-pain" and deep and not _within("knee", bent, KNEE_BEND):
        return f"the knee bends past {KNEE_BEND} degrees"
    if condition == "fai-syndrome" and exercise.hip_bend >= HIP_BEND and not _within("hip", bent, HIP_BEND):
        return f"the hip bends to {HIP_BEND} degrees or more"
    return None


def _within(joint: str, bent: str, most: int) -> bool:
    """Return whether words on a range keep a joint's bend: "knee bend 0-45 degrees", "hip bend under 90 degrees".

    Each part that names the joint has to read like that; the bound of the hip itself only after "under".
    """
    parts = [part.strip() for part in bent.casefold().split(";") if f"{joint} bend" in part]
    for part in parts:
        found = re.fullmatch(rf"{joint} bend (under |up to |at most |[0-9]+ ?- ?)?([0-9]+)(?: degrees)?", part)
        if not found:
            return False
        reach = most if most < HIP_BEND or found[1] == "under " else most - 1
        if any(int(number) > reach for number in re.findall("[0-9]+", part)):
            return False
    return bool(parts)
