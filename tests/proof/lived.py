"""What must hold of a life, judged from what was prescribed and what was done, apart from the engine.

Each property yields what it looked at, and how it is broken; what it never looks at is seen in the counts.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tests.proof.living import Ask, Done, Life, Turn

from glutemed.checks.registry import check_plan
from glutemed.engine.planner import make_plan
from glutemed.errors import GlutemedError, NoPlanError, SafetyStopError, UsageError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DEMANDS, STAGES, Exercise
from glutemed.model.log import Person, Saved, SetDone, Workout
from glutemed.model.plan import Item, Plan, Session, Side, Week
from glutemed.model.records import to_json

__all__ = ["PROPERTIES", "Seen", "judge"]

ALL = 5
"""Pain above this is too much for everyone; for patellofemoral pain in early it is 3 (product, sections 4 and 6)."""
KNEECAP = 3
FLARE_DAYS = 7
RECENT = 8
"""Weeks in which an amount that was done is no rise (product, section 6)."""
BREAK = 14
BACK = (0.5, 0.7, 0.8, 0.9)
"""Shares of the week before a break, in the weeks after it (R-039)."""
NO_PROGRAM = 8
"""Pain from which on there is no program (P14)."""
EPSILON = 1e-9


@dataclass(frozen=True)
class Seen:
    """One thing that a property looked at, in a turn of a life; `fault` tells in words how it is broken."""

    what: str
    turn: int
    fault: str = ""
    detail: str = ""


# --- the log, read again


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


def flares(person: Person) -> list[tuple[date, Plan, Workout]]:
    """Return the sessions with pain above what is acceptable, then or the morning after."""
    found = []
    for workout in person.workouts:
        plan = plan_of(person, workout)
        if told(workout).worst > cap_of(plan):
            found.append((day_of(workout), plan, workout))
    return found


# --- amounts


def volume(item: Item) -> int:
    """Return sets x repetitions, or x holds x seconds, of one side."""
    return item.sets * item.dose.reps * (item.dose.seconds or 1)


def work(item: Item) -> int:
    """Return the seconds of work of an item, 4 for a repetition, so that holds and repetitions compare."""
    return item.sets * item.dose.reps * (item.dose.seconds or 4)


def alike(one: Item, other: Item) -> bool:
    """Return whether two items are the same exercise in form, load and kind of dose."""
    first, second = ((item.exercise, item.variant, item.load, item.dose.kind) for item in (one, other))
    return first == second


def mains(week: Week) -> dict[str, Item]:
    """Return the main exercises of a week, where there is most of each."""
    return most_of(item for session in week.sessions for item in session.items("main"))


def most_of(items: Iterable[Item]) -> dict[str, Item]:
    """Return the item of each exercise with the highest volume."""
    found: dict[str, Item] = {}
    for item in items:
        if item.exercise not in found or volume(item) > volume(found[item.exercise]):
            found[item.exercise] = item
    return found


def in_session(session: Session) -> dict[str, Item]:
    """Return the main exercises of a session."""
    return most_of(session.items("main"))


def sets_of(week: Week, hip: Side) -> int:
    """Return the main sets of a week for a hip."""
    return sum(
        item.sets
        for session in week.sessions
        for item in session.items("main")
        if hip in item.sides or "both" in item.sides
    )


def rank(catalog: Catalog, item: Item) -> int:
    """Return how easy an item's form is among those of its exercise: 0 is the standard form, then the hardest first."""
    exercise = catalog.exercise(item.exercise)
    names = [form.name for form in exercise.forms] if exercise else []
    return names.index(item.variant) + 1 if item.variant in names else 0


def heavier(new: Item, old: Item) -> bool:
    """Return whether a load is new or another than before; one that is left off is not."""
    return new.load.kind != "bodyweight" and (new.load.kind, new.load.start) != (old.load.kind, old.load.start)


def above(catalog: Catalog, id: str) -> frozenset[str]:
    """Return the exercises that the ladders lead up to from one."""
    return catalog.derived(("above", id), lambda: _above(catalog, id))


def _above(catalog: Catalog, id: str) -> frozenset[str]:
    found: set[str] = set()
    open_ = [id]
    while open_:
        exercise = catalog.exercise(open_.pop())
        for one in exercise.harder if exercise else ():
            if one not in found:
                found.add(one)
                open_.append(one)
    return frozenset(found)


def demand(catalog: Catalog, item: Item) -> int:
    """Return the demand of an item in its form, 0 for low."""
    exercise = catalog.exercise(item.exercise)
    if exercise is None:
        return 0
    form = next((form for form in exercise.forms if form.name == item.variant), None)
    return DEMANDS.index(form.demand if form else exercise.demand)


