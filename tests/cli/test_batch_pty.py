"""`batch` in a window: a bar while it runs, and Ctrl-C, which leaves whole files and goes on later."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Self

import pytest
from tests.rows import requests

GLUTEMED = str(Path(sys.executable).parent / "glutemed")
ROWS = 1_500
PATIENCE = 60
"""Seconds until something that should appear is given up on."""


class Window:
    """A batch whose standard error is a terminal; `whole`: its standard output too."""

    def __init__(self, cache: Path, folder: Path, *arguments: str, whole: bool = False) -> None:
        self.leader, follower = pty.openpty()
        self.shown = ""
        self.process = subprocess.Popen(
            [GLUTEMED, "batch", "r.jsonl", *arguments],
            stdout=follower if whole else subprocess.PIPE,
            stderr=follower,
            cwd=folder,
            env={**os.environ, "GLUTEMED_CACHE": str(cache), "TERM": "xterm", "COLUMNS": "80", "LINES": "24"},
            start_new_session=True,
        )
        os.close(follower)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)
        if self.process.stdout:
            self.process.stdout.close()
        os.close(self.leader)

    def until(self, pattern: str) -> None:
        """Read until something is shown."""
        begun = monotonic()
        while not re.search(pattern, self.shown):
            assert monotonic() - begun < PATIENCE, self.shown
            self._read()

    def _read(self) -> bool:
        if not select.select([self.leader], [], [], 0.1)[0]:
            return self.process.poll() is None
        try:
            self.shown += os.read(self.leader, 65536).decode(errors="replace")
        except OSError:  # the other end is closed
            return False
        return True

    def ended(self) -> int:
        """Read to the end and return the exit code."""
        begun = monotonic()
        while self._read():
            assert monotonic() - begun < 5 * PATIENCE, self.shown
        return self.process.wait(PATIENCE)


@pytest.fixture
def requested(tmp_path: Path) -> Path:
    """A folder with requests; what is killed may leave the file there that it was writing."""
    (tmp_path / "r.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in requests(ROWS)))
    return tmp_path


@pytest.fixture
def folder(requested: Path) -> Iterator[Path]:
    """The same, where nothing half-written may be left."""
    yield requested
    assert not list(requested.rglob("*.part"))


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_whole_files_and_resume_makes_the_rest(cache: Path, folder: Path, jobs: str) -> None:
    with Window(cache, folder, "--output-dir", "out", "--jobs", jobs) as window:
        window.until(r"[1-9][0-9,]* rows, [0-9,]+ a second")
        os.killpg(window.process.pid, signal.SIGINT)  # as a terminal does: to all processes of the window
        assert window.ended() == 130
    assert re.search(r"glutemed: [0-9,]+ rows are done; go on with the same command and --resume\r\n", window.shown)
    assert "Traceback" not in window.shown
    files = sorted((folder / "out").glob("*.json"))
    assert 0 < len(files) < ROWS
    assert all(json.loads(file.read_text())["schema"] == "glutemed.plan/1" for file in files)
    again = subprocess.run(
        [GLUTEMED, "batch", "r.jsonl", "--output-dir", "out", "--jobs", jobs, "--resume"],
        cwd=folder,
        env={**os.environ, "GLUTEMED_CACHE": str(cache)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert again.stdout == ""
    assert [line for line in again.stderr.splitlines() if "for safety's sake" not in line] == []
    assert len(list((folder / "out").glob("*.json"))) == ROWS


def test_a_batch_in_a_window_tells_how_far_it_is_and_what_came_of_it(cache: Path, folder: Path) -> None:
    head = (folder / "r.jsonl").read_text().splitlines(keepends=True)[:40]
    (folder / "r.jsonl").write_text("".join(head) + '{"goal": "healing"}\n')
    with Window(cache, folder, "--output-dir", "out") as window:
        assert window.ended() == 1
    assert "41 rows, " in window.shown
    assert "1 failed" in window.shown
    assert window.shown.rstrip().endswith("glutemed: 1 of 41 rows failed; see out/report.csv")


def test_a_reader_that_has_enough_ends_the_batch_without_a_word(cache: Path, folder: Path) -> None:
    with Window(cache, folder, "--jobs", "2") as window:
        assert window.process.stdout
        assert window.process.stdout.readline().startswith(b'{"schema":"glutemed.plan/1"')
        window.process.stdout.close()
        assert window.ended() == 0
    assert "Error" not in window.shown


def children(pid: int) -> list[int]:
    """Return the processes of a process's pool."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def state(pid: int) -> str:
    """Return the state of a process: R runs, S waits, Z has ended and its parent has not looked yet."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def runs(pid: int) -> bool:
    """Return whether a process is there, and not just waited for by its parent."""
    with suppress(FileNotFoundError):
        return state(pid) != "Z"
    return False


def test_a_process_that_is_ended_from_outside_ends_the_batch_with_a_word(cache: Path, folder: Path) -> None:
    with Window(cache, folder, "--output-dir", "out", "--format", "html", "--jobs", "2") as window:
        window.until(r"[1-9][0-9,]* rows, [0-9,]+ a second")
        os.kill(children(window.process.pid)[0], signal.SIGKILL)
        assert window.ended() == 74
    assert "a process of the batch was ended from outside" in window.shown
    assert "Traceback" not in window.shown


def test_no_process_outlives_a_batch_that_was_killed(cache: Path, requested: Path) -> None:
    with Window(cache, requested, "--output-dir", "out", "--format", "html", "--jobs", "2") as window:
        window.until(r"[1-9][0-9,]* rows, [0-9,]+ a second")
        pool = children(window.process.pid)
        assert len(pool) == 2
        window.process.kill()
        begun = monotonic()
        while any(map(runs, pool)):
            assert monotonic() - begun < PATIENCE


def test_a_batch_that_waits_for_its_rows_ends_at_once(cache: Path, folder: Path) -> None:
    process = subprocess.Popen(
        [GLUTEMED, "batch", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={**os.environ, "GLUTEMED_CACHE": str(cache)},
    )
    with process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b'{"goal": "rehab"}\n' * 2)
        process.stdin.flush()
        assert [process.stdout.readline()[:9] for _ in range(2)] == [b'{"schema"'] * 2
        begun = monotonic()
        while state(process.pid) != "S":  # until it waits for the next row
            assert monotonic() - begun < PATIENCE
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 143


def test_lines_in_a_window_have_no_bar_among_them(cache: Path, folder: Path) -> None:
    (folder / "r.jsonl").write_text("".join((folder / "r.jsonl").read_text().splitlines(keepends=True)[:20]))
    with Window(cache, folder, whole=True) as window:
        assert window.ended() == 0
    assert window.shown.count('{"schema":"glutemed.plan/1"') == 20
    assert "a second" not in window.shown
    assert "\x1b" not in window.shown
