"""A week made easier as soon as it hurts, without waiting for its end."""

from dataclasses import replace

from glutemed.engine.easing import easier, less
from glutemed.engine.facts import pain_cap
from glutemed.engine.opening import Opening, blocks_of
from glutemed.engine.planner import context_of
from glutemed.engine.resuming import main_items, resumed
from glutemed.engine.rules import Context
from glutemed.engine.staging import staged
from glutemed.model.adaptation import Change, Number
from glutemed.model.catalog import Catalog
from glutemed.model.log import Person, Saved, Workout, outcome, standing, usual_morning, worst_during
from glutemed.model.plan import Week, session_minutes
from glutemed.model.policy import Action, TableRow
from glutemed.model.records import record

__all__ = ["provoking", "spared"]


@record
class Hurt:
    """Why a session asks for less: the row of the table, its text and numbers, and the exercises that hurt."""

    row: TableRow
    text: str
    numbers: tuple[Number, ...]
    sore: frozenset[str]


def spared(catalog: Catalog, person: Person, week: Week, done: tuple[Workout, ...]) -> tuple[Week, tuple[Change, ...]]:
    """Return a week of the current program made easier for each session that hurt, in their order, and why.

    After pain above what is acceptable, the exercises that hurt get their easier form (D2), all of
    them where none is named, and the others one step less; after a morning worse than usual each
    gets one step less (D3).
    """
    saved = person.programs[-1]
    context = _context(catalog, saved)
    hurts = [found for workout in done if (found := _hurt(context, person, saved, workout)) is not None]
    if not hurts:
        return week, ()
    opening, changes = resumed(context, week), dict[str, Change]()
    there = frozenset(main_items(opening))
    for hurt in hurts:
        for id in sorted(main_items(opening)):
            sore = hurt.row.id == "D2" and (not hurt.sore or id in hurt.sore)
            action: Action = "easier" if sore else "less"
            stepped = easier(context, opening, id, there) if sore else less(context, opening, id)
            if stepped is None:
                continue
            opening, what = stepped
            text, row = f"{hurt.text}. Now: {what}", hurt.row
            changes[id] = Change(
                row=row.id, subject=id, action=action, text=text, numbers=hurt.numbers, sources=row.sources
            )
    return _week_of(week, opening), tuple(changes.values())


def _hurt(context: Context, person: Person, saved: Saved, workout: Workout) -> Hurt | None:
    """Return what of a session asks for less in the next one; None where nothing does."""
    catalog, told, usual = context.catalog, outcome(workout), usual_morning(person)
    cap = pain_cap(catalog, context.conditions, saved.plan.prescribed.stage)
    pains = (worst_during(workout), told.after, told.morning)
    worst = max((pain for pain in pains if pain is not None), default=0)
    if worst > cap:
        row = catalog.row("D2")
        numbers = (Number(name="worst pain", value=str(worst)), Number(name="limit", value=str(cap)))
        text = row.text.format(worst=worst, cap=cap)
        return Hurt(row=row, text=text, numbers=numbers, sore=provoking(workout, cap))
    if told.morning is not None and usual is not None and told.morning - usual >= catalog.limit("morning-rise"):
        row = catalog.row("D3")
        numbers = (Number(name="morning", value=str(told.morning)), Number(name="usual", value=str(usual)))
        text = row.text.format(morning=told.morning, usual=usual)
        return Hurt(row=row, text=text, numbers=numbers, sore=frozenset())
    return None


def provoking(workout: Workout, cap: int) -> frozenset[str]:
    """Return the exercises at which pain was above what is acceptable; none where no set tells of it."""
    return frozenset(one.exercise for one in standing(workout) if one.pain is not None and one.pain > cap)


def _context(catalog: Catalog, saved: Saved) -> Context:
    """Return the context that a saved program was made in, at its prescribed goal and stage."""
    plan = saved.plan
    request = replace(plan.request, goal=plan.prescribed.goal, stage=plan.prescribed.stage)
    return context_of(catalog, request, staged(catalog, request, plan.passed))


def _week_of(week: Week, opening: Opening) -> Week:
    """Return a week with the items of an opening in its sessions."""
    kinds = [blocks_of(session.picks, items) for session, items in zip(opening.picks, opening.items, strict=True)]
    sessions = []
    for index, session in enumerate(week.sessions):
        blocks = kinds[index % len(kinds)]
        sessions.append(replace(session, blocks=blocks, minutes=session_minutes(blocks)))
    return replace(week, sessions=tuple(sessions))
