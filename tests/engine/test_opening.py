"""The first week: how many main exercises, and how sessions are made to fit the minutes (P12)."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.engine.people import opening_of, reworked

from glutemed.engine.opening import weekly_sets
from glutemed.errors import NoPlanError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DoseLimits
from glutemed.model.plan import Decision, Plan, Reason, Session, session_minutes
from glutemed.model.policy import Slot

MakePlan = Callable[..., Plan]


def slot(pattern: Any, *prefer: str, block: Any = "main") -> Slot:
    return Slot(block=block, patterns=(pattern,), prefer=prefer)


def reps(count: int, **fields: Any) -> dict[str, Any]:
    """Work for both hips at once, without rest: 4 s a repetition and 30 s an item."""
    return {"sided": "both", "rest_seconds": 0, "dose": DoseLimits(kind="reps", reps=(count, count)), **fields}


def held(seconds: int, **fields: Any) -> dict[str, Any]:
    dose = DoseLimits(kind="hold", sets=(1, 1), seconds=(seconds, seconds))
    return {"sided": "both", "rest_seconds": 0, "dose": dose, **fields}


DRILL = reps(15, category="activation", pattern="abduction")
FOUR: dict[str, dict[str, Any]] = {
    "drill": {**DRILL, "dose": DoseLimits(kind="reps", sets=(1, 1), reps=(15, 15))},
    "a": reps(15, pattern="squat"),
    "b": reps(15, pattern="hinge"),
    "c": reps(15, pattern="bridge"),
    "d": reps(15, pattern="lunge"),
    "s": held(30, category="mobility", pattern="stretch"),
    "t": held(30, category="mobility", pattern="stretch"),
}
"""A drill of 90 s, four main exercises of 210 s in three sets or 150 s in two, and two stretches of 60 s."""
SHORT = {"y": reps(5, pattern="step"), "z": reps(5, pattern="hip-hitch")}
"""Two main exercises of 70 s in two sets."""
PLACES = [
    slot("abduction", block="warm-up"),
    slot("squat", "a"),
    slot("hinge", "b"),
    slot("bridge", "c"),
    slot("lunge", "d"),
    slot("stretch", "s", block="mobility"),
    slot("stretch", "t", block="mobility"),
]
LONG = {"few-minutes": 0}
"""Moves the bound of short sessions out of the way."""


def only(plan: Plan) -> Session:
    first = plan.weeks[0].sessions[0]
    assert [session.blocks for session in plan.weeks[0].sessions] == [first.blocks] * len(plan.weeks[0].sessions)
    return first


def ids(session: Session, kind: Any = "main") -> list[str]:
    return [item.exercise for item in session.items(kind)]


def sets(session: Session) -> dict[str, int]:
    return {item.exercise: item.sets for item in session.items("main")}


# --- how many main exercises


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 4),
        ({"age": 64}, 4),
        ({"age": 65}, 3),
        ({"minutes": 20}, 4),
        ({"minutes": 19}, 2),
        ({"age": 65, "minutes": 19}, 2),
        ({"days": 4}, 3),
        ({"days": 7, "age": 65}, 2),
        ({"pain": 5}, 4),
    ],
)
def test_a_session_has_fewer_main_exercises_at_65_and_two_in_less_than_20_minutes(
    plan: MakePlan, asked: dict[str, Any], count: int
) -> None:
    """P17, P12; four exercises of 70 s and less."""
    exercises = {id: reps(8, pattern=fields["pattern"], position="supine") for id, fields in FOUR.items()}
    assert len(ids(only(plan(exercises, PLACES[1:5], **asked)))) == count


# --- what goes first


@pytest.mark.parametrize(
    ("minutes", "main", "stretches"),
    [
        (90, {"a": 3, "b": 3, "c": 3, "d": 3}, ["s", "t"]),
        (18, {"a": 3, "b": 3, "c": 3, "d": 3}, ["s", "t"]),
        (17, {"a": 3, "b": 3, "c": 3, "d": 3}, ["s"]),
        (16, {"a": 3, "b": 3, "c": 3, "d": 3}, []),
    ],
)
def test_stretches_go_first_the_last_of_them_before_the_first(
    plan: MakePlan, minutes: int, main: dict[str, int], stretches: list[str]
) -> None:
    """17.5 minutes with both stretches, 16.5 with one, 15.5 with none."""
    found = plan(FOUR, PLACES, limits=LONG, minutes=minutes)
    session = only(found)
    assert (sets(session), ids(session, "mobility"), ids(session, "warm-up")) == (main, stretches, ["drill"])
    told = Decision(rule="P12", subject="mobility", text="no-time-stretches", sources=("of no-time-stretches",))
    assert (told in found.decisions) == (len(stretches) < 2)


@pytest.mark.parametrize("minutes", [17, 16, 12, 8, 4])
def test_stretches_cut_for_time_are_told_once(plan: MakePlan, minutes: int) -> None:
    """Whether one is cut, all are, or the shortest exercises are taken at last."""
    found = plan({**FOUR, **SHORT}, PLACES, limits=LONG, minutes=minutes)
    assert [d.text for d in found.decisions if d.subject == "mobility"] == ["no-time-stretches"]


def test_stretches_that_are_not_lawful_are_not_told_as_cut_for_time(plan_for: MakePlan) -> None:
    """R-016: with gluteal tendinopathy there are none, with the trial's exercises as with the shortest ones."""
    for minutes, first in ((10, "isometric-hip-abduction-supine"), (7, "hip-hitch-hold")):
        found = plan_for(stage="early", condition=("gluteal-tendinopathy",), minutes=minutes)
        assert found.weeks[0].sessions[0].items("main")[0].exercise == first
        assert [decision.rule for decision in found.decisions if decision.subject == "mobility"] == ["P15"]


