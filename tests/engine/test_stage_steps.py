"""Which gates fail by what is recorded, and what is told of a stage that is not open."""

from dataclasses import replace
from typing import Any

import pytest
from tests.engine.logs import person, recorded, week
from tests.engine.people import saved

from glutemed.engine.facts import Trained, WeekFacts
from glutemed.engine.returning import WeekBack
from glutemed.engine.stage_steps import allowed, failed_gates, is_step_up, offers, too_soon
from glutemed.errors import UsageError
from glutemed.model.adaptation import Change, Number
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import STAGES, Stage
from glutemed.model.plan import Passed, Plan, Request

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


# --- one stage at a time, each by its gate


OPEN = (Passed(gate="general-mid", to="mid", date=TODAY),)
SEEN = {"clinician": "A. B.: seen"}
NOT_OPEN = (
    "--stage: mid is not open yet; glutemed next --explain tells what is missing, and glutemed screen records tests"
)


@pytest.mark.parametrize(
    ("now", "wanted", "gates", "fields", "refused"),
    [
        ("early", "early", (), {}, None),
        ("early", "mid", (), {}, NOT_OPEN),
        ("early", "mid", OPEN, {}, None),
        ("early", "mid", (), SEEN, None),
        ("early", "late", OPEN, SEEN, "--stage: late does not follow early; one stage at a time"),
        ("mid", "early", (), {}, None),
        ("mid", "mid", (), {}, None),
        ("mid", "late", OPEN, {}, NOT_OPEN.replace("mid", "late")),
        ("late", "early", (), {}, None),
        (
            None,
            "early",
            OPEN,
            {},
            "--stage goes with rehab; for another goal make a new plan: glutemed plan --goal rehab --save",
        ),
    ],
)
def test_a_harder_stage_follows_the_one_before_it_by_its_gate_or_a_clinicians_word(
    plan_for: Any, now: str | None, wanted: Stage, gates: Any, fields: dict[str, Any], refused: str | None
) -> None:
    plan = plan_for("rehab" if now else "prevention", now, **fields)
    if refused is None:
        assert allowed(wanted, plan, gates) == wanted
        return
    with pytest.raises(UsageError) as caught:
        allowed(wanted, plan, gates)
    assert str(caught.value) == refused


@pytest.mark.parametrize(
    ("now", "up"),
    [(None, (False, False, False)), ("early", (False, True, True)), ("mid", (False, False, True))],
)
def test_a_step_up_is_to_a_harder_stage_of_rehab(plan_for: Any, now: str | None, up: tuple[bool, ...]) -> None:
    plan = plan_for("rehab" if now else "prevention", now)
    assert tuple(is_step_up(plan, stage) for stage in STAGES) == up


# --- what the log forbids


CALM = WeekFacts(
    planned=3, done=3, told=3, worst=2, morning=1, usual=1, mornings_above=0, mornings_running=0, mean=2.0,
    before=1.5, rises=0, usual_told=True, cap=5, flares=0, flare_days=None, exertion=False, young=False,
)  # fmt: skip
"""A week after which a harder stage may begin."""
NOT_TOLD = "pain is not written down of every session of the last week, and a harder stage opens at 0-2 only (R-001)"
YOUNG = "under 15 years a harder stage opens only without any pain (R-013)"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, None),
        ({"exertion": True}, "symptoms got worse after exertion (R-040): no step up; talk to a clinician first"),
        ({"young": True}, YOUNG),
        ({"young": True, "worst": 0}, YOUNG),
        ({"young": True, "morning": None, "worst": 1}, YOUNG),
        ({"young": True, "morning": 0, "worst": 0, "mean": 0.0, "before": 0.0}, None),
        ({"young": True, "morning": None, "worst": 0, "mean": 0.0, "before": 0.0}, None),
        ({"before": 0.0}, "pain rose from 0.0 to 2.0 on average (R-005)"),
        ({"before": 0.1}, None),
        ({"before": None}, None),
        ({"mean": None}, None),
        ({"worst": None}, NOT_TOLD),
        ({"told": 2}, NOT_TOLD),
        ({"worst": 3}, "pain reached 3 in the last week, and a harder stage opens at 0-2 only (R-001)"),
        ({"morning": 3}, "a morning was at 3, against 1 as usual (R-004)"),
        ({"morning": 2}, None),
        ({"morning": 2, "usual": 0}, "a morning was at 2, against 0 as usual (R-004)"),
        ({"morning": 1, "usual": 0}, None),
        ({"morning": None}, None),
        ({"flare_days": 7}, "pain above 5 was 7 days ago; no harder stage within 7 days"),
        ({"flare_days": 8}, None),
    ],
)
def test_no_harder_stage_while_the_log_tells_of_pain(catalog: Catalog, fields: dict[str, Any], why: str | None) -> None:
    assert too_soon(catalog, replace(CALM, **fields), None) == why


