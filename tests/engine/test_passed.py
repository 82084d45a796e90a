"""Plans for people whose tests are recorded: which warnings go, which stage comes, and that the checks agree (P18)."""

from dataclasses import replace
from typing import Any

import pytest

from glutemed.checks.registry import check_plan
from glutemed.engine.explanation import explain
from glutemed.engine.planner import make_plan
from glutemed.engine.revision import swaps
from glutemed.loading.requests import read_request
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Passed, Plan

ACL, PFP = "acl-reconstruction", "patellofemoral-pain"
TO_MID = ("acl-mid", "general-mid", "patellofemoral-mid")
ALL = (*TO_MID, "acl-late", "general-late", "patellofemoral-late")


def gates(*names: str) -> tuple[Passed, ...]:
    """Return gates that were passed, each to the stage that its name ends with."""
    return tuple(Passed(gate=name, to="mid" if name.endswith("mid") else "late", date="2026-12-01") for name in names)


def planned(catalog: Catalog, passed: tuple[Passed, ...], **asked: Any) -> Plan:
    """Return a plan that the checks find nothing in."""
    plan = make_plan(catalog, read_request(catalog, {"pain": "1", **asked}), passed)
    assert [one for one in check_plan(catalog, plan) if one.severity == "error"] == []
    return plan


def main(plan: Plan) -> list[tuple[str, str | None]]:
    """Return the main exercises of the first day with their forms."""
    return [(item.exercise, item.variant) for item in plan.weeks[0].sessions[0].items("main")]


def codes(plan: Plan) -> list[str]:
    return [warning.code for warning in plan.warnings]


@pytest.mark.parametrize(
    ("stage", "condition", "names", "warned", "given"),
    [
        ("mid", [], (), ["gate-unknown"], "mid"),
        ("mid", [], ("general-mid",), [], "mid"),
        ("late", [], ("general-mid",), ["gate-unknown"], "late"),
        ("late", [], ("general-late",), ["gate-unknown"], "late"),
        ("late", [], ("general-mid", "general-late"), [], "late"),
        ("mid", [PFP], ("general-mid",), ["gate-unknown"], "mid"),
        ("mid", [PFP], TO_MID, [], "mid"),
        ("mid", [ACL], (), ["gate-held"], "early"),
        ("mid", [ACL], ("acl-mid",), ["gate-held"], "mid"),
        ("late", [ACL], ("acl-mid",), ["gate-held"], "mid"),
        ("late", [ACL], ("acl-mid", "acl-late"), [], "late"),
        ("late", [ACL, PFP], ALL, [], "late"),
        ("late", [ACL, PFP], ("acl-mid", "acl-late"), ["gate-unknown"], "late"),
    ],
)
def test_gates_that_were_passed_take_their_warnings_with_them(
    catalog: Catalog, stage: str, condition: list[str], names: tuple[str, ...], warned: list[str], given: str
) -> None:
    plan = planned(catalog, gates(*names), goal="rehab", stage=stage, condition=condition)
    assert (codes(plan), plan.prescribed.stage, plan.passed) == (warned, given, gates(*names))


def test_what_still_holds_after_acl_surgery_is_told(catalog: Catalog) -> None:
    """R-046 before the first gate, R-047 after it."""
    early, mid = (
        planned(catalog, gates(*names), goal="rehab", stage="late", condition=[ACL]) for names in ((), ("acl-mid",))
    )
    (first,), (second,) = early.warnings, mid.warnings
    assert "you stay in the early stage" in first.text
    assert "you stay in the mid stage at most" in second.text


def test_prevention_after_acl_surgery_comes_with_the_last_gate(catalog: Catalog) -> None:
    found = [
        planned(catalog, gates(*names), goal="prevention", condition=[ACL]).prescribed
        for names in ((), ("acl-mid",), ("acl-mid", "acl-late"))
    ]
    assert [(one.goal, one.stage) for one in found] == [("rehab", "early"), ("rehab", "mid"), ("prevention", None)]


def test_pain_goes_before_gates_and_never_gives_more(catalog: Catalog) -> None:
    """P14: the week for pain 4 is bounded by that of pain 2, which the same gates open."""
    asked = {"goal": "rehab", "stage": "late", "condition": [ACL], "level": "intermediate"}
    plan, calm = (planned(catalog, gates("acl-mid"), **asked, pain=pain) for pain in ("4", "2"))
    assert plan.prescribed.stage == calm.prescribed.stage == "mid"
    assert main(plan) == main(calm)


@pytest.mark.parametrize("goal", ["prevention", "early", "mid", "late"])
def test_without_gates_a_plan_is_as_it_was_but_for_the_empty_list(catalog: Catalog, goal: str) -> None:
    asked = {"goal": "prevention"} if goal == "prevention" else {"goal": "rehab", "stage": goal}
    request = read_request(catalog, asked)
    plan = make_plan(catalog, request)
    assert plan.passed == ()
    assert plan == make_plan(catalog, request, ())
    assert replace(make_plan(catalog, request, gates("acl-mid")), passed=()) == plan


def test_a_swap_keeps_the_stage_that_gates_opened(catalog: Catalog) -> None:
    plan = planned(catalog, gates("acl-mid"), goal="rehab", stage="mid", condition=[ACL])
    old = catalog.exercise(plan.weeks[0].sessions[0].items("main")[0].exercise)
    assert old
    swapped = next(swaps(catalog, plan, old))
    assert (swapped.prescribed.stage, swapped.passed) == ("mid", gates("acl-mid"))
    assert [one for one in check_plan(catalog, swapped) if one.severity == "error"] == []


def test_what_became_of_each_exercise_goes_by_the_same_gates(catalog: Catalog) -> None:
    request = read_request(catalog, {"goal": "rehab", "stage": "mid", "condition": [ACL], "pain": "1"})
    plan = make_plan(catalog, request, gates("acl-mid"))
    chosen = {one.exercise for one in explain(catalog, request, passed=gates("acl-mid")) if one.chosen}
    items = {item.exercise for week in plan.weeks for s in week.sessions for b in s.blocks for item in b.items}
    assert chosen == items
    assert chosen != {one.exercise for one in explain(catalog, request) if one.chosen}
