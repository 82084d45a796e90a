"""Checks of an exercise by itself: its stages, forms, notes on conditions, demand, position, kit and dose."""

from collections import Counter

from glutemed.checks.finding import Findings, of_exercise
from glutemed.checks.rulings import ruled_out
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DEMANDS, LOADS, Demand, Exercise, StageBasis
from glutemed.model.plan import COMPOUND, by_hand, one_leg

__all__ = [
    "demand_defined",
    "doses_ordered",
    "early_not_heavy",
    "forms_distinct",
    "impact_late",
    "kit_consistent",
    "placed_right",
    "rulings_kept",
    "stages_once",
]


def stages_once(catalog: Catalog) -> Findings:
    """An exercise, or a form of it, names each stage once."""
    for exercise in catalog.exercises:
        for bases in (exercise.stages, *(form.stages for form in exercise.forms)):
            for stage, count in Counter(basis.stage for basis in bases).items():
                if count > 1:
                    yield of_exercise(exercise, "stages", f"the stage {stage} stands {count} times")


def early_not_heavy(catalog: Catalog) -> Findings:
    """What belongs to early has a form that is not heavy (A30)."""
    for exercise in catalog.exercises:
        demands = [exercise.demand] if _in_stage(exercise.stages, "early") else []
        demands += [form.demand for form in exercise.forms if _in_stage(form.stages or exercise.stages, "early")]
        if demands and all(demand in ("high", "very-high") for demand in demands):
            yield of_exercise(exercise, "stages", "belongs to early, but every form of it is heavy")


def impact_late(catalog: Catalog) -> Findings:
    """A landing on one leg belongs to the late stage alone (X), in every form."""
    for exercise in catalog.exercises:
        bases = (*exercise.stages, *(basis for form in exercise.forms for basis in form.stages))
        if exercise.impact and any(basis.stage != "late" for basis in bases):
            yield of_exercise(exercise, "stages", 'impact belongs to the "late" stage only')


def forms_distinct(catalog: Catalog) -> Findings:
    """Forms have ids and names of their own, and conditions name forms that exist."""
    for exercise in catalog.exercises:
        for field in ("id", "name"):
            for value, count in Counter(getattr(form, field) for form in exercise.forms).items():
                if count > 1:
                    yield of_exercise(exercise, "forms", f'the form {field} "{value}" stands {count} times')
        ids = {form.id for form in exercise.forms}
        for note in exercise.conditions:
            if note.form and note.form not in ids:
                yield of_exercise(
                    exercise, "conditions", f'{note.condition} names the form "{note.form}", which is not there'
                )
            if (note.action == "change") != bool(note.form or note.range or note.support):
                what = "changes neither form, range nor support"
                if note.action != "change":
                    what = f'has a form, range or support beside "{note.action}"; write "change"'
                yield of_exercise(exercise, "conditions", f"{note.condition} {what}")
        for condition, count in Counter(note.condition for note in exercise.conditions).items():
            if count > 1:
                yield of_exercise(
                    exercise, "conditions", f'the condition "{condition}" stands {count} times; keep one note'
                )


def rulings_kept(catalog: Catalog) -> Findings:
    """What the rulings on a condition leave out for its impact, bends or position is left out or changed by a note."""
    for exercise in catalog.exercises:
        notes = {note.condition: note for note in exercise.notes}
        for condition in catalog.conditions:
            note = notes.get(condition.id)
            forms = [form.range for form in exercise.forms if note and form.id == note.form]
            ranges = (note.range, *forms) if note else ()
            if note is None or note.action != "avoid":
                why = ruled_out(condition.id, exercise, bent="; ".join(ranges), changed=any(ranges))
                if why:
                    message = f'"{condition.id}" must be avoided or changed: {why}'
                    yield of_exercise(exercise, "conditions", message)


