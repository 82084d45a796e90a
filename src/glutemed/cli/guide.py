"""The command that guides through today's session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from glutemed.cli import system
from glutemed.cli.catalogs import Catalogs, opened
from glutemed.cli.logbook import PersonName, StoreFile, latest, named, opened_log

if TYPE_CHECKING:
    from glutemed.cli.guided import Guided
    from glutemed.cli.interrupts import Interrupts
    from glutemed.cli.journal import Journal
    from glutemed.engine.today import Today
    from glutemed.model.catalog import Catalog
    from glutemed.model.log import Person

__all__ = ["session"]

LEAST = (80, 24)
"""The smallest terminal that is drawn on."""
KEPT = "What is done is kept. To go on today, with the same options: glutemed session"
NOTHING = "Nothing was done, so nothing is written down. To begin, with the same options: glutemed session"


def session(
    number: Annotated[
        str | None, typer.Option("--session", help="Another session of this week. [the next one]", metavar="N")
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Line by line, for screen readers; so are pipes and small windows.")
    ] = False,
    silent: Annotated[bool, typer.Option("--silent", help="No bell.")] = False,
    person: PersonName = None,
    store: StoreFile = None,
    catalog: Catalogs = None,
) -> None:
    """Guide through today's session, timed set by set.

    Each set is in the log before the next begins. Interrupted, by Ctrl-C or a closed
    window, it goes on from there the same day. At any moment "!" says that it hurts too much.

    \b
    Examples:
      glutemed session
      glutemed session --silent
      glutemed session --plain
      glutemed session --session 2
      glutemed session --person "Ana Lima"

    \b
    Exit codes: 0 done, or left with q; 1 the program breaks a rule;
    2 nothing to do, or wrong use; 4 safety stop, see someone first;
    74 cannot read or write; 130 Ctrl-C.
    """
    from glutemed.cli.interrupts import Ended, Interrupts

    system.speed()  # a wrong one is told before anything starts
    data, name, wanted = opened(catalog), named(person), _number(number)
    with opened_log(store) as log:
        from glutemed.cli.cautions import refuse_today
        from glutemed.cli.journal import Journal
        from glutemed.engine.today import todays

        history, date = latest(log, name), system.today()
        refuse_today(data, history, date)
        _refuse_broken(data, history)
        today = todays(data, history, date, wanted)
        if wanted is None and today.begun is None:
            _refuse_second(history, date)
        guided = _guided(data, history, today, Journal(log, name, today, date), date)
        with Interrupts() as interrupts:
            try:
                if guided.guide.over or _run(guided, interrupts, plain=plain, bell=not silent):
                    _closed(guided, history, interrupts, plain=plain)
                else:
                    system.say(f"{_leaving(guided)}\n")
            except Ended as ended:
                _left(guided, ended.number)


def _number(value: str | None) -> int | None:
    from glutemed.loading.requests import read_session

    return None if value is None else read_session("--session", value)


def _refuse_broken(catalog: Catalog, person: Person) -> None:
    """Raise ProblemsError when the current program breaks a rule."""
    from glutemed.cli.making import refuse_broken

    for saved in person.programs[-1:]:
        refuse_broken(catalog, saved)


def _refuse_second(person: Person, date: str) -> None:
    """Raise UsageError when a session of the day is finished already."""
    from glutemed.errors import UsageError
    from glutemed.model.log import outcome

    done = [one for one in person.workouts if one.date == date and outcome(one).finished]
    if done:
        raise UsageError(
            f"session {done[-1].session} of week {done[-1].week} is done today, and the next one is for another day; "
            "to do one all the same, name it with --session"
        )


def _guided(catalog: Catalog, person: Person, today: Today, journal: Journal, date: str) -> Guided:
    """Return the session where it stands; UsageError when it is finished."""
    from glutemed.cli.cautions import rest_day, see_first
    from glutemed.cli.guided import Guided
    from glutemed.engine.commands import command
    from glutemed.engine.facts import pain_cap
    from glutemed.errors import UsageError
    from glutemed.model.log import outcome

    if today.begun and outcome(today.begun).finished:
        raise UsageError(
            f"session {today.session} of week {today.week} is finished today; "
            f"to correct it: {command('log --did ...', person.name)}"
        )
    plan = today.saved.plan
    cap = pain_cap(catalog, map(catalog.condition, plan.request.condition), plan.prescribed.stage)
    told = see_first(catalog, person, date) or rest_day(catalog, person, today, date)
    return Guided(catalog, today, person, journal, (cap, int(catalog.limit("pain-max"))), told)


def _run(guided: Guided, interrupts: Interrupts, *, plain: bool, bell: bool) -> bool:
    """Guide through the session, on the screen where there is one; return whether it came to its end."""
    drawn = not plain and system.interactive()
    if drawn and any(is_ < least for is_, least in zip(system.size(), LEAST, strict=True)):
        system.say("This window is smaller than 80 columns and 24 lines, so the session goes line by line.\n")
        drawn = False
    if drawn:
        from glutemed.cli.guide_screen import Screen
        from glutemed.cli.keys import Keys

        with Keys(interrupts) as keys:
            return Screen(guided, keys, bell=bell).run()
    from glutemed.cli.guide_lines import LineByLine
    from glutemed.cli.lines import Lines

    return LineByLine(guided, Lines(interrupts), bell=bell).run()


def _closed(guided: Guided, person: Person, interrupts: Interrupts, *, plain: bool) -> None:
    """Ask how it was and tell what was done; after too much pain, tell where to go instead."""
    from glutemed.cli.closing import ask_how_it_went
    from glutemed.cli.lines import Lines
    from glutemed.cli.output import Output

    if guided.guide.stopped:
        guided.journal.tell(pain=guided.guide.pain, finished=True)
        _stopped(guided)
    ask_how_it_went(guided, person, Lines(interrupts))
    from glutemed.cli.summing import summed
    from glutemed.rendering.summary import summary_sections

    workout = guided.journal.workout
    to = Output.chosen(("terminal", "markdown"), None, None, force=False, plain=plain)
    sections = summary_sections(guided.catalog, summed(guided.catalog, person, workout))
    if to.format == "markdown":
        from glutemed.rendering.markdown import sections_to_markdown

        system.say(f"\n{sections_to_markdown(sections)}")
    else:
        from glutemed.rendering.terminal import sections_to_terminal, to_text

        system.say(to_text(sections_to_terminal(sections), width=to.width, colour=to.colour))


def _stopped(guided: Guided) -> NoReturn:
    """Tell the stop signs, and raise SafetyStopError with what to do."""
    from glutemed.errors import SafetyStopError
    from glutemed.rendering.guidance import stop_signs

    title, signs = stop_signs(guided.catalog)
    system.say(f"{title}: {signs}\n")
    row = guided.catalog.rule("stop-pain")
    raise SafetyStopError(row.rule, row.text.format(pain=guided.guide.pain))


def _leaving(guided: Guided) -> str:
    """Return what is told to a person who leaves before the end."""
    workout = guided.journal.workout
    return KEPT if workout.sets or workout.told else NOTHING


def _left(guided: Guided, number: int) -> NoReturn:
    """End as the signal of that number asks for; when the terminal is gone, without a word."""
    from signal import SIGINT, SIGTERM

    if number in (SIGINT, SIGTERM):
        system.say(f"{_leaving(guided)}\n")
    if number == SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(128 + number)
