"""make_plan: one request and one catalogue in, one program with its full trace out."""

from dataclasses import replace
from hashlib import sha256
from json import dumps

from glutemed import __version__
from glutemed.engine.prescription import Words, prescribe
from glutemed.engine.rules import Candidate, Context, Verdict, candidates, told
from glutemed.engine.schedule import TrainingDay, training_days
from glutemed.engine.selection import SessionPicks, choose
from glutemed.errors import NoPlanError
from glutemed.model.catalog import Catalog
from glutemed.model.plan import (
    Advice,
    Block,
    Caution,
    Decision,
    Generator,
    Item,
    Plan,
    Prescribed,
    Request,
    Session,
    Week,
    session_minutes,
    side_sets,
)
from glutemed.model.records import encode

__all__ = ["make_plan"]

EMPTY = {"warm-up": "empty-warm-up", "main": "fewer-main", "mobility": "empty-slot"}
"""The row that tells of a place that stays empty, by its block."""


def make_plan(catalog: Catalog, request: Request) -> Plan:
    """Return the program for a request.

    The request is taken as valid (see loading/documents.py). Raises NoPlanError naming the rule
    when no program can satisfy it.
    """
    days = training_days(request)
    protocol = catalog.protocol(request.goal, request.stage)
    touch = min(_gaps([day.day for day in days])) < catalog.limit("heavy-gap")
    context = Context(catalog=catalog, request=request, protocol=protocol, days_touch=touch)
    lawful, refused = candidates(context)
    picks = choose(context, lawful, refused, _main_items(context))
    sessions = _within_weekly_sets(context, [_blocks(context, chosen, refused) for chosen in picks], len(days))
    week = Week(
        number=1,
        sessions=tuple(_session(day, sessions[index % len(sessions)]) for index, day in enumerate(days)),
    )
    return Plan(
        generator=Generator(name="glutemed", version=__version__, catalog=catalog.fingerprint),
        id=_identity(catalog, request),
        request=request,
        prescribed=Prescribed(goal=protocol.goal, stage=protocol.stage),
        weeks=(week,),
        decisions=_decisions(context, picks, lawful, refused),
        warnings=_warnings(context),
        advice=_advice(context),
    )


def _identity(catalog: Catalog, request: Request) -> str:
    asked = dumps(encode(request), sort_keys=True, separators=(",", ":"))
    return sha256(f"{catalog.fingerprint}\n{asked}".encode()).hexdigest()[:16]


def _main_items(context: Context) -> int:
    """Return how many main exercises a session may have, so that the weekly cap leaves two sets of each."""
    days, limit = context.request.days, context.catalog.limit
    most = int(limit("main-items-max"))
    if days > limit("many-days"):
        most = min(most, int(limit("weekly-sets-max-many-days") // (days * limit("floor-sets"))))
    return most


def _blocks(context: Context, chosen: SessionPicks, refused: dict[str, Verdict]) -> tuple[Block, ...]:
    blocks = []
    for kind in ("warm-up", "main", "mobility"):
        items = tuple(prescribe(context, pick, refused) for pick in chosen.picks if pick.block == kind)
        if items:
            blocks.append(Block(kind=kind, items=items))
    return tuple(blocks)


def _within_weekly_sets(context: Context, sessions: list[tuple[Block, ...]], days: int) -> list[tuple[Block, ...]]:
    """Take a set off the main exercises with most, one after the other, until the week is within its cap (P05)."""
    limit = context.catalog.limit
    cap = limit("weekly-sets-max-many-days" if days > limit("many-days") else "weekly-sets-max")
    while _weekly_sets(sessions, days) > cap:
        most = max(item.sets for blocks in sessions for block in blocks if block.kind == "main" for item in block.items)
        if most <= limit("floor-sets"):
            raise NoPlanError("P05", f"the week would hold more than {cap:g} main sets for one hip")
        sessions = [_with_fewer_sets(context, blocks, most) for blocks in sessions]
    return sessions


def _weekly_sets(sessions: list[tuple[Block, ...]], days: int) -> int:
    """Return the most main sets that one hip gets in a week that takes the sessions in turn."""
    week = [sessions[index % len(sessions)] for index in range(days)]
    main = [item for blocks in week for block in blocks if block.kind == "main" for item in block.items]
    return max(sum(side_sets(item, "left") for item in main), sum(side_sets(item, "right") for item in main))


def _with_fewer_sets(context: Context, blocks: tuple[Block, ...], most: int) -> tuple[Block, ...]:
    reason = Words(context=context).reason("weekly-cap")

    def lighter(item: Item) -> Item:
        if item.sets < most:
            return item
        return replace(item, sets=most - 1, reasons=tuple(dict.fromkeys((*item.reasons, reason))))

    return tuple(
        replace(block, items=tuple(map(lighter, block.items))) if block.kind == "main" else block for block in blocks
    )


def _session(day: TrainingDay, blocks: tuple[Block, ...]) -> Session:
    return Session(day=day.day, weekday=day.weekday, date=day.date, minutes=session_minutes(blocks), blocks=blocks)


def _decisions(
    context: Context,
    sessions: tuple[SessionPicks, ...],
    lawful: dict[str, Candidate],
    refused: dict[str, Verdict],
) -> tuple[Decision, ...]:
    """Return what was changed or left out: first choices that are unlawful, forms, blocks that stay empty."""
    words, found = Words(context=context), dict[str, Decision]()
    for session in sessions:
        for pick in session.picks:
            for name in pick.slot.prefer if pick.slot else ():
                if name == pick.candidate.exercise.id:
                    break
                if name not in lawful and name in refused:
                    found.setdefault(name, _left_out(context, name, refused[name]))
            exercise, form = pick.candidate.exercise, pick.candidate.form
            if form:
                row = context.catalog.rule(refused[exercise.id].rule)
                text = words.text("form", form=form.name, why=told(context.catalog, refused[exercise.id])[1])
                found[exercise.id] = Decision(rule=row.rule, subject=exercise.id, text=text, sources=row.sources)
        filled = {pick.block for pick in session.picks}
        for slot in session.empty:
            if slot.block in filled and slot.block != "main":
                continue
            reason = words.reason(EMPTY[slot.block])
            found[slot.block] = Decision(rule=reason.rule, subject=slot.block, text=reason.text, sources=reason.sources)
    return tuple(found.values())


def _left_out(context: Context, name: str, verdict: Verdict) -> Decision:
    row = context.catalog.rule(verdict.rule)
    text = context.catalog.rule("left-out").text.format(why=told(context.catalog, verdict)[1])
    return Decision(rule=row.rule, subject=name, text=text, sources=row.sources)


def _warnings(context: Context) -> tuple[Caution, ...]:
    words = Words(context=context)
    warnings = [Caution(code="pain-unknown", text=words.text("pain-unknown"))]
    if context.protocol.gate:
        warnings.append(Caution(code="gate-unknown", text=words.text(context.protocol.gate)))
    if context.protocol.compound and context.days_touch:
        warnings.append(Caution(code="days-touch", text=words.text("days-touch")))
    return tuple(warnings)


def _gaps(days: list[int]) -> list[int]:
    """Return the days from each session to the next, the last one's being to the next week's first."""
    following = [*days[1:], *(day + 7 for day in days[:1])]
    return [later - day for day, later in zip(days, following, strict=True)]


def _advice(context: Context) -> tuple[Advice, ...]:
    return tuple(
        Advice(topic=group.topic, text=line.text, sources=line.sources)
        for group in context.catalog.advice
        if context.protocol.goal in group.goals
        for line in group.lines
    )
