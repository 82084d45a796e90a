"""Checks over a whole catalogue: names, sources, protocols and coverage; all checks, run whenever files are merged."""

from collections import Counter

from glutemed.checks.entries import (
    demand_defined,
    doses_ordered,
    early_not_heavy,
    forms_distinct,
    impact_late,
    kit_consistent,
    placed_right,
    rulings_kept,
    stages_once,
)
from glutemed.checks.evidence import activation_from_rows, figures_complete
from glutemed.checks.finding import CatalogFinding, Check, Findings, of_exercise
from glutemed.checks.ladders import ladders_kept, ladders_without_loops, links_both_ways, principle_met
from glutemed.checks.screening import SCREENING
from glutemed.model.catalog import Catalog, MissingLimitError, cited_in
from glutemed.model.exercise import KIT_SETS, STAGES, Exercise, Kit, plain_name
from glutemed.model.plan import COMPOUND, block_of
from glutemed.model.records import encode

__all__ = ["CHECKS", "check_catalog", "stages_covered"]


IDENTITY = ("id", "topic", "name")
"""The fields of which the first that a row has is what names it."""


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
                yield of_exercise(exercise, "aliases", f'"{name}" already means {owner[name]}')


def sources_known(catalog: Catalog) -> Findings:
    """Every source that data names is a source or a statement of the catalogue."""
    known = {source.key for source in catalog.sources} | {statement.id for statement in catalog.statements}
    for section in Catalog.__dataclass_fields__:
        for row in getattr(catalog, section) if section != "fingerprint" else ():
            for key in sorted(set(cited_in(encode(row))) - known):
                entry = next((getattr(row, field) for field in IDENTITY if hasattr(row, field)), "")
                message = f'the source "{key}" is not known'
                yield CatalogFinding(section=section, entry=entry, message=message, unknown=key)


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
    bases = (*exercise.stages, *(basis for form in exercise.forms for basis in form.stages))
    return (
        block_of(exercise) == "main"
        and any(basis.stage == stage for basis in bases)
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
