"""You did: what a session came to, in words; and sessions of the log with their corrections."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from tests.logged import START, at, follower, later_by, set_done, workout

from glutemed.engine.recording import added
from glutemed.engine.summary import Summary, corrections, you_did
from glutemed.model.catalog import Catalog
from glutemed.model.log import Told
from glutemed.model.plan import Plan
from glutemed.rendering.markdown import sections_to_markdown
from glutemed.rendering.sections import Section
from glutemed.rendering.summary import shown_sections, summary_sections
from glutemed.rendering.terminal import sections_to_terminal, to_text


@pytest.fixture(scope="session")
def plan(plan_for: Callable[..., Plan]) -> Plan:
    """Early rehab, three sessions a week."""
    return plan_for("rehab", "early")


def summed(catalog: Catalog, plan: Plan, **told: Any) -> Summary:
    one = workout(plan, **told)
    return you_did(catalog, follower(plan, [one]), one)


def terminal(sections: Iterable[Section]) -> str:
    return to_text(sections_to_terminal(sections), width=80, colour=False)


def words(catalog: Catalog, summary: Summary, *, whole: bool = True) -> str:
    text = terminal(summary_sections(catalog, summary, whole=whole))
    assert max(map(len, text.splitlines())) <= 80
    return " ".join(text.split())


def test_the_summary_has_the_session_its_numbers_its_zone_and_each_exercise(catalog: Catalog, plan: Plan) -> None:
    shown = words(catalog, summed(catalog, plan, pain=2, after=3, morning=1, usual=1, effort=7, note="fine"))
    for part in (
        "You did: week 1, session 1, 2 December 2026",
        "Sessions 1 of 3 of this week",
        "Sets 28 done, 28 planned",
        "Pain 2 worst during, 3 after, of 10",
        "Zone Above 2 up to 5: acceptable, the same again and nothing more. [R-001 (C), R-002 (B), own (X)]",
        "Next morning 1; 1 is usual",
        "Effort 7 of 10",
        "Note fine",
        "Clamshell: 3 x 8 each side (planned 3 x 8 each side)",
        "Side plank from the knees: 3 x 20 s each side (planned 3 x 20 s each side)",
        "A guide, not a diagnosis (R-018)",
    ):
        assert part in shown, part
    assert "Do this now" not in shown
    assert "Weeks" not in shown


def test_what_to_do_at_once_stands_first_with_sources_and_grades(catalog: Catalog, plan: Plan) -> None:
    text = terminal(summary_sections(catalog, summed(catalog, plan, pain=8)))
    assert text.lstrip().startswith("Do this now\n - Pain of 8 of 10: see a doctor or physical therapist")
    assert " - Pain of 8 is too much: more than 5. Stop what hurts for today." in text
    assert "second-hand" in text


def test_it_praises_nothing_and_promises_nothing(catalog: Catalog, plan: Plan) -> None:
    for told in ({"pain": 0, "after": 0, "morning": 0, "usual": 4}, {"pain": 9}):
        shown = words(catalog, summed(catalog, plan, **told)).casefold()
        assert not any(word in shown for word in ("improv", "better", "heal", "recover", "well done", "great", "!"))


def test_pain_that_was_not_written_down_is_told(catalog: Catalog, plan: Plan) -> None:
    shown = words(catalog, summed(catalog, plan, morning=1))
    assert "Pain not written down; nothing rises without it" in shown
    assert "Next morning 1; your usual one is not known" in shown
    assert "Zone" not in shown


def test_the_time_before_stands_with_its_date(catalog: Catalog, plan: Plan) -> None:
    first = workout(plan, sets=(set_done(), set_done(side="right", reps=8)))
    third = workout(plan, later_by(4), 3)
    shown = words(catalog, you_did(catalog, follower(plan, [first, third]), third))
    assert (
        "Clamshell: 3 x 8 each side (planned 3 x 8 each side; last time, 2 Dec 2026: left 1 x 10; right 1 x 8)" in shown
    )


def test_an_exercise_without_a_plan_or_without_sets_says_so(catalog: Catalog, plan: Plan) -> None:
    shown = words(catalog, summed(catalog, plan, sets=(set_done("hop", reps=3),)))
    assert "(not in the plan)" in shown
    assert "Clamshell: not written down (planned 3 x 8 each side)" in shown


def test_what_is_told_later_is_summed_up_without_the_exercises(catalog: Catalog, plan: Plan) -> None:
    assert "Clamshell" not in words(catalog, summed(catalog, plan, morning=1), whole=False)


def test_weeks_in_a_row_are_told_from_the_second_on(catalog: Catalog, plan: Plan) -> None:
    weeks = [workout(plan, later_by(7 * number)) for number in range(9)]
    for count, part in ((2, "Weeks 2 in a row with a session"), (9, "Weeks 8 or more in a row with a session")):
        assert part in words(catalog, you_did(catalog, follower(plan, weeks[:count]), weeks[count - 1]))


def test_hostile_notes_do_no_harm(catalog: Catalog, plan: Plan) -> None:
    summary = summed(catalog, plan, note="[bold]x[/bold] | *y*")
    assert "[bold]x[/bold] | *y*" in words(catalog, summary)
    assert "\\[bold\\]x\\[/bold\\] \\| \\*y\\*" in sections_to_markdown(summary_sections(catalog, summary))


def test_sessions_of_the_log_stand_with_what_was_corrected(catalog: Catalog, plan: Plan) -> None:
    first = workout(plan, pain=2)
    now = at(START, 9)
    sets = (*(set_done(number=number, recorded=now) for number in (1, 2)), set_done(side="right", recorded=now))
    person = added(follower(plan, [first]), replace(first, sets=sets, told=(Told(recorded=now, pain=4, note="b"),)))
    both = person.workouts[0]
    sections = shown_sections(catalog, [(you_did(catalog, person, both), corrections(both))])
    shown = " ".join(terminal(sections).split())
    for part in (
        "Week 1, session 1: 2 December 2026",
        "Clamshell: left 10, 10, 8; right 10, 8, 8",
        "Corrected in the session of 2 December 2026",
        "2 December 2026, 18:00 UTC: worst pain during 2, now 4",
        "2 December 2026, 18:00 UTC: Clamshell, sets 1 and 2: left 2 x 8, now left 2 x 10",
        "2 December 2026, 18:00 UTC: Clamshell, set 1: right 1 x 8, now right 1 x 10",
    ):
        assert part in shown, part
    plainly = shown_sections(catalog, [(you_did(catalog, person, first), corrections(first))])
    assert "Corrected" not in terminal(plainly)
