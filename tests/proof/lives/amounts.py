"""How much of an exercise, how hard, and what rose from one week or session to another."""

from collections.abc import Iterable, Iterator

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DEMANDS
from glutemed.model.plan import Item, Session, Side, Week

__all__ = [
    "Items",
    "above",
    "alike",
    "all_sets",
    "at_floor",
    "easier",
    "few_sets",
    "in_session",
    "mains",
    "rank",
    "risen",
    "sets_of",
    "shown",
    "volume",
    "work",
]

Items = dict[str, Item]
"""An item of each main exercise, by its id."""


def volume(item: Item) -> int:
    """Return sets x repetitions, or x holds x seconds, of one side."""
    return item.sets * item.dose.reps * (item.dose.seconds or 1)


def work(item: Item) -> int:
    """Return the seconds of work of an item, 4 for a repetition, so that holds and repetitions compare."""
    return item.sets * item.dose.reps * (item.dose.seconds or 4)


def alike(one: Item, other: Item) -> bool:
    """Return whether two items are the same exercise in form, load and kind of dose."""
    first, second = ((item.exercise, item.variant, item.load, item.dose.kind) for item in (one, other))
    return first == second


def mains(week: Week) -> Items:
    """Return the main exercises of a week, where there is most of each."""
    return _most_of(item for session in week.sessions for item in session.items("main"))


def in_session(session: Session) -> Items:
    """Return the main exercises of a session."""
    return _most_of(session.items("main"))


def _most_of(items: Iterable[Item]) -> Items:
    found: Items = {}
    for item in items:
        if item.exercise not in found or volume(item) > volume(found[item.exercise]):
            found[item.exercise] = item
    return found


def sets_of(week: Week, hip: Side) -> int:
    """Return the main sets of a week for a hip."""
    return sum(
        item.sets
        for session in week.sessions
        for item in session.items("main")
        if hip in item.sides or "both" in item.sides
    )


def all_sets(sessions: Iterable[Session]) -> int:
    """Return the main sets of some sessions, those of a side counted once."""
    return sum(item.sets for session in sessions for item in session.items("main"))


def rank(catalog: Catalog, item: Item) -> int:
    """Return how easy an item's form is among those of its exercise: 0 is the standard form, then the hardest first."""
    exercise = catalog.exercise(item.exercise)
    names = [form.name for form in exercise.forms] if exercise else []
    return names.index(item.variant) + 1 if item.variant in names else 0


def few_sets(catalog: Catalog, item: Item) -> bool:
    """Return whether an item has no more sets than the least there is: 2, or those of its own trial."""
    exercise = catalog.exercise(item.exercise)
    own = exercise.dose.sets if exercise else None
    return item.sets <= max(2, own[0] if own else 0)


def at_floor(catalog: Catalog, item: Item, age: int | None) -> bool:
    """Return whether there is no less of an exercise: 2 sets of 5, or a hold of 10 s, or the bottom of its own trial.

    With an own range the older do 10 repetitions at least (R-032).
    """
    exercise = catalog.exercise(item.exercise)
    own = exercise.dose if exercise else None
    if not few_sets(catalog, item):
        return False
    if item.dose.seconds is not None:
        return item.dose.seconds <= max(10, own.seconds[0] if own and own.seconds else 0)
    if own is None or own.reps is None:
        return item.dose.reps <= 5
    return item.dose.reps <= max(own.reps[0], 10 if age is not None and age >= 65 else 0)


def easier(catalog: Catalog, old: Item, new: Item) -> bool:
    """Return whether an exercise is in an easier form, with its load left off, or less of it."""
    if rank(catalog, new) != rank(catalog, old):
        return rank(catalog, new) > rank(catalog, old)
    if new.load.kind != old.load.kind:
        return new.load.kind == "bodyweight"
    return work(new) < work(old)


def above(catalog: Catalog, id: str) -> frozenset[str]:
    """Return the exercises that the ladders lead up to from one."""
    return catalog.derived(("above", id), lambda: _above(catalog, id))


def _above(catalog: Catalog, id: str) -> frozenset[str]:
    found: set[str] = set()
    open_ = [id]
    while open_:
        exercise = catalog.exercise(open_.pop())
        for one in exercise.harder if exercise else ():
            if one not in found:
                found.add(one)
                open_.append(one)
    return frozenset(found)


def _demand(catalog: Catalog, item: Item) -> int:
    """Return the demand of an item in its form, 0 for low."""
    exercise = catalog.exercise(item.exercise)
    if exercise is None:
        return 0
    form = next((form for form in exercise.forms if form.name == item.variant), None)
    return DEMANDS.index(form.demand if form else exercise.demand)


def _heavier(catalog: Catalog, item: Item, had: Item) -> bool:
    """Return whether a load is new or another than before; the exercise's own first load is no more than any later."""
    if item.load.kind == "bodyweight" or item.load == had.load:
        return False
    exercise = catalog.exercise(item.exercise)
    return item.load.kind != had.load.kind or item.load not in (exercise.loads if exercise else ())


def risen(catalog: Catalog, old: Items, new: Items, *, by_volume: bool = False) -> Iterator[tuple[str, str]]:
    """Return what rose from some items to others: what, and where.

    An exercise is compared with itself in the same form and load. A new one is a harder rung when
    the ladders lead to it from one that is gone, and not down to it. `by_volume`: one more
    repetition in fewer sets is no rise.
    """
    gone = [one for one in old if one not in new]
    for id, item in new.items():
        had = old.get(id)
        if had is None:
            below = [one for one in gone if id in above(catalog, one)]
            stepped_down = any(one in above(catalog, id) for one in gone)
            if (
                below
                and not stepped_down
                and _demand(catalog, item) >= min(_demand(catalog, old[one]) for one in below)
            ):
                yield "a harder rung", f"{id} after {', '.join(below)}"
            continue
        if rank(catalog, item) < rank(catalog, had):
            yield "a harder form", f"{id} {shown(had)} to {shown(item)}"
        if _heavier(catalog, item, had):
            yield "more load", f"{id} {shown(had)} to {shown(item)}"
        if alike(item, had) and (volume(item) > volume(had) or not by_volume):
            for name, more in (
                ("more sets", item.sets > had.sets),
                ("more repetitions", item.dose.reps > had.dose.reps),
                ("a longer hold", (item.dose.seconds or 0) > (had.dose.seconds or 0)),
            ):
                if more:
                    yield name, f"{id} {shown(had)} to {shown(item)}"


def shown(item: Item) -> str:
    """Return an item's amount, form and load in short."""
    seconds = f" x {item.dose.seconds} s" if item.dose.seconds else ""
    form = f", {item.variant}" if item.variant else ""
    load = f", {item.load.kind} {item.load.start[:30]}" if item.load.kind != "bodyweight" else ""
    return f"{item.sets} x {item.dose.reps}{seconds}{form}{load}"
