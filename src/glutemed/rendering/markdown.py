"""A plan, an exercise or a list as Markdown: what pipes and `--plain` get."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise
from glutemed.model.plan import Item, Plan, Session, Week
from glutemed.rendering import citing, words

if TYPE_CHECKING:  # a plan needs none of these
    from glutemed.model.explanation import Judged
    from glutemed.model.figure import Figure
    from glutemed.rendering.sections import Section

__all__ = ["card_to_markdown", "list_to_markdown", "plan_to_markdown", "sections_to_markdown", "why_to_markdown"]

Pictures = Mapping[str, tuple[str, str]]
NONE: Pictures = {}

GLANCE = ("Day", "Time", "Main exercises")

_SPECIAL = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>|#"})
_PARTS = str.maketrans({character: f"\\{character}" for character in ":;"})


def escape(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return text.translate(_SPECIAL)


def part(text: str) -> str:
    """Return an escaped text whose colons and semicolons separate nothing."""
    return escape(text).translate(_PARTS)


def dosed(title: str, dose: str) -> str:
    """Return `Name, variant: dose`."""
    return f"{part(title)}: {part(dose)}"


def table(head: Sequence[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """Return the lines of a table of escaped texts."""
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    return lines + [f"| {' | '.join(row)} |" for row in rows]


def plan_to_markdown(
    catalog: Catalog,
    plan: Plan,
    explained: "Sequence[Judged] | None" = None,
    names: words.Names = words.NOBODY,
    pictures: Pictures = NONE,
) -> str:
    """Return a plan as a Markdown sheet: warnings first, the week at a glance, then each session.

    With `explained`, what became of every exercise follows the plan. `names` stand on top. `pictures` are
    alternative text and file, by exercise: each stands where the exercise is described.
    """
    lines = [f"# {words.plan_title(plan)}", ""]
    if changed := words.not_as_asked(plan):
        lines += [f"**Not as asked.** {escape(changed)}", ""]
    rows = (*words.name_rows(names), *words.summary(catalog, plan))
    lines += [f"- {label}: {escape(value)}" for label, value in rows]
    advice = list(words.advice_groups(catalog, plan, place="before"))
    lines += _advice((title, texts) for topic, title, texts in advice if topic == "stop")
    lines += _advice([("Before you start", words.warnings(plan))] if plan.warnings else [])
    lines += _advice((title, texts) for topic, title, texts in advice if topic != "stop")
    for index, week in enumerate(plan.weeks):
        lines += ["", f"## {words.week_title(plan, week)}", ""]
        lines += _later_week(catalog, plan, index, pictures) if index else _first_week(catalog, plan, week, pictures)
    lines += _advice((title, texts) for _, title, texts in words.advice_groups(catalog, plan, place="after"))
    lines += _advice([("What was changed for this request", words.changes(catalog, plan))] if plan.decisions else [])
    others: Iterable[str] = ()
    if explained is not None:
        from glutemed.rendering import explanation

        others = explanation.explained_sources(explained)
        lines += ["", f"## {explanation.TITLE}", ""]
        lines += _sections(explanation.explained_rows(catalog, plan, explained), first="###", other="###")[:-1]
    lines += ["", "## Sources", ""]
    lines += [f"- **{key}** {escape(text)}" for key, text in citing.source_lines(catalog, plan, others)]
    return "\n".join([*lines, "", escape(words.made_by(plan)), ""])


def _first_week(catalog: Catalog, plan: Plan, week: Week, pictures: Pictures) -> list[str]:
    lines = _glance(words.week_rows(catalog, week))
    same = words.later_same(week)
    for index, session in enumerate(week.sessions):
        lines += ["", f"## {words.day_title(session)}: {session.minutes} minutes", ""]
        if index in same:
            lines.append(f"The same as {words.day_title(same[index])}.")
        else:
            lines += _session(catalog, plan, session, words.taught_before(week, index), pictures)
    return lines


def _later_week(catalog: Catalog, plan: Plan, index: int, pictures: Pictures) -> list[str]:
    from glutemed.rendering.weeks import later_week

    later = later_week(catalog, plan, index)
    lines = [escape(later.go_on_if), ""] if later.go_on_if else []
    lines += [*_glance(later.rows), ""] if later.rows else []
    lines.append(later.note)
    for section in later.parts:
        lines += ["", f"### {section.title}"]
        lines += [""] if section.lines else []
        for names, text in section.lines:
            lines.append(f"- {'; '.join(map(part, names))}: {escape(text)}" if names else f"- {escape(text)}")
        for entry in section.entries:
            lines += ["", *_item(catalog, entry.item, entry.rows, pictures)]
    return lines


def _glance(rows: Iterable[tuple[str, str, Sequence[tuple[str, str]]]]) -> list[str]:
    cells = ((escape(day), minutes, "; ".join(dosed(*one) for one in main)) for day, minutes, main in rows)
    return table(GLANCE, cells)


def _session(catalog: Catalog, plan: Plan, session: Session, taught: words.Taught, pictures: Pictures) -> list[str]:
    lines: list[str] = []
    for block in session.blocks:
        lines += [f"### {words.BLOCKS[block.kind]}", ""]
        for item in block.items:
            rows = [*words.item_details(catalog, item, taught, plan.request.condition), ("Why", words.why(item))]
            lines += [*_item(catalog, item, rows, pictures), ""]
    return lines[:-1]


def _item(catalog: Catalog, item: Item, rows: Sequence[tuple[str, str]], pictures: Pictures) -> list[str]:
    lines = [f"**{dosed(words.item_title(item), words.item_dose(item, catalog.exercise(item.exercise)))}**", ""]
    if item.exercise in pictures and any(label == "Set-up" for label, _ in rows):
        alt, file = pictures[item.exercise]
        lines += [f"![{escape(alt)}]({file})", ""]
    for label, text in rows:
        first, *others = text.split("\n")
        lines.append(f"- {label}: {escape(first)}" if not others else f"- {label}:")
        lines += [f"  {escape(line)}" for line in (first, *others) if others]
    return lines


def _advice(groups: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    lines: list[str] = []
    for title, texts in groups:
        lines += ["", f"## {escape(title)}", "", *(f"- {escape(text)}" for text in texts)]
    return lines


def card_to_markdown(catalog: Catalog, exercise: Exercise, figure: "Figure | None" = None) -> str:
    """Return one exercise as a Markdown page, with its drawing in words where it has one."""
    from glutemed.rendering.exercise import card

    return sections_to_markdown(card(catalog, exercise, figure))


def why_to_markdown(catalog: Catalog, judged: "Judged") -> str:
    """Return what a request makes of one exercise as a Markdown page: every rule's verdict, rivals, sources."""
    from glutemed.rendering.explanation import why_card

    return sections_to_markdown(why_card(catalog, judged))


