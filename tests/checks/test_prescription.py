"""How much and how often: dose, spacing, what to measure and the number of main exercises.

Every case is a real plan without findings, changed on purpose in the parts named. The boundary of
every limit is in test_registry.py; here are the ways to break a rule, and doses of a trial's own.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Literal

import pytest

from glutemed.checks.prescription import PRESCRIPTION
from glutemed.checks.registry import check_plan
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT_SETS, DoseLimits, Load
from glutemed.model.plan import Dose, Item, Plan

Edits = Mapping[str, object]

GYM = dict(KIT_SETS)["gym"]
BASES: dict[str, dict[str, Any]] = {
    # days 1 and 4: a hinge and a lunge; a squat, a step and a side plank, with dumbbells
    "article week": {"goal": "prevention", "level": "intermediate", "days": 2},
    # days 1, 3 and 5, A B A, in supported forms: nothing heavy
    "beginner week": {"goal": "prevention", "level": "beginner", "days": 3},
    # days 1, 3 and 5: 3 x 8 abduction, 3 x 20 s plank, 3 x 8 clam; and so on, nothing heavy
    "early": {"goal": "rehab", "stage": "early", "days": 3},
    "early, 5 days": {"goal": "rehab", "stage": "early", "days": 5},
    # days 1, 3 and 5: squat, hip hitch, plank; and so on, in supported forms: nothing heavy
    "mid": {"goal": "rehab", "stage": "mid", "days": 3},
    # days 1, 3 and 5, all heavy
    "late": {"goal": "rehab", "stage": "late", "days": 3, "level": "advanced", "equipment": GYM},
}

WEEK = "/weeks/0"
FIRST, SECOND, THIRD = (f"/weeks/0/sessions/{index}" for index in range(3))
DRILL = f"{FIRST}/blocks/0/items/0"
MAIN = f"{FIRST}/blocks/1/items"
REPS, PLANK, CLAM = (f"{MAIN}/{index}" for index in range(3))
STRETCH = f"{FIRST}/blocks/2/items/0"

DUMBBELL = Load(kind="dumbbell", where="in the hand", start="a light one")
NO_REST = "heavy work without a whole day after the heavy session before"


def times(reps: int) -> Dose:
    return Dose(kind="reps", reps=reps)


def hold(seconds: int, reps: int = 1) -> Dose:
    return Dose(kind="hold", reps=reps, seconds=seconds)


def sets(count: int) -> Callable[[tuple[Item, ...]], tuple[Item, ...]]:
    """Give every item the same number of sets."""
    return lambda items: tuple(replace(item, sets=count) for item in items)


def with_exercises(*exercises: str) -> Callable[[tuple[Item, ...]], tuple[Item, ...]]:
    """Add main exercises dosed as the first one is."""
    return lambda items: (*items, *(replace(items[0], exercise=exercise) for exercise in exercises))


def with_reverse_clam(*sides: Literal["left", "right", "both"]) -> Callable[[tuple[Item, ...]], tuple[Item, ...]]:
    """Add four sets of reverse clamshells for these sides."""
    return lambda items: (
        *items,
        replace(items[0], exercise="reverse-clamshell", name="Reverse clam", sets=4, sides=sides),
    )


# Three exercises of four sets on the second and third day: 24 sets for each hip.
FOUR_SETS_LATER: Edits = {f"{session}/blocks/1/items": sets(4) for session in (SECOND, THIRD)}

# base plan, what is changed, then every finding: rule, severity, path, message
BROKEN: dict[str, tuple[str, Edits, list[tuple[str, str, str, str]]]] = {
    # ---- P05 dose: over a limit is an error, under it a note
    "five sets": (
        "early",
        {REPS: {"name": "Leg raise", "sets": 5}},
        [("P05", "error", REPS, "Leg raise: 5 sets; at most 4")],
    ),
    "two sets on three days a week": (
        "early",
        {REPS: {"name": "Leg raise", "sets": 2}},
        [("P05", "note", REPS, "Leg raise: 2 sets; at least 3")],
    ),
    "one set on five days a week": (
        "early, 5 days",
        {REPS: {"name": "Leg raise", "sets": 1}},
        [("P05", "note", REPS, "Leg raise: 1 sets; at least 2")],
    ),
    "twenty repetitions": (
        "early",
        {REPS: {"name": "Leg raise", "dose": times(20)}},
        [("P05", "error", REPS, "Leg raise: 20 repetitions; at most 15")],
    ),
    "five repetitions": (
        "early",
        {REPS: {"name": "Leg raise", "dose": times(5)}},
        [("P05", "note", REPS, "Leg raise: 5 repetitions; at least 8")],
    ),
    "too many sets of too few repetitions": (
        "early",
        {REPS: {"name": "Leg raise", "sets": 6, "dose": times(4)}},
        [
            ("P05", "error", REPS, "Leg raise: 6 sets; at most 4"),
            ("P05", "note", REPS, "Leg raise: 4 repetitions; at least 8"),
        ],
    ),
    "a hold of a minute, over the exercise's own 40 s": (
        "early",
        {PLANK: {"name": "Plank", "dose": hold(60)}},
        [("P05", "error", PLANK, "Plank: 60 seconds; at most 40")],
    ),
    "a hold of 10 s, under the exercise's own 20 s": (
        "early",
        {PLANK: {"name": "Plank", "dose": hold(10)}},
        [("P05", "note", PLANK, "Plank: 10 seconds; at least 20")],
    ),
    "two holds in a set of an exercise that has one": (
        "early",
        {PLANK: {"name": "Plank", "dose": hold(20, reps=2)}},
        [("P05", "error", PLANK, "Plank: 2 holds; at most 1")],
    ),
    "three sets of an exercise whose trial gave two": (
        "early",
        {CLAM: {"exercise": "offset-bridge", "name": "Offset bridge", "dose": times(10)}},
        [("P05", "error", CLAM, "Offset bridge: 3 sets; at most 2")],
    ),
    "a drill with the sets of main work": (
        "early",
        {DRILL: {"name": "Sidestep", "sets": 4}},
        [("P05", "error", DRILL, "Sidestep: 4 sets; at most 2")],
    ),
    "a stretch of ten seconds": (
        "early",
        {STRETCH: {"name": "Figure four", "dose": hold(10)}},
        [("P05", "note", STRETCH, "Figure four: 10 seconds; at least 20")],
    ),
    "two holds in a set of a stretch": (
        "early",
        {STRETCH: {"name": "Figure four", "dose": hold(20, reps=2)}},
        [("P05", "error", STRETCH, "Figure four: 2 holds; at most 1")],
    ),
    "a plank counted in repetitions": (
        "early",
        {PLANK: {"name": "Plank", "dose": times(10), "track": "repetitions and control"}},
        [("P05", "error", PLANK, "Plank is dosed in hold, not reps")],
    ),
    "more than 36 main sets a week for each hip": (
        "early",
        {MAIN: with_reverse_clam("left", "right"), **FOUR_SETS_LATER},
        [
            ("P05", "error", WEEK, "37 main sets for the left hip; at most 36"),
            ("P05", "error", WEEK, "37 main sets for the right hip; at most 36"),
        ],
    ),
    # P16 must fire too: only an exercise done for one hip gives one hip more sets than the other.
    "more than 36 main sets a week for one hip": (
        "early",
        {MAIN: with_reverse_clam("left"), **FOUR_SETS_LATER},
        [
            ("P05", "error", WEEK, "37 main sets for the left hip; at most 36"),
            ("P16", "error", f"{MAIN}/3", "Reverse clam trains left, not left and right"),
        ],
    ),
    "two-legged work, whose sets count for both hips": (
        "early",
        {MAIN: with_reverse_clam("both"), f"{MAIN}/3/exercise": "double-leg-bridge", **FOUR_SETS_LATER},
        [
            ("P05", "error", WEEK, "37 main sets for the left hip; at most 36"),
            ("P05", "error", WEEK, "37 main sets for the right hip; at most 36"),
        ],
    ),
    "more than 28 main sets a week on five days": (
        "early, 5 days",
        {f"{WEEK}/sessions/{index}/blocks/1/items": sets(3) for index in range(5)},
        [
            ("P05", "error", WEEK, "30 main sets for the left hip; at most 28"),
            ("P05", "error", WEEK, "30 main sets for the right hip; at most 28"),
        ],
    ),
    # ---- P06 spacing
    "prevention once a week": (
        "article week",
        {f"{WEEK}/sessions": lambda sessions: sessions[:1]},
        [("P06", "error", WEEK, "1 sessions a week; prevention has 2 to 3")],
    ),
    "prevention four times a week": (
        "beginner week",
        {f"{WEEK}/sessions": lambda sessions: (*sessions, replace(sessions[1], day=7))},
        [("P06", "error", WEEK, "4 sessions a week; prevention has 2 to 3")],
    ),
    "heavy work on days 1 and 2": ("late", {f"{SECOND}/day": 2}, [("P06", "error", SECOND, NO_REST)]),
    "heavy work on day 7 and the next day 1": ("late", {f"{THIRD}/day": 7}, [("P06", "error", FIRST, NO_REST)]),
    "heavy work on the last day of a week and the first of the next": (
        "late",
        {"/weeks": lambda weeks: weeks * 2, f"{THIRD}/day": 7},
        [("P06", "error", "/weeks/1/sessions/0", NO_REST)],
    ),
    "heavy work on the last day of the plan and the first, were it done again": (
        "late",
        {"/weeks": lambda weeks: weeks * 2, "/weeks/1/sessions/2/day": 7},
        [("P06", "error", FIRST, NO_REST)],
    ),
    "weights close to failure, two days running": (
        "mid",
        {
            f"{SECOND}/day": 2,
            f"{FIRST}/blocks/1/items/1": {"load": DUMBBELL, "effort": "2-3 good repetitions left"},
            f"{SECOND}/blocks/1/items/2": {"load": DUMBBELL, "effort": "2-3 good repetitions left"},
        },
        [("P06", "error", SECOND, NO_REST)],
    ),
    # ---- P10 measurable
    "what to track left out": (
        "early",
        {REPS: {"name": "Leg raise", "track": ""}},
        [("P10", "error", REPS, "Leg raise does not say to track repetitions and control")],
    ),
    "a feeling to track": (
        "mid",
        {REPS: {"name": "Squat", "track": "feel the burn"}},
        [("P10", "error", REPS, "Squat does not say to track repetitions and control")],
    ),
    "repetitions to track, without control": (
        "early",
        {REPS: {"name": "Leg raise", "track": "repetitions and load"}},
        [("P10", "error", REPS, "Leg raise does not say to track repetitions and control")],
    ),
    "repetitions to track in a hold": (
        "early",
        {PLANK: {"name": "Plank", "track": "repetitions and control"}},
        [("P10", "error", PLANK, "Plank does not say to track seconds and control")],
    ),
    "no target": (
        "article week",
        {REPS: {"name": "Hinge", "target": ""}},
        [("P10", "error", REPS, "Hinge has no target in numbers for the next step")],
    ),
    "a target in words": (
        "early",
        {PLANK: {"name": "Plank", "target": "until it is easy, then the full plank"}},
        [("P10", "error", PLANK, "Plank has no target in numbers for the next step")],
    ),
    # ---- P12 doable
    "one main exercise": (
        "early",
        {MAIN: lambda items: items[:1]},
        [("P12", "error", FIRST, "1 main exercises; 2 to 4 are wanted")],
    ),
    "five main exercises": (
        "early",
        {MAIN: with_exercises("standing-hip-abduction", "reverse-clamshell")},
        [("P12", "error", FIRST, "5 main exercises; 2 to 4 are wanted")],
    ),
    "one main exercise on one day of mid": (
        "mid",
        {f"{THIRD}/blocks/1/items": lambda items: items[:1]},
        [("P12", "error", THIRD, "1 main exercises; 2 to 4 are wanted")],
    ),
}

LAWFUL: dict[str, tuple[str, Edits]] = {
    "a trial's own dose: 2 sets of ten holds of 10 s": (
        "early",
        {PLANK: {"exercise": "isometric-hip-abduction-supine", "sides": ("both",), "sets": 2, "dose": hold(10, 10)}},
    ),
    "a trial's own dose: 2 sets of 5": ("early", {CLAM: {"exercise": "offset-bridge", "sets": 2, "dose": times(5)}}),
    "36 main sets a week: three exercises of four sets, three times": ("early", {MAIN: sets(4), **FOUR_SETS_LATER}),
    "two sets on five days a week": ("early, 5 days", {REPS: {"sets": 2}}),
    "a side plank of 15 s in prevention": ("article week", {f"{SECOND}/blocks/1/items/2/dose": hold(15)}),
    "light work on days in a row": ("mid", {f"{SECOND}/day": 2, f"{THIRD}/day": 3}),
    "weights on one of two days in a row": (
        "mid",
        {f"{SECOND}/day": 2, REPS: {"load": DUMBBELL, "effort": "2-3 good repetitions left"}},
    ),
    "weights two days running, with 4 repetitions left": (
        "mid",
        {
            f"{SECOND}/day": 2,
            f"{FIRST}/blocks/1/items/1": {"load": DUMBBELL, "effort": "4 good repetitions left"},
            f"{SECOND}/blocks/1/items/2": {"load": DUMBBELL, "effort": "4 good repetitions left"},
        },
    ),
    "heavy work once a week": ("late", {f"{WEEK}/sessions": lambda sessions: sessions[:1]}),
    "heavy work on the first and the third day of neighbouring weeks": (
        "late",
        {"/weeks": lambda weeks: weeks * 2, "/weeks/0/sessions/2/day": 6},
    ),
    "a drill and a stretch without anything to track": (
        "early",
        {DRILL: {"track": "", "target": ""}, STRETCH: {"track": "", "target": ""}},
    ),
    "two main exercises": ("early", {MAIN: lambda items: items[:2]}),
    "four main exercises": ("early", {MAIN: with_exercises("reverse-clamshell")}),
}


def test_every_rule_about_how_much_has_three_ways_to_break_it() -> None:
    ways = Counter(rule for _, _, expected in BROKEN.values() for rule in {found[0] for found in expected})
    assert {rule for rule, _ in PRESCRIPTION if ways[rule] < 3} == set()


@pytest.mark.parametrize("way", BROKEN)
def test_a_broken_plan_is_caught_by_its_rule_alone(
    catalog: Catalog, plan_for: Callable[..., Plan], edited: Callable[..., Plan], way: str
) -> None:
    base, edits, expected = BROKEN[way]
    found = check_plan(catalog, edited(plan_for(**BASES[base]), edits))
    assert [(finding.rule, finding.severity, finding.path, finding.message) for finding in found] == expected


@pytest.mark.parametrize("way", LAWFUL)
def test_a_plan_just_within_a_rule_passes(
    catalog: Catalog, plan_for: Callable[..., Plan], edited: Callable[..., Plan], way: str
) -> None:
    base, edits = LAWFUL[way]
    assert check_plan(catalog, edited(plan_for(**BASES[base]), edits)) == ()


@pytest.mark.parametrize(
    "place, dose",
    [(PLANK, Dose(kind="hold", reps=1)), (REPS, Dose(kind="reps", reps=8, seconds=20))],
    ids=["a hold without seconds", "repetitions with seconds"],
)
def test_a_dose_that_does_not_fit_its_own_kind_is_an_error(
    catalog: Catalog, plan_for: Callable[..., Plan], edited: Callable[..., Plan], place: str, dose: Dose
) -> None:
    found = check_plan(catalog, edited(plan_for(**BASES["early"]), {f"{place}/dose": dose}))
    assert [(finding.rule, finding.severity, finding.path) for finding in found] == [("P05", "error", place)]


def test_a_short_hold_is_for_side_planks_in_prevention_only(
    catalog: Catalog, plan_for: Callable[..., Plan], edited: Callable[..., Any]
) -> None:
    """P05: a side plank without a range of its own, held for 15 s; then in rehab, then another exercise."""
    plain = edited(catalog, {"/exercises/side-plank/dose": DoseLimits(kind="hold")})
    third = f"{SECOND}/blocks/1/items/2"
    side_plank = {"exercise": "side-plank", "name": "Side plank", "variant": None, "dose": hold(15)}
    assert check_plan(plain, edited(plan_for(**BASES["article week"]), {third: side_plank})) == ()

    in_rehab = f"{FIRST}/blocks/1/items/2"
    found = check_plan(plain, edited(plan_for(**BASES["mid"]), {in_rehab: side_plank}))
    assert [(finding.rule, finding.path, finding.message) for finding in found] == [
        ("P05", in_rehab, "Side plank: 15 seconds; at least 20")
    ]

    wall_press = side_plank | {"exercise": "wall-press", "name": "Wall press"}
    found = check_plan(plain, edited(plan_for(**BASES["article week"]), {third: wall_press}))
    assert [(finding.rule, finding.path, finding.message) for finding in found] == [
        ("P05", third, "Wall press: 15 seconds; at least 20")
    ]


def test_a_trial_may_go_below_the_floors(
    catalog: Catalog, plan_for: Callable[..., Plan], edited: Callable[..., Any]
) -> None:
    """P05: 1 x 3 lies below the floors of 2 sets and 5 repetitions; the trial's own dose stands."""
    own = DoseLimits(kind="reps", sets=(1, 2), reps=(3, 6), sources=("LEAP16",))
    plan = edited(plan_for(**BASES["early"]), {CLAM: {"exercise": "clamshell", "sets": 1, "dose": times(3)}})
    plan = edited(plan, {f"{WEEK}/sessions": lambda sessions: sessions[:1]})
    assert check_plan(edited(catalog, {"/exercises/clamshell/dose": own}), plan) == ()
    assert {finding.rule for finding in check_plan(catalog, plan)} == {"P05"}
