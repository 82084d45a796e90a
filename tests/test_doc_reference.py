"""Every format, schema and field is told with what it may hold, and no page tells of one that is not there."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import ModuleType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from tests.scripts import script

import glutemed
from glutemed.cli.output import SUFFIXES
from glutemed.formats import FORMATS
from glutemed.loading import answers, shortform
from glutemed.loading.rows import COLUMNS
from glutemed.model import adaptation, catalog, exercise, explanation, figure, log, plan, policy, screening, verdicts
from glutemed.model.records import Between

ROOT = Path(__file__).resolve().parents[1]
SOURCE = Path(glutemed.__file__).parent
CATALOGUE, DRAWINGS, PLAN = "docs/catalogue.md", "docs/figures.md", "docs/reference/plan-json.md"
CHECK, SCREEN, LOG, NEXT = "docs/check.md", "docs/screen.md", "docs/log.md", "docs/next.md"
ANY_HEAD = ("Field", "Key")
"""First heads of tables that are known by the heading over them; others are known by their first head."""

RECORDS: dict[tuple[str, str], tuple[type, ...]] = {
    (CATALOGUE, "Section"): (catalog.Catalog,),
    (CATALOGUE, "What it is"): (exercise.Exercise,),
    (CATALOGUE, "A stage entry"): (exercise.StageBasis,),
    (CATALOGUE, "A load"): (exercise.Load,),
    (CATALOGUE, "A substitute"): (exercise.Substitute,),
    (CATALOGUE, "A dose"): (exercise.DoseLimits,),
    (CATALOGUE, "A form"): (exercise.Form,),
    (CATALOGUE, "A condition note"): (exercise.ConditionNote,),
    (CATALOGUE, "A figure"): (exercise.Evidence,),
    (CATALOGUE, "A conflict"): (exercise.Conflict,),
    (CATALOGUE, "A publication"): (catalog.Source,),
    (CATALOGUE, "A statement"): (catalog.Statement,),
    (CATALOGUE, "Fields of a condition"): (policy.Condition,),
    (CATALOGUE, "A line"): (policy.Cited,),
    (CATALOGUE, "A trial's dose"): (policy.TrialDose,),
    (CATALOGUE, "Fields of a protocol"): (policy.Protocol,),
    (CATALOGUE, "A kind of session"): (policy.SessionPattern,),
    (CATALOGUE, "A slot"): (policy.Slot,),
    (CATALOGUE, "Fields of a safety question"): (screening.Question,),
    (CATALOGUE, "Fields of a home test"): (screening.HomeTest,),
    (CATALOGUE, "A mean by age"): (screening.AgeMean,),
    (CATALOGUE, "Fields of a gate"): (screening.Gate,),
    (CATALOGUE, "A criterion"): (screening.Criterion,),
    (CATALOGUE, "A limit"): (policy.Limit,),
    (CATALOGUE, "A rule"): (policy.Rule,),
    (CATALOGUE, "A row of the decision table"): (policy.TableRow,),
    (CATALOGUE, "A ladder"): (policy.Ladder,),
    (CATALOGUE, "General advice"): (policy.GeneralAdvice,),
    (CATALOGUE, "A comparator"): (catalog.Comparator,),
    (CATALOGUE, "A basis"): (catalog.FieldBasis,),
    (CATALOGUE, "An overlay"): (catalog.Overlay, catalog.Limited),
    (DRAWINGS, "The file"): (figure.Figures,),
    (DRAWINGS, "A figure"): (figure.Figure,),
    (DRAWINGS, "A view"): (figure.View,),
    (DRAWINGS, "A position"): (figure.Pose,),
    (DRAWINGS, "Angle of the pelvis"): (figure.Pelvis,),
    (DRAWINGS, "Angle of the spine or the neck"): (figure.Bend,),
    (DRAWINGS, "Angle of a leg"): (figure.Leg,),
    (DRAWINGS, "Angle of an arm"): (figure.Arm,),
    (DRAWINGS, "A thing"): (figure.Prop,),
    (DRAWINGS, "An arrow"): (figure.Arrow,),
    (DRAWINGS, "A range"): (figure.JointRange,),
    (PLAN, "The plan"): (plan.Plan,),
    (PLAN, "`generator`"): (plan.Generator,),
    (PLAN, "`request`"): (plan.Request,),
    (PLAN, "`prescribed`"): (plan.Prescribed,),
    (PLAN, "`passed[]`"): (plan.Passed,),
    (PLAN, "`weeks[]`"): (plan.Week,),
    (PLAN, "`sessions[]`"): (plan.Session,),
    (PLAN, "`blocks[]`"): (plan.Block,),
    (PLAN, "`items[]`"): (plan.Item,),
    (PLAN, "`dose`"): (plan.Dose,),
    (PLAN, "`load`"): (exercise.Load,),
    (PLAN, "`reasons[]`"): (plan.Reason,),
    (PLAN, "`decisions[]`"): (plan.Decision,),
    (PLAN, "`warnings[]`"): (plan.Caution,),
    (PLAN, "`advice[]`"): (plan.Advice,),
    (PLAN, "What became of each exercise"): (explanation.Judged,),
    (PLAN, "`verdicts[]`"): (explanation.Judgement,),
    (PLAN, "`lost_to[]` and `won_against[]`"): (explanation.Alternative,),
    (CHECK, "Key of a week"): (shortform.HandWeek,),
    (CHECK, "Key of a day"): (shortform.Day,),
    (CHECK, "Key of an exercise"): (shortform.Entry,),
    (SCREEN, "The answers file"): (answers.AnswersFile, answers.FileFacts),
    (SCREEN, "As JSON"): (verdicts.Outcome,),
    (LOG, "Key of a log"): (log.Log,),
    (LOG, "Key of a person"): (log.Person,),
    (LOG, "Key of a program"): (log.Saved,),
    (LOG, "Key of a session"): (log.Workout,),
    (LOG, "Key of a set"): (log.SetDone,),
    (LOG, "Key of what was told"): (log.Told,),
    (LOG, "Key of a screening"): (log.Screening,),
    (NEXT, "Key of a change"): (adaptation.Change,),
    (NEXT, "Key of a row that was tried"): (adaptation.Tried,),
}
"""The records whose fields a table has, all of them and no others; the tables of an exercise follow each other."""
FURTHER = {"An overlay": 2, "The answers file": 2, "What it is": 7}
"""How many tables, one after the other, have the fields, where that is not one."""
BESIDES = {
    catalog.Catalog: ({"fingerprint"}, set()),  # the hash of all the others
    shortform.Entry: (set(), {"side"}),  # a short form of sides
    answers.AnswersFile: (set(), {"schema"}),
}
"""What a table leaves out of a record, and has besides it."""


def tables(page: str) -> list[tuple[str, dict[str, str]]]:
    """Return the tables of a page, each by its heading or first head, with the row of each name in the first column."""
    found: list[tuple[str, dict[str, str]]] = []
    heading = ""
    rows: dict[str, str] | None = None
    for line in (ROOT / page).read_text().splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        if not line.startswith("| "):
            rows = None
        elif rows is None:
            head = line.strip("| ").split(" | ")[0]
            rows = {}
            found.append((heading if head in ANY_HEAD else head, rows))
        else:
            rows |= dict.fromkeys(re.findall(r"`([\w-]+)`", line.split(" | ")[0]), line)
    return found


def rows_of(page: str, address: str) -> dict[str, str]:
    """Return the rows of the table, or of the tables one after the other, at an address."""
    found = tables(page)
    start = next(index for index, (name, _) in enumerate(found) if name == address)
    together = found[start : start + FURTHER.get(address, 1)]
    return {name: row for _, rows in together for name, row in rows.items()}


def asked(kind: Any) -> Iterator[str]:
    """Return what the row of a field of a type should have: every word allowed, and both ends of a bound."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        yield from (f"`{word}`" for word in arguments)
    elif origin is Annotated:
        bounds = next((one for one in arguments[1:] if isinstance(one, Between)), None)
        base = get_origin(arguments[0]) or arguments[0]
        if bounds and base is not str and bounds.low != bounds.high:
            low, high = (f"{end:g}" if end < 10_000 else str(end) for end in (bounds.low, bounds.high))
            yield high
            if base is not tuple or bounds.low:
                yield low
        yield from asked(arguments[0]) if base is not str else ()
    elif origin in (Union, UnionType):
        for part in arguments:
            yield from asked(part)
    elif origin is tuple and get_origin(arguments[0]) is Literal:
        yield from asked(arguments[0])


