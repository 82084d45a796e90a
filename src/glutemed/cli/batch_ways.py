"""Where what comes of a batch goes: a folder with a file for each row, or one stream with a line for each."""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from typing import Protocol

from glutemed.cli import system
from glutemed.cli.batch_journal import Failure, Journal
from glutemed.cli.batching import Outcome
from glutemed.cli.files import PART, Growing, drop_parts, write_file
from glutemed.cli.naming import file_name
from glutemed.errors import FileError, UsageError
from glutemed.formats import FORMATS
from glutemed.loading.text import clean
from glutemed.rendering.csv import csv_line

__all__ = ["Folder", "Stream", "Way"]

HEAD = Failure._fields
REPORT = "report.csv"
TOLD_MAX = 20
"""Rows and files that are named on standard error."""


class Way(Protocol):
    """What takes outcomes in the order of their rows. `rows` are done: `failed` in vain, `changed` not as asked."""

    rows: int
    failed: int
    changed: int

    def take(self, outcomes: Sequence[Outcome]) -> None:
        """Write what was made, and note what failed."""

    def end(self, *, finished: bool) -> str:
        """Write the report, and return where problems or rows that are left are to be found, as a hint."""


class Stream:
    """One line for each row on standard output; what failed goes into a report, or to standard error at once."""

    def __init__(self, name: str, report: str | None, *, keyed: bool, force: bool) -> None:
        """`name` is what the requests are called; `keyed` lines tell their row, of rows that fail too.

        Raises as `Growing` for a report that cannot be.
        """
        self.rows = self.failed = self.changed = 0
        self._name, self._keyed, self._shown = name, keyed, clean(report or "")
        self._report = Growing(report, force=force, option="--report") if report is not None else None
        self._note_to_report(HEAD)

    def take(self, outcomes: Sequence[Outcome]) -> None:
        """Write the lines."""
        lines = [_keyed(one) for one in outcomes] if self._keyed else [one.made for one in outcomes if one.made]
        if lines:
            system.send(b"".join(lines))
        for one in outcomes:
            self.changed += one.changed
            if one.made is None:
                self.failed += 1
                if self._report is not None:
                    self._note_to_report(_failure(one))
                elif self.failed <= TOLD_MAX:
                    system.warn(_told(self._name, one.raw.line, one.problem, one.hint))
        self.rows = outcomes[-1].raw.number

    def _note_to_report(self, values: Sequence[object]) -> None:
        if self._report is not None:
            self._report.write(csv_line(values).encode("utf-8"))

    def end(self, *, finished: bool) -> str:  # noqa: ARG002  # a report tells of the rows that were done
        """Write the report where one was asked for."""
        if self._report is None:
            return f"the first {TOLD_MAX} are told; --report FILE has them all" if self.failed > TOLD_MAX else ""
        self._report.finish()
        return f"see {self._shown}"

    def close(self) -> None:
        """Leave nothing unfinished behind; what failed up to here stays in the report."""
        if self._report is not None:
            with suppress(UsageError, FileError):
                self._report.finish()
            self._report.drop()


