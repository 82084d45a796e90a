"""The shared phrases: the dose grammar, days, what to do on a day that hurts."""

from dataclasses import replace

import pytest

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Load
from glutemed.model.plan import Dose, Plan, Session
from glutemed.render import words


@pytest.mark.parametrize(
    ("sets", "dose", "counting", "one_sided", "text"),
    [
        (3, Dose(kind="reps", reps=8), "repetitions", True, "3 x 8 each side"),
        (2, Dose(kind="reps", reps=10), "steps each way", False, "2 x 10 steps each way"),
        (3, Dose(kind="hold", reps=1, seconds=20), "repetitions", True, "3 x 20 s each side"),
        (2, Dose(kind="hold", reps=10, seconds=10), "repetitions", False, "2 x 10 x 10 s"),
    ],
)
def test_dose_grammar(sets: int, dose: Dose, counting: str, one_sided: bool, text: str) -> None:
    assert words.dose(sets, dose, counting, one_sided=one_sided) == text


@pytest.mark.parametrize(
    ("session", "title"),
    [
        (Session(day=3, minutes=1, blocks=()), "Day 3"),
        (Session(day=3, weekday="friday", minutes=1, blocks=()), "Friday"),
        (Session(day=3, weekday="friday", date="2026-12-04", minutes=1, blocks=()), "Friday 4 December 2026"),
    ],
)
def test_a_day_is_called_by_what_the_plan_knows_of_it(session: Session, title: str) -> None:
    assert words.day_title(session) == title


@pytest.mark.parametrize(
    ("exercise", "form", "easier"),
    [
        ("single-leg-squat", None, "the same without the weight, with hand support"),
        ("single-leg-squat", "with hand support", "Single-leg-biased squat"),
        ("side-plank-hip-abduction", None, "the same without the weight, from the knees"),
        ("side-plank-hip-abduction", "from the knees", "Side plank from the knees"),
        ("single-leg-bridge", None, "Single-leg-biased bridge"),
        ("clamshell", None, "fewer repetitions"),
    ],
)
def test_what_is_easier_asks_no_more_than_what_it_replaces(
    catalog: Catalog, plain_plan: Plan, exercise: str, form: str | None, easier: str
) -> None:
    item = replace(plain_plan.weeks[0].sessions[0].items("main")[0], exercise=exercise, variant=form)
    assert dict(words.item_details(catalog, item, {}))["Easier"].startswith(easier)


def test_on_a_day_that_hurts_the_weight_is_left_out_too(catalog: Catalog, plain_plan: Plan) -> None:
    """The handmade item carries a dumbbell; without one there is no weight to leave out."""
    item = replace(plain_plan.weeks[0].sessions[0].items("main")[0], exercise="split-squat", variant=None)
    assert dict(words.item_details(catalog, item, {}))["Easier"].startswith(
        "the same without the weight, with hand support:"
    )
    free = replace(item, load=Load(kind="bodyweight", where="", start=""))
    assert dict(words.item_details(catalog, free, {}))["Easier"].startswith("the same, with hand support:")


def test_what_was_described_on_an_earlier_day_is_referred_to(catalog: Catalog, plain_plan: Plan) -> None:
    item = replace(plain_plan.weeks[0].sessions[0].items("main")[0], exercise="clamshell", variant=None)
    told = dict(words.item_details(catalog, item, {("clamshell", None): "Monday"}))
    assert told["How"] == "as on Monday"
    assert "Set-up" not in told
    assert "Set-up" in dict(words.item_details(catalog, item, {("clamshell", "supported"): "Monday"}))


def test_a_repeated_session_is_recognised_and_a_different_one_is_not(plain_plan: Plan) -> None:
    week = plain_plan.weeks[0]
    assert words.later_same(week) == {1: week.sessions[0]}
    other = replace(week.sessions[1], blocks=())
    assert words.later_same(replace(week, sessions=(week.sessions[0], other))) == {}


def test_every_source_of_a_plan_is_listed_once_with_grade_and_how_it_was_seen(
    handmade: Catalog, plain_plan: Plan
) -> None:
    assert words.source_lines(handmade, plain_plan) == [
        ("A27", "grade D, read in the original: A sample week."),
        ("R-001", "grade C, second-hand: Three zones of pain."),
        ("own", "grade X, our own: Our own choice."),
    ]
    assert words.source_keys(handmade, plain_plan).startswith("A27 (D), R-001 (C, second-hand), own (X). Grades: A ")


@pytest.mark.parametrize(
    ("names", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_in_a_sentence(names: list[str], text: str) -> None:
    assert words.listing(names) == text
