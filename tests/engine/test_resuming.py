"""A saved week taken up again: its kinds of sessions, the forms of its exercises, and whether it is lawful by now."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.engine.people import a_person, mains, opening_of, reworked

from glutemed.engine.resuming import candidate_of, done_as, dose_of, is_known, is_lawful, main_items, resumed
from glutemed.engine.sparing import spared
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Dose, Plan, Session, Week

PlanFor = Callable[..., Plan]


@pytest.fixture(scope="module")
def plan(plan_for: PlanFor) -> Plan:
    return plan_for(stage="early")


def in_turn(plan: Plan, order: str) -> Week:
    """Return a week of the sessions A and B of a plan in some order."""
    kinds = dict(zip("AB", plan.weeks[0].sessions[:2], strict=True))
    sessions = tuple(replace(kinds[letter], day=index) for index, letter in enumerate(order, 1))
    return replace(plan.weeks[0], sessions=sessions)


def ids(session: Session) -> list[tuple[str, str]]:
    return [(block.kind, item.exercise) for block in session.blocks for item in block.items]


@pytest.mark.parametrize(
    ("order", "kinds"),
    [
        ("A", "A"),
        ("AA", "A"),
        ("AAA", "A"),
        ("AB", "AB"),
        ("ABA", "AB"),
        ("ABAB", "AB"),
        ("ABB", "ABB"),
        ("AAB", "AAB"),
    ],
)
def test_a_week_is_the_kinds_of_sessions_that_its_days_take_in_turn(
    catalog: Catalog, plan: Plan, order: str, kinds: str
) -> None:
    context, _ = opening_of(catalog, plan)
    week = resumed(context, in_turn(plan, order))
    assert len(week.items) == len(week.picks) == len(kinds)
    for picks, items, session in zip(week.picks, week.items, in_turn(plan, kinds).sessions, strict=True):
        assert [(pick.block, pick.candidate.id) for pick in picks.picks] == ids(session)
        assert items == tuple(item for block in session.blocks for item in block.items)


def test_sessions_alike_in_exercises_and_not_in_doses_are_one_kind(catalog: Catalog, plan: Plan) -> None:
    context, _ = opening_of(catalog, plan)
    week = in_turn(plan, "AB")
    eased = in_turn(reworked(plan, clamshell={"sets": 2}), "A").sessions[0]
    found = resumed(context, replace(week, sessions=(*week.sessions, eased)))
    assert len(found.items) == 2
    assert mains(found)["clamshell"].sets == 3


def test_the_forms_are_those_of_the_items(catalog: Catalog, plan_for: PlanFor) -> None:
    mid = plan_for(stage="mid")
    _, week = opening_of(catalog, mid)
    forms = {
        id: pick.candidate.form.name if pick.candidate.form else None for id, (pick, _) in main_items(week).items()
    }
    assert forms == {id: item.variant for id, item in mains(mid).items()}
    assert set(forms.values()) == {None, "with hand support"}


def test_an_exercise_that_is_gone_from_the_catalogue_is_left_out(catalog: Catalog, plan: Plan) -> None:
    context, whole = opening_of(catalog, plan)
    fewer = replace(catalog, exercises=tuple(one for one in catalog.exercises if one.id != "clamshell"))
    gone = replace(context, catalog=fewer)
    assert candidate_of(gone, mains(plan)["clamshell"]) is None
    week = resumed(gone, plan.weeks[0])
    assert set(mains(whole)) - set(mains(week)) == {"clamshell"}
    assert [len(picks.picks) for picks in week.picks] == [len(items) for items in week.items]


def test_main_exercises_stand_as_in_the_first_session_that_has_them(catalog: Catalog, plan: Plan) -> None:
    context, _ = opening_of(catalog, plan)
    eased = reworked(plan, clamshell={"sets": 2}).weeks[0].sessions[0]
    week = replace(plan.weeks[0], sessions=(*plan.weeks[0].sessions[:2], replace(eased, blocks=eased.blocks[:2])))
    found = main_items(resumed(context, week))
    assert found["clamshell"][1].sets == 3
    assert {pick.block for pick, _ in found.values()} == {"main"}
    assert list(found) == [item.exercise for session in week.sessions[:2] for item in session.items("main")]


@pytest.mark.parametrize(
    ("asked", "lawful"),
    [
        ({}, True),
        ({"pain": 5}, True),
        ({"exclude": ("clamshell",)}, False),
        ({"condition": ("gluteal-tendinopathy",)}, False),
        ({"age": 65}, False),  # nobody stands on one leg without a hand on something
    ],
)
def test_a_week_is_lawful_while_all_that_it_holds_is(
    catalog: Catalog, plan: Plan, asked: dict[str, object], lawful: bool
) -> None:
    changed = replace(plan, request=replace(plan.request, **asked))  # type: ignore[arg-type]  # fields from tests
    assert is_lawful(*opening_of(catalog, changed)) is lawful


@pytest.mark.parametrize(
    ("sets", "dose", "text"),
    [
        (3, Dose(kind="reps", reps=8), "3 x 8"),
        (2, Dose(kind="hold", reps=1, seconds=30), "2 x 30 s"),
        (2, Dose(kind="hold", reps=2, seconds=10), "2 x 2 x 10 s"),
        (1, Dose(kind="reps", reps=1), "1 x 1"),
    ],
)
def test_a_dose_in_short(plan: Plan, sets: int, dose: Dose, text: str) -> None:
    assert dose_of(replace(mains(plan)["clamshell"], sets=sets, dose=dose)) == text


def test_a_week_that_is_not_eased_comes_back_as_it_was(catalog: Catalog, plan: Plan) -> None:
    person = a_person(plan)
    assert spared(catalog, person, person.programs[0], plan.weeks[0], ()) == (plan.weeks[0], ())


def test_an_exercise_that_was_done_comes_back_in_its_form_while_that_is_lawful(catalog: Catalog, plan: Plan) -> None:
    """From 65 on a hand is on something."""
    context, _ = opening_of(catalog, plan)
    item = mains(plan)["standing-hip-abduction"]
    older = replace(context, older=True)
    for variant, then in ((None, False), ("with hand support", True)):
        was = replace(item, variant=variant)
        found = done_as(context, was)
        assert found
        assert (found.id, found.form and found.form.name) == (item.exercise, variant)
        assert (done_as(older, was) is not None) is then
    assert done_as(context, replace(item, exercise="gone-exercise")) is None


def test_a_week_is_known_while_the_catalogue_has_its_main_exercises(catalog: Catalog, plan: Plan) -> None:
    week = plan.weeks[0]
    drill = week.sessions[0].blocks[0].items[0].exercise
    assert drill not in mains(plan)
    for gone, known in ((None, True), (drill, True), ("reverse-clamshell", False)):
        left = replace(catalog, exercises=tuple(one for one in catalog.exercises if one.id != gone))
        assert is_known(left, week) is known