class Folder:
    """A folder with a file for each row, a journal until it is finished, and a report."""

    def __init__(
        self,
        path: str,
        template: str,
        report: str | None,
        batch: Sequence[str],
        *,
        name: str,
        resume: bool,
        force: bool,
    ) -> None:
        """`batch` is all that the files depend on; `name` is what the requests are called.

        Raises UsageError when the folder holds a batch already and neither `resume` nor `force` is
        given, FileError when it cannot be made or written to.
        """
        self._path, self._template, self._force = _made(path), template, force
        self._name = name
        self._report = report or os.path.join(path, REPORT)
        if os.path.lexists(self._report) and not force:
            raise UsageError(
                f"{clean(self._report)} is there already, as after a batch; name another place, or add --force, "
                "which leaves alone what is right already"
            )
        self._journal = Journal(path, batch)
        self._journal.begin(_plans_in(path), resume=resume, force=force)
        drop_parts(path)
        self._taken = {name.casefold(): number for number, name in self._journal.files()} if self._may_meet() else {}
        self.rows, self.changed = self._journal.rows, self._journal.changed
        self.failed = sum(1 for _ in self._journal.failures())

    def _may_meet(self) -> bool:
        """Return whether two rows may have a file of one name."""
        return "{number}" not in self._template

    def take(self, outcomes: Sequence[Outcome]) -> None:
        """Write the files, then the journal."""
        files, failed = list[tuple[int, str]](), list[Failure]()
        for one in outcomes:
            if one.made is None:
                failed.append(_failure(one))
                continue
            name = self._name_of(one)
            if problem := self._put(one, name, one.made):
                failed.append(_failure(one._replace(problem=problem[0], hint=problem[1])))
            else:
                files.append((one.raw.number, name))
        self.rows = outcomes[-1].raw.number
        self.failed += len(failed)
        changed = sum(one.changed for one in outcomes)
        self.changed += changed
        self._journal.done(self.rows, files, failed, changed)

    def end(self, *, finished: bool) -> str:
        """Write the report and remove the journal of a batch that is finished; tell of files that are of none.

        Of one that is not, name the rows that failed so far, since there is no report yet.
        """
        if not finished:
            for one in islice(self._journal.failures(), TOLD_MAX):
                system.warn(_told(self._name, one.line, one.problem, one.hint))
            self._journal.leave(finished=False)
            return "go on with the same command and --resume"
        report = Growing(self._report, force=self._force, option="--report")
        try:
            report.write(csv_line(HEAD).encode("utf-8"))
            for failure in self._journal.failures():
                report.write(csv_line(failure).encode("utf-8"))
            report.finish()
        finally:
            report.drop()
        self._tell_left_over()
        self._journal.leave(finished=True)
        return f"see {clean(self._report)}"

    def close(self) -> None:
        """Let the journal go, so that the batch can go on later."""
        self._journal.leave(finished=False)

    def _tell_left_over(self) -> None:
        """Name the plans in the folder that were there before, and are of no row now: nobody is to be handed them."""
        left = dict.fromkeys(self._journal.before)
        for _, name in self._journal.files():
            left.pop(name, None)
        old = [name for name in left if os.path.lexists(os.path.join(self._path, name))]
        if old:
            named = ", ".join(map(clean, old[:TOLD_MAX])) + (" ..." if len(old) > TOLD_MAX else "")
            system.warn(f"older files in {clean(self._path)} that are not of this batch, do not hand them out: {named}")

    def _name_of(self, one: Outcome) -> str:
        asked = one.asked
        if asked is None:
            return ""
        request = asked.request
        fields = {"id": asked.id, "name": asked.name, "goal": request.goal, "stage": request.stage}
        fields |= {"start": request.start, "format": one.format}
        known = {field: text or "" for field, text in fields.items()}
        return file_name(self._template, one.raw.number, known, FORMATS[one.format].suffix)

    def _put(self, one: Outcome, name: str, data: bytes) -> tuple[str, str] | None:
        """Write the file of a row, whole or not at all; return why it was not, with a hint."""
        path = os.path.join(self._path, name)
        if self._may_meet():
            owner = self._taken.setdefault(name.casefold(), one.raw.number)
            if owner != one.raw.number:
                return f"the file {name} is that of row {owner}", "put {number} or {id} into --template"
        if os.path.islink(path):
            return f"{name} is a link, which is never followed", "remove it, or name another folder"
        if system.same_file(path, self._report):
            return f"{name} is the file of the report", "name another report"
        if _holds(path, data):
            return None
        try:
            write_file(path, data, force=self._force, option="--output-dir")
        except UsageError as error:
            problem, _, hint = str(error).removeprefix("--output-dir: ").partition("; ")
            return problem, hint
        return None


def _told(name: str, line: int, problem: str, hint: str) -> str:
    """Return a row that failed in a line."""
    return f"{name}:{line}: {problem}; {hint}" if hint else f"{name}:{line}: {problem}"


def _failure(one: Outcome) -> Failure:
    return Failure(one.raw.line, one.problem, one.hint, one.name)


def _keyed(one: Outcome) -> bytes:
    """Return a line that tells which row it is of, with its plan, or with what is wrong."""
    asked = one.asked
    key = {"row": one.raw.number, "line": one.raw.line, "id": asked and asked.id, "name": asked and asked.name}
    if one.made is None:
        told = {**key, "problem": one.problem, "hint": one.hint}
        return f"{json.dumps(told, ensure_ascii=False)}\n".encode("utf-8", "replace")
    head = json.dumps(key, ensure_ascii=False).removesuffix("}").encode("utf-8")
    return head + b', "plan": ' + one.made.removesuffix(b"\n") + b"}\n"


def _plans_in(folder: str) -> list[str]:
    """Return the files of a folder that a batch may have written."""
    endings = tuple(format.suffix for name, format in FORMATS.items() if name != "terminal")
    return sorted(
        name for name in os.listdir(folder) if name.endswith(endings) and name != REPORT and not name.endswith(PART)
    )


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
