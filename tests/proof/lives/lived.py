"""What was lived, read again from the log: sessions, pain, and the weeks that were made one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from tests.proof.lives.living import Ask, Done, Life, identity

from glutemed.model.exercise import STAGES
from glutemed.model.log import Person, Saved, SetDone, Workout
from glutemed.model.plan import Plan, Session, Side, Week

__all__ = [
    "BREAK",
    "FLARE_DAYS",
    "RECENT",
    "Faults",
    "Lived",
    "Seen",
    "Step",
    "Told",
    "cap_of",
    "day_of",
    "flares",
    "forget",
    "lived",
    "plan_of",
    "planned_for",
    "told",
    "told_late",
    "workout_of",
]

ALL = 5
"""Pain above this is too much for everyone; for patellofemoral pain in early it is 3 (clinical rules R-001, R-012)."""
KNEECAP = 3
FLARE_DAYS = 7
RECENT = 8
"""Weeks in which an amount that was done is no rise."""
BREAK = 14

Faults = Iterator["Seen"]


@dataclass(frozen=True)
class Seen:
    """One thing that a property looked at, in a turn of a life, or, with `fault`, how it is broken there."""

    turn: int
    what: str = ""
    fault: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Told:
    """What is known of a session: the latest of what was written down, and of each set."""

    workout: Workout
    sets: tuple[SetDone, ...]
    during: int | None
    after: int | None
    morning: int | None
    exertion: bool

    @property
    def worst(self) -> int:
        """The worst pain that was told; 0 where none was."""
        return max((pain for pain in (self.during, self.after, self.morning) if pain is not None), default=0)

    @property
    def done(self) -> bool:
        """Whether anything was done."""
        return any(not one.skipped for one in self.sets)


_TOLD: dict[int, Told] = {}
"""What was read of the sessions of the life that is judged, by identity: comparing them takes longer."""


def told(workout: Workout) -> Told:
    """Return what holds of a session: later entries take the place of earlier ones."""
    found = _TOLD.get(id(workout))
    if found is None:
        found = _TOLD[id(workout)] = _told(workout)
    return found


def forget() -> None:
    """Forget what was read, when a life is judged."""
    _TOLD.clear()


def _told(workout: Workout) -> Told:
    sets: dict[tuple[str, Side, int], SetDone] = {}
    for one in sorted(workout.sets, key=lambda one: one.recorded):
        sets[one.exercise, one.side, one.number] = one
    known: dict[str, int] = {}
    exertion = False
    for entry in sorted(workout.told, key=lambda one: one.recorded):
        known |= {name: value for name in ("pain", "after", "morning") if (value := getattr(entry, name)) is not None}
        exertion = entry.worse_after_effort if entry.worse_after_effort is not None else exertion
    pains = [one.pain for one in sets.values() if one.pain is not None]
    pains += [known["pain"]] if "pain" in known else []
    return Told(
        workout=workout,
        sets=tuple(sets.values()),
        during=max(pains, default=None),
        after=known.get("after"),
        morning=known.get("morning"),
        exertion=exertion,
    )


def day_of(workout: Workout) -> date:
    """Return the day of a session."""
    return date.fromisoformat(workout.date)


def plan_of(person: Person, workout: Workout) -> Plan:
    """Return the plan that a session is of."""
    return next(saved.plan for saved in person.programs if saved.program == workout.program)


def cap_of(plan: Plan) -> int:
    """Return the most pain that is acceptable in a session of a plan."""
    kneecap = "patellofemoral-pain" in plan.request.condition and plan.prescribed.stage == "early"
    return KNEECAP if kneecap else ALL


def flares(person: Person) -> list[tuple[date, Workout]]:
    """Return the sessions with pain above what is acceptable, then or the morning after, and their days."""
    return [(day_of(one), one) for one in person.workouts if told(one).worst > cap_of(plan_of(person, one))]


@dataclass(frozen=True)
class Step:
    """A week that was made: from which, and from what was done.

    `weeks` are those trained before it, the last of them the one that it goes on from, `began` the
    first days of each; `sessions` those of that week in the log.
    """

    turn: int
    ask: Ask
    old: Plan
    new: Plan
    weeks: tuple[Week, ...]
    began: tuple[date, ...]
    sessions: tuple[Told, ...]

    @property
    def was(self) -> Week:
        """The week that was trained."""
        return self.weeks[-1]

    @property
    def now(self) -> Week:
        """The week that was made of it."""
        return self.new.weeks[0]

    @property
    def first_day(self) -> date:
        """The day of its first session."""
        session = self.now.sessions[0]
        planned = self.ask.begins + timedelta(days=session.day - 1)
        return max(planned, date.fromisoformat(session.date)) if session.date else planned

    @property
    def new_program(self) -> bool:
        """Whether it begins a program, as one of another goal or stage does."""
        return self.old.prescribed != self.new.prescribed or self.now.number == 1

    @property
    def later_stage(self) -> bool:
        """Whether it is of a harder stage."""
        old, new = self.old.prescribed.stage, self.new.prescribed.stage
        return old is not None and new is not None and STAGES.index(new) > STAGES.index(old)


@dataclass(frozen=True)
class Lived:
    """A life, the weeks that were made in it, and each session beside the one before it, with its turn."""

    life: Life
    steps: tuple[Step, ...]
    pairs: tuple[tuple[int, Done, Done], ...]

    @property
    def sessions(self) -> Iterator[tuple[int, Done]]:
        """Every session, with its turn."""
        return ((index, done) for index, turn in enumerate(self.life.turns) for done in turn.sessions)


def lived(life: Life) -> Lived:
    """Return a life as it is judged."""
    steps = tuple(
        _step(index, ask, ask.found.plan)
        for index, turn in enumerate(life.turns)
        for ask in turn.asks
        if ask.found is not None and not ask.probe
    )
    sessions = [(index, done) for index, turn in enumerate(life.turns) for done in turn.sessions]
    pairs = tuple((index, one, other) for (_, one), (index, other) in pairwise(sessions))
    return Lived(life=life, steps=steps, pairs=pairs)


def _step(turn: int, ask: Ask, new: Plan) -> Step:
    trained: dict[tuple[str, int], list[Workout]] = {}
    for workout in sorted(ask.before.workouts, key=lambda one: (one.date, one.week, one.session)):
        if told(workout).done:
            trained.setdefault((workout.program, workout.week), []).append(workout)
    plans = {saved.program: saved.plan for saved in ask.before.programs}
    weeks = tuple(next(week for week in plans[program].weeks if week.number == number) for program, number in trained)
    last = list(trained)[-1]
    return Step(
        turn=turn,
        ask=ask,
        old=plans[last[0]],
        new=new,
        weeks=weeks,
        began=tuple(day_of(workouts[0]) for workouts in trained.values()),
        sessions=tuple(told(workout) for workout in trained[last]),
    )


def workout_of(person: Person, done: Done) -> Workout:
    """Return what is in a log of a session."""
    return next(one for one in person.workouts if identity(one) == done.workout)


def planned_for(done: Done, saved: Saved | None = None) -> Session | None:
    """Return the session of a plan, its own or another, in the place of one that was done."""
    plan = (saved or done.saved).plan
    week = next((week for week in plan.weeks if week.number == done.today.week), plan.weeks[0])
    place = done.today.session - 1
    return week.sessions[place] if place < len(week.sessions) else None


def told_late(workout: Workout, plan: Plan, saved: Saved) -> bool:
    """Return whether too much pain in a session of a plan was told only after another program was saved."""
    early = replace(
        workout,
        sets=tuple(one for one in workout.sets if one.recorded < saved.saved),
        told=tuple(one for one in workout.told if one.recorded < saved.saved),
    )
    return _told(early).worst <= cap_of(plan) < told(workout).worst
