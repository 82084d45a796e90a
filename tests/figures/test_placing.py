"""Contacts place the body: anchors stay, limbs reach, solved angles meet what rests."""

from typing import Any

import pytest

from glutemed.figures.placing import bottom, gap, place, steps
from glutemed.figures.skeleton import SEGMENTS
from glutemed.figures.space import length, subtract
from glutemed.model.figure import Arm, Figure, Figures, Leg, Pelvis, Pose, Prop

STAND = ("right-foot on floor", "left-foot on floor")


def figure(*poses: Pose, props: tuple[Prop, ...] = ()) -> Figure:
    return Figure(id="test", positions=poses, props=props)


def squat(**fields: Any) -> Figure:
    deep = Pose(
        name="end",
        pelvis=Pelvis(lean=30.0),
        right_leg=Leg(hip=80.0, knee=75.0),
        left_leg=Leg(hip=60.0, knee=40.0, out=10.0),
        **fields,
    )
    return figure(Pose(name="start", rests=STAND), deep)


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
