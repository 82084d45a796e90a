"""What comes from a file of one's own says so, in lists and on its page."""

from dataclasses import replace

import pytest

from glutemed.model.catalog import Catalog, Overlay
from glutemed.rendering.exercise import card, groups, list_cells, list_data


@pytest.fixture
def own(catalog: Catalog) -> Catalog:
    """The real catalogue, where two exercises are taken to be from a file."""
    files = (Overlay(name="Ours", added=("hop",)), Overlay(name="Theirs", changed=("clamshell", "hop")))
    return replace(catalog, overlays=files)


def test_lists_mark_what_is_own_and_what_is_changed(own: Catalog) -> None:
    names = [row[0] for _, rows in groups(own, own.exercises) for row in rows]
    assert [name for name in names if "(" in name and name.endswith(("(own)", "(changed)"))] == [
        "Clamshell (changed)",
        "Single-leg hop (own)",
    ]


def test_data_names_the_file(own: Catalog) -> None:
    files = {str(row["id"]): row["overlay"] for row in list_data(own, own.exercises) if row["overlay"]}
    assert files == {"clamshell": "Theirs", "hop": "Ours"}
    assert {row["id"] for row in list_cells(own, own.exercises) if row["overlay"]} == {"clamshell", "hop"}


@pytest.mark.parametrize(
    ("id", "told"),
    [
        ("hop", "your own catalogue Ours, not reviewed here (X)"),
        ("clamshell", "the built-in catalogue, changed by your own catalogue Theirs"),
        ("side-plank", None),
    ],
)
def test_the_page_of_an_exercise_says_where_it_is_from(own: Catalog, id: str, told: str | None) -> None:
    exercise = own.exercise(id)
    assert exercise
    facts = dict(next(iter(card(own, exercise))).rows)
    assert facts.get("From") == told
