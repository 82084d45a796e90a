"""What changes from one week to the next and why, as content that every format lays out."""

from collections.abc import Iterator, Sequence

from glutemed.model.adaptation import Change, Number, Tried
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan
from glutemed.rendering.citing import cite
from glutemed.rendering.sections import Section, sources
from glutemed.rendering.words import sentence

__all__ = ["changes", "explained"]

WHOLE = {"week": "The week", "stage": "The stage"}


def changes(catalog: Catalog, plan: Plan, found: Sequence[Change]) -> Iterator[Section]:
    """Return what is changed or left for each exercise, with the row of the table and its sources."""
    number = plan.weeks[0].number
    title = f"Week {number}: what changes, and why" if plan.before else "A new program: what changes, and why"
    lines = [
        f"{_name(catalog, change.subject)}: {cite(sentence(change.text), (change.row, *change.sources))}"
        for change in found
    ]
    yield Section(title=title, lines=lines or ["Nothing."])


def explained(catalog: Catalog, found: Sequence[Change], tried: Sequence[Tried]) -> Iterator[Section]:
    """Return every row of the decision table that was tried, with the numbers it looked at; then what the rows say.

    Rows that came to the same for all exercises stand once.
    """
    yield Section(
        title="Every row of the decision table, the first that matches decides",
        head=("Row", "When", "Matched", "Looked at"),
        table=[
            _row(catalog, row, [one for one in tried if one.row == row])
            for row in dict.fromkeys(one.row for one in tried)
        ],
    )
    keys = (key for change in found for key in (change.row, *change.sources))
    yield sources(catalog, keys, ["The rows, and numbers marked X, are our own and were not reviewed by a clinician."])


def _row(catalog: Catalog, id: str, tried: Sequence[Tried]) -> tuple[str, str, str, str]:
    alike: dict[tuple[bool, tuple[Number, ...]], list[str]] = {}
    for one in tried:
        alike.setdefault((one.matched, one.numbers), []).append(_name(catalog, one.subject))
    matched = sum(one.matched for one in tried)
    told = "all" if matched == len(tried) else f"{matched} of {len(tried)}" if matched else "no"
    if len(alike) == 1:
        looked_at = _numbers(tried[0].numbers)
    else:
        looked_at = "; ".join(f"{', '.join(names)}: {_numbers(numbers)}" for (_, numbers), names in alike.items())
    return id, catalog.row(id).name, told, looked_at


def _numbers(numbers: Sequence[Number]) -> str:
    return ", ".join(f"{number.name} {number.value}" for number in numbers)


def _name(catalog: Catalog, subject: str) -> str:
    exercise = catalog.exercise(subject)
    return exercise.name if exercise else WHOLE.get(subject, subject)
