"""The words of a drawing tell the start that a person must take, what changes, things and the working hip."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from glutemed.figures.phrases import part_words
from glutemed.figures.placing import place
from glutemed.figures.states import POSTURES, posture_words
from glutemed.figures.words import described
from glutemed.loading.figures import load_figures
from glutemed.model.figure import Arm, Arrow, Bend, Figure, Leg, Pelvis, Pose, Prop, View

ALL = load_figures().figures
PLURALS = {"foot": "feet", "foot-side": "feet", "toes": "toes", "thigh-end": "thighs"}
BOTH = ("right-foot on floor", "left-foot on floor")
SUPINE = ("shoulders on floor", "seat on floor", "head on floor", "right-foot on floor", "left-foot on floor")
ON_LEFT = ("left-hip on floor", "left-shoulder on floor")


def told(*poses: Pose, **fields: Any) -> str:
    """Return the words of a figure made of poses, without its name and the working hip."""
    ends = poses if len(poses) > 1 else (*poses, Pose(name="end"))
    text = described(Figure(id="test", positions=ends, **fields), "Name")
    return text.removeprefix("Name. Start: ").removesuffix(" The right hip works.")


def start(**fields: Any) -> str:
    """Return the words of a start."""
    return told(Pose(name="start", **fields)).split(". End: ")[0]


def end(first: Pose, **fields: Any) -> str:
    """Return the words of the end after a start."""
    return told(first, Pose(name="end", **fields)).split(" End: ")[1]


@pytest.mark.parametrize("figure", ALL, ids=lambda figure: figure.id)
def test_the_words_name_posture_contacts_things_and_changes(figure: Figure) -> None:
    text = described(figure, "Its name")
    first, *later = place(figure)
    assert text.startswith("Its name. Start: ")
    posture, implied = posture_words(first)
    assert posture in text
    if first.posture != "upright" and posture.startswith("lying"):
        assert POSTURES[first.posture] in text
    for placed in (first, *later):
        assert f"{placed.name.capitalize()}: " in text
    for touch in first.touches:
        words = part_words(touch.part).removeprefix("the ")
        plural = PLURALS.get(touch.kind, f"{touch.kind}s")
        assert touch.part in implied or words in text or plural in text, touch
        on_hips = {touch.on, touch.part} <= {
            "right-hip",
            "left-hip",
            "right-hand",
            "left-hand",
        } and "on the hips" in text
        assert touch.part in implied or touch.on in text or part_words(touch.on) in text or on_hips
    for prop in figure.props:
        assert prop.kind.replace("-", " ") in text
    pushes = any(arrow.push for arrow in figure.arrows)
    assert pushes or "stays the same" not in text
    assert text.endswith("Both hips work." if figure.works == "both" else "The right hip works.")
    assert all(int(number) % 5 == 0 for number in re.findall(r"\d+", text.removeprefix("Its name.")))
    assert not re.search(r"\{|\}|_|  |\.\.|, ,|None|nan|\b(\w+) \1\b", text)


@pytest.mark.parametrize("figure", ALL, ids=lambda figure: figure.id)
def test_the_left_side_changes_every_side_word_and_nothing_else(figure: Figure) -> None:
    right, left = described(figure, "Its name"), described(figure, "Its name", side="left")
    swapped = {"right": "left", "left": "right"}
    assert [swapped.get(word, word) for word in re.findall(r"\w+|\W+", right)] == re.findall(r"\w+|\W+", left)


def test_the_left_side_keeps_the_name() -> None:
    figure = next(figure for figure in ALL if figure.id == "standing-hip-abduction")
    text = described(figure, "Done right", side="left")
    assert text.startswith("Done right. Start: standing on the right foot")
    assert text.endswith("The left hip works.")


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


STAND, ONE = Pose(name="start", rests=BOTH), Pose(name="start", rests=("right-foot on floor",))
LYING = Pose(name="start", pelvis=Pelvis(posture="on-left"), rests=ON_LEFT)
STACKED = Leg(hip=45.0, knee=90.0)
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


def test_a_pair_pushes_together_and_away_from_the_middle() -> None:
    arrows = tuple(Arrow(point=f"{side}-foot", push=(way, 0.0)) for side, way in (("right", -0.1), ("left", 0.1)))
    view = View(eye="front")
    assert told(STAND, view=view, arrows=arrows) == (
        "standing on both feet. End: the position stays the same. Both feet push outward without moving."
    )
    alone = told(STAND, view=view, arrows=(Arrow(point="right-foot", push=(0.1, 0.0)),))
    assert alone.endswith("The right foot pushes inward without moving.")
    ahead = told(STAND, view=View(eye="side"), arrows=(Arrow(point="head", push=(0.1, 0.0)),))
    assert ahead.endswith("The head pushes forward without moving.")


@pytest.mark.parametrize(
    ("prop", "words"),
    [
        (Prop(kind="chair", at=(0.0, 0.4)), "A chair stands on the left."),
        (Prop(kind="chair", at=(-0.4, 0.0)), "A chair stands behind."),
        (Prop(kind="band", where="right-thigh", to=(0.6, 0.0, 0.3)), "its other end fixed in front."),
        (Prop(kind="dumbbell", where="left-hand"), "A dumbbell is in the left hand."),
        (Prop(kind="barbell", where="both-hands"), "A barbell is in both hands."),
        (Prop(kind="ankle-weight", where="right-ankle"), "An ankle weight is on the right ankle."),
        (Prop(kind="wall", where="left", at=(0.0, 0.4)), "The wall is on the left side."),
    ],
)
def test_a_thing_is_told_with_its_place(prop: Prop, words: str) -> None:
    assert told(STAND, props=(prop,)).endswith(words)


def test_two_dumbbells_are_one_in_each_hand() -> None:
    props = tuple(Prop(kind="dumbbell", where=f"{side}-hand") for side in ("right", "left"))
    assert told(STAND, props=props).endswith("the same. A dumbbell is in each hand.")


def test_one_text_as_a_whole() -> None:
    first = Pose(name="start", rests=("left-foot on floor",))
    made = Figure(id="test", positions=(first, Pose(name="end", right_leg=Leg(out=30.0))))
    assert described(made, "Standing hip abduction") == (
        "Standing hip abduction. Start: standing on the left foot. "
        "End: the right leg lifts out to the side by 30 degrees. The right hip works."
    )
