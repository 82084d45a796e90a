"""What is in a plan: each rule catches the plans that break it, says where and why, and no other rule fires.

Every case is a real plan without findings, changed on purpose in the parts named; where another
rule must fire as well, the case says why.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from glutemed.checks.registry import check_plan
from glutemed.checks.selection import SELECTION
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import STAGES, Load, StageBasis
from glutemed.model.plan import Block, Decision, Dose, Item, Plan, Reason, Session

Base = str | tuple[str, dict[str, Any]]
Edits = Mapping[str, object]

WEEK = "/weeks/0"
FIRST, SECOND, THIRD = (f"/weeks/0/sessions/{index}" for index in range(3))
ABLE: dict[str, object] = {"/request/level": "intermediate"}  # heavy work or a weight is no fault of level
ADVANCED: dict[str, object] = {"/request/level": "advanced"}  # nor is a dose above the bottom of its range
DRILL, SECOND_DRILL = (f"{session}/blocks/0/items/0" for session in (FIRST, SECOND))
MAIN = f"{FIRST}/blocks/1/items"
ONE, TWO, THREE = (f"{MAIN}/{index}" for index in range(3))
STRETCH = f"{FIRST}/blocks/2/items/1"

EARLY, MID = (StageBasis(stage=stage, basis="ruling", sources=("own",)) for stage in STAGES[:2])
BOTH = ("both",)
EACH = ("left", "right")
BODYWEIGHT = Load(kind="bodyweight", where="", start="")
BAND = Load(kind="band", where="above the knees", start="a light one")
EIGHT_TIMES = Dose(kind="reps", reps=8)
TEN_TIMES = Dose(kind="reps", reps=10)
ONE_HOLD = Dose(kind="hold", reps=1, seconds=30)
TWO_LEGGED = "the only squat, hinge, lunge or step of this session is two-legged"
UNKNOWN = "is not in the catalogue, so nothing about it can be judged"
ANKLE_WEIGHT = Load(kind="ankle-weight", where="at the ankle", start="0.5 kg")


DRILLS_ALONE = "a session without main work: drills alone are no program"
NO_DRILL: Edits = {f"{FIRST}/blocks/0/items/0/exercise": "lateral-band-walk"}


def only(*indices: int) -> Callable[[tuple[Item, ...]], tuple[Item, ...]]:
    """Keep the items at these places."""
    return lambda items: tuple(items[index] for index in indices)


def without_main(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(block for block in blocks if block.kind != "main")


def repeat_day_one(sessions: tuple[Session, ...]) -> tuple[Session, ...]:
    """Give the second day the main exercises of the first."""
    first, second, *rest = sessions
    main = [block for block in first.blocks if block.kind == "main"]
    return (first, replace(second, blocks=(second.blocks[0], *main, *second.blocks[2:])), *rest)


def unsourced(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    return tuple(Reason(rule=reason.rule, text=reason.text) for reason in reasons)


ABDUCTION_ONLY: Edits = {
    f"{session}/blocks/1/items{place}": change
    for session in (FIRST, SECOND, THIRD)
    for place, change in (
        ("", only(0, 2)),
        ("/0", {"exercise": "side-lying-hip-abduction"}),
        ("/1", {"exercise": "side-lying-hip-abduction-internal-rotation"}),
    )
}
# base plan, what is changed, then every finding: rule, path, message
BROKEN: dict[str, tuple[Base, Edits, list[tuple[str, str, str]]]] = {
    # ---- P01 kit
    "a band walk without a band": (
        ("early", {"equipment": ()}),
        {DRILL: {"exercise": "lateral-band-walk", "name": "Band walk", "kit": ("band",)}},
        [("P01", DRILL, "Band walk needs band, which is not in the kit")],
    ),
    "a load that is not in the kit": (
        ("early", {"equipment": ()}),
        {THREE: {"exercise": "clamshell", "name": "Clamshell", "load": BAND}},
        [("P01", THREE, "Clamshell needs band, which is not in the kit")],
    ),
    "two things missing for one item": (
        ("early", {"equipment": ()}),
        {DRILL: {"exercise": "lateral-band-walk", "name": "Band walk", "load": ANKLE_WEIGHT}},
        [
            ("P01", DRILL, "Band walk needs ankle-weight, which is not in the kit"),
            ("P01", DRILL, "Band walk needs band, which is not in the kit"),
        ],
    ),
    "a household substitute that the item does not name": (
        ("early", {"equipment": ()}),
        {THREE: {"exercise": "hip-hitch", "name": "Hip hitch", "kit": ("step",)}},
        [("P01", THREE, "Hip hitch needs step, which is not in the kit")],
    ),
    "another household thing than the exercise's substitute": (
        ("early", {"equipment": ()}),
        {THREE: {"exercise": "hip-hitch", "name": "Hip hitch", "kit": ("a pile of books",)}},
        [("P01", THREE, "Hip hitch needs step, which is not in the kit")],
    ),
    # ---- P03 principle
    "a two-legged rung in mid": (
        "mid",
        {TWO: {"exercise": "kickstand-rdl", "name": "Kickstand RDL"}},
        [("P03", TWO, "Kickstand RDL is a two-legged rung, not main work here")],
    ),
    # P09 must fire too: the session is left without a compound on one leg.
    "two-legged rungs for more than half of a mid session": (
        "mid",
        ADVANCED
        | {
            ONE: {"exercise": "split-stance-sit-to-stand", "name": "Split stand", "variant": None},
            TWO: {"exercise": "kickstand-rdl", "name": "Kickstand RDL"},
        },
        [
            ("P03", FIRST, "more than half are two-legged rungs: Split stand, Kickstand RDL"),
            ("P03", ONE, "Split stand is a two-legged rung, not main work here"),
            ("P03", TWO, "Kickstand RDL is a two-legged rung, not main work here"),
            ("P09", FIRST, TWO_LEGGED),
        ],
    ),
    "a two-legged rung in prevention": (
        "article week",
        {ONE: {"exercise": "kickstand-rdl", "name": "Kickstand RDL"}},
        [("P03", ONE, "Kickstand RDL is a two-legged rung, not main work here")],
    ),
    "two-legged rungs for more than half of an early session": (
        "early",
        {
            ONE: {"exercise": "double-leg-squat", "name": "Squat", "sides": BOTH},
            THREE: {"exercise": "double-leg-bridge", "name": "Bridge", "sides": BOTH},
        },
        [("P03", FIRST, "more than half are two-legged rungs: Squat, Bridge")],
    ),
    # P07 must fire too: a stretch belongs in mobility wherever it stands.
    "a stretch among the main exercises": (
        "early",
        {TWO: {"exercise": "z-sit", "name": "Z-sit"}},
        [
            ("P03", TWO, "Z-sit is a stretch, not strength work"),
            ("P07", TWO, "Z-sit belongs in mobility, not in main"),
        ],
    ),
    # P04 must fire too: the squat on both legs is for early.
    "a two-legged rung in mid, with a condition that has no use for it": (
        ("mid", {"condition": ("itb-syndrome",)}),
        {TWO: {"exercise": "double-leg-squat", "name": "Squat", "sides": BOTH}},
        [("P03", TWO, "Squat is a two-legged rung, not main work here"), ("P04", TWO, "Squat belongs to early")],
    ),
    # ---- P04 stage
    "an early exercise in mid": (
        "mid",
        {TWO: {"exercise": "clamshell", "name": "Clamshell"}},
        [("P04", TWO, "Clamshell belongs to early")],
    ),
    "a late exercise in mid": (
        "mid",
        {ONE: {"exercise": "skater-squat", "name": "Skater squat", "variant": None}},
        [("P04", ONE, "Skater squat belongs to late")],
    ),
    "an early and mid exercise in late": (
        "late",
        {TWO: {"exercise": "single-leg-bridge", "name": "Bridge"}},
        [("P04", TWO, "Bridge belongs to early and mid")],
    ),
    "an early exercise in prevention, which draws on mid and late": (
        "article week",
        {ONE: {"exercise": "reverse-clamshell", "name": "Reverse clam"}},
        [("P04", ONE, "Reverse clam belongs to early")],
    ),
    "the full side plank in early: of another stage, and heavy": (
        "early",
        ABLE | {TWO: {"exercise": "side-plank", "name": "Side plank"}},
        [
            ("P04", TWO, "Side plank belongs to mid and late"),
            ("P04", TWO, "Side plank is heavy, and early holds nothing heavy"),
        ],
    ),
    "an early exercise in a heavy form": (
        "early",
        ABLE | {THREE: {"exercise": "low-step-up", "name": "Low step-up", "variant": None}},
        [("P04", THREE, "Low step-up is heavy, and early holds nothing heavy")],
    ),
    "a weight close to failure in early": (
        "early",
        {ONE: {"name": "Leg raise", "load": ANKLE_WEIGHT, "reserve": 3}},
        [("P04", ONE, "Leg raise is heavy, and early holds nothing heavy")],
    ),
    "a drill with a weight close to failure in early": (
        "early",
        {DRILL: {"name": "Sidestep", "load": ANKLE_WEIGHT, "reserve": 3}},
        [("P04", DRILL, "Sidestep is heavy, and early holds nothing heavy")],
    ),
    # P07 must fire too: no drill is of high demand, so such a warm-up is main work.
    "a heavy warm-up in early": (
        "early",
        ABLE | {DRILL: {"exercise": "low-step-up", "name": "Low step-up", "sides": EACH}},
        [
            ("P04", DRILL, "Low step-up is heavy, and early holds nothing heavy"),
            ("P07", DRILL, "Low step-up belongs in main, not in warm-up"),
        ],
    ),
    # ---- P07 drills
    "a drill among the main exercises of mid": (
        "mid",
        {TWO: {"exercise": "monster-walk", "name": "Monster walk", "sides": BOTH}},
        [("P07", TWO, "Monster walk belongs in warm-up, not in main")],
    ),
    "a drill among the main exercises of late": (
        "late",
        {TWO: {"exercise": "backward-monster-walk", "name": "Backward walk", "sides": BOTH}},
        [("P07", TWO, "Backward walk belongs in warm-up, not in main")],
    ),
    "a drill among the main exercises of prevention": (
        "article week",
        {TWO: {"exercise": "monster-walk", "name": "Monster walk", "sides": BOTH}},
        [("P07", TWO, "Monster walk belongs in warm-up, not in main")],
    ),
    "a drill among the stretches": (
        "mid",
        {STRETCH: {"exercise": "monster-walk", "name": "Monster walk", "sides": BOTH, "dose": EIGHT_TIMES}},
        [("P07", STRETCH, "Monster walk belongs in warm-up, not in mobility")],
    ),
    "main work in the warm-up": (
        "early",
        {DRILL: {"exercise": "wall-squat", "name": "Wall squat"}},
        [("P07", DRILL, "Wall squat belongs in main, not in warm-up")],
    ),
    # It has a range of its own: other main work would break the dose of a stretch (P05) as well.
    "main work among the stretches": (
        "early",
        {STRETCH: {"exercise": "offset-bridge", "name": "Offset bridge", "dose": EIGHT_TIMES}},
        [("P07", STRETCH, "Offset bridge belongs in main, not in mobility")],
    ),
    "a stretch in the warm-up": (
        "early",
        {DRILL: {"exercise": "z-sit", "name": "Z-sit", "sides": EACH, "dose": ONE_HOLD}},
        [("P07", DRILL, "Z-sit belongs in mobility, not in warm-up")],
    ),
    # P12 must fire too: a session without main work has fewer than two main exercises.
    "a session of a drill and stretches": (
        "early",
        {f"{SECOND}/blocks": without_main},
        [
            ("P07", SECOND, "a session without main work: drills alone are no program"),
            ("P12", SECOND, "main exercises: 0; 2 to 4 are wanted"),
        ],
    ),
    # P12 must fire too, and it is the misplaced exercise that is told first.
    "a session whose only strength work is in the warm-up": (
        "early",
        {
            f"{SECOND}/blocks": without_main,
            SECOND_DRILL: {"exercise": "wall-squat", "name": "Wall squat"},
        },
        [
            ("P07", SECOND_DRILL, "Wall squat belongs in main, not in warm-up"),
            ("P07", SECOND, "a session without main work: drills alone are no program"),
            ("P12", SECOND, "main exercises: 0; 2 to 4 are wanted"),
        ],
    ),
    # P09 must fire too: without main work there is no compound either, and mid needs one.
    "a mid session whose main block is empty": (
        "mid",
        {f"{SECOND}/blocks/1/items": ()},
        [
            ("P07", SECOND, "a session without main work: drills alone are no program"),
            ("P09", SECOND, "no squat, hinge, lunge or step in this session"),
            ("P12", SECOND, "main exercises: 0; 2 to 4 are wanted"),
        ],
    ),
    "a sidestep among the main exercises, which only a trial for gluteal tendinopathy had": (
        "early",
        {THREE: {"exercise": "sidestep", "name": "Side work", "sides": BOTH}, **NO_DRILL},
        [("P07", THREE, "Side work belongs in warm-up, not in main")],
    ),
    "a monster walk among the main exercises, with another condition than the trial's": (
        ("late", {"condition": ("achilles-tendinopathy",)}),
        {THREE: {"exercise": "monster-walk", "name": "Monster walk", "sides": BOTH, "dose": TEN_TIMES, "sets": 3}},
        [("P07", THREE, "Monster walk belongs in warm-up, not in main")],
    ),
    # P12 and P13 must fire too: one main exercise is too few, and one pattern a week.
    "sidesteps only, even with the condition whose trial had them": (
        "gluteal tendinopathy",
        {f"{session}/blocks/0/items": only(2) for session in (FIRST, SECOND, THIRD)},
        [
            *(("P07", session, DRILLS_ALONE) for session in (FIRST, SECOND, THIRD)),
            *(("P12", session, "main exercises: 1; 2 to 4 are wanted") for session in (FIRST, SECOND, THIRD)),
            ("P13", WEEK, "fewer than two movement patterns in the week"),
        ],
    ),
    # ---- P08 stable: by the words of the item
    "a squat on a BOSU": (
        "mid",
        {ONE: {"name": "Squat on a BOSU"}},
        [("P08", ONE, "Squat on a BOSU uses an unstable surface")],
    ),
    "a form on a balance-pad": (
        "early",
        {THREE: {"name": "Clam", "variant": "on a balance-pad"}},
        [("P08", THREE, "Clam uses an unstable surface")],
    ),
    "a foot on foam for support": (
        "early",
        {STRETCH: {"name": "Side bend", "support": "one foot on Foam"}},
        [("P08", STRETCH, "Side bend uses an unstable surface")],
    ),
    "a stability ball to have ready": (
        "early",
        {TWO: {"name": "Plank", "kit": ("a stability ball",)}},
        [("P08", TWO, "Plank uses an unstable surface")],
    ),
    # P15 must fire too: the exercise is not in the catalogue.
    "an unknown exercise on a wobble board": (
        "early",
        {TWO: {"exercise": "wobble-board-squat", "name": "Board squat"}},
        [("P08", TWO, "Board squat uses an unstable surface"), ("P15", TWO, f"wobble-board-squat {UNKNOWN}")],
    ),
    # ---- P09 integrated
    "a mid session of hitches and a plank": (
        "mid",
        {ONE: {"exercise": "hip-hitch-toe-tap", "name": "Toe tap", "variant": None}},
        [("P09", FIRST, "no squat, hinge, lunge or step in this session")],
    ),
    "a prevention session without a compound": (
        "article week",
        {
            ONE: {"exercise": "hip-hitch-toe-tap", "name": "Toe tap"},
            TWO: {"exercise": "bridge-march", "name": "Bridge march"},
        },
        [("P09", FIRST, "no squat, hinge, lunge or step in this session")],
    ),
    "a late session without a compound": (
        "late",
        {
            f"{THIRD}/blocks/1/items/0": {"exercise": "hip-hitch-leg-swing", "name": "Leg swing"},
            f"{THIRD}/blocks/1/items/1": {"exercise": "single-leg-hip-thrust", "name": "Hip thrust"},
        },
        [("P09", THIRD, "no squat, hinge, lunge or step in this session")],
    ),
    # P07 must fire too: a compound is main work wherever it stands, and no drill is one.
    "a mid session with its compound in the warm-up": (
        "mid",
        {
            **ABLE,
            DRILL: {"exercise": "low-step-up", "name": "Low step-up", "sides": EACH},
            ONE: {"exercise": "hip-hitch-toe-tap", "name": "Toe tap", "variant": None},
        },
        [
            ("P07", DRILL, "Low step-up belongs in main, not in warm-up"),
            ("P09", FIRST, "no squat, hinge, lunge or step in this session"),
        ],
    ),
    # P03 must fire too: two-legged work is no main work in prevention.
    "a prevention session whose only compound is two-legged": (
        "article week",
        {
            ONE: {"exercise": "hip-hitch-toe-tap", "name": "Toe tap", "load": BODYWEIGHT},
            TWO: {"exercise": "kickstand-rdl", "name": "Kickstand RDL"},
        },
        [("P03", TWO, "Kickstand RDL is a two-legged rung, not main work here"), ("P09", FIRST, TWO_LEGGED)],
    ),
    # ---- P13 varied
    "the same main exercise twice": (
        "early",
        {ONE: {"exercise": "clamshell"}, THREE: {"exercise": "clamshell"}},
        [("P13", FIRST, "clamshell stands 2 times in one session")],
    ),
    "the same stretch twice": (
        "early",
        {f"{FIRST}/blocks/2/items/0": {"exercise": "z-sit"}, STRETCH: {"exercise": "z-sit"}},
        [("P13", FIRST, "z-sit stands 2 times in one session")],
    ),
    # P07 must fire too: an exercise belongs in one block, so it is misplaced in the other.
    "an exercise in the warm-up and among the main ones": (
        "early",
        {DRILL: {"exercise": "clamshell", "name": "Clam", "sides": EACH}, THREE: {"exercise": "clamshell"}},
        [
            ("P07", DRILL, "Clam belongs in main, not in warm-up"),
            ("P13", FIRST, "clamshell stands 2 times in one session"),
        ],
    ),
    "one movement pattern in the week": (
        "early",
        ABDUCTION_ONLY,
        [("P13", WEEK, "fewer than two movement patterns in the week")],
    ),
    "the same main exercises on neighbouring days of prevention": (
        "article week",
        {f"{WEEK}/sessions": repeat_day_one},
        [("P13", SECOND, "the same main exercises as the session before")],
    ),
    # ---- P15 explained
    "an item without reasons": (
        "early",
        {ONE: {"name": "Leg raise", "reasons": ()}},
        [("P15", ONE, "Leg raise lacks a rule or a source for a reason")],
    ),
    "a stretch whose reasons name no source": (
        "early",
        {STRETCH: {"name": "Side bend"}, f"{STRETCH}/reasons": unsourced},
        [("P15", STRETCH, "Side bend lacks a rule or a source for a reason")],
    ),
    "a reason that names no rule": (
        "early",
        {DRILL: {"name": "Sidestep"}, f"{DRILL}/reasons/0/rule": ""},
        [("P15", DRILL, "Sidestep lacks a rule or a source for a reason")],
    ),
    # Nothing else is told of it: no other rule can judge what is not known.
    "an exercise that the catalogue does not know, for one side and without reasons": (
        "early",
        {TWO: {"exercise": "flying-clam", "name": "Clamshell", "sides": ("left",), "reasons": ()}},
        [("P15", TWO, f"flying-clam {UNKNOWN}")],
    ),
    "an unknown exercise in every block, told before what lacks reasons": (
        "early",
        {
            DRILL: {"exercise": "moon-walk"},
            ONE: {"name": "Leg raise", "reasons": ()},
            TWO: {"exercise": "flying-clam"},
            STRETCH: {"exercise": ""},
        },
        [
            ("P15", DRILL, f"moon-walk {UNKNOWN}"),
            ("P15", TWO, f"flying-clam {UNKNOWN}"),
            ("P15", STRETCH, f" {UNKNOWN}"),
            ("P15", ONE, "Leg raise lacks a rule or a source for a reason"),
        ],
    ),
    # P05 must fire too: what follows on an unknown exercise is judged all the same.
    "an unknown exercise, before five sets of a known one": (
        "early",
        {TWO: {"exercise": "flying-clam"}, THREE: {"name": "Clam", "sets": 5}},
        [("P05", THREE, "Clam: 5 sets; at most 4"), ("P15", TWO, f"flying-clam {UNKNOWN}")],
    ),
    # An item names its exercise by id: a name or an alias, which people may type, is not known here.
    "an exercise of the catalogue by its name, in another session": (
        "early",
        {f"{THIRD}/blocks/1/items/2/exercise": "Clamshell"},
        [("P15", f"{THIRD}/blocks/1/items/2", f"Clamshell {UNKNOWN}")],
    ),
    "a change without a source": (
        "beginner week",
        {"/decisions/1": {"subject": "split-squat", "sources": ()}},
        [("P15", "/decisions/1", "split-squat lacks a rule or a source")],
    ),
    "a change without a rule": (
        "early",
        {"/decisions": (Decision(rule="", subject="clamshell", text="left out", sources=("A13",)),)},
        [("P15", "/decisions/0", "clamshell lacks a rule or a source")],
    ),
    "another stage than was asked for, without a word": (
        "early",
        {"/request/stage": "late"},
        [("P15", "/prescribed", "rehab late was asked for and rehab early is given, without a word on why")],
    ),
    "rehab where prevention was asked for, told about an exercise only": (
        "mid",
        {"/request": {"goal": "prevention", "stage": None}},
        [("P15", "/prescribed", "prevention was asked for and rehab mid is given, without a word on why")],
    ),
}

LAWFUL: dict[str, tuple[Base, Edits]] = {
    "another stage than was asked for, with the decision": (
        "early",
        {
            "/request/stage": "late",
            "/decisions": (Decision(rule="P14", subject="stage", text="for the pain", sources=("R-001",)),),
        },
    ),
    "another goal than was asked for, with the decision": (
        "mid",
        {
            "/request": {"goal": "prevention", "stage": None},
            "/decisions": (Decision(rule="P14", subject="goal", text="for the pain", sources=("R-001",)),),
        },
    ),
    "an exercise of late alone, in prevention": (
        ("article week", {"level": "advanced"}),
        {f"{SECOND}/blocks/1/items/0": {"exercise": "skater-squat"}},
    ),
    "a two-legged rung for one of three main exercises of mid, with knee osteoarthritis": (
        ("mid", {"condition": ("knee-osteoarthritis",), "mobility": (), "sets": 2, "reps": 10}),
        {TWO: {"exercise": "kickstand-rdl", "kit": ()}},
    ),
    "a two-legged hinge as the only compound of mid, with hip osteoarthritis": (
        ("mid", {"condition": ("hip-osteoarthritis",), "sets": 2, "reps": 10}),
        {ONE: {"exercise": "kickstand-rdl", "variant": None, "support": None}},
    ),
    "a sidestep beside other main work, with gluteal tendinopathy": ("gluteal tendinopathy", {}),
    "a monster walk beside other main work, with ITB syndrome": (
        ("late", {"condition": ("itb-syndrome",)}),
        {THREE: {"exercise": "monster-walk", "sides": BOTH, "dose": TEN_TIMES, "load": BAND, "kit": ("band",)}},
    ),
    "the household substitute, named on the item": (
        ("early", {"equipment": ()}),
        {THREE: {"exercise": "hip-hitch", "kit": ("the bottom stair",)}},
    ),
    "a piece of kit that is there, in place of its substitute": (
        "early",
        {THREE: {"exercise": "hip-hitch", "kit": ("step",)}},
    ),
    "a two-legged rung for one of three early exercises": (
        "early",
        {THREE: {"exercise": "double-leg-bridge", "sides": BOTH}},
    ),
    "a late exercise in early, in a form that belongs to early": (
        "early",
        {TWO: {"exercise": "side-plank-hip-abduction", "variant": "from the knees"}},
    ),
    "a heavy exercise in early, hand supported": (
        "early",
        {THREE: {"exercise": "low-step-up", "variant": "with hand support"}},
    ),
    "a weight in early with 4 repetitions left": (
        "early",
        {ONE: {"load": ANKLE_WEIGHT, "reserve": 4}},
    ),
    "a band in early": ("early", {THREE: {"load": BAND, "reserve": 2}}),
    "an exercise of mid and late in prevention": ("article week", {ONE: {"exercise": "lunge-forward"}}),
    "one compound in a prevention session": ("article week", {TWO: {"exercise": "bridge-march"}}),
    "neighbouring days of prevention that share all but one exercise": (
        "article week",
        {f"{WEEK}/sessions": repeat_day_one, f"{SECOND}/blocks/1/items/1/exercise": "lunge-sideways"},
    ),
    "the same main exercises every day of rehab": ("early", {f"{WEEK}/sessions": repeat_day_one}),
}


def test_every_rule_about_what_is_in_a_plan_has_three_ways_to_break_it() -> None:
    ways = Counter(rule for _, _, expected in BROKEN.values() for rule in {found[0] for found in expected})
    assert {rule for rule, *_ in SELECTION if ways[rule] < 3} == set()


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
    "exercise, place",
    [("clamshell", THREE), ("sidestep", DRILL), ("standing-side-bend", STRETCH)],
    ids=["main", "warm-up", "mobility"],
)
def test_an_unstable_surface_is_caught_in_every_block(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Any], exercise: str, place: str
) -> None:
    """P08: the catalogue has no unstable exercise, so one of it is made unstable."""
    one_day = edited(base("early"), {f"{WEEK}/sessions": lambda sessions: sessions[:1]})
    plan = edited(one_day, {place: {"exercise": exercise, "name": "Shaky work"}})
    shaky = edited(catalog, {f"/exercises/{exercise}/surface": "unstable"})
    found = [(finding.rule, finding.path, finding.message) for finding in check_plan(shaky, plan)]
    assert found == [("P08", place, "Shaky work uses an unstable surface")]
    assert check_plan(catalog, plan) == ()


def test_a_form_is_judged_by_its_own_stages_and_demand(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Any]
) -> None:
    """P04: a late exercise in a form for early; then the form is for mid, then heavy."""
    place = {TWO: {"exercise": "side-plank-hip-abduction", "name": "Star plank", "variant": "from the knees"}}
    plan = edited(base("early"), ABLE | place)
    form = "/exercises/side-plank-hip-abduction/forms/0"
    for_early = edited(catalog, {f"{form}/stages": (EARLY,)})
    for_mid = edited(catalog, {f"{form}/stages": (MID,)})
    heavy = edited(for_early, {f"{form}/demand": "high"})
    assert check_plan(for_early, plan) == ()
    assert [finding.message for finding in check_plan(for_mid, plan)] == ["Star plank belongs to mid"]
    assert [finding.message for finding in check_plan(heavy, plan)] == [
        "Star plank is heavy, and early holds nothing heavy"
    ]


def test_a_squat_that_is_not_done_standing_is_no_compound(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Any]
) -> None:
    """P09: the squat is the only compound of the first and the third day."""
    kneeling = edited(catalog, {"/exercises/single-leg-squat/position": "kneeling"})
    plan = edited(base("mid"), {ONE: {"exercise": "single-leg-squat"}})
    found = check_plan(kneeling, plan)
    assert [(finding.rule, finding.path) for finding in found] == [("P09", FIRST), ("P09", THIRD)]


def test_findings_point_into_the_week_that_breaks_the_rule(
    catalog: Catalog, base: Callable[..., Plan], edited: Callable[..., Plan]
) -> None:
    two_weeks, item = base("early", weeks=2), "/weeks/1/sessions/2/blocks/1/items/1"
    found = check_plan(catalog, edited(two_weeks, {f"{item}/reasons": ()}))
    assert [(finding.rule, finding.path) for finding in found] == [("P15", item)]
    second_week = {pointer.replace("/weeks/0", "/weeks/1"): change for pointer, change in ABDUCTION_ONLY.items()}
    found = check_plan(catalog, edited(two_weeks, {**ABDUCTION_ONLY, **second_week}))
    assert [(finding.rule, finding.path) for finding in found] == [("P13", WEEK), ("P13", "/weeks/1")]
