"""make_plan: one request and one catalogue in, one program with its full trace out."""

from dataclasses import replace
from functools import partial
from hashlib import sha256
from itertools import pairwise

from glutemed import __version__
from glutemed.engine.context import Context
from glutemed.engine.dosing import start_dose
from glutemed.engine.opening import Opening, blocks_of, opened, weekly_sets
from glutemed.engine.phrases import Words
from glutemed.engine.prescription import form_reason, may_rise
from glutemed.engine.rules import Verdict, told
from glutemed.engine.schedule import days_apart, training_days
from glutemed.engine.selection import Pick
from glutemed.engine.staging import Staging, held_by, staged, untested
from glutemed.errors import NoPlanError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DEMANDS
from glutemed.model.plan import (
    Advice,
    Caution,
    Decision,
    Generator,
    Item,
    Passed,
    Plan,
    Prescribed,
    Request,
    Session,
    Week,
    demand_of,
    form_named,
    session_minutes,
)
from glutemed.model.policy import Condition
from glutemed.model.records import to_json

__all__ = ["assembled", "context_of", "identity", "make_plan", "opening_of", "stamped"]

NOT_REVIEWED = "not-reviewed"
"""The row, and the code of the warning, about exercises of the user's own files."""
CATALOGUE = "the catalogue"
"""The subject of what the user's own files do; no id reads like it."""
EMPTY = {"warm-up": "empty-warm-up", "main": "fewer-main", "mobility": "empty-slot"}
"""The row that tells of a place that stays empty, by its block."""


def make_plan(catalog: Catalog, request: Request, passed: tuple[Passed, ...] = ()) -> Plan:
    """Return the program for a request; `passed` are the gates that recorded tests and sessions meet (P18).

    The request is taken as valid (see loading/requests.py). Raises NoPlanError naming the rule
    when no program can satisfy it, SafetyStopError when none may be given.
    """
    staging = staged(catalog, request, passed)
    context = context_of(catalog, request, staging)
    context, opening = opening_of(context)
    weeks = _weeks(context, opening)
    full = (_from_row(context, "no-time-to-rise", "minutes"),) if _held_by_time(context, weeks) else ()
    return assembled(context, staging.decisions, weeks, full)


def assembled(
    context: Context,
    decisions: tuple[Decision, ...],
    weeks: list[Opening],
    also: tuple[Decision, ...] = (),
    *,
    number: int = 1,
) -> Plan:
    """Return the plan of some weeks, the first of them of that number.

    `decisions` are those of its stage, and stand first; `also` stand last.
    """
    catalog, request, opening = context.catalog, context.request, weeks[0]
    plan = Plan(
        generator=Generator(name="glutemed", version=__version__, catalog=catalog.fingerprint),
        id=identity(catalog.fingerprint, request),
        request=request,
        prescribed=Prescribed(goal=context.protocol.goal, stage=context.protocol.stage),
        passed=context.passed,
        weeks=tuple(_week(context, place, week, number) for place, week in enumerate(weeks, 1)),
        decisions=(*decisions, *_decisions(context, opening), *opening.decisions, *also),
        warnings=_warnings(context),
        advice=_advice(context),
    )
    return stamped(catalog, plan) if catalog.overlays else plan


def _weeks(context: Context, opening: Opening) -> list[Opening]:
    if context.request.weeks == 1:
        return [opening]
    from glutemed.engine.progression import later_weeks  # for programs of several weeks alone

    return later_weeks(context, opening)


def _held_by_time(context: Context, weeks: list[Opening]) -> bool:
    """Return whether a week repeats the one before in a session that the minutes leave no room in."""
    minutes = context.request.minutes
    if minutes is None or not may_rise(context):
        return False
    pairs = (pair for one, two in pairwise(weeks) for pair in zip(one.items, two.items, two.picks, strict=True))
    return any(
        [(item.exercise, item.sets, item.dose, item.load) for item in before]
        == [(item.exercise, item.sets, item.dose, item.load) for item in after]
        and session_minutes(blocks_of(session.picks, after)) >= minutes - 1
        and any(_below_top(context, pick, item) for pick, item in zip(session.picks, after, strict=True))
        for before, after, session in pairs
    )


def _below_top(context: Context, pick: Pick, item: Item) -> bool:
    """Return whether a main exercise's dose could still rise."""
    span = start_dose(context, pick.candidate.exercise, "main").span
    if pick.block != "main":
        return False
    if item.dose.seconds is not None and span.seconds:
        return item.dose.seconds < span.seconds[1]
    return item.dose.reps < span.reps[1]