def test_a_stretch_of_a_session_that_had_time_for_it_is_told_when_the_shortest_exercises_leave_it_out(
    plan: MakePlan,
) -> None:
    """6 minutes: the first kind needs 6.5 in two sets and has no stretch; the second, of 5 with one, loses it."""
    light = [PLACES[0], slot("step", "y"), slot("hip-hitch", "z"), slot("stretch", "s", block="mobility")]
    found = plan({**FOUR, **SHORT}, PLACES[:3], light, limits=LONG, minutes=6)
    assert [ids(session, "mobility") for session in found.weeks[0].sessions] == [[], []]
    assert [decision.text for decision in found.decisions if decision.subject == "mobility"] == ["no-time-stretches"]


def test_sets_are_taken_off_sessions_that_are_too_long_alone(plan: MakePlan) -> None:
    """8 minutes: the first kind has 8.5 in three sets, the second 4.5."""
    light = [PLACES[0], slot("step", "y"), slot("hip-hitch", "z")]
    long, short = plan({**FOUR, **SHORT}, PLACES[:3], light, limits=LONG, minutes=8).weeks[0].sessions
    assert (sets(long), sets(short)) == ({"a": 2, "b": 2}, {"y": 3, "z": 3})


@pytest.mark.parametrize(
    ("minutes", "main"),
    [
        (15, {"a": 3, "b": 3, "c": 3}),
        (12, {"a": 3, "b": 3, "c": 3}),
        (11, {"a": 3, "b": 3}),
        (9, {"a": 3, "b": 3}),
        (8, {"a": 2, "b": 2}),
        (7, {"a": 2, "b": 2}),
    ],
)
def test_then_the_fourth_and_the_third_main_exercise_go_then_sets_down_to_two(
    plan: MakePlan, minutes: int, main: dict[str, int]
) -> None:
    """Without stretches: 15.5 minutes with four, 12 with three, 8.5 with two, 6.5 with two in two sets."""
    session = only(plan(FOUR, PLACES, limits=LONG, minutes=minutes))
    assert (sets(session), ids(session, "warm-up")) == (main, ["drill"])
    assert session.minutes == session_minutes(session.blocks) <= minutes


def test_rests_and_warm_up_stay_as_they_are(plan: MakePlan) -> None:
    rested = {id: {**fields, "rest_seconds": 45} for id, fields in FOUR.items()}
    long, short = only(plan(rested, PLACES, limits=LONG)), only(plan(rested, PLACES, limits=LONG, minutes=9))
    assert (len(long.items("main")), len(short.items("main"))) == (4, 2)
    assert {item.rest_seconds for item in short.items("main")} == {45}
    assert short.items("warm-up") == long.items("warm-up")


def test_sets_taken_off_to_fit_are_told_where_they_were_and_last(plan: MakePlan) -> None:
    two = {**FOUR, "b": {**FOUR["b"], "dose": DoseLimits(kind="reps", sets=(2, 2), reps=(15, 15))}}
    a, b = only(plan(two, PLACES, limits=LONG, minutes=7)).items("main")
    fewer = Reason(rule="P12", text="fewer-sets-fit", sources=("of fewer-sets-fit",))
    assert (a.sets, a.reasons[-1], b.sets, fewer in b.reasons) == (2, fewer, 2, False)