def risen(catalog: Catalog, old: dict[str, Item], new: dict[str, Item]) -> Iterator[tuple[str, str]]:
    """Return what rose from some items to others, in words, and the exercise."""
    for id, item in new.items():
        had = old.get(id)
        if had is None:
            gone = [one for one in old if one not in new]
            below = [one for one in gone if id in above(catalog, one)]
            instead = any(one in above(catalog, id) for one in gone)  # a step down from one that is gone
            if below and not instead and demand(catalog, item) >= min(demand(catalog, old[one]) for one in below):
                yield "a harder rung", f"{id} after {', '.join(below)}"
            continue
        if rank(catalog, item) < rank(catalog, had):
            yield "a harder form", id
        if heavier(item, had):
            yield "load", id
        if alike(item, had):
            for name, more in (
                ("sets", item.sets > had.sets),
                ("repetitions", item.dose.reps > had.dose.reps),
                ("hold", (item.dose.seconds or 0) > (had.dose.seconds or 0)),
            ):
                if more:
                    yield name, f"{id} {shown(had)} to {shown(item)}"


def shown(item: Item) -> str:
    """Return an item's amount, form and load in short."""
    seconds = f" x {item.dose.seconds} s" if item.dose.seconds else ""
    form = f", {item.variant}" if item.variant else ""
    load = f", {item.load.kind} {item.load.start}" if item.load.kind != "bodyweight" else ""
    return f"{item.sets} x {item.dose.reps}{seconds}{form}{load}"


# --- the steps of a life


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
    def new_stage(self) -> bool:
        """Whether it is of another goal or stage."""
        return self.old.prescribed != self.new.prescribed

    @property
    def later_stage(self) -> bool:
        """Whether it is of a harder stage."""
        old, new = self.old.prescribed.stage, self.new.prescribed.stage
        return old is not None and new is not None and STAGES.index(new) > STAGES.index(old)


def steps(life: Life) -> tuple[Step, ...]:
    """Return the weeks that were made of the log, each beside the one before it."""
    found = []
    for index, turn in enumerate(life.turns):
        for ask in turn.asks:
            if ask.found is not None and not ask.probe:
                found.append(_step(index, ask, ask.found.plan))
    return tuple(found)


def _step(turn: int, ask: Ask, new: Plan) -> Step:
    trained: dict[tuple[str, int], list[Workout]] = {}
    for workout in sorted(ask.before.workouts, key=lambda one: (one.date, one.week, one.session)):
        if told(workout).done:
            trained.setdefault((workout.program, workout.week), []).append(workout)
    plans = {saved.program: saved.plan for saved in ask.before.programs}
    weeks = tuple(
        next(week for week in plans[program].weeks if week.number == number) for program, number in trained
    )
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


def pairs(life: Life) -> Iterator[tuple[int, Done, Done]]:
    """Return every session with the one done before it, and its turn."""
    before: Done | None = None
    for index, turn in enumerate(life.turns):
        for done in turn.sessions:
            if before is not None:
                yield index, before, done
            before = done


# --- 1: the rules hold


def rules_hold(catalog: Catalog, life: Life) -> Iterator[Seen]:
    """Every plan passes its checks, with the weeks that led to it; so does a week with an eased session."""
    for step in steps(life):
        yield from _checked(catalog, step.turn, "plans", step.new)
        if not step.new.before and len(step.weeks) > 1:
            yield Seen("plans without the weeks before them", step.turn)
    for index, turn in enumerate(life.turns):
        for done in turn.sessions:
            today = done.today
            if today.changes:
                plan = today.saved.plan
                week = next(week for week in plan.weeks if week.number == today.week)
                place = today.session - 1
                sessions = (*week.sessions[:place], today.planned, *week.sessions[place + 1 :])
                eased = replace(plan, before=(), weeks=(replace(week, sessions=sessions),))
                yield from _checked(catalog, index, "eased sessions", eased)


def _checked(catalog: Catalog, turn: int, what: str, plan: Plan) -> Iterator[Seen]:
    broken = [one for one in check_plan(catalog, plan) if one.severity == "error"]
    yield Seen(what, turn)
    for one in broken:
        yield Seen(f"{what} that break a rule", turn, f"{what}: {one.rule}: {plain(catalog, one.message)}", one.message)


def plain(catalog: Catalog, message: str) -> str:
    """Return a message without its exercises and numbers."""
    pattern = catalog.derived("names", lambda: _names(catalog))
    return re.sub(r"\d+(?:\.\d+)?", "N", pattern.sub("EXERCISE", message))


