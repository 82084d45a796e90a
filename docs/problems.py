"""The generated parts about problems: why there is no program, why glutemed stops, what a plan warns of.

What each says is found in the source and the data; what to do about it is told here. A message without
advice, or advice without its message, ends the build and fails tests/test_doc_problems.py.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tables import CATALOG, plain, table

SOURCE = Path(__file__).resolve().parents[1] / "src" / "glutemed"
ANY = "..."
"""What stands for the parts of a message that differ."""

NO_PLAN = {
    "... was asked for, but it ...": (
        "an exercise of `--include` breaks a hard rule; the message has the rule and its words. Leave the "
        "exercise out, or change what the message names"
    ),
    "... take the place of ...: ...": (
        "what `swap` was asked for cannot be; the message goes on with one of the others. Name another exercise"
    ),
    "no other exercise for its place is lawful for this request": (
        "`swap` found nothing. Leave the exercise, or plan anew with more kit"
    ),
    "..., ...": "every swap would break a rule; the message has the rule and what `check` would say",
    "..., it ...": "the exercise that `swap --with` names breaks a hard rule. Name another, or none",
    "P07, it does not belong in ...": "`swap --with` names an exercise of another block. Name another, or none",
    "only two-legged rungs are possible, and they may be half of a session": (
        "allow more: kit, an excluded exercise, or hand support by a lower level"
    ),
    "the week would hold more than ... main sets for one hip": "fewer `--days`, or fewer exercises in `--include`",
    "no squat, hinge, lunge or step is possible, and every session needs one": (
        "allow one of those that are excluded, or more kit"
    ),
    "a session needs ... minutes, more than the ... asked for": "raise `--minutes` to what the message says",
    "more main exercises were asked for than the sessions of a week hold": (
        "fewer exercises in `--include`, or more `--days`"
    ),
    "main exercises that are possible: ...; a session needs ...": (
        "allow more: kit, excluded exercises, or the side that hurts"
    ),
    "what was asked for leaves no room for what a week must have": "fewer exercises in `--include`",
    "only one movement pattern is possible, and a week needs two": "allow exercises of another pattern, or more kit",
    "the sessions of the week cannot be made different": "allow more exercises, or fewer `--days`",
    "every week possible has more than ... sets for one hip, that of less pain": "fewer exercises in `--include`",
}
"""By the message without what differs: what to do."""

STOPS = {
    "stop-pain": ("pain of 8 to 10: asked for, told in a session, or in the log", "see someone first, and rest it"),
    "stop-age": ("an age under 10", "no program for children; see a professional"),
    "D1": (
        "answers to `screen` say stop, until it is answered anew",
        "go where the message says; then `glutemed screen`",
    ),
}
"""By the row of words that is told: when, and what to do."""

WARNINGS = {
    "see-someone": ("pain of 6 or 7 (P14)", "see a doctor or physical therapist soon"),
    "young": ("under 15 years (P17)", "go on only at pain 0"),
    "gate-held": (
        "a condition holds the stage until its tests are recorded (P18)",
        "record the tests with [`screen`](../screen.md), or have a clinician say so with `--clinician`",
    ),
    "gate-unknown": (
        "mid or late, tests are not recorded, and no clinician waives them (P18)",
        "do the tests that it names first; [`screen`](../screen.md) records them",
    ),
    "clinician": ("`--clinician` waives the tests (P18)", "nothing; it says who answers for it"),
    "pain-unknown": ("pain is not given (P14)", "say it with `--pain`"),
    "days-touch": (
        "training days, or other hard days, follow each other without a day between (P06)",
        "choose other days with `--on`, if you can; the week is a light one",
    ),
    "not-reviewed": (
        "exercises of a [catalogue of your own](../own-catalogue.md) are in the plan",
        "look at them yourself: this program did not review them",
    ),
    "worse-after-effort": (
        "the log has symptoms that effort made worse (E1, R-040)",
        "see someone who knows the condition",
    ),
    "pain-rising": ("pain in the log rose two weeks in a row (E11)", "see a clinician"),
    "pain-stays": ("pain in the log was above the limit in two weeks running (E15)", "see a clinician before going on"),
    "note": ("a sheet is read back, and the warning on it is none of these", "read it"),
}
"""By the code: when a plan has the warning, and what to do."""


def no_plan() -> str:
    """Return why no program may be possible: the rule, what the message says, and what to do."""
    rows = sorted((rule, message) for message, rule in refusals().items())
    return table(("Rule", "Message", "What to do"), ((rule, plain(said), NO_PLAN[said]) for rule, said in rows))


def refusals() -> dict[str, str]:
    """Return the messages that NoPlanError is raised with, each with its rule; "any" where that differs.

    Those handed on from another are left out.
    """
    found = {}
    for tree in trees():
        for call in calls("NoPlanError", tree):
            rule, message, *_ = (*map(written, call.args), ANY, ANY)
            found[message] = rule if rule != ANY else "any"
    found.pop(ANY, None)
    return found


def stops() -> str:
    """Return when glutemed stops for safety's sake, in the words of the data, and what to do."""
    rows = ((_rule(row), when, plain(words(row)), does) for row, (when, does) in STOPS.items())
    return table(("Rule", "When", "What it says", "What to do"), rows)


def _rule(row: str) -> str:
    return row if row == "D1" else CATALOG.rule(row).rule


def words(row: str) -> str:
    """Return the words of a row of rules or of the decision table, with "..." for what is filled in."""
    return re.sub(r"{\w+}", ANY, CATALOG.row(row).text if row == "D1" else CATALOG.rule(row).text)


def warnings() -> str:
    """Return every warning that a plan may have, by its code."""
    return table(("Code", "When", "What to do"), ((f"`{code}`", when, does) for code, (when, does) in WARNINGS.items()))


@cache
def trees() -> tuple[ast.Module, ...]:
    """Return every module of the source."""
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py")))


def calls(name: str, tree: ast.AST) -> Iterator[ast.Call]:
    """Return each call of a name in a part of the source."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def written(node: ast.expr) -> str:
    """Return a text as it is written, with "..." for what is filled in; another expression is all filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else ANY for part in node.values)
    return ANY


def messages(name: str, place: int) -> set[str]:
    """Return the messages that calls of a function have at a place; those handed on from elsewhere are left out."""
    found = (written(call.args[place]) for tree in trees() for call in calls(name, tree) if len(call.args) > place)
    return set(found) - {ANY}


def codes() -> set[str]:
    """Return the codes of the warnings that the source can give to a plan."""
    return {
        code
        for tree in trees()
        for call in calls("Caution", tree)
        for keyword in call.keywords
        if keyword.arg == "code"
        for code in _values(keyword.value, tree)
    }


def _values(node: ast.expr, tree: ast.Module) -> Iterator[str]:
    """Return the texts that an expression may be: in itself, or by the rows or constant of its name."""
    if not isinstance(node, ast.Name):
        yield from (
            part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)
        )
        return
    for part in ast.walk(tree):
        if isinstance(part, ast.comprehension) and isinstance(part.target, ast.Tuple):
            names = [getattr(one, "id", "") for one in part.target.elts]
            if node.id in names and isinstance(part.iter, ast.Tuple):
                for row in part.iter.elts:
                    if isinstance(row, ast.Tuple):
                        yield written(row.elts[names.index(node.id)])
        elif isinstance(part, ast.Assign) and any(getattr(one, "id", "") == node.id for one in part.targets):
            yield written(part.value)
