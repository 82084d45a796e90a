"""The table of formats: endings that tell them apart, lines that are what they stand for, data as its schema has it."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from glutemed.cli.output import SUFFIXES
from glutemed.formats import FORMATS, Setting, lay_out
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan
from glutemed.model.records import encode, to_json

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture(params=["rehab", "prevention", "weeks", "hostile"])
def plan(request: pytest.FixtureRequest, plan_for: Callable[..., Plan]) -> Plan:
    if request.param == "weeks":
        return plan_for(stage="mid", weeks=6, condition=("gluteal-tendinopathy",), side="left", start="2026-12-01")
    if request.param == "hostile":
        made = plan_for(clinician='Zoë "深" 👩‍⚕️\\: </script>')
        return replace(made, warnings=tuple(replace(one, text='é\u2028"\\') for one in made.warnings))
    return plan_for(goal=request.param)


def test_every_ending_is_of_one_format() -> None:
    assert len({format.suffix for format in FORMATS.values()}) == len(FORMATS)
    assert {name: SUFFIXES[format.suffix] for name, format in FORMATS.items()} == {name: name for name in FORMATS}


def test_a_line_is_the_same_data_on_one_line(catalog: Catalog, plan: Plan) -> None:
    lines = {name: format.line(catalog, plan, Setting()) for name, format in FORMATS.items() if format.line}
    assert set(lines) == {"json", "fhir"}
    assert lines["json"] == to_json(plan)
    for name, line in lines.items():
        assert "\n" not in line
        assert json.loads(line) == json.loads(lay_out(catalog, plan, name))


def test_what_is_written_is_what_its_schema_says(catalog: Catalog, plan: Plan) -> None:
    whole, row = (json.loads((DOCS / f"schema/{name}.json").read_text()) for name in ("plan", "request"))
    data = json.loads(lay_out(catalog, plan, "json"))
    assert list(jsonschema.Draft202012Validator(whole).iter_errors(data)) == []
    assert list(jsonschema.Draft202012Validator(row).iter_errors(data["request"])) == []
    assert list(jsonschema.Draft202012Validator(whole).iter_errors({**data, "more": 1}))
    assert data == encode(plan)
