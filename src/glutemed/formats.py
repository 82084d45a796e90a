"""Every format that a plan goes out in: the ending of its files, and how it is laid out. Adding one is a row here."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # --help reads the names of the formats, and needs no records
    from glutemed.model.catalog import Catalog
    from glutemed.model.explanation import Judged
    from glutemed.model.figure import Figures
    from glutemed.model.log import Saved
    from glutemed.model.plan import Plan
    from glutemed.rendering.page.data import Known
    from glutemed.rendering.words import Names

__all__ = ["FORMATS", "PLAIN", "Format", "Setting", "lay_out"]


class Setting(NamedTuple):
    """What goes with a plan besides the plan; a format takes what it has a place for.

    `names` stand on what people read, and `explained` tells what became of every exercise. `width` and
    `colour` are a terminal's. `paper` (a4, letter) and `qr` are a PDF's. `at` ("18:00") and `timezone`
    (an IANA name) say when sessions begin. `whose` tells people apart in the ids of events and records, where
    names are not enough. `person` is whose log it is, and `saved` the program as that
    log has it; `first`, `known` and `screened` are told on the page (see rendering/html.py). `cache` is a
    folder for decoded drawings.
    """

    names: "Names | None" = None
    explained: "Sequence[Judged] | None" = None
    width: int = 80
    colour: bool = False
    paper: str = "a4"
    qr: bool = False
    at: str | None = None
    timezone: str | None = None
    whose: str | None = None
    person: str | None = None
    saved: "Saved | None" = None
    first: tuple[tuple[str, str], ...] = ()
    known: "Known | None" = None
    screened: bool = False
    cache: str | None = None


PLAIN = Setting()


class Format(NamedTuple):
    """The ending that files of a format have, and what lays a plan out; `binary` ones are no text.

    `line` lays it out on one line without its end, for streams of many plans.
    """

    suffix: str
    lay_out: "Callable[[Catalog, Plan, Setting], str | bytes]"
    binary: bool = False
    line: "Callable[[Catalog, Plan, Setting], str] | None" = None


def lay_out(catalog: "Catalog", plan: "Plan", format: str, setting: Setting = PLAIN) -> str | bytes:
    """Return a plan in one of FORMATS: bytes where it is binary, else text.

    Raises UsageError when the format cannot show the plan: a PDF whose fonts lack a character, a
    calendar of a plan without dates.
    """
    return FORMATS[format].lay_out(catalog, plan, setting)


def _terminal(catalog: "Catalog", plan: "Plan", setting: Setting) -> str:
    from glutemed.rendering.terminal import plan_to_terminal, to_text

    parts = plan_to_terminal(catalog, plan, setting.explained, _names(setting))
    return to_text(parts, width=setting.width, colour=setting.colour)


def _markdown(catalog: "Catalog", plan: "Plan", setting: Setting) -> str:
    from glutemed.rendering.markdown import plan_to_markdown

    return plan_to_markdown(catalog, plan, setting.explained, _names(setting))


def _json(_: "Catalog", plan: "Plan", setting: Setting) -> str:
    from json import dumps

    from glutemed.model.records import encode

    data = encode(plan)
    if setting.explained is not None:
        data = {"plan": data, "explained": encode(tuple(setting.explained))}
    return dumps(data, ensure_ascii=False, indent=2) + "\n"


def _json_line(_: "Catalog", plan: "Plan", __: Setting) -> str:
    from pydantic_core import to_json  # the bytes of `model.records.to_json`, in a quarter of its time

    from glutemed.model.records import encode

    return to_json(encode(plan)).decode("utf-8")


def _html(catalog: "Catalog", plan: "Plan", setting: Setting) -> str:
    from glutemed.engine.commands import ME
    from glutemed.rendering.html import plan_to_html

    return plan_to_html(
        catalog,
        plan,
        _figures(setting.cache),
        setting.explained,
        person=setting.person or ME,
        saved=setting.saved,
        names=_names(setting),
        first=setting.first,
        known=setting.known,
        screened=setting.screened,
    )


def _pdf(catalog: "Catalog", plan: "Plan", setting: Setting) -> bytes:
    from glutemed.rendering.pdf import plan_to_pdf, require_typst

    require_typst()
    figures = _figures(setting.cache)
    return plan_to_pdf(catalog, plan, figures, names=_names(setting), paper=setting.paper, qr=setting.qr)


def _fhir(catalog: "Catalog", plan: "Plan", setting: Setting) -> str:
    from glutemed.rendering.fhir import plan_to_fhir

    return plan_to_fhir(catalog, plan, _names(setting), setting.whose)


def _fhir_line(catalog: "Catalog", plan: "Plan", setting: Setting) -> str:
    from pydantic_core import to_json

    from glutemed.rendering.fhir import fhir_bundle

    return to_json(fhir_bundle(catalog, plan, _names(setting), setting.whose)).decode("utf-8")


def _ics(catalog: "Catalog", plan: "Plan", setting: Setting) -> str:
    from glutemed.rendering.ics import plan_to_ics

    at, zone = setting.at, setting.timezone
    if at is not None or zone is not None:
        from glutemed.loading.times import read_hour, read_zone

        at = read_hour("at", at) if at is not None else None
        zone = read_zone("timezone", zone) if zone is not None else None
    return plan_to_ics(
        catalog, plan, at=at, timezone=zone, names=_names(setting), person=setting.whose or setting.person
    )


def _csv(catalog: "Catalog", plan: "Plan", _: Setting) -> str:
    from glutemed.rendering.items import plan_to_csv

    return plan_to_csv(catalog, plan)


FORMATS: dict[str, Format] = {
    "terminal": Format(".txt", _terminal),
    "markdown": Format(".md", _markdown),
    "json": Format(".json", _json, line=_json_line),
    "html": Format(".html", _html),
    "pdf": Format(".pdf", _pdf, binary=True),
    "ics": Format(".ics", _ics),
    "csv": Format(".csv", _csv),
    "fhir": Format(".fhir.json", _fhir, line=_fhir_line),
}


def _names(setting: Setting) -> "Names":
    from glutemed.rendering.words import NOBODY

    return setting.names or NOBODY


@lru_cache(maxsize=1)
def _figures(cache: str | None) -> "Figures":
    """Return the drawings, read once however many plans are laid out."""
    from glutemed.loading.figures import load_figures

    return load_figures(cache)
