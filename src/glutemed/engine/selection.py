"""Which exercises fill which slots: ranked picks, with the few things that a whole session or week must have."""

from collections.abc import Iterable, Sequence
from itertools import islice

from glutemed.engine.rules import Candidate, Context, Verdict, rank
from glutemed.errors import NoPlanError
from glutemed.model.plan import BlockKind, block_of
from glutemed.model.policy import Slot
from glutemed.model.records import record

__all__ = ["Pick", "SessionPicks", "choose", "needs_compound"]


@record
class Pick:
    """An exercise taken for a slot; `slot` is None for one that was added because it was asked for."""

    block: BlockKind
    candidate: Candidate
    slot: Slot | None


@record
class SessionPicks:
    """The picks of one kind of session, in the order of doing, and the slots that nothing fits."""

    picks: tuple[Pick, ...]
    empty: tuple[Slot, ...]

    def main(self) -> list[Candidate]:
        """Return the main candidates in order."""
        return [pick.candidate for pick in self.picks if pick.block == "main"]


def needs_compound(context: Context) -> bool:
    """Return whether every session must hold a squat, hinge, lunge or step (P09, A25)."""
    return context.request.goal == "prevention" or context.request.stage in ("mid", "late")


def choose(
    context: Context, lawful: dict[str, Candidate], refused: dict[str, Verdict], main_items: int
) -> tuple[SessionPicks, ...]:
    """Fill the protocol's sessions, at most `main_items` main exercises in each.

    Raises NoPlanError, naming the rule, when what was asked for is unlawful or too much, or when
    too little is lawful for two main exercises (P12), a compound (P09), two patterns or two
    different neighbouring sessions (P13).
    """
    sessions = context.protocol.sessions[: context.request.days]
    pins = _pins(context, lawful, refused, len(sessions), main_items)
    chosen: list[SessionPicks] = []
    for session, pinned in zip(sessions, pins, strict=True):
        before = [candidate for picks in chosen for candidate in picks.main()]
        main, no_main = _fill_main(context, lawful, session.slots, pinned, before, main_items)
        sides: list[Pick] = []
        empty = no_main
        for block in ("warm-up", "mobility"):
            picked, missing = _fill_light(context, lawful, session.slots, pinned, block)
            sides += picked
            empty += missing
        picks = (*_of(sides, "warm-up"), *main, *_of(sides, "mobility"))
        chosen.append(SessionPicks(picks=picks, empty=tuple(empty)))
    _require(context, chosen)
    return tuple(chosen)


def _of(picks: Iterable[Pick], block: BlockKind) -> list[Pick]:
    return [pick for pick in picks if pick.block == block]


def _pins(
    context: Context, lawful: dict[str, Candidate], refused: dict[str, Verdict], sessions: int, main_items: int
) -> list[list[Candidate]]:
    """Deal what was asked for by name to the sessions: to one with a slot of its pattern, if there is room."""
    pins: list[list[Candidate]] = [[] for _ in range(sessions)]
    room = max(main_items, int(context.catalog.limit("main-items-max")))
    for name in context.request.include:
        if name not in lawful:
            row = context.catalog.rule(refused[name].rule)
            raise NoPlanError(row.rule, f"{name} was asked for, but it {row.text.format(detail=refused[name].detail)}")
        candidate = lawful[name]
        block = block_of(candidate.exercise)
        most = room if block == "main" else 2
        fits = [
            any(slot.block == block and candidate.exercise.pattern in slot.patterns for slot in session.slots)
            for session in context.protocol.sessions[:sessions]
        ]
        load = [sum(block_of(pin.exercise) == block for pin in pinned) for pinned in pins]
        open_sessions = [index for index in range(sessions) if load[index] < most]
        if not open_sessions:
            raise NoPlanError("P12", f"{len(context.request.include)} exercises were asked for, more than a week holds")
        pins[min(open_sessions, key=lambda index: (load[index], not fits[index], index))].append(candidate)
    return pins


def _fill_main(
    context: Context,
    lawful: dict[str, Candidate],
    slots: Sequence[Slot],
    pinned: list[Candidate],
    before: list[Candidate],
    main_items: int,
) -> tuple[list[Pick], list[Slot]]:
    asked = [candidate for candidate in pinned if block_of(candidate.exercise) == "main"]
    room: list[Slot | None] = list(islice((slot for slot in slots if slot.block == "main"), main_items))
    room += [None] * (len(asked) - len(room))
    taken = _seat(asked, room)
    pool = _pool(lawful, "main", asked)
    empty: list[Slot] = []
    for index, slot in enumerate(room):
        if index in taken or slot is None:
            continue
        so_far = list(taken.values())
        last = len(taken) + len(empty) == len(room) - 1
        fitting = _lawful_here(context, pool, so_far, before, len(room), last)
        if not fitting:
            empty.append(slot)
            continue
        taken[index] = _best(context, fitting, slot, so_far, before)
    kept = _within_share(context, [taken[index] for index in sorted(taken)], asked)
    slot_of = {candidate.id: room[index] for index, candidate in taken.items()}
    return [Pick(block="main", candidate=c, slot=slot_of[c.id]) for c in kept], empty


