"""What a guided session says, as texts that the screen and the plain lines both lay out."""

from collections.abc import Iterable, Iterator

from glutemed.engine.standing import Guide, Used
from glutemed.engine.today import Today
from glutemed.engine.turns import Turn
from glutemed.figures.words import described as pictured_in_words
from glutemed.model.catalog import Catalog
from glutemed.model.figure import Figure
from glutemed.model.log import SetDone
from glutemed.model.plan import Item
from glutemed.rendering import citing, words
from glutemed.rendering.words import exercise_name

__all__ = [
    "KEYS",
    "NO_PICTURE",
    "described",
    "just_done",
    "lead",
    "load_question",
    "next_up",
    "offer",
    "opening",
    "pain_advice",
    "pain_question",
    "pictured",
    "place",
    "short",
    "stop_signs",
    "task",
    "taught",
    "title",
]

NO_PICTURE = "there is no drawing of this exercise; the steps tell how it is done"
KEYS = (
    ("Enter, n", "done, or on to what comes next"),
    ("space, p", "pause, and go on; where nothing runs, space is Enter"),
    ("+ -", "one repetition (or second of a hold) more or less: of this set, or of the one just done"),
    ("r", "the set before once more"),
    ("s", "skip this set; a hold that was begun counts as far as it went"),
    ("x", "skip what is left of this exercise"),
    ("w", "swap this exercise for another, for today"),
    ("! or h", "it hurts too much"),
    ("v", "what it looks like"),
    ("b", "the bell on or off"),
    ("q, Ctrl-C", "leave; what is done is kept, and glutemed session goes on from there"),
)
ORDER = (
    "Effort",
    "Tempo",
    "You need",
    "Load",
    "Support",
    "Range",
    "This form",
    "Mind",
    "Set-up",
    "Steps",
    "Cues",
    "Stop if",
)
"""What is told before an exercise. Sides and rests are led through; what is easier or harder is for the plan."""
SHORT = ("Cues", "Stop if", "Support", "Range", "This form", "Steps")
"""What is told beside a set that is under way, the first before the last where there is no room."""


def opening(
    catalog: Catalog, today: Today, guide: Guide, first: Iterable[tuple[str, str]] = ()
) -> Iterator[tuple[str, str]]:
    """Return what is told first, as labels and texts: the session, what is done of it, what changed, the stop signs.

    `first` is what goes before all of it.
    """
    yield from first
    exercises = len(guide.exercises)
    minutes = f"about {today.planned.minutes} minutes, {exercises} exercise{'s' if exercises > 1 else ''}"
    yield "Today", f"week {today.week}, session {today.session} of {today.of}: {minutes}"
    if guide.done:
        done = sum(guide.entry(turn) is not None for turn in guide.turns)
        yield "Begun", f"{done} of {len(guide.turns)} sets are written down; it goes on from there"
    subjects = {"week": "The week"}
    for change in today.changes:
        exercise = catalog.exercise(change.subject)
        name = exercise.name if exercise else subjects.get(change.subject, words.plain(change.subject))
        yield "Changed", f"{name}: {_cited(catalog, change.text, change.sources)}"
    yield stop_signs(catalog)


def _cited(catalog: Catalog, text: str, keys: Iterable[str]) -> str:
    """Return a text with its sources, each with its grade and a mark where it was seen second-hand."""
    return f"{text} [{citing.marked(catalog, dict.fromkeys(keys))}]"


def stop_signs(catalog: Catalog) -> tuple[str, str]:
    """Return the signs to stop at and where to go with them, under their title."""
    groups = [group for group in catalog.advice if group.topic == "stop"]
    lines = [line for group in groups for line in group.lines]
    text = _cited(catalog, " ".join(line.text for line in lines), (key for line in lines for key in line.sources))
    return next((group.title for group in groups), "Stop"), text


def title(turn: Turn) -> str:
    """Return the name of the exercise that is due, in its form."""
    return words.item_title(turn.item)


def place(guide: Guide) -> str:
    """Return where in the session a set is."""
    exercises, turn = guide.exercises, guide.turn
    number = exercises.index(turn.item.exercise) + 1
    side = "" if turn.side == "both" else f", {turn.side} side"
    return f"exercise {number} of {len(exercises)}, set {turn.number} of {turn.item.sets}{side}"


