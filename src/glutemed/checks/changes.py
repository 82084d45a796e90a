"""How main work differs from week to week: what each exercise grew from, and what of it rose."""

from collections.abc import Iterable, Iterator
from re import search

from glutemed.checks.plan import Change, Placed
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise, Form
from glutemed.model.plan import volume

__all__ = ["changes", "form_rank", "kilograms", "load_changed", "rises"]

Week = dict[str, list[Placed]]
GRAM, POUND = 0.001, 0.45359237


def changes(catalog: Catalog, items: Iterable[Placed], weeks: int) -> tuple[Change, ...]:
    """Return what each main exercise of the later weeks grew from; nothing for one that is simply new.

    An exercise is compared with itself, in the session where its volume is highest. One that was
    in no week before is a new rung where the ladders lead to it from an exercise of the week
    before: from one of the same session that is gone, if there is such, else from any. One that takes
    the place of a harder one, gone from the same session, is a step down and no rise.
    """
    if weeks < 2:
        return ()
    by_week: list[Week] = [{} for _ in range(weeks)]
    for at in items:
        if at.block == "main":
            by_week[at.week].setdefault(at.exercise.id, []).append(at)
    found: list[Change] = []
    history: dict[str, list[Placed]] = {}
    for index, week in enumerate(by_week):
        if index:
            found.extend(_week_changes(catalog, week, by_week[index - 1], history))
        for id, several in week.items():
            history.setdefault(id, []).append(_highest(several))
    return tuple(found)


def _week_changes(catalog: Catalog, week: Week, last: Week, history: dict[str, list[Placed]]) -> Iterator[Change]:
    for id, several in week.items():
        earlier = tuple(history.get(id, ()))
        if not earlier:
            for at in several:
                if _steps_down(catalog, at, week, last):
                    continue
                easier = _easier(catalog, at, week, last)
                if easier:
                    yield Change(now=at, earlier=tuple(history[easier.exercise.id]), rung=True)
            continue
        done = {at.form for at in earlier if several[0].week - at.week <= catalog.limit("recent-weeks")}
        harder = [
            at
            for at in several
            if at.form not in done and form_rank(at.exercise, at.form) < form_rank(at.exercise, earlier[-1].form)
        ]
        if harder:
            yield from (Change(now=at, earlier=earlier, rung=True) for at in harder)
        else:
            yield Change(now=_highest(several), earlier=earlier, rung=False)


def _highest(several: list[Placed]) -> Placed:
    return max(several, key=lambda at: volume(at.item))


def form_rank(exercise: Exercise, form: Form | None) -> int:
    """Return the place of a form among those of its exercise, the standard form and then the hardest first."""
    return (None, *exercise.forms).index(form)


def _easier(catalog: Catalog, new: Placed, week: Week, last: Week) -> Placed | None:
    """Return the exercise of the week before that a new one is a harder rung of, or None."""
    below = [at for several in last.values() for at in several if _leads_to(catalog, at.exercise, new.exercise.id)]

    def nearness(at: Placed) -> tuple[bool, bool, int]:
        stays = any(other.session == new.session for other in week.get(at.exercise.id, ()))
        return at.session != new.session, stays, -volume(at.item)

    return min(below, key=nearness, default=None)


def _steps_down(catalog: Catalog, new: Placed, week: Week, last: Week) -> bool:
    """Return whether a new exercise takes the place of a harder rung that is gone from its session."""
    return any(
        _leads_to(catalog, new.exercise, id)
        for id, several in last.items()
        if id not in week and any(at.session == new.session for at in several)
    )


def _leads_to(catalog: Catalog, start: Exercise, goal: str) -> bool:
    """Return whether the ladders lead up from an exercise to another."""
    open_, seen = list(start.harder), set[str]()
    while open_:
        id = open_.pop()
        if id == goal:
            return True
        if id not in seen:
            seen.add(id)
            exercise = catalog.exercise(id)
            open_.extend(exercise.harder if exercise else ())
    return False


def rises(change: Change) -> tuple[str, ...]:
    """Return what of an exercise rose, in words: a harder rung, or repetitions, hold, sets and load."""
    if change.rung:
        return ("rung",)
    new, old = change.now.item, change.before.item
    risen = []
    if new.dose.kind == old.dose.kind:
        if new.dose.reps > old.dose.reps:
            risen.append("holds" if new.dose.kind == "hold" else "repetitions")
        if (new.dose.seconds or 0) > (old.dose.seconds or 0):
            risen.append("hold")
    if new.sets > old.sets:
        risen.append("sets")
    if load_changed(change):
        risen.append("load")
    return tuple(risen)


def load_changed(change: Change) -> bool:
    """Return whether a load is new or another than before; one that is known to be lighter is no change.

    That with which the exercise opens is no more than any of its kind.
    """
    new, old = change.now.item.load, change.before.item.load
    if new.kind == "bodyweight" or (new.kind == old.kind and (new == old or new in change.now.exercise.loads)):
        return False
    now, before = kilograms(new.start), kilograms(old.start)
    return now is None or before is None or new.kind != old.kind or now > before


def kilograms(start: str) -> float | None:
    """Return the weight that a load's start names, in kg; None where it names none."""
    found = search(r"(\d+(?:[.,]\d+)?) ?(kilograms?|kilos?|kgs?|pounds?|lbs?|g)\b", start)
    if not found:
        return None
    unit = found.group(2)
    return float(found.group(1).replace(",", ".")) * (
        GRAM if unit == "g" else POUND if unit.startswith(("l", "p")) else 1.0
    )
