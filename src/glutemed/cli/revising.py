"""swap and edit: a plan that was made, changed by hand and judged again."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Annotated, Any

import typer

from glutemed.cli import system
from glutemed.cli.catalogs import Catalogs
from glutemed.cli.output import File, Force, Output, Plain
from glutemed.cli.planfile import PlanFile, exercises_of, read_plan, told
from glutemed.cli.sheets import PLAN_FORMATS, PlanFormat, setting_of, with_sheet
from glutemed.errors import NoPlanError, ProblemsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glutemed.checks.plan import Finding
    from glutemed.model.catalog import Catalog
    from glutemed.model.exercise import Exercise
    from glutemed.model.plan import Plan

__all__ = ["edit", "swap"]

Name = Annotated[str, typer.Argument(help="An exercise of the plan, by id, name or alias.", metavar="EXERCISE")]


@with_sheet
def swap(
    handed: dict[str, Any],
    file: PlanFile,
    exercise: Name,
    instead: Annotated[
        str | None, typer.Option("--with", help="What to take. [the best that is lawful]", metavar="EXERCISE")
    ] = None,
    format: PlanFormat = None,
    catalog: Catalogs = None,
    output: File = None,
    force: Force = False,
    plain: Plain = False,
) -> None:
    """Replace an exercise of a plan by the best lawful alternative.

    In every week; the result is checked before it is printed.

    \b
    Examples:
      glutemed swap plan.json single-leg-rdl
      glutemed swap plan.json clamshell --with side-lying-hip-abduction
      glutemed swap plan.json "side plank" -o plan.json --force
    """
    to = Output.chosen(PLAN_FORMATS, format, output, force=force, plain=plain)
    setting = setting_of(to, handed)
    from glutemed.cli.changed import swap_told
    from glutemed.cli.making import emit_plan
    from glutemed.loading.requests import resolve

    data, plan, old = _read(file, exercise, catalog)
    new = resolve(data, instead, "--with") if instead is not None else None
    if new and new.id == old.id:
        raise UsageError(f"--with: {new.id} is what stands there already")
    try:
        changed, fresh = _swapped(data, plan, old, new)
    except NoPlanError as error:
        what = f"{new.id} cannot" if new else "nothing can"
        raise NoPlanError(error.rule, f"{what} take the place of {old.id}: {error}") from error
    emit_plan(to, data, changed, setting)
    taken = (data.exercise(decision.subject) for decision in reversed(changed.decisions))
    system.warn(swap_told(data, plan, changed, old, new or next(filter(None, taken)), asked=new is not None))
    _warn(data, file, changed, fresh)


def _swapped(catalog: Catalog, plan: Plan, old: Exercise, new: Exercise | None) -> tuple[Plan, list[Finding]]:
    """Return the best plan that breaks nothing more, or that with the exercise named, and the notes on it."""
    from glutemed.engine.revision import swaps

    refused = NoPlanError("P15", "no other exercise for its place is lawful for this request")
    for rank, changed in enumerate(swaps(catalog, plan, old, new)):
        fresh = _fresh(catalog, plan, changed)
        errors = _errors(fresh)
        if not errors:
            return changed, fresh
        if rank == 0:
            refused = NoPlanError(errors[0].rule, f"{errors[0].rule}, {errors[0].message}")
    raise refused


@with_sheet
def edit(
    handed: dict[str, Any],
    file: PlanFile,
    exercise: Name,
    sets: Annotated[str | None, typer.Option(help="Sets, 1 to 20.", metavar="N")] = None,
    reps: Annotated[str | None, typer.Option(help="Repetitions of a set, 1 to 100.", metavar="N")] = None,
    hold: Annotated[str | None, typer.Option(help="Seconds of a hold, 1 to 600.", metavar="SECONDS")] = None,
    holds: Annotated[str | None, typer.Option(help="Holds of a set, 1 to 100.", metavar="N")] = None,
    week: Annotated[str | None, typer.Option(help="This week only. [every week]", metavar="N")] = None,
    format: PlanFormat = None,
    catalog: Catalogs = None,
    output: File = None,
    force: Force = False,
    plain: Plain = False,
) -> None:
    """Set the dose of an exercise by hand. It is kept, marked as set by hand, and the result is checked.

    A dose over a limit is refused, exit 1; under a limit it is given with a note on standard error.
    A plan made with --clinician takes both with a note.

    \b
    Examples:
      glutemed edit plan.json split-squat --sets 2 --reps 12
      glutemed edit plan.json "side plank" --hold 25 -o plan.json --force
      glutemed edit plan.json clamshell --reps 10 --week 2
    """
    to = Output.chosen(PLAN_FORMATS, format, output, force=force, plain=plain)
    setting = setting_of(to, handed)
    from glutemed.cli.changed import dose_told
    from glutemed.cli.making import emit_plan
    from glutemed.engine.revision import dosed_by_hand

    new_sets, new_reps = _whole("--sets", sets, 20), _whole("--reps", reps, 100)
    new_hold, new_holds = _whole("--hold", hold, 600), _whole("--holds", holds, 100)
    if new_sets is new_reps is new_hold is new_holds is None:
        raise UsageError("edit: nothing to set; give --sets, --reps, --hold or --holds")
    data, plan, found = _read(file, exercise, catalog)
    held = found.dose.kind == "hold"
    if (held and reps is not None) or (not held and (hold is not None or holds is not None)):
        allowed = "--sets, --hold and --holds" if held else "--sets and --reps"
        raise UsageError(f"edit: {found.id} is dosed with {allowed}")
    only = _whole("--week", week, plan.weeks[-1].number)
    if only is not None and found.id not in exercises_of(plan, only):
        has = ", ".join(str(one.number) for one in plan.weeks if found.id in exercises_of(plan, one.number))
        raise UsageError(f"--week: {found.id} is not in week {only}; allowed: {has}")
    changed = dosed_by_hand(
        data, plan, found, sets=new_sets, reps=new_holds if held else new_reps, seconds=new_hold, week=only
    )
    fresh = _fresh(data, plan, changed)
    if errors := _errors(fresh):
        raise ProblemsError(told(data, file, errors))
    emit_plan(to, data, changed, setting)
    system.warn(dose_told(plan, changed, found, only))
    _warn(data, file, changed, fresh)


def _whole(option: str, value: str | None, most: int) -> int | None:
    from glutemed.loading.requests import read_whole

    return None if value is None else read_whole(option, value, 1, most)


def _read(file: str, exercise: str, overlays: list[str] | None) -> tuple[Catalog, Plan, Exercise]:
    """Return the catalogue, the plan of a file and the exercise of it that was named."""
    from glutemed.loading.requests import resolve

    catalog, plan = read_plan(file, overlays)
    found, held = resolve(catalog, exercise), exercises_of(plan)
    if found.id not in held:
        raise UsageError(f"{found.id} is not in this plan; it has {', '.join(held)}")
    return catalog, plan, found


def _fresh(catalog: Catalog, plan: Plan, changed: Plan) -> list[Finding]:
    """Return what the checks find in a plan that was changed, and did not find before at that place."""
    from glutemed.checks.registry import check_plan

    before = check_plan(catalog, plan)
    return [finding for finding in check_plan(catalog, changed) if finding not in before]


def _warn(catalog: Catalog, file: str, changed: Plan, fresh: list[Finding]) -> None:
    """Tell on standard error what the change brought, and which rules the plan breaks as it did before."""
    from glutemed.checks.registry import check_plan

    for problem in told(catalog, file, fresh):
        system.warn(str(problem))
    if kept := [one.rule for one in _errors(check_plan(catalog, changed)) if one not in fresh]:
        rules = ", ".join(dict.fromkeys(kept))
        system.warn(f"note: the plan broke {rules} before, and still does; see it with: glutemed check {quote(file)}")


def _errors(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == "error"]
