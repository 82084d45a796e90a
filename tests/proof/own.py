"""Catalogues of one's own, made at random from the built-in one: each valid, none as its author would write it."""

import json
from random import Random
from typing import Any

from glutemed.errors import ProblemsError
from glutemed.loading.merging import merge_drafts
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT_SETS, STAGES
from glutemed.model.plan import Request
from glutemed.model.records import encode

__all__ = ["own_catalog", "own_request"]

MIXED = (
    "category",
    "chain",
    "mechanism",
    "leads_to",
    "pattern",
    "sided",
    "working_hip",
    "position",
    "knee_bend",
    "hip_bend",
    "kneeling",
    "impact",
    "pivot",
    "past_midline",
    "surface",
    "balance",
    "stages",
    "demand",
    "forms",
    "needs",
    "substitutes",
    "loads",
    "dose",
    "tempo",
    "rest_seconds",
    "conditions",
)
"""Fields of which a made-up entry takes some from another exercise."""
CHANGED = (*MIXED, "set_up", "steps", "cues", "mistakes", "stop_signs", "sources")
"""Fields that a made-up change gives the values of another exercise."""


def own_catalog(catalog: Catalog, random: Random) -> tuple[Catalog, tuple[str, ...]]:
    """Return the built-in catalogue under a file made at random, and the ids of its new entries.

    What the reader refuses of it is left out, part by part.
    """
    entries = [_entry(catalog, random, number) for number in range(random.randint(1, 4))]
    rest: dict[str, Any] = {
        "change": [_change(catalog, random)],
        "hide": [random.choice(catalog.exercises).id for _ in range(random.randint(0, 1))],
        "limits": _limits(catalog, random),
    }
    kept: dict[str, Any] = {"exercises": []}
    made = _laid(catalog, kept)
    for section, rows in (*(("exercises", [entry]) for entry in entries), *rest.items()):
        tried = {**kept, section: [*kept.get(section, ()), *rows]}
        try:
            made, kept = _laid(catalog, tried), tried
        except ProblemsError:
            continue
    return made, tuple(entry["id"] for entry in kept["exercises"])


def _laid(catalog: Catalog, sections: dict[str, Any]) -> Catalog:
    return merge_drafts(catalog, {"own.yaml": json.dumps({"schema": "glutemed.catalog/1", **sections})})


def _entry(catalog: Catalog, random: Random, number: int) -> dict[str, Any]:
    entry: dict[str, Any] = encode(random.choice(catalog.exercises))
    other = encode(random.choice(catalog.exercises))
    entry |= {"id": f"own-{number}", "name": f"Own {number}", "aliases": [], "easier": []}
    entry |= {field: other[field] for field in MIXED if random.random() < 0.15}
    entry["harder"] = [entry["leads_to"]] if entry["leads_to"] else []
    if random.random() < 0.5:
        entry["harder"].append(random.choice([e.id for e in catalog.exercises if e.id != entry["leads_to"]]))
    entry["conditions"] = [note for note in entry["conditions"] if random.random() < 0.8]
    if random.random() < 0.3:
        dose: dict[str, Any] = {"kind": entry["dose"]["kind"], "sources": ["own"]}
        dose["sets"] = sorted((random.randint(1, 2), random.randint(1, 4)))
        dose["reps"] = sorted((random.randint(1, 15), random.randint(1, 15)))
        entry["dose"] = dose
    return entry


def _change(catalog: Catalog, random: Random) -> dict[str, Any]:
    other = encode(random.choice(catalog.exercises))
    fields = {field: other[field] for field in random.sample(CHANGED, 2)}
    return {"id": random.choice(catalog.exercises).id, **fields}


def _limits(catalog: Catalog, random: Random) -> list[dict[str, Any]]:
    """Return some limits at their strictest, or half-way."""
    tight = [limit for limit in catalog.limits if limit.strictest is not None]
    found = []
    for limit in random.sample(tight, 4):
        assert limit.strictest is not None
        value = limit.value + (limit.strictest - limit.value) * random.choice((0.5, 1))
        found.append({"id": limit.id, "value": value if limit.unit == "share" else float(int(value))})
    return found


def own_request(catalog: Catalog, random: Random, ids: tuple[str, ...]) -> Request:
    """Return a request made at random that may ask for the new entries by name."""
    goal: Any = random.choice(("prevention", "rehab"))
    conditions = [condition.id for condition in catalog.conditions]
    side: Any = random.choice((None, "left", "right", "both"))
    level: Any = random.choice(("beginner", "intermediate", "advanced"))
    return Request(
        goal=goal,
        stage=random.choice(STAGES) if goal == "rehab" else None,
        pain=random.choice((None, None, 0, 1, 2, 3, 5, 6)),
        condition=tuple(random.sample(conditions, random.choice((0, 0, 1, 2)))),
        equipment=dict(KIT_SETS)[random.choice(("none", "home", "gym"))],
        days=2 if goal == "prevention" else random.choice((2, 3)),
        weeks=random.choice((1, 1, 4, 12)),
        minutes=random.choice((None, None, 20, 30)),
        level=level,
        age=random.choice((None, None, 14, 52, 66)),
        side=side,
        include=tuple(random.sample(ids, min(len(ids), random.choice((0, 1))))),
    )
