"""What a check of a whole catalogue finds, and what such a check is."""

from collections.abc import Callable, Iterator

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise
from glutemed.model.records import record

__all__ = ["CatalogFinding", "Check", "Findings", "of_exercise"]


@record
class CatalogFinding:
    """Something wrong in an entry: its section, id and field, if it is one; `unknown` is a name that nothing has."""

    section: str
    entry: str
    field: str = ""
    message: str
    unknown: str = ""


def of_exercise(exercise: Exercise, field: str, message: str) -> CatalogFinding:
    """Return a finding about a field of an exercise."""
    return CatalogFinding(section="exercises", entry=exercise.id, field=field, message=message)


Findings = Iterator[CatalogFinding]
Check = Callable[[Catalog], Findings]
