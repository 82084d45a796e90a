"""`learn` as a user meets it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from glutemed.cli import system

Run = Callable[..., tuple[int, str, str]]


def test_learn_alone_lists_every_topic_and_ends_with_how_to_read_one(glutemed: Run) -> None:
    code, out, err = glutemed("learn")
    assert (code, err) == (0, "")
    assert out.startswith("# Pages to read\n")
    assert "\n| four-mistakes | Four mistakes in training the gluteus medius |\n" in out
    assert "\n| low-back-pain | Chronic low back pain |\n" in out
    assert out.splitlines()[-1].startswith("glutemed learn TOPIC, such as ")
    assert len(json.loads(glutemed("learn", "-f", "json")[1])) == out.count("\n| ") - 4


def test_a_page_is_read_by_any_of_its_names(glutemed: Run) -> None:
    code, out, err = glutemed("learn", "GTPS")
    assert (code, err) == (0, "")
    assert out.startswith("# Gluteal tendinopathy (greater trochanteric pain syndrome)\n")
    assert glutemed("learn", "gluteal tendinopathy")[1] == out
    assert "\n## What studies found\n" in out
    assert "\n- MELLOR18 (" in out


def test_a_page_goes_where_and_as_it_is_asked_for(
    glutemed: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    markdown = glutemed("learn", "muscle")[1]
    page = json.loads(glutemed("learn", "muscle", "-f", "json")[1])
    assert list(page) == ["id", "title", "aliases", "sections"]
    assert page["sections"][0]["paragraphs"][0]["sources"] == ["A01"]
    assert glutemed("learn", "muscle", "-o", "muscle.md") == (0, "", "")
    assert (tmp_path / "muscle.md").read_text() == markdown
    assert glutemed("learn", "muscle", "-o", "muscle.md")[0] == 2
    assert glutemed("learn", "muscle", "-o", "muscle.md", "--force")[0] == 0
    monkeypatch.setattr(system, "on_terminal", lambda: True)
    shown = glutemed("learn", "muscle")[1]
    assert "\x1b[1mThe gluteus medius: where it is and what it does" in shown
    assert glutemed("learn", "muscle", "--plain")[1] == markdown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("four-mistaks",), 'TOPIC: no page is called "four-mistaks"; did you mean "four mistakes"?'),
        (("clamshell",), 'TOPIC: no page is called "clamshell"; see glutemed learn'),
        (("",), 'TOPIC: "" is not a name of 1 to 80 printable characters'),
        (("\x1b[2J",), 'TOPIC: "?[2J" is not a name of 1 to 80 printable characters'),
        (("pain", "-f", "csv"), '--format: "csv" is not allowed; allowed: terminal, markdown, json'),
        (
            ("four", "mistakes"),
            (
                "learn: got unexpected extra argument(s) (mistakes); "
                "a name of several words stands in quotes; see --help"
            ),
        ),
    ],
)
def test_a_fault_is_one_line(glutemed: Run, arguments: tuple[str, ...], message: str) -> None:
    assert glutemed("learn", *arguments) == (2, "", f"glutemed: {message}\n")


def test_a_page_that_is_broken_or_missing_is_told_with_its_place(
    glutemed: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert glutemed("learn")[0] == 0
    (tmp_path / "learn").mkdir()
    (tmp_path / "learn" / "steps.md").write_text("# Steps\n\nUp.\n")
    monkeypatch.setattr("glutemed.loading.pages.data_files", lambda: (str(tmp_path / "x.yaml"),))
    code, out, err = glutemed("learn", "steps")
    assert (code, out) == (1, "")
    assert err.startswith(f"glutemed: {tmp_path}/learn/steps.md:3:1: this does not end with its sources; ")
    (tmp_path / "learn" / "steps.md").unlink()
    (tmp_path / "learn").rmdir()
    assert glutemed("learn")[0::2] == (
        74,
        f"glutemed: the folder {tmp_path}/learn is missing; install glutemed again\n",
    )
