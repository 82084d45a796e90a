"""What a session came to, and the latest sessions with their corrections, as content that every format lays out."""

from collections.abc import Iterable, Iterator, Sequence

from glutemed.engine.summary import RUNNING_MAX, Correction, Effect, Said, Summary
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Side
from glutemed.rendering.citing import GRADES, marked
from glutemed.rendering.done import done_words, moment_words, planned_words, short_date
from glutemed.rendering.sections import Section
from glutemed.rendering.words import date_words, exercise_name, listing, sentence

__all__ = ["Shown", "shown_sections", "summary_sections"]

FIELDS = {
    "pain": "worst pain during",
    "after": "pain after",
    "morning": "next morning",
    "usual": "usual morning",
    "effort": "effort",
    "worse_after_effort": "worse after effort",
    "note": "note",
}
Shown = tuple[Summary, tuple[Correction, ...]]
"""A session of the log, and what was corrected in it."""


def summary_sections(catalog: Catalog, summary: Summary, *, whole: bool = True) -> Iterator[Section]:
    """Return what a session came to: what to do at once, the numbers, and, as a whole, each exercise."""
    if summary.now:
        yield Section(title="Do this now", lines=[_told(catalog, said) for said in summary.now])
    title = f"You did: week {summary.week}, session {summary.session}, {date_words(summary.date)}"
    yield Section(title=title, rows=list(_numbers(catalog, summary)))
    if whole:
        yield Section(title="Exercises", lines=list(_exercises(catalog, summary.effects)))
    if summary.zone or summary.now:
        yield Section(title="How to read this", texts=(f"{GRADES} A guide, not a diagnosis (R-018).",))


def _told(catalog: Catalog, said: Said) -> str:
    return f"{sentence(said.text)} [{marked(catalog, said.sources)}]"


def _numbers(catalog: Catalog, summary: Summary) -> Iterator[tuple[str, str]]:
    told = summary.told
    yield "Sessions", f"{summary.sessions_done} of {summary.sessions_planned} of this week"
    if summary.weeks_running > 1:
        more = " or more" if summary.weeks_running >= RUNNING_MAX else ""
        yield "Weeks", f"{summary.weeks_running}{more} in a row with a session"
    yield "Sets", f"{summary.sets_done} done, {summary.sets_planned} planned"
    pains = ((summary.during, "worst during"), (told.after, "after"))
    known = [f"{pain} {when}" for pain, when in pains if pain is not None]
    yield "Pain", f"{', '.join(known)}, of 10" if known else "not written down; nothing rises without it"
    if summary.zone:
        yield "Zone", _told(catalog, summary.zone)
    if told.morning is not None:
        usual = "your usual one is not known" if summary.usual is None else f"{summary.usual} is usual"
        yield "Next morning", f"{told.morning}; {usual}"
    if told.effort is not None:
        yield "Effort", f"{told.effort} of 10"
    if told.note:
        yield "Note", told.note


def _exercises(catalog: Catalog, effects: Iterable[Effect]) -> Iterator[str]:
    """Return each exercise in a line: what was done, what was planned, and the time before."""
    hips: dict[str, list[Effect]] = {}
    for one in effects:
        hips.setdefault(one.exercise, []).append(one)
    for id, sides in hips.items():
        done = done_words({one.side: one.sets for one in sides}) or "not written down"
        planned = planned_words({one.side: (one.planned_sets, one.planned) for one in sides if one.planned})
        against = [f"planned {planned}" if planned else "not in the plan"]
        for date in sorted({one.last_date for one in sides if one.last_date}, reverse=True):
            before = done_words({one.side: one.last for one in sides if one.last_date == date})
            against.append(f"last time, {short_date(date)}: {before}")
        yield f"{exercise_name(catalog, id)}: {done} ({'; '.join(against)})"


def shown_sections(catalog: Catalog, sessions: Iterable[Shown]) -> Iterator[Section]:
    """Return sessions of the log as they stand, each with what was corrected in it."""
    for summary, corrected in sessions:
        title = f"Week {summary.week}, session {summary.session}: {date_words(summary.date)}"
        yield Section(
            title=title, rows=list(_numbers(catalog, summary)), lines=list(_exercises(catalog, summary.effects))
        )
        if corrected:
            yield Section(
                title=f"Corrected in the session of {date_words(summary.date)}",
                lines=list(_corrected(catalog, corrected)),
            )


def _corrected(catalog: Catalog, corrected: Sequence[Correction]) -> Iterator[str]:
    """Return corrections, those of one hip that were made at once in one line."""
    sets: dict[tuple[str, str, Side], list[Correction]] = {}
    for one in corrected:
        if one.now is None:
            yield f"{moment_words(one.recorded)}: {FIELDS[one.field or '']} {one.value_was}, now {one.value_now}"
        else:
            sets.setdefault((one.recorded, one.now.exercise, one.now.side), []).append(one)
    for (recorded, id, side), ones in sets.items():
        numbers = listing([str(one.now.number) for one in ones if one.now])
        was = done_words({side: [one.was for one in ones if one.was]})
        now = done_words({side: [one.now for one in ones if one.now]})
        which = f"set{'s' if len(ones) > 1 else ''} {numbers}"
        yield f"{moment_words(recorded)}: {exercise_name(catalog, id)}, {which}: {was}, now {now}"
