"""The commands on the pages run, end as they should, and print what the pages show; every command is shown."""

import re
import shlex
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.scripts import script

from glutemed.cli import system
from glutemed.cli.app import run, tree

ROOT = Path(__file__).resolve().parents[1]
TODAY = "2026-11-30"


BLOCKS = list(script("examples").blocks())
FILES = {"docs/own-catalogue.md": ("mine.yaml", "broken.yaml")}
"""What the yaml of a page is called, in its order; else the first is my-plan.yaml."""
TRAINS = "glutemed (next|progress|session|export -|log (export|import|people|forget))"
"""The commands that need a log."""
CODES = (
    ("--include lateral-band-walk", 3),
    ("--goal rehab --include hop", 3),
    ("--pain 9", 4),
    ("rehap", 2),
    ("check my-plan.yaml", 1),
    ("validate broken.yaml", 1),
    ("batch patients.csv", 1),  # someone in pain of 9
)
"""What ends otherwise than with 0."""


def answering(shown: list[str]) -> Callable[[str], str]:
    """Return what types the answers that a page shows behind the questions; to other questions, nothing."""
    asked: set[str] = set()

    def ask(question: str) -> str:
        last = question.splitlines()[-1] if question.strip() else ""
        answer = next((line.removeprefix(last) for line in shown if last and line.startswith(last)), "")
        assert answer or question not in asked, f"the page has no answer to: {question}"
        asked.add(question)
        sys.stderr.write(f"{question}{answer}\n")
        return answer

    return ask


def lay_out_files(page: str) -> None:
    """Write the files that the commands of a page name: its own yaml, the catalogue, and the rows of the batch."""
    text = (ROOT / page).read_text()
    (own, *_) = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/own-catalogue.md").read_text(), re.DOTALL)
    Path("mine.yaml").write_text(own)
    for name, program in zip(
        FILES.get(page, ("my-plan.yaml",)), re.findall(r"```yaml\n(.*?)```", text, re.DOTALL), strict=False
    ):
        Path(name).write_text(program)
    rows = re.findall(r'```text\n((?:name,|\{"name").*?)```', (ROOT / "docs/batch.md").read_text(), re.DOTALL)
    for name, program in zip(("patients.csv", "requests.jsonl"), rows, strict=True):
        Path(name).write_text(program)
    for program in re.findall(r"```text\n(id,name,.*?)```", text, re.DOTALL):
        Path("patients.csv").write_text(program)


def begin(commands: list[str]) -> None:
    """Do what commands take for given: a saved plan, a program, a log in which a session was done."""
    saves = any(re.match("glutemed plan .*--save", command) for command in commands)
    if not saves and any(re.match(TRAINS, command) for command in commands):
        for person in ((), ("--person", "Ana Ruiz")):
            run(["plan", "--goal", "rehab", "--start", TODAY, "--save", *person])
            if "glutemed session" not in commands[0]:
                run(["log", "--all-done", "--pain", "1", "--after", "1", *person])
    if commands[0].startswith("glutemed log import"):  # from another device, where the session was done
        file = commands[0].split()[-1]
        for line in (
            f"log export {file} --person me",
            "log forget me --yes",
            f"plan --goal rehab --start {TODAY} --save",
        ):
            run(line.split())
    if re.match("glutemed (swap|edit)", commands[0]):
        run(["plan", "--goal", "prevention", "--format", "json", "-o", "plan.json"])


def lacking(shown: Iterable[str], *printed: str) -> list[str]:
    """Return the lines shown that were not printed in this order; one that ends with " ..." is the head of a line."""
    lines = iter("".join(printed).splitlines())
    return [
        line
        for line in shown
        if not any(
            one.rstrip() == line.rstrip() or (line.endswith(" ...") and one.startswith(line[:-4])) for one in lines
        )
    ]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder for the decoded catalogue, which the commands of all pages share."""
    return str(tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize("block", BLOCKS, ids=[f"{block[0].page}: {block[0].command}" for block in BLOCKS])
def test_a_page_shows_what_its_commands_print(
    block: list[Any],
    cache: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "GLUTEMED_CACHE": cache,
        "GLUTEMED_STORE": str(tmp_path / "log.sqlite3"),
        "GLUTEMED_TODAY": TODAY,
        "HOME": str(tmp_path),
        "NO_COLOR": "1",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(system, "on_terminal", lambda: True)
    monkeypatch.setattr(system, "width", lambda: 80)
    lay_out_files(block[0].page)
    if block[0].command == "glutemed catalog new":
        Path("mine.yaml").unlink()
    begin([one.command for one in block])
    capsys.readouterr()
    for one in block:
        monkeypatch.setattr(system, "ask", answering(list(one.shown)))
        code = run(shlex.split(one.command.partition(" > ")[0])[1:])
        out, err = capsys.readouterr()
        assert not lacking(one.shown, out, err) or lacking(one.shown, err, out) == [], one.command
        assert code == next((code for part, code in CODES if part in one.command), 0), one.command


def test_there_are_excerpts_to_check() -> None:
    shown = [one for block in BLOCKS for one in block if one.page == "README.md"]
    assert sum(bool(one.shown) for one in shown) >= 12
    assert len({block[0].page for block in BLOCKS}) >= 25


def test_every_command_is_shown_with_its_output() -> None:
    """A group of commands that does nothing by itself needs no example of its own."""
    commands = script("parts").commands
    every = dict(commands.all_commands(typer.main.get_command(tree())))
    assert len(every) > 20
    alone = [name for name, command in every.items() if command.params or not hasattr(command, "commands")]
    best = {name: commands.examples.best(name, list(every)) for name in alone}
    assert [name for name, example in best.items() if example is None] == []
    text = commands.commands()
    assert [name for name, example in best.items() if commands.examples.link(example) not in text] == []


def test_an_example_of_a_part_of_a_group_is_none_of_the_group() -> None:
    examples = script("examples")
    example = examples.Example("glutemed log export x.json", ("{",), "docs/log.md", "Backups, and moving")
    assert (example.of("log"), example.of("log export"), example.of("log exp")) == (True, True, False)
    assert examples.link(example) == "[`glutemed log export x.json`](../log.md#backups-and-moving)"
    every = ["log", "log export", "log people", "log forget", "log import"]
    assert examples.best("log", every).command.startswith("glutemed log --")
    assert examples.best("log", ["log"]) is not None
    assert examples.best("log people", every).shown[-1].startswith("  Ana Ruiz ")
    assert examples.best("plan-b", every) is None
