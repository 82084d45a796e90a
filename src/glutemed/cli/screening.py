"""screen: safety questions and home tests, and the goal and stage that fit."""

from typing import TYPE_CHECKING, Annotated

import typer

from glutemed.cli import system
from glutemed.cli.catalogs import Catalogs, opened
from glutemed.cli.logbook import PersonName, StoreFile, named, opened_log
from glutemed.cli.output import File, Force, Output, Plain, emit

if TYPE_CHECKING:
    from glutemed.errors import SafetyStopError
    from glutemed.model.catalog import Catalog
    from glutemed.model.log import Person, Screening
    from glutemed.model.verdicts import Answers, Outcome
    from glutemed.store.log import Store

__all__ = ["screen"]

SAFETY_STOP = 4
"""The exit code of SafetyStopError."""


def screen(
    answers: Annotated[
        str | None,
        typer.Option("--answers", help="A file with all answers, so that nothing is asked; - is standard input."),
    ] = None,
    cleared: Annotated[
        str | None,
        typer.Option(
            "--cleared",
            help='"name: what they said": the clinician who allowed it, where an answer asks for that.',
            metavar="TEXT",
        ),
    ] = None,
    person: PersonName = None,
    store: StoreFile = None,
    no_save: Annotated[bool, typer.Option("--no-save", help="Keep nothing of it in the log.")] = False,
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", help="terminal, markdown or json. [terminal; piped markdown]", metavar="FORMAT"),
    ] = None,
    catalog: Catalogs = None,
    output: File = None,
    force: Force = False,
    plain: Plain = False,
) -> int:
    """Ask safety questions, offer home tests, and say what fits.

    Either where to go first, or the goal and stage that fit, why, what is
    missing for the next stage, and the command of the plan. Answers and
    results are kept in the log, and the gates between stages use them.

    \b
    Examples:
      glutemed screen
      glutemed screen --person Anna
      glutemed screen --answers answers.yaml --format json
      glutemed screen --cleared "Dr. Lee: strength work is fine"
      glutemed screen --answers answers.yaml --no-save -o screening.md

    It finds no illness and rules none out: it says what the answers show.

    \b
    Exit codes: 0 done; 1 the answers hold problems; 2 wrong use; 4 see someone
    first; 74 cannot read or write; 130 interrupted.
    """
    to = Output.chosen(("terminal", "markdown", "json"), format, output, force=force, plain=plain)
    from dataclasses import replace

    from glutemed.errors import GlutemedError
    from glutemed.loading.requests import read_field
    from glutemed.model.log import Person

    data, name, today = opened(catalog), named(person), system.today()
    word = read_field(data, "clinician", cleared, "--cleared") if cleared is not None else None
    extra = _extra(person, store, catalog, save=not no_save)
    if output is not None and not force:
        from glutemed.cli.files import refuse_to_replace

        refuse_to_replace(output)
    with opened_log(store) as log:
        before = log.person(name) or Person(name=name)
        given = _asked(data) if answers is None else _read(data, answers)
        given = replace(given, cleared=word) if word else given
        desk = _Desk(data, log, before, today, given, extra)
        try:
            outcome = desk.outcome()
            if answers is None and outcome.goal:
                desk.offer_tests()
                outcome = desk.outcome()
            stops = bool(outcome.stop) or not outcome.goal
            shown = to.file is None
            try:
                _emit(to, data, outcome)
            except GlutemedError as error:
                if not stops:
                    raise
                shown = False
                system.warn(str(error))  # where to go is told all the same
        finally:
            if not no_save:
                desk.keep()
    if stops and shown:
        return SAFETY_STOP  # where to go stands on the page
    if stops:
        raise _stop(outcome)
    return 0


