"""What the benchmarks measure with is what it says it is."""

from importlib import import_module
from pathlib import Path

import pytest

from glutemed.loading.merging import merge_overlays
from glutemed.model.catalog import Catalog


def test_the_file_of_a_size_is_valid_and_of_that_size(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1]))
    sizes = import_module("benchmarks.sizes")
    assert sizes.SIZES == (80, 320, 1_000)
    for size in sizes.SIZES[:2]:
        made = merge_overlays(catalog, {"own.yaml": sizes.own_file(catalog, size)})
        assert len(made.exercises) == size
