"""Tab completion: the line so far to what may come next, in the form that a shell's script of ours reads.

The first line of an answer says what the rest is: `values`, `open` for values after which the word may go on,
`files`, `folders` or `none`. Each further line is a value; for shells that show it, a tab and what it is follow.
"""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from glutemed.cli.app import COMMANDS, tree
from glutemed.cli.candidates import FILES, FOLDERS, LISTS, VALUES, Candidate, Given, fitting

__all__ = ["Answer", "answer", "completed", "read_line"]

HELP = ("--help", "Show every option, with examples")
HELP_MAX = 72
MARK = "\ue000"
"""A private character: stands where the cursor is."""


class Answer(NamedTuple):
    """What may come next: how to take it, and each value with what it is."""

    how: str
    values: Sequence[Candidate] = ()


def answer(shell: str, arguments: Sequence[str]) -> None:
    """Print what may come next on a command line; nothing, and never an error, where that is not known.

    bash gives the line up to the cursor, and the part of its last word that it would replace, both as they are
    typed; others give the words after the program, the last one as far as it goes.
    """
    found, done, quote = Answer("none"), "", ""
    with suppress(*() if os.environ.get("GLUTEMED_DEBUG") else (Exception,)):
        if shell == "bash":
            words, quote = read_line(arguments[0])
            done = words[-1].removesuffix(read_line(quote + arguments[1])[0][-1])
            found = completed(words[1:])
        else:
            *before, last = arguments
            found = completed([*before, read_line(last)[0][-1] if shell == "fish" else last])
    lines = [found.how]
    for value, what in found.values:
        if not value.isprintable():
            continue
        if shell == "bash":
            lines.append(_quoted(value.removeprefix(done), quote))
        else:
            lines.append(f"{value}\t{_first(what)}" if what else value)
    with suppress(OSError, ValueError):  # a name that the terminal has no signs for is a ValueError
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()


def read_line(line: str) -> tuple[list[str], str]:
    """Return the words of a command line as a shell reads them, and the quote that is open at its end.

    The last word is the one that the cursor is in, and may be empty.
    """
    from shlex import split

    for quote in ("", '"', "'"):
        with suppress(ValueError):
            words = split(f"{line}{MARK}{quote}")
            return [*words[:-1], words[-1].removesuffix(MARK)], quote
    return [line], ""


def _quoted(value: str, quote: str) -> str:
    """Return a value as it is typed in bash, where a quote may be open."""
    if quote == "'":
        return value.replace("'", "'\\''")
    special = r'["$`\\]' if quote else r"[^\w@%+=:,./-]"
    return re.sub(f"({special})", r"\\\1", value)


def completed(words: Sequence[str]) -> Answer:
    """Return what may come next, given the words after the program; the last is as far as it was typed."""
    *before, last = words
    named = next((word for word in before if not word.startswith("-")), "")
    line = _Line(tree((named,) if named in COMMANDS else COMMANDS))
    for word in before:
        if not line.take(word):
            return Answer("none")
    return line.next(last)


class _Line:
    """A command line read word by word: which command it has come to, and what that was given."""

    def __init__(self, app: Any) -> None:
        from typer.main import get_command

        self.command: Any = get_command(app)
        self.path: list[str] = []
        self.options: dict[str, list[str]] = {}
        self.arguments: list[str] = []
        self.waiting: Any = None
        """The option whose value comes next."""
        self.no_options = False
        """Whether "--" was there."""

    def take(self, word: str) -> bool:
        """Go on by a word; return whether it was understood."""
        if self.waiting is not None:
            self._give(self.waiting, word)
            self.waiting = None
        elif word == "--" and not self.no_options:
            self.no_options = True
        elif word.startswith("-") and len(word) > 1 and not self.no_options:
            return self._take_option(word)
        elif not (parts := self._parts()):
            self.arguments.append(word)
        elif word in parts:
            self.command, self.options, self.arguments = parts[word], {}, []
            self.path.append(word)
        else:
            return False
        return True

    def _take_option(self, word: str) -> bool:
        name, joined, value = word.partition("=")
        option = self._option(name)
        if option is None and not word.startswith("--"):
            option, joined, value = self._option(word[:2]), word[2:], word[2:]
        if option is None:
            return False
        if option.is_flag:
            self._give(option, "")
        elif joined:
            self._give(option, value)
        else:
            self.waiting = option
        return True

    def next(self, last: str) -> Answer:
        """Return what the last word may become."""
        if self.waiting is not None:
            return self._values(self.waiting, last)
        if last.startswith("-") and not self.no_options:
            name, joined, value = last.partition("=")
            option = self._option(name) if joined else None
            if option is not None and not option.is_flag:
                return self._values(option, value, f"{name}=")
            return Answer("values", list(self._option_names(last)))
        if parts := self._parts():
            told = ((name, part.help or "") for name, part in parts.items())
            return Answer("values", [(name, what) for name, what in told if name.startswith(last)])
        places = [one for one in self.command.params if one.param_type_name == "argument"]
        if len(self.arguments) < len(places):
            return self._values(places[len(self.arguments)], last)
        if places and places[-1].nargs == -1:
            return self._values(places[-1], last)
        return Answer("values", list(self._option_names("--"))) if not last else Answer("none")

    def _values(self, parameter: Any, last: str, before: str = "") -> Answer:
        """Return what a value may become; `before` is what stands before it in the same word."""
        name = parameter.opts[-1] if parameter.param_type_name == "argument" else _long(parameter)
        if name in FILES | FOLDERS:
            return Answer("files" if name in FILES else "folders")
        if name not in VALUES:
            return Answer("none")
        given = Given(" ".join(self.path), self.options, tuple(self.arguments))
        several = name in LISTS and parameter.multiple
        if several:
            start, comma, last = last.rpartition(",")
            before += start + comma
            given.options.setdefault(name, []).append(start)
        found = fitting(VALUES[name](given), last)
        is_open = several or any(value.endswith("/") for value, _ in found)
        return Answer("open" if is_open else "values", [(before + value, what) for value, what in found])

    def _parts(self) -> dict[str, Any]:
        """Return the commands of a group of commands."""
        return getattr(self.command, "commands", {})

    def _option(self, name: str) -> Any:
        return next((one for one in self.command.params if name in one.opts), None)

    def _option_names(self, start: str) -> Iterator[Candidate]:
        """Return the options that may still be given."""
        for one in self.command.params:
            if one.param_type_name == "option" and (one.multiple or _long(one) not in self.options):
                yield from ((name, one.help or "") for name in one.opts if name.startswith(start))
        if HELP[0].startswith(start):
            yield HELP

    def _give(self, option: Any, value: str) -> None:
        self.options.setdefault(_long(option), []).append(value)


def _long(option: Any) -> str:
    name: str = next((name for name in option.opts if name.startswith("--")), option.opts[0])
    return name


def _first(text: str) -> str:
    """Return the first sentence of a help text, cut to a line."""
    line = "".join(sign if sign.isprintable() else "?" for sign in " ".join(text.partition("\n\n")[0].split()))
    line = re.split(r"(?<=[a-z)])[.:;] ", line, maxsplit=1)[0].rstrip(".")
    return line if len(line) <= HELP_MAX else f"{line[: HELP_MAX - 3].rstrip()}..."
