"""What people give: options to a Request, names to exercises. Every fault is one UsageError line."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from glutemed.errors import UsageError, did_you_mean, suggest
from glutemed.loading.text import NAME_MAX, TEXT_MAX, clean, composed, gate
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT, KIT_SETS, STAGES, Exercise, plain_name
from glutemed.model.plan import GOALS, LEVELS, SIDES, WEEKDAYS, Request

__all__ = [
    "FIELDS",
    "REPEATED",
    "SPANS",
    "one_of",
    "options_of",
    "read_again",
    "read_condition",
    "read_equipment",
    "read_field",
    "read_fields",
    "read_name",
    "read_request",
    "read_session",
    "read_whole",
    "refuse_others",
    "resolve",
    "shown",
    "split",
]

T = TypeVar("T", bound=str)

SPANS = {"pain": (0, 10), "minutes": (15, 90), "age": (0, 120), "weeks": (1, 12)}
"""The lowest and highest whole number that a field takes."""
FIELDS = tuple(Request.__dataclass_fields__)
REPEATED = ("condition", "equipment", "on", "other", "include", "exclude")
"""The fields that take several texts."""


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


def read_name(option: str, value: str) -> str:
    """Return a person's name, composed and without space at its ends; UsageError when it is none."""
    name = composed(value.strip())
    if not name or len(name) > NAME_MAX or gate(name):
        raise UsageError(f"{option}: {shown(value)} is not a name of 1 to {NAME_MAX} printable characters")
    return name


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


def read_equipment(values: Iterable[str], option: str = "--equipment") -> tuple[str, ...]:
    """Return the sorted kit items that names stand for: none, home or gym, or a list of items."""
    sets, names = dict(KIT_SETS), split(values)
    if not names:
        raise UsageError(f"{option}: is empty; allowed: {', '.join(sets)}, or a list of {', '.join(KIT)}")
    found: set[str] = set()
    for name in names:
        item = one_of(option, name, (*sets, *KIT))
        if item == "none" and len(names) > 1:
            raise UsageError(f'{option}: "none" stands alone')
        found.update(sets.get(item, (item,)))
    return tuple(sorted(found))


def read_condition(catalog: Catalog, name: str, option: str = "--condition") -> str:
    """Return the id of the condition that a name or alias means; UsageError tells what is allowed."""
    known = {
        plain_name(known): condition.id
        for condition in catalog.conditions
        for known in (condition.id, condition.name, *condition.aliases)
    }
    found = known.get(plain_name(name.replace("_", " ")))
    if found:
        return found
    choices = ", ".join(condition.id for condition in catalog.conditions)
    near = suggest(plain_name(name), known)
    meant = f'; did you mean "{known[near]}"?' if near else ""
    raise UsageError(f"{option}: {shown(name)} is not allowed; allowed: {choices}{meant}")


def read_field(catalog: Catalog, name: str, value: Any, option: str = "") -> Any:
    """Return one field of a request from the text, or the list of texts, that was given for it.

    `option` is what the field is called where it was given. Raises UsageError.
    """
    return READERS[name](catalog, option or f"--{name}", value)


def read_request(catalog: Catalog, options: dict[str, Any], mark: str = "--") -> Request:
    """Return the request that options make, every default filled in.

    Options are texts, or lists of texts for those that may be repeated, under their names without
    dashes; what was not given is None or empty. `mark` stands before their names in messages.
    Raises UsageError for the first that is wrong.
    """
    if options.get("goal") is None:
        raise UsageError(f"{mark}goal is missing; allowed: {', '.join(GOALS)}")
    goal = one_of(f"{mark}goal", options["goal"], GOALS)
    if goal == "prevention" and options.get("stage") is not None:
        raise UsageError(f"{mark}stage goes with {mark}goal rehab only; prevention draws on mid and late exercises")
    given = {name: value for name, value in options.items() if value is not None and value != []}
    fields = {name: READERS[name](catalog, f"{mark}{name}", given[name]) for name in READERS if name in given}
    stage = fields.get("stage", "early") if goal == "rehab" else None
    protocol = catalog.protocol(goal, stage, fields.get("condition", ()))
    days = _days(
        options.get("days"),
        len(fields.get("on", ())),
        protocol.days,
        protocol.default_days,
        f"{goal} {stage or ''}".strip(),
        mark,
    )
    both = [id for id in fields.get("include", ()) if id in fields.get("exclude", ())]
    if both:
        raise UsageError(f"{mark}include and {mark}exclude both name {both[0]}")
    return Request(**{"equipment": read_equipment(["home"]), **fields, "stage": stage, "days": days})


