"""Every hole of YAML, JSON and plain text, in every kind of file: one clear message with its place, and no surprise.

What one reader does is told in test_reader.py and test_sheets.py; here every kind of file is tried.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.loading.kinds import KINDS, NUMBER, TEXT, Kind, Outcome, outcome, samples

from glutemed.loading.reader import YAML_HINTS
from glutemed.model.catalog import Catalog

Read = Callable[..., Outcome]

NOT_UTF8 = "this is not UTF-8 text; save the file as UTF-8"
COMMA = "a comma stands before a closing bracket; take it out"
DEEP = "nested deeper than 16 levels"
ALIASES = "anchors and aliases are not allowed; write the value out"
CONTROL = "a control, direction or invisible character is not allowed"


def kinds(*languages: str) -> pytest.MarkDecorator:
    """Try a test on every kind of file in some languages, or on all kinds."""
    found = [kind for kind in KINDS if not languages or kind.language in languages]
    assert found
    return pytest.mark.parametrize("kind", found, ids=lambda kind: kind.name)


def tried(rows: dict[str, Any]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("hole", list(rows.values()), ids=list(rows))


@pytest.fixture(scope="module")
def sample(catalog: Catalog) -> Callable[[Kind], str]:
    made = samples(catalog)
    return lambda kind: made[kind.name]


@pytest.fixture
def read(catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Read a file of a kind that holds a text or bytes."""
    from glutemed.loading import catalog as files  # what the commands import when they run
    from glutemed.loading.merging import merge_overlays
    from glutemed.loading.reader import read_text

    def load(*_: Any, overlays: tuple[str, ...] = (), **__: Any) -> Catalog:
        return merge_overlays(catalog, {name: read_text(name) for name in overlays}) if overlays else catalog

    monkeypatch.setattr(files, "load_catalog", load)

    def call(kind: Kind, held: str | bytes) -> Outcome:
        return outcome(kind, held.encode() if isinstance(held, str) else held, tmp_path)

    return call


def place(text: str, part: str) -> str:
    """Return the line and column of a part of a text."""
    before = text[: text.index(part)]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


# Bytes


@kinds()
@tried(
    {
        "latin-1": (b"M\xfcller", 1),
        "half a surrogate pair": (b"\xed\xa0\x80", 0),
        "overlong": (b"ab\xc0\xaf", 2),
        "NUL": (b"ab\0c", 2),
        "no character": (b"\xff", 0),
        "beyond Unicode": (b"\xf5\x80\x80\x80", 0),
    }
)
def test_bytes_that_are_no_text(kind: Kind, hole: tuple[bytes, int], read: Read, sample: Callable[[Kind], str]) -> None:
    text, (raw, at) = sample(kind), hole
    line, column = place(text, TEXT).split(":")
    found = read(kind, text.encode().replace(TEXT.encode(), raw))
    assert found == (1, "", f"glutemed: FILE:{line}:{int(column) + at}: {NOT_UTF8}\n")


@kinds()
@pytest.mark.parametrize(
    "encoding, at", [("utf-16", "1:1"), ("utf-16-le", "1:2"), ("utf-16-be", "1:1"), ("utf-32", "1:1")]
)
def test_other_encodings(kind: Kind, encoding: str, at: str, read: Read, sample: Callable[[Kind], str]) -> None:
    assert read(kind, sample(kind).encode(encoding)) == (1, "", f"glutemed: FILE:{at}: {NOT_UTF8}\n")


@kinds()
@tried(
    {
        "a byte order mark": lambda raw: b"\xef\xbb\xbf" + raw,
        "the line ends of Windows": lambda raw: raw.replace(b"\n", b"\r\n"),
        "the line ends of old Macs": lambda raw: raw.replace(b"\n", b"\r"),
        "no line end at the end": lambda raw: raw.removesuffix(b"\n"),
        "lines after the end": lambda raw: raw + b"\n\r\n\r\n",
        "a mark and the line ends of Windows": lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"),
    }
)
def test_marks_and_line_ends_change_nothing(
    kind: Kind, hole: Callable[[bytes], bytes], read: Read, sample: Callable[[Kind], str]
) -> None:
    raw = sample(kind).encode()
    assert read(kind, hole(raw)) == read(kind, raw)


@kinds()
@tried({"at the start": "\ufeff\ufeff", "in a text": TEXT})
def test_a_second_mark_is_a_character_that_is_refused(
    kind: Kind, hole: str, read: Read, sample: Callable[[Kind], str]
) -> None:
    text = sample(kind)
    code, out, err = read(kind, text.replace(hole, f"{hole}\ufeff") if hole == TEXT else hole + text)
    assert (code, out) == (1, "")
    assert "\ufeff" not in err
    assert err.startswith("glutemed: FILE:")


