"""The log as records: who followed which program, what was done in each session, and what tests showed.

Nothing in it is ever changed: a correction is a later entry, and the latest of several holds.
`Log` is what `log export` writes and `log import` reads, from us and from other writers.
"""

from hashlib import sha256
from typing import Annotated, Literal

from glutemed.model.fields import Id, Name, Text
from glutemed.model.plan import Plan, Side
from glutemed.model.records import Between, Matches, record, to_json

__all__ = [
    "LOG_SCHEMA",
    "Answer",
    "Log",
    "Measured",
    "Person",
    "Saved",
    "Screening",
    "SetDone",
    "Told",
    "Workout",
    "fingerprint_of",
    "folded",
    "outcome",
    "standing",
    "usual_morning",
    "worst_during",
]

LOG_SCHEMA = "glutemed.log/1"

Day = Annotated[str, Matches(r"2\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", "be a date such as 2026-12-01")]
Moment = Annotated[
    str,
    Matches(
        r"2\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z",
        "be a moment such as 2026-12-01T18:04:05.000000Z",
    ),
]
Fingerprint = Annotated[str, Matches(r"[0-9a-f]{32}", "be 32 hexadecimal digits")]
Pain = Annotated[int, Between(0, 10)]
Count = Annotated[int, Between(1, 50)]


@record
class Saved:
    """A program that became a person's current one. `program` is its fingerprint, a hash of the plan."""

    program: Fingerprint
    saved: Moment
    plan: Plan


@record
class SetDone:
    """One set of one hip, as it was done; `number` counts the sets of that hip from 1.

    `reps` are repetitions, or holds of `seconds`. `load` is in kg; a band has a name instead.
    `pain` is that during the set, `effort` 0 to 10 (10: nothing left). `control` is how clean it was.
    `recorded` orders the entries of a session: the latest for an exercise, hip and number holds.
    """

    recorded: Moment
    exercise: Id
    side: Side
    number: Count
    reps: Annotated[int, Between(0, 500)] | None = None
    seconds: Annotated[int, Between(0, 3600)] | None = None
    load: Annotated[float, Between(0, 1000)] | None = None
    band: Name | None = None
    pain: Pain | None = None
    effort: Pain | None = None
    control: Literal["clean", "wobbled"] | None = None
    skipped: bool = False
    note: Text | None = None


@record
class Told:
    """What was told of a session as a whole; only what was known then. The latest value of each field holds.

    `pain` is the worst during the session, `after` that right after it, `morning` the next
    morning's, and `usual` what mornings are like without exercise. `worse_after_effort`: symptoms
    of the whole body got worse in the days after (R-040).
    """

    recorded: Moment
    pain: Pain | None = None
    after: Pain | None = None
    morning: Pain | None = None
    usual: Pain | None = None
    effort: Pain | None = None
    finished: bool | None = None
    worse_after_effort: bool | None = None
    note: Text | None = None


@record
class Workout:
    """A session of a program on a day: `week` is the week's number, `session` its place in the week from 1."""

    program: Fingerprint
    week: Annotated[int, Between(1, 1000)]
    session: Annotated[int, Between(1, 7)]
    date: Day
    sets: Annotated[tuple[SetDone, ...], Between(0, 1000)] = ()
    told: Annotated[tuple[Told, ...], Between(0, 200)] = ()


@record
class Answer:
    """A safety question and whether it was answered with yes."""

    question: Id
    yes: bool


@record
class Measured:
    """The result of a home test, on one side or, where it has none, on "both"."""

    test: Id
    side: Side
    value: Annotated[float, Between(0, 1000)]


@record
class Screening:
    """The safety questions and home tests of one day; either may be left out.

    `pain` is the worst of the last week in daily life.
    """

    recorded: Moment
    date: Day
    pain: Pain | None = None
    answers: Annotated[tuple[Answer, ...], Between(0, 100)] = ()
    results: Annotated[tuple[Measured, ...], Between(0, 100)] = ()


@record
class Person:
    """One person's programs, sessions and screenings, each in the order in which they came about."""

    name: Name
    programs: Annotated[tuple[Saved, ...], Between(0, 2000)] = ()
    workouts: Annotated[tuple[Workout, ...], Between(0, 20_000)] = ()
    screenings: Annotated[tuple[Screening, ...], Between(0, 2000)] = ()


@record
class Log:
    """A whole log, or a part of one."""

    schema: Literal["glutemed.log/1"] = "glutemed.log/1"
    people: Annotated[tuple[Person, ...], Between(0, 10_000)] = ()


def folded(name: str) -> str:
    """Return a person's name as names compare: composed, without regard to case."""
    from unicodedata import normalize  # not for commands that use no log

    return normalize("NFC", normalize("NFC", name).casefold())


def standing(workout: Workout) -> tuple[SetDone, ...]:
    """Return the sets of a session as they hold: the latest entry for each exercise, hip and number."""
    latest: dict[tuple[str, Side, int], SetDone] = {}
    for one in sorted(workout.sets, key=lambda one: one.recorded):
        latest[one.exercise, one.side, one.number] = one
    return tuple(latest.values())


def outcome(workout: Workout) -> Told:
    """Return what is known of a session as a whole: the latest value of each field."""
    known: dict[str, object] = {"recorded": ""}
    for one in sorted(workout.told, key=lambda one: one.recorded):
        for name in Told.__dataclass_fields__:
            value = getattr(one, name)
            if value is not None:
                known[name] = value
    return Told(**known)  # type: ignore[arg-type]  # each field keeps the type it was read with


def worst_during(workout: Workout) -> int | None:
    """Return the worst pain during a session, told of the whole or of a set; None where none was told."""
    told = [one.pain for one in standing(workout)] + [outcome(workout).pain]
    return max((pain for pain in told if pain is not None), default=None)


def usual_morning(person: Person) -> int | None:
    """Return what was told last of mornings without exercise, which next mornings are compared with."""
    told = sorted((one for workout in person.workouts for one in workout.told), key=lambda one: one.recorded)
    return next((one.usual for one in reversed(told) if one.usual is not None), None)


def fingerprint_of(plan: Plan) -> str:
    """Return what names a program in the log: a hash of all that it says."""
    return sha256(to_json(plan).encode()).hexdigest()[:32]
