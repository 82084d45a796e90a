"""Kills a process that logs, hundreds of times at random points, and looks at what is left.

Run by `python3 dev crash`. The process does numbered pieces of work and prints the number of each when it
is done. What a piece writes follows from the seed and its number, so that it is known what must be
there: all that was acknowledged, and at most the one piece after it, whole. A kill comes some
milliseconds after an acknowledgement, which is mostly in the midst of a later piece.
"""

import argparse
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from random import Random

from tests.store.logs import EXERCISES, a_person, a_saved, a_screening, a_workout, at

from glutemed.errors import GlutemedError, UsageError
from glutemed.model.log import Log, SetDone, Told, Workout
from glutemed.store.log import Store

__all__ = ["STORE", "Score", "crashed", "main"]

ROOT = Path(__file__).resolve().parents[2]
STORE = "glutemed.store.log:Store"
KILLS = 250
PIECES_MAX = 6
"""Pieces that are acknowledged before a kill, at most."""
LINGER = 3
"""Times as long as a piece takes from an acknowledgement to the kill, at most."""
PEOPLE = ("Ann", "Bob", "Cay")

Piece = Callable[[Store], object]


@dataclass
class Score:
    """What became of the kills.

    `beyond` are pieces that were there, whole, though not acknowledged yet; `journals` were left behind by
    kills in the midst of a writing.
    """

    kills: int = 0
    acknowledged: int = 0
    beyond: int = 0
    journals: int = 0
    find: str = ""

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.journals} of them in the midst of a writing: "
            f"{self.acknowledged} pieces acknowledged, all of them there, and {self.beyond} whole ones more"
        )


# What is written


def piece(seed: int, number: int) -> Piece:
    """Return a piece of work: one writing, whose content follows from its number."""
    random = Random(f"{seed} {number}")
    name = random.choice(PEOPLE)
    saved = a_saved(random.randrange(3))
    begun = Workout(program=saved.program, week=1, session=random.randrange(1, 4), date="2026-01-06")

    def add(workout: Workout) -> Piece:
        def call(store: Store) -> None:
            try:
                store.add(name, workout)
            except UsageError:  # of no program yet
                store.save(name, saved)

        return call

    kind = random.choices(("whole", "sets", "told", "save", "screen", "merge", "forget"), (4, 8, 4, 3, 2, 2, 1))[0]
    if kind == "whole":
        return add(a_workout(saved.program, f"2026-02-{random.randrange(1, 29):02}", sets=random.randrange(1, 60)))
    if kind == "sets":
        places = range(1, random.randrange(3, 10))
        return add(replace(begun, sets=tuple(_set(random, number, place) for place in places)))
    if kind == "told":
        return add(replace(begun, told=(Told(recorded=at("2026-01-06", number), pain=random.randrange(11)),)))
    if kind == "save":
        return lambda store: store.save(name, replace(saved, saved=at("2026-03-01", number)))
    if kind == "screen":
        return lambda store: store.screen(name, replace(a_screening(), recorded=at("2026-01-05", number)))
    if kind == "merge":
        return lambda store: store.merge(Log(people=tuple(map(a_person, PEOPLE))))
    return lambda store: store.forget(name)


def _set(random: Random, number: int, place: int) -> SetDone:
    return SetDone(
        recorded=at("2026-01-06", number),
        exercise=random.choice(EXERCISES),
        side=random.choice(("left", "right")),
        number=place,
        reps=random.randrange(30),
        note="x" * random.randrange(1, 400),
    )


def work(file: str, seed: int, first: int, store: str) -> None:
    """Do piece after piece from a number on, until killed; print the number of each that is done."""
    module, _, name = store.partition(":")
    made: Store = getattr(import_module(module), name)(file)
    for number in range(first, first + 1000):
        piece(seed, number)(made)
        print(number, flush=True)


# The kills


def crashed(kills: int, seed: int, folder: Path, store: str = STORE) -> Score:
    """Kill a process that logs so many times; stop at the first find."""
    file, score, random = folder / "log.sqlite3", Score(), Random(seed)
    expected, done = Store(str(folder / "expected.sqlite3")), 0
    while score.kills < kills and not score.find:
        acknowledged = _killed([str(file), str(seed), str(done), store], random)
        score.kills += 1
        score.acknowledged += acknowledged
        score.journals += Path(f"{file}-journal").exists()
        for number in range(done, done + acknowledged):
            piece(seed, number)(expected)
        done += acknowledged
        score.find, beyond = _judged(file, expected, piece(seed, done))
        score.beyond += beyond
        done += beyond
    return score


def _killed(arguments: list[str], random: Random) -> int:
    """Begin to work, kill the process after some pieces and a moment, and return how many it acknowledged."""
    command = [sys.executable, "-m", "tests.proof.crash", "--work", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    lines = [process.stdout.readline()]
    begun = time.perf_counter()
    lines += [process.stdout.readline() for _ in range(random.randint(1, PIECES_MAX))]
    reached = time.perf_counter()
    end = reached + random.random() * LINGER * (reached - begun) / (len(lines) - 1)
    while time.perf_counter() < end:
        pass
    process.kill()
    rest, error = process.communicate()
    if error or b"" in lines:
        raise RuntimeError(f"the process ended by itself: {error.decode()[-2000:]}")
    return len(lines) + rest.count(b"\n")


def _judged(file: Path, expected: Store, after: Piece) -> tuple[str, bool]:
    """Return what is wrong with a log, or nothing, and whether the piece that was not acknowledged is there.

    The piece is then added to what is expected.
    """
    try:
        found = Store(str(file)).whole()
    except GlutemedError as error:
        return str(error), False
    with sqlite3.connect(file) as raw:
        told = raw.execute("PRAGMA integrity_check").fetchall()
    raw.close()
    if told != [("ok",)]:
        return f"integrity_check: {told}", False
    if found == expected.whole():
        return "", False
    with suppress(UsageError):
        after(expected)
    if found == expected.whole():
        return "", True
    return "the log holds neither what was acknowledged, nor that and the next piece", False


def main(arguments: list[str]) -> int:
    """Kill, tell the count, and return 1 if anything acknowledged was lost."""
    if arguments[:1] == ["--work"]:
        file, seed, first, store = arguments[1:]
        work(file, int(seed), int(first), store)
        return 0
    parser = argparse.ArgumentParser(prog="dev crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS, help=f"how many [{KILLS}]")
    parser.add_argument("--seed", type=int, default=1, help="of what is written and when it is killed [1]")
    given = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="glutemed-crash-"))
    print(f"seed {given.seed}", flush=True)
    score = crashed(given.kills, given.seed, folder)
    if score.find:
        print(f"FAILED at kill {score.kills}: {score.find}; the log is in {folder}")
        return 1
    print(score)
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
