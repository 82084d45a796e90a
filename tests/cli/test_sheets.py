"""Sheets to hand over: names, the PDF, and pictures beside Markdown."""

import json
import os
import shlex
import sys
import tomllib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from pypdf import PdfReader

from glutemed.cli import files, system
from glutemed.cli.app import run
from glutemed.cli.files import write_beside
from glutemed.errors import FileError
from glutemed.rendering.pdf import INSTALL

ROOT = Path(__file__).parents[2]
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
        (("--format", "fhir", "--explain"), "--explain has no place on the fhir"),
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


def test_the_ending_makes_a_health_record_with_names(glutemed: Run, tmp_path: Path) -> None:
    assert glutemed(*PLAN, "-o", "x.fhir.json", "--for", "Ana", "--from", "Hip clinic") == (0, "", "")
    bundle = json.loads((tmp_path / "x.fhir.json").read_text(encoding="utf-8"))
    assert bundle["resourceType"] == "Bundle"
    assert bundle["entry"][1]["resource"]["name"] == [{"text": "Ana"}]
    code, out, _ = glutemed(*PLAN, "--format", "fhir")
    assert (code, json.loads(out)["type"]) == (0, "collection")


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
    assert err == f"glutemed: --format pdf needs typst and segno; install them with: {INSTALL}\n"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert shlex.split(INSTALL) == ["pip", "install", *project["optional-dependencies"]["pdf"]]
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


DRAWING = '<svg viewBox="0 0 1 1" aria-labelledby="figure-clamshell-title figure-clamshell-desc">old</svg>'
WITH_PICTURES = ("plan", "--goal", "rehab", "-o", "plan.md", "--pictures")


def test_pictures_replace_nothing_unasked_and_with_force_what_glutemed_wrote(glutemed: Run, tmp_path: Path) -> None:
    assert glutemed(*WITH_PICTURES) == (0, "", "")
    (tmp_path / "plan.md").unlink()
    folder = tmp_path / "plan-pictures"
    (folder / "hip-hitch.svg").write_text(DRAWING.replace("clamshell", "hip-hitch"))
    code, _, err = glutemed(*WITH_PICTURES)
    assert (code, err) == (2, "glutemed: --output: plan-pictures is there already; add --force to replace it\n")
    assert not (tmp_path / "plan.md").exists()
    assert glutemed(*WITH_PICTURES, "--force") == (0, "", "")
    assert (folder / "clamshell.svg").exists()
    assert "old" not in "".join(path.read_text() for path in folder.iterdir())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan-pictures", "plan.md"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("notes.txt", "mine"),
        ("my-photo.svg", DRAWING.replace("clamshell", "my-photo")),
        ("clamshell.svg", "<svg>mine</svg>"),
        ("clamshell.svg", DRAWING.replace("clamshell", "side-plank")),
        ("clamshell.svg.bak", DRAWING),
        (".clamshell.svg", DRAWING),
        ("clamshell.svg/inside.svg", "mine"),
    ],
)
def test_pictures_never_replace_what_glutemed_did_not_write(
    glutemed: Run, tmp_path: Path, name: str, text: str
) -> None:
    folder = tmp_path / "plan-pictures"
    path = folder / name
    path.parent.mkdir(parents=True)
    path.write_text(text)
    (folder / "side-plank.svg").write_text(DRAWING.replace("clamshell", "side-plank"))
    code, _, err = glutemed(*WITH_PICTURES, "--force")
    first = name.partition("/")[0]
    told = f"plan-pictures holds {first}, which glutemed did not write, and is never replaced; name another file"
    assert (code, err) == (2, f"glutemed: --output: {told}\n")
    assert path.read_text() == text
    assert sorted(one.name for one in folder.iterdir()) == sorted({first, "side-plank.svg"})
    assert [one.name for one in tmp_path.iterdir()] == ["plan-pictures"]


def test_pictures_never_replace_a_link(glutemed: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "plan-pictures").symlink_to("mine")
    assert "is not a folder" in glutemed(*WITH_PICTURES, "--force")[2]
    (tmp_path / "plan-pictures").unlink()
    (tmp_path / "mine.svg").write_text(DRAWING)
    (tmp_path / "plan-pictures").mkdir()
    (tmp_path / "plan-pictures" / "clamshell.svg").symlink_to("../mine.svg")
    assert "holds clamshell.svg" in glutemed(*WITH_PICTURES, "--force")[2]
    assert (tmp_path / "plan-pictures" / "clamshell.svg").is_symlink()


def test_where_the_markdown_cannot_be_written_the_pictures_go_too(
    glutemed: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.md").write_text("mine")
    assert glutemed(*WITH_PICTURES)[0] == 2
    assert [path.name for path in tmp_path.iterdir()] == ["plan.md"]
    (tmp_path / "plan-pictures").mkdir()
    (tmp_path / "plan-pictures" / "clamshell.svg").write_text(DRAWING)

    def full(*_: object, **__: object) -> None:
        raise FileError("cannot write plan.md: no space")

    monkeypatch.setattr(files, "write_file", full)
    assert glutemed(*WITH_PICTURES, "--force")[0] == 74
    assert (tmp_path / "plan-pictures" / "clamshell.svg").read_text() == DRAWING
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan-pictures", "plan.md"]


def test_the_same_markdown_without_force_is_refused_and_gets_no_pictures(glutemed: Run, tmp_path: Path) -> None:
    assert glutemed(*WITH_PICTURES) == (0, "", "")
    rmtree(tmp_path / "plan-pictures")
    assert glutemed(*WITH_PICTURES)[0] == 2
    assert [path.name for path in tmp_path.iterdir()] == ["plan.md"]


STEPS = ("mkdir", "open", "fsync", "rename", "replace", "link", "unlink", "rmdir")
"""What changes something on the disk."""


def write_interrupted(step: int, *, after: bool, there: bool) -> bool:
    """Write beside with an interruption before or after one step; return whether there was such a step."""
    seen = 0

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            nonlocal seen
            seen += 1
            if seen != step:
                return real(*given, **named)
            if after:
                made = real(*given, **named)
                if real is os_open:
                    os.close(made)
            raise KeyboardInterrupt

        return call

    os_open = os.open
    with pytest.MonkeyPatch.context() as patch:
        for one in STEPS:
            patch.setattr(os, one, counted(getattr(os, one)))
        try:
            files = {"new.svg": b"new"}
            write_beside("p.md", b"new", "p-pictures", files, ours=lambda name, data: True, force=there)
        except KeyboardInterrupt:
            return True
    return False


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("after", [True, False])
def test_an_interruption_at_any_step_leaves_both_old_or_both_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: bool, there: bool
) -> None:
    old = {"p.md": "old", "p-pictures/old.svg": "old"} if there else {}
    new = {"p.md": "new", "p-pictures/new.svg": "new"}
    for step in range(1, 40):
        folder = tmp_path / str(step)
        folder.mkdir()
        monkeypatch.chdir(folder)
        if there:
            Path("p-pictures").mkdir()
            Path("p-pictures/old.svg").write_text("old")
            Path("p.md").write_text("old")
        stopped = write_interrupted(step, after=after, there=there)
        files = {str(path): path.read_text() for path in Path().rglob("*") if path.is_file()}
        shown = {name: text for name, text in files.items() if not name.startswith(".glutemed-")}
        assert shown in ((old, new) if stopped else (new,)), step
        if not stopped:
            assert files == new
            assert step > 8
            return
    pytest.fail("it did not end")
