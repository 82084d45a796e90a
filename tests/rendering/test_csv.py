"""Cells that every spreadsheet reads as they are meant: numbers as numbers, text as text, nothing as nothing."""

import csv
from io import StringIO

import pytest

from glutemed.rendering.csv import FORMULA, to_csv


def cell(value: object) -> str:
    """Return what a reader of CSV finds in the one cell of a row."""
    (row,) = csv.DictReader(StringIO(to_csv(["cell"], [{"cell": value}]), newline=""))
    return row["cell"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (40.0, "40"),
        (62.7, "62.7"),
        (-5, "-5"),
        (-0.5, "-0.5"),
        (True, "true"),
        (False, "false"),
        (None, ""),
        ("", ""),
        ([], ""),
        (["a", "b"], "a; b"),
        (("a", "b"), "a; b"),
        ({"band": "a towel", "step": "a stair"}, "band: a towel; step: a stair"),
        ('a "quote", and a comma', 'a "quote", and a comma'),
        ("10RM - slow", "10RM - slow"),
    ],
)
def test_a_value_is_a_cell(value: object, text: str) -> None:
    assert cell(value) == text


@pytest.mark.parametrize("opening", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])  # noqa: RUF001  # full-width forms
def test_no_text_is_a_formula(opening: str) -> None:
    assert cell(f"{opening}1+1") == f"'{opening}1+1"
    assert cell([f"{opening}1+1", "b"]).startswith("'")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("text", ["a;=1+1", "a,=1+1", "a\t=1+1", 'a";"=1+1', "a\n=1+1", "a\r\n=cmd|'/C calc'!A0"])
def test_no_separator_that_a_spreadsheet_may_take_opens_a_cell_inside_of_another(separator: str, text: str) -> None:
    """LibreOffice offers commas, semicolons and tabs at once, and Excel takes what the region asks for."""
    rows = to_csv(["line", "cell", "hint"], [{"line": 2, "cell": one, "hint": "b"} for one in (text, [text, text])])
    found = list(csv.reader(StringIO(rows, newline=""), delimiter=separator))
    assert not [part for row in found for part in row if part.startswith(FORMULA)]
    if separator == ",":
        assert [len(row) for row in found] == [3, 3, 3]
        assert found[1][1].replace("'", "") == text.replace("'", "")


def test_only_what_would_part_cells_is_quoted() -> None:
    rows = to_csv(["a", "b"], [{"a": "x y", "b": "x;y"}, {"a": None, "b": 'say "x"'}])
    assert rows == 'a,b\r\nx y,"x;y"\r\n,"say ""x"""\r\n'
