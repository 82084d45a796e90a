"""The catalogue's own checks, of the whole, of entries, ladders and figures: the real one passes each, and each catches
what is broken on purpose.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from glutemed.checks.catalog import CHECKS, check_catalog
from glutemed.checks.finding import CatalogFinding
from glutemed.checks.screening import SCREENING
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import STAGES, DoseLimits, Exercise, Form, Pattern, StageBasis, Substitute

Edits = Mapping[str, object]

CHECK = {check.__name__: check for check in CHECKS if check not in SCREENING}  # those are in test_screening.py

CLAM = "/exercises/clamshell"
STEP_UP = "/exercises/low-step-up"
STAR = "/exercises/side-plank-hip-abduction"
RANGE_ALONE = {"form": None, "support": "", "range": "0 to 45 degrees"}
LEFT_OUT = {"action": "avoid", "form": None, "support": "", "range": ""}
EARLY, MID, LATE = (StageBasis(stage=stage, basis="ruling", sources=("own",)) for stage in STAGES)


BENT = "bending or hinging on one leg is"
EASED = Form(id="shallow", name="s", demand="moderate", range="0 to 45 degrees", how="less", sources=("own",))
EASY_HOP = Form(id="held", name="held", demand="high", support="a hand on a wall", how="held", sources=("own",))


def adding(*more: object) -> Callable[[tuple[object, ...]], tuple[object, ...]]:
    return lambda rows: (*rows, *more)


def again(value: str, field: str = "id") -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """Repeat the row of an id, or of another field's value."""
    return lambda rows: (*rows, next(row for row in rows if getattr(row, field) == value))


def keep(*ids: str) -> Callable[[tuple[Exercise, ...]], tuple[Exercise, ...]]:
    return lambda rows: tuple(row for row in rows if row.id in ids)


def of_exercise(id: str, field: str, message: str) -> CatalogFinding:
    return CatalogFinding(section="exercises", entry=id, field=field, message=message)


def of_section(section: str, entry: str, message: str, field: str = "", unknown: str = "") -> CatalogFinding:
    return CatalogFinding(section=section, entry=entry, field=field, message=message, unknown=unknown)


def of_clam(field: str, message: str) -> CatalogFinding:
    return of_exercise("clamshell", field, message)


