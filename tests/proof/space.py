"""The requests that are proven: every one has a number, and follows from its part and number alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import prod
from random import Random
from typing import Any, TypeVar, get_args

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT, KIT_SETS, STAGES, ConditionId, Stage
from glutemed.model.plan import LEVELS, SIDES, WEEKDAYS, Goal, Request

__all__ = ["CONDITIONS", "KITS", "PARTS", "Draw", "Part"]

SEED = "glutemed proof 1"
CONDITIONS: tuple[ConditionId, ...] = get_args(ConditionId)
GOALS: tuple[tuple[Goal, Stage | None], ...] = (("prevention", None), *(("rehab", stage) for stage in STAGES))
ONE_CONDITION: tuple[tuple[ConditionId, ...], ...] = ((), *((condition,) for condition in CONDITIONS))
KITS = tuple(tuple(sorted(kit for bit, kit in enumerate(KIT) if mask >> bit & 1)) for mask in range(2 ** len(KIT)))
"""Every subset of the eight kit items, as requests have them."""
KNOWN_KITS = tuple(tuple(sorted(kit)) for _, kit in KIT_SETS)
PAIN = (None, *range(11))
GRID = (GOALS, ONE_CONDITION, PAIN, KITS)
EXISTS = (GOALS, ONE_CONDITION, (None, *range(6)), KNOWN_KITS, (None, 20, 50, 80), (None, 20, 30))
RANDOM = 200_000
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 24)

T = TypeVar("T")


@dataclass(frozen=True)
class Part:
    """A part of the proof: how many requests it has, and the request of a number, counted from 0."""

    size: int
    request: Callable[[Catalog, int], Request]


class Draw:
    """Choices that follow from a text alone, in every version of Python: only random() promises that."""

    def __init__(self, *seed: object) -> None:
        self._random = Random("/".join(map(str, seed))).random

    def whole(self, low: int, high: int) -> int:
        """Return a whole number, both ends included."""
        return low + int(self._random() * (high - low + 1))

    def one(self, options: Sequence[T]) -> T:
        """Return one of the options."""
        return options[self.whole(0, len(options) - 1)]

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """Return so many different options, in the order drawn."""
        left = list(options)
        return [left.pop(self.whole(0, len(left) - 1)) for _ in range(min(count, len(left)))]

    def chance(self, percent: int) -> bool:
        """Return true so often."""
        return self.whole(1, 100) <= percent


def _digits(number: int, axes: Sequence[Sequence[Any]]) -> list[Any]:
    """Return the values of a number on each axis; the last axis changes fastest."""
    values = []
    for axis in reversed(axes):
        number, place = divmod(number, len(axis))
        values.append(axis[place])
    return values[::-1]


def _on_grid(catalog: Catalog, number: int) -> Request:
    (goal, stage), condition, pain, kit = _digits(number, GRID)
    days = catalog.protocol(goal, stage, condition).default_days
    return Request(goal=goal, stage=stage, condition=condition, pain=pain, equipment=kit, days=days)


def _everyday(catalog: Catalog, number: int) -> Request:
    (goal, stage), condition, pain, kit, age, minutes = _digits(number, EXISTS)
    days = catalog.protocol(goal, stage, condition).default_days
    return Request(
        goal=goal, stage=stage, condition=condition, pain=pain, equipment=kit, days=days, age=age, minutes=minutes
    )


def _random(catalog: Catalog, number: int) -> Request:
    """Return a request with every field varied, as the command line would let it through."""
    draw = Draw(SEED, number)
    goal, stage = draw.one(GOALS)
    condition = tuple(draw.some(CONDITIONS, draw.one((0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3, draw.whole(4, 9)))))
    days = draw.whole(*catalog.protocol(goal, stage, condition).days)
    ids = [exercise.id for exercise in catalog.exercises]
    include = draw.some(ids, draw.one((0, 0, 0, 1, 2)))
    exclude = set(draw.some(ids, draw.one((0, 0, 0, 1, 3, 10, 40)))) - set(include)
    day = FIRST_DAY + timedelta(days=draw.whole(0, (LAST_DAY - FIRST_DAY).days))
    return Request(
        goal=goal,
        stage=stage,
        pain=draw.one((None, draw.whole(0, 2), draw.whole(0, 7), draw.whole(0, 10))),
        condition=condition,
        equipment=draw.one((*KNOWN_KITS, draw.one(KITS), draw.one(KITS))),
        days=days,
        on=_weekdays(draw.some(WEEKDAYS, days if draw.chance(40) else 0)),
        other=_weekdays(draw.some(WEEKDAYS, draw.one((0, 0, 1, 2, 7)))),
        weeks=draw.one((1, draw.whole(1, 4), draw.whole(1, 12))),
        minutes=draw.one((None, draw.whole(15, 30), draw.whole(15, 90))),
        level=draw.one(LEVELS),
        age=draw.one((None, draw.whole(10, 100), draw.whole(0, 120))),
        side=draw.one((None, *SIDES)),
        include=tuple(sorted(include)),
        exclude=tuple(sorted(exclude)),
        start=day.isoformat() if draw.chance(50) else None,
        clinician="A. B.: seen on Monday" if draw.chance(25) else None,
    )


def _weekdays(days: list[Any]) -> tuple[Any, ...]:
    return tuple(sorted(days, key=WEEKDAYS.index))


PARTS: dict[str, Part] = {
    "product": Part(size=prod(map(len, GRID)), request=_on_grid),
    "random": Part(size=RANDOM, request=_random),
    "exists": Part(size=prod(map(len, EXISTS)), request=_everyday),
}
"""The full product, random complete requests, and the requests that must have a plan."""
