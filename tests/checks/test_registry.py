"""All checks of a plan together: what generated plans owe to every rule, and where each limit lies."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from glutemed.checks.plan import FACTS, Finding
from glutemed.checks.registry import CHECKS, check_plan
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT_SETS, DoseLimits, Load
from glutemed.model.plan import LEVELS, Dose, Item, Plan, Session

Base = tuple[str, dict[str, Any]]
Edits = Mapping[str, object]
Items = tuple[Item, ...]

RULES = tuple(f"P{number:02}" for number in range(1, 19))
KITS = dict(KIT_SETS)

WEEK = "/weeks/0"
FIRST, SECOND, THIRD = (f"/weeks/0/sessions/{index}" for index in range(3))
DRILL, MAIN, STRETCH = f"{FIRST}/blocks/0/items/0", f"{FIRST}/blocks/1/items", f"{FIRST}/blocks/2/items/0"


def test_every_rule_is_checked_in_order_and_has_words_for_a_hint(catalog: Catalog) -> None:
    rules = [rule for rule, _, _ in CHECKS]
    assert rules == sorted(rules)
    assert tuple(dict.fromkeys(rules)) == RULES
    assert [catalog.rule(rule).rule for rule in RULES] == list(RULES)


def test_every_check_says_its_rule_and_what_passes_and_fails() -> None:
    told = {check.__name__: " ".join(str(check.__doc__).split()) for _, check, _ in CHECKS}
    assert len(told) == len(CHECKS)
    assert [check.__name__ for rule, check, _ in CHECKS if not told[check.__name__].startswith(f"{rule}: ")] == []
    assert [name for name, text in told.items() if "Passes: " not in text or "Fails: " not in text] == []


def test_every_fact_is_needed_by_some_check() -> None:
    assert {fact for _, _, needs in CHECKS for fact in needs} == set(FACTS)


def test_what_a_file_does_not_say_is_not_checked_and_said_so(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Plan]
) -> None:
    broken = edited(base("late", pain=4), {"/warnings": ()})
    assert [finding.rule for finding in check_plan(catalog, broken) if finding.rule == "P14"] == ["P14"]
    unsaid = frozenset({"pain", "tests", "goal"})
    found = [finding for finding in check_plan(catalog, broken, unsaid) if finding.rule in ("P01", "P05", "P14", "P18")]
    assert [(finding.rule, finding.severity, finding.path, finding.message) for finding in found] == [
        ("P05", "not-checked", "", "not checked: the file does not say pain"),
        (
            "P14",
            "not-checked",
            "",
            "not checked: the file does not say pain, goal or warnings",
        ),
        ("P18", "not-checked", "", "not checked: the file does not say goal or warnings"),
    ]


def test_the_rest_of_a_rule_is_checked_where_a_fact_is_missing(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Plan]
) -> None:
    plan = edited(base("early"), {f"{MAIN}/0": {"name": "Leg raise", "sets": 5}})
    found = [finding for finding in check_plan(catalog, plan, frozenset({"age"})) if finding.rule == "P05"]
    assert [(finding.severity, finding.message) for finding in found] == [
        ("error", "Leg raise: 5 sets; at most 4"),
        ("not-checked", "not checked: the file does not say age"),
    ]


def test_with_nothing_said_every_rule_is_still_told_of(catalog: Catalog, base: Callable[..., Plan]) -> None:
    found = check_plan(catalog, base("late"), frozenset(FACTS))
    assert {finding.severity for finding in found} == {"not-checked"}
    assert [finding.rule for finding in found] == sorted({rule for rule, _, needs in CHECKS if needs})


def test_a_clinician_turns_errors_of_stage_and_dose_into_notes_and_no_others(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Plan]
) -> None:
    edits: Edits = {
        "/request/exclude": ("clamshell",),  # P02
        f"{MAIN}/0": {"exercise": "wall-press", "sets": 5, "dose": hold(20)},  # P04, P05
        f"{MAIN}/1/sides": ("left",),  # P16
        f"{THIRD}/blocks/1/items": lambda items: items[:2],
    }

    def severities(**fields: Any) -> dict[str, str]:
        found = check_plan(catalog, edited(base("early", level="advanced", **fields), edits))
        return {finding.rule: finding.severity for finding in found}

    assert severities() == dict.fromkeys(("P02", "P04", "P05", "P16"), "error")
    expected = {"P02": "error", "P04": "note", "P05": "note", "P16": "error"}
    assert severities(clinician="A. Nowak: strong for her stage") == expected


@pytest.mark.parametrize(("pain", "severity"), [(None, "note"), (2, "note"), (3, "error")])
def test_no_clinician_opens_a_stage_that_pain_closes(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Plan], pain: int | None, severity: str
) -> None:
    """P04: mid work in an early plan; its dose (P05) is the clinician's at any pain."""
    told = base("early", level="advanced", sets=2, pain=pain, clinician="A. Nowak: strong for her stage")
    found = check_plan(catalog, edited(told, {f"{MAIN}/0": {"exercise": "wall-press", "sets": 5, "dose": hold(20)}}))
    assert {one.severity for one in found if one.rule == "P04"} == {severity}
    assert {one.severity for one in found if one.rule == "P05"} == {"note"}


