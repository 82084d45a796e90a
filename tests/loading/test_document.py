"""What both readers give: places, the text gate, caps; and documents that are a part of a file."""

import json
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.loading.parsing import Parse, both, outcome, refusal

from glutemed.errors import Position, Problem, ProblemsError
from glutemed.loading.document import PROGRAM, Document, refuse
from glutemed.loading.json_reader import parse_json
from glutemed.loading.reader import parse_yaml, read_text
from glutemed.loading.text import clean, gate
from glutemed.loading.validation import validate
from glutemed.model.plan import Request


@both
def test_windows_line_ends_are_line_ends(parse: Parse) -> None:
    document = parse('{"a": 1,\r\n\r\n\r\n "b":\r\n  "x"}', "f")
    assert document.data == {"a": 1, "b": "x"}
    assert (document.values["b",], document.keys["b",]) == ((5, 3), (4, 2))


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
