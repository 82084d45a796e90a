"""What each exercise of a later week grew from, and what of it rose."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from glutemed.checks.changes import changes, kilograms, load_changed, rises
from glutemed.checks.plan import Change, placed
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Load
from glutemed.model.plan import Dose, Plan

Compare = Callable[..., list[Change]]


@pytest.fixture(scope="session")
def compared(catalog: Catalog, plan_of: Callable[..., Plan], edited: Callable[..., Plan]) -> Compare:
    """Return the changes of a program of these sessions, with parts of it edited."""

    def compare(*sessions: str, edits: Mapping[str, object], weeks: int = 2) -> list[Change]:
        plan = edited(plan_of(sessions, days=range(1, len(sessions) + 1), stage="mid", weeks=weeks), edits)
        return list(changes(catalog, placed(catalog, plan), weeks))

    return compare


def at(week: int, item: int, session: int = 0) -> str:
    """Return the pointer of a main item; weeks count from 1 as people count them."""
    return f"/weeks/{week - 1}/sessions/{session}/blocks/1/items/{item}"


def times(reps: int, sets: int = 3) -> dict[str, Any]:
    return {"sets": sets, "dose": Dose(kind="reps", reps=reps)}


def told(found: list[Change]) -> list[tuple[str, str, bool]]:
    """Return each exercise, what it grew from, and whether it is a rung."""
    return [(change.now.item.exercise, change.before.item.exercise, change.rung) for change in found]


def test_the_first_week_has_nothing_to_grow_from(compared: Compare) -> None:
    assert compared("single-leg-squat; hip-hitch", edits={}, weeks=1) == []


def test_an_exercise_is_compared_in_its_session_of_highest_volume(compared: Compare) -> None:
    two_days = ("single-leg-squat; hip-hitch", "single-leg-squat; single-leg-bridge")
    found = compared(*two_days, edits={at(1, 0, 1): times(9), at(2, 0, 1): times(10)})
    squat = next(change for change in found if change.now.item.exercise == "single-leg-squat")
    assert (squat.now.path, squat.before.path) == (at(2, 0, 1), at(1, 0, 1))
    assert rises(squat) == ("repetitions",)


def test_a_rung_grew_from_what_its_session_no_longer_has(compared: Compare) -> None:
    """Both lead to the squat; the hitch stays, for all its volume."""
    sessions = "hip-hitch; split-stance-sit-to-stand; single-leg-bridge"
    edits = {at(week, 0): times(15, 4) for week in (1, 2)} | {at(2, 1): {"exercise": "single-leg-squat"}}
    assert ("single-leg-squat", "split-stance-sit-to-stand", True) in told(compared(sessions, edits=edits))


def test_a_rung_grew_from_its_own_session_rather_than_another(compared: Compare) -> None:
    sessions = ("split-stance-sit-to-stand; single-leg-bridge", "hip-hitch; single-leg-bridge")
    edits = {at(1, 0, 1): times(15, 4), at(2, 0): {"exercise": "single-leg-squat"}}
    assert ("single-leg-squat", "split-stance-sit-to-stand", True) in told(compared(*sessions, edits=edits))


def test_of_two_that_lead_to_a_rung_the_one_of_more_volume_counts(compared: Compare) -> None:
    sessions = "hip-hitch; split-stance-sit-to-stand; single-leg-bridge"
    edits = {at(1, 0): times(15), at(2, 0): {"exercise": "bridge-march"}, at(2, 1): {"exercise": "single-leg-squat"}}
    assert ("single-leg-squat", "hip-hitch", True) in told(compared(sessions, edits=edits))


def test_a_rung_is_one_only_over_the_week_before(compared: Compare) -> None:
    gone_for_a_week = {at(2, 0): {"exercise": "bridge-march"}, at(3, 0): {"exercise": "single-leg-squat"}}
    found = told(compared("hip-hitch; single-leg-bridge", edits=gone_for_a_week, weeks=3))
    assert [exercise for exercise, _, rung in found if rung] == []
    new_for_a_week = {at(1, 0): {"exercise": "bridge-march"}, at(3, 0): {"exercise": "single-leg-squat"}}
    found = told(compared("hip-hitch; single-leg-bridge", edits=new_for_a_week, weeks=3))
    assert ("single-leg-squat", "hip-hitch", True) in found


def test_the_standard_form_is_a_rung_above_the_others_and_they_in_their_order(compared: Compare) -> None:
    def rung(first: str | None, then: str | None) -> bool:
        edits = {at(1, 0): {"variant": first}, at(2, 0): {"variant": then}}
        return compared("hip-hitch; single-leg-bridge", edits=edits)[0].rung

    level, hand = "from level up only", "with hand support"
    assert (rung(hand, level), rung(level, None), rung(hand, None)) == (True, True, True)
    assert (rung(level, hand), rung(None, hand), rung(hand, hand)) == (False, False, False)


def test_a_form_that_was_done_lately_is_no_rung_and_one_that_comes_back_alone_neither(compared: Compare) -> None:
    """The full hitch of week 7 in week 9, and a hitch of week 1 that was gone until week 10."""
    supported = {at(week, 0): {"variant": "with hand support"} for week in (1, 2, 3, 4, 5, 6, 8)}
    found = compared("hip-hitch; single-leg-bridge", edits=supported, weeks=9)
    assert [change.now.week + 1 for change in found if change.rung] == [7]
    gone = {at(week, 0): {"exercise": "bridge-march"} for week in range(2, 10)}
    found = compared("hip-hitch; single-leg-bridge", edits=gone, weeks=10)
    assert ("hip-hitch", "hip-hitch", False) in told(found)


def test_an_exercise_that_is_a_step_down_on_one_day_is_a_rung_on_another(compared: Compare) -> None:
    """On the first day it stands in for a skater squat, on the second it follows on a hip hitch."""
    sessions = ("skater-squat; single-leg-bridge", "hip-hitch; single-leg-bridge")
    edits = {at(2, 0, session): {"exercise": "single-leg-squat"} for session in (0, 1)}
    found = [
        (change.now.session, change.before.item.exercise) for change in compared(*sessions, edits=edits) if change.rung
    ]
    assert found == [(1, "hip-hitch")]


def test_ladders_that_loop_or_lead_nowhere_come_to_an_end(
    catalog: Catalog, plan_of: Callable[..., Plan], edited: Callable[..., Any]
) -> None:
    known = edited(catalog, {"/exercises/hip-hitch/harder": ("no-such", "hip-hitch")})
    plan = edited(plan_of(("hip-hitch",), days=(1,), stage="mid", weeks=2), {at(2, 0): {"exercise": "bridge-march"}})
    assert changes(known, placed(known, plan), 2) == ()


@pytest.mark.parametrize(
    ("now", "risen"),
    [
        ((3, 3, 20), ()),
        ((3, 4, 20), ("holds",)),
        ((3, 3, 21), ("hold",)),
        ((4, 3, 20), ("sets",)),
        ((4, 4, 21), ("holds", "hold", "sets")),
        ((2, 2, 19), ()),
    ],
)
def test_what_of_holds_rose_is_told_in_words(
    compared: Compare, now: tuple[int, int, int], risen: tuple[str, ...]
) -> None:
    edits = {
        at(week, 0): {"sets": sets, "dose": Dose(kind="hold", reps=holds, seconds=seconds)}
        for week, (sets, holds, seconds) in enumerate(((3, 3, 20), now), 1)
    }
    assert rises(compared("isometric-hip-abduction-standing; hip-hitch", edits=edits)[0]) == risen


@pytest.mark.parametrize(
    "before, after, changed",
    [
        (("bodyweight", ""), ("band", "light"), True),
        (("band", "light"), ("band", "light"), False),
        (("band", "light"), ("band", "medium"), True),
        (("band", "light"), ("bodyweight", ""), False),
        (("dumbbell", "10 kg"), ("dumbbell", "12.5kg"), True),
        (("dumbbell", "10 kg"), ("dumbbell", "8 kg"), False),
        (("dumbbell", "10 kg"), ("dumbbell", "10 kg a hand"), False),
        (("dumbbell", "10 kg"), ("dumbbell", "5 % more"), True),
        (("dumbbell", "a light one"), ("dumbbell", "10 kg"), True),
        (("dumbbell", "10 kg"), ("kettlebell", "8 kg"), True),
    ],
)
def test_a_load_has_changed_unless_it_is_known_not_to_be_more(
    compared: Compare, before: tuple[Any, str], after: tuple[Any, str], changed: bool
) -> None:
    edits = {
        at(week, 0): {"load": Load(kind=kind, where="", start=start)}
        for week, (kind, start) in enumerate((before, after), 1)
    }
    found = compared("hip-hitch; single-leg-bridge", edits=edits)[0]
    assert load_changed(found) is changed
    assert rises(found) == (("load",) if changed else ())


def test_the_load_with_which_an_exercise_opens_is_no_rise_after_a_later_one(
    catalog: Catalog, compared: Compare
) -> None:
    hitch = catalog.exercise("hip-hitch")
    assert hitch
    opening, later = hitch.loads[0], replace(hitch.loads[0], start="5-10 % more than in week 2")
    for before, after, risen in ((later, opening, ()), (opening, later, ("load",))):
        edits = {at(1, 0): {"load": before}, at(2, 0): {"load": after}}
        assert rises(compared("hip-hitch; single-leg-bridge", edits=edits)[0]) == risen


def test_kilograms_are_read_where_they_stand() -> None:
    texts = (
        "8 kg",
        "about 12.5kg each",
        "8,5 kgs",
        "500 g",
        "10 lb",
        "10 pounds",
        "2 kilos",
        "8 big ones",
        "a light one",
        "",
    )
    assert [kilograms(text) for text in texts] == [
        8.0,
        12.5,
        8.5,
        0.5,
        pytest.approx(4.5359237),
        pytest.approx(4.5359237),
        2.0,
        None,
        None,
        None,
    ]
