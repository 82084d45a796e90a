"""Which goal and stage are given: by pain (P14), age (P17) and gates (P18)."""

from dataclasses import replace
from typing import Any

import pytest

from glutemed.engine.staging import held_by, opened, staged, untested
from glutemed.errors import SafetyStopError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Stage
from glutemed.model.plan import Decision, Passed, Request

ASKED: tuple[Stage | None, ...] = (None, "early", "mid", "late")
"""Prevention, and the stages of rehab."""
PFP, ACL = "patellofemoral-pain", "acl-reconstruction"


def request(asked: Stage | None, **fields: Any) -> Request:
    return Request(goal="rehab" if asked else "prevention", stage=asked, days=2, **fields)


def given(catalog: Catalog, asked: Stage | None, **fields: Any) -> str | None:
    """Return the stage that a request is given, or None for prevention."""
    protocol = staged(catalog, request(asked, **fields)).protocol
    assert protocol.goal == ("rehab" if protocol.stage else "prevention")
    return protocol.stage


@pytest.mark.parametrize(
    ("pain", "stages", "with_patellofemoral"),
    [
        (None, ASKED, ASKED),
        (0, ASKED, ASKED),
        (1, ASKED, ASKED),
        (2, ASKED, ASKED),
        (3, ("mid", "early", "mid", "mid"), ("mid", "early", "mid", "mid")),
        (4, ("mid", "early", "mid", "mid"), ("early",) * 4),
        (5, ("mid", "early", "mid", "mid"), ("early",) * 4),
        (6, ("early",) * 4, ("early",) * 4),
        (7, ("early",) * 4, ("early",) * 4),
    ],
)
def test_pain_bounds_the_stage_and_makes_rehab_of_prevention(
    catalog: Catalog, pain: int | None, stages: tuple[str | None, ...], with_patellofemoral: tuple[str | None, ...]
) -> None:
    """P14, for prevention and the stages early, mid and late in turn."""
    assert tuple(given(catalog, asked, pain=pain) for asked in ASKED) == stages
    found = tuple(given(catalog, asked, pain=pain, condition=("low-back-pain", PFP)) for asked in ASKED)
    assert found == with_patellofemoral


@pytest.mark.parametrize("clinician", [None, "A. B.: seen"])
@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("pain", [8, 9, 10])
def test_pain_of_8_and_more_gets_no_program_whoever_asks(
    catalog: Catalog, pain: int, asked: Stage | None, clinician: str | None
) -> None:
    with pytest.raises(SafetyStopError, match=f"pain of {pain} of 10") as stopped:
        staged(catalog, request(asked, pain=pain, clinician=clinician))
    assert (stopped.value.rule, stopped.value.code) == ("P14", 4)


@pytest.mark.parametrize(
    ("age", "stopped"), [(None, False), (0, True), (9, True), (10, False), (15, False), (65, False), (120, False)]
)
def test_under_ten_years_there_is_no_program_and_age_changes_no_stage(
    catalog: Catalog, age: int | None, stopped: bool
) -> None:
    if stopped:
        with pytest.raises(SafetyStopError, match=f"a child of {age}") as stop:
            staged(catalog, request("early", age=age, clinician="A. B.: seen"))
        assert (stop.value.rule, stop.value.code) == ("P17", 4)
    else:
        assert tuple(given(catalog, asked, age=age) for asked in ASKED) == ASKED


def test_pain_is_told_before_age(catalog: Catalog) -> None:
    with pytest.raises(SafetyStopError) as stopped:
        staged(catalog, request(None, pain=8, age=9))
    assert stopped.value.rule == "P14"


@pytest.mark.parametrize(
    ("fields", "stages"),
    [
        ({}, ("early",) * 4),
        ({"pain": 0}, ("early",) * 4),
        ({"pain": 4}, ("early",) * 4),
        ({"clinician": "A. B.: seen"}, ASKED),
        ({"clinician": "A. B.: seen", "pain": 3}, ("mid", "early", "mid", "mid")),
        ({"clinician": "A. B.: seen", "pain": 6}, ("early",) * 4),
    ],
)
def test_after_a_cruciate_ligament_operation_the_gates_hold_the_early_stage_unless_a_clinician_waives_them(
    catalog: Catalog, fields: dict[str, Any], stages: tuple[str | None, ...]
) -> None:
    """P18: no test results are recorded. What pain allows stands whoever waives the gates."""
    assert tuple(given(catalog, asked, condition=(ACL,), **fields) for asked in ASKED) == stages


def gates(*names: str) -> tuple[Passed, ...]:
    """Return gates that were passed, each to the stage that its name ends with."""
    return tuple(Passed(gate=name, to="mid" if name.endswith("mid") else "late", date="2026-12-01") for name in names)


