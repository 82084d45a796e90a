"""What a person tells of a session, without the guide: which session it belongs to, and its entries for the log."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date as day
from datetime import timedelta

from glutemed.engine.days import in_order, place_of
from glutemed.engine.today import no_program, todays
from glutemed.errors import UsageError
from glutemed.model.catalog import Catalog
from glutemed.model.log import Person, Saved, SetDone, Workout, outcome, standing
from glutemed.model.plan import Session, Side, Week
from glutemed.model.records import record

__all__ = [
    "Account",
    "Target",
    "added",
    "is_finished",
    "is_left",
    "is_same",
    "later",
    "planned_then",
    "sets_of",
    "target",
]

MORNING_DAYS = 7
"""Days back to a session whose next morning is told without naming its date (X)."""
ENTRIES_MAX = 1000
"""Entries of a session that a log may hold, corrections included."""


@record
class Account:
    """What a person tells of the work of a session; exercises are ids.

    `all_done` stands for all that is planned and not told otherwise. The sets of `did` are numbered
    from 1 for each exercise and hip, and are all that was done there.
    """

    all_done: bool = False
    did: tuple[SetDone, ...] = ()
    skipped: tuple[str, ...] = ()
    wobbled: tuple[str, ...] = ()


@record
class Target:
    """The session that an account belongs to: how it was planned for that day, and what is in the log of it."""

    saved: Saved
    week: int
    session: int
    of: int
    date: str
    planned: Session
    workout: Workout | None = None

    def entry(self) -> Workout:
        """Return the session without entries, for new ones to go into."""
        return Workout(program=self.saved.program, week=self.week, session=self.session, date=self.date)


def target(
    catalog: Catalog,
    person: Person,
    date: str,
    today: str,
    session: int | None = None,
    *,
    current: bool = False,
    ended: str | None = None,
) -> Target:
    """Return the session that an account of a day belongs to: one in the log of that day, else the one due.

    Of a past day it is a session of the program that was current when it `ended`, a moment in UTC; without one,
    when it ended in UTC. With `current` a session of the day
    is passed over where a newer program took the place of its own. Raises UsageError for a day
    in the future or before the first program, and when no session is left.
    """
    if not person.programs:
        raise UsageError(no_program(person.name))
    if date > today:
        raise UsageError(f"--date: {date} is in the future; today is {today}")
    there = [one for one in in_order(person) if one.date == date and session in (None, one.session)]
    there = [one for one in there if not is_left(person, one)] or ([] if current else there)
    if there:
        found = there[-1]
        saved, week = _planned_in(person, found)
        return Target(
            saved=saved,
            week=found.week,
            session=found.session,
            of=len(week.sessions) if week else found.session,
            date=date,
            planned=planned_then(catalog, person, found),
            workout=found,
        )
    past = (
        person
        if date == today
        else _as_of(person, date, ended or (day.fromisoformat(date) + timedelta(days=1)).isoformat())
    )
    due = todays(catalog, past, date, session)
    return Target(saved=due.saved, week=due.week, session=due.session, of=due.of, date=date, planned=due.planned)


def is_left(person: Person, workout: Workout) -> bool:
    """Return whether a newer program, which begins on the day of a session or before, took the place of its own."""
    newest = person.programs[-1]
    return workout.program != newest.program and (newest.plan.request.start or "") <= workout.date


def _as_of(person: Person, date: str, ended: str) -> Person:
    """Return what was in the log when a past day ended: the programs saved until then, and its sessions.

    The first program counts from the day before it was saved, which is told in UTC, as moments are.
    """
    first = person.programs[0].saved[:10]
    if date < (day.fromisoformat(first) - timedelta(days=1)).isoformat():
        raise UsageError(f"--date: no program was saved yet on {date}; the first one was saved on {first} (UTC)")
    programs = [saved for saved in person.programs if saved.saved < ended]
    workouts = tuple(one for one in person.workouts if one.date <= date)
    return replace(person, programs=tuple(programs or person.programs[:1]), workouts=workouts)


def _planned_in(person: Person, workout: Workout) -> tuple[Saved, Week | None]:
    """Return the program of a session, and its week, if the program has it."""
    saved = next(saved for saved in person.programs if saved.program == workout.program)
    return saved, next((week for week in saved.plan.weeks if week.number == workout.week), None)


def planned_then(catalog: Catalog, person: Person, workout: Workout) -> Session:
    """Return a session of the log as it was planned for its day: made easier where the one before asked for it."""
    saved, week = _planned_in(person, workout)
    if week is None or workout.session > len(week.sessions):
        return Session(day=1, minutes=0, blocks=())
    until = person.programs[: person.programs.index(saved) + 1]
    known = {one.program for one in until}
    logged = tuple(one for one in person.workouts if one.program in known and place_of(one) <= place_of(workout))
    found = todays(catalog, replace(person, programs=until, workouts=logged), workout.date, workout.session)
    return found.planned if found.week == workout.week else week.sessions[workout.session - 1]


def later(person: Person, today: str, date: str | None, session: int | None, *, may_be_todays: bool = False) -> Workout:
    """Return the session that a next morning belongs to: that of a day, else the latest before today.

    Where today's is the only one, and it was not told just now, it is that one: it may have been
    written down a day late.

    Raises UsageError when there is none, when its morning is still to come, and, without a date,
    when its morning is told already or it is more than a week ago.
    """
    if date is not None:
        there = [one for one in in_order(person) if one.date == date and session in (None, one.session)]
        if date >= today:
            raise UsageError("--next-morning: that morning is still to come; tell it on the day after the session")
        if not there:
            raise UsageError(f"--next-morning: no session is recorded for {date}")
        return there[-1]
    before = [one for one in in_order(person) if one.date < today]
    if not before and may_be_todays and person.workouts:
        return in_order(person)[-1]
    if not before:
        raise UsageError("--next-morning: no session before today is recorded; tell it on the day after a session")
    last = before[-1]
    if (told := outcome(last).morning) is not None:
        raise UsageError(
            f"--next-morning: the morning after {last.date} is told already, {told}; "
            f"to correct it, or tell of another session, add --date {last.date}"
        )
    if last.date < (day.fromisoformat(today) - timedelta(days=MORNING_DAYS)).isoformat():
        raise UsageError(f"--next-morning: the last session was on {last.date}; to tell of it, add --date {last.date}")
    return last


def sets_of(account: Account, found: Target, recorded: str) -> tuple[SetDone, ...]:
    """Return the new entries of a session for what was told.

    `all_done` leaves alone what a session that was begun and not finished holds already. Sets in the
    log beyond those told now become skipped ones: what is told of a hip is all of it. Raises
    UsageError when something is told twice, or of an exercise that the session does not have, and
    when nothing would have been done. Pain that was told of a set stands until another is told of it.
    """
    holds = standing(found.workout) if found.workout else ()
    begun = found.workout is not None and not outcome(found.workout).finished
    _refuse(account, found.planned, holds)
    new = {_key(one): one for one in account.did}
    told = {_hip(one) for one in account.did}
    kept = {_key(one) for one in holds if begun and (not one.skipped or one.note)}
    for one in _as_planned(found.planned, recorded):
        if one.exercise in account.skipped:
            new[_key(one)] = _skipped(one, recorded)
        elif account.all_done and _key(one) not in kept and _hip(one) not in told:
            new[_key(one)] = next((was for was in holds if _key(was) == _key(one) and _as_much(was, one)), one)
    whole = told if begun else {_hip(one) for one in new.values()}
    for one in holds:
        gone = one.exercise in account.skipped or _hip(one) in whole
        if gone and _key(one) not in new and not one.skipped:
            new[_key(one)] = _skipped(one, recorded)
    _wobble(account, new, holds, recorded)
    exercises = {item.exercise for block in found.planned.blocks for item in block.items}
    if not (any(not one.skipped for one in (*new.values(), *holds)) or exercises <= set(account.skipped)):
        raise UsageError(f"no session is recorded for {found.date}; say what was done, with --all-done or --did")
    hurt = {_key(was): was.pain for was in holds if was.pain is not None}
    kept_pain = (replace(one, pain=hurt[key]) if one.pain is None and key in hurt else one for key, one in new.items())
    entries = tuple(one for one in kept_pain if one not in holds)
    if found.workout is not None and len(found.workout.sets) + len(entries) > ENTRIES_MAX:
        raise UsageError(
            f"the session of {found.date} has {len(found.workout.sets)} entries; no more than {ENTRIES_MAX} are kept"
        )
    return entries


def _as_much(was: SetDone, now: SetDone) -> bool:
    return not was.skipped and (was.reps, was.seconds) == (now.reps, now.seconds)


def _key(one: SetDone) -> tuple[str, Side, int]:
    return one.exercise, one.side, one.number


def _hip(one: SetDone) -> tuple[str, Side]:
    return one.exercise, one.side


def _skipped(one: SetDone, recorded: str) -> SetDone:
    return SetDone(recorded=recorded, exercise=one.exercise, side=one.side, number=one.number, skipped=True)


def _refuse(account: Account, planned: Session, holds: tuple[SetDone, ...]) -> None:
    """Raise UsageError for what contradicts itself, or is told of an exercise that is not there."""
    told: dict[tuple[str, Side], int] = {}
    for one in account.did:
        if one.number <= told.get(_hip(one), 0):
            raise UsageError(f"--did: {one.exercise}, {one.side}, is told twice; put all of its sets in one --did")
        told[_hip(one)] = one.number
    known = dict.fromkeys(item.exercise for block in planned.blocks for item in block.items)
    known |= dict.fromkeys(one.exercise for one in (*holds, *account.did))
    for option, ids in (("--skip", account.skipped), ("--wobbled", account.wobbled)):
        for id in ids:
            if id not in known:
                raise UsageError(f"{option}: {id} is not in this session; it has {', '.join(known)}")
    for id in account.skipped:
        if id in {one.exercise for one in account.did}:
            raise UsageError(f"--skip and --did both name {id}; leave one of them out")
        if id in account.wobbled:
            raise UsageError(f"--skip and --wobbled both name {id}; leave one of them out")


def _as_planned(planned: Session, recorded: str) -> Iterator[SetDone]:
    """Return every set of a session as it is planned."""
    for item in (item for block in planned.blocks for item in block.items):
        for number in range(1, item.sets + 1):
            for side in item.sides:
                yield SetDone(
                    recorded=recorded,
                    exercise=item.exercise,
                    side=side,
                    number=number,
                    reps=item.dose.reps,
                    seconds=item.dose.seconds,
                )


def _wobble(
    account: Account, new: dict[tuple[str, Side, int], SetDone], holds: tuple[SetDone, ...], recorded: str
) -> None:
    """Mark the sets of exercises that wobbled: those told now, else those in the log."""
    for id in account.wobbled:
        now = [one for one in new.values() if one.exercise == id] or [one for one in holds if one.exercise == id]
        done = [one for one in now if not one.skipped]
        if not done:
            raise UsageError(f"--wobbled: {id} was not done in this session; add --all-done or --did")
        new |= {_key(one): replace(one, control="wobbled", recorded=recorded) for one in done}


def added(person: Person, workout: Workout) -> Person:
    """Return a person's log with the entries of a session added to it, that session last."""
    same = [one for one in person.workouts if is_same(one, workout)]
    others = tuple(one for one in person.workouts if not is_same(one, workout))
    sets = tuple(entry for one in (*same, workout) for entry in one.sets)
    told = tuple(entry for one in (*same, workout) for entry in one.told)
    return replace(person, workouts=(*others, replace(workout, sets=sets, told=told)))


def is_finished(person: Person, workout: Workout) -> bool:
    """Return whether the session that entries are of is in the log, and was told to be over."""
    return any(outcome(one).finished or False for one in person.workouts if is_same(one, workout))


def is_same(one: Workout, other: Workout) -> bool:
    """Return whether entries are of one session: of a program, week and place in it, on one day."""
    return (one.program, *place_of(one)) == (other.program, *place_of(other))
