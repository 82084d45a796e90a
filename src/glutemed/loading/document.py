"""Plain data read from a file: where each part of it stands, how much of it may be, and what is amiss in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NoReturn

from glutemed.errors import PROBLEMS_MAX, Position, Problem, ProblemsError
from glutemed.loading.text import SENTENCE_MAX, TEXT_MAX, clean, composed, gate

__all__ = [
    "CATALOG",
    "DEPTH_MAX",
    "NOTED_MAX",
    "PROGRAM",
    "At",
    "Builder",
    "Caps",
    "Document",
    "Path",
    "finite",
    "place",
    "refuse",
    "stop",
]

DEPTH_MAX = 16
KEYS_MAX = 100
"""Keys of one mapping: more than any record has fields."""
NOTED_MAX = 1_000
"""Problems that are noted before reading stops."""


@dataclass(frozen=True, slots=True)
class Caps:
    """How many characters a text of a file may have, and how many values the file."""

    characters: int = TEXT_MAX
    values: int = 150_000


CATALOG = Caps()
"""The most of a catalogue file, and of any other without bounds of its own."""
PROGRAM = Caps(characters=SENTENCE_MAX, values=120_000)
"""The longest program of ours (12 weeks of 7 days) has 24,000 values, and sentences that quote texts of the request."""

Path = tuple[str | int, ...]
At = tuple[int, int]


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
    caps: Caps = CATALOG
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


def stop(file: str, at: At, message: str, hint: str = "") -> NoReturn:
    """Raise ProblemsError with the one problem that ends the reading of a file."""
    raise ProblemsError([Problem(where=Position(file=file, line=at[0], column=at[1]), message=message, hint=hint)])


def place(text: str, index: int) -> At:
    """Return the line and column, from one, of a character of a text."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def finite(digits: str) -> float:
    """Return a number that JSON and YAML may write; ValueError for one beyond measure."""
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"{digits[:20]} is too large")
    return number


@dataclass(slots=True)
class _Open:
    """A mapping or list under construction; `key` is the mapping's key that waits for its value."""

    made: Any
    path: Path
    key: str | None = None


class Builder:
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
            stop(self.document.file, at, f'the key "{key[:60]}" is there twice', "keep one of the two")
        if len(parent.made) >= KEYS_MAX:
            stop(self.document.file, at, f"more than {KEYS_MAX} keys in one mapping")
        self.document.keys[(*parent.path, key)] = at
        parent.key = key

    def value(self, value: Any, at: At, *, opens: bool) -> None:
        """Put a value where the open container wants it; a mapping or list that `opens` is filled next."""
        path: Path = ()
        self.nodes += 1
        if self.nodes > self.document.caps.values:
            stop(self.document.file, at, f"more than {self.document.caps.values} values")
        if opens and len(self.stack) >= DEPTH_MAX:
            stop(self.document.file, at, f"nested deeper than {DEPTH_MAX} levels")
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
