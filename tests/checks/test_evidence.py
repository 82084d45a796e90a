"""The words for activation; that figures are complete is in test_catalog.py, beside the other checks of a catalogue."""

import pytest

from glutemed.checks.evidence import activation_level
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Evidence


def measured(*values: float | None, measure: str = "mean", outcome: str = "emg") -> tuple[Evidence, ...]:
    return tuple(
        Evidence(outcome=outcome, measure=measure, value=value, source="LEAP16", seen="P")  # type: ignore[arg-type]  # text
        for value in values
    )


@pytest.mark.parametrize(
    "rows, level",
    [
        ((), "not-measured"),
        (measured(0.0), "low"),  # a figure, not a gap
        (measured(0.0, 61), "conflicting"),
        (measured(0.0, 30, 50), "moderate"),  # the middle one of three
        (measured(20), "low"),
        (measured(None), "not-measured"),  # figures_complete tells of it
        (measured(None, 30), "moderate"),
        (measured(20.4), "low"),
        (measured(21), "moderate"),
        (measured(40), "moderate"),
        (measured(41), "high"),
        (measured(60), "high"),
        (measured(61), "very-high"),
        (measured(10, 35, 50), "moderate"),  # the median, not the mean or an end
        (measured(10, 20, 50, 60), "moderate"),  # halfway between the two in the middle
        (measured(30, measure="pooled"), "moderate"),
        (measured(30) + measured(90, 95, measure="average-of-peaks"), "moderate"),
        (measured(30) + measured(90, 95, measure="range-end"), "moderate"),
        (measured(30) + measured(900, 950, outcome="force"), "moderate"),
        (measured(90, measure="average-of-peaks"), "not-measured"),
        (measured(20, 61), "conflicting"),
        (measured(20, 60), "moderate"),  # low and high are no conflict
        (measured(21, 61), "high"),  # nor are moderate and very high
    ],
)
def test_the_activation_level_is_the_band_of_the_median_of_means(
    catalog: Catalog, rows: tuple[Evidence, ...], level: str
) -> None:
    assert activation_level(catalog, rows) == level
