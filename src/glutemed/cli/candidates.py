"""What each option and argument may be given, for Tab completion; the catalogue and the log are read, never written."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from glutemed.cli import system
from glutemed.errors import GlutemedError

if TYPE_CHECKING:
    from glutemed.model.catalog import Catalog

__all__ = ["FILES", "FOLDERS", "LISTS", "VALUES", "Candidate", "Given", "fitting"]

PLAN_BYTES_MAX = 5_000_000

Candidate = tuple[str, str]
"""A value, and what it is in a few words."""


class Given(NamedTuple):
    """What a command line has so far: the command, its options with their values, its arguments."""

    command: str
    options: dict[str, list[str]]
    arguments: Sequence[str]

    def parts(self, option: str) -> list[str]:
        """Return the parts of what an option that takes a list was given."""
        return [part.strip().casefold() for value in self.options.get(option, ()) for part in value.split(",")]


class Names(NamedTuple):
    """Something that has names: the one to write, and others that mean it too."""

    id: str
    what: str
    others: tuple[str, ...] = ()


def fitting(found: "Iterable[Candidate | Names]", start: str) -> list[Candidate]:
    """Return what begins with a text, in any case; where nothing does, the other names that do, with hyphens."""
    known, folded = list(found), start.casefold()
    if fits := [(one[0], one[1]) for one in known if one[0].casefold().startswith(folded)]:
        return fits
    for one in known:
        written = ("-".join(name.split()).casefold() for name in getattr(one, "others", ()) if "," not in name)
        if near := next((name for name in written if name.startswith(folded.replace(" ", "-"))), None):
            fits.append((near, one[1]))
    return fits


def _of(kind: str, name: str) -> Callable[[Given], Iterable[Candidate]]:
    """Return what gives the values of a tuple of the model."""

    def values(_: Given) -> Iterable[Candidate]:
        from importlib import import_module

        return [(value, "") for value in getattr(import_module(f"glutemed.model.{kind}"), name)]

    return values


def _fixed(*values: str) -> Callable[[Given], Iterable[Candidate]]:
    return lambda _: [(value, "") for value in values]


TEXTS = ("terminal", "markdown", "json")
FORMATS = {
    "why": TEXTS,
    "check": (*TEXTS, "github"),
    "screen": TEXTS,
    "log": TEXTS,
    "log export": ("json", "csv"),
    "log people": ("table", "markdown", "json"),
    "progress": ("terminal", "markdown", "svg", "csv", "json"),
    "list": ("table", "markdown", "json", "csv"),
    "show": ("table", "markdown", "json", "svg"),
    "sources": (*TEXTS, "csv", "bibtex"),
    "learn": TEXTS,
    "catalog limits": ("table", "markdown", "json"),
}
"""The formats of each command; any other one writes plans, in all of theirs."""


def _formats(given: Given) -> Iterable[Candidate]:
    from glutemed.formats import FORMATS as PLANS

    names = FORMATS.get(given.command) or [name for name in PLANS if (given.command, name) != ("batch", "terminal")]
    return [(name, "") for name in names]


def _kit(given: Given) -> Iterator[Candidate]:
    from glutemed.model.exercise import KIT, KIT_SETS

    there = given.parts("--equipment")
    for name, items in KIT_SETS:
        if not any(there) and name not in there:
            yield name, ", ".join(items) or "nothing but floor, wall, stair and chair"
    yield from ((item, "") for item in KIT if item not in there)


def _weekdays(option: str) -> Callable[[Given], Iterable[Candidate]]:
    def values(given: Given) -> Iterable[Candidate]:
        from glutemed.model.plan import WEEKDAYS

        return [(day, "") for day in WEEKDAYS if day[:3] not in {part[:3] for part in given.parts(option)}]

    return values


def _catalog(given: Given) -> "Catalog":
    """Return the catalogue under the overlays of the line and the user's own; without them where they are broken."""
    from glutemed.cli.catalogs import all_of
    from glutemed.loading.catalog import load_catalog

    cache = system.cache_folder()
    try:
        return load_catalog(overlays=all_of(given.options.get("--catalog")), cache=cache, keeps=False)
    except GlutemedError:
        return load_catalog(cache=cache, keeps=False)


