"""Problems as values, and the few exceptions that end a command, each with its exit code.

Each can be pickled, so that one that a process of a pool raises arrives as it is.
"""

from collections.abc import Iterable
from typing import Any

from glutemed.model.records import record

__all__ = [
    "PROBLEMS_MAX",
    "FileError",
    "GlutemedError",
    "InternalError",
    "NoPlanError",
    "Position",
    "Problem",
    "ProblemsError",
    "SafetyStopError",
    "UsageError",
    "did_you_mean",
    "suggest",
]


@record
class Position:
    """A place in a file; line and column count from one, zero where unknown."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        file = "".join(character if character.isprintable() else "?" for character in self.file)
        return f"{file}:{self.line}:{self.column}" if self.line else file


@record
class Problem:
    """Something wrong in a file: where, what, and what would be right."""

    where: Position
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" + (f"; {self.hint}" if self.hint else "")


class GlutemedError(Exception):
    """The end of a command with one message. `code` is the exit code."""

    code = 70


class UsageError(GlutemedError):
    """Wrong use: an option, a value or a name that is not allowed."""

    code = 2


class NoPlanError(GlutemedError):
    """No program satisfies the request: `rule` cannot be met; `hint` is what would help, where that was sought."""

    code = 3

    def __init__(self, rule: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.rule = rule
        self.hint = hint

    def __str__(self) -> str:
        return super().__str__() + (f"; {self.hint}" if self.hint else "")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.rule, *self.args, self.hint)


class SafetyStopError(GlutemedError):
    """No program is given for safety's sake: `rule` says see someone first."""

    code = 4

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.rule, *self.args)


class FileError(GlutemedError):
    """A file or stream cannot be read or written."""

    code = 74


PROBLEMS_MAX = 100
"""Problems that are told; of more, only how many they are."""


class ProblemsError(GlutemedError):
    """A file holds problems; the first hundred of them are told at once, and how many follow."""

    code = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = tuple(problems)
        if len(found) > PROBLEMS_MAX + 1:
            rest = found[PROBLEMS_MAX:]
            more = Problem(where=rest[0].where, message=f"and {len(rest)} more problems from here on")
            found = (*found[:PROBLEMS_MAX], more)
        self.problems = found
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems,)


class InternalError(GlutemedError):
    """A bug in glutemed: something that its own checks caught before it went out."""

    code = 70


def suggest(word: str, options: Iterable[str]) -> str | None:
    """Return the option nearest to a mistyped word, or None when nothing is near."""
    from difflib import get_close_matches  # costs start-up, needed only when something is wrong

    by_fold: dict[str, str] = {}
    for option in options:
        by_fold.setdefault(option.casefold(), option)
    near = get_close_matches(word.casefold()[:100], by_fold, n=1, cutoff=0.6)
    return by_fold[near[0]] if near else None


def did_you_mean(word: str, options: Iterable[str]) -> str:
    """Return `; did you mean "x"?` for a mistyped word, or nothing."""
    near = suggest(word, options)
    return f'; did you mean "{near}"?' if near else ""
