"""What the checks of a plan share: findings, and items with their exercises and places."""

from collections.abc import Callable, Iterator
from typing import Literal

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise, Form
from glutemed.model.plan import BlockKind, Item, Plan, Session, form_named
from glutemed.model.records import record

__all__ = ["Check", "Finding", "Findings", "Placed", "placed", "sessions"]


@record
class Finding:
    """A rule that a plan breaks, or that could not be judged: `path` is the JSON pointer of the part concerned."""

    rule: str
    severity: Literal["error", "note", "not-checked"] = "error"
    path: str
    message: str


@record
class Placed:
    """An item with its exercise and form, its block and its place in the plan."""

    path: str
    week: int
    session: int
    block: BlockKind
    item: Item
    exercise: Exercise
    form: Form | None


Findings = Iterator[Finding]
Check = Callable[[Catalog, Plan], Findings]


def placed(catalog: Catalog, plan: Plan) -> Iterator[Placed]:
    """Return every item whose exercise is in the catalogue, in order."""
    by_id = {exercise.id: exercise for exercise in catalog.exercises}
    for week_index, week in enumerate(plan.weeks):
        for session_index, session in enumerate(week.sessions):
            for block_index, block in enumerate(session.blocks):
                for item_index, item in enumerate(block.items):
                    exercise = by_id.get(item.exercise)
                    if exercise:
                        yield Placed(
                            path=f"/weeks/{week_index}/sessions/{session_index}/blocks/{block_index}/items/{item_index}",
                            week=week_index,
                            session=session_index,
                            block=block.kind,
                            item=item,
                            exercise=exercise,
                            form=form_named(exercise, item.variant),
                        )


def sessions(plan: Plan) -> Iterator[tuple[str, Session]]:
    """Return every session with its JSON pointer."""
    for week_index, week in enumerate(plan.weeks):
        for session_index, session in enumerate(week.sessions):
            yield f"/weeks/{week_index}/sessions/{session_index}", session
