"""What the decision table says, done to a week: a step down, a step up, or sides made even."""

from dataclasses import replace

from glutemed.engine.context import Candidate, Context
from glutemed.engine.dosing import start_dose, two_sets
from glutemed.engine.easing import leads_to, less, put, within
from glutemed.engine.facts import Trained
from glutemed.engine.opening import Opening
from glutemed.engine.prescription import may_rise, prescribe
from glutemed.engine.progression import Line, fits, risen, sets_rise_little
from glutemed.engine.resuming import done_as, dose_of, main_items, past_items, resumed
from glutemed.engine.rules import judge
from glutemed.engine.selection import Pick, SessionPicks, week_is_lawful
from glutemed.model.adaptation import Change, Number
from glutemed.model.log import standing
from glutemed.model.plan import Item, Week, volume

__all__ = ["MORE", "conformed", "evened", "items_of", "stepped"]

MORE = ("progress", "chase")
"""The actions after which an exercise may rise."""


NOTHING_EASIER = "Nothing easier is possible here; leave it out if it hurts."


def stepped(
    context: Context,
    week: Opening,
    table: tuple[Change, ...],
    lines: dict[str, Line],
    weeks: tuple[Trained, ...],
    low: dict[str, int],
) -> tuple[Opening, tuple[Change, ...]]:
    """Return the week with what the table says done to each exercise, and the changes in full.

    `low` is what the weaker side did of an exercise at which it is behind: both sides do no more.
    """
    now, done = weeks[-1], list[Change]()
    opened_with = {id: item for id, (_, item) in main_items(week).items()}
    begun, past = week, past_items(now.saved.plan.before)
    week = replace(week, lawful=week.lawful | _as_done(context, past))
    week = _regained(context, week, table, weeks)
    if all(change.action in MORE for change in table):
        week, back = _brought_back(context, week, now, begun)
        done += back
    for change in table:
        id = change.subject
        if id not in main_items(week):
            continue
        old = opened_with[id]
        if change.action in ("easier", "less"):
            week, effect = less(context, week, id) or (week, NOTHING_EASIER)
            week = evened(context, week, {id: low[id]} if id in low else {})
        elif change.action == "even":
            week, effect = _evened(context, week, id, low[id])
        elif main_items(week)[id][1] != old:
            recently = f"{context.catalog.limit('recent-weeks'):g} weeks"
            effect = f"back to {dose_of(main_items(week)[id][1])}, as was done within {recently}"
        elif change.action in MORE:
            week, effect = _more(context, week, begun, lines, change, now, past)
        elif id in low:
            week, effect = _evened(context, week, id, low[id])
            effect = f"both sides do what the weaker one did: {effect}"
        else:
            effect = f"stays at {dose_of(old)}"
        effect = f"{effect[:1].upper()}{effect[1:]}".rstrip(".")
        done.append(replace(change, text=f"{change.text}. {effect}."))
    return week, tuple(done)


def _more(
    context: Context,
    week: Opening,
    before: Opening,
    lines: dict[str, Line],
    change: Change,
    now: Trained,
    past: dict[str, Item],
) -> tuple[Opening, str]:
    """Return the week with the next step of an exercise, where there is one.

    A rung that was done in the weeks `past` opens with no more than it had then.
    """
    id = change.subject
    old = main_items(week)[id][1]
    if not may_rise(context):
        return (
            week,
            f"stays at {dose_of(old)}, since pain in daily life is {context.request.pain}; --pain tells another",
        )
    changed = risen(context, week, before, lines, id, now.week.number, dose_only=change.action == "chase")
    standing = main_items(changed)
    if id not in standing:
        pick, new = next(found for key, found in standing.items() if key not in main_items(week))
        if new.exercise in past:
            new = within(context, new, volume(past[new.exercise]), own_reps=False)
            changed = put(changed, new.exercise, pick, new)
        return changed, f"{new.name} in its place, {dose_of(new)}"
    new = standing[id][1]
    if new == old:
        return changed, f"stays at {dose_of(old)}{_why_not(context, lines[id], change)}"
    if new.load != old.load:
        return changed, f"{dose_of(new)}, {new.load.kind.replace('-', ' ')}: {new.load.start}"
    return changed, f"{dose_of(new)} instead of {dose_of(old)}"


