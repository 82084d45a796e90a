"""What holds between the plans of two requests that differ in one field: pain, kit, conditions, side or start."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from re import sub
from typing import Any

from tests.proof.space import CONDITIONS, Draw

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DEMANDS, KIT, STAGES, Exercise
from glutemed.model.plan import Item, Plan, Reason, Request, Side, Week, demand_of, form_named, lies_on, side_sets

__all__ = ["PROPERTIES", "Property"]

Change = dict[str, Any]
Judge = Callable[[Catalog, Plan, Plan], Iterator[str]]
OTHER: dict[Side, Side] = {"left": "right", "right": "left", "both": "both"}


@dataclass(frozen=True)
class Property:
    """A relation of two plans: `pair` gives fields of the two requests, or None where it says nothing.

    `judge` tells how two plans break it. `lossless`: with a plan for the first there is one for the second.
    """

    pair: Callable[[Request, Draw], tuple[Change, Change] | None]
    judge: Judge
    lossless: bool = False


def _items(plan: Plan) -> Iterator[Item]:
    return (item for week in plan.weeks for s in week.sessions for block in s.blocks for item in block.items)


def _exercise(catalog: Catalog, item: Item) -> Exercise:
    exercise = catalog.exercise(item.exercise)
    assert exercise
    return exercise


# --- pain


def _more_pain(request: Request, draw: Draw) -> tuple[Change, Change] | None:
    if request.pain is not None and request.pain > 7:
        return None
    mild = draw.one((None, 0, *range(7)))
    return {"pain": mild}, {"pain": draw.whole((mild or 0) + 1, 7)}


def _never_more(catalog: Catalog, mild: Plan, sore: Plan) -> Iterator[str]:
    if _lateness(sore) > _lateness(mild):
        yield "a later stage"
    for had, has in zip(mild.weeks, sore.weeks, strict=True):
        if _most_sets(has) > _most_sets(had):
            yield "more sets in a week"
        if _highest_demand(catalog, has) > _highest_demand(catalog, had):
            yield "a higher demand in a week"
        if len(had.sessions) != len(has.sessions):
            yield "another number of sessions"
        for before, after in zip(had.sessions, has.sessions, strict=False):
            if len(after.items("main")) > len(before.items("main")):
                yield "more main exercises in a session"


def _lateness(plan: Plan) -> int:
    """Return how late the stage is; prevention comes after all of rehab."""
    stage = plan.prescribed.stage
    return STAGES.index(stage) if stage else len(STAGES)


def _most_sets(week: Week) -> int:
    """Return the main sets of the hip that has most."""
    main = [item for session in week.sessions for item in session.items("main")]
    return max(sum(side_sets(item, "left") for item in main), sum(side_sets(item, "right") for item in main))


def _highest_demand(catalog: Catalog, week: Week) -> int:
    demands = []
    for item in (item for session in week.sessions for item in session.items("main")):
        exercise = _exercise(catalog, item)
        demands.append(DEMANDS.index(demand_of(exercise, form_named(exercise, item.variant), item.load)))
    return max(demands)


# --- kit and conditions


def _more_kit(request: Request, draw: Draw) -> tuple[Change, Change] | None:
    missing = [item for item in KIT if item not in request.equipment]
    return ({}, {"equipment": tuple(sorted((*request.equipment, draw.one(missing))))}) if missing else None


def _anything(catalog: Catalog, plan: Plan, other: Plan) -> Iterator[str]:
    yield from ()


def _more_conditions(request: Request, draw: Draw) -> tuple[Change, Change] | None:
    missing = [condition for condition in CONDITIONS if condition not in request.condition]
    return ({}, {"condition": (*request.condition, draw.one(missing))}) if missing else None


def _keeps_to_the_added(catalog: Catalog, plan: Plan, other: Plan) -> Iterator[str]:
    """Judge only by the condition added, which is the last."""
    added, side = catalog.condition(other.request.condition[-1]), other.request.side
    for item in _items(other):
        exercise = _exercise(catalog, item)
        form = form_named(exercise, item.variant)
        for note in exercise.conditions:
            if note.condition == added.id and note.action == "avoid":
                yield f"{item.exercise} is excluded by {added.id}"
            elif note.condition == added.id and note.form not in (None, form.id if form else ""):
                yield f"{item.exercise} lacks the form that {added.id} asks for"
        if added.spare_side and exercise.position == "side-lying":
            if side not in ("left", "right"):
                yield f"{item.exercise} lies on a side that may be sore"
            elif side in [lies_on(exercise, hip) for hip in item.sides]:
                yield f"{item.exercise} lies on the sore side"


# --- side and start


def _sides(request: Request, draw: Draw) -> tuple[Change, Change]:
    return {"side": "left"}, {"side": "right"}


def _mirrored(catalog: Catalog, left: Plan, right: Plan) -> Iterator[str]:
    expected = replace(left, id=right.id, request=right.request, weeks=_with_items(left, _mirror))
    if expected != right:
        yield _first_difference(expected, right)


def _mirror(item: Item) -> Item:
    """Return an item for the other side; only what tells of one hip names sides in its reasons (P16)."""

    def swapped(reason: Reason) -> Reason:
        text = sub(r"\b(left|right) (?=hip|side)", lambda found: f"{OTHER[found[1]]} ", reason.text)  # type: ignore[index]  # left or right
        return replace(reason, text=text) if reason.rule == "P16" else reason

    return replace(
        item,
        sides=tuple(OTHER[side] for side in item.sides),
        reasons=tuple(swapped(reason) for reason in item.reasons),
    )


def _with_items(plan: Plan, change: Callable[[Item], Item]) -> tuple[Week, ...]:
    def changed(week: Week) -> Week:
        sessions = []
        for session in week.sessions:
            blocks = tuple(replace(block, items=tuple(map(change, block.items))) for block in session.blocks)
            sessions.append(replace(session, blocks=blocks))
        return replace(week, sessions=tuple(sessions))

    return tuple(map(changed, plan.weeks))


def _starts(request: Request, draw: Draw) -> tuple[Change, Change]:
    start = request.start or "2026-12-01"
    return {"start": start}, {"start": _a_week_on(start)}


def _only_dates(catalog: Catalog, plan: Plan, moved: Plan) -> Iterator[str]:
    if plan.id == moved.id:
        yield "the same id"
    weeks = tuple(
        replace(week, sessions=tuple(replace(session, date=_a_week_on(session.date)) for session in week.sessions))
        for week in plan.weeks
    )
    expected = replace(plan, id=moved.id, request=moved.request, weeks=weeks)
    if expected != moved:
        yield _first_difference(expected, moved)


def _a_week_on(day: str | None) -> str:
    return (date.fromisoformat(day or "") + timedelta(days=7)).isoformat()


def _first_difference(one: Plan, other: Plan) -> str:
    parts = ("prescribed", "weeks", "decisions", "warnings", "advice")
    part = next((part for part in parts if getattr(one, part) != getattr(other, part)), "id")
    return f"{part} differ"


PROPERTIES: dict[str, Property] = {
    "more pain": Property(pair=_more_pain, judge=_never_more),
    "more kit": Property(pair=_more_kit, judge=_anything, lossless=True),
    "one more condition": Property(pair=_more_conditions, judge=_keeps_to_the_added),
    "mirrored side": Property(pair=_sides, judge=_mirrored, lossless=True),
    "a week later": Property(pair=_starts, judge=_only_dates, lossless=True),
}
"""What the plans of one request and of the same, changed in one field, have to do with each other."""