def _names(catalog: Catalog) -> re.Pattern[str]:
    names = {name for one in catalog.exercises for name in (one.id, one.name)}
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")


# --- 2: nothing progresses within seven days of too much pain


def nothing_after_pain(catalog: Catalog, life: Life) -> Iterator[Seen]:
    """Within 7 days of pain above 5, or the condition's cap, nothing planned or done is more than before."""
    for step in steps(life):
        sore = [(day, workout) for day, _, workout in flares(step.ask.before) if 0 <= (step.first_day - day).days <= FLARE_DAYS]
        if not sore:
            continue
        yield Seen("weeks that begin within 7 days of too much pain", step.turn)
        if step.later_stage:
            yield Seen("", step.turn, "a harder stage within 7 days of too much pain")
        for what, detail in risen(catalog, mains(step.was), mains(step.now)):
            kind = ", with an easier stage" if step.new_stage and not step.later_stage else ", with a new stage" if step.new_stage else ""
            yield Seen("", step.turn, f"{what} within 7 days of too much pain{kind}", f"{sore[-1][0]}: {detail}")
    for index, turn in enumerate(life.turns):
        for done in turn.sessions:
            yield from _session_after_pain(catalog, index, done)


def _session_after_pain(catalog: Catalog, turn: int, done: Done) -> Iterator[Seen]:
    today = date.fromisoformat(done.date)
    recent = [(day, workout) for day, _, workout in flares(done.before) if 0 <= (today - day).days <= FLARE_DAYS]
    if not recent:
        return
    yield Seen("sessions within 7 days of too much pain", turn)
    workout = max(recent, key=lambda one: one[0])[1]
    plan = plan_of(done.before, workout)
    week = next(week for week in plan.weeks if week.number == workout.week)
    kind = ""
    if done.saved.saved < max(entry.recorded for entry in workout.told):
        kind = ", of a week that was made before the pain was told"
    elif plan.prescribed != done.saved.plan.prescribed:
        kind = ", of another stage"
    for what, detail in risen(catalog, mains(week), in_session(done.today.planned)):
        yield Seen("", turn, f"{what} in a session within 7 days of too much pain{kind}", f"{workout.date}: {detail}")


# --- 3: no steep rise


def no_steep_rise(catalog: Catalog, life: Life) -> Iterator[Seen]:
    """No volume rises by more than 30 % or one smallest step in two weeks, no week's sets by 15 % or one set.

    What was prescribed within the last 8 weeks, alike in form and load, is no rise; whether it was done
    too is looked at apart.
    """
    for step in steps(life):
        now, history = mains(step.now), [mains(week) for week in step.weeks[-RECENT:]]
        for id, item in now.items():
            yield from _volume_rise(step, item, history)
        for hip in ("left", "right"):
            yield from _sets_rise(step, hip)


def _volume_rise(step: Step, item: Item, history: list[dict[str, Item]]) -> Iterator[Seen]:
    past = [week.get(item.exercise) for week in history]
    same = [one if one is not None and alike(one, item) else None for one in past]
    if len(same) < 2 or same[-2] is None:
        return
    old, new = volume(same[-2]), volume(item)
    seconds = item.dose.seconds
    if seconds is None:
        smallest = same[-2].sets
    else:
        smallest = same[-2].sets * max(2 * same[-2].dose.reps, seconds if item.dose.reps > 1 else 0)
    most = old + max(0.3 * old, smallest)
    yield Seen("volumes beside those of two weeks before", step.turn)
    if new > old:
        yield Seen("volumes that rose in two weeks", step.turn)
    recent = max(volume(one) for one in same if one is not None)
    if new > most + EPSILON and new > recent:
        kind = "a new stage" if step.new_stage else "a week"
        yield Seen("", step.turn, f"volume rises by more than 30 % in two weeks, with {kind}", f"{item.exercise} {old} to {new}")
    elif new > most + EPSILON:
        yield Seen("steep rises to what was prescribed within 8 weeks", step.turn)
        done = done_lately(step, item)
        if new > done:
            yield Seen("steep rises to what was prescribed within 8 weeks, and not done", step.turn)


def done_lately(step: Step, item: Item) -> int:
    """Return the most of an exercise that was done in a session of the last 8 weeks by each of its sides."""
    most = 0
    since = step.ask.begins - timedelta(weeks=RECENT)
    for workout in step.ask.before.workouts:
        if day_of(workout) < since:
            continue
        by_side: dict[str, int] = {}
        for one in told(workout).sets:
            if one.exercise == item.exercise and not one.skipped:
                by_side[one.side] = by_side.get(one.side, 0) + (one.reps or 1) * (one.seconds or 1)
        most = max(most, min(by_side.values(), default=0))
    return most


