"""The parts of the documentation that code or data state already: each function returns one as Markdown.

Names that a page must explain are listed in `EXPLAINED`.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from functools import partial
from inspect import getdoc
from pathlib import Path
from typing import Any

import typer

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

import clinical
import reading
import screening as screened
from tables import CATALOG, doc, keys, plain, table

from glutemed.checks.catalog import CHECKS as CATALOG_CHECKS
from glutemed.checks.plan import FACTS, Fact
from glutemed.checks.registry import CHECKS, SOFTENED, check_plan
from glutemed.cli.app import tree
from glutemed.engine.explanation import SOFT
from glutemed.engine.rules import RULES
from glutemed.loading import answers, shortform
from glutemed.loading.programs import read_program
from glutemed.loading.validation import json_schema
from glutemed.model import exercise as words
from glutemed.model import explanation, policy, verdicts
from glutemed.model import plan as plans
from glutemed.model import screening as asked
from glutemed.model.catalog import Catalog
from glutemed.rendering import findings
from glutemed.rendering.citing import SEEN, reference
from glutemed.rendering.terminal import findings_to_terminal, to_text

STATEMENTS = {row.id: row for row in CATALOG.statements}
EXAMPLES = HERE / "rules" / "examples"
WIDTH = 80


def hard_rules() -> str:
    """Return the engine's hard rules in their order: what each asks, and its words in a plan."""
    rows = []
    for number, hard in enumerate(RULES, 1):
        row, first = CATALOG.rule(hard.id), doc(hard.fails)[0]
        rows.append((str(number), f"`{hard.id}`", first, plain(row.text), plain(row.passes), keys(row.sources)))
    head = ("", "Rule", "What it asks", "Told when it fails", "Told when it passes", "Sources")
    return table(head, rows)


def soft_rules() -> str:
    """Return the soft order, part by part, in the words of `why`."""
    rows = (CATALOG.rule(id) for id in SOFT)
    return "\n".join(f"{number}. {plain(row.text)} ({keys(row.sources)})" for number, row in enumerate(rows, 1))


def plan_checks() -> str:
    """Return every rule that a plan is checked by, with a link to its page."""
    rows = ((f"[{rule}](rules/{rule}.md)", plain(STATEMENTS[rule].text)) for rule in rules_checked())
    return table(("Rule", "What is true of every plan"), rows)


def rules_checked() -> list[str]:
    """Return the ids of the rules that have a check, in order."""
    return list(dict.fromkeys(rule for rule, _, _ in CHECKS))


def unchecked() -> str:
    """Return the plan rules that have no check."""
    rules = [row.id for row in CATALOG.statements if row.id[0] == "P" and row.id not in rules_checked()]
    return f"No check yet: {keys(rules)}." if rules else ""


def rule_page(rule: str) -> str:
    """Return the page of a rule: what it says, how it is checked, how to put it right, and two examples."""
    statement, hint = STATEMENTS[rule], CATALOG.rule(rule)
    parts = [plain(statement.text), "## What is checked"]
    for id, check, needs in CHECKS:
        if id == rule:
            facts = ", ".join(FACTS[fact] for fact in needs)
            parts += [_whole_doc(check, rule), f"To be said in the file or by an option: {facts}." if needs else ""]
    if rule in SOFTENED:
        parts.append("Where a clinician takes it on (`--clinician`), its errors are notes.")
    parts += [
        "## To put it right",
        f"{plain(hint.text[:1].upper() + hint.text[1:])}.",
        "## An example that passes",
        f"```yaml\n{example(rule, 'pass')}```",
        "## An example that fails",
        f"```yaml\n{example(rule, 'fail')}```",
        f"```console\n$ glutemed check {rule}-fail.yaml\n{example_output(rule)}```",
        "## Sources",
        _cited(dict.fromkeys((rule, *statement.sources, *hint.sources))),
    ]
    return "\n\n".join(filter(None, parts))


def _whole_doc(check: Callable[..., object], rule: str) -> str:
    """Return a check's docstring without the rule's id."""
    text = (getdoc(check) or "").removeprefix(f"{rule}:").strip()
    return text[:1].upper() + text[1:]


