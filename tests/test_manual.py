"""The man pages are those of today's commands, and troff reads every sign of them as it stands."""

import re
from pathlib import Path
from types import ModuleType

import pytest
import typer
from tests.scripts import script

from glutemed.cli.app import COMMANDS, tree

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def manual() -> ModuleType:
    return script("manual")


def test_the_pages_are_current(manual: ModuleType) -> None:
    """Rewrite them with: python3 dev man."""
    written = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs/man").iterdir()}
    assert written == manual.pages()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_page_has_every_option_and_example_of_its_command(manual: ModuleType, name: str) -> None:
    page = manual.pages()[f"glutemed-{name}.1"]
    plain = (
        re.sub(r"\\%|\\f[BIR]|\\&", "", page)
        .replace("\\-", "-")
        .replace(" \\e\n    ", " ")
        .replace("\\(dq", '"')
        .replace("\\(aq", "'")
    )
    every = script("parts").commands.all_commands(typer.main.get_command(tree()))
    commands = [one for path, one in every if path.split()[0] == name]
    assert commands
    for one in commands:
        for parameter in one.params:
            if parameter.param_type_name == "option":
                tag = ", ".join(sorted(parameter.opts, key=len))
                assert re.search(rf"^{re.escape(tag)}( |$)", plain, re.MULTILINE), tag
        for example in re.findall(r"^  (glutemed .+)$", one.help or "", re.MULTILINE):
            assert example in plain


def test_the_overview_names_every_command_code_and_variable(manual: ModuleType) -> None:
    page = manual.pages()["glutemed.1"].replace("\\-", "-").replace("\\%", "")
    assert [name for name in COMMANDS if f"\\fBglutemed-{name}\\fR(1)" not in page] == []
    assert [code for code in (0, 1, 2, 3, 4, 70, 74, 130) if f"\\fB{code}\\fR" not in page] == []
    read = set(re.findall(r"GLUTEMED_[A-Z]+", (ROOT / "src/glutemed/cli/system.py").read_text()))
    assert [name for name in (*read, "GLUTEMED_DEBUG", "NO_COLOR") if f"\\fB{name}\\fR" not in page] == []


@pytest.mark.parametrize(
    ("text", "troff"),
    [
        (".TH faked", "\\&.TH faked"),
        ("'br faked", "\\(aqbr faked"),
        ("a\\nb", "a\\enb"),
        ("--goal", "\\-\\-goal"),
        ('say "it"', "say \\(dqit\\(dq"),
        ("`x` ^ ~", "\\(gax\\(ga \\(ha \\(ti"),
        ("café", "caf\\[u00E9]"),
    ],
)
def test_signs_that_troff_takes_for_its_own_are_escaped(manual: ModuleType, text: str, troff: str) -> None:
    assert manual.escaped(text) == troff


def test_no_line_of_a_text_begins_a_request(manual: ModuleType) -> None:
    lines = manual._wrapped("word " * 15 + "... and 'so' on .SH " + "x" * 70 + " .TH y")
    assert [line for line in lines if line.startswith((".", "'"))] == []


def test_the_wheel_carries_the_pages() -> None:
    import tomllib

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wheel = settings["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["shared-data"] == {"docs/man": "share/man/man1"}
