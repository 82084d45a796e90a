"""How real files are damaged: by bytes, by lines, by parts of their trees; and texts that have broken things."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

__all__ = ["Draw", "Inputs", "anything", "damaged", "damaged_trees", "escaped", "texts", "written"]

Inputs = st.SearchStrategy[bytes]
Names = Callable[[], Sequence[str]]
Bases = Callable[[], Sequence[Any]]
"""Functions, since hypothesis writes out what it is given."""
Draw = Callable[[st.SearchStrategy[Any]], Any]

HOSTILE = (
    *("", " ", "\0", "\x1b[31m", "\x9b", "\u202e", "\u200b", "\u200d", "\u2028", "\ufeff", "\ue000", "\U000e0041"),
    *("\uffff", "\u0301" * 40, "e\u0301", "👩\u200d⚕\ufe0f", "\U0001f1f3", "ﷺ", "İ", "ß" * 80, "٣"),
    *("a" * 81, "a" * 501, "a" * 1_001, "12:30", "010", "0x1F", "yes", "~", "null", "1e999", "9" * 400, "-1", "1_000"),
    *(".inf", "NaN", "<<", "=", "on a BOSU", ", ", ": ", "; ", " and ", "{}", "{x}", "%s", "\\", "\\:", "|", "`", "**"),
    *("(", ")", "[x](y)", "# ", "## ", "2-1-2", "3 x 8 each side", "3 x 20 s", "999 x 999 x 9999 s", "0 x 0"),
    *("2026-02-30", "9999-12-31", "../../x", "-", "--", "@f"),
)
TOKENS = (
    *(b"\0", b"\xff", b"\xc3\x28", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\n", b"\t", b" "),
    *(b"\xe2\x80\xa8", b"\xc2\x85", b"&a ", b"*a", b"!!python/object:x ", b"!t ", b"<<: ", b"? ", b"- ", b": "),
    *(b"---\n", b"...\n", b"%TAG ! x\n", b"|\n", b">-\n", b"[", b"]", b"{", b"}", b",", b'"', b"'", b"\\", b"\\u202e"),
    *(b"\\ud800", b"#", b"@", b"`", b"[" * 40, b'{"a":' * 20, b"1e999", b"NaN", b"-", b"9" * 40, b"true", b"null"),
    *(b"12:30", b"yes", b"**", b"### Main\n", b"## Day 2: 9 minutes\n", b"The same as Day 1.\n", b"## Week 2\n"),
    *(b"| Day 1 | 2 | Clamshell: 3 x 8 |\n", b"- Why: x (A10)\n", b"- Rest: 5 s\n"),
)


def texts(names: Names) -> st.SearchStrategy[str]:
    """Return texts: names that are known, hostile ones, mixtures, anything."""
    known = st.sampled_from(names())
    hostile = st.sampled_from(HOSTILE)
    letters = st.text(st.characters(exclude_characters="/\\~"), max_size=20)
    return known | hostile | letters | st.tuples(known, hostile).map("".join) | st.tuples(hostile, known).map("".join)


def _values(names: Names) -> st.SearchStrategy[Any]:
    """Return what may be put into a tree."""
    numbers = st.sampled_from((-1, 0, 1, 2, 5, 8, 30, 60, 99, 600, 3600, 10**6, 10**17, -(10**17), 0.5, 1e300, -0.0))
    plain = texts(names) | numbers | st.none() | st.booleans() | st.integers(-3, 200)
    few = st.lists(plain, max_size=3) | st.dictionaries(texts(names), plain, max_size=2)
    return plain | few | st.lists(few, max_size=2)


# How they are damaged


@st.composite
def _bytes_damaged(draw: Draw, bases: Bases) -> bytes:
    """Return a file with some bytes cut, doubled or put in."""
    raw = draw(st.sampled_from(bases()))
    for _ in range(draw(st.integers(1, 4))):
        at, size = draw(st.integers(0, len(raw))), draw(st.sampled_from((0, 1, 1, 2, 5, 20, 200)))
        put = draw(st.sampled_from(TOKENS) | st.binary(max_size=4) | st.just(b"") | st.just(raw[at : at + size] * 2))
        raw = raw[:at] + put + raw[at + size :]
    return bytes(raw)


@st.composite
def _lines_damaged(draw: Draw, bases: Bases, names: Names) -> bytes:
    """Return a file with some lines cut, doubled, moved, changed in a word, or taken from another file."""
    lines: list[bytes] = draw(st.sampled_from(bases())).split(b"\n")
    for _ in range(draw(st.integers(1, 5))):
        at, to = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        way = draw(st.sampled_from(("cut", "double", "swap", "word", "add", "take")))
        if way == "cut":
            del lines[at : at + draw(st.integers(1, 3))]
        elif way == "double":
            lines[at:at] = lines[to : to + draw(st.integers(1, 30))] * draw(st.sampled_from((1, 1, 2, 5)))
        elif way == "swap":
            lines[at], lines[to] = lines[to], lines[at]
        elif way == "word":
            words = lines[at].split(b" ")
            words[draw(st.integers(0, len(words) - 1))] = draw(texts(names)).encode("utf-8", "surrogatepass")
            lines[at] = b" ".join(words)
        elif way == "add":
            lines[at] += draw(st.sampled_from(TOKENS)) + draw(texts(names)).encode("utf-8", "surrogatepass")
        else:
            others: list[bytes] = draw(st.sampled_from(bases())).split(b"\n")
            start = draw(st.integers(0, len(others) - 1))
            lines[at:at] = others[start : start + draw(st.integers(1, 12))]
        lines = lines or [b""]
    return b"\n".join(lines)


@st.composite
def damaged_trees(draw: Draw, bases: Bases, names: Names) -> Any:
    """Return data with some parts replaced, left out, doubled, renamed or moved."""
    data = json.loads(json.dumps(draw(st.sampled_from(bases()))))
    for _ in range(draw(st.integers(1, 4))):
        parent: Any = data
        for _ in range(draw(st.integers(0, 12))):
            inner = [part for part in _parts(parent) if isinstance(part, (dict, list)) and part]
            if not inner:
                break
            parent = inner[draw(st.integers(0, len(inner) - 1))]
        keys = list(parent) if isinstance(parent, dict) else list(range(len(parent)))
        if not keys:
            continue
        key = keys[draw(st.integers(0, len(keys) - 1))]
        way = draw(st.sampled_from(("replace", "replace", "replace", "cut", "double", "add", "other")))
        if way == "replace":
            parent[key] = draw(_values(names))
        elif way == "cut":
            del parent[key]
        elif way == "double" and isinstance(parent, list):
            parent[key:key] = [parent[key]] * draw(st.sampled_from((1, 1, 2, 15, 60)))
        elif isinstance(parent, dict):
            parent[draw(texts(names))] = draw(_values(names)) if way == "add" else parent.pop(key)
        else:
            parent.append(draw(_values(names)))
    return data


def _parts(data: Any) -> list[Any]:
    return list(data.values()) if isinstance(data, dict) else data


def written(data: Any) -> bytes:
    """Return data as JSON, which is YAML too."""
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def escaped(data: Any) -> bytes:
    """Return data as JSON with escapes for all that is not ASCII."""
    return json.dumps(data).encode()


def anything(characters: str) -> Inputs:
    """Return bytes that are no damaged file: of some characters, of any, or no text at all."""
    text = st.text(st.sampled_from(characters), max_size=60) | st.text(max_size=40)
    return st.binary(max_size=60) | text.map(lambda text: text.encode("utf-8", "surrogatepass"))


def damaged(bases: Bases, names: Names) -> Inputs:
    """Return files with bytes or lines damaged."""
    return _bytes_damaged(bases) | _lines_damaged(bases, names)
