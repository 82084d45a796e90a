"""What a log says about a week, in numbers: pain, mornings, trends, flares, and how each exercise went."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.engine.people import (
    Edit,
    a_person,
    a_workout,
    as_planned,
    at,
    calm,
    day,
    edited,
    limited,
    mains,
    more,
    only,
    reworked,
    saved,
    without,
)

from glutemed.engine.daily import daily_pain, latest_word
from glutemed.engine.facts import (
    Series,
    WeekFacts,
    hurt_at,
    pain_cap,
    series,
    trained_weeks,
    was_done,
    week_facts,
    worst_lately,
)
from glutemed.model.catalog import Catalog
from glutemed.model.log import Answer, Person, Screening, SetDone, Told, Workout
from glutemed.model.plan import Dose, Item, Plan

Told_ = dict[str, Any]
RAISE, PLANK, BRIDGE = "side-lying-hip-abduction", "knee-side-plank", "single-leg-bridge"
EFFORT = "ill-after-effort"


@pytest.fixture(scope="module")
def plan(plan_for: Callable[..., Plan]) -> Plan:
    """Three weeks alike of three days: leg raise, plank and clam on the first and third, others on the second."""
    made = plan_for(stage="early", weeks=3)
    return replace(made, weeks=tuple(replace(made.weeks[0], number=number) for number in (1, 2, 3)))


def week_of(plan: Plan, number: int, *told: Told_, edit: Edit = as_planned, on: int | None = None) -> list[Workout]:
    """Return the sessions of a week from day 0, 7 or 14 on, every other day; nothing is told but `told`."""
    first = 7 * (number - 1) if on is None else on
    return [a_workout(plan, place, first + 2 * (place - 1), edit, number, **one) for place, one in enumerate(told, 1)]


def facts_of(catalog: Catalog, plan: Plan, *workouts: Workout, today: int = 21, **asked: Any) -> WeekFacts:
    person = a_person(plan, *workouts)
    return week_facts(catalog, person, trained_weeks(person), day(today), replace(plan.request, **asked))


# What counts as done


def test_a_session_is_done_when_a_set_of_it_was(plan: Plan) -> None:
    def skip(one: SetDone) -> SetDone:
        return replace(one, skipped=True)

    def skip_left(one: SetDone) -> SetDone:
        return replace(one, skipped=one.side != "right")

    assert was_done(a_workout(plan))
    assert was_done(a_workout(plan, edit=skip_left))
    assert not was_done(a_workout(plan, edit=skip))
    assert not was_done(a_workout(plan, edit=lambda _: None, pain=1))


def test_a_later_entry_undoes_a_session(plan: Plan) -> None:
    """A correction is a later entry: the latest holds."""
    done = a_workout(plan)
    undone = tuple(replace(one, recorded=at(1), skipped=True) for one in done.sets)
    assert not was_done(replace(done, sets=(*undone, *done.sets)))
    assert was_done(replace(done, sets=(*done.sets, *(replace(one, recorded=at(0)) for one in undone[:-1]))))


def test_trained_weeks_stand_in_the_order_of_their_first_days(plan: Plan) -> None:
    second, first = week_of(plan, 2, {}, {}), week_of(plan, 1, {}, {}, {})
    found = trained_weeks(a_person(plan, *reversed([*first, *second])))
    assert [one.week.number for one in found] == [1, 2]
    assert [[workout.date for workout in one.workouts] for one in found] == [
        [day(0), day(2), day(4)],
        [day(7), day(9)],
    ]
    assert {one.saved.plan for one in found} == {plan}


def test_a_week_done_before_the_one_before_it_comes_first(plan: Plan) -> None:
    late_first = week_of(plan, 1, {}, on=20)
    assert [one.week.number for one in trained_weeks(a_person(plan, *late_first, *week_of(plan, 2, {})))] == [2, 1]


def test_the_same_week_of_two_programs_is_two_weeks(plan: Plan) -> None:
    other = replace(plan, id="other")
    person = Person(
        name="me",
        programs=(saved(plan), saved(other, 7)),
        workouts=(*week_of(plan, 1, {}), *week_of(other, 1, {}, on=7)),
    )
    assert [(one.saved.plan.id, one.week.number) for one in trained_weeks(person)] == [(plan.id, 1), ("other", 1)]


def test_what_is_of_no_known_week_is_left_out(plan: Plan) -> None:
    unknown = replace(week_of(plan, 1, {})[0], program="0" * 32)
    no_week = replace(week_of(plan, 2, {})[0], week=4)
    assert trained_weeks(a_person(plan, unknown, no_week)) == ()
    assert len(trained_weeks(a_person(plan, unknown, no_week, *week_of(plan, 1, {})))) == 1


def test_a_session_that_was_skipped_whole_is_of_its_week_and_not_done(catalog: Catalog, plan: Plan) -> None:
    """What was told of it counts: who stops at the first set for pain skips all of them."""
    skipped = a_workout(plan, 2, 2, lambda one: replace(one, skipped=True), pain=7)
    assert len(trained_weeks(a_person(plan, skipped))) == 1
    found = facts_of(catalog, plan, skipped, *week_of(plan, 1, {"pain": 1}))
    assert (found.done, found.worst) == (1, 7)


# The most pain that is acceptable


@pytest.mark.parametrize(
    ("conditions", "stage", "cap"),
    [
        ((), "early", 5),
        ((), None, 5),
        (("patellofemoral-pain",), "early", 3),
        (("low-back-pain", "patellofemoral-pain"), "early", 3),
        (("low-back-pain",), "early", 5),
        (("patellofemoral-pain",), "mid", 5),
        (("patellofemoral-pain",), "late", 5),
        (("patellofemoral-pain",), None, 5),
    ],
)
def test_pain_up_to_5_is_acceptable_and_up_to_3_in_early_patellofemoral_pain(
    catalog: Catalog, conditions: tuple[str, ...], stage: str | None, cap: int
) -> None:
    """R-001, R-012."""
    assert pain_cap(catalog, [catalog.condition(id) for id in conditions], stage) == cap


def test_a_condition_never_raises_the_cap(catalog: Catalog) -> None:
    low = limited(catalog, session_pain_max=2)
    assert pain_cap(low, [low.condition("patellofemoral-pain")], "early") == 2


# A week's numbers


def test_a_week_in_numbers(catalog: Catalog, plan: Plan) -> None:
    first = week_of(plan, 1, calm(), calm(after=2), calm(pain=0, after=0, morning=0))
    second = week_of(plan, 2, calm(pain=3, morning=4), calm(), {"usual": 2})
    assert facts_of(catalog, plan, *first, *second, today=14, age=15) == WeekFacts(
        planned=3,
        done=3,
        told=2,
        worst=3,
        morning=4,
        usual=2,
        mornings_above=1,
        mornings_running=0,
        mean=2.5,
        before=1.0,
        rises=0,
        usual_told=True,
        cap=5,
        flares=0,
        flare_days=None,
        exertion=False,
        young=False,
    )


def test_nothing_told_is_nothing_known(catalog: Catalog, plan: Plan) -> None:
    found = facts_of(catalog, plan, *week_of(plan, 1, {}, {}), today=2)
    assert (found.worst, found.morning, found.usual, found.mean, found.before, found.flare_days) == (None,) * 6
    assert (found.mornings_above, found.rises, found.done) == (0, 0, 2)


@pytest.mark.parametrize(
    ("told", "sets", "worst"),
    [
        ({"pain": 2}, None, 2),
        ({"after": 3}, None, 3),
        ({"pain": 3, "after": 2}, None, 3),
        ({"pain": 0, "after": 1}, 4, 4),
        ({}, 0, 0),
        ({"morning": 5}, None, None),
    ],
)
def test_the_worst_is_that_during_and_right_after_by_set_or_as_a_whole(
    catalog: Catalog, plan: Plan, told: Told_, sets: int | None, worst: int | None
) -> None:
    workout = a_workout(plan, edit=only(RAISE, pain=sets), **told)
    assert facts_of(catalog, plan, workout).worst == worst


def test_the_worst_of_the_last_week_counts_and_not_of_those_before(catalog: Catalog, plan: Plan) -> None:
    found = facts_of(catalog, plan, *week_of(plan, 1, calm(pain=7)), *week_of(plan, 2, {"pain": 2}, {"pain": 1}))
    assert found.worst == 2


def test_a_session_done_again_counts_once_of_those_planned(catalog: Catalog, plan: Plan) -> None:
    again = a_workout(plan, 1, 3, pain=4)
    found = facts_of(catalog, plan, *week_of(plan, 1, {"pain": 1}, {"pain": 1}), again)
    assert (found.done, found.planned, found.worst) == (2, 3, 4)


def test_the_usual_morning_is_the_one_told_last(catalog: Catalog, plan: Plan) -> None:
    told = week_of(plan, 1, calm(usual=1), calm(usual=3), calm(usual=None))
    assert facts_of(catalog, plan, *told).usual == 3
    assert facts_of(catalog, plan, *reversed(told)).usual == 3


def test_without_a_usual_morning_the_first_one_told_stands_for_it(catalog: Catalog, plan: Plan) -> None:
    told = week_of(plan, 1, {"pain": 1}, {"morning": 2}, {"morning": 1})
    found = facts_of(catalog, plan, *reversed(told), *week_of(plan, 2, {"morning": 3}, {"morning": 2}))
    assert (found.usual, found.morning, found.mornings_above) == (2, 3, 1)


@pytest.mark.parametrize(
    ("mornings", "above"), [((1, 1, 1), 0), ((1, 2, 1), 1), ((2, 0, 3), 2), ((2, None, 2), 2), ((None, None, None), 0)]
)
def test_mornings_above_usual_are_counted(
    catalog: Catalog, plan: Plan, mornings: tuple[int | None, ...], above: int
) -> None:
    found = facts_of(catalog, plan, *week_of(plan, 1, *(calm(morning=one) for one in mornings)))
    assert found.mornings_above == above


def test_the_mean_takes_the_worst_of_each_session_the_morning_too(catalog: Catalog, plan: Plan) -> None:
    found = facts_of(catalog, plan, *week_of(plan, 1, {"pain": 1, "morning": 4}, {"after": 2}, {"morning": 0}))
    assert found.mean == 2.0


def test_one_session_that_tells_of_pain_makes_no_mean(catalog: Catalog, plan: Plan) -> None:
    assert facts_of(catalog, plan, *week_of(plan, 1, {"pain": 3}, {}, {})).mean is None
    assert facts_of(catalog, plan, *week_of(plan, 1, {"pain": 3}, {"pain": 0}, {})).mean == 1.5


@pytest.mark.parametrize(
    ("pains", "before", "rises"),
    [
        ((1, 3, 5), 3.0, 2),
        ((0, 2), 0.0, 1),
        ((1, 3, 3), 3.0, 0),
        ((3, 1, 3), 1.0, 1),
        ((1, 2, 4), 2.0, 1),
        ((2,), None, 0),
        ((1, None, 5), None, 0),
        ((None, 1, 3), 1.0, 1),
        ((5, 3, 1), 3.0, 0),
    ],
)
def test_weeks_that_rise_by_two_running_are_counted(
    catalog: Catalog, plan: Plan, pains: tuple[int | None, ...], before: float | None, rises: int
) -> None:
    """The mean of each week's pain; the middle one may be unknown."""
    weeks = [week_of(plan, number, {"pain": pain}, {"pain": pain}) for number, pain in enumerate(pains, 1)]
    found = facts_of(catalog, plan, *(one for week in weeks for one in week))
    assert (found.before, found.rises) == (before, rises)


