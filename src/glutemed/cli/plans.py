"""Commands about plans."""

from functools import partial
from typing import Annotated, Any

import typer

from glutemed.cli.catalogs import Catalogs, opened
from glutemed.cli.logbook import PersonName, StoreFile, named
from glutemed.cli.output import File, Force, Output, Plain, emit
from glutemed.cli.request import with_request
from glutemed.cli.sheets import PLAN_FORMATS, Pictures, PlanFormat, refuse_pictures, setting_of, with_sheet

__all__ = ["plan"]


@with_request
@with_sheet
def plan(
    asked: dict[str, Any],
    handed: dict[str, Any],
    format: PlanFormat = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="After the plan: why these exercises, and why not each of the others.")
    ] = False,
    save: Annotated[
        bool, typer.Option("--save", help="Make it the current program, for session, log and next.")
    ] = False,
    pictures: Pictures = False,
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
      glutemed plan --goal prevention --start 2026-12-01 --at 18:00 -o plan.ics
      glutemed plan --goal prevention --weeks 4 -o plan.csv

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
    to = Output.chosen(PLAN_FORMATS, format, output, force=force, plain=plain)
    setting = setting_of(to, handed, explain=explain)
    if pictures:
        refuse_pictures(to)
    from glutemed.api import planned
    from glutemed.cli.making import emit_plan
    from glutemed.loading.requests import read_request

    data = opened(catalog)
    request = read_request(data, asked)
    passed: tuple[Any, ...] = ()
    if save or person is not None:
        from glutemed.cli.saving import careful, gates_of

        request = careful(data, request, person, store)
        passed = gates_of(data, request, person, store)
    made = planned(data, request, passed)
    if explain:
        from glutemed.engine.explanation import explain as explained

        setting = setting._replace(explained=explained(data, request, passed=passed))
    keep = None
    if save:
        from glutemed.cli.saving import saved as keep_it

        keep = partial(keep_it, made, person, store)
    if person is not None:
        setting = setting._replace(person=named(person), screened=True)
    emit_plan(to, data, made, setting, keep, pictures=pictures)
