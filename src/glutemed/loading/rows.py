"""Requests in rows: CSV with a head, or JSON lines. A bad row is told, and never stops the rest."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple

from glutemed.errors import FileError, Position, Problem, ProblemsError, UsageError, did_you_mean
from glutemed.loading.documents import (
    FIELDS,
    REPEATED,
    SPANS,
    one_of,
    options_of,
    read_name,
    read_request,
    refuse_others,
    shown,
)
from glutemed.loading.reader import Caps, parse_json
from glutemed.loading.text import NAME_MAX
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Request

__all__ = ["COLUMNS", "LINE_MAX", "SCHEMA", "Asked", "Raw", "Rows", "read_row", "row_schema"]

SCHEMA = "glutemed.request/1"
COLUMNS = ("name", "format", *FIELDS)
"""What a row may say: whom the plan is for, its format, and all that a request is made of."""
LINE_MAX = 20_000
"""Characters of a line: more than every field at its longest has."""
SEPARATORS = (",", ";", "\t")
NOT_UTF8 = "this is not UTF-8 text"
SAVE_AS = 'save the file as "CSV UTF-8"'
ROW = Caps(values=500)
ROW_SCHEMA = (
    "A row of requests: what a plan is asked for, whom it is for (name) and in which format. Every field but goal may "
    "be left out or null, and is then as if the option were not given; an empty list of equipment means none."
)


class Raw(NamedTuple):
    """A row as it stands in its file: its number and line, both from 1, and the text of that line."""

    number: int
    line: int
    text: str


class Asked(NamedTuple):
    """What a row asks for: a request, whom the plan is for, and its format where the row names one."""

    request: Request
    name: str | None
    format: str | None


class Rows:
    """The rows of a file, read line by line, so that its length does not matter.

    `head` are a CSV's columns in their order, as they are known here; empty for JSON lines. `read` are the
    bytes read so far.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        """Read up to the first row. Raises ProblemsError when the head of a CSV is wrong, or nothing is there."""
        self.name = name
        self._file = file
        self._text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline=None)
        self._line = 0
        self.head: tuple[str, ...] = ()
        self.separator = ""
        self._first: str | None = self._next_line()
        if self._first is None:
            raise ProblemsError([Problem(where=Position(file=name, line=1, column=1), message="the file is empty")])
        if self._first.lstrip().startswith("["):
            where = Position(file=name, line=self._line, column=1)
            hint = "write each request on a line of its own, without brackets around them (JSON lines)"
            raise ProblemsError([Problem(where=where, message="this is a list", hint=hint)])
        if not self._first.lstrip().startswith("{"):
            self._take_head(self._first)
            self._first = None

    @property
    def read(self) -> int:
        """Return the bytes that were read, those in hand included; 0 where that is not known."""
        return self._file.tell() if self._file.seekable() else 0

    def __iter__(self) -> Iterator[Raw]:
        """Return the rows; lines that are empty are none."""
        number = 0
        while True:
            text, self._first = (self._first, None) if self._first is not None else (self._next_line(), None)
            if text is None:
                return
            number += 1
            yield Raw(number, self._line, text)

    def _next_line(self) -> str | None:
        """Return the next line that is not empty, of one that is too long its beginning; None at the end."""
        while True:
            try:
                line = self._text.readline(LINE_MAX + 1)
                self._line += 1
                rest = line
                while len(rest) > LINE_MAX and not rest.endswith("\n"):
                    rest = self._text.readline(LINE_MAX + 1)
            except (OSError, ValueError) as error:
                raise FileError(f"cannot read {self.name}: {getattr(error, 'strerror', None) or error}") from error
            if not line:
                return None
            if line.strip(" \t\r\n,;"):
                return line.rstrip("\r\n")

    def _take_head(self, line: str) -> None:
        where = Position(file=self.name, line=self._line, column=1)
        if not line.isascii() and any("\udc80" <= character <= "\udcff" for character in line):
            raise ProblemsError([Problem(where=where, message=NOT_UTF8, hint=SAVE_AS)])
        heads = {separator: next(csv.reader([line], delimiter=separator)) for separator in SEPARATORS}
        self.separator = max(SEPARATORS, key=lambda separator: sum(_plain(c) in COLUMNS for c in heads[separator]))
        names = heads[self.separator]
        problems, seen = list[Problem](), list[str]()
        for place, cell in enumerate(names, 1):
            name, at = _plain(cell), f"column {place}"
            if name not in COLUMNS:
                allowed = f"allowed: {', '.join(COLUMNS)}{did_you_mean(name, COLUMNS)}"
                problems.append(Problem(where=where, message=f"{at}: {shown(cell)} is no column", hint=allowed))
            elif name in seen:
                problems.append(Problem(where=where, message=f"{at}: {shown(cell)} is there twice"))
            seen.append(name)
        if "goal" not in seen:
            hint = 'the first line names the columns, such as "name,goal,stage,pain"'
            problems.append(Problem(where=where, message='there is no column "goal"', hint=hint))
        if problems:
            raise ProblemsError(problems)
        self.head = tuple(seen)


