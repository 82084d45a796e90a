"""Another stage: a new program that opens with no more than was done before."""

from dataclasses import replace

from glutemed.engine.easing import easier, put
from glutemed.engine.facts import Trained, WeekFacts
from glutemed.engine.opening import Opening, opened, weekly_sets
from glutemed.engine.planner import assembled, context_of, opening_of
from glutemed.engine.resuming import main_items, resumed
from glutemed.engine.rules import Context
from glutemed.engine.sparing import provoking
from glutemed.engine.staging import Staging
from glutemed.errors import NoPlanError
from glutemed.model.adaptation import Change, Number
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Stage
from glutemed.model.plan import Item, Plan, Request, Week, volume

__all__ = ["restaged"]


def restaged(
    catalog: Catalog, request: Request, staging: Staging, now: Trained, facts: WeekFacts, wanted: Stage | None
) -> tuple[Plan, tuple[Change, ...]]:
    """Return the first week of another stage: nothing of it is more than before, and what is new has two sets.

    `wanted` is the stage that was asked for, if one was.
    """
    context, week = opening_of(context_of(catalog, request, staging))
    old = _before_items(now.week)
    had = max(weekly_sets(context, resumed(context, now.week)))
    week = _held(context, week, old)
    ceiling = [sum(pick.block == "main" for pick in session.picks) for session in week.picks]
    share = catalog.limit("rise-sets")
    while max(weekly_sets(context, week)) > max(had * (1 + share), had + 1):
        if max(ceiling) <= catalog.limit("main-items-min"):
            break
        ceiling[ceiling.index(max(ceiling))] -= 1
        try:
            week = _held(context, opened(context, tuple(ceiling)), old)
        except NoPlanError:
            break
    week, changes = _spared(context, week, now, facts.cap)
    was, row = now.saved.plan.prescribed, catalog.row("E12" if wanted else "E13")
    before = f"{was.goal}, {was.stage} stage" if was.stage else was.goal
    after = f"{staging.protocol.goal}, {staging.protocol.stage} stage" if staging.protocol.stage else "prevention"
    moved = f"from {before} to {after}"
    if before == after:
        moved = f"{after}, and some of last week's exercises may not be done by now"
    change = Change(
        row=row.id,
        subject="stage",
        action="progress" if wanted and wanted != was.stage else "less",
        text=row.text.format(what=f"{moved}: a new program, which opens with two sets of what is new"),
        numbers=(
            Number(name="pain in daily life", value=str(request.pain)),
            Number(name="worst pain", value=str(facts.worst)),
        ),
        sources=row.sources,
    )
    made = assembled(context, staging.decisions, [week])
    return made, (change, *changes)


def _spared(context: Context, week: Opening, now: Trained, cap: int) -> tuple[Opening, tuple[Change, ...]]:
    """Return the week with easier forms of exercises that hurt in the week before (D2)."""
    sore = frozenset[str]().union(*(provoking(workout, cap) for workout in now.workouts))
    row, changes = context.catalog.row("D2"), list[Change]()
    for id in sorted(sore & set(main_items(week))):
        stepped = easier(context, week, id, sore)
        if stepped:
            week, what = stepped
            text = f"pain was above {cap} at it: {what}"
            numbers = (Number(name="limit", value=str(cap)),)
            changes.append(
                Change(row=row.id, subject=id, action="easier", text=text, numbers=numbers, sources=row.sources)
            )
    return week, tuple(changes)


def _before_items(week: Week) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for session in week.sessions:
        for item in session.items("main"):
            if item.exercise not in found or volume(item) > volume(found[item.exercise]):
                found[item.exercise] = item
    return found


def _held(context: Context, week: Opening, old: dict[str, Item]) -> Opening:
    """Return a new program's week with no more of what was done before, and two sets of what was not (P05, P11)."""
    for id, (pick, item) in main_items(week).items():
        had, own = old.get(id), pick.candidate.exercise.dose.sets
        fewest = max(int(context.catalog.limit("reduced-sets")), own[0] if own else 0)
        if had is None or had.dose.kind != item.dose.kind or had.variant != item.variant:
            new = replace(item, sets=min(item.sets, fewest))
        else:
            dose = replace(item.dose, reps=min(item.dose.reps, had.dose.reps))
            if dose.seconds is not None and had.dose.seconds is not None:
                dose = replace(dose, seconds=min(dose.seconds, had.dose.seconds))
            new = replace(item, sets=min(item.sets, had.sets), dose=dose)
        week = put(week, id, pick, new)
    return week
