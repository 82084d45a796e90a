"""What must hold after too much pain, after exertion, and where pain is not known."""

from datetime import date

from tests.proof.lives.amounts import Items, at_floor, easier, in_session, mains, risen, shown, work
from tests.proof.lives.lived import (
    FLARE_DAYS,
    Faults,
    Lived,
    Seen,
    cap_of,
    flares,
    plan_of,
    planned_for,
    told,
    told_late,
    workout_of,
)
from tests.proof.lives.living import Done

from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan, Session

__all__ = ["next_is_easier", "nothing_progresses", "nothing_rises", "young"]


OTHER_STAGE = "of another stage"


def young(plan: Plan) -> bool:
    """Return whether a plan is for someone under 15 years, who progresses without any pain only (R-013)."""
    return plan.request.age is not None and plan.request.age < 15


def nothing_progresses(catalog: Catalog, lived: Lived) -> Faults:
    """Within 7 days of pain above 5, or the condition's cap, nothing that is planned or offered is more than before."""
    for step in lived.steps:
        sore = [day for day, _ in flares(step.ask.before) if 0 <= (step.first_day - day).days <= FLARE_DAYS]
        if not sore:
            continue
        yield Seen(step.turn, "weeks that begin within 7 days of too much pain")
        kind = ", with a new program" if step.new_program else ""
        if step.later_stage:
            yield Seen(step.turn, fault="a harder stage within 7 days of too much pain")
        for what, where in risen(catalog, mains(step.was), mains(step.now)):
            yield Seen(step.turn, fault=f"{what} within 7 days of too much pain{kind}", detail=f"{max(sore)}: {where}")
    for turn, done in lived.sessions:
        yield from _in_session(catalog, turn, done)


def _in_session(catalog: Catalog, turn: int, done: Done) -> Faults:
    today = date.fromisoformat(done.date)
    recent = [(day, workout) for day, workout in flares(done.before) if 0 <= (today - day).days <= FLARE_DAYS]
    if not recent:
        return
    yield Seen(turn, "sessions within 7 days of too much pain")
    _, workout = max(recent, key=lambda one: one[0])
    plan, kind = plan_of(done.before, workout), ""
    if told_late(workout, plan, done.saved):
        kind = ", of a week that was made before the pain was told"
    elif plan.prescribed != done.saved.plan.prescribed:
        kind = ", of another stage"
    week = next(week for week in plan.weeks if week.number == workout.week)
    for what, where in risen(catalog, mains(week), in_session(done.today.planned), by_volume=True):
        fault = f"{what} in a session within 7 days of too much pain{kind}"
        yield Seen(turn, fault=fault, detail=f"{workout.date}: {where}")


def next_is_easier(catalog: Catalog, lived: Lived) -> Faults:
    """After too much pain, what provoked it is absent, easier or less in the very next session, and no more is done.

    Where no exercise was named, all of the session count, and all that was planned for the next one
    is easier too. What is at its floor cannot be less.
    """
    for turn, one, other in lived.pairs:
        workout, plan = workout_of(other.before, one), one.saved.plan
        if told(workout).worst <= cap_of(plan):
            continue
        yield Seen(turn, "sessions after too much pain")
        had, has, case = in_session(one.today.planned), in_session(other.today.planned), _case(one, other)
        named = {at.exercise for at in told(workout).sets if at.pain is not None and at.pain > cap_of(plan)} & set(had)
        sore = {id: had[id] for id in sorted(named or set(had))}
        yield from _spared(catalog, turn, sore, has, plan, f"what hurt is not easier in the next session, {case}")
        planned = planned_for(other, one.saved)
        if planned is None:
            continue
        yield Seen(turn, "sessions after too much pain beside what was planned in their place")
        yield from _no_more(turn, planned, other.today.planned, case, new=_begins(one, other))
        if not named and case != OTHER_STAGE:
            rest = {id: item for id, item in in_session(planned).items() if id not in had}
            fault = f"what was planned next is not easier after pain of a whole session, {case}"
            yield from _spared(catalog, turn, rest, has, plan, fault)


def _spared(catalog: Catalog, turn: int, had: Items, has: Items, plan: Plan, fault: str) -> Faults:
    """Judge whether each of some exercises is absent, easier or at its floor in a session."""
    for id, item in had.items():
        if id not in has:
            yield Seen(turn, "exercises that are absent from the next session")
        elif easier(catalog, item, has[id]):
            yield Seen(turn, "exercises that are easier in the next session")
        elif at_floor(catalog, has[id], plan.request.age):
            yield Seen(turn, "exercises that are at their floor in the next session")
        else:
            yield Seen(turn, fault=fault, detail=f"{id} {shown(item)} to {shown(has[id])}")


def _case(one: Done, other: Done) -> str:
    """Return in words how the session after too much pain lies to the one before it."""
    if one.saved.program == other.saved.program:
        return "of the same week"
    if told_late(workout_of(other.before, one), one.saved.plan, other.saved):
        return "of a next week that was made before the pain was told"
    if one.saved.plan.prescribed != other.saved.plan.prescribed:
        return OTHER_STAGE
    return "of the next week, after an eased session" if one.today.changes else "of the next week"


def _begins(one: Done, other: Done) -> bool:
    """Return whether a session is of a program that begins after another session."""
    return other.saved.program != one.saved.program and other.saved.plan.weeks[0].number == 1


def _no_more(turn: int, planned: Session, offered: Session, case: str, *, new: bool) -> Faults:
    """Judge sets and work; those of a new program are of other exercises, and only sets compare."""
    had, has = planned.items("main"), offered.items("main")
    detail = " to ".join("; ".join(f"{item.exercise} {shown(item)}" for item in items) for items in (had, has))
    if sum(item.sets for item in has) > sum(item.sets for item in had):
        yield Seen(turn, fault=f"more sets than planned in the session after too much pain, {case}", detail=detail)
    if not new and sum(map(work, has)) > sum(map(work, had)):
        yield Seen(turn, fault=f"more work than planned in the session after too much pain, {case}", detail=detail)


def nothing_rises(catalog: Catalog, lived: Lived) -> Faults:
    """Nothing rises with symptoms after exertion, under 15 after any pain, and without pain written down.

    A clinician's word may open a stage though no pain was written down.
    """
    for step in lived.steps:
        unknown = all(one.during is None and one.after is None for one in step.sessions)
        waived = step.later_stage and step.new.request.clinician is not None
        reasons = (
            ("symptoms that got worse after exertion", any(one.exertion for one in step.sessions)),
            ("any pain under 15 years", young(step.new) and any(one.worst > 0 for one in step.sessions)),
            ("no pain written down", unknown and not waived),
        )
        kind = ", with a new program" if step.new_program else ""
        for reason, holds in reasons:
            if not holds:
                continue
            yield Seen(step.turn, f"weeks after {reason}")
            if step.later_stage:
                yield Seen(step.turn, fault=f"a harder stage after {reason}")
            for what, where in risen(catalog, mains(step.was), mains(step.now)):
                yield Seen(step.turn, fault=f"{what} after {reason}{kind}", detail=where)
