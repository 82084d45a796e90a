"""Panels of lines and bars below each other, as one SVG picture."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date as day
from math import ceil
from typing import NamedTuple

from glutemed.rendering.done import short_date
from glutemed.rendering.svg import SMALL, TEXT, document, length, mark, number, path, text, wrapped

__all__ = ["Band", "Bar", "Bars", "Line", "Lines", "chart"]

LEFT, RIGHT, PLOT, ROW = 34, 346, 100, 17
BESIDE = 76
"""Room for the names of bands."""
MARKS_MAX = 24


class Line(NamedTuple):
    """Values by date, under a name."""

    name: str
    points: Sequence[tuple[str, float]]


class Band(NamedTuple):
    """A part of the scale up to a value, and what it is called."""

    high: float
    name: str


class Lines(NamedTuple):
    """A panel of lines from 0 to `high`, over bands from the lowest up."""

    title: str
    high: float
    lines: Sequence[Line]
    bands: Sequence[Band] = ()
    note: str = ""


class Bar(NamedTuple):
    """So much done of so much planned, in the week of a date."""

    date: str
    done: int
    planned: int


class Bars(NamedTuple):
    """A panel of bars: filled as far as done, outlined as far as planned."""

    title: str
    bars: Sequence[Bar]
    note: str = ""


def chart(title: str, desc: str, since: str, until: str, panels: Iterable[Lines | Bars]) -> str:
    """Return panels as a picture; `since` and `until` are the dates at the ends of its lines."""
    parts, top = [], 8.0
    for line in wrapped(title, TEXT + 1, RIGHT - 8):
        top += ROW
        parts.append(text(8, top, line, size=TEXT + 1, bold=True))
    for panel in panels:
        made, top = _panel(panel, top + 12, since, until)
        parts += made
    return document(title, desc, top + 10, parts)


def _panel(panel: Lines | Bars, top: float, since: str, until: str) -> tuple[list[str], float]:
    """Return the elements of a panel, and where it ends."""
    parts = []
    for line in wrapped(panel.title, TEXT, RIGHT - 8):
        top += ROW
        parts.append(text(8, top, line, bold=True))
    for line in wrapped(panel.note, SMALL, RIGHT - 8):
        top += ROW - 2
        parts.append(text(8, top, line, size=SMALL))
    if isinstance(panel, Lines):
        keys, top = _keys(panel.lines, top)
        parts += keys
    top += 14
    if isinstance(panel, Lines):
        parts += _lines(panel, top, since, until)
        dates = [since, until]
    else:
        parts += _bars(panel, top)
        dates = [panel.bars[0].date, panel.bars[-1].date] if panel.bars else []
    bottom, right = top + PLOT, _right(panel)
    parts.append(f'<path d="M{LEFT} {number(bottom)}H{right}" stroke="#111" fill="none"/>')
    for x, anchor, date in zip((LEFT, right), ("start", "end"), dates, strict=False):
        parts.append(text(x, bottom + ROW - 2, short_date(date), size=SMALL, anchor=anchor))
    return parts, bottom + ROW


def _keys(lines: Sequence[Line], top: float) -> tuple[list[str], float]:
    """Return which line is which: its dash, its mark and its name, in as many rows as it takes."""
    if len(lines) < 2:
        return [], top
    parts, x = [], 8.0
    top += ROW
    for place, line in enumerate(lines):
        needed = 44 + length(line.name, SMALL)
        if x > 8 and x + needed > RIGHT:
            x, top = 8.0, top + ROW
        y = top - 4
        parts += [path([(x, y), (x + 28, y)], place), mark(x + 14, y, place)]
        parts.append(text(x + 34, top, line.name, size=SMALL))
        x += needed
    return parts, top


def _lines(panel: Lines, top: float, since: str, until: str) -> Iterator[str]:
    """Return the bands, the scale, and each line with its marks."""
    low, right = 0.0, _right(panel)
    for place, band in enumerate(panel.bands):
        y, height = _y(band.high, panel.high, top), (band.high - low) / panel.high * PLOT
        shade = ("#fff", "#f0f0f0", "#dedede")[min(place, 2)]
        yield f'<rect x="{LEFT}" y="{number(y)}" width="{right - LEFT}" height="{number(height)}" fill="{shade}"/>'
        low = band.high
    ticks = [0.0, *(band.high for band in panel.bands)] if panel.bands else [0.0, panel.high / 2, panel.high]
    for value in dict.fromkeys(ticks):
        y = _y(value, panel.high, top)
        yield f'<path d="M{LEFT} {number(y)}H{right}" stroke="#999" stroke-width="0.6" fill="none"/>'
        yield text(LEFT - 4, y + 4, _tick(value), size=SMALL, anchor="end")
    low = 0.0
    for band in panel.bands:
        yield text(right + 5, _y((low + band.high) / 2, panel.high, top) + 4, band.name, size=SMALL)
        low = band.high
    for place, line in enumerate(panel.lines):
        points = [(_x(date, since, until, right), _y(value, panel.high, top)) for date, value in line.points]
        if len(points) > 1:
            yield path(points, place)
        step = ceil(len(points) / MARKS_MAX) or 1
        yield from (mark(x, y, place) for x, y in points[::step])


def _bars(panel: Bars, top: float) -> Iterator[str]:
    """Return an outline for what was planned of each week, filled for what was done, with both numbers."""
    if not panel.bars:
        return
    most = max(1, *(max(bar.done, bar.planned) for bar in panel.bars))
    room = (RIGHT - LEFT) / len(panel.bars)
    wide = min(26.0, room * 0.7)
    every = ceil(30 / room)
    for place, bar in enumerate(panel.bars):
        x = LEFT + (place + 0.5) * room
        for amount, fill in ((bar.planned, "#fff"), (bar.done, "#555")):
            height = amount / most * (PLOT - ROW)
            if amount:
                yield (
                    f'<rect x="{number(x - wide / 2)}" y="{number(top + PLOT - height)}" width="{number(wide)}" '
                    f'height="{number(height)}" fill="{fill}" stroke="#111"/>'
                )
        high = max(bar.planned, bar.done) / most * (PLOT - ROW)
        if place % every == 0:
            yield text(x, top + PLOT - high - 4, f"{bar.done}/{bar.planned}", size=SMALL, anchor="middle")


def _tick(value: float) -> str:
    """Return a number of the scale, in thousands or millions where there is no room for it."""
    if value < 10_000:
        return f"{value:g}"
    return f"{value / 1000:.0f}k" if value < 1_000_000 else f"{value / 1_000_000:.0f}M"


def _right(panel: Lines | Bars) -> int:
    """Return where a panel's plot ends."""
    return RIGHT - BESIDE if isinstance(panel, Lines) and panel.bands else RIGHT


def _x(date: str, since: str, until: str, right: int) -> float:
    first, last, here = (day.fromisoformat(one).toordinal() for one in (since, until, date))
    share = (here - first) / (last - first) if last > first else 0.5
    return LEFT + 6 + share * (right - LEFT - 12)


def _y(value: float, high: float, top: float) -> float:
    return top + PLOT * (1 - value / high) if high else top + PLOT
