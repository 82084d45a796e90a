"""glutemed as a library: a request to a checked plan, and the plan in any format. Pure, and safe from threads.

What `from glutemed import ...` gives. Nothing here knows a clock, an environment or a terminal.
"""

from typing import Literal, overload

from glutemed.errors import InternalError, NoPlanError, UsageError
from glutemed.formats import FORMATS, PLAIN, Setting, lay_out
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Passed, Plan, Request

__all__ = ["make_plan", "planned", "render", "unbroken"]

Text = Literal["terminal", "markdown", "json", "html", "ics", "csv", "fhir"]


def make_plan(catalog: Catalog, request: Request, passed: tuple[Passed, ...] = ()) -> Plan:
    """Return the program for a request, which has passed every check; the same request gives the same plan.

    `passed` are the gates between stages that recorded tests meet (rule P18).

    Raises UsageError for a request that no option could make, NoPlanError with the rule and the
    smallest change that helps, SafetyStopError when none may be given for safety's sake, InternalError
    for a plan that breaks a rule: a bug.
    """
    from glutemed.loading.documents import read_again

    return planned(catalog, read_again(catalog, request), passed)


def planned(catalog: Catalog, request: Request, passed: tuple[Passed, ...] = ()) -> Plan:
    """Return the program for a request that was read by `loading.documents`; else as `make_plan`."""
    from glutemed.engine import planner

    try:
        made = planner.make_plan(catalog, request, passed)
    except NoPlanError as error:
        from glutemed.engine.remedy import smallest_change

        change = smallest_change(catalog, request)
        advice = f"what would help: {change}" if change else "no change that was tried would help"
        told = f"no program satisfies this request: {error.rule}, {error}"
        raise NoPlanError(error.rule, told, advice) from error
    unbroken(catalog, made)
    return made


def unbroken(catalog: Catalog, made: Plan) -> None:
    """Raise InternalError when a plan that was made breaks a rule: nothing unchecked leaves."""
    from glutemed.checks.registry import check_plan

    broken = [finding for finding in check_plan(catalog, made) if finding.severity == "error"]
    if broken:
        found = "; ".join(f"{finding.rule} at {finding.path}: {finding.message}" for finding in broken[:3])
        raise InternalError(f"a bug in glutemed: the plan it made breaks its own rules and is not shown: {found}")


@overload
def render(catalog: Catalog, plan: Plan, format: Literal["pdf"], setting: Setting = PLAIN) -> bytes: ...


@overload
def render(catalog: Catalog, plan: Plan, format: Text = "markdown", setting: Setting = PLAIN) -> str: ...


@overload
def render(catalog: Catalog, plan: Plan, format: str, setting: Setting = PLAIN) -> str | bytes: ...


def render(catalog: Catalog, plan: Plan, format: str = "markdown", setting: Setting = PLAIN) -> str | bytes:
    """Return a plan in a format of `formats.FORMATS`, a PDF as bytes and others as text; the same bytes every time.

    Raises UsageError for a format that is none, that cannot show this plan (a calendar of a plan without
    dates), or whose packages are not installed.
    """
    if format not in FORMATS:
        raise UsageError(f"format: {format!r} is not allowed; allowed: {', '.join(FORMATS)}")
    if format == "pdf":
        from glutemed.render.pdf import require_typst

        require_typst()
    return lay_out(catalog, plan, format, setting)
