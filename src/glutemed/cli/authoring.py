"""The commands for people who write catalogues: catalog validate, catalog schema, catalog new."""

from typing import Annotated

import typer

from glutemed.cli import system
from glutemed.cli.catalogs import Catalogs, all_of, opened
from glutemed.cli.output import File, Force, Output, emit
from glutemed.errors import FileError, Position, Problem, ProblemsError

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
    """Check catalogue files, each by itself over the built-in catalogue, and tell everything that is wrong.

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

    built_in = load_catalog(cache=system.cache_folder())
    problems: list[Problem] = []
    unread: list[str] = []
    for file in dict.fromkeys(files):
        under = [one for one in all_of(catalog) if not system.same_file(one, file)]
        try:
            own = lay_over(built_in, [*under, file])
        except ProblemsError as error:
            problems += error.problems
        except FileError as error:
            unread.append(str(error))
        else:
            system.say(f"{Position(file=file)}: valid; it {own.overlays[-1].does()}\n")
            for lack in short_of(own):
                system.warn(f"{file}: note: {lack}; some requests may find no program")
    if problems:
        raise ProblemsError(dict.fromkeys(problems))
    if unread:
        raise FileError("; ".join(unread))
    return 0


@catalog.command()
def schema(output: File = None, force: Force = False) -> None:
    """Print the JSON Schema of a catalogue file, with which editors complete and check.

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
def new(
    output: Annotated[
        str,
        typer.Option("--output", "-o", help="The file to write; one that is there is never touched.", metavar="FILE"),
    ] = "mine.yaml",
    catalog: Catalogs = None,
) -> None:
    """Ask about an exercise of yours, and write it as a valid catalogue file.

    An empty answer takes what stands in [brackets]. Nothing is written before the last answer.

    \b
    Examples:
      glutemed catalog new
      glutemed catalog new -o clinic.yaml
    """
    from glutemed.cli.interview import interview
    from glutemed.loading.catalog import load_catalog

    system.refuse_to_replace(output)
    entry, text = interview(opened(catalog), load_catalog(cache=system.cache_folder()), all_of(catalog), output)
    system.write_file(output, text.encode("utf-8"))
    goal = "rehab --stage early" if entry["stages"][0] == "early" else "prevention"
    system.say(
        f"Written:  {output}\n"
        f"Check it: glutemed catalog validate {output}\n"
        f"See it:   glutemed show {entry['id']} --catalog {output}\n"
        f"Use it:   glutemed plan --goal {goal} --include {entry['id']} --catalog {output}\n"
    )
