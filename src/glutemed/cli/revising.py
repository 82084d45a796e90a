"""swap and edit: a plan that was made, changed by hand and judged again."""

from typing import Annotated

import typer

from glutemed.cli import system
from glutemed.cli.output import File, Force, Output, Plain
from glutemed.errors import NoPlanError, Position, Problem, ProblemsError, UsageError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise
from glutemed.model.plan import Plan

__all__ = ["edit", "swap"]

PlanFile = Annotated[str, typer.Argument(help="A plan saved with --format json; - is standard input.", metavar="PLAN")]
Name = Annotated[str, typer.Argument(help="An exercise of the plan, by id, name or alias.", metavar="EXERCISE")]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        help="terminal, markdown or json. [by --output; else terminal, piped markdown]",
        metavar="FORMAT",
    ),
]


def swap(
    file: PlanFile,
    exercise: Name,
    instead: Annotated[
        str | None, typer.Option("--with", help="What to take. [the best that is lawful]", metavar="EXERCISE")
    ] = None,
    format: Format = None,
    output: File = None,
    force: Force = False,
    plain: Plain = False,
) -> None:
    """Replace an exercise of a plan by the best lawful alternative, in every week, and check the result.

    \b
    Examples:
      glutemed swap plan.json single-leg-rdl
      glutemed swap plan.json clamshell --with side-lying-hip-abduction
      glutemed swap plan.json "side plank" -o plan.json --force
    """
    to = Output.chosen(("terminal", "markdown", "json"), format, output, force=force, plain=plain)
    from glutemed.cli.making import emit_plan
    from glutemed.engine.revision import swaps
    from glutemed.loading.documents import resolve

    catalog, plan, old = _read(file, exercise)
    new = resolve(catalog, instead, "--with") if instead is not None else None
    if new and new.id == old.id:
        raise UsageError(f"--with: {new.id} is what stands there already")
    what = f"{new.id} cannot" if new else "nothing can"
    worst = NoPlanError("P15", "no other exercise for its place is lawful for this request")
    try:
        for changed in swaps(catalog, plan, old, new):
            fresh = _fresh(catalog, plan, changed)
            if not fresh or (new and not _errors(fresh)):
                emit_plan(to, catalog, changed)
                _warn(catalog, file, fresh)
                return
            rule, message = fresh[0].rule, fresh[0].message
            worst = NoPlanError(rule, f"{rule}, {message}")
    except NoPlanError as error:
        worst = error
    raise NoPlanError(worst.rule, f"{what} take the place of {old.id}: {worst}")


def edit(
    file: PlanFile,
    exercise: Name,
    sets: Annotated[int | None, typer.Option(help="Sets, 1 to 20.", metavar="N")] = None,
    reps: Annotated[int | None, typer.Option(help="Repetitions of a set, 1 to 100.", metavar="N")] = None,
    hold: Annotated[int | None, typer.Option(help="Seconds of a hold, 1 to 600.", metavar="SECONDS")] = None,
    holds: Annotated[int | None, typer.Option(help="Holds of a set, 1 to 100.", metavar="N")] = None,
    week: Annotated[int | None, typer.Option(help="This week only. [every week]", metavar="N")] = None,
    format: Format = None,
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
    to = Output.chosen(("terminal", "markdown", "json"), format, output, force=force, plain=plain)
    from glutemed.checks.registry import check_plan
    from glutemed.cli.making import emit_plan
    from glutemed.engine.revision import dosed_by_hand

    bounds = (("--sets", sets, 20), ("--reps", reps, 100), ("--hold", hold, 600), ("--holds", holds, 100))
    for option, value, most in bounds:
        if value is not None and not 1 <= value <= most:
            raise UsageError(f"{option}: {value} is not allowed; allowed: 1 to {most}")
    if sets is None and reps is None and hold is None and holds is None:
        raise UsageError("edit: nothing to set; give --sets, --reps, --hold or --holds")
    catalog, plan, found = _read(file, exercise)
    held = found.dose.kind == "hold"
    if (held and reps is not None) or (not held and (hold is not None or holds is not None)):
        allowed = "--sets, --hold and --holds" if held else "--sets and --reps"
        raise UsageError(f"edit: {found.id} is dosed with {allowed}")
    if week is not None and week not in [one.number for one in plan.weeks]:
        raise UsageError(f"--week: {week} is not in this plan; allowed: 1 to {len(plan.weeks)}")
    changed = dosed_by_hand(catalog, plan, found, sets=sets, reps=holds if held else reps, seconds=hold, week=week)
    before = {(finding.rule, finding.message) for finding in check_plan(catalog, plan)}
    new = [f for f in check_plan(catalog, changed) if (f.rule, f.message) not in before]
    told = dict.fromkeys(
        Problem(
            where=Position(file=file),
            message=f"{finding.rule} {finding.severity}: {finding.message}",
            hint=catalog.rule(finding.rule).text,
        )
        for finding in new
    )
    if any(finding.severity == "error" for finding in new):
        raise ProblemsError(told)
    emit_plan(to, catalog, changed)
    for problem in told:
        system.warn(str(problem))


def _read(file: str, exercise: str) -> tuple[Catalog, Plan, Exercise]:
    """Return the catalogue, the plan of a file and the exercise of it that was named."""
    from glutemed.cli.checking import text_of
    from glutemed.loading.catalog import load_catalog
    from glutemed.loading.documents import resolve
    from glutemed.loading.programs import read_program

    catalog = load_catalog(cache=system.cache_folder())
    program = read_program(catalog, text_of(file), file, {})
    if program.unsaid:
        raise UsageError(f"{file}: is not a whole plan; save one with: glutemed plan --format json -o plan.json")
    found = resolve(catalog, exercise)
    items = (i for week in program.plan.weeks for s in week.sessions for block in s.blocks for i in block.items)
    held = dict.fromkeys(item.exercise for item in items)
    if found.id not in held:
        raise UsageError(f"{found.id} is not in this plan; it has {', '.join(held)}")
    return catalog, program.plan, found
