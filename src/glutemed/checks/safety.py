"""Checks of whom a plan is for: P14, P17 and P18."""

from math import ceil

from glutemed.checks.changes import rises
from glutemed.checks.dose import dose_range
from glutemed.checks.plan import Audit, Finding, Findings, Row, age_from, hand_supported, pain_above
from glutemed.model.exercise import STAGES, Stage
from glutemed.model.plan import HEAVY, WEIGHTS, one_leg

__all__ = ["SAFETY"]


def _warned(audit: Audit, rule: str, code: str, message: str) -> Findings:
    """Return a finding where the plan lacks a warning, or leaves it blank."""
    if not any(warning.code == code and warning.text for warning in audit.plan.warnings):
        yield Finding(rule=rule, path="/warnings", message=message)


def _beyond(audit: Audit, stage: str) -> bool:
    """Return whether the plan is for more than a rehab stage; prevention is."""
    given = audit.plan.prescribed
    return given.goal == "prevention" or (given.stage is not None and STAGES.index(given.stage) > STAGES.index(stage))


def _given(audit: Audit) -> str:
    return " ".join(filter(None, (audit.plan.prescribed.goal, audit.plan.prescribed.stage)))


def too_much_pain(audit: Audit) -> Findings:
    """P14: with pain of 8 to 10 there is no plan; see someone first (A45). Passes: pain 7. Fails: pain 8."""
    if pain_above(audit, "pain-max"):
        message = f"pain {audit.plan.request.pain} of 10: no program until someone has looked at it"
        yield Finding(rule="P14", path="/request/pain", message=message)


def stage_by_pain(audit: Audit) -> Findings:
    """P14: pain of 3 to 5 keeps to mid at most, 6 to 7 to early, and prevention ends at 2 (R-001, R-002).

    Passes: late at pain 2; mid at pain 5. Fails: late at pain 3; mid at pain 6; prevention at pain 3.
    """
    most = "early" if pain_above(audit, "pain-mid-max") else "mid"
    if pain_above(audit, "pain-as-asked-max") and _beyond(audit, most):
        message = f"{_given(audit)} at pain {audit.plan.request.pain}; at most rehab {most}"
        yield Finding(rule="P14", path="/prescribed", message=message)


def stage_by_pain_of_a_condition(audit: Audit) -> Findings:
    """P14: patellofemoral pain above 3 keeps to early (R-012). Passes: mid at pain 3. Fails: mid at pain 4."""
    pain = audit.plan.request.pain
    for condition in audit.conditions:
        above = condition.early_above
        if above is not None and pain is not None and pain > above and _beyond(audit, "early"):
            message = f"{_given(audit)} at pain {pain} with {condition.name}; above {above} only rehab early"
            yield Finding(rule="P14", path="/prescribed", message=message)


def little_with_much_pain(audit: Audit) -> Findings:
    """P14: with pain of 6 or 7 all is of low demand, at two sets, and nothing rises (R-001).

    Passes: 2 x 8 clamshells every week. Fails: a knee plank; 3 x 8; 2 x 8, then 2 x 9.
    """
    if not pain_above(audit, "pain-mid-max"):
        return
    pain, most = audit.plan.request.pain, audit.catalog.limit("reduced-sets")
    for at in audit.items:
        if at.demand != "low":
            message = f"{at.item.name} asks for {at.demand.replace('-', ' ')} demand at pain {pain}; only low is given"
            yield Finding(rule="P14", path=at.path, message=message)
        if at.block == "main" and at.item.sets > most:
            message = f"{at.item.name}: {at.item.sets} sets at pain {pain}; at most {most:g}"
            yield Finding(rule="P14", path=at.path, message=message)
    yield from _no_rise(audit, "P14", f"at pain {pain}")


def _no_rise(audit: Audit, rule: str, why: str) -> Findings:
    for change in audit.changes:
        risen = rises(change)
        if risen:
            message = f"{change.now.item.name}: {' and '.join(risen)} may not rise {why}"
            yield Finding(rule=rule, path=change.now.path, message=message)


