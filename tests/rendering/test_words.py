"""The shared phrases: the dose grammar, days, what to do on a day that hurts."""

from dataclasses import replace
from typing import Any

import pytest

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Load
from glutemed.model.plan import Decision, Dose, Plan, Session, Side
from glutemed.rendering import citing, words


@pytest.mark.parametrize(
    ("sets", "dose", "counting", "sides", "text"),
    [
        (3, Dose(kind="reps", reps=8), "repetitions", ("left", "right"), "3 x 8 each side"),
        (3, Dose(kind="reps", reps=8), "repetitions", ("right", "left"), "3 x 8 each side"),
        (2, Dose(kind="reps", reps=10), "steps each way", ("both",), "2 x 10 steps each way"),
        (3, Dose(kind="hold", reps=1, seconds=20), "repetitions", ("left",), "3 x 20 s left side only"),
        (2, Dose(kind="reps", reps=9), "swings", ("right",), "2 x 9 swings right side only"),
        (2, Dose(kind="hold", reps=10, seconds=10), "repetitions", ("both",), "2 x 10 x 10 s"),
    ],
)
def test_dose_grammar(sets: int, dose: Dose, counting: str, sides: tuple[Side, ...], text: str) -> None:
    assert words.dose(sets, dose, counting, sides=sides) == text


@pytest.mark.parametrize(
    ("session", "title"),
    [
        (Session(day=3, minutes=1, blocks=()), "Day 3"),
        (Session(day=3, weekday="friday", minutes=1, blocks=()), "Friday"),
        (Session(day=3, weekday="friday", date="2026-12-04", minutes=1, blocks=()), "Friday 4 December 2026"),
    ],
)
def test_a_day_is_called_by_what_the_plan_knows_of_it(session: Session, title: str) -> None:
    assert words.day_title(session) == title


@pytest.mark.parametrize(
    ("exercise", "form", "easier"),
    [
        ("single-leg-squat", None, "the same without the weight, with hand support"),
        ("single-leg-squat", "with hand support", "Single-leg-biased squat"),
        ("side-plank-hip-abduction", None, "the same without the weight, from the knees"),
        ("side-plank-hip-abduction", "from the knees", "Side plank from the knees"),
        ("single-leg-bridge", None, "Single-leg-biased bridge"),
        ("clamshell", None, "fewer repetitions"),
    ],
)
def test_what_is_easier_asks_no_more_than_what_it_replaces(
    catalog: Catalog, plain_plan: Plan, exercise: str, form: str | None, easier: str
) -> None:
    item = replace(plain_plan.weeks[0].sessions[0].items("main")[0], exercise=exercise, variant=form)
    assert dict(words.item_details(catalog, item, {}))["Easier"].startswith(easier)


def test_on_a_day_that_hurts_the_weight_is_left_out_too(catalog: Catalog, plain_plan: Plan) -> None:
    """The handmade item carries a dumbbell; without one there is no weight to leave out."""
    item = replace(plain_plan.weeks[0].sessions[0].items("main")[0], exercise="split-squat", variant=None)
    assert dict(words.item_details(catalog, item, {}))["Easier"].startswith(
        "the same without the weight, with hand support:"
    )
    free = replace(item, load=Load(kind="bodyweight", where="", start=""))
    assert dict(words.item_details(catalog, free, {}))["Easier"].startswith("the same, with hand support:")


@pytest.mark.parametrize(
    ("exercise", "conditions", "easier"),
    [
        ("side-plank", (), "Side plank from the knees: "),
        ("side-plank", ("acl-reconstruction",), "Clamshell: "),
        ("side-plank", ("low-back-pain", "acl-reconstruction"), "Clamshell: "),
        ("side-plank", ("gluteal-tendinopathy",), "fewer repetitions"),
        ("wall-press", (), "Standing hip abduction: "),
        ("wall-press", ("gluteal-tendinopathy",), "Isometric hip abduction, standing: "),
    ],
)
def test_what_is_easier_suits_the_conditions(
    catalog: Catalog, plain_plan: Plan, exercise: str, conditions: tuple[str, ...], easier: str
) -> None:
    """After ACL surgery nothing kneels; with gluteal tendinopathy no rung that lies on a side or needs its own form."""
    item = replace(plain_plan.weeks[0].sessions[0].items("main")[0], exercise=exercise, variant="of no name")
    assert dict(words.item_details(catalog, item, {}, conditions))["Easier"].startswith(easier)


