"""What is written down matches what is: the schema file, the excerpts of the README, the commands and rules named."""

import importlib.util
import re
import shlex
from pathlib import Path
from types import ModuleType

import pytest
import typer

from glutemed.checks.registry import CHECKS
from glutemed.cli import system
from glutemed.cli.app import app, run
from glutemed.engine.rules import RULES
from glutemed.loading.validation import json_schema
from glutemed.model.plan import Plan

ROOT = Path(__file__).resolve().parents[1]
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_the_schema_of_a_plan_in_the_docs_is_current() -> None:
    """Rewrite it with: glutemed plan --schema > docs/schema/plan.json."""
    assert (ROOT / "docs/schema/plan.json").read_text() == json_schema(Plan, "glutemed.plan/1")


@pytest.fixture(scope="module")
def parts() -> ModuleType:
    """The functions that write the generated parts of the docs."""
    spec = importlib.util.spec_from_file_location("docs_parts", ROOT / "docs/parts.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_command_and_option_is_in_the_docs(parts: ModuleType) -> None:
    assert len(DOCS) > 5
    text, page = "\n".join(path.read_text() for path in DOCS), parts.commands()
    tree = typer.main.get_command(app)
    for name, command in tree.commands.items():  # type: ignore[attr-defined]  # a group, by its commands
        assert f"glutemed {name}" in text
        assert f"## glutemed {name}\n" in page
        for parameter in command.params:
            assert all(f"`{option}`" in page for option in parameter.opts)


def test_the_page_of_rules_is_made_of_every_rule_and_check(parts: ModuleType) -> None:
    hard, checks = parts.hard_rules(), parts.plan_checks()
    assert RULES
    assert CHECKS
    assert [name for name, _ in RULES if f"`{name}`" not in hard] == []
    assert [rule for rule, _ in CHECKS if rule not in checks] == []


def test_every_row_of_words_is_used() -> None:
    """A row of data/rules.yaml is named in the source, or made of a stem there and a value of the model."""
    source = "\n".join(path.read_text() for path in (ROOT / "src/glutemed").rglob("*.py"))
    data = (ROOT / "data/protocols.yaml").read_text()
    rows = re.findall(r"\{id: ([A-Za-z0-9-]+),", (ROOT / "data/rules.yaml").read_text())
    assert len(rows) > 40

    def used(row: str) -> bool:
        stems = [row[: index + 1] for index, character in enumerate(row) if character == "-"]
        return f'"{row}"' in source or row in data or any(f'f"{stem}{{' in source for stem in stems)

    assert [row for row in rows if not used(row)] == []


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text()):
        assert (path.parent / target).exists(), target


def test_the_readme_names_both_set_up_commands() -> None:
    text = (ROOT / "README.md").read_text()
    assert "python3 dev run plan --goal rehab --stage early" in text
    assert "python3 dev test" in text


def excerpts() -> list[tuple[str, list[str]]]:
    """Return the README's glutemed commands with the lines that it shows of their output."""
    blocks = re.findall(r"```console\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    found = []
    for block in blocks:
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *lines = part.splitlines()
            if command.startswith("glutemed "):
                found.append((command, [line for line in lines if line.strip() not in ("", "...")]))
    return found


@pytest.mark.parametrize(("command", "lines"), excerpts(), ids=[command for command, _ in excerpts()])
def test_the_readme_shows_what_its_commands_print(
    command: str,
    lines: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GLUTEMED_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(system, "on_terminal", lambda: True)
    monkeypatch.setattr(system, "width", lambda: 80)
    command = command.partition(" > ")[0]
    code = run(shlex.split(command)[1:])
    out, err = capsys.readouterr()
    printed = iter([*out.splitlines(), *err.splitlines()])
    assert [line for line in lines if line not in printed] == []
    assert code == (0 if not err else {"no": 3}.get(err.split()[1], 2))


def test_the_readme_has_excerpts_to_check() -> None:
    assert sum(bool(lines) for _, lines in excerpts()) >= 7
