"""What a catalogue of one's own may not loosen: it compares the catalogue under it with the built-in one."""

from collections.abc import Iterator
from typing import Any

from glutemed.checks.catalog import CatalogFinding
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DEMANDS, STAGES, ConditionNote, Exercise, StageBasis
from glutemed.model.plan import BlockKind, block_of
from glutemed.model.policy import Limit

__all__ = ["FIXED", "RAISED", "loosened"]

Findings = Iterator[CatalogFinding]

FIXED = ("category", "chain", "mechanism", "pattern", "sided", "working_hip", "position")
"""Fields of a built-in exercise that say what it is: with another value it is another exercise."""
RAISED: dict[str, tuple[Any, ...]] = {
    "kneeling": (False, True),
    "impact": (False, True),
    "pivot": (False, True),
    "past_midline": (False, True),
    "surface": ("stable", "unstable"),
    "balance": ("none", "some", "much"),
    "demand": DEMANDS,
}
"""Fields that conditions, pain and age go by, from the careless value to the careful one."""
DOSES: dict[BlockKind, dict[str, tuple[str, str]]] = {
    "main": {
        "sets": ("floor-sets", "main-sets-max"),
        "reps": ("floor-reps", "main-reps-max"),
        "seconds": ("floor-hold", "main-hold-max"),
    },
    "warm-up": {
        "sets": ("warm-up-sets-min", "warm-up-sets-max"),
        "reps": ("warm-up-reps-min", "warm-up-reps-max"),
        "seconds": ("floor-hold", "main-hold-max"),
    },
    "mobility": {
        "sets": ("stretch-sets-min", "stretch-sets-max"),
        "reps": ("stretch-sets-min", "stretch-sets-max"),
        "seconds": ("stretch-hold-min", "stretch-hold-max"),
    },
}
"""The limits that bound a dose of one's own, by block (P05)."""


def loosened(built_in: Catalog, own: Catalog) -> tuple[CatalogFinding, ...]:
    """Return every safety rule that a catalogue of one's own would loosen, beside the built-in one."""
    return (*_limits(built_in, own), *_exercises(built_in, own))


def _limits(built_in: Catalog, own: Catalog) -> Findings:
    was = {limit.id: limit for limit in built_in.limits}
    for limit in own.limits:
        old = was.get(limit.id)
        if old and limit.value != old.value and (why := _not_tighter(old, limit.value)):
            yield CatalogFinding(section="limits", entry=limit.id, field="value", message=why)


def _not_tighter(limit: Limit, value: float) -> str | None:
    """Return why a limit may not have a value, or None when that tightens it."""
    if limit.strictest is None:
        return f'the limit "{limit.id}" is {limit.value:g} and may not be changed'
    if limit.value.is_integer() and limit.unit != "share" and not value.is_integer():
        return f"{value:g} must be a whole number of {limit.unit}"
    low, high = sorted((limit.value, limit.strictest))
    if low <= value <= high:
        return None
    loosens = (value > limit.value) == (limit.strictest < limit.value) and value != limit.value
    what = "loosens a safety rule" if loosens else "leaves no program possible"
    return f"{value:g} {what}: {limit.id} may be {low:g} to {high:g} {limit.unit}"


def _exercises(built_in: Catalog, own: Catalog) -> Findings:
    for exercise in own.exercises:
        old = built_in.exercise(exercise.id)
        if old == exercise:
            continue
        faults = [*_dose(built_in, old, exercise), *(_changed(old, exercise) if old else ())]
        for field, message in faults:
            yield CatalogFinding(section="exercises", entry=exercise.id, field=field, message=message)


Faults = Iterator[tuple[str, str]]


def _changed(old: Exercise, new: Exercise) -> Faults:
    """Return what a changed exercise loosens, each with its field."""
    for field in FIXED:
        if getattr(new, field) != getattr(old, field):
            yield field, f'"{field}" of a built-in exercise may not be changed; write an exercise of your own'
    for field, order in RAISED.items():
        was, now = getattr(old, field), getattr(new, field)
        if order.index(now) < order.index(was):
            yield field, f'"{field}" {_shown(now)} loosens a safety rule; it is {_shown(was)}'
    for field in ("knee_bend", "hip_bend"):
        was = getattr(old, field)
        if getattr(new, field) < was:
            yield field, f'"{field}" below {was} loosens a safety rule; write a form with a smaller range'
    if _earliest(new.stages) < _earliest(old.stages):
        yield "stages", f'a stage before "{STAGES[_earliest(old.stages)]}" loosens a safety rule'
    if len(new.stop_signs) < len(old.stop_signs):
        yield "stop_signs", f"fewer stop signs than {len(old.stop_signs)} loosen a safety rule"
    yield from _forms(old, new)
    yield from _notes(old, new)


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"'


def _earliest(stages: tuple[StageBasis, ...]) -> int:
    return min(STAGES.index(basis.stage) for basis in stages)


def _forms(old: Exercise, new: Exercise) -> Faults:
    was = {form.id: form for form in old.forms}
    for form in new.forms:
        before = was.get(form.id)
        if before and DEMANDS.index(form.demand) < DEMANDS.index(before.demand):
            yield "forms", f'the form "{form.id}" with demand "{form.demand}" loosens a safety rule'
        if before and _earliest(form.stages or new.stages) < _earliest(before.stages or old.stages):
            yield "forms", f'an earlier stage for the form "{form.id}" loosens a safety rule'


def _notes(old: Exercise, new: Exercise) -> Faults:
    now = {note.condition: note for note in new.conditions}
    for note in old.conditions:
        kept = now.get(note.condition)
        if kept is None or (kept.action != "avoid" and _asked(kept) != _asked(note)):
            yield "conditions", f'for {note.condition} only "avoid", or "{note.action}" as built in, is safe enough'


def _asked(note: ConditionNote) -> tuple[str | None, ...]:
    return note.action, note.form, note.range, note.support


def _dose(built_in: Catalog, old: Exercise | None, new: Exercise) -> Faults:
    """Return where a dose goes beyond the general limits, or beyond the built-in dose that it stands for (P05)."""
    if old and new.dose.kind != old.dose.kind:
        yield "dose", f'a dose of "{new.dose.kind}" in place of "{old.dose.kind}" is another exercise'
        return
    for part, (least, most) in DOSES[block_of(new)].items():
        span, was = getattr(new.dose, part), getattr(old.dose, part) if old else None
        if not span:
            continue
        low, high = built_in.limit(least), built_in.limit(most)
        if part == "reps" and new.dose.kind == "hold":
            low = 1
        if was:
            low, high = min(low, was[0]), max(high, was[1])
        if part == "sets" and least == "floor-sets" and span[0] > built_in.limit("reduced-sets") and not was:
            message = f'"sets" from {span[0]} leave no room for the {built_in.limit("reduced-sets"):g} that pain asks for'
            yield "dose", message
        if span[0] < low or span[1] > high:
            yield "dose", f'"{part}" {span[0]} to {span[1]} loosens a safety rule; allowed: {low:g} to {high:g}'
