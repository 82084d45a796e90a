"""make_plan on small catalogues: the weekly cap, what a week is made of, decisions, warnings and advice."""

from collections.abc import Callable
from dataclasses import replace
from re import fullmatch
from typing import Any

import pytest

from glutemed import __version__
from glutemed.errors import NoPlanError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DoseLimits, Form
from glutemed.model.plan import (
    Advice,
    Decision,
    Generator,
    Plan,
    Prescribed,
    Reason,
    session_minutes,
)
from glutemed.model.policy import Cited, Condition, GeneralAdvice, Slot

MakePlan = Callable[..., Plan]

DRILL: dict[str, Any] = {"category": "activation"}
STRETCH: dict[str, Any] = {"category": "mobility", "dose": DoseLimits(kind="hold")}


def slot(pattern: Any, *prefer: str, block: Any = "main") -> Slot:
    return Slot(block=block, patterns=(pattern,), prefer=prefer)


THREE = [slot("squat"), slot("hinge"), slot("bridge")]


def with_sets(pattern: str, sets: int, **fields: Any) -> dict[str, Any]:
    return {"pattern": pattern, "dose": DoseLimits(kind="reps", sets=(sets, sets)), **fields}


def sets_of(plan: Plan) -> dict[str, int]:
    return {item.exercise: item.sets for s in plan.weeks[0].sessions for block in s.blocks for item in block.items}


# --- the weekly cap


@pytest.mark.parametrize("sided", ["one", "both"])
@pytest.mark.parametrize(
    ("cap", "sets"),
    [
        (18, {"a": 4, "b": 3, "c": 2}),
        (17, {"a": 3, "b": 3, "c": 2}),
        (16, {"a": 3, "b": 3, "c": 2}),
        (15, {"a": 2, "b": 2, "c": 2}),
        (12, {"a": 2, "b": 2, "c": 2}),
    ],
)
def test_sets_above_the_weekly_cap_come_off_the_exercises_with_most(
    plan: MakePlan, sided: str, cap: int, sets: dict[str, int]
) -> None:
    """Two days of 4 + 3 + 2 sets are 18 for each hip, whether a set trains one hip or both."""
    exercises = {"a": with_sets("squat", 4), "b": with_sets("hinge", 3), "c": with_sets("bridge", 2)}
    exercises = {id: {**fields, "sided": sided} for id, fields in exercises.items()}
    assert sets_of(plan(exercises, THREE, limits={"weekly-sets-max": cap})) == sets


def test_work_on_one_hip_and_on_both_adds_up(plan: MakePlan) -> None:
    exercises = {"a": with_sets("squat", 4, sided="both"), "b": with_sets("hinge", 4, sided="one")}
    assert sets_of(plan(exercises, THREE[:2], limits={"weekly-sets-max": 15})) == {"a": 3, "b": 3}


@pytest.mark.parametrize(
    ("sets", "cap"), [({"a": 2, "b": 2}, 7), ({"a": 4, "b": 4}, 7), ({"a": 4, "b": 1}, 5), ({"a": 1, "b": 1}, 3)]
)
def test_a_week_over_its_cap_at_two_sets_each_is_no_plan(plan: MakePlan, sets: dict[str, int], cap: int) -> None:
    exercises = {"a": with_sets("squat", sets["a"]), "b": with_sets("hinge", sets["b"])}
    with pytest.raises(NoPlanError, match=f"^the week would hold more than {cap} main sets for one hip$") as stopped:
        plan(exercises, THREE[:2], limits={"weekly-sets-max": cap})
    assert stopped.value.rule == "P05"


def test_an_exercise_below_the_floor_by_its_own_range_keeps_its_sets(plan: MakePlan) -> None:
    exercises = {"a": with_sets("squat", 4), "b": with_sets("hinge", 1)}
    assert sets_of(plan(exercises, THREE[:2], limits={"weekly-sets-max": 6})) == {"a": 2, "b": 1}


def test_a_set_taken_off_is_told_once_and_last_and_only_where_it_was(plan: MakePlan) -> None:
    exercises = {"a": with_sets("squat", 4), "b": with_sets("hinge", 2)}
    found = plan(exercises, THREE[:2], limits={"weekly-sets-max": 8})
    a, b = found.weeks[0].sessions[0].items("main")
    fewer = Reason(rule="P05", text="weekly-cap", sources=("of weekly-cap",))
    before = plan(exercises, THREE[:2]).weeks[0].sessions[0].items("main")
    assert (a.sets, a.reasons) == (2, (*before[0].reasons, fewer))
    assert b == before[1]


