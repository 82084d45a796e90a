"""Where a guided session stands, and the entries that its sets get."""

from dataclasses import replace
from typing import Literal

from glutemed.engine.turns import BREATH_SECONDS, READY_SECONDS, Lead, Turn
from glutemed.model.log import SetDone
from glutemed.model.records import record

__all__ = ["Guide", "Used", "as_done", "as_far", "as_skipped", "entry_of", "with_entries"]


@record
class Used:
    """The load of an exercise as it was told today: kg, or a band by name; neither where none was told."""

    exercise: str
    load: float | None = None
    band: str | None = None


@record
class Guide:
    """Where a session stands: which set is due, and how far into what.

    `elapsed` counts seconds of the phase; `held` the holds done of this set; `count` the repetitions
    to write down, as they were corrected. `lead` and `wait` tell what leads up to the set, and for
    how long. `pain` is what was told last, while its advice is shown. Pain above `pain_go_on` ends
    an exercise for the day, above `pain_stop` the session.
    """

    turns: tuple[Turn, ...]
    pain_go_on: int
    pain_stop: int
    done: tuple[SetDone, ...] = ()
    used: tuple[Used, ...] = ()
    at: int = 0
    phase: Literal["announce", "wait", "work", "breath", "over"] = "announce"
    lead: Lead = "ready"
    wait: int = READY_SECONDS
    elapsed: float = 0.0
    held: int = 0
    count: int = 0
    paused: bool = False
    asking: Literal["load", "pain", "hurt"] | None = None
    pain: int | None = None
    stopped: bool = False

    @property
    def turn(self) -> Turn:
        """The set that is due; the last one when all are done."""
        return self.turns[min(self.at, len(self.turns) - 1)]

    @property
    def left(self) -> float | None:
        """The seconds left of a phase that ends by itself; None where the person ends it."""
        dose, whole = self.turn.item.dose, None
        if self.phase == "wait":
            whole = self.wait
        elif self.phase == "breath":
            whole = BREATH_SECONDS
        elif self.phase == "work":
            whole = dose.seconds
        return None if whole is None else max(0.0, whole - self.elapsed)

    @property
    def over(self) -> bool:
        """Whether nothing is left to do."""
        return self.phase == "over"

    @property
    def runs(self) -> bool:
        """Whether time moves it on."""
        return self.left is not None and not self.paused and self.asking is None

    @property
    def may_go_on(self) -> bool:
        """Whether the pain that was told last leaves going on with the exercise open."""
        return self.pain is not None and self.pain <= self.pain_go_on

    @property
    def exercises(self) -> tuple[str, ...]:
        """The exercises of the session, in the order of doing."""
        return tuple(dict.fromkeys(turn.item.exercise for turn in self.turns))

    @property
    def rest(self) -> tuple[Turn, ...]:
        """The sets of this exercise that were not done yet: without entry, or due and skipped so far."""
        same = (one for one in self.turns if one.item.exercise == self.turn.item.exercise)
        return tuple(one for one in same if not (entry := self.entry(one)) or (one == self.turn and entry.skipped))

    @property
    def following(self) -> Turn | None:
        """The set that comes after the one that is due."""
        return next((one for one in self.turns[self.at + 1 :] if self.entry(one) is None), None)

    @property
    def last(self) -> SetDone | None:
        """The entry of the set before the one that is due."""
        return self.entry(self.turns[self.at - 1]) if self.at else None

    def entry(self, turn: Turn) -> SetDone | None:
        """Return the entry of a set, or None."""
        return next((one for one in self.done if (one.exercise, one.side, one.number) == turn.key), None)

    def load_of(self, exercise: str) -> Used | None:
        """Return what load of an exercise was told today; None where it was not asked for yet."""
        return next((one for one in self.used if one.exercise == exercise), None)


def with_entries(guide: Guide, *entries: SetDone) -> Guide:
    """Return the guide with entries, each in the place of the one that its set had."""
    new = {(one.exercise, one.side, one.number) for one in entries}
    kept = (one for one in guide.done if (one.exercise, one.side, one.number) not in new)
    return replace(guide, done=(*kept, *entries))


def as_done(guide: Guide) -> SetDone:
    """Return the entry of the set that is due, done in full, or with the repetitions counted."""
    return entry_of(guide, guide.turn, reps=guide.count, seconds=guide.turn.item.dose.seconds)


def as_far(guide: Guide) -> SetDone:
    """Return the entry of a set that is broken off: of a hold the seconds so far, else that it was skipped."""
    dose, under_way = guide.turn.item.dose, guide.phase in ("work", "breath")
    if dose.seconds and under_way and guide.held:
        return entry_of(guide, guide.turn, reps=guide.held, seconds=dose.seconds)
    if dose.seconds and guide.phase == "work" and guide.elapsed >= 1:
        return entry_of(guide, guide.turn, reps=1, seconds=int(min(guide.elapsed, dose.seconds)))
    return as_skipped(guide, guide.turn)


def as_skipped(guide: Guide, turn: Turn) -> SetDone:
    """Return the entry of a set that was not done."""
    return replace(entry_of(guide, turn), skipped=True, load=None, band=None)


def entry_of(guide: Guide, turn: Turn, *, reps: int | None = None, seconds: int | None = None) -> SetDone:
    """Return an entry that whoever writes it down gives its moment; pain that was told of the set before is kept."""
    used, before = guide.load_of(turn.item.exercise), guide.entry(turn)
    return SetDone(
        recorded="",
        exercise=turn.item.exercise,
        side=turn.side,
        number=turn.number,
        reps=reps,
        seconds=seconds,
        load=used.load if used else None,
        band=used.band if used else None,
        pain=before.pain if before else None,
    )
