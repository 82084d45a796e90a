"""Logs of a person who follows a real plan: each test tells of the sessions that it is about."""

from collections.abc import Iterable
from datetime import date as day
from datetime import timedelta
from typing import Any

from glutemed.model.log import Person, Saved, SetDone, Told, Workout, fingerprint_of
from glutemed.model.plan import Plan, Session, Side

__all__ = ["at", "done", "follower", "later_by", "saved", "set_done", "workout"]

START = "2026-12-02"


def at(date: str, number: int = 0) -> str:
    """Return a moment of a day, the more the later."""
    return f"{date}T18:{number // 60:02}:{number % 60:02}.000000Z"


def later_by(days: int, date: str = START) -> str:
    """Return the date so many days later."""
    return (day.fromisoformat(date) + timedelta(days=days)).isoformat()


def saved(plan: Plan, date: str = START) -> Saved:
    """Return a plan as the log keeps it, saved in the morning of a day."""
    return Saved(program=fingerprint_of(plan), saved=f"{date}T08:00:00.000000Z", plan=plan)


def set_done(exercise: str = "clamshell", side: Side = "left", number: int = 1, **fields: Any) -> SetDone:
    """Return a set of 10 repetitions, or as given."""
    fields = {"recorded": at(START), "reps": 10, **fields}
    return SetDone(exercise=exercise, side=side, number=number, **fields)


def done(session: Session, date: str = START, number: int = 0) -> tuple[SetDone, ...]:
    """Return every set of a session, done as it is planned."""
    return tuple(
        SetDone(
            recorded=at(date, number),
            exercise=item.exercise,
            side=side,
            number=place,
            reps=item.dose.reps,
            seconds=item.dose.seconds,
        )
        for block in session.blocks
        for item in block.items
        for place in range(1, item.sets + 1)
        for side in item.sides
    )


def workout(plan: Plan, date: str = START, session: int = 1, week: int = 1, **fields: Any) -> Workout:
    """Return a session of a plan, done as planned and told to be over; `sets`, or what is told, as given."""
    planned = plan.weeks[week - 1].sessions[session - 1]
    sets = fields.pop("sets", done(planned, date))
    told = (Told(recorded=at(date, 1), **{"finished": True, **fields}),)
    return Workout(program=fingerprint_of(plan), week=week, session=session, date=date, sets=sets, told=told)


def follower(plan: Plan, workouts: Iterable[Workout] = (), name: str = "me") -> Person:
    """Return a person who saved a plan, and the sessions of it that are in the log."""
    return Person(name=name, programs=(saved(plan),), workouts=tuple(workouts))
