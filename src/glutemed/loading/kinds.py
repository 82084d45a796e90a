"""What kind of file something seems to be, which is said where another kind was wanted."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from glutemed.errors import Position, Problem, ProblemsError

__all__ = ["OURS", "TAKEN", "Wanted", "binary_kind", "other_kind", "refuse_other_kinds", "text_kind"]

Wanted = Literal["plan", "log", "catalog", "answers", "rows"]

TAKEN: dict[Wanted, str] = {
    "plan": (
        "a plan is read as JSON, made by: glutemed plan -o plan.json (check reads Markdown and a short form too; "
        "see glutemed check --help)"
    ),
    "log": "a log is read as JSON, made by: glutemed log export backup.json",
    "catalog": "a catalogue of your own is YAML; begin one with: glutemed catalog new",
    "answers": "answers are read as YAML or JSON; see glutemed screen --help",
    "rows": "batch reads CSV or JSON lines with one request in each row; see glutemed batch --help",
}
"""What is taken where a kind of file is wanted."""

OURS: dict[str, str] = {
    "plan": "a plan, which check, swap, edit and export read",
    "log": "a log, which goes into yours with: glutemed log import",
    "catalog": "a catalogue, which goes with --catalog",
    "answers": "a file of answers to the safety questions, which go with: glutemed screen --answers",
    "sheet": "a plan on a sheet (Markdown), which check reads",
    "rows": "a file of JSON lines, which batch reads",
}
"""Files of ours, by the name of their schema."""

BINARY: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"PK\x03\x04", "a ZIP archive, as files of Word, Excel and LibreOffice are"),
    (b"\xd0\xcf\x11\xe0", "a file of Word or Excel"),
    (b"SQLite format 3", "a database, as the log itself is"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
)
"""How files that are no text begin."""

TEXT: tuple[tuple[str, str], ...] = (
    (r"BEGIN:VCALENDAR", "a calendar"),
    (r"(?i)<!doctype html|<html", "a web page"),
    (r"(?s)(?:<\?xml.{0,300}?)?<svg", "a picture (SVG)"),
    (r"<\?xml", "XML"),
    (r'\{\s*"resourceType"', "a record for clinics (FHIR)"),
    (r'\{\s*"\$(?:defs|schema)"', "a JSON Schema"),
    (r"Gluteus medius program: ", "a plan as the terminal shows it"),
    (r"week[,;]session[,;]day[,;]", "a plan as a table"),
    (r"person[,;]date[,;]program[,;]", "a table of the sessions of a log"),
)
"""How texts that are none of ours to read begin, as patterns."""

SCHEMA = re.compile(r'(?m)(?:\A\s*\{\s*"schema"\s*:\s*"|^schema\s*:\s*["\']?)glutemed\.([a-z]+)/')
LINES = re.compile(r"\{[^\n]*\}\s*\n\s*\{")
TABLE = re.compile(r"[\w \"]+(?:[,;\t][\w \"]*){2,}(?:\n|\Z)")
LOOKED_AT = 4000
"""Characters that are looked at."""


def binary_kind(raw: bytes) -> str | None:
    """Return what bytes that are no text seem to be, or None."""
    return next((kind for begin, kind in BINARY if raw.startswith(begin)), None)


def text_kind(text: str, name: str = "") -> tuple[str, str] | None:
    """Return what a text seems to be, as the name of its schema, or nothing, and in words; None where that is open.

    `name` is the file's: one that ends in .csv is a table.
    """
    begin = text[:LOOKED_AT].lstrip()
    if not begin:
        return "", "empty"
    if binary := binary_kind(_bytes(begin[:16])):
        return "", binary
    for pattern, kind in TEXT:
        if re.match(pattern, begin):
            return "", kind
    if begin.startswith("# Gluteus medius program: "):
        return "plan", OURS["sheet"]
    if (found := SCHEMA.search(begin)) and found[1] in OURS:
        return found[1], OURS[found[1]]
    ending = name.lower().rpartition(".")[2]
    if LINES.match(begin) and ending != "json":
        return "rows", OURS["rows"]
    if ending in ("csv", "tsv") or TABLE.match(begin):
        return "rows", "a table"
    return None


def _bytes(text: str) -> bytes:
    """Return the bytes of a text; those that were none are back from what they were escaped as."""
    return "".join(chr(ord(c) - 0xDC00) if "\udc80" <= c <= "\udcff" else c for c in text).encode("latin-1", "replace")


def other_kind(wanted: Wanted, text: str, name: str) -> Problem | None:
    """Return what a text is instead of the kind that is wanted, and what is taken; None where it may be that."""
    kind = text_kind(text, name)
    if kind is None or kind[0] == wanted:
        return None
    what = "the file is empty" if kind[1] == "empty" else f"this is {kind[1]}"
    return Problem(where=Position(file=name, line=1, column=1), message=what, hint=TAKEN[wanted])


@contextmanager
def refuse_other_kinds(wanted: Wanted, text: str, name: str) -> Iterator[None]:
    """Say what a file seems to be, and what is taken, where reading it fails and it is of another kind.

    Raises ProblemsError with that alone in place of the problems found.
    """
    try:
        yield
    except ProblemsError as error:
        if other := other_kind(wanted, text, name):
            raise ProblemsError([other]) from error
        raise
