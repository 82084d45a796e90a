"""Back after a break (R-039): from when on, how much of the week before it, and for how many weeks."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.engine.people import (
    Trainee,
    a_person,
    a_workout,
    day,
    doses,
    limited,
    mains,
    opening_of,
    reworked,
    rows,
    with_exercise,
)

from glutemed.engine.adaptation import Adapted
from glutemed.engine.facts import trained_weeks
from glutemed.engine.returning import WeekBack, cut, week_back
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DoseLimits
from glutemed.model.log import Workout
from glutemed.model.plan import Dose, Plan, Week

PlanFor = Callable[..., Plan]
CLAM, PLANK, RAISE = "clamshell", "knee-side-plank", "side-lying-hip-abduction"


@pytest.fixture(scope="module")
def early(plan_for: PlanFor) -> Plan:
    """Three days of three exercises of three sets."""
    return plan_for(stage="early")


@pytest.fixture(scope="module")
def long(plan_for: PlanFor) -> Plan:
    """Eight weeks of three days."""
    return plan_for(stage="early", weeks=8)


def on_days(plan: Plan, *weeks: tuple[int, ...]) -> tuple[Workout, ...]:
    """Return sessions on some days of week 1, then of week 2 and so on."""
    return tuple(
        a_workout(plan, place, on, week=number)
        for number, days in enumerate(weeks, 1)
        for place, on in enumerate(days, 1)
    )


def back(catalog: Catalog, workouts: tuple[Workout, ...], plan: Plan, today: int) -> tuple[int, int, float, int] | None:
    """Return which week back the next one is, the days of the break, the share, and the week that it is of."""
    person = a_person(plan, *reversed(workouts))
    found = week_back(catalog, person, trained_weeks(person), day(today))
    return (found.number, found.days, found.share, found.base.week.number) if found else None


# From when on, and how long


@pytest.mark.parametrize(
    ("weeks", "today", "expected"),
    [
        (((0, 2, 4),), 7, None),
        (((0, 2, 4),), 17, None),  # 13 days
        (((0, 2, 4),), 18, (1, 14, 0.5, 1)),
        (((0, 2, 4),), 104, (1, 100, 0.5, 1)),
        (((0, 2, 4), (7, 9)), 23, (1, 14, 0.5, 2)),
        # then the weeks since the break count
        (((0, 2, 4), (18,)), 25, (2, 14, 0.7, 1)),
        (((0, 2, 4), (18, 20), (25,)), 32, (3, 14, 0.8, 1)),
        (((0, 2, 4), (18,), (25,), (32,)), 39, (4, 14, 0.9, 1)),
        # all of it again in the fifth
        (((0, 2, 4), (18,), (25,), (32,), (39,)), 46, (5, 14, 1.0, 1)),
        (((0, 2, 4), (18,), (25,), (32,), (39,), (46,)), 53, None),
        (((0, 2, 4), (17,)), 25, None),
        # the week before the break is what counts
        (((0,), (7, 9), (30,)), 37, (2, 21, 0.7, 2)),
        # the latest break counts
        (((0,), (20,), (41,)), 45, (2, 21, 0.7, 2)),
        (((0,), (20,), (41,)), 55, (1, 14, 0.5, 3)),
        # a break within a week: the week after it is the first one back
        (((0, 20, 22),), 25, (1, 20, 0.5, 1)),
        (((0, 20, 22), (27,)), 30, (2, 20, 0.7, 1)),
    ],
)
def test_the_weeks_back_after_two_weeks_without_training(
    catalog: Catalog,
    long: Plan,
    weeks: tuple[tuple[int, ...], ...],
    today: int,
    expected: tuple[int, int, float, int] | None,
) -> None:
    assert back(catalog, on_days(long, *weeks), long, today) == expected


def test_a_session_that_was_skipped_whole_ends_no_break(catalog: Catalog, long: Plan) -> None:
    skipped = a_workout(long, 1, 10, lambda one: replace(one, skipped=True), 2)
    assert back(catalog, (*on_days(long, (0, 2, 4)), skipped), long, 18) == (1, 14, 0.5, 1)


def test_a_day_in_the_break_on_which_all_was_skipped_begins_no_week(catalog: Catalog, long: Plan) -> None:
    """The week that it is of is the first one back, and not the one before the break."""
    skipped = a_workout(long, 1, 10, lambda one: replace(one, skipped=True), 2)
    done = a_workout(long, 2, 18, week=2)
    assert back(catalog, (*on_days(long, (0, 2, 4)), skipped, done), long, 25) == (2, 14, 0.7, 1)


def test_without_any_training_there_is_no_break(catalog: Catalog, long: Plan) -> None:
    skipped = a_workout(long, 1, 0, lambda one: replace(one, skipped=True))
    assert back(catalog, (skipped,), long, 30) is None


@pytest.mark.parametrize("step", [-1, 1])
def test_the_break_is_as_long_as_its_limit_says(catalog: Catalog, long: Plan, step: int) -> None:
    moved = limited(catalog, break_days=14 + step)
    assert back(moved, on_days(long, (0, 2, 4)), long, 18 + step) == (1, 14 + step, 0.5, 1)
    assert back(moved, on_days(long, (0, 2, 4)), long, 17 + step) is None
    assert back(moved, on_days(long, (0,), (14 + step,)), long, 20 + step) == (2, 14 + step, 0.7, 1)
    assert back(moved, on_days(long, (0,), (13 + step,)), long, 19 + step) is None


SHARES = {1: 0.5, 2: 0.7, 3: 0.8, 4: 0.9}


@pytest.mark.parametrize("number", SHARES)
def test_each_week_back_has_its_own_share(catalog: Catalog, early: Plan, number: int) -> None:
    """Of nine sets in a session 50, 70, 80 and 90 % are 4, 6, 7 and 8; a step of its limit changes that."""
    assert catalog.limit(f"return-week-{number}") == SHARES[number]

    def sets(catalog: Catalog) -> set[int]:
        one = Trainee(catalog, early).week().rest(14)
        for _ in range(number - 1):
            one.go_on()
            one.week()
        return {sum(item.sets for item in session.items("main")) for session in one.next().plan.weeks[0].sessions}

    assert sets(catalog) == {int(9 * SHARES[number])}
    moved = limited(catalog, **{f"return_week_{number}": SHARES[number] + 0.12})
    assert sets(moved) == {int(9 * (SHARES[number] + 0.12))}


# What the weeks back are like


def sets_of(plan: Plan | Week) -> list[int]:
    week = plan.weeks[0] if isinstance(plan, Plan) else plan
    return [sum(item.sets for item in session.items("main")) for session in week.sessions]


def told(found: Adapted) -> str:
    (change,) = (change for change in found.changes if change.row == "E10")
    assert (change.subject, change.action) == ("week", "halve")
    return change.text


def test_four_weeks_back_then_all_of_it_and_on_as_before(catalog: Catalog, early: Plan) -> None:
    one = Trainee(catalog, early).week().rest(14)
    found = one.go_on()
    assert (found.plan.weeks[0].number, sets_of(found.plan)) == (2, [4, 4, 4])
    assert told(found) == (
        "17 days without training: week 1 back starts at 50 % of the week before the break, "
        "with fewer exercises and fewer sets"
    )
    assert doses(found.plan) == {
        RAISE: "2x8",
        PLANK: "2x20s",
        "standing-hip-abduction": "2x8",
        "single-leg-bridge": "2x8",
    }
    numbers = next(change.numbers for change in found.changes if change.row == "E10")
    assert [(one.name, one.value) for one in numbers] == [("days without training", "17"), ("week back", "1")]
    seen = []
    for _ in range(4):
        found = one.week().go_on()
        seen.append((sets_of(found.plan), told(found).partition(" starts at ")[2]))
    assert seen == [
        ([6, 6, 6], "70 % of the week before the break, with fewer sets"),
        ([7, 7, 7], "80 % of the week before the break, with fewer sets"),
        ([8, 8, 8], "90 % of the week before the break, with fewer sets"),
        ([9, 9, 9], "100 % of the week before the break, with the same exercises"),
    ]
    assert doses(found.plan) == doses(early)
    assert [week.number for week in found.plan.before] == [1, 2, 3, 4, 5]
    assert set(rows(one.week().next()).values()) == {"D7", "E12"}


@pytest.mark.parametrize("fields", [{"age": 70}, {"condition": ("gluteal-tendinopathy",)}, {"days": 5}])
def test_what_was_left_out_in_the_weeks_back_is_there_again_after_them(
    catalog: Catalog, plan_for: PlanFor, fields: dict[str, Any]
) -> None:
    """Where no set can go, exercises do."""
    plan = plan_for(stage="early", **fields)
    one = Trainee(catalog, plan).week().rest(14)
    for _ in range(4):
        assert max(sets_of(one.go_on().plan)) < max(sets_of(plan)) or fields == {"days": 5}
        one.week()
    assert doses(one.next().plan) == doses(plan)


def test_in_the_weeks_back_nothing_else_rises(catalog: Catalog, early: Plan) -> None:
    one = Trainee(catalog, early).week().rest(14)
    for _ in range(4):
        found = one.go_on()
        assert {row for subject, row in rows(found).items() if subject != "stage"} == {"E10"}
        assert all(
            item.dose.reps <= mains(early)[id].dose.reps and item.sets <= mains(early)[id].sets
            for id, item in mains(found.plan).items()
        )
        one.week()


def test_a_week_back_brings_nothing_to_a_child_with_pain_in_daily_life(catalog: Catalog, plan_for: PlanFor) -> None:
    """R-013: nothing rises, to 70 % of the week before the break neither."""
    none = {"pain": 0, "after": 0, "morning": 0, "usual": 0}
    one = Trainee(catalog, plan_for(stage="early", age=12, pain=0)).week(**none).rest(14)
    first = one.go_on().plan
    one.week(**none)
    assert sets_of(one.next(pain=0).plan) == [6, 6, 6]
    held = one.next(pain=1).plan
    assert (sets_of(held), doses(held)) == ([4, 4, 4], doses(first))


def test_pain_in_a_week_back_is_judged_by_the_table(catalog: Catalog, early: Plan) -> None:
    """The week does not grow to 70 % then; after a good one it has the share of its number, after a sore one less."""
    usual = {"morning": 2, "usual": 2, "after": 2}
    one = Trainee(catalog, early).week(pain=2, **usual).rest(14)
    seen: list[tuple[object, ...]] = [(sets_of(one.go_on().plan)[0], "E10")]
    for pain in (3, 2, 6):
        found = one.week(pain=pain, **usual).go_on()
        by = {row for subject, row in rows(found).items() if subject in mains(found.plan)}
        seen.append((sets_of(found.plan)[0], *by))
    assert seen[:3] == [(4, "E10"), (4, "D5"), (7,)]
    assert seen[3][1:] == ("D2",)
    assert sets_of(found.plan)[0] < 7
    assert [told(found).partition(" starts at ")[2]] == ["80 % of the week before the break, with the same exercises"]


def test_what_pain_has_changed_in_the_weeks_back_stays_changed(catalog: Catalog, early: Plan) -> None:
    """The week before the break has exercises that hurt since."""
    one = Trainee(catalog, early).week().rest(14)
    one.go_on()
    one.session(lambda done: replace(done, pain=6) if done.exercise == RAISE else done)
    for one.today in (23, 25):
        one.session()
    one.today = 28
    one.go_on()
    found = one.week().next()
    assert "week 3 back" in told(found)
    assert RAISE not in mains(found.plan)
    assert doses(found.plan)["isometric-hip-abduction-standing"] == "2x3x12s"


def test_what_may_not_be_done_by_now_does_not_come_back(catalog: Catalog, early: Plan) -> None:
    one = Trainee(catalog, early).week().rest(14)
    made = one.next().plan
    assert CLAM not in mains(made)
    one.take(replace(made, request=replace(made.request, exclude=(CLAM,))))
    assert CLAM not in mains(one.week().next().plan)


def test_one_exercise_that_is_held_keeps_no_others_from_coming_back(catalog: Catalog, early: Plan) -> None:
    one = Trainee(catalog, early).week().rest(14)
    one.go_on()
    one.week(lambda done: replace(done, control="wobbled") if done.exercise == RAISE else done)
    assert sets_of(one.next().plan) == [6, 6, 6]


def test_pain_before_the_break_and_the_break_count_both(catalog: Catalog, early: Plan) -> None:
    one = Trainee(catalog, early).week(pain=6).rest(14)
    found = one.next()
    assert {change.row for change in found.changes} == {"E10", "D2", "E12"}
    assert max(sets_of(found.plan)) <= 4
    held = Trainee(catalog, early).week(pain=3).rest(14).next()
    why = "pain of 3 is acceptable, but not low: the same again. After the break: "
    assert {change.subject: change.text for change in held.changes if change.row == "D5"} == {
        RAISE: f"{why}2 x 8.",
        PLANK: f"{why}2 x 20 s.",
        CLAM: f"{why}not this week.",
        "standing-hip-abduction": f"{why}2 x 8.",
        "single-leg-bridge": f"{why}2 x 8.",
        "reverse-clamshell": f"{why}not this week.",
    }
    assert told(held).startswith("17 days without training: week 1 back")
    assert [change.row for change in held.changes] == ["E10", *["D5"] * 6, "E12"]
    assert sets_of(held.plan) == [4, 4, 4]


def test_a_week_made_before_the_break_and_not_trained_gives_way(catalog: Catalog, early: Plan) -> None:
    one = Trainee(catalog, early).week()
    one.go_on()
    one.rest(21)
    found = one.next()
    assert (found.plan.weeks[0].number, sets_of(found.plan)) == (2, [4, 4, 4])
    assert "24 days without training: week 1 back" in told(found)


# Cutting


def halves(context_and_week: Any, number: int = 1, share: float = 0.5) -> tuple[list[int], dict[str, str], str]:
    context, week = context_and_week
    changed, change = cut(context, week, week, number=number, days=20, share=share)
    kinds = [
        sum(item.sets for pick, item in zip(picks.picks, items, strict=True) if pick.block == "main")
        for picks, items in zip(changed.picks, changed.items, strict=True)
    ]
    return kinds, doses(changed), change.text.partition(", with ")[2]


def test_the_first_week_back_leaves_out_the_last_exercise_first(catalog: Catalog, early: Plan) -> None:
    sets, left, how = halves(opening_of(catalog, early), 1, 0.7)
    assert (sets, how) == ([6, 6], "fewer exercises")
    assert left == {RAISE: "3x8", PLANK: "3x20s", "standing-hip-abduction": "3x8", "single-leg-bridge": "3x8"}


@pytest.mark.parametrize("stretches", [0, 1, 2])
def test_the_last_exercise_goes_whatever_comes_after_it(catalog: Catalog, early: Plan, stretches: int) -> None:
    context, week = opening_of(catalog, early)
    kept = [
        [place for place, pick in enumerate(session.picks) if pick.block != "mobility" or place < places + stretches]
        for session in week.picks
        for places in [sum(pick.block != "mobility" for pick in session.picks)]
    ]
    short = replace(
        week,
        picks=tuple(
            replace(session, picks=tuple(session.picks[at] for at in places))
            for session, places in zip(week.picks, kept, strict=True)
        ),
        items=tuple(tuple(items[at] for at in places) for items, places in zip(week.items, kept, strict=True)),
    )
    _, left, _ = halves((context, short), 1, 0.7)
    assert list(left) == [RAISE, PLANK, "standing-hip-abduction", "single-leg-bridge"]


def test_later_weeks_back_take_sets_first_from_what_has_most(catalog: Catalog, early: Plan) -> None:
    sets, left, how = halves(opening_of(catalog, early), 2, 0.7)
    assert (sets, how) == ([6, 6], "fewer sets")
    assert set(left.values()) == {"2x8", "2x20s"}
    four = reworked(early, knee_side_plank={"sets": 4})
    sets, left, how = halves(opening_of(catalog, four), 4, 0.9)
    assert (sets, left[PLANK], left[RAISE], left[CLAM]) == ([9, 8], "3x20s", "3x8", "3x8")


def test_what_is_within_the_share_stays(catalog: Catalog, early: Plan) -> None:
    sets, left, how = halves(opening_of(catalog, early), 4, 1.0)
    assert (sets, left, how) == ([9, 9], doses(early), "the same exercises")


def test_later_weeks_back_have_their_share_of_the_repetitions_where_no_set_can_go(
    catalog: Catalog, plan_for: PlanFor
) -> None:
    """Two exercises of 2 x 8 and 2 x 20 s, down to five and to ten seconds."""
    five = opening_of(catalog, plan_for(stage="early", days=5))
    left = {share: halves(five, 2, share)[1] for share in (0.5, 0.7, 0.8, 0.9)}
    assert {share: (one[RAISE], one[PLANK]) for share, one in left.items()} == {
        0.5: ("2x5", "2x10s"),
        0.7: ("2x5", "2x14s"),
        0.8: ("2x6", "2x16s"),
        0.9: ("2x7", "2x18s"),
    }
    assert halves(five, 1, 0.9)[1][RAISE] == "2x5"


def test_where_no_set_can_go_repetitions_and_holds_go_to_the_floor(catalog: Catalog, early: Plan) -> None:
    """Two exercises of two sets are the least that a session has (P12, P05)."""
    pair = {id: {"sets": 2} for id in ("side_lying_hip_abduction", "knee_side_plank", "clamshell")}
    sets, left, how = halves(opening_of(catalog, reworked(early, **pair)))
    assert (sets[0], left[RAISE], left[PLANK], how) == (
        4,
        "2x5",
        "2x10s",
        "fewer exercises and fewer repetitions and fewer sets",
    )


def test_what_is_below_the_floor_already_is_not_raised(catalog: Catalog, early: Plan) -> None:
    low: dict[str, dict[str, Any]] = {
        "side_lying_hip_abduction": {"sets": 2, "dose": Dose(kind="reps", reps=4)},
        "knee_side_plank": {"sets": 2, "dose": Dose(kind="hold", reps=1, seconds=8)},
        "clamshell": {"sets": 2},
    }
    _, left, _ = halves(opening_of(catalog, reworked(early, **low)))
    assert (left[RAISE], left[PLANK]) == ("2x4", "2x8s")


@pytest.mark.parametrize(
    ("id", "own", "now", "left"),
    [
        (RAISE, DoseLimits(kind="reps", reps=(7, 12)), Dose(kind="reps", reps=8), "2x7"),
        (RAISE, DoseLimits(kind="reps", reps=(3, 12)), Dose(kind="reps", reps=8), "2x3"),
        (PLANK, DoseLimits(kind="hold", seconds=(5, 10)), Dose(kind="hold", reps=1, seconds=8), "2x5s"),
        (PLANK, DoseLimits(kind="hold", seconds=(15, 30)), Dose(kind="hold", reps=1, seconds=30), "2x10s"),
    ],
)
def test_a_source_with_its_own_range_moves_the_floor(
    catalog: Catalog, early: Plan, id: str, own: DoseLimits, now: Dose, left: str
) -> None:
    """Repetitions stay within it; a hold is as short as the floor, or as the range where that goes lower."""
    pair: dict[str, dict[str, Any]] = {one: {"sets": 2} for one in (RAISE, PLANK, CLAM)}
    pair[id] |= {"dose": now}
    week = opening_of(
        with_exercise(catalog, id, dose=own),
        reworked(early, **{one.replace("-", "_"): fields for one, fields in pair.items()}),
    )
    assert halves(week)[1][id] == left


def test_the_dose_of_a_source_is_its_floor(catalog: Catalog, plan_for: PlanFor) -> None:
    """LEAP16: two sets of three holds of ten seconds and more."""
    plan = plan_for(stage="early", condition=("gluteal-tendinopathy",), days=3)
    sets, left, _ = halves(opening_of(catalog, plan))
    assert sets == [4, 4]
    assert left == {
        "isometric-hip-abduction-standing": "2x3x10s",
        "double-leg-bridge": "2x5",
        "isometric-hip-abduction-supine": "2x10x10s",
        "double-leg-squat": "2x5",
    }


def test_the_shares_are_of_the_week_before_the_break(catalog: Catalog, early: Plan) -> None:
    """And not of what the week has by now."""
    context, week = opening_of(catalog, early)
    _, more = opening_of(catalog, reworked(early, **{id.replace("-", "_"): {"sets": 4} for id in mains(early)}))
    changed, _ = cut(context, week, more, number=2, days=20, share=0.75)
    assert doses(changed) == doses(week)


def test_a_compound_stays(catalog: Catalog, plan_for: PlanFor) -> None:
    """Every session of mid keeps one (P09)."""
    one = Trainee(catalog, plan_for(stage="mid")).week().rest(14)
    found = one.next()
    assert set(mains(found.plan)) == {"hip-hitch", "single-leg-squat", "lateral-step-down", "single-leg-rdl"}


def test_terms_are_those_of_the_week_back(catalog: Catalog, early: Plan) -> None:
    person = a_person(early, a_workout(early))
    one = WeekBack(number=2, days=20, share=0.7, base=trained_weeks(person)[0])
    assert one.terms() == {"number": 2, "days": 20, "share": 0.7}
