"""What is fuzzed: kinds of input, how real ones are damaged, and what must hold whatever comes in.

An input is bytes, so that a find is a file of the corpus. Whatever it is, the command line ends with
one of its exit codes and plain messages: no other exception, no character that steers a terminal,
and within two seconds of the processor.
"""

import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
import typer
import yaml
from hypothesis import strategies as st
from tests.fuzz.damage import Draw, Inputs, anything, damaged, damaged_trees, escaped, texts, written
from tests.proof.own import own_file
from tests.store.logs import a_log

from glutemed.cli.app import run, tree
from glutemed.engine.planner import make_plan
from glutemed.loading import catalog as files
from glutemed.loading.catalog import load_catalog
from glutemed.loading.merging import merge_overlays
from glutemed.loading.reader import read_text
from glutemed.loading.requests import read_request
from glutemed.loading.text import clean
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan
from glutemed.model.records import encode
from glutemed.rendering.entry import to_yaml
from glutemed.rendering.log import log_to_json
from glutemed.rendering.markdown import plan_to_markdown

__all__ = ["TARGETS", "Target", "ready", "try_input"]

ROOT = Path(__file__).resolve().parents[2]
CODES = (0, 1, 2, 3, 4, 74)
LINES_MAX = 101
SECONDS_MAX = 2.0


@dataclass(frozen=True)
class Target:
    """A way in: how its inputs are made, and the command lines that read them; FILE stands for the input's file."""

    file: str
    inputs: Callable[[], Inputs]
    commands: tuple[tuple[str, ...], ...] = ()


# What must hold


@cache
def _catalog() -> Catalog:
    return load_catalog()


@contextmanager
def ready() -> Iterator[None]:
    """Let commands take a catalogue that is read already, in a folder of their own, and show bugs as they are."""
    _catalog()

    def load(*_: Any, overlays: tuple[str, ...] = (), **__: Any) -> Catalog:
        return merge_overlays(_catalog(), {name: read_text(name) for name in overlays}) if overlays else _catalog()

    folder = os.getcwd()
    with tempfile.TemporaryDirectory() as scratch, pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "load_catalog", load)  # commands ask for it when they run
        patch.setenv("GLUTEMED_DEBUG", "1")
        patch.setenv("GLUTEMED_CONFIG", os.devnull)
        patch.setenv("GLUTEMED_STORE", os.path.join(scratch, "log.sqlite3"))
        os.chdir(scratch)
        try:
            yield
        finally:
            os.chdir(folder)


def try_input(target: Target, raw: bytes) -> None:
    """Run a target's commands on an input; AssertionError, or whatever exception there was, is a find."""
    if target.commands:
        Path(target.file).write_bytes(raw)
        for command in target.commands:
            _run([target.file if word == "FILE" else word for word in command], raw)
    else:
        words, typed = _split(raw)
        for name, held in _around().items():
            Path(name).write_bytes(held)
        _run(words, typed)


def _split(raw: bytes) -> tuple[list[str], bytes]:
    """Return the words of a command line as a shell gives them, and what is typed after it."""
    held = json.loads(raw)
    given = [word.replace("\0", "").encode("utf-8", "surrogatepass") for word in held["words"]]
    return [word.decode("utf-8", "surrogateescape") for word in given], held["typed"].encode("utf-8", "surrogatepass")


def _run(words: list[str], typed: bytes) -> None:
    out, err, stdin = io.StringIO(), io.StringIO(), sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8")
    begun = time.process_time()
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = run(words)
    finally:
        sys.stdin = stdin
    seconds = time.process_time() - begun
    _judge(code, out.getvalue().replace("\r\n", "\n"), err.getvalue())
    assert seconds < SECONDS_MAX, f"took {seconds:.1f} s"


def _judge(code: int, out: str, err: str) -> None:
    assert code in CODES, f"exit code {code}: {err[:200]}"
    plain = out.replace("\n", " ")
    assert clean(plain) == plain, "output has a character that is not allowed"
    told = err.replace("\n", " ")
    assert clean(told) == told, "a message steers the terminal"
    lines = err.splitlines()
    assert len(lines) <= LINES_MAX + 2, f"{len(lines)} lines of messages"
    assert code == 0 or out or err, "neither output nor a message"
    assert code in (0, 1) or len([line for line in lines if line.startswith("glutemed: ")]) >= 1, "no message"


# Real files, and what is put into them


