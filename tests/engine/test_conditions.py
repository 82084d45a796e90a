"""What conditions, a sore side, pain and age ask of an exercise, and the hips that are trained."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from glutemed.engine.candidates import candidates
from glutemed.engine.context import Candidate, Context, sides_of
from glutemed.engine.planner import context_of
from glutemed.engine.rules import Verdict, judge
from glutemed.engine.staging import staged
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DEMANDS, ConditionNote, Exercise, Form
from glutemed.model.plan import Request
from glutemed.model.policy import Condition, Protocol, Slot

Make = Callable[..., Exercise]
MakeCondition = Callable[..., Condition]
MakeContext = Callable[..., Context]

SPARED: dict[str, Any] = {"spare_side": True}


def note(condition: Any, action: Any = "change", **fields: Any) -> ConditionNote:
    return ConditionNote(
        **{"condition": condition, "action": action, "why": f"so says {condition}.", "sources": (condition,), **fields}
    )


def form(id: str, demand: Any = "low", **fields: Any) -> Form:
    return Form(**{"id": id, "name": id, "demand": demand, "how": "So.", "sources": ("own",), **fields})


@pytest.fixture
def here(a_condition: MakeCondition) -> MakeContext:
    """A context of early rehab with conditions written {id: fields}, exercises, and what a request asks for."""

    def make(
        conditions: dict[str, dict[str, Any]] | None = None, exercises: tuple[Exercise, ...] = (), **about: Any
    ) -> Context:
        own = {name: about.pop(name) for name in ("older", "demand_max", "main_drills") if name in about}
        policy = about.pop("policy", {})
        known = tuple(a_condition(id, **fields) for id, fields in (conditions or {}).items())
        protocol = Protocol(
            **{
                "goal": "rehab",
                "stage": "early",
                "draws_on": ("early",),
                "days": (2, 7),
                "default_days": 3,
                "sessions": (),
                "sources": ("own",),
                **policy,
            }
        )
        asked = Request(
            **{"goal": "rehab", "stage": "early", "days": 3, "level": "intermediate", **about},
            condition=tuple(condition.id for condition in known),
        )
        catalog = Catalog(conditions=known, exercises=exercises)
        return Context(catalog=catalog, request=asked, protocol=protocol, conditions=known, **own)

    return make


# --- the hips that are trained


TOP: dict[str, Any] = {"position": "side-lying", "working_hip": "top"}
BOTTOM: dict[str, Any] = {"position": "side-lying", "working_hip": "bottom"}


@pytest.mark.parametrize(
    ("fields", "conditions", "sides"),
    [
        pytest.param({}, {}, {"left": "lr", "right": "rl", "both": "lr", None: "lr"}, id="on one leg"),
        pytest.param({"sided": "both"}, {}, {"left": "b", "right": "b", "both": "b", None: "b"}, id="two-legged"),
        pytest.param({}, SPARED, {"left": "lr", "right": "rl", "both": "lr", None: "lr"}, id="spared, standing"),
        pytest.param(
            {"sided": "both"}, SPARED, {"left": "b", "right": "b", "both": "b", None: "b"}, id="spared, two-legged"
        ),
        pytest.param(TOP, {}, {"left": "lr", "right": "rl", "both": "lr", None: "lr"}, id="lying, nothing spared"),
        pytest.param(TOP, SPARED, {"left": "l", "right": "r", "both": "", None: ""}, id="spared, the upper hip"),
        pytest.param(BOTTOM, SPARED, {"left": "r", "right": "l", "both": "", None: ""}, id="spared, the lower hip"),
    ],
)
def test_the_given_side_comes_first_and_no_hip_is_trained_lying_on_a_side_to_spare(
    here: MakeContext,
    an_exercise: Make,
    fields: dict[str, Any],
    conditions: dict[str, Any],
    sides: dict[str | None, str],
) -> None:
    """P16, P02: a clamshell for the left hip lies on the right, a side plank on the left."""
    exercise = an_exercise("it", **fields)
    for side, expected in sides.items():
        found = sides_of(here({"other": {}, "it": conditions}, side=side), exercise)
        assert "".join(hip[0] for hip in found) == expected, side


@pytest.mark.parametrize(
    ("side", "why"), [(None, "which side is sore is not given"), ("both", "both sides are sore"), ("left", None)]
)
@pytest.mark.parametrize("fields", [TOP, BOTTOM])
def test_nothing_is_done_lying_on_the_side_where_no_side_can_be_spared(
    here: MakeContext, an_exercise: Make, fields: dict[str, Any], side: str | None, why: str | None
) -> None:
    found = judge(here({"it": SPARED}, side=side), Candidate(exercise=an_exercise("it", **fields)))
    assert found == ((Verdict("spare-side", why),) if why else ())


# --- what a condition leaves out or changes


def test_what_a_condition_avoids_is_refused_with_its_name_reason_and_sources(
    here: MakeContext, an_exercise: Make
) -> None:
    exercise = an_exercise("it", conditions=(note("sprain", "avoid"), note("strain")))
    found = judge(here({"sprain": {"name": "A sprain"}}), Candidate(exercise=exercise))
    assert found == (Verdict("condition", "A sprain: so says sprain", ("sprain",)),)
    assert judge(here({"strain": {}}), Candidate(exercise=exercise)) == ()
    assert judge(here(), Candidate(exercise=exercise)) == ()


def test_of_two_conditions_that_avoid_it_the_first_of_the_request_is_told(here: MakeContext, an_exercise: Make) -> None:
    exercise = an_exercise("it", conditions=(note("sprain", "avoid"), note("strain", "avoid")))
    for order in (("sprain", "strain"), ("strain", "sprain")):
        (found,) = judge(here({id: {} for id in order}), Candidate(exercise=exercise))
        assert found.sources == (order[0],)


@pytest.mark.parametrize(
    ("notes", "kept"),
    [
        ((), None),
        ((note("sprain", range="half way"),), None),
        ((note("sprain", form="shallow"),), "shallow"),
        ((note("strain", form="supported"),), "supported"),
        ((note("sprain", form="shallow"), note("strain", form="shallow")), "shallow"),
        ((note("sprain", form="shallow"), note("strain", support="a wall")), "shallow"),
        ((note("sprain", form="shallow"), note("strain", form="supported")), "left out"),
        ((note("sprain", form="shallow"), note("strain", "avoid")), "left out"),
        ((note("other", form="shallow"),), None),
    ],
)
def test_an_exercise_is_done_in_the_form_that_every_condition_asks_for_or_not_at_all(
    here: MakeContext, an_exercise: Make, notes: tuple[ConditionNote, ...], kept: str | None
) -> None:
    exercise = an_exercise("it", conditions=notes, forms=(form("supported"), form("shallow")))
    lawful, refused = candidates(here({"sprain": {}, "strain": {}}, (exercise,)))
    assert ("it" in lawful) == (kept != "left out")
    if kept != "left out":
        found = lawful["it"].form
        assert (found.id if found else None) == kept
    assert ("it" in refused) == (kept is not None)


def test_a_form_asked_for_is_told_with_the_name_and_sources_of_the_condition(
    here: MakeContext, an_exercise: Make
) -> None:
    exercise = an_exercise("it", conditions=(note("sprain", form="shallow"),), forms=(form("shallow"),))
    found = judge(here({"sprain": {}}), Candidate(exercise=exercise))
    assert found == (Verdict("condition-form", "Sprain: so says sprain", ("sprain",)),)


def test_rungs_are_main_work_where_any_of_the_conditions_has_them(here: MakeContext, an_exercise: Make) -> None:
    rung = Candidate(exercise=an_exercise("it", mechanism="step-towards"))
    assert [v.rule for v in judge(here({"sprain": {}, "strain": {}}), rung)] == ["principle"]
    assert judge(here({"sprain": {}, "strain": {"rungs": True}}), rung) == ()


def test_a_drill_of_a_trial_belongs_to_its_stage(here: MakeContext, an_exercise: Make) -> None:
    drill = Candidate(exercise=an_exercise("it", {"late": "trial"}, category="activation"))
    assert [v.rule for v in judge(here({"sprain": {}}), drill)] == ["stage"]
    assert judge(here({"sprain": {}}, main_drills=("it",)), drill) == ()


# --- pain, age, a clinician


@pytest.mark.parametrize("most", DEMANDS)
@pytest.mark.parametrize("demand", DEMANDS)
def test_no_more_demand_than_the_pain_allows(here: MakeContext, an_exercise: Make, most: Any, demand: Any) -> None:
    context = here(demand_max=DEMANDS.index(most))
    found = judge(context, Candidate(exercise=an_exercise("it", demand=demand)))
    refused = DEMANDS.index(demand) > DEMANDS.index(most)
    assert found == ((Verdict("calm", demand.replace("-", " ")),) if refused else ())


HAND, SHALLOW = form("hand", "moderate", support="a hand on the wall"), form("shallow", "moderate")


@pytest.mark.parametrize(
    ("fields", "done", "rules"),
    [
        ({}, None, ["older-support"]),
        ({}, SHALLOW, ["older-support"]),
        ({}, HAND, []),
        ({"demand": "very-high"}, None, ["older-support", "older-demand"]),
        ({"demand": "very-high"}, HAND, []),
        ({"demand": "very-high", "position": "supine"}, None, ["older-demand"]),
        ({"demand": "high", "position": "supine"}, None, []),
        ({"mechanism": "step-towards"}, None, []),
        ({"mechanism": "hip-abduction"}, None, ["older-support"]),
        ({"mechanism": "hip-abduction", "sided": "both"}, None, []),
    ],
)
def test_from_65_on_one_leg_standing_has_a_hand_on_something_and_nothing_is_of_very_high_demand(
    here: MakeContext, an_exercise: Make, fields: dict[str, Any], done: Form | None, rules: list[str]
) -> None:
    candidate = Candidate(exercise=an_exercise("it", **fields), form=done)
    policy = {"rungs": True}
    assert [verdict.rule for verdict in judge(here(older=True, policy=policy), candidate)] == rules
    assert judge(here(policy=policy), candidate) == ()


@pytest.mark.parametrize(
    ("asked", "rules"),
    [
        ({}, ["stage", "not-heavy"]),
        ({"clinician": "A. B.: seen"}, ["stage", "not-heavy"]),
        ({"include": ("it",)}, ["stage", "not-heavy"]),
        ({"clinician": "A. B.: seen", "include": ("it",)}, []),
    ],
)
def test_a_clinician_takes_on_the_stage_of_what_is_asked_for_by_name(
    here: MakeContext, an_exercise: Make, asked: dict[str, Any], rules: list[str]
) -> None:
    candidate = Candidate(exercise=an_exercise("it", {"late": "article"}, demand="high"))
    assert [v.rule for v in judge(here(policy={"heavy": False}, **asked), candidate)] == rules


@pytest.mark.parametrize(
    ("fields", "asked", "rule"),
    [
        ({"conditions": (note("sprain", "avoid"),)}, {}, "condition"),
        (TOP, {}, "spare-side"),
        ({"demand": "moderate"}, {"demand_max": 0}, "calm"),
        ({}, {"older": True}, "older-support"),
        ({"needs": ("band",)}, {}, "kit"),
        ({"surface": "unstable"}, {}, "stable"),
    ],
)
def test_a_clinician_waives_no_rule_of_safety(
    here: MakeContext, an_exercise: Make, fields: dict[str, Any], asked: dict[str, Any], rule: str
) -> None:
    context = here({"sprain": SPARED}, clinician="A. B.: seen", include=("it",), **asked)
    assert rule in [verdict.rule for verdict in judge(context, Candidate(exercise=an_exercise("it", **fields)))]


def test_every_rule_that_fails_is_told_in_the_order_of_the_rules_and_the_first_is_the_refusal(
    here: MakeContext, an_exercise: Make
) -> None:
    exercise = an_exercise("it", {"late": "article"}, demand="high", needs=("band",), conditions=(note("s", "avoid"),))
    context = here({"s": {}}, (exercise,), exclude=("it",), older=True, demand_max=1, level="beginner")
    rules = [verdict.rule for verdict in judge(context, Candidate(exercise=exercise))]
    assert rules == ["not-excluded", "condition", "kit", "stage", "older-support", "level", "calm"]
    _, refused = candidates(context)
    assert (len(refused), list(refused), refused["it"].rule) == (1, ["it"], "not-excluded")
    assert "other" not in refused


# --- what the rules look at follows from the request


@pytest.mark.parametrize(
    ("asked", "older", "sore", "demand"),
    [
        ({}, False, False, "very-high"),
        ({"age": 64, "pain": 0}, False, False, "very-high"),
        ({"age": 65, "pain": 2}, True, False, "very-high"),
        ({"pain": 3}, False, True, "very-high"),
        ({"pain": 5}, False, True, "very-high"),
        ({"pain": 6}, False, True, "low"),
        ({"pain": 7, "age": 80}, True, True, "low"),
    ],
)
def test_age_and_pain_of_a_request(
    catalog: Catalog, asked: dict[str, Any], older: bool, sore: bool, demand: Any
) -> None:
    request = Request(goal="rehab", stage="early", days=3, **asked)
    found = context_of(catalog, request, staged(catalog, request))
    assert (found.older, found.sore, found.demand_max) == (older, sore, DEMANDS.index(demand))


@pytest.mark.parametrize(
    ("asked", "touch"),
    [
        ({}, False),
        ({"days": 4}, True),
        ({"days": 2, "on": ("monday", "tuesday")}, True),
        ({"days": 2, "on": ("monday", "thursday"), "other": ("friday",)}, True),
        ({"days": 2, "on": ("monday", "thursday"), "other": ("saturday",)}, False),
        ({"days": 2, "on": ("monday", "thursday"), "other": ("sunday",)}, True),
    ],
)
def test_days_touch_where_two_of_them_or_one_and_another_hard_day_follow_each_other(
    catalog: Catalog, asked: dict[str, Any], touch: bool
) -> None:
    request = replace(Request(goal="rehab", stage="early", days=3), **asked)
    assert context_of(catalog, request, staged(catalog, request)).days_touch == touch


@pytest.mark.parametrize(
    ("stage", "condition", "block", "drills"),
    [
        ("early", (), "main", ()),
        ("early", ("gluteal-tendinopathy",), "main", ("sidestep",)),
        ("early", ("patellofemoral-pain", "gluteal-tendinopathy"), "main", ("sidestep",)),
        ("early", ("gluteal-tendinopathy",), "warm-up", ()),
        ("mid", ("gluteal-tendinopathy",), "main", ()),
    ],
)
def test_a_drill_is_main_work_where_the_protocol_of_its_trial_has_it_as_such(
    catalog: Catalog, stage: Any, condition: Any, block: Any, drills: tuple[str, ...]
) -> None:
    """The gluteal tendinopathy protocol with the sidestep, a drill of its trial, in one place only."""
    slot = Slot(block=block, patterns=("abduction",), prefer=("sidestep",))
    protocols = tuple(
        replace(protocol, sessions=(replace(protocol.sessions[0], slots=(slot,)),)) if protocol.condition else protocol
        for protocol in catalog.protocols
    )
    other = replace(catalog, protocols=protocols)
    request = Request(goal="rehab", stage=stage, days=3, condition=condition)
    assert context_of(other, request, staged(other, request)).main_drills == drills
