"""JSON reads as the standard library and as YAML read it, with places; what no program can hold is refused."""

import json
import subprocess
import sys
import unicodedata
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.loading.parsing import refusal

from glutemed.errors import ProblemsError
from glutemed.loading.json_reader import parse_json
from glutemed.loading.reader import parse_yaml
from glutemed.loading.validation import validate
from glutemed.model.plan import Request

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
    program = "import sys\nfrom glutemed.loading.json_reader import parse_json\nparse_json(sys.stdin.read(), 'f')"
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, input=text, capture_output=True, text=True, timeout=20
    )
    assert "not valid JSON" in done.stderr
