"""Doses: the own range of an exercise before that of its block, the opening by level, fewer sets on many days."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from glutemed.engine.context import Context
from glutemed.engine.dosing import DoseRange, StartDose, dose_range, start_dose, usual_range
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DoseLimits, Exercise
from glutemed.model.plan import BlockKind, Dose, Request, block_of
from glutemed.model.policy import Condition, Limit, Protocol, Rule

Make = Callable[..., Exercise]

LIMITS = {
    "main-sets-min": 3, "main-sets-max": 5, "main-reps-min": 8, "main-reps-max": 15,
    "main-hold-min": 20, "main-hold-max": 45, "plank-hold-min": 12,
    "warm-up-sets-min": 1, "warm-up-sets-max": 3, "warm-up-reps-min": 6, "warm-up-reps-max": 14,
    "warm-up-reps-start": 10,
    "stretch-sets-min": 1, "stretch-sets-max": 4, "stretch-hold-min": 18, "stretch-hold-max": 42, "stretch-total": 60,
    "many-days": 3, "reduced-sets": 2, "few-minutes": 20,
    "older-reps-min": 11, "older-hold-min": 9,
}  # fmt: skip
ROWS = ("dose-beginner", "dose-intermediate", "dose-advanced", "dose-warm-up", "dose-mobility", "fewer-sets",
        "fewer-sets-pain", "fewer-sets-older", "fewer-sets-minutes")  # fmt: skip
SMALL = Catalog(
    limits=tuple(Limit(id=id, value=n, unit="of", text=id, sources=(f"of {id}",)) for id, n in LIMITS.items()),
    rules=tuple(Rule(id=id, rule="P05", text=id, sources=(f"of {id}",)) for id in ROWS),
)
"""Every limit is a number of its own, and its source is its name."""

BLOCKS: tuple[BlockKind, ...] = ("main", "warm-up")
CATEGORY = {"main": "closed-chain", "warm-up": "activation", "mobility": "mobility"}


def here(goal: Any = "rehab", *, conditions: tuple[Condition, ...] = (), **about: Any) -> Context:
    """A context of three days for a beginner; `older` and `sore` are its own, what else is given is asked for."""
    own = {name: about.pop(name) for name in ("older", "sore") if name in about}
    stage: Any = "mid" if goal == "rehab" else None
    protocol = Protocol(
        goal=goal, stage=stage, draws_on=("mid",), days=(2, 7), default_days=3, sessions=(), sources=("own",)
    )
    asked = Request(goal=goal, stage=stage, condition=tuple(c.id for c in conditions), **{"days": 3, **about})
    return Context(catalog=replace(SMALL), request=asked, protocol=protocol, conditions=conditions, **own)


def ranged(goal: str, exercise: Exercise, **about: Any) -> DoseRange:
    return dose_range(here(goal, **about), exercise, block_of(exercise))


def opened(exercise: Exercise, level: Any = "beginner", **about: Any) -> StartDose:
    return start_dose(here(level=level, **about), exercise, block_of(exercise))


@pytest.fixture(scope="session")
def dosed(an_exercise: Make) -> Make:
    """Make an exercise of a block with the dose limits given."""

    def make(block: str, kind: str, pattern: str = "squat", **limits: Any) -> Exercise:
        dose = DoseLimits(kind=kind, **limits)  # type: ignore[arg-type]  # text from the tests
        return an_exercise("it", category=CATEGORY[block], pattern=pattern, dose=dose)

    return make


OWN = {"sets": (6, 7), "reps": (16, 17), "seconds": (50, 51)}


@pytest.mark.parametrize(
    ("block", "kind", "own", "sets", "reps", "seconds"),
    [
        ("main", "reps", {}, (3, 5), (8, 15), None),
        ("main", "hold", {}, (3, 5), (1, 1), (20, 45)),
        ("warm-up", "reps", {}, (1, 3), (6, 14), None),
        ("warm-up", "hold", {}, (1, 3), (1, 1), (20, 45)),
        ("mobility", "reps", {"reps": (4, 9)}, (1, 4), (4, 9), None),
        ("mobility", "hold", {}, (1, 4), (1, 1), (18, 42)),
        ("main", "reps", OWN, (6, 7), (16, 17), None),
        ("main", "hold", OWN, (6, 7), (16, 17), (50, 51)),
        ("warm-up", "reps", OWN, (6, 7), (16, 17), None),
        ("warm-up", "hold", OWN, (6, 7), (16, 17), (50, 51)),
        ("mobility", "hold", OWN, (6, 7), (16, 17), (50, 51)),
        ("main", "hold", {"sets": (6, 7)}, (6, 7), (1, 1), (20, 45)),
        ("main", "hold", {"seconds": (50, 51)}, (3, 5), (1, 1), (50, 51)),
        ("main", "reps", {"reps": (16, 17)}, (3, 5), (16, 17), None),
    ],
)
def test_the_own_range_of_an_exercise_comes_before_that_of_its_block(
    dosed: Make,
    block: str,
    kind: str,
    own: dict[str, Any],
    sets: tuple[int, int],
    reps: tuple[int, int],
    seconds: tuple[int, int] | None,
) -> None:
    found = ranged("rehab", dosed(block, kind, **own))
    assert (found.sets, found.reps, found.seconds) == (sets, reps, seconds)


@pytest.mark.parametrize(
    ("goal", "pattern", "block", "own", "seconds"),
    [
        ("prevention", "side-plank", "main", {}, (12, 45)),
        ("rehab", "side-plank", "main", {}, (20, 45)),
        ("prevention", "abduction", "main", {}, (20, 45)),
        ("prevention", "side-plank", "warm-up", {}, (20, 45)),
        ("prevention", "side-plank", "main", {"seconds": (30, 40)}, (30, 40)),
    ],
)
def test_a_side_plank_may_be_shorter_in_prevention(
    dosed: Make, goal: str, pattern: str, block: str, own: dict[str, Any], seconds: tuple[int, int]
) -> None:
    """A28: fifteen to forty-five seconds; the first number is another here, to tell it from the others."""
    assert ranged(goal, dosed(block, "hold", pattern, **own)).seconds == seconds


@pytest.mark.parametrize(
    ("own", "sources"),
    [
        ({}, ("of main-sets-min", "of main-sets-max", "of main-hold-min", "of main-hold-max")),
        ({"sets": (2, 2), "sources": ("trial",)}, ("trial", "of main-hold-min", "of main-hold-max")),
        ({"seconds": (9, 9), "sources": ("trial",)}, ("trial", "of main-sets-min", "of main-sets-max")),
        ({**OWN, "sources": ("trial", "own")}, ("trial", "own")),
        (
            {"sets": (2, 2), "sources": ("of main-hold-max", "trial")},
            ("of main-hold-max", "trial", "of main-hold-min"),
        ),
    ],
)
def test_the_sources_of_a_range_are_its_own_then_those_of_the_limits_used_each_once(
    dosed: Make, own: dict[str, Any], sources: tuple[str, ...]
) -> None:
    assert ranged("rehab", dosed("main", "hold", **own)).sources == sources


def test_a_prevention_plank_cites_the_limit_of_planks(dosed: Make) -> None:
    found = ranged("prevention", dosed("main", "hold", "side-plank", sets=(3, 3)))
    assert found == DoseRange(
        sets=(3, 3), reps=(1, 1), seconds=(12, 45), sources=("of main-hold-max", "of plank-hold-min")
    )


@pytest.mark.parametrize(
    ("level", "sets", "reps", "seconds"),
    [("beginner", 3, 4, 15), ("intermediate", 4, 8, 30), ("advanced", 6, 11, 50)],
)
def test_main_work_opens_at_the_bottom_the_middle_or_the_top_of_its_range_by_level(
    dosed: Make, level: str, sets: int, reps: int, seconds: int
) -> None:
    exercise = dosed("main", "hold", sets=(3, 6), reps=(4, 11), seconds=(15, 50))
    start = opened(exercise, level)
    assert (start.sets, start.dose) == (sets, Dose(kind="hold", reps=reps, seconds=seconds))
    assert (start.span.sets, start.span.reps, start.span.seconds) == ((3, 6), (4, 11), (15, 50))


@pytest.mark.parametrize(
    ("field", "span", "middle"),
    [
        ("sets", (3, 4), 3),
        ("sets", (2, 4), 3),
        ("sets", (2, 5), 3),
        ("reps", (8, 15), 12),
        ("reps", (8, 10), 8),
        ("reps", (5, 10), 8),
        ("reps", (5, 15), 10),
        ("reps", (3, 3), 3),
        ("reps", (7, 7), 7),
        ("seconds", (20, 45), 30),
        ("seconds", (10, 45), 25),
        ("seconds", (10, 40), 25),
        ("seconds", (10, 46), 30),
        ("seconds", (31, 33), 31),
        ("seconds", (37, 39), 39),
    ],
)
def test_the_middle_is_in_whole_sets_even_repetitions_and_five_seconds_halves_down_and_in_the_range(
    dosed: Make, field: str, span: tuple[int, int], middle: int
) -> None:
    start = opened(dosed("main", "hold", **{**OWN, field: span}), "intermediate")
    assert {"sets": start.sets, "reps": start.dose.reps, "seconds": start.dose.seconds}[field] == middle


def test_repetitions_have_no_seconds(dosed: Make) -> None:
    start = opened(dosed("main", "reps"))
    assert start.dose == Dose(kind="reps", reps=8)
    assert (start.span.reps, start.span.seconds) == ((8, 15), None)


@pytest.mark.parametrize("level", ["beginner", "intermediate", "advanced"])
@pytest.mark.parametrize(
    ("own", "sets", "reps"),
    [
        ({}, 3, 10),
        ({"reps": (12, 14)}, 3, 12),
        ({"reps": (6, 9)}, 3, 9),
        ({"sets": (1, 2)}, 2, 10),
        ({"sets": (4, 5)}, 4, 10),
    ],
)
def test_a_warm_up_opens_with_most_sets_and_its_own_repetitions_within_its_range_at_any_level(
    dosed: Make, level: str, own: dict[str, Any], sets: int, reps: int
) -> None:
    start = opened(dosed("warm-up", "reps", **own), level)
    assert (start.sets, start.dose.reps) == (sets, reps)


def test_a_held_warm_up_opens_with_the_shortest_hold(dosed: Make) -> None:
    start = opened(dosed("warm-up", "hold"), "advanced")
    assert (start.sets, start.dose) == (3, Dose(kind="hold", reps=1, seconds=20))


@pytest.mark.parametrize("level", ["beginner", "intermediate", "advanced"])
@pytest.mark.parametrize(
    ("own", "sets", "seconds"),
    [
        ({}, 2, 30),
        ({"seconds": (20, 40)}, 2, 30),
        ({"seconds": (10, 20)}, 4, 15),
        ({"seconds": (10, 14)}, 4, 14),
        ({"seconds": (50, 70)}, 1, 60),
        ({"seconds": (35, 40)}, 1, 40),
        ({"sets": (3, 3)}, 3, 20),
        ({"sets": (4, 4)}, 4, 18),
        ({"seconds": (20, 21)}, 3, 20),
        ({"sets": (7, 7), "seconds": (5, 20)}, 7, 8),
    ],
)
def test_the_holds_of_a_stretch_add_up_to_a_minute_within_its_range_at_any_level(
    dosed: Make, level: str, own: dict[str, Any], sets: int, seconds: int
) -> None:
    start = opened(dosed("mobility", "hold", **own), level)
    assert (start.sets, start.dose) == (sets, Dose(kind="hold", reps=1, seconds=seconds))


def test_a_stretch_in_repetitions_opens_at_the_bottom(dosed: Make) -> None:
    start = opened(dosed("mobility", "reps", reps=(4, 9)), "advanced")
    assert (start.sets, start.dose) == (1, Dose(kind="reps", reps=4))


@pytest.mark.parametrize(
    ("block", "own", "days", "sets", "told"),
    [
        ("main", {}, 3, 3, False),
        ("main", {}, 4, 2, True),
        ("main", {}, 7, 2, True),
        ("main", {"sets": (2, 2)}, 4, 2, False),
        ("main", {"sets": (1, 1)}, 4, 1, False),
        ("main", {"sets": (4, 6)}, 4, 4, False),
        ("main", {"sets": (3, 6)}, 4, 3, False),
        ("warm-up", {}, 4, 3, False),
        ("mobility", {"sets": (3, 3), "reps": (4, 9)}, 4, 3, False),
    ],
)
def test_more_than_three_days_mean_two_sets_of_main_work_unless_its_own_range_has_other_sets(
    dosed: Make, block: str, own: dict[str, Any], days: int, sets: int, told: bool
) -> None:
    start = opened(dosed(block, "reps", **own), days=days)
    assert start.sets == sets
    assert ("fewer-sets" in [reason.text for reason in start.reasons]) == told


@pytest.mark.parametrize(
    ("block", "level", "row"),
    [
        ("main", "beginner", "dose-beginner"),
        ("main", "intermediate", "dose-intermediate"),
        ("main", "advanced", "dose-advanced"),
        ("warm-up", "advanced", "dose-warm-up"),
        ("mobility", "advanced", "dose-mobility"),
    ],
)
def test_the_reason_of_a_dose_is_the_level_or_the_block_with_the_sources_of_the_range_first(
    dosed: Make, block: str, level: str, row: str
) -> None:
    exercise = dosed(block, "reps", sets=(2, 2), reps=(9, 9), sources=("trial", f"of {row}"))
    (reason,) = opened(exercise, level).reasons
    assert (reason.rule, reason.text, reason.sources) == ("P05", row, ("trial", f"of {row}"))


def test_fewer_sets_are_told_after_the_dose_with_their_own_source(dosed: Make) -> None:
    dose, fewer = opened(dosed("main", "reps", reps=(9, 9), sources=("trial",)), days=4).reasons
    assert dose.sources == ("trial", "of main-sets-min", "of main-sets-max", "of dose-beginner")
    assert (fewer.rule, fewer.text, fewer.sources) == ("P05", "fewer-sets", ("of fewer-sets",))


# --- pain, age, minutes


@pytest.mark.parametrize(
    ("about", "rows"),
    [
        ({}, []),
        ({"days": 4}, ["fewer-sets"]),
        ({"sore": True}, ["fewer-sets-pain"]),
        ({"older": True}, ["fewer-sets-older"]),
        ({"minutes": 20}, []),
        ({"minutes": 19}, ["fewer-sets-minutes"]),
        (
            {"days": 4, "sore": True, "older": True, "minutes": 15},
            ["fewer-sets", "fewer-sets-pain", "fewer-sets-older", "fewer-sets-minutes"],
        ),
    ],
)
@pytest.mark.parametrize("level", ["beginner", "advanced"])
def test_pain_age_few_minutes_and_many_days_mean_two_sets_and_each_is_told(
    dosed: Make, about: dict[str, Any], rows: list[str], level: str
) -> None:
    start = opened(dosed("main", "reps"), level, **about)
    assert start.sets == (2 if rows else {"beginner": 3, "advanced": 5}[level])
    assert [(reason.text, reason.sources) for reason in start.reasons[1:]] == [(row, (f"of {row}",)) for row in rows]


@pytest.mark.parametrize("about", [{"days": 4}, {"sore": True}, {"older": True}, {"minutes": 15}])
@pytest.mark.parametrize(
    ("own", "beginner", "advanced"),
    [((2, 4), 2, 2), ((1, 4), 1, 2), ((1, 1), 1, 1), ((2, 2), 2, 2), ((3, 4), 3, 3), ((5, 6), 5, 5)],
)
def test_the_own_dose_of_an_exercise_stands_though_there_is_a_reason_for_two_sets(
    dosed: Make, about: dict[str, Any], own: tuple[int, int], beginner: int, advanced: int
) -> None:
    """A trial's own dose stands (P05): two sets within its range, or its fewest where that is more."""
    exercise = dosed("main", "reps", sets=own)
    assert (opened(exercise, **about).sets, opened(exercise, "advanced", **about).sets) == (beginner, advanced)


