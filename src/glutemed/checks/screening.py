"""Checks of a catalogue's safety questions, home tests and gates."""

import re
from itertools import groupby

from glutemed.checks.finding import CatalogFinding, Check, Findings
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import STAGES
from glutemed.model.screening import MALE, Criterion

__all__ = ["SCREENING", "SCREEN_LINES"]

SCREEN_LINES = 23
"""Lines of a screen of 24 that are left for the questions: the last one takes the answer."""
ASKED = re.compile(r"R-07[0-7]|R-040")
TESTED = re.compile(r"R-06[3-8]|R-069[a-e]?")


def questions_on_a_screen(catalog: Catalog) -> Findings:
    """All questions fit one screen, those of a group stand together, and none has the name of another answer."""
    in_order = sorted(catalog.questions, key=lambda question: question.rank)
    groups = [group for group, _ in groupby(question.group for question in in_order)]
    for group in {group for group in groups if groups.count(group) > 1}:
        yield CatalogFinding(section="questions", entry="", message=f'the group "{group}" stands apart')
    lines = len(in_order) + len(groups)
    if lines > SCREEN_LINES:
        message = f"{lines} lines of questions and groups; a screen has {SCREEN_LINES}"
        yield CatalogFinding(section="questions", entry="", message=message)
    for question in in_order:
        if question.id == MALE:
            message = f'"{MALE}" is the answer of another question'
            yield CatalogFinding(section="questions", entry=question.id, field="id", message=message)


def rules_asked(catalog: Catalog) -> Findings:
    """Clinical rules on signs have a question (R-070 to R-077, R-040), those on tests a test (R-063 to R-069e)."""
    for section, rules in (("questions", ASKED), ("tests", TESTED)):
        cited = {key for row in getattr(catalog, section) for key in row.sources}
        for statement in catalog.statements:
            if rules.fullmatch(statement.id) and statement.id not in cited:
                yield CatalogFinding(section=section, entry="", message=f"nothing here rests on {statement.id}")


def tests_readable(catalog: Catalog) -> Findings:
    """A scale runs up to the highest result, and what a test does not suit has a reason; means go up by age."""
    for test in catalog.tests:
        for amiss, field, message in (
            (test.scale and test.highest != len(test.scale) - 1, "scale", "the highest result is no word of the scale"),
            (bool(test.not_with) != bool(test.why_not), "not_with", '"not_with" goes with "why_not"'),
            (
                [row.age for row in test.means] != sorted({row.age for row in test.means}),
                "means",
                "the ages of the means do not rise",
            ),
        ):
            if amiss:
                yield CatalogFinding(section="tests", entry=test.id, field=field, message=message)


def gates_judgeable(catalog: Catalog) -> Findings:
    """Criteria have what their kind needs, name tests that are there, and bound what those can have."""
    for gate in catalog.gates:
        for criterion in gate.criteria:
            if wrong := _wrong(catalog, criterion):
                message = f"{criterion.of}: {wrong}"
                yield CatalogFinding(section="gates", entry=gate.id, field="criteria", message=message)


def _wrong(catalog: Catalog, criterion: Criterion) -> str | None:
    bounds = [b for b in (criterion.at_least, criterion.above, criterion.at_most) if b is not None]
    of_test, of_log = criterion.of in ("test", "sides"), criterion.of in ("sessions", "mornings")
    test = next((test for test in catalog.tests if test.id == criterion.test), None)
    if of_test and test is None:
        return f'there is no test "{criterion.test}"'
    if criterion.test is not None and not of_test:
        return "looks at no test"
    if (criterion.count is not None) != of_log:
        return "a count of sessions goes with sessions and mornings"
    if (criterion.stage or criterion.or_pain is not None) and not of_log:
        return "a stage, or pain in place of sessions, goes with sessions and mornings"
    if len(bounds) != (0 if criterion.of == "mornings" else 1):
        return "one bound is needed, and with mornings none"
    if test and criterion.of == "test" and bounds[0] > test.highest:
        return f"{bounds[0]:g} is more than the highest result of {test.id}"
    if test and criterion.of == "sides" and (test.fewer or not test.sided or bounds[0] > 1):
        return "sides are compared by a share, in a test on each side in which more is better"
    if criterion.or_mean and not (test and test.means and criterion.at_least is not None):
        return "a mean by age goes with a test that has means, and a least value"
    return None


def stages_gated(catalog: Catalog) -> Findings:
    """Someone with a condition, or with none, has a gate to each stage; a condition that is held has its own."""
    for stage in STAGES[1:] if catalog.gates else ():
        for condition in (None, *catalog.conditions):
            asked = (condition.id,) if condition else ()
            gates = [gate for gate in catalog.gates if gate.to == stage and gate.is_for(asked)]
            own = [gate for gate in gates if gate.conditions]
            if not gates or (condition and condition.held_at and not own):
                name = condition.id if condition else "no condition"
                yield CatalogFinding(section="gates", entry="", message=f"there is no gate to {stage} for {name}")


SCREENING: tuple[Check, ...] = (questions_on_a_screen, rules_asked, tests_readable, gates_judgeable, stages_gated)
