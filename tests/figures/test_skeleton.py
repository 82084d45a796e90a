"""Joint angles to points in space: signs, lengths, and angles found again from points."""

import pytest

from glutemed.figures.skeleton import LENGTHS, SEGMENTS, build, hip_angles
from glutemed.figures.space import Vector, length, subtract

FORWARD, BACK, LEFT, RIGHT, UP, DOWN = (0, 1), (0, -1), (1, 1), (1, -1), (2, 1), (2, -1)


@pytest.mark.parametrize(
    "angle, point, way",
    [
        ("pelvis.lean", "head", FORWARD),
        ("pelvis.side", "head", RIGHT),
        ("pelvis.side", "left-hip", UP),
        ("pelvis.turn", "right-shoulder", BACK),
        ("spine.bend", "head", FORWARD),
        ("spine.side", "head", RIGHT),
        ("spine.turn", "left-shoulder", FORWARD),
        ("neck.bend", "crown", FORWARD),
        ("neck.side", "crown", RIGHT),
        ("neck.turn", "nose", RIGHT),
        ("right_leg.hip", "right-knee", FORWARD),
        ("left_leg.hip", "left-knee", FORWARD),
        ("right_leg.out", "right-ankle", RIGHT),
        ("left_leg.out", "left-ankle", LEFT),
        ("right_leg.turn", "right-toe", RIGHT),
        ("left_leg.turn", "left-toe", LEFT),
        ("right_leg.knee", "right-ankle", BACK),
        ("right_leg.ankle", "right-toe", UP),
        ("right_arm.shoulder", "right-elbow", FORWARD),
        ("right_arm.out", "right-elbow", RIGHT),
        ("left_arm.out", "left-elbow", LEFT),
        ("right_arm.elbow", "right-wrist", FORWARD),
        ("left_arm.wrist", "left-fingers", FORWARD),
    ],
)
def test_an_angle_moves_its_part_as_the_sign_table_says(angle: str, point: str, way: tuple[int, int]) -> None:
    axis, sign = way
    assert sign * (build({angle: 20.0}).at[point][axis] - build({}).at[point][axis]) > 0.004


@pytest.mark.parametrize(
    "posture, head, nose",
    [
        ("upright", UP, FORWARD),
        ("supine", BACK, UP),
        ("prone", FORWARD, DOWN),
        ("on-right", RIGHT, FORWARD),
        ("on-left", LEFT, FORWARD),
    ],
)
def test_a_posture_puts_head_and_face(posture: str, head: tuple[int, int], nose: tuple[int, int]) -> None:
    at = build({}, posture).at
    assert head[1] * at["head"][head[0]] > 0.3
    face = subtract(at["nose"], at["head"])
    assert nose[1] * face[nose[0]] > 0.05


def test_standing_straight_is_one_body_height() -> None:
    at = build({}).at
    assert at["crown"][2] - at["right-ankle"][2] + LENGTHS["ankle height"] == pytest.approx(1.0, abs=0.002)


def test_lengths_do_not_depend_on_angles() -> None:
    body = build(
        {"right_leg.hip": 70, "right_leg.out": 20, "right_leg.turn": 30, "right_leg.knee": 100, "left_arm.elbow": 90}
    )
    for a, b, long in SEGMENTS:
        assert length(subtract(body.at[a], body.at[b])) == pytest.approx(long)


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize("angles", [(50, 20, 30, 90), (-20, -10, -30, 40), (100, 40, 50, 120)])
def test_angles_are_found_again_from_points(side: str, angles: tuple[float, ...]) -> None:
    names = ("hip", "out", "turn", "knee")
    body = build({f"{side}_leg.{name}": value for name, value in zip(names, angles, strict=True)} | {"pelvis.lean": 25})
    at = body.at
    upper, lower = (subtract(at[f"{side}-{b}"], at[f"{side}-{a}"]) for a, b in (("hip", "knee"), ("knee", "ankle")))
    assert hip_angles(side, body.frame["pelvis"], upper, lower, 1.0) == pytest.approx(angles)


def test_a_flat_foot_is_level_whatever_the_leg_does() -> None:
    nowhere: Vector = (0.0, 0.0, 0.0)
    at = build({"right_leg.hip": 40, "right_leg.knee": 60, "right_leg.out": 15}, flat={"right-foot": nowhere}).at
    assert at["right-heel"][2] - 0.018 == pytest.approx(at["right-toe"][2] - 0.015, abs=0.001)
