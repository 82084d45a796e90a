"""One exercise of a plan as a FHIR R4 ServiceRequest: when in structure, how much in words, week by week."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from glutemed.model.catalog import Catalog
from glutemed.model.plan import BlockKind, Item, Plan, Session, Side
from glutemed.rendering import citing, words
from glutemed.rendering.fhir_types import (
    DAYS,
    EXERCISE_THERAPY,
    GOAL_OF,
    UCUM,
    CodeableConcept,
    Reference,
    Repeat,
    ServiceRequest,
    Timing,
    annotation,
    concept,
    reference,
)

__all__ = ["Key", "Ties", "Use", "conditions", "exercises", "request_of", "targets"]

ORDER = (
    "Sets",
    "Repetitions",
    "Hold",
    "Holds in a set",
    "Sides",
    "Load",
    "Rest",
    "Effort",
    "Tempo",
    "Support",
    "Range",
    "You need",
    "Write down",
    "Target",
    "Dose",
)
TEACHING = ("Set-up", "Steps", "This form", "Mind", "Cues", "Stop if", "Easier")
"""What the person is told, apart from the order."""
TIMES = {1: "once", 2: "twice"}


class Key(NamedTuple):
    """What makes one request of many items: the part of the session, exercise, form and hips; doses may change."""

    kind: BlockKind
    exercise: str
    variant: str | None
    sides: tuple[Side, ...]


class Use(NamedTuple):
    """An item where it stands in the plan."""

    week: int
    session: Session
    item: Item


def exercises(plan: Plan) -> dict[Key, list[Use]]:
    """Return the uses of each exercise, in the order of the plan."""
    found: dict[Key, list[Use]] = {}
    for week in plan.weeks:
        for session in week.sessions:
            for block in session.blocks:
                for item in block.items:
                    key = Key(block.kind, item.exercise, item.variant, item.sides)
                    found.setdefault(key, []).append(Use(week.number, session, item))
    return found


class Ties(NamedTuple):
    """What ties a request to the other resources of its bundle, and who asks for it."""

    id: str
    goal: str
    subject: Reference
    requester: Reference


def conditions(catalog: Catalog, plan: Plan) -> list[str]:
    """Return the names of the conditions that were given: words, since nobody checked a diagnosis."""
    names = {condition.id: condition.name for condition in catalog.conditions}
    return [names.get(id, words.plain(id)) for id in plan.request.condition]


def targets(uses: Sequence[Use]) -> list[str]:
    """Return what unlocks the next step, with its weeks where it changes; nothing of work that is only done or not."""
    if all(use.item.track == "done or not" for use in uses):
        return []
    return [f"{when}: {text}" if when else text for when, text in _told([(use, use.item.target) for use in uses])]


def request_of(catalog: Catalog, plan: Plan, key: Key, uses: Sequence[Use], ties: Ties) -> ServiceRequest:
    """Return what is asked for of one exercise.

    Sets, repetitions, holds, side, load, rest and effort are texts: neither R4 nor the HL7 Physical
    Activity guide has fields for them.
    """
    rows = [(use, _rows(catalog, plan, use.item)) for use in uses]

    def lines(labels: Sequence[str]) -> Iterator[str]:
        for label in labels:
            for when, text in _told([(use, known.get(label, "")) for use, known in rows]):
                yield f"{label}{when and f', {when}'}: {text}"

    return {
        "resourceType": "ServiceRequest",
        "id": ties.id,
        "extension": [{"url": GOAL_OF, "valueReference": reference(ties.goal)}],
        "status": "draft",
        "intent": "proposal",
        "category": [concept(f"{words.BLOCKS[key.kind]} exercise")],
        "code": {"coding": [EXERCISE_THERAPY], "text": words.item_title(uses[0].item)},
        "orderDetail": [concept(line) for line in lines(ORDER)],
        "subject": ties.subject,
        "occurrenceTiming": _timing(uses),
        "requester": ties.requester,
        "reasonCode": [concept(name) for name in conditions(catalog, plan)],
        "bodySite": _hips(key.sides),
        "note": [annotation("Why, with sources", _reasons(uses))],
        "patientInstruction": "\n".join(lines(TEACHING)),
    }


def _rows(catalog: Catalog, plan: Plan, item: Item) -> dict[str, str]:
    """Return what to know about an item by label: the dose taken apart, then what every format tells."""
    exercise = catalog.exercise(item.exercise)
    sided = "both" not in item.sides
    rows = {"Sets": f"{item.sets} each side" if sided and len(item.sides) > 1 else str(item.sets)}
    if item.dose.seconds is None:
        counting = exercise.counting if exercise else "repetitions"
        rows["Repetitions"] = f"{item.dose.reps}{'' if counting == 'repetitions' else f' {counting}'}"
    else:
        rows |= {"Hold": f"{item.dose.seconds} s", "Holds in a set": str(item.dose.reps)}
    rows["Sides"] = f"{item.sides[0]} only" if sided else "both hips"
    rows["Load"] = "body weight only"
    return {**rows, **dict(words.item_details(catalog, item, {}, plan.request.condition))}


def _told(pairs: Sequence[tuple[Use, str]]) -> Iterator[tuple[str, str]]:
    """Return each text of an exercise with its weeks, or days of weeks; without, where it holds throughout."""
    weeks: dict[str, list[int]] = {}
    for use, text in pairs:
        weeks.setdefault(text, []).append(use.week)
    if len(weeks) == 1:
        told = [("", text) for text in weeks]
    elif len({(use.week, text) for use, text in pairs}) == len({use.week for use, _ in pairs}):
        told = [(_in_words(numbers), text) for text, numbers in weeks.items()]
    else:
        told = [(f"week {use.week} on {words.day_title(use.session)}", text) for use, text in pairs]
    yield from ((when, text) for when, text in told if text.strip())


def _in_words(numbers: Sequence[int]) -> str:
    """Return numbers of weeks in words: "weeks 1 to 3 and 5"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = [part for run in runs for part in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run))]
    return f"week{'' if len(set(numbers)) == 1 else 's'} {words.listing(told)}"


