"""Sessions by day and by week."""

from collections.abc import Callable
from datetime import date

import pytest
from tests.logged import follower, later_by, workout

from glutemed.engine.days import in_order, week_of
from glutemed.model.plan import Plan


def test_sessions_are_in_the_order_of_their_days_then_of_their_place(plan_for: Callable[..., Plan]) -> None:
    plan = plan_for("rehab", "early", weeks=2)
    first, second, third = workout(plan), workout(plan, session=2), workout(plan, later_by(1), week=2)
    assert in_order(follower(plan, [third, second, first])) == [first, second, third]


@pytest.mark.parametrize(("day", "monday"), [("2026-11-30", 30), ("2026-12-06", 30), ("2026-11-29", 23)])
def test_a_week_begins_on_monday(day: str, monday: int) -> None:
    assert week_of(day) == date(2026, 11, monday)
