"""The rules that choose exercises, one by one and in their order."""

from dataclasses import replace
from typing import Any

import pytest

from glutemed.engine.candidates import candidates, forms_of
from glutemed.engine.context import Candidate, Context
from glutemed.engine.rules import RULES, Verdict, judge, told
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT_SETS, DoseLimits, Load
from glutemed.model.plan import Request

KITS = dict(KIT_SETS)


def context(catalog: Catalog, goal: str = "rehab", stage: str | None = "early", **fields: Any) -> Context:
    fields = {"days": 3, "equipment": KITS["home"], **fields}
    request = Request(goal=goal, stage=stage, **fields)  # type: ignore[arg-type]  # text from the table
    return Context(catalog=catalog, request=request, protocol=catalog.protocol(goal, stage))


def verdict(here: Context, id: str, form: str | None = None) -> str | None:
    exercise = here.catalog.exercise(id)
    assert exercise
    found = next((f for f in exercise.forms if f.id == form), None)
    assert (found is None) == (form is None)
    failed = judge(here, Candidate(exercise=exercise, form=found))
    return failed[0].rule if failed else None


@pytest.mark.parametrize(
    ("exercise", "form", "asked", "rule"),
    [
        ("clamshell", None, {}, None),
        ("double-leg-bridge", None, {}, None),
        ("double-leg-hip-thrust", None, {"stage": "mid", "equipment": KITS["gym"]}, "principle"),
        ("skater-squat", None, {"stage": "mid"}, "stage"),
        ("skater-squat", None, {"goal": "prevention", "stage": None, "level": "advanced"}, None),
        ("clamshell", None, {"goal": "prevention", "stage": None}, "stage"),
        ("low-step-up", None, {"level": "advanced"}, "not-heavy"),
        ("low-step-up", "hand-supported", {}, None),
        ("single-leg-squat", None, {"stage": "mid"}, "level"),
        ("single-leg-squat", "hand-supported", {"stage": "mid"}, None),
        ("single-leg-squat", None, {"stage": "mid", "level": "intermediate"}, None),
        ("single-leg-deadlift", "hand-supported", {"stage": "late"}, "unloaded-start"),
        ("single-leg-deadlift", None, {"stage": "late", "level": "intermediate"}, None),
        ("hop", None, {"stage": "late", "level": "advanced"}, "impact"),
        ("hop", None, {"stage": "late", "level": "advanced", "include": ("hop",)}, None),
        ("lateral-band-walk", None, {"stage": "mid", "equipment": ()}, "kit"),
        ("lateral-band-walk", None, {"stage": "mid", "equipment": ("band",)}, None),
        ("hip-hitch", None, {"equipment": ()}, None),
        ("step-up-and-over", None, {"stage": "late", "level": "advanced", "equipment": ()}, "kit"),
        ("clamshell", None, {"exclude": ("clamshell",)}, "not-excluded"),
        ("clamshell", None, {"exclude": ("hop",)}, None),
    ],
)
def test_an_exercise_is_kept_or_refused_by_the_rule_that_says_so(
    catalog: Catalog, exercise: str, form: str | None, asked: dict[str, Any], rule: str | None
) -> None:
    assert verdict(context(catalog, **asked), exercise, form) == rule


STRONG = {"needs": ("band",), "loads": (Load(kind="band", where="above the knees", start="a strong one"),)}
BAND = {"needs": ("band",), "loads": (Load(kind="band", where="above the knees", start="light"),)}
DUMBBELL = {"needs": ("dumbbell",), "loads": (Load(kind="dumbbell", where="in the hand", start="light"),)}
HOLD = {"dose": DoseLimits(kind="hold")}


