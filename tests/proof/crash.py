"""Kills a process that logs, at random points and hundreds of times, and looks at what is left.

Run by `python3 dev crash`. The child does numbered pieces of work, whose content follows from the seed
and their number, and prints the number of each when it is done. After SIGKILL the log must hold
all that was acknowledged, and at most the one piece after it, whole: nothing half-written, nothing
lost. The pieces are what the commands do: programs saved, sets, corrections and told things
added, screenings, copies merged, people forgotten.
"""

import argparse
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from random import Random
from typing import IO

from tests.store.logs import EXERCISES, a_person, a_saved, a_screening, a_workout, at

from glutemed.model.log import Log, Person, SetDone, Told, Workout
from glutemed.store.log import Store

__all__ = ["Score", "crashed", "main"]

ROOT = Path(__file__).resolve().parents[2]
STORE = "glutemed.store.log:Store"
KILLS = 250
PIECES_MAX = 6
"""Pieces that are acknowledged before a kill, at most."""
LINGER = 0.004
"""Seconds after the last acknowledgement that a kill comes, at most: as long as a piece takes."""
PEOPLE = ("Ann", "Bob", "Cay")


@dataclass
class Score:
    """What became of the kills: pieces acknowledged; pieces that were whole though not acknowledged; open journals."""

    kills: int = 0
    acknowledged: int = 0
    beyond: int = 0
    journals: int = 0
    finds: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.acknowledged} pieces acknowledged, {self.beyond} whole beyond them, "
            f"{self.journals} journals left behind, {len(self.finds)} finds"
        )


# What the child does


def piece(seed: int, number: int) -> Callable[[Store], object]:
    """Return a piece of work: it writes once, and what it writes follows from its number."""
    random = Random(f"{seed} {number}")
    name = random.choice(PEOPLE)
    saved = a_saved(random.randrange(3), "2026-01-05")
    kind = random.choices(("session", "sets", "told", "save", "screen", "merge", "forget"), (4, 8, 4, 3, 2, 2, 1))[0]
    workout = replace(a_workout(saved.program, "2026-01-06", random.randrange(1, 4)), sets=(), told=())
    if kind == "session":
        whole = a_workout(saved.program, f"2026-02-{random.randrange(1, 29):02}", sets=random.randrange(1, 60))
        return lambda store: (_first(store, name, saved), store.add(name, whole))
    if kind == "sets":
        done = tuple(
            SetDone(
                recorded=at("2026-01-06", number),
                exercise=random.choice(EXERCISES),
                side=random.choice(("left", "right")),
                number=place,
                reps=random.randrange(30),
                note="x" * random.randrange(1, 400),
            )
            for place in range(1, random.randrange(2, 9))
        )
        return lambda store: (_first(store, name, saved), store.add(name, replace(workout, sets=done)))
    if kind == "told":
        told = Told(recorded=at("2026-01-06", number), pain=random.randrange(11), finished=True)
        return lambda store: (_first(store, name, saved), store.add(name, replace(workout, told=(told,))))
    if kind == "save":
        return lambda store: store.save(name, replace(saved, saved=at("2026-03-01", number)))
    if kind == "screen":
        return lambda store: store.screen(name, replace(a_screening(), recorded=at("2026-01-05", number)))
    if kind == "merge":
        return lambda store: store.merge(Log(people=tuple(map(a_person, PEOPLE))))
    return lambda store: store.forget(name)