def _cited(keys: Iterable[str]) -> str:
    """Return what each key stands for, with its grade."""
    rows = []
    for key in keys:
        if key in STATEMENTS:
            row = STATEMENTS[key]
            rows.append((f"`{key}`", row.grade, plain(row.text)))
        else:
            rows.append((f"`{key}`", "", plain(reference(next(s for s in CATALOG.sources if s.key == key)))))
    return table(("Key", "Grade", "What it says"), rows)


def example(rule: str, kind: str) -> str:
    """Return the text of a rule's example, "pass" or "fail"."""
    return (EXAMPLES / f"{rule}-{kind}.yaml").read_text(encoding="utf-8")


def example_output(rule: str) -> str:
    """Return what `check` prints of the failing example, short of the rules that it could not check."""
    name = f"{rule}-fail.yaml"
    program = read_program(CATALOG, example(rule, "fail"), name, {})
    found = check_plan(CATALOG, program.plan, unsaid=program.unsaid)
    whole = findings.report(CATALOG, name, found, program.places, program.hints)
    shown = replace(whole, told=tuple(told for told in whole.told if told.severity != "not-checked"))
    printed = (
        to_text(findings_to_terminal(shown), width=WIDTH, colour=False).removesuffix(f"{shown.count()}\n").rstrip()
    )
    cut = "\n..." if len(shown.told) < len(whole.told) else ""
    return f"{printed}{cut}\n{whole.count()}\n"


HOW_TO_SAY: dict[Fact, str] = {
    "goal": "`goal` and `stage`; `--goal`, `--stage`",
    "pain": "`pain`; `--pain`",
    "condition": "`condition`, or `condition: none`; `--condition`",
    "equipment": "`equipment`, or `equipment: none`; `--equipment`",
    "level": "`level`; `--level`",
    "age": "`age`; `--age`",
    "side": "`side`; `--side`",
    "minutes": "`minutes`; `--minutes`",
    "weekdays": "weekdays, or `Day 1`, `Day 3`, as the names of the days",
    "sides": "`sides` or `side` of each exercise",
    "reasons": "`reasons` of the exercises",
    "tests": "only in a plan of glutemed: its `warnings`",
}


def facts() -> str:
    """Return what a file may leave unsaid, how to say it, and the rules that need it."""
    rows = []
    for fact, text in FACTS.items():
        rules = dict.fromkeys(rule for rule, _, needs in CHECKS if fact in needs)
        rows.append((text, HOW_TO_SAY[fact], ", ".join(f"[{rule}](rules/{rule}.md)" for rule in rules)))
    return table(("Unsaid", "How to say it", "Not checked, or only in part"), rows)


def catalog_checks() -> str:
    """Return the checks of a whole catalogue."""
    return table(("Check", "What it asks"), ((f"`{check.__name__}`", doc(check)[0]) for check in CATALOG_CHECKS))


def limits() -> str:
    """Return every limit with its unit and sources, and how far a catalogue of one's own may tighten it."""
    rows = (
        (
            f"`{row.id}`",
            f"{row.value:g}",
            "-" if row.strictest is None else f"{row.strictest:g}",
            plain(row.unit),
            plain(row.text),
            keys(row.sources),
        )
        for row in CATALOG.limits
    )
    return table(("Limit", "Value", "Strictest", "Unit", "What it bounds", "Sources"), rows)


def sessions() -> str:
    """Return the first choices of each protocol's slots."""
    rows = (
        (protocol.name, session.id.upper(), slot.block, ", ".join(slot.patterns), ", ".join(slot.prefer))
        for protocol in CATALOG.protocols
        for session in protocol.sessions
        for slot in session.slots
    )
    return table(("For", "Session", "Block", "Patterns", "First choices, in order"), rows)


def statements() -> str:
    """Return every numbered statement with its grade."""
    rows = (
        (f"`{row.id}`", row.grade, SEEN[row.seen], plain(row.text), keys(row.sources)) for row in CATALOG.statements
    )
    return table(("Key", "Grade", "Seen", "What it says", "Rests on"), rows)


