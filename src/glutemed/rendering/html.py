"""A plan as one self-contained web page: complete to read without script, a guide through sessions with it.

Only here: jinja2. Every text is escaped by the templates. Nothing is loaded from anywhere: the
page's own policy (CSP) allows one style and one script, each by its hash.
"""

import os
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from glutemed.model.catalog import Catalog
from glutemed.model.log import Saved
from glutemed.model.plan import Plan
from glutemed.rendering import citing, words
from glutemed.rendering.page.content import Card, cards_of, cautions, stop_signs, weeks_of
from glutemed.rendering.page.data import Known, as_script, cited, program_data, structured

if TYPE_CHECKING:
    from glutemed.model.explanation import Judged
    from glutemed.model.figure import Figures
    from glutemed.rendering.sections import Section

__all__ = ["plan_to_html"]

FOLDER = os.path.join(os.path.dirname(__file__), "page")
SCRIPTS = ("program", "guide", "log", "keeping", "advice", "signals", "screens", "week", "session", "begin")
"""The script's parts, in the order in which they stand in the page."""


def plan_to_html(
    catalog: Catalog,
    plan: Plan,
    figures: "Figures | None" = None,
    explained: "Sequence[Judged] | None" = None,
    *,
    person: str = "me",
    saved: Saved | None = None,
    names: words.Names | None = None,
    first: Sequence[tuple[str, str]] = (),
    known: Known | None = None,
    screened: bool = True,
) -> str:
    """Return a plan as a page.

    `person` is whose log the page's own log is for, and `saved` the program as it stands in that log,
    if it does. With `explained`, what became of every exercise follows the plan. `first` is what is to be
    read before all else: title and text. `known` is what the log told as the page was made, and
    `screened` whether its safety answers were read.
    """
    cards = cards_of(catalog, plan)
    sections: list[Section] = []
    others = cited(catalog, plan)
    if explained is not None:
        from glutemed.rendering.explanation import explained_rows, explained_sources

        sections = list(explained_rows(catalog, plan, explained))
        others += explained_sources(explained)
    pictures = _pictures(figures, plan, cards)
    drawn = {card.exercise: f"figure-{card.anchor}" for card in cards if card.anchor in pictures}
    style, script = _part("style.css"), "".join(_part("script", f"{name}.js") for name in SCRIPTS)
    policy = (
        "default-src 'none'",
        f"script-src '{_hashed(script)}'",
        f"style-src '{_hashed(style)}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    stop_title, stop_lines = stop_signs(catalog)
    clinic = names.clinic if names else None
    data = program_data(catalog, plan, cards, person=person, saved=saved, known=known, screened=screened, clinic=clinic)
    page = _environment().get_template("page.html.j2")
    return page.render(
        policy="; ".join(policy),
        style=Markup(style),  # noqa: S704  # our own file
        script=Markup(script),  # noqa: S704  # our own file
        data=Markup(as_script(data)),  # noqa: S704  # escaped by as_script
        structured=Markup(as_script(structured(plan))),  # noqa: S704  # escaped by as_script
        title=words.plan_title(plan),
        names=words.name_rows(names or words.NOBODY),
        clinic=clinic,
        made_on=words.date_words(saved.saved[:10]) if saved else None,
        first=first,
        screened=screened,
        not_as_asked=words.not_as_asked(plan),
        summary=words.summary(catalog, plan),
        cautions=list(cautions(catalog, plan)),
        stop_title=stop_title,
        stop_lines=stop_lines,
        weeks=list(weeks_of(catalog, plan, cards)),
        cards=cards,
        sides=_sides(plan, cards),
        pictures=pictures,
        pictured={card.anchor: drawn.get(card.exercise) for card in cards},
        after=list(words.advice_groups(catalog, plan, place="after")),
        changes=words.changes(catalog, plan),
        sections=sections,
        sources=citing.source_lines(catalog, plan, others),
        marks=(citing.GRADES, citing.SEEN_MARKS),
        made_by=words.made_by(plan),
    )


def _pictures(figures: "Figures | None", plan: Plan, cards: Sequence[Card]) -> dict[str, Markup]:
    """Return the picture of each exercise that has one, by the anchor of the card in which it stands."""
    if figures is None:
        return {}
    from glutemed.rendering.drawing import to_svg

    found: dict[str, Markup] = {}
    for card in cards:
        figure = figures.of(card.exercise)
        if figure is not None and card.first:
            id = f"figure-{card.anchor}"
            svg = to_svg(figure, card.title, side=_side(plan, card), id=id).replace("<svg ", f'<svg id="{id}" ', 1)
            found[card.anchor] = Markup(svg)  # noqa: S704  # the drawing escapes its own texts
    return found


def _side(plan: Plan, card: Card) -> str:
    """Return the side that a picture shows: the left where nothing else is trained."""
    sides = {item.sides for item in plan.items() if item.exercise == card.exercise}
    return "left" if sides == {("left",)} else "right"


def _sides(plan: Plan, cards: Sequence[Card]) -> dict[str, str]:
    return {card.anchor: _side(plan, card) for card in cards}


def _part(*path: str) -> str:
    """Return a file of the page without its indentation and the lines that are comments."""
    with open(os.path.join(FOLDER, *path), encoding="utf-8") as file:
        lines = [line.strip() for line in file]
    return "".join(f"{line}\n" for line in lines if line and not line.startswith(("//", "/**")))


def _hashed(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=None,
    )
