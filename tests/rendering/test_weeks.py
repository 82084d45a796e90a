"""Weeks after the first: they tell what changes, why, and nothing twice."""

from dataclasses import replace

import pytest

from glutemed.model.catalog import Catalog
from glutemed.model.plan import Dose, Item, Plan, Reason, Session
from glutemed.rendering.weeks import LaterWeek, Part, later_week


def parts_of(later: LaterWeek) -> dict[str, Part]:
    return {part.title: part for part in later.parts}


def with_mains(session: Session, *items: Item) -> Session:
    return replace(session, blocks=tuple(b if b.kind != "main" else replace(b, items=items) for b in session.blocks))


def without(session: Session, kind: str) -> Session:
    return replace(session, blocks=tuple(block for block in session.blocks if block.kind != kind))


def weeks_of(plan: Plan, *sessions: tuple[Session, ...]) -> Plan:
    """Return a plan of as many weeks as there are lists of sessions."""
    model = plan.weeks[0]
    return replace(
        plan, weeks=tuple(replace(model, number=n, sessions=each) for n, each in enumerate(sessions, start=1))
    )


def test_a_week_like_the_one_before_says_so_with_its_dates_and_nothing_else(handmade: Catalog, full_plan: Plan) -> None:
    later = later_week(handmade, full_plan, 2)
    assert later.note == "The same as week 2, on Tuesday 15 December 2026 and Friday 18 December 2026."
    assert not later.rows
    assert not later.parts
    assert later.go_on_if == full_plan.weeks[2].go_on_if


def test_without_dates_a_week_like_the_one_before_is_told_in_four_words(handmade: Catalog, plain_plan: Plan) -> None:
    sessions = tuple(replace(session, date=None) for session in plain_plan.weeks[0].sessions)
    later = later_week(handmade, weeks_of(plain_plan, sessions, sessions), 1)
    assert later == LaterWeek(go_on_if="", rows=[], note="The same as week 1.", parts=[])


@pytest.mark.parametrize("change", [{"minutes": 18}, {"day": 5}, {"weekday": "saturday"}, {"blocks": ()}])
def test_a_week_that_differs_in_anything_done_is_not_called_the_same(
    handmade: Catalog, plain_plan: Plan, change: dict[str, object]
) -> None:
    first = plain_plan.weeks[0].sessions
    changed = (first[0], replace(first[1], **change))  # type: ignore[arg-type]  # a table of different fields
    later = later_week(handmade, weeks_of(plain_plan, first, changed), 1)
    assert later.rows
    assert "same" not in later.note


def test_a_week_that_stays_on_purpose_says_why(handmade: Catalog, plain_plan: Plan) -> None:
    session = plain_plan.weeks[0].sessions[0]
    step, hold = session.items("main")
    stays = replace(step, reasons=(*step.reasons, Reason(rule="P11", text="stays at the top", sources=("own",))))
    later = later_week(handmade, weeks_of(plain_plan, (session,), (with_mains(session, stays, hold),)), 1)
    assert later.note.startswith("The same as week 1")
    assert [(part.title, part.lines) for part in later.parts] == [
        ("Why nothing rises in week 2", [(("Step-up, with hand support",), "stays at the top (own)")])
    ]


def test_doses_are_in_the_table_and_new_reasons_below_it(handmade: Catalog, full_plan: Plan) -> None:
    later = later_week(handmade, full_plan, 1)
    assert [main for _, _, main in later.rows] == [
        [("Step-up, with hand support", "3 x 9 each side"), ("Side plank", "2 x 22 s left side only")],
        [("Step-up, with hand support", "3 x 9 each side")],
    ]
    assert parts_of(later)["Changes in week 2"].lines == [
        (("Step-up, with hand support",), "one repetition more than in week 1 (own)"),
        (("Side plank",), "2 s more than in week 1 (own)"),
    ]


def test_what_changes_alike_for_all_is_told_once(handmade: Catalog, plain_plan: Plan) -> None:
    session = plain_plan.weeks[0].sessions[0]
    more = Reason(rule="P11", text="one step more", sources=("own",))
    step, hold = (replace(item, reasons=(*item.reasons, more)) for item in session.items("main"))
    step = replace(step, dose=Dose(kind="reps", reps=9))
    later = later_week(handmade, weeks_of(plain_plan, (session,), (with_mains(session, step, hold),)), 1)
    assert parts_of(later)["Changes in week 2"].lines == [(("Every main exercise",), "one step more (own)")]


