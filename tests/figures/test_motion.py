"""On its way between positions a body keeps its lengths and its contacts; feet that step are lifted."""

import pytest
from tests.figures.bodies import figure, squat

from glutemed.figures.contacts import bottom
from glutemed.figures.motion import steps
from glutemed.figures.placing import place
from glutemed.figures.skeleton import SEGMENTS
from glutemed.figures.space import length, subtract
from glutemed.model.figure import Arm, Figures, Leg, Pose


def test_between_positions_lengths_and_contacts_are_kept(figures: Figures) -> None:
    for drawn in figures.figures:
        placed = steps(drawn, 3)
        assert placed[0].name == "start"
        assert placed[-1].name == "end"
        for one in placed:
            for a, b, long in SEGMENTS:
                assert length(subtract(one.body.at[a], one.body.at[b])) == pytest.approx(long), drawn.id
            assert bottom(one.body) > -0.012, f"{drawn.id} {one.name}"


def test_a_foot_that_steps_is_lifted_on_its_way() -> None:
    start, _, middle, _, end = steps(squat(rests=("right-foot on floor", "left-foot to floor")), 3)
    height = [one.body.at["left-ankle"][2] for one in (start, middle, end)]
    assert height[1] == pytest.approx(height[0] + 0.035, abs=0.005)
    assert height[2] == pytest.approx(height[0], abs=1e-3)


def test_a_foot_that_slides_keeps_its_height() -> None:
    made = squat(rests=("right-foot on floor", "left-foot along floor"))
    start, end = place(made)
    assert length(subtract(end.body.at["left-ankle"], start.body.at["left-ankle"])) > 0.03
    height = start.body.at["left-ankle"][2]
    assert [one.body.at["left-ankle"][2] for one in steps(made, 3)] == pytest.approx([height] * 5, abs=1e-3)


def test_hands_that_leave_the_floor_do_not_lift_the_body_on_their_way() -> None:
    reaching = Arm(shoulder=-20.0, out=25.0, elbow=10.0, wrist=-60.0)
    sitting = Pose(
        name="start",
        right_leg=Leg(hip=90.0),
        left_leg=Leg(hip=90.0),
        right_arm=reaching,
        left_arm=reaching,
        rests=("seat on floor", "right-hand on floor", "left-hand on floor"),
    )
    up = Arm(shoulder=60.0, out=0.0, wrist=-60.0)
    made = figure(sitting, Pose(name="end", right_arm=up, left_arm=up, rests=("seat on floor",)))
    for one in steps(made, 5):
        assert one.body.at["seat"][2] - 0.05 == pytest.approx(0, abs=0.012)
        assert bottom(one.body) > -0.012
