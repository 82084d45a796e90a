"""A week made easier as soon as it hurts, without waiting for its end."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from glutemed.engine.context import Context
from glutemed.engine.easing import easier, less, no_harder, put
from glutemed.engine.facts import days_between, hurt_at, pain_cap, provoking, trained_weeks, usual_of, was_done
from glutemed.engine.opening import Opening, blocks_of
from glutemed.engine.planner import context_of
from glutemed.engine.resuming import dose_of, main_items, past_items, resumed
from glutemed.engine.returning import cut
from glutemed.engine.selection import Pick
from glutemed.engine.staging import staged
from glutemed.model.adaptation import Change, Number
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import BODYWEIGHT
from glutemed.model.log import Person, Saved, Workout, outcome, standing, worst_during
from glutemed.model.plan import Block, Item, Week, session_minutes
from glutemed.model.policy import Action, TableRow
from glutemed.model.records import record

DAYS_OF_A_WEEK = 7
LATELY = 3
"""Trained weeks, the last ones, whose amounts an easier exercise does not go beyond: the limits look two weeks back."""
SEE_SOMEONE = "See a doctor or physical therapist before the next session: it is more than a program is for"

__all__ = ["halved_now", "hurt_since", "spared"]


@record
class Hurt:
    """Why a session asks for less: the row of the table, its text and numbers, and the exercises that hurt."""

    row: TableRow
    text: str
    numbers: tuple[Number, ...]
    sore: frozenset[str]
    worst: int


def spared(
    catalog: Catalog, person: Person, saved: Saved, week: Week, done: tuple[Workout, ...]
) -> tuple[Week, tuple[Change, ...]]:
    """Return a program's week made easier for each session that hurt, in their order, and why.

    After pain above what is acceptable, the exercises that hurt get their easier form (D2), all of
    them where none is named, and the others one step less; after a morning worse than usual each
    gets one step less (D3). What was told of an earlier program's last session after this one was
    saved counts too; nothing is then above the week before.
    """
    context, news = _context(catalog, saved), _late_news(person, saved)
    sessions = [
        (workout, found)
        for workout, told in (*news, *((one, one) for one in done))
        if (found := _hurt(context, person, saved, told)) is not None
    ]
    hurts = [hurt for _, hurt in sessions]
    if not hurts:
        return week, ()
    opening = resumed(context, week)
    last = next((week for week in (_week_done(person, workout) for workout, _ in news) if week), None)
    planned = main_items(opening)
    if last:
        opening = _not_above(context, opening, resumed(context, last))
    past = past_items((*(one.week for one in trained_weeks(person)[-LATELY:]), *saved.plan.before, week))
    now, causes, stuck = _followed(planned, opening), dict[str, Hurt](), dict[str, Hurt]()
    owner = {id: first for first, id in now.items()}
    for workout, hurt in sessions:
        opening = _as_done(context, opening, workout)
        for first, id in now.items():
            if id not in main_items(opening):
                continue
            sore = hurt.row.id == "D2" and (not hurt.sore or id in hurt.sore)
            stepped = easier(context, opening, id, frozenset(planned), past) if sore else less(context, opening, id)
            if stepped is None:
                stuck[first] = hurt
                continue
            new = set(main_items(stepped[0])) - set(main_items(opening))
            opening, causes[first] = stepped[0], hurt
            now[first] = new.pop() if new else id
            owner[now[first]] = first
    changes = list[Change]()
    for first, id in sorted(now.items()):
        item = main_items(opening)[id][1] if id in main_items(opening) and owner[id] == first else None
        if first in causes or item != planned[first][1]:
            changes.append(_change(causes.get(first) or stuck.get(first, hurts[-1]), planned[first][1], item))
        elif first in stuck:
            changes.append(_stays(stuck[first], planned[first][1].exercise))
    drills = {id: hurt for hurt in hurts for id in hurt.sore & _others(opening)}
    changes += [_told(hurt, id, "easier", "Left out") for id, hurt in sorted(drills.items())]
    changes += [
        _told(hurt, "week", "hold", SEE_SOMEONE) for hurt in hurts[-1:] if hurt.worst > catalog.limit("pain-max")
    ]
    return _week_of(week, opening, frozenset(drills)), tuple(changes)


def _as_done(context: Context, week: Opening, workout: Workout) -> Opening:
    """Return a week with no more of an exercise than a session had of it: a break, or the person, may have halved it.

    Sets that were skipped count, since they were planned.
    """
    limit = context.catalog.limit
    for id, (pick, item) in main_items(week).items():
        rows = [one for one in standing(workout) if one.exercise == id]
        did = [one for one in rows if not one.skipped]
        if not did:
            continue
        own, dose = pick.candidate.exercise.dose, item.dose
        fewest = own.sets[0] if own.sets else int(limit("floor-sets"))
        sets = max(fewest, *Counter(one.side for one in rows).values())
        if dose.seconds is not None:
            held = max((one.seconds for one in did if one.seconds), default=dose.seconds)
            dose = replace(dose, seconds=min(dose.seconds or held, max(held, int(limit("floor-hold")))))
        elif not own.reps:
            reps = max((one.reps for one in did if one.reps), default=dose.reps)
            dose = replace(dose, reps=min(dose.reps, max(reps, int(limit("floor-reps")))))
        if (min(item.sets, sets), dose) != (item.sets, item.dose):
            week = put(week, id, pick, replace(item, sets=min(item.sets, sets), dose=dose, by_hand=False))
    return week


def _others(week: Opening) -> set[str]:
    """Return the warm-ups and stretches of a week."""
    return {pick.candidate.id for session in week.picks for pick in session.picks if pick.block != "main"}


def _stays(hurt: Hurt, id: str) -> Change:
    """Return what is said where it hurt and nothing easier is possible."""
    what = "Nothing easier is possible here: leave it out if it hurts, and see a clinician before going on"
    return _told(hurt, id, "hold", what)


def _told(hurt: Hurt, id: str, action: Action, what: str) -> Change:
    row = hurt.row
    text = f"{hurt.text}. {what}."
    return Change(row=row.id, subject=id, action=action, text=text, numbers=hurt.numbers, sources=row.sources)


def _followed(planned: Mapping[str, tuple[Pick, Item]], week: Opening) -> dict[str, str]:
    """Return what stands in the place of each exercise that was planned."""
    gone = [id for id in planned if id not in main_items(week)]
    new = [id for id in main_items(week) if id not in planned]
    return {id: id for id in planned} | dict(zip(gone, new, strict=False))


def _week_done(person: Person, workout: Workout) -> Week | None:
    """Return the week of a program that a session belongs to; None where the program is not at hand."""
    plans = (saved.plan for saved in person.programs if saved.program == workout.program)
    return next((week for plan in plans for week in plan.weeks if week.number == workout.week), None)


def _change(hurt: Hurt, planned: Item, now: Item | None) -> Change:
    """Return what became of an exercise that was planned, and why."""
    if now is None:
        what = f"Without {planned.name}"
    elif now.exercise != planned.exercise:
        what = f"{now.name}, {dose_of(now)}, in place of {planned.name}"
    else:
        form = f"{now.variant}, " if now.variant != planned.variant and now.variant else ""
        load = "without load, " if now.load != planned.load else ""
        what = f"{planned.name}: {form}{load}{dose_of(now)} instead of {dose_of(planned)}"
    return Change(
        row=hurt.row.id,
        subject=planned.exercise,
        action="easier" if hurt.row.id == "D2" else "less",
        text=f"{hurt.text}. {what}.",
        numbers=hurt.numbers,
        sources=hurt.row.sources,
    )


def halved_now(catalog: Catalog, person: Person, week: Week, today: str) -> tuple[Week, tuple[Change, ...]]:
    """Return the current program's week as the first one back after a break, where it was not made for that (R-039)."""
    saved = person.programs[-1]
    made_for_one = any(decision.rule == "E10" for decision in saved.plan.decisions)
    days = sorted({one.date for one in person.workouts if was_done(one)} | {today})
    breaks = [
        (first, gap)
        for first, then in pairwise(days)
        if (gap := days_between(first, then)) >= catalog.limit("break-days")
        and not any(one.program != saved.program and one.date >= then for one in person.workouts)
        and not (made_for_one and days_between(first, saved.saved[:10]) >= catalog.limit("break-days"))
    ]
    if not breaks:
        return week, ()
    context = _context(catalog, saved)
    opening, share = resumed(context, week), catalog.limit("return-week-1")
    opening, change = cut(context, opening, opening, number=1, days=breaks[-1][1], share=share)
    return _week_of(week, opening), (change,)


