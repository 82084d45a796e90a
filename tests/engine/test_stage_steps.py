"""Which gates fail by what is recorded, and what is told of a stage that is not open."""

from typing import Any

import pytest
from tests.engine.logs import person, recorded, week

from glutemed.engine.stage_steps import allowed, failed_gates
from glutemed.errors import UsageError
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan, Request

TODAY = "2026-12-01"
PFP = ("patellofemoral-pain",)


def failed(catalog: Catalog, results: dict[str, Any], *answers: tuple[str, bool], **fields: Any) -> set[str]:
    request = Request(**{"goal": "rehab", "stage": "early", "days": 3, "pain": 1, **fields})
    return failed_gates(catalog, request, person(recorded(results, TODAY, *answers)), TODAY)


@pytest.mark.parametrize(
    ("results", "fields", "gates"),
    [
        ({}, {}, set()),
        ({}, {"pain": 6}, set()),
        ({"step-down": (1, 1)}, {}, set()),
        ({"step-down": (1, 1)}, {"pain": 6}, set()),
        ({"step-down": (3, 3)}, {}, {"general-late"}),
        ({"step-down": (4, 3)}, {}, {"general-mid", "general-late"}),
        ({"side-plank-hold": (40, 50)}, {}, {"general-late"}),
        ({"side-plank-hold": (16, 20)}, {"condition": PFP}, {"patellofemoral-mid", "general-late"}),
    ],
)
def test_a_gate_fails_by_a_result_that_does_not_meet_it(
    catalog: Catalog, results: dict[str, Any], fields: dict[str, Any], gates: set[str]
) -> None:
    """What is not recorded fails none; pain holds or lowers by its own rows."""
    assert failed(catalog, results, **fields) == gates


def test_sessions_that_hurt_fail_no_gate(catalog: Catalog, plan_for: Any) -> None:
    plan: Plan = plan_for("rehab", "early")
    sore = person(recorded({"step-down": (1, 1)}), plan=plan, workouts=week(plan, (6, 6, 6)))
    assert failed_gates(catalog, plan.request, sore, TODAY) == set()


def test_that_nothing_may_step_up_fails_no_gate(catalog: Catalog) -> None:
    assert failed(catalog, {"step-down": (1, 1)}, ("ill-after-effort", True)) == set()


def test_a_stage_that_is_not_open_says_what_to_do(plan_for: Any) -> None:
    with pytest.raises(UsageError) as refused:
        allowed("mid", plan_for("rehab", "early"), ())
    assert str(refused.value) == (
        "--stage: mid is not open yet; glutemed next --explain tells what is missing, and glutemed screen records tests"
    )
