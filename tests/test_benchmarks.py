"""What the benchmarks measure with is what it says it is."""

from importlib import import_module
from pathlib import Path

import pytest

from glutemed.loading.merging import merge_overlays
from glutemed.model.catalog import Catalog


def test_the_file_of_a_size_is_valid_and_of_that_size(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1]))
    sizes = import_module("benchmarks.sizes")
    for size in (80, 320):
        assert size in sizes.SIZES
        made = merge_overlays(catalog, {"own.yaml": sizes.own_file(catalog, size)})
        assert len(made.exercises) == size


def test_a_line_tells_what_is_there_at_once_what_each_unit_adds_and_what_is_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1]))
    measuring = import_module("benchmarks.measuring")
    sizes = (80, 160, 320, 640, 1_000)
    straight = measuring.fitted(sizes, [0.5 + size / 400 for size in sizes])
    assert straight == pytest.approx((0.5, 1 / 400, 0))
    curved = measuring.fitted(sizes, [0.5 + (size / 400) ** 2 for size in sizes])
    assert curved.off > measuring.OFF_THE_LINE
    assert measuring.fitted((1, 2, 3), (1.0, 2.5, 3.0)).off == pytest.approx(1 / 6)
