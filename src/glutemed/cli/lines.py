"""Answers line by line: typed at a terminal, or from a pipe."""

import sys
from contextlib import suppress
from io import UnsupportedOperation

from glutemed.cli import system
from glutemed.cli.interrupts import Interrupts

__all__ = ["Lines"]


class Lines:
    """Lines of standard input; Ended is raised, where `interrupts` let it, while they are waited for."""

    def __init__(self, interrupts: Interrupts) -> None:
        self._interrupts = interrupts
        if hasattr(sys.stdin, "reconfigure"):
            with suppress(UnsupportedOperation):  # something was read from it already, with the same setting
                sys.stdin.reconfigure(errors="replace")

    def ask(self) -> str | None:
        """Return the next line; None at the end of the input."""
        if sys.stdin is None:
            return None
        with self._interrupts.waiting():
            try:
                line = sys.stdin.readline()
            except OSError:  # the terminal is gone
                return None
        return line.strip() if line else None

    def within(self, seconds: float) -> tuple[str, ...] | None:
        """Return the line typed within some seconds of the clock, if there is one; None at the end of the input.

        Only at a terminal: what a pipe holds is left for the questions.
        """
        if sys.platform == "win32" or sys.stdin is None or not sys.stdin.isatty():
            with self._interrupts.waiting():
                system.sleep(seconds)
            return ()
        from select import select

        with self._interrupts.waiting():
            ready = select([sys.stdin], [], [], seconds / system.speed())[0]
        if not ready:
            return ()
        line = self.ask()
        return None if line is None else (line,)