@pytest.mark.parametrize(("page", "address"), RECORDS, ids=lambda text: text)
def test_a_table_has_the_fields_of_its_record_and_no_others(page: str, address: str) -> None:
    rows, expected = rows_of(page, address), set[str]()
    for record in RECORDS[page, address]:
        without, besides = BESIDES.get(record, (set(), set()))
        names = {field.name for field in fields(record)} - without | besides
        expected |= {name.replace("_", "-") if record is shortform.Day else name for name in names}
    assert set(rows) == expected


@pytest.mark.parametrize(("page", "address"), [key for key in RECORDS if key[0] != SCREEN], ids=lambda text: text)
def test_the_row_of_a_field_has_what_it_may_hold_or_a_link_to_it(page: str, address: str) -> None:
    rows = rows_of(page, address)
    lacking = [
        f"{record.__name__}.{name}: {words}"
        for record in RECORDS[page, address]
        for name, kind in get_type_hints(record, include_extras=True).items()
        if (row := rows.get(name)) and "](" not in row
        for words in asked(kind)
        if not re.search(rf"(?<![\w.]){re.escape(words)}(?![\w])", row)
    ]
    assert lacking == []


def test_every_record_that_is_read_or_written_has_a_table(explained: ModuleType) -> None:
    """Those that are told in words are on the list of names that a page must explain (docs/explained.py)."""
    told = {record for records in RECORDS.values() for record in records}
    told |= {record for records in explained.EXPLAINED.values() for record in records}
    told |= {log.Answer, log.Measured, adaptation.Number}  # told in the rows of what holds them
    modules = (exercise, policy, screening, catalog, figure, plan, explanation, log, adaptation)
    assert {
        one.__name__
        for module in modules
        for one in vars(module).values()
        if isinstance(one, type) and one.__module__ == module.__name__ and hasattr(one, "__dataclass_fields__")
    } <= {record.__name__ for record in told}


