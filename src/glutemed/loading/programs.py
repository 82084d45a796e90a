"""Programs from files: plan JSON, the same as YAML, the short form that people write, and our own Markdown."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from glutemed.errors import Position, Problem, UsageError
from glutemed.loading.byhand import (
    FACTS,
    REPS,
    REST,
    SECONDS,
    SESSIONS_MAX,
    SETS,
    TEMPO,
    WEEKS_MAX,
    read_by_hand,
    refuse_endless,
)
from glutemed.loading.documents import SPANS, read_field, shown
from glutemed.loading.names import meant, no_form
from glutemed.loading.reader import PROGRAM, Document, Path, parse_json, parse_yaml, refuse
from glutemed.loading.sheets import is_sheet, read_sheet
from glutemed.loading.validation import validate
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Item, Plan, Prescribed, form_named

__all__ = ["Program", "read_program"]

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
    read = Program(plan=plan, unsaid=unsaid, places=places, hints=_hints(catalog, plan), said=said)
    return _filled(read, given, name)


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
    schema, where = document.data.get("schema", SCHEMA), document.position(("schema",))
    if re.fullmatch(r"glutemed\.plan/0*(?:[2-9]|[1-9][0-9]+)", str(schema)):
        raise UsageError(f"{where}: this plan is of a newer kind, {schema}; update glutemed to read it")
    if schema != SCHEMA:
        refuse([*document.problems, Problem(where=where, message=f'"schema" must be {SCHEMA}')])
    plan = validate(Plan, document)
    refuse_endless(plan.weeks, document.position(("weeks",)))
    problems = list(_slips(catalog, plan, document))
    if problems:
        refuse(problems)
    return plan, _Places(document)


def _items(plan: Plan) -> Iterator[tuple[str, Path, Item]]:
    """Return every item with its JSON pointer and path."""
    for w, week in enumerate(plan.weeks):
        for s, session in enumerate(week.sessions):
            for b, block in enumerate(session.blocks):
                for i, item in enumerate(block.items):
                    path = ("weeks", w, "sessions", s, "blocks", b, "items", i)
                    yield "".join(f"/{part}" for part in path), path, item


def _slips(catalog: Catalog, plan: Plan, document: Document) -> Iterator[Problem]:
    """Return what no check could judge: numbers beyond any dose, times and dates that are none, unknown forms."""
    if len(plan.weeks) > WEEKS_MAX:
        yield Problem(where=document.position(("weeks",)), message=f'"weeks": must have at most {WEEKS_MAX} entries')
    for w, week in enumerate(plan.weeks):
        if len(week.sessions) > SESSIONS_MAX:
            where = document.position(("weeks", w, "sessions"))
            yield Problem(where=where, message=f'"sessions": must have at most {SESSIONS_MAX} entries')
        if week.number != w + 1:
            where = document.position(("weeks", w, "number"))
            yield Problem(where=where, message=f'"number" must be {w + 1} here, not {week.number}')
        for s, session in enumerate(week.sessions):
            if session.date is not None and not _is_date(session.date):
                where = document.position(("weeks", w, "sessions", s, "date"))
                yield Problem(where=where, message=f'"date": {shown(session.date)} is not a date')
    yield from _misasked(plan, document)
    for _, path, item in _items(plan):
        numbers: tuple[tuple[Path, int | None, tuple[int, int]], ...] = (
            (("sets",), item.sets, SETS),
            (("dose", "reps"), item.dose.reps, REPS),
            (("dose", "seconds"), item.dose.seconds, SECONDS),
            (("rest_seconds",), item.rest_seconds, REST),
        )
        for part, number, (low, high) in numbers:
            if number is not None and not low <= number <= high:
                where = document.position((*path, *part))
                yield Problem(where=where, message=f'"{part[-1]}" must be {low} to {high}, not {number}')
        if (item.dose.kind == "hold") != (item.dose.seconds is not None):
            message = 'a hold needs "seconds"; repetitions have none'
            yield Problem(where=document.position((*path, "dose")), message=message)
        if item.tempo is not None and not re.fullmatch(TEMPO, item.tempo):
            yield Problem(where=document.position((*path, "tempo")), message='"tempo" must read like 2-1-2')
        exercise = catalog.exercise(item.exercise)
        if exercise and item.variant is not None and not form_named(exercise, item.variant):
            yield no_form(exercise, item.variant, document.position((*path, "variant")))


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
