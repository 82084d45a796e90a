"""What the user, a condition and the sore side rule out, and which hips are trained.

Every case is a plan without findings, changed on purpose in the parts named; where another rule
must fire as well, the case says why.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from glutemed.checks.conditions import CONDITIONS
from glutemed.checks.registry import check_plan
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Dose, Plan, Reason

Base = str | tuple[str, dict[str, Any]]
Edits = Mapping[str, object]

FIRST, SECOND, THIRD = (f"/weeks/0/sessions/{index}" for index in range(3))
DRILL = f"{FIRST}/blocks/0/items/0"
MAIN = f"{FIRST}/blocks/1/items"
ONE, TWO, THREE = (f"{MAIN}/{index}" for index in range(3))
STRETCH = f"{FIRST}/blocks/2/items/1"

BOTH = ("both",)
FIVE = Dose(kind="reps", reps=5)
HOLD = Dose(kind="hold", reps=1, seconds=20)
IMPINGEMENT = "FAI syndrome (femoroacetabular impingement)"
PILLOW = "a pillow between the knees so that the leg does not drop past midline; do not lie on the sore side"
SPARED = (Reason(rule="P02", text="the left side is sore", sources=("GT-LEAFLETS",)),)

# Mid weeks whose every item has what the condition asks for.
PFP: Base = (
    "mid",
    {
        "sessions": (
            "single-leg-squat: shallow, with hand support; hip-hitch; knee-side-plank",
            "single-leg-rdl: with hand support; lateral-step-down: with hand support; single-leg-bridge",
        ),
        "condition": ("patellofemoral-pain",),
    },
)
FAI: Base = ("mid", {"condition": ("fai-syndrome",), "mobility": ("figure-four-stretch", "standing-side-bend")})
ACL: Base = (
    "early",
    {
        "sessions": ("side-lying-hip-abduction; single-leg-bridge; clamshell",),
        "mobility": ("standing-side-bend",),
        "condition": ("acl-reconstruction",),
    },
)
# Sore on the left: what trains the right hip lying on the left is left out.
LEFT: tuple[str, dict[str, Any]] = (
    "gluteal tendinopathy",
    {
        "sessions": (
            "clamshell; double-leg-bridge; isometric-hip-abduction-standing",
            "knee-side-plank; hip-hitch: from level up only; double-leg-squat",
        ),
        "warm_up": ("sidestep",),
    },
)
MIRRORED: Base = (LEFT[0], {**LEFT[1], "side": "right"})
UNKNOWN_SIDE: tuple[str, dict[str, Any]] = (
    "gluteal tendinopathy",
    {
        "sessions": ("isometric-hip-abduction-supine; double-leg-bridge; hip-hitch: from level up only",),
        "warm_up": ("sidestep",),
        "side": None,
    },
)
OA: Base = (
    "early",
    {
        "condition": ("knee-osteoarthritis",),
        "mobility": ("standing-side-bend",),
        "sets": 2,
        "reps": 10,
    },
)

SPARING = ("side-lying-hip-abduction; knee-side-plank; single-leg-bridge",)


def asks(name: str, condition: str, what: str) -> str:
    return f"{name} with {condition}: {what} is asked for, and the item does not say so"


def done(exercise: str, name: str, **fields: object) -> dict[str, object]:
    return {"exercise": exercise, "name": name, "variant": None, **fields}


# base plan, what is changed, then every finding: rule, path, message
BROKEN: dict[str, tuple[Base, Edits, list[tuple[str, str, str]]]] = {
    # ---- P02 what the user says
    "an excluded exercise, on each of its days": (
        "early",
        {"/request/exclude": ("side-lying-hip-abduction",)},
        [
            ("P02", ONE, "Side-lying hip abduction was excluded"),
            ("P02", f"{THIRD}/blocks/1/items/0", "Side-lying hip abduction was excluded"),
        ],
    ),
    "an excluded drill": (
        ("early", {"days": (1,)}),
        {"/request/exclude": ("sidestep",)},
        [("P02", DRILL, "Sidestep was excluded")],
    ),
    "something asked for that is missing": (
        "mid",
        {"/request/include": ("wall-press",)},
        [("P02", "/weeks", "wall-press was asked for and is not in the plan")],
    ),
    # ---- P02 notes of conditions
    "a deep squat with patellofemoral pain, which has a shallow form": (
        PFP,
        {ONE: done("single-leg-squat", "Squat", support="fingertips on a wall", range="knee bend 0-45 degrees")},
        [
            ("P02", ONE, asks("Squat", "Patellofemoral pain", 'the form "shallow, with hand support"')),
        ],
    ),
    "a step without its range and its low step": (
        PFP,
        {
            f"{SECOND}/blocks/1/items/1": {
                "name": "Step-down",
                "range": None,
                "support": "one hand on a handrail or wall",
            }
        },
        [
            ("P02", f"{SECOND}/blocks/1/items/1", asks("Step-down", "Patellofemoral pain", what))
            for what in ('the range "knee bend 0-45 degrees"', 'the support "a step of about 10 cm"')
        ],
    ),
    "a hinge with FAI syndrome to the end of its range": (
        FAI,
        {f"{SECOND}/blocks/1/items/0": {"name": "Hinge", "range": None}},
        [
            ("P02", f"{SECOND}/blocks/1/items/0", asks("Hinge", IMPINGEMENT, 'the range "hip bend under 90 degrees"')),
        ],
    ),
    "a reverse clamshell with FAI syndrome": (
        (
            "early",
            {"condition": ("fai-syndrome",), "sessions": ("clamshell; knee-side-plank; side-lying-hip-abduction",)},
        ),
        {ONE: {"exercise": "reverse-clamshell", "name": "Reverse clam"}},
        [("P02", ONE, f"Reverse clam is left out with {IMPINGEMENT}")],
    ),
    "a knee plank after ACL reconstruction": (
        ACL,
        {TWO: {"exercise": "knee-side-plank", "name": "Plank", "dose": HOLD}},
        [("P02", TWO, "Plank is left out with ACL reconstruction")],
    ),
    "a knee plank with knee osteoarthritis, without the towel": (
        OA,
        {TWO: {"name": "Plank", "support": "a mat"}},
        [
            ("P02", TWO, asks("Plank", "Knee osteoarthritis", 'the support "a folded towel under the knee"')),
        ],
    ),
    "two conditions, of which the second rules out a stretch": (
        ("early", {"condition": ("itb-syndrome", "hip-osteoarthritis"), "sets": 2, "reps": 10}),
        {STRETCH: {"exercise": "pigeon-pose", "name": "Pigeon"}},
        [("P02", STRETCH, "Pigeon is left out with Hip osteoarthritis")],
    ),
    "two conditions that both rule out a stretch": (
        ("early", {"condition": ("fai-syndrome", "hip-osteoarthritis"), "sets": 2, "reps": 10, "sessions": SPARING}),
        {STRETCH: {"exercise": "pigeon-pose", "name": "Pigeon"}},
        [("P02", STRETCH, f"Pigeon is left out with {name}") for name in (IMPINGEMENT, "Hip osteoarthritis")],
    ),
    # ---- P02 the sore side
    "a clamshell for the right hip, lying on the sore left side": (
        LEFT,
        {ONE: {"name": "Clam", "sides": ("left", "right")}},
        [("P02", ONE, "Clam for the right hip lies on the sore left side")],
    ),
    # P16 must fire too: the hip that may be trained is the other one.
    "a side plank on the sore left side only": (
        LEFT,
        {f"{SECOND}/blocks/1/items/0": {"name": "Plank", "sides": ("left",)}},
        [
            ("P02", f"{SECOND}/blocks/1/items/0", "Plank for the left hip lies on the sore left side"),
            ("P16", f"{SECOND}/blocks/1/items/0", "Plank trains left, not left and right"),
        ],
    ),
    "lying on the side, where the sore side is not given": (
        UNKNOWN_SIDE,
        {TWO: done("clamshell", "Clam", sides=("left", "right"), support=PILLOW)},
        [("P02", TWO, "Clam lies on the side, and the sore side is not given")],
    ),
    "lying on the side, where both are sore": (
        (UNKNOWN_SIDE[0], {**UNKNOWN_SIDE[1], "side": "both"}),
        {TWO: done("knee-side-plank", "Plank", sides=("left", "right"), dose=HOLD)},
        [("P02", TWO, "Plank lies on the side, and both sides are sore")],
    ),
    # ---- P16 sides
    "only the left hip": (
        "early",
        {ONE: {"name": "Leg raise", "sides": ("left",)}},
        [("P16", ONE, "Leg raise trains left, not left and right")],
    ),
    "the left hip twice and the right not at all": (
        "early",
        {ONE: {"name": "Leg raise", "sides": ("left", "left")}},
        [("P16", ONE, "Leg raise trains left and left, not left and right")],
    ),
    "the left hip twice": (
        "early",
        {ONE: {"name": "Leg raise", "sides": ("left", "right", "left")}},
        [("P16", ONE, "Leg raise trains left and right and left, not left and right")],
    ),
    "a one-sided exercise as two-legged work": (
        "early",
        {ONE: {"name": "Leg raise", "sides": BOTH}},
        [("P16", ONE, "Leg raise trains both, not left and right")],
    ),
    "a two-legged drill done for each side": (
        "early",
        {DRILL: {"name": "Sidestep", "sides": ("left", "right")}},
        [("P16", DRILL, "Sidestep trains left and right, not both")],
    ),
    "a stretch of neither side": (
        "early",
        {STRETCH: {"name": "Side bend", "sides": ()}},
        [("P16", STRETCH, "Side bend trains no side, not left and right")],
    ),
    "one hip only, since a side is sore, without the condition that spares it": (
        ("early", {"side": "left"}),
        {THREE: {"name": "Clam", "sides": ("left",), "reasons": SPARED}},
        [("P16", THREE, "Clam trains left, not left and right")],
    ),
    "one hip only in an exercise that spares the sore side anyway": (
        LEFT,
        {
            f"{SECOND}/blocks/1/items/2": done(
                "offset-bridge", "Bridge", sides=("left",), sets=2, dose=FIVE, reasons=SPARED
            )
        },
        [("P16", f"{SECOND}/blocks/1/items/2", "Bridge trains left, not left and right")],
    ),
    "the other hip first": (
        ("early", {"side": "right", "days": (1,)}),
        {THREE: {"name": "Clam", "sides": ("left", "right")}},
        [("P16", THREE, "Clam trains the left hip first, not the right")],
    ),
    "one hip only, without a word on why": (
        LEFT,
        {f"{ONE}/reasons": lambda reasons: reasons[:1], ONE: {"name": "Clam"}},
        [("P16", ONE, "Clam trains the left hip only, without a word on why")],
    ),
}

LAWFUL: dict[str, tuple[Base, Edits]] = {
    "patellofemoral pain, with the shallow form and the low step": (PFP, {}),
    "FAI syndrome, with hinges under 90 degrees": (FAI, {}),
    "an early week after ACL reconstruction": (ACL, {}),
    "a range that says more than the condition asks for, in capitals": (
        PFP,
        {ONE: {"range": "slowly; KNEE BEND 0-45 degrees; pelvis level"}},
    ),
    "a sore left side: clamshells for the left hip, a plank on the right": (LEFT, {}),
    "a sore right side, mirrored": (MIRRORED, {}),
    "nothing side-lying, where the sore side is not given": (UNKNOWN_SIDE, {}),
    "the right side first, where no side is given": ("early", {ONE: {"sides": ("right", "left")}}),
    "the right side first, where both are sore": (
        "early",
        {"/request/side": "both", ONE: {"sides": ("right", "left")}},
    ),
    "an excluded exercise that is not there, and one that was asked for and is": (
        "early",
        {"/request/exclude": ("hop",), "/request/include": ("clamshell",)},
    ),
}


def test_each_rule_has_three_ways_to_break_it() -> None:
    ways = Counter(rule for _, _, expected in BROKEN.values() for rule in {found[0] for found in expected})
    assert {rule for rule, *_ in CONDITIONS if ways[rule] < 3} == set()


@pytest.mark.parametrize("way", BROKEN)
def test_a_broken_plan_is_caught_by_its_rule_alone(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Plan], way: str
) -> None:
    name, edits, expected = BROKEN[way]
    found = check_plan(catalog, edited(base(name), edits))
    assert [(finding.rule, finding.path, finding.message) for finding in found] == expected
    assert {finding.severity for finding in found} == {"error"}


@pytest.mark.parametrize("way", LAWFUL)
def test_a_plan_just_within_a_rule_passes(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Plan], way: str
) -> None:
    name, edits = LAWFUL[way]
    assert check_plan(catalog, edited(base(name), edits)) == ()


@pytest.mark.parametrize(
    "condition, exercise, why",
    [
        ("gluteal-tendinopathy", "standing-side-bend", "no stretches while sore"),
        ("gluteal-tendinopathy", "hip-hitch", "it goes past the midline"),
        ("fai-syndrome", "pigeon-pose", "it takes the joint where it should not go"),
        ("fai-syndrome", "z-sit", "it takes the joint where it should not go"),
        ("fai-syndrome", "lunge-forward", "the hip bends to 90 degrees or more"),
        ("patellofemoral-pain", "lateral-step-up", "the knee bends past 45 degrees"),
        ("acl-reconstruction", "figure-four-stretch", "it takes the joint where it should not go"),
        ("acl-reconstruction", "hop", "no impact"),
        ("acl-reconstruction", "lunge-transverse", "no pivot"),
        ("acl-reconstruction", "knee-side-plank-clam", "no kneeling"),
        ("achilles-tendinopathy", "hop", "no impact"),
        ("knee-osteoarthritis", "hop", "no impact"),
        ("knee-osteoarthritis", "z-sit", "it takes the joint where it should not go"),
        ("hip-osteoarthritis", "hop", "no impact"),
        ("hip-osteoarthritis", "pigeon-pose", "it takes the joint where it should not go"),
    ],
)
def test_the_rulings_hold_where_an_exercise_has_no_note(
    catalog: Catalog, plan_of: Callable[..., Plan], edited: Callable[..., Any], condition: str, exercise: str, why: str
) -> None:
    """P02: what section 5 rules out is judged by the fields of the exercise too, not by the notes alone."""
    silent = edited(catalog, {f"/exercises/{exercise}/conditions": ()})
    known = silent.exercise(exercise)
    place = {"mobility" if known.mechanism == "mobility" else "main": f"{exercise}"}
    main, mobility = place.get("main", "single-leg-bridge"), (place["mobility"],) if "mobility" in place else ()
    plan = plan_of((main,), mobility=mobility, condition=(condition,), stage="late")
    if not mobility:
        plan = edited(plan, {f"{ONE}/range": None})
    told = [finding for finding in check_plan(silent, plan) if finding.rule == "P02" and finding.path.startswith(FIRST)]
    assert [finding.message for finding in told] == [
        f"{known.name} is left out with {catalog.condition(condition).name}: {why}"
    ]
    with_note = [finding for finding in check_plan(catalog, plan) if finding.path == told[0].path]
    if any(note.condition == condition for note in catalog.exercise(exercise).conditions):  # type: ignore[union-attr]  # it is there
        assert why not in " ".join(finding.message for finding in with_note)


@pytest.mark.parametrize(
    "condition, exercise, range",
    [
        ("fai-syndrome", "lunge-forward", "hip bend under 80 degrees"),
        ("patellofemoral-pain", "lateral-step-up", "Knee bend up to 30 degrees"),
        ("patellofemoral-pain", "low-step-up", None),  # 45 degrees
        ("patellofemoral-pain", "wall-press", None),  # the knee that bends is not the one stood on
        ("fai-syndrome", "single-leg-rdl", None),  # 85 degrees
    ],
)
def test_a_small_bend_or_a_range_on_the_item_keeps_to_the_rulings(
    catalog: Catalog,
    plan_of: Callable[..., Plan],
    edited: Callable[..., Any],
    condition: str,
    exercise: str,
    range: str,
) -> None:
    silent = edited(catalog, {f"/exercises/{exercise}/conditions": ()})
    plan = edited(plan_of((exercise,), mobility=(), condition=(condition,), stage="late"), {f"{ONE}/range": range})
    assert [finding for finding in check_plan(silent, plan) if finding.rule == "P02" and finding.path == ONE] == []


@pytest.mark.parametrize(
    ("rule", "text", "told"),
    [
        ("P16", "for the left hip only", True),
        ("P02", "the left side is sore", True),
        ("P02", "a stretch", False),
        ("P02", "changed for Gluteal tendinopathy: the hip is sore", False),
        ("P04", "the left side is sore", False),
    ],
)
def test_one_hip_alone_is_explained_by_the_sore_side_and_by_nothing_else(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Plan], rule: str, text: str, told: bool
) -> None:
    """P16: what a condition changes in an exercise does not say why one hip is left out."""
    reason = Reason(rule=rule, text=text, sources=("GT-LEAFLETS",))
    found = check_plan(catalog, edited(base(LEFT), {ONE: {"name": "Clam", "reasons": (reason,)}}))
    alone = ("P16", ONE, "Clam trains the left hip only, without a word on why")
    assert [(one.rule, one.path, one.message) for one in found] == ([] if told else [alone])


def test_a_form_that_is_not_there_is_asked_for_by_its_id(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Any]
) -> None:
    """P02: a catalogue that no one validated is no way around what a condition asks for."""
    note = "/exercises/single-leg-squat/conditions"
    place = [one.condition for one in catalog.exercise("single-leg-squat").conditions].index("patellofemoral-pain")  # type: ignore[union-attr]  # it is there
    found = check_plan(edited(catalog, {f"{note}/{place}/form": "no-such"}), base(PFP))
    assert asks("Single-leg squat", "Patellofemoral pain", 'the form "no-such"') in [one.message for one in found]