def _why_not(context: Context, line: Line, change: Change) -> str:
    """Return why nothing of an exercise rises though it went well, in words that follow its dose."""
    weeks = int(context.catalog.limit("top-weeks"))
    if not line.at_top:
        minutes = context.request.minutes
        longer = "" if minutes is None else f" or make a session longer than {minutes} minutes"
        return f", since more would be too much within two weeks{longer}"
    if line.at_top < weeks:
        return f", the top of its range; the next step comes after {weeks} weeks there"
    if line.item.sets < line.sets and not two_sets(context):
        return ", the top of its range; a set more comes when the sets of the week may rise"
    if change.action == "chase":
        return ", the top of its range; the next step comes when all of it is done, clean, in two sessions running"
    return ", the top of its range; nothing harder is open with this stage, level, kit and time"


def _as_done(context: Context, past: dict[str, Item]) -> dict[str, Candidate]:
    """Return exercises of the weeks before in the form in which they were done last, where that is lawful."""
    return {id: candidate for id, item in past.items() if (candidate := done_as(context, item)) is not None}


def _regained(context: Context, week: Opening, table: tuple[Change, ...], weeks: tuple[Trained, ...]) -> Opening:
    """Return the week with the sets that exercises lost and had within the weeks before, a set at a time: no rise."""
    if two_sets(context) or not may_rise(context):
        return week
    for change in table:
        if change.subject not in main_items(week):
            continue
        pick, item = main_items(week)[change.subject]
        back = _done_lately(context, weeks, item) if change.action in MORE else None
        if back is not None:
            week = put(week, change.subject, pick, back)
    return week


def _brought_back(context: Context, week: Opening, now: Trained, begun: Opening) -> tuple[Opening, tuple[Change, ...]]:
    """Return the week with an exercise that was left out within the weeks before, at the floor; one a week."""
    if not may_rise(context):
        return week, ()
    there = set(main_items(week))
    for past in reversed(_lately(context, now)):
        had = resumed(context, past)
        for index, session in enumerate(had.picks[: len(week.picks)]):
            if _count(week.picks[index]) >= _count(session):
                continue
            for pick, item in zip(session.picks, had.items[index], strict=True):
                if pick.block != "main" or item.exercise in there or judge(context, pick.candidate):
                    continue
                changed = _with_again(context, week, index, pick, item)
                mains = [[one.candidate for one in each.picks if one.block == "main"] for each in changed.picks]
                within = fits(context, changed) and sets_rise_little(context, changed, begun, had)
                if within and week_is_lawful(context, mains) and _not_above(context, changed, there):
                    return changed, (_back(context, item, main_items(changed)[item.exercise][1]),)
    return week, ()


def _count(session: SessionPicks) -> int:
    """Return how many main exercises a session has."""
    return sum(pick.block == "main" for pick in session.picks)


def _with_again(context: Context, week: Opening, session: int, pick: Pick, item: Item) -> Opening:
    """Return the week with an exercise at the floor of its dose, last of the main work of a session."""
    limit, own = context.catalog.limit, pick.candidate.exercise.dose
    span = start_dose(context, pick.candidate.exercise, "main").span
    low = span.reps[0] if own.reps else int(limit("floor-reps"))
    dose = replace(item.dose, reps=min(item.dose.reps, low))
    if dose.seconds is not None:
        dose = replace(item.dose, seconds=min(dose.seconds, int(limit("floor-hold"))))
    sets = min(item.sets, max(int(limit("floor-sets")), own.sets[0] if own.sets else 0))
    new = replace(
        prescribe(context, pick, week.refused, week.lawful), sets=sets, dose=dose, load=item.load, kit=item.kit
    )
    picks, items = list(week.picks), list(week.items)
    place = 1 + max(at for at, one in enumerate(picks[session].picks) if one.block == "main")
    row = picks[session].picks
    picks[session] = replace(picks[session], picks=(*row[:place], pick, *row[place:]))
    items[session] = (*items[session][:place], new, *items[session][place:])
    return replace(week, picks=tuple(picks), items=tuple(items))