def read_again(catalog: Catalog, request: Request) -> Request:
    """Return a request that a program made, in the order that ours have; UsageError where no option could make it."""
    if not isinstance(request, Request):
        raise UsageError("request: must be a Request; read_request makes one of plain data")
    given = {name: getattr(request, name) for name in FIELDS}
    for name in REPEATED:
        if not isinstance(given[name], tuple | list):
            raise UsageError(f"{name}: must be a tuple of texts")
    return read_request(catalog, options_of({**given, "equipment": list(request.equipment)}), mark="")


def read_fields(catalog: Catalog, data: Mapping[str, Any]) -> Request:
    """Return the request of plain data, such as a row of JSON; what is not said is as on the command line.

    Raises UsageError for the first field that is wrong, or is none.
    """
    if not isinstance(data, Mapping):
        raise UsageError("request: must be a mapping of fields")
    refuse_others(data, FIELDS)
    return read_request(catalog, options_of(data), mark="")


def refuse_others(names: Iterable[object], allowed: Sequence[str]) -> None:
    """Raise UsageError for the first name that is no field."""
    for name in map(str, names):
        if name not in allowed:
            near = did_you_mean(name, allowed)
            raise UsageError(f"{shown(name)} is not a field here; allowed: {', '.join(allowed)}{near}")


