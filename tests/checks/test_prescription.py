"""How a week is laid out: spacing, what to measure, the number of main exercises and the minutes.

Every case is a plan without findings, changed on purpose in the parts named; where another rule
must fire as well, the case says why. The boundary of every limit is in test_registry.py.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from glutemed.checks.prescription import PRESCRIPTION
from glutemed.checks.registry import check_plan
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Load
from glutemed.model.plan import Item, Plan

Base = str | tuple[str, dict[str, Any]]
Edits = Mapping[str, object]

WEEK = "/weeks/0"
FIRST, SECOND, THIRD = (f"/weeks/0/sessions/{index}" for index in range(3))
ABLE: dict[str, object] = {"/request/level": "intermediate"}  # heavy work or a weight is no fault of level
DRILL = f"{FIRST}/blocks/0/items/0"
MAIN = f"{FIRST}/blocks/1/items"
REPS, PLANK, CLAM = (f"{MAIN}/{index}" for index in range(3))
STRETCH = f"{FIRST}/blocks/2/items/0"

DUMBBELL = Load(kind="dumbbell", where="in the hand", start="a light one")
LATE_2_WEEKS: Base = ("late", {"weeks": 2})
FOUR_SUPPORTED = (
    "single-leg-squat: with hand support; hip-hitch: with hand support; knee-side-plank; single-leg-bridge",
)
UNTRACKED = "does not say to track repetitions and control"
NO_REST = "heavy work without a whole day after the heavy session before"


def with_exercises(*exercises: str) -> Callable[[tuple[Item, ...]], tuple[Item, ...]]:
    """Add main exercises dosed as the first one is."""
    return lambda items: (*items, *(replace(items[0], exercise=exercise) for exercise in exercises))


# base plan, what is changed, then every finding: rule, severity, path, message
BROKEN: dict[str, tuple[Base, Edits, list[tuple[str, str, str, str]]]] = {
    # ---- P06 spacing
    "prevention once a week": (
        "article week",
        {f"{WEEK}/sessions": lambda sessions: sessions[:1]},
        [("P06", "error", WEEK, "sessions a week: 1; prevention has 2 to 3")],
    ),
    "prevention four times a week": (
        ("beginner week", {"days": (1, 3, 5, 7), "sets": 2}),
        {},
        [("P06", "error", WEEK, "sessions a week: 4; prevention has 2 to 3")],
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
        ("early", {"weeks": 2}),
        {"/weeks/1/sessions/2/day": 8},
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
        LATE_2_WEEKS,
        {f"{THIRD}/day": 7},
        [("P06", "error", "/weeks/1/sessions/0", NO_REST)],
    ),
    "heavy work on the last day of the plan and the first, were it done again": (
        LATE_2_WEEKS,
        {"/weeks/1/sessions/2/day": 7},
        [("P06", "error", FIRST, NO_REST)],
    ),
    "work of high demand without a weight, far from failure, two days running": (
        "mid",
        {
            **ABLE,
            f"{SECOND}/day": 2,
            **{f"{day}/blocks/1/items/0": {"variant": None, "support": None, "reserve": 5} for day in (FIRST, SECOND)},
        },
        [("P06", "error", SECOND, NO_REST)],
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
    "a run on the day after heavy work": (
        "late",
        {"/request/other": ("tuesday",)},
        [
            ("P06", "error", FIRST, "heavy work without a whole day between it and the other leg work on Tuesday"),
            ("P06", "error", SECOND, "heavy work without a whole day between it and the other leg work on Tuesday"),
        ],
    ),
    "leg day on the day of heavy work, across the end of the week": (
        "late",
        {"/request/other": ("sunday",)},
        [("P06", "error", FIRST, "heavy work without a whole day between it and the other leg work on Sunday")],
    ),
    "a run on Wednesday, where day 1 is a Thursday": (
        "late",
        {f"{FIRST}/weekday": "thursday", f"{SECOND}/weekday": "saturday", "/request/other": ("wednesday",)},
        [("P06", "error", FIRST, "heavy work without a whole day between it and the other leg work on Wednesday")],
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
    "nothing to track and no target": (
        "early",
        {REPS: {"name": "Leg raise", "track": "", "target": "more"}},
        [
            (
                "P10",
                "error",
                REPS,
                f"Leg raise {UNTRACKED}, and has no target in numbers for the next step",
            )
        ],
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
    "four main exercises from 65 years on": (
        ("mid", {"age": 70, "sets": 2, "reps": 10, "sessions": FOUR_SUPPORTED}),
        {},
        [
            ("P12", "error", session, "main exercises: 4; at most 3 from 65 years on")
            for session in (FIRST, SECOND, THIRD)
        ],
    ),
    "three main exercises in 18 minutes": (
        ("early", {"minutes": 18, "sets": 2, "mobility": (), "days": (1,)}),
        {},
        [("P12", "error", FIRST, "main exercises: 3; at most 2 in 18 minutes")],
    ),
    "a session that takes longer than was asked for": (
        ("early", {"minutes": 20, "days": (1,)}),
        {},
        [("P12", "error", FIRST, "the session takes 21 minutes; 20 were asked for")],
    ),
    "a session that says less than it takes": (
        ("early", {"minutes": 30}),
        {f"{SECOND}/minutes": 20},
        [("P12", "error", SECOND, "the session takes 23 minutes, not 20")],
    ),
    "a plan without weeks": ("early", {"/weeks": ()}, [("P12", "error", "/weeks", "no week in this plan")]),
    # P13 must fire too: a week without sessions has no movement pattern either.
    "a week without sessions": (
        ("early", {"weeks": 2}),
        {"/weeks/1/sessions": ()},
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
            ("P06", "error", WEEK, "sessions a week: 0; prevention has 2 to 3"),
            ("P12", "error", WEEK, "no session in this week"),
            ("P13", "error", WEEK, "fewer than two movement patterns in the week"),
        ],
    ),
}

LAWFUL: dict[str, tuple[Base, Edits]] = {
    "sessions on the first and the last day of a week": ("early", {f"{THIRD}/day": 7}),
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
        LATE_2_WEEKS,
        {"/weeks/0/sessions/2/day": 6},
    ),
    "a drill and a stretch without anything to track": (
        "early",
        {DRILL: {"track": "", "target": ""}, STRETCH: {"track": "", "target": ""}},
    ),
    "a run on the day after light work": ("early", {"/request/other": ("tuesday", "thursday")}),
    "a run two days after heavy work": (
        "late",
        {"/request/other": ("wednesday",), f"{WEEK}/sessions": lambda days: days[:1]},
    ),
    "three main exercises from 65 years on": (
        ("mid", {"age": 70, "sets": 2, "reps": 10, "sessions": FOUR_SUPPORTED}),
        {f"{session}/blocks/1/items": lambda items: items[:3] for session in (FIRST, SECOND, THIRD)},
    ),
    "a session of just the minutes asked for": (("early", {"minutes": 21, "days": (1,)}), {}),
    "two main exercises": ("early", {MAIN: lambda items: items[:2]}),
    "four main exercises": ("early", {MAIN: with_exercises("reverse-clamshell")}),
}


def test_every_rule_about_how_much_has_three_ways_to_break_it() -> None:
    ways = Counter(rule for _, _, expected in BROKEN.values() for rule in {found[0] for found in expected})
    assert {rule for rule, *_ in PRESCRIPTION if ways[rule] < 3} == set()


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
