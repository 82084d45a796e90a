"""Our own Markdown read back: the same program, hand edits included, and every fault with its line."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.loading.readback import bare, read

from glutemed.checks.registry import check_plan
from glutemed.errors import ProblemsError
from glutemed.loading.programs import Program
from glutemed.loading.sheets import is_sheet
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT
from glutemed.model.plan import Item, Plan
from glutemed.rendering.markdown import plan_to_markdown

PlanFor = Callable[..., Plan]

SPREAD: tuple[dict[str, Any], ...] = (
    {},
    {"goal": "prevention", "level": "intermediate", "equipment": KIT, "weeks": 12},
    {"goal": "prevention", "equipment": (), "on": ("monday", "thursday"), "other": ("tuesday", "sunday"), "pain": 1},
    {"stage": "late", "level": "advanced", "weeks": 6, "start": "2026-12-02", "age": 40, "pain": 0},
    {"stage": "late", "level": "beginner", "weeks": 12, "clinician": "Dr. A_B: tests | passed: all", "pain": 2},
    {"stage": "late", "pain": 7, "weeks": 3, "start": "2026-12-02"},
    {"stage": "early", "days": 7, "weeks": 8, "minutes": 25},
    {"condition": ("gluteal-tendinopathy",), "side": "left", "pain": 4, "minutes": 20, "weeks": 9},
    {"condition": ("gluteal-tendinopathy",), "stage": "mid", "equipment": (), "weeks": 12, "side": "right"},
    {"stage": "mid", "condition": ("patellofemoral-pain", "low-back-pain"), "side": "right", "age": 70, "weeks": 5},
    {"condition": ("acl-reconstruction", "fai-syndrome"), "stage": "late", "age": 14, "weeks": 4},
    {"goal": "prevention", "include": ("lateral-step-up",), "exclude": ("side-plank", "split-squat"), "weeks": 2},
)
spread = pytest.mark.parametrize("fields", SPREAD, ids=lambda fields: "-".join(map(str, fields.values())) or "plain")


def faults(catalog: Catalog, text: str) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        read(catalog, text)
    return [str(problem) for problem in caught.value.problems]


def main_item(program: Program, week: int = 0) -> Item:
    return program.plan.weeks[week].sessions[0].items("main")[0]


@pytest.fixture(scope="module")
def sheet(catalog: Catalog, plan_for: PlanFor) -> str:
    """Return a sheet of several weeks with everything on it."""
    return plan_to_markdown(catalog, plan_for(goal="prevention", level="intermediate", weeks=6, pain=0, age=30))


@spread
def test_every_plan_reads_back_from_its_sheet_and_keeps_its_rules(
    catalog: Catalog, plan_for: PlanFor, fields: dict[str, Any]
) -> None:
    plan = plan_for(**fields)
    program = read(catalog, plan_to_markdown(catalog, plan))
    assert bare(program.plan.weeks) == bare(plan.weeks)
    assert program.plan.prescribed == plan.prescribed
    assert program.unsaid == frozenset()
    assert check_plan(catalog, program.plan) == check_plan(catalog, plan)
    same = replace(plan.request, on=(), start=None)
    assert replace(program.plan.request, on=(), start=None) == same


@spread
def test_the_words_around_the_items_read_back_too(catalog: Catalog, plan_for: PlanFor, fields: dict[str, Any]) -> None:
    plan = plan_for(**fields)
    found = read(catalog, plan_to_markdown(catalog, plan)).plan
    assert {warning.code for warning in found.warnings} == {warning.code for warning in plan.warnings}
    assert {(d.subject, d.rule, d.text) for d in found.decisions} == {
        (d.subject, d.rule, d.text) for d in plan.decisions
    }
    for week, read_week in zip(plan.weeks, found.weeks, strict=True):
        for session, read_session in zip(week.sessions, read_week.sessions, strict=True):
            for item, read_item in zip(session.items("main"), read_session.items("main"), strict=True):
                told = {reason.text: reason for reason in read_item.reasons}
                assert {reason.text for reason in item.reasons} <= set(told)
                assert all(told[reason.text].sources == reason.sources for reason in item.reasons)


def test_a_sheet_is_known_by_its_ending_or_its_first_line(sheet: str) -> None:
    assert is_sheet("anything", "p.md")
    assert is_sheet("anything", "P.MARKDOWN")
    assert is_sheet(f"\n\n{sheet}", "<stdin>")
    assert not is_sheet("# a comment\ngoal: rehab", "p.yaml")


def test_windows_line_ends_read_alike(catalog: Catalog, sheet: str) -> None:
    assert read(catalog, sheet.replace("\n", "\r\n")).plan == read(catalog, sheet).plan


# What people change by hand

SQUAT = "**Single-leg Romanian deadlift (RDL): 3 x 12 each side**"


def test_places_are_the_lines_of_the_sheet(catalog: Catalog, sheet: str) -> None:
    lines = sheet.splitlines()
    places = read(catalog, sheet).places
    assert lines[places["/weeks/0/sessions/1"].line - 1].startswith("## Day 4: ")
    assert lines[places["/weeks/0/sessions/0/blocks/1/items/0"].line - 1] == SQUAT
    assert lines[places["/weeks/1"].line - 1] == "## Week 2"
    assert lines[places["/weeks/1/sessions/1"].line - 1].startswith("| Day 4 | ")


def test_a_dose_changed_by_hand_is_judged_at_its_line(catalog: Catalog, sheet: str) -> None:
    program = read(catalog, sheet.replace(SQUAT, SQUAT.replace("3 x 12", "9 x 12")))
    assert main_item(program).sets == 9
    found = [found for found in check_plan(catalog, program.plan) if "9 sets" in found.message]
    assert [program.places[one.path].line for one in found] == [sheet.splitlines().index(SQUAT) + 1]


def test_an_item_done_on_one_side_reads_back(catalog: Catalog, sheet: str) -> None:
    assert main_item(read(catalog, sheet.replace(SQUAT, SQUAT.replace("each side", "left side only")))).sides == (
        "left",
    )


def test_the_order_of_the_sides_is_told_beside_the_dose(catalog: Catalog, sheet: str) -> None:
    text = sheet.replace("left first, then right", "right first, then left")
    assert main_item(read(catalog, text)).sides == ("right", "left")


def test_an_exercise_written_in_by_hand_is_known_by_any_name_or_kept(catalog: Catalog, sheet: str) -> None:
    known = read(catalog, sheet.replace(SQUAT, "**clam: 3 x 12 each side**"))
    assert main_item(known).exercise == "clamshell"
    odd = read(catalog, sheet.replace(SQUAT, "**Flying clam: 3 x 12 each side**"))
    assert main_item(odd).exercise == "Flying clam"
    assert odd.hints["/weeks/0/sessions/0/blocks/1/items/0"].startswith("did you mean ")
    shaky = read(catalog, sheet.replace(SQUAT, "**Single-leg squat on a BOSU: 3 x 12 each side**"))
    assert (main_item(shaky).exercise, main_item(shaky).name) == ("single-leg-squat", "Single-leg squat on a BOSU")


@pytest.mark.parametrize("row, fact", [("- Level: intermediate\n", "level"), ("- Kit you have: ", "equipment")])
def test_a_row_taken_out_of_the_summary_is_unsaid(catalog: Catalog, sheet: str, row: str, fact: str) -> None:
    text = "".join(line for line in sheet.splitlines(keepends=True) if not line.startswith(row))
    assert read(catalog, text).unsaid == {fact}


# Faults


TITLE = "# Gluteus medius program: rehab, early stage\n"
NO_DOSE = "is no exercise with a dose; a dose reads like 3 x 8, 3 x 20 s or 2 x 10 x 10 s"
INVISIBLE = "a control, direction or invisible character is not allowed"


@pytest.mark.parametrize(
    "old, new, told",
    [
        (SQUAT, "**RDL: 3 sets of 12**", f'"RDL: 3 sets of 12" {NO_DOSE}'),
        (SQUAT, "**RDL**", f'"RDL" {NO_DOSE}'),
        ("- Level: intermediate", "- Level: expert", '"Level": "expert" is not allowed; allowed: beginner, '),
        ("- Pain: 0 of 10", "- Pain: 12 of 10", '"Pain": 12 is not allowed; allowed: 0 to 10'),
        (
            "- Level: intermediate",
            "- Put in by you: clamshellz and clam",
            '"Put in by you": no exercise is called "clamshellz"',
        ),
        ("- Pain: 0 of 10", "- Asked for: a cure", '"Asked for": "a cure" is no goal; such as: rehab, late stage'),
        ("- Days a week: 2", "- Days a week: two", '"Days a week": "two" is not a whole number'),
        ("- Tempo: 2-1-2: 2 s", "- Tempo: slow", '"Tempo": "slow into the movement, 1 s there, 2 s back" is no tempo'),
        ("- Rest: 120 s", "- Rest: long", '"Rest": "long between sets'),
        ("- Load: dumbbell, ", "- Load: brick, ", '"Load": "brick, '),
        ("## Day 1: ", "## Someday: ", '"Someday" is no day; write "Day 3", "Monday" or "Monday 7 December 2026"'),
        ("## Day 1: ", "## Monday 31 June 2026: ", '"Monday 31 June 2026" is no date'),
        ("## Week 3\n", "## Week 4\n", "week 4 follows week 2"),
        ("prevention and strength", "strength", '"strength" is no goal; prevention and strength, or: rehab, '),
        ("# Gluteus", "# Notes\n# Gluteus", "this is no sheet of glutemed"),
        ("- Level: intermediate", "- Level: inter\u202emediate", INVISIBLE),
    ],
)
def test_a_fault_is_told_with_its_line(catalog: Catalog, sheet: str, old: str, new: str, told: str) -> None:
    text = sheet.replace(old, new, 1)
    assert text != sheet
    found = faults(catalog, text)
    lines = [n for n, (a, b) in enumerate(zip(sheet.splitlines(), text.splitlines(), strict=False), 1) if a != b]
    assert any(line.startswith(f"p.md:{lines[0]}:1: {told}") for line in found), found


@pytest.mark.parametrize(
    "text, told",
    [
        ("", "p.md:1:1: the file is empty; a plan is read as JSON"),
        ("hello", "p.md:1:1: this is no sheet of glutemed; "),
        (TITLE, "p.md:1:1: no session is in this sheet; "),
        (TITLE + "x" * 8001, "p.md:2:1: a line has at most 8000 characters"),
        (TITLE * 30_000, "p.md:1:1: a sheet has at most a million characters"),
    ],
)
def test_what_is_no_sheet_is_told_at_once(catalog: Catalog, text: str, told: str) -> None:
    (found,) = faults(catalog, text)
    assert found.startswith(told)


@pytest.mark.parametrize(
    "many",
    [
        "### Main\n" + "**Clamshell: 3 x 8 each side**\n" * 41,
        "## Day 2: 9 minutes\n" * 14,
        "## What was changed for this request\n" + "- a: b (P01)\n" * 201,
        "## Week 2\n| a | b | c |\n| - | - | - |\n" + "| Day 1 | 9 min | Clamshell: 3 x 8 each side |\n" * 15,
        "## Week 2\n| a | b | c |\n| - | - | - |\n| Day 1 | 9 min | " + "; ".join(["Clamshell: 3 x 8"] * 41) + " |\n",
        "## Week 2\n| a | b |\n| - | - |\n| Day 1 | 9 min |\n",
        "## Week 2\nThe same as week 1, on Monday and Tuesday.\n",
    ],
)
def test_what_no_program_of_ours_holds_is_refused(catalog: Catalog, many: str) -> None:
    """Too many parts, a row that lacks a cell, a week that repeats another on more days than it had."""
    assert len(faults(catalog, f"{TITLE}## Day 1: 9 minutes\n{many}")) == 1


@given(st.integers(0), st.integers(0, 40), st.text(max_size=30))
def test_a_sheet_with_any_damage_is_a_program_or_problems(
    catalog: Catalog, sheet: str, place: int, cut: int, junk: str
) -> None:
    place %= len(sheet)
    try:
        program = read(catalog, sheet[:place] + junk + sheet[place + cut :])
    except ProblemsError as error:
        unplaced = [problem for problem in error.problems if not problem.where.line]
    else:
        unplaced = []
        assert check_plan(catalog, program.plan, unsaid=program.unsaid) is not None
    assert not unplaced


@given(st.lists(st.integers(0), min_size=1, max_size=4))
def test_a_sheet_without_some_of_its_lines_is_a_program_or_problems(
    catalog: Catalog, sheet: str, places: list[int]
) -> None:
    lines = sheet.splitlines()
    for place in places:
        del lines[place % len(lines)]
    try:
        program = read(catalog, "\n".join(lines))
    except ProblemsError:
        return
    assert check_plan(catalog, program.plan, unsaid=program.unsaid) is not None


# Caps

ITEMS = "### Main\n" + "**Clamshell: 3 x 8**\n" * 40


@pytest.mark.parametrize(
    "text, told",
    [
        ("## Day 1: 2 minutes\n" + "### Main\n" * 9, "p.md:11:1: a session has at most 8 blocks"),
        (
            "".join(f"## Day {day}: 2 minutes\n{ITEMS * 5}" for day in range(1, 11)) + f"## Day 11: 2 minutes\n{ITEMS}",
            "p.md:1:1: 2040 items; a program has at most 2000",
        ),
        (
            f"## Day 1: 2 minutes\n{ITEMS}## Before you start\n" + "- y\n" * 201,
            "p.md:45:1: more than 200 warnings",
        ),
        (
            f"## Day 1: 2 minutes\n{ITEMS}## Week 2\n| a | b | c |\n| - | - | - |\n"
            + "| Day 1 | 2 | Clamshell: 3 x 8 |\n" * 15,
            "p.md:44:1: a week has at most 14 sessions",
        ),
    ],
    ids=["blocks", "items", "warnings", "sessions"],
)
def test_a_sheet_of_more_than_a_program_has_is_refused(catalog: Catalog, text: str, told: str) -> None:
    assert faults(catalog, TITLE + text) == [told]


def test_reading_stops_at_a_thousand_problems(catalog: Catalog) -> None:
    found = faults(catalog, TITLE + "\u202e\n" * 1_500)
    assert (len(found), found[-1]) == (101, "p.md:101:1: and more problems than can be told; mend these first")


def test_names_are_composed(catalog: Catalog, sheet: str) -> None:
    text = sheet.replace("- Level: ", "- Clinician: Zoe\u0308: agreed\n- Level: ", 1)
    assert read(catalog, text).plan.request.clinician == "Zoë: agreed"


def test_a_name_that_is_too_long_is_not_looked_up(catalog: Catalog) -> None:
    (told,) = faults(catalog, f"{TITLE}## Day 1: 2 minutes\n### Main\n**{'Clamshell, ' * 15}: 3 x 8**\n")
    assert "is no exercise with a dose" in told
