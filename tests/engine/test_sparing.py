"""The very next session is easier after one that hurt, and halved after a break, without waiting for the week's end."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.engine.logs import recorded
from tests.engine.people import (
    Edit,
    Trainee,
    a_workout,
    as_planned,
    at,
    day,
    dose,
    doses,
    edited,
    judged_well,
    mains,
    only,
    reworked,
    saved,
    with_exercise,
)

from glutemed.engine.facts import provoking
from glutemed.engine.planner import make_plan
from glutemed.engine.today import Today, todays
from glutemed.errors import UsageError
from glutemed.model.adaptation import Change, Number
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DoseLimits, Load, Stage
from glutemed.model.log import SetDone, Told
from glutemed.model.plan import Decision, Dose, Passed, Plan, session_minutes, volume

PlanFor = Callable[..., Plan]
CLAM, PLANK, RAISE = "clamshell", "knee-side-plank", "side-lying-hip-abduction"
STANDING = "isometric-hip-abduction-standing"
FULL = {RAISE: "3x8", PLANK: "3x20s", CLAM: "3x8"}
LESS = {RAISE: "2x8", PLANK: "2x20s", CLAM: "2x8"}


@pytest.fixture
def one(catalog: Catalog, plan_for: PlanFor) -> Trainee:
    """Days of leg raise, plank and clam, of others, and as on the first."""
    return Trainee(catalog, plan_for(stage="early"))


def planned(found: Today) -> dict[str, str]:
    return {item.exercise: dose(item) for item in found.planned.items("main")}


def after(one: Trainee, edit: Edit = as_planned, /, **told: Any) -> Today:
    """Return the third session, after a first one of which something was told, and a second that is not in the log."""
    one.session(edit, **told)
    one.today = 4
    return todays(one.catalog, one.person, day(4), 3)


# Pain above what is acceptable


@pytest.mark.parametrize("told", [{"pain": 6}, {"after": 6}, {"morning": 6, "usual": 6}, {"pain": 10}])
def test_after_pain_above_5_the_very_next_session_is_easier(one: Trainee, told: dict[str, Any]) -> None:
    """Every exercise has its easier form, or less of it, where no set tells which one hurt."""
    found = after(one, **told)
    assert planned(found) == {"isometric-hip-abduction-standing": "2x3x10s", PLANK: "2x20s", CLAM: "2x8"}
    worst = max(told[name] for name in ("pain", "after", "morning") if name in told)
    actions = {change.subject: (change.row, change.action) for change in found.changes if change.subject != "week"}
    assert actions == dict.fromkeys(FULL, ("D2", "easier"))
    clam = next(change for change in found.changes if change.subject == CLAM)
    assert clam.text == (
        f"pain reached {worst}, and more than 5 is too much: an easier form, or less of it. "
        "Clamshell: 2 x 8 instead of 3 x 8."
    )
    assert [(number.name, number.value) for number in clam.numbers] == [("worst pain", str(worst)), ("limit", "5")]
    assert clam.sources == one.catalog.row("D2").sources


@pytest.mark.parametrize(("pain", "see"), [(6, False), (7, False), (8, True)])
def test_after_pain_at_which_no_program_is_given_it_says_to_see_someone(one: Trainee, pain: int, see: bool) -> None:
    """P14."""
    told = Change(
        row="D2",
        subject="week",
        action="hold",
        text=f"pain reached {pain}, and more than 5 is too much: an easier form, or less of it. "
        "See a doctor or physical therapist before the next session: it is more than a program is for.",
        numbers=(Number(name="worst pain", value=str(pain)), Number(name="limit", value="5")),
        sources=one.catalog.row("D2").sources,
    )
    assert [change for change in after(one, pain=pain).changes if change.subject == "week"] == [told] * see


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"pain": 5, "after": 5, "morning": 5, "usual": 4},
        {"pain": None, "after": None},
        {"pain": None, "after": None, "morning": None},
    ],
)
def test_after_pain_up_to_5_it_is_as_planned(one: Trainee, told: dict[str, Any]) -> None:
    found = after(one, **told)
    assert (planned(found), found.changes) == (FULL, ())


def test_only_the_exercise_that_hurt_gets_easier_and_the_others_less(one: Trainee) -> None:
    found = after(one, only(RAISE, pain=6), pain=6)
    assert planned(found) == {"isometric-hip-abduction-standing": "2x3x10s", PLANK: "2x20s", CLAM: "2x8"}
    assert [change.subject for change in found.changes if "in place of" in change.text] == [RAISE]
    assert sorted(change.subject for change in found.changes) == sorted(FULL)
    clam = after(Trainee(one.catalog, one.plan), only(CLAM, pain=7), pain=None)
    assert planned(clam) == LESS
    assert sorted(change.subject for change in clam.changes) == sorted(FULL)


def test_a_set_that_hurts_is_enough(one: Trainee) -> None:
    assert planned(after(one, only(CLAM, pain=6), pain=1)) == LESS
    assert planned(after(Trainee(one.catalog, one.plan), only(CLAM, pain=5), pain=1)) == FULL


def test_a_session_stopped_at_the_first_set_counts(one: Trainee) -> None:
    """Who hurts most skips most."""
    found = after(one, lambda done: replace(done, skipped=True), pain=7, after=7)
    assert planned(found)[CLAM] == "2x8"


def test_pain_above_3_is_too_much_in_early_patellofemoral_pain(catalog: Catalog, plan_for: PlanFor) -> None:
    """R-012."""
    plan = plan_for(stage="early", condition=("patellofemoral-pain",))
    changes = [after(Trainee(catalog, plan), pain=pain).changes for pain in (3, 4)]
    assert [bool(found) for found in changes] == [False, True]
    assert changes[1][0].text.startswith("pain reached 4, and more than 3 is too much")


def test_what_is_made_easier_still_keeps_every_rule(one: Trainee) -> None:
    found = after(one, pain=8)
    eased = replace(
        one.plan, weeks=(replace(one.plan.weeks[0], sessions=(*one.plan.weeks[0].sessions[:2], found.planned)),)
    )
    assert found.planned.minutes == session_minutes(found.planned.blocks)
    assert found.planned.minutes < one.plan.weeks[0].sessions[2].minutes
    judged_well(one.catalog, eased)


@pytest.mark.parametrize("asked", [{"stage": "mid"}, {"goal": "prevention", "stage": None}])
def test_it_is_made_easier_at_what_is_prescribed_whatever_was_asked_for(one: Trainee, asked: dict[str, Any]) -> None:
    """The isometric abduction, a rung of early rehab, is in no plan for prevention or the mid stage."""
    lowered = replace(one.plan, request=replace(one.plan.request, **asked))
    assert planned(after(Trainee(one.catalog, lowered), pain=7)) == {STANDING: "2x3x10s", PLANK: "2x20s", CLAM: "2x8"}


def test_it_is_made_easier_within_the_stage_that_passed_gates_opened(catalog: Catalog, plan_for: PlanFor) -> None:
    """Without the gate its easier exercises would be those of the early stage."""
    gate = Passed(gate="acl-mid", to="mid", date="2026-01-04")
    early = plan_for(stage="early", condition=("acl-reconstruction",))
    plan = make_plan(catalog, replace(early.request, stage="mid"), (gate,))
    assert planned(after(Trainee(catalog, plan), pain=7)) == {
        "single-leg-squat": "2x8, shallow, with hand support",
        "hip-hitch": "2x8, from level up only",
        "knee-held-bridge": "2x8",
    }


def test_each_session_that_hurts_takes_a_step_more(one: Trainee) -> None:
    one.session(pain=6)
    one.today = 2
    one.session(pain=6)
    one.today = 4
    found = todays(one.catalog, one.person, day(4))
    assert planned(found)[CLAM] == "2x6"
    volumes = [sum(map(volume, session.items("main"))) for session in (found.planned, one.plan.weeks[0].sessions[2])]
    assert volumes[0] < volumes[1]


@pytest.mark.parametrize(("weeks", "left"), [(1, "2x6"), (2, "2x6"), (3, "2x8")])
def test_an_easier_exercise_has_no_more_than_in_the_last_three_weeks_of_any_program(
    catalog: Catalog, plan_for: PlanFor, weeks: int, left: str
) -> None:
    """A week with 2 x 6 of the clam, then so many of a new program without it; the reverse clam hurts in the last."""
    early = plan_for(stage="early")
    one = Trainee(catalog, reworked(early, clamshell={"sets": 2, "dose": Dose(kind="reps", reps=6)})).week()
    one.take(edited(replace(early, id="new"), lambda item: item if item.exercise != CLAM else None))
    assert one.plan.before == ()
    for _ in range(weeks - 1):
        one.week()
        one.go_on()
    assert doses(one.week(only("reverse-clamshell", pain=6)).next().plan)[CLAM] == left


def test_what_came_to_its_floor_is_told_once(catalog: Catalog, plan_for: PlanFor) -> None:
    low = reworked(plan_for(stage="early"), clamshell={"sets": 2, "dose": Dose(kind="reps", reps=6)})
    one = Trainee(catalog, low)
    one.session(morning=3)
    one.today = 2
    one.session(morning=3)
    one.today = 4
    texts = [change.text for change in todays(catalog, one.person, day(4)).changes if change.subject == CLAM]
    assert [text.partition(". ")[2] for text in texts] == ["Clamshell: 2 x 5 instead of 2 x 6."]


def test_what_came_to_its_floor_is_told_by_the_session_that_took_it_there(catalog: Catalog, plan_for: PlanFor) -> None:
    low = reworked(plan_for(stage="early"), clamshell={"sets": 2, "dose": Dose(kind="reps", reps=6)})
    one = Trainee(catalog, low)
    for one.today, morning in ((0, 3), (2, 4)):
        one.session(morning=morning)
    one.today = 4
    changes = {change.subject: change for change in todays(catalog, one.person, day(4)).changes}
    assert [changes[id].numbers[0].value for id in (CLAM, RAISE)] == ["3", "4"]


def test_after_what_had_to_go_the_others_still_get_easier(catalog: Catalog, plan_for: PlanFor) -> None:
    """The plank, at its floor, goes after the first session; the clam comes after it in the week."""
    floor = reworked(
        plan_for(stage="early"), knee_side_plank={"sets": 2, "dose": Dose(kind="hold", reps=1, seconds=10)}
    )
    one = Trainee(catalog, floor)
    for one.today in (0, 2):
        one.session(pain=6)
    one.today = 4
    found = todays(catalog, one.person, day(4), 3)
    assert planned(found) == {STANDING: "2x3x10s", CLAM: "2x6"}
    (gone,) = (change.text for change in found.changes if change.subject == PLANK)
    assert gone.endswith("Without Side plank from the knees.")


def test_only_the_last_session_says_to_see_someone(one: Trainee) -> None:
    for one.today, pain in ((0, 8), (2, 6)):
        one.session(pain=pain)
    one.today = 4
    assert "week" not in {change.subject for change in todays(one.catalog, one.person, day(4)).changes}


def test_a_form_and_a_load_that_went_are_told(catalog: Catalog, plan_for: PlanFor) -> None:
    band = Load(kind="band", where="above the knees", start="a light one")
    plan = reworked(plan_for(stage="early"), reverse_clamshell={"load": band, "kit": ("band",)})
    one = Trainee(catalog, plan)
    one.session(pain=6)
    one.today = 2
    texts = {
        change.subject: change.text.partition("less of it. ")[2]
        for change in todays(catalog, one.person, day(2)).changes
    }
    assert texts == {
        "standing-hip-abduction": "Standing hip abduction: with hand support, 2 x 8 instead of 3 x 8.",
        "single-leg-bridge": "Single-leg-biased bridge, 2 x 5, in place of Single-leg bridge.",
        "reverse-clamshell": "Reverse clamshell: without load, 3 x 8 instead of 3 x 8.",
    }


def test_a_form_that_stays_is_not_told(catalog: Catalog, plan_for: PlanFor) -> None:
    found = after(Trainee(catalog, plan_for(stage="mid")), morning=3)
    (text,) = (change.text for change in found.changes if change.subject == "single-leg-squat")
    assert planned(found)["single-leg-squat"] == "2x8, with hand support"
    assert text.endswith("Single-leg squat: 2 x 8 instead of 3 x 8.")


def test_the_week_stays_easier_after_a_session_that_did_not_hurt(one: Trainee) -> None:
    one.session(pain=6)
    one.today = 2
    one.session(pain=0)
    one.today = 4
    assert planned(todays(one.catalog, one.person, day(4)))[CLAM] == "2x8"


def test_the_session_begun_today_is_not_eased_by_itself(one: Trainee) -> None:
    one.session(pain=6)
    workout = one.person.workouts[0]
    begun = replace(workout, told=(replace(workout.told[0], finished=None),))
    found = todays(one.catalog, replace(one.person, workouts=(begun,)), day(0))
    assert (found.begun, planned(found), found.changes) == (begun, FULL, ())


# What was done, where it was less than planned


def up_to(sets: int, reps: int = 8, seconds: int = 20) -> Edit:
    """Do so many sets of an exercise, each with so much; the others are not in the log."""

    def edit(one: SetDone) -> SetDone | None:
        amount: dict[str, Any] = {"reps": reps} if one.seconds is None else {"seconds": seconds}
        return replace(one, **amount) if one.number <= sets else None

    return edit


@pytest.mark.parametrize(
    ("edit", "left"),
    [
        (as_planned, ("2x8", "2x20s")),
        (up_to(2), ("2x6", "2x15s")),
        (up_to(3, 7, 16), ("2x7", "2x16s")),
        (up_to(1, 3, 4), ("2x5", "2x10s")),  # never under the floor
        (lambda done: replace(done, skipped=done.number > 2), ("2x8", "2x20s")),
        (lambda done: up_to(2)(done) if done.exercise != RAISE else None, ("2x6", "2x15s")),
        (lambda done: replace(done, reps=None, seconds=None), ("2x8", "2x20s")),
    ],
    ids=["all", "two sets", "less in each", "next to nothing", "one skipped", "without the first", "no amounts"],
)
def test_after_a_session_that_hurt_there_is_less_than_was_done(one: Trainee, edit: Edit, left: tuple[str, str]) -> None:
    """Sets that were skipped were planned, and count."""
    found = planned(after(one, edit, morning=3))
    assert (found[CLAM], found[PLANK]) == left


def test_what_was_done_of_a_dose_set_by_hand_is_not_set_by_hand(catalog: Catalog, plan_for: PlanFor) -> None:
    """Of the clam so little was done that nothing less is possible."""
    one = Trainee(catalog, reworked(plan_for(stage="early"), clamshell={"by_hand": True}))
    found = after(one, up_to(1, 3, 4), morning=3)
    (item,) = (item for item in found.planned.items("main") if item.exercise == CLAM)
    assert (dose(item), item.by_hand) == ("2x5", False)


@pytest.mark.parametrize(("own", "left"), [((3, 5), "3x6"), ((1, 5), "1x6")])
def test_an_exercise_with_sets_of_its_own_has_no_fewer_than_those(
    catalog: Catalog, plan_for: PlanFor, own: tuple[int, int], left: str
) -> None:
    """After one set of four."""
    trial = with_exercise(catalog, CLAM, dose=DoseLimits(kind="reps", sets=own))
    one = Trainee(trial, reworked(plan_for(stage="early"), clamshell={"sets": 4}))
    assert planned(after(one, up_to(1), morning=3))[CLAM] == left


def test_after_a_session_that_a_break_had_halved_and_that_hurt_there_is_less(one: Trainee) -> None:
    """Less than the two sets that were done, and not as much as two of the three that were planned."""
    one.week()
    one.go_on()
    one.rest(14)
    halved = planned(todays(one.catalog, one.person, day(one.today)))
    found = one.week(pain=6, skip=(2, 3)).next()
    assert (halved[PLANK], doses(found.plan)[PLANK]) == ("2x22s", "2x20s")


def test_pain_told_late_of_less_than_was_planned_leaves_less_than_that(one: Trainee) -> None:
    one.week(up_to(2))
    found = told_after_saving(one, morning=3)
    assert dose(mains(one.plan)[CLAM]) == "3x8"
    assert planned(found) == {RAISE: "2x6", PLANK: "2x15s", CLAM: "2x6"}


# Mornings worse than usual


@pytest.mark.parametrize(
    ("morning", "usual", "row"), [(3, 1, "D3"), (2, 1, None), (2, 0, "D3"), (5, 4, None), (6, 4, "D2")]
)
def test_after_a_morning_worse_by_2_each_exercise_has_one_step_less(
    one: Trainee, morning: int, usual: int, row: str | None
) -> None:
    found = after(one, morning=morning, usual=usual)
    assert {change.row for change in found.changes} == ({row} if row else set())
    if row == "D3":
        assert planned(found) == LESS
        assert {change.action for change in found.changes} == {"less"}
        assert found.changes[0].text == (
            f"the morning after was at {morning}, against {usual} as usual: less of it. "
            "Clamshell: 2 x 8 instead of 3 x 8."
        )
        assert [(number.name, number.value) for number in found.changes[0].numbers] == [
            ("morning", str(morning)),
            ("usual", str(usual)),
        ]


def test_without_a_usual_morning_the_first_one_is_what_mornings_go_by(one: Trainee) -> None:
    one.session(morning=1, usual=None)
    one.today = 2
    one.session(morning=3, usual=None)
    one.today = 4
    found = todays(one.catalog, one.person, day(4))
    assert (planned(found), {change.row for change in found.changes}) == (LESS, {"D3"})


def test_what_can_have_no_less_stays_and_says_so(catalog: Catalog, plan_for: PlanFor) -> None:
    floor = reworked(plan_for(stage="early"), clamshell={"sets": 2, "dose": Dose(kind="reps", reps=5)})
    found = after(Trainee(catalog, floor), morning=3)
    assert planned(found)[CLAM] == "2x5"
    (change,) = (change for change in found.changes if change.subject == CLAM)
    assert (change.action, change.text.partition(". ")[2]) == (
        "hold",
        "Nothing easier is possible here: leave it out if it hurts, and see a clinician before going on.",
    )


def test_a_warm_up_or_stretch_that_hurts_is_left_out(one: Trainee) -> None:
    light = [item.exercise for kind in ("warm-up", "mobility") for item in one.plan.weeks[0].sessions[0].items(kind)]
    assert len(light) == 3
    for id in light:
        found = after(Trainee(one.catalog, one.plan), only(id, pain=6))
        left = [item.exercise for block in found.planned.blocks for item in block.items]
        assert [each for each in light if each not in left] == [id]
        assert planned(found) == LESS
        assert all(block.items for block in found.planned.blocks)
        (gone,) = (change for change in found.changes if change.subject == id)
        name = one.catalog.exercise(id).name  # type: ignore[union-attr]
        assert gone == Change(
            row="D2",
            subject=id,
            action="easier",
            text=f"pain reached 6 at {name}, and more than 5 is too much: an easier form, or less of it. Left out.",
            numbers=(Number(name="worst pain", value="6"), Number(name="limit", value="5")),
            sources=one.catalog.row("D2").sources,
        )
    fine = after(Trainee(one.catalog, one.plan), only(light[0], pain=5))
    assert fine.planned == one.plan.weeks[0].sessions[2]


def test_main_work_that_hurt_stays_easier_though_it_warmed_up_too(one: Trainee) -> None:
    """A program by hand: the clam warms up on the second day, and is left out of that alone."""
    week, clam = one.plan.weeks[0], mains(one.plan)[CLAM]
    second = week.sessions[1]
    warm_up = replace(second.blocks[0], items=(*second.blocks[0].items, clam))
    sessions = (week.sessions[0], replace(second, blocks=(warm_up, *second.blocks[1:])), week.sessions[2])
    by_hand = Trainee(one.catalog, replace(one.plan, weeks=(replace(week, sessions=sessions),)))
    by_hand.session(only(CLAM, pain=6))
    by_hand.today = 2
    days = [todays(by_hand.catalog, by_hand.person, day(2), number).planned for number in (2, 3)]
    assert CLAM not in {item.exercise for item in days[0].items("warm-up")}
    assert {item.exercise: dose(item) for item in days[1].items("main")} == LESS


def test_where_nothing_easier_is_possible_it_says_so(catalog: Catalog, plan_for: PlanFor) -> None:
    """At the floor of all, where the week is none without any."""
    plan = plan_for(stage="early", condition=("gluteal-tendinopathy",))
    floor = reworked(plan, double_leg_bridge={"sets": 2, "dose": Dose(kind="reps", reps=5)})
    floor = edited(floor, lambda item: item if item.exercise in ("double-leg-bridge", STANDING) else None)
    floor = replace(floor, weeks=(replace(floor.weeks[0], sessions=floor.weeks[0].sessions[::2]),))
    one = Trainee(catalog, floor)
    one.session(pain=7)
    one.today = 2
    found = todays(catalog, one.person, day(2))
    assert planned(found) == {STANDING: "2x3x10s", "double-leg-bridge": "2x5"}
    assert {(change.row, change.subject, change.action) for change in found.changes} == {
        ("D2", STANDING, "hold"),
        ("D2", "double-leg-bridge", "hold"),
    }


# News of the last session of the program before


def late_news(one: Trainee, **told: Any) -> Today:
    """Return the first session of week 2, which was made before something was told of the last one of week 1."""
    one.week()
    one.today = 4  # on the evening of the last session
    one.go_on()
    last = one.person.workouts[-1]
    news = replace(last, told=(*last.told, Told(recorded=at(5), **told)))
    one.person = replace(one.person, workouts=(*one.person.workouts[:-1], news))
    one.today = 7
    return todays(one.catalog, one.person, day(7))


def test_pain_told_after_the_next_week_was_made_makes_its_first_session_easier(one: Trainee) -> None:
    """And nothing is above the week before."""
    found = late_news(one, morning=6)
    assert planned(found)[CLAM] == "2x8"
    assert {change.row for change in found.changes} == {"D2"}


def test_late_news_of_a_program_that_is_not_at_hand_still_give_a_step_less(one: Trainee) -> None:
    late_news(one, morning=3)
    one.person = replace(one.person, programs=one.person.programs[-1:])
    assert planned(todays(one.catalog, one.person, day(7))) == LESS


def test_a_bad_morning_told_late_takes_back_the_rise_and_a_step_more(one: Trainee) -> None:
    assert planned(late_news(one, morning=3)) == LESS


def test_what_late_news_take_back_is_told_where_nothing_less_is_possible(catalog: Catalog, plan_for: PlanFor) -> None:
    floor = reworked(plan_for(stage="early"), clamshell={"sets": 2, "dose": Dose(kind="reps", reps=5)})
    one = Trainee(catalog, floor)
    found = late_news(one, morning=3)
    assert dose(mains(one.plan)[CLAM]) == "2x6"
    assert planned(found)[CLAM] == "2x5"
    texts = [change.text for change in found.changes if change.subject == CLAM]
    assert "Clamshell: 2 x 5 instead of 2 x 6." in " ".join(texts)


def test_an_exercise_is_told_of_once(catalog: Catalog, plan_for: PlanFor) -> None:
    """The clam, which late news take back to its floor, and of which nothing easier is possible."""
    floor = reworked(plan_for(stage="early"), clamshell={"sets": 2, "dose": Dose(kind="reps", reps=5)})
    found = late_news(Trainee(catalog, floor), morning=3)
    assert sorted(change.subject for change in found.changes) == sorted((CLAM, PLANK, RAISE))


def test_late_news_take_back_a_first_load(catalog: Catalog, plan_for: PlanFor) -> None:
    """With it the kit; what is left is one step less than without a load."""
    hitch = plan_for(stage="mid", level="intermediate")
    one = Trainee(catalog, reworked(hitch, hip_hitch={"dose": Dose(kind="reps", reps=15)})).week()
    one.go_on()
    one.week()
    one.today = 11
    one.go_on()
    assert dose(mains(one.plan)["hip-hitch"]) == "3x8 + dumbbell"
    last = one.person.workouts[-1]
    news = replace(last, told=(*last.told, Told(recorded=at(12), morning=3)))
    one.person = replace(one.person, workouts=(*one.person.workouts[:-1], news))
    found = todays(one.catalog, one.person, day(14))
    (item,) = (item for item in found.planned.items("main") if item.exercise == "hip-hitch")
    assert (dose(item), "dumbbell" in item.kit) == ("2x8", False)


def test_late_news_take_back_a_harder_rung(catalog: Catalog, plan_for: PlanFor) -> None:
    plan = reworked(plan_for("prevention", equipment=()), forward_step_up={"dose": Dose(kind="reps", reps=15)})
    one = Trainee(catalog, plan).week()
    one.go_on()
    one.week()
    one.today = 11
    one.go_on()
    assert "high-step-up" in mains(one.plan)
    last = one.person.workouts[-1]
    news = replace(last, told=(*last.told, Told(recorded=at(12), morning=3)))
    one.person = replace(one.person, workouts=(*one.person.workouts[:-1], news))
    sessions = [todays(one.catalog, one.person, day(14), number) for number in (1, 2)]
    done = {item.exercise: dose(item) for found in sessions for item in found.planned.items("main")}
    assert "high-step-up" not in done
    assert done["forward-step-up"] == "2x15, with hand support"
    (text,) = (change.text for found in sessions for change in found.changes if change.subject == "high-step-up")
    assert text.endswith("Forward step-up, 2 x 15, in place of High step-up.")


def clam(sets: int, reps: int, **fields: Any) -> dict[str, Any]:
    return {"clamshell": {"sets": sets, "dose": Dose(kind="reps", reps=reps), **fields}}


def plank(sets: int, seconds: int) -> dict[str, Any]:
    return {"knee_side_plank": {"sets": sets, "dose": Dose(kind="hold", reps=1, seconds=seconds)}}


BAND: dict[str, Any] = {"load": Load(kind="band", where="above the knees", start="a light one"), "kit": ("band",)}


@pytest.mark.parametrize(
    ("before", "now", "left", "kit"),
    [
        (clam(2, 8), clam(3, 8), ("2x6", "2x20s"), ()),
        (clam(3, 8), clam(3, 12), ("2x8", "2x20s"), ()),
        (clam(2, 8), clam(3, 12), ("2x6", "2x20s"), ()),
        (clam(3, 12), clam(2, 6), ("2x5", "2x20s"), ()),
        (plank(3, 20), plank(3, 30), ("2x8", "2x20s"), ()),
        (plank(2, 20), plank(3, 30), ("2x8", "2x15s"), ()),
        (plank(3, 30), plank(3, 20), ("2x8", "2x20s"), ()),
        (clam(3, 8), clam(3, 8, **BAND), ("2x8", "2x20s"), ()),
        (clam(3, 8, **BAND), clam(3, 8), ("2x8", "2x20s"), ()),
        (clam(3, 8, **BAND), clam(3, 8, **{**BAND, "kit": ("a scarf",)}), ("2x8 + band", "2x20s"), ("a scarf",)),
    ],
)
def test_after_late_news_nothing_is_above_the_week_before_then_comes_a_step_less(
    catalog: Catalog, plan_for: PlanFor, before: Any, now: Any, left: tuple[str, str], kit: tuple[str, ...]
) -> None:
    """Sets, repetitions, holds and load, of what the last session did not have."""
    early = plan_for(stage="early")
    one = Trainee(catalog, reworked(early, **before)).week(lambda done: done if done.exercise == RAISE else None)
    one.today = 4
    one.take(replace(reworked(early, **now), id="made by hand"))
    last = one.person.workouts[-1]
    news = replace(last, told=(*last.told, Told(recorded=at(5), morning=3)))
    one.person = replace(one.person, workouts=(*one.person.workouts[:-1], news))
    found = todays(catalog, one.person, day(7))
    assert (planned(found)[CLAM], planned(found)[PLANK]) == left
    assert next(item.kit for item in found.planned.items("main") if item.exercise == CLAM) == kit


def test_what_is_new_in_a_week_does_not_keep_the_rest_above_the_week_before(
    catalog: Catalog, plan_for: PlanFor
) -> None:
    """The leg raise is new, and stands before the clam."""
    early = plan_for(stage="early")
    one = Trainee(catalog, edited(early, lambda item: item if item.exercise != RAISE else None))
    one.week(lambda done: done if done.exercise == PLANK else None)
    one.today = 4
    one.take(replace(reworked(early, **clam(3, 12)), id="made by hand"))
    last = one.person.workouts[-1]
    news = replace(last, told=(*last.told, Told(recorded=at(5), morning=3)))
    one.person = replace(one.person, workouts=(*one.person.workouts[:-1], news))
    assert planned(todays(catalog, one.person, day(7))) == LESS


def test_what_was_told_when_a_program_was_saved_is_no_news(one: Trainee) -> None:
    """It was known when the program was made."""
    one.week()
    one.today = 4
    one.go_on()
    first, *others = one.person.workouts[-1].sets
    for news in (
        replace(one.person.workouts[-1], told=(Told(recorded=at(4), pain=7),)),
        replace(one.person.workouts[-1], told=(), sets=(replace(first, recorded=at(4), pain=7), *others)),
    ):
        person = replace(one.person, workouts=(*one.person.workouts[:-1], news))
        assert todays(one.catalog, person, day(7)).changes == ()


def test_news_of_this_week_take_back_nothing_of_the_week_before(one: Trainee) -> None:
    one.week()
    one.go_on()
    one.session(morning=3)
    one.today = 11
    assert planned(todays(one.catalog, one.person, day(11), 3)) == {RAISE: "2x9", PLANK: "2x22s", CLAM: "2x9"}


@pytest.mark.parametrize(("first", "counts"), [(1, True), (0, False)])
def test_late_news_are_those_of_the_last_week_of_sessions(one: Trainee, first: int, counts: bool) -> None:
    """Of a session 6 days before the last one, and 7 days."""
    for one.today in (first, 7):
        one.session()
    one.go_on()
    told = one.person.workouts[0]
    news = replace(told, told=(*told.told, Told(recorded=at(8), morning=7)))
    one.person = replace(one.person, workouts=(news, *one.person.workouts[1:]))
    assert bool(todays(one.catalog, one.person, day(9)).changes) is counts


def told_after_saving(one: Trainee, **told: Any) -> Today:
    """Tell something of the last session after the next week was made, and return the first session of that."""
    one.go_on()
    last = one.person.workouts[-1]
    news = replace(last, told=(*last.told, Told(recorded=at(one.today + 1), **told)))
    one.person = replace(one.person, workouts=(*one.person.workouts[:-1], news))
    return todays(one.catalog, one.person, day(one.today + 1))


def test_late_news_take_back_to_the_week_they_are_of(one: Trainee) -> None:
    """To the second week's 3 x 9, and not to the first one's 3 x 8."""
    one.week()
    one.go_on()
    one.week()
    assert planned(told_after_saving(one, morning=3)) == {RAISE: "2x9", PLANK: "2x22s", CLAM: "2x9"}


def test_late_news_take_back_a_set_that_came_back(one: Trainee) -> None:
    one.week(pain=0, after=0, morning=0)
    one.go_on()
    one.week(pain=2, after=2, morning=0)
    one.go_on()
    one.week()
    found = told_after_saving(one, morning=4)
    assert dose(mains(one.plan)[CLAM]) == "3x9"
    assert planned(found)[CLAM] == "2x8"


def test_pain_at_a_set_that_is_told_late_counts(one: Trainee) -> None:
    one.week()
    one.go_on()
    last = one.person.workouts[-1]
    sore = tuple(replace(done, recorded=at(8), pain=7) for done in last.sets if done.exercise == CLAM)
    one.person = replace(one.person, workouts=(*one.person.workouts[:-1], replace(last, sets=(*last.sets, *sore))))
    assert {change.row for change in todays(one.catalog, one.person, day(8)).changes} == {"D2"}


def test_news_that_are_good_change_nothing(one: Trainee) -> None:
    found = late_news(one, morning=1)
    assert planned(found) == {RAISE: "3x9", PLANK: "3x22s", CLAM: "3x9"}
    assert found.changes == ()


def test_what_was_known_when_the_week_was_made_is_not_counted_twice(one: Trainee) -> None:
    one.week(pain=6)
    found = one.go_on()
    session = todays(one.catalog, one.person, day(7))
    assert (session.changes, session.planned) == ((), found.plan.weeks[0].sessions[0])


def told_late(one: Trainee, wanted: Stage | None = None, **told: Any) -> Trainee:
    """Make the next week on the evening of its last session, before something was told of that; go to its first day."""
    one.today = 4
    screened = replace(recorded({"step-down": (3, 2)}), date=day(3), recorded=at(3))
    one.person = replace(one.person, screenings=(screened,))
    one.go_on(stage=wanted)
    last = one.person.workouts[-1]
    news = replace(last, told=(*last.told, Told(recorded=at(5), **told)))
    one.person = replace(one.person, workouts=(*one.person.workouts[:-1], news))
    one.today = 7
    return one


def test_after_pain_told_late_the_week_may_be_made_anew(one: Trainee) -> None:
    """From the week that was trained, as the newer one was made without knowing of it."""
    told_late(one.week(), morning=6)
    found = one.go_on()
    assert ([week.number for week in found.plan.before], found.plan.weeks[0].number) == ([1], 2)
    assert {change.row for change in found.changes if change.subject != "stage"} == {"D2"}
    assert todays(one.catalog, one.person, day(7)).changes == ()
    with pytest.raises(UsageError, match=r"^nothing of week 2 is in the log yet"):
        one.next()


def test_after_good_news_the_week_is_not_made_anew(one: Trainee) -> None:
    told_late(one.week(), morning=1)
    with pytest.raises(UsageError, match=r"^nothing of week 2 is in the log yet"):
        one.next()


@pytest.mark.parametrize(("morning", "refused"), [(6, True), (1, False)])
def test_pain_told_after_a_step_up_was_made_asks_for_the_week_anew(one: Trainee, morning: int, refused: bool) -> None:
    told_late(one.week(), "mid", morning=morning)
    if not refused:
        assert todays(one.catalog, one.person, day(7)).changes == ()
        return
    with pytest.raises(UsageError) as caught:
        todays(one.catalog, one.person, day(7))
    assert str(caught.value) == (
        "too much pain was told after this program, of a harder stage, was saved; make the week anew with: "
        "glutemed next --save"
    )
    assert one.go_on().plan.prescribed.stage == "early"
    assert todays(one.catalog, one.person, day(7)).week == 2


def test_once_a_session_of_the_step_up_is_done_it_goes_on(one: Trainee) -> None:
    """The session before it is made easier all the same."""
    one.week()
    evening = told_late(one, "mid")
    evening.session()
    workout = evening.person.workouts[-2]
    news = replace(workout, told=(*workout.told, Told(recorded=at(8), morning=7)))
    evening.person = replace(
        evening.person, workouts=(*evening.person.workouts[:-2], news, evening.person.workouts[-1])
    )
    found = todays(one.catalog, evening.person, day(9))
    assert (found.session, {change.row for change in found.changes}) == (2, {"D2"})


# Which exercise hurt


def test_the_exercises_that_provoke_pain_above_the_cap(one: Trainee) -> None:
    pains = {(CLAM, "left", 1): 6, (PLANK, "right", 2): 5, (RAISE, "left", 1): 9}

    def hurt(done: SetDone) -> SetDone:
        return replace(done, pain=pains.get((done.exercise, done.side, done.number)))

    workout = a_workout(one.plan, edit=hurt, pain=9)
    assert provoking(workout, 5) == {CLAM, RAISE}
    assert provoking(workout, 4) == {CLAM, RAISE, PLANK}
    assert provoking(workout, 9) == frozenset()
    better = tuple(replace(done, pain=1, recorded=at(1)) for done in workout.sets if done.exercise == CLAM)
    assert provoking(replace(workout, sets=(*better, *workout.sets)), 5) == {RAISE}


# After a break


@pytest.mark.parametrize(("days", "halved"), [(13, False), (14, True), (40, True)])
def test_after_two_weeks_without_training_the_session_is_halved(one: Trainee, days: int, halved: bool) -> None:
    """R-039, where nobody asked for another week."""
    one.session()
    found = todays(one.catalog, one.person, day(days))
    changes = [(change.row, change.subject, change.action) for change in found.changes]
    assert changes == ([("E10", "week", "halve")] if halved else [])
    assert found.session == 2
    sets = sum(item.sets for item in found.planned.items("main"))
    assert sets == (4 if halved else 9)


def test_halving_leaves_out_exercises_first(one: Trainee) -> None:
    one.session()
    found = todays(one.catalog, one.person, day(20), 1)
    assert planned(found) == {RAISE: "2x8", PLANK: "2x20s"}
    assert found.changes[0].text.endswith("with fewer exercises and fewer sets")


def test_a_break_after_the_weeks_back_is_halved_again(one: Trainee) -> None:
    """The program of the fifth week back was made for the first break alone."""
    one.week().rest(14)
    for _ in range(4):
        one.go_on()
        one.week()
    one.go_on()
    assert todays(one.catalog, one.person, day(one.today)).changes == ()
    one.rest(30)
    assert [change.row for change in todays(one.catalog, one.person, day(one.today)).changes] == ["E10"]


def test_all_sessions_of_the_week_are_halved(one: Trainee) -> None:
    one.session()
    one.today = 20
    one.session()
    one.today = 22
    found = todays(one.catalog, one.person, day(22))
    assert (found.session, sum(item.sets for item in found.planned.items("main"))) == (3, 4)
    assert "20 days without training" in found.changes[0].text
    assert "50 %" in found.changes[0].text


def test_a_week_made_before_the_break_is_halved_and_one_made_after_it_only_once(one: Trainee) -> None:
    one.week()
    one.go_on()
    halved = todays(one.catalog, one.person, day(24))
    assert (halved.week, [change.row for change in halved.changes]) == (2, ["E10"])
    one.today = 24
    again = one.go_on()
    found = todays(one.catalog, one.person, day(24))
    assert (found.planned, found.changes) == (again.plan.weeks[0].sessions[0], ())


def test_a_week_made_for_a_break_of_just_two_weeks_is_not_halved_again(one: Trainee) -> None:
    one.week().rest(11)  # the last session was on day 4
    found = one.go_on()
    assert one.today == 18
    assert [change.row for change in found.changes if change.subject == "week"] == ["E10"]
    assert todays(one.catalog, one.person, day(18)).changes == ()


def test_a_new_program_after_a_break_that_does_not_know_of_it_is_halved(one: Trainee) -> None:
    """Made by plan, and not by next."""
    one.session()
    decided = Decision(rule="P14", subject="stage", text="for pain", sources=("P14",))
    other = replace(one.plan, id="other", decisions=(decided,))
    one.person = replace(one.person, programs=(*one.person.programs, saved(other, 30)))
    assert [change.row for change in todays(one.catalog, one.person, day(30)).changes] == ["E10"]
    one.today = 30
    one.session()
    third = replace(one.plan, id="third")
    one.person = replace(one.person, programs=(*one.person.programs, saved(third, 32)))
    assert todays(one.catalog, one.person, day(32)).changes == ()


def test_a_skipped_session_ends_no_break(one: Trainee) -> None:
    one.session()
    one.today = 10
    one.session(lambda done: replace(done, skipped=True))
    assert [change.row for change in todays(one.catalog, one.person, day(16)).changes] == ["E10"]


def test_after_a_break_and_pain_it_is_both(one: Trainee) -> None:
    one.session(pain=6)
    found = todays(one.catalog, one.person, day(16), 3)
    assert [change.row for change in found.changes][:2] == ["E10", "D2"]
    assert sum(item.sets for item in found.planned.items("main")) <= 4


def test_a_stand_in_is_told_of_in_the_place_of_one_exercise_alone(catalog: Catalog, plan_for: PlanFor) -> None:
    one = Trainee(catalog, plan_for(stage="early"))
    for _ in range(2):
        one.session(pain=6)
        one.rest(2)
    found = todays(catalog, one.person, day(one.today))
    told = [change.text for change in found.changes if " in place of " in change.text]
    named = [text.partition(" in place of ")[0].rpartition(". ")[2] for text in told]
    stand = [item.name for item in found.planned.items("main")]
    assert len(named) == len(set(named))
    assert all(any(name.startswith(item) for item in stand) for name in named)
