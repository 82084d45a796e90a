"""Small charts of characters. Numbers always stand beside them, so that the shape is never the only sign."""

from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["BLOCKS", "LONGEST", "PLAIN", "Marks", "bar", "sparkline"]

LONGEST = 24


class Marks(NamedTuple):
    """The characters of charts: heights from the lowest up, and one each for not known, done and left out."""

    heights: str
    unknown: str
    done: str
    missed: str


BLOCKS = Marks("▁▂▃▄▅▆▇█", "·", "█", "░")
PLAIN = Marks(".,:-=+%@", "?", "X", ".")
"""What a terminal without block characters gets; Markdown takes none of them for its own."""


def sparkline(values: Sequence[float | None], high: float, marks: Marks = BLOCKS) -> str:
    """Return values from 0 to `high` as heights, the latest 24 of them."""
    return "".join(_mark(value, high, marks) for value in values[-LONGEST:])


def _mark(value: float | None, high: float, marks: Marks) -> str:
    if value is None:
        return marks.unknown
    top = len(marks.heights) - 1
    return marks.heights[max(0, min(top, round(value / high * top) if high > 0 else 0))]


def bar(done: int, planned: int, marks: Marks = BLOCKS) -> str:
    """Return a mark for each thing that was done, and for each other that was planned; at most 24."""
    return (marks.done * done + marks.missed * (planned - done))[:LONGEST]
