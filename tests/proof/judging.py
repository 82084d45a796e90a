"""What comes of requests: plans, none, and broken rules, counted by kind with the smallest case of each."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from tests.proof.properties import PROPERTIES, Change
from tests.proof.space import PARTS, SEED, Draw

from glutemed.checks.registry import check_plan
from glutemed.engine.planner import make_plan
from glutemed.errors import NoPlanError, SafetyStopError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise
from glutemed.model.plan import Plan, Request
from glutemed.model.records import encode

__all__ = ["LABELS", "Case", "Fault", "Tally", "shrunk", "tally", "too_many_without"]

SHARE = 10
"""One random request in so many is compared with others."""
WITHOUT_PLAN_MAX = 1
"""Percent of requests that may have no plan though they ask for no exercise and leave none out."""
SOFTENED = ("P04", "P05")
"""Rules whose errors are notes where a clinician takes on dose and stage."""
PLAIN = "requests that name no exercise"
LABELS = ("requests", "plans", "safety", "no", "compared:")
"""The first words of what is counted, in the order in which it is told."""


@dataclass(frozen=True)
class Case:
    """One thing to prove: that a request's plan is right, or that a property holds of it and one that is changed."""

    request: Request
    relation: str = ""
    changes: tuple[Change, Change] = ({}, {})

    def __str__(self) -> str:
        text = _shown(self.request)
        return f"{text}; {self.relation}: {self.changes[0]}, {self.changes[1]}" if self.relation else text

    @property
    def size(self) -> tuple[int, int, str]:
        """Order cases by how much there is to read."""
        return self.request.weeks, len(_shown(self.request)), str(self)


@dataclass(frozen=True)
class Fault:
    """A kind of broken rule: how often, and the smallest case seen."""

    count: int
    case: Case


@dataclass
class Tally:
    """What came of some requests."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: dict[str, Fault] = field(default_factory=dict)

    def add(self, other: "Tally") -> None:
        """Add another tally to this one."""
        self.counts.update(other.counts)
        for kind, fault in other.faults.items():
            self.broken(kind, fault.case, fault.count)

    def broken(self, kind: str, case: Case, count: int = 1) -> None:
        """Add broken rules of a kind, and keep the smallest case."""
        known = self.faults.get(kind)
        smallest = min(case, known.case, key=lambda case: case.size) if known else case
        self.faults[kind] = Fault(count=count + (known.count if known else 0), case=smallest)


def tally(catalog: Catalog, part: str, numbers: Iterable[int]) -> Tally:
    """Return what comes of some requests of a part."""
    found = Tally()
    for number in numbers:
        request = PARTS[part].request(catalog, number)
        labels, kinds = _judged(catalog, request)
        found.counts.update(("requests", *labels))
        if not request.include and not request.exclude:
            found.counts[PLAIN] += 1
            if any(label.startswith("no plan") for label in labels):
                found.counts[f"{PLAIN}, without a plan"] += 1
        if part == "exists" and "plans" not in labels:
            kinds = (*kinds, f"no plan where one must be: {' '.join(labels)}")
        for kind in kinds:
            found.broken(kind, Case(request))
        if part == "random" and number % SHARE == 0:
            _compare(catalog, number, request, found)
    return found


def _judged(catalog: Catalog, request: Request) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is counted of a request, and which kinds of rules its plan breaks."""
    plan = _plan(catalog, request)
    if isinstance(plan, str):
        return ((), (plan,)) if plan.startswith("crash") else ((plan,), ())
    labels, kinds = {"plans": None}, dict[str, None]()
    for finding in check_plan(catalog, plan):
        text = f"{finding.severity} {finding.rule}: {_kind(catalog, finding.message)}"
        if finding.severity == "note" and finding.rule in SOFTENED and request.clinician:
            labels[f"plans for a clinician with {text}"] = None
        else:
            kinds[text] = None
    return tuple(labels), tuple(kinds)


def _plan(catalog: Catalog, request: Request) -> Plan | str:
    """Return the plan of a request, or in words why it has none."""
    try:
        return make_plan(catalog, request)
    except SafetyStopError as error:
        return f"safety stop {error.rule}"
    except NoPlanError as error:
        return f"no plan {error.rule}: {_kind(catalog, str(error))}"
    except Exception as error:  # noqa: BLE001  # whatever it is, it is told with the request that does it
        return f"crash {type(error).__name__}: {_kind(catalog, str(error))}"


