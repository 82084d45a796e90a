"""Data to records, and every fault with its place, what is allowed and what was probably meant."""

import json
from typing import Any

import pytest

from glutemed.errors import ProblemsError
from glutemed.loading.json_reader import parse_json
from glutemed.loading.reader import parse_yaml
from glutemed.loading.shortform import Hand
from glutemed.loading.text import gate
from glutemed.loading.validation import json_schema, validate
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan, Request
from glutemed.model.policy import Limit

CHAINS = "allowed: open, closed"


def problems(kind: type, text: str) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        validate(kind, parse_yaml(text, "own.yaml"))
    return str(caught.value).split("\n")


def test_good_data_becomes_the_record_with_its_defaults() -> None:
    text = "goal: rehab\nstage: mid\ndays: 3\non: [monday, friday]\n"
    wanted = Request(goal="rehab", stage="mid", days=3, on=("monday", "friday"))
    assert validate(Request, parse_yaml(text, "f")) == wanted
    assert (
        validate(Request, parse_json('{"goal":"rehab","stage":"mid","days":3,"on":["monday","friday"]}', "f")) == wanted
    )


def test_a_whole_number_is_a_number_too() -> None:
    limit = validate(Limit, parse_yaml("{id: most-sets, value: 4, unit: sets, text: Most., sources: [A1]}", "f"))
    assert (limit.value, type(limit.value)) == (4.0, float)


def test_all_problems_of_a_file_are_told_at_once_in_the_order_in_which_they_stand() -> None:
    text = """
limits:
  - id: Most Sets
    value: yes
    unitt: sets
    text: "Most\\u202e"
    sources: []
exercises:
  - id: clam
    rest_seconds: 1_000
    chain: opened
    kneeling: no
"""
    found = problems(Catalog, text)
    assert [line for line in found if "is missing" not in line] == [
        'own.yaml:3:9: "id": must be lower-case words joined by hyphens, not "Most Sets"',
        'own.yaml:4:12: "value" must be a number, not "yes"',
        'own.yaml:5:5: "unitt" is not a field here; did you mean "unit"?',
        "own.yaml:6:11: the character U+202E is not allowed",
        'own.yaml:7:14: "sources": must have at least 1 entries',
        'own.yaml:10:19: "rest_seconds" must be a whole number, not "1_000"',
        f'own.yaml:11:12: "chain": "opened" is not allowed; {CHAINS}; did you mean "open"?',
        'own.yaml:12:15: "kneeling" must be true or false, not "no"',
    ]
    assert 'own.yaml:3:5: "unit" is missing' in found
    assert 'own.yaml:9:5: "category" is missing' in found


@pytest.mark.parametrize(
    "field, told",
    [
        ("name: 5", '1:22: "name" must be text'),
        ("aliases: [x, 5]", '1:29: "aliases" must be text'),
        ("aliases: x", '1:25: "aliases" must be a list, not "x"; each entry after a dash, or in brackets'),
        ("rest_seconds: 90.5", '1:30: "rest_seconds" must be a whole number'),
        ("rest_seconds: 60.0", '1:30: "rest_seconds" must be a whole number'),
        ("rest_seconds: 12:30", '1:30: "rest_seconds" must be a whole number, not "12:30"'),
        ("rest_seconds: 010", '1:30: "rest_seconds" must be a whole number, not "010"'),
        ("rest_seconds: true", '1:30: "rest_seconds" must be a whole number'),
        ("rest_seconds: null", '1:30: "rest_seconds" must be a whole number'),
        ("rest_seconds: 301", '1:30: "rest_seconds": must be at most 300'),
        ("rest_seconds: -1", '1:30: "rest_seconds": must be at least 0'),
        ("impact: yes", '1:24: "impact" must be true or false, not "yes"'),
        ("impact: 1", '1:24: "impact" must be true or false'),
        ("dose: 3", '1:22: "dose" must be a mapping of fields'),
        ("dose: [3]", '1:22: "dose" must be a mapping of fields'),
        ("dose: {kind: reps, reps: [8]}", '1:41: "reps": must have at least 2 entries'),
        ("dose: {kind: reps, reps: [8, 9, 10]}", '1:41: "reps": must have at most 2 entries'),
        ("dose: {kind: rep}", '1:29: "kind": "rep" is not allowed; allowed: reps, hold; did you mean "reps"?'),
        ("dose: {}", '1:22: "kind" is missing'),
        ("steps: [a, b]", '1:23: "steps": must have at least 3 entries'),
        ("cues: [a, b, c, d, e]", '1:22: "cues": must have at most 4 entries'),
        ("name: ''", '1:22: "name": must have at least 1 characters, not ""'),
        (f"name: {'x' * 81}", '1:22: "name": must have at most 80 characters'),
        ("tempo: 1:0:1", '1:23: "tempo": must read like 2-1-2, not "1:0:1"'),
        ("leads_to: Side_Plank", '1:26: "leads_to": must be lower-case words joined by hyphens, not "Side_Plank"'),
        ("chain: 5", f'1:23: "chain": this is not allowed; {CHAINS}'),
        ("chain: Closed", f'1:23: "chain": "Closed" is not allowed; {CHAINS}; did you mean "closed"?'),
        ("chain: zzz", f'1:23: "chain": "zzz" is not allowed; {CHAINS}'),
        (
            "stages: [{stage: midd, basis: trial}]",
            '1:33: "stage": "midd" is not allowed; allowed: early, mid, late; did you mean "mid"?',
        ),
        ("namme: x", '1:16: "namme" is not a field here; did you mean "name"?'),
    ],
)
def test_a_fault_is_told_at_its_place_with_what_is_right(field: str, told: str) -> None:
    found = problems(Catalog, "exercises: [ { " + field + " } ]")
    assert f"own.yaml:{told}" in found


