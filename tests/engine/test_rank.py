"""rank: each wish of a slot decides where all stronger ones are equal, whatever the weaker ones say."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from glutemed.engine.context import Candidate, Context
from glutemed.engine.ranking import rank
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise, Form, StageBasis
from glutemed.model.plan import Request
from glutemed.model.policy import Condition, Protocol

Make = Callable[..., Exercise]

NO_WISH: dict[str, Any] = {
    "patterns": (),
    "prefer": (),
    "in_week": frozenset(),
    "wanted_elsewhere": frozenset(),
    "session_patterns": frozenset(),
}


def drawing_on(*stages: str) -> Context:
    protocol = Protocol(
        goal="rehab",
        stage="mid",
        draws_on=stages,  # type: ignore[arg-type]  # text from the tests
        days=(2, 3),
        default_days=2,
        sessions=(),
        sources=("own",),
    )
    return Context(catalog=Catalog(), request=Request(goal="rehab", stage="mid", days=2), protocol=protocol)


def order(candidates: list[Candidate], *draws_on: str, **wishes: Any) -> list[str]:
    here = drawing_on(*(draws_on or ("early",)))
    return [c.id for c in sorted(candidates, key=lambda c: rank(here, c, **{**NO_WISH, **wishes}))]


RUNG = {"mechanism": "step-towards"}
BY_TRIAL, BY_RULING = {"stages": {"early": "trial"}}, {"stages": {"early": "ruling"}}


@pytest.mark.parametrize(
    ("z", "a", "wishes"),
    [
        pytest.param(
            {"pattern": "bridge"}, {"pattern": "squat"}, {"prefer": ("z",), "patterns": ("squat",)}, id="preferred"
        ),
        pytest.param(
            {"pattern": "squat"},
            {"pattern": "bridge"},
            {"patterns": ("squat",), "in_week": frozenset("z")},
            id="fits the slot",
        ),
        pytest.param({}, {}, {"in_week": frozenset("a"), "wanted_elsewhere": frozenset("z")}, id="not yet in the week"),
        pytest.param(
            {"pattern": "squat"},
            {"pattern": "hinge"},
            {
                "patterns": ("squat", "hinge"),
                "wanted_elsewhere": frozenset("a"),
                "session_patterns": frozenset({"squat"}),
            },
            id="not wanted elsewhere",
        ),
        pytest.param(
            {"pattern": "hinge"},
            {"pattern": "squat"},
            {"patterns": ("squat", "hinge"), "session_patterns": frozenset({"squat"})},
            id="new to the session",
        ),
        pytest.param(
            {"pattern": "hinge", **RUNG}, {"pattern": "squat"}, {"patterns": ("hinge", "squat")}, id="earlier pattern"
        ),
        pytest.param(BY_RULING, RUNG, {}, id="direct work"),
        pytest.param({}, BY_TRIAL, {}, id="the article's word"),
        pytest.param(BY_TRIAL, BY_RULING, {}, id="a trial's word"),
    ],
)
def test_z_comes_first_by_the_wish_named_though_all_weaker_ones_speak_for_a(
    an_exercise: Make, z: dict[str, Any], a: dict[str, Any], wishes: dict[str, Any]
) -> None:
    """From the strongest wish to the weakest; each row's `a` is better by the next wish, and by its id."""
    both = [Candidate(exercise=an_exercise("a", **a)), Candidate(exercise=an_exercise("z", **z))]
    assert order(both, **wishes) == ["z", "a"]


def test_where_all_is_equal_the_id_decides(an_exercise: Make) -> None:
    assert order([Candidate(exercise=an_exercise(id)) for id in ("m", "z", "a")]) == ["a", "m", "z"]


def test_what_a_slot_prefers_comes_in_its_order_and_before_all_else(an_exercise: Make) -> None:
    candidates = [Candidate(exercise=an_exercise(id)) for id in ("a", "b", "y", "z")]
    assert order(candidates, prefer=("z", "y")) == ["z", "y", "a", "b"]


def test_the_patterns_of_a_slot_come_in_its_order_and_before_others(an_exercise: Make) -> None:
    candidates = [Candidate(exercise=an_exercise(pattern, pattern=pattern)) for pattern in ("bridge", "lunge", "step")]
    assert order(candidates, patterns=("step", "lunge")) == ["step", "lunge", "bridge"]


@pytest.mark.parametrize(
    ("z", "a", "draws_on"),
    [
        ({"mid": "trial", "late": "article"}, {"mid": "trial"}, ("mid", "late")),
        ({"mid": "trial"}, {"mid": "ruling", "late": "article"}, ("mid",)),
        ({"mid": "ruling"}, {"late": "article"}, ("mid",)),
    ],
)
def test_the_best_word_for_a_stage_that_the_protocol_draws_on_counts(
    an_exercise: Make, z: dict[str, str], a: dict[str, str], draws_on: tuple[str, ...]
) -> None:
    both = [Candidate(exercise=an_exercise("a", stages=a)), Candidate(exercise=an_exercise("z", stages=z))]
    assert order(both, *draws_on) == ["z", "a"]


def test_the_word_for_a_form_with_stages_of_its_own_counts(an_exercise: Make) -> None:
    own = (StageBasis(stage="early", basis="ruling", sources=("own",)),)
    form = Form(id="low", name="low", demand="low", how="Low.", stages=own, sources=("own",))
    z = Candidate(exercise=an_exercise("z", stages={"early": "trial"}))
    assert order([Candidate(exercise=an_exercise("a"), form=form), z]) == ["z", "a"]


@pytest.mark.parametrize(
    ("sided", "position", "side", "last"),
    [
        ("one", "standing", "left", 0),
        ("one", "side-lying", "left", 1),
        ("both", "supine", "left", 0),
        ("both", "supine", "both", 0),
    ],
)
def test_what_trains_one_hip_alone_comes_after_what_trains_both(
    an_exercise: Make, a_condition: Callable[..., Condition], sided: str, position: str, side: Any, last: int
) -> None:
    """Where a sore side is spared, one lies on the other."""
    here = drawing_on("early")
    sore = (a_condition("sore", spare_side=True),)
    here = replace(here, request=replace(here.request, side=side), conditions=sore)
    exercise = an_exercise("it", sided=sided, position=position, working_hip="top")
    assert rank(here, Candidate(exercise=exercise), **NO_WISH)[5] == last
