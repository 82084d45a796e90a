"""What a session came to, against its plan and the time before: "you did" (R-088). It reports and promises nothing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

from glutemed.engine.days import in_order, place_of, week_of
from glutemed.engine.facts import DAYS_OF_A_WEEK, days_between, pain_cap, was_done
from glutemed.engine.recording import added, planned_then
from glutemed.model.catalog import Catalog
from glutemed.model.log import Person, SetDone, Told, Workout, outcome, standing, usual_morning, worst_during
from glutemed.model.plan import Dose, Item, Session, Side
from glutemed.model.records import record

__all__ = [
    "RUNNING_MAX",
    "Correction",
    "Effect",
    "Said",
    "Summary",
    "corrections",
    "weeks_running",
    "you_did",
]

RUNNING_MAX = 8
"""Weeks in a row that are counted; from here on it is so many or more."""


@record
class Said:
    """A row of data/rules.yaml that a session calls for, filled in."""

    row: str
    text: str
    sources: tuple[str, ...]


@record
class Effect:
    """What was done of an exercise by one hip: set by set, as planned for the day, and the time before."""

    exercise: str
    side: Side
    sets: tuple[SetDone, ...]
    planned_sets: int = 0
    planned: Dose | None = None
    last: tuple[SetDone, ...] = ()
    last_date: str | None = None


@record
class Summary:
    """What a session came to.

    `during` is the worst pain in the session, `usual` the pain of mornings without exercise. `zone`
    is that of the worst of during and after (R-001). `now` is what to do at once, the most pressing
    first. `weeks_running` counts calendar weeks with a session, up to RUNNING_MAX.
    """

    schema: Literal["glutemed.summary/1"] = "glutemed.summary/1"
    date: str
    week: int
    session: int
    sessions_done: int
    sessions_planned: int
    sets_done: int
    sets_planned: int
    effects: tuple[Effect, ...]
    told: Told
    during: int | None
    usual: int | None
    zone: Said | None
    now: tuple[Said, ...]
    weeks_running: int


def you_did(catalog: Catalog, person: Person, workout: Workout) -> Summary:
    """Return what a session came to, its entries added to those that the log has of it.

    Its program is one of the person's.
    """
    person = added(person, workout)
    workout = person.workouts[-1]
    planned = planned_then(catalog, person, workout)
    saved = next(saved for saved in person.programs if saved.program == workout.program)
    week = next((week for week in saved.plan.weeks if week.number == workout.week), None)
    same_week = [one for one in person.workouts if (one.program, one.week) == (workout.program, workout.week)]
    told, during, usual = outcome(workout), worst_during(workout), usual_morning(person)
    conditions = [catalog.condition(id) for id in saved.plan.request.condition]
    cap = pain_cap(catalog, conditions, saved.plan.prescribed.stage)
    return Summary(
        date=workout.date,
        week=workout.week,
        session=workout.session,
        sessions_done=len({one.session for one in same_week if was_done(one)}),
        sessions_planned=len(week.sessions) if week else 0,
        sets_done=sum(not one.skipped for one in standing(workout)),
        sets_planned=sum(item.sets * len(item.sides) for item in _items(planned)),
        effects=tuple(_effects(person, workout, planned)),
        told=told,
        during=during,
        usual=usual,
        zone=_zone(catalog, _highest(during, told.after)),
        now=tuple(_now(catalog, person, workout, cap)),
        weeks_running=weeks_running(person, workout.date),
    )


def _items(session: Session) -> Iterator[Item]:
    return (item for block in session.blocks for item in block.items)


def _effects(person: Person, workout: Workout, planned: Session) -> Iterator[Effect]:
    """Return each exercise and hip, in the order of the plan; what was not planned last."""
    done: dict[tuple[str, Side], list[SetDone]] = {}
    for one in standing(workout):
        done.setdefault((one.exercise, one.side), []).append(one)
    items = {(item.exercise, side): item for item in _items(planned) for side in item.sides}
    for exercise, side in dict.fromkeys((*items, *done)):
        item = items.get((exercise, side))
        before, then = _last(person, workout, exercise, side)
        yield Effect(
            exercise=exercise,
            side=side,
            sets=tuple(sorted(done.get((exercise, side), []), key=lambda one: one.number)),
            planned_sets=item.sets if item else 0,
            planned=item.dose if item else None,
            last=before,
            last_date=then,
        )


def _last(person: Person, workout: Workout, exercise: str, side: Side) -> tuple[tuple[SetDone, ...], str | None]:
    """Return the sets of an exercise and hip the time before, and when that was."""
    for earlier in reversed(in_order(person)):
        if place_of(earlier) < place_of(workout):
            sets = [one for one in standing(earlier) if (one.exercise, one.side) == (exercise, side)]
            if done := [one for one in sets if not one.skipped]:
                return tuple(sorted(done, key=lambda one: one.number)), earlier.date
    return (), None


def _highest(*values: int | None) -> int | None:
    return max((value for value in values if value is not None), default=None)


def _zone(catalog: Catalog, pain: int | None) -> Said | None:
    """Return the zone of a session's pain (R-001); None where none was told."""
    if pain is None:
        return None
    safe, most = catalog.limit("session-pain-safe"), catalog.limit("session-pain-max")
    if pain <= safe:
        return _said(catalog, "zone-safe", safe=safe)
    return _said(catalog, "zone-acceptable" if pain <= most else "zone-high", safe=safe, most=most)


