"""A guided session between a person and the log: what both the screen and the plain lines do."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from glutemed.checks.registry import check_plan
from glutemed.cli import system
from glutemed.cli.journal import Journal
from glutemed.engine import guide as machine
from glutemed.engine.days import in_order
from glutemed.engine.standing import Guide, Used
from glutemed.engine.standins import StandIn, as_now, named_stand_in, stand_ins
from glutemed.engine.today import Today
from glutemed.engine.turns import swaps_in
from glutemed.errors import NoPlanError, UsageError
from glutemed.loading.requests import read_name, shown
from glutemed.model.catalog import Catalog
from glutemed.model.figure import Figure, Figures
from glutemed.model.log import Person, SetDone, standing
from glutemed.model.plan import Item, Plan

__all__ = ["Guided", "loads_before", "read_pain"]

LOAD_MAX = 1000


class Guided:
    """A session under way. What it moves on to is in the log first.

    `first` is what is told before anything else, `offered` what may take the place of the exercise
    that is due, while it is offered. `news` are the entries since they were told last, `rings`
    whether the bell is due.
    """

    def __init__(
        self,
        catalog: Catalog,
        today: Today,
        person: Person,
        journal: Journal,
        limits: tuple[int, int],
        first: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.catalog = catalog
        self.first = first
        self.today = today
        self.journal = journal
        self.before = loads_before(person)
        self.offered: StandIn | None = None
        self.news: list[SetDone] = []
        self.rings = False
        self._offers: Iterator[StandIn] = iter(())
        self._choice: Guide | None = None
        self._figures: Figures | None = None
        self.guide = self._began(*limits)

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions that the program is for."""
        return self.today.saved.plan.request.condition

    @property
    def last(self) -> Used | None:
        """The load of the exercise that is due, as it was the last time."""
        return self.before.get(self.guide.turn.item.exercise)

    def drawing(self) -> "Figure | None":
        """Return the drawing of the exercise that is due; None where there is none."""
        if self._figures is None:
            from glutemed.loading.figures import load_figures

            self._figures = load_figures(system.cache_folder())
        return self._figures.of(self.guide.turn.item.exercise)

    def tick(self, seconds: float) -> None:
        """Let time pass."""
        self._moved(machine.advance(self.guide, seconds))

    def act(self, action: machine.Action) -> None:
        """Do what a key stands for."""
        if action == "cancel" and self._choice is not None:
            self.guide, self._choice = self._choice, None
            return
        self._moved(machine.act(self.guide, action))

    def count(self, reps: int) -> None:
        """Take the repetitions of the set under way as done, so many of them."""
        self._moved(machine.counted(self.guide, reps))

    def load(self, answer: str) -> None:
        """Take the answer to the question after the load; UsageError when it is none."""
        last = self.last
        if not answer:
            self._moved(machine.loaded(self.guide, load=last.load if last else None, band=last.band if last else None))
        elif self.guide.turn.item.load.kind == "band":
            self._moved(machine.loaded(self.guide, band=re.sub(r"\s+band$", "", read_name("band", answer))))
        else:
            self._moved(machine.loaded(self.guide, load=_read_load(answer)))

    def pain(self, answer: str) -> None:
        """Take the answer to the question after pain; UsageError when it is none."""
        pain = read_pain(answer)
        self.offered = self._choice = None
        self._moved(machine.hurts(self.guide, pain))

    def ask_pain(self) -> None:
        """Ask after pain, whatever is on: an offer and the question after a load end, a choice after pain waits."""
        self.offered = None
        if self.guide.asking == "load":
            self.act("cancel")
        if self.guide.asking == "hurt":
            self._choice = self.guide
            self.guide = replace(self.guide, asking="pain")
        elif self.guide.asking is None:
            self.act("pain")

    def offer(self) -> bool:
        """Offer what may take the place of the exercise, or the next best; return whether there was any."""
        guide = self.guide
        if self.offered is None:
            plan = self._plan(guide)
            sore = guide.asking == "hurt"
            self._offers = self._lawful(plan, guide.turn.item, sore=sore) if guide.rest else iter(())
            if guide.runs:
                self.act("pause")
        try:
            self.offered = next(self._offers)
        except (StopIteration, NoPlanError):
            return False
        return True

    def take(self) -> None:
        """Take what is offered."""
        if self.offered is not None:
            self._moved(machine.swapped(self.guide, self.offered.item))
            self.offered = None

    def keep(self) -> None:
        """Leave what is offered."""
        self.offered = None

    def told(self) -> tuple[SetDone, ...]:
        """Return the entries since they were told last."""
        news, self.news = tuple(self.news), []
        return news

    def rang(self) -> bool:
        """Return whether the bell is due; it is then not due any more."""
        rings, self.rings = self.rings, False
        return rings

    def _moved(self, moved: machine.Moved) -> None:
        if moved.entries:
            self.journal.write(moved.entries)
            self.news += moved.entries
        self.guide = moved.guide
        self.rings = self.rings or moved.bell

    def _began(self, pain_go_on: int, pain_stop: int) -> Guide:
        """Return the guide at the first set that is not in the log, with what was swapped today."""
        begun = self.journal.workout
        swaps = list[tuple[str, Item]]()

        def made() -> Guide:
            return machine.began(
                self.today.planned, pain_go_on=pain_go_on, pain_stop=pain_stop, done=standing(begun), swaps=swaps
            )

        for swap in swaps_in(begun):
            place = (self.today.week, self.today.session)
            item = named_stand_in(self.catalog, self._plan(made()), *place, swap.old, swap.new)
            if item is not None:
                swaps.append((swap.old, replace(item, sets=min(item.sets, swap.sets))))
        return made()

    def _plan(self, guide: Guide) -> Plan:
        return as_now(self.today.saved.plan, self.today.week, self.today.session, guide.turns)

    def _lawful(self, plan: Plan, old: Item, *, sore: bool) -> Iterator[StandIn]:
        """Return what may stand in and makes the checks find no error that they did not find before."""
        errors = _errors(self.catalog, plan)
        place = (self.today.week, self.today.session)
        for one in stand_ins(self.catalog, plan, *place, old, sore=sore):
            if _errors(self.catalog, one.plan) <= errors:
                yield one


def _errors(catalog: Catalog, plan: Plan) -> set[tuple[str, str]]:
    return {(one.rule, one.message) for one in check_plan(catalog, plan) if one.severity == "error"}


def loads_before(person: Person) -> Mapping[str, Used]:
    """Return the load of each exercise as it was told last."""
    found: dict[str, Used] = {}
    for workout in in_order(person):
        for one in sorted(standing(workout), key=lambda one: one.recorded):
            if one.load is not None or one.band is not None:
                found[one.exercise] = Used(exercise=one.exercise, load=one.load, band=one.band)
    return found


def read_pain(answer: str) -> int:
    """Return the pain, or effort, that an answer gives; UsageError when it is no whole number of 0 to 10."""
    if not re.fullmatch(r"\d|10", answer, re.ASCII):
        raise UsageError(f"{shown(answer)} is not a whole number of 0 to 10")
    return int(answer)


def _read_load(answer: str) -> float:
    found = re.fullmatch(r"(\d{1,4}(?:[.,]\d{1,2})?) ?(?:kg)?", answer, re.ASCII | re.IGNORECASE)
    load = float(found[1].replace(",", ".")) if found else -1.0
    if not 0 <= load <= LOAD_MAX:
        raise UsageError(f"{shown(answer)} is not a weight of 0 to {LOAD_MAX} kg, such as 7.5")
    return load