@pytest.mark.parametrize(("cap", "sets"), [(20, {"a": 4, "b": 4, "c": 2}), (19, {"a": 3, "b": 3, "c": 2})])
def test_each_session_counts_as_often_as_the_week_has_it(plan: MakePlan, cap: int, sets: dict[str, int]) -> None:
    """Three days of two kinds, 8 and 4 sets (`c` is the second kind's alone): 8 + 4 + 8."""
    exercises = {"a": with_sets("squat", 4), "b": with_sets("hinge", 4), "c": with_sets("bridge", 2),
                 "d": with_sets("step", 2)}  # fmt: skip
    kinds = [slot("squat", "a"), slot("hinge", "b")], [slot("bridge", "c"), slot("step", "d")]
    assert sets_of(plan(exercises, *kinds, days=3, limits={"weekly-sets-max": cap})) == {**sets, "d": 2}


def test_light_work_neither_counts_nor_loses_sets(plan: MakePlan) -> None:
    stretch = {**STRETCH, "dose": DoseLimits(kind="hold", sets=(6, 6))}
    exercises = {"a": with_sets("squat", 4), "b": with_sets("hinge", 3), "drill": {**DRILL, **with_sets("squat", 5)},
                 "eased": {**stretch, "pattern": "stretch"}}  # fmt: skip
    light = [slot("squat", block="warm-up"), slot("stretch", block="mobility")]
    assert sets_of(plan(exercises, THREE[:2] + light, limits={"weekly-sets-max": 14})) == {
        "drill": 5, "a": 4, "b": 3, "eased": 6,
    }  # fmt: skip
    assert sets_of(plan(exercises, THREE[:2] + light, limits={"weekly-sets-max": 13})) == {
        "drill": 5, "a": 3, "b": 3, "eased": 6,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("days", "caps", "possible"),
    [(3, (12, 0), True), (3, (11, 99), False), (4, (0, 16), True), (4, (99, 15), False)],
)
def test_more_than_three_days_have_a_cap_of_their_own(
    plan: MakePlan, days: int, caps: tuple[int, int], possible: bool
) -> None:
    """Two exercises of two sets: 12 in three days, 16 in four."""
    exercises = {"a": with_sets("squat", 2), "b": with_sets("hinge", 2)}
    limits = {"weekly-sets-max": caps[0], "weekly-sets-max-many-days": caps[1]}
    try:
        found = bool(plan(exercises, THREE[:2], days=days, limits=limits))
    except NoPlanError:
        found = False
    assert found is possible


# --- what a week is made of

FOUR = {"a": {"pattern": "squat"}, "b": {"pattern": "hinge"}, "c": {"pattern": "bridge"}, "d": {"pattern": "step"}}


@pytest.mark.parametrize(
    ("days", "most", "cap", "count"),
    [(2, 4, 28, 4), (3, 4, 12, 4), (3, 3, 28, 3), (4, 4, 28, 3), (4, 2, 28, 2), (4, 4, 24, 3), (5, 4, 28, 2),
     (6, 4, 28, 2), (7, 4, 28, 2)],
)  # fmt: skip
def test_many_days_have_fewer_main_exercises_so_that_each_keeps_two_sets(
    plan: MakePlan, days: int, most: int, cap: int, count: int
) -> None:
    """28 sets in four days are 7 a day, which is three exercises of two sets; up to three days the cap is another."""
    limits = {"main-items-max": most, "weekly-sets-max": 99, "weekly-sets-max-many-days": cap}
    found = plan(FOUR, [*THREE, slot("step")], days=days, limits=limits)
    assert [len(session.items("main")) for session in found.weeks[0].sessions] == [count] * days


def test_the_week_takes_the_kinds_of_sessions_in_turn_each_with_its_day_and_minutes(plan: MakePlan) -> None:
    kinds = [slot("squat", "a"), slot("hinge", "b")], [slot("bridge", "c"), slot("step", "d")]
    (week,) = plan(FOUR, *kinds, days=3, start="2026-10-16").weeks
    assert [[item.exercise for item in s.items("main")] for s in week.sessions] == [["a", "b"], ["c", "d"], ["a", "b"]]
    assert [(s.day, s.weekday, s.date) for s in week.sessions] == [
        (1, "friday", "2026-10-16"), (3, "sunday", "2026-10-18"), (5, "tuesday", "2026-10-20"),
    ]  # fmt: skip
    assert [s.minutes for s in week.sessions] == [session_minutes(s.blocks) for s in week.sessions]
    assert (week.number, week.go_on_if) == (1, None)


