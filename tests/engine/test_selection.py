"""choose: who sits where in a week, what a session and a week must have, and which rule is named when they cannot."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, product
from typing import Any

import pytest

from glutemed.engine.context import Candidate, Context
from glutemed.engine.rules import Verdict
from glutemed.engine.selection import SessionPicks, choose, week_is_lawful
from glutemed.errors import NoPlanError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise
from glutemed.model.plan import Request
from glutemed.model.policy import Limit, Protocol, Rule, SessionPattern, Slot

Make = Callable[..., Exercise]
Choose = Callable[..., tuple[SessionPicks, ...]]

LIMITS = {"main-items-min": 2, "step-towards-share": 0.5, "patterns-min": 2}
SMALL = Catalog(
    limits=tuple(Limit(id=id, value=n, unit="of", text=id, sources=("own",)) for id, n in LIMITS.items()),
    rules=(Rule(id="kit", rule="P01", text="needs {detail}", sources=("own",)),),
)
RUNG = {"mechanism": "step-towards"}
DRILL, STRETCH = {"category": "activation"}, {"category": "mobility"}


def slot(patterns: str, *prefer: str, block: Any = "main") -> Slot:
    return Slot(block=block, patterns=tuple(patterns.split()), prefer=prefer)  # type: ignore[arg-type]  # text


def session(*slots: Slot) -> SessionPattern:
    return SessionPattern(id="s", slots=slots)


def context(sessions: list[SessionPattern], *, compound: bool = False, differ: bool = False, **asked: Any) -> Context:
    protocol = Protocol(
        goal="rehab",
        stage="early",
        draws_on=("early",),
        days=(1, 7),
        default_days=2,
        compound=compound,
        differ=differ,
        sessions=tuple(sessions),
        sources=("own",),
    )
    request = Request(goal="rehab", stage="early", **{"days": len(sessions), **asked})
    return Context(catalog=SMALL, request=request, protocol=protocol)


@pytest.fixture(scope="session")
def chosen(an_exercise: Make) -> Choose:
    """Choose from a pool written {id: fields}, or {id: pattern}, at most three main exercises a session."""

    def run(
        sessions: list[SessionPattern], pool: dict[str, Any], main_items: int = 3, **asked: Any
    ) -> tuple[SessionPicks, ...]:
        fields = {id: {"pattern": about} if isinstance(about, str) else about for id, about in pool.items()}
        lawful = {id: Candidate(exercise=an_exercise(id, **about)) for id, about in fields.items()}
        here = context(sessions, **asked)
        return choose(here, lawful, {}, (main_items,) * min(len(sessions), here.request.days))

    return run


def ids(week: tuple[SessionPicks, ...], block: str = "main") -> list[list[str]]:
    return [[pick.candidate.id for pick in picks.picks if pick.block == block] for picks in week]


# --- by rank, seat by seat


def test_each_place_takes_the_best_for_it_and_says_which_place_it_was(chosen: Choose) -> None:
    first, second = slot("squat", "y"), slot("bridge")
    (picks,) = chosen([session(first, second)], {"a": "squat", "b": "bridge", "y": "squat"})
    assert [(p.block, p.candidate.id, p.slot) for p in picks.picks] == [("main", "y", first), ("main", "b", second)]
    assert picks.empty == ()


def test_a_place_takes_another_pattern_before_it_stays_empty(chosen: Choose) -> None:
    assert ids(chosen([session(slot("squat"), slot("hinge"))], {"a": "squat", "b": "bridge"})) == [["a", "b"]]


def test_a_session_varies_its_patterns(chosen: Choose) -> None:
    both = slot("squat hinge")
    assert ids(chosen([session(both, both)], {"a": "squat", "b": "squat", "c": "hinge"})) == [["a", "c"]]


def test_a_week_takes_new_exercises_before_it_repeats_one(chosen: Choose) -> None:
    once = session(slot("squat"), slot("hinge"))
    pool = {"a": "squat", "b": "squat", "c": "hinge", "d": "hinge"}
    assert ids(chosen([once, once], pool)) == [["a", "c"], ["b", "d"]]


def test_the_first_choice_of_a_later_place_is_left_to_it_but_not_its_second(chosen: Choose) -> None:
    later = session(slot("squat", "a", "b"), slot("hinge"))
    pool = {"a": "squat", "b": "squat", "c": "squat", "h": "hinge", "i": "hinge"}
    assert ids(chosen([session(slot("squat"), slot("hinge")), later], pool)) == [["b", "h"], ["a", "i"]]


def test_the_own_first_choice_of_a_place_is_not_wanted_elsewhere(chosen: Choose) -> None:
    """The same place in both sessions: its first choice is taken in both, though an exercise is left that is new."""
    same = session(slot("squat", "y"), slot("hinge"))
    assert ids(chosen([same, same], {"a": "squat", "y": "squat", "h": "hinge"})) == [["y", "h"], ["y", "h"]]


@pytest.mark.parametrize(("include", "main"), [((), ["a", "c"]), (("b",), ["a", "b"])])
def test_fewer_days_than_kinds_of_sessions_leave_the_last_kinds_out_whatever_fits_them(
    chosen: Choose, include: tuple[str, ...], main: list[str]
) -> None:
    kinds = [session(slot("squat"), slot("hinge")), session(slot("bridge"), slot("hinge"))]
    assert ids(chosen(kinds, {"a": "squat", "b": "bridge", "c": "hinge"}, days=1, include=include)) == [main]


def test_a_session_has_no_more_places_than_main_exercises_allowed_and_none_of_the_rest_counts_as_empty(
    chosen: Choose,
) -> None:
    places = session(slot("squat"), slot("hinge"), slot("bridge"))
    (picks,) = chosen([places], {"a": "squat", "b": "hinge", "c": "bridge"}, main_items=2)
    assert (ids((picks,)), picks.empty) == ([["a", "b"]], ())


def test_only_main_work_takes_main_places(chosen: Choose) -> None:
    places = session(slot("squat"), slot("hinge"), slot("bridge"))
    pool = {"a": "squat", "b": "hinge", "drill": {**DRILL, "pattern": "bridge"}, "eased": {**STRETCH}}
    assert ids(chosen([places], pool)) == [["a", "b"]]


# --- what was asked for: which session, which seat


TWO = [session(slot("squat"), slot("hinge")), session(slot("bridge"), slot("step"))]


@pytest.mark.parametrize(
    ("asked", "first", "second"),
    [
        ({"x": "squat"}, {"x"}, set()),
        ({"x": "step"}, set(), {"x"}),
        ({"x": "abduction"}, {"x"}, set()),
        ({"x": "step", "y": "bridge"}, {"x"}, {"y"}),
        ({"x": "step", "y": "squat"}, {"y"}, {"x"}),
        ({"x": "squat", "y": "hinge", "z": "step"}, {"x", "y"}, {"z"}),
        ({"x": "step", "y": "bridge", "z": "abduction"}, {"z"}, {"x", "y"}),
        ({"w": "squat", "x": "hinge", "y": "squat", "z": "hinge"}, {"w", "x"}, {"y", "z"}),
    ],
)
def test_what_was_asked_for_is_dealt_evenly_then_where_it_fits_then_first_come(
    chosen: Choose, asked: dict[str, str], first: set[str], second: set[str]
) -> None:
    """The pool has four more, one for each place, whose ids come first."""
    pool = {"a": "squat", "b": "hinge", "c": "bridge", "d": "step", **asked}
    week = ids(chosen(TWO, pool, include=tuple(asked)))
    assert [set(main) & set(asked) for main in week] == [first, second]


def test_a_drill_place_does_not_make_a_session_fit_for_main_work(chosen: Choose) -> None:
    """`x` fits the drill's place of the first session, and a main place of the second."""
    kinds = [
        session(slot("abduction", block="warm-up"), slot("squat"), slot("hinge")),
        session(slot("abduction"), slot("step")),
    ]
    pool = {"a": "squat", "b": "hinge", "d": "step", "x": "abduction"}
    assert [("x" in main) for main in ids(chosen(kinds, pool, include=("x",)))] == [False, True]


