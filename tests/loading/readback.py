"""Sheets read back to programs, and what of a plan has to come back as it was."""

from dataclasses import replace
from typing import Any

from glutemed.loading.programs import Program, read_program
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Item, Plan, Week


def read(catalog: Catalog, text: str, name: str = "p.md", **options: Any) -> Program:
    return read_program(catalog, text, name, options)


def bare(weeks: tuple[Week, ...]) -> list[object]:
    """Return weeks without the reasons, and without the number of a day that a date tells."""
    return [
        (
            (week.number, week.go_on_if),
            [(s.date or s.day, s.weekday, s.minutes) for s in week.sessions],
            [[(b.kind, [replace(item, reasons=()) for item in b.items]) for b in s.blocks] for s in week.sessions],
        )
        for week in weeks
    ]


def bare_items(plan: Plan) -> list[Item]:
    return [
        replace(item, reasons=()) for week in plan.weeks for s in week.sessions for b in s.blocks for item in b.items
    ]
