"""Today's session: which of the week it is, and what to run where there is none."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.engine.people import Trainee, a_person, a_workout, as_planned, calm, day, saved

from glutemed.engine.resuming import dose_of
from glutemed.engine.today import current_week, todays
from glutemed.errors import UsageError
from glutemed.model.catalog import Catalog
from glutemed.model.log import Person, Workout
from glutemed.model.plan import Plan

PlanFor = Callable[..., Plan]
SKIPPED: dict[str, Any] = {"edit": lambda one: replace(one, skipped=True)}


@pytest.fixture(scope="module")
def plan(plan_for: PlanFor) -> Plan:
    """Four weeks of three days."""
    return plan_for(stage="early", weeks=4)


def done(plan: Plan, session: int, on: int, week: int = 1, *, finished: bool | None = True, **told: Any) -> Workout:
    edit = told.pop("edit", as_planned)
    return a_workout(plan, session, on, edit, week, **calm(finished=finished, **told))


@pytest.mark.parametrize(
    ("sessions", "today", "week", "session", "begun"),
    [
        ([], 0, 1, 1, False),
        ([(1, 0, 1)], 2, 1, 2, False),
        ([(1, 0, 1), (2, 2, 1)], 4, 1, 3, False),
        ([(2, 0, 1)], 2, 1, 1, False),  # the first that is not done, not the one after the last
        ([(1, 0, 1), (3, 2, 1)], 4, 1, 2, False),
        ([(1, 0, 1)], 0, 1, 2, False),  # done today already
        ([(1, 0, 2)], 2, 2, 2, False),  # training went on to the second week
        ([(1, 0, 2), (1, 3, 1)], 4, 2, 2, False),  # and a session of the first one later changes nothing
    ],
)
def test_the_first_session_of_the_week_that_is_not_done(
    catalog: Catalog,
    plan: Plan,
    sessions: list[tuple[int, int, int]],
    today: int,
    week: int,
    session: int,
    begun: bool,
) -> None:
    """Sessions in the log: which of the week, on which day, of which week."""
    person = a_person(plan, *(done(plan, *one) for one in reversed(sessions)))
    found = todays(catalog, person, day(today))
    assert (found.week, found.session, found.of, found.begun is not None) == (week, session, 3, begun)
    assert found.planned == plan.weeks[week - 1].sessions[session - 1]
    assert (found.saved, found.changes) == (person.programs[0], ())


def test_a_session_begun_today_and_not_finished_goes_on(catalog: Catalog, plan: Plan) -> None:
    first, second = done(plan, 1, 0), done(plan, 2, 2, finished=None)
    found = todays(catalog, a_person(plan, second, first), day(2))
    assert (found.session, found.begun) == (2, second)
    over = replace(second, told=(*second.told, replace(second.told[0], finished=True)))
    assert todays(catalog, a_person(plan, first, over), day(2)).session == 3


def test_a_session_begun_on_another_day_counts_as_done(catalog: Catalog, plan: Plan) -> None:
    found = todays(catalog, a_person(plan, done(plan, 1, 0, finished=None)), day(1))
    assert (found.session, found.begun) == (2, None)


def test_of_two_begun_today_the_last_of_the_week_goes_on(catalog: Catalog, plan: Plan) -> None:
    person = a_person(plan, done(plan, 2, 0, finished=None), done(plan, 1, 0, finished=None))
    assert todays(catalog, person, day(0)).session == 2


def test_another_session_of_the_week_may_be_named(catalog: Catalog, plan: Plan) -> None:
    first, begun = done(plan, 1, 0), done(plan, 2, 2, finished=None)
    person = a_person(plan, first, begun)
    assert (todays(catalog, person, day(2), 3).session, todays(catalog, person, day(2), 3).begun) == (3, None)
    assert todays(catalog, person, day(2), 2).begun == begun
    assert (todays(catalog, person, day(2), 1).session, todays(catalog, person, day(2), 1).begun) == (1, None)
    today_again = done(plan, 1, 2)
    assert todays(catalog, a_person(plan, first, today_again), day(2), 1).begun == today_again


@pytest.mark.parametrize("session", [0, 4, -1])
def test_a_session_that_the_week_does_not_have_is_refused(catalog: Catalog, plan: Plan, session: int) -> None:
    with pytest.raises(UsageError, match=rf"^--session: {session} is not allowed; week 1 has sessions 1 to 3$"):
        todays(catalog, a_person(plan), day(0), session)


def test_after_the_last_session_the_next_week_is_to_be_made(catalog: Catalog, plan: Plan) -> None:
    person = a_person(plan, *(done(plan, one, 2 * one, 2) for one in (1, 2, 3)))
    with pytest.raises(
        UsageError,
        match=r"^all 3 sessions of week 2 are in the log; make the next week with: glutemed next --save$",
    ):
        todays(catalog, person, day(7))


def test_a_session_that_was_skipped_whole_is_in_the_log_too(catalog: Catalog, plan: Plan) -> None:
    assert todays(catalog, a_person(plan, done(plan, 1, 0, **SKIPPED)), day(2)).session == 2


def test_without_a_program_there_is_no_session(catalog: Catalog) -> None:
    with pytest.raises(UsageError, match=r"^no program is saved yet; "):
        todays(catalog, Person(name="me"), day(0))


def test_the_program_saved_last_counts(catalog: Catalog, plan: Plan, plan_for: PlanFor) -> None:
    other = plan_for(stage="mid")
    person = replace(a_person(plan, done(plan, 1, 0)), programs=(saved(plan), saved(other, 1)))
    found = todays(catalog, person, day(2))
    assert (found.saved.plan, found.week, found.session) == (other, 1, 1)
    assert current_week(person) == (other.weeks[0], ())


def test_the_current_week_is_the_latest_that_was_trained_with_its_sessions_in_order(plan: Plan) -> None:
    sessions = [done(plan, 1, 0), done(plan, 2, 9, 2), done(plan, 1, 7, 2)]
    assert current_week(a_person(plan, *sessions)) == (plan.weeks[1], (sessions[2], sessions[1]))
    assert current_week(a_person(plan)) == (plan.weeks[0], ())
    beyond = replace(sessions[0], week=9)
    assert current_week(a_person(plan, beyond, sessions[0])) == (plan.weeks[0], (sessions[0],))


def test_a_week_that_next_made_is_counted_on(catalog: Catalog, plan_for: PlanFor) -> None:
    one = Trainee(catalog, plan_for(stage="early")).week()
    one.go_on()
    found = todays(catalog, one.person, day(7))
    assert (found.week, found.session, found.planned) == (2, 1, one.plan.weeks[0].sessions[0])


def test_after_a_break_and_a_bad_morning_what_is_told_is_what_is_to_do(catalog: Catalog, plan: Plan) -> None:
    one = Trainee(catalog, plan).week()
    one.go_on()
    one.rest(14)
    one.session(morning=3)
    one.today += 4
    found = todays(catalog, one.person, day(one.today), 3)
    stand = {item.exercise: dose_of(item) for item in found.planned.items("main")}
    told = {change.subject: change.text for change in found.changes if change.row == "D3"}
    assert told
    assert all(stand[id] in text.partition(" instead of ")[0] for id, text in told.items())


def test_what_to_type_next_is_for_the_person(catalog: Catalog, plan: Plan) -> None:
    done_all = [done(plan, session, on) for session, on in ((1, 0), (2, 2), (3, 4))]
    for name, words in (("me", "glutemed next --save"), ("Ana", 'glutemed next --save --person "Ana"')):
        person = replace(a_person(plan, *done_all), name=name)
        with pytest.raises(UsageError, match=rf": {words}$"):
            todays(catalog, person, day(7))


@pytest.mark.parametrize(
    ("start", "sessions", "of_the_newer"),
    [
        (1, [(1, 0)], False),  # the session of the day is finished with the program that it is of
        (0, [(1, 0)], True),
        (None, [(1, 0)], True),
        (1, [(1, -1)], True),  # no session of the day
        (1, [], True),
    ],
)
def test_a_program_that_starts_later_waits_on_a_day_with_a_session_of_the_one_before(
    catalog: Catalog,
    plan: Plan,
    plan_for: PlanFor,
    start: int | None,
    sessions: list[tuple[int, int]],
    of_the_newer: bool,
) -> None:
    later = {} if start is None else {"start": day(start)}
    newer = saved(plan_for(stage="early", weeks=1, **later), 0)
    person = a_person(plan, *(done(plan, *one, finished=None) for one in sessions))
    found = todays(catalog, replace(person, programs=(*person.programs, newer)), day(0))
    assert (found.saved == newer) is of_the_newer
    assert (found.begun is not None) is (not of_the_newer)