@cache
def _plans() -> tuple[Plan, ...]:
    """Return plans of many shapes."""
    requests: tuple[dict[str, Any], ...] = (
        {"goal": "rehab"},
        {"goal": "prevention", "level": "intermediate", "start": "2026-12-01", "weeks": "2"},
        {"goal": "rehab", "stage": "late", "condition": ["gluteal-tendinopathy"], "side": "left", "pain": "2"},
        {"goal": "rehab", "stage": "mid", "equipment": ["none"], "weeks": "3", "clinician": "Zoë: why not"},
    )
    return tuple(make_plan(_catalog(), read_request(_catalog(), asked)) for asked in requests)


@cache
def _plan_data() -> tuple[Any, ...]:
    return tuple(json.loads(json.dumps(encode(plan))) for plan in _plans())


@cache
def _plan_files() -> tuple[bytes, ...]:
    return tuple(map(written, _plan_data()))


@cache
def _yaml_plan_files() -> tuple[bytes, ...]:
    return tuple(map(_as_yaml, _plan_data()[:2]))


def _as_yaml(data: Any) -> bytes:
    sound = json.loads(
        json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")
    )  # yaml writes no half surrogates
    return bytes(yaml.dump(sound, Dumper=yaml.CSafeDumper, encoding="utf-8"))


@cache
def _sheets() -> tuple[bytes, ...]:
    return tuple(plan_to_markdown(_catalog(), plan).encode() for plan in _plans())


@cache
def _by_hand() -> tuple[bytes, ...]:
    return tuple(file.read_bytes() for file in sorted((ROOT / "docs/rules/examples").glob("*.yaml")))


@cache
def _by_hand_data() -> tuple[Any, ...]:
    return tuple(map(yaml.safe_load, _by_hand()))


@cache
def _own_data() -> tuple[Any, ...]:
    exercises = json.loads(json.dumps(encode(_catalog().exercises[:3])))
    added = {**exercises[0], "id": "my-circle", "name": "My circle", "aliases": [], "leads_to": None}
    added = {name: value for name, value in added.items() if value not in (None, [])}
    changed = [{"id": one["id"], "cues": one["cues"]} for one in exercises]
    limits = [{"id": one.id, "value": one.value} for one in _catalog().limits[:4]]
    parts = (
        {"exercises": [added]},
        {"change": changed},
        {"name": "Ours", "hide": [exercises[0]["id"]]},
        {"limits": limits},
    )
    return tuple({"schema": "glutemed.catalog/1", **part} for part in parts)


@cache
def _answer_data() -> tuple[Any, ...]:
    said = {question.id: "no" for question in _catalog().questions}
    facts: dict[str, Any] = {"goal": "pain", "pain": 2, "age": 40}
    tests = [
        {"test": test.id, **({"left": 1, "right": 0} if test.sided else {"result": 1})} for test in _catalog().tests
    ]
    return (
        {"schema": "glutemed.answers/1", "facts": facts, "questions": said, "tests": tests},
        {
            "schema": "glutemed.answers/1",
            "facts": {**facts, "condition": ["ACL", "itb-syndrome"], "side": "left", "sex": "male"},
            "questions": {**said, "heart": "yes"},
            "cleared": "Zoë: why not",
        },
        {"schema": "glutemed.answers/1", "facts": facts, "questions": {**said, "calf": True}},
    )


@cache
def _answer_files() -> tuple[bytes, ...]:
    return tuple(to_yaml(one).encode() for one in _answer_data())


@cache
def _own_yaml() -> tuple[bytes, ...]:
    return tuple(to_yaml(one).encode() for one in _own_data())


FILES = ("plan.json", "plan.md", "hand.yaml", "mine.yaml")


@cache
def _around() -> dict[str, bytes]:
    """Return the files that stand around a command line."""
    held = (_plan_files()[0], _sheets()[1], _by_hand()[0], _own_yaml()[0])
    return dict(zip(FILES, held, strict=True))


@cache
def _names() -> tuple[str, ...]:
    """Return names that the catalogue knows: ids, names, aliases, conditions, words of fields."""
    own = _catalog()
    exercises = [name for e in own.exercises for name in (e.id, e.name, *e.aliases)]
    return (
        *exercises,
        *(name for c in own.conditions for name in (c.id, c.name, *c.aliases)),
        *("none", "home", "gym", "band", "step", "early", "mid", "late", "rehab", "prevention", "left", "both"),
        *("monday", "mon,wed", "beginner", "advanced", "four-mistakes", "A10", "P05", "json", "terminal", "markdown"),
        *("table", "csv", "github", "bibtex", "2026-12-01", "Dr. X: why", *FILES),
    )


def _json_plans() -> Inputs:
    trees = damaged_trees(_plan_data, _names)
    rest = damaged(_plan_files, _names) | anything('{}[]:,"\\u0a1e.- \n')
    return trees.map(written) | trees.map(written) | trees.map(escaped) | rest


