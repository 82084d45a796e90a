"""Long JSON files of people, taken apart: the lists of each person entry by entry, and the outline that is left.

So no more than one entry is in memory with the positions of its parts. A text is known to be JSON here, and
may be anything else than people with lists: what is none stays in the outline.
"""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from glutemed.loading.document import PROGRAM, Document
from glutemed.loading.json_reader import parse_json

__all__ = ["Piece", "outline_of", "pieces_of"]

_SPACE = re.compile(r"[ \t\n]*")
_SKIM = json.JSONDecoder(object_pairs_hook=len, parse_int=str, parse_float=str, parse_constant=str)
"""Finds where a value ends, and keeps little of it."""

Span = tuple[int, int]
"""Where a value begins and ends in its text."""


class Piece(NamedTuple):
    """An entry of one of a person's lists: the person's place in the file, the list's name, and the entry."""

    person: int
    name: str
    document: Document


class _List(NamedTuple):
    """A list of a person: all that stands between its brackets, and its entries."""

    person: int
    name: str
    inside: Span
    spans: list[Span]


def outline_of(text: str, most: Mapping[str, int]) -> str:
    """Return a text with space in place of the entries of its lists, so that all the rest stays where it is.

    `most` names the lists, with how many entries each may have.
    """
    pieces, last = [], 0
    for _, _, (begin, end), _ in _lists(text, most):
        column = end - max(begin, text.rfind("\n", begin, end) + 1)
        pieces += [text[last:begin], "\n" * text.count("\n", begin, end), " " * column]
        last = end
    return "".join((*pieces, text[last:]))


def pieces_of(text: str, file: str, most: Mapping[str, int]) -> Iterator[Piece]:
    """Return the entries that the outline is without, each with its positions in the file.

    Of a list that has too many, one entry too many is returned. Raises ProblemsError for an entry that is
    too large, or has a key twice.
    """
    line, line_start, seen = 1, 0, 0
    for person, name, _, spans in _lists(text, most):
        for begin, end in spans:
            line += text.count("\n", seen, begin)
            line_start = max(line_start, text.rfind("\n", seen, begin) + 1)
            seen = begin
            yield Piece(person, name, parse_json(text[begin:end], file, PROGRAM, (line, begin - line_start + 1)))


def _lists(text: str, most: Mapping[str, int]) -> Iterator[_List]:
    """Return the lists of people that have entries, with these entries up to one too many."""
    root = _after_space(text, 0)
    for name, people, _ in _fields(text, root):
        if name == "people":
            for number, (person, _) in enumerate(_entries(text, people)):
                for part, at, end in _fields(text, person):
                    if part in most and (spans := list(islice(_entries(text, at), most[part] + 1))):
                        yield _List(number, part, (at + 1, end - 1), spans)


def _fields(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """Return the fields of the mapping that opens at `at`: name, and where the value begins and ends; else nothing."""
    if text[at] != "{":
        return
    at = _after_space(text, at + 1)
    while text[at] != "}":
        name, end = _SKIM.raw_decode(text, at)
        begin = _after_space(text, _after_space(text, end) + 1)
        _, end = _SKIM.raw_decode(text, begin)
        yield name, begin, end
        at = _after_comma(text, end)


def _entries(text: str, at: int) -> Iterator[Span]:
    """Return where each entry begins and ends of the list that opens at `at`; of what is no list, nothing."""
    if text[at] != "[":
        return
    at = _after_space(text, at + 1)
    while text[at] != "]":
        _, end = _SKIM.raw_decode(text, at)
        yield at, end
        at = _after_comma(text, end)


def _after_comma(text: str, at: int) -> int:
    """Return where the next value begins, or the bracket that ends them."""
    at = _after_space(text, at)
    return _after_space(text, at + 1) if text[at] == "," else at


def _after_space(text: str, at: int) -> int:
    return _SPACE.match(text, at).end()  # type: ignore[union-attr]  # nothing is space enough