def publications() -> str:
    """Return every publication with how it was seen, and its grade where it has one."""
    rows = (
        (f"`{row.key}`", row.kind, SEEN[row.seen], row.grade or "", plain(reference(row))) for row in CATALOG.sources
    )
    return table(("Key", "Kind", "Seen", "Grade", "Reference"), rows)


def plan_schema() -> str:
    """Return the JSON Schema of a plan."""
    return f"```json\n{json_schema(plans.Plan, 'glutemed.plan/1')}```"


def all_commands(group: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Return every command of a group by its name, those of groups within it after them."""
    for part, command in group.commands.items():
        yield f"{name}{part}", command
        if hasattr(command, "commands"):
            yield from all_commands(command, f"{name}{part} ")


def commands() -> str:
    """Return each command with what its help says: text, examples and options."""
    root = typer.main.get_command(tree())
    lines = []
    for name, command in all_commands(root):
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
            (", ".join(f"`{option}`" for option in parameter.opts), plain(getattr(parameter, "help", None) or ""))
            for parameter in command.params
        ]
        lines += [table(("Option or argument", "Meaning"), rows), ""] if rows else []
    return "\n".join(lines)


GENERATED: dict[str, Callable[[], str]] = {
    "hard-rules": hard_rules,
    "soft-rules": soft_rules,
    "plan-checks": plan_checks,
    "unchecked": unchecked,
    "catalog-checks": catalog_checks,
    "limits": limits,
    "sessions": sessions,
    "statements": statements,
    "publications": publications,
    "plan-schema": plan_schema,
    "commands": commands,
    "conditions": clinical.conditions,
    "facts": facts,
    "stages-by-pain": clinical.stages_by_pain,
    "stages-by-condition": clinical.stages_by_condition,
    "ages": clinical.ages,
    "steps": clinical.steps,
    "go-on": clinical.go_on,
    "decision-table": clinical.decision_table,
    "spans": clinical.spans,
    "screen-questions": screened.questions,
    "screen-tests": screened.tests,
    "screen-gates": screened.gates,
    "screen-answers": screened.answers,
    **{f"rule-{rule}": partial(rule_page, rule) for rule in rules_checked()},
    "learn": reading.index,
    **{f"learn-{topic}": partial(reading.page, topic) for topic in reading.TOPICS},
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
        policy.Condition,
        policy.Protocol,
        policy.SessionPattern,
        policy.Slot,
        policy.Limit,
        policy.Rule,
        policy.Ladder,
        policy.GeneralAdvice,
        policy.TableRow,
        asked.Question,
        asked.HomeTest,
        asked.AgeMean,
        asked.Gate,
        asked.Criterion,
    ),
    "screen": (
        answers.AnswersFile,
        answers.FileFacts,
        answers.FileTest,
        verdicts.Outcome,
        verdicts.Stop,
        verdicts.GateVerdict,
        verdicts.CriterionVerdict,
        verdicts.Withheld,
    ),
    "check": (shortform.Hand, shortform.HandWeek, shortform.Day, shortform.Entry),
    "reference/plan-json": (
        plans.Plan,
        plans.Generator,
        plans.Request,
        plans.Prescribed,
        plans.Passed,
        plans.Week,
        plans.Session,
        plans.Block,
        plans.Item,
        plans.Dose,
        plans.Reason,
        plans.Decision,
        plans.Caution,
        plans.Advice,
        explanation.Judged,
        explanation.Judgement,
        explanation.Alternative,
    ),
}


def unexplained(page: str, text: str) -> Iterator[str]:
    """Return the fields, and the sections of a catalogue, that a page should explain and does not."""
    for record in EXPLAINED.get(page, ()):
        for field in fields(record):
            if f"`{field.name.replace('_', '-')}`" not in text and f"`{field.name}`" not in text:
                yield f"{record.__name__}.{field.name}"
    for field in fields(Catalog) if page == "catalogue" else ():
        if field.name != "fingerprint" and f"`{field.name}`" not in text:
            yield f"Catalog.{field.name}"
