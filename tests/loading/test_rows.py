"""Rows of requests: CSV and JSON lines as people write them, and every way that one can be bad."""

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from glutemed.errors import ProblemsError, UsageError
from glutemed.loading.kinds import TAKEN
from glutemed.loading.requests import read_again
from glutemed.loading.rows import COLUMNS, LINE_MAX, Asked, Raw, Rows, read_row, row_schema
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Request
from glutemed.model.records import encode

FORMATS = ("markdown", "json", "html")
REHAB = Request(goal="rehab", stage="early", days=3, equipment=("ankle-weight", "band", "dumbbell", "step"))


def rows_of(text: str | bytes) -> Rows:
    return Rows(io.BytesIO(text.encode() if isinstance(text, str) else text), "people")


def asked(catalog: Catalog, text: str | bytes) -> list[Asked | str]:
    """Return what each row asks for, or what is wrong with it."""
    rows, found = rows_of(text), list[Asked | str]()
    for raw in rows:
        try:
            found.append(read_row(catalog, raw, rows.head, rows.separator, FORMATS))
        except UsageError as error:
            found.append(str(error))
    return found


def one(catalog: Catalog, text: str | bytes) -> Asked | str:
    (found,) = asked(catalog, text)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "name,goal,stage,equipment\nAna Ruiz,rehab,early,home\n",
        "Name ; GOAL; stage ;equipment\r\nAna Ruiz;Rehab;EARLY;home\r\n",
        "\ufeffname\tgoal\tequipment\nAna Ruiz\trehab\thome",
        'equipment,goal,name\n"band,step,dumbbell,ankle-weight",rehab,"Ana Ruiz"\n',
        "equipment,goal,name\nband;step; dumbbell;ankle-weight,rehab,Ana Ruiz,,\n",
        "name,goal\rAna Ruiz,rehab\r",
        "name,goal\n\n , \nAna Ruiz,rehab\n",
        "sep=;\nname;goal;;\nAna Ruiz;rehab;;\n",
        "name,goal,days\nAna Ruiz,rehab,3.0\n",
        '{"name": "Ana Ruiz", "goal": "rehab", "pain": "", "id": "", "days": 3.0}',
        '{"name": "Ana Ruiz", "goal": "rehab"}',
        '\n{"schema": "glutemed.request/1", "goal": "rehab", "stage": null, "name": "Ana Ruiz", "pain": null}\n\n',
        '{"name": "Ana Ruiz", "goal": "rehab", "equipment": ["band", "step", "dumbbell", "ankle-weight"], "days": "3"}',
    ],
)
def test_a_row_is_read_however_it_is_written(catalog: Catalog, text: str) -> None:
    assert one(catalog, text) == Asked(request=REHAB, id=None, name="Ana Ruiz", format=None)


def test_every_input_of_a_request_can_be_a_column_and_a_field(catalog: Catalog) -> None:
    request = Request(
        goal="rehab",
        stage="mid",
        pain=2,
        condition=("patellofemoral-pain", "itb-syndrome"),
        equipment=("band", "step"),
        days=2,
        on=("monday", "thursday"),
        other=("saturday",),
        weeks=3,
        minutes=30,
        level="intermediate",
        age=40,
        side="left",
        include=("clamshell",),
        exclude=("pigeon-pose", "side-plank"),
        start="2026-12-07",
        clinician="A. Nurse: tested",
    )
    assert set(COLUMNS) == {"id", "name", "format", *Request.__dataclass_fields__}
    data: dict[str, Any] = {"id": "P-7", "name": "Zoë", "format": "html", **encode(request)}
    wanted = Asked(request=request, id="P-7", name="Zoë", format="html")
    assert one(catalog, json.dumps(data)) == wanted
    cells = ["; ".join(value) if isinstance(value, list) else str(value) for value in data.values()]
    assert one(catalog, f"{','.join(data)}\n{','.join(cells)}\n") == wanted