@pytest.mark.parametrize("block", ["warm-up", "mobility"])
def test_light_work_keeps_its_sets_whatever_pain_age_and_minutes_are(dosed: Make, block: str) -> None:
    exercise = dosed(block, "hold", sets=(3, 3))
    start = opened(exercise, days=4, sore=True, older=True, minutes=15)
    assert start == opened(exercise)
    assert (start.sets, len(start.reasons)) == (3, 1)


@pytest.mark.parametrize(
    ("own", "reps"),
    [
        ({}, (11, 15)),
        ({"reps": (8, 12)}, (11, 12)),
        ({"reps": (12, 20)}, (12, 20)),
        ({"reps": (5, 11)}, (11, 11)),
        ({"reps": (5, 10)}, (5, 10)),
        ({"reps": (3, 3)}, (3, 3)),
    ],
)
def test_from_65_on_repetitions_start_higher_where_the_own_range_of_an_exercise_reaches_that(
    dosed: Make, own: dict[str, Any], reps: tuple[int, int]
) -> None:
    """R-032: 10 to 15; the first number is another here. An own range that lies below stands."""
    found = ranged("rehab", dosed("main", "reps", **own), older=True)
    assert (found.reps, "of older-reps-min" in found.sources) == (reps, True)


@pytest.mark.parametrize(
    ("block", "kind", "own"),
    [("main", "hold", {}), ("main", "reps", OWN), ("warm-up", "reps", {}), ("mobility", "hold", {})],
)
def test_the_usual_range_is_that_of_rehab_without_a_condition_at_no_special_age(
    dosed: Make, block: str, kind: str, own: dict[str, Any]
) -> None:
    exercise = dosed(block, kind, "side-plank", **own)
    assert usual_range(replace(SMALL), exercise) == ranged("rehab", exercise)


