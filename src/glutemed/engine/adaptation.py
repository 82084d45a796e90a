"""Next week from plan and log: the decision table for each exercise, then breaks, stages and gates."""

from dataclasses import replace
from datetime import date, timedelta

from glutemed.engine.facts import Trained, WeekFacts, daily_pain, series, trained_weeks, week_facts
from glutemed.engine.gates import judged
from glutemed.engine.gates import passed as passed_gates
from glutemed.engine.opening import Opening
from glutemed.engine.planner import assembled, context_of
from glutemed.engine.progression import Line, line_of
from glutemed.engine.restaging import restaged
from glutemed.engine.resuming import is_lawful, main_items, resumed
from glutemed.engine.returning import cut, week_back
from glutemed.engine.rules import Context
from glutemed.engine.staging import staged
from glutemed.engine.stepping import MORE, conformed, items_of, stepped
from glutemed.engine.table import Case, decide
from glutemed.engine.telling import told, weeks_before, without_reasons
from glutemed.errors import SafetyStopError, UsageError
from glutemed.model.adaptation import Change, Number, Tried
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import STAGES, Stage
from glutemed.model.log import Person, Saved
from glutemed.model.plan import Passed, Plan, Prescribed, Request
from glutemed.model.records import record

TEXT_MAX = 500
"""Characters that a plan's texts have at most."""

__all__ = ["Adapted", "Asked", "next_plan"]


@record
class Asked:
    """What is known besides the log: gates passed, a stage or pain that was named, where a red flag sends to."""

    passed: tuple[Passed, ...] = ()
    stage: Stage | None = None
    pain: int | None = None
    red_flag: str | None = None


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
    request = _request(catalog, person, plan, asked, today)
    passed = tuple(dict.fromkeys((*plan.passed, *asked.passed)))
    staging = staged(catalog, request, passed)
    facts = week_facts(catalog, person, weeks, today, request)
    context = context_of(catalog, request, staging)
    week = without_reasons(catalog, resumed(context, now.week))
    prescribed = Prescribed(goal=staging.protocol.goal, stage=staging.protocol.stage)
    if prescribed != plan.prescribed or not is_lawful(context, week):
        if asked.stage:
            _refuse_too_soon(catalog, plan, facts, asked.stage)
        made, changes = restaged(catalog, request, staging, now, facts, asked.stage)
        made = replace(made, passed=passed)
        return Adapted(plan=told(catalog, made, changes), changes=changes, tried=())
    week, changes = conformed(context, week)
    table, tried, lines = _judged(context, weeks, week, facts)
    back = week_back(catalog, person, weeks, today)
    careful = not any(change.action in MORE for change in table)
    if back is not None and (back.number == 1 or not careful):
        base, _ = conformed(context, without_reasons(catalog, resumed(context, back.base.week)))
        alike = is_lawful(context, base) and back.base.saved.plan.prescribed == plan.prescribed
        week, halved = cut(context, base if alike and not careful else week, base, back)
        changes += (halved,)
        if careful:
            week, more = stepped(context, week, table, lines, now)
            changes += more
    else:
        week, more = stepped(context, week, table, lines, now)
        changes += more
    if facts.rises > 1:
        row = catalog.row("E11")
        changes += (Change(row="E11", subject="week", action="hold", text=row.text, sources=row.sources),)
    made = assembled(context, staging.decisions, [week], number=now.week.number + 1)
    changes += _offers(catalog, request, person, plan, today)
    made = replace(made, before=weeks_before(catalog, plan, now), passed=passed)
    return Adapted(plan=told(catalog, made, changes), changes=changes, tried=tried)


def _trained(catalog: Catalog, person: Person, today: str) -> tuple[Saved, tuple[Trained, ...]]:
    """Return the current program and the weeks trained so far, the one to go on from last."""
    if not person.programs:
        raise UsageError("no program is saved yet; make one with: glutemed plan --goal rehab --stage early --save")
    saved, weeks = person.programs[-1], trained_weeks(person)
    if not weeks:
        raise UsageError("no session is in the log yet; do one with: glutemed session, or write it down: glutemed log")
    if weeks[-1].saved.program == saved.program:
        return saved, weeks
    gap = (date.fromisoformat(today) - date.fromisoformat(weeks[-1].workouts[-1].date)).days
    led = saved.plan.before[-1].number if saved.plan.before else None
    if gap < catalog.limit("break-days") or led != weeks[-1].week.number:
        number = saved.plan.weeks[0].number
        raise UsageError(
            f"nothing of week {number} is in the log yet, so there is nothing to go by; do it first: glutemed session"
        )
    return saved, weeks


