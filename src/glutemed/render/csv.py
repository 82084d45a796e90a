"""Rows as CSV that a spreadsheet reads as text and numbers, never as formulas."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

__all__ = ["to_csv"]

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What opens a cell that some spreadsheet runs; full-width forms count in East Asian ones."""


def to_csv(head: Sequence[str], rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows as CSV under a head: lists joined by semicolons, and no text that a spreadsheet would run."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_cell(row[name]) for name in head] for row in rows)
    return file.getvalue()


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
