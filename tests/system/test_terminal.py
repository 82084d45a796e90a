"""A real terminal, a closed pipe and an odd locale."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

GLUTEMED = Path(sys.executable).parent / "glutemed"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "GLUTEMED_CACHE": str(tmp_path), "TERM": "xterm-256color"}


def on_terminal(environment: dict[str, str], *arguments: str) -> str:
    """Run in a pseudo-terminal of 80 columns and return what it shows."""
    leader, follower = pty.openpty()
    environment = {**environment, "COLUMNS": "80", "LINES": "24"}
    with subprocess.Popen(
        [GLUTEMED, *arguments], stdout=follower, stderr=follower, stdin=follower, env=environment
    ) as p:
        os.close(follower)
        shown = b""
        try:
            while piece := os.read(leader, 65536):
                shown += piece
        except OSError:  # how Linux says that the other end is closed
            pass
        assert p.wait() == 0
    os.close(leader)
    return shown.decode().replace("\r\n", "\n")


def test_a_terminal_gets_a_table_with_colour_in_80_columns(environment: dict[str, str]) -> None:
    shown = on_terminal(environment, "plan", "--goal", "rehab", "--stage", "early")
    assert "\x1b[1mGluteus medius program" in shown
    assert "Week at a glance" in shown
    assert "# Gluteus" not in shown


def test_no_color_is_kept_and_the_words_carry_everything(environment: dict[str, str]) -> None:
    shown = on_terminal({**environment, "NO_COLOR": "1"}, "plan", "--goal", "rehab", "--stage", "early")
    assert "\x1b" not in shown
    assert "Stop, and see someone" in shown


def test_a_closed_pipe_ends_silently_with_0(environment: dict[str, str]) -> None:
    command = f"'{GLUTEMED}' plan --goal prevention | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["# Gluteus medius program: prevention and strength", "0"]
    assert done.stderr == ""


def test_an_ascii_locale_prints_question_marks_not_tracebacks(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [GLUTEMED, "plan", "--goal", "prevention", "--format", "terminal"],
        env={**environment, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.startswith(b"Gluteus medius program")
    assert b"???" in done.stdout, "the rule under the table's head"
    assert done.stderr == b""