def test_an_empty_list_of_equipment_means_none_as_in_a_plan(catalog: Catalog) -> None:
    bare = replace(REHAB, equipment=())
    found = one(catalog, json.dumps(encode(bare)))
    assert isinstance(found, Asked)
    assert found.request == bare
    assert read_again(catalog, bare) == bare


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"goal": "healing"}', 'goal: "healing" is not allowed; allowed: prevention, rehab'),
        ('{"stage": "mid"}', "goal is missing; allowed: prevention, rehab"),
        ('{"goal": "prevention", "stage": "mid"}', "stage goes with goal rehab only"),
        ('{"goal": "rehab", "pain": 11}', "pain: 11 is not allowed; allowed: 0 to 10"),
        ('{"goal": "rehab", "pain": 2.5}', "pain: must be a whole number"),
        ("goal,pain\nrehab,2.5\n", 'pain: "2.5" is not a whole number'),
        ('{"goal": "rehab", "pain": true}', "pain: must be a whole number"),
        ('{"goal": "rehab", "pain": [2]}', "pain: must be a whole number"),
        ('{"goal": "rehab", "age": {"years": 4}}', "age: must be a whole number"),
        ('{"goal": 5}', "goal: must be a text"),
        ('{"goal": "rehab", "condition": [5]}', "condition: must be a text or a list of texts"),
        ('{"goal": "rehab", "name": 5}', "name: must be a text"),
        ('{"goal": "rehab", "name": " "}', 'name: " " is not a name of 1 to 80 printable characters'),
        ('{"goal": "rehab", "name": "a\\u202eb"}', "name: the character U+202E is not allowed"),
        ('{"goal": "rehab", "format": "docx"}', 'format: "docx" is not allowed; allowed: markdown, json, html'),
        ('{"goal": "rehab", "pian": 2}', '"pian" is not a field here; allowed: id, name, format, goal'),
        ('{"goal": "rehab", "goal": "rehab"}', 'the key "goal" is there twice'),
        ('{"goal": "rehab", "pain": NaN}', "not valid JSON"),
        ('{"goal": "rehab"', "not valid JSON"),
        ('{"goal": ' + "[" * 2000 + "]" * 2000 + "}", "nested deeper than 16 levels"),
        ('{"goal": "rehab", "schema": "glutemed.request/2"}', 'schema: must be "glutemed.request/1"'),
        ('{"goal": "rehab", "days": 3, "on": "mon,thu"}', "days 3 and 2 weekdays in on do not agree"),
        ('{"goal": "rehab", "include": "clam", "exclude": "clam"}', "include and exclude both name clamshell"),
        ("goal,pain\nrehab,2,5\n", "3 cells under 2 columns; put a text with a comma in quotes"),
        ('goal,name\nrehab,"Ana\n', "a quote is not closed; write each cell on one line, and double a quote in it"),
        ('goal,name\nrehab,"Ana" Ruiz\n', "a quote is amiss"),
        ("goal,days\nprevention,7\n", "days: 7 days a week; allowed for prevention: 2 to 3"),
        (b"goal,name\nrehab,Zo\xeb\n", 'this is not UTF-8 text; save the file as "CSV UTF-8"'),
        ("goal,name\nrehab," + "x" * LINE_MAX, f"the line has more than {LINE_MAX} characters"),
    ],
)
def test_a_bad_row_is_told_with_its_field_and_what_is_allowed(catalog: Catalog, text: str | bytes, told: str) -> None:
    found = one(catalog, text)
    assert isinstance(found, str)
    assert found.startswith(told) or told in found
    assert "--" not in found


def test_json_that_is_no_object_is_a_bad_row_beside_good_ones(catalog: Catalog) -> None:
    good = '{"goal": "rehab"}'
    found = asked(catalog, f"{good}\n[1]\n5\nnull\n{good}\n")
    assert [isinstance(each, Asked) for each in found] == [True, False, False, False, True]
    assert found[1] == 'a row is an object of fields; such as {"goal": "rehab", "stage": "early"}'


def test_a_cell_that_goes_on_in_the_next_line_spoils_its_own_lines_and_makes_no_plan_of_a_half(
    catalog: Catalog,
) -> None:
    found = asked(catalog, 'name,goal\n"Ana\nRuiz",rehab\nBen,rehab\n')
    told = "a cell goes on from line 2 to 3; write each cell on one line, and double a quote in it"
    assert found[:2] == [told, told]
    assert isinstance(found[2], Asked)
    assert found[2].name == "Ben"


def test_a_quote_that_never_ends_spoils_its_own_line_alone(catalog: Catalog) -> None:
    found = asked(catalog, 'name,goal\n"Ana,rehab\n' + "Ben,rehab\n" * 30)
    assert found[0] == "a quote is not closed; write each cell on one line, and double a quote in it"
    assert sum(isinstance(each, Asked) for each in found) == 30


