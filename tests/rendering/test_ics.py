"""The calendar, read back by a library that did not write it: field by field, across clock changes, safe, stable."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from glutemed.engine.revision import dosed_by_hand, swaps
from glutemed.errors import UsageError
from glutemed.formats import Setting, lay_out
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan, Session, Week
from glutemed.rendering import words
from glutemed.rendering.ics import ELSEWHERE, plan_to_ics
from glutemed.rendering.words import Names

PlanFor = Callable[..., Plan]
START = "2026-12-01"


def read(text: str) -> Calendar:
    """Return a calendar as the second library reads it."""
    return IcsCalendarStream.calendar_from_ics(text)


def sessions_of(plan: Plan) -> list[tuple[Week, int, Session]]:
    return [(week, place, session) for week in plan.weeks for place, session in enumerate(week.sessions, 1)]


def uids(text: str) -> list[str]:
    return [event.uid or "" for event in read(text).events]


def begin(event: Event) -> datetime:
    assert isinstance(event.dtstart, datetime)
    return event.dtstart


def end(event: Event) -> datetime:
    assert isinstance(event.dtend, datetime)
    return event.dtend


def told(event: Event) -> list[str]:
    return (event.description or "").split("\n")


@pytest.fixture(scope="module")
def four_weeks(plan_for: PlanFor) -> Plan:
    return plan_for("prevention", days=2, weeks=4, start=START)


@pytest.fixture(scope="module")
def sore(plan_for: PlanFor) -> Plan:
    """A plan with ranges, forms, supports, one-sided work, a warning and care for a condition."""
    asked: dict[str, Any] = {"pain": 3, "condition": ("gluteal-tendinopathy",), "side": "left"}
    return plan_for("rehab", "mid", weeks=3, start=START, **asked)


def test_every_field_of_every_session_is_read_back(catalog: Catalog, four_weeks: Plan) -> None:
    calendar = read(plan_to_ics(catalog, four_weeks, at="18:00", timezone="America/New_York"))
    assert (calendar.version, calendar.calscale, calendar.method) == ("2.0", "GREGORIAN", "PUBLISH")
    assert calendar.prodid == "-//glutemed//glutemed//EN"
    assert [(one.name, one.value) for one in calendar.extras] == [
        ("x-wr-caldesc", "Gluteus medius program: prevention and strength"),
        ("x-wr-calname", "Hip exercises"),
    ]
    found = sessions_of(four_weeks)
    assert len(calendar.events) == len(found) == 8
    for event, (week, place, session) in zip(calendar.events, found, strict=True):
        moment = datetime.fromisoformat(f"{session.date}T23:00:00+00:00")  # 18:00 in New York in winter
        assert (event.dtstart, event.dtend) == (moment, moment + timedelta(minutes=session.minutes))
        assert event.summary == f"Hip exercises: week {week.number}, session {place} of 2 ({session.minutes} min)"
        assert (event.dtstamp, event.sequence) == (datetime(2026, 12, 1, tzinfo=UTC), 0)
        assert (event.categories, event.status, event.classification) == (["Exercise"], "CONFIRMED", "PRIVATE")
        assert event.transparency == "OPAQUE"
        (alarm,) = event.alarm
        assert (alarm.action, alarm.trigger) == ("DISPLAY", -timedelta(minutes=30))
        assert alarm.description == f"Hip exercises: week {week.number}, session {place} of 2"
    assert len(set(uids(plan_to_ics(catalog, four_weeks)))) == 8


@pytest.mark.parametrize("which", ["four_weeks", "sore"])
def test_a_description_has_each_exercise_with_dose_load_rest_and_limits(
    catalog: Catalog, which: str, request: pytest.FixtureRequest
) -> None:
    plan: Plan = request.getfixturevalue(which)
    for event, (week, _, session) in zip(read(plan_to_ics(catalog, plan)).events, sessions_of(plan), strict=True):
        lines = told(event)
        at = 0
        for block in session.blocks:
            at = lines.index(words.BLOCKS[block.kind].upper(), at)
            for item in block.items:
                dose = words.item_dose(item, catalog.exercise(item.exercise))
                at = lines.index(f"- {words.item_title(item)}: {dose}", at)
                more = []
                for line in lines[at + 1 :]:
                    if not line.startswith("  "):
                        break
                    more.append(line.strip())
                assert f"Rest: {item.rest_seconds} s" in more
                assert f"Effort: {item.effort}" in more
                assert [line for line in more if line.startswith("Range: ")] == [f"Range: {item.range}"] * bool(
                    item.range
                )
                assert [line for line in more if line.startswith("Support: ")] == [f"Support: {item.support}"] * bool(
                    item.support
                )
                loads = [line for line in more if line.startswith("Load: ")]
                assert len(loads) == (item.load.kind != "bodyweight")
                assert all(item.load.where in line and item.load.start in line for line in loads)
        assert (week.go_on_if in lines) == (week is not plan.weeks[0])


def test_what_to_do_about_pain_and_when_to_stop_is_in_every_event(catalog: Catalog, sore: Plan) -> None:
    for event in read(plan_to_ics(catalog, sore)).events:
        text = event.description or ""
        assert "Pain 0-2: carry on. Up to 5: add nothing. Above 5: stop that exercise.\n" in text
        assert "From 8 the session ends. Pain of 8-10 of 10: see a doctor" in text
        stop = [line.text for line in sore.advice if line.topic == "stop"]
        assert stop
        assert all(f"\n- {line}" in text for line in stop)
        assert all(f"\n- {line.text}" in text for line in sore.advice if line.topic == "today")
        assert "Sources: R-001 (C), R-002 (B), R-003 (D, second-hand)" in text
        assert text.endswith(f"{ELSEWHERE}\n{words.made_by(sore)}")
        assert len(text) < 8000  # what common calendars keep of it


def test_the_limit_of_pain_is_that_of_the_condition(catalog: Catalog, plan_for: PlanFor) -> None:
    plan = plan_for("rehab", "early", pain=2, condition=("patellofemoral-pain",), weeks=2, start=START)
    for event in read(plan_to_ics(catalog, plan)).events:
        text = event.description or ""
        assert "Up to 3: add nothing. Above 3: stop that exercise." in text
        assert "bove 5" not in text.partition("IF IT HURTS")[0]


def test_a_plan_whose_advice_has_no_stop_signs_gets_those_of_the_catalogue(catalog: Catalog, four_weeks: Plan) -> None:
    assert not [line for line in four_weeks.advice if line.topic == "stop"]
    (group,) = (group for group in catalog.advice if group.topic == "stop")
    for event in read(plan_to_ics(catalog, four_weeks)).events:
        assert all(f"- {line.text}" in told(event) for line in group.lines)


def test_warnings_open_the_first_event_and_follow_the_exercises_in_the_others(catalog: Catalog, sore: Plan) -> None:
    assert sore.warnings
    for index, event in enumerate(read(plan_to_ics(catalog, sore)).events):
        lines = told(event)
        for warning in sore.warnings:
            assert (lines.index(f"- {warning.text}") < lines.index("MAIN")) == (index == 0)


def test_names_are_in_the_text_and_in_no_uid(catalog: Catalog, plain_plan: Plan) -> None:
    names = Names(person="Ana Ruiz, Jr; 深 👩‍⚕️", clinic="Hip & Knee")
    text = plan_to_ics(catalog, plain_plan, names=names)
    assert [(event.description or "")[:53] for event in read(text).events] == [
        "For: Ana Ruiz, Jr; 深 👩‍⚕️\nFrom: Hip & Knee\nGluteus me"
    ] * 2
    assert read(text).extras[1].value == r"Hip exercises: Ana Ruiz\, Jr\; 深 👩‍⚕️"
    assert not [uid for uid in uids(text) if "ana" in uid.casefold() or "ruiz" in uid.casefold()]


CLOCKS = [
    ("Europe/London", "2027-03-26", "18:00", ["18:00", "18:00", "17:00", "17:00"]),
    ("America/New_York", "2026-10-30", "18:00", ["22:00", "22:00", "23:00", "23:00"]),
    ("America/New_York", "2027-03-12", "18:00", ["23:00", "23:00", "22:00", "22:00"]),
    ("Australia/Lord_Howe", "2027-04-02", "18:00", ["07:00", "07:00", "07:30", "07:30"]),
    ("Asia/Kathmandu", "2027-03-26", "18:00", ["12:15", "12:15", "12:15", "12:15"]),
]


@pytest.mark.parametrize(("zone", "first", "at", "instants"), CLOCKS)
def test_the_hour_on_the_wall_stays_across_a_clock_change(
    catalog: Catalog, plain_plan: Plan, zone: str, first: str, at: str, instants: list[str]
) -> None:
    """A session a day from the Friday before the Sunday of the change to the Monday after it."""
    plan = on_days(plain_plan, first, 4)
    events = read(plan_to_ics(catalog, plan, at=at, timezone=zone)).events
    assert [begin(event).astimezone(UTC).strftime("%H:%M") for event in events] == instants
    assert [begin(event).astimezone(ZoneInfo(zone)).strftime("%H:%M") for event in events] == [at] * 4
    assert [begin(event).astimezone(ZoneInfo(zone)).date().isoformat() for event in events] == [
        session.date for _, _, session in sessions_of(plan)
    ]
    assert [end(event) - begin(event) for event in events] == [timedelta(minutes=17)] * 4


@pytest.mark.parametrize(
    ("zone", "day", "at", "instant", "shown"),
    [
        ("America/New_York", "2027-03-14", "02:30", "07:30", "03:30"),  # 02:00 to 03:00 is skipped
        ("America/New_York", "2026-11-01", "01:30", "05:30", "01:30"),  # 01:00 to 02:00 comes twice
        ("Europe/London", "2027-03-28", "01:30", "01:30", "02:30"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "15:45", "02:45"),  # half an hour is skipped
    ],
)
def test_an_hour_that_is_skipped_is_that_much_later_and_of_one_that_comes_twice_it_is_the_first(
    catalog: Catalog, plain_plan: Plan, zone: str, day: str, at: str, instant: str, shown: str
) -> None:
    (event,) = read(plan_to_ics(catalog, on_days(plain_plan, day, 1), at=at, timezone=zone)).events
    assert begin(event).astimezone(UTC).strftime("%H:%M") == instant
    assert begin(event).astimezone(ZoneInfo(zone)).strftime("%H:%M") == shown


def on_days(plan: Plan, first: str, days: int) -> Plan:
    """Return a plan with the same session on some days running."""
    given = plan.weeks[0].sessions[0]
    dates = [(date.fromisoformat(first) + timedelta(days=day)).isoformat() for day in range(days)]
    sessions = tuple(replace(given, day=day, weekday=None, date=one) for day, one in enumerate(dates, 1))
    return replace(plan, weeks=(Week(number=1, sessions=sessions),))


def test_without_a_time_zone_the_hour_is_that_of_wherever_it_is_read(catalog: Catalog, plain_plan: Plan) -> None:
    text = plan_to_ics(catalog, plain_plan, at="07:30")
    assert "\r\nDTSTART:20261201T073000\r\nDTEND:20261201T074700\r\n" in text
    assert [event.dtstart for event in read(text).events] == [
        datetime(2026, 12, 1, 7, 30),  # noqa: DTZ001  # floating is the point
        datetime(2026, 12, 4, 7, 30),  # noqa: DTZ001
    ]


def test_without_an_hour_an_event_is_of_the_whole_day_with_a_reminder_at_nine(
    catalog: Catalog, plain_plan: Plan
) -> None:
    text = plan_to_ics(catalog, plain_plan)
    assert "\r\nDTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261202\r\n" in text
    for event, day in zip(read(text).events, (1, 4), strict=True):
        assert (event.dtstart, event.dtend) == (date(2026, 12, day), date(2026, 12, day + 1))
        assert event.transparency == "TRANSPARENT"
        assert [alarm.trigger for alarm in event.alarm] == [timedelta(hours=9)]


def test_a_session_that_ends_after_midnight_ends_on_the_next_day(catalog: Catalog, plain_plan: Plan) -> None:
    event = read(plan_to_ics(catalog, plain_plan, at="23:50")).events[0]
    assert event.dtend == datetime(2026, 12, 2, 0, 7)  # noqa: DTZ001  # floating


def test_no_time_zone_has_to_be_known_by_who_reads_it(catalog: Catalog, plain_plan: Plan) -> None:
    text = plan_to_ics(catalog, plain_plan, at="18:00", timezone="Europe/London")
    assert "VTIMEZONE" not in text
    assert "TZID" not in text
    assert text.count("DTSTART:20261201T180000Z\r\n") == 1


def test_the_library_that_wrote_it_reads_the_same(catalog: Catalog, sore: Plan) -> None:
    text = plan_to_ics(catalog, sore, at="18:00", timezone="Europe/London")
    ours = icalendar.Calendar.from_ical(text)
    assert ours.errors == []
    assert [(str(e["uid"]), str(e["description"]), e.start, e.end) for e in ours.events] == [
        (e.uid, e.description, e.dtstart, e.dtend) for e in read(text).events
    ]
    assert all(event.errors == [] for event in ours.events)


def test_lines_end_with_crlf_and_are_at_most_75_octets_of_whole_characters(
    catalog: Catalog, hostile_plan: Plan
) -> None:
    data = plan_to_ics(catalog, dated(hostile_plan), names=Names(person="深蹲👩‍⚕️é" * 20)).encode()
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert not [line for line in lines if b"\n" in line or b"\r" in line]
    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf-8").isprintable() or "\u200d" in line.decode() for line in lines)


def dated(plan: Plan) -> Plan:
    """Return a plan whose sessions have a date each."""
    weeks = tuple(
        replace(
            week,
            sessions=tuple(
                replace(session, date=f"2026-12-{7 * week.number + session.day:02}") for session in week.sessions
            ),
        )
        for week in plan.weeks
    )
    return replace(plan, weeks=weeks)


EVIL = (
    "A,b;c\\d\r\nATTENDEE:mailto:x@example.org\r\nEND:VEVENT\nEND:VCALENDAR\rX: \x00\x1b[31m\u2028 👩‍⚕️ " + "long " * 90
)


def test_nothing_in_a_name_or_a_text_becomes_a_line_of_the_calendar(catalog: Catalog, hostile_plan: Plan) -> None:
    plan = dated(hostile_plan)
    (week, later) = plan.weeks
    item = replace(week.sessions[0].blocks[0].items[0], name=EVIL, support=EVIL, effort=EVIL)
    block = replace(week.sessions[0].blocks[0], items=(item,))
    plan = replace(
        plan,
        weeks=(replace(week, sessions=(replace(week.sessions[0], blocks=(block,)),)), replace(later, go_on_if=EVIL)),
    )
    text = plan_to_ics(catalog, plan, names=Names(person=EVIL, clinic=EVIL), person=EVIL)
    calendar = read(text)
    assert len(calendar.events) == 2
    assert not [event for event in calendar.events if event.attendees]
    heads = [line.partition(":")[0].partition(";")[0] for line in text.split("\r\n") if not line.startswith(" ")]
    assert {*heads} == {
        *("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "X-WR-CALDESC", ""),
        *("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "DESCRIPTION", "CATEGORIES", "CLASS"),
        *("STATUS", "TRANSP", "ACTION", "TRIGGER"),
    }
    assert "\x00" not in text
    assert "\x1b" not in text
    assert "\u2028" not in text
    assert "A,b;c\\d \nATTENDEE:mailto:x@example.org \nEND:VEVENT\nEND:VCALENDAR X:" in (
        calendar.events[0].description or ""
    )


def test_the_same_uids_when_it_is_made_again_or_changed_by_hand(catalog: Catalog, four_weeks: Plan) -> None:
    before = uids(plan_to_ics(catalog, four_weeks, at="18:00"))
    item = four_weeks.weeks[0].sessions[0].items("main")[0]
    exercise = catalog.exercise(item.exercise)
    assert exercise
    swapped = next(swaps(catalog, four_weeks, exercise))
    edited = dosed_by_hand(catalog, four_weeks, exercise, sets=2, reps=9)
    assert len({plan_to_ics(catalog, plan) for plan in (four_weeks, swapped, edited)}) == 3
    for plan in (four_weeks, swapped, edited):
        assert uids(plan_to_ics(catalog, plan, at="07:00", timezone="Europe/London")) == before
        assert uids(plan_to_ics(catalog, plan)) == before
    assert "  Dose set by hand\n" in (read(plan_to_ics(catalog, edited)).events[0].description or "")


def test_other_people_and_other_starts_have_other_uids(catalog: Catalog, plan_for: PlanFor) -> None:
    plan = plan_for("prevention", days=2, weeks=2, start=START)
    later = plan_for("prevention", days=2, weeks=2, start="2026-12-02")
    texts = [
        plan_to_ics(catalog, plan),
        plan_to_ics(catalog, later),
        plan_to_ics(catalog, plan, person="Ana"),
        plan_to_ics(catalog, plan, names=Names(person="Bo")),
    ]
    assert len({uid for text in texts for uid in uids(text)}) == 4 * 4


def test_a_person_is_that_of_the_log_else_the_name_on_the_plan(catalog: Catalog, plain_plan: Plan) -> None:
    ana = uids(plan_to_ics(catalog, plain_plan, person="Ana Ruiz"))
    assert uids(plan_to_ics(catalog, plain_plan, names=Names(person="ana  ruiz"))) == ana
    assert uids(plan_to_ics(catalog, plain_plan, names=Names(person="Bo"), person="Ana Ruiz")) == ana
    assert uids(plan_to_ics(catalog, plain_plan, names=Names(clinic="Bo"), person="Ana Ruiz")) == ana
    assert uids(plan_to_ics(catalog, plain_plan)) == uids(plan_to_ics(catalog, plain_plan, person="me"))


def test_a_week_made_later_goes_in_the_place_of_the_same_week_and_before_it(catalog: Catalog, full_plan: Plan) -> None:
    """`next` makes week 2 alone, which begins a week later; a calendar that goes by SEQUENCE takes it too."""
    later = replace(full_plan, weeks=full_plan.weeks[1:2], request=replace(full_plan.request, start="2026-12-08"))
    first, second = read(plan_to_ics(catalog, full_plan)).events, read(plan_to_ics(catalog, later)).events
    assert [event.uid for event in second] == [event.uid for event in first[2:4]]
    assert {event.sequence for event in first} == {0}
    assert {event.sequence for event in second} == {1}
    assert {event.dtstamp for event in second} == {datetime(2026, 12, 8, tzinfo=UTC)}


def test_the_library_takes_hour_and_zone_as_people_write_them_or_says_what_is_wrong(
    catalog: Catalog, plain_plan: Plan
) -> None:
    ours = plan_to_ics(catalog, plain_plan, at="07:30", timezone="Europe/London")
    assert lay_out(catalog, plain_plan, "ics", Setting(at="7:30", timezone="europe/london")) == ours
    for wrong, told in (
        (Setting(at="6pm"), 'at: "6pm" is not a time of day'),
        (Setting(at="18:00", timezone="Lodnon"), 'timezone: "Lodnon" is no time zone'),
        (Setting(timezone="Europe/London"), "a time zone goes with an hour"),
    ):
        with pytest.raises(UsageError, match=told):
            lay_out(catalog, plain_plan, "ics", wrong)


MADE = """
import sys
from glutemed.engine.planner import make_plan
from glutemed.formats import Setting, lay_out
from glutemed.loading.catalog import load_catalog
from glutemed.model.plan import Request
catalog = load_catalog()
plan = make_plan(catalog, Request(goal="prevention", days=2, weeks=2, start="2026-12-01", equipment=("band",)))
setting = Setting(at="18:00", timezone="Europe/London")
sys.stdout.buffer.write(str(lay_out(catalog, plan, "ics", setting)).encode())
"""


def test_two_processes_write_the_same_bytes(catalog: Catalog, plan_for: PlanFor) -> None:
    plan = plan_for("prevention", days=2, weeks=2, start=START, equipment=("band",))
    here = plan_to_ics(catalog, plan, at="18:00", timezone="Europe/London").encode()
    for environment in ({"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}, {"PYTHONHASHSEED": "2", "PYTHONTZPATH": ""}):
        path = ":".join(filter(None, sys.path))
        done = subprocess.run(
            [sys.executable, "-c", MADE], env={"PYTHONPATH": path, **environment}, capture_output=True, check=True
        )
        assert done.stdout == here


@pytest.mark.parametrize(
    ("dates", "options", "message"),
    [
        ((None, None), {}, "make the plan with --start, such as --start 2026-12-01"),
        (("2026-12-01", None), {}, "a calendar needs the first day"),
        (("2026-12-01", "2026-12-04"), {"timezone": "Europe/London"}, "a time zone goes with an hour"),
    ],
)
def test_what_no_calendar_can_be_made_of_is_told(
    catalog: Catalog, plain_plan: Plan, dates: tuple[str | None, ...], options: dict[str, str], message: str
) -> None:
    (week,) = plain_plan.weeks
    sessions = tuple(replace(session, date=day) for session, day in zip(week.sessions, dates, strict=True))
    with pytest.raises(UsageError, match=message):
        plan_to_ics(catalog, replace(plain_plan, weeks=(replace(week, sessions=sessions),)), **options)  # type: ignore[arg-type]  # a table's options
