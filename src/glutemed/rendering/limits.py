"""The limits of a catalogue as a page: each number, how far it may be tightened, and what it bounds."""

from collections.abc import Iterator

from glutemed.model.catalog import Catalog
from glutemed.rendering.sections import Section, sources
from glutemed.rendering.words import sentence

__all__ = ["limits_page"]

HEAD = ("Limit", "Value", "Strictest", "What it bounds")


def limits_page(catalog: Catalog) -> Iterator[Section]:
    """Return every limit, those that a catalogue of one's own may tighten first."""
    rows = sorted(catalog.limits, key=lambda limit: (limit.strictest is None, limit.id))
    yield Section(
        title="Limits",
        texts=["A catalogue of your own may move a limit towards its strictest value; those without one stay."],
        head=HEAD,
        table=[
            (
                limit.id,
                f"{limit.value:g} {limit.unit}",
                "-" if limit.strictest is None else f"{limit.strictest:g}",
                f"{sentence(limit.text)} ({', '.join(limit.sources)})",
            )
            for limit in rows
        ],
    )
    yield sources(catalog, (key for limit in rows for key in limit.sources))
