"""Which exercises fill which places: ranked choices, searched until a whole week has what it must have."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product

from glutemed.engine.context import Candidate, Context
from glutemed.engine.ranking import rank
from glutemed.engine.rules import Verdict, told
from glutemed.errors import NoPlanError
from glutemed.model.plan import BlockKind
from glutemed.model.policy import SessionPattern, Slot
from glutemed.model.records import record

__all__ = ["Pick", "SessionPicks", "choose", "in_main", "week_is_lawful"]


@record
class Pick:
    """An exercise taken for a slot; `slot` is None for one that was added because it was asked for."""

    block: BlockKind
    candidate: Candidate
    slot: Slot | None

    @property
    def preferred(self) -> bool:
        """Whether its place states it as a first choice."""
        return self.slot is not None and self.candidate.id in self.slot.prefer


@record
class SessionPicks:
    """The picks of one kind of session, in the order of doing, and the slots that nothing fits."""

    picks: tuple[Pick, ...]
    empty: tuple[Slot, ...]


def in_main(context: Context, candidate: Candidate) -> bool:
    """Return whether an exercise is main work here: no stretch, and no drill but that of a condition's trial (P07)."""
    return candidate.block == "main" or candidate.id in context.main_drills


def choose(
    context: Context, lawful: dict[str, Candidate], refused: Mapping[str, Verdict], main_items: tuple[int, ...]
) -> tuple[SessionPicks, ...]:
    """Fill the protocol's sessions, at most so many main exercises in each as `main_items` tells.

    The first week in the order of ranks that has what it must have is taken; every week is tried
    before there is none. Raises NoPlanError, naming the rule, when what was asked for is unlawful
    or too much, or when no week has two main exercises a session (P12), a compound in each (P09),
    rungs within their share (P03), two patterns, and different neighbours in prevention (P13).
    """
    sessions = context.protocol.sessions[: context.request.days]
    asked = [_asked(context, name, lawful, refused) for name in context.request.include]
    pool = {id: c for id, c in lawful.items() if in_main(context, c)}
    mains = _main_week(context, pool, [c for c in asked if in_main(context, c)], main_items)
    rest = [c for c in asked if not in_main(context, c)]
    chosen = []
    for index, session in enumerate(sessions):
        picks, empty = list(mains[index]), _main_slots(session, main_items[index])[len(mains[index]) :]
        for block in ("warm-up", "mobility"):
            wanted = [c for c in rest if c.block == block][index :: len(sessions)]
            light, missing = _fill_light(context, lawful, session.slots, wanted, block, mains[index])
            picks = light + picks if block == "warm-up" else picks + light
            empty += missing
        chosen.append(SessionPicks(picks=tuple(picks), empty=tuple(empty)))
    return tuple(chosen)


def _asked(context: Context, name: str, lawful: dict[str, Candidate], refused: Mapping[str, Verdict]) -> Candidate:
    if name in lawful:
        return lawful[name]
    rule, why = told(context.catalog, refused[name])
    raise NoPlanError(rule, f"{name} was asked for, but it {why}")


def _main_slots(session: SessionPattern, main_items: int) -> list[Slot]:
    return list(islice((slot for slot in session.slots if slot.block == "main"), main_items))


def _main_week(
    context: Context, pool: dict[str, Candidate], asked: list[Candidate], main_items: tuple[int, ...]
) -> list[list[Pick]]:
    """Return the main picks of each session: the first dealing of what was asked for that makes a lawful week."""
    sessions = context.protocol.sessions[: context.request.days]
    fewest = int(context.catalog.limit("main-items-min"))
    room = tuple(max(most, fewest) for most in main_items)
    for dealing in _dealings(sessions, asked, room):
        for week in _weeks(context, pool, dealing, main_items, room, []):
            return week
    raise _no_week(context, list(pool.values()), len(asked) > sum(room))


