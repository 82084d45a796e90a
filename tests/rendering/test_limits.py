"""The page of limits: what may be tightened first, how far, and on whose word."""

from dataclasses import replace

import pytest

from glutemed.model.catalog import Catalog, Statement
from glutemed.model.policy import Limit
from glutemed.rendering.limits import limits_page

SAID = Statement(id="R-001", text="Three sets.", grade="B", seen="P")
UNSAID = Statement(id="R-002", text="Nothing of it.", grade="B", seen="P")
LIMITS = tuple(
    Limit(id=id, value=value, strictest=strictest, unit="sets", text=text, sources=("own", "R-001"))
    for id, value, strictest, text in (
        ("b-fixed", 1.0, None, "what stays."),
        ("b-most", 4.0, 3.0, "most sets"),
        ("a-fixed", 2.5, None, "what stays."),
        ("a-least", 0.125, 0.0, "fewest sets"),
    )
)


@pytest.fixture
def page() -> list[tuple[str, ...]]:
    """Return the rows of the table."""
    table, _ = limits_page(Catalog(limits=LIMITS))
    return [tuple(row) for row in table.table]


def test_each_limit_has_its_value_and_how_far_it_may_go_those_that_may_first(page: list[tuple[str, ...]]) -> None:
    assert page == [
        ("a-least", "0.125 sets", "0", "Fewest sets. (own, R-001)"),
        ("b-most", "4 sets", "3", "Most sets. (own, R-001)"),
        ("a-fixed", "2.5 sets", "-", "What stays. (own, R-001)"),
        ("b-fixed", "1 sets", "-", "What stays. (own, R-001)"),
    ]


def test_the_table_has_a_title_a_head_and_a_word_on_what_may_be_done() -> None:
    table, _ = limits_page(Catalog(limits=LIMITS))
    assert (table.title, table.head) == ("Limits", ("Limit", "Value", "Strictest", "What it bounds"))
    (text,) = table.texts
    assert text.startswith("A catalogue of your own may move a limit towards its strictest value")


def test_every_source_of_a_limit_is_told_once_with_its_grade() -> None:
    _, sources = limits_page(Catalog(limits=LIMITS, statements=(SAID, UNSAID)))
    assert sources.title == "Sources"
    assert sources.lines == ["R-001 (grade B, read in the original): Three sets."]


def test_the_page_shows_a_limit_as_it_is_tightened(catalog: Catalog) -> None:
    tight = tuple(replace(limit, value=12.0) if limit.id == "main-reps-max" else limit for limit in catalog.limits)
    rows = {row[0]: row[1:3] for row in next(limits_page(replace(catalog, limits=tight))).table}
    assert rows["main-reps-max"] == ("12 repetitions", "12")
    assert len(rows) == len(catalog.limits)
