"""How sets that were done, and planned ones, read."""

from typing import Any

import pytest
from tests.logged import set_done

from glutemed.model.log import SetDone
from glutemed.model.plan import Dose, Side
from glutemed.rendering.done import (
    amount_words,
    done_words,
    moment_words,
    planned_words,
    short_date,
)


def sets(*fields: dict[str, Any], side: Side = "left") -> list[SetDone]:
    return [set_done(side=side, number=number, **one) for number, one in enumerate(fields, 1)]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ([{}, {}, {}], "3 x 10"),
        ([{}, {}, {"reps": 8}], "10, 10, 8"),
        ([{"reps": 1, "seconds": 30}] * 2, "2 x 30 s"),
        ([{"reps": None, "seconds": 30}] * 2, "2 x 30 s"),
        ([{"reps": 1, "seconds": 30}, {"reps": 1, "seconds": 25}], "30, 25 s"),
        ([{"reps": 10, "seconds": 10}] * 2, "2 x 10 x 10 s"),
        ([{"reps": 10, "seconds": 10}, {"reps": 8, "seconds": 10}], "10 x 10 s, 8 x 10 s"),
        ([{"reps": None}] * 2, "2 sets"),
        ([{}, {"reps": None}], "10, ?"),
        ([{}, {"skipped": True, "reps": None}], "1 x 10"),
        ([{"skipped": True, "reps": None}], "skipped"),
        ([{"skipped": True, "reps": None, "note": "too painful"}], "skipped, too painful"),
        ([{"skipped": True, "reps": None, "pain": 6}], "skipped, pain 6"),
        ([{"pain": 2}, {"skipped": True, "reps": None, "pain": 6}], "1 x 10, pain 2 to 6"),
        ([{"load": 5.0}, {"load": 5.0}], "2 x 10, 5 kg"),
        ([{"load": 5.0}, {"load": 7.5}], "2 x 10, 5 to 7.5 kg"),
        ([{"band": "red"}, {"band": "blue"}], "2 x 10, red band, blue band"),
        ([{"pain": 1}, {"pain": 3}], "2 x 10, pain 1 to 3"),
        ([{"effort": 7}, {}], "2 x 10, effort 7"),
        ([{"control": "wobbled"}, {}], "2 x 10, 1 of 2 wobbled"),
        ([{"control": "wobbled"}] * 2, "2 x 10, wobbled"),
        ([{"control": "clean"}] * 2, "2 x 10, clean"),
        ([{"control": "clean"}, {}], "2 x 10"),
    ],
)
def test_the_sets_of_a_hip_read_as_amounts_and_what_goes_with_them(fields: list[dict[str, Any]], text: str) -> None:
    assert done_words({"left": sets(*fields)}) == f"left {text}"
    assert done_words({"both": sets(*fields)}) == text


def test_amounts_alone_keep_the_load_and_nothing_else() -> None:
    assert amount_words(sets({"load": 5.0, "pain": 2, "control": "clean"}, {"band": "red"})) == "2 x 10, 5 kg, red band"


def test_hips_that_did_alike_are_told_once() -> None:
    left, right = (sets({"load": 5.0}, {"load": 5.0}, side=side) for side in ("left", "right"))
    assert done_words({"left": left, "right": right}) == "2 x 10 each side, 5 kg"
    assert done_words({"left": left, "right": right[:1]}) == "left 2 x 10, 5 kg; right 1 x 10, 5 kg"
    assert done_words({"left": left, "right": []}) == "left 2 x 10, 5 kg"
    skipped = {side: sets({"skipped": True}, side=side) for side in ("left", "right")}
    assert done_words(skipped) == "skipped"  # type: ignore[arg-type]  # sides as text
    assert done_words({}) == ""


def test_a_plan_reads_in_the_dose_grammar() -> None:
    reps, hold = Dose(kind="reps", reps=8), Dose(kind="hold", reps=1, seconds=20)
    assert planned_words({"left": (3, reps), "right": (3, reps)}) == "3 x 8 each side"
    assert planned_words({"left": (3, hold), "right": (2, hold)}) == "left 3 x 20 s; right 2 x 20 s"
    assert planned_words({"both": (2, Dose(kind="hold", reps=10, seconds=10))}) == "2 x 10 x 10 s"


def test_dates_and_moments_are_in_words() -> None:
    assert short_date("2026-12-02") == "2 Dec 2026"
    assert moment_words("2026-12-02T18:04:05.000000Z") == "2 December 2026, 18:04 UTC"
