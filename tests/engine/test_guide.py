"""The guide as a state machine, moved by time and keys alone."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from glutemed.engine.guide import Action, Moved, act, advance, began, counted, hurts, loaded, swapped
from glutemed.engine.standing import Guide
from glutemed.engine.turns import BREATH_SECONDS, READY_SECONDS, swaps_in, turns
from glutemed.model.exercise import BODYWEIGHT, Load
from glutemed.model.log import SetDone, Workout, standing
from glutemed.model.plan import Block, Dose, Item, Session, Side
from glutemed.model.records import to_json

HOLD = Dose(kind="hold", reps=1, seconds=20)
REPS = Dose(kind="reps", reps=8)
BAND = Load(kind="band", where="above the knees", start="light")
DUMBBELL = Load(kind="dumbbell", where="in the hand", start="light")
ACTIONS: tuple[Action, ...] = get_args(Action)
ENTRY = TypeAdapter(SetDone)


def item(id: str, dose: Dose = REPS, *, sets: int = 2, **fields: Any) -> Item:
    plain: dict[str, Any] = {
        "sides": ("left", "right"),
        "rest_seconds": 60,
        "tempo": "2-1-2" if dose.kind == "reps" else None,
        "effort": "light",
        "load": BODYWEIGHT,
        "track": "reps",
        "target": "more",
    }
    return Item(exercise=id, name=id.capitalize(), sets=sets, dose=dose, **{**plain, **fields})


def a_session(*items: Item) -> Session:
    return Session(day=1, minutes=20, blocks=(Block(kind="main", items=items),))


def start(*items: Item, done: Iterable[SetDone] = ()) -> Guide:
    return began(a_session(*items), pain_go_on=5, pain_stop=7, done=done)


def after(guide: Guide, *steps: Action | float) -> Guide:
    """Return a guide after keys and seconds."""
    for step in steps:
        guide = (act(guide, step) if isinstance(step, str) else advance(guide, step)).guide
    return guide


def stands(guide: Guide) -> tuple[str, int, str, str]:
    return (guide.turn.item.exercise, guide.turn.number, guide.turn.side, guide.phase)


def done(guide: Guide) -> list[tuple[str, str, int, int | None, int | None, bool]]:
    return [(one.exercise, one.side, one.number, one.reps, one.seconds, one.skipped) for one in guide.done]


def test_an_exercise_is_announced_until_the_person_begins() -> None:
    guide = after(start(item("clam")), 1000.0)
    assert stands(guide) == ("clam", 1, "left", "announce")
    assert not guide.runs


def test_getting_ready_then_the_set_and_the_bell_between() -> None:
    guide = after(start(item("clam")), "go")
    assert (guide.phase, guide.lead, guide.left) == ("wait", "ready", READY_SECONDS)
    assert not advance(guide, READY_SECONDS - 0.1).bell
    moved = advance(guide, READY_SECONDS)
    assert (moved.guide.phase, moved.bell, moved.entries) == ("work", True, ())


def test_repetitions_wait_for_the_person_however_long_it_takes() -> None:
    guide = after(start(item("clam")), "go", "go", 10_000.0)
    assert stands(guide) == ("clam", 1, "left", "work")
    moved = act(guide, "go")
    assert not moved.bell
    assert [(one.reps, one.seconds, one.skipped) for one in moved.entries] == [(8, None, False)]
    assert stands(moved.guide) == ("clam", 1, "right", "wait")


def test_a_hold_ends_by_itself_with_the_bell_and_its_entry() -> None:
    guide = after(start(item("plank", HOLD)), "go", "go")
    moved = advance(guide, 20.0)
    assert moved.bell
    assert [(one.reps, one.seconds) for one in moved.entries] == [(1, 20)]
    assert (moved.guide.lead, moved.guide.wait) == ("switch", 10)


def test_time_past_the_end_of_a_phase_is_not_taken_from_the_next() -> None:
    moved = advance(after(start(item("plank", HOLD)), "go"), 1000.0)
    assert (moved.guide.phase, moved.guide.elapsed) == ("work", 0)


def test_the_holds_of_one_set_have_a_breath_between_and_one_entry() -> None:
    guide = after(start(item("press", Dose(kind="hold", reps=3, seconds=10), sides=("both",))), "go", "go")
    moved = advance(guide, 10.0)
    assert moved.bell
    guide = moved.guide
    assert (guide.phase, guide.held, guide.left, guide.done) == ("breath", 1, BREATH_SECONDS, ())
    assert after(guide, "next") == after(guide, 3.0)
    guide = after(guide, 3.0, 10.0, 3.0)
    assert (guide.phase, guide.held) == ("work", 2)
    assert done(after(guide, 10.0)) == [("press", "both", 1, 3, 10, False)]


def test_sides_change_after_ten_seconds_and_the_rest_is_what_the_other_side_leaves() -> None:
    guide = after(start(item("plank", HOLD, rest_seconds=90)), "go", 5.0, 20.0)
    assert stands(guide) == ("plank", 1, "right", "wait")
    guide = after(guide, 10.0, 20.0)
    assert (stands(guide), guide.lead, guide.wait) == (("plank", 2, "left", "wait"), "rest", 60)


def test_the_end_comes_after_the_last_set() -> None:
    guide = after(
        start(item("plank", HOLD, sets=1), item("clam", sets=1, sides=("both",))), "go", 5.0, 20.0, 10.0, 20.0
    )
    assert stands(guide) == ("clam", 1, "both", "announce")
    guide = after(guide, "go", "go", "go")
    assert guide.over
    assert not guide.stopped
    assert len(guide.done) == 3


def test_a_pause_stops_time_and_space_goes_on_where_it_stood() -> None:
    guide = after(start(item("plank", HOLD)), "go", "go", 7.0, "space", 500.0)
    assert (guide.paused, guide.left) == (True, 13)
    assert after(guide, "space", 1.0).left == 12


@pytest.mark.parametrize("key", ["go", "space", "pause"])
def test_any_of_these_keys_ends_a_pause(key: Action) -> None:
    assert not after(start(item("plank", HOLD)), "go", "pause", key).paused


def test_next_in_a_pause_goes_on_with_what_comes_next() -> None:
    ready = after(start(item("plank", HOLD)), "go")
    assert after(ready, "pause", "next") == after(ready, "next")
    assert after(ready, "next", 7.0, "pause", "next") == after(ready, "next", 7.0, "next")


@pytest.mark.parametrize("key", ["pause", "cancel"])
def test_keys_that_mean_nothing_before_an_exercise_change_nothing(key: Action) -> None:
    assert act(start(item("clam")), key) == Moved(start(item("clam")))


def test_space_is_enter_where_nothing_runs() -> None:
    assert after(start(item("clam")), "space").phase == "wait"
    assert done(after(start(item("clam")), "go", "go", "space")) == [("clam", "left", 1, 8, None, False)]


def test_a_hold_that_is_skipped_after_a_pause_counts_as_far_as_it_went() -> None:
    guide = after(start(item("plank", HOLD)), "go", "go", 7.6, "pause", 100.0, "skip")
    assert done(guide) == [("plank", "left", 1, 1, 7, False)]


@pytest.mark.parametrize(("held", "seconds"), [(0.9, None), (1.0, 1), (1.9, 1), (2.0, 2)])
def test_a_hold_that_was_hardly_begun_is_skipped(held: float, seconds: int | None) -> None:
    entry = ("plank", "left", 1, 1 if seconds else None, seconds, seconds is None)
    assert done(after(start(item("plank", HOLD)), "go", "go", held, "skip")) == [entry]


def test_of_several_holds_those_that_were_held_count() -> None:
    press = item("press", Dose(kind="hold", reps=5, seconds=10))
    for steps in ((10.0, 3.0, 4.0), (10.0, 3.0), (10.0, 1.0)):
        guide = after(start(press), "go", "go", 10.0, 3.0, *steps, "skip")
        assert done(guide) == [("press", "left", 1, 2, 10, False)]


def test_next_ends_a_hold_early() -> None:
    assert done(after(start(item("plank", HOLD)), "go", "go", 12.0, "next")) == [("plank", "left", 1, 1, 12, False)]


def test_a_set_of_repetitions_that_is_skipped_counts_as_skipped() -> None:
    guide = after(start(item("clam")), "go", "go", 30.0, "skip")
    assert done(guide) == [("clam", "left", 1, None, None, True)]
    assert stands(guide) == ("clam", 1, "right", "wait")


def test_to_skip_a_set_before_its_exercise_begins_leaves_it_announced() -> None:
    assert stands(after(start(item("clam")), "skip")) == ("clam", 1, "right", "announce")


def test_to_drop_an_exercise_skips_all_that_is_left_of_it_and_announces_the_next() -> None:
    guide = after(start(item("clam"), item("plank", HOLD)), "go", "go", "go", "drop")
    assert stands(guide) == ("plank", 1, "left", "announce")
    assert [(one.side, one.number, one.skipped) for one in guide.done] == [
        ("left", 1, False),
        ("right", 1, True),
        ("left", 2, True),
        ("right", 2, True),
    ]


def test_to_drop_in_a_hold_keeps_what_was_held() -> None:
    guide = after(start(item("plank", HOLD, sets=1)), "go", "go", 9.0, "drop")
    assert done(guide) == [("plank", "left", 1, 1, 9, False), ("plank", "right", 1, None, None, True)]
    guide = after(start(item("plank", HOLD, sets=1)), "go", "go", 20.0, "go", 9.0, "drop")
    assert done(guide) == [("plank", "left", 1, 1, 20, False), ("plank", "right", 1, 1, 9, False)]


def test_the_count_is_corrected_before_a_set_is_taken_as_done() -> None:
    assert done(after(start(item("clam")), "go", "go", "less", "less", "more", "go")) == [
        ("clam", "left", 1, 7, None, False)
    ]


def test_a_number_takes_a_set_as_done_with_so_many() -> None:
    guide = after(start(item("clam")), "go", "go")
    assert done(counted(guide, 11).guide) == [("clam", "left", 1, 11, None, False)]
    for other in (
        after(start(item("plank", HOLD)), "go", "go"),
        after(start(item("clam")), "go"),
        after(guide, "pain"),
    ):
        assert counted(other, 11) == Moved(other)


def test_the_set_before_is_corrected_by_a_later_entry() -> None:
    moved = act(after(start(item("clam")), "go", "go", "go"), "less")
    assert [(one.side, one.number, one.reps) for one in moved.entries] == [("left", 1, 7)]
    assert done(moved.guide) == [("clam", "left", 1, 7, None, False)]


def test_no_set_has_fewer_repetitions_than_none() -> None:
    guide = after(counted(after(start(item("clam")), "go", "go"), 1).guide, "less")
    assert done(guide) == done(after(guide, "less")) == [("clam", "left", 1, 0, None, False)]
    hurt = hurts(after(start(item("clam")), "go", "go", "pain"), 2).guide
    unknown = replace(after(hurt, "next"), at=1, phase="wait")
    assert done(act(unknown, "more").guide) == [("clam", "left", 1, 1, None, False)]


def test_a_hold_is_corrected_by_its_seconds_and_several_by_their_number() -> None:
    assert act(after(start(item("plank", HOLD)), "go", "go", 20.0), "less").entries[0].seconds == 19
    press = item("press", Dose(kind="hold", reps=2, seconds=10))
    entry = act(after(start(press), "go", "go", 10.0, 3.0, 10.0), "less").entries[0]
    assert (entry.reps, entry.seconds) == (1, 10)


def test_nothing_is_corrected_where_nothing_was_done() -> None:
    assert act(start(item("clam")), "more") == Moved(start(item("clam")))
    skipped = after(start(item("clam")), "go", "skip")
    assert act(skipped, "more") == Moved(skipped)


def test_the_set_before_is_done_once_more_and_its_later_entry_holds() -> None:
    guide = after(start(item("clam")), "go", "go", "go", "again")
    assert stands(guide) == ("clam", 1, "left", "wait")
    guide = after(guide, "go", "less", "go")
    assert done(guide) == [("clam", "left", 1, 7, None, False)]
    assert stands(guide) == ("clam", 1, "right", "wait")


def test_whatever_was_going_on_doing_it_again_begins_with_getting_ready() -> None:
    press = item("press", Dose(kind="hold", reps=2, seconds=10))
    first = after(start(press), "go")
    broken = after(first, "go", 10.0, 3.0, 10.0, "go", 10.0, 1.0, "pause", "again")
    assert broken == replace(first, done=broken.done, count=2)
    assert done(broken) == [("press", "left", 1, 2, 10, False)]


def test_the_next_set_begins_anew_whatever_was_told_of_the_one_before() -> None:
    press = item("press", Dose(kind="hold", reps=3, seconds=10))
    plain = after(start(press), "go", "go", 10.0, 3.0, 10.0, "skip")
    hurt = hurts(after(start(press), "go", "go", 10.0, 3.0, 10.0, 1.0, "pain"), 3).guide
    assert after(hurt, "next", "skip") == replace(plain, done=(replace(plain.done[0], pain=3),))
    assert (plain.elapsed, plain.held, plain.paused, plain.asking, plain.pain) == (0.0, 0, False, None, None)


def test_a_set_that_is_done_is_not_skipped_when_doing_it_again_is() -> None:
    guide = after(start(item("plank", HOLD)), "go", "go", 20.0, "again", "go", 3.0, "skip")
    assert done(guide) == [("plank", "left", 1, 1, 20, False)]


def test_next_at_the_very_start_of_doing_a_set_again_leaves_what_was_done() -> None:
    guide = after(start(item("plank", HOLD)), "go", "go", 20.0, "again", "go", 0.5, "next")
    assert done(guide) == [("plank", "left", 1, 1, 20, False)]


def test_when_all_is_over_no_key_and_no_time_does_anything() -> None:
    guide = after(start(item("clam", sets=1, sides=("both",))), "drop")
    assert [act(guide, action) for action in ACTIONS] == [Moved(guide)] * len(ACTIONS)
    assert advance(guide, 60.0) == Moved(guide)


def test_a_swap_of_what_the_session_does_not_have_changes_nothing() -> None:
    swaps = [("plank", item("bridge"))]
    assert began(a_session(item("clam")), pain_go_on=5, pain_stop=7, swaps=swaps) == start(item("clam"))


def test_there_is_no_set_before_the_first() -> None:
    assert act(start(item("clam")), "again") == Moved(start(item("clam")))


def test_the_load_is_asked_once_and_goes_with_every_set_of_the_exercise() -> None:
    guide = after(start(item("clam", load=BAND)), "go")
    assert guide.asking == "load"
    assert after(guide, "go", 50.0) == guide
    guide = after(loaded(guide, band="green").guide, "go", "go", "go", "go")
    assert [(one.band, one.load) for one in guide.done] == [("green", None)] * 2
    assert after(guide, "again", "go", "go").asking is None


def test_the_kilograms_go_with_every_set_that_is_done_and_with_none_that_is_skipped() -> None:
    guide = loaded(after(start(item("clam", load=DUMBBELL)), "go"), load=7.5).guide
    guide = after(guide, "go", "go", "skip")
    assert [(one.skipped, one.load, one.band) for one in guide.done] == [(False, 7.5, None), (True, None, None)]


def test_a_skipped_set_has_no_load() -> None:
    guide = after(loaded(after(start(item("clam", load=BAND)), "go"), band="green").guide, "skip")
    assert [(one.skipped, one.band) for one in guide.done] == [(True, None)]


def test_the_question_after_the_load_can_be_left() -> None:
    guide = after(start(item("clam", load=BAND)), "go")
    assert after(guide, "cancel") == start(item("clam", load=BAND))


def test_a_load_that_is_not_told_is_asked_no_second_time() -> None:
    guide = loaded(after(start(item("clam", load=BAND)), "go"), load=None).guide
    assert (guide.asking, guide.phase) == (None, "wait")


def test_pain_stands_on_the_set_under_way() -> None:
    guide = after(start(item("plank", HOLD)), "go", "go", 12.0, "pain")
    assert (guide.asking, after(guide, 100.0).left) == ("pain", 8)
    moved = hurts(guide, 4)
    assert [(one.number, one.side, one.seconds, one.pain, one.skipped) for one in moved.entries] == [
        (1, "left", 12, 4, False)
    ]
    assert (moved.guide.asking, moved.guide.may_go_on) == ("hurt", True)


def test_pain_in_a_set_of_repetitions_does_not_guess_how_many_there_were() -> None:
    (entry,) = hurts(after(start(item("clam")), "go", "go", "pain"), 6).entries
    assert (entry.reps, entry.pain, entry.skipped) == (None, 6, False)


def test_pain_between_two_holds_stands_on_their_set() -> None:
    guide = after(start(item("press", Dose(kind="hold", reps=3, seconds=10))), "go", "go", 10.0, 1.0, "pain")
    (entry,) = hurts(guide, 4).entries
    assert (entry.side, entry.number, entry.reps, entry.seconds, entry.pain) == ("left", 1, 1, 10, 4)


def test_pain_in_a_set_that_was_skipped_before_says_that_it_was_done() -> None:
    guide = after(start(item("clam")), "go", "skip", "again", "go", "pain")
    (entry,) = hurts(guide, 4).entries
    assert (entry.side, entry.number, entry.pain, entry.skipped) == ("left", 1, 4, False)


def test_pain_in_a_rest_stands_on_the_set_before() -> None:
    (entry,) = hurts(after(start(item("clam")), "go", "go", "go", "pain"), 3).entries
    assert (entry.side, entry.reps, entry.pain) == ("left", 8, 3)


@pytest.mark.parametrize("steps", [("drop",), ("go", "go", 20.0)])
def test_pain_before_anything_was_done_stands_on_the_set_that_is_skipped_for_it(steps: tuple[Action, ...]) -> None:
    guide = after(start(item("plank", HOLD, sets=1, sides=("both",)), item("clam")), *steps)
    (entry,) = hurts(after(guide, "pain"), 5).entries
    assert (entry.exercise, entry.number, entry.skipped, entry.pain) == ("clam", 1, True, 5)


@pytest.mark.parametrize("key", ["go", "space", "drop", "skip"])
def test_enter_after_pain_stops_the_exercise_for_today(key: Action) -> None:
    guide = after(hurts(after(start(item("clam"), item("plank", HOLD)), "go", "go", "pain"), 6).guide, key)
    assert stands(guide) == ("plank", 1, "left", "announce")
    assert (guide.asking, guide.pain, guide.paused) == (None, None, False)
    assert [(one.pain, one.skipped) for one in guide.done] == [(6, False), (None, True), (None, True), (None, True)]


def test_up_to_the_limit_one_may_carry_on_and_the_pain_stays_on_the_set() -> None:
    guide = after(hurts(after(start(item("plank", HOLD)), "go", "go", 12.0, "pain"), 5).guide, "next")
    assert (guide.asking, guide.pain, guide.paused, guide.left) == (None, None, True, 8)
    guide = after(guide, "go", 8.0)
    assert [(one.side, one.seconds, one.pain) for one in guide.done] == [("left", 20, 5)]


def test_above_the_limit_no_one_carries_on() -> None:
    guide = hurts(after(start(item("clam")), "go", "go", "pain"), 6).guide
    assert not guide.may_go_on
    assert after(guide, "next", "more", "again", 60.0) == guide


def test_a_set_skipped_for_pain_may_still_be_done() -> None:
    guide = after(hurts(after(start(item("clam")), "pain"), 2).guide, "next", "go", "go", "go")
    assert [(one.side, one.reps, one.pain, one.skipped) for one in guide.done] == [("left", 8, 2, False)]


def test_pain_at_the_limit_leaves_the_session_open() -> None:
    guide = hurts(after(start(item("clam")), "go", "go", "pain"), 7).guide
    assert (guide.over, guide.asking) == (False, "hurt")


@pytest.mark.parametrize("pain", [8, 10])
def test_very_strong_pain_ends_the_session_and_skips_what_is_left(pain: int) -> None:
    moved = hurts(after(start(item("clam"), item("plank", HOLD)), "go", "go", "pain"), pain)
    assert (moved.guide.over, moved.guide.stopped, moved.guide.asking) == (True, True, None)
    assert (moved.guide.at, moved.guide.done) == (8, moved.entries)
    assert [one.pain for one in moved.entries] == [pain, *[None] * 7]
    assert [one.skipped for one in moved.entries] == [False, *[True] * 7]


def test_the_question_after_pain_can_be_left() -> None:
    guide = after(start(item("plank", HOLD)), "go", "go", 5.0, "pain", "cancel")
    assert (guide.asking, guide.paused, guide.left, guide.done) == (None, True, 15, ())


def test_a_stand_in_takes_the_place_of_what_is_left() -> None:
    guide = after(start(item("clam", sets=3), item("plank", HOLD)), "go", "go", "go", "go", "go", "go")
    moved = swapped(guide, item("bridge", sets=3, sides=("both",)))
    assert [(one.number, one.side, one.note) for one in moved.entries] == [
        (number, side, "swapped for bridge") for number in (2, 3) for side in ("left", "right")
    ]
    assert (stands(moved.guide), moved.guide.turn.instead_of) == (("bridge", 1, "both", "announce"), "Clam")
    assert moved.guide.turn.item.sets == 2
    assert [turn.key for turn in moved.guide.turns] == [
        *(("clam", side, number) for number in (1, 2, 3) for side in ("left", "right")),
        *(("bridge", "both", number) for number in (1, 2)),
        *(("plank", side, number) for number in (1, 2) for side in ("left", "right")),
    ]
    assert moved.guide.exercises == ("clam", "bridge", "plank")


def test_a_stand_in_has_no_more_sets_than_it_would_have() -> None:
    assert swapped(start(item("clam", sets=4)), item("bridge", sets=2)).guide.turn.item.sets == 2


def test_the_only_set_is_swapped_though_it_was_skipped_for_pain() -> None:
    guide = hurts(after(start(item("clam", sets=1, sides=("both",))), "pain"), 6).guide
    moved = swapped(guide, item("bridge"))
    assert [(one.pain, one.note) for one in moved.entries] == [(6, "swapped for bridge")]
    assert stands(moved.guide) == ("bridge", 1, "left", "announce")


@pytest.mark.parametrize(("sides", "held"), [(("left", "right"), [9]), (("left",), [])])
def test_a_hold_that_is_swapped_counts_as_far_as_it_went_unless_it_is_all_that_is_left(
    sides: tuple[Side, ...], held: list[int]
) -> None:
    moved = swapped(after(start(item("plank", HOLD, sets=1, sides=sides)), "go", "go", 9.0), item("bridge"))
    assert [one.seconds for one in moved.entries if not one.skipped] == held
    assert [one.side for one in moved.entries if one.note] == [sides[-1]]
    assert stands(moved.guide) == ("bridge", 1, "left", "announce")


def test_where_nothing_is_left_nothing_is_swapped() -> None:
    guide = hurts(after(start(item("clam", sets=1, sides=("both",))), "go", "go", "pain"), 6).guide
    assert guide.rest == ()
    assert swapped(guide, item("bridge")) == Moved(guide)


def test_it_goes_on_at_the_first_set_that_has_no_entry() -> None:
    whole = after(start(item("clam"), item("plank", HOLD)), "go", "go", "go", "go", "go")
    guide = start(item("clam"), item("plank", HOLD), done=whole.done)
    assert stands(guide) == ("clam", 2, "left", "announce")
    assert start(item("clam", sets=1), done=whole.done).over


def test_a_load_told_before_the_break_is_not_asked_again() -> None:
    guide = after(loaded(after(start(item("clam", load=BAND)), "go"), band="red").guide, "go", "go")
    guide = after(start(item("clam", load=BAND), done=guide.done), "go", "go", "go")
    assert [one.band for one in guide.done] == ["red", "red"]


def test_a_weight_told_before_the_break_is_not_asked_again_and_a_set_without_one_is() -> None:
    clam = item("clam", load=DUMBBELL)
    guide = after(loaded(after(start(clam), "go"), load=7.5).guide, "go", "go")
    guide = after(start(clam, done=guide.done), "go", "go", "go")
    assert [one.load for one in guide.done] == [7.5, 7.5]
    silent = after(loaded(after(start(clam), "go")).guide, "go", "go")
    assert after(start(clam, done=silent.done), "go").asking == "load"


@pytest.mark.parametrize(
    ("pain", "limit", "goes_on"), [(None, 5, True), (5, 5, True), (6, 5, False), (None, 0, True), (1, 0, False)]
)
def test_an_exercise_that_hurt_too_much_is_not_gone_on_with(pain: int | None, limit: int, goes_on: bool) -> None:
    clam, plank = item("clam"), item("plank", HOLD)
    first = replace(after(start(clam), "go", "go", "go").done[0], pain=pain)
    guide = began(a_session(clam, plank), pain_go_on=limit, pain_stop=7, done=(first,))
    assert stands(guide) == (("clam", 1, "right", "announce") if goes_on else ("plank", 1, "left", "announce"))
    assert guide.exercises == (("clam", "plank") if goes_on else ("plank",))


DOSES = st.one_of(
    st.builds(Dose, kind=st.just("reps"), reps=st.integers(1, 30)),
    st.builds(Dose, kind=st.just("hold"), reps=st.integers(1, 4), seconds=st.integers(1, 60)),
)
SIDES = st.sampled_from([("left", "right"), ("right", "left"), ("left",), ("right",), ("both",)])


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    """Return any session: a few exercises in blocks, each once."""
    items = tuple(
        item(
            f"exercise-{number}",
            draw(DOSES),
            sets=draw(st.integers(1, 4)),
            sides=draw(SIDES),
            rest_seconds=draw(st.integers(0, 180)),
            tempo=draw(st.sampled_from([None, "2-1-2", "0-0-1", "0-0-0"])),
            load=draw(st.sampled_from([BODYWEIGHT, BAND])),
        )
        for number in range(draw(st.integers(1, 4)))
    )
    cut = draw(st.integers(0, len(items)))
    blocks = (Block(kind="warm-up", items=items[:cut]), Block(kind="main", items=items[cut:]))
    return Session(day=1, minutes=20, blocks=tuple(block for block in blocks if block.items))


STEPS = st.one_of(
    st.sampled_from(ACTIONS),
    st.just("go"),
    st.floats(0, 200),
    st.tuples(st.just("load"), st.one_of(st.none(), st.floats(0, 1000))),
    st.tuples(st.just("pain"), st.integers(0, 10)),
    st.tuples(st.just("count"), st.integers(0, 999)),
    st.builds(item, st.integers(0, 999).map("other-{}".format), DOSES, sets=st.integers(1, 4), sides=SIDES),
)
"""Keys, seconds, answers to questions, and exercises that are swapped in."""


def stepped(guide: Guide, step: Any) -> Moved:
    """Return what a step makes of a guide; an answer where nothing asks for it changes nothing."""
    match step:
        case str():
            return act(guide, step)  # type: ignore[arg-type]  # one of ACTIONS
        case float():
            return advance(guide, step)
        case ("load", load) if guide.asking == "load":
            return loaded(guide, load=load)
        case ("pain", pain) if guide.asking == "pain":
            return hurts(guide, pain)
        case ("count", reps):
            return counted(guide, reps)
        case Item() if step.exercise not in guide.exercises and guide.asking in (None, "hurt") and not guide.over:
            return swapped(guide, step)
    return Moved(guide)


def entries_of(moved: Iterable[Moved]) -> tuple[SetDone, ...]:
    """Return the entries of moves as the log would hold them: each move with a moment of its own."""
    return tuple(
        replace(entry, recorded=f"2026-12-01T12:00:00.{number:06}Z")
        for number, one in enumerate(moved)
        for entry in one.entries
    )


def walked(guide: Guide, steps: Iterable[Any]) -> list[Moved]:
    moves = [Moved(guide)]
    for step in steps:
        moves.append(stepped(moves[-1].guide, step))
    return moves


@given(sessions(), st.lists(STEPS, max_size=80))
def test_whatever_is_pressed_every_set_before_the_due_one_has_its_entry_and_the_log_takes_it(
    session: Session, steps: list[Any]
) -> None:
    moves = walked(began(session, pain_go_on=5, pain_stop=7), steps)
    written = entries_of(moves)
    guide = moves[-1].guide
    workout = Workout(program="0" * 32, week=1, session=1, date="2026-12-01", sets=written)
    key = {(one.exercise, one.side, one.number): replace(one, recorded="") for one in standing(workout)}
    assert key == {(one.exercise, one.side, one.number): one for one in guide.done}
    assert all(guide.entry(turn) for turn in guide.turns[: guide.at])
    assert set(key) <= {turn.key for turn in guide.turns}
    for one in written:
        ENTRY.validate_json(to_json(one))


@given(sessions(), st.lists(STEPS, max_size=80))
def test_broken_off_anywhere_it_goes_on_with_what_is_not_in_the_log(session: Session, steps: list[Any]) -> None:
    moves = walked(began(session, pain_go_on=5, pain_stop=7), steps)
    guide = moves[-1].guide
    workout = Workout(program="0" * 32, week=1, session=1, date="2026-12-01", sets=entries_of(moves))
    items = {turn.item.exercise: turn.item for turn in guide.turns}
    resumed = began(
        session,
        pain_go_on=5,
        pain_stop=7,
        done=standing(workout),
        swaps=[(swap.old, items[swap.new]) for swap in swaps_in(workout)],
    )
    sore = {one.exercise for one in standing(workout) if (one.pain or 0) > 5}
    assert resumed.turns == tuple(turn for turn in guide.turns if turn.item.exercise not in sore)
    left = [turn for turn in resumed.turns if guide.entry(turn) is None]
    assert [turn for turn in resumed.turns if resumed.entry(turn) is None] == left
    assert resumed.over == (not left)
    if left:
        assert resumed.turn == left[0]


@given(sessions())
def test_with_enter_and_time_alone_all_is_done_as_planned(session: Session) -> None:
    guide = began(session, pain_go_on=5, pain_stop=7)
    while not guide.over:
        moved = loaded(guide) if guide.asking else advance(guide, 60.0) if guide.runs else act(guide, "go")
        guide = moved.guide
    assert [(one.exercise, one.side, one.number, one.reps, one.seconds, one.skipped) for one in guide.done] == [
        (*turn.key, turn.item.dose.reps, turn.item.dose.seconds, False) for turn in turns(session)
    ]
