"""Being interrupted only where nothing is half done: Ctrl-C, a closed terminal, the end that the system asks for."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any, Self

__all__ = ["Ended", "Interrupts"]

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class Ended(BaseException):
    """The program is to end: by the signal of that number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Interrupts:
    """While it is entered, signals that end a program are held back until it waits for someone.

    So a set that is being written down is on disk before the program ends.
    """

    def __init__(self) -> None:
        self._number: int | None = None
        self._waits = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for name in NAMES:
            number = getattr(signal, name, None)  # Windows has no SIGHUP
            if number is not None:
                self._before[number] = signal.signal(number, self._came)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _came(self, number: int, _: FrameType | None) -> None:
        self._number = number
        if self._waits:
            raise Ended(number)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Let signals through: inside, and at once one that came before, they raise Ended."""
        self._waits = True
        try:
            if self._number is not None:
                raise Ended(self._number)
            yield
        finally:
            self._waits = False
