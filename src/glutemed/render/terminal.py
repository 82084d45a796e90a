"""A plan, an exercise or a list on a terminal: the only module that imports rich."""

from collections.abc import Iterable, Sequence
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise
from glutemed.model.plan import Plan, Session
from glutemed.render import words
from glutemed.render.exercise import LIST_FOOT, LIST_HEAD, card, groups

__all__ = ["card_to_terminal", "list_to_terminal", "plan_to_terminal", "to_text"]


def to_text(parts: Iterable[RenderableType], *, width: int, colour: bool) -> str:
    """Return renderables as terminal text of at most `width` columns, lines without trailing space."""
    file = StringIO()
    console = Console(
        file=file,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    console.print(Group(*parts))
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())


def heading(text: str) -> RenderableType:
    """Return a section's heading."""
    return Padding(Text(text, style="bold"), (1, 0, 0, 0))


def bullets(texts: Iterable[str], *, numbered: bool = False) -> RenderableType:
    """Return texts as a list with hanging indents."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for number, text in enumerate(texts, 1):
        grid.add_row(f"{number}." if numbered else "-", Text(text))
    return Padding(grid, (0, 0, 0, 1))


def details(rows: Iterable[tuple[str, str]], indent: int = 3) -> RenderableType:
    """Return labels and texts in two columns."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="cyan", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, text in rows:
        grid.add_row(label, Text(text))
    return Padding(grid, (0, 0, 0, indent))


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, keep: int = 0) -> RenderableType:
    """Return a table; its first `keep` columns never wrap."""
    made = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for index, name in enumerate(head):
        made.add_column(name, no_wrap=index < keep, overflow="fold")
    for row in rows:
        made.add_row(*map(Text, row))
    return made


def plan_to_terminal(catalog: Catalog, plan: Plan) -> list[RenderableType]:
    """Return a plan as renderables: warnings first, the week at a glance, then each session."""
    parts: list[RenderableType] = [Text(words.plan_title(plan), style="bold")]
    parts.append(details(words.summary(plan), indent=1))
    parts += _advice(catalog, plan, place="before")
    if plan.warnings:
        parts += [heading("Before you start"), bullets(warning.text for warning in plan.warnings)]
    for week in plan.weeks:
        parts.append(heading("Week at a glance" if len(plan.weeks) == 1 else f"Week {week.number} at a glance"))
        rows = [(day, minutes, "\n".join(main)) for day, minutes, main in words.week_rows(catalog, week)]
        parts.append(Padding(table(("Day", "Time", "Main exercises"), rows, keep=2), (0, 0, 0, 1)))
        same = words.later_same(week)
        for index, session in enumerate(week.sessions):
            title = f"{words.day_title(session)}: {session.minutes} minutes"
            parts.append(Padding(Rule(title, align="left", style="dim", characters="-"), (1, 0, 0, 0)))
            if index in same:
                parts.append(Text(f" The same as {words.day_title(same[index])}."))
            else:
                parts += _session(catalog, session, words.taught_before(week, index))
    parts += _advice(catalog, plan, place="after")
    if plan.decisions:
        parts += [heading("What was changed for this request"), bullets(words.changes(catalog, plan))]
    parts += [heading("Sources"), Padding(Text(words.source_keys(catalog, plan)), (0, 0, 0, 1))]
    return [*parts, Padding(Text(words.made_by(plan), style="dim"), (1, 0, 0, 1))]


def _session(catalog: Catalog, session: Session, taught: dict[tuple[str, str | None], str]) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for block in session.blocks:
        parts.append(Padding(Text(words.BLOCKS[block.kind].upper()), (1, 0, 0, 1)))
        for item in block.items:
            exercise = catalog.exercise(item.exercise)
            title = Text.assemble((words.item_title(item), "bold"), ": ", words.item_dose(item, exercise))
            parts.append(Padding(title, (1, 0, 0, 1)))
            parts.append(details([*words.item_details(catalog, item, taught), ("Why", words.why(item))]))
    return parts


def _advice(catalog: Catalog, plan: Plan, *, place: str) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for title, texts in words.advice_groups(catalog, plan, place=place):
        parts += [heading(title), bullets(texts)]
    return parts


def card_to_terminal(catalog: Catalog, exercise: Exercise) -> list[RenderableType]:
    """Return one exercise as renderables."""
    parts: list[RenderableType] = []
    for section in card(catalog, exercise):
        parts.append(heading(section.title))
        if section.rows:
            parts.append(details(section.rows, indent=1))
        if section.lines:
            parts.append(bullets(section.lines, numbered=section.numbered))
        if section.table:
            parts.append(Padding(table(section.head, section.table, keep=1), (0, 0, 0, 1)))
    return parts


def list_to_terminal(exercises: Sequence[Exercise]) -> list[RenderableType]:
    """Return exercises by category as tables."""
    parts: list[RenderableType] = []
    for title, rows in groups(exercises):
        parts += [heading(title), table(LIST_HEAD, rows)]
    return [*parts, Text(LIST_FOOT)]