def _sets_rise(step: Step, hip: Side) -> Iterator[Seen]:
    old, new = sets_of(step.was, hip), sets_of(step.now, hip)
    recent = max(sets_of(week, hip) for week in step.weeks[-RECENT:])
    yield Seen("main sets of a week and hip beside those of the week before", step.turn)
    if new > old:
        yield Seen("main sets of a week and hip that rose", step.turn)
    if new > max(old * 1.15 + EPSILON, old + 1, recent):
        kind = "a new stage" if step.new_stage else "a week"
        yield Seen("", step.turn, f"main sets rise by more than 15 % and one, with {kind}", f"{hip} {old} to {new}")


# --- 4: after too much pain the very next session is easier


def next_is_easier(catalog: Catalog, life: Life) -> Iterator[Seen]:
    """After too much pain, what provoked it is absent, easier or less in the very next session, and no more is done.

    Where no exercise was named, all of the session count. What is at its floor cannot be less.
    """
    for turn, one, other in pairs(life):
        workout = next(at for at in other.before.workouts if _is(at, one))
        plan = one.saved.plan
        if told(workout).worst <= cap_of(plan):
            continue
        yield Seen("sessions after too much pain", turn)
        had, has = in_session(one.today.planned), in_session(other.today.planned)
        named = {at.exercise for at in told(workout).sets if at.pain is not None and at.pain > cap_of(plan)} & set(had)
        for id in named or set(had):
            if id not in has:
                yield Seen("provoking exercises that are absent in the next session", turn)
            elif easier(catalog, had[id], has[id]):
                yield Seen("provoking exercises that are easier in the next session", turn)
            elif at_floor(catalog, has[id], plan.request.age):
                yield Seen("provoking exercises that are at their floor in the next session", turn)
            else:
                detail = f"{id} {shown(had[id])} to {shown(has[id])}"
                yield Seen("", turn, f"what hurt is not easier in the next session, {_case(one, other)}", detail)
        planned = _planned(one.saved, other)
        if planned is not None:
            yield from _no_more(turn, planned, other.today.planned, _case(one, other))


def _case(one: Done, other: Done) -> str:
    """Return in words how two sessions with too much pain between them lie to each other."""
    if one.saved.program == other.saved.program:
        return "of the same week"
    workout = next(at for at in other.before.workouts if _is(at, one))
    if other.saved.saved < max(entry.recorded for entry in workout.told):
        return "of a next week that was made before the pain was told"
    if one.saved.plan.prescribed != other.saved.plan.prescribed:
        return "of another stage"
    return "of the next week, after an eased session" if one.today.changes else "of the next week"


def _is(workout: Workout, done: Done) -> bool:
    return (workout.program, workout.week, workout.session, workout.date) == done.workout


def easier(catalog: Catalog, old: Item, new: Item) -> bool:
    """Return whether an exercise is in an easier form, with less load, or less of it."""
    if rank(catalog, new) != rank(catalog, old):
        return rank(catalog, new) > rank(catalog, old)
    if new.load.kind != old.load.kind:
        return new.load.kind == "bodyweight"
    return work(new) < work(old)


def at_floor(catalog: Catalog, item: Item, age: int | None) -> bool:
    """Return whether there is no less of an exercise: 2 sets of 5, or a hold of 10 s, or the bottom of its own trial.

    With an own range the older do 10 repetitions at least (R-032).
    """
    exercise = catalog.exercise(item.exercise)
    own = exercise.dose if exercise else None
    sets = _fewest(catalog, item)
    if item.dose.seconds is not None:
        return item.sets <= sets and item.dose.seconds <= max(10, own.seconds[0] if own and own.seconds else 0)
    if own is None or own.reps is None:
        return item.sets <= sets and item.dose.reps <= 5
    return item.sets <= sets and item.dose.reps <= max(own.reps[0], 10 if age is not None and age >= 65 else 0)


def _planned(saved: Saved, other: Done) -> Session | None:
    """Return the session that stood in the plan of the pain, where the next one stands."""
    if other.saved.program == saved.program:
        week = next(week for week in saved.plan.weeks if week.number == other.today.week)
    else:
        week = saved.plan.weeks[0]
    place = other.today.session - 1
    return week.sessions[place] if place < len(week.sessions) else None


