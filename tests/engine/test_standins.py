"""What may stand in for an exercise today: lawful, as swap ranks it, and no more demanding where it hurts."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.engine.people import reworked, with_exercise

from glutemed.checks.registry import check_plan
from glutemed.engine.guide import act, began, swapped
from glutemed.engine.revision import swaps
from glutemed.engine.standins import as_now, named_stand_in, stand_ins
from glutemed.engine.turns import turns
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DEMANDS
from glutemed.model.plan import Item, Plan, demand_of, form_named

Plans = Callable[..., Plan]


def mains(plan: Plan) -> tuple[Item, ...]:
    return plan.weeks[0].sessions[0].items("main")


def demand(catalog: Catalog, item: Item) -> int:
    exercise = catalog.exercise(item.exercise)
    assert exercise
    return DEMANDS.index(demand_of(exercise, form_named(exercise, item.variant), item.load))


def below_of(catalog: Catalog, id: str) -> set[str]:
    exercise = catalog.exercise(id)
    return {lower for rung in exercise.easier for lower in (rung, *below_of(catalog, rung))} if exercise else set()


def test_a_session_as_it_is_done_is_the_plan_while_nothing_was_swapped(plan_for: Plans) -> None:
    plan = plan_for("rehab", weeks=2)
    for week in plan.weeks:
        for place, session in enumerate(week.sessions, 1):
            assert as_now(plan, week.number, place, turns(session)) == plan


def test_another_order_of_sets_changes_that_session_only(plan_for: Plans) -> None:
    plan = plan_for("rehab")
    clipped = turns(plan.weeks[0].sessions[1])[:1]
    changed = as_now(plan, 1, 2, clipped)
    assert changed.weeks[0].sessions[0] == plan.weeks[0].sessions[0]
    assert [block.items for block in changed.weeks[0].sessions[1].blocks] == [(clipped[0].item,)]


def test_they_come_as_swap_ranks_them_and_none_that_the_program_has(catalog: Catalog, plan_for: Plans) -> None:
    plan = plan_for("rehab")
    old = mains(plan)[0]
    found = [one.item.exercise for one in stand_ins(catalog, plan, 1, 1, old)]
    exercise = catalog.exercise(old.exercise)
    assert exercise
    ranked = dict.fromkeys(changed.decisions[-1].subject for changed in swaps(catalog, plan, exercise))
    assert found == list(ranked)
    assert not set(found) & {item.exercise for item in mains(plan)}


def test_each_is_offered_once_though_it_may_have_fewer_sets_too(catalog: Catalog, plan_for: Plans) -> None:
    """`swap` tries the sets of the old one after an exercise's own."""
    plan = reworked(plan_for("rehab"), clamshell={"sets": 2})
    old = plan.weeks[0].sessions[0].items("main")[2]
    found = [one.item.exercise for one in stand_ins(catalog, plan, 1, 1, old)]
    assert old.exercise == "clamshell"
    assert len(found) == len(set(found)) > 1


def test_they_are_for_the_session_of_that_place(catalog: Catalog, plan_for: Plans) -> None:
    """The second session has other exercises than the first and third."""
    plan = plan_for("rehab")
    first, second = (plan.weeks[0].sessions[place].items("main") for place in (0, 1))
    old, other = second[0], first[0]
    found = [one.item.exercise for one in stand_ins(catalog, plan, 1, 2, old)]
    assert found
    assert not set(found) & {item.exercise for item in second}
    assert not list(stand_ins(catalog, plan, 1, 2, other))
    assert not list(stand_ins(catalog, plan, 1, 1, old))
    named = named_stand_in(catalog, plan, 1, 2, old.exercise, found[0])
    assert named
    assert named.exercise == found[0]
    assert named_stand_in(catalog, plan, 1, 1, old.exercise, found[0]) is None


def test_each_makes_a_plan_without_new_errors(catalog: Catalog, plan_for: Plans) -> None:
    plan = plan_for("rehab", condition=("patellofemoral-pain",), side="left")
    for old in mains(plan):
        best = next(stand_ins(catalog, plan, 1, 1, old))
        assert [one for one in check_plan(catalog, best.plan) if one.severity == "error"] == []