@pytest.mark.parametrize(("minutes", "count"), [(6, 3), (5, 3), (4, 2)])
def test_at_last_the_shortest_exercises_are_taken_with_the_sets_that_fit(
    plan: MakePlan, minutes: int, count: int
) -> None:
    """With the drill's 90 s: 6.5 minutes with the first choices in two sets; 4.5 and 3.8 with the two shortest."""
    session = only(plan({**FOUR, **SHORT}, PLACES, limits=LONG, minutes=minutes))
    assert (ids(session, "warm-up"), sets(session)) == (["drill"], {"y": count, "z": count})


def test_the_shortest_are_those_of_two_sets_whatever_they_begin_with(plan: MakePlan) -> None:
    """70 s in two sets, 110 s in the four that it begins with, against 78 s."""
    four, two = (DoseLimits(kind="reps", sets=(2, count), reps=(reps, reps)) for count, reps in ((6, 5), (2, 6)))
    exercises = {**FOUR, "y": {**SHORT["y"], "dose": four}, "z": SHORT["z"], "q": {**SHORT["y"], "dose": two}}
    assert set(sets(only(plan(exercises, PLACES, limits=LONG, minutes=4)))) == {"y", "z"}


def test_what_comes_next_is_named_where_it_is_lawful(plan: MakePlan) -> None:
    exercises = {**FOUR, "a": reps(15, pattern="squat", sided="one", harder=("c",))}
    first = only(plan(exercises, PLACES)).items("main")[0]
    assert (first.exercise, "next-harder C" in first.target) == ("a", True)


@pytest.mark.parametrize(
    ("exercises", "minutes", "needed"), [(FOUR, 6, 7), ({**FOUR, **SHORT}, 3, 4), ({**FOUR, **SHORT}, 1, 4)]
)
def test_where_nothing_fits_the_minutes_needed_are_told(
    plan: MakePlan, exercises: dict[str, Any], minutes: int, needed: int
) -> None:
    with pytest.raises(NoPlanError, match=f"needs {needed} minutes, more than the {minutes} asked for") as stopped:
        plan(exercises, PLACES, limits=LONG, minutes=minutes)
    assert (stopped.value.rule, stopped.value.code) == ("P12", 3)
    assert only(plan(exercises, PLACES, limits=LONG, minutes=needed)).minutes == needed


def test_only_sessions_that_are_too_long_are_cut(plan: MakePlan) -> None:
    """The first kind has 15.5 minutes without its stretches; the second 11 with one, and three exercises."""
    light = [PLACES[0], *PLACES[1:3], slot("step", "y"), PLACES[5]]
    long, short = plan({**FOUR, **SHORT}, PLACES, light, limits=LONG, minutes=12).weeks[0].sessions
    assert (len(long.items("main")), sets(short), ids(short, "mobility")) == (3, {"a": 3, "b": 3, "y": 3}, ["s"])


# --- what was asked for stays


@pytest.mark.parametrize("minutes", [18, 16, 15, 12, 11, 9, 8])
@pytest.mark.parametrize("asked", [("t",), ("d",), ("c", "d"), ("d", "t"), ("a",), ("z",), ("drill",)])
def test_what_was_asked_for_is_never_dropped(plan: MakePlan, asked: tuple[str, ...], minutes: int) -> None:
    found = plan({**FOUR, **SHORT}, PLACES, limits=LONG, minutes=minutes, include=asked)
    session = found.weeks[0].sessions[0]
    assert set(asked) <= {item.exercise for s in found.weeks[0].sessions for b in s.blocks for item in b.items}
    assert session.minutes <= minutes


def test_where_what_was_asked_for_does_not_fit_there_is_no_plan(plan: MakePlan) -> None:
    """90 s of drill and 150 s for each of four main exercises in two sets are 11.5 minutes."""
    asked = ("a", "b", "c", "d")
    session = only(plan(FOUR, PLACES, limits=LONG, minutes=12, include=asked))
    assert sets(session) == dict.fromkeys(asked, 2)
    with pytest.raises(NoPlanError, match="needs 12 minutes, more than the 11 asked for"):
        plan(FOUR, PLACES, limits=LONG, minutes=11, include=asked)


def test_a_session_keeps_a_compound_though_others_are_shorter(plan: MakePlan) -> None:
    """P09: the two shortest are none, and the longest is the only one; 90 + 150 + 70 s."""
    other = {"position": "supine"}
    exercises = {"drill": FOUR["drill"], "a": FOUR["a"], "b": {**FOUR["b"], **other}}
    exercises |= {id: {**fields, **other} for id, fields in SHORT.items()}
    found = plan(exercises, PLACES[:3], limits=LONG, minutes=6, policy={"compound": True})
    assert "a" in ids(only(found))
    with pytest.raises(NoPlanError, match="needs 6 minutes"):
        plan(exercises, PLACES[:3], limits=LONG, minutes=5, policy={"compound": True})


