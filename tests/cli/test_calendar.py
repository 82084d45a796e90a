"""The calendar and the table as a user asks for them: what comes out, what is refused, and that nothing is left."""

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream

Run = Callable[..., tuple[int, str, str]]
PLAN = ("plan", "--goal", "prevention", "--weeks", "4", "--start", "2026-12-01")
NEW_YORK = ("--at", "18:00", "--timezone", "America/New_York")
EARLY = ("plan", "--goal", "rehab", "--start", "2026-12-01", "--weeks", "2")


def read(text: str) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(text)


def saved(file: Path) -> Calendar:
    return read(file.read_bytes().decode())


def test_the_ending_makes_a_calendar_with_the_hour_of_the_zone(glutemed: Run, tmp_path: Path) -> None:
    assert glutemed(*PLAN, *NEW_YORK, "-o", "plan.ics") == (0, "", "")
    events = saved(tmp_path / "plan.ics").events
    assert len(events) == 8
    assert events[0].dtstart == datetime(2026, 12, 1, 23, tzinfo=UTC)
    assert (tmp_path / "plan.ics").stat().st_mode & 0o077 == 0
    assert glutemed(*PLAN, *NEW_YORK, "--format", "ics") == (0, (tmp_path / "plan.ics").read_bytes().decode(), "")


def test_hour_and_zone_are_read_kindly(glutemed: Run) -> None:
    ours = glutemed(*PLAN, "--at", "18:00", "--timezone", "America/New_York", "--format", "ics")
    assert glutemed(*PLAN, "--at", " 18:00", "--timezone", "america/new york", "--format", "ics") == ours
    assert "DTSTART:20261201T073000\r\n" in glutemed(*PLAN, "--at", "7:30", "--format", "ics")[1]
    assert "DTSTART;VALUE=DATE:20261201\r\n" in glutemed(*PLAN, "--format", "ics")[1]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--at", "6pm", "-o", "p.ics"), '--at: "6pm" is not a time of day; write it of 24 hours, such as 18:00'),
        (("--at", "6pm", "-o", "p.ics"), 'did you mean "18:00"?'),
        (("--at", "24:00", "-o", "p.ics"), "write it of 24 hours, such as 18:00"),
        (("--at", "\x1b[2J", "-o", "p.ics"), '--at: "?[2J" is not a time of day'),
        (("--at", "18:00", "--timezone", "Europe/Lodnon", "-o", "p.ics"), 'did you mean "Europe/London"?'),
        (("--at", "18:00", "--timezone", "../../etc/passwd", "-o", "p.ics"), "is no time zone"),
        (("--timezone", "Europe/London", "-o", "p.ics"), "--timezone goes with --at"),
        (("--at", "18:00"), "--at goes with --format ics only"),
        (("--timezone", "Europe/London", "-o", "p.html"), "--timezone goes with --format ics only"),
        (("--at", "18:00", "-o", "p.csv"), "--at goes with --format ics only"),
        (("--explain", "-o", "p.ics"), "--explain has no place on the calendar; take --format markdown for it"),
        (("--explain", "-o", "p.csv"), "--explain has no place on the spreadsheet"),
        (("--for", "Ana", "-o", "p.csv"), "csv has no place for them"),
        (("--qr", "-o", "p.ics"), "--qr goes with --format pdf only"),
        (("--pictures", "-o", "p.ics"), "name one with --output"),
    ],
)
def test_what_does_not_go_is_one_message_and_nothing_is_written_or_saved(
    glutemed: Run, tmp_path: Path, options: tuple[str, ...], told: str
) -> None:
    code, out, err = glutemed(*PLAN, *options, "--save")
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_plan_without_dates_has_no_calendar_and_is_not_saved(glutemed: Run, tmp_path: Path) -> None:
    code, out, err = glutemed("plan", "--goal", "prevention", "--save", "-o", "plan.ics")
    assert (code, out) == (2, "")
    assert err == ("glutemed: a calendar needs the first day: make the plan with --start, such as --start 2026-12-01\n")
    assert list(tmp_path.iterdir()) == []


def test_a_plan_changed_by_hand_goes_in_the_place_of_the_old_one(glutemed: Run, tmp_path: Path) -> None:
    assert glutemed(*EARLY, "-o", "plan.json")[0] == 0
    assert glutemed(*EARLY, "--for", "Ana Ruiz", "-o", "before.ics")[0] == 0
    assert glutemed("swap", "plan.json", "clamshell", "--for", "Ana Ruiz", "-o", "swapped.ics")[0] == 0
    edited = ("edit", "plan.json", "clamshell", "--reps", "9", "--for", "Ana Ruiz", "--at", "18:00", "-o", "edited.ics")
    assert glutemed(*edited)[0] == 0
    before, swapped, changed = (saved(tmp_path / f"{name}.ics").events for name in ("before", "swapped", "edited"))
    assert [event.uid for event in before] == [event.uid for event in swapped] == [event.uid for event in changed]
    assert [event.description for event in before] != [event.description for event in swapped]
    assert "  Dose set by hand\n" in (changed[0].description or "")
    assert changed[0].dtstart == datetime(2026, 12, 1, 18)  # noqa: DTZ001  # floating


@pytest.mark.parametrize("person", [(), ("--person", "Ana Ruiz")])
def test_next_week_replaces_the_same_week_of_the_plan_and_no_other(
    glutemed: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, person: tuple[str, ...]
) -> None:
    monkeypatch.setenv("GLUTEMED_TODAY", "2026-12-01")
    assert glutemed(*EARLY, *person, "--save", "-o", "plan.ics")[0] == 0
    for day in ("01", "03", "05"):
        monkeypatch.setenv("GLUTEMED_TODAY", f"2026-12-{day}")
        assert glutemed("log", *person, "--all-done", "--pain", "1", "--after", "1")[0] == 0
    monkeypatch.setenv("GLUTEMED_TODAY", "2026-12-07")
    assert glutemed("next", *person, "-o", "week.ics")[0] == 0
    plan, week = saved(tmp_path / "plan.ics").events, saved(tmp_path / "week.ics").events
    assert [event.dtstart for event in week] == [date(2026, 12, day) for day in (8, 10, 12)]
    assert [(event.summary or "")[:32] for event in week] == [
        f"Hip exercises: week 2, session {place}" for place in (1, 2, 3)
    ]
    assert [event.uid for event in week] == [event.uid for event in plan[3:]]
    assert {event.sequence for event in week} == {1}


def test_two_people_of_a_log_have_events_of_their_own(glutemed: Run) -> None:
    first, second = (
        {event.uid for event in read(glutemed(*EARLY, "--person", name, "--format", "ics")[1]).events}
        for name in ("Ana Ruiz", "Bo Lind")
    )
    assert not first & second


def test_the_ending_makes_a_table_with_a_row_for_each_exercise(glutemed: Run, tmp_path: Path) -> None:
    assert glutemed(*PLAN, "-o", "plan.csv") == (0, "", "")
    text = (tmp_path / "plan.csv").read_bytes().decode("utf-8")
    rows = list(csv.DictReader(StringIO(text, newline="")))
    assert {(row["week"], row["session"]) for row in rows} == {(week, day) for week in "1234" for day in "12"}
    assert {row["date"] for row in rows if row["week"] == "1"} == {"2026-12-01", "2026-12-04"}
    assert glutemed(*PLAN, "--format", "csv") == (0, text, "")
