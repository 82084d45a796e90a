"""The phrases that every format shares, and the one dose grammar.

A dose reads `3 x 8`, `3 x 20 s` or `2 x 10 x 10 s` (sets, holds, seconds), then what is counted
where that is not repetitions, then `each side`, or `left side only`, for one-sided work.
"""

from collections.abc import Iterator
from typing import NamedTuple

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DEMANDS, ConditionNote, Exercise, Form
from glutemed.model.plan import (
    WEIGHTS,
    Dose,
    Item,
    Plan,
    Request,
    Session,
    Side,
    Week,
    form_named,
    one_leg,
)
from glutemed.rendering.citing import cite

__all__ = [
    "BLOCKS",
    "NOBODY",
    "Names",
    "Taught",
    "advice_groups",
    "changes",
    "date_words",
    "day_title",
    "dose",
    "exercise_name",
    "item_details",
    "item_dose",
    "item_title",
    "kit_line",
    "later_same",
    "listing",
    "made_by",
    "name_rows",
    "not_as_asked",
    "plain",
    "plan_title",
    "sentence",
    "summary",
    "taught_before",
    "tempo",
    "warnings",
    "week_rows",
    "week_title",
    "why",
]

Taught = dict[tuple[str, str | None], str]
"""Where an exercise, in its form, was described already: "on Day 1", or "in week 1"."""


class Names(NamedTuple):
    """Whom a sheet is for and whom it is from, as it prints them; no plan and no log holds them."""

    person: str | None = None
    clinic: str | None = None


NOBODY = Names()