def _no_more(turn: int, planned: Session, offered: Session, case: str) -> Iterator[Seen]:
    old, new = planned.items("main"), offered.items("main")
    yield Seen("sessions after too much pain beside what was planned", turn)
    if sum(item.sets for item in new) > sum(item.sets for item in old):
        detail = f"{[shown(i) for i in old]} to {[shown(i) for i in new]}"
        yield Seen("", turn, f"more sets than planned in the session after too much pain, {case}", detail)
    if sum(map(work, new)) > sum(map(work, old)):
        detail = f"{[i.exercise + ' ' + shown(i) for i in old]} to {[i.exercise + ' ' + shown(i) for i in new]}"
        yield Seen("", turn, f"more work than planned in the session after too much pain, {case}", detail)


# --- 5 and 6: shares of people and weeks


def reach_late(catalog: Catalog, life: Life) -> Iterator[Seen]:
    """The recovering whom nothing bars from it reach the late stage; one who does not is a fault of few percent."""
    one = life.one
    if one.kind != "recovering":
        return
    if not _may_reach_late(catalog, life):
        yield Seen("recovering people whom their request or age bars from the late stage", 0)
        return
    reached = any(step.new.prescribed.stage == "late" for step in steps(life))
    yield Seen("recovering people who could reach the late stage", len(life.turns) - 1)
    if not reached:
        yield Seen("recovering people who could reach the late stage, and do not", len(life.turns) - 1)


def _may_reach_late(catalog: Catalog, life: Life) -> bool:
    """Return whether a late plan is lawful for what a recovering person asks for, once the pain is low and gates open."""
    request = replace(life.one.request, stage="late", pain=life.one.low, clinician="a clinician: gates waived")
    try:
        return make_plan(catalog, request).prescribed.stage == "late"
    except (NoPlanError, SafetyStopError):
        return False


def noise_is_no_regression(catalog: Catalog, life: Life) -> Iterator[Seen]:
    """Of who has steady pain of 0-2, a point of noise takes little back."""
    if life.one.kind != "steady":
        return
    for step in steps(life):
        if step.new_stage and step.later_stage:
            continue
        yield Seen("weeks of steady people", step.turn)
        if regressed(catalog, step):
            yield Seen("weeks of steady people that are less or easier than before", step.turn)


def regressed(catalog: Catalog, step: Step) -> bool:
    """Return whether a week has less of an exercise, an easier form or rung, or one gone with nothing harder for it."""
    old, new = mains(step.was), mains(step.now)
    for id, had in old.items():
        has = new.get(id)
        if has is None:
            if not any(one in above(catalog, id) for one in new if one not in old):
                return True
        elif rank(catalog, has) > rank(catalog, had) or (had.load.kind != "bodyweight" == has.load.kind):
            return True
        elif alike(has, had) and volume(has) < volume(had) and has.sets <= had.sets:
            return True
    return False


# --- 7: back after a break


def back_gently(catalog: Catalog, life: Life) -> Iterator[Seen]:
    """After 14 days or more the first week has at most half the main sets, those after it 70, 80 and 90 %."""
    for step in steps(life):
        found = _back(step)
        if found is None:
            continue
        number, base = found
        share = BACK[number - 1]
        yield Seen(f"weeks back after a break, number {number}", step.turn)
        sets, had = _all_sets(step.now.sessions), _all_sets(base.sessions)
        if sets <= share * had:
            continue
        high = [
            session
            for place, session in enumerate(step.now.sessions)
            if _all_sets([session]) > share * _all_sets(base.sessions[place : place + 1])
            and not _little(catalog, session, step.new.request.age, first=number == 1)
        ]
        if high:
            kind = " of a new stage" if step.new_stage else ""
            items = [f"{item.exercise} {shown(item)}" for item in high[0].items("main")]
            yield Seen("", step.turn, f"week {number} back{kind} has more than {share:.0%}", f"{sets} of {had}: {items}")
        else:
            yield Seen(f"weeks back after a break, number {number}, at the floors", step.turn)
    yield from _unasked(life)


def _unasked(life: Life) -> Iterator[Seen]:
    """Judge sessions that are the first after a break, of a plan that was made before it."""
    for turn, one, other in pairs(life):
        gap = (date.fromisoformat(other.date) - date.fromisoformat(one.date)).days
        made = date.fromisoformat(other.saved.saved[:10])
        if gap < BREAK or (made - date.fromisoformat(one.date)).days >= BREAK:
            continue
        yield Seen("sessions after a break, of a plan made before it", turn)
        week = next(week for week in other.saved.plan.weeks if week.number == other.today.week)
        planned = week.sessions[other.today.session - 1]
        if _all_sets([other.today.planned]) * 2 > _all_sets([planned]):
            yield Seen("", turn, "a session after a break has more than half the sets of a plan made before it", f"{gap} days")


