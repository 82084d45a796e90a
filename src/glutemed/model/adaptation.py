"""What changes from one week to the next, and every row of the decision table that was tried for it, as records."""

from glutemed.model.policy import Action
from glutemed.model.records import record

__all__ = ["Change", "Number", "Tried"]


@record
class Number:
    """A number that a row looked at, and what it is called."""

    name: str
    value: str


@record
class Change:
    """What a row of the decision table changed, or left, and the numbers that led to it.

    `subject` is an exercise's id, or "week" or "stage".
    """

    row: str
    subject: str
    action: Action
    text: str
    numbers: tuple[Number, ...] = ()
    sources: tuple[str, ...] = ()


@record
class Tried:
    """A row of the decision table, tried for an exercise or for the week: whether it matched, and what it looked at."""

    row: str
    subject: str
    matched: bool
    numbers: tuple[Number, ...] = ()
