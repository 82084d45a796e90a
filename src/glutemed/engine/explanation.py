"""Why an exercise is in a plan or not: every rule's verdict, and what it lost to or was preferred to."""

from collections.abc import Iterator
from dataclasses import replace

from glutemed.engine.candidates import candidates, forms_of
from glutemed.engine.context import Candidate, Context
from glutemed.engine.opening import Opening
from glutemed.engine.planner import context_of, make_plan, opening_of
from glutemed.engine.ranking import rank
from glutemed.engine.rules import RULES, judge, told
from glutemed.engine.selection import in_main
from glutemed.engine.staging import staged
from glutemed.errors import NoPlanError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise
from glutemed.model.explanation import Alternative, Judged, Judgement
from glutemed.model.plan import BlockKind, Passed, Plan, Request
from glutemed.model.policy import Slot
from glutemed.model.records import record

__all__ = ["explain"]

SOFT = (
    "rank-preferred",
    "rank-pattern",
    "rank-new",
    "rank-elsewhere",
    "rank-variety",
    "rank-hips",
    "rank-order",
    "rank-direct",
    "rank-basis",
    "rank-id",
)
"""The rows that tell of the parts of a rank, in their order."""
RIVALS = 3


@record
class Place:
    """A place in a kind of session, who has it, and what stood in its block and in earlier sessions before it."""

    name: str
    block: BlockKind
    slot: Slot
    taken: Candidate
    here: tuple[Candidate, ...]
    earlier: tuple[Candidate, ...]


def explain(
    catalog: Catalog, request: Request, ids: tuple[str, ...] | None = None, passed: tuple[Passed, ...] = ()
) -> tuple[Judged, ...]:
    """Return what a request makes of every exercise of the catalogue, or of some, with the gates that were passed.

    Where no program is possible, the verdicts are told all the same, and after them that none is.
    Raises SafetyStopError where none may be given.
    """
    staging = staged(catalog, request, passed)
    context = context_of(catalog, request, staging)
    changed = tuple(decision.text for decision in staging.decisions)
    plan: Plan | None = None
    places: tuple[Place, ...] = ()
    without: tuple[Judgement, ...] = ()
    try:
        context, opening = opening_of(context)
        plan, lawful = make_plan(catalog, request, passed), opening.lawful
        places = tuple(_places(opening, plan, request.include))
    except NoPlanError as error:
        lawful, _ = candidates(context)
        text, sources = f"no program satisfies this request: {error}", catalog.rule(error.rule).sources
        without = (Judgement(id="no-plan", rule=error.rule, passed=False, text=text, sources=sources),)
    return tuple(
        replace(_judged(context, forms, lawful, plan, places, without), changed=changed)
        for forms in forms_of(catalog)
        if ids is None or forms[0].id in ids
    )


def _places(opening: Opening, plan: Plan, asked: tuple[str, ...]) -> Iterator[Place]:
    earlier: list[Candidate] = []
    for index, session in enumerate(opening.picks):
        here: dict[str, list[Candidate]] = {"warm-up": [], "main": [], "mobility": []}
        for at, pick in enumerate(session.picks):
            before = here[pick.block]
            after = (later for later in session.picks[at + 1 :] if later.block == pick.block)
            if pick.slot:
                name = f"{_day(plan, index)}, {pick.block} {len(before) + 1}"
                yield Place(
                    name=name,
                    block=pick.block,
                    slot=pick.slot,
                    taken=pick.candidate,
                    here=(*before, *(later.candidate for later in after if later.candidate.id in asked)),
                    earlier=tuple(earlier),
                )
            before.append(pick.candidate)
        earlier += here["main"]


def _day(plan: Plan, session: int) -> str:
    day = plan.weeks[0].sessions[session]
    return day.weekday.capitalize() if day.weekday else f"Day {day.day}"


def _judged(
    context: Context,
    forms: tuple[Candidate, ...],
    lawful: dict[str, Candidate],
    plan: Plan | None,
    places: tuple[Place, ...],
    without: tuple[Judgement, ...],
) -> Judged:
    candidate = lawful.get(forms[0].id)
    shown = candidate or forms[0]
    exercise = shown.exercise
    where = tuple(_where(plan, exercise)) if plan else ()
    lost = _lost(context, candidate, places) if candidate and not where else ()
    won = _won(context, shown, lawful, places) if where else ()
    return Judged(
        exercise=exercise.id,
        name=exercise.name,
        form=shown.form.name if shown.form else None,
        verdicts=(*_verdicts(context, shown, forms[0]), *without),
        chosen=bool(where),
        where=where,
        lost_to=tuple(lost),
        won_against=tuple(won),
        sources=tuple(dict.fromkeys((*exercise.sources, *(key for basis in shown.stages for key in basis.sources)))),
    )