# check, what is changed in the real catalogue, then every finding of that check
BROKEN: dict[str, tuple[str, Edits, list[CatalogFinding]]] = {
    "an exercise twice": (
        "ids_unique",
        {"/exercises": again("clamshell")},
        [of_section("exercises", "clamshell", 'the id "clamshell" stands 2 times')],
    ),
    "a limit twice": (
        "ids_unique",
        {"/limits": again("heavy-gap")},
        [of_section("limits", "heavy-gap", 'the id "heavy-gap" stands 2 times')],
    ),
    "a question twice": (
        "ids_unique",
        {"/questions": again("calf")},
        [of_section("questions", "calf", 'the id "calf" stands 2 times')],
    ),
    "a home test twice": (
        "ids_unique",
        {"/tests": again("step-down")},
        [of_section("tests", "step-down", 'the id "step-down" stands 2 times')],
    ),
    "a gate twice": (
        "ids_unique",
        {"/gates": again("acl-mid")},
        [of_section("gates", "acl-mid", 'the id "acl-mid" stands 2 times')],
    ),
    "a question that rests on what is not there": (
        "sources_known",
        {"/questions/calf/sources": ("R-999",)},
        [of_section("questions", "calf", 'the source "R-999" is not known', unknown="R-999")],
    ),
    "a criterion that rests on what is not there": (
        "sources_known",
        {"/gates/acl-mid/criteria/0/sources": ("R-999",)},
        [of_section("gates", "acl-mid", 'the source "R-999" is not known', unknown="R-999")],
    ),
    "a rule's words twice": (
        "ids_unique",
        {"/rules": again("principle")},
        [of_section("rules", "principle", 'the id "principle" stands 2 times')],
    ),
    "a protocol twice": (
        "ids_unique",
        {"/protocols": again("rehab early", "name")},
        [of_section("protocols", "rehab early", '"rehab early" stands 2 times')],
    ),
    "advice on a topic twice": (
        "ids_unique",
        {"/advice": again("pain", "topic")},
        [of_section("advice", "pain", '"pain" stands 2 times')],
    ),
    "a statement twice, told once": (
        "ids_unique",
        {"/statements": again("A13")},
        [of_section("sources", "A13", 'the key "A13" stands 2 times')],
    ),
    "a source twice": (
        "ids_unique",
        {"/sources": lambda rows: (*rows, replace(rows[0], key="LEAP16"))},
        [of_section("sources", "LEAP16", 'the key "LEAP16" stands 2 times')],
    ),
    "a statement by the name of a source": (
        "ids_unique",
        {"/statements": lambda rows: (*rows, replace(rows[0], id="LEAP16"))},
        [of_section("sources", "LEAP16", 'the key "LEAP16" stands 2 times')],
    ),
    "an alias that is the name of another exercise, in other letters": (
        "names_unique",
        {"/exercises/wall-press/aliases": ("SINGLE leg-squat",)},
        [of_exercise("wall-press", "aliases", '"single leg squat" already means single-leg-squat')],
    ),
    "an alias of two exercises": (
        "names_unique",
        {"/exercises/hop/aliases": ("jump",), "/exercises/z-sit/aliases": ("Jump",)},
        [of_exercise("z-sit", "aliases", '"jump" already means hop')],
    ),
    "an unknown source of an exercise": (
        "sources_known",
        {f"{CLAM}/sources": adding("nobody2020")},
        [of_section("exercises", "clamshell", 'the source "nobody2020" is not known', unknown="nobody2020")],
    ),
    "an unknown source deep in an exercise": (
        "sources_known",
        {f"{CLAM}/stages/0/sources": ("nobody2020",)},
        [of_section("exercises", "clamshell", 'the source "nobody2020" is not known', unknown="nobody2020")],
    ),
    "an unknown source of a measured figure": (
        "sources_known",
        {f"{CLAM}/evidence/0/source": "nobody2020"},
        [of_section("exercises", "clamshell", 'the source "nobody2020" is not known', unknown="nobody2020")],
    ),
    "an unknown source of a limit": (
        "sources_known",
        {"/limits/heavy-gap/sources": ("A29", "A99")},
        [of_section("limits", "heavy-gap", 'the source "A99" is not known', unknown="A99")],
    ),
    "an unknown source of a statement": (
        "sources_known",
        {"/statements/A13/sources": ("nobody2020",)},
        [of_section("statements", "A13", 'the source "nobody2020" is not known', unknown="nobody2020")],
    ),
    "an unknown source of advice, which has a topic for a name": (
        "sources_known",
        {"/advice/0/lines/0/sources": ("nobody2020",)},
        [of_section("advice", "stop", 'the source "nobody2020" is not known', unknown="nobody2020")],
    ),
    "an unknown source of a protocol's slot": (
        "sources_known",
        {"/protocols/prevention/sources": ("nobody2020",)},
        [of_section("protocols", "prevention", 'the source "nobody2020" is not known', unknown="nobody2020")],
    ),
    "an unknown source of fields that every exercise has, which nothing names": (
        "sources_known",
        {"/basis/0/sources": ("nobody2020",)},
        [of_section("basis", "", 'the source "nobody2020" is not known', unknown="nobody2020")],
    ),
    "a harder exercise that does not exist": (
        "links_both_ways",
        {f"{CLAM}/harder": adding("flying-clam")},
        [of_section("exercises", "clamshell", '"flying-clam" is not an exercise', "harder", "flying-clam")],
    ),
    "a harder exercise that does not say so": (
        "links_both_ways",
        {f"{CLAM}/harder": adding("wall-press")},
        [of_clam("harder", '"wall-press" does not list clamshell as easier')],
    ),
    "an easier exercise that does not say so": (
        "links_both_ways",
        {f"{CLAM}/easier": adding("z-sit")},
        [of_clam("easier", '"z-sit" does not list clamshell as harder')],
    ),
    "an exercise harder than itself": (
        "ladders_without_loops",
        {"/exercises/hop/harder": ("hop",)},
        [of_exercise("hop", "harder", 'what is harder than "hop" comes back to it')],
    ),
    "an exercise harder than itself, beside one that is not there and one that is not": (
        "ladders_without_loops",
        {"/exercises/hop/harder": ("flying-clam", "z-sit", "hop")},
        [of_exercise("hop", "harder", 'what is harder than "hop" comes back to it')],
    ),
    "a ladder of three that comes back to its foot": (
        "ladders_without_loops",
        {
            "/exercises": keep("clamshell", "hop", "z-sit"),
            f"{CLAM}/harder": ("hop",),
            "/exercises/hop/harder": ("z-sit",),
            "/exercises/z-sit/harder": ("clamshell",),
        },
        [
            of_exercise(id, "harder", f'what is harder than "{harder}" comes back to it')
            for id, harder in (("clamshell", "hop"), ("hop", "z-sit"), ("z-sit", "clamshell"))
        ],
    ),
    "a ladder upside down": (
        "ladders_kept",
        {"/ladders/L-4/rungs": ("side-plank", "knee-side-plank")},
        [of_section("ladders", "L-4", "knee-side-plank is not above side-plank")],
    ),
    "an upper rung that does not exist": (
        "ladders_kept",
        {"/ladders/L-4/rungs": ("knee-side-plank", "flying-plank")},
        [of_section("ladders", "L-4", '"flying-plank" is not an exercise')],
    ),
    "a lower rung that does not exist": (
        "ladders_kept",
        {"/ladders/L-4/rungs": ("flying-plank", "knee-side-plank")},
        [of_section("ladders", "L-4", '"flying-plank" is not an exercise')],
    ),
    "a two-legged rung that leads nowhere": (
        "principle_met",
        {"/exercises/double-leg-bridge/leads_to": None},
        [
            of_exercise(
                "double-leg-bridge",
                "leads_to",
                "a step-towards rung names the one-leg exercise that it leads to",
            )
        ],
    ),
    "a two-legged rung that leads to another one": (
        "principle_met",
        {"/exercises/double-leg-bridge/leads_to": "offset-bridge"},
        [
            of_exercise(
                "double-leg-bridge",
                "leads_to",
                'a step-towards rung names the one-leg exercise that it leads to, and "offset-bridge" is none',
            )
        ],
    ),
    "a two-legged rung that leads to what is not on its ladder": (
        "principle_met",
        {"/exercises/double-leg-bridge/leads_to": "clamshell"},
        [of_exercise("double-leg-bridge", "leads_to", "clamshell is not among its harder exercises")],
    ),
    "one-leg work that leads somewhere": (
        "principle_met",
        {f"{CLAM}/leads_to": "wall-press"},
        [of_clam("leads_to", "only a step-towards rung leads to another exercise")],
    ),
    "a stretch that is said to train the hip": (
        "principle_met",
        {"/exercises/z-sit/mechanism": "hip-abduction"},
        [of_exercise("z-sit", "mechanism", "mobility is both the category and the mechanism, or neither")],
    ),
    "an isometric exercise that is said to be mobility": (
        "principle_met",
        {"/exercises/wall-press/mechanism": "mobility"},
        [of_exercise("wall-press", "mechanism", "mobility is both the category and the mechanism, or neither")],
    ),
    "a stage twice": (
        "stages_once",
        {f"{CLAM}/stages": adding(MID, MID)},
        [of_clam("stages", "the stage mid stands 2 times")],
    ),
    "a stage twice in a form": (
        "stages_once",
        {f"{STAR}/forms/0/stages": (MID, MID)},
        [of_exercise("side-plank-hip-abduction", "stages", "the stage mid stands 2 times")],
    ),
    "an early exercise of high demand": (
        "early_not_heavy",
        {f"{CLAM}/demand": "high"},
        [of_clam("stages", "belongs to early, but every form of it is heavy")],
    ),
    "an early exercise whose supported form is of high demand too": (
        "early_not_heavy",
        {f"{STEP_UP}/forms/0/demand": "very-high"},
        [of_exercise("low-step-up", "stages", "belongs to early, but every form of it is heavy")],
    ),
    "a late exercise with a heavy form for early": (
        "early_not_heavy",
        {f"{STAR}/forms/0/demand": "high"},
        [of_exercise("side-plank-hip-abduction", "stages", "belongs to early, but every form of it is heavy")],
    ),
    "two forms of one id and name": (
        "forms_distinct",
        {f"{STEP_UP}/forms": lambda forms: forms * 2},
        [
            of_exercise("low-step-up", "forms", 'the form id "hand-supported" stands 2 times'),
            of_exercise("low-step-up", "forms", 'the form name "with hand support" stands 2 times'),
        ],
    ),
    "a condition that asks for a form that is not there": (
        "forms_distinct",
        {f"{CLAM}/conditions/0/form": "in-water"},
        [of_clam("conditions", 'gluteal-tendinopathy names the form "in-water", which is not there')],
    ),
    "a condition that changes nothing": (
        "forms_distinct",
        {f"{CLAM}/conditions/0/support": ""},
        [of_clam("conditions", "gluteal-tendinopathy changes neither form, range nor support")],
    ),
    "a condition twice": (
        "forms_distinct",
        {f"{CLAM}/conditions": lambda notes: notes * 2},
        [of_clam("conditions", 'the condition "gluteal-tendinopathy" stands 2 times; keep one note')],
    ),
    "an entry allowed for a condition in a range": (
        "forms_distinct",
        {f"{CLAM}/conditions/0/action": "allow"},
        [of_clam("conditions", 'gluteal-tendinopathy has a form, range or support beside "allow"; write "change"')],
    ),
    "impact with a condition that bears none": (
        "rulings_kept",
        {"/exercises/hop/conditions": ()},
        [
            of_exercise("hop", "conditions", f'"{id}" must be avoided or changed: {why}')
            for id, why in (
                ("achilles-tendinopathy", "no impact"),
                ("acl-reconstruction", "no impact"),
                ("hip-osteoarthritis", "no impact"),
                ("knee-osteoarthritis", "no impact"),
            )
        ],
    ),
    "a squat allowed in full with patellofemoral pain": (
        "rulings_kept",
        {
            f"{CLAM}/pattern": "squat",
            f"{CLAM}/position": "standing",
            f"{CLAM}/conditions/0": {**LEFT_OUT, "condition": "patellofemoral-pain", "action": "allow"},
        },
        [of_clam("conditions", '"patellofemoral-pain" must be avoided or changed: the knee bends past 45 degrees')],
    ),
    "a landing before the late stage": (
        "impact_late",
        {"/exercises/hop/stages": (MID, LATE)},
        [of_exercise("hop", "stages", 'impact belongs to the "late" stage only')],
    ),
    "an open chain in a closed one": (
        "principle_met",
        {f"{CLAM}/chain": "closed"},
        [of_clam("chain", 'the chain "closed" is not that of "open-chain"')],
    ),
    "a figure beyond what anyone can do": (
        "figures_complete",
        {f"{CLAM}/evidence/0": {"measure": "mean", "value": 460.0}},
        [of_clam("evidence", "an activation above 250 percent of maximum is not plausible")],
    ),
    "a figure whose source has no grade": (
        "figures_complete",
        {f"{CLAM}/evidence/0/source": "LEAP16"},
        [of_clam("evidence", 'the source "LEAP16" of a figure needs a "grade"')],
    ),
    "a one-leg squat that says it is of moderate demand": (
        "demand_defined",
        {"/exercises/single-leg-squat/demand": "moderate"},
        [
            of_exercise(
                "single-leg-squat",
                "demand",
                'bending or hinging on one leg is "high" demand at least; a supported form may be lower',
            )
        ],
    ),
    "a one-leg squat called direct abduction, of low demand": (
        "demand_defined",
        {"/exercises/standing-hip-abduction/pattern": "squat"},
        [
            of_exercise(
                "standing-hip-abduction",
                "demand",
                'bending or hinging on one leg is "high" demand at least; a supported form may be lower',
            )
        ],
    ),
    "a side plank on straight legs of moderate demand": (
        "demand_defined",
        {"/exercises/side-plank/demand": "moderate"},
        [
            of_exercise(
                "side-plank",
                "demand",
                'a side plank on straight legs is "high" demand at least; a supported form may be lower',
            )
        ],
    ),
    "a side plank from the knees of low demand": (
        "demand_defined",
        {"/exercises/knee-side-plank/demand": "low"},
        [
            of_exercise(
                "knee-side-plank",
                "demand",
                'a side plank from the knees is "moderate" demand at least; a supported form may be lower',
            )
        ],
    ),
    "standing on one leg of low demand": (
        "demand_defined",
        {"/exercises/standing-hip-abduction/demand": "low"},
        [
            of_exercise(
                "standing-hip-abduction",
                "demand",
                'standing on one leg is "moderate" demand at least; a supported form may be lower',
            )
        ],
    ),
    "a form of a jump that is lower than the jump": (
        "demand_defined",
        {"/exercises/hop/forms": (EASY_HOP,)},
        [of_exercise("hop", "forms", 'the form "held" is "very-high" demand at least: impact is demanding')],
    ),
    "forms two steps lower, or a step lower without a hand and in full": (
        "demand_defined",
        {"/exercises/single-leg-squat/forms": (replace(EASED, demand="low"), replace(EASED, id="full", range=""))},
        [
            of_exercise("single-leg-squat", "forms", f'the form "{id}" is "{demand}" demand at least: {BENT} demanding')
            for id, demand in (("shallow", "moderate"), ("full", "high"))
        ],
    ),
    "standing with the hip that is on top": (
        "placed_right",
        {"/exercises/hop/working_hip": "top"},
        [
            of_exercise(
                "hop",
                "working_hip",
                'the hip that works in the position "standing" is "stance", "moving" or "both"',
            )
        ],
    ),
    "lying on the side with both sides at once": (
        "placed_right",
        {f"{CLAM}/sided": "both"},
        [of_clam("sided", 'lying on the side trains one side: "sided" is "one"')],
    ),
    "lying on the side with a standing hip": (
        "placed_right",
        {f"{CLAM}/working_hip": "stance"},
        [of_clam("working_hip", 'the hip that works in the position "side-lying" is "top" or "bottom"')],
    ),
    "a kneeling position without weight on the knee": (
        "placed_right",
        {"/exercises/hop/position": "kneeling"},
        [of_exercise("hop", "kneeling", 'the position "kneeling" has weight on a knee: "kneeling" is true')],
    ),
    "a jump that says it is of high demand": (
        "demand_defined",
        {"/exercises/hop/demand": "high"},
        [of_exercise("hop", "demand", 'impact is "very-high" demand at least; a supported form may be lower')],
    ),
    "a needed weight that no load places": (
        "kit_consistent",
        {"/exercises/single-leg-deadlift/loads": ()},
        [of_exercise("single-leg-deadlift", "loads", "dumbbell is needed, but no load says where it goes")],
    ),
    "a substitute for kit that is not needed": (
        "kit_consistent",
        {f"{CLAM}/substitutes": (Substitute(kit="bench", use="a sofa"),)},
        [of_clam("substitutes", "bench is replaced, but not needed once")],
    ),
    "two substitutes for one piece of kit": (
        "kit_consistent",
        {"/exercises/hip-hitch/substitutes": adding(Substitute(kit="step", use="a crate"))},
        [of_exercise("hip-hitch", "substitutes", "step is replaced, but not needed once")],
    ),
    "a range upside down": (
        "doses_ordered",
        {f"{CLAM}/dose": DoseLimits(kind="reps", sets=(3, 2), reps=(8, 8), sources=("A20",))},
        [of_clam("dose", "the range 3 to 2 is upside down")],
    ),
    "a stretch counted in repetitions": (
        "doses_ordered",
        {"/exercises/figure-four-stretch/dose": DoseLimits(kind="reps", sets=(1, 3), sources=("A44",))},
        [of_exercise("figure-four-stretch", "dose", "a stretch is held, in seconds")],
    ),
    "repetitions upside down": (
        "doses_ordered",
        {f"{CLAM}/dose": DoseLimits(kind="reps", reps=(15, 8), sources=("A20",))},
        [of_clam("dose", "the range 15 to 8 is upside down")],
    ),
    "seconds upside down": (
        "doses_ordered",
        {"/exercises/wall-press/dose": DoseLimits(kind="hold", seconds=(30, 20), sources=("A20",))},
        [of_exercise("wall-press", "dose", "the range 30 to 20 is upside down")],
    ),
    "repetitions with seconds": (
        "doses_ordered",
        {f"{CLAM}/dose": DoseLimits(kind="reps", seconds=(20, 30), sources=("A20",))},
        [of_clam("dose", "repetitions have no seconds")],
    ),
    "a range on nobody's word": (
        "doses_ordered",
        {f"{CLAM}/dose": DoseLimits(kind="reps", reps=(8, 12))},
        [of_clam("dose", "a range of its own needs a source")],
    ),
    "an activation that the rows do not give": (
        "activation_from_rows",
        {f"{CLAM}/activation": "high"},
        [of_clam("activation", 'the figures in "evidence" give "moderate", not "high"')],
    ),
    "a mean of 0.0, which is a figure": (
        "activation_from_rows",
        {f"{CLAM}/evidence": lambda rows: (replace(rows[0], outcome="emg", measure="mean", value=0.0),)},
        [of_clam("activation", 'the figures in "evidence" give "low", not "moderate"')],
    ),
    "an activation without rows": (
        "activation_from_rows",
        {f"{CLAM}/evidence": ()},
        [of_clam("activation", 'the figures in "evidence" give "not-measured", not "moderate"')],
    ),
    "a mean without its value": (
        "figures_complete",
        {f"{CLAM}/evidence/0": {"measure": "mean", "value": None, "low": 10.0, "high": 20.0}},
        [of_clam("evidence", "a mean lacks its figure")],
    ),
    "an interval with one end": (
        "figures_complete",
        {f"{CLAM}/evidence/0": {"measure": "interval", "value": 15.0, "low": 10.0, "high": None}},
        [of_clam("evidence", "a interval lacks its figure")],
    ),
    "a comparator's figure without its value": (
        "figures_complete",
        {"/comparators/kettlebell-swing/evidence/0": {"measure": "average-of-peaks", "value": None}},
        [of_section("comparators", "kettlebell-swing", "a average-of-peaks lacks its figure", field="evidence")],
    ),
    "a protocol that prefers what does not exist": (
        "protocols_known",
        {"/protocols/prevention/sessions/0/slots/1/prefer": ("flying-squat",)},
        [of_section("protocols", "prevention", '"flying-squat" is not for the main')],
    ),
    "a protocol that prefers a drill as main work": (
        "protocols_known",
        {"/protocols/prevention/sessions/0/slots/1/prefer": ("split-squat", "monster-walk")},
        [of_section("protocols", "prevention", '"monster-walk" is not for the main')],
    ),
    "a protocol that prefers main work as a stretch": (
        "protocols_known",
        {"/protocols/rehab mid/sessions/1/slots/4/prefer": ("clamshell",)},
        [of_section("protocols", "rehab mid", '"clamshell" is not for the mobility')],
    ),
    "a drill that a trial had as main work, as a stretch": (
        "protocols_known",
        {
            "/protocols/rehab early gluteal-tendinopathy/sessions/0/slots": lambda slots: (
                replace(slots[0], block="mobility", prefer=("sidestep",)),
            )
        },
        [of_section("protocols", "rehab early gluteal-tendinopathy", '"sidestep" is not for the mobility')],
    ),
    "a condition whose drill is main work": (
        "conditions_known",
        {"/conditions/itb-syndrome/main_drills": ("monster-walk", "clamshell", "flying-walk")},
        [
            of_section("conditions", "itb-syndrome", f'"{id}" is not a drill', field="main_drills")
            for id in ("clamshell", "flying-walk")
        ],
    ),
    "a trial of an exercise that is not there, and a dose upside down": (
        "conditions_known",
        {
            "/conditions/itb-syndrome/trials/0/exercise": "flying-plank",
            "/conditions/itb-syndrome/trials/3/dose/reps": (15, 10),
        },
        [
            of_section("conditions", "itb-syndrome", 'there is no exercise "flying-plank"', field="trials"),
            of_section(
                "conditions", "itb-syndrome", "the dose of side-plank-hip-abduction is upside down", field="trials"
            ),
        ],
    ),
    "no exercises at all": (
        "stages_covered",
        {"/exercises": ()},
        [
            of_section("exercises", "", f"{stage} with kit {kit} has only 0 main exercises of 8, 0 patterns of 3{more}")
            for stage, more in (("early", ""), ("mid", ", 0 compounds of 3"), ("late", ", 0 compounds of 3"))
            for kit in ("none", "home", "gym")
        ],
    ),
}

