"""What a log shows over time, as content that every format lays out: tables with small charts, rows for machines."""

from collections.abc import Iterator, Sequence

from glutemed.engine.progress import Charted, Point, Rung, SessionPoint, Track
from glutemed.model.catalog import Catalog
from glutemed.rendering.citing import GRADES, marked
from glutemed.rendering.done import amount_words, done_words, short_date
from glutemed.rendering.sections import Section
from glutemed.rendering.sparkline import BLOCKS, LONGEST, Marks, bar, sparkline
from glutemed.rendering.words import date_words, exercise_name, plain

__all__ = [
    "COLUMNS",
    "PAINS",
    "adherence",
    "progress_rows",
    "progress_sections",
    "title_of",
    "zone_counts",
]

COLUMNS = ("date", "measure", "exercise", "side", "value", "unit", "detail")
PAINS = (("During", "during"), ("After", "after"), ("Next morning", "morning"))
"""The pains of a session, as they are called, and their fields."""
SCALE = 10
SAID = (
    "Recorded numbers, and no more than that: days differ, and one trial took 2 points of pain as the smallest "
    "change that matters"
)


def progress_sections(catalog: Catalog, charted: Charted, marks: Marks = BLOCKS) -> Iterator[Section]:
    """Return what a log shows: sessions, pain, exercises, steps, tests."""
    yield Section(title=title_of(catalog, charted))
    yield Section(
        title="Sessions",
        texts=(adherence(charted),),
        head=("Week of", "Sessions", ""),
        table=[
            (
                short_date(week.monday),
                f"{week.done} of {week.planned}{' so far' if week.so_far else ''}",
                bar(week.done, week.planned, marks),
            )
            for week in charted.weeks
        ],
    )
    yield _pain(catalog, charted, marks)
    yield from _tracks(catalog, charted, marks)
    if charted.rungs:
        yield Section(
            title="Steps to another rung",
            lines=[
                f"{short_date(rung.date)}: {exercise_name(catalog, rung.after)}, {_way(rung)} "
                f"than {exercise_name(catalog, rung.before)}"
                for rung in charted.rungs
            ],
        )
    if charted.tests:
        yield Section(
            title="Home tests", head=("Chart", "Test", "Results"), table=list(_tests(catalog, charted, marks))
        )
    trial = marked(catalog, ("CLIFFORD19", "own"))
    yield Section(title="How to read this", texts=(_legend(marks), f"{SAID} [{trial}]. {GRADES}"))


def title_of(catalog: Catalog, charted: Charted) -> str:
    """Return whose progress it is, in what, from when to when."""
    whose = "" if charted.person == "me" else f" of {charted.person}"
    what = f": {exercise_name(catalog, charted.exercise)}" if charted.exercise else ""
    return f"Progress{whose}{what}, {date_words(charted.since)} to {date_words(charted.until)}"


def _way(rung: Rung) -> str:
    return "harder" if rung.harder else "easier"


def adherence(charted: Charted) -> str:
    """Return how many of the planned sessions are recorded; this week apart, since it is not over."""
    whole = [week for week in charted.weeks if not week.so_far]
    now = [week for week in charted.weeks if week.so_far]
    parts = []
    if whole:
        done, planned = sum(week.done for week in whole), sum(week.planned for week in whole)
        parts.append(f"{done} of {planned} planned sessions in {len(whole)} week{'s' if len(whole) > 1 else ''}")
    parts += [f"{week.done} of {week.planned} this week so far" for week in now]
    return f"{'; '.join(parts)}."


def zone_counts(charted: Charted) -> str:
    """Return how many sessions were in each zone of pain."""
    safe, most = charted.safe, charted.most
    names = {
        "safe": f"at 0-{safe}",
        "acceptable": f"above {safe} up to {most}",
        "high": f"above {most}",
        None: "not told",
    }
    return ", ".join(f"{sum(one.zone == zone for one in charted.sessions)} {name}" for zone, name in names.items())


def _pain(catalog: Catalog, charted: Charted, marks: Marks) -> Section:
    """Return pain and effort of each session."""
    safe, most = charted.safe, charted.most
    usual = "" if charted.usual is None else f" Mornings without exercise: {charted.usual}, as told last."
    sources = marked(catalog, ("R-001", "R-002"))
    return Section(
        title="Pain and effort, of 10",
        texts=(
            f"Sessions by their worst pain during or after: {zone_counts(charted)}.{usual}",
            f"0-{safe} is safe, above {safe} up to {most} acceptable, above {most} too much [{sources}].",
        ),
        head=("", "Chart", "First", "Latest", "Highest"),
        table=[_numbers(label, charted.sessions, field, marks) for label, field in (*PAINS, ("Effort", "effort"))],
    )


def _numbers(label: str, sessions: Sequence[SessionPoint], field: str, marks: Marks) -> tuple[str, ...]:
    values: list[int | None] = [getattr(one, field) for one in sessions]
    told = [value for value in values if value is not None]
    if not told:
        return label, "not written down", "-", "-", "-"
    return label, sparkline(values, SCALE, marks), str(told[0]), str(told[-1]), str(max(told))


