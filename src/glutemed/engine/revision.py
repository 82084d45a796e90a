"""Changing a plan by hand: an exercise swapped for the best lawful other, or a dose set."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from glutemed.engine.candidates import candidates
from glutemed.engine.context import Candidate, Context
from glutemed.engine.opening import Opening
from glutemed.engine.phrases import Words
from glutemed.engine.planner import context_of, opening_of, stamped
from glutemed.engine.prescription import prescribe
from glutemed.engine.progression import later_weeks
from glutemed.engine.ranking import rank
from glutemed.engine.rules import told
from glutemed.engine.selection import Pick, SessionPicks, in_main
from glutemed.engine.staging import staged
from glutemed.errors import NoPlanError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DEMANDS, Exercise
from glutemed.model.plan import BlockKind, Decision, Item, Plan, Reason, Session, Week, session_minutes

__all__ = ["dosed_by_hand", "swaps"]

RISE = "P11"
DOSE_RULES = ("P05", RISE, "P12")
"""The rules whose reasons tell how a dose came about: its range, its rises, sets left out to fit."""


def swaps(catalog: Catalog, plan: Plan, old: Exercise, new: Exercise | None = None) -> Iterator[Plan]:
    """Return the plan with an exercise in the place of one that it has: the best first, or the one that is named.

    Everything else stays as it is, doses set by hand too. The new exercise opens and rises by the
    rules, with the sets of the old one where its own may be too many; rungs that the old one grew
    into go with it. The request of the plan then asks for what was named and excludes what was
    swapped out. Raises NoPlanError where the exercise that is named is not lawful.
    """
    out = replace(
        plan.request,
        include=tuple(sorted({*plan.request.include, *([new.id] if new else [])} - {old.id})),
        exclude=tuple(sorted({*plan.request.exclude, old.id} - ({new.id} if new else set()))),
    )
    context = context_of(catalog, replace(out, weeks=len(plan.weeks)), staged(catalog, out, plan.passed))
    context = replace(context, demand_max=min(context.demand_max, _highest_demand(catalog, plan)))
    lawful, refused = candidates(context)
    if new and new.id not in lawful:
        rule, why = told(catalog, refused[new.id])
        raise NoPlanError(rule, f"{rule}, it {why}")
    first, block, had = next(place for place in _places(plan) if place[2].exercise == old.id)
    gone = _with_rungs(plan, old.id, first)
    stay = {item.exercise for _, _, item in _places(plan)} - gone
    fit = [c for c in lawful.values() if (in_main(context, c) if block == "main" else c.block == block)]
    if new and new.id not in [candidate.id for candidate in fit]:
        raise NoPlanError("P07", f"P07, it does not belong in {block}")
    reason = Words(context=context).reason("swapped", old=old.name)
    for candidate in sorted(fit, key=lambda one: _order(context, one, old)):
        if candidate.id != new.id if new else candidate.id in stay:
            continue
        pick = Pick(block=block, candidate=candidate, slot=None)
        only = SessionPicks(picks=(pick,), empty=())
        item = prescribe(context, pick, refused)
        for sets in dict.fromkeys((item.sets, min(item.sets, had.sets))):
            items = ((replace(item, sets=sets),),)
            opening = Opening(lawful={candidate.id: candidate}, refused=refused, picks=(only,), items=items)
            risen = [week.items[0][0] for week in later_weeks(context, opening, first + 1)]
            risen = [replace(item, reasons=(*item.reasons, reason)) for item in risen]

            def swapped(_: Item, week: int, risen: list[Item] = risen) -> Item:
                return risen[week - first]

            change = Decision(rule=reason.rule, subject=candidate.id, text=reason.text, sources=reason.sources)
            kept = (one for one in plan.decisions if one.subject not in (*gone, candidate.id))
            made = _put(plan, gone, swapped)
            yield stamped(catalog, replace(made, request=out, decisions=(*kept, change)))


def _highest_demand(catalog: Catalog, plan: Plan) -> int:
    """Return the highest demand that the pain of a plan's request leaves (P14), as an index of DEMANDS."""
    try:
        return opening_of(context_of(catalog, plan.request, staged(catalog, plan.request, plan.passed)))[0].demand_max
    except NoPlanError:
        return len(DEMANDS) - 1