def test_a_dealing_that_makes_no_lawful_week_is_passed_over_for_the_next_best(chosen: Choose) -> None:
    """Both bridges fit the first session, which would be left without a compound; so one moves to the second."""
    kinds = [session(slot("bridge"), slot("bridge")), session(slot("squat"), slot("hinge"))]
    pool = {"k": "squat", "x": "bridge", "y": "bridge"}
    week = ids(chosen(kinds, pool, main_items=2, compound=True, include=("k", "x", "y")))
    assert week == [["k", "x"], ["k", "y"]]


@pytest.mark.parametrize(
    ("patterns", "asked", "seats"),
    [
        (("squat", "hinge", "squat"), {"x": "squat"}, ["a", "b", "x"]),
        (("squat", "hinge", "bridge"), {"x": "squat"}, ["x", "b", "c"]),
        (("squat", "hinge", "bridge"), {"x": "step"}, ["a", "b", "x"]),
        (("squat", "hinge", "squat"), {"x": "squat", "y": "squat"}, ["y", "b", "x"]),
        (("squat", "hinge", "bridge"), {"x": "bridge", "y": "bridge"}, ["a", "y", "x"]),
    ],
)
def test_what_was_asked_for_sits_in_the_latest_place_of_its_pattern_else_in_the_latest(
    chosen: Choose, patterns: tuple[str, ...], asked: dict[str, str], seats: list[str]
) -> None:
    pool = {"a": "squat", "b": "hinge", "c": "bridge", **asked}
    assert ids(chosen([session(*map(slot, patterns))], pool, include=tuple(asked))) == [seats]


