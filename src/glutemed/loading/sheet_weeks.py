"""The weeks of our own Markdown sheets: the first told in full, later ones by what they change."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from glutemed.loading.bounds import SESSIONS_MAX, WEEKS_MAX
from glutemed.loading.entries import (
    AND,
    ITEMS_MAX,
    Line,
    Part,
    Sheet,
    Written,
    detailed,
    item_of,
    plainly,
    read_bullets,
    read_entries,
    read_entry,
    read_reasons,
)
from glutemed.loading.requests import shown
from glutemed.model.plan import WEEKDAYS, Block, BlockKind, Item, Reason, Session, Week, Weekday, session_minutes

__all__ = ["read_weeks"]

BLOCKS_MAX = 8
EVERY = "Every main exercise"
BLOCKS: dict[str, BlockKind] = {"Warm-up": "warm-up", "Main": "main", "Mobility": "mobility"}
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)


def read_weeks(sheet: Sheet, parts: Sequence[Part]) -> tuple[Week, ...]:
    """Return the weeks that the parts of a sheet tell; places, and problems that do not end the reading, go into it."""
    weeks: list[Week] = []
    first: list[Session] = []
    for part in parts:
        if re.fullmatch(r"Week (?:1 )?at a glance", part.title):
            sheet.places["/weeks"] = sheet.places["/weeks/0"] = sheet.at(part.line.number)
        elif found := re.fullmatch(r"(.+): ([0-9]{1,4}) minutes", part.title):
            if len(first) >= SESSIONS_MAX:
                sheet.stop(part.line.number, f"a week has at most {SESSIONS_MAX} sessions")
            first.append(_session(sheet, part, found[1], first))
    if not first:
        sheet.stop(1, "no session is in this sheet", 'a session opens with a line such as "## Day 1: 20 minutes"')
    first = _numbered(first, 0, first)
    weeks.append(Week(number=1, sessions=tuple(first)))
    for part in parts:
        found = re.fullmatch(r"Week ([0-9]{1,2})", part.title)
        if found and (int(found[1]) != len(weeks) + 1 or len(weeks) >= WEEKS_MAX):
            sheet.stop(part.line.number, f"week {found[1]} follows week {len(weeks)}", f"at most {WEEKS_MAX} weeks")
        if found:
            weeks.append(_later(sheet, part, weeks))
    return tuple(weeks)


def _session(sheet: Sheet, part: Part, title: str, before: Sequence[Session]) -> Session:
    pointer = f"/weeks/0/sessions/{len(before)}"
    sheet.places[pointer] = sheet.at(part.line.number)
    session = _day(sheet, part.line.number, title)
    same = [found[1] for line in part.lines if (found := re.fullmatch(r"The same as (.+)\.", line.text))]
    for index, earlier in enumerate(before):
        if same and _titled(earlier) == _titled(_day(sheet, part.line.number, same[0])):
            old, places = f"/weeks/0/sessions/{index}/", list(sheet.places.items())
            sheet.places |= {f"{pointer}/{key.removeprefix(old)}": at for key, at in places if key.startswith(old)}
            return replace(session, minutes=earlier.minutes, blocks=earlier.blocks)
    blocks: list[Block] = []
    for title_line, lines in _under(part.lines):
        kind = BLOCKS.get(title_line.text.removeprefix("### "))
        if kind is None:
            continue
        if len(blocks) >= BLOCKS_MAX:
            sheet.stop(title_line.number, f"a session has at most {BLOCKS_MAX} blocks")
        at = f"{pointer}/blocks/{len(blocks)}"
        sheet.places[at] = sheet.at(title_line.number)
        written = read_entries(sheet, lines)
        sheet.places |= {f"{at}/items/{index}": sheet.at(one.line) for index, one in enumerate(written)}
        blocks.append(Block(kind=kind, items=tuple(item_of(sheet, one, kind) for one in written)))
    return replace(session, minutes=session_minutes(tuple(blocks)), blocks=tuple(blocks))


def _under(lines: Sequence[Line]) -> Iterator[tuple[Line, list[Line]]]:
    """Return third-level headings with their lines."""
    parts: list[tuple[Line, list[Line]]] = []
    for line in lines:
        if line.text.startswith("### "):
            parts.append((line, []))
        elif parts:
            parts[-1][1].append(line)
    yield from parts


def _titled(session: Session) -> tuple[object, ...]:
    return (session.day, session.weekday, session.date)


def _day(sheet: Sheet, line: int, title: str) -> Session:
    """Return an empty session of the day that a title names: "Day 3", "Monday", "Monday 7 December 2026"."""
    found = re.fullmatch(r"(?:Day ([0-9]{1,3})|([A-Za-z]+)(?: ([0-9]{1,2}) ([A-Za-z]+) ([0-9]{4}))?)", title)
    name = (found[2] or "").casefold() if found else ""
    if not found or (name and name not in WEEKDAYS):
        sheet.stop(line, f"{shown(title)} is no day", 'write "Day 3", "Monday" or "Monday 7 December 2026"')
    if not name:
        return Session(day=int(found[1]), minutes=0, blocks=())
    weekday: Weekday = WEEKDAYS[WEEKDAYS.index(name)]
    if not found[3]:
        return Session(day=WEEKDAYS.index(weekday) + 1, weekday=weekday, minutes=0, blocks=())
    try:
        day = date(int(found[5]), MONTHS.index(found[4].casefold()) + 1, int(found[3]))
    except ValueError:
        sheet.stop(line, f"{shown(title)} is no date", 'write it like "Monday 7 December 2026"')
    return Session(day=1, weekday=weekday, date=day.isoformat(), minutes=0, blocks=())


def _numbered(sessions: Sequence[Session], week: int, first: Sequence[Session]) -> list[Session]:
    """Return a week's sessions with dates counted from the first date of all, which is day 1."""
    dates = [session.date for session in first if session.date]
    if not dates:
        return list(sessions)
    start = date.fromisoformat(min(dates))
    return [
        replace(session, day=(date.fromisoformat(session.date) - start).days - 7 * week + 1)
        if session.date
        else session
        for session in sessions
    ]


