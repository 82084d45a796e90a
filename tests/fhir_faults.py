"""Faults planted in a health record, and which of two readers that share nothing catches each.

`fhir.resources` (Python) knows fields, types and cardinality. `fhir` (npm) knows value sets and kinds of
references too, and is lax about texts. Every fault is caught by one of them, most by both.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

__all__ = ["FAULTS", "Fault", "resource"]

Json = dict[str, Any]


class Fault(NamedTuple):
    """What is done to a bundle, and who must notice."""

    plant: Callable[[Json], object]
    python: bool
    npm: bool


def resource(bundle: Json, kind: str) -> Json:
    """Return the first resource of a kind."""
    found: Json = next(
        entry["resource"] for entry in bundle["entry"] if entry["resource"].get("resourceType", kind) == kind
    )
    return found


def put(kind: str, *path: str, value: object) -> Callable[[Json], object]:
    """Return what sets a field of the first resource of a kind."""

    def plant(bundle: Json) -> None:
        *way, last = path
        part = resource(bundle, kind)
        for step in way:
            part = part[step]
        part[last] = value

    return plant


def without(kind: str, field: str) -> Callable[[Json], object]:
    """Return what takes a field away."""
    return lambda bundle: resource(bundle, kind).pop(field)


TIMING = ("occurrenceTiming", "repeat")
FAULTS = {
    "an unknown field": Fault(put("CarePlan", "sets", value=3), python=True, npm=True),
    "an unknown field of a request": Fault(put("ServiceRequest", "load", value="band"), python=True, npm=True),
    "an unknown field of a timing": Fault(put("ServiceRequest", *TIMING, "times", value=2), python=True, npm=True),
    "a care plan for nobody": Fault(without("CarePlan", "subject"), python=True, npm=True),
    "a goal of nobody": Fault(without("Goal", "subject"), python=True, npm=True),
    "a request for nobody": Fault(without("ServiceRequest", "subject"), python=True, npm=True),
    "a care plan without intent": Fault(without("CarePlan", "intent"), python=True, npm=True),
    "a request without intent": Fault(without("ServiceRequest", "intent"), python=True, npm=True),
    "a care plan without status": Fault(without("CarePlan", "status"), python=True, npm=True),
    "a goal without status": Fault(without("Goal", "lifecycleStatus"), python=True, npm=True),
    "a goal without description": Fault(without("Goal", "description"), python=True, npm=True),
    "a resource of no kind": Fault(put("CarePlan", "resourceType", value="Programme"), python=True, npm=True),
    "a text for a concept": Fault(put("ServiceRequest", "code", value="clam"), python=True, npm=True),
    "a text for a reference": Fault(put("CarePlan", "subject", value="Ana"), python=True, npm=True),
    "one goal where a list is asked for": Fault(put("CarePlan", "goal", value={"display": "x"}), python=True, npm=True),
    "a word for a number": Fault(put("ServiceRequest", *TIMING, "frequency", value="two"), python=True, npm=True),
    "no time a week": Fault(put("ServiceRequest", *TIMING, "frequency", value=0), python=True, npm=True),
    "a date in words": Fault(put("CarePlan", "period", "start", value="1 December"), python=True, npm=True),
    "a day of training in words": Fault(
        put("ServiceRequest", "occurrenceTiming", "event", value=["1 December"]), python=True, npm=True
    ),
    "a date that is none": Fault(put("CarePlan", "period", "start", value="2026-02-30"), python=True, npm=False),
    "a list for a text": Fault(put("CarePlan", "title", value=["x"]), python=True, npm=False),
    "an empty text": Fault(put("CarePlan", "title", value=""), python=True, npm=False),
    "two ways to say when": Fault(
        put("ServiceRequest", "occurrenceDateTime", value="2026-12-01"), python=True, npm=False
    ),
    "a status that is none": Fault(put("CarePlan", "status", value="bogus"), python=False, npm=True),
    "an intent that is none": Fault(put("ServiceRequest", "intent", value="suggestion"), python=False, npm=True),
    "a goal's status that is none": Fault(put("Goal", "lifecycleStatus", value="hoped"), python=False, npm=True),
    "a unit that is none": Fault(put("ServiceRequest", *TIMING, "periodUnit", value="week"), python=False, npm=True),
    "a weekday that is none": Fault(
        put("ServiceRequest", *TIMING, "dayOfWeek", value=["monday"]), python=False, npm=True
    ),
    "a bundle of no type": Fault(lambda bundle: bundle.update(type="heap"), python=False, npm=True),
    "a goal as the person": Fault(put("CarePlan", "subject", value={"reference": "Goal/1"}), python=False, npm=True),
}
"""What each is, how it is planted, and which reader is known to catch it."""
