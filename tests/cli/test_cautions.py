"""What the log asks to be careful about, as it is said by log, session and next."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from glutemed.model.log import Answer, Screening
from glutemed.store.log import Store

Run = Callable[..., tuple[int, str, str]]
Day = Callable[[str], None]
SEE = "see a doctor or physical therapist before the next session"
TUESDAY, WEDNESDAY, THURSDAY, NEXT_TUESDAY, WEEK_LATER = (f"2026-12-{day:02}" for day in (1, 2, 3, 8, 9))


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Day:
    """Make it that day."""
    return lambda date: monkeypatch.setenv("GLUTEMED_TODAY", date)


@pytest.fixture
def plan(glutemed: Run, on: Day) -> Run:
    """Save an early program on a Tuesday, with options."""
    on(TUESDAY)
    return lambda *options: glutemed("plan", "--goal", "rehab", *options, "--save")


@pytest.fixture
def opening(glutemed: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Return the lines that a session opens with; it is left at once."""

    def lines(*options: str) -> list[str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO("q\n"))
        code, out, err = glutemed("session", *options)
        assert (code, err) == (0, "")
        return out.splitlines()

    return lines


def screened(log: Path, date: str, hour: int, pain: int) -> None:
    answers = (Answer(question="heart", yes=False),)
    screening = Screening(recorded=f"{date}T{hour:02}:00:00.000000Z", date=date, pain=pain, answers=answers)
    Store(str(log)).screen("me", screening)


@pytest.mark.parametrize("told", [("--pain", "9"), ("--after", "8"), ("--did", "clamshell 3x8 pain 10")])
def test_after_too_much_pain_nothing_is_given_until_it_was_looked_at_and_then_it_opens_with_whom_to_see(
    plan: Run, glutemed: Run, on: Day, opening: Callable[..., list[str]], tmp_path: Path, told: tuple[str, ...]
) -> None:
    plan()
    glutemed("log", "--all-done", *told)
    on(WEDNESDAY)
    for given in (("session",), ("next",), ("plan", "--goal", "rehab", "--stage", "early", "--save")):
        code, out, err = glutemed(*given)
        assert (code, out) == (4, ""), given
        assert err.endswith("When it was looked at and is less, say how it is now: glutemed screen\n")
    screened(tmp_path / "log.sqlite3", WEDNESDAY, 20, pain=2)
    first, second, *_ = opening()
    assert first.startswith("See someone first: Pain of ")
    assert SEE in first
    assert "It is in the log of 1 December 2026. If you have not seen anyone since" in first
    assert second.startswith("Today: ")
    code, out, _ = glutemed("next", "--save")
    assert code == 0
    assert out.startswith("# See someone first\n\nPain of ")
    assert opening()[0].startswith("See someone first: "), "after next --save too"


def test_a_morning_of_too_much_pain_is_named_after_a_screening_that_let_training_go_on(
    plan: Run, glutemed: Run, on: Day, opening: Callable[..., list[str]], tmp_path: Path
) -> None:
    plan()
    glutemed("log", "--all-done", "--pain", "1")
    on(WEDNESDAY)
    glutemed("log", "--next-morning", "9")
    assert glutemed("session")[0] == 4
    screened(tmp_path / "log.sqlite3", WEDNESDAY, 13, pain=2)
    assert opening()[0].startswith("See someone first: Pain of 9 of 10: ")


def test_pain_of_9_that_is_corrected_to_1_still_stops_until_it_was_looked_at(
    plan: Run, glutemed: Run, on: Day, tmp_path: Path
) -> None:
    plan()
    glutemed("log", "--all-done", "--pain", "9")
    glutemed("log", "--pain", "1", "--after", "1")
    assert glutemed("session", "--session", "2")[0] == 4
    on(WEDNESDAY)
    assert glutemed("session")[0] == 4
    assert glutemed("next")[0] == 4
    screened(tmp_path / "log.sqlite3", WEDNESDAY, 20, pain=1)
    assert glutemed("session")[0] == 0