@pytest.mark.parametrize(
    ("fields", "effort", "refused"),
    [
        pytest.param({}, "moderate", False, id="no weight"),
        pytest.param(HOLD, "moderate", False, id="a hold without one"),
        pytest.param(DUMBBELL, "moderate", True, id="a weight near failure"),
        pytest.param(DUMBBELL, "light", False, id="a weight far from it"),
        pytest.param({**DUMBBELL, **HOLD}, "light", True, id="a weight that is held"),
        pytest.param({**DUMBBELL, **HOLD}, "moderate", True, id="and near failure"),
        pytest.param({**BAND, **HOLD}, "light", False, id="a light band is no weight"),
        pytest.param(STRONG, "moderate", True, id="a strong band is one"),
        pytest.param({"needs": ("dumbbell",)}, "moderate", True, id="so is what needs one, whatever it is for"),
    ],
)
def test_where_nothing_is_heavy_a_weight_is_neither_held_nor_near_failure(
    catalog: Catalog, an_exercise: Any, fields: dict[str, Any], effort: Any, *, refused: bool
) -> None:
    """P04."""
    here = context(catalog, equipment=("band", "dumbbell"))
    here = replace(here, protocol=replace(here.protocol, effort=effort))
    failed = judge(here, Candidate(exercise=an_exercise("it", position="supine", sided="both", **fields)))
    assert [verdict for verdict in failed if verdict.rule == "not-heavy"] == [Verdict("not-heavy", "loaded")] * refused


@pytest.mark.parametrize(
    ("fields", "asked", "rule", "text"),
    [
        ({}, {"exclude": ("it",)}, "not-excluded", ""),
        ({"surface": "unstable"}, {}, "stable", ""),
        ({"needs": ("ankle-weight",)}, {}, "kit", "an ankle weight"),
        ({"needs": ("dumbbell",)}, {}, "kit", "a dumbbell"),
        ({"impact": True}, {}, "impact", ""),
        ({"mechanism": "step-towards", "leads_to": "clamshell"}, {"stage": "mid"}, "principle", "Clamshell"),
        ({"mechanism": "step-towards"}, {"stage": "mid"}, "principle", "one-leg work"),
        ({"stages": {"mid": "article", "late": "article"}}, {}, "stage", "mid and late"),
        ({"demand": "very-high"}, {"level": "advanced"}, "not-heavy", "very high"),
        ({"demand": "very-high"}, {"stage": "mid"}, "level", "very high"),
    ],
)
def test_what_a_rule_found_is_told_in_its_words(
    catalog: Catalog, an_exercise: Any, fields: dict[str, Any], asked: dict[str, Any], rule: str, text: str
) -> None:
    failed = judge(context(catalog, **{"equipment": (), **asked}), Candidate(exercise=an_exercise("it", **fields)))
    found = next(verdict for verdict in failed if verdict.rule == rule)
    assert found.detail == text
    assert told(catalog, found) == (catalog.rule(rule).rule, catalog.rule(rule).text.format(detail=text))


@pytest.mark.parametrize(
    ("fields", "text"),
    [({"demand": "very-high"}, "very high"), ({"demand": "high"}, "high"), (DUMBBELL, "loaded")],
)
def test_days_that_touch_say_what_is_heavy(
    catalog: Catalog, an_exercise: Any, fields: dict[str, Any], text: str
) -> None:
    """P06."""
    here = replace(context(catalog, "rehab", "late", level="advanced"), days_touch=True)
    assert Verdict("rested", text) in judge(here, Candidate(exercise=an_exercise("it", **fields)))


def test_an_unstable_surface_is_refused(catalog: Catalog) -> None:
    exercise = catalog.exercise("clamshell")
    assert exercise
    failed = judge(context(catalog), Candidate(exercise=replace(exercise, surface="unstable")))
    assert [verdict.rule for verdict in failed] == ["stable"]


def test_what_the_user_excluded_is_told_before_any_other_rule(catalog: Catalog) -> None:
    here = context(catalog, "rehab", "mid", exclude=("skater-squat",), level="beginner")
    assert verdict(here, "skater-squat") == "not-excluded"


def test_missing_kit_is_told_before_the_level(catalog: Catalog) -> None:
    assert verdict(context(catalog, "rehab", "late", equipment=()), "step-up-and-over") == "kit"


