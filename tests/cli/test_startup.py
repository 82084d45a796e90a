"""The start-up budget: which modules a command loads. Counted, not timed, so that the machine does not matter."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("pydantic", "yaml", "rich", "jinja2", "icalendar", "typst", "sqlite3", "asyncio", "email", "unittest")

COUNT = """
import json, sys
from glutemed.cli.app import run
code = run(sys.argv[1:])
sys.stdout.flush()
print(json.dumps({"code": code, "modules": sorted(sys.modules)}), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    loaded(folder, "show", "clam")  # of the catalogue and of the drawings
    return folder


def loaded(cache: Path, *arguments: str) -> list[str]:
    """Return the modules that a command loads in a process of its own, its output piped."""
    done = subprocess.run(
        [sys.executable, "-c", COUNT, *arguments],
        capture_output=True,
        check=True,
        text=True,
        env={"GLUTEMED_CACHE": str(cache), "PATH": "", "PYTHONPATH": ":".join(filter(None, sys.path))},
    )
    report = json.loads(done.stderr.splitlines()[-1])
    assert report["code"] == 0
    modules: list[str] = report["modules"]
    return modules


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan", "--goal", "rehab", "--stage", "early"),
        ("plan", "--goal", "prevention", "--format", "json"),
        ("plan", "--goal", "prevention", "--format", "csv"),
        ("list",),
        ("list", "--figures", "--format", "csv"),
        ("show", "clam"),
        ("sources",),
        ("sources", "boren2011", "--format", "bibtex"),
        ("learn",),
        ("learn", "four-mistakes"),
        ("--help",),
    ],
)
def test_the_hot_path_loads_nothing_heavy(cache: Path, arguments: tuple[str, ...]) -> None:
    modules = loaded(cache, *arguments)
    assert [name for name in HEAVY if name in modules] == []


@pytest.mark.parametrize(
    ("arguments", "most"),
    [
        (("plan", "--goal", "rehab"), 58),
        (("list",), 30),
        (("show", "clam"), 49),
        (("sources",), 27),
        (("learn", "pain"), 32),
        (("--help",), 33),
    ],
)
def test_each_command_loads_only_its_own_modules(cache: Path, arguments: tuple[str, ...], most: int) -> None:
    """The counts are today's and one to spare: a new module on a path is a decision, not an accident."""
    ours = [name for name in loaded(cache, *arguments) if name.split(".")[0] == "glutemed"]
    assert len(ours) <= most, ours


@pytest.fixture(scope="module")
def week(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The file of a log with a session of an early program."""
    path = str(tmp_path_factory.mktemp("log") / "log.sqlite3")
    loaded(cache, "plan", "--goal", "rehab", "--save", "--store", path)
    loaded(cache, "log", "--all-done", "--pain", "1", "--after", "1", "--store", path)
    return path


@pytest.mark.parametrize(
    ("arguments", "most"), [(("next",), 89), (("next", "--explain"), 89), (("next", "--format", "json"), 83)]
)
def test_the_next_week_loads_the_log_and_nothing_else_that_is_heavy(
    cache: Path, week: str, arguments: tuple[str, ...], most: int
) -> None:
    modules = loaded(cache, *arguments, "--store", week)
    assert [name for name in HEAVY if name in modules] == ["sqlite3"]
    ours = [name for name in modules if name.split(".")[0] == "glutemed"]
    assert len(ours) <= most, ours


def test_the_next_week_as_json_loads_no_way_to_lay_it_out(cache: Path, week: str) -> None:
    modules = loaded(cache, "next", "--format", "json", "--store", week)
    assert not [name for name in modules if name.startswith(("glutemed.rendering.", "glutemed.cli.saving"))]


@pytest.mark.parametrize("arguments", [("next",), ("plan", "--goal", "rehab"), ("list",), ("show", "clam")])
def test_what_reads_files_is_loaded_for_files_of_ones_own_alone(
    cache: Path, week: str, arguments: tuple[str, ...]
) -> None:
    store = ("--store", week) if arguments == ("next",) else ()
    readers = {f"glutemed.loading.{name}" for name in ("document", "json_reader", "reader")}
    assert readers.isdisjoint(loaded(cache, *arguments, *store))


def test_a_command_looks_for_no_garbage() -> None:
    code = """
import gc, sys
sys.argv = ["glutemed", "list"]
from glutemed.__main__ import main
rounds = []
gc.collect()
gc.callbacks.append(lambda phase, _: rounds.append(phase))
try:
    main()
finally:
    print(len(rounds), gc.get_freeze_count() > 10_000, file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stderr.splitlines()[-1] == "0 True"


def test_listing_loads_no_engine_and_planning_no_other_format(cache: Path) -> None:
    assert not [name for name in loaded(cache, "list") if name.startswith(("glutemed.engine", "glutemed.checks"))]
    planned = loaded(cache, "plan", "--goal", "rehab", "--format", "json")
    assert not [name for name in planned if name in ("glutemed.rendering.markdown", "glutemed.rendering.terminal")]


def test_the_version_is_answered_before_anything_is_loaded() -> None:
    code = """
import sys
sys.argv = ["glutemed", "--version"]
from glutemed.__main__ import main
main()
print(*sorted(name for name in sys.modules if name.startswith(("glutemed", "typer"))))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.splitlines()[1] == "glutemed glutemed.__main__"


def test_without_a_cache_the_slow_path_is_taken_once(tmp_path: Path) -> None:
    """The first run reads the YAML with pydantic; the second does not."""
    assert "pydantic" in loaded(tmp_path, "list")
    assert "pydantic" not in loaded(tmp_path, "list")
