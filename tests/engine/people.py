"""People made by hand: a program that is saved, and sessions done as planned but for what a test says."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from glutemed.checks.registry import check_plan
from glutemed.engine.adaptation import Adapted, Asked, next_plan
from glutemed.engine.context import Context
from glutemed.engine.opening import Opening
from glutemed.engine.planner import context_of
from glutemed.engine.resuming import main_items, resumed
from glutemed.engine.staging import staged
from glutemed.engine.today import Today, todays
from glutemed.model.catalog import Catalog
from glutemed.model.log import Person, Saved, SetDone, Told, Workout, fingerprint_of
from glutemed.model.plan import Block, Item, Plan, Session, Week, session_minutes

__all__ = [
    "Edit",
    "Trainee",
    "a_person",
    "a_workout",
    "as_planned",
    "at",
    "calm",
    "day",
    "dose",
    "doses",
    "edited",
    "judged_well",
    "limited",
    "mains",
    "more",
    "only",
    "opening_of",
    "reworked",
    "rows",
    "saved",
    "with_exercise",
    "without",
]

FIRST = date(2026, 1, 5)
"""Day 0, a Monday."""

Edit = Callable[[SetDone], SetDone | None]
"""What a set that was done as planned became; None where it is not in the log."""


def day(number: int) -> str:
    """Return the date so many days after day 0."""
    return (FIRST + timedelta(days=number)).isoformat()


def at(number: int, second: int = 0) -> str:
    """Return the moment so many seconds after 18:00 of a day."""
    return f"{day(number)}T{18 + second // 3600}:{second // 60 % 60:02}:{second % 60:02}.000000Z"


def limited(catalog: Catalog, **values: float) -> Catalog:
    """Return the catalogue with other limits; their ids are written with "_"."""
    changed = {name.replace("_", "-"): value for name, value in values.items()}
    assert set(changed) <= {limit.id for limit in catalog.limits}
    limits = tuple(replace(limit, value=changed.get(limit.id, limit.value)) for limit in catalog.limits)
    return replace(catalog, limits=limits)


def with_exercise(catalog: Catalog, id: str, /, **fields: Any) -> Catalog:
    """Return the catalogue with fields of an exercise changed."""
    assert catalog.exercise(id)
    exercises = tuple(replace(one, **fields) if one.id == id else one for one in catalog.exercises)
    return replace(catalog, exercises=exercises)


# What became of a set


def as_planned(one: SetDone) -> SetDone | None:
    """Leave a set as planned."""
    return one


def only(exercise: str, **fields: Any) -> Edit:
    """Change fields of an exercise's sets."""
    return lambda one: replace(one, **fields) if one.exercise == exercise else one


def more(extra: int, *exercises: str) -> Edit:
    """Do some repetitions more than planned, or fewer; of all exercises where none is named."""

    def edit(one: SetDone) -> SetDone | None:
        named = not exercises or one.exercise in exercises
        return replace(one, reps=(one.reps or 0) + extra) if named and one.seconds is None else one

    return edit


def without(*exercises: str) -> Edit:
    """Leave exercises out of the log."""
    return lambda one: None if one.exercise in exercises else one


# Programs, sessions, people


def saved(plan: Plan, on: int = 0) -> Saved:
    return Saved(program=fingerprint_of(plan), saved=at(on), plan=plan)


def sets_of(planned: Session, on: int, edit: Edit = as_planned) -> tuple[SetDone, ...]:
    """Return the sets of a session as planned, then edited; each a second after the one before."""
    found: list[SetDone] = []
    for item in (item for block in planned.blocks for item in block.items):
        for number in range(1, item.sets + 1):
            for side in item.sides:
                one = SetDone(
                    recorded=at(on, len(found)),
                    exercise=item.exercise,
                    side=side,
                    number=number,
                    reps=item.dose.reps,
                    seconds=item.dose.seconds,
                )
                found += [made] if (made := edit(one)) else []
    return tuple(found)


def a_workout(
    plan: Plan, session: int = 1, on: int = 0, edit: Edit = as_planned, week: int = 1, **told: Any
) -> Workout:
    """Return a session of a plan, done on a day; `told` is what was told of it, after the sets."""
    planned = next(one for one in plan.weeks if one.number == week).sessions[session - 1]
    return Workout(
        program=fingerprint_of(plan),
        week=week,
        session=session,
        date=day(on),
        sets=sets_of(planned, on, edit),
        told=(Told(recorded=at(on, 3600), **told),) if told else (),
    )


def calm(**told: Any) -> dict[str, Any]:
    """Return what is told of a session at pain 1, that leaves mornings as usual."""
    return {"pain": 1, "after": 1, "morning": 1, "usual": 1, **told}


def a_person(plan: Plan, *workouts: Workout) -> Person:
    """Return someone whose only program is the plan."""
    return Person(name="me", programs=(saved(plan),), workouts=workouts)


# What a plan has