def test_columns_and_fields_can_be_passed_over(catalog: Catalog) -> None:
    rows = Rows(io.BytesIO(b"Phone,goal,Notes\n1,rehab,x\n"), "people", ("notes", "PHONE"))
    (raw,) = rows
    assert read_row(catalog, raw, rows.head, rows.separator, FORMATS, rows.ignored).request == REHAB
    rows = Rows(io.BytesIO(b'{"Phone": 1, "goal": "rehab"}'), "people", ("phone",))
    (raw,) = rows
    assert read_row(catalog, raw, rows.head, rows.separator, FORMATS, rows.ignored).request == REHAB


def test_a_bad_row_leaves_the_rest_and_lines_are_counted_as_an_editor_does(catalog: Catalog) -> None:
    text = 'goal,name\n\nrehab,"Ana\nrehab,Ben\n' + "rehab," + "x" * (3 * LINE_MAX) + "\nrehab,Cem\n"
    rows = rows_of(text)
    raws = list(rows)
    assert [(raw.number, raw.line) for raw in raws] == [(1, 3), (2, 4), (3, 5), (4, 6)]
    found = asked(catalog, text)
    assert [each.name for each in found if isinstance(each, Asked)] == ["Ben", "Cem"]
    assert max(len(raw.text) for raw in raws) == LINE_MAX + 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", [f"people:1:1: the file is empty; {TAKEN['rows']}"]),
        ('[{"goal": "rehab"}]', ["people:1:1: this is a list; write each request on a line of its own"]),
        (" \n\n", [f"people:1:1: the file is empty; {TAKEN['rows']}"]),
        ("name,stage\nAna,mid\n", ['people:1:1: there is no column "goal"; the first line names the columns']),
        (
            "goal,pian,goal\n",
            ['column 2: "pian" is no column; allowed: id, name, format, goal', 'column 3: "goal" is there twice'],
        ),
        ("\n\ngoal,x\n", ['people:3:1: column 2: "x" is no column']),
        (b"go\xe9l,name\n", ['this is not UTF-8 text; save the file as "CSV UTF-8"']),
        ("goal,name\n".encode("utf-16"), ['this is not UTF-8 text; save the file as "CSV UTF-8"']),
    ],
)
def test_a_wrong_head_is_told_before_anything_is_made(text: str | bytes, told: Sequence[str]) -> None:
    with pytest.raises(ProblemsError) as caught:
        rows_of(text)
    problems = [str(problem) for problem in caught.value.problems]
    assert len(problems) == len(told)
    assert all(part in problem for part, problem in zip(told, problems, strict=True))


def test_of_a_near_column_the_right_one_is_told() -> None:
    with pytest.raises(ProblemsError, match='did you mean "equipment"'):
        rows_of("goal,equipmnt\n")


def test_rows_are_read_as_they_are_needed_and_tell_how_far() -> None:
    line = b'{"goal": "rehab"}\n'

    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            size = len(buffer) // len(line) * len(line)
            buffer[:size] = line * (size // len(line))
            return size

    rows = Rows(io.BufferedReader(Endless()), "people")
    found = iter(rows)
    assert [next(found) for _ in range(3)] == [Raw(n, n, line.decode().strip(), n * len(line)) for n in (1, 2, 3)]


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    found = json.loads(row_schema(FORMATS))
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found)


def test_the_schema_takes_the_request_of_a_plan_and_rows_as_short_as_can_be(
    schema: jsonschema.Draft202012Validator,
) -> None:
    for row in (
        encode(REHAB),
        {"goal": "prevention"},
        {"schema": "glutemed.request/1", "goal": "rehab", "name": "Ana", "format": "html", "pain": None, "days": 7},
    ):
        assert list(schema.iter_errors(row)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"goal": "healing"},
        {"goal": None},
        {"stage": "middle"},
        {"pain": 11},
        {"pain": 2.5},
        {"weeks": 13},
        {"days": 8},
        {"minutes": 5},
        {"condition": ["tennis-elbow"]},
        {"equipment": "band"},
        {"on": ["someday"]},
        {"name": ""},
        {"format": "docx"},
        {"schema": "glutemed.request/2"},
        {"start": "01.12.2026"},
        {"pian": 3},
    ],
)
def test_the_schema_refuses_what_reading_refuses(
    schema: jsonschema.Draft202012Validator, catalog: Catalog, change: dict[str, Any]
) -> None:
    row = {"goal": "rehab", **change}
    assert list(schema.iter_errors(row))
    if change not in ({"equipment": "band"}, {"name": ""}):  # reading takes a text for a list, and nothing for none
        assert isinstance(one(catalog, json.dumps(row)), str)
