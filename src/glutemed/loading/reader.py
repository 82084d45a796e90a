"""Guarded readers: YAML and JSON text to plain data with positions, or problems; never code, never surprises.

YAML is read from parser events, so that anchors, aliases, tags, duplicate keys, second documents,
deep nesting and huge files are refused before anything is built, and `yes`, `12:30` or `010`
stay the text that was written.
"""

import codecs
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from glutemed.errors import FileError, Position, Problem, ProblemsError
from glutemed.loading.text import clean, gate

__all__ = ["BYTES_MAX", "Document", "decode_text", "parse_json", "parse_yaml", "read_text"]

BYTES_MAX = 5_000_000
NODES_MAX = 500_000
DEPTH_MAX = 16
INTEGER_DIGITS_MAX = 18

Path = tuple[str | int, ...]
At = tuple[int, int]

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}(?:[eE][-+][0-9]{1,3})?")
_CONSTANTS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(slots=True)
class Document:
    """Plain data from one file, where each part of it stands, and what the text gate found."""

    file: str
    data: Any
    values: dict[Path, At] = field(default_factory=dict)
    keys: dict[Path, At] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def position(self, path: Path, *, key: bool = False) -> Position:
        """Return where a path stands, or the nearest part above it; `key` asks for its name, not its value."""
        while path:
            at = self.keys.get(path) if key else self.values.get(path)
            if at:
                return Position(file=self.file, line=at[0], column=at[1])
            path, key = path[:-1], False
        return Position(file=self.file, line=1, column=1)


