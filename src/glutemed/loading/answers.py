"""Answers to a screening from a file, YAML or JSON: facts, a yes or no to every safety question, test results."""

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from glutemed.engine.screening import answered
from glutemed.errors import Problem, UsageError, did_you_mean
from glutemed.loading.document import Document, Path, refuse
from glutemed.loading.json_reader import parse_json
from glutemed.loading.kinds import refuse_other_kinds
from glutemed.loading.reader import parse_yaml
from glutemed.loading.requests import read_condition, read_field, shown
from glutemed.loading.results import read_result
from glutemed.loading.validation import validate
from glutemed.model.catalog import Catalog
from glutemed.model.fields import Name, Text
from glutemed.model.log import Measured
from glutemed.model.plan import Side
from glutemed.model.records import Between, record
from glutemed.model.screening import HomeTest
from glutemed.model.verdicts import Answers, Facts

__all__ = ["AnswersFile", "read_answers"]

SCHEMA = "glutemed.answers/1"
YES = {"yes": True, "no": False, True: True, False: False}


@record
class FileFacts:
    """The facts of an answers file; conditions by any of their names."""

    goal: Literal["pain", "prevention"]
    pain: Annotated[int, Between(0, 10)]
    age: Annotated[int, Between(0, 120)]
    condition: Annotated[tuple[Name, ...], Between(0, 9)] = ()
    side: Side | None = None
    sex: Literal["female", "male"] | None = None


@record
class FileTest:
    """The result of a home test: `left` and `right`, or `result` where it has no sides."""

    test: Name
    left: Any = None
    right: Any = None
    result: Any = None


@record
class AnswersFile:
    """What a file of answers holds, besides its schema."""

    facts: FileFacts
    questions: dict[str, Any]
    tests: Annotated[tuple[FileTest, ...], Between(0, 100)] = ()
    cleared: Text | None = None


def read_answers(catalog: Catalog, text: str, name: str) -> Answers:
    """Return the screening that a file's text holds.

    Raises ProblemsError with every problem of the file: a safety question without an answer is
    one. UsageError when it is of a newer kind.
    """
    with refuse_other_kinds("answers", text, name):
        document = _parsed(text, name)
    given = validate(AnswersFile, document)
    problems: list[Problem] = []
    facts = _facts(catalog, given.facts, document, problems)
    yes = list(_yes(catalog, given.questions, document, problems))
    results = tuple(_results(catalog, given.tests, document, problems))
    cleared = None
    if given.cleared is not None:
        try:
            cleared = read_field(catalog, "clinician", given.cleared, '"cleared"')
        except UsageError as error:
            problems.append(Problem(where=document.position(("cleared",)), message=str(error)))
    if problems:
        refuse(problems)
    return Answers(facts=facts, answers=answered(catalog, yes, facts.sex), results=results, cleared=cleared)


def _parsed(text: str, name: str) -> Document:
    is_json = name.lower().endswith(".json") or re.match(r'\s*\{\s*["}]', text)
    document = parse_json(text, name) if is_json else parse_yaml(text, name)
    data = document.data
    if not isinstance(data, dict):
        message = "the file is empty" if data is None else "answers are a mapping of facts, questions and tests"
        refuse([*document.problems, Problem(where=document.position(()), message=message)])
    schema, where = data.pop("schema", None), document.position(("schema",))
    if re.fullmatch(r"glutemed\.answers/0*(?:[2-9]|[1-9][0-9]+)", str(schema)):
        raise UsageError(f"{where}: these answers are of a newer kind, {schema}; update glutemed to read them")
    if schema != SCHEMA:
        message = f'"schema" must be {SCHEMA}'
        refuse([*document.problems, Problem(where=where, message=message, hint=f'write "schema: {SCHEMA}"')])
    return document


def _facts(catalog: Catalog, given: FileFacts, document: Document, problems: list[Problem]) -> Facts:
    conditions: list[Any] = []
    for index, name in enumerate(given.condition):
        try:
            conditions.append(read_condition(catalog, name, '"condition"'))
        except UsageError as error:
            problems.append(Problem(where=document.position(("facts", "condition", index)), message=str(error)))
    return Facts(
        goal=given.goal,
        pain=given.pain,
        age=given.age,
        condition=tuple(dict.fromkeys(conditions)),
        side=given.side,
        sex=given.sex,
    )


def _yes(catalog: Catalog, given: dict[str, Any], document: Document, problems: list[Problem]) -> Iterator[str]:
    """Return the questions answered with yes; each that is not answered, or not with yes or no, is a problem."""
    known = [question.id for question in catalog.questions]
    for id, value in given.items():
        path: Path = ("questions", id)
        if id not in known:
            message = f"{shown(id)} is not a safety question"
            hint = did_you_mean(id, known).removeprefix("; ")
            problems.append(Problem(where=document.position(path, key=True), message=message, hint=hint))
        elif not isinstance(value, str | bool) or value not in YES:
            problems.append(Problem(where=document.position(path), message=f'"{id}" must be yes or no'))
        elif YES[value]:
            yield id
    for question in catalog.questions:
        if question.id not in given:
            where = document.position(("questions",), key=True)
            message = f'"{question.id}" is not answered: {question.text}'
            problems.append(Problem(where=where, message=message, hint="yes or no"))


def _results(
    catalog: Catalog, given: Sequence[FileTest], document: Document, problems: list[Problem]
) -> Iterator[Measured]:
    """Return the results of tests, side by side."""
    known, seen = [test.id for test in catalog.tests], set[str]()
    for index, row in enumerate(given):
        path: Path = ("tests", index)
        test = catalog.test(row.test)
        message = hint = ""
        if test is None:
            message, hint = f"{shown(row.test)} is not a home test", did_you_mean(row.test, known).removeprefix("; ")
        elif row.test in seen:
            message, hint = f'"{row.test}" is there twice', "write one result"
        elif all(getattr(row, name) is None for name in ("left", "right", "result")):
            message, hint = f'"{row.test}" has no result', "write left and right" if test.sided else "write result"
        if message or test is None:
            problems.append(Problem(where=document.position((*path, "test")), message=message, hint=hint))
            continue
        seen.add(row.test)
        yield from _sides(test, row, path, document, problems)


def _sides(
    test: HomeTest, row: FileTest, path: Path, document: Document, problems: list[Problem]
) -> Iterator[Measured]:
    sides: tuple[tuple[str, Side], ...] = (("left", "left"), ("right", "right"), ("result", "both"))
    for name, side in sides:
        value = getattr(row, name)
        if value is None:
            continue
        where = document.position((*path, name))
        if (side == "both") == test.sided:
            message, hint = f'"{name}" is not for {test.id}', "left and right" if test.sided else "result"
            problems.append(Problem(where=where, message=message, hint=f"it has {hint}"))
            continue
        try:
            yield Measured(test=test.id, side=side, value=read_result(test, value))
        except UsageError as error:
            problems.append(Problem(where=where, message=f'"{name}": {error}'))