def test_after_a_screening_of_less_a_new_program_is_made_for_the_most_pain_that_one_is_given_at(
    plan: Run, glutemed: Run, on: Day, tmp_path: Path
) -> None:
    plan()
    glutemed("log", "--all-done", "--pain", "9")
    on(WEDNESDAY)
    screened(tmp_path / "log.sqlite3", WEDNESDAY, 20, pain=2)
    code, out, err = glutemed("plan", "--goal", "rehab", "--stage", "mid", "--save", "--format", "json")
    assert code == 0
    assert "pain of 9 is in the log of the last 7 days, and counts for this plan as 7, since less was told" in err
    made = json.loads(out)
    assert (made["request"]["pain"], made["prescribed"]["stage"]) == (7, "early")


SAVED = ("plan", "--goal", "rehab", "--stage", "early", "--save", "--format", "json")


@pytest.mark.parametrize("weeks", ["4", "1"])
def test_whom_effort_makes_ill_gets_one_week_when_a_program_is_saved(plan: Run, glutemed: Run, weeks: str) -> None:
    plan()
    glutemed("log", "--all-done", "--pain", "1", "--worse-after-effort")
    code, out, err = glutemed(*SAVED, "--weeks", weeks)
    assert code == 0
    assert len(json.loads(out)["weeks"]) == 1
    assert ("so one week is made: later ones would rise (R-040)" in err) == (weeks == "4")


def test_pain_of_the_log_is_told_where_less_was_asked_for_and_more_that_was_asked_for_counts(
    plan: Run, glutemed: Run, tmp_path: Path
) -> None:
    plan()
    glutemed("log", "--all-done", "--pain", "6")
    counts = "pain of 6 is in the log of the last 7 days, and counts for this plan\n"
    for asked, told in (("5", True), ("6", False), ("7", False)):
        code, out, err = glutemed(*SAVED, "--pain", asked)
        assert (code, counts in err) == (0, told), asked
        assert json.loads(out)["request"]["pain"] == max(6, int(asked))
    glutemed("log", "--pain", "9")
    screened(tmp_path / "log.sqlite3", "2026-12-01", 20, pain=2)
    assert glutemed(*SAVED, "--pain", "8")[0] == 4


def test_with_json_whom_to_see_stands_on_standard_error(plan: Run, glutemed: Run, on: Day, tmp_path: Path) -> None:
    plan()
    glutemed("log", "--all-done", "--pain", "9")
    on(WEDNESDAY)
    screened(tmp_path / "log.sqlite3", WEDNESDAY, 20, pain=2)
    code, out, err = glutemed("next", "--format", "json")
    assert code == 0
    assert json.loads(out)["schema"] == "glutemed.plan/1"
    assert SEE in err


@pytest.mark.parametrize(
    ("pain", "date", "said"), [("8", NEXT_TUESDAY, True), ("8", WEEK_LATER, False), ("7", WEDNESDAY, False)]
)
def test_whom_to_see_is_said_for_seven_days_after_pain_above_seven(
    plan: Run,
    glutemed: Run,
    on: Day,
    opening: Callable[..., list[str]],
    tmp_path: Path,
    pain: str,
    date: str,
    *,
    said: bool,
) -> None:
    plan()
    glutemed("log", "--all-done", "--pain", pain)
    on(date)
    assert glutemed("session")[0] == (4 if said else 0)
    screened(tmp_path / "log.sqlite3", date, 20, pain=2)
    assert opening()[0].startswith("See someone first: ") == said
    assert glutemed("next")[1].startswith("# See someone first") == said


@pytest.mark.parametrize("pain", ["8", "10"])
def test_at_pain_that_sends_to_see_someone_nothing_else_is_said_of_pain(plan: Run, glutemed: Run, pain: str) -> None:
    plan()
    _, out, _ = glutemed("log", "--all-done", "--pain", pain)
    assert SEE in out
    assert "made easier" not in out
    assert "is too much: more than" not in out
    _, out, _ = glutemed("log", "--effort", "5", "--format", "json")
    assert [said["row"] for said in json.loads(out)[0]["now"]] == ["told-see"]