@pytest.mark.parametrize(
    ("mornings", "running"),
    [
        ((), 0),
        ((1, 1), 0),
        ((2, 2, 2, 2, 2), 5),
        ((2, 2, 1, 2, 2), 2),
        ((2, 2, 2, 2, 1), 0),
        ((2, None, 2), 2),
        ((2, 2, None), 2),
        ((None, 3), 1),
    ],
)
def test_mornings_running_above_usual_are_counted_back_from_the_last_over_weeks(
    catalog: Catalog, plan: Plan, mornings: tuple[int | None, ...], running: int
) -> None:
    workouts = [
        a_workout(plan, 1 + place % 3, 2 * place, week=1 + place // 3, usual=1, morning=morning)
        for place, morning in enumerate(mornings)
    ]
    assert facts_of(catalog, plan, a_workout(plan, usual=1), *reversed(workouts)).mornings_running == running


def test_without_a_usual_morning_none_is_above_it(catalog: Catalog, plan: Plan) -> None:
    found = facts_of(catalog, plan, *week_of(plan, 1, {"pain": 1}, {"pain": 1}))
    assert (found.usual, found.mornings_running, found.mornings_above) == (None, 0, 0)


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ({"pain": 6}, 21),
        ({"after": 6}, 21),
        ({"morning": 6}, 21),
        ({"pain": 5, "after": 5, "morning": 5}, None),
    ],
)
def test_days_are_counted_since_pain_was_above_the_cap(
    catalog: Catalog, plan: Plan, told: Told_, days: int | None
) -> None:
    found = facts_of(catalog, plan, *week_of(plan, 1, told), *week_of(plan, 2, calm(), calm()))
    assert found.flare_days == days


