"""The kinds of file that are read: a new kind is a row of KINDS, and every hole and flood is then tried on it."""

import io
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from tests.store.logs import a_log

from glutemed.cli.app import run
from glutemed.engine.planner import make_plan
from glutemed.errors import GlutemedError
from glutemed.loading.answers import AnswersFile
from glutemed.loading.merging import merge
from glutemed.loading.overlays import OverlayFile
from glutemed.loading.requests import read_request
from glutemed.loading.shortform import Hand
from glutemed.model.catalog import Catalog
from glutemed.model.log import Log
from glutemed.model.plan import Plan
from glutemed.model.records import encode
from glutemed.rendering.entry import to_yaml
from glutemed.rendering.markdown import plan_to_markdown

__all__ = ["KINDS", "NUMBER", "TEXT", "Kind", "Outcome", "outcome", "samples"]

NUMBER, TEXT = "4711", "placed here"
"""What stands in a sample where a whole number, or a text, is asked for."""

HAND = f"""\
goal: prevention
days:
  - name: {TEXT}
    exercises:
      - {{exercise: clamshell, sets: {NUMBER}, reps: 10}}
"""
HAND_JSON = f"""\
{{"goal": "prevention",
 "days": [{{"name": "{TEXT}",
  "exercises": [{{"exercise": "clamshell", "sets": {NUMBER}, "reps": 10}}]}}]}}
"""
OWN = f"""\
schema: glutemed.catalog/1
name: {TEXT}
sources:
  - {{key: us2026, authors: Our clinic, year: {NUMBER}, title: Twelve of us, kind: note, seen: X}}
"""
BUILT_IN = f"""\
schema: glutemed.catalog/1
limits:
  - {{id: most-sets, value: 5, unit: sets, text: {TEXT}, sources: [A20]}}
sources:
  - {{key: us2026, authors: Our clinic, year: {NUMBER}, title: Twelve of us, kind: note, seen: X}}
"""


@dataclass(frozen=True)
class Kind:
    """A kind of file: its name, its usual file, the words of the command that reads it, a sample, and its record.

    FILE in the command stands for the file, and STORE for a log; without FILE it is standard input. No
    command: the file is read as a part of the built-in catalogue. A sheet has no record: it is read
    line by line.
    """

    name: str
    file: str
    command: tuple[str, ...]
    sample: str
    record: Any = None

    @property
    def language(self) -> str:
        """What the file is written in."""
        return self.file.rpartition(".")[2]


ANSWERING = ("screen", "--answers", "FILE", "--no-save", "--store", "no-log.sqlite3")

KINDS = (
    Kind("built-in catalogue", "data.yaml", (), BUILT_IN, Catalog),
    Kind("own catalogue", "mine.yaml", ("catalog", "validate", "FILE"), OWN, OverlayFile),
    Kind("own catalogue in use", "mine.yaml", ("list", "--catalog", "FILE"), OWN, OverlayFile),
    Kind("program by hand", "hand.yaml", ("check", "FILE"), HAND, Hand),
    Kind("program by hand as JSON", "hand.json", ("check", "FILE"), HAND_JSON, Hand),
    Kind("program on standard input", "stdin.yaml", ("check", "-"), HAND, Hand),
    Kind("plan", "plan.json", ("check", "FILE"), "PLAN", Plan),
    Kind("plan as YAML", "plan.yaml", ("check", "FILE"), "PLAN", Plan),
    Kind("plan to swap in", "plan.json", ("swap", "FILE", "clamshell"), "PLAN", Plan),
    Kind("plan to edit", "plan.json", ("edit", "FILE", "clamshell", "--sets", "2"), "PLAN", Plan),
    Kind("answers", "answers.yaml", ANSWERING, "ANSWERS", AnswersFile),
    Kind("answers as JSON", "answers.json", ANSWERING, "ANSWERS AS JSON", AnswersFile),
    Kind("answers on standard input", "stdin.yaml", (*ANSWERING[:2], "-", *ANSWERING[3:]), "ANSWERS", AnswersFile),
    Kind("log", "log.json", ("log", "import", "FILE", "--store", "STORE"), "LOG", Log),
    Kind("sheet", "plan.md", ("check", "FILE"), "SHEET"),
    Kind("sheet on standard input", "stdin.md", ("check", "-"), "SHEET"),
)


def samples(catalog: Catalog) -> dict[str, str]:
    """Return the sample of each kind, those included that are made of a plan."""
    plan = make_plan(catalog, read_request(catalog, {"goal": "rehab", "stage": "early"}))
    data = json.loads(json.dumps(encode(plan)))
    item = data["weeks"][0]["sessions"][0]["blocks"][-1]["items"][0]
    item["rest_seconds"], item["track"] = int(NUMBER), TEXT
    sheet = re.sub("- Rest: [0-9]+ s", f"- Rest: {NUMBER} s", plan_to_markdown(catalog, plan), count=1)
    sheet = re.sub("- Write down: .*", f"- Write down: {TEXT}", sheet, count=1)
    made = {"PLAN": json.dumps(data, indent=1) + "\n", "SHEET": sheet, "LOG": _log(), **_answers(catalog)}
    assert all(text.count(NUMBER) == text.count(TEXT) == 1 for text in made.values())
    return {kind.name: made.get(kind.sample, kind.sample) for kind in KINDS}


def _log() -> str:
    data = json.loads(json.dumps(encode(a_log())))
    entry = data["people"][0]["workouts"][-1]["sets"][1]
    entry["reps"], entry["note"] = int(NUMBER), TEXT
    return json.dumps(data, indent=1) + "\n"


def _answers(catalog: Catalog) -> dict[str, str]:
    """Return answers to a screening, as YAML and as JSON."""
    given = {
        "schema": "glutemed.answers/1",
        "facts": {"goal": "pain", "pain": 2, "age": int(NUMBER), "condition": ["itb-syndrome"]},
        "questions": {question.id: "no" for question in catalog.questions},
        "tests": [{"test": "step-down", "left": 1, "right": 2}],
        "cleared": TEXT,
    }
    return {"ANSWERS": to_yaml(given), "ANSWERS AS JSON": json.dumps(given, indent=1) + "\n"}


class Outcome(NamedTuple):
    """How reading a file ended: the exit code, and what was printed."""

    code: int
    out: str
    err: str


def outcome(kind: Kind, raw: bytes, folder: Path, *more: str) -> Outcome:
    """Return what comes of a file of a kind that holds some bytes; `more` goes to the command."""
    file = folder / kind.file
    file.write_bytes(raw)
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), _typed(raw):
        if kind.command:
            places = {"FILE": str(file), "STORE": str(folder / "log.sqlite3")}
            code = run([places.get(word, word) for word in (*kind.command, *more)])
        else:
            code = _merged(str(file))
    name = "<stdin>" if "-" in kind.command else str(file)
    return Outcome(code, out.getvalue(), err.getvalue().replace(name, "FILE"))


@contextmanager
def _typed(raw: bytes) -> Iterator[None]:
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8")
    try:
        yield
    finally:
        sys.stdin = before


def _merged(file: str) -> int:
    """Read a file as the built-in catalogue, and tell what the command line would."""
    try:
        merge([file])
    except GlutemedError as error:
        print(f"glutemed: {error}", file=sys.stderr)
        return error.code
    return 0
