"""The log of one person or many, in a file: what was planned, done, told and measured."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from glutemed.model.log import Log, Person, Saved, Screening, Workout, folded
from glutemed.model.records import record
from glutemed.store import rows
from glutemed.store.database import Connection, DamagedError, Database
from glutemed.store.programs import add_program, last_saved, programs_of

__all__ = ["Known", "Merged", "Store"]

YEAR_LAST = 2999


@record
class Known:
    """How much is kept of a person; `last` is the date of the newest session."""

    name: str
    programs: int
    workouts: int
    screenings: int
    last: str | None = None


@record
class Merged:
    """What a merge added: people, programs, sessions, entries of sessions, screenings."""

    people: int = 0
    programs: int = 0
    workouts: int = 0
    entries: int = 0
    screenings: int = 0


class Store:
    """The log in a file, which is opened for each reading or writing, and made by the first writing.

    A writing is one transaction, and is on disk when it returns. Entries are never changed; one that
    is there already adds nothing. Names of people compare without regard to case, and stay as they
    were first written. Raises FileError when the file cannot be read or written, when the disk is
    full, when another program writes for too long, and when the file is damaged or no log;
    UsageError when a newer glutemed wrote it, or when it would hold more than an export may.
    """

    def __init__(self, path: str) -> None:
        self._database = Database(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Do nothing: no connection outlives a call."""

    def people(self) -> tuple[str, ...]:
        """Return the names of all people in order."""
        with self._database.reading() as connection:
            return tuple(name for _, name in _everyone(connection)) if connection else ()

    def overview(self) -> tuple[Known, ...]:
        """Return how much is kept of each person, by name."""
        with self._database.reading() as connection:
            if connection is None:
                return ()
            found = connection.execute(
                "SELECT name, (SELECT count(*) FROM programs WHERE person = people.id),"
                " count(sessions.id), (SELECT count(*) FROM screenings WHERE person = people.id), max(date)"
                " FROM people LEFT JOIN programs ON person = people.id"
                " LEFT JOIN sessions ON sessions.program = programs.id GROUP BY people.id ORDER BY folded"
            )
            return tuple(
                Known(name=name, programs=programs, workouts=workouts, screenings=screenings, last=last)
                for name, programs, workouts, screenings, last in found
            )

    def person(self, name: str, latest: int | None = None, programs: int | None = None) -> Person | None:
        """Return what is kept of a person, or None.

        With `latest`, only so many of the newest sessions, by date, week and place in the week, with
        the programs that they belong to (of the newest so many `programs`) and the current one, and
        all screenings; of older sessions only the words that hold until others are told: what a usual
        morning is, the first morning, symptoms after exertion.
        """
        with self._database.reading() as connection:
            found = _found(connection, name) if connection else None
            return _person(connection, *found, latest, programs) if connection and found else None

    def moment(self, name: str, now: str) -> str:
        """Return `now`, or one microsecond after the newest entry of a person, whichever is later."""
        with self._database.reading() as connection:
            found = _found(connection, name) if connection else None
            newest = rows.newest(connection, found[0]) if connection and found else None
            return max(now, _after(newest)) if newest else now

    def save(self, name: str, saved: Saved) -> None:
        """Make a program a person's current one; one that was saved before moves to the end.

        Its moment is moved on where it is not after that of the last program. UsageError when
        another plan is kept under its fingerprint.
        """
        with self._writing(name) as (connection, person):
            last = last_saved(connection, person)
            if last and saved.program != last[0] and saved.saved <= last[1]:
                saved = replace(saved, saved=_after(last[1]))
            add_program(connection, person, saved)

    def add(self, name: str, workout: Workout) -> None:
        """Add what is new of a session; UsageError when its program was not saved."""
        with self._writing(name) as (connection, person):
            rows.add_workout(connection, person, workout)

    def screen(self, name: str, screening: Screening) -> None:
        """Add a screening."""
        with self._writing(name) as (connection, person):
            rows.add_screening(connection, person, screening)

    def forget(self, name: str) -> bool:
        """Delete a person and all of theirs, from the bytes of the file too; return whether there was one."""
        if folded(name) not in map(folded, self.people()):
            return False
        with self._database.writing() as connection:
            _refuse_damaged(connection)
            return connection.execute("DELETE FROM people WHERE folded = ?", (folded(name),)).rowcount > 0

    def whole(self) -> Log:
        """Return everything, people by name, from a file that is sound throughout."""
        with self._database.reading() as connection:
            if connection is None:
                return Log()
            _refuse_damaged(connection)
            return Log(people=tuple(_person(connection, id, name, None) for id, name in _everyone(connection)))

    def merge(self, log: Log) -> Merged:
        """Add what is new of a log, all of it or nothing; UsageError when it contradicts what is there.

        The result of merging several logs does not depend on their order, but for how names are written.
        """
        people = programs = workouts = entries = screenings = 0
        with self._database.writing() as connection:
            _refuse_damaged(connection)
            for one in log.people:
                person, new = _made(connection, one.name)
                people += new
                programs += sum(add_program(connection, person, saved) for saved in one.programs)
                for workout in one.workouts:
                    begun, added = rows.add_workout(connection, person, workout)
                    workouts += begun
                    entries += added
                screenings += sum(rows.add_screening(connection, person, each) for each in one.screenings)
                rows.refuse_overfull(connection, Person, person)
            rows.refuse_overfull(connection, Log)
        return Merged(people=people, programs=programs, workouts=workouts, entries=entries, screenings=screenings)

    @contextmanager
    def _writing(self, name: str) -> Iterator[tuple[Connection, int]]:
        """Give a connection and a person's number for one transaction; the person is made where there is none."""
        with self._database.writing() as connection:
            person, new = _made(connection, name)
            yield connection, person
            rows.refuse_overfull(connection, Person, person)
            if new:
                rows.refuse_overfull(connection, Log)


