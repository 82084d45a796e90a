"""batch: many requests, a row each, to as many plans."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from glutemed.cli import system
from glutemed.cli.catalogs import Catalogs, all_of
from glutemed.cli.checking import STANDARD_INPUT
from glutemed.cli.sheets import PLAN_FORMATS, read_sheet, refuse_misplaced, with_clinic
from glutemed.errors import FileError, UsageError
from glutemed.formats import FORMATS

if TYPE_CHECKING:
    from glutemed.cli.batch_ways import Folder, Stream, Way
    from glutemed.cli.batching import Work
    from glutemed.cli.interrupts import Interrupts
    from glutemed.loading.rows import Raw, Rows
    from glutemed.rendering.bar import Bar

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
            help="Names of the files: {number}, {id}, {name}, {goal}, {stage}, {start}, {format}. [{number}-{name}]",
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
    keyed: Annotated[
        bool, typer.Option("--keyed", help="Lines that tell their row: number, id, name, and the plan or what failed.")
    ] = False,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", help="Columns that are passed over.", metavar="NAMES")
    ] = None,
    jobs: Annotated[str | None, typer.Option("--jobs", "-j", help="Processes, 1-64. [1]", metavar="N")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a batch that was interrupted.")] = False,
    catalog: Catalogs = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="The JSON Schema of a row, and no plans.")] = False,
) -> int:
    """Make a plan for each row of a file.

    A row has the inputs of a request under the names of their options, and may
    have an id, a name and a format. A bad row never stops the rest: the report has its
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
    2 wrong use; 74 cannot read or write; 130 interrupted, 129 or 143 ended
    from outside.
    """
    if schema:
        from glutemed.loading.rows import row_schema

        system.say(row_schema(BATCH_FORMATS))
        return 0
    if requests is None:
        raise UsageError("batch: missing argument 'REQUESTS'; see --help")
    from signal import SIGINT

    from glutemed.cli.interrupts import Ended

    processes = _jobs(jobs)
    if report is not None and requests != "-" and system.same_file(report, requests):
        raise UsageError("--report: is the file of the requests; name another one")
    with ExitStack() as stack:
        rows, source = _opened(requests, ignore, stack)
        work = _work(handed, format, folder, catalog, rows, keyed=keyed)
        way = _way(work, source, folder, template, report, resume=resume, force=force)
        stack.callback(way.close)
        try:
            _run(rows, source, work, way, processes)
        except Ended as ended:
            where = way.end(finished=False) if source.digest or folder is None else ""
            failed = f", {way.failed:,} of them in vain" if way.failed else ""
            system.warn(f"{way.rows:,} rows are done{failed}" + (f"; {where}" if where else ""))
            if ended.number == SIGINT:
                raise KeyboardInterrupt from None
            return 128 + ended.number
        return _told(way)


def _run(rows: "Rows", source: "Source", work: "Work", way: "Way", processes: int) -> None:
    """Do the rows that are not done yet; raises Ended, where nothing is half done, when an end is asked for."""
    from contextlib import closing

    from glutemed.cli.batching import outcomes
    from glutemed.cli.interrupts import Interrupts

    begun = way.rows
    with ExitStack() as stack:
        alone = system.watched() and not (work.lines and system.on_terminal())  # lines would run over it
        bar = stack.enter_context(_bar(source)) if alone else None
        interrupts = stack.enter_context(Interrupts())
        left = (raw for raw in _until_ended(rows, interrupts) if raw.number > begun)
        for chunk in stack.enter_context(closing(outcomes(work, left, processes))):
            way.take(chunk)
            if bar:
                bar.at(chunk[-1].raw.at, way.rows - begun, way.failed)
            with interrupts.waiting():
                pass


def _told(way: "Way") -> int:
    """Tell what came of a batch, and return its exit code."""
    where = way.end(finished=True)
    if way.changed:
        told = "for safety's sake not given as asked; each of these plans says so first"
        system.warn(f"{way.changed:,} of {way.rows:,} rows were {told}")
    if way.failed:
        system.warn(f"{way.failed:,} of {way.rows:,} rows failed" + (f"; {where}" if where else ""))
    elif system.watched() or not way.rows:
        system.warn(f"{way.rows:,} rows done")
    return 1 if way.failed else 0


def _until_ended(rows: "Rows", interrupts: "Interrupts") -> "Iterator[Raw]":
    """Return rows; an end that is asked for while they are waited for comes at once."""
    left = iter(rows)
    while True:
        with interrupts.waiting():
            raw = next(left, None)
        if raw is None:
            return
        yield raw


def _jobs(value: str | None) -> int:
    from glutemed.loading.requests import read_whole

    return 1 if value is None else read_whole("--jobs", value, 1, JOBS_MAX)


class Source(NamedTuple):
    """Where requests come from: what that is called, its bytes, and its digest where it can be read again."""

    name: str
    size: int | None = None
    digest: str | None = None


def _opened(requests: str, ignore: list[str] | None, stack: ExitStack) -> "tuple[Rows, Source]":
    """Return the rows of a file or of standard input."""
    from hashlib import file_digest
    from os import fstat
    from stat import S_ISREG

    from glutemed.loading.requests import split
    from glutemed.loading.rows import Rows
    from glutemed.loading.text import clean

    ignored = split(ignore or ())
    if requests == "-":
        if sys.stdin is None:
            raise FileError("cannot read: standard input is closed")
        return Rows(sys.stdin.buffer, STANDARD_INPUT, ignored), Source(STANDARD_INPUT)
    name = clean(requests)
    try:
        file = stack.enter_context(open(requests, "rb"))  # noqa: SIM115  # the stack closes it
        source = Source(name)
        if S_ISREG(fstat(file.fileno()).st_mode):  # a pipe can be read only once
            source = Source(name, fstat(file.fileno()).st_size, file_digest(file, "sha256").hexdigest())
            file.seek(0)
    except IsADirectoryError as error:
        raise FileError(f"cannot read {name}: it is a folder; name a file in it") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FileError(f"cannot read {name}: {reason}") from error
    return Rows(file, name, ignored), source


def _work(
    handed: Mapping[str, Any],
    format: str | None,
    folder: str | None,
    overlays: list[str] | None,
    rows: "Rows",
    *,
    keyed: bool,
) -> "Work":
    """Return what all rows have in common; UsageError for what does not go together."""
    from os.path import basename

    from glutemed.cli.batching import Work
    from glutemed.loading.requests import one_of

    chosen = "json" if format is None else one_of("--format", format, BATCH_FORMATS)
    if folder is None and chosen not in LINES:
        allowed = " or ".join(LINES)
        raise UsageError(f"--format {chosen}: lines on standard output are {allowed}; name a folder with --output-dir")
    if keyed and folder is not None:
        raise UsageError("--keyed is for lines on standard output; files have their rows in their names")
    if folder is None or (rows.head and "format" not in rows.head):  # no row can have another format
        refuse_misplaced(chosen, handed)
    if chosen == "pdf":
        from glutemed.rendering.pdf import require_typst

        require_typst()
    return Work(
        source=basename(rows.name),
        overlays=tuple(all_of(overlays)),
        cache=system.cache_folder(),
        head=rows.head,
        separator=rows.separator,
        ignored=rows.ignored,
        formats=LINES if folder is None else BATCH_FORMATS,
        format=chosen,
        setting=read_sheet(handed)._replace(cache=system.cache_folder()),
        lines=folder is None,
        keyed=keyed,
    )


def _way(
    work: "Work",
    source: Source,
    folder: str | None,
    template: str | None,
    report: str | None,
    *,
    resume: bool,
    force: bool,
) -> "Stream | Folder":
    """Return where the plans go; UsageError for what does not go together."""
    from glutemed import __version__
    from glutemed.cli.batch_ways import Folder, Stream
    from glutemed.cli.naming import TEMPLATE, read_template

    if report is not None and not report.strip():
        raise UsageError("--report: is empty; name a file")
    if folder is None:
        for option, given in (("--resume", resume), ("--template", template is not None)):
            if given:
                raise UsageError(f"{option} goes with --output-dir only")
        return Stream(source.name, report, keyed=work.keyed, force=force)
    if resume and source.digest is None:
        raise UsageError(f"--resume: {source.name} cannot be read again; put the requests into a file")
    pattern = TEMPLATE if template is None else read_template("--template", template)
    given_too = [
        work.format,
        pattern,
        report or "",
        ",".join(sorted(work.ignored)),
        repr(work.setting._replace(cache=None)),
    ]
    batch = [source.digest or "-", work.catalog().fingerprint, __version__, *given_too]
    return Folder(folder, pattern, report, batch, name=source.name, resume=resume, force=force)


def _bar(source: Source) -> "Bar":
    from glutemed.rendering.bar import Bar

    return Bar(sys.stderr, source.size, colour=system.colour())
