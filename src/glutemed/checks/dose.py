"""Checks of how much: P05, and the range that a dose lies in."""

from collections.abc import Iterable, Iterator

from glutemed.checks.plan import SIDES, Audit, Finding, Findings, Placed, Row, age_from, pain_above, week_path
from glutemed.model.exercise import DoseLimits
from glutemed.model.plan import side_sets

__all__ = ["DOSE", "DoseRange", "dose_range"]

Span = tuple[float, float]
ONCE: Span = (1.0, 1.0)
"""The holds of a set, where an exercise has no range of its own."""
DoseRange = tuple[Span, Span, Span]
"""The lowest and highest sets, repetitions (or holds) and seconds."""


def dose_range(audit: Audit, at: Placed) -> DoseRange:
    """Return the range of an item: the exercise's own, else the condition's trial's, else that of its block.

    From 65 years on repetitions keep within the range for older people where the exercise's own
    meets it, and holds may be as short as theirs.
    """
    limit, own, hold = audit.catalog.limit, at.exercise.dose, at.exercise.dose.kind == "hold"
    if at.block == "warm-up":
        sets, reps = _limits(audit, "warm-up-sets"), _limits(audit, "warm-up-reps")
        seconds = _limits(audit, "main-hold")
    elif at.block == "mobility":
        sets, reps, seconds = _limits(audit, "stretch-sets"), ONCE, _limits(audit, "stretch-hold")
    else:
        trial = _trial(audit)
        sets = _span(trial.sets if trial else None, _limits(audit, "main-sets"))
        reps = _span(trial.reps if trial else None, _limits(audit, "main-reps"))
        seconds = _limits(audit, "main-hold")
        if audit.plan.prescribed.goal == "prevention" and at.exercise.pattern == "side-plank":
            seconds = (limit("plank-hold-min"), seconds[1])
    reps = _span(own.reps, ONCE if hold else reps)
    seconds = _span(own.seconds, seconds)
    if at.block == "main" and age_from(audit, "older-age"):
        seconds = (min(seconds[0], limit("older-hold-min")), seconds[1])
        if not hold and reps[1] >= limit("older-reps-min"):
            reps = (max(reps[0], limit("older-reps-min")), reps[1])
    return _span(own.sets, sets), reps, seconds


def _limits(audit: Audit, stem: str) -> Span:
    return audit.catalog.limit(f"{stem}-min"), audit.catalog.limit(f"{stem}-max")


def _trial(audit: Audit) -> DoseLimits | None:
    """Return the dose of the first condition whose trial gives one."""
    return next((condition.dose for condition in audit.conditions if condition.dose), None)


def _span(own: tuple[int, ...] | None, general: Span) -> Span:
    return (float(own[0]), float(own[1])) if own else general


def dose(audit: Audit) -> Findings:
    """P05: sets, repetitions and holds within the article's range (A20, A28), a trial's (R-061) or that of age (R-032).

    Passes: 3 x 8 clamshells; 2 x 10 static holds of 10 s, a trial's own dose; 2 x 10 with knee
    osteoarthritis. Fails: 5 x 8, 3 x 20, a hold of 60 s; 3 sets on five days a week. Over a limit
    is an error, under it a note.
    """
    reduced = audit.catalog.limit("reduced-sets")
    timed = audit.plan.request.minutes is not None  # sets go down to two to fit (P12)
    fewer = timed or pain_above(audit, "pain-as-asked-max") or age_from(audit, "older-age")
    many = [len(week.sessions) > audit.catalog.limit("many-days") for week in audit.plan.weeks]
    rungs: dict[str, int] = {}
    for change in audit.changes:
        if change.rung:
            rungs.setdefault(change.now.exercise.id, change.now.week)
    for at in audit.items:
        given, kind = at.item.dose, at.exercise.dose.kind
        if given.kind != kind or (given.seconds is None) != (given.kind == "reps"):
            wanted = "holds of so many seconds" if kind == "hold" else "repetitions without seconds"
            yield Finding(rule="P05", path=at.path, message=f"{at.item.name} is dosed in {wanted}")
            continue
        sets, reps, seconds = dose_range(audit, at)
        main = at.block == "main"
        rung = main and at.week >= rungs.get(at.exercise.id, len(many))
        low, high = sets
        if main and (fewer or many[at.week] or rung):
            low = min(low, reduced)
        if main and many[at.week]:
            high = _at_most(at, sets[1], reduced)
        for have, (least, most), floor, unit in (
            (at.item.sets, (low, high), "floor-sets", "sets"),
            (
                given.reps,
                reps,
                "floor-reps" if kind == "reps" else "",
                "holds" if kind == "hold" else "repetitions",
            ),
            (given.seconds, seconds, "floor-hold", "seconds"),
        ):
            if have is None:
                continue
            much = f"{have} {unit.removesuffix('s') if have == 1 else unit}"
            if have > most:
                yield Finding(rule="P05", path=at.path, message=f"{at.item.name}: {much}; at most {most:g}")
                continue
            wanted_least = least
            if main and floor and not at.exercise.dose.sources:
                bottom = audit.catalog.limit(floor)
                wanted_least = min(least, bottom) if rung and unit != "sets" else max(least, bottom)
            if have < wanted_least:
                message = f"{at.item.name}: {much}; at least {wanted_least:g}"
                yield Finding(rule="P05", severity="note", path=at.path, message=message)


