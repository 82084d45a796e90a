"""What may end a command in a life, and what must."""

from collections.abc import Callable
from datetime import date

from tests.proof.lives.lived import BREAK, FLARE_DAYS, Faults, Lived, Seen, day_of, flares, plan_of, told, told_late
from tests.proof.lives.living import Ask, Refused
from tests.proof.lives.made import plain

from glutemed.errors import GlutemedError, NoPlanError, SafetyStopError, UsageError
from glutemed.model.catalog import Catalog
from glutemed.model.log import Saved, Workout

__all__ = ["ends_as_it_should"]

NO_PROGRAM = 8
"""Pain from which on there is no program (P14)."""


def ends_as_it_should(catalog: Catalog, lived: Lived) -> Faults:
    """Nothing ends a command but what must; and no life comes to where no program is to be had."""
    life = lived.life
    for turn, at in enumerate(life.turns):
        for ask in at.asks:
            yield from _asked(catalog, turn, ask)
        if at.refused:
            yield from _no_session(turn, at.refused)
    if life.ended:
        yield Seen(len(life.turns), fault=plain(catalog, life.ended)[:160], detail=life.ended)


def _asked(catalog: Catalog, turn: int, ask: Ask) -> Faults:
    error, (must_stop, may_stop) = ask.error, _mornings(ask)
    if ask.asked.red_flag or must_stop:
        what = "a red flag" if ask.asked.red_flag else "a morning of 8 to 10"
        yield Seen(turn, f"asks after {what}")
        if not isinstance(error, SafetyStopError) and not (ask.probe and error):
            yield Seen(turn, fault=f"no safety stop after {what}")
    elif isinstance(error, SafetyStopError):
        yield Seen(turn, "asks stopped by a morning of 8 to 10 before the last")
        if not may_stop:
            yield Seen(turn, fault="a safety stop without a cause", detail=str(error))
    elif error is None:
        if ask.probe:
            yield Seen(turn, fault=f"the {ask.asked.stage} stage is given though its gate is closed")
    else:
        reason = next((name for name, holds in REASONS.items() if holds(ask, error)), None)
        if reason:
            yield Seen(turn, f"asks refused: {reason}")
        else:
            text = plain(catalog, f"{type(error).__name__}: {error}")[:120]
            yield Seen(turn, fault=f"refused without a cause: {text}", detail=str(error))


def _no_session(turn: int, refused: Refused) -> Faults:
    """Judge a session that was refused: all of the week are done, there was a break, or pain was told late."""
    person = refused.before
    current = person.programs[-1]
    done = {(one.week, one.session) for one in person.workouts if one.program == current.program}
    last = max((day_of(one) for one in person.workouts if told(one).done), default=None)
    if any(all((week.number, place + 1) in done for place in range(len(week.sessions))) for week in current.plan.weeks):
        since = [one for one in person.workouts if one.program == current.program and one.date >= current.saved[:10]]
        if since:
            yield Seen(turn, "sessions refused: those of the week are done")
            return
    elif last and (date.fromisoformat(refused.date) - last).days >= BREAK:
        yield Seen(turn, "sessions refused: a break")
        return
    elif any(told_late(one, plan_of(person, one), current) or _worse_since(one, current) for one in person.workouts):
        yield Seen(turn, "sessions refused: too much pain, or a worse morning, was told after the week was made")
        return
    yield Seen(turn, fault="a session is refused without a cause", detail=str(refused.error))


def _worse_since(workout: Workout, saved: Saved) -> bool:
    """Return whether a morning that may be worse than usual was told after a program was saved."""
    return any(one.recorded > saved.saved and (one.morning or 0) >= 2 for one in workout.told)


def _mornings(ask: Ask) -> tuple[bool, bool]:
    """Return whether a plan must be refused for the last morning of two weeks, and whether it may for any of them.

    It may for a morning of the last week that was trained, too. Who tells of pain as it is now need
    not be stopped by an earlier morning.
    """
    asked = date.fromisoformat(ask.day)
    log = sorted(ask.before.workouts, key=day_of)
    mornings = [told(one).morning for one in log if (asked - day_of(one)).days < BREAK]
    known = [morning >= NO_PROGRAM for morning in mornings if morning is not None]
    week = [told(one).morning or 0 for one in log if (one.program, one.week) == (log[-1].program, log[-1].week)]
    may_stop = any(known) or max(week, default=0) >= NO_PROGRAM
    return bool(known) and known[-1] and ask.asked.pain is None, may_stop


def _untrained(ask: Ask, error: GlutemedError) -> bool:
    current = ask.before.programs[-1].program
    done = any(one.program == current and told(one).done for one in ask.before.workouts)
    return isinstance(error, UsageError) and not done


def _closed(ask: Ask, error: GlutemedError) -> bool:
    return isinstance(error, UsageError) and ask.asked.stage is not None and "is not open yet" in str(error)


def _too_soon(ask: Ask, error: GlutemedError) -> bool:
    asked = date.fromisoformat(ask.day)
    recent = any((asked - day).days <= FLARE_DAYS for day, _ in flares(ask.before))
    told_so = "the last break was" in str(error) or "pain is not written down of every session" in str(error)
    return isinstance(error, UsageError) and ask.asked.stage is not None and (recent or told_so)


def _exertion(ask: Ask, error: GlutemedError) -> bool:
    tells = any(told(one).exertion for one in ask.before.workouts)
    return isinstance(error, UsageError) and ask.asked.stage is not None and tells


def _young(ask: Ask, error: GlutemedError) -> bool:
    age = ask.before.programs[-1].plan.request.age
    return isinstance(error, UsageError) and ask.asked.stage is not None and age is not None and age < 15


def _sore_week(ask: Ask, error: GlutemedError) -> bool:
    """Return whether a harder stage was refused after a week of pain above 2, of worse mornings, or of unknown pain."""
    log = sorted((one for one in ask.before.workouts if told(one).done), key=lambda one: (one.date, one.week))
    week = [told(one) for one in log if (one.program, one.week) == (log[-1].program, log[-1].week)]
    pains = [pain for one in week for pain in (one.during, one.after) if pain is not None]
    mornings = [one.morning for one in week if one.morning is not None]
    sore = not pains or max(pains) > 2 or max(mornings, default=0) >= 2
    return isinstance(error, UsageError) and ask.asked.stage is not None and sore


def _asked_for(ask: Ask, error: GlutemedError) -> bool:
    request = ask.before.programs[-1].plan.request
    return isinstance(error, NoPlanError) and ask.asked.stage is not None and bool(request.include or request.exclude)


REASONS: dict[str, Callable[[Ask, GlutemedError], bool]] = {
    "nothing of the program is in the log": _untrained,
    "the gate is closed": _closed,
    "too much pain within 7 days": _too_soon,
    "symptoms got worse after exertion": _exertion,
    "pain under 15 years": _young,
    "pain above 2, a worse morning or unknown pain in the week": _sore_week,
    "no plan of the stage is as included and excluded by name": _asked_for,
}
"""What a wish may be refused for."""
