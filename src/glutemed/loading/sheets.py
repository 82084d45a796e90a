"""Our own Markdown sheets (rendering/markdown.py writes them) back to plans: the title, the summary, the whole."""

import re
from typing import Any

from glutemed.errors import Position, UsageError
from glutemed.loading.bounds import refuse_endless
from glutemed.loading.document import refuse
from glutemed.loading.entries import (
    Line,
    Part,
    Sheet,
    in_words,
    plainly,
    read_bullets,
    read_cautions,
    read_decisions,
    unlisted,
)
from glutemed.loading.requests import read_field, shown
from glutemed.loading.sheet_weeks import read_weeks
from glutemed.loading.text import clean, composed
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT, STAGES
from glutemed.model.plan import WEEKDAYS, Generator, Plan, Prescribed, Request

__all__ = ["is_sheet", "read_sheet"]

TITLE = "# Gluteus medius program: "
CHARACTERS_MAX = 1_000_000
LINE_MAX = 8_000


def is_sheet(text: str, name: str) -> bool:
    """Return whether a text is Markdown, by its file's ending or its first line."""
    return name.lower().endswith((".md", ".markdown")) or text.lstrip().startswith(TITLE)


def read_sheet(catalog: Catalog, text: str, file: str) -> tuple[Plan, frozenset[str], dict[str, Position]]:
    """Return the plan that a Markdown sheet of ours shows, the facts that it leaves unsaid, and places.

    Places are by JSON pointer of the plan. Raises ProblemsError with every problem.
    """
    sheet = Sheet(catalog=catalog, file=file)
    parts = _parts(sheet, text)
    head, *others = parts
    prescribed = _prescribed(sheet, head.line)
    unsaid = _summary(sheet, head, prescribed)
    sheet.places[""] = sheet.places["/request"] = sheet.at(head.line.number)
    weeks = read_weeks(sheet, others)
    warnings = next((part for part in others if part.title == "Before you start"), None)
    sheet.places["/warnings"] = sheet.at((warnings or head).line.number)
    changes = next((part for part in others if part.title == "What was changed for this request"), None)
    decisions = tuple(read_decisions(sheet, changes.lines)) if changes else ()
    if sheet.problems:
        refuse(sheet.problems)
    refuse_endless(weeks, sheet.places[""])
    first = weeks[0].sessions
    dates = [session.date for session in first if session.date]
    days = [session.weekday for session in first if session.weekday]
    asked = {
        "goal": prescribed.goal,
        "stage": prescribed.stage,
        "equipment": (),
        "days": len(first),
        "on": () if dates else tuple(name for name in WEEKDAYS if name in days),
        "start": min(dates) if dates else None,
        **sheet.request,
    }
    plan = Plan(
        generator=Generator(name="glutemed", version="", catalog=catalog.fingerprint),
        id="",
        request=Request(**asked),
        prescribed=prescribed,
        weeks=weeks,
        decisions=decisions,
        warnings=tuple(read_cautions(sheet, warnings.lines)) if warnings else (),
    )
    return plan, unsaid, sheet.places


def _parts(sheet: Sheet, text: str) -> list[Part]:
    """Return the title and the second-level parts of a sheet with their lines."""
    if len(text) > CHARACTERS_MAX:
        sheet.stop(1, "a sheet has at most a million characters")
    parts: list[Part] = []
    for number, raw in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if len(raw) > LINE_MAX:
            sheet.stop(number, f"a line has at most {LINE_MAX} characters")
        written = composed(raw)
        plain = clean(written)
        if plain != written:
            sheet.amiss(number, "a control, direction or invisible character is not allowed")
        line = Line(number, plain.rstrip())
        if line.text.startswith(("# ", "## ")):
            parts.append(Part(line, plainly(line.text.lstrip("# "))))
        elif parts and line.text:
            parts[-1].lines.append(line)
        elif line.text:
            sheet.stop(number, "this is no sheet of glutemed", f'the first line reads "{TITLE}..."')
    if not parts or not parts[0].line.text.startswith(TITLE):
        number = parts[0].line.number if parts else 1
        sheet.stop(number, "this is no sheet of glutemed", f'the first line reads "{TITLE}..."')
    return parts


def _prescribed(sheet: Sheet, line: Line) -> Prescribed:
    what = line.text.removeprefix(TITLE)
    if what == "prevention and strength":
        return Prescribed(goal="prevention")
    for stage in STAGES:
        if what == f"rehab, {stage} stage":
            return Prescribed(goal="rehab", stage=stage)
    return sheet.stop(line.number, f"{shown(what)} is no goal", "prevention and strength, or: rehab, early stage")


def _summary(sheet: Sheet, head: Part, prescribed: Prescribed) -> frozenset[str]:
    """Read the list on top into the request; return what it leaves unsaid."""
    kit, ids = in_words(KIT), in_words(exercise.id for exercise in sheet.catalog.exercises)
    conditions: dict[str, str] = {condition.name: condition.id for condition in sheet.catalog.conditions}
    for label, line in read_bullets(head.lines):
        text, first = line.text, line.text.partition(" ")[0]
        values: dict[str, tuple[str, Any]] = {
            "Pain": ("pain", first),
            "Condition": ("condition", unlisted(text, conditions)),
            "Side": ("side", text),
            "Age": ("age", first),
            "Weeks": ("weeks", first),
            "Minutes a session": ("minutes", first),
            "Other hard days": ("other", unlisted(text, {day.capitalize(): day for day in WEEKDAYS})),
            "Level": ("level", text),
            "Kit you have": ("equipment", ["none"] if text == "none" else unlisted(text, kit)),
            "Put in by you": ("include", unlisted(text, ids)),
            "Left out by you": ("exclude", unlisted(text, ids)),
            "Clinician": ("clinician", text),
        }
        if label == "Asked for":
            found = re.fullmatch(r"(prevention|rehab)(?:, (early|mid|late) stage)?(?:; given: .*)?", text)
            if found:
                sheet.request |= {"goal": found[1], "stage": found[2]}
            else:
                sheet.amiss(line.number, f'"Asked for": {shown(text)} is no goal', "such as: rehab, late stage")
        elif label == "Days a week":
            if first.isascii() and first.isdigit() and len(first) < 4:
                sheet.request["days"] = int(first)
            else:
                sheet.amiss(line.number, f'"Days a week": {shown(first)} is not a whole number')
        elif label in values:
            name, value = values[label]
            try:
                sheet.request[name] = read_field(sheet.catalog, name, value, f'"{label}"')
            except UsageError as error:
                sheet.amiss(line.number, str(error))
    if sheet.request.get("goal", prescribed.goal) == "prevention":
        sheet.request["stage"] = None
    return frozenset({"level", "equipment"} - set(sheet.request))
