"""Weeks of our own Markdown read back: dates, and what a later week leaves unsaid because it is as before."""

from collections.abc import Callable
from dataclasses import replace

from tests.loading.readback import bare, bare_items, read

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Load
from glutemed.model.plan import Plan
from glutemed.rendering.markdown import plan_to_markdown

PlanFor = Callable[..., Plan]


def test_dates_count_from_the_first_session(catalog: Catalog, plan_for: PlanFor) -> None:
    plan = plan_for(stage="late", start="2026-12-02", weeks=2)
    found = read(catalog, plan_to_markdown(catalog, plan)).plan
    assert found.request.start == "2026-12-02"
    assert [[s.day for s in week.sessions] for week in found.weeks] == [[s.day for s in w.sessions] for w in plan.weeks]


def test_a_dose_set_by_hand_is_marked_as_such_and_goes_on(catalog: Catalog, plan_for: PlanFor) -> None:
    plan = plan_for(goal="prevention", weeks=2)
    (week, later), place = plan.weeks, 0
    by_hand = lambda item: replace(item, by_hand=True)  # noqa: E731  # a table of one
    blocks = tuple(
        replace(block, items=tuple(map(by_hand, block.items)) if block.kind == "main" else block.items)
        for block in week.sessions[place].blocks
    )
    first = replace(week, sessions=(replace(week.sessions[place], blocks=blocks), *week.sessions[1:]))
    plan = replace(plan, weeks=(first, later))
    assert bare(read(catalog, plan_to_markdown(catalog, plan)).plan.weeks) == bare(plan.weeks)


def test_every_field_of_an_item_may_differ_from_week_to_week(catalog: Catalog, plan_for: PlanFor) -> None:
    plan = plan_for(goal="prevention", level="intermediate", weeks=2)
    week, later = plan.weeks
    session = later.sessions[0]
    block = next(block for block in session.blocks if block.kind == "main")
    odd = replace(
        block.items[0],
        range="half; the way",
        support="a [wall] | rail",
        sides=("right",),
        rest_seconds=33,
        tempo=None,
        effort="easy",
        reserve=None,
        load=Load(kind="kettlebell", where="", start="12 kg; or so"),
        kit=("kettlebell",),
        track="repetitions and control",
        target="99 in every set",
    )
    plain = replace(block.items[1], load=Load(kind="bodyweight", where="", start=""), kit=(), range=None, tempo=None)
    blocks = tuple(replace(b, items=(odd, plain)) if b is block else b for b in session.blocks)
    plan = replace(plan, weeks=(week, replace(later, sessions=(replace(session, blocks=blocks), *later.sessions[1:]))))
    assert bare_items(read(catalog, plan_to_markdown(catalog, plan)).plan) == bare_items(plan)


def test_weeks_with_other_warm_ups_or_none_read_back(catalog: Catalog, plan_for: PlanFor) -> None:
    plan = plan_for(goal="prevention", level="intermediate", weeks=3)
    one, two, three = plan.weeks
    first = two.sessions[0]
    without = replace(first, blocks=tuple(block for block in first.blocks if block.kind != "warm-up"))
    blocks = tuple(
        replace(block, items=tuple(replace(item, sets=1) for item in block.items)) if block.kind != "main" else block
        for block in three.sessions[1].blocks
    )
    plan = replace(
        plan,
        weeks=(
            one,
            replace(two, sessions=(without, *two.sessions[1:])),
            replace(three, sessions=(three.sessions[0], replace(three.sessions[1], blocks=blocks))),
        ),
    )
    assert bare_items(read(catalog, plan_to_markdown(catalog, plan)).plan) == bare_items(plan)


def test_an_exercise_that_comes_back_is_as_it_was_last(catalog: Catalog, plan_for: PlanFor) -> None:
    plan = plan_for(goal="prevention", level="intermediate", weeks=3)
    one, two, three = plan.weeks
    session = two.sessions[0]
    blocks = tuple(replace(block, items=block.items[1:]) if block.kind == "main" else block for block in session.blocks)
    plan = replace(
        plan, weeks=(one, replace(two, sessions=(replace(session, blocks=blocks), *two.sessions[1:])), three)
    )
    assert bare_items(read(catalog, plan_to_markdown(catalog, plan)).plan) == bare_items(plan)
