"""Every check of a plan, in the order of the rules."""

from glutemed.checks.plan import Check, Finding
from glutemed.checks.prescription import PRESCRIPTION
from glutemed.checks.safety import SAFETY
from glutemed.checks.selection import SELECTION
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan

__all__ = ["CHECKS", "check_plan"]

CHECKS: tuple[tuple[str, Check], ...] = tuple(sorted((*SELECTION, *PRESCRIPTION, *SAFETY), key=lambda check: check[0]))


def check_plan(catalog: Catalog, plan: Plan) -> tuple[Finding, ...]:
    """Return what every check finds in a plan, in the order of the rules."""
    return tuple(finding for _, check in CHECKS for finding in check(catalog, plan))
