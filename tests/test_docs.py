"""What is written down matches what is: the schema files, and the commands, rules and modules named."""

import re
from pathlib import Path
from types import ModuleType

import pytest
import typer
import yaml
from tests.scripts import script

import glutemed
from glutemed.checks.registry import CHECKS
from glutemed.cli.app import tree
from glutemed.cli.batch import BATCH_FORMATS
from glutemed.cli.request import OPTIONS
from glutemed.engine.rules import RULES
from glutemed.loading.answers import read_answers
from glutemed.loading.catalog import data_files
from glutemed.loading.logs import log_schema
from glutemed.loading.overlays import catalog_schema
from glutemed.loading.rows import row_schema
from glutemed.loading.validation import json_schema
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan

ROOT = Path(__file__).resolve().parents[1]

SOURCE, DATA = Path(glutemed.__file__).parent, Path(data_files()[0]).parent
"""Those of the glutemed that is tested, which may be an installed one."""
DOCS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")),
    *sorted(path for path in (ROOT / "docs").rglob("*.md") if "_build" not in path.parts),
]


def test_the_schema_of_a_plan_in_the_docs_is_current() -> None:
    """Rewrite it with: glutemed plan --schema > docs/schema/plan.json."""
    assert (ROOT / "docs/schema/plan.json").read_text() == json_schema(Plan, "glutemed.plan/1")


def test_the_schema_of_a_catalogue_in_the_docs_is_current() -> None:
    """Rewrite it with: glutemed catalog schema > docs/schema/catalog.json."""
    assert (ROOT / "docs/schema/catalog.json").read_text() == catalog_schema()


def test_the_schema_of_a_row_in_the_docs_is_current() -> None:
    """Rewrite it with: glutemed batch --schema > docs/schema/request.json."""
    assert (ROOT / "docs/schema/request.json").read_text() == row_schema(BATCH_FORMATS)


def test_the_schema_of_a_log_in_the_docs_is_current() -> None:
    """Rewrite it with: glutemed log export --schema > docs/schema/log.json."""
    assert (ROOT / "docs/schema/log.json").read_text() == log_schema()


@pytest.fixture(scope="module")
def parts() -> ModuleType:
    """The functions that write the generated parts of the docs."""
    return script("parts")


def test_every_command_and_option_is_in_the_docs(parts: ModuleType) -> None:
    assert len(DOCS) > 5
    text, page = "\n".join(path.read_text() for path in DOCS), parts.commands.commands()
    root = typer.main.get_command(tree())
    for name, command in parts.commands.all_commands(root):
        assert f"glutemed {name}" in text
        assert f"## glutemed {name}\n" in page
        for parameter in command.params:
            assert all(f"`{option}`" in page for option in parameter.opts)


def test_the_page_of_rules_is_made_of_every_rule_and_check(parts: ModuleType) -> None:
    hard, checks = parts.rulebook.hard_rules(), parts.rulebook.plan_checks()
    assert RULES
    assert CHECKS
    assert [rule.id for rule in RULES if f"`{rule.id}`" not in hard] == []
    assert [rule for rule, _, _ in CHECKS if f"[{rule}](rules/{rule}.md)" not in checks] == []


def test_every_generated_part_is_on_a_page_and_no_page_asks_for_another(parts: ModuleType) -> None:
    marked = [name for path in DOCS for name in re.findall(r"^% generated: (.+)$", path.read_text(), re.MULTILINE)]
    assert sorted(marked) == sorted(parts.GENERATED)


def test_the_table_of_options_has_every_option_of_a_request() -> None:
    table = (ROOT / "docs/start.md").read_text()
    assert [name for name in OPTIONS if f"| `--{name}` |" not in table] == []


def test_every_module_is_in_the_architecture() -> None:
    text, source = (ROOT / "docs/architecture.md").read_text(), SOURCE
    modules = [path.relative_to(source).with_suffix("").as_posix() for path in source.rglob("[!_]*.py")]
    assert len(modules) > 50
    assert [name for name in modules if f"`{name}`" not in text] == []


