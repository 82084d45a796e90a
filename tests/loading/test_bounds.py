"""A program of more items than one has is refused, however they lie in weeks, sessions and blocks."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from glutemed.errors import Position, ProblemsError
from glutemed.loading.bounds import ITEMS_MAX, refuse_endless
from glutemed.model.plan import Block, Plan, Session, Week


def weeks(plan: Plan, items: int) -> list[Week]:
    """Return two weeks of two sessions with so many items in all."""
    item = plan.weeks[0].sessions[0].blocks[0].items[0]
    parts = [items // 4] * 3 + [items - 3 * (items // 4)]
    sessions = [Session(day=1, minutes=1, blocks=(Block(kind="main", items=(item,) * part),)) for part in parts]
    return [replace(plan.weeks[0], sessions=tuple(sessions[at : at + 2])) for at in (0, 2)]


def test_two_thousand_items_are_the_most(plan_for: Callable[..., Plan]) -> None:
    plan = plan_for()
    where = Position(file="f.yaml", line=3, column=1)
    refuse_endless(weeks(plan, ITEMS_MAX), where)
    with pytest.raises(ProblemsError) as caught:
        refuse_endless(weeks(plan, ITEMS_MAX + 1), where)
    assert [str(problem) for problem in caught.value.problems] == ["f.yaml:3:1: 2001 items; a program has at most 2000"]
