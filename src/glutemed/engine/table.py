"""The decision table: for each row of data/adaptation.yaml the predicate that decides whether it matches."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from glutemed.engine.facts import Series, WeekFacts, hurt_at
from glutemed.model.adaptation import Change, Number, Tried
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Item
from glutemed.model.records import record

__all__ = ["PREDICATES", "Case", "Match", "behind", "decide"]


@record
class Case:
    """What the table judges: an exercise of the week that was trained, in the numbers of that week.

    `red_flag` is where to go, from a screening that says stop.
    """

    catalog: Catalog
    week: WeekFacts
    item: Item
    series: Series
    red_flag: str | None = None


Found = Mapping[str, object]


class Match(NamedTuple):
    """Whether a row matches, the numbers that it looked at, and what fills the places of its text."""

    matched: bool
    numbers: Found
    words: Found


def red_flag(case: Case) -> Match:
    """D1: any red flag (R-072 to R-076)."""
    return Match(case.red_flag is not None, {"red flag": case.red_flag or "none"}, {"where": case.red_flag})


def flare(case: Case) -> Match:
    """D2: pain during, after or the next morning above what is acceptable (R-001, R-002, R-003)."""
    worst = _highest(case.week.worst, case.week.morning)
    cap = case.week.cap
    words = {"worst": worst, "cap": cap, "where": hurt_at(case.catalog, case.week.sore)}
    return Match(worst is not None and worst > cap, {"worst pain": worst, "limit": cap}, words)


def worse_morning(case: Case) -> Match:
    """D3: a morning worse than usual by 2, or five mornings running worse (R-004; the numbers X)."""
    week, limit = case.week, case.catalog.limit
    morning, usual = week.morning, week.usual
    known = morning is not None and usual is not None
    much = morning is not None and usual is not None and morning - usual >= limit("morning-rise")
    each = week.mornings_running >= limit("mornings-running")
    numbers = {"worst morning": morning, "usual": usual, "mornings running above it": week.mornings_running}
    return Match(known and (much or each), numbers, {"morning": morning, "usual": usual})


def rising(case: Case) -> Match:
    """D4: this week's mean pain higher than last week's, by 2 (R-005; the number X)."""
    week, rise = case.week, case.catalog.limit("trend-rise")
    rose = week.mean is not None and week.before is not None and week.mean - week.before >= rise
    words = {"before": _mean(week.before), "mean": _mean(week.mean), "rise": f"{rise:g}"}
    return Match(rose, {"mean pain": _mean(week.mean), "last week": _mean(week.before)}, words)


def exertion(case: Case) -> Match:
    """E1: symptoms that get worse after exertion (R-040)."""
    return Match(case.week.exertion, {"worse after effort": "yes" if case.week.exertion else "no"}, {})


def unknown(case: Case) -> Match:
    """E2: pain written down of fewer than half of the sessions done (X)."""
    week, share = case.week, case.catalog.limit("sessions-share")
    few = week.worst is None or (week.told < week.done and week.told <= share * week.done)
    return Match(
        few, {"sessions with pain written down": f"{week.told} of {week.done}"}, {"told": week.told, "done": week.done}
    )


def acceptable(case: Case) -> Match:
    """D5: pain during or after above 2, up to what is acceptable (R-001).

    A next morning counts too while nobody has told what is usual (R-003).
    """
    week, safe = case.week, case.catalog.limit("session-pain-safe")
    worst = week.worst if week.usual_told else _highest(week.worst, week.morning)
    above = worst is not None and worst > safe
    return Match(above, {"worst pain": worst, "low up to": f"{safe:g}"}, {"worst": worst})


def slight(case: Case) -> Match:
    """E3: a morning above usual, or a mean above last week's by 1 (X)."""
    week = case.week
    above = week.mornings_above > 0
    rose = None not in (week.mean, week.before) and (week.mean or 0) - (week.before or 0) >= case.catalog.limit(
        "trend-hold"
    )
    what = (
        f"a morning was at {week.morning}, against {week.usual} as usual"
        if above
        else f"pain went from {_mean(week.before)} to {_mean(week.mean)} on average"
    )
    numbers = {
        "mornings above usual": week.mornings_above,
        "mean pain": _mean(week.mean),
        "last week": _mean(week.before),
    }
    return Match(above or rose, numbers, {"what": what})


def young(case: Case) -> Match:
    """E4: any pain at all under 15 years (R-013)."""
    worst = _highest(case.week.worst, case.week.morning)
    return Match(case.week.young and (worst or 0) > 0, {"worst pain": worst}, {"worst": worst})


