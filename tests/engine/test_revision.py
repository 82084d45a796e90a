"""A swap takes the best lawful other and leaves the rest alone; a dose set by hand is kept as it was set."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from glutemed.checks.plan import Finding
from glutemed.checks.registry import check_plan
from glutemed.engine.planner import make_plan
from glutemed.engine.revision import dosed_by_hand, swaps
from glutemed.errors import NoPlanError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise
from glutemed.model.plan import Item, Passed, Plan, Request, session_minutes, volume

HOME = ("ankle-weight", "band", "dumbbell", "step")
EARLY = Request(goal="rehab", stage="early", days=3, equipment=HOME)
PREVENTION = Request(goal="prevention", days=2, equipment=HOME, level="intermediate")
LONG = Request(goal="prevention", days=2, weeks=8, level="intermediate", pain=0)
SORE = Request(goal="rehab", stage="mid", days=3, equipment=HOME, condition=("gluteal-tendinopathy",), side="left")
REQUESTS = {
    "early": EARLY,
    "eight weeks": LONG,
    "in half an hour": Request(goal="rehab", stage="mid", days=3, minutes=30, weeks=3, level="advanced"),
    "sore left hip": SORE,
    "pain": Request(goal="rehab", stage="late", days=2, pain=4, weeks=2),
    "older": Request(goal="prevention", days=3, equipment=HOME, age=70),
    "many days": replace(EARLY, days=5, weeks=2),
}
Seat = tuple[int, int, int, int]


def one(catalog: Catalog, id: str) -> Exercise:
    exercise = catalog.exercise(id)
    assert exercise
    return exercise


def items(plan: Plan) -> dict[Seat, Item]:
    """Return every item by week, session, block and place."""
    return {
        (w, s, b, i): item
        for w, week in enumerate(plan.weeks)
        for s, session in enumerate(week.sessions)
        for b, block in enumerate(session.blocks)
        for i, item in enumerate(block.items)
    }


def ids(plan: Plan) -> list[str]:
    return list(dict.fromkeys(item.exercise for item in items(plan).values()))


def fresh(catalog: Catalog, plan: Plan, changed: Plan) -> list[Finding]:
    before = {(finding.rule, finding.message) for finding in check_plan(catalog, plan)}
    return [finding for finding in check_plan(catalog, changed) if (finding.rule, finding.message) not in before]


def best(catalog: Catalog, plan: Plan, id: str, new: str | None = None) -> Plan | None:
    """Return the first swap that breaks nothing, as the command takes it."""
    named = one(catalog, new) if new else None
    return next((p for p in swaps(catalog, plan, one(catalog, id), named) if not fresh(catalog, plan, p)), None)


def swapped(catalog: Catalog, plan: Plan, id: str, new: str | None = None) -> Plan:
    changed = best(catalog, plan, id, new)
    assert changed
    return changed


def replaced(plan: Plan, changed: Plan) -> dict[Seat, tuple[Item, Item]]:
    before, after = items(plan), items(changed)
    assert list(before) == list(after)
    return {seat: (before[seat], after[seat]) for seat in before if before[seat] != after[seat]}


@pytest.fixture(scope="module", params=[*REQUESTS.values()], ids=[*REQUESTS])
def plan(request: pytest.FixtureRequest, catalog: Catalog) -> Plan:
    return make_plan(catalog, request.param)


@pytest.fixture(scope="module")
def early(catalog: Catalog) -> Plan:
    return make_plan(catalog, EARLY)


@pytest.fixture(scope="module")
def prevention(catalog: Catalog) -> Plan:
    return make_plan(catalog, PREVENTION)


@pytest.fixture(scope="module")
def long(catalog: Catalog) -> Plan:
    return make_plan(catalog, LONG)


def test_a_swap_changes_one_exercise_wherever_it_stands_and_nothing_else(catalog: Catalog, plan: Plan) -> None:
    for id in ids(plan):
        changed = best(catalog, plan, id)
        if changed is None:
            continue
        assert not check_plan(catalog, changed)
        moved = replaced(plan, changed)
        (new,) = {after.exercise for _, after in moved.values()}
        first = min(week for week, *_ in moved)
        for seat, item in items(plan).items():
            if item.exercise == id:
                assert seat in moved
            elif seat in moved:  # a rung of the one swapped out
                assert item.exercise not in [i.exercise for (week, *_), i in items(plan).items() if week == first]
        assert id not in ids(changed)
        assert new not in ids(plan) or new in {before.exercise for before, _ in moved.values()}
        for week in changed.weeks:
            assert all(session.minutes == session_minutes(session.blocks) for session in week.sessions)
        assert changed.request == replace(plan.request, exclude=(id,))
        assert changed.id != plan.id
        assert (changed.advice, changed.warnings, changed.prescribed) == (plan.advice, plan.warnings, plan.prescribed)


def test_nearly_every_main_exercise_has_an_alternative(catalog: Catalog, plan: Plan) -> None:
    mains = {i.exercise for week in plan.weeks for session in week.sessions for i in session.items("main")}
    assert [id for id in mains if best(catalog, plan, id) is None] == []


def test_a_swap_tells_why_with_a_source(catalog: Catalog, early: Plan) -> None:
    changed = swapped(catalog, early, "clamshell", "hip-hitch")
    reason = {after.reasons[-1] for _, after in replaced(early, changed).values()}
    (told,) = reason
    assert (told.rule, told.text) == ("P15", "taken in place of Clamshell, which was swapped out")
    assert told.sources
    *_, decision = changed.decisions
    assert (decision.subject, decision.text) == ("hip-hitch", told.text)


@pytest.mark.parametrize(
    ("request_", "old", "new"),
    [
        (EARLY, "single-leg-bridge", "single-leg-biased-bridge"),  # the same pattern, next on the ladder
        (EARLY, "knee-side-plank", "side-plank-hip-abduction"),  # the same pattern, in its early form
        (PREVENTION, "single-leg-rdl", "single-leg-deadlift"),
        (PREVENTION, "forward-step-up", "high-step-up"),
        (PREVENTION, "split-squat", "lunge-forward"),
        (PREVENTION, "lateral-band-walk", "monster-walk"),  # a drill for a drill
        (PREVENTION, "figure-four-stretch", "pigeon-pose"),  # a stretch for a stretch
        (SORE, "single-leg-rdl", "kickstand-rdl"),
    ],
)
def test_the_best_alternative_has_the_pattern_and_is_near_on_the_ladder(
    catalog: Catalog, request_: Request, old: str, new: str
) -> None:
    plan = make_plan(catalog, request_)
    moved = replaced(plan, swapped(catalog, plan, old))
    assert {after.exercise for _, after in moved.values()} == {new}


def test_without_another_of_the_pattern_a_compound_is_taken_for_a_compound(catalog: Catalog) -> None:
    squats = ("skater-squat", "runner-drill", "single-leg-sit-to-stand")
    plan = make_plan(catalog, PREVENTION)
    plan = replace(plan, request=replace(PREVENTION, exclude=squats))
    ((_, new), *_) = replaced(plan, swapped(catalog, plan, "single-leg-squat")).values()
    assert one(catalog, new.exercise).pattern in ("hinge", "lunge", "step")


def test_the_pattern_counts_before_the_ladder(catalog: Catalog, prevention: Plan) -> None:
    old = replace(one(catalog, "single-leg-rdl"), easier=(), harder=("skater-squat",))
    ((_, new), *_) = replaced(prevention, next(swaps(catalog, prevention, old))).values()
    assert one(catalog, new.exercise).pattern == "hinge"


def test_what_is_in_the_plan_already_is_not_the_best_alternative(catalog: Catalog, early: Plan) -> None:
    found = [set(ids(changed)) - set(ids(early)) for changed in swaps(catalog, early, one(catalog, "clamshell"))]
    assert found
    assert all(len(new) == 1 for new in found)


def test_the_only_drill_has_no_alternative(catalog: Catalog, early: Plan) -> None:
    assert list(swaps(catalog, early, one(catalog, "sidestep"))) == []


def test_a_named_one_is_taken_and_the_request_asks_for_it(catalog: Catalog, early: Plan) -> None:
    changed = swapped(catalog, early, "clamshell", "hip-hitch")
    assert {after.exercise for _, after in replaced(early, changed).values()} == {"hip-hitch"}
    assert (changed.request.include, changed.request.exclude) == (("hip-hitch",), ("clamshell",))


def test_what_was_asked_for_goes_from_the_request_when_it_is_swapped_out(catalog: Catalog) -> None:
    plan = make_plan(catalog, replace(EARLY, include=("clamshell", "hip-hitch")))
    changed = swapped(catalog, plan, "hip-hitch")
    assert (changed.request.include, changed.request.exclude) == (("clamshell",), ("hip-hitch",))


def test_a_swap_can_be_swapped_back_and_tells_only_of_what_stands(catalog: Catalog, prevention: Plan) -> None:
    there = swapped(catalog, prevention, "side-plank-hip-abduction", "side-plank")
    back = swapped(catalog, there, "side-plank", "side-plank-hip-abduction")
    assert [(d.subject, d.text) for d in back.decisions] == [
        ("side-plank-hip-abduction", "taken in place of Side plank, which was swapped out")
    ]
    assert (back.request.include, back.request.exclude) == (("side-plank-hip-abduction",), ("side-plank",))
    mended = {seat: (a.sets, a.dose, a.load) for seat, a in items(back).items()}
    assert mended == {seat: (a.sets, a.dose, a.load) for seat, a in items(prevention).items()}


def test_what_was_excluded_may_be_named(catalog: Catalog) -> None:
    plan = make_plan(catalog, replace(EARLY, exclude=("hip-hitch",)))
    changed = swapped(catalog, plan, "clamshell", "hip-hitch")
    assert (changed.request.include, changed.request.exclude) == (("hip-hitch",), ("clamshell",))


@pytest.mark.parametrize(
    ("request_", "old", "new", "rule", "told"),
    [
        (EARLY, "clamshell", "skater-squat", "P04", "P04, it belongs to the late stage"),
        (EARLY, "clamshell", "sidestep", "P07", "P07, it does not belong in main"),
        (EARLY, "figure-four-stretch", "clamshell", "P07", "P07, it does not belong in mobility"),
        (replace(EARLY, equipment=()), "clamshell", "band-bridge", "P01", "P01, it needs a band"),
        (SORE, "hip-hitch", "pigeon-pose", "P02", "P02, it "),
        (replace(PREVENTION, age=70), "split-squat", "hop", "P17", "P17, it "),
    ],
)
def test_what_is_not_lawful_is_refused_with_its_rule(
    catalog: Catalog, request_: Request, old: str, new: str, rule: str, told: str
) -> None:
    plan = make_plan(catalog, request_)
    with pytest.raises(NoPlanError) as refused:
        list(swaps(catalog, plan, one(catalog, old), one(catalog, new)))
    assert refused.value.rule == rule
    assert str(refused.value).startswith(told)


def test_one_of_the_same_session_is_left_to_the_checks(catalog: Catalog, early: Plan) -> None:
    (changed,) = swaps(catalog, early, one(catalog, "clamshell"), one(catalog, "knee-side-plank"))
    assert {finding.rule for finding in fresh(catalog, early, changed)} == {"P13"}


def test_a_clinician_may_take_on_a_later_stage(catalog: Catalog) -> None:
    plan = make_plan(catalog, replace(EARLY, clinician="A. Nurse: tested"))
    first = next(swaps(catalog, plan, one(catalog, "clamshell"), one(catalog, "hip-hitch-toe-tap")))
    assert {(finding.rule, finding.severity) for finding in fresh(catalog, plan, first)} == {("P04", "note")}


def test_the_stage_that_gates_have_opened_stays_open(catalog: Catalog) -> None:
    """A lunge is of the late stage after surgery; without its gates nothing but the early one is."""
    passed = tuple(Passed(gate=f"acl-{stage}", to=stage, date="2026-12-01") for stage in ("mid", "late"))
    asked = Request(goal="rehab", stage="late", days=2, condition=("acl-reconstruction",), equipment=("step",))
    plan = make_plan(catalog, asked, passed)
    changed = swapped(catalog, plan, "split-squat", "lunge-forward")
    assert (changed.passed, changed.prescribed) == (passed, plan.prescribed)
    with pytest.raises(NoPlanError, match=r"^P04"):
        list(swaps(catalog, replace(plan, passed=()), one(catalog, "split-squat"), one(catalog, "lunge-forward")))


def test_an_exercise_trained_on_one_hip_gives_way_to_one_for_the_hips_that_it_may_train(catalog: Catalog) -> None:
    plan = make_plan(catalog, SORE)
    assert {i.sides for i in items(plan).values() if i.exercise == "knee-side-plank"} == {("right",)}
    clam = swapped(catalog, plan, "knee-side-plank", "knee-side-plank-clam")
    assert {after.sides for _, after in replaced(plan, clam).values()} == {("right",)}
    step = swapped(catalog, plan, "knee-side-plank", "hip-hitch-leg-swing")
    assert {after.sides for _, after in replaced(plan, step).values()} == {("left", "right")}


def test_over_the_weeks_a_new_exercise_opens_and_rises_by_the_rules(catalog: Catalog, long: Plan) -> None:
    changed = swapped(catalog, long, "forward-step-up", "lateral-step-down")
    found = [next(i for i in items_of(week) if i.exercise == "lateral-step-down") for week in changed.weeks]
    volumes = [volume(item) for item in found]
    assert volumes[0] < volumes[1] < volumes[2]
    assert all(later <= 1.15 * sooner for sooner, later in pairwise(volumes))
    assert [reason.text for reason in found[1].reasons if reason.rule == "P11"] == [
        "one small step more than in week 1"
    ]


def items_of(week: Any) -> Iterator[Item]:
    return (item for session in week.sessions for block in session.blocks for item in block.items)


def test_the_rung_that_an_exercise_grows_into_goes_with_it(catalog: Catalog, long: Plan) -> None:
    assert {"split-squat", "lunge-forward"} <= set(ids(long))
    changed = swapped(catalog, long, "split-squat", "lunge-sideways")
    assert not {"split-squat", "lunge-forward"} & set(ids(changed))
    assert all("lunge-sideways" in [item.exercise for item in items_of(week)] for week in changed.weeks)


def test_a_rung_is_swapped_from_its_first_week_on_and_opens_with_two_sets(catalog: Catalog, long: Plan) -> None:
    opens = next(week.number for week in long.weeks if "lunge-forward" in [i.exercise for i in items_of(week)])
    assert opens > 1
    changed = swapped(catalog, long, "lunge-forward")
    (new,) = {after.exercise for _, after in replaced(long, changed).values()}
    assert one(catalog, new).pattern == "lunge"
    found = {week.number: i for week in changed.weeks for i in items_of(week) if i.exercise == new}
    assert min(found) == opens
    assert found[opens].sets == 2
    assert changed.weeks[: opens - 1] == long.weeks[: opens - 1]
    assert [reason.text for reason in found[opens + 1].reasons if reason.rule == "P11"] == [
        f"one small step more than in week {opens}"
    ]


def test_a_plan_without_some_of_its_sessions_is_swapped_where_the_exercise_stands(catalog: Catalog, long: Plan) -> None:
    without_last = tuple(replace(session, blocks=session.blocks[:-1]) for session in long.weeks[1].sessions)
    holiday = replace(long.weeks[1], sessions=without_last[1:])
    plan = replace(long, weeks=(long.weeks[0], holiday, *long.weeks[2:4]))
    changed = swapped(catalog, plan, "single-leg-squat", "single-leg-sit-to-stand")
    assert "single-leg-squat" not in ids(changed)
    assert len(changed.weeks) == 4
    assert {before.exercise for before, _ in replaced(plan, changed).values()} == {"single-leg-squat"}


def test_a_plan_with_more_weeks_than_were_asked_for_is_swapped_in_all(catalog: Catalog, long: Plan) -> None:
    plan = replace(long, request=replace(long.request, weeks=1))
    changed = swapped(catalog, plan, "split-squat", "lunge-sideways")
    assert all("lunge-sideways" in [item.exercise for item in items_of(week)] for week in changed.weeks)
    assert changed.request.weeks == 1


def test_doses_set_by_hand_outlive_a_swap(catalog: Catalog, early: Plan) -> None:
    mine = dosed_by_hand(catalog, early, one(catalog, "knee-side-plank"), seconds=25)
    changed = swapped(catalog, mine, "clamshell")
    kept = [item for item in items(changed).values() if item.exercise == "knee-side-plank"]
    assert kept == [item for item in items(mine).values() if item.exercise == "knee-side-plank"]
    assert {(item.dose.seconds, item.by_hand) for item in kept} == {(25, True)}
    given = swapped(catalog, mine, "knee-side-plank")
    assert not any(item.by_hand for item in items(given).values())


@pytest.mark.parametrize(
    ("id", "fields", "sets", "reps", "seconds"),
    [
        ("clamshell", {"sets": 4}, 4, 8, None),
        ("clamshell", {"reps": 12}, 3, 12, None),
        ("clamshell", {"sets": 2, "reps": 15}, 2, 15, None),
        ("knee-side-plank", {"seconds": 30}, 3, 1, 30),
        ("knee-side-plank", {"reps": 2}, 3, 2, 20),
        ("sidestep", {"sets": 1}, 1, 10, None),
        ("clamshell", {"sets": 20, "reps": 100}, 20, 100, None),
    ],
)
def test_a_dose_is_set_as_it_was_said_and_never_clamped(
    catalog: Catalog, early: Plan, id: str, fields: dict[str, int], sets: int, reps: int, seconds: int | None
) -> None:
    changed = dosed_by_hand(catalog, early, one(catalog, id), **fields)
    moved = replaced(early, changed)
    assert {before.exercise for before, _ in moved.values()} == {id}
    assert len(moved) == sum(item.exercise == id for item in items(early).values())
    for before, after in moved.values():
        assert (after.sets, after.dose.reps, after.dose.seconds, after.by_hand) == (sets, reps, seconds, True)
        kept = replace(after, sets=before.sets, dose=before.dose, by_hand=False, reasons=before.reasons)
        assert kept == before
    for session in changed.weeks[0].sessions:
        assert session.minutes == session_minutes(session.blocks)
    assert [s.minutes for s in changed.weeks[0].sessions] != [s.minutes for s in early.weeks[0].sessions]


def test_a_dose_by_hand_says_so_with_a_source_in_place_of_what_told_of_the_dose(catalog: Catalog, early: Plan) -> None:
    changed = dosed_by_hand(catalog, early, one(catalog, "clamshell"), reps=12)
    twice = dosed_by_hand(catalog, changed, one(catalog, "clamshell"), reps=10)
    for before, after in replaced(early, twice).values():
        assert [reason.text for reason in after.reasons].count("the dose was set by hand") == 1
        assert after.reasons[-1].sources == ("own",)
        assert "opens at the bottom of the range for a beginner" in [reason.text for reason in before.reasons]
        assert after.reasons[:-1] == tuple(reason for reason in before.reasons if reason.rule != "P05")


def test_a_dose_is_set_in_every_week_or_in_one(catalog: Catalog) -> None:
    long = make_plan(catalog, replace(LONG, weeks=4))
    every = dosed_by_hand(catalog, long, one(catalog, "split-squat"), reps=13)
    assert {seat[0] for seat in replaced(long, every)} == {0, 1, 2, 3}
    assert not fresh(catalog, long, every)
    third = dosed_by_hand(catalog, long, one(catalog, "split-squat"), reps=13, week=3)
    found = [next(i for i in items_of(week) if i.exercise == "split-squat") for week in third.weeks[:4]]
    assert [(item.dose.reps, item.by_hand) for item in found] == [(12, False), (13, False), (13, True), (15, False)]
    assert [reason.text for item in found for reason in item.reasons if reason.rule == "P11"] == [
        "one small step more than in week 1"
    ]


def test_a_dose_that_rises_too_fast_in_one_week_is_found(catalog: Catalog, long: Plan) -> None:
    changed = dosed_by_hand(catalog, long, one(catalog, "split-squat"), reps=15, week=2)
    assert {finding.rule for finding in fresh(catalog, long, changed)} == {"P11"}


@pytest.mark.parametrize(
    ("fields", "id", "dose", "rules"),
    [
        ({}, "clamshell", {"sets": 5}, {"P05"}),
        ({}, "clamshell", {"reps": 16}, {"P05"}),
        ({}, "knee-side-plank", {"seconds": 46}, {"P05"}),
        ({}, "sidestep", {"sets": 3}, {"P05"}),
        ({}, "figure-four-stretch", {"seconds": 60}, {"P05"}),
        ({"pain": 3}, "clamshell", {"sets": 3}, {"P05"}),
        ({"pain": 6}, "clamshell", {"sets": 3}, {"P05", "P14"}),
        ({"age": 70}, "clamshell", {"sets": 3}, {"P05"}),
        ({"minutes": 20}, "clamshell", {"sets": 4, "reps": 15}, {"P12"}),
    ],
)
def test_a_dose_over_a_limit_is_an_error_of_its_rule(
    catalog: Catalog,
    plan_for: Callable[..., Plan],
    fields: dict[str, Any],
    id: str,
    dose: dict[str, int],
    rules: set[str],
) -> None:
    plan = plan_for(**fields)
    found = fresh(catalog, plan, dosed_by_hand(catalog, plan, one(catalog, id), **dose))
    assert {finding.rule for finding in found if finding.severity == "error"} == rules


def test_a_dose_under_a_limit_is_a_note(catalog: Catalog, early: Plan) -> None:
    for id, dose in (("clamshell", {"sets": 1}), ("clamshell", {"reps": 4}), ("knee-side-plank", {"seconds": 5})):
        found = fresh(catalog, early, dosed_by_hand(catalog, early, one(catalog, id), **dose))
        assert {(finding.rule, finding.severity) for finding in found} == {("P05", "note")}
