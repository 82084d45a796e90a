"""The weeks after the first, as content that every format lays out: what changes, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from glutemed.model.catalog import Catalog
from glutemed.model.plan import BlockKind, Item, Plan, Week
from glutemed.rendering.citing import cite
from glutemed.rendering.words import BLOCKS, day_title, item_details, item_title, listing, week_rows, why

__all__ = ["Entry", "LaterWeek", "Part", "later_week"]

EVERY = ("Every main exercise",)
LIGHT: tuple[BlockKind, ...] = ("warm-up", "mobility")

Line = tuple[tuple[str, ...], str]


class Entry(NamedTuple):
    """An item, and what to know about it as labels and texts."""

    item: Item
    rows: Sequence[tuple[str, str]]


class Part(NamedTuple):
    """Under a title, lines (whom each is about, and what it tells), then items."""

    title: str
    lines: Sequence[Line] = ()
    entries: Sequence[Entry] = ()


class LaterWeek(NamedTuple):
    """A week after the first: when to go on to it, the table (none in a week that repeats), and what differs."""

    go_on_if: str
    rows: Sequence[tuple[str, str, Sequence[tuple[str, str]]]]
    note: str
    parts: Sequence[Part]


def later_week(catalog: Catalog, plan: Plan, index: int) -> LaterWeek:
    """Return what to tell of the week at an index above 0."""
    week, before = plan.weeks[index], plan.weeks[index - 1]
    same = _done(week) == _done(before)
    title = f"{'Why nothing rises' if same else 'Changes'} in week {week.number}"
    lines, changed, new = _main(catalog, plan, index)
    light = [] if same else list(_light(catalog, plan.weeks[0], week))
    lines += _gone(before, week)
    parts = (Part(title, lines, changed), Part(f"New in week {week.number}", entries=new), *light)
    if same:
        dates = [day_title(session) for session in week.sessions if session.date]
        note = f"The same as week {before.number}{f', on {listing(dates)}' if dates else ''}."
    elif light:
        note = "Warm-up and mobility: as in week 1, save for what is told here."
    else:
        note = "Warm-up and mobility: as in week 1."
    return LaterWeek(
        go_on_if=week.go_on_if or "",
        rows=[] if same else week_rows(catalog, week),
        note=note,
        parts=[part for part in parts if part.lines or part.entries],
    )


def _plain(item: Item) -> Item:
    """Return an item without its reasons: what is done, and not why."""
    return replace(item, reasons=())


def _done(week: Week) -> list[object]:
    """Return what is done in a week, whatever its dates and reasons."""
    return [
        (session.day, session.weekday, session.minutes, [(b.kind, [*map(_plain, b.items)]) for b in session.blocks])
        for session in week.sessions
    ]


def _main(catalog: Catalog, plan: Plan, index: int) -> tuple[list[Line], list[Entry], list[Entry]]:
    """Return what is new in the reasons of main work, what changes besides doses, and the exercises not met before."""
    alike: dict[str, dict[str, None]] = {}
    changed: list[Entry] = []
    new: dict[tuple[str, str | None], Entry] = {}
    every = {item_title(item) for session in plan.weeks[index].sessions for item in session.items("main")}
    for place, session in enumerate(plan.weeks[index].sessions):
        for item in session.items("main"):
            earlier = _earlier(plan.weeks[:index], place, item)
            if not earlier:
                rows = [*item_details(catalog, item, {}, plan.request.condition), ("Why", why(item))]
                new.setdefault((item.exercise, item.variant), Entry(item, rows))
                continue
            known = {reason.text for reason in earlier.reasons}
            for reason in item.reasons:
                if reason.text not in known:
                    alike.setdefault(cite(reason.text, reason.sources), {})[item_title(item)] = None
            entry = Entry(_plain(item), list(_differing(catalog, earlier, item)))
            if entry.rows and entry not in changed:
                changed.append(entry)
    lines = [(EVERY if len(names) == len(every) > 1 else tuple(names), line) for line, names in alike.items()]
    return lines, changed, list(new.values())


def _gone(before: Week, week: Week) -> list[Line]:
    """Return which main exercises of the week before are not in a week, and that others take their place."""
    there = {item.exercise for session in week.sessions for item in session.items("main")}
    held = {item.exercise: item.name for session in before.sessions for item in session.items("main")}
    gone = tuple(name for id, name in held.items() if id not in there)
    new = f"New in week {week.number}" if there - set(held) else ""
    return [(gone, f"not in this week{f'; {new} tells what takes its place' if new else ''}")] if gone else []


def _earlier(weeks: Sequence[Week], place: int, item: Item) -> Item | None:
    """Return how an exercise, in its form, was last done: for the same hips and in the same session if it was."""
    for week in reversed(weeks):
        found = [
            (other.sides != item.sides, index != place, other)
            for index, session in enumerate(week.sessions)
            for other in session.items("main")
            if (other.exercise, other.variant) == (item.exercise, item.variant)
        ]
        if found:
            return min(found, key=lambda one: one[:2])[2]
    return None


def _differing(catalog: Catalog, earlier: Item, item: Item) -> Iterator[tuple[str, str]]:
    """Return the details of an item that are not as they were."""
    before, now = dict(item_details(catalog, earlier, {})), dict(item_details(catalog, item, {}))
    for label, text in now.items():
        if before.get(label) != text:
            yield label, text
    for label in before:
        if label not in now:
            yield label, "as usual" if label == "Dose" else "none now"


def _light(catalog: Catalog, first: Week, week: Week) -> Iterator[Part]:
    """Return the warm-ups and the mobility that are not as in week 1."""
    taught = {
        (item.exercise, item.variant): "in week 1"
        for session in first.sessions
        for block in session.blocks
        for item in block.items
    }
    told: dict[tuple[BlockKind, tuple[Item, ...]], list[str]] = {}
    for place, session in enumerate(week.sessions):
        model = first.sessions[place] if place < len(first.sessions) else None
        for kind in LIGHT:
            now = session.items(kind)
            if [*map(_plain, now)] != [*map(_plain, model.items(kind) if model else ())]:
                told.setdefault((kind, now), []).append(day_title(session))
    for (kind, items), days in told.items():
        entries = [Entry(item, [*item_details(catalog, item, taught), ("Why", why(item))]) for item in items]
        yield Part(f"{BLOCKS[kind]} on {listing(days)}", () if entries else (((), "none"),), entries)
