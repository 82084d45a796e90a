"""Rows as CSV that a spreadsheet reads as text and numbers, never as formulas."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

__all__ = ["to_csv"]


def to_csv(rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows as CSV: lists joined by semicolons, and no cell that a spreadsheet would run."""
    file = StringIO()
    if rows:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(rows[0])
        writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return file.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, Mapping):
        value = [f"{key}: {part}" for key, part in value.items()]
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
