"""What a refused exercise is told: the rule, and what it found in words."""

from collections.abc import Callable
from typing import Any

import pytest

from glutemed.engine.context import Candidate, Context
from glutemed.engine.rules import Verdict, judge, told, with_article
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DoseLimits, Exercise, Form, StageBasis, Substitute
from glutemed.model.plan import Request
from glutemed.model.policy import Protocol

Make = Callable[..., Exercise]

RUNG = {"mechanism": "step-towards"}
WEIGHTED = {"needs": ("dumbbell",)}
STAIR = Substitute(kit="step", use="the bottom stair")
LATE_FORM = Form(
    id="low",
    name="low",
    demand="low",
    how="Low.",
    stages=(StageBasis(stage="late", basis="ruling", sources=("own",)),),
    sources=("own",),
)


@pytest.mark.parametrize(
    ("fields", "asked", "form", "verdict"),
    [
        ({}, {}, None, None),
        ({}, {"exclude": ("it",)}, None, ("not-excluded", "")),
        ({}, {"exclude": ("other",)}, None, None),
        ({"surface": "unstable"}, {}, None, ("stable", "")),
        ({"needs": ("band",)}, {}, None, ("kit", "a band")),
        ({"needs": ("step", "bench", "band"), "substitutes": (STAIR,)}, {}, None, ("kit", "a bench")),
        ({"needs": ("step",), "substitutes": (STAIR,)}, {}, None, None),
        ({"impact": True}, {}, None, ("impact", "")),
        ({**RUNG, "leads_to": "single-leg-squat"}, {}, None, ("principle", "one-leg work")),
        (RUNG, {"policy": {"rungs": True}}, None, None),
        ({"stages": {"mid": "trial", "late": "article"}}, {}, None, ("stage", "mid and late")),
        ({"stages": {"early": "trial", "late": "article"}}, {}, None, None),
        ({}, {}, LATE_FORM, ("stage", "late")),
        ({"demand": "high"}, {"policy": {"heavy": False}}, None, ("not-heavy", "high")),
        ({"demand": "moderate"}, {"policy": {"heavy": False}}, None, None),
        ({"demand": "very-high"}, {"policy": {"heavy": False}}, None, ("not-heavy", "very high")),
        (WEIGHTED, {"policy": {"heavy": False}, "equipment": ("dumbbell",)}, None, ("not-heavy", "loaded")),
        (WEIGHTED, {"policy": {"heavy": False, "effort": "light"}, "equipment": ("dumbbell",)}, None, None),
        (
            {**WEIGHTED, "dose": DoseLimits(kind="hold")},
            {"policy": {"heavy": False, "effort": "light"}, "equipment": ("dumbbell",)},
            None,
            ("not-heavy", "loaded"),
        ),
        ({"needs": ("band",)}, {"policy": {"heavy": False}, "equipment": ("band",)}, None, None),
        ({"needs": ("ankle-weight",)}, {}, None, ("kit", "an ankle weight")),
        (
            {"needs": ("dumbbell",)},
            {"level": "beginner", "equipment": ("dumbbell",)},
            None,
            ("unloaded-start", ""),
        ),
        (
            {"needs": ("dumbbell",), "position": "supine"},
            {"level": "beginner", "equipment": ("dumbbell",)},
            None,
            None,
        ),
        ({"impact": True}, {"include": ("it",)}, None, None),
        ({"demand": "very-high"}, {"level": "beginner"}, None, ("level", "very high")),
        ({"demand": "high"}, {"level": "beginner"}, None, ("level", "high")),
        ({"demand": "very-high"}, {"touch": True}, None, ("rested", "very high")),
        ({"needs": ("dumbbell",)}, {"touch": True, "equipment": ("dumbbell",)}, None, ("rested", "loaded")),
        ({"needs": ("band",)}, {"touch": True, "equipment": ("band",)}, None, None),
    ],
)
def test_a_refusal_names_the_rule_and_what_it_found(
    an_exercise: Make, fields: dict[str, Any], asked: dict[str, Any], form: Form | None, verdict: Any
) -> None:
    """Early rehab that allows heavy work but no rungs, intermediate level, no kit, days apart."""
    asked = {"level": "intermediate", **asked}
    policy, touch = asked.pop("policy", {}), asked.pop("touch", False)
    protocol = Protocol(
        goal="rehab",
        stage="early",
        draws_on=("early",),
        days=(2, 7),
        default_days=3,
        sessions=(),
        sources=("own",),
        **policy,
    )
    request = Request(goal="rehab", stage="early", days=3, **asked)
    context = Context(catalog=Catalog(), request=request, protocol=protocol, days_touch=touch)
    found = judge(context, Candidate(exercise=an_exercise("it", **fields), form=form))
    assert found == ((Verdict(rule=verdict[0], detail=verdict[1]),) if verdict else ())


@pytest.mark.parametrize(
    ("leads_to", "detail"), [("goal", "The goal"), ("gone", "one-leg work"), (None, "one-leg work")]
)
def test_a_rung_is_told_with_the_name_of_what_it_leads_to(an_exercise: Make, leads_to: str | None, detail: str) -> None:
    protocol = Protocol(
        goal="rehab", stage="early", draws_on=("early",), days=(2, 7), default_days=3, sessions=(), sources=("own",)
    )
    context = Context(
        catalog=Catalog(exercises=(an_exercise("goal", name="The goal"),)),
        request=Request(goal="rehab", stage="early", days=3, level="intermediate"),
        protocol=protocol,
    )
    rung = Candidate(exercise=an_exercise("it", **RUNG, leads_to=leads_to))
    assert judge(context, rung) == (Verdict(rule="principle", detail=detail),)


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict(rule="kit", detail="a band"), ("P01", "kit a band")),
        (Verdict(rule="stage", detail="late"), ("P04", "stage late")),
        (Verdict(rule="impact"), ("P17", "impact")),
    ],
)
def test_a_verdict_is_told_as_its_plan_rule_and_its_row_filled_in(
    terse: Catalog, verdict: Verdict, words: tuple[str, str]
) -> None:
    assert told(terse, verdict) == words


@pytest.mark.parametrize(("name", "told"), [("band", "a band"), ("ankle weight", "an ankle weight")])
def test_a_thing_is_told_with_its_article(name: str, told: str) -> None:
    assert with_article(name) == told