def test_what_was_asked_for_takes_its_place_from_a_first_choice_and_keeps_the_slot(chosen: Choose) -> None:
    place = slot("hinge", "b")
    (picks,) = chosen([session(slot("squat"), place)], {"a": "squat", "b": "hinge", "x": "hinge"}, include=("x",))
    assert [(pick.candidate.id, pick.slot) for pick in picks.picks][1] == ("x", place)


def test_what_sits_in_a_later_place_is_not_taken_again_before_it_and_its_pattern_counts(chosen: Choose) -> None:
    """`x` is the first choice of both places, and a hinge is newer to the session than another squat."""
    kinds = [session(slot("squat hinge", "x"), slot("squat", "x"))]
    assert ids(chosen(kinds, {"a": "squat", "b": "hinge", "x": "squat"}, include=("x",))) == [["b", "x"]]


def test_what_was_asked_for_and_is_unlawful_is_told_with_its_rule(an_exercise: Make) -> None:
    lawful = {id: Candidate(exercise=an_exercise(id)) for id in ("a", "b")}
    with pytest.raises(NoPlanError, match=r"^x was asked for, but it needs a band$") as stopped:
        choose(context(TWO, include=("a", "x")), lawful, {"x": Verdict(rule="kit", detail="a band")}, (3, 3))
    assert stopped.value.rule == "P01"


# --- how long a session is


@pytest.mark.parametrize(
    ("include", "main_items", "main"),
    [
        ((), 4, ["a", "b"]),
        (("x",), 4, ["a", "x"]),
        (("x", "y"), 4, ["y", "x"]),
        (("x", "y", "z"), 4, ["z", "y", "x"]),
        (("w", "x", "y", "z"), 4, ["z", "y", "x", "w"]),
    ],
)
def test_a_session_grows_beyond_its_places_only_for_what_was_asked_for(
    chosen: Choose, include: tuple[str, ...], main_items: int, main: list[str]
) -> None:
    pool = {"a": "squat", "b": "hinge", "w": "step", "x": "bridge", "y": "lunge", "z": "abduction"}
    assert ids(chosen([session(slot("squat"), slot("hinge"))], pool, main_items, include=include)) == [main]


