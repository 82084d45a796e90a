"""A screening in words: one screen of questions, cards of home tests, and outcomes for terminal and Markdown."""

from dataclasses import replace
from typing import Any

import pytest
from rich.cells import cell_len

from glutemed.model.catalog import Catalog
from glutemed.model.policy import Cited
from glutemed.model.verdicts import CriterionVerdict, GateVerdict, Outcome, Stop, Withheld
from glutemed.rendering.screening import (
    command_line,
    home_test_lines,
    outcome_sections,
    outcome_to_markdown,
    questions_screen,
)

STOP = Outcome(
    stop=Stop(
        means="emergency",
        where="Call the emergency services now.",
        signs=(Cited(text="short of breath", sources=("R-076",)), Cited(text="fever", sources=("R-074",))),
    )
)
CLEARANCE = Outcome(clearance=(Cited(text="heart disease. Ask your doctor.", sources=("R-070",)),))


def gate(to: Any, *criteria: tuple[bool | None, str, str]) -> GateVerdict:
    return GateVerdict(
        gate=f"general-{to}",
        name=f"the way to {to}",
        to=to,
        criteria=tuple(
            CriterionVerdict(met=met, text=text, value=value, sources=("R-062",)) for met, text, value in criteria
        ),
        passed=all(met for met, _, _ in criteria),
        date="2026-12-01",
    )


MID = gate("mid", (True, "step-down: at most 3 faults", "left 1, right 2"))
LATE = gate(
    "late", (False, "bridge: at least 20", "left 3, right 4"), (None, "side plank: at least 30", "not recorded")
)
FITS = Outcome(
    goal="rehab",
    stage="mid",
    why=(Cited(text="the gate is met", sources=("P18",)),),
    gates=(MID, LATE),
    withheld=(Withheld(test="hop-distance", why=Cited(text="it lands on one leg", sources=("R-069e",))),),
    mind=(Cited(text="a guide, not a diagnosis", sources=("R-018",)),),
    command=("plan", "--goal", "rehab", "--stage", "mid", "--person", "B o'b"),
)


def text_of(catalog: Catalog, outcome: Outcome, width: int = 80) -> str:
    from glutemed.rendering.terminal import sections_to_terminal, to_text

    return to_text(sections_to_terminal(outcome_sections(catalog, outcome)), width=width, colour=False)


# Questions and tests


def test_the_questions_fill_a_screen_of_80_by_24_at_most_with_a_line_for_the_answer(catalog: Catalog) -> None:
    lines = questions_screen(catalog)
    assert len(lines) <= 23
    assert max(map(cell_len, lines)) <= 79


def test_questions_are_numbered_through_under_the_headings_of_their_groups(catalog: Catalog) -> None:
    lines = questions_screen(catalog)
    numbered = [line for line in lines if line[:3].strip().isdecimal()]
    assert [line[:3] for line in numbered] == [f"{number:3}" for number in range(1, len(catalog.questions) + 1)]
    assert [line[4:] for line in numbered] == [question.text for question in catalog.questions]
    assert [line for line in lines if line not in numbered] == list(
        dict.fromkeys(question.group for question in catalog.questions)
    )


@pytest.mark.parametrize("width", [39, 79])
def test_a_card_says_how_and_what_it_rests_on_within_its_width(catalog: Catalog, width: int) -> None:
    for test in catalog.tests:
        lines = home_test_lines(catalog, test, width)
        assert max(map(cell_len, lines)) <= width
        whole = " ".join(" ".join(lines).split())
        assert all(step in whole for step in test.how)
        assert f"[{test.sources[0]} (" in whole
        assert ("You need: " in whole) == (test.by != "clinician")


def test_a_card_marks_what_is_second_hand(catalog: Catalog) -> None:
    step = catalog.test("step-down")
    assert step
    assert home_test_lines(catalog, step, 300)[-1].endswith("4 or more poor. [R-064 (B, second-hand)]")


def test_a_card_says_who_has_to_be_there(catalog: Catalog) -> None:
    heads = {test.id: home_test_lines(catalog, test, 79)[0] for test in catalog.tests}
    assert heads["step-down"] == "Lateral step-down (with a helper)"
    assert heads["knee-bend"] == "Bend of the operated knee (a clinician tells)"
    assert heads["side-plank-hold"] == "Side plank"


