"""The questions at the end of a session. Each answer is in the log before the next question; none has to be given."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Literal, NamedTuple

from glutemed.cli import system
from glutemed.cli.guided import Guided, read_pain
from glutemed.cli.lines import Lines
from glutemed.errors import UsageError
from glutemed.loading.requests import shown
from glutemed.loading.text import TEXT_MAX, composed, gate
from glutemed.model.log import Person, outcome, standing, usual_morning
from glutemed.rendering.words import exercise_name

__all__ = ["ask_how_it_went"]

CONTROL: dict[str, Literal["clean", "wobbled"]] = {"c": "clean", "clean": "clean", "w": "wobbled", "wobbled": "wobbled"}


class Question(NamedTuple):
    """A question, and what takes its answer."""

    words: str
    take: Callable[[str], None]


def ask_how_it_went(guided: Guided, person: Person, lines: Lines) -> None:
    """Ask for pain, effort, control and a note, as far as the log does not have them yet; then it is finished.

    An empty answer writes nothing down. At the end of the input the rest is left open.
    """
    system.say("How was it? Each answer may be left empty: Enter, and nothing is written down.\n")
    for question in _questions(guided, person):
        while True:
            system.say(f"{question.words}\n")
            answer = lines.ask()
            if not answer:
                break
            try:
                question.take(answer)
                break
            except UsageError as error:
                system.say(f"{error}.\n")
        if answer is None:
            break
    guided.journal.tell(finished=True)


def _questions(guided: Guided, person: Person) -> Iterator[Question]:
    journal = guided.journal
    known = outcome(journal.workout)
    if known.pain is None:
        during = "The worst pain during the session, 0 (none) to 10 (worst imaginable)?"
        yield Question(during, lambda answer: journal.tell(pain=read_pain(answer)))
    if known.after is None:
        yield Question("The pain right now, 0 to 10?", lambda answer: journal.tell(after=read_pain(answer)))
    if known.effort is None:
        effort = "The effort, 0 (none) to 10 (nothing left)?"
        yield Question(effort, lambda answer: journal.tell(effort=read_pain(answer)))
    yield from _control(guided)
    if usual_morning(person) is None and known.usual is None:
        usual = "Pain on a usual morning, without exercise the day before, 0 to 10? It is asked once, to compare with."
        yield Question(usual, lambda answer: journal.tell(usual=read_pain(answer)))
    if known.note is None:
        yield Question("A note?", lambda answer: journal.tell(note=_note(answer)))


def _control(guided: Guided) -> Iterator[Question]:
    """Return a question for each main exercise that was done: it goes with all of its sets."""
    mains = dict.fromkeys(turn.item.exercise for turn in guided.guide.turns if turn.kind == "main")
    for id in mains:
        done = [one for one in standing(guided.journal.workout) if one.exercise == id and not one.skipped]
        if not done or any(one.control for one in done):
            continue

        def take(answer: str, id: str = id) -> None:
            told = CONTROL.get(answer.lower())
            if told is None:
                raise UsageError(f"{shown(answer)} is not c (clean) or w (wobbled)")
            sets = (one for one in standing(guided.journal.workout) if one.exercise == id and not one.skipped)
            guided.journal.write(replace(one, control=told) for one in sets)

        yield Question(f"{exercise_name(guided.catalog, id)}: c clean, or w wobbled?", take)


def _note(answer: str) -> str:
    note = composed(answer)
    if why := gate(note):
        raise UsageError(f"a note has up to {TEXT_MAX} printable characters; {why}")
    return note
