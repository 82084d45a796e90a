"""What the checks of a plan share: findings, and the plan laid out for them once."""

from collections.abc import Callable, Iterator
from typing import Literal

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Demand, Exercise, Form
from glutemed.model.plan import BlockKind, Item, Plan, Session, by_hand, demand_of, form_named
from glutemed.model.policy import Condition
from glutemed.model.records import record

__all__ = [
    "FACTS",
    "SIDES",
    "Audit",
    "Change",
    "Check",
    "Fact",
    "Finding",
    "Findings",
    "Placed",
    "Row",
    "age_from",
    "hand_supported",
    "pain_above",
    "placed",
    "session_path",
    "sessions",
    "week_path",
]

Fact = Literal[
    "goal",
    "pain",
    "condition",
    "equipment",
    "level",
    "age",
    "side",
    "weekdays",
    "sides",
    "reasons",
    "tests",
    "minutes",
]
FACTS: dict[Fact, str] = {
    "goal": "goal",
    "pain": "pain",
    "condition": "condition",
    "equipment": "equipment",
    "level": "level",
    "age": "age",
    "side": "the sore side",
    "weekdays": "how the days lie",
    "sides": "which hip an exercise trains",
    "reasons": "why each exercise is there",
    "tests": "warnings",
    "minutes": "minutes",
}
"""What a file written by hand may leave out, in the words of the finding that says so."""

SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")


@record
class Finding:
    """A rule that a plan breaks, or that could not be judged: `path` is the JSON pointer of the part concerned."""

    rule: str
    severity: Literal["error", "note", "not-checked"] = "error"
    path: str
    message: str


@record
class Placed:
    """An item with its exercise, form and demand, its block and its place in the plan."""

    path: str
    week: int
    session: int
    block: BlockKind
    item: Item
    exercise: Exercise
    form: Form | None
    demand: Demand


@record
class Change:
    """A main exercise of a later week beside what it grew from.

    `earlier` holds what it grew from in each week before, the latest last; `rung` tells that it is
    a harder exercise or form of the ladder than the one before.
    """

    now: Placed
    earlier: tuple[Placed, ...]
    rung: bool

    @property
    def before(self) -> Placed:
        """What it grew from, as it was last."""
        return self.earlier[-1]


@record
class Audit:
    """A plan and the catalogue, and what checks need of them again and again.

    `items` are all whose exercise is in the catalogue, in order; `conditions` those of the
    request; `changes` how main work differs from week to week. The first `led` weeks are those that
    led to the plan.
    """

    catalog: Catalog
    plan: Plan
    items: tuple[Placed, ...]
    conditions: tuple[Condition, ...]
    changes: tuple[Change, ...]
    led: int = 0


Findings = Iterator[Finding]
Check = Callable[[Audit], Findings]
Row = tuple[str, Check, tuple[Fact, ...]]
"""A rule, a check of it, and the facts without which the check cannot judge."""


def week_path(week: int) -> str:
    """Return the JSON pointer of a week, counted from 0."""
    return f"/weeks/{week}"


def session_path(week: int, session: int) -> str:
    """Return the JSON pointer of a session, counted from 0 as its week is."""
    return f"/weeks/{week}/sessions/{session}"


def placed(catalog: Catalog, plan: Plan) -> Iterator[Placed]:
    """Return every item whose exercise is in the catalogue, in order."""
    for week_index, week in enumerate(plan.weeks):
        for session_index, session in enumerate(week.sessions):
            path = session_path(week_index, session_index)
            for block_index, block in enumerate(session.blocks):
                for item_index, item in enumerate(block.items):
                    exercise = catalog.exercise(item.exercise)
                    if exercise is None:
                        continue
                    form = form_named(exercise, item.variant)
                    yield Placed(
                        path=f"{path}/blocks/{block_index}/items/{item_index}",
                        week=week_index,
                        session=session_index,
                        block=block.kind,
                        item=item,
                        exercise=exercise,
                        form=form,
                        demand=demand_of(exercise, form, item.load),
                    )


def sessions(plan: Plan) -> Iterator[tuple[str, Session]]:
    """Return every session with its JSON pointer."""
    for week_index, week in enumerate(plan.weeks):
        for session_index, session in enumerate(week.sessions):
            yield session_path(week_index, session_index), session


def hand_supported(at: Placed) -> bool:
    """Return whether an item says that a hand holds on to something."""
    return by_hand(at.item.support)


def pain_above(audit: Audit, limit: str) -> bool:
    """Return whether the pain given is above a limit; pain that is not given is not."""
    pain = audit.plan.request.pain
    return pain is not None and pain > audit.catalog.limit(limit)


def age_from(audit: Audit, limit: str) -> bool:
    """Return whether the age given is at or above a limit; an age that is not given is not."""
    age = audit.plan.request.age
    return age is not None and age >= audit.catalog.limit(limit)
