"""What of a posed body rests on what: its contacts, the things and walls that it meets, and how far it is from them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from glutemed.figures.skeleton import RADII, SIDES, Body, build
from glutemed.figures.space import ZERO, Vector, dot, length, subtract
from glutemed.model.figure import Figure, Pose, Prop

__all__ = [
    "HEIGHTS",
    "REACHING",
    "Placed",
    "Touch",
    "bottom",
    "flat_parts",
    "gap",
    "height_of",
    "radius_of",
    "standing_walls",
    "surface",
    "touches_of",
    "wall_normal",
]

REACHING = ("foot", "toes", "heel", "hand", "ankle")
"""What a limb reaches with by itself, when it does not carry the body."""
FLAT = ("foot", "toes", "forearm", "hand")
"""What lies flat on what it rests on."""
_BODY = frozenset(build({}).at)
"""The points of a body: what rests on one of them rests on no thing."""
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
    """A position in space: the angles with all that was solved, contacts, the body, and where walls stand.

    `pins` are the points of contacts, which stay where they are while they rest; `yaws` is where a flat foot points.
    """

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


def standing_walls(figure: Figure) -> dict[str, float]:
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


def flat_parts(made: Placed) -> dict[str, Vector]:
    """Return the parts that lie flat on a thing, each with where it points: `ZERO` for where it points by itself."""
    flat = dict[str, Vector]()
    for touch in made.touches:
        if touch.kind in FLAT and touch.on not in _BODY:
            ahead = made.yaws.get(touch.part, ZERO)
            flat[touch.part] = (0.0, 0.0, 1.0) if touch.on == "wall" and touch.kind == "hand" else ahead
    return flat


def bottom(body: Body) -> float:
    """Return the height of a body's lowest point."""
    return min(body.at[name][2] - radius for name, radius in surface())


def surface() -> list[tuple[str, float]]:
    """Return the points that stand for the body's surface, and how thick it is there."""
    names = ("hip", "knee", "ankle", "heel", "ball", "toe", "shoulder", "elbow", "wrist", "fingers")
    sided = [(f"{side}-{name}", RADII[name]) for side in SIDES for name in names]
    return [*sided, ("seat", RADII["seat"]), ("shoulders", RADII["shoulders"]), ("head", RADII["head"])]
