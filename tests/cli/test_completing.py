"""What Tab offers: every option is decided on, every value is one that the command takes, nothing is written."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.cli.conftest import Run

from glutemed.cli import candidates
from glutemed.cli.app import run, tree
from glutemed.cli.completing import answer, completed, read_line

FREE = {
    "--ignore",
    *("--after", "--age", "--at", "--cleared", "--clinician", "--date", "--days", "--did", "--effort", "--for"),
    *("--from", "--hold", "--holds", "--jobs", "--minutes", "--next-morning", "--note", "--pain", "--reps"),
    *("--session", "--sets", "--start", "--template", "--text", "--usual", "--week", "--weeks"),
}
"""Numbers, dates and texts of one's own: nothing to offer."""
ENOUGH = {
    "plan": ("--goal", "rehab"),
    "why": ("clam", "--goal", "rehab"),
    "check": ("x",),
    "swap": ("x", "clam"),
    "edit": ("x", "clam"),
    "show": ("clam",),
    "batch": ("x",),
}
"""What a command needs besides an option."""


def commands(command: Any = None, path: str = "") -> Iterator[tuple[str, Any]]:
    """Return every command with its path."""
    command = command or typer.main.get_command(tree())
    yield path, command
    for name, part in getattr(command, "commands", {}).items():
        yield from commands(part, f"{path} {name}".strip())


def names(parameter: Any) -> list[str]:
    return [name for name in parameter.opts if name.startswith("--") or parameter.param_type_name == "argument"]


@pytest.fixture(autouse=True)
def folder(glutemed: Run, tmp_path: Path) -> Path:
    """An empty folder, with a cache that other tests have filled."""
    assert glutemed("show", "clam")[0] == 0
    return tmp_path


def offered(*words: str) -> list[str]:
    return [value for value, _ in completed(words).values]


def test_every_option_and_argument_with_a_value_is_decided_on() -> None:
    taken = {
        name
        for _, command in commands()
        for one in command.params
        if not getattr(one, "is_flag", False)
        for name in names(one)
    }
    known = [set(candidates.VALUES), candidates.FILES, candidates.FOLDERS, FREE]
    assert sorted(taken) == sorted(name for names in known for name in names)
    lists = {one for _, c in commands() for p in c.params for one in p.opts if getattr(p, "multiple", False)}
    assert lists >= candidates.LISTS


OPTIONS = [
    (path, names(one)[0])
    for path, command in commands()
    for one in command.params
    if path and {*names(one)} & {"--format", "--goal", "--stage", "--level", "--side", "--category", "--chain"}
] + [("plan", "--paper"), ("list", "--activation"), ("list", "--condition"), ("plan", "--on"), ("plan", "--other")]


@pytest.mark.parametrize(("path", "option"), OPTIONS)
def test_what_is_offered_is_what_the_command_takes(glutemed: Run, folder: Path, path: str, option: str) -> None:
    (folder / "x").write_text("goal,stage\nrehab,early\n" if path == "batch" else "{}")
    extra = ("--format", "pdf", "-o", "x.pdf") if option == "--paper" else ()
    if path == "next" and option == "--stage":
        assert offered("next", "--stage", "") == offered("plan", "--stage", "")
        return
    code, _, err = glutemed(*path.split(), *ENOUGH.get(path, ()), *extra, option, "nope")
    allowed = re.search(r"allowed: ([^;\n]+)", err)
    assert code in (1, 2)
    assert allowed, err
    assert offered(*path.split(), option, "") == allowed[1].split(", ")