def test_a_session_grows_by_one_where_it_is_not_lawful_else(chosen: Choose) -> None:
    """Two asked for fill both places, and neither is the compound that mid needs."""
    places = session(slot("bridge"), slot("abduction"))
    pool = {"a": "squat", "b": "hinge", "x": "bridge", "y": "abduction"}
    (picks,) = chosen([places], pool, 4, compound=True, include=("x", "y"))
    assert [(pick.candidate.id, bool(pick.slot)) for pick in picks.picks] == [("x", True), ("y", True), ("a", False)]


@pytest.mark.parametrize(("main_items", "grown"), [(2, None), (3, ["x", "y", "a"])])
def test_a_session_grows_to_the_main_exercises_allowed_and_no_further(
    chosen: Choose, main_items: int, grown: list[str] | None
) -> None:
    asked = {"compound": True, "include": ("x", "y")}
    places, pool = session(slot("bridge"), slot("abduction")), {"a": "squat", "x": "bridge", "y": "abduction"}
    if grown is None:
        with pytest.raises(NoPlanError):
            chosen([places], pool, main_items, **asked)
    else:
        assert ids(chosen([places], pool, main_items, **asked)) == [grown]


def test_a_session_has_two_main_exercises_even_where_the_weekly_cap_leaves_room_for_one(chosen: Choose) -> None:
    assert ids(chosen([session(slot("squat"), slot("hinge"))], {"a": "squat", "b": "hinge"}, 1)) == [["a", "b"]]


def test_a_place_stays_empty_only_when_nothing_is_left_and_is_named(chosen: Choose) -> None:
    places = [slot("squat"), slot("hinge"), slot("bridge")]
    (picks,) = chosen([session(*places)], {"a": "squat", "b": "hinge"})
    assert (ids((picks,)), picks.empty) == ([["a", "b"]], (places[2],))


def test_a_place_stays_empty_where_filling_it_would_be_too_many_rungs(chosen: Choose) -> None:
    pool = {"a": "abduction", "r": {**RUNG, "pattern": "squat"}, "s": {**RUNG, "pattern": "hinge"}}
    (picks,) = chosen([session(slot("abduction"), slot("squat"), slot("hinge"))], pool)
    assert (ids((picks,)), len(picks.empty)) == ([["a", "r"]], 1)


# --- what a session and a week must have


def test_in_early_rungs_are_at_most_half_of_a_session(chosen: Choose) -> None:
    """Four places that would take rungs: two of four are half, three are more."""
    rungs = {id: {**RUNG, "pattern": "squat"} for id in ("r", "s", "t")}
    pool = {**rungs, "x": "bridge", "y": "bridge"}
    (main,) = ids(chosen([session(*[slot("squat")] * 4)], pool, 4))
    assert sorted(main) == ["r", "s", "x", "y"]


@pytest.mark.parametrize(("compound", "main"), [(False, ["b", "c"]), (True, ["b", "z"])])
def test_where_the_protocol_says_so_a_session_has_a_compound_though_it_ranks_last(
    chosen: Choose, compound: bool, main: list[str]
) -> None:
    pool = {"b": "bridge", "c": "clam-rotation", "z": "squat"}
    assert ids(chosen([session(slot("bridge"), slot("clam-rotation"))], pool, compound=compound)) == [main]


def test_a_squat_that_is_not_done_standing_is_no_compound(chosen: Choose) -> None:
    pool = {"b": "bridge", "s": {"pattern": "squat", "position": "seated"}, "z": "squat"}
    assert ids(chosen([session(slot("bridge"), slot("squat", "s"))], pool, compound=True)) == [["b", "z"]]


