"""Commands about plans."""

from typing import Annotated, Any

import typer

from glutemed.cli.catalogs import Catalogs, opened
from glutemed.cli.logbook import PersonName, StoreFile
from glutemed.cli.output import File, Force, Output, Plain, emit, emit_bytes
from glutemed.cli.request import with_request

__all__ = ["plan"]


@with_request
def plan(
    asked: dict[str, Any],
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="terminal, markdown, json, html or pdf. [by --output; else terminal, piped markdown]",
            metavar="FORMAT",
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="After the plan: why these exercises, and why not each of the others.")
    ] = False,
    save: Annotated[
        bool, typer.Option("--save", help="Make it the current program, for session, log and next.")
    ] = False,
    whom: Annotated[
        str | None, typer.Option("--for", help="Name of the person, printed on the sheet.", metavar="NAME")
    ] = None,
    clinic: Annotated[
        str | None,
        typer.Option("--from", help="Name of the clinic or clinician, printed on the sheet.", metavar="NAME"),
    ] = None,
    paper: Annotated[str | None, typer.Option("--paper", help="Of the pdf: a4 or letter. [a4]", metavar="SIZE")] = None,
    qr: Annotated[bool, typer.Option("--qr", help="On the pdf: a QR code with the week in short, as text.")] = False,
    pictures: Annotated[
        bool, typer.Option("--pictures", help="Drawings as files beside the markdown file that --output names.")
    ] = False,
    person: PersonName = None,
    store: StoreFile = None,
    catalog: Catalogs = None,
    output: File = None,
    force: Force = False,
    plain: Plain = False,
    schema: Annotated[bool, typer.Option("--schema", help="The JSON Schema of a plan, and no plan.")] = False,
) -> None:
    """Build a weekly program and print it.

    \b
    Examples:
      glutemed plan --goal rehab --stage early
      glutemed plan --goal rehab --stage mid --equipment none --weeks 6
      glutemed plan --goal rehab --condition gluteal-tendinopathy --side left
      glutemed plan --goal prevention --level intermediate
      glutemed plan --goal prevention --days 3 --on mon,wed,fri
      glutemed plan --goal rehab --exclude clamshell --start 2026-12-01 -o plan.md
      glutemed plan --goal rehab --stage late --pain 4 --explain
      glutemed plan --goal prevention --format json
      glutemed plan --goal prevention --catalog mine.yaml
      glutemed plan --goal rehab --stage early --weeks 4 --save
      glutemed plan --goal rehab --stage early --save -o plan.html
      glutemed plan --goal prevention --weeks 4 --for "Ana Ruiz" -o plan.pdf

    With --save or --person the tests in the log count for the gates of later stages.

    \b
    Exit codes: 0 done; 2 wrong use; 3 no program satisfies the request;
    4 safety stop, see someone first; 70 a bug in glutemed;
    74 cannot read or write; 130 interrupted.
    """
    if schema:
        from glutemed.loading.validation import json_schema
        from glutemed.model.plan import Plan

        to = Output.chosen(("json",), "json", output, force=force, plain=False)
        emit(to, json_schema(Plan, "glutemed.plan/1"))
        return
    to = Output.chosen(("terminal", "markdown", "json", "html", "pdf"), format, output, force=force, plain=plain)
    from glutemed.cli.making import emit_plan, planned
    from glutemed.loading.documents import read_request

    sheet = None
    if to.format == "pdf" or qr or pictures or (whom, clinic, paper) != (None, None, None):
        from glutemed.cli.sheets import Sheet

        sheet = Sheet.chosen(to, whom, clinic, paper, qr=qr, pictures=pictures, explain=explain)
    data = opened(catalog)
    request = read_request(data, asked)
    passed: tuple[Any, ...] = ()
    if save or person is not None:
        from glutemed.cli.saving import careful, gates_of

        request = careful(data, request, person, store)
        passed = gates_of(data, request, person, store)
    made = planned(data, request, passed)
    pages = sheet.pages(data, made) if sheet and to.format == "pdf" else None
    kept = None
    if save:
        from glutemed.cli.saving import saved

        kept = saved(made, person, store)
    judged = None
    if explain:
        from glutemed.engine.explanation import explain as explained

        judged = explained(data, request)
    if pages is not None:
        emit_bytes(to, pages)
    elif sheet and sheet.pictures:
        sheet.emit_with_pictures(to, data, made, judged)
    else:
        emit_plan(to, data, made, judged, sheet.names if sheet else None, person=person, saved=kept)
