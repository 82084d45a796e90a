"""Where a result goes and in which format: to a terminal, a pipe or a file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Self

import typer

from glutemed.cli import system
from glutemed.errors import UsageError
from glutemed.formats import FORMATS
from glutemed.model.records import record

__all__ = ["File", "Force", "Output", "Plain", "begun", "emit"]

File = Annotated[
    str | None, typer.Option("--output", "-o", help="Write to this file, readable by you only.", metavar="FILE")
]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")]
Plain = Annotated[bool, typer.Option("--plain", help="Markdown on the terminal too, for screen readers.")]

SUFFIXES = {
    **{format.suffix: name for name, format in FORMATS.items()},
    ".markdown": "markdown",
    ".bib": "bibtex",
    ".svg": "svg",
    ".htm": "html",
}
"""The format that each ending of a file names."""


@record
class Output:
    """A format, and a file or standard output; width and colour are the terminal's."""

    format: str
    file: str | None
    force: bool
    width: int
    colour: bool

    @classmethod
    def chosen(
        cls, formats: tuple[str, ...], format: str | None, file: str | None, *, force: bool, plain: bool
    ) -> Self:
        """Return what options choose: `--format`, else the file's suffix, else by where output goes.

        What is piped is Markdown, and so is `--plain`. Raises UsageError for a format that the
        command does not have.
        """
        if plain and format not in (None, "markdown"):
            raise UsageError("--plain is the markdown format; leave one of --plain and --format out")
        if file is not None and not file.strip():
            raise UsageError("--output: is empty; name a file")
        if file is not None and system.is_folder(file):
            raise UsageError(f"--output: {file} is a folder; name a file")
        if format is not None:
            from glutemed.loading.requests import one_of

            chosen = one_of("--format", format, formats)
        elif plain:
            chosen = "markdown"
        elif file is not None:
            chosen = _by_suffix(file, formats)
        else:
            chosen = formats[0] if system.on_terminal() else "markdown"
        shown = file is None and system.on_terminal()
        if shown and chosen in FORMATS and FORMATS[chosen].binary:
            raise UsageError(f"--format {chosen}: is no text for a terminal; name a file with --output")
        return cls(
            format=chosen,
            file=file,
            force=force,
            width=system.width() if shown else 80,
            colour=shown and system.colour(),
        )


def _by_suffix(file: str, formats: tuple[str, ...]) -> str:
    name = file.lower()
    format = SUFFIXES.get(max((ending for ending in SUFFIXES if name.endswith(ending)), key=len, default=""))
    if format == "terminal" and format not in formats:
        format = formats[0]
    if format not in formats:
        known = ", ".join(ending for ending, name in SUFFIXES.items() if name in formats)
        raise UsageError(f"--output: the ending of {file} names no format; allowed: {known}, or give --format")
    return format


def emit(to: Output, made: str | bytes) -> None:
    """Write a result, text or bytes, where it goes."""
    with begun(to) as write:
        write(made)


@contextmanager
def begun(to: Output) -> Iterator[Callable[[str | bytes], None]]:
    """Begin where a result goes, and hand out what writes it: a file that cannot be written is told before.

    The file has its name when the block ends well, and is not there otherwise. Raises as `write_file` does.
    """
    if to.file is None:
        yield _say
        return
    from glutemed.cli.files import Growing

    file = Growing(to.file, force=to.force)
    try:
        yield lambda made: file.write(made.encode("utf-8") if isinstance(made, str) else made)
        file.finish()
    finally:
        file.drop()


def _say(made: str | bytes) -> None:
    if isinstance(made, str):
        system.say(made)
    else:
        system.send(made)
