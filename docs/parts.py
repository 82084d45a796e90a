"""The parts of the documentation that code or data state already, by name: each function returns one as Markdown."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

import clinical
import commands
import evidence
import formats
import problems
import reading
import rulebook
import screening

from glutemed.loading.validation import json_schema
from glutemed.model.plan import Plan


def plan_schema() -> str:
    """Return the JSON Schema of a plan."""
    return f"```json\n{json_schema(Plan, 'glutemed.plan/1')}```"


GENERATED: dict[str, Callable[[], str]] = {
    "hard-rules": rulebook.hard_rules,
    "soft-rules": rulebook.soft_rules,
    "plan-checks": rulebook.plan_checks,
    "unchecked": rulebook.unchecked,
    "catalog-checks": rulebook.catalog_checks,
    "figure-checks": rulebook.figure_checks,
    "limits": evidence.limits,
    "sessions": clinical.sessions,
    "statements": evidence.statements,
    "publications": evidence.publications,
    "plan-schema": plan_schema,
    "commands": commands.commands,
    "no-plan": problems.no_plan,
    "stops": problems.stops,
    "warnings": problems.warnings,
    "formats": formats.formats,
    "formats-of-commands": formats.formats_of_commands,
    "conditions": clinical.conditions,
    "facts": rulebook.facts,
    "stages-by-pain": clinical.stages_by_pain,
    "stages-by-condition": clinical.stages_by_condition,
    "ages": clinical.ages,
    "steps": clinical.steps,
    "go-on": clinical.go_on,
    "decision-table": clinical.decision_table,
    "spans": clinical.spans,
    "screen-questions": screening.questions,
    "screen-tests": screening.tests,
    "screen-gates": screening.gates,
    "screen-answers": screening.answers,
    **{f"rule-{rule}": partial(rulebook.rule_page, rule) for rule in rulebook.rules_checked()},
    "learn": reading.index,
    **{f"learn-{topic}": partial(reading.page, topic) for topic in reading.TOPICS},
}