LAWFUL: dict[str, tuple[str, Edits]] = {
    "an alias that only says the own name again": ("names_unique", {f"{CLAM}/aliases": ("Clamshell", "CLAMSHELL")}),
    "a statement as a source": ("sources_known", {f"{CLAM}/sources": ("A13",)}),
    "a ladder that leaves rungs out": ("ladders_kept", {"/ladders/L-4/rungs": ("knee-side-plank", "side-plank")}),
    "a late exercise of very high demand": ("early_not_heavy", {"/exercises/hop/demand": "very-high"}),
    "a heavy early exercise with a supported form": ("early_not_heavy", {f"{STEP_UP}/demand": "very-high"}),
    "a condition that changes the range alone": ("forms_distinct", {f"{CLAM}/conditions/0": RANGE_ALONE}),
    "a condition that leaves an exercise out": ("forms_distinct", {f"{CLAM}/conditions/0": LEFT_OUT}),
    "a bench, which no load has to place": ("kit_consistent", {f"{CLAM}/needs": ("bench",)}),
    "a range of one value": ("doses_ordered", {f"{CLAM}/dose": DoseLimits(kind="reps", reps=(8, 8), sources=("A20",))}),
    "a protocol without preferences": ("protocols_known", {"/protocols/prevention/sessions/0/slots/1/prefer": ()}),
    "a form a step lower for its range alone": ("demand_defined", {"/exercises/single-leg-squat/forms": (EASED,)}),
    "an activation of the most that is plausible, in an interval of one value": (
        "figures_complete",
        {f"{CLAM}/evidence/0": {"measure": "interval", "value": None, "low": 250.0, "high": 250.0}},
    ),
    "a drill that a trial had as main work, in that condition's protocol": (
        "protocols_known",
        {
            "/protocols/rehab early gluteal-tendinopathy/sessions/0/slots": lambda slots: (
                replace(slots[0], block="main", prefer=("sidestep",)),
            )
        },
    ),
    "an interval without a value": (
        "figures_complete",
        {f"{CLAM}/evidence/0": {"measure": "interval", "value": None, "low": 10.0, "high": 20.0}},
    ),
}


