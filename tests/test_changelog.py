"""The version stands in one place, and the changelog tells of it."""

import re
from pathlib import Path

import glutemed

ROOT = Path(__file__).resolve().parents[1]
SECTIONS = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_changelog_opens_with_this_version_or_with_what_is_not_released() -> None:
    assert SECTIONS[0] in ("Unreleased", glutemed.__version__)


def test_no_version_has_two_sections() -> None:
    assert sorted(set(SECTIONS)) == sorted(SECTIONS)


def test_no_other_file_holds_the_version() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'dynamic = ["version"]' in project
    assert not re.search(r"^version\s*=", project, re.MULTILINE)
    assert f'"{glutemed.__version__}"' not in project