@kinds()
def test_a_byte_over_what_a_file_may_have(kind: Kind, read: Read, sample: Callable[[Kind], str]) -> None:
    raw, most = sample(kind).encode(), 100 if kind.name == "log" else 5
    found = read(kind, raw + b"\n" * (most * 1_000_000 + 1 - len(raw)))
    assert found == (1, "", f"glutemed: FILE:1:1: the file is larger than {most} MB\n")


@kinds()
@tried({"empty": "", "line ends only": "\n\r\n\r", "spaces": "   ", "a mark only": "\ufeff"})
def test_a_file_without_anything(kind: Kind, hole: str, read: Read) -> None:
    code, out, err = read(kind, hole)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert re.match(r"glutemed: FILE:[1-4]:[1-4]: ", err)


# What is refused whatever it means


YAML = {
    "alias bomb": ("a0: &a0 [x]\na1: &a1 [*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0]\n", "1:5", ALIASES),
    "merge-key bomb": ("a0: &a0 {x: 1}\na1: {<<: [*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0]}\n", "1:5", ALIASES),
    "a list inside itself": ("a: &a [*a]", "1:4", ALIASES),
    "alias": ("a: *b", "1:4", ALIASES),
    "deep lists": ("a: " + "[" * 100_000, "1:19", DEEP),
    "deep mappings": ("a: " + "{a: " * 100_000, "1:64", DEEP),
    "deep blocks": ("- " * 100_000, "1:33", DEEP),
    "a key twice": ("a: 1\nb: 2\na: 3\n", "3:1", 'the key "a" is there twice; keep one of the two'),
    "a key twice below": ("a: {b: 1, b: 2}", "1:11", 'the key "b" is there twice; keep one of the two'),
    "a key twice, composed": ("é: 1\ne\u0301: 2\n", "2:1", 'the key "é" is there twice; keep one of the two'),
    "tag": ("a: !!set {x}", "1:4", "the tag tag:yaml.org,2002:set is not allowed; write a plain value"),
    "tag that runs": (
        "a: !!python/object/apply:os.system [true]",
        "1:4",
        "the tag tag:yaml.org,2002:python/object/apply:os is not allowed; write a plain value",
    ),
    "own tag": ("%TAG ! tag:x\n---\na: !b c", "1:1", "the directive %TAG is not allowed; leave it out"),
    "second document": ("a: 1\n---\nb: 2\n", "2:1", "a second document starts here; keep one document to a file"),
    "key that is a list": ("? [a]\n: 1\n", "1:3", "a key must be a plain text"),
    "tabs": ("a:\n\t- 1\n", "2:1", f"not valid YAML: found character that {YAML_HINTS[1][0]}; {YAML_HINTS[1][1]}"),
    "no end": ("a: [1, 2\n", "2:1", f"not valid YAML: did not find expected ',' or ']'; {YAML_HINTS[-1][1]}"),
    "control character": ("a: x\x1b[31my", "1:5", "not valid YAML: a control character is not allowed"),
    "too many keys": ("".join(f"k{n}: 0\n" for n in range(101)), "101:1", "more than 100 keys in one mapping"),
}
JSON = {
    "deep lists": ('{"a": ' + "[" * 100_000, "1:22", DEEP),
    "deep mappings": ('{"a": ' * 100_000, "1:97", DEEP),
    "a key twice": ('{"a": 1,\n "a": 2}', "2:2", 'the key "a" is there twice; keep one of the two'),
    "a key twice, escaped": ('{"a": 1,\n "\\u0061": 2}', "2:2", 'the key "a" is there twice; keep one of the two'),
    "NaN": ('{"a":\n NaN}', "2:2", "not valid JSON: NaN is not a number"),
    "Infinity": ('{"a":\n -Infinity}', "2:2", "not valid JSON: -Infinity is not a number"),
    "1e999": ('{"a": 1e999}', "1:7", "not valid JSON: 1e999 is too large"),
    "5,000 digits": (f'{{"a": {"9" * 5000}}}', "1:7", "not valid JSON: a whole number has more than 18 digits"),
    "010": ('{"a": 010}', "1:8", "not valid JSON: expecting ',' delimiter"),
    "comment": ('{"a": 1 // b\n}', "1:9", "not valid JSON: expecting ',' delimiter"),
    "comma at the end": ('{"a": 1,}', "1:8", f"not valid JSON: {COMMA}"),
    "second document": ('{"a": 1}\n{"b": 2}', "2:1", "not valid JSON: extra data"),
    "no end": ('{"a": "b', "1:7", "not valid JSON: unterminated string starting at"),
    "200 kB without an end": ('{"a": "' + '\\"' * 100_000, "1:7", "not valid JSON: unterminated string starting at"),
    "control character": ('{"a": "x\x1b[31m"}', "1:9", "not valid JSON: invalid control character at"),
    "too many keys": (
        "{" + ",\n".join(f'"k{n}": 0' for n in range(101)) + "}",
        "101:1",
        "more than 100 keys in one mapping",
    ),
}
TITLE = "# Gluteus medius program: rehab, early stage\n"
SHEETS = {
    "control character": (f"{TITLE}\n- Level: \x1b[31m\n", "3:1", CONTROL),
    "direction": (f"{TITLE}\n- Level: \u202e\n", "3:1", CONTROL),
    "a line without end": (TITLE + "x" * 8001, "2:1", "a line has at most 8000 characters"),
    "a million characters": (TITLE + "x\n" * 500_000, "1:1", "a sheet has at most a million characters"),
    "text below the title only": (f"{TITLE}hello\n", "1:1", "no session is in this sheet; a session opens with"),
}


