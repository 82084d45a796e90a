"""progress: what the log shows over time."""

from typing import Annotated

import typer

from glutemed.cli import system
from glutemed.cli.catalogs import Catalogs, opened
from glutemed.cli.logbook import PersonName, StoreFile, kept, named, opened_log
from glutemed.cli.output import File, Force, Output, Plain, emit

__all__ = ["progress"]

FORMATS = ("terminal", "markdown", "svg", "csv", "json")
WEEKS, WEEKS_MAX = 12, 520


def progress(
    exercise: Annotated[
        str | None, typer.Option("--exercise", help="One exercise, session by session.", metavar="EXERCISE")
    ] = None,
    weeks: Annotated[
        str | None,
        typer.Option("--weeks", help=f"1-{WEEKS_MAX}: the latest weeks, this one included. [{WEEKS}]", metavar="N"),
    ] = None,
    person: PersonName = None,
    store: StoreFile = None,
    catalog: Catalogs = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="terminal, markdown, svg (a picture), csv or json. [by --output; else terminal, piped markdown]",
            metavar="FORMAT",
        ),
    ] = None,
    output: File = None,
    force: Force = False,
    plain: Plain = False,
) -> None:
    """Show what is recorded over time, as numbers and charts.

    Pain during, after and the next morning; repetitions, holds and load of each
    exercise and side. It shows what is recorded, and claims nothing about healing.

    \b
    Examples:
      glutemed progress
      glutemed progress --exercise clamshell --weeks 26
      glutemed progress --format svg -o progress.svg
      glutemed progress --person "Ana Lima" -o ana.csv
      glutemed progress --format json

    \b
    Exit codes: 0 done; 2 nothing is recorded, or wrong use;
    74 cannot read or write.
    """
    to = Output.chosen(FORMATS, format, output, force=force, plain=plain)
    number = _weeks(weeks)
    name = named(person)
    from glutemed.engine.progress import progress as charted_of
    from glutemed.loading.requests import resolve

    data = opened(catalog)
    wanted = resolve(data, exercise, "--exercise").id if exercise is not None else None
    with opened_log(store) as log:
        known = kept(log, name, log.person(name))
    charted = charted_of(data, known, system.today(), weeks=number, exercise=wanted)
    if to.format == "svg":
        from glutemed.rendering.picture import progress_to_svg

        emit(to, progress_to_svg(data, charted))
    elif to.format == "csv":
        from glutemed.rendering.csv import to_csv
        from glutemed.rendering.progress import COLUMNS, progress_rows

        emit(to, to_csv(COLUMNS, list(progress_rows(charted))))
    elif to.format == "json":
        from json import dumps

        from glutemed.model.records import encode

        emit(to, dumps(encode(charted), ensure_ascii=False, indent=2) + "\n")
    else:
        from glutemed.rendering.progress import progress_sections
        from glutemed.rendering.sparkline import BLOCKS, PLAIN

        marks = BLOCKS if to.file is not None or system.shows("".join(BLOCKS)) else PLAIN
        sections = progress_sections(data, charted, marks)
        if to.format == "markdown":
            from glutemed.rendering.markdown import sections_to_markdown

            emit(to, sections_to_markdown(sections))
        else:
            from glutemed.rendering.terminal import sections_to_terminal, to_text

            emit(to, to_text(sections_to_terminal(sections), width=to.width, colour=to.colour))


def _weeks(value: str | None) -> int:
    from glutemed.loading.requests import read_whole

    return WEEKS if value is None else read_whole("--weeks", value, 1, WEEKS_MAX)
