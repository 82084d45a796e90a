"""export: a plan that was saved, in another format."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from glutemed.cli import system
from glutemed.cli.catalogs import Catalogs, opened
from glutemed.cli.logbook import PersonName, StoreFile, latest, named, opened_log
from glutemed.cli.output import File, Force, Output, Plain
from glutemed.cli.sheets import PLAN_FORMATS, Pictures, PlanFormat, refuse_pictures, setting_of, with_sheet

if TYPE_CHECKING:
    from glutemed.model.catalog import Catalog
    from glutemed.model.log import Saved
    from glutemed.model.plan import Plan

__all__ = ["export"]


@with_sheet
def export(
    handed: dict[str, Any],
    file: Annotated[
        str | None,
        typer.Argument(
            help="A plan saved with --format json; - is standard input. [the current program of the log]",
            metavar="PLAN",
        ),
    ] = None,
    format: PlanFormat = None,
    pictures: Pictures = False,
    person: PersonName = None,
    store: StoreFile = None,
    catalog: Catalogs = None,
    output: File = None,
    force: Force = False,
    plain: Plain = False,
) -> None:
    """Turn a saved plan into another format, as it is.

    It is checked first, by today's catalogue: a plan that breaks a rule does not
    go out. Without PLAN it is the current program of the log.

    \b
    Examples:
      glutemed export plan.json -o plan.pdf
      glutemed export plan.json -o plan.csv
      glutemed export plan.json --format fhir -o careplan.json
      glutemed export plan.json --for "Ana Ruiz" -o plan.html
      glutemed plan --goal prevention --format json | glutemed export - -o plan.md
      glutemed export -o week.html

    \b
    Exit codes: 0 done; 1 the file has problems, or the plan breaks a rule;
    2 wrong use; 4 safety stop, see someone first; 74 cannot read or write.
    """
    to = Output.chosen(PLAN_FORMATS, format, output, force=force, plain=plain)
    setting = setting_of(to, handed)
    if pictures:
        refuse_pictures(to)
    from glutemed.cli.making import emit_plan

    if file is None:
        data, saved, first = _current(person, store, catalog)
        for _, text in first:
            system.warn(f"{text}.")
        setting = setting._replace(first=tuple((title, f"{text}.") for title, text in first))
        setting = setting._replace(person=named(person) if person else None, saved=saved, screened=True)
        emit_plan(to, data, saved.plan, setting, pictures=pictures)
        return
    if person is not None:
        setting = setting._replace(person=named(person))
    data, plan = _checked(file, catalog)
    emit_plan(to, data, plan, setting, pictures=pictures)


def _checked(file: str, overlays: list[str] | None) -> "tuple[Catalog, Plan]":
    """Return the catalogue and the plan of a file; ProblemsError with what breaks a rule in it."""
    from glutemed.checks.registry import check_plan
    from glutemed.cli.checking import other_data
    from glutemed.cli.planfile import read_plan, told
    from glutemed.errors import ProblemsError

    data, plan = read_plan(file, overlays)
    note = other_data(data, plan.generator)
    if broken := [one for one in check_plan(data, plan) if one.severity == "error"]:
        problems = list(told(data, file, broken))
        if note:
            system.warn(f"note: {note}")
        raise ProblemsError(problems)
    if note:
        system.warn(f"note: {note}; it breaks none of its rules, and goes out as it is")
    return data, plan


def _current(
    person: str | None, store: str | None, overlays: list[str] | None
) -> "tuple[Catalog, Saved, tuple[tuple[str, str], ...]]":
    """Return the catalogue, the current program of a person, which breaks no rule, and what is to be told first.

    Raises SafetyStopError where `session` does: after answers that say stop, or pain that ended a session today.
    """
    from glutemed.cli.cautions import refuse_today, see_first
    from glutemed.cli.making import refuse_broken
    from glutemed.engine.today import begin
    from glutemed.errors import UsageError

    data, name = opened(overlays), named(person)
    with opened_log(store) as log:
        history = latest(log, name)
    today = system.today()
    refuse_today(data, history, today)
    if not history.programs:
        raise UsageError(f"no program is in the log of {name} yet; {begin(name)}")
    refuse_broken(data, history.programs[-1])
    return data, history.programs[-1], see_first(data, history, today)
