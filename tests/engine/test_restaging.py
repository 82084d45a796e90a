"""Another stage is a new program, which opens with no more than was done before."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.engine.logs import LATE, recorded
from tests.engine.people import (
    Trainee,
    at,
    day,
    dose,
    doses,
    edited,
    limited,
    mains,
    only,
    reworked,
    rows,
    with_exercise,
)

from glutemed.engine.adaptation import Adapted
from glutemed.engine.easing import work
from glutemed.errors import SafetyStopError, UsageError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DoseLimits, Stage
from glutemed.model.plan import Dose, Passed, Plan, Prescribed, Week, side_sets

PlanFor = Callable[..., Plan]
PLANK = "knee-side-plank"
TESTS = {"step-down": (3, 2)}
"""What opens mid, with three sessions at pain 0-2."""


def with_tests(one: Trainee, results: dict[str, Any]) -> Trainee:
    """Record tests on the day before today."""
    found = replace(recorded(results), date=day(one.today - 1), recorded=at(one.today - 1))
    one.person = replace(one.person, screenings=(*one.person.screenings, found))
    return one


def weekly(week: Week) -> int:
    return max(
        sum(side_sets(item, side) for session in week.sessions for item in session.items("main"))
        for side in ("left", "right")
    )


def change_of(found: Adapted) -> tuple[str, str, str]:
    """Return row, action and text of what is said of the stage."""
    (change,) = (change for change in found.changes if change.subject == "stage")
    return change.row, change.action, change.text


@pytest.fixture
def early(catalog: Catalog, plan_for: PlanFor) -> Trainee:
    """A good week of early."""
    return Trainee(catalog, plan_for(stage="early")).week()


@pytest.fixture
def mid(catalog: Catalog, plan_for: PlanFor) -> Trainee:
    """A good week of mid."""
    return Trainee(catalog, plan_for(stage="mid")).week()


# Up, through the gate


def test_a_harder_stage_opens_with_two_sets_of_what_is_new(early: Trainee) -> None:
    found = with_tests(early, TESTS).next(stage="mid")
    assert found.plan.prescribed == Prescribed(goal="rehab", stage="mid")
    assert doses(found.plan) == {
        "hip-hitch": "2x8",
        "single-leg-squat": "2x8, with hand support",
        PLANK: "3x20s",  # as it was
        "single-leg-rdl": "2x8, with hand support",
        "lateral-step-down": "2x8, with hand support",
        "single-leg-bridge": "3x8",
    }
    assert change_of(found) == (
        "E12",
        "progress",
        "from rehab, early stage to rehab, mid stage: a new program, which opens with two sets of what is new",
    )
    assert (found.plan.weeks[0].number, found.plan.before, found.tried) == (1, (), ())
    assert found.plan.passed == (Passed(gate="general-mid", to="mid", date=day(6)),)
    assert "gate-unknown" not in {one.code for one in found.plan.warnings}


def test_what_was_done_before_is_not_above_it(catalog: Catalog, plan_for: PlanFor) -> None:
    """Neither in sets, nor in repetitions or seconds."""
    plan = reworked(
        plan_for(stage="early", level="advanced"),
        knee_side_plank={"sets": 2, "dose": Dose(kind="hold", reps=1, seconds=25)},
        single_leg_bridge={"sets": 2, "dose": Dose(kind="reps", reps=7)},
    )
    found = with_tests(Trainee(catalog, plan).week(), TESTS).next(stage="mid")
    assert doses(found.plan)["single-leg-bridge"] == "2x7"
    assert "side-plank" in mains(found.plan)
    beginner = reworked(
        plan_for(stage="early"), knee_side_plank={"sets": 2, "dose": Dose(kind="hold", reps=1, seconds=15)}
    )
    found = with_tests(Trainee(catalog, beginner).week(), TESTS).next(stage="mid")
    assert doses(found.plan)[PLANK] == "2x15s"


def test_the_weekly_sets_are_hardly_above_those_before(catalog: Catalog, plan_for: PlanFor) -> None:
    """By at most 15 %: an exercise a session is left out where it takes that."""
    few = plan_for(stage="early", minutes=14)
    one = with_tests(Trainee(catalog, few).week(), TESTS)
    one.take(replace(few, request=replace(few.request, minutes=None)))
    one.person = replace(
        one.person, workouts=tuple(replace(w, program=one.person.programs[-1].program) for w in one.person.workouts)
    )
    had, found = weekly(few.weeks[0]), one.next(stage="mid")
    assert weekly(found.plan.weeks[0]) <= max(1.15 * had, had + 1)
    assert {len(session.items("main")) for session in found.plan.weeks[0].sessions} == {2}


@pytest.mark.parametrize(
    ("fewer", "rise", "mains_of"),
    [
        ((), 0.0, [3, 3, 3]),  # 18 sets before, 18 now
        (("reverse-clamshell",), 0.0, [3, 3, 3]),  # 17: a set more is always allowed
        (("reverse-clamshell", "standing-hip-abduction"), 0.0, [2, 3, 2]),  # 16
        (("reverse-clamshell", "standing-hip-abduction"), 0.12, [2, 3, 2]),
        (("reverse-clamshell", "standing-hip-abduction"), 0.125, [3, 3, 3]),
    ],
)
def test_an_exercise_is_left_out_where_the_weekly_sets_rise_by_more_than_the_share_and_one(
    catalog: Catalog, plan_for: PlanFor, fewer: tuple[str, ...], rise: float, mains_of: list[int]
) -> None:
    """A session has three main exercises of two sets, those to have fewer one set."""
    plan = edited(plan_for(stage="early"), lambda item: replace(item, sets=1 if item.exercise in fewer else 2))
    one = with_tests(Trainee(limited(catalog, rise_sets=rise), plan).week(), TESTS)
    week = one.next(stage="mid").plan.weeks[0]
    assert [len(session.items("main")) for session in week.sessions] == mains_of


def test_two_main_exercises_and_what_was_asked_for_by_name_are_left_however_few_the_sets_were(
    catalog: Catalog, plan_for: PlanFor
) -> None:
    kept = ("clamshell", "single-leg-bridge")
    plan = edited(plan_for(stage="early"), lambda item: replace(item, sets=2) if item.exercise in kept else None)
    names = tuple(mains(plan_for(stage="mid")))
    for include, number in (((), 2), (names, 3)):
        named = replace(plan, request=replace(plan.request, include=include))
        week = with_tests(Trainee(catalog, named).week(), TESTS).next(stage="mid").plan.weeks[0]
        assert [len(session.items("main")) for session in week.sessions] == [number] * 3


def test_a_harder_stage_opens_by_the_level_whatever_the_work_before(catalog: Catalog, plan_for: PlanFor) -> None:
    """But for what was done before."""
    small: dict[str, Any] = {"sets": 2, "dose": Dose(kind="reps", reps=5)}
    plan = edited(
        plan_for(stage="early", level="advanced"),
        lambda item: replace(item, **small) if item.dose.seconds is None else replace(item, sets=2),
    )
    assert doses(with_tests(Trainee(catalog, plan).week(), TESTS).next(stage="mid").plan) == {
        "single-leg-squat": "2x15",
        "hip-hitch": "2x15",
        "side-plank": "2x45s",
        "single-leg-rdl": "2x15",
        "lateral-step-down": "2x15",
        "single-leg-bridge": "2x5",
    }


@pytest.mark.parametrize(("sets", "opens"), [((3, 4), "3x8"), ((1, 4), "1x8"), ((2, 4), "2x8")])
def test_what_is_new_has_no_fewer_sets_than_its_source(
    catalog: Catalog, plan_for: PlanFor, sets: tuple[int, int], opens: str
) -> None:
    sourced = with_exercise(catalog, "hip-hitch", dose=DoseLimits(kind="reps", sets=sets))
    found = with_tests(Trainee(sourced, plan_for(stage="early")).week(), TESTS).next(stage="mid")
    assert doses(found.plan)["hip-hitch"] == opens


def test_what_is_new_has_two_sets_at_the_level_where_its_source_has_more(catalog: Catalog, plan_for: PlanFor) -> None:
    sourced = with_exercise(catalog, "hip-hitch", dose=DoseLimits(kind="reps", sets=(1, 4)))
    one = with_tests(Trainee(sourced, plan_for(stage="early", level="advanced")).week(), TESTS)
    assert doses(one.next(stage="mid").plan)["hip-hitch"] == "2x15"


def test_more_sets_before_are_not_made_up_for_by_repetitions_or_seconds(catalog: Catalog, plan_for: PlanFor) -> None:
    """Four sets of 6 and of 15 s become three of them, though three of 8 and of 20 s are no more in all."""
    plan = reworked(
        plan_for(stage="early"),
        knee_side_plank={"sets": 4, "dose": Dose(kind="hold", reps=1, seconds=15)},
        single_leg_bridge={"sets": 4, "dose": Dose(kind="reps", reps=6)},
    )
    found = doses(with_tests(Trainee(catalog, plan).week(), TESTS).next(stage="mid").plan)
    assert (found[PLANK], found["single-leg-bridge"]) == ("3x15s", "3x6")


@pytest.mark.parametrize(("own", "opens"), [(None, "2x5"), ((8, 12), "2x8")])
def test_what_was_done_weeks_ago_is_not_above_it_but_for_the_fewest_of_its_source(
    catalog: Catalog, plan_for: PlanFor, own: tuple[int, int] | None, opens: str
) -> None:
    small: dict[str, Any] = {"sets": 2, "dose": Dose(kind="reps", reps=5)}
    ago = reworked(plan_for(stage="mid"), hip_hitch=small).weeks[0]
    known = with_exercise(catalog, "hip-hitch", dose=DoseLimits(kind="reps", reps=own))
    one = with_tests(Trainee(known, replace(plan_for(stage="early"), before=(ago,))).week(), TESTS)
    assert doses(one.next(stage="mid").plan)["hip-hitch"] == opens


def test_what_was_asked_for_by_name_and_has_no_place_in_the_stage_goes(catalog: Catalog, plan_for: PlanFor) -> None:
    one = with_tests(Trainee(catalog, plan_for(stage="early", include=("clamshell",))).week(), TESTS)
    found = one.next(stage="mid")
    assert found.plan.request.include == ()
    assert [change.subject for change in found.changes if change.row == "E13"] == ["clamshell"]


def test_a_stage_may_have_fewer_days(catalog: Catalog, plan_for: PlanFor) -> None:
    one = with_tests(Trainee(catalog, plan_for(stage="early", days=5)).week(), TESTS)
    found = one.next(stage="mid")
    assert (found.plan.request.days, len(found.plan.weeks[0].sessions)) == (3, 3)
    assert change_of(found)[2].endswith("two sets of what is new, on 3 days a week instead of 5")


@pytest.mark.parametrize(
    ("on", "kept"),
    [
        (("monday", "wednesday", "friday"), True),
        (("monday", "tuesday", "wednesday", "friday", "saturday"), False),
    ],
)
def test_the_days_asked_for_are_kept_where_the_stage_has_as_many(
    catalog: Catalog, plan_for: PlanFor, on: tuple[str, ...], kept: bool
) -> None:
    one = with_tests(Trainee(catalog, plan_for(stage="early", days=len(on), on=on)).week(), TESTS)
    asked = one.next(stage="mid").plan.request
    assert (asked.days, asked.on) == (3, on if kept else ())


def test_the_new_program_goes_on_by_itself(early: Trainee) -> None:
    with_tests(early, TESTS).go_on(stage="mid")
    found = early.week().next()
    assert (found.plan.weeks[0].number, [week.number for week in found.plan.before]) == (2, [1])
    assert set(rows(found).values()) == {"D7", "E12"}


# Which stages may be asked for


@pytest.mark.parametrize(
    ("now", "wanted", "tests", "told"),
    [
        ("early", "mid", {}, "mid is not open yet; glutemed next --explain tells what is missing"),
        ("early", "mid", {"step-down": (4, 2)}, "mid is not open yet"),
        ("early", "late", {}, "late does not follow early; one stage at a time"),
        ("early", "late", {**TESTS, **LATE}, "late does not follow early; one stage at a time"),
        ("mid", "late", TESTS, "late is not open yet"),
    ],
)
def test_a_stage_is_refused_while_its_gate_is_closed(
    catalog: Catalog, plan_for: PlanFor, now: Stage, wanted: Stage, tests: dict[str, Any], told: str
) -> None:
    one = with_tests(Trainee(catalog, plan_for(stage=now)).week(), tests)
    with pytest.raises(UsageError, match=f"^--stage: {told}"):
        one.next(stage=wanted)


@pytest.mark.parametrize(("now", "wanted", "tests"), [("early", "mid", TESTS), ("mid", "late", LATE)])
def test_a_stage_opens_when_its_gate_is_passed(
    catalog: Catalog, plan_for: PlanFor, now: Stage, wanted: Stage, tests: dict[str, Any]
) -> None:
    one = with_tests(Trainee(catalog, plan_for(stage=now)).week(), tests)
    assert change_of(one.next())[1:] == (
        "hold",
        f"what is recorded opens the {wanted} stage; when you want it: glutemed next --stage {wanted} --save",
    )
    assert one.next(stage=wanted).plan.prescribed.stage == wanted


def test_a_gate_is_judged_by_the_pain_of_the_log(catalog: Catalog, plan_for: PlanFor) -> None:
    """A plan made at pain 3, mornings of 1 since, and the other way round."""
    one = with_tests(Trainee(catalog, plan_for(stage="mid", pain=3)).week(), LATE)
    assert one.next(stage="late").plan.prescribed.stage == "late"
    other = with_tests(Trainee(catalog, plan_for(stage="mid", pain=1)).week(morning=3, usual=3), LATE)
    assert change_of(other.next())[2].startswith("the late stage stays closed until these are met")
    with pytest.raises(UsageError, match=r"^--stage: late is not open yet"):
        other.next(stage="late")


def test_a_clinician_waives_the_gate_and_not_the_order(catalog: Catalog, plan_for: PlanFor) -> None:
    one = Trainee(catalog, plan_for(stage="early", clinician="A. Nowak: strong for her stage")).week()
    assert "stage" not in rows(one.next())
    assert one.next(stage="mid").plan.prescribed.stage == "mid"
    with pytest.raises(UsageError, match=r"^--stage: late does not follow early; one stage at a time$"):
        one.next(stage="late")


def test_a_stage_goes_with_rehab_alone(catalog: Catalog, plan_for: PlanFor) -> None:
    one = Trainee(catalog, plan_for("prevention", level="intermediate")).week()
    with pytest.raises(UsageError, match=r"^--stage goes with rehab; for another goal make a new plan: "):
        one.next(stage="mid")
    assert "stage" not in rows(one.next())


def test_the_stage_that_is_done_already_changes_nothing(early: Trainee) -> None:
    assert early.next(stage="early") == early.next()


@pytest.mark.parametrize(("today", "opens"), [(11, False), (12, True)])
def test_no_harder_stage_within_seven_days_of_a_flare(
    catalog: Catalog, plan_for: PlanFor, today: int, opens: bool
) -> None:
    """Pain of 6 on day 4, a new week on day 5, and three good sessions of it: asked on day 11, and on day 12."""
    one = Trainee(catalog, plan_for(stage="early", days=4))
    for one.today, pain in ((0, 1), (2, 1), (4, 6)):
        one.session(pain=pain)
    one.today = 5
    one.go_on()
    for one.today in (6, 8, 10):
        one.session()
    one.today = today
    with_tests(one, TESTS)
    if opens:
        assert one.next(stage="mid").plan.prescribed.stage == "mid"
        return
    with pytest.raises(UsageError, match=r"^--stage: pain above 5 was 7 days ago; no harder stage within 7 days$"):
        one.next(stage="mid")


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (
            {"pain": None, "after": None},
            "pain is not written down of every session of the last week, and a harder stage",
        ),
        ({"pain": 3}, r"pain reached 3 in the last week, and a harder stage opens at 0-2 only \(R-001\)"),
        ({"morning": 3, "usual": 1}, r"a morning was at 3, against 1 as usual \(R-004\)"),
        ({"pain": 2, "after": 2, "morning": 2, "usual": 1}, None),
    ],
)
def test_a_harder_stage_opens_at_low_pain_only_whoever_waives_its_gate(
    catalog: Catalog, plan_for: PlanFor, told: dict[str, Any], why: str | None
) -> None:
    one = Trainee(catalog, plan_for(stage="early", clinician="A. Nowak: strong")).week(**told)
    if why is None:
        assert one.next(stage="mid", pain=1).plan.prescribed.stage == "mid"
        return
    with pytest.raises(UsageError, match=f"^--stage: {why}"):
        one.next(stage="mid", pain=1)


def test_a_gate_that_is_open_says_what_it_waits_for(catalog: Catalog, plan_for: PlanFor) -> None:
    one = with_tests(Trainee(catalog, plan_for(stage="early")).week(worse_after_effort=True), TESTS)
    assert change_of(one.next())[2] == (
        "what is recorded opens the mid stage; but not yet: symptoms got worse after exertion (R-040): no step up; "
        "talk to a clinician first"
    )


def test_a_gate_that_was_passed_counts_until_what_is_recorded_fails_it(early: Trainee) -> None:
    with_tests(early, TESTS).go_on(stage="mid")
    second = early.week().go_on()
    assert [gate.gate for gate in second.plan.passed] == ["general-mid"]
    assert "gate-unknown" not in {one.code for one in second.plan.warnings}
    early.week()
    third = with_tests(early, {"step-down": (5, 2)}).next()
    assert third.plan.passed == ()
    assert "gate-unknown" in {one.code for one in third.plan.warnings}


@pytest.mark.parametrize("clinician", [None, "A. Nowak: strong"])
def test_no_harder_stage_with_symptoms_after_exertion(
    catalog: Catalog, plan_for: PlanFor, clinician: str | None
) -> None:
    """R-040."""
    one = with_tests(
        Trainee(catalog, plan_for(stage="early", clinician=clinician)).week(worse_after_effort=True), TESTS
    )
    with pytest.raises(UsageError, match=r"^--stage: symptoms got worse after exertion \(R-040\): no step up"):
        one.next(stage="mid")


@pytest.mark.parametrize(("pain", "morning", "opens"), [(0, 0, True), (1, 0, False), (0, 1, False)])
def test_under_15_a_harder_stage_opens_without_any_pain_alone(
    catalog: Catalog, plan_for: PlanFor, pain: int | None, morning: int | None, opens: bool
) -> None:
    """R-013."""
    child = plan_for(stage="early", age=14, pain=0, clinician="A. Nowak: strong")
    one = Trainee(catalog, child).week(pain=pain, after=pain, morning=morning, usual=1)
    if opens:
        assert one.next(stage="mid", pain=0).plan.prescribed.stage == "mid"
        return
    with pytest.raises(UsageError, match=r"^--stage: under 15 years a harder stage opens only without any pain"):
        one.next(stage="mid", pain=0)


# Down, without a gate


def test_a_step_back_needs_no_gate(mid: Trainee) -> None:
    """Nor calm: it is what pain asks for."""
    found = mid.next(stage="early")
    assert found.plan.prescribed.stage == "early"
    assert change_of(found) == (
        "E12",
        "less",
        "from rehab, mid stage to rehab, early stage: a new program, which opens with two sets of what is new",
    )
    mid.today -= 7
    mid.person = replace(mid.person, workouts=())
    mid.week(pain=7, worse_after_effort=True)
    assert mid.next(stage="early").plan.prescribed.stage == "early"


def test_two_steps_back_at_once(catalog: Catalog, plan_for: PlanFor) -> None:
    late = Trainee(catalog, plan_for(stage="late", level="advanced")).week()
    found = late.next(stage="early")
    assert found.plan.prescribed.stage == "early"
    new = [item for id, item in mains(found.plan).items() if id not in mains(late.plan)]
    assert new
    assert {dose(item) for item in new} == {"2x8", "2x20s"}  # the bottom, whatever the level


def test_a_step_back_is_no_more_work_than_the_week_before(catalog: Catalog, plan_for: PlanFor) -> None:
    """In any of its sessions, down to the floors."""
    plan = plan_for(stage="mid")
    small: dict[str, Any] = {"sets": 2, "dose": Dose(kind="reps", reps=5)}
    plan = edited(plan, lambda item: replace(item, **small) if item.dose.seconds is None else replace(item, sets=2))
    found = Trainee(catalog, plan).week().next(stage="early").plan

    def most(plan: Plan) -> int:
        return max(sum(map(work, session.items("main"))) for session in plan.weeks[0].sessions)

    assert most(found) <= most(plan)
    assert {type(number) for item in mains(found).values() for number in (item.dose.reps, item.dose.seconds or 0)} == {
        int
    }
    assert doses(found) == {
        "side-lying-hip-abduction": "2x5",
        PLANK: "2x14s",
        "clamshell": "2x5",
        "standing-hip-abduction": "2x5",
        "single-leg-bridge": "2x5",
        "reverse-clamshell": "2x5",
    }


def test_a_step_back_keeps_to_the_fewest_of_a_source(catalog: Catalog, plan_for: PlanFor) -> None:
    small: dict[str, Any] = {"sets": 2, "dose": Dose(kind="reps", reps=5)}
    plan = edited(
        plan_for(stage="mid"),
        lambda item: replace(item, **small) if item.dose.seconds is None else replace(item, sets=2),
    )
    sourced = with_exercise(catalog, "clamshell", dose=DoseLimits(kind="reps", reps=(7, 12)))
    assert doses(Trainee(sourced, plan).week().next(stage="early").plan)["clamshell"] == "2x7"


@pytest.mark.parametrize("include", [(), (PLANK,)])
def test_what_hurt_and_was_left_out_does_not_come_back_with_the_step_back(
    catalog: Catalog, plan_for: PlanFor, include: tuple[str, ...]
) -> None:
    """Not even where it was asked for by name; that is told."""
    plan = reworked(
        plan_for(stage="mid", include=include),
        knee_side_plank={"sets": 2, "dose": Dose(kind="hold", reps=1, seconds=10)},
    )
    found = Trainee(catalog, plan).week(only(PLANK, pain=6), pain=6).next(stage="early")
    assert PLANK not in mains(found.plan)
    assert found.plan.request.include == ()
    assert [change.subject for change in found.changes if change.row == "E13"] == list(include)


def test_what_is_above_an_exercise_that_may_not_be_done_by_now_does_not_come(
    catalog: Catalog, plan_for: PlanFor
) -> None:
    """Who left out the biased bridge gets no full one in its place."""
    biased = "single-leg-biased-bridge"
    plan = reworked(plan_for(stage="mid"), single_leg_bridge={"exercise": biased, "name": "Single-leg-biased bridge"})
    plan = replace(plan, request=replace(plan.request, exclude=(biased,)))
    found = mains(Trainee(catalog, plan).week().next(stage="early").plan)
    assert found.keys() == {
        "side-lying-hip-abduction",
        PLANK,
        "clamshell",
        "standing-hip-abduction",
        "band-bridge",
        "reverse-clamshell",
    }


def test_a_step_back_is_not_harder_than_what_stood_there(catalog: Catalog, plan_for: PlanFor) -> None:
    """Who did the easier forms keeps them: no full form of a supported one, and no rung above."""
    plan = reworked(
        plan_for(stage="mid"),
        single_leg_bridge={"exercise": "single-leg-biased-bridge", "name": "Single-leg-biased bridge", "sets": 2},
    )
    found = Trainee(catalog, plan).week().next(stage="early")
    assert "single-leg-bridge" not in mains(found.plan)


@pytest.mark.parametrize(
    ("now", "mornings", "stage"),
    [("mid", 5, "mid"), ("mid", 6, "early"), ("late", 3, "mid"), ("late", 2, "late"), ("late", 6, "early")],
)
def test_pain_in_daily_life_bounds_the_stage(
    catalog: Catalog, plan_for: PlanFor, now: Stage, mornings: int, stage: Stage
) -> None:
    """P14, by the mornings of the log; they are as usual, and sessions are at pain 1."""
    one = Trainee(catalog, plan_for(stage=now)).week(morning=mornings, usual=mornings)
    found = one.next()
    assert (found.plan.request.pain, found.plan.prescribed.stage) == (mornings, stage)
    moved = change_of(found)[:2] if now != "late" or stage != "late" else None
    assert moved in (None, ("E12", "hold")) if now == stage else moved == ("E13", "less")


def test_painful_prevention_becomes_rehab_and_says_so(catalog: Catalog, plan_for: PlanFor) -> None:
    one = Trainee(catalog, plan_for("prevention", level="intermediate")).week(morning=3, usual=3)
    found = one.next()
    assert found.plan.prescribed == Prescribed(goal="rehab", stage="mid")
    assert change_of(found)[2].startswith("from prevention to rehab, mid stage: a new program")
    numbers = next(change.numbers for change in found.changes if change.subject == "stage")
    assert [(number.name, number.value) for number in numbers] == [("pain in daily life", "3"), ("worst pain", "1")]


def test_one_odd_morning_of_3_keeps_the_stage_and_one_of_8_stops(catalog: Catalog, plan_for: PlanFor) -> None:
    """P14."""

    def mornings(*felt: int) -> Trainee:
        one = Trainee(catalog, plan_for("prevention", level="intermediate", days=3))
        for place, pain in enumerate(felt):
            one.today = 2 * place
            one.session(morning=pain, usual=2)
        one.today = 7
        return one

    assert mornings(1, 1, 3).next().plan.prescribed.goal == "prevention"
    assert mornings(3, 3, 3).next().plan.prescribed.goal == "rehab"
    for felt in ((1, 1, 8), (8, 0, 0)):
        with pytest.raises(SafetyStopError, match="pain of 8 of 10") as stopped:
            mornings(*felt).next()
        assert stopped.value.code == 4


def test_pain_that_is_told_goes_before_the_log(mid: Trainee) -> None:
    assert mid.next(pain=6).plan.prescribed.stage == "early"
    with pytest.raises(SafetyStopError, match="pain of 9 of 10"):
        mid.next(pain=9)
    sore = Trainee(mid.catalog, mid.person.programs[0].plan).week(morning=6, usual=6)
    assert sore.next().plan.prescribed.stage == "early"
    assert sore.next(pain=2).plan.prescribed.stage == "mid"


@pytest.mark.parametrize(("days", "stops"), [(3, True), (4, False)])
def test_pain_that_is_told_goes_before_no_morning_of_8_in_the_last_seven_days(
    catalog: Catalog, plan_for: PlanFor, days: int, stops: bool
) -> None:
    """The last session was on day 4; asked on day 11, and on day 12 (P14)."""
    one = Trainee(catalog, plan_for(stage="early"))
    for one.today, morning in ((0, 1), (2, 1), (4, 8)):
        one.session(morning=morning)
    one.today = 8 + days
    with pytest.raises(SafetyStopError, match="pain of 8 of 10"):
        one.next()
    if stops:
        with pytest.raises(SafetyStopError, match="pain of 8 of 10"):
            one.next(pain=2)
        with pytest.raises(SafetyStopError, match="pain of 9 of 10"):
            one.next(pain=9)
    else:
        assert one.next(pain=2).plan.request.pain == 2


def test_what_hurt_is_easier_in_the_new_program_too(catalog: Catalog, plan_for: PlanFor) -> None:
    one = Trainee(catalog, plan_for(stage="mid")).week(only("single-leg-bridge", pain=6), pain=6, morning=6, usual=6)
    found = one.next()
    assert found.plan.prescribed.stage == "early"
    assert "single-leg-bridge" not in mains(found.plan)


def test_an_exercise_that_may_not_be_done_by_now_makes_a_new_program_of_the_same_stage(
    catalog: Catalog, plan_for: PlanFor
) -> None:
    """A birthday: from 65 on a hand is on something."""
    plan = plan_for(stage="early", age=64)
    one = Trainee(catalog, replace(plan, request=replace(plan.request, age=65))).week()
    found = one.next()
    assert change_of(found)[2].startswith(
        "rehab, early stage, and some of last week's exercises may not be done by now:"
    )
    assert (found.plan.weeks[0].number, change_of(found)[:2]) == (1, ("E13", "less"))
    assert mains(found.plan)["standing-hip-abduction"].variant == "with hand support"


def test_a_goal_without_stages_is_made_anew_too(catalog: Catalog, plan_for: PlanFor) -> None:
    plan = plan_for("prevention", level="intermediate", age=64)
    found = Trainee(catalog, replace(plan, request=replace(plan.request, age=65))).week().next()
    assert change_of(found)[2].startswith("prevention, and some of last week's exercises may not be done by now:")


def test_pain_that_nobody_told_is_not_known(mid: Trainee) -> None:
    silent = Trainee(mid.catalog, mid.plan).week(pain=None, after=None, morning=None, usual=None)
    (change,) = (change for change in silent.next(stage="early").changes if change.subject == "stage")
    assert [(number.name, number.value) for number in change.numbers] == [
        ("pain in daily life", "not known"),
        ("worst pain", "not known"),
    ]


def test_the_same_stage_made_anew_waits_for_nothing(catalog: Catalog, plan_for: PlanFor) -> None:
    plan = plan_for(stage="early", age=64)
    one = Trainee(catalog, replace(plan, request=replace(plan.request, age=65))).week(worse_after_effort=True)
    assert one.next(stage="early").plan.prescribed.stage == "early"


def test_a_harder_stage_asks_for_the_pain_of_every_session(catalog: Catalog, plan_for: PlanFor) -> None:
    one = Trainee(catalog, plan_for(stage="early", clinician="A. Nowak: strong"))
    one.session()
    one.today = 2
    one.session(pain=None, after=None)
    one.today = 4
    one.session()
    one.today = 7
    with pytest.raises(UsageError, match=r"^--stage: pain is not written down of every session of the last week"):
        one.next(stage="mid")


def test_after_a_break_there_is_no_harder_stage_until_all_is_back(catalog: Catalog, plan_for: PlanFor) -> None:
    """R-039; the step back is halved too."""
    one = with_tests(Trainee(catalog, plan_for(stage="early")).week().rest(14), TESTS)
    with pytest.raises(
        UsageError,
        match=r"^--stage: the last break was 17 days long: first be back to what was done before it \(R-039\)$",
    ):
        one.next(stage="mid")
    back = Trainee(catalog, plan_for(stage="mid")).week().rest(14).next(stage="early")
    assert [(change.row, change.action) for change in back.changes] == [("E12", "less"), ("E10", "halve")]
    assert max(sum(item.sets for item in session.items("main")) for session in back.plan.weeks[0].sessions) <= 4


@pytest.mark.parametrize(("second", "refused"), [(2, True), (1, False)])
def test_no_harder_stage_after_a_rise_of_pain(catalog: Catalog, plan_for: PlanFor, second: int, refused: bool) -> None:
    """R-005: from 0 to 2 on average."""
    one = Trainee(catalog, plan_for(stage="early")).week(pain=0, after=0, morning=0, usual=0)
    one.go_on()
    with_tests(one.week(pain=second, after=second, morning=0, usual=0), TESTS)
    if not refused:
        assert one.next(stage="mid").plan.prescribed.stage == "mid"
        return
    with pytest.raises(UsageError, match=r"^--stage: pain rose from 0\.0 to 2\.0 on average \(R-005\)$"):
        one.next(stage="mid")


def test_a_trials_own_dose_opens_as_it_is(catalog: Catalog, plan_for: PlanFor) -> None:
    one = Trainee(catalog, plan_for(stage="mid", condition=("gluteal-tendinopathy",))).week()
    found = one.next(stage="early")
    assert dose(mains(found.plan)["isometric-hip-abduction-standing"]) == "2x3x10s"
