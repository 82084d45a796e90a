"""What must hold after a break of two weeks or more (R-039)."""

from datetime import date
from itertools import pairwise, zip_longest

from tests.proof.lives.amounts import all_sets, at_floor, few_sets, shown, work
from tests.proof.lives.lived import BREAK, Faults, Lived, Seen, Step, day_of, planned_for, told

from glutemed.model.catalog import Catalog
from glutemed.model.plan import Session, Week

__all__ = ["back_gently", "week_back"]

SHARES = (0.5, 0.7, 0.8, 0.9)
"""Shares of the week before a break, in the weeks after it."""


def back_gently(catalog: Catalog, lived: Lived) -> Faults:
    """After 14 days or more the first week has at most half the main sets, those after it 70, 80 and 90 %.

    Or two exercises of two sets, which are the fewest; in the first week also of half the work, or of
    the fewest repetitions.
    """
    for step in lived.steps:
        found = week_back(step)
        if found is None:
            continue
        number, base = found
        share = SHARES[number - 1]
        yield Seen(step.turn, f"weeks back after a break, number {number}")
        if all_sets(step.now.sessions) <= share * all_sets(base.sessions):
            continue
        high = [
            session
            for session, had in zip_longest(step.now.sessions, base.sessions[: len(step.now.sessions)])
            if not _is_less(catalog, session, had, share, step.new.request.age)
        ]
        if high:
            kind = " of a new program" if step.new_program else ""
            items = "; ".join(f"{item.exercise} {shown(item)}" for item in high[0].items("main"))
            detail = f"{all_sets(step.now.sessions)} of {all_sets(base.sessions)} sets: {items}"
            yield Seen(step.turn, fault=f"week {number} back{kind} has more than {share:.0%}", detail=detail)
        else:
            yield Seen(step.turn, f"weeks back after a break, number {number}, at the floors")
    yield from _unasked(catalog, lived)


def _is_less(catalog: Catalog, session: Session, had: Session | None, share: float, age: int | None) -> bool:
    """Return whether a session has at most a share of the sets of another, or the fewest that there may be."""
    items = session.items("main")
    if had is not None and all_sets([session]) <= share * all_sets([had]):
        return True
    if len(items) > 2 or not all(few_sets(catalog, item) for item in items):
        return False
    half = had is not None and sum(map(work, items)) <= share * sum(map(work, had.items("main")))
    return share > SHARES[0] or half or all(at_floor(catalog, item, age) for item in items)


def week_back(step: Step) -> tuple[int, Week] | None:
    """Return which week back after a break this is, from 1 to 4, and the week before the break."""
    days = sorted({day_of(one) for one in step.ask.before.workouts if told(one).done})
    if (date.fromisoformat(step.ask.day) - days[-1]).days >= BREAK:
        return 1, step.was
    for before, after in reversed([*pairwise(days)]):
        if (after - before).days >= BREAK:
            since = sum(began >= after for began in step.began)
            had = [week for week, began in zip(step.weeks, step.began, strict=True) if began < after]
            return (since + 1, had[-1]) if had and since < len(SHARES) else None
    return None


def _unasked(catalog: Catalog, lived: Lived) -> Faults:
    """Judge sessions that are the first after a break, of a plan that was made before it."""
    for turn, one, other in lived.pairs:
        before, after = date.fromisoformat(one.date), date.fromisoformat(other.date)
        made = date.fromisoformat(other.saved.saved[:10])
        planned, offered = planned_for(other), other.today.planned
        if (after - before).days < BREAK or (made - before).days >= BREAK or planned is None:
            continue
        yield Seen(turn, "sessions after a break, of a plan made before it")
        if not _is_less(catalog, offered, planned, SHARES[0], other.saved.plan.request.age):
            fault = "a session after a break has more than half the sets of a plan made before it"
            yield Seen(turn, fault=fault, detail=f"{(after - before).days} days")