def pain_told(audit: Audit) -> Findings:
    """P14: the plan warns where pain is not given, and to see someone where it is 6 or 7 (R-001).

    Passes: with that warning. Fails: without it.
    """
    if audit.plan.request.pain is None:
        yield from _warned(audit, "P14", "pain-unknown", "pain is not given, and the plan does not say so")
    elif pain_above(audit, "pain-mid-max"):
        message = f"pain {audit.plan.request.pain} of 10, and the plan does not say to see someone"
        yield from _warned(audit, "P14", "see-someone", message)


def level(audit: Audit) -> Findings:
    """P17: a beginner does high demand only with hand support, and one-leg work without a weight in week 1 (X).

    Passes: a single-leg squat with hand support at bodyweight. Fails: the full squat; the squat
    with support and a dumbbell in week 1.
    """
    if audit.plan.request.level != "beginner":
        return
    for at in audit.items:
        if at.demand in HEAVY and not hand_supported(at):
            message = f"{at.item.name} asks too much of a beginner without support"
            yield Finding(rule="P17", path=at.path, message=message)
        elif at.week == 0 and at.item.load.kind in WEIGHTS and one_leg(at.exercise):
            message = f"{at.item.name} carries a weight on one leg in a beginner's first week"
            yield Finding(rule="P17", path=at.path, message=message)


def opens_by_level(audit: Audit) -> Findings:
    """P17: main work opens at the bottom of its range for a beginner, in the middle at intermediate level (R-022).

    More than that is a note. Passes: a beginner's 3 x 8 in week 1; 3 x 12 at intermediate level.
    Fails: a beginner's 3 x 10 in week 1.
    """
    name = audit.plan.request.level
    if name == "advanced":
        return
    part = "bottom" if name == "beginner" else "middle"
    older_people = age_from(audit, "older-age")  # their holds may start lower, and need not
    for at in audit.items:
        if at.week or at.block != "main" or at.item.by_hand:
            continue
        if at.exercise.mechanism == "mobility" or at.item.dose.kind != at.exercise.dose.kind:
            continue
        sets, reps, seconds = dose_range(audit, at)
        for have, (low, high), unit in (
            (at.item.sets, sets, "sets"),
            (at.item.dose.reps, reps, "holds" if at.item.dose.kind == "hold" else "repetitions"),
            (None if older_people else at.item.dose.seconds, seconds, "seconds"),
        ):
            most = low if name == "beginner" else ceil((low + high) / 2)
            if have is not None and most < have <= high:
                message = f"{at.item.name} opens at {have} {unit}; the {part} of the range is {most:g}"
                yield Finding(rule="P17", severity="note", path=at.path, message=message)


def older(audit: Audit) -> Findings:
    """P17: from 65 years on one-leg standing has hand support, and nothing is of very high demand (R-063, R-067).

    Passes: a single-leg stand with fingertips on a wall. Fails: the same without; a hop.
    """
    if not age_from(audit, "older-age"):
        return
    years = audit.catalog.limit("older-age")
    for at in audit.items:
        if one_leg(at.exercise) and not hand_supported(at):
            message = f"{at.item.name} stands on one leg without hand support, from {years:g} years on"
            yield Finding(rule="P17", path=at.path, message=message)
        if at.demand == "very-high":
            message = f"{at.item.name} asks for very high demand, from {years:g} years on"
            yield Finding(rule="P17", path=at.path, message=message)


def too_young(audit: Audit) -> Findings:
    """P17: under 10 years there is no plan (X). Passes: 10 years. Fails: 9 years."""
    if audit.plan.request.age is not None and not age_from(audit, "youngest-age"):
        years = audit.catalog.limit("youngest-age")
        message = f"{audit.plan.request.age} years: no program under {years:g}"
        yield Finding(rule="P17", path="/request/age", message=message)


def _young(audit: Audit) -> bool:
    return audit.plan.request.age is not None and not age_from(audit, "young-age")


def young_told(audit: Audit) -> Findings:
    """P17: under 15 years the plan warns to go on at pain 0 only (R-013). Passes: with that warning. Fails: without."""
    if _young(audit):
        yield from _warned(audit, "P17", "young", "under 15 years, and the plan does not say to go on at pain 0 only")