def demand_defined(catalog: Catalog) -> Findings:
    """The demand is at least what its definition says: a bend or hinge on one leg is high, a jump very high.

    A form may be one step lower where a hand holds on to something, the range is smaller or a plank is from the
    knees; a jump has none.
    """
    for exercise in catalog.exercises:
        floor, what = _floor(exercise)
        least = DEMANDS.index(floor)
        if DEMANDS.index(exercise.demand) < least:
            message = f'{what} "{floor}" demand at least; a supported form may be lower'
            yield of_exercise(exercise, "demand", message)
        for form in exercise.forms:
            knees = exercise.pattern == "side-plank"
            eased = not exercise.impact and (by_hand(form.support) or form.range != "" or knees)
            if DEMANDS.index(form.demand) < least - eased:
                lowest = DEMANDS[least - eased]
                yield of_exercise(
                    exercise, "forms", f'the form "{form.id}" is "{lowest}" demand at least: {what} demanding'
                )


def _floor(exercise: Exercise) -> tuple[Demand, str]:
    """Return the lowest demand that an exercise may have by its definition (words-demand), and for what."""
    plank = exercise.pattern == "side-plank" and exercise.position == "side-lying"
    if exercise.impact:
        return "very-high", "impact is"
    if exercise.pattern in COMPOUND and one_leg(exercise):
        return "high", "bending or hinging on one leg is"
    if plank and not exercise.kneeling:
        return "high", "a side plank on straight legs is"
    if plank:
        return "moderate", "a side plank from the knees is"
    return ("moderate", "standing on one leg is") if one_leg(exercise) else ("low", "")


def placed_right(catalog: Catalog) -> Findings:
    """Lying on the side trains one side, top or bottom, and nothing else does; a kneeling position kneels."""
    for exercise in catalog.exercises:
        lies = exercise.position == "side-lying"
        if lies and exercise.sided != "one":
            yield of_exercise(exercise, "sided", 'lying on the side trains one side: "sided" is "one"')
        if lies != (exercise.working_hip in ("top", "bottom")):
            allowed = '"top" or "bottom"' if lies else '"stance", "moving" or "both"'
            yield of_exercise(
                exercise, "working_hip", f'the hip that works in the position "{exercise.position}" is {allowed}'
            )
        if exercise.position == "kneeling" and not exercise.kneeling:
            yield of_exercise(exercise, "kneeling", 'the position "kneeling" has weight on a knee: "kneeling" is true')


def kit_consistent(catalog: Catalog) -> Findings:
    """Household substitutes stand for kit that is needed, each once; a needed load says where it goes."""
    for exercise in catalog.exercises:
        kinds = {load.kind for load in exercise.loads}
        for kit in exercise.needs:
            if kit in LOADS and kit not in kinds:
                yield of_exercise(exercise, "loads", f"{kit} is needed, but no load says where it goes")
        for kit, count in Counter(substitute.kit for substitute in exercise.substitutes).items():
            if kit not in exercise.needs or count > 1:
                yield of_exercise(exercise, "substitutes", f"{kit} is replaced, but not needed once")


def doses_ordered(catalog: Catalog) -> Findings:
    """A dose range runs from low to high, fits its kind and has a source of its own."""
    for exercise in catalog.exercises:
        dose = exercise.dose
        for span in (dose.sets, dose.reps, dose.seconds):
            if span and span[0] > span[1]:
                yield of_exercise(exercise, "dose", f"the range {span[0]} to {span[1]} is upside down")
        if exercise.category == "mobility" and dose.kind != "hold":
            yield of_exercise(exercise, "dose", "a stretch is held, in seconds")
        if dose.kind == "reps" and dose.seconds:
            yield of_exercise(exercise, "dose", "repetitions have no seconds")
        if any((dose.sets, dose.reps, dose.seconds)) and not dose.sources:
            yield of_exercise(exercise, "dose", "a range of its own needs a source")


def _in_stage(bases: tuple[StageBasis, ...], stage: str) -> bool:
    return any(basis.stage == stage for basis in bases)
