"""How much: sets, repetitions and holds. `start_dose` is the one way to a dose, and `_clamp` its one bound."""

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DoseLimits, Exercise
from glutemed.model.plan import BlockKind, Dose, Reason, Request, block_of
from glutemed.model.records import record

__all__ = ["DoseRange", "StartDose", "dose_range", "start_dose"]

Span = tuple[int, ...]


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


def _limits(catalog: Catalog, low: str, high: str) -> Span:
    return int(catalog.limit(low)), int(catalog.limit(high))


def dose_range(catalog: Catalog, exercise: Exercise, goal: str) -> DoseRange:
    """Return the range of an exercise: what its own source gives (P05), else that of its block."""
    own, block = exercise.dose, block_of(exercise)
    hold = own.kind == "hold"
    sets, reps, seconds = _block_range(catalog, block, exercise, goal)
    if hold:
        reps = own.reps or (1, 1)
    return DoseRange(
        sets=own.sets or sets,
        reps=reps if hold else own.reps or reps,
        seconds=(own.seconds or seconds) if hold else None,
        sources=own.sources if _has_own(own) else _block_sources(block, goal),
    )


def _has_own(own: DoseLimits) -> bool:
    return any((own.sets, own.reps, own.seconds))


def _block_range(catalog: Catalog, block: BlockKind, exercise: Exercise, goal: str) -> tuple[Span, Span, Span]:
    main_hold = _limits(catalog, "main-hold-min", "main-hold-max")
    if block == "warm-up":
        return (
            _limits(catalog, "warm-up-sets-min", "warm-up-sets-max"),
            _limits(catalog, "warm-up-reps-min", "warm-up-reps-max"),
            main_hold,
        )
    if block == "mobility":
        return (
            _limits(catalog, "stretch-sets-min", "stretch-sets-max"),
            (1, 1),
            _limits(catalog, "stretch-hold-min", "stretch-hold-max"),
        )
    if goal == "prevention" and exercise.pattern == "side-plank":
        main_hold = _limits(catalog, "plank-hold-min", "main-hold-max")
    return (
        _limits(catalog, "main-sets-min", "main-sets-max"),
        _limits(catalog, "main-reps-min", "main-reps-max"),
        main_hold,
    )


def _block_sources(block: BlockKind, goal: str) -> tuple[str, ...]:
    if block == "warm-up":
        return ("P05", "own")
    if block == "mobility":
        return ("A44", "R-033")
    return ("A28",) if goal == "prevention" else ("A20",)


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
