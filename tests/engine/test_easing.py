"""One step down after pain: an easier form or rung, no load, less of it, or without it; never a step up."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.engine.people import dose, doses, mains, opening_of, reworked, with_exercise

from glutemed.engine.context import Context
from glutemed.engine.easing import easier, leads_to, less, no_harder, put, within
from glutemed.engine.opening import Opening, blocks_of
from glutemed.engine.resuming import main_items
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import BODYWEIGHT, DoseLimits, Load
from glutemed.model.plan import Dose, Item, Plan, session_minutes

PlanFor = Callable[..., Plan]
BAND = Load(kind="band", where="above the knees", start="a light one")
CLAM, PLANK, RAISE, BRIDGE = "clamshell", "knee-side-plank", "side-lying-hip-abduction", "single-leg-bridge"
STANDING, SUPINE = "isometric-hip-abduction-standing", "isometric-hip-abduction-supine"


def reps(reps: int, sets: int = 2, **fields: Any) -> dict[str, Any]:
    return {"sets": sets, "dose": Dose(kind="reps", reps=reps), **fields}


def hold(seconds: int, sets: int = 2, holds: int = 1) -> dict[str, Any]:
    return {"sets": sets, "dose": Dose(kind="hold", reps=holds, seconds=seconds)}


@pytest.fixture(scope="module")
def early(plan_for: PlanFor) -> Plan:
    """Days of leg raise, plank and clam, and of standing raise, bridge and reverse clam."""
    return plan_for(stage="early")


# Less of it


@pytest.mark.parametrize(
    ("item", "text", "left"),
    [
        (reps(15, 4), "Clamshell: 3 sets instead of 4", "3x15"),
        (reps(8, 3), "Clamshell: 2 sets instead of 3", "2x8"),
        (reps(15), "Clamshell: 12 repetitions instead of 15", "2x12"),
        (reps(12), "Clamshell: 9 repetitions instead of 12", "2x9"),
        (reps(10), "Clamshell: 8 repetitions instead of 10", "2x8"),
        (reps(9), "Clamshell: 8 repetitions instead of 9", "2x8"),
        (reps(8), "Clamshell: 6 repetitions instead of 8", "2x6"),
        (reps(7), "Clamshell: 6 repetitions instead of 7", "2x6"),
        (reps(6), "Clamshell: 5 repetitions instead of 6", "2x5"),
        (reps(8, 1), "Clamshell: 6 repetitions instead of 8", "1x6"),
    ],
)
def test_a_set_goes_first_then_a_quarter_of_the_repetitions_down_to_five(
    catalog: Catalog, early: Plan, item: dict[str, Any], text: str, left: str
) -> None:
    context, week = opening_of(catalog, reworked(early, clamshell={**item, "by_hand": True}))
    found = less(context, week, CLAM)
    assert found
    assert found[1] == text
    assert not mains(found[0])[CLAM].by_hand
    assert doses(found[0]) == {**doses(week), CLAM: left}


@pytest.mark.parametrize(
    ("item", "text", "left"),
    [
        (hold(40, 3), "Side plank from the knees: 2 sets instead of 3", "2x40s"),
        (hold(40), "Side plank from the knees: holds of 30 s instead of 40 s", "2x30s"),
        (hold(30), "Side plank from the knees: holds of 23 s instead of 30 s", "2x23s"),
        (hold(23), "Side plank from the knees: holds of 20 s instead of 23 s", "2x20s"),
        (hold(20), "Side plank from the knees: holds of 15 s instead of 20 s", "2x15s"),
        (hold(12), "Side plank from the knees: holds of 10 s instead of 12 s", "2x10s"),
        (hold(10, holds=3), "Side plank from the knees: 2 repetitions instead of 3", "2x2x10s"),
        (hold(10, holds=2), "Side plank from the knees: 1 repetitions instead of 2", "2x10s"),
    ],
)
def test_a_hold_gets_shorter_down_to_ten_seconds_then_there_are_fewer(
    catalog: Catalog, early: Plan, item: dict[str, Any], text: str, left: str
) -> None:
    context, week = opening_of(catalog, reworked(early, knee_side_plank=item))
    found = less(context, week, PLANK)
    assert found
    assert (found[1], doses(found[0])[PLANK]) == (text, left)


@pytest.mark.parametrize("item", [reps(5), reps(4), reps(5, 1)])
def test_below_the_floor_there_is_no_less(catalog: Catalog, early: Plan, item: dict[str, Any]) -> None:
    assert less(*opening_of(catalog, reworked(early, clamshell=item)), CLAM) is None


@pytest.mark.parametrize("item", [hold(10), hold(9)])
def test_below_ten_seconds_there_is_no_less(catalog: Catalog, early: Plan, item: dict[str, Any]) -> None:
    assert less(*opening_of(catalog, reworked(early, knee_side_plank=item)), PLANK) is None


@pytest.mark.parametrize(
    ("own", "item", "left"),
    [
        (DoseLimits(kind="reps", sets=(3, 4)), reps(8, 4), "3x8"),
        (DoseLimits(kind="reps", sets=(3, 4)), reps(8, 3), "3x6"),
        (DoseLimits(kind="reps", sets=(1, 4)), reps(8), "1x8"),
        (DoseLimits(kind="reps", reps=(8, 12)), reps(10), "2x8"),
        (DoseLimits(kind="reps", reps=(8, 12)), reps(8), None),
        (DoseLimits(kind="reps", reps=(3, 12)), reps(5), "2x4"),
        (DoseLimits(kind="reps", reps=(3, 12)), reps(3), None),
    ],
)
def test_the_dose_of_a_source_has_floors_of_its_own(
    catalog: Catalog, early: Plan, own: DoseLimits, item: dict[str, Any], left: str | None
) -> None:
    sourced = with_exercise(catalog, CLAM, dose=own)
    found = less(*opening_of(sourced, reworked(early, clamshell=item)), CLAM)
    assert (doses(found[0])[CLAM] if found else None) == left


@pytest.mark.parametrize(
    ("item", "left"),
    [
        (hold(15, holds=5), "2x5x12s"),
        (hold(12, holds=5), "2x5x10s"),
        (hold(10, holds=5), "2x4x10s"),
        (hold(10, holds=4), "2x3x10s"),
        (hold(10, holds=3), None),
    ],
)
def test_a_trials_holds_get_shorter_then_fewer_as_far_as_the_trial_went(
    catalog: Catalog, plan_for: PlanFor, item: dict[str, Any], left: str | None
) -> None:
    """LEAP16: 2 sets of 3 to 5 holds of 10 to 15 s."""
    plan = plan_for(stage="early", condition=("gluteal-tendinopathy",))
    found = less(*opening_of(catalog, reworked(plan, isometric_hip_abduction_standing=item)), STANDING)
    assert (doses(found[0])[STANDING] if found else None) == left


def test_less_is_done_wherever_the_exercise_stands(catalog: Catalog, plan_for: PlanFor) -> None:
    plan = plan_for(stage="early", condition=("gluteal-tendinopathy",), days=2)
    first = plan.weeks[0].sessions[0]
    both = replace(plan, weeks=(replace(plan.weeks[0], sessions=(first, replace(first, blocks=first.blocks[1:]))),))
    context, week = opening_of(catalog, both)
    assert len(week.items) == 2
    found = less(context, week, "double-leg-bridge")
    assert found
    assert [item.sets for items in found[0].items for item in items if item.exercise == "double-leg-bridge"] == [2, 2]


# Easier


def walked(context: Context, week: Opening, id: str) -> list[str]:
    """Return the doses on the way down from an exercise, with the exercise where it is another, to the last."""
    found: list[str] = []
    while step := easier(context, week, id):
        new = [one for one in mains(step[0]) if one not in mains(week)]
        week = step[0]
        if id not in mains(week):
            found.append(f"{new[0]} {doses(week)[new[0]]}" if new else step[1])
            if not new:
                return found
            id = new[0]
        else:
            found.append(doses(week)[id])
    return [*found, "no further"]


DOWN: dict[tuple[str, str], list[str]] = {
    # no easier form or rung: less of it, then without it
    ("early", CLAM): ["2x8", "2x6", "2x5", "without Clamshell"],
    ("early", "reverse-clamshell"): ["2x8", "2x6", "2x5", "without Reverse clamshell"],  # the clam has a place already
    ("early", PLANK): ["2x20s", "2x15s", "2x12s", "2x10s", "without Side plank from the knees"],
    # an easier form first, then the rungs below, each at the bottom of its range with two sets
    ("early", "standing-hip-abduction"): [
        "2x8, with hand support",
        f"{STANDING} 2x3x10s",
        "without Isometric hip abduction, standing",  # ten holds lying on the back are more work
    ],
    ("early", BRIDGE): [
        "single-leg-biased-bridge 2x5",
        "offset-bridge 2x5",
        "double-leg-bridge 2x5",
        "without Double-leg bridge",
    ],
    ("mid", "hip-hitch"): [
        "2x8, from level up only",
        "2x8, with hand support",
        "2x6, with hand support",
        "2x5, with hand support",
        "without Hip hitch",
    ],
    ("mid", "lateral-step-down"): [
        "lateral-step-up 2x8, with hand support",
        "low-step-up 2x8, with hand support",
        "2x6, with hand support",
        "2x5, with hand support",
        "without Low step-up",
    ],
    # the last compound of its session stays (P09)
    ("mid", "single-leg-squat"): [
        "2x8, shallow, with hand support",
        "2x6, shallow, with hand support",
        "2x5, shallow, with hand support",
        "no further",
    ],
    # the weight goes with the harder form, and with the harder rung
    ("late", "single-leg-rdl"): [
        "2x8, with hand support",
        "2x6, with hand support",
        "2x5, with hand support",
        "without Single-leg Romanian deadlift (RDL)",
    ],
    ("late", "walking-lunge-contralateral-load"): ["walking-lunge 2x8", "2x6", "2x5", "without Walking lunge"],
    # but not where the exercise is none without it
    ("late", "single-leg-deadlift"): [
        "2x8 + dumbbell, with hand support",
        "2x6 + dumbbell, with hand support",
        "2x5 + dumbbell, with hand support",
        "without Single-leg deadlift",
    ],
    ("late", "side-plank-hip-abduction"): [
        "2x20s, from the knees",
        "2x15s, from the knees",
        "2x12s, from the knees",
        "2x10s, from the knees",
        "without Side plank with leg lift",
    ],
}


@pytest.mark.parametrize(("stage", "id"), DOWN)
def test_the_way_down(catalog: Catalog, plan_for: PlanFor, stage: str, id: str) -> None:
    plan = plan_for(stage=stage, level="advanced" if stage == "late" else "beginner")
    assert walked(*opening_of(catalog, plan), id) == DOWN[stage, id]


@pytest.mark.parametrize(
    ("id", "text"),
    [
        ("standing-hip-abduction", "Standing hip abduction, with hand support"),
        (BRIDGE, "Single-leg-biased bridge in place of Single-leg bridge"),
        (CLAM, "Clamshell: 2 sets instead of 3"),
    ],
)
def test_a_step_down_says_what_is_done_now(catalog: Catalog, early: Plan, id: str, text: str) -> None:
    found = easier(*opening_of(catalog, early), id)
    assert found
    assert found[1] == text


def test_without_an_easier_form_the_load_goes_first(catalog: Catalog, early: Plan) -> None:
    context, week = opening_of(catalog, reworked(early, clamshell={"load": BAND, "kit": ("band",)}))
    found = easier(context, week, CLAM)
    assert found
    assert found[1] == "Clamshell without load"
    bare = mains(found[0])[CLAM]
    assert (dose(bare), bare.kit) == ("3x8", ())
    assert "band" in bare.target


def test_a_load_that_the_exercise_is_none_without_stays(catalog: Catalog, early: Plan) -> None:
    needs = with_exercise(catalog, CLAM, needs=("band",))
    context, week = opening_of(needs, reworked(early, clamshell={"load": BAND, "kit": ("band",)}))
    found = easier(context, week, CLAM)
    assert found
    assert doses(found[0])[CLAM] == "2x8 + band"


@pytest.mark.parametrize(
    ("item", "left"), [(reps(8, 4), "2x8"), (reps(7), "2x7"), (reps(6, 3), "2x6"), (reps(5), "2x5")]
)
def test_an_easier_form_has_no_more_volume_than_was_done(
    catalog: Catalog, early: Plan, item: dict[str, Any], left: str
) -> None:
    found = easier(*opening_of(catalog, reworked(early, standing_hip_abduction=item)), "standing-hip-abduction")
    assert found
    assert doses(found[0])["standing-hip-abduction"] == f"{left}, with hand support"


@pytest.mark.parametrize(
    ("item", "most", "own_reps", "left"),
    [
        (reps(8), 16, False, "2x8"),
        (reps(8), 15, False, "2x7"),
        (reps(8), 1, False, "2x5"),
        (reps(4), 1, False, "2x4"),
        (reps(8), 1, True, "2x8"),  # the fewest of its source
        (hold(30), 60, False, "2x30s"),
        (hold(30), 59, False, "2x29s"),
        (hold(15, holds=3), 80, False, "2x3x13s"),
        (hold(30), 1, False, "2x10s"),
        (hold(8), 1, False, "2x8s"),
        (hold(30), 1, True, "2x10s"),
    ],
)
def test_an_item_is_as_much_as_a_volume_asks_for_down_to_the_floor(
    catalog: Catalog, early: Plan, item: dict[str, Any], most: int, own_reps: bool, left: str
) -> None:
    context, week = opening_of(catalog, reworked(early, clamshell=item))
    found = within(context, mains(week)[CLAM], most, own_reps=own_reps)
    assert dose(found) == left
    assert {type(number) for number in (found.dose.reps, found.dose.seconds or 0)} == {int}


@pytest.mark.parametrize(
    ("own", "item", "left"),
    [
        (DoseLimits(kind="reps", sets=(3, 4), reps=(5, 10)), reps(8, 4), "3x5"),
        (DoseLimits(kind="reps", sets=(1, 4), reps=(5, 10)), reps(15), "2x5"),
        (DoseLimits(kind="reps", sets=(1, 4), reps=(5, 10)), reps(15, 1), "1x5"),
        (DoseLimits(kind="reps", reps=(8, 12)), reps(8), "2x8"),
        (DoseLimits(kind="reps", reps=(8, 12)), reps(6), None),  # two sets of eight are more
    ],
)
def test_a_rung_opens_within_the_dose_of_its_source_or_not_at_all(
    catalog: Catalog, plan_for: PlanFor, own: DoseLimits, item: dict[str, Any], left: str | None
) -> None:
    biased, plan = "single-leg-biased-bridge", plan_for(stage="early", level="advanced")
    sourced = with_exercise(catalog, biased, dose=own)
    found = easier(*opening_of(sourced, reworked(plan, single_leg_bridge=item)), BRIDGE)
    assert found
    assert doses(found[0]).get(biased) == left


def test_a_rung_whose_source_has_one_set_has_one_where_two_are_more_work(catalog: Catalog, plan_for: PlanFor) -> None:
    biased, early = "single-leg-biased-bridge", plan_for(stage="early", level="advanced")
    known = with_exercise(catalog, biased, dose=DoseLimits(kind="reps", sets=(1, 2), reps=(5, 10)))
    for item, left in ((reps(4), "1x5"), (reps(5), "2x5")):
        found = easier(*opening_of(known, reworked(early, single_leg_bridge=item)), BRIDGE)
        assert found
        assert doses(found[0])[biased] == left


def test_a_rung_below_carries_no_load_that_can_be_left_off(catalog: Catalog, plan_for: PlanFor) -> None:
    id = "walking-lunge-contralateral-load"
    ladder = with_exercise(catalog, id, easier=("lunge-forward",))
    context, week = opening_of(ladder, plan_for(stage="late", level="advanced"))
    found = easier(context, week, id)
    assert found
    assert doses(found[0])["lunge-forward"] == "2x8"
    assert mains(found[0])["lunge-forward"].kit == ()


@pytest.mark.parametrize(
    ("item", "left"), [(hold(45, 4), "2x20s"), (hold(15), "2x15s"), (hold(10), "2x10s"), (hold(15, 3), "2x15s")]
)
def test_an_easier_hold_is_no_longer_than_was_done(
    catalog: Catalog, plan_for: PlanFor, item: dict[str, Any], left: str
) -> None:
    id = "side-plank-hip-abduction"
    late = reworked(plan_for(stage="late", level="advanced"), side_plank_hip_abduction=item)
    found = easier(*opening_of(catalog, late), id)
    assert found
    assert doses(found[0])[id] == f"{left}, from the knees"


def test_a_rung_of_another_kind_is_taken_where_it_is_no_more_work(catalog: Catalog, early: Plan) -> None:
    """Sixteen repetitions of 4 s are more than six holds of 10 s; fourteen are less."""

    def step(number: int) -> str:
        found = easier(*opening_of(catalog, reworked(early, side_lying_hip_abduction=reps(number))), RAISE)
        assert found
        return doses(found[0]).get(STANDING, found[1])

    assert step(8) == "2x3x10s"
    assert step(7) == "Side-lying hip abduction: 6 repetitions instead of 7"


def test_what_stands_in_the_week_or_is_avoided_takes_no_other_place(catalog: Catalog, early: Plan) -> None:
    context, week = opening_of(catalog, early)
    first = easier(context, week, RAISE)
    assert first
    assert STANDING in mains(first[0])
    raised = easier(context, first[0], "standing-hip-abduction")
    assert raised
    second = easier(context, raised[0], "standing-hip-abduction")
    assert second
    assert second[1] == "Standing hip abduction: 6 repetitions instead of 8"
    avoided = easier(context, week, RAISE, frozenset({STANDING}))
    assert avoided
    assert avoided[1] == "Side-lying hip abduction: 2 sets instead of 3"


def test_an_easier_form_of_an_exercise_to_avoid_is_still_open(catalog: Catalog, early: Plan) -> None:
    id = "standing-hip-abduction"
    found = easier(*opening_of(catalog, early), id, frozenset({id}))
    assert found
    assert doses(found[0])[id] == "2x8, with hand support"


def as_done(catalog: Catalog, id: str, amount: int, variant: str | None = None) -> Item:
    """Return an item of so many repetitions in one set."""
    exercise = catalog.exercise(id)
    assert exercise
    return Item(
        exercise=id,
        name=exercise.name,
        variant=variant,
        sets=1,
        dose=Dose(kind="reps", reps=amount),
        sides=("left", "right"),
        rest_seconds=60,
        effort="some left",
        load=BODYWEIGHT,
        track="repetitions",
        target="15",
    )


def test_a_rung_done_before_comes_back_in_no_harder_form(catalog: Catalog, plan_for: PlanFor) -> None:
    """Who did the low step-up with a hand on something does it so again; a form that is unlawful by now is none."""
    plan = plan_for(stage="mid", level="advanced")
    ladder = with_exercise(catalog, "hip-hitch", easier=("standing-hip-abduction",))
    context, week = opening_of(ladder, plan)
    id = "standing-hip-abduction"
    for variant in (None, "with hand support"):
        context_week = (context, put(week, "hip-hitch", main_items(week)["hip-hitch"][0], mains(week)["hip-hitch"]))
        found = easier(*context_week, "hip-hitch", frozenset(), {id: as_done(catalog, id, 40, variant)})
        while found and id not in mains(found[0]):
            found = easier(context, found[0], "hip-hitch", frozenset(), {id: as_done(catalog, id, 40, variant)})
        assert found
        assert mains(found[0])[id].variant == variant
    older = replace(context, older=True)
    found = easier(older, week, "hip-hitch", frozenset({BRIDGE}), {id: as_done(catalog, id, 40)})
    assert found is None or id not in mains(found[0])


@pytest.mark.parametrize(
    ("past", "expected"),
    [
        ({"single-leg-biased-bridge": 10}, "single-leg-biased-bridge 2x5"),
        ({"single-leg-biased-bridge": 30}, "single-leg-biased-bridge 2x5"),
        ({"single-leg-biased-bridge": 9}, "offset-bridge 2x5"),  # two sets of five are its least
        ({"single-leg-biased-bridge": 9, "offset-bridge": 9}, "band-bridge 2x8 + band"),
        ({"single-leg-biased-bridge": 9, "offset-bridge": 9, "band-bridge": 12}, "band-bridge 2x6 + band"),
        ({RAISE: 1}, "single-leg-biased-bridge 2x5"),
    ],
)
def test_a_rung_done_before_comes_back_with_no_more_than_it_had(
    catalog: Catalog, early: Plan, past: dict[str, int], expected: str
) -> None:
    """Volumes of before; those of the bands are told by their repetitions."""
    done = {id: as_done(catalog, id, amount) for id, amount in past.items()}
    found = easier(*opening_of(catalog, early), BRIDGE, past=done)
    assert found
    (new,) = (id for id in mains(found[0]) if id not in mains(early))
    assert f"{new} {doses(found[0])[new]}" == expected


def test_a_step_down_keeps_within_the_minutes(catalog: Catalog, early: Plan) -> None:
    """The rung below needs less time than the raise, and more than there is; a set less is taken all the same."""
    context, week = opening_of(catalog, early)

    def step(minutes: int) -> str:
        found = easier(replace(context, request=replace(context.request, minutes=minutes)), week, RAISE)
        assert found
        return found[1]

    changed = easier(context, week, RAISE)
    assert changed
    needed = max(
        session_minutes(blocks_of(session.picks, items))
        for session, items in zip(changed[0].picks, changed[0].items, strict=True)
    )
    assert step(needed) == "Isometric hip abduction, standing in place of Side-lying hip abduction"
    assert step(needed - 1) == "Side-lying hip abduction: 2 sets instead of 3"


def test_an_easier_form_that_is_not_lawful_is_passed_over(catalog: Catalog, plan_for: PlanFor) -> None:
    """From 65 on a hand is on something."""
    context, week = opening_of(catalog, plan_for(stage="mid"))
    for older, form in ((False, "from level up only"), (True, "with hand support")):
        found = easier(replace(context, older=older), week, "hip-hitch")
        assert found
        assert found[1] == f"Hip hitch, {form}"


def test_a_rung_that_the_catalogue_does_not_have_is_passed_over(catalog: Catalog, early: Plan) -> None:
    ladder = with_exercise(catalog, BRIDGE, easier=("gone-exercise", "double-leg-bridge"))
    found = easier(*opening_of(ladder, early), BRIDGE)
    assert found
    assert "double-leg-bridge" in mains(found[0])


@pytest.mark.parametrize(
    ("low", "goal", "leads"),
    [
        ("double-leg-bridge", "single-leg-biased-bridge", True),
        ("double-leg-bridge", BRIDGE, True),
        (BRIDGE, "double-leg-bridge", False),
        (BRIDGE, BRIDGE, False),
        ("double-leg-bridge", CLAM, False),
        ("gone-exercise", BRIDGE, False),
        (CLAM, PLANK, False),  # round and round
        (CLAM, CLAM, True),
    ],
)
def test_ladders_lead_up_over_any_number_of_rungs(catalog: Catalog, low: str, goal: str, leads: bool) -> None:
    round_ = with_exercise(catalog, CLAM, harder=("reverse-clamshell",))
    round_ = with_exercise(round_, "reverse-clamshell", harder=(CLAM, "gone-exercise"))
    assert leads_to(round_, low, goal) is leads


def test_a_rung_that_asks_for_more_demand_is_no_step_down(catalog: Catalog, plan_for: PlanFor) -> None:
    """The full side plank stands below its leg lift, but the leg lift from the knees asks for less."""
    late = plan_for(stage="late", level="advanced")
    id = "side-plank-hip-abduction"
    knees = reworked(late, side_plank_hip_abduction={"variant": "from the knees"})
    context, week = opening_of(catalog, knees)
    assert "side-plank" in week.lawful
    found = easier(context, week, id)
    assert found
    assert "side-plank" not in mains(found[0])


def test_a_form_that_asks_for_more_demand_is_no_step_down(catalog: Catalog, early: Plan) -> None:
    standing = catalog.exercise("standing-hip-abduction")
    assert standing
    harder = with_exercise(
        catalog, standing.id, forms=tuple(replace(form, demand="very-high") for form in standing.forms)
    )
    found = easier(*opening_of(harder, early), standing.id)
    assert found
    assert found[1] == "Isometric hip abduction, standing in place of Standing hip abduction"


@pytest.mark.parametrize(
    ("easier_", "taken"),
    [
        ((RAISE,), None),
        (("standing-hip-abduction",), "standing-hip-abduction"),
        (("double-leg-hip-thrust",), "double-leg-hip-thrust"),  # both hips at once
        ((RAISE, "standing-hip-abduction"), "standing-hip-abduction"),
    ],
)
def test_a_rung_for_fewer_hips_takes_no_place(
    catalog: Catalog, plan_for: PlanFor, easier_: tuple[str, ...], taken: str | None
) -> None:
    """With a sore left hip nobody lies on it: the raise would leave the right one without work (P16)."""
    ladder = with_exercise(catalog, BRIDGE, easier=easier_)
    plan = plan_for(stage="mid", condition=("gluteal-tendinopathy",), side="left")
    context, week = opening_of(ladder, reworked(plan, single_leg_bridge=reps(15, 4)))
    assert {RAISE, "standing-hip-abduction"} <= set(week.lawful)
    found = easier(context, week, BRIDGE)
    assert found
    assert [id for id in mains(found[0]) if id not in mains(week)] == ([taken] if taken else [])


def test_a_rung_for_the_one_hip_that_is_trained_takes_its_place(catalog: Catalog, plan_for: PlanFor) -> None:
    for rung, taken in ((RAISE, False), ("knee-side-plank-clam", True)):
        ladder = with_exercise(catalog, PLANK, easier=(rung,))
        plan = plan_for(stage="mid", condition=("gluteal-tendinopathy",), side="left", equipment=("band", "step"))
        context, week = opening_of(ladder, reworked(plan, knee_side_plank=hold(40, 4)))
        assert [mains(week)[PLANK].sides, rung in week.lawful] == [("right",), True]
        found = easier(context, week, PLANK)
        assert found
        assert (rung in mains(found[0])) is taken


def test_the_nearest_rungs_are_tried_first(catalog: Catalog, early: Plan) -> None:
    """All rungs one step below come before those two steps below."""
    ladder = with_exercise(catalog, BRIDGE, easier=("double-leg-bridge", "single-leg-biased-bridge"))
    context, week = opening_of(ladder, early)
    found = easier(context, week, BRIDGE)
    assert found
    assert "double-leg-bridge" in mains(found[0])
    second = easier(context, week, BRIDGE, frozenset({"double-leg-bridge"}))
    assert second
    assert "single-leg-biased-bridge" in mains(second[0])


def test_a_ladder_that_leads_round_comes_to_an_end(catalog: Catalog, early: Plan) -> None:
    round_ = with_exercise(catalog, CLAM, easier=("reverse-clamshell",))
    found = easier(*opening_of(round_, early), CLAM)
    assert found
    assert found[1] == "Clamshell: 2 sets instead of 3"


# No harder than the week before


@pytest.mark.parametrize("id", ["standing-hip-abduction", BRIDGE, RAISE])
def test_a_week_gets_the_easier_form_or_rung_of_the_week_before(catalog: Catalog, early: Plan, id: str) -> None:
    """As it was dosed then, for the reasons that the new week has; the other way round nothing is changed."""
    context, week = opening_of(catalog, early)
    old = _down(context, week, id)
    found = no_harder(context, week, old)
    assert found.picks == old.picks
    assert doses(found) == doses(old)
    (new,) = (one for one in mains(old).values() if one not in mains(week).values())
    assert mains(found)[new.exercise] == replace(new, reasons=mains(week)[id].reasons)
    assert no_harder(context, old, week) == old


def test_each_harder_exercise_of_a_week_is_looked_at(catalog: Catalog, early: Plan) -> None:
    """The first exercise of the week has no rung in the one before, nor the second; two more have one."""
    context, week = opening_of(catalog, early)
    old = _down(context, _down(context, week, "standing-hip-abduction"), BRIDGE)
    assert doses(no_harder(context, week, old)) == doses(old)
    pick, item = main_items(week)["knee-side-plank"]
    fewer = put(old, RAISE, pick, item)
    assert RAISE not in mains(fewer)
    assert doses(no_harder(context, week, fewer)) == {RAISE: doses(week)[RAISE]} | doses(fewer)


def test_a_lower_rung_that_stands_in_the_week_too_is_not_put_there_twice(catalog: Catalog, early: Plan) -> None:
    context, week = opening_of(catalog, early)
    low = _down(context, week, BRIDGE)
    pick, item = main_items(low)["single-leg-biased-bridge"]
    both = put(week, CLAM, pick, item)
    assert {BRIDGE, "single-leg-biased-bridge"} <= set(mains(both))
    assert no_harder(context, both, low) == both
    old = _down(context, _down(context, week, RAISE), BRIDGE)
    first = put(week, CLAM, *main_items(old)[STANDING])
    assert set(mains(no_harder(context, first, old))) == set(mains(first)) - {BRIDGE} | {"single-leg-biased-bridge"}


def test_an_easier_rung_that_is_unlawful_by_now_does_not_come_back(catalog: Catalog, early: Plan) -> None:
    context, week = opening_of(catalog, early)
    old = _down(context, week, BRIDGE)
    without = replace(context, request=replace(context.request, exclude=("single-leg-biased-bridge",)))
    assert no_harder(without, week, old) == week


def _down(context: Context, week: Opening, id: str) -> Opening:
    found = easier(context, week, id)
    assert found
    return found[0]


def test_an_exercise_is_put_in_the_place_of_another_wherever_it_stands(catalog: Catalog, early: Plan) -> None:
    context, week = opening_of(catalog, early)
    step = easier(context, week, BRIDGE)
    assert step
    changed = step[0]
    for was, now, was_items, now_items in zip(week.picks, changed.picks, week.items, changed.items, strict=True):
        assert [pick.block for pick in now.picks] == [pick.block for pick in was.picks]
        assert [pick.candidate.id for pick in now.picks] == [item.exercise for item in now_items]
        moved = [
            (old.exercise, new.exercise)
            for old, new in zip(was_items, now_items, strict=True)
            if old.exercise != new.exercise
        ]
        assert moved in ([], [(BRIDGE, "single-leg-biased-bridge")])


def test_a_drill_of_the_warm_up_is_left_alone(catalog: Catalog, early: Plan) -> None:
    """What stands in main work and in the warm-up changes in main work alone."""
    _, week = opening_of(catalog, early)
    drill = next(pick for pick in week.picks[0].picks if pick.block == "warm-up")
    pick, item = next(
        (pick, item) for pick, item in zip(week.picks[0].picks, week.items[0], strict=True) if pick.block == "main"
    )
    changed = put(week, drill.candidate.id, pick, item)
    assert changed == week
