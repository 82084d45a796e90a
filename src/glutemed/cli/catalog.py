"""Commands that read the catalogue: list and show."""

from typing import TYPE_CHECKING, Annotated

import typer

from glutemed.cli import system
from glutemed.cli.catalogs import Catalogs, opened
from glutemed.cli.output import File, Force, Output, Plain, emit
from glutemed.errors import UsageError

if TYPE_CHECKING:  # --help loads no records
    from glutemed.model.catalog import Catalog, Comparator
    from glutemed.model.exercise import Exercise
    from glutemed.model.figure import Figure

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
    figures: Annotated[
        bool, typer.Option("--figures", help="Every measured figure instead: value, people, source, how seen.")
    ] = False,
    catalog: Catalogs = None,
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
      glutemed list --figures --format csv
    """
    to = Output.chosen(("table", "markdown", "json", "csv"), format, output, force=force, plain=plain)
    from glutemed.loading.selection import select, select_comparators

    known = opened(catalog)
    found = select(
        known,
        category=category,
        stage=stage,
        chain=chain,
        equipment=equipment,
        condition=condition,
        activation=activation,
        text=text,
    )
    if figures:
        filtered = any((category, stage, chain, equipment, condition, activation))
        _list_figures(to, known, found, () if filtered else select_comparators(known, text))
    elif to.format == "csv":
        from glutemed.rendering.csv import to_csv
        from glutemed.rendering.exercise import list_cells

        emit(to, to_csv(list(list_cells(known, known.exercises)[0]), list_cells(known, found)))
    elif to.format == "json":
        from json import dumps

        from glutemed.rendering.exercise import list_data

        emit(to, dumps(list_data(known, found), ensure_ascii=False, indent=2) + "\n")
    elif not found:
        emit(to, "No exercise fits all of these filters.\n")
    elif to.format == "markdown":
        from glutemed.rendering.markdown import list_to_markdown

        emit(to, list_to_markdown(known, found))
    else:
        from glutemed.rendering.terminal import list_to_terminal, to_text

        emit(to, to_text(list_to_terminal(known, found), width=to.width, colour=to.colour))


def _list_figures(
    to: Output, catalog: "Catalog", found: "tuple[Exercise, ...]", others: "tuple[Comparator, ...]"
) -> None:
    """Write the figures of exercises, and of what was measured but is not prescribed."""
    from glutemed.rendering.figures import COLUMNS, figure_data, figure_sections

    if to.format == "csv":
        from glutemed.rendering.csv import to_csv

        emit(to, to_csv(COLUMNS, figure_data(catalog, found, others)))
    elif to.format == "json":
        from json import dumps

        emit(to, dumps(figure_data(catalog, found, others), ensure_ascii=False, indent=2) + "\n")
    elif not (others or any(exercise.evidence for exercise in found)):
        emit(to, "No figure fits all of these filters.\n")
    elif to.format == "markdown":
        from glutemed.rendering.markdown import sections_to_markdown

        emit(to, sections_to_markdown(figure_sections(catalog, found, others)))
    else:
        from glutemed.rendering.terminal import sections_to_terminal, to_text

        emit(
            to, to_text(sections_to_terminal(figure_sections(catalog, found, others)), width=to.width, colour=to.colour)
        )


def show(
    exercise: Annotated[str, typer.Argument(help="An exercise by id, name or alias.", metavar="EXERCISE")],
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", help="table, markdown, json or svg. [table; piped markdown]", metavar="FORMAT"),
    ] = None,
    animated: Annotated[bool, typer.Option("--animated", help="Of the svg: the drawing moves.")] = False,
    catalog: Catalogs = None,
    output: File = None,
    force: Force = False,
    plain: Plain = False,
) -> None:
    """Show one exercise: picture, steps, cues, dose, evidence.

    \b
    Examples:
      glutemed show clam
      glutemed show pelvic-drop
      glutemed show "side plank with leg lift" --format markdown
      glutemed show hip-hitch --format svg -o hitch.svg
    """
    to = Output.chosen(("table", "markdown", "json", "svg"), format, output, force=force, plain=plain)
    if animated and to.format != "svg":
        raise UsageError("--animated goes with --format svg only")
    from glutemed.loading.requests import resolve

    known = opened(catalog)
    found = resolve(known, exercise)
    if to.format == "svg":
        from glutemed.rendering.drawing import to_svg

        figure = _figure(found)
        if figure is None:
            raise UsageError(f"{found.name} has no drawing; only the built-in exercises have one")
        emit(to, to_svg(figure, found.name, animated=animated))
    elif to.format == "json":
        from json import dumps

        from glutemed.model.records import encode

        emit(to, dumps(encode(found), ensure_ascii=False, indent=2) + "\n")
    elif to.format == "markdown":
        from glutemed.rendering.markdown import card_to_markdown

        emit(to, card_to_markdown(known, found, _figure(found)))
    else:
        from glutemed.rendering.terminal import card_to_terminal, to_text

        emit(to, to_text(card_to_terminal(known, found, _figure(found)), width=to.width, colour=to.colour))


def _figure(exercise: "Exercise") -> "Figure | None":
    """Return the drawing of an exercise; None where there is none."""
    from glutemed.loading.figures import load_figures

    return load_figures(system.cache_folder()).of(exercise.id)
