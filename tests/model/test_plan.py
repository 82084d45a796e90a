"""The words that engine and checks go by, each by examples calculated by hand from product.md, "Words"."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import pytest

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Demand, Load
from glutemed.model.plan import (
    Block,
    Dose,
    Item,
    Plan,
    block_of,
    by_hand,
    demand_of,
    form_named,
    is_heavy,
    item_seconds,
    session_minutes,
    side_sets,
    volume,
)

Kind = Literal["bodyweight", "ankle-weight", "band", "barbell", "cable", "dumbbell", "kettlebell"]

WEIGHTS: tuple[Kind, ...] = ("ankle-weight", "barbell", "cable", "dumbbell", "kettlebell")
NO_WEIGHTS: tuple[Kind, ...] = ("bodyweight", "band")
TWO_SIDES: tuple[Literal["left", "right"], ...] = ("left", "right")


def load(kind: Kind) -> Load:
    return Load(kind=kind, where="", start="")


def item(
    sets: int = 3,
    reps: int = 8,
    seconds: int | None = None,
    sides: tuple[Literal["left", "right", "both"], ...] = TWO_SIDES,
    rest: int = 60,
    tempo: str | None = None,
) -> Item:
    return Item(
        exercise="clamshell",
        name="Clamshell",
        sets=sets,
        dose=Dose(kind="reps" if seconds is None else "hold", reps=reps, seconds=seconds),
        sides=sides,
        rest_seconds=rest,
        tempo=tempo,
        effort="2-3 left",
        load=load("bodyweight"),
        track="",
        target="",
    )


# ---- demand and heavy


@pytest.mark.parametrize("kind", WEIGHTS)
def test_high_demand_with_an_added_weight_is_very_high(catalog: Catalog, kind: Kind) -> None:
    hinge = catalog.exercise("single-leg-rdl")
    assert hinge is not None
    assert demand_of(hinge, None, load(kind)) == "very-high"


@pytest.mark.parametrize(
    "exercise, variant, kind, demand",
    [
        ("single-leg-rdl", None, "bodyweight", "high"),
        ("single-leg-rdl", None, "band", "high"),  # a band is no weight
        ("single-leg-rdl", "with hand support", "bodyweight", "moderate"),
        ("single-leg-rdl", "with hand support", "dumbbell", "moderate"),  # only high demand rises with a weight
        ("clamshell", None, "bodyweight", "low"),
        ("double-leg-hip-thrust", None, "barbell", "low"),
        ("hip-hitch", None, "dumbbell", "moderate"),
        ("side-plank", None, "bodyweight", "high"),
        ("knee-side-plank", None, "bodyweight", "moderate"),
        ("side-plank-hip-abduction", None, "bodyweight", "very-high"),
        ("side-plank-hip-abduction", None, "ankle-weight", "very-high"),
        ("side-plank-hip-abduction", "from the knees", "bodyweight", "moderate"),
    ],
)
def test_demand_is_that_of_the_form(
    catalog: Catalog, exercise: str, variant: str | None, kind: Kind, demand: Demand
) -> None:
    found = catalog.exercise(exercise)
    assert found is not None
    assert demand_of(found, form_named(found, variant), load(kind)) == demand


@pytest.mark.parametrize("name", [None, "in water"])
def test_no_form_is_the_standard_form(catalog: Catalog, name: str | None) -> None:
    hinge = catalog.exercise("single-leg-rdl")
    assert hinge is not None
    assert form_named(hinge, name) is None


@pytest.mark.parametrize(
    "demand, kind, reserve, heavy",
    [
        ("high", "bodyweight", 8, True),
        ("very-high", "bodyweight", 8, True),
        ("moderate", "bodyweight", 0, False),
        ("low", "bodyweight", None, False),
        ("moderate", "dumbbell", 2, True),
        ("low", "dumbbell", 3, True),
        ("low", "dumbbell", 4, False),
        ("low", "dumbbell", None, True),  # not said: taken as none left
        ("low", "band", 0, False),  # a band is no weight
    ],
)
def test_heavy_is_high_demand_or_a_weight_near_failure(
    demand: Demand, kind: Kind, reserve: int | None, heavy: bool
) -> None:
    assert is_heavy(demand, load(kind), reserve) is heavy


@pytest.mark.parametrize("kind", [*WEIGHTS, *NO_WEIGHTS])
def test_every_weight_near_failure_is_heavy_and_nothing_else(kind: Kind) -> None:
    assert is_heavy("low", load(kind), 2) is (kind in WEIGHTS)


# ---- volume and sets


@pytest.mark.parametrize(
    "done, expected",
    [
        (item(sets=3, reps=10), 30),
        (item(sets=3, reps=1, seconds=30), 90),
        (item(sets=2, reps=10, seconds=10), 200),
        (item(sets=3, reps=10, sides=("left",)), 30),
        (item(sets=3, reps=10, sides=("both",)), 30),
    ],
    ids=["3 x 10", "3 x 30 s", "2 x 10 holds of 10 s", "for the left alone", "on two legs"],
)
def test_volume_is_sets_by_repetitions_by_seconds_for_one_side(done: Item, expected: int) -> None:
    assert volume(done) == expected


@pytest.mark.parametrize(
    "sides, left, right",
    [(TWO_SIDES, 3, 3), (("both",), 3, 3), (("left",), 3, 0), (("right",), 0, 3), ((), 0, 0)],
)
def test_a_hip_gets_the_sets_of_its_side_and_of_two_legged_work(
    sides: tuple[Literal["left", "right", "both"], ...], left: int, right: int
) -> None:
    done = item(sets=3, sides=sides)
    assert (side_sets(done, "left"), side_sets(done, "right")) == (left, right)


# ---- time: work, rests, 10 s a change of side, 30 s an item


@pytest.mark.parametrize(
    "done, seconds",
    [
        # one side: three sets of 8 x 4 s, two rests, setting up
        (item(sets=3, reps=8, sides=("both",), rest=60), 3 * 32 + 2 * 60 + 30),
        # tempo 2-1-2: 8 x 5 s
        (item(sets=3, reps=8, sides=("both",), rest=60, tempo="2-1-2"), 3 * 40 + 2 * 60 + 30),
        # a single set has no rest
        (item(sets=1, reps=10, sides=("both",), rest=60), 40 + 30),
        (item(sets=1, reps=10, sides=("left",), rest=60), 40 + 30),
        # two sides: L R L R L R with five changes; between two left sets pass 10 + 32 + 10 s, and 8 s more to rest
        (item(sets=3, reps=8, rest=60), 6 * 32 + 5 * 10 + 2 * 8 + 30),
        # 40 s of the other side, 20 s of changes: nothing is left to rest of 60, and 60 of 120
        (item(sets=3, reps=8, rest=60, tempo="2-1-2"), 6 * 40 + 5 * 10 + 30),
        (item(sets=3, reps=8, rest=120, tempo="2-1-2"), 6 * 40 + 5 * 10 + 2 * 60 + 30),
        # the other side takes longer than the rest: it never counts as less than none
        (item(sets=3, reps=15, rest=45, tempo="2-1-2"), 6 * 75 + 5 * 10 + 30),
        # one set a side: one change, no rest
        (item(sets=1, reps=10, rest=60), 2 * 40 + 10 + 30),
        # holds: 3 x 20 s a side; between two left sets pass 10 + 20 + 10 s, and 5 s more to rest of 45
        (item(sets=3, reps=1, seconds=20, rest=45), 6 * 20 + 5 * 10 + 2 * 5 + 30),
        # ten holds of 10 s in a set; the tempo of a repetition says nothing about a hold
        (item(sets=2, reps=10, seconds=10, sides=("both",), rest=30), 2 * 100 + 30 + 30),
        (item(sets=2, reps=10, seconds=10, sides=("both",), rest=30, tempo="2-1-2"), 2 * 100 + 30 + 30),
    ],
    ids=[
        "on two legs",
        "on two legs, with a tempo",
        "one set",
        "one set for one side",
        "each side, part of the rest is work of the other",
        "each side, all of the rest is work of the other",
        "each side, a long rest",
        "each side, the work is longer than the rest",
        "each side once",
        "holds a side",
        "many holds a set",
        "holds with a tempo",
    ],
)
def test_an_item_takes_work_rests_changes_and_setting_up(done: Item, seconds: int) -> None:
    assert item_seconds(done) == seconds


@pytest.mark.parametrize(
    "reps, minutes",
    [((), 0), ((15,), 2), ((7,), 1), ((8,), 2), ((15, 15), 3), ((7, 8), 2)],
    ids=["nothing", "90 s", "58 s", "62 s", "90 s twice", "58 and 62 s"],
)
def test_a_session_is_the_time_of_its_items_rounded_up_once(reps: tuple[int, ...], minutes: int) -> None:
    """One set on two legs takes 4 s a repetition and 30 s to set up."""
    items = tuple(item(sets=1, reps=count, sides=("both",)) for count in reps)
    assert session_minutes((Block(kind="warm-up", items=items),)) == minutes


@pytest.mark.parametrize("seconds, minutes", [(89, 2), (90, 2), (91, 3)])
def test_a_second_over_two_minutes_makes_three(seconds: int, minutes: int) -> None:
    """A hold of 90 s and 30 s to set it up are two minutes exactly."""
    done = item(sets=1, reps=1, seconds=seconds, sides=("both",))
    assert session_minutes((Block(kind="main", items=(done,)),)) == minutes


def test_warm_up_and_mobility_count_as_much_as_main_work() -> None:
    one_minute = item(sets=1, reps=1, seconds=30, sides=("both",))
    blocks = tuple(Block(kind=kind, items=(one_minute,)) for kind in ("warm-up", "main", "mobility"))
    assert session_minutes(blocks) == 3


def test_an_early_session_of_six_items_takes_23_minutes() -> None:
    """140 s of sidesteps, 320 s each of leg raises and clamshells, 210 s of planks, 180 s a stretch: 22.5 min."""
    warm_up = item(sets=2, reps=10, sides=("both",), rest=30)
    raises = item(sets=3, reps=8, rest=45, tempo="2-1-2")
    plank = item(sets=3, reps=1, seconds=20, rest=45)
    stretch = item(sets=2, reps=1, seconds=30, rest=10)
    blocks = (
        Block(kind="warm-up", items=(warm_up,)),
        Block(kind="main", items=(raises, plank, raises)),
        Block(kind="mobility", items=(stretch, stretch)),
    )
    assert session_minutes(blocks) == 23


# ---- blocks


@pytest.mark.parametrize(
    "exercise, block",
    [
        ("lateral-band-walk", "warm-up"),
        ("clamshell", "main"),
        ("split-squat", "main"),
        ("side-plank", "main"),
        ("z-sit", "mobility"),
    ],
)
def test_drills_warm_up_stretches_end_and_the_rest_is_main_work(catalog: Catalog, exercise: str, block: str) -> None:
    found = catalog.exercise(exercise)
    assert found is not None
    assert block_of(found) == block


def test_a_session_gives_the_items_of_all_blocks_of_a_kind(plan_for: Callable[..., Plan]) -> None:
    session = plan_for("rehab", "early").weeks[0].sessions[0]
    main = session.blocks[1]
    twice = replace(session, blocks=(*session.blocks, main))
    assert twice.items("main") == main.items * 2
    assert twice.items("warm-up") == session.blocks[0].items


def test_a_plan_gives_the_items_of_all_its_weeks(plan_for: Callable[..., Plan]) -> None:
    plan = plan_for("rehab", "early", weeks=2)
    blocks = [block for week in plan.weeks for session in week.sessions for block in session.blocks]
    assert tuple(plan.items()) == sum((block.items for block in blocks), ())


@pytest.mark.parametrize(
    "support",
    [
        "one hand on a counter or steady chair back",
        "fingertips on the wall",
        "One hand on a handrail",
        "handrail",
        "hold the back of a chair",
        "one hand on a wall. Rest one hand on the wall. (P17)",
        "one hand on the wall, the other on the hip",
        "palms on the worktop; do not lean",
    ],
)
def test_a_hand_on_what_stands_fast_is_a_support(support: str) -> None:
    assert by_hand(support)


@pytest.mark.parametrize(
    "support",
    [
        None,
        "",
        "hands on hips",
        "hands on hips beside the wall",
        "hold a dumbbell",
        "hold a bar on the shoulders",
        "trail shoes",
        "handle with care",
        "a pillow between the knees",
        "no hand on the wall",
        "do not hold the rail",
        "don't hold the rail",
        "don\u2019t hold the rail",
        "without a hand on the wall",
        "hands free, a wall behind you",
        "a hand on the wall if needed",
        "a wall within reach of the hand",
        "rails nearby",
    ],
)
def test_a_hand_elsewhere_or_only_perhaps_is_no_support(support: str | None) -> None:
    assert not by_hand(support)


def test_every_form_called_supported_by_hand_is_so(catalog: Catalog) -> None:
    called = [form for one in catalog.exercises for form in one.forms if "hand" in form.id]
    assert called
    assert all(by_hand(form.support) for form in called)