def mains(plan: Plan | Week | Opening) -> dict[str, Item]:
    """Return the main exercises of a plan's first week, or of a week, by id, as its first session has them."""
    week = plan.weeks[0] if isinstance(plan, Plan) else plan
    if isinstance(week, Opening):
        return {id: item for id, (_, item) in main_items(week).items()}
    found: dict[str, Item] = {}
    for session in week.sessions:
        for item in session.items("main"):
            found.setdefault(item.exercise, item)
    return found


def dose(item: Item) -> str:
    """Return a dose as a short text: "3x8", "3x20s", "2x3x10s", with the form and the load where it has one."""
    seconds, reps = item.dose.seconds, item.dose.reps
    text = f"{item.sets}x{reps}" if seconds is None else f"{item.sets}x{f'{reps}x' if reps > 1 else ''}{seconds}s"
    load = f" + {item.load.kind}" if item.load.kind != "bodyweight" else ""
    return f"{text}{load}{f', {item.variant}' if item.variant else ''}"


def doses(plan: Plan | Week | Opening) -> dict[str, str]:
    """Return the doses of main exercises by id."""
    return {id: dose(item) for id, item in mains(plan).items()}


def rows(adapted: Adapted) -> dict[str, str]:
    """Return the row that decided by subject."""
    return {change.subject: change.row for change in adapted.changes}


def edited(plan: Plan, main_item: Callable[[Item], Item | None], *, sessions: Iterable[int] = range(7)) -> Plan:
    """Return the plan with its main items changed, or left out, in some sessions of each week; they are timed anew."""

    def block(one: Block) -> Block:
        return replace(one, items=tuple(new for item in one.items if (new := main_item(item)) is not None))

    def session(one: Session, place: int) -> Session:
        blocks = tuple(block(each) if each.kind == "main" and place in sessions else each for each in one.blocks)
        return replace(one, blocks=blocks, minutes=session_minutes(blocks))

    weeks = (
        replace(week, sessions=tuple(session(one, place) for place, one in enumerate(week.sessions)))
        for week in plan.weeks
    )
    return replace(plan, weeks=tuple(weeks))


def reworked(plan: Plan, **items: dict[str, Any]) -> Plan:
    """Return the plan with fields of exercises' items changed wherever they are main work; ids are written with "_"."""
    changed = {id.replace("_", "-"): fields for id, fields in items.items()}
    assert set(changed) <= set(mains(plan))
    return edited(plan, lambda item: replace(item, **changed.get(item.exercise, {})))


def opening_of(catalog: Catalog, plan: Plan) -> tuple[Context, Opening]:
    """Return the first week of a plan as the engine works on it, and its context."""
    request = replace(plan.request, goal=plan.prescribed.goal, stage=plan.prescribed.stage)
    context = context_of(catalog, request, staged(catalog, request, plan.passed))
    return context, resumed(context, plan.weeks[0])


def judged_well(catalog: Catalog, plan: Plan) -> Plan:
    """Return a plan that breaks no rule."""
    errors = [found for found in check_plan(catalog, plan) if found.severity == "error"]
    assert not errors, errors
    return plan


class Trainee:
    """Someone who trains by a program, day after day, and asks for the next week, which must break no rule."""

    def __init__(self, catalog: Catalog, plan: Plan) -> None:
        self.catalog, self.person, self.today = catalog, a_person(plan), 0

    @property
    def plan(self) -> Plan:
        return self.person.programs[-1].plan

    def session(self, edit: Edit = as_planned, /, **told: Any) -> Today:
        """Do today's session; what is told of it is calm but for `told`."""
        found = todays(self.catalog, self.person, day(self.today))
        workout = Workout(
            program=found.saved.program,
            week=found.week,
            session=found.session,
            date=day(self.today),
            sets=sets_of(found.planned, self.today, edit),
            told=(Told(recorded=at(self.today, 3600), finished=True, **calm(**told)),),
        )
        self.person = replace(self.person, workouts=(*self.person.workouts, workout))
        return found

    def week(self, edit: Edit = as_planned, /, skip: Any = (), **told: Any) -> "Trainee":
        """Do the sessions of a week on their days but those to skip, and go to the first day of the next."""
        start, sessions = self.today, self.plan.weeks[0].sessions
        for number, session in enumerate(sessions, 1):
            self.today = start + session.day - 1
            if number not in skip:
                self.session(edit, **told)
        self.today = start + 7
        return self

    def rest(self, days: int) -> "Trainee":
        self.today += days
        return self

    def next(self, **asked: Any) -> Adapted:
        """Return next week, which breaks no rule."""
        found = next_plan(self.catalog, self.person, day(self.today), Asked(**asked))
        judged_well(self.catalog, found.plan)
        return found

    def go_on(self, **asked: Any) -> Adapted:
        """Make next week's program the current one."""
        found = self.next(**asked)
        self.take(found.plan)
        return found

    def take(self, plan: Plan) -> "Trainee":
        """Make a plan the current program."""
        self.person = replace(self.person, programs=(*self.person.programs, saved(plan, self.today)))
        return self