# Outcomes


def test_a_stop_says_first_where_to_go(catalog: Catalog) -> None:
    lines = text_of(catalog, STOP).splitlines()
    assert lines[1:5] == [
        "Stop: emergency care now",
        " Call the emergency services now.",
        " - Short of breath. (R-076 (S))",
        " - Fever. (R-074 (S))",
    ]
    assert "The plan" not in outcome_to_markdown(catalog, STOP)


@pytest.mark.parametrize(
    ("means", "title"),
    [
        ("emergency", "Stop: emergency care now"),
        ("same-day", "Stop: a doctor today"),
        ("urgent", "Stop: a doctor soon, before any more training"),
    ],
)
def test_each_urgency_has_its_title(catalog: Catalog, means: Any, title: str) -> None:
    assert STOP.stop
    found = replace(STOP, stop=replace(STOP.stop, means=means))
    assert outcome_to_markdown(catalog, found).startswith(f"# {title}\n")


def test_clearance_says_how_to_go_on(catalog: Catalog) -> None:
    page = outcome_to_markdown(catalog, CLEARANCE)
    assert page.startswith("# First ask for clearance\n")
    assert '--cleared "name: what they said"' in page
    assert "- Heart disease. Ask your doctor. (R-070 (S))" in page
    assert "## The plan" not in page


def test_what_fits_comes_with_why_and_what_is_missing_for_the_next_stage_alone(catalog: Catalog) -> None:
    page = outcome_to_markdown(catalog, FITS)
    assert page.startswith("# What fits: rehab, mid stage\n\n- The gate is met. (P18 (X))\n")
    assert "## For the late stage: the way to late" in page
    assert "- not met: bridge: at least 20; left 3, right 4 (R-062 (X))" in page
    assert "- not recorded: side plank: at least 30 (R-062 (X))" in page
    assert "the way to mid" not in page
    assert "- Hop for distance: It lands on one leg. (R-069e (S))" in page
    assert "- A guide, not a diagnosis. (R-018 (X))" in page


def test_a_gate_that_is_met_shows_the_one_after_it(catalog: Catalog) -> None:
    early = replace(FITS, stage="early")
    assert "the way to late" in outcome_to_markdown(catalog, early)
    assert "the way to late" not in outcome_to_markdown(catalog, replace(FITS, stage="late"))


def test_prevention_has_no_stage(catalog: Catalog) -> None:
    page = outcome_to_markdown(catalog, Outcome(goal="prevention", command=("plan",)))
    assert page.startswith("# What fits: prevention\n")


def test_the_command_stands_last_as_it_is_typed(catalog: Catalog) -> None:
    assert command_line(FITS) == """glutemed plan --goal rehab --stage mid --person 'B o'"'"'b'"""
    page = outcome_to_markdown(catalog, FITS)
    assert page.endswith(f"\n\n```\n{command_line(FITS)}\n```\n")
    assert "\n## The plan\n\nIt takes for given that you have this kit: ankle weight, band, dumbbell and step." in page
    assert command_line(STOP) == ""


def test_what_stands_behind_each_key_is_told_with_its_grade(catalog: Catalog) -> None:
    page = outcome_to_markdown(catalog, FITS)
    behind = page[page.index("## Sources") :]
    for key in ("P18", "R-062", "R-069e", "R-018"):
        assert f"- {key} (grade " in behind
    assert "R-064" not in behind
    assert "Marked: (S) read second-hand, (X) our own" in behind


@pytest.mark.parametrize("outcome", [STOP, CLEARANCE, FITS])
@pytest.mark.parametrize("width", [40, 80])
def test_nothing_is_wider_than_the_terminal(catalog: Catalog, outcome: Outcome, width: int) -> None:
    assert max(map(cell_len, text_of(catalog, outcome, width).splitlines())) <= width


def test_a_name_cannot_mark_up_the_page(catalog: Catalog) -> None:
    hostile = replace(FITS, mind=(Cited(text="*Dr.* [x](y) said: `go`", sources=("own",)),))
    assert r"\*Dr.\* \[x\](y) said: \`go\`" in outcome_to_markdown(catalog, hostile)
