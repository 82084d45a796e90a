"""Requests in rows: CSV with a head, or JSON lines. A bad row is told, and never stops the rest."""

import csv
import io
import re
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from typing import Any, BinaryIO, NamedTuple

from glutemed.errors import FileError, Position, Problem, ProblemsError, UsageError, did_you_mean
from glutemed.loading.document import Caps
from glutemed.loading.json_reader import parse_json
from glutemed.loading.kinds import TAKEN, other_kind
from glutemed.loading.requests import (
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
from glutemed.loading.text import NAME_MAX
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Request

__all__ = ["COLUMNS", "LINE_MAX", "SCHEMA", "Asked", "Raw", "Rows", "read_row", "row_schema", "whose_row"]

SCHEMA = "glutemed.request/1"
OWN = ("id", "name", "format")
COLUMNS = (*OWN, *FIELDS)
"""What a row may say: whom the plan is for, its format, and all that a request is made of."""
LINE_MAX = 20_000
"""Characters of a line: more than every field at its longest has."""
QUOTED_LINES_MAX = 10
"""Lines on which the end of a quote is sought; one that is open for longer was left open."""
SEPARATORS = (",", ";", "\t")
SEP = re.compile(r"sep=.", re.IGNORECASE)
"""A first line of some spreadsheets, before the head."""
_ONE_LINE = "write each cell on one line, and double a quote in it"
_UNCLOSED = f"a quote is not closed; {_ONE_LINE}"
NOT_UTF8 = "this is not UTF-8 text"
SAVE_AS = 'save the file as "CSV UTF-8"'
ROW = Caps(values=500)
WHOLE = (*SPANS, "days")
"""The fields that are whole numbers."""
WRITTEN_AS_FLOAT = re.compile(r"([0-9]+)\.0")
"""A whole number as tables write it in which a cell is missing."""
ROW_SCHEMA = (
    "A row of requests as a program writes it: what a plan is asked for, whom it is for (name, and id where names "
    "are not enough) and in which format; people may write more freely. Every field but goal may "
    "be left out or null, and is then as if the option were not given; an empty list of equipment means none."
)


class Raw(NamedTuple):
    """A row as it stands in its file: its number and line, both from 1, and the text of that line.

    `at` are the bytes of the file up to its end. `problem` is what is wrong with the line as such.
    """

    number: int
    line: int
    text: str
    at: int = 0
    problem: str = ""


class Asked(NamedTuple):
    """What a row asks for: a request, whom the plan is for (`id` tells people of one name apart), and its format."""

    request: Request
    id: str | None
    name: str | None
    format: str | None


class _Line(NamedTuple):
    number: int
    text: str
    at: int


class Rows:
    """The rows of a file, read line by line, so that its length does not matter.

    `head` are a CSV's columns in their order, as they are known here, empty for one that is ignored; of JSON
    lines there is none.
    """

    def __init__(self, file: BinaryIO, name: str, ignored: Collection[str] = ()) -> None:
        """Read up to the first row; `ignored` are columns that are passed over.

        Raises ProblemsError when the head of a CSV is wrong, or nothing is there.
        """
        self.name = name
        self.ignored = frozenset(map(_plain, ignored))
        self.head: tuple[str, ...] = ()
        self.separator = ""
        self._text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline=None)
        self._count = self._bytes = 0
        self._ahead = deque[_Line]()
        first = self._next()
        if first and SEP.fullmatch(first.text):
            first = self._next()
        if first is None:
            where = Position(file=name, line=1, column=1)
            raise ProblemsError([Problem(where=where, message="the file is empty", hint=TAKEN["rows"])])
        self._refuse_other(first)
        if first.text.lstrip().startswith("["):
            where = Position(file=name, line=first.number, column=1)
            hint = "write each request on a line of its own, without brackets around them (JSON lines)"
            raise ProblemsError([Problem(where=where, message="this is a list", hint=hint)])
        if first.text.lstrip().startswith("{"):
            self._ahead.appendleft(first)
        else:
            self._take_head(first)

    def __iter__(self) -> Iterator[Raw]:
        """Return the rows; lines that are empty are none."""
        number = 0
        while line := self._next():
            found = [line]
            problem = ""
            if self.head and _is_open(line.text, self.separator):
                found += self._rest_of_quote(line)
                problem = _UNCLOSED
                if len(found) > 1:
                    problem = f"a cell goes on from line {line.number} to {found[-1].number}; {_ONE_LINE}"
            for one in found:
                number += 1
                yield Raw(number, one.number, one.text, one.at, problem)

    def _refuse_other(self, first: _Line) -> None:
        """Raise ProblemsError when the file is of another kind, by its first line, or two of one object."""
        begin, second = first.text, None
        if begin.strip() == "{" and (second := self._next()):
            self._ahead.append(second)
            begin += f"\n{second.text}"
        if other := other_kind("rows", begin, self.name):
            raise ProblemsError([other])
        if second and second.text.lstrip().startswith('"'):
            where = Position(file=self.name, line=first.number, column=1)
            hint = "write each request on a line of its own (JSON lines)"
            raise ProblemsError([Problem(where=where, message="this is one object over several lines", hint=hint)])

    def _rest_of_quote(self, line: _Line) -> list[_Line]:
        """Return the lines up to the one in which a quote ends that is open; none when it does not end soon."""
        found, text = list[_Line](), line.text
        while len(found) < QUOTED_LINES_MAX and (following := self._next()):
            found.append(following)
            text += f"\n{following.text}"
            if not _is_open(text, self.separator):
                return found
        self._ahead.extendleft(reversed(found))
        return []

    def _next(self) -> _Line | None:
        """Return the next line that is not empty, of one that is too long its beginning; None at the end."""
        if self._ahead:
            return self._ahead.popleft()
        while True:
            try:
                line = rest = self._text.readline(LINE_MAX + 1)
                self._count += 1
                self._bytes += len(line.encode("utf-8", "surrogateescape"))
                while len(rest) > LINE_MAX and not rest.endswith("\n"):
                    rest = self._text.readline(LINE_MAX + 1)
                    self._bytes += len(rest.encode("utf-8", "surrogateescape"))
            except (OSError, ValueError) as error:
                raise FileError(f"cannot read {self.name}: {getattr(error, 'strerror', None) or error}") from error
            if not line:
                return None
            if line.strip(" \t\r\n,;"):
                return _Line(self._count, line.rstrip("\r\n"), self._bytes)

    def _take_head(self, line: _Line) -> None:
        where = Position(file=self.name, line=line.number, column=1)
        if _is_other_text(line.text):
            raise ProblemsError([Problem(where=where, message=NOT_UTF8, hint=SAVE_AS)])
        heads = {separator: next(csv.reader([line.text], delimiter=separator)) for separator in SEPARATORS}
        self.separator = max(SEPARATORS, key=lambda separator: sum(_plain(c) in COLUMNS for c in heads[separator]))
        names = heads[self.separator]
        while names and not names[-1].strip():
            names.pop()
        problems, seen = list[Problem](), list[str]()
        for place, cell in enumerate(names, 1):
            name, at = _plain(cell), f"column {place}"
            if name in self.ignored:
                name = ""
            elif name not in COLUMNS:
                allowed = f"allowed: {', '.join(COLUMNS)}{did_you_mean(name, COLUMNS)}; or pass it over with --ignore"
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


