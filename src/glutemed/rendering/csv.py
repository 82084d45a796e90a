"""Rows as CSV that a spreadsheet reads as text and numbers, never as formulas."""

import re
from collections.abc import Iterable, Mapping, Sequence

__all__ = ["csv_line", "to_csv"]

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What opens a cell that some spreadsheet runs; full-width forms count in East Asian ones."""


EMPTY = '""'
PARTS = frozenset(',;\t"\r\n')
"""What parts cells or lines for some spreadsheet: a text that has any of it is quoted."""


HIDDEN = re.compile(r"([;\t\r\n][\"\s]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""Where a formula would begin for a reader that takes semicolons, tabs or line ends for separators, even in quotes."""


def to_csv(head: Sequence[str], rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows as CSV under a head: lists joined by semicolons, and no text that a spreadsheet would run.

    Cells are parted by commas. Whatever a reader takes for a separator, none of its cells is a formula.
    """
    lines = (csv_line(row[name] for name in head) for row in rows)
    return "".join((f"{','.join(head)}\r\n", *lines))


def csv_line(values: Iterable[object]) -> str:
    """Return values as a line of CSV, with its end."""
    return f"{','.join(_quoted(_cell(value)) for value in values) or EMPTY}\r\n"


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
    text = HIDDEN.sub(r"\1'", text)
    return f"'{text}" if text.startswith(FORMULA) else text
