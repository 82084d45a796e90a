"""What changes from week to week as a page: each change with its row and sources, each row with what it looked at."""

from dataclasses import replace

import pytest

from glutemed.model.adaptation import Change, Number, Tried
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan
from glutemed.model.policy import TableRow
from glutemed.rendering.adaptation import changes, explained
from glutemed.rendering.markdown import sections_to_markdown
from glutemed.rendering.sections import Section
from glutemed.rendering.terminal import sections_to_terminal, to_text


def row(id: str, rank: int, name: str) -> TableRow:
    return TableRow(id=id, rank=rank, name=name, action="hold", text="so it is", sources=("own",))


def change(subject: str, text: str = "the same again", row: str = "D5", sources: tuple[str, ...] = ("A27",)) -> Change:
    return Change(row=row, subject=subject, action="hold", text=text, sources=sources)


def tried(row: str, subject: str, *numbers: tuple[str, str], matched: bool = False) -> Tried:
    named = tuple(Number(name=name, value=value) for name, value in numbers)
    return Tried(row=row, subject=subject, matched=matched, numbers=named)


@pytest.fixture
def known(handmade: Catalog) -> Catalog:
    """The handmade catalogue with two rows of the table."""
    rows = (row("D5", 5, "pain that is acceptable"), row("D7", 7, "anything else"))
    return replace(handmade, adaptation=rows)


def only(section: list[Section]) -> Section:
    (found,) = section
    return found


def test_each_change_is_a_line_with_its_exercise_row_and_sources(known: Catalog, plain_plan: Plan) -> None:
    found = only(
        list(
            changes(
                known,
                plain_plan,
                (
                    change("step-up", "pain was low. 3 x 9 instead of 3 x 8."),
                    change("week", "rose", "E11", ("R-005", "own")),
                    change("stage", "is it closed?", "E12", ()),
                    change("gone-by-now", sources=("D5", "own")),
                ),
            )
        )
    )
    assert found.lines == [
        "Step-up: Pain was low. 3 x 9 instead of 3 x 8. (D5, A27)",
        "The week: Rose. (E11, R-005, own)",
        "The stage: Is it closed? (E12)",
        "gone-by-now: The same again. (D5, own)",
    ]


def test_a_week_that_follows_on_has_its_number_and_a_new_program_has_none(known: Catalog, plain_plan: Plan) -> None:
    week = plain_plan.weeks[0]
    third = replace(plain_plan, before=(week,), weeks=(replace(week, number=3),))
    assert only(list(changes(known, third, ()))).title == "Week 3: what changes, and why"
    assert only(list(changes(known, plain_plan, ()))).title == "A new program: what changes, and why"


def test_without_a_change_it_says_so(known: Catalog, plain_plan: Plan) -> None:
    assert only(list(changes(known, plain_plan, ()))).lines == ["Nothing."]


def test_every_row_tried_stands_once_with_what_it_looked_at(known: Catalog) -> None:
    table, _ = explained(
        known,
        (),
        (
            tried("D5", "step-up", ("worst pain", "2"), ("low up to", "2")),
            tried("D7", "step-up", ("done", "3 of 3"), matched=True),
            tried("D5", "hold", ("worst pain", "2"), ("low up to", "2")),
            tried("D7", "hold", ("done", "2 of 3"), matched=True),
        ),
    )
    assert table.title == "Every row of the decision table, the first that matches decides"
    assert table.head == ("Row", "When", "Matched", "Looked at")
    assert table.table == [
        ("D5", "pain that is acceptable", "no", "worst pain 2, low up to 2"),
        ("D7", "anything else", "all", "Step-up: done 3 of 3; Side plank: done 2 of 3"),
    ]


def test_a_row_that_matched_for_some_says_how_many_and_names_alike_ones_together(known: Catalog) -> None:
    table, _ = explained(
        known,
        (),
        (
            tried("D5", "step-up", ("clean", "yes")),
            tried("D5", "hold", ("clean", "no"), matched=True),
            tried("D5", "gone-by-now", ("clean", "yes")),
        ),
    )
    assert table.table == [
        ("D5", "pain that is acceptable", "1 of 3", "Step-up, gone-by-now: clean yes; Side plank: clean no")
    ]


def test_the_sources_are_those_of_the_changes_each_once(known: Catalog) -> None:
    found = (change("step-up", sources=("A27", "own")), change("hold", row="P14", sources=("A27",)))
    *_, sources = explained(known, found, ())
    assert sources.title == "Sources"
    assert [line.split(" (")[0] for line in sources.lines] == ["A27", "own", "P14"]
    assert sources.texts == ["The rows, and numbers marked X, are our own and were not reviewed by a clinician."]


def test_both_formats_hold_the_whole_page(known: Catalog, plain_plan: Plan) -> None:
    found = (change("step-up", "pain was low. 3 x 9 instead of 3 x 8."),)
    rows = (tried("D5", "step-up", ("worst pain", "2"), matched=True),)
    sections = [*changes(known, plain_plan, found), *explained(known, found, rows)]
    texts = (
        sections_to_markdown(sections),
        to_text(sections_to_terminal(sections), width=80, colour=False),
    )
    for text in texts:
        for part in ("what changes, and why", "Step-up: Pain was low.", "worst pain 2", "were not reviewed by"):
            assert part in text
