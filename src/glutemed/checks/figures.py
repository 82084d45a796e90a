"""Checks over drawings: each a small function over one figure; a body that no human can make is told here."""

# ruff: noqa: ARG001  # all checks are called alike

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import fsum

from glutemed.checks.finding import CatalogFinding
from glutemed.figures.contacts import Placed, Touch, bottom, gap, radius_of, surface
from glutemed.figures.placing import place
from glutemed.figures.skeleton import LENGTHS, SEGMENTS, SIDES, limb_angles
from glutemed.figures.space import Vector, length, mix, subtract
from glutemed.model.exercise import Exercise
from glutemed.model.figure import Figure, Figures

__all__ = ["FIGURE_CHECKS", "check_figure", "check_figures", "missing"]

TOUCHING = 0.012
"""How far, in body heights, a part may be from what it rests on: 2 cm of a tall person (X)."""
BALANCE = 0.03
"""How far the middle of mass may be outside of what carries the body (X)."""
TOLERANCE = 1.0
"""Degrees that rounding may put a joint beyond its range."""

MOTIONS = {
    "leg.hip": "hip-flexion",
    "leg.out": "hip-abduction",
    "leg.turn": "hip-rotation",
    "leg.knee": "knee-flexion",
    "leg.ankle": "ankle-flexion",
    "leg.inversion": "ankle-inversion",
    "leg.toe-out": "toe-out",
    "arm.shoulder": "shoulder-flexion",
    "arm.out": "shoulder-abduction",
    "arm.turn": "shoulder-rotation",
    "arm.elbow": "elbow-flexion",
    "arm.wrist": "wrist-flexion",
    "spine.bend": "spine-flexion",
    "spine.side": "spine-side",
    "spine.turn": "spine-rotation",
    "neck.bend": "neck-flexion",
    "neck.side": "neck-side",
    "neck.turn": "neck-rotation",
}
"""The range that each angle keeps to, by its name without the side."""

Seen = Iterator[str]
Check = Callable[[Figure, Sequence[Placed], Figures, Exercise | None], Seen]


def missing(figures: Figures, ids: Sequence[str]) -> tuple[str, ...]:
    """Return the exercises that have no drawing."""
    drawn = {figure.id for figure in figures.figures}
    return tuple(id for id in ids if id not in drawn)


def lengths_kept(figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None) -> Seen:
    """Every segment is as long in every position as the proportions say."""
    for one in placed:
        for a, b, long in SEGMENTS:
            found = length(subtract(one.body.at[a], one.body.at[b]))
            if abs(found - long) > 1e-6:
                yield f"{one.name}: from {a} to {b} it is {found:.3f} body heights, not {long}"
        foot = length(subtract(one.body.at["right-heel"], one.body.at["right-toe"]))
        if foot > LENGTHS["foot"]:
            yield f"{one.name}: a foot is {foot:.3f} body heights long"


def joints_in_range(figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None) -> Seen:
    """Every joint is within what a human joint can do, a solved one too."""
    ranges = {row.motion: row for row in figures.ranges}
    for one in placed:
        standing = {touch.side for touch in one.touches if touch.kind in ("foot", "toes")}
        angles = {**one.angles, **limb_angles(one.body)}
        for name, value in angles.items():
            part, _, angle = name.partition(".")
            side, _, limb = part.rpartition("_")
            motion = MOTIONS.get(f"{limb}.{angle}")
            if motion == "ankle-flexion" and side in standing:
                motion = "ankle-flexion-standing"
            if motion == "shoulder-rotation":
                continue  # near straight arms it has no meaning; the drawing shows no forearm's turn
            row = ranges.get(motion or "")
            if row and not row.low - TOLERANCE <= value <= row.high + TOLERANCE:
                yield f"{one.name}: {name} is {value:.0f} degrees; {motion} goes from {row.low:g} to {row.high:g}"


def supports_touched(figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None) -> Seen:
    """What rests touches what it rests on."""
    for one in placed:
        for touch in one.touches:
            off = gap(figure, one, touch)
            if abs(off) > TOUCHING:
                yield f"{one.name}: {touch.part} is {off:+.3f} body heights from {touch.on}"


def supports_kept(figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None) -> Seen:
    """What rests on the same in two positions stays where it is, unless it steps."""
    for before, now in pairwise(placed):
        for touch in now.touches:
            if touch.moved or touch.on in now.body.at:
                continue
            if any(other.part == touch.part and other.on == touch.on for other in before.touches):
                far = length(subtract(now.body.at[touch.part], before.body.at[touch.part]))
                if far > TOUCHING:
                    yield f"{now.name}: {touch.part} slides by {far:.3f} body heights; write 'to' where it steps"


def above_floor(figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None) -> Seen:
    """Nothing is below the floor."""
    for one in placed:
        if bottom(one.body) < -TOUCHING:
            name, radius = min(surface(), key=lambda row: one.body.at[row[0]][2] - row[1])
            yield f"{one.name}: {name} is {one.body.at[name][2] - radius:+.3f} body heights from the floor"


MASSES = (
    ("thigh", "hip", "knee", 0.433, 0.1),
    ("shank", "knee", "ankle", 0.433, 0.0465),
    ("foot", "heel", "toe", 0.5, 0.0145),
    ("upper arm", "shoulder", "elbow", 0.436, 0.028),
    ("forearm and hand", "elbow", "wrist", 0.68, 0.022),
)
"""Segments, where their mass is from the first point on, and their share of body mass (WINTER09)."""


