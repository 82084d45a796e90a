"""Every code that the program can give is told on a page with what to do, and no page tells of one that it cannot."""

import ast
import re
import signal
from pathlib import Path
from types import ModuleType

import pytest
from tests.scripts import script

import glutemed
from glutemed import errors
from glutemed.checks.registry import CHECKS
from glutemed.cli import app
from glutemed.loading import validation
from glutemed.model.catalog import Catalog

ROOT = Path(__file__).resolve().parents[1]
SOURCE = Path(glutemed.__file__).parent
REFERENCE = ROOT / "docs/reference"


@pytest.fixture(scope="module")
def parts() -> ModuleType:
    return script("parts")


def test_every_warning_of_the_source_is_told_and_no_other(parts: ModuleType) -> None:
    codes = parts.problems.codes()
    assert len(codes) >= 12
    assert codes == set(parts.problems.WARNINGS)
    assert all(f"| `{code}` |" in parts.problems.warnings() for code in codes)


def test_a_warning_that_a_rule_asks_for_is_told(parts: ModuleType) -> None:
    codes = parts.problems.messages("_warned", 2)
    assert len(codes) > 3
    assert codes <= set(parts.problems.WARNINGS)


def test_every_reason_for_no_program_is_told_with_its_rule_and_no_other(parts: ModuleType) -> None:
    refusals = parts.problems.refusals()
    assert len(refusals) >= 14
    assert set(refusals) == set(parts.problems.NO_PLAN)
    assert refusals["the sessions of the week cannot be made different"] == "P13"
    assert all(rule == "any" or re.fullmatch(r"P\d\d", rule) for rule in refusals.values())


def test_every_stop_is_told_in_its_words(parts: ModuleType, catalog: Catalog) -> None:
    rows = {row.id for row in catalog.rules if row.id.startswith("stop-")}
    rows |= {row.id for row in catalog.adaptation if row.action == "stop"}
    assert rows == set(parts.problems.STOPS)
    assert "| P17 | an age under 10 | no program is given for a child of ...: under" in parts.problems.stops()


def test_every_exit_code_is_told_and_no_other() -> None:
    def below(kind: type[errors.GlutemedError]) -> set[int]:
        return {kind.code}.union(*map(below, kind.__subclasses__()))

    tree = ast.parse((SOURCE / "cli/app.py").read_text())
    told = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_told"]
    given = {int(ast.unparse(call.args[1])) for call in told if isinstance(call.args[1], ast.Constant)}
    assert len(given) > 1
    signals = {128 + signal.SIGHUP, 128 + signal.SIGTERM}
    rows = re.findall(r"^\| (\d+) \|", (REFERENCE / "exit-codes.md").read_text(), re.MULTILINE)
    assert sorted(map(int, rows)) == sorted({0, app.INTERRUPTED} | below(errors.GlutemedError) | given | signals)


def rows_of_messages() -> dict[str, list[str]]:
    """Return the messages of the page on files, by the section that they stand in."""
    text = (REFERENCE / "files.md").read_text()
    sections = re.findall(r"^## (.+?)$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    tables = {title: re.findall(r"^\| Message \|.*\n((?:\|.*\n?)+)", body, re.MULTILINE) for title, body in sections}
    return {
        title: [
            message for row in "".join(found).splitlines() for message in re.findall(r"`(.+?)`", row.split(" | ")[0])
        ]
        for title, found in tables.items()
        if found
    }


def refused_texts(problems: ModuleType) -> set[str]:
    """Return what the text gate says: the texts that functions of loading/text return, or yield with a place."""
    tree = ast.parse((SOURCE / "loading/text.py").read_text())
    values = [node.value for node in ast.walk(tree) if isinstance(node, (ast.Return, ast.Yield)) and node.value]
    said = {problems.written(value.elts[-1] if isinstance(value, ast.Tuple) else value) for value in values}
    return {text for text in said if " " in text}


def test_what_a_reader_refuses_is_told_and_no_page_tells_of_more(parts: ModuleType) -> None:
    problems = parts.problems
    said = problems.messages("stop", 2) | refused_texts(problems)
    forms = {text: re.compile(re.escape(text).replace(re.escape(problems.ANY), ".*")) for text in said}
    told = rows_of_messages()
    assert list(told) == ["Text", "YAML", "JSON", "Fields", "How much"]
    rows = [row for title, found in told.items() if title != "Fields" for row in found]
    assert len(rows) >= 20
    assert [text for text, form in forms.items() if not any(map(form.match, rows))] == []
    assert [row for row in rows if not any(form.match(row) for form in forms.values())] == []


def test_what_is_wrong_with_a_field_is_told() -> None:
    text = " ".join(rows_of_messages()["Fields"])
    kinds = (*validation._WORDS.values(), "is missing", "is not a field here", "is not allowed", "must be at most")
    assert [words for words in kinds if words not in text] == []


def test_every_check_is_told_and_no_other(parts: ModuleType) -> None:
    """A check is a public function of the package that gives findings."""
    found = {
        node.name
        for path in (SOURCE / "checks").rglob("*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
        and node.name[0] != "_"
        and ast.unparse(node.returns or ast.Constant("")) in ("Findings", "Iterator[str]")
    }
    assert len(found) > 50
    tables = f"{parts.rulebook.catalog_checks()}\n{parts.rulebook.figure_checks()}"
    told = {*re.findall(r"^\| `(\w+)` \|", tables, re.MULTILINE), *(check.__name__ for _, check, _ in CHECKS)}
    assert found == told