def test_every_check_has_a_case_that_it_catches() -> None:
    assert {name for name, _, _ in BROKEN.values()} == set(CHECK)


@pytest.mark.parametrize("name", CHECK)
def test_the_real_catalogue_passes(catalog: Catalog, name: str) -> None:
    assert list(CHECK[name](catalog)) == []


@pytest.mark.parametrize("way", BROKEN)
def test_a_broken_catalogue_is_caught_with_entry_field_and_message(
    catalog: Catalog, edited: Callable[..., Catalog], way: str
) -> None:
    name, edits, expected = BROKEN[way]
    assert list(CHECK[name](edited(catalog, edits))) == expected


@pytest.mark.parametrize("way", LAWFUL)
def test_a_catalogue_just_within_a_check_passes(catalog: Catalog, edited: Callable[..., Catalog], way: str) -> None:
    name, edits = LAWFUL[way]
    assert list(CHECK[name](edited(catalog, edits))) == []


def test_all_findings_come_in_the_order_of_the_checks(catalog: Catalog, edited: Callable[..., Catalog]) -> None:
    broken = edited(
        catalog, {f"{CLAM}/activation": "high", f"{CLAM}/leads_to": "hop", f"{CLAM}/stages": adding(MID, MID)}
    )
    assert [finding.field for finding in check_catalog(broken)] == ["leads_to", "stages", "activation"]
    assert check_catalog(catalog) == ()


