"""What the page's script goes by, as data: the program as the log keeps it, limits, and texts of the catalogue."""

from collections.abc import Mapping, Sequence
from json import dumps
from typing import Any, NamedTuple

from glutemed.engine.facts import pain_cap
from glutemed.engine.turns import BREATH_SECONDS, READY_SECONDS
from glutemed.model.catalog import Catalog
from glutemed.model.log import LOG_SCHEMA, Saved, fingerprint_of
from glutemed.model.plan import SECONDS_PER_REP, SECONDS_PER_SIDE_CHANGE, WEIGHTS, Item, Plan
from glutemed.model.records import condense
from glutemed.rendering import citing, words
from glutemed.rendering.page.content import Card

__all__ = ["Known", "as_script", "cited", "pooled", "program_data", "structured"]

RULES = ("stop-pain", "told-see", "told-exertion", "told-morning-slight", "zone-safe", "zone-acceptable")
CITES = {
    "safe": ("R-001",),
    "zones": ("R-001", "R-002"),
    "high": ("R-001", "R-002", "R-003"),
    "morning": ("R-003", "R-004"),
    "rest": ("R-029",),
    "break": ("R-039",),
}
"""What the page's own words lean on."""
OF_CONDITION = "R-012"
LIMITS = {
    "safe": "session-pain-safe",
    "most": "session-pain-max",
    "stop": "pain-max",
    "morning_rise": "morning-rise",
    "flare_days": "flare-days",
    "young": "young-age",
    "break_days": "break-days",
    "back": "return-week-1",
}
_UNSAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


class Known(NamedTuple):
    """What a log tells as a page is made: the last days' worst pain and its day, the usual morning, the last day."""

    pain: int | None = None
    date: str | None = None
    usual: int | None = None
    trained: str | None = None


def cited(catalog: Catalog, plan: Plan) -> list[str]:
    """Return every source that the page's own words name."""
    rules = [key for rule in catalog.rules if rule.id in RULES for key in rule.sources]
    return [*rules, *(key for keys in _cites(catalog, plan).values() for key in keys)]


def _cites(catalog: Catalog, plan: Plan) -> dict[str, tuple[str, ...]]:
    """Return what the page's words lean on; a cap that comes from a condition names its rule too."""
    if _cap(catalog, plan) == int(catalog.limit("session-pain-max")):
        return CITES
    return {name: (*keys, OF_CONDITION) if name in ("zones", "high") else keys for name, keys in CITES.items()}


def _cap(catalog: Catalog, plan: Plan) -> int:
    conditions = [catalog.condition(id) for id in plan.request.condition if _is_known(catalog, id)]
    return pain_cap(catalog, conditions, plan.prescribed.stage)


def as_script(data: Any) -> str:
    """Return data as JSON that no text in it can end: for a script element."""
    return dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def program_data(
    catalog: Catalog,
    plan: Plan,
    cards: Sequence[Card],
    *,
    person: str,
    saved: Saved | None,
    known: Known | None,
    screened: bool,
    clinic: str | None,
) -> Any:
    """Return what the script is given.

    `program` is the fingerprint that sessions name, and `saved` the moment at which the program became
    the current one; None where it is in no log yet, and then it counts from the first set on.
    `known` is what the log told as it was made, and `screened` whether safety answers were read for it;
    where not, whom it is from (`clinic`) is to be asked.
    """
    limits = {limit.id: limit.value for limit in catalog.limits}
    numbers = {name: limits[id] for name, id in LIMITS.items() if id in limits}
    rules = {rule.id: rule for rule in catalog.rules}
    pool, program = pooled({"schema": plan.schema, **condense(plan)})
    counting = {
        card.exercise: exercise.counting
        for card in cards
        if (exercise := catalog.exercise(card.exercise)) and exercise.counting != "repetitions"
    }
    return {
        "schema": LOG_SCHEMA,
        "person": person,
        "program": saved.program if saved else fingerprint_of(plan),
        "saved": saved.saved if saved else None,
        "weights": WEIGHTS,
        "seconds": {
            "ready": READY_SECONDS,
            "breath": BREATH_SECONDS,
            "change": SECONDS_PER_SIDE_CHANGE,
            "rep": SECONDS_PER_REP,
        },
        "limits": {**numbers, "go_on": _cap(catalog, plan)},
        "texts": {id: citing.cite(rules[id].text, rules[id].sources) for id in RULES if id in rules},
        "cites": {name: ", ".join(keys) for name, keys in _cites(catalog, plan).items()},
        "known": (known or Known())._asdict(),
        "screened": screened,
        "clinic": clinic or "",
        "counting": counting,
        "pool": pool,
        "plan": program,
    }


def _is_known(catalog: Catalog, id: str) -> bool:
    return any(condition.id == id for condition in catalog.conditions)


def pooled(data: Any) -> tuple[list[Any], Any]:
    """Return plain data with what it holds more than once written once: a pool, and the data.

    In both, `{"$": n}` stands for entry n of the pool; an entry refers to earlier ones only.
    """
    counts: dict[str, int] = {}
    _count(data, counts)
    pool: list[Any] = []
    places: dict[str, int] = {}
    return pool, _pooled(data, counts, places, pool)


def _written(data: Any) -> str:
    return dumps(data, ensure_ascii=False, separators=(",", ":"))


def _count(data: Any, counts: dict[str, int]) -> None:
    text = _written(data)
    counts[text] = counts.get(text, 0) + 1
    if counts[text] == 1:
        for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
            _count(part, counts)


def _pooled(data: Any, counts: Mapping[str, int], places: dict[str, int], pool: list[Any]) -> Any:
    text = _written(data)
    if text in places:
        return {"$": places[text]}
    made = data
    if isinstance(data, dict):
        made = {key: _pooled(part, counts, places, pool) for key, part in data.items()}
    elif isinstance(data, list):
        made = [_pooled(part, counts, places, pool) for part in data]
    if counts[text] > 1 and len(text) > 12:
        places[text] = len(pool)
        pool.append(made)
        return {"$": places[text]}
    return made


def structured(plan: Plan) -> dict[str, Any]:
    """Return a plan as schema.org's ExercisePlan, for JSON-LD: the first week's exercises, each once."""
    first = plan.weeks[0]
    items = {(item.exercise, item.variant): item for s in first.sessions for block in s.blocks for item in block.items}
    weeks = len(plan.weeks)
    return {
        "@context": "https://schema.org",
        "@type": "ExercisePlan",
        "name": words.plan_title(plan),
        "identifier": plan.id,
        "inLanguage": "en",
        "description": words.made_by(plan),
        "exerciseType": "strength training",
        "activityFrequency": f"{len(first.sessions)} sessions a week for {weeks} week{'s' if weeks > 1 else ''}",
        "activityDuration": {
            "@type": "QuantitativeValue",
            "minValue": min((session.minutes for session in first.sessions), default=0),
            "maxValue": max((session.minutes for session in first.sessions), default=0),
            "unitCode": "MIN",
        },
        "hasPart": [_part(item) for item in items.values()],
    }


def _part(item: Item) -> dict[str, Any]:
    return {
        "@type": "ExercisePlan",
        "name": words.item_title(item),
        "repetitions": item.dose.reps,
        "restPeriods": f"{item.rest_seconds} s",
        "intensity": item.effort,
        "workload": words.dose(item.sets, item.dose, sides=item.sides),
    }
