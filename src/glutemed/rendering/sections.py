"""What a page is made of in every format: sections, and the one that tells what stands behind each key."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from glutemed.model.catalog import Catalog
from glutemed.rendering.citing import cited_rows

__all__ = ["Section", "sources"]


class Section(NamedTuple):
    """A part of a page: paragraphs, labelled rows, a list (numbered or not), and a table with its head.

    `drawn` is a picture of characters, for terminals; the paragraphs say the same.
    """

    title: str
    texts: Sequence[str] = ()
    rows: Sequence[tuple[str, str]] = ()
    lines: Sequence[str] = ()
    numbered: bool = False
    head: Sequence[str] = ()
    table: Sequence[Sequence[str]] = ()
    drawn: str = ""


def sources(catalog: Catalog, keys: Iterable[str], texts: Sequence[str] = ()) -> Section:
    """Return the section that ends a page: each key with its grade, how it was seen and what it says."""
    lines = [f"{key} ({how}): {text}" for key, how, text in cited_rows(catalog, dict.fromkeys(keys))]
    return Section(title="Sources", texts=texts, lines=lines)