def hurt_since(catalog: Catalog, person: Person) -> bool:
    """Return whether too much pain of an earlier program's last session was told after the current one was saved."""
    saved = person.programs[-1]
    context = _context(catalog, saved)
    return any(_hurt(context, person, saved, told) for _, told in _late_news(person, saved))


def _late_news(person: Person, saved: Saved) -> tuple[tuple[Workout, Workout], ...]:
    """Return the last week's sessions of earlier programs, each with what was told of it after a program was saved."""
    older = sorted((one for one in person.workouts if one.program != saved.program), key=lambda one: one.date)
    lately = [one for one in older if days_between(one.date, older[-1].date) < DAYS_OF_A_WEEK]
    news = (
        (
            one,
            replace(
                one,
                told=tuple(entry for entry in one.told if entry.recorded > saved.saved),
                sets=tuple(entry for entry in one.sets if entry.recorded > saved.saved),
            ),
        )
        for one in lately
    )
    return tuple((whole, told) for whole, told in news if told.told or told.sets)


def _not_above(context: Context, week: Opening, before: Opening) -> Opening:
    """Return a week with nothing harder, and no more of each exercise, than the week before had."""
    week, had = no_harder(context, week, before), main_items(before)
    for id, (pick, item) in main_items(week).items():
        old = had[id][1] if id in had else None
        if old is None or (old.variant, old.dose.kind) != (item.variant, item.dose.kind):
            continue
        seconds = min(item.dose.seconds, old.dose.seconds or item.dose.seconds) if item.dose.seconds else None
        dose = replace(item.dose, reps=min(item.dose.reps, old.dose.reps), seconds=seconds)
        load = item.load if item.load == BODYWEIGHT else old.load
        new = replace(
            item, sets=min(item.sets, old.sets), dose=dose, load=load, kit=item.kit if load == item.load else old.kit
        )
        week = put(week, id, pick, new)
    return week


