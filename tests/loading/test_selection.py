"""The filters of `list`, each on its own and together, on four small exercises."""

from dataclasses import replace
from typing import Any

import pytest

from glutemed.errors import UsageError
from glutemed.loading.requests import read_condition
from glutemed.loading.selection import select
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import ConditionNote, Exercise, StageBasis, Substitute


def stages(*names: Any) -> tuple[StageBasis, ...]:
    return tuple(StageBasis(stage=name, basis="ruling", sources=("own",)) for name in names)


@pytest.fixture(scope="module")
def four(catalog: Catalog) -> Catalog:
    """Four exercises that differ in what the filters ask for."""
    base = catalog.exercises[0]
    form = next(form for exercise in catalog.exercises for form in exercise.forms)
    blank: Any = {"aliases": (), "forms": (), "needs": (), "substitutes": (), "conditions": ()}

    def made(id: str, name: str, **fields: Any) -> Exercise:
        return replace(base, id=id, name=name, **{**blank, **fields})

    def note(action: Any) -> tuple[ConditionNote, ...]:
        return (ConditionNote(condition="low-back-pain", action=action, why="Because.", sources=("own",)),)

    return replace(
        catalog,
        exercises=(
            made("drill", "Hip drill", category="activation", chain="open", stages=stages("mid"), activation="low",
                 aliases=("Opening Act",), conditions=note("change")),
            made("lift", "Cable lift", category="open-chain", chain="open", stages=stages("mid", "late"),
                 activation="high", needs=("cable",), conditions=note("avoid")),
            made("squat", "Deep squat", category="closed-chain", chain="closed", stages=stages("late"),
                 activation="very-high", forms=(replace(form, stages=stages("early")),), needs=("dumbbell", "step"),
                 substitutes=(Substitute(kit="step", use="a stair"),)),
            made("stretch", "Stretch-out", category="mobility", chain="open", stages=stages("early"),
                 activation="not-measured"),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    "filters, left",
    [
        ({}, "drill lift squat stretch"),
        ({"category": "open-chain"}, "lift"),
        ({"category": "Open Chain"}, "lift"),
        ({"category": "isometric"}, ""),
        ({"stage": "mid"}, "drill lift"),
        ({"stage": "early"}, "squat stretch"),
        ({"stage": "late"}, "lift squat"),
        ({"chain": "CLOSED"}, "squat"),
        ({"activation": "very-high"}, "squat"),
        ({"activation": "not measured"}, "stretch"),
        ({"equipment": ["none"]}, "drill stretch"),
        ({"equipment": ["dumbbell"]}, "drill squat stretch"),
        ({"equipment": ["step"]}, "drill stretch"),
        ({"equipment": ["step", "cable"]}, "drill lift stretch"),
        ({"equipment": ["gym"]}, "drill lift squat stretch"),
        ({"equipment": []}, "drill lift squat stretch"),
        ({"condition": "low-back-pain"}, "drill squat stretch"),
        ({"condition": "itb-syndrome"}, "drill lift squat stretch"),
        ({"text": "IFT"}, "lift"),
        ({"text": "opening act"}, "drill"),
        ({"text": "stretch out"}, "stretch"),
        ({"text": "out"}, "stretch"),
        ({"text": "zzz"}, ""),
        ({"chain": "open", "stage": "mid", "condition": "low back pain"}, "drill"),
    ],
)
def test_filters_leave_what_passes_them_all(four: Catalog, filters: dict[str, Any], left: str) -> None:
    assert [exercise.id for exercise in select(four, **filters)] == left.split()


@pytest.mark.parametrize(
    "filters, typed, allowed",
    [
        ({"category": "isometrics"}, "isometrics", "activation, open-chain, closed-chain, isometric, mobility"),
        ({"stage": "middle"}, "middle", "early, mid, late"),
        ({"chain": "clsed"}, "clsed", "open, closed"),
        ({"activation": "hihg"}, "hihg", "low, moderate, high, very-high, conflicting, not-measured"),
    ],
)
def test_a_value_that_is_not_allowed_is_told_with_what_is(
    four: Catalog, filters: dict[str, Any], typed: str, allowed: str
) -> None:
    (option,) = filters
    with pytest.raises(UsageError) as caught:
        select(four, **filters)
    told, _, meant = str(caught.value).partition("; did you mean ")
    assert told == f'--{option}: "{typed}" is not allowed; allowed: {allowed}'
    assert meant.strip('"?') in allowed.split(", ")


def test_kit_and_text_are_held_to_their_own_rules(four: Catalog) -> None:
    with pytest.raises(UsageError, match=r'^--equipment: "none" stands alone$'):
        select(four, equipment=["none", "band"])
    with pytest.raises(UsageError, match=r"^--text: at most 80 characters$"):
        select(four, text="x" * 81)


def test_every_condition_answers_to_its_id_name_and_aliases_in_any_case(catalog: Catalog) -> None:
    for condition in catalog.conditions:
        for name in (condition.id, condition.name, *condition.aliases):
            for written in (name, name.upper(), f" {name.replace('-', ' ')} "):
                assert read_condition(catalog, written) == condition.id


def test_an_unknown_condition_is_told_with_the_nearest(catalog: Catalog) -> None:
    with pytest.raises(UsageError) as caught:
        read_condition(catalog, "itb syndrom")
    assert str(caught.value).startswith('--condition: "itb syndrom" is not allowed; allowed: achilles-tendinopathy, ')
    assert str(caught.value).endswith('; did you mean "itb-syndrome"?')


def test_the_real_catalogue_is_given_whole_without_filters(catalog: Catalog) -> None:
    assert select(catalog) == catalog.exercises
