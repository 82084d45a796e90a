"""Progress as tables with small charts, and as rows for machines."""

import csv
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from tests.logged import done, follower, later_by, saved, set_done, workout

from glutemed.engine.progress import Charted, HomeResults, Result, Rung, progress
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan
from glutemed.rendering.csv import to_csv
from glutemed.rendering.markdown import sections_to_markdown
from glutemed.rendering.progress import COLUMNS, adherence, progress_rows, progress_sections, zone_counts
from glutemed.rendering.sparkline import PLAIN, sparkline
from glutemed.rendering.terminal import sections_to_terminal, to_text

TOLD: list[dict[str, Any]] = [
    {"pain": 1, "after": 2, "morning": 0, "usual": 0, "effort": 6},
    {"pain": 4},
    {"after": 7, "effort": 8},
    {},
]


@pytest.fixture(scope="session")
def plan(plan_for: Callable[..., Plan]) -> Plan:
    """Early rehab, three sessions a week."""
    return plan_for("rehab", "early")


@pytest.fixture
def charted(catalog: Catalog, plan: Plan) -> Charted:
    """Four sessions, pain in each zone and untold, a step to a harder rung, a test and an exercise with a load."""
    sessions = [workout(plan, later_by(2 * number), 1, **one) for number, one in enumerate(TOLD)]
    loaded = tuple(set_done("hop", "right", number, load=2.5) for number in (1, 2))
    sessions[1] = replace(sessions[1], sets=(*sessions[1].sets, *loaded))
    found = progress(catalog, follower(plan, sessions), later_by(14), weeks=12)
    test = HomeResults(test=catalog.tests[0].id, side="left", results=(Result(date="2026-12-02", value=2.0),))
    rung = Rung(date="2026-12-04", before="clamshell", after="reverse-clamshell", harder=True)
    return replace(found, rungs=(rung,), tests=(test,))


def terminal(catalog: Catalog, charted: Charted, **marks: Any) -> str:
    return to_text(sections_to_terminal(progress_sections(catalog, charted, **marks)), width=80, colour=False)


def test_a_terminal_of_80_columns_has_every_chart_beside_its_numbers(catalog: Catalog, charted: Charted) -> None:
    text = terminal(catalog, charted)
    assert max(map(len, text.splitlines())) <= 80
    words = " ".join(text.split())
    for part in (
        "Progress, 30 November 2026 to 16 December 2026",
        "4 of 6 planned sessions in 2 weeks; 0 of 3 this week so far.",
        "30 Nov 2026 3 of 3 ███",
        "14 Dec 2026 0 of 3 so far ░░░",
        "1 at 0-2, 1 above 2 up to 5, 1 above 5, 1 not told. Mornings without exercise: 0, as told last.",
        "During ▂▄·· 1 4 4",
        "After ▂·▆· 2 7 7",
        "Next morning ▁··· 0 0 0",
        "[R-001 (C), R-002 (B)]",
        "Clamshell, left 24 (3 x 8) 24 (3 x 8)",
        "60 s (3 x 20 s)",
        "20 (2 x 10, 2.5 kg)",
        "4 Dec 2026: Reverse clamshell, harder than Clamshell",
        f"{catalog.tests[0].name}, left",
        "on 2 Dec 2026",
        "[CLIFFORD19, own (X)]",
    ):
        assert part in words, part


def test_nothing_claims_that_anything_got_better(catalog: Catalog, charted: Charted) -> None:
    words = terminal(catalog, charted).casefold()
    assert not any(word in words for word in ("improv", "better", "heal", "recover", "well done", "great"))


def test_a_terminal_without_block_characters_gets_plain_ones(catalog: Catalog, charted: Charted) -> None:
    text = terminal(catalog, charted, marks=PLAIN)
    assert "30 Nov 2026  3 of 3         XXX" in text
    assert not set(text) & set("▁▂▃▄▅▆▇█░·")


def test_markdown_has_the_same_tables(catalog: Catalog, charted: Charted) -> None:
    text = sections_to_markdown(progress_sections(catalog, charted))
    assert text.startswith("# Progress, 30 November 2026 to 16 December 2026\n")
    assert "| 30 Nov 2026 | 3 of 3 | ███ |" in text


def test_of_one_exercise_each_session_is_told(catalog: Catalog, plan: Plan) -> None:
    sets = (set_done(load=5.0), set_done(side="right", control="wobbled"))
    sessions = [workout(plan, sets=sets), workout(plan, later_by(2), 2, sets=sets[:1])]
    found = progress(catalog, follower(plan, sessions, "Ana"), later_by(2), weeks=1, exercise="clamshell")
    words = " ".join(terminal(catalog, found).split())
    assert "Progress of Ana: Clamshell" in words
    assert "Date Left Right" in words
    assert "2 Dec 2026 1 x 10, 5 kg 1 x 10, wobbled" in words
    assert "4 Dec 2026 1 x 10, 5 kg -" in words


