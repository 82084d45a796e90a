"""Changing a plan by hand: an exercise swapped for the best lawful other, or a dose set."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from glutemed.engine.opening import Opening
from glutemed.engine.phrases import Words
from glutemed.engine.planner import context_of, identity
from glutemed.engine.prescription import prescribe
from glutemed.engine.progression import later_weeks
from glutemed.engine.rules import Candidate, Context, candidates, rank, told
from glutemed.engine.selection import Pick, SessionPicks, in_main
from glutemed.engine.staging import staged
from glutemed.errors import NoPlanError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise
from glutemed.model.plan import Decision, Item, Plan, Reason, Session, Week, session_minutes

__all__ = ["dosed_by_hand", "swaps"]


def swaps(catalog: Catalog, plan: Plan, old: Exercise, new: Exercise | None = None) -> Iterator[Plan]:
    """Return the plan with an exercise in the place of another, the best first, or with the one that is named.

    Everything else stays as it is, doses set by hand too; the new exercise opens and rises by the
    rules. The request of the plan then asks for what was named and excludes what was swapped out.
    Raises NoPlanError where the exercise that is named is not lawful.
    """
    out = replace(
        plan.request,
        include=tuple(sorted({*plan.request.include, *([new.id] if new else [])} - {old.id})),
        exclude=tuple(sorted({*plan.request.exclude, old.id} - ({new.id} if new else set()))),
    )
    context = context_of(catalog, out, staged(catalog, out))
    lawful, refused = candidates(context)
    if new and new.id not in lawful:
        rule, why = told(catalog, refused[new.id])
        raise NoPlanError(rule, f"{new.id} cannot take its place: it {why}")
    places = _places(plan, old.id)
    first = next(index for index, week in enumerate(plan.weeks) if old.id in _ids(week))
    used = {id for week in plan.weeks for id in _ids(week)} - {old.id}
    block = plan.weeks[0].sessions[places[0][0]].blocks[places[0][1]].kind
    fit = [
        candidate
        for candidate in lawful.values()
        if candidate.id not in used
        and (new is None or candidate.id == new.id)
        and (in_main(context, candidate) if block == "main" else candidate.block == block)
    ]
    for candidate in sorted(fit, key=lambda one: _order(context, one, old)):
        pick = Pick(block=block, candidate=candidate, slot=None)
        only = SessionPicks(picks=(pick,), empty=())
        item = prescribe(context, pick, refused)
        opening = Opening(lawful={candidate.id: candidate}, refused=refused, picks=(only,), items=((item,),))
        reason = Words(context=context).reason("swapped", old=old.name)
        items = [week.items[0][0] for week in later_weeks(context, opening)]
        items = [replace(item, reasons=(*item.reasons, reason)) for item in items]

        def risen(item: Item, week: int, items: list[Item] = items) -> Item:
            return items[week - first] if week >= first else item

        made = _put(plan, places, risen)
        change = Decision(rule=reason.rule, subject=candidate.id, text=reason.text, sources=reason.sources)
        yield replace(made, request=out, id=identity(catalog, out), decisions=(*plan.decisions, change))


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
    checks judge the result.
    """
    row = catalog.rule("by-hand")
    reason = Reason(rule=row.rule, text=row.text, sources=row.sources)

    def by_hand(item: Item, index: int) -> Item:
        if week is not None and week != plan.weeks[index].number:
            return item
        dose = replace(item.dose, reps=reps or item.dose.reps, seconds=seconds or item.dose.seconds)
        reasons = tuple(dict.fromkeys((*item.reasons, reason)))
        return replace(item, sets=sets or item.sets, dose=dose, by_hand=True, reasons=reasons)

    return _put(plan, _places(plan, exercise.id, every=True), by_hand, exercise.id)


def _ids(week: Week) -> set[str]:
    return {item.exercise for session in week.sessions for block in session.blocks for item in block.items}


def _places(plan: Plan, id: str, *, every: bool = False) -> list[tuple[int, int, int]]:
    """Return where an exercise stands (session, block, item): in the first week that has it, or in any."""
    found: dict[tuple[int, int, int], None] = {}
    for week in plan.weeks:
        for at, session in enumerate(week.sessions):
            for within, block in enumerate(session.blocks):
                found |= {(at, within, nth): None for nth, item in enumerate(block.items) if item.exercise == id}
        if found and not every:
            break
    return list(found)


def _put(
    plan: Plan, places: list[tuple[int, int, int]], change: Callable[[Item, int], Item], only: str | None = None
) -> Plan:
    """Return the plan with the items at some places changed in each week, and the minutes that follow."""
    weeks = []
    for index, week in enumerate(plan.weeks):
        sessions = list(week.sessions)
        for at, within, nth in places:
            session = sessions[at]
            item = session.blocks[within].items[nth]
            if only is None or item.exercise == only:
                sessions[at] = _with_item(session, within, nth, change(item, index))
        weeks.append(replace(week, sessions=tuple(sessions)))
    return replace(plan, weeks=tuple(weeks))


def _with_item(session: Session, within: int, nth: int, item: Item) -> Session:
    block = session.blocks[within]
    items = (*block.items[:nth], item, *block.items[nth + 1 :])
    blocks = (*session.blocks[:within], replace(block, items=items), *session.blocks[within + 1 :])
    return replace(session, blocks=blocks, minutes=session_minutes(blocks))


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
