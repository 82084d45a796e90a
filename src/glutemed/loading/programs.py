"""Programs from files: plan JSON, the same as YAML, the short form that people write, and our own Markdown."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from glutemed.errors import Position, Problem, UsageError
from glutemed.loading.bounds import REPS, REST, SECONDS, SESSIONS_MAX, SETS, TEMPO, WEEKS_MAX, refuse_endless
from glutemed.loading.byhand import FACTS, read_by_hand
from glutemed.loading.document import PROGRAM, Document, Path, refuse
from glutemed.loading.json_reader import parse_json
from glutemed.loading.kinds import refuse_other_kinds
from glutemed.loading.names import meant, no_form
from glutemed.loading.reader import parse_yaml
from glutemed.loading.requests import SPANS, read_field, shown
from glutemed.loading.sheets import is_sheet, read_sheet
from glutemed.loading.validation import validate
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Item, Plan, Prescribed, Week, form_named

__all__ = ["Program", "read_program", "refuse_schema", "slips"]

SCHEMA = "glutemed.plan/1"
ALWAYS = ("goal", "equipment", "level")
"""The request's fields that every plan of ours states, empty or not."""
OTHERS = ("stage", *FACTS, "other", "include", "exclude", "clinician")
COMPARED_MAX = 60_000
"""Names of the catalogue that unknown names are compared with, all in all: a comparison takes some microseconds."""


@dataclass(frozen=True, slots=True)
class Program:
    """A plan read from a file, with the facts that the file leaves unsaid.

    `places` maps JSON pointers of the plan to where they stand in the file; `hints` tells, by
    pointer, what an unknown exercise may have meant. `said` names the request's fields that the
    file states.
    """

    plan: Plan
    unsaid: frozenset[str]
    places: Mapping[str, Position]
    hints: dict[str, str]
    said: frozenset[str]


class _Places(Mapping[str, Position]):
    """The places of a document's parts by JSON pointer, looked up when they are asked for: few ever are."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def __getitem__(self, pointer: str) -> Position:
        path = tuple(int(part) if part.isdecimal() else part for part in pointer.split("/")[1:])
        if path not in self.document.values:
            raise KeyError(pointer)
        return self.document.position(path)

    def __iter__(self) -> Iterator[str]:
        return ("".join(f"/{part}" for part in path) for path in self.document.values)

    def __len__(self) -> int:
        return len(self.document.values)


def read_program(catalog: Catalog, text: str, name: str, options: dict[str, Any]) -> Program:
    """Return the program that a file's text holds; options say what it leaves unsaid.

    The form is told by the file's ending, else by how the text begins. Raises ProblemsError with
    every problem of the file, UsageError when an option is wrong, or contradicts the file.
    """
    given = {
        field: read_field(catalog, field, value)
        for field, value in options.items()
        if value is not None and value != []
    }
    with refuse_other_kinds("plan", text, name):
        read = _read(catalog, text, name, given)
    return _filled(read, given, name)


def _read(catalog: Catalog, text: str, name: str, given: dict[str, Any]) -> Program:
    """Return the program that a file's text holds, by its form."""
    places: Mapping[str, Position]
    if is_sheet(text, name):
        plan, unsaid, places = read_sheet(catalog, text, name)
        said = _stated(plan) - unsaid
    else:
        document = _parsed(text, name)
        if "schema" in document.data or "generator" in document.data:
            plan, places = _in_full(catalog, document)
            unsaid, said = frozenset(), _stated(plan)
        else:
            plan, unsaid, places, said = read_by_hand(catalog, document, given.get("side"))
    return Program(plan=plan, unsaid=unsaid, places=places, hints=_hints(catalog, plan), said=said)


def _parsed(text: str, name: str) -> Document:
    ending = name.lower().rpartition(".")[2]
    is_json = ending == "json" or (ending not in ("yaml", "yml") and re.match(r'\s*\{\s*["}]', text))
    document = parse_json(text, name, PROGRAM) if is_json else parse_yaml(text, name, PROGRAM)
    if not isinstance(document.data, dict):
        message = "the file is empty" if document.data is None else "a program is a mapping of fields"
        hint = "write goal, and days with their exercises, or give a plan of glutemed"
        refuse([*document.problems, Problem(where=document.position(()), message=message, hint=hint)])
    if "explained" in document.data:
        message = "this is a plan with its explanation, not a plan alone"
        where = document.position(("explained",), key=True)
        refuse([*document.problems, Problem(where=where, message=message, hint="save it without --explain")])
    return document


