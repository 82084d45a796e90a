"""The standing phrases of data/rules.yaml, filled in: as reasons with their sources, or as text."""

from glutemed.engine.context import Context
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Reason
from glutemed.model.records import record

__all__ = ["Words"]


@record
class Words:
    """The phrases of a context's catalogue, by the id of their row."""

    context: Context

    def reason(self, id: str, sources: tuple[str, ...] = (), **found: str) -> Reason:
        """Return a row as a reason; `sources` come before the row's own. Each is made once."""
        catalog = self.context.catalog
        return catalog.derived(("reason", id, sources, *found.values()), lambda: _reason(catalog, id, sources, found))

    def text(self, id: str, **found: str) -> str:
        """Return a row's text."""
        return self.context.catalog.rule(id).text.format(**found)


def _reason(catalog: Catalog, id: str, sources: tuple[str, ...], found: dict[str, str]) -> Reason:
    row = catalog.rule(id)
    return Reason(rule=row.rule, text=row.text.format(**found), sources=tuple(dict.fromkeys((*sources, *row.sources))))
