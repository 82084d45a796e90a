"""The checks of questions, home tests and gates: the real catalogue passes each, and each catches what is broken."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from glutemed.checks.catalog import CHECKS
from glutemed.checks.screening import SCREEN_LINES, SCREENING
from glutemed.model.catalog import Catalog
from glutemed.model.screening import MALE, Criterion

CHECK = {check.__name__: check for check in SCREENING}
PLANK, LATE = "/tests/side-plank-hold", "/gates/general-late/criteria"
Rows = tuple[Any, ...]


def dropped(*ids: str) -> Callable[[Rows], Rows]:
    return lambda rows: tuple(row for row in rows if row.id not in ids)


def more(rows: Rows) -> Rows:
    """Add a question at the end."""
    return (*rows, replace(rows[-1], id="one-more", rank=99))


def citing(key: str, other: str) -> Callable[[Rows], Rows]:
    """Let every row that rests on a key rest on another."""
    return lambda rows: tuple(
        replace(row, sources=tuple(other if k == key else k for k in row.sources)) for row in rows
    )


def asks(**fields: Any) -> tuple[Criterion, ...]:
    return (Criterion(**{"sources": ("R-062",), **fields}),)


UNJUDGEABLE: tuple[tuple[str, dict[str, Any]], ...] = (
    ('there is no test "jump"', {"of": "test", "test": "jump", "at_least": 1.0}),
    ('there is no test "None"', {"of": "sides", "at_least": 0.9}),
    ("looks at no test", {"of": "pain", "test": "step-down", "at_most": 2.0}),
    ("a count of sessions goes with sessions and mornings", {"of": "sessions", "at_most": 2.0}),
    ("a count of sessions goes with sessions and mornings", {"of": "pain", "count": 3, "at_most": 2.0}),
    (
        "a stage, or pain in place of sessions, goes with sessions and mornings",
        {"of": "pain", "stage": "mid", "at_most": 2.0},
    ),
    (
        "a stage, or pain in place of sessions, goes with sessions and mornings",
        {"of": "test", "test": "step-down", "or_pain": 2, "at_most": 2.0},
    ),
    ("one bound is needed, and with mornings none", {"of": "pain"}),
    ("one bound is needed, and with mornings none", {"of": "pain", "at_most": 2.0, "above": 1.0}),
    ("one bound is needed, and with mornings none", {"of": "mornings", "count": 3, "at_most": 2.0}),
    ("7 is more than the highest result of step-down", {"of": "test", "test": "step-down", "at_most": 7.0}),
    *(
        (
            "sides are compared by a share, in a test on each side in which more is better",
            {"of": "sides", "test": test, "at_least": least},
        )
        for test, least in (
            ("step-down", 0.9),
            ("knee-bend", 0.9),
            ("side-plank-hold", 85.0),
            ("side-plank-hold", 1.01),
        )
    ),
    *(
        (
            "a mean by age goes with a test that has means, and a least value",
            {"of": "test", "test": test, "or_mean": True, bound: 20.0},
        )
        for test, bound in (("single-leg-bridge-reps", "at_least"), ("side-plank-hold", "above"))
    ),
)

# check, what is changed in the real catalogue, then the section, entry, field and message of every finding
BROKEN: dict[str, tuple[str, Mapping[str, object], list[tuple[str, str, str, str]]]] = {
    "a line too many for the screen": (
        "questions_on_a_screen",
        {"/questions": more},
        [("questions", "", "", f"{SCREEN_LINES + 1} lines of questions and groups; a screen has {SCREEN_LINES}")],
    ),
    "a question apart from its group": (
        "questions_on_a_screen",
        {"/questions": lambda rows: (rows[0], rows[2], replace(rows[1], rank=rows[2].rank + 1))},
        [("questions", "", "", 'the group "Safety questions. New in the last two weeks:" stands apart')],
    ),
    "a question by the name of another answer": (
        "questions_on_a_screen",
        {"/questions/calf/id": MALE},
        [("questions", MALE, "id", '"male" is the answer of another question')],
    ),
    **{
        f"no question on {key}": (
            "rules_asked",
            {"/questions": citing(key, "own")},
            [("questions", "", "", f"nothing here rests on {key}")],
        )
        for key in (*(f"R-07{number}" for number in range(8)), "R-040")
    },
    **{
        f"no test of {key}": (
            "rules_asked",
            {"/tests": citing(key, "own")},
            [("tests", "", "", f"nothing here rests on {key}")],
        )
        for key in (*(f"R-06{number}" for number in range(3, 10)), *(f"R-069{letter}" for letter in "bcde"))
    },
    "a result that is no word of the scale": (
        "tests_readable",
        {"/tests/knee-swelling/highest": 5.0},
        [("tests", "knee-swelling", "scale", "the highest result is no word of the scale")],
    ),
    "a test that does not suit without a reason": (
        "tests_readable",
        {"/tests/hop-distance/why_not": ""},
        [("tests", "hop-distance", "not_with", '"not_with" goes with "why_not"')],
    ),
    "means that jump about": (
        "tests_readable",
        {f"{PLANK}/means": lambda rows: (rows[1], rows[0])},
        [("tests", "side-plank-hold", "means", "the ages of the means do not rise")],
    ),
    "an age twice": (
        "tests_readable",
        {f"{PLANK}/means": lambda rows: (*rows, rows[-1])},
        [("tests", "side-plank-hold", "means", "the ages of the means do not rise")],
    ),
    "no gate to mid but for one condition": (
        "stages_gated",
        {"/gates/general-mid/not_for": ("acl-reconstruction", "itb-syndrome")},
        [("gates", "", "", "there is no gate to mid for itb-syndrome")],
    ),
    "a condition that is held without gates of its own": (
        "stages_gated",
        {"/gates": dropped("acl-late"), "/gates/general-late/not_for": ()},
        [("gates", "", "", "there is no gate to late for acl-reconstruction")],
    ),
    **{
        f"criterion {number}: {told}": (
            "gates_judgeable",
            {"/gates/general-mid/criteria": asks(**fields)},
            [("gates", "general-mid", "criteria", f"{fields['of']}: {told}")],
        )
        for number, (told, fields) in enumerate(UNJUDGEABLE)
    },
}


def test_every_check_is_run_with_those_of_the_catalogue_and_has_a_case() -> None:
    assert set(SCREENING) <= set(CHECKS)
    assert {name for name, _, _ in BROKEN.values()} == set(CHECK)


@pytest.mark.parametrize("name", CHECK)
def test_the_real_catalogue_passes(catalog: Catalog, name: str) -> None:
    assert list(CHECK[name](catalog)) == []


@pytest.mark.parametrize("way", BROKEN)
def test_what_is_broken_is_caught(catalog: Catalog, edited: Callable[..., Catalog], way: str) -> None:
    name, edits, expected = BROKEN[way]
    found = [(one.section, one.entry, one.field, one.message) for one in CHECK[name](edited(catalog, edits))]
    assert found == expected


def test_a_catalogue_without_statements_or_gates_lacks_none() -> None:
    """A part of a catalogue is read on its own too."""
    assert [finding for check in SCREENING for finding in check(Catalog())] == []


def test_a_side_may_be_asked_to_do_as_much_as_the_other(catalog: Catalog, edited: Callable[..., Catalog]) -> None:
    equal = asks(of="sides", test="side-plank-hold", at_least=1.0)
    assert list(CHECK["gates_judgeable"](edited(catalog, {"/gates/general-mid/criteria": equal}))) == []


def test_a_stage_without_a_gate_is_told_for_those_without_a_condition_too(catalog: Catalog) -> None:
    known = Catalog(gates=tuple(gate for gate in catalog.gates if gate.id == "general-mid"))
    found = [one.message for one in CHECK["stages_gated"](known)]
    assert found == ["there is no gate to late for no condition"]
