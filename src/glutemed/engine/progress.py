"""What a log shows over time: sessions, pain, effort, each exercise by hip, steps between rungs, home tests.

It counts what is recorded. Whether anything got better is not for numbers like these to say.
"""

from collections.abc import Iterator
from datetime import date as day
from datetime import timedelta
from typing import Literal

from glutemed.engine.commands import WRITE_DOWN, command
from glutemed.engine.days import in_order, week_of
from glutemed.engine.facts import was_done
from glutemed.errors import UsageError, did_you_mean
from glutemed.model.catalog import Catalog
from glutemed.model.log import Person, SetDone, Workout, outcome, standing, usual_morning, worst_during
from glutemed.model.plan import Side
from glutemed.model.records import record

__all__ = ["Charted", "HomeResults", "Result", "Rung", "SessionPoint", "Track", "WeekDone", "progress"]

LIGHT = ("activation", "mobility")
"""Categories that are not built up, and shown only when they are asked for."""
WEEK = timedelta(days=7)


@record
class WeekDone:
    """A calendar week, from its Monday: sessions done, and planned. `so_far`: it is not over."""

    monday: str
    done: int
    planned: int
    so_far: bool = False


@record
class SessionPoint:
    """A session's numbers, 0 to 10; None where nothing was told. `zone` is that of the worst of during and after."""

    date: str
    week: int
    session: int
    during: int | None
    after: int | None
    morning: int | None
    effort: int | None
    zone: Literal["safe", "acceptable", "high"] | None


@record
class Point:
    """The sets of an exercise and hip on a day; `volume` is all repetitions, or seconds held, and `load` is in kg."""

    date: str
    sets: tuple[SetDone, ...]
    volume: int
    load: float | None


@record
class Track:
    """An exercise and hip over time; `held` tells that its volume is seconds."""

    exercise: str
    side: Side
    held: bool
    points: tuple[Point, ...]


@record
class Rung:
    """A step to another rung: the day of the first session with it, and what was done before."""

    date: str
    before: str
    after: str
    harder: bool


@record
class Result:
    """A home test's result on a day."""

    date: str
    value: float


@record
class HomeResults:
    """A home test on one side over time."""

    test: str
    side: Side
    results: tuple[Result, ...]


@record
class Charted:
    """What a person's log shows from a day to a day. `safe` and `most` are the limits of the zones (R-001)."""

    schema: Literal["glutemed.progress/1"] = "glutemed.progress/1"
    person: str
    since: str
    until: str
    exercise: str | None
    safe: int
    most: int
    usual: int | None
    weeks: tuple[WeekDone, ...]
    sessions: tuple[SessionPoint, ...]
    tracks: tuple[Track, ...]
    rungs: tuple[Rung, ...]
    tests: tuple[HomeResults, ...]


def progress(catalog: Catalog, person: Person, today: str, *, weeks: int, exercise: str | None = None) -> Charted:
    """Return what the last weeks of a log show, this week the last; of one exercise, if it is named by its id.

    Raises UsageError where nothing is recorded in them.
    """
    done = [one for one in in_order(person) if was_done(one) and one.date <= today]
    if not done:
        raise UsageError(f"no session is in the log yet; after the first one: {command(WRITE_DOWN, person.name)}")
    first = week_of(today) - (weeks - 1) * WEEK
    since = max(first, week_of(done[0].date)).isoformat()
    shown = [one for one in done if one.date >= since]
    if not shown:
        raise UsageError(
            f"--weeks: no session of the last {weeks} weeks is in the log; the latest was on {done[-1].date}"
        )
    tracks = tuple(_tracks(catalog, shown, exercise))
    if exercise is not None and not tracks:
        ids = sorted({one.exercise for workout in shown for one in standing(workout) if not one.skipped})
        raise UsageError(f"--exercise: {exercise} is not in the log since {since}{did_you_mean(exercise, ids)}")
    rungs = (rung for rung in _rungs(catalog, person, done) if rung.date >= since)
    return Charted(
        person=person.name,
        since=since,
        until=today,
        exercise=exercise,
        safe=int(catalog.limit("session-pain-safe")),
        most=int(catalog.limit("session-pain-max")),
        usual=usual_morning(person),
        weeks=tuple(_weeks(person, done, day.fromisoformat(since), day.fromisoformat(today))),
        sessions=tuple(_session(catalog, one) for one in shown),
        tracks=tracks,
        rungs=tuple(rung for rung in rungs if exercise in (None, rung.before, rung.after)),
        tests=tuple(_tests(person, since, today)),
    )