def test_each_session_has_a_compound_of_its_own_even_where_it_must_be_repeated(chosen: Choose) -> None:
    places = session(slot("bridge"), slot("clam-rotation"))
    pool = {"b": "bridge", "c": "clam-rotation", "z": "squat"}
    week = ids(chosen([places, places], pool, compound=True))
    assert [("z" in main, len(main)) for main in week] == [(True, 2), (True, 2)]


def test_a_week_has_two_patterns_though_the_second_ranks_last(chosen: Choose) -> None:
    pool = {"a": "squat", "b": "squat", "z": {**RUNG, "pattern": "bridge", "stages": {"early": "ruling"}}}
    places = session(slot("squat", "a"), slot("squat", "b"))
    assert ids(chosen([places], pool)) == [["a", "z"]]


@pytest.mark.parametrize(
    ("differ", "week"),
    [(True, [["a", "b"], ["a", "c"]]), (False, [["a", "b"], ["a", "b"]])],
)
def test_where_the_protocol_says_so_the_sessions_of_a_week_differ(
    chosen: Choose, differ: bool, week: list[list[str]]
) -> None:
    same = session(slot("squat", "a"), slot("hinge", "b"))
    assert ids(chosen([same, same], {"a": "squat", "b": "hinge", "c": "bridge"}, differ=differ)) == week


def test_sessions_differ_by_one_of_the_same_kind_though_both_prefer_the_other(chosen: Choose) -> None:
    """`y` is the only compound, so that the second session has it again, and `z` in place of `x`."""
    same = session(slot("squat", "x"), slot("hinge", "y"))
    seated = {"pattern": "squat", "position": "seated"}
    week = chosen([same, same], {"x": seated, "y": "hinge", "z": seated}, 2, differ=True, compound=True)
    assert ids(week) == [["x", "y"], ["z", "y"]]


def test_three_sessions_of_two_of_three_exercises_differ(chosen: Choose) -> None:
    """There is one way, though two of the three are of a kind."""
    same = session(slot("squat", "x"), slot("squat", "y"))
    week = chosen([same] * 3, {"x": "squat", "y": "squat", "z": "hinge"}, 2, differ=True)
    assert {frozenset(main) for main in ids(week)} == {frozenset(pair) for pair in ("xy", "xz", "yz")}


def test_the_same_exercises_in_another_order_do_not_differ(chosen: Choose) -> None:
    kinds = [session(slot("squat", "a"), slot("hinge", "b")), session(slot("hinge", "b"), slot("squat", "a"))]
    assert ids(chosen(kinds, {"a": "squat", "b": "hinge", "c": "bridge"}, differ=True))[1] == ["b", "c"]


def test_a_drill_that_ranks_first_does_not_hide_main_work_of_its_pattern(an_exercise: Make) -> None:
    """P07: with a condition whose trial had drills as main work, two drills alone are no session."""
    drill = {**DRILL, "stages": {"early": "article"}}
    fields: dict[str, dict[str, Any]] = {
        "a": {**drill, "pattern": "squat"},
        "b": {**drill, "pattern": "hinge"},
        "z": {"pattern": "hinge"},
    }
    lawful = {id: Candidate(exercise=an_exercise(id, **about)) for id, about in fields.items()}
    here = context([session(slot("squat", "a"), slot("hinge", "b"))])
    week = choose(replace(here, main_drills=("a", "b")), lawful, {}, (2,))
    assert ids(week) == [["a", "z"]]


def test_a_drill_that_is_main_work_does_not_warm_up_the_same_session(an_exercise: Make) -> None:
    drill = {**DRILL, "stages": {"early": "article"}, "pattern": "abduction"}
    fields: dict[str, dict[str, Any]] = {"a": drill, "b": drill, "z": {"pattern": "hinge"}}
    lawful = {id: Candidate(exercise=an_exercise(id, **about)) for id, about in fields.items()}
    here = context([session(slot("abduction", "a", block="warm-up"), slot("abduction", "a"), slot("hinge"))])
    week = choose(replace(here, main_drills=("a",)), lawful, {}, (2,))
    assert (ids(week), ids(week, "warm-up")) == ([["a", "z"]], [["b"]])


