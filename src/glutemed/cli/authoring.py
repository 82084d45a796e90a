"""The commands for people who write catalogues: catalog new, validate, limits and schema."""

from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from glutemed.cli import system
from glutemed.cli.catalogs import Catalogs, all_of, opened
from glutemed.cli.output import File, Force, Output, Plain, emit
from glutemed.errors import FileError, GlutemedError, Position, Problem, ProblemsError

if TYPE_CHECKING:
    from glutemed.model.catalog import Catalog

__all__ = ["catalog"]

catalog = typer.Typer()


@catalog.callback(invoke_without_command=True)
def group(context: typer.Context) -> None:
    """Write and check a catalogue of your own.

    It adds exercises, changes or hides built-in ones, and tightens limits.

    \b
    Examples:
      glutemed catalog new
      glutemed catalog validate mine.yaml
      glutemed plan --goal prevention --catalog mine.yaml
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@catalog.command()
def validate(
    files: Annotated[list[str], typer.Argument(help="Catalogue files of your own.", metavar="FILE...")],
    catalog: Catalogs = None,
) -> int:
    """Check catalogue files, and tell all that is wrong.

    Each is taken by itself over the built-in catalogue, or over those of --catalog.

    \b
    Examples:
      glutemed catalog validate mine.yaml
      glutemed catalog validate clinic.yaml knees.yaml
      glutemed catalog validate knees.yaml --catalog clinic.yaml

    \b
    Exit codes: 0 all are valid; 1 problems found; 2 wrong use;
    74 cannot read.
    """
    from glutemed.loading.catalog import load_catalog
    from glutemed.loading.overlays import lay_over, short_of
    from glutemed.loading.reader import read_text

    built_in = load_catalog(cache=system.cache_folder())
    problems: list[Problem] = []
    unread: list[str] = []
    for file in dict.fromkeys(files):
        under = [one for one in catalog or () if not system.same_file(one, file)]
        try:
            own = lay_over(built_in, {name: read_text(name) for name in (*under, file)})
        except ProblemsError as error:
            problems += error.problems
        except FileError as error:
            unread.append(str(error))
        else:
            system.say(f"{Position(file=file)}: valid; it {own.overlays[-1].does()}\n")
            for lack in short_of(own):
                system.warn(f"{file}: note: {lack}; some requests may find no program")
    for reason in unread if problems else ():
        system.warn(reason)
    if problems:
        raise ProblemsError(dict.fromkeys(problems))
    if unread:
        raise FileError("; ".join(unread))
    return 0


@catalog.command()
def schema(output: File = None, force: Force = False) -> None:
    """Print the JSON Schema of catalogue files.

    Editors complete and check with it.

    \b
    Examples:
      glutemed catalog schema -o glutemed-catalog.json

    \b
    Then open your file with this line, for editors with a YAML language server:
      # yaml-language-server: $schema=glutemed-catalog.json
    """
    from glutemed.loading.overlays import catalog_schema

    emit(Output.chosen(("json",), "json", output, force=force, plain=False), catalog_schema())


@catalog.command()
def limits(
    catalog: Catalogs = None,
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", help="table, markdown or json. [table; piped markdown]", metavar="FORMAT"),
    ] = None,
    output: File = None,
    force: Force = False,
    plain: Plain = False,
) -> None:
    """List limits, and how far each may go.

    They bound every plan; a file of your own may tighten those with a strictest value.

    \b
    Examples:
      glutemed catalog limits
      glutemed catalog limits --catalog mine.yaml --format json
    """
    to = Output.chosen(("table", "markdown", "json"), format, output, force=force, plain=plain)
    data = opened(catalog)
    if to.format == "json":
        from json import dumps

        from glutemed.model.records import encode

        emit(to, dumps(encode(data.limits), ensure_ascii=False, indent=2) + "\n")
        return
    from glutemed.rendering.limits import limits_page

    if to.format == "markdown":
        from glutemed.rendering.markdown import sections_to_markdown

        emit(to, sections_to_markdown(limits_page(data)))
    else:
        from glutemed.rendering.terminal import sections_to_terminal, to_text

        emit(to, to_text(sections_to_terminal(limits_page(data)), width=to.width, colour=to.colour))


@catalog.command()
def new(
    output: Annotated[
        str,
        typer.Option("--output", "-o", help="The file to write; one that is there is never touched.", metavar="FILE"),
    ] = "mine.yaml",
    catalog: Catalogs = None,
) -> None:
    """Ask about an exercise of yours, and write it.

    The file is a valid catalogue file. An empty answer takes what stands in [brackets].
    Nothing is written before the last answer.

    \b
    Examples:
      glutemed catalog new
      glutemed catalog new -o clinic.yaml
    """
    from shlex import quote

    from glutemed.cli.files import refuse_to_replace, write_file
    from glutemed.cli.interview import interview
    from glutemed.loading.catalog import load_catalog
    from glutemed.loading.reader import read_text
    from glutemed.loading.text import clean

    refuse_to_replace(output)
    under = {name: read_text(name) for name in all_of(catalog)}
    id, text = interview(opened(catalog), load_catalog(cache=system.cache_folder()), under, output)
    write_file(output, text.encode("utf-8"))
    request = _request_for(opened([*(catalog or ()), output]), id)
    file = clean(quote(output))
    system.say(
        f"Written:  {file}\n"
        f"Check it: glutemed catalog validate {file}\n"
        f"See it:   glutemed show {id} --catalog {file}\n"
        f"Use it:   glutemed plan {request} --include {id} --catalog {file}\n"
    )


def _request_for(data: "Catalog", id: str) -> str:
    """Return the options of the plainest request whose plan may hold an exercise."""
    from glutemed.engine.planner import make_plan
    from glutemed.loading.requests import read_request

    for kit in ("home", "gym"):
        for level in ("beginner", "intermediate", "advanced"):
            for goal, stage in (("rehab", "early"), ("prevention", None), ("rehab", "mid"), ("rehab", "late")):
                asked = {"goal": goal, "stage": stage, "level": level, "equipment": [kit], "include": [id]}
                with suppress(GlutemedError):
                    make_plan(data, read_request(data, asked))
                    options = f"--goal {goal}{f' --stage {stage}' if stage else ''}"
                    options += f" --level {level}" if level != "beginner" else ""
                    return options + (f" --equipment {kit}" if kit != "home" else "")
    return "--goal prevention"