def test_a_missing_field_stands_at_the_mapping_that_lacks_it() -> None:
    text = "# a comment\nexercises:\n  - id: clam\n    dose:\n      sets: [2, 3]\n"
    found = problems(Catalog, text)
    assert 'own.yaml:3:5: "name" is missing' in found
    assert 'own.yaml:5:7: "kind" is missing' in found


@pytest.mark.parametrize("text", ["[1]", "words", "5", ""])
def test_a_file_that_is_no_mapping_is_told_at_its_start(text: str) -> None:
    assert problems(Request, text) == [
        'own.yaml:1:1: "the file" must be a mapping of fields' + (', not "words"' if text == "words" else "")
    ]


def test_a_list_whose_entries_fail_is_not_called_too_short_as_well() -> None:
    found = problems(Catalog, "limits: [{sources: [5]}, {sources: []}]")
    assert [line for line in found if '"sources"' in line] == [
        'own.yaml:1:21: "sources" must be text',
        'own.yaml:1:36: "sources": must have at least 1 entries',
    ]


def test_capitals_are_not_called_wrong_where_they_are_right() -> None:
    """Keys such as A13 have capitals: the message for a bad key does not ask for lower case."""
    (line,) = (line for line in problems(Catalog, "sources: [{key: A 13}]") if '"key"' in line)
    assert line.startswith('own.yaml:1:17: "key"')
    assert "lower-case" not in line


def test_a_problem_that_the_reader_noted_stops_otherwise_good_data() -> None:
    text = 'goal: rehab\ndays: 3\ninclude: ["a\\u200bb"]\n'
    assert problems(Request, text) == ["own.yaml:3:11: the character U+200B is not allowed"]


@pytest.mark.parametrize("text", ['"\\e[31m": 1', 'goal: "\\e[31m"', '"a\\u202e": 1', f"goal: rehab\n{'k' * 900}: 1"])
def test_what_the_gate_refuses_never_reaches_a_message(text: str) -> None:
    """A message goes to a terminal: a file must not steer or flood it."""
    for line in problems(Request, text):
        assert gate(line) is None


def test_problems_in_json_have_their_places_too() -> None:
    text = '{"goal": "rehub",\n "days": "3",\n "dayz": 3}'
    with pytest.raises(ProblemsError) as caught:
        validate(Request, parse_json(text, "own.json"))
    assert str(caught.value).split("\n") == [
        'own.json:1:10: "goal": "rehub" is not allowed; allowed: prevention, rehab; did you mean "rehab"?',
        'own.json:2:10: "days" must be a whole number, not "3"',
        'own.json:3:2: "dayz" is not a field here; did you mean "days"?',
    ]


# Floods


def test_two_hundred_wrong_entries_are_all_counted() -> None:
    found = problems(Catalog, "limits:\n" + "- {}\n" * 200)
    assert (len(found), found[0]) == (101, 'own.yaml:2:3: "id" is missing')
    assert found[-1].endswith("and 900 more problems from here on")  # five fields are missing in each


def test_of_a_flood_the_first_of_each_list_is_told() -> None:
    text = "limits:\n" + "- {}\n" * 201 + "sources:\n" + "- 5\n" * 3
    found = problems(Catalog, text)
    assert [line for line in found if "203:" not in line and "204:" not in line] == [
        *(f'own.yaml:2:3: "{name}" is missing' for name in ("id", "sources", "text", "unit", "value")),
    ]
    assert found[-1].endswith(": and more problems than can be told; mend these first")


def test_entries_beyond_the_most_that_a_list_holds_are_a_flood_too() -> None:
    found = problems(Hand, "days:\n" + "- {colour: red}\n" * 300)
    assert len(found) == 2
    assert found[-1].endswith(": and more problems than can be told; mend these first")


def test_a_right_record_after_a_flood_is_read() -> None:
    problems(Catalog, "limits:\n" + "- {}\n" * 201)
    assert validate(Request, parse_yaml("{goal: prevention, days: 2}", "f")).days == 2


# Schemas


@pytest.fixture(scope="module")
def schema() -> Any:
    return json.loads(json_schema(Catalog, "A catalogue"))


def test_a_schema_has_its_dialect_and_title(schema: Any) -> None:
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == "A catalogue"
    assert json_schema(Plan, "Ein Plan für dich").endswith("}\n")
    assert '"Ein Plan für dich"' in json_schema(Plan, "Ein Plan für dich")


def test_a_schema_closes_every_record(schema: Any) -> None:
    records = [part for part in (schema, *schema["$defs"].values()) if part["type"] == "object"]
    assert len(records) > 20
    assert all(part["additionalProperties"] is False for part in records)


def test_a_schema_states_allowed_values_bounds_and_patterns(schema: Any) -> None:
    exercise = schema["$defs"]["Exercise"]["properties"]
    assert exercise["chain"]["enum"] == ["open", "closed"]
    assert (exercise["rest_seconds"]["minimum"], exercise["rest_seconds"]["maximum"]) == (0, 300)
    assert (exercise["name"]["minLength"], exercise["name"]["maxLength"]) == (1, 80)
    assert (exercise["steps"]["minItems"], exercise["steps"]["maxItems"]) == (3, 6)
    assert exercise["id"]["pattern"] == "^(?:[a-z0-9]+(?:-[a-z0-9]+)*)$"
    assert "rest_seconds" in schema["$defs"]["Exercise"]["required"]
