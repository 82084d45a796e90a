"""Commands about plans. The request's options are declared here, once."""

from typing import Annotated

import typer

from glutemed.cli import system
from glutemed.cli.output import File, Force, Output, Plain, emit

__all__ = ["plan"]


def plan(
    goal: Annotated[str | None, typer.Option(help="prevention, or rehab.", metavar="GOAL")] = None,
    stage: Annotated[
        str | None, typer.Option(help="early, mid or late; with rehab only. [early]", metavar="STAGE")
    ] = None,
    equipment: Annotated[
        list[str] | None,
        typer.Option(
            help="none, home (band, ankle-weight, dumbbell, step), gym (and cable, barbell, bench, kettlebell), "
            "or a list such as band,step. Floor, wall, stair and a firm chair are always there. [home]",
            metavar="KIT",
        ),
    ] = None,
    days: Annotated[
        str | None, typer.Option(help="Days a week: 2-3; early rehab 2-7. [prevention 2, rehab 3]", metavar="N")
    ] = None,
    on: Annotated[
        list[str] | None, typer.Option(help="Weekdays to train, such as mon,thu. [spread evenly]", metavar="WEEKDAYS")
    ] = None,
    level: Annotated[
        str | None,
        typer.Option(
            help="beginner (new to this, or after a break), intermediate (half a year of regular training) "
            "or advanced (years). [beginner]",
            metavar="LEVEL",
        ),
    ] = None,
    include: Annotated[
        list[str] | None, typer.Option(help="Exercises that must be in it, by id, name or alias.", metavar="NAMES")
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(help="Exercises that must not be in it.", metavar="NAMES")
    ] = None,
    start: Annotated[
        str | None, typer.Option(help="First day, such as 2026-12-01. [none: day 1]", metavar="DATE")
    ] = None,
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
      glutemed plan --goal rehab --stage mid --equipment none
      glutemed plan --goal prevention --level intermediate
      glutemed plan --goal prevention --days 3 --on mon,wed,fri
      glutemed plan --goal rehab --exclude clamshell --start 2026-12-01 -o plan.md
      glutemed plan --goal prevention --format json

    \b
    Exit codes: 0 done; 2 wrong use; 3 no program satisfies the request;
    70 a bug in glutemed; 74 cannot read or write; 130 interrupted.
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
    request = read_request(
        catalog,
        {
            "goal": goal,
            "stage": stage,
            "equipment": equipment,
            "days": days,
            "on": on,
            "level": level,
            "include": include,
            "exclude": exclude,
            "start": start,
        },
    )
    emit_plan(to, catalog, planned(catalog, request))
