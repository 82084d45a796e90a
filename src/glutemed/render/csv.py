"""Rows as CSV that a spreadsheet reads as text and numbers, never as formulas."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

__all__ = ["to_csv"]


def to_csv(head: Sequence[str], rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows as CSV under a head: lists joined by semicolons, and no cell that a spreadsheet would run."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_cell(row[name]) for name in head] for row in rows)
    return file.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, Mapping):
        value = [f"{key}: {part}" for key, part in value.items()]
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