def test_a_limit_that_the_catalogue_lacks_is_told_by_name(catalog: Catalog, edited: Callable[..., Catalog]) -> None:
    fewer = edited(catalog, {"/limits": lambda rows: tuple(row for row in rows if row.id != "coverage-entries")})
    assert list(check_catalog(fewer)) == [
        of_section("limits", "coverage-entries", 'the limit "coverage-entries" is missing')
    ]


def test_a_check_that_fails_otherwise_is_not_told_as_a_missing_limit(catalog: Catalog) -> None:
    """A KeyError that names no limit is a fault of the check itself."""

    def faulty(_: Catalog) -> Iterator[CatalogFinding]:
        raise KeyError("hop")

    with pytest.raises(KeyError, match=r"^'hop'$"):
        check_catalog(catalog, (faulty,))


def test_the_other_checks_still_run_when_one_lacks_its_limit(catalog: Catalog, edited: Callable[..., Catalog]) -> None:
    """A check before the one without its limit, and a check after it."""
    fewer = edited(
        catalog,
        {
            "/limits": lambda rows: tuple(row for row in rows if row.id != "activation-low-max"),
            f"{CLAM}/leads_to": "hop",
            f"{CLAM}/evidence/0": {"measure": "mean", "value": None},
        },
    )
    assert list(check_catalog(fewer)) == [
        of_clam("leads_to", "only a step-towards rung leads to another exercise"),
        of_section("limits", "activation-low-max", 'the limit "activation-low-max" is missing'),
        of_clam("evidence", "a mean lacks its figure"),
    ]