def _dealings(
    sessions: Sequence[SessionPattern], asked: list[Candidate], room: tuple[int, ...]
) -> Iterator[list[list[Candidate]]]:
    """Return the ways to deal what was asked for to the sessions: evenly first, then by fitting slots."""

    def cost(seats: tuple[int, ...]) -> tuple[int, int, tuple[int, ...]]:
        misfits = sum(
            not any(slot.block == "main" and c.exercise.pattern in slot.patterns for slot in sessions[seat].slots)
            for c, seat in zip(asked, seats, strict=True)
        )
        return max(map(seats.count, seats)), misfits, seats

    if len(asked) > sum(room):
        return
    if not asked:
        yield [[] for _ in sessions]
        return
    for seats in sorted(product(range(len(sessions)), repeat=len(asked)), key=cost):
        dealt = [[c for c, at in zip(asked, seats, strict=True) if at == index] for index in range(len(sessions))]
        if all(len(pins) <= most for pins, most in zip(dealt, room, strict=True)):
            yield dealt


def _weeks(
    context: Context,
    pool: dict[str, Candidate],
    dealing: list[list[Candidate]],
    main_items: tuple[int, ...],
    room: tuple[int, ...],
    before: list[list[Pick]],
) -> Iterator[list[list[Pick]]]:
    """Return the lawful weeks in the order of ranks; a session may grow to `room` when it is not lawful else."""
    index = len(before)
    if index == len(dealing):
        if _is_varied(context, [[pick.candidate for pick in picks] for picks in before]):
            yield before
        return
    slots = _main_slots(context.protocol.sessions[index], main_items[index])
    earlier = [pick.candidate for picks in before for pick in picks]
    for size in range(max(len(slots), len(dealing[index])), max(room[index], len(slots)) + 1):
        seats: list[Slot | None] = [*slots, *[None] * (size - len(slots))]
        pinned = _seat(dealing[index], seats)
        for picks in _sessions(context, pool, seats, pinned, earlier, []):
            yield from _weeks(context, pool, dealing, main_items, room, [*before, picks])


def _sessions(
    context: Context,
    pool: dict[str, Candidate],
    seats: list[Slot | None],
    pinned: dict[int, Candidate],
    earlier: list[Candidate],
    taken: list[Pick | None],
) -> Iterator[list[Pick]]:
    """Return the lawful sessions in the order of ranks, seat by seat; a seat stays empty only at last.

    Of candidates that are alike in all that the week's rules look at, only the best is tried.
    """
    index = len(taken)
    if index == len(seats):
        picks = [pick for pick in taken if pick]
        if _session_has_all(context, [pick.candidate for pick in picks]):
            yield picks
        return
    slot = seats[index]
    if index in pinned:
        pick = Pick(block="main", candidate=pinned[index], slot=slot)
        yield from _sessions(context, pool, seats, pinned, earlier, [*taken, pick])
        return
    here = [pick.candidate for pick in taken if pick] + list(pinned.values())
    tried, held, used = set(), _ids(here), _ids(earlier)
    for candidate in _ranked(context, pool, held, slot, here, earlier):
        again = candidate.id if candidate.id in used else ""
        drill = candidate.block == "warm-up"
        alike = (candidate.exercise.pattern, candidate.compound, candidate.rung, drill, again)
        if alike not in tried:
            tried.add(alike)
            pick = Pick(block="main", candidate=candidate, slot=slot)
            yield from _sessions(context, pool, seats, pinned, earlier, [*taken, pick])
    yield from _sessions(context, pool, seats, pinned, earlier, [*taken, None])


def _seat(asked: list[Candidate], seats: list[Slot | None]) -> dict[int, Candidate]:
    """Seat what was asked for: in a slot of its pattern, the later ones first, since the first is the compound's."""
    taken: dict[int, Candidate] = {}
    for candidate in asked:
        pattern = candidate.exercise.pattern

        def fit(index: int, pattern: str = pattern) -> tuple[bool, int]:
            slot = seats[index]
            return slot is None or pattern not in slot.patterns, -index

        taken[min((index for index in range(len(seats)) if index not in taken), key=fit)] = candidate
    return taken


