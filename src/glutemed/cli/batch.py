"""batch: many requests, a row each, to as many plans."""

import sys
from collections.abc import Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated, Any

import typer

from glutemed.cli import system
from glutemed.cli.catalogs import Catalogs, all_of
from glutemed.cli.checking import STANDARD_INPUT
from glutemed.cli.sheets import PLAN_FORMATS, read_sheet, with_clinic
from glutemed.errors import FileError, UsageError
from glutemed.formats import FORMATS

if TYPE_CHECKING:
    from glutemed.cli.batch_ways import Way
    from glutemed.cli.batching import Work
    from glutemed.loading.rows import Rows
    from glutemed.render.bar import Bar

__all__ = ["BATCH_FORMATS", "batch"]

BATCH_FORMATS = PLAN_FORMATS[1:]
LINES = tuple(name for name, format in FORMATS.items() if format.line)
JOBS_MAX = 64


@with_clinic
def batch(
    handed: dict[str, Any],
    requests: Annotated[
        str | None,
        typer.Argument(
            help="CSV with a head, or JSON lines, a row for each person; - is standard input.",
            metavar="REQUESTS",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help=f"Of rows that name none: {', '.join(BATCH_FORMATS[:-1])} or {BATCH_FORMATS[-1]}. [json]",
            metavar="FORMAT",
        ),
    ] = None,
    folder: Annotated[
        str | None,
        typer.Option("--output-dir", help="A file for each row, in this folder. [lines on output]", metavar="DIR"),
    ] = None,
    template: Annotated[
        str | None,
        typer.Option(
            "--template",
            help="Names of the files: {number}, {name}, {goal}, {stage}, {start}, {format}. [{number}-{name}]",
            metavar="TEXT",
        ),
    ] = None,
    report: Annotated[
        str | None,
        typer.Option(
            "--report",
            help="Rows that failed, as CSV. [report.csv in the folder; else on standard error]",
            metavar="FILE",
        ),
    ] = None,
    jobs: Annotated[str | None, typer.Option("--jobs", "-j", help="Processes, 1-64. [1]", metavar="N")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a batch that was interrupted.")] = False,
    catalog: Catalogs = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="The JSON Schema of a row, and no plans.")] = False,
) -> int:
    """Make a plan for each row of a file.

    A row has the inputs of a request under the names of their options, and may
    have a name and a format. A bad row never stops the rest: the report has its
    line, its problem and a hint. After Ctrl-C, --resume goes on.

    \b
    Examples:
      glutemed batch patients.csv --output-dir sheets --format html
      glutemed batch patients.csv --output-dir sheets --format pdf --jobs 2
      glutemed batch patients.csv --output-dir sheets --resume
      glutemed batch requests.jsonl > plans.jsonl

    \b
    As short as this is enough for a file:
      name,goal,stage,pain,equipment
      Ana Ruiz,rehab,early,3,band
      Ben Okafor,prevention,,0,"band,step"

    \b
    Exit codes: 0 every row is done; 1 rows failed, or the file's head is wrong;
    2 wrong use; 74 cannot read or write; 130 interrupted.
    """
    if schema:
        from glutemed.loading.rows import row_schema

        system.say(row_schema(BATCH_FORMATS))
        return 0
    if requests is None:
        raise UsageError("batch: missing argument 'REQUESTS'; see --help")
    from contextlib import closing
    from signal import SIGINT

    from glutemed.cli.batching import outcomes
    from glutemed.cli.interrupts import Ended, Interrupts

    processes = _jobs(jobs)
    with ExitStack() as stack:
        rows = _opened(requests, stack)
        work = _work(handed, format, folder, catalog, rows)
        way = _way(work, requests, folder, template, report, resume=resume, force=force)
        begun = way.rows
        bar = stack.enter_context(_bar(requests)) if system.watched() else None
        interrupts = stack.enter_context(Interrupts())
        left = (raw for raw in rows if raw.number > begun)
        made = stack.enter_context(closing(outcomes(work, left, processes)))
        try:
            for chunk in made:
                way.take(chunk)
                if bar:
                    bar.at(rows.read, way.rows - begun, way.failed)
                with interrupts.waiting():
                    pass
        except Ended as ended:
            where = way.end(finished=False)
            system.warn(f"{way.rows:,} rows are done" + (f"; {where}" if where else ""))
            if ended.number == SIGINT:
                raise KeyboardInterrupt from None
            return 128 + ended.number
    where = way.end(finished=True)
    if way.failed:
        system.warn(f"{way.failed:,} of {way.rows:,} rows failed" + (f"; {where}" if where else ""))
    elif system.watched():
        system.warn(f"{way.rows:,} rows done")
    return 1 if way.failed else 0


