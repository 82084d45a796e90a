"""A file taken apart: what is left stays where it was, and each entry comes with its place."""

import json

import pytest

from glutemed.loading.pieces import outline_of, pieces_of

MOST = {"a": 3, "b": 2}
TEXT = """\
{"x": [{"a": 1}], "people": [
  {"a": [{"n": 1}, {"n":
    2}], "name": "Ann", "b": []},
  5, {"a": 5}, {"a": [0]}, {"a": {}},
  {"b" : [ {"n": "] }"} ] , "\\u0061":[{"n": [4]}
] }]}"""


def test_each_entry_comes_with_its_person_list_and_place() -> None:
    found = []
    for person, name, document in pieces_of(TEXT, "f", MOST):
        places = [str(document.position(path)) for path in ((), ("n",))]
        found.append((person, name, document.data, places))
    assert found == [
        (0, "a", {"n": 1}, ["f:2:10", "f:2:16"]),
        (0, "a", {"n": 2}, ["f:2:20", "f:3:5"]),
        (3, "a", 0, ["f:4:23", "f:4:23"]),
        (5, "b", {"n": "] }"}, ["f:5:12", "f:5:18"]),
        (5, "a", {"n": [4]}, ["f:5:39", "f:5:45"]),
    ]


def test_what_is_left_stands_where_it_stood_without_the_entries() -> None:
    left = outline_of(TEXT, MOST)
    for line, before in zip(left.split("\n"), TEXT.split("\n"), strict=True):
        assert all(character in (" ", before[column]) for column, character in enumerate(line))
    assert json.loads(left) == {
        "x": [{"a": 1}],
        "people": [
            {"a": [], "name": "Ann", "b": []},
            5,
            {"a": 5},
            {"a": []},
            {"a": {}},
            {"b": [], "a": []},
        ],
    }


@pytest.mark.parametrize("count, taken", [(0, 0), (3, 3), (4, 4), (9, 4)])
def test_of_too_many_entries_one_too_many_is_returned(count: int, taken: int) -> None:
    text = json.dumps({"people": [{"a": [{"n": 0}] * count}]})
    assert len(list(pieces_of(text, "f", MOST))) == taken
    assert json.loads(outline_of(text, MOST)) == {"people": [{"a": []}]}


@pytest.mark.parametrize(
    "text", ["[]", "5", '"people"', "null", "{}", '{"people": 5}', '{"people": {"a": [{}]}}', '{"a": [{}]}', "[[[{}]]]"]
)
def test_what_is_no_list_of_people_stays_as_it_is(text: str) -> None:
    assert outline_of(text, MOST) == text
    assert list(pieces_of(text, "f", MOST)) == []