SQUAT, HINGE, BRIDGE = {"pattern": "squat"}, {"pattern": "hinge"}, {"pattern": "bridge", "position": "supine"}


@pytest.mark.parametrize(
    ("week", "rules", "lawful"),
    [
        ((("squat", "hinge"),), {}, True),
        ((("squat", "hinge"), ("squat", "hinge")), {}, True),
        ((("squat", "hinge"), ("squat", "hinge")), {"differ": True}, False),
        ((("squat", "hinge"), ("hinge", "squat")), {"differ": True}, False),
        ((("squat", "hinge"), ("squat", "bridge")), {"differ": True}, True),
        ((("squat",),), {}, False),
        ((("squat", "hinge"), ("bridge",)), {}, False),
        ((("squat", "hinge", "hinge"),), {}, False),
        ((("squat", "squat-too"),), {}, False),
        ((("squat", "squat-too"), ("squat", "bridge")), {}, True),
        ((("bridge", "rung"),), {}, True),
        ((("bridge", "rung"),), {"compound": True}, False),
        ((("bridge", "squat"),), {"compound": True}, True),
        ((("bridge", "squat"), ("bridge", "rung")), {"compound": True}, False),
        ((("squat", "rung", "rung-too"),), {}, False),
        ((("drill", "drill-too"),), {}, False),
        ((("squat", "drill"),), {}, True),
    ],
)
def test_a_week_is_lawful_with_all_that_it_and_its_sessions_must_have(
    an_exercise: Make, week: tuple[tuple[str, ...], ...], rules: dict[str, bool], lawful: bool
) -> None:
    """P03, P07, P09, P12, P13."""
    fields: dict[str, dict[str, Any]] = {
        "squat": SQUAT,
        "squat-too": SQUAT,
        "hinge": HINGE,
        "bridge": BRIDGE,
        "rung": {**RUNG, "pattern": "abduction"},
        "rung-too": RUNG,
        "drill": {**DRILL, **BRIDGE},
        "drill-too": {**DRILL, **SQUAT},
    }
    mains = [[Candidate(exercise=an_exercise(id, **fields[id])) for id in ids_] for ids_ in week]
    assert week_is_lawful(context([session()] * len(week), **rules), mains) == lawful


def test_direct_work_takes_the_place_of_a_first_choice_that_would_be_a_rung_too_many(chosen: Choose) -> None:
    """Both first choices are rungs; two squats would be one pattern only."""
    pool = {"a": "squat", "r": {**RUNG, "pattern": "squat"}, "s": {**RUNG, "pattern": "bridge"}}
    assert ids(chosen([session(slot("squat", "r"), slot("bridge", "s"))], pool)) == [["a", "s"]]


# --- a week is found whenever there is one, though of candidates that are alike only the best is tried


def possible(sessions: int, pool: list[Candidate], need: Context) -> bool:
    """Return whether any week of two exercises a session has all that it must have."""
    pairs = [
        pair
        for pair in combinations(pool, 2)
        if (not need.protocol.compound or any(c.compound for c in pair)) and sum(c.rung for c in pair) <= 1
    ]
    return any(
        len({c.exercise.pattern for pair in week for c in pair}) > 1
        and (not need.protocol.differ or len({frozenset(c.id for c in pair) for pair in week}) == sessions)
        for week in product(pairs, repeat=sessions)
    )


KINDS: tuple[dict[str, Any], ...] = (
    {"pattern": "squat"},
    {"pattern": "squat", "position": "seated"},
    {"pattern": "squat", **RUNG},
    {"pattern": "bridge"},
    {"pattern": "bridge", **RUNG},
)


