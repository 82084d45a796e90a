"""Where a posed body is: contacts rest on floor, wall, step or chair, limbs reach what they hold.

The first contact that a position shares with one before it stays where it was, and carries the body. Feet,
toes, heels and hands that rest too are reached, so that lengths never change. What else rests is met by the
angles that `solve` names.
"""

from collections.abc import Mapping
from functools import lru_cache
from math import fsum

from glutemed.figures.contacts import (
    REACHING,
    Placed,
    Touch,
    bottom,
    flat_parts,
    gap,
    height_of,
    radius_of,
    standing_walls,
    touches_of,
    wall_normal,
)
from glutemed.figures.reaching import reach
from glutemed.figures.skeleton import Body, build
from glutemed.figures.space import ZERO, Vector, add, dot, scale, subtract, toward
from glutemed.model.figure import Figure, Pose

__all__ = ["place"]

_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("pelvis", ("lean", "side", "turn")),
    ("spine", ("bend", "side", "turn")),
    ("neck", ("bend", "side", "turn")),
    ("right_leg", ("hip", "out", "turn", "knee", "ankle")),
    ("left_leg", ("hip", "out", "turn", "knee", "ankle")),
    ("right_arm", ("shoulder", "out", "turn", "elbow", "wrist")),
    ("left_arm", ("shoulder", "out", "turn", "elbow", "wrist")),
)


def _angles(pose: Pose, before: Mapping[str, float]) -> dict[str, float]:
    made = dict[str, float]()
    for group, names in _GROUPS:
        for name in names:
            value = getattr(getattr(pose, group), name)
            made[f"{group}.{name}"] = before.get(f"{group}.{name}", 0.0) if value is None else float(value)
    return made


@lru_cache(maxsize=256)
def place(figure: Figure) -> tuple[Placed, ...]:
    """Return each position of a figure in space, in the order of the data."""
    made = list[Placed]()
    touches: tuple[Touch, ...] = ()
    posture = "upright"
    for pose in figure.positions:
        angles, touches = _angles(pose, made[-1].angles if made else {}), touches_of(pose, touches)
        posture = pose.pelvis.posture or posture
        made.append(_placed(figure, pose, posture, angles, touches, made[-1] if made else None))
    return tuple(made)


def _placed(
    figure: Figure,
    pose: Pose,
    posture: str,
    angles: dict[str, float],
    touches: tuple[Touch, ...],
    before: Placed | None,
) -> Placed:
    walls = dict(before.walls) if before else standing_walls(figure)
    pins = {
        touch.part: before.pins[touch.part]
        for touch in touches
        if before and not touch.moved and touch.part in before.pins and touch.on not in before.body.at
    }
    yaws = {part: before.yaws[part] for part in pins if before and part in before.yaws}
    made = Placed(pose.name, posture, dict(angles), touches, Body(), walls, pins, yaws)
    anchor = next((touch for touch in touches if touch.part in pins), touches[0] if touches else None)
    _settle(figure, made, anchor, pose, before)
    if pose.solve:
        _solve(figure, made, anchor, pose, before)
    _pin(figure, made)
    return made


def _pin(figure: Figure, made: Placed) -> None:
    for touch in made.touches:
        if touch.on in made.body.at:
            continue
        made.pins[touch.part] = made.body.at[touch.part]
        if touch.on == "wall" and "wall" not in made.walls:
            made.walls["wall"] = dot(made.body.at[touch.part], wall_normal(figure)) - radius_of(touch.part)
        if touch.kind == "foot":
            made.pins |= {name: made.body.at[name] for name in (f"{touch.side}-toes", f"{touch.side}-heel")}
            ahead = subtract(made.body.at[f"{touch.side}-toe"], made.body.at[f"{touch.side}-heel"])
            made.yaws[touch.part] = toward((ahead[0], ahead[1], 0.0))


