"""The words of a drawing tell the start that a person must take, what changes, things and the working hip."""

import re

import pytest
from tests.figures.wording import STAND, told

from glutemed.figures.phrases import part_words
from glutemed.figures.placing import place
from glutemed.figures.postures import POSTURES, posture_words
from glutemed.figures.words import described
from glutemed.loading.figures import load_figures
from glutemed.model.figure import Arrow, Figure, Leg, Pose, Prop, View

ALL = load_figures().figures
PLURALS = {"foot": "feet", "foot-side": "feet", "toes": "toes", "thigh-end": "thighs"}


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
