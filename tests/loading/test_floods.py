"""The worst files that were found, in every kind: each is read or refused within 2 s and 300 MB, in few lines.

The time is the processor's, and a slow machine has three times of it: what went wrong before took
minutes, or all memory (tests/fuzz/corpus/README.md tells what).
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from tests.loading.kinds import KINDS, NUMBER, TEXT, Kind, samples
from tests.store.logs import year as year_of

from glutemed.model.catalog import Catalog
from glutemed.model.log import Log
from glutemed.rendering.log import log_to_json

ROOT = Path(__file__).resolve().parents[2]
SECONDS_MAX = 6.0
PACE = 0.015
"""Seconds of the loop of `pace` on the machine that the limit was set on; a slower one has as much more time."""
LINES_MAX = 101

Made = dict[str, str]


def plans(plan: str) -> Made:
    """Return plans that hold as much as they may, or more."""

    def filled(weeks: int, sessions: int, items: int, **fields: Any) -> str:
        data = json.loads(plan)
        session = data["weeks"][0]["sessions"][0]
        item = session["blocks"][-1]["items"][0]
        count = iter(range(10**6))

        def one() -> dict[str, Any]:
            number = next(count)
            return {**item, **{name: value(number) if callable(value) else value for name, value in fields.items()}}

        def day(number: int) -> dict[str, Any]:
            block = {"kind": "main", "items": [one() for _ in range(items)]}
            return {**session, "day": number + 1, "blocks": [block]}

        data["weeks"] = [
            {"number": week + 1, "go_on_if": None, "sessions": [day(number) for number in range(sessions)]}
            for week in range(weeks)
        ]
        return json.dumps(data, separators=(",", ":"))

    def with_part(name: str, value: Any) -> str:
        return json.dumps({**json.loads(plan), name: value}, separators=(",", ":"))

    condition = {**json.loads(plan)["request"], "condition": [f"gluteal {number}" for number in range(100_000)]}
    return {
        "1,900 items": filled(12, 7, 22),
        "too many items": filled(1, 1, 2_100, reasons=[]),
        "unknown names": filled(12, 7, 22, exercise=lambda number: f"clamshel{number}"),
        "wrong doses": filled(12, 7, 22, sets=0, tempo="x", variant="on ice"),
        "one session": filled(1, 1, 1_700),
        "kit": filled(1, 1, 1, kit=["band"] * 118_000),
        "reasons": filled(1, 1, 1, reasons=[{"rule": "x", "text": "y", "sources": []}] * 29_000),
        "decisions": with_part("decisions", [{"rule": "P01", "subject": "x", "text": "y", "sources": []}] * 18_000),
        "warnings": with_part("warnings", [{"code": "gate-unknown", "text": "y"}] * 30_000),
        "advice that lacks everything": with_part("advice", [{}] * 115_000),
        "unknown conditions": with_part("request", condition),
    }


JSONS: Made = {
    "values that are all wrong": '{"schema":"glutemed.plan/1","weeks":[' + "0," * 119_000 + "0]}",
    "too many values": '{"a":[' + "0," * 1_000_000 + "0]}",
    "empty entries": '{"schema":"glutemed.plan/1","weeks":[' + "{}," * 119_000 + "{}]}",
    "unknown keys": '{"schema":"glutemed.plan/1","weeks":['
    + ",".join(["{" + ",".join(f'"k{n}":0' for n in range(99)) + "}"] * 1_100)
    + "]}",
    "texts that are refused": '{"a":[' + '"\\u202e",' * 400_000 + "1]}",
    "halves of surrogates": '{"a":[' + '"\\ud800",' * 400_000 + "1]}",
    "a text of 4.9 MB": '{"goal":"' + "a" * 4_900_000 + '"}',
    "marks without end": '{"goal":"a' + "\u0315\u0300" * 1_200_000 + '"}',
    "digits without end": '{"goal":' + "9" * 4_900_000 + "}",
    "an unclosed text": '{"a": "' + '\\"' * 2_400_000,
    "depth without end": '{"a":' * 900_000,
    "line ends": "\n" * 4_999_000 + "{",
}
YAMLS: Made = {
    "keys": "".join(f"k{n}: 0\n" for n in range(400_000)),
    "empty entries": "a:\n" + "- {}\n" * 119_000,
    "too many values": "a:\n" + "- 1\n" * 1_200_000,
    "texts that are refused": "a:\n" + '- "\\u202e"\n' * 400_000,
    "marks without end": 'name: "a' + "\u0315\u0300" * 1_200_000 + '"',
    "tag directives": "".join(f"%TAG !a{n}! tag:x\n" for n in range(150_000)) + "--- a",
    "directives": "%YAML 1.1\n" * 400_000,
    "depth without end": "- " * 2_400_000,
    "flow without end": "[" * 4_900_000,
    "a key of 4.9 MB": '? "' + "a" * 4_900_000 + '"\n: 1\n',
    "a comment of 4.9 MB": "#" + "a" * 4_900_000,
    "documents": "--- " * 1_200_000,
    "folded": "a: >\n" + " a\n\n" * 1_000_000,
    "quoted": 'a: "' + "a\n " * 1_500_000 + '"',
}
HAND_ITEM = "{exercise: %s, sets: 3, reps: 8}"


def by_hand(weeks: int, days: int, items: int, item: str) -> str:
    day = "  - main:\n" + "".join(f"    - {item}\n" for _ in range(items))
    return "goal: rehab\nweeks:\n" + ("- days:\n" + day * days) * weeks


HANDS: Made = {
    "1,900 items": by_hand(12, 7, 22, HAND_ITEM % "clamshell"),
    "29,000 items": by_hand(52, 14, 38, "{exercise: clamshell, sets: 3}"),
    "unknown names": by_hand(12, 7, 22, HAND_ITEM % "clamshel"),
    "commas": by_hand(12, 7, 22, HAND_ITEM % f'"{"," * 79}x"'),
    "surfaces": by_hand(12, 7, 22, HAND_ITEM % f'"{"on a " * 15}x"'),
    "unknown loads": by_hand(12, 7, 22, "{exercise: clamshell, sets: 3, reps: 8, load: feather}"),
    "days without end": "goal: rehab\ndays:\n" + "- {side: {side: {side: {side: 1}}}}\n" * 23_000,
    "names to include": f"goal: rehab\ninclude: [{','.join(['clamshell'] * 119_000)}]\ndays: [{{exercises: []}}]\n",
}
OWNS: Made = {
    "1,000 entries without fields": "schema: glutemed.catalog/1\nexercises:\n" + "- {}\n" * 1_000,
    "1,000 unknown ids": "schema: glutemed.catalog/1\nhide:\n" + "".join(f"- clamshel-{n}\n" for n in range(1_000)),
    "100,000 entries": "schema: glutemed.catalog/1\nsources:\n" + "- {key: 5}\n" * 100_000,
    "a list of wrong names": f"schema: glutemed.catalog/1\nexercises: [{{aliases: [{'5,' * 140_000}5]}}]\n",
}
PERSON = '{"schema":"glutemed.log/1","people":[{"name":"a","%s":[%s]}]}'
WORKOUT = '{"program":"%s","week":1,"session":1,"date":"2026-01-01","%s":[%s]}'


def logs() -> Made:
    """Return logs that hold as much as they may, or more."""
    year = log_to_json(Log(people=(year_of(),)))
    told = f'{{"recorded":"2026-01-01T00:00:00.000000Z","note":"{"x" * 400}"}}'
    return {
        "a year": year,
        "a year in one line": year.replace("\n", ""),
        "sessions without anything": PERSON % ("workouts", ",".join(["{}"] * 20_000)),
        "too many sessions": PERSON % ("workouts", ",".join(["{}"] * 1_500_000)),
        "sessions that are none": PERSON % ("workouts", ",".join(["0"] * 100_000)),
        "programs without anything": PERSON % ("programs", '{"plan":{"schema":"glutemed.plan/1"}},' * 1_999 + "{}"),
        "entries without anything": PERSON % ("workouts", WORKOUT % ("0" * 32, "sets", "{}," * 100_000 + "{}")),
        "the same entry": PERSON % ("workouts", WORKOUT % ("0" * 32, "told", ",".join([told] * 200))),
        "sessions of no program": PERSON % ("workouts", ",".join([WORKOUT % ("0" * 32, "sets", "")] * 20_000)),
        "people": '{"schema":"glutemed.log/1","people":[' + ",".join(['{"name":"a"}'] * 30_000) + "]}",
        "people with a session each": '{"schema":"glutemed.log/1","people":['
        + ",".join(['{"name":"a","workouts":[{}]}'] * 9_000)
        + "]}",
        "people who are lists": '{"schema":"glutemed.log/1","people":[' + "[]," * 100_000 + "[]]}",
    }


TITLE = "# Gluteus medius program: rehab, early stage\n\n"
DAY = "## Day 1: 2 minutes\n### Main\n"
ITEM = "**Clamshell: 3 x 8**\n"


def items(line: str) -> str:
    """Return a sheet of one session of 39 items with such a line each."""
    return TITLE + DAY + f"{line[:7_990]}\n" * 39


SHEETS: Made = {
    "lines": TITLE + "a\n" * 490_000,
    "parts": TITLE + "## x\n" * 190_000,
    "blocks": TITLE + DAY + "### Main\n**Clamshell: 3 x 8**\n" * 33_000,
    "weeks": TITLE + DAY + ITEM * 39 + "".join(f"## Week {n}\nThe same as week {n - 1}.\n" for n in range(2, 53)),
    "warnings": TITLE + DAY + ITEM + "## Before you start\n" + "- y\n" * 240_000,
    "changes": f"{TITLE}{DAY}{ITEM}## What was changed for this request\n"
    + ("- " + "Clamshell, " * 700 + "x: y\n") * 120,
    "bad doses": TITLE + DAY + ("### Main\n" + "**Clamshell: x**\n" * 39) * 8,
    "unknown names": TITLE
    + "".join(f"## Day {n}: 2 minutes\n### Main\n" + "**Clamshel: 3 x 8**\n" * 39 for n in range(1, 15)),
    "details": TITLE + DAY + ITEM + "- Rest: 60 s\n" * 70_000,
    "rows": TITLE
    + DAY
    + ITEM
    + "## Week 2\n| a | b | c |\n|-|-|-|\n"
    + ("| Day 1 | 2 | " + "Clamshell: 3 x 8; " * 40 + "|\n") * 1_200,
    "characters that are refused": TITLE + "\u202e\n" * 200_000,
    "marks without end": TITLE + ("a" + "\u0315\u0300" * 3_900 + "\n") * 60,
    "commas": items("**Clamshell" + ", " * 3_900 + ": 3 x 8**"),
    "spaces": items("**" + " " * 7_900 + "x: 3 x 8**"),
    "surfaces": items("**" + "on a " * 1_500 + ": 3 x 8**"),
    "brackets": items("**Clamshell: 3 x 8**\n- Why: " + " (" * 3_900),
    "reasons": items("**Clamshell: 3 x 8**\n- Why: " + "x (A1); " * 990),
    "colons": items("**" + ": " * 3_900 + "**"),
    "kit": TITLE + ("- Kit you have: " + "band, " * 1_300 + "\n") * 120,
    "names": TITLE + ("- Put in by you: " + "a" * 7_900 + "\n") * 120,
}


def pace() -> float:
    """Return how many times as long as where the limit was set a loop takes here and now, 1 at least."""
    begun = perf_counter()
    for _ in range(1_000_000):
        pass
    return max(1.0, (perf_counter() - begun) / PACE)


def measured(kind: str, made: Made, folder: Path, cache: Path) -> None:
    """Read files of a kind in a process of its own, and look at what each took and told."""
    slowness = pace()
    files = {f"{number}": name for number, name in enumerate(made)}
    for number, name in files.items():
        (folder / number).write_bytes(made[name].encode("utf-8"))
    done = subprocess.run(
        [sys.executable, "-m", "tests.loading.floods", str(folder), kind, *files],
        cwd=ROOT,
        env={**os.environ, "GLUTEMED_CACHE": str(cache)},
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    most = SECONDS_MAX * max(slowness, pace())
    found = {files[number]: one for number, one in json.loads(done.stdout).items()}
    amiss = {
        name: (seconds, code, err[:200])
        for name, (seconds, code, err, length) in found.items()
        if seconds > most or code not in (0, 1) or err.count("\n") > LINES_MAX or length > 2_000_000
    }
    assert len(found) == len(made)
    assert amiss == {}


@pytest.fixture(scope="module")
def sample(catalog: Catalog) -> Callable[[str], str]:
    made = samples(catalog)
    return lambda name: made[name].replace(NUMBER, "60").replace(TEXT, "repetitions")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


KINDS_APART = {(kind.record, kind.language): kind for kind in reversed(KINDS)}.values()
"""Of kinds that hold the same in the same language, the first."""


@pytest.mark.parametrize("kind", KINDS_APART, ids=lambda kind: kind.name)
def test_every_kind_is_read_or_refused_in_time(
    kind: Kind, sample: Callable[[str], str], tmp_path: Path, cache: Path
) -> None:
    made = {"json": JSONS, "yaml": YAMLS, "md": SHEETS}[kind.language]
    more = {"program by hand": HANDS, "own catalogue": OWNS}.get(kind.name, {})
    if kind.name == "plan":
        more = plans(sample("plan"))
    elif kind.name == "log":
        more = logs()
    measured(
        kind.name, {**{f"any {kind.language}: {name}": text for name, text in made.items()}, **more}, tmp_path, cache
    )