@pytest.mark.parametrize(
    ("told", "count"),
    [(({}, {}, {}), 0), (({"pain": 0}, {}, {"after": 1}), 2), (({"morning": 3}, {"pain": 6}), 1)],
)
def test_sessions_that_tell_of_pain_during_or_after_are_counted(
    catalog: Catalog, plan: Plan, told: tuple[Told_, ...], count: int
) -> None:
    assert facts_of(catalog, plan, *week_of(plan, 1, *told)).told == count


@pytest.mark.parametrize(
    ("weeks", "flares"),
    [
        ((6,), 1),
        ((6, 6), 2),
        ((6, 7, 8), 3),
        ((6, 5, 6), 1),
        ((6, 6, 5), 0),
        ((5, 5, 5), 0),
        ((None, 6), 1),
        ((6, None), 0),
    ],
)
def test_weeks_running_with_pain_above_the_cap_are_counted(
    catalog: Catalog, plan: Plan, weeks: tuple[int | None, ...], flares: int
) -> None:
    workouts = [
        one for number, pain in enumerate(weeks, 1) for one in week_of(plan, number, {"pain": 1}, {"morning": pain})
    ]
    assert facts_of(catalog, plan, *reversed(workouts)).flares == flares


@pytest.mark.parametrize(
    ("told", "today", "worst"),
    [
        ({"pain": 6}, 0, 6),
        ({"after": 7}, 7, 7),
        ({"morning": 8}, 7, 8),
        ({"pain": 6}, 8, None),
        ({"pain": 5}, 0, None),
        ({}, 0, None),
    ],
)
def test_pain_above_5_is_of_the_last_seven_days(
    catalog: Catalog, plan: Plan, told: Told_, today: int, worst: int | None
) -> None:
    person = a_person(plan, a_workout(plan, **told), a_workout(plan, on=20, pain=9), a_workout(plan, on=-9, pain=9))
    assert worst_lately(catalog, person, plan.request, day(today)) == worst


