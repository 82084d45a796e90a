"""`man glutemed`, from a wheel and from an editable install; three readers of troff find no fault in the pages."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs/man").glob("*.1"))
FAULTS = {
    "an unknown request": ("\n.SH DESCRIPTION\n", "\n.SH DESCRIPTION\n.XY\n"),
    "an unescaped backslash": ("glutemed\\-plan \\-", "glutemed\\-plan \\[nothing] \\-"),
    "a text that begins with a quote": ("\nBuild a weekly", "\n'Build a weekly"),
    "a paragraph of nothing": ("\n.SH DESCRIPTION\n", "\n.SH DESCRIPTION\n.PP\n"),
}
"""What is planted into glutemed-plan.1, where it stands first."""


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a plain environment."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GLUTEMED", "MAN"))}
    env = {**kept, "LC_ALL": "C.UTF-8", "MANWIDTH": "80", "MANPAGER": "cat", **environment}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def faults(page: Path) -> str:
    """Return what mandoc, groff and man find wrong with a page."""
    lint = run("mandoc", "-T", "lint", "-W", "style", page)
    groff = run("groff", "-man", "-ww", "-b", "-Tutf8", page)
    man = run("man", "--warnings", "-l", page)
    return lint.stdout + lint.stderr + groff.stderr + man.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_program_finds_a_fault_in_a_page(page: Path) -> None:
    assert faults(page) == ""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, tmp_path: Path) -> None:
    good = (ROOT / "docs/man/glutemed-plan.1").read_text()
    before, after = FAULTS[fault]
    assert before in good
    page = tmp_path / "glutemed-plan.1"
    page.write_text(good.replace(before, after, 1))
    assert faults(page) != ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_fits_80_columns_and_shows_no_code_of_troff(page: Path) -> None:
    shown = run("man", "-l", page).stdout
    assert len(shown.splitlines()) > 20
    assert [line for line in shown.splitlines() if len(line) > 80] == []
    assert re.findall(r"\\f[BIR]|\\-|\\&|\\\(|\\\[|^\.[A-Z]+", shown, re.MULTILINE) == []


@pytest.fixture(scope="module", params=["wheel", "editable"])
def venv(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with glutemed alone, none of what it needs."""
    folder = tmp_path_factory.mktemp(request.param)
    target = ["-e", ROOT] if request.param == "editable" else [ROOT]
    steps = (
        [sys.executable, "-m", "venv", "--without-pip", folder / "venv"],
        [sys.executable, "-m", "pip", "--python", folder / "venv/bin/python", "install", "--quiet", "--no-deps"],
    )
    for step in (steps[0], [*steps[1], *target]):
        done = run(*step)
        assert done.returncode == 0, done.stderr
    return folder / "venv"


@pytest.mark.parametrize("name", ["glutemed", "glutemed-plan", "glutemed-log"])
def test_man_finds_the_pages_of_an_environment_whose_bin_is_on_the_path(venv: Path, name: str) -> None:
    by_path = run("man", name, PATH=f"{venv / 'bin'}:{os.environ['PATH']}")
    by_name = run("man", "-M", venv / "share/man", name)
    assert by_path.stderr == by_name.stderr == ""
    assert by_path.stdout == by_name.stdout
    assert by_path.stdout.splitlines()[0].startswith(f"{name.upper()}(1)")
    assert len(list((venv / "share/man/man1").iterdir())) == len(PAGES)
