"""Every check of a plan, in the order of the rules."""

from dataclasses import replace

from glutemed.checks.changes import changes
from glutemed.checks.conditions import CONDITIONS
from glutemed.checks.dose import DOSE
from glutemed.checks.plan import FACTS, Audit, Check, Fact, Finding, Row, pain_above, placed
from glutemed.checks.prescription import PRESCRIPTION
from glutemed.checks.progression import PROGRESSION
from glutemed.checks.safety import SAFETY
from glutemed.checks.selection import SELECTION
from glutemed.checks.trials import SOFTENED as BY_A_TRIAL
from glutemed.checks.trials import follows_a_trial
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan

__all__ = ["CHECKS", "check_plan"]

CHECKS: tuple[Row, ...] = tuple(
    sorted((*SELECTION, *CONDITIONS, *DOSE, *PRESCRIPTION, *PROGRESSION, *SAFETY), key=lambda row: row[0])
)
SOFTENED = ("P04", "P05")
"""Rules of dose and stage, whose errors a clinician turns into notes."""


def check_plan(catalog: Catalog, plan: Plan, unsaid: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """Return what every check finds in a plan, in the order of the rules.

    `unsaid` are the facts that the plan's file leaves out (`FACTS`): what cannot be judged without
    them is one finding of severity "not-checked" for each rule. Where a clinician takes them on,
    errors of stage and dose are notes; so are errors of dose and rise where a cited trial did so.
    The weeks that led to a plan are looked at for what rose since, and are not judged themselves.
    """
    led = len(plan.before)
    if led:
        plan = replace(plan, weeks=(*plan.before, *plan.weeks), before=())
    items = tuple(placed(catalog, plan))
    audit = Audit(
        catalog=catalog,
        plan=plan,
        items=items,
        conditions=tuple(catalog.condition(id) for id in plan.request.condition),
        changes=changes(catalog, items, len(plan.weeks)),
        led=led,
    )
    found: list[Finding] = []
    missing: dict[str, dict[Fact, None]] = {}
    for rule, check, needs in CHECKS:
        lacking = [fact for fact in needs if fact in unsaid]
        if lacking:
            missing.setdefault(rule, {}).update(dict.fromkeys(lacking))
        else:
            found.extend(replace(one, severity="note") if _softened(audit, check, one) else one for one in check(audit))
    if led:
        found = [own for one in found if (own := _of_own_weeks(one, led))]
    found.extend(_not_checked(rule, facts) for rule, facts in missing.items())
    return tuple(sorted(found, key=lambda finding: finding.rule))


def _of_own_weeks(finding: Finding, led: int) -> Finding | None:
    """Return a finding with the weeks counted from the first of the plan's own; None about one before them."""
    head, _, rest = finding.path.removeprefix("/weeks/").partition("/")
    if not finding.path.startswith("/weeks/"):
        return finding
    week = int(head) - led
    return replace(finding, path="/".join(filter(None, (f"/weeks/{week}", rest)))) if week >= 0 else None


def _softened(audit: Audit, check: Check, finding: Finding) -> bool:
    """Return whether a finding is no more than a note: a clinician answers for it, or a cited trial did the same.

    No word of a clinician opens a stage that pain closes (P14).
    """
    if audit.plan.request.clinician and finding.rule in SOFTENED:
        return not (finding.rule == "P04" and pain_above(audit, "pain-as-asked-max"))
    return check.__name__ in BY_A_TRIAL and follows_a_trial(audit, finding)


def _not_checked(rule: str, facts: dict[Fact, None]) -> Finding:
    words = [FACTS[fact] for fact in facts]
    listed = " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
    return Finding(rule=rule, severity="not-checked", path="", message=f"not checked: the file does not say {listed}")