# ---- coverage, on a catalogue that has exactly what is asked for


def small(catalog: Catalog, *patterns: Pattern) -> Catalog:
    """Return a catalogue of one exercise per pattern named, for every stage, without kit."""
    model = catalog.exercise("lunge-forward")
    assert model is not None
    return replace(
        catalog,
        exercises=tuple(
            replace(model, id=f"exercise-{index}", pattern=pattern, stages=(EARLY, MID, LATE))
            for index, pattern in enumerate(patterns)
        ),
    )


ENOUGH: tuple[Pattern, ...] = ("squat", "squat", "squat", "bridge", "bridge", "abduction", "abduction", "abduction")
KITS = ("none", "home", "gym")


def short(text: str, stages: tuple[str, ...] = ("early", "mid", "late"), kits: tuple[str, ...] = KITS) -> list[str]:
    return [f"{stage} with kit {kit} has only {text}" for stage in stages for kit in kits]


@pytest.mark.parametrize(
    "patterns, edits, messages",
    [
        (ENOUGH, {}, []),
        (ENOUGH[:-1], {}, short("7 main exercises of 8")),
        ((*ENOUGH[:5], "bridge", "bridge", "bridge"), {}, short("2 patterns of 3")),
        ((*ENOUGH[1:], "bridge"), {}, short("2 compounds of 3", ("mid", "late"))),
        (ENOUGH, {"/exercises/0/position": "kneeling"}, short("2 compounds of 3", ("mid", "late"))),
        (ENOUGH, {"/exercises/7/needs": ("band",)}, short("7 main exercises of 8", kits=("none",))),
        (ENOUGH, {"/exercises/7/needs": ("barbell",)}, short("7 main exercises of 8", kits=("none", "home"))),
        (
            ENOUGH,
            {"/exercises/7": {"needs": ("barbell",), "substitutes": (Substitute(kit="barbell", use="a bag"),)}},
            [],
        ),
        (ENOUGH, {"/exercises/7/category": "activation"}, short("7 main exercises of 8")),
        (ENOUGH, {"/exercises/7/mechanism": "step-towards"}, short("7 main exercises of 8", ("mid", "late"))),
        (ENOUGH, {"/exercises/7/stages": (MID,)}, short("7 main exercises of 8", ("early", "late"))),
        (ENOUGH, {"/exercises/7/stages": (MID,), "/exercises/7/forms/0/stages": (EARLY, LATE)}, []),
    ],
    ids=[
        "just enough",
        "one exercise too few",
        "one pattern too few",
        "one compound too few, which early needs none of",
        "a squat that is not done standing, which is no compound",
        "a band, which home and gym have",
        "a barbell, which only the gym has",
        "a barbell with a household substitute",
        "a drill, which is not main work",
        "a two-legged rung, which counts in early only",
        "an exercise of mid only",
        "an exercise of mid with a form for early and late",
    ],
)
def test_every_stage_has_enough_with_every_set_of_kit(
    catalog: Catalog, edited: Callable[..., Catalog], patterns: tuple[Pattern, ...], edits: Edits, messages: list[str]
) -> None:
    found = CHECK["stages_covered"](edited(small(catalog, *patterns), edits))
    assert [finding.message for finding in found] == messages
