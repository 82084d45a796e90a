"""Next week from plan and log: the decision table for each exercise, then breaks, stages and gates."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from glutemed.engine.commands import command
from glutemed.engine.context import Context
from glutemed.engine.daily import daily_pain
from glutemed.engine.facts import Trained, WeekFacts, days_between, series, trained_weeks, week_facts
from glutemed.engine.gates import passed as passed_gates
from glutemed.engine.opening import Opening
from glutemed.engine.planner import assembled, context_of
from glutemed.engine.prescription import may_rise
from glutemed.engine.progression import Line, line_of
from glutemed.engine.restaging import restaged
from glutemed.engine.resuming import dose_of, is_known, is_lawful, main_items, resumed
from glutemed.engine.returning import WeekBack, cut, week_back
from glutemed.engine.sparing import halved_now, hurt_since, spared
from glutemed.engine.stage_steps import allowed, failed_gates, is_step_up, offers, too_soon
from glutemed.engine.staging import staged
from glutemed.engine.stepping import MORE, conformed, evened, items_of, stepped
from glutemed.engine.table import Case, behind, decide
from glutemed.engine.telling import told, weeks_before, without_reasons
from glutemed.engine.today import no_program
from glutemed.errors import SafetyStopError, UsageError
from glutemed.model.adaptation import Change, Number, Tried
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Stage
from glutemed.model.log import Person, Saved
from glutemed.model.plan import Passed, Plan, Prescribed, Request, Week
from glutemed.model.records import record

__all__ = ["Adapted", "Asked", "next_plan"]


@record
class Asked:
    """What is known besides the log: gates passed, a stage or pain that was named, where a red flag sends to.

    `hold`: nothing rises, whatever the table says.
    """

    passed: tuple[Passed, ...] = ()
    stage: Stage | None = None
    pain: int | None = None
    red_flag: str | None = None
    hold: bool = False


@record
class Adapted:
    """Next week's plan, what was changed or left and why, and every row tried for it."""

    plan: Plan
    changes: tuple[Change, ...]
    tried: tuple[Tried, ...]


def next_plan(catalog: Catalog, person: Person, today: str, asked: Asked) -> Adapted:
    """Return next week's plan.

    Raises UsageError where the log has nothing new, or a stage is not open; SafetyStopError after a
    red flag, or for pain at which no program is given; NoPlanError when no program is possible.
    """
    if asked.red_flag:
        row = catalog.row("D1")
        raise SafetyStopError("D1", row.text.format(where=asked.red_flag))
    saved, weeks = _trained(catalog, person, today)
    now, plan = weeks[-1], saved.plan
    request = _request(catalog, person, now, plan, asked, today)
    gates = tuple(dict.fromkeys((*asked.passed, *passed_gates(catalog, request, person, today))))
    staged(catalog, request, gates)  # pain that stops is told before a gate is
    if asked.stage is not None:
        request = replace(request, goal="rehab", stage=allowed(asked.stage, plan, gates))
    request = _with_days(catalog, request)
    failed = failed_gates(catalog, request, person, today)
    kept = (gate for gate in plan.passed if gate.gate not in failed)
    passed = tuple({gate.gate: gate for gate in (*kept, *gates)}.values())
    staging = staged(catalog, request, passed)
    facts = week_facts(catalog, person, weeks, today, request)
    back = week_back(catalog, person, weeks, today)
    stands, hurt = _eased(catalog, person, now)
    context = context_of(catalog, request, staging)
    week = without_reasons(catalog, resumed(context, stands))
    prescribed = Prescribed(goal=staging.protocol.goal, stage=staging.protocol.stage)
    if prescribed != plan.prescribed or not (is_known(catalog, now.week) and is_lawful(context, week)):
        if asked.stage and (why := too_soon(catalog, facts, back)) and is_step_up(plan, asked.stage):
            raise UsageError(f"--stage: {why}")
        week, changes = restaged(context, weeks, stands, facts, back, wanted=asked.stage)
        tried: tuple[Tried, ...] = ()
        number, before = 1, tuple[Week, ...]()
    else:
        week, changes, tried = _by_the_table(context, weeks, week, facts, hurt, back, hold=asked.hold)
        changes += offers(catalog, request, person, plan, today, too_soon(catalog, facts, back))
        number, before = now.week.number + 1, weeks_before(catalog, plan, now)
    changes += tuple(_told_of_the_week(catalog, facts, changes))
    context, changes = _without_lost(context, week, changes)
    made = assembled(context, staging.decisions, [week], number=number)
    made = replace(made, before=before, passed=passed)
    return Adapted(plan=told(catalog, made, changes, saved.program), changes=changes, tried=tried)


