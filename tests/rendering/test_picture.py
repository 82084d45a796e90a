"""Progress as a picture: what its panels show, and that it can be read without seeing it."""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from tests.logged import done, follower, later_by, set_done, workout

from glutemed.engine.progress import progress
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan
from glutemed.rendering.picture import progress_to_svg

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "A <b>&\"' ]]></svg><script>"


@pytest.fixture(scope="session")
def plan(plan_for: Callable[..., Plan]) -> Plan:
    """Early rehab, three sessions a week."""
    return plan_for("rehab", "early")


def drawn(catalog: Catalog, plan: Plan, told: list[dict[str, Any]], name: str = "me", **asked: Any) -> ET.Element:
    sessions = [workout(plan, later_by(2 * number), **one) for number, one in enumerate(told)]
    charted = progress(catalog, follower(plan, sessions, name), later_by(14), **{"weeks": 12, **asked})
    return ET.fromstring(progress_to_svg(catalog, charted))


def texts(root: ET.Element) -> str:
    return " | ".join(one.text or "" for one in root.iter(f"{SVG}text"))


def test_sessions_pain_effort_and_each_exercise_have_a_panel(catalog: Catalog, plan: Plan) -> None:
    loaded = (*done(plan.weeks[0].sessions[0]), set_done("hop", load=5.0))
    shown = texts(drawn(catalog, plan, [{"pain": 1, "after": 2, "effort": 6}, {"morning": 3, "sets": loaded}]))
    for part in (
        "Sessions done and planned, week by week",
        "Pain, 0 to 10",
        "During | After | Next morning",
        "safe | acceptable | too much",
        "R-001 (C), R-002 (B)",
        "Effort, 0 to 10",
        "Clamshell: repetitions in a session | left | right",
        "Side plank from the knees: seconds held in a",
        ": load, kg",
    ):
        assert part in shown


def test_the_scale_ends_at_an_even_number_so_that_its_middle_is_whole(catalog: Catalog, plan: Plan) -> None:
    for reps, ticks in ((9, "0 | 5 | 10 |"), (10, "0 | 5 | 10 |"), (0, "0 | 1 | 2 |")):
        assert ticks in texts(drawn(catalog, plan, [{"sets": (set_done(reps=reps),)}]))
    assert "load, kg | 0 | 4 | 8 |" in texts(drawn(catalog, plan, [{"sets": (set_done(load=6.5),)}]))


def test_what_was_not_told_has_no_panel(catalog: Catalog, plan: Plan) -> None:
    shown = texts(drawn(catalog, plan, [{}]))
    assert "Pain" not in shown
    assert "Effort" not in shown
    assert "load" not in shown


def test_one_exercise_alone(catalog: Catalog, plan: Plan) -> None:
    shown = texts(drawn(catalog, plan, [{}], exercise="clamshell"))
    assert "Progress: Clamshell, " in shown
    assert "Side plank" not in shown


def test_the_description_has_the_numbers_at_the_ends(catalog: Catalog, plan: Plan) -> None:
    sets = tuple(set_done(number=number) for number in (1, 2))
    root = drawn(
        catalog, plan, [{"pain": 1, "sets": sets}, {"pain": 6, "sets": sets[:1]}, {"pain": 2, "sets": sets[:1]}]
    )
    words = root[1].text or ""
    for part in (
        "From 30 November 2026 to 16 December 2026",
        "2 at 0-2, 0 above 2 up to 5, 1 above 5, 0 not told",
        "During: first 1, latest 2, highest 6, of 10.",
        "Clamshell, left: 20 repetitions in the first session shown, 10 in the latest.",
    ):
        assert part in words


def test_a_hostile_name_is_a_name(catalog: Catalog, plan: Plan) -> None:
    root = drawn(catalog, plan, [{"pain": 1}], HOSTILE)
    assert HOSTILE in (root[0].text or "")
    assert not list(root.iter(f"{SVG}script"))


def test_it_names_nothing_outside_of_itself_and_never_says_better(catalog: Catalog, plan: Plan) -> None:
    root = drawn(catalog, plan, [{"pain": 5}, {"pain": 1}])
    for one in root.iter():
        assert not {"href", "src", "onload", "{http://www.w3.org/1999/xlink}href"} & set(one.attrib)
    words = ET.tostring(root, encoding="unicode").casefold()
    assert not any(word in words for word in ("improv", "better", "heal", "recover", "url("))
