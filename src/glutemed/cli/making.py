"""Plans on their way out: made, checked, and laid out. Every command that gives out a plan goes through here."""

from glutemed.cli.output import Output, emit
from glutemed.errors import InternalError, NoPlanError
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan, Request

__all__ = ["emit_plan", "planned"]


def planned(catalog: Catalog, request: Request) -> Plan:
    """Return the program for a request, checked: nothing unchecked leaves.

    Raises NoPlanError with the rule and the smallest change that helps, InternalError when the
    plan breaks a rule.
    """
    from glutemed.checks.registry import check_plan
    from glutemed.engine.planner import make_plan

    try:
        made = make_plan(catalog, request)
    except NoPlanError as error:
        from glutemed.engine.explanation import smallest_change

        change = smallest_change(catalog, request)
        advice = f"what would help: {change}" if change else "no single change of the request would help"
        raise NoPlanError(error.rule, f"no program satisfies this request: {error.rule}, {error}; {advice}") from error
    findings = check_plan(catalog, made)
    if findings:
        found = "; ".join(f"{finding.rule} at {finding.path}: {finding.message}" for finding in findings[:3])
        raise InternalError(f"a bug in glutemed: the plan it made breaks its own rules and is not shown: {found}")
    return made


def emit_plan(to: Output, catalog: Catalog, plan: Plan) -> None:
    """Write a plan in the format chosen."""
    if to.format == "json":
        from json import dumps

        from glutemed.model.records import encode

        emit(to, dumps(encode(plan), ensure_ascii=False, indent=2) + "\n")
    elif to.format == "markdown":
        from glutemed.render.markdown import plan_to_markdown

        emit(to, plan_to_markdown(catalog, plan))
    else:
        from glutemed.render.terminal import plan_to_terminal, to_text

        emit(to, to_text(plan_to_terminal(catalog, plan), width=to.width, colour=to.colour))
