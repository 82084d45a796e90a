"""The rules that choose exercises: hard ones exclude, soft ones rank.

`RULES` is the order in which an exercise is judged, what the user said first; the first rule
that fails is the one told. Each row tells what fails and in which contexts that can be.
Each rule's words and sources are the row of its id in data/rules.yaml.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import BODYWEIGHT, DEMANDS, ConditionNote, Exercise, Form
from glutemed.model.plan import (
    COMPOUND,
    HEAVY,
    WEIGHTS,
    Passed,
    Request,
    Side,
    block_of,
    by_hand,
    demand_of,
    is_strong,
    lies_on,
    one_leg,
)
from glutemed.model.policy import Condition, Protocol
from glutemed.model.records import record

__all__ = [
    "BASES",
    "RULES",
    "Candidate",
    "Context",
    "Refusals",
    "Verdict",
    "candidates",
    "forms_of",
    "judge",
    "notes",
    "rank",
    "sides_of",
    "told",
    "with_article",
]

BASES = ("article", "trial", "ruling")


@record
class Context:
    """What every rule may look at: the catalogue, the request, its protocol and conditions, and how its days lie.

    `days_touch`: two training days, or one and another hard day, lie without a day between.
    `demand_max` is the highest demand that pain allows, as an index of DEMANDS. `older`: of an age
    that has hand support. `sore`: pain above what a program is given for as asked. `main_drills`:
    drills that a trial of a condition used as main work. `short`: all ids, the quickest first, where
    a week is made that is short of time. `passed`: the gates that were passed (P18).
    """

    catalog: Catalog
    request: Request
    protocol: Protocol
    conditions: tuple[Condition, ...] = ()
    days_touch: bool = False
    demand_max: int = len(DEMANDS) - 1
    older: bool = False
    sore: bool = False
    main_drills: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    passed: tuple[Passed, ...] = ()

    @property
    def rungs(self) -> bool:
        """Whether two-legged rungs may be main work (P03)."""
        return self.protocol.rungs or any(condition.rungs for condition in self.conditions)

    @property
    def young(self) -> bool:
        """Whether someone is so young that only doses rise, and at pain 0 alone (P17, R-013)."""
        age = self.request.age
        return age is not None and age < self.catalog.limit("young-age")


class Candidate:
    """An exercise in one form, None being the standard form, with what the rules ask of it.

    `block` is where it belongs by nature. `rung`: a two-legged rung that leads to one-leg work
    (P03). `compound`: a squat, hinge, lunge or step done standing (P09). `weighted`: it cannot be
    done without a weight.
    """

    __slots__ = ("block", "compound", "demand", "exercise", "form", "id", "one_leg", "rung", "stages", "weighted")

    def __init__(self, *, exercise: Exercise, form: Form | None = None) -> None:
        self.exercise, self.form, self.id = exercise, form, exercise.id
        self.stages = form.stages if form and form.stages else exercise.stages
        self.block = block_of(exercise)
        self.rung = exercise.mechanism == "step-towards"
        self.compound = exercise.pattern in COMPOUND and exercise.position == "standing"
        self.one_leg = one_leg(exercise)
        needed = next((load for load in exercise.loads if load.kind in exercise.needs), BODYWEIGHT)
        self.weighted = any(kit in WEIGHTS for kit in exercise.needs) or is_strong(needed)
        self.demand = demand_of(exercise, form, needed)


class Verdict(NamedTuple):
    """A rule that a candidate fails, with what it found and the sources of that."""

    rule: str
    detail: str = ""
    sources: tuple[str, ...] = ()


Found = str | tuple[str, tuple[str, ...]]
Rule = Callable[[Context, Candidate], Found | None]


def with_article(name: str) -> str:
    """Return the name of a thing with "a" or "an"."""
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def notes(context: Context, exercise: Exercise) -> list[ConditionNote]:
    """Return what the request's conditions ask of an exercise, in the request's order."""
    return [note for id in context.request.condition for note in exercise.notes if note.condition == id]


def sides_of(context: Context, exercise: Exercise) -> tuple[Side, ...]:
    """Return the hips to train, the given side first, without one that would lie on a side to spare (P02, P16)."""
    if exercise.sided == "both":
        return ("both",)
    side = context.request.side
    both: tuple[Side, ...] = ("right", "left") if side == "right" else ("left", "right")
    if exercise.position != "side-lying" or not any(condition.spare_side for condition in context.conditions):
        return both
    return tuple(hip for hip in both if side in ("left", "right") and lies_on(exercise, hip) != side)


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


def judge(context: Context, candidate: Candidate) -> tuple[Verdict, ...]:
    """Return every rule that a candidate fails, in their order; none when it is lawful."""
    found = ((rule.id, rule.fails(context, candidate)) for rule in RULES if rule.applies(context))
    return tuple(_verdict(id, what) for id, what in found if what is not None)


def _verdict(id: str, found: Found) -> Verdict:
    return Verdict(id, found) if isinstance(found, str) else Verdict(id, *found)


def told(catalog: Catalog, verdict: Verdict) -> tuple[str, str]:
    """Return the P-rule behind a verdict, and the verdict in words."""
    row = catalog.rule(verdict.rule)
    return row.rule, row.text.format(detail=verdict.detail)


def forms_of(catalog: Catalog) -> tuple[tuple[Candidate, ...], ...]:
    """Return every exercise's candidates: the standard form, then its other forms, hardest first."""
    return catalog.derived(
        "candidates",
        lambda: tuple(
            tuple(Candidate(exercise=exercise, form=form) for form in (None, *exercise.forms))
            for exercise in catalog.exercises
        ),
    )