def _jobs(value: str | None) -> int:
    if value is None:
        return 1
    from glutemed.loading.documents import shown

    if value.isascii() and value.isdigit() and len(value) < 4 and 1 <= int(value) <= JOBS_MAX:
        return int(value)
    raise UsageError(f"--jobs: {shown(value)} is not allowed; allowed: 1 to {JOBS_MAX}")


def _opened(requests: str, stack: ExitStack) -> "Rows":
    """Return the rows of a file or of standard input."""
    from glutemed.loading.rows import Rows
    from glutemed.loading.text import clean

    if requests == "-":
        if sys.stdin is None:
            raise FileError("cannot read: standard input is closed")
        return Rows(sys.stdin.buffer, STANDARD_INPUT)
    try:
        file = stack.enter_context(open(requests, "rb"))  # noqa: SIM115  # the stack closes it
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FileError(f"cannot read {clean(requests)}: {reason}") from error
    return Rows(file, clean(requests))


def _work(
    handed: Mapping[str, Any], format: str | None, folder: str | None, overlays: list[str] | None, rows: "Rows"
) -> "Work":
    """Return what all rows have in common; UsageError for what does not go together."""
    from glutemed.cli.batching import Work
    from glutemed.loading.documents import one_of

    chosen = "json" if format is None else one_of("--format", format, BATCH_FORMATS)
    if folder is None and chosen not in LINES:
        allowed = " or ".join(LINES)
        raise UsageError(f"--format {chosen}: lines on standard output are {allowed}; name a folder with --output-dir")
    if chosen == "pdf":
        from glutemed.render.pdf import require_typst

        require_typst()
    return Work(
        overlays=tuple(all_of(overlays)),
        cache=system.cache_folder(),
        head=rows.head,
        separator=rows.separator,
        formats=LINES if folder is None else BATCH_FORMATS,
        format=chosen,
        setting=read_sheet(handed)._replace(cache=system.cache_folder()),
        lines=folder is None,
    )


def _way(
    work: "Work",
    requests: str,
    folder: str | None,
    template: str | None,
    report: str | None,
    *,
    resume: bool,
    force: bool,
) -> "Way":
    """Return where the plans go; UsageError for what does not go together."""
    from glutemed.cli.batch_ways import Folder, Stream
    from glutemed.cli.naming import TEMPLATE, read_template

    if report is not None and not report.strip():
        raise UsageError("--report: is empty; name a file")
    if folder is None:
        for option, given in (("--resume", resume), ("--template", template is not None)):
            if given:
                raise UsageError(f"{option} goes with --output-dir only")
        return Stream(STANDARD_INPUT if requests == "-" else requests, report, force=force)
    if resume and requests == "-":
        raise UsageError("--resume: standard input cannot be read again; put the requests into a file")
    pattern = TEMPLATE if template is None else read_template("--template", template)
    return Folder(folder, pattern, report, _identity(work, requests, pattern), resume=resume, force=force)


def _identity(work: "Work", requests: str, template: str) -> list[str]:
    """Return all that the files of a batch depend on, as texts."""
    from hashlib import file_digest

    from glutemed import __version__

    digest = "-"
    if requests != "-":
        with open(requests, "rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
    given = work.setting._replace(cache=None)
    return [digest, work.catalog().fingerprint, __version__, work.format, template, repr(given)]


def _bar(requests: str) -> "Bar":
    from os.path import getsize

    from glutemed.render.bar import Bar

    return Bar(sys.stderr, None if requests == "-" else getsize(requests), colour=system.colour())
