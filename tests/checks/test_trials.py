"""A program that follows a trial of its condition passes with notes; nothing else does."""

from collections.abc import Callable
from typing import Any

import pytest

from glutemed.checks.registry import check_plan
from glutemed.loading.programs import read_program
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Load
from glutemed.model.plan import Dose

WALKS = """
goal: rehab
stage: mid
condition: {condition}
days:
  - name: Monday
    main:
      - {{exercise: hip hitch, sets: {sets}, reps: {reps}, track: repetitions and control, target: 20 clean}}
      - {{exercise: monster walk, sets: 2, reps: 15, track: repetitions and control, target: 15 clean}}
"""


def found(catalog: Catalog, condition: str, sets: int = 3, reps: int = 20) -> list[tuple[str, str]]:
    """Return the findings about the hip hitch and the week, as rule and severity."""
    program = read_program(catalog, WALKS.format(condition=condition, sets=sets, reps=reps), "walks.yaml", {})
    said = check_plan(catalog, program.plan, unsaid=program.unsaid)
    wanted = ("Hip hitch", "fewer than two")
    return [(one.rule, one.severity) for one in said if one.message.startswith(wanted)]


def test_a_dose_of_a_trial_of_the_condition_is_a_note(catalog: Catalog) -> None:
    """MCKAY20 had 20 hip hitches in a set; the general range ends at 15."""
    assert found(catalog, "itb-syndrome") == [("P05", "note")]
    assert found(catalog, "knee-osteoarthritis") == [("P05", "error")]
    assert found(catalog, "none") == [("P05", "error")]


@pytest.mark.parametrize(("sets", "reps"), [(4, 20), (3, 21), (2, 20)])
def test_a_dose_beside_the_trial_s_is_an_error(catalog: Catalog, sets: int, reps: int) -> None:
    assert ("P05", "error") in found(catalog, "itb-syndrome", sets, reps)


def test_a_dose_of_another_exercise_of_the_trial_is_an_error(
    catalog: Catalog, base: Callable[..., Any], edited: Callable[..., Any]
) -> None:
    """MCKAY20 had 20 repetitions of hip hitches, and 12 of squats; nor are hitches held for seconds."""
    plan = base("mid", condition=("itb-syndrome",))
    squat, hitch = (f"/weeks/0/sessions/0/blocks/1/items/{index}" for index in (0, 1))
    for item, dose in ((squat, Dose(kind="reps", reps=20)), (hitch, Dose(kind="hold", reps=20, seconds=30))):
        found = check_plan(catalog, edited(plan, {f"{item}/dose": dose}))
        assert ("P05", "error", item) in [(one.rule, one.severity, one.path) for one in found]


@pytest.mark.parametrize(
    ("load", "severity"),
    [({}, "note"), ({"load": Load(kind="dumbbell", where="in the hand", start="2 kg")}, "error")],
    ids=["no load", "a first load"],
)
def test_a_rise_within_a_trial_s_dose_is_a_note_and_with_a_load_an_error(
    catalog: Catalog, base: Callable[..., Any], edited: Callable[..., Any], load: dict[str, Any], severity: str
) -> None:
    """The trial says how many repetitions, and not what weight."""
    plan = base("mid", condition=("itb-syndrome",), weeks=2, level="advanced", reps=10)
    hitches = [f"/weeks/1/sessions/{day}/blocks/1/items/1" for day in (0, 2)]
    plan = edited(plan, {hitch: {"dose": Dose(kind="reps", reps=20), **load} for hitch in hitches})
    found = [one for one in check_plan(catalog, plan) if one.rule == "P11" and one.path in hitches]
    assert {one.severity for one in found} == {severity}


HOLDS = """
goal: rehab
stage: early
condition: gluteal-tendinopathy
side: left
days:
  - name: Monday
    main:
      - {exercise: isometric-hip-abduction-standing, sets: 2, holds: 3, hold: 30, track: seconds and control,
        target: 6 holds of 30 s}
      - {exercise: static hip abduction, sets: SETS, holds: 10, hold: 10, track: seconds and control, target: 10 x 10 s}
"""


@pytest.mark.parametrize(("sets", "severity"), [("2", "note"), ("3", "error")])
def test_a_week_is_judged_by_all_of_its_main_work(catalog: Catalog, sets: str, severity: str) -> None:
    """One movement pattern a week (P13) passes as a note only where every exercise is dosed as in a trial."""
    program = read_program(catalog, HOLDS.replace("SETS", sets), "holds.yaml", {})
    said = check_plan(catalog, program.plan, unsaid=program.unsaid)
    assert [one.severity for one in said if one.rule == "P13" and one.severity != "not-checked"] == [severity]


def test_safety_is_never_softened(catalog: Catalog, plan_for: Callable[..., Any], edited: Callable[..., Any]) -> None:
    """A trial's dose is no word against pain: more than two sets at pain 6 stay an error of P14."""
    plan = plan_for("rehab", "early", condition=("gluteal-tendinopathy",), side="left", pain=6)
    item = "/weeks/0/sessions/0/blocks/1/items/0"
    broken = edited(plan, {f"{item}/sets": 4})
    assert ("P14", "error") in [(one.rule, one.severity) for one in check_plan(catalog, broken)]


DRILLS = """
goal: rehab
stage: mid
condition: itb-syndrome
days:
  - name: Monday
    main:
      - {exercise: band walk, sets: 3, reps: 15, track: repetitions and control, target: 15 clean}
OTHER
"""


@pytest.mark.parametrize(
    ("other", "severities"),
    [
        (
            "      - {exercise: single-leg squat, sets: 3, reps: 12, track: repetitions and control, target: 12 clean}",
            ["note"],
        ),
        ("", ["note", "error"]),
    ],
    ids=["beside a squat", "alone"],
)
def test_a_drill_of_a_trial_is_let_in_beside_other_work_only(
    catalog: Catalog, other: str, severities: list[str]
) -> None:
    """MCKAY20 had band walks as main work; drills alone are no program all the same (A23)."""
    program = read_program(catalog, DRILLS.replace("OTHER", other), "drills.yaml", {})
    said = check_plan(catalog, program.plan, unsaid=program.unsaid)
    assert [one.severity for one in said if one.rule == "P07"] == severities
