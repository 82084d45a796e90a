"""Which home tests are offered to whom, in which order, and which are left to a clinician, and why."""

from typing import Any

import pytest

from glutemed.engine.hometests import offered, wanted
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Stage
from glutemed.model.policy import Cited
from glutemed.model.verdicts import Facts

PFP, ACL, GTPS = "patellofemoral-pain", "acl-reconstruction", "gluteal-tendinopathy"
CLINICAL = ["knee-straight", "knee-bend", "knee-swelling", "extension-lag"]


def facts(**given: Any) -> Facts:
    return Facts(**{"goal": "pain", "pain": 1, "age": 40, **given})


def ids(catalog: Catalog, reached: Stage, **given: Any) -> tuple[list[str], list[str]]:
    """Return the tests offered, and those left to a clinician."""
    found, left = offered(catalog, facts(**given), reached)
    return [test.id for test in found], [one.test for one in left]


@pytest.mark.parametrize(
    ("conditions", "reached", "tests"),
    [
        ((), "early", {"step-down"}),
        ((), "mid", {"side-plank-hold", "single-leg-bridge-reps", "step-down"}),
        ((), "late", set()),
        ((PFP,), "early", {"step-down", "side-plank-hold", "single-leg-bridge-reps"}),
        ((ACL,), "early", set(CLINICAL)),
        ((ACL, PFP), "early", {*CLINICAL, "step-down", "side-plank-hold", "single-leg-bridge-reps"}),
    ],
)
def test_the_next_gate_asks_for_its_tests(
    catalog: Catalog, conditions: tuple[str, ...], reached: Stage, tests: set[str]
) -> None:
    assert wanted(catalog, conditions, reached) == tests


def test_what_the_next_gate_asks_for_comes_first_and_the_rest_waits_for_its_stage(catalog: Catalog) -> None:
    assert ids(catalog, "early") == (["step-down", "one-leg-stand", "pelvic-drop"], [])
    tests, left = ids(catalog, "mid")
    assert tests[:3] == ["step-down", "single-leg-bridge-reps", "side-plank-hold"]
    assert {"calf-raise-reps", "one-leg-rise", "single-leg-squat-faults"} <= set(tests)
    assert "hop-distance" not in [*tests, *left]
    assert "hop-distance" in ids(catalog, "late")[0]


def test_what_only_a_clinician_tells_is_asked_where_a_gate_needs_it(catalog: Catalog) -> None:
    assert ids(catalog, "early", condition=(ACL,)) == (CLINICAL, [])
    tests = ids(catalog, "mid", condition=(ACL,))[0]
    assert tests.index("single-leg-squat-rating") < tests.index("pelvic-drop")  # the gate asks for the one alone
    assert not set(CLINICAL) & set(ids(catalog, "late")[0])


def test_after_acl_surgery_nothing_else_is_tested_before_the_first_gate(catalog: Catalog) -> None:
    """Whatever the age and pain, since nothing of it is done by the person."""
    assert ids(catalog, "early", condition=(ACL,), age=80, pain=5) == (CLINICAL, [])


@pytest.mark.parametrize("condition", [ACL, PFP, GTPS, "achilles-tendinopathy", "knee-osteoarthritis"])
def test_no_hop_with_a_condition_that_it_does_not_suit(catalog: Catalog, condition: str) -> None:
    """R-045, R-069e; as the hop of plans is left out."""
    tests, left = ids(catalog, "late", condition=(condition,))
    assert ("hop-distance" in tests, "hop-distance" in left) == (False, True)


def test_the_conditions_of_the_hop_are_those_of_the_exercise(catalog: Catalog) -> None:
    hop, test = catalog.exercise("hop"), catalog.test("hop-distance")
    assert hop
    assert test
    assert set(test.not_with) == {note.condition for note in hop.conditions if note.action == "avoid"}


def test_from_65_on_nothing_is_done_on_one_leg_without_a_hand(catalog: Catalog) -> None:
    assert ids(catalog, "late", age=64)[1] == []
    tests, left = ids(catalog, "late", age=65)
    assert set(left) == {
        "step-down",
        "one-leg-rise",
        "one-leg-stand",
        "one-leg-stand-closed",
        "single-leg-squat-faults",
        "hop-distance",
    }
    assert {"calf-raise-reps", "pelvic-drop", "side-plank-hold"} <= set(tests)
    (why, *_) = offered(catalog, facts(age=65), "late")[1]
    assert "from 65 years on" in why.why.text
    assert why.why.sources


def test_every_test_on_one_leg_without_a_hand_says_so(catalog: Catalog) -> None:
    """Whoever adds a test decides it on purpose: a hand, both legs, or lying down."""
    free = {test.id for test in catalog.tests if not test.one_leg and test.by != "clinician"}
    assert free == {
        "single-leg-bridge-reps",
        "side-plank-hold",
        "calf-raise-reps",
        "pelvic-drop",
        "back-extension-hold",
    }


@pytest.mark.parametrize(("pain", "offered_"), [(2, True), (3, False)])
def test_hard_tests_are_for_low_pain(catalog: Catalog, pain: int, offered_: bool) -> None:
    tests, left = ids(catalog, "mid", pain=pain)
    assert ("side-plank-hold" in tests) == offered_
    assert ("side-plank-hold" in left) == (not offered_)
    assert "step-down" in tests


def test_above_pain_5_nothing_is_tested(catalog: Catalog) -> None:
    assert ids(catalog, "early", pain=6) == ([], ["step-down", "one-leg-stand", "pelvic-drop"])


def test_no_side_plank_with_gluteal_tendinopathy(catalog: Catalog) -> None:
    tests, left = ids(catalog, "mid", condition=(GTPS,))
    assert ("side-plank-hold" in tests, "side-plank-hold" in left) == (False, True)


def test_no_back_hold_with_a_sore_back(catalog: Catalog) -> None:
    assert "back-extension-hold" in ids(catalog, "mid", condition=("low-back-pain",))[1]


def why_not(catalog: Catalog, test: str, **given: Any) -> Cited:
    (found,) = (one.why for one in offered(catalog, facts(**given), "late")[1] if one.test == test)
    return found


@pytest.mark.parametrize(
    ("test", "given", "why", "source"),
    [
        (
            "side-plank-hold",
            {"condition": (GTPS,)},
            "one lies on the side, which presses on a sore hip",
            f"ruling-{GTPS}",
        ),
        ("side-plank-hold", {"pain": 3}, "it is for pain of 2 of 10 or less in daily life", "P14"),
        (
            "one-leg-stand",
            {"age": 65},
            "one stands on one leg without a hand on anything, which from 65 years on only a clinician should watch",
            "P17",
        ),
    ],
)
def test_why_a_test_is_left_to_a_clinician_is_told_with_its_source(
    catalog: Catalog, test: str, given: dict[str, Any], why: str, source: str
) -> None:
    found = why_not(catalog, test, **given)
    assert (found.text, found.sources[0]) == (why, source)


def test_that_a_test_does_not_suit_a_condition_is_told_before_pain_and_age(catalog: Catalog) -> None:
    hop = catalog.test("hop-distance")
    assert hop
    assert why_not(catalog, "hop-distance", condition=(PFP,), pain=6, age=80) == Cited(
        text=hop.why_not, sources=hop.sources
    )
