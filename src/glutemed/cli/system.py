"""The only place that knows the environment, paths, the terminal and how files are written."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from glutemed.errors import FileError, UsageError

__all__ = [
    "ReaderGoneError",
    "add_line",
    "ask",
    "cache_folder",
    "clock",
    "colour",
    "completion_places",
    "default_overlay",
    "end_of",
    "interactive",
    "is_folder",
    "now",
    "on_terminal",
    "printable",
    "same_file",
    "say",
    "send",
    "shell",
    "shows",
    "size",
    "sleep",
    "speed",
    "store_file",
    "today",
    "warn",
    "watched",
    "width",
    "write_completion",
]

WIDTH_MAX = 100


class ReaderGoneError(Exception):
    """What reads standard output has ended, as `head` does when it has enough: no fault of anyone."""


def cache_folder() -> str:
    """Return where decoded catalogues are kept: GLUTEMED_CACHE, else the user's cache folder."""
    given = os.environ.get("GLUTEMED_CACHE")
    if given:
        return given
    from platformdirs import user_cache_dir

    return user_cache_dir("glutemed", appauthor=False)


def default_overlay() -> str | None:
    """Return the user's own overlay, if it is there: catalog.yaml in GLUTEMED_CONFIG or the configuration folder."""
    folder = os.environ.get("GLUTEMED_CONFIG")
    if not folder:
        from platformdirs import user_config_dir

        folder = user_config_dir("glutemed", appauthor=False)
    name = os.path.join(folder, "catalog.yaml")
    return name if os.path.lexists(name) else None


def store_file(given: str | None) -> str:
    """Return the file of the log: as given, else GLUTEMED_STORE, else in the user's data folder."""
    if given is not None and (not given.strip() or "\0" in given):
        raise UsageError("--store: is empty; name a file")
    found = given or os.environ.get("GLUTEMED_STORE")
    if found:
        return found
    from platformdirs import user_data_dir

    return os.path.join(user_data_dir("glutemed", appauthor=False), "log.sqlite3")


def shell() -> str:
    """Return the name of the user's shell, such as zsh; empty where it is not known."""
    return os.path.basename(os.environ.get("SHELL", ""))


def completion_places(shell: str) -> tuple[str, str | None]:
    """Return where a shell's completion script goes, and the start-up file that has to read it, if one has to."""
    from platformdirs import user_data_dir

    home = os.path.expanduser("~")
    if shell == "fish":
        config = os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")
        return os.path.join(config, "fish", "completions", "glutemed.fish"), None
    start = os.path.join((os.environ.get("ZDOTDIR") if shell == "zsh" else None) or home, f".{shell}rc")
    return os.path.join(user_data_dir("glutemed", appauthor=False), f"completion.{shell}"), start


def write_completion(place: str, text: str) -> None:
    """Write a completion script, in place of an older one; its folder is made. Raises FileError."""
    from glutemed.loading.text import clean

    try:
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
    except OSError as error:
        raise FileError(f"cannot write {clean(place)}: {error.strerror or error}") from error
    from glutemed.cli.files import write_file

    write_file(place, text.encode("utf-8"), force=True)


def add_line(name: str, line: str) -> bool:
    """Add a line at the end of a file unless the file has it; return whether it was added. Raises FileError.

    What is there stays as it is, byte by byte.
    """
    from glutemed.loading.text import clean

    try:
        with open(name, "ab+") as file:
            file.seek(0)
            there, mine = file.read(), os.fsencode(line)
            if mine in there.splitlines():
                return False
            file.write((b"" if there.endswith(b"\n") or not there else b"\n") + mine + b"\n")
    except OSError as error:
        raise FileError(f"cannot write {clean(name)}: {error.strerror or error}") from error
    return True


def today() -> str:
    """Return the day in the local time zone as year-month-day; GLUTEMED_TODAY, where it is set.

    Raises UsageError when GLUTEMED_TODAY is not a date.
    """
    from datetime import date, datetime

    fixed = os.environ.get("GLUTEMED_TODAY")
    if not fixed:
        return datetime.now().astimezone().date().isoformat()
    try:
        if date.fromisoformat(fixed).isoformat() == fixed:
            return fixed
    except ValueError:
        pass
    raise UsageError("GLUTEMED_TODAY is not a date; write it as year-month-day, such as 2026-12-01")