# --- more pain never gives more (P14)


def test_a_week_for_more_pain_has_no_more_main_exercises_though_its_lighter_ones_are_shorter(plan: MakePlan) -> None:
    """At pain 5 two of 150 s fit into 7 minutes; above it only four of 70 s are left, and all would fit."""
    low = {id: reps(5, pattern=FOUR[of]["pattern"], demand="low") for id, of in zip("wxyz", "abcd", strict=True)}
    mild, sore = (only(plan({**FOUR, **low}, PLACES, limits=LONG, minutes=7, pain=pain)) for pain in (5, 6))
    assert (sets(mild), sets(sore)) == ({"a": 2, "b": 2}, {"w": 2, "x": 2})


def of_sets(demand: str, *sets: int) -> dict[str, dict[str, Any]]:
    """Exercises of a pattern each, in the order of the places, of so many sets."""
    ids = {"moderate": "abcd", "low": "wxyz"}[demand]
    return {
        id: {**FOUR[of], "demand": demand, "dose": DoseLimits(kind="reps", sets=(count, count), reps=(5, 5))}
        for id, of, count in zip(ids, "abcd", sets, strict=False)
    }


@pytest.mark.parametrize(
    ("mild", "low", "left"),
    [
        ((2, 2, 2), (3, 3, 3), {"w": 3, "x": 3}),
        ((2, 2, 2, 2), (3, 2, 2, 2), {"w": 3, "x": 2, "y": 2}),
        ((3, 2, 2, 2), (3, 2, 2, 2), {"w": 3, "x": 2, "y": 2, "z": 2}),
    ],
)
def test_a_week_for_more_pain_has_no_more_sets_for_a_hip(
    plan: MakePlan, mild: tuple[int, ...], low: tuple[int, ...], left: dict[str, int]
) -> None:
    """Above 5 only `low` is left: one exercise after the other goes until no hip gets more sets than at 5."""
    exercises = {**of_sets("moderate", *mild), **of_sets("low", *low)}
    weeks = [only(plan(exercises, PLACES[1 : len(mild) + 1], pain=pain)) for pain in (5, 6)]
    assert [sets(week) for week in weeks] == [dict(zip("abcd", mild, strict=False)), left]


def test_a_week_for_pain_is_held_by_the_one_for_the_next_milder_pain(plan: MakePlan) -> None:
    """At 6 by that of 5, which has two sets of each, and not by that of 2."""
    exercises = {**{id: reps(5, pattern=FOUR[id]["pattern"]) for id in "abc"}, **of_sets("low", 3, 3, 3)}
    weeks = [sets(only(plan(exercises, PLACES[1:4], pain=pain))) for pain in (2, 5, 6)]
    assert weeks == [dict.fromkeys("abc", 3), dict.fromkeys("abc", 2), dict.fromkeys("wx", 3)]


def test_where_every_week_for_more_pain_has_more_sets_there_is_no_plan(plan: MakePlan) -> None:
    exercises = {**of_sets("moderate", 2, 2, 2), **of_sets("low", 4, 4, 4)}
    with pytest.raises(NoPlanError) as stopped:
        plan(exercises, PLACES[1:4], pain=6)
    assert (stopped.value.rule, str(stopped.value)) == (
        "P14",
        "every week possible has more than 12 sets for one hip, that of less pain",
    )


@pytest.mark.parametrize(("pain", "main"), [(2, ["a", "b"]), (5, ["a", "b"]), (6, ["b", "c"])])
def test_above_5_only_low_demand_is_left(plan: MakePlan, pain: int, main: list[str]) -> None:
    exercises = {"a": reps(8, pattern="squat", demand="high"), "b": reps(8, pattern="hinge", demand="low"),
                 "c": reps(8, pattern="bridge", demand="low")}  # fmt: skip
    assert sorted(ids(only(plan(exercises, PLACES[1:3], pain=pain)))) == main


# --- the sets of a week


def test_the_sets_of_a_week_are_those_of_each_hip(catalog: Catalog, plan_for: MakePlan) -> None:
    """Twice a leg raise of 3, a plank of 2 on the right and a clam of 3 on the left; once 3 x 3 on both.

    What warms up or stretches does not count.
    """
    one_sided: dict[str, dict[str, Any]] = {
        "knee_side_plank": {"sides": ("right",), "sets": 2},
        "clamshell": {"sides": ("left",)},
    }
    context, week = opening_of(catalog, reworked(plan_for(stage="early"), **one_sided))
    assert weekly_sets(context, week) == (2 * (3 + 3) + 9, 2 * (3 + 2) + 9)
