"""How much: sets, repetitions and holds. `start_dose` is the one way to a dose, and `_clamp` its one bound."""

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise
from glutemed.model.plan import BlockKind, Dose, Reason, Request, block_of
from glutemed.model.records import record

__all__ = ["DoseRange", "StartDose", "dose_range", "start_dose"]

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
    """The dose that week 1 opens with, the highest it may grow to, and why."""

    sets: int
    dose: Dose
    top: Dose
    reasons: tuple[Reason, ...]


def dose_range(catalog: Catalog, exercise: Exercise, goal: str) -> DoseRange:
    """Return the range of an exercise: what its own source gives (P05), else that of its block."""
    own, prefix = exercise.dose, PREFIX[block_of(exercise)]
    used: list[str] = []

    def limits(low: str, high: str) -> Span:
        used.extend((low, high))
        return int(catalog.limit(low)), int(catalog.limit(high))

    sets = own.sets or limits(f"{prefix}-sets-min", f"{prefix}-sets-max")
    seconds = None
    if own.kind == "hold":
        plank = goal == "prevention" and exercise.pattern == "side-plank" and prefix == "main"
        hold = "stretch" if prefix == "stretch" else "main"
        seconds = own.seconds or limits("plank-hold-min" if plank else f"{hold}-hold-min", f"{hold}-hold-max")
        reps = own.reps or (1, 1)
    else:
        reps = own.reps or limits(f"{prefix}-reps-min", f"{prefix}-reps-max")
    behind = (key for limit in catalog.limits if limit.id in used for key in limit.sources)
    return DoseRange(sets=sets, reps=reps, seconds=seconds, sources=tuple(dict.fromkeys((*own.sources, *behind))))


def _clamp(value: int, span: tuple[int, ...]) -> int:
    low, high = span
    return min(max(value, low), high)


def start_dose(catalog: Catalog, exercise: Exercise, request: Request) -> StartDose:
    """Return the opening dose: bottom, middle or top of the range by level (P17), never outside it.

    More than three training days a week mean two sets of main work (P05). Warm-ups open
    at a number of their own; the holds of a stretch add up to about 60 s a side (R-033).
    """
    span, block = dose_range(catalog, exercise, request.goal), block_of(exercise)
    level = request.level if block == "main" else "beginner"
    sets, reps = _by_level(span.sets, level), _by_level(span.reps, level, step=2)
    seconds = _by_level(span.seconds, level, step=5) if span.seconds else None
    if block == "warm-up":
        sets = _clamp(int(catalog.limit("warm-up-sets-max")), span.sets)
        reps = _clamp(int(catalog.limit("warm-up-reps-start")), span.reps)
    elif block == "mobility" and span.seconds:
        total = int(catalog.limit("stretch-total"))
        sets = _clamp(total // (sum(span.seconds) // 2), span.sets)
        seconds = _clamp(total // sets, span.seconds)
    reasons = [_reason(catalog, request, block, span)]
    if block == "main" and request.days > catalog.limit("many-days") and sets > catalog.limit("reduced-sets"):
        sets = int(catalog.limit("reduced-sets"))
        reasons.append(_row(catalog, "fewer-sets"))
    kind = exercise.dose.kind
    return StartDose(
        sets=sets,
        dose=Dose(kind=kind, reps=reps, seconds=seconds),
        top=Dose(kind=kind, reps=span.reps[1], seconds=span.seconds[1] if span.seconds else None),
        reasons=tuple(reasons),
    )


def _by_level(span: tuple[int, ...], level: str, step: int = 1) -> int:
    """Return the bottom, the middle or the top; a middle is rounded to the nearest `step`, halves down."""
    low, high = span
    if level == "beginner":
        return low
    if level == "advanced":
        return high
    return _clamp((low + high + step - 1) // (2 * step) * step, span)


def _row(catalog: Catalog, id: str) -> Reason:
    row = catalog.rule(id)
    return Reason(rule=row.rule, text=row.text, sources=row.sources)


def _reason(catalog: Catalog, request: Request, block: BlockKind, span: DoseRange) -> Reason:
    row = catalog.rule(f"dose-{block if block != 'main' else request.level}")
    return Reason(rule=row.rule, text=row.text, sources=tuple(dict.fromkeys((*span.sources, *row.sources))))