def context_of(catalog: Catalog, request: Request, staging: Staging) -> Context:
    """Return what the rules look at for a request that has its protocol."""
    pain, age, limit = request.pain or 0, request.age or 0, catalog.limit
    conditions = tuple(catalog.condition(id) for id in request.condition)
    drills = {drill for condition in conditions for drill in condition.main_drills}
    mains = (slot for session in staging.protocol.sessions for slot in session.slots if slot.block == "main")
    return Context(
        catalog=catalog,
        request=request,
        protocol=staging.protocol,
        conditions=conditions,
        days_touch=days_apart(request) < limit("heavy-gap"),
        demand_max=DEMANDS.index("low") if pain > limit("pain-mid-max") else len(DEMANDS) - 1,
        older=age >= limit("older-age"),
        sore=pain > limit("pain-as-asked-max"),
        main_drills=tuple(sorted(drills & {name for slot in mains for name in slot.prefer})) if drills else (),
        passed=staging.passed,
    )


def opening_of(context: Context) -> tuple[Context, Opening]:
    """Return week 1, and the context with the demand that it may have.

    More pain never gives more (P14): a week for pain has at most the main exercises, the demand and
    the sets of the week for the next milder pain.
    """
    milder = _milder(context)
    if milder is None:
        return context, opened(context)
    under, week = milder
    demands = [
        DEMANDS.index(demand_of(pick.candidate.exercise, form_named(pick.candidate.exercise, item.variant), item.load))
        for session, items in zip(week.picks, week.items, strict=True)
        for pick, item in zip(session.picks, items, strict=True)
        if pick.block == "main"
    ]
    context = replace(context, demand_max=min(context.demand_max, under.demand_max, max(demands)))
    most = max(weekly_sets(under, week))
    ceiling = [sum(pick.block == "main" for pick in session.picks) for session in week.picks]
    fewest = int(context.catalog.limit("main-items-min"))
    while True:
        opening = opened(context, tuple(ceiling))
        if max(weekly_sets(context, opening)) <= most:
            return context, opening
        if max(ceiling) <= fewest:
            raise NoPlanError("P14", f"every week possible has more than {most} sets for one hip, that of less pain")
        ceiling[ceiling.index(max(ceiling))] -= 1


def _milder(context: Context) -> tuple[Context, Opening] | None:
    """Return the first week that the same request has at the next milder pain that gives one."""
    catalog, request = context.catalog, context.request
    conditions = (catalog.condition(id).early_above for id in request.condition)
    bounds = {int(catalog.limit("pain-as-asked-max")), int(catalog.limit("pain-mid-max"))}
    bounds |= {bound for bound in conditions if bound is not None}
    for pain in sorted((bound for bound in bounds if request.pain is not None and bound < request.pain), reverse=True):
        less = replace(request, pain=pain)
        try:
            return opening_of(context_of(catalog, less, staged(catalog, less, context.passed)))
        except NoPlanError:
            continue
    return None


def identity(fingerprint: str, request: Request) -> str:
    """Return the id of a plan: a hash of its request and of its catalogue's fingerprint."""
    return sha256(f"{fingerprint}\n{to_json(request)}".encode()).hexdigest()[:16]


def _week(context: Context, place: int, week: Opening, first: int) -> Week:
    kinds = [blocks_of(session.picks, items) for session, items in zip(week.picks, week.items, strict=True)]
    minutes = [session_minutes(blocks) for blocks in kinds]
    return Week(
        number=first + place - 1,
        go_on_if=_go_on(context) if place > 1 else None,
        sessions=tuple(
            Session(
                day=day.day,
                weekday=day.weekday,
                date=day.date,
                minutes=minutes[index % len(kinds)],
                blocks=kinds[index % len(kinds)],
            )
            for index, day in enumerate(training_days(context.request, place))
        ),
    )


def _go_on(context: Context) -> str:
    return Words(context=context).text("go-on-young" if context.young else "go-on")


def _decisions(context: Context, opening: Opening) -> tuple[Decision, ...]:
    """Return what was changed or left out: first choices that are unlawful, forms, blocks that stay empty."""
    found, refused = dict[str, Decision](), opening.refused
    for session in opening.picks:
        for pick in session.picks:
            for name in pick.slot.prefer if pick.slot else ():
                if name == pick.candidate.id:
                    break
                if name not in opening.lawful and name in refused:
                    found.setdefault(name, _left_out(context, name, refused[name]))
            id = pick.candidate.id
            if (form := pick.candidate.form) and id in refused:
                why = form_reason(context, id, form, refused[id])
                found[id] = Decision(rule=why.rule, subject=id, text=why.text, sources=why.sources)
        filled = {pick.block for pick in session.picks}
        for slot in session.empty:
            for name in slot.prefer:
                if name in refused and name not in opening.lawful:
                    found.setdefault(name, _left_out(context, name, refused[name]))
            cut = slot.block == "mobility" and opening.decisions  # for want of time, which is told apart
            if not cut and (slot.block not in filled or slot.block == "main"):
                found[slot.block] = _from_row(context, EMPTY[slot.block], slot.block)
    if context.request.weeks > 1 and not may_rise(context):
        found["weeks"] = _from_row(context, "no-rise-young" if context.young else "no-rise", "weeks")
    return tuple(found.values())


