"""Pain in daily life, as the log tells of it (P14): which word counts, and when none does."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.engine.people import a_person, a_workout, at, day

from glutemed.engine.daily import daily_pain, latest_word, say_now, words_of
from glutemed.engine.facts import trained_weeks
from glutemed.model.catalog import Catalog
from glutemed.model.log import Person, Screening, Told, Workout
from glutemed.model.plan import Plan

Session = dict[str, Any]


@pytest.fixture(scope="module")
def plan(plan_for: Callable[..., Plan]) -> Plan:
    """Five days of early, made at pain 1."""
    return plan_for(stage="early", days=5, pain=1)


def logged(plan: Plan, sessions: dict[int, Session], screened: dict[int, int | None]) -> Person:
    """Return someone with sessions and screenings on some days, and what was told of them."""
    workouts = [a_workout(plan, place, on, **told) for place, (on, told) in enumerate(sessions.items(), 1)]
    person = a_person(plan, *workouts)
    screenings = (Screening(recorded=at(on), date=day(on), pain=pain) for on, pain in screened.items())
    return Person(name="me", programs=person.programs, workouts=person.workouts, screenings=tuple(screenings))


@pytest.mark.parametrize(
    ("sessions", "screened", "today", "pain"),
    [
        ({0: {"morning": None}}, {}, 1, 1),  # nothing told: as the program was asked for
        ({0: {"usual": 4}}, {}, 1, 1),  # a usual morning is no pain of the week
        ({0: {"morning": 4}}, {}, 1, 4),
        ({0: {"morning": 4}, 1: {"morning": 3}}, {}, 2, 3),  # 3.5
        ({0: {"morning": 6}, 1: {"morning": 1}, 2: {"morning": 2}, 3: {"morning": 2}}, {}, 4, 1),  # the last three
        # pain at which no program is given counts at once
        ({0: {"morning": 8}, 1: {"morning": 0}, 2: {"morning": 0}}, {}, 3, 8),
        ({0: {"morning": 7}, 1: {"morning": 0}, 2: {"morning": 0}}, {}, 3, 2),
        ({0: {"morning": 0}, 1: {"usual": 8}}, {}, 3, 8),
        ({0: {"usual": 8}, 1: {"morning": 0}}, {}, 3, 0),
        # a screening takes the place of what was before it
        ({0: {"morning": 8}, 1: {"morning": 4}}, {2: 3}, 3, 3),
        ({0: {"morning": 8}, 3: {"morning": 5}}, {2: 2}, 4, 3),
        ({0: {"morning": 8}}, {2: None}, 3, 8),
        ({0: {"morning": 2}}, {2: 9}, 3, 9),
        # two weeks later nobody knows
        ({0: {"morning": 4}}, {}, 14, 4),
        ({0: {"morning": 4}}, {}, 15, 1),
    ],
)
def test_pain_in_daily_life_is_the_mean_of_the_last_mornings_or_what_stops(
    catalog: Catalog, plan: Plan, sessions: dict[int, Session], screened: dict[int, int | None], today: int, pain: int
) -> None:
    person = logged(plan, sessions, screened)
    assert daily_pain(catalog, person, plan.request, trained_weeks(person)[-1], day(today)) == pain


@pytest.mark.parametrize(("today", "known"), [(1, 6), (8, 6), (9, None)])
def test_the_latest_word_counts_for_seven_days(catalog: Catalog, plan: Plan, today: int, known: int | None) -> None:
    person = logged(plan, {0: {"morning": 6}}, {0: 2})
    assert latest_word(catalog, person, day(today)) == known
    assert latest_word(catalog, Person(name="me"), day(today)) is None


def test_words_stand_in_the_order_of_the_days_that_they_are_about(plan: Plan) -> None:
    """A morning is that of the next day; a usual one of the day on which it was told; a correction holds."""
    first = a_workout(plan, 1, 0, morning=2, usual=1)
    late = Workout(
        program=first.program,
        week=1,
        session=1,
        date=first.date,
        sets=first.sets,
        told=(Told(recorded=at(3), morning=3, usual=4), *first.told, Told(recorded=at(2), effort=5)),
    )
    person = Person(name="me", workouts=(late,), screenings=(Screening(recorded=at(2), date=day(2), pain=6),))
    assert [(word.day, word.recorded, word.pain, word.of) for word in words_of(person)] == [
        (day(1), at(3), 3, "morning"),
        (day(2), at(2), 6, "screening"),
        (day(3), at(3), 4, "usual"),
    ]


@pytest.mark.parametrize(("name", "told"), [("me", "glutemed screen"), ("Anna B", 'glutemed screen --person "Anna B"')])
def test_a_stop_for_pain_says_how_it_is_lifted(name: str, told: str) -> None:
    assert say_now(Person(name=name)) == f"When it was looked at and is less, say how it is now: {told}"