def _filled(read: Program, given: dict[str, Any], name: str) -> Program:
    """Return a program with what options say of what its file does not."""
    request, plan = read.plan.request, read.plan
    for field, value in given.items():
        have = getattr(request, field)
        same = set(have) == set(value) if isinstance(value, tuple) and have else have == value
        if field in read.said and not same:
            raise UsageError(
                f'--{field} {_words(value)} and "{field}: {_words(have)}" in {shown(name)} do not agree; '
                "leave the option out"
            )
    given = {field: value for field, value in given.items() if field not in read.said}
    goal = "rehab" if "stage" in given and "goal" not in read.said and "goal" not in given else None
    goal = given.get("goal", goal or request.goal)
    known = {"goal", "stage"} & (set(given) | read.said)
    if goal == "prevention" and "stage" in given:
        raise UsageError("--stage goes with --goal rehab only; prevention draws on mid and late exercises")
    unsaid = read.unsaid - set(given)
    if "goal" in read.unsaid:
        settled = "stage" in known or (goal == "prevention" and "goal" in known)
        stage = given.get("stage", request.stage) if goal == "rehab" else None
        given = {**given, "goal": goal, "stage": stage}
        plan = replace(plan, prescribed=Prescribed(goal=goal, stage=stage))
        unsaid = unsaid - {"goal"} if settled else unsaid | {"goal"}
    plan = replace(plan, request=replace(request, **given))
    return replace(read, plan=plan, unsaid=unsaid)


def _words(value: object) -> str:
    return (", ".join(map(str, value)) or "none") if isinstance(value, tuple) else str(value)


def _stated(plan: Plan) -> frozenset[str]:
    """Return the fields that a plan's request states: those that were given, and those always filled in."""
    return frozenset((*ALWAYS, *(name for name in OTHERS if getattr(plan.request, name) not in (None, ()))))


def _in_full(catalog: Catalog, document: Document) -> tuple[Plan, Mapping[str, Position]]:
    """Return a plan of ours and the places of all its parts."""
    refuse_schema(document, SCHEMA)
    plan = validate(Plan, document)
    problems = [*slips(plan, document), *_no_forms(catalog, plan, document)]
    if problems:
        refuse(problems)
    return plan, _Places(document)


def refuse_schema(document: Document, schema: str) -> None:
    """Refuse a document that says to be of another schema; UsageError where it is a newer version of it."""
    found, where = document.data.get("schema", schema), document.position(("schema",))
    kind = schema.partition("/")[0]
    if re.fullmatch(rf"{re.escape(kind)}/0*(?:[2-9]|[1-9][0-9]+)", str(found)):
        what = kind.rpartition(".")[2]
        raise UsageError(f"{where}: this {what} is of a newer kind, {found}; update glutemed to read it")
    if found != schema:
        refuse([*document.problems, Problem(where=where, message=f'"schema" must be {schema}')])


def _items(plan: Plan) -> Iterator[tuple[str, Path, Item]]:
    """Return every item with its JSON pointer and path."""
    for part, w, week in _weeks(plan):
        for s, session in enumerate(week.sessions):
            for b, block in enumerate(session.blocks):
                for i, item in enumerate(block.items):
                    path = (part, w, "sessions", s, "blocks", b, "items", i)
                    yield "".join(f"/{name}" for name in path), path, item


def _weeks(plan: Plan) -> Iterator[tuple[str, int, Week]]:
    """Return every week with the part of the plan that it is in, and its place there: those before, then its own."""
    for part, weeks in (("before", plan.before), ("weeks", plan.weeks)):
        for index, week in enumerate(weeks):
            yield part, index, week