def _eased(catalog: Catalog, person: Person, now: Trained) -> tuple[Week, tuple[Change, ...]]:
    """Return a week as sessions that hurt have left it, and why; from what a break had halved of it, if one had."""
    week = now.week
    if now.saved.program == person.programs[-1].program:
        week, _ = halved_now(catalog, person, week, now.workouts[-1].date)
    stands, hurt = spared(catalog, person, now.saved, week, now.workouts)
    return (stands, hurt) if hurt else (now.week, ())


def _by_the_table(
    context: Context,
    weeks: tuple[Trained, ...],
    week: Opening,
    facts: WeekFacts,
    hurt: tuple[Change, ...],
    back: WeekBack | None,
    *,
    hold: bool,
) -> tuple[Opening, tuple[Change, ...], tuple[Tried, ...]]:
    """Return the next week as the table has it, within the share of a week back; the changes, and the rows tried.

    `week` is the last one as it stands by now, `hurt` what sessions that hurt have made easier in it.
    """
    catalog, now = context.catalog, weeks[-1]
    week, changes = conformed(context, week)
    planned = without_reasons(catalog, resumed(context, now.week))
    table, tried, lines, low = _judged(context, weeks, planned, facts)
    if hold:
        table = tuple(replace(one, action="hold") if one.action in MORE else one for one in table)
    if hurt:
        week, more = evened(context, week, low), hurt
    elif back is not None and back.number == 1 and any(change.action in MORE for change in table):
        more = ()  # the break decides
    else:
        week, more = stepped(context, week, table, lines, weeks, low)
    if back is None:
        return week, (*changes, *more), tried
    base, _ = conformed(context, without_reasons(catalog, resumed(context, back.base.week)))
    rises = back.number > 1 and may_rise(context) and any(change.action in MORE for change in table)
    since = [week for week in weeks if week.workouts[0].date > back.base.workouts[0].date]
    one_program = all(week.saved.plan.before for week in since)
    if rises and one_program and _is_part_of(planned, base) and is_lawful(context, base):
        week, more = evened(context, base, low), ()
    if hurt and back.number > 1:  # no larger share after a session that hurt
        back = replace(back, share=catalog.limit(f"return-week-{back.number - 1}"))
    eased = main_items(week)
    week, halved = cut(context, week, base, **back.terms())
    now_there = main_items(week)
    same = tuple(one for one in hurt if eased.get(one.subject) == now_there.get(one.subject))
    rest = tuple(one for one in more if one not in same)
    return week, (*changes, halved, *same, *_after_the_break(week, table, rest)), tried


def _after_the_break(week: Opening, table: tuple[Change, ...], more: tuple[Change, ...]) -> tuple[Change, ...]:
    """Return the changes of exercises with the dose that a break leaves of them."""
    why, there = {change.subject: change.text for change in table}, main_items(week)

    def left(id: str) -> str:
        return dose_of(there[id][1]) if id in there else "not this week"

    return tuple(
        change
        if change.subject == "week"
        else replace(change, text=f"{why.get(change.subject, change.text)}. After the break: {left(change.subject)}.")
        for change in more
    )


def _is_part_of(week: Opening, base: Opening) -> bool:
    """Return whether a week has nothing but exercises of another one, in the same forms and with the same loads."""
    known = {id: (item.variant, item.load) for id, (_, item) in main_items(base).items()}
    return all(known.get(id) == (item.variant, item.load) for id, (_, item) in main_items(week).items())


def _told_of_the_week(catalog: Catalog, facts: WeekFacts, changes: tuple[Change, ...]) -> Iterator[Change]:
    """Return what is said of the week as a whole: pain rising for two weeks, symptoms after exertion."""
    rows = {change.row for change in changes}
    for row, holds, numbers in (
        ("E11", facts.rises > 1, (Number(name="weeks running", value=str(facts.rises)),)),
        ("E15", facts.flares > 1, (Number(name="weeks running", value=str(facts.flares)),)),
        ("E1", facts.exertion and "E1" not in rows, (Number(name="worse after effort", value="yes"),)),
    ):
        if holds:
            found = catalog.row(row)
            yield Change(
                row=row, subject="week", action="hold", text=found.text, numbers=numbers, sources=found.sources
            )


