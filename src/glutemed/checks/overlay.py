"""What a catalogue of one's own may not loosen: it compares the catalogue under it with the built-in one."""

from collections.abc import Iterable, Iterator
from typing import Any

from glutemed.checks.finding import CatalogFinding, Findings
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DEMANDS, STAGES, ConditionNote, Exercise, Form, StageBasis
from glutemed.model.plan import HEAVY, WEIGHTS, BlockKind, block_of, by_hand, one_leg
from glutemed.model.policy import Limit

__all__ = ["DOSES", "FIXED", "RAISED", "loosened"]

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
        return f"{value:g} must be a whole number"
    if limit.value == limit.strictest:
        return f'the limit "{limit.id}" is {limit.value:g}, its strictest, and may not be changed'
    low, high = sorted((limit.value, limit.strictest))
    if low <= value <= high:
        return None
    _, middle, _ = sorted((value, limit.value, limit.strictest))
    what = "leaves no program possible" if middle == limit.strictest else "loosens a safety rule"
    return f"{value:g} {what}: {limit.id} may be {low:g} to {high:g} {limit.unit}"


Faults = Iterator[tuple[str, str]]
"""What an exercise loosens: its field, and the message."""


def _exercises(built_in: Catalog, own: Catalog) -> Findings:
    for exercise in own.exercises:
        old = built_in.exercise(exercise.id)
        if old == exercise:
            continue
        faults = (*(_changed(old, exercise) if old else _added(built_in, exercise)), *_dose(built_in, old, exercise))
        if exercise.tempo and (old is None or exercise.tempo != old.tempo):
            faults = (*faults, *_tempo(built_in, exercise.tempo))
        for field, message in faults:
            yield CatalogFinding(section="exercises", entry=exercise.id, field=field, message=message)


def _added(built_in: Catalog, new: Exercise) -> Faults:
    """Return what a new exercise gives out as less than it is."""
    deepest, most = max(new.knee_bend, new.hip_bend), built_in.limit("one-leg-bend")
    if one_leg(new) and deepest > most and new.demand not in HEAVY:
        message = f'standing on one leg with a bend of {deepest} degrees is "high" demand at least'
        yield "demand", f"{message}; up to {most:g} degrees it may be lower"
    if one_leg(new) and new.knee_bend > built_in.limit("deep-bend") and new.demand != "very-high":
        yield "demand", f'a bend of {new.knee_bend} degrees on one leg is "very-high" demand'
    if any(kit in WEIGHTS and kit != "ankle-weight" for kit in new.needs) and new.demand == "low":
        yield "demand", f'work that needs {" and ".join(new.needs)} is "moderate" demand at least'
    for form in new.forms:
        if DEMANDS.index(form.demand) < _lowest(new, form):
            message = (
                f'the form "{form.id}" is more than a step lower in demand, or says neither hand support nor range'
            )
            yield "forms", message
    yield from _bases(_all_bases(new))
    if block_of(new) == "main":
        least = built_in.limit("rest-min-heavy" if new.demand in HEAVY else "rest-min")
        if new.rest_seconds < least:
            yield (
                "rest_seconds",
                f'"rest_seconds" {new.rest_seconds} is too short for {new.demand} demand; {least:g} at least',
            )


def _all_bases(exercise: Exercise) -> tuple[StageBasis, ...]:
    return (*exercise.stages, *(basis for form in exercise.forms for basis in form.stages))


def _bases(bases: Iterable[StageBasis]) -> Faults:
    """Return what stages of one's own claim to rest on and do not."""
    for basis in bases:
        if basis.basis == "article":
            yield "stages", 'only built-in entries rest on the article; write "ruling", or "trial" with its source'
        elif basis.basis == "trial" and set(basis.sources) <= {"own"}:
            yield "stages", 'a "trial" needs its source; write "ruling" for what you decide yourself'


def _changed(old: Exercise, new: Exercise) -> Faults:
    """Return what a changed exercise loosens, each with its field."""
    for field in FIXED:
        if getattr(new, field) != getattr(old, field):
            yield field, f'"{field}" of an exercise may not be changed; write one of your own'
    for field, order in RAISED.items():
        was, now = getattr(old, field), getattr(new, field)
        if order.index(now) < order.index(was):
            yield field, f'"{field}" {_shown(now)} loosens a safety rule; it is {_shown(was)}'
    for field in ("knee_bend", "hip_bend"):
        was = getattr(old, field)
        if getattr(new, field) < was:
            yield field, f'"{field}" below {was} loosens a safety rule; write a form with a smaller range'
    if new.rest_seconds < old.rest_seconds:
        yield "rest_seconds", f'"rest_seconds" below {old.rest_seconds} loosens a safety rule'
    if _earliest(new.stages) < _earliest(old.stages):
        yield "stages", f'a stage before "{STAGES[_earliest(old.stages)]}" loosens a safety rule'
    if len(new.stop_signs) < len(old.stop_signs):
        yield "stop_signs", f"fewer stop signs than {len(old.stop_signs)} loosen a safety rule"
    yield from _bases(basis for basis in _all_bases(new) if basis not in _all_bases(old))
    yield from _forms(old, new)
    yield from _notes(old, new)


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"'


