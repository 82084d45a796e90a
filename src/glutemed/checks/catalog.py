"""Checks over a whole catalogue: each a small function over records, all run whenever files are merged."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from statistics import median

from glutemed.checks.finding import CatalogFinding, Check, Findings
from glutemed.checks.rulings import ruled_out
from glutemed.checks.screening import SCREENING
from glutemed.model.catalog import Catalog, MissingLimitError, cited_in
from glutemed.model.exercise import (
    DEMANDS,
    KIT_SETS,
    LOADS,
    STAGES,
    Demand,
    Evidence,
    Exercise,
    Kit,
    StageBasis,
    plain_name,
)
from glutemed.model.plan import COMPOUND, block_of, by_hand, one_leg
from glutemed.model.records import encode

__all__ = ["CHECKS", "CatalogFinding", "activation_level", "check_catalog"]


PERCENT_MAX = 250
"""More percent of a maximal contraction than anyone has measured; the highest in the data is 138 (X)."""

IDENTITY = ("id", "topic", "name")
"""The fields of which the first that a row has is what names it."""


def _of(exercise: Exercise, field: str, message: str) -> CatalogFinding:
    return CatalogFinding(section="exercises", entry=exercise.id, field=field, message=message)


def ids_unique(catalog: Catalog) -> Findings:
    """Every id stands once in its section."""
    sections = ("exercises", "comparators", "ladders", "conditions", "limits", "rules", "adaptation")
    for section in (*sections, "questions", "tests", "gates"):
        for id, count in Counter(row.id for row in getattr(catalog, section)).items():
            if count > 1:
                yield CatalogFinding(section=section, entry=id, message=f'the id "{id}" stands {count} times')
    for section, names in (
        ("protocols", [protocol.name for protocol in catalog.protocols]),
        ("advice", [group.topic for group in catalog.advice]),
    ):
        for name, count in Counter(names).items():
            if count > 1:
                yield CatalogFinding(section=section, entry=name, message=f'"{name}" stands {count} times')
    for key, count in Counter([s.key for s in catalog.sources] + [s.id for s in catalog.statements]).items():
        if count > 1:
            yield CatalogFinding(section="sources", entry=key, message=f'the key "{key}" stands {count} times')


def names_unique(catalog: Catalog) -> Findings:
    """No id, name or alias of an exercise means another one too."""
    owner: dict[str, str] = {}
    for exercise in catalog.exercises:
        for name in {plain_name(name) for name in (exercise.id, exercise.name, *exercise.aliases)}:
            if owner.setdefault(name, exercise.id) != exercise.id:
                yield _of(exercise, "aliases", f'"{name}" already means {owner[name]}')


def sources_known(catalog: Catalog) -> Findings:
    """Every source that data names is a source or a statement of the catalogue."""
    known = {source.key for source in catalog.sources} | {statement.id for statement in catalog.statements}
    for section in Catalog.__dataclass_fields__:
        for row in getattr(catalog, section) if section != "fingerprint" else ():
            for key in sorted(set(cited_in(encode(row))) - known):
                entry = next((getattr(row, field) for field in IDENTITY if hasattr(row, field)), "")
                message = f'the source "{key}" is not known'
                yield CatalogFinding(section=section, entry=entry, message=message, unknown=key)


def links_both_ways(catalog: Catalog) -> Findings:
    """Easier and harder name known exercises, and each says of the other the opposite."""
    by_id = {exercise.id: exercise for exercise in catalog.exercises}
    for exercise in catalog.exercises:
        for field, back in (("easier", "harder"), ("harder", "easier")):
            for id in getattr(exercise, field):
                if id not in by_id:
                    yield replace(_of(exercise, field, f'"{id}" is not an exercise'), unknown=id)
                elif exercise.id not in getattr(by_id[id], back):
                    yield _of(exercise, field, f'"{id}" does not list {exercise.id} as {back}')


def ladders_without_loops(catalog: Catalog) -> Findings:
    """Nothing is harder than itself, however many rungs away."""
    harder = _harder(catalog)
    for exercise in catalog.exercises:
        if exercise.id in _above(harder, exercise.id):
            back = next(id for id in exercise.harder if id == exercise.id or exercise.id in _above(harder, id))
            yield _of(exercise, "harder", f'what is harder than "{back}" comes back to it')


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
                yield _of(exercise, "leads_to", message)
            elif goal.id not in _above(harder, exercise.id):
                yield _of(exercise, "leads_to", f"{goal.id} is not among its harder exercises")
        elif exercise.leads_to:
            yield _of(exercise, "leads_to", "only a step-towards rung leads to another exercise")
        if exercise.category.endswith("-chain") and exercise.category != f"{exercise.chain}-chain":
            told = f'the chain "{exercise.chain}" is not that of "{exercise.category}"'
            yield _of(exercise, "chain", told)
        if (exercise.mechanism == "mobility") != (exercise.category == "mobility"):
            yield _of(exercise, "mechanism", "mobility is both the category and the mechanism, or neither")


def stages_once(catalog: Catalog) -> Findings:
    """An exercise, or a form of it, names each stage once."""
    for exercise in catalog.exercises:
        for bases in (exercise.stages, *(form.stages for form in exercise.forms)):
            for stage, count in Counter(basis.stage for basis in bases).items():
                if count > 1:
                    yield _of(exercise, "stages", f"the stage {stage} stands {count} times")


def early_not_heavy(catalog: Catalog) -> Findings:
    """What belongs to early has a form that is not heavy (A30)."""
    for exercise in catalog.exercises:
        demands = [exercise.demand] if _in_stage(exercise.stages, "early") else []
        demands += [form.demand for form in exercise.forms if _in_stage(form.stages or exercise.stages, "early")]
        if demands and all(demand in ("high", "very-high") for demand in demands):
            yield _of(exercise, "stages", "belongs to early, but every form of it is heavy")


def impact_late(catalog: Catalog) -> Findings:
    """A landing on one leg belongs to the late stage alone (X), in every form."""
    for exercise in catalog.exercises:
        bases = (*exercise.stages, *(basis for form in exercise.forms for basis in form.stages))
        if exercise.impact and any(basis.stage != "late" for basis in bases):
            yield _of(exercise, "stages", 'impact belongs to the "late" stage only')


def _in_stage(bases: tuple[StageBasis, ...], stage: str) -> bool:
    return any(basis.stage == stage for basis in bases)


def forms_distinct(catalog: Catalog) -> Findings:
    """Forms have ids and names of their own, and conditions name forms that exist."""
    for exercise in catalog.exercises:
        for field in ("id", "name"):
            for value, count in Counter(getattr(form, field) for form in exercise.forms).items():
                if count > 1:
                    yield _of(exercise, "forms", f'the form {field} "{value}" stands {count} times')
        ids = {form.id for form in exercise.forms}
        for note in exercise.conditions:
            if note.form and note.form not in ids:
                yield _of(exercise, "conditions", f'{note.condition} names the form "{note.form}", which is not there')
            if (note.action == "change") != bool(note.form or note.range or note.support):
                what = "changes neither form, range nor support"
                if note.action != "change":
                    what = f'has a form, range or support beside "{note.action}"; write "change"'
                yield _of(exercise, "conditions", f"{note.condition} {what}")
        for condition, count in Counter(note.condition for note in exercise.conditions).items():
            if count > 1:
                yield _of(exercise, "conditions", f'the condition "{condition}" stands {count} times; keep one note')


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
                    yield _of(exercise, "conditions", message)


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
            yield _of(exercise, "demand", message)
        for form in exercise.forms:
            knees = exercise.pattern == "side-plank"
            eased = not exercise.impact and (by_hand(form.support) or form.range != "" or knees)
            if DEMANDS.index(form.demand) < least - eased:
                lowest = DEMANDS[least - eased]
                yield _of(exercise, "forms", f'the form "{form.id}" is "{lowest}" demand at least: {what} demanding')


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
            yield _of(exercise, "sided", 'lying on the side trains one side: "sided" is "one"')
        if lies != (exercise.working_hip in ("top", "bottom")):
            allowed = '"top" or "bottom"' if lies else '"stance", "moving" or "both"'
            yield _of(exercise, "working_hip", f'the hip that works in the position "{exercise.position}" is {allowed}')
        if exercise.position == "kneeling" and not exercise.kneeling:
            yield _of(exercise, "kneeling", 'the position "kneeling" has weight on a knee: "kneeling" is true')


def kit_consistent(catalog: Catalog) -> Findings:
    """Household substitutes stand for kit that is needed, each once; a needed load says where it goes."""
    for exercise in catalog.exercises:
        kinds = {load.kind for load in exercise.loads}
        for kit in exercise.needs:
            if kit in LOADS and kit not in kinds:
                yield _of(exercise, "loads", f"{kit} is needed, but no load says where it goes")
        for kit, count in Counter(substitute.kit for substitute in exercise.substitutes).items():
            if kit not in exercise.needs or count > 1:
                yield _of(exercise, "substitutes", f"{kit} is replaced, but not needed once")


def doses_ordered(catalog: Catalog) -> Findings:
    """A dose range runs from low to high, fits its kind and has a source of its own."""
    for exercise in catalog.exercises:
        dose = exercise.dose
        for span in (dose.sets, dose.reps, dose.seconds):
            if span and span[0] > span[1]:
                yield _of(exercise, "dose", f"the range {span[0]} to {span[1]} is upside down")
        if exercise.category == "mobility" and dose.kind != "hold":
            yield _of(exercise, "dose", "a stretch is held, in seconds")
        if dose.kind == "reps" and dose.seconds:
            yield _of(exercise, "dose", "repetitions have no seconds")
        if any((dose.sets, dose.reps, dose.seconds)) and not dose.sources:
            yield _of(exercise, "dose", "a range of its own needs a source")


def activation_from_rows(catalog: Catalog) -> Findings:
    """The activation level is what the measured rows give."""
    for exercise in catalog.exercises:
        level = activation_level(catalog, exercise.evidence)
        if level != exercise.activation:
            told = f'the figures in "evidence" give "{level}", not "{exercise.activation}"'
            yield _of(exercise, "activation", told)


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


def protocols_known(catalog: Catalog) -> Findings:
    """Protocols prefer exercises that exist and that belong in the slot's block, or a trial's drill as main work."""
    by_id = {exercise.id: exercise for exercise in catalog.exercises}
    drills: dict[str | None, tuple[str, ...]] = {row.id: row.main_drills for row in catalog.conditions}
    for protocol in catalog.protocols:
        main_drills = drills.get(protocol.condition, ())
        for slot in (slot for session in protocol.sessions for slot in session.slots):
            for id in slot.prefer:
                drill = slot.block == "main" and id in main_drills
                if id not in by_id or (block_of(by_id[id]) != slot.block and not drill):
                    yield CatalogFinding(
                        section="protocols", entry=protocol.name, message=f'"{id}" is not for the {slot.block}'
                    )


def conditions_known(catalog: Catalog) -> Findings:
    """A condition's drills are drills, and its trials dose exercises that exist in ranges that run upwards."""
    for condition in catalog.conditions:
        for id in condition.main_drills:
            drill = catalog.exercise(id)
            if drill is None or block_of(drill) != "warm-up":
                yield CatalogFinding(
                    section="conditions", entry=condition.id, field="main_drills", message=f'"{id}" is not a drill'
                )
        for trial in condition.trials:
            spans = (trial.dose.sets, trial.dose.reps, trial.dose.seconds)
            if catalog.exercise(trial.exercise) is None:
                message = f'there is no exercise "{trial.exercise}"'
            elif any(span and span[0] > span[1] for span in spans):
                message = f"the dose of {trial.exercise} is upside down"
            else:
                continue
            yield CatalogFinding(section="conditions", entry=condition.id, field="trials", message=message)


