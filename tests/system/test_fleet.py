"""The code of docs/fleet.md, run as it stands: lines of Dask's local cluster are those of `glutemed batch`."""

import json
import os
import re
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from tests.rows import requests

ROOT = Path(__file__).resolve().parents[2]
ROWS, BAD_EACH = 200, 20


def fleet() -> str:
    """Return the script on the page."""
    (script,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/fleet.md").read_text(), re.DOTALL)
    return str(script)


def python(folder: Path, *arguments: str, code: int = 0) -> tuple[str, str]:
    """Return what Python prints in a folder that is its home, cache and place of temporary files."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GLUTEMED", "DASK"))},
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "GLUTEMED_CACHE": str(folder / "batch-cache"),
        "GLUTEMED_CONFIG": os.devnull,
    }
    command = [sys.executable, "-W", "error", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, timeout=120)
    assert done.returncode == code, done.stderr.decode()
    return done.stdout.decode(), done.stderr.decode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fleet")
    (folder / "fleet.py").write_text(fleet())
    rows = (json.dumps(row, ensure_ascii=False) for row in requests(ROWS, BAD_EACH))
    (folder / "requests.jsonl").write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    assert python(folder, "fleet.py", "requests.jsonl", "plans") == ("3 files\n", "")
    return folder


def lines_of(folder: Path) -> list[str]:
    files = sorted((folder / "plans").iterdir(), key=lambda file: int(file.stem))
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines(keepends=True)]


def test_good_rows_give_the_bytes_of_batch_and_bad_ones_their_problem(folder: Path) -> None:
    batch, told = python(folder, "-m", "glutemed", "batch", "requests.jsonl", code=1)
    lines = lines_of(folder)
    assert len(lines) == ROWS
    bad = [number for number, line in enumerate(lines, 1) if "problem" in json.loads(line)]
    assert bad == list(range(BAD_EACH, ROWS + 1, BAD_EACH))
    assert "".join(line for number, line in enumerate(lines, 1) if number not in bad) == batch
    problems = dict(re.findall(r"^glutemed: requests\.jsonl:(\d+): (.*)$", told, re.MULTILINE))
    assert {number: json.loads(lines[number - 1])["problem"].partition(": ")[2] for number in bad} == {
        int(number): problem for number, problem in problems.items()
    }


def test_the_cluster_leaves_nothing_behind(folder: Path) -> None:
    scratch = folder / "dask-scratch-space"
    assert [file.name for file in scratch.iterdir() if not file.name.endswith(".lock")] == []


def test_rows_that_are_no_requests_never_stop_the_rest(folder: Path) -> None:
    rows = (
        b"[1]",
        b"null",
        b"{",
        b'{"goal": "caf\xe9"}',
        b'{"goal": "rehab", "start": "\\ud800"}',
        b'{"pian": 3}',
        b"",
    )
    (folder / "bad.jsonl").write_bytes(b"\xef\xbb\xbf" + b"\n".join([*rows, b'{"goal": "rehab"}', b""]))
    assert python(folder, "fleet.py", "bad.jsonl", "plans-of-bad")[1] == ""
    (file,) = (folder / "plans-of-bad").iterdir()
    *bad, good = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    assert [one["problem"].partition(": ")[0] for one in bad] == [
        "TypeError",
        "AttributeError",
        "JSONDecodeError",
        "UsageError",
        "UsageError",
        "UsageError",
    ]
    assert good["schema"] == "glutemed.plan/1"


def test_a_port_that_is_taken_is_no_matter(folder: Path) -> None:
    """Another cluster may be at work: Dask's own port, 8787, is not asked for."""
    (folder / "one.jsonl").write_text('{"goal": "prevention"}\n')
    with socket.socket() as other:
        with suppress(OSError):  # taken already is as good
            other.bind(("127.0.0.1", 8787))
            other.listen()
        assert python(folder, "fleet.py", "one.jsonl", "plans-of-one") == ("1 files\n", "")
