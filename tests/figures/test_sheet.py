"""The sheet of all drawings in the docs is what the program draws."""

import builtins
from collections.abc import Iterable
from functools import reduce
from math import fsum
from operator import add
from pathlib import Path
from typing import Any

import pytest
from tests.figures.sheet import main

from glutemed.figures.arrows import arrows
from glutemed.figures.placing import place
from glutemed.model.catalog import Catalog
from glutemed.rendering.svg import escaped

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_sheet_of_drawings_in_the_docs_is_current(
    catalog: Catalog, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rewrite it with: python -m tests.figures.sheet -o docs/figures.svg."""
    made = tmp_path / "figures.svg"
    main(["-o", str(made)])
    assert (DOCS / "figures.svg").read_bytes() == made.read_bytes()
    text = made.read_text(encoding="utf-8")
    assert all(f'font-weight="bold">{escaped(exercise.name)}</text>' in text for exercise in catalog.exercises)
    assert text.count('role="img"') == len(catalog.exercises) == 64
    assert capsys.readouterr().out == ""


def test_drawings_do_not_depend_on_how_fractions_are_summed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Python 3.12 made `sum` of fractions more exact: a plan has the same bytes on every version all the same."""

    def left_to_right(numbers: Iterable[Any], start: Any = 0) -> Any:
        return reduce(add, numbers, start)

    def exact(numbers: Iterable[Any], start: Any = 0) -> Any:
        given = list(numbers)
        return fsum([start, *given]) if any(isinstance(one, float) for one in given) else left_to_right(given, start)

    made = []
    for way in (left_to_right, exact):
        place.cache_clear()
        arrows.cache_clear()
        monkeypatch.setattr(builtins, "sum", way)
        main(["-o", str(tmp_path / "made.svg")])
        made.append((tmp_path / "made.svg").read_bytes())
    assert made[0] == made[1]
