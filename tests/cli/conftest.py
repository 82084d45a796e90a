"""The command line run in process, in an empty folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from glutemed.cli.app import run

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for decoded catalogues, which all tests of a process share."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def glutemed(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line in an empty folder; returns exit code, output and errors."""
    monkeypatch.setenv("GLUTEMED_CACHE", str(cache))
    monkeypatch.setenv("GLUTEMED_STORE", str(tmp_path / "log.sqlite3"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return call
