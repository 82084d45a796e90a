"""Sessions of a log by day and by week."""

from datetime import date as day
from datetime import timedelta

from glutemed.model.log import Person, Workout

__all__ = ["in_order", "place_of", "week_of"]


def in_order(person: Person) -> list[Workout]:
    """Return a person's sessions, the oldest first."""
    return sorted(person.workouts, key=place_of)


def place_of(workout: Workout) -> tuple[str, int, int]:
    """Return what sessions are in order by: day, week of the program, place in the week."""
    return workout.date, workout.week, workout.session


def week_of(date: str) -> day:
    """Return the Monday of a date's week."""
    found = day.fromisoformat(date)
    return found - timedelta(days=found.weekday())
