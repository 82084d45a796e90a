"""Contacts place the body: anchors stay, limbs reach, solved angles meet what rests."""

import pytest
from tests.figures.bodies import STAND, figure, squat

from glutemed.figures.contacts import bottom, gap
from glutemed.figures.placing import place
from glutemed.figures.space import length, subtract
from glutemed.model.figure import Arm, Leg, Pelvis, Pose, Prop


def test_the_first_contact_stays_where_it_was() -> None:
    start, end = place(squat())
    assert end.body.at["right-ankle"] == pytest.approx(start.body.at["right-ankle"])
    assert end.body.at["pelvis"][2] < start.body.at["pelvis"][2] - 0.05


def test_the_other_foot_is_reached_though_its_angles_would_miss() -> None:
    start, end = place(squat())
    assert end.body.at["left-ankle"] == pytest.approx(start.body.at["left-ankle"], abs=1e-3)
    assert end.angles["left_leg.knee"] != 40.0


def test_a_foot_that_comes_to_a_new_place_moves_there() -> None:
    start, end = place(squat(rests=("right-foot on floor", "left-foot to floor")))
    assert length(subtract(end.body.at["left-ankle"], start.body.at["left-ankle"])) > 0.03
    assert gap(squat(), end, end.touches[1]) == pytest.approx(0, abs=1e-3)


def test_what_a_position_does_not_give_is_as_solved_before() -> None:
    again = Pose(name="end", right_leg=Leg(knee=75.0))
    made = figure(*squat().positions[:1], squat().positions[1], again)
    middle, end = place(made)[1:]
    assert end.angles == pytest.approx(middle.angles, abs=0.1)


def test_solved_angles_meet_what_rests() -> None:
    lying = Pose(
        name="start",
        pelvis=Pelvis(posture="supine"),
        rests=("shoulders on floor", "seat on floor", "head on floor"),
        solve=("pelvis.lean", "neck.bend"),
    )
    start, _ = place(figure(lying, Pose(name="end")))
    assert [gap(figure(lying), start, touch) for touch in start.touches] == pytest.approx([0, 0, 0], abs=1e-3)


def test_a_step_lifts_the_foot_by_its_height() -> None:
    low = Prop(kind="step", at=(0.0, 0.0), size=(0.2, 0.3, 0.1))
    start, _ = place(figure(Pose(name="start", rests=("right-foot on step",)), Pose(name="end"), props=(low,)))
    assert start.body.at["right-ankle"][2] == pytest.approx(0.139)


def test_the_wall_stands_where_the_first_part_touches_it() -> None:
    wall = Prop(kind="wall", where="behind")
    leaning = Pose(name="start", rests=("right-foot on floor", "left-foot on floor", "shoulders on wall"))
    start, _ = place(figure(leaning, Pose(name="end"), props=(wall,)))
    assert start.walls["wall"] == pytest.approx(start.body.at["shoulders"][0] - 0.048)


def test_a_wall_that_nothing_touches_stands_where_it_is_put() -> None:
    for where, at, surface in (("left", (0.0, 0.3), -0.3), ("right", (0.1, -0.3), -0.3), ("front", (0.4, 0.0), -0.4)):
        wall = Prop(kind="wall", where=where, at=at)
        made = figure(Pose(name="start", rests=STAND), Pose(name="end"), props=(wall,))
        assert [one.walls for one in place(made)] == [{"wall": surface}] * 2


def test_a_hand_reaches_a_wall_that_stands_beside() -> None:
    wall = Prop(kind="wall", where="left", at=(0.0, 0.35))
    leaning = Pose(name="start", left_arm=Arm(out=60.0, elbow=40.0), rests=(*STAND, "left-hand on wall"))
    made = figure(leaning, Pose(name="end"), props=(wall,))
    start = place(made)[0]
    assert gap(made, start, start.touches[2]) == pytest.approx(0, abs=2e-3)


def test_the_end_of_the_thigh_carries_an_ankle_just_above_the_knee() -> None:
    crossed = Leg(hip=90.0, out=40.0, turn=55.0, knee=110.0)
    sitting = Pose(
        name="start",
        left_leg=Leg(hip=80.0, knee=80.0),
        right_leg=crossed,
        rests=("seat on floor", "right-ankle on left-thigh-end"),
    )
    start, _ = place(figure(sitting, Pose(name="end")))
    knee, hip = start.body.at["left-knee"], start.body.at["left-hip"]
    assert length(subtract(start.body.at["left-thigh-end"], knee)) == pytest.approx(0.15 * length(subtract(hip, knee)))
    assert gap(figure(sitting), start, start.touches[1]) == pytest.approx(0, abs=2e-3)


def test_a_hand_on_the_hip_follows_the_hip() -> None:
    holding = Pose(name="start", rests=("right-foot on floor", "left-hand on left-hip"))
    made = figure(holding, Pose(name="end", pelvis=Pelvis(lean=30.0)))
    for one in place(made):
        assert gap(made, one, one.touches[1]) == pytest.approx(0, abs=2e-3)


def test_nothing_that_rests_flies_at_its_height() -> None:
    made = figure(Pose(name="start", rests=("right-foot on floor",)), Pose(name="end", rests=(), clear=0.07))
    assert bottom(place(made)[1].body) == pytest.approx(0.07)
