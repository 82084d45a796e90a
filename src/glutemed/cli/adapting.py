"""The command that makes next week from plan and log."""

from typing import Annotated, Any

import typer

from glutemed.cli import system
from glutemed.cli.catalogs import Catalogs, opened
from glutemed.cli.logbook import PersonName, StoreFile, latest, named, opened_log
from glutemed.cli.output import File, Force, Output, Plain, emit
from glutemed.errors import UsageError

__all__ = ["next_week"]


def next_week(
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
    format: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", help="terminal, markdown, json or html. [by --output, else terminal]", metavar="FORMAT"
        ),
    ] = None,
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
    Exit codes: 0 done; 1 the program breaks a rule; 2 nothing to go by, or wrong use;
    3 no program is possible; 4 safety stop, see someone first; 74 cannot read or write.
    """
    to = Output.chosen(("terminal", "markdown", "json", "html"), format, output, force=force, plain=plain)
    if explain and to.format == "html":
        raise UsageError("--explain has no place on the page; take --format markdown for it")
    from glutemed.cli.making import adapted

    data = opened(catalog)
    with opened_log(store) as log:
        history = latest(log, named(person))
    today = system.today()
    found = adapted(data, history, today, stage=stage, pain=pain)
    from glutemed.cli.cautions import see_first

    first = see_first(data, history, today)
    if to.format != "html":
        _emit(to, data, found, first, explain=explain)
    kept = None
    if save:
        from glutemed.cli.saving import saved

        kept = saved(found.plan, person, store)
    if to.format == "html":  # the page's own log is that of the program as it was saved
        from glutemed.cli.making import emit_plan

        for _, text in first:
            system.warn(f"{text}.")
        told = tuple((title, f"{text}.") for title, text in first)
        emit_plan(to, data, found.plan, person=person, saved=kept, first=told, known=_known(data, history, today))


def _known(data: Any, history: Any, today: str) -> Any:
    """Return what the page is to know of the log: the worst pain of the last days, the usual morning, the last day."""
    from glutemed.engine.days import in_order
    from glutemed.engine.facts import days_between, usual_of, was_done
    from glutemed.model.log import outcome, worst_during
    from glutemed.render.page.data import Known

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


def _emit(to: Output, data: Any, found: Any, first: tuple[tuple[str, str], ...], *, explain: bool) -> None:
    """Write the changes, and the plan after them; as JSON the plan alone, or with changes and rows where explained.

    What is to be told first goes to standard error beside JSON, which has no place for it.
    """
    from dataclasses import replace

    if to.format == "json":
        from json import dumps

        from glutemed.model.records import encode

        for _, text in first:
            system.warn(f"{text}.")
        whole = {"plan": encode(found.plan), "changes": encode(found.changes), "tried": encode(found.tried)}
        emit(to, dumps(whole if explain else whole["plan"], ensure_ascii=False, indent=2) + "\n")
        return
    from glutemed.render import adaptation
    from glutemed.render.sections import Section

    sections = [Section(title=title, texts=(f"{text}.",)) for title, text in first]
    sections += adaptation.changes(data, found.plan, found.changes)
    if explain:
        sections += adaptation.explained(data, found.changes, found.tried)
    told = {(change.row, change.subject) for change in found.changes}
    kept = tuple(one for one in found.plan.decisions if (one.rule, one.subject) not in told)
    plan = replace(found.plan, decisions=kept)
    if to.format == "markdown":
        from glutemed.render.markdown import plan_to_markdown, sections_to_markdown

        emit(to, f"{sections_to_markdown(sections)}\n{plan_to_markdown(data, plan)}")
    else:
        from glutemed.render.terminal import plan_to_terminal, sections_to_terminal, to_text

        parts = [*sections_to_terminal(sections), *plan_to_terminal(data, plan)]
        emit(to, to_text(parts, width=to.width, colour=to.colour))
