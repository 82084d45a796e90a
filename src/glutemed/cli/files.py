"""Files that are written whole or not at all, and never over anything unasked."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from glutemed.errors import FileError, UsageError
from glutemed.loading.text import clean

__all__ = ["Growing", "drop_parts", "refuse_to_replace", "write_beside", "write_file"]

PART = ".part"


def refuse_to_replace(name: str) -> None:
    """Raise UsageError when a file is there already, or its folder is not, so that nothing is asked in vain."""
    if os.path.lexists(name):
        raise UsageError(f"--output: {clean(name)} is there already, and is never replaced; name another file")
    folder = os.path.dirname(name) or "."
    if not os.access(folder, os.W_OK):
        raise UsageError(f"--output: the folder {clean(folder)} is not there, or cannot be written to")


def write_file(name: str, data: bytes, *, force: bool = False, option: str = "--output") -> None:
    """Write a whole file or none, readable by its owner only; a link is followed to the file that it names.

    Raises UsageError when it is there already and `force` is not given, or is not a regular file;
    FileError when it cannot be written.
    """
    file = Growing(name, force=force, option=option)
    try:
        file.write(data)
        file.finish()
    finally:
        file.drop()


class Growing:
    """A file that is written piece by piece, and is there when it is finished; until then nothing is replaced.

    Raises, from the first on, as `write_file` does.
    """

    def __init__(self, name: str, *, force: bool = False, option: str = "--output") -> None:
        """Begin beside the file."""
        self._target, self._shown, self._force, self._option = os.path.realpath(name), clean(name), force, option
        self._refuse()
        self._passing = os.path.join(os.path.dirname(self._target), f".glutemed-{os.urandom(6).hex()}{PART}")
        self._file: BinaryIO | None = None
        with self._told():
            self._file = os.fdopen(os.open(self._passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    def write(self, data: bytes) -> None:
        """Write a piece."""
        if self._file is not None:
            with self._told():
                self._file.write(data)

    def finish(self) -> None:
        """Put the whole file in its place."""
        if self._file is not None:
            with self._told():
                self._file.flush()
                os.fsync(self._file.fileno())
                self._file.close()
                if self._force:
                    os.replace(self._passing, self._target)
                else:
                    _place(self._passing, self._target)

    def drop(self) -> None:
        """Remove what is not in its place; after `finish` that is nothing."""
        if self._file is not None:
            self._file.close()
        if os.path.lexists(self._passing):
            os.unlink(self._passing)

    def _refuse(self) -> None:
        option, shown = self._option, self._shown
        if os.path.lexists(self._target) and not os.path.isfile(self._target):
            raise UsageError(f"{option}: {shown} is not a regular file; leave {option} out and redirect instead")
        if _is_log(self._target):
            raise UsageError(f"{option}: {shown} is a log, which is never replaced; name another file")
        if not self._force and os.path.lexists(self._target):
            raise UsageError(f"{option}: {shown} is there already; add --force to replace it")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what the system says into errors of ours."""
        try:
            yield
        except FileExistsError as error:
            told = f"{self._option}: {self._shown} is there already; add --force to replace it"
            raise UsageError(told) from error
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise FileError(f"cannot write {self._shown}: {reason}") from error


def drop_parts(folder: str) -> None:
    """Remove what was left unfinished in a folder when a process was killed."""
    for name in os.listdir(folder):
        if name.startswith(".glutemed-") and name.endswith(PART):
            with suppress(OSError):
                os.unlink(os.path.join(folder, name))


def _place(passing: str, target: str) -> None:
    """Give a file its name, in one step and over nothing; FileExistsError when the name is taken."""
    try:
        os.link(passing, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        _claim(target)
        try:
            os.replace(passing, target)
        except BaseException:
            _give_up(target)
            raise


def write_beside(
    name: str,
    data: bytes,
    folder: str,
    files: dict[str, bytes],
    *,
    ours: Callable[[str, bytes], bool],
    force: bool = False,
) -> None:
    """Write a file, and a folder of files that it names: both whole, or neither.

    Raises as `write_file` does, and UsageError when the folder is there without `force`, or holds
    anything that is not `ours` by name and content.
    """
    if not files:
        write_file(name, data, force=force)
        return
    shown = clean(folder)
    old, new = (
        os.path.join(os.path.dirname(os.path.realpath(folder)), f".glutemed-{os.getpid()}.{end}")
        for end in ("old", "new")
    )
    before = list[str]()
    if os.path.lexists(folder):
        if not force:
            raise UsageError(f"--output: {shown} is there already; add --force to replace it")
        if os.path.islink(folder) or not os.path.isdir(folder):
            raise UsageError(f"--output: {shown} is not a folder, and is never replaced; name another file")
        before = os.listdir(folder)
        for one in before:
            if not _is_ours(os.path.join(folder, one), ours):
                told = f"{shown} holds {clean(one)}, which glutemed did not write, and is never replaced"
                raise UsageError(f"--output: {told}; name another file")
    same = _holds(name, data)
    try:
        _fill(new, files)
        try:
            if os.path.lexists(folder):
                os.rename(folder, old)
            os.rename(new, folder)
            write_file(name, data, force=force)
        except BaseException:
            if same or not _holds(name, data):
                _put_back(folder, old, new)
            raise
    except (OSError, ValueError) as error:
        raise FileError(f"cannot write {shown}: {getattr(error, 'strerror', None) or error}") from error
    finally:
        _drop(new, files)
        _drop(old, before)


def _is_ours(path: str, ours: Callable[[str, bytes], bool]) -> bool:
    """Return whether a regular file is `ours` by its name and content."""
    if os.path.islink(path) or not os.path.isfile(path):
        return False
    try:
        with open(path, "rb") as file:
            return ours(os.path.basename(path), file.read())
    except OSError:
        return False


def _holds(name: str, data: bytes) -> bool:
    try:
        with open(name, "rb") as file:
            return file.read() == data
    except (OSError, ValueError):
        return False


def _put_back(folder: str, old: str, new: str) -> None:
    """Undo what was renamed: `folder` is as it was before."""
    if not os.path.lexists(new) and os.path.lexists(folder):
        os.rename(folder, new)
    if os.path.lexists(old):
        os.rename(old, folder)


def _fill(folder: str, files: dict[str, bytes]) -> None:
    os.mkdir(folder, 0o700)
    for name, data in files.items():
        with os.fdopen(os.open(os.path.join(folder, name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


def _drop(folder: str, names: Iterable[str]) -> None:
    """Remove files of a folder, and the folder when nothing else is in it."""
    for name in names:
        with suppress(OSError):
            os.unlink(os.path.join(folder, name))
    with suppress(OSError):
        os.rmdir(folder)


def _is_log(name: str) -> bool:
    """Return whether a file is a database, as the log is."""
    try:
        with open(name, "rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


def _claim(target: str) -> None:
    """Make an empty file of that name; FileExistsError when someone else has it meanwhile."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _give_up(target: str) -> None:
    """Remove the empty file that `_claim` made."""
    with suppress(OSError):
        if os.path.getsize(target) == 0:
            os.unlink(target)
