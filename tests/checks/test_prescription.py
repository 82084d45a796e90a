"""How much and how often: dose, spacing, what to measure and the number of main exercises.

Every case is a real plan without findings, changed on purpose in the parts named; where another
rule must fire as well, the case says why. The boundary of every limit is in test_registry.py; here
are the ways to break a rule, and doses of a trial's own.
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
from glutemed.model.plan import Dose, Item, Plan, Session

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
    "early, 4 days": {"goal": "rehab", "stage": "early", "days": 4},
    # days 1, 3 and 5: squat, hip hitch, plank; and so on, in supported forms: nothing heavy
    "mid": {"goal": "rehab", "stage": "mid", "days": 3},
    # days 1, 3 and 5, all heavy
    "late": {"goal": "rehab", "stage": "late", "days": 3, "level": "advanced", "equipment": GYM},
}

WEEK = "/weeks/0"
FIRST, SECOND, THIRD = (f"/weeks/0/sessions/{index}" for index in range(3))
ABLE: dict[str, object] = {"/request/level": "intermediate"}  # heavy work or a weight is no fault of level
DRILL = f"{FIRST}/blocks/0/items/0"
MAIN = f"{FIRST}/blocks/1/items"
REPS, PLANK, CLAM = (f"{MAIN}/{index}" for index in range(3))
STRETCH = f"{FIRST}/blocks/2/items/0"

WALL_PRESS = {"exercise": "wall-press", "name": "Wall press", "track": "seconds and control"}
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


def second_day_again(sessions: tuple[Session, ...]) -> tuple[Session, ...]:
    return (*sessions, replace(sessions[1], day=7))


def every_day(days: int, change: Callable[[tuple[Item, ...]], tuple[Item, ...]], week: str = WEEK) -> Edits:
    """Change the main exercises of every session."""
    return {f"{week}/sessions/{index}/blocks/1/items": change for index in range(days)}


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
    "three sets on five days a week": (
        "early, 5 days",
        {REPS: {"name": "Leg raise", "sets": 3}},
        [("P05", "error", REPS, "Leg raise: 3 sets; at most 2")],
    ),
    "three sets on four days a week, where three were asked for": (
        "early",
        {
            f"{WEEK}/sessions": second_day_again,
            **every_day(4, sets(2)),
            REPS: {"name": "Leg raise", "sets": 3},
        },
        [("P05", "error", REPS, "Leg raise: 3 sets; at most 2")],
    ),
    "two sets on three days a week, where five were asked for": (
        "early",
        {"/request/days": 5, REPS: {"name": "Leg raise", "sets": 2}},
        [("P05", "note", REPS, "Leg raise: 2 sets; at least 3")],
    ),
    "three sets in the one week of two that has four days": (
        "early",
        {
            "/weeks": lambda weeks: weeks * 2,
            "/weeks/1/sessions": second_day_again,
            **every_day(4, sets(2), "/weeks/1"),
            "/weeks/1/sessions/3/blocks/1/items/0": {"name": "Leg raise", "sets": 3},
        },
        [("P05", "error", "/weeks/1/sessions/3/blocks/1/items/0", "Leg raise: 3 sets; at most 2")],
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
        [("P05", "error", PLANK, "Plank is dosed in holds of so many seconds")],
    ),
    "a leg raise held for seconds": (
        "early",
        {REPS: {"name": "Leg raise", "dose": hold(20), "track": "seconds and control"}},
        [("P05", "error", REPS, "Leg raise is dosed in repetitions without seconds")],
    ),
    "a hold without seconds": (
        "early",
        {PLANK: {"name": "Plank", "dose": Dose(kind="hold", reps=1)}},
        [("P05", "error", PLANK, "Plank is dosed in holds of so many seconds")],
    ),
    "repetitions with seconds": (
        "early",
        {REPS: {"name": "Leg raise", "dose": Dose(kind="reps", reps=8, seconds=20)}},
        [("P05", "error", REPS, "Leg raise is dosed in repetitions without seconds")],
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
        every_day(5, with_exercises("clamshell")),
        [
            ("P05", "error", WEEK, "30 main sets for the left hip; at most 28"),
            ("P05", "error", WEEK, "30 main sets for the right hip; at most 28"),
        ],
    ),
    "more than 28 main sets in the one week of two that has four days, where three were asked for": (
        "early, 4 days",
        {
            "/request/days": 3,
            "/weeks": lambda weeks: weeks * 2,
            "/weeks/0/sessions": lambda sessions: sessions[:3],
            **every_day(3, sets(3)),
            **every_day(4, with_exercises("side-lying-hip-abduction-internal-rotation"), "/weeks/1"),
        },
        [
            ("P05", "error", "/weeks/1", "32 main sets for the left hip; at most 28"),
            ("P05", "error", "/weeks/1", "32 main sets for the right hip; at most 28"),
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
        {f"{WEEK}/sessions": second_day_again, **every_day(4, sets(2))},
        [("P06", "error", WEEK, "4 sessions a week; prevention has 2 to 3")],
    ),
    "two sessions on one day": (
        "early",
        {f"{SECOND}/day": 1},
        [("P06", "error", WEEK, "sessions on days 1, 1, 5; a week's days rise from 1 to 7")],
    ),
    "days that fall": (
        "early",
        {f"{SECOND}/day": 6},
        [("P06", "error", WEEK, "sessions on days 1, 6, 5; a week's days rise from 1 to 7")],
    ),
    "a day before the first of the week": (
        "mid",
        {f"{FIRST}/day": 0},
        [("P06", "error", WEEK, "sessions on days 0, 3, 5; a week's days rise from 1 to 7")],
    ),
    "a day after the last of a week": (
        "early",
        {"/weeks": lambda weeks: weeks * 2, "/weeks/1/sessions/2/day": 8},
        [("P06", "error", "/weeks/1", "sessions on days 1, 3, 8; a week's days rise from 1 to 7")],
    ),
    # The week's order is told apart from the rest between heavy days, which is missing as well.
    "two heavy sessions on one day": (
        "late",
        {f"{SECOND}/day": 1},
        [
            ("P06", "error", WEEK, "sessions on days 1, 1, 5; a week's days rise from 1 to 7"),
            ("P06", "error", SECOND, NO_REST),
        ],
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
            **ABLE,
            f"{SECOND}/day": 2,
            f"{FIRST}/blocks/1/items/1": {"load": DUMBBELL, "reserve": 2},
            f"{SECOND}/blocks/1/items/2": {"load": DUMBBELL, "reserve": 2},
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
        [("P12", "error", FIRST, "main exercises: 1; 2 to 4 are wanted")],
    ),
    "five main exercises": (
        "early",
        {MAIN: with_exercises("standing-hip-abduction", "reverse-clamshell")},
        [("P12", "error", FIRST, "main exercises: 5; 2 to 4 are wanted")],
    ),
    "one main exercise on one day of mid": (
        "mid",
        {f"{THIRD}/blocks/1/items": lambda items: items[:1]},
        [("P12", "error", THIRD, "main exercises: 1; 2 to 4 are wanted")],
    ),
    "a plan without weeks": ("early", {"/weeks": ()}, [("P12", "error", "/weeks", "no week in this plan")]),
    # P13 must fire too: a week without sessions has no movement pattern either.
    "a week without sessions": (
        "early",
        {"/weeks": lambda weeks: weeks * 2, "/weeks/1/sessions": ()},
        [
            ("P12", "error", "/weeks/1", "no session in this week"),
            ("P13", "error", "/weeks/1", "fewer than two movement patterns in the week"),
        ],
    ),
    # P06 must fire too: prevention asks for two sessions at least.
    "a week of prevention without sessions": (
        "article week",
        {f"{WEEK}/sessions": ()},
        [
            ("P06", "error", WEEK, "0 sessions a week; prevention has 2 to 3"),
            ("P12", "error", WEEK, "no session in this week"),
            ("P13", "error", WEEK, "fewer than two movement patterns in the week"),
        ],
    ),
}

LAWFUL: dict[str, tuple[str, Edits]] = {
    "a trial's own dose: 2 sets of ten holds of 10 s": (
        "early",
        {PLANK: {"exercise": "isometric-hip-abduction-supine", "sides": ("both",), "sets": 2, "dose": hold(10, 10)}},
    ),
    "a trial's own dose: 2 sets of 5": ("early", {CLAM: {"exercise": "offset-bridge", "sets": 2, "dose": times(5)}}),
    "36 main sets a week: three exercises of four sets, three times": ("early", {MAIN: sets(4), **FOUR_SETS_LATER}),
    "36 main sets on three days a week, where five were asked for": (
        "early",
        {"/request/days": 5, MAIN: sets(4), **FOUR_SETS_LATER},
    ),
    "two sets on five days a week": ("early, 5 days", {REPS: {"sets": 2}}),
    "two sets on four days of one week and four sets on three days of the next": (
        "early, 4 days",
        {
            "/weeks": lambda weeks: weeks * 2,
            "/weeks/1/sessions": lambda sessions: sessions[:3],
            **every_day(3, sets(4), "/weeks/1"),
        },
    ),
    "an exercise whose trial gave 2 to 4 sets, on five days a week": (
        "early, 5 days",
        {REPS: {"exercise": "sit-to-stand", "sides": ("both",), "sets": 4}},
    ),
    "sessions on the first and the last day of a week": ("early", {f"{THIRD}/day": 7}),
    "a side plank of 15 s in prevention": ("article week", {f"{SECOND}/blocks/1/items/2/dose": hold(15)}),
    "light work on days in a row": ("mid", {f"{SECOND}/day": 2, f"{THIRD}/day": 3}),
    "weights on one of two days in a row": (
        "mid",
        ABLE | {f"{SECOND}/day": 2, REPS: {"load": DUMBBELL, "reserve": 2}},
    ),
    "weights two days running, with 4 repetitions left": (
        "mid",
        {
            **ABLE,
            f"{SECOND}/day": 2,
            f"{FIRST}/blocks/1/items/1": {"load": DUMBBELL, "reserve": 4},
            f"{SECOND}/blocks/1/items/2": {"load": DUMBBELL, "reserve": 4},
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
    "range_min, change, message",
    [
        ("main-sets-min", {"sets": 1}, "Hip hitch: 1 sets; at least 2"),
        ("main-reps-min", {"dose": times(4)}, "Hip hitch: 4 repetitions; at least 5"),
        ("main-hold-min", WALL_PRESS | {"dose": hold(9)}, "Wall press: 9 seconds; at least 10"),
    ],
    ids=["sets", "repetitions", "seconds"],
)
def test_what_is_under_a_floor_is_told_with_the_number_of_the_floor(
    catalog: Catalog,
    plan_for: Callable[..., Plan],
    edited: Callable[..., Any],
    range_min: str,
    change: Edits,
    message: str,
) -> None:
    """P05: the floors lie below the ranges of the data, so each range is opened down to 1."""
    second = f"{MAIN}/1"
    plan = edited(plan_for(**BASES["mid"]), {second: {"name": "Hip hitch", **change}})
    found = check_plan(edited(catalog, {f"/limits/{range_min}/value": 1}), plan)
    assert [(finding.rule, finding.severity, finding.path, finding.message) for finding in found] == [
        ("P05", "note", second, message)
    ]


def test_a_short_hold_is_for_side_planks_in_prevention_only(
    catalog: Catalog, plan_for: Callable[..., Plan], edited: Callable[..., Any]
) -> None:
    """P05: a side plank without a range of its own, held for 15 s; then in rehab, then another exercise."""
    plain = edited(catalog, {"/exercises/side-plank/dose": DoseLimits(kind="hold")})
    third = f"{SECOND}/blocks/1/items/2"
    side_plank = {"exercise": "side-plank", "name": "Side plank", "variant": None, "dose": hold(15)}
    assert check_plan(plain, edited(plan_for(**BASES["article week"]), {third: side_plank})) == ()

    in_rehab = f"{FIRST}/blocks/1/items/2"
    found = check_plan(plain, edited(plan_for(**BASES["mid"]), ABLE | {in_rehab: side_plank}))
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
