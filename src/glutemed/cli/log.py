"""log: a session written down without the guide, and the log as a file."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from glutemed.cli import system, transfer
from glutemed.cli.catalogs import Catalogs, opened
from glutemed.cli.logbook import PersonName, StoreFile, latest, named, opened_log
from glutemed.cli.output import Output, Plain, emit
from glutemed.engine.commands import WRITE_DOWN, command
from glutemed.errors import UsageError

if TYPE_CHECKING:
    from glutemed.cli.account import Telling
    from glutemed.model.catalog import Catalog
    from glutemed.model.log import Person
    from glutemed.rendering.sections import Section
    from glutemed.store.log import Store

__all__ = ["log"]

SHOWN = 5
"""Sessions that --show tells of."""

log = typer.Typer()


@log.callback(invoke_without_command=True)
def record(
    context: typer.Context,
    all_done: Annotated[
        bool, typer.Option("--all-done", help="All is done as planned, save for what --did and --skip tell of.")
    ] = False,
    did: Annotated[
        list[str] | None,
        typer.Option(
            "--did",
            help='What was done of an exercise, such as "clamshell 3x10 5 kg", "side plank: left 30,25 right 30,30", '
            '"clamshell left 3x8; right skipped" or "clamshell 2x8 pain 4 wobbled"; again for more.',
            metavar="TEXT",
        ),
    ] = None,
    skip: Annotated[
        list[str] | None,
        typer.Option("--skip", help="An exercise that was left out; again for more.", metavar="EXERCISE"),
    ] = None,
    pain: Annotated[str | None, typer.Option("--pain", help="0-10: the worst during the session.", metavar="N")] = None,
    after: Annotated[str | None, typer.Option("--after", help="0-10: pain right after it.", metavar="N")] = None,
    next_morning: Annotated[
        str | None,
        typer.Option(
            "--next-morning",
            help="0-10: pain on the morning after a session. [that of the latest session before today]",
            metavar="N",
        ),
    ] = None,
    usual: Annotated[
        str | None,
        typer.Option("--usual", help="0-10: mornings without exercise, which --next-morning goes by.", metavar="N"),
    ] = None,
    effort: Annotated[
        str | None, typer.Option("--effort", help="0-10: how hard it was; 10 is nothing left.", metavar="N")
    ] = None,
    wobbled: Annotated[
        list[str] | None,
        typer.Option("--wobbled", help="An exercise that was not clean; again for more.", metavar="EXERCISE"),
    ] = None,
    note: Annotated[str | None, typer.Option("--note", help="A text to keep with the session.", metavar="TEXT")] = None,
    worse_after_effort: Annotated[
        bool,
        typer.Option(
            "--worse-after-effort",
            help="Tiredness, pain or other symptoms of the whole body got worse in the days after effort, as in ME/CFS "
            "or long COVID. Nothing rises then (R-040).",
        ),
    ] = False,
    date: Annotated[
        str | None, typer.Option("--date", help="The day of the session, such as 2026-12-01. [today]", metavar="DATE")
    ] = None,
    session: Annotated[
        str | None,
        typer.Option("--session", help="Which session of the week. [that of the day, else the next]", metavar="N"),
    ] = None,
    show: Annotated[
        bool, typer.Option("--show", help="The latest sessions as they stand, with what was corrected.")
    ] = False,
    person: PersonName = None,
    store: StoreFile = None,
    catalog: Catalogs = None,
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", help="terminal, markdown or json. [terminal; piped markdown]", metavar="FORMAT"),
    ] = None,
    plain: Plain = False,
) -> None:
    """Write down a session, and read what it came to.

    Without options it asks. To write again for the same session and day is a correction:
    what was written last holds, and nothing is lost.

    \b
    Examples:
      glutemed log --all-done --pain 2 --after 3
      glutemed log --next-morning 1 --usual 1
      glutemed log --all-done --did "clamshell left 10,10,8" --pain 3
      glutemed log --all-done --did "clamshell left 3x8; right skipped"
      glutemed log --all-done --skip clamshell --effort 7
      glutemed log --did "clamshell 3x10 5 kg" --date 2026-12-01
      glutemed log --show
      glutemed log export backup.json

    \b
    Exit codes: 0 done; 2 wrong use, and nothing is written;
    74 cannot read or write; 130 interrupted.
    """
    if context.invoked_subcommand is not None:
        _refuse_before(context, context.invoked_subcommand)
        return
    to = Output.chosen(("terminal", "markdown", "json"), format, None, force=False, plain=plain)
    name = named(person)
    numbers = {"pain": pain, "after": after, "morning": next_morning, "usual": usual, "effort": effort}
    data = opened(catalog)
    with opened_log(store) as kept:
        known = latest(kept, name)
        if show:
            _show(to, data, known)
            return
        from glutemed.cli.account import asked, read_telling

        telling = read_telling(
            data,
            numbers,
            all_done=all_done,
            did=did or (),
            skip=skip or (),
            wobbled=wobbled or (),
            note=note,
            worse=worse_after_effort,
            date=date,
            session=session,
        )
        if date is not None:
            known = kept.person(name) or known  # a day of long ago may not be among the latest
        _write(to, data, kept, known, asked(data, known, telling) if telling.is_empty else telling)


def _refuse_before(context: typer.Context, part: str) -> None:
    """Raise UsageError for an option before the name of a part of log: where it goes, or that the part has no such."""
    group: Any = context.command
    own = [name for parameter in group.commands[part].params for name in parameter.opts]
    for parameter in group.params:
        if context.params.get(parameter.name) in (None, False, [], ()):
            continue
        option = parameter.opts[0]
        if option in own:
            raise UsageError(f"write {option} after {part}, as in: glutemed log {part} {option} ...; see --help")
        from glutemed.cli.app import takes_no

        raise UsageError(takes_no(f"log {part}", option, own))


def _write(to: Output, catalog: "Catalog", kept: "Store", person: "Person", telling: "Telling") -> None:
    """Add what was told to the log, and print what the sessions came to."""
    from glutemed.cli.account import workouts_told
    from glutemed.cli.summing import summed
    from glutemed.engine.recording import added, is_finished

    new = workouts_told(catalog, person, telling, kept.moment(person.name, system.now()))
    before = person
    for workout in new:
        kept.add(person.name, workout)
        person = added(person, workout)
    summaries = [summed(catalog, person, workout) for workout in new]
    _note(catalog, person, telling)
    again = any(workout.sets and is_finished(before, workout) for workout in new)
    if again or _corrected(person) > _corrected(before):
        show = command("log --show", person.name)
        system.warn(
            f"note: this corrects what was in the log of that session, which is kept ({show}); "
            "for another session of the week, add --session N"
        )
    if to.format == "json":
        from json import dumps

        from glutemed.model.records import encode

        emit(to, dumps(encode(tuple(summaries)), ensure_ascii=False, indent=2) + "\n")
        return
    from glutemed.rendering.summary import summary_sections

    told = zip(summaries, new, strict=True)
    _emit(to, [part for summary, one in told for part in summary_sections(catalog, summary, whole=bool(one.sets))])


def _corrected(person: "Person") -> int:
    from glutemed.engine.summary import corrections

    return sum(len(corrections(workout)) for workout in person.workouts)


def _note(catalog: "Catalog", person: "Person", telling: "Telling") -> None:
    """Tell what else to know: a stop of the safety questions or for pain, and what a next morning is compared with."""
    from glutemed.engine.daily import pain_stop, say_now
    from glutemed.engine.screening import standing_stop
    from glutemed.model.log import usual_morning

    if stop := standing_stop(catalog, person):
        system.warn(f"note: your safety questions, as answered last, say stop training: {stop.where}")
    if worst := pain_stop(catalog, person, system.today()):
        system.warn(f"note: pain of {worst} stops sessions and new plans for now, corrected or not. {say_now(person)}")
    if telling.told.morning is not None and usual_morning(person) is None:
        system.warn(
            "note: the pain of your mornings without exercise is not known; "
            f"say it with: {command('log --usual N', person.name)} "
            "(until then the first next morning counts as usual)"
        )


def _show(to: Output, catalog: "Catalog", person: "Person") -> None:
    """Print the latest sessions as they stand, with what was corrected in them."""
    from glutemed.engine.days import in_order
    from glutemed.engine.summary import corrections, you_did

    sessions = in_order(person)[-SHOWN:]
    if not sessions:
        raise UsageError(f"no session is in the log yet; after the first one: {command(WRITE_DOWN, person.name)}")
    shown = [(you_did(catalog, person, one), corrections(one)) for one in sessions]
    if to.format == "json":
        from json import dumps

        from glutemed.model.records import encode

        data = [{"summary": encode(summary), "corrections": encode(corrected)} for summary, corrected in shown]
        emit(to, dumps(data, ensure_ascii=False, indent=2) + "\n")
        return
    from glutemed.rendering.summary import shown_sections

    _emit(to, shown_sections(catalog, shown))


def _emit(to: Output, sections: "Iterable[Section]") -> None:
    if to.format == "markdown":
        from glutemed.rendering.markdown import sections_to_markdown

        emit(to, sections_to_markdown(sections))
    else:
        from glutemed.rendering.terminal import sections_to_terminal, to_text

        emit(to, to_text(sections_to_terminal(sections), width=to.width, colour=to.colour))


log.command("export")(transfer.export_log)
log.command("import")(transfer.import_log)
log.command("people")(transfer.people)
log.command("forget")(transfer.forget)