def read_row(
    catalog: Catalog,
    raw: Raw,
    head: Sequence[str],
    separator: str,
    formats: Sequence[str],
    ignored: Collection[str] = (),
) -> Asked:
    """Return what a row asks for; `head`, `separator` and `ignored` are those of its file, and `formats` are allowed.

    Raises UsageError with what is wrong with it, and after a semicolon what would be right.
    """
    given = _given(raw, head, separator, ignored)
    own = {name: given.pop(name, None) for name in OWN}
    for field, value in own.items():
        if value is not None and not isinstance(value, str):
            raise UsageError(f"{field}: must be a text")
    return Asked(
        request=read_request(catalog, options_of(given), mark=""),
        id=None if own["id"] is None else read_name("id", own["id"]),
        name=None if own["name"] is None else read_name("name", own["name"]),
        format=None if own["format"] is None else one_of("format", own["format"], formats),
    )


def whose_row(raw: Raw, head: Sequence[str], separator: str, ignored: Collection[str] = ()) -> str:
    """Return the name in a row that cannot be read whole, else its id; "" where it has neither."""
    with suppress(UsageError):
        given = _given(raw, head, separator, ignored)
        for field in ("name", "id"):
            value = given.get(field)
            if isinstance(value, str):
                with suppress(UsageError):
                    return read_name(field, value)
    return ""


