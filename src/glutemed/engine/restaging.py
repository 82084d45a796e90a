"""Another stage: a new program that opens with no more than was done before."""

from dataclasses import replace

from glutemed.engine.candidates import candidates
from glutemed.engine.context import Context
from glutemed.engine.dosing import start_dose
from glutemed.engine.easing import leads_to, no_harder, put, within, work
from glutemed.engine.facts import Trained, WeekFacts
from glutemed.engine.opening import Opening, opened, weekly_sets
from glutemed.engine.planner import opening_of
from glutemed.engine.resuming import main_items, past_items, resumed
from glutemed.engine.returning import WeekBack, cut
from glutemed.engine.rules import judge
from glutemed.engine.selection import Pick
from glutemed.errors import NoPlanError
from glutemed.model.adaptation import Change, Number
from glutemed.model.exercise import STAGES, Stage
from glutemed.model.plan import Item, Plan, Week, volume

__all__ = ["restaged"]

ROUNDS = 4
"""How often another week is tried for one without exercises above those of last week."""


def restaged(
    context: Context,
    weeks: tuple[Trained, ...],
    last: Week,
    facts: WeekFacts,
    back: WeekBack | None,
    *,
    wanted: Stage | None,
) -> tuple[Opening, tuple[Change, ...]]:
    """Return the first week of another stage, and why.

    Nothing of it is more than before, and what is new has two sets; where the stage is not a harder
    one, no exercise is harder than what stood in the last week. `weeks` are those that were trained,
    `last` is the last of them as it stands by now, `wanted` the stage that was asked for.
    """
    now, plan = weeks[-1], weeks[-1].saved.plan
    context, week = opening_of(_with_lawful_wishes(context))
    old = resumed(context, last)
    up = _is_harder(plan, context)
    if not up:
        gone = set(main_items(resumed(context, now.week))) - set(main_items(old))
        context, week = _without_harder(context, week, old, gone)
    past = past_items((*weeks[0].saved.plan.before, *(one.week for one in weeks), last))
    ceiling = [sum(pick.block == "main" for pick in session.picks) for session in week.picks]
    while True:
        week = _held(context, week if up else no_harder(context, week, old), main_items(old), past, up=up)
        week = week if up else _no_more_work(context, week, old)
        if _sets_rise_little(context, week, old) or max(ceiling) <= context.catalog.limit("main-items-min"):
            break
        ceiling[ceiling.index(max(ceiling))] -= 1
        try:
            week = opened(context, tuple(ceiling))
        except NoPlanError:
            break
    changes: tuple[Change, ...] = (_moved(context, plan, facts, wanted=wanted, up=up),)
    if back is not None:
        week, halved = cut(context, week, resumed(context, back.base.week), **back.terms())
        changes += (halved,)
    return week, changes


def _sets_rise_little(context: Context, week: Opening, old: Opening) -> bool:
    """Return whether each hip has little more main sets a week than before; the old week may have other days."""
    share = context.catalog.limit("rise-sets")
    hips = zip(weekly_sets(context, old), weekly_sets(context, week), strict=True)
    return all(now <= max(had * (1 + share), had + 1) for had, now in hips)


def _with_lawful_wishes(context: Context) -> Context:
    """Return the context without exercises that were asked for by name and have no place in its stage."""
    lawful, _ = candidates(context)
    kept = tuple(id for id in context.request.include if id in lawful)
    return replace(context, request=replace(context.request, include=kept))


def _is_harder(plan: Plan, context: Context) -> bool:
    """Return whether the new program is of a harder stage than the last one."""
    now, new = plan.prescribed.stage, context.protocol.stage
    return now is not None and new is not None and STAGES.index(new) > STAGES.index(now)