def _ranked(
    context: Context,
    pool: dict[str, Candidate],
    held: frozenset[str],
    slot: Slot | None,
    here: list[Candidate],
    earlier: list[Candidate],
) -> Iterator[Candidate]:
    """Return candidates that are not `held` in their order for a slot; a seat without one has no wishes.

    Stated preferences come first in any case, or the shortest exercises where time is short; so the
    others are ranked only when these are used up.
    """
    prefer = context.short or (slot.prefer if slot else ())
    yield from (pool[name] for name in prefer if name in pool and name not in held)
    others = [candidate for id, candidate in pool.items() if id not in prefer and id not in held]
    in_week = _ids(earlier)
    patterns = frozenset(c.exercise.pattern for c in here)
    places = (place for session in context.protocol.sessions for place in session.slots if place != slot)
    elsewhere = frozenset(name for place in places for name in place.prefer[:1])
    yield from sorted(
        others,
        key=lambda candidate: rank(
            context,
            candidate,
            patterns=slot.patterns if slot else (),
            prefer=prefer,
            in_week=in_week,
            wanted_elsewhere=elsewhere,
            session_patterns=patterns,
        ),
    )


def _ids(candidates: Iterable[Candidate]) -> frozenset[str]:
    return frozenset(candidate.id for candidate in candidates)


def week_is_lawful(context: Context, mains: list[list[Candidate]]) -> bool:
    """Return whether the main work of a week's sessions has all that it must have, each exercise once a session."""
    sessions = (len(_ids(main)) == len(main) and _session_has_all(context, main) for main in mains)
    return all(sessions) and _is_varied(context, mains)


def _session_has_all(context: Context, main: list[Candidate]) -> bool:
    """Return whether a session has what it must have.

    Enough main work (P12), not drills alone (P07), a compound (P09), rungs within their share (P03).
    """
    return (
        len(main) >= context.catalog.limit("main-items-min")
        and any(c.block == "main" for c in main)
        and (not context.protocol.compound or any(c.compound for c in main))
        and sum(c.rung for c in main) <= context.catalog.limit("step-towards-share") * len(main)
    )


def _is_varied(context: Context, mains: list[list[Candidate]]) -> bool:
    """Return whether a week has enough patterns and, in prevention, different neighbours (P13)."""
    return _differ(context, mains) and _patterns(mains) >= context.catalog.limit("patterns-min")


def _differ(context: Context, mains: list[list[Candidate]]) -> bool:
    return not context.protocol.differ or len({_ids(main) for main in mains}) == len(mains)


def _patterns(mains: list[list[Candidate]]) -> int:
    return len({c.exercise.pattern for main in mains for c in main})


def _no_week(context: Context, pool: list[Candidate], too_many: bool) -> NoPlanError:
    """Return why no week is lawful: the first rule that the whole choice cannot meet."""
    fewest = int(context.catalog.limit("main-items-min"))
    if too_many:
        return NoPlanError("P12", "more main exercises were asked for than the sessions of a week hold")
    if len(pool) < fewest:
        return NoPlanError("P12", f"main exercises that are possible: {len(pool)}; a session needs {fewest}")
    if context.protocol.compound and not any(c.compound for c in pool):
        return NoPlanError("P09", "no squat, hinge, lunge or step is possible, and every session needs one")
    if all(c.rung for c in pool):
        return NoPlanError("P03", "only two-legged rungs are possible, and they may be half of a session")
    if len({c.exercise.pattern for c in pool}) < context.catalog.limit("patterns-min"):
        return NoPlanError("P13", "only one movement pattern is possible, and a week needs two")
    if context.request.include:
        return NoPlanError("P12", "what was asked for leaves no room for what a week must have")
    return NoPlanError("P13", "the sessions of the week cannot be made different")


def _fill_light(
    context: Context,
    lawful: dict[str, Candidate],
    slots: tuple[Slot, ...],
    asked: list[Candidate],
    block: BlockKind,
    main: list[Pick],
) -> tuple[list[Pick], list[Slot]]:
    """Fill warm-up or mobility: what was asked for first, then by rank; nothing that is main work already."""
    used = _ids(asked) | _ids(pick.candidate for pick in main)
    pool = {id: c for id, c in lawful.items() if c.block == block and id not in used}
    wanted, picks, empty = list(asked), list[Pick](), list[Slot]()
    for slot in (slot for slot in slots if slot.block == block):
        taken = _ids(pick.candidate for pick in picks)
        free = next(iter(wanted[:1] or _ranked(context, pool, taken, slot, [], [])), None)
        wanted = wanted[1:]
        if free:
            picks.append(Pick(block=block, candidate=free, slot=slot))
        else:
            empty.append(slot)
    return [*picks, *(Pick(block=block, candidate=candidate, slot=None) for candidate in wanted)], empty