def test_days_that_touch_refuse_what_is_heavy(catalog: Catalog) -> None:
    here = replace(context(catalog, "rehab", "late", level="advanced"), days_touch=True)
    assert verdict(here, "single-leg-squat") == "rested"
    assert verdict(here, "single-leg-squat", "hand-supported") is None
    assert verdict(here, "single-leg-deadlift", "hand-supported") == "rested"


@pytest.mark.parametrize(
    ("pattern", "position", "compound"),
    [
        ("squat", "standing", True),
        ("step", "standing", True),
        ("squat", "supine", False),
        ("abduction", "standing", False),
        ("bridge", "supine", False),
    ],
)
def test_a_compound_is_a_squat_hinge_lunge_or_step_done_standing(
    an_exercise: Any, pattern: str, position: str, compound: bool
) -> None:
    """P09."""
    found = Candidate(exercise=an_exercise("it", pattern=pattern, position=position))
    assert (found.compound, found.block) == (compound, "main")


def test_what_is_lawful_is_the_hardest_form_that_fails_no_rule_whatever_was_asked_before(catalog: Catalog) -> None:
    """One catalogue remembers it; another request must not get it: least of all what a clinician took on."""
    shared = replace(catalog)
    skater: dict[str, Any] = {"include": ("skater-squat",)}
    early = context(catalog)
    waived = context(catalog, clinician="A. B.: seen", **skater)
    contexts = (
        *(waived, early, context(catalog, **skater), replace(waived, sore=True), context(catalog, "rehab", "mid")),
        *(context(catalog, "prevention", None), replace(early, main_drills=("sidestep",))),
        *(context(catalog, equipment=()), context(catalog, level="advanced"), context(catalog, exclude=("clamshell",))),
        replace(context(catalog, "rehab", "mid"), conditions=(catalog.condition("knee-osteoarthritis"),)),
    )
    for here in contexts:
        remembered = candidates(replace(here, catalog=shared))[0].values()
        judged = ([form for form in forms if not judge(here, form)] for forms in forms_of(catalog))
        assert [(one.id, one.form) for one in remembered] == [(one[0].id, one[0].form) for one in judged if one]
    assert "skater-squat" in candidates(waived)[0]
    assert "skater-squat" not in candidates(replace(waived, sore=True))[0]


def test_an_exercise_that_is_lawful_has_no_refusal(catalog: Catalog) -> None:
    _, refused = candidates(context(catalog))
    with pytest.raises(KeyError, match="clamshell"):
        refused["clamshell"]


def test_a_beginner_gets_the_hardest_form_that_is_lawful_and_the_reason_why(catalog: Catalog) -> None:
    lawful, refused = candidates(context(catalog, "rehab", "mid"))
    assert lawful["single-leg-squat"].form
    assert lawful["single-leg-squat"].form.id == "hand-supported"
    assert (refused["single-leg-squat"].rule, refused["single-leg-squat"].detail) == ("level", "high")


def test_the_side_plank_with_leg_lift_is_done_from_the_knees_in_early(catalog: Catalog) -> None:
    """Ruling on A35: measured 89-103 percent and last in its trial, so early gets the supported form."""
    lawful, _ = candidates(context(catalog, "rehab", "early"))
    assert lawful["side-plank-hip-abduction"].form
    assert lawful["side-plank-hip-abduction"].form.id == "from-knees"


def test_every_rule_has_its_row_of_words_and_every_hard_row_its_rule(catalog: Catalog) -> None:
    rows = [rule.id for rule in catalog.rules]
    assert {rule.id for rule in RULES} <= set(rows)
    hard = {
        "principle",
        "stage",
        "not-heavy",
        "stable",
        "level",
        "unloaded-start",
        "impact",
        "kit",
        "not-excluded",
        "rested",
        "condition",
        "condition-form",
        "spare-side",
        "calm",
        "older-support",
        "older-demand",
    }
    assert {rule.id for rule in RULES} == hard