def _request(catalog: Catalog, person: Person, plan: Plan, asked: Asked, today: str) -> Request:
    """Return the request for next week: at the stage that was prescribed or asked for, with the pain of the log."""
    request, prescribed = plan.request, plan.prescribed
    pain = asked.pain if asked.pain is not None else daily_pain(catalog, person, request, today)
    goal, stage = prescribed.goal, prescribed.stage
    if asked.stage is not None:
        goal, stage = "rehab", _allowed(asked, plan)
    start = request.start
    if start is not None:
        first = date.fromisoformat(start) + timedelta(days=7)
        while first.isoformat() < today:
            first += timedelta(days=7)
        start = first.isoformat()
    return replace(request, goal=goal, stage=stage, pain=pain, weeks=1, start=start)


def _allowed(asked: Asked, plan: Plan) -> Stage:
    """Return the stage that was asked for; UsageError for a harder one whose gate is not passed."""
    wanted = asked.stage or "early"
    now = plan.prescribed.stage
    if now is None:
        raise UsageError("--stage goes with rehab; for another goal make a new plan: glutemed plan --goal rehab --save")
    harder = STAGES.index(wanted) > STAGES.index(now)
    if harder and STAGES.index(wanted) > STAGES.index(now) + 1:
        raise UsageError(f"--stage: {wanted} does not follow {now}; one stage at a time")
    if harder and not plan.request.clinician and wanted not in {gate.to for gate in asked.passed}:
        raise UsageError(
            f"--stage: {wanted} is not open yet; glutemed next --explain tells what is missing, "
            "and glutemed screen records tests"
        )
    return wanted


def _refuse_too_soon(catalog: Catalog, plan: Plan, facts: WeekFacts, wanted: Stage) -> None:
    """Raise UsageError where the log's pain, or symptoms after exertion, forbid any step up."""
    now = plan.prescribed.stage
    if now is None or STAGES.index(wanted) <= STAGES.index(now):
        return
    wait = catalog.limit("flare-days")
    if facts.exertion:
        raise UsageError("--stage: symptoms got worse after exertion (R-040): no step up; talk to a clinician first")
    if facts.flare_days is not None and facts.flare_days <= wait:
        raise UsageError(
            f"--stage: pain above {facts.cap} was {facts.flare_days} days ago; no harder stage within {wait:g} days"
        )


def _offers(catalog: Catalog, request: Request, person: Person, plan: Plan, today: str) -> tuple[Change, ...]:
    """Return what the gate to the next stage says: open, with the command, or what is missing (P18)."""
    now = plan.prescribed.stage
    if now is None or now == STAGES[-1] or request.clinician:
        return ()
    to, row = STAGES[STAGES.index(now) + 1], catalog.row("E12")
    verdicts = [verdict for verdict in judged(catalog, request, person, today) if verdict.to == to]
    if not verdicts:
        return ()
    if to in {gate.to for gate in passed_gates(catalog, request, person, today)}:
        what = f"what is recorded opens the {to} stage; when you want it: glutemed next --stage {to} --save"
    else:
        missing = [one.text for verdict in verdicts for one in verdict.criteria if not one.met]
        what = f"the {to} stage stays closed until these are met or recorded (glutemed screen): {'; '.join(missing)}"
    numbers = tuple(
        Number(name=one.text[:80], value=one.value[:80]) for verdict in verdicts for one in verdict.criteria
    )
    sources = tuple(dict.fromkeys((*(key for verdict in verdicts for key in verdict.sources), *row.sources)))
    text = row.text.format(what=what)
    return (
        Change(
            row=row.id,
            subject="stage",
            action="hold",
            text=text if len(text) <= TEXT_MAX else f"{text[: TEXT_MAX - 4]} ...",
            numbers=numbers,
            sources=sources,
        ),
    )


def _judged(
    context: Context, weeks: tuple[Trained, ...], week: Opening, facts: WeekFacts
) -> tuple[tuple[Change, ...], tuple[Tried, ...], dict[str, Line]]:
    """Return what the table says of each main exercise, the rows tried, and the lines so far."""
    catalog = context.catalog
    changes, tried, lines = list[Change](), list[Tried](), dict[str, Line]()
    history = weeks_before(catalog, weeks[-1].saved.plan, weeks[-1])
    for id, (pick, item) in main_items(week).items():
        earlier = tuple(one for past in history[:-1] for one in items_of(past, id))
        lines[id] = line_of(context, pick, (*earlier, item))
        span = lines[id].span
        top = span.seconds[1] if item.dose.kind == "hold" and span.seconds else span.reps[1]
        found = series(catalog, weeks, item, top)
        change, rows = decide(Case(catalog=catalog, week=facts, item=item, series=found))
        changes.append(change)
        tried += rows
    return tuple(changes), tuple(tried), lines