BLOCKS = {"warm-up": "Warm-up", "main": "Main", "mobility": "Mobility"}
WARNING_ORDER = ("see-someone", "young", "gate-held", "gate-unknown", "clinician", "pain-unknown", "days-touch")
CONDITION_TOPICS = {
    "needed-too": ("before", "Needed too, not in this plan"),
    "care": ("before", "Take care"),
    "studies": ("after", "What studies found"),
    "stages": ("after", "Stages"),
}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def sentence(text: str) -> str:
    """Return a text with a capital letter first and a full stop last."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


def listing(words: tuple[str, ...] | list[str], last: str = "and") -> str:
    """Return words as a list in a sentence."""
    *head, tail = words or [""]
    return f"{', '.join(head)} {last} {tail}" if head else tail


def plain(id: str) -> str:
    """Return an id or value in words: hyphens as spaces."""
    return id.replace("-", " ")


def exercise_name(catalog: Catalog, id: str) -> str:
    """Return the name of an exercise; its id in words where the catalogue does not have it."""
    found = catalog.exercise(id)
    return found.name if found else plain(id)


def date_words(date: str) -> str:
    """Return an ISO date in words: 2 December 2026."""
    year, month, day = date.split("-")
    return f"{int(day)} {MONTHS[int(month) - 1]} {year}"


def plan_title(plan: Plan) -> str:
    """Return what the plan is for."""
    if plan.prescribed.goal == "prevention":
        return "Gluteus medius program: prevention and strength"
    return f"Gluteus medius program: rehab, {plan.prescribed.stage} stage"


def name_rows(names: Names) -> list[tuple[str, str]]:
    """Return the lines that say whom a sheet is for and from."""
    return [(label, name) for label, name in (("For", names.person), ("From", names.clinic)) if name]


def kit_line(kit: tuple[str, ...]) -> str:
    """Return kit as a list."""
    return listing([plain(item) for item in kit]) if kit else "none"


def _kit_used(plan: Plan) -> tuple[str, ...]:
    return tuple(sorted({thing for item in plan.items() for thing in item.kit}))


def taught_before(week: Week, index: int) -> Taught:
    """Return the exercises, in their forms, that earlier sessions of a week describe, and where: "on Day 1"."""
    taught: Taught = {}
    for session in week.sessions[:index]:
        for item in (item for block in session.blocks for item in block.items):
            taught.setdefault((item.exercise, item.variant), f"on {day_title(session)}")
    return taught


def _asked(goal: str, stage: str | None) -> str:
    return f"{goal}, {stage} stage" if stage else goal


def not_as_asked(plan: Plan) -> str:
    """Return in what the goal or stage is not the one asked for, and why; empty when it is."""
    changed = [decision for decision in plan.decisions if decision.subject in ("goal", "stage")]
    return " ".join(
        f"{decision.subject.capitalize()}: {cite(decision.text, (decision.rule, *decision.sources))}."
        for decision in changed
    )


def summary(catalog: Catalog, plan: Plan) -> list[tuple[str, str]]:
    """Return what the plan was made for, as labels and values; numbers stand first in their value."""
    request, given = plan.request, plan.prescribed
    rows = [*_person(catalog, request), ("Days a week", str(request.days))]
    if (request.goal, request.stage) != (given.goal, given.stage):
        asked = _asked(request.goal, request.stage)
        rows.insert(0, ("Asked for", f"{asked}; given: {_asked(given.goal, given.stage)}"))
    if request.weeks > 1:
        rows.append(("Weeks", str(request.weeks)))
    if request.minutes is not None:
        rows.append(("Minutes a session", f"{request.minutes} at most"))
    if request.other:
        rows.append(("Other hard days", listing([day.capitalize() for day in request.other])))
    rows += [
        ("Level", request.level),
        ("Kit you have", kit_line(request.equipment)),
        ("Kit it uses", kit_line(_kit_used(plan))),
    ]
    if plan.generator.overlays:
        rows.append(("Catalogue", f"built-in, with {listing(plan.generator.overlays)}"))
    if request.include:
        rows.append(("Put in by you", listing([plain(id) for id in request.include])))
    if request.exclude:
        rows.append(("Left out by you", listing([plain(id) for id in request.exclude])))
    if request.clinician is not None:
        rows.append(("Clinician", request.clinician))
    return rows


def _person(catalog: Catalog, request: Request) -> Iterator[tuple[str, str]]:
    if request.pain is not None:
        yield "Pain", f"{request.pain} of 10"
    if request.condition:
        yield "Condition", listing([_condition_name(catalog, id) for id in request.condition])
    if request.side is not None:
        yield "Side", request.side
    if request.age is not None:
        yield "Age", str(request.age)


def _condition_name(catalog: Catalog, id: str) -> str:
    return next((known.name for known in catalog.conditions if known.id == id), plain(id))


def warnings(plan: Plan) -> list[str]:
    """Return the warnings, the most serious first."""
    order = {code: place for place, code in enumerate(WARNING_ORDER)}
    return [warning.text for warning in sorted(plan.warnings, key=lambda warning: order.get(warning.code, len(order)))]


def week_title(plan: Plan, week: Week) -> str:
    """Return what stands over a week's table: the first week shows all of it, later ones what they change."""
    if week is not plan.weeks[0]:
        return f"Week {week.number}"
    return "Week at a glance" if len(plan.weeks) == 1 else f"Week {week.number} at a glance"


def day_title(session: Session) -> str:
    """Return a session's day: with weekday and date where the plan has them, else its number."""
    if session.date and session.weekday:
        return f"{session.weekday.capitalize()} {date_words(session.date)}"
    return session.weekday.capitalize() if session.weekday else f"Day {session.day}"


def dose(sets: int, given: Dose, counting: str = "repetitions", *, sides: tuple[Side, ...]) -> str:
    """Return a dose in the dose grammar."""
    if given.seconds is None:
        text = f"{sets} x {given.reps}" + (f" {counting}" if counting != "repetitions" else "")
    else:
        text = f"{sets} x " + (f"{given.reps} x " if given.reps > 1 else "") + f"{given.seconds} s"
    if "both" in sides:
        return text
    return f"{text} each side" if len(sides) > 1 else f"{text} {sides[0]} side only"