@pytest.mark.parametrize(
    ("words", "how", "values"),
    [
        (["sho"], "values", ["show"]),
        (["log", "ex"], "values", ["export"]),
        (["catalog", "n"], "values", ["new"]),
        (["plan", "--w"], "values", ["--weeks"]),
        (["plan", "--weeks", "2", "--w"], "values", []),
        (["plan", "--catalog", "a", "--cata"], "values", ["--catalog"]),
        (["log", "forget", "--y"], "values", ["--yes"]),
        (["plan", "--explain", "--side", "l"], "values", ["left"]),
        (["plan", "--side=l"], "values", ["--side=left"]),
        (["plan", "-fj"], "values", []),
        (["plan", "-f", "j"], "values", ["json"]),
        (["plan", "-fjson", "--forma"], "values", []),
        (["plan", "--pain", ""], "none", []),
        (["plan", "--at", "1"], "none", []),
        (["plan", "-o", "pl"], "files", []),
        (["check", "pl"], "files", []),
        (["catalog", "validate", "a.yaml", "b"], "files", []),
        (["batch", "--output-dir", ""], "folders", []),
        (["plan", "--equipment", "h"], "open", ["home"]),
        (["plan", "--equipment", "band,h"], "open", []),
        (["plan", "--equipment", "band,be"], "open", ["band,bench"]),
        (["plan", "--equipment", "band", "--equipment", "ba"], "open", ["barbell"]),
        (["plan", "--on", "mon,t"], "open", ["mon,tuesday", "mon,thursday"]),
        (["plan", "--condition", "acl-reconstruction,ac"], "open", ["acl-reconstruction,achilles-tendinopathy"]),
        (["list", "--condition", "acl-reconstruction,ac"], "values", []),
        (["plan", "--exclude", "clamshell,clams"], "open", ["clamshell,clamshell-plank"]),
        (["show", "CLAMSHELL-"], "values", ["clamshell-plank"]),
        (["show", "pelvic-d"], "values", ["pelvic-drop"]),
        (["show", "Pelvic D"], "values", ["pelvic-drop"]),
        (["show", "clamshell", ""], "values", None),
        (["show", "--", "hip-hitch-h"], "values", ["hip-hitch-hold"]),
        (["plan", "--timezone", "europe/lon"], "values", ["Europe/London"]),
        (["sources", "boren2011", "BOREN"], "values", []),
        (["sources", "r-00"], "values", None),
        (["learn", "muscle"], "values", ["muscle"]),
        (["--install-completion", "z"], "values", ["zsh"]),
        (["nothing", ""], "none", []),
        (["plan", "--nothing", ""], "none", []),
    ],
)
def test_what_comes_next(words: list[str], how: str, values: list[str] | None) -> None:
    found = completed(words)
    assert found.how == how
    if values is None:
        assert len(found.values) > 4
    else:
        assert [value for value, _ in found.values] == values


def test_every_command_is_offered_with_what_it_does() -> None:
    found = dict(completed([""]).values)
    assert {path.split()[0] for path, _ in commands() if path} == set(found)
    assert found["check"].startswith("Audit a program against every rule.")


def test_options_are_offered_where_a_command_takes_nothing_else() -> None:
    assert "--goal" in offered("plan", "")
    assert offered("plan", "x", "y") == []


def test_swap_offers_the_exercises_of_the_plan(glutemed: Run) -> None:
    assert glutemed("plan", "--goal", "rehab", "-o", "plan.json")[0] == 0
    plan = json.loads(Path("plan.json").read_text())
    held = {i["exercise"] for w in plan["weeks"] for s in w["sessions"] for b in s["blocks"] for i in b["items"]}
    assert set(offered("swap", "plan.json", "")) == held
    Path("plan.json").write_text("{")
    assert len(offered("edit", "plan.json", "")) == len(offered("show", "")) > len(held)


def test_people_come_from_the_log_that_is_named(glutemed: Run) -> None:
    for name, store in (("Ana", ()), ("Ben", ("--store", "other.sqlite3"))):
        assert glutemed("plan", "--goal", "rehab", "--save", "--person", name, *store)[0] == 0
    assert offered("next", "--person", "") == offered("log", "forget", "") == ["Ana"]
    assert offered("next", "--store", "other.sqlite3", "--person", "") == ["Ben"]


@pytest.mark.parametrize(
    ("line", "words", "quote"),
    [
        ("glutemed sh", ["glutemed", "sh"], ""),
        ("glutemed ", ["glutemed", ""], ""),
        ('glutemed show "side pl', ["glutemed", "show", "side pl"], '"'),
        ("glutemed show 'a\"b", ["glutemed", "show", 'a"b'], "'"),
        ("glutemed show side\\ pl", ["glutemed", "show", "side pl"], ""),
        ("glutemed show 'a b' ", ["glutemed", "show", "a b", ""], ""),
        ("glutemed show a\\", ["glutemed", "show", "a"], ""),
        ("", [""], ""),
    ],
)
def test_a_line_is_read_as_a_shell_reads_it(line: str, words: list[str], quote: str) -> None:
    assert read_line(line) == (words, quote)


@pytest.mark.parametrize(
    ("shell", "arguments", "printed"),
    [
        ("bash", ["glutemed plan --goal=re", "re"], "values\nrehab\n"),
        ("bash", ["glutemed plan --goal re", "re"], "values\nrehab\n"),
        ("bash", ["glutemed plan --goal=", ""], "values\nprevention\nrehab\n"),
        ("bash", ["glutemed next --person A", "A"], 'values\nAna\\ \\$\\(id\\)\\;\\ \\`id\\`\\ \\"\n'),
        ("bash", ['glutemed next --person "A', "A"], 'values\nAna \\$(id); \\`id\\` \\"\n'),
        ("bash", ["glutemed next --person 'A", "A"], 'values\nAna $(id); `id` "\n'),
        ("zsh", ["next", "--person", "A"], 'values\nAna $(id); `id` "\n'),
        ("zsh", ["show", "hip-hitch-h"], "values\nhip-hitch-hold\tHip hitch hold\n"),
        ("fish", ["show", "'hip-hitch-h"], "values\nhip-hitch-hold\tHip hitch hold\n"),
        ("fish", [], "none\n"),
        ("bash", [], "none\n"),
        ("bash", ["", ""], None),
    ],
)
def test_an_answer_is_in_the_form_of_the_shell(
    glutemed: Run, capsys: pytest.CaptureFixture[str], shell: str, arguments: list[str], printed: str | None
) -> None:
    glutemed("plan", "--goal", "rehab", "--save", "--person", 'Ana $(id); `id` "')
    answer(shell, arguments)
    out, err = capsys.readouterr()
    assert err == ""
    assert printed is None or out == printed


