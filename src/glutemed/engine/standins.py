"""What may stand in for an exercise in one session, when it cannot be done or hurts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from glutemed.engine.revision import swaps
from glutemed.engine.turns import Turn
from glutemed.errors import NoPlanError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DEMANDS, Exercise
from glutemed.model.plan import Block, Item, Plan, Session, demand_of, form_named

__all__ = ["StandIn", "as_now", "named_stand_in", "stand_ins"]


class StandIn(NamedTuple):
    """An item that may take the place of another, and the plan that it would make, for the checks to judge."""

    item: Item
    plan: Plan


def as_now(plan: Plan, week: int, session: int, turns: Iterable[Turn]) -> Plan:
    """Return a plan with a session as it is done today: `week` is a number, `session` a place in it from 1."""
    items = dict.fromkeys((turn.kind, turn.item) for turn in turns)
    blocks = tuple(
        Block(kind=kind, items=tuple(item for _, item in group))
        for kind, group in groupby(items, key=lambda one: one[0])
    )

    def done(number: int, place: int, planned: Session) -> Session:
        return replace(planned, blocks=blocks) if (number, place) == (week, session) else planned

    weeks = tuple(
        replace(each, sessions=tuple(done(each.number, place, one) for place, one in enumerate(each.sessions, 1)))
        for each in plan.weeks
    )
    return replace(plan, weeks=weeks)


def stand_ins(
    catalog: Catalog, plan: Plan, week: int, session: int, old: Item, *, sore: bool = False
) -> Iterator[StandIn]:
    """Return what may lawfully stand in for an item of a session, the best first, as `swap` ranks it.

    When the exercise is sore only what asks for no more demand: what lies below it on its ladder
    first, then the lowest demand.
    """
    exercise = catalog.exercise(old.exercise)
    if exercise is None:
        return
    found = _swaps(catalog, plan, week, session, exercise)
    if not sore:
        yield from found
        return
    below, most = _below(catalog, exercise), _demand(catalog, old)
    calm = [one for one in found if _demand(catalog, one.item) <= most]
    yield from sorted(calm, key=lambda one: (one.item.exercise not in below, _demand(catalog, one.item)))


def named_stand_in(catalog: Catalog, plan: Plan, week: int, session: int, old: str, new: str) -> Item | None:
    """Return the item of an exercise that stood in for another; None where that is not lawful any more."""
    was, now = catalog.exercise(old), catalog.exercise(new)
    if was is None or now is None:
        return None
    try:
        found = next(_swaps(catalog, plan, week, session, was, now), None)
    except NoPlanError:
        return None
    return found.item if found else None


def _swaps(
    catalog: Catalog, plan: Plan, week: int, session: int, old: Exercise, new: Exercise | None = None
) -> Iterator[StandIn]:
    """Return each swap of a plan with the item that it puts into the session; each exercise once."""
    had, seen = {item.exercise for item in _items(plan, week, session)}, set[str]()
    if old.id not in had:
        return
    for changed in swaps(catalog, plan, old, new):
        for item in _items(changed, week, session):
            if item.exercise not in had | seen:
                seen.add(item.exercise)
                yield StandIn(item, changed)


def _items(plan: Plan, week: int, session: int) -> tuple[Item, ...]:
    sessions = (each.sessions[session - 1] for each in plan.weeks if each.number == week)
    return tuple(item for one in sessions for block in one.blocks for item in block.items)


def _below(catalog: Catalog, exercise: Exercise) -> set[str]:
    """Return everything below an exercise on its ladder."""
    found, left = set[str](), list(exercise.easier)
    while left:
        rung = catalog.exercise(left.pop())
        if rung and rung.id not in found:
            found.add(rung.id)
            left += rung.easier
    return found


def _demand(catalog: Catalog, item: Item) -> int:
    exercise = catalog.exercise(item.exercise)
    assert exercise is not None  # the one to swap was looked up before, and the others are of the catalogue
    return DEMANDS.index(demand_of(exercise, form_named(exercise, item.variant), item.load))
