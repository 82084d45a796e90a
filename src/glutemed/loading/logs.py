"""Logs from files: JSON of any writer to a `Log`, or to problems with their places."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any, get_args

from glutemed.errors import Position, Problem, ProblemsError
from glutemed.loading.document import NOTED_MAX, PROGRAM, Document, refuse
from glutemed.loading.fingerprints import is_as_named
from glutemed.loading.json_reader import parse_json, refuse_bad_json
from glutemed.loading.kinds import refuse_other_kinds
from glutemed.loading.pieces import Piece, outline_of, pieces_of
from glutemed.loading.programs import SCHEMA, refuse_schema, slips
from glutemed.loading.requests import shown
from glutemed.loading.validation import json_schema, validate
from glutemed.model.log import LOG_SCHEMA, Log, Person, Saved, Screening, Workout, folded
from glutemed.model.plan import Plan

__all__ = ["LOG_BYTES_MAX", "log_schema", "read_log"]

LOG_BYTES_MAX = 100_000_000
LAST_DAY = "2999-12-31"
"""Entries go on from the latest moment of a log, so that none may be at the end of time."""
KINDS: dict[str, Any] = {"programs": Saved, "workouts": Workout, "screenings": Screening}
"""The lists of a person that are read entry by entry."""
MOST: dict[str, int] = {f.name: get_args(f.type)[1].high for f in fields(Person) if f.name in KINDS}
"""How many entries each of them may have."""


class _Found:
    """What was read of one person, and where that stands which is judged in the end."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys(KINDS, 0)
        self.records: dict[str, list[Any]] = {name: [] for name in KINDS}
        self.sessions: list[dict[str, Position]] = []
        self.known: set[object] = set()

    def is_new(self, entry: object) -> bool:
        """Return whether something is told of this person for the first time."""
        before = len(self.known)
        self.known.add(entry)
        return len(self.known) > before


def log_schema() -> str:
    """Return the JSON Schema of logs."""
    return json_schema(Log, LOG_SCHEMA)


def read_log(text: str, name: str) -> Log:
    """Return the log that a file's text holds.

    Raises ProblemsError with every problem of the file: what no log has, what is there twice, sessions
    that are in no program, and programs that no check could judge. UsageError when the file, or a
    program in it, is of a newer kind.
    """
    with refuse_other_kinds("log", text, name):
        refuse_bad_json(text, name)
        outline = parse_json(outline_of(text, MOST), name, PROGRAM)
        _refuse_other(outline)
    log, problems = Log(), list[Problem]()
    try:
        log = validate(Log, outline)
    except ProblemsError as error:
        problems += error.problems
    problems += _misnamed(log, outline)
    found: dict[int, _Found] = {}
    for piece in pieces_of(text, name, MOST):
        problems += _taken(found.setdefault(piece.person, _Found()), piece)
        if len(problems) > NOTED_MAX:
            refuse(problems, stopped=True)
    for person in found.values():
        problems += _misplaced(person)
    if problems:
        refuse(problems)
    people = (_filled(person, found.get(at, _Found())) for at, person in enumerate(log.people))
    return replace(log, people=tuple(people))


def _filled(person: Person, found: _Found) -> Person:
    lists: dict[str, Any] = {name: tuple(records) for name, records in found.records.items()}
    return replace(person, **lists)


def _refuse_other(outline: Document) -> None:
    if not isinstance(outline.data, dict):
        hint = "give a file that glutemed log export wrote"
        refuse([Problem(where=outline.position(()), message="a log is a mapping of people", hint=hint)])
    if "schema" not in outline.data:
        hint = f'a log says "schema": "{LOG_SCHEMA}"'
        refuse([Problem(where=outline.position(()), message='"schema" is missing', hint=hint)])
    refuse_schema(outline, LOG_SCHEMA)


def _taken(person: _Found, piece: Piece) -> Iterator[Problem]:
    """Take an entry of a list, and return what is wrong with it."""
    document, most = piece.document, MOST[piece.name]
    person.counts[piece.name] += 1
    if person.counts[piece.name] > most:
        yield Problem(where=document.position(()), message=f'"{piece.name}": must have at most {most} entries')
        return
    if not isinstance(document.data, dict):
        message = f'an entry of "{piece.name}" must be a mapping of fields'
        yield from (*document.problems, Problem(where=document.position(()), message=message))
        return
    try:
        if piece.name == "programs" and isinstance(document.data.get("plan"), dict):
            refuse_schema(document.below("plan"), SCHEMA)
        entry = validate(KINDS[piece.name], document)
        if piece.name == "programs":
            problems = [*slips(entry.plan, document.below("plan"))]
            yield from problems or _renamed(entry, document)
    except ProblemsError as error:
        yield from error.problems
        return
    person.records[piece.name].append(entry)
    yield from _JUDGES[piece.name](person, entry, document)