def _moved(context: Context, plan: Plan, facts: WeekFacts, *, wanted: Stage | None, up: bool) -> Change:
    was, protocol = plan.prescribed, context.protocol
    row = context.catalog.row("E12" if wanted else "E13")
    before = f"{was.goal}, {was.stage} stage" if was.stage else was.goal
    after = f"{protocol.goal}, {protocol.stage} stage" if protocol.stage else protocol.goal
    moved = f"from {before} to {after}"
    if before == after:
        moved = f"{after}, and some of last week's exercises may not be done by now"
    days = context.request.days
    fewer = f", on {days} days a week instead of {plan.request.days}" if days < plan.request.days else ""
    return Change(
        row=row.id,
        subject="stage",
        action="progress" if up else "less",
        text=row.text.format(what=f"{moved}: a new program, which opens with two sets of what is new{fewer}"),
        numbers=(
            Number(name="pain in daily life", value=_or_unknown(context.request.pain)),
            Number(name="worst pain", value=_or_unknown(facts.worst)),
        ),
        sources=row.sources,
    )


def _or_unknown(value: int | None) -> str:
    return "not known" if value is None else str(value)


def _without_harder(context: Context, week: Opening, old: Opening, gone: set[str]) -> tuple[Context, Opening]:
    """Return a week without exercises that had to go, or are above what was done and may not be, and its context.

    Not even those that were asked for by name.
    """
    had = main_items(old)
    unlawful = {id for id, (pick, _) in had.items() if judge(context, pick.candidate)}
    for _ in range(ROUNDS):
        there = set(main_items(no_harder(context, week, old)))  # what stood lower takes the place of one, not of two
        low = gone | unlawful | (set(had) & there)
        above = {id for id in there - set(had) if id in low or any(leads_to(context.catalog, one, id) for one in low)}
        if not above:
            break
        exclude = tuple(sorted({*context.request.exclude, *above}))
        include = tuple(id for id in context.request.include if id not in above)
        request = replace(context.request, exclude=exclude, include=include)
        try:
            context, week = opening_of(replace(context, request=request))
        except NoPlanError:
            break
    return context, week


def _no_more_work(context: Context, week: Opening, old: Opening) -> Opening:
    """Return a week whose main exercises come to no more work in a session than last week's, down to the floors."""
    had = max(sum(map(work, row)) for row in _main_rows(old))
    for row in _main_rows(week):
        now = sum(map(work, row))
        for item in row:
            pick = main_items(week)[item.exercise][0]
            own = pick.candidate.exercise.dose.reps is not None
            week = put(week, item.exercise, pick, within(context, item, volume(item) * had // now, own_reps=own))
    return week


def _main_rows(week: Opening) -> list[list[Item]]:
    return [
        [item for pick, item in zip(session.picks, row, strict=True) if pick.block == "main"]
        for session, row in zip(week.picks, week.items, strict=True)
    ]


def _held(
    context: Context, week: Opening, old: dict[str, tuple[Pick, Item]], past: dict[str, Item], *, up: bool
) -> Opening:
    """Return a new program's week with no more of what was done before, and two sets of what was not (P05, P11)."""
    for id, (pick, item) in main_items(week).items():
        had, own = old[id][1] if id in old else None, pick.candidate.exercise.dose
        reduced = int(context.catalog.limit("reduced-sets"))
        fewest = max(reduced, own.sets[0]) if own.sets else reduced
        if had is None or (had.dose.kind, had.variant) != (item.dose.kind, item.variant):
            new = replace(item, sets=min(item.sets, fewest))
            if not up:
                span = start_dose(context, pick.candidate.exercise, "main").span
                seconds = span.seconds[0] if span.seconds else None
                new = replace(new, dose=replace(new.dose, reps=min(new.dose.reps, span.reps[0]), seconds=seconds))
        else:
            dose = replace(item.dose, reps=min(item.dose.reps, had.dose.reps))
            if dose.seconds is not None and had.dose.seconds is not None:
                dose = replace(dose, seconds=min(dose.seconds, had.dose.seconds))
            new = replace(item, sets=min(item.sets, had.sets), dose=dose)
        new = within(context, new, volume(past.get(id, new)), own_reps=own.reps is not None)
        week = put(week, id, pick, new)
    return week