def item_dose(item: Item, exercise: Exercise | None) -> str:
    """Return an item's dose."""
    counting = exercise.counting if exercise else "repetitions"
    return dose(item.sets, item.dose, counting, sides=item.sides)


def item_title(item: Item) -> str:
    """Return an item's name with the form it is done in."""
    return f"{item.name}, {item.variant}" if item.variant else item.name


def picture_note(catalog: Catalog, item: Item) -> str | None:
    """Return what of an exercise's drawing is not as the item has it: drawings show the standard form (X)."""
    if not item.variant or catalog.origin(item.exercise) is not None:
        return None
    return f"it shows the standard form. Here: {item.variant}; that, and the range and load told here, go first"


def week_rows(catalog: Catalog, week: Week) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return the week at a glance: day, minutes, and the main exercises, each with its dose."""
    return [
        (
            day_title(session),
            f"{session.minutes} min",
            [(item_title(item), item_dose(item, catalog.exercise(item.exercise))) for item in session.items("main")],
        )
        for session in week.sessions
    ]


def later_same(week: Week) -> dict[int, Session]:
    """Return, for the index of a session that repeats an earlier one, the earlier one."""
    same: dict[int, Session] = {}
    for index, session in enumerate(week.sessions):
        for earlier in week.sessions[:index]:
            if earlier.blocks == session.blocks:
                same[index] = earlier
                break
    return same


def tempo(given: str) -> str:
    """Return a tempo such as 2-1-2 in words."""
    there, hold, back = given.split("-")
    return f"{there} s into the movement, {hold} s there, {back} s back"


def item_details(
    catalog: Catalog, item: Item, taught: Taught, conditions: tuple[str, ...] = ()
) -> Iterator[tuple[str, str]]:
    """Return what to know about an item, as labels and texts, in the order of doing; lines part steps.

    `taught` says where an exercise, in its form, was described already; `conditions` are those of
    the request, which what is easier has to suit as well.
    """
    exercise = catalog.exercise(item.exercise)
    form = form_named(exercise, item.variant) if exercise else None
    if item.by_hand:
        yield "Dose", "set by hand"
    if len(item.sides) > 1:
        yield "Sides", f"{item.sides[0]} first, then {item.sides[1]}, set by set"
        yield "Rest", f"{item.rest_seconds} s between sets of the same side; the other side's set counts as rest"
    else:
        yield "Rest", f"{item.rest_seconds} s between sets"
    if item.tempo:
        yield "Tempo", f"{item.tempo}: {tempo(item.tempo)}"
    yield "Effort", item.effort
    if item.load.kind != "bodyweight":
        place = f", {item.load.where}" if item.load.where else ""
        yield "Load", f"{plain(item.load.kind)}{place}; {item.load.start}"
    if item.kit:
        yield "You need", listing([plain(thing) for thing in item.kit])
    if item.support:
        yield "Support", item.support
    if item.range:
        yield "Range", item.range
    if exercise and (where := taught.get((item.exercise, item.variant))):
        yield "How", f"as {where}"
    elif exercise:
        yield from _teaching(exercise, form, limited=bool(item.range or item.support or form))
        if item.track != "done or not":
            yield "Easier", _easier(catalog, exercise, form, conditions, weighted=item.load.kind in WEIGHTS)
    if item.target and item.track != "done or not":
        yield "Write down", item.track
        yield "Target", item.target


def _teaching(exercise: Exercise, form: Form | None, *, limited: bool) -> Iterator[tuple[str, str]]:
    yield "Set-up", exercise.set_up
    yield "Steps", "\n".join(f"{number}. {sentence(step)}" for number, step in enumerate(exercise.steps, 1))
    if form:
        yield "This form", form.how
    if limited:
        yield "Mind", "form, support and range, where they are given here, go before what the set-up and the steps say"
    yield "Cues", " ".join(sentence(cue) for cue in exercise.cues)
    yield "Stop if", "; ".join(sign[:1].lower() + sign[1:].rstrip(".") for sign in exercise.stop_signs) + "."


def _easier(
    catalog: Catalog, exercise: Exercise, form: Form | None, conditions: tuple[str, ...], *, weighted: bool
) -> str:
    """Return what to do instead on a day that hurts: a lighter form, else the nearest rung down that asks no more.

    Nothing that a condition asks to leave out or to do in a form of its own; its limits are told.
    """
    lighter = [other for other in exercise.forms if DEMANDS.index(other.demand) < DEMANDS.index(exercise.demand)]
    if lighter and not form:
        same = "the same without the weight" if weighted else "the same"
        return f"{same}, {lighter[0].name}: {lighter[0].how}"
    most = DEMANDS.index(form.demand if form else exercise.demand)
    queue, seen = list(exercise.easier), {exercise.id}
    while queue:
        rung = catalog.exercise(queue.pop(0))
        if rung and rung.id not in seen:
            seen.add(rung.id)
            light = rung.category != "activation" and DEMANDS.index(rung.demand) <= most
            unsupported = form is not None and form.support != "" and one_leg(rung)
            if light and not unsupported and _suits(catalog, rung, conditions):
                limits = [limit for note in _notes(rung, conditions) for limit in (note.range, note.support) if limit]
                mind = f" For you: {'; '.join(limits)}." if limits else ""
                return f"{rung.name}: {rung.set_up} {' '.join(map(sentence, rung.steps))}{mind}"
            queue += rung.easier
    return "fewer repetitions, or shorter holds, and a smaller movement"


def _notes(exercise: Exercise, conditions: tuple[str, ...]) -> list[ConditionNote]:
    return [note for note in exercise.notes if note.condition in conditions]


def _suits(catalog: Catalog, exercise: Exercise, conditions: tuple[str, ...]) -> bool:
    """Return whether the standard form of an exercise suits conditions, whichever side is sore."""
    spared = exercise.position == "side-lying" and any(catalog.condition(id).spare_side for id in conditions)
    return not spared and not any(note.action == "avoid" or note.form for note in _notes(exercise, conditions))


def why(item: Item) -> str:
    """Return an item's reasons with their sources."""
    return "; ".join(cite(reason.text, reason.sources) for reason in item.reasons)