def test_pain_above_3_counts_lately_in_early_patellofemoral_pain(catalog: Catalog, plan: Plan) -> None:
    person = a_person(plan, a_workout(plan, pain=4))
    assert worst_lately(catalog, person, plan.request, day(1)) is None
    sore = replace(plan.request, condition=("patellofemoral-pain",))
    assert worst_lately(catalog, person, sore, day(1)) == 4
    assert worst_lately(catalog, person, replace(sore, stage="mid"), day(1)) is None


def test_the_last_flare_counts(catalog: Catalog, plan: Plan) -> None:
    flares = [*week_of(plan, 2, {}, {"pain": 8}), *week_of(plan, 1, {"pain": 6})]
    assert facts_of(catalog, plan, *flares, today=14).flare_days == 5


@pytest.mark.parametrize(("weeks", "days"), [(2, 13), (1, None)])
def test_a_flare_counts_for_as_many_weeks_as_limits_look_back(
    catalog: Catalog, plan: Plan, weeks: int, days: int | None
) -> None:
    flare = a_workout(plan, on=0, pain=8)
    assert facts_of(limited(catalog, recent_weeks=weeks), plan, flare, today=13).flare_days == days


def test_mornings_above_usual_count_for_as_many_weeks_as_limits_look_back(catalog: Catalog, plan: Plan) -> None:
    bad = [a_workout(plan, 1, on, morning=3, usual=1) for on in (0, 2, 4, 7, 9, 11)]
    running = [
        facts_of(limited(catalog, recent_weeks=weeks), plan, *bad, today=14).mornings_running for weeks in (1, 2, 3)
    ]
    assert running == [2, 5, 6]


def test_a_flare_of_early_patellofemoral_pain_is_above_3(catalog: Catalog, plan: Plan) -> None:
    week = week_of(plan, 1, {"pain": 4})
    assert facts_of(catalog, plan, *week).flare_days is None
    found = facts_of(catalog, plan, *week, condition=("patellofemoral-pain",))
    assert (found.cap, found.flare_days) == (3, 21)


@pytest.mark.parametrize(("age", "young"), [(None, False), (14, True), (15, False)])
def test_under_15_is_young(catalog: Catalog, plan: Plan, age: int | None, young: bool) -> None:
    assert facts_of(catalog, plan, a_workout(plan), age=age).young is young


def screened(number: int, question: str, *, yes: bool) -> Screening:
    return Screening(recorded=at(number), date=day(number), answers=(Answer(question=question, yes=yes),))


