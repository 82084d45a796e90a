"""`glutemed progress`: each format, one exercise, and what it says where nothing is recorded."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from glutemed.cli import system

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def progress(glutemed: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`glutemed progress` after two sessions of early rehab."""
    for day, told in (("2026-11-30", ["--pain", "2"]), ("2026-12-02", ["--pain", "3", "--did", "clamshell 3x9 5 kg"])):
        monkeypatch.setenv("GLUTEMED_TODAY", day)
        if day == "2026-11-30":
            assert glutemed("plan", "--goal", "rehab", "--stage", "early", "--save")[0] == 0
        assert glutemed("log", "--all-done", *told)[0] == 0
    return lambda *arguments: glutemed("progress", *arguments)


def test_a_terminal_gets_tables_within_80_columns(progress: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "on_terminal", lambda: True)
    monkeypatch.setattr(system, "width", lambda: 80)
    monkeypatch.setenv("NO_COLOR", "1")
    code, out, err = progress()
    assert (code, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 80
    assert "2 of 3 so far" in out
    assert "▂" in out


def test_a_stream_without_block_characters_gets_plain_ones(progress: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "shows", lambda text: text.isascii())
    for arguments in ((), ("--format", "terminal")):
        _, out, _ = progress(*arguments)
        assert "XX." in out
        assert "█" not in out


def test_a_pipe_gets_markdown(progress: Run) -> None:
    code, out, _ = progress()
    assert code == 0
    assert out.startswith("# Progress, 30 November 2026 to 2 December 2026\n")
    assert progress("--plain")[1] == out


@pytest.mark.parametrize("asked", [["--format", "svg"], []])
def test_a_file_gets_a_picture(progress: Run, tmp_path: Path, asked: list[str]) -> None:
    code, out, err = progress(*asked, "-o", "progress.svg")
    assert (code, out, err) == (0, "", "")
    root = ET.parse(tmp_path / "progress.svg").getroot()
    assert root.tag.endswith("svg")
    assert progress("-o", "progress.svg")[0] == 2
    assert progress("-o", "progress.svg", "--force")[0] == 0


def test_csv_and_json_have_the_numbers(progress: Run) -> None:
    code, out, _ = progress("--format", "csv")
    assert code == 0
    rows = list(csv.DictReader(StringIO(out, newline="")))
    assert [(row["date"], row["value"]) for row in rows if row["measure"] == "pain-during"] == [
        ("2026-11-30", "2"),
        ("2026-12-02", "3"),
    ]
    code, out, _ = progress("--format", "json")
    assert code == 0
    data = json.loads(out)
    assert data["schema"] == "glutemed.progress/1"
    assert [one["during"] for one in data["sessions"]] == [2, 3]


def test_one_exercise_is_found_by_any_of_its_names(progress: Run) -> None:
    code, out, _ = progress("--exercise", "clam", "--weeks", "1")
    assert code == 0
    assert out.startswith("# Progress: Clamshell, ")
    assert "3 x 9, 5 kg" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--exercise", "clamm"], 'no exercise is called "clamm"; did you mean "clam"?'),
        (["--exercise", "hop"], "--exercise: hop is not in the log since 2026-11-30"),
        (["--weeks", "0"], "--weeks: 0 is not allowed; allowed: 1 to 520"),
        (["--weeks", "x"], '--weeks: "x" is not a whole number; allowed: 1 to 520'),
        (["--person", "Bo"], "nothing is in the log of Bo yet; it knows me"),
        (["-o", "x.pdf"], "allowed: .txt, .md, .json, .csv, .markdown, .svg"),
        (["--format", "png"], "allowed: terminal, markdown, svg, csv, json"),
    ],
)
def test_wrong_use_is_one_clear_line(progress: Run, arguments: list[str], told: str) -> None:
    code, out, err = progress(*arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1


def test_an_empty_log_says_what_to_do(glutemed: Run) -> None:
    code, out, err = glutemed("progress")
    assert (code, out) == (2, "")
    assert "begin with: glutemed screen, then save the plan that it gives" in err
    glutemed("plan", "--goal", "rehab", "--save")
    code, out, err = glutemed("progress")
    assert (code, out) == (2, "")
    assert "after the first one: glutemed log --all-done" in err
