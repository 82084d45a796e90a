"""Where a posed body is: contacts rest on floor, wall, step or chair, limbs reach what they hold.

The first contact that a position shares with one before it stays where it was, and carries the body. Feet,
toes, heels and hands that rest too are reached by two-bone inverse kinematics, so that lengths never change.
What else rests is met by the angles that `solve` names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from math import fsum, sqrt

from glutemed.figures.skeleton import LENGTHS, RADII, SIDES, Body, build, hip_angles
from glutemed.figures.space import (
    Vector,
    add,
    cross,
    dot,
    length,
    mix,
    scale,
    subtract,
    toward,
)
from glutemed.model.figure import Arm, Bend, Figure, Leg, Pelvis, Pose, Prop

__all__ = ["Placed", "Touch", "bottom", "gap", "place", "radius_of", "steps", "touches_of"]

NONE: Vector = (0.0, 0.0, 0.0)
REACHING = ("foot", "toes", "heel", "hand", "ankle")
"""What a limb reaches with by itself, when it does not carry the body."""
FLAT = ("foot", "toes", "forearm", "hand")
HEIGHTS = {"step": 0.1, "chair": 0.26, "bench": 0.24, "pillow": 0.09, "mat": 0.012}
"""How high things are without a size of their own, in body heights (X)."""


@dataclass(frozen=True, slots=True)
class Touch:
    """A part of the body, what it rests on, whether it comes to a new place, and whether it slides there."""

    part: str
    on: str
    moved: bool = False
    slides: bool = False

    @property
    def kind(self) -> str:
        """What part it is, of either side."""
        return self.part.removeprefix("right-").removeprefix("left-")

    @property
    def side(self) -> str:
        """The side of the part, or nothing."""
        return next((side for side in SIDES if self.part.startswith(f"{side}-")), "")


@dataclass(slots=True)
class Placed:
    """A position in space: the angles with all that was solved, contacts, the body, and where walls stand."""

    name: str
    posture: str
    angles: dict[str, float]
    touches: tuple[Touch, ...]
    body: Body
    walls: dict[str, float] = field(default_factory=dict)
    pins: dict[str, Vector] = field(default_factory=dict)
    yaws: dict[str, Vector] = field(default_factory=dict)


def touches_of(pose: Pose, before: Sequence[Touch] = ()) -> tuple[Touch, ...]:
    """Return what rests in a position; where it does not say, as in the one before."""
    if pose.rests is None:
        return tuple(replace(touch, moved=False, slides=False) for touch in before)
    made = []
    for contact in pose.rests:
        part, word, on = contact.split(" ")
        made.append(Touch(part, on, word != "on", word == "along"))
    return tuple(made)


def radius_of(part: str) -> float:
    """Return half the thickness of the body at a part."""
    return RADII.get(part.removeprefix("right-").removeprefix("left-"), 0.0)


def prop_of(figure: Figure, kind: str) -> Prop | None:
    """Return the first thing of a kind in the picture."""
    return next((prop for prop in figure.props if prop.kind == kind), None)


def height_of(figure: Figure, kind: str) -> float:
    """Return how high the upper side of a thing is."""
    prop = prop_of(figure, kind)
    if prop and prop.size and len(prop.size) == 3:
        return prop.size[2]
    return HEIGHTS.get(kind, 0.0)


_NORMALS: dict[str, Vector] = {
    "behind": (1.0, 0.0, 0.0),
    "front": (-1.0, 0.0, 0.0),
    "left": (0.0, -1.0, 0.0),
    "right": (0.0, 1.0, 0.0),
}


def wall_normal(figure: Figure) -> Vector:
    """Return the direction in which the wall faces."""
    prop = prop_of(figure, "wall")
    return _NORMALS[prop.where if prop and prop.where in _NORMALS else "behind"]


def _standing_walls(figure: Figure) -> dict[str, float]:
    """Return where the wall stands before anything touches it: where `at` puts it, else nowhere."""
    prop, normal = prop_of(figure, "wall"), wall_normal(figure)
    at = prop.at[0 if normal[0] else 1] if prop and prop.at else 0.0
    return {"wall": at * (normal[0] + normal[1])} if at else {}


def gap(figure: Figure, placed: Placed, touch: Touch) -> float:
    """Return how far a part is above, or with a minus inside, of what it rests on."""
    point = placed.body.at[touch.part]
    if touch.on == "wall":
        return dot(point, wall_normal(figure)) - placed.walls.get("wall", 0.0) - radius_of(touch.part)
    if touch.on in placed.body.at:
        return length(subtract(point, placed.body.at[touch.on])) - radius_of(touch.part) - radius_of(touch.on)
    return point[2] - radius_of(touch.part) - height_of(figure, touch.on)


_GROUPS: tuple[tuple[str, type, tuple[str, ...]], ...] = (
    ("pelvis", Pelvis, ("lean", "side", "turn")),
    ("spine", Bend, ("bend", "side", "turn")),
    ("neck", Bend, ("bend", "side", "turn")),
    ("right_leg", Leg, ("hip", "out", "turn", "knee", "ankle")),
    ("left_leg", Leg, ("hip", "out", "turn", "knee", "ankle")),
    ("right_arm", Arm, ("shoulder", "out", "turn", "elbow", "wrist")),
    ("left_arm", Arm, ("shoulder", "out", "turn", "elbow", "wrist")),
)


def _angles(pose: Pose, before: Mapping[str, float]) -> dict[str, float]:
    made = dict[str, float]()
    for group, _, names in _GROUPS:
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
    walls = dict(before.walls) if before else _standing_walls(figure)
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


def _flats(made: Placed) -> dict[str, Vector]:
    flat = dict[str, Vector]()
    for touch in made.touches:
        if touch.kind in FLAT and touch.on not in _BODY:
            ahead = made.yaws.get(touch.part, NONE)
            flat[touch.part] = (0.0, 0.0, 1.0) if touch.on == "wall" and touch.kind == "hand" else ahead
    return flat


_BODY = frozenset(build({}).at)


def _settle(figure: Figure, made: Placed, anchor: Touch | None, pose: Pose, before: Placed | None) -> None:
    """Put the body where its anchor is, then let the other limbs reach what they rest on."""
    flat = _flats(made)
    body = build(made.angles, made.posture, flat)
    if anchor is None:
        here = before.body.at["pelvis"] if before else NONE
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
            return NONE if first else point
        return add(point, scale(normal, at + radius_of(touch.part) - dot(point, normal)))
    high = height_of(figure, touch.on) + radius_of(touch.part)
    return (0.0, 0.0, high) if first else (point[0], point[1], high)


def reach(made: Placed, touch: Touch, target: Vector, flat: Mapping[str, Vector]) -> None:
    """Bend a limb so that a part of it is at a target; the knee or elbow keeps pointing where it pointed."""
    side = touch.side
    arm = touch.kind == "hand"
    root, joint, end, limb = ("shoulder", "elbow", "wrist", "arm") if arm else ("hip", "knee", "ankle", "leg")
    bones = (LENGTHS["upper arm"], LENGTHS["forearm"]) if arm else (LENGTHS["thigh"], LENGTHS["shank"])
    place = made.body.at["pelvis"]
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
        body = build(made.angles, made.posture, flat)
        made.body = body.moved(subtract(place, body.at["pelvis"]))


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


def bottom(body: Body) -> float:
    """Return the height of a body's lowest point."""
    return min(body.at[name][2] - radius for name, radius in surface())