def _all_sets(sessions: Iterable[Session]) -> int:
    return sum(item.sets for session in sessions for item in session.items("main"))


def _little(catalog: Catalog, session: Session, age: int | None, *, first: bool) -> bool:
    """Return whether a session has no more than two exercises of two sets; in the first week, at their floors."""
    items = session.items("main")
    few = len(items) <= 2 and all(item.sets <= _fewest(catalog, item) for item in items)
    return few and (not first or all(at_floor(catalog, item, age) for item in items))


def _fewest(catalog: Catalog, item: Item) -> int:
    exercise = catalog.exercise(item.exercise)
    return max(2, exercise.dose.sets[0] if exercise and exercise.dose.sets else 0)


def _back(step: Step) -> tuple[int, Week] | None:
    """Return which week back after a break this is, and the week before the break."""
    days = sorted({day_of(one) for one in step.ask.before.workouts if told(one).done})
    asked = date.fromisoformat(step.ask.date)
    if (asked - days[-1]).days >= BREAK:
        return 1, step.was
    for before, after in reversed(list(zip(days, days[1:], strict=False))):
        if (after - before).days >= BREAK:
            since = sum(began >= after for began in step.began)
            had = [week for week, began in zip(step.weeks, step.began, strict=True) if began < after]
            return (since + 1, had[-1]) if had and since < len(BACK) else None
    return None


# --- 8: a lagging side


def sides_even(catalog: Catalog, life: Life) -> Iterator[Seen]:
    """A lagging side gets no extra set, and both sides do what it did, or the floor."""
    for step in steps(life):
        for session in step.now.sessions:
            left = {item.exercise: item.sets for item in session.items("main") if item.sides in (("left",), ("right",))}
            twice = [item.exercise for item in session.items("main") if item.exercise in left]
            if len(twice) != len(set(twice)):
                yield Seen("", step.turn, "a side has sets of its own", ", ".join(twice))
        if step.new_stage:
            continue
        now, old = mains(step.now), mains(step.was)
        for id, (side, amount) in lagging(step).items():
            yield Seen("exercises with a lagging side", step.turn)
            if id not in now or not alike(now[id], old[id]):
                continue
            new = now[id].dose.seconds or now[id].dose.reps
            was = old[id].dose.seconds or old[id].dose.reps
            floor = 10 if now[id].dose.seconds else 5
            if not calm(life, step):
                yield Seen("exercises with a lagging side in a week with pain", step.turn)
                if new > was:
                    yield Seen("", step.turn, "a lagging side gets more in a week with pain", f"{id} {side} {amount}")
            elif new > max(amount, floor):
                detail = f"{id}: the {side} side did {amount} of {was}, and gets {new}"
                yield Seen("", step.turn, "a lagging side gets more than it did", detail)


def lagging(step: Step) -> dict[str, tuple[str, int]]:
    """Return exercises whose one side did less than planned and than the other in the last session, all sets done."""
    found: dict[str, tuple[str, int]] = {}
    for session in step.sessions:
        place = session.workout.session - 1
        for id, item in in_session(step.was.sessions[place]).items():
            sets = [one for one in session.sets if one.exercise == id and not one.skipped]
            if not sets:
                continue
            found.pop(id, None)
            if len(sets) < item.sets * len(item.sides):
                continue
            aim = item.dose.seconds or item.dose.reps
            least = {
                side: min((one.seconds if item.dose.seconds else one.reps) or 0 for one in sets if one.side == side)
                for side in {one.side for one in sets}
            }
            weak = min(least, key=lambda side: least[side])
            if len(least) > 1 and least[weak] < min(aim, max(least.values())):
                found[id] = (weak, least[weak])
    return found


def calm(life: Life, step: Step) -> bool:
    """Return whether a week gives no other reason to hold: pain 0-2 in every session, mornings as usual, half done."""
    usual = [one.usual for at in step.ask.before.workouts for one in at.told if one.usual is not None]
    mornings = [one for at in sorted(step.ask.before.workouts, key=day_of) if (one := told(at).morning) is not None]
    as_usual = usual[-1] if usual else (mornings[0] if mornings else 10)
    worst = [max(one.during or 0, one.after or 0) for one in step.sessions]
    known = any(one.during is not None or one.after is not None for one in step.sessions)
    recent = any((date.fromisoformat(step.ask.date) - day).days <= FLARE_DAYS for day, _, _ in flares(step.ask.before))
    return (
        known
        and not recent
        and max(worst) <= 2
        and all(one.morning is None or one.morning <= as_usual for one in step.sessions)
        and not any(one.exertion for one in step.sessions)
        and not _young(step.new)
        and 2 * len(step.sessions) >= len(step.was.sessions)
        and _back(step) is None
        and max(worst) - min(worst) == 0
        and len({max(one.during or 0, one.after or 0, one.morning or 0) for one in step.sessions}) == 1
    )


