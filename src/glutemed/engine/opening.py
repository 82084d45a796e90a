"""The first week: exercises chosen and dosed, within the week's sets and the session's minutes."""

from collections.abc import Mapping
from dataclasses import replace

from glutemed.engine.candidates import candidates
from glutemed.engine.context import Candidate, Context
from glutemed.engine.dosing import few_minutes
from glutemed.engine.phrases import Words
from glutemed.engine.prescription import prescribe
from glutemed.engine.rules import Verdict
from glutemed.engine.selection import Pick, SessionPicks, choose, in_main
from glutemed.errors import NoPlanError
from glutemed.model.plan import (
    Block,
    BlockKind,
    Decision,
    Item,
    item_seconds,
    session_minutes,
    side_sets,
)
from glutemed.model.records import record

__all__ = ["Opening", "blocks_of", "opened", "weekly_sets"]

BLOCKS: tuple[BlockKind, ...] = ("warm-up", "main", "mobility")


@record
class Opening:
    """The picks and items of each kind of session, in step with each other, and what was cut to make them fit."""

    lawful: dict[str, Candidate]
    refused: Mapping[str, Verdict]
    picks: tuple[SessionPicks, ...]
    items: tuple[tuple[Item, ...], ...]
    decisions: tuple[Decision, ...] = ()


def opened(context: Context, ceiling: tuple[int, ...] | None = None) -> Opening:
    """Return week 1, with at most so many main exercises in each kind of session as `ceiling` tells.

    Raises NoPlanError naming the rule when no week can satisfy the request.
    """
    lawful, refused = candidates(context)
    kinds = len(context.protocol.sessions[: context.request.days])
    most = _main_items(context)
    items = tuple(min(most, cap) for cap in ceiling) if ceiling else (most,) * kinds
    if context.request.minutes is None:
        return _within_weekly_sets(context, _dosed(context, lawful, refused, items))
    return _fitted(context, lawful, refused, items, context.request.minutes)


