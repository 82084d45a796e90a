"""Every measured figure of the catalogue is in a table of facts, and every fact of the table is in the catalogue."""

import csv
from pathlib import Path

import pytest

from glutemed.model.catalog import Catalog, Comparator
from glutemed.model.exercise import Exercise

FACTS = Path(__file__).parent / "data" / "figures.csv"
HEAD = (
    "exercise", "outcome", "measure", "value", "low", "high", "sd", "n", "variant", "population", "load", "source",
    "seen",
)  # fmt: skip
NUMBERS = ("value", "low", "high", "sd", "n")

Fact = tuple[str | float | None, ...]


@pytest.fixture(scope="module")
def facts() -> list[Fact]:
    with FACTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == HEAD
    return [tuple(_read(name, row[name]) for name in HEAD) for row in rows]


def _read(name: str, cell: str) -> str | float | None:
    if name not in NUMBERS:
        return cell
    return float(cell) if cell else None


@pytest.fixture(scope="module")
def recorded(catalog: Catalog) -> list[Fact]:
    entries: tuple[Exercise | Comparator, ...] = (*catalog.exercises, *catalog.comparators)
    return [(entry.id, *(getattr(figure, name) for name in HEAD[1:])) for entry in entries for figure in entry.evidence]


def test_every_fact_is_in_the_catalogue(facts: list[Fact], recorded: list[Fact]) -> None:
    assert len(facts) == 79
    assert [fact for fact in facts if fact not in recorded] == []


def test_every_figure_of_the_catalogue_is_a_fact(facts: list[Fact], recorded: list[Fact]) -> None:
    assert [figure for figure in recorded if figure not in facts] == []


def test_no_figure_stands_twice(facts: list[Fact], recorded: list[Fact]) -> None:
    assert len(set(facts)) == len(facts)
    assert len(set(recorded)) == len(recorded)


def test_every_figure_has_a_publication_with_a_grade(catalog: Catalog, facts: list[Fact]) -> None:
    grades = {source.key: source.grade for source in catalog.sources}
    named = {fact[HEAD.index("source")] for fact in facts}
    assert {key: grades.get(str(key)) for key in named if grades.get(str(key)) not in ("A", "B", "C")} == {}


def test_no_figure_is_of_our_own_making(facts: list[Fact]) -> None:
    assert {fact[HEAD.index("seen")] for fact in facts} == {"P", "S"}
