"""A guided session as plain lines, for screen readers and pipes: no bars, no drawing, one thought a line."""

from collections.abc import Iterable, Iterator

from glutemed.engine.standing import Guide, Used
from glutemed.model.catalog import Catalog
from glutemed.rendering import guidance
from glutemed.rendering.words import sentence

__all__ = ["HELP", "WORDS", "hurt_words", "lines_of", "marks", "spoken"]

WORDS = "done, skip, drop (the rest of the exercise), swap, pain 4, pause, again, picture, help, quit"
HELP = (
    "Enter, or done: done, or on to what comes next. In repetitions a number says how many you did.",
    "skip: this set. drop: what is left of this exercise. swap: another exercise in its place, for today.",
    "pain 4: it hurts too much, and how much, 0 to 10. pause: time stands still. again: the set before once more.",
    "more, less: one repetition or second more or less of the set just done. bell: the bell on or off.",
    "picture: what the drawing of the exercise shows, in words.",
    "quit: leave. What is done is kept, and glutemed session goes on from there.",
)
HALFWAY_FROM, SOON_FROM, SOON = 20, 10, 5
"""Holds of at least so many seconds are told at half time, and before the end; and how long before."""


def lines_of(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Return labelled texts as lines."""
    for label, text in rows:
        first, *others = text.split("\n")
        if others:
            yield f"{label}:"
            yield from (first, *others)
        else:
            yield sentence(f"{label}: {first}" if label else first)


def spoken(catalog: Catalog, guide: Guide, conditions: tuple[str, ...], last: Used | None = None) -> tuple[str, ...]:
    """Return what is said when a guide comes to stand where it stands; `last` is the load used last time."""
    turn = guide.turn
    if guide.asking == "load":
        return (guidance.load_question(turn.item, last),)
    if guide.asking == "pain":
        return (guidance.pain_question(),)
    if guide.asking == "hurt":
        return (guidance.pain_advice(catalog, guide), *hurt_choices(guide))
    if guide.paused:
        return ("Paused. Enter: go on.",)
    exercise, _, which_set = guidance.place(guide).partition(", ")
    task = guidance.task(catalog, turn)
    if guide.phase == "announce":
        teach = lines_of(guidance.taught(catalog, turn, conditions))
        return (sentence(f"{exercise}: {guidance.title(turn)}"), *teach, f"Enter: begin. Or: {WORDS}.")
    if guide.phase == "wait":
        seconds = "" if guide.lead == "ready" else f", {guide.wait} s"
        return (f"{guidance.lead(guide)}{seconds}. Then {which_set}: {task}.",)
    if guide.phase == "breath":
        return ("Let go.",)
    if turn.item.dose.seconds is None:
        tempo = f", tempo {turn.item.tempo}" if turn.item.tempo else ""
        return (f"Now: {task}{tempo}. Enter when done, or how many it was.",)
    which = f" {guide.held + 1} of {turn.item.dose.reps}" if turn.item.dose.reps > 1 else ""
    return (f"Hold{which} now: {turn.item.dose.seconds} s.",)


def hurt_choices(guide: Guide) -> tuple[str, ...]:
    """Return what may be done after pain, a line each."""
    swap = ("swap: an easier exercise in its place, for today.",) if guide.rest else ()
    carry_on = ("next: carry on.",) if guide.may_go_on else ()
    return ("Enter: stop this exercise for today.", *swap, *carry_on)


def hurt_words(guide: Guide) -> str:
    """Return the words that may be typed after pain."""
    swap, carry_on = ("swap, " if guide.rest else ""), ("next, " if guide.may_go_on else "")
    return f"Enter stops this exercise for today, or: {swap}{carry_on}pain 4, help, quit"


def marks(guide: Guide) -> tuple[tuple[float, str], ...]:
    """Return what is said on the way through a hold: after how many seconds, and the words."""
    seconds = guide.turn.item.dose.seconds
    if guide.phase != "work" or seconds is None:
        return ()
    half = ((seconds / 2, "Halfway."),) if seconds >= HALFWAY_FROM else ()
    soon = ((float(seconds - SOON), f"{SOON} s left."),) if seconds >= SOON_FROM else ()
    return (*half, *soon)
