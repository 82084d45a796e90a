"""The short form as records: what a person may write of a program by hand, field by field."""

from collections.abc import Iterable
from typing import Annotated, Any

from glutemed.loading.bounds import REPS, REST, SECONDS, SESSIONS_MAX, SETS, TEMPO, WEEKS_MAX
from glutemed.loading.document import Document
from glutemed.loading.validation import validate
from glutemed.model.fields import Name, Text
from glutemed.model.plan import Reason, Side
from glutemed.model.records import Between, Matches, record

__all__ = ["Day", "Entries", "Entry", "Hand", "HandWeek", "Warned", "read_hand"]

LISTS = ("condition", "equipment", "other", "include", "exclude")
"""The fields that take one value for a list of one."""
BLOCKS = ("exercises", "warm_up", "main", "mobility")
RENAMED = {"warm-up": "warm_up", "side": "sides"}
"""Names as people write them, and those of the fields."""


@record
class Entry:
    """One exercise as a person writes it; `hold`, `rest` are seconds, `holds` counts the holds of a set."""

    exercise: Name
    sets: Annotated[int, Between(*SETS)]
    reps: Annotated[int, Between(*REPS)] | None = None
    hold: Annotated[int, Between(*SECONDS)] | None = None
    holds: Annotated[int, Between(*REPS)] | None = None
    load: Name | None = None
    variant: Name | None = None
    range: Text | None = None
    support: Text | None = None
    sides: Annotated[tuple[Side, ...], Between(1, 2)] | None = None
    rest: Annotated[int, Between(*REST)] | None = None
    tempo: Annotated[str, Matches(TEMPO, "read like 2-1-2")] | None = None
    effort: Text | None = None
    reserve: Annotated[int, Between(0, 20)] | None = None
    track: Text | None = None
    target: Text | None = None
    kit: Annotated[tuple[Name, ...], Between(0, 8)] | None = None
    reasons: tuple[Reason, ...] = ()


Entries = Annotated[tuple[Entry, ...], Between(0, 40)]


@record
class Day:
    """One session: a flat list of exercises, or a list for each block."""

    name: Name | None = None
    exercises: Entries | None = None
    warm_up: Entries | None = None
    main: Entries | None = None
    mobility: Entries | None = None


Days = Annotated[tuple[Day, ...], Between(1, SESSIONS_MAX)]


@record
class HandWeek:
    """One week of a longer program."""

    go_on_if: Text | None = None
    days: Days


@record
class Warned:
    """Something that the program warns of, by the code that glutemed's own plans use."""

    code: Name
    text: Text


@record
class Hand:
    """What a person writes by hand for `check`: a request, as far as it is said, and days or weeks."""

    goal: Name | None = None
    stage: Name | None = None
    pain: int | None = None
    condition: tuple[Name, ...] | None = None
    equipment: tuple[Name, ...] | None = None
    level: Name | None = None
    age: int | None = None
    side: Name | None = None
    minutes: int | None = None
    other: tuple[Name, ...] | None = None
    include: tuple[Name, ...] | None = None
    exclude: tuple[Name, ...] | None = None
    clinician: Text | None = None
    days: Days | None = None
    weeks: Annotated[tuple[HandWeek, ...], Between(1, WEEKS_MAX)] | None = None
    warnings: Annotated[tuple[Warned, ...], Between(0, 20)] | None = None


def read_hand(document: Document) -> Hand:
    """Return what a document says in the short form; the names of its fields become ours, in its places too.

    Raises ProblemsError with every problem.
    """
    _normalise(document)
    return validate(Hand, document)


def _normalise(document: Document) -> None:
    """Give lists where one value was written for one, and keys the names of their fields."""
    data = document.data
    _enlist(data, LISTS)
    for week in (data, *_mappings(data.get("weeks"))):
        for day in _mappings(week.get("days")):
            if "warm-up" in day:
                day["warm_up"] = day.pop("warm-up")
            for entry in (entry for block in BLOCKS for entry in _mappings(day.get(block))):
                if "side" in entry and "sides" not in entry:
                    entry["sides"] = entry.pop("side")
                _enlist(entry, ("sides", "kit"))
    for known in (document.values, document.keys):
        known.update(
            {
                tuple(RENAMED.get(part, part) if isinstance(part, str) else part for part in path): at
                for path, at in known.items()
                if len(path) > 1 and not RENAMED.keys().isdisjoint(path)
            }
        )


def _enlist(data: dict[str, Any], names: Iterable[str]) -> None:
    for name in names:
        if isinstance(data.get(name), str):
            data[name] = [data[name]]


def _mappings(value: object) -> list[dict[str, Any]]:
    """Return the mappings in a list; validation tells what else is in it, or that it is none."""
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []
