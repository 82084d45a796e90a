"""Programs of trials, written down by hand: no errors, and no note that README.md does not argue."""

from pathlib import Path
from re import split

import pytest

from glutemed.checks.plan import Finding
from glutemed.checks.registry import check_plan
from glutemed.loading.programs import read_program
from glutemed.model.catalog import Catalog

HERE = Path(__file__).parent
PROGRAMS = ("CLIFFORD19", "LEAP16", "MCKAY20")


def found(catalog: Catalog, name: str) -> tuple[Finding, ...]:
    file = HERE / f"{name}.yaml"
    program = read_program(catalog, file.read_text(encoding="utf-8"), file.name, {})
    return check_plan(catalog, program.plan, unsaid=program.unsaid)


def argued(name: str) -> dict[str, str]:
    """Return the findings that README.md lists for a program, each with why it stays."""
    parts = split(r"(?m)^## (.+)\n", (HERE / "README.md").read_text(encoding="utf-8"))
    section = dict(zip(parts[1::2], parts[2::2], strict=True))[name]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| P")]
    return {row[0]: row[1] for row in rows}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_published_program_has_no_errors(catalog: Catalog, name: str) -> None:
    assert {f"{one.rule} {one.message}" for one in found(catalog, name) if one.severity == "error"} == set()


@pytest.mark.parametrize("name", PROGRAMS)
def test_its_notes_and_the_rules_not_checked_are_those_that_are_argued(catalog: Catalog, name: str) -> None:
    known = argued(name)
    assert {f"{one.rule} {one.message}" for one in found(catalog, name)} == set(known)
    assert all(known.values())


@pytest.mark.parametrize("name, weeks, days", [("CLIFFORD19", 1, 7), ("LEAP16", 3, 7), ("MCKAY20", 8, 3)])
def test_it_has_the_days_of_the_trial_and_cites_it(catalog: Catalog, name: str, weeks: int, days: int) -> None:
    file = HERE / f"{name}.yaml"
    plan = read_program(catalog, file.read_text(encoding="utf-8"), file.name, {}).plan
    assert [len(week.sessions) for week in plan.weeks] == [days] * weeks
    items = [item for week in plan.weeks for session in week.sessions for item in session.items("main")]
    assert all(any(name in reason.sources for reason in item.reasons) for item in items)
    assert {file.stem for file in HERE.glob("*.yaml")} == set(PROGRAMS)
