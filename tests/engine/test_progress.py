"""What a log shows over time: weeks, pain, exercises by hip, rungs, tests; and what it refuses to show."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.logged import START, at, done, follower, later_by, saved, set_done, workout

from glutemed.engine.progress import Charted, progress
from glutemed.errors import UsageError
from glutemed.model.catalog import Catalog
from glutemed.model.log import Measured, Person, Screening, SetDone, Workout
from glutemed.model.plan import Plan


@pytest.fixture(scope="session")
def plan(plan_for: Callable[..., Plan]) -> Plan:
    """Early rehab, three sessions a week; START is a Wednesday."""
    return plan_for("rehab", "early", weeks=2)


def shown(catalog: Catalog, person: Person, days: int = 0, weeks: int = 12, exercise: str | None = None) -> Charted:
    return progress(catalog, person, later_by(days), weeks=weeks, exercise=exercise)


def only(plan: Plan, *sets: SetDone, days: int = 0, **told: Any) -> Workout:
    """Return a session of some days later, of nothing but these sets."""
    date = later_by(days)
    return workout(plan, date, sets=tuple(replace(one, recorded=at(date)) for one in sets), **told)


def test_each_week_has_what_was_done_of_what_was_planned_missed_weeks_too(catalog: Catalog, plan: Plan) -> None:
    days = (0, 2, 5, 7, 19)
    found = shown(catalog, follower(plan, [workout(plan, later_by(day)) for day in days]), 22)
    assert [(week.monday, week.done, week.planned, week.so_far) for week in found.weeks] == [
        ("2026-11-30", 2, 2, False),
        ("2026-12-07", 2, 3, False),
        ("2026-12-14", 0, 3, False),
        ("2026-12-21", 1, 3, True),
    ]


def test_of_the_first_week_what_was_left_of_it_is_planned_and_never_less_than_was_done(
    catalog: Catalog, plan: Plan
) -> None:
    starts = (("2026-11-30", 3), ("2026-12-01", 2), ("2026-12-02", 2), ("2026-12-05", 1), ("2026-12-06", 1))
    for start, planned in starts:
        person = replace(follower(plan, [workout(plan, start)]), programs=(saved(plan, start),))
        assert shown(catalog, person, 21).weeks[0].planned == planned


def test_a_week_is_measured_by_the_program_of_then(catalog: Catalog, plan: Plan, plan_for: Callable[..., Plan]) -> None:
    often = plan_for("rehab", "early", days=5)
    person = replace(follower(plan), programs=(saved(plan), saved(often, later_by(12))))
    person = replace(person, workouts=(workout(plan), workout(often, later_by(12))))
    assert [week.planned for week in shown(catalog, person, 26).weeks] == [2, 3, 5, 5, 5]


def test_a_week_is_measured_by_its_own_week_of_the_program(catalog: Catalog, plan: Plan) -> None:
    first, second = plan.weeks
    uneven = replace(plan, weeks=(first, replace(second, sessions=second.sessions[:1])))
    person = follower(uneven, [workout(uneven), workout(uneven, later_by(7), week=2)])
    assert [week.planned for week in shown(catalog, person, 11).weeks] == [2, 1]


def test_a_program_counts_from_the_week_in_which_it_was_saved(
    catalog: Catalog, plan: Plan, plan_for: Callable[..., Plan]
) -> None:
    often = plan_for("rehab", "early", days=5)
    for sunday, planned in ((later_by(11), 5), (later_by(12), 3)):
        person = replace(follower(plan, [workout(plan)]), programs=(saved(plan), saved(often, sunday)))
        assert shown(catalog, person, 14).weeks[1].planned == planned


def test_before_the_first_program_was_saved_it_is_the_first_that_counts(
    catalog: Catalog, plan: Plan, plan_for: Callable[..., Plan]
) -> None:
    """Sessions may be told of days before."""
    often = plan_for("rehab", "early", days=5)
    person = replace(follower(plan, [workout(plan)]), programs=(saved(plan, later_by(14)), saved(often, later_by(15))))
    assert shown(catalog, person, 11).weeks[1].planned == 3


def test_a_week_is_over_with_its_sunday(catalog: Catalog, plan: Plan) -> None:
    person = follower(plan, [workout(plan)])
    assert [week.so_far for week in shown(catalog, person, 4).weeks] == [True]
    assert [week.so_far for week in shown(catalog, person, 5).weeks] == [False, True]


def test_only_the_last_weeks_are_shown(catalog: Catalog, plan: Plan) -> None:
    person = follower(plan, [workout(plan, later_by(7 * week)) for week in range(6)])
    found = shown(catalog, person, 35, weeks=2)
    assert (found.person, found.since, found.until) == ("me", "2026-12-28", later_by(35))
    assert [one.date for one in found.sessions] == [later_by(28), later_by(35)]
    assert len(found.weeks) == 2
    assert shown(catalog, person, 35, weeks=50).since == "2026-11-30"


def test_a_session_has_its_pains_its_effort_and_its_zone(catalog: Catalog, plan: Plan) -> None:
    told: list[dict[str, Any]] = [
        {"pain": 1, "after": 2, "morning": 9, "effort": 7, "usual": 1},
        {"pain": 3},
        {"after": 6},
        {"morning": 4},
        {"pain": 5},
        {"pain": 2, "after": 2},
    ]
    found = shown(catalog, follower(plan, [workout(plan, later_by(day), **one) for day, one in enumerate(told)]), 9)
    numbers = [(one.during, one.after, one.morning, one.effort, one.zone) for one in found.sessions]
    assert numbers == [
        (1, 2, 9, 7, "safe"),
        (3, None, None, None, "acceptable"),
        (None, 6, None, None, "high"),
        (None, None, 4, None, None),
        (5, None, None, None, "acceptable"),
        (2, 2, None, None, "safe"),
    ]
    assert {(one.week, one.session) for one in found.sessions} == {(1, 1)}
    assert (found.safe, found.most, found.usual) == (2, 5, 1)


def test_an_exercise_has_a_track_for_each_hip_with_volume_and_load(catalog: Catalog, plan: Plan) -> None:
    first = only(
        plan,
        set_done(),
        set_done(number=2, reps=8, load=5.0),
        set_done(number=3, reps=None),
        set_done(side="right", skipped=True),
    )
    held = [set_done("side-plank", reps=1, seconds=30), set_done("side-plank", number=2, reps=None, seconds=20)]
    tens = set_done("isometric-hip-abduction-supine", "both", reps=10, seconds=10)
    found = shown(catalog, follower(plan, [first, only(plan, *held, tens, days=2)]), 2)
    assert [(one.exercise, one.side, one.held) for one in found.tracks] == [
        ("clamshell", "left", False),
        ("side-plank", "left", True),
        ("isometric-hip-abduction-supine", "both", True),
    ]
    assert [(one.points[0].volume, one.points[0].load) for one in found.tracks] == [(18, 5.0), (50, None), (100, None)]
    assert found.tracks[0].points[0].date == START


def test_drills_and_stretches_are_shown_only_when_they_are_asked_for(catalog: Catalog, plan: Plan) -> None:
    person = follower(plan, [workout(plan)])
    ids = {track.exercise for track in shown(catalog, person).tracks}
    assert ids == {item.exercise for item in plan.weeks[0].sessions[0].items("main")}
    found = shown(catalog, person, exercise="sidestep")
    assert {track.exercise for track in found.tracks} == {"sidestep"}
    assert found.exercise == "sidestep"


def test_an_exercise_that_no_catalogue_has_any_more_is_shown(catalog: Catalog, plan: Plan) -> None:
    found = shown(catalog, follower(plan, [only(plan, set_done("gone-exercise"))]))
    assert [track.exercise for track in found.tracks] == ["gone-exercise"]


def test_a_rung_is_a_step_once_the_one_before_it_left_the_week(catalog: Catalog, plan: Plan) -> None:
    both = [only(plan, set_done()), only(plan, set_done("reverse-clamshell"), days=2)]
    clamshell = catalog.exercise("clamshell")
    assert clamshell
    assert "reverse-clamshell" in clamshell.harder
    assert shown(catalog, follower(plan, both), 2).rungs == ()
    week = plan.weeks[0]
    without = replace(week, number=2, sessions=(replace(week.sessions[0], blocks=()),))
    next_plan = replace(plan, weeks=(without,))
    person = replace(follower(plan), programs=(saved(plan), saved(next_plan, later_by(7))))
    up = replace(only(next_plan, set_done("reverse-clamshell"), days=5), week=2)
    found = shown(catalog, replace(person, workouts=(both[0], up)), 9).rungs
    assert [(one.date, one.before, one.after, one.harder) for one in found] == [
        (later_by(5), "clamshell", "reverse-clamshell", True)
    ]
    assert shown(catalog, replace(person, workouts=(both[0], up)), 9, weeks=1).rungs == found
    whole = replace(plan, weeks=(week, without))
    of_one = follower(
        whole, [only(whole, set_done()), replace(only(whole, set_done("reverse-clamshell"), days=9), week=2)]
    )
    assert len(shown(catalog, of_one, 9).rungs) == 1
    first = only(plan, set_done("reverse-clamshell"))
    back = replace(only(next_plan, set_done(), days=9), week=2)
    assert [one.harder for one in shown(catalog, replace(person, workouts=(first, back)), 9).rungs] == [False]


def test_steps_are_told_in_the_order_of_their_days_and_of_a_day_by_name(catalog: Catalog, plan: Plan) -> None:
    """What is done on the very day of a new rung has not left the week."""
    bare = replace(plan, weeks=(replace(plan.weeks[0], sessions=(replace(plan.weeks[0].sessions[0], blocks=()),)),))
    steps = (
        ("single-leg-bridge", "single-leg-biased-bridge", 5),
        ("reverse-clamshell", "clamshell", 9),
        ("standing-hip-abduction", "isometric-hip-abduction-standing", 9),
    )
    before = only(plan, *(set_done(low) for _, low, _ in steps), set_done("lateral-step-up"))
    after = [only(bare, *(set_done(new) for new, _, on in steps if on == day), days=day) for day in (5, 9)]
    same = only(bare, set_done("lateral-step-up"), set_done("lateral-step-down"), days=10)
    person = replace(follower(plan, [before, *after, same]), programs=(saved(plan), saved(bare, later_by(5))))
    assert [(one.date, one.before, one.after) for one in shown(catalog, person, 10).rungs] == [
        (later_by(on), low, new) for new, low, on in steps
    ]


def test_home_tests_are_told_by_test_and_side_the_latest_of_a_day(catalog: Catalog, plan: Plan) -> None:
    results = [
        (0, 1, "left", 5.0),
        (0, 0, "left", 4.0),
        (7, 2, "left", 3.0),
        (7, 2, "right", 2.0),
        (30, 3, "left", 9.0),
    ]
    screenings = tuple(
        Screening(
            recorded=at(later_by(day), number),
            date=later_by(day),
            results=(Measured(test="lateral-step-down", side=side, value=value),),  # type: ignore[arg-type]  # sides of the table above
        )
        for day, number, side, value in results
    )
    person = replace(follower(plan, [workout(plan)]), screenings=screenings)
    found = shown(catalog, person, 14).tests
    assert [(one.test, one.side) for one in shown(catalog, person, 7).tests] == [
        ("lateral-step-down", "left"),
        ("lateral-step-down", "right"),
    ]
    monday = replace(screenings[0], date="2026-11-30")
    assert len(shown(catalog, replace(person, screenings=(monday,)), 14).tests) == 1
    assert shown(catalog, replace(person, screenings=(replace(monday, date="2026-11-29"),)), 14).tests == ()
    assert [(one.side, [(each.date, each.value) for each in one.results]) for one in found] == [
        ("left", [(START, 5.0), (later_by(7), 3.0)]),
        ("right", [(later_by(7), 2.0)]),
    ]


@pytest.mark.parametrize(
    ("person", "days", "exercise", "told"),
    [
        (
            [],
            0,
            None,
            "no session is in the log yet; after the first one: glutemed log --all-done --pain 2 --after 3",
        ),
        ([{"sets": (set_done(skipped=True),)}], 0, None, "no session is in the log yet"),
        ([{}], 120, None, f"the latest was on {START}"),
        ([{}], 0, "hop", "--exercise: hop is not in the log since 2026-11-30"),
        ([{}], 0, "clamshel", 'did you mean "clamshell"'),
    ],
)
def test_where_nothing_is_recorded_it_says_so(
    catalog: Catalog, plan: Plan, person: list[dict[str, Any]], days: int, exercise: str | None, told: str
) -> None:
    with pytest.raises(UsageError) as caught:
        shown(catalog, follower(plan, [workout(plan, **one) for one in person]), days, exercise=exercise)
    assert told in str(caught.value)
    assert str(caught.value).startswith(("--", "no session"))


def test_sessions_after_the_day_are_not_shown(catalog: Catalog, plan: Plan) -> None:
    later = workout(plan, later_by(3), sets=done(plan.weeks[0].sessions[0], later_by(3)))
    assert len(shown(catalog, follower(plan, [workout(plan), later]), 2).sessions) == 1