def test_blocks_come_as_warm_up_main_and_mobility_and_an_empty_one_is_dropped(plan: MakePlan) -> None:
    light = {"drill": {**DRILL, "pattern": "abduction"}, "eased": {**STRETCH, "pattern": "stretch"}}
    places = [slot("stretch", block="mobility"), *THREE[:2], slot("abduction", block="warm-up")]
    found = plan({**FOUR, **light}, places).weeks[0].sessions[0].blocks
    assert [block.kind for block in found] == ["warm-up", "main", "mobility"]
    assert [block.kind for block in plan(FOUR, places).weeks[0].sessions[0].blocks] == ["main"]


def test_a_plan_names_what_made_it_and_what_it_is_for(plan: MakePlan, catalog: Catalog) -> None:
    found = plan(FOUR, THREE)
    assert found.generator == Generator(name="glutemed", version=__version__, catalog=catalog.fingerprint)
    assert found.prescribed == Prescribed(goal="rehab", stage="early")
    assert (found.request.days, found.request.level) == (2, "intermediate")
    assert fullmatch("[0-9a-f]{16}", found.id)


# --- decisions

EASED = Form(id="eased", name="eased", demand="moderate", how="So.", sources=("own",))
HARD: dict[str, Any] = {"pattern": "squat", "demand": "high", "forms": (EASED,)}


def test_a_first_choice_that_is_unlawful_is_told_with_the_rule_that_refused_it(plan: MakePlan) -> None:
    """Told: those before the one taken. Not told: one that the catalogue lacks, and those after it."""
    exercises = {"a": {}, "banned": {}, "later": {}, "unstable": {"surface": "unstable"}, "b": {"pattern": "hinge"}}
    places = [slot("squat", "lacking", "banned", "unstable", "a", "later"), slot("hinge", "later")]
    found = plan(exercises, [places[0], slot("hinge")], exclude=("banned", "later"))
    assert found.decisions == (
        Decision(rule="P02", subject="banned", text="left-out not-excluded", sources=("of not-excluded",)),
        Decision(rule="P08", subject="unstable", text="left-out stable", sources=("of stable",)),
    )


def test_a_first_choice_that_two_places_wanted_is_told_once(plan: MakePlan) -> None:
    wanted = [slot("squat", "banned"), slot("hinge", "banned")]
    found = plan({**FOUR, "banned": {}}, wanted, wanted, exclude=("banned",))
    assert [decision.subject for decision in found.decisions] == ["banned"]


def test_a_place_without_a_lawful_first_choice_tells_of_all_of_them(plan: MakePlan) -> None:
    exercises = {"a": {}, "b": {"pattern": "hinge"}, "one": {}, "two": {}}
    found = plan(exercises, [slot("squat", "one", "two"), slot("hinge")], exclude=("one", "two"))
    assert [decision.subject for decision in found.decisions] == ["one", "two"]


def test_a_first_choice_that_gives_way_to_what_was_asked_for_is_not_left_out(plan: MakePlan) -> None:
    """`hard` is lawful in its lighter form, though its standard form is refused."""
    places = [slot("squat", "hard", "a"), slot("hinge")]
    found = plan({**FOUR, "hard": HARD}, places, level="beginner", include=("a",))
    assert ([item.exercise for item in found.weeks[0].sessions[0].items("main")], found.decisions) == (["a", "b"], ())


def test_what_was_asked_for_beyond_the_places_tells_of_no_first_choice(plan: MakePlan) -> None:
    drills = {id: {**DRILL, "pattern": "abduction"} for id in ("d", "e")}
    found = plan({**FOUR, **drills}, [slot("abduction", "d", block="warm-up"), *THREE[:2]], include=("d", "e"))
    warm_up = [item.exercise for item in found.weeks[0].sessions[0].items("warm-up")]
    assert (warm_up, found.decisions) == (["d", "e"], ())


def test_a_place_that_stays_empty_tells_of_its_first_choices_that_are_unlawful(plan: MakePlan) -> None:
    """Not of one that the catalogue lacks, nor of one that is lawful and has another place."""
    places = [*THREE[:2], slot("lunge", "lacking", "a", "one", "two")]
    out = {id: {"pattern": "lunge"} for id in ("one", "two")}
    found = plan({"a": FOUR["a"], "b": FOUR["b"], **out}, places, exclude=("one", "two"))
    assert found.decisions == (
        *(Decision(rule="P02", subject=id, text="left-out not-excluded", sources=("of not-excluded",)) for id in out),
        NO_THIRD,
    )


