"""The smallest change that helps is found by trying, so it must really help."""

from dataclasses import replace

import pytest

from glutemed.engine.explanation import smallest_change
from glutemed.engine.planner import make_plan
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Request


def all_but(catalog: Catalog, *kept: str) -> tuple[str, ...]:
    return tuple(exercise.id for exercise in catalog.exercises if exercise.id not in kept)


def test_free_weekdays_help_where_heavy_days_touch(catalog: Catalog) -> None:
    request = Request(goal="prevention", days=2, level="advanced", on=("monday", "tuesday"))
    assert smallest_change(catalog, request) == "leave out --on, so that the days are spread evenly"


def test_an_exercise_that_the_stage_forbids_is_the_one_to_drop(catalog: Catalog) -> None:
    request = Request(goal="rehab", stage="early", days=3, include=("clamshell", "skater-squat"))
    assert smallest_change(catalog, request) == "do not ask for skater-squat"


def test_the_missing_piece_of_kit_is_named(catalog: Catalog) -> None:
    request = Request(goal="rehab", stage="early", days=3, exclude=all_but(catalog, "clamshell", "low-step-up"))
    assert smallest_change(catalog, replace(request, include=("low-step-up",))) == "add a step"


def test_allowing_one_exercise_again_helps_and_is_what_is_said(catalog: Catalog) -> None:
    request = Request(goal="rehab", stage="early", days=3, exclude=all_but(catalog, "clamshell"))
    change = smallest_change(catalog, request)
    assert change
    allowed = change.removeprefix("allow ").removesuffix(" again")
    make_plan(catalog, replace(request, exclude=tuple(id for id in request.exclude if id != allowed)))


def test_where_no_single_change_helps_none_is_made_up(catalog: Catalog) -> None:
    wrong = ("skater-squat", "walking-lunge")
    request = Request(goal="rehab", stage="early", days=3, include=wrong)
    assert smallest_change(catalog, request) == "ask for no exercise by name"
    everything = replace(request, include=("skater-squat",), exclude=all_but(catalog, "skater-squat"))
    assert smallest_change(catalog, everything) is None


@pytest.mark.parametrize("article", ["a band", "an ankle-weight"])
def test_kit_is_named_with_its_article(catalog: Catalog, article: str) -> None:
    name = article.split()[1]
    lighter = [replace(e, needs=(name,)) if e.id == "clamshell" else e for e in catalog.exercises]
    made = replace(catalog, exercises=tuple(lighter))  # type: ignore[arg-type]  # a kit name from the table
    request = Request(goal="rehab", stage="early", days=3, include=("clamshell",))
    assert smallest_change(made, request) in ("do not ask for clamshell", f"add {article}")
