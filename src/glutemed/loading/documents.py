"""What people give: options to a Request, names to exercises. Every fault is one UsageError line."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from glutemed.errors import UsageError, did_you_mean
from glutemed.loading.text import NAME_MAX, clean, gate
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT, KIT_SETS, STAGES, Exercise
from glutemed.model.plan import GOALS, LEVELS, WEEKDAYS, Request

__all__ = ["one_of", "read_equipment", "read_request", "resolve", "split"]

T = TypeVar("T", bound=str)


def split(values: Iterable[str]) -> list[str]:
    """Return the parts of repeated and comma-separated values, without the space around them."""
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def one_of(option: str, value: str, allowed: Sequence[T]) -> T:
    """Return the allowed value that was meant, in any case; UsageError tells what is allowed."""
    folded = value.strip().casefold().replace(" ", "-").replace("_", "-")
    for known in allowed:
        if known == folded:
            return known
    choices = ", ".join(allowed)
    raise UsageError(f"{option}: {shown(value)} is not allowed; allowed: {choices}{did_you_mean(folded, allowed)}")


def shown(text: str) -> str:
    """Return a user's text in quotes, cut to a line and without control characters."""
    return f'"{clean(text[:NAME_MAX])}..."' if len(text) > NAME_MAX else f'"{clean(text)}"'


def resolve(catalog: Catalog, name: str, option: str = "EXERCISE") -> Exercise:
    """Return the exercise that an id, name or alias means; UsageError suggests the nearest."""
    if not name.strip() or len(name) > NAME_MAX or gate(name):
        raise UsageError(f"{option}: {shown(name)} is not a name of 1 to {NAME_MAX} printable characters")
    exercise = catalog.find(name)
    if exercise:
        return exercise
    known = [known for e in catalog.exercises for known in (e.id, e.name, *e.aliases)]
    raise UsageError(
        f"{option}: no exercise is called {shown(name)}{did_you_mean(name, known) or '; see glutemed list'}"
    )


def read_equipment(values: Iterable[str]) -> tuple[str, ...]:
    """Return the sorted kit items that names stand for: none, home or gym, or a list of items."""
    sets, names = dict(KIT_SETS), split(values)
    if not names:
        raise UsageError(f"--equipment: is empty; allowed: {', '.join(sets)}, or a list of {', '.join(KIT)}")
    found: set[str] = set()
    for name in names:
        item = one_of("--equipment", name, (*sets, *KIT))
        if item == "none" and len(names) > 1:
            raise UsageError('--equipment: "none" stands alone')
        found.update(sets.get(item, (item,)))
    return tuple(sorted(found))


def read_request(catalog: Catalog, options: dict[str, Any]) -> Request:
    """Return the request that options make, every default filled in.

    Options are texts, or lists of texts for those that may be repeated, under their names without
    dashes; what was not given is None or empty. Raises UsageError for the first that is wrong.
    """
    if options.get("goal") is None:
        raise UsageError(f"--goal is missing; allowed: {', '.join(GOALS)}")
    goal = one_of("--goal", options["goal"], GOALS)
    stage = options.get("stage")
    if goal == "prevention" and stage is not None:
        raise UsageError("--stage goes with --goal rehab only; prevention draws on mid and late exercises")
    read_stage = one_of("--stage", "early" if stage is None else stage, STAGES) if goal == "rehab" else None
    on = _weekdays(options.get("on"))
    protocol = catalog.protocol(goal, read_stage)
    days = _days(
        options.get("days"), len(on), protocol.days, protocol.default_days, f"{goal} {read_stage or ''}".strip()
    )
    include = _exercises(catalog, "--include", options.get("include"))
    exclude = _exercises(catalog, "--exclude", options.get("exclude"))
    both = [id for id in include if id in exclude]
    if both:
        raise UsageError(f"--include and --exclude both name {both[0]}")
    equipment, level = options.get("equipment"), options.get("level")
    return Request(
        goal=goal,
        stage=read_stage,
        equipment=read_equipment(equipment or ["home"]),
        days=days,
        on=on,
        level=one_of("--level", "beginner" if level is None else level, LEVELS),
        include=include,
        exclude=exclude,
        start=_start(options.get("start")),
    )


def _exercises(catalog: Catalog, option: str, values: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(sorted({resolve(catalog, name, option).id for name in _some(option, values)}))


def _some(option: str, values: Sequence[str] | None) -> list[str]:
    """Return the parts of an option that may be left out, but not left empty."""
    parts = split(values or [])
    if values and not parts:
        raise UsageError(f"{option}: is empty; leave it out, or name something")
    return parts


def _weekdays(values: Sequence[str] | None) -> tuple[Any, ...]:
    """Return weekdays in the order of the week; three letters are enough."""
    short = {name[:3]: name for name in WEEKDAYS}
    days = [one_of("--on", short.get(name.casefold(), name), WEEKDAYS) for name in _some("--on", values)]
    twice = next((day for day in days if days.count(day) > 1), None)
    if twice:
        raise UsageError(f"--on: {twice} is there twice")
    return tuple(sorted(days, key=WEEKDAYS.index))


def _days(value: str | None, on: int, span: Sequence[int], default: int, what: str) -> int:
    low, high = span
    value = value.strip() if value is not None else None
    if value is not None and not (value.isascii() and value.isdigit() and len(value) < 10):
        raise UsageError(f"--days: {shown(value)} is not a whole number; allowed for {what}: {low} to {high}")
    days = int(value) if value is not None else on or default
    if on and days != on:
        raise UsageError(f"--days {days} and {on} weekdays in --on do not agree; leave one of them out")
    if not low <= days <= high:
        option = "--on" if on and value is None else "--days"
        raise UsageError(f"{option}: {days} days a week; allowed for {what}: {low} to {high}")
    return days


def _start(value: str | None) -> str | None:
    if value is None:
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = date.min
    if day.isoformat() == value and 2000 <= day.year <= 2100:
        return value
    raise UsageError(f"--start: {shown(value)} is not a date; write it as year-month-day, such as 2026-12-01")