@pytest.mark.parametrize(
    ("block", "own", "seconds"),
    [
        ("main", {}, (9, 45)),
        ("main", {"seconds": (30, 40)}, (30, 40)),
        ("warm-up", {}, (20, 45)),
        ("mobility", {}, (18, 42)),
    ],
)
def test_from_65_on_holds_of_main_work_may_start_shorter(
    dosed: Make, block: str, own: dict[str, Any], seconds: tuple[int, int]
) -> None:
    """R-067: 10 s; the number is another here."""
    found = ranged("rehab", dosed(block, "hold", **own), older=True)
    assert (found.seconds, "of older-hold-min" in found.sources) == (seconds, seconds == (9, 45))
    assert found.reps == (1, 1)


def test_warm_ups_have_the_same_repetitions_at_any_age(dosed: Make) -> None:
    assert ranged("rehab", dosed("warm-up", "reps"), older=True) == ranged("rehab", dosed("warm-up", "reps"))


# --- the trial of a condition


TRIAL = DoseLimits(kind="reps", sets=(1, 6), reps=(10, 14), sources=("trial",))
OTHER_TRIAL = DoseLimits(kind="reps", sets=(9, 9), reps=(9, 9), sources=("other",))


@pytest.mark.parametrize(
    ("kind", "own", "sets", "reps", "sources"),
    [
        ("reps", {}, (1, 6), (10, 14), ("trial",)),
        ("reps", {"sets": (2, 2), "sources": ("mine",)}, (2, 2), (10, 14), ("mine", "trial")),
        ("reps", {"reps": (5, 6), "sources": ("mine",)}, (1, 6), (5, 6), ("mine", "trial")),
        ("reps", {"sets": (2, 2), "reps": (5, 6), "sources": ("mine",)}, (2, 2), (5, 6), ("mine",)),
        ("hold", {}, (1, 6), (1, 1), ("trial", "of main-hold-min", "of main-hold-max")),
        (
            "hold",
            {"sets": (2, 2), "sources": ("mine",)},
            (2, 2),
            (1, 1),
            ("mine", "of main-hold-min", "of main-hold-max"),
        ),
    ],
)
def test_the_dose_of_a_conditions_trial_replaces_the_general_one_but_not_an_exercises_own(
    dosed: Make,
    a_condition: Callable[..., Condition],
    kind: str,
    own: dict[str, Any],
    sets: tuple[int, int],
    reps: tuple[int, int],
    sources: tuple[str, ...],
) -> None:
    conditions = (a_condition("none"), a_condition("one", dose=TRIAL), a_condition("two", dose=OTHER_TRIAL))
    found = ranged("rehab", dosed("main", kind, **own), conditions=conditions)
    assert (found.sets, found.reps, found.sources) == (sets, reps, sources)


