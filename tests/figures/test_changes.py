"""What changes is told as it is seen: what rises, steps, bends and turns."""

from collections.abc import Callable

import pytest
from tests.figures.wording import LYING, ON_LEFT, ONE, STACKED, STAND, SUPINE, end, told

from glutemed.model.figure import Arm, Bend, Leg, Pelvis, Pose, Prop

CHANGES: dict[str, Callable[[], str]] = {
    "the trunk bends 30 degrees to the left.": lambda: end(STAND, spine=Bend(side=-30)),
    "the left side of the pelvis rises by 10 degrees.": lambda: end(
        ONE, pelvis=Pelvis(side=10), spine=Bend(side=-10), right_leg=Leg(out=10), left_leg=Leg(out=-10)
    ),
    "the left side of the pelvis sinks by 10 degrees.": lambda: end(
        ONE, pelvis=Pelvis(side=-10), spine=Bend(side=10), right_leg=Leg(out=-10), left_leg=Leg(out=10)
    ),
    "the right foot steps to the right.": lambda: end(
        STAND, right_leg=Leg(out=15), left_leg=Leg(out=15), rests=("left-foot on floor", "right-foot to floor")
    ),
    "the right foot slides to the right along the floor.": lambda: end(
        STAND, right_leg=Leg(out=15), left_leg=Leg(out=15), rests=("left-foot on floor", "right-foot along floor")
    ),
    "the left foot steps forward.": lambda: end(
        Pose(name="start", rests=("right-foot on floor", "left-toes on floor"), left_leg=Leg(hip=-20)),
        left_leg=Leg(hip=20),
        rests=("right-foot on floor", "left-foot to floor"),
    ).replace(" and the left hip bends to 20 degrees", ""),
    "the right foot steps back and to the right, the body turns 90 degrees to the right": lambda: end(
        STAND,
        pelvis=Pelvis(turn=90),
        right_leg=Leg(hip=15, out=12),
        left_leg=Leg(hip=-15, out=12),
        rests=("left-foot on floor", "right-foot to floor"),
    ).removeprefix("the hips sink, ").split(" and the left hip")[0],
    "the right foot lands on the floor.": lambda: end(
        Pose(name="start", rests=(), clear=0.1), rests=("right-foot on floor",)
    ).replace("the hips sink and ", ""),
    "the buttocks and the upper back slide down the wall.": lambda: end(
        Pose(name="start", rests=("right-foot on floor", "seat on wall", "shoulders on wall")),
        right_leg=Leg(hip=60, knee=60),
        rests=("right-foot on floor", "seat along wall", "shoulders along wall"),
    ).replace("the hips sink, ", "").split(" and the right hip")[0] + ".",
    "the right foot lifts and the right thigh turns inward by 35 degrees.": lambda: end(
        Pose(name="start", pelvis=Pelvis(posture="on-left"), right_leg=STACKED, left_leg=STACKED, rests=ON_LEFT),
        right_leg=Leg(turn=-35),
    ),
    "the left toes touch the floor in front and the left hip bends to 25 degrees.": lambda: end(
        ONE, left_leg=Leg(hip=28, ankle=-20), rests=("right-foot on floor", "left-toes on floor")
    ),
    "both heels lift.": lambda: end(
        STAND, right_leg=Leg(ankle=-30), left_leg=Leg(ankle=-30), rests=("right-toes on floor", "left-toes on floor")
    ).replace("the hips rise and ", ""),
    "the left leg lifts out to the side by 30 degrees.": lambda: end(ONE, left_leg=Leg(out=30)),
    "the left leg lifts back by 20 degrees.": lambda: end(ONE, left_leg=Leg(hip=-20)),
    "the left hip bends to 90 and knee to 70 degrees.": lambda: end(ONE, left_leg=Leg(hip=90, knee=70)),
    "the hips sink and both hips and knees bend to 60 degrees.": lambda: end(
        STAND, right_leg=Leg(hip=60, knee=60), left_leg=Leg(hip=60, knee=60)
    ),
    "the left hip and knee bend to 60 degrees.": lambda: end(ONE, left_leg=Leg(hip=60, knee=60)),
    "the trunk tips forward by 60 degrees.": lambda: end(
        STAND, pelvis=Pelvis(lean=60), right_leg=Leg(hip=60), left_leg=Leg(hip=60)
    ),
    "the left leg lifts back by 60 degrees.": lambda: end(
        ONE, pelvis=Pelvis(lean=60), right_leg=Leg(hip=60)
    ).replace("the trunk tips forward by 60 degrees and ", ""),
    "both arms reach forward.": lambda: end(STAND, right_arm=Arm(shoulder=90), left_arm=Arm(shoulder=90)),
    "the right arm reaches overhead.": lambda: end(STAND, right_arm=Arm(shoulder=175)),
    "the right knee lifts and the right thigh turns outward by 50 degrees.": lambda: end(
        Pose(name="start", pelvis=Pelvis(posture="on-left"), right_leg=STACKED, left_leg=STACKED, rests=ON_LEFT),
        right_leg=Leg(hip=52.0, out=34.0, turn=45.0, knee=90.0),
        rests=(*ON_LEFT, "right-ankle on left-ankle"),
    ).replace("the right ankle comes to rest on the left ankle, ", ""),
    "the right leg lifts out to the side by 25 degrees.": lambda: end(LYING, right_leg=Leg(out=25)),
}  # fmt: skip


@pytest.mark.parametrize("words", CHANGES)
def test_a_change_is_told_as_it_is_seen(words: str) -> None:
    assert CHANGES[words]() == words


def test_a_trunk_that_tips_further_back_leans_and_does_not_come_up() -> None:
    bench = Prop(kind="bench", at=(0.0, 0.0), size=(0.2, 0.6, 0.24))
    bent = Leg(hip=20.0, knee=80.0)
    first = Pose(name="start", pelvis=Pelvis(lean=-40), right_leg=bent, left_leg=bent, rests=("shoulders on bench",))
    text = told(first, Pose(name="end", pelvis=Pelvis(lean=-65)), props=(bench,))
    assert text.startswith("upper back on the bench, trunk leaning back 40 degrees")
    assert "the trunk leans back by 25 degrees" in text
    level = told(first, Pose(name="end", pelvis=Pelvis(lean=-88)), props=(bench,))
    assert "the trunk comes level" in level


def test_the_hips_that_rise_take_what_they_rested_on_with_them() -> None:
    bent = Leg(hip=45.0, knee=90.0)
    lying = Pose(name="start", pelvis=Pelvis(posture="supine"), right_leg=bent, left_leg=bent, rests=SUPINE)
    up = end(lying, pelvis=Pelvis(lean=-28), rests=tuple(rest for rest in SUPINE if not rest.startswith("seat")))
    assert up.startswith("the hips rise off the floor and both hips straighten")
