"""A life: a person trains week after week by what the program says, writes down what was done, and asks for more.

Everything that was prescribed and done is kept, for others to judge (`lived`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.proof.lives.people import Felt, Someone, felt, first_plan
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

__all__ = ["WEEKS", "Ask", "Done", "Life", "MismatchError", "Refused", "Turn", "identity", "live"]

WEEKS = 12
LATEST, PROGRAMS = 64, 8
"""Sessions, and programs that they belong to, which the commands read of a log."""
RED_FLAG = "an emergency department, now"
AGAIN = 16
"""Of one week in so many the plan is made again, and from the log in another order."""
NOTHING_YET = ("nothing of week", "no session is in the log")
"""What `next` says to who has not trained since it was asked last."""


class MismatchError(Exception):
    """The store gives something else than was kept in memory, or a session that was begun is not found again."""


CRASHES = (GlutemedError, MismatchError, AssertionError, ValueError, LookupError, TypeError, AttributeError)


@dataclass(frozen=True)
class Done:
    """A session: the log before it, the plan it is of, how it was offered, its day, and which of the log it became."""

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
    day: str
    begins: date
    asked: Asked
    found: Adapted | None = None
    error: GlutemedError | None = None
    again: tuple[str, ...] = ()
    probe: bool = False


@dataclass(frozen=True)
class Refused:
    """A session that was not given: the log then, the day, and what was said."""

    before: Person
    date: str
    error: UsageError


@dataclass(frozen=True)
class Turn:
    """Seven days or more: the sessions that were done, one that was refused, and what was asked for after them."""

    sessions: tuple[Done, ...]
    asks: tuple[Ask, ...]
    refused: Refused | None = None


@dataclass(frozen=True)
class Life:
    """All turns of a person, the plan that they began with, and how it ended if it did.

    `kept` counts the answers that a store was asked for, and gave as memory did.
    """

    one: Someone
    first: Saved
    turns: tuple[Turn, ...]
    ended: str = ""
    kept: int = 0


def identity(workout: Workout) -> tuple[str, int, int, str]:
    """Return what a session in the log is known by."""
    return workout.program, workout.week, workout.session, workout.date


def live(catalog: Catalog, one: Someone, weeks: int = WEEKS, store: Store | None = None) -> Life:
    """Return the life of a person over some weeks of training, kept in a store too where one is given."""
    diary = Diary(catalog, one, store)
    first = diary.save(first_plan(catalog, one), one.first_day - timedelta(days=1))
    course = Course(diary, one, first)
    turns: list[Turn] = []
    for week in range(weeks):
        try:
            turns.append(course.turn(week))
        except CRASHES as error:
            course.ended = f"crash: {type(error).__name__}: {error}"
        if course.ended:
            break
    return Life(one=one, first=first, turns=tuple(turns), ended=course.ended, kept=diary.kept)


class Diary:
    """What a person writes down, in memory, and in a store beside it where there is one."""

    def __init__(self, catalog: Catalog, one: Someone, store: Store | None) -> None:
        self.catalog, self.store, self.kept = catalog, store, 0
        self.name = f"{one.kind} {one.number}"
        self.person = Person(name=self.name)
        self._entries = 0

    def moment(self, day: date, hour: int = 12) -> str:
        """Return a moment of a day, later than those before it of the same hour."""
        self._entries += 1
        return f"{day.isoformat()}T{hour:02}:00:00.{self._entries:06}Z"

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
        found = {identity(one): one for one in self.person.workouts}
        old = found.get(identity(entry), replace(entry, sets=(), told=()))
        found[identity(entry)] = replace(old, sets=(*old.sets, *entry.sets), told=(*old.told, *entry.told))
        self.person = replace(self.person, workouts=tuple(found.values()))
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
            other = todays(self.catalog, self._stored(self.store), day.isoformat())
            self._same("session", replace(other, begun=None) == replace(found, begun=None))
        return found

    def next(self, day: date, asked: Asked) -> Adapted:
        """Return next week; what the store gives must be the same."""
        found = next_plan(self.catalog, self.person, day.isoformat(), asked)
        if self.store:
            other = next_plan(self.catalog, self._stored(self.store), day.isoformat(), asked)
            self._same("plan", to_json(other.plan) == to_json(found.plan))
        return found

    def open_stages(self, plan: Plan, day: date) -> set[Stage]:
        """Return the stages that gates open, by what is written down."""
        return {gate.to for gate in passed(self.catalog, plan.request, self.person, day.isoformat())}

    def _stored(self, store: Store) -> Person:
        person = store.person(self.name, latest=LATEST, programs=PROGRAMS)
        if person is None:
            raise MismatchError("the store knows nobody")
        return person

    def _same(self, what: str, same: bool) -> None:
        if not same:
            raise MismatchError(f"another {what} by the store than by memory")
        self.kept += 1


class Course:
    """The way of a person through the weeks: the program in hand, and the first day of the next week."""

    def __init__(self, diary: Diary, one: Someone, first: Saved) -> None:
        self.diary, self.one, self.saved = diary, one, first
        self.day = one.first_day
        self.ended = ""
        self._late: Workout | None = None
        """The morning after a session, which is told only after the next one, or after the next week was asked for."""
        self._refused: Refused | None = None

    def turn(self, week: int) -> Turn:
        """Train for a week, ask for the next, and return what came of both."""
        draw = self.one.draw("turn", week)
        self._refused = None
        sessions = self._sessions(week, draw)
        refused = self._refused
        evening = self.one.evening and sessions and not refused
        asked_on = date.fromisoformat(sessions[-1].date) if evening else self.day
        leaves = self.one.kind == "irregular" and draw.chance(14)
        at_once = not leaves or draw.chance(50)
        asks: list[Ask] = []
        if at_once:
            asks += self._ask(week, asked_on, draw)
        self._catch_up()
        if leaves:
            self.day += timedelta(days=draw.whole(14, 70))
            if not at_once or draw.chance(60):
                asks += self._ask(week, self.day, draw)
        elif any(isinstance(ask.error, SafetyStopError) and not ask.asked.red_flag for ask in asks):
            self.day += timedelta(days=draw.whole(7, 30))  # they see someone, and come back
            asks += self._ask(week, self.day, draw, pain=2)
        start = self.saved.plan.request.start
        if start:
            self.day = max(self.day, date.fromisoformat(start))
        return Turn(sessions=tuple(sessions), asks=tuple(asks), refused=refused)

    def _sessions(self, week: int, draw: Draw) -> list[Done]:
        """Do the sessions of a week, and go on to the first day of the next; the irregular leave out some, or all."""
        irregular = self.one.kind == "irregular"
        away, broken = irregular and draw.chance(12), irregular and draw.chance(6)
        planned = self.saved.plan.weeks[0].sessions
        done: list[Done] = []
        shift = 0
        for place, session in enumerate(planned):
            if away or (irregular and draw.chance(25)):
                continue
            if broken and len(done) == 1 and not shift:
                shift = draw.whole(14, 70)
            day = self.day + timedelta(days=session.day - 1 + shift)
            try:
                today = self.diary.today(day)
            except UsageError as error:
                self._refused = Refused(self.diary.person, day.isoformat(), error)
                if shift or not str(error).startswith("all "):
                    self.day = day  # what is due now is to ask for the next week
                    return done
                break
            done.append(self._do(today, week, place, day, last=place == len(planned) - 1))
        self.day += timedelta(days=7 + shift)
        return done

    def _do(self, today: Today, week: int, place: int, day: date, *, last: bool) -> Done:
        """Do a session, and write it down."""
        one, diary, draw = self.one, self.diary, self.one.draw("done", week, place)
        feels = felt(one, week, place, tuple(item.exercise for item in today.planned.items("main")))
        entry = Workout(program=today.saved.program, week=today.week, session=today.session, date=day.isoformat())
        done = Done(before=diary.person, saved=today.saved, today=today, date=entry.date, workout=identity(entry))
        recorded = diary.moment(day)
        sets = tuple(_sets(one, today, feels, one.draw("sets", week, place), recorded))
        by_set = bool(feels.sore) or (one.by_set and feels.during is not None)
        told = Told(
            recorded=recorded,
            pain=None if by_set and not draw.chance(50) else feels.during,
            after=feels.after,
            usual=feels.usual,
            finished=True if one.kind != "inconsistent" or draw.chance(70) else None,
            worse_after_effort=feels.exertion,
        )
        if one.kind == "inconsistent" and draw.chance(20):
            self._in_two_parts(replace(entry, sets=sets, told=(told,)), day)
        else:
            diary.add(replace(entry, sets=sets, told=(told,)))
        self._catch_up(day)
        if one.kind == "inconsistent" and draw.chance(20):
            diary.add(_corrected(entry, sets, draw, diary.moment(day, 13)))
        if feels.morning is not None:
            morning = Told(recorded=diary.moment(day + timedelta(days=1), 7), morning=feels.morning)
            if (last and one.evening) or (one.tardy and not last):
                self._late = replace(entry, told=(morning,))
            else:
                diary.add(replace(entry, told=(morning,)))
        return done

    def _catch_up(self, day: date | None = None) -> None:
        """Write down a morning that was left out."""
        if self._late:
            told = tuple(replace(one, recorded=self.diary.moment(day, 13)) if day else one for one in self._late.told)
            self.diary.add(replace(self._late, told=told))
            self._late = None

    def _in_two_parts(self, entry: Workout, day: date) -> None:
        """Write down half of a session, find it again as begun, and write down the rest."""
        half = len(entry.sets) // 2
        self.diary.add(replace(entry, sets=entry.sets[:half], told=()))
        begun = self.diary.today(day).begun
        if begun is None or identity(begun) != identity(entry):
            raise MismatchError("a session that was begun is not resumed")
        self.diary.add(replace(entry, sets=entry.sets[half:]))

    def _ask(self, week: int, day: date, draw: Draw, pain: int | None = None) -> list[Ask]:
        """Ask for next week, and return what was asked; what is found is the program in hand from then on."""
        plan = self.saved.plan
        self._test(plan, day, draw)
        asks = [self._probe(day, asked) for asked in _probes(plan, self.diary.person, draw)]
        open_stages = self.diary.open_stages(plan, day) if plan.prescribed.stage in ("early", "mid") else set[Stage]()
        wanted = _wanted(self.one, plan, open_stages, draw)
        for stage in (wanted, None) if wanted else (None,):
            ask = self._asked(week, day, Asked(stage=stage, pain=pain))
            asks.append(ask)
            if ask.found is not None:
                self.saved, self.ended = self.diary.save(ask.found.plan, day), ""
                return asks
            if isinstance(ask.error, SafetyStopError) or str(ask.error).startswith(NOTHING_YET):
                return asks
            self.ended = f"stuck: {ask.error}"
        return asks

    def _asked(self, week: int, day: date, asked: Asked) -> Ask:
        before, catalog = self.diary.person, self.diary.catalog
        ask = Ask(before=before, day=day.isoformat(), begins=self.day, asked=asked)
        try:
            found = self.diary.next(day, asked)
        except GlutemedError as error:
            return replace(ask, error=error)
        again: tuple[Person, ...] = ()
        if (self.one.number + week) % AGAIN == 0:
            again = (before, _shuffled(before, self.one.draw("shuffled", week)))
        plans = tuple(to_json(next_plan(catalog, person, ask.day, asked).plan) for person in again)
        return replace(ask, found=found, again=plans)

    def _probe(self, day: date, asked: Asked) -> Ask:
        """Ask for what must be refused, and return what is said."""
        ask = Ask(before=self.diary.person, day=day.isoformat(), begins=day, asked=asked, probe=True)
        try:
            return replace(ask, found=next_plan(self.diary.catalog, self.diary.person, ask.day, asked))
        except GlutemedError as error:
            return replace(ask, error=error)

    def _test(self, plan: Plan, day: date, draw: Draw) -> None:
        """Write down the home tests that the next gate asks for; those of the recovering are good enough."""
        stage, recovering = plan.prescribed.stage, self.one.kind == "recovering"
        if stage not in ("early", "mid") or not (recovering or draw.chance(30)):
            return
        good = recovering or draw.chance(80)
        results: dict[tuple[str, Side], float] = {}
        for gate in self.diary.catalog.gates:
            if gate.to == _after(stage) and gate.is_for(plan.request.condition):
                for criterion in gate.criteria:
                    test = self.diary.catalog.test(criterion.test or "")
                    if test is not None:
                        _take_down(results, test, criterion, good=good)
        if results:
            measured = tuple(Measured(test=id, side=side, value=value) for (id, side), value in sorted(results.items()))
            moment = self.diary.moment(day, 11)
            self.diary.screen(Screening(recorded=moment, date=day.isoformat(), results=measured))


def _sets(one: Someone, today: Today, feels: Felt, draw: Draw, recorded: str) -> Iterator[SetDone]:
    """Return the sets of a session as they are done."""
    more = 2 if one.kind == "recovering" and draw.chance(30) else 0
    lag = one.lag if one.kind == "one-sided" and draw.chance(75) else 0
    for block in today.planned.blocks:
        for item in block.items:
            if block.kind == "main":
                yield from _main_sets(one, item, feels, draw, recorded, more, lag)
            elif one.all_items:
                yield from (_set(item, side, number, recorded) for number, side in _numbered(item))


def _main_sets(
    one: Someone, item: Item, feels: Felt, draw: Draw, recorded: str, more: int, lag: int
) -> Iterator[SetDone]:
    careless = one.kind == "inconsistent"
    short, wobbles, leaves = (careless and draw.chance(percent) for percent in (25, 20, 8))
    hurts = item.exercise in feels.sore
    told = hurts or (one.by_set and not feels.sore)
    for number, side in _numbered(item):
        too_much = hurts and (feels.during or 0) > 5 and number > 1
        if leaves or too_much or (short and number == item.sets > 1):
            yield SetDone(recorded=recorded, exercise=item.exercise, side=side, number=number, skipped=True)
        else:
            done = _set(item, side, number, recorded, more - (lag if side == one.weaker else 0))
            yield replace(done, pain=feels.during if told else None, control="wobbled" if wobbles else None)


def _numbered(item: Item) -> Iterator[tuple[int, Side]]:
    return ((number, side) for number in range(1, item.sets + 1) for side in item.sides)


def _set(item: Item, side: Side, number: int, recorded: str, more: int = 0) -> SetDone:
    """Return a set as planned, or of some repetitions more or less; of a hold three seconds stand for one."""
    reps, seconds = item.dose.reps, item.dose.seconds
    if seconds is None:
        reps = max(1, reps + more)
    else:
        seconds = max(1, seconds + 3 * min(more, 0))
    return SetDone(recorded=recorded, exercise=item.exercise, side=side, number=number, reps=reps, seconds=seconds)


def _corrected(entry: Workout, sets: tuple[SetDone, ...], draw: Draw, recorded: str) -> Workout:
    """Return a correction of something that was written down of a session: a set, or the pain."""
    if draw.chance(50):
        return replace(entry, told=(Told(recorded=recorded, pain=draw.whole(0, 6)),))
    old = draw.one(sets)
    reps = max(1, (old.reps or 5) + draw.whole(-3, 3))
    return replace(entry, sets=(replace(old, recorded=recorded, reps=reps, skipped=False),))


def _after(stage: Stage) -> Stage:
    """Return the next harder stage."""
    return STAGES[STAGES.index(stage) + 1]


def _probes(plan: Plan, person: Person, draw: Draw) -> Iterator[Asked]:
    """Now and then, return what must be refused: a week after a red flag, or a harder stage without any test."""
    stage, request = plan.prescribed.stage, plan.request
    if draw.chance(2):
        yield Asked(red_flag=RED_FLAG)
    untested = not person.screenings and not request.clinician
    if draw.chance(20) and stage in ("early", "mid") and untested:
        yield Asked(stage=_after(stage))


def _wanted(one: Someone, plan: Plan, open_stages: set[Stage], draw: Draw) -> Stage | None:
    """Return the stage that the person asks for: the next one where its gate is open, now and then an easier one."""
    stage = plan.prescribed.stage
    if stage in ("mid", "late") and one.kind != "recovering" and draw.chance(3):
        return STAGES[STAGES.index(stage) - 1]
    if stage not in ("early", "mid"):
        return None
    harder = _after(stage)
    is_open = harder in open_stages or bool(plan.request.clinician)
    return harder if is_open and (one.kind == "recovering" or draw.chance(50)) else None


def _take_down(results: dict[tuple[str, Side], float], test: HomeTest, criterion: Criterion, *, good: bool) -> None:
    """Take down a result that just meets a criterion, and those before it, or the worst there is."""
    sides: tuple[Side, ...] = ("left", "right") if test.sided else ("both",)
    for side in sides:
        had = results.get((test.id, side))
        if not good:
            value = test.highest if test.fewer else 0.0
        elif criterion.at_most is not None:
            value = min(criterion.at_most, had if had is not None else test.highest)
        elif criterion.of == "sides":
            value = had if had is not None else test.highest  # as good on each side
        else:
            least = criterion.at_least if criterion.at_least is not None else (criterion.above or 0) + 1
            value = least if had in (None, test.highest) else max(least, had or 0)
        results[test.id, side] = value


def _shuffled(person: Person, draw: Draw) -> Person:
    """Return the same log with its sessions, their sets and entries, and its screenings in another order."""
    workouts = [
        replace(one, sets=tuple(draw.some(one.sets, len(one.sets))), told=tuple(draw.some(one.told, len(one.told))))
        for one in person.workouts
    ]
    screenings = draw.some(person.screenings, len(person.screenings))
    return replace(person, workouts=tuple(draw.some(workouts, len(workouts))), screenings=tuple(screenings))