def _track_name(catalog: Catalog, track: Track) -> str:
    """Return an exercise with the hip, where it has one."""
    side = "" if track.side == "both" else f", {track.side}"
    return f"{exercise_name(catalog, track.exercise)}{side}"


def _tracks(catalog: Catalog, charted: Charted, marks: Marks) -> Iterator[Section]:
    """Return exercises by hip: first and latest amounts; of one exercise each session."""
    if charted.tracks:
        yield Section(
            title="Exercises: all repetitions, or seconds held, of a session",
            head=("Chart", "Exercise", "First", "Latest"),
            table=[
                (
                    sparkline([point.volume for point in track.points], _highest(charted, track), marks),
                    _track_name(catalog, track),
                    _first_or_last(track.points[0], track),
                    _first_or_last(track.points[-1], track),
                )
                for track in charted.tracks
            ],
        )
    if charted.exercise:
        dates = dict.fromkeys(point.date for track in charted.tracks for point in track.points)
        yield Section(
            title="Session by session",
            head=("Date", *(track.side.capitalize() for track in charted.tracks)),
            table=[(short_date(date), *(_on(track, date) for track in charted.tracks)) for date in sorted(dates)],
        )


def _highest(charted: Charted, track: Track) -> int:
    """Return the highest volume of an exercise, so that its hips have one scale."""
    alike = [one for one in charted.tracks if one.exercise == track.exercise]
    return max(point.volume for one in alike for point in one.points)


def _first_or_last(point: Point, track: Track) -> str:
    return f"{point.volume}{' s' if track.held else ''} ({amount_words(point.sets)})"


def _on(track: Track, date: str) -> str:
    return "; ".join(done_words({"both": point.sets}) for point in track.points if point.date == date) or "-"


def _test_name(catalog: Catalog, id: str) -> str:
    """Return the name of a home test."""
    found = catalog.test(id)
    return found.name if found else plain(id)


def _tests(catalog: Catalog, charted: Charted, marks: Marks) -> Iterator[tuple[str, str, str]]:
    for tested in charted.tests:
        known = catalog.test(tested.test)
        side = "" if tested.side == "both" else f", {tested.side}"
        told = [
            f"{_result(known.scale if known else (), result.value)} on {short_date(result.date)}"
            for result in tested.results
        ]
        values = [result.value for result in tested.results]
        chart = sparkline(values, known.highest if known else max(values), marks)
        unit = f" ({known.unit})" if known and not known.scale else ""
        yield chart, f"{_test_name(catalog, tested.test)}{side}{unit}", "; ".join(told[-LONGEST:])


def _result(scale: Sequence[str], value: float) -> str:
    return scale[int(value)] if 0 <= value < len(scale) else f"{value:g}"


def _legend(marks: Marks) -> str:
    low, high = marks.heights[0], marks.heights[-1]
    return (
        f"Charts go from {low} (0) to {high} (10 for pain and effort, else the highest recorded), the latest "
        f"{LONGEST} sessions; {marks.unknown} is not written down. {marks.done} is a session done, "
        f"all of it or a part, {marks.missed} one that was planned and is not recorded."
    )


def progress_rows(charted: Charted) -> Iterator[dict[str, object]]:
    """Return everything as rows under COLUMNS, one for each number."""
    for week in charted.weeks:
        detail = "week so far" if week.so_far else "week"
        yield _row(week.monday, "sessions-done", week.done, "sessions", detail=detail)
        yield _row(week.monday, "sessions-planned", week.planned, "sessions", detail=detail)
    for one in charted.sessions:
        detail = f"week {one.week}, session {one.session}"
        names = (("pain-during", one.during), ("pain-after", one.after), ("pain-next-morning", one.morning))
        for name, value in (*names, ("effort", one.effort)):
            if value is not None:
                yield _row(one.date, name, value, "of 10", detail=detail)
    for track in charted.tracks:
        for point in track.points:
            detail = done_words({"both": point.sets})
            kind = {"exercise": track.exercise, "side": track.side, "detail": detail}
            yield _row(point.date, "volume", point.volume, "seconds" if track.held else "repetitions", **kind)
            yield _row(point.date, "sets", len(point.sets), "sets", **kind)
            if point.load is not None:
                yield _row(point.date, "load", point.load, "kg", **kind)
    for rung in charted.rungs:
        yield _row(
            rung.date,
            "rung",
            None,
            "",
            exercise=rung.after,
            detail=f"{_way(rung)} than {rung.before}",
        )
    for tested in charted.tests:
        for result in tested.results:
            yield _row(result.date, "test", result.value, "", side=tested.side, detail=tested.test)


def _row(
    date: str, measure: str, value: float | None, unit: str, *, exercise: str = "", side: str = "", detail: str = ""
) -> dict[str, object]:
    cells = (date, measure, exercise, side, value, unit, detail)
    return dict(zip(COLUMNS, cells, strict=True))