# --- 9: what forbids any rise


def _young(plan: Plan) -> bool:
    return plan.request.age is not None and plan.request.age < 15


def nothing_rises(catalog: Catalog, life: Life) -> Iterator[Seen]:
    """Nothing rises with symptoms after exertion, under 15 after any pain, and without pain written down."""
    for step in steps(life):
        reasons = (
            ("symptoms that got worse after exertion", any(one.exertion for one in step.sessions)),
            ("any pain under 15 years", _young(step.new) and any(one.worst > 0 for one in step.sessions)),
            ("no pain written down", all(one.during is None and one.after is None for one in step.sessions)),
        )
        for reason, holds in reasons:
            if not holds:
                continue
            yield Seen(f"weeks after {reason}", step.turn)
            if step.later_stage:
                yield Seen("", step.turn, f"a harder stage after {reason}")
            for what, detail in risen(catalog, mains(step.was), mains(step.now)):
                kind = " with a new stage" if step.new_stage else ""
                yield Seen("", step.turn, f"{what} rises after {reason}{kind}", detail)


# --- 10: every change is explained


def changes_are_explained(catalog: Catalog, life: Life) -> Iterator[Seen]:
    """Every change names a row, its numbers and known sources; every difference has a change."""
    known = {source.key for source in catalog.sources} | {statement.id for statement in catalog.statements}
    rows = {row.id for row in catalog.adaptation}
    for step in steps(life):
        found = step.ask.found
        assert found is not None
        for change in found.changes:
            yield Seen(f"changes by {change.row}", step.turn)
            if change.row not in rows:
                yield Seen("", step.turn, f"a change names {change.row}, which is no row")
            if not change.numbers and change.row != "E11":
                yield Seen("", step.turn, f"a change by {change.row} has no numbers", change.text)
            for source in set(change.sources) - known or ({""} if not change.sources else set()):
                yield Seen("", step.turn, f"a change by {change.row} has the source {source!r}, which is none")
            if "{" in change.text or "None" in change.text:
                yield Seen("", step.turn, f"a change by {change.row} says {{ or None", change.text)
        yield from _unexplained(step, {change.subject for change in found.changes}, " ".join(one.text for one in found.changes))
        reasons = (one for week in step.new.weeks for at in week.sessions for item in at.items("main") for one in item.reasons)
        for source in {key for one in (*reasons, *step.new.decisions) for key in one.sources} - known:
            yield Seen("", step.turn, f"a reason has the source {source!r}, which is none")
    for index, turn in enumerate(life.turns):
        for done in turn.sessions:
            for change in done.today.changes:
                yield Seen(f"changes of a session by {change.row}", index)
                if change.row not in rows or not change.numbers or not change.sources or set(change.sources) - known:
                    yield Seen("", index, "a change of a session lacks its row, numbers or sources", change.text)


def _unexplained(step: Step, subjects: set[str], texts: str) -> Iterator[Seen]:
    if step.new_stage or "week" in subjects:
        return
    old, new = mains(step.was), mains(step.now)
    for id in {*old, *new}:
        before, after = old.get(id), new.get(id)
        if after is not None and before is not None and alike(before, after) and shown(before) == shown(after):
            continue
        named = after is not None and before is None and after.name in texts
        if id not in subjects and not named:
            what = "new" if before is None else "gone" if after is None else "changed"
            yield Seen("", step.turn, f"an exercise is {what}, and no change says so", id)


# --- 11 and 12: the same again, and nothing else


def same_again(catalog: Catalog, life: Life) -> Iterator[Seen]:
    """The same log gives the same bytes, in whatever order it is given."""
    for step in steps(life):
        for place, other in enumerate(step.ask.again):
            what = ("once more", "in another order")[place]
            yield Seen(f"plans from the same log {what}", step.turn)
            if other != to_json(step.new):
                yield Seen("", step.turn, f"another plan from the same log {what}")