def read_text(name: str) -> str:
    """Return a file's text: UTF-8, with or without a byte order mark, at most 5 MB.

    Raises FileError when it cannot be read, ProblemsError when it is too large or not UTF-8.
    """
    try:
        with open(name, "rb") as file:
            raw = file.read(BYTES_MAX + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FileError(f"cannot read {clean(name)}: {reason}") from error
    return decode_text(raw, name)


def decode_text(raw: bytes, name: str) -> str:
    """Return the text of bytes that were read, one more than 5 MB at most; `name` is what they are called.

    Raises ProblemsError when they are too many or not UTF-8.
    """
    if len(raw) > BYTES_MAX:
        _stop(name, (1, 1), "the file is larger than 5 MB")
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        _stop(name, (line, column), "this is not UTF-8 text", "save the file as UTF-8")


def _stop(file: str, at: At, message: str, hint: str = "") -> NoReturn:
    raise ProblemsError([Problem(where=Position(file=file, line=at[0], column=at[1]), message=message, hint=hint)])


def parse_yaml(text: str, file: str) -> Document:
    """Return the one document of a YAML text.

    Raises ProblemsError for anything that is not plain mappings, lists and scalars.
    """
    import yaml

    document = Document(file=file, data=None)
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        _build(document, yaml.parse(text, Loader=loader))
    except UnicodeEncodeError:
        _stop(file, (1, 1), "half of a surrogate pair is not allowed")
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        at = before.count("\n") + 1, len(before) - before.rfind("\n")
        _stop(file, at, "not valid YAML: a control character is not allowed")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
        _stop(file, at, f"not valid YAML: {reason}")
    return document


@dataclass(slots=True)
class _Open:
    """A mapping or list under construction; `key` is the mapping's key that waits for its value."""

    made: Any
    path: Path
    key: str | None = None


class _Builder:
    """Builds a document from a stream of keys, values and ends, with a stack of its own: depth never recurses."""

    def __init__(self, document: Document) -> None:
        self.document, self.stack, self.nodes = document, list[_Open](), 0

    def wants_key(self) -> bool:
        """Return whether a mapping is open and its next key is due."""
        return bool(self.stack) and isinstance(self.stack[-1].made, dict) and self.stack[-1].key is None

    def key(self, text: str, at: At) -> None:
        """Take the next key of the open mapping."""
        parent, key = self.stack[-1], self.text(text, at)
        if key in parent.made:
            _stop(self.document.file, at, f'the key "{key[:60]}" is there twice', "keep one of the two")
        self.document.keys[(*parent.path, key)] = at
        parent.key = key

    def value(self, value: Any, at: At, *, opens: bool) -> None:
        """Put a value where the open container wants it; a mapping or list that `opens` is filled next."""
        path: Path = ()
        self.nodes += 1
        if self.nodes > NODES_MAX:
            _stop(self.document.file, at, f"more than {NODES_MAX} values")
        if opens and len(self.stack) >= DEPTH_MAX:
            _stop(self.document.file, at, f"nested deeper than {DEPTH_MAX} levels")
        if not self.stack:
            self.document.data = value
        else:
            parent = self.stack[-1]
            if parent.key is None:
                path = (*parent.path, len(parent.made))
                parent.made.append(value)
            else:
                path = (*parent.path, parent.key)
                parent.made[parent.key] = value
                parent.key = None
        self.document.values[path] = at
        if opens:
            self.stack.append(_Open(made=value, path=path))

    def end(self) -> None:
        """Close the open container."""
        self.stack.pop()

    def text(self, text: str, at: At) -> str:
        """Return a text in NFC; what the gate refuses is noted as a problem, and cleaned for messages."""
        text = unicodedata.normalize("NFC", text)
        if refused := gate(text):
            where = Position(file=self.document.file, line=at[0], column=at[1])
            self.document.problems.append(Problem(where=where, message=refused))
            return clean(text)
        return text


def _build(document: Document, events: Iterator[Any]) -> None:
    """Build a YAML document's data from parser events."""
    builder, documents = _Builder(document), 0
    for event in events:
        kind = type(event).__name__
        at = (event.start_mark.line + 1, event.start_mark.column + 1)
        if kind == "DocumentStartEvent":
            documents += 1
            if documents > 1:
                _stop(document.file, at, "a second document starts here", "keep one document to a file")
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            builder.end()
        elif kind in ("ScalarEvent", "MappingStartEvent", "SequenceStartEvent", "AliasEvent"):
            _refuse_extras(document.file, event, kind, at)
            if not builder.wants_key():
                scalar = kind == "ScalarEvent"
                value = _scalar(builder, event, at) if scalar else {} if kind == "MappingStartEvent" else []
                builder.value(value, at, opens=not scalar)
            elif kind == "ScalarEvent":
                builder.key(event.value, at)
            else:
                _stop(document.file, at, "a key must be a plain text")


def _refuse_extras(file: str, event: Any, kind: str, at: At) -> None:
    if kind == "AliasEvent" or event.anchor:
        _stop(file, at, "anchors and aliases are not allowed", "write the value out")
    if event.tag:
        _stop(file, at, f"the tag {clean(event.tag[:40])} is not allowed", "write a plain value")


def _scalar(builder: _Builder, event: Any, at: At) -> Any:
    """Return a plain scalar's value: only forms on which YAML 1.1 and 1.2 agree are more than text."""
    text: str = event.value
    if event.implicit[0]:
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            return _finite_yaml(builder.document.file, text, at)
    return builder.text(text, at)


def _finite_yaml(file: str, text: str, at: At) -> float:
    try:
        return _finite(text)
    except ValueError as error:
        _stop(file, at, str(error))


# The closing quote is optional and nothing is given back, so that an unclosed text is read once, not again and again.
_JSON_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[][{}:,]|[^\s"\][{}:,]+', re.DOTALL)


def parse_json(text: str, file: str) -> Document:
    """Return a JSON text's data with positions.

    Raises ProblemsError for bad JSON, duplicate keys, NaN, deep nesting, huge numbers.
    """
    document = Document(file=file, data=None)
    _refuse_deep_json(text, file)
    try:
        json.loads(text, parse_constant=str, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        _stop(file, (error.lineno, error.colno), f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}")
    _build_json(document, text)
    return document


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _bounded_int(digits: str) -> int:
    if len(digits.lstrip("-")) > INTEGER_DIGITS_MAX:
        raise ValueError("a whole number has more than 18 digits")
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"{digits[:20]} is too large")
    return number


def _build_json(document: Document, text: str) -> None:
    """Build the data of a text known to be valid JSON, token by token."""
    builder = _Builder(document)
    line, line_start, seen = 1, 0, 0
    for token in _JSON_TOKEN.finditer(text):
        start, piece = token.start(), token[0]
        newlines = text.count("\n", seen, start)
        if newlines:
            line, line_start = line + newlines, text.rfind("\n", seen, start) + 1
        seen, at = start, (line, start - line_start + 1)
        if piece in ("]", "}"):
            builder.end()
        elif piece in ("[", "{"):
            builder.value([] if piece == "[" else {}, at, opens=True)
        elif piece not in (":", ","):
            try:
                value = json.loads(piece, parse_constant=_refuse_constant, parse_int=_bounded_int, parse_float=_finite)
            except ValueError as error:
                _stop(document.file, at, f"not valid JSON: {error}")
            if builder.wants_key():
                builder.key(value, at)
            else:
                builder.value(builder.text(value, at) if isinstance(value, str) else value, at, opens=False)


def _refuse_deep_json(text: str, file: str) -> None:
    """Stop at nesting that the JSON parser would recurse into."""
    depth = 0
    for token in _JSON_TOKEN.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if depth > DEPTH_MAX:
            at = text.count("\n", 0, token.start()) + 1, token.start() - text.rfind("\n", 0, token.start())
            _stop(file, at, f"nested deeper than {DEPTH_MAX} levels")