@pytest.mark.parametrize(
    ("told", "screenings", "worse"),
    [
        ((), (), False),
        ((None, True, None), (), True),
        ((True, None, False), (), False),
        ((False, True, None), (), True),
        ((), (screened(3, EFFORT, yes=True),), True),
        ((), (screened(3, EFFORT, yes=False),), False),
        ((), (screened(3, "cancer", yes=True),), False),
        ((True, None, None), (screened(3, EFFORT, yes=False),), False),
        ((None, None, False), (screened(3, EFFORT, yes=True),), False),
        ((False, None, None), (screened(3, EFFORT, yes=True),), True),
        ((), (screened(3, EFFORT, yes=True), screened(8, EFFORT, yes=False)), False),
    ],
)
def test_symptoms_after_exertion_hold_until_told_otherwise(
    catalog: Catalog,
    plan: Plan,
    told: tuple[bool | None, ...],
    screenings: tuple[Screening, ...],
    worse: bool,
) -> None:
    """R-040: what was told last, of a session or among the safety questions."""
    week = week_of(plan, 1, *({"worse_after_effort": one} for one in told or (None,)))
    person = replace(a_person(plan, *reversed(week), *week_of(plan, 2, calm())), screenings=tuple(reversed(screenings)))
    found = week_facts(catalog, person, trained_weeks(person), day(21), plan.request)
    assert found.exertion is worse


def test_symptoms_told_of_this_week_hold_whatever_was_answered_since(catalog: Catalog, plan: Plan) -> None:
    week = week_of(plan, 1, {"worse_after_effort": True}, calm())
    person = replace(a_person(plan, *week), screenings=(screened(6, EFFORT, yes=False),))
    assert week_facts(catalog, person, trained_weeks(person), day(7), plan.request).exertion


# Pain in daily life


def daily(catalog: Catalog, plan: Plan, workouts: list[Workout], today: int, pain: int | None = None) -> int | None:
    """Return the pain in daily life on a day, where the request has some."""
    person, request = a_person(plan, *workouts), replace(plan.request, pain=pain)
    return daily_pain(catalog, person, request, trained_weeks(person)[-1], day(today))


@pytest.mark.parametrize(
    ("mornings", "pain"),
    [
        ((), 2),
        ((None, None), 2),
        ((1,), 1),
        ((3,), 3),
        ((1, 1, 3), 2),
        ((1, 3, 1), 2),
        ((3, 3, 2), 3),
        ((3, 3, 3), 3),
        ((7, 0, 0, 0), 0),  # the last three count
        ((0, 4, 4, 4), 4),
        ((0, 0, 7), 3),
        ((0, 0, 8), 8),
        ((8, 0, 0, 0), 8),
    ],
)
def test_pain_in_daily_life_is_the_mean_of_the_last_three_mornings_and_8_counts_at_once(
    catalog: Catalog, plan: Plan, mornings: tuple[int | None, ...], pain: int
) -> None:
    """So that one odd morning of 3 changes nothing by itself, and one of 8 stops (P14)."""
    workouts = [a_workout(plan, 1, on, morning=morning) for on, morning in enumerate(mornings)]
    workouts = workouts or [a_workout(plan)]
    assert daily(catalog, plan, workouts, 4, pain=2) == pain
    assert daily(catalog, plan, workouts[::-1], 4, pain=2) == pain


def test_the_highest_pain_that_gets_a_program_counts_as_any_other(catalog: Catalog, plan: Plan) -> None:
    workouts = [a_workout(plan, morning=7), a_workout(plan, on=1, morning=0)]
    assert daily(catalog, plan, workouts, 2) == 4
    assert daily(limited(catalog, pain_max=6), plan, workouts, 2) == 7


def test_a_morning_of_8_stops_in_its_week_alone(catalog: Catalog, plan: Plan) -> None:
    """Then the mean holds."""
    first, second = a_workout(plan, morning=8), a_workout(plan, on=7, week=2, morning=0)
    assert daily(catalog, plan, [first], 7) == 8
    assert daily(catalog, plan, [second, first], 8) == 4


@pytest.mark.parametrize(("later", "pain"), [(None, 10), (1, 6)])
def test_the_latest_morning_known_counts_at_once_in_the_week_after_too(
    catalog: Catalog, plan: Plan, later: int | None, pain: int
) -> None:
    """It was told late, and of the week since then no morning was."""
    workouts = [a_workout(plan, 1, 0, morning=10), a_workout(plan, 1, 7, week=2, morning=later)]
    assert daily(catalog, plan, workouts, 9) == pain


