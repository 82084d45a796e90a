"""All checks of drawings, in order: each a small function over one figure, placed in space."""

from collections.abc import Callable, Iterator, Sequence

from glutemed.checks.balance import balanced
from glutemed.checks.bodies import (
    above_floor,
    joints_in_range,
    lengths_kept,
    limbs_apart,
    supports_kept,
    supports_touched,
)
from glutemed.checks.finding import CatalogFinding
from glutemed.checks.pictures import names_known, posture_as_said, props_as_said, something_moves
from glutemed.figures.contacts import Placed
from glutemed.figures.placing import place
from glutemed.model.exercise import Exercise
from glutemed.model.figure import Figure, Figures

__all__ = ["FIGURE_CHECKS", "check_figure", "check_figures", "missing"]

Check = Callable[[Figure, Sequence[Placed], Figures, Exercise | None], Iterator[str]]


def missing(figures: Figures, ids: Sequence[str]) -> tuple[str, ...]:
    """Return the exercises that have no drawing."""
    drawn = {figure.id for figure in figures.figures}
    return tuple(id for id in ids if id not in drawn)


FIGURE_CHECKS: tuple[Check, ...] = (
    names_known,
    lengths_kept,
    joints_in_range,
    supports_touched,
    supports_kept,
    above_floor,
    balanced,
    limbs_apart,
    props_as_said,
    posture_as_said,
    something_moves,
)


def check_figure(figure: Figure, figures: Figures, exercise: Exercise | None = None) -> Iterator[CatalogFinding]:
    """Yield what is wrong with a figure; `exercise` is what it is the drawing of."""
    try:
        placed = place(figure)
    except KeyError as error:
        yield CatalogFinding(section="figures", entry=figure.id, message=f"{error.args[0]} is not known")
        return
    for check in FIGURE_CHECKS:
        for message in check(figure, placed, figures, exercise):
            yield CatalogFinding(section="figures", entry=figure.id, field=check.__name__, message=message)


def check_figures(figures: Figures, exercises: Sequence[Exercise]) -> Iterator[CatalogFinding]:
    """Yield what is wrong with drawings, those of no exercise and two of one too."""
    known = {exercise.id: exercise for exercise in exercises}
    done = set[str]()
    for figure in figures.figures:
        if figure.id in done:
            yield CatalogFinding(section="figures", entry=figure.id, message="this id stands twice")
        done.add(figure.id)
        if figure.id not in known:
            message = f'no exercise has the id "{figure.id}"'
            yield CatalogFinding(section="figures", entry=figure.id, message=message, unknown=figure.id)
        yield from check_figure(figure, figures, known.get(figure.id))