def mass_middle(one: Placed) -> Vector:
    """Return the middle of the body's mass."""
    at = one.body.at
    parts = [(mix(at["pelvis"], at["neck"], 0.5), 0.497), (at["head"], 0.081)]
    for side in SIDES:
        parts += [(mix(at[f"{side}-{a}"], at[f"{side}-{b}"], share), mass) for _, a, b, share, mass in MASSES]
    whole = fsum(mass for _, mass in parts)
    x, y, z = (fsum(spot[k] * mass for spot, mass in parts) / whole for k in range(3))
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


def balanced(figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None) -> Seen:
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
    for (ax, ay), (bx, by) in zip(hull, hull[1:] + hull[:1], strict=True):
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


Bone = tuple[str, str]


def _bone(side: str, a: str, b: str) -> Bone:
    return f"{side}-{a}", f"{side}-{b}"


THIGHS, SHANKS, FOREARMS = (
    tuple(_bone(side, a, b) for side in SIDES) for a, b in (("hip", "knee"), ("knee", "ankle"), ("elbow", "wrist"))
)
TRUNK: Bone = ("pelvis", "neck")
PAIRS: tuple[tuple[Bone, Bone], ...] = (
    (SHANKS[0], SHANKS[1]),
    (SHANKS[0], THIGHS[1]),
    (SHANKS[1], THIGHS[0]),
    (FOREARMS[0], FOREARMS[1]),
    *((forearm, other) for forearm in FOREARMS for other in (*THIGHS, *SHANKS, TRUNK)),
)
"""Bones that do not meet. Thighs may, and what hangs together."""
THICK = {"pelvis": 0.05, "neck": 0.05}
"""Half the depth of the trunk (X)."""
SUNK = 0.03
"""How far two limbs may press into each other: flesh gives way (X)."""


def limbs_apart(figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None) -> Seen:
    """No shank or forearm goes through another limb, no forearm through the trunk; a hand may lie on the body."""
    for one in placed:
        at = one.body.at
        holds = {touch.side for touch in one.touches if touch.kind == "hand" and touch.on in at}
        for (a, b), (c, d) in PAIRS:
            if b.endswith("wrist") and b.partition("-")[0] in holds:
                continue
            near, share, other = _nearest(at[a], at[b], at[c], at[d])
            if near < _thick(a, b, share) + _thick(c, d, other) - SUNK:
                yield f"{one.name}: {a} to {b} goes through {c} to {d}: {near:.3f} body heights apart"


def _thick(a: str, b: str, share: float) -> float:
    first, last = (THICK.get(name, radius_of(name)) for name in (a, b))
    return first * (1 - share) + last * share


def _nearest(a: Vector, b: Vector, c: Vector, d: Vector) -> tuple[float, float, float]:
    """Return how near two segments come, and how far along each; looked up in small steps."""
    rows = (
        (length(subtract(mix(a, b, i / 20), mix(c, d, j / 20))), i / 20, j / 20) for i in range(21) for j in range(21)
    )
    return min(rows)


def _words(exercise: Exercise) -> str:
    return " ".join((exercise.set_up, *exercise.steps, *(load.where for load in exercise.loads)))


BANDS = {
    "knees": r"above the (?:standing )?knees?",
    "ankles": r"ankles",
    "feet": r"feet",
    "right-thigh": r"above the (?:standing )?knees?",
}
"""Where a band may be, and how the text of an exercise says it."""
KINDS = ("band", "dumbbell", "step", "bench", "kettlebell", "barbell")


def props_as_said(figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None) -> Seen:
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
        if prop.kind == "band":
            said = BANDS.get(prop.where or "")
            if prop.kind in loads and said and not re.search(said, loads["band"]):
                yield f'the band is at the {prop.where}, and the exercise says "{loads["band"]}"'
        if prop.kind == "ankle-weight" and not (prop.where or "").startswith("right"):
            yield "the ankle weight is not on the trained leg"
        if (
            prop.kind in ("dumbbell", "kettlebell")
            and "opposite" in loads.get(prop.kind, "")
            and prop.where != "left-hand"
        ):
            yield f'the {prop.kind} is on {prop.where}, and the exercise says "{loads[prop.kind]}"'


POSTURES = {
    "supine": ("supine", "upright"),
    "side-lying": ("on-left", "on-right"),
    "standing": ("upright",),
    "seated": ("upright",),
}


def posture_as_said(figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None) -> Seen:
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


def something_moves(figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None) -> Seen:
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


def names_known(figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None) -> Seen:
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


FIGURE_CHECKS: tuple[Check, ...] = (
    names_known,
    lengths_kept,
    joints_in_range,
    supports_touched,
    supports_kept,
    above_floor,
    balanced,
    limbs_apart,
    props_as_said,
    posture_as_said,
    something_moves,
)


def check_figure(figure: Figure, figures: Figures, exercise: Exercise | None = None) -> Iterator[CatalogFinding]:
    """Yield what is wrong with a figure; `exercise` is what it is the drawing of."""
    try:
        placed = place(figure)
    except KeyError as error:
        yield CatalogFinding(section="figures", entry=figure.id, message=f"{error.args[0]} is not known")
        return
    for check in FIGURE_CHECKS:
        for message in check(figure, placed, figures, exercise):
            yield CatalogFinding(section="figures", entry=figure.id, field=check.__name__, message=message)


def check_figures(figures: Figures, exercises: Sequence[Exercise]) -> Iterator[CatalogFinding]:
    """Yield what is wrong with drawings, those of no exercise and two of one too."""
    known = {exercise.id: exercise for exercise in exercises}
    done = set[str]()
    for figure in figures.figures:
        if figure.id in done:
            yield CatalogFinding(section="figures", entry=figure.id, message="this id stands twice")
        done.add(figure.id)
        if figure.id not in known:
            message = f'no exercise has the id "{figure.id}"'
            yield CatalogFinding(section="figures", entry=figure.id, message=message, unknown=figure.id)
        yield from check_figure(figure, figures, known.get(figure.id))
