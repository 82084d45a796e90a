"""Training days: spread over the week or on the weekdays asked for, with dates where a start is given."""

import pytest

from glutemed.engine.schedule import TrainingDay, training_days
from glutemed.model.plan import Request, Weekday


def request(days: int, *on: Weekday, start: str | None = None) -> Request:
    return Request(goal="rehab", stage="early", days=days, on=on, start=start)


@pytest.mark.parametrize(
    ("count", "days"),
    [
        (2, [1, 4]),
        (3, [1, 3, 5]),
        (4, [1, 2, 4, 6]),
        (5, [1, 2, 3, 5, 6]),
        (6, [1, 2, 3, 4, 5, 6]),
        (7, [1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_days_are_spread_over_the_week_from_day_one_without_weekday_or_date(count: int, days: list[int]) -> None:
    assert training_days(request(count)) == tuple(TrainingDay(day=day) for day in days)


def test_weekdays_asked_for_count_from_monday_without_a_start() -> None:
    assert training_days(request(3, "monday", "thursday", "sunday")) == (
        TrainingDay(day=1, weekday="monday"),
        TrainingDay(day=4, weekday="thursday"),
        TrainingDay(day=7, weekday="sunday"),
    )


def test_weekdays_asked_for_come_in_the_order_of_the_days_from_the_start() -> None:
    """2026-10-15 is a Thursday, so that Monday is day 5 and Wednesday the last day of the week."""
    assert training_days(request(3, "monday", "wednesday", "thursday", start="2026-10-15")) == (
        TrainingDay(day=1, weekday="thursday", date="2026-10-15"),
        TrainingDay(day=5, weekday="monday", date="2026-10-19"),
        TrainingDay(day=7, weekday="wednesday", date="2026-10-21"),
    )


def test_spread_days_have_the_weekdays_and_dates_that_follow_from_the_start() -> None:
    """2026-10-16 is a Friday; the weekdays go past Sunday."""
    assert training_days(request(3, start="2026-10-16")) == (
        TrainingDay(day=1, weekday="friday", date="2026-10-16"),
        TrainingDay(day=3, weekday="sunday", date="2026-10-18"),
        TrainingDay(day=5, weekday="tuesday", date="2026-10-20"),
    )


@pytest.mark.parametrize(
    ("start", "week", "dates"),
    [
        ("2026-04-29", 1, ["2026-04-29", "2026-05-02"]),
        ("2026-12-30", 1, ["2026-12-30", "2027-01-02"]),
        ("2028-02-27", 1, ["2028-02-27", "2028-03-01"]),
        ("2027-02-27", 1, ["2027-02-27", "2027-03-02"]),
        ("2026-12-22", 2, ["2026-12-29", "2027-01-01"]),
        ("2026-12-22", 3, ["2027-01-05", "2027-01-08"]),
    ],
)
def test_dates_go_over_the_ends_of_months_and_years_and_a_week_later_each_week(
    start: str, week: int, dates: list[str]
) -> None:
    assert [day.date for day in training_days(request(2, start=start), week)] == dates


def test_a_later_week_has_the_same_days_and_weekdays() -> None:
    asked = request(2, "tuesday", "friday", start="2026-10-15")
    first, third = training_days(asked), training_days(asked, week=3)
    assert [(day.day, day.weekday) for day in third] == [(day.day, day.weekday) for day in first]
    assert [day.date for day in third] == ["2026-10-30", "2026-11-03"]
