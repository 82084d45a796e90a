"""The guarded readers: every hole of YAML and JSON that was found is shut, and plain files read plainly."""

import json
import math
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from glutemed.errors import FileError, Position, Problem, ProblemsError
from glutemed.loading.reader import PROGRAM, Document, decode_text, parse_json, parse_yaml, read_text, refuse
from glutemed.loading.text import clean, gate
from glutemed.loading.validation import validate
from glutemed.model.plan import Request

Parse = Callable[[str, str], Document]
T = TypeVar("T")
both = pytest.mark.parametrize("parse", [parse_yaml, parse_json])


def refusal(parse: Parse, text: str) -> str:
    """Return the one line with which a text is refused."""
    with pytest.raises(ProblemsError) as caught:
        parse(text, "f")
    assert len(caught.value.problems) == 1
    return str(caught.value)


def outcome(run: Callable[[], T]) -> T | ProblemsError:
    """Return what a run gives, or the problems that it ends in; any other exception is a failure."""
    try:
        return run()
    except ProblemsError as error:
        return error


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


@both
def test_windows_line_ends_are_line_ends(parse: Parse) -> None:
    document = parse('{"a": 1,\r\n\r\n\r\n "b":\r\n  "x"}', "f")
    assert document.data == {"a": 1, "b": "x"}
    assert (document.values["b",], document.keys["b",]) == ((5, 3), (4, 2))


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


@both
@pytest.mark.parametrize("opening, closing", [("[", "]"), ('{"a": ', "}")])
def test_sixteen_levels_are_read_and_the_seventeenth_is_refused(parse: Parse, opening: str, closing: str) -> None:
    assert parse(opening * 16 + "1" + closing * 16, "f").data
    told = refusal(parse, opening * 17 + "1" + closing * 17)
    assert told == f"f:1:{16 * len(opening) + 1}: nested deeper than 16 levels"


@both
@pytest.mark.parametrize("opening", ["[", '{"a": ', '[{"a": '])
def test_a_hundred_thousand_levels_are_refused_as_quickly(parse: Parse, opening: str) -> None:
    assert refusal(parse, opening * 100_000).endswith("nested deeper than 16 levels")


def test_deep_block_lists_are_refused() -> None:
    assert refusal(parse_yaml, "- " * 100_000) == "f:1:33: nested deeper than 16 levels"


@both
def test_brackets_in_a_text_are_not_levels(parse: Parse) -> None:
    text = '["' + "[{" * 50 + '\\"[", 1]'
    assert parse(text, "f").data == ["[{" * 50 + '"[', 1]


@both
def test_a_hundred_and_fifty_thousand_values_are_the_most(parse: Parse) -> None:
    assert len(parse("[" + "0," * 149_998 + "0]", "f").data) == 149_999
    assert refusal(parse, "[" + "0," * 149_999 + "0]") == "f:1:300000: more than 150000 values"


@pytest.mark.parametrize("parse", [parse_yaml, parse_json])
def test_a_program_has_fewer_values_and_longer_texts_than_a_catalogue(parse: Callable[..., Document]) -> None:
    assert len(parse("[" + "0," * 119_998 + "0]", "f", PROGRAM).data) == 119_999
    with pytest.raises(ProblemsError, match="more than 120000 values"):
        parse("[" + "0," * 119_999 + "0]", "f", PROGRAM)
    assert parse(f'"{"a" * 1000}"', "f", PROGRAM).problems == []
    assert [problem.message for problem in parse(f'"{"a" * 1001}"', "f", PROGRAM).problems] == [
        "1001 characters; at most 1000 are allowed"
    ]


@both
def test_a_mapping_has_at_most_a_hundred_keys(parse: Parse) -> None:
    pairs = [f'"k{number}": 0' for number in range(101)]
    assert len(parse(f"{{{', '.join(pairs[:100])}}}", "f").data) == 100
    assert refusal(parse, "{" + ",\n".join(pairs) + "}") == "f:101:1: more than 100 keys in one mapping"