def test_hips_of_an_exercise_have_one_scale(catalog: Catalog, plan: Plan) -> None:
    sets = (set_done(reps=10), set_done(side="right", reps=5))
    found = progress(catalog, follower(plan, [workout(plan, sets=sets)]), later_by(0), weeks=1)
    assert "█      Clamshell, left" in terminal(catalog, found)
    assert "▅      Clamshell, right" in terminal(catalog, found)


def test_hostile_names_do_no_harm(catalog: Catalog, plan: Plan) -> None:
    name = "[red]x[/red] | *b* " + "\u5c71" * 20
    found = progress(catalog, follower(plan, [workout(plan)], name), later_by(0), weeks=1)
    assert "[red]x[/red] | *b*" in terminal(catalog, found)
    assert "\\[red\\]x\\[/red\\] \\| \\*b\\*" in sections_to_markdown(progress_sections(catalog, found))


def test_rows_have_every_number(catalog: Catalog, charted: Charted) -> None:
    rows = list(csv.reader(StringIO(to_csv(COLUMNS, list(progress_rows(charted))))))
    assert tuple(rows[0]) == COLUMNS
    for row in (
        ["2026-11-30", "sessions-done", "", "", "3", "sessions", "week"],
        ["2026-12-14", "sessions-planned", "", "", "3", "sessions", "week so far"],
        ["2026-12-02", "pain-during", "", "", "1", "of 10", "week 1, session 1"],
        ["2026-12-02", "pain-next-morning", "", "", "0", "of 10", "week 1, session 1"],
        ["2026-12-06", "effort", "", "", "8", "of 10", "week 1, session 1"],
        ["2026-12-02", "volume", "clamshell", "left", "24", "repetitions", "3 x 8"],
        ["2026-12-02", "volume", "knee-side-plank", "right", "60", "seconds", "3 x 20 s"],
        ["2026-12-04", "load", "hop", "right", "2.5", "kg", "2 x 10, 2.5 kg"],
        ["2026-12-04", "sets", "hop", "right", "2", "sets", "2 x 10, 2.5 kg"],
        ["2026-12-04", "rung", "reverse-clamshell", "", "", "", "harder than clamshell"],
        ["2026-12-02", "test", "", "left", "2", "", catalog.tests[0].id],
    ):
        assert row in rows, row
    assert len([row for row in rows if row[1].startswith("pain")]) == 5


def test_weeks_that_are_over_are_counted_apart_from_this_one(catalog: Catalog, plan: Plan, charted: Charted) -> None:
    assert adherence(charted) == "4 of 6 planned sessions in 2 weeks; 0 of 3 this week so far."
    first = progress(catalog, follower(plan, [workout(plan)]), later_by(0), weeks=1)
    assert adherence(first) == "1 of 2 this week so far."
    second = progress(catalog, follower(plan, [workout(plan)]), later_by(7), weeks=2)
    assert adherence(second) == "1 of 2 planned sessions in 1 week; 0 of 3 this week so far."


def test_the_zones_of_all_sessions_add_up(charted: Charted) -> None:
    assert zone_counts(charted) == "1 at 0-2, 1 above 2 up to 5, 1 above 5, 1 not told"


def test_results_of_home_tests_read_with_their_unit_or_in_their_words(catalog: Catalog, charted: Charted) -> None:
    counted = next(test for test in catalog.tests if not test.scale)
    worded = next(test for test in catalog.tests if test.scale)
    results = (Result(date="2026-12-02", value=0.0), Result(date="2026-12-09", value=1.5))
    tests = tuple(HomeResults(test=id, side="both", results=results) for id in (counted.id, worded.id, "gone-test"))
    words = " ".join(terminal(catalog, replace(charted, tests=tests)).split())
    for part in (f"{counted.name} ({counted.unit})", "0 on 2 Dec 2026", "1.5 on", worded.scale[0], "gone test"):
        assert part in words, part
    assert f"{worded.name} (" not in words
    assert f"▁{sparkline([1.5], counted.highest)}" in words
    assert "▁█" in words


def test_numbers_of_a_log_whose_exercises_are_gone_are_shown(catalog: Catalog, plan: Plan) -> None:
    person = replace(follower(plan, [workout(plan, sets=(set_done("gone-one"),))]), programs=(saved(plan),))
    assert "gone one, left" in terminal(catalog, progress(catalog, person, later_by(0), weeks=1))
    assert done(plan.weeks[0].sessions[0])
