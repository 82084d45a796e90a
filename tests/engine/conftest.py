"""Small material made by hand: each test of the engine states only the fields that it is about."""

from collections.abc import Callable
from dataclasses import replace
from re import findall
from typing import Any

import pytest

from glutemed.engine.planner import make_plan
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DoseLimits, Exercise, StageBasis
from glutemed.model.plan import Plan, Request
from glutemed.model.policy import Cited, Condition, GeneralAdvice, Protocol, SessionPattern, Slot

PLAIN: dict[str, Any] = {
    "category": "closed-chain",
    "chain": "closed",
    "mechanism": "pelvic-control",
    "pattern": "squat",
    "sided": "one",
    "working_hip": "stance",
    "position": "standing",
    "knee_bend": 0,
    "hip_bend": 0,
    "balance": "some",
    "demand": "moderate",
    "dose": DoseLimits(kind="reps"),
    "rest_seconds": 60,
    "set_up": "Stand.",
    "steps": ("Down.", "Hold.", "Up."),
    "cues": ("Level.", "Slow."),
    "mistakes": ("Lean.", "Haste."),
    "stop_signs": ("Pain.",),
    "activation": "not-measured",
    "sources": ("own",),
}


@pytest.fixture(scope="session")
def an_exercise() -> Callable[..., Exercise]:
    """Make an exercise: main work on one leg, early by the article's word, unless fields say otherwise.

    `stages` maps each stage to its basis; the source of a basis is "word-STAGE".
    """

    def make(id: str, /, stages: dict[str, Any] | None = None, **fields: Any) -> Exercise:
        bases = tuple(
            StageBasis(stage=stage, basis=basis, sources=(f"word-{stage}",))  # type: ignore[arg-type]  # text from tests
            for stage, basis in (stages or {"early": "article"}).items()
        )
        return Exercise(**{**PLAIN, "id": id, "name": id.replace("-", " ").capitalize(), "stages": bases, **fields})

    return make


@pytest.fixture(scope="session")
def terse(catalog: Catalog) -> Catalog:
    """The real policy without exercises, each row of words cut to its id and what is filled in.

    So "add a first light load ({load}) ..." becomes "next-load {load} {rung}", and its source "of next-load".
    """
    rules = tuple(
        replace(row, text=" ".join((row.id, *findall(r"{\w+}", row.text))), sources=(f"of {row.id}",))
        for row in catalog.rules
    )
    return replace(catalog, exercises=(), rules=rules)


@pytest.fixture(scope="session")
def a_condition() -> Callable[..., Condition]:
    """Make a condition that changes nothing unless fields say otherwise."""

    def make(id: Any, **fields: Any) -> Condition:
        said = (Cited(text="So it is.", sources=("own",)),)
        return Condition(**{"id": id, "name": id.capitalize(), "findings": said, "care": said, **fields})

    return make


@pytest.fixture(scope="session")
def plan(terse: Catalog, an_exercise: Callable[..., Exercise]) -> Callable[..., Plan]:
    """Plan from exercises written {id: fields}, kinds of sessions written as lists of slots, and changed limits.

    Two days, intermediate level and no kit; early rehab that allows rungs and heavy work and needs no compound.
    `conditions` are those that the catalogue has.
    """

    def run(
        exercises: dict[str, dict[str, Any]],
        *sessions: list[Slot],
        limits: dict[str, float] | None = None,
        policy: dict[str, Any] | None = None,
        advice: tuple[GeneralAdvice, ...] = (),
        conditions: tuple[Condition, ...] = (),
        **asked: Any,
    ) -> Plan:
        protocol = Protocol(
            **{
                "goal": "rehab",
                "stage": "early",
                "draws_on": ("early",),
                "days": (2, 7),
                "default_days": 2,
                "rungs": True,
                "compound": False,
                "sessions": tuple(SessionPattern(id="s", slots=tuple(slots)) for slots in sessions),
                "sources": ("of protocol",),
                **(policy or {}),
            }
        )
        changed = limits or {}
        small = replace(
            terse,
            exercises=tuple(an_exercise(id, **about) for id, about in exercises.items()),
            protocols=(protocol,),
            conditions=conditions,
            limits=tuple(replace(limit, value=changed.get(limit.id, limit.value)) for limit in terse.limits),
            advice=advice,
        )
        asked = {"goal": protocol.goal, "stage": protocol.stage, "days": 2, "level": "intermediate", **asked}
        return make_plan(small, Request(**asked))

    return run
