"""What is done in a session on its way into the log, entry by entry."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from glutemed.cli import system
from glutemed.engine.today import Today
from glutemed.model.log import SetDone, Told, Workout
from glutemed.store.log import Store

__all__ = ["Journal"]


class Journal:
    """One session of one person in the log. What it is given is on disk when it returns.

    The session keeps the date on which it began, past midnight too.
    """

    def __init__(self, log: Store, name: str, today: Today, date: str) -> None:
        self._log = log
        self._name = name
        empty = Workout(program=today.saved.program, week=today.week, session=today.session, date=date)
        self.workout = today.begun or empty

    def write(self, entries: Iterable[SetDone]) -> None:
        """Add entries of sets, as of now."""
        moment = self._moment()
        self._add(sets=tuple(replace(entry, recorded=moment) for entry in entries))

    def tell(self, **fields: Any) -> None:
        """Add what is known of the session as a whole."""
        self._add(told=(Told(recorded=self._moment(), **fields),))

    def _moment(self) -> str:
        return self._log.moment(self._name, system.now())

    def _add(self, sets: tuple[SetDone, ...] = (), told: tuple[Told, ...] = ()) -> None:
        self._log.add(self._name, replace(self.workout, sets=sets, told=told))
        self.workout = replace(self.workout, sets=(*self.workout.sets, *sets), told=(*self.workout.told, *told))
