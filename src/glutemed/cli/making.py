"""Plans on their way out: next week's made and checked; any plan laid out, kept and written."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from glutemed.api import unbroken
from glutemed.cli.output import Output, begun
from glutemed.errors import InternalError, SafetyStopError
from glutemed.formats import Setting, lay_out
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan

if TYPE_CHECKING:
    from glutemed.engine.adaptation import Adapted
    from glutemed.model.log import Person, Saved

__all__ = ["adapted", "emit_plan", "refuse_broken"]


def adapted(catalog: Catalog, person: "Person", today: str, *, stage: str | None, pain: str | None) -> "Adapted":
    """Return next week's plan by a person's log, checked; `stage` and `pain` as options give them.

    Where a step up would break a rule, nothing rises instead. Raises UsageError where the log has
    nothing to go by, ProblemsError when a program of it breaks a rule, SafetyStopError at too much pain,
    NoPlanError when no program is possible, InternalError when the plan breaks a rule.
    """
    from dataclasses import replace

    from glutemed.engine.adaptation import Asked, next_plan
    from glutemed.engine.daily import say_now
    from glutemed.loading.requests import read_field

    for saved in gone_by(person):
        refuse_broken(catalog, saved)
    asked = Asked(
        stage=read_field(catalog, "stage", stage) if stage is not None else None,
        pain=read_field(catalog, "pain", pain) if pain is not None else None,
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


def emit_plan(
    to: Output,
    catalog: Catalog,
    plan: Plan,
    setting: Setting,
    keep: "Callable[[], Saved] | None" = None,
    *,
    pictures: bool = False,
) -> None:
    """Write a plan in the format chosen, with its pictures beside it where that is asked for.

    `keep` makes it the current program, when its file is begun and it was laid out: what cannot be shown or
    written is not kept. A page alone is laid out after, since it holds the log of the program as it was saved.
    """
    if pictures:
        from glutemed.cli.sheets import emit_with_pictures

        emit_with_pictures(to, catalog, plan, setting)
        if keep:
            keep()
        return
    with begun(to) as write:
        if to.format == "html":
            saved = keep() if keep else None
            setting = setting._replace(saved=saved, screened=setting.screened or saved is not None)
            write(lay_out(catalog, plan, to.format, setting))
        else:
            made = lay_out(catalog, plan, to.format, setting)
            if keep:
                keep()
            write(made)
