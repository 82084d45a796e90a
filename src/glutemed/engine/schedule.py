"""On which days: spread evenly, or on the weekdays asked for; dates only from a start date."""

from datetime import date, timedelta

from glutemed.model.plan import WEEKDAYS, Request, Weekday
from glutemed.model.records import record

__all__ = ["TrainingDay", "training_days"]


@record
class TrainingDay:
    """A day of the week of a program: `day` is 1 to 7, weekday and date only where known."""

    day: int
    weekday: Weekday | None = None
    date: str | None = None


def training_days(request: Request, week: int = 1) -> tuple[TrainingDay, ...]:
    """Return the training days of a week, in order.

    Day 1 is the start date; without one it is Monday where weekdays were asked for, else just
    the first day.
    """
    if request.start is None:
        if not request.on:
            return tuple(TrainingDay(day=day) for day in _spread(request.days))
        return tuple(TrainingDay(day=WEEKDAYS.index(name) + 1, weekday=name) for name in request.on)
    first = date.fromisoformat(request.start)
    offset = first.weekday()
    days = (
        sorted((WEEKDAYS.index(name) - offset) % 7 + 1 for name in request.on) if request.on else _spread(request.days)
    )
    return tuple(
        TrainingDay(
            day=day,
            weekday=WEEKDAYS[(offset + day - 1) % 7],
            date=(first + timedelta(days=7 * (week - 1) + day - 1)).isoformat(),
        )
        for day in days
    )


def _spread(count: int) -> list[int]:
    """Return days as far apart as a week allows, the first on day 1."""
    return [index * 7 // count + 1 for index in range(count)]
