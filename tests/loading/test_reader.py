"""Files and YAML: every hole that was found is shut, and plain files read plainly."""

import json
import math
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from tests.loading.parsing import refusal

from glutemed.errors import FileError, ProblemsError
from glutemed.loading.reader import decode_text, parse_yaml, read_text
from glutemed.loading.text import gate

# Files


def test_a_file_is_read_as_utf8(tmp_path: Path) -> None:
    file = tmp_path / "f"
    file.write_bytes("a: Müller 💪".encode())
    assert read_text(str(file)) == "a: Müller 💪"


def test_a_byte_order_mark_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "f"
    file.write_bytes(b"\xef\xbb\xbfa: 1")
    assert read_text(str(file)) == "a: 1"


@pytest.mark.parametrize(
    "raw, place",
    [
        pytest.param(b"a: 1\nb: M\xfcller", "2:5", id="latin-1"),
        pytest.param("a: 1".encode("utf-16"), "1:1", id="utf-16"),
        pytest.param(b"ab\xed\xa0\x80", "1:3", id="surrogate"),
        pytest.param(b"\xc0\xaf", "1:1", id="overlong"),
        pytest.param(b"a\n\n\xe2\x82", "3:1", id="cut off"),
        pytest.param(b"\xef\xbb\xbfa: 1\nb: \xfc", "2:4", id="after a byte order mark"),
        pytest.param("é: 臀\nü: ".encode() + b"\xfc", "2:4", id="after characters of many bytes"),
        pytest.param(b"a: 1\r\nb: \xfc", "2:4", id="after the line end of Windows"),
        pytest.param("a: 1".encode("utf-16-le"), "1:2", id="utf-16 without a mark"),
        pytest.param(b"a: 1\nb: x\0", "2:5", id="NUL"),
    ],
)
def test_bytes_that_are_not_utf8_are_told_with_their_place(tmp_path: Path, raw: bytes, place: str) -> None:
    file = tmp_path / "f"
    file.write_bytes(raw)
    with pytest.raises(ProblemsError) as caught:
        read_text(str(file))
    assert str(caught.value) == f"{file}:{place}: this is not UTF-8 text; save the file as UTF-8"


def test_every_line_end_is_a_line_feed() -> None:
    assert decode_text(b"a\r\nb\rc\nd\r\r\n", "f") == "a\nb\nc\nd\n\n"


def test_five_megabytes_are_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    file = tmp_path / "f"
    file.write_bytes(b"#" * 5_000_000)
    assert len(read_text(str(file))) == 5_000_000
    file.write_bytes(b"#" * 5_000_001)
    with pytest.raises(ProblemsError, match="the file is larger than 5 MB"):
        read_text(str(file))


def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path: Path) -> None:
    missing = str(tmp_path / "none.yaml")
    with pytest.raises(FileError) as caught:
        read_text(missing)
    assert str(caught.value) == f"cannot read {missing}: No such file or directory"
    with pytest.raises(FileError, match="cannot read"):
        read_text(str(tmp_path))


# YAML and its meaning


@pytest.mark.parametrize(
    "written, value",
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-5", -5),
        ("123456789012345678", 123456789012345678),
        ("-0.5", -0.5),
        ("2.0", 2.0),
        ("1.0e+3", 1000.0),
        ("2.5E-1", 0.25),
        ('"5"', "5"),
        ("'true'", "true"),
        ('""', ""),
        ("plain words", "plain words"),
        ('"\\u00e9\\x41"', "éA"),
        (">-\n  two\n  lines", "two lines"),
        ("[1, [a], {b: 2}]", [1, ["a"], {"b": 2}]),
        ("{}", {}),
        ("[]", []),
    ],
)
def test_plain_yaml_values(written: str, value: object) -> None:
    found = parse_yaml(f"key: {written}\n", "f").data["key"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    "written",
    [
        *("yes", "no", "on", "off", "NO", "Yes", "y", "n", "True", "FALSE", "Null", "NULL"),
        *("12:30", "1:30:00", "010", "0o17", "0x1F", "0b101", "1_000", "1e3", "1.5e3", ".5", "5.", "+5", "1,000"),
        *("2026-01-01", "2026-01-01T10:00:00Z", ".inf", "-.inf", ".nan", "NaN", "Infinity", "<<", "="),
        *("1234567890123456789", "9" * 400, "٣"),
    ],
)
def test_what_yaml_versions_disagree_on_stays_the_text_that_was_written(written: str) -> None:
    assert parse_yaml(f"key: {written}\n", "f").data == {"key": written}


