"""What rests on what: contacts as they are written, heights of things, where a wall faces."""

import pytest
from tests.figures.bodies import STAND, figure

from glutemed.figures.contacts import Touch, height_of, radius_of, standing_walls, touches_of, wall_normal
from glutemed.figures.skeleton import RADII
from glutemed.figures.space import Vector
from glutemed.model.figure import Pose, Prop


def test_a_contact_says_part_thing_and_whether_it_moves_or_slides_there() -> None:
    pose = Pose(name="start", rests=("right-foot on floor", "left-foot to step", "left-hand along wall"))
    right, left, hand = touches_of(pose)
    assert (right, right.kind, right.side) == (Touch("right-foot", "floor"), "foot", "right")
    assert left == Touch("left-foot", "step", moved=True)
    assert hand == Touch("left-hand", "wall", moved=True, slides=True)
    assert Touch("seat", "floor").side == ""


def test_a_position_that_says_nothing_of_contacts_keeps_them_at_rest() -> None:
    before = (Touch("right-foot", "floor"), Touch("left-foot", "floor", moved=True, slides=True))
    assert touches_of(Pose(name="end"), before) == (before[0], Touch("left-foot", "floor"))
    assert touches_of(Pose(name="end", rests=()), before) == ()


def test_both_sides_of_a_part_are_as_thick() -> None:
    assert radius_of("right-knee") == radius_of("left-knee") == RADII["knee"]


@pytest.mark.parametrize(
    "kind, size, high", [("step", (0.2, 0.3, 0.17), 0.17), ("step", (0.2, 0.3), 0.1), ("floor", None, 0.0)]
)
def test_a_thing_is_as_high_as_it_says_else_as_its_kind(kind: str, size: tuple[float, ...] | None, high: float) -> None:
    props = (Prop(kind="step", at=(0.0, 0.0), size=size),)
    assert height_of(figure(Pose(name="start", rests=STAND), props=props), kind) == high


@pytest.mark.parametrize(
    "where, at, normal, walls",
    [
        ("behind", None, (1, 0, 0), {}),
        ("front", (0.4, 0.0), (-1, 0, 0), {"wall": -0.4}),
        ("left", (0.0, 0.3), (0, -1, 0), {"wall": -0.3}),
        ("right", (0.1, -0.3), (0, 1, 0), {"wall": -0.3}),
    ],
)
def test_a_wall_faces_the_body_and_stands_where_it_is_put(
    where: str, at: tuple[float, float] | None, normal: Vector, walls: dict[str, float]
) -> None:
    made = figure(Pose(name="start", rests=STAND), props=(Prop(kind="wall", where=where, at=at),))
    assert (wall_normal(made), standing_walls(made)) == (normal, walls)
