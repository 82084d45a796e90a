"""`list --figures`, and the figures in `list` and `show`, as a user meets them."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from glutemed.cli import system
from glutemed.model.catalog import Catalog
from glutemed.model.records import encode

Run = Callable[..., tuple[int, str, str]]

FACTS = Path(__file__).parents[1] / "data" / "figures.csv"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def test_figures_as_csv_are_the_table_of_facts_number_for_number(glutemed: Run) -> None:
    code, out, err = glutemed("list", "--figures", "--format", "csv")
    assert (code, err) == (0, "")
    facts = rows(FACTS.read_text(encoding="utf-8"))
    assert [{name: row[name] for name in facts[0]} for row in rows(out)] == facts


def test_figures_as_json_keep_numbers_and_what_is_unknown(glutemed: Run) -> None:
    found = json.loads(glutemed("list", "--figures", "--text", "side-plank-hip", "-f", "json")[1])
    assert [(row["exercise"], row["value"], row["low"], row["n"], row["grade"]) for row in found] == [
        ("side-plank-hip-abduction", 103, None, 24, "C"),
        ("side-plank-hip-abduction", 89, None, 24, "C"),
    ]


def test_what_is_measured_but_not_prescribed_is_there_and_marked(glutemed: Run, catalog: Catalog) -> None:
    found = rows(glutemed("list", "--figures", "--format", "csv")[1])
    assert {row["exercise"] for row in found if row["prescribed"] == "false"} == {one.id for one in catalog.comparators}
    assert "## Measured, not prescribed. Means, in % of maximum (5)\n" in glutemed("list", "--figures")[1]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (("--text", "deadlift"), {"conventional-deadlift", "single-leg-rdl"}),
        (("--text", "kettlebell"), {"kettlebell-swing"}),
        (("--category", "isometric", "--text", "plank"), {"side-plank", "side-plank-hip-abduction"}),
        (("--chain", "open", "--text", "abduction"), {"side-lying-hip-abduction", "standing-hip-abduction"}),
        (("--chain", "closed", "--text", "kettlebell"), set()),
        (("--category", "mobility"), set()),
    ],
)
def test_filters_hold_for_figures_and_only_text_finds_what_is_not_prescribed(
    glutemed: Run, filters: tuple[str, ...], found: set[str]
) -> None:
    shown = {row["exercise"] for row in rows(glutemed("list", "--figures", "-f", "csv", *filters)[1])}
    assert shown == found


def test_filters_that_leave_no_figure_say_so(glutemed: Run) -> None:
    assert glutemed("list", "--figures", "--category", "mobility") == (0, "No figure fits all of these filters.\n", "")
    assert glutemed("list", "--figures", "--text", "zzz", "-f", "json") == (0, "[]\n", "")
    assert glutemed("list", "--figures", "--text", "zzz", "-f", "csv")[1].startswith("exercise,outcome,measure,value,")


def test_figures_on_a_terminal_are_tables(glutemed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "on_terminal", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    out = glutemed("list", "--figures", "--text", "side plank")[1]
    assert "\nAverages of peaks, in % of maximum (2)\n" in out
    assert "\n  103 %  -   24  Side plank with leg lift: " in out


def test_the_list_as_json_has_every_figure_as_a_record(glutemed: Run, catalog: Catalog) -> None:
    listed = {row["id"]: row["evidence"] for row in json.loads(glutemed("list", "--format", "json")[1])}
    assert listed == {exercise.id: encode(exercise.evidence) for exercise in catalog.exercises}


def test_the_list_as_csv_has_every_figure_in_two_columns(glutemed: Run, catalog: Catalog) -> None:
    listed = {row["id"]: row for row in rows(glutemed("list", "--format", "csv")[1])}
    for exercise in catalog.exercises:
        for outcome in ("emg", "force"):
            figures = sum(figure.outcome == outcome for figure in exercise.evidence)
            cell = listed[exercise.id][outcome]
            assert len(cell.split("; ") if cell else []) == figures
    assert listed["side-plank"]["emg"].startswith("range-end 74 [side bridge, ")
    assert listed["side-plank"]["force"] == "interval 338 to 483 n 14 [bodyweight] collings2023 P"