@pytest.mark.parametrize(
    ("conditions", "limits"),
    [((), ""), (("knee-osteoarthritis",), " For you: a folded towel under the knee.")],
)
def test_what_is_easier_tells_the_limits_of_the_conditions(
    catalog: Catalog, plain_plan: Plan, conditions: tuple[str, ...], limits: str
) -> None:
    item = replace(plain_plan.weeks[0].sessions[0].items("main")[0], exercise="side-plank", variant=None)
    plank = catalog.exercise("knee-side-plank")
    assert plank
    steps = " ".join(words.sentence(step) for step in plank.steps)
    told = dict(words.item_details(catalog, item, {}, conditions))["Easier"]
    assert told == f"{plank.name}: {plank.set_up} {steps}{limits}"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, False),
        ({"variant": "with hand support"}, True),
        ({"range": "half way"}, True),
        ({"support": "a wall"}, True),
        ({"variant": "of no name"}, False),
    ],
)
def test_that_form_support_and_range_go_first_is_told_where_there_are_any(
    handmade: Catalog, plain_plan: Plan, changes: dict[str, Any], told: bool
) -> None:
    item = plain_plan.weeks[0].sessions[0].items("main")[0]
    bare = replace(item, **{"variant": None, "range": None, "support": None, **changes})
    assert ("Mind" in dict(words.item_details(handmade, bare, {}))) == told
    assert "Mind" not in dict(words.item_details(handmade, bare, {(bare.exercise, bare.variant): "on Monday"}))


def test_what_was_described_on_an_earlier_day_is_referred_to(catalog: Catalog, plain_plan: Plan) -> None:
    item = replace(plain_plan.weeks[0].sessions[0].items("main")[0], exercise="clamshell", variant=None)
    told = dict(words.item_details(catalog, item, {("clamshell", None): "on Monday"}))
    assert told["How"] == "as on Monday"
    assert "Set-up" not in told
    assert "Set-up" in dict(words.item_details(catalog, item, {("clamshell", "supported"): "on Monday"}))


def test_a_repeated_session_is_recognised_and_a_different_one_is_not(plain_plan: Plan) -> None:
    week = plain_plan.weeks[0]
    assert words.later_same(week) == {1: week.sessions[0]}
    other = replace(week.sessions[1], blocks=())
    assert words.later_same(replace(week, sessions=(week.sessions[0], other))) == {}


def test_every_source_of_a_plan_is_listed_once_with_grade_and_how_it_was_seen(
    handmade: Catalog, plain_plan: Plan
) -> None:
    assert citing.source_lines(handmade, plain_plan) == [
        ("A27", "grade D, read in the original: A sample week."),
        ("R-001", "grade C, second-hand: Three zones of pain."),
        ("own", "grade X, our own: Our own choice."),
    ]
    assert citing.source_keys(handmade, plain_plan).startswith("A27 (D), R-001 (C, second-hand), own (X). Grades: A ")


