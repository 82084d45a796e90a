"""Which goal and stage a request gets after age, pain and gates, or that it gets none (P14, P17, P18)."""

from collections.abc import Iterator

from glutemed.errors import SafetyStopError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import STAGES, Stage
from glutemed.model.plan import Decision, Request
from glutemed.model.policy import Condition, Protocol
from glutemed.model.records import record

__all__ = ["Staging", "staged"]


@record
class Staging:
    """The protocol that a request is given, and what was changed on the way to it."""

    protocol: Protocol
    decisions: tuple[Decision, ...] = ()


def staged(catalog: Catalog, request: Request) -> Staging:
    """Return the protocol for a request: as asked, or the latest stage that pain and gates allow.

    A held or painful prevention becomes rehab. Raises SafetyStopError for pain and ages that get no
    program.
    """
    _stop(catalog, request)
    goal, stage, decisions = request.goal, request.stage, list[Decision]()
    for row, highest, detail in _bounds(catalog, request):
        before = f"rehab, {stage} stage" if stage else goal
        if stage is not None and STAGES.index(stage) <= STAGES.index(highest):
            continue
        goal, stage = "rehab", highest
        rule = catalog.rule(row)
        text = rule.text.format(before=before, stage=highest, detail=detail)
        subject = "stage" if request.goal == "rehab" else "goal"
        decisions.append(Decision(rule=rule.rule, subject=subject, text=text, sources=rule.sources))
    protocol = catalog.protocol(goal, stage, request.condition)
    return Staging(protocol=protocol, decisions=tuple(decisions))


def _stop(catalog: Catalog, request: Request) -> None:
    for row, found in (
        ("stop-pain", request.pain is not None and request.pain > catalog.limit("pain-max")),
        ("stop-age", request.age is not None and request.age < catalog.limit("youngest-age")),
    ):
        if found:
            rule = catalog.rule(row)
            raise SafetyStopError(rule.rule, rule.text.format(pain=request.pain, age=request.age))


def _bounds(catalog: Catalog, request: Request) -> Iterator[tuple[str, Stage, str]]:
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
            yield "gate-stage", condition.held_at, condition.name
