"""Measured figures: what may be compared stands together, all is shown with its standing, and machines get it all."""

import re
from dataclasses import replace
from typing import Any

import pytest

from glutemed.model.catalog import Catalog, Comparator, Source
from glutemed.model.exercise import Conflict, Evidence, Exercise
from glutemed.rendering.figures import COLUMNS, GROUPS, evidence, figure_data, figure_sections, notation
from glutemed.rendering.sections import Section
from glutemed.rendering.terminal import sections_to_terminal, to_text

FIGURE = re.compile(
    r"(?P<measure>[a-z-]+) (?P<value>-?[0-9.e+-]+)(?: to (?P<high>-?[0-9.e+-]+))?(?: sd (?P<sd>[0-9.e+-]+))?"
    r"(?: n (?P<n>[0-9]+))?(?: \[(?P<done>[^\[\];]+)\])? (?P<source>[A-Za-z0-9_-]+) (?P<seen>[PQSX])"
)
"""The notation as docs/reference/evidence.md gives it."""


def figure(**changes: Any) -> Evidence:
    return Evidence(**{"outcome": "emg", "measure": "mean", "value": 40, "source": "mac", "seen": "P", **changes})


def shown(catalog: Catalog, exercise: Exercise, *figures: Evidence, **changes: Any) -> dict[str, Section]:
    changed = replace(exercise, evidence=figures, conflicts=(), **changes)
    return {section.title: section for section in evidence(catalog, changed)}


def test_only_what_is_comparable_shares_a_table_and_the_order_is_fixed(handmade: Catalog, step_up: Exercise) -> None:
    found = shown(
        handmade,
        step_up,
        figure(outcome="force", value=900.5, measure="mean"),
        figure(outcome="force", measure="interval", value=None, low=283, high=405),
        figure(measure="range-end", value=59),
        figure(measure="interval", value=None, low=20, high=30),
        figure(measure="average-of-peaks", value=83),
        figure(measure="pooled", value=41),
        figure(value=62.7),
    )
    assert list(found) == ["Activation: very high", *(title for title, _ in GROUPS.values())]
    assert [[row[0] for row in section.table] for section in list(found.values())[1:]] == [
        ["41 %", "62.7 %"],
        ["83 %"],
        ["59 %"],
        ["20-30 %"],
        ["900.5 N", "283-405 N"],
    ]


def test_every_kind_of_measure_has_its_table() -> None:
    measures = Evidence.__annotations__["measure"].__args__
    assert set(GROUPS) == {measure for measure in measures if measure != "pooled"} | {"force"}


@pytest.mark.parametrize(("group", "text"), GROUPS.values())
def test_each_table_says_how_far_it_can_be_compared(group: str, text: str) -> None:
    assert re.search(r"not comparable|compared with care", text), group


def test_a_row_tells_spread_people_what_was_done_source_how_seen_and_grade(
    handmade: Catalog, step_up: Exercise
) -> None:
    graded = replace(handmade, sources=(replace(handmade.sources[0], grade="C"),))
    known = figure(value=62.7, sd=18.2, n=20, variant="unloaded", load="bodyweight", population="adults", seen="S")
    (table,) = [section for section in shown(graded, step_up, known, figure()).values() if section.table]
    assert table.head == ("Value", "SD", "n", "What was done, by whom", "Source", "Seen", "Grade")
    assert table.table == [
        ("62.7 %", "18.2", "20", "unloaded, bodyweight; adults", "mac", "S", "C"),
        ("40 %", "-", "-", "standard", "mac", "P", "C"),
    ]


def test_figures_that_lie_apart_are_said_to(handmade: Catalog, step_up: Exercise) -> None:
    found = shown(handmade, step_up, figure(value=36.7), figure(value=137.6), figure(value=64))
    (table,) = [section for section in found.values() if section.table]
    assert table.texts[0].startswith("3 figures, from 36.7 to 137.6. ")
    (alone,) = [section for section in shown(handmade, step_up, figure()).values() if section.table]
    assert alone.texts[0].startswith("Means can ")


