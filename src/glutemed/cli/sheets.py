"""What a plan carries when it is handed to someone: its format, names, paper, the hour, pictures beside it."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from glutemed.cli import system
from glutemed.cli.options import sharing
from glutemed.cli.output import Output
from glutemed.errors import UsageError
from glutemed.formats import FORMATS, Setting

if TYPE_CHECKING:
    from glutemed.model.catalog import Catalog
    from glutemed.model.plan import Plan

__all__ = [
    "PLAN_FORMATS",
    "Pictures",
    "PlanFormat",
    "emit_with_pictures",
    "read_sheet",
    "refuse_misplaced",
    "refuse_pictures",
    "setting_of",
    "with_clinic",
    "with_sheet",
]

PLAN_FORMATS = tuple(FORMATS)
PAPERS = ("a4", "letter")
CALLED = {"pdf": "sheet", "ics": "calendar", "csv": "spreadsheet"}
READ = ("terminal", "markdown", "json", "html")
"""Formats with a place for what became of every exercise."""

PlanFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        help=f"{', '.join(PLAN_FORMATS[:-1])} or {PLAN_FORMATS[-1]}. [by --output; else terminal, piped markdown]",
        metavar="FORMAT",
    ),
]

Pictures = Annotated[
    bool, typer.Option("--pictures", help="Drawings as files beside the markdown file that --output names.")
]

Whom = Annotated[str | None, typer.Option("--for", help="Name of the person, printed on the sheet.", metavar="NAME")]
OPTIONS = {
    "clinic": Annotated[
        str | None,
        typer.Option("--from", help="Name of the clinic or clinician, printed on the sheet.", metavar="NAME"),
    ],
    "paper": Annotated[str | None, typer.Option("--paper", help="Of the pdf: a4 or letter. [a4]", metavar="SIZE")],
    "qr": Annotated[bool | None, typer.Option("--qr", help="On the pdf: a QR code with the week in short, as text.")],
    "at": Annotated[
        str | None,
        typer.Option("--at", help="Of the ics: when sessions begin, such as 18:00. [all day]", metavar="HH:MM"),
    ],
    "timezone": Annotated[
        str | None,
        typer.Option(
            "--timezone",
            help="Of the ics: where --at is, such as Europe/London. [wherever it is read]",
            metavar="ZONE",
        ),
    ],
}
with_sheet = sharing("handed", {"whom": Whom, **OPTIONS})
"""Gives a command the options of a sheet as one mapping, `handed`, which `setting_of` reads."""
with_clinic = sharing("handed", OPTIONS)
"""The same for many sheets, each of which has a name of its own."""


def setting_of(to: Output, handed: Mapping[str, Any], *, explain: bool = False) -> Setting:
    """Return what goes with a plan; UsageError when an option does not go with the format, or is wrong."""
    if to.format == "pdf":
        from glutemed.rendering.pdf import require_typst

        require_typst()
    if explain and to.format not in READ:
        what = CALLED.get(to.format, to.format)
        raise UsageError(f"--explain has no place on the {what}; take --format markdown for it")
    refuse_misplaced(to.format, handed)
    return read_sheet(handed)._replace(width=to.width, colour=to.colour, cache=system.cache_folder())


def refuse_misplaced(format: str, handed: Mapping[str, Any]) -> None:
    """Raise UsageError for an option that a format has no place for."""
    given = {name for name, value in handed.items() if value is not None}
    if format in ("json", "csv") and {"whom", "clinic"} & given:
        raise UsageError(f"--for and --from stand on what people read; {format} has no place for them")
    if format != "pdf" and {"paper", "qr"} & given:
        raise UsageError(f"{'--paper' if 'paper' in given else '--qr'} goes with --format pdf only")
    if format != "ics" and {"at", "timezone"} & given:
        raise UsageError(f"{'--at' if 'at' in given else '--timezone'} goes with --format ics only")


def read_sheet(handed: Mapping[str, Any]) -> Setting:
    """Return what the options of a sheet say, whatever the format; UsageError for one that is wrong."""
    if all(value is None for value in handed.values()):
        return Setting()
    from glutemed.loading.requests import one_of, read_name
    from glutemed.rendering.words import Names

    whom, clinic, paper, at, zone = (handed.get(name) for name in ("whom", "clinic", "paper", "at", "timezone"))
    if zone is not None and at is None:
        raise UsageError("--timezone goes with --at; say when sessions begin, such as --at 18:00")
    if at is not None:
        from glutemed.loading.times import read_hour, read_zone

        at, zone = read_hour("--at", at), None if zone is None else read_zone("--timezone", zone)
    return Setting(
        at=at,
        timezone=zone,
        names=Names(
            person=None if whom is None else read_name("--for", whom),
            clinic=None if clinic is None else read_name("--from", clinic),
        ),
        paper=PAPERS[0] if paper is None else one_of("--paper", paper, PAPERS),
        qr=bool(handed["qr"]),
    )


def refuse_pictures(to: Output) -> None:
    """Raise UsageError where there is no Markdown file that pictures could stand beside."""
    if to.format != "markdown" or to.file is None:
        raise UsageError("--pictures are files beside a markdown file; name one with --output, such as plan.md")


def emit_with_pictures(to: Output, catalog: "Catalog", plan: "Plan", setting: Setting) -> None:
    """Write a plan as Markdown, and the drawings of its exercises in a folder named after the file."""
    from urllib.parse import quote

    from glutemed.cli.files import write_beside
    from glutemed.loading.figures import load_figures
    from glutemed.rendering.drawn import is_drawing_of, pictures_of
    from glutemed.rendering.markdown import plan_to_markdown
    from glutemed.rendering.words import NOBODY

    name = to.file or ""
    folder = f"{os.path.splitext(name)[0]}-pictures"
    figures = load_figures(setting.cache)
    found = pictures_of(plan, figures)
    inside = quote(os.path.basename(folder), safe="")
    shown = {id: (picture.alt, f"{inside}/{id}.svg") for id, picture in found.items()}
    text = plan_to_markdown(catalog, plan, setting.explained, setting.names or NOBODY, shown)
    files = {f"{id}.svg": picture.svg.encode("utf-8") for id, picture in found.items()}

    def ours(one: str, data: bytes) -> bool:
        id, ending = os.path.splitext(one)
        return ending == ".svg" and figures.of(id) is not None and is_drawing_of(id, data)

    write_beside(name, text.encode("utf-8"), folder, files, ours=ours, force=to.force)