class Refusals(Mapping[str, Verdict]):
    """Why the standard form of each exercise is refused: for those left out, and for those kept in another form.

    A verdict is found when it is asked for, as a plan tells of few.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._standard = context.catalog.derived("standard forms", lambda: _standard_forms(context.catalog))
        self._rules = [rule for rule in RULES if rule.applies(context)]
        self._found: dict[str, Verdict] = {}

    def __getitem__(self, id: str) -> Verdict:
        if id not in self._found:
            self._found[id] = self._first(self._standard[id], id)
        return self._found[id]

    def _first(self, standard: Candidate, id: str) -> Verdict:
        for rule_id, fails, _ in self._rules:
            found = fails(self._context, standard)
            if found is not None:
                return _verdict(rule_id, found)
        raise KeyError(id)

    def __iter__(self) -> Iterator[str]:
        return (id for id, candidate in self._standard.items() if judge(self._context, candidate))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _standard_forms(catalog: Catalog) -> dict[str, Candidate]:
    return {forms[0].id: forms[0] for forms in forms_of(catalog)}


POLICY = ("stable", "principle", "stage", "not-heavy")
"""The rules that look at nothing of a request but its protocol, and whether rungs and a clinician's word count."""


def candidates(context: Context) -> tuple[dict[str, Candidate], Refusals]:
    """Return each lawful exercise in the hardest form that passes, and why the standard form did not."""
    waived = context.request.include if context.request.clinician and not context.sore else ()
    key = ("policy", context.protocol.name, context.rungs, context.main_drills)
    policy = [rule for rule in RULES if rule.id in POLICY and rule.applies(context)]

    def draw() -> tuple[tuple[Candidate, ...], ...]:
        return tuple(_passing(context, forms_of(context.catalog), policy))

    drawn = draw() if waived else context.catalog.derived(key, draw)  # who asks by name is not kept in mind
    rules = [rule for rule in RULES if rule.id not in POLICY and rule.applies(context)]
    return {forms[0].id: forms[0] for forms in _passing(context, drawn, rules)}, Refusals(context)


def _passing(
    context: Context, exercises: Iterable[tuple[Candidate, ...]], rules: list[HardRule]
) -> Iterator[tuple[Candidate, ...]]:
    """Return the forms of each exercise that pass some rules, in their order; no exercise without any."""
    tests = [rule.fails for rule in rules]
    for forms in exercises:
        passing = []
        for form in forms:
            for fails in tests:
                if fails(context, form) is not None:
                    break
            else:
                passing.append(form)
        if passing:
            yield tuple(passing)


Rank = tuple[int | str, ...]


def rank(
    context: Context,
    candidate: Candidate,
    *,
    patterns: tuple[str, ...],
    prefer: tuple[str, ...],
    in_week: frozenset[str],
    wanted_elsewhere: frozenset[str],
    session_patterns: frozenset[str],
) -> Rank:
    """Return the soft order of a candidate for a slot; the lowest is taken.

    In turn: stated preference, the slot's patterns, new this week, not the first choice of another
    place in the week, a pattern new to the session, both hips before one, the order of the slot's
    patterns, direct work before two-legged rungs, the article's word before a trial's before our
    own, id.
    """
    exercise = candidate.exercise
    drawn = context.protocol.draws_on
    basis = min((BASES.index(b.basis) for b in candidate.stages if b.stage in drawn), default=len(BASES))
    return (
        prefer.index(exercise.id) if exercise.id in prefer else len(prefer),
        int(exercise.pattern not in patterns),
        int(exercise.id in in_week),
        int(exercise.id in wanted_elsewhere),
        int(exercise.pattern in session_patterns),
        int(len(sides_of(context, exercise)) < (1 if exercise.sided == "both" else 2)),
        patterns.index(exercise.pattern) if exercise.pattern in patterns else len(patterns),
        int(candidate.rung),
        basis,
        exercise.id,
    )