def stamped(catalog: Catalog, plan: Plan) -> Plan:
    """Return a plan that says of which data it is made: the catalogue, the user's own files in it, and so its id."""
    row = catalog.rule("own-catalog")
    files = tuple(
        Decision(
            rule=row.rule,
            subject=CATALOGUE,
            text=row.text.format(overlay=overlay.name, what=overlay.does()),
            sources=row.sources,
        )
        for overlay in catalog.overlays
    )
    generator = replace(
        plan.generator, catalog=catalog.fingerprint, overlays=tuple(overlay.name for overlay in catalog.overlays)
    )
    kept = (decision for decision in plan.decisions if decision.subject != CATALOGUE)
    names = dict.fromkeys(
        item.name
        for week in plan.weeks
        for session in week.sessions
        for block in session.blocks
        for item in block.items
        if catalog.origin(item.exercise)
    )
    told = Caution(code=NOT_REVIEWED, text=catalog.rule(NOT_REVIEWED).text.format(names=", ".join(names)))
    others = (warning for warning in plan.warnings if warning.code != NOT_REVIEWED)
    return replace(
        plan,
        generator=generator,
        id=identity(catalog.fingerprint, plan.request),
        decisions=(*kept, *files),
        warnings=(*others, *([told] if names else [])),
    )


def _left_out(context: Context, name: str, verdict: Verdict) -> Decision:
    return context.catalog.derived(("left out", name, verdict), partial(_why_left_out, context.catalog, name, verdict))


def _why_left_out(catalog: Catalog, name: str, verdict: Verdict) -> Decision:
    row = catalog.rule(verdict.rule)
    text = catalog.rule("left-out").text.format(why=told(catalog, verdict)[1])
    sources = tuple(dict.fromkeys((*row.sources, *verdict.sources)))
    return Decision(rule=row.rule, subject=name, text=text, sources=sources)


def _from_row(context: Context, row: str, subject: str) -> Decision:
    reason = Words(context=context).reason(row)
    return Decision(rule=reason.rule, subject=subject, text=reason.text, sources=reason.sources)


def _warnings(context: Context) -> tuple[Caution, ...]:
    request, protocol, limit = context.request, context.protocol, context.catalog.limit
    held = held_by(context.catalog, context.conditions, context.passed)
    gate = untested(context.catalog, request.condition, protocol, context.passed)
    return tuple(
        Caution(code=code, text=Words(context=context).text(row, **found))
        for code, row, wanted, found in (
            ("see-someone", "see-someone", (request.pain or 0) > limit("pain-mid-max"), {"pain": str(request.pain)}),
            ("young", "young", context.young, {}),
            ("gate-held", held or "", held and not request.clinician, {}),
            ("gate-unknown", gate or "", gate and not request.clinician, {}),
            ("clinician", "clinician", request.clinician is not None, {"clinician": request.clinician or ""}),
            ("pain-unknown", "pain-unknown", request.pain is None, {}),
            ("days-touch", "days-touch", protocol.compound and context.days_touch, {}),
        )
        if wanted
    )


def _advice(context: Context) -> tuple[Advice, ...]:
    """Return what goes with a goal and with conditions."""
    catalog, goal = context.catalog, context.protocol.goal
    found = catalog.derived(("advice", goal), lambda: _general_advice(catalog, goal))
    for condition in context.conditions:
        found += catalog.derived(("advice", condition.id), partial(_lines_of, condition))
    return found


def _general_advice(catalog: Catalog, goal: str) -> tuple[Advice, ...]:
    return tuple(
        Advice(topic=group.topic, text=line.text, sources=line.sources)
        for group in catalog.advice
        if goal in group.goals
        for line in group.lines
    )


def _lines_of(condition: Condition) -> tuple[Advice, ...]:
    return tuple(
        Advice(topic=topic, condition=condition.id, text=line.text, sources=line.sources)
        for topic, lines in (
            ("needed-too", condition.needed_too),
            ("care", condition.care),
            ("studies", condition.findings),
            ("stages", condition.stage_notes),
        )
        for line in lines
    )
