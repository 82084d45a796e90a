"""why: what a request makes of one exercise."""

from typing import Annotated, Any

import typer

from glutemed.cli.catalogs import Catalogs, opened
from glutemed.cli.output import File, Force, Output, Plain, emit
from glutemed.cli.request import with_request

__all__ = ["why"]


@with_request
def why(
    asked: dict[str, Any],
    exercise: Annotated[str, typer.Argument(help="An exercise by id, name or alias.", metavar="EXERCISE")],
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", help="terminal, markdown or json. [terminal; piped markdown]", metavar="FORMAT"),
    ] = None,
    catalog: Catalogs = None,
    output: File = None,
    force: Force = False,
    plain: Plain = False,
) -> None:
    """Tell whether a request picks an exercise, and by which rules.

    \b
    Examples:
      glutemed why clamshell --goal rehab
      glutemed why single-leg-squat --goal rehab --stage early
      glutemed why pigeon-pose --goal rehab --condition gluteal-tendinopathy
      glutemed why "split squat" --goal prevention --format json
    """
    to = Output.chosen(("terminal", "markdown", "json"), format, output, force=force, plain=plain)
    from glutemed.engine.explanation import explain
    from glutemed.loading.requests import read_request, resolve

    data = opened(catalog)
    found = resolve(data, exercise)
    (judged,) = explain(data, read_request(data, asked), (found.id,))
    if to.format == "json":
        from json import dumps

        from glutemed.model.records import encode

        emit(to, dumps(encode(judged), ensure_ascii=False, indent=2) + "\n")
    elif to.format == "markdown":
        from glutemed.rendering.markdown import why_to_markdown

        emit(to, why_to_markdown(data, judged))
    else:
        from glutemed.rendering.terminal import to_text, why_to_terminal

        emit(to, to_text(why_to_terminal(data, judged), width=to.width, colour=to.colour))