def _given(raw: Raw, head: Sequence[str], separator: str, ignored: Collection[str]) -> dict[str, Any]:
    """Return the fields of a row as they stand in it."""
    if len(raw.text) > LINE_MAX:
        raise UsageError(f"the line has more than {LINE_MAX} characters")
    if raw.problem:
        raise UsageError(raw.problem)
    if _is_other_text(raw.text):
        raise UsageError(f"{NOT_UTF8}; {SAVE_AS}")
    return _of_csv(raw.text, head, separator) if head else _of_json(raw.text, ignored)


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
    fields["start"]["anyOf"][0]["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    text = {"type": "string", "minLength": 1, "maxLength": NAME_MAX}
    extra = {
        "schema": {"const": SCHEMA},
        "id": {"anyOf": [text, {"type": "null"}], "title": "Id"},
        "name": {"anyOf": [text, {"type": "null"}], "title": "Name"},
        "format": {"anyOf": [{"enum": list(formats)}, {"type": "null"}], "title": "Format"},
    }
    schema |= {"description": ROW_SCHEMA, "properties": {**extra, **fields}, "required": ["goal"]}
    return dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _of_csv(line: str, head: Sequence[str], separator: str) -> dict[str, Any]:
    """Return the fields of a line; an empty cell says nothing."""
    cells = _cells(line, separator)
    if any(cell.strip() for cell in cells[len(head) :]):
        hint = f"put a text with {_called(separator)} in quotes"
        raise UsageError(f"{len(cells)} cells under {len(head)} columns; {hint}")
    given: dict[str, Any] = {}
    for name, cell in zip(head, cells, strict=False):
        if name and cell.strip():
            given[name] = cell.replace(";", ",") if name in REPEATED else cell.strip()
            if name in WHOLE:
                given[name] = WRITTEN_AS_FLOAT.sub(r"\1", given[name])
    return given


def _of_json(line: str, ignored: Collection[str]) -> dict[str, Any]:
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
    given = {name: value for name, value in data.items() if _plain(name) not in ignored and value != ""}
    refuse_others(given, COLUMNS)
    return {
        name: int(value) if name in WHOLE and isinstance(value, float) and value.is_integer() else value
        for name, value in given.items()
    }


def _told(problem: Problem) -> str:
    return f"{problem.message}; {problem.hint}" if problem.hint else problem.message


def _cells(line: str, separator: str) -> list[str]:
    """Return the cells of a line; UsageError where a quote is amiss in it."""
    try:
        return next(csv.reader([line], delimiter=separator, strict=True))
    except csv.Error as error:
        raise UsageError(f"a quote is amiss; {_ONE_LINE}") from error


def _is_open(text: str, separator: str) -> bool:
    """Return whether a cell in quotes goes on behind the end of a text."""
    if '"' not in text:
        return False
    try:
        next(csv.reader([text], delimiter=separator, strict=True))
    except csv.Error as error:
        return str(error) == "unexpected end of data"
    return False


def _is_other_text(text: str) -> bool:
    """Return whether a text was not UTF-8."""
    return not text.isascii() and any("\udc80" <= character <= "\udcff" for character in text)


def _plain(cell: str) -> str:
    return cell.strip().casefold()


def _called(separator: str) -> str:
    return {",": "a comma", ";": "a semicolon", "\t": "a tab"}[separator]