def _not_above(context: Context, week: Opening, there: set[str]) -> bool:
    """Return whether no exercise of a week is above another one of its ladder that was there already."""
    new = set(main_items(week)) - there
    return not any(leads_to(context.catalog, low, id) for low in there for id in new)


def _back(context: Context, old: Item, new: Item) -> Change:
    row = context.catalog.row("E14")
    return Change(
        row=row.id,
        subject=new.exercise,
        action="chase",
        text=row.text.format(dose=dose_of(new)),
        numbers=(Number(name="before it was left out", value=dose_of(old)),),
        sources=row.sources,
    )


def _lately(context: Context, now: Trained) -> tuple[Week, ...]:
    """Return the weeks before the one that was trained, as many as the next one is compared with."""
    before, recently = now.saved.plan.before, int(context.catalog.limit("recent-weeks"))
    return before[max(0, len(before) + 1 - recently) :]


def _done_lately(context: Context, weeks: tuple[Trained, ...], item: Item) -> Item | None:
    """Return an item with a set more, where as much of it was done in the weeks before, alike in form and load."""
    for week in reversed(_lately(context, weeks[-1])):
        for one in items_of(week, item.exercise):
            alike = (one.load, one.variant, one.dose.kind) == (item.load, item.variant, item.dose.kind)
            more = replace(item, sets=item.sets + 1)
            if alike and one.sets > item.sets and volume(more) <= volume(one) and _was_done(weeks, week, one):
                return more
    return None


def _was_done(weeks: tuple[Trained, ...], week: Week, item: Item) -> bool:
    """Return whether all sets of an exercise were done in some session of a week that was trained."""
    return any(
        sum(not one.skipped and one.exercise == item.exercise for one in standing(workout))
        >= item.sets * len(item.sides)
        for trained in weeks
        if trained.week.number == week.number
        for workout in trained.workouts
    )


def evened(context: Context, week: Opening, low: dict[str, int]) -> Opening:
    """Return the week with no more for both sides, of some exercises, than the weaker side did."""
    for id, amount in low.items():
        if id in main_items(week):
            week, _ = _evened(context, week, id, amount)
    return week


def _evened(context: Context, week: Opening, id: str, low: int) -> tuple[Opening, str]:
    """Return the week with the weaker side's amount for both sides, at the floor at least."""
    pick, item = main_items(week)[id]
    limit = context.catalog.limit
    if item.dose.seconds is not None:
        dose = replace(item.dose, seconds=min(item.dose.seconds, max(low, int(limit("floor-hold")))))
    else:
        dose = replace(item.dose, reps=min(item.dose.reps, max(low, int(limit("floor-reps")))))
    new = replace(item, dose=dose, by_hand=item.by_hand and dose == item.dose)
    effect = f"{dose_of(new)} instead of {dose_of(item)}" if new != item else f"stays at {dose_of(item)}"
    return put(week, id, pick, new), effect


def conformed(context: Context, week: Opening) -> tuple[Opening, tuple[Change, ...]]:
    """Return the week with two sets of main work where pain, age, days or minutes ask for it by now (P05)."""
    rows, changes = two_sets(context), list[Change]()
    for id, (pick, item) in main_items(week).items() if rows else ():
        own = pick.candidate.exercise.dose.sets
        most = max(int(context.catalog.limit("reduced-sets")), own[0] if own else 0)
        if item.sets > most:
            week = put(week, id, pick, replace(item, sets=most))
            row = context.catalog.row("E13")
            why = context.catalog.rule(rows[0]).text
            changes.append(
                Change(
                    row=row.id,
                    subject=id,
                    action="less",
                    text=row.text.format(what=f"{item.name}: {most} sets instead of {item.sets}: {why}"),
                    numbers=(Number(name="sets", value=str(item.sets)),),
                    sources=row.sources,
                )
            )
    return week, tuple(changes)


def items_of(week: Week, id: str) -> tuple[Item, ...]:
    """Return the main item of an exercise in a week, where its volume is highest; nothing where it is not there."""
    found = [item for session in week.sessions for item in session.items("main") if item.exercise == id]
    return (max(found, key=volume),) if found else ()