def young_rises(audit: Audit) -> Findings:
    """P17: under 15 years nothing rises but at pain 0, and then only the dose (R-013).

    Passes: 3 x 8, then 3 x 9 at pain 0. Fails: the same at pain 1, or with pain not given; a first
    weight at pain 0.
    """
    if not _young(audit):
        return
    years, pain = audit.catalog.limit("young-age"), audit.plan.request.pain
    if pain != 0:
        told = "with pain not given" if pain is None else f"at pain {pain}"
        yield from _no_rise(audit, "P17", f"{told} under {years:g} years")
        return
    for change in audit.changes:
        for what in rises(change):
            if what in ("load", "rung"):
                message = f"{change.now.item.name}: {what} may not rise under {years:g} years"
                yield Finding(rule="P17", path=change.now.path, message=message)


def gates(audit: Audit) -> Findings:
    """P18: a rehab stage above early without recorded tests carries the warning and the tests to do first (R-062).

    A clinician waives it, and so do the gates passed, to this stage and to those before it. Passes: a
    mid plan that opens with the tests, or that names the gate. Fails: one that does neither; a late
    plan that names the gate to mid alone.
    """
    stage = audit.plan.prescribed.stage
    if stage is None or audit.plan.request.clinician:
        return
    if STAGES.index(_opened(audit, audit.plan.request.condition)) < STAGES.index(stage):
        message = "no test results are recorded, and the plan does not say so"
        yield from _warned(audit, "P18", "gate-unknown", message)


def _opened(audit: Audit, conditions: tuple[str, ...]) -> Stage:
    """Return the latest stage to which the plan names every gate that these conditions ask for, one after the other."""
    named = {(one.gate, one.to) for one in audit.plan.passed}
    reached: Stage = "early"
    for stage in ("mid", "late"):
        asked = [(gate.id, gate.to) for gate in audit.catalog.gates if gate.to == stage and gate.is_for(conditions)]
        if not asked or not named.issuperset(asked):
            break
        reached = stage
    return reached


def gates_known(audit: Audit) -> Findings:
    """P18: the gates that a plan has passed are gates of the catalogue, each to its own stage.

    Passes: general-mid to mid. Fails: general-mid to late; a gate that is not there.
    """
    known = {(gate.id, gate.to) for gate in audit.catalog.gates}
    for index, one in enumerate(audit.plan.passed):
        if (one.gate, one.to) not in known:
            message = f'there is no gate "{one.gate}" to {one.to}'
            yield Finding(rule="P18", path=f"/passed/{index}", message=message)


def held(audit: Audit) -> Findings:
    """P18: after ACL reconstruction early is the latest stage until its tests are recorded (R-046, R-047).

    A clinician waives it; each gate that the plan has passed opens its stage, and the last one
    prevention too. Passes: early; mid with the gate acl-mid. Fails: mid, late or prevention without
    a gate; late with the gate acl-mid alone.
    """
    if audit.plan.request.clinician:
        return
    for condition in audit.conditions:
        if condition.held_at is None:
            continue
        reached = max(condition.held_at, _opened(audit, (condition.id,)), key=STAGES.index)
        if reached != "late" and _beyond(audit, reached):
            message = f"{_given(audit)} with {condition.name}; rehab {reached} until the tests are recorded"
            yield Finding(rule="P18", path="/prescribed", message=message)


def clinician_told(audit: Audit) -> Findings:
    """P18: who waives the gates stands on the plan. Passes: with the clinician's name and reason. Fails: without."""
    if audit.plan.request.clinician:
        message = "a clinician waives the gates, and the plan does not say so"
        yield from _warned(audit, "P18", "clinician", message)


SAFETY: tuple[Row, ...] = (
    ("P14", too_much_pain, ("pain",)),
    ("P14", stage_by_pain, ("pain", "goal")),
    ("P14", stage_by_pain_of_a_condition, ("pain", "goal", "condition")),
    ("P14", little_with_much_pain, ("pain",)),
    ("P14", pain_told, ("pain", "tests")),
    ("P17", level, ("level",)),
    ("P17", opens_by_level, ("level",)),
    ("P17", older, ("age",)),
    ("P17", too_young, ("age",)),
    ("P17", young_told, ("age", "tests")),
    ("P17", young_rises, ("age", "pain")),
    ("P18", gates, ("goal", "tests")),
    ("P18", gates_known, ()),
    ("P18", held, ("goal", "condition")),
    ("P18", clinician_told, ("tests",)),
)
