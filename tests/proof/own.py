"""Catalogues of one's own, made at random from the built-in one: each valid, none as its author would write it."""

import json
from random import Random
from typing import Any, get_args

from glutemed.errors import ProblemsError, UsageError
from glutemed.loading.merging import merge_overlays
from glutemed.loading.requests import read_request
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import CATEGORIES, DEMANDS, KIT, LOADS, MECHANISMS, PATTERNS, STAGES, ConditionId
from glutemed.model.plan import LEVELS, WEEKDAYS, Request
from glutemed.model.records import encode

__all__ = ["own_catalog", "own_file", "own_request"]

CONDITIONS = get_args(ConditionId)
VALUES: dict[str, tuple[Any, ...]] = {
    "category": CATEGORIES,
    "mechanism": MECHANISMS,
    "pattern": PATTERNS,
    "sided": ("one", "both"),
    "working_hip": ("top", "bottom", "stance", "moving", "both"),
    "position": ("supine", "side-lying", "kneeling", "seated", "standing"),
    "knee_bend": (0, 30, 60, 140),
    "hip_bend": (0, 45, 89, 130),
    "kneeling": (True, False),
    "impact": (True, False),
    "pivot": (True, False),
    "past_midline": (True, False),
    "surface": ("stable", "unstable"),
    "balance": ("none", "some", "much"),
    "demand": DEMANDS,
    "tempo": ("0-0-0", "9-9-9", None),
    "rest_seconds": (0, 30, 60, 300),
}
"""Fields and what a made-up entry may have there; about one in eight differs from the exercise that it began as."""
SUPPORTS = ("", "hand on a wall", "a cushion", "hold on", "without hands")
STARTS = ("light", "8 kg", "40 kg", "a heavy band", "a strong one", "")


def own_catalog(catalog: Catalog, random: Random) -> tuple[Catalog, tuple[str, ...]]:
    """Return the built-in catalogue under a file made at random, and the ids of its new and changed entries."""
    made, kept = _valid(catalog, random)
    named = [entry["id"] for section in ("exercises", "change") for entry in kept.get(section, ())]
    return made, tuple(id for id in named if made.exercise(id))


def own_file(catalog: Catalog, random: Random) -> bytes:
    """Return a valid catalogue file made at random."""
    return json.dumps({"schema": "glutemed.catalog/1", **_valid(catalog, random)[1]}).encode()


def _valid(catalog: Catalog, random: Random) -> tuple[Catalog, dict[str, Any]]:
    """Return a catalogue and the sections that it is made with; what the reader refuses is left out, row by row."""
    rows: list[tuple[str, Any]] = [("exercises", _entry(catalog, random, n)) for n in range(random.randint(1, 5))]
    rows += [("change", _change(catalog, random)) for _ in range(random.randint(0, 3))]
    rows += [("hide", random.choice(catalog.exercises).id) for _ in range(random.randint(0, 2))]
    rows += [("limits", limit) for limit in _limits(catalog, random)]
    kept: dict[str, Any] = {}
    made = catalog
    for section, row in rows:
        tried = {**kept, section: [*kept.get(section, ()), row]}
        try:
            made = merge_overlays(catalog, {"own.yaml": json.dumps({"schema": "glutemed.catalog/1", **tried})})
        except ProblemsError:
            continue
        kept = tried
    return made, kept


def _entry(catalog: Catalog, random: Random, number: int) -> dict[str, Any]:
    entry: dict[str, Any] = encode(random.choice(catalog.exercises))
    entry |= {"id": f"own-{number}", "name": f"Own {number}", "aliases": [], "easier": [], "evidence": []}
    entry |= {field: random.choice(values) for field, values in VALUES.items() if random.random() < 0.12}
    entry |= {"activation": "not-measured", "stages": _stages(random, [basis["stage"] for basis in entry["stages"]])}
    if random.random() < 0.3:
        entry |= _kit(random)
    if random.random() < 0.3:
        entry["forms"] = [_form(random, place) for place in range(random.randint(1, 3))]
        entry["conditions"] = [note for note in entry["conditions"] if not note["form"]]
    for form in entry["forms"]:
        form["stages"] = _stages(random, [basis["stage"] for basis in form["stages"]])
    if random.random() < 0.35:
        entry["dose"] = _dose(random, "hold" if entry["category"] == "mobility" else random.choice(("reps", "hold")))
    noted = {note["condition"] for note in entry["conditions"]}
    for condition in (one for one in CONDITIONS if one not in noted and random.random() < 0.5):
        note = {"condition": condition, "action": random.choice(("allow", "allow", "allow", "change")), "why": "fine"}
        note |= {"range": "knee bend 0-45 degrees"} if note["action"] == "change" else {}
        entry["conditions"].append({**note, "sources": ["own"]})
    entry["harder"] = [entry["leads_to"]] if entry["leads_to"] else []
    if random.random() < 0.5:
        entry["harder"].append(random.choice([e.id for e in catalog.exercises if e.id != entry["leads_to"]]))
    return entry


