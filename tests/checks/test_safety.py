"""Whom a plan is for: a real plan without findings, broken on purpose, is caught by that rule alone."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from glutemed.checks.registry import check_plan
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Load
from glutemed.model.plan import Item, Plan

Make = Callable[..., Plan]
MAIN = "/weeks/0/sessions/0/blocks/1/items/0"


def found(catalog: Catalog, plan: Plan) -> list[tuple[str, str, str]]:
    return [(finding.rule, finding.path, finding.message) for finding in check_plan(catalog, plan)]


def asking(plan: Plan, **changed: Any) -> Plan:
    return replace(plan, request=replace(plan.request, **changed))


def with_first_main(plan: Plan, **changed: Any) -> Plan:
    """Change the first main item of the first session."""
    session = plan.weeks[0].sessions[0]
    item: Item = replace(session.blocks[1].items[0], **changed)
    main = replace(session.blocks[1], items=(item, *session.blocks[1].items[1:]))
    blocks = (session.blocks[0], main, *session.blocks[2:])
    week = replace(plan.weeks[0], sessions=(replace(session, blocks=blocks), *plan.weeks[0].sessions[1:]))
    return replace(plan, weeks=(week,))


def test_an_excluded_exercise_in_a_plan_is_found_on_each_day(catalog: Catalog, plan_for: Make) -> None:
    plan = asking(plan_for("rehab", "early"), exclude=("side-lying-hip-abduction",))
    message = "Side-lying hip abduction was excluded"
    assert found(catalog, plan) == [("P02", MAIN, message), ("P02", MAIN.replace("sessions/0", "sessions/2"), message)]


def test_an_excluded_stretch_is_found_too(catalog: Catalog, plan_for: Make) -> None:
    plan = asking(plan_for("prevention"), exclude=("seated-glute-stretch",))
    assert {rule for rule, _, _ in found(catalog, plan)} == {"P02"}


def test_what_was_asked_for_and_is_missing_is_found(catalog: Catalog, plan_for: Make) -> None:
    plan = asking(plan_for("rehab", "mid"), include=("wall-press",))
    assert found(catalog, plan) == [("P02", "/weeks", "wall-press was asked for and is not in the plan")]


@pytest.mark.parametrize("goal, stage", [("prevention", None), ("rehab", "early"), ("rehab", "late")])
def test_a_plan_that_is_silent_about_pain_is_found(
    catalog: Catalog, plan_for: Make, goal: str, stage: str | None
) -> None:
    plan = plan_for(goal, stage)
    silent = replace(plan, warnings=tuple(w for w in plan.warnings if w.code != "pain-unknown"))
    assert [rule for rule, _, _ in found(catalog, silent)] == ["P14"]
    blank = replace(plan, warnings=tuple(replace(w, text="") if w.code == "pain-unknown" else w for w in plan.warnings))
    assert [rule for rule, _, _ in found(catalog, blank)] == ["P14"]


@pytest.mark.parametrize("stage", ["mid", "late"])
def test_a_plan_above_early_without_its_tests_is_found(catalog: Catalog, plan_for: Make, stage: str) -> None:
    plan = plan_for("rehab", stage)
    silent = replace(plan, warnings=tuple(w for w in plan.warnings if w.code != "gate-unknown"))
    assert [rule for rule, _, _ in found(catalog, silent)] == ["P18"]


def test_an_early_plan_needs_no_gate(catalog: Catalog, plan_for: Make) -> None:
    assert found(catalog, plan_for("rehab", "early")) == []


def test_an_intermediate_plan_relabelled_for_a_beginner_is_found(catalog: Catalog, plan_for: Make) -> None:
    plan = asking(plan_for("prevention", level="intermediate"), level="beginner")
    told = found(catalog, plan)
    assert {rule for rule, _, _ in told} == {"P17"}
    assert len(told) == 5, "all of the article's five"


def test_a_beginners_supported_squat_without_its_support_is_found(catalog: Catalog, plan_for: Make) -> None:
    plan = with_first_main(plan_for("rehab", "mid"), variant=None, support=None)
    assert found(catalog, plan) == [("P17", MAIN, "Single-leg squat asks too much of a beginner without support")]


def test_a_weight_on_one_leg_in_a_beginners_first_week_is_found(catalog: Catalog, plan_for: Make) -> None:
    load = Load(kind="dumbbell", where="one in each hand", start="a light one")
    plan = with_first_main(plan_for("rehab", "mid"), load=load)
    assert [rule for rule, _, _ in found(catalog, plan)] == ["P17"]
    later = replace(plan, weeks=(plan_for("rehab", "mid").weeks[0], replace(plan.weeks[0], number=2)))
    assert found(catalog, later) == []
