"""Build, check, install and test what a release would publish, and say how to publish it. Nothing is uploaded.

Usage: python3 dev release [--dry-run [--quick]] [--python PATH ...]

Every step is told with its seconds. The exit code is 1 when one failed, or when the checkout must not be released:
changes that are not committed, no section of the version in CHANGELOG.md, a tag of the version on another commit.
A dry run tells the latter and goes on, writes nothing into the checkout, and its exit code is that of the steps.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from release.archives import Archives, build, check, digest
from release.environments import Environment
from release.pythons import Python, asked, oldest_and_newest
from release.state import hindrances, revision, version

ROOT = Path(__file__).resolve().parents[1]


class Steps:
    """The steps of a release, done in their order; what one failed to make, the others do without."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, float, str, str]] = []

    def do(self, name: str, work: Callable[[], str | None]) -> bool:
        """Do a step, tell how it went, and return whether it passed."""
        print(f"release: {name} ...", flush=True)
        begun, result, note = time.perf_counter(), "passed", ""
        try:
            note = work() or ""
        except (RuntimeError, ValueError, OSError) as error:
            result = "failed"
            print(f"{error}", file=sys.stderr, flush=True)
        self.rows.append((name, time.perf_counter() - begun, result, note))
        return result == "passed"

    def leave_out(self, name: str) -> None:
        """Note a step that an earlier one prevents."""
        self.rows.append((name, 0.0, "not run", ""))

    @property
    def passed(self) -> bool:
        """Whether every step did."""
        return all(result == "passed" for _, _, result, _ in self.rows)

    def table(self) -> str:
        """Return a line for each step."""
        wide = max(len(name) for name, *_ in self.rows)
        rows = [f"{'step':<{wide}}  seconds  result"]
        rows += [
            f"{name:<{wide}}  {seconds:7.1f}  {result}{note and f': {note}'}"
            for name, seconds, result, note in self.rows
        ]
        return "\n".join(rows)


def main(arguments: list[str]) -> int:
    """Do what the command line asks for; return the exit code."""
    options = _options(arguments)
    try:
        pythons = asked(options.python) if options.python else oldest_and_newest(ROOT)
        number, commit, reasons = version(ROOT), revision(ROOT), hindrances(ROOT)
    except ValueError as error:
        print(f"release: {error}", file=sys.stderr)
        return 1
    print(f"release: glutemed {number}, commit {commit[:12]}, Python {' and '.join(map(str, pythons))}")
    for reason in reasons:
        print(f"release: {'would be refused' if options.dry_run else 'refused'}: {reason}", flush=True)
    if reasons and not options.dry_run:
        return 1
    with tempfile.TemporaryDirectory(prefix="glutemed-release-") as folder:
        steps = Steps()
        archives = _all_steps(steps, Path(folder), pythons, quick=options.quick)
        print(f"\n{steps.table()}\n")
        if not archives or not steps.passed:
            print("release: failed")
            return 1
        for file in (archives.sdist, archives.wheel):
            print(f"{digest(file)}  {file.name}")
        if not options.dry_run:
            _hand_over(archives, number, commit)
    if options.dry_run:
        print(f"release: all passed{', and it would be refused as told above' if reasons else ''}")
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev release", description="Build, check, install and test a release.")
    parser.add_argument("--dry-run", action="store_true", help="go on in any state, and leave nothing behind")
    parser.add_argument("--quick", action="store_true", help="run some of the tests only")
    parser.add_argument(
        "--python", action="append", metavar="PATH", help="a Python to install and test on, in place of those found"
    )
    options = parser.parse_args(arguments)
    if options.quick and not options.dry_run:
        parser.error("--quick is for --dry-run: what is released passes all tests")
    return options


def _all_steps(steps: Steps, folder: Path, pythons: list[Python], *, quick: bool) -> Archives | None:
    """Do the steps; return the archives, when they could be built."""
    made: list[Archives] = []
    if not steps.do("build twice, same bytes", lambda: made.append(build(ROOT, folder / "builds"))):
        return None
    (archives,) = made
    steps.do("twine check, contents", lambda: check(ROOT, archives))
    steps.do(f"sdist on {pythons[0]}", lambda: _install(pythons[0], folder / "sdist", archives.sdist)[1])
    for python in pythons:
        _on(steps, python, folder / str(python), archives, quick=quick or python != pythons[-1])
    return archives


def _on(steps: Steps, python: Python, folder: Path, archives: Archives, *, quick: bool) -> None:
    """Install and try the wheel on one Python, and run the tests against it."""
    made: list[Environment] = []

    def install() -> str:
        environment, note = _install(python, folder, archives.wheel)
        made.append(environment)
        return note

    def test() -> str:
        made[0].install(f"{archives.wheel}[dev]", ROOT / "constraints.txt")
        return "; ".join(filter(None, (made[0].test(archives.sdist, quick=quick), _unpinned(made[0]))))

    tests = f"{'some' if quick else 'all'} tests on {python}"
    if steps.do(f"wheel on {python}", install):
        steps.do(tests, test)
    else:
        steps.leave_out(tests)


def _install(python: Python, folder: Path, archive: Path) -> tuple[Environment, str]:
    """Install an archive in a clean environment and try it; return also what there is to say about it."""
    environment = Environment(python, folder)
    environment.install(str(archive), ROOT / "constraints.txt")
    environment.try_out(version(ROOT))
    return environment, _unpinned(environment)


def _unpinned(environment: Environment) -> str:
    """Return which pins could not be held."""
    return f"no pin for {', '.join(environment.unpinned)}" if environment.unpinned else ""


def _hand_over(archives: Archives, number: str, commit: str) -> None:
    """Put the archives into dist, and say what is left to do by hand."""
    dist = ROOT / "dist"
    dist.mkdir(exist_ok=True)
    for file in (archives.sdist, archives.wheel):
        shutil.copy2(file, dist)
    print(f"""
All passed. Nothing was uploaded. To publish it:

  git tag --sign v{number} {commit[:12]} --message "glutemed {number}"
  git push origin v{number}
  .venv/bin/twine upload dist/{archives.sdist.name} dist/{archives.wheel.name}
""")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