def now() -> str:
    """Return the moment in UTC, to the microsecond; noon of GLUTEMED_TODAY, where it is set."""
    from datetime import UTC, datetime

    if os.environ.get("GLUTEMED_TODAY"):
        return f"{today()}T12:00:00.000000Z"
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def end_of(day: str) -> str:
    """Return the moment in UTC when a day, year-month-day, ends in the local time zone; with GLUTEMED_TODAY in UTC."""
    from datetime import UTC, date, datetime, time, timedelta

    after = date.fromisoformat(day) + timedelta(days=1)
    midnight = datetime.combine(after, time(), UTC if os.environ.get("GLUTEMED_TODAY") else None)
    return midnight.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def speed() -> float:
    """Return how many times faster than the clock seconds pass: 1, or for tests GLUTEMED_SPEED.

    Raises UsageError when GLUTEMED_SPEED is not a number from 1 to 100,000.
    """
    fixed = os.environ.get("GLUTEMED_SPEED")
    if not fixed:
        return 1.0
    if fixed.isascii() and fixed.isdigit() and 1 <= int(fixed[:9]) <= 100_000:
        return float(fixed)
    raise UsageError("GLUTEMED_SPEED is not a whole number from 1 to 100000; it is for tests, leave it out")


def clock() -> float:
    """Return the seconds of a clock that only goes forward, at the speed of `speed`."""
    from time import monotonic

    return monotonic() * speed()


def sleep(seconds: float) -> None:
    """Wait for so many seconds of `clock`."""
    from time import sleep as wait

    wait(seconds / speed())


def interactive() -> bool:
    """Return whether a person sits at a terminal that can be drawn on."""
    return sys.stdin is not None and sys.stdin.isatty() and on_terminal() and os.environ.get("TERM") != "dumb"


def size() -> tuple[int, int]:
    """Return the columns and lines of the terminal; 80 and 24 where they are not known."""
    import shutil

    found = shutil.get_terminal_size((80, 24))
    return found.columns, found.lines


def shows(text: str) -> bool:
    """Return whether standard output has the characters of a text."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def on_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def watched() -> bool:
    """Return whether a person sees standard error."""
    return sys.stderr is not None and sys.stderr.isatty()


def colour() -> bool:
    """Return whether colour is wanted: not with NO_COLOR, not on a dumb terminal."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Return the columns to use: the terminal's, at most 100, else 80."""
    import shutil

    return max(40, min(WIDTH_MAX, shutil.get_terminal_size((80, 24)).columns))


def printable(text: str) -> str:
    """Return a message with question marks for what a terminal should not see; lines stay lines."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    from glutemed.loading.text import clean

    return "\n".join(map(clean, text.split("\n")))


def warn(text: str) -> None:
    """Write a line for the person at the terminal to standard error."""
    if sys.stderr is not None:
        with suppress(BrokenPipeError):
            sys.stderr.write(f"glutemed: {printable(text)}\n")
            sys.stderr.flush()


def say(text: str) -> None:
    """Write text to standard output; characters that it cannot show become question marks."""
    if sys.stdout is None:
        raise FileError("cannot write: standard output is closed")
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    with _to_reader():
        sys.stdout.write(text)
        sys.stdout.flush()


def send(data: bytes) -> None:
    """Write bytes to standard output."""
    if sys.stdout is None:
        raise FileError("cannot write: standard output is closed")
    with _to_reader():
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


@contextmanager
def _to_reader() -> Iterator[None]:
    """Raise ReaderGoneError when what reads standard output has ended; typer would make exit code 1 of it."""
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGoneError from error


def is_folder(name: str) -> bool:
    """Return whether a path is a folder."""
    return "\0" not in name and os.path.isdir(name)


def same_file(one: str, other: str) -> bool:
    """Return whether two paths name one file."""
    return os.path.realpath(one) == os.path.realpath(other)


def ask(question: str) -> str:
    """Return a line that answers a question, which stands on standard error.

    Raises UsageError when standard input ends before the answer, or is no text.
    """
    if sys.stderr is not None:
        sys.stderr.write(question)
        sys.stderr.flush()
    try:
        answer = input()
    except (EOFError, RuntimeError) as error:
        if sys.stderr is not None:
            sys.stderr.write("\n")
        raise UsageError("the answers ended before the last question; nothing was written") from error
    except UnicodeDecodeError as error:
        raise UsageError("the answers are not UTF-8 text; nothing was written") from error
    if sys.stderr is not None and not sys.stdin.isatty():
        sys.stderr.write("\n")
    return answer
