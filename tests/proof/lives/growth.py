"""What must hold of how weeks grow: never steeply, and noise takes little back."""

from datetime import timedelta

from tests.proof.lives.amounts import Items, above, alike, mains, rank, sets_of, volume
from tests.proof.lives.lived import RECENT, Faults, Lived, Seen, Step, day_of, told

from glutemed.model.catalog import Catalog
from glutemed.model.plan import Item, Side, Week

__all__ = ["REGRESSED", "STEADY", "no_steep_rise", "noise_is_no_regression"]

EPSILON = 1e-9
STEADY = "weeks of steady people"
REGRESSED = "weeks of steady people that are less or easier than before"


def no_steep_rise(catalog: Catalog, lived: Lived) -> Faults:
    """No volume rises by more than 30 % or one smallest step in two weeks, no week's sets by 15 % or one set.

    What was prescribed within 8 weeks, alike in form and load, is no rise; whether it was done too is
    counted apart.
    """
    for step in lived.steps:
        history = [mains(week) for week in step.weeks[-RECENT:]]
        for item in mains(step.now).values():
            yield from _volume_rise(step, item, history)
        yield from _sets_rise(step, "left")
        yield from _sets_rise(step, "right")


def _volume_rise(step: Step, item: Item, history: list[Items]) -> Faults:
    same = [one for week in history if (one := week.get(item.exercise)) and alike(one, item)]
    before = history[-2].get(item.exercise) if len(history) > 1 else None
    if before is None or not alike(before, item):
        return
    old, new, seconds = volume(before), volume(item), item.dose.seconds
    smallest = 1 if seconds is None else max(2 * before.dose.reps, seconds if before.dose.reps > 1 else 0)
    most = old + max(0.3 * old, before.sets * smallest)
    yield Seen(step.turn, "volumes beside those of two weeks before")
    if new > old:
        yield Seen(step.turn, "volumes that rose in two weeks")
    if new <= most + EPSILON:
        return
    if new > max(map(volume, same)):
        kind = "a new program" if step.new_program else "a week"
        detail = f"{item.exercise} {old} to {new}, at most {most:g}"
        yield Seen(step.turn, fault=f"volume rises by more than 30 % in two weeks, with {kind}", detail=detail)
    else:
        yield Seen(step.turn, "steep rises to what was prescribed within 8 weeks")
        if new > _done_lately(step, item):
            yield Seen(step.turn, "steep rises to what was prescribed within 8 weeks, and not done")


def _done_lately(step: Step, item: Item) -> int:
    """Return the most of an exercise that each side did in a session of the last 8 weeks."""
    most, since = 0, step.ask.begins - timedelta(weeks=RECENT)
    for workout in step.ask.before.workouts:
        by_side: dict[str, int] = {}
        for one in told(workout).sets if day_of(workout) >= since else ():
            if one.exercise == item.exercise and not one.skipped:
                by_side[one.side] = by_side.get(one.side, 0) + (one.reps or 1) * (one.seconds or 1)
        most = max(most, min(by_side.values(), default=0))
    return most


def _sets_rise(step: Step, hip: Side) -> Faults:
    old, new = sets_of(step.was, hip), sets_of(step.now, hip)
    recent = max(sets_of(week, hip) for week in step.weeks[-RECENT:])
    yield Seen(step.turn, "main sets of a week and hip beside those of the week before")
    if new > old:
        yield Seen(step.turn, "main sets of a week and hip that rose")
    if new > max(old * 1.15 + EPSILON, old + 1, recent):
        if step.new_program and _is_least(step.now):
            yield Seen(step.turn, "new programs that are the least there is")
            return
        kind = "a new program" if step.new_program else "a week"
        yield Seen(step.turn, fault=f"main sets rise by more than 15 % and one, with {kind}", detail=f"{old} to {new}")


def noise_is_no_regression(catalog: Catalog, lived: Lived) -> Faults:
    """Of who has steady pain of 0-2, a point of noise takes little back."""
    if lived.life.one.kind != "steady":
        return
    for step in lived.steps:
        if not step.later_stage:
            yield Seen(step.turn, STEADY)
            if _regressed(catalog, step):
                yield Seen(step.turn, REGRESSED)


def _regressed(catalog: Catalog, step: Step) -> bool:
    """Return whether a week has less of an exercise, an easier form or rung, or one gone with nothing harder for it."""
    old, new = mains(step.was), mains(step.now)
    added = [id for id in new if id not in old]
    return any(
        _less(catalog, had, new[id]) if id in new else not above(catalog, id).intersection(added)
        for id, had in old.items()
    )


def _less(catalog: Catalog, had: Item, has: Item) -> bool:
    """Return whether an exercise is in an easier form, without its load, or less of it; more sets are no less."""
    unloaded = had.load.kind != "bodyweight" and has.load.kind == "bodyweight"
    fewer = alike(has, had) and volume(has) < volume(had) and has.sets <= had.sets
    return rank(catalog, has) > rank(catalog, had) or unloaded or fewer


def _is_least(week: Week) -> bool:
    """Return whether every session has two main exercises of two sets: no program has less (P03, P05)."""
    return all([item.sets for item in session.items("main")] == [2, 2] for session in week.sessions)
