"""Checks of what the user, a condition and the sore side rule out: P02, and the hips trained: P16."""

from glutemed.checks.plan import SIDES, Audit, Finding, Findings, Placed, Row
from glutemed.checks.rulings import ruled_out
from glutemed.model.exercise import ConditionNote
from glutemed.model.plan import Reason, Side, lies_on

__all__ = ["CONDITIONS"]


def as_asked(audit: Audit) -> Findings:
    """P02: what the user excludes stays out, and what the user asks for by name is in.

    Passes: a plan without clamshells for a request that excludes them. Fails: a plan with one,
    or without the wall press that was asked for.
    """
    include, exclude = audit.plan.request.include, audit.plan.request.exclude
    for at in audit.items:
        if at.exercise.id in exclude:
            yield Finding(rule="P02", path=at.path, message=f"{at.item.name} was excluded")
    used = {at.exercise.id for at in audit.items}
    for id in include:
        if id not in used:
            yield Finding(rule="P02", path="/weeks", message=f"{id} was asked for and is not in the plan")


def as_conditions_ask(audit: Audit) -> Findings:
    """P02: what a condition rules out stays out; the form, range or support that it asks for is on the item.

    Where the exercise has no note of its own about a condition, its fields are judged by the
    rulings: stretches, past the midline, impact, pivot, kneeling, knee and hip bend. Passes: a
    single-leg squat "shallow, with hand support" with patellofemoral pain. Fails: the full squat;
    a pigeon pose with gluteal tendinopathy.
    """
    for at in audit.items:
        for condition in audit.conditions:
            notes = [note for note in at.exercise.notes if note.condition == condition.id]
            if any(note.action == "avoid" for note in notes):
                message = f"{at.item.name} is left out with {condition.name}"
                yield Finding(rule="P02", path=at.path, message=message)
                continue
            for note in notes:
                for missing in _missing(at, note):
                    message = (
                        f"{at.item.name} with {condition.name}: {missing} is asked for, and the item does not say so"
                    )
                    yield Finding(rule="P02", path=at.path, message=message)
            asked = [note.range for note in notes] + [
                form.range for form in at.exercise.forms if form.id in [note.form for note in notes]
            ]
            bent = "; ".join(text for text in (at.item.range, *asked) if text)
            why = ruled_out(condition.id, at.exercise, bent=bent, changed=any(asked))
            if why:
                message = f"{at.item.name} is left out with {condition.name}: {why}"
                yield Finding(rule="P02", path=at.path, message=message)


def _missing(at: Placed, note: ConditionNote) -> list[str]:
    """Return what a condition's note asks for and the item does not have."""
    missing = []
    if note.form and (at.form is None or at.form.id != note.form):
        name = next((form.name for form in at.exercise.forms if form.id == note.form), note.form)
        missing.append(f'the form "{name}"')
    for wanted, given, what in ((note.range, at.item.range, "range"), (note.support, at.item.support, "support")):
        if wanted and (given is None or wanted.casefold() not in given.casefold()):
            missing.append(f'the {what} "{wanted}"')
    return missing


def lying_on_either_side(audit: Audit) -> Findings:
    """P02: with gluteal tendinopathy nothing is done lying on the side while the sore side is not known (GT-LEAFLETS).

    Passes: a bridge. Fails: a clamshell where side is not given, or both.
    """
    if audit.plan.request.side in SIDES:
        return
    condition = next((condition for condition in audit.conditions if condition.spare_side), None)
    for at in audit.items if condition else ():
        if at.exercise.position == "side-lying":
            sore = "both sides are sore" if audit.plan.request.side else "the sore side is not given"
            message = f"{at.item.name} lies on the side, and {sore}"
            yield Finding(rule="P02", path=at.path, message=message)


def lying_on_the_sore_side(audit: Audit) -> Findings:
    """P02: with gluteal tendinopathy nothing is done lying on the sore side (GT-LEAFLETS).

    Passes: a clamshell for the left hip, lying on the right, where the left is sore. Fails: one for
    the right hip; a side plank on the left.
    """
    sore = audit.plan.request.side
    if not any(condition.spare_side for condition in audit.conditions) or sore not in SIDES:
        return
    for at in audit.items:
        for side in at.item.sides:
            if lies_on(at.exercise, side) == sore:
                message = f"{at.item.name} for the {side} hip lies on the sore {sore} side"
                yield Finding(rule="P02", path=at.path, message=message)


def both_hips(audit: Audit) -> Findings:
    """P16: both hips are trained by every one-sided exercise, the two-legged ones by nature.

    A hip that would be trained lying on the sore side is left out (P02). Passes: left then right.
    Fails: only the left hip.
    """
    for at in audit.items:
        wanted: tuple[Side, ...] = ("both",) if at.exercise.sided == "both" else SIDES
        given = at.item.sides
        if sorted(given) != sorted(wanted) and not (given and given == _spared(audit, at)):
            message = f"{at.item.name} trains {' and '.join(given) or 'no side'}, not {' and '.join(wanted)}"
            yield Finding(rule="P16", path=at.path, message=message)


def _spared(audit: Audit, at: Placed) -> tuple[Side, ...]:
    """Return the one hip of an exercise that the sore side leaves, or nothing where it leaves both."""
    sore = audit.plan.request.side
    if not any(condition.spare_side for condition in audit.conditions):
        return ()
    left = tuple(side for side in SIDES if lies_on(at.exercise, side) != sore)
    return left if len(left) == 1 else ()


def given_side_first(audit: Audit) -> Findings:
    """P16: the side that hurts or was operated on is trained first. Passes: right, left where the right hurts.

    Fails: left, right there.
    """
    first = audit.plan.request.side
    for at in audit.items if first in SIDES else ():
        if len(at.item.sides) > 1 and at.item.sides[0] != first:
            message = f"{at.item.name} trains the {at.item.sides[0]} hip first, not the {first}"
            yield Finding(rule="P16", path=at.path, message=message)


def one_hip_explained(audit: Audit) -> Findings:
    """P16: an item for one hip only says why. Passes: a reason that names the sore side. Fails: none of them."""
    for at in audit.items:
        alone = at.item.sides and at.item.sides == _spared(audit, at)
        if alone and not any(_names_the_sore_side(reason) for reason in at.item.reasons):
            message = f"{at.item.name} trains the {at.item.sides[0]} hip only, without a word on why"
            yield Finding(rule="P16", path=at.path, message=message)


def _names_the_sore_side(reason: Reason) -> bool:
    """Return whether a reason tells of the sore side, and not only of what a condition changes."""
    told = "sore" in reason.text and not reason.text.startswith("changed for")
    return reason.rule == "P16" or (reason.rule == "P02" and told)


CONDITIONS: tuple[Row, ...] = (
    ("P02", as_asked, ()),
    ("P02", as_conditions_ask, ("condition",)),
    ("P02", lying_on_either_side, ("condition",)),
    ("P02", lying_on_the_sore_side, ("condition", "side", "sides")),
    ("P16", both_hips, ("sides",)),
    ("P16", given_side_first, ("side", "sides")),
    ("P16", one_hip_explained, ("sides", "reasons")),
)
