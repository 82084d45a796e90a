"""The tables: they hold what the records do, refuse what records could not hold, and never change once published."""

import sqlite3
from collections.abc import Iterator
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.store.logs import a_log

from glutemed.model.log import Answer, Measured, Person, Saved, Screening, SetDone, Told, Workout
from glutemed.store.log import Store
from glutemed.store.schema import STEPS

PUBLISHED = (
    "f3cfa182b3b2a02a73833eb6c9ed8ffbbc7f01e0484e37f23bf31d6f5d7e5894",
    "1a749d3f60e1d1c74397310c1bd3000d6aca16f88e88d5ef4e1cdb4139471a72",
)
"""The sha256 of each step; a step that was published is never changed, a new one is added below."""


@pytest.fixture
def raw(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A log with some entries, as SQLite sees it."""
    file = tmp_path / "log.sqlite3"
    Store(str(file)).merge(a_log())
    connection = sqlite3.connect(file)
    yield connection
    connection.close()


def test_published_steps_are_as_they_were() -> None:
    """A step of a version that people have is never edited: add a step, and its hash here."""
    assert tuple(sha256("\0".join(step).encode()).hexdigest() for step in STEPS) == PUBLISHED


@pytest.mark.parametrize(
    "table, record, own",
    [
        ("people", Person, {"id", "folded"}),
        ("programs", Saved, {"id", "person", "sha256"}),
        ("sessions", Workout, {"id"}),
        ("sets", SetDone, {"id", "workout"}),
        ("told", Told, {"id", "workout"}),
        ("screenings", Screening, {"id", "person"}),
        ("answers", Answer, {"screening", "place"}),
        ("results", Measured, {"screening", "place"}),
    ],
)
def test_a_table_has_a_column_for_each_field_of_its_record(
    raw: sqlite3.Connection, table: str, record: Any, own: set[str]
) -> None:
    columns = {row[1] for row in raw.execute(f"PRAGMA table_info({table})")}
    assert columns - own == {field.name for field in fields(record) if not str(field.type).count("tuple")}


@pytest.mark.parametrize("table, fields_of", [("sets", SetDone), ("told", Told)])
def test_the_uniqueness_of_an_entry_is_on_all_of_it(raw: sqlite3.Connection, table: str, fields_of: Any) -> None:
    (text,) = raw.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (f"{table}_once",)).fetchone()
    named = text.partition("(")[2]
    assert [field.name for field in fields(fields_of) if field.name not in named] == []


def test_every_table_is_strict_and_hangs_on_a_person(raw: sqlite3.Connection) -> None:
    tables = dict(raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'"))
    assert len(tables) == 8
    assert [name for name, text in tables.items() if "STRICT" not in text] == []
    assert [name for name, text in tables.items() if name != "people" and "ON DELETE CASCADE" not in text] == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sets SET pain = 11",
        "UPDATE sets SET pain = -1",
        "UPDATE sets SET pain = 'much'",
        "UPDATE sets SET side = 'front'",
        "UPDATE sets SET number = 0",
        "UPDATE sets SET reps = 501",
        "UPDATE sets SET load = 1001",
        "UPDATE sets SET control = 'fine'",
        "UPDATE sets SET skipped = 2",
        "UPDATE sets SET skipped = NULL",
        "UPDATE sets SET note = ''",
        "UPDATE sets SET recorded = '2026-01-06 18:00'",
        "UPDATE told SET morning = 11",
        "UPDATE told SET finished = 2",
        "UPDATE sessions SET date = '6 January'",
        "UPDATE sessions SET session = 8",
        "UPDATE sessions SET week = 0",
        "UPDATE programs SET program = 'ABC'",
        "UPDATE programs SET plan = NULL",
        "UPDATE people SET name = ''",
        "UPDATE results SET value = 1001",
        "UPDATE answers SET yes = 2",
        "INSERT INTO people (name, folded) VALUES ('ME', 'me')",
    ],
)
def test_what_no_record_may_hold_is_refused(raw: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(statement)
