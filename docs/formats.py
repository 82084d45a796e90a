"""The generated parts about formats: what each is, and which commands write it."""

import typer
from commands import all_commands
from tables import keys, table

from glutemed.cli.app import tree
from glutemed.cli.candidates import FORMATS as OF_COMMANDS
from glutemed.cli.output import SUFFIXES
from glutemed.formats import FORMATS

CSV_PAGES = (
    "[a plan](../spreadsheet.md), [figures](evidence.md#figures-for-a-machine), "
    "[progress](../progress.md#formats), [the log](../log.md#backups)"
)
ABOUT = {
    "terminal": ("text to read, as wide as the terminal; never read back", "[start](../start.md#read-a-plan)"),
    "table": ("the same for lists: columns on a terminal", "[examples](../examples.md)"),
    "markdown": (
        "text to read, to pipe and for screen readers; `check` reads a plan back",
        "[check](../check.md#read-our-own-sheets)",
    ),
    "json": ("data, for programs; a plan is saved, swapped, edited and exported as this", "[schemas](schemas.md)"),
    "html": ("one file for the phone: pictures, timers, a log", "[page](../page.md)"),
    "pdf": ("a sheet of paper with boxes to tick; binary", "[sheet](../sheet.md)"),
    "ics": ("an iCalendar file, an event for each session", "[calendar](../calendar.md)"),
    "csv": ("a table, a row for each exercise, figure, source, number or set", CSV_PAGES),
    "fhir": ("a FHIR R4 bundle in JSON: care plan, goals, service requests", "[health record](../health-record.md)"),
    "svg": (
        "a picture: of one exercise, or of the log",
        "[figures](../figures.md), [progress](../progress.md#formats)",
    ),
    "github": ("workflow commands, which code hosts show beside the lines", "[check](../check.md#formats)"),
    "bibtex": ("references, for a reference manager", "[evidence](evidence.md#look-up-a-source)"),
}
"""What each format is, and the pages that tell more, as the page of formats links to them."""


def of_commands() -> dict[str, tuple[str, ...]]:
    """Return the formats of every command that has a choice of them."""
    plans = tuple(FORMATS)
    return {
        name: OF_COMMANDS.get(name) or (plans if name != "batch" else plans[1:])
        for name, command in all_commands(typer.main.get_command(tree()))
        if any("--format" in parameter.opts for parameter in command.params)
    }


def formats() -> str:
    """Return every format with the endings of its files, what it is, and where more is told."""
    rows = []
    for name, (what, pages) in ABOUT.items():
        written = "terminal" if name == "table" else name
        endings = [ending for ending, format in SUFFIXES.items() if format == written]
        rows.append((f"`{name}`", keys(endings), what, pages))
    return table(("Format", "Endings", "What it is", "More"), rows)


def formats_of_commands() -> str:
    """Return the formats of every command; what plans go out in is told once."""
    rows = []
    for names in dict.fromkeys(of_commands().values()):
        commands = ", ".join(f"`{name}`" for name, given in of_commands().items() if given == names)
        rows.append((commands, keys(names)))
    return table(("Command", "Formats"), rows)
