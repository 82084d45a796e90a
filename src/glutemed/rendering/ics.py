"""A plan as a calendar (RFC 5545): an event for each session. Only here: icalendar.

The same plan and options give the same bytes: no clock, no random number. Hours in a time zone are
written as UTC instants, so that no calendar has to know the zone's clock changes.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from glutemed.errors import UsageError
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Advice, Item, Plan, Session, Week
from glutemed.model.policy import Cited
from glutemed.rendering import citing, safety, words

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

__all__ = ["plan_to_ics"]

BEFORE = timedelta(minutes=30)
"""How long before a session with an hour its reminder comes (X)."""
MORNING = timedelta(hours=9)
"""When the reminder of a session without an hour comes, from midnight of its day (X)."""
NAME = "Hip exercises"
ME = "me"
SHOWN = ("Load", "Rest", "Effort", "Support", "Range")
"""What is told of an exercise besides its dose, in this order."""
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""Control characters but the line feed (RFC 5545, 3.1), and what some take for an end of line."""
EASIER = '"Easier" stands in the plan as a page, a sheet or Markdown. Without it, leave that exercise out.'
ELSEWHERE = (
    "Not here: how to do each exercise, what is easier, advice, reasons and their sources. They are in the same plan "
    "as a page (html), a sheet (pdf) or Markdown."
)


