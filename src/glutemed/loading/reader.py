"""Guarded readers: YAML and JSON text to plain data with positions, or problems; never code, never surprises.

YAML is read from parser events, so that anchors, aliases, tags, duplicate keys, second documents,
deep nesting and huge files are refused before anything is built, and `yes`, `12:30` or `010`
stay the text that was written.
"""

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from glutemed.errors import PROBLEMS_MAX, FileError, Position, Problem, ProblemsError
from glutemed.loading.text import SENTENCE_MAX, TEXT_MAX, clean, composed, gate

__all__ = [
    "BYTES_MAX",
    "NOTED_MAX",
    "PROGRAM",
    "YAML_HINTS",
    "Caps",
    "Document",
    "decode_text",
    "parse_json",
    "parse_yaml",
    "read_text",
    "refuse",
    "refuse_bad_json",
]

BYTES_MAX = 5_000_000
DEPTH_MAX = 16
KEYS_MAX = 100
"""Keys of one mapping: more than any record has fields."""
INTEGER_DIGITS_MAX = 18
NOTED_MAX = 1_000
"""Problems that are noted before reading stops."""


@dataclass(frozen=True, slots=True)
class Caps:
    """How many characters a text of a file may have, and how many values the file."""

    characters: int = TEXT_MAX
    values: int = 150_000


PROGRAM = Caps(characters=SENTENCE_MAX, values=120_000)
"""The longest program of ours (12 weeks of 7 days) has 24,000 values, and sentences that quote texts of the request."""

Path = tuple[str | int, ...]
At = tuple[int, int]

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}(?:[eE][-+][0-9]{1,3})?")
_CONSTANTS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}


YAML_HINTS = (
    ("tab character", "indent with spaces, not tabs"),
    ("cannot start any token", "indent with spaces, not tabs, and put a text that begins with a sign in quotes"),
    ("mapping values are not allowed", 'put a text that holds ": " in quotes, or check the indentation'),
    ("expected '-' indicator", "entries of one list stand below each other, each after a dash"),
    ("did not find expected key", "names of one mapping stand below each other; check quotes and indentation above"),
    ("end of stream", "a quote or bracket that opens here is not closed"),
    ("could not find expected ':'", 'a name is followed by ": "'),
    ("expected ',' or", "a list in brackets has commas between its entries, and a bracket at its end"),
)
"""What the YAML parser says, and what would help."""


@dataclass(slots=True)
class Document:
    """Plain data from one file, where each part of it stands, and what the text gate found.

    `begin` is where the data begins that is a part of a file.
    """

    file: str
    data: Any
    values: dict[Path, At] = field(default_factory=dict)
    keys: dict[Path, At] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    caps: Caps = Caps()
    begin: At = (1, 1)

    def position(self, path: Path, *, key: bool = False) -> Position:
        """Return where a path stands, or the nearest part above it; `key` asks for its name, not its value."""
        while path:
            at = self.keys.get(path) if key else self.values.get(path)
            if at:
                return Position(file=self.file, line=at[0], column=at[1])
            path, key = path[:-1], False
        return Position(file=self.file, line=self.begin[0], column=self.begin[1])

    def below(self, *path: str | int) -> "Document":
        """Return the part at a path as a document, which knows all that the text gate found."""
        data = self.data
        for part in path:
            data = data[part]
        size = len(path)
        values, keys = (
            {found[size:]: at for found, at in places.items() if found[:size] == path}
            for places in (self.values, self.keys)
        )
        return Document(self.file, data, values, keys, self.problems, self.caps, self.values[path])


def refuse(problems: Iterable[Problem], *, stopped: bool = False) -> NoReturn:
    """Raise ProblemsError with problems as they stand in their file; `stopped` says that not all were looked for."""
    found = sorted(set(problems), key=lambda problem: (problem.where.line, problem.where.column, problem.message))
    if stopped:
        found = found[:PROBLEMS_MAX]
        more = "and more problems than can be told"
        found.append(Problem(where=found[-1].where, message=more, hint="mend these first"))
    raise ProblemsError(found)


def read_text(name: str, most: int = BYTES_MAX) -> str:
    """Return a file's text: UTF-8, with or without a byte order mark, at most 5 MB; lines end with a line feed.

    Raises FileError when it cannot be read, ProblemsError when it is too large or not UTF-8.
    """
    try:
        with open(name, "rb") as file:
            raw = file.read(most + 1)
    except IsADirectoryError as error:
        raise FileError(f"cannot read {clean(name)}: it is a folder; name a file in it") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FileError(f"cannot read {clean(name)}: {reason}") from error
    return decode_text(raw, name, most)


def decode_text(raw: bytes, name: str, most: int = BYTES_MAX) -> str:
    """Return the text of bytes that were read, one more than the most at most; `name` is what they are called.

    A byte order mark is left out, and the line ends of Windows and old Macs become line feeds. Raises
    ProblemsError when they are too many or not UTF-8.
    """
    if len(raw) > most:
        _stop(name, (1, 1), f"the file is larger than {most // 1_000_000} MB")
    raw = raw.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        start = error.start
    else:
        start = raw.find(b"\0")
        if start < 0:
            return text
    from glutemed.loading.kinds import binary_kind  # costs start-up, needed only when something is wrong

    if kind := binary_kind(raw):
        return _stop(name, (0, 0), f"this is {kind}", "what is read here is text: JSON, YAML or Markdown")
    before = raw[:start].decode("utf-8")
    return _stop(name, _place(before, len(before)), "this is not UTF-8 text", "save the file as UTF-8")


