"""What holds for every request: the checks, sameness, independence of what a plan does not use."""

from dataclasses import replace
from datetime import date
from itertools import combinations
from json import dumps
from random import Random
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from glutemed.checks.registry import check_plan
from glutemed.engine.planner import make_plan
from glutemed.engine.rules import Context, candidates
from glutemed.errors import NoPlanError
from glutemed.loading.catalog import data_files
from glutemed.loading.merging import merge
from glutemed.model.exercise import KIT
from glutemed.model.plan import GOALS, LEVELS, WEEKDAYS, Plan, Request, block_of
from glutemed.model.records import decode, encode

CATALOG = merge(data_files())
IDS = tuple(exercise.id for exercise in CATALOG.exercises)


@st.composite
def requests(draw: st.DrawFn, *, most_excluded: int = 6, most_included: int = 2) -> Request:
    goal = draw(st.sampled_from(GOALS))
    stage = draw(st.sampled_from(("early", "mid", "late"))) if goal == "rehab" else None
    low, high = CATALOG.protocol(goal, stage).days
    days = draw(st.integers(low, high))
    on = draw(st.one_of(st.just(()), st.lists(st.sampled_from(WEEKDAYS), min_size=days, max_size=days, unique=True)))
    include = tuple(sorted(draw(st.sets(st.sampled_from(IDS), max_size=most_included))))
    exclude = tuple(sorted(draw(st.sets(st.sampled_from(IDS), max_size=most_excluded)) - set(include)))
    fields: dict[str, Any] = {
        "goal": goal,
        "stage": stage,
        "equipment": tuple(sorted(draw(st.sets(st.sampled_from(KIT))))),
        "days": days,
        "on": tuple(sorted(on, key=WEEKDAYS.index)),
        "level": draw(st.sampled_from(LEVELS)),
        "include": include,
        "exclude": exclude,
        "start": draw(
            st.one_of(st.none(), st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31)).map(date.isoformat))
        ),
    }
    return Request(**fields)


def planned(request: Request) -> Plan | None:
    try:
        return make_plan(CATALOG, request)
    except NoPlanError:
        return None


def used(plan: Plan) -> set[str]:
    return {item.exercise for week in plan.weeks for s in week.sessions for b in s.blocks for item in b.items}


@given(requests(most_excluded=40))
def test_every_plan_passes_every_check(request: Request) -> None:
    plan = planned(request)
    assume(plan is not None)
    assert plan is not None
    assert check_plan(CATALOG, plan) == ()


@given(requests())
def test_the_same_request_gives_the_same_bytes_and_reads_back(request: Request) -> None:
    one, other = planned(request), planned(request)
    assert dumps(encode(one)) == dumps(encode(other))
    if one is not None:
        assert decode(Plan, encode(one)) == one


@given(requests(most_excluded=20), st.randoms(use_true_random=False))
def test_the_order_of_the_catalogue_does_not_matter(request: Request, random: Random) -> None:
    shuffled = list(CATALOG.exercises)
    random.shuffle(shuffled)
    other = replace(CATALOG, exercises=tuple(shuffled))
    try:
        assert make_plan(other, request) == planned(request)
    except NoPlanError:
        assert planned(request) is None


@given(requests(most_excluded=45, most_included=1), st.sampled_from(KIT))
def test_adding_kit_never_loses_a_plan(request: Request, item: str) -> None:
    assume(planned(request) is not None)
    richer = replace(request, equipment=tuple(sorted({*request.equipment, item})))
    assert planned(richer) is not None


@given(requests(), st.sampled_from(IDS))
def test_excluding_what_a_plan_does_not_use_leaves_it_unchanged(request: Request, id: str) -> None:
    plan = planned(request)
    assume(plan is not None and id not in used(plan) and id not in request.include)
    assert plan is not None
    other = planned(replace(request, exclude=tuple(sorted({*request.exclude, id}))))
    assert other is not None
    assert other.weeks == plan.weeks


def possible(request: Request) -> bool:
    """Return whether any two main sets of lawful exercises make a lawful week: by brute force."""
    protocol = CATALOG.protocol(request.goal, request.stage)
    lawful, _ = candidates(Context(catalog=CATALOG, request=request, protocol=protocol))
    main = [candidate for candidate in lawful.values() if block_of(candidate.exercise) == "main"]
    compound = request.stage != "early"
    sessions = [
        chosen
        for size in (2, 3, 4)
        for chosen in combinations(main, size)
        if (not compound or any(c.compound for c in chosen)) and 2 * sum(c.rung for c in chosen) <= size
    ]
    return any(
        len({c.exercise.pattern for c in (*one, *other)}) > 1
        and (request.goal == "rehab" or {c.id for c in one} != {c.id for c in other})
        and set(request.include) <= {c.id for c in (*one, *other)}
        for one in sessions
        for other in sessions
    )


MAIN_IDS = [exercise.id for exercise in CATALOG.exercises if block_of(exercise) == "main"]


KEPT = st.sets(st.sampled_from(MAIN_IDS), min_size=1, max_size=5)


@given(requests(most_excluded=0, most_included=0), KEPT, st.data())
def test_a_week_is_found_whenever_one_is_possible(request: Request, kept: set[str], data: st.DataObject) -> None:
    """A pool of at most five exercises, some of them asked for by name."""
    include = tuple(sorted(data.draw(st.sets(st.sampled_from(sorted(kept)), max_size=2))))
    exclude = tuple(id for id in MAIN_IDS if id not in kept)
    request = replace(request, days=2, on=(), include=include, exclude=exclude)
    protocol = CATALOG.protocol(request.goal, request.stage)
    lawful, _ = candidates(Context(catalog=CATALOG, request=request, protocol=protocol))
    assume(set(include) <= set(lawful))
    assert (planned(request) is not None) == possible(request)


@given(requests(), st.data())
def test_removing_kit_that_a_plan_does_not_use_leaves_it_unchanged(request: Request, data: st.DataObject) -> None:
    request = replace(request, equipment=KIT)
    plan = planned(request)
    assume(plan is not None)
    assert plan is not None
    items = [item for week in plan.weeks for s in week.sessions for b in s.blocks for item in b.items]
    spare = [kit for kit in KIT if not any(kit in (item.load.kind, *item.kit) for item in items)]
    removed = data.draw(st.sets(st.sampled_from(spare), min_size=1))
    other = planned(replace(request, equipment=tuple(kit for kit in KIT if kit not in removed)))
    assert other is not None
    assert other.weeks == plan.weeks
