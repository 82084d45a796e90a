"""Guarded reading of JSON: plain data with positions, or problems, in time that grows with the text alone."""

import json
import re
from typing import Any

from glutemed.loading.document import CATALOG, DEPTH_MAX, At, Builder, Caps, Document, finite, place, stop

__all__ = ["parse_json", "refuse_bad_json"]

INTEGER_DIGITS_MAX = 18
CONSTANTS = {"true": True, "false": False, "null": None}

_LAST_COMMA = re.compile(r",[ \t\n\r]*[]}]")
# The closing quote is optional and nothing is given back, so that an unclosed text is read once, not again and again.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[][{}]|[^\s"\][{}:,]+', re.DOTALL)


def parse_json(text: str, file: str, caps: Caps = CATALOG, at: At = (1, 1)) -> Document:
    """Return a JSON text's data with positions; `at` is the line and column in its file at which the text begins.

    Raises ProblemsError for bad JSON, duplicate keys, NaN, deep nesting, huge numbers.
    """
    document = Document(file=file, data=None, caps=caps, begin=at)
    refuse_bad_json(text, file)
    _build(document, text, at)
    return document


def refuse_bad_json(text: str, file: str) -> None:
    """Raise ProblemsError for a text that is not JSON, or too deep to tell."""
    try:
        json.loads(text, parse_constant=str, parse_int=str, parse_float=str, object_pairs_hook=len)
    except json.JSONDecodeError as error:
        _refuse_deep(text, file)
        _refuse_last_comma(text, error.pos, file)
        stop(file, (error.lineno, error.colno), f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}")
    except RecursionError:
        _refuse_deep(text, file)
        raise


def _refuse_last_comma(text: str, fault: int, file: str) -> None:
    """Raise ProblemsError for a comma before a closing bracket, which Python tells at the comma only from 3.13 on."""
    for comma in (fault, len(text[:fault].rstrip(" \t\n\r")) - 1):
        if _LAST_COMMA.match(text, comma):
            stop(file, place(text, comma), "not valid JSON: a comma stands before a closing bracket", "take it out")


def _build(document: Document, text: str, begin: At) -> None:
    """Build the data of a text known to be valid JSON, token by token."""
    builder = Builder(document)
    line, line_start, seen = begin[0], 1 - begin[1], 0
    for token in _TOKEN.finditer(text):
        start, piece = token.start(), token[0]
        newlines = text.count("\n", seen, start)
        if newlines:
            line, line_start = line + newlines, text.rfind("\n", seen, start) + 1
        seen, at = start, (line, start - line_start + 1)
        first = piece[0]
        if first == '"':
            value = json.loads(piece) if "\\" in piece else piece[1:-1]
            if builder.wants_key():
                builder.key(value, at)
            else:
                builder.value(builder.text(value, at), at, opens=False)
        elif first in "]}":
            builder.end()
        elif first in "[{":
            builder.value([] if first == "[" else {}, at, opens=True)
        else:
            builder.value(_scalar(document.file, piece, at), at, opens=False)


def _scalar(file: str, piece: str, at: At) -> Any:
    """Return a number or one of the constants."""
    if piece in CONSTANTS:
        return CONSTANTS[piece]
    if piece in ("NaN", "Infinity", "-Infinity"):
        stop(file, at, f"not valid JSON: {piece} is not a number")
    if piece.lstrip("-").isdigit():
        if len(piece.lstrip("-")) > INTEGER_DIGITS_MAX:
            stop(file, at, f"not valid JSON: a whole number has more than {INTEGER_DIGITS_MAX} digits")
        return int(piece)
    try:
        return finite(piece)
    except ValueError as error:
        stop(file, at, f"not valid JSON: {error}")


def _refuse_deep(text: str, file: str) -> None:
    """Stop at nesting that the JSON parser would recurse into, or stopped at."""
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if depth > DEPTH_MAX:
            stop(file, place(text, token.start()), f"nested deeper than {DEPTH_MAX} levels")