@pytest.mark.parametrize(("mornings", "pain"), [(2, 3), (3, 2), (4, 2)])
def test_as_many_mornings_count_as_the_limit_says(catalog: Catalog, plan: Plan, mornings: int, pain: int) -> None:
    workouts = [a_workout(plan, 1, on, morning=morning) for on, morning in enumerate((0, 0, 1, 5))]
    assert daily(limited(catalog, daily_mornings=mornings), plan, workouts, 5) == pain


@pytest.mark.parametrize(("today", "pain"), [(14, 4), (15, None), (20, None)])
def test_a_morning_of_two_weeks_ago_says_nothing_of_today(
    catalog: Catalog, plan: Plan, today: int, pain: int | None
) -> None:
    assert daily(catalog, plan, [a_workout(plan, morning=4)], today) == pain


# How an exercise went


def went(catalog: Catalog, plan: Plan, *workouts: Workout, id: str = RAISE, top: int = 15) -> Series:
    return series(catalog, trained_weeks(a_person(plan, *workouts)), mains(plan)[id], top)


def test_an_exercise_done_as_planned(catalog: Catalog, plan: Plan) -> None:
    assert went(catalog, plan, *week_of(plan, 1, {}, {}, {})) == Series(
        full=(True, True),
        reached=(False, False),
        sides=(("left", 8), ("right", 8)),
        wobbled=False,
        skipped=False,
    )


def test_only_sessions_that_have_the_exercise_count(catalog: Catalog, plan: Plan) -> None:
    sessions = week_of(plan, 1, {}, {}, {})
    assert len(went(catalog, plan, *sessions, id=BRIDGE).full) == 1
    assert went(catalog, plan, sessions[1]) == Series(full=(), reached=(), sides=(), wobbled=False, skipped=False)


def test_a_planned_exercise_that_is_not_in_the_log_was_not_done_in_full(catalog: Catalog, plan: Plan) -> None:
    found = went(catalog, plan, a_workout(plan, edit=without(RAISE)))
    assert (found.full, found.sides, found.skipped) == ((False,), (), True)


def test_an_exercise_done_beyond_the_plan_is_held_to_its_dose(catalog: Catalog, plan: Plan) -> None:
    """In a session that does not have it."""
    extra = [
        SetDone(recorded=at(2, 100 + number), exercise=RAISE, side=side, number=number, reps=8)
        for number in (1, 2, 3)
        for side in ("left", "right")
    ]
    other = a_workout(plan, 2, 2)
    assert went(catalog, plan, replace(other, sets=(*other.sets, *extra))).full == (True,)
    assert went(catalog, plan, replace(other, sets=(*other.sets, *extra[:4]))).full == (False,)


def test_the_last_two_weeks_count_in_order(catalog: Catalog, plan: Plan) -> None:
    weeks = [
        *week_of(plan, 1, {}, {}, {}, edit=more(2)),
        *week_of(plan, 2, {}, {}, {}, edit=more(-1)),
        *week_of(plan, 3, {}, {}, {}, edit=more(2)),
    ]
    found = went(catalog, plan, *reversed(weeks))
    assert found.full == found.reached == (False, False, True, True)


@pytest.mark.parametrize(
    ("edit", "full", "reached"),
    [
        (as_planned, True, False),
        (more(1), True, False),
        (more(2), True, True),
        (more(5), True, True),
        (more(-1), False, False),
        # the last set alone may have more; none may have less
        (lambda one: replace(one, reps=10 if one.number == 3 else 8), True, True),
        (lambda one: replace(one, reps=10 if one.number == 2 else 8), True, False),
        (lambda one: replace(one, reps=7 if one.number == 1 else 10), False, False),
        # on both sides
        (lambda one: replace(one, reps=10 if one.side == "left" else 8), True, False),
        (lambda one: None if one.side == "left" else replace(one, reps=10), False, False),
        (lambda one: replace(one, reps=10, skipped=one.number == 2), False, False),
        (lambda one: replace(one, reps=10, control="wobbled"), True, False),
        (lambda one: replace(one, reps=10, control="wobbled" if one.number == 1 else "clean"), True, False),
        (lambda one: replace(one, reps=10, control="clean"), True, True),
    ],
)
def test_two_repetitions_more_in_the_last_set_reach_the_target(
    catalog: Catalog, plan: Plan, edit: Edit, full: bool, reached: bool
) -> None:
    """R-021: in every set as many as planned, clean, on both sides."""
    found = went(catalog, plan, a_workout(plan, edit=lambda one: edit(one) if one.exercise == RAISE else one))
    assert (found.full, found.reached) == ((full,), (reached,))


