"""What the decision table says, done to a week: a step down, a step up, or sides made even."""

from dataclasses import replace

from glutemed.engine.dosing import two_sets
from glutemed.engine.easing import easier, less, put
from glutemed.engine.facts import Trained, pain_cap
from glutemed.engine.opening import Opening
from glutemed.engine.prescription import may_rise
from glutemed.engine.progression import Line, risen
from glutemed.engine.resuming import main_items
from glutemed.engine.rules import Context
from glutemed.engine.sparing import provoking
from glutemed.model.adaptation import Change, Number
from glutemed.model.plan import Item, Week, volume

__all__ = ["MORE", "conformed", "items_of", "stepped"]

MORE = ("progress", "chase")
"""The actions after which an exercise may rise."""


def stepped(
    context: Context,
    week: Opening,
    table: tuple[Change, ...],
    lines: dict[str, Line],
    now: Trained,
) -> tuple[Opening, tuple[Change, ...]]:
    """Return the week with what the table says done to each exercise, and the changes in full."""
    done = list[Change]()
    cap = pain_cap(context.catalog, context.conditions, now.saved.plan.prescribed.stage)
    sore = frozenset[str]().union(*(provoking(workout, cap) for workout in now.workouts))
    past = {
        item.exercise: volume(item)
        for one in (*now.saved.plan.before, now.week)
        for session in one.sessions
        for item in session.items("main")
    }
    opened_with = {id: item for id, (_, item) in main_items(week).items()}
    week = _regained(context, week, table, now)
    before = week
    for change in table:
        id = change.subject
        if id not in main_items(week):
            continue
        old = opened_with[id]
        if change.action in ("easier", "less"):
            hurts = change.action == "easier" and (not sore or id in sore)
            stepped = easier(context, week, id, frozenset(opened_with), past) if hurts else less(context, week, id)
            week, effect = stepped or (week, "nothing easier is possible here; leave it out if it hurts")
        elif change.action == "even":
            week, effect = _evened(context, week, id, change)
        elif main_items(week)[id][1] != old:
            recently = f"{context.catalog.limit('recent-weeks'):g} weeks"
            effect = f"back to {_dose(main_items(week)[id][1])}, which was done within {recently}"
        elif change.action in MORE:
            week, effect = _more(context, week, before, lines, change, now)
        else:
            effect = f"stays at {_dose(old)}"
        done.append(replace(change, text=f"{change.text}. {effect[:1].upper()}{effect[1:]}."))
    return week, tuple(done)


def _more(
    context: Context, week: Opening, before: Opening, lines: dict[str, Line], change: Change, now: Trained
) -> tuple[Opening, str]:
    """Return the week with the next step of an exercise, where there is one."""
    id = change.subject
    old = main_items(week)[id][1]
    if not may_rise(context):
        return week, f"stays at {_dose(old)}, since pain in daily life is {context.request.pain}; --pain tells another"
    changed = risen(context, week, before, lines, id, now.week.number, dose_only=change.action == "chase")
    standing = main_items(changed)
    if id not in standing:
        new = next(item for key, (_, item) in standing.items() if key not in main_items(week))
        return changed, f"{new.name} in its place, {_dose(new)}"
    new = standing[id][1]
    if new == old:
        return changed, f"stays at {_dose(old)}{_why_not(context, lines[id])}"
    if new.load != old.load:
        return changed, f"{_dose(new)}, {new.load.kind.replace('-', ' ')}: {new.load.start}"
    return changed, f"{_dose(new)} instead of {_dose(old)}"


def _why_not(context: Context, line: Line) -> str:
    """Return why nothing of an exercise rises though it went well, in words that follow its dose."""
    weeks = int(context.catalog.limit("top-weeks"))
    if not line.at_top:
        return ", since more would be too much within two weeks"
    if line.at_top < weeks:
        return f", the top of its range; the next step comes after {weeks} weeks there"
    return ", the top of its range; nothing harder is open with this stage, level, kit and time"


def _regained(context: Context, week: Opening, table: tuple[Change, ...], now: Trained) -> Opening:
    """Return the week with the sets that exercises lost and had within the weeks before, a set at a time: no rise."""
    if two_sets(context) or not may_rise(context):
        return week
    for change in table:
        if change.subject not in main_items(week):
            continue
        pick, item = main_items(week)[change.subject]
        back = _done_lately(int(context.catalog.limit("recent-weeks")), now, item) if change.action in MORE else None
        if back is not None:
            week = put(week, change.subject, pick, back)
    return week


def _done_lately(recently: int, now: Trained, item: Item) -> Item | None:
    """Return an item with a set more, where as much of it was done in the weeks before, alike in form and load."""
    for week in reversed(now.saved.plan.before[1 - recently :]):
        for one in items_of(week, item.exercise):
            alike = (one.load, one.variant, one.dose.kind) == (item.load, item.variant, item.dose.kind)
            more = replace(item, sets=item.sets + 1)
            if alike and one.sets > item.sets and volume(more) <= volume(one):
                return more
    return None


def _evened(context: Context, week: Opening, id: str, change: Change) -> tuple[Opening, str]:
    """Return the week with the weaker side's amount for both sides, at the floor at least."""
    pick, item = main_items(week)[id]
    numbers = [int(number.value) for number in change.numbers if number.value.isdigit()]
    low, limit = min(numbers), context.catalog.limit
    if item.dose.seconds is not None:
        dose = replace(item.dose, seconds=min(item.dose.seconds, max(low, int(limit("floor-hold")))))
    else:
        dose = replace(item.dose, reps=min(item.dose.reps, max(low, int(limit("floor-reps")))))
    new = replace(item, dose=dose)
    return put(
        week, id, pick, new
    ), f"{_dose(new)} instead of {_dose(item)}" if new != item else f"stays at {_dose(item)}"


def conformed(context: Context, week: Opening) -> tuple[Opening, tuple[Change, ...]]:
    """Return the week with two sets of main work where pain, age, days or minutes ask for it by now (P05)."""
    rows, changes = two_sets(context), list[Change]()
    for id, (pick, item) in main_items(week).items() if rows else ():
        own = pick.candidate.exercise.dose.sets
        most = max(int(context.catalog.limit("reduced-sets")), own[0] if own else 0)
        if item.sets > most and not item.by_hand:
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


def _dose(item: Item) -> str:
    """Return an item's amount in short: 3 x 8, or 2 x 30 s."""
    if item.dose.seconds is None:
        return f"{item.sets} x {item.dose.reps}"
    holds = f"{item.dose.reps} x " if item.dose.reps > 1 else ""
    return f"{item.sets} x {holds}{item.dose.seconds} s"
