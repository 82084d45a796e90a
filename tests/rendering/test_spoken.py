"""A guided session in plain lines: each says one thing, none draws."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from glutemed.engine.guide import act, advance, began, hurts
from glutemed.engine.standing import Guide, Used
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan
from glutemed.rendering.spoken import HELP, WORDS, lines_of, marks, spoken

CALM: tuple[str, ...] = ()


@pytest.fixture
def guide(plan_for: Callable[..., Plan]) -> Guide:
    """Early rehab at its knee side plank: 3 x 20 s each side."""
    found = began(plan_for("rehab").weeks[0].sessions[0], pain_go_on=5, pain_stop=7)
    while found.turn.item.exercise != "knee-side-plank":
        found = act(found, "drop").guide
    return found


def at(guide: Guide, exercise: str) -> Guide:
    while guide.turn.item.exercise != exercise:
        guide = act(guide, "drop").guide
    return guide


def test_an_exercise_is_announced_line_by_line(catalog: Catalog, guide: Guide) -> None:
    first, *lines, last = spoken(catalog, guide, CALM)
    assert first == "Exercise 3 of 6: Side plank from the knees."
    assert "Dose: 3 x 20 s each side." in lines
    assert "2. Lift your hips until your shoulder, hip and knee make one line." in lines
    assert last == f"Enter: begin. Or: {WORDS}."


def test_what_leads_up_to_a_set_says_what_follows(catalog: Catalog, guide: Guide) -> None:
    guide = act(guide, "go").guide
    assert spoken(catalog, guide, CALM) == ("Get ready. Then set 1 of 3, left side: hold 20 s.",)
    guide = act(act(guide, "go").guide, "skip").guide
    assert spoken(catalog, guide, CALM) == ("Change sides, 10 s. Then set 1 of 3, right side: hold 20 s.",)
    guide = act(guide, "skip").guide
    assert spoken(catalog, guide, CALM) == ("Rest and change sides, 15 s. Then set 2 of 3, left side: hold 20 s.",)


def test_a_hold_is_told_at_its_start_half_way_and_before_its_end(catalog: Catalog, guide: Guide) -> None:
    guide = act(act(guide, "go").guide, "go").guide
    assert spoken(catalog, guide, CALM) == ("Hold now: 20 s.",)
    assert marks(guide) == ((10.0, "Halfway."), (15.0, "5 s left."))


@pytest.mark.parametrize(("seconds", "told"), [(9, 0), (10, 1), (19, 1), (20, 2)])
def test_a_short_hold_is_told_less(guide: Guide, seconds: int, told: int) -> None:
    item = replace(guide.turn.item, dose=replace(guide.turn.item.dose, seconds=seconds))
    assert len(marks(replace(guide, turns=(replace(guide.turn, item=item),), at=0, phase="work"))) == told


def test_nothing_is_told_on_the_way_through_a_rest_or_repetitions(guide: Guide) -> None:
    assert marks(act(guide, "go").guide) == ()
    assert marks(replace(at(guide, "clamshell"), phase="work")) == ()


def test_several_holds_are_counted(catalog: Catalog, guide: Guide) -> None:
    item = replace(guide.turn.item, dose=replace(guide.turn.item.dose, reps=3, seconds=10))
    guide = replace(guide, turns=(replace(guide.turn, item=item),), at=0, phase="work")
    assert spoken(catalog, guide, CALM) == ("Hold 1 of 3 now: 10 s.",)
    guide = advance(guide, 10.0).guide
    assert spoken(catalog, guide, CALM) == ("Let go.",)
    assert spoken(catalog, advance(guide, 3.0).guide, CALM) == ("Hold 2 of 3 now: 10 s.",)


def test_repetitions_name_their_number_and_tempo(catalog: Catalog, guide: Guide) -> None:
    guide = replace(at(guide, "clamshell"), phase="work")
    assert spoken(catalog, guide, CALM) == ("Now: 8 repetitions, tempo 2-1-2. Enter when done, or how many it was.",)


def test_a_pause_says_how_to_go_on(catalog: Catalog, guide: Guide) -> None:
    assert spoken(catalog, act(act(guide, "go").guide, "pause").guide, CALM) == ("Paused. Enter: go on.",)


def test_questions_are_one_line_each(catalog: Catalog, guide: Guide) -> None:
    (load,) = spoken(catalog, replace(guide, asking="load"), CALM, Used(exercise="knee-side-plank", load=5.0))
    assert load.endswith("Enter: as last time, 5 kg.")
    (pain,) = spoken(catalog, replace(guide, asking="pain"), CALM)
    assert pain.startswith("How strong is the pain, 0 (none) to 10")


def test_after_pain_the_choices_are_a_line_each(catalog: Catalog, guide: Guide) -> None:
    advice, *choices = spoken(catalog, hurts(guide, 4).guide, CALM)
    assert advice.startswith("Pain above 2 up to 5 is acceptable")
    assert [choice.partition(":")[0] for choice in choices] == ["Enter", "swap", "next"]
    assert [choice.partition(":")[0] for choice in spoken(catalog, hurts(guide, 6).guide, CALM)[1:]] == [
        "Enter",
        "swap",
    ]


def test_labelled_texts_are_lines_and_steps_lines_of_their_own() -> None:
    assert list(lines_of([("Cues", "Slow"), ("Steps", "1. Up.\n2. Down."), ("", "free")])) == [
        "Cues: Slow.",
        "Steps:",
        "1. Up.",
        "2. Down.",
        "Free.",
    ]


def test_every_word_is_in_the_help() -> None:
    text = " ".join(HELP)
    for word in ("done", "skip", "drop", "swap", "pain", "pause", "again", "more", "less", "bell", "quit"):
        assert f"{word}" in text


def test_no_line_has_anything_that_draws(catalog: Catalog, guide: Guide) -> None:
    for here in (guide, act(guide, "go").guide, replace(guide, phase="work"), hurts(guide, 4).guide):
        for line in spoken(catalog, here, CALM):
            assert line.isprintable()
            assert not set(line) & set("█░#|")