def _weeks(person: Person, done: list[Workout], monday: day, today: day) -> Iterator[WeekDone]:
    """Return the weeks of a span; of the week of the very first session only what was left of it counts as planned."""
    start = day.fromisoformat(done[0].date)
    while monday <= today:
        here = [one for one in done if week_of(one.date) == monday]
        planned = _planned(person, here, (monday + WEEK - timedelta(days=1)).isoformat())
        if monday == week_of(done[0].date):
            planned = max(len(here), planned * (7 - start.weekday()) // 7)
        yield WeekDone(monday=monday.isoformat(), done=len(here), planned=planned, so_far=today - monday < WEEK)
        monday += WEEK


def _planned(person: Person, here: list[Workout], sunday: str) -> int:
    """Return how many sessions a week has in the program of its last session, else in the one current then."""
    saved = [one for one in person.programs if one.saved[:10] <= sunday] or person.programs[:1]
    weeks = saved[-1].plan.weeks
    if here:
        of = (one.plan.weeks for one in person.programs if one.program == here[-1].program)
        weeks = tuple(week for plan in of for week in plan if week.number == here[-1].week) or weeks
    return len(weeks[0].sessions)


def _session(catalog: Catalog, workout: Workout) -> SessionPoint:
    told, during = outcome(workout), worst_during(workout)
    pains = [pain for pain in (during, told.after) if pain is not None]
    zone: Literal["safe", "acceptable", "high"] | None = None
    if pains:
        zone = "acceptable" if max(pains) <= catalog.limit("session-pain-max") else "high"
        zone = "safe" if max(pains) <= catalog.limit("session-pain-safe") else zone
    return SessionPoint(
        date=workout.date,
        week=workout.week,
        session=workout.session,
        during=during,
        after=told.after,
        morning=told.morning,
        effort=told.effort,
        zone=zone,
    )


def _tracks(catalog: Catalog, done: list[Workout], exercise: str | None) -> Iterator[Track]:
    """Return each exercise and hip in the order in which they came about; one exercise, if it is named."""
    found: dict[str, dict[Side, list[Point]]] = {}
    for workout in done:
        sets: dict[tuple[str, Side], list[SetDone]] = {}
        for one in standing(workout):
            known = catalog.exercise(one.exercise)
            wanted = exercise == one.exercise if exercise else known is None or known.category not in LIGHT
            if wanted and not one.skipped:
                sets.setdefault((one.exercise, one.side), []).append(one)
        for (id, side), ones in sets.items():
            found.setdefault(id, {}).setdefault(side, []).append(_point(workout.date, ones))
    for id, sides in found.items():
        for side, points in sorted(sides.items()):
            held = any(one.seconds is not None for point in points for one in point.sets)
            yield Track(exercise=id, side=side, held=held, points=tuple(points))


def _point(date: str, sets: list[SetDone]) -> Point:
    ordered = tuple(sorted(sets, key=lambda one: one.number))
    return Point(
        date=date,
        sets=ordered,
        volume=sum(_amount(one) for one in ordered),
        load=max((one.load for one in ordered if one.load is not None), default=None),
    )


def _amount(one: SetDone) -> int:
    if one.seconds is not None:
        return one.seconds * (1 if one.reps is None else one.reps)
    return one.reps or 0


def _rungs(catalog: Catalog, person: Person, done: list[Workout]) -> Iterator[Rung]:
    """Return the steps between rungs: an exercise came in, and one that it is a rung of had left the week."""
    first, last = dict[str, Workout](), dict[str, str]()
    for workout in done:
        for id in {one.exercise for one in standing(workout) if not one.skipped}:
            first.setdefault(id, workout)
            last[id] = workout.date
    for after, workout in sorted(first.items(), key=lambda one: (one[1].date, one[0])):
        known = catalog.exercise(after)
        near = [*known.easier, *known.harder] if known else []
        stays = _planned_ids(person, workout)
        gone = [(last[id], id) for id in near if id in last and last[id] < workout.date and id not in stays]
        if known and gone:
            before = max(gone)[1]
            yield Rung(date=workout.date, before=before, after=after, harder=before in known.easier)


def _planned_ids(person: Person, workout: Workout) -> frozenset[str]:
    """Return the exercises that the week of a session plans."""
    weeks = (week for saved in person.programs if saved.program == workout.program for week in saved.plan.weeks)
    sessions = (session for week in weeks if week.number == workout.week for session in week.sessions)
    return frozenset(item.exercise for session in sessions for block in session.blocks for item in block.items)


def _tests(person: Person, since: str, until: str) -> Iterator[HomeResults]:
    """Return the results of home tests by test and side; the latest of a day holds."""
    found: dict[tuple[str, Side], dict[str, float]] = {}
    for screening in sorted(person.screenings, key=lambda one: (one.date, one.recorded)):
        if since <= screening.date <= until:
            for one in screening.results:
                found.setdefault((one.test, one.side), {})[screening.date] = one.value
    for (test, side), values in sorted(found.items()):
        yield HomeResults(
            test=test, side=side, results=tuple(Result(date=date, value=value) for date, value in values.items())
        )
