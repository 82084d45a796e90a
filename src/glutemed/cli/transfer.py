"""The log as a whole: log export, log import, log people, log forget."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from glutemed.cli import system
from glutemed.cli.logbook import StoreFile, named, opened_log
from glutemed.cli.output import Force, Output, Plain, emit
from glutemed.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from glutemed.model.log import Log
    from glutemed.store.log import Known, Store

__all__ = ["export_log", "forget", "import_log", "people"]


def export_log(
    file: Annotated[
        str | None,
        typer.Argument(help="The file to write, readable by you only. [standard output]", metavar="[FILE]"),
    ] = None,
    person: Annotated[str | None, typer.Option("--person", help="Only this person. [all]", metavar="NAME")] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", help="json (everything) or csv (sessions). [by FILE; else json]", metavar="FORMAT"
        ),
    ] = None,
    schema: Annotated[bool, typer.Option("--schema", help="Write the JSON Schema of logs instead.")] = False,
    store: StoreFile = None,
    force: Force = False,
) -> None:
    """Write the log to a file: a backup, or for a spreadsheet.

    JSON holds everything, and log import reads it. CSV has a row for each set as
    it stands and one for each session, without programs and screenings.

    \b
    Examples:
      glutemed log export backup.json
      glutemed log export sessions.csv --person Ann
      glutemed log export --schema

    \b
    Exit codes: 0 written; 2 wrong use, or nothing is in the log;
    74 cannot read or write, or the log is damaged.
    """
    formats = ("json",) if schema else ("json", "csv")
    to = Output.chosen(formats, format or (None if file else "json"), file, force=force, plain=False)
    if schema:
        from glutemed.loading.logs import log_schema

        emit(to, log_schema())
        return
    if file is not None and system.same_file(file, system.store_file(store)):
        raise UsageError(f"FILE: {file} is the log itself; name another file")
    with opened_log(store) as log:
        held = log.whole()
        if person is not None:
            known = _known(log, person, "--person")
            held = replace(held, people=tuple(one for one in held.people if one.name == known.name))
    if not held.people:
        raise UsageError(f"nothing is in the log {system.store_file(store)} yet")
    text = _written(held, to.format)
    if file is None:
        system.say(text)
    else:
        from glutemed.cli.files import write_file

        write_file(file, text.encode("utf-8"), force=force, option="FILE")


def _written(log: "Log", format: str) -> str:
    """Return a log as text; UsageError for JSON that could not be read back."""
    from glutemed.rendering.log import log_to_csv, log_to_json

    if format == "csv":
        return log_to_csv(log)
    from glutemed.loading.logs import LOG_BYTES_MAX

    text = log_to_json(log)
    if len(text.encode("utf-8")) > LOG_BYTES_MAX:
        raise UsageError(
            f"the log is larger than {LOG_BYTES_MAX // 1_000_000} MB, the most that log import reads; "
            "export people one by one with --person, or copy its file"
        )
    return text


def import_log(
    file: Annotated[str, typer.Argument(help="A file that log export wrote; - is standard input.", metavar="FILE")],
    person: Annotated[
        str | None,
        typer.Option("--person", help="Keep a file of one person under this name. [as in FILE]", metavar="NAME"),
    ] = None,
    store: StoreFile = None,
) -> None:
    """Add what is new in a file to the log.

    What is there already stays as it is, so that the same file may be imported
    again, and copies of one log that went different ways become one. All of the
    file is taken in, or nothing.

    \b
    Examples:
      glutemed log import backup.json
      glutemed log import phone.json --person Ann
      glutemed log import backup.json --store new.sqlite3

    \b
    Exit codes: 0 done; 1 problems in the file, and nothing is taken in;
    2 wrong use, or a newer glutemed wrote it; 74 cannot read or write.
    """
    name = named(person) if person is not None else None
    from glutemed.cli.checking import STANDARD_INPUT, text_of
    from glutemed.loading.logs import LOG_BYTES_MAX, read_log

    read = read_log(text_of(file, LOG_BYTES_MAX), STANDARD_INPUT if file == "-" else file)
    if name is not None:
        if len(read.people) != 1:
            raise UsageError(f"--person goes with a file of one person; {file} has {len(read.people)}")
        read = replace(read, people=(replace(read.people[0], name=name),))
    with opened_log(store) as log:
        added = log.merge(read)
    told = _counted(
        (added.people, "person", "people"),
        (added.programs, "program", "programs"),
        (added.workouts, "session", "sessions"),
        (added.entries, "entry of sessions", "entries of sessions"),
        (added.screenings, "screening", "screenings"),
    )
    system.say(f"Added: {told}\n" if told else "Nothing is new: the log has all of it already.\n")


def people(
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", help="table, markdown or json. [table; piped markdown]", metavar="FORMAT"),
    ] = None,
    store: StoreFile = None,
    plain: Plain = False,
) -> None:
    """List who is in the log.

    \b
    Examples:
      glutemed log people
      glutemed log people --format json
    """
    to = Output.chosen(("table", "markdown", "json"), format, None, force=False, plain=plain)
    with opened_log(store) as log:
        known = log.overview()
    if to.format == "json":
        from json import dumps

        from glutemed.model.records import encode

        emit(to, dumps(encode(known), ensure_ascii=False, indent=2) + "\n")
        return
    from glutemed.rendering.sections import Section

    table = [(one.name, str(one.programs), str(one.workouts), one.last or "-") for one in known]
    head = ("Name", "Programs", "Sessions", "Last session") if table else ()
    page = [Section(title="People", texts=() if table else ["No one is in the log yet."], head=head, table=table)]
    if to.format == "markdown":
        from glutemed.rendering.markdown import sections_to_markdown

        emit(to, sections_to_markdown(page))
    else:
        from glutemed.rendering.terminal import sections_to_terminal, to_text

        emit(to, to_text(sections_to_terminal(page), width=to.width, colour=to.colour))


def forget(
    name: Annotated[str, typer.Argument(help="The name of the person.", metavar="NAME")],
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking.")] = False,
    store: StoreFile = None,
) -> None:
    """Delete a person and all that is kept of them.

    It cannot be undone, and exports made before are not touched.

    \b
    Examples:
      glutemed log forget Ann
      glutemed log forget Ann --yes

    \b
    Exit codes: 0 deleted; 2 wrong use, or not confirmed, and nothing is
    deleted; 74 cannot read or write.
    """
    with opened_log(store) as log:
        known = _known(log, name, "NAME")
        held = _counted(
            (known.programs, "program", "programs"),
            (known.workouts, "session", "sessions"),
            (known.screenings, "screening", "screenings"),
        )
        told = f"all of {known.name}: {held or 'only the name'}"
        if not yes:
            _confirm(known.name, f"this deletes {told}{f'; last session {known.last}' if known.last else ''}")
        log.forget(known.name)
    system.say(f"Deleted {told}\n")


def _confirm(name: str, told: str) -> None:
    """Ask for the name of the person to delete; UsageError when it is not given, or no one is there to ask."""
    if not system.interactive():
        raise UsageError(f"{told}; it cannot be undone; add --yes to do it")
    system.warn(f"{told}; it cannot be undone")
    from glutemed.model.log import folded

    if folded(system.ask("Type the name to confirm: ").strip()) != folded(name):
        raise UsageError("this is not the name; nothing was deleted")


def _known(log: "Store", name: str, option: str) -> "Known":
    """Return how much is kept of a person; UsageError tells whom the log knows."""
    from glutemed.loading.requests import read_name, shown
    from glutemed.model.log import folded

    found, known = read_name(option, name), log.overview()
    for one in known:
        if folded(one.name) == folded(found):
            return one
    names = [one.name for one in known]
    told = f"it has {', '.join(names[:8])}{' and others' if len(names) > 8 else ''}" if names else "no one is in it"
    raise UsageError(f"the log has no {shown(name)}; {told}{did_you_mean(name, names)}")


def _counted(*counts: tuple[int, str, str]) -> str:
    """Return counts in words; what is none is left out."""
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)
