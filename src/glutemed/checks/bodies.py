"""Checks of the body of a drawing: a body that no human can make is told here."""

# ruff: noqa: ARG001  # all checks are called alike

from collections.abc import Iterator, Sequence
from itertools import pairwise

from glutemed.figures.contacts import Placed, bottom, gap, radius_of, surface
from glutemed.figures.skeleton import LENGTHS, SEGMENTS, SIDES, limb_angles
from glutemed.figures.space import Vector, length, mix, subtract
from glutemed.model.exercise import Exercise
from glutemed.model.figure import Figure, Figures, JointRange

__all__ = [
    "above_floor",
    "joints_in_range",
    "lengths_kept",
    "limbs_apart",
    "nearest",
    "supports_kept",
    "supports_touched",
]

TOUCHING = 0.012
"""How far, in body heights, a part may be from what it rests on: 2 cm of a tall person (X)."""
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
    "arm.elbow": "elbow-flexion",
    "arm.wrist": "wrist-flexion",
    "spine.bend": "spine-flexion",
    "spine.side": "spine-side",
    "spine.turn": "spine-rotation",
    "neck.bend": "neck-flexion",
    "neck.side": "neck-side",
    "neck.turn": "neck-rotation",
}
"""The range that each angle keeps to, by its name without the side.

The turn of an arm has none: near straight arms it has no meaning, and no forearm's turn is drawn.
"""


def lengths_kept(
    figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None
) -> Iterator[str]:
    """Every segment is as long in every position as the proportions say."""
    for one in placed:
        for a, b, long in SEGMENTS:
            found = length(subtract(one.body.at[a], one.body.at[b]))
            if abs(found - long) > 1e-6:
                yield f"{one.name}: from {a} to {b} it is {found:.3f} body heights, not {long}"
        foot = length(subtract(one.body.at["right-heel"], one.body.at["right-toe"]))
        if foot > LENGTHS["foot"]:
            yield f"{one.name}: a foot is {foot:.3f} body heights long"


def joints_in_range(
    figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None
) -> Iterator[str]:
    """Every joint is within what a human joint can do, a solved one too."""
    ranges: dict[str | None, JointRange] = {row.motion: row for row in figures.ranges}
    for one in placed:
        standing = {touch.side for touch in one.touches if touch.kind in ("foot", "toes")}
        angles = {**one.angles, **limb_angles(one.body)}
        for name, value in angles.items():
            part, _, angle = name.partition(".")
            side, _, limb = part.rpartition("_")
            motion = MOTIONS.get(f"{limb}.{angle}")
            if motion == "ankle-flexion" and side in standing:
                motion = "ankle-flexion-standing"
            row = ranges.get(motion)
            if row and not row.low - TOLERANCE <= value <= row.high + TOLERANCE:
                yield f"{one.name}: {name} is {value:.0f} degrees; {motion} goes from {row.low:g} to {row.high:g}"


def supports_touched(
    figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None
) -> Iterator[str]:
    """What rests touches what it rests on."""
    for one in placed:
        for touch in one.touches:
            off = gap(figure, one, touch)
            if abs(off) > TOUCHING:
                yield f"{one.name}: {touch.part} is {off:+.3f} body heights from {touch.on}"


def supports_kept(
    figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None
) -> Iterator[str]:
    """What rests on the same in two positions stays where it is, unless it steps."""
    for before, now in pairwise(placed):
        for touch in now.touches:
            if touch.moved or touch.on in now.body.at:
                continue
            if any(other.part == touch.part and other.on == touch.on for other in before.touches):
                far = length(subtract(now.body.at[touch.part], before.body.at[touch.part]))
                if far > TOUCHING:
                    yield f"{now.name}: {touch.part} slides by {far:.3f} body heights; write 'to' where it steps"


def above_floor(figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None) -> Iterator[str]:
    """Nothing is below the floor."""
    for one in placed:
        if bottom(one.body) < -TOUCHING:
            name, radius = min(surface(), key=lambda row: one.body.at[row[0]][2] - row[1])
            yield f"{one.name}: {name} is {one.body.at[name][2] - radius:+.3f} body heights from the floor"


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


def limbs_apart(figure: Figure, placed: Sequence[Placed], figures: Figures, exercise: Exercise | None) -> Iterator[str]:
    """No shank or forearm goes through another limb, no forearm through the trunk; a hand may lie on the body."""
    for one in placed:
        at = one.body.at
        holds = {touch.side for touch in one.touches if touch.kind == "hand" and touch.on in at}
        for (a, b), (c, d) in PAIRS:
            if b.endswith("wrist") and b.partition("-")[0] in holds:
                continue
            near, share, other = nearest(at[a], at[b], at[c], at[d])
            if near < _thick(a, b, share) + _thick(c, d, other) - SUNK:
                yield f"{one.name}: {a} to {b} goes through {c} to {d}: {near:.3f} body heights apart"


def _thick(a: str, b: str, share: float) -> float:
    first, last = (THICK.get(name, radius_of(name)) for name in (a, b))
    return first * (1 - share) + last * share


def nearest(a: Vector, b: Vector, c: Vector, d: Vector) -> tuple[float, float, float]:
    """Return how near two segments come, and how far along each; looked up in small steps."""
    rows = (
        (length(subtract(mix(a, b, i / 20), mix(c, d, j / 20))), i / 20, j / 20) for i in range(21) for j in range(21)
    )
    return min(rows)
