"""Sessions and screenings to rows and back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import groupby
from operator import itemgetter
from typing import Any, get_args

from glutemed.errors import UsageError
from glutemed.model.log import Answer, Log, Measured, Person, Screening, SetDone, Told, Workout
from glutemed.model.records import to_json
from glutemed.store.database import Connection

__all__ = [
    "add_screening",
    "add_workout",
    "newest",
    "refuse_overfull",
    "screenings",
    "workouts",
]

_SET = tuple(SetDone.__dataclass_fields__)
_TOLD = tuple(Told.__dataclass_fields__)


def _insert(table: str, columns: Iterable[str]) -> str:
    """Return the statement that adds a row; one that is there already adds nothing."""
    names = tuple(columns)
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks}) ON CONFLICT DO NOTHING"  # noqa: S608  # our names


_ADD_SET = _insert("sets", ("workout", *_SET))
_ADD_TOLD = _insert("told", ("workout", *_TOLD))
_ADD_SESSION = _insert("sessions", ("program", "week", "session", "date"))
_COUNT = {
    "people": "SELECT count(*) FROM people",
    "programs": "SELECT count(*) FROM programs WHERE person = ?",
    "workouts": "SELECT count(*) FROM programs JOIN sessions ON sessions.program = programs.id WHERE person = ?",
    "screenings": "SELECT count(*) FROM screenings WHERE person = ?",
    "sets": "SELECT count(*) FROM sets WHERE workout = ?",
    "told": "SELECT count(*) FROM told WHERE workout = ?",
}
_CALLED = {"workouts": "sessions", "sets": "sets in one session", "told": "entries on one session as a whole"}


def refuse_overfull(connection: Connection, kind: type[Log | Person | Workout], *whose: int) -> None:
    """Raise UsageError when there is more than the record of that kind may hold: it could not be exported."""
    for field in fields(kind):
        if field.name in _COUNT:
            (count,) = connection.execute(_COUNT[field.name], whose).fetchone()
            most = get_args(field.type)[1].high
            if count > most:
                raise UsageError(f"the log has no room for more than {most} {_CALLED.get(field.name, field.name)}")


def add_workout(connection: Connection, person: int, workout: Workout) -> tuple[int, int]:
    """Add what is new of a session; return whether it is new itself (1 or 0), and how many entries are.

    Raises UsageError when its program is not in the log.
    """
    program = connection.execute(
        "SELECT id FROM programs WHERE person = ? AND program = ?", (person, workout.program)
    ).fetchone()
    if program is None:
        raise UsageError(f"the program {workout.program} of a session is not in the log; save it first")
    identity = (program[0], workout.week, workout.session, workout.date)
    new = connection.execute(_ADD_SESSION, identity).rowcount
    (id,) = connection.execute(
        "SELECT id FROM sessions WHERE program = ? AND week = ? AND session = ? AND date = ?", identity
    ).fetchone()
    before = connection.total_changes
    connection.executemany(_ADD_SET, ((id, *_values(one, _SET)) for one in workout.sets))
    connection.executemany(_ADD_TOLD, ((id, *_values(one, _TOLD)) for one in workout.told))
    added = connection.total_changes - before
    if added:
        refuse_overfull(connection, Workout, id)
    return new, added


def add_screening(connection: Connection, person: int, screening: Screening) -> bool:
    """Add a screening; return whether it is new."""
    if screening in screenings(connection, person, screening.recorded):
        return False
    id = connection.execute(
        "INSERT INTO screenings (person, recorded, date, pain) VALUES (?, ?, ?, ?)",
        (person, screening.recorded, screening.date, screening.pain),
    ).lastrowid
    connection.executemany(
        "INSERT INTO answers (screening, place, question, yes) VALUES (?, ?, ?, ?)",
        ((id, place, one.question, one.yes) for place, one in enumerate(screening.answers)),
    )
    connection.executemany(
        "INSERT INTO results (screening, place, test, side, value) VALUES (?, ?, ?, ?, ?)",
        ((id, place, one.test, one.side, one.value) for place, one in enumerate(screening.results)),
    )
    return True


def newest(connection: Connection, person: int) -> str | None:
    """Return the moment of a person's newest entry."""
    found: tuple[str | None] = connection.execute(
        "SELECT max(moment) FROM ("
        " SELECT max(saved) AS moment FROM programs WHERE person = :id"
        " UNION ALL SELECT max(recorded) FROM screenings WHERE person = :id"
        " UNION ALL SELECT max(sets.recorded) FROM programs JOIN sessions ON sessions.program = programs.id"
        " JOIN sets ON sets.workout = sessions.id WHERE person = :id"
        " UNION ALL SELECT max(told.recorded) FROM programs JOIN sessions ON sessions.program = programs.id"
        " JOIN told ON told.workout = sessions.id WHERE person = :id)",
        {"id": person},
    ).fetchone()
    return found[0]


