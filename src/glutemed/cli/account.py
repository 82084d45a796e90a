"""What a person tells `glutemed log`, by options or line by line, and the entries that it becomes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from glutemed.cli import system
from glutemed.engine.days import in_order
from glutemed.engine.recording import Account, Target, added, is_left, later, sets_of, target
from glutemed.errors import UsageError
from glutemed.loading.requests import one_of, read_field, read_session, resolve, shown
from glutemed.loading.sets import read_sets
from glutemed.loading.text import TEXT_MAX, composed, gate
from glutemed.model.catalog import Catalog
from glutemed.model.log import Person, Told, Workout, usual_morning
from glutemed.model.plan import Item
from glutemed.rendering.words import date_words, item_dose, item_title

__all__ = ["Telling", "asked", "read_telling", "workouts_told"]

T = TypeVar("T")
NOTHING = Told(recorded="")
OPTIONS = {"pain": "--pain", "after": "--after", "morning": "--next-morning", "usual": "--usual", "effort": "--effort"}
SESSION = ("pain", "after", "effort", "note")
"""What is told of a session on its day; the rest comes later."""
SKIPPED = ("s", "skip", "no", "none", "0")
"""Answers that mean that an exercise was skipped."""
NOT_SAID = (
    "say what was done, such as: glutemed log --all-done --pain 2 --after 3; "
    'or --did "clamshell 3x10", or --next-morning 1; see --help'
)


@dataclass(frozen=True, slots=True)
class Telling:
    """What was told, read: texts of sets, ids of exercises, numbers; of a day and session, if they were named."""

    all_done: bool = False
    did: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    wobbled: tuple[str, ...] = ()
    told: Told = field(default=NOTHING)
    date: str | None = None
    session: int | None = None

    @property
    def has_work(self) -> bool:
        """Whether it tells of sets."""
        return self.all_done or bool(self.did or self.skipped or self.wobbled)

    @property
    def is_empty(self) -> bool:
        """Whether it tells of nothing."""
        return not self.has_work and self.told == NOTHING


def read_telling(
    catalog: Catalog,
    numbers: Mapping[str, str | None],
    *,
    all_done: bool = False,
    did: Sequence[str] = (),
    skip: Sequence[str] = (),
    wobbled: Sequence[str] = (),
    note: str | None = None,
    worse: bool = False,
    date: str | None = None,
    session: str | None = None,
) -> Telling:
    """Return what options tell, every number and name checked; the texts of `did` are read with the session."""
    told: dict[str, Any] = {
        name: _scale(catalog, OPTIONS[name], value) for name, value in numbers.items() if value is not None
    }
    return Telling(
        all_done=all_done,
        did=tuple(did),
        skipped=tuple(resolve(catalog, name, "--skip").id for name in skip),
        wobbled=tuple(resolve(catalog, name, "--wobbled").id for name in wobbled),
        told=Told(
            recorded="",
            **told,
            note=None if note is None else _note(note),
            worse_after_effort=worse or None,
        ),
        date=None if date is None else read_field(catalog, "start", date, "--date"),
        session=None if session is None else read_session("--session", session),
    )


def _scale(catalog: Catalog, option: str, value: str) -> int:
    """Return a whole number from 0 to 10."""
    found: int = read_field(catalog, "pain", value, option)
    return found


def _note(value: str) -> str:
    note = composed(value.strip())
    if not note or len(note) > TEXT_MAX or gate(note):
        raise UsageError(f"--note: {shown(value)} is not a text of 1 to {TEXT_MAX} printable characters")
    return note


def workouts_told(catalog: Catalog, person: Person, telling: Telling, moment: str) -> tuple[Workout, ...]:
    """Return the sessions that a telling is of, each with its new entries only: that of the day first.

    A next morning belongs to an earlier session, unless a date is named. Raises UsageError for what
    contradicts itself or the log.
    """
    today, told = system.today(), telling.told
    date = telling.date or today
    found: dict[tuple[str, int, int, str], Workout] = {}
    here, usual_to = None, None
    if telling.has_work or any(getattr(told, name) is not None for name in SESSION):
        here = _of_day(catalog, person, telling, date, moment)
        found[_identity(here)] = here
    if told.morning is not None:
        known = added(person, here) if here else person
        last = later(known, today, telling.date, telling.session, may_be_todays=here is None)
        usual_to = _tell(found, last, Told(recorded=moment, morning=told.morning))
    if told.usual is not None or told.worse_after_effort:
        last = usual_to or here or _latest(person, telling)
        _tell(found, last, Told(recorded=moment, usual=told.usual, worse_after_effort=told.worse_after_effort))
    return tuple(found.values())


def _of_day(catalog: Catalog, person: Person, telling: Telling, date: str, moment: str) -> Workout:
    """Return the session of a day with what was told of it."""
    due = _due(catalog, person, telling, is_work=telling.has_work)
    account = Account(
        all_done=telling.all_done,
        did=tuple(one for text in telling.did for one in read_sets(catalog, text, due.planned, moment)),
        skipped=telling.skipped,
        wobbled=telling.wobbled,
    )
    if not telling.has_work and due.workout is None:
        raise UsageError(f"no session is recorded for {date}; add --all-done, or say what was done with --did")
    told = {name: getattr(telling.told, name) for name in SESSION}
    one = Told(recorded=moment, **told, finished=True if telling.has_work else None)
    sets = sets_of(account, due, moment) if telling.has_work else ()
    return replace(due.entry(), sets=sets, told=(one,))


def _due(catalog: Catalog, person: Person, telling: Telling, *, is_work: bool) -> Target:
    """Return the session that is told of.

    Work of today without a date is of the current program. Raises UsageError that says what to add where
    the day's session is of an older one, and neither is named: it may be meant as a correction.
    """
    today = system.today()
    date, current = telling.date or today, is_work and telling.date is None
    due = target(catalog, person, date, today, telling.session, current=current, ended=system.end_of(date))
    left = [one for one in in_order(person) if one.date == date and is_left(person, one)]
    if current and telling.session is None and due.workout is None and left:
        raise UsageError(
            f"session {left[-1].session} of today is in the log, and a newer program was saved since; "
            f"to write down session {due.session} of the newer one, add --session {due.session}; "
            f"to correct what is in the log, add --date {date}"
        )
    return due


def _tell(found: dict[tuple[str, int, int, str], Workout], workout: Workout, told: Told) -> Workout:
    """Add what was told to the new entries of a session: to those of the same moment, if there are any."""
    there = found.get(_identity(workout), replace(workout, sets=(), told=()))
    if there.told:
        known = {name: value for name in Told.__dataclass_fields__ if (value := getattr(told, name)) is not None}
        told = replace(there.told[0], **known)
    found[_identity(workout)] = replace(there, told=(told,))
    return found[_identity(workout)]


def _identity(workout: Workout) -> tuple[str, int, int, str]:
    return workout.program, workout.week, workout.session, workout.date


def _latest(person: Person, telling: Telling) -> Workout:
    """Return the session named, else the latest."""
    there = [
        one for one in in_order(person) if telling.date in (None, one.date) and telling.session in (None, one.session)
    ]
    if not there:
        when = f" for {telling.date}" if telling.date else " yet"
        raise UsageError(f"no session is recorded{when}; add --all-done, or say what was done with --did")
    return there[-1]


def asked(catalog: Catalog, person: Person, telling: Telling) -> Telling:
    """Return what is answered line by line on the terminal; UsageError where there is none."""
    if not system.on_terminal():
        raise UsageError(NOT_SAID)
    today = system.today()
    date = telling.date or today
    due = _due(catalog, person, telling, is_work=True)
    system.warn(f"week {due.week}, session {due.session} of {due.of}, {date_words(date)}; 0 is none, 10 the worst")
    if due.workout is not None:
        system.warn("note: it is in the log already; what you answer now corrects it, and nothing is lost")
    did: tuple[str, ...] = ()
    all_done = _ask("All done as planned, yes or no? [yes]", "yes", _yes) == "yes"
    if not all_done:
        system.warn(
            "each exercise: Enter for as planned, s for skipped, or what you did, such as left 10,10,8 right 3x10"
        )
        did = tuple(_did(catalog, due))
    scale = partial(_scale, catalog, "answer")
    answers: dict[str, Any] = {
        "pain": _ask("Worst pain during the session? [not told]", None, scale),
        "after": _ask("Pain right after it? [not told]", None, scale),
        "effort": _ask("How hard was it? [not told]", None, scale),
    }
    if telling.date is None and (last := _morning_due(person, today)):
        answers["morning"] = _ask(f"Pain on the morning after {date_words(last.date)}? [not told]", None, scale)
        if answers["morning"] is not None and usual_morning(person) is None:
            answers["usual"] = _ask("Pain on mornings without exercise? [not told]", None, scale)
    return replace(telling, all_done=all_done, did=did, told=Told(recorded="", **answers))


def _morning_due(person: Person, today: str) -> Workout | None:
    """Return the session whose next morning may be asked for."""
    try:
        return later(person, today, None, None)
    except UsageError:
        return None


def _did(catalog: Catalog, due: Target) -> Iterator[str]:
    """Return what was done of each exercise, in the words of --did."""
    for item in (item for block in due.planned.blocks for item in block.items):

        def read(answer: str, item: Item = item) -> str:
            text = f"{item.exercise} {'skipped' if answer.casefold() in SKIPPED else answer}"
            read_sets(catalog, text, due.planned, "", "answer")
            return text

        dose = item_dose(item, catalog.exercise(item.exercise))
        yield _ask(f"{item_title(item)}, {dose}? [as planned]", item.exercise, read)


def _ask(question: str, default: T, read: Callable[[str], T]) -> T:
    """Return an answer; what cannot be read is told, and asked for again."""
    while True:
        answer = system.ask(f"{question} ").strip()
        if not answer:
            return default
        try:
            return read(answer)
        except UsageError as error:
            system.warn(str(error))


def _yes(answer: str) -> str:
    return one_of("answer", {"y": "yes", "n": "no"}.get(answer.casefold(), answer), ("yes", "no"))
