"""A plan as a table for spreadsheets and scripts: one row for each exercise of each session."""

from collections.abc import Iterator

from glutemed.model.catalog import Catalog
from glutemed.model.plan import Item, Plan
from glutemed.rendering import safety, words
from glutemed.rendering.csv import to_csv

__all__ = ["HEAD", "plan_to_csv"]

HEAD = (
    "week",
    "session",
    "day",
    "weekday",
    "date",
    "minutes",
    "block",
    "number",
    "exercise",
    "name",
    "form",
    "sides",
    "sets",
    "repetitions",
    "counted",
    "seconds",
    "dose",
    "rest_seconds",
    "tempo",
    "effort",
    "load",
    "load_where",
    "load_start",
    "kit",
    "range",
    "support",
    "write_down",
    "target",
    "set_by_hand",
    "go_on_if",
    "rules",
    "sources",
    "plan",
)
"""The columns, as docs/spreadsheet.md tells them."""


def plan_to_csv(catalog: Catalog, plan: Plan) -> str:
    """Return a plan as CSV: a row for each exercise of each session, in the order of doing."""
    return to_csv(HEAD, list(_rows(catalog, safety.to_own_cap(catalog, plan))))


def _rows(catalog: Catalog, plan: Plan) -> Iterator[dict[str, object]]:
    for week in plan.weeks:
        for place, session in enumerate(week.sessions, 1):
            for block in session.blocks:
                for number, item in enumerate(block.items, 1):
                    yield {
                        "week": week.number,
                        "session": place,
                        "day": session.day,
                        "weekday": session.weekday,
                        "date": session.date,
                        "minutes": session.minutes,
                        "block": block.kind,
                        "number": number,
                        **_cells(catalog, item),
                        "go_on_if": week.go_on_if,
                        "plan": plan.id,
                    }


def _cells(catalog: Catalog, item: Item) -> dict[str, object]:
    exercise = catalog.exercise(item.exercise)
    held = item.dose.kind == "hold"
    return {
        "exercise": item.exercise,
        "name": item.name,
        "form": item.variant,
        "sides": item.sides,
        "sets": item.sets,
        "repetitions": item.dose.reps,
        "counted": "holds" if held else exercise.counting if exercise else "repetitions",
        "seconds": item.dose.seconds,
        "dose": words.item_dose(item, exercise),
        "rest_seconds": item.rest_seconds,
        "tempo": words.tempo(item.tempo) if item.tempo else None,
        "effort": item.effort,
        "load": item.load.kind,
        "load_where": item.load.where,
        "load_start": item.load.start,
        "kit": item.kit,
        "range": item.range,
        "support": item.support,
        "write_down": item.track,
        "target": item.target,
        "set_by_hand": "yes" if item.by_hand else "no",
        "rules": tuple(dict.fromkeys(reason.rule for reason in item.reasons)),
        "sources": tuple(dict.fromkeys(key for reason in item.reasons for key in reason.sources)),
    }