class _Desk:
    """A screening under way: what is given so far, and the log that it goes into."""

    def __init__(
        self, data: "Catalog", log: "Store", before: "Person", today: str, given: "Answers", extra: tuple[str, ...]
    ) -> None:
        self.data, self.log, self.before, self.today, self.extra = data, log, before, today, extra
        self.given = given
        self.results = list(given.results)

    def screening(self) -> "Screening":
        """Return what is given so far as it goes into the log."""
        from glutemed.model.log import Answer, Screening
        from glutemed.model.screening import CLEARED

        moment = self.log.moment(self.before.name, system.now())
        results = tuple(self.results)
        cleared = (Answer(question=CLEARED, yes=True),) if self.given.cleared else ()
        answers = (*self.given.answers, *cleared) if self.given.answers else ()
        pain = self.given.facts.pain if self.given.answers else None
        return Screening(recorded=moment, date=self.today, pain=pain, answers=answers, results=results)

    def person(self) -> "Person":
        """Return the person with what is given so far."""
        from dataclasses import replace

        return replace(self.before, screenings=(*self.before.screenings, self.screening()))

    def outcome(self) -> "Outcome":
        """Return what the screening comes to by now."""
        from glutemed.engine.screening import screened

        return screened(self.data, self.given, self.person(), self.today, self.extra)

    def offer_tests(self) -> None:
        """Offer the home tests, and take each result as it comes."""
        from glutemed.cli.answering import ask_tests
        from glutemed.engine.hometests import offered, wanted
        from glutemed.engine.screening import reached

        facts = self.given.facts
        latest = reached(self.data, facts, self.person(), self.today)
        needed = wanted(self.data, facts.condition, latest)
        for result in ask_tests(self.data, offered(self.data, facts, latest)[0], needed):
            self.results.append(result)

    def keep(self) -> None:
        """Write it into the log."""
        self.log.screen(self.before.name, self.screening())


def _extra(person: str | None, store: str | None, catalog: list[str] | None, *, save: bool) -> tuple[str, ...]:
    """Return the words that the plan's command ends with, so that it goes by the same log and catalogue."""
    from glutemed.loading.text import clean

    pairs = [("--person", person), ("--store", store), *(("--catalog", file) for file in catalog or ())]
    words = (word for option, value in pairs if value for word in (option, clean(value)))
    return ("--save", *words) if save else tuple(words)


def _read(data: "Catalog", file: str) -> "Answers":
    from glutemed.cli.checking import text_of
    from glutemed.loading.answers import read_answers

    return read_answers(data, text_of(file), "<stdin>" if file == "-" else file)


def _asked(data: "Catalog") -> "Answers":
    """Return the facts, and an answer to every safety question, as they are given at the terminal."""
    from glutemed.cli.answering import ask_facts, ask_questions
    from glutemed.model.verdicts import Answers

    facts = ask_facts(data)
    return Answers(facts=facts, answers=ask_questions(data, facts))


def _emit(to: Output, data: "Catalog", outcome: "Outcome") -> None:
    if to.format == "json":
        from json import dumps

        from glutemed.model.records import encode

        emit(to, dumps(encode(outcome), ensure_ascii=False, indent=2) + "\n")
        return
    from glutemed.rendering import screening

    if to.format == "markdown":
        emit(to, screening.outcome_to_markdown(data, outcome))
    else:
        from glutemed.rendering.terminal import sections_to_terminal, to_text

        sections = sections_to_terminal(screening.outcome_sections(data, outcome))
        command = screening.command_line(outcome)
        kit = to_text(sections_to_terminal([screening.kit_section()]), width=to.width, colour=to.colour)
        end = f"{kit} {command}\n" if command else ""  # in one line whatever the width, to be copied
        emit(to, to_text(sections, width=to.width, colour=to.colour) + end)


def _stop(outcome: "Outcome") -> "SafetyStopError":
    """Return the end of a screening that gives no plan, in one line."""
    from glutemed.errors import SafetyStopError

    if outcome.stop:
        return SafetyStopError(outcome.stop.signs[0].sources[0], f"no training now. {outcome.stop.where}")
    told = 'no plan before a clinician has said what you may do; then: glutemed screen --cleared "name: what they said"'
    return SafetyStopError(outcome.clearance[0].sources[0], told)
