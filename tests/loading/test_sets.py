"""What a person writes of sets, read: each way to write it, and what is told of what cannot be read."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glutemed.errors import UsageError
from glutemed.loading.sets import read_sets
from glutemed.model.catalog import Catalog
from glutemed.model.log import SetDone
from glutemed.model.plan import Plan, Session

Planner = Callable[..., Plan]
NOW = "2026-12-02T18:00:00.000000Z"


@pytest.fixture(scope="session")
def session(plan_for: Planner) -> Session:
    """Early rehab, day 1: clamshell 3 x 8, side plank from the knees 3 x 20 s, sidestep 2 x 10 on both legs."""
    return plan_for("rehab", "early").weeks[0].sessions[0]


def amounts(sets: tuple[SetDone, ...]) -> dict[str, list[Any]]:
    """Return, by side, repetitions, or (holds, seconds), of each set; None where it was skipped."""
    found: dict[str, list[Any]] = {}
    for one in sets:
        assert one.number == len(found.setdefault(one.side, [])) + 1
        found[one.side].append(one.reps if one.seconds is None else (one.reps, one.seconds))
    return found


EACH_8 = {"left": [8, 8, 8], "right": [8, 8, 8]}


@pytest.mark.parametrize(
    ("text", "exercise", "expected"),
    [
        ("clamshell", "clamshell", EACH_8),
        ("CLAM", "clamshell", EACH_8),
        ("clamshell 2x10", "clamshell", {"left": [10, 10], "right": [10, 10]}),
        ("clamshell: 2 x 10 each side", "clamshell", {"left": [10, 10], "right": [10, 10]}),
        ("clamshell 2\u00d710 reps", "clamshell", {"left": [10, 10], "right": [10, 10]}),
        ("clamshell 2x10reps both sides", "clamshell", {"left": [10, 10], "right": [10, 10]}),
        ("clamshell 2x10 left", "clamshell", {"left": [10, 10]}),
        ("clamshell left 2x10", "clamshell", {"left": [10, 10]}),
        ("clamshell right", "clamshell", {"right": [8, 8, 8]}),
        ("clamshell left 10,10,8 right 10, 9", "clamshell", {"left": [10, 10, 8], "right": [10, 9]}),
        ("clamshell 10,8 left 9 right", "clamshell", {"left": [10, 8], "right": [9]}),
        ("clamshell 2x10, 1x8", "clamshell", {"left": [10, 10, 8], "right": [10, 10, 8]}),
        ("clamshell 3x0", "clamshell", {"left": [0, 0, 0], "right": [0, 0, 0]}),
        ("short side plank 3x30s", "knee-side-plank", {"left": [(1, 30)] * 3, "right": [(1, 30)] * 3}),
        ("short side plank 3x30", "knee-side-plank", {"left": [(1, 30)] * 3, "right": [(1, 30)] * 3}),
        (
            "short side plank left 30,25 s right 30 s",
            "knee-side-plank",
            {"left": [(1, 30), (1, 25)], "right": [(1, 30)]},
        ),
        ("side plank: 2x20 seconds", "side-plank", {"left": [(1, 20)] * 2, "right": [(1, 20)] * 2}),
        (
            "isometric hip abduction, lying on the back 2x10x10s",
            "isometric-hip-abduction-supine",
            {"both": [(10, 10)] * 2},
        ),
        ("sidestep 2x10 steps each way", "sidestep", {"both": [10, 10]}),
        ("90/90 2x30", "z-sit", {"left": [(1, 30)] * 2, "right": [(1, 30)] * 2}),
        ("side plank from the knees with band clam 2x9", "knee-side-plank-clam", {"left": [9, 9], "right": [9, 9]}),
    ],
)
def test_amounts_and_sides_are_read_as_they_are_written(
    catalog: Catalog, session: Session, text: str, exercise: str, expected: dict[str, list[Any]]
) -> None:
    sets = read_sets(catalog, text, session, NOW)
    assert amounts(sets) == expected
    assert {(one.exercise, one.recorded, one.skipped) for one in sets} == {(exercise, NOW, False)}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("clamshell 2x10 5 kg", {"load": 5.0}),
        ("clamshell 2.5kg", {"load": 2.5}),
        ("clamshell band light blue wobbled", {"band": "light blue", "control": "wobbled"}),
        ("clamshell pain 3 effort 7", {"pain": 3, "effort": 7}),
        ("clamshell pain: 3/10, effort: 10.", {"pain": 3, "effort": 10}),
        ("clamshell clean", {"control": "clean"}),
        ("clamshell 2x10 note Felt 5 kg; odd", {"note": "Felt 5 kg; odd"}),
        ("clamshell skipped", {"skipped": True, "reps": None}),
        ("single-leg squat, with hand support 2x8", {"note": "with hand support", "reps": 8}),
    ],
)
def test_what_goes_with_the_sets_is_read(
    catalog: Catalog, session: Session, text: str, fields: dict[str, object]
) -> None:
    for one in read_sets(catalog, text, session, NOW):
        assert {name: getattr(one, name) for name in fields} == fields
        others = set(SetDone.__dataclass_fields__) - {
            *fields,
            "recorded",
            "exercise",
            "side",
            "number",
            "reps",
            "seconds",
        }
        assert all(not getattr(one, name) for name in others)


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("clamshell left 10 right 10 pain 4", 4, 4),
        ("clamshell left 10 pain 5 right 10", 5, None),
        ("clamshell left 10 pain 5 right 10 pain 2", 5, 2),
        ("clamshell pain 1 left 10 right 10", 1, 1),
        ("clamshell pain 1 left 10 right 10 pain 2", 1, 2),
    ],
)
def test_what_stands_at_the_end_counts_for_the_sides_without_their_own(
    catalog: Catalog, session: Session, text: str, left: int | None, right: int | None
) -> None:
    found = {one.side: one.pain for one in read_sets(catalog, text, session, NOW)}
    assert found == {"left": left, "right": right}


DONE = [(False, 8)] * 3
LEFT_OUT = [(True, None)] * 3


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("clamshell left 3x8; right skipped", DONE, LEFT_OUT),
        ("clamshell left 3x8 right skipped", DONE, LEFT_OUT),
        ("clamshell 3x8 left, right skipped", DONE, LEFT_OUT),
        ("clamshell 3x8 left; skipped right", DONE, LEFT_OUT),
        ("clamshell left; right skipped", DONE, LEFT_OUT),
        ("clamshell left skipped; right 3x8", LEFT_OUT, DONE),
        ("clamshell left skipped right 3x8", LEFT_OUT, DONE),
        ("clamshell left skipped; right", LEFT_OUT, DONE),
        ("clamshell left 8,8; right skipped", DONE[:2], LEFT_OUT),
        ("clamshell left right skipped", LEFT_OUT, LEFT_OUT),
        ("clamshell right skipped", [], LEFT_OUT),
    ],
)
def test_one_side_may_be_done_and_the_other_skipped(
    catalog: Catalog, session: Session, text: str, left: list[Any], right: list[Any]
) -> None:
    sets = read_sets(catalog, text, session, NOW)
    found = {side: [(one.skipped, one.reps) for one in sets if one.side == side] for side in ("left", "right")}
    assert found == {"left": left, "right": right}


def test_what_goes_with_the_side_that_was_done_does_not_go_with_the_one_that_was_skipped(
    catalog: Catalog, session: Session
) -> None:
    for text in ("left 3x8 5 kg; right skipped pain 4", "right skipped pain 4; left 3x8 5 kg"):
        sets = read_sets(catalog, f"clamshell {text}", session, NOW)
        found = {(one.side, one.load, one.pain) for one in sets}
        assert found == {("left", 5.0, None), ("right", None, 4)}


def test_of_what_is_not_in_the_plan_as_much_was_skipped_as_was_done(catalog: Catalog, session: Session) -> None:
    sets = read_sets(catalog, "hip hike left 2x9; right skipped", session, NOW)
    assert [(one.side, one.number, one.reps) for one in sets] == [
        *(("left", number, 9) for number in (1, 2)),
        *(("right", number, None) for number in (1, 2)),
    ]


def test_sets_that_differ_stand_apart_from_each_other(catalog: Catalog, session: Session) -> None:
    sets = read_sets(catalog, "clamshell left 10,10 5 kg; 8 6 kg", session, NOW)
    assert [(one.number, one.reps, one.load) for one in sets] == [(1, 10, 5.0), (2, 10, 5.0), (3, 8, 6.0)]


def test_a_form_of_the_plan_is_no_note(catalog: Catalog, plan_for: Planner) -> None:
    sessions = plan_for("prevention").weeks[0].sessions
    item, planned = next(
        (item, session) for session in sessions for item in session.items("main") if item.variant is not None
    )
    sets = read_sets(catalog, f"{item.name}, {item.variant} 2x8", planned, NOW)
    assert {(one.exercise, one.reps, one.note) for one in sets} == {(item.exercise, 8, None)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("clamshell left 3x8 skipped right", "say either what was done, or skipped, such as: left 3x8; right skipped"),
        ("clamshell 3x8 skipped", "say either what was done, or skipped"),
        ("clamshel 3x10", 'no exercise is called "clamshel"; did you mean "clamshell"?'),
        ("3x10", '"3x10" names no exercise; write it like'),
        ("", '"" names no exercise'),
        ("bridge left 3x10", "Double-leg bridge is done with both legs; leave left out"),
        (
            "bridge",
            "Double-leg bridge is not in this session's plan; say how much was done, such as double-leg-bridge 3x10",
        ),
        ("side plank", "such as side-plank 3x30s"),
        ("clamshell 3x10s", "Clamshell is counted in repetitions, not in seconds; write 3x10, or 10,10,8"),
        ("clamshell 2x3x10", "Clamshell is counted in repetitions"),
        ("isometric hip abduction, lying on the back 2x10s", "has 10 holds in a set; write sets x holds x seconds"),
        ("clamshell 5 lb", '"5 lb": loads are in kg; a pound is 0.45 kg'),
        ("clamshell pain 11", 'pain "11" is not allowed; allowed: 0 to 10'),
        ("clamshell pain -1", 'pain "-1" is not allowed; allowed: 0 to 10'),
        ("clamshell effort high", 'effort "high" is not allowed; allowed: 0 to 10'),
        ("clamshell pain 1 pain 2", "pain is told twice"),
        ("clamshell 5 kg 6 kg", "load is told twice"),
        ("clamshell band", "say which band"),
        ("clamshell note", "the note is empty"),
        ("clamshell 51x3", "51 sets is not allowed; allowed: 1 to 50"),
        ("clamshell 0x3", "0 sets is not allowed; allowed: 1 to 50"),
        ("clamshell 3x501", "501 repetitions is not allowed; allowed: 0 to 500"),
        ("short side plank 2x3601", "3601 seconds is not allowed; allowed: 0 to 3600"),
        ("clamshell 1001 kg", "1001 kg is not allowed; allowed: 0 to 1000"),
        ("clamshell 40x3; 40x3", "more than 50 sets of Clamshell"),
        ("clamshell left right 10", "say the sets of each side"),
        ("clamshell 3x10 quickly", '"quickly" is not understood after Clamshell; write it like'),
        ("clamshell 10.5", '"10.5" is not understood'),
        ("clamshell 1e3", '"1e3" is not understood'),
        ("clamshell \u0661x10", "is not understood"),
        ("clamshell\x1b[31m 3x10", "the character U+001B is not allowed"),
        ("clamshell " + "x" * 500, "at most 500 are allowed"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(catalog: Catalog, session: Session, text: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_sets(catalog, text, session, NOW)
    assert str(caught.value).startswith("--did: ")
    assert told in str(caught.value)
    assert "\x1b" not in str(caught.value)


WORDS = (
    "clamshell",
    "left",
    "right",
    "band",
    "pain",
    "3x10",
    "30,",
    "s",
    "kg",
    "5",
    ";",
    "note",
    ":",
    "0x",
    "\u0663",
    "x",
)


def told_or_read(catalog: Catalog, session: Session, text: str) -> tuple[str, tuple[SetDone, ...]]:
    """Return what is told of a text that cannot be read, and its sets where it can."""
    try:
        return "", read_sets(catalog, text, session, NOW)
    except UsageError as error:
        return str(error), ()


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=30).map(" ".join))
def test_any_text_gives_sets_or_one_line(catalog: Catalog, session: Session, text: str) -> None:
    for written in (text, f"clamshell {text}"):
        told, sets = told_or_read(catalog, session, written)
        assert bool(told) != bool(sets)
        assert "\n" not in told
        assert len({(one.side, one.number) for one in sets}) == len(sets)


@pytest.mark.parametrize("part", ["1,", "band x ", "x", "1 s,", "left ", "3x", "10 x 10 x "])
def test_a_long_text_that_ends_badly_is_refused(catalog: Catalog, session: Session, part: str) -> None:
    assert told_or_read(catalog, session, f"clamshell {part * 490}"[:499] + "!")[0]
