"""What must hold of a side that lags behind the other."""

from datetime import date

from tests.proof.lives.after_pain import young
from tests.proof.lives.amounts import alike, in_session, mains
from tests.proof.lives.breaks import week_back
from tests.proof.lives.lived import FLARE_DAYS, Faults, Lived, Seen, Step, day_of, flares, told

from glutemed.model.catalog import Catalog
from glutemed.model.plan import Session

__all__ = ["sides_even"]


def sides_even(catalog: Catalog, lived: Lived) -> Faults:
    """A lagging side gets no extra set, and both sides do what it did, or the floor; with pain, no more than before."""
    for step in lived.steps:
        for session in step.now.sessions:
            for id in _extra(session):
                yield Seen(step.turn, fault="a side has sets of its own", detail=id)
        now, old = mains(step.now), mains(step.was)
        for id, (side, amount) in ({} if step.new_program else _lagging(step)).items():
            yield Seen(step.turn, "exercises with a lagging side")
            if id not in now or not alike(now[id], old[id]):
                continue
            new, was = (item.dose.seconds or item.dose.reps for item in (now[id], old[id]))
            floor = 10 if now[id].dose.seconds else 5
            detail = f"{id}: the {side} side did {amount} of {was}, and gets {new}"
            if not _calm(step):
                yield Seen(step.turn, "exercises with a lagging side in a week that holds for another reason")
                if new > was:
                    yield Seen(step.turn, fault="a lagging side gets more in a week that should hold", detail=detail)
            elif new > max(amount, floor):
                yield Seen(step.turn, fault="a lagging side gets more than it did", detail=detail)


def _extra(session: Session) -> list[str]:
    """Return exercises that stand twice in a session: once for a side alone."""
    ids = [item.exercise for item in session.items("main")]
    return sorted({id for id in ids if ids.count(id) > 1})


def _lagging(step: Step) -> dict[str, tuple[str, int]]:
    """Return exercises whose one side did less than planned and than the other in the last session, all sets done."""
    found: dict[str, tuple[str, int]] = {}
    for session in step.sessions:
        for id, item in in_session(step.was.sessions[session.workout.session - 1]).items():
            entries = [one for one in session.sets if one.exercise == id]
            sets = [one for one in entries if not one.skipped]
            if entries:
                found.pop(id, None)
            if len(sets) < item.sets * len(item.sides):
                continue
            least = {
                side: min((one.seconds if item.dose.seconds else one.reps) or 0 for one in sets if one.side == side)
                for side in sorted({one.side for one in sets})
            }
            weak = min(least, key=lambda side: least[side])
            if len(least) > 1 and least[weak] < min(item.dose.seconds or item.dose.reps, max(least.values())):
                found[id] = (weak, least[weak])
    return found


def _calm(step: Step) -> bool:
    """Return whether a week gives no other reason to hold: the same pain of 0-2 in every session, mornings as usual."""
    log = sorted(step.ask.before.workouts, key=day_of)
    usual = [one.usual for at in log for one in at.told if one.usual is not None]
    mornings = [one for at in log if (one := told(at).morning) is not None]
    as_usual = usual[-1] if usual else mornings[0] if mornings else 10
    asked = date.fromisoformat(step.ask.day)
    return (
        any(one.during is not None or one.after is not None for one in step.sessions)
        and {one.worst for one in step.sessions} <= {step.sessions[0].worst}
        and step.sessions[0].worst <= 2
        and all(one.morning is None or one.morning <= as_usual for one in step.sessions)
        and not any(told(one).exertion for one in log)
        and not any((asked - day).days <= FLARE_DAYS for day, _ in flares(step.ask.before))
        and not young(step.new)
        and 2 * len(step.sessions) >= len(step.was.sessions)
        and week_back(step) is None
    )