def test_forms_of_one_name_are_told_each_with_its_own_sources(plan: MakePlan) -> None:
    other = {**HARD, "pattern": "hinge", "forms": (replace(EASED, sources=("another",)),)}
    found = plan({"hard": HARD, "other": other}, THREE[:2], level="beginner")
    assert {decision.subject: decision.sources for decision in found.decisions} == {
        "hard": ("of level", "own"), "other": ("of level", "another"),
    }  # fmt: skip


def test_two_weeks_that_do_not_rise_say_why(plan: MakePlan) -> None:
    """P14, P17."""
    low = {id: {**fields, "demand": "low"} for id, fields in FOUR.items()}
    young, sore = (plan(low, THREE, weeks=2, **asked).decisions for asked in ({"age": 14}, {"pain": 6}))
    assert [(d.rule, d.subject, d.text) for d in young if d.subject == "weeks"] == [("P17", "weeks", "no-rise-young")]
    assert [(d.rule, d.subject, d.text) for d in sore if d.subject == "weeks"] == [("P14", "weeks", "no-rise")]


def test_a_form_is_told_with_the_rule_that_refused_the_standard_one(plan: MakePlan) -> None:
    found = plan({"hard": HARD, "b": {"pattern": "hinge"}}, THREE[:2], level="beginner")
    assert found.weeks[0].sessions[0].items("main")[0].variant == "eased"
    assert found.decisions == (
        Decision(rule="P17", subject="hard", text="form eased level high", sources=("of level", "own")),
    )


def test_the_standard_form_is_no_decision(plan: MakePlan) -> None:
    assert plan({"hard": HARD, "b": {"pattern": "hinge"}}, THREE[:2]).decisions == ()


DRILLS = {"drill": {**DRILL, "pattern": "abduction"}}
STRETCHES = {id: {**STRETCH, "pattern": "stretch"} for id in ("s", "t")}
FULL = [slot("abduction", block="warm-up"), *THREE, *[slot("stretch", block="mobility")] * 2]
NO_DRILL = Decision(rule="P15", subject="warm-up", text="empty-warm-up", sources=("of empty-warm-up",))
NO_STRETCH = Decision(rule="P15", subject="mobility", text="empty-slot", sources=("of empty-slot",))
NO_THIRD = Decision(rule="P12", subject="main", text="fewer-main", sources=("of fewer-main",))


@pytest.mark.parametrize(
    ("left", "decisions"),
    [
        ({"drill", "a", "b", "c", "s", "t"}, set()),
        ({"drill", "a", "b", "c", "s"}, set()),
        ({"drill", "a", "b", "c"}, {NO_STRETCH}),
        ({"a", "b", "c", "s", "t"}, {NO_DRILL}),
        ({"drill", "a", "b", "s", "t"}, {NO_THIRD}),
        ({"a", "b"}, {NO_DRILL, NO_THIRD, NO_STRETCH}),
    ],
)
def test_a_light_block_is_told_when_all_of_it_is_empty_and_a_main_place_when_it_is(
    plan: MakePlan, left: set[str], decisions: set[Decision]
) -> None:
    exercises = {id: fields for id, fields in {**FOUR, **DRILLS, **STRETCHES}.items() if id in left}
    assert set(plan(exercises, FULL).decisions) == decisions


# --- warnings and advice


