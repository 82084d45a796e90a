"""What the rulings on a condition leave out: which fields do it, from which degree on, and which words let it in."""

from dataclasses import replace
from typing import Any

import pytest

from glutemed.checks.rulings import NO_IMPACT, STRETCHES, ruled_out
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise

FAI, ACL, KNEE = "fai-syndrome", "acl-reconstruction", "patellofemoral-pain"
TENDON = "gluteal-tendinopathy"
DEEP_KNEE, DEEP_HIP = "the knee bends past 45 degrees", "the hip bends to 90 degrees or more"


@pytest.fixture
def plain(catalog: Catalog) -> Exercise:
    """An exercise that no ruling is about: standing, open-chain abduction, with no bend."""
    standing = catalog.exercise("standing-hip-abduction")
    assert standing
    return replace(standing, id="own", knee_bend=0, hip_bend=0, impact=False, pivot=False, past_midline=False)


def why(plain: Exercise, condition: str, bent: str = "", changed: bool = False, **fields: Any) -> str | None:
    return ruled_out(condition, replace(plain, **fields), bent=bent, changed=changed)


def test_what_no_ruling_is_about_stays_with_every_condition(catalog: Catalog, plain: Exercise) -> None:
    assert {why(plain, condition.id) for condition in catalog.conditions} == {None}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"mechanism": "mobility"}, {TENDON: "no stretches while sore"}),
        (
            {"id": "pigeon-pose"},
            dict.fromkeys(
                (FAI, ACL, "knee-osteoarthritis", "hip-osteoarthritis"), "it takes the joint where it should not go"
            ),
        ),
        (
            {"id": "z-sit"},
            dict.fromkeys((FAI, ACL, "knee-osteoarthritis"), "it takes the joint where it should not go"),
        ),
        (
            {"id": "figure-four-stretch"},
            dict.fromkeys((ACL, "knee-osteoarthritis"), "it takes the joint where it should not go"),
        ),
        (
            {"impact": True},
            dict.fromkeys((ACL, "achilles-tendinopathy", "knee-osteoarthritis", "hip-osteoarthritis"), "no impact"),
        ),
        ({"pivot": True}, {ACL: "no pivot"}),
        ({"kneeling": True}, {ACL: "no kneeling"}),
        ({"pivot": True, "kneeling": True}, {ACL: "no pivot"}),
        ({"past_midline": True}, {TENDON: "it goes past the midline"}),
        ({"hip_bend": 90}, {FAI: DEEP_HIP}),
        ({"knee_bend": 160}, {}),
        ({"knee_bend": 46, "category": "closed-chain"}, {KNEE: DEEP_KNEE}),
    ],
    ids=str,
)
def test_a_field_leaves_it_out_with_these_conditions_and_no_others(
    catalog: Catalog, plain: Exercise, fields: dict[str, Any], told: dict[str, str]
) -> None:
    found = {condition.id: why(plain, condition.id, **fields) for condition in catalog.conditions}
    assert {condition: text for condition, text in found.items() if text} == told


def test_the_rulings_name_conditions_and_stretches_that_there_are(catalog: Catalog) -> None:
    assert {*STRETCHES, *NO_IMPACT} <= {condition.id for condition in catalog.conditions}
    assert all(catalog.exercise(id) for ids in STRETCHES.values() for id in ids)


@pytest.mark.parametrize(
    ("fields", "out"),
    [
        ({"pattern": "squat"}, True),
        ({"pattern": "hinge"}, True),
        ({"pattern": "lunge"}, True),
        ({"pattern": "step"}, True),
        ({"pattern": "hip-hitch"}, False),
        ({"pattern": "bridge"}, False),
        ({"category": "closed-chain"}, True),
        ({"category": "isometric"}, False),
        ({"pattern": "squat", "position": "supine"}, False),
        ({"pattern": "squat", "position": "kneeling"}, False),
        ({"category": "closed-chain", "position": "supine"}, False),
    ],
    ids=str,
)
def test_a_deep_knee_is_left_out_where_a_standing_leg_bears_the_weight(
    plain: Exercise, fields: dict[str, Any], out: bool
) -> None:
    assert why(plain, KNEE, **{"knee_bend": 46, **fields}) == (DEEP_KNEE if out else None)