def test_of_two_trials_the_one_of_the_condition_named_first_counts(
    dosed: Make, a_condition: Callable[..., Condition]
) -> None:
    conditions = (a_condition("two", dose=OTHER_TRIAL), a_condition("one", dose=TRIAL))
    assert ranged("rehab", dosed("main", "reps"), conditions=conditions).sets == (9, 9)


@pytest.mark.parametrize("block", ["warm-up", "mobility"])
def test_the_dose_of_a_conditions_trial_is_for_main_work(
    dosed: Make, a_condition: Callable[..., Condition], block: str
) -> None:
    conditions = (a_condition("one", dose=TRIAL),)
    exercise = dosed(block, "hold")
    assert ranged("rehab", exercise, conditions=conditions) == ranged("rehab", exercise)


def test_the_range_of_a_trial_is_cut_to_that_of_older_people(
    dosed: Make, a_condition: Callable[..., Condition]
) -> None:
    found = ranged("rehab", dosed("main", "reps"), conditions=(a_condition("one", dose=TRIAL),), older=True)
    assert (found.sets, found.reps) == ((1, 6), (11, 14))


def test_a_range_is_kept_apart_by_goal_condition_and_age(dosed: Make, a_condition: Callable[..., Condition]) -> None:
    """One catalogue remembers the ranges that it gave; another request must not get them."""
    catalog, exercise = replace(SMALL), dosed("main", "hold", "side-plank")
    asked: list[dict[str, Any]] = [{}, {"older": True}, {"conditions": (a_condition("one", dose=TRIAL),)}]
    for goal in ("rehab", "prevention"):
        for about in asked:
            context = here(goal, **about)
            known = dose_range(replace(context, catalog=catalog), exercise, "main")
            assert known == dose_range(context, exercise, "main")
    assert dose_range(replace(here(), catalog=catalog), exercise, "warm-up").sets == (1, 3)


def test_an_opening_is_kept_apart_by_what_it_depends_on(dosed: Make, a_condition: Callable[..., Condition]) -> None:
    """By exercise, block, goal, condition, age, level and the reasons for two sets."""
    catalog, plank = replace(SMALL), dosed("main", "hold", "side-plank")
    exercises = (plank, replace(plank, id="other", dose=DoseLimits(kind="reps")))
    trial = replace(TRIAL, sets=(4, 6))
    asked: list[dict[str, Any]] = [
        *({}, {"older": True}, {"sore": True}, {"days": 4}, {"minutes": 15}, {"level": "advanced"}),
        {"conditions": (a_condition("one", dose=trial),)},
    ]
    for goal in ("rehab", "prevention"):
        for about in asked:
            context = here(goal, **about)
            for exercise in exercises:
                for block in BLOCKS:
                    known = start_dose(replace(context, catalog=catalog), exercise, block)
                    assert known == start_dose(context, exercise, block), about
