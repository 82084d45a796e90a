"""What the generated parts share: the catalogue, and texts and tables as Markdown."""

import sys
from collections.abc import Iterable
from inspect import getdoc
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from glutemed.loading.catalog import load_catalog

CATALOG = load_catalog()


def plain(text: str) -> str:
    """Return a text that Markdown takes as it stands."""
    for character in "\\`*_[]<>|{}$#~":
        text = text.replace(character, f"\\{character}")
    return " ".join(text.split())


def keys(names: Iterable[str]) -> str:
    """Return names as code, in a list."""
    return ", ".join(f"`{name}`" for name in names)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table."""
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def doc(thing: object) -> tuple[str, str]:
    """Return the first line of a docstring and the rest of it."""
    first, _, rest = (getdoc(thing) or "").partition("\n")
    return first, rest.strip()
