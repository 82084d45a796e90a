"""glutemed as a library: a request to a checked plan, and the plan in any format. Pure, and safe from threads.

What `from glutemed import ...` gives. Nothing here knows a clock, an environment or a terminal.
"""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack, overload

from glutemed.errors import InternalError, NoPlanError, UsageError
from glutemed.formats import FORMATS, Setting, lay_out
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Passed, Plan, Request

if TYPE_CHECKING:
    from glutemed.rendering.words import Names

__all__ = ["make_plan", "planned", "read_request", "render", "unbroken"]

Text = Literal["terminal", "markdown", "json", "html", "ics", "csv", "fhir"]
PAPERS: tuple[Literal["a4", "letter"], ...] = ("a4", "letter")
WIDTHS = (40, 400)
"""The narrowest and widest terminal that is written for, in columns."""


class Handed(TypedDict, total=False):
    """What may go with a plan, as `render` takes it."""

    person: str | None
    clinic: str | None
    paper: Literal["a4", "letter"]
    qr: bool
    width: int
    colour: bool
    at: str | None
    timezone: str | None
    line: bool
    cache: str | os.PathLike[str] | None


def make_plan(catalog: Catalog, request: Request) -> Plan:
    """Return the program for a request, which has passed every check; the same request gives the same plan.

    Raises UsageError for a request that no option could make, NoPlanError with the rule and the
    smallest change that helps, SafetyStopError when none may be given for safety's sake, InternalError
    for a plan that breaks a rule: a bug.
    """
    from glutemed.loading.requests import read_again

    return planned(catalog, read_again(catalog, request))


def read_request(catalog: Catalog, data: Mapping[str, Any]) -> Request:
    """Return the request of plain data, such as a row of JSON: the fields of `Request`, of which only goal must be.

    What is missing or None has the default of the command line: days as the stage has them, the kit of
    a home. Values are texts, whole numbers and lists of texts; names and aliases of exercises and conditions are
    resolved. Raises UsageError, which names the field, for what is wrong or is no field.
    """
    from glutemed.loading.requests import read_fields

    return read_fields(catalog, data)


def planned(catalog: Catalog, request: Request, passed: tuple[Passed, ...] = ()) -> Plan:
    """Return the program for a request that was read by `loading.requests`; else as `make_plan`."""
    from glutemed.engine import planner

    try:
        made = planner.make_plan(catalog, request, passed)
    except NoPlanError as error:
        from glutemed.engine.remedy import smallest_change

        change = smallest_change(catalog, request, passed)
        advice = f"what would help: {change}" if change else "no change that was tried would help"
        told = f"no program satisfies this request: {error.rule}, {error}"
        raise NoPlanError(error.rule, told, advice) from error
    unbroken(catalog, made)
    return made


def unbroken(catalog: Catalog, made: Plan) -> None:
    """Raise InternalError when a plan that was made breaks a rule: nothing unchecked leaves."""
    from glutemed.checks.registry import check_plan

    broken = [finding for finding in check_plan(catalog, made) if finding.severity == "error"]
    if broken:
        found = "; ".join(f"{finding.rule} at {finding.path}: {finding.message}" for finding in broken[:3])
        raise InternalError(f"a bug in glutemed: the plan it made breaks its own rules and is not shown: {found}")


@overload
def render(catalog: Catalog, plan: Plan, format: Literal["pdf"], **handed: Unpack[Handed]) -> bytes: ...


@overload
def render(catalog: Catalog, plan: Plan, format: Text = "markdown", **handed: Unpack[Handed]) -> str: ...


@overload
def render(catalog: Catalog, plan: Plan, format: str, **handed: Unpack[Handed]) -> str | bytes: ...


def render(
    catalog: Catalog,
    plan: Plan,
    format: str = "markdown",
    *,
    person: str | None = None,
    clinic: str | None = None,
    paper: str = "a4",
    qr: bool = False,
    width: int = 80,
    colour: bool = False,
    at: str | None = None,
    timezone: str | None = None,
    line: bool = False,
    cache: str | os.PathLike[str] | None = None,
) -> str | bytes:
    """Return a plan in a format of `formats.FORMATS`, a PDF as bytes and others as text; the same bytes every time.

    A format takes what it has a place for. `person` and `clinic` are whom it is for and from, printed on
    it. `paper` (a4, letter) and `qr`, a code with the week in short, are a PDF's; `width` in columns and
    `colour` a terminal's. `at` ("18:00") and `timezone` (an IANA name) say when sessions begin, for a
    calendar. `line` asks for one line without its end, for streams of many plans. `cache` is a folder
    for decoded drawings.

    Raises UsageError for a format or a value that is none, for a format that cannot show this plan (a calendar of a
    plan without dates) or has no lines, or whose packages are not installed.
    """
    from glutemed.loading.requests import one_of

    name = one_of("format", _text("format", format), tuple(FORMATS))
    if not (isinstance(width, int) and WIDTHS[0] <= width <= WIDTHS[1]):
        raise UsageError(f"width: must be a whole number of {WIDTHS[0]} to {WIDTHS[1]} columns")
    names = _names(person, clinic)
    setting = Setting(
        names=names,
        width=width,
        colour=colour,
        paper=one_of("paper", _text("paper", paper), PAPERS),
        qr=qr,
        at=at,
        timezone=timezone,
        person=names.person if names else None,
        cache=None if cache is None else os.fspath(cache),
    )
    in_line = FORMATS[name].line
    if line and in_line is None:
        raise UsageError(
            f"line: {name} has none; allowed: {', '.join(known for known in FORMATS if FORMATS[known].line)}"
        )
    if name == "pdf":
        from glutemed.rendering.pdf import require_typst

        require_typst()
    return in_line(catalog, plan, setting) if line and in_line else lay_out(catalog, plan, name, setting)


def _names(person: str | None, clinic: str | None) -> "Names | None":
    """Return the names on a sheet; UsageError for one that is no name."""
    if person is None and clinic is None:
        return None
    from glutemed.loading.requests import read_name
    from glutemed.rendering.words import Names

    return Names(
        person=None if person is None else read_name("person", _text("person", person)),
        clinic=None if clinic is None else read_name("clinic", _text("clinic", clinic)),
    )


def _text(name: str, value: object) -> str:
    if isinstance(value, str):
        return value
    raise UsageError(f"{name}: must be a text")
