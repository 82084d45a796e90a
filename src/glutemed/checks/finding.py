"""What a check of a whole catalogue finds, and what such a check is."""

from collections.abc import Callable, Iterator

from glutemed.model.catalog import Catalog
from glutemed.model.records import record

__all__ = ["CatalogFinding", "Check", "Findings"]


@record
class CatalogFinding:
    """Something wrong in an entry: its section, id and field, if it is one; `unknown` is a name that nothing has."""

    section: str
    entry: str
    field: str = ""
    message: str
    unknown: str = ""


Findings = Iterator[CatalogFinding]
Check = Callable[[Catalog], Findings]