def stages_covered(catalog: Catalog) -> Findings:
    """Every stage has enough main exercises, patterns and compounds with every set of kit."""
    for stage in STAGES:
        for name, kit in KIT_SETS:
            found = [exercise for exercise in catalog.exercises if _serves(exercise, stage, kit)]
            patterns = {exercise.pattern for exercise in found}
            compounds = [
                exercise for exercise in found if exercise.pattern in COMPOUND and exercise.position == "standing"
            ]
            short = [
                f"{have} {what} of {need:g}"
                for have, what, need in (
                    (len(found), "main exercises", catalog.limit("coverage-entries")),
                    (len(patterns), "patterns", catalog.limit("coverage-patterns")),
                    (len(compounds), "compounds", catalog.limit("coverage-compounds") if stage != "early" else 0),
                )
                if have < need
            ]
            if short:
                message = f"{stage} with kit {name} has only {', '.join(short)}"
                yield CatalogFinding(section="exercises", entry="", message=message)


def _serves(exercise: Exercise, stage: str, kit: tuple[Kit, ...]) -> bool:
    replaced = {substitute.kit for substitute in exercise.substitutes}
    return (
        block_of(exercise) == "main"
        and _in_stage(exercise.stages + tuple(b for form in exercise.forms for b in form.stages), stage)
        and all(item in kit or item in replaced for item in exercise.needs)
        and (stage == "early" or exercise.mechanism != "step-towards")
    )


CHECKS: tuple[Check, ...] = (
    ids_unique,
    names_unique,
    sources_known,
    links_both_ways,
    ladders_without_loops,
    ladders_kept,
    principle_met,
    stages_once,
    early_not_heavy,
    impact_late,
    forms_distinct,
    rulings_kept,
    demand_defined,
    placed_right,
    kit_consistent,
    doses_ordered,
    activation_from_rows,
    figures_complete,
    protocols_known,
    conditions_known,
    *SCREENING,
    stages_covered,
)


def check_catalog(catalog: Catalog, checks: tuple[Check, ...] = CHECKS) -> tuple[CatalogFinding, ...]:
    """Return what every check finds, in their order."""
    found: list[CatalogFinding] = []
    for check in checks:
        try:
            found += check(catalog)
        except MissingLimitError as error:
            limit = str(error.args[0])
            found.append(CatalogFinding(section="limits", entry=limit, message=f'the limit "{limit}" is missing'))
    return tuple(found)
