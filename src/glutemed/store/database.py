"""The file of the log: made, opened, brought up to date; what SQLite says, in our words. Only here: sqlite3."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from sqlite3 import Connection

from glutemed.errors import FileError, GlutemedError, InternalError, UsageError
from glutemed.store.schema import APPLICATION, STEPS

__all__ = ["Connection", "DamagedError", "Database"]

PATIENCE = 5.0
"""Seconds to wait for another program that is writing."""

SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = EXTRA",  # FULL, and the folder after it: a power cut brings no old journal back
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",  # no copy of anyone's data in a folder for everyone
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)

WORDS = {
    "SQLITE_BUSY": f"another program has been writing to it for {PATIENCE:.0f} seconds; nothing was changed, try again",
    "SQLITE_FULL": "the disk is full; nothing was changed",
    "SQLITE_IOERR": "the disk is full, or fails; nothing was changed",
    "SQLITE_READONLY": "it, or the folder that it is in, is read-only; nothing was changed",
    "SQLITE_CANTOPEN": "it, or the folder that it is in, cannot be opened for writing; nothing was changed",
    "SQLITE_NOTADB": "it is another kind of file, and was left as it is",
    "SQLITE_NOMEM": "out of memory; nothing was changed",
}
"""What SQLite's result codes mean to who reads them. Any other one tells of damage."""


class DamagedError(Exception):
    """What was read cannot have been written; the message says what it is."""


class Database:
    """One SQLite file. Each reading or writing opens it, is one transaction, and closes it.

    Raises FileError when the file cannot be used or is damaged, UsageError when a newer glutemed wrote it.
    """

    def __init__(self, path: str) -> None:
        self.path = path

    @contextmanager
    def reading(self) -> Iterator[Connection | None]:
        """Give a connection that sees one state throughout, or None where there is no file, or an empty one."""
        with self._told():
            if not self._is_there():
                yield None
                return
            with self._opened() as connection:
                if self._version(connection) == 0:
                    yield None
                    return
                self._tighten()
                self._upgrade(connection)
                connection.execute("BEGIN")
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection for one transaction: all of it is on disk in the end, or nothing of it."""
        with self._told():
            if not self._is_there():
                self._make()
            with self._opened() as connection:
                self._version(connection)
                self._tighten()
                connection.execute("PRAGMA journal_mode = DELETE")
                self._upgrade(connection)
                with _transaction(connection):
                    yield connection

    @property
    def _target(self) -> str:
        """The file itself, where the path is a link to it."""
        return os.path.realpath(self.path)

    def _is_there(self) -> bool:
        try:
            found = os.stat(self._target)
        except FileNotFoundError:
            return False
        if not stat.S_ISREG(found.st_mode):
            is_folder = stat.S_ISDIR(found.st_mode)
            raise self._unfit("it is a folder; name a file" if is_folder else "it is no regular file")
        if found.st_size == 1:  # which SQLite takes for an empty file
            raise self._unfit(WORDS["SQLITE_NOTADB"])
        return True

    def _make(self) -> None:
        """Make an empty file for its owner only, in a folder for its owner only, before SQLite puts anything in it."""
        os.makedirs(os.path.dirname(self._target), mode=0o700, exist_ok=True)
        with suppress(FileExistsError):  # another program made it meanwhile
            os.close(os.open(self._target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))

    def _tighten(self) -> None:
        """Take a log of one's own from the reach of other users, where the system has owners; never fail for it."""
        with suppress(OSError, AttributeError):  # Windows has no owners
            found = os.stat(self._target)
            if found.st_uid == os.geteuid() and found.st_mode & 0o077:
                os.chmod(self._target, stat.S_IMODE(found.st_mode) & 0o700)

    @contextmanager
    def _opened(self) -> Iterator[Connection]:
        """Give a connection to a file that is there; SQLite makes none."""
        if sqlite3.sqlite_version_info < (3, 37):
            raise self._unfit(f"it needs SQLite 3.37 or newer, and this Python has {sqlite3.sqlite_version}")
        connection = sqlite3.connect(_uri(self._target), timeout=PATIENCE, isolation_level=None, uri=True)
        try:
            for setting in SETTINGS:
                connection.execute(setting)
            yield connection
        finally:
            connection.close()

    def _version(self, connection: Connection) -> int:
        """Return the step that a file is at, 0 when it is empty; refuses one that is not ours, or of a later step."""
        application = _number(connection, "application_id")
        version = _number(connection, "user_version")
        if application != APPLICATION:
            if application or version or connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
                raise self._unfit("it is a database of another program, and was left as it is")
            return 0
        if version > len(STEPS):
            raise UsageError(f"{self.path}: a newer glutemed wrote this log (version {version}); update glutemed")
        return version

    def _upgrade(self, connection: Connection) -> None:
        """Take a file through the steps that it lacks, each with its number in one transaction."""
        for step, statements in enumerate(STEPS, start=1):
            if _number(connection, "user_version") >= step:
                continue
            with _transaction(connection):
                if self._version(connection) >= step:
                    continue  # another program took it meanwhile
                for statement in statements:
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
                connection.execute(f"PRAGMA user_version = {step}")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what goes wrong with the file into one error that names it."""
        try:
            yield
        except sqlite3.Error as error:
            raise self._meaning(error) from error
        except DamagedError as error:
            raise self._damaged(str(error)) from error
        except OSError as error:
            raise self._unfit(error.strerror or str(error)) from error

    def _meaning(self, error: sqlite3.Error) -> GlutemedError:
        code = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
        if code == "SQLITE_CONSTRAINT":
            why = "a bug in glutemed, or its file is damaged"
            return InternalError(f"the log {self.path} refuses an entry, and is unchanged: {why}: {error}")
        return self._unfit(WORDS[code]) if code in WORDS else self._damaged(str(error))

    def _unfit(self, why: str) -> FileError:
        return FileError(f"cannot use {self.path} as the log: {why}")

    def _damaged(self, what: str) -> FileError:
        advice = "keep the file, and import a backup into a new one with --store"
        return FileError(f"{self.path}: the log is damaged: {' '.join(what.split())}; {advice}")


def _uri(target: str) -> str:
    path = os.fsencode(target.replace(os.sep, "/"))
    plain = "".join(chr(byte) if byte < 128 and chr(byte).isalnum() else f"%{byte:02X}" for byte in path)
    return f"file:///{plain.removeprefix('%2F')}?mode=rw"


def _number(connection: Connection, pragma: str) -> int:
    found: tuple[int] = connection.execute(f"PRAGMA {pragma}").fetchone()
    return found[0]


@contextmanager
def _transaction(connection: Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
