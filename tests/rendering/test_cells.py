"""Columns that text takes on a terminal, and lines that keep to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glutemed.rendering.cells import broken, columns, cut

TEXTS = st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs")), max_size=200)


@pytest.mark.parametrize(("text", "wide"), [("clam", 4), ("横向き", 6), ("é", 1), ("e\u0301", 1), ("👍", 2), ("", 0)])
def test_wide_characters_take_two_columns_and_marks_none(text: str, wide: int) -> None:
    assert columns(text) == wide


def test_lines_break_between_words_with_a_hanging_indent() -> None:
    assert list(broken("Lift the top leg slowly", 10, "1. ", "   ")) == ["1. Lift", "   the top", "   leg", "   slowly"]


def test_a_word_that_is_too_long_is_broken() -> None:
    assert list(broken("a abcdefghij", 4, indent=" ")) == ["a", " abc", " def", " ghi", " j"]


def test_nothing_makes_no_line() -> None:
    assert list(broken("  ", 10, "- ")) == []


@given(TEXTS, st.integers(8, 100))
def test_no_line_is_too_wide_and_nothing_but_space_is_lost(text: str, width: int) -> None:
    lines = list(broken(text, width, "- ", "  "))
    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()).removeprefix("-") == "".join(text.split()) or not text.strip()


@given(TEXTS, st.integers(0, 40))
def test_what_is_cut_is_not_too_wide(text: str, width: int) -> None:
    assert columns(cut(text, width)) <= width
    assert cut(text, 1000) == text
