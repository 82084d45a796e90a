"""What a page is made of in every format: sections, and the one that tells what stands behind each key."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from glutemed.model.catalog import Catalog
from glutemed.render.words import cited_rows

__all__ = ["Section", "cited_in", "sources"]


class Section(NamedTuple):
    """A part of a page: paragraphs, labelled rows, a list (numbered or not), and a table with its head."""

    title: str
    texts: Sequence[str] = ()
    rows: Sequence[tuple[str, str]] = ()
    lines: Sequence[str] = ()
    numbered: bool = False
    head: Sequence[str] = ()
    table: Sequence[Sequence[str]] = ()


def sources(catalog: Catalog, keys: Iterable[str], texts: Sequence[str] = ()) -> Section:
    """Return the section that ends a page: each key with its grade, how it was seen and what it says."""
    lines = [f"{key} ({how}): {text}" for key, how, text in cited_rows(catalog, dict.fromkeys(keys))]
    return Section(title="Sources", texts=texts, lines=lines)


def cited_in(data: object) -> Iterator[str]:
    """Return the keys under `sources` and `source`, wherever they stand."""
    if isinstance(data, list):
        for part in data:
            yield from cited_in(part)
    elif isinstance(data, dict):
        for name, part in data.items():
            if name == "sources":
                yield from part
            elif name == "source":
                yield part
            else:
                yield from cited_in(part)