def test_a_good_morning_brings_no_advice_on_the_pain_of_the_day_before(plan: Run, glutemed: Run, on: Day) -> None:
    plan()
    assert "Stop what hurts for today" in glutemed("log", "--all-done", "--pain", "6")[1]
    on(WEDNESDAY)
    code, out, _ = glutemed("log", "--next-morning", "1", "--usual", "1")
    assert code == 0
    assert "Do this now" not in out
    assert "Pain: 6 worst during, of 10" in out


@pytest.mark.parametrize(
    ("morning", "rows"),
    [("2", ["told-morning-slight"]), ("4", ["told-morning"]), ("7", ["told-high"]), ("8", ["told-see"])],
)
def test_a_bad_morning_is_answered_by_what_it_is(
    plan: Run, glutemed: Run, on: Day, morning: str, rows: list[str]
) -> None:
    plan()
    glutemed("log", "--all-done", "--pain", "6")
    on(WEDNESDAY)
    (summary,) = json.loads(glutemed("log", "--next-morning", morning, "--usual", "1", "--format", "json")[1])
    assert [said["row"] for said in summary["now"]] == rows
    assert summary["during"] == 6


def test_a_good_morning_does_not_take_back_whom_to_see(plan: Run, glutemed: Run, on: Day) -> None:
    plan()
    glutemed("log", "--all-done", "--pain", "9")
    on(WEDNESDAY)
    _, out, _ = glutemed("log", "--next-morning", "1", "--usual", "1")
    assert SEE in out
    assert "for today" not in out


def test_on_the_day_after_a_session_the_rest_that_the_plan_has_is_named_and_it_goes_on(
    plan: Run, glutemed: Run, on: Day, opening: Callable[..., list[str]]
) -> None:
    plan()
    glutemed("log", "--all-done", "--pain", "1")
    assert opening("--session", "2")[0].startswith("Rest: your last session was today, and your plan has a day of rest")
    on(WEDNESDAY)
    first, second, *_ = opening()
    assert first.startswith("Rest: your last session was yesterday, and your plan has a day of rest between sessions")
    assert "[R-029 (A, second-hand)]" in first
    assert second.startswith("Today: week 1, session 2 of 3")
    on(THURSDAY)
    assert opening()[0].startswith("Today: ")


def test_a_plan_of_every_day_has_no_rest_to_name(
    plan: Run, glutemed: Run, on: Day, opening: Callable[..., list[str]]
) -> None:
    plan("--stage", "early", "--days", "7")
    glutemed("log", "--all-done", "--pain", "1")
    on(WEDNESDAY)
    assert opening()[0].startswith("Today: ")


@pytest.fixture
def trained(plan: Run, glutemed: Run, on: Day) -> None:
    """A session in the log, and the morning after it."""
    plan()
    glutemed("log", "--all-done", "--pain", "1")
    on(WEDNESDAY)


@pytest.mark.usefixtures("trained")
def test_a_morning_that_is_told_after_a_screening_of_the_same_day_stops(glutemed: Run, on: Day, tmp_path: Path) -> None:
    screened(tmp_path / "log.sqlite3", WEDNESDAY, 0, pain=1)
    glutemed("log", "--next-morning", "9")
    on(THURSDAY)
    assert glutemed("session")[0] == 4


@pytest.mark.usefixtures("trained")
def test_a_screening_with_less_pain_lets_sessions_and_the_next_week_go_on(
    glutemed: Run, on: Day, tmp_path: Path
) -> None:
    glutemed("log", "--next-morning", "9")
    on(THURSDAY)
    code, _, err = glutemed("next")
    assert code == 4
    assert err.endswith("When it was looked at and is less, say how it is now: glutemed screen\n")
    screened(tmp_path / "log.sqlite3", THURSDAY, 20, pain=2)
    assert glutemed("next")[0] == 0
    assert glutemed("session")[0] == 0


def test_a_usual_morning_of_9_stops_as_any_other_does(plan: Run, glutemed: Run, on: Day) -> None:
    plan()
    _, out, _ = glutemed("log", "--all-done", "--pain", "1", "--usual", "9")
    assert SEE in out
    on(WEDNESDAY)
    assert glutemed("session")[0] == 4
    assert glutemed("next")[0] == 4
