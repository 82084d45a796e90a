"""What swap and edit changed in a plan, and why, in a sentence each."""

from glutemed.cli.planfile import exercises_of
from glutemed.engine.context import Candidate
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise
from glutemed.model.plan import Item, Plan
from glutemed.rendering.words import item_dose, item_title, plain

__all__ = ["dose_told", "swap_told"]


def swap_told(catalog: Catalog, plan: Plan, changed: Plan, old: Exercise, new: Exercise, *, asked: bool) -> str:
    """Return which exercise took the place of another, with both doses, what went with it, and why it was taken."""
    week = _first_week(plan, old.id)
    had, has = _item(plan, week, old.id), _item(changed, week, new.id)
    why = "as asked with --with" if asked else _why(old, new)
    text = f"{_dosed(catalog, has)}, in place of {_dosed(catalog, had)}{_in_week(plan, week)}: {why}"
    there = exercises_of(changed)
    gone = [catalog.exercise(id) for id in exercises_of(plan) if id not in (old.id, *there)]
    names = ", ".join(one.name for one in gone if one)
    return f"{text}; out with it, as it grew into that: {names}" if names else text


def dose_told(plan: Plan, changed: Plan, exercise: Exercise, week: int | None) -> str:
    """Return which dose an exercise has now, and which it had."""
    number = _first_week(plan, exercise.id) if week is None else week
    had, has = (_item(one, number, exercise.id) for one in (plan, changed))
    old, new = (item_dose(item, exercise) for item in (had, has))
    text = f"{item_title(has)}: {new}, {'as before' if new == old else f'in place of {old}'}{_in_week(plan, number)}"
    return f"{text}, and set in every week" if week is None and len(plan.weeks) > 1 else text


def _why(old: Exercise, new: Exercise) -> str:
    """Return what of the order of candidates chose an exercise."""
    if new.pattern == old.pattern:
        return f"the best lawful one of its pattern ({plain(old.pattern)})"
    none = f"no other of its pattern ({plain(old.pattern)}) fits here"
    if Candidate(exercise=new).compound and Candidate(exercise=old).compound:
        return f"{none}; the best other of the squats, hinges, lunges and steps"
    if new.id in (*old.easier, *old.harder):
        return f"{none}; its neighbour on the ladder"
    return f"{none}; the best by its rank"


def _first_week(plan: Plan, id: str) -> int:
    return next(week.number for week in plan.weeks if id in exercises_of(plan, week.number))


def _item(plan: Plan, number: int, id: str) -> Item:
    weeks = (week for week in plan.weeks if week.number == number)
    items = (item for week in weeks for s in week.sessions for block in s.blocks for item in block.items)
    return next(item for item in items if item.exercise == id)


def _dosed(catalog: Catalog, item: Item) -> str:
    return f"{item_title(item)}, {item_dose(item, catalog.exercise(item.exercise))}"


def _in_week(plan: Plan, number: int) -> str:
    return f", in week {number}" if len(plan.weeks) > 1 else ""
