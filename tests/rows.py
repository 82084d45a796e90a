"""Rows for batches: as many as asked for, the same every time, some of them bad in one of twenty ways."""

import json
import random
import sys
from collections.abc import Iterator
from typing import Any

from glutemed.loading.catalog import load_catalog

__all__ = ["BAD", "requests"]

BAD: tuple[Any, ...] = (
    {"goal": "healing"},
    {"goal": None},
    {"goal": "prevention", "stage": "mid"},
    {"stage": "middle"},
    {"pain": 11},
    {"pain": "a lot"},
    {"pain": 9},
    {"pain": True},
    {"condition": ["tennis-elbow"]},
    {"equipment": ["trampoline"]},
    {"equipment": ["none", "band"]},
    {"days": 9},
    {"weeks": 13},
    {"minutes": 5},
    {"age": 9},
    {"side": "middle"},
    {"include": ["leg press"]},
    {"start": "2026-02-30"},
    {"name": "a\u202eb"},
    {"format": "docx"},
)
"""Twenty ways to be bad: values that none of the fields has, and people whom no program may be given."""


def requests(count: int, bad_each: int = 0) -> Iterator[dict[str, Any]]:
    """Return rows of requests; of every `bad_each` one is bad, where that is not 0."""
    rng = random.Random(7)  # no secrets, but the same every time
    conditions = [condition.id for condition in load_catalog().conditions]
    for number in range(1, count + 1):
        row: dict[str, Any] = {"name": f"Person {number}", "goal": rng.choice(["prevention", "rehab"])}
        if row["goal"] == "rehab":
            row["stage"] = rng.choice(["early", "mid", "late"])
        row["pain"] = rng.randint(0, 4)
        if rng.random() < 0.5:
            row["condition"] = [rng.choice(conditions)]
        row["equipment"] = [rng.choice(["home", "gym", "none", "band", "band,step"])]
        if rng.random() < 0.5:
            row["age"] = rng.randint(15, 85)
        row["level"] = rng.choice(["beginner", "intermediate", "advanced"])
        if rng.random() < 0.5:
            row["side"] = rng.choice(["left", "right", "both"])
        row["start"] = f"2026-12-{rng.randint(1, 28):02}"
        if bad_each and number % bad_each == 0:
            row |= {"stage": None, **BAD[number // bad_each % len(BAD)]}
        yield row


if __name__ == "__main__":
    for row in requests(*map(int, sys.argv[1:])):
        print(json.dumps(row, ensure_ascii=False))
