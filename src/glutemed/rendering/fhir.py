"""A plan for a health record: a FHIR R4 bundle with a care plan, its goals, and a service request per exercise.

Everything is a proposal until a clinician takes it on: status `draft`, intent `proposal` (R4 value sets
request-status, request-intent). Sources: FHIR 4.0.1, and the HL7 Physical Activity guide 1.0.0, which has
no fields for sets, repetitions, holds, side or load, so that those are texts.
"""

from collections.abc import Iterator, Sequence
from json import dumps
from uuid import NAMESPACE_URL, uuid5

from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan, Week
from glutemed.rendering import citing, words
from glutemed.rendering.fhir_request import Ties, conditions, exercises, request_of, targets
from glutemed.rendering.fhir_types import (
    Annotation,
    Bundle,
    CarePlan,
    Entry,
    Goal,
    Period,
    Reference,
    Resource,
    annotation,
    concept,
    pruned,
    reference,
)
from glutemed.rendering.markdown import escape

__all__ = ["fhir_bundle", "plan_to_fhir"]

NAMESPACE = "urn:glutemed:fhir"
UNNAMED = "The person who trains (no name given)"
NO_PROMISE = "Studies of hip strengthening are mixed: this is something to aim at, and nothing is promised."


def plan_to_fhir(catalog: Catalog, plan: Plan, names: words.Names = words.NOBODY, whose: str | None = None) -> str:
    """Return a plan as a FHIR R4 bundle in JSON; the same plan and names give the same bytes."""
    return dumps(fhir_bundle(catalog, plan, names, whose), ensure_ascii=False, indent=2) + "\n"


def fhir_bundle(catalog: Catalog, plan: Plan, names: words.Names = words.NOBODY, whose: str | None = None) -> Bundle:
    """Return a plan as a FHIR R4 bundle of type `collection`: plain data.

    `names.person` makes a Patient with that name and nothing else; without it there is none, and the
    subject is told in neutral words. `whose` tells people of one name apart, in the ids alone.
    `names.clinic` is author of the care plan and requester, by name.
    """
    subject: Reference = {"display": UNNAMED}
    person = whose or names.person or ""
    resources: list[Resource] = []
    if names.person:
        id = _id(plan, person, "patient")
        subject = reference(id, names.person)
        resources.append({"resourceType": "Patient", "id": id, "name": [{"text": names.person}]})
    clinic: Reference = {"display": names.clinic or ""}
    whole = _goal(_id(plan, person, "goal"), subject, _aim(plan))
    goals, requests = [whole], []
    for key, uses in exercises(plan).items():
        what, goal, title = (
            (key.kind, key.exercise, key.variant or "", *key.sides),
            whole,
            words.item_title(uses[0].item),
        )
        if texts := targets(uses):
            goal = _goal(_id(plan, person, "goal", *what), subject, f"{title}: {'; '.join(texts)}")
            goals.append(goal)
        ties = Ties(_id(plan, person, "request", *what), goal["id"], subject, clinic)
        requests.append(request_of(catalog, plan, key, uses, ties))
    care: CarePlan = {
        "resourceType": "CarePlan",
        "id": _id(plan, person, "care-plan"),
        "status": "draft",
        "intent": "proposal",
        "category": [concept("Exercise program")],
        "title": words.plan_title(plan),
        "description": _description(catalog, plan),
        "subject": subject,
        "period": _period(plan),
        "author": clinic,
        "addresses": [{"display": name} for name in conditions(catalog, plan)],
        "goal": [reference(goal["id"]) for goal in goals],
        "activity": [{"reference": reference(one["id"], one["code"]["text"])} for one in requests],
        "note": list(_notes(catalog, plan)),
    }
    resources = [care, *resources, *goals, *requests]
    entries: list[Entry] = [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in resources]
    id = _id(plan, person, "bundle")
    bundle: Bundle = {"resourceType": "Bundle", "id": id, "type": "collection", "entry": entries}
    return pruned(bundle)


def _id(plan: Plan, person: str, *what: str) -> str:
    """Return the id of a resource: a hash of plan, place in it and person, which who guesses all three can confirm."""
    return str(uuid5(NAMESPACE_URL, "\n".join((NAMESPACE, plan.id, person, *what))))


def _goal(id: str, subject: Reference, text: str) -> Goal:
    return {
        "resourceType": "Goal",
        "id": id,
        "lifecycleStatus": "proposed",
        "description": concept(text),
        "subject": subject,
    }


def _aim(plan: Plan) -> str:
    """Return the goal of the whole program: to do it."""
    often = sorted({len(week.sessions) for week in plan.weeks})
    days = f"{words.listing([str(number) for number in often], last='or')} day{'' if often == [1] else 's'} a week"
    weeks = f"{len(plan.weeks)} week{'' if len(plan.weeks) == 1 else 's'}"
    return f"{words.plan_title(plan)}. Train {days} for {weeks} as the program says. {NO_PROMISE}"


def _description(catalog: Catalog, plan: Plan) -> str:
    """Return what the plan was made for, and in what it is not as asked."""
    made_for = "; ".join(f"{label}: {value}" for label, value in words.summary(catalog, plan))
    changed = words.not_as_asked(plan)
    return f"{f'Not as asked. {changed} ' if changed else ''}Made for: {made_for}."


def _period(plan: Plan) -> Period:
    """Return the first and last training day, where they are known."""
    dates = [session.date for week in plan.weeks for session in week.sessions if session.date]
    return {"start": min(dates), "end": max(dates)} if dates else {}


def _notes(catalog: Catalog, plan: Plan) -> Iterator[Annotation]:
    """Return what the sheet tells around its exercises, in its order: stop signs first, what made it last."""
    before = list(words.advice_groups(catalog, plan, place="before"))
    yield from (annotation(title, lines) for topic, title, lines in before if topic == "stop")
    if plan.warnings:
        yield annotation("Before you start", words.warnings(plan))
    yield from (annotation(title, lines) for topic, title, lines in before if topic != "stop")
    yield from (annotation(f"Week {week.number}", _week(catalog, week)) for week in plan.weeks)
    yield from (annotation(title, lines) for _, title, lines in words.advice_groups(catalog, plan, place="after"))
    if plan.decisions:
        yield annotation("What was changed for this request", words.changes(catalog, plan))
    yield annotation("Sources", [f"{key}: {text}" for key, text in citing.source_lines(catalog, plan)])
    yield {"text": escape(words.made_by(plan))}


def _week(catalog: Catalog, week: Week) -> Sequence[str]:
    """Return when to go on to a week, and its sessions: the exercises in the order of doing, with their doses."""
    lines = [week.go_on_if] if week.go_on_if else []
    for session in week.sessions:
        items = [item for block in session.blocks for item in block.items]
        doses = [
            f"{words.item_title(item)}: {words.item_dose(item, catalog.exercise(item.exercise))}" for item in items
        ]
        lines.append(f"{words.day_title(session)}, {session.minutes} minutes. {'; '.join(doses)}")
    return lines
