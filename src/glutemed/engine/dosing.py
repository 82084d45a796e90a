"""How much: sets, repetitions and holds. `start_dose` is how every exercise opens."""

from glutemed.engine.context import Context
from glutemed.engine.phrases import Words
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DoseLimits, Exercise
from glutemed.model.plan import BlockKind, Dose, Goal, Reason, block_of
from glutemed.model.records import record

__all__ = ["DoseRange", "StartDose", "dose_range", "few_minutes", "start_dose", "two_sets", "usual_range"]

Span = tuple[int, ...]

PREFIX = {"warm-up": "warm-up", "main": "main", "mobility": "stretch"}
"""How the limits of a block are called."""


@record
class DoseRange:
    """The lowest and highest sets, repetitions (or holds) and seconds that an exercise may be given."""

    sets: tuple[int, ...]
    reps: tuple[int, ...]
    seconds: tuple[int, ...] | None
    sources: tuple[str, ...]


@record
class StartDose:
    """The dose that week 1 opens with, the range it may grow in, and why."""

    sets: int
    dose: Dose
    span: DoseRange
    reasons: tuple[Reason, ...]


def dose_range(context: Context, exercise: Exercise, block: BlockKind) -> DoseRange:
    """Return the range of an exercise: what its own source gives, else a condition's trial, else that of its block.

    From 65 on main sets have 10 to 15 repetitions where that is possible, and holds may be shorter (P05).
    """
    catalog, goal, older = context.catalog, context.protocol.goal, context.older
    trial = _trial(context) if block == "main" else None
    key = ("range", exercise.id, block, goal, trial, older)
    return catalog.derived(key, lambda: _dose_range(catalog, exercise, block, goal=goal, trial=trial, older=older))


def _trial(context: Context) -> DoseLimits | None:
    """Return the dose of the first condition whose trial has one."""
    return next((condition.dose for condition in context.conditions if condition.dose), None)


def usual_range(catalog: Catalog, exercise: Exercise) -> DoseRange:
    """Return the range of an exercise in rehab without a condition, at no special age."""
    return _dose_range(catalog, exercise, block_of(exercise))


def _dose_range(
    catalog: Catalog,
    exercise: Exercise,
    block: BlockKind,
    *,
    goal: Goal = "rehab",
    trial: DoseLimits | None = None,
    older: bool = False,
) -> DoseRange:
    own, prefix, older = exercise.dose, PREFIX[block], older and block == "main"
    used, sources = list[str](), list(own.sources)

    def limits(low: str, high: str) -> Span:
        used.extend((low, high))
        return int(catalog.limit(low)), int(catalog.limit(high))

    if trial and (own.sets is None or (own.reps is None and own.kind == "reps")):
        sources += trial.sources
    sets = (
        own.sets or (trial.sets if trial and trial.sets else None) or limits(f"{prefix}-sets-min", f"{prefix}-sets-max")
    )
    seconds = None
    if own.kind == "hold":
        plank = goal == "prevention" and exercise.pattern == "side-plank" and block == "main"
        hold = "stretch" if block == "mobility" else "main"
        seconds = own.seconds or limits("plank-hold-min" if plank else f"{hold}-hold-min", f"{hold}-hold-max")
        if older and own.seconds is None:
            used.append("older-hold-min")
            seconds = int(catalog.limit("older-hold-min")), seconds[1]
        reps = own.reps or (1, 1)
    else:
        reps = (
            own.reps
            or (trial.reps if trial and trial.reps else None)
            or limits(f"{prefix}-reps-min", f"{prefix}-reps-max")
        )
        if older:
            used.append("older-reps-min")
            fewest = int(catalog.limit("older-reps-min"))
            reps = (max(reps[0], fewest), reps[1]) if fewest <= reps[1] else reps
    behind = (key for limit in catalog.limits if limit.id in used for key in limit.sources)
    return DoseRange(sets=sets, reps=reps, seconds=seconds, sources=tuple(dict.fromkeys((*sources, *behind))))


def _clamp(value: int, span: Span) -> int:
    low, high = span
    return min(max(value, low), high)


def start_dose(context: Context, exercise: Exercise, block: BlockKind) -> StartDose:
    """Return the opening dose: bottom, middle or top of the range by level (P17), never outside it.

    Main work has two sets where there is a reason for it (P05). Warm-ups open at a number of their
    own; the holds of a stretch add up to about 60 s a side (R-033).
    """
    level = context.request.level if block == "main" else "beginner"
    why = two_sets(context) if block == "main" else ()
    key = ("dose", exercise.id, block, context.protocol.goal, _trial(context), context.older, level, why)
    return context.catalog.derived(key, lambda: _start_dose(context, exercise, block, level, why))


def _start_dose(context: Context, exercise: Exercise, block: BlockKind, level: str, why: tuple[str, ...]) -> StartDose:
    catalog, span = context.catalog, dose_range(context, exercise, block)
    sets, reps = _by_level(span.sets, level), _by_level(span.reps, level, step=2)
    seconds = _by_level(span.seconds, level, step=5) if span.seconds else None
    if block == "warm-up":
        sets = _clamp(int(catalog.limit("warm-up-sets-max")), span.sets)
        reps = _clamp(int(catalog.limit("warm-up-reps-start")), span.reps)
    elif block == "mobility" and span.seconds:
        total = int(catalog.limit("stretch-total"))
        sets = _clamp(total // (sum(span.seconds) // 2), span.sets)
        seconds = _clamp(total // sets, span.seconds)
    words = Words(context=context)
    reasons = [words.reason(f"dose-{block if block != 'main' else level}", span.sources)]
    fewer = _fewest(context, exercise, span)
    if why and sets > fewer:
        sets = fewer
        reasons += [words.reason(row) for row in why]
    return StartDose(
        sets=sets, dose=Dose(kind=exercise.dose.kind, reps=reps, seconds=seconds), span=span, reasons=tuple(reasons)
    )


def _fewest(context: Context, exercise: Exercise, span: DoseRange) -> int:
    """Return two sets, or the fewest of an exercise whose own source has more."""
    reduced = int(context.catalog.limit("reduced-sets"))
    return max(reduced, exercise.dose.sets[0]) if exercise.dose.sets else min(reduced, span.sets[1])


def two_sets(context: Context) -> tuple[str, ...]:
    """Return the rows of data/rules.yaml that say why main work has two sets in every week of a request (P05)."""
    rows = []
    if context.request.days > context.catalog.limit("many-days"):
        rows.append("fewer-sets")
    if context.sore:
        rows.append("fewer-sets-pain")
    if context.older:
        rows.append("fewer-sets-older")
    if few_minutes(context):
        rows.append("fewer-sets-minutes")
    return tuple(rows)


def few_minutes(context: Context) -> bool:
    """Return whether the time asked for means few main exercises at two sets."""
    minutes = context.request.minutes
    return minutes is not None and minutes < context.catalog.limit("few-minutes")


def _by_level(span: Span, level: str, step: int = 1) -> int:
    """Return the bottom, the middle or the top; a middle is rounded to the nearest `step`, halves down."""
    low, high = span
    if level == "beginner":
        return low
    if level == "advanced":
        return high
    return _clamp((low + high + step - 1) // (2 * step) * step, span)
