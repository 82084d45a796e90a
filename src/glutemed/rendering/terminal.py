"""A plan, an exercise or a list on a terminal: the only module that imports rich."""

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD, SQUARE
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise
from glutemed.model.plan import Item, Plan, Session, Week
from glutemed.rendering import citing, words

if TYPE_CHECKING:  # a plan needs none of these
    from glutemed.model.explanation import Judged
    from glutemed.model.figure import Figure
    from glutemed.rendering.findings import Report
    from glutemed.rendering.sections import Section

__all__ = [
    "card_to_terminal",
    "findings_to_terminal",
    "list_to_terminal",
    "plan_to_terminal",
    "sections_to_terminal",
    "to_text",
    "why_to_terminal",
]


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


def box(title: str, texts: Iterable[str]) -> RenderableType:
    """Return texts as a list in a box that bears their title, so that they stand out without colour."""
    return Panel(bullets(texts), title=Text(title, style="bold"), title_align="left", box=SQUARE, padding=(0, 1, 0, 0))


def rule(title: str) -> RenderableType:
    """Return the line that opens a day or a week."""
    return Padding(Rule(title, align="left", style="dim", characters="-"), (1, 0, 0, 0))


def plan_to_terminal(
    catalog: Catalog,
    plan: Plan,
    explained: "Sequence[Judged] | None" = None,
    names: words.Names = words.NOBODY,
) -> list[RenderableType]:
    """Return a plan as renderables: warnings first, the week at a glance, then each session.

    With `explained`, what became of every exercise follows the plan. `names` stand on top.
    """
    parts: list[RenderableType] = [Text(words.plan_title(plan), style="bold")]
    if changed := words.not_as_asked(plan):
        parts.append(Padding(Text.assemble(("Not as asked. ", "bold red"), changed), (0, 0, 1, 1)))
    parts.append(details((*words.name_rows(names), *words.summary(catalog, plan)), indent=1))
    advice = list(words.advice_groups(catalog, plan, place="before"))
    parts += _advice((title, texts) for topic, title, texts in advice if topic == "stop")
    parts += _advice([("Before you start", words.warnings(plan))] if plan.warnings else [])
    for topic, title, texts in advice:
        if topic == "needed-too":
            parts += [Text(), box(title, texts)]
        elif topic != "stop":
            parts += _advice([(title, texts)])
    for index, week in enumerate(plan.weeks):
        parts += _later_week(catalog, plan, index) if index else _first_week(catalog, plan, week)
    parts += _advice((title, texts) for _, title, texts in words.advice_groups(catalog, plan, place="after"))
    parts += _advice([("What was changed for this request", words.changes(catalog, plan))] if plan.decisions else [])
    others: Iterable[str] = ()
    if explained is not None:
        from glutemed.rendering import explanation

        others = explanation.explained_sources(explained)
        parts.append(rule(explanation.TITLE))
        parts += sections_to_terminal(explanation.explained_rows(catalog, plan, explained))
    parts += [heading("Sources"), Padding(Text(citing.source_keys(catalog, plan, others)), (0, 0, 0, 1))]
    return [*parts, Padding(Text(words.made_by(plan), style="dim"), (1, 0, 0, 1))]


def _first_week(catalog: Catalog, plan: Plan, week: Week) -> list[RenderableType]:
    parts = [heading(words.week_title(plan, week)), _glance(words.week_rows(catalog, week))]
    same = words.later_same(week)
    for index, session in enumerate(week.sessions):
        parts.append(rule(f"{words.day_title(session)}: {session.minutes} minutes"))
        if index in same:
            parts.append(Text(f" The same as {words.day_title(same[index])}."))
        else:
            parts += _session(catalog, plan, session, words.taught_before(week, index))
    return parts


def _later_week(catalog: Catalog, plan: Plan, index: int) -> list[RenderableType]:
    from glutemed.rendering.weeks import later_week

    later = later_week(catalog, plan, index)
    parts = [rule(words.week_title(plan, plan.weeks[index]))]
    if later.go_on_if:
        parts.append(Padding(Text(later.go_on_if), (0, 0, 0, 1)))
    if later.rows:
        parts.append(_glance(later.rows))
    parts.append(Padding(Text(later.note), (0, 0, 0, 1)))
    for part in later.parts:
        parts.append(heading(f" {part.title}"))
        if part.lines:
            parts.append(bullets(f"{'; '.join(names)}: {text}" if names else text for names, text in part.lines))
        for entry in part.entries:
            parts += _item(catalog, entry.item, entry.rows)
    return parts