def _earliest(stages: tuple[StageBasis, ...]) -> int:
    return min(STAGES.index(basis.stage) for basis in stages)


def _tempo(built_in: Catalog, tempo: str) -> Faults:
    seconds, most = sum(map(int, tempo.split("-"))), built_in.limit("tempo-max")
    if seconds > most:
        yield "tempo", f"a repetition of {seconds} s is too long; at most {most:g} s"


def _forms(old: Exercise, new: Exercise) -> Faults:
    """Return what forms loosen: those there keep demand, stage, support and range; new ones ease by a step at most."""
    was = {form.id: form for form in old.forms}
    for form in new.forms:
        before = was.get(form.id)
        if before == form:
            continue
        earliest = _earliest(before.stages or old.stages) if before else _earliest(old.stages)
        if _earliest(form.stages or new.stages) < earliest:
            yield "forms", f'an earlier stage for the form "{form.id}" loosens a safety rule'
        if before and (form.support, form.range) != (before.support, before.range):
            yield "forms", f'support and range of the form "{form.id}" may not change; write a form of your own'
        lowest = DEMANDS.index(before.demand) if before else _lowest(new, form)
        if DEMANDS.index(form.demand) < lowest:
            yield "forms", f'the form "{form.id}" with demand "{form.demand}" loosens a safety rule'


def _lowest(exercise: Exercise, form: Form) -> int:
    """Return the lowest demand of a form of one's own: a step under the standard one, if a hand or a range eases it."""
    standard = DEMANDS.index(exercise.demand)
    eased = not exercise.impact and (by_hand(form.support) or form.range != "")
    return standard - 1 if eased else standard


def _notes(old: Exercise, new: Exercise) -> Faults:
    now = {note.condition: note for note in new.conditions}
    for note in old.conditions:
        kept = now.get(note.condition)
        if kept is None or (kept.action != "avoid" and _asked(kept) != _asked(note)):
            allowed = '"avoid"' if note.action == "avoid" else f'"avoid", or "{note.action}" as built in,'
            yield "conditions", f'for "{note.condition}" only {allowed} is safe enough'


def _asked(note: ConditionNote) -> tuple[str | None, ...]:
    return note.action, note.form, note.range, note.support


def _dose(built_in: Catalog, old: Exercise | None, new: Exercise) -> Faults:
    """Return where a dose goes beyond the general limits, or beyond the built-in dose that it stands for (P05)."""
    if old and new.dose.kind != old.dose.kind:
        yield "dose", f'a dose of "{new.dose.kind}" in place of "{old.dose.kind}" is another exercise'
        return
    fewer = built_in.limit("reduced-sets")
    for part in ("sets", "reps", "seconds"):
        span, was = getattr(new.dose, part), getattr(old.dose, part) if old else None
        low, high, needed = _bounds(built_in, old, new, part)
        if not span:
            if needed:
                yield "dose", f'"{part}" has to be given here; allowed: {low:g} to {high:g}'
        elif span[0] < low or span[1] > high:
            yield "dose", f'"{part}" {span[0]} to {span[1]} loosens a safety rule; allowed: {low:g} to {high:g}'
        elif part == "sets" and block_of(new) == "main" and span[0] > fewer and not (was and span[0] <= was[0]):
            yield "dose", f'"sets" from {span[0]} leave no room for the {fewer:g} that pain asks for'
    held = new.dose.kind == "hold" and block_of(new) == "main" and (old is None or new.dose != old.dose)
    if held and new.dose.reps:
        longest = new.dose.seconds[1] if new.dose.seconds else _bounds(built_in, None, new, "seconds")[1]
        whole, most = new.dose.reps[1] * longest, built_in.limit("hold-total")
        if whole > most:
            yield "dose", f"the holds of a set add up to {whole:g} s; at most {most:g} s"


def _bounds(built_in: Catalog, old: Exercise | None, new: Exercise, part: str) -> tuple[float, float, bool]:
    """Return the lowest and highest that a part of a dose may be, and whether it has to be given.

    A built-in range may be narrowed only. A landing has few repetitions, so it has to say how many.
    """
    least, most = DOSES[block_of(new)][part]
    low, high = built_in.limit(least), built_in.limit(most)
    if part == "reps" and new.dose.kind == "hold":
        low = 1
    if old and (was := getattr(old.dose, part)):
        return min(low, was[0]), was[1], True
    if new.impact and part in ("sets", "reps"):
        return low, min(high, built_in.limit(f"impact-{part}-max")), True
    return low, high, False
