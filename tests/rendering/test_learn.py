"""Pages to read, laid out: short, each line with its keys, and what stands behind each at the end."""

import re

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension

from glutemed.loading.pages import find_page, page_files, topics
from glutemed.model.catalog import Catalog
from glutemed.model.page import Page, Passage, Topic
from glutemed.model.policy import Cited
from glutemed.rendering.learn import LEGEND, index, page_sections
from glutemed.rendering.markdown import sections_to_markdown
from glutemed.rendering.terminal import sections_to_terminal, to_text

PAGE = Page(
    id="steps",
    title="Steps: up | down",
    aliases=("stairs",),
    sections=(
        Passage(
            paragraphs=(
                Cited(text="A step is a rung on one leg, which the article has in its sample week.", sources=("A27",)),
                Cited(text="In one study of steps [bold]both[/bold] legs worked.", sources=("mac", "R-001", "own")),
            )
        ),
        Passage(
            title="How_high",
            paragraphs=(Cited(text="Low first.", sources=("own",)),),
            items=(Cited(text="Low.", sources=("P14", "P14")), Cited(text="High, by a good deal.", sources=("A27",))),
        ),
        Passage(title="Last", items=(Cited(text="Down.", sources=("not-there",)),)),
    ),
)
LONGEST = 70
RECORD_LONGEST = 80
"""Lines of a condition's page, most of which its record holds."""


class Markdown(SingleFileSnapshotExtension):
    file_extension = "md"


class Text(SingleFileSnapshotExtension):
    file_extension = "txt"


def terminal(catalog: Catalog, page: Page) -> str:
    return to_text(sections_to_terminal(page_sections(catalog, page)), width=80, colour=False)


def test_page_as_markdown(handmade: Catalog, snapshot: SnapshotAssertion) -> None:
    assert sections_to_markdown(page_sections(handmade, PAGE)).encode() == snapshot(extension_class=Markdown)


def test_page_on_a_terminal(handmade: Catalog, snapshot: SnapshotAssertion) -> None:
    assert terminal(handmade, PAGE).encode() == snapshot(extension_class=Text)


@pytest.mark.parametrize("id", page_files())
def test_a_page_is_short_and_within_80_columns_and_ends_with_its_sources(catalog: Catalog, id: str) -> None:
    page = find_page(catalog, id)
    text, _, last = terminal(catalog, page).partition("\nSources\n")
    assert max(map(len, text.splitlines())) <= 80
    assert len(text.splitlines()) <= (RECORD_LONGEST if any(id == row.id for row in catalog.conditions) else LONGEST)
    keys = {key for passage in page.sections for line in passage.cited for key in line.sources}
    assert {line.split()[1] for line in last.splitlines() if line.startswith(" - ")} == keys


@pytest.mark.parametrize("id", page_files())
def test_every_line_has_its_keys_with_marks_on_what_is_second_hand_or_our_own(catalog: Catalog, id: str) -> None:
    seen = {source.key: source.seen for source in catalog.sources}
    seen |= {statement.id: statement.seen for statement in catalog.statements}
    page = find_page(catalog, id)
    *parts, sources = page_sections(catalog, page)
    shown = [text for part in parts for text in (*part.texts, *part.lines)]
    lines = [line for passage in page.sections for line in passage.cited]
    assert len(shown) == len(lines)
    for text, line in zip(shown, lines, strict=True):
        found = re.fullmatch(r"(.+) \[([^][]+)\]", text)
        assert found
        assert found[1] == line.text
        keys = [key.split(" ") for key in found[2].split(", ")]
        assert [key for key, *_ in keys] == list(dict.fromkeys(line.sources))
        assert all(mark == {"S": ["(S)"], "X": ["(X)"]}.get(seen[key], []) for key, *mark in keys)
    assert sources.texts == (LEGEND,)


def test_a_page_that_begins_with_a_part_keeps_its_own_title_over_it(handmade: Catalog) -> None:
    page = Page(id="x", title="Whole", sections=(Passage(title="Part", items=(Cited(text="a", sources=("own",)),)),))
    assert [part.title for part in page_sections(handmade, page)] == ["Whole", "Part", "Sources"]
    assert sections_to_markdown(page_sections(handmade, page)).startswith("# Whole\n\n## Part\n\n- a \\[own (X)\\]\n")


def test_the_index_has_general_topics_apart_from_conditions_each_in_one_row(catalog: Catalog) -> None:
    known = topics(catalog)
    head, general, conditions, last = index(catalog, known)
    assert head.texts
    assert [*general.table, *conditions.table] == [(topic.id, topic.title) for topic in known]
    assert {row[0] for row in conditions.table} == {condition.id for condition in catalog.conditions}
    assert "glutemed learn TOPIC" in last.texts[0]


def test_the_index_in_markdown_has_a_table_that_names_cannot_break(handmade: Catalog) -> None:
    text = sections_to_markdown(index(handmade, (Topic(id="a", title="x | y"),)))
    assert "| Topic | About |\n| --- | --- |\n| a | x \\| y |\n" in text
