"""How far a batch came, on disk, so that one that was interrupted goes on where it was."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, TextIO

from glutemed.errors import FileError, UsageError
from glutemed.loading.text import clean

__all__ = ["Failure", "Journal"]

NAME = ".glutemed-batch"
SCHEMA = "glutemed.batch/1"

Failure = tuple[int, str, str]
"""The line of a row that failed, its problem, and a hint."""


class Journal:
    """The rows of a batch that are done, in their order, and those of them that failed.

    Every line of it is whole or ignored, and is written after the files that it tells of.
    """

    def __init__(self, folder: str, batch: Sequence[str | None]) -> None:
        """`batch` is all that the result depends on, as texts."""
        self.path = os.path.join(folder, NAME)
        self._head = {"schema": SCHEMA, "batch": list(batch)}
        self._file: TextIO | None = None
        self.rows = 0

    def begin(self, *, resume: bool) -> None:
        """Open the journal; with `resume`, where it ended.

        Raises UsageError when there is one without `resume`, none with it, or it is of another batch.
        """
        there = os.path.lexists(self.path)
        folder = clean(os.path.dirname(self.path) or ".")
        if resume and not there:
            raise UsageError(f"--resume: no batch was interrupted in {folder}; leave --resume out")
        if there and not resume:
            hint = "go on with --resume, or begin anew with --force"
            raise UsageError(f"--output-dir: a batch was interrupted in {folder}; {hint}")
        try:
            if resume:
                self._take_up(folder)
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
            descriptor = os.open(self.path, flags, 0o600)
            self._file = os.fdopen(descriptor, "a", encoding="utf-8")
        except OSError as error:
            raise FileError(f"cannot write in {folder}: {error.strerror or error}") from error
        if not resume:
            self._write(self._head)

    def _take_up(self, folder: str) -> None:
        whole = 0
        with open(self.path, "rb") as file:
            for place, line in enumerate(file):
                entry = _entry(line)
                if entry is None:
                    break
                if place == 0 and entry != self._head:
                    what = "the requests, the options or the catalogue changed since"
                    raise UsageError(f"--resume: {what} the batch in {folder} was interrupted; --force begins it anew")
                self.rows = entry.get("rows", self.rows)
                whole += len(line)
        if whole == 0:
            raise UsageError(f"--resume: the batch in {folder} had not begun; leave --resume out, and give --force")
        os.truncate(self.path, whole)

    def done(self, rows: int, failed: Sequence[Failure]) -> None:
        """Write down that so many rows are done from the first on, and which of the last ones failed."""
        self.rows = rows
        self._write({"rows": rows, "failed": failed})

    def _write(self, entry: object) -> None:
        if self._file is not None:
            self._file.write(f"{json.dumps(entry, ensure_ascii=False)}\n")
            self._file.flush()

    def failures(self) -> Iterator[Failure]:
        """Return every row that failed, in order."""
        with open(self.path, encoding="utf-8") as file:
            for line in file:
                for line_number, problem, hint in json.loads(line).get("failed", ()):
                    yield int(line_number), str(problem), str(hint)

    def leave(self, *, finished: bool) -> None:
        """Close the journal; one of a batch that is finished goes."""
        if self._file is not None:
            self._file.close()
        if finished:
            with suppress(OSError):
                os.unlink(self.path)

    def drop(self) -> None:
        """Remove the journal of another batch."""
        with suppress(FileNotFoundError):
            os.unlink(self.path)


def _entry(line: bytes) -> dict[str, Any] | None:
    """Return a line of a journal; None for one that was cut off."""
    try:
        found = json.loads(line) if line.endswith(b"\n") else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
