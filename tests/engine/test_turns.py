"""The sets of a session in their order, the time that they take, and the tempo."""

from dataclasses import replace

import pytest

from glutemed.engine.turns import Swap, Turn, beat, swapped_for, swaps_in, turns, turns_of
from glutemed.model.exercise import BODYWEIGHT
from glutemed.model.log import SetDone, Workout
from glutemed.model.plan import SECONDS_PER_ITEM, SECONDS_PER_REP, Block, Dose, Item, Session, Side, item_seconds

CLAM = Item(
    exercise="clam",
    name="Clam",
    sets=2,
    dose=Dose(kind="reps", reps=8),
    sides=("left", "right"),
    rest_seconds=90,
    tempo="2-1-2",
    effort="light",
    load=BODYWEIGHT,
    track="reps",
    target="more",
)
PLANK = replace(CLAM, exercise="plank", dose=Dose(kind="hold", reps=1, seconds=20), sides=("both",), tempo=None)


def told(found: tuple[Turn, ...]) -> list[tuple[str, int, str, str, int]]:
    return [(turn.item.exercise, turn.number, turn.side, turn.lead, turn.seconds) for turn in found]


def test_sides_alternate_set_by_set_and_the_other_side_counts_as_rest() -> None:
    """90 s of rest are 10 s to the other side, its 40 s, and 40 s more with 10 s back among them."""
    assert told(turns_of(CLAM, "main")) == [
        ("clam", 1, "left", "ready", 5),
        ("clam", 1, "right", "switch", 10),
        ("clam", 2, "left", "rest", 40),
        ("clam", 2, "right", "switch", 10),
    ]


def test_one_side_or_both_at_once_rest_in_full() -> None:
    assert told(turns_of(PLANK, "main")) == [("plank", 1, "both", "ready", 5), ("plank", 2, "both", "rest", 90)]


def test_the_items_of_a_session_follow_each_other_block_by_block() -> None:
    session = Session(
        day=1, minutes=9, blocks=(Block(kind="warm-up", items=(PLANK,)), Block(kind="main", items=(CLAM,)))
    )
    assert [(turn.item.exercise, turn.kind) for turn in turns(session)] == [("plank", "warm-up")] * 2 + [
        ("clam", "main")
    ] * 4


@pytest.mark.parametrize("sides", [("left", "right"), ("right",), ("both",)])
@pytest.mark.parametrize("rest", [0, 45, 120])
@pytest.mark.parametrize("sets", [1, 3])
@pytest.mark.parametrize(
    ("dose", "tempo", "work"),
    [
        (Dose(kind="reps", reps=8), "2-1-2", 40),
        (Dose(kind="reps", reps=10), None, 10 * SECONDS_PER_REP),
        (Dose(kind="hold", reps=3, seconds=10), None, 30),
    ],
)
def test_a_guided_item_takes_as_long_as_the_plan_says(
    sides: tuple[Side, ...], rest: int, sets: int, dose: Dose, tempo: str | None, work: int
) -> None:
    item = replace(CLAM, sides=sides, rest_seconds=rest, sets=sets, dose=dose, tempo=tempo)
    found = turns_of(item, "main")
    between = sum(turn.seconds for turn in found if turn.lead != "ready")
    assert between + len(found) * work + SECONDS_PER_ITEM == item_seconds(item)


@pytest.mark.parametrize(
    ("elapsed", "now"),
    [
        (0, (1, "in", 2)),
        (2, (1, "hold", 1)),
        (3.5, (1, "back", 1.5)),
        (5, (2, "in", 2)),
        (39.5, (8, "back", 0.5)),
        (40, None),
    ],
)
def test_the_tempo_leads_through_each_repetition_and_ends_with_the_last(
    elapsed: float, now: tuple[int, str, float] | None
) -> None:
    assert beat(CLAM, elapsed) == now


def test_without_a_tempo_there_is_no_beat() -> None:
    assert beat(PLANK, 3) is None
    assert beat(replace(CLAM, tempo="0-0-0"), 3) is None


def test_a_part_of_no_seconds_is_left_out_of_the_beat() -> None:
    assert beat(replace(CLAM, tempo="2-0-2"), 2) == (1, "back", 2)


def test_swaps_are_read_from_the_notes_in_the_order_in_which_they_were_made() -> None:
    def entry(recorded: str, exercise: str, number: int, **fields: object) -> SetDone:
        return SetDone(recorded=recorded, exercise=exercise, side="left", number=number, **fields)  # type: ignore[arg-type]  # by name

    workout = Workout(
        program="0" * 32,
        week=1,
        session=1,
        date="2026-12-01",
        sets=(
            swapped_for(entry("3", "bridge", 1), "squat"),
            swapped_for(entry("1", "clam", 2), "bridge"),
            swapped_for(entry("2", "clam", 3), "bridge"),
            entry("4", "plank", 1, skipped=True, note="no time"),
            entry("5", "plank", 2, note="swapped for nothing"),
        ),
    )
    assert swaps_in(workout) == (Swap("clam", "bridge", 2), Swap("bridge", "squat", 1))