def _stop(file: str, at: At, message: str, hint: str = "") -> NoReturn:
    raise ProblemsError([Problem(where=Position(file=file, line=at[0], column=at[1]), message=message, hint=hint)])


_TAG_DIRECTIVE = re.compile("(?:^|[\r\n\x85\u2028\u2029])(?=%TAG)")


def parse_yaml(text: str, file: str, caps: Caps = Caps()) -> Document:
    """Return the one document of a YAML text.

    Raises ProblemsError for anything that is not plain mappings, lists and scalars.
    """
    import yaml

    document = Document(file=file, data=None, caps=caps)
    if directive := _TAG_DIRECTIVE.search(text):  # many of them take libyaml minutes
        _stop(file, _place(text, directive.end()), "the directive %TAG is not allowed", "leave it out")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        _build(document, yaml.parse(text, Loader=loader))
    except UnicodeEncodeError:
        _stop(file, (1, 1), "half of a surrogate pair is not allowed")
    except yaml.reader.ReaderError as error:
        _stop(file, _place(text, error.position), "not valid YAML: a control character is not allowed")
    except yaml.YAMLError as error:
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
        marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
        mark = next(filter(None, reversed(marks) if "end of stream" in reason else marks), None)
        at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        hint = next((hint for part, hint in YAML_HINTS if part in reason), "")
        _stop(file, at, f"not valid YAML: {reason}", hint)
    return document


def _place(text: str, index: int) -> At:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


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
        if len(parent.made) >= KEYS_MAX:
            _stop(self.document.file, at, f"more than {KEYS_MAX} keys in one mapping")
        self.document.keys[(*parent.path, key)] = at
        parent.key = key

    def value(self, value: Any, at: At, *, opens: bool) -> None:
        """Put a value where the open container wants it; a mapping or list that `opens` is filled next."""
        path: Path = ()
        self.nodes += 1
        if self.nodes > self.document.caps.values:
            _stop(self.document.file, at, f"more than {self.document.caps.values} values")
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
        text = composed(text)
        if refused := gate(text, self.document.caps.characters):
            where = Position(file=self.document.file, line=at[0], column=at[1])
            self.document.problems.append(Problem(where=where, message=refused))
            if len(self.document.problems) > NOTED_MAX:
                refuse(self.document.problems, stopped=True)
            return clean(text[: SENTENCE_MAX + 1])
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
_LAST_COMMA = re.compile(r",[ \t\n\r]*[]}]")
_JSON_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[][{}]|[^\s"\][{}:,]+', re.DOTALL)


def parse_json(text: str, file: str, caps: Caps = Caps(), at: At = (1, 1)) -> Document:
    """Return a JSON text's data with positions; `at` is where in its file the text begins.

    Raises ProblemsError for bad JSON, duplicate keys, NaN, deep nesting, huge numbers.
    """
    document = Document(file=file, data=None, caps=caps, begin=at)
    refuse_bad_json(text, file)
    _build_json(document, text, at)
    return document


def refuse_bad_json(text: str, file: str) -> None:
    """Raise ProblemsError for a text that is not JSON, or too deep to tell."""
    try:
        json.loads(text, parse_constant=str, parse_int=str, parse_float=str, object_pairs_hook=len)
    except json.JSONDecodeError as error:
        _refuse_deep_json(text, file)
        _refuse_last_comma(text, error.pos, file)
        _stop(file, (error.lineno, error.colno), f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}")
    except RecursionError:
        _refuse_deep_json(text, file)
        raise


def _refuse_last_comma(text: str, fault: int, file: str) -> None:
    """Raise ProblemsError for a comma before a closing bracket, which Python tells at the comma only from 3.13 on."""
    for place in (fault, len(text[:fault].rstrip(" \t\n\r")) - 1):
        if _LAST_COMMA.match(text, place):
            at = (text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place))
            _stop(file, at, "not valid JSON: a comma stands before a closing bracket", "take it out")


def _build_json(document: Document, text: str, begin: At) -> None:
    """Build the data of a text known to be valid JSON, token by token."""
    builder = _Builder(document)
    line, line_start, seen = begin[0], 1 - begin[1], 0
    for token in _JSON_TOKEN.finditer(text):
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
            builder.value(_json_scalar(document.file, piece, at), at, opens=False)


def _json_scalar(file: str, piece: str, at: At) -> Any:
    """Return a number or one of the constants."""
    if piece in ("true", "false", "null"):
        return _CONSTANTS[piece]
    if piece in ("NaN", "Infinity", "-Infinity"):
        _stop(file, at, f"not valid JSON: {piece} is not a number")
    if piece.lstrip("-").isdigit():
        if len(piece.lstrip("-")) > INTEGER_DIGITS_MAX:
            _stop(file, at, f"not valid JSON: a whole number has more than {INTEGER_DIGITS_MAX} digits")
        return int(piece)
    try:
        return _finite(piece)
    except ValueError as error:
        _stop(file, at, f"not valid JSON: {error}")


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"{digits[:20]} is too large")
    return number


def _refuse_deep_json(text: str, file: str) -> None:
    """Stop at nesting that the JSON parser would recurse into, or stopped at."""
    depth = 0
    for token in _JSON_TOKEN.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if depth > DEPTH_MAX:
            _stop(file, _place(text, token.start()), f"nested deeper than {DEPTH_MAX} levels")
