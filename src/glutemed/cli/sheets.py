"""What a plan carries when it is handed to someone: names, paper, a QR code, pictures beside it."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Self

from glutemed.cli import system
from glutemed.cli.output import Output
from glutemed.errors import UsageError
from glutemed.loading.documents import one_of, read_name
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan
from glutemed.render.words import Names

if TYPE_CHECKING:
    from glutemed.model.explanation import Judged

__all__ = ["Sheet"]

PAPERS = ("a4", "letter")


class Sheet(NamedTuple):
    """The options of a sheet, read."""

    names: Names
    paper: str
    qr: bool
    pictures: bool

    @classmethod
    def chosen(
        cls,
        to: Output,
        whom: str | None,
        clinic: str | None,
        paper: str | None,
        *,
        qr: bool,
        pictures: bool,
        explain: bool,
    ) -> Self:
        """Return what the options choose; UsageError when one does not go with the format, or is wrong."""
        if to.format == "json" and (whom is not None or clinic is not None):
            raise UsageError("--for and --from stand on what people read; json has no place for them")
        if to.format != "pdf" and (paper is not None or qr):
            raise UsageError(f"{'--qr' if paper is None else '--paper'} goes with --format pdf only")
        if pictures and (to.format != "markdown" or to.file is None):
            raise UsageError("--pictures are files beside a markdown file; name one with --output, such as plan.md")
        if to.format == "pdf" and explain:
            raise UsageError("--explain has no place on the sheet; take --format markdown for it")
        if to.format == "pdf":
            from glutemed.render.pdf import require_typst

            require_typst()
        return cls(
            names=Names(
                person=None if whom is None else read_name("--for", whom),
                clinic=None if clinic is None else read_name("--from", clinic),
            ),
            paper=PAPERS[0] if paper is None else one_of("--paper", paper, PAPERS),
            qr=qr,
            pictures=pictures,
        )

    def pages(self, catalog: Catalog, plan: Plan) -> bytes:
        """Return a plan as a PDF file; UsageError when its fonts lack a character of a text."""
        from glutemed.loading.figures import load_figures
        from glutemed.render.pdf import plan_to_pdf

        figures = load_figures(system.cache_folder())
        return plan_to_pdf(catalog, plan, figures, names=self.names, paper=self.paper, qr=self.qr)

    def emit_with_pictures(
        self, to: Output, catalog: Catalog, plan: Plan, explained: "Sequence[Judged] | None" = None
    ) -> None:
        """Write a plan as Markdown, and the drawings of its exercises in a folder named after the file."""
        from urllib.parse import quote

        from glutemed.loading.figures import load_figures
        from glutemed.render.drawn import is_drawing_of, pictures_of
        from glutemed.render.markdown import plan_to_markdown

        name = to.file or ""
        folder = f"{os.path.splitext(name)[0]}-pictures"
        figures = load_figures(system.cache_folder())
        found = pictures_of(plan, figures)
        inside = quote(os.path.basename(folder), safe="")
        shown = {id: (picture.alt, f"{inside}/{id}.svg") for id, picture in found.items()}
        text = plan_to_markdown(catalog, plan, explained, self.names, shown)
        files = {f"{id}.svg": picture.svg.encode("utf-8") for id, picture in found.items()}

        def ours(one: str, data: bytes) -> bool:
            id, ending = os.path.splitext(one)
            return ending == ".svg" and figures.of(id) is not None and is_drawing_of(id, data)

        system.write_beside(name, text.encode("utf-8"), folder, files, ours=ours, force=to.force)