def _few_minutes(audit: Audit) -> bool:
    minutes = audit.plan.request.minutes
    return minutes is not None and minutes < audit.catalog.limit("few-minutes")


def _at_most(at: Placed, high: float, reduced: float) -> float:
    """Return the most sets where there is a reason for two: an exercise whose own sets start above two keeps them."""
    own = at.exercise.dose.sets
    return high if own and own[0] > reduced else min(high, reduced)


def sets_with_pain(audit: Audit) -> Findings:
    """P05: two sets of main work with pain above 2 of 10 (R-001). Passes: 2 x 8 at pain 3. Fails: 3 x 8."""
    if pain_above(audit, "pain-as-asked-max"):
        yield from _more_than_two(audit, _main(audit), f"with pain above {audit.catalog.limit('pain-as-asked-max'):g}")


def sets_at_age(audit: Audit) -> Findings:
    """P05: two sets of main work from 65 years on (R-032). Passes: 2 x 10 at 70 years. Fails: 3 x 10."""
    if age_from(audit, "older-age"):
        yield from _more_than_two(audit, _main(audit), f"from {audit.catalog.limit('older-age'):g} years on")


def sets_in_few_minutes(audit: Audit) -> Findings:
    """P05: two sets of main work in a session below 20 minutes (R-080). Passes: 2 x 8 in 15. Fails: 3 x 8."""
    if _few_minutes(audit):
        yield from _more_than_two(audit, _main(audit), f"in less than {audit.catalog.limit('few-minutes'):g} minutes")


def sets_of_a_new_rung(audit: Audit) -> Findings:
    """P05: two sets in the first week of a harder variant (R-044b, MCKAY20).

    Passes: 2 x 9 reverse clamshells in the week after 3 x 15 clamshells. Fails: 3 sets of them.
    """
    new = (change.now for change in audit.changes if change.rung)
    yield from _more_than_two(audit, new, "in the first week of a harder variant")


def _main(audit: Audit) -> Iterator[Placed]:
    return (at for at in audit.items if at.block == "main")


def _more_than_two(audit: Audit, items: Iterable[Placed], reason: str) -> Findings:
    reduced = audit.catalog.limit("reduced-sets")
    for at in items:
        sets, _, _ = dose_range(audit, at)
        most = _at_most(at, sets[1], reduced)
        if most < at.item.sets <= sets[1]:
            message = f"{at.item.name}: {at.item.sets} sets {reason}; at most {most:g}"
            yield Finding(rule="P05", path=at.path, message=message)


def weekly_sets(audit: Audit) -> Findings:
    """P05: at most 36 main sets a week for one hip, 28 on more than three days (X).

    Passes: three exercises of four sets on three days. Fails: 37 sets on three days, 29 on four.
    """
    for week_index, week in enumerate(audit.plan.weeks):
        many = len(week.sessions) > audit.catalog.limit("many-days")
        cap = audit.catalog.limit("weekly-sets-max-many-days" if many else "weekly-sets-max")
        main = [item for session in week.sessions for item in session.items("main")]
        for side in SIDES:
            total = sum(side_sets(item, side) for item in main)
            if total > cap:
                message = f"{total} main sets for the {side} hip; at most {cap:g}"
                yield Finding(rule="P05", path=week_path(week_index), message=message)


DOSE: tuple[Row, ...] = (
    ("P05", dose, ()),
    ("P05", sets_with_pain, ("pain",)),
    ("P05", sets_at_age, ("age",)),
    ("P05", sets_in_few_minutes, ("minutes",)),
    ("P05", sets_of_a_new_rung, ()),
    ("P05", weekly_sets, ()),
)
