"""What a session came to, as log and session tell it."""

from dataclasses import replace

from glutemed.engine.recording import is_same
from glutemed.engine.summary import Summary, you_did
from glutemed.model.catalog import Catalog
from glutemed.model.log import Person, Workout

__all__ = ["summed"]

SEE = "told-see"
"""The row that sends to see someone; beside it no other row on pain is said."""
ON_PAIN = ("told-high", "told-morning", "told-morning-slight")


def summed(catalog: Catalog, person: Person, workout: Workout) -> Summary:
    """Return what a session came to, by its new entries.

    Where only what comes after the day of a session is told of it, such as its next morning, what to
    do at once is about that; but that someone has to be seen first still stands, alone.
    """
    summary = you_did(catalog, person, workout)
    now = summary.now
    if not workout.sets and all(one.pain is None and one.after is None for one in workout.told):
        since = you_did(catalog, _without_pain(person, workout), workout).now
        now = (*(said for said in now if said.row == SEE), *(said for said in since if said.row != SEE))
    if any(said.row == SEE for said in now):
        now = tuple(said for said in now if said.row not in ON_PAIN)
    return replace(summary, now=now)


def _without_pain(person: Person, workout: Workout) -> Person:
    """Return a person's log without the pain during and after a session."""
    return replace(
        person,
        workouts=tuple(
            replace(
                one,
                sets=tuple(replace(entry, pain=None) for entry in one.sets),
                told=tuple(replace(entry, pain=None, after=None) for entry in one.told),
            )
            if is_same(one, workout)
            else one
            for one in person.workouts
        ),
    )
