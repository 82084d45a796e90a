"""The hard rules, any of which excludes an exercise.

`RULES` is the order in which an exercise is judged, what the user said first; the first rule
that fails is the one told. Each row tells what fails and in which contexts that can be.
Each rule's words and sources are the row of its id in data/rules.yaml.
"""

from collections.abc import Callable
from typing import NamedTuple

from glutemed.engine.context import Candidate, Context, notes, sides_of
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DEMANDS
from glutemed.model.plan import HEAVY, by_hand

__all__ = ["RULES", "HardRule", "Verdict", "applying", "judge", "told", "with_article"]


class Verdict(NamedTuple):
    """A rule that a candidate fails, with what it found and the sources of that."""

    rule: str
    detail: str = ""
    sources: tuple[str, ...] = ()

    @classmethod
    def of(cls, rule: str, found: "Found") -> "Verdict":
        """Return the verdict of a rule that found something."""
        return cls(rule, found) if isinstance(found, str) else cls(rule, *found)


Found = str | tuple[str, tuple[str, ...]]
"""What a rule found where it fails: a detail for its sentence, perhaps empty, and the sources of it if it has any."""

Rule = Callable[[Context, Candidate], Found | None]


def with_article(name: str) -> str:
    """Return the name of a thing with "a" or "an"."""
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def not_excluded(context: Context, candidate: Candidate) -> str | None:
    """P02: what the user excludes stays out."""
    return "" if candidate.id in context.request.exclude else None


def stable(_: Context, candidate: Candidate) -> str | None:
    """P08: no unstable surface (A24)."""
    return "" if candidate.exercise.surface == "unstable" else None


def condition(context: Context, candidate: Candidate) -> tuple[str, tuple[str, ...]] | None:
    """P02: nothing that a condition asks to avoid."""
    for note in notes(context, candidate.exercise):
        if note.action == "avoid":
            return f"{context.catalog.condition(note.condition).name}: {note.why}".rstrip("."), note.sources
    return None


def condition_form(context: Context, candidate: Candidate) -> tuple[str, tuple[str, ...]] | None:
    """P02: in the form that a condition asks for."""
    for note in notes(context, candidate.exercise):
        if note.form and (candidate.form is None or candidate.form.id != note.form):
            return f"{context.catalog.condition(note.condition).name}: {note.why}".rstrip("."), note.sources
    return None


def spare_side(context: Context, candidate: Candidate) -> str | None:
    """P02: nothing lying on a sore side that a condition spares; with the side not known, nothing lying on a side."""
    if sides_of(context, candidate.exercise):
        return None
    return "which side is sore is not given" if context.request.side is None else "both sides are sore"


def kit(context: Context, candidate: Candidate) -> str | None:
    """P01: everything needed is there, or a household thing stands in for it."""
    for item in candidate.exercise.needs:
        replaced = any(substitute.kit == item for substitute in candidate.exercise.substitutes)
        if item not in context.request.equipment and not replaced:
            return with_article(item.replace("-", " "))
    return None


def impact(context: Context, candidate: Candidate) -> str | None:
    """P17: jumps are given only when asked for by name (X)."""
    return "" if candidate.exercise.impact and candidate.id not in context.request.include else None


def principle(context: Context, candidate: Candidate) -> str | None:
    """P03: main work is direct abduction or one-leg work with a level pelvis, save where rungs are main work (A13)."""
    if candidate.rung:
        goal = context.catalog.exercise(candidate.exercise.leads_to or "")
        return goal.name if goal else "one-leg work"
    return None


def stage(context: Context, candidate: Candidate) -> str | None:
    """P04: the exercise, in this form, belongs to a stage that the protocol draws on."""
    drawn = context.protocol.draws_on
    for basis in candidate.stages:
        if basis.stage in drawn:
            return None
    if candidate.id in context.main_drills or _waived(context, candidate):
        return None
    return " and ".join(basis.stage for basis in candidate.stages)


