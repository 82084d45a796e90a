"""sources: the publications and numbered statements that everything rests on."""

from typing import TYPE_CHECKING, Annotated

import typer

from glutemed.cli.catalogs import Catalogs, opened
from glutemed.cli.output import File, Force, Output, Plain, emit

if TYPE_CHECKING:  # --help loads no records
    from glutemed.model.catalog import Catalog, Source, Statement

__all__ = ["sources"]


def sources(
    keys: Annotated[
        list[str] | None,
        typer.Argument(help="Keys of publications or statements, in any case; none lists all.", metavar="[KEY]..."),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="terminal, markdown, json, csv or bibtex. [terminal; piped markdown]",
            metavar="FORMAT",
        ),
    ] = None,
    catalog: Catalogs = None,
    output: File = None,
    force: Force = False,
    plain: Plain = False,
) -> None:
    """List what figures and rules rest on, or show sources in full.

    \b
    Examples:
      glutemed sources
      glutemed sources boren2011
      glutemed sources R-034 ruling-band-walk
      glutemed sources --format bibtex --output glutemed.bib
    """
    to = Output.chosen(("terminal", "markdown", "json", "csv", "bibtex"), format, output, force=force, plain=plain)
    known = opened(catalog)
    asked = [_meant(known, key) for key in dict.fromkeys(keys or ())]
    cited = asked or known.sources
    from glutemed.rendering import references

    if to.format == "bibtex":
        from glutemed.rendering.bibtex import to_bibtex

        emit(to, to_bibtex(references.publications(known, cited)))
    elif to.format == "csv":
        from glutemed.rendering.csv import to_csv

        emit(to, to_csv(references.COLUMNS, references.reference_cells(known, cited)))
    elif to.format == "json":
        from json import dumps

        emit(to, dumps(references.reference_data(known, cited), ensure_ascii=False, indent=2) + "\n")
    else:
        page = references.in_full(known, asked) if asked else references.index(known)
        if to.format == "markdown":
            from glutemed.rendering.markdown import sections_to_markdown

            emit(to, sections_to_markdown(page))
        else:
            from glutemed.rendering.terminal import sections_to_terminal, to_text

            emit(to, to_text(sections_to_terminal(page), width=to.width, colour=to.colour))


def _meant(catalog: "Catalog", key: str) -> "Source | Statement":
    """Return the publication or statement that a key means, in any case; UsageError suggests the nearest."""
    known: dict[str, Source | Statement] = {one.id: one for one in catalog.statements}
    known |= {one.key: one for one in catalog.sources}
    folded = {name.casefold(): one for name, one in known.items()}
    found = known.get(key) or folded.get(key.strip().casefold())
    if found is None:
        from glutemed.errors import UsageError, did_you_mean
        from glutemed.loading.requests import shown

        hint = did_you_mean(key, known) or "; see glutemed sources"
        raise UsageError(f"KEY: no source or statement is called {shown(key)}{hint}")
    return found
