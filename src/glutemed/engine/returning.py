"""Back after a break: how much of the week before it, and which week back this is (R-039)."""

from dataclasses import replace
from datetime import date
from typing import Any

from glutemed.engine.context import Context
from glutemed.engine.dosing import start_dose
from glutemed.engine.easing import put
from glutemed.engine.facts import Trained, was_done
from glutemed.engine.opening import Opening
from glutemed.engine.resuming import main_items
from glutemed.engine.selection import week_is_lawful
from glutemed.model.adaptation import Change, Number
from glutemed.model.catalog import Catalog
from glutemed.model.log import Person
from glutemed.model.plan import Item
from glutemed.model.records import record

__all__ = ["WeekBack", "cut", "week_back"]

WEEKS_BACK = 4
"""Weeks with a share of the week before a break; the one after them has all of it again."""


@record
class WeekBack:
    """Which week after a break the next one is, from 1, how many days the break had, and the week before it."""

    number: int
    days: int
    share: float
    base: Trained

    def terms(self) -> dict[str, Any]:
        """Return what `cut` goes by."""
        return {"number": self.number, "days": self.days, "share": self.share}


def week_back(catalog: Catalog, person: Person, weeks: tuple[Trained, ...], today: str) -> WeekBack | None:
    """Return which week back the next one is; None when training goes on, or four weeks back are done."""
    pause = catalog.limit("break-days")
    weeks = tuple(week for week in weeks if any(map(was_done, week.workouts)))
    days = sorted({date.fromisoformat(one.date) for one in person.workouts if was_done(one)})
    if not days or not weeks:
        return None
    gap = (date.fromisoformat(today) - days[-1]).days
    if gap >= pause:
        return WeekBack(number=1, days=gap, share=catalog.limit("return-week-1"), base=weeks[-1])
    for index in range(len(days) - 1, 0, -1):
        gap = (days[index] - days[index - 1]).days
        if gap < pause:
            continue
        since = [week for week in weeks if _first_day(week) >= days[index]]
        before = [week for week in weeks if _first_day(week) < days[index]]
        number = len(since) + 1
        if number > WEEKS_BACK + 1 or not before:
            return None
        if number > WEEKS_BACK:
            return WeekBack(number=number, days=gap, share=1.0, base=before[-1])
        return WeekBack(number=number, days=gap, share=catalog.limit(f"return-week-{number}"), base=before[-1])
    return None


def _first_day(week: Trained) -> date:
    """Return the first day of a week on which something was done."""
    return date.fromisoformat(next(one.date for one in week.workouts if was_done(one)))


def cut(
    context: Context, week: Opening, base: Opening, *, number: int, days: int, share: float
) -> tuple[Opening, Change]:
    """Return the week with at most a share of the sets that the week before the break had, and what was done for it.

    In the first week exercises go first, then sets, then repetitions; later sets before exercises.
    """
    how = dict[str, None]()
    most = [int(share * sum(item.sets for item in _mains(base, index))) for index in range(len(base.picks))]
    for index in range(min(len(most), len(week.picks))):
        while sum(item.sets for item in _mains(week, index)) > most[index]:
            steps = (_without_last, _without_set) if number == 1 else (_without_set, _without_last)
            for step in steps:
                changed = step(context, week, index)
                if changed is not None:
                    week = changed
                    how["fewer exercises" if step is _without_last else "fewer sets"] = None
                    break
            else:
                break
        if sum(item.sets for item in _mains(week, index)) > most[index]:
            week = _with_fewer_reps(context, week, index, share if number > 1 else 0.0)
            how["fewer repetitions"] = None
    row = context.catalog.row("E10")
    words = {
        "days": days,
        "week": number,
        "share": f"{100 * share:g}",
        "how": " and ".join(how) or "the same exercises",
    }
    numbers = (
        Number(name="days without training", value=str(days)),
        Number(name="week back", value=str(number)),
    )
    change = Change(
        row=row.id, subject="week", action="halve", text=row.text.format(**words), numbers=numbers, sources=row.sources
    )
    return week, change


def _mains(week: Opening, session: int) -> list[Item]:
    return [
        item for pick, item in zip(week.picks[session].picks, week.items[session], strict=True) if pick.block == "main"
    ]


def _without_last(context: Context, week: Opening, session: int) -> Opening | None:
    """Return the week without the last main exercise of a session that it can do without."""
    for place in range(len(week.items[session]) - 1, -1, -1):
        if week.picks[session].picks[place].block != "main":
            continue
        picks, items = list(week.picks), list(week.items)
        kept = tuple(pick for at, pick in enumerate(picks[session].picks) if at != place)
        picks[session] = replace(picks[session], picks=kept)
        items[session] = tuple(item for at, item in enumerate(items[session]) if at != place)
        changed = replace(week, picks=tuple(picks), items=tuple(items))
        mains = [[pick.candidate for pick in one.picks if pick.block == "main"] for one in changed.picks]
        if week_is_lawful(context, mains):
            return changed
    return None


def _without_set(context: Context, week: Opening, session: int) -> Opening | None:
    """Return the week with a set less of the session's main exercise with most, wherever it stands; None at two."""
    floor = int(context.catalog.limit("floor-sets"))
    rows = main_items(week)
    found = [
        item
        for item in _mains(week, session)
        if item.sets > max(floor, (rows[item.exercise][0].candidate.exercise.dose.sets or (0,))[0])
    ]
    if not found:
        return None
    most = max(found, key=lambda item: item.sets)
    return put(week, most.exercise, rows[most.exercise][0], replace(most, sets=most.sets - 1))


def _with_fewer_reps(context: Context, week: Opening, session: int, share: float) -> Opening:
    """Return the week with a share of the repetitions, or holds, of a session's main work; the floor at least."""
    limit = context.catalog.limit
    for item in _mains(week, session):
        pick = main_items(week)[item.exercise][0]
        span, own = start_dose(context, pick.candidate.exercise, "main").span, pick.candidate.exercise.dose
        if item.dose.seconds is not None:
            low = min(span.seconds[0] if span.seconds else item.dose.seconds, int(limit("floor-hold")))
            dose = replace(item.dose, seconds=max(min(item.dose.seconds, low), int(share * item.dose.seconds)))
        else:
            low = span.reps[0] if own.reps else int(limit("floor-reps"))
            dose = replace(item.dose, reps=max(min(item.dose.reps, low), int(share * item.dose.reps)))
        week = put(week, item.exercise, pick, replace(item, dose=dose))
    return week