def _exercises(option: str) -> Callable[[Given], Iterable[Names]]:
    """Return what gives every exercise that an option does not name yet."""

    def values(given: Given) -> Iterable[Names]:
        there = given.parts(option)
        return [one for one in _all_exercises(given) if one.id not in there]

    return values


def _all_exercises(given: Given) -> Iterator[Names]:
    for one in _catalog(given).exercises:
        yield Names(one.id, one.name, (one.name, *one.aliases))


def _exercise(given: Given) -> Iterable[Names]:
    """Return the exercises of the plan that is named, if one is; else all."""
    known, there = list(_all_exercises(given)), set()
    if given.command in ("swap", "edit") and given.arguments:
        with suppress(OSError, ValueError):
            there = set(_named_in(given.arguments[0]))
    return [one for one in known if one.id in there] or known


def _named_in(file: str) -> Iterator[str]:
    """Return what the items of a saved plan name."""
    from json import loads

    if not os.path.isfile(file) or os.path.getsize(file) > PLAN_BYTES_MAX:
        return
    with open(file, "rb") as plan:
        left: list[Any] = [loads(plan.read())]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            if isinstance(one.get("exercise"), str):
                yield one["exercise"]
            left += one.values()
        elif isinstance(one, list):
            left += one


def _conditions(given: Given) -> Iterator[Candidate | Names]:
    there = given.parts("--condition")
    if not any(there) and given.command != "list":
        yield "none", "no condition"
    for one in _catalog(given).conditions:
        if one.id not in there:
            yield Names(one.id, one.name, (one.name, *one.aliases))


def _topics(given: Given) -> Iterator[Names]:
    from glutemed.loading.pages import topics

    for one in topics(_catalog(given)):
        yield Names(one.id, one.title, (one.title, *one.aliases))


def _keys(given: Given) -> Iterator[Candidate]:
    catalog, there = _catalog(given), [key.casefold() for key in given.arguments]
    for source in catalog.sources:
        if source.key.casefold() not in there:
            yield source.key, source.title
    for statement in catalog.statements:
        if statement.id.casefold() not in there:
            yield statement.id, statement.text


def _people(given: Given) -> Iterable[Candidate]:
    from glutemed.store.log import Store

    file = given.options.get("--store", [""])[-1]
    return [(name, "") for name in Store(system.store_file(file or None)).people()]


def _zones(_: Given) -> Iterable[Candidate]:
    """Return every time zone; the list is that of the package which calendars go by."""
    from importlib.util import find_spec

    spec = find_spec("tzdata")
    folder = next(iter((spec and spec.submodule_search_locations) or ()), "")
    with open(os.path.join(folder, "zones"), encoding="ascii") as zones:
        return [(name, "") for name in zones.read().split() if name != "Factory"]


LISTS = {"--condition", "--equipment", "--on", "--other", "--include", "--exclude"}
"""Options whose values may be lists with commas."""
FILES = {"--answers", "--catalog", "--output", "--report", "--store", "file", "files", "requests"}
FOLDERS = {"--output-dir"}
VALUES: Mapping[str, Callable[[Given], Iterable[Candidate | Names]]] = {
    "--activation": _of("exercise", "ACTIVATIONS"),
    "--category": _of("exercise", "CATEGORIES"),
    "--chain": _of("exercise", "CHAINS"),
    "--condition": _conditions,
    "--equipment": _kit,
    "--exclude": _exercises("--exclude"),
    "--exercise": _exercise,
    "--format": _formats,
    "--goal": _of("plan", "GOALS"),
    "--include": _exercises("--include"),
    "--install-completion": _fixed("bash", "zsh", "fish"),
    "--level": _of("plan", "LEVELS"),
    "--on": _weekdays("--on"),
    "--other": _weekdays("--other"),
    "--paper": _fixed("a4", "letter"),
    "--person": _people,
    "--show-completion": _fixed("bash", "zsh", "fish"),
    "--side": _of("plan", "SIDES"),
    "--skip": _exercises("--skip"),
    "--stage": _of("exercise", "STAGES"),
    "--timezone": _zones,
    "--with": _exercises("--with"),
    "--wobbled": _exercises("--wobbled"),
    "exercise": _exercise,
    "keys": _keys,
    "name": _people,
    "topic": _topics,
}
"""What may stand after an option, or as an argument of that name; what is neither here nor a file is free text."""
