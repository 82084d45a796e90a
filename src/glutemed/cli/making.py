"""Plans on their way out: made, checked, and laid out. Every command that gives out a plan goes through here."""

from typing import TYPE_CHECKING, Any

from glutemed.cli import system
from glutemed.cli.output import Output, emit
from glutemed.errors import InternalError, NoPlanError, SafetyStopError
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Passed, Plan, Request

if TYPE_CHECKING:
    from glutemed.engine.adaptation import Adapted
    from glutemed.model.log import Person, Saved
    from glutemed.render.page.data import Known
    from glutemed.render.words import Names

__all__ = ["adapted", "emit_plan", "planned", "refuse_broken", "unbroken"]


def planned(catalog: Catalog, request: Request, passed: tuple[Passed, ...] = ()) -> Plan:
    """Return the program for a request, checked: nothing unchecked leaves.

    `passed` are the gates that tests in the log meet.

    Raises NoPlanError with the rule and the smallest change that helps, InternalError when the
    plan breaks a rule.
    """
    from glutemed.engine.planner import make_plan

    try:
        made = make_plan(catalog, request, passed)
    except NoPlanError as error:
        from glutemed.engine.remedy import smallest_change

        change = smallest_change(catalog, request)
        advice = f"what would help: {change}" if change else "no change that was tried would help"
        raise NoPlanError(error.rule, f"no program satisfies this request: {error.rule}, {error}; {advice}") from error
    unbroken(catalog, made)
    return made


def adapted(catalog: Catalog, person: "Person", today: str, *, stage: str | None, pain: str | None) -> "Adapted":
    """Return next week's plan by a person's log, checked; `stage` and `pain` as options give them.

    Where a step up would break a rule, nothing rises instead. Raises UsageError where the log has
    nothing to go by, ProblemsError when a program of it breaks a rule, SafetyStopError after a red
    flag, NoPlanError when no program is possible, InternalError when the plan breaks a rule.
    """
    from dataclasses import replace

    from glutemed.engine.adaptation import Asked, next_plan
    from glutemed.engine.daily import say_now
    from glutemed.engine.screening import standing_stop
    from glutemed.loading.documents import read_field

    stop = standing_stop(catalog, person)
    if not stop:
        for saved in gone_by(person):
            refuse_broken(catalog, saved)
    asked = Asked(
        stage=read_field(catalog, "stage", stage) if stage is not None else None,
        pain=read_field(catalog, "pain", pain) if pain is not None else None,
        red_flag=stop.where if stop else None,
    )
    try:
        found = next_plan(catalog, person, today, asked)
    except SafetyStopError as error:
        if error.rule != "P14":
            raise
        raise SafetyStopError(error.rule, f"{error}. {say_now(person)}") from error
    try:
        unbroken(catalog, found.plan)
    except InternalError:
        found = next_plan(catalog, person, today, replace(asked, hold=True))  # the same week again breaks nothing new
        unbroken(catalog, found.plan)
    return found


def gone_by(person: "Person") -> tuple["Saved", ...]:
    """Return the programs that next week may go by: that of the latest session, and the current one."""
    from glutemed.engine.days import in_order

    done = in_order(person)
    last = [saved for saved in person.programs if done and saved.program == done[-1].program]
    return tuple(dict.fromkeys((*last, *person.programs[-1:])))


def refuse_broken(catalog: Catalog, saved: "Saved") -> None:
    """Raise ProblemsError when a program of the log breaks a rule, as one that was imported may; its first finding."""
    from glutemed.checks.registry import check_plan

    broken = next((one for one in check_plan(catalog, saved.plan) if one.severity == "error"), None)
    if broken is None:
        return
    from glutemed.errors import Position, Problem, ProblemsError

    used = [overlay.name for overlay in catalog.overlays]
    missing = ", ".join(name for name in saved.plan.generator.overlays if name not in used)
    hint = "make a new one with: glutemed plan --goal rehab --stage early --save (see glutemed screen)"
    if missing:
        hint = f"it was made with the catalogue {missing}: name its file with --catalog, or {hint}"
    where = Position(file=f"the program saved on {saved.saved[:10]}")
    message = f"it is not followed, for it breaks {broken.rule} at {broken.path or '/'}: {broken.message}"
    raise ProblemsError([Problem(where=where, message=message, hint=hint)])


def unbroken(catalog: Catalog, made: Plan) -> None:
    """Raise InternalError when a plan that was made breaks a rule."""
    from glutemed.checks.registry import check_plan

    broken = [finding for finding in check_plan(catalog, made) if finding.severity == "error"]
    if broken:
        found = "; ".join(f"{finding.rule} at {finding.path}: {finding.message}" for finding in broken[:3])
        raise InternalError(f"a bug in glutemed: the plan it made breaks its own rules and is not shown: {found}")


def emit_plan(
    to: Output,
    catalog: Catalog,
    plan: Plan,
    explained: tuple[Any, ...] | None = None,
    names: "Names | None" = None,
    *,
    person: str | None = None,
    saved: "Saved | None" = None,
    first: tuple[tuple[str, str], ...] = (),
    known: "Known | None" = None,
) -> None:
    """Write a plan in the format chosen, with what became of every exercise and whom it is for, where that is given.

    A page keeps a log of its own: that of `person`, of the program as it was `saved`, if it was. What is
    to be told `first` stands first in it, and `known` is what the log told.
    """
    if to.format == "json":
        from json import dumps

        from glutemed.model.records import encode

        data = encode(plan)
        if explained is not None:
            data = {"plan": data, "explained": encode(explained)}
        emit(to, dumps(data, ensure_ascii=False, indent=2) + "\n")
    elif to.format == "markdown":
        from glutemed.render.markdown import plan_to_markdown
        from glutemed.render.words import NOBODY

        emit(to, plan_to_markdown(catalog, plan, explained, names or NOBODY))
    elif to.format == "html":
        from glutemed.cli.logbook import named
        from glutemed.loading.figures import load_figures
        from glutemed.render.html import plan_to_html

        figures = load_figures(system.cache_folder())
        page = plan_to_html(
            catalog,
            plan,
            figures,
            explained,
            person=named(person),
            saved=saved,
            names=names,
            first=first,
            known=known,
            screened=person is not None or saved is not None or known is not None,
        )
        emit(to, page)
    else:
        from glutemed.render.terminal import plan_to_terminal, to_text
        from glutemed.render.words import NOBODY

        parts = plan_to_terminal(catalog, plan, explained, names or NOBODY)
        emit(to, to_text(parts, width=to.width, colour=to.colour))
