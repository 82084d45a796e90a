"""How much: sets, repetitions and holds, and the reasons for two sets.

Every case is a plan without findings, changed on purpose in the parts named; where another
rule must fire as well, the case says why. The boundary of every limit is in test_registry.py; here
are the ways to break a rule, and doses of a trial's own.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Literal

import pytest

from glutemed.checks.dose import DOSE
from glutemed.checks.registry import check_plan
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DoseLimits, Load
from glutemed.model.plan import Dose, Item, Plan, Session

Base = str | tuple[str, dict[str, Any]]
Edits = Mapping[str, object]

# A dose above the bottom of its range is no fault of level.
EARLY: Base = ("early", {"level": "advanced"})
MID: Base = ("mid", {"level": "advanced"})
TWO_WEEKS: Base = ("early", {"level": "advanced", "days": (1, 2, 4, 6), "weeks": 2})
FIVE_DAYS: Base = (
    "early",
    {
        "level": "advanced",
        "days": (1, 2, 3, 5, 6),
        "sessions": ("side-lying-hip-abduction; knee-side-plank", "standing-hip-abduction; single-leg-bridge"),
    },
)

WEEK = "/weeks/0"
FIRST, SECOND, THIRD = (f"/weeks/0/sessions/{index}" for index in range(3))
ABLE: dict[str, object] = {"/request/level": "intermediate"}  # heavy work or a weight is no fault of level
DRILL = f"{FIRST}/blocks/0/items/0"
MAIN = f"{FIRST}/blocks/1/items"
REPS, PLANK, CLAM = (f"{MAIN}/{index}" for index in range(3))
STRETCH = f"{FIRST}/blocks/2/items/0"

OLDER_WEEK = ("side-lying-hip-abduction; knee-side-plank; clamshell", "single-leg-bridge; reverse-clamshell")
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

TWO_SETS = every_day(3, sets(2))
# Three sets on three days of week 1, two sets on four days of week 2.
THREE_DAYS_FIRST: Edits = {f"{WEEK}/sessions": lambda sessions: sessions[:3], **every_day(3, sets(3))}
SIT_TO_STAND = {"exercise": "sit-to-stand", "name": "Sit to stand", "sides": ("both",)}

OLDER: Base = ("early", {"level": "advanced", "age": 65, "sets": 2, "reps": 10, "sessions": OLDER_WEEK})
KNEE: Base = (
    "early",
    {"level": "advanced", "condition": ("knee-osteoarthritis",), "sets": 2, "reps": 10, "mobility": ()},
)
SHORT: Base = (
    "early",
    {"level": "advanced", "minutes": 15, "sets": 2, "mobility": (), "sessions": ("clamshell; knee-side-plank",)},
)

# base plan, what is changed, then every finding: rule, severity, path, message
BROKEN: dict[str, tuple[Base, Edits, list[tuple[str, str, str, str]]]] = {
    # ---- P05 dose: over a limit is an error, under it a note
    "five sets": (
        EARLY,
        {REPS: {"name": "Leg raise", "sets": 5}},
        [("P05", "error", REPS, "Leg raise: 5 sets; at most 4")],
    ),
    "two sets on three days a week": (
        EARLY,
        {REPS: {"name": "Leg raise", "sets": 2}},
        [("P05", "note", REPS, "Leg raise: 2 sets; at least 3")],
    ),
    "one set on five days a week": (
        FIVE_DAYS,
        {REPS: {"name": "Leg raise", "sets": 1}},
        [("P05", "note", REPS, "Leg raise: 1 set; at least 2")],
    ),
    "three sets on five days a week": (
        FIVE_DAYS,
        {REPS: {"name": "Leg raise", "sets": 3}},
        [("P05", "error", REPS, "Leg raise: 3 sets; at most 2")],
    ),
    "three sets on four days a week, where three were asked for": (
        EARLY,
        {
            f"{WEEK}/sessions": second_day_again,
            **every_day(4, sets(2)),
            REPS: {"name": "Leg raise", "sets": 3},
        },
        [("P05", "error", REPS, "Leg raise: 3 sets; at most 2")],
    ),
    "two sets on three days a week, where five were asked for": (
        EARLY,
        {"/request/days": 5, REPS: {"name": "Leg raise", "sets": 2}},
        [("P05", "note", REPS, "Leg raise: 2 sets; at least 3")],
    ),
    "three sets in the one week of two that has four days": (
        TWO_WEEKS,
        {**THREE_DAYS_FIRST, "/weeks/1/sessions/3/blocks/1/items/0": {"name": "Leg raise", "sets": 3}},
        [("P05", "error", "/weeks/1/sessions/3/blocks/1/items/0", "Leg raise: 3 sets; at most 2")],
    ),
    "twenty repetitions": (
        EARLY,
        {REPS: {"name": "Leg raise", "dose": times(20)}},
        [("P05", "error", REPS, "Leg raise: 20 repetitions; at most 15")],
    ),
    "five repetitions": (
        EARLY,
        {REPS: {"name": "Leg raise", "dose": times(5)}},
        [("P05", "note", REPS, "Leg raise: 5 repetitions; at least 8")],
    ),
    "too many sets of too few repetitions": (
        EARLY,
        {REPS: {"name": "Leg raise", "sets": 6, "dose": times(4)}},
        [
            ("P05", "error", REPS, "Leg raise: 6 sets; at most 4"),
            ("P05", "note", REPS, "Leg raise: 4 repetitions; at least 8"),
        ],
    ),
    "too many sets of too many repetitions": (
        EARLY,
        {REPS: {"name": "Leg raise", "sets": 5, "dose": times(16)}},
        [
            ("P05", "error", REPS, "Leg raise: 5 sets; at most 4"),
            ("P05", "error", REPS, "Leg raise: 16 repetitions; at most 15"),
        ],
    ),
    "a leg raise held for seconds, and five sets of the next": (
        EARLY,
        {REPS: {"name": "Leg raise", "dose": hold(20)}, CLAM: {"name": "Clam", "sets": 5}},
        [
            ("P05", "error", REPS, "Leg raise is dosed in repetitions without seconds"),
            ("P05", "error", CLAM, "Clam: 5 sets; at most 4"),
        ],
    ),
    "a hold of a minute, over the exercise's own 40 s": (
        EARLY,
        {PLANK: {"name": "Plank", "dose": hold(60)}},
        [("P05", "error", PLANK, "Plank: 60 seconds; at most 40")],
    ),
    "a hold of 10 s, under the exercise's own 20 s": (
        EARLY,
        {PLANK: {"name": "Plank", "dose": hold(10)}},
        [("P05", "note", PLANK, "Plank: 10 seconds; at least 20")],
    ),
    "two holds in a set of an exercise that has one": (
        EARLY,
        {PLANK: {"name": "Plank", "dose": hold(20, reps=2)}},
        [("P05", "error", PLANK, "Plank: 2 holds; at most 1")],
    ),
    "three sets of an exercise whose trial gave two": (
        EARLY,
        {CLAM: {"exercise": "offset-bridge", "name": "Offset bridge", "dose": times(10)}},
        [("P05", "error", CLAM, "Offset bridge: 3 sets; at most 2")],
    ),
    "a drill with the sets of main work": (
        EARLY,
        {DRILL: {"name": "Sidestep", "sets": 4}},
        [("P05", "error", DRILL, "Sidestep: 4 sets; at most 2")],
    ),
    "a stretch of ten seconds": (
        EARLY,
        {STRETCH: {"name": "Figure four", "dose": hold(10)}},
        [("P05", "note", STRETCH, "Figure four: 10 seconds; at least 20")],
    ),
    "two holds in a set of a stretch": (
        EARLY,
        {STRETCH: {"name": "Figure four", "dose": hold(20, reps=2)}},
        [("P05", "error", STRETCH, "Figure four: 2 holds; at most 1")],
    ),
    "a plank counted in repetitions": (
        EARLY,
        {PLANK: {"name": "Plank", "dose": times(10), "track": "repetitions and control"}},
        [("P05", "error", PLANK, "Plank is dosed in holds of so many seconds")],
    ),
    "a leg raise held for seconds": (
        EARLY,
        {REPS: {"name": "Leg raise", "dose": hold(20), "track": "seconds and control"}},
        [("P05", "error", REPS, "Leg raise is dosed in repetitions without seconds")],
    ),
    "a hold without seconds": (
        EARLY,
        {PLANK: {"name": "Plank", "dose": Dose(kind="hold", reps=1)}},
        [("P05", "error", PLANK, "Plank is dosed in holds of so many seconds")],
    ),
    "repetitions with seconds": (
        EARLY,
        {REPS: {"name": "Leg raise", "dose": Dose(kind="reps", reps=8, seconds=20)}},
        [("P05", "error", REPS, "Leg raise is dosed in repetitions without seconds")],
    ),
    "more than 36 main sets a week for each hip": (
        EARLY,
        {MAIN: with_reverse_clam("left", "right"), **FOUR_SETS_LATER},
        [
            ("P05", "error", WEEK, "37 main sets for the left hip; at most 36"),
            ("P05", "error", WEEK, "37 main sets for the right hip; at most 36"),
        ],
    ),
    # P16 must fire too: only an exercise done for one hip gives one hip more sets than the other.
    "more than 36 main sets a week for one hip": (
        EARLY,
        {MAIN: with_reverse_clam("left"), **FOUR_SETS_LATER},
        [
            ("P05", "error", WEEK, "37 main sets for the left hip; at most 36"),
            ("P16", "error", f"{MAIN}/3", "Reverse clam trains left, not left and right"),
        ],
    ),
    "two-legged work, whose sets count for both hips": (
        EARLY,
        {MAIN: with_reverse_clam("both"), f"{MAIN}/3/exercise": "double-leg-bridge", **FOUR_SETS_LATER},
        [
            ("P05", "error", WEEK, "37 main sets for the left hip; at most 36"),
            ("P05", "error", WEEK, "37 main sets for the right hip; at most 36"),
        ],
    ),
    "more than 28 main sets a week on five days": (
        FIVE_DAYS,
        every_day(5, with_exercises("clamshell")),
        [
            ("P05", "error", WEEK, "30 main sets for the left hip; at most 28"),
            ("P05", "error", WEEK, "30 main sets for the right hip; at most 28"),
        ],
    ),
    "more than 28 main sets in the one week of two that has four days, where three were asked for": (
        TWO_WEEKS,
        {
            "/request/days": 3,
            **THREE_DAYS_FIRST,
            **every_day(3, with_exercises("hip-hitch"), "/weeks/1"),
        },
        [
            ("P05", "error", "/weeks/1", "30 main sets for the left hip; at most 28"),
            ("P05", "error", "/weeks/1", "30 main sets for the right hip; at most 28"),
        ],
    ),
    # ---- the reasons for two sets
    "three sets at pain 3": (
        EARLY,
        {**TWO_SETS, "/request/pain": 3, CLAM: {"name": "Clam", "sets": 3}},
        [("P05", "error", CLAM, "Clam: 3 sets with pain above 2; at most 2")],
    ),
    "three sets from 65 years on": (
        OLDER,
        {CLAM: {"name": "Clam", "sets": 3}},
        [("P05", "error", CLAM, "Clam: 3 sets from 65 years on; at most 2")],
    ),
    "four sets in less than 20 minutes": (
        SHORT,
        {f"{MAIN}/1": {"name": "Plank", "sets": 4}, "/request/minutes": 19},
        [("P05", "error", f"{MAIN}/1", "Plank: 4 sets in less than 20 minutes; at most 2")],
    ),
    "four sets at pain 4, of an exercise whose trial gave 2 to 4": (
        EARLY,
        {**TWO_SETS, "/request/pain": 4, CLAM: SIT_TO_STAND | {"sets": 4}},
        [("P05", "error", CLAM, "Sit to stand: 4 sets with pain above 2; at most 2")],
    ),
    "three sets for two reasons, each told": (
        OLDER,
        {"/request/pain": 3, CLAM: {"name": "Clam", "sets": 3}},
        [
            ("P05", "error", CLAM, "Clam: 3 sets with pain above 2; at most 2"),
            ("P05", "error", CLAM, "Clam: 3 sets from 65 years on; at most 2"),
        ],
    ),
    "five sets at pain 3, told once": (
        EARLY,
        {**TWO_SETS, "/request/pain": 3, CLAM: {"name": "Clam", "sets": 5}},
        [("P05", "error", CLAM, "Clam: 5 sets; at most 4")],
    ),
    "one set at pain 3": (
        EARLY,
        {**TWO_SETS, "/request/pain": 3, CLAM: {"name": "Clam", "sets": 1}},
        [("P05", "note", CLAM, "Clam: 1 set; at least 2")],
    ),
    # ---- limits of age and conditions
    "eight repetitions from 65 years on": (
        OLDER,
        {CLAM: {"name": "Clam", "dose": times(8)}},
        [("P05", "note", CLAM, "Clam: 8 repetitions; at least 10")],
    ),
    "five repetitions from 65 years on, of an exercise of 5 to 10": (
        OLDER,
        {CLAM: {"exercise": "offset-bridge", "name": "Offset bridge", "dose": times(5)}},
        [("P05", "note", CLAM, "Offset bridge: 5 repetitions; at least 10")],
    ),
    "a hold of nine seconds from 65 years on": (
        OLDER,
        {PLANK: {"name": "Plank", "dose": hold(9)}},
        [("P05", "note", PLANK, "Plank: 9 seconds; at least 10")],
    ),
    "four sets with knee osteoarthritis": (
        KNEE,
        {CLAM: {"name": "Clam", "sets": 4}},
        [("P05", "error", CLAM, "Clam: 4 sets; at most 3")],
    ),
    "eight repetitions with knee osteoarthritis": (
        KNEE,
        {CLAM: {"name": "Clam", "dose": times(8)}},
        [("P05", "note", CLAM, "Clam: 8 repetitions; at least 10")],
    ),
}

LAWFUL: dict[str, tuple[Base, Edits]] = {
    "a trial's own dose: 2 sets of ten holds of 10 s": (
        EARLY,
        {PLANK: {"exercise": "isometric-hip-abduction-supine", "sides": ("both",), "sets": 2, "dose": hold(10, 10)}},
    ),
    "a trial's own dose: 2 sets of 5": (EARLY, {CLAM: {"exercise": "offset-bridge", "sets": 2, "dose": times(5)}}),
    "36 main sets a week: three exercises of four sets, three times": (EARLY, {MAIN: sets(4), **FOUR_SETS_LATER}),
    "36 main sets on three days a week, where five were asked for": (
        EARLY,
        {"/request/days": 5, MAIN: sets(4), **FOUR_SETS_LATER},
    ),
    "two sets on five days a week": (FIVE_DAYS, {REPS: {"sets": 2}}),
    "two sets on four days of a week, after three sets on three days": (TWO_WEEKS, THREE_DAYS_FIRST),
    "an exercise whose trial gave 2 to 4 sets, at two sets on five days a week": (
        FIVE_DAYS,
        {REPS: SIT_TO_STAND | {"sets": 2}},
    ),
    "a side plank of 15 s in prevention": ("article week", {f"{SECOND}/blocks/1/items/2/dose": hold(15)}),
    "three sets at pain 2": (EARLY, {"/request/pain": 2}),
    "two sets at pain 3": (EARLY, {**TWO_SETS, "/request/pain": 3}),
    "three sets at 64 years": (EARLY, {"/request/age": 64}),
    "two sets and a hold of 10 s at 65 years": (OLDER, {PLANK: {"dose": hold(10)}}),
    "two sets in 15 minutes": (SHORT, {}),
    "two sets to fit 25 minutes": (SHORT, {"/request/minutes": 25}),
    "two sets, three sets and 15 repetitions with knee osteoarthritis": (
        KNEE,
        {REPS: {"sets": 3}, CLAM: {"dose": times(15)}},
    ),
    "five repetitions with knee osteoarthritis, where a trial of the exercise gave five": (
        KNEE,
        {CLAM: SIT_TO_STAND | {"sets": 4, "dose": times(5)}},
    ),
    "an exercise of 5 to 10 repetitions at 65 years, with the ten that both ranges have": (
        OLDER,
        {CLAM: {"exercise": "offset-bridge", "dose": times(10)}},
    ),
}


def test_there_are_three_ways_to_break_each_rule() -> None:
    ways = Counter(rule for _, _, expected in BROKEN.values() for rule in {found[0] for found in expected})
    assert {rule for rule, *_ in DOSE if ways[rule] < 3} == set()


@pytest.mark.parametrize("way", BROKEN)
def test_a_broken_plan_is_caught_by_its_rule_alone(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Plan], way: str
) -> None:
    name, edits, expected = BROKEN[way]
    found = check_plan(catalog, edited(base(name), edits))
    assert [(finding.rule, finding.severity, finding.path, finding.message) for finding in found] == expected


@pytest.mark.parametrize("way", LAWFUL)
def test_a_plan_just_within_a_rule_passes(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Plan], way: str
) -> None:
    name, edits = LAWFUL[way]
    assert check_plan(catalog, edited(base(name), edits)) == ()


@pytest.mark.parametrize(
    "range_min, change, message",
    [
        ("main-sets-min", {"sets": 1}, "Hip hitch: 1 set; at least 2"),
        ("main-reps-min", {"dose": times(4)}, "Hip hitch: 4 repetitions; at least 5"),
        ("main-hold-min", WALL_PRESS | {"dose": hold(9)}, "Wall press: 9 seconds; at least 10"),
    ],
    ids=["sets", "repetitions", "seconds"],
)
def test_what_is_under_a_floor_is_told_with_the_number_of_the_floor(
    catalog: Catalog,
    base: Callable[..., Plan],
    edited: Callable[..., Any],
    range_min: str,
    change: Edits,
    message: str,
) -> None:
    """P05: the floors lie below the ranges of the data, so each range is opened down to 1."""
    second = f"{MAIN}/1"
    plan = edited(base(MID), {second: {"name": "Hip hitch", **change}})
    found = check_plan(edited(catalog, {f"/limits/{range_min}/value": 1}), plan)
    assert [(finding.rule, finding.severity, finding.path, finding.message) for finding in found] == [
        ("P05", "note", second, message)
    ]


def test_a_short_hold_is_for_side_planks_in_prevention_only(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Any]
) -> None:
    """P05: a side plank without a range of its own, held for 15 s; then in rehab, then another exercise."""
    plain = edited(catalog, {"/exercises/side-plank/dose": DoseLimits(kind="hold")})
    third = f"{SECOND}/blocks/1/items/2"
    side_plank = {"exercise": "side-plank", "name": "Side plank", "variant": None, "dose": hold(15)}
    assert check_plan(plain, edited(base("article week"), {third: side_plank})) == ()

    in_rehab = f"{FIRST}/blocks/1/items/2"
    found = check_plan(plain, edited(base(MID), ABLE | {in_rehab: side_plank}))
    assert [(finding.rule, finding.path, finding.message) for finding in found] == [
        ("P05", in_rehab, "Side plank: 15 seconds; at least 20")
    ]

    wall_press = side_plank | {"exercise": "wall-press", "name": "Wall press"}
    found = check_plan(plain, edited(base("article week"), {third: wall_press}))
    assert [(finding.rule, finding.path, finding.message) for finding in found] == [
        ("P05", third, "Wall press: 15 seconds; at least 20")
    ]


def test_a_range_below_that_of_older_people_stands(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Any]
) -> None:
    """P05: 5 to 9 repetitions never meet 10 to 15."""
    own = DoseLimits(kind="reps", reps=(5, 9), sources=("LEAP16",))
    plan = edited(base(OLDER), {CLAM: {"exercise": "clamshell", "dose": times(5)}})
    plan = edited(plan, {f"{WEEK}/sessions": lambda sessions: sessions[:1]})
    assert check_plan(edited(catalog, {"/exercises/clamshell/dose": own}), plan) == ()
    assert {finding.rule for finding in check_plan(catalog, plan)} == {"P05"}


def test_holds_that_start_below_those_of_older_people_stand(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Any]
) -> None:
    """P05: a trial's 5 to 15 s, with older people's shortest hold of 10 s."""
    own = DoseLimits(kind="hold", seconds=(5, 15), sources=("LEAP16",))
    known = edited(catalog, {"/exercises/knee-side-plank/dose": own})
    one_day = edited(base(OLDER), {f"{WEEK}/sessions": lambda sessions: sessions[:1]})
    for seconds, told in ((5, []), (4, ["Side plank from the knees: 4 seconds; at least 5"])):
        found = check_plan(known, edited(one_day, {PLANK: {"dose": hold(seconds)}}))
        assert [one.message for one in found] == told


def test_a_trial_may_go_below_the_floors(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Any]
) -> None:
    """P05: 1 x 3 lies below the floors of 2 sets and 5 repetitions; the trial's own dose stands."""
    own = DoseLimits(kind="reps", sets=(1, 2), reps=(3, 6), sources=("LEAP16",))
    plan = edited(base(EARLY), {CLAM: {"exercise": "clamshell", "sets": 1, "dose": times(3)}})
    plan = edited(plan, {f"{WEEK}/sessions": lambda sessions: sessions[:1]})
    assert check_plan(edited(catalog, {"/exercises/clamshell/dose": own}), plan) == ()
    assert {finding.rule for finding in check_plan(catalog, plan)} == {"P05"}


def test_an_exercise_whose_own_sets_start_above_two_keeps_them(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Any]
) -> None:
    """P05: whatever is a reason for two sets; of a trial of 3 to 4 sets, two would be another dose."""
    own = DoseLimits(kind="reps", sets=(3, 4), sources=("LEAP16",))
    known = edited(catalog, {"/exercises/clamshell/dose": own})
    for plan, reason in (
        (edited(base(EARLY), {**TWO_SETS, "/request/pain": 3}), "with pain above 2"),
        (base(OLDER), "from 65 years on"),
    ):
        three = edited(plan, {CLAM: {"name": "Clam", "exercise": "clamshell", "sets": 3}})
        about_three = [f"Clam: 3 sets {reason}; at most 2"]
        assert [one.message for one in check_plan(known, three) if one.path == CLAM] == []
        assert [one.message for one in check_plan(catalog, three) if one.path == CLAM] == about_three
