"""The command that makes next week from plan and log."""

from functools import partial
from typing import Annotated, Any

import typer

from glutemed.cli import system
from glutemed.cli.catalogs import Catalogs, opened
from glutemed.cli.logbook import PersonName, StoreFile, latest, named, opened_log
from glutemed.cli.output import File, Force, Output, Plain, emit
from glutemed.cli.sheets import PLAN_FORMATS, PlanFormat, setting_of, with_sheet
from glutemed.errors import UsageError
from glutemed.formats import Setting

__all__ = ["next_week"]


@with_sheet
def next_week(
    handed: dict[str, Any],
    explain: Annotated[
        bool, typer.Option("--explain", help="Every row of the decision table that was tried, and its numbers.")
    ] = False,
    save: Annotated[bool, typer.Option("--save", help="Make it the current program, for session and log.")] = False,
    stage: Annotated[
        str | None,
        typer.Option("--stage", help="Go to this stage: a harder one when its gate is passed.", metavar="STAGE"),
    ] = None,
    pain: Annotated[
        str | None,
        typer.Option("--pain", help="0-10: the worst of the last week in daily life. [by the log]", metavar="N"),
    ] = None,
    person: PersonName = None,
    store: StoreFile = None,
    catalog: Catalogs = None,
    format: PlanFormat = None,
    output: File = None,
    force: Force = False,
    plain: Plain = False,
) -> None:
    """Make next week from plan and log, every change explained.

    Pain above 5 makes it easier, worse mornings and rising pain make it less,
    pain of 3 to 5 holds it, and what went well at pain 0-2 goes one step up.

    \b
    Examples:
      glutemed next
      glutemed next --explain
      glutemed next --save
      glutemed next --save -o week.html
      glutemed next --stage mid --save
      glutemed next --person "Ana Lima" --format json

    \b
    Exit codes: 0 done; 1 the program breaks a rule; 2 nothing to go by, or
    wrong use; 3 no program is possible; 4 safety stop, see someone first;
    74 cannot read or write.
    """
    to = Output.chosen(PLAN_FORMATS, format, output, force=force, plain=plain)
    if explain and to.format == "html":
        raise UsageError("--explain has no place on the page; take --format markdown for it")
    setting = setting_of(to, handed, explain=explain)
    from glutemed.cli.making import adapted

    data = opened(catalog)
    with opened_log(store) as log:
        history = latest(log, named(person))
    today = system.today()
    from glutemed.cli.cautions import refuse_today, see_first

    refuse_today(data, history, today)
    found = adapted(data, history, today, stage=stage, pain=pain)
    first = see_first(data, history, today)
    keep = None
    if save:
        from glutemed.cli.saving import saved

        keep = partial(saved, found.plan, person, store, goes_on=True)
    if to.format in ("terminal", "markdown") or (to.format == "json" and explain):
        _emit(to, data, found, first, setting, explain=explain)
        if keep:
            keep()
        return
    from glutemed.cli.making import emit_plan

    for _, text in first:
        system.warn(f"{text}.")
    setting = setting._replace(person=named(person))
    if to.format == "html":
        told = tuple((title, f"{text}.") for title, text in first)
        known = _known(data, history, today)
        setting = setting._replace(screened=True, first=told, known=known)
    emit_plan(to, data, found.plan, setting, keep)


def _known(data: Any, history: Any, today: str) -> Any:
    """Return what the page is to know of the log: the worst pain of the last days, the usual morning, the last day."""
    from glutemed.engine.days import in_order
    from glutemed.engine.facts import days_between, usual_of, was_done
    from glutemed.model.log import outcome, worst_during
    from glutemed.rendering.page.data import Known

    done = in_order(history)
    wait, pains = data.limit("flare-days"), list[tuple[int, str]]()
    for one in done:
        told = outcome(one)
        worst = max(worst_during(one) or 0, told.after or 0, told.morning or 0, told.usual or 0)
        if worst and 0 <= days_between(one.date, today) <= wait:
            pains.append((worst, one.date))
    pain, date = max(pains, default=(None, None))
    trained = max((one.date for one in done if was_done(one)), default=None)
    return Known(pain=pain, date=date, usual=usual_of(history), trained=trained)


def _emit(
    to: Output, data: Any, found: Any, first: tuple[tuple[str, str], ...], setting: Setting, *, explain: bool
) -> None:
    """Write the changes, and the plan after them; as JSON with every row that was tried.

    What is to be told first goes to standard error beside JSON, which has no place for it.
    """
    from dataclasses import replace

    if to.format == "json":
        from json import dumps

        from glutemed.model.records import encode

        for _, text in first:
            system.warn(f"{text}.")
        whole = {"plan": encode(found.plan), "changes": encode(found.changes), "tried": encode(found.tried)}
        emit(to, dumps(whole, ensure_ascii=False, indent=2) + "\n")
        return
    from glutemed.formats import lay_out
    from glutemed.rendering import adaptation
    from glutemed.rendering.sections import Section

    sections = [Section(title=title, texts=(f"{text}.",)) for title, text in first]
    sections += adaptation.changes(data, found.plan, found.changes)
    if explain:
        sections += adaptation.explained(data, found.changes, found.tried)
    told = {(change.row, change.subject) for change in found.changes}
    kept = tuple(one for one in found.plan.decisions if (one.rule, one.subject) not in told)
    shown = str(lay_out(data, replace(found.plan, decisions=kept), to.format, setting))
    if to.format == "markdown":
        from glutemed.rendering.markdown import sections_to_markdown

        emit(to, "\n".join((sections_to_markdown(sections), shown)))
    else:
        from glutemed.rendering.terminal import sections_to_terminal, to_text

        top = to_text(sections_to_terminal(sections), width=to.width, colour=to.colour)
        emit(to, top + shown)