def not_heavy(context: Context, candidate: Candidate) -> str | None:
    """P04: early holds nothing heavy: no high demand, and no weight near failure, as that of a hold counts."""
    if _waived(context, candidate):
        return None
    if candidate.demand in HEAVY:
        return candidate.demand.replace("-", " ")
    held = candidate.exercise.dose.kind == "hold"
    return "loaded" if candidate.weighted and (held or context.protocol.effort != "light") else None


def _waived(context: Context, candidate: Candidate) -> bool:
    """Return whether a clinician takes on an exercise that was asked for by name; not against pain (P14)."""
    return context.request.clinician is not None and not context.sore and candidate.id in context.request.include


def calm(context: Context, candidate: Candidate) -> str | None:
    """P14: no more demand than the pain allows."""
    demand = candidate.demand
    return demand.replace("-", " ") if DEMANDS.index(demand) > context.demand_max else None


def older_support(_: Context, candidate: Candidate) -> str | None:
    """P17: from 65 on, one-leg standing has a hand on something."""
    supported = candidate.form is not None and by_hand(candidate.form.support)
    return "" if candidate.one_leg and not supported else None


def older_demand(_: Context, candidate: Candidate) -> str | None:
    """P17: from 65 on, nothing of very high demand."""
    return "" if candidate.demand == "very-high" else None


def unloaded_start(_: Context, candidate: Candidate) -> str | None:
    """P17: a beginner's one-leg work carries no weight in week 1."""
    return "" if candidate.weighted and candidate.one_leg else None


def level(_: Context, candidate: Candidate) -> str | None:
    """P17: a beginner does high demand only with hand support, which lowers it to moderate."""
    return candidate.demand.replace("-", " ") if candidate.demand in HEAVY else None


def rested(_: Context, candidate: Candidate) -> str | None:
    """P06: heavy work needs a whole day after it, so days that touch take lighter forms (A29, R-029)."""
    if not (candidate.weighted or candidate.demand in HEAVY):
        return None
    return candidate.demand.replace("-", " ") if candidate.demand in HEAVY else "loaded"


class HardRule(NamedTuple):
    """A rule by the id of its row: what fails it, and in which contexts it can fail."""

    id: str
    fails: Rule
    applies: Callable[[Context], object]


def _always(_: Context) -> bool:
    return True


def _beginner(context: Context) -> bool:
    return context.request.level == "beginner"


RULES: tuple[HardRule, ...] = (
    HardRule("not-excluded", not_excluded, lambda context: context.request.exclude),
    HardRule("stable", stable, _always),
    HardRule("condition", condition, lambda context: context.conditions),
    HardRule("condition-form", condition_form, lambda context: context.conditions),
    HardRule("spare-side", spare_side, lambda context: context.conditions),
    HardRule("kit", kit, _always),
    HardRule("impact", impact, _always),
    HardRule("principle", principle, lambda context: not context.rungs),
    HardRule("stage", stage, _always),
    HardRule("not-heavy", not_heavy, lambda context: not context.protocol.heavy),
    HardRule("older-support", older_support, lambda context: context.older),
    HardRule("older-demand", older_demand, lambda context: context.older),
    HardRule("unloaded-start", unloaded_start, _beginner),
    HardRule("level", level, _beginner),
    HardRule("rested", rested, lambda context: context.days_touch),
    HardRule("calm", calm, lambda context: context.demand_max < len(DEMANDS) - 1),
)


def applying(context: Context) -> list[HardRule]:
    """Return the rules that can fail in a context, in their order."""
    return [rule for rule in RULES if rule.applies(context)]


def judge(context: Context, candidate: Candidate) -> tuple[Verdict, ...]:
    """Return every rule that a candidate fails, in their order; none when it is lawful."""
    found = ((rule.id, rule.fails(context, candidate)) for rule in applying(context))
    return tuple(Verdict.of(id, what) for id, what in found if what is not None)


def told(catalog: Catalog, verdict: Verdict) -> tuple[str, str]:
    """Return the P-rule behind a verdict, and the verdict in words."""
    row = catalog.rule(verdict.rule)
    return row.rule, row.text.format(detail=verdict.detail)
