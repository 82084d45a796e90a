"""Files that are written whole or not at all, and never over anything unasked."""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress

from glutemed.errors import FileError, UsageError
from glutemed.loading.text import clean

__all__ = ["refuse_to_replace", "write_beside", "write_file"]


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
    target = os.path.realpath(name)
    shown = clean(name)
    if os.path.lexists(target) and not os.path.isfile(target):
        raise UsageError(f"{option}: {shown} is not a regular file; leave {option} out and redirect instead")
    if _is_log(target):
        raise UsageError(f"{option}: {shown} is a log, which is never replaced; name another file")
    if not force and os.path.lexists(target):
        raise UsageError(f"{option}: {shown} is there already; add --force to replace it")
    passing = os.path.join(os.path.dirname(target), f".glutemed-{os.getpid()}.part")
    try:
        try:
            with os.fdopen(os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            try:
                if not force:
                    _claim(target)
                os.replace(passing, target)
            except FileExistsError:
                raise
            except BaseException:
                if not force:
                    _give_up(target)
                raise
        finally:
            if os.path.lexists(passing):
                os.unlink(passing)
    except FileExistsError as error:
        raise UsageError(f"{option}: {shown} is there already; add --force to replace it") from error
    except (OSError, ValueError) as error:
        raise FileError(f"cannot write {shown}: {getattr(error, 'strerror', None) or error}") from error


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