def workouts(connection: Connection, person: int, latest: int | None) -> tuple[Workout, ...]:
    """Return a person's sessions by date, week and place in it: the latest, or all."""
    heads = connection.execute(
        "SELECT sessions.id, programs.program, week, session, date"
        " FROM programs JOIN sessions ON sessions.program = programs.id WHERE person = ?"
        " ORDER BY date DESC, week DESC, session DESC, saved DESC, programs.program DESC LIMIT ?",
        (person, -1 if latest is None else latest),
    ).fetchall()
    ids = [head[0] for head in heads]
    sets, told = _entries(connection, "sets", _SET, ids), _entries(connection, "told", _TOLD, ids)
    return tuple(
        Workout(
            program=program,
            week=week,
            session=session,
            date=date,
            sets=tuple(map(_set, sets.get(id, ()))),
            told=tuple(map(_told, told.get(id, ()))),
        )
        for id, program, week, session, date in reversed(heads)
    )


def lasting_words(connection: Connection, person: int, before: str) -> tuple[Workout, ...]:
    """Return what was told in sessions before a day and holds until it is told anew, as sessions without sets."""
    found = []
    for column, order in (
        ("usual", "recorded DESC"),
        ("morning", "date, session, recorded DESC"),
        ("worse_after_effort", "recorded DESC"),
    ):
        row = connection.execute(
            f"SELECT programs.program, week, session, date, recorded, {column}"  # noqa: S608  # our names
            " FROM programs JOIN sessions ON sessions.program = programs.id JOIN told ON workout = sessions.id"
            f" WHERE person = ? AND date < ? AND {column} IS NOT NULL ORDER BY {order} LIMIT 1",
            (person, before),
        ).fetchone()
        if row:
            program, week, session, date, recorded, value = row
            word: dict[str, Any] = {column: bool(value) if column == "worse_after_effort" else value}
            told = Told(recorded=recorded, **word)
            found.append(Workout(program=program, week=week, session=session, date=date, told=(told,)))
    return tuple(sorted(found, key=lambda one: one.date))


def screenings(connection: Connection, person: int, recorded: str | None = None) -> tuple[Screening, ...]:
    """Return a person's screenings in order: all, or those of one moment."""
    heads = connection.execute(
        "SELECT id, recorded, date, pain FROM screenings WHERE person = ? AND recorded = ifnull(?, recorded)",
        (person, recorded),
    )
    found = [
        Screening(
            recorded=at,
            date=date,
            pain=pain,
            answers=tuple(
                Answer(question=question, yes=bool(yes))
                for question, yes in connection.execute(
                    "SELECT question, yes FROM answers WHERE screening = ? ORDER BY place", (id,)
                )
            ),
            results=tuple(
                Measured(test=test, side=side, value=value)
                for test, side, value in connection.execute(
                    "SELECT test, side, value FROM results WHERE screening = ? ORDER BY place", (id,)
                )
            ),
        )
        for id, at, date, pain in heads.fetchall()
    ]
    return tuple(sorted(found, key=lambda one: (one.recorded, one.date, to_json(one))))


def _entries(
    connection: Connection, table: str, columns: Sequence[str], ids: Sequence[int]
) -> dict[int, list[tuple[Any, ...]]]:
    """Return the entries of sessions by session, in an order that their content alone decides."""
    names = ", ".join(columns)
    found: Iterator[tuple[Any, ...]] = connection.execute(
        f"SELECT workout, {names} FROM {table}"  # noqa: S608  # our names
        " WHERE workout IN (SELECT value FROM json_each(?))"
        f" ORDER BY workout, {names}",
        (f"[{','.join(map(str, ids))}]",),
    )
    return {id: list(rows) for id, rows in groupby(found, itemgetter(0))}


def _values(one: SetDone | Told, columns: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(one, name) for name in columns)


def _set(row: tuple[Any, ...]) -> SetDone:
    values = dict(zip(_SET, row[1:], strict=True))
    values["skipped"] = bool(values["skipped"])
    return SetDone(**values)


def _told(row: tuple[Any, ...]) -> Told:
    values = dict(zip(_TOLD, row[1:], strict=True))
    for name in ("finished", "worse_after_effort"):
        if values[name] is not None:
            values[name] = bool(values[name])
    return Told(**values)
