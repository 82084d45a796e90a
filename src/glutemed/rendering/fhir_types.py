"""The pieces of FHIR R4 that a plan is written in: resources, data types and value sets, as far as they are used.

Names, cardinality and values are those of FHIR 4.0.1 (https://hl7.org/fhir/R4/): CarePlan, Goal,
ServiceRequest, Patient, Bundle, Timing, Annotation. Of each value set only the values that are written.
"""

from collections.abc import Iterable
from typing import Any, Final, Literal, TypeAlias, TypedDict, TypeVar, cast

from glutemed.model.plan import Weekday
from glutemed.rendering.markdown import escape

__all__ = [
    "DAYS",
    "EXERCISE_THERAPY",
    "GOAL_OF",
    "UCUM",
    "Annotation",
    "Bundle",
    "CarePlan",
    "CodeableConcept",
    "DayOfWeek",
    "Entry",
    "Extension",
    "Goal",
    "Patient",
    "Period",
    "Reference",
    "Repeat",
    "Resource",
    "ServiceRequest",
    "Timing",
    "annotation",
    "concept",
    "pruned",
    "reference",
]

DayOfWeek = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: dict[Weekday, DayOfWeek] = {
    "monday": "mon",
    "tuesday": "tue",
    "wednesday": "wed",
    "thursday": "thu",
    "friday": "fri",
    "saturday": "sat",
    "sunday": "sun",
}
UCUM: Final = "http://unitsofmeasure.org"
GOAL_OF: Final = "http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal"
"""The standard extension that ties a request to its goal, as the HL7 Physical Activity guide uses it."""


class Coding(TypedDict):
    """A code of a code system."""

    system: str
    code: str
    display: str


EXERCISE_THERAPY: Final[Coding] = {
    "system": "http://snomed.info/sct",
    "code": "229065009",
    "display": "Exercise therapy",
}
"""The one clinical code that is written. Source: the value set of interventions in the HL7 Physical Activity guide,
repository HL7/physical-activity, input/fsh/Vocabulary.fsh, and its example ServiceRequest Scen1ExerciseRx."""


class CodeableConcept(TypedDict, total=False):
    """A concept: what it is called here, with a code where one is verified."""

    coding: list[Coding]
    text: str


class Reference(TypedDict, total=False):
    """A resource of the bundle, or someone by name only."""

    reference: str
    display: str


class Extension(TypedDict):
    """What a resource has no field for."""

    url: str
    valueReference: Reference


class Annotation(TypedDict):
    """A note; its text is Markdown."""

    text: str


class Period(TypedDict, total=False):
    """First and last date, both inclusive."""

    start: str
    end: str


class Duration(TypedDict):
    """A length of time."""

    value: int
    unit: Literal["week", "weeks"]
    system: str
    code: Literal["wk"]


class Repeat(TypedDict, total=False):
    """How often, between which bounds, and on which weekdays."""

    boundsPeriod: Period
    boundsDuration: Duration
    frequency: int
    frequencyMax: int
    period: int
    periodUnit: Literal["wk"]
    dayOfWeek: list[DayOfWeek]


class Timing(TypedDict, total=False):
    """When something is done: the dates, the rule that they follow, and both in words."""

    event: list[str]
    repeat: Repeat
    code: CodeableConcept


class Patient(TypedDict):
    """Whom a plan is for: the name as it was given, and nothing else."""

    resourceType: Literal["Patient"]
    id: str
    name: list[CodeableConcept]


class Goal(TypedDict):
    """What is aimed at."""

    resourceType: Literal["Goal"]
    id: str
    lifecycleStatus: Literal["proposed"]
    description: CodeableConcept
    subject: Reference


class Activity(TypedDict):
    """A part of a care plan."""

    reference: Reference


class CarePlan(TypedDict, total=False):
    """The program as a whole."""

    resourceType: Literal["CarePlan"]
    id: str
    status: Literal["draft"]
    intent: Literal["proposal"]
    category: list[CodeableConcept]
    title: str
    description: str
    subject: Reference
    period: Period
    author: Reference
    addresses: list[Reference]
    goal: list[Reference]
    activity: list[Activity]
    note: list[Annotation]


class ServiceRequest(TypedDict, total=False):
    """One exercise of the program."""

    resourceType: Literal["ServiceRequest"]
    id: str
    extension: list[Extension]
    status: Literal["draft"]
    intent: Literal["proposal"]
    category: list[CodeableConcept]
    code: CodeableConcept
    orderDetail: list[CodeableConcept]
    subject: Reference
    occurrenceTiming: Timing
    requester: Reference
    reasonCode: list[CodeableConcept]
    bodySite: list[CodeableConcept]
    note: list[Annotation]
    patientInstruction: str


Resource: TypeAlias = Patient | CarePlan | Goal | ServiceRequest


class Entry(TypedDict):
    """A resource in a bundle, with the address by which the others name it."""

    fullUrl: str
    resource: Resource


class Bundle(TypedDict):
    """Resources that belong together."""

    resourceType: Literal["Bundle"]
    id: str
    type: Literal["collection"]
    entry: list[Entry]


Piece = TypeVar("Piece")


def concept(text: str) -> CodeableConcept:
    """Return a concept that is told in words only."""
    return {"text": text}


def reference(id: str, display: str = "") -> Reference:
    """Return a reference to a resource of the bundle; `display` says in words what it is."""
    return {"reference": f"urn:uuid:{id}", "display": display}


def annotation(title: str, lines: Iterable[str]) -> Annotation:
    """Return a note of a title and lines; as Markdown a list, and readable without it. Nothing in a line is markup."""
    told = [f"- {escape(line.strip())}" for line in lines if line.strip()]
    return {"text": "\n".join([f"{escape(title.strip())}:", "", *told])}


def pruned(piece: Piece) -> Piece:
    """Return a piece without what is empty: FHIR knows no empty string, list or object.

    Texts lose white space at their ends (R4, primitive type string).
    """
    return cast("Piece", _pruned(piece))


def _pruned(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        kept = {key: _pruned(part) for key, part in value.items()}
        return {key: part for key, part in kept.items() if part not in ("", [], {})}
    if isinstance(value, list):
        return [part for part in map(_pruned, value) if part not in ("", [], {})]
    return value
