"""Clean environments outside the checkout: glutemed installed, tried as a user would, and tested."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from release.archives import unpack
from release.pythons import Python

__all__ = ["QUICK", "Environment"]

QUICK = ("tests/checks", "tests/store/test_log.py", "tests/loading/test_catalog.py", "tests/test_changelog.py")
"""The tests of a quick run."""
NO_PIN = re.compile(
    r"(?:\(constraint\)|No matching distribution found for|Failed building wheel for) ([A-Za-z0-9._-]+)"
)
"""What pip says of a version that this Python cannot have."""
OVERLAY = "schema: glutemed.catalog/1\nhide: [clamshell]\n"
PIP = ("install", "--progress-bar", "off", "--disable-pip-version-check")
LEFT_OUT = ("PYTHON", "GLUTEMED", "VIRTUAL_ENV", "COV", "PYTEST", "XDG_DATA", "XDG_CACHE")


class Environment:
    """An environment of one Python, with a home and a work folder that are empty."""

    def __init__(self, python: Python, folder: Path) -> None:
        self.folder, self.unpinned = folder, list[str]()
        self.work, self.home, venv = folder / "work", folder / "home", folder / "venv"
        self.bin = venv / ("Scripts" if os.name == "nt" else "bin")
        for path in (self.work, self.home):
            path.mkdir(parents=True)
        self._run(python.path, "-m", "venv", venv)

    def install(self, target: str, constraints: Path) -> None:
        """Install a target with the versions of the constraints, without those that this Python cannot have.

        RuntimeError when that fails. `unpinned` then names the packages whose pins were left out.
        """
        file, lines = self.folder / "constraints.txt", constraints.read_text(encoding="utf-8").splitlines()
        pins = {_normal(line.split("==")[0]): line for line in lines if "==" in line}
        while True:
            file.write_text("\n".join(line for name, line in pins.items() if name not in self.unpinned))
            try:
                self._run("python", "-m", "pip", *PIP, "-c", file, target, home=Path.home())
            except RuntimeError as error:
                told = [_normal(name) for name in NO_PIN.findall(str(error))]
                lost = [name for name in dict.fromkeys(told) if name in pins and name not in self.unpinned]
                if not lost:
                    raise
                self.unpinned += lost
            else:
                return

    def try_out(self, version: str) -> None:
        """Do what a new user does, from an empty folder; RuntimeError when something is not as it should be."""
        (self.work / "mine.yaml").write_text(OVERLAY, encoding="utf-8")
        asked = ("plan", "--goal", "rehab", "--stage", "early")
        self._says(f"glutemed {version}\n", "glutemed", "--version")
        self._says("# Gluteus medius program: rehab, early stage\n", "glutemed", *asked)
        self._says("# Clamshell\n", "python", "-m", "glutemed", "show", "clamshell")
        self._says("", "glutemed", "catalog", "validate", "mine.yaml")
        self._says("", "glutemed", *asked, "-o", "plan.html")
        self._says("", "glutemed", *asked, "--weeks", "4", "--save")
        self._says("", "glutemed", "log", "--all-done", "--pain", "2")
        if not (self.work / "plan.html").read_text(encoding="utf-8").startswith("<!doctype html>"):
            raise RuntimeError("plan -o plan.html: this is no page")

    def test(self, sdist: Path, *, quick: bool) -> str:
        """Run the tests of an sdist, whose source and data are taken away first; return their last line.

        What they import can then only be what is installed, which `release.installed` makes sure of.
        RuntimeError when a test fails.
        """
        tree = unpack(sdist, self.folder / "tree")
        for name in ("src", "data"):
            shutil.rmtree(tree / name)
        options = ("-q", "-p", "release.installed", "-p", "no:cacheprovider", "-n", "auto")
        chosen = QUICK if quick else ("tests", "--ignore=tests/system")
        said = self._run("python", "-m", "pytest", *options, *chosen, folder=tree)
        return said.rstrip().rsplit("\n", 1)[-1].strip("= ")

    def _says(self, start: str, *command: str) -> None:
        said = self._run(*command)
        if not said.startswith(start):
            raise RuntimeError(f"{' '.join(command)}: says {said[:80]!r}, not {start!r}")

    def _run(
        self, program: str | Path, *arguments: str | Path, folder: Path | None = None, home: Path | None = None
    ) -> str:
        """Return what a program prints, one of the environment where a name is given; RuntimeError when it fails."""
        command = [self.bin / program if isinstance(program, str) else program, *arguments]
        kept = {name: value for name, value in os.environ.items() if not name.startswith(LEFT_OUT)}
        kept |= {"HOME": str(home or self.home), "PATH": f"{self.bin}{os.pathsep}{kept['PATH']}"}
        done = subprocess.run(
            command,
            cwd=folder or self.work,
            env=kept,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(map(str, command))}\nends with exit code {done.returncode}:\n{done.stdout}")
        return done.stdout


def _normal(name: str) -> str:
    """Return the name of a package as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
