"""A release: what stands in its way is told, two builds are the same bytes, what was built is installed and tested."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import glutemed

ROOT = Path(__file__).resolve().parents[2]
BUILD = "from pathlib import Path; from release.archives import build; build(Path.cwd(), Path.cwd().parent / 'built')"
CHECKED = f"{BUILD.replace('; build', '; made = build')}; from release.archives import check; check(Path.cwd(), made)"
UNINSTALLED = (
    "import sys; sys.path.insert(0, 'src'); import pytest; "
    "sys.exit(pytest.main(['-p', 'release.installed', 'tests/model']))"
)
INSTALLED = """
import sys
from pathlib import Path
from release.environments import Environment
from release.pythons import asked

made = Environment(asked([sys.argv[1]])[0], Path.cwd().parent / "environment")
made.install(str(Path.cwd()), Path("constraints.txt"))
print(", ".join(sorted(made.unpinned)))
"""
VERSION = glutemed.__version__
RELEASED = f"# Changelog\n\n## [Unreleased]\n\n## [{VERSION}] - 2026-12-01\n\n- The first.\n"


class Checkout:
    """A repository of its own, with one commit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def git(self, *arguments: str) -> None:
        named = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *named, *arguments], cwd=self.folder, check=True, capture_output=True)

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--message", "All of it")

    def python(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run Python in the checkout."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV", "GIT_"))}
        return subprocess.run(
            [sys.executable, *arguments], cwd=self.folder, env=kept, capture_output=True, text=True, check=False
        )


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    ignored = shutil.ignore_patterns(".venv", ".git", "dist", "_build", "__pycache__", ".*_cache", ".hypothesis")
    made = Checkout(Path(shutil.copytree(ROOT, tmp_path / "checkout", ignore=ignored)))
    made.git("init", "--quiet")
    made.commit()
    return made


def test_a_dry_run_does_every_step_and_leaves_nothing(checkout: Checkout) -> None:
    done = checkout.python("-m", "release", "--dry-run", "--quick", "--python", sys.executable)
    assert done.returncode == 0, done.stdout + done.stderr
    python = ".".join(map(str, sys.version_info[:3]))
    rows = dict(re.findall(r"^(\S.*?) +\d+\.\d  (\S.*)$", done.stdout, re.MULTILINE))
    tested = rows.pop(f"some tests on {python}")
    assert rows == {
        "build twice, same bytes": "passed",
        "twine check, contents": "passed",
        f"sdist on {python}": "passed",
        f"wheel on {python}": "passed",
    }
    assert re.match(r"passed: \d{3,} passed in", tested)
    assert re.search(rf"^[0-9a-f]{{64}}  glutemed-{VERSION}-py3-none-any.whl$", done.stdout, re.MULTILINE)
    assert "twine upload" not in done.stdout
    assert not (checkout.folder / "dist").exists()


def test_a_release_is_refused_for_each_fault_of_the_checkout(checkout: Checkout) -> None:
    checkout.write(
        "CHANGELOG.md", f"# Changelog\n\n## [Unreleased]\n\n- New.\n\n## [{VERSION}] - 2026-12-01\n\n- Old.\n"
    )
    checkout.commit()
    checkout.git("tag", f"v{VERSION}")
    checkout.change("src/glutemed/__init__.py", f'"{VERSION}"', '"9.9.9"')
    checkout.write("new.txt", "new\n")
    done = checkout.python("-m", "release")
    assert done.returncode == 1
    assert done.stdout.splitlines()[1:] == [
        "release: refused: not committed, so not built: src/glutemed/__init__.py, new.txt",
        f"release: refused: CHANGELOG.md has no section ## [9.9.9]; it has Unreleased, {VERSION}",
    ]
    checkout.git("checkout", "src")
    checkout.commit()
    done = checkout.python("-m", "release")
    assert done.returncode == 1
    assert done.stdout.splitlines()[1:] == [
        f"release: refused: CHANGELOG.md has lines under ## [Unreleased]; put them under ## [{VERSION}]",
        f"release: refused: the tag v{VERSION} is there already, on another commit; raise __version__",
    ]


def test_a_checkout_that_is_ready_has_nothing_in_its_way(checkout: Checkout) -> None:
    checkout.write("CHANGELOG.md", RELEASED)
    checkout.commit()
    checkout.git("tag", "--annotate", f"v{VERSION}", "--message", "it")
    told = checkout.python("-c", "from pathlib import Path; from release.state import *; print(hindrances(Path.cwd()))")
    assert told.stdout == "[]\n"


def test_a_release_needs_all_tests(checkout: Checkout) -> None:
    done = checkout.python("-m", "release", "--quick")
    assert done.returncode == 2
    assert "--quick is for --dry-run" in done.stderr


def test_a_python_that_cannot_be_used_is_told(checkout: Checkout) -> None:
    done = checkout.python("-m", "release", "--dry-run", "--python", "python9.9")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "release: --python python9.9: no final Python with venv and ensurepip\n"


def test_a_pin_that_a_python_cannot_have_is_left_out_and_told(checkout: Checkout) -> None:
    constraints = (checkout.folder / "constraints.txt").read_text(encoding="utf-8")
    pinned = re.sub("^(PyYAML|typing_extensions)==.*$", r"\1==99", constraints, flags=re.MULTILINE)
    checkout.write("constraints.txt", pinned)
    done = checkout.python("-c", INSTALLED, sys.executable)
    assert done.stdout == "pyyaml, typing-extensions\n", done.stderr


def test_two_builds_that_differ_are_told_by_their_members(checkout: Checkout) -> None:
    checkout.change(
        "pyproject.toml", "[tool.hatch.version]", "[tool.hatch.build]\nreproducible = false\n\n[tool.hatch.version]"
    )
    checkout.commit()
    done = checkout.python("-c", BUILD)
    assert done.returncode == 1
    assert "RuntimeError: two builds differ:\n" in done.stderr
    assert f"glutemed-{VERSION}-py3-none-any.whl: glutemed/__init__.py\n" in done.stderr


def test_a_description_that_an_index_cannot_show_is_told(checkout: Checkout) -> None:
    checkout.write("README.rst", "Title\n==\n\n.. nothing:: here\n\n`open <\n")
    checkout.change("pyproject.toml", 'readme = "README.md"', 'readme = "README.rst"')
    checkout.commit()
    done = checkout.python("-c", CHECKED)
    assert done.returncode == 1
    assert "`long_description` has syntax errors in markup" in done.stderr


def test_a_wheel_without_its_licence_is_told(checkout: Checkout) -> None:
    checkout.change("pyproject.toml", 'license-files = ["LICENSE"]', "license-files = []")
    checkout.commit()
    done = checkout.python("-c", CHECKED)
    assert done.returncode == 1
    assert f"the wheel lacks ['glutemed-{VERSION}.dist-info/licenses/LICENSE']" in done.stderr


def test_tests_that_would_run_against_the_checkout_are_refused(checkout: Checkout) -> None:
    done = checkout.python("-c", UNINSTALLED)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "which is not installed" in done.stderr
