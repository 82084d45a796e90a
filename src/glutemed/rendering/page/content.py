"""What the page shows, as plain content for its templates: the plan, and each exercise once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from glutemed.model.catalog import Catalog
from glutemed.model.plan import Item, Plan, Session, Week
from glutemed.rendering import citing, words

__all__ = [
    "Card",
    "Doing",
    "Group",
    "Row",
    "ShownSession",
    "ShownWeek",
    "cards_of",
    "cautions",
    "stop_signs",
    "weeks_of",
]

CARD = (
    "Set-up",
    "Steps",
    "This form",
    "Mind",
    "Cues",
    "Stop if",
    "Easier",
    "Effort",
    "Sides",
    "Tempo",
    "You need",
    "Load",
    "Support",
    "Range",
    "Write down",
    "Target",
)
"""What is told of an exercise once. The rest is told in each session."""
AGAIN = ("Effort", "You need", "Load", "Support", "Range", "Write down", "Target")
"""What a session tells again where it is not as it was told first."""
SHORT = ("Dose", "Sides", "Rest", "Tempo")
"""What a session tells in few words: as set by hand, by its boxes to tick, and as numbers."""

Row = tuple[str, str]
Key = tuple[str, str | None]


class Card(NamedTuple):
    """An exercise in a form: its anchor, what to know, and the mistakes to avoid; `figure` is the id of its picture."""

    anchor: str
    exercise: str
    title: str
    rows: dict[str, str]
    steps: Sequence[str]
    mistakes: Sequence[str]
    known: bool
    first: bool


class Doing(NamedTuple):
    """An exercise in a session: where it is described, the dose, what goes with it, and why it is as it is."""

    anchor: str
    title: str
    dose: str
    by_hand: bool
    rows: Sequence[Row]
    boxes: Sequence[tuple[str, int]]
    reasons: Sequence[str]


class Group(NamedTuple):
    """A part of a session, under its title."""

    title: str
    items: Sequence[Doing]


class ShownSession(NamedTuple):
    """A day of training."""

    place: int
    title: str
    minutes: int
    groups: Sequence[Group]


class ShownWeek(NamedTuple):
    """A week: the condition to go on to it, whether it repeats the one before, its table and its sessions."""

    number: int
    go_on_if: str
    same_as: int | None
    glance: Sequence[tuple[str, str, Sequence[Row]]]
    sessions: Sequence[ShownSession]


def cards_of(catalog: Catalog, plan: Plan) -> list[Card]:
    """Return each exercise of a plan once in each of its forms, in the order of doing."""
    cards: dict[Key, Card] = {}
    pictured: set[str] = set()
    for item in plan.items():
        if _key(item) in cards:
            continue
        exercise = catalog.exercise(item.exercise)
        rows = dict(words.item_details(catalog, item, {}, plan.request.condition))
        if len(item.sides) > 1:
            rows["Sides"] = f"{rows['Sides']}; the set of the other side counts as rest"
        kept = {label: rows[label] for label in CARD if label in rows}
        if note := words.picture_note(catalog, item):
            kept = {"The picture": note, **kept}
        steps = [words.sentence(step) for step in exercise.steps] if exercise else []
        kept.pop("Steps", None)
        cards[_key(item)] = Card(
            anchor=f"how-{len(cards) + 1}",
            exercise=item.exercise,
            title=words.item_title(item),
            rows=kept,
            steps=steps,
            mistakes=[words.sentence(mistake) for mistake in exercise.mistakes] if exercise else [],
            known=exercise is not None,
            first=item.exercise not in pictured,
        )
        pictured.add(item.exercise)
    return list(cards.values())


def weeks_of(catalog: Catalog, plan: Plan, cards: Sequence[Card]) -> Iterator[ShownWeek]:
    """Return the weeks of a plan. A reason is told where it first applies to an exercise."""
    known = {_key(item): card for item in plan.items() for card in cards if _matches(card, item)}
    told: dict[Key, set[str]] = {}
    for index, week in enumerate(plan.weeks):
        same = index > 0 and _done(week) == _done(plan.weeks[index - 1])
        sessions = [
            _session(catalog, place, session, known, told) for place, session in enumerate(week.sessions, start=1)
        ]
        yield ShownWeek(
            number=week.number,
            go_on_if=week.go_on_if or "",
            same_as=plan.weeks[index - 1].number if same else None,
            glance=words.week_rows(catalog, week),
            sessions=sessions,
        )


def _session(
    catalog: Catalog, place: int, session: Session, known: dict[Key, Card], told: dict[Key, set[str]]
) -> ShownSession:
    groups = [
        Group(words.BLOCKS[block.kind], [_doing(catalog, item, known[_key(item)], told) for item in block.items])
        for block in session.blocks
        if block.items
    ]
    return ShownSession(place=place, title=words.day_title(session), minutes=session.minutes, groups=groups)


def _doing(catalog: Catalog, item: Item, card: Card, told: dict[Key, set[str]]) -> Doing:
    rows = dict(words.item_details(catalog, item, {}))
    fresh = [reason for reason in item.reasons if reason.text not in told.setdefault(_key(item), set())]
    told[_key(item)].update(reason.text for reason in fresh)
    changed = [(label, rows[label]) for label in AGAIN if label in rows and rows[label] != card.rows.get(label)]
    tempo = [("Tempo", item.tempo)] if item.tempo else []
    other = [(label, text) for label, text in rows.items() if label not in (*CARD, *SHORT)]
    return Doing(
        anchor=card.anchor,
        title=words.item_title(item),
        dose=words.item_dose(item, catalog.exercise(item.exercise)),
        by_hand=item.by_hand,
        rows=[("Rest", f"{item.rest_seconds} s"), *tempo, *other, *changed],
        boxes=[("" if side == "both" else side, item.sets) for side in item.sides],
        reasons=[words.sentence(citing.cite(reason.text, reason.sources)) for reason in fresh],
    )


def cautions(catalog: Catalog, plan: Plan) -> Iterator[tuple[str, str, Sequence[str]]]:
    """Return topic, title and lines of what stands before the program, the stop signs first."""
    groups = list(words.advice_groups(catalog, plan, place="before"))
    yield from (group for group in groups if group[0] == "stop")
    if plan.warnings:
        yield "warnings", "Before you start", words.warnings(plan)
    yield from (group for group in groups if group[0] != "stop")


def stop_signs(catalog: Catalog) -> tuple[str, list[str]]:
    """Return the signs to stop at, under their title: before every session, whatever the program is for."""
    groups = [group for group in catalog.advice if group.topic == "stop"]
    lines = [citing.cite(line.text, line.sources) for group in groups for line in group.lines]
    return next((group.title for group in groups), "Stop, and see someone"), lines


def _key(item: Item) -> Key:
    return item.exercise, item.variant


def _matches(card: Card, item: Item) -> bool:
    return (card.exercise, card.title) == (item.exercise, words.item_title(item))


def _done(week: Week) -> list[object]:
    """Return what is done in a week, whatever its dates and reasons."""
    return [
        (day.day, day.weekday, [(b.kind, [replace(item, reasons=()) for item in b.items]) for b in day.blocks])
        for day in week.sessions
    ]