@pytest.fixture(scope="module")
def parts() -> ModuleType:
    return script("parts")


@pytest.fixture(scope="module")
def explained() -> ModuleType:
    return script("explained")


def test_every_format_is_told_with_its_endings_and_its_page(parts: ModuleType) -> None:
    of_commands = parts.formats.of_commands()
    assert len(of_commands) > 12
    used = {*FORMATS, *SUFFIXES.values(), *(name for names in of_commands.values() for name in names)}
    assert used == set(parts.formats.ABOUT)
    rows = parts.formats.formats().splitlines()
    for name, format in FORMATS.items():
        (row,) = (row for row in rows if row.startswith(f"| `{name}` |"))
        assert f"`{format.suffix}`" in row
    links = re.findall(r"\]\(([^)#]+)", parts.formats.formats())
    assert [link for link in links if not (ROOT / "docs/reference" / link).exists()] == []


def test_every_schema_of_the_source_is_told_and_no_other() -> None:
    named = {
        node.value
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and re.fullmatch(r"glutemed\.[a-z]+/\d+", str(node.value))
    }
    assert len(named) > 8
    text = (ROOT / "docs/reference/schemas.md").read_text()
    assert set(re.findall(r"^\| `(glutemed\.[a-z]+/\d+)` \|", text, re.MULTILINE)) == named


def test_every_column_of_a_row_is_told() -> None:
    told = set(rows_of("docs/batch.md", "Rows"))
    assert "id" in told
    options = re.findall(r"^\| `--(\w+)` \|", (ROOT / "docs/start.md").read_text(), re.MULTILINE)
    assert set(COLUMNS) - told - set(options) == set()


def test_every_name_that_a_page_must_explain_is_on_it(explained: ModuleType) -> None:
    """The build of the documentation warns of it too, and ends then."""
    pages = {page: (ROOT / f"docs/{page}.md").read_text() for page in explained.EXPLAINED}
    assert [name for page, text in pages.items() for name in explained.unexplained(page, text)] == []
    assert "Plan.schema" in list(explained.unexplained("reference/plan-json", ""))


def test_every_variable_of_the_environment_is_told_and_no_other() -> None:
    """GLUTEMED_COMPLETE is between the scripts of Tab completion and the command."""
    source = "\n".join(path.read_text() for path in SOURCE.rglob("*.py"))
    named = set(re.findall(r"\bGLUTEMED_[A-Z]+\b", source)) - {"GLUTEMED_COMPLETE"}
    assert named | {"NO_COLOR"} == set(rows_of("docs/start.md", "Variable"))
