"""Commands about plans."""

from typing import Annotated

import typer

from glutemed.cli import request, system
from glutemed.cli.output import File, Force, Output, Plain, emit

__all__ = ["plan"]


def plan(
    goal: request.Goal = None,
    stage: request.Stage = None,
    pain: request.Pain = None,
    condition: request.Condition = None,
    equipment: request.Equipment = None,
    days: request.Days = None,
    on: request.On = None,
    other: request.Other = None,
    weeks: request.Weeks = None,
    minutes: request.Minutes = None,
    level: request.Level = None,
    age: request.Age = None,
    side: request.Side = None,
    include: request.Include = None,
    exclude: request.Exclude = None,
    start: request.Start = None,
    clinician: request.Clinician = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="terminal, markdown or json. [by --output; else terminal, piped markdown]",
            metavar="FORMAT",
        ),
    ] = None,
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
      glutemed plan --goal prevention --format json

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
    to = Output.chosen(("terminal", "markdown", "json"), format, output, force=force, plain=plain)
    from glutemed.cli.making import emit_plan, planned
    from glutemed.loading.catalog import load_catalog
    from glutemed.loading.documents import read_request

    catalog = load_catalog(cache=system.cache_folder())
    asked = read_request(
        catalog,
        {
            "goal": goal,
            "stage": stage,
            "pain": pain,
            "condition": condition,
            "equipment": equipment,
            "days": days,
            "on": on,
            "other": other,
            "weeks": weeks,
            "minutes": minutes,
            "level": level,
            "age": age,
            "side": side,
            "include": include,
            "exclude": exclude,
            "start": start,
            "clinician": clinician,
        },
    )
    emit_plan(to, catalog, planned(catalog, asked))
