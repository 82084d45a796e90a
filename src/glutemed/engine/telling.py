"""What a plan says of how it came about: the weeks before, the changes on its items, warnings, its id."""

from dataclasses import replace
from hashlib import sha256

from glutemed.engine.facts import Trained
from glutemed.engine.opening import Opening
from glutemed.engine.planner import stamped
from glutemed.engine.progression import untold
from glutemed.model.adaptation import Change
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Block, Caution, Decision, Item, Plan, Reason, Week
from glutemed.model.records import to_json

__all__ = ["told", "weeks_before", "without_reasons"]


def weeks_before(catalog: Catalog, plan: Plan, now: Trained) -> tuple[Week, ...]:
    """Return the weeks that led to the next one: main work only, without its reasons."""
    weeks = (*plan.before, *(week for week in plan.weeks if week.number <= now.week.number))
    return tuple(
        replace(
            week,
            sessions=tuple(
                replace(
                    session,
                    blocks=tuple(
                        Block(kind="main", items=tuple(replace(item, reasons=()) for item in block.items))
                        for block in session.blocks
                        if block.kind == "main"
                    ),
                )
                for session in week.sessions
            ),
        )
        for week in weeks[-int(catalog.limit("recent-weeks")) :]
    )


def without_reasons(catalog: Catalog, week: Opening) -> Opening:
    """Return the week without the reasons of its rises and of the table."""
    rows = {row.id for row in catalog.adaptation}
    week = untold(week)
    return replace(
        week,
        items=tuple(
            tuple(replace(item, reasons=tuple(r for r in item.reasons if r.rule not in rows)) for item in items)
            for items in week.items
        ),
    )


def told(catalog: Catalog, plan: Plan, changes: tuple[Change, ...], last: str) -> Plan:
    """Return a plan that tells of its changes: on the items, among its decisions, and in its id.

    `last` is the fingerprint of the program before it, which the id depends on too: the same week
    again later is another program.
    """
    by_subject = {change.subject: change for change in changes}

    def with_reason(item: Item) -> Item:
        change = by_subject.get(item.exercise)
        if change is None:
            return item
        return replace(item, reasons=(*item.reasons, Reason(rule=change.row, text=change.text, sources=change.sources)))

    weeks = tuple(
        replace(
            week,
            sessions=tuple(
                replace(
                    session,
                    blocks=tuple(
                        replace(
                            block,
                            items=tuple(with_reason(item) if block.kind == "main" else item for item in block.items),
                        )
                        for block in session.blocks
                    ),
                )
                for session in week.sessions
            ),
        )
        for week in plan.weeks
    )
    decisions = tuple(
        Decision(rule=change.row, subject=change.subject, text=change.text, sources=change.sources)
        for change in changes
    )
    plan = replace(plan, weeks=weeks, decisions=(*plan.decisions, *decisions), warnings=_warned(catalog, plan, changes))
    plan = stamped(catalog, plan) if catalog.overlays else plan
    content = f"{plan.id}\n{last}\n{to_json((plan.passed, plan.before, plan.weeks))}"
    return replace(plan, id=sha256(content.encode()).hexdigest()[:16])


def _warned(catalog: Catalog, plan: Plan, changes: tuple[Change, ...]) -> tuple[Caution, ...]:
    rows = {change.row for change in changes}
    return (
        *plan.warnings,
        *(
            Caution(code=code, text=catalog.row(row).text)
            for row, code in (("E1", "worse-after-effort"), ("E11", "pain-rising"), ("E15", "pain-stays"))
            if row in rows
        ),
    )