def test_an_integer_of_5000_digits_is_a_text_that_is_too_long() -> None:
    document = parse_yaml(f"key: {'9' * 5000}", "f")
    assert document.data == {"key": "9" * 1001}  # enough of it to be refused again
    assert [str(problem) for problem in document.problems] == ["f:1:6: 5000 characters; at most 500 are allowed"]


@given(st.text("0123456789.eE+-_xob:", min_size=1, max_size=12))
@example("1.0e+3")
@example("-0")
@example("-0.0")
def test_a_number_is_the_number_that_yaml_1_1_and_json_read_too(written: str) -> None:
    try:
        value = parse_yaml(f"[{written}]", "f").data[0]
    except ProblemsError:
        return
    if isinstance(value, (int, float)):
        assert str(value) == str(yaml.safe_load(written)) == str(json.loads(written))


@pytest.mark.parametrize("written", ["1.0e+999", "-1.0e+400"])
def test_a_yaml_number_is_never_infinite(written: str) -> None:
    try:
        value = parse_yaml(f"key: {written}", "f").data["key"]
    except ProblemsError:
        return
    assert not (isinstance(value, float) and math.isinf(value))


@pytest.mark.parametrize("text", ["", "# nothing\n", "\n\n"])
def test_a_yaml_file_without_content_is_nothing(text: str) -> None:
    assert parse_yaml(text, "f").data is None


def test_yaml_keys_are_always_text() -> None:
    text = "yes: 1\n010: 2\nnull: 3\n12:30: 4\n5: 5\n<<: 6\n"
    assert parse_yaml(text, "f").data == {"yes": 1, "010": 2, "null": 3, "12:30": 4, "5": 5, "<<": 6}


def test_a_merge_key_merges_nothing() -> None:
    assert parse_yaml("<<: {a: 1}\nb: 2\n", "f").data == {"<<": {"a": 1}, "b": 2}


def test_a_pure_python_yaml_reads_the_same_where_the_fast_one_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [1, yes, {b: é}]\nc: |-\n  x\n"
    fast = parse_yaml(text, "f")
    monkeypatch.delattr(yaml, "CBaseLoader")
    assert parse_yaml(text, "f") == fast
    assert refusal(parse_yaml, "a: &x 1") == "f:1:4: anchors and aliases are not allowed; write the value out"


# YAML that is refused

ALIAS_BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
MERGE_BOMB = "a0: &a0 {x: 1}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 9)
)
NO_ALIASES = "anchors and aliases are not allowed; write the value out"


@pytest.mark.parametrize(
    "text, told",
    [
        pytest.param(ALIAS_BOMB, f"f:1:5: {NO_ALIASES}", id="alias bomb"),
        pytest.param(MERGE_BOMB, f"f:1:5: {NO_ALIASES}", id="merge bomb"),
        pytest.param("a: &a [*a]", f"f:1:4: {NO_ALIASES}", id="list inside itself"),
        pytest.param("a: &x 1", f"f:1:4: {NO_ALIASES}", id="anchor on a scalar"),
        pytest.param("a: &x {b: 1}", f"f:1:4: {NO_ALIASES}", id="anchor on a mapping"),
        pytest.param("&x a: 1", f"f:1:1: {NO_ALIASES}", id="anchor on a key"),
        pytest.param("a: *x", f"f:1:4: {NO_ALIASES}", id="alias of nothing"),
        pytest.param("*x : 1", f"f:1:1: {NO_ALIASES}", id="alias as key"),
    ],
)
def test_anchors_aliases_and_merges_are_refused(text: str, told: str) -> None:
    assert refusal(parse_yaml, text) == told


@pytest.mark.parametrize(
    "text, tag",
    [
        ("a: !!set {x}", "tag:yaml.org,2002:set"),
        ("a: !!python/object/apply:os.system [true]", "tag:yaml.org,2002:python/object/apply:os"),
        ("a: !!str 5", "tag:yaml.org,2002:str"),
        ("a: !own 5", "!own"),
        ('a: ! "5"', "!"),
        ("!own a: 5", "!own"),
        ("a: !!timestamp 2026-01-01", "tag:yaml.org,2002:timestamp"),
    ],
)
def test_tags_are_refused(text: str, tag: str) -> None:
    assert refusal(parse_yaml, text).endswith(f": the tag {tag} is not allowed; write a plain value")


