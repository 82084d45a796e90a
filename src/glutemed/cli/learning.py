"""learn: short pages to read, with their sources."""

from typing import Annotated

import typer

from glutemed.cli.catalogs import Catalogs, opened
from glutemed.cli.output import File, Force, Output, Plain, emit

__all__ = ["learn"]


def learn(
    topic: Annotated[
        str | None,
        typer.Argument(
            help="A topic by id or title, or a condition by any of its names; none lists all.", metavar="TOPIC"
        ),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", help="terminal, markdown or json. [terminal; piped markdown]", metavar="FORMAT"),
    ] = None,
    catalog: Catalogs = None,
    output: File = None,
    force: Force = False,
    plain: Plain = False,
) -> None:
    """Read short pages on the muscle, its training and conditions.

    \b
    Examples:
      glutemed learn
      glutemed learn four-mistakes
      glutemed learn "runner's knee"
      glutemed learn evidence --format markdown
    """
    to = Output.chosen(("terminal", "markdown", "json"), format, output, force=force, plain=plain)
    from glutemed.loading.pages import find_page, topics

    known = opened(catalog)
    found = topics(known) if topic is None else find_page(known, topic)
    if to.format == "json":
        from json import dumps

        from glutemed.model.records import encode

        emit(to, dumps(encode(found), ensure_ascii=False, indent=2) + "\n")
        return
    from glutemed.model.page import Page
    from glutemed.rendering.learn import index, page_sections

    sections = page_sections(known, found) if isinstance(found, Page) else index(known, found)
    if to.format == "markdown":
        from glutemed.rendering.markdown import sections_to_markdown

        emit(to, sections_to_markdown(sections))
    else:
        from glutemed.rendering.terminal import sections_to_terminal, to_text

        emit(to, to_text(sections_to_terminal(sections), width=to.width, colour=to.colour))