@pytest.mark.parametrize(
    ("level", "measure", "text"),
    [
        ("high", "mean", "The level is the band of the median of the means (words-activation)."),
        ("conflicting", "mean", "The lowest mean is low and the highest very high, so no level is given"),
        ("not-measured", "range-end", "No mean was found, so there is no level."),
    ],
)
def test_the_level_says_where_it_comes_from(
    handmade: Catalog, step_up: Exercise, level: str, measure: str, text: str
) -> None:
    first, *_ = shown(handmade, step_up, figure(measure=measure), activation=level).values()
    assert first.lines[0].startswith(text)


def test_nothing_measured_is_said_and_no_figure_is_made_up(handmade: Catalog, step_up: Exercise) -> None:
    (section,) = shown(handmade, step_up, activation="not-measured").values()
    assert section.lines == ["No figure for this exercise was found; none is invented."]
    assert not section.table


def test_a_note_is_told_once_for_all_figures_that_it_is_about(handmade: Catalog, step_up: Exercise) -> None:
    rows = (figure(value=17, note="approximate"), figure(value=21, note="approximate"), figure(value=40, note="wide"))
    assert shown(handmade, step_up, *rows)["On these figures"].lines == [
        "mac, 17 % and 21 %: Approximate.",
        "mac, 40 %: Wide.",
    ]


def test_a_conflict_stands_with_its_ruling_and_the_grades_of_what_it_rests_on(
    handmade: Catalog, step_up: Exercise
) -> None:
    conflict = Conflict(text="one reads higher", ruling="both are shown", sources=("A27", "R-001", "own", "mac"))
    rest = "A27 (D), R-001 (C, second-hand), own (X), mac"
    step_up = replace(step_up, evidence=())
    *_, one = evidence(handmade, replace(step_up, conflicts=(conflict,)))
    assert one.title == "Where sources disagree"
    assert one.rows == [("Conflict", "One reads higher."), ("Ruling (X)", "Both are shown."), ("Rests on", rest)]
    *_, two = evidence(handmade, replace(step_up, conflicts=(conflict, conflict)))
    assert [label for label, _ in two.rows] == [
        "Conflict 1", "Ruling 1 (X)", "Rests on", "Conflict 2", "Ruling 2 (X)", "Rests on",
    ]  # fmt: skip


def test_a_conflict_marks_a_source_whose_figure_here_was_read_elsewhere(handmade: Catalog, step_up: Exercise) -> None:
    *_, section = evidence(handmade, replace(step_up, evidence=(figure(seen="S"),)))
    assert section.rows[-1] == ("Rests on", "mac (second-hand)")
    *_, section = evidence(handmade, replace(step_up, evidence=(figure(seen="P"),)))
    assert section.rows[-1] == ("Rests on", "mac")


def test_the_side_plank_with_leg_lift_shows_both_numbers_grade_conflict_and_ruling(catalog: Catalog) -> None:
    exercise = catalog.exercise("side-plank-hip-abduction")
    assert exercise
    found = {section.title: section for section in evidence(catalog, exercise)}
    peaks = found["Averages of peaks, in % of maximum"]
    assert [(row[0], row[2], *row[4:]) for row in peaks.table] == [
        ("103 %", "24", "boren2011", "S", "C"),
        ("89 %", "24", "boren2011", "S", "C"),
    ]
    assert "not comparable with means" in peaks.texts[0]
    rows = found["Where sources disagree"].rows
    assert rows[0][1].startswith("The article names this as an early exercise")
    assert rows[1][1].startswith("The early and mid stages get the form from the knees.")
    assert rows[2][1].startswith("A35 (D), A33 (D), boren2011 (C, second-hand)")


