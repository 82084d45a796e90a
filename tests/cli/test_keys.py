"""Keys from a pseudo-terminal that stands in for standard input, and signals that wait for their moment."""

import fcntl
import os
import pty
import signal
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from select import select
from time import monotonic

import pytest

from glutemed.cli.interrupts import Ended, Interrupts
from glutemed.cli.keys import AGAIN, BACKSPACE, ENTER, ESCAPE, Keys


@contextmanager
def terminal() -> Iterator[int]:
    """Put a terminal in the place of standard input and output; gives its other end."""
    kept = os.dup(0), os.dup(1)
    leader, follower = pty.openpty()
    os.dup2(follower, 0)
    os.dup2(follower, 1)
    os.close(follower)
    try:
        yield leader
    finally:
        for number, descriptor in enumerate(kept):
            os.dup2(descriptor, number)
            os.close(descriptor)
        os.close(leader)


def write(leader: int, raw: bytes) -> None:
    """Type at the other end, and wait until all of it has come."""
    os.write(leader, raw)
    end = monotonic() + 60
    while int.from_bytes(fcntl.ioctl(0, termios.FIONREAD, bytes(4)), sys.byteorder) < len(raw):
        assert monotonic() < end, "it never came"
        select([0], [], [], 1)


def typed(text: str) -> list[str]:
    """Return the keys that are read when something is typed."""
    with terminal() as leader, Interrupts() as interrupts, Keys(interrupts) as keys:
        write(leader, text.encode())
        found = list[str]()
        while key := keys.read(0.2):
            found.append(key)
        return found


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("n", ["n"]),
        ("\r", [ENTER]),
        ("\n", [ENTER]),
        (" ", [" "]),
        ("\x7f\b", [BACKSPACE, BACKSPACE]),
        ("\x1b", [ESCAPE]),
        ("\x1b[A\x1b[1;5Cn\x1bOP", ["n"]),
        ("\x1b[", []),
        ("grün", ["g", "r", "ü", "n"]),
        ("\x01\x07n", ["n"]),
    ],
)
def test_keys_have_names_and_arrows_mean_nothing(text: str, keys: list[str]) -> None:
    assert typed(text) == keys


def test_a_character_may_come_in_parts() -> None:
    with terminal() as leader, Interrupts() as interrupts, Keys(interrupts) as keys:
        first, second = "ü".encode()
        write(leader, bytes([first]))
        assert keys.read(0.2) is None
        write(leader, bytes([second]))
        assert keys.read(0.2) == "ü"


def test_nothing_typed_is_no_key() -> None:
    assert typed("") == []


def failing(before: list[object]) -> None:
    with Interrupts() as interrupts, Keys(interrupts):
        assert termios.tcgetattr(0) != before
        raise ZeroDivisionError


def test_the_terminal_is_given_back_after_an_error_too() -> None:
    with terminal() as leader:
        before = termios.tcgetattr(0)
        with pytest.raises(ZeroDivisionError):
            failing(before)
        assert termios.tcgetattr(0) == before
        shown = os.read(leader, 1000).decode()
    assert shown.startswith("\x1b[?1049h\x1b[?25l")
    assert shown.endswith("\x1b[?25h\x1b[?1049l")


def test_what_was_typed_too_much_is_no_answer_later() -> None:
    with terminal() as leader:
        with Interrupts() as interrupts, Keys(interrupts):
            write(leader, b"\n\n")
        assert select([0], [], [], 0)[0] == []


def test_a_suspended_program_gives_the_terminal_back_and_takes_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped, kill, usual = list[bool](), os.kill, signal.getsignal(signal.SIGTSTP)
    with terminal():
        before = termios.tcgetattr(0)
        with Interrupts() as interrupts, Keys(interrupts) as keys:
            monkeypatch.setattr(os, "kill", lambda pid, number: stopped.append(termios.tcgetattr(0) == before))
            kill(os.getpid(), signal.SIGTSTP)
            assert keys.read(0.2) == AGAIN
            assert termios.tcgetattr(0) != before
    assert stopped == [True]
    assert signal.getsignal(signal.SIGTSTP) == usual


def test_the_end_of_the_terminal_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal() as leader, Interrupts() as interrupts, Keys(interrupts) as keys:
        os.write(leader, b"n")
        monkeypatch.setattr(os, "read", lambda *_: b"")
        with pytest.raises(Ended) as ended:
            keys.read(0.2)
    assert ended.value.number == signal.SIGHUP


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_are_held_back_until_it_waits(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with Interrupts() as interrupts:
        os.kill(os.getpid(), number)
        written = "what was begun is done"
        with pytest.raises(Ended) as ended, interrupts.waiting():
            written = "no one is waited for"
    assert ended.value.number == number
    assert written == "what was begun is done"
    assert signal.getsignal(number) == before


def interrupted() -> None:
    with Interrupts() as interrupts, interrupts.waiting():
        os.kill(os.getpid(), signal.SIGINT)
        raise AssertionError("it went on waiting")


def test_a_signal_ends_the_waiting_at_once() -> None:
    with pytest.raises(Ended):
        interrupted()
