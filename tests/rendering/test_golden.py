"""Every format of the handmade plans, compared byte by byte with files that reviewers read."""

from json import dumps

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise
from glutemed.model.explanation import Judged
from glutemed.model.plan import Plan
from glutemed.model.records import encode
from glutemed.rendering import references
from glutemed.rendering.bibtex import to_bibtex
from glutemed.rendering.csv import to_csv
from glutemed.rendering.exercise import list_cells
from glutemed.rendering.figures import COLUMNS, figure_data, figure_sections
from glutemed.rendering.markdown import (
    card_to_markdown,
    list_to_markdown,
    plan_to_markdown,
    sections_to_markdown,
    why_to_markdown,
)
from glutemed.rendering.terminal import (
    card_to_terminal,
    list_to_terminal,
    plan_to_terminal,
    sections_to_terminal,
    to_text,
    why_to_terminal,
)


class Markdown(SingleFileSnapshotExtension):
    file_extension = "md"


class Text(SingleFileSnapshotExtension):
    file_extension = "txt"


class Json(SingleFileSnapshotExtension):
    file_extension = "json"


class Csv(SingleFileSnapshotExtension):
    file_extension = "csv"


class Bibtex(SingleFileSnapshotExtension):
    file_extension = "bib"


@pytest.fixture
def plan(request: pytest.FixtureRequest) -> Plan:
    found: Plan = request.getfixturevalue(f"{request.param}_plan")
    return found


EACH = pytest.mark.parametrize("plan", ["plain", "full", "hostile"], indirect=True)


@EACH
def test_plan_as_markdown(handmade: Catalog, plan: Plan, snapshot: SnapshotAssertion) -> None:
    assert plan_to_markdown(handmade, plan).encode() == snapshot(extension_class=Markdown)


@EACH
def test_plan_on_a_terminal(handmade: Catalog, plan: Plan, snapshot: SnapshotAssertion) -> None:
    text = to_text(plan_to_terminal(handmade, plan), width=80, colour=False)
    assert text.encode() == snapshot(extension_class=Text)


@EACH
def test_plan_as_json(plan: Plan, snapshot: SnapshotAssertion) -> None:
    assert dumps(encode(plan), ensure_ascii=False, indent=2).encode() == snapshot(extension_class=Json)


def test_explained_plan_as_markdown(
    handmade: Catalog, plain_plan: Plan, explained: tuple[Judged, ...], snapshot: SnapshotAssertion
) -> None:
    assert plan_to_markdown(handmade, plain_plan, explained).encode() == snapshot(extension_class=Markdown)


def test_explained_plan_on_a_terminal(
    handmade: Catalog, plain_plan: Plan, explained: tuple[Judged, ...], snapshot: SnapshotAssertion
) -> None:
    text = to_text(plan_to_terminal(handmade, plain_plan, explained), width=80, colour=False)
    assert text.encode() == snapshot(extension_class=Text)


@pytest.mark.parametrize("index", [0, 1, 3], ids=["chosen", "possible", "left-out"])
def test_why_as_markdown(
    handmade: Catalog, explained: tuple[Judged, ...], index: int, snapshot: SnapshotAssertion
) -> None:
    assert why_to_markdown(handmade, explained[index]).encode() == snapshot(extension_class=Markdown)


@pytest.mark.parametrize("index", [0, 1, 3], ids=["chosen", "possible", "left-out"])
def test_why_on_a_terminal(
    handmade: Catalog, explained: tuple[Judged, ...], index: int, snapshot: SnapshotAssertion
) -> None:
    text = to_text(why_to_terminal(handmade, explained[index]), width=80, colour=False)
    assert text.encode() == snapshot(extension_class=Text)


def test_exercise_as_markdown(handmade: Catalog, step_up: Exercise, snapshot: SnapshotAssertion) -> None:
    assert card_to_markdown(handmade, step_up).encode() == snapshot(extension_class=Markdown)


def test_exercise_on_a_terminal(handmade: Catalog, step_up: Exercise, snapshot: SnapshotAssertion) -> None:
    text = to_text(card_to_terminal(handmade, step_up), width=80, colour=False)
    assert text.encode() == snapshot(extension_class=Text)


def test_list_as_markdown(handmade: Catalog, snapshot: SnapshotAssertion) -> None:
    assert list_to_markdown(handmade, handmade.exercises).encode() == snapshot(extension_class=Markdown)


def test_list_on_a_terminal(handmade: Catalog, snapshot: SnapshotAssertion) -> None:
    text = to_text(list_to_terminal(handmade, handmade.exercises), width=80, colour=False)
    assert text.encode() == snapshot(extension_class=Text)


def test_list_as_csv(handmade: Catalog, snapshot: SnapshotAssertion) -> None:
    rows = list_cells(handmade, handmade.exercises)
    assert to_csv(list(rows[0]), rows).encode() == snapshot(extension_class=Csv)


def test_figures_as_markdown(handmade: Catalog, snapshot: SnapshotAssertion) -> None:
    page = figure_sections(handmade, handmade.exercises, ())
    assert sections_to_markdown(page).encode() == snapshot(extension_class=Markdown)


def test_figures_on_a_terminal(handmade: Catalog, snapshot: SnapshotAssertion) -> None:
    page = sections_to_terminal(figure_sections(handmade, handmade.exercises, ()))
    assert to_text(page, width=80, colour=False).encode() == snapshot(extension_class=Text)


def test_figures_as_csv(handmade: Catalog, snapshot: SnapshotAssertion) -> None:
    rows = figure_data(handmade, handmade.exercises, ())
    assert to_csv(COLUMNS, rows).encode() == snapshot(extension_class=Csv)


def test_sources_as_markdown(handmade: Catalog, snapshot: SnapshotAssertion) -> None:
    assert sections_to_markdown(references.index(handmade)).encode() == snapshot(extension_class=Markdown)


def test_sources_in_full_as_markdown(handmade: Catalog, snapshot: SnapshotAssertion) -> None:
    page = references.in_full(handmade, (*handmade.sources, *handmade.statements[:2]))
    assert sections_to_markdown(page).encode() == snapshot(extension_class=Markdown)


def test_sources_in_full_on_a_terminal(handmade: Catalog, snapshot: SnapshotAssertion) -> None:
    page = sections_to_terminal(references.in_full(handmade, (*handmade.sources, *handmade.statements[:2])))
    assert to_text(page, width=80, colour=False).encode() == snapshot(extension_class=Text)


def test_sources_as_csv(handmade: Catalog, snapshot: SnapshotAssertion) -> None:
    rows = references.reference_cells(handmade, (*handmade.sources, *handmade.statements[:2]))
    assert to_csv(references.COLUMNS, rows).encode() == snapshot(extension_class=Csv)


def test_sources_as_bibtex(handmade: Catalog, snapshot: SnapshotAssertion) -> None:
    assert to_bibtex(handmade.sources).encode() == snapshot(extension_class=Bibtex)