def test_every_figure_is_on_the_page_of_its_exercise(catalog: Catalog) -> None:
    for exercise in catalog.exercises:
        rows = [row for section in evidence(catalog, exercise) for row in section.table]
        assert len(rows) == len(exercise.evidence)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "mean 40 mac P"),
        (
            {"value": 81.25, "sd": 42, "n": 20, "variant": "standard", "load": "10RM"},
            "mean 81.25 sd 42 n 20 [standard, 10RM] mac P",
        ),
        ({"measure": "interval", "value": None, "low": 283, "high": 405.5}, "interval 283 to 405.5 mac P"),
        ({"load": "none", "seen": "S"}, "mean 40 [no load] mac S"),
        ({"variant": "a [b]; c"}, "mean 40 [a (b), c] mac P"),
        ({"value": -5, "variant": "=1+1"}, "mean -5 [=1+1] mac P"),
        ({"value": 1234567.891}, "mean 1234567.891 mac P"),
    ],
)
def test_the_notation_has_one_form(changes: dict[str, Any], text: str) -> None:
    assert notation([figure(**changes)], "emg") == [text]
    assert notation([figure(**changes)], "force") == []
    assert FIGURE.fullmatch(text)


def test_the_notation_of_every_figure_reads_back(catalog: Catalog) -> None:
    for exercise in catalog.exercises:
        for outcome in ("emg", "force"):
            figures = [row for row in exercise.evidence if row.outcome == outcome]
            parts = "; ".join(notation(figures, outcome)).split("; ") if figures else []
            assert len(parts) == len(figures)
            for row, part in zip(figures, parts, strict=True):
                read = FIGURE.fullmatch(part)
                assert read, part
                assert (read["measure"], read["source"], read["seen"]) == (row.measure, row.source, row.seen)
                assert float(read["value"]) == (row.value if row.value is not None else row.low)
                assert (float(read["high"]) if read["high"] else None) == row.high
                assert (float(read["sd"]) if read["sd"] else None) == row.sd
                assert (int(read["n"]) if read["n"] else None) == row.n


def test_data_has_a_row_for_each_figure_and_tells_what_is_not_prescribed(catalog: Catalog) -> None:
    rows = figure_data(catalog, catalog.exercises, catalog.comparators)
    assert {tuple(row) for row in rows} == {COLUMNS}
    entries: tuple[Exercise | Comparator, ...] = (*catalog.exercises, *catalog.comparators)
    assert [(row["exercise"], row["value"], row["note"]) for row in rows] == [
        (entry.id, figure.value, figure.note) for entry in entries for figure in entry.evidence
    ]
    comparators = {comparator.id for comparator in catalog.comparators}
    assert comparators
    assert all(row["prescribed"] is (row["exercise"] not in comparators) for row in rows)
    assert {row["grade"] for row in rows} == {"B", "C"}


def test_the_list_of_figures_names_the_exercise_and_keeps_comparators_apart(
    handmade: Catalog, step_up: Exercise
) -> None:
    deadlift = Comparator(id="deadlift", name="Deadlift", why_not="Two-legged.", evidence=(figure(value=59.3),))
    *first, last = figure_sections(handmade, (step_up,), (deadlift,))
    assert [row[3] for section in first for row in section.table] == [
        "Step-up: unloaded",
        "Step-up: 12RM; confidence interval, no mean printed",
    ]
    assert last.title == "Measured, not prescribed. Means, in % of maximum (1)"
    assert [row[3] for row in last.table] == ["Deadlift: standard"]


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_figures_fit_the_terminal(catalog: Catalog, width: int) -> None:
    page = sections_to_terminal(figure_sections(catalog, catalog.exercises, catalog.comparators))
    assert max(map(len, to_text(page, width=width, colour=False).splitlines())) <= width


def test_a_source_without_a_grade_shows_none(handmade: Catalog, step_up: Exercise) -> None:
    unknown = replace(handmade, sources=(Source(key="mac", kind="note", seen="S"),))
    (table,) = [section for section in shown(unknown, step_up, figure()).values() if section.table]
    assert table.table[0][-1] == "-"