def test_findings_come_in_the_order_of_the_rules(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Plan]
) -> None:
    """The parts of the plan stand in another order than the rules that they break."""
    broken = edited(
        base("early", level="advanced"),
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

    `rules` are those that go by it, with a space between. `catalog` clears the way to a limit that
    another one hides.
    """

    rules: str
    place: str
    base: Base
    on: Edits
    beyond: Edits
    tighter: float
    looser: float
    catalog: Edits = MappingProxyType({})


# A dose above the bottom of its range is no fault of level.
ARTICLE: Base = ("article week", {"level": "advanced"})
BEGINNER: Base = ("beginner week", {})
EARLY: Base = ("early", {"level": "advanced"})
EARLY_4_DAYS: Base = ("early", {"level": "advanced", "days": (1, 3, 5, 7)})
EARLY_5_DAYS: Base = (
    "early",
    {
        "level": "advanced",
        "days": (1, 2, 3, 5, 6),
        "sessions": ("side-lying-hip-abduction; knee-side-plank", "standing-hip-abduction; single-leg-bridge"),
    },
)
MID: Base = ("mid", {"level": "advanced"})
LATE: Base = ("late", {"days": (1, 4)})
SORE: Base = (
    "early",
    {"sessions": ("side-lying-hip-abduction; double-leg-bridge; clamshell",), "sets": 2, "pain": 6},
)
OLDER: Base = (
    "mid",
    {
        "sessions": ("single-leg-squat: with hand support; knee-side-plank; single-leg-bridge",),
        "level": "advanced",
        "age": 65,
        "sets": 2,
        "reps": 10,
    },
)
SHORT: Base = ("early", {"level": "advanced", "days": (1,), "mobility": (), "minutes": 20})
SHORTER: Base = ("early", {"level": "advanced", "days": (1,), "mobility": (), "minutes": 15, "sets": 2})
CHILD: Base = ("early", {"level": "advanced", "days": (1,), "weeks": 2, "age": 14, "pain": 1})
GROWING: Base = (
    "early",
    {
        "level": "advanced",
        "days": (1,),
        "weeks": 3,
        "sessions": ("side-lying-hip-abduction; knee-side-plank; clamshell",),
    },
)
HOLDING: Base = (
    "mid",
    {
        "level": "advanced",
        "days": (1,),
        "weeks": 3,
        "sessions": ("single-leg-squat: with hand support; wall-press; single-leg-bridge",),
    },
)
TRADING: Base = ("early", {"level": "advanced", "weeks": 2, "reps": 12})


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


def with_hitch(items: Items) -> Items:
    """Add a hip hitch, which no ladder leads to from the others."""
    return (*items, replace(items[0], exercise="hip-hitch"))


def with_hitch_supported(items: Items) -> Items:
    """Add a hip hitch with hand support."""
    return (
        *items,
        replace(items[2], exercise="hip-hitch", variant="with hand support", support="fingertips on a wall"),
    )


def with_rungs(*names: str) -> Callable[[Items], Items]:
    """Keep two main exercises and add two-legged rungs."""
    return lambda items: (*items[:2], *(replace(items[0], exercise=name, sides=("both",)) for name in names))


def first_day(sessions: tuple[Session, ...]) -> tuple[Session, ...]:
    return sessions[:1]


def second_day_again(sessions: tuple[Session, ...]) -> tuple[Session, ...]:
    return (*sessions, replace(sessions[1], day=7))


def main(week: int, item: int, session: int = 0) -> str:
    """Return the pointer of a main item; weeks count from 1 as people count them."""
    return f"/weeks/{week - 1}/sessions/{session}/blocks/1/items/{item}"


def repeated(*counts: int) -> Edits:
    """Give the leg raise so many repetitions in each week in turn."""
    return {main(week, 0): {"dose": Dose(kind="reps", reps=count)} for week, count in enumerate(counts, 1)}


def held(*seconds: int) -> Edits:
    """Hold the wall press so long in each week in turn."""
    return {main(week, 1): {"dose": hold(count)} for week, count in enumerate(seconds, 1)}


def traded(count: int) -> Edits:
    """Trade 3 x 12 for 4 x 9 in so many of the second week's items."""
    places = [(0, 0), (0, 2), (1, 0), (1, 1), (1, 2)][:count]
    return {main(2, item, session): {"sets": 4, "dose": Dose(kind="reps", reps=9)} for session, item in places}


def topped(*counts: int) -> Edits:
    """Give the clamshell so many repetitions in week 1 and 2, and a band in week 3."""
    band = {"load": Load(kind="band", where="above the knees", start="a light one"), "kit": ("band",)}
    weeks = {main(week, 2): {"dose": Dose(kind="reps", reps=count)} for week, count in enumerate(counts, 1)}
    return {**weeks, main(3, 2): band}


def climbed(item: int, exercise: str, count: int) -> Edits:
    """Put a harder exercise in the place of one that stood at 3 x 15 for two weeks."""
    top = {main(week, item): {"dose": Dose(kind="reps", reps=15)} for week in (1, 2)}
    return {**top, main(3, item): {"exercise": exercise, "sets": 2, "dose": Dose(kind="reps", reps=count)}}


def pain(count: int) -> Edits:
    return {"/request/pain": count}


def age(years: int) -> Edits:
    return {"/request/age": years}


def minutes(count: int) -> Edits:
    return {"/request/minutes": count}


REVERSE, ROTATED = "reverse-clamshell", "side-lying-hip-abduction-internal-rotation"
ONE_REP_MORE = {main(2, 0): {"dose": Dose(kind="reps", reps=9)}}
NO_SHARE = {"/limits/rise-week/value": 0}
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
    # 4 x 6 + 2 + 2 sets; 4 x 6 + 2 + 2 + 2.
    "weekly-sets-max-many-days": Case(
        "P05",
        WEEK,
        EARLY_4_DAYS,
        every_day(2, with_hitch),
        every_day(3, with_hitch),
        27,
        30,
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
    # With pain, two sets are a rule of their own.
    "pain-as-asked-max": Case("P05 P14", "/prescribed", LATE, pain(2), pain(3), 1, 3),
    "pain-mid-max": Case("P14", "/prescribed", ("mid", {"sets": 2, "pain": 5}), {}, pain(6), 4, 6),
    "pain-max": Case("P14", "/request/pain", SORE, pain(7), pain(8), 6, 8),
    # From 65 on there are two sets, 10 repetitions and hand support.
    "older-age": Case("P05 P17", f"{MAIN}/1", MID, age(64), age(65), 64, 66),
    "young-age": Case("P17", main(2, 0), CHILD, {**ONE_REP_MORE, **age(15), "/warnings": ()}, ONE_REP_MORE, 16, 14),
    "youngest-age": Case("P17", "/request/age", CHILD, age(10), age(9), 11, 9),
    "older-reps-min": Case("P05", f"{MAIN}/0", OLDER, reps(10), reps(9), 11, 9),
    "older-hold-min": Case("P05", f"{MAIN}/1", OLDER, {f"{MAIN}/1/dose": hold(10)}, {f"{MAIN}/1/dose": hold(9)}, 11, 9),
    "older-main-items-max": Case("P12", FIRST, OLDER, {}, {MAIN: with_hitch_supported}, 2, 4),
    # Two sets and two exercises.
    "few-minutes": Case("P05 P12", FIRST, SHORT, {}, minutes(19), 21, 19),
    "few-minutes-main-items": Case("P12", FIRST, SHORTER, {MAIN: lambda items: items[:2]}, {}, 1, 3),
    "rise-week": Case("P11", main(2, 1), HOLDING, held(20, 23, 23), held(20, 24, 24), 0.14, 0.2),
    "rise-two-weeks": Case(
        "P11",
        main(3, 1),
        HOLDING,
        held(20, 23, 26),
        held(20, 23, 27),
        0.29,
        0.35,
        catalog={"/limits/rise-week/value": 1},
    ),
    "rise-sets": Case("P11", "/weeks/1", TRADING, traded(4), traded(5), 0.14, 0.19),
    # A step counts where it is more than the share.
    "step-hold": Case("P11", main(2, 1), HOLDING, held(20, 22, 22), held(20, 23, 23), 1, 3, catalog=NO_SHARE),
    "step-reps": Case("P11", main(2, 0), GROWING, repeated(8, 9, 9), repeated(8, 10, 10), 0, 2, catalog=NO_SHARE),
    # 45, then 26 of at most 27; 28.
    "new-rung-share": Case("P11", main(3, 2), GROWING, climbed(2, REVERSE, 13), climbed(2, REVERSE, 14), 0.5, 0.7),
    "new-rungs-session": Case(
        "P11",
        "/weeks/2/sessions/0",
        GROWING,
        climbed(2, REVERSE, 13),
        {**climbed(2, REVERSE, 13), **climbed(0, ROTATED, 13)},
        0,
        2,
    ),
    "top-weeks": Case("P11", main(3, 2), GROWING, topped(15, 15), topped(14, 15), 3, 1),
    # Twelve repetitions, eight of them for some weeks, and twelve again in week 10.
    "recent-weeks": Case(
        "P11",
        main(10, 0),
        ("early", {**GROWING[1], "weeks": 10}),
        repeated(11, 12, *(8,) * 7, 12),
        repeated(12, *(8,) * 8, 12),
        7,
        9,
    ),
}

NOT_OF_A_PLAN = {
    **dict.fromkeys(
        (
            "session-pain-safe",
            "session-pain-max",
            "morning-rise",
            "mornings-running",
            "daily-mornings",
            "trend-rise",
            "trend-hold",
            "trend-sessions",
            "flare-days",
            "sessions-share",
            "target-sessions",
            "extra-reps",
            "break-days",
            "return-week-1",
            "return-week-2",
            "return-week-3",
            "return-week-4",
        ),
        "asked of a log, see tests/engine/test_table.py and test_returning.py",
    ),
    "results-weeks": "asked of a log, see tests/engine/test_gates.py",
    "warm-up-reps-start": "where the engine opens a drill; judged by warm-up-reps-min and -max",
    "stretch-total": "how the engine splits a stretch; judged by stretch-sets and stretch-hold",
    "activation-low-max": "a word of the catalogue, see test_catalog.py",
    "activation-moderate-max": "a word of the catalogue, see test_catalog.py",
    "activation-high-max": "a word of the catalogue, see test_catalog.py",
    "deep-bend": "asked of exercises of one's own, see test_overlay.py",
    "tempo-max": "asked of exercises of one's own, see test_overlay.py",
    "one-leg-bend": "asked of exercises of one's own, see test_overlay.py",
    "impact-sets-max": "asked of exercises of one's own, see test_overlay.py",
    "impact-reps-max": "asked of exercises of one's own, see test_overlay.py",
    "hold-total": "asked of exercises of one's own, see test_overlay.py",
    "rest-min": "asked of exercises of one's own, see test_overlay.py",
    "rest-min-heavy": "asked of exercises of one's own, see test_overlay.py",
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
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Any], id: str
) -> None:
    case = LIMITS[id]
    plan, opened = edited(base(case.base), case.on), edited(catalog, case.catalog)
    assert check_plan(opened, plan) == ()
    _assert_only(case, check_plan(edited(opened, {f"/limits/{_limit(id)}/value": case.tighter}), plan))


@pytest.mark.parametrize("id", LIMITS)
def test_a_plan_a_step_beyond_a_limit_fails_until_the_limit_is_loosened(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Any], id: str
) -> None:
    case = LIMITS[id]
    plan, opened = edited(base(case.base), case.beyond), edited(catalog, case.catalog)
    _assert_only(case, check_plan(opened, plan))
    assert check_plan(edited(opened, {f"/limits/{_limit(id)}/value": case.looser}), plan) == ()


def _limit(case: str) -> str:
    """Return the id of the limit that a case is of."""
    return case.removesuffix(" from above")


def _assert_only(case: Case, found: tuple[Finding, ...]) -> None:
    assert {finding.rule for finding in found} == set(case.rules.split())
    assert case.place in {finding.path for finding in found}