def _settle(figure: Figure, made: Placed, anchor: Touch | None, pose: Pose, before: Placed | None) -> None:
    """Put the body where its anchor is, then let the other limbs reach what they rest on."""
    flat = flat_parts(made)
    body = build(made.angles, made.posture, flat)
    if anchor is None:
        here = before.body.at["pelvis"] if before else ZERO
        body = body.moved((here[0], here[1], pose.clear - bottom(body)))
    else:
        body = body.moved(subtract(_target(figure, made, anchor, body, first=before is None), body.at[anchor.part]))
    made.body = body
    for touch in made.touches:
        if touch is anchor or touch.kind not in REACHING or _is_solved(touch, pose):
            continue
        target = _target(figure, made, touch, made.body, first=False)
        reach(made, touch, target, flat)


def _is_solved(touch: Touch, pose: Pose) -> bool:
    limb = f"{touch.side}_{'arm' if touch.kind == 'hand' else 'leg'}."
    return any(name.startswith(limb) for name in pose.solve)


def _target(figure: Figure, made: Placed, touch: Touch, body: Body, *, first: bool) -> Vector:
    """Return where the point of a contact has to be."""
    point = body.at[touch.part]
    if touch.part in made.pins:
        return made.pins[touch.part]
    if touch.on in body.at:
        there = body.at[touch.on]
        away = toward(subtract(point, there))
        return add(there, scale(away, radius_of(touch.on) + radius_of(touch.part)))
    if touch.on == "wall":
        normal = wall_normal(figure)
        at = made.walls.get("wall")
        if at is None:
            return ZERO if first else point
        return add(point, scale(normal, at + radius_of(touch.part) - dot(point, normal)))
    high = height_of(figure, touch.on) + radius_of(touch.part)
    return (0.0, 0.0, high) if first else (point[0], point[1], high)


def _solve(figure: Figure, made: Placed, anchor: Touch | None, pose: Pose, before: Placed | None) -> None:
    """Change the named angles until all that rests touches: damped Gauss-Newton steps."""
    first = dict(made.angles)
    kept = {name: made.angles[name] for name in pose.solve}

    def misses(values: Mapping[str, float]) -> list[float]:
        made.angles = {**first, **values}
        _settle(figure, made, anchor, pose, before)
        off = list[float]()
        for touch in made.touches:
            if touch is anchor or (touch.kind in REACHING and not _is_solved(touch, pose)):
                continue
            if touch.part in made.pins:
                off += subtract(made.body.at[touch.part], made.pins[touch.part])
            elif touch.on != "wall" or "wall" in made.walls:
                off.append(gap(figure, made, touch))
        return [*off, *(0.0002 * (values[name] - kept[name]) / 10 for name in pose.solve)]

    values = dict(kept)
    for _ in range(25):
        here = misses(values)
        columns = [
            [(b - a) / 0.05 for a, b in zip(here, misses({**values, name: values[name] + 0.05}), strict=True)]
            for name in pose.solve
        ]
        step = _least(columns, here)
        values = {
            name: values[name] - max(-15.0, min(15.0, change)) for name, change in zip(pose.solve, step, strict=True)
        }
        if max(map(abs, step)) < 1e-3:
            break
    misses(values)


def _least(columns: list[list[float]], off: list[float]) -> list[float]:
    """Return the changes that undo what is off as far as they can: the normal equations, slightly damped."""
    count = len(columns)
    rows = [
        [
            fsum(a * b for a, b in zip(columns[i], columns[j], strict=True)) + (1e-9 if i == j else 0.0)
            for j in range(count)
        ]
        + [fsum(a * b for a, b in zip(columns[i], off, strict=True))]
        for i in range(count)
    ]
    for i in range(count):
        pivot = max(range(i, count), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(count):
            if k != i and rows[i][i]:
                by = rows[k][i] / rows[i][i]
                rows[k] = [a - by * b for a, b in zip(rows[k], rows[i], strict=True)]
    return [rows[i][count] / rows[i][i] if rows[i][i] else 0.0 for i in range(count)]