def test_the_answers_file_of_the_docs_is_read(parts: ModuleType, catalog: Catalog) -> None:
    text = parts.screening.answers().removeprefix("```yaml\n").removesuffix("```")
    assert read_answers(catalog, text, "answers.yaml").results


def test_every_condition_is_told_with_what_it_changes(parts: ModuleType, catalog: Catalog) -> None:
    sections = dict(re.findall(r"^## (.+?)$(.*?)(?=^## |\Z)", parts.clinical.conditions(), re.MULTILINE | re.DOTALL))
    assert list(sections) == [condition.name for condition in catalog.conditions]
    for exercise in catalog.exercises:
        for note in exercise.conditions:
            assert f"| {exercise.name} |" in sections[catalog.condition(note.condition).name]
    held = {name for name, text in sections.items() if "(P18)" in text}
    assert held == {condition.name for condition in catalog.conditions if condition.held_at}


@pytest.mark.parametrize(
    "row",
    [
        "| not given | prevention | rehab early | rehab mid | rehab late |",
        "| 0 to 2 | prevention | rehab early | rehab mid | rehab late |",
        "| 3 to 5 | rehab mid | rehab early | rehab mid | rehab mid |",
        "| 6 to 7 | rehab early | rehab early | rehab early | rehab early |",
        "| 8 to 10 | no plan, exit 4 | no plan, exit 4 | no plan, exit 4 | no plan, exit 4 |",
    ],
)
def test_the_stage_by_pain_is_told_as_the_contract_has_it(parts: ModuleType, row: str) -> None:
    assert row in parts.clinical.stages_by_pain().splitlines()


def test_the_conditions_that_hold_a_stage_are_told(parts: ModuleType) -> None:
    rows = parts.clinical.stages_by_condition().splitlines()[2:]
    assert [row for row in rows if row.startswith("| Patellofemoral pain ")] == [
        "| Patellofemoral pain | 4 | rehab early |",
        "| Patellofemoral pain | 5 | rehab early |",
    ]
    assert {row.split(" | ")[0] for row in rows} == {"| Patellofemoral pain", "| ACL reconstruction"}


@pytest.mark.parametrize("number", ["15% in a week", "30% in two", "1 repetition", "2 s of a hold", "2 weeks", "60%"])
def test_the_page_on_progression_has_the_numbers_of_the_data(parts: ModuleType, number: str) -> None:
    assert number in parts.clinical.steps()


def test_every_row_of_words_is_used() -> None:
    """A row of data/rules.yaml is named in the source, or made of a stem there and a value of the model."""
    source = "\n".join(path.read_text() for path in SOURCE.rglob("*.py"))
    data = (DATA / "protocols.yaml").read_text()
    rows = re.findall(r"\{id: ([A-Za-z0-9-]+),", (DATA / "rules.yaml").read_text())
    assert len(rows) > 40

    def used(row: str) -> bool:
        stems = [row[: index + 1] for index, character in enumerate(row) if character == "-"]
        return f'"{row}"' in source or row in data or any(f'f"{stem}{{' in source for stem in stems)

    assert [row for row in rows if not used(row)] == []


def test_the_readme_names_both_set_up_commands() -> None:
    text = (ROOT / "README.md").read_text()
    assert "python3 dev run plan --goal rehab --stage early" in text
    assert "python3 dev test" in text


def test_the_citation_is_a_record_that_names_no_one_it_does_not_know() -> None:
    record = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert {"cff-version", "message", "title", "authors"} <= set(record)
    assert record["cff-version"] == "1.2.0"
    assert record["title"].startswith("glutemed")
    assert record["authors"] == [{"name": "The glutemed developers"}]
    assert "doi" not in record
    assert f'license = "{record["license"]}"' in (ROOT / "pyproject.toml").read_text()