def test_what_was_swapped_out_is_not_offered_again(catalog: Catalog, plan_for: Plans) -> None:
    """The sets that it was swapped out of stay in the session."""
    plan = plan_for("rehab")
    old = mains(plan)[0]
    new = next(stand_ins(catalog, plan, 1, 1, old)).item
    before = began(plan.weeks[0].sessions[0], pain_go_on=5, pain_stop=7)
    while before.turn.item != old:
        before = act(before, "drop").guide
    now = as_now(plan, 1, 1, swapped(before, new).guide.turns)
    assert new in mains(now)
    assert old.exercise not in {one.item.exercise for one in stand_ins(catalog, now, 1, 1, new)}


@pytest.mark.parametrize("stage", ["early", "mid", "late"])
def test_where_it_hurts_nothing_asks_for_more_and_the_ladder_below_comes_first(
    catalog: Catalog, plan_for: Plans, stage: str
) -> None:
    plan = plan_for("rehab", stage, level="advanced")
    for old in mains(plan):
        found = [one.item for one in stand_ins(catalog, plan, 1, 1, old, sore=True)]
        assert all(demand(catalog, item) <= demand(catalog, old) for item in found)
        below = [item.exercise in below_of(catalog, old.exercise) for item in found]
        assert below == sorted(below, reverse=True)
    assert any(stand_ins(catalog, plan, 1, 1, mains(plan)[0], sore=True))


def test_where_a_form_hurts_nothing_asks_for_more_than_the_form(catalog: Catalog, plan_for: Plans) -> None:
    """The standard form asks for more than the one with a hand, and so does what else is lawful."""
    plan = reworked(plan_for("rehab", "mid", level="advanced"), single_leg_squat={"variant": "with hand support"})
    (old,) = (item for item in mains(plan) if item.exercise == "single-leg-squat")
    assert demand(catalog, old) < demand(catalog, replace(old, variant=None))
    found = [one.item for one in stand_ins(catalog, plan, 1, 1, old, sore=True)]
    assert found
    assert all(demand(catalog, item) <= demand(catalog, old) for item in found)
    assert any(demand(catalog, one.item) > demand(catalog, old) for one in stand_ins(catalog, plan, 1, 1, old))


def test_a_rung_that_the_catalogue_lacks_is_no_rung(catalog: Catalog, plan_for: Plans) -> None:
    plan = plan_for("rehab")
    old = mains(plan)[2]
    known = catalog.exercise(old.exercise)
    assert known
    lacking = with_exercise(catalog, old.exercise, easier=("nothing-such", *known.easier))
    found = [[one.item.exercise for one in stand_ins(each, plan, 1, 1, old, sore=True)] for each in (catalog, lacking)]
    assert found[0] == found[1]


def test_the_stand_in_of_before_is_found_by_its_name(catalog: Catalog, plan_for: Plans) -> None:
    plan = plan_for("rehab")
    old = mains(plan)[0].exercise
    (best, *_) = (one.item for one in stand_ins(catalog, plan, 1, 1, mains(plan)[0]))
    found = named_stand_in(catalog, plan, 1, 1, old, best.exercise)
    assert found
    assert (found.exercise, found.variant, found.dose) == (best.exercise, best.variant, best.dose)


@pytest.mark.parametrize(
    ("old", "new"), [("clamshell", "nothing-such"), ("nothing-such", "clamshell"), ("clamshell", "single-leg-squat")]
)
def test_what_is_not_lawful_any_more_is_not_found(catalog: Catalog, plan_for: Plans, old: str, new: str) -> None:
    assert named_stand_in(catalog, plan_for("rehab"), 1, 1, old, new) is None


def test_an_exercise_that_the_catalogue_lacks_has_no_stand_in(catalog: Catalog, plan_for: Plans) -> None:
    plan = plan_for("rehab")
    assert not any(stand_ins(catalog, plan, 1, 1, replace(mains(plan)[0], exercise="nothing-such")))