def test_no_control_character_reaches_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    people = lambda _: [("An\x1b[2Ja", ""), ("Ben", "x\ty\nz\x1b")]  # noqa: E731
    monkeypatch.setattr(candidates, "VALUES", {})
    monkeypatch.setitem(sys.modules["glutemed.cli.completing"].VALUES, "--person", people)
    answer("zsh", ["next", "--person", ""])
    assert capsys.readouterr().out == "values\nBen\tx y z?\n"


def test_a_broken_overlay_leaves_the_built_in_exercises(folder: Path) -> None:
    (folder / "mine.yaml").write_text("schema: [")
    assert offered("show", "--catalog", "mine.yaml", "clamshell-") == ["clamshell-plank"]


def test_a_damaged_log_offers_no_one_and_says_nothing(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "log.sqlite3").write_bytes(b"no log" * 1000)
    answer("zsh", ["next", "--person", ""])
    assert capsys.readouterr() == ("none\n", "")


COUNT = """
import os, sys
from glutemed.__main__ import main
main()
print(*sorted(sys.modules), file=sys.stderr)
"""


def alone(home: Path, *words: str, **environment: str) -> tuple[list[str], list[str]]:
    """Return what is printed, and the modules loaded, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", COUNT, *words],
        capture_output=True,
        check=True,
        text=True,
        cwd=home,
        env={
            "HOME": str(home),
            "_GLUTEMED_COMPLETE": "zsh",
            "PYTHONPATH": ":".join(filter(None, sys.path)),
            **environment,
        },
    )
    return done.stdout.splitlines(), done.stderr.split()


def test_nothing_is_written_anywhere(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("empty")
    for words in (["show", "hip-hitch-h"], ["next", "--person", ""], ["plan", "--timezone", "Europe/Lond"], [""]):
        assert alone(home, *words)[0][0] == "values"
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "most"), [([""], 45), (["plan", "--goal", ""], 35), (["show", "c"], 40), (["learn", "m"], 40)]
)
def test_tab_loads_nothing_heavy(folder: Path, words: list[str], most: int) -> None:
    printed, modules = alone(folder, *words, GLUTEMED_CACHE=os.environ["GLUTEMED_CACHE"])
    assert len(printed) > 1
    heavy = ("pydantic", "yaml", "rich", "jinja2", "icalendar", "typst", "sqlite3", "asyncio", "zoneinfo")
    assert [name for name in heavy if name in modules] == []
    ours = [name for name in modules if name.split(".")[0] == "glutemed"]
    assert len(ours) <= most, ours


def test_other_commands_load_none_of_it(folder: Path) -> None:
    code = "import sys; from glutemed.cli.app import run; run(['list']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stderr.split()
    assert [name for name in ("completing", "candidates", "shells") if f"glutemed.cli.{name}" in loaded] == []


def installed(home: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "ZDOTDIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    return run(list(arguments))


@pytest.mark.parametrize(
    "arguments", [("--install-completion", "bash"), ("--install-completion=BASH",), ("--install-completion",)]
)
def test_the_shell_is_named_or_the_users_own(
    arguments: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELL", "/usr/bin/bash")
    assert installed(folder, monkeypatch, *arguments) == 0
    assert (folder / ".bashrc").read_text().endswith("fi  # glutemed completion\n")
    assert not (folder / ".zshrc").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("--install-completion", "basch"),
            '--install-completion: "basch" is not allowed; allowed: bash, zsh, fish; did you mean "bash"?',
        ),
        (("--show-completion",), "--show-completion: which shell is yours is not known; name it: bash, zsh, fish"),
        (("--install-completion", "bash", "fish"), "--install-completion: takes one shell, and stands alone"),
        (("--install-completions",), "there is no option --install-completions; did you mean"),
        (("--version", "--install-completion", "bash"), None),
    ],
)
def test_wrong_use_is_told_and_nothing_installed(
    arguments: tuple[str, ...],
    told: str | None,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SHELL", "/bin/tcsh")
    before = set(folder.iterdir())
    assert installed(folder, monkeypatch, *arguments) == (2 if told else 0)
    assert told is None or told in capsys.readouterr().err
    assert set(folder.iterdir()) == before


def test_a_start_up_file_that_cannot_be_written_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / ".zshrc").mkdir()
    assert installed(folder, monkeypatch, "--install-completion", "zsh") == 74
    assert "cannot write" in capsys.readouterr().err