def test_no_harder_stage_in_the_weeks_back_after_a_break(catalog: Catalog, plan_for: Any) -> None:
    plan: Plan = plan_for("rehab", "early")
    base = Trained(saved=saved(plan), week=plan.weeks[0], workouts=())
    assert too_soon(catalog, CALM, WeekBack(number=2, days=20, share=0.7, base=base)) == (
        "the last break was 20 days long: first be back to what was done before it (R-039)"
    )


# --- what is offered


MISSING = "the mid stage stays closed until these are met or recorded (glutemed screen): {}"
SESSIONS = "pain during and after the last 3 sessions: at most 2 of 10"
STEP_DOWN = "Lateral step-down: at most 3 faults on each side"


@pytest.mark.parametrize(
    ("results", "wait", "values", "what"),
    [
        ({}, None, ("INSTEAD 1", "not recorded"), MISSING.format(STEP_DOWN)),
        ({"step-down": (4, 3)}, None, ("INSTEAD 1", "left 4, right 3 on 2026-12-01"), MISSING.format(STEP_DOWN)),
        (
            {"step-down": (3, 3)},
            None,
            ("INSTEAD 1", "left 3, right 3 on 2026-12-01"),
            "what is recorded opens the mid stage; when you want it: glutemed next --stage mid --save",
        ),
        (
            {"step-down": (3, 3)},
            "it is too soon",
            ("INSTEAD 1", "left 3, right 3 on 2026-12-01"),
            "what is recorded opens the mid stage; but not yet: it is too soon",
        ),
    ],
)
def test_the_gate_to_the_next_stage_is_told_with_what_is_recorded(
    catalog: Catalog, plan_for: Any, results: dict[str, Any], wait: str | None, values: tuple[str, ...], what: str
) -> None:
    plan: Plan = plan_for("rehab", "early", pain=1)
    row, gate = catalog.row("E12"), next(one for one in catalog.gates if one.id == "general-mid")
    instead = "no session is recorded; pain in daily life of 2 or less does (X), and is 1"
    assert offers(catalog, plan.request, person(recorded(results)), plan, TODAY, wait) == (
        Change(
            row="E12",
            subject="stage",
            action="hold",
            text=row.text.format(what=what),
            numbers=(
                Number(name=SESSIONS, value=values[0].replace("INSTEAD 1", instead)),
                Number(name=STEP_DOWN, value=values[1]),
            ),
            sources=tuple(dict.fromkeys((*gate.sources, *row.sources))),
        ),
    )


def test_each_thing_that_is_missing_is_told(catalog: Catalog, plan_for: Any) -> None:
    plan: Plan = plan_for("rehab", "early", pain=3)
    (change,) = offers(catalog, plan.request, person(), plan, TODAY, None)
    assert MISSING.format(f"{SESSIONS}; {STEP_DOWN}") in change.text


def test_what_is_missing_is_cut_to_what_a_plan_holds(catalog: Catalog, plan_for: Any) -> None:
    """After ACL surgery the gate to late asks for more than that."""
    plan: Plan = plan_for("rehab", "mid", condition=("acl-reconstruction",), clinician="A. B.: seen")
    (change,) = offers(catalog, replace(plan.request, clinician=None), person(), plan, TODAY, None)
    assert (len(change.text), change.text[-4:]) == (500, " ...")
    assert max(len(number.name) for number in change.numbers) == 80


@pytest.mark.parametrize(
    ("goal", "stage", "fields"),
    [("prevention", None, {}), ("rehab", "late", {}), ("rehab", "early", {"clinician": "A. B.: seen"})],
)
def test_where_no_gate_is_ahead_nothing_is_offered(
    catalog: Catalog, plan_for: Any, goal: str, stage: str | None, fields: dict[str, Any]
) -> None:
    plan: Plan = plan_for(goal, stage, **fields)
    assert offers(catalog, plan.request, person(), plan, TODAY, None) == ()
