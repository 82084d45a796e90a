"""Which goal and stage a request gets after age, pain and gates, or that it gets none (P14, P17, P18)."""

from collections.abc import Iterator

from glutemed.errors import SafetyStopError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import STAGES, Stage
from glutemed.model.plan import Decision, Passed, Request
from glutemed.model.policy import Condition, Protocol
from glutemed.model.records import record

__all__ = ["Staging", "held_by", "opened", "staged", "untested"]


@record
class Staging:
    """The protocol that a request is given, what was changed on the way to it, and the gates that were passed."""

    protocol: Protocol
    decisions: tuple[Decision, ...] = ()
    passed: tuple[Passed, ...] = ()


def staged(catalog: Catalog, request: Request, passed: tuple[Passed, ...] = ()) -> Staging:
    """Return the protocol for a request: as asked, or the latest stage that pain and gates allow.

    `passed` are the gates that recorded tests and sessions meet. A held or painful prevention becomes
    rehab. Raises SafetyStopError for pain and ages that get no program.
    """
    _stop(catalog, request)
    goal, stage, decisions = request.goal, request.stage, list[Decision]()
    for row, highest, detail in _bounds(catalog, request, passed):
        before = f"rehab, {stage} stage" if stage else goal
        if stage is not None and STAGES.index(stage) <= STAGES.index(highest):
            continue
        goal, stage = "rehab", highest
        rule = catalog.rule(row)
        text = rule.text.format(before=before, stage=highest, detail=detail)
        subject = "stage" if request.goal == "rehab" else "goal"
        decisions.append(Decision(rule=rule.rule, subject=subject, text=text, sources=rule.sources))
    protocol = catalog.protocol(goal, stage, request.condition)
    return Staging(protocol=protocol, decisions=tuple(decisions), passed=passed)


def opened(catalog: Catalog, conditions: tuple[str, ...], passed: tuple[Passed, ...]) -> Stage:
    """Return the latest stage whose gates, and those of the stages before it, someone with these conditions passed."""
    names = {one.gate for one in passed}
    latest: Stage = "early"
    for stage in STAGES[1:]:
        gates = [gate for gate in catalog.gates if gate.to == stage and gate.is_for(conditions)]
        if not gates or not all(gate.id in names for gate in gates):
            break
        latest = stage
    return latest


def untested(
    catalog: Catalog, conditions: tuple[str, ...], protocol: Protocol, passed: tuple[Passed, ...]
) -> str | None:
    """Return the row that tells of the tests before a protocol's stage; None where there are none to pass."""
    if protocol.stage is None:
        return None
    latest = opened(catalog, conditions, passed)
    return protocol.gate if STAGES.index(latest) < STAGES.index(protocol.stage) else None


def held_by(catalog: Catalog, conditions: tuple[Condition, ...], passed: tuple[Passed, ...]) -> str | None:
    """Return the row that tells which gates still hold the stage of a condition; None where none does."""
    for condition in conditions:
        if condition.held_at and (latest := opened(catalog, (condition.id,), passed)) != STAGES[-1]:
            return "gate-held" if latest == condition.held_at else "gate-held-mid"
    return None


def _stop(catalog: Catalog, request: Request) -> None:
    for row, found in (
        ("stop-pain", request.pain is not None and request.pain > catalog.limit("pain-max")),
        ("stop-age", request.age is not None and request.age < catalog.limit("youngest-age")),
    ):
        if found:
            rule = catalog.rule(row)
            raise SafetyStopError(rule.rule, rule.text.format(pain=request.pain, age=request.age))


def _bounds(catalog: Catalog, request: Request, passed: tuple[Passed, ...]) -> Iterator[tuple[str, Stage, str]]:
    """Return the latest stage that each rule allows, with the row that tells of it."""
    pain, limit = request.pain, catalog.limit
    conditions: list[Condition] = [catalog.condition(id) for id in request.condition]
    if pain is not None and pain > limit("pain-mid-max"):
        yield "pain-early", "early", str(pain)
    elif pain is not None and pain > limit("pain-as-asked-max"):
        for condition in conditions:
            if condition.early_above is not None and pain > condition.early_above:
                yield "pain-early-condition", "early", f"{pain} with {condition.name.lower()}"
        yield "pain-mid", "mid", str(pain)
    for condition in conditions:
        if condition.held_at and not request.clinician:
            latest = max(condition.held_at, opened(catalog, (condition.id,), passed), key=STAGES.index)
            if latest != STAGES[-1]:
                yield "gate-stage", latest, condition.name