def dosed_by_hand(
    catalog: Catalog,
    plan: Plan,
    exercise: Exercise,
    *,
    sets: int | None = None,
    reps: int | None = None,
    seconds: int | None = None,
    week: int | None = None,
) -> Plan:
    """Return the plan with the sets, repetitions (or holds) or seconds of an exercise set by hand.

    In every week, or in the one that is named. What is None stays as it is. Nothing is clamped: the
    checks judge the result. Reasons that told of the dose of before give way.
    """
    row = catalog.rule("by-hand")
    reason = Reason(rule=row.rule, text=row.text, sources=row.sources)

    def by_hand(item: Item, index: int) -> Item:
        number = plan.weeks[index].number
        if week is not None and number != week:
            rose_from_it = number == week + 1
            return replace(item, reasons=tuple(one for one in item.reasons if one.rule != RISE or not rose_from_it))
        dose = replace(item.dose, reps=reps or item.dose.reps, seconds=seconds or item.dose.seconds)
        kept = (one for one in item.reasons if one.rule not in DOSE_RULES)
        reasons = tuple(dict.fromkeys((*kept, reason)))
        return replace(item, sets=sets or item.sets, dose=dose, by_hand=True, reasons=reasons)

    return stamped(catalog, _put(plan, {exercise.id}, by_hand))


def _places(plan: Plan) -> Iterator[tuple[int, BlockKind, Item]]:
    """Return every item with the index of its week and its block."""
    for index, week in enumerate(plan.weeks):
        yield from ((index, block.kind, item) for s in week.sessions for block in s.blocks for item in block.items)


def _with_rungs(plan: Plan, id: str, first: int) -> set[str]:
    """Return an exercise of a week, and what stands in its place in later weeks and was not in that one."""
    opening = {item.exercise for index, _, item in _places(plan) if index == first}
    found = {id}
    for week in plan.weeks[first:]:
        found |= {new for old, new in _pairs(plan.weeks[first], week) if old == id and new not in opening}
    return found


def _pairs(one: Week, other: Week) -> Iterator[tuple[str, str]]:
    """Return the exercises that stand in the same places of two weeks."""
    for mine, theirs in zip(one.sessions, other.sessions, strict=False):
        for first, second in zip(mine.blocks, theirs.blocks, strict=False):
            for a, b in zip(first.items, second.items, strict=False):
                yield a.exercise, b.exercise


def _put(plan: Plan, ids: set[str], change: Callable[[Item, int], Item]) -> Plan:
    """Return the plan with some exercises changed by item and index of the week, and the minutes that follow."""

    def with_change(session: Session, week: int) -> Session:
        blocks = tuple(
            replace(block, items=tuple(change(item, week) if item.exercise in ids else item for item in block.items))
            for block in session.blocks
        )
        return session if blocks == session.blocks else replace(session, blocks=blocks, minutes=session_minutes(blocks))

    weeks = tuple(
        replace(week, sessions=tuple(with_change(session, index) for session in week.sessions))
        for index, week in enumerate(plan.weeks)
    )
    return replace(plan, weeks=weeks)


def _order(context: Context, candidate: Candidate, old: Exercise) -> tuple[int | str, ...]:
    """Return how near a candidate is to what it replaces: its pattern, neighbours on its ladder, then its rank."""
    neighbours = (*old.easier, *old.harder)
    soft = rank(
        context,
        candidate,
        patterns=(old.pattern,),
        prefer=(),
        in_week=frozenset(),
        wanted_elsewhere=frozenset(),
        session_patterns=frozenset(),
    )
    alike = Candidate(exercise=old)
    return (
        int(candidate.exercise.pattern != old.pattern),
        int(candidate.compound != alike.compound),
        int(candidate.id not in neighbours),
        *soft,
    )