# Floods


def listed(lines: Iterable[int]) -> list[Problem]:
    return [Problem(where=Position(file="f", line=line, column=1), message="wrong") for line in lines]


def told(problems: list[Problem], **how: bool) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        refuse(problems, **how)
    return [str(problem) for problem in caught.value.problems]


def test_problems_are_told_as_they_stand_and_each_once() -> None:
    assert told(listed([3, 1, 3, 2])) == ["f:1:1: wrong", "f:2:1: wrong", "f:3:1: wrong"]


def test_where_reading_stopped_no_number_is_told() -> None:
    last = "and more problems than can be told; mend these first"
    assert told(listed([4, 2]), stopped=True) == ["f:2:1: wrong", "f:4:1: wrong", f"f:4:1: {last}"]


@both
def test_reading_stops_at_a_thousand_texts_that_the_gate_refuses(parse: Parse) -> None:
    def text(bad: int) -> str:
        return "[" + '"\\u202e",\n' * bad + "1]"

    assert len(parse(text(1000), "f").problems) == 1000
    with pytest.raises(ProblemsError) as caught:
        parse(text(1001), "f")
    assert str(caught.value.problems[-1]) == "f:100:1: and more problems than can be told; mend these first"


@both
def test_marks_without_end_are_refused_in_a_moment(parse: Parse) -> None:
    """Composing them would take time that grows with the square of their number: minutes."""
    document = parse('"a' + "\u0315\u0300" * 500_000 + '"', "f")
    assert [problem.message for problem in document.problems] == ["1000001 characters; at most 500 are allowed"]


@pytest.mark.parametrize("before", ["", "# a comment\n", "a: 1\n---\r", "#\u2028"])
def test_tag_directives_are_refused_before_they_are_read(before: str) -> None:
    text = before + "".join(f"%TAG !a{number}! tag:x\n" for number in range(100_000)) + "--- 1"
    assert refusal(parse_yaml, text).endswith("the directive %TAG is not allowed; leave it out")


def test_a_yaml_directive_and_percent_signs_are_read() -> None:
    assert parse_yaml("%YAML 1.1\n---\na: 5 %TAG\n", "f").data == {"a": "5 %TAG"}


# JSON


ANY_NUMBERS = st.integers(-(10**17), 10**17) | st.floats(allow_nan=False, allow_infinity=False)
PLAIN_NUMBERS = st.integers(-(10**6), 10**6).flatmap(lambda whole: st.sampled_from([whole, whole / 100]))
CLEAN_TEXTS = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"], include_characters="\u200c\u200d"),
    max_size=20,
).map(lambda text: unicodedata.normalize("NFC", text))


def anything(numbers: st.SearchStrategy[Any], depth: int = 4) -> st.SearchStrategy[Any]:
    """Return JSON data up to a depth, with texts that pass the gate."""
    leaves = st.none() | st.booleans() | numbers | CLEAN_TEXTS
    if not depth:
        return leaves
    inner = anything(numbers, depth - 1)
    return leaves | st.lists(inner, max_size=4) | st.dictionaries(CLEAN_TEXTS, inner, max_size=4)


@given(data=anything(ANY_NUMBERS), ascii=st.booleans(), indent=st.sampled_from([None, 0, 2]))
@example(data="💪", ascii=True, indent=None)
@example(data={"a\\": ['"', -0.0, 1e300, 5]}, ascii=False, indent=None)
def test_clean_json_reads_as_the_standard_library_reads_it(data: Any, ascii: bool, indent: int | None) -> None:
    text = json.dumps(data, ensure_ascii=ascii, indent=indent)
    document = parse_json(text, "f")
    assert repr(document.data) == repr(json.loads(text))
    assert document.problems == []


