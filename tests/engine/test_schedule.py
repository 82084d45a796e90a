"""Training days: spread over the week or on the weekdays asked for, with dates where a start is given."""

from dataclasses import replace
from itertools import combinations

import pytest

from glutemed.engine.schedule import TrainingDay, days_apart, training_days
from glutemed.model.plan import WEEKDAYS, Request, Weekday


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


# --- around other hard days


def weekdays(*days: int) -> tuple[Weekday, ...]:
    """Return days of a week that begins on Monday."""
    return tuple(WEEKDAYS[day - 1] for day in days)


def asked(days: int, on: tuple[int, ...] = (), other: tuple[int, ...] = (), start: str | None = None) -> Request:
    return Request(goal="rehab", stage="mid", days=days, on=weekdays(*on), other=weekdays(*other), start=start)


@pytest.mark.parametrize(
    ("days", "other", "expected"),
    [
        (2, (1,), (3, 6)),
        (2, (4,), (2, 6)),
        (2, (7,), (2, 5)),
        (2, (1, 2), (4, 6)),
        (2, (6, 7), (2, 4)),
        (2, (3, 4), (1, 6)),
    ],
)
def test_days_lie_away_from_other_hard_days_and_from_each_other_where_the_week_has_room(
    days: int, other: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    """Without a start a week begins on Monday, so that a day's number tells its weekday."""
    assert training_days(asked(days, other=other)) == tuple(
        TrainingDay(day=day, weekday=name) for day, name in zip(expected, weekdays(*expected), strict=True)
    )


@pytest.mark.parametrize("days", [2, 3])
@pytest.mark.parametrize("start", [None, "2026-10-15"])
def test_no_choice_of_days_lies_farther_from_other_hard_days(days: int, start: str | None) -> None:
    """Every set of one to seven other days: no day has a hard day next to it where fewer could have."""

    def clashes(training: tuple[int, ...], hard: tuple[int, ...]) -> int:
        return sum(any((day - one) % 7 in (0, 1, 6) for one in hard) for day in training)

    for count in range(1, 8):
        for other in combinations(range(1, 8), count):
            found = training_days(asked(days, other=other, start=start))
            numbers = tuple(WEEKDAYS.index(day.weekday) + 1 for day in found if day.weekday)
            assert len(set(numbers)) == days
            assert clashes(numbers, other) == min(clashes(any_, other) for any_ in combinations(range(1, 8), days))


def test_weekdays_asked_for_stand_whatever_other_days_are() -> None:
    assert [day.day for day in training_days(asked(2, on=(1, 2), other=(1, 3)))] == [1, 2]


def test_days_around_others_have_dates_from_a_start() -> None:
    """2026-10-15 is a Thursday; Monday, the other day, is day 5."""
    assert training_days(asked(2, other=(1,), start="2026-10-15")) == (
        TrainingDay(day=3, weekday="saturday", date="2026-10-17"),
        TrainingDay(day=7, weekday="wednesday", date="2026-10-21"),
    )


@pytest.mark.parametrize(
    ("days", "on", "other", "apart"),
    [
        (2, (), (), 3),
        (3, (), (), 2),
        (4, (), (), 1),
        (7, (), (), 1),
        (2, (1, 3), (), 2),
        (2, (1, 5), (), 3),
        (2, (1, 2), (), 1),
        (2, (1, 7), (), 1),
        (2, (1, 3), (5,), 2),
        (2, (1, 3), (4,), 1),
        (2, (1, 3), (7,), 1),
        (2, (1, 3), (3,), 0),
        (2, (1, 3), (5, 6), 2),
        (2, (), (1,), 2),
        (2, (), (1, 4), 1),
        (2, (), (1, 2, 3, 4, 5, 6, 7), 0),
    ],
)
@pytest.mark.parametrize("start", [None, "2026-10-15", "2026-10-18"])
def test_days_apart_counts_from_week_to_week_and_to_other_days_but_not_between_these(
    days: int, on: tuple[int, ...], other: tuple[int, ...], apart: int, start: str | None
) -> None:
    assert days_apart(asked(days, on, other, start)) == apart


@pytest.mark.parametrize(
    ("other", "count", "days"),
    [
        (("monday",), 3, (3, 4, 6)),
        (("friday",), 3, (1, 3, 7)),
        (("monday", "thursday"), 3, (1, 3, 6)),
        (("wednesday", "saturday"), 3, (1, 3, 5)),
        (("tuesday", "friday"), 3, (2, 4, 7)),
        (("monday", "tuesday"), 5, (1, 2, 4, 5, 6)),
    ],
)
def test_around_other_hard_days_the_fewest_days_clash_then_touch(
    other: tuple[Weekday, ...], count: int, days: tuple[int, ...]
) -> None:
    asked = replace(request(count), other=other)
    assert tuple(one.day for one in training_days(asked)) == days


def test_a_single_day_is_a_week_from_the_next() -> None:
    assert days_apart(request(1)) == 7