def _pool(lawful: dict[str, Candidate], block: BlockKind, asked: list[Candidate]) -> list[Candidate]:
    """Return the lawful candidates of a block that were not asked for by name."""
    names = _ids(asked)
    return [c for c in lawful.values() if block_of(c.exercise) == block and c.id not in names]


def _ids(candidates: Iterable[Candidate]) -> frozenset[str]:
    return frozenset(candidate.id for candidate in candidates)


def _seat(asked: list[Candidate], room: list[Slot | None]) -> dict[int, Candidate]:
    """Seat what was asked for: in a slot of its pattern, the later ones first, since the first is the compound's."""
    taken: dict[int, Candidate] = {}
    for candidate in asked:
        seats = [index for index in range(len(room)) if index not in taken]
        pattern = candidate.exercise.pattern

        def fit(index: int, pattern: str = pattern) -> tuple[bool, int]:
            slot = room[index]
            return slot is None or pattern not in slot.patterns, -index

        taken[min(seats, key=fit)] = candidate
    return taken


def _lawful_here(
    context: Context,
    pool: list[Candidate],
    so_far: list[Candidate],
    before: list[Candidate],
    size: int,
    last: bool,
) -> list[Candidate]:
    """Return the candidates that the session can take now; the last seat goes to what is still missing."""
    share = int(context.catalog.limit("step-towards-share") * size)
    rungs = sum(c.exercise.mechanism == "step-towards" for c in so_far)
    here_already, in_week = _ids(so_far), _ids(before)
    here = [c for c in pool if c.id not in here_already and (rungs < share or c.exercise.mechanism != "step-towards")]
    if not last:
        return here
    if needs_compound(context) and not any(c.compound for c in so_far):
        here = [c for c in here if c.compound] or here
    patterns = {c.exercise.pattern for c in (*so_far, *before)}
    if len(patterns) == 1:
        here = [c for c in here if c.exercise.pattern not in patterns] or here
    if before and here_already <= in_week:
        here = [c for c in here if c.id not in in_week] or here
    return here


def _best(
    context: Context, fitting: list[Candidate], slot: Slot, so_far: list[Candidate], before: list[Candidate]
) -> Candidate:
    in_week = _ids(before)
    places = (place for session in context.protocol.sessions for place in session.slots if place != slot)
    elsewhere = frozenset(name for place in places for name in place.prefer[:1])
    patterns = frozenset(c.exercise.pattern for c in so_far)
    return min(
        fitting,
        key=lambda candidate: rank(
            context,
            candidate,
            patterns=slot.patterns,
            prefer=slot.prefer,
            in_week=in_week,
            wanted_elsewhere=elsewhere,
            session_patterns=patterns,
        ),
    )


def _within_share(context: Context, main: list[Candidate], asked: list[Candidate]) -> list[Candidate]:
    """Drop two-legged rungs from the end until they are within their share (P03)."""
    share = context.catalog.limit("step-towards-share")
    kept = list(main)
    while True:
        rungs = [c for c in kept if c.exercise.mechanism == "step-towards"]
        spare = [c for c in rungs if c.id not in _ids(asked)]
        if len(rungs) <= share * len(kept) or not spare:
            return kept
        kept.remove(spare[-1])


def _fill_light(
    context: Context,
    lawful: dict[str, Candidate],
    slots: Sequence[Slot],
    pinned: list[Candidate],
    block: BlockKind,
) -> tuple[list[Pick], list[Slot]]:
    """Fill warm-up or mobility: what was asked for first, then by rank."""
    asked = [candidate for candidate in pinned if block_of(candidate.exercise) == block]
    pool = _pool(lawful, block, asked)
    picks: list[Pick] = []
    empty: list[Slot] = []
    for slot in (slot for slot in slots if slot.block == block):
        so_far = _ids([pick.candidate for pick in picks])
        if asked:
            picks.append(Pick(block=block, candidate=asked.pop(0), slot=slot))
        elif free := [c for c in pool if c.id not in so_far]:
            picks.append(Pick(block=block, candidate=_best(context, free, slot, [], []), slot=slot))
        else:
            empty.append(slot)
    picks += [Pick(block=block, candidate=candidate, slot=None) for candidate in asked]
    return picks, empty


def _require(context: Context, sessions: list[SessionPicks]) -> None:
    """Raise NoPlanError where a session or the week lacks what it must have."""
    mains = [picks.main() for picks in sessions]
    fewest = int(context.catalog.limit("main-items-min"))
    share = context.catalog.limit("step-towards-share")
    for main in mains:
        if len(main) < fewest:
            raise NoPlanError("P12", f"only {len(main)} main exercise is possible in a session; {fewest} are needed")
        if needs_compound(context) and not any(c.compound for c in main):
            raise NoPlanError("P09", "no squat, hinge, lunge or step is possible, and every session needs one")
        if sum(c.exercise.mechanism == "step-towards" for c in main) > share * len(main):
            raise NoPlanError("P03", "more than half of the main exercises would be two-legged rungs")
    if len({c.exercise.pattern for main in mains for c in main}) < context.catalog.limit("patterns-min"):
        raise NoPlanError("P13", "only one movement pattern is possible, and a week needs two")
    if context.request.goal == "prevention" and len({frozenset(c.exercise.id for c in m) for m in mains}) < len(mains):
        raise NoPlanError("P13", "neighbouring sessions would be the same")
