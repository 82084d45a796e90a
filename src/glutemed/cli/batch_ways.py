"""Where what comes of a batch goes: a folder with a file for each row, or one stream with a line for each."""

import os
from collections.abc import Sequence
from typing import Protocol

from glutemed.cli import files, system
from glutemed.cli.batch_journal import Failure, Journal
from glutemed.cli.batching import Outcome
from glutemed.cli.naming import file_name
from glutemed.errors import FileError, UsageError
from glutemed.formats import FORMATS
from glutemed.loading.text import clean
from glutemed.render.csv import to_csv

__all__ = ["Folder", "Stream", "Way"]

HEAD = ("line", "problem", "hint")
REPORT = "report.csv"
TOLD_MAX = 20
"""Rows that are told on standard error, where there is no report."""


class Way(Protocol):
    """What takes outcomes in the order of their rows. `rows` are done, `failed` of them in vain."""

    rows: int
    failed: int

    def take(self, outcomes: Sequence[Outcome]) -> None:
        """Write what was made, and note what failed."""

    def end(self, *, finished: bool) -> str:
        """Write the report, and return where problems or rows that are left are to be found, as a hint."""


class Stream:
    """One line for each row on standard output; what failed goes into a report, or to standard error at once."""

    def __init__(self, name: str, report: str | None, *, force: bool) -> None:
        """`name` is what the requests are called. Raises UsageError for a report that is there, without `force`."""
        self.rows = self.failed = 0
        self._name, self._report, self._force = name, report, force
        self._failures: list[Failure] = []
        if report is not None:
            _refuse_report(report, force=force)

    def take(self, outcomes: Sequence[Outcome]) -> None:
        """Write the lines."""
        made = [one.made for one in outcomes if one.made is not None]
        if made:
            system.send(b"".join(made))
        for one in outcomes:
            if one.made is None:
                self.failed += 1
                if self._report is not None:
                    self._failures.append((one.raw.line, one.problem, one.hint))
                elif self.failed <= TOLD_MAX:
                    told = f"{one.problem}; {one.hint}" if one.hint else one.problem
                    system.warn(f"{self._name}:{one.raw.line}: {told}")
        self.rows = outcomes[-1].raw.number

    def end(self, *, finished: bool) -> str:  # noqa: ARG002  # a report tells of the rows that were done
        """Write the report where one was asked for."""
        if self._report is None:
            return f"the first {TOLD_MAX} are told; --report FILE has them all" if self.failed > TOLD_MAX else ""
        files.write_file(self._report, _report_of(self._failures), force=self._force, option="--report")
        return f"see {clean(self._report)}"


class Folder:
    """A folder with a file for each row, a journal until it is finished, and a report."""

    def __init__(
        self, path: str, template: str, report: str | None, batch: Sequence[str], *, resume: bool, force: bool
    ) -> None:
        """`batch` is all that the files depend on.

        Raises UsageError when the folder holds a batch already and neither `resume` nor `force` is
        given, FileError when it cannot be made or written to.
        """
        self._path, self._template, self._force = _made(path), template, force
        self._report = report or os.path.join(path, REPORT)
        self._taken: dict[str, int] = {}
        if not resume:
            _refuse_report(self._report, force=force)
        self._journal = Journal(path, batch)
        if force and not resume:
            self._journal.drop()
        self._journal.begin(resume=resume)
        self.rows, self.failed = self._journal.rows, sum(1 for _ in self._journal.failures())

    def take(self, outcomes: Sequence[Outcome]) -> None:
        """Write the files, then the journal."""
        failed: list[Failure] = []
        for one in outcomes:
            if one.made is None:
                failed.append((one.raw.line, one.problem, one.hint))
            elif problem := self._put(one, one.made):
                failed.append((one.raw.line, *problem))
        self.rows = outcomes[-1].raw.number
        self.failed += len(failed)
        self._journal.done(self.rows, failed)

    def end(self, *, finished: bool) -> str:
        """Write the report and remove the journal of a batch that is finished."""
        if finished:
            data = _report_of(list(self._journal.failures()))
            files.write_file(self._report, data, force=True, option="--report")
        self._journal.leave(finished=finished)
        return f"see {clean(self._report)}" if finished else "go on with the same command and --resume"

    def _put(self, one: Outcome, data: bytes) -> tuple[str, str] | None:
        """Write the file of a row, whole or not at all; return why it was not, with a hint."""
        fields = {"name": one.name or "", "format": one.format, **dict(one.about)}
        name = file_name(self._template, one.raw.number, fields, FORMATS[one.format].suffix)
        path = os.path.join(self._path, name)
        if "{number}" not in self._template:
            owner = self._taken.setdefault(name.casefold(), one.raw.number)
            if owner != one.raw.number:
                return f"the file {name} is that of row {owner}", "put {number} into --template"
        if os.path.islink(path):
            return f"{name} is a link, which is never followed", "remove it, or name another folder"
        if _holds(path, data):
            return None
        try:
            files.write_file(path, data, force=self._force, option="--output-dir")
        except UsageError as error:
            problem, _, hint = str(error).removeprefix("--output-dir: ").partition("; ")
            return problem, hint
        return None


def _report_of(failures: Sequence[Failure]) -> bytes:
    return to_csv(HEAD, [dict(zip(HEAD, one, strict=True)) for one in failures]).encode("utf-8")


def _refuse_report(path: str, *, force: bool) -> None:
    if os.path.lexists(path) and not force:
        raise UsageError(f"{clean(path)} is there already, as after a batch; name another place, or add --force")


def _holds(path: str, data: bytes) -> bool:
    """Return whether a file is there with just that in it, as after a batch that was interrupted."""
    try:
        if os.path.getsize(path) != len(data):
            return False
        with open(path, "rb") as file:
            return file.read() == data
    except OSError:
        return False


def _made(path: str) -> str:
    """Return a folder that is there, made for its owner only."""
    if not path.strip() or "\0" in path:
        raise UsageError("--output-dir: is empty; name a folder")
    if os.path.lexists(path) and not os.path.isdir(path):
        raise UsageError(f"--output-dir: {clean(path)} is not a folder")
    try:
        os.makedirs(path, mode=0o700, exist_ok=True)
    except OSError as error:
        raise FileError(f"cannot make the folder {clean(path)}: {error.strerror or error}") from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise FileError(f"cannot write in {clean(path)}: permission denied")
    return path