def _now(catalog: Catalog, person: Person, workout: Workout, cap: int) -> Iterator[Said]:
    """Return what a session asks for at once: to see someone, to do less, and what is done about it."""
    told, usual = outcome(workout), usual_morning(person)
    worst = _highest(worst_during(workout), told.after, told.morning) or 0
    highest = max(worst, told.usual or 0)
    done = [one for one in in_order(person) if was_done(one)]
    latest = not done or days_between(workout.date, done[-1].date) < DAYS_OF_A_WEEK
    if highest > catalog.limit("pain-max"):
        yield _said(catalog, "told-see", worst=highest)
    if worst > cap and latest:
        yield _said(catalog, "told-high", worst=worst, cap=cap)
    elif told.morning is not None and usual is not None and told.morning > usual and latest:
        much = told.morning - usual >= catalog.limit("morning-rise")
        row = "told-morning" if much else "told-morning-slight"
        yield _said(catalog, row, morning=told.morning, usual=usual)
    if told.worse_after_effort:
        yield _said(catalog, "told-exertion")


def _said(catalog: Catalog, row: str, **numbers: float) -> Said:
    found = catalog.rule(row)
    words = {name: f"{value:g}" for name, value in numbers.items()}
    return Said(row=row, text=found.text.format(**words), sources=found.sources)


def weeks_running(person: Person, date: str) -> int:
    """Return how many calendar weeks in a row have a session, the last of them that of a date."""
    weeks = {week_of(one.date) for one in person.workouts if was_done(one)}
    count, week = 0, week_of(date)
    while week in weeks and count < RUNNING_MAX:
        count, week = count + 1, week - timedelta(days=7)
    return count


@record
class Correction:
    """What was told of a session and later told otherwise: a set, or a field of the whole."""

    recorded: str
    was: SetDone | None = None
    now: SetDone | None = None
    field: str | None = None
    value_was: str | None = None
    value_now: str | None = None


def corrections(workout: Workout) -> tuple[Correction, ...]:
    """Return what was corrected in a session, the oldest correction first."""
    found = list[Correction]()
    known: dict[tuple[str, Side, int], SetDone] = {}
    for one in sorted(workout.sets, key=lambda one: one.recorded):
        key = (one.exercise, one.side, one.number)
        was = known.get(key)
        if was is not None and _content(was) != _content(one):
            found.append(Correction(recorded=one.recorded, was=was, now=one))
        known[key] = one
    values: dict[str, object] = {}
    for told in sorted(workout.told, key=lambda one: one.recorded):
        for name in Told.__dataclass_fields__:
            value = getattr(told, name)
            if name in ("recorded", "finished") or value is None:
                continue
            if name in values and values[name] != value:
                old, new = str(values[name]), str(value)
                found.append(Correction(recorded=told.recorded, field=name, value_was=old, value_now=new))
            values[name] = value
    return tuple(sorted(found, key=lambda one: one.recorded))


def _content(one: SetDone) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in SetDone.__dataclass_fields__ if name != "recorded")