def _compare(catalog: Catalog, number: int, request: Request, found: Tally) -> None:
    for name, relation in PROPERTIES.items():
        pair = relation.pair(request, Draw(SEED, number, name))
        if pair is None:
            continue
        kinds = _compared(catalog, Case(request, name, pair))
        if kinds is not None:
            found.counts[f"compared: {name}"] += 1
            for kind in kinds:
                found.broken(kind, Case(request, name, pair))


def _compared(catalog: Catalog, case: Case) -> tuple[str, ...] | None:
    """Return how a property is broken; None where there is nothing to compare."""
    relation = PROPERTIES[case.relation]
    one, other = (_plan(catalog, replace(case.request, **change)) for change in case.changes)
    if isinstance(one, str) or (isinstance(other, str) and not relation.lossless):
        return None
    if isinstance(other, str):
        return (f"{case.relation}: no plan any more, {other}",)
    texts = relation.judge(catalog, one, other)
    return tuple(dict.fromkeys(f"{case.relation}: {_kind(catalog, text)}" for text in texts))


def _kind(catalog: Catalog, message: str) -> str:
    """Return a message without its exercises and numbers, so that like ones are counted together.

    Of one that a condition's own note explains only the condition is kept.
    """
    text = _names(catalog.fingerprint, tuple(catalog.exercises)).sub("EXERCISE", message)
    text = re.sub(r"(EXERCISE was asked for, but [^:]+): .*", r"\1", text)
    return re.sub(r"\d+(?:\.\d+)?", "N", text)


@cache
def _names(fingerprint: str, exercises: tuple[Exercise, ...]) -> re.Pattern[str]:  # what it hangs on
    known = {name for one in exercises for name in (one.id, one.id.replace("-", " "), one.name)}
    longest = sorted(known, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")


def too_many_without(counts: Counter[str]) -> str | None:
    """Return what is amiss when too many requests that name no exercise have no plan."""
    without, plain = counts[f"{PLAIN}, without a plan"], counts[PLAIN]
    if without * 100 <= plain * WITHOUT_PLAN_MAX:
        return None
    return f"{without:,} of {plain:,} {PLAIN} have no plan; at most {WITHOUT_PLAN_MAX} % may"


def shrunk(catalog: Catalog, kind: str, case: Case) -> Case:
    """Return the smallest case that still breaks a rule in the same way: fields dropped, lists shortened, by trying."""
    while True:
        for smaller in _smaller(catalog, case):
            if kind in _kinds(catalog, smaller):
                case = smaller
                break
        else:
            return case


def _kinds(catalog: Catalog, case: Case) -> tuple[str, ...]:
    if case.relation:
        return _compared(catalog, case) or ()
    labels, kinds = _judged(catalog, case.request)
    return (*kinds, f"no plan where one must be: {' '.join(labels)}")


def _smaller(catalog: Catalog, case: Case) -> Iterator[Case]:
    """Return a case with one field of its request at its default, or with one value less."""
    request = case.request

    def dropped(name: str, value: object) -> Case:
        return replace(case, request=replace(request, **{name: value}))  # type: ignore[arg-type]  # of its field

    for name in ("pain", "minutes", "age", "side", "start", "clinician"):
        if getattr(request, name) is not None:
            yield dropped(name, None)
    for weeks in sorted({1, 2, request.weeks // 2, request.weeks - 1} & set(range(1, request.weeks))):
        yield dropped("weeks", weeks)
    if request.level != "beginner":
        yield dropped("level", "beginner")
    days = catalog.protocol(request.goal, request.stage, request.condition).default_days
    if request.on:
        yield dropped("on", ())
    elif request.days != days:
        yield dropped("days", days)
    for name in ("condition", "equipment", "other", "include", "exclude"):
        values = getattr(request, name)
        if len(values) > 1:
            yield dropped(name, ())
        for index in range(len(values)):
            yield dropped(name, values[:index] + values[index + 1 :])


def _shown(request: Request) -> str:
    """Return a request as JSON, short of what is not said."""
    said = {name: value for name, value in encode(request).items() if value not in (None, [], ())}
    return json.dumps(said, ensure_ascii=False)
