"""What the log asks to be careful about at the opening of a session, and of next week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glutemed.engine.days import in_order
from glutemed.engine.facts import days_between, was_done
from glutemed.model.catalog import Catalog
from glutemed.model.log import Person, Workout, outcome, worst_during

if TYPE_CHECKING:
    from glutemed.engine.today import Today

__all__ = ["refuse_pain", "refuse_today", "rest_day", "see_first"]

WHOLE_DAY = 2
"""Days from one session to the next with a whole day between (R-029)."""


def refuse_today(catalog: Catalog, person: Person, date: str) -> None:
    """Raise SafetyStopError when the safety questions, as answered last, say stop, or pain of the last 7 days does."""
    from glutemed.engine.screening import standing_stop
    from glutemed.errors import SafetyStopError

    if stop := standing_stop(catalog, person):
        row = catalog.row("D1")
        raise SafetyStopError(row.id, row.text.format(where=stop.where))
    refuse_pain(catalog, person, date)


def refuse_pain(catalog: Catalog, person: Person, date: str) -> None:
    """Raise SafetyStopError, with the way out, where the log tells of pain at which no program is given (P14)."""
    from glutemed.engine.daily import pain_stop, say_now
    from glutemed.errors import SafetyStopError

    worst = pain_stop(catalog, person, date)
    if worst is not None:
        rule = catalog.rule("stop-pain")
        raise SafetyStopError(rule.rule, f"{rule.text.format(pain=worst)}. {say_now(person)}")


def see_first(catalog: Catalog, person: Person, date: str) -> tuple[tuple[str, str], ...]:
    """Return what is said first after pain in the last 7 days that is too much for any program (P14), under its label.

    It is said whatever the next session is like: an easier one does not take the place of seeing someone.
    """
    lately = [one for one in in_order(person) if 0 <= days_between(one.date, date) <= catalog.limit("flare-days")]
    worst, day = max(((_worst(one), one.date) for one in lately), default=(0, date))
    if worst <= catalog.limit("pain-max"):
        return ()
    from glutemed.rendering.citing import marked
    from glutemed.rendering.words import date_words

    row = catalog.rule("told-see")
    told = f"{row.text.format(worst=worst)} [{marked(catalog, row.sources)}]"
    since = f"It is in the log of {date_words(day)}. If you have not seen anyone since, do that before you go on"
    return (("See someone first", f"{told} {since}"),)


def _worst(workout: Workout) -> int:
    told = outcome(workout)
    return max(worst_during(workout) or 0, told.after or 0, told.morning or 0, told.usual or 0)


def rest_day(catalog: Catalog, person: Person, today: Today, date: str) -> tuple[tuple[str, str], ...]:
    """Return what is said when a session comes before the whole day of rest that its plan has (R-029)."""
    done = [one for one in in_order(person) if was_done(one) and one.date <= date]
    if today.begun is not None or not done or days_between(done[-1].date, date) >= WHOLE_DAY:
        return ()
    if _planned_gap(today) < WHOLE_DAY:
        return ()
    from glutemed.rendering.citing import marked

    when = "today" if done[-1].date == date else "yesterday"
    told = f"your last session was {when}, and your plan has a day of rest between sessions"
    why = f"muscles are given about 48 hours [{marked(catalog, ('R-029',))}]. You may go on; if you are sore, wait"
    return (("Rest", f"{told}: {why}"),)


def _planned_gap(today: Today) -> int:
    """Return the days from the session before to this one, as they are planned."""
    week = next(week for week in today.saved.plan.weeks if week.number == today.week)
    days = [session.day for session in week.sessions]
    place = today.session - 1
    return days[place] - days[place - 1] if place else days[0] + 7 - days[-1]