def _later(sheet: Sheet, part: Part, weeks: Sequence[Week]) -> Week:
    """Return a week that tells only what differs from those before it."""
    index, number, before = len(weeks), len(weeks) + 1, weeks[-1]
    sheet.places[f"/weeks/{index}"] = sheet.at(part.line.number)
    top: list[Line] = []
    for line in part.lines:
        if line.text.startswith("### "):
            break
        top.append(line)
    under = {plainly(line.text.removeprefix("### ")): lines for line, lines in _under(part.lines)}
    rows = [line for line in top if line.text.startswith("| ")]
    if len(rows) > 2 + SESSIONS_MAX:
        sheet.stop(part.line.number, f"a week has at most {SESSIONS_MAX} sessions")
    same = next((line for line in top if line.text.startswith(f"The same as week {before.number}")), None)
    opening = top[0] if top and not top[0].text.startswith(("| ", "The same as ", "Warm-up and ")) else None
    if same:
        sessions = _repeated(sheet, same, before)
    else:
        later = _Later(
            index=index,
            first=weeks[0],
            last=_last_done(weeks),
            changed={one.dosed: one for one in read_entries(sheet, under.get(f"Changes in week {number}", ()))},
            new={one.what: one for one in read_entries(sheet, under.get(f"New in week {number}", ()))},
            light=[
                (kind, AND.split(days), read_entries(sheet, lines))
                for name, kind in BLOCKS.items()
                for heading, lines in under.items()
                if (days := heading.removeprefix(f"{name} on ")) != heading
            ],
        )
        sessions = [_later_session(sheet, row, later, place) for place, row in enumerate(rows[2:])]
    reasons: dict[str, list[Reason]] = {}
    for title in (f"Changes in week {number}", f"Why nothing rises in week {number}"):
        for names, line in read_bullets(under.get(title, ())):
            for name in names.split("; ")[:ITEMS_MAX]:
                reasons.setdefault(name, []).extend(read_reasons(sheet.catalog, line.text))
    sessions = [_with_reasons(session, reasons) for session in sessions]
    return Week(
        number=number,
        go_on_if=plainly(opening.text) if opening else None,
        sessions=tuple(_numbered(sessions, index, weeks[0].sessions)),
    )


