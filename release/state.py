"""What stands in the way of a release before anything is built: the version, the changelog, the commit."""

import re
import subprocess
from pathlib import Path

__all__ = ["hindrances", "moment", "revision", "version"]

SHOWN = 3
VERSION = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
HEADING = re.compile(
    r"^## \[(?P<version>[^\]]+)\](?: - \d{4}-\d\d-\d\d)?$(?P<text>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL
)


def version(root: Path) -> str:
    """Return the version, from the only place that has it; ValueError when it is not there."""
    found = VERSION.search((root / "src/glutemed/__init__.py").read_text(encoding="utf-8"))
    if not found:
        raise ValueError("src/glutemed/__init__.py has no line __version__ = ...")
    return found[1]


def revision(root: Path) -> str:
    """Return the commit that is built."""
    return _git(root, "rev-parse", "HEAD")


def moment(root: Path) -> str:
    """Return when that commit was made, in seconds since 1970: the time of every file in the archives."""
    return _git(root, "log", "-1", "--format=%ct")


def hindrances(root: Path) -> list[str]:
    """Return why this checkout must not be released, each as one line; empty when it may be."""
    number = version(root)
    return [*_uncommitted(root), *_unlogged(root, number), *_tagged(root, number)]


def _uncommitted(root: Path) -> list[str]:
    """Changes that are not committed are not built, and nobody could build them again."""
    names = [line[3:] for line in _git(root, "status", "--porcelain").splitlines()]
    if not names:
        return []
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return [f"not committed, so not built: {', '.join(names[:SHOWN])}{more}"]


def _unlogged(root: Path, number: str) -> list[str]:
    """Users learn from the changelog what a version changes for them."""
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    sections = {found["version"]: found["text"].strip() for found in HEADING.finditer(text)}
    if number not in sections:
        return [f"CHANGELOG.md has no section ## [{number}]; it has {', '.join(sections) or 'none'}"]
    if not sections[number]:
        return [f"CHANGELOG.md says nothing under ## [{number}]"]
    if sections.get("Unreleased"):
        return [f"CHANGELOG.md has lines under ## [Unreleased]; put them under ## [{number}]"]
    return []


def _tagged(root: Path, number: str) -> list[str]:
    """A version is published once."""
    tagged = _git(root, "tag", "--list", f"v{number}", "--format=%(objectname) %(*objectname)").split()
    if not tagged or revision(root) in tagged:
        return []
    return [f"the tag v{number} is there already, on another commit; raise __version__"]


def _git(root: Path, *arguments: str) -> str:
    """Return what git says; ValueError when it fails."""
    done = subprocess.run(["git", "-C", root, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise ValueError(f"git {arguments[0]}: {done.stderr.strip()}")
    return done.stdout.rstrip()
