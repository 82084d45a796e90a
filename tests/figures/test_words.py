"""The words of a drawing name its posture, what rests, its things and what changes, for every figure."""

import re

import pytest

from glutemed.figures.placing import place
from glutemed.figures.words import POSTURES, described, part_words
from glutemed.loading.figures import load_figures
from glutemed.model.figure import Figure, Figures

ALL = load_figures().figures
PLURALS = {"foot": "feet", "foot-side": "feet", "toes": "toes", "ball": "feet"}


@pytest.mark.parametrize("figure", ALL, ids=lambda figure: figure.id)
def test_the_words_name_posture_contacts_things_and_changes(figure: Figure) -> None:
    text = described(figure, "Its name")
    start, *later = place(figure)
    assert text.startswith("Its name. Start: ")
    posture = POSTURES.get(start.posture, "standing|sitting|kneeling|leaning|in the air|on hands").replace("lying ", "")
    assert re.search(posture, text)
    for placed in (start, *later):
        assert f"{placed.name.capitalize()}: " in text
    for touch in start.touches:
        words = part_words(touch.part).removeprefix("the ")
        plural = PLURALS.get(touch.kind, f"{touch.kind}s")
        sits = touch.part == "seat" and "sitting" in text
        assert sits or words in text or plural in text, touch
        assert touch.on in text or part_words(touch.on) in text
    for prop in figure.props:
        assert prop.kind.replace("-", " ") in text
    pushes = any(arrow.push for arrow in figure.arrows)
    assert pushes or "stays the same" not in text
    assert text.endswith("Both hips work." if figure.works == "both" else "The right hip works.")
    assert not re.search(r"\{|\}|_|  |\.\.|, ,|None", text)


def test_one_text_as_a_whole(figures: Figures) -> None:
    figure = figures.of("standing-hip-abduction")
    assert figure
    assert described(figure, "Standing hip abduction") == (
        "Standing hip abduction. Start: standing on the left foot on the floor. "
        "End: right leg moves out to the side by 30 degrees. The right hip works."
    )


def test_the_left_side_changes_the_sides_and_not_the_name(figures: Figures) -> None:
    figure = figures.of("standing-hip-abduction")
    assert figure
    text = described(figure, "Done right", side="left")
    assert text.startswith("Done right. Start: standing on the right foot")
    assert text.endswith("The left hip works.")


def test_a_movement_is_told_in_degrees_from_the_data(figures: Figures) -> None:
    figure = figures.of("double-leg-squat")
    assert figure
    start, end = place(figure)
    bend = end.angles["right_leg.knee"] - start.angles["right_leg.knee"]
    assert f"both knees bend by {5 * round(bend / 5)} degrees" in described(figure, "x")
