"""Rows as CSV that a spreadsheet reads as text and numbers, never as formulas."""

from collections.abc import Mapping, Sequence

__all__ = ["to_csv"]

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What opens a cell that some spreadsheet runs; full-width forms count in East Asian ones."""


PARTS = frozenset(',;\t"\r\n')
"""What parts cells or lines for some spreadsheet: a text that has any of it is quoted."""


def to_csv(head: Sequence[str], rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows as CSV under a head: lists joined by semicolons, and no text that a spreadsheet would run.

    Cells are parted by commas, and are the same cells for a reader that takes semicolons or tabs as well.
    """
    lines = [",".join(_quoted(_cell(row[name])) for name in head) or '""' for row in rows]
    return "".join(f"{line}\r\n" for line in (",".join(head), *lines))


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if not PARTS.isdisjoint(text) else text


def _cell(value: object) -> str:
    """Return a value as text; a number stays one, nothing is an empty cell."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None or isinstance(value, int | float):
        return "" if value is None else repr(value).removesuffix(".0")
    if isinstance(value, Mapping):
        value = [f"{key}: {part}" for key, part in value.items()]
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
