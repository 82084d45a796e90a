"""The smallest change that helps is found by trying, so it must really help."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from glutemed.checks.registry import check_plan
from glutemed.engine.planner import make_plan
from glutemed.engine.remedy import smallest_change
from glutemed.errors import NoPlanError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT, Kit, Stage
from glutemed.model.plan import WEEKDAYS, Passed, Request
from glutemed.model.policy import Protocol

HOME = ("ankle-weight", "band", "dumbbell", "step")
EARLY = Request(goal="rehab", stage="early", days=3, equipment=HOME)
LATE = Request(goal="rehab", stage="late", days=2, equipment=HOME)
PREVENTION = Request(goal="prevention", days=2, equipment=HOME, level="advanced")
HEAVY = ("hop", "lunge-transverse")
"""Two that need a whole day of rest in every form, so that dropping one of them is not enough."""
SORE_HIP = replace(EARLY, condition=("gluteal-tendinopathy",))
COMPOUND = ("squat", "hinge", "lunge", "step")


def all_but(catalog: Catalog, *kept: str) -> tuple[str, ...]:
    return tuple(exercise.id for exercise in catalog.exercises if exercise.id not in kept)


def test_free_weekdays_help_where_heavy_days_touch(catalog: Catalog) -> None:
    asked = ("side-plank-hip-abduction", "single-leg-hip-thrust")
    request = Request(goal="prevention", days=2, level="advanced", on=("monday", "tuesday"), include=asked)
    assert smallest_change(catalog, request) == "leave out --on, so that the days are spread evenly"


def test_the_gates_that_were_passed_count(catalog: Catalog) -> None:
    """After ACL surgery mid is not opened without its gate, and early would take the clamshell that mid has not."""
    passed = (Passed(gate="acl-mid", to="mid", date="2026-12-01"),)
    asked = Request(goal="rehab", stage="mid", days=3, condition=("acl-reconstruction",), include=("clamshell",))
    with pytest.raises(NoPlanError, match="clamshell was asked for, but it belongs to the early stage"):
        make_plan(catalog, asked, passed)
    assert smallest_change(catalog, asked, passed) == "do not ask for clamshell"


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


def small(catalog: Catalog, *kept: str, **fields: Any) -> Catalog:
    """Return a catalogue of a few exercises with fields changed, in which no place has a first choice."""

    def free(protocol: Protocol) -> Protocol:
        sessions = (
            replace(one, slots=tuple(replace(slot, prefer=()) for slot in one.slots)) for one in protocol.sessions
        )
        return replace(protocol, sessions=tuple(sessions))

    exercises = tuple(replace(one, **fields) for one in catalog.exercises if one.id in kept)
    return replace(catalog, exercises=exercises, protocols=tuple(map(free, catalog.protocols)))


@pytest.mark.parametrize(("needed", "article"), [("band", "a band"), ("ankle-weight", "an ankle-weight")])
def test_kit_is_named_with_its_article(catalog: Catalog, needed: Kit, article: str) -> None:
    """Two exercises left, one of which needs the kit: adding it helps, and comes before allowing others again."""
    two = small(catalog, "clamshell", "single-leg-bridge", needs=(needed,))
    assert smallest_change(two, Request(goal="rehab", stage="early", days=3)) == f"add {article}"


@pytest.mark.parametrize("request_", [LATE, replace(PREVENTION, level="beginner")])
def test_where_the_level_alone_helps_the_first_one_is_named(catalog: Catalog, request_: Request) -> None:
    hard = small(catalog, "single-leg-squat", "single-leg-rdl", "split-squat", "side-plank-hip-abduction", forms=())
    assert smallest_change(hard, request_) == "plan with --level intermediate, if that is true of you"
    make_plan(hard, replace(request_, level="intermediate"))


@pytest.mark.parametrize("stage", ["mid", "late"])
def test_where_nothing_of_a_stage_is_possible_an_earlier_one_is_named(catalog: Catalog, stage: Stage) -> None:
    two = small(catalog, "clamshell", "single-leg-bridge")
    assert smallest_change(two, Request(goal="rehab", stage=stage, days=2)) == "plan for the early stage"
    assert smallest_change(two, Request(goal="prevention", days=2)) is None


def test_of_days_that_help_the_nearest_number_is_named(catalog: Catalog) -> None:
    """Two would help as well."""
    for days in (4, 5, 7):
        assert smallest_change(catalog, replace(LATE, days=days, level="advanced", include=HEAVY)) == (
            "train on 3 days a week"
        )


def test_as_many_minutes_are_named_as_help(catalog: Catalog) -> None:
    request = replace(FAILING["too few minutes"][0], minutes=10)
    assert smallest_change(catalog, request) == "give a session 16 minutes"


def test_two_that_were_excluded_and_are_both_needed_are_to_be_allowed(catalog: Catalog) -> None:
    kept = ("clamshell", "single-leg-bridge")
    request = Request(goal="rehab", stage="early", days=2, exclude=kept)
    assert smallest_change(small(catalog, *kept), request) == "allow all that you excluded"


FAILING = {
    "days that touch": (
        replace(PREVENTION, on=("monday", "tuesday"), include=HEAVY),
        "leave out --on, so that the days are spread evenly",
        {"on": ()},
    ),
    "a run between the days": (
        replace(PREVENTION, on=("monday", "thursday"), other=("tuesday",), include=HEAVY),
        "leave out --on, so that the days are spread evenly",
        {"on": ()},
    ),
    "a sore hip, side not given": (
        replace(SORE_HIP, include=("clamshell",)),
        "say which side is sore, with --side left or --side right",
        {"side": "right"},
    ),
    "two sore hips": (
        replace(SORE_HIP, side="both", include=("clamshell",)),
        "do not ask for clamshell",
        {"include": ()},
    ),
    "no band": (
        replace(EARLY, equipment=("step",), include=("band-bridge",)),
        "add a band",
        {"equipment": ("band", "step")},
    ),
    "no band and no step": (
        replace(EARLY, equipment=(), include=("band-bridge", "low-step-up")),
        "train with --equipment home",
        {"equipment": HOME},
    ),
    "a stretch that a condition forbids": (
        replace(SORE_HIP, side="left", include=("pigeon-pose",)),
        "do not ask for pigeon-pose",
        {"include": ()},
    ),
    "two of a later stage": (
        replace(EARLY, include=("skater-squat", "walking-lunge")),
        "ask for no exercise by name",
        {"include": ()},
    ),
    "a rung where none may be main work": (
        replace(PREVENTION, include=("double-leg-squat", "side-plank")),
        "do not ask for double-leg-squat",
        {"include": ("side-plank",)},
    ),
    "too few minutes": (
        Request(
            goal="rehab", stage="mid", days=3, equipment=HOME, level="advanced", age=30, minutes=15,
            include=("lateral-step-down", "lunge-forward", "lunge-sideways", "split-squat"),
        ),
        "give a session 16 minutes",
        {"minutes": 16},
    ),
    "too few minutes for what was asked for": (
        Request(
            goal="rehab", stage="mid", days=3, equipment=HOME, level="advanced", age=30, minutes=16,
            include=("lateral-step-down", "lunge-sideways", "standing-side-bend", "z-sit"),
        ),
        "do not ask for standing-side-bend",
        {"include": ("lateral-step-down", "lunge-sideways", "z-sit")},
    ),
    "a run beside three days": (
        replace(PREVENTION, days=3, other=("monday",), include=HEAVY),
        "train on 2 days a week",
        {"days": 2},
    ),
    "runs on every day": (
        replace(PREVENTION, other=WEEKDAYS, include=HEAVY),
        "leave out --other",
        {"other": ()},
    ),
}  # fmt: skip
Failing = tuple[Request, str, dict[str, object]]


@pytest.mark.parametrize("failing", [*FAILING.values()], ids=[*FAILING])
def test_what_is_said_gives_a_plan_without_findings(catalog: Catalog, failing: Failing) -> None:
    request, text, change = failing
    with pytest.raises(NoPlanError):
        make_plan(catalog, request)
    assert smallest_change(catalog, request) == text
    changed = replace(request, **change)  # type: ignore[arg-type]  # fields from a table
    assert check_plan(catalog, make_plan(catalog, changed)) == ()


@pytest.mark.parametrize("failing", [*FAILING.values()], ids=[*FAILING])
def test_nothing_that_is_tried_before_it_helps(catalog: Catalog, failing: Failing) -> None:
    request, _, change = failing
    changed = replace(request, **change)  # type: ignore[arg-type]  # fields from a table
    alike = replace(changed, side="left") if changed.side == "right" and request.side is None else changed
    tried = list(in_order(request))
    assert alike in tried
    for before in tried[: tried.index(alike)]:
        with pytest.raises(NoPlanError):
            make_plan(catalog, before)


def in_order(request: Request) -> Iterator[Request]:
    """Return the changes of a request in the order that is promised, for these requests."""
    if request.on:
        yield replace(request, on=())
    if request.condition and request.side is None:
        yield replace(request, side="left")
    yield from (replace(request, equipment=tuple(sorted({*request.equipment, kit}))) for kit in KIT)
    yield from (replace(request, exclude=tuple(id for id in request.exclude if id != gone)) for gone in request.exclude)
    yield from (replace(request, include=tuple(id for id in request.include if id != gone)) for gone in request.include)
    yield from (replace(request, minutes=more) for more in range((request.minutes or 90) + 1, 91))
    if not request.on:
        yield from (replace(request, days=days) for days in (2, 3) if days != request.days)
    yield from (replace(request, equipment=kit) for kit in (HOME, KIT) if set(kit) > set(request.equipment))
    yield replace(request, other=())
    yield replace(request, exclude=())
    yield replace(request, include=())


def test_without_compounds_one_is_to_be_allowed_again(catalog: Catalog) -> None:
    compounds = tuple(e.id for e in catalog.exercises if e.pattern in COMPOUND)
    request = replace(LATE, exclude=compounds)
    change = smallest_change(catalog, request) or ""
    allowed = change.removeprefix("allow ").removesuffix(" again")
    assert allowed in compounds
    helps = [id for id in compounds if gives(catalog, replace(request, exclude=tuple(set(compounds) - {id})))]
    assert allowed == helps[0]


def gives(catalog: Catalog, request: Request) -> bool:
    try:
        make_plan(catalog, request)
    except NoPlanError:
        return False
    return True


def test_where_too_much_is_excluded_all_is_to_be_allowed(catalog: Catalog) -> None:
    request = replace(LATE, exclude=all_but(catalog))
    assert smallest_change(catalog, request) == "allow all that you excluded"
    make_plan(catalog, replace(request, exclude=()))


def test_minutes_are_not_given_where_time_is_not_what_lacks(catalog: Catalog) -> None:
    request = replace(EARLY, minutes=20, exclude=all_but(catalog, "clamshell"), include=("clamshell", "skater-squat"))
    assert smallest_change(catalog, request) is None
