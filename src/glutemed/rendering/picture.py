"""What a log shows over time, as one SVG picture."""

from collections.abc import Iterator
from math import ceil

from glutemed.engine.progress import Charted, Track
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Side
from glutemed.rendering.chart import Band, Bar, Bars, Line, Lines, chart
from glutemed.rendering.citing import marked
from glutemed.rendering.progress import PAINS, adherence, title_of, zone_counts
from glutemed.rendering.words import date_words, exercise_name

__all__ = ["progress_to_svg"]

SCALE = 10


def progress_to_svg(catalog: Catalog, charted: Charted) -> str:
    """Return sessions, pain, effort and exercises below each other as a picture."""
    panels: list[Bars | Lines] = [
        Bars(
            title="Sessions done and planned, week by week",
            bars=[Bar(week.monday, week.done, week.planned) for week in charted.weeks],
            note=adherence(charted),
        ),
        *_pains(catalog, charted),
        *_exercises(catalog, charted),
    ]
    return chart(title_of(catalog, charted), _desc(catalog, charted), charted.since, charted.until, panels)


def _pains(catalog: Catalog, charted: Charted) -> Iterator[Lines]:
    """Return pain over its zones, and effort; nothing where none is told."""
    lines = [line for name, field in PAINS if (line := _line(charted, name, field)).points]
    safe, most = charted.safe, charted.most
    if lines:
        bands = (Band(safe, "safe"), Band(most, "acceptable"), Band(SCALE, "too much"))
        zones = f"0-{safe}, above {safe} up to {most}, above {most}"
        note = f"Zones of the pain during and after a session: {zones} [{marked(catalog, ('R-001', 'R-002'))}]"
        yield Lines(title="Pain, 0 to 10", high=SCALE, lines=lines, bands=bands, note=note)
    effort = _line(charted, "Effort", "effort")
    if effort.points:
        yield Lines(title="Effort, 0 to 10", high=SCALE, lines=(effort,))


def _line(charted: Charted, name: str, field: str) -> Line:
    told = [(one.date, getattr(one, field)) for one in charted.sessions]
    return Line(name, [(date, value) for date, value in told if value is not None])


def _exercises(catalog: Catalog, charted: Charted) -> Iterator[Lines]:
    """Return each exercise, a line for each hip: its volume, and its load where there was one."""
    tracks: dict[str, list[Track]] = {}
    for track in charted.tracks:
        tracks.setdefault(track.exercise, []).append(track)
    for id, sides in tracks.items():
        name = exercise_name(catalog, id)
        what = "seconds held" if sides[0].held else "repetitions"
        volumes = [Line(_side(one.side), [(point.date, point.volume) for point in one.points]) for one in sides]
        yield Lines(title=f"{name}: {what} in a session", high=_top(volumes), lines=volumes)
        loads = [
            Line(_side(one.side), [(point.date, point.load) for point in one.points if point.load is not None])
            for one in sides
        ]
        if any(line.points for line in loads):
            yield Lines(title=f"{name}: load, kg", high=_top(loads), lines=loads)


def _side(side: Side) -> str:
    return "both legs" if side == "both" else side


def _top(lines: list[Line]) -> float:
    """Return the even number from 2 on that no value of lines is above, so that half of it is whole too."""
    return 2 * ceil(max([1.0, *(value for line in lines for _, value in line.points)]) / 2)


def _desc(catalog: Catalog, charted: Charted) -> str:
    """Return the picture in words: the numbers at the ends of its lines."""
    parts = [f"From {date_words(charted.since)} to {date_words(charted.until)}: {adherence(charted)}"]
    parts.append(f"Sessions by their worst pain during or after: {zone_counts(charted)}.")
    for name, field in (*PAINS, ("Effort", "effort")):
        points = _line(charted, name, field).points
        if points:
            highest = max(value for _, value in points)
            parts.append(f"{name}: first {points[0][1]:g}, latest {points[-1][1]:g}, highest {highest:g}, of 10.")
    for track in charted.tracks:
        unit = "seconds held" if track.held else "repetitions"
        first, last = track.points[0].volume, track.points[-1].volume
        name = f"{exercise_name(catalog, track.exercise)}, {_side(track.side)}"
        parts.append(f"{name}: {first} {unit} in the first session shown, {last} in the latest.")
    return " ".join(parts)
