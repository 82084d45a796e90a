"""A limb reaches a target by its two joints; bones keep their lengths, and the knee its way."""

from copy import deepcopy

import pytest
from tests.figures.bodies import STAND, figure

from glutemed.figures.contacts import Placed, Touch
from glutemed.figures.placing import place
from glutemed.figures.reaching import reach
from glutemed.figures.skeleton import SEGMENTS
from glutemed.figures.space import Vector, add, length, subtract
from glutemed.model.figure import Pose

FOOT, HAND = Touch("left-ankle", "floor"), Touch("left-hand", "wall")


def standing() -> Placed:
    """Return a body on both feet, to be moved."""
    return deepcopy(place(figure(Pose(name="start", rests=STAND)))[0])


@pytest.mark.parametrize("touch, by", [(FOOT, (0.1, 0.05, 0.2)), (FOOT, (-0.1, 0.0, 0.1)), (HAND, (0.2, 0.05, 0.15))])
def test_what_is_within_reach_is_reached_and_no_bone_grows(touch: Touch, by: Vector) -> None:
    made = standing()
    target, hips = add(made.body.at[touch.part], by), made.body.at["pelvis"]
    reach(made, touch, target, {})
    assert made.body.at[touch.part] == pytest.approx(target, abs=1e-3)
    assert made.body.at["pelvis"] == pytest.approx(hips)
    for a, b, long in SEGMENTS:
        assert length(subtract(made.body.at[a], made.body.at[b])) == pytest.approx(long)


def test_what_is_too_far_is_pointed_at_with_a_straight_knee() -> None:
    made = standing()
    reach(made, FOOT, add(made.body.at["left-ankle"], (0.9, 0.0, 0.5)), {})
    assert made.angles["left_leg.knee"] == pytest.approx(0, abs=1.0)
    assert made.angles["left_leg.hip"] > 45


def test_a_knee_bends_forward() -> None:
    made = standing()
    reach(made, FOOT, add(made.body.at["left-ankle"], (0.0, 0.0, 0.15)), {})
    assert made.angles["left_leg.knee"] > 30
    assert made.body.at["left-knee"][0] > made.body.at["left-hip"][0] + 0.05
