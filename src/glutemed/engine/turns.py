"""The sets of a session in the order of doing, each with what leads up to it, and the tempo of a repetition."""

from dataclasses import replace
from typing import Literal, NamedTuple

from glutemed.model.log import SetDone, Workout
from glutemed.model.plan import SECONDS_PER_REP, SECONDS_PER_SIDE_CHANGE, BlockKind, Item, Session, Side
from glutemed.model.records import record

__all__ = ["BREATH_SECONDS", "READY_SECONDS", "Beat", "Lead", "Swap", "Turn", "beat", "swaps_in", "turns", "turns_of"]

READY_SECONDS = 5
"""To get ready before the first set of an exercise (X)."""
BREATH_SECONDS = 3
"""To let go between the holds of one set (X)."""
SWAPPED = "swapped for "
"""What the note on a set that was swapped out begins with; the id of the other exercise follows."""

Lead = Literal["ready", "switch", "rest"]


@record
class Turn:
    """A set of one hip, and what leads up to it: getting ready, changing sides, or a rest of so many seconds.

    `instead_of` names the exercise that this one stands in for today.
    """

    item: Item
    kind: BlockKind
    number: int
    side: Side
    lead: Lead
    seconds: int
    instead_of: str | None = None

    @property
    def key(self) -> tuple[str, Side, int]:
        """What an entry of the log is found by: exercise, hip and number of the set."""
        return (self.item.exercise, self.side, self.number)


class Swap(NamedTuple):
    """An exercise that another stood in for, and for how many sets."""

    old: str
    new: str
    sets: int


class Beat(NamedTuple):
    """Where the tempo stands: the repetition, the part of it, and the seconds left of that part."""

    rep: int
    part: Literal["in", "hold", "back"]
    left: float


def turns(session: Session) -> tuple[Turn, ...]:
    """Return the sets of a session in the order of doing."""
    return tuple(turn for block in session.blocks for item in block.items for turn in turns_of(item, block.kind))


def turns_of(item: Item, kind: BlockKind, instead_of: str | None = None) -> tuple[Turn, ...]:
    """Return the sets of an item. Sides alternate set by set; work on the other side counts as rest.

    The seconds add up to those of `glutemed.model.plan.item_seconds`, where getting ready is part of setting up.
    """
    made = []
    for number in range(1, item.sets + 1):
        for place, side in enumerate(item.sides):
            lead: Lead = "switch"
            seconds = SECONDS_PER_SIDE_CHANGE
            if place == 0:
                lead, seconds = ("rest", _rest(item)) if number > 1 else ("ready", READY_SECONDS)
            made.append(
                Turn(item=item, kind=kind, number=number, side=side, lead=lead, seconds=seconds, instead_of=instead_of)
            )
    return tuple(made)


def _rest(item: Item) -> int:
    """Return the seconds from the last side of a set to the first of the next, the change of side among them."""
    others = len(item.sides) - 1
    work = item.dose.reps * (item.dose.seconds or _rep_seconds(item))
    rest = max(0, item.rest_seconds - others * (work + 2 * SECONDS_PER_SIDE_CHANGE))
    return rest + (SECONDS_PER_SIDE_CHANGE if others else 0)


def _rep_seconds(item: Item) -> int:
    return sum(_tempo(item)) or SECONDS_PER_REP


def _tempo(item: Item) -> tuple[int, ...]:
    return tuple(map(int, item.tempo.split("-"))) if item.tempo else ()


def beat(item: Item, elapsed: float) -> Beat | None:
    """Return where the tempo stands after some seconds of a set; None without a tempo, and past the last repetition."""
    if not sum(_tempo(item)):
        return None
    rep, into = divmod(elapsed, sum(_tempo(item)))
    if rep >= item.dose.reps:
        return None
    parts: tuple[Literal["in", "hold", "back"], ...] = ("in", "hold", "back")
    for part, seconds in zip(parts, _tempo(item), strict=True):
        if into < seconds:
            return Beat(rep=int(rep) + 1, part=part, left=seconds - into)
        into -= seconds
    return None


def swapped_for(entry: SetDone, new: str) -> SetDone:
    """Return the entry of a set that another exercise was done in place of."""
    return replace(entry, skipped=True, note=f"{SWAPPED}{new}")


def swaps_in(workout: Workout) -> tuple[Swap, ...]:
    """Return the swaps that the notes of a session tell of, in the order in which they were made."""
    found: dict[tuple[str, str], set[int]] = {}
    for entry in sorted(workout.sets, key=lambda one: one.recorded):
        if entry.skipped and entry.note and entry.note.startswith(SWAPPED):
            found.setdefault((entry.exercise, entry.note.removeprefix(SWAPPED)), set()).add(entry.number)
    return tuple(Swap(old, new, len(numbers)) for (old, new), numbers in found.items())