@pytest.mark.parametrize(
    ("names", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_in_a_sentence(names: list[str], text: str) -> None:
    assert words.listing(names) == text


def test_the_most_serious_warning_is_told_first_and_an_unknown_one_last(full_plan: Plan) -> None:
    assert words.warnings(full_plan) == [
        "See someone about this pain.",
        "Under 15: go on at pain 0 only.",
        "Held at mid.",
        "No tests are recorded.",
        "Gates waived by A. Physio: seen in clinic.",
        "Pain was not asked for.",
        "Days touch.",
        "A code of a newer version.",
    ]


def test_the_summary_tells_every_field_of_the_request(handmade: Catalog, full_plan: Plan) -> None:
    assert words.summary(handmade, full_plan) == [
        ("Asked for", "prevention; given: rehab, mid stage"),
        ("Pain", "4 of 10"),
        ("Condition", "Gluteal tendinopathy and Patellofemoral pain"),
        ("Side", "right"),
        ("Age", "67"),
        ("Days a week", "2"),
        ("Weeks", "5"),
        ("Minutes a session", "25 at most"),
        ("Other hard days", "Wednesday and Saturday"),
        ("Level", "intermediate"),
        ("Kit you have", "band and dumbbell"),
        ("Kit it uses", "band, dumbbell and the bottom stair"),
        ("Put in by you", "step up"),
        ("Left out by you", "clam"),
        ("Clinician", "A. Physio: seen in clinic"),
    ]


def test_the_summary_is_silent_on_what_was_not_given(handmade: Catalog, plain_plan: Plan) -> None:
    labels = [label for label, _ in words.summary(handmade, plain_plan)]
    assert labels == ["Days a week", "Level", "Kit you have", "Kit it uses", "Left out by you"]


def test_pain_0_is_told(handmade: Catalog, plain_plan: Plan) -> None:
    asked = replace(plain_plan, request=replace(plain_plan.request, pain=0))
    assert ("Pain", "0 of 10") in words.summary(handmade, asked)


def test_another_stage_than_asked_for_is_told_with_its_reason(handmade: Catalog, plain_plan: Plan) -> None:
    assert words.not_as_asked(plain_plan) == ""
    lowered = replace(
        plain_plan,
        request=replace(plain_plan.request, stage="late"),
        decisions=(Decision(rule="P14", subject="stage", text="lowered, pain is 4", sources=("R-001", "P14")),),
    )
    assert words.not_as_asked(lowered) == "Stage: lowered, pain is 4 (P14, R-001)."
    assert words.summary(handmade, lowered)[0] == ("Asked for", "rehab, late stage; given: rehab, mid stage")


def test_advice_of_conditions_follows_the_general_in_the_order_asked_for(handmade: Catalog, full_plan: Plan) -> None:
    groups = {place: words.advice_groups(handmade, full_plan, place=place) for place in ("before", "after")}
    assert {place: [title for _, title, _ in told] for place, told in groups.items()} == {
        "before": [
            "Stop, and see someone",
            "When to see someone first",
            "Needed too, not in this plan: Gluteal tendinopathy",
            "Take care: Gluteal tendinopathy",
            "Needed too, not in this plan: Patellofemoral pain",
            "Take care: Patellofemoral pain",
        ],
        "after": [
            "How to use pain",
            "What studies found: Gluteal tendinopathy",
            "Stages: Gluteal tendinopathy",
            "What studies found: Patellofemoral pain",
            "Stages: Patellofemoral pain",
        ],
    }


def test_an_item_tells_that_its_dose_was_set_by_hand(handmade: Catalog, plain_plan: Plan) -> None:
    item = plain_plan.weeks[0].sessions[0].items("main")[0]
    assert "Dose" not in dict(words.item_details(handmade, item, {}))
    assert dict(words.item_details(handmade, replace(item, by_hand=True), {}))["Dose"] == "set by hand"


def test_a_picture_of_another_form_says_so(catalog: Catalog, plain_plan: Plan) -> None:
    item = plain_plan.weeks[0].sessions[0].items("main")[0]
    assert words.picture_note(catalog, replace(item, variant=None)) is None
    note = words.picture_note(catalog, replace(item, variant="with hand support"))
    assert note
    assert note.startswith("it shows the standard form. Here: with hand support; ")


def test_a_date_is_in_words() -> None:
    assert words.date_words("2026-12-02") == "2 December 2026"


def test_an_exercise_that_no_catalogue_has_is_called_by_its_id(handmade: Catalog) -> None:
    assert words.exercise_name(handmade, "step-up") == "Step-up"
    assert words.exercise_name(handmade, "gone-one") == "gone one"