def _without_lost(context: Context, week: Opening, changes: tuple[Change, ...]) -> tuple[Context, tuple[Change, ...]]:
    """Return the context without exercises asked for by name that had to go, and the changes that say so."""
    there = {pick.candidate.id for session in week.picks for pick in session.picks}
    lost = [id for id in context.request.include if id not in there]
    if not lost:
        return context, changes
    row = context.catalog.row("E13")
    told_of = tuple(
        Change(
            row=row.id,
            subject=id,
            action="less",
            text=row.text.format(what="it was asked for by name, and had to give way to what the log says"),
            numbers=(Number(name="asked for by name", value="yes"),),
            sources=row.sources,
        )
        for id in lost
    )
    kept = tuple(id for id in context.request.include if id in there)
    return replace(context, request=replace(context.request, include=kept)), (*changes, *told_of)


def _trained(catalog: Catalog, person: Person, today: str) -> tuple[Saved, tuple[Trained, ...]]:
    """Return the current program and the weeks trained lately, the one to go on from last.

    As many as the limits look back on (recent-weeks), however long the log is.
    """
    if not person.programs:
        raise UsageError(no_program(person.name))
    saved, weeks = person.programs[-1], trained_weeks(person)[-int(catalog.limit("recent-weeks")) :]
    if not weeks:
        do, write = command("session", person.name), command("log", person.name)
        raise UsageError(f"no session is in the log yet; do one with: {do}, or write it down: {write}")
    if weeks[-1].saved.program == saved.program:
        return saved, weeks
    if hurt_since(catalog, person):
        return weeks[-1].saved, weeks  # the newer program was made without knowing of it
    gap = (date.fromisoformat(today) - date.fromisoformat(weeks[-1].workouts[-1].date)).days
    led = saved.plan.before[-1].number if saved.plan.before else None
    if gap < catalog.limit("break-days") or led != weeks[-1].week.number:
        number = saved.plan.weeks[0].number
        other = "" if saved.plan.before else " (what is in the log is of the program before this one)"
        raise UsageError(
            f"nothing of week {number} is in the log yet, so there is nothing to go by; do it first: "
            f"{command('session', person.name)}{other}"
        )
    return saved, weeks


def _request(catalog: Catalog, person: Person, week: Trained, plan: Plan, asked: Asked, today: str) -> Request:
    """Return the request for next week: at the stage that was prescribed or asked for, with the pain of the log."""
    request, prescribed = plan.request, plan.prescribed
    logged = daily_pain(catalog, person, request, week, today)
    pain = logged if asked.pain is None else asked.pain
    lately = days_between(week.workouts[-1].date, today) <= catalog.limit("flare-days")
    if lately and logged is not None and logged > catalog.limit("pain-max"):
        pain = max(pain or 0, logged)
    start = request.start
    if start is not None:
        first = date.fromisoformat(start) + timedelta(days=7)
        while first.isoformat() < today:
            first += timedelta(days=7)
        start = first.isoformat()
    return replace(request, goal=prescribed.goal, stage=prescribed.stage, pain=pain, weeks=1, start=start)


def _with_days(catalog: Catalog, request: Request) -> Request:
    """Return a request with no more days than its stage has; a later stage has fewer."""
    most = catalog.protocol(request.goal, request.stage, request.condition).days[1]
    return request if request.days <= most else replace(request, days=most, on=())


def _judged(
    context: Context, weeks: tuple[Trained, ...], week: Opening, facts: WeekFacts
) -> tuple[tuple[Change, ...], tuple[Tried, ...], dict[str, Line], dict[str, int]]:
    """Return what the table says of each main exercise, the rows tried, its lines, and what lagging sides did."""
    catalog = context.catalog
    changes, tried, lines, low = list[Change](), list[Tried](), dict[str, Line](), dict[str, int]()
    history = weeks_before(catalog, weeks[-1].saved.plan, weeks[-1])
    for id, (pick, item) in main_items(week).items():
        earlier = tuple(one for past in history[:-1] for one in items_of(past, id))
        lines[id] = line_of(context, pick, (*earlier, item))
        span = lines[id].span
        top = span.seconds[1] if item.dose.kind == "hold" and span.seconds else span.reps[1]
        found = series(catalog, weeks, item, top)
        case = Case(catalog=catalog, week=facts, item=item, series=found)
        change, rows = decide(case)
        if (amount := behind(case)) is not None:
            low[id] = amount
        changes.append(change)
        tried += rows
    return tuple(changes), tuple(tried), lines, low