@pytest.mark.parametrize("asked", [{}, {"compound": True}, {"compound": True, "differ": True}])
@pytest.mark.parametrize("places", [("squat", "bridge"), ("squat", "squat"), ("bridge", "bridge")])
@pytest.mark.parametrize("size", [2, 3, 4])
def test_two_sessions_of_two_are_found_whenever_there_are_any(
    an_exercise: Make, asked: dict[str, Any], places: tuple[str, str], size: int
) -> None:
    """Every pool of that size from five kinds, two of each: compound, not compound, two-legged rung, two patterns."""
    need = context([session(*map(slot, places))] * 2, **asked)
    for kinds in combinations(range(len(KINDS) * 2), size):
        lawful = {f"e{n}": Candidate(exercise=an_exercise(f"e{n}", **KINDS[n // 2])) for n in kinds}
        try:
            found = bool(choose(need, lawful, {}, (2, 2)))
        except NoPlanError:
            found = False
        assert found == possible(2, list(lawful.values()), need), sorted(lawful)


# --- why there is no week


PLACES = session(slot("squat"), slot("hinge"))
SAME = [PLACES, PLACES]
NO_COMPOUND = "no squat, hinge, lunge or step is possible, and every session needs one"
ONLY_RUNGS = "only two-legged rungs are possible, and they may be half of a session"
ONE_PATTERN = "only one movement pattern is possible, and a week needs two"


@pytest.mark.parametrize(
    ("sessions", "pool", "asked", "rule", "words"),
    [
        ([PLACES], {"a": "squat", "b": "hinge", "c": "bridge", "d": "step"}, {"include": ("a", "b", "c", "d")},
         "P12", "more main exercises were asked for than the sessions of a week hold"),
        ([PLACES], {}, {}, "P12", "main exercises that are possible: 0; a session needs 2"),
        ([PLACES], {"a": "squat"}, {"compound": True}, "P12", "main exercises that are possible: 1; a session needs 2"),
        ([PLACES], {"a": "squat", "d": DRILL}, {}, "P12", "main exercises that are possible: 1; a session needs 2"),
        ([PLACES], {"a": "bridge", "b": "abduction"}, {"compound": True}, "P09", NO_COMPOUND),
        ([PLACES], {"a": "bridge", "b": "bridge"}, {"compound": True}, "P09", NO_COMPOUND),
        ([PLACES], {"a": RUNG, "b": {**RUNG, "pattern": "bridge"}}, {}, "P03", ONLY_RUNGS),
        ([PLACES], {"a": RUNG, "b": RUNG}, {"compound": True}, "P03", ONLY_RUNGS),
        ([PLACES], {"a": "squat", "b": "squat"}, {}, "P13", ONE_PATTERN),
        ([PLACES], {"a": "squat", "b": RUNG}, {}, "P13", ONE_PATTERN),
        ([PLACES], {"a": "bridge", "b": "bridge"}, {}, "P13", ONE_PATTERN),
        ([PLACES], {"a": "squat", "b": "squat"}, {"include": ("a",)}, "P13", ONE_PATTERN),
        ([PLACES], {"a": "squat", "b": "bridge", "c": "bridge"}, {"compound": True, "include": ("b", "c"),
         "main_items": 2}, "P12", "what was asked for leaves no room for what a week must have"),
        (SAME, {"a": "squat", "b": "hinge"}, {"differ": True},
         "P13", "the sessions of the week cannot be made different"),
    ],
)  # fmt: skip
def test_the_rule_that_the_choice_cannot_meet_is_named(
    chosen: Choose,
    sessions: list[SessionPattern],
    pool: dict[str, Any],
    asked: dict[str, Any],
    rule: str,
    words: str,
) -> None:
    with pytest.raises(NoPlanError, match=f"^{words}$") as stopped:
        chosen(sessions, pool, **asked)
    assert stopped.value.rule == rule


def test_as_many_as_a_week_holds_may_be_asked_for(chosen: Choose) -> None:
    pool = {"a": "squat", "b": "hinge", "c": "bridge", "d": "step", "e": "lunge", "f": "abduction"}
    week = ids(chosen(SAME, pool, include=tuple(pool)))
    assert ([len(main) for main in week], {id for main in week for id in main}) == ([3, 3], set(pool))


# --- warm-up and mobility


LIGHT = session(
    slot("abduction", "d2", block="warm-up"),
    slot("squat"),
    slot("stretch", "s2", block="mobility"),
    slot("hinge"),
    slot("stretch", block="mobility"),
)
MAIN = {"a": "squat", "b": "hinge"}
DRILLS = {id: {**DRILL, "pattern": "abduction"} for id in ("d1", "d2", "d3")}
STRETCHES = {id: {**STRETCH, "pattern": "stretch"} for id in ("s1", "s2", "s3")}
POOL = {**MAIN, **DRILLS, **STRETCHES}


def test_a_session_warms_up_first_and_stretches_last_each_place_by_rank_and_none_twice(chosen: Choose) -> None:
    (picks,) = chosen([LIGHT], POOL)
    assert [(pick.block, pick.candidate.id) for pick in picks.picks] == [
        ("warm-up", "d2"), ("main", "a"), ("main", "b"), ("mobility", "s2"), ("mobility", "s1"),
    ]  # fmt: skip
    assert [pick.slot for pick in picks.picks] == [LIGHT.slots[n] for n in (0, 1, 3, 2, 4)]


def test_light_work_is_the_same_in_every_session(chosen: Choose) -> None:
    """A first choice is not passed over because the week has it already."""
    week = chosen([LIGHT, LIGHT], POOL)
    assert ids(week, "warm-up") == [["d2"], ["d2"]]
    assert ids(week, "mobility") == [["s2", "s1"], ["s2", "s1"]]


@pytest.mark.parametrize(
    ("include", "warm_ups", "mobility"),
    [
        (("d3",), [["d3"], ["d2"]], [["s2", "s1"], ["s2", "s1"]]),
        (("d1", "d3"), [["d1"], ["d3"]], [["s2", "s1"], ["s2", "s1"]]),
        (("d1", "d2", "d3"), [["d1", "d3"], ["d2"]], [["s2", "s1"], ["s2", "s1"]]),
        (("s3",), [["d2"], ["d2"]], [["s3", "s1"], ["s2", "s1"]]),
        (("s2", "s3", "s1"), [["d2"], ["d2"]], [["s2", "s1"], ["s3", "s1"]]),
        (("d3", "s3"), [["d3"], ["d2"]], [["s3", "s1"], ["s2", "s1"]]),
    ],
)
def test_drills_and_stretches_asked_for_go_to_the_sessions_in_turn_and_come_first(
    chosen: Choose, include: tuple[str, ...], warm_ups: list[list[str]], mobility: list[list[str]]
) -> None:
    week = chosen([LIGHT, LIGHT], POOL, include=include)
    assert (ids(week, "warm-up"), ids(week, "mobility"), ids(week)) == (warm_ups, mobility, [["a", "b"]] * 2)


def test_a_drill_asked_for_beyond_the_places_has_no_slot(chosen: Choose) -> None:
    (picks,) = chosen([LIGHT], POOL, include=("d1", "d3"))
    warm_ups = [(pick.block, pick.candidate.id, pick.slot) for pick in picks.picks[:2]]
    assert warm_ups == [("warm-up", "d1", LIGHT.slots[0]), ("warm-up", "d3", None)]


def test_light_places_that_nothing_fits_are_empty_after_the_main_ones(chosen: Choose) -> None:
    kind = session(*LIGHT.slots, slot("bridge"))
    (picks,) = chosen([kind], {**MAIN, "s1": STRETCHES["s1"]})
    assert ids((picks,), "mobility") == [["s1"]]
    assert picks.empty == (kind.slots[5], kind.slots[0], kind.slots[4])