def read_row(catalog: Catalog, raw: Raw, head: Sequence[str], separator: str, formats: Sequence[str]) -> Asked:
    """Return what a row asks for; `head` and `separator` are those of its file, and `formats` are allowed.

    Raises UsageError with what is wrong with it, and after a semicolon what would be right.
    """
    if len(raw.text) > LINE_MAX:
        raise UsageError(f"the line has more than {LINE_MAX} characters")
    if not raw.text.isascii() and any("\udc80" <= character <= "\udcff" for character in raw.text):
        raise UsageError(f"{NOT_UTF8}; {SAVE_AS}")
    given = _of_csv(raw.text, head, separator) if head else _of_json(raw.text)
    name, format = given.pop("name", None), given.pop("format", None)
    for field, value in (("name", name), ("format", format)):
        if value is not None and not isinstance(value, str):
            raise UsageError(f"{field}: must be a text")
    return Asked(
        request=read_request(catalog, options_of(given), mark=""),
        name=None if name is None else read_name("name", name),
        format=None if format is None else one_of("format", format, formats),
    )


def row_schema(formats: Sequence[str]) -> str:
    """Return the JSON Schema of a row as JSON; the request of a plan is one.

    It knows fields and values. What needs more, as whether days and weekdays agree, only reading knows.
    """
    from json import dumps, loads

    from glutemed.loading.validation import json_schema

    schema = loads(json_schema(Request, SCHEMA))
    fields = schema["properties"]
    for field in fields.values():
        field.pop("default", None)  # defaults go by the goal, and are told in the docs
    for name, (low, high) in {**SPANS, "days": (2, 7)}.items():
        whole = fields[name]["anyOf"][0] if "anyOf" in fields[name] else fields[name]
        whole |= {"minimum": low, "maximum": high}
    text = {"type": "string", "minLength": 1, "maxLength": NAME_MAX}
    extra = {
        "schema": {"const": SCHEMA},
        "name": {"anyOf": [text, {"type": "null"}], "title": "Name"},
        "format": {"anyOf": [{"enum": list(formats)}, {"type": "null"}], "title": "Format"},
    }
    schema |= {"description": ROW_SCHEMA, "properties": {**extra, **fields}, "required": ["goal"]}
    return dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _of_csv(line: str, head: Sequence[str], separator: str) -> dict[str, Any]:
    """Return the fields of a line; an empty cell says nothing."""
    cells = _cells(line, separator)
    if len(cells) > len(head) and any(cell.strip() for cell in cells[len(head) :]):
        raise UsageError(
            f"{len(cells)} cells under {len(head)} columns; put a text with {_called(separator)} in quotes"
        )
    given: dict[str, Any] = {}
    for name, cell in zip(head, cells, strict=False):
        if cell.strip():
            given[name] = cell.replace(";", ",") if name in REPEATED else cell.strip()
    return given


def _of_json(line: str) -> dict[str, Any]:
    try:
        document = parse_json(line, "", ROW)
    except ProblemsError as error:
        raise UsageError(_told(error.problems[0])) from error
    data = document.data
    if not isinstance(data, dict):
        raise UsageError('a row is an object of fields; such as {"goal": "rehab", "stage": "early"}')
    if document.problems:
        amiss = document.problems[0]
        at = (amiss.where.line, amiss.where.column)
        field = next((path[0] for path, place in document.values.items() if place == at and path), "the row")
        raise UsageError(f"{field}: {_told(amiss)}")
    if data.pop("schema", SCHEMA) != SCHEMA:
        raise UsageError(f'schema: must be "{SCHEMA}"; leave it out, or update glutemed if it is of a newer one')
    refuse_others(data, COLUMNS)
    return dict(data)


def _told(problem: Problem) -> str:
    return f"{problem.message}; {problem.hint}" if problem.hint else problem.message


def _cells(line: str, separator: str) -> list[str]:
    """Return the cells of a line; UsageError where a quote does not end in it."""
    try:
        return next(csv.reader([line], delimiter=separator, strict=True))
    except csv.Error as error:
        raise UsageError("a quote is amiss; a cell in quotes ends on its line, and a quote in it is doubled") from error


def _plain(cell: str) -> str:
    return cell.strip().casefold()


def _called(separator: str) -> str:
    return {",": "a comma", ";": "a semicolon", "\t": "a tab"}[separator]