def test_a_set_done_beyond_those_planned_changes_nothing(catalog: Catalog, plan: Plan) -> None:
    workout = a_workout(plan)
    fourth = SetDone(recorded=at(0, 999), exercise=RAISE, side="left", number=4, reps=8)
    assert went(catalog, plan, replace(workout, sets=(*workout.sets, fourth))).full == (True,)


def test_the_top_of_the_range_is_the_target(catalog: Catalog, plan: Plan) -> None:
    assert went(catalog, plan, a_workout(plan), top=8).reached == (True,)
    assert went(catalog, plan, a_workout(plan), top=9).reached == (False,)
    assert went(catalog, plan, a_workout(plan, edit=more(-1)), top=8).reached == (False,)


def test_a_hold_reaches_its_target_at_the_top_alone(catalog: Catalog, plan: Plan) -> None:
    longer = only(PLANK, seconds=45)
    assert went(catalog, plan, a_workout(plan, edit=longer), id=PLANK, top=40).reached == (False,)
    assert went(catalog, plan, a_workout(plan, edit=longer), id=PLANK, top=20).reached == (True,)
    assert went(catalog, plan, a_workout(plan, edit=only(PLANK, seconds=19)), id=PLANK, top=20).full == (False,)
    assert went(catalog, plan, a_workout(plan, edit=only(PLANK, seconds=None)), id=PLANK, top=20).full == (False,)


def test_each_week_is_held_to_what_it_planned(catalog: Catalog, plan: Plan) -> None:
    """The second week asks for ten repetitions, and gets nine."""
    tens = reworked(plan, side_lying_hip_abduction={"dose": Dose(kind="reps", reps=10)}).weeks[1]
    grown = replace(plan, weeks=(plan.weeks[0], tens, plan.weeks[2]))
    done = only(RAISE, reps=9)
    found = went(catalog, grown, *week_of(grown, 1, {}, edit=done), *week_of(grown, 2, {}, edit=done))
    assert found.full == (True, False)


def test_every_session_is_held_to_its_own_place_in_the_week(catalog: Catalog, plan: Plan) -> None:
    """The last one too; a place that the week does not have is held to the item."""
    two: Item = replace(mains(plan)[RAISE], sets=2)

    def full(session: int) -> tuple[bool, ...]:
        workout = replace(a_workout(plan, edit=lambda one: one if one.number < 3 else None), session=session)
        return series(catalog, trained_weeks(a_person(plan, workout)), two, 15).full

    assert [full(session) for session in (1, 2, 3, 4)] == [(False,), (True,), (False,), (True,)]


def test_another_form_says_nothing_of_this_one(catalog: Catalog, plan: Plan) -> None:
    held = reworked(plan, side_lying_hip_abduction={"variant": "in another form"}).weeks[0]
    mixed = replace(plan, weeks=(held, *plan.weeks[1:]))
    found = went(catalog, mixed, *week_of(mixed, 1, {}, {}, {}), *week_of(mixed, 2, {}), id=PLANK)
    assert len(found.full) == 3
    raises = series(
        catalog,
        trained_weeks(a_person(mixed, *week_of(mixed, 1, {}, {}, {}, edit=more(-1)), *week_of(mixed, 2, {}))),
        mains(plan)[RAISE],
        15,
    )
    assert raises.full == (True,)


def test_a_session_after_one_in_another_form_counts(catalog: Catalog, plan: Plan) -> None:
    """In the same week: the first session has another form, and the third the one that is asked about."""
    other = edited(plan, lambda item: replace(item, variant="in another form"), sessions=(0,))
    weeks = trained_weeks(a_person(other, *week_of(other, 1, {}, {}, {})))
    assert series(catalog, weeks, mains(plan)[RAISE], 15).full == (True,)


def test_a_set_without_a_number_is_none(catalog: Catalog, plan: Plan) -> None:
    found = went(catalog, plan, a_workout(plan, edit=only(RAISE, reps=None)))
    assert (found.full, found.sides) == ((False,), (("left", 0), ("right", 0)))


def test_each_side_has_its_fewest_of_the_last_session(catalog: Catalog, plan: Plan) -> None:
    def uneven(one: SetDone) -> SetDone:
        return replace(one, reps=(9 if one.side == "left" else 7) - (one.number == 2))

    found = went(catalog, plan, *week_of(plan, 1, {}), a_workout(plan, 3, 4, edit=uneven))
    assert found.sides == (("left", 8), ("right", 6))


