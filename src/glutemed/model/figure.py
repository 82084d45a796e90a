"""Drawings as data: how a body with fixed proportions stands, lies or sits in each position of an exercise."""

from typing import Annotated, Literal

from glutemed.model.fields import Id, Key, Keys
from glutemed.model.records import Between, Matches, record

__all__ = [
    "Angle",
    "Arm",
    "Arrow",
    "Bend",
    "Contact",
    "Figure",
    "Figures",
    "JointRange",
    "Leg",
    "Pelvis",
    "Pose",
    "PositionName",
    "Prop",
    "View",
]

Angle = Annotated[float, Between(-180, 180)]
Length = Annotated[float, Between(-3, 3)]
Point = Annotated[tuple[Length, ...], Between(2, 3)]
PositionName = Literal["start", "middle", "end"]
Posture = Literal["upright", "supine", "prone", "on-left", "on-right"]
Contact = Annotated[
    str,
    Matches(r"[a-z]+(?:-[a-z]+)* (?:on|to|along) [a-z]+(?:-[a-z]+)*", 'read like "right-foot on floor"'),
    Between(5, 60),
]
"""What rests, and where: "right-foot on floor"; "to" where it comes to a new place, "along" where it slides there."""


@record
class Pelvis:
    """Where the pelvis faces, in degrees. None is what it was in the position before, and at the start none.

    `lean` tips it forward, `side` to the right, `turn` turns it to the right seen from above.
    """

    posture: Posture | None = None
    lean: Angle | None = None
    side: Angle | None = None
    turn: Angle | None = None


@record
class Bend:
    """How the spine or the neck bends, in degrees: forward, to the right, and turned to the right."""

    bend: Angle | None = None
    side: Angle | None = None
    turn: Angle | None = None


@record
class Leg:
    """A leg's angles in degrees: hip flexion, abduction (`out`), outward rotation (`turn`), knee flexion, ankle.

    `ankle` bends the foot up. A foot that rests flat on something needs none: it follows.
    """

    hip: Angle | None = None
    out: Angle | None = None
    turn: Angle | None = None
    knee: Angle | None = None
    ankle: Angle | None = None


@record
class Arm:
    """An arm's angles in degrees: shoulder flexion, abduction (`out`), outward rotation, elbow flexion, wrist."""

    shoulder: Angle | None = None
    out: Angle | None = None
    turn: Angle | None = None
    elbow: Angle | None = None
    wrist: Angle | None = None


@record
class Pose:
    """One position. What is not given is as in the position before; `solve` names the angles that contacts decide.

    `clear` is how far the lowest point is from the floor when nothing rests, in body heights.
    """

    name: PositionName
    pelvis: Pelvis = Pelvis()
    spine: Bend = Bend()
    neck: Bend = Bend()
    right_leg: Leg = Leg()
    left_leg: Leg = Leg()
    right_arm: Arm = Arm()
    left_arm: Arm = Arm()
    rests: Annotated[tuple[Contact, ...], Between(0, 10)] | None = None
    solve: tuple[Annotated[str, Matches(r"[a-z_]+\.[a-z]+", 'read like "pelvis.lean"')], ...] = ()
    clear: Annotated[float, Between(0, 0.5)] = 0.0


@record
class View:
    """From where the figure is seen: `turn` moves the eye to the figure's left, `lift` raises it, in degrees."""

    eye: Literal["side", "front", "back", "left"] = "side"
    turn: Angle = 0.0
    lift: Annotated[float, Between(0, 60)] = 0.0


@record
class Prop:
    """A thing in the picture. Lengths are in body heights.

    `at` is the middle of a thing on the floor, from where the first contact of the start is; a wall that nothing
    touches stands there. `size` is its length forward, width and height. `where` is the part of the body that
    holds or wears it, or for a wall the side of it that the wall is on. `to` is where the other end of a band is fixed.
    """

    kind: Literal[
        "mat",
        "step",
        "wall",
        "chair",
        "bench",
        "pillow",
        "band",
        "belt",
        "ankle-weight",
        "dumbbell",
        "kettlebell",
        "barbell",
        "cloth",
    ]
    where: Annotated[str, Matches(r"[a-z]+(?:-[a-z]+)*", "be the name of a part of the body, or of a side")] | None = (
        None
    )
    at: Point | None = None
    size: Point | None = None
    to: Point | None = None
    shown: tuple[PositionName, ...] = ()


@record
class Arrow:
    """The arrow along which a part of the body moves, from the start to the end.

    `shift` moves it in the picture, right and up, in body heights; without it the arrow stands beside the body.
    `push` makes it the direction of a push that moves nothing.
    """

    point: Annotated[str, Matches(r"[a-z]+(?:-[a-z]+)*", "be the name of a part of the body")]
    shift: Point | None = None
    push: Point | None = None


@record
class Figure:
    """The drawing of an exercise. The right side is trained, unless it is both."""

    id: Id
    view: View = View()
    works: Literal["right", "both"] = "right"
    positions: Annotated[tuple[Pose, ...], Between(2, 3)]
    props: Annotated[tuple[Prop, ...], Between(0, 8)] = ()
    arrows: Annotated[tuple[Arrow, ...], Between(0, 3)] = ()


@record
class JointRange:
    """How far a joint of an adult moves, in degrees, from where, and how the source was seen."""

    motion: Key
    low: Angle
    high: Angle
    sources: Keys


@record
class Figures:
    """All drawings, and the ranges that their joints keep to."""

    schema: Literal["glutemed.figures/1"]
    ranges: Annotated[tuple[JointRange, ...], Between(1, 60)]
    figures: Annotated[tuple[Figure, ...], Between(1, 300)]

    def of(self, id: str) -> Figure | None:
        """Return the figure of an exercise, or None where it has none."""
        return next((figure for figure in self.figures if figure.id == id), None)