def _main_items(context: Context) -> int:
    """Return how many main exercises a session may have, so that the weekly cap leaves two sets of each."""
    days, limit = context.request.days, context.catalog.limit
    most = int(limit("main-items-max"))
    if days > limit("many-days"):
        most = min(most, int(limit("weekly-sets-max-many-days") // (days * limit("floor-sets"))))
    if context.older:
        most = min(most, int(limit("older-main-items-max")))
    if few_minutes(context):
        most = min(most, int(limit("few-minutes-main-items")))
    return most


def _dosed(
    context: Context, lawful: dict[str, Candidate], refused: Mapping[str, Verdict], main_items: tuple[int, ...]
) -> Opening:
    picks = choose(context, lawful, refused, main_items)
    made: dict[tuple[str, str, bool], Item] = {}

    def item(pick: Pick) -> Item:
        key = (pick.candidate.id, pick.block, pick.preferred)
        if key not in made:
            made[key] = prescribe(context, pick, refused, lawful)
        return made[key]

    items = tuple(tuple(map(item, session.picks)) for session in picks)
    return Opening(lawful=lawful, refused=refused, picks=picks, items=items)


def blocks_of(picks: tuple[Pick, ...], items: tuple[Item, ...]) -> tuple[Block, ...]:
    """Return the items of a session as its blocks, in the order of doing."""
    blocks = []
    for kind in BLOCKS:
        held = tuple(item for pick, item in zip(picks, items, strict=True) if pick.block == kind)
        if held:
            blocks.append(Block(kind=kind, items=held))
    return tuple(blocks)


def weekly_sets(context: Context, opening: Opening) -> tuple[int, int]:
    """Return the main sets that the left and the right hip get in a week that takes the sessions in turn."""
    days, kinds, left, right = context.request.days, len(opening.picks), 0, 0
    for index, (session, items) in enumerate(zip(opening.picks, opening.items, strict=True)):
        times = len(range(index, days, kinds))
        for pick, item in zip(session.picks, items, strict=True):
            if pick.block == "main":
                left += times * side_sets(item, "left")
                right += times * side_sets(item, "right")
    return left, right


def _within_weekly_sets(context: Context, opening: Opening) -> Opening:
    """Take a set off the main exercises with most, one after the other, until the week is within its cap (P05)."""
    limit = context.catalog.limit
    cap = limit("weekly-sets-max-many-days" if context.request.days > limit("many-days") else "weekly-sets-max")
    while max(weekly_sets(context, opening)) > cap:
        most = max(item.sets for _, _, item in _main(opening))
        if most <= limit("floor-sets"):
            raise NoPlanError("P05", f"the week would hold more than {cap:g} main sets for one hip")
        opening = _with_sets(context, opening, most - 1, "weekly-cap")
    return opening


def _main(opening: Opening) -> list[tuple[int, int, Item]]:
    return [
        (session, place, item)
        for session, (chosen, items) in enumerate(zip(opening.picks, opening.items, strict=True))
        for place, (pick, item) in enumerate(zip(chosen.picks, items, strict=True))
        if pick.block == "main"
    ]


def _with_sets(
    context: Context, opening: Opening, sets: int, row: str, sessions: frozenset[int] | None = None
) -> Opening:
    """Return the week with at most so many sets of main exercises, in all sessions or in some."""
    reason = Words(context=context).reason(row)
    items = [list(session) for session in opening.items]
    for session, place, item in _main(opening):
        if item.sets > sets and (sessions is None or session in sessions):
            reasons = tuple(dict.fromkeys((*item.reasons, reason)))
            items[session][place] = replace(item, sets=sets, reasons=reasons)
    return replace(opening, items=tuple(map(tuple, items)))


def _fitted(
    context: Context,
    lawful: dict[str, Candidate],
    refused: Mapping[str, Verdict],
    main_items: tuple[int, ...],
    minutes: int,
) -> Opening:
    """Return a week whose sessions fit the time (P12).

    Stretches go first, then the 4th and 3rd main exercise, then sets down to two; at last shorter
    exercises are taken. What was asked for by name stays.
    """
    fewest = int(context.catalog.limit("main-items-min"))
    floor = int(context.catalog.limit("floor-sets"))
    while True:
        opening = _within_weekly_sets(context, _dosed(context, lawful, refused, main_items))
        opening = _without_stretches(context, opening, minutes)
        long = _too_long(opening, minutes)
        if not long:
            return opening
        shorter: tuple[int, ...] = tuple(
            max(fewest, min(cap, len(_mains(opening, index))) - 1) if index in long else cap
            for index, cap in enumerate(main_items)
        )
        if shorter == main_items:
            break
        try:
            choose(context, lawful, refused, shorter)
        except NoPlanError:
            break
        main_items = shorter
    opening = _with_sets(context, opening, floor, "fewer-sets-fit", _too_long(opening, minutes))
    if not _too_long(opening, minutes):
        return opening
    opening = _shortest(context, opening, main_items, minutes)
    needed = _longest(opening)
    if needed > minutes:
        raise NoPlanError("P12", f"a session needs {needed} minutes, more than the {minutes} asked for")
    return opening


def _shortest(context: Context, opening: Opening, main_items: tuple[int, ...], minutes: int) -> Opening:
    """Return the week of the shortest exercises that is lawful, and of what was asked for, without stretches."""
    floor = int(context.catalog.limit("floor-sets"))

    def seconds(candidate: Candidate) -> tuple[int, str]:
        block = "main" if in_main(context, candidate) else candidate.block
        item = prescribe(context, Pick(block=block, candidate=candidate, slot=None), opening.refused)
        return item_seconds(replace(item, sets=min(item.sets, floor))), candidate.id

    short = sorted(opening.lawful.values(), key=seconds)
    kept = {c.id: c for c in short if c.block != "mobility" or c.id in context.request.include}
    quick = replace(context, short=tuple(candidate.id for candidate in short))
    week = _dosed(quick, kept, opening.refused, main_items)
    week = _with_sets(context, week, floor, "fewer-sets-fit", _too_long(week, minutes))
    lost = any(pick.candidate.id not in kept for session in opening.picks for pick in session.picks)
    decisions = (_no_time(context),) if opening.decisions or lost else ()
    return replace(week, lawful=opening.lawful, decisions=decisions)


def _longest(opening: Opening) -> int:
    return max(session_minutes(blocks_of(chosen.picks, items)) for chosen, items in _sessions(opening))


def _sessions(opening: Opening) -> list[tuple[SessionPicks, tuple[Item, ...]]]:
    return list(zip(opening.picks, opening.items, strict=True))


def _mains(opening: Opening, session: int) -> list[Pick]:
    return [pick for pick in opening.picks[session].picks if pick.block == "main"]


def _too_long(opening: Opening, minutes: int) -> frozenset[int]:
    return frozenset(
        index
        for index, (chosen, items) in enumerate(_sessions(opening))
        if session_minutes(blocks_of(chosen.picks, items)) > minutes
    )


def _without_stretches(context: Context, opening: Opening, minutes: int) -> Opening:
    """Return the week without as many stretches, the last first, as its sessions are too long for."""
    picks, items, dropped = list(opening.picks), list(opening.items), False
    for index in _too_long(opening, minutes):
        kept, held = list(picks[index].picks), list(items[index])
        while session_minutes(blocks_of(tuple(kept), tuple(held))) > minutes:
            free = [
                place
                for place, pick in enumerate(kept)
                if pick.block == "mobility" and pick.candidate.id not in context.request.include
            ]
            if not free:
                break
            del kept[free[-1]], held[free[-1]]
            dropped = True
        picks[index], items[index] = replace(picks[index], picks=tuple(kept)), tuple(held)
    if not dropped:
        return opening
    return replace(opening, picks=tuple(picks), items=tuple(items), decisions=(_no_time(context),))


def _no_time(context: Context) -> Decision:
    reason = Words(context=context).reason("no-time-stretches")
    return Decision(rule=reason.rule, subject="mobility", text=reason.text, sources=reason.sources)