ACL_GATES = ("acl-mid", "acl-late")


@pytest.mark.parametrize(
    ("names", "fields", "stages"),
    [
        (("acl-mid",), {}, ("mid", "early", "mid", "mid")),
        (ACL_GATES, {}, ASKED),
        (("acl-late",), {}, ("early",) * 4),
        (("general-mid", "general-late"), {}, ("early",) * 4),
        (("acl-mid",), {"pain": 6}, ("early",) * 4),
        (ACL_GATES, {"pain": 4}, ("mid", "early", "mid", "mid")),
        (("acl-mid",), {"clinician": "A. B.: seen"}, ASKED),
        (("acl-mid",), {"condition": (ACL, "itb-syndrome")}, ("mid", "early", "mid", "mid")),
    ],
)
def test_a_passed_gate_lets_a_held_condition_go_on_to_its_stage_and_the_last_one_to_prevention(
    catalog: Catalog, names: tuple[str, ...], fields: dict[str, Any], stages: tuple[str | None, ...]
) -> None:
    """P18; what pain allows stands whatever was passed (P14)."""
    asked = [request(stage, **{"condition": (ACL,), **fields}) for stage in ASKED]
    assert tuple(staged(catalog, one, gates(*names)).protocol.stage for one in asked) == stages


def test_the_gates_that_were_passed_go_with_the_stage(catalog: Catalog) -> None:
    assert staged(catalog, request("mid", condition=(ACL,)), gates("acl-mid")).passed == gates("acl-mid")


@pytest.mark.parametrize(("names", "stage"), [((), "mid"), (("acl-mid",), "mid"), (ACL_GATES, "late")])
def test_a_condition_that_holds_the_mid_stage_is_let_past_it_by_its_last_gate_alone(
    catalog: Catalog, names: tuple[str, ...], stage: str
) -> None:
    held = tuple(replace(one, held_at="mid") if one.id == ACL else one for one in catalog.conditions)
    asked = request("late", condition=(ACL,))
    assert staged(replace(catalog, conditions=held), asked, gates(*names)).protocol.stage == stage


@pytest.mark.parametrize(
    ("names", "conditions", "rows"),
    [
        ((), (), (None, None, "gate-mid", "gate-late")),
        (("general-mid",), (), (None, None, None, "gate-late")),
        (("general-mid", "general-late"), (), (None, None, None, None)),
        (("general-late",), (), (None, None, "gate-mid", "gate-late")),
        (("general-mid",), (PFP,), (None, None, "gate-mid", "gate-late")),
        (("general-mid", "patellofemoral-mid"), (PFP,), (None, None, None, "gate-late")),
        (("acl-mid",), (ACL,), (None, None, None, "gate-late")),
    ],
)
def test_the_tests_of_each_gate_that_was_not_passed_are_told(
    catalog: Catalog, names: tuple[str, ...], conditions: tuple[str, ...], rows: tuple[str | None, ...]
) -> None:
    """For prevention and the stages early, mid and late in turn; prevention and early have none to pass."""
    protocols = [catalog.protocol("rehab" if asked else "prevention", asked) for asked in ASKED]
    assert tuple(untested(catalog, conditions, one, gates(*names)) for one in protocols) == rows


@pytest.mark.parametrize(
    ("conditions", "names", "row"),
    [
        ((), (), None),
        ((PFP,), (), None),
        ((ACL,), (), "gate-held"),
        ((PFP, ACL), (), "gate-held"),
        ((ACL,), ("general-mid",), "gate-held"),
        ((ACL,), ("acl-mid",), "gate-held-mid"),
        ((ACL,), ACL_GATES, None),
    ],
)
def test_which_gates_still_hold_the_stage_of_a_condition_is_told(
    catalog: Catalog, conditions: tuple[str, ...], names: tuple[str, ...], row: str | None
) -> None:
    assert held_by(catalog, tuple(map(catalog.condition, conditions)), gates(*names)) == row


@pytest.mark.parametrize(
    ("conditions", "names", "stage"),
    [
        ((), (), "early"),
        ((), ("general-mid",), "mid"),
        ((), ("general-late",), "early"),
        ((), ("general-mid", "general-late"), "late"),
        ((), ACL_GATES, "early"),
        ((ACL,), ACL_GATES, "late"),
        ((ACL, "itb-syndrome"), ("acl-mid",), "early"),
        ((ACL, "itb-syndrome"), ("acl-mid", "general-mid"), "mid"),
        ((PFP,), ("general-mid",), "early"),
        ((PFP,), ("general-mid", "patellofemoral-mid"), "mid"),
        (("itb-syndrome",), ("general-mid", "general-late"), "late"),
    ],
)
def test_a_stage_is_open_once_every_gate_to_it_and_before_it_was_passed(
    catalog: Catalog, conditions: tuple[str, ...], names: tuple[str, ...], stage: str
) -> None:
    assert opened(catalog, conditions, gates(*names)) == stage


