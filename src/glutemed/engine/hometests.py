"""Which home tests are offered to someone, those first that the next gate asks for, and which are not, and why."""

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import STAGES, Stage
from glutemed.model.policy import Cited
from glutemed.model.screening import HomeTest
from glutemed.model.verdicts import Facts, Withheld

__all__ = ["offered", "wanted"]


def wanted(catalog: Catalog, conditions: tuple[str, ...], reached: Stage) -> frozenset[str]:
    """Return the tests that the gates to the stage after the one reached ask for."""
    after = STAGES[STAGES.index(reached) + 1 :][:1]
    gates = (gate for gate in catalog.gates if gate.to in after and gate.is_for(conditions))
    return frozenset(one.test for gate in gates for one in gate.criteria if one.test)


def offered(catalog: Catalog, facts: Facts, reached: Stage) -> tuple[tuple[HomeTest, ...], tuple[Withheld, ...]]:
    """Return the tests for someone who reached a stage, and those that are left to a clinician.

    What the next gate asks for comes first. Other tests wait for their stage, and with a condition
    that holds the early stage for its gates, as after ACL surgery. What only a clinician can tell is
    asked where a gate needs it.
    """
    needed = wanted(catalog, facts.condition, reached)
    held = reached == "early" and any(catalog.condition(id).held_at for id in facts.condition)
    found: list[HomeTest] = []
    withheld: list[Withheld] = []
    for test in sorted(catalog.tests, key=lambda test: (test.id not in needed, test.rank)):
        later = held or test.by == "clinician" or STAGES.index(test.stage) > STAGES.index(reached)
        if later and test.id not in needed:
            continue
        why = _unsafe(catalog, facts, test)
        if why is None:
            found.append(test)
        else:
            withheld.append(Withheld(test=test.id, why=why))
    return tuple(found), tuple(withheld)


def _unsafe(catalog: Catalog, facts: Facts, test: HomeTest) -> Cited | None:
    """Return why a test is not for someone at home, or None."""
    if test.by == "clinician":
        return None
    if set(test.not_with) & set(facts.condition):
        return Cited(text=test.why_not, sources=test.sources)
    older = catalog.limit("older-age")
    for row, found, told in (
        ("screen-side-test", test.lying and any(catalog.condition(id).spare_side for id in facts.condition), ""),
        ("screen-older-test", test.one_leg and facts.age >= older, f"{older:g}"),
        ("screen-pain-test", facts.pain > test.pain_max, f"{test.pain_max}"),
    ):
        if found:
            rule = catalog.rule(row)
            return Cited(text=rule.text.format(age=told, most=told), sources=rule.sources)
    return None
