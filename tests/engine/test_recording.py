"""Which session an account belongs to, and the entries that it becomes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.logged import START, at, done, follower, later_by, saved, set_done, workout

from glutemed.engine.recording import Account, Target, added, is_finished, later, planned_then, sets_of, target
from glutemed.errors import UsageError
from glutemed.model.catalog import Catalog
from glutemed.model.log import Person, SetDone, Told, Workout, standing
from glutemed.model.plan import Plan, Session

NOW = at(later_by(20))
TODAY = later_by(2)


@pytest.fixture(scope="session")
def plan(plan_for: Callable[..., Plan]) -> Plan:
    """Early rehab, three sessions a week; the first has clamshell 3 x 8."""
    return plan_for("rehab", "early", weeks=2)


def place(found: Target) -> tuple[int, int, int, str, bool]:
    return found.week, found.session, found.of, found.date, found.workout is not None


def holding(found: Target, new: tuple[SetDone, ...]) -> dict[tuple[str, str, int], Any]:
    """Return what holds of the session once the entries are in: repetitions, or "skipped"."""
    before = found.workout or found.entry()
    sets = standing(replace(before, sets=(*before.sets, *new)))
    return {(one.exercise, one.side, one.number): "skipped" if one.skipped else one.reps for one in sets}


def of_clam(held: dict[tuple[str, str, int], Any], side: str) -> list[Any]:
    return [value for (exercise, hip, _), value in sorted(held.items()) if (exercise, hip) == ("clamshell", side)]


def is_first_left(one: SetDone) -> bool:
    return (one.exercise, one.side, one.number) == ("clamshell", "left", 1)


# ---- which session


def test_the_first_session_is_due_where_nothing_is_in_the_log(catalog: Catalog, plan: Plan) -> None:
    found = target(catalog, follower(plan), START, START)
    assert place(found) == (1, 1, 3, START, False)
    assert found.planned == plan.weeks[0].sessions[0]


def test_the_next_session_is_due_on_another_day(catalog: Catalog, plan: Plan) -> None:
    assert place(target(catalog, follower(plan, [workout(plan)]), TODAY, TODAY)) == (1, 2, 3, TODAY, False)


def test_an_account_of_a_day_with_a_session_belongs_to_it(catalog: Catalog, plan: Plan) -> None:
    person = follower(plan, [workout(plan)])
    found = target(catalog, person, START, START)
    assert place(found) == (1, 1, 3, START, True)
    assert found.saved == person.programs[0]


def test_a_session_may_be_named(catalog: Catalog, plan: Plan) -> None:
    person = follower(plan, [workout(plan)])
    assert place(target(catalog, person, START, START, 3)) == (1, 3, 3, START, False)
    assert place(target(catalog, person, START, START, 1)) == (1, 1, 3, START, True)
    with pytest.raises(UsageError, match="week 1 has sessions 1 to 3"):
        target(catalog, person, START, START, 4)


@pytest.mark.parametrize(("days", "allowed"), [(1, False), (0, True), (-1, True), (-2, False)])
def test_a_day_is_not_in_the_future_nor_before_the_program_by_more_than_a_time_zone(
    catalog: Catalog, plan: Plan, days: int, allowed: bool
) -> None:
    date = later_by(days)
    if allowed:
        assert place(target(catalog, follower(plan), date, START)) == (1, 1, 3, date, False)
    else:
        with pytest.raises(UsageError, match="is in the future" if days > 0 else "no program was saved yet"):
            target(catalog, follower(plan), date, START)


def test_a_past_day_belongs_to_the_program_of_then_and_knows_no_later_session(
    catalog: Catalog, plan: Plan, plan_for: Callable[..., Plan]
) -> None:
    other = plan_for("rehab", "early", weeks=1)
    person = replace(follower(plan), programs=(saved(plan), saved(other, later_by(7))))
    person = replace(person, workouts=(workout(plan), workout(plan, later_by(4), 2)))
    back = target(catalog, person, later_by(2), later_by(9))
    assert place(back) == (1, 2, 3, later_by(2), False)
    assert back.saved.plan == plan
    assert target(catalog, person, later_by(9), later_by(9)).saved.plan == other


@pytest.mark.parametrize(("days", "number"), [(-1, 0), (0, 0), (6, 0), (7, 1), (8, 1), (13, 1), (14, 2), (15, 2)])
def test_a_past_day_belongs_to_the_last_program_saved_until_then(
    catalog: Catalog, plan: Plan, plan_for: Callable[..., Plan], days: int, number: int
) -> None:
    programs = (
        saved(plan),
        saved(plan_for("rehab", "early", weeks=1), later_by(7)),
        saved(plan_for("rehab", "mid"), later_by(14)),
    )
    person = replace(follower(plan), programs=programs)
    assert target(catalog, person, later_by(days), later_by(20)).saved == programs[number]


def test_a_program_saved_this_evening_is_todays_where_its_moment_is_tomorrow_in_utc(
    catalog: Catalog, plan: Plan, plan_for: Callable[..., Plan]
) -> None:
    new = saved(plan_for("rehab", "early", weeks=1), later_by(1))
    person = replace(follower(plan), programs=(saved(plan), new))
    assert target(catalog, person, START, START).saved == new


def test_a_past_day_knows_its_own_sessions(catalog: Catalog, plan: Plan) -> None:
    person = follower(plan, [workout(plan, pain=7)])
    assert target(catalog, person, START, TODAY, 2).planned != plan.weeks[0].sessions[1]


def test_without_a_program_it_says_what_to_run(catalog: Catalog) -> None:
    with pytest.raises(UsageError, match=r"glutemed plan .* --save"):
        target(catalog, Person(name="me"), START, START)


def test_a_session_after_pain_is_the_easier_one_then_and_later(catalog: Catalog, plan: Plan) -> None:
    flare, second = workout(plan, pain=7), plan.weeks[0].sessions[1]
    found = target(catalog, follower(plan, [flare]), TODAY, TODAY)
    assert found.planned != second
    then = replace(found.entry(), sets=done(found.planned, TODAY), told=(Told(recorded=at(TODAY), finished=True),))
    again = workout(plan, later_by(4), 3, pain=0)
    assert planned_then(catalog, follower(plan, [flare, then, again]), then) == found.planned
    assert planned_then(catalog, follower(plan, [workout(plan), then]), then) == second


def test_pain_of_a_later_session_changes_nothing_of_an_earlier_one(catalog: Catalog, plan: Plan) -> None:
    second, flare = workout(plan, TODAY, 2), workout(plan, later_by(4), 3, pain=7)
    person = follower(plan, [workout(plan), second, flare])
    assert planned_then(catalog, person, second) == plan.weeks[0].sessions[1]


def test_a_later_program_changes_nothing_of_an_earlier_session(
    catalog: Catalog, plan: Plan, plan_for: Callable[..., Plan]
) -> None:
    other = plan_for("rehab", "early", weeks=1, level="beginner", days=2)
    second, flare = workout(plan, session=2), workout(other, pain=7)
    person = replace(follower(plan, [second, flare]), programs=(saved(plan), saved(other)))
    assert planned_then(catalog, person, second) == plan.weeks[0].sessions[1]


def test_a_session_of_an_earlier_week_is_planned_as_in_its_own_week(catalog: Catalog, plan: Plan) -> None:
    late = workout(plan, TODAY, 3)
    assert planned_then(catalog, follower(plan, [workout(plan, week=2), late]), late) == plan.weeks[0].sessions[2]
    assert plan.weeks[0].sessions[2] != plan.weeks[1].sessions[2]


def test_a_session_after_a_break_is_planned_halved(catalog: Catalog, plan: Plan) -> None:
    back = workout(plan, later_by(28), week=2)
    assert planned_then(catalog, follower(plan, [back]), back) == plan.weeks[1].sessions[0]
    found = planned_then(catalog, follower(plan, [workout(plan), back]), back)
    assert [item.sets for item in found.items("main")] == [2, 2]
    assert [item.sets for item in plan.weeks[1].sessions[0].items("main")] == [3, 3, 3]


def test_a_session_that_its_program_does_not_have_is_planned_empty(catalog: Catalog, plan: Plan) -> None:
    for odd in (replace(workout(plan), week=9), replace(workout(plan), session=7)):
        assert planned_then(catalog, follower(plan, [odd]), odd) == Session(day=1, minutes=0, blocks=())
        assert target(catalog, follower(plan, [odd]), START, START).workout == odd


# ---- the next morning


def test_a_next_morning_belongs_to_the_latest_session_before_today(plan: Plan) -> None:
    first, second, today = workout(plan), workout(plan, later_by(2), 2), workout(plan, later_by(4), 3)
    person = follower(plan, [today, first, second])
    assert later(person, later_by(4), None, None) == second
    assert later(person, later_by(4), START, None) == first
    assert later(person, later_by(4), START, 1) == first


@pytest.mark.parametrize(
    ("days", "date", "session", "told"),
    [
        (0, None, None, "no session before today is recorded; tell it on the day after a session"),
        (2, later_by(2), None, "that morning is still to come; tell it on the day after the session"),
        (2, later_by(1), None, f"no session is recorded for {later_by(1)}"),
        (2, START, 2, f"no session is recorded for {START}"),
        (8, None, None, f"add --date {START}"),
    ],
)
def test_a_next_morning_without_a_session_of_the_days_before_is_refused(
    plan: Plan, days: int, date: str | None, session: int | None, told: str
) -> None:
    with pytest.raises(UsageError, match=f"^--next-morning: .*{told}$"):
        later(follower(plan, [workout(plan)]), later_by(days), date, session)


def test_a_next_morning_a_week_after_is_taken(plan: Plan) -> None:
    assert later(follower(plan, [workout(plan)]), later_by(7), None, None).date == START


@pytest.mark.parametrize("sessions", [(1,), (1, 2), (1, 2, 3)])
def test_a_next_morning_may_be_of_todays_last_session_where_there_is_no_earlier_one(
    plan: Plan, sessions: tuple[int, ...]
) -> None:
    todays = [workout(plan, session=number) for number in sessions]
    assert later(follower(plan, todays), START, None, None, may_be_todays=True) == todays[-1]
    before = workout(plan, later_by(-2))
    assert later(follower(plan, [before, *todays]), START, None, None, may_be_todays=True) == before


def test_a_next_morning_without_any_session_is_refused(plan: Plan) -> None:
    with pytest.raises(UsageError, match="no session before today is recorded"):
        later(follower(plan), START, None, None, may_be_todays=True)


def test_a_morning_that_is_told_is_corrected_by_its_date_only(plan: Plan) -> None:
    person = follower(plan, [workout(plan, morning=2)])
    with pytest.raises(UsageError, match=f"is told already, 2; .* add --date {START}"):
        later(person, later_by(1), None, None)
    assert later(person, later_by(1), START, None).date == START


# ---- the entries


def test_all_done_is_every_set_of_the_session_as_planned(catalog: Catalog, plan: Plan) -> None:
    found = target(catalog, follower(plan), START, START)
    new = sets_of(Account(all_done=True), found, NOW)
    assert {replace(one, recorded="") for one in new} == {replace(one, recorded="") for one in done(found.planned)}
    assert {one.recorded for one in new} == {NOW}


def test_what_is_told_of_one_hip_goes_before_all_done(catalog: Catalog, plan: Plan) -> None:
    found = target(catalog, follower(plan), START, START)
    held = holding(found, sets_of(Account(all_done=True, did=(set_done(), set_done(number=2))), found, NOW))
    assert of_clam(held, "left") == [10, 10]
    assert of_clam(held, "right") == [8, 8, 8]


def test_a_skipped_exercise_has_its_planned_sets_as_skipped(catalog: Catalog, plan: Plan) -> None:
    found = target(catalog, follower(plan), START, START)
    held = holding(found, sets_of(Account(all_done=True, skipped=("clamshell",)), found, NOW))
    assert of_clam(held, "left") == of_clam(held, "right") == ["skipped"] * 3
    assert sum(value == "skipped" for value in held.values()) == 6


def test_a_correction_says_all_of_a_hip_and_leaves_the_others(catalog: Catalog, plan: Plan) -> None:
    found = target(catalog, follower(plan, [workout(plan)]), START, START)
    new = sets_of(Account(did=(set_done(recorded=NOW), set_done(number=2, recorded=NOW))), found, NOW)
    assert len(new) == 3
    assert of_clam(holding(found, new), "left") == [10, 10, "skipped"]
    assert of_clam(holding(found, new), "right") == [8, 8, 8]


def test_all_done_again_corrects_a_session_that_was_over(catalog: Catalog, plan: Plan) -> None:
    odd = workout(plan, sets=(set_done(), *(set_done(number=number, reps=9) for number in (2, 3, 4))))
    found = target(catalog, follower(plan, [odd]), START, START)
    held = holding(found, sets_of(Account(all_done=True), found, NOW))
    assert of_clam(held, "left") == [8, 8, 8, "skipped"]


def test_all_done_again_leaves_a_set_that_was_as_planned_with_its_load(catalog: Catalog, plan: Plan) -> None:
    there = tuple(replace(one, load=5.0) for one in done(plan.weeks[0].sessions[0]))
    found = target(catalog, follower(plan, [workout(plan, sets=there)]), START, START)
    assert sets_of(Account(all_done=True), found, NOW) == ()
    other = tuple(replace(one, reps=9) if one.exercise == "clamshell" and one.number == 2 else one for one in there)
    found = target(catalog, follower(plan, [workout(plan, sets=other)]), START, START)
    new = sets_of(Account(all_done=True), found, NOW)
    assert [(one.exercise, one.side, one.number, one.reps) for one in new] == [
        ("clamshell", "left", 2, 8),
        ("clamshell", "right", 2, 8),
    ]


def test_all_done_fills_in_a_session_that_was_broken_off_and_keeps_what_it_holds(catalog: Catalog, plan: Plan) -> None:
    begun = (set_done(reps=5), set_done(side="right", skipped=True, reps=None, note="too painful"))
    found = target(catalog, follower(plan, [workout(plan, sets=begun, finished=None)]), START, START)
    held = holding(found, sets_of(Account(all_done=True), found, NOW))
    assert of_clam(held, "left") == [5, 8, 8]
    assert of_clam(held, "right") == ["skipped", 8, 8]
    assert len(held) == len(done(found.planned))


@pytest.mark.parametrize(
    ("account", "pain"),
    [
        (Account(did=(set_done(reps=6),)), 4),
        (Account(did=(set_done(reps=6, pain=1),)), 1),
        (Account(did=(set_done(reps=6, pain=0),)), 0),
        (Account(skipped=("clamshell",)), 4),
        (Account(wobbled=("clamshell",)), 4),
    ],
    ids=["corrected", "corrected with pain", "corrected to none", "skipped", "wobbled"],
)
def test_pain_of_a_set_stands_until_another_is_told_of_it(
    catalog: Catalog, plan: Plan, account: Account, pain: int
) -> None:
    sets = tuple(replace(one, pain=4) if is_first_left(one) else one for one in done(plan.weeks[0].sessions[0]))
    found = target(catalog, follower(plan, [workout(plan, sets=sets)]), START, START)
    new = sets_of(account, found, NOW)
    assert [one.pain for one in new if is_first_left(one)] == [pain]
    assert {one.pain for one in new if not is_first_left(one)} <= {None}


def test_wobbled_marks_the_sets_told_now_or_those_in_the_log(catalog: Catalog, plan: Plan) -> None:
    due = target(catalog, follower(plan), START, START)
    there = target(catalog, follower(plan, [workout(plan)]), START, START)
    for found, all_done in ((due, True), (there, False)):
        new = sets_of(Account(all_done=all_done, wobbled=("clamshell",)), found, NOW)
        assert {one.exercise for one in new if one.control == "wobbled"} == {"clamshell"}
        assert sum(one.control == "wobbled" and one.recorded == NOW and one.reps == 8 for one in new) == 6


def test_an_exercise_that_is_not_planned_is_kept(catalog: Catalog, plan: Plan) -> None:
    found = target(catalog, follower(plan), START, START)
    extra = set_done("side-plank", reps=1, seconds=30)
    assert extra in sets_of(Account(all_done=True, did=(extra,)), found, NOW)


@pytest.mark.parametrize(
    ("account", "told"),
    [
        (Account(all_done=True, skipped=("hop",)), "--skip: hop is not in this session; it has sidestep, "),
        (Account(all_done=True, wobbled=("hop",)), "--wobbled: hop is not in this session"),
        (Account(did=(set_done(),), skipped=("clamshell",)), "--skip and --did both name clamshell"),
        (Account(all_done=True, skipped=("clamshell",), wobbled=("clamshell",)), "--skip and --wobbled both name"),
        (Account(did=(set_done(), set_done())), "--did: clamshell, left, is told twice"),
        (Account(skipped=("clamshell",)), "say what was done, with --all-done or --did"),
        (Account(wobbled=("clamshell",)), "--wobbled: clamshell was not done in this session"),
    ],
)
def test_what_contradicts_itself_is_refused(catalog: Catalog, plan: Plan, account: Account, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        sets_of(account, target(catalog, follower(plan), START, START), NOW)
    assert told in str(caught.value)


def test_a_session_holds_only_so_many_corrections(catalog: Catalog, plan: Plan) -> None:
    full = tuple(set_done(recorded=at(START, number)) for number in range(998))
    found = target(catalog, follower(plan, [workout(plan, sets=full)]), START, START)
    assert len(sets_of(Account(did=(set_done(reps=9), set_done(reps=9, number=2))), found, NOW)) == 2
    with pytest.raises(UsageError, match="no more than 1000 are kept"):
        sets_of(Account(did=tuple(set_done(reps=9, number=number) for number in (1, 2, 3))), found, NOW)


def test_a_session_may_be_skipped_as_a_whole(catalog: Catalog, plan: Plan) -> None:
    found = target(catalog, follower(plan), START, START)
    ids = tuple(item.exercise for block in found.planned.blocks for item in block.items)
    assert all(one.skipped for one in sets_of(Account(skipped=ids), found, NOW))


# ---- the log with them


def test_entries_are_added_to_the_session_that_they_are_of(plan: Plan) -> None:
    first, other = workout(plan), workout(plan, TODAY, 2)
    more = Workout(
        program=first.program, week=1, session=1, date=START, sets=(set_done(),), told=(Told(recorded=NOW, pain=1),)
    )
    person = added(follower(plan, [first, other]), more)
    assert person.workouts == (other, replace(first, sets=(*first.sets, set_done()), told=(*first.told, *more.told)))
    assert added(follower(plan), first).workouts == (first,)


def test_a_session_is_finished_once_that_was_told(plan: Plan) -> None:
    begun = workout(plan, finished=None)
    assert not is_finished(follower(plan), begun)
    assert not is_finished(follower(plan, [begun]), begun)
    assert is_finished(follower(plan, [workout(plan)]), begun)