def test_without_gates_in_the_data_nothing_opens() -> None:
    assert opened(Catalog(), (), gates("general-mid")) == "early"


@pytest.mark.parametrize("condition", ["itb-syndrome", "hip-osteoarthritis", "fai-syndrome", "achilles-tendinopathy"])
def test_other_conditions_hold_no_stage(catalog: Catalog, condition: str) -> None:
    assert tuple(given(catalog, asked, condition=(condition,)) for asked in ASKED) == ASKED


@pytest.mark.parametrize(
    ("asked", "fields", "own"),
    [
        ("early", {"condition": ("gluteal-tendinopathy",)}, "gluteal-tendinopathy"),
        ("early", {"condition": (PFP, "gluteal-tendinopathy")}, "gluteal-tendinopathy"),
        ("late", {"condition": ("gluteal-tendinopathy",), "pain": 6}, "gluteal-tendinopathy"),
        (None, {"condition": ("gluteal-tendinopathy",), "pain": 6}, "gluteal-tendinopathy"),
        ("mid", {"condition": ("gluteal-tendinopathy",)}, None),
        ("early", {"condition": (PFP,)}, None),
        ("early", {}, None),
    ],
)
def test_the_trial_of_a_condition_has_its_own_protocol_for_the_stage_given(
    catalog: Catalog, asked: Stage, fields: dict[str, Any], own: str | None
) -> None:
    assert staged(catalog, request(asked, **fields)).protocol.condition == own


# --- what was changed is told


def decided(row: str, subject: str, *filled: str) -> Decision:
    rule = "P18" if row == "gate-stage" else "P14"
    return Decision(rule=rule, subject=subject, text=" ".join((row, *filled)), sources=(f"of {row}",))


LATE, MID = "rehab, late stage", "rehab, mid stage"


@pytest.mark.parametrize(
    ("asked", "fields", "decisions"),
    [
        ("late", {}, ()),
        ("late", {"pain": 2}, ()),
        (None, {"pain": 2, "condition": (PFP,)}, ()),
        ("mid", {"pain": 5}, ()),
        ("early", {"pain": 7, "condition": (ACL, PFP)}, ()),
        ("late", {"pain": 3}, (decided("pain-mid", "stage", LATE, "mid", "3"),)),
        (None, {"pain": 5}, (decided("pain-mid", "goal", "prevention", "mid", "5"),)),
        ("mid", {"pain": 6}, (decided("pain-early", "stage", MID, "early", "6"),)),
        (None, {"pain": 7}, (decided("pain-early", "goal", "prevention", "early", "7"),)),
        (
            "late",
            {"pain": 4, "condition": (PFP,)},
            (decided("pain-early-condition", "stage", LATE, "early", "4 with patellofemoral pain"),),
        ),
        ("mid", {"pain": 6, "condition": (PFP,)}, (decided("pain-early", "stage", MID, "early", "6"),)),
        ("mid", {"condition": (ACL,)}, (decided("gate-stage", "stage", MID, "early", "ACL reconstruction"),)),
        (None, {"condition": (ACL,)}, (decided("gate-stage", "goal", "prevention", "early", "ACL reconstruction"),)),
        ("mid", {"condition": (ACL,), "clinician": "A. B.: seen"}, ()),
        (
            "late",
            {"pain": 3, "condition": (ACL,)},
            (
                decided("pain-mid", "stage", LATE, "mid", "3"),
                decided("gate-stage", "stage", MID, "early", "ACL reconstruction"),
            ),
        ),
        (
            None,
            {"pain": 3, "condition": (ACL,)},
            (
                decided("pain-mid", "goal", "prevention", "mid", "3"),
                decided("gate-stage", "goal", MID, "early", "ACL reconstruction"),
            ),
        ),
        ("late", {"pain": 6, "condition": (ACL,)}, (decided("pain-early", "stage", LATE, "early", "6"),)),
    ],
)
def test_each_change_is_a_decision_pain_before_gates_and_the_stage_of_one_is_the_start_of_the_next(
    terse: Catalog, asked: Stage | None, fields: dict[str, Any], decisions: tuple[Decision, ...]
) -> None:
    assert staged(terse, request(asked, **fields)).decisions == decisions
