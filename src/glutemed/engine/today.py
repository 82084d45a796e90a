"""Today's session: the next of the week that is not done, easier where the last ones hurt."""

from dataclasses import replace

from glutemed.engine.commands import command
from glutemed.engine.days import in_order
from glutemed.engine.sparing import halved_now, hurt_since, spared
from glutemed.engine.stage_steps import is_step_up
from glutemed.errors import UsageError
from glutemed.model.adaptation import Change
from glutemed.model.catalog import Catalog
from glutemed.model.log import Person, Saved, Workout, outcome
from glutemed.model.plan import Session, Week
from glutemed.model.records import record

__all__ = ["Today", "begin", "current_week", "no_program", "todays"]


def begin(name: str) -> str:
    """Return how someone without a program begins."""
    plan = command("plan --goal rehab --stage early --save", name)
    return f"begin with: {command('screen', name)}, then save the plan that it gives, such as: {plan}"


def no_program(name: str) -> str:
    """Return that nothing is saved yet, and how to begin."""
    return f"no program is saved yet; {begin(name)}"


@record
class Today:
    """The session to do: which of the week's, with what was made easier, and what of it is done already.

    `week` is the week's number, `session` the place in the week from 1, `of` how many it has.
    `begun` is the same session, begun on this date and not finished.
    """

    saved: Saved
    week: int
    session: int
    of: int
    planned: Session
    changes: tuple[Change, ...] = ()
    begun: Workout | None = None


def todays(catalog: Catalog, person: Person, date: str, session: int | None = None) -> Today:
    """Return the session for a day: the one begun that day, else the first of the week that is not done.

    `session` names another of the week. A program that starts on a later day waits on a day that has
    a session of the one before it. Raises UsageError that says what to run when there is no
    program, or no session left in its week.
    """
    if not person.programs:
        raise UsageError(no_program(person.name))
    person = _of_the_day(person, date)
    saved = person.programs[-1]
    week, done = current_week(person)
    if not done and _is_step_up(person) and hurt_since(catalog, person):
        raise UsageError(
            "too much pain was told after this program, of a harder stage, was saved; make the week anew with: "
            f"{command('next --save', person.name)}"
        )
    begun = next((one for one in reversed(done) if one.date == date and not outcome(one).finished), None)
    of = len(week.sessions)
    if session is not None and not 1 <= session <= of:
        raise UsageError(f"--session: {session} is not allowed; week {week.number} has sessions 1 to {of}")
    if session is None and begun:
        session = begun.session
    if session is None:
        left = [place for place in range(1, of + 1) if place not in {one.session for one in done}]
        if not left:
            raise UsageError(
                f"all {of} sessions of week {week.number} are in the log; make the next week with: "
                f"{command('next --save', person.name)}"
            )
        session = left[0]
    begun = next((one for one in done if one.session == session and one.date == date), None)
    earlier = tuple(one for one in done if one is not begun)
    halved_week, halved = halved_now(catalog, person, week, date)
    eased_week, changes = spared(catalog, person, saved, halved_week, earlier)
    of_today = week.sessions[session - 1]
    todays_own = {"week", *(item.exercise for block in of_today.blocks for item in block.items)}
    return Today(
        saved=saved,
        week=week.number,
        session=session,
        of=of,
        planned=eased_week.sessions[session - 1],
        changes=(*halved, *(change for change in changes if change.subject in todays_own)),
        begun=begun,
    )


def current_week(person: Person) -> tuple[Week, tuple[Workout, ...]]:
    """Return the week of the current program that training is in, and its sessions in the log, in order."""
    saved = person.programs[-1]
    logged = [one for one in in_order(person) if one.program == saved.program]
    numbers = {week.number: week for week in saved.plan.weeks}
    reached = [one.week for one in logged if one.week in numbers]
    week = numbers[max(reached)] if reached else saved.plan.weeks[0]
    return week, tuple(one for one in logged if one.week == week.number)


def _of_the_day(person: Person, date: str) -> Person:
    """Return the log without programs that start later, on a day that has a session of an older one."""
    todays_own = {one.program for one in person.workouts if one.date == date}
    last = max((place for place, one in enumerate(person.programs) if one.program in todays_own), default=None)
    if last is None or (person.programs[-1].plan.request.start or "") <= date:
        return person
    return replace(person, programs=person.programs[: last + 1])


def _is_step_up(person: Person) -> bool:
    """Return whether the current program is of a harder stage than the one before it."""
    if len(person.programs) < 2:
        return False
    before, now = (saved.plan for saved in person.programs[-2:])
    return now.prescribed.stage is not None and is_step_up(before, now.prescribed.stage)
