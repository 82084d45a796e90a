"""A life in lines of text: what was planned, offered, done, felt and asked, week by week."""

from collections.abc import Iterable, Iterator

from tests.proof.lives.amounts import shown
from tests.proof.lives.lived import told
from tests.proof.lives.living import Ask, Done, Life

from glutemed.model.log import Workout
from glutemed.model.plan import Item, Week
from glutemed.model.records import encode

__all__ = ["told_in_lines"]


def told_in_lines(life: Life) -> Iterator[str]:
    """Return a life in lines."""
    one = life.one
    request = {name: value for name, value in encode(one.request).items() if value not in (None, [], "")}
    yield f"{one.number}: {one.kind}, {request}"
    yield f"   pain {one.base} to {one.low} by week {one.calm}, first day {one.first_day}"
    yield from _week("begins with", life.first.plan.weeks[0])
    log = {identity: workout for turn in life.turns for ask in turn.asks for identity, workout in _workouts(ask)}
    for index, turn in enumerate(life.turns):
        yield f"-- turn {index}"
        for done in turn.sessions:
            yield from _session(done, log.get(done.workout))
        if turn.refused:
            yield f"   {turn.refused.date} no session: {turn.refused.error}"
        for ask in turn.asks:
            yield from _asked(ask)
    if life.ended:
        yield life.ended


def _workouts(ask: Ask) -> Iterator[tuple[tuple[str, int, int, str], Workout]]:
    return (((one.program, one.week, one.session, one.date), one) for one in ask.before.workouts)


def _week(what: str, week: Week) -> Iterator[str]:
    said = list[tuple[Item, ...]]()
    for session in week.sessions:
        items = session.items("main")
        if items not in said:
            said.append(items)
            yield f"   {what} week {week.number}, day {session.day}: {_items(items)}"


def _items(items: Iterable[Item]) -> str:
    return "; ".join(f"{item.exercise} {shown(item)}" for item in items)


def _session(done: Done, workout: Workout | None) -> Iterator[str]:
    changes = "; ".join(f"{change.row} {change.text}" for change in done.today.changes)
    items = _items(done.today.planned.items("main"))
    yield f"   {done.date} week {done.today.week} session {done.today.session}: {items}"
    if changes:
        yield f"      eased: {changes}"
    if workout is not None:
        seen = told(workout)
        sore = {f"{one.exercise} {one.pain}" for one in seen.sets if one.pain is not None}
        skipped = {one.exercise for one in seen.sets if one.skipped}
        yield (
            f"      felt: during {seen.during}, after {seen.after}, morning {seen.morning}"
            f"{', worse after exertion' if seen.exertion else ''}; by set {sorted(sore)}; skipped of {sorted(skipped)}"
        )


def _asked(ask: Ask) -> Iterator[str]:
    asked = {name: value for name, value in encode(ask.asked).items() if value not in (None, [])}
    yield f"   asked on {ask.day}, for {ask.begins}: {asked}{' (probe)' if ask.probe else ''}"
    if ask.error is not None:
        yield f"      {type(ask.error).__name__}: {ask.error}"
    if ask.found is not None:
        plan = ask.found.plan
        for change in ask.found.changes:
            yield f"      {change.row} {change.subject}: {change.text[:200]}"
        yield f"   => {plan.prescribed.goal} {plan.prescribed.stage}, pain {plan.request.pain}"
        yield from _week("made", plan.weeks[0])
