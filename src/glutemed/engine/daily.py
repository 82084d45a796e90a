"""Pain in daily life, as the log tells of it: next mornings, usual ones, and what a screening was told (P14).

Pain at which nothing is given stops here, also that of a session.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain
from math import ceil
from typing import Literal, NamedTuple

from glutemed.engine.commands import command
from glutemed.engine.facts import Trained, days_between
from glutemed.model.catalog import Catalog
from glutemed.model.log import Person, SetDone, Told, Workout
from glutemed.model.plan import Request

__all__ = ["Word", "daily_pain", "latest_word", "pain_stop", "say_now", "words_of"]


def say_now(person: Person) -> str:
    """Return how a stop for pain is lifted: by saying how it is now."""
    return f"When it was looked at and is less, say how it is now: {command('screen', person.name)}"


class Word(NamedTuple):
    """What was said of pain in daily life: when it was so, how much, of what, and the day that it is about.

    `at` is the moment in UTC when it was told, or for a morning that was told later the end of its day: days
    are those of where a person is, so that days and moments do not tell what came first.
    """

    at: str
    pain: int
    of: Literal["morning", "usual", "screening"]
    day: str


def words_of(person: Person) -> tuple[Word, ...]:
    """Return all that was said of pain in daily life, in the order in which it was so; the worst of a moment last."""
    found = [word for workout in person.workouts for word in _of_session(workout)]
    found += [
        Word(screening.recorded, screening.pain, "screening", screening.date)
        for screening in person.screenings
        if screening.pain is not None
    ]
    return tuple(sorted(found))


def _of_session(workout: Workout) -> list[Word]:
    """Return the morning after a session, and the usual morning, as told last in its entries."""
    told = sorted(workout.told, key=lambda one: one.recorded)
    morning = next((one for one in reversed(told) if one.morning is not None), None)
    usual = next((one for one in reversed(told) if one.usual is not None), None)
    found = list[Word]()
    if morning is not None and morning.morning is not None:
        after, over = (_days_on(workout.date, days) for days in (1, 2))
        found.append(Word(min(morning.recorded, over), morning.morning, "morning", after))
    if usual is not None and usual.usual is not None:
        found.append(Word(usual.recorded, usual.usual, "usual", max(usual.recorded[:10], workout.date)))
    return found


def _days_on(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def latest_word(catalog: Catalog, person: Person, today: str) -> int | None:
    """Return the pain in daily life as it was told last, where that is of the last 7 days; else None."""
    words = words_of(person)
    wait = catalog.limit("flare-days")
    return words[-1].pain if words and days_between(words[-1].day, today) <= wait else None


def pain_stop(catalog: Catalog, person: Person, today: str) -> int | None:
    """Return the worst pain at which no program is given (P14) that was told in the last 7 days; else None.

    Pain of a session counts too, and a number that was corrected to less: whether a 9 was a slip of the
    finger is not for a program to say (X). Only a screening after it that was told of less takes it back.
    """
    wait, most = catalog.limit("flare-days"), catalog.limit("pain-max")
    eased = max((one.recorded for one in person.screenings if one.pain is not None and one.pain <= most), default="")
    lately = (one for one in person.workouts if days_between(one.date, today) <= wait)
    told = chain.from_iterable((*_pains(workout.sets), *_pains(workout.told)) for workout in lately)
    worst = max((pain for moment, pain in told if moment > eased), default=0)
    last = latest_word(catalog, person, today) or 0
    return max(worst, last) if max(worst, last) > most else None


def _pains(entries: Iterable[SetDone | Told]) -> Iterator[tuple[str, int]]:
    """Yield the moment and the worst pain of each entry of the log, 0 where it tells of none."""
    for entry in entries:
        yield entry.recorded, max(getattr(entry, name, None) or 0 for name in ("pain", "after", "morning", "usual"))


def daily_pain(catalog: Catalog, person: Person, request: Request, week: Trained, today: str) -> int | None:
    """Return the pain in daily life that the log tells of, else that of the request (X).

    The mean of the last mornings, three at least where there are so many, so that one odd morning
    does not count as a week. It is rounded up, since a mean above a limit is above it. What a screening
    was told takes the place of mornings before it. Pain at which no program is given counts at once:
    told last, or of a morning of the last week (P14).
    """
    pause = catalog.limit("break-days")
    lately = [word for word in words_of(person) if days_between(word.day, today) < pause]
    asked = max((word for word in lately if word.of == "screening"), default=None)
    if asked is not None:
        lately = [word for word in lately if word >= asked]
    if not lately:
        return request.pain
    of_week = {word for workout in week.workouts for word in _of_session(workout) if word.of == "morning"}
    worst = max(lately[-1].pain, *(word.pain for word in of_week if asked is None or word > asked), 0)
    if worst > catalog.limit("pain-max"):
        return worst
    counted = [word.pain for word in lately if word.of != "usual"][-int(catalog.limit("daily-mornings")) :]
    return ceil(sum(counted) / len(counted)) if counted else request.pain
