"""The pages of a guided session that wait for an answer: opening, exercise, questions, offers, help."""

from collections.abc import Iterable

from glutemed.engine.standing import Guide, Used
from glutemed.engine.today import Today
from glutemed.model.catalog import Catalog
from glutemed.model.figure import Figure
from glutemed.model.plan import Item
from glutemed.rendering import guidance
from glutemed.rendering.characters import to_characters
from glutemed.rendering.guide import Line, Page

__all__ = [
    "announced",
    "help_page",
    "hurt_page",
    "key_lines",
    "load_page",
    "offer_page",
    "opening_page",
    "pain_page",
    "picture_page",
]


def key_lines(*, bell: bool) -> tuple[str, ...]:
    """Return the keys of a set in two lines."""
    return (
        "space pause | Enter done | + - count | r again | s skip set | x skip exercise",
        f"! too painful | w swap | b bell {'off' if bell else 'on'} | ? help | q leave",
    )


def opening_page(catalog: Catalog, today: Today, guide: Guide, first: Iterable[tuple[str, str]] = ()) -> Page:
    """Return what is told before anything starts."""
    return Page(
        ("Today's session",),
        rows=tuple(guidance.opening(catalog, today, guide, first)),
        foot=("space or Enter: start | ? the keys | q leave",),
    )


def announced(catalog: Catalog, guide: Guide, conditions: tuple[str, ...]) -> Page:
    """Return what to know before an exercise."""
    return Page(
        (guidance.title(guide.turn), guidance.place(guide)),
        rows=tuple(guidance.taught(catalog, guide.turn, conditions)),
        foot=(
            *guidance.just_done(catalog, guide),
            "Enter begin | s skip set | x skip exercise | w swap",
            "! too painful | v picture | ? help | q leave",
        ),
    )


def load_page(guide: Guide, last: Used | None, typed: str) -> Page:
    """Return the question after the load."""
    question = guidance.load_question(guide.turn.item, last)
    return Page(
        (guidance.title(guide.turn),), rows=(("", question),), foot=(f"> {typed}_", "Escape: back | ! too painful")
    )


def pain_page(guide: Guide, typed: str) -> Page:
    """Return the question after pain."""
    rows = (("", guidance.pain_question()),)
    return Page((f"Too painful: {guidance.title(guide.turn)}",), rows=rows, foot=(f"> {typed}_", "Escape: back"))


def hurt_page(catalog: Catalog, guide: Guide) -> Page:
    """Return what follows from pain, and what may be done."""
    choices = ["Enter: stop this exercise for today"]
    if guide.rest:
        choices.append("w: an easier exercise in its place, for today")
    if guide.may_go_on:
        choices.append("c: carry on")
    rows = (("", guidance.pain_advice(catalog, guide)), *(("", choice) for choice in choices), ("", ""))
    return Page(
        (f"Pain {guide.pain} of 10: {guidance.title(guide.turn)}",),
        rows=(*rows, guidance.stop_signs(catalog)),
        foot=("! another number | q leave",),
    )


def offer_page(catalog: Catalog, guide: Guide, item: Item, *, sore: bool) -> Page:
    """Return what may take the place of an exercise."""
    return Page(
        (f"In place of {guidance.title(guide.turn)}?",),
        rows=tuple(guidance.offer(catalog, item, sore=sore)),
        foot=("Enter: take it | w another | Escape: back | ! too painful",),
    )


def picture_page(catalog: Catalog, guide: Guide, figure: Figure | None) -> Page:
    """Return the drawing of the exercise that is due, for the side that is due, and what it shows."""
    if figure is None:
        rows = (("", guidance.NO_PICTURE),)
        return Page((guidance.title(guide.turn),), rows=rows, foot=("Enter: back",))
    drawn = to_characters(figure, side=guide.turn.side)
    rows = (("", guidance.pictured(catalog, guide, figure)),)
    lines = tuple(Line(line) for line in drawn.splitlines())
    return Page((guidance.title(guide.turn),), lines, rows, foot=("Enter: back",))


def help_page(catalog: Catalog, guide: Guide, conditions: tuple[str, ...]) -> Page:
    """Return every key, and the exercise in full."""
    rows: Iterable[tuple[str, str]] = (*guidance.KEYS, *guidance.taught(catalog, guide.turn, conditions))
    return Page(("Keys", f"then: {guidance.title(guide.turn)}"), rows=tuple(rows), foot=("Enter: back",))
