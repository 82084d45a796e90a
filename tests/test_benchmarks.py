"""What the benchmarks measure with is what it says it is."""

import importlib.util
from pathlib import Path

from glutemed.loading.merging import merge_overlays
from glutemed.model.catalog import Catalog

SIZES = Path(__file__).parents[1] / "benchmarks" / "sizes.py"


def test_the_file_of_a_size_is_valid_and_of_that_size(catalog: Catalog) -> None:
    spec = importlib.util.spec_from_file_location("sizes", SIZES)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.SIZES == (80, 320, 1_000)
    for size in module.SIZES[:2]:
        made = merge_overlays(catalog, {"own.yaml": module.own_file(catalog, size)})
        assert len(made.exercises) == size
