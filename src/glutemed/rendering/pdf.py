"""A plan as a handout in PDF: tagged (PDF/UA-1), with typst's own fonts. The only place with typst and segno.

The content goes to typst as JSON and is shown as text: nothing in it is read as markup. The compiler sees
no folder but that of the layout.
"""

import os
import warnings
from collections.abc import Iterator
from io import BytesIO
from json import dumps
from typing import Any

from glutemed.errors import InternalError, UsageError
from glutemed.model.catalog import Catalog
from glutemed.model.figure import Figures
from glutemed.model.plan import Plan
from glutemed.model.records import encode
from glutemed.rendering import words
from glutemed.rendering.drawn import pictures_of
from glutemed.rendering.handout import handout, in_short

__all__ = ["compiled", "inputs", "plan_to_pdf", "require_typst"]

INSTALL = 'pip install "typst>=0.15,<0.16" "segno>=1.6"'
"""What the extra `pdf` names; in a checkout, which is on no index, by itself too."""

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sheet")
LAYOUT, PROBE = os.path.join(FOLDER, "handout.typ"), os.path.join(FOLDER, "probe.typ")
QR_VERSION_MAX = 20
"""97 modules a side: at 4 cm each is 0.4 mm wide, which a phone reads from a printed page."""


def require_typst() -> None:
    """Raise UsageError with the one command to type when the extra `pdf` is not installed."""
    try:
        import segno  # noqa: F401  # only whether it is there
        import typst  # noqa: F401  # the same
    except ImportError as error:
        raise UsageError(f"--format pdf needs typst and segno; install them with: {INSTALL}") from error


def plan_to_pdf(
    catalog: Catalog,
    plan: Plan,
    figures: Figures,
    *,
    names: words.Names = words.NOBODY,
    paper: str = "a4",
    qr: bool = False,
) -> bytes:
    """Return a plan as a PDF file: the same input gives the same bytes.

    Raises UsageError when the fonts lack a character of a text, or the QR code would be too fine to read.
    """
    return compiled(_sheet_of(catalog, plan, figures, names=names, qr=qr), paper)


def _sheet_of(catalog: Catalog, plan: Plan, figures: Figures, *, names: words.Names, qr: bool) -> dict[str, Any]:
    """Return the content of the sheet, of which every character can be shown; UsageError as in `plan_to_pdf`."""
    code = _qr(catalog, plan) if qr else None
    sheet = handout(catalog, plan, pictures_of(plan, figures), names, code)
    _refuse_unshown(catalog, plan, sheet, names)
    return sheet


def compiled(sheet: dict[str, Any], paper: str) -> bytes:
    """Return the sheet as a PDF file, which the compiler holds to PDF/UA-1; InternalError when it breaks it."""
    import typst

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return typst.compile(
                LAYOUT,
                root=FOLDER,
                ignore_system_fonts=True,
                sys_inputs=inputs(sheet, paper),
                format="pdf",
                pdf_standards="ua-1",
            )
    except typst.TypstError as error:
        raise InternalError(f"a bug in glutemed: the sheet cannot be laid out: {error.message}") from error


def inputs(sheet: dict[str, Any], paper: str) -> dict[str, str]:
    """Return what the layout is given: the content as JSON, and the paper in typst's words."""
    return {"sheet": dumps(sheet, ensure_ascii=False), "paper": {"a4": "a4", "letter": "us-letter"}[paper]}


def _qr(catalog: Catalog, plan: Plan) -> str:
    """Return the first week in short as a QR code (SVG); UsageError when it would be too fine to read."""
    import segno

    def fits(text: str) -> bool:
        try:
            segno.make(text, error="m", micro=False, version=QR_VERSION_MAX)
        except segno.DataOverflowError:
            return False
        return True

    text = in_short(catalog, plan, fits)
    if text is None:
        raise UsageError("--qr: even the main exercises of one week are too much for a code that a phone reads")
    file = BytesIO()
    segno.make(text, error="m", micro=False).save(file, kind="svg", xmldecl=False, omitsize=True)
    return file.getvalue().decode("utf-8")


def _refuse_unshown(catalog: Catalog, plan: Plan, sheet: dict[str, Any], names: words.Names) -> None:
    """Raise UsageError, with field and character, when the fonts in typst lack a character of the sheet.

    What people give is told by its option or exercise, before what is made of it.
    """
    used = dict.fromkeys(
        item.exercise for week in plan.weeks for s in week.sessions for b in s.blocks for item in b.items
    )
    exercises = [exercise for id in used if (exercise := catalog.exercise(id))]
    given: dict[str, Any] = {"--for": names.person, "--from": names.clinic, "--clinician": plan.request.clinician}
    given |= {f"exercise {exercise.id}": encode(exercise) for exercise in exercises}
    texts = [*_texts(given), *_texts({key: value for key, value in sheet.items() if key != "qr"})]
    shown: set[str] = set()
    for where, text in texts:
        if not text.isascii() and text not in shown:
            if not _is_shown(text):
                lacking = next((one for one in text if not one.isascii() and not _is_shown(one)), text[:1])
                raise UsageError(
                    f"{where}: the fonts of the pdf lack {lacking} (U+{ord(lacking):04X}); "
                    "write it in another way, or take another format, such as html"
                )
            shown.add(text)


def _texts(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Return every text of nested data, each with the names that lead to it; pictures left out."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key != "svg":
                yield from _texts(part, f"{where}, {key}" if where else key)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part, where)


def _is_shown(text: str) -> bool:
    """Return whether the fonts show a text, asked of the compiler, which has no list of their characters."""
    import typst

    try:
        typst.compile(
            PROBE, root=FOLDER, ignore_system_fonts=True, sys_inputs={"text": dumps(text)}, pdf_standards="ua-1"
        )
    except typst.TypstError:
        return False
    return True