@pytest.mark.parametrize(
    ("condition", "fields", "told"),
    [
        (KNEE, {"pattern": "squat", "knee_bend": 45}, None),
        (KNEE, {"pattern": "squat", "knee_bend": 46}, DEEP_KNEE),
        (FAI, {"hip_bend": 89}, None),
        (FAI, {"hip_bend": 90}, DEEP_HIP),
        (FAI, {"hip_bend": 91, "position": "side-lying"}, DEEP_HIP),
    ],
    ids=str,
)
def test_a_bend_is_too_deep_from_this_degree_on(
    plain: Exercise, condition: str, fields: dict[str, Any], told: str | None
) -> None:
    assert why(plain, condition, **fields) == told


@pytest.mark.parametrize(
    ("bent", "kept"),
    [
        ("", False),
        ("knee bend 45 degrees", True),
        ("knee bend 46 degrees", False),
        ("knee bend 0-45 degrees", True),
        ("knee bend 0-46 degrees", False),
        ("knee bend 10 - 45 degrees", True),
        ("knee bend under 45 degrees", True),
        ("knee bend up to 45 degrees", True),
        ("knee bend at most 45 degrees", True),
        ("knee bend under 60 degrees", False),
        ("knee bend over 10 degrees", False),
        ("knee bend 0 to 120 degrees", False),
        ("knee bend 120-0 degrees", False),
        ("knee bend 0\u2013120 degrees", False),
        ("knee bend 0-45 degrees, then knee bend to 120", False),
        ("Knee Bend 0-45 degrees", True),
        ("knee bend 0-45 degrees; hip bend under 120 degrees", True),
        ("hip bend under 30 degrees", False),
        ("knee bend 0-45 degrees; knee bend 0-60 degrees", False),
        ("knee bend 0-60 degrees; knee bend 0-45 degrees", False),
        ("knee bend 0-45 degrees; knee bend 0-30 degrees", True),
        ("pelvis level", False),
    ],
)
def test_words_on_the_knee_let_a_deep_one_in_when_each_of_them_keeps_it(plain: Exercise, bent: str, kept: bool) -> None:
    assert why(plain, KNEE, bent, pattern="squat", knee_bend=90) == (None if kept else DEEP_KNEE)


@pytest.mark.parametrize(
    ("bent", "kept"),
    [
        ("hip bend under 90 degrees", True),
        ("hip bend 0-89 degrees", True),
        ("hip bend 89 degrees", True),
        ("hip bend 0-90 degrees", False),
        ("hip bend up to 90 degrees", False),
        ("hip bend 90 degrees", False),
        ("hip bend 0-91 degrees", False),
        ("hip bend over 30 degrees", False),
        ("hip bend under 91 degrees", False),
        ("knee bend 0-45 degrees", False),
        ("knee bend 0-120 degrees; hip bend under 90 degrees", True),
        ("", False),
    ],
)
def test_words_on_the_hip_let_a_deep_one_in_when_they_keep_it(plain: Exercise, bent: str, kept: bool) -> None:
    assert why(plain, FAI, bent, hip_bend=110) == (None if kept else DEEP_HIP)


@pytest.mark.parametrize(
    ("condition", "fields"),
    [(KNEE, {"pattern": "squat", "knee_bend": 90}), (FAI, {"hip_bend": 90}), (ACL, {"kneeling": True})],
    ids=str,
)
def test_a_form_of_its_own_mends_the_midline_and_nothing_else(
    plain: Exercise, condition: str, fields: dict[str, Any]
) -> None:
    assert why(plain, TENDON, changed=True, past_midline=True) is None
    assert why(plain, condition, changed=True, **fields)
