"""A plan as a table: every row against the plan, and a head that the docs tell of."""

import csv
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from glutemed.engine.revision import dosed_by_hand
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Item, Plan
from glutemed.rendering import words
from glutemed.rendering.items import HEAD, plan_to_csv

PlanFor = Callable[..., Plan]
DOCS = Path(__file__).parents[2] / "docs/spreadsheet.md"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


@pytest.fixture(scope="module")
def sore(plan_for: PlanFor) -> Plan:
    asked = {"pain": 3, "condition": ("gluteal-tendinopathy",), "side": "left"}
    return plan_for("rehab", "mid", weeks=3, start="2026-12-01", **asked)


def text(value: object) -> str:
    return "" if value is None else str(value)


@pytest.mark.parametrize("which", ["sore", "full_plan", "plain_plan"])
def test_each_exercise_of_each_session_is_a_row_with_what_the_plan_has(
    catalog: Catalog, which: str, request: pytest.FixtureRequest
) -> None:
    plan: Plan = request.getfixturevalue(which)
    found = iter(rows(plan_to_csv(catalog, plan)))
    for week in plan.weeks:
        for place, session in enumerate(week.sessions, 1):
            for block in session.blocks:
                for number, item in enumerate(block.items, 1):
                    row = next(found)
                    assert (row["week"], row["session"], row["day"]) == (
                        str(week.number),
                        str(place),
                        str(session.day),
                    )
                    assert (row["weekday"], row["date"]) == (text(session.weekday), text(session.date))
                    assert (row["minutes"], row["block"], row["number"]) == (
                        str(session.minutes),
                        block.kind,
                        str(number),
                    )
                    assert (row["go_on_if"], row["plan"]) == (text(week.go_on_if), plan.id)
                    judge(catalog, row, item)
    assert next(found, None) is None


def judge(catalog: Catalog, row: dict[str, str], item: Item) -> None:
    """Hold a row to its item."""
    assert (row["exercise"], row["name"], row["form"]) == (item.exercise, item.name, text(item.variant))
    assert (row["sides"], row["sets"]) == ("; ".join(item.sides), str(item.sets))
    assert (row["repetitions"], row["seconds"]) == (str(item.dose.reps), text(item.dose.seconds))
    assert row["dose"] == words.item_dose(item, catalog.exercise(item.exercise))
    assert (row["rest_seconds"], row["effort"]) == (str(item.rest_seconds), item.effort)
    assert (row["load"], row["load_where"], row["load_start"]) == (item.load.kind, item.load.where, item.load.start)
    assert (row["kit"], row["range"], row["support"]) == ("; ".join(item.kit), text(item.range), text(item.support))
    assert (row["write_down"], row["target"]) == (item.track, item.target)
    assert row["set_by_hand"] == ("yes" if item.by_hand else "no")
    assert row["rules"].split("; ") == list(dict.fromkeys(reason.rule for reason in item.reasons))
    assert row["sources"].split("; ") == list(dict.fromkeys(key for one in item.reasons for key in one.sources))
    steps = (item.tempo or "").split("-")
    said = f"{steps[0]} s into the movement, {steps[1]} s there, {steps[2]} s back" if item.tempo else ""
    assert row["tempo"] == said


def test_what_is_counted_is_said(catalog: Catalog, sore: Plan) -> None:
    counted = {row["exercise"]: row["counted"] for row in rows(plan_to_csv(catalog, sore))}
    assert counted["lateral-band-walk"] == "steps each way"
    assert counted["knee-side-plank"] == "holds"
    assert counted["hip-hitch"] == "repetitions"


def test_a_dose_set_by_hand_is_marked(catalog: Catalog, sore: Plan) -> None:
    exercise = catalog.exercise("hip-hitch")
    assert exercise
    edited = dosed_by_hand(catalog, sore, exercise, reps=9, week=2)
    marked = {
        (row["week"], row["exercise"]) for row in rows(plan_to_csv(catalog, edited)) if row["set_by_hand"] == "yes"
    }
    assert marked == {("2", "hip-hitch")}


def test_a_later_week_has_the_limit_of_pain_of_the_condition(catalog: Catalog, plan_for: PlanFor) -> None:
    plan = plan_for("rehab", "early", pain=2, condition=("patellofemoral-pain",), weeks=2)
    later = [row["go_on_if"] for row in rows(plan_to_csv(catalog, plan)) if row["week"] == "2"]
    assert later
    assert all("3" in line and "5" not in line for line in later)


def test_a_plan_without_dates_has_empty_cells_for_them(catalog: Catalog, plan_for: PlanFor) -> None:
    found = rows(plan_to_csv(catalog, plan_for("rehab", "early")))
    assert {(row["weekday"], row["date"]) for row in found} == {("", "")}
    assert {row["day"] for row in found} == {"1", "3", "5"}


def test_no_text_of_a_plan_is_run_by_a_spreadsheet(catalog: Catalog, plain_plan: Plan) -> None:
    evil = '=HYPERLINK("http://x";"y"),\n@SUM(1)'
    (week,) = plain_plan.weeks
    session = week.sessions[0]
    item = replace(session.blocks[0].items[0], name=evil, variant="+1", effort="-1+2", support="@a", kit=("=b", "c"))
    block = replace(session.blocks[0], items=(item,))
    plan = replace(plain_plan, weeks=(replace(week, sessions=(replace(session, blocks=(block,)),)),))
    (row,) = rows(plan_to_csv(catalog, plan))
    assert (row["name"], row["form"], row["effort"], row["support"], row["kit"]) == (
        '\'=HYPERLINK("http://x";"y"),\n\'@SUM(1)',
        "'+1",
        "'-1+2",
        "'@a",
        "'=b; c",
    )


def test_what_glutemed_itself_says_needs_no_encoding(catalog: Catalog, plan_for: PlanFor) -> None:
    """So that the built-in catalogue opens right wherever a spreadsheet guesses the encoding."""
    for goal, stage in (("prevention", None), ("rehab", "early"), ("rehab", "mid"), ("rehab", "late")):
        assert plan_to_csv(catalog, plan_for(goal, stage, weeks=4)).isascii()


def test_every_column_is_in_the_docs_in_its_order() -> None:
    told = [line.split("|")[1].strip() for line in DOCS.read_text().splitlines() if line.startswith("| `")]
    assert told == [f"`{name}`" for name in HEAD]