def _judge_program(person: _Found, saved: Saved, document: Document) -> Iterator[Problem]:
    yield from _no_moment(saved.saved, document, "saved")
    if not person.is_new(saved.program):
        yield _twice(document, "program")


def _renamed(saved: Saved, document: Document) -> Iterator[Problem]:
    """Return the problem of a program that does not say what its fingerprint was made of."""
    if not is_as_named(saved):
        message = f'"plan": the program {saved.program} is not as glutemed saved it: its fingerprint does not match'
        hint = "take another copy of this log; glutemed plan --save makes a program anew"
        yield Problem(where=document.position(("plan",)), message=message, hint=hint)


def _judge_workout(person: _Found, workout: Workout, document: Document) -> Iterator[Problem]:
    yield from _no_day(workout.date, document, "date")
    person.sessions.append({name: document.position((name,)) for name in ("program", "week", "session")})
    if not person.is_new((workout.program, workout.week, workout.session, workout.date)):
        yield Problem(where=document.position(()), message="this session of that program and day is there twice")
    for name in ("sets", "told"):
        seen = set()
        for index, entry in enumerate(getattr(workout, name)):
            yield from _no_moment(entry.recorded, document, name, index, "recorded")
            if entry in seen:
                yield _twice(document, name, index)
            seen.add(entry)


def _judge_screening(person: _Found, screening: Screening, document: Document) -> Iterator[Problem]:
    yield from _no_day(screening.date, document, "date")
    yield from _no_moment(screening.recorded, document, "recorded")
    if not person.is_new(screening):
        yield Problem(where=document.position(()), message="this screening is there twice")
    answers = [one.question for one in screening.answers]
    results = [(one.test, one.side) for one in screening.results]
    for name, given in (("answers", answers), ("results", results)):
        for index, one in enumerate(given):
            if one in given[:index]:
                yield _twice(document, name, index)


_JUDGES: dict[str, Callable[[_Found, Any, Document], Iterator[Problem]]] = {
    "programs": _judge_program,
    "workouts": _judge_workout,
    "screenings": _judge_screening,
}


def _twice(document: Document, name: str, *index: int) -> Problem:
    what = f'an entry of "{name}"' if index else f'"{name}"'
    return Problem(
        where=document.position((name, *index)), message=f"{what} is there twice", hint="keep one of the two"
    )


def _no_day(moment: str, document: Document, *path: str | int) -> Iterator[Problem]:
    """Return the problem of a day that no calendar has; one far off is taken, for a clock was wrong."""
    try:
        date.fromisoformat(moment[:10])
    except ValueError:
        yield Problem(where=document.position(path), message=f'"{path[-1]}": {shown(moment)} is not a date')


def _no_moment(moment: str, document: Document, *path: str | int) -> Iterator[Problem]:
    """Return the problem of a moment that is none, or after which a log has room for no other."""
    yield from _no_day(moment, document, *path)
    if moment.startswith(LAST_DAY):
        yield Problem(
            where=document.position(path),
            message=f'"{path[-1]}": {shown(moment)} is the last day that a log knows',
            hint="nothing could be written down after it; mend the date",
        )


def _misnamed(log: Log, outline: Document) -> Iterator[Problem]:
    """Return the names that two people have."""
    names: set[str] = set()
    for at, person in enumerate(log.people):
        if folded(person.name) in names:
            where = outline.position(("people", at, "name"))
            yield Problem(where=where, message=f'"name": {shown(person.name)} is there twice', hint="case is all one")
        names.add(folded(person.name))


def _misplaced(person: _Found) -> Iterator[Problem]:
    """Return the sessions that are in no program of the person: once all programs are known."""
    plans: dict[str, Plan] = {saved.program: saved.plan for saved in person.records["programs"]}
    for workout, where in zip(person.records["workouts"], person.sessions, strict=True):
        plan = plans.get(workout.program)
        if plan is None:
            message = f'"program": this person has no program {workout.program}'
            yield Problem(where=where["program"], message=message)
            continue
        week = next((week for week in plan.weeks if week.number == workout.week), None)
        if week is None:
            yield Problem(where=where["week"], message=f'"week": the program has no week {workout.week}')
        elif workout.session > len(week.sessions):
            message = f'"session": week {week.number} of the program has only {len(week.sessions)}'
            yield Problem(where=where["session"], message=message)