def slips(plan: Plan, document: Document) -> Iterator[Problem]:
    """Return what no check could judge: numbers beyond any dose, times and dates that are none.

    Raises ProblemsError for a plan of more items than any has.
    """
    refuse_endless(plan.weeks, document.position(("weeks",)))
    refuse_endless(plan.before, document.position(("before",)))
    for name, weeks in (("before", plan.before), ("weeks", plan.weeks)):
        if len(weeks) > WEEKS_MAX:
            yield Problem(where=document.position((name,)), message=f'"{name}": must have at most {WEEKS_MAX} entries')
    number = max(1, plan.before[0].number) if plan.before else 1
    for part, w, week in _weeks(plan):
        if len(week.sessions) > SESSIONS_MAX:
            where = document.position((part, w, "sessions"))
            yield Problem(where=where, message=f'"sessions": must have at most {SESSIONS_MAX} entries')
        if week.number != number:
            where = document.position((part, w, "number"))
            yield Problem(where=where, message=f'"number" must be {number} here, not {week.number}')
        number += 1
        for s, session in enumerate(week.sessions):
            if session.date is not None and not _is_date(session.date):
                where = document.position((part, w, "sessions", s, "date"))
                yield Problem(where=where, message=f'"date": {shown(session.date)} is not a date')
    yield from _misasked(plan, document)
    for _, at, item in _items(plan):
        numbers: tuple[tuple[Path, int | None, tuple[int, int]], ...] = (
            (("sets",), item.sets, SETS),
            (("dose", "reps"), item.dose.reps, REPS),
            (("dose", "seconds"), item.dose.seconds, SECONDS),
            (("rest_seconds",), item.rest_seconds, REST),
        )
        for place, amount, (low, high) in numbers:
            if amount is not None and not low <= amount <= high:
                where = document.position((*at, *place))
                yield Problem(where=where, message=f'"{place[-1]}" must be {low} to {high}, not {amount}')
        if (item.dose.kind == "hold") != (item.dose.seconds is not None):
            message = 'a hold needs "seconds"; repetitions have none'
            yield Problem(where=document.position((*at, "dose")), message=message)
        if item.tempo is not None and not re.fullmatch(TEMPO, item.tempo):
            yield Problem(where=document.position((*at, "tempo")), message='"tempo" must read like 2-1-2')


def _no_forms(catalog: Catalog, plan: Plan, document: Document) -> Iterator[Problem]:
    """Return the forms that the catalogue's exercises do not have."""
    for _, at, item in _items(plan):
        exercise = catalog.exercise(item.exercise)
        if exercise and item.variant is not None and not form_named(exercise, item.variant):
            yield no_form(exercise, item.variant, document.position((*at, "variant")))


def _misasked(plan: Plan, document: Document) -> Iterator[Problem]:
    """Return what no request has: numbers outside of their spans, a start that is no date, a stage that is not said."""
    request = plan.request
    for name, (low, high) in {**SPANS, "days": (1, SESSIONS_MAX)}.items():
        number = getattr(request, name)
        if number is not None and not low <= number <= high:
            where = document.position(("request", name))
            yield Problem(where=where, message=f'"{name}" must be {low} to {high}, not {number}')
    if request.start is not None and not _is_date(request.start):
        where = document.position(("request", "start"))
        yield Problem(where=where, message=f'"start": {shown(request.start)} is not a date')
    for part, asked in (("request", request), ("prescribed", plan.prescribed)):
        if (asked.goal == "rehab") != (asked.stage is not None):
            message = '"stage" is needed with goal rehab, and goes with no other'
            yield Problem(where=document.position((part, "stage")), message=message)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _hints(catalog: Catalog, plan: Plan) -> dict[str, str]:
    """Return what unknown exercises may have meant, by pointer; of many names, of the first ones only."""
    unknown = {pointer: item.exercise for pointer, _, item in _items(plan) if catalog.exercise(item.exercise) is None}
    looks = COMPARED_MAX // sum(2 + len(exercise.aliases) for exercise in catalog.exercises) if unknown else 0
    near = {name: meant(catalog, name) for name in list(dict.fromkeys(unknown.values()))[:looks]}
    return {pointer: near[name] for pointer, name in unknown.items() if name in near}
