"""All checks of a plan together: what generated plans owe to every rule, and where each limit lies."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from glutemed.checks.plan import Finding
from glutemed.checks.registry import CHECKS, check_plan
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT_SETS, DoseLimits
from glutemed.model.plan import LEVELS, Dose, Item, Plan, Session

Edits = Mapping[str, object]
Items = tuple[Item, ...]

RULES = tuple(f"P{number:02}" for number in range(1, 19) if number != 11)
KITS = dict(KIT_SETS)

WEEK = "/weeks/0"
FIRST, SECOND, THIRD = (f"/weeks/0/sessions/{index}" for index in range(3))
DRILL, MAIN, STRETCH = f"{FIRST}/blocks/0/items/0", f"{FIRST}/blocks/1/items", f"{FIRST}/blocks/2/items/0"


def test_every_rule_is_checked_once_in_order_and_has_words_for_a_hint(catalog: Catalog) -> None:
    assert tuple(rule for rule, _ in CHECKS) == RULES
    assert [catalog.rule(rule).rule for rule in RULES] == list(RULES)


def test_findings_come_in_the_order_of_the_rules(
    catalog: Catalog, plan_for: Callable[..., Plan], edited: Callable[..., Plan]
) -> None:
    """The parts of the plan stand in another order than the rules that they break."""
    broken = edited(
        plan_for("rehab", "early"),
        {
            f"{DRILL}/reasons": (),  # P15
            f"{MAIN}/0/sides": ("left",),  # P16
            f"{MAIN}/1/track": "",  # P10
            f"{MAIN}/2/sets": 5,  # P05
            f"{SECOND}/blocks/1/items": lambda items: items[:1],  # P12
            f"{THIRD}/blocks/1/items/0/exercise": "wall-press",  # P04, P05
        },
    )
    found = [finding.rule for finding in check_plan(catalog, broken)]
    assert found == ["P04", "P05", "P05", "P10", "P12", "P15", "P16"]


@pytest.mark.parametrize("kit", KITS)
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    "goal, stage, days",
    [
        ("prevention", None, (2, 3)),
        ("rehab", "early", (2, 3, 4, 5, 6, 7)),
        ("rehab", "mid", (2, 3)),
        ("rehab", "late", (2, 3)),
    ],
    ids=["prevention", "early", "mid", "late"],
)
def test_generated_plans_break_no_rule(
    catalog: Catalog,
    plan_for: Callable[..., Plan],
    goal: str,
    stage: str | None,
    days: tuple[int, ...],
    level: str,
    kit: str,
) -> None:
    found = {
        count: check_plan(catalog, plan_for(goal, stage, days=count, level=level, equipment=KITS[kit]))
        for count in days
    }
    assert found == dict.fromkeys(days, ())


class Case(NamedTuple):
    """Where a limit lies: a plan on it, a plan one step beyond it, and the limit a step tighter and looser.

    `catalog` clears the way to a limit that another one hides.
    """

    rule: str
    place: str
    base: Mapping[str, Any]
    on: Edits
    beyond: Edits
    tighter: float
    looser: float
    catalog: Edits = MappingProxyType({})


ARTICLE = {"goal": "prevention", "level": "intermediate", "days": 2}
BEGINNER = {"goal": "prevention", "level": "beginner", "days": 3}
EARLY = {"goal": "rehab", "stage": "early", "days": 3}
EARLY_4_DAYS = {"goal": "rehab", "stage": "early", "days": 4}
EARLY_5_DAYS = {"goal": "rehab", "stage": "early", "days": 5}
MID = {"goal": "rehab", "stage": "mid", "days": 3}
LATE = {"goal": "rehab", "stage": "late", "level": "advanced", "days": 2}


def sets(count: int) -> Edits:
    return {f"{MAIN}/0/sets": count}


def reps(count: int) -> Edits:
    return {f"{MAIN}/0/dose": Dose(kind="reps", reps=count)}


def hold(seconds: int) -> Dose:
    return Dose(kind="hold", reps=1, seconds=seconds)


def wall_press(seconds: int) -> Edits:
    """Put the one main hold of the catalogue without a range of its own in the place of an exercise."""
    return {f"{MAIN}/1": {"exercise": "wall-press", "dose": hold(seconds), "track": "seconds and control"}}


def plank(seconds: int) -> Edits:
    return {f"{SECOND}/blocks/1/items/2": {"exercise": "side-plank", "dose": hold(seconds)}}


def walk(count: int, reps: int) -> Edits:
    """Put the one drill of the catalogue without a range of its own in the warm-up."""
    return {DRILL: {"exercise": "backward-monster-walk", "sets": count, "dose": Dose(kind="reps", reps=reps)}}


def stretch(count: int, seconds: int) -> Edits:
    return {STRETCH: {"exercise": "z-sit", "sets": count, "dose": hold(seconds)}}


def with_sets(count: int) -> Callable[[Items], Items]:
    return lambda items: tuple(replace(item, sets=count) for item in items)


def with_clam(items: Items) -> Items:
    """Add a fourth exercise of four sets to three of three."""
    return (*items, replace(items[0], exercise="reverse-clamshell", sets=4))


def with_abduction(items: Items) -> Items:
    """Keep the abduction and add another one."""
    return (items[0], replace(items[0], exercise="side-lying-hip-abduction-internal-rotation"))


def with_sit_to_stand(count: int) -> Callable[[Items], Items]:
    """Add an exercise whose own range is 2 to 4 sets on any number of days."""
    return lambda items: (*items, replace(items[0], exercise="sit-to-stand", sides=("both",), sets=count))


def with_rungs(*names: str) -> Callable[[Items], Items]:
    """Keep two main exercises and add two-legged rungs."""
    return lambda items: (*items[:2], *(replace(items[0], exercise=name, sides=("both",)) for name in names))


def first_day(sessions: tuple[Session, ...]) -> tuple[Session, ...]:
    return sessions[:1]


def second_day_again(sessions: tuple[Session, ...]) -> tuple[Session, ...]:
    return (*sessions, replace(sessions[1], day=7))


FOUR_SETS = {f"{session}/blocks/1/items": with_sets(4) for session in (FIRST, SECOND, THIRD)}


def every_day(days: int, change: Callable[[Items], Items]) -> Edits:
    """Change the main exercises of every session."""
    return {f"{WEEK}/sessions/{index}/blocks/1/items": change for index in range(days)}


PLAIN_PLANK = {"/exercises/side-plank/dose": DoseLimits(kind="hold")}
PLAIN_STRETCH = {"/exercises/z-sit/dose": DoseLimits(kind="hold")}

LIMITS: dict[str, Case] = {
    "main-sets-min": Case("P05", f"{MAIN}/0", EARLY, sets(3), sets(2), 4, 2),
    "main-sets-max": Case("P05", f"{MAIN}/0", EARLY, sets(4), sets(5), 3, 5),
    "main-reps-min": Case("P05", f"{MAIN}/0", EARLY, reps(8), reps(7), 9, 7),
    "main-reps-max": Case("P05", f"{MAIN}/0", EARLY, reps(15), reps(16), 14, 16),
    "main-hold-min": Case("P05", f"{MAIN}/1", MID, wall_press(20), wall_press(19), 21, 19),
    "main-hold-max": Case("P05", f"{MAIN}/1", MID, wall_press(45), wall_press(46), 44, 46),
    # Every side plank of the catalogue has a range of its own.
    "plank-hold-min": Case(
        "P05", f"{SECOND}/blocks/1/items/2", ARTICLE, plank(15), plank(14), 16, 14, catalog=PLAIN_PLANK
    ),
    # The floors lie below the ranges, so that they hold back only a range that is lowered.
    "floor-sets": Case("P05", f"{MAIN}/0", EARLY, sets(2), sets(1), 3, 1, catalog={"/limits/main-sets-min/value": 1}),
    "floor-reps": Case("P05", f"{MAIN}/0", EARLY, reps(5), reps(4), 6, 4, catalog={"/limits/main-reps-min/value": 1}),
    "floor-hold": Case(
        "P05", f"{MAIN}/1", MID, wall_press(10), wall_press(9), 11, 9, catalog={"/limits/main-hold-min/value": 1}
    ),
    # Both ends of one range: a set fewer is a note, a set more an error. Four days leave room for a set more.
    "reduced-sets": Case(
        "P05",
        f"{MAIN}/0",
        EARLY_5_DAYS,
        every_day(5, with_sets(2)),
        every_day(5, with_sets(1)),
        3,
        1,
        catalog={"/limits/floor-sets/value": 1},
    ),
    "reduced-sets from above": Case(
        "P05",
        f"{MAIN}/0",
        EARLY_5_DAYS,
        every_day(5, with_sets(2)),
        every_day(5, with_sets(3)),
        1,
        3,
        catalog={"/limits/floor-sets/value": 1, "/limits/weekly-sets-max-many-days/value": 30},
    ),
    # 36 sets are lawful on three days, and too many on four, however many days were asked for.
    "many-days": Case("P05", WEEK, EARLY, FOUR_SETS, {f"{WEEK}/sessions": second_day_again}, 2, 4),
    "warm-up-sets-min": Case("P05", DRILL, ARTICLE, walk(1, 8), walk(0, 8), 2, 0),
    "warm-up-sets-max": Case("P05", DRILL, ARTICLE, walk(2, 8), walk(3, 8), 1, 3),
    "warm-up-reps-min": Case("P05", DRILL, ARTICLE, walk(2, 8), walk(2, 7), 9, 7),
    "warm-up-reps-max": Case("P05", DRILL, ARTICLE, walk(2, 15), walk(2, 16), 14, 16),
    # Every stretch of the catalogue repeats these limits as a range of its own.
    "stretch-sets-min": Case("P05", STRETCH, EARLY, stretch(1, 30), stretch(0, 30), 2, 0, catalog=PLAIN_STRETCH),
    "stretch-sets-max": Case("P05", STRETCH, EARLY, stretch(3, 30), stretch(4, 30), 2, 4, catalog=PLAIN_STRETCH),
    "stretch-hold-min": Case("P05", STRETCH, EARLY, stretch(2, 20), stretch(2, 19), 21, 19, catalog=PLAIN_STRETCH),
    "stretch-hold-max": Case("P05", STRETCH, EARLY, stretch(2, 40), stretch(2, 41), 39, 41, catalog=PLAIN_STRETCH),
    # 3 x 12 sets; 13 + 2 x 12.
    "weekly-sets-max": Case("P05", WEEK, EARLY, FOUR_SETS, {**FOUR_SETS, MAIN: with_clam}, 35, 37),
    # 4 x 6 + 2 + 2 sets; 4 x 6 + 2 + 3.
    "weekly-sets-max-many-days": Case(
        "P05",
        WEEK,
        EARLY_4_DAYS,
        {MAIN: with_sit_to_stand(2), f"{SECOND}/blocks/1/items": with_sit_to_stand(2)},
        {MAIN: with_sit_to_stand(2), f"{SECOND}/blocks/1/items": with_sit_to_stand(3)},
        27,
        29,
    ),
    "main-items-min": Case("P12", FIRST, EARLY, {MAIN: lambda items: items[:2]}, {MAIN: lambda items: items[:1]}, 3, 1),
    "main-items-max": Case(
        "P12",
        FIRST,
        EARLY,
        {MAIN: with_rungs("double-leg-bridge", "double-leg-squat")},
        {MAIN: lambda items: (*with_rungs("double-leg-bridge", "double-leg-squat")(items), items[2])},
        3,
        5,
    ),
    "prevention-days-min": Case("P06", WEEK, ARTICLE, {}, {f"{WEEK}/sessions": first_day}, 3, 1),
    # Four days have two sets of everything.
    "prevention-days-max": Case(
        "P06",
        WEEK,
        BEGINNER,
        {},
        {f"{WEEK}/sessions": second_day_again, **every_day(4, with_sets(2))},
        2,
        4,
    ),
    "heavy-gap": Case("P06", SECOND, LATE, {f"{SECOND}/day": 3}, {f"{SECOND}/day": 2}, 3, 1),
    "patterns-min": Case(
        "P13",
        WEEK,
        EARLY,
        {f"{WEEK}/sessions": first_day, MAIN: lambda items: items[:2]},
        {f"{WEEK}/sessions": first_day, MAIN: with_abduction},
        3,
        1,
    ),
    # 2 of 4, then 3 of 5.
    "step-towards-share": Case(
        "P03",
        FIRST,
        EARLY,
        {MAIN: with_rungs("double-leg-bridge", "double-leg-squat")},
        {MAIN: with_rungs("double-leg-bridge", "double-leg-squat", "wall-squat")},
        0.4,
        0.6,
        catalog={"/limits/main-items-max/value": 5},
    ),
}

NOT_OF_A_PLAN = {
    "warm-up-reps-start": "where the engine opens a drill; judged by warm-up-reps-min and -max",
    "stretch-total": "how the engine splits a stretch; judged by stretch-sets and stretch-hold",
    "activation-low-max": "a word of the catalogue, see test_catalog.py",
    "activation-moderate-max": "a word of the catalogue, see test_catalog.py",
    "activation-high-max": "a word of the catalogue, see test_catalog.py",
    "coverage-entries": "asked of the catalogue, see test_catalog.py",
    "coverage-patterns": "asked of the catalogue, see test_catalog.py",
    "coverage-compounds": "asked of the catalogue, see test_catalog.py",
}


def test_every_limit_is_probed_or_is_none_of_a_plan(catalog: Catalog) -> None:
    probed = [id for id in LIMITS if " from above" not in id]
    assert sorted([*probed, *NOT_OF_A_PLAN]) == sorted(limit.id for limit in catalog.limits)
    assert {_limit(id) for id in LIMITS} == set(probed)


@pytest.mark.parametrize("id", LIMITS)
def test_a_plan_on_a_limit_passes_until_the_limit_is_tightened(
    catalog: Catalog, plan_for: Callable[..., Plan], edited: Callable[..., Any], id: str
) -> None:
    case = LIMITS[id]
    plan, opened = edited(plan_for(**case.base), case.on), edited(catalog, case.catalog)
    assert check_plan(opened, plan) == ()
    _assert_only(case, check_plan(edited(opened, {f"/limits/{_limit(id)}/value": case.tighter}), plan))


@pytest.mark.parametrize("id", LIMITS)
def test_a_plan_a_step_beyond_a_limit_fails_until_the_limit_is_loosened(
    catalog: Catalog, plan_for: Callable[..., Plan], edited: Callable[..., Any], id: str
) -> None:
    case = LIMITS[id]
    plan, opened = edited(plan_for(**case.base), case.beyond), edited(catalog, case.catalog)
    _assert_only(case, check_plan(opened, plan))
    assert check_plan(edited(opened, {f"/limits/{_limit(id)}/value": case.looser}), plan) == ()


def _limit(case: str) -> str:
    """Return the id of the limit that a case is of."""
    return case.removesuffix(" from above")


def _assert_only(case: Case, found: tuple[Finding, ...]) -> None:
    assert {finding.rule for finding in found} == {case.rule}
    assert case.place in {finding.path for finding in found}
