"""The interview of `screen`: a few facts, the safety questions on one screen, and home tests one by one."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from textwrap import wrap
from typing import Any, TypeVar

from glutemed.cli import system
from glutemed.engine.screening import answered
from glutemed.errors import UsageError
from glutemed.loading.requests import one_of, read_field, shown
from glutemed.loading.results import read_result
from glutemed.model.catalog import Catalog
from glutemed.model.log import Answer, Measured
from glutemed.model.plan import SIDES, Side
from glutemed.model.screening import HomeTest
from glutemed.model.verdicts import Facts
from glutemed.rendering.screening import home_test_lines, questions_screen

__all__ = ["ask_facts", "ask_questions", "ask_tests"]

T = TypeVar("T")

GOALS = ("pain", "prevention")
SEXES = ("female", "male")
NUMBERS = "Numbers of what is true of you, such as 4, 9; or none:"
SKIP, END = "", "end"
NOTHING = ("", "no", "none", "nothing")


def ask_facts(catalog: Catalog) -> Facts:
    """Ask what a plan goes by; an empty answer leaves out what may be left out."""
    ids = ", ".join(condition.id for condition in catalog.conditions)
    conditions = "\n".join(wrap(ids, 78, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False))
    goal: Any = _until("What is it for: pain (something hurts now) or prevention?", lambda a: one_of("goal", a, GOALS))
    pain = _until(
        "Pain, the worst of the last week in daily life, 0 (none) to 10 (worst imaginable)?",
        lambda answer: read_field(catalog, "pain", answer, "pain"),
    )
    condition = _until(
        f"The condition, if someone named one; several with commas between? [none]\n{conditions}:",
        lambda answer: () if answer.casefold() in NOTHING else read_field(catalog, "condition", [answer], "condition"),
    )
    side: Any = _until(
        "Which side hurts or was operated on: left, right or both? [not given]",
        lambda answer: one_of("side", answer, SIDES) if answer else None,
    )
    age = _until("How old are you, in years?", lambda answer: read_field(catalog, "age", answer, "age"))
    sex: Any = _until(
        "Sex, which serves the age means of one test alone: female or male? [not given]",
        lambda answer: one_of("sex", answer, SEXES) if answer else None,
    )
    return Facts(goal=goal, pain=pain, condition=condition, side=side, age=age, sex=sex)


def ask_questions(catalog: Catalog, facts: Facts) -> tuple[Answer, ...]:
    """Show the safety questions on one screen and return an answer to each; no answer is not an answer."""
    screen = "\n".join(questions_screen(catalog))
    numbers = _until(f"{screen}\n{NUMBERS}", lambda answer: _numbers(answer, len(catalog.questions)), again=NUMBERS)
    yes = {catalog.questions[number - 1].id for number in numbers}
    return answered(catalog, yes, facts.sex)


def ask_tests(catalog: Catalog, tests: Iterable[HomeTest], needed: Iterable[str]) -> Iterator[Measured]:
    """Offer home tests one by one, and return each result as soon as it is given.

    `needed` are those that the next gate asks for. An empty answer skips a test, and "end" all that follow.
    """
    needed = set(needed)
    for number, test in enumerate(tests):
        head = "" if number else "Home tests. Stop a test that hurts more than 2 of 10 more than before (X).\n"
        told = "\nIt counts for the next stage." if test.id in needed else ""
        card = "\n".join(home_test_lines(catalog, test, system.width() - 1))
        sides: tuple[Side, ...] = ("left", "right") if test.sided else ("both",)
        for side in sides:
            asked = f"{f'{side.capitalize()} side' if test.sided else 'Result'}, {_allowed(test)} [skip]:"
            words = f"\n{head}{card}{told}\n{asked}" if side == sides[0] else asked
            try:
                value = _until(words, partial(_result, test), again=asked)
            except UsageError as error:
                raise UsageError("the answers ended before the last test") from error
            if value == END:
                return
            if value is None:
                break
            yield Measured(test=test.id, side=side, value=value)


def _until(words: str, read: Callable[[str], T], again: str | None = None) -> T:
    """Return an answer; one that cannot be is told, and asked for again."""
    while True:
        answer = system.ask(f"{words} ").strip()
        try:
            return read(answer)
        except UsageError as error:
            system.warn(str(error))
            words = again or words


def _numbers(answer: str, most: int) -> list[int]:
    """Return the numbers of questions; "none" alone is none of them."""
    words = re.findall(r"[^\s,;]+", answer.casefold())
    if words == ["none"]:
        return []
    wrong = next((word for word in words if not re.fullmatch("[0-9]{1,3}", word) or not 1 <= int(word) <= most), None)
    if wrong is not None:
        raise UsageError(f"{shown(wrong)} is no number of a question; give numbers from 1 to {most}, or none")
    if not words:
        raise UsageError("an answer is needed: the numbers of what is true of you, or none")
    return [int(word) for word in words]


def _allowed(test: HomeTest) -> str:
    return " or ".join(test.scale) if test.scale else f"{test.unit} (0 to {test.highest:g})"


def _result(test: HomeTest, answer: str) -> Any:
    """Return a result; None where it is skipped, "end" where no more are wanted."""
    if answer == SKIP:
        return None
    if answer.casefold() == END:
        return END
    digits = re.fullmatch(r"([0-9]{1,4})(?:[.,]([0-9]{1,2}))?", answer)
    plain: object = float(f"{digits[1]}.{digits[2] or 0}") if digits and not test.scale else answer
    return read_result(test, plain)
