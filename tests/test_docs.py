"""What is written down matches what is: the schema file, the excerpts of the README, the commands and rules named."""

import re
import shlex
from pathlib import Path

import pytest

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


def test_every_command_option_rule_and_check_is_named_in_the_docs() -> None:
    assert len(DOCS) > 5
    text = "\n".join(path.read_text() for path in DOCS)
    for command in app.registered_commands:
        assert f"glutemed {command.name}" in text
    generated = (ROOT / "docs/conf.py").read_text()
    assert "RULES" in generated
    assert "CHECKS" in generated
    assert RULES
    assert CHECKS


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