def surface() -> list[tuple[str, float]]:
    """Return the points that stand for the body's surface, and how thick it is there."""
    names = ("hip", "knee", "ankle", "heel", "ball", "toe", "shoulder", "elbow", "wrist", "fingers")
    sided = [(f"{side}-{name}", RADII[name]) for side in SIDES for name in names]
    return [*sided, ("seat", RADII["seat"]), ("shoulders", RADII["shoulders"]), ("head", RADII["head"])]


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


def steps(figure: Figure, count: int) -> list[Placed]:
    """Return positions from the first to the last with `count` between each two: angles in between, contacts kept."""
    key = place(figure)
    made = [key[0]]
    for a, b in pairwise(key):
        made += [_between(a, b, (n + 1) / (count + 1)) for n in range(count)]
        made.append(b)
    return made


def _holds(before: Touch, now: Touch) -> bool:
    """Return whether a part stays where it was: a flat foot that rises on its toes stays on them."""
    part = now.part.replace("toes", "foot").replace("heel", "foot") if before.kind == "foot" else now.part
    return before.part == part and before.on == now.on


def _between(a: Placed, b: Placed, share: float) -> Placed:
    eased = share * share * (3 - 2 * share)
    angles = {name: a.angles[name] + (b.angles[name] - a.angles[name]) * eased for name in a.angles}
    stay = tuple(t for t in b.touches if not t.moved and any(_holds(o, t) for o in a.touches))
    flat = {part: ahead for part, ahead in {**_flats(a), **_flats(b)}.items() if part in {t.part for t in stay}}
    for touch in b.touches:
        if touch.moved and touch.kind == "foot":
            here, there = (one.yaws.get(touch.part, NONE) for one in (a, b))
            flat[touch.part] = toward(mix(here, there, eased), there) if here != NONE else NONE
    made = Placed("between", b.posture, angles, stay, build(angles, b.posture, flat), dict(b.walls), {}, dict(b.yaws))
    fixed = [touch for touch in stay if touch.on not in made.body.at]
    if fixed:
        anchor = fixed[0].part
        made.body = made.body.moved(subtract(mix(a.body.at[anchor], b.body.at[anchor], eased), made.body.at[anchor]))
    else:
        made.body = made.body.moved(mix(a.body.at["pelvis"], b.body.at["pelvis"], eased))
    for touch in (*fixed[1:], *(t for t in b.touches if t.moved)):
        if touch.kind in REACHING:
            rise = 0.035 * 4 * share * (1 - share) if touch.moved and not touch.slides else 0.0
            reach(made, touch, add(mix(a.body.at[touch.part], b.body.at[touch.part], eased), (0.0, 0.0, rise)), flat)
    _raise(made, fixed, flat)
    return made


def _raise(made: Placed, fixed: Sequence[Touch], flat: dict[str, Vector]) -> None:
    """Lift a body on its way off the floor: hands that are low lie flat, the rest rises, what reaches stays."""
    targets = {touch: made.body.at[touch.part] for touch in fixed if touch.kind in REACHING}
    place = made.body.at["pelvis"]
    low = [side for side in SIDES if made.body.at[f"{side}-fingers"][2] < RADII["fingers"]]
    if any(f"{side}-hand" not in flat for side in low):
        flat |= {f"{side}-hand": flat.get(f"{side}-hand", NONE) for side in low}
        body = build(made.angles, made.posture, flat)
        made.body = body.moved(subtract(place, body.at["pelvis"]))
    under = bottom(made.body)
    if under < 0:
        made.body = made.body.moved((0.0, 0.0, -under))
        for touch, target in targets.items():
            reach(made, touch, target, flat)