def _hurt(context: Context, person: Person, saved: Saved, workout: Workout) -> Hurt | None:
    """Return what of a session asks for less in the next one; None where nothing does."""
    catalog, told, usual = context.catalog, outcome(workout), usual_of(person)
    cap = pain_cap(catalog, context.conditions, saved.plan.prescribed.stage)
    pains = (worst_during(workout), told.after, told.morning)
    worst = max((pain for pain in pains if pain is not None), default=0)
    if worst > cap:
        row = catalog.row("D2")
        numbers = (Number(name="worst pain", value=str(worst)), Number(name="limit", value=str(cap)))
        sore = provoking(workout, cap)
        text = row.text.format(worst=worst, cap=cap, where=hurt_at(catalog, sore))
        return Hurt(row=row, text=text, numbers=numbers, sore=sore, worst=worst)
    if told.morning is not None and usual is not None and told.morning - usual >= catalog.limit("morning-rise"):
        row = catalog.row("D3")
        numbers = (Number(name="morning", value=str(told.morning)), Number(name="usual", value=str(usual)))
        text = row.text.format(morning=told.morning, usual=usual)
        return Hurt(row=row, text=text, numbers=numbers, sore=frozenset(), worst=worst)
    return None


def _context(catalog: Catalog, saved: Saved) -> Context:
    """Return the context that a saved program was made in, at its prescribed goal and stage."""
    plan = saved.plan
    request = replace(plan.request, goal=plan.prescribed.goal, stage=plan.prescribed.stage)
    return context_of(catalog, request, staged(catalog, request, plan.passed))


def _less(block: Block, without: frozenset[str]) -> Block:
    if block.kind == "main" or not without:
        return block
    return replace(block, items=tuple(item for item in block.items if item.exercise not in without))


def _week_of(week: Week, opening: Opening, without: frozenset[str] = frozenset()) -> Week:
    """Return a week with the items of an opening in its sessions, but for some warm-ups and stretches."""
    kinds = [blocks_of(session.picks, items) for session, items in zip(opening.picks, opening.items, strict=True)]
    sessions = []
    for index, session in enumerate(week.sessions):
        blocks = tuple(kept for block in kinds[index % len(kinds)] if (kept := _less(block, without)).items)
        sessions.append(replace(session, blocks=blocks, minutes=session_minutes(blocks)))
    return replace(week, sessions=tuple(sessions))
