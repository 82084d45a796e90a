"""What check prints: places, counts in words, and annotations that no text can break."""

import pytest

from glutemed.checks.plan import Finding
from glutemed.checks.registry import CHECKS
from glutemed.errors import Position, Problem
from glutemed.model.catalog import Catalog
from glutemed.rendering.findings import (
    NOT_CHECKED,
    Report,
    Told,
    problems_report,
    report,
    to_data,
    to_github,
    to_markdown,
)
from glutemed.rendering.terminal import findings_to_terminal, to_text

PLACES = {
    "": Position(file="f", line=1, column=1),
    "/weeks/0": Position(file="f", line=2, column=3),
    "/weeks/0/sessions/0/blocks/0/items/0": Position(file="f", line=9, column=7),
}


def told(severity: str = "error", message: str = "wrong", file: str = "f", hint: str = "") -> Told:
    return Told(rule="P07", severity=severity, message=message, where=Position(file=file, line=2, column=3), hint=hint)


@pytest.mark.parametrize(
    "path, place",
    [
        ("/weeks/0/sessions/0/blocks/0/items/0", "f:9:7"),
        ("/weeks/0/sessions/0/blocks/0/items/1", "f:2:3"),
        ("/weeks/0/sessions/0", "f:2:3"),
        ("/weeks/1", "f:1:1"),
        ("", "f:1:1"),
    ],
)
def test_a_finding_stands_at_its_part_or_the_nearest_above(catalog: Catalog, path: str, place: str) -> None:
    found = report(catalog, "f", [Finding(rule="P07", path=path, message="wrong")], PLACES, {})
    assert str(found.told[0].where) == place


def test_every_rule_has_a_hint_and_sources(catalog: Catalog) -> None:
    findings = [Finding(rule=row[0], path="", message="wrong") for row in CHECKS]
    for found in report(catalog, "f", findings, PLACES, {}).told:
        assert found.hint
        assert found.sources


def test_an_unknown_exercise_is_hinted_at_in_its_own_rule_only(catalog: Catalog) -> None:
    path = "/weeks/0"
    findings = [Finding(rule=rule, path=path, message="wrong") for rule in ("P07", "P15")]
    drill, unknown = report(catalog, "f", findings, PLACES, {path: 'did you mean "x"?'}).told
    assert (drill.hint, unknown.hint) == (catalog.rule("P07").text, 'did you mean "x"?')


def test_errors_stand_first_and_what_was_not_checked_last(catalog: Catalog) -> None:
    severities = ("not-checked", "note", "error", "note", "error")
    findings = [
        Finding(rule="P07", severity=severity, path="", message=str(index))  # type: ignore[arg-type]  # text from tests
        for index, severity in enumerate(severities)
    ]
    assert [one.message for one in report(catalog, "f", findings, PLACES, {}).told] == ["2", "4", "1", "3", "0"]


@pytest.mark.parametrize(
    "severities, count",
    [
        ([], "0 errors"),
        (["error"], "1 error"),
        (["note"], "0 errors, 1 note"),
        (["error"] * 3 + ["note"] + ["not-checked"] * 2, "3 errors, 1 note, 2 rules not checked"),
        (["note"] * 2 + ["not-checked"], "0 errors, 2 notes, 1 rule not checked"),
    ],
)
def test_the_count_is_last_in_every_text(severities: list[str], count: str) -> None:
    found = Report(file="f", told=tuple(map(told, severities)))
    assert found.count() == count
    assert to_markdown(found).splitlines()[-1] == count
    assert to_text(findings_to_terminal(found), width=80, colour=False).splitlines()[-1] == count


@pytest.mark.parametrize(
    "one, line",
    [
        (told(), "::error file=f,line=2,col=3,title=P07::wrong"),
        (told("note"), "::notice file=f,line=2,col=3,title=P07::wrong"),
        (
            told("not-checked", message="not checked: the file does not say pain"),
            f"::notice file=f,title=not checked::{NOT_CHECKED} P07: pain",
        ),
        (told(message="100 %\r\n::error::x"), "::error file=f,line=2,col=3,title=P07::100 %25%0D%0A::error::x"),
        (told(file="a,b:c%d"), "::error file=a%2Cb%3Ac%25d,line=2,col=3,title=P07::wrong"),
        (told(file="a\nb"), "::error file=a?b,line=2,col=3,title=P07::wrong"),
    ],
)
def test_an_annotation_is_one_line_whatever_is_in_it(one: Told, line: str) -> None:
    assert to_github(Report(file="f", told=(one,))) == f"{line}\n"


def test_markdown_shows_names_as_they_are() -> None:
    text = to_markdown(Report(file="a_b.yaml", told=(told(message="a_b | *c*", file="a_b.yaml"),)))
    assert text.startswith("# Check of `a_b.yaml`\n\n- `a_b.yaml:2:3`: **error P07** a\\_b \\| \\*c\\*\n")
    assert to_markdown(Report(file="a`b", told=())).startswith("# Check of a\\`b\n")


def test_hint_and_sources_stand_once_under_findings_that_share_them() -> None:
    one, two, other = (
        told(severity, text, hint="help") for severity, text in (("error", "one"), ("error", "two"), ("note", "three"))
    )
    found = Report(file="f", told=(one, two, other))
    assert [(told.message, bool(details)) for told, details in found.judged()] == [
        ("one", False),
        ("two", True),
        ("three", True),
    ]


def test_what_was_not_checked_is_one_list_without_a_hint_for_each() -> None:
    missing = told("not-checked", message="not checked: the file does not say pain or age")
    text = to_markdown(Report(file="f", told=(told(hint="help"), missing)))
    assert "\nNot checked, since the file does not say what these rules need:\n\n- P07: pain or age\n" in text
    assert text.count("Hint") == 1


def test_problems_of_reading_are_errors_of_the_file() -> None:
    problem = Problem(where=Position(file="f", line=4, column=5), message="not valid YAML", hint="quote it")
    data = to_data(problems_report("f", [problem]))
    assert data["counts"] == {"error": 1, "note": 0, "not-checked": 0}
    assert data["findings"] == [
        {
            "rule": "file",
            "severity": "error",
            "message": "not valid YAML",
            "line": 4,
            "column": 5,
            "path": "",
            "hint": "quote it",
            "sources": [],
        }
    ]
