"""Every rule has a page, with an example that passes and one that fails."""

from inspect import getdoc
from pathlib import Path
from types import ModuleType

import pytest
from tests.scripts import script

from glutemed.checks.plan import Finding
from glutemed.checks.registry import CHECKS, check_plan
from glutemed.cli.app import run
from glutemed.loading.programs import Program, read_program
from glutemed.model.catalog import Catalog

DOCS = Path(__file__).resolve().parents[1] / "docs"
EXAMPLES = DOCS / "rules" / "examples"
RULES = [f"P{number:02}" for number in range(1, 19)]


def judged(catalog: Catalog, name: str) -> tuple[Program, tuple[Finding, ...]]:
    program = read_program(catalog, (EXAMPLES / name).read_text(encoding="utf-8"), name, {})
    return program, check_plan(catalog, program.plan, unsaid=program.unsaid)


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def parts() -> ModuleType:
    """The functions that write the generated parts of the docs."""
    return script("parts")


def test_every_rule_of_the_contract_has_a_check_a_page_and_two_examples() -> None:
    assert sorted({rule for rule, _, _ in CHECKS}) == RULES
    assert sorted(path.stem for path in (DOCS / "rules").glob("*.md")) == RULES
    kinds = [f"{rule}-{kind}" for rule in RULES for kind in ("fail", "pass")]
    assert sorted(path.stem for path in EXAMPLES.iterdir()) == kinds


@pytest.mark.parametrize("rule", RULES)
def test_the_passing_example_has_no_error_and_nothing_of_its_rule(catalog: Catalog, rule: str) -> None:
    _, found = judged(catalog, f"{rule}-pass.yaml")
    assert [one for one in found if one.rule == rule or one.severity == "error"] == []


@pytest.mark.parametrize("rule", RULES)
def test_the_failing_example_breaks_its_rule_alone(catalog: Catalog, rule: str) -> None:
    _, found = judged(catalog, f"{rule}-fail.yaml")
    assert {one.rule for one in found if one.severity == "error"} == {rule}


@pytest.mark.parametrize("rule", RULES)
def test_the_page_holds_every_docstring_both_examples_and_the_sources(parts: ModuleType, rule: str) -> None:
    page = parts.GENERATED[f"rule-{rule}"]()
    for id, check, needs in CHECKS:
        if id == rule:
            text = (getdoc(check) or "").removeprefix(f"{rule}: ")
            assert plain(text)[1:] in plain(page)
            assert "To be said in the file" in page or not needs
    for kind in ("pass", "fail"):
        assert f"```yaml\n{(EXAMPLES / f'{rule}-{kind}.yaml').read_text(encoding='utf-8')}```" in page
    assert f"| `{rule}` | X |" in page


@pytest.mark.parametrize("rule", RULES)
def test_the_page_shows_what_check_prints_of_the_failing_example(
    parts: ModuleType,
    rule: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("GLUTEMED_CACHE", str(tmp_path))
    monkeypatch.chdir(EXAMPLES)
    page = parts.GENERATED[f"rule-{rule}"]()
    shown = page.partition(f"$ glutemed check {rule}-fail.yaml\n")[2].partition("```")[0].splitlines()
    assert run(["check", f"{rule}-fail.yaml", "--format", "terminal"]) == 1
    printed = capsys.readouterr().out.splitlines()
    errors = shown[: shown.index("...")] if "..." in shown else shown[:-1]
    assert printed[: len(errors)] == errors
    assert printed[-1] == shown[-1]
    assert any(line.startswith(f"{rule}-fail.yaml:") and f" error {rule} " in line for line in errors)
    assert not any(" error " in line for line in printed[len(errors) :])


@pytest.mark.parametrize("rule", RULES)
def test_each_example_says_in_its_first_line_what_it_shows(rule: str) -> None:
    for kind in ("pass", "fail"):
        first = (EXAMPLES / f"{rule}-{kind}.yaml").read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# ")
        assert first.endswith(".")