def options_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the plain data of a request as the texts that options are: what `read_request` takes.

    An empty list of equipment means none, as in the request of a plan.
    Raises UsageError for a value that is neither text, a whole number, nor a list of texts where one may stand.
    """
    given = {name: _texts(name, value) for name, value in data.items() if value is not None}
    return {**given, "equipment": ["none"]} if given.get("equipment") == [] else given


def _texts(name: str, value: Any) -> Any:
    if name in REPEATED:
        parts = [value] if isinstance(value, str) else value
        if isinstance(parts, list | tuple) and all(isinstance(part, str) for part in parts):
            return list(parts)
        raise UsageError(f"{name}: must be a text or a list of texts")
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and (name in SPANS or name == "days"):
        return f"{value:d}" if abs(value) < 10**9 else "a number of that size"
    raise UsageError(f"{name}: must be {'a whole number' if name in SPANS or name == 'days' else 'a text'}")


def _conditions(catalog: Catalog, option: str, values: Sequence[str]) -> tuple[str, ...]:
    """Return conditions in the order given, each once; "none" alone means no condition."""
    names = _some(option, values)
    if "none" not in map(str.casefold, names):
        return tuple(dict.fromkeys(read_condition(catalog, name, option) for name in names))
    if len(names) > 1:
        raise UsageError(f'{option}: "none" stands alone')
    return ()


def read_whole(option: str, value: str, low: int, high: int) -> int:
    """Return the whole number that an option gives; UsageError where it is none, or not within its span."""
    number, allowed = value.strip(), f"{low} to {high}" if low < high else f"{low}"
    if not _is_whole(number):
        raise UsageError(f"{option}: {shown(value)} is not a whole number; allowed: {allowed}")
    if not low <= int(number) <= high:
        raise UsageError(f"{option}: {int(number)} is not allowed; allowed: {allowed}")
    return int(number)


def _is_whole(number: str) -> bool:
    return re.fullmatch(r"-?[0-9]{1,9}", number) is not None


def read_session(option: str, value: str) -> int:
    """Return which session of the week an option names; UsageError where it is no number of one."""
    number = value.strip()
    if not (number.isascii() and number.isdigit() and len(number) < 3 and int(number)):
        raise UsageError(f"{option}: {shown(value)} is not allowed; name one of the week's sessions by its number")
    return int(number)


def _whole(name: str) -> Callable[[Catalog, str, str], int]:
    """Return the reader of a whole number within its span."""
    low, high = SPANS[name]
    return lambda _, option, value: read_whole(option, value, low, high)


def _clinician(_: Catalog, option: str, value: str) -> str:
    """Return who takes on gates, dose and stage, and why."""
    name, _colon, reason = (part.strip() for part in value.partition(":"))
    if len(value) > TEXT_MAX or gate(value):
        raise UsageError(f"{option}: {shown(value)} is not a text of 1 to {TEXT_MAX} printable characters")
    if not name or not reason or len(name) > NAME_MAX:
        raise UsageError(f'{option}: {shown(value)} does not say who and why; write it as "name: reason"')
    return f"{name}: {reason}"


def _exercises(catalog: Catalog, option: str, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({resolve(catalog, name, option).id for name in _some(option, values)}))


def _some(option: str, values: Sequence[str]) -> list[str]:
    """Return the parts of an option that may be left out, but not left empty."""
    parts = split(values)
    if not parts:
        raise UsageError(f"{option}: is empty; leave it out, or name something")
    return parts


def _weekdays(_: Catalog, option: str, values: Sequence[str]) -> tuple[Any, ...]:
    """Return weekdays in the order of the week; two letters are enough."""
    short = {name[:size]: name for name in WEEKDAYS for size in range(2, len(name))}
    days = [one_of(option, short.get(name.casefold(), name), WEEKDAYS) for name in _some(option, values)]
    twice = next((day for day in days if days.count(day) > 1), None)
    if twice:
        raise UsageError(f"{option}: {twice} is there twice")
    return tuple(sorted(days, key=WEEKDAYS.index))


def _days(value: str | None, on: int, span: Sequence[int], default: int, what: str, mark: str) -> int:
    low, high = span
    value = value.strip() if value is not None else None
    if value is not None and not _is_whole(value):
        raise UsageError(f"{mark}days: {shown(value)} is not a whole number; allowed for {what}: {low} to {high}")
    days = int(value) if value is not None else on or default
    if on and days != on:
        raise UsageError(f"{mark}days {days} and {on} weekdays in {mark}on do not agree; leave one of them out")
    if not low <= days <= high:
        option = "on" if on and value is None else "days"
        raise UsageError(f"{mark}{option}: {days} days a week; allowed for {what}: {low} to {high}")
    return days


def _start(_: Catalog, option: str, value: str) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = date.min
    if day.isoformat() == value and 2000 <= day.year <= 2100:
        return value
    meant = " or ".join(_dates_meant(value))
    hint = f"; did you mean {meant}?" if meant else ", such as 2026-12-01"
    raise UsageError(f"{option}: {shown(value)} is not a date; write it as year-month-day{hint}")


DATE = re.compile(r"\s*([0-9]{1,4})\s*([-./])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,4})\.?\s*")


def _dates_meant(value: str) -> list[str]:
    """Return what a date in another order may mean: with points the day is first, otherwise the month may be."""
    found = DATE.fullmatch(value)
    if found is None:
        return []
    first, mark, second, third = int(found[1]), found[2], int(found[3]), int(found[4])
    orders = [(third, second, first)] + ([(third, first, second)] if mark != "." else [])
    if len(found[1]) == 4:
        orders = [(first, second, third)]
    return list(dict.fromkeys(day.isoformat() for day in map(_day, orders) if day))


def _day(parts: tuple[int, int, int]) -> date | None:
    """Return the day of year, month and day; None where there is none within the years that are allowed."""
    year, month, day = parts
    try:
        return date(year, month, day) if 2000 <= year <= 2100 else None
    except ValueError:
        return None


READERS: dict[str, Callable[[Catalog, str, Any], Any]] = {
    "goal": lambda _, option, value: one_of(option, value, GOALS),
    "stage": lambda _, option, value: one_of(option, value, STAGES),
    "on": _weekdays,
    "other": _weekdays,
    "include": _exercises,
    "exclude": _exercises,
    "equipment": lambda _, option, values: read_equipment(values, option),
    "level": lambda _, option, value: one_of(option, value, LEVELS),
    "pain": _whole("pain"),
    "condition": _conditions,
    "minutes": _whole("minutes"),
    "age": _whole("age"),
    "side": lambda _, option, value: one_of(option, value, SIDES),
    "weeks": _whole("weeks"),
    "clinician": _clinician,
    "start": _start,
}
"""How each field of a request is read, but for days, which go by the protocol."""
