"""The parts of the documentation that code or data state already: each function returns one as Markdown.

Names that a page must explain are listed in `EXPLAINED`.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from inspect import getdoc
from pathlib import Path

import typer

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from glutemed.checks.catalog import CHECKS as CATALOG_CHECKS
from glutemed.checks.registry import CHECKS
from glutemed.cli.app import app
from glutemed.engine.rules import RULES
from glutemed.loading.catalog import load_catalog
from glutemed.loading.validation import json_schema
from glutemed.model import exercise as words
from glutemed.model import plan as plans
from glutemed.model.catalog import Catalog
from glutemed.render.words import SEEN, reference

CATALOG = load_catalog()


def _text(text: str) -> str:
    """Return a text that Markdown takes as it stands."""
    for character in "\\`*_[]<>|{}$#~":
        text = text.replace(character, f"\\{character}")
    return " ".join(text.split())


def _keys(keys: Iterable[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _doc(thing: object) -> tuple[str, str]:
    """Return the first line of a docstring and the rest of it."""
    first, _, rest = (getdoc(thing) or "").partition("\n")
    return first, rest.strip()


def hard_rules() -> str:
    """Return the engine's hard rules in their order: what each asks, and its words in a plan."""
    rows = []
    for number, (name, rule) in enumerate(RULES, 1):
        row = CATALOG.rule(name)
        rows.append((str(number), f"`{name}`", _doc(rule)[0], _text(row.text), _keys(row.sources)))
    return _table(("", "Rule", "What it asks", "What a plan says when it fails", "Sources"), rows)


def plan_checks() -> str:
    """Return each check of a plan with its docstring, its hint and its sources."""
    parts = []
    for id, check in CHECKS:
        first, rest = _doc(check)
        row = CATALOG.rule(id)
        title = check.__name__.replace("_", " ")
        body = f"{first.removeprefix(f'{id}: ').strip()}\n\n{rest}".strip()
        parts.append(
            f"### {id}: {title}\n\n{body[:1].upper()}{body[1:]}\n\n"
            f"To put it right: {_text(row.text)} ({_keys(row.sources)})."
        )
    return "\n\n".join(parts)


def unchecked() -> str:
    """Return the plan rules that have no check."""
    checked = {id for id, _ in CHECKS}
    rules = [row.id for row in CATALOG.statements if row.id[0] == "P" and row.id not in checked]
    if not rules:
        return ""
    return f"No check yet: {_keys(rules)}. The engine keeps the parts of them that today's requests can touch."


def catalog_checks() -> str:
    """Return the checks of a whole catalogue."""
    return _table(("Check", "What it asks"), ((f"`{check.__name__}`", _doc(check)[0]) for check in CATALOG_CHECKS))


def limits() -> str:
    """Return every limit with its unit and sources."""
    rows = (
        (f"`{row.id}`", f"{row.value:g}", _text(row.unit), _text(row.text), _keys(row.sources))
        for row in CATALOG.limits
    )
    return _table(("Limit", "Value", "Unit", "What it bounds", "Sources"), rows)


def sessions() -> str:
    """Return the first choices of each protocol's slots."""
    rows = []
    for protocol in CATALOG.protocols:
        for session in protocol.sessions:
            for slot in session.slots:
                goal = f"{protocol.goal} {protocol.stage or ''}".strip()
                rows.append((goal, session.id.upper(), slot.block, ", ".join(slot.patterns), ", ".join(slot.prefer)))
    return _table(("For", "Session", "Block", "Patterns", "First choices, in order"), rows)


def statements() -> str:
    """Return every numbered statement with its grade."""
    rows = (
        (f"`{row.id}`", row.grade, SEEN[row.seen], _text(row.text), _keys(row.sources)) for row in CATALOG.statements
    )
    return _table(("Key", "Grade", "Seen", "What it says", "Rests on"), rows)


def publications() -> str:
    """Return every publication with how it was seen."""
    rows = ((f"`{row.key}`", row.kind, SEEN[row.seen], _text(reference(row))) for row in CATALOG.sources)
    return _table(("Key", "Kind", "Seen", "Reference"), rows)


def plan_schema() -> str:
    """Return the JSON Schema of a plan."""
    return f"```json\n{json_schema(plans.Plan, 'glutemed.plan/1')}```"


def commands() -> str:
    """Return each command with what its help says: text, examples and options."""
    tree = typer.main.get_command(app)
    lines = []
    for name, command in tree.commands.items():
        text, _, examples = (command.help or "").partition("\b\n")
        lines += [
            f"## glutemed {name}",
            "",
            text.strip(),
            "",
            "```text",
            examples.replace("\b\n", "").strip(),
            "```",
            "",
        ]
        rows = [
            (", ".join(f"`{option}`" for option in parameter.opts), _text(getattr(parameter, "help", None) or ""))
            for parameter in command.params
        ]
        lines += [_table(("Option or argument", "Meaning"), rows), ""]
    return "\n".join(lines)


GENERATED: dict[str, Callable[[], str]] = {
    "hard-rules": hard_rules,
    "plan-checks": plan_checks,
    "unchecked": unchecked,
    "catalog-checks": catalog_checks,
    "limits": limits,
    "sessions": sessions,
    "statements": statements,
    "publications": publications,
    "plan-schema": plan_schema,
    "commands": commands,
}

EXPLAINED: dict[str, tuple[type, ...]] = {
    "catalogue": (
        words.Exercise,
        words.StageBasis,
        words.Load,
        words.Substitute,
        words.DoseLimits,
        words.Form,
        words.ConditionNote,
        words.Evidence,
        words.Conflict,
    ),
    "reference/plan-json": (
        plans.Plan,
        plans.Generator,
        plans.Request,
        plans.Prescribed,
        plans.Week,
        plans.Session,
        plans.Block,
        plans.Item,
        plans.Dose,
        plans.Reason,
        plans.Decision,
        plans.Caution,
        plans.Advice,
    ),
}


def unexplained(page: str, text: str) -> Iterator[str]:
    """Return the fields, and the sections of a catalogue, that a page should explain and does not."""
    for record in EXPLAINED.get(page, ()):
        for field in fields(record):
            if f"`{field.name}`" not in text:
                yield f"{record.__name__}.{field.name}"
    for field in fields(Catalog) if page == "catalogue" else ():
        if field.name != "fingerprint" and f"`{field.name}`" not in text:
            yield f"Catalog.{field.name}"
