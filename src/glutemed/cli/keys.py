"""Single keys and the whole screen of a terminal, given back as they were however the program ends.

The only module that imports termios and msvcrt.
"""

import codecs
import os
import signal
import sys
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any, Self

from glutemed.cli.interrupts import Ended, Interrupts

if sys.platform == "win32":
    import msvcrt
    import time
else:
    import select
    import termios
    import tty

__all__ = ["AGAIN", "BACKSPACE", "ENTER", "ESCAPE", "Keys"]

ENTER, BACKSPACE, ESCAPE, AGAIN = "enter", "backspace", "escape", "again"
"""Keys with names, and what is read when the terminal has to be drawn again."""
NAMED = {"\r": ENTER, "\n": ENTER, "\x7f": BACKSPACE, "\b": BACKSPACE, "\x1b": ESCAPE}
OPENED = "\x1b[?1049h\x1b[?25l\x1b[2J"
CLOSED = "\x1b[0m\x1b[?25h\x1b[?1049l"
"""To the other screen without cursor, and back."""


class Keys:
    """While it is entered, keys are read one by one, unseen, and the screen is another one.

    Ctrl-Z gives the terminal back until the program goes on. Ctrl-C and the end of the terminal
    raise Ended, where `interrupts` let them.
    """

    def __init__(self, interrupts: Interrupts) -> None:
        self._interrupts = interrupts
        self._waiting: list[str] = []
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._before: Any = None
        self._suspended: Any = None

    def __enter__(self) -> Self:
        if sys.platform != "win32":
            self._before = termios.tcgetattr(0)
            self._suspended = signal.signal(signal.SIGTSTP, self._suspend)
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        if sys.platform != "win32":
            signal.signal(signal.SIGTSTP, self._suspended)

    def _open(self) -> None:
        if sys.platform == "win32":
            os.system("")  # noqa: S605, S607  # makes the Windows console follow escape sequences
        else:
            tty.setcbreak(0)
        _write(OPENED)

    def _close(self) -> None:
        _write(CLOSED)
        if sys.platform != "win32":
            with suppress(termios.error):  # the terminal is gone
                termios.tcsetattr(0, termios.TCSAFLUSH, self._before)

    def _suspend(self, _: int, __: FrameType | None) -> None:
        if sys.platform != "win32":
            self._close()
            os.kill(os.getpid(), signal.SIGSTOP)
            self._open()
            self._waiting.append(AGAIN)

    def read(self, seconds: float) -> str | None:
        """Return the next key: a character, or the name of a key; None when none is pressed for so long."""
        if not self._waiting:
            with self._interrupts.waiting():
                self._waiting += _named(self._typed(seconds))
        return self._waiting.pop(0) if self._waiting else None

    def _typed(self, seconds: float) -> str:
        """Return the characters that come within some seconds."""
        if sys.platform == "win32":
            end = time.monotonic() + seconds
            while not msvcrt.kbhit():
                if time.monotonic() >= end:
                    return ""
                time.sleep(0.02)
            key = msvcrt.getwch()
            if key == "\x03":
                raise Ended(signal.SIGINT)
            return key
        if not select.select([0], [], [], seconds)[0]:
            return ""
        try:
            data = os.read(0, 1024)
        except OSError:
            data = b""
        if not data:
            raise Ended(signal.SIGHUP)
        return self._decoder.decode(data)


def _write(text: str) -> None:
    """Send text to the terminal, past all buffers; one that is gone gets none."""
    with suppress(OSError):
        os.write(1, text.encode())


def _named(typed: str) -> list[str]:
    """Return what was typed as keys; those that send a sequence, such as arrows, mean nothing."""
    keys, index = list[str](), 0
    while index < len(typed):
        character = typed[index]
        index += 1
        if character == "\x1b" and typed[index : index + 1] in ("[", "O"):
            index += 1
            while index < len(typed) and not "@" <= typed[index] <= "~":
                index += 1
            index += 1
        elif character in NAMED:
            keys.append(NAMED[character])
        elif character in "\x00\xe0" and sys.platform == "win32":
            index += 1
        elif character.isprintable():
            keys.append(character)
    return keys