def taught(catalog: Catalog, turn: Turn, conditions: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Return what to know before an exercise, as labels and texts; lines part steps."""
    item = turn.item
    if turn.instead_of:
        yield "Today", f"in place of {turn.instead_of}"
    yield "Dose", words.item_dose(item, catalog.exercise(item.exercise))
    rows = dict(words.item_details(catalog, item, {}, conditions))
    yield from ((label, rows[label]) for label in ORDER if label in rows)
    if catalog.exercise(item.exercise) is None:
        yield "Steps", "this catalogue does not describe it; name the file that does with --catalog"


def pictured(catalog: Catalog, guide: Guide, figure: Figure) -> str:
    """Return what the drawing of the exercise shows, for the side that is due, and what of it is not as asked."""
    item = guide.turn.item
    told = pictured_in_words(figure, item.name, side=guide.turn.side).removeprefix(f"{item.name}. ")
    note = words.picture_note(catalog, item)
    return f"{told} The picture: {note}." if note else told


def short(catalog: Catalog, item: Item) -> Iterator[tuple[str, str]]:
    """Return what to keep in mind while an exercise is done, the most important first."""
    rows = dict(words.item_details(catalog, item, {}))
    yield from ((label, rows[label]) for label in SHORT if label in rows)


def task(catalog: Catalog, turn: Turn) -> str:
    """Return what one set asks for."""
    item = turn.item
    if item.dose.seconds is None:
        exercise = catalog.exercise(item.exercise)
        return f"{item.dose.reps} {exercise.counting if exercise else 'repetitions'}"
    return f"hold {item.dose.seconds} s" + (f", {item.dose.reps} times" if item.dose.reps > 1 else "")


def lead(guide: Guide) -> str:
    """Return what leads up to the set that is due."""
    rest = "Rest" if len(guide.turn.item.sides) == 1 else "Rest and change sides"
    return {"ready": "Get ready", "switch": "Change sides", "rest": rest}[guide.lead]


def next_up(catalog: Catalog, guide: Guide) -> str:
    """Return what comes after the set that is due."""
    turn, now = guide.following, guide.turn
    if turn is None:
        return "the end of the session"
    if turn.item.exercise != now.item.exercise:
        return f"{title(turn)}, {words.item_dose(turn.item, catalog.exercise(turn.item.exercise))}"
    what = f"set {turn.number} of {turn.item.sets}" + ("" if turn.side == "both" else f", {turn.side} side")
    return (
        f"{turn.seconds} s to change sides, then {what}" if turn.lead == "switch" else f"{turn.seconds} s rest, {what}"
    )


def _set_done(entry: SetDone, counting: str) -> str:
    """Return an entry in words: which set, how much, with what."""
    parts = [f"set {entry.number}" if entry.side == "both" else f"set {entry.number}, {entry.side}"]
    if entry.skipped:
        parts.append("skipped")
    elif entry.seconds is not None:
        parts.append(f"{entry.seconds} s" if entry.reps in (None, 1) else f"{entry.reps} x {entry.seconds} s")
    elif entry.reps is not None:
        parts.append(f"{entry.reps} {counting}")
    if entry.load is not None:
        parts.append(f"{entry.load:g} kg")
    if entry.band is not None:
        parts.append(f"{entry.band} band" if "band" not in entry.band.casefold() else entry.band)
    if entry.pain is not None:
        parts.append(f"pain {entry.pain}")
    return ", ".join(parts)


def described(entry: SetDone, catalog: Catalog) -> str:
    """Return an entry in words, counted as its exercise is."""
    exercise = catalog.exercise(entry.exercise)
    return _set_done(entry, exercise.counting if exercise else "repetitions")


def just_done(catalog: Catalog, guide: Guide) -> tuple[str, ...]:
    """Return a line on the set before, which may still be corrected; none where it was skipped."""
    last = guide.last
    if last is None or last.skipped:
        return ()
    name = "" if last.exercise == guide.turn.item.exercise else f"{exercise_name(catalog, last.exercise)}, "
    return (f"Just done: {name}{described(last, catalog)} (+ - corrects).",)


def load_question(item: Item, last: Used | None) -> str:
    """Return the question after the load of an exercise, and what an empty answer means."""
    what = words.plain(item.load.kind)
    if item.load.kind == "band":
        asked = "Which band do you use (its colour or strength)?"
        before = last.band if last else None
    else:
        asked = f"How many kg ({what})?"
        before = f"{last.load:g} kg" if last and last.load is not None else None
    start = "" if before else f" To start: {item.load.start}."
    return f"{asked}{start} Enter: {f'as last time, {before}' if before else 'not written down'}."


def pain_question() -> str:
    """Return the question after pain in the middle of a session."""
    return "How strong is the pain, 0 (none) to 10 (worst imaginable)? If it is sudden and severe, answer 10 (X)."


def pain_advice(catalog: Catalog, guide: Guide) -> str:
    """Return what follows from the pain that was told last."""
    pain, limits = guide.pain or 0, {limit.id: limit for limit in catalog.limits}
    most, safe = limits["session-pain-max"], limits["session-pain-safe"]
    if not guide.may_go_on:
        sources = most.sources if guide.pain_go_on == most.value else (*most.sources, "R-012")
        told = (
            f"pain above {guide.pain_go_on} is too much: stop this exercise for today. The next session is made easier"
        )
        return words.sentence(_cited(catalog, told, sources))
    if pain > safe.value:
        told = f"pain above {safe.value:g} up to {guide.pain_go_on} is acceptable: finish what is planned, add nothing"
        return words.sentence(_cited(catalog, told, most.sources))
    return words.sentence(_cited(catalog, f"pain up to {safe.value:g} counts as safe", safe.sources))


def offer(catalog: Catalog, item: Item, *, sore: bool) -> tuple[tuple[str, str], ...]:
    """Return what is offered in the place of an exercise, and why that one, as labels and texts."""
    why = "the best lawful one that asks for no more" if sore else "the best lawful one by its pattern, ladder and rank"
    reasons = words.why(item)
    dose = words.item_dose(item, catalog.exercise(item.exercise))
    return (
        ("Instead", f"{words.item_title(item)}, {dose}"),
        ("Why", f"{why}, as glutemed swap chooses; for today only, your program stays as it is"),
        *((("Reasons", reasons),) if reasons else ()),
    )
