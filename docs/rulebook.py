"""The generated parts about rules: those of the engine, those that a plan is checked by, and the page of each."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from inspect import getdoc
from pathlib import Path

from tables import CATALOG, doc, keys, plain, table

from glutemed.checks.catalog import CHECKS as CATALOG_CHECKS
from glutemed.checks.figures import FIGURE_CHECKS
from glutemed.checks.plan import FACTS, Fact
from glutemed.checks.registry import CHECKS, SOFTENED, check_plan
from glutemed.engine.explanation import SOFT
from glutemed.engine.rules import RULES
from glutemed.loading.programs import read_program
from glutemed.rendering import findings
from glutemed.rendering.citing import reference
from glutemed.rendering.terminal import findings_to_terminal, to_text

STATEMENTS = {row.id: row for row in CATALOG.statements}
EXAMPLES = Path(__file__).resolve().parent / "rules" / "examples"
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


def figure_checks() -> str:
    """Return the checks of drawings."""
    return table(("Check", "What it asks"), ((f"`{check.__name__}`", doc(check)[0]) for check in FIGURE_CHECKS))