def _glance(rows: Iterable[tuple[str, str, Sequence[tuple[str, str]]]]) -> RenderableType:
    cells = [(day, minutes, "\n".join(map(": ".join, main))) for day, minutes, main in rows]
    return Padding(table(("Day", "Time", "Main exercises"), cells, keep=2), (0, 0, 0, 1))


def _session(catalog: Catalog, plan: Plan, session: Session, taught: words.Taught) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for block in session.blocks:
        parts.append(Padding(Text(words.BLOCKS[block.kind].upper()), (1, 0, 0, 1)))
        for item in block.items:
            parts += _item(
                catalog,
                item,
                [*words.item_details(catalog, item, taught, plan.request.condition), ("Why", words.why(item))],
            )
    return parts


def _item(catalog: Catalog, item: Item, rows: Iterable[tuple[str, str]]) -> list[RenderableType]:
    dose = words.item_dose(item, catalog.exercise(item.exercise))
    return [Padding(Text.assemble((words.item_title(item), "bold"), ": ", dose), (1, 0, 0, 1)), details(rows)]


def _advice(groups: Iterable[tuple[str, Sequence[str]]]) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for title, texts in groups:
        parts += [heading(title), bullets(texts)]
    return parts


def card_to_terminal(catalog: Catalog, exercise: Exercise, figure: "Figure | None" = None) -> list[RenderableType]:
    """Return one exercise as renderables, with its drawing where it has one."""
    from glutemed.rendering.exercise import card

    return sections_to_terminal(card(catalog, exercise, figure, drawn=True))


def why_to_terminal(catalog: Catalog, judged: "Judged") -> list[RenderableType]:
    """Return what a request makes of one exercise as renderables: every rule's verdict, rivals, sources."""
    from glutemed.rendering.explanation import why_card

    return sections_to_terminal(why_card(catalog, judged))


def sections_to_terminal(sections: "Iterable[Section]") -> list[RenderableType]:
    """Return the sections of a page as renderables."""
    parts: list[RenderableType] = []
    for section in sections:
        parts.append(heading(section.title))
        if section.drawn:
            parts.append(Padding(Text(section.drawn, no_wrap=True), (0, 0, 1, 1)))
        parts += [Padding(Text(text), (1 if number else 0, 0, 0, 1)) for number, text in enumerate(section.texts)]
        if section.rows:
            parts.append(details(section.rows, indent=1))
        if section.lines:
            parts.append(bullets(section.lines, numbered=section.numbered))
        if section.table:
            parts.append(Padding(table(section.head, section.table, keep=1), (0, 0, 0, 1)))
    return parts


def list_to_terminal(catalog: Catalog, exercises: Sequence[Exercise]) -> list[RenderableType]:
    """Return exercises by category as tables."""
    from glutemed.rendering.exercise import LIST_FOOT, LIST_HEAD, groups

    parts: list[RenderableType] = []
    for title, rows in groups(catalog, exercises):
        parts += [heading(title), table(LIST_HEAD, rows)]
    return [*parts, Text(LIST_FOOT)]


def findings_to_terminal(report: "Report") -> list[RenderableType]:
    """Return what check found as renderables, one after the other, and the count last."""
    colours = {"error": "bold red", "note": "yellow"}
    parts: list[RenderableType] = []
    for told, under in report.judged():
        label = (told.label, colours.get(told.severity, "dim"))
        parts.append(Text.assemble((str(told.where), "bold"), ": ", label, " ", told.message))
        parts += [details(under), Text("")] if under else []
    if report.unchecked():
        from glutemed.rendering.findings import NOT_CHECKED, UNSAID

        parts += [Text(NOT_CHECKED), bullets(report.unchecked()), Text(f"To have them checked, {UNSAID}."), Text("")]
    return [*parts, Text(report.count())]