@kinds("yaml")
@tried(YAML)
def test_yaml_holes(kind: Kind, hole: tuple[str, str, str], read: Read) -> None:
    text, at, told = hole
    assert read(kind, text) == (1, "", f"glutemed: FILE:{at}: {told}\n")


@kinds("json")
@tried(JSON)
def test_json_holes(kind: Kind, hole: tuple[str, str, str], read: Read) -> None:
    text, at, told = hole
    assert read(kind, text) == (1, "", f"glutemed: FILE:{at}: {told}\n")


@kinds("md")
@tried(SHEETS)
def test_sheet_holes(kind: Kind, hole: tuple[str, str, str], read: Read) -> None:
    text, at, told = hole
    code, out, err = read(kind, text)
    assert (code, out, "\x1b" in err, "\u202e" in err) == (1, "", False, False)
    assert f"FILE:{at}: {told}" in err


@kinds("yaml", "json")
@tried({"a list": "[1, 2]", "a text": '"words"', "a number": "5", "null": "null"})
def test_a_file_that_is_no_mapping(kind: Kind, hole: str, read: Read) -> None:
    code, out, err = read(kind, hole)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("glutemed: FILE:1:1: ")


# What stays the text that was written


@kinds("yaml")
@pytest.mark.parametrize(
    "written",
    [
        *("yes", "no", "on", "off", "NO", "12:30", "1:30:00", "010", "0x1F", "0o17", "1_000", "1e3", "+5"),
        *(".inf", "-.inf", ".nan", "NaN", "Infinity", "2026-01-01", "1234567890123456789", "<<", "="),
    ],
)
def test_a_word_is_no_number_and_no_truth(kind: Kind, written: str, read: Read, sample: Callable[[Kind], str]) -> None:
    text = sample(kind)
    code, out, err = read(kind, text.replace(NUMBER, written))
    assert (code, out) == (1, "")
    assert f'FILE:{place(text, NUMBER)}: "' in err
    assert f'number, not "{written}"\n' in err
    named = read(kind, text.replace(TEXT, written))
    assert "must be text" not in named.err


@kinds("yaml", "json")
@tried({"5,000 digits": "9" * 5000, "a text of digits": '"3"', "a truth": "true", "a fraction": "2.5", "a list": "[1]"})
def test_what_is_no_whole_number(kind: Kind, hole: str, read: Read, sample: Callable[[Kind], str]) -> None:
    text = sample(kind)
    code, out, err = read(kind, text.replace(NUMBER, hole))
    assert (code, out) == (1, "")
    assert f"FILE:{place(text, NUMBER)}: " in err
    assert len(max(err.split("\n"), key=len)) < 300


@kinds("md")
@pytest.mark.parametrize("written", ["yes", "12:30", "x", "-1", "9" * 5000, "NaN", "٣"])
def test_what_is_no_number_of_seconds_on_a_sheet(
    kind: Kind, written: str, read: Read, sample: Callable[[Kind], str]
) -> None:
    text = sample(kind)
    code, out, err = read(kind, text.replace(NUMBER, written))
    assert (code, out, err.count("\n")) == (1, "", 1)
    line = place(text, NUMBER).split(":")[0]
    assert err.startswith(f'glutemed: FILE:{line}:1: "Rest": ')
