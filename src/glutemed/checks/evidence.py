"""Checks of the measured figures of a catalogue, and the level of activation that they give."""

from statistics import median

from glutemed.checks.finding import CatalogFinding, Findings, of_exercise
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Evidence

__all__ = ["activation_from_rows", "activation_level", "figures_complete"]

PERCENT_MAX = 250
"""More percent of a maximal contraction than anyone has measured; the highest in the data is 138 (X)."""


def activation_from_rows(catalog: Catalog) -> Findings:
    """The activation level is what the measured rows give."""
    for exercise in catalog.exercises:
        level = activation_level(catalog, exercise.evidence)
        if level != exercise.activation:
            told = f'the figures in "evidence" give "{level}", not "{exercise.activation}"'
            yield of_exercise(exercise, "activation", told)


def activation_level(catalog: Catalog, rows: tuple[Evidence, ...]) -> str:
    """Return the band of the median of measured means; averages of peaks and range ends stay apart.

    "conflicting" when the lowest mean is low and the highest very high; "not-measured" without means.
    """
    means = [
        row.value
        for row in rows
        if row.outcome == "emg" and row.measure in ("mean", "pooled") and row.value is not None
    ]
    if not means:
        return "not-measured"
    if (_band(catalog, min(means)), _band(catalog, max(means))) == ("low", "very-high"):
        return "conflicting"
    return _band(catalog, median(means))


def _band(catalog: Catalog, percent: float) -> str:
    for level in ("low", "moderate", "high"):
        if round(percent) <= catalog.limit(f"activation-{level}-max"):
            return level
    return "very-high"


def figures_complete(catalog: Catalog) -> Findings:
    """A measured row has its value, or the ends of an interval, plausible percents, and a source with a grade."""
    graded = {source.key for source in catalog.sources if source.grade}
    keys = {source.key for source in catalog.sources}
    for section in ("exercises", "comparators"):
        for entry in getattr(catalog, section):
            for row in entry.evidence:
                whole = row.value is not None
                if row.measure == "interval":
                    whole = row.low is not None and row.high is not None and row.low <= row.high
                if not whole:
                    yield CatalogFinding(
                        section=section, entry=entry.id, field="evidence", message=f"a {row.measure} lacks its figure"
                    )
                percents = [percent for percent in (row.value, row.high) if percent is not None]
                if row.outcome == "emg" and any(percent > PERCENT_MAX for percent in percents):
                    message = f"an activation above {PERCENT_MAX} percent of maximum is not plausible"
                    yield CatalogFinding(section=section, entry=entry.id, field="evidence", message=message)
                if row.source in keys - graded:
                    message = f'the source "{row.source}" of a figure needs a "grade"'
                    yield CatalogFinding(section=section, entry=entry.id, field="evidence", message=message)