def plan_to_ics(
    catalog: Catalog,
    plan: Plan,
    *,
    at: str | None = None,
    timezone: str | None = None,
    names: words.Names = words.NOBODY,
    person: str | None = None,
) -> str:
    """Return a plan as a calendar that other programs import; importing it again changes events and adds none.

    `at` is the hour of every session ("18:00") and `timezone` where that is (an IANA name): the instants are
    those of that hour on each date. An hour that a clock change skips is that much later, and of an hour that
    comes twice it is the first. Without `timezone` the hour is that of wherever the calendar is read; without
    `at` events are of the whole day. `person` is whose plan it is, for the UIDs alone; without it that is the
    name in `names`.

    Raises UsageError for a plan without dates, and for a time zone without an hour.
    """
    from icalendar import Calendar, vText

    if timezone is not None and at is None:
        raise UsageError("a time zone goes with an hour: give both, such as 18:00 and Europe/London")
    sessions = [session for week in plan.weeks for session in week.sessions]
    if not all(session.date for session in sessions):
        raise UsageError("a calendar needs the first day: make the plan with --start, such as --start 2026-12-01")
    plan = safety.to_own_cap(catalog, plan)
    calendar = Calendar()
    calendar.add("prodid", "-//glutemed//glutemed//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    title = f"{NAME}: {' '.join(names.person.split())}" if names.person else NAME
    calendar.add("name", vText(_plain(title)))
    calendar.add("x-wr-calname", vText(_plain(title)))
    calendar.add("x-wr-caldesc", vText(words.plan_title(plan)))
    _add_events(calendar, catalog, plan, at, timezone, names, person or names.person or ME)
    return bytes(calendar.to_ical()).decode("utf-8")


def _add_events(
    calendar: "Calendar",
    catalog: Catalog,
    plan: Plan,
    at: str | None,
    timezone: str | None,
    names: words.Names,
    person: str,
) -> None:
    for week in plan.weeks:
        for place, session in enumerate(week.sessions, 1):
            first = week is plan.weeks[0] and place == 1
            event = _event(session, at, timezone)
            event.add("uid", _uid(person, week, place))
            event.add("dtstamp", datetime.combine(_first_day(plan), time(), UTC))
            event.add("sequence", plan.weeks[0].number - 1)
            event.add("summary", f"{NAME}: {_place(week, place)} ({session.minutes} min)")
            text = "\n".join(_description(catalog, plan, week, session, names, opening=first))
            event.add("description", _plain(text))
            event.add("categories", ["Exercise"])
            event.add("class", "PRIVATE")
            event.add("status", "CONFIRMED")
            event.add("transp", "OPAQUE" if at else "TRANSPARENT")
            event.add_component(_reminder(f"{NAME}: {_place(week, place)}", at))
            calendar.add_component(event)


def _event(session: Session, at: str | None, timezone: str | None) -> "Event":
    """Return an event with its begin and end."""
    from icalendar import Event

    event, day = Event(), date.fromisoformat(session.date or "")
    if at is None:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        return event
    begin = datetime.combine(day, time.fromisoformat(at))
    if timezone is not None:
        from zoneinfo import ZoneInfo

        begin = begin.replace(tzinfo=ZoneInfo(timezone)).astimezone(UTC)
    event.add("dtstart", begin)
    event.add("dtend", begin + timedelta(minutes=session.minutes))
    return event


def _reminder(text: str, at: str | None) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", MORNING if at is None else -BEFORE)
    return alarm


def _first_day(plan: Plan) -> date:
    """Return the first day of a plan's first week."""
    return _week_begins(next(week for week in plan.weeks if week.sessions))


def _week_begins(week: Week) -> date:
    session = week.sessions[0]
    return date.fromisoformat(session.date or "") - timedelta(days=session.day - 1)


def _uid(person: str, week: Week, place: int) -> str:
    """Return what names a session whatever is done in it: the person, its week's number and first day, its place.

    So week 2 made later, from the log, goes in the place of week 2 of before.
    """
    whose = " ".join(person.split()).casefold()
    parts = "\n".join((whose, _week_begins(week).isoformat(), str(week.number), str(place)))
    return f"{sha256(parts.encode()).hexdigest()[:32]}@glutemed"


def _plain(text: str) -> str:
    """Return a text without characters that a calendar may not hold; line feeds stay."""
    return CONTROL.sub(" ", text)


def _place(week: Week, place: int) -> str:
    return f"week {week.number}, session {place} of {len(week.sessions)}"


def _description(
    catalog: Catalog, plan: Plan, week: Week, session: Session, names: words.Names, *, opening: bool
) -> Iterator[str]:
    """Return the lines of an event: what to do, and warnings, which open the first event and follow it in others."""
    yield from (f"{label}: {name}" for label, name in words.name_rows(names))
    yield words.plan_title(plan)
    told = ["", "BEFORE YOU START", *(f"- {text}" for text in words.warnings(plan))] if plan.warnings else []
    if opening:
        yield from told
    if week.go_on_if:
        yield from ("", week.go_on_if)
    kit = sorted({thing for block in session.blocks for item in block.items for thing in item.kit})
    if kit:
        yield from ("", f"You need: {words.kit_line(tuple(kit))}")
    for block in session.blocks:
        yield from ("", words.BLOCKS[block.kind].upper())
        for item in block.items:
            yield from _item(catalog, item)
    if not opening:
        yield from told
    yield from _limits(catalog, plan)
    yield from ("", ELSEWHERE, words.made_by(plan))


def _item(catalog: Catalog, item: Item) -> Iterator[str]:
    yield f"- {words.item_title(item)}: {words.item_dose(item, catalog.exercise(item.exercise))}"
    details = dict(words.item_details(catalog, item, {}))
    details["Rest"] = f"{item.rest_seconds} s"
    if item.by_hand:
        yield "  Dose set by hand"
    yield from (f"  {label}: {details[label]}" for label in SHOWN if label in details)


def _limits(catalog: Catalog, plan: Plan) -> Iterator[str]:
    """Return what holds in every session: the limits of pain, and the signs to stop at, with the keys of both."""
    limits, ends, see = safety.in_short(catalog, plan)
    keys = dict.fromkeys(safety.zones(catalog, plan)["sources"])
    for title, lines in _advice(catalog, plan, "today"):
        yield from ("", title, *(f"- {line.text}" for line in lines), EASIER)
    yield from ("", "PAIN DURING AND AFTER", limits, f"{ends} {see}")
    for title, lines in _advice(catalog, plan, "stop"):
        yield from ("", title, *(f"- {line.text}" for line in lines))
        keys |= dict.fromkeys(key for line in lines for key in line.sources)
    yield from ("", f"Sources: {citing.marked(catalog, keys)}. {citing.GRADES}")


def _advice(catalog: Catalog, plan: Plan, topic: str) -> Iterator[tuple[str, Sequence[Advice | Cited]]]:
    """Return the title and lines of the advice on a topic: as the plan has it, else as the catalogue does."""
    own = [line for line in plan.advice if line.topic == topic and line.condition is None]
    for group in catalog.advice:
        if group.topic == topic:
            yield group.title.upper(), own or group.lines
