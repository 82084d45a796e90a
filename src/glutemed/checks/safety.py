"""Checks of whom a plan is for: P02, P14, P17 and P18, as far as a request can say it so far."""

from glutemed.checks.plan import Check, Finding, Findings, placed
from glutemed.model.catalog import Catalog
from glutemed.model.plan import HEAVY, WEIGHTS, Plan, demand_of

__all__ = ["SAFETY"]


def as_asked(catalog: Catalog, plan: Plan) -> Findings:
    """P02: what the user excludes stays out, and what the user asks for by name is in.

    Passes: a plan without clamshells for a request that excludes them. Fails: a plan with one,
    or without the wall press that was asked for.
    """
    used = set()
    for at in placed(catalog, plan):
        used.add(at.exercise.id)
        if at.exercise.id in plan.request.exclude:
            yield Finding(rule="P02", path=at.path, message=f"{at.item.name} was excluded")
    for id in plan.request.include:
        if id not in used:
            yield Finding(rule="P02", path="/weeks", message=f"{id} was asked for and is not in the plan")


def pain_known(_: Catalog, plan: Plan) -> Findings:
    """P14: where pain is not given, the plan says so. Passes: with that warning. Fails: without it."""
    yield from _warned(plan, "P14", "pain-unknown", "pain is not given, and the plan does not say so")


def level(catalog: Catalog, plan: Plan) -> Findings:
    """P17: a beginner does high demand only with support, and one-leg work without a weight in week 1.

    Passes: a single-leg squat with hand support at bodyweight. Fails: the full squat; the squat
    with support and a dumbbell in week 1.
    """
    if plan.request.level != "beginner":
        return
    for at in placed(catalog, plan):
        standing = at.exercise.position == "standing" and at.exercise.sided == "one"
        if demand_of(at.exercise, at.form, at.item.load) in HEAVY and not at.item.support:
            yield Finding(
                rule="P17", path=at.path, message=f"{at.item.name} asks too much of a beginner without support"
            )
        elif at.week == 0 and at.item.load.kind in WEIGHTS and standing:
            message = f"{at.item.name} carries a weight on one leg in a beginner's first week"
            yield Finding(rule="P17", path=at.path, message=message)


def gates(_: Catalog, plan: Plan) -> Findings:
    """P18: a rehab stage above early without recorded tests carries the warning and the tests to do first.

    Passes: a mid plan that opens with them. Fails: one that does not.
    """
    if plan.prescribed.stage in ("mid", "late"):
        yield from _warned(plan, "P18", "gate-unknown", "no test results are recorded, and the plan does not say so")


def _warned(plan: Plan, rule: str, code: str, message: str) -> Findings:
    if not any(warning.code == code and warning.text for warning in plan.warnings):
        yield Finding(rule=rule, path="/warnings", message=message)


SAFETY: tuple[tuple[str, Check], ...] = (
    ("P02", as_asked),
    ("P14", pain_known),
    ("P17", level),
    ("P18", gates),
)
