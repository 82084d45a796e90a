"""Plain data to records, or to problems with their places. The only module that imports pydantic."""

import json
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, to_json

from glutemed.errors import Problem, ProblemsError, did_you_mean
from glutemed.loading.reader import Document, Path

__all__ = ["json_schema", "validate"]

T = TypeVar("T")

_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}

_WORDS = {
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "string_type": "must be text",
    "tuple_type": "must be a list",
    "dataclass_type": "must be a mapping of fields",
}
"""Pydantic's error types in our words."""


def validate(kind: type[T], document: Document) -> T:
    """Return a document's data as a record.

    Raises ProblemsError with every problem of the document, those of the text gate included,
    in the order in which they stand.
    """
    adapter = _ADAPTERS.get(kind)
    if adapter is None:
        adapter = _ADAPTERS[kind] = TypeAdapter(kind)
    problems = list(document.problems)
    made: T | None = None
    try:
        made = adapter.validate_json(to_json(document.data, inf_nan_mode="constants"))
    except ValidationError as error:
        found = error.errors(include_url=False)
        problems += [_problem(document, details) for details in found if not _follows(details, found)]
    if problems:
        raise ProblemsError(sorted(problems, key=lambda p: (p.where.line, p.where.column, p.message)))
    assert made is not None, "without problems there is a value"
    return made


def _follows(details: ErrorDetails, found: list[ErrorDetails]) -> bool:
    """Return whether a list is only too short because its entries failed."""
    loc = details["loc"]
    return details["type"] == "too_short" and any(
        len(o["loc"]) > len(loc) and o["loc"][: len(loc)] == loc for o in found
    )


def _problem(document: Document, details: ErrorDetails) -> Problem:
    path, kind = _path(document, details["loc"]), details["type"]
    name = next((part for part in reversed(details["loc"]) if isinstance(part, str)), "the file")[:60]
    context = details.get("ctx", {})
    if kind == "missing":
        return Problem(where=document.position(path), message=f'"{name}" is missing')
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return Problem(where=document.position(path, key=True), message=f'"{name}" is not a field here')
    given = details["input"]
    shown = f'"{given}"' if isinstance(given, str) and len(given) < 60 else None
    message = f'"{name}" {_WORDS[kind]}' if kind in _WORDS else f'"{name}": {_plain(kind, context, details["msg"])}'
    hint = ""
    if shown and kind != "literal_error":
        message += f", not {shown}"
    if kind == "literal_error":
        message = f'"{name}": {shown or "this"} is not allowed'
        allowed = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        hint = f"allowed: {allowed}" + (did_you_mean(given, allowed.split(", ")) if isinstance(given, str) else "")
    return Problem(where=document.position(path), message=message, hint=hint)


def _plain(kind: str, context: dict[str, Any], message: str) -> str:
    """Return what a bound, length or pattern asks for."""
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = "at least" if kind == "greater_than_equal" else "at most"
        return f"must be {bound} {context.get('ge', context.get('le'))}"
    if kind in ("string_too_short", "string_too_long", "too_short", "too_long"):
        bound = "at least" if kind.endswith("short") else "at most"
        unit = "characters" if kind.startswith("string") else "entries"
        return f"must have {bound} {context.get('min_length', context.get('max_length'))} {unit}"
    if kind == "string_pattern_mismatch":
        if "a-z" not in context["pattern"]:
            return "must read like 2-1-2"
        words = "words" if "A-Z" in context["pattern"] else "lower-case words"
        return f"must be {words} joined by hyphens"
    return message[:1].lower() + message[1:]


def _path(document: Document, loc: tuple[int | str, ...]) -> Path:
    """Return the longest part of a location that is in the file."""
    path: Path = ()
    for part in loc:
        if (*path, part) not in document.values and (*path, part) not in document.keys:
            break
        path = (*path, part)
    return path


def json_schema(kind: type[object], title: str) -> str:
    """Return the JSON Schema (2020-12) of a record as text."""
    schema = TypeAdapter(kind).json_schema(mode="serialization")
    named = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return json.dumps({**schema, **named}, indent=2, ensure_ascii=False) + "\n"
