"""The Pythons of this machine: on the path, of pyenv, and the one that runs this."""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Python", "asked", "oldest_and_newest"]

NEWEST = 30
"""The highest minor version that is looked for."""
PROBE = "import sys, venv, ensurepip; print(*sys.version_info[:4])"
"""A Python without venv and ensurepip, as Debian's without python3-venv, makes no environments."""


@dataclass(frozen=True, order=True)
class Python:
    """One interpreter that can make environments."""

    version: tuple[int, int, int]
    path: Path

    def __str__(self) -> str:
        return ".".join(map(str, self.version))


def oldest_and_newest(root: Path) -> list[Python]:
    """Return the oldest and the newest final Python here that pyproject.toml allows; one, where it is both."""
    found: dict[tuple[int, int], Python] = {}
    for path in _candidates():
        python = _looked_at(path)
        if python and python.version >= _lowest(root):
            found.setdefault(python.version[:2], python)
    order = sorted(found.values())
    return order[:1] if len(order) == 1 else [order[0], order[-1]]


def asked(paths: list[str]) -> list[Python]:
    """Return the Pythons that were named, in order of version; ValueError when one cannot be used."""
    found = []
    for path in paths:
        python = _looked_at(Path(shutil.which(path) or path))
        if not python:
            raise ValueError(f"--python {path}: no final Python with venv and ensurepip")
        found.append(python)
    return sorted(set(found))


def _candidates() -> Iterator[Path]:
    """Yield what may be a Python. A shim of pyenv may stand for one that is not chosen: so its folders follow."""
    yield Path(sys.executable).resolve()
    for minor in range(11, NEWEST):
        found = shutil.which(f"python3.{minor}")
        if found:
            yield Path(found)
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from sorted(pyenv.glob("versions/3.*/bin/python"), reverse=True)


def _looked_at(path: Path) -> Python | None:
    """Return a Python after having asked it, or None when it does not run, makes no environments, or is not final."""
    try:
        done = subprocess.run([path, "-I", "-c", PROBE], capture_output=True, text=True, check=False)
    except OSError:
        return None
    *numbers, level = done.stdout.split() or ["", ""]
    if done.returncode or level != "final":
        return None
    major, minor, micro = map(int, numbers)
    return Python((major, minor, micro), path)


def _lowest(root: Path) -> tuple[int, ...]:
    """Return the lowest version of `requires-python`."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return tuple(map(int, project["requires-python"].removeprefix(">=").split(".")))