def _yaml_plans() -> Inputs:
    return damaged_trees(_plan_data, _names).map(_as_yaml) | damaged(_yaml_plan_files, _names)


def _sheet_files() -> Inputs:
    return damaged(_sheets, _names) | anything("#* -:|x358\n")


def _hand_files() -> Inputs:
    rest = damaged(_by_hand, _names) | anything("{}[]:,-?!&*#|>'\"%@`~<= \n\ta1e.")
    return damaged_trees(_by_hand_data, _names).map(written) | rest


def _own_files() -> Inputs:
    made = st.integers(0, 2**32).map(lambda seed: own_file(_catalog(), Random(seed)))
    return damaged_trees(_own_data, _names).map(written) | damaged(_own_yaml, _names) | made


def _answers() -> Inputs:
    trees = damaged_trees(_answer_data, _names)
    return trees.map(written) | trees.map(_as_yaml) | damaged(_answer_files, _names)


@cache
def _log_data() -> tuple[Any, ...]:
    return tuple(json.loads(json.dumps(encode(log))) for log in (a_log(), a_log("Ann", "Zoë")))


@cache
def _logs() -> tuple[bytes, ...]:
    return tuple(log_to_json(log).encode() for log in (a_log(), a_log("Ann", "Zoë")))


def _log_files() -> Inputs:
    trees = damaged_trees(_log_data, _names)
    return trees.map(written) | trees.map(escaped) | damaged(_logs, _names) | anything('{}[]:,"\\u0a1e.- \n')


OUTPUTS = ("out.md", "out.json", "out.txt", "", ".", "no/x.md", "plan.json", "\x1b.md", "\udcff.md")


@st.composite
def _command_lines(draw: Draw) -> bytes:
    """Return a command line: a command's own options and arguments with any values, and what is typed after it."""
    name, command = draw(st.sampled_from(_commands()))
    words: list[str] = name.split()
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            if draw(st.integers(0, 9)):
                words.append(draw(st.sampled_from((*FILES, "clamshell", "-")) | texts(_names)))
        elif draw(st.integers(0, 3)) == 0:
            option = draw(st.sampled_from(parameter.opts))
            if "--output" in parameter.opts:
                words += [option, draw(st.sampled_from(OUTPUTS))]
            elif parameter.is_flag:
                words.append(option)
            else:
                words += [option, draw(texts(_names))]
    if draw(st.integers(0, 9)) == 0:
        words.insert(draw(st.integers(0, len(words))), draw(texts(_names)))
    typed = draw(st.lists(texts(_names), max_size=30).map("\n".join))
    return json.dumps({"words": words, "typed": typed}).encode()


@cache
def _commands() -> tuple[tuple[str, Any], ...]:
    def walk(group: Any, name: str) -> Iterator[tuple[str, Any]]:
        for word, command in group.commands.items():
            full = f"{name} {word}".strip()
            yield from walk(command, full) if hasattr(command, "commands") else [(full, command)]

    return tuple(walk(typer.main.get_command(tree()), ""))


CHECKED = tuple(("check", "FILE", "--format", format) for format in ("terminal", "markdown", "json", "github"))

TARGETS = {
    "plan-json": Target(
        "plan.json",
        _json_plans,
        (*CHECKED, ("edit", "FILE", "clamshell", "--sets", "2"), ("swap", "FILE", "clamshell", "--format", "terminal")),
    ),
    "plan-yaml": Target("plan.yaml", _yaml_plans, CHECKED[:1]),
    "sheet": Target("plan.md", _sheet_files, CHECKED),
    "hand": Target("hand.yaml", _hand_files, CHECKED),
    "own": Target(
        "mine.yaml",
        _own_files,
        (
            ("catalog", "validate", "FILE"),
            ("list", "--catalog", "FILE", "--format", "table"),
            ("plan", "--goal", "prevention", "--catalog", "FILE", "--format", "terminal"),
            ("plan", "--goal", "rehab", "--pain", "6", "--include", "own-0", "--catalog", "FILE", "--format", "json"),
        ),
    ),
    "answers": Target(
        "answers.yaml",
        _answers,
        tuple(("screen", "--answers", "FILE", "--format", format) for format in ("terminal", "markdown", "json")),
    ),
    "log": Target(
        "log.json", _log_files, (("log", "import", "FILE"), ("log", "people"), ("log", "export", "--format", "csv"))
    ),
    "words": Target("words.json", _command_lines),
}
"""What is fuzzed, by name. A file of the corpus is named after its target: TARGET.WHAT."""
