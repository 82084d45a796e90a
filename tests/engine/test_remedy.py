"""The smallest change that helps is found by trying, so it must really help."""

from dataclasses import replace

import pytest

from glutemed.engine.planner import make_plan
from glutemed.engine.remedy import smallest_change
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Kit
from glutemed.model.plan import Request


def all_but(catalog: Catalog, *kept: str) -> tuple[str, ...]:
    return tuple(exercise.id for exercise in catalog.exercises if exercise.id not in kept)


def test_free_weekdays_help_where_heavy_days_touch(catalog: Catalog) -> None:
    asked = ("side-plank-hip-abduction", "single-leg-hip-thrust")
    request = Request(goal="prevention", days=2, level="advanced", on=("monday", "tuesday"), include=asked)
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


@pytest.mark.parametrize(("needed", "article"), [("band", "a band"), ("ankle-weight", "an ankle-weight")])
def test_kit_is_named_with_its_article(catalog: Catalog, needed: Kit, article: str) -> None:
    """Two exercises left, one of which needs the kit: adding it helps, and comes before allowing others again."""
    kept = ("clamshell", "single-leg-bridge")
    exercises = tuple(replace(e, needs=(needed,)) if e.id in kept else e for e in catalog.exercises if e.id in kept)
    request = Request(goal="rehab", stage="early", days=3)
    protocols = tuple(
        replace(
            p, sessions=tuple(replace(s, slots=tuple(replace(slot, prefer=()) for slot in s.slots)) for s in p.sessions)
        )
        for p in catalog.protocols
    )
    assert smallest_change(replace(catalog, exercises=exercises, protocols=protocols), request) == f"add {article}"
