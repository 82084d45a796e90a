"""The sheet of all drawings in the docs is what the program draws."""

from pathlib import Path

import pytest
from tests.figures.sheet import main

from glutemed.model.catalog import Catalog
from glutemed.render.svg import escaped

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_sheet_of_drawings_in_the_docs_is_current(
    catalog: Catalog, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rewrite it with: python -m tests.figures.sheet -o docs/figures.svg, and the image as docs/figures.md says."""
    made = tmp_path / "figures.svg"
    main(["-o", str(made)])
    assert (DOCS / "figures.svg").read_bytes() == made.read_bytes()
    text = made.read_text(encoding="utf-8")
    assert all(f'font-weight="bold">{escaped(exercise.name)}</text>' in text for exercise in catalog.exercises)
    assert text.count('role="img"') == len(catalog.exercises) == 64
    assert capsys.readouterr().out == ""