def test_the_last_session_says_whether_it_wobbled_or_was_skipped(catalog: Catalog, plan: Plan) -> None:
    clean = a_workout(plan, 3, 4)
    wobbled = a_workout(plan, edit=only(RAISE, control="wobbled"))
    skipped = a_workout(plan, edit=lambda one: replace(one, skipped=one.number == 3))
    assert went(catalog, plan, wobbled).wobbled
    assert went(catalog, plan, skipped).skipped
    found = went(catalog, plan, wobbled, clean)
    assert (found.wobbled, found.skipped, found.full) == (False, False, (True, True))
    assert (went(catalog, plan, skipped, clean).skipped, went(catalog, plan, skipped, clean).full) == (
        False,
        (False, True),
    )


def test_a_correction_of_a_set_counts(catalog: Catalog, plan: Plan) -> None:
    workout = a_workout(plan, edit=more(-2))
    corrected = tuple(replace(one, recorded=at(1), reps=8) for one in workout.sets if one.exercise == RAISE)
    assert went(catalog, plan, replace(workout, sets=(*corrected, *workout.sets))).full == (True,)


def test_what_is_told_later_of_a_session_holds(catalog: Catalog, plan: Plan) -> None:
    workout = a_workout(plan, pain=6, after=1)
    corrected = replace(workout, told=(Told(recorded=at(1), pain=2), *workout.told))
    assert facts_of(catalog, plan, corrected).worst == 2


def test_an_item_of_both_hips_has_one_side(catalog: Catalog, plan: Plan) -> None:
    both: Item = replace(mains(plan)[RAISE], sides=("both",))
    squats = reworked(plan, side_lying_hip_abduction={"sides": ("both",)})
    found = series(catalog, trained_weeks(a_person(squats, a_workout(squats))), both, 15)
    assert (found.sides, found.full) == ((("both", 8),), (True,))


def a_screening(on: int, pain: int | None, second: int = 0) -> Screening:
    return Screening(recorded=at(on, second), date=day(on), pain=pain)


def test_what_a_screening_was_told_takes_the_place_of_mornings_before_it(catalog: Catalog, plan: Plan) -> None:
    mornings = [a_workout(plan, 1, on, morning=9) for on in (0, 2)]
    person = replace(a_person(plan, *mornings), screenings=(a_screening(4, 2),))
    week = trained_weeks(person)[-1]
    assert daily_pain(catalog, person, plan.request, week, day(5)) == 2
    later = replace(person, workouts=(*mornings, a_workout(plan, 2, 4, morning=4)))
    assert daily_pain(catalog, later, plan.request, trained_weeks(later)[-1], day(6)) == 3
    assert daily_pain(catalog, replace(person, screenings=(a_screening(4, None),)), plan.request, week, day(5)) == 9


@pytest.mark.parametrize(("usual", "pain"), [(8, 8), (7, 2)])
def test_a_usual_morning_of_8_counts_at_once(catalog: Catalog, plan: Plan, usual: int, pain: int) -> None:
    assert daily(catalog, plan, [a_workout(plan, morning=2), a_workout(plan, 2, 2, usual=usual)], 3) == pain


@pytest.mark.parametrize(("today", "pain"), [(8, 9), (9, None)])
def test_the_latest_word_on_daily_life_counts_for_seven_days(
    catalog: Catalog, plan: Plan, today: int, pain: int | None
) -> None:
    person = a_person(plan, a_workout(plan, 1, 0, morning=9))
    assert latest_word(catalog, person, day(today)) == pain
    after = replace(person, screenings=(a_screening(2, 1),))
    assert latest_word(catalog, after, day(3)) == 1


@pytest.mark.parametrize(("usual", "told"), [(None, False), (4, True)])
def test_whether_the_usual_morning_was_told_is_known(
    catalog: Catalog, plan: Plan, usual: int | None, *, told: bool
) -> None:
    assert facts_of(catalog, plan, a_workout(plan, morning=4, usual=usual)).usual_told == told


def test_where_it_hurt_is_told_by_names_in_order(catalog: Catalog) -> None:
    assert hurt_at(catalog, frozenset({"side-plank", "clamshell", "own"})) == " at Clamshell, Side plank and own"
    assert hurt_at(catalog, frozenset({"clamshell"})) == " at Clamshell"
    assert hurt_at(catalog, frozenset()) == ""