@pytest.mark.parametrize(
    "text, told",
    [
        ("a: 1\nb: 2\na: 3\n", 'f:3:1: the key "a" is there twice; keep one of the two'),
        ("x:\n  - {a: 1, 'a': 1}\n", 'f:2:12: the key "a" is there twice; keep one of the two'),
        ("1: a\n'1': b\n", 'f:2:1: the key "1" is there twice; keep one of the two'),
        ("\u00e9: 1\ne\u0301: 2\n", 'f:2:1: the key "é" is there twice; keep one of the two'),
        ("a: 1\n---\nb: 2\n", "f:2:1: a second document starts here; keep one document to a file"),
        ("---\n---\n", "f:2:1: a second document starts here; keep one document to a file"),
        ("? [a]\n: 1\n", "f:1:3: a key must be a plain text"),
        ("{{a: 1}: 1}", "f:1:2: a key must be a plain text"),
        ("a: b: c", "f:1:5: not valid YAML: mapping values are not allowed in this context; put"),
        ("a: [1, 2\n", "f:2:1: not valid YAML: did not find expected ',' or ']'; a list in brackets has commas"),
        ('a: "x\n', "f:1:4: not valid YAML: found unexpected end of stream; a quote or bracket that opens here"),
        ("a:\n\t- 1\n", "f:2:1: not valid YAML: found character that cannot start any token; indent with spaces"),
        ("@x", "f:1:1: not valid YAML: found character that cannot start any token; indent with spaces"),
    ],
)
def test_yaml_that_does_not_say_one_thing_is_refused_with_its_place(text: str, told: str) -> None:
    assert refusal(parse_yaml, text).startswith(told)


@pytest.mark.parametrize("character", ["\0", "\x1b", "\b", "\ufffe"])
def test_raw_control_characters_in_yaml_are_refused(character: str) -> None:
    assert "not valid YAML" in refusal(parse_yaml, f"a: x{character}y")


def test_the_same_key_may_stand_in_two_mappings() -> None:
    assert parse_yaml("- {a: 1}\n- {a: 2}\n", "f").data == [{"a": 1}, {"a": 2}]


def test_deep_block_lists_are_refused() -> None:
    assert refusal(parse_yaml, "- " * 100_000) == "f:1:33: nested deeper than 16 levels"


@pytest.mark.parametrize("before", ["", "# a comment\n", "a: 1\n---\r", "#\u2028"])
def test_tag_directives_are_refused_before_they_are_read(before: str) -> None:
    text = before + "".join(f"%TAG !a{number}! tag:x\n" for number in range(100_000)) + "--- 1"
    assert refusal(parse_yaml, text).endswith("the directive %TAG is not allowed; leave it out")


def test_a_yaml_directive_and_percent_signs_are_read() -> None:
    assert parse_yaml("%YAML 1.1\n---\na: 5 %TAG\n", "f").data == {"a": "5 %TAG"}


@pytest.mark.parametrize("tag", ["!<%1B[31m>", "!x%1B", "!%E2%80%AE"])
def test_an_escaped_tag_reaches_no_message_either(tag: str) -> None:
    assert gate(refusal(parse_yaml, f"a: {tag} x")) is None


def test_a_file_name_steers_no_terminal() -> None:
    assert refusal(lambda text, _: parse_yaml(text, "\x1b[31mfile"), "[").startswith("?[31mfile:2:1: not valid YAML")


def test_a_name_that_no_file_can_have_is_a_file_error() -> None:
    with pytest.raises(FileError, match="cannot read a"):
        read_text("a\0b")


def test_a_text_may_be_larger_where_that_is_said() -> None:
    raw = b" " * 5_000_001
    with pytest.raises(ProblemsError, match="larger than 5 MB"):
        decode_text(raw, "f")
    assert decode_text(raw, "f", 6_000_000) == raw.decode()
    with pytest.raises(ProblemsError, match="larger than 6 MB"):
        decode_text(b" " * 6_000_001, "f", 6_000_000)
