"""A life: a person trains week after week by what the program says, writes down what was done, and asks for more.

Everything that was prescribed and done is kept, for others to judge (`lived`).
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from tests.proof.people import Felt, Someone, felt, first_plan
from tests.proof.space import Draw

from glutemed.engine.adaptation import Adapted, Asked, next_plan
from glutemed.engine.gates import passed
from glutemed.engine.today import Today, todays
from glutemed.errors import GlutemedError, SafetyStopError, UsageError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import STAGES, Stage
from glutemed.model.log import Measured, Person, Saved, Screening, SetDone, Told, Workout, fingerprint_of
from glutemed.model.plan import Item, Plan, Side
from glutemed.model.records import to_json
from glutemed.model.screening import Criterion, HomeTest
from glutemed.store.log import Store

__all__ = ["WEEKS", "Ask", "Done", "Life", "Mismatch", "Turn", "live", "shuffled"]

WEEKS = 12
LATEST = 64
"""Sessions that the commands read of a log."""
RED_FLAG = "an emergency department, now"

Ended = Literal["", "stuck", "crash"]


class Mismatch(Exception):  # noqa: N818  # what it is, not an error of the program
    """The store gives something else than was kept in memory."""


@dataclass(frozen=True)
class Done:
    """A session: the log before it, the plan it is of, how it was offered, and which workout came of it."""

    before: Person
    saved: Saved
    today: Today
    date: str
    workout: tuple[str, int, int, str]


@dataclass(frozen=True)
class Ask:
    """A wish for next week: the log and the day, what was asked, and what came of it.

    `begins` is the first day of the week that it is for, `probe` tells of one that must be refused.
    `again` is what comes of the same log once more, and of it in another order, where that was tried.
    """

    before: Person
    date: str
    begins: date
    asked: Asked
    found: Adapted | None = None
    error: GlutemedError | None = None
    again: tuple[str, ...] = ()
    probe: bool = False


@dataclass(frozen=True)
class Turn:
    """Seven days or more: the program in hand, the sessions that were done, and what was asked for after them."""

    saved: Saved
    sessions: tuple[Done, ...]
    asks: tuple[Ask, ...]
    first_day: date
    """The first day of the week after it."""


@dataclass(frozen=True)
class Life:
    """All turns of a person, the plan that they began with, and how it ended if it did."""

    one: Someone
    first: Saved
    turns: tuple[Turn, ...]
    ended: Ended = ""
    crash: str = ""
    kept: int = 0
    """Answers that the store was asked for, and gave as memory did."""


def identity(workout: Workout) -> tuple[str, int, int, str]:
    """Return what a session in the log is known by."""
    return workout.program, workout.week, workout.session, workout.date


class Diary:
    """What a person writes down, in memory, and in a store beside it where there is one."""

    def __init__(self, catalog: Catalog, one: Someone, store: Store | None) -> None:
        self.catalog, self.store, self.kept = catalog, store, 0
        self.name = f"{one.kind} {one.number}"
        self.person = Person(name=self.name)
        self._micro = 0

    def moment(self, day: date, hour: int = 12) -> str:
        """Return a moment of a day, later than those before it of the same hour."""
        self._micro += 1
        return f"{day.isoformat()}T{hour:02}:00:00.{self._micro:06}Z"

    def save(self, plan: Plan, day: date) -> Saved:
        """Make a plan the current program; one that was saved before moves to the end."""
        saved = Saved(program=fingerprint_of(plan), saved=self.moment(day), plan=plan)
        others = tuple(one for one in self.person.programs if one.program != saved.program)
        self.person = replace(self.person, programs=(*others, saved))
        if self.store:
            self.store.save(self.name, saved)
        return saved

    def add(self, entry: Workout) -> None:
        """Add entries to a session."""
        found = [*self.person.workouts]
        place = next((at for at, one in enumerate(found) if identity(one) == identity(entry)), None)
        if place is None:
            found.append(entry)
        else:
            old = found[place]
            found[place] = replace(old, sets=(*old.sets, *entry.sets), told=(*old.told, *entry.told))
        self.person = replace(self.person, workouts=tuple(found))
        if self.store:
            self.store.add(self.name, entry)

    def screen(self, screening: Screening) -> None:
        """Add results of tests."""
        self.person = replace(self.person, screenings=(*self.person.screenings, screening))
        if self.store:
            self.store.screen(self.name, screening)

    def today(self, day: date) -> Today:
        """Return the session of a day; what the store gives must be the same."""
        found = todays(self.catalog, self.person, day.isoformat())
        if self.store:
            other = todays(self.catalog, self._stored(), day.isoformat())
            self._same("session", replace(other, begun=None) == replace(found, begun=None))
        return found

    def next(self, day: date, asked: Asked) -> Adapted:
        """Return next week; what the store gives must be the same."""
        found = next_plan(self.catalog, self.person, day.isoformat(), asked)
        if self.store:
            other = next_plan(self.catalog, self._stored(), day.isoformat(), asked)
            self._same("plan", to_json(other.plan) == to_json(found.plan))
        return found

    def passed(self, request: Plan, day: date) -> Asked:
        """Return what the gates say of the log, as the command asks it."""
        return Asked(passed=passed(self.catalog, request.request, self.person, day.isoformat()))

    def _stored(self) -> Person:
        person = self.store.person(self.name, latest=LATEST) if self.store else None
        if person is None:
            raise Mismatch("the store knows nobody")
        return person

    def _same(self, what: str, same: bool) -> None:
        if not same:
            raise Mismatch(f"another {what} by the store than by memory")
        self.kept += 1


def live(catalog: Catalog, one: Someone, weeks: int = WEEKS, store: Store | None = None) -> Life:
    """Return the life of a person over some weeks of training."""
    diary = Diary(catalog, one, store)
    day = one.first_day
    first = diary.save(first_plan(catalog, one), day - timedelta(days=1))
    turns: list[Turn] = []
    ended: Ended = ""
    crash = ""
    saved = first
    for week in range(weeks):
        try:
            turn, saved, ended = _turn(diary, one, saved, week, day)
        except (GlutemedError, AssertionError, ValueError, LookupError, TypeError, AttributeError, Mismatch) as error:
            ended, crash = "crash", f"{type(error).__name__}: {error}"
            break
        turns.append(turn)
        day = turn.first_day
        if ended:
            break
    return Life(one=one, first=first, turns=tuple(turns), ended=ended, crash=crash, kept=diary.kept)


def _turn(diary: Diary, one: Someone, saved: Saved, week: int, day: date) -> tuple[Turn, Saved, Ended]:
    """Return what comes of a week that begins on a day, the program after it, and whether it can go on."""
    draw = one.draw("turn", week)
    irregular = one.kind == "irregular"
    sessions: list[Done] = []
    late: Told | None = None
    away = irregular and draw.chance(12)
    middle = irregular and draw.chance(6)
    pause = draw.whole(14, 70)
    plan = saved.plan.weeks[0]
    number = len(plan.sessions)
    shift = 0
    for place in range(number):
        if away or (irregular and draw.chance(25)):
            continue
        if middle and len(sessions) == 1 and not shift:
            shift = pause
        at = day + timedelta(days=plan.sessions[place].day - 1 + shift)
        try:
            today = diary.today(at)
        except UsageError as error:
            if "all " in str(error):
                break
            raise
        done, late = _done(diary, one, today, week, place, at, evening=one.evening and place == number - 1)
        sessions.append(done)
    day += timedelta(days=7 + shift)
    asked_on = day
    if one.evening and sessions:
        asked_on = date.fromisoformat(sessions[-1].date)
    gap = irregular and draw.chance(14)
    asks: list[Ask] = []
    ended: Ended = ""
    before = not gap or draw.chance(50)
    if before:
        saved, ended = _ask(diary, one, saved, week, asked_on, day, draw, asks)
    if late is not None:
        done = sessions[-1]
        program, number_, session, at_ = done.workout
        diary.add(Workout(program=program, week=number_, session=session, date=at_, told=(late,)))
    if gap:
        day += timedelta(days=pause)
        if not before or draw.chance(60):
            saved, ended = _ask(diary, one, saved, week, day, day, draw, asks)
    elif any(isinstance(ask.error, SafetyStopError) and not ask.asked.red_flag for ask in asks):
        day += timedelta(days=draw.whole(7, 30))
        saved, ended = _ask(diary, one, saved, week, day, day, draw, asks, pain=2)
    start = saved.plan.request.start
    if start and date.fromisoformat(start) >= asked_on:
        day = max(day, date.fromisoformat(start))
    return Turn(saved=sessions[0].saved if sessions else saved, sessions=tuple(sessions), asks=tuple(asks), first_day=day), saved, ended


# --- a session


def _done(
    diary: Diary, one: Someone, today: Today, week: int, place: int, day: date, *, evening: bool
) -> tuple[Done, Told | None]:
    """Write a session down, and return it, with the morning after where that is told only later."""
    draw = one.draw("done", week, place)
    mains = tuple(item.exercise for item in today.planned.items("main"))
    feels = felt(one, week, place, mains)
    entry = Workout(program=today.saved.program, week=today.week, session=today.session, date=day.isoformat())
    before = diary.person
    recorded = diary.moment(day)
    sets = tuple(_sets(one, today, feels, week, place, recorded))
    by_set = bool(feels.sore) or (one.by_set and feels.during is not None)
    told = Told(
        recorded=recorded,
        pain=None if by_set and not draw.chance(50) else feels.during,
        after=feels.after,
        usual=feels.usual,
        finished=True if one.kind != "inconsistent" or draw.chance(70) else None,
        worse_after_effort=feels.exertion,
    )
    if one.kind == "inconsistent" and draw.chance(20):  # begun, broken off, and gone on with
        half = len(sets) // 2
        diary.add(replace(entry, sets=sets[:half]))
        begun = diary.today(day)
        assert begun.session == today.session and begun.begun is not None, "a session begun is not resumed"
        diary.add(replace(entry, sets=sets[half:], told=(told,)))
    else:
        diary.add(replace(entry, sets=sets, told=(told,)))
    if one.kind == "inconsistent" and draw.chance(20):
        _correct(diary, entry, sets, draw, day)
    done = Done(before=before, saved=today.saved, today=today, date=entry.date, workout=identity(entry))
    if feels.morning is None:
        return done, None
    morning = Told(recorded=diary.moment(day + timedelta(days=1), 7), morning=feels.morning)
    if evening:
        return done, morning
    diary.add(replace(entry, told=(morning,)))
    return done, None


def _sets(one: Someone, today: Today, feels: Felt, week: int, place: int, recorded: str) -> Iterator[SetDone]:
    """Return the sets of a session as they are done."""
    draw = one.draw("sets", week, place)
    more = 2 if one.kind == "recovering" and draw.chance(30) else 0
    behind = one.kind == "one-sided" and draw.chance(75)
    careless = one.kind == "inconsistent"
    for block in today.planned.blocks:
        if block.kind != "main" and not one.all_items:
            continue
        for item in block.items:
            main = block.kind == "main"
            short = careless and main and draw.chance(25)
            wobbles = careless and main and draw.chance(20)
            leaves = careless and main and draw.chance(8)
            sore = item.exercise in feels.sore and (feels.during or 0) > 5
            for number in range(1, item.sets + 1):
                for side in item.sides:
                    pain = feels.during if main and (item.exercise in feels.sore or (one.by_set and not feels.sore)) else None
                    if leaves or (sore and number > 1) or (short and number == item.sets and item.sets > 1):
                        yield SetDone(recorded=recorded, exercise=item.exercise, side=side, number=number, skipped=True)
                        continue
                    lag = one.lag if behind and main and side == one.weaker else 0
                    reps, seconds = _amount(item, more, lag)
                    yield SetDone(
                        recorded=recorded,
                        exercise=item.exercise,
                        side=side,
                        number=number,
                        reps=reps,
                        seconds=seconds,
                        pain=pain,
                        control="wobbled" if wobbles else None,
                    )


def _amount(item: Item, more: int, lag: int) -> tuple[int, int | None]:
    """Return repetitions and seconds of a set, some more than planned, or some less."""
    dose = item.dose
    if dose.seconds is None:
        return max(1, dose.reps + more - lag), None
    return dose.reps, max(1, dose.seconds - 3 * lag)


def _correct(diary: Diary, entry: Workout, sets: tuple[SetDone, ...], draw: Draw, day: date) -> None:
    """Correct something that was written down of a session."""
    recorded = diary.moment(day, 13)
    if draw.chance(50):
        old = draw.one(sets)
        new = replace(old, recorded=recorded, reps=max(1, (old.reps or 5) + draw.whole(-3, 3)), skipped=False)
        diary.add(replace(entry, sets=(new,)))
    else:
        diary.add(replace(entry, told=(Told(recorded=recorded, pain=draw.whole(0, 6)),)))


# --- next week


def _ask(
    diary: Diary,
    one: Someone,
    saved: Saved,
    week: int,
    day: date,
    begins: date,
    draw: Draw,
    asks: list[Ask],
    pain: int | None = None,
) -> tuple[Saved, Ended]:
    """Ask for next week, and return the program in hand after it; `asks` gets what was asked and found."""
    plan = saved.plan
    asks.extend(_probes(diary, saved, day, draw))
    _tested(diary, one, plan, week, day, draw)
    known = diary.passed(plan, day)
    wanted = _wanted(one, plan, known, draw)
    tries = [replace(known, stage=wanted, pain=pain)]
    if wanted is not None:
        tries.append(replace(known, pain=pain))
    for asked in tries:
        ask = _asked(diary, one, week, day, begins, asked)
        asks.append(ask)
        if ask.found is not None:
            return diary.save(ask.found.plan, day), ""
        if isinstance(ask.error, SafetyStopError):
            return saved, ""
        if "nothing of week" in str(ask.error) or "no session is in the log" in str(ask.error):
            return saved, ""
    return saved, "stuck"


def _asked(diary: Diary, one: Someone, week: int, day: date, begins: date, asked: Asked) -> Ask:
    before = diary.person
    ask = Ask(before=before, date=day.isoformat(), begins=begins, asked=asked)
    try:
        found = diary.next(day, asked)
    except GlutemedError as error:
        return replace(ask, error=error)
    again = []
    if (one.number + week) % 8 == 0:
        for person in (before, shuffled(before, one.draw("shuffled", week))):
            again.append(to_json(next_plan(diary.catalog, person, day.isoformat(), asked).plan))
    return replace(ask, found=found, again=tuple(again))


def _probes(diary: Diary, saved: Saved, day: date, draw: Draw) -> Iterator[Ask]:
    """Now and then, ask what must be refused: after a red flag, or for a stage whose gate is closed."""
    if draw.chance(2):
        yield _refused(diary, day, Asked(red_flag=RED_FLAG))
    stage = saved.plan.prescribed.stage
    if draw.chance(4) and stage in ("early", "mid") and not saved.plan.request.clinician:
        yield _refused(diary, day, Asked(stage=STAGES[STAGES.index(stage) + 1]))


def _refused(diary: Diary, day: date, asked: Asked) -> Ask:
    ask = Ask(before=diary.person, date=day.isoformat(), begins=day, asked=asked, probe=True)
    try:
        return replace(ask, found=next_plan(diary.catalog, diary.person, ask.date, asked))
    except GlutemedError as error:
        return replace(ask, error=error)


def _wanted(one: Someone, plan: Plan, known: Asked, draw: Draw) -> Stage | None:
    """Return the stage that the person asks for: the next one where its gate is open, now and then an easier one."""
    stage = plan.prescribed.stage
    if stage is None:
        return None
    if one.kind != "recovering" and stage != "early" and draw.chance(3):
        return STAGES[STAGES.index(stage) - 1]
    if stage == "late":
        return None
    harder = STAGES[STAGES.index(stage) + 1]
    is_open = harder in {gate.to for gate in known.passed} or bool(plan.request.clinician)
    return harder if is_open and (one.kind == "recovering" or draw.chance(50)) else None


def _tested(diary: Diary, one: Someone, plan: Plan, week: int, day: date, draw: Draw) -> None:
    """Write down the home tests that the next gate asks for; those of the recovering are good enough."""
    stage = plan.prescribed.stage
    if stage not in ("early", "mid") or not (one.kind == "recovering" or draw.chance(30)):
        return
    harder = STAGES[STAGES.index(stage) + 1]
    good = one.kind == "recovering" or draw.chance(80)
    results: dict[tuple[str, Side], float] = {}
    for gate in diary.catalog.gates:
        if gate.to == harder and gate.is_for(plan.request.condition):
            for criterion in gate.criteria:
                test = diary.catalog.test(criterion.test or "")
                if test is not None:
                    _result(results, test, criterion, good=good)
    if results:
        measured = tuple(Measured(test=id, side=side, value=value) for (id, side), value in sorted(results.items()))
        recorded = diary.moment(day, 11)
        diary.screen(Screening(recorded=recorded, date=day.isoformat(), results=measured))


def _result(results: dict[tuple[str, Side], float], test: HomeTest, criterion: Criterion, *, good: bool) -> None:
    """Take down a result that just meets a criterion, and those of other gates, or the worst there is."""
    sides: tuple[Side, ...] = ("left", "right") if test.sided else ("both",)
    for side in sides:
        had = results.get((test.id, side))
        if not good:
            value = test.highest if test.fewer else 0.0
        elif criterion.of == "sides":
            value = had if had is not None else test.highest
        elif criterion.at_most is not None:
            value = min(criterion.at_most, test.highest if had is None else had)
        else:
            least = criterion.at_least if criterion.at_least is not None else (criterion.above or 0) + 1
            value = max(least, had or 0.0) if had != test.highest else least
        results[test.id, side] = value


def shuffled(person: Person, draw: Draw) -> Person:
    """Return the same log with its sessions, sets and entries in another order."""
    workouts = tuple(
        replace(
            one,
            sets=tuple(draw.some(one.sets, len(one.sets))),
            told=tuple(draw.some(one.told, len(one.told))),
        )
        for one in person.workouts
    )
    screenings = tuple(draw.some(person.screenings, len(person.screenings)))
    return replace(person, workouts=tuple(draw.some(workouts, len(workouts))), screenings=screenings)


def store_in(folder: Path) -> Store:
    """Return a store in a folder, of this process alone."""
    return Store(str(folder / f"log-{os.getpid()}.sqlite3"))