def _verdicts(context: Context, shown: Candidate, standard: Candidate) -> Iterator[Judgement]:
    """Return every rule's verdict on the form shown, after why the standard form is not."""
    if shown.form and shown is not standard:
        first = judge(context, standard)[0]
        rule, why = told(context.catalog, first)
        text = context.catalog.rule("form").text.format(form=shown.form.name, why=why)
        yield Judgement(id="form", rule=rule, passed=True, text=text, sources=first.sources or shown.form.sources)
    failed = {verdict.rule: verdict for verdict in judge(context, shown)}
    for name, _, _ in RULES:
        row, verdict = context.catalog.rule(name), failed.get(name)
        text = told(context.catalog, verdict)[1] if verdict else row.passes
        sources = tuple(dict.fromkeys((*row.sources, *(verdict.sources if verdict else ()))))
        yield Judgement(id=name, rule=row.rule, passed=verdict is None, text=text, sources=sources)


def _where(plan: Plan, exercise: Exercise) -> Iterator[str]:
    """Return the days of the first week that an exercise is in."""
    for week in plan.weeks:
        days = [
            session.weekday.capitalize() if session.weekday else f"Day {session.day}"
            for session in week.sessions
            if any(item.exercise == exercise.id for block in session.blocks for item in block.items)
        ]
        if days:
            yield from days if week.number == 1 else (f"{day} from week {week.number} on" for day in days)
            return


def _lost(context: Context, candidate: Candidate, places: tuple[Place, ...]) -> Iterator[Alternative]:
    """Return who has the places that an exercise could have: those of its pattern, else of its block."""
    block = "main" if in_main(context, candidate) else candidate.block
    suited = [place for place in places if place.block == block]
    meant = [place for place in suited if candidate.exercise.pattern in place.slot.patterns]
    for place in meant or suited:
        why = _why(context, place, place.taken, candidate)
        taken = place.taken.exercise
        yield Alternative(exercise=taken.id, name=taken.name, place=place.name, why=why)


def _won(
    context: Context, chosen: Candidate, lawful: dict[str, Candidate], places: tuple[Place, ...]
) -> Iterator[Alternative]:
    """Return the next best for the first place of a chosen exercise."""
    place = next((place for place in places if place.taken.id == chosen.id), None)
    if place is None:
        return
    held = {one.id for one in (chosen, *place.here)}
    rivals = [
        rival
        for rival in lawful.values()
        if rival.id not in held and ("main" if in_main(context, rival) else rival.block) == place.block
    ]
    for rival in sorted(rivals, key=lambda rival: _rank(context, place, rival))[:RIVALS]:
        why = _why(context, place, chosen, rival)
        yield Alternative(exercise=rival.id, name=rival.exercise.name, place=place.name, why=why)


def _why(context: Context, place: Place, taken: Candidate, other: Candidate) -> str:
    """Return the first part of the ranks that sets a taken exercise before another."""
    if taken.id in context.request.include:
        return context.catalog.rule("asked-for").text
    for row, first, second in zip(SOFT, _rank(context, place, taken), _rank(context, place, other), strict=True):
        if first != second:
            ahead = first < second  # type: ignore[operator]  # parts of a rank are of one kind
            return context.catalog.rule(row if ahead else "rank-week").text
    return context.catalog.rule("rank-week").text


def _rank(context: Context, place: Place, candidate: Candidate) -> tuple[int | str, ...]:
    """Return the rank that a candidate had for a place; only main work looks at the rest of the week."""
    slots = (slot for session in context.protocol.sessions for slot in session.slots if slot != place.slot)
    main = place.block == "main"
    return rank(
        context,
        candidate,
        patterns=place.slot.patterns,
        prefer=place.slot.prefer,
        in_week=frozenset(one.id for one in place.earlier if main),
        wanted_elsewhere=frozenset(name for slot in slots for name in slot.prefer[:1]),
        session_patterns=frozenset(one.exercise.pattern for one in place.here if main),
    )
