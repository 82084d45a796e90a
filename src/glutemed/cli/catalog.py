"""Commands that read the catalogue: list and show."""

from typing import Annotated

import typer

from glutemed.cli import system
from glutemed.cli.output import File, Force, Output, Plain, emit

__all__ = ["list_exercises", "show"]

Format = Annotated[
    str | None,
    typer.Option("--format", "-f", help="table, markdown, json or csv. [table; piped markdown]", metavar="FORMAT"),
]


def list_exercises(
    category: Annotated[
        str | None,
        typer.Option(help="activation, open-chain, closed-chain, isometric or mobility.", metavar="CATEGORY"),
    ] = None,
    stage: Annotated[str | None, typer.Option(help="early, mid or late.", metavar="STAGE")] = None,
    chain: Annotated[str | None, typer.Option(help="open or closed.", metavar="CHAIN")] = None,
    equipment: Annotated[
        list[str] | None, typer.Option(help="What can be done with this kit: none, home, gym or a list.", metavar="KIT")
    ] = None,
    condition: Annotated[
        str | None,
        typer.Option(
            help="Leave out what a condition asks to avoid: patellofemoral-pain, itb-syndrome, acl-reconstruction, "
            "achilles-tendinopathy, low-back-pain, gluteal-tendinopathy, fai-syndrome, knee-osteoarthritis or "
            "hip-osteoarthritis.",
            metavar="CONDITION",
        ),
    ] = None,
    activation: Annotated[
        str | None, typer.Option(help="low, moderate, high, very-high, conflicting or not-measured.", metavar="LEVEL")
    ] = None,
    text: Annotated[str | None, typer.Option(help="Part of an id, name or alias.", metavar="TEXT")] = None,
    format: Format = None,
    output: File = None,
    force: Force = False,
    plain: Plain = False,
) -> None:
    """List exercises by category.

    \b
    Examples:
      glutemed list
      glutemed list --category open-chain
      glutemed list --stage early --equipment band
      glutemed list --text plank --format json
    """
    to = Output.chosen(("table", "markdown", "json", "csv"), format, output, force=force, plain=plain)
    from glutemed.loading.catalog import load_catalog
    from glutemed.loading.selection import select

    catalog = load_catalog(cache=system.cache_folder())
    found = select(
        catalog,
        category=category,
        stage=stage,
        chain=chain,
        equipment=equipment,
        condition=condition,
        activation=activation,
        text=text,
    )
    if to.format in ("json", "csv"):
        from glutemed.render.exercise import list_data

        if to.format == "csv":
            from glutemed.render.csv import to_csv

            emit(to, to_csv(list(list_data(catalog.exercises)[0]), list_data(found)))
        else:
            from json import dumps

            emit(to, dumps(list_data(found), ensure_ascii=False, indent=2) + "\n")
        return
    if not found:
        emit(to, "No exercise fits all of these filters.\n")
    elif to.format == "markdown":
        from glutemed.render.markdown import list_to_markdown

        emit(to, list_to_markdown(found))
    else:
        from glutemed.render.terminal import list_to_terminal, to_text

        emit(to, to_text(list_to_terminal(found), width=to.width, colour=to.colour))


def show(
    exercise: Annotated[str, typer.Argument(help="An exercise by id, name or alias.", metavar="EXERCISE")],
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", help="table, markdown or json. [table; piped markdown]", metavar="FORMAT"),
    ] = None,
    output: File = None,
    force: Force = False,
    plain: Plain = False,
) -> None:
    """Show one exercise: set-up, steps, cues, dose and evidence.

    \b
    Examples:
      glutemed show clam
      glutemed show pelvic-drop
      glutemed show "side plank with leg lift" --format markdown
    """
    to = Output.chosen(("table", "markdown", "json"), format, output, force=force, plain=plain)
    from glutemed.loading.catalog import load_catalog
    from glutemed.loading.documents import resolve

    catalog = load_catalog(cache=system.cache_folder())
    found = resolve(catalog, exercise)
    if to.format == "json":
        from json import dumps

        from glutemed.model.records import encode

        emit(to, dumps(encode(found), ensure_ascii=False, indent=2) + "\n")
    elif to.format == "markdown":
        from glutemed.render.markdown import card_to_markdown

        emit(to, card_to_markdown(catalog, found))
    else:
        from glutemed.render.terminal import card_to_terminal, to_text

        emit(to, to_text(card_to_terminal(catalog, found), width=to.width, colour=to.colour))
