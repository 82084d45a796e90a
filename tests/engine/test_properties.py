"""What holds for every request: the checks, sameness, and what pain, kit, conditions, side and start may change."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from json import dumps
from random import Random
from re import sub
from typing import Any, get_args

from hypothesis import assume, example, given
from hypothesis import strategies as st

from glutemed.checks.registry import check_plan
from glutemed.engine.candidates import candidates
from glutemed.engine.planner import context_of, make_plan
from glutemed.engine.selection import in_main
from glutemed.engine.staging import staged
from glutemed.errors import NoPlanError, SafetyStopError
from glutemed.loading.catalog import data_files
from glutemed.loading.merging import merge
from glutemed.model.exercise import DEMANDS, KIT, STAGES, ConditionId, Exercise
from glutemed.model.plan import (
    GOALS,
    LEVELS,
    SIDES,
    WEEKDAYS,
    Item,
    Plan,
    Reason,
    Request,
    Side,
    Week,
    block_of,
    demand_of,
    form_named,
    lies_on,
    side_sets,
)
from glutemed.model.records import decode, encode

CATALOG = merge(data_files())
IDS = tuple(exercise.id for exercise in CATALOG.exercises)
CONDITIONS: tuple[ConditionId, ...] = get_args(ConditionId)

WEEKDAY_SETS = st.sets(st.sampled_from(WEEKDAYS))
DATES = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 24)).map(date.isoformat)


@st.composite
def requests(draw: st.DrawFn, /, *, most_excluded: int = 6, most_included: int = 2, **fixed: Any) -> Request:
    """Return any request that the command line lets through; `fixed` fields are as given."""
    goal = draw(st.sampled_from(GOALS))
    stage = draw(st.sampled_from(STAGES)) if goal == "rehab" else None
    condition = tuple(draw(st.lists(st.sampled_from(CONDITIONS), max_size=3, unique=True)))
    low, high = CATALOG.protocol(goal, stage, condition).days
    days = draw(st.integers(low, high))
    on = draw(st.one_of(st.just([]), st.lists(st.sampled_from(WEEKDAYS), min_size=days, max_size=days, unique=True)))
    include = tuple(sorted(draw(st.sets(st.sampled_from(IDS), max_size=most_included))))
    exclude = tuple(sorted(draw(st.sets(st.sampled_from(IDS), max_size=most_excluded)) - set(include)))
    fields: dict[str, Any] = {
        "goal": goal,
        "stage": stage,
        "pain": draw(st.one_of(st.none(), st.integers(0, 7), st.integers(0, 10))),
        "condition": condition,
        "equipment": tuple(sorted(draw(st.sets(st.sampled_from(KIT))))),
        "days": days,
        "on": tuple(sorted(on, key=WEEKDAYS.index)),
        "other": tuple(sorted(draw(st.one_of(st.just(set[str]()), WEEKDAY_SETS)), key=WEEKDAYS.index)),
        "weeks": draw(st.integers(1, 12)),
        "minutes": draw(st.one_of(st.none(), st.integers(15, 90))),
        "level": draw(st.sampled_from(LEVELS)),
        "age": draw(st.one_of(st.none(), st.integers(10, 100), st.integers(0, 120))),
        "side": draw(st.sampled_from((None, *SIDES))),
        "include": include,
        "exclude": exclude,
        "start": draw(st.one_of(st.none(), DATES)),
        "clinician": draw(st.sampled_from((None, "A. B.: seen"))),
    }
    return Request(**{**fields, **fixed})


def planned(request: Request) -> Plan | None:
    try:
        return make_plan(CATALOG, request)
    except (NoPlanError, SafetyStopError):
        return None


def plan_of(request: Request) -> Plan:
    """Return the plan of a request; an example without one says nothing."""
    plan = planned(request)
    assume(plan is not None)
    assert plan is not None
    return plan


def exercise_of(item: Item) -> Exercise:
    exercise = CATALOG.exercise(item.exercise)
    assert exercise
    return exercise


def items_of(plan: Plan) -> Iterator[Item]:
    return (item for week in plan.weeks for s in week.sessions for block in s.blocks for item in block.items)


def used(plan: Plan) -> set[str]:
    return {item.exercise for item in items_of(plan)}


SPARED: dict[str, Any] = {"condition": ("gluteal-tendinopathy",), "side": "left"}
BOTH_SORE: dict[str, Any] = {"condition": ("patellofemoral-pain", "gluteal-tendinopathy"), "pain": 4}


@given(requests(most_excluded=40))
@example(Request(goal="prevention", days=3, weeks=11, level="advanced", **SPARED))
@example(Request(goal="prevention", days=2, weeks=2, **BOTH_SORE))
def test_every_plan_passes_every_check(request: Request) -> None:
    plan = plan_of(request)
    assert [finding for finding in check_plan(CATALOG, plan) if finding.severity == "error"] == []


@given(requests())
def test_the_same_request_gives_the_same_bytes_and_reads_back(request: Request) -> None:
    plan = plan_of(request)
    assert dumps(encode(plan)) == dumps(encode(planned(request)))
    assert decode(Plan, encode(plan)) == plan


@given(requests(), requests())
def test_what_was_planned_before_with_a_catalogue_does_not_matter(before: Request, request: Request) -> None:
    plan, fresh = plan_of(request), replace(CATALOG)
    try:
        make_plan(fresh, before)
    except (NoPlanError, SafetyStopError):
        assume(False)
    assert make_plan(fresh, request) == plan


@given(requests(most_excluded=20), st.randoms(use_true_random=False))
def test_the_order_of_the_catalogue_does_not_matter(request: Request, random: Random) -> None:
    shuffled = list(CATALOG.exercises)
    random.shuffle(shuffled)
    other = replace(CATALOG, exercises=tuple(shuffled))
    try:
        assert make_plan(other, request) == planned(request)
    except (NoPlanError, SafetyStopError):
        assert planned(request) is None


# --- pain


def most_sets(week: Week) -> int:
    """Return the main sets of the hip that has most."""
    main = [item for session in week.sessions for item in session.items("main")]
    return max(sum(side_sets(item, "left") for item in main), sum(side_sets(item, "right") for item in main))


def highest_demand(week: Week) -> int:
    return max(
        DEMANDS.index(demand_of(exercise_of(item), form_named(exercise_of(item), item.variant), item.load))
        for session in week.sessions
        for item in session.items("main")
    )


def lateness(plan: Plan) -> int:
    """Return how late the stage is; prevention comes after all of rehab."""
    stage = plan.prescribed.stage
    return STAGES.index(stage) if stage else len(STAGES)


@given(requests(), st.one_of(st.none(), st.integers(0, 6)), st.integers(1, 7))
@example(Request(goal="prevention", days=2, weeks=3, level="advanced", age=10), 0, 1)
@example(Request(goal="rehab", stage="mid", days=2, weeks=3, level="advanced", age=65), None, 3)
@example(Request(goal="rehab", stage="mid", days=2, include=("side-lying-hip-abduction",), **SPARED), 3, 6)
def test_more_pain_never_gives_more_sets_main_exercises_demand_or_a_later_stage_in_any_week(
    request: Request, less: int | None, more: int
) -> None:
    assume((less or 0) < more)
    mild, sore = plan_of(replace(request, pain=less)), plan_of(replace(request, pain=more))
    assert lateness(sore) <= lateness(mild)
    for had, has in zip(mild.weeks, sore.weeks, strict=True):
        assert most_sets(has) <= most_sets(had), f"sets of week {has.number}"
        assert highest_demand(has) <= highest_demand(had), f"demand of week {has.number}"
        for before, after in zip(had.sessions, has.sessions, strict=True):
            assert len(after.items("main")) <= len(before.items("main")), f"week {has.number}, day {after.day}"


# --- kit


@given(requests(most_excluded=45, most_included=1), st.sampled_from(KIT))
def test_adding_kit_never_loses_a_plan(request: Request, item: str) -> None:
    plan_of(request)
    richer = replace(request, equipment=tuple(sorted({*request.equipment, item})))
    assert planned(richer) is not None


FREE: dict[str, Any] = {"minutes": None, "pain": None}
"""Nothing that makes a plan depend on another: on a longer one that did not fit, or on that for less pain."""


def untargeted(plan: Plan) -> tuple[Week, ...]:
    """Return the weeks without targets: what comes next may be another rung where one is left out or has no kit."""
    return tuple(
        replace(
            week,
            sessions=tuple(
                replace(
                    session,
                    blocks=tuple(
                        replace(block, items=tuple(replace(item, target="") for item in block.items))
                        for block in session.blocks
                    ),
                )
                for session in week.sessions
            ),
        )
        for week in plan.weeks
    )


@given(requests(**FREE), st.data())
def test_removing_kit_that_a_plan_does_not_use_leaves_it_unchanged(request: Request, data: st.DataObject) -> None:
    request = replace(request, equipment=KIT)
    plan = plan_of(request)
    spare = [kit for kit in KIT if not any(kit in (item.load.kind, *item.kit) for item in items_of(plan))]
    removed = data.draw(st.sets(st.sampled_from(spare), min_size=1))
    other = planned(replace(request, equipment=tuple(kit for kit in KIT if kit not in removed)))
    assert other is not None
    assert untargeted(other) == untargeted(plan)


# --- conditions


@given(requests(), st.sampled_from(CONDITIONS))
def test_adding_a_condition_never_adds_an_item_that_it_excludes(request: Request, id: ConditionId) -> None:
    plan = plan_of(replace(request, condition=tuple(dict.fromkeys((*request.condition, id)))))
    spares = CATALOG.condition(id).spare_side
    for item in items_of(plan):
        exercise = exercise_of(item)
        form = form_named(exercise, item.variant)
        for note in exercise.conditions:
            if note.condition == id:
                assert note.action != "avoid", item.exercise
                assert note.form in (None, form.id if form else ""), item.exercise
        if spares and exercise.position == "side-lying":
            assert request.side in ("left", "right"), item.exercise
            assert request.side not in [lies_on(exercise, hip) for hip in item.sides], item.exercise


# --- side

OTHER: dict[Side, Side] = {"left": "right", "right": "left", "both": "both"}


def mirrored(item: Item) -> Item:
    """Return an item for the other side; only what tells of one hip names sides in its reasons (P16)."""

    def swapped(reason: Reason) -> Reason:
        text = sub(r"\b(left|right) (?=hip|side)", lambda found: f"{OTHER[found[1]]} ", reason.text)  # type: ignore[index]  # left or right
        return replace(reason, text=text) if reason.rule == "P16" else reason

    return replace(
        item,
        sides=tuple(OTHER[side] for side in item.sides),
        reasons=tuple(swapped(reason) for reason in item.reasons),
    )


@given(requests(side="left"))
def test_a_mirrored_side_gives_the_mirrored_plan(request: Request) -> None:
    left, right = plan_of(request), planned(replace(request, side="right"))
    assert right is not None
    assert right.weeks == tuple(
        replace(
            week,
            sessions=tuple(
                replace(
                    session,
                    blocks=tuple(replace(block, items=tuple(map(mirrored, block.items))) for block in session.blocks),
                )
                for session in week.sessions
            ),
        )
        for week in left.weeks
    )
    for part in ("prescribed", "decisions", "warnings", "advice"):
        assert getattr(left, part) == getattr(right, part)


# --- start


@given(requests(), DATES)
def test_moving_the_start_by_a_week_moves_only_dates(request: Request, start: str) -> None:
    later = (date.fromisoformat(start) + timedelta(days=7)).isoformat()
    plan, moved = plan_of(replace(request, start=start)), planned(replace(request, start=later))
    assert moved is not None
    assert moved.id != plan.id
    assert moved == replace(
        plan,
        id=moved.id,
        request=replace(plan.request, start=later),
        weeks=tuple(
            replace(week, sessions=tuple(replace(session, date=a_week_on(session.date)) for session in week.sessions))
            for week in plan.weeks
        ),
    )


def a_week_on(day: str | None) -> str:
    assert day
    return (date.fromisoformat(day) + timedelta(days=7)).isoformat()


# --- names


@given(requests(**FREE), st.sampled_from(IDS))
def test_excluding_what_a_plan_does_not_use_leaves_it_unchanged(request: Request, id: str) -> None:
    plan = plan_of(request)
    assume(id not in used(plan) and id not in request.include)
    other = planned(replace(request, exclude=tuple(sorted({*request.exclude, id}))))
    assert other is not None
    assert untargeted(other) == untargeted(plan)


def possible(request: Request) -> bool:
    """Return whether any two main sets of lawful exercises make a lawful week: by brute force."""
    context = context_of(CATALOG, request, staged(CATALOG, request))
    lawful, _ = candidates(context)
    main = [candidate for candidate in lawful.values() if in_main(context, candidate)]
    sessions = [
        chosen
        for size in ((2, 3) if context.older else (2, 3, 4))
        for chosen in combinations(main, size)
        if (not context.protocol.compound or any(c.compound for c in chosen))
        and any(block_of(c.exercise) == "main" for c in chosen)
        and 2 * sum(c.rung for c in chosen) <= size
    ]
    return any(
        len({c.exercise.pattern for c in (*one, *other)}) > 1
        and (context.protocol.goal == "rehab" or {c.id for c in one} != {c.id for c in other})
        and set(request.include) <= {c.id for c in (*one, *other)}
        for one in sessions
        for other in sessions
    )


MAIN_IDS = [exercise.id for exercise in CATALOG.exercises if block_of(exercise) == "main"]
KEPT = st.sets(st.sampled_from(MAIN_IDS), min_size=1, max_size=5)
AGES = st.one_of(st.none(), st.integers(10, 120))


@given(requests(most_excluded=0, most_included=0, minutes=None, weeks=1), st.integers(0, 2), AGES, KEPT, st.data())
def test_a_week_is_found_whenever_one_is_possible(
    request: Request, pain: int, age: int | None, kept: set[str], data: st.DataObject
) -> None:
    """A pool of at most five exercises, some of them asked for by name."""
    include = tuple(sorted(data.draw(st.sets(st.sampled_from(sorted(kept)), max_size=2))))
    exclude = tuple(id for id in MAIN_IDS if id not in kept)
    request = replace(request, days=2, on=(), pain=pain, age=age, include=include, exclude=exclude)
    lawful, _ = candidates(context_of(CATALOG, request, staged(CATALOG, request)))
    assume(set(include) <= set(lawful))
    assert (planned(request) is not None) == possible(request)
