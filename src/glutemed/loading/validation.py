"""Plain data to records, or to problems with their places. The only module that imports pydantic."""

import json
from functools import cache
from threading import Lock
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, SchemaValidator, to_json

from glutemed.errors import Problem, did_you_mean
from glutemed.loading.document import Document, Path, refuse
from glutemed.model.records import Matches

__all__ = ["json_schema", "validate"]

T = TypeVar("T")

ENTRIES_MAX = 200
"""Entries of lists that are wrong; beyond it only the first of each list is told.

A problem costs a kilobyte while pydantic collects it, and an empty entry has one for each of its fields.
"""


class _FloodError(Exception):
    """More entries are wrong than can be told."""


class _Validators:
    """How the data of one kind of record is validated."""

    def __init__(self, kind: Any) -> None:
        self.full = TypeAdapter(kind)
        self.wrong = 0
        self.alone = Lock()
        self.counting = SchemaValidator(self._with_lists(self.full.core_schema, count=True))
        self.first = SchemaValidator(self._with_lists(self.full.core_schema, count=False))

    def _with_lists(self, schema: Any, *, count: bool) -> Any:
        """Return a schema whose lists take wrong entries and `count` them, or end at the first of them."""
        if isinstance(schema, list):
            return [self._with_lists(part, count=count) for part in schema]
        if not isinstance(schema, dict):
            return schema
        made = {
            name: part if name == "metadata" else self._with_lists(part, count=count) for name, part in schema.items()
        }
        if made.get("type") == "tuple" and count:
            entry = {"type": "default", "on_error": "default", "default_factory": self._count}
            made["items_schema"] = [{**entry, "schema": part} for part in made["items_schema"]]
            made.pop("max_length", None)  # entries beyond it have problems too
        elif made.get("type") == "tuple":
            made["fail_fast"] = True
        return made

    def _count(self) -> None:
        self.wrong += 1
        if self.wrong > ENTRIES_MAX:
            raise _FloodError

    def validated(self, data: bytes) -> tuple[Any, list[ErrorDetails], bool]:
        """Return the record that data makes, or what is wrong; of a flood what is first in each list, and True."""
        try:
            return self.first.validate_json(data), [], False
        except ValidationError as error:
            found = error
        if self._is_flood(data):
            return None, found.errors(include_url=False, include_input=False), True
        try:
            self.full.validate_json(data)
        except ValidationError as error:
            found = error
        return None, found.errors(include_url=False, include_input=False), False

    def _is_flood(self, data: bytes) -> bool:
        """Return whether more entries are wrong than can be told; one thread at a time counts them."""
        with self.alone:
            self.wrong = 0
            try:
                self.counting.validate_json(data)
            except _FloodError:
                return True
            except ValidationError:
                pass
        return False


_VALIDATORS: dict[Any, _Validators] = {}

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
    in the order in which they stand; of a flood, with the first of them and their number.
    """
    validators = _VALIDATORS.get(kind)
    if validators is None:
        validators = _VALIDATORS[kind] = _Validators(kind)
    made, found, flood = validators.validated(to_json(document.data, inf_nan_mode="constants"))
    begun = {loc[:length] for details in found for loc in (details["loc"],) for length in range(len(loc))}
    problems = list(document.problems)
    # a list is not only too short because its entries failed
    problems += [_problem(kind, document, d) for d in found if d["type"] != "too_short" or d["loc"] not in begun]
    if problems:
        refuse(problems, stopped=flood)
    return made  # type: ignore[no-any-return]  # what the validator of this kind makes


@cache
def _fields(kind: Any) -> dict[str, Any]:
    """Return the fields of a record or mapping with their types, without bounds."""
    hints: dict[str, Any] = get_type_hints(kind)
    return hints


def _meant(kind: Any, loc: tuple[int | str, ...]) -> str:
    """Return the field that an unknown one at a location may be meant for, as a hint."""
    for part in loc[:-1]:
        kind = get_args(kind)[0] if isinstance(part, int) else _fields(kind).get(part)
        if get_origin(kind) in (Union, UnionType):
            kind = next(some for some in get_args(kind) if some is not NoneType)
    return did_you_mean(str(loc[-1]), _fields(kind)).removeprefix("; ")


def _problem(record: Any, document: Document, details: ErrorDetails) -> Problem:
    path, kind = _path(document, details["loc"]), details["type"]
    name = next((part for part in reversed(details["loc"]) if isinstance(part, str)), "the file")[:60]
    context = details.get("ctx", {})
    if kind == "missing":
        return Problem(where=document.position(path), message=f'"{name}" is missing')
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        message, hint = f'"{name}" is not a field here', _meant(record, details["loc"])
        return Problem(where=document.position(path, key=True), message=message, hint=hint)
    given = _given(document.data, details["loc"])
    shown = f'"{given}"' if isinstance(given, str) and len(given) < 60 else None
    message = f'"{name}" {_WORDS[kind]}' if kind in _WORDS else f'"{name}": {_plain(kind, context, details["msg"])}'
    hint = ""
    if kind == "tuple_type":
        hint = "such as [8, 12]" if isinstance(given, int) else "each entry after a dash, or in brackets"
    if shown and kind != "literal_error":
        message += f", not {shown}"
    if kind == "literal_error":
        message = f'"{name}": {shown or "this"} is not allowed'
        allowed = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        hint = f"allowed: {allowed}" + (did_you_mean(given, allowed.split(", ")) if isinstance(given, str) else "")
    return Problem(where=document.position(path), message=message, hint=hint)


def _given(data: Any, loc: tuple[int | str, ...]) -> Any:
    """Return what stands at a location; pydantic would make a copy of it for each problem."""
    for part in loc:
        data = data[part]
    return data


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
        return f"must {Matches.words[context['pattern']]}"
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
