"""Pain in daily life, as the log tells of it (P14): which word counts, and when none does."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.engine.people import a_person, a_workout, at, day

from glutemed.engine.daily import Word, daily_pain, latest_word, pain_stop, say_now, words_of
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
        ({0: {"morning": 4}, 1: {"morning": 3}}, {}, 2, 4),  # 3.5: what is above a limit stays above it
        ({0: {"morning": 6}, 1: {"morning": 1}, 2: {"morning": 2}, 3: {"morning": 2}}, {}, 4, 2),  # the last three
        # pain at which no program is given counts at once
        ({0: {"morning": 8}, 1: {"morning": 0}, 2: {"morning": 0}}, {}, 3, 8),
        ({0: {"morning": 7}, 1: {"morning": 0}, 2: {"morning": 0}}, {}, 3, 3),
        ({0: {"morning": 0}, 1: {"usual": 8}}, {}, 3, 8),
        ({0: {"usual": 8}, 1: {"morning": 0}}, {}, 3, 0),
        # a screening takes the place of what was before it
        ({0: {"morning": 8}, 1: {"morning": 4}}, {2: 3}, 3, 3),
        ({0: {"morning": 8}, 3: {"morning": 5}}, {2: 2}, 4, 4),
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


def test_words_stand_in_the_order_in_which_they_were_so(plan: Plan) -> None:
    """A morning is of the next day, however late it was told; a usual one of when it was told; a correction holds."""
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
    assert words_of(person) == (
        Word(day(2), 3, "morning", day(1)),
        Word(at(2), 6, "screening", day(2)),
        Word(at(3), 4, "usual", day(3)),
    )


@pytest.mark.parametrize(
    ("told", "screened", "known"),
    [
        ("2026-01-07T01:00:00Z", ("2026-01-07T02:00:00Z", "2026-01-06"), 9),  # the evening in Los Angeles
        ("2026-01-07T03:00:00Z", ("2026-01-07T02:00:00Z", "2026-01-06"), 2),
        ("2026-01-06T22:00:00Z", ("2026-01-06T23:00:00Z", "2026-01-07"), 9),  # the morning in Tokyo
        ("2026-01-06T23:30:00Z", ("2026-01-06T23:00:00Z", "2026-01-07"), 2),
    ],
)
def test_what_was_told_last_holds_wherever_the_day_begins(
    catalog: Catalog, plan: Plan, told: str, screened: tuple[str, str], known: int
) -> None:
    """A screening has the day of where the person is, a moment that of Greenwich: it may be the day before or after."""
    workout = replace(a_workout(plan, 1, 1), told=(Told(recorded=told, usual=2),))
    screening = Screening(recorded=screened[0], date=screened[1], pain=9)
    person = replace(a_person(plan, workout), screenings=(screening,))
    assert latest_word(catalog, person, screened[1]) == known


@pytest.mark.parametrize(
    ("told", "sets", "screened", "today", "worst"),
    [
        ([{"pain": 7}], [], [], 1, None),
        ([{"pain": 8}], [], [], 0, 8),
        ([{"after": 9}], [], [], 7, 9),
        ([{"after": 9}], [], [], 8, None),
        ([{"morning": 8}], [], [], 1, 8),
        ([{"usual": 8}], [], [], 1, 8),
        ([], [9], [], 1, 9),
        ([{"pain": 8, "after": 10}, {"pain": 1, "after": 1}], [9, 1], [], 1, 10),  # corrected to less
        ([{"pain": 9}], [], [7], 1, None),  # a screening after it was told of no more than a program is given at
        ([{"pain": 9}], [], [8], 1, 9),
        ([{"pain": 9}], [], [None], 1, 9),
        ([], [], [9], 1, 9),
        ([], [], [9, 2], 1, None),
    ],
)
def test_pain_at_which_nothing_is_given_stops_until_a_screening_tells_of_less(
    catalog: Catalog,
    plan: Plan,
    told: list[Session],
    sets: list[int],
    screened: list[int | None],
    today: int,
    worst: int | None,
) -> None:
    done = a_workout(plan, 1, 0)
    entries = tuple(Told(recorded=at(0, second), **one) for second, one in enumerate(told, 1))
    repeated = tuple(replace(done.sets[0], recorded=at(0, second), pain=pain) for second, pain in enumerate(sets, 1))
    screenings = tuple(
        Screening(recorded=at(0, 10 + second), date=day(0), pain=pain) for second, pain in enumerate(screened)
    )
    person = a_person(plan, replace(done, told=entries, sets=(*done.sets, *repeated)))
    assert pain_stop(catalog, replace(person, screenings=screenings), day(today)) == worst


def test_a_screening_before_pain_of_a_session_does_not_take_it_back(catalog: Catalog, plan: Plan) -> None:
    person = a_person(plan, replace(a_workout(plan, 1, 0), told=(Told(recorded=at(0, 5), pain=9),)))
    asked = Screening(recorded=at(0, 4), date=day(0), pain=1)
    assert pain_stop(catalog, replace(person, screenings=(asked,)), day(0)) == 9
    assert pain_stop(catalog, Person(name="me"), day(0)) is None


@pytest.mark.parametrize(("name", "told"), [("me", "glutemed screen"), ("Anna B", 'glutemed screen --person "Anna B"')])
def test_a_stop_for_pain_says_how_it_is_lifted(name: str, told: str) -> None:
    assert say_now(Person(name=name)) == f"When it was looked at and is less, say how it is now: {told}"
