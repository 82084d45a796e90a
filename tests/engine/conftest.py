"""Small material made by hand: each test of the engine states only the fields that it is about."""

from collections.abc import Callable
from dataclasses import replace
from re import findall
from typing import Any

import pytest

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DoseLimits, Exercise, StageBasis

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
