"""What holds for every request: the checks, sameness, independence of what a plan does not use."""

from dataclasses import replace
from datetime import date
from json import dumps
from random import Random
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from glutemed.checks.registry import check_plan
from glutemed.engine.planner import make_plan
from glutemed.errors import NoPlanError
from glutemed.loading.catalog import data_files
from glutemed.loading.merging import merge
from glutemed.model.exercise import KIT
from glutemed.model.plan import GOALS, LEVELS, WEEKDAYS, Plan, Request
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
