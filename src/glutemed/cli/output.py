"""Where a result goes and in which format: to a terminal, a pipe or a file."""

from typing import Annotated, Self

import typer

from glutemed.cli import system
from glutemed.errors import UsageError
from glutemed.model.records import record

__all__ = ["File", "Force", "Output", "Plain", "emit", "emit_bytes"]

File = Annotated[
    str | None, typer.Option("--output", "-o", help="Write to this file, readable by you only.", metavar="FILE")
]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")]
Plain = Annotated[bool, typer.Option("--plain", help="Markdown on the terminal too, for screen readers.")]

SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".txt": "terminal",
    ".csv": "csv",
    ".bib": "bibtex",
    ".svg": "svg",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
}
BINARY = ("pdf",)


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
            from glutemed.loading.documents import one_of

            chosen = one_of("--format", format, formats)
        elif plain:
            chosen = "markdown"
        elif file is not None:
            chosen = _by_suffix(file, formats)
        else:
            chosen = formats[0] if system.on_terminal() else "markdown"
        shown = file is None and system.on_terminal()
        if shown and chosen in BINARY:
            raise UsageError(f"--format {chosen}: is no text for a terminal; name a file with --output")
        return cls(
            format=chosen,
            file=file,
            force=force,
            width=system.width() if shown else 80,
            colour=shown and system.colour(),
        )


def _by_suffix(file: str, formats: tuple[str, ...]) -> str:
    dot = file.rfind(".")
    suffix = file[dot:].lower() if dot > max(file.rfind("/"), file.rfind("\\")) else ""
    format = SUFFIXES.get(suffix)
    if format == "terminal" and format not in formats:
        format = formats[0]
    if format not in formats:
        known = ", ".join(ending for ending, name in SUFFIXES.items() if name in formats)
        raise UsageError(f"--output: the ending of {file} names no format; allowed: {known}, or give --format")
    return format


def emit(to: Output, text: str) -> None:
    """Write a result where it goes."""
    if to.file is None:
        system.say(text)
    else:
        system.write_file(to.file, text.encode("utf-8"), force=to.force)


def emit_bytes(to: Output, data: bytes) -> None:
    """Write a result that is no text where it goes."""
    if to.file is None:
        system.send(data)
    else:
        system.write_file(to.file, data, force=to.force)
