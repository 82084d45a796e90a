"""make_plan: the article's week, the days, the cap, what was asked for, and why nothing fits."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from glutemed.engine.planner import identity, make_plan, stamped
from glutemed.errors import NoPlanError, SafetyStopError
from glutemed.model.catalog import Catalog, Overlay
from glutemed.model.exercise import DEMANDS, KIT_SETS
from glutemed.model.plan import (
    BlockKind,
    Caution,
    Decision,
    Item,
    Plan,
    Prescribed,
    Request,
    demand_of,
    form_named,
    lies_on,
    one_leg,
    side_sets,
)

KITS = dict(KIT_SETS)
Make = Callable[..., Plan]


def main_ids(plan: Plan) -> list[list[str]]:
    return [[item.exercise for item in session.items("main")] for session in plan.weeks[0].sessions]


def days(plan: Plan) -> list[int]:
    return [session.day for session in plan.weeks[0].sessions]


SAMPLE_WEEK = [
    ["single-leg-rdl", "split-squat"],
    ["single-leg-squat", "forward-step-up", "side-plank-hip-abduction"],
]


def test_prevention_at_intermediate_level_is_the_articles_sample_week(plan_for: Make) -> None:
    """A27: two days, the band walk as the warm-up (A23), dumbbells where the kit has them, no supported forms."""
    plan = plan_for("prevention", level="intermediate")
    assert main_ids(plan) == SAMPLE_WEEK
    for session in plan.weeks[0].sessions:
        assert [item.exercise for item in session.items("warm-up")] == ["lateral-band-walk"]
        assert [item.variant for item in session.items("main")] == [None] * len(session.items("main"))
    assert plan.weeks[0].sessions[0].items("main")[0].load.kind == "dumbbell"


def test_a_beginner_gets_the_same_five_in_supported_forms_without_load(plan_for: Make) -> None:
    plan = plan_for("prevention")
    assert main_ids(plan) == SAMPLE_WEEK
    items = [item for session in plan.weeks[0].sessions for item in session.items("main")]
    assert [item.variant for item in items] == ["with hand support"] * 4 + ["from the knees"]
    assert {item.load.kind for item in items} == {"bodyweight"}


def test_three_days_of_prevention_are_a_b_a(plan_for: Make) -> None:
    first, second, third = main_ids(plan_for("prevention", days=3))
    assert first == third != second


def test_early_rehab_begins_with_the_articles_four(plan_for: Make) -> None:
    """A30: side-lying abduction, clamshell variations, standing abduction, short side plank."""
    found = {id for session in main_ids(plan_for("rehab", "early")) for id in session}
    assert {"side-lying-hip-abduction", "clamshell", "standing-hip-abduction", "knee-side-plank"} <= found


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"days": 2}, [1, 4]),
        ({"days": 3}, [1, 3, 5]),
        ({"days": 7}, [1, 2, 3, 4, 5, 6, 7]),
        ({"days": 2, "on": ("tuesday", "friday")}, [2, 5]),
        ({"days": 2, "on": ("monday", "friday"), "start": "2026-12-01"}, [4, 7]),
    ],
)
def test_days_are_spread_evenly_or_on_the_weekdays_asked_for(
    plan_for: Make, asked: dict[str, object], expected: list[int]
) -> None:
    assert days(plan_for(**asked)) == expected


def test_a_start_date_gives_dates_and_weekdays_and_without_one_there_are_none(plan_for: Make) -> None:
    dated = plan_for("rehab", "early", start="2026-12-01").weeks[0].sessions
    assert [(session.weekday, session.date) for session in dated] == [
        ("tuesday", "2026-12-01"),
        ("thursday", "2026-12-03"),
        ("saturday", "2026-12-05"),
    ]
    assert all(session.date is session.weekday is None for session in plan_for().weeks[0].sessions)


def test_moving_the_start_by_a_week_moves_only_dates(plan_for: Make) -> None:
    def without_dates(plan: Plan) -> list[object]:
        return [replace(session, date=None) for session in plan.weeks[0].sessions]

    one, other = plan_for(start="2026-12-01"), plan_for(start="2026-12-08")
    assert without_dates(one) == without_dates(other)
    assert [s.date for s in one.weeks[0].sessions] != [s.date for s in other.weeks[0].sessions]


@pytest.mark.parametrize(
    ("level", "reps", "seconds"), [("beginner", 8, 20), ("intermediate", 12, 30), ("advanced", 15, 45)]
)
def test_doses_open_at_the_bottom_middle_or_top_of_the_range(
    plan_for: Make, level: str, reps: int, seconds: int
) -> None:
    plan = plan_for("rehab", "mid", level=level, include=("side-plank" if level != "beginner" else "wall-press",))
    main = [item for session in plan.weeks[0].sessions for item in session.items("main")]
    assert {item.dose.reps for item in main if item.dose.kind == "reps"} == {reps}
    holds = {item.dose.seconds for item in main if item.dose.kind == "hold"}
    assert seconds in holds or (level == "intermediate" and 30 in holds)


def test_a_trial_rung_keeps_its_own_dose(plan_for: Make) -> None:
    """R-042: ten holds of ten seconds, also at advanced level."""
    plan = plan_for("rehab", "early", level="advanced", include=("isometric-hip-abduction-supine",))
    item = next(i for s in plan.weeks[0].sessions for i in s.items("main") if "supine" in i.exercise)
    assert (item.sets, item.dose.reps, item.dose.seconds) == (2, 10, 10)


@pytest.mark.parametrize("count", [4, 5, 6, 7])
def test_more_than_three_days_mean_two_sets_and_a_week_within_the_cap(
    catalog: Catalog, plan_for: Make, count: int
) -> None:
    plan = plan_for("rehab", "early", days=count)
    main = [item for session in plan.weeks[0].sessions for item in session.items("main")]
    assert {item.sets for item in main} == {2}
    assert sum(side_sets(item, "left") for item in main) <= catalog.limit("weekly-sets-max-many-days")


def test_four_main_exercises_three_times_a_week_lose_sets_to_the_weekly_cap(catalog: Catalog, plan_for: Make) -> None:
    asked = ("split-squat", "single-leg-squat", "lunge-forward", "lateral-step-up", "lateral-step-down",
             "single-leg-rdl", "side-plank", "single-leg-hip-thrust")  # fmt: skip
    plan = plan_for("rehab", "mid", days=3, level="advanced", equipment=KITS["gym"], include=asked)
    assert [len(session) for session in main_ids(plan)] == [4, 4, 4]
    main = [item for session in plan.weeks[0].sessions for item in session.items("main")]
    assert sum(side_sets(item, "left") for item in main) <= catalog.limit("weekly-sets-max")
    assert any(reason.text.startswith("a set fewer") for item in main for reason in item.reasons)


def test_what_is_asked_for_is_in_the_plan_and_says_so(plan_for: Make) -> None:
    plan = plan_for("rehab", "mid", include=("wall-press", "monster-walk", "z-sit"))
    items = {item.exercise: item for s in plan.weeks[0].sessions for b in s.blocks for item in b.items}
    for asked in ("wall-press", "monster-walk", "z-sit"):
        assert "you asked for it" in [reason.text for reason in items[asked].reasons]


def test_household_things_are_named_where_they_stand_in_for_kit(plan_for: Make) -> None:
    plan = plan_for("rehab", "mid", equipment=())
    items = {item.exercise: item for s in plan.weeks[0].sessions for b in s.blocks for item in b.items}
    assert items["hip-hitch"].kit == ("the bottom stair",)
    assert plan_for("rehab", "mid").weeks[0].sessions[0].items("main")[1].kit == ("step",)


def test_a_first_choice_that_is_unlawful_is_told_with_its_rule(plan_for: Make) -> None:
    plan = plan_for("rehab", "mid", equipment=())
    told = {decision.subject: (decision.rule, decision.text) for decision in plan.decisions}
    assert told["lateral-band-walk"] == ("P01", "left out: needs a band")


@pytest.mark.parametrize(
    ("stage", "codes"),
    [
        ("early", ["pain-unknown"]),
        ("mid", ["gate-unknown", "pain-unknown"]),
        ("late", ["gate-unknown", "pain-unknown"]),
    ],
)
def test_a_stage_above_early_warns_of_gates_not_tested(plan_for: Make, stage: str, codes: list[str]) -> None:
    assert [warning.code for warning in plan_for("rehab", stage).warnings] == codes


def test_rehab_opens_with_stop_signs_and_every_plan_has_pain_rules_and_when_to_see_someone(plan_for: Make) -> None:
    rehab = [line.topic for line in plan_for("rehab", "early").advice]
    prevention = [line.topic for line in plan_for("prevention").advice]
    assert rehab[0] == "stop"
    assert "stop" not in prevention
    for topic in ("pain", "today", "clinician"):
        assert topic in rehab
        assert topic in prevention


EARLY_NINE = [
    "clamshell", "double-leg-bridge", "hip-hitch", "hip-hitch-hold", "knee-side-plank", "reverse-clamshell",
    "side-lying-hip-abduction", "single-leg-bridge", "standing-hip-abduction",
]  # fmt: skip


@pytest.mark.parametrize(
    ("goal", "stage", "asked", "rule", "words"),
    [
        ("rehab", "early", {"include": ("skater-squat",)}, "P04", "skater-squat was asked for"),
        ("rehab", "mid", {"include": ("single-leg-deadlift",)}, "P04", "belongs to the late stage"),
        ("rehab", "late", {"include": ("lateral-band-walk",), "equipment": ()}, "P01", "needs a band"),
        ("rehab", "mid", {"include": ("double-leg-hip-thrust",), "equipment": KITS["gym"]}, "P03", "two-legged"),
        ("rehab", "late", {"level": "advanced", "on": ("monday", "sunday"), "include": ("side-plank",)}, "P06", "high"),
        ("rehab", "early", {"include": tuple(EARLY_NINE)}, "P12", "more main exercises were asked for"),
    ],
)
def test_no_plan_names_the_rule_that_cannot_be_met(
    plan_for: Make, goal: str, stage: str | None, asked: dict[str, object], rule: str, words: str
) -> None:
    with pytest.raises(NoPlanError, match=words) as stopped:
        plan_for(goal, stage, **asked)
    assert stopped.value.rule == rule


@pytest.mark.parametrize("on", [("monday", "tuesday"), ("monday", "sunday")])
@pytest.mark.parametrize("level", ["intermediate", "advanced"])
@pytest.mark.parametrize("asked", [("prevention", None), ("rehab", "late")])
def test_days_that_touch_take_lighter_forms_and_say_so(
    plan_for: Make, asked: tuple[str, str | None], level: str, on: tuple[str, ...]
) -> None:
    """P06: a whole day between heavy sessions, from week to week too; the weaker form is not heavy."""
    plan = plan_for(*asked, level=level, days=2, on=on)
    compounds = [session.items("main")[0] for session in plan.weeks[0].sessions]
    assert {item.variant for item in compounds} == {"with hand support"}
    assert {item.load.kind for session in plan.weeks[0].sessions for item in session.items("main")} == {"bodyweight"}
    assert "days-touch" in [warning.code for warning in plan.warnings]
    assert "P06" in [decision.rule for decision in plan.decisions]


@pytest.mark.parametrize("asked", [("prevention", None), ("rehab", "mid")])
def test_what_was_asked_for_is_dealt_so_that_every_session_keeps_what_it_must_have(
    plan_for: Make, asked: tuple[str, str | None]
) -> None:
    """Three names, one of them a compound: a dealing without a compound in a session is not the last word."""
    wanted = {"hip-hitch-toe-tap", "lateral-step-up", "wall-press"}
    plan = plan_for(*asked, include=tuple(sorted(wanted)))
    assert wanted <= {id for session in main_ids(plan) for id in session}


def test_two_rungs_asked_for_in_early_are_kept_within_half_of_a_session(plan_for: Make) -> None:
    plan = plan_for("rehab", "early", include=("double-leg-squat", "sit-to-stand", "wall-squat"))
    rungs = {"double-leg-squat", "sit-to-stand", "wall-squat"}
    assert all(2 * len(rungs & set(session)) <= len(session) for session in main_ids(plan))


def test_the_one_week_that_is_possible_is_found(catalog: Catalog, plan_for: Make) -> None:
    """The best-ranked rung has the pattern of the only direct exercise, so the second best is the way out (P13)."""
    kept = ("band-bridge", "offset-bridge", "single-leg-bridge", "split-stance-sit-to-stand")
    plan = plan_for("rehab", "early", exclude=excluded_but(catalog, *kept))
    assert {"single-leg-bridge", "split-stance-sit-to-stand"} in [set(session) for session in main_ids(plan)]


def excluded_but(catalog: Catalog, *kept: str) -> tuple[str, ...]:
    return tuple(exercise.id for exercise in catalog.exercises if exercise.id not in kept)


@pytest.mark.parametrize(
    ("goal", "stage", "kept", "rule"),
    [
        ("rehab", "early", ("clamshell",), "P12"),
        ("rehab", "early", ("clamshell", "reverse-clamshell"), "P13"),
        ("rehab", "mid", ("single-leg-bridge", "wall-press", "side-plank"), "P09"),
        ("prevention", None, ("single-leg-squat", "split-squat"), "P13"),
        ("rehab", "early", ("double-leg-bridge", "sit-to-stand", "wall-squat"), "P03"),
    ],
)
def test_too_few_lawful_exercises_name_the_rule(
    catalog: Catalog, plan_for: Make, goal: str, stage: str | None, kept: tuple[str, ...], rule: str
) -> None:
    with pytest.raises(NoPlanError) as stopped:
        plan_for(goal, stage, exclude=excluded_but(catalog, *kept))
    assert stopped.value.rule == rule


def test_two_lawful_exercises_of_two_patterns_are_enough_in_early(catalog: Catalog, plan_for: Make) -> None:
    plan = plan_for("rehab", "early", exclude=excluded_but(catalog, "clamshell", "single-leg-bridge"))
    assert all(set(session) == {"clamshell", "single-leg-bridge"} for session in main_ids(plan))
    assert {"warm-up", "mobility"} <= {decision.subject for decision in plan.decisions}


def test_the_id_depends_on_request_and_catalogue_alone(catalog: Catalog) -> None:
    request = Request(goal="rehab", stage="early", days=3, equipment=())
    plan = make_plan(catalog, request)
    assert plan.id == make_plan(catalog, request).id
    assert plan.id != make_plan(catalog, replace(request, days=2)).id
    assert plan.id != make_plan(replace(catalog, fingerprint="other"), request).id


def test_what_pain_and_gates_changed_is_decided_first_and_is_what_the_plan_is_for(plan_for: Make) -> None:
    """P14 and P18: prevention with pain 4 after an operation on the cruciate ligament is early rehab."""
    plan = plan_for("prevention", pain=4, condition=("acl-reconstruction",), equipment=())
    assert plan.prescribed == Prescribed(goal="rehab", stage="early")
    assert (plan.request.goal, plan.request.stage) == ("prevention", None)
    assert [(d.rule, d.subject) for d in plan.decisions[:2]] == [("P14", "goal"), ("P18", "goal")]
    assert [warning.code for warning in plan.warnings] == ["gate-held"]


@pytest.mark.parametrize(("asked", "rule"), [({"pain": 8}, "P14"), ({"age": 9}, "P17")])
def test_pain_of_8_and_an_age_below_10_stop_before_anything_else(
    plan_for: Make, asked: dict[str, object], rule: str
) -> None:
    with pytest.raises(SafetyStopError) as stopped:
        plan_for(include=("skater-squat",), **asked)
    assert stopped.value.rule == rule


def items(plan: Plan, *kinds: BlockKind) -> list[Item]:
    return [item for s in plan.weeks[0].sessions for block in s.blocks if block.kind in kinds for item in block.items]


def test_gluteal_tendinopathy_follows_its_trial_and_spares_the_sore_side(catalog: Catalog, plan_for: Make) -> None:
    """LEAP16: the sidestep, then static abduction, bridge and squat; no stretch, and nothing on the sore side."""
    for side in ("left", "right", "both", None):
        plan = plan_for("rehab", "early", condition=("gluteal-tendinopathy",), side=side)
        assert {item.exercise for item in items(plan, "warm-up")} == {"sidestep"}
        assert {item.exercise for item in items(plan, "main")} == {
            "isometric-hip-abduction-supine",
            "isometric-hip-abduction-standing",
            "double-leg-bridge",
            "double-leg-squat",
        }
        assert items(plan, "mobility") == []
        for item in items(plan, "warm-up", "main"):
            exercise = catalog.exercise(item.exercise)
            assert exercise
            assert side not in [lies_on(exercise, hip) for hip in item.sides] or side is None
            assert side in ("left", "right") or exercise.position != "side-lying"


def test_older_people_get_hand_support_two_sets_and_10_to_15_repetitions(catalog: Catalog, plan_for: Make) -> None:
    """P17 with R-032, at a level that would open higher."""
    main = items(plan_for("prevention", age=80, level="advanced"), "main")
    assert {item.sets for item in main} == {2}
    assert {item.dose.reps for item in main if item.dose.kind == "reps"} == {15}
    assert all(
        10 <= item.dose.reps <= 15 for item in items(plan_for("prevention", age=80), "main") if item.dose.kind == "reps"
    )
    for item in main:
        exercise = catalog.exercise(item.exercise)
        assert exercise
        form = form_named(exercise, item.variant)
        assert not one_leg(exercise) or (form and form.support)


def test_a_week_for_more_pain_is_no_harder_than_the_one_for_less(catalog: Catalog, plan_for: Make) -> None:
    """P14: an exercise is as hard as its form, here the one with hand support (P17)."""

    def hardest(pain: int) -> int:
        asked = {"pain": pain, "age": 70, "minutes": 20, "level": "intermediate", "equipment": KITS["gym"]}
        main = items(plan_for("rehab", "late", days=3, **asked), "main")
        found = [(catalog.exercise(item.exercise), item) for item in main]
        return max(
            DEMANDS.index(demand_of(one, form_named(one, item.variant), item.load)) for one, item in found if one
        )

    assert hardest(5) <= hardest(2)


def test_osteoarthritis_has_the_dose_of_its_trial_where_the_exercise_has_none(plan_for: Make) -> None:
    """R-061: two to three sets of 10 to 15."""
    main = items(plan_for("rehab", "mid", condition=("hip-osteoarthritis",)), "main")
    assert {(item.sets, item.dose.reps) for item in main if item.dose.kind == "reps"} == {(2, 10)}


def test_a_plan_says_which_files_of_ones_own_it_is_made_with(catalog: Catalog, plan_for: Make) -> None:
    """Stamped anew, as after a swap, it says so once."""
    plan = plan_for(stage="early")
    mine = Overlay(name="mine.yaml", added=("knee-side-plank",), changed=("clamshell",))
    own = replace(catalog, overlays=(mine, Overlay(name="club.yaml", hidden=("hop",))), fingerprint="f" * 64)
    found = stamped(own, plan)
    row = own.rule("own-catalog")
    says = "your own {} lies over the built-in one: it {}".format
    assert found == replace(
        plan,
        generator=replace(plan.generator, catalog="f" * 64, overlays=("mine.yaml", "club.yaml")),
        id=identity("f" * 64, plan.request),
        decisions=(
            *plan.decisions,
            *(
                Decision(rule="P15", subject="the catalogue", text=text, sources=row.sources)
                for text in (
                    says("mine.yaml", "adds knee-side-plank; changes clamshell"),
                    says("club.yaml", "hides hop"),
                )
            ),
        ),
        warnings=(
            *plan.warnings,
            Caution(
                code="not-reviewed",
                text="From your own catalogue, and not reviewed by this program: Side plank from the knees, Clamshell. "
                "Whoever wrote it answers for it.",
            ),
        ),
    )
    assert stamped(own, found) == found
    assert stamped(replace(own, overlays=(Overlay(name="club.yaml", hidden=("hop",)),)), plan).warnings == plan.warnings


def test_a_plan_with_exercises_of_ones_own_warns_that_they_are_not_reviewed(catalog: Catalog, plan_for: Make) -> None:
    own = replace(catalog, overlays=(Overlay(name="mine.yaml", changed=("clamshell",)),))
    found = make_plan(own, plan_for(stage="early").request)
    assert found.generator.overlays == ("mine.yaml",)
    assert "not-reviewed" in [warning.code for warning in found.warnings]