def _stages(random: Random, stages: list[str]) -> list[dict[str, Any]]:
    if random.random() < 0.12:
        stages = random.sample(STAGES, random.randint(1, 3))
    return [{"stage": stage, "basis": "ruling", "sources": ["own"]} for stage in stages]


def _kit(random: Random) -> dict[str, Any]:
    needs = random.sample(KIT, random.randint(0, 2))
    others = random.sample(LOADS, random.randint(0, 3))
    kinds = dict.fromkeys([*(kit for kit in needs if kit in LOADS), *others])
    return {
        "needs": needs,
        "loads": [{"kind": kind, "where": "anywhere", "start": random.choice(STARTS)} for kind in kinds],
        "substitutes": [{"kit": kit, "use": "a bottle"} for kit in needs if random.random() < 0.4],
    }


def _form(random: Random, place: int) -> dict[str, Any]:
    return {
        "id": f"form-{place}",
        "name": f"form {place}",
        "demand": random.choice(DEMANDS),
        "support": random.choice(SUPPORTS),
        "range": random.choice(("", "small", "knee bend 0-45 degrees")),
        "how": "so",
        "stages": [],
        "sources": ["own"],
    }


def _dose(random: Random, kind: str) -> dict[str, Any]:
    dose: dict[str, Any] = {"kind": kind, "sources": ["own"]}
    if random.random() < 0.6:
        dose["sets"] = sorted((random.randint(1, 2), random.randint(1, 4)))
    if random.random() < 0.6:
        dose["reps"] = sorted((random.randint(1, 15), random.randint(1, 15)))
    if kind == "hold" and random.random() < 0.6:
        dose["seconds"] = sorted((random.randint(10, 45), random.randint(10, 45)))
    return dose


def _change(catalog: Catalog, random: Random) -> dict[str, Any]:
    old, new = random.choice(catalog.exercises), _entry(catalog, random, 0)
    fields = random.sample(sorted({*VALUES, "forms", "dose", "stages", "conditions", "harder"}), random.randint(1, 3))
    change = {"id": old.id, **{field: new[field] for field in fields}}
    if random.random() < 0.3:
        change |= _kit(random)
    if "dose" in change:
        change["dose"] = {**new["dose"], "kind": old.dose.kind}
    return change


def _limits(catalog: Catalog, random: Random) -> list[dict[str, Any]]:
    """Return some limits, or all, between their value and their strictest."""
    tight = [(limit, limit.strictest) for limit in catalog.limits if limit.strictest is not None]
    found = []
    for limit, strictest in random.sample(tight, random.choice((0, 3, len(tight)))):
        value = limit.value + (strictest - limit.value) * random.choice((1, 1, 0.5))
        found.append({"id": limit.id, "value": value if limit.unit == "share" else float(int(value))})
    return found


def own_request(catalog: Catalog, random: Random, ids: tuple[str, ...]) -> Request | None:
    """Return a request made at random that may ask for the new entries by name; None where it cannot be."""
    goal = random.choice(("prevention", "rehab", "rehab"))
    days = random.choice((None, 2, 3, 4, 7) if goal == "rehab" else (None, 2, 3))
    asked: dict[str, Any] = {
        "goal": goal,
        "stage": random.choice(STAGES) if goal == "rehab" else None,
        "pain": random.choice((None, None, "0", "1", "2", "3", "4", "5", "6", "7")),
        "condition": random.sample(CONDITIONS, random.choice((0, 0, 1, 2))) or None,
        "equipment": [random.choice(("none", "home", "gym"))],
        "days": str(days) if days else None,
        "on": None,
        "other": random.sample(WEEKDAYS, 2) if random.random() < 0.25 else None,
        "weeks": random.choice((None, None, "4", "12")),
        "minutes": random.choice((None, None, "15", "20", "30")),
        "level": random.choice(LEVELS),
        "age": random.choice((None, None, "12", "52", "66", "80")),
        "side": random.choice((None, "left", "right", "both")),
        "include": random.sample(ids, min(len(ids), random.choice((0, 1, 2)))) or None,
        "clinician": "Dr X: seen" if random.random() < 0.15 else None,
    }
    if days and random.random() < 0.4:
        asked |= {"days": None, "on": random.sample(WEEKDAYS, days)}
    try:
        return read_request(catalog, {name: value for name, value in asked.items() if value is not None})
    except UsageError:
        return None
