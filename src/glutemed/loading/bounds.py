"""What a program in a file holds at most, whatever its format: outside of it nothing is judged."""

from collections.abc import Iterable

from glutemed.errors import Position, Problem, ProblemsError
from glutemed.model.plan import Week

__all__ = ["REPS", "REST", "SECONDS", "SESSIONS_MAX", "SETS", "TEMPO", "WEEKS_MAX", "refuse_endless"]

SETS, REPS, SECONDS, REST = (1, 99), (1, 999), (1, 3600), (0, 3600)
"""Outside of these a number is a slip of the pen, not a dose that a check could judge."""
WEEKS_MAX, SESSIONS_MAX, ITEMS_MAX = 52, 14, 2_000
"""The most weeks, sessions of a week, and items of a whole program: 12 weeks of 7 days with 20 items are 1,680."""
TEMPO = r"[0-9]-[0-9]-[0-9]"


def refuse_endless(weeks: Iterable[Week], where: Position) -> None:
    """Raise ProblemsError for a program of more items than one has: their checks would take long."""
    items = sum(len(block.items) for week in weeks for session in week.sessions for block in session.blocks)
    if items > ITEMS_MAX:
        raise ProblemsError([Problem(where=where, message=f"{items} items; a program has at most {ITEMS_MAX}")])