def recent_flare(case: Case) -> Match:
    """E5: pain above what is acceptable within the last 7 days (X)."""
    days, wait = case.week.flare_days, case.catalog.limit("flare-days")
    words = {"cap": case.week.cap, "days": days, "wait": f"{wait:g}"}
    return Match(days is not None and days <= wait, {"days since": "none in the log" if days is None else days}, words)


def few(case: Case) -> Match:
    """E6: fewer than half of the sessions done (X)."""
    done, planned = case.week.done, case.week.planned
    matched = done < case.catalog.limit("sessions-share") * planned
    return Match(matched, {"sessions": f"{done} of {planned}"}, {"done": done, "planned": planned})


def lagging(case: Case) -> Match:
    """E7: one side did less than planned, and less than the other (product: a lagging side gets no extra set; X)."""
    sides = dict(case.series.sides)
    aim = (case.item.dose.seconds if case.item.dose.kind == "hold" else case.item.dose.reps) or 0
    numbers: dict[str, object] = {f"{side} side": amount for side, amount in sides.items()} or {"sides": None}
    if len(sides) < 2 or case.series.skipped:
        return Match(matched=False, numbers=numbers, words={})
    weaker, stronger = sorted(sides, key=lambda side: sides[side])[:2]
    words = {"weaker": weaker, "stronger": stronger, "less": sides[weaker], "more": sides[stronger]}
    return Match(sides[weaker] < aim and sides[weaker] < sides[stronger], numbers, words)


def behind(case: Case) -> int | None:
    """Return what the weaker side did where it is behind the other and the plan, else None."""
    found = lagging(case)
    return min(dict(case.series.sides).values()) if found.matched else None


def short(case: Case) -> Match:
    """E8: not every set done as planned in the latest session, or not clean (R-021)."""
    one = case.series
    full = bool(one.full) and one.full[-1]
    if not one.full:
        what = "it was not in the log"
    elif one.skipped:
        what = "not every set was done"
    elif not full:
        what = "some sets had fewer than planned"
    else:
        what = "it wobbled"
    done = f"{sum(one.full)} of {len(one.full)}"
    return Match(
        not full or one.wobbled,
        {"sessions done in full": done, "told to wobble": "yes" if one.wobbled else "no"},
        {"what": what},
    )


def by_hand(case: Case) -> Match:
    """E9: a dose that was set by hand."""
    return Match(case.item.by_hand, {"by hand": "yes" if case.item.by_hand else "no"}, {})


def target(case: Case) -> Match:
    """D6: the target, or two extra repetitions, in two sessions running (R-020, R-021)."""
    wanted = int(case.catalog.limit("target-sessions"))
    last = case.series.reached[-wanted:]
    words = {"what": "the target was reached, or two more than planned,", "worst": case.week.worst}
    return Match(len(last) == wanted and all(last), {"sessions with the target": f"{sum(last)} of {wanted}"}, words)


def otherwise(case: Case) -> Match:
    """D7: anything else (R-021)."""
    return Match(matched=True, numbers={"worst pain": case.week.worst}, words={"worst": case.week.worst})


PREDICATES: dict[str, Callable[[Case], Match]] = {
    "D1": red_flag,
    "D2": flare,
    "D3": worse_morning,
    "D4": rising,
    "E1": exertion,
    "E2": unknown,
    "D5": acceptable,
    "E3": slight,
    "E4": young,
    "E5": recent_flare,
    "E6": few,
    "E7": lagging,
    "E8": short,
    "E9": by_hand,
    "D6": target,
    "D7": otherwise,
}


def decide(case: Case) -> tuple[Change, tuple[Tried, ...]]:
    """Return what the first row that matches says of an exercise, and all rows tried with their numbers."""
    tried = tuple(_tried(case))
    first = next(row for row in tried if row.matched)
    row = case.catalog.row(first.row)
    words = PREDICATES[row.id](case).words
    change = Change(
        row=row.id,
        subject=case.item.exercise,
        action=row.action,
        text=row.text.format(**words),
        numbers=first.numbers,
        sources=row.sources,
    )
    return change, tried


def _tried(case: Case) -> Iterator[Tried]:
    for row in case.catalog.adaptation:
        if row.id in PREDICATES:
            found = PREDICATES[row.id](case)
            yield Tried(row=row.id, subject=case.item.exercise, matched=found.matched, numbers=_numbers(found.numbers))


def _numbers(found: Found) -> tuple[Number, ...]:
    return tuple(Number(name=name, value="not known" if value is None else str(value)) for name, value in found.items())


def _highest(*values: int | None) -> int | None:
    return max((value for value in values if value is not None), default=None)


def _mean(value: float | None) -> str | None:
    return None if value is None else f"{value:.1f}"
