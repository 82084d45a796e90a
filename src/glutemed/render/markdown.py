"""A plan, an exercise or a list as Markdown: what pipes and `--plain` get."""

from collections.abc import Sequence

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise
from glutemed.model.plan import Plan, Session
from glutemed.render import words
from glutemed.render.exercise import LIST_FOOT, LIST_HEAD, card, groups

__all__ = ["card_to_markdown", "list_to_markdown", "plan_to_markdown"]

Taught = dict[tuple[str, str | None], str]

_SPECIAL = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>|#"})


def escape(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return text.translate(_SPECIAL)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table."""
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    return lines + [f"| {' | '.join(map(escape, row))} |" for row in rows]


def plan_to_markdown(catalog: Catalog, plan: Plan) -> str:
    """Return a plan as a Markdown sheet: warnings first, the week at a glance, then each session."""
    lines = [f"# {words.plan_title(plan)}", ""]
    lines += [f"- {label}: {escape(value)}" for label, value in words.summary(plan)]
    lines += _advice(catalog, plan, place="before")
    if plan.warnings:
        lines += ["", "## Before you start", ""]
        lines += [f"- {escape(warning.text)}" for warning in plan.warnings]
    for week in plan.weeks:
        name = "Week at a glance" if len(plan.weeks) == 1 else f"Week {week.number} at a glance"
        rows = [(day, minutes, "; ".join(main)) for day, minutes, main in words.week_rows(catalog, week)]
        lines += ["", f"## {name}", "", *table(("Day", "Time", "Main exercises"), rows)]
        same = words.later_same(week)
        for index, session in enumerate(week.sessions):
            lines += ["", f"## {words.day_title(session)}: {session.minutes} minutes", ""]
            if index in same:
                lines.append(f"The same as {words.day_title(same[index])}.")
            else:
                lines += _session(catalog, session, words.taught_before(week, index))
    lines += _advice(catalog, plan, place="after")
    if plan.decisions:
        lines += ["", "## What was changed for this request", ""]
        lines += [f"- {escape(change)}" for change in words.changes(catalog, plan)]
    lines += ["", "## Sources", ""]
    lines += [f"- **{key}** {escape(text)}" for key, text in words.source_lines(catalog, plan)]
    return "\n".join([*lines, "", escape(words.made_by(plan)), ""])


def _session(catalog: Catalog, session: Session, taught: Taught) -> list[str]:
    lines: list[str] = []
    for block in session.blocks:
        lines += [f"### {words.BLOCKS[block.kind]}", ""]
        for item in block.items:
            exercise = catalog.exercise(item.exercise)
            lines += [f"**{escape(words.item_title(item))}: {escape(words.item_dose(item, exercise))}**", ""]
            for label, text in words.item_details(catalog, item, taught):
                first, *others = text.split("\n")
                lines.append(f"- {label}: {escape(first)}" if not others else f"- {label}:")
                lines += [f"  {escape(line)}" for line in (first, *others) if others]
            lines += [f"- Why: {escape(words.why(item))}", ""]
    return lines[:-1]


def _advice(catalog: Catalog, plan: Plan, *, place: str) -> list[str]:
    lines: list[str] = []
    for title, texts in words.advice_groups(catalog, plan, place=place):
        lines += ["", f"## {title}", "", *(f"- {escape(text)}" for text in texts)]
    return lines


def card_to_markdown(catalog: Catalog, exercise: Exercise) -> str:
    """Return one exercise as a Markdown page."""
    lines: list[str] = []
    for index, section in enumerate(card(catalog, exercise)):
        lines += [f"{'##' if index else '#'} {escape(section.title)}", ""]
        lines += [f"- {label}: {escape(text)}" for label, text in section.rows]
        marks = [f"{number}." if section.numbered else "-" for number in range(1, len(section.lines) + 1)]
        lines += [f"{mark} {escape(text)}" for mark, text in zip(marks, section.lines, strict=True)]
        if section.table:
            lines += ["", *table(section.head, section.table)]
        lines.append("")
    return "\n".join(lines)


def list_to_markdown(exercises: Sequence[Exercise]) -> str:
    """Return exercises by category as Markdown tables."""
    lines = ["# Exercises", ""]
    for title, rows in groups(exercises):
        lines += [f"## {title}", "", *table(LIST_HEAD, rows), ""]
    return "\n".join([*lines, escape(LIST_FOOT), ""])