def ends_as_it_should(catalog: Catalog, life: Life) -> Iterator[Seen]:
    """Nothing ends a command but what must; and no life comes to where no program is to be had."""
    for index, turn in enumerate(life.turns):
        for ask in turn.asks:
            yield from _ended(index, turn, ask)
    if life.ended:
        yield Seen(f"lives that end {life.ended}", len(life.turns))
        last = life.turns[-1].asks[-1].error if life.ended == "stuck" else life.crash
        yield Seen("", len(life.turns), f"{life.ended}: {plain(catalog, str(last))[:120]}", str(last))


def _ended(turn: int, at: Turn, ask: Ask) -> Iterator[Seen]:
    error = ask.error
    stops, may = _mornings(ask)
    if ask.asked.red_flag or stops:
        what = "a red flag" if ask.asked.red_flag else "a morning of 8 to 10"
        yield Seen(f"asks after {what}", turn)
        if not isinstance(error, SafetyStopError) and not (ask.probe and error):
            yield Seen("", turn, f"no safety stop after {what}")
    elif isinstance(error, SafetyStopError):
        yield Seen("asks stopped by a morning of 8 to 10 before the last", turn)
        if not may:
            yield Seen("", turn, "a safety stop without a cause", str(error))
    elif error is None:
        if ask.probe:
            yield Seen("", turn, f"{ask.asked.stage} is given though its gate is closed")
    else:
        reason = next((name for name, holds in REASONS.items() if holds(at, ask, error)), None)
        if reason:
            yield Seen(f"asks refused: {reason}", turn)
        else:
            yield Seen("", turn, f"refused without a cause: {type(error).__name__}: {error}"[:160], str(error))


def _mornings(ask: Ask) -> tuple[bool, bool]:
    """Return whether the last morning of the last two weeks is one at which there is no program, and whether any is."""
    asked = date.fromisoformat(ask.date)
    known = [(day_of(one), told(one).morning) for one in ask.before.workouts if told(one).morning is not None]
    recent = [(morning or 0) >= NO_PROGRAM for day, morning in sorted(known, key=lambda one: one[0]) if (asked - day).days < BREAK]
    if not recent or ask.asked.pain is not None:
        return False, False
    return recent[-1], any(recent)


def _untrained(at: Turn, ask: Ask, error: GlutemedError) -> bool:
    current = ask.before.programs[-1].program
    return isinstance(error, UsageError) and not any(one.program == current and told(one).done for one in ask.before.workouts)


def _closed(at: Turn, ask: Ask, error: GlutemedError) -> bool:
    wanted = ask.asked.stage
    return isinstance(error, UsageError) and wanted is not None and wanted not in {gate.to for gate in ask.asked.passed}


def _too_soon(at: Turn, ask: Ask, error: GlutemedError) -> bool:
    asked = date.fromisoformat(ask.date)
    recent = any((asked - day).days <= FLARE_DAYS for day, _, _ in flares(ask.before))
    return isinstance(error, UsageError) and ask.asked.stage is not None and recent


def _exertion(at: Turn, ask: Ask, error: GlutemedError) -> bool:
    told_of = any(told(one).exertion for one in ask.before.workouts)
    return isinstance(error, UsageError) and ask.asked.stage is not None and told_of


def _asked_for(at: Turn, ask: Ask, error: GlutemedError) -> bool:
    request = ask.before.programs[-1].plan.request
    return isinstance(error, NoPlanError) and ask.asked.stage is not None and bool(request.include)


REASONS: dict[str, Callable[[Turn, Ask, GlutemedError], bool]] = {
    "nothing of the program is in the log": _untrained,
    "the gate is closed": _closed,
    "too much pain within 7 days": _too_soon,
    "symptoms got worse after exertion": _exertion,
    "no plan of the stage has what is included by name": _asked_for,
}
"""What a request may be refused for."""

PROPERTIES: dict[str, Callable[[Catalog, Life], Iterator[Seen]]] = {
    "the rules hold": rules_hold,
    "nothing progresses within 7 days of too much pain": nothing_after_pain,
    "no steep rise": no_steep_rise,
    "the session after too much pain is easier": next_is_easier,
    "the recovering reach late": reach_late,
    "noise is no regression": noise_is_no_regression,
    "back gently after a break": back_gently,
    "sides even out": sides_even,
    "nothing rises where nothing may": nothing_rises,
    "changes are explained": changes_are_explained,
    "the same again": same_again,
    "every end has its cause": ends_as_it_should,
}
"""What holds of every life, by name."""


def judge(catalog: Catalog, life: Life) -> Iterator[tuple[str, Seen]]:
    """Return what each property looked at in a life, and what is broken."""
    _TOLD.clear()
    for name, holds in PROPERTIES.items():
        for seen in holds(catalog, life):
            yield name, seen
    _TOLD.clear()
