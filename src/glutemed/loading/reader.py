"""Guarded reading of files and of YAML: plain data with positions, or problems; never code, never surprises.

YAML is read from parser events, so that anchors, aliases, tags, duplicate keys, second documents,
deep nesting and huge files are refused before anything is built, and `yes`, `12:30` or `010`
stay the text that was written.
"""

import codecs
import re
from collections.abc import Iterator
from typing import Any

from glutemed.errors import FileError
from glutemed.loading.document import CATALOG, At, Builder, Caps, Document, finite, place, stop
from glutemed.loading.text import clean

__all__ = ["BYTES_MAX", "YAML_HINTS", "decode_text", "parse_yaml", "read_text"]

BYTES_MAX = 5_000_000

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
        stop(name, (1, 1), f"the file is larger than {most // 1_000_000} MB")
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
        return stop(name, (0, 0), f"this is {kind}", "what is read here is text: JSON, YAML or Markdown")
    before = raw[:start].decode("utf-8")
    return stop(name, place(before, len(before)), "this is not UTF-8 text", "save the file as UTF-8")


_TAG_DIRECTIVE = re.compile("(?:^|[\r\n\x85\u2028\u2029])(?=%TAG)")


def parse_yaml(text: str, file: str, caps: Caps = CATALOG) -> Document:
    """Return the one document of a YAML text; `file` is what messages call it, and `caps` how much it may hold.

    Raises ProblemsError for anything that is not plain mappings, lists and scalars.
    """
    import yaml

    document = Document(file=file, data=None, caps=caps)
    if directive := _TAG_DIRECTIVE.search(text):  # many of them take libyaml minutes
        stop(file, place(text, directive.end()), "the directive %TAG is not allowed", "leave it out")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        _build(document, yaml.parse(text, Loader=loader))
    except UnicodeEncodeError:
        stop(file, (1, 1), "half of a surrogate pair is not allowed")
    except yaml.reader.ReaderError as error:
        stop(file, place(text, error.position), "not valid YAML: a control character is not allowed")
    except yaml.YAMLError as error:
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
        marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
        mark = next(filter(None, reversed(marks) if "end of stream" in reason else marks), None)
        at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        hint = next((hint for part, hint in YAML_HINTS if part in reason), "")
        stop(file, at, f"not valid YAML: {reason}", hint)
    return document


def _build(document: Document, events: Iterator[Any]) -> None:
    """Build a YAML document's data from parser events."""
    builder, documents = Builder(document), 0
    for event in events:
        kind = type(event).__name__
        at = (event.start_mark.line + 1, event.start_mark.column + 1)
        if kind == "DocumentStartEvent":
            documents += 1
            if documents > 1:
                stop(document.file, at, "a second document starts here", "keep one document to a file")
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
                stop(document.file, at, "a key must be a plain text")


def _refuse_extras(file: str, event: Any, kind: str, at: At) -> None:
    if kind == "AliasEvent" or event.anchor:
        stop(file, at, "anchors and aliases are not allowed", "write the value out")
    if event.tag:
        stop(file, at, f"the tag {clean(event.tag[:40])} is not allowed", "write a plain value")


def _scalar(builder: Builder, event: Any, at: At) -> Any:
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
        return finite(text)
    except ValueError as error:
        stop(file, at, str(error))