def _everyone(connection: Connection) -> list[tuple[int, str]]:
    return connection.execute("SELECT id, name FROM people ORDER BY folded").fetchall()


def _found(connection: Connection, name: str) -> tuple[int, str] | None:
    found: tuple[int, str] | None = connection.execute(
        "SELECT id, name FROM people WHERE folded = ?", (folded(name),)
    ).fetchone()
    return found


def _made(connection: Connection, name: str) -> tuple[int, bool]:
    """Return a person's number, and whether the person is new."""
    found = _found(connection, name)
    if found:
        return found[0], False
    id = connection.execute("INSERT INTO people (name, folded) VALUES (?, ?)", (name, folded(name))).lastrowid
    return int(id or 0), True


def _person(
    connection: Connection, id: int, name: str, latest: int | None = None, programs: int | None = None
) -> Person:
    workouts = rows.workouts(connection, id, latest)
    newest = list(dict.fromkeys(workout.program for workout in reversed(workouts)))[:programs]
    wanted = None if latest is None else frozenset(newest)
    words = (
        ()
        if latest is None or not workouts or len(workouts) < latest
        else rows.lasting_words(connection, id, workouts[0].date)
    )
    return Person(
        name=name,
        programs=programs_of(connection, id, wanted),
        workouts=(*words, *workouts),
        screenings=rows.screenings(connection, id),
    )


def _after(moment: str) -> str:
    """Return the microsecond after a moment; moments end with the year 2999."""
    try:
        after = datetime.fromisoformat(moment) + timedelta(microseconds=1)
    except ValueError as error:
        raise DamagedError("a moment in it is none") from error
    if after.year > YEAR_LAST:
        raise DamagedError(f"the last moment in it is the end of the year {YEAR_LAST}, and nothing comes after it")
    return f"{after:%Y-%m-%dT%H:%M:%S.%f}Z"


def _refuse_damaged(connection: Connection) -> None:
    """Raise DamagedError when any part of the file is not as SQLite writes it, or belongs to nothing."""
    (told,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if told != "ok":
        raise DamagedError(told)
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise DamagedError("an entry in it belongs to nothing")
