"""A guided session as a state machine: where it stands, and what time and keys make of it.

Nothing here knows a clock or a terminal. Every set before the one that is due has its entry, so that
whoever writes the entries down before going on loses nothing when the session breaks off.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, NamedTuple

from glutemed.engine.standing import Guide, Used, as_done, as_far, as_skipped, entry_of, with_entries
from glutemed.engine.turns import READY_SECONDS, Turn, swapped_for, turns, turns_of
from glutemed.model.log import SetDone
from glutemed.model.plan import WEIGHTS, Item, Session

__all__ = ["Action", "Moved", "act", "advance", "began", "counted", "hurts", "loaded", "swapped"]

Action = Literal["go", "space", "next", "pause", "again", "skip", "drop", "more", "less", "pain", "cancel"]
"""Go: what Enter means here. Next: this is done. Again: the set before. Drop: the rest of the exercise."""
REPS_MAX, SECONDS_MAX = 500, 3600


class Moved(NamedTuple):
    """A guide moved on, the entries to write down before anything else, and whether the bell rings."""

    guide: Guide
    entries: tuple[SetDone, ...] = ()
    bell: bool = False


def began(
    session: Session,
    *,
    pain_go_on: int,
    pain_stop: int,
    done: Iterable[SetDone] = (),
    swaps: Iterable[tuple[str, Item]] = (),
) -> Guide:
    """Return the guide of a session at its first set without an entry.

    `done` are the entries of this session that stand; `swaps` the exercises that were swapped, each
    with the item that stands in. An exercise that hurt too much is not gone on with.
    """
    done = tuple(done)
    sore = {one.exercise for one in done if (one.pain or 0) > pain_go_on}
    guide = Guide(turns=turns(session), done=done, pain_go_on=pain_go_on, pain_stop=pain_stop)
    for old, item in swaps:
        guide = replace(guide, turns=_put_in(guide.turns, old, item))
    guide = replace(guide, turns=tuple(turn for turn in guide.turns if turn.item.exercise not in sore))
    known = (Used(exercise=one.exercise, load=one.load, band=one.band) for one in guide.done)
    guide = replace(guide, used=tuple(one for one in known if one.load is not None or one.band is not None))
    return _to_next(replace(guide, at=-1))


def advance(guide: Guide, seconds: float) -> Moved:
    """Return the guide after some seconds; at most one phase ends, and time past its end is not carried over."""
    if guide.phase == "over" or guide.paused or guide.asking:
        return Moved(guide)
    moved = replace(guide, elapsed=guide.elapsed + seconds)
    if moved.left != 0:
        return Moved(moved)
    if guide.phase != "work":
        return Moved(_to_work(moved), bell=guide.phase == "wait")
    moved = replace(moved, held=moved.held + 1, elapsed=0.0)
    if moved.held < moved.turn.item.dose.reps:
        return Moved(replace(moved, phase="breath"), bell=True)
    return _written(moved, as_done(moved), bell=True)


def act(guide: Guide, action: Action) -> Moved:
    """Return what a key makes of the guide; what means nothing here changes nothing."""
    if guide.phase == "over":
        return Moved(guide)
    if guide.asking:
        return _answered(guide, action)
    if action == "space":
        action = "pause" if guide.left is not None else "go"
    if action == "go":
        action = "pause" if guide.paused else "next"
    match action:
        case "next":
            return _next(guide)
        case "pause":
            stands = guide.phase == "announce"
            return Moved(guide if stands else replace(guide, paused=not guide.paused))
        case "again":
            return Moved(_ready(replace(guide, at=guide.at - 1))) if guide.at else Moved(guide)
        case "skip":
            return Moved(_to_next(guide)) if guide.entry(guide.turn) else _written(guide, as_far(guide))
        case "drop":
            return _dropped(guide)
        case "more" | "less":
            return _corrected(guide, 1 if action == "more" else -1)
        case "pain":
            return Moved(replace(guide, asking="pain"))
        case _:
            return Moved(guide)


def counted(guide: Guide, reps: int) -> Moved:
    """Return the guide after a set of so many repetitions; what is no set of repetitions stays as it is."""
    if guide.phase != "work" or guide.asking or guide.turn.item.dose.kind != "reps":
        return Moved(guide)
    return act(replace(guide, count=_within(reps, REPS_MAX)), "next")


def loaded(guide: Guide, *, load: float | None = None, band: str | None = None) -> Moved:
    """Return the guide with the load of the exercise that is due, told or not, and getting ready."""
    used = Used(exercise=guide.turn.item.exercise, load=load, band=band)
    return Moved(_ready(replace(guide, used=(*guide.used, used), asking=None)))


def hurts(guide: Guide, pain: int) -> Moved:
    """Return the guide after pain of 0 to 10: on the set under way, or on the one before while there is none.

    Pain above `pain_stop` ends the session: what is left of it is skipped.
    """
    hurt = replace(_sore(guide), pain=pain)
    asked = replace(with_entries(guide, hurt), asking="hurt", pain=pain, paused=guide.phase != "announce")
    if pain <= guide.pain_stop:
        return Moved(asked, (hurt,))
    rest = tuple(as_skipped(asked, turn) for turn in asked.turns if asked.entry(turn) is None)
    over = replace(with_entries(asked, *rest), at=len(asked.turns), phase="over", asking=None, stopped=True)
    return Moved(over, (hurt, *rest))


def swapped(guide: Guide, item: Item) -> Moved:
    """Return the guide with another exercise in the place of what is left of this one, for today only.

    A hold that was begun counts as far as it went, unless it is all that is left.
    """
    if not guide.rest:
        return Moved(guide)
    broken_off, begun = _broken_off(guide)
    guide, begun = (broken_off, begun) if broken_off.rest else (guide, ())
    rest = guide.rest
    item = replace(item, sets=min(item.sets, len({turn.number for turn in rest})))
    out = tuple(swapped_for(as_skipped(guide, turn), item.exercise) for turn in rest)
    put_in = replace(guide, turns=_put_in(guide.turns, rest[0].item.exercise, item))
    return Moved(_to_next(with_entries(put_in, *out)), (*begun, *out))


def _sore(guide: Guide) -> SetDone:
    """Return the entry that pain is told of."""
    last, due = guide.last, guide.entry(guide.turn)
    if guide.phase in ("work", "breath"):
        far = as_far(guide)
        return replace(due or entry_of(guide, guide.turn), skipped=False) if far.skipped else far
    same = last is not None and not last.skipped and last.exercise == guide.turn.item.exercise
    return last if same and last is not None else due or as_skipped(guide, guide.turn)


def _put_in(turns: tuple[Turn, ...], old: str, item: Item) -> tuple[Turn, ...]:
    """Return sets with those of a stand-in after those of the exercise that it stands in for."""
    out = max((index for index, turn in enumerate(turns) if turn.item.exercise == old), default=None)
    if out is None:
        return turns
    return (*turns[: out + 1], *turns_of(item, turns[out].kind, turns[out].item.name), *turns[out + 1 :])


def _answered(guide: Guide, action: Action) -> Moved:
    """Return what a key makes of a question; numbers come by `loaded` and `hurts`."""
    if guide.asking in ("load", "pain") and action == "cancel":
        return Moved(replace(guide, asking=None, paused=guide.phase != "announce"))
    if guide.asking == "hurt" and action in ("go", "space", "drop", "skip"):
        return _dropped(guide)
    if guide.asking == "hurt" and action == "next" and guide.may_go_on:
        return Moved(replace(guide, asking=None, pain=None))
    return Moved(guide)


def _next(guide: Guide) -> Moved:
    item = guide.turn.item
    if guide.phase == "announce":
        asks = item.load.kind in (*WEIGHTS, "band") and guide.load_of(item.exercise) is None
        return Moved(replace(guide, asking="load") if asks else _ready(guide))
    if guide.phase in ("wait", "breath"):
        return Moved(_to_work(guide))
    return _written(guide, as_far(guide) if item.dose.kind == "hold" else as_done(guide))


def _ready(guide: Guide) -> Guide:
    return replace(guide, phase="wait", lead="ready", wait=READY_SECONDS, elapsed=0.0, held=0, paused=False)


def _to_work(guide: Guide) -> Guide:
    return replace(guide, phase="work", elapsed=0.0, count=guide.turn.item.dose.reps, paused=False)


def _to_next(guide: Guide) -> Guide:
    """Return the guide at the next set without an entry, an exercise announced before its first one."""
    at = next((index for index, turn in enumerate(guide.turns) if guide.entry(turn) is None), len(guide.turns))
    clear = replace(guide, at=at, elapsed=0.0, held=0, paused=False, asking=None, pain=None)
    if at == len(guide.turns):
        return replace(clear, phase="over")
    same = guide.at >= 0 and guide.turns[guide.at].item.exercise == clear.turn.item.exercise
    if not same or guide.phase == "announce":
        return replace(clear, phase="announce")
    return replace(clear, phase="wait", lead=clear.turn.lead, wait=clear.turn.seconds)


def _written(guide: Guide, entry: SetDone, *, bell: bool = False) -> Moved:
    """Return the guide at the next set, and the entry of this one; what was done before is not skipped now."""
    if entry.skipped and guide.entry(guide.turn):
        return Moved(_to_next(guide))
    return Moved(_to_next(with_entries(guide, entry)), (entry,), bell)


def _dropped(guide: Guide) -> Moved:
    guide, begun = _broken_off(guide)
    rest = tuple(as_skipped(guide, turn) for turn in guide.rest if guide.entry(turn) is None)
    return Moved(_to_next(with_entries(guide, *rest)), (*begun, *rest))


def _broken_off(guide: Guide) -> tuple[Guide, tuple[SetDone, ...]]:
    """Return the guide with the entry of a hold that was begun."""
    entry = as_far(guide)
    if entry.skipped or guide.entry(guide.turn) is not None:
        return guide, ()
    return with_entries(guide, entry), (entry,)


def _corrected(guide: Guide, step: int) -> Moved:
    """Return the guide with one repetition more or less: of the set under way, else of the one before."""
    counts = guide.turn.item.dose.kind == "reps" and guide.phase == "work"
    if counts:
        return Moved(replace(guide, count=_within(guide.count + step, REPS_MAX)))
    last = guide.last
    if last is None or last.skipped:
        return Moved(guide)
    if last.seconds is not None and (last.reps is None or last.reps == 1):
        entry = replace(last, seconds=_within(last.seconds + step, SECONDS_MAX))
    else:
        entry = replace(last, reps=_within((last.reps or 0) + step, REPS_MAX))
    return Moved(with_entries(guide, entry), (entry,))


def _within(value: int, most: int) -> int:
    return max(0, min(most, value))
