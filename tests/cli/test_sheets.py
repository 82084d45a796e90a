"""Sheets to hand over: names, the PDF, and pictures beside Markdown."""

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from glutemed.cli import system
from glutemed.cli.app import run
from glutemed.errors import FileError

Run = Callable[..., tuple[int, str, str]]
PLAN = ("plan", "--goal", "prevention")


@pytest.mark.parametrize("format", ["markdown", "terminal"])
def test_names_stand_on_what_people_read(glutemed: Run, format: str) -> None:
    code, out, _ = glutemed(*PLAN, "--format", format, "--for", "  Ana *Ruiz* ", "--from", "Hip & Knee 深")
    assert code == 0
    shown = out.replace("\\", "").splitlines()[:6]
    assert any("For" in line and "Ana *Ruiz*" in line for line in shown)
    assert any("From" in line and "Hip & Knee 深" in line for line in shown)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--for", ""), "--for: "),
        (("--from", "a\nb"), "--from: "),
        (("--for", "x" * 81), "--for: "),
        (("--for", "Ana", "--format", "json"), "json has no place for them"),
        (("--qr",), "--qr goes with --format pdf only"),
        (("--paper", "letter"), "--paper goes with --format pdf only"),
        (("--format", "pdf", "--paper", "a5", "-o", "p.pdf"), '--paper: "a5" is not allowed; allowed: a4, letter'),
        (("--format", "pdf", "--explain", "-o", "p.pdf"), "--explain has no place on the sheet"),
        (("--pictures",), "name one with --output"),
        (("--pictures", "-o", "plan.json"), "name one with --output"),
        (("--for", "深蹲", "-o", "p.pdf"), "--for: the fonts of the pdf lack 深 (U+6DF1)"),
    ],
)
def test_what_does_not_go_is_one_message(glutemed: Run, tmp_path: Path, options: tuple[str, ...], told: str) -> None:
    code, out, err = glutemed(*PLAN, *options)
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == []


def test_the_ending_makes_a_pdf_and_it_is_never_replaced_unasked(glutemed: Run, tmp_path: Path) -> None:
    assert glutemed(*PLAN, "-o", "plan.pdf", "--paper", "Letter", "--qr") == (0, "", "")
    before = (tmp_path / "plan.pdf").read_bytes()
    assert len(PdfReader(BytesIO(before)).pages) >= 2
    assert glutemed(*PLAN, "-o", "plan.pdf")[0] == 2
    assert (tmp_path / "plan.pdf").read_bytes() == before
    assert glutemed(*PLAN, "-o", "plan.pdf", "--force")[0] == 0
    assert (tmp_path / "plan.pdf").read_bytes() != before


def test_a_pdf_is_piped_as_bytes_and_never_sent_to_a_terminal(
    cache: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GLUTEMED_CACHE", str(cache))
    monkeypatch.chdir(tmp_path)
    assert run([*PLAN, "--format", "pdf"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"%PDF-")
    monkeypatch.setattr(system, "on_terminal", lambda: True)
    assert run([*PLAN, "--format", "pdf"]) == 2
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert b"name a file with --output" in err


def test_without_the_extra_nothing_is_planned_or_saved(
    glutemed: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    code, out, err = glutemed(*PLAN, "-o", "plan.pdf", "--save")
    assert (code, out) == (2, "")
    assert err == 'glutemed: --format pdf needs typst and segno; install them with: pip install "glutemed[pdf]"\n'
    assert list(tmp_path.iterdir()) == []


def test_a_sheet_that_cannot_be_made_is_not_saved(glutemed: Run) -> None:
    assert glutemed(*PLAN, "--for", "深", "-o", "plan.pdf", "--save")[0] == 2
    assert glutemed("session", "--plain")[0] != 0


def test_pictures_stand_beside_markdown_that_can_be_checked(glutemed: Run, tmp_path: Path) -> None:
    assert glutemed("plan", "--goal", "rehab", "-o", "my (plan).md", "--pictures") == (0, "", "")
    text, folder = (tmp_path / "my (plan).md").read_text(), tmp_path / "my (plan)-pictures"
    drawings = sorted(path.name for path in folder.iterdir())
    assert "clamshell.svg" in drawings
    assert all((folder / name).read_text().startswith("<svg ") for name in drawings)
    assert all(f"](my%20%28plan%29-pictures/{name})" in text for name in drawings)
    assert "![Clamshell. Start: " in text
    assert text.count("![") == len(drawings)
    assert glutemed("check", "my (plan).md")[0] == 0


def test_pictures_replace_nothing_unasked_and_no_other_files(glutemed: Run, tmp_path: Path) -> None:
    plan = ("plan", "--goal", "rehab", "-o", "plan.md", "--pictures")
    folder = tmp_path / "plan-pictures"
    folder.mkdir()
    (folder / "clamshell.svg").write_text("mine")
    code, _, err = glutemed(*plan)
    assert (code, err) == (2, "glutemed: --output: plan-pictures is there already; add --force to replace it\n")
    assert not (tmp_path / "plan.md").exists()
    (folder / "notes.txt").write_text("mine")
    assert "holds other files" in glutemed(*plan, "--force")[2]
    assert (folder / "clamshell.svg").read_text() == "mine"
    (folder / "notes.txt").unlink()
    assert glutemed(*plan, "--force") == (0, "", "")
    assert (folder / "clamshell.svg").read_text() != "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan-pictures", "plan.md"]


def test_where_the_markdown_cannot_be_written_the_pictures_go_too(
    glutemed: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = ("plan", "--goal", "rehab", "-o", "plan.md", "--pictures")
    (tmp_path / "plan.md").write_text("mine")
    assert glutemed(*plan)[0] == 2
    assert [path.name for path in tmp_path.iterdir()] == ["plan.md"]
    (tmp_path / "plan-pictures").mkdir()
    (tmp_path / "plan-pictures" / "old.svg").write_text("old")

    def full(*_: object, **__: object) -> None:
        raise FileError("cannot write plan.md: no space")

    monkeypatch.setattr(system, "write_file", full)
    assert glutemed(*plan, "--force")[0] == 74
    assert [path.name for path in (tmp_path / "plan-pictures").iterdir()] == ["old.svg"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan-pictures", "plan.md"]
