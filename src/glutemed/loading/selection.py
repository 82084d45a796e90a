"""The filters of `list`: which exercises they leave."""

from collections.abc import Iterable

from glutemed.errors import UsageError
from glutemed.loading.requests import one_of, read_condition, read_equipment
from glutemed.loading.text import NAME_MAX
from glutemed.model.catalog import Catalog, Comparator
from glutemed.model.exercise import ACTIVATIONS, CATEGORIES, CHAINS, STAGES, Exercise, StageBasis, plain_name

__all__ = ["select", "select_comparators"]


def select(
    catalog: Catalog,
    *,
    category: str | None = None,
    stage: str | None = None,
    chain: str | None = None,
    equipment: Iterable[str] | None = None,
    condition: str | None = None,
    activation: str | None = None,
    text: str | None = None,
) -> tuple[Exercise, ...]:
    """Return the exercises that pass every filter given, by id.

    `stage` counts forms that have stages of their own; `equipment` keeps what can be done with
    the kit, household substitutes included; `condition` drops what it asks to avoid. Raises
    UsageError for a value that is not allowed.
    """
    found = list(catalog.exercises)
    if category is not None:
        wanted = one_of("--category", category, CATEGORIES)
        found = [e for e in found if e.category == wanted]
    if stage is not None:
        at = one_of("--stage", stage, STAGES)
        found = [e for e in found if any(basis.stage == at for basis in _bases(e))]
    if chain is not None:
        link = one_of("--chain", chain, CHAINS)
        found = [e for e in found if e.chain == link]
    if equipment:
        kit = set(read_equipment(equipment))
        found = [e for e in found if set(e.needs) <= kit | {substitute.kit for substitute in e.substitutes}]
    if condition is not None:
        known = read_condition(catalog, condition)
        spare = catalog.condition(known).spare_side
        found = [e for e in found if not any(n.condition == known and n.action == "avoid" for n in e.notes)]
        found = [e for e in found if not (spare and e.position == "side-lying")]
    if activation is not None:
        level = one_of("--activation", activation, ACTIVATIONS)
        found = [e for e in found if e.activation == level]
    if text is not None:
        part = _part(text)
        found = [e for e in found if any(part in plain_name(name) for name in (e.id, e.name, *e.aliases))]
    return tuple(found)


def select_comparators(catalog: Catalog, text: str | None) -> tuple[Comparator, ...]:
    """Return what was measured but is not prescribed, and has the text in its id or name."""
    part = _part(text or "")
    return tuple(one for one in catalog.comparators if any(part in plain_name(name) for name in (one.id, one.name)))


def _part(text: str) -> str:
    if len(text) > NAME_MAX:
        raise UsageError(f"--text: at most {NAME_MAX} characters")
    return plain_name(text)


def _bases(exercise: Exercise) -> Iterable[StageBasis]:
    return (*exercise.stages, *(basis for form in exercise.forms for basis in form.stages))
