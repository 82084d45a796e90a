"""Which gates hold by what a log has: tests of each side, sessions, mornings, age means, and what is too old."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.engine.logs import ACL_LATE, ACL_MID, LATE, TODAY, person, recorded, session, week

from glutemed.engine.gates import judged, passed
from glutemed.model.catalog import Catalog
from glutemed.model.log import Person, SetDone, Workout, fingerprint_of
from glutemed.model.plan import Passed, Plan, Request
from glutemed.model.screening import MALE, Criterion, Gate
from glutemed.model.verdicts import CriterionVerdict, GateVerdict

PFP, ACL = "patellofemoral-pain", "acl-reconstruction"
Make = Callable[..., Plan]


def asked(**fields: Any) -> Request:
    return Request(**{"goal": "rehab", "stage": "early", "days": 3, "pain": 1, "age": 30, **fields})


@pytest.fixture(scope="module")
def early(plan_for: Make) -> Plan:
    return plan_for("rehab", "early")


@pytest.fixture(scope="module")
def mid(plan_for: Make) -> Plan:
    return plan_for("rehab", "mid")


def to(catalog: Catalog, one: Person, **fields: Any) -> list[str]:
    return [gate.gate for gate in passed(catalog, asked(**fields), one, TODAY)]


def verdicts(catalog: Catalog, one: Person, gate: str, **fields: Any) -> list[tuple[bool | None, str, str]]:
    (found,) = (verdict for verdict in judged(catalog, asked(**fields), one, TODAY) if verdict.gate == gate)
    return [(criterion.met, criterion.text, criterion.value) for criterion in found.criteria]


# --- early to mid, without surgery


@pytest.mark.parametrize(
    ("pains", "open_"),
    [
        ((0, 1, 2), True),
        ((0, 1, 3), False),
        ((3, 1, 2), False),
        ((6, 0, 0, 0), True),
        ((0, 1), False),
        ((0, None, 1), False),
    ],
)
def test_three_sessions_at_pain_0_to_2_and_few_faults_open_mid(
    catalog: Catalog, early: Plan, pains: tuple[int | None, ...], open_: bool
) -> None:
    """The last three count. R-001, R-062."""
    one = person(recorded({"step-down": (3, 2)}), plan=early, workouts=week(early, pains))
    assert to(catalog, one, pain=5) == (["general-mid"] if open_ else [])


@pytest.mark.parametrize(
    ("faults", "open_"), [((3, 3), True), ((3, 4), False), ((4, 3), False), ((0, None), False), ((None, 0), False)]
)
def test_the_step_down_has_three_faults_at_most_on_each_side(
    catalog: Catalog, early: Plan, faults: tuple[int | None, ...], open_: bool
) -> None:
    one = person(recorded({"step-down": faults}), plan=early, workouts=week(early))
    assert to(catalog, one) == (["general-mid"] if open_ else [])


@pytest.mark.parametrize(("pain", "open_"), [(0, True), (2, True), (3, False), (None, False)])
def test_without_any_session_daily_pain_stands_in(catalog: Catalog, pain: int | None, open_: bool) -> None:
    """(X); one session that was done ends that."""
    assert to(catalog, person(recorded({"step-down": (0, 0)})), pain=pain) == (["general-mid"] if open_ else [])


def test_once_a_session_is_in_the_log_daily_pain_does_not_stand_in(catalog: Catalog, early: Plan) -> None:
    one = person(recorded({"step-down": (0, 0)}), plan=early, workouts=week(early, (0,)))
    assert to(catalog, one, pain=0) == []
    assert verdicts(catalog, one, "general-mid")[0] == (
        None,
        "pain during and after the last 3 sessions: at most 2 of 10",
        "1 of 3 recorded: 2026-11-25 0",
    )


def test_the_worse_of_pain_during_and_after_counts(catalog: Catalog, early: Plan) -> None:
    one = person(recorded({"step-down": (0, 0)}), plan=early, workouts=week(early, (0, 0, 0), pain=3))
    assert to(catalog, one) == []


def test_a_session_of_which_all_was_skipped_is_none(catalog: Catalog, early: Plan) -> None:
    skipped = SetDone(recorded=f"{TODAY}T10:00:00.000000Z", exercise="clamshell", side="left", number=1, skipped=True)
    nothing = Workout(program=fingerprint_of(early), week=1, session=1, date=TODAY, sets=(skipped,))
    one = person(recorded({"step-down": (0, 0)}), plan=early, workouts=(nothing,))
    assert to(catalog, one) == ["general-mid"]


# --- what is too old, what is newer, what lies ahead


@pytest.mark.parametrize(
    ("date", "open_"),
    [("2026-09-08", True), ("2026-09-07", False), (TODAY, True), ("2026-12-02", False)],
)
def test_a_result_counts_for_twelve_weeks_and_not_before_its_day(catalog: Catalog, date: str, open_: bool) -> None:
    """(X), the limit results-weeks."""
    one = person(recorded({"step-down": (0, 0)}, date))
    assert to(catalog, one) == (["general-mid"] if open_ else [])


@pytest.mark.parametrize(("date", "open_"), [("2026-09-08", False), ("2026-09-07", True)])
def test_a_session_that_hurt_counts_for_twelve_weeks_to_the_day(
    catalog: Catalog, early: Plan, date: str, open_: bool
) -> None:
    one = person(recorded({"step-down": (0, 0)}), plan=early, workouts=(session(early, date, 6),))
    assert to(catalog, one) == (["general-mid"] if open_ else [])


def test_what_is_too_old_is_told_with_its_day(catalog: Catalog) -> None:
    one = person(recorded({"step-down": (0, 0)}, "2026-09-07"))
    assert verdicts(catalog, one, "general-mid")[1][2] == "recorded on 2026-09-07, and counts for 12 weeks (X)"


def test_the_limit_says_how_long_a_result_counts(catalog: Catalog) -> None:
    limits = tuple(replace(one, value=4.0) if one.id == "results-weeks" else one for one in catalog.limits)
    one = person(recorded({"step-down": (0, 0)}, "2026-11-02"))
    assert to(catalog, one) == ["general-mid"]
    assert to(replace(catalog, limits=limits), one) == []


def test_sessions_that_are_too_old_do_not_count(catalog: Catalog, early: Plan) -> None:
    old = tuple(session(early, f"2026-08-0{day}", 6, day) for day in (1, 3, 5))
    assert to(catalog, person(recorded({"step-down": (0, 0)}), plan=early, workouts=old)) == ["general-mid"]


def test_the_newest_result_holds_whatever_the_order_of_screenings(catalog: Catalog) -> None:
    worse, better = recorded({"step-down": (5, 5)}, "2026-11-20"), recorded({"step-down": (1, 1)}, "2026-11-28")
    assert to(catalog, person(worse, better)) == to(catalog, person(better, worse)) == ["general-mid"]
    fresh = recorded({"step-down": (5, 5)}, "2026-11-28", at="13")
    assert to(catalog, person(better, fresh)) == to(catalog, person(fresh, better)) == []


def test_sides_may_be_recorded_on_different_days(catalog: Catalog) -> None:
    one = person(recorded({"step-down": (1, None)}, "2026-11-20"), recorded({"step-down": (None, 2)}, "2026-11-28"))
    assert passed(catalog, asked(), one, TODAY) == (Passed(gate="general-mid", to="mid", date="2026-11-28"),)
    assert verdicts(catalog, one, "general-mid")[1] == (
        True,
        "Lateral step-down: at most 3 faults on each side",
        "left 1, right 2 on 2026-11-28",
    )


# --- mid to late, without surgery


def test_late_needs_both_gates_and_three_sessions_of_mid(catalog: Catalog, early: Plan, mid: Plan) -> None:
    given = recorded(LATE)
    assert to(catalog, person(given, plan=mid, workouts=week(mid))) == ["general-mid", "general-late"]
    assert to(catalog, person(given, plan=early, workouts=week(early))) == ["general-mid"]
    assert to(catalog, person(given)) == ["general-mid"]


def test_sessions_of_prevention_count_as_those_of_a_later_stage(catalog: Catalog, plan_for: Make) -> None:
    plan = plan_for("prevention")
    assert to(catalog, person(recorded(LATE), plan=plan, workouts=week(plan)))[-1] == "general-late"


def test_sessions_of_a_program_that_is_not_known_do_not_count_for_late(catalog: Catalog, mid: Plan) -> None:
    assert to(catalog, person(recorded(LATE), workouts=week(mid))) == ["general-mid"]


@pytest.mark.parametrize(
    ("changed", "pain", "open_"),
    [
        ({}, 2, True),
        ({}, 3, False),
        ({}, None, False),
        ({"step-down": (1, 1)}, 1, True),
        ({"step-down": (2, 1)}, 1, False),
        ({"single-leg-bridge-reps": (20, 20)}, 1, True),
        ({"single-leg-bridge-reps": (19, 20)}, 1, False),
        ({"single-leg-bridge-reps": (20, 24)}, 1, False),  # 83 %
        ({"single-leg-bridge-reps": (24, 20)}, 1, False),  # whichever side is the weaker
        ({"single-leg-bridge-reps": (34, 40)}, 1, True),  # 85 %
        ({"side-plank-hold": (30, 30)}, 1, True),
        ({"side-plank-hold": (29, 30)}, 1, False),
        ({"side-plank-hold": (30, 36)}, 1, False),  # 83 %
        ({"side-plank-hold": (0, 0)}, 1, False),
    ],
)
def test_late_needs_each_of_its_criteria(
    catalog: Catalog, mid: Plan, changed: dict[str, Any], pain: int | None, open_: bool
) -> None:
    one = person(recorded({**LATE, **changed}), plan=mid, workouts=week(mid))
    assert ("general-late" in to(catalog, one, pain=pain)) == open_


@pytest.mark.parametrize(
    ("age", "sex", "seconds"),
    [
        (None, None, 30),
        (19, "male", 30),
        (25, "male", 30),
        (49, "male", 29),
        (49, "female", 30),  # the mean of 33 is no less
        (50, "male", 25),
        (55, "male", 25),
        (55, "female", 29),
        (55, None, 29),  # not told: the higher of the two
        (72, "male", 14),
        (72, None, 18),
        (90, None, 18),
    ],
)
def test_the_side_plank_is_held_30_s_or_the_mean_of_the_age(
    catalog: Catalog, mid: Plan, age: int | None, sex: str | None, seconds: int
) -> None:
    """R-067, R-062."""
    said = ((MALE, sex == "male"),) if sex else ()
    for held, open_ in ((seconds, True), (seconds - 1, False)):
        given = recorded({**LATE, "side-plank-hold": (held, held)}, TODAY, *said)
        one = person(given, plan=mid, workouts=week(mid))
        assert ("general-late" in to(catalog, one, age=age)) == open_, held


def test_an_answer_holds_where_a_later_screening_leaves_the_question_out(catalog: Catalog, mid: Plan) -> None:
    """A man of 55 holds the mean of men, and said so the week before."""
    told, later = recorded({}, "2026-11-24", (MALE, True)), recorded({**LATE, "side-plank-hold": (25, 25)})
    for screenings, open_ in (((told, later), True), ((later,), False)):
        one = person(*screenings, plan=mid, workouts=week(mid))
        assert ("general-late" in to(catalog, one, age=55)) == open_


def test_the_mean_of_the_age_holds_for_each_side(catalog: Catalog, mid: Plan) -> None:
    for held, open_ in (((29, 29), True), ((29, 28), False), ((28, 29), False)):
        one = person(recorded({**LATE, "side-plank-hold": held}), plan=mid, workouts=week(mid))
        assert ("general-late" in to(catalog, one, age=55)) == open_, held


# --- patellofemoral pain: mornings, and even sides


@pytest.mark.parametrize(
    ("morning", "usual", "open_"), [(1, 1, True), (0, 1, True), (2, 1, False), (1, 0, False), (None, 1, False)]
)
def test_with_patellofemoral_pain_mornings_are_no_worse_than_usual(
    catalog: Catalog, early: Plan, morning: int | None, usual: int, open_: bool
) -> None:
    one = person(recorded(LATE), plan=early, workouts=week(early, (1, 1, 1), morning=morning, usual=usual))
    assert to(catalog, one, condition=(PFP,)) == (["general-mid", "patellofemoral-mid"] if open_ else [])


def test_with_patellofemoral_pain_late_has_a_gate_of_its_own_too(catalog: Catalog, mid: Plan) -> None:
    one = person(recorded(LATE), plan=mid, workouts=week(mid, morning=1, usual=1))
    gates = ["general-mid", "patellofemoral-mid", "general-late", "patellofemoral-late"]
    assert to(catalog, one, condition=(PFP,)) == gates


def test_where_usual_was_not_told_the_first_morning_is_usual(catalog: Catalog, early: Plan) -> None:
    days = ("2026-11-20", "2026-11-22", "2026-11-24")
    for mornings, open_ in (((1, 0, 1), True), ((0, 1, 0), False)):
        workouts = tuple(
            session(early, day, 1, number, morning=morning)
            for number, (day, morning) in enumerate(zip(days, mornings, strict=True), 1)
        )
        found = to(catalog, person(recorded(LATE), plan=early, workouts=workouts), condition=(PFP,))
        assert bool(found) == open_


def test_the_morning_after_a_session_of_today_is_still_to_come(catalog: Catalog, early: Plan) -> None:
    workouts = (*week(early, (1, 1, 1), morning=1, usual=1), session(early, TODAY, 1, 4))
    assert to(catalog, person(recorded(LATE), plan=early, workouts=workouts), condition=(PFP,))


def test_before_the_first_morning_nothing_stands_in_once_a_session_was_done(catalog: Catalog, early: Plan) -> None:
    one = person(recorded(LATE), plan=early, workouts=(session(early, TODAY, 1),))
    assert to(catalog, one, condition=(PFP,)) == []
    assert verdicts(catalog, one, "patellofemoral-mid", condition=(PFP,))[0][::2] == (None, "not recorded")


@pytest.mark.parametrize("test", ["side-plank-hold", "single-leg-bridge-reps"])
def test_with_patellofemoral_pain_sides_are_even_before_mid(catalog: Catalog, test: str) -> None:
    results = {"step-down": (0, 0), "side-plank-hold": (20, 20), "single-leg-bridge-reps": (9, 9)}
    assert to(catalog, person(recorded(results)), condition=(PFP,)) == ["general-mid", "patellofemoral-mid"]
    uneven = person(recorded({**results, test: (10, 20)}))
    assert to(catalog, uneven, condition=(PFP,)) == []
    assert (False, "left 10, right 20: 50 %") in [
        (m, v) for m, _, v in verdicts(catalog, uneven, "patellofemoral-mid", condition=(PFP,))
    ]


# --- after ACL surgery


@pytest.mark.parametrize(
    ("changed", "open_"),
    [
        ({}, True),
        ({"knee-straight": 0}, False),
        ({"knee-bend": 125}, False),
        ({"knee-swelling": 3}, False),
        ({"knee-swelling": 0}, True),
        ({"extension-lag": 6}, False),
        ({"extension-lag": None}, False),
    ],
)
def test_after_acl_surgery_mid_opens_by_what_the_clinician_told(
    catalog: Catalog, changed: dict[str, Any], open_: bool
) -> None:
    one = person(recorded({**ACL_MID, **changed}))
    assert to(catalog, one, condition=(ACL,)) == (["acl-mid"] if open_ else [])


@pytest.mark.parametrize(
    ("changed", "open_"),
    [
        ({}, True),
        ({"single-leg-squat-rating": (2, 1)}, False),
        ({"single-leg-bridge-reps": (20, 22)}, False),
        ({"calf-raise-reps": (20, 21)}, False),
        ({"calf-raise-reps": (21, 25)}, False),  # 84 %
        ({"calf-raise-reps": (34, 40)}, False),  # 85 %, and more is asked for
        ({"side-plank-hold": (29, 31)}, False),
        ({"one-leg-rise": (10, 12)}, False),
        ({"one-leg-stand": (42, 45)}, False),
        ({"one-leg-stand-closed": (8, 20)}, False),
        ({"knee-swelling": 1}, False),
    ],
)
def test_after_acl_surgery_late_opens_by_every_test_of_its_gate(
    catalog: Catalog, mid: Plan, changed: dict[str, Any], open_: bool
) -> None:
    one = person(recorded({**ACL_MID, **ACL_LATE, **changed}), plan=mid, workouts=week(mid))
    assert to(catalog, one, condition=(ACL,)) == ["acl-mid", *(["acl-late"] if open_ else [])]


def test_after_acl_surgery_the_mean_of_the_age_does_not_lower_the_side_plank(catalog: Catalog, mid: Plan) -> None:
    results = {**ACL_MID, **ACL_LATE, "side-plank-hold": (25, 25)}
    assert "acl-late" not in to(
        catalog, person(recorded(results), plan=mid, workouts=week(mid)), condition=(ACL,), age=60
    )


def test_the_gate_to_late_does_not_open_before_that_to_mid(catalog: Catalog, mid: Plan) -> None:
    results = {**ACL_MID, **ACL_LATE, "knee-bend": 100}
    one = person(recorded(results), plan=mid, workouts=week(mid))
    (late,) = (v for v in judged(catalog, asked(condition=(ACL,)), one, TODAY) if v.gate == "acl-late")
    assert late.passed
    assert to(catalog, one, condition=(ACL,)) == []


def test_with_several_conditions_the_gates_of_all_count(catalog: Catalog) -> None:
    results = {**ACL_MID, "step-down": (0, 0)}
    asked_of = {"condition": (ACL, "low-back-pain")}
    assert to(catalog, person(recorded(results)), **asked_of) == ["acl-mid", "general-mid"]
    assert to(catalog, person(recorded(ACL_MID)), **asked_of) == []
    assert [v.gate for v in judged(catalog, asked(condition=(ACL,)), person(), TODAY)] == ["acl-mid", "acl-late"]


# --- nothing steps up


def test_whom_effort_makes_ill_for_days_no_gate_opens(catalog: Catalog) -> None:
    ill = recorded({"step-down": (0, 0)}, "2026-11-20", ("ill-after-effort", True))
    assert to(catalog, person(ill)) == []
    assert verdicts(catalog, person(ill), "general-mid")[-1][::2] == (False, "yes on 2026-11-20")
    well = recorded({}, "2026-11-21", ("ill-after-effort", False))
    assert to(catalog, person(ill, well)) == ["general-mid"]


def test_what_nothing_steps_up_for_is_told_with_its_sources(catalog: Catalog) -> None:
    ill = person(recorded({}, "2026-11-20", ("ill-after-effort", True)))
    (mid, _) = judged(catalog, asked(), ill, TODAY)
    row = catalog.rule("screen-steady")
    assert mid.criteria[-1] == CriterionVerdict(
        text=row.text, met=False, value="yes on 2026-11-20", sources=row.sources
    )


# --- one criterion alone


def judge(catalog: Catalog, one: Person, pain: int | None = 1, age: int | None = 30, **criterion: Any) -> GateVerdict:
    """Return the verdict of a gate that asks for one thing."""
    alone = Criterion(**criterion, sources=("own",))
    gate = Gate(id="alone", name="Alone", to="mid", criteria=(alone,), sources=("R-062",))
    (found,) = judged(replace(catalog, gates=(gate,)), asked(pain=pain, age=age), one, TODAY)
    return found


def comes_to(catalog: Catalog, one: Person, **about: Any) -> tuple[bool | None, str, str]:
    """Return what becomes of one criterion: whether it is met, its text, and what was recorded."""
    (found,) = judge(catalog, one, **about).criteria
    return found.met, found.text, found.value


@pytest.mark.parametrize(
    ("bound", "below", "at", "over", "said"),
    [
        ({"at_least": 3}, False, True, True, "at least 3 faults"),
        ({"above": 3}, False, False, True, "more than 3 faults"),
        ({"at_most": 3}, True, True, False, "at most 3 faults"),
        ({"at_least": 3, "at_most": 3}, False, True, False, "at least 3 faults and at most 3 faults"),
        ({"above": 2, "at_most": 3}, False, True, False, "more than 2 faults and at most 3 faults"),
    ],
)
def test_a_bound_holds_just_under_at_and_just_over_it(
    catalog: Catalog, bound: dict[str, float], below: bool, at: bool, over: bool, said: str
) -> None:
    found = [
        comes_to(catalog, person(recorded({"step-down": (n, n)})), of="test", test="step-down", **bound)
        for n in (2, 3, 4)
    ]
    assert [met for met, _, _ in found] == [below, at, over]
    assert {text for _, text, _ in found} == {f"Lateral step-down: {said} on each side"}


@pytest.mark.parametrize(
    ("test", "bound", "said"),
    [
        ("knee-swelling", {"at_most": 0}, "nil"),
        ("knee-swelling", {"at_most": 1}, "at most trace"),
        ("knee-swelling", {"at_least": 4}, "3+"),
        ("knee-swelling", {"at_least": 3}, "at least 2+"),
        ("step-down", {"at_most": 0}, "at most 0 faults on each side"),
        ("step-down", {"at_most": 1}, "at most 1 fault on each side"),
        ("step-down", {"at_least": 6}, "at least 6 faults on each side"),
    ],
)
def test_an_end_of_a_scale_is_named_alone_and_a_number_never(
    catalog: Catalog, test: str, bound: dict[str, float], said: str
) -> None:
    text = comes_to(catalog, person(), of="test", test=test, **bound)[1]
    assert text.partition(": ")[2] == said


@pytest.mark.parametrize(
    ("left", "right", "met", "percent"),
    [
        (17, 20, True, 85),
        (84, 100, False, 84),
        (29, 50, False, 58),
        (57, 100, False, 57),
        (0, 9, False, 0),
        (0, 0, False, 0),
    ],
)
def test_the_weaker_side_is_a_share_of_the_stronger_whichever_it_is(
    catalog: Catalog, left: int, right: int, met: bool, percent: int
) -> None:
    """Two sides of nothing are not even."""
    for first, second in ((left, right), (right, left)):
        one = person(recorded({"side-plank-hold": (first, second)}))
        assert comes_to(catalog, one, of="sides", test="side-plank-hold", at_least=0.85) == (
            met,
            "Side plank: the weaker side at least 85 % of the stronger",
            f"left {first}, right {second}: {percent} %",
        )


@pytest.mark.parametrize(
    ("at_least", "said"),
    [(30, "at least 29 seconds, the mean of your age"), (29, "at least 29 seconds"), (28, "at least 28 seconds")],
)
def test_the_mean_of_the_age_counts_where_it_is_lower_than_what_is_asked_for(
    catalog: Catalog, at_least: int, said: str
) -> None:
    found = comes_to(catalog, person(), age=55, of="test", test="side-plank-hold", at_least=at_least, or_mean=True)
    assert found == (None, f"Side plank: {said} on each side", "not recorded")


PAIN = {"of": "pain", "at_most": 2}
SESSIONS = {"of": "sessions", "count": 3, "at_most": 2}
MORNING = {"of": "mornings", "count": 3}
IN_SESSIONS = "pain during and after the last 3 sessions: at most 2 of 10"
IN_MORNINGS = "mornings after the last 3 sessions: no worse than usual"
INSTEAD = "no session is recorded; pain in daily life of 2 or less does (X), and is"


@pytest.mark.parametrize(
    ("criterion", "pain", "found"),
    [
        (PAIN, None, (None, "pain in daily life: at most 2 of 10", "not given")),
        (PAIN, 2, (True, "pain in daily life: at most 2 of 10", "2")),
        (PAIN, 3, (False, "pain in daily life: at most 2 of 10", "3")),
        (SESSIONS, 0, (None, IN_SESSIONS, "not recorded")),
        ({**SESSIONS, "or_pain": 2}, None, (None, IN_SESSIONS, "not recorded")),
        ({**SESSIONS, "or_pain": 2}, 2, (True, IN_SESSIONS, f"{INSTEAD} 2")),
        ({**SESSIONS, "or_pain": 2}, 3, (False, IN_SESSIONS, f"{INSTEAD} 3")),
        (MORNING, 0, (None, IN_MORNINGS, "not recorded")),
        ({**MORNING, "or_pain": 2}, None, (None, IN_MORNINGS, "not recorded")),
        ({**MORNING, "or_pain": 2}, 2, (True, IN_MORNINGS, f"{INSTEAD} 2")),
        ({**MORNING, "or_pain": 2}, 3, (False, IN_MORNINGS, f"{INSTEAD} 3")),
    ],
)
def test_what_is_told_of_pain_where_the_log_has_no_session(
    catalog: Catalog, criterion: dict[str, Any], pain: int | None, found: tuple[bool | None, str, str]
) -> None:
    assert comes_to(catalog, person(), pain=pain, **criterion) == found


@pytest.mark.parametrize(
    ("pains", "met", "said"),
    [
        ((1, 0, 2), True, "2026-11-25 1, 2026-11-27 0, 2026-11-29 2"),
        ((1, 3, 2), False, "2026-11-25 1, 2026-11-27 3, 2026-11-29 2"),
        ((1, None, 2), None, "2026-11-25 1, 2026-11-27 not recorded, 2026-11-29 2"),
        ((3, None, 2), False, "2026-11-25 3, 2026-11-27 not recorded, 2026-11-29 2"),
    ],
)
def test_the_pain_of_each_of_the_last_sessions_is_told(
    catalog: Catalog, early: Plan, pains: tuple[int | None, ...], met: bool | None, said: str
) -> None:
    one = person(plan=early, workouts=week(early, pains))
    found_met, text, value = comes_to(catalog, one, **SESSIONS)
    assert (found_met, text) == (met, IN_SESSIONS)
    assert said in value


@pytest.mark.parametrize(
    ("morning", "usual", "met", "said"),
    [
        (1, 1, True, "2026-11-25 1, 2026-11-27 1, 2026-11-29 1; usual 1"),
        (2, 1, False, "2026-11-25 2, 2026-11-27 2, 2026-11-29 2; usual 1"),
        (None, 1, None, "2026-11-25 not recorded, 2026-11-27 not recorded, 2026-11-29 not recorded; usual 1"),
        (
            None,
            None,
            None,
            "2026-11-25 not recorded, 2026-11-27 not recorded, 2026-11-29 not recorded; usual not recorded",
        ),
    ],
)
def test_each_morning_is_told_and_what_is_usual(
    catalog: Catalog, early: Plan, morning: int | None, usual: int | None, met: bool | None, said: str
) -> None:
    one = person(plan=early, workouts=week(early, (1, 1, 1), morning=morning, usual=usual))
    found_met, text, value = comes_to(catalog, one, **MORNING)
    assert (found_met, text) == (met, IN_MORNINGS)
    assert said in value


@pytest.mark.parametrize(
    ("criterion", "day"),
    [
        (SESSIONS, "2026-11-29"),
        ({"of": "sides", "test": "side-plank-hold", "at_least": 0.85}, "2026-11-22"),
        ({"of": "test", "test": "side-plank-hold", "at_least": 20}, "2026-11-22"),
        (PAIN, TODAY),
        ({"of": "test", "test": "step-down", "at_most": 3}, TODAY),
    ],
)
def test_a_gate_is_of_the_last_day_that_counts_for_it_and_of_today_where_none_does(
    catalog: Catalog, early: Plan, criterion: dict[str, Any], day: str
) -> None:
    tests = (
        recorded({"side-plank-hold": (31, None)}, "2026-11-20"),
        recorded({"side-plank-hold": (None, 33)}, "2026-11-22"),
    )
    found = judge(catalog, person(*tests, plan=early, workouts=week(early)), **criterion)
    assert found.date == day


# --- in words


def test_a_verdict_says_which_gate_it_is_of_and_for_whom(catalog: Catalog) -> None:
    found = judged(catalog, asked(condition=(PFP,)), person(), TODAY)
    assert [(one.gate, one.name, one.to, one.conditions, one.sources) for one in found] == [
        (gate.id, gate.name, gate.to, gate.conditions, gate.sources)
        for name in ("general-mid", "patellofemoral-mid", "general-late", "patellofemoral-late")
        for gate in catalog.gates
        if gate.id == name
    ]


def test_each_criterion_is_told_with_what_was_recorded_and_its_sources(catalog: Catalog, mid: Plan) -> None:
    one = person(recorded({**LATE, "side-plank-hold": (31, None)}), plan=mid, workouts=week(mid))
    (late,) = (v for v in judged(catalog, asked(age=55), one, TODAY) if v.gate == "general-late")
    assert [(c.met, c.text, c.value) for c in late.criteria] == [
        (True, "pain in daily life: at most 2 of 10", "1"),
        (
            True,
            "pain during and after the last 3 sessions of the mid stage or later: at most 2 of 10",
            "2026-11-25 1, 2026-11-27 0, 2026-11-29 2",
        ),
        (None, "Side plank: at least 29 seconds, the mean of your age on each side", "the right side is not recorded"),
        (None, "Side plank: the weaker side at least 85 % of the stronger", "the right side is not recorded"),
        (True, "Single-leg bridge: at least 20 repetitions on each side", f"left 20, right 22 on {TODAY}"),
        (True, "Single-leg bridge: the weaker side at least 85 % of the stronger", "left 20, right 22: 90 %"),
        (True, "Lateral step-down: at most 1 fault on each side", f"left 1, right 0 on {TODAY}"),
    ]
    assert (late.to, late.conditions, late.sources, late.date, late.passed) == ("late", (), ("R-062",), TODAY, False)
    assert all(criterion.sources for criterion in late.criteria)


def test_scales_are_told_in_their_words(catalog: Catalog) -> None:
    found = verdicts(catalog, person(recorded(ACL_MID)), "acl-mid", condition=(ACL,))
    assert [(text, value) for _, text, value in found] == [
        ("The knee straightens fully: yes", f"yes on {TODAY}"),
        ("Bend of the operated knee: more than 125 degrees", f"126 degrees on {TODAY}"),
        ("Swelling of the operated knee: at most 1+", f"1+ on {TODAY}"),
        ("Lag of the straight leg: at most 5 degrees", f"5 degrees on {TODAY}"),
    ]


def test_nothing_recorded_is_told_as_that(catalog: Catalog) -> None:
    found = judged(catalog, asked(pain=None), person(), TODAY)
    assert {(c.met, c.value) for v in found for c in v.criteria} == {(None, "not recorded"), (None, "not given")}
    assert not any(verdict.passed for verdict in found)


def test_what_is_recorded_of_unknown_tests_and_beyond_a_scale_does_no_harm(catalog: Catalog) -> None:
    """A log from elsewhere may hold anything."""
    odd = recorded({"juggling": 3, "knee-swelling": 900, "step-down": 2})
    found = verdicts(catalog, person(odd), "acl-mid", condition=(ACL,))
    assert found[2][::2] == (False, f"900 on {TODAY}")
    assert verdicts(catalog, person(odd), "general-mid")[1][2] == "not recorded"