def test_of_an_exercise_met_before_only_what_differs_is_told(handmade: Catalog, full_plan: Plan) -> None:
    (entry,) = parts_of(later_week(handmade, full_plan, 3))["Changes in week 4"].entries
    assert entry.rows == [
        ("Load", "dumbbell, in the opposite hand; 5-10 % more than in week 3"),
        ("Range", "none now"),
    ]


def test_a_dose_set_by_hand_is_told_when_it_begins_and_when_it_ends(handmade: Catalog, plain_plan: Plan) -> None:
    session = plain_plan.weeks[0].sessions[0]
    step, hold = session.items("main")
    by_hand = (with_mains(session, replace(step, by_hand=True), hold),)
    plan = weeks_of(plain_plan, (session,), by_hand, (session,))
    told = [parts_of(later_week(handmade, plan, n))[f"Changes in week {n + 1}"].entries[0].rows for n in (1, 2)]
    assert told == [[("Dose", "set by hand")], [("Dose", "as usual")]]


def test_an_exercise_not_met_before_is_described_in_full_and_once(handmade: Catalog, full_plan: Plan) -> None:
    parts = parts_of(later_week(handmade, full_plan, 4))
    (entry,) = parts["New in week 5"].entries
    assert {"Set-up", "Steps", "Cues", "Stop if", "Easier", "Target", "Why"} <= dict(entry.rows).keys()
    ((gone, told),) = parts["Changes in week 5"].lines
    assert gone == ("Step-up",)
    assert told == "not in this week; New in week 5 tells what takes its place"


def test_an_exercise_that_goes_without_another_in_its_place_is_told(handmade: Catalog, plain_plan: Plan) -> None:
    session = plain_plan.weeks[0].sessions[0]
    step, hold = session.items("main")
    later = later_week(handmade, weeks_of(plain_plan, (session,), (with_mains(session, hold),)), 1)
    assert parts_of(later)["Changes in week 2"].lines == [((step.name,), "not in this week")]


def test_a_new_exercise_is_described_as_on_its_first_day(handmade: Catalog, plain_plan: Plan) -> None:
    session = plain_plan.weeks[0].sessions[0]
    step, hold = session.items("main")
    days = (with_mains(session, step, hold), with_mains(session, replace(step, sets=2), hold))
    later = later_week(handmade, weeks_of(plain_plan, (with_mains(session, hold),), days), 1)
    assert [entry.item.sets for entry in parts_of(later)["New in week 2"].entries] == [3]


def test_an_exercise_is_compared_with_the_same_session_and_hips_of_the_last_week(
    handmade: Catalog, plain_plan: Plan
) -> None:
    """Loaded on one day and free on the other, or on one hip: that was so before and is no change."""
    session = plain_plan.weeks[0].sessions[0]
    step, hold = session.items("main")
    left, right = replace(hold, sides=("left",), range="low"), replace(hold, sides=("right",), range="high")
    first = (with_mains(session, step, left), with_mains(session, replace(step, range="full"), right))
    risen = (with_mains(session, replace(step, sets=4), left), *first[1:])
    assert later_week(handmade, weeks_of(plain_plan, first, risen), 1).parts == []
    swapped = (with_mains(session, step, right), with_mains(session, replace(step, range="full"), left))
    assert later_week(handmade, weeks_of(plain_plan, first, swapped), 1).parts == []


def test_the_standard_form_after_a_supported_one_is_new(handmade: Catalog, plain_plan: Plan) -> None:
    session = plain_plan.weeks[0].sessions[0]
    step, hold = session.items("main")
    plan = weeks_of(plain_plan, (session,), (with_mains(session, replace(step, variant=None), hold),), (session,))
    assert "New in week 2" in parts_of(later_week(handmade, plan, 1))
    assert "New in week 3" not in parts_of(later_week(handmade, plan, 2))


def test_a_warm_up_unlike_week_1_is_described_once_for_the_days_it_is_alike(handmade: Catalog, full_plan: Plan) -> None:
    later = later_week(handmade, full_plan, 3)
    part = parts_of(later)["Warm-up on Tuesday 22 December 2026 and Friday 25 December 2026"]
    assert [entry.item.dose.reps for entry in part.entries] == [12]
    assert dict(part.entries[0].rows)["How"] == "as in week 1"
    assert later.note == "Warm-up and mobility: as in week 1, save for what is told here."
    assert later_week(handmade, full_plan, 4).note == "Warm-up and mobility: as in week 1."


def test_a_warm_up_that_falls_away_is_told(handmade: Catalog, full_plan: Plan) -> None:
    first = full_plan.weeks[0].sessions
    later = later_week(handmade, weeks_of(full_plan, first, (without(first[0], "warm-up"), first[1])), 1)
    assert parts_of(later)["Warm-up on Tuesday 1 December 2026"].lines == (((), "none"),)