def sections_to_markdown(sections: "Iterable[Section]") -> str:
    """Return the sections of a page as Markdown; the first has the page's title."""
    return "\n".join(_sections(sections))


def _sections(sections: "Iterable[Section]", *, first: str = "#", other: str = "##") -> list[str]:
    lines: list[str] = []
    for index, section in enumerate(sections):
        lines += [f"{other if index else first} {escape(section.title)}", ""]
        lines += [line for text in section.texts for line in (escape(text), "")]
        lines += [f"- {escape(label)}: {escape(text)}" for label, text in section.rows]
        marks = [f"{number}." if section.numbered else "-" for number in range(1, len(section.lines) + 1)]
        lines += [f"{mark} {escape(text)}" for mark, text in zip(marks, section.lines, strict=True)]
        if section.table:
            lines += [*([""] if lines[-1] else []), *table(section.head, (map(escape, row) for row in section.table))]
        if lines[-1]:
            lines.append("")
    return lines


def list_to_markdown(catalog: Catalog, exercises: Sequence[Exercise]) -> str:
    """Return exercises by category as Markdown tables."""
    from glutemed.rendering.exercise import LIST_FOOT, LIST_HEAD, groups

    lines = ["# Exercises", ""]
    for title, rows in groups(catalog, exercises):
        lines += [f"## {title}", "", *table(LIST_HEAD, (map(escape, row) for row in rows)), ""]
    return "\n".join([*lines, escape(LIST_FOOT), ""])
