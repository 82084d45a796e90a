"""Checks of what leads to what: easier and harder, the ladders of trials, and the rungs towards one-leg work."""

from dataclasses import replace
from itertools import pairwise

from glutemed.checks.finding import CatalogFinding, Findings, of_exercise
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise

__all__ = ["ladders_kept", "ladders_without_loops", "links_both_ways", "principle_met"]


def links_both_ways(catalog: Catalog) -> Findings:
    """Easier and harder name known exercises, and each says of the other the opposite."""
    by_id = {exercise.id: exercise for exercise in catalog.exercises}
    for exercise in catalog.exercises:
        for field, back in (("easier", "harder"), ("harder", "easier")):
            for id in getattr(exercise, field):
                if id not in by_id:
                    yield replace(of_exercise(exercise, field, f'"{id}" is not an exercise'), unknown=id)
                elif exercise.id not in getattr(by_id[id], back):
                    yield of_exercise(exercise, field, f'"{id}" does not list {exercise.id} as {back}')


def ladders_without_loops(catalog: Catalog) -> Findings:
    """Nothing is harder than itself, however many rungs away."""
    harder = _harder(catalog)
    for exercise in catalog.exercises:
        if exercise.id in _above(harder, exercise.id):
            back = next(id for id in exercise.harder if id == exercise.id or exercise.id in _above(harder, id))
            yield of_exercise(exercise, "harder", f'what is harder than "{back}" comes back to it')


def ladders_kept(catalog: Catalog) -> Findings:
    """The order of a trial's ladder is the order of the entries' own easier and harder."""
    harder = _harder(catalog)
    for ladder in catalog.ladders:
        for rung in ladder.rungs:
            if rung not in harder:
                yield CatalogFinding(section="ladders", entry=ladder.id, message=f'"{rung}" is not an exercise')
        for low, high in pairwise(ladder.rungs):
            if low in harder and high in harder and high not in _above(harder, low):
                yield CatalogFinding(section="ladders", entry=ladder.id, message=f"{high} is not above {low}")


def principle_met(catalog: Catalog) -> Findings:
    """Main work is direct abduction or one-leg work (A13), or a rung that names the exercise it leads to."""
    by_id: dict[str | None, Exercise] = {exercise.id: exercise for exercise in catalog.exercises}
    harder = _harder(catalog)
    for exercise in catalog.exercises:
        goal = by_id.get(exercise.leads_to)
        if exercise.mechanism == "step-towards":
            if goal is None or goal.mechanism not in ("pelvic-control", "hip-abduction"):
                told = f', and "{exercise.leads_to}" is none' if exercise.leads_to else ""
                message = f"a step-towards rung names the one-leg exercise that it leads to{told}"
                yield of_exercise(exercise, "leads_to", message)
            elif goal.id not in _above(harder, exercise.id):
                yield of_exercise(exercise, "leads_to", f"{goal.id} is not among its harder exercises")
        elif exercise.leads_to:
            yield of_exercise(exercise, "leads_to", "only a step-towards rung leads to another exercise")
        if exercise.category.endswith("-chain") and exercise.category != f"{exercise.chain}-chain":
            told = f'the chain "{exercise.chain}" is not that of "{exercise.category}"'
            yield of_exercise(exercise, "chain", told)
        if (exercise.mechanism == "mobility") != (exercise.category == "mobility"):
            yield of_exercise(exercise, "mechanism", "mobility is both the category and the mechanism, or neither")


def _harder(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    return {exercise.id: exercise.harder for exercise in catalog.exercises}


def _above(harder: dict[str, tuple[str, ...]], id: str) -> set[str]:
    """Return everything that is harder than an exercise, by any number of rungs."""
    above: set[str] = set()
    queue = list(harder.get(id, ()))
    while queue:
        next_id = queue.pop()
        if next_id not in above:
            above.add(next_id)
            queue += harder.get(next_id, ())
    return above
