"""A plan that was saved, from its file: read, held to the catalogue at hand, and what the checks find in it."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from glutemed.cli.catalogs import opened

if TYPE_CHECKING:
    from glutemed.checks.plan import Finding
    from glutemed.errors import Problem
    from glutemed.model.catalog import Catalog
    from glutemed.model.plan import Plan

__all__ = ["PlanFile", "exercises_of", "name_of", "read_plan", "told"]

PlanFile = Annotated[str, typer.Argument(help="A plan saved with --format json; - is standard input.", metavar="PLAN")]


def read_plan(file: str, overlays: list[str] | None) -> "tuple[Catalog, Plan]":
    """Return the catalogue and the plan of a file, as glutemed saved it.

    Raises ProblemsError with every problem of the file, UsageError where it is no saved plan, or the
    catalogue at hand lacks what it was made with.
    """
    from glutemed.cli.checking import text_of
    from glutemed.errors import UsageError
    from glutemed.loading.programs import read_program

    catalog, name = opened(overlays), name_of(file)
    plan = read_program(catalog, text_of(file), name, {}).plan
    if not plan.generator.version:
        lacks = "a plan as glutemed saves it is needed, since this one lacks parts such as the stop signs"
        raise UsageError(f"{name}: {lacks}; make one with: glutemed plan --output plan.json")
    used = [overlay.name for overlay in catalog.overlays]
    if missing := [overlay for overlay in plan.generator.overlays if overlay not in used]:
        named = ", ".join(missing)
        raise UsageError(f"{name}: the plan was made with the catalogue {named}; name its file with --catalog")
    if lacking := [id for id in exercises_of(plan) if catalog.exercise(id) is None]:
        raise UsageError(f"{name}: the catalogue has no {', '.join(lacking)}")
    return catalog, plan


def name_of(file: str) -> str:
    """Return what a file is called in messages."""
    from glutemed.cli.checking import STANDARD_INPUT

    return STANDARD_INPUT if file == "-" else file


def exercises_of(plan: "Plan", number: int | None = None) -> list[str]:
    """Return the ids of a plan's exercises, or those of a week, each once."""
    weeks = (week for week in plan.weeks if number in (None, week.number))
    return list(
        dict.fromkeys(
            item.exercise for week in weeks for s in week.sessions for block in s.blocks for item in block.items
        )
    )


def told(catalog: "Catalog", file: str, findings: "Iterable[Finding]") -> "Iterator[Problem]":
    """Return findings as problems of a file, each once, with what their rule asks for."""
    from glutemed.errors import Position, Problem

    where = Position(file=name_of(file))
    for rule, severity, message in dict.fromkeys((one.rule, one.severity, one.message) for one in findings):
        yield Problem(where=where, message=f"{rule} {severity}: {message}", hint=catalog.rule(rule).text)
