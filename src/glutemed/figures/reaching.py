"""Two-bone inverse kinematics: a limb is bent so that its foot or hand is at a target; no bone changes its length."""

from collections.abc import Mapping
from math import sqrt

from glutemed.figures.contacts import Placed, Touch
from glutemed.figures.skeleton import LENGTHS, hip_angles, with_limb
from glutemed.figures.space import Vector, add, cross, dot, length, mix, scale, subtract, toward

__all__ = ["reach"]


def reach(made: Placed, touch: Touch, target: Vector, flat: Mapping[str, Vector]) -> None:
    """Bend a limb so that a part of it is at a target; the knee or elbow keeps pointing where it pointed."""
    side = touch.side
    arm = touch.kind == "hand"
    root, joint, end, limb = ("shoulder", "elbow", "wrist", "arm") if arm else ("hip", "knee", "ankle", "leg")
    bones = (LENGTHS["upper arm"], LENGTHS["forearm"]) if arm else (LENGTHS["thigh"], LENGTHS["shank"])
    for _ in range(6):  # where the point is not the limb's end, the end follows the point
        at = made.body.at
        off = subtract(target, at[touch.part])
        if length(off) < 1e-4:
            break
        aim = add(at[f"{side}-{end}"], off)
        knee = _middle(at[f"{side}-{root}"], at[f"{side}-{joint}"], at[f"{side}-{end}"], aim, bones)
        upper = subtract(knee, at[f"{side}-{root}"])
        lower = subtract(_toward_end(at[f"{side}-{root}"], aim, bones), knee)
        frame = made.body.frame["chest" if arm else "pelvis"]
        flex, out, turn, fold = hip_angles(side, frame, upper, lower, -1.0 if arm else 1.0)
        names = ("shoulder", "out", "turn", "elbow") if arm else ("hip", "out", "turn", "knee")
        kept = made.angles[f"{side}_{limb}.turn"]
        for name, value in zip(names, (flex, out, turn if fold > 2 else kept, fold), strict=True):
            made.angles[f"{side}_{limb}.{name}"] = value
        made.body = with_limb(made.body, limb, side, made.angles, flat)


def _toward_end(root: Vector, aim: Vector, bones: tuple[float, float]) -> Vector:
    """Return the point nearest to an aim that two bones reach."""
    away = subtract(aim, root)
    far = min(max(length(away), abs(bones[0] - bones[1]) + 1e-3), sum(bones) - 1e-5)
    return add(root, scale(toward(away, (0.0, 0.0, -1.0)), far))


def _middle(root: Vector, joint: Vector, end: Vector, aim: Vector, bones: tuple[float, float]) -> Vector:
    """Return where the knee or elbow is when the limb reaches an aim, on the side on which it was."""
    aim = _toward_end(root, aim, bones)
    axis = toward(subtract(aim, root))
    far = length(subtract(aim, root))
    along = (bones[0] ** 2 - bones[1] ** 2 + far**2) / (2 * far)
    off = sqrt(max(0.0, bones[0] ** 2 - along**2))
    pole = subtract(joint, mix(root, end, 0.5))
    if length(cross(toward(subtract(end, root)), pole)) < 1e-4:
        pole = cross(axis, (0.0, 1.0, 0.0))
    across = toward(subtract(pole, scale(axis, dot(pole, axis))), (1.0, 0.0, 0.0))
    return add(add(root, scale(axis, along)), scale(across, off))
