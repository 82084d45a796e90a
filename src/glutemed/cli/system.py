"""The only place that knows the environment, paths, the terminal and how files are written."""

import os
import sys

from glutemed.errors import FileError, UsageError

__all__ = ["cache_folder", "colour", "is_folder", "on_terminal", "say", "width", "write_file"]

WIDTH_MAX = 100


def cache_folder() -> str:
    """Return where decoded catalogues are kept: GLUTEMED_CACHE, else the user's cache folder."""
    given = os.environ.get("GLUTEMED_CACHE")
    if given:
        return given
    from platformdirs import user_cache_dir

    return user_cache_dir("glutemed", appauthor=False)


def on_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def colour() -> bool:
    """Return whether colour is wanted: not with NO_COLOR, not on a dumb terminal."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Return the columns to use: the terminal's, at most 100, else 80."""
    import shutil

    return max(40, min(WIDTH_MAX, shutil.get_terminal_size((80, 24)).columns))


def say(text: str) -> None:
    """Write text to standard output; characters that it cannot show become question marks."""
    if sys.stdout is None:
        raise FileError("cannot write: standard output is closed")
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    sys.stdout.write(text)
    sys.stdout.flush()


def is_folder(name: str) -> bool:
    """Return whether a path is a folder."""
    return os.path.isdir(name)


def write_file(name: str, data: bytes, *, force: bool = False) -> None:
    """Write a whole file or none, readable by its owner only.

    Raises UsageError when it is there already and `force` is not given, FileError when it cannot
    be written.
    """
    if not force and os.path.lexists(name):
        raise UsageError(f"--output: {name} is there already; add --force to replace it")
    folder = os.path.dirname(os.path.abspath(name))
    passing = os.path.join(folder, f".{os.path.basename(name)}.{os.getpid()}.part")
    try:
        descriptor = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if force:
                os.replace(passing, name)
            else:
                _place(passing, name)
        finally:
            if os.path.lexists(passing):
                os.unlink(passing)
    except FileExistsError as error:
        raise UsageError(f"--output: {name} is there already; add --force to replace it") from error
    except OSError as error:
        raise FileError(f"cannot write {name}: {error.strerror or error}") from error


def _place(passing: str, name: str) -> None:
    """Move a finished file to a name that must be free, also when someone else takes it meanwhile."""
    try:
        os.link(passing, name)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        os.replace(passing, name)
