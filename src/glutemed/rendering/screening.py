"""A screening in words: the questions as one screen, a home test to do, and the outcome as sections of a page."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import wrap

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT_SETS, STAGES
from glutemed.model.policy import Cited
from glutemed.model.screening import HomeTest
from glutemed.model.verdicts import CriterionVerdict, GateVerdict, Outcome
from glutemed.rendering.citing import GRADES, cite, marked
from glutemed.rendering.sections import Section, sources
from glutemed.rendering.words import kit_line, sentence

__all__ = [
    "command_line",
    "home_test_lines",
    "kit_section",
    "outcome_sections",
    "outcome_to_markdown",
    "questions_screen",
]

URGENCY = {
    "emergency": "emergency care now",
    "same-day": "a doctor today",
    "urgent": "a doctor soon, before any more training",
}
MET = {True: "met", False: "not met", None: "not recorded"}
CLEAR = (
    "No plan is given before a clinician who knows you has said what you may do. "
    'Then run this again with --cleared "name: what they said".'
)
LEGEND = f"Marked: (S) read second-hand, (X) our own. {GRADES}"


def questions_screen(catalog: Catalog) -> list[str]:
    """Return the safety questions as lines of at most 79 columns: a heading for each group, then its questions."""
    lines: list[str] = []
    numbered = enumerate(catalog.questions, 1)
    for group, rows in groupby(numbered, key=lambda row: row[1].group):
        lines += [group, *(f"{number:3} {question.text}" for number, question in rows)]
    return lines


def home_test_lines(catalog: Catalog, test: HomeTest, width: int) -> list[str]:
    """Return how to do a home test, in lines of a width."""
    by = {"self": "", "helper": " (with a helper)", "clinician": " (a clinician tells)"}[test.by]
    reads = f"{test.reads} [{marked(catalog, test.sources)}]"
    texts = [*(f"{number}. {step}" for number, step in enumerate(test.how, 1)), reads]
    lines = [f"{test.name}{by}", f"You need: {test.needs}."] if test.by != "clinician" else [f"{test.name}{by}"]
    indented = (wrap(text, width, initial_indent="  ", subsequent_indent="    ") for text in texts)
    return [*(line for text in lines for line in wrap(text, width)), *(line for one in indented for line in one)]


def command_line(outcome: Outcome) -> str:
    """Return the command of the plan that fits, quoted for a shell; nothing where none is given."""
    from shlex import join

    return join(("glutemed", *outcome.command)) if outcome.command else ""


def kit_section() -> Section:
    """Return what stands above the command of the plan: the kit that it takes for given, and how to say another."""
    kit = kit_line(dict(KIT_SETS)["home"])
    told = f"It takes for given that you have this kit: {kit}. If you do not, say what you have at the end of it: "
    return Section(title="The plan", texts=(f"{told}--equipment none, or a list such as --equipment band,step.",))


def outcome_to_markdown(catalog: Catalog, outcome: Outcome) -> str:
    """Return an outcome as a Markdown page, the command last."""
    from glutemed.rendering.markdown import sections_to_markdown

    sections, command = list(outcome_sections(catalog, outcome)), command_line(outcome)
    if not command:
        return sections_to_markdown(sections)
    return f"{sections_to_markdown([*sections, kit_section()])}\n```\n{command}\n```\n"


def outcome_sections(catalog: Catalog, outcome: Outcome) -> Iterator[Section]:
    """Return what a screening comes to: where to go, or what fits and why, and what is missing; sources last."""
    line = _Lines(catalog)
    if outcome.stop:
        yield Section(
            title=f"Stop: {URGENCY[outcome.stop.means]}",
            texts=(outcome.stop.where,),
            lines=[line.of(sign) for sign in outcome.stop.signs],
        )
        cited = list(outcome.stop.signs)
    elif not outcome.goal:
        yield Section(
            title="First ask for clearance", texts=(CLEAR,), lines=[line.of(one) for one in outcome.clearance]
        )
        cited = list(outcome.clearance)
    else:
        yield from _fits(catalog, outcome, line)
        cited = [*outcome.clearance, *outcome.why, *outcome.mind, *(one.why for one in outcome.withheld)]
    keys = [key for one in cited for key in one.sources]
    keys += [key for gate in _next_gates(outcome) for one in gate.criteria for key in one.sources]
    yield sources(catalog, keys, (LEGEND,))


def _fits(catalog: Catalog, outcome: Outcome, line: "_Lines") -> Iterator[Section]:
    stage = f", {outcome.stage} stage" if outcome.stage else ""
    yield Section(title=f"What fits: {outcome.goal}{stage}", lines=[line.of(one) for one in outcome.why])
    for gate in _next_gates(outcome):
        yield Section(
            title=f"For the {gate.to} stage: {gate.name}", lines=[line.of_criterion(one) for one in gate.criteria]
        )
    if outcome.withheld:
        names = {test.id: test.name for test in catalog.tests}
        lines = [f"{names.get(one.test, one.test)}: {line.of(one.why)}" for one in outcome.withheld]
        yield Section(title="Tests not for you at home", lines=lines)
    mind = [line.of(one) for one in (*outcome.clearance, *outcome.mind)]
    if mind:
        yield Section(title="Mind", lines=mind)


def _next_gates(outcome: Outcome) -> list[GateVerdict]:
    """Return the gates to the first stage after the one that fits which are not all met."""
    reached = STAGES.index(outcome.stage) if outcome.stage else -1
    for stage in STAGES[reached + 1 :]:
        gates = [gate for gate in outcome.gates if gate.to == stage]
        if gates and not all(gate.passed for gate in gates):
            return gates
    return []


class _Lines:
    """Sentences with their sources, in which what is second-hand or our own is marked."""

    def __init__(self, catalog: Catalog) -> None:
        seen = {source.key: source.seen for source in catalog.sources}
        seen |= {statement.id: statement.seen for statement in catalog.statements}
        self.marks = {key: f"{key} ({how})" for key, how in seen.items() if how in ("S", "X")}

    def of(self, one: Cited) -> str:
        """Return a sentence."""
        return cite(sentence(one.text), self._keys(one.sources))

    def of_criterion(self, one: CriterionVerdict) -> str:
        """Return whether a criterion is met, what it asks for, and what was recorded."""
        value = "" if one.met is None and one.value == MET[None] else f"; {one.value}"
        return cite(f"{MET[one.met]}: {one.text}{value}", self._keys(one.sources))

    def _keys(self, keys: Iterable[str]) -> Iterator[str]:
        return (self.marks.get(key, key) for key in keys)