def _repeated(sheet: Sheet, line: Line, before: Week) -> list[Session]:
    """Return a week that is done as the one before, on dates of its own if it names any."""
    _, _, dates = plainly(line.text).removesuffix(".").partition(", on ")
    days = [_day(sheet, line.number, title) for title in AND.split(dates)] if dates else before.sessions
    if len(days) != len(before.sessions):
        sheet.stop(line.number, f"{len(days)} days for the {len(before.sessions)} of the week before")
    return [
        replace(session, day=day.day, weekday=day.weekday, date=day.date)
        for session, day in zip(before.sessions, days, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Later:
    """What a week tells besides its table, and what it builds on.

    `last` says how each exercise, in its form, was done in the latest week that had it, by session.
    `changed` are items with the details that differ, `new` those not met before, `light` the
    warm-ups and the mobility of some days.
    """

    index: int
    first: Week
    last: dict[tuple[str, str | None], list[tuple[int, Item]]]
    changed: dict[tuple[object, ...], Written]
    new: dict[tuple[str, str | None], Written]
    light: Sequence[tuple[BlockKind, list[str], list[Written]]]


def _last_done(weeks: Sequence[Week]) -> dict[tuple[str, str | None], list[tuple[int, Item]]]:
    last: dict[tuple[str, str | None], list[tuple[int, Item]]] = {}
    for week in weeks:
        done: dict[tuple[str, str | None], list[tuple[int, Item]]] = {}
        for place, session in enumerate(week.sessions):
            for item in session.items("main"):
                done.setdefault((item.exercise, item.variant), []).append((place, item))
        last |= done
    return last


def _later_session(sheet: Sheet, row: Line, later: _Later, place: int) -> Session:
    """Return the session that a row of a week's table tells, with the rest as in the weeks before."""
    sheet.places[f"/weeks/{later.index}/sessions/{place}"] = sheet.at(row.number)
    cells = row.text.removeprefix("| ").removesuffix("|").removesuffix(" ").split(" | ")
    if len(cells) != 3:
        sheet.stop(row.number, "a row of this table has three cells: day, time, main exercises")
    title = plainly(cells[0])
    texts = re.split(r"(?<!\\); ", cells[2]) if cells[2].strip() else []
    if len(texts) > ITEMS_MAX:
        sheet.stop(row.number, f"more than {ITEMS_MAX} items in one block")
    written = [one for text in texts if (one := read_entry(sheet, row.number, text))]
    model = later.first.sessions[place] if place < len(later.first.sessions) else None
    items = {kind: model.items(kind) if model else () for kind in BLOCKS.values()}
    items["main"] = tuple(_later_item(sheet, one, later, place) for one in written)
    items |= {kind: tuple(item_of(sheet, one, kind) for one in own) for kind, days, own in later.light if title in days}
    blocks = tuple(Block(kind=kind, items=found) for kind, found in items.items() if found)
    return replace(_day(sheet, row.number, title), minutes=session_minutes(blocks), blocks=blocks)


def _later_item(sheet: Sheet, written: Written, later: _Later, place: int) -> Item:
    """Return an item of a later week: as it was done last, but for its dose and what the week says of it.

    Last is in the same session and for the same hips, where it was.
    """
    if written.what in later.new:
        return item_of(sheet, replace(written, details=later.new[written.what].details), "main")
    hips = sorted(written.sides)
    found = later.last.get(written.what, ())
    _, _, earlier = min(
        ((sorted(item.sides) != hips, index != place, item) for index, item in found),
        key=lambda one: one[:2],
        default=(True, True, None),
    )
    if not earlier:
        return item_of(sheet, written, "main")
    sides = earlier.sides if sorted(earlier.sides) == hips else written.sides
    item = replace(earlier, sets=written.sets, dose=written.dose, sides=sides)
    told = later.changed.get(written.dosed)
    return detailed(sheet, item, written.named.exercise, told.details) if told else item


def _with_reasons(session: Session, reasons: dict[str, list[Reason]]) -> Session:
    """Return a session whose main items carry the reasons that a week gives, by title, for what changed."""

    def reasoned(item: Item) -> Item:
        title = f"{item.name}, {item.variant}" if item.variant else item.name
        added = (*reasons.get(title, ()), *reasons.get(EVERY, ()))
        return replace(item, reasons=tuple(dict.fromkeys((*item.reasons, *added)))) if added else item

    blocks = (
        replace(block, items=tuple(map(reasoned, block.items))) if block.kind == "main" else block
        for block in session.blocks
    )
    return replace(session, blocks=tuple(blocks))
