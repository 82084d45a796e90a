"""What must hold of every plan that is made: its rules, its explanations, and the same bytes again."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tests.proof.lives.amounts import alike, mains, shown
from tests.proof.lives.lived import Faults, Lived, Seen, Step, planned_for
from tests.proof.lives.living import Done

from glutemed.checks.registry import check_plan
from glutemed.model.adaptation import Change
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan
from glutemed.model.records import to_json

__all__ = ["changes_are_explained", "plain", "rules_hold", "same_again"]


def rules_hold(catalog: Catalog, lived: Lived) -> Faults:
    """Every plan passes its checks, with the weeks that led to it; so does a week with an eased session."""
    for step in lived.steps:
        yield from _checked(catalog, step.turn, "plans", step.new)
        given, request = step.new.prescribed, step.new.request
        if request.days > catalog.protocol(given.goal, given.stage, request.condition).days[1]:
            yield Seen(step.turn, fault=f"{request.days} days a week in {given.goal} {given.stage}")
    for turn, done in lived.sessions:
        if done.today.changes:
            yield from _checked(catalog, turn, "eased sessions", _eased(done))


def _eased(done: Done) -> Plan:
    """Return the plan of a session with the session as it was offered, by itself."""
    plan, place = done.today.saved.plan, done.today.session - 1
    week = next(week for week in plan.weeks if week.number == done.today.week)
    sessions = (*week.sessions[:place], done.today.planned, *week.sessions[place + 1 :])
    return replace(plan, before=(), weeks=(replace(week, sessions=sessions),))


def _checked(catalog: Catalog, turn: int, what: str, plan: Plan) -> Faults:
    yield Seen(turn, what)
    for one in check_plan(catalog, plan):
        if one.severity != "error":
            continue
        if what == "eased sessions" and "was asked for and is not in" in one.message:
            continue  # what hurt goes, though it was asked for by name
        yield Seen(turn, fault=f"{what}: {one.rule}: {plain(catalog, one.message)}", detail=one.message)


def plain(catalog: Catalog, message: str) -> str:
    """Return a message without its exercises and numbers."""
    names = catalog.derived("names", lambda: _names(catalog))
    return re.sub(r"\d+(?:\.\d+)?", "N", names.sub("EXERCISE", message))


def _names(catalog: Catalog) -> re.Pattern[str]:
    names = {name for one in catalog.exercises for name in (one.id, one.name)}
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")


def changes_are_explained(catalog: Catalog, lived: Lived) -> Faults:
    """Every change names a row, its numbers and known sources; every difference has a change."""
    known = {source.key for source in catalog.sources} | {statement.id for statement in catalog.statements}
    rows = {row.id for row in catalog.adaptation}
    for step in lived.steps:
        found = step.ask.found
        for change in found.changes if found else ():
            yield Seen(step.turn, f"changes by {change.row}")
            for fault in _unfounded(change, rows, known):
                yield Seen(step.turn, fault=f"a change by {change.row} {fault}", detail=change.text)
        yield from _unexplained(step, found.changes if found else ())
        sessions = [session for week in step.new.weeks for session in week.sessions]
        items = [item for session in sessions for item in session.items("main")]
        cited = {key for item in items for reason in item.reasons for key in reason.sources}
        cited |= {key for decision in step.new.decisions for key in decision.sources}
        for source in sorted(cited - known):
            yield Seen(step.turn, fault=f"a reason has the source {source}, which is none")
    for turn, done in lived.sessions:
        for change in done.today.changes:
            yield Seen(turn, f"changes of a session by {change.row}")
            for fault in _unfounded(change, rows, known):
                yield Seen(turn, fault=f"a change of a session by {change.row} {fault}", detail=change.text)
        if not done.today.changes and done.today.planned != planned_for(done):
            yield Seen(turn, fault="a session is not as planned, and no change says so")


def _unfounded(change: Change, rows: set[str], known: set[str]) -> Iterator[str]:
    if change.row not in rows:
        yield "names no row of the table"
    if not change.numbers and change.row != "E11":
        yield "has no numbers"
    if not change.sources or set(change.sources) - known:
        yield "has no source, or one that is not known"
    if "{" in change.text or "None" in change.text or not change.text:
        yield "does not say what was found"


def _unexplained(step: Step, changes: tuple[Change, ...]) -> Faults:
    subjects, texts = {change.subject for change in changes}, " ".join(change.text for change in changes)
    if step.new_program or "week" in subjects:
        return
    old, new = mains(step.was), mains(step.now)
    for id in sorted({*old, *new}):
        before, after = old.get(id), new.get(id)
        if after is not None and before is not None and alike(before, after) and shown(before) == shown(after):
            continue
        if id in subjects or (after is not None and before is None and after.name in texts):
            continue
        what = "new" if before is None else "gone" if after is None else "changed"
        yield Seen(step.turn, fault=f"an exercise is {what}, and no change says so", detail=id)


def same_again(catalog: Catalog, lived: Lived) -> Faults:
    """The same log gives the same bytes, in whatever order it is given."""
    for step in lived.steps:
        for what, other in zip(("once more", "in another order"), step.ask.again, strict=False):
            yield Seen(step.turn, f"plans from the same log {what}")
            if other != to_json(step.new):
                yield Seen(step.turn, fault=f"another plan from the same log {what}")