@given(data=anything(PLAIN_NUMBERS), indent=st.sampled_from([None, 1, 4]))
def test_clean_json_reads_as_yaml_with_the_same_places(data: Any, indent: int | None) -> None:
    """But for numbers such as `1e3` and escaped surrogate pairs, which the two languages read apart."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    as_json, as_yaml = parse_json(text, "f"), parse_yaml(text, "f")
    assert repr(as_yaml.data) == repr(as_json.data)
    assert (as_yaml.values, as_yaml.keys) == (as_json.values, as_json.keys)


@pytest.mark.parametrize(
    "text, told",
    [
        ('{"a": 1,\n "a": 2}', 'f:2:2: the key "a" is there twice; keep one of the two'),
        ('{"x": [{"a": 1, "\\u0061": 2}]}', 'f:1:17: the key "a" is there twice; keep one of the two'),
        ("", "f:1:1: not valid JSON: expecting value"),
        ('{"a": 1,}', "f:1:8: not valid JSON: a comma stands before a closing bracket; take it out"),
        ('{"a": [1\n , \n ]}', "f:2:2: not valid JSON: a comma stands before a closing bracket; take it out"),
        ("[,]", "f:1:2: not valid JSON: a comma stands before a closing bracket; take it out"),
        ('["," ]x', "f:1:7: not valid JSON: extra data"),
        ('{"a":\n 1\n "b": 2}', "f:3:2: not valid JSON: expecting ',' delimiter"),
        ("{'a': 1}", "f:1:2: not valid JSON: expecting property name enclosed in double quotes"),
        ("[1] [2]", "f:1:5: not valid JSON: extra data"),
        ("[1]]", "f:1:4: not valid JSON: extra data"),
        ('["a\nb"]', "f:1:4: not valid JSON: invalid control character at"),
        ('["\\x41"]', "f:1:3: not valid JSON: invalid \\escape"),
        ("[01]", "f:1:3: not valid JSON: expecting ',' delimiter"),
        ("[+1]", "f:1:2: not valid JSON: expecting value"),
        ("\ufeff[1]", "f:1:1: not valid JSON: unexpected UTF-8 BOM (decode using utf-8-sig)"),
    ],
)
def test_bad_json_is_refused_with_its_place(text: str, told: str) -> None:
    assert refusal(parse_json, text) == told


@pytest.mark.parametrize(
    "number, told",
    [
        ("NaN", "NaN is not a number"),
        ("Infinity", "Infinity is not a number"),
        ("-Infinity", "-Infinity is not a number"),
        ("1e999", "1e999 is too large"),
        ("-1.5E+400", "-1.5E+400 is too large"),
        ("9" * 5000, "a whole number has more than 18 digits"),
        ("-" + "1" * 19, "a whole number has more than 18 digits"),
        ("1" * 19, "a whole number has more than 18 digits"),
    ],
)
def test_numbers_beyond_measure_are_refused(number: str, told: str) -> None:
    assert refusal(parse_json, f'{{"a": {number}}}').endswith(f"not valid JSON: {told}")


@pytest.mark.parametrize("number", ["9" * 18, "-" + "9" * 18])
def test_eighteen_digits_are_a_whole_number(number: str) -> None:
    assert parse_json(number, "f").data == int(number)


@pytest.mark.parametrize("half", ["\\ud800", "\\udc00", "\\udc00\\ud800"])
def test_half_a_surrogate_pair_is_a_problem_and_a_pair_is_a_character(half: str) -> None:
    (problem,) = parse_json(f'["{half}"]', "f").problems
    assert str(problem) == f"f:1:2: the character U+{half[2:6].upper()} is not allowed"
    assert parse_json('["\\ud83d\\ude00"]', "f").data == ["😀"]


@pytest.mark.parametrize("text", ['{"goal": "\\ud800"}', '{"\\ud800": 1}'])
def test_half_a_surrogate_pair_stays_a_problem_when_the_data_is_validated(text: str) -> None:
    with pytest.raises(ProblemsError, match=r"the character U\+D800 is not allowed"):
        validate(Request, parse_json(text, "f"))


@pytest.mark.parametrize("text", ['"' + '\\"' * 200_000, '["' * 15 + '\\"' * 200_000], ids=["one", "many"])
def test_an_unclosed_json_text_is_refused_in_a_moment(text: str) -> None:
    """Time that grows with the square of the length would take minutes here, and days for a file of 5 MB."""
    program = "import sys\nfrom glutemed.loading.reader import parse_json\nparse_json(sys.stdin.read(), 'f')"
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, input=text, capture_output=True, text=True, timeout=20
    )
    assert "not valid JSON" in done.stderr


# Both: places, the text gate, and whatever else there is

PLACES = """{"a": 1,
  "list": [
    {"b": "é", "c": [true]},
    null
  ]}"""


@both
def test_every_key_and_value_has_its_place(parse: Parse) -> None:
    document = parse(PLACES, "f")
    assert document.data == {"a": 1, "list": [{"b": "é", "c": [True]}, None]}
    assert document.keys == {
        ("a",): (1, 2),
        ("list",): (2, 3),
        ("list", 0, "b"): (3, 6),
        ("list", 0, "c"): (3, 16),
    }
    assert document.values == {
        (): (1, 1),
        ("a",): (1, 7),
        ("list",): (2, 11),
        ("list", 0): (3, 5),
        ("list", 0, "b"): (3, 11),
        ("list", 0, "c"): (3, 21),
        ("list", 0, "c", 0): (3, 22),
        ("list", 1): (4, 5),
    }


@pytest.mark.parametrize(
    "path, key, shown",
    [
        (("list", 0, "c"), False, "f:3:21"),
        (("list", 0, "c"), True, "f:3:16"),
        (("list", 0, "missing"), False, "f:3:5"),
        (("list", 0, "missing"), True, "f:3:5"),
        (("list", 7, "b", 2), False, "f:2:11"),
        (("other",), False, "f:1:1"),
        ((), False, "f:1:1"),
    ],
)
def test_a_path_stands_where_it_is_or_at_the_nearest_part_above(
    path: tuple[str | int, ...], key: bool, shown: str
) -> None:
    assert str(parse_json(PLACES, "f").position(path, key=key)) == shown


@both
def test_texts_that_the_gate_refuses_are_all_noted_with_their_places(parse: Parse) -> None:
    document = parse('{"a": "x\\u202ey",\n "b\\u200b": ["\\u001b[31m", "ok"]}', "f")
    assert [str(problem) for problem in document.problems] == [
        "f:1:7: the character U+202E is not allowed",
        "f:2:2: the character U+200B is not allowed",
        "f:2:14: the character U+001B is not allowed",
    ]


@both
def test_texts_and_keys_are_composed(parse: Parse) -> None:
    assert parse('{"cafe\u0301": "A\u030a"}', "f").data == {"caf\u00e9": "\u00c5"}


@both
def test_joiners_accents_cjk_and_emoji_pass(parse: Parse) -> None:
    text = "Zoë 臀中肌 👩\u200d⚕\ufe0f \u0645\u06cc\u200c\u062e"
    document = parse(json.dumps([text], ensure_ascii=False), "f")
    assert (document.data, document.problems) == ([text], [])


@both
@pytest.mark.parametrize(
    "text",
    [
        '{"\\u001b[2J": 1, "\\u001b[2J": 2}',
        '{"a": 1, "a\\u202e": 2, "a\\u202e": 3}',
    ],
)
def test_what_the_gate_refuses_never_reaches_a_message(parse: Parse, text: str) -> None:
    """A message goes to a terminal: a file must not steer it."""
    with pytest.raises(ProblemsError) as caught:
        parse(text, "f")
    for problem in caught.value.problems:
        assert gate(str(problem)) is None


@pytest.mark.parametrize("tag", ["!<%1B[31m>", "!x%1B", "!%E2%80%AE"])
def test_an_escaped_tag_reaches_no_message_either(tag: str) -> None:
    assert gate(refusal(parse_yaml, f"a: {tag} x")) is None


@both
@given(
    text=st.text(max_size=60)
    | st.text("{}[]:,-?!&*#|>'\"%@`~<= \n\t\\u0a1e.", max_size=40)
    | st.lists(
        st.sampled_from(['{"a": ', "[", "]", "}", ",", "1", '"b"', "- ", "\n  ", "&x ", "*x", "!!", "? ", "<<: "])
    ).map("".join)
)
def test_any_text_gives_data_or_problems(parse: Parse, text: str) -> None:
    found = outcome(lambda: parse(text, "f"))
    if isinstance(found, ProblemsError):
        assert found.problems
        assert all(problem.where.file == "f" and problem.where.line >= 1 for problem in found.problems)
        assert all(clean(str(problem)) == str(problem) for problem in found.problems)
    else:
        json.dumps(found.data, allow_nan=False)


@both
@given(
    raw=st.binary(max_size=60)
    | st.text(max_size=30).map(lambda text: text.encode("utf-16"))
    | st.text(max_size=30).map(lambda text: b"\xef\xbb\xbf" + text.encode())
    | st.tuples(st.just(b"goal: "), st.binary(max_size=9), st.just(b"\ndays: 2")).map(b"".join)
    | st.tuples(st.just(b'{"goal": "'), st.binary(max_size=9), st.just(b'"}')).map(b"".join)
)
def test_any_bytes_of_a_file_give_a_record_or_problems(
    tmp_path_factory: pytest.TempPathFactory, parse: Parse, raw: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any bytes"
    file.write_bytes(raw)
    found = outcome(lambda: validate(Request, parse(read_text(str(file)), str(file))))
    assert found.problems if isinstance(found, ProblemsError) else isinstance(found, Request)


@pytest.mark.parametrize(
    ("parse", "text", "told"),
    [
        (parse_json, '{"a":\n NaN}', "f:2:2: not valid JSON: NaN is not a number"),
        (parse_json, '{"a":\n  1e999}', "f:2:3: not valid JSON: 1e999 is too large"),
        (parse_yaml, "a: b\nc: \0", "f:2:4: not valid YAML: a control character is not allowed"),
        (parse_yaml, "a: \ud800", "f:1:1: half of a surrogate pair is not allowed"),
    ],
)
def test_what_cannot_stand_is_told_at_its_place(parse: Parse, text: str, told: str) -> None:
    assert refusal(parse, text) == told


def test_a_file_name_steers_no_terminal() -> None:
    assert refusal(lambda text, _: parse_yaml(text, "\x1b[31mfile"), "[").startswith("?[31mfile:2:1: not valid YAML")


def test_a_name_that_no_file_can_have_is_a_file_error() -> None:
    with pytest.raises(FileError, match="cannot read a"):
        read_text("a\0b")


# Parts of files


def test_a_part_of_a_file_is_placed_where_it_begins() -> None:
    document = parse_json('{"a": 1,\n "b": 2}', "f", at=(7, 20))
    paths: tuple[tuple[str, ...], ...] = ((), ("a",), ("b",), ("c",))
    assert [str(document.position(path)) for path in paths] == ["f:7:20", "f:7:26", "f:8:7", "f:7:20"]


def test_a_part_of_a_document_has_its_places_and_knows_what_the_gate_found() -> None:
    whole = parse_json('{"x": "\\u202e",\n "a": [5, {"b": [1, 2]}]}', "f")
    part = whole.below("a", 1)
    assert part.data == {"b": [1, 2]}
    assert str(part.position(("b", 1))) == "f:2:21"
    assert str(part.position(("b",), key=True)) == "f:2:12"
    assert str(part.position(("c",))) == "f:2:11"
    assert part.problems == whole.problems != []


def test_a_text_may_be_larger_where_that_is_said() -> None:
    raw = b" " * 5_000_001
    with pytest.raises(ProblemsError, match="larger than 5 MB"):
        decode_text(raw, "f")
    assert decode_text(raw, "f", 6_000_000) == raw.decode()
    with pytest.raises(ProblemsError, match="larger than 6 MB"):
        decode_text(b" " * 6_000_001, "f", 6_000_000)
