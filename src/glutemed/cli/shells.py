"""--install-completion and --show-completion: the scripts by which shells ask for completions, and where they go."""

import os
from collections.abc import Sequence

from glutemed.cli import system
from glutemed.errors import FileError, UsageError

__all__ = ["OPTIONS", "SHELLS", "script", "set_up"]

OPTIONS = ("--install-completion", "--show-completion")
SHELLS = ("bash", "zsh", "fish")
MARK = "# glutemed completion"
"""Ends our line of a start-up file, so that it is found again."""


def set_up(arguments: Sequence[str]) -> None:
    """Install completion, or print its script, as a command line of OPTIONS says; UsageError when it is wrong."""
    option, joined, value = arguments[0].partition("=")
    rest = [value, *arguments[1:]] if joined else list(arguments[1:])
    if len(rest) > 1:
        raise UsageError(f"{option}: takes one shell, and stands alone; allowed: {', '.join(SHELLS)}")
    shell = _shell(option, rest[0] if rest else None)
    if option == OPTIONS[1]:
        system.say(script(shell))
    else:
        _install(shell)


def _shell(option: str, given: str | None) -> str:
    """Return the shell that is named, else the user's own."""
    if given is not None:
        from glutemed.loading.requests import one_of

        return one_of(option, given, SHELLS)
    shell = system.shell()
    if shell in SHELLS:
        return shell
    raise UsageError(f"{option}: which shell is yours is not known; name it: {', '.join(SHELLS)}")


def script(shell: str) -> str:
    """Return the script of a shell; FileError when it cannot be read."""
    place = os.path.join(os.path.dirname(os.path.abspath(__file__)), "completion", f"glutemed.{shell}")
    try:
        with open(place, encoding="utf-8") as file:
            return file.read()
    except OSError as error:
        raise FileError(f"cannot read {place}: {error.strerror}") from error


def _install(shell: str) -> None:
    """Write the script where the shell finds it; its start-up file gets one line, once, and nothing else changes."""
    from shlex import quote

    place, start = system.completion_places(shell)
    system.write_completion(place, script(shell))
    typed = quote(place)
    told, undo = f"Written: {place}\n", f"delete {place}"
    if start is not None:
        is_new = system.add_line(start, f"if [ -r {typed} ]; then . {typed}; fi  {MARK}")
        told += f"{'Added to' if is_new else 'Already in'}: {start} (one line, which reads it)\n"
        undo += f", and the line of {start} that ends in {MARK}"
    system.say(f"{told}It works in each {shell} that you open from now on.\nTo take it away, {undo}\n")
