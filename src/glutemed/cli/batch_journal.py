"""How far a batch came, on disk, so that one that was interrupted goes on where it was."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, BinaryIO, NamedTuple

from glutemed.errors import FileError, UsageError
from glutemed.loading.text import clean

__all__ = ["Failure", "Journal"]

NAME = ".glutemed-batch"
SCHEMA = "glutemed.batch/1"


class Failure(NamedTuple):
    """A row that failed: its line, the problem, a hint, and whom it is for, as far as that is known."""

    line: int
    problem: str
    hint: str
    name: str


class Journal:
    """The rows of a batch that are done, in their order, with their files, and those of them that failed.

    Every line of it is whole or ignored, and is written after the files that it tells of. One process has it at a time.
    """

    def __init__(self, folder: str, batch: Sequence[str | None]) -> None:
        """`batch` is all that the result depends on, as texts."""
        self.folder = clean(folder)
        self.path = os.path.join(folder, NAME)
        self._head: dict[str, Any] = {"schema": SCHEMA, "batch": list(batch)}
        self._file: BinaryIO | None = None
        self.rows = self.changed = 0
        self.before: tuple[str, ...] = ()

    def begin(self, before: Sequence[str], *, resume: bool, force: bool) -> None:
        """Open the journal: with `resume` where it ended, else anew. `before` are the files that are there.

        Raises UsageError when there is one without `resume` and `force`, none with `resume`, when it is of
        another batch, or another process has it.
        """
        there = os.path.lexists(self.path)
        if resume and not there:
            told = "a row that was corrected is done anew with --force"
            raise UsageError(f"--resume: no batch was interrupted in {self.folder}; leave --resume out ({told})")
        if there and not resume and not force:
            hint = "go on with --resume, or begin anew with --force"
            raise UsageError(f"--output-dir: a batch was interrupted in {self.folder}; {hint}")
        try:
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
            self._file = os.fdopen(os.open(self.path, flags, 0o600), "r+b")
            self._lock()
            if resume:
                self._take_up()
            else:
                self._file.truncate()
                self.before = tuple(before)
                self._write({**self._head, "before": self.before})
        except OSError as error:
            self.leave(finished=False)
            raise FileError(f"cannot write in {self.folder}: {error.strerror or error}") from error
        except UsageError:
            self.leave(finished=False)
            raise

    def _lock(self) -> None:
        if os.name == "nt" or self._file is None:
            return
        import fcntl

        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UsageError(f"--output-dir: a batch is at work in {self.folder}; wait for its end") from error

    def _take_up(self) -> None:
        whole = 0
        for place, (entry, size) in enumerate(self._entries()):
            if place == 0:
                if {**entry, "before": None} != {**self._head, "before": None}:
                    what = "the requests, the options or the catalogue changed since"
                    hint = "--force begins anew, and leaves alone what is right already"
                    raise UsageError(f"--resume: {what} the batch in {self.folder} was interrupted; {hint}")
                self.before = tuple(map(str, entry["before"]))
            self.rows = entry.get("rows", self.rows)
            self.changed += entry.get("changed", 0)
            whole += size
        if whole == 0:
            raise UsageError(f"--resume: the batch in {self.folder} had not begun; give --force in place of --resume")
        if self._file is not None:
            self._file.seek(whole)
            self._file.truncate()

    def _entries(self) -> Iterator[tuple[dict[str, Any], int]]:
        """Return the entries with their bytes, up to one that was cut off."""
        if self._file is None:
            return
        self._file.seek(0)
        for line in self._file:
            entry = _entry(line)
            if entry is None:
                return
            yield entry, len(line)

    def done(self, rows: int, files: Sequence[tuple[int, str]], failed: Sequence[Failure], changed: int) -> None:
        """Write down that so many rows are done from the first on: their files, and what failed among the last."""
        self.rows = rows
        self.changed += changed
        self._write({"rows": rows, "files": files, "failed": failed, "changed": changed})

    def _write(self, entry: object) -> None:
        if self._file is not None:
            self._file.seek(0, os.SEEK_END)
            self._file.write(f"{json.dumps(entry, ensure_ascii=True)}\n".encode())
            self._file.flush()

    def failures(self) -> Iterator[Failure]:
        """Return every row that failed, in order."""
        for entry, _ in self._entries():
            yield from (Failure(*one) for one in entry.get("failed", ()))

    def files(self) -> Iterator[tuple[int, str]]:
        """Return every file that is of the batch, after the number of its row."""
        for entry, _ in self._entries():
            yield from ((number, name) for number, name in entry.get("files", ()))

    def leave(self, *, finished: bool) -> None:
        """Close the journal; one of a batch that is finished goes."""
        if finished:
            with suppress(OSError):
                os.unlink(self.path)
        if self._file is not None:
            self._file.close()


def _entry(line: bytes) -> dict[str, Any] | None:
    """Return a line of a journal; None for one that was cut off, or is none."""
    try:
        found = json.loads(line) if line.endswith(b"\n") else None
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    if found.get("schema") == SCHEMA:
        return found if isinstance(found.get("before"), list) else None
    numbers = all(isinstance(found.get(name), int) for name in ("rows", "changed"))
    shapes = (found.get("files"), 2), (found.get("failed"), 4)
    lists = all(isinstance(part, list) and all(len(one) == size for one in part) for part, size in shapes)
    return found if numbers and lists else None
