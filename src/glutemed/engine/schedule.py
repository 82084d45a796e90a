"""On which days: spread evenly, on the weekdays asked for, or around other hard days; dates only from a start date."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from glutemed.model.plan import WEEKDAYS, Request, Weekday
from glutemed.model.records import record

__all__ = ["TrainingDay", "days_apart", "training_days"]

WEEK = 7
APART = 2
"""Days from one to another with a whole day between."""


@record
class TrainingDay:
    """A day of the week of a program: `day` is 1 to 7, weekday and date only where known."""

    day: int
    weekday: Weekday | None = None
    date: str | None = None


def training_days(request: Request, week: int = 1) -> tuple[TrainingDay, ...]:
    """Return the training days of a week, in order.

    Day 1 is the start date; without one it is Monday where weekdays matter, else just the first
    day. Around other hard days (P06) the days are those that lie farthest from them and from each
    other.
    """
    first = date.fromisoformat(request.start) if request.start else None
    offset = first.weekday() if first else 0
    if request.on:
        days = sorted((WEEKDAYS.index(name) - offset) % WEEK + 1 for name in request.on)
    elif request.other:
        days = _around([(WEEKDAYS.index(name) - offset) % WEEK + 1 for name in request.other], request.days)
    else:
        days = _spread(request.days)
    if first is None and not (request.on or request.other):
        return tuple(TrainingDay(day=day) for day in days)
    return tuple(
        TrainingDay(
            day=day,
            weekday=WEEKDAYS[(offset + day - 1) % WEEK],
            date=(first + timedelta(days=WEEK * (week - 1) + day - 1)).isoformat() if first else None,
        )
        for day in days
    )


def days_apart(request: Request) -> int:
    """Return the fewest days from a training day to the next one, the next week's too, or to another hard day."""
    training = training_days(request)
    days = [day.day for day in training]
    other = [day.day for day in training_days(replace(request, on=request.other))] if request.other else []
    return _apart(days, other)


def _apart(days: Iterable[int], other: Iterable[int]) -> int:
    taken = list(days)
    pairs = [(one, two) for one, two in combinations(taken, 2)] + [(day, hard) for day in taken for hard in other]
    return min((min((one - two) % WEEK, (two - one) % WEEK) for one, two in pairs), default=WEEK)


def _spread(count: int) -> list[int]:
    """Return days as far apart as a week allows, the first on day 1."""
    return [index * WEEK // count + 1 for index in range(count)]


def _around(other: list[int], count: int) -> list[int]:
    """Return the days of a week that lie farthest from other days and each other; the earliest of those."""

    def quality(days: tuple[int, ...]) -> tuple[int, int, int, int]:
        clashes = sum(_apart([day], other) < APART for day in days)
        touching = sum(_apart(pair, ()) < APART for pair in combinations(days, 2))
        return -clashes, -touching, _apart(days, ()), _apart(days, other)

    weeks: list[tuple[int, ...]] = list(combinations(range(1, WEEK + 1), count))
    best: tuple[int, ...] = max(weeks, key=quality)
    return list(best)
