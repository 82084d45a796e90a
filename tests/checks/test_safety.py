"""Whom a plan is for: pain, level, age and gates.

Every case is a plan without findings, changed on purpose in the parts named; where another rule
must fire as well, the case says why.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from glutemed.checks.registry import check_plan
from glutemed.checks.safety import SAFETY
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT_SETS, Load
from glutemed.model.plan import Caution, Decision, Dose, Passed, Plan

Base = str | tuple[str, dict[str, Any]]
Edits = Mapping[str, object]

FIRST, SECOND, THIRD = (f"/weeks/0/sessions/{index}" for index in range(3))
DRILL = f"{FIRST}/blocks/0/items/0"
MAIN = f"{FIRST}/blocks/1/items"
ONE, TWO, THREE = (f"{MAIN}/{index}" for index in range(3))

DUMBBELL = Load(kind="dumbbell", where="one in each hand", start="a light one")
BODYWEIGHT = Load(kind="bodyweight", where="", start="")
NINE = {"dose": Dose(kind="reps", reps=9)}
BANDED: dict[str, Any] = {"load": Load(kind="band", where="above the knees", start="a light one"), "kit": ("band",)}
NEXT = ONE.replace("/weeks/0", "/weeks/1")
THRUST: dict[str, Any] = {
    "exercise": "single-leg-hip-thrust",
    "name": "Thrust",
    "sides": ("left", "right"),
    "kit": ("bench", "dumbbell"),
    "load": DUMBBELL,
}
# Low demand at two sets, on one day of each of two weeks.
SORE: tuple[str, dict[str, Any]] = (
    "early",
    {
        "sessions": ("side-lying-hip-abduction; double-leg-bridge; clamshell",),
        "days": (1,),
        "weeks": 2,
        "sets": 2,
        "pain": 6,
    },
)
CHILD: tuple[str, dict[str, Any]] = ("early", {"days": (1,), "weeks": 2, "age": 14, "pain": 0, "level": "advanced"})
OLDER: tuple[str, dict[str, Any]] = (
    "mid",
    {
        "sessions": ("single-leg-squat: with hand support; hip-hitch: with hand support; single-leg-bridge",),
        "level": "advanced",
        "age": 65,
        "sets": 2,
        "reps": 10,
    },
)
TOLD: Edits = {"/decisions": (Decision(rule="P14", subject="stage", text="for the pain", sources=("R-001",)),)}

MID_3, LATE_3 = ((stage, {"pain": 3, "sets": 2}) for stage in ("mid", "late"))
PFP_SESSIONS = (
    "single-leg-squat: shallow, with hand support; hip-hitch; knee-side-plank",
    "single-leg-rdl: with hand support; lateral-step-down: with hand support; single-leg-bridge",
)
PFP: tuple[str, dict[str, Any]] = (
    "mid",
    {"condition": ("patellofemoral-pain",), "pain": 3, "sets": 2, "sessions": PFP_SESSIONS},
)
ACL: tuple[str, dict[str, Any]] = (
    "early",
    {
        "sessions": ("side-lying-hip-abduction; single-leg-bridge; clamshell",),
        "mobility": ("standing-side-bend",),
        "condition": ("acl-reconstruction",),
    },
)
PREVENTION = (
    "single-leg-squat: with hand support; hip-hitch; single-leg-bridge",
    "single-leg-rdl: with hand support; hip-hitch; single-leg-bridge",
)
ACL_MID: tuple[str, dict[str, Any]] = (
    "mid",
    {
        "sessions": ("single-leg-squat: with hand support; hip-hitch; single-leg-bridge",),
        "mobility": ("standing-side-bend",),
        "condition": ("acl-reconstruction",),
    },
)


def gates(*names: str) -> tuple[Passed, ...]:
    """Return gates as a plan names them, each to the stage that its name ends with."""
    return tuple(Passed(gate=name, to="mid" if name.endswith("mid") else "late", date="2026-12-01") for name in names)


def without(code: str) -> Callable[[tuple[Caution, ...]], tuple[Caution, ...]]:
    return lambda warnings: tuple(warning for warning in warnings if warning.code != code)


def blank(code: str) -> Callable[[tuple[Caution, ...]], tuple[Caution, ...]]:
    return lambda warnings: (*without(code)(warnings), Caution(code=code, text=""))


SILENT_PAIN = "pain is not given, and the plan does not say so"
SILENT_TESTS = "no test results are recorded, and the plan does not say so"
SILENT_YOUTH = "under 15 years, and the plan does not say to go on at pain 0 only"
SILENT_CLINICIAN = "a clinician waives the gates, and the plan does not say so"
HELD_EARLY = "rehab mid with ACL reconstruction; rehab early until the tests are recorded"
SEE_SOMEONE = "pain 6 of 10, and the plan does not say to see someone"

# base plan, what is changed, then every finding: rule, severity, path, message
BROKEN: dict[str, tuple[Base, Edits, list[tuple[str, str, str, str]]]] = {
    # ---- P14 pain
    **{
        f"silent about pain: {name}": (
            name,
            {"/warnings": change("pain-unknown")},
            [("P14", "error", "/warnings", SILENT_PAIN)],
        )
        for name, change in (("article week", without), ("early", blank), ("late", without))
    },
    "a plan at pain 8": (
        SORE,
        {"/request/pain": 8},
        [("P14", "error", "/request/pain", "pain 8 of 10: no program until someone has looked at it")],
    ),
    "late at pain 3": (LATE_3, {}, [("P14", "error", "/prescribed", "rehab late at pain 3; at most rehab mid")]),
    "prevention at pain 3": (
        ("beginner week", {"pain": 3, "sets": 2}),
        {},
        [("P14", "error", "/prescribed", "prevention at pain 3; at most rehab mid")],
    ),
    "mid at pain 6": (
        (
            "mid",
            {
                "sessions": ("side-lying-hip-abduction; split-stance-sit-to-stand",),
                "condition": ("hip-osteoarthritis",),
                "sets": 2,
                "reps": 10,
                "pain": 6,
            },
        ),
        {},
        [("P14", "error", "/prescribed", "rehab mid at pain 6; at most rehab early")],
    ),
    "mid at pain 4 with patellofemoral pain": (
        (PFP[0], {**PFP[1], "pain": 4}),
        {},
        [("P14", "error", "/prescribed", "rehab mid at pain 4 with Patellofemoral pain; above 3 only rehab early")],
    ),
    "a knee plank at pain 6": (
        SORE,
        {
            TWO: {
                "exercise": "knee-side-plank",
                "name": "Plank",
                "sides": ("left", "right"),
                "dose": Dose(kind="hold", reps=1, seconds=20),
            }
        },
        [("P14", "error", TWO, "Plank asks for moderate demand at pain 6; only low is given")],
    ),
    "a drill of moderate demand at pain 6": (
        SORE,
        {DRILL: {"exercise": "monster-walk", "name": "Monster walk", "kit": ("band",)}},
        [("P14", "error", DRILL, "Monster walk asks for moderate demand at pain 6; only low is given")],
    ),
    # P05 must fire too: pain above 2 is a reason for two sets.
    "three sets at pain 6": (
        SORE,
        {ONE: {"name": "Leg raise", "sets": 3}},
        [
            ("P05", "error", ONE, "Leg raise: 3 sets with pain above 2; at most 2"),
            ("P14", "error", ONE, "Leg raise: 3 sets at pain 6; at most 2"),
        ],
    ),
    "a repetition more at pain 6": (
        SORE,
        {NEXT: {"name": "Leg raise", **NINE}},
        [("P14", "error", NEXT, "Leg raise: repetitions may not rise at pain 6")],
    ),
    "pain 6, without a word to see someone": (
        SORE,
        {"/warnings": ()},
        [("P14", "error", "/warnings", SEE_SOMEONE)],
    ),
    # P11 must fire too: one thing rises in a week, and a load only after weeks at the top.
    "a repetition more and a band at pain 6": (
        SORE,
        {NEXT: {"name": "Leg raise", **NINE, **BANDED}},
        [
            ("P11", "error", NEXT, "Leg raise: repetitions and load rise in one week; one thing at a time"),
            (
                "P11",
                "error",
                NEXT,
                "Leg raise: another load after 0 of 2 weeks at the top of the range of Side-lying hip abduction",
            ),
            ("P14", "error", NEXT, "Leg raise: repetitions and load may not rise at pain 6"),
        ],
    ),
    "work of very high demand at pain 6": (
        (SORE[0], {**SORE[1], "weeks": 1, "level": "advanced", "equipment": dict(KIT_SETS)["gym"]}),
        {TWO: THRUST},
        [
            ("P04", "error", TWO, "Thrust belongs to mid and late"),
            ("P04", "error", TWO, "Thrust is heavy, and early holds nothing heavy"),
            ("P14", "error", TWO, "Thrust asks for very high demand at pain 6; only low is given"),
        ],
    ),
    # ---- P17 level
    "an intermediate plan for a beginner": (
        "article week",
        {"/request/level": "beginner"},
        [
            ("P17", "error", f"{session}/blocks/1/items/{index}", f"{name} asks too much of a beginner without support")
            for session, index, name in (
                (FIRST, 0, "Single-leg Romanian deadlift (RDL)"),
                (FIRST, 1, "Split squat"),
                (SECOND, 0, "Single-leg squat"),
                (SECOND, 1, "Forward step-up"),
                (SECOND, 2, "Side plank"),
            )
        ],
    ),
    "a beginner's squat without its support": (
        "mid",
        {ONE: {"name": "Squat", "variant": None, "support": None}},
        [("P17", "error", ONE, "Squat asks too much of a beginner without support")],
    ),
    "a beginner's squat with a support that no hand holds": (
        "mid",
        {ONE: {"name": "Squat", "variant": None, "support": "a step of about 10 cm"}},
        [("P17", "error", ONE, "Squat asks too much of a beginner without support")],
    ),
    "a weight on one leg in a beginner's first week": (
        "mid",
        {TWO: {"name": "Hip hitch", "load": DUMBBELL, "reserve": 4}},
        [("P17", "error", TWO, "Hip hitch carries a weight on one leg in a beginner's first week")],
    ),
    "a beginner's week that opens above the bottom of the range": (
        "early",
        {ONE: {"name": "Leg raise", "sets": 4, "dose": Dose(kind="reps", reps=10)}},
        [
            ("P17", "note", ONE, "Leg raise opens at 4 sets; the bottom of the range is 3"),
            ("P17", "note", ONE, "Leg raise opens at 10 repetitions; the bottom of the range is 8"),
        ],
    ),
    "an intermediate week that opens above the middle of the range": (
        "article week",
        {f"{SECOND}/blocks/1/items/2": {"name": "Plank", "dose": Dose(kind="hold", reps=1, seconds=31)}},
        [("P17", "note", f"{SECOND}/blocks/1/items/2", "Plank opens at 31 seconds; the middle of the range is 30")],
    ),
    "a beginner's holds above the bottom of their range": (
        ("early", {"sessions": ("isometric-hip-abduction-standing; clamshell",)}),
        {ONE: {"name": "Static abduction", "dose": Dose(kind="hold", reps=4, seconds=10)}},
        [("P17", "note", ONE, "Static abduction opens at 4 holds; the bottom of the range is 3")],
    ),
    # What is dosed in the wrong kind, or is no main work, is told so, and the next item is judged all the same.
    "a beginner's dose of the wrong kind, then one above the bottom of its range": (
        "early",
        {
            ONE: {"name": "Leg raise", "dose": Dose(kind="hold", reps=12, seconds=40)},
            THREE: {"name": "Clam", "dose": Dose(kind="reps", reps=10)},
        },
        [
            ("P05", "error", ONE, "Leg raise is dosed in repetitions without seconds"),
            ("P17", "note", THREE, "Clam opens at 10 repetitions; the bottom of the range is 8"),
        ],
    ),
    "a stretch in a beginner's main work": (
        "early",
        {TWO: {"exercise": "pigeon-pose", "name": "Stretch", "dose": Dose(kind="hold", reps=1, seconds=40)}},
        [
            ("P03", "error", TWO, "Stretch is a stretch, not strength work"),
            ("P07", "error", TWO, "Stretch belongs in mobility, not in main"),
        ],
    ),
    # ---- P17 age
    "one leg without a hand at 65 years": (
        OLDER,
        {TWO: {"name": "Hip hitch", "variant": None, "support": None}},
        [("P17", "error", TWO, "Hip hitch stands on one leg without hand support, from 65 years on")],
    ),
    "a drill on one leg without a hand at 65 years": (
        OLDER,
        {DRILL: {"exercise": "band-side-slide", "name": "Side slide", "sides": ("left", "right"), "kit": ("band",)}},
        [("P17", "error", DRILL, "Side slide stands on one leg without hand support, from 65 years on")],
    ),
    "very high demand at 65 years": (
        (
            "late",
            {
                "age": 65,
                "sets": 2,
                "reps": 10,
                "days": (1,),
                "sessions": ("skater-squat: with hand support; single-leg-hip-thrust + dumbbell",),
            },
        ),
        {},
        [("P17", "error", TWO, "Single-leg hip thrust asks for very high demand, from 65 years on")],
    ),
    "nine years": (
        ("early", {"age": 9}),
        {},
        [("P17", "error", "/request/age", "9 years: no program under 10")],
    ),
    "14 years, without a word on pain 0": (
        CHILD,
        {"/warnings": without("young")},
        [("P17", "error", "/warnings", SILENT_YOUTH)],
    ),
    "a repetition more at 14 years and pain 1": (
        CHILD,
        {"/request/pain": 1, NEXT: {"name": "Leg raise", **NINE}},
        [
            (
                "P17",
                "error",
                NEXT,
                "Leg raise: repetitions may not rise at pain 1 under 15 years",
            )
        ],
    ),
    "a repetition more at 14 years, with pain not given": (
        (CHILD[0], {**CHILD[1], "pain": None}),
        {NEXT: {"name": "Leg raise", **NINE}},
        [("P17", "error", NEXT, "Leg raise: repetitions may not rise with pain not given under 15 years")],
    ),
    "a first band at 14 years and pain 0": (
        (CHILD[0], {**CHILD[1], "weeks": 3, "reps": 15}),
        {"/weeks/2/sessions/0/blocks/1/items/2": {"name": "Clam", "dose": Dose(kind="reps", reps=8), **BANDED}},
        [("P17", "error", "/weeks/2/sessions/0/blocks/1/items/2", "Clam: load may not rise under 15 years")],
    ),
    "a harder rung at 14 years and pain 0": (
        (CHILD[0], {**CHILD[1], "weeks": 3, "reps": 15}),
        {
            "/weeks/2/sessions/0/blocks/1/items/2": {
                "exercise": "reverse-clamshell",
                "name": "Reverse clam",
                "sets": 2,
                "dose": Dose(kind="reps", reps=10),
            }
        },
        [("P17", "error", "/weeks/2/sessions/0/blocks/1/items/2", "Reverse clam: rung may not rise under 15 years")],
    ),
    # ---- P18 gates
    "mid without its tests": (
        "mid",
        {"/warnings": without("gate-unknown")},
        [("P18", "error", "/warnings", SILENT_TESTS)],
    ),
    "late with a blank in the place of its tests": (
        "late",
        {"/warnings": blank("gate-unknown")},
        [("P18", "error", "/warnings", SILENT_TESTS)],
    ),
    "mid after ACL reconstruction": (
        ACL_MID,
        {},
        [
            (
                "P18",
                "error",
                "/prescribed",
                "rehab mid with ACL reconstruction; rehab early until the tests are recorded",
            )
        ],
    ),
    "mid after ACL reconstruction, and another condition": (
        (ACL_MID[0], {**ACL_MID[1], "condition": ("low-back-pain", "acl-reconstruction")}),
        {},
        [("P18", "error", "/prescribed", HELD_EARLY)],
    ),
    "prevention after ACL reconstruction": (
        (ACL_MID[0], {**ACL_MID[1], "goal": "prevention", "sessions": PREVENTION}),
        {},
        [
            (
                "P18",
                "error",
                "/prescribed",
                "prevention with ACL reconstruction; rehab early until the tests are recorded",
            )
        ],
    ),
    "late on the word of the gate to mid": (
        "late",
        {"/warnings": without("gate-unknown"), "/passed": gates("general-mid")},
        [("P18", "error", "/warnings", SILENT_TESTS)],
    ),
    "late on the word of the gate to late alone": (
        "late",
        {"/warnings": without("gate-unknown"), "/passed": gates("general-late")},
        [("P18", "error", "/warnings", SILENT_TESTS)],
    ),
    "mid with one of two gates": (
        PFP,
        {"/warnings": without("gate-unknown"), "/passed": gates("general-mid")},
        [("P18", "error", "/warnings", SILENT_TESTS)],
    ),
    "mid after ACL reconstruction, on the word of another gate": (
        ACL_MID,
        {"/passed": gates("general-mid")},
        [("P18", "error", "/prescribed", HELD_EARLY)],
    ),
    "mid after ACL reconstruction, on the word of the gate to late alone": (
        ACL_MID,
        {"/passed": gates("acl-late")},
        [("P18", "error", "/prescribed", HELD_EARLY)],
    ),
    "prevention after ACL reconstruction, on the word of the gate to mid": (
        (ACL_MID[0], {**ACL_MID[1], "goal": "prevention", "sessions": PREVENTION}),
        {"/passed": gates("acl-mid")},
        [
            (
                "P18",
                "error",
                "/prescribed",
                "prevention with ACL reconstruction; rehab mid until the tests are recorded",
            )
        ],
    ),
    "a gate that is not there": (
        "mid",
        {"/passed": gates("general-mid", "hard-mid")},
        [("P18", "error", "/passed/1", 'there is no gate "hard-mid" to mid')],
    ),
    "a gate to another stage": (
        "mid",
        {"/passed": (Passed(gate="general-mid", to="late", date="2026-12-01"),)},
        [("P18", "error", "/passed/0", 'there is no gate "general-mid" to late')],
    ),
    "a clinician who is not on the plan": (
        ("mid", {"clinician": "A. Nowak: seen today"}),
        {"/warnings": without("clinician")},
        [("P18", "error", "/warnings", SILENT_CLINICIAN)],
    ),
}

LAWFUL: dict[str, tuple[Base, Edits]] = {
    "low demand at two sets at pain 7": (SORE, {"/request/pain": 7}),
    "mid at pain 3": (MID_3, {}),
    "mid at pain 5": (MID_3, {"/request/pain": 5}),
    "late at pain 2": (("late", {"pain": 2}), {}),
    "mid at pain 3 with patellofemoral pain": (PFP, {}),
    "early at pain 4 with patellofemoral pain": (
        ("early", {"condition": ("patellofemoral-pain",), "pain": 4, "sets": 2}),
        {},
    ),
    "a repetition less at pain 6": (SORE, {ONE: NINE, "/request/level": "advanced"}),
    "a weight on one leg in a beginner's second week": (
        ("mid", {"weeks": 3, "reps": 15, "level": "advanced", "days": (1,)}),
        {
            "/request/level": "beginner",
            "/weeks/2/sessions/0/blocks/1/items/1": {"load": DUMBBELL, "reserve": 4},
            **{f"{MAIN}/{index}/by_hand": True for index in range(3)},
        },
    ),
    "a beginner's dose set by hand": ("early", {ONE: {"by_hand": True, "sets": 4}}),
    "twelve repetitions at intermediate level": ("article week", {ONE: {"dose": Dose(kind="reps", reps=12)}}),
    "fifteen repetitions at advanced level": (
        "early",
        {"/request/level": "advanced", ONE: {"dose": Dose(kind="reps", reps=15)}},
    ),
    "hand support at 65 years": (OLDER, {}),
    "a beginner's hold at 65 years, above the shortest that older people may have": (
        (
            OLDER[0],
            {**OLDER[1], "sessions": ("single-leg-squat: with hand support; knee-side-plank; single-leg-bridge",)},
        ),
        {"/request/level": "beginner"},
    ),
    "no hand support at 64 years": (("mid", {"age": 64}), {}),
    "a repetition more at 14 years and pain 0": (CHILD, {NEXT: NINE}),
    "a repetition more at 15 years and pain 1": (
        CHILD,
        {"/request/age": 15, "/request/pain": 1, NEXT: NINE},
    ),
    "the same dose at 14 years and pain 1": (CHILD, {"/request/pain": 1}),
    "ten years": (("early", {"age": 10}), {}),
    "early after ACL reconstruction": (ACL, {}),
    "mid with its gate": ("mid", {"/warnings": without("gate-unknown"), "/passed": gates("general-mid")}),
    "mid with both gates of its condition": (
        PFP,
        {"/warnings": without("gate-unknown"), "/passed": gates("general-mid", "patellofemoral-mid")},
    ),
    "mid with its gate and the warning all the same": ("mid", {"/passed": gates("general-mid")}),
    "late with both gates": (
        "late",
        {"/warnings": without("gate-unknown"), "/passed": gates("general-mid", "general-late")},
    ),
    "mid after ACL reconstruction, with its gate": (
        ACL_MID,
        {"/warnings": without("gate-unknown"), "/passed": gates("acl-mid")},
    ),
    "prevention after ACL reconstruction, with both gates": (
        (ACL_MID[0], {**ACL_MID[1], "goal": "prevention", "sessions": PREVENTION}),
        {"/passed": gates("acl-mid", "acl-late")},
    ),
    "mid after ACL reconstruction, on a clinician's word": (
        (ACL_MID[0], {**ACL_MID[1], "clinician": "A. Nowak: tests passed"}),
        {},
    ),
}


def test_each_rule_has_three_ways_to_break_it() -> None:
    ways = Counter(rule for _, _, expected in BROKEN.values() for rule in {found[0] for found in expected})
    assert {rule for rule, *_ in SAFETY if ways[rule] < 3} == set()


@pytest.mark.parametrize("way", BROKEN)
def test_a_broken_plan_is_caught_by_its_rule_alone(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Plan], way: str
) -> None:
    name, edits, expected = BROKEN[way]
    found = check_plan(catalog, edited(base(name), edits))
    assert [(finding.rule, finding.severity, finding.path, finding.message) for finding in found] == expected


@pytest.mark.parametrize("way", LAWFUL)
def test_a_plan_just_within_a_rule_passes(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Plan], way: str
) -> None:
    name, edits = LAWFUL[way]
    assert check_plan(catalog, edited(base(name), edits)) == ()


@pytest.mark.parametrize(
    ("passed", "told"),
    [
        ((), "rehab mid until the tests are recorded"),
        (gates("acl-mid"), "rehab mid until the tests are recorded"),
        (gates("acl-mid", "acl-late"), None),
    ],
    ids=["no gate", "the gate to mid", "both gates"],
)
def test_a_condition_that_is_held_at_mid_opens_late_with_all_of_its_gates(
    catalog: Catalog,
    base: Callable[..., Plan],
    edited: Callable[..., Any],
    passed: tuple[Passed, ...],
    told: str | None,
) -> None:
    """P18: a catalogue of one's own may hold a condition at mid."""
    known = edited(catalog, {"/conditions/acl-reconstruction/held_at": "mid"})
    late = edited(base("late", condition=("acl-reconstruction",)), {"/passed": passed})
    said = [one.message for one in check_plan(known, late) if one.path == "/prescribed"]
    assert said == ([f"rehab late with ACL reconstruction; {told}"] if told else [])