def advice_groups(catalog: Catalog, plan: Plan, *, place: str) -> Iterator[tuple[str, str, list[str]]]:
    """Return topic, title and lines of the advice that stands before day 1, or after the last; conditions last."""
    known = {group.topic: (group.place, group.title) for group in catalog.advice}
    conditions = dict.fromkeys((None, *plan.request.condition, *(line.condition for line in plan.advice)))
    subjects = dict.fromkeys((line.condition, line.topic) for line in plan.advice)
    for condition, topic in sorted(subjects, key=lambda subject: list(conditions).index(subject[0])):
        where, title = (CONDITION_TOPICS if condition else known).get(topic, ("after", plain(topic).capitalize()))
        if where == place:
            named = f"{title}: {_condition_name(catalog, condition).split(' (')[0]}" if condition else title
            lines = [line for line in plan.advice if (line.condition, line.topic) == (condition, topic)]
            yield topic, named, [cite(line.text, line.sources) for line in lines]


def changes(catalog: Catalog, plan: Plan) -> list[str]:
    """Return what was changed or left out for this request; what was changed alike stands in one line."""
    alike: dict[str, list[str]] = {}
    for decision in plan.decisions:
        name = exercise_name(catalog, decision.subject)
        name = name[:1].upper() + name[1:]
        alike.setdefault(cite(decision.text, (decision.rule, *decision.sources)), []).append(name)
    return [f"{listing(names)}: {text}" for text, names in alike.items()]


def made_by(plan: Plan) -> str:
    """Return what made the plan, and what it is not."""
    made = f"{plan.generator.name} {plan.generator.version}, plan {plan.id}, catalogue {plan.generator.catalog[:12]}"
    if plan.generator.overlays:
        made += f" with {listing(plan.generator.overlays)}"
    return f"Made by {made}. A guide, not a diagnosis."