def _hips(sides: tuple[Side, ...]) -> list[CodeableConcept]:
    return [concept(f"{side} hip") for side in (("left", "right") if "both" in sides else sides)]


def _reasons(uses: Sequence[Use]) -> list[str]:
    """Return why the exercise is there and as it is; what is not true of every week with its weeks."""
    weeks: dict[str, list[int]] = {}
    for use in uses:
        for reason in use.item.reasons:
            weeks.setdefault(citing.cite(reason.text, reason.sources), []).append(use.week)
    every = {use.week for use in uses}
    return [text if {*numbers} == every else f"{_in_words(numbers)}: {text}" for text, numbers in weeks.items()]


def _timing(uses: Sequence[Use]) -> Timing:
    """Return when an exercise is done: the rule, the dates where the plan has them, and in words.

    Where dates and a rule stand together, the dates are what the rule comes to (R4, data type Timing).
    """
    weeks: dict[int, list[Session]] = {}
    for use in uses:
        sessions = weeks.setdefault(use.week, [])
        if use.session not in sessions:
            sessions.append(use.session)
    counts = [len(sessions) for sessions in weeks.values()]
    dates = [session.date for sessions in weeks.values() for session in sessions if session.date]
    dated = len(dates) == sum(counts)
    length = max(weeks) - min(weeks) + 1
    repeat: Repeat = {}
    if dated:
        repeat["boundsPeriod"] = {"start": min(dates), "end": max(dates)}
    else:
        unit: Literal["week", "weeks"] = "week" if length == 1 else "weeks"
        repeat["boundsDuration"] = {"value": length, "unit": unit, "system": UCUM, "code": "wk"}
    repeat["frequency"] = min(counts)
    if max(counts) > min(counts):
        repeat["frequencyMax"] = max(counts)
    repeat |= {"period": 1, "periodUnit": "wk"}
    named = {tuple(session.weekday for session in sessions) for sessions in weeks.values()}
    days = [DAYS[day] for day in named.pop() if day] if len(named) == 1 else []
    if len(days) == counts[0]:
        repeat["dayOfWeek"] = days
    return {"event": dates if dated else [], "repeat": repeat, "code": concept(_schedule(weeks))}


def _schedule(weeks: Mapping[int, Sequence[Session]]) -> str:
    """Return when an exercise is done, in words: "weeks 1 to 3: twice a week, on Tuesday and Friday"."""
    alike: dict[tuple[str, ...], list[int]] = {}
    for number, sessions in weeks.items():
        days = tuple(session.weekday.capitalize() if session.weekday else f"Day {session.day}" for session in sessions)
        alike.setdefault(days, []).append(number)
    return "; ".join(
        f"{_in_words(numbers)}: {TIMES.get(len(days), f'{len(days)} times')} a week, on {words.listing(days)}"
        for days, numbers in alike.items()
    )
