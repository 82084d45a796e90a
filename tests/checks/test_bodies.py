"""The body of a drawing: each joint and contact is judged by itself, and up to which edge."""

from dataclasses import replace
from typing import Any

import pytest

from glutemed.checks.bodies import MOTIONS, joints_in_range, lengths_kept, limbs_apart, nearest, supports_kept
from glutemed.figures.contacts import Placed, Touch
from glutemed.figures.placing import place
from glutemed.loading.figures import load_figures
from glutemed.model.figure import Figure, JointRange

FIGURES = load_figures()


def placed(id: str = "standing-hip-abduction", index: int = 0, **fields: Any) -> tuple[Figure, Placed]:
    """Return a drawing and a position of it that a test may change."""
    figure = FIGURES.of(id)
    assert figure
    return figure, replace(place.__wrapped__(figure)[index], **fields)


def touching(*parts: str, on: str = "floor") -> tuple[Touch, ...]:
    return tuple(Touch(part=part, on=on) for part in parts)


def test_every_angle_that_is_judged_has_a_range() -> None:
    assert {*MOTIONS.values(), "ankle-flexion-standing"} == {row.motion for row in FIGURES.ranges}


def test_a_longer_shank_is_found() -> None:
    figure, one = placed("side-plank", 1)
    x, y, z = one.body.at["left-ankle"]
    one.body.at["left-ankle"] = (x + 0.02, y, z)
    assert any("left-ankle" in message for message in lengths_kept(figure, (one,), FIGURES, None))


@pytest.mark.parametrize(
    ("angle", "value", "told"),
    [
        ("left_leg.hip", 41.0, False),
        ("left_leg.hip", 41.1, True),
        ("left_leg.hip", -11.0, False),
        ("left_leg.hip", -11.1, True),
        ("left_arm.turn", 170.0, False),
    ],
)
def test_an_angle_may_be_a_degree_beyond_its_range_and_an_arm_may_turn(angle: str, value: float, told: bool) -> None:
    figure, one = placed()
    known = replace(FIGURES, ranges=(JointRange(motion="hip-flexion", low=-10.0, high=40.0, sources=("own",)),))
    one.angles.update({"left_arm.turn": 170.0, angle: value})
    messages = [text for text in joints_in_range(figure, (one,), known, None) if angle in text]
    assert bool(messages) is told


@pytest.mark.parametrize(("part", "motion"), [("left-toes", "ankle-flexion-standing"), ("left-knee", "ankle-flexion")])
def test_an_ankle_that_is_stood_on_by_the_toes_has_a_range_of_its_own(part: str, motion: str) -> None:
    figure, one = placed(touches=touching(part))
    beyond = JointRange(motion=motion, low=200.0, high=300.0, sources=("own",))
    told = list(joints_in_range(figure, (one,), replace(FIGURES, ranges=(beyond,)), None))
    assert [text.split(" is ")[0] for text in told if "left_leg.ankle" in text] == ["start: left_leg.ankle"]


def test_what_steps_or_lies_on_the_body_may_move_and_the_next_contact_may_not() -> None:
    figure, start = placed()
    _, end = placed()
    for part in ("right-foot", "left-foot"):
        x, y, z = end.body.at[part]
        end.body.at[part] = (x + 0.1, y, z)
    steps = (Touch(part="right-foot", on="floor", moved=True), *touching("left-foot"))
    told = list(supports_kept(figure, (replace(start, touches=steps), replace(end, touches=steps)), FIGURES, None))
    assert told == ["start: left-foot slides by 0.100 body heights; write 'to' where it steps"]


def test_a_hand_may_lie_on_the_body_and_the_other_arm_is_judged() -> None:
    """Both wrists are put into the trunk; the right hand holds the left knee."""
    figure, one = placed()
    at = one.body.at
    for side in ("right", "left"):
        at[f"{side}-elbow"], at[f"{side}-wrist"] = (0.3, 0.0, at["pelvis"][2] + 0.1), at["pelvis"]
    alone = list(limbs_apart(figure, (one,), FIGURES, None))
    assert {text.split()[1] for text in alone} == {"right-elbow", "left-elbow"}
    holding = replace(one, touches=touching("right-hand", on="left-knee"))
    told = list(limbs_apart(figure, (holding,), FIGURES, None))
    assert {text.split()[1] for text in told} == {"left-elbow"}
    for other in (touching("right-hand"), touching("right-foot", on="left-knee")):
        assert list(limbs_apart(figure, (replace(one, touches=other),), FIGURES, None)) == alone


@pytest.mark.parametrize(
    ("a", "b", "c", "d", "expected"),
    [
        ((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (1.0, 0.0, 1.0), (1.0, 0.0, 0.0), (0.0, 1.0, 1.0)),
        ((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.5, -1.0, 0.25), (0.5, 1.0, 0.25), (0.25, 0.5, 0.5)),
        ((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 2.0), (0.0, 0.0, 1.0), (1.0, 0.0, 1.0)),
        ((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 3.0, 4.0), (-1.0, 9.0, 9.0), (5.0, 0.0, 0.0)),
    ],
)
def test_two_segments_are_as_near_as_their_nearest_points_from_end_to_end(
    a: tuple[float, float, float],
    b: tuple[float, float, float],
    c: tuple[float, float, float],
    d: tuple[float, float, float],
    expected: tuple[float, float, float],
) -> None:
    assert nearest(a, b, c, d) == pytest.approx(expected)
