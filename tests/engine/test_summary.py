"""What a session came to: against its plan and the time before, and what it asks for at once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.engine.people import limited
from tests.logged import START, at, done, follower, later_by, set_done, workout

from glutemed.engine.recording import added
from glutemed.engine.summary import RUNNING_MAX, Summary, corrections, weeks_running, you_did
from glutemed.model.catalog import Catalog
from glutemed.model.log import Told, Workout
from glutemed.model.plan import Plan


@pytest.fixture(scope="session")
def plan(plan_for: Callable[..., Plan]) -> Plan:
    """Early rehab, three sessions a week."""
    return plan_for("rehab", "early", weeks=2)


def rows(summary: Summary) -> list[str]:
    return [said.row for said in summary.now]


def summed(catalog: Catalog, plan: Plan, **told: Any) -> Summary:
    """Return what the first session came to, with what was told of it."""
    one = workout(plan, **told)
    return you_did(catalog, follower(plan, [one]), one)


def test_sessions_of_the_week_and_sets_are_counted(catalog: Catalog, plan: Plan) -> None:
    first = workout(plan, sets=done(plan.weeks[0].sessions[0])[:-4])
    again, second = workout(plan, later_by(1)), workout(plan, later_by(2), 2)
    skipped = workout(plan, later_by(3), 3, sets=(set_done(skipped=True, reps=None),))
    other = workout(plan, later_by(7), week=2)
    summary = you_did(catalog, follower(plan, [first, again, second, skipped, other]), first)
    assert (summary.week, summary.session, summary.date) == (1, 1, START)
    assert (summary.sessions_done, summary.sessions_planned) == (2, 3)
    assert summary.sets_planned - summary.sets_done == 4


def test_a_week_that_the_program_does_not_have_has_no_sessions_and_each_other_has_its_own(
    catalog: Catalog, plan: Plan
) -> None:
    first, second = plan.weeks
    uneven = replace(plan, weeks=(first, replace(second, sessions=second.sessions[:1])))
    for week, planned in ((1, 3), (2, 1), (9, 0)):
        one = replace(workout(uneven), week=week)
        assert you_did(catalog, follower(uneven, [one]), one).sessions_planned == planned


def test_usual_mornings_and_weeks_in_a_row_are_told(catalog: Catalog, plan: Plan) -> None:
    before, now = workout(plan, usual=2), workout(plan, later_by(7), 2)
    summary = you_did(catalog, follower(plan, [before, now]), now)
    assert (summary.usual, summary.weeks_running) == (2, 2)


def test_who_tells_of_no_pain_is_told_of_none_whatever_the_limits(catalog: Catalog, plan: Plan) -> None:
    none = limited(catalog, session_pain_max=0, pain_max=0)
    for told, expected in (({}, []), ({"pain": 0, "usual": 0}, []), ({"pain": 1}, ["told-see", "told-high"])):
        assert rows(summed(none, plan, **told)) == expected


def test_each_hip_is_told_against_its_plan_and_the_time_before(catalog: Catalog, plan: Plan) -> None:
    first = workout(plan, sets=(set_done(reps=7), set_done(number=2, skipped=True), set_done("hop", reps=3)))
    third = workout(plan, later_by(4), 3)
    person = follower(plan, [workout(plan, later_by(2), 2), first, third])
    found = {(one.exercise, one.side): one for one in you_did(catalog, person, third).effects}
    clam = found["clamshell", "left"]
    assert [one.reps for one in clam.sets] == [8, 8, 8]
    assert (clam.planned_sets, clam.planned and clam.planned.reps) == (3, 8)
    assert ([one.reps for one in clam.last], clam.last_date) == ([7], START)
    assert (found["clamshell", "right"].last, found["clamshell", "right"].last_date) == ((), None)
    hop = you_did(catalog, person, first).effects[-1]
    assert (hop.exercise, hop.planned, hop.planned_sets) == ("hop", None, 0)


def test_new_entries_count_together_with_those_of_the_log(catalog: Catalog, plan: Plan) -> None:
    later = Workout(
        program=workout(plan).program, week=1, session=1, date=START, told=(Told(recorded=at(START, 9), after=1),)
    )
    summary = you_did(catalog, follower(plan, [workout(plan, pain=2)]), later)
    assert (summary.during, summary.told.after) == (2, 1)
    assert summary.sets_done == summary.sets_planned


def test_an_eased_session_is_measured_by_its_easier_plan(catalog: Catalog, plan: Plan) -> None:
    flare = workout(plan, pain=7)
    second = workout(plan, later_by(2), 2)
    eased, plain = (you_did(catalog, follower(plan, [one, second]), second) for one in (flare, workout(plan)))
    assert eased.sets_planned < plain.sets_planned == plain.sets_done


@pytest.mark.parametrize(
    ("told", "zone"),
    [
        ({}, None),
        ({"pain": 0}, "zone-safe"),
        ({"pain": 2, "after": 1}, "zone-safe"),
        ({"pain": 1, "after": 3}, "zone-acceptable"),
        ({"after": 5}, "zone-acceptable"),
        ({"pain": 6, "after": 1}, "zone-high"),
        ({"morning": 6}, None),
    ],
)
def test_the_zone_is_that_of_the_worst_of_during_and_after(
    catalog: Catalog, plan: Plan, told: dict[str, int], zone: str | None
) -> None:
    found = summed(catalog, plan, **told).zone
    assert (found.row if found else None) == zone
    if found:
        assert "R-001" in found.sources
        assert "{" not in found.text


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, []),
        ({"pain": 5, "after": 5, "morning": 5}, []),
        ({"pain": 6}, ["told-high"]),
        ({"after": 7}, ["told-high"]),
        ({"morning": 6}, ["told-high"]),
        ({"pain": 8}, ["told-see", "told-high"]),
        ({"morning": 10, "usual": 0}, ["told-see", "told-high"]),
        ({"morning": 1, "usual": 1}, []),
        ({"morning": 2, "usual": 1}, ["told-morning-slight"]),
        ({"morning": 3, "usual": 1}, ["told-morning"]),
        ({"morning": 3}, []),
        ({"worse_after_effort": True}, ["told-exertion"]),
        ({"pain": 9, "worse_after_effort": True}, ["told-see", "told-high", "told-exertion"]),
    ],
)
def test_what_must_be_done_at_once_is_told_the_most_pressing_first(
    catalog: Catalog, plan: Plan, told: dict[str, Any], expected: list[str]
) -> None:
    summary = summed(catalog, plan, **told)
    assert rows(summary) == expected
    assert all(said.sources and "{" not in said.text for said in summary.now)


def test_pain_of_a_set_counts_as_pain_of_the_session(catalog: Catalog, plan: Plan) -> None:
    summary = summed(catalog, plan, sets=(set_done(pain=6),), pain=1)
    assert (summary.during, rows(summary)) == (6, ["told-high"])


def test_the_limit_of_a_condition_in_the_early_stage_holds(catalog: Catalog, plan_for: Callable[..., Plan]) -> None:
    sore = plan_for("rehab", "early", condition=("patellofemoral-pain",))
    assert rows(summed(catalog, sore, pain=3)) == []
    assert rows(summed(catalog, sore, pain=4)) == ["told-high"]
    assert "more than 3" in summed(catalog, sore, pain=4).now[0].text


def test_of_an_older_session_only_what_sends_to_someone_is_told_again(catalog: Catalog, plan: Plan) -> None:
    newer = workout(plan, later_by(7), 2)
    cases: list[tuple[dict[str, Any], list[str]]] = [
        ({"pain": 6}, []),
        ({"pain": 8}, ["told-see"]),
        ({"morning": 4, "usual": 0}, []),
    ]
    for told, expected in cases:
        older = workout(plan, **told)
        assert rows(you_did(catalog, follower(plan, [older, newer]), older)) == expected


def test_what_is_told_late_of_a_session_of_the_last_week_is_answered(catalog: Catalog, plan: Plan) -> None:
    newer, older = workout(plan, later_by(6), 2), workout(plan, pain=6)
    assert rows(you_did(catalog, follower(plan, [older, newer]), older)) == ["told-high"]


def test_a_usual_morning_of_8_sends_to_someone(catalog: Catalog, plan: Plan) -> None:
    for usual, expected in ((7, []), (8, ["told-see"])):
        told = workout(plan, pain=1, usual=usual)
        assert rows(you_did(catalog, follower(plan, [told]), told)) == expected


def test_weeks_in_a_row_end_at_the_first_without_a_session(plan: Plan) -> None:
    weeks = [workout(plan, later_by(7 * number)) for number in range(20)]
    assert weeks_running(follower(plan, weeks[:1]), START) == 1
    assert weeks_running(follower(plan, weeks[:3]), later_by(14)) == 3
    assert weeks_running(follower(plan, [*weeks[:2], *weeks[3:5]]), later_by(28)) == 2
    assert weeks_running(follower(plan, weeks), later_by(7 * 19)) == RUNNING_MAX
    skipped = replace(weeks[1], sets=(set_done(skipped=True),))
    assert weeks_running(follower(plan, [weeks[0], skipped, weeks[2]]), later_by(14)) == 1


def test_corrections_tell_what_was_and_what_is_now_in_the_order_made(plan: Plan) -> None:
    first = workout(plan, sets=(set_done(), set_done(number=2)), pain=2, note="a")
    more = replace(
        first,
        sets=(set_done(recorded=at(START, 5), reps=8), set_done(number=2, recorded=at(START, 5))),
        told=(Told(recorded=at(START, 4), pain=3, finished=True), Told(recorded=at(START, 6), pain=3, note="b")),
    )
    both = added(follower(plan, [first]), more).workouts[0]
    found = corrections(both)
    assert [(one.recorded, one.field, one.value_was, one.value_now) for one in found] == [
        (at(START, 4), "pain", "2", "3"),
        (at(START, 5), None, None, None),
        (at(START, 6), "note", "a", "b"),
    ]
    assert found[1].was == set_done()
    assert found[1].now == set_done(recorded=at(START, 5), reps=8)
    assert corrections(first) == ()


def test_that_a_session_is_over_by_now_corrects_nothing(plan: Plan) -> None:
    told = (Told(recorded=at(START, 1), finished=False), Told(recorded=at(START, 2), finished=True))
    assert corrections(replace(workout(plan), told=told)) == ()