@pytest.mark.parametrize(
    ("policy", "asked", "warnings"),
    [
        ({}, {"pain": 0}, []),
        ({}, {}, ["pain-unknown"]),
        ({"gate": "gate-mid", "stage": "mid"}, {"pain": 0}, ["gate-mid"]),
        ({"gate": "gate-late", "stage": "late"}, {"pain": 0}, ["gate-late"]),
        ({"gate": "gate-late", "stage": "late"}, {"pain": 0, "clinician": "A. B.: seen"}, ["clinician {clinician}"]),
        ({}, {"pain": 0, "on": ("monday", "tuesday")}, []),
        ({"compound": True}, {"pain": 0, "on": ("monday", "tuesday")}, ["days-touch"]),
        ({"compound": True}, {"pain": 0, "on": ("monday", "sunday")}, ["days-touch"]),
        ({"compound": True}, {"pain": 0, "on": ("monday", "wednesday")}, []),
        ({"compound": True}, {"pain": 0, "on": ("monday", "wednesday"), "other": ("friday",)}, []),
        ({"compound": True}, {"pain": 0, "on": ("monday", "wednesday"), "other": ("thursday",)}, ["days-touch"]),
        ({"compound": True}, {"pain": 0}, []),
        ({}, {"pain": 5}, []),
        ({}, {"pain": 6}, ["see-someone 6"]),
        ({}, {"pain": 0, "age": 15}, []),
        ({}, {"pain": 0, "age": 14}, ["young"]),
        (
            {"compound": True, "gate": "gate-mid", "stage": "mid"},
            {"age": 14, "on": ("friday", "saturday")},
            ["young", "gate-mid", "pain-unknown", "days-touch"],
        ),
        (
            {"compound": True},
            {"pain": 7, "age": 14, "on": ("friday", "saturday")},
            ["see-someone 7", "young", "days-touch"],
        ),
    ],
)
def test_a_plan_warns_of_what_it_must_the_most_serious_first(
    plan: MakePlan, policy: dict[str, Any], asked: dict[str, Any], warnings: list[str]
) -> None:
    found = plan({id: {**fields, "demand": "low"} for id, fields in FOUR.items()}, THREE, policy=policy, **asked)
    filled = [told.replace("{clinician}", "A. B.: seen") for told in warnings]
    assert [warning.text for warning in found.warnings] == filled
    codes = {"gate-mid": "gate-unknown", "gate-late": "gate-unknown"}
    assert [warning.code for warning in found.warnings] == [
        codes.get(told.split()[0], told.split()[0]) for told in warnings
    ]


@pytest.mark.parametrize(
    ("on", "variant"), [(("monday", "tuesday"), "eased"), (("monday", "sunday"), "eased"), (("monday", "friday"), None)]
)
def test_days_that_touch_within_the_week_or_over_its_end_take_the_lighter_form(
    plan: MakePlan, on: tuple[str, ...], variant: str | None
) -> None:
    found = plan({"hard": HARD, "b": {"pattern": "hinge"}}, THREE[:2], on=on)
    assert found.weeks[0].sessions[0].items("main")[0].variant == variant


def test_the_advice_for_the_goal_goes_with_the_plan_line_by_line(plan: MakePlan) -> None:
    def group(topic: str, *goals: Any) -> GeneralAdvice:
        lines = tuple(Cited(text=f"{topic} {n}", sources=(f"of {topic}",)) for n in (1, 2))
        return GeneralAdvice(topic=topic, rank=1, place="before", title=topic, goals=goals, lines=lines)

    groups = (group("stop", "rehab"), group("run", "prevention"), group("pain", "prevention", "rehab"))
    assert plan(FOUR, THREE, advice=groups).advice == tuple(
        Advice(topic=topic, text=f"{topic} {n}", sources=(f"of {topic}",)) for topic in ("stop", "pain") for n in (1, 2)
    )


def test_each_conditions_own_advice_comes_after_the_general_by_condition_and_by_topic(
    plan: MakePlan, a_condition: Callable[..., Condition]
) -> None:
    """What is needed too and what to take care of, then what studies found and how stages go on (P15)."""

    def said(*texts: str) -> tuple[Cited, ...]:
        return tuple(Cited(text=text, sources=(f"of {text}",)) for text in texts)

    sprain = a_condition("sprain", findings=said("found"), care=said("c1", "c2"), needed_too=said("too"))
    strain = a_condition("strain", findings=said("f"), care=said("c"), stage_notes=said("on"))
    general = GeneralAdvice(topic="pain", rank=1, place="before", title="Pain", goals=("rehab",), lines=said("general"))
    found = plan(FOUR, THREE, advice=(general,), conditions=(strain, sprain), condition=("sprain", "strain"))
    assert [(line.topic, line.condition, line.text, line.sources) for line in found.advice] == [
        (topic, condition, text, (f"of {text}",))
        for topic, condition, text in (
            ("pain", None, "general"),
            ("needed-too", "sprain", "too"), ("care", "sprain", "c1"), ("care", "sprain", "c2"),
            ("studies", "sprain", "found"),
            ("care", "strain", "c"), ("studies", "strain", "f"), ("stages", "strain", "on"),
        )
    ]  # fmt: skip


def test_what_was_cut_to_fit_the_minutes_is_decided_last(plan: MakePlan) -> None:
    places = [slot("squat", "banned"), *THREE[1:], slot("stretch", block="mobility")]
    found = plan({**FOUR, **STRETCHES, "banned": {}}, places, exclude=("banned",), minutes=20)
    assert [(decision.subject, decision.text) for decision in found.decisions] == [
        ("banned", "left-out not-excluded"), ("mobility", "no-time-stretches"),
    ]  # fmt: skip
