"""The rules that choose exercises: hard ones exclude, soft ones rank.

`RULES` is the order in which an exercise is judged, what the user said first; the first rule
that fails is the one told.
Each rule's words and sources are the row of its id in data/rules.yaml.
"""

from collections.abc import Callable

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise, Form, Load, StageBasis
from glutemed.model.plan import COMPOUND, HEAVY, WEIGHTS, Request, demand_of
from glutemed.model.policy import Protocol
from glutemed.model.records import record

__all__ = [
    "BODYWEIGHT",
    "RULES",
    "Candidate",
    "Context",
    "Verdict",
    "candidates",
    "judge",
    "one_leg",
    "rank",
    "told",
    "with_article",
]

BODYWEIGHT = Load(kind="bodyweight", where="", start="")


@record
class Context:
    """What every rule may look at: the catalogue, the request, its protocol, and how its days lie.

    `days_touch` is true where two training days follow each other without a day between.
    """

    catalog: Catalog
    request: Request
    protocol: Protocol
    days_touch: bool = False


@record
class Candidate:
    """An exercise in one form; None is the standard form."""

    exercise: Exercise
    form: Form | None = None

    @property
    def stages(self) -> tuple[StageBasis, ...]:
        """The stages of the form where it has its own, else those of the exercise."""
        return self.form.stages if self.form and self.form.stages else self.exercise.stages

    @property
    def id(self) -> str:
        """The exercise's id, which names the candidate: an exercise is lawful in one form only."""
        return self.exercise.id

    @property
    def rung(self) -> bool:
        """Whether it is a two-legged rung that leads to one-leg work (P03)."""
        return self.exercise.mechanism == "step-towards"

    @property
    def compound(self) -> bool:
        """Whether it is a squat, hinge, lunge or step done standing."""
        return self.exercise.pattern in COMPOUND and self.exercise.position == "standing"


@record
class Verdict:
    """A rule that a candidate fails, with what it found."""

    rule: str
    detail: str = ""


Rule = Callable[[Context, Candidate], str | None]


def with_article(name: str) -> str:
    """Return the name of a thing with "a" or "an"."""
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def one_leg(exercise: Exercise) -> bool:
    """Return whether an exercise is standing work on one leg."""
    return exercise.position == "standing" and exercise.mechanism == "pelvic-control"


def principle(context: Context, candidate: Candidate) -> str | None:
    """P03: beyond early, main work is direct abduction or one-leg work with a level pelvis (A13)."""
    exercise = candidate.exercise
    if candidate.rung and not context.protocol.rungs:
        return exercise.leads_to.replace("-", " ") if exercise.leads_to else "one-leg work"
    return None


def stage(context: Context, candidate: Candidate) -> str | None:
    """P04: the exercise, in this form, belongs to a stage that the protocol draws on."""
    stages = [basis.stage for basis in candidate.stages]
    return None if any(name in context.protocol.draws_on for name in stages) else " and ".join(stages)


def not_heavy(context: Context, candidate: Candidate) -> str | None:
    """P04: early holds nothing heavy."""
    demand = demand_of(candidate.exercise, candidate.form, BODYWEIGHT)
    return None if context.protocol.heavy or demand not in HEAVY else demand.replace("-", " ")


def stable(_: Context, candidate: Candidate) -> str | None:
    """P08: no unstable surface (A24)."""
    return "" if candidate.exercise.surface == "unstable" else None


def level(context: Context, candidate: Candidate) -> str | None:
    """P17: a beginner does high demand only with hand support, which lowers it to moderate."""
    demand = demand_of(candidate.exercise, candidate.form, BODYWEIGHT)
    return demand.replace("-", " ") if context.request.level == "beginner" and demand in HEAVY else None


def unloaded_start(context: Context, candidate: Candidate) -> str | None:
    """P17: a beginner's one-leg work carries no weight in week 1."""
    needs_weight = any(kit in WEIGHTS for kit in candidate.exercise.needs)
    return "" if context.request.level == "beginner" and needs_weight and one_leg(candidate.exercise) else None


def rested(context: Context, candidate: Candidate) -> str | None:
    """P06: heavy work needs a whole day after it, so days that touch take lighter forms (A29, R-029)."""
    demand = demand_of(candidate.exercise, candidate.form, BODYWEIGHT)
    weighted = any(kit in WEIGHTS for kit in candidate.exercise.needs)
    if not context.days_touch or not (weighted or demand in HEAVY):
        return None
    return demand.replace("-", " ") if demand in HEAVY else "loaded"


def impact(context: Context, candidate: Candidate) -> str | None:
    """P17: jumps are given only when asked for by name (X)."""
    exercise = candidate.exercise
    return "" if exercise.impact and exercise.id not in context.request.include else None


def kit(context: Context, candidate: Candidate) -> str | None:
    """P01: everything needed is there, or a household thing stands in for it."""
    replaced = {substitute.kit for substitute in candidate.exercise.substitutes}
    missing = (item for item in candidate.exercise.needs if item not in context.request.equipment)
    return next((with_article(item.replace("-", " ")) for item in missing if item not in replaced), None)


def not_excluded(context: Context, candidate: Candidate) -> str | None:
    """P02: what the user excludes stays out."""
    return "" if candidate.exercise.id in context.request.exclude else None


RULES: tuple[tuple[str, Rule], ...] = (
    ("not-excluded", not_excluded),
    ("stable", stable),
    ("kit", kit),
    ("impact", impact),
    ("principle", principle),
    ("stage", stage),
    ("not-heavy", not_heavy),
    ("unloaded-start", unloaded_start),
    ("level", level),
    ("rested", rested),
)


def judge(context: Context, candidate: Candidate) -> Verdict | None:
    """Return the first rule that a candidate fails, or None when it is lawful."""
    for name, rule in RULES:
        detail = rule(context, candidate)
        if detail is not None:
            return Verdict(rule=name, detail=detail)
    return None


def told(catalog: Catalog, verdict: Verdict) -> tuple[str, str]:
    """Return the P-rule behind a verdict, and the verdict in words."""
    row = catalog.rule(verdict.rule)
    return row.rule, row.text.format(detail=verdict.detail)


def candidates(context: Context) -> tuple[dict[str, Candidate], dict[str, Verdict]]:
    """Return each lawful exercise in the hardest form that passes, and why the standard form did not.

    The second mapping holds the standard form's verdict, for exercises left out and for those
    kept in another form.
    """
    lawful: dict[str, Candidate] = {}
    refused: dict[str, Verdict] = {}
    for exercise in context.catalog.exercises:
        for form in (None, *exercise.forms):
            candidate = Candidate(exercise=exercise, form=form)
            verdict = judge(context, candidate)
            if verdict is None:
                lawful[exercise.id] = candidate
                break
            refused.setdefault(exercise.id, verdict)
    return lawful, refused


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
    place in the week, a pattern new to the session, the order of the slot's patterns, direct work
    before two-legged rungs, the article's word before a trial's before our own, id.
    """
    exercise = candidate.exercise
    basis = min(
        (
            ("article", "trial", "ruling").index(b.basis)
            for b in candidate.stages
            if b.stage in context.protocol.draws_on
        ),
        default=3,
    )
    return (
        prefer.index(exercise.id) if exercise.id in prefer else len(prefer),
        int(exercise.pattern not in patterns),
        int(exercise.id in in_week),
        int(exercise.id in wanted_elsewhere),
        int(exercise.pattern in session_patterns),
        patterns.index(exercise.pattern) if exercise.pattern in patterns else len(patterns),
        int(candidate.rung),
        basis,
        exercise.id,
    )
