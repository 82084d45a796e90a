"""From a picked exercise to an item of the plan: form, load, kit, dose, target, and the reason for each."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from glutemed.engine.context import Candidate, Context, notes, sides_of
from glutemed.engine.dosing import StartDose, start_dose
from glutemed.engine.phrases import Words
from glutemed.engine.ranking import BASES
from glutemed.engine.rules import Verdict, told, with_article
from glutemed.engine.selection import Pick
from glutemed.model.exercise import BODYWEIGHT, DEMANDS, Exercise, Form, Load, StageBasis
from glutemed.model.plan import WEIGHTS, BlockKind, Item, Reason, block_of, demand_of, is_strong

__all__ = ["form_reason", "kit_for", "loaded", "may_load", "may_rise", "prescribe"]

NOTHING: Mapping[str, Candidate] = MappingProxyType({})


def prescribe(
    context: Context, pick: Pick, refused: Mapping[str, Verdict], lawful: Mapping[str, Candidate] = NOTHING
) -> Item:
    """Return the item for a pick: week 1's dose and load, and the hips to train.

    What it may grow into is named among `lawful`, and what only a later stage or level would allow.
    """
    words, candidate, block = Words(context=context), pick.candidate, pick.block
    exercise, form = candidate.exercise, candidate.form
    load = _load(context, candidate, block)
    dose = start_dose(context, exercise, block)
    effort = context.catalog.rule(_effort(context, exercise, block))
    asked = notes(context, exercise)
    return Item(
        exercise=exercise.id,
        name=exercise.name,
        variant=form.name if form else None,
        range=_joined(form.range if form else "", [note.range for note in asked]),
        support=_joined(form.support if form else "", [note.support for note in asked]),
        sets=dose.sets,
        dose=dose.dose,
        sides=sides_of(context, exercise),
        rest_seconds=exercise.rest_seconds,
        tempo=exercise.tempo,
        effort=effort.text,
        reserve=effort.reserve,
        load=load,
        kit=kit_for(context, exercise, load),
        track=context.catalog.rule(f"track-{exercise.dose.kind}" if block == "main" else "track-done").text,
        target=_target(context, candidate, block, dose, load, refused, lawful),
        reasons=_reasons(context, words, pick, dose, refused.get(exercise.id)),
    )


def _joined(own: str, asked: list[str]) -> str | None:
    """Return what a form and the conditions ask for as one text, each part once."""
    if not own and not asked:
        return None
    return "; ".join(dict.fromkeys(part for part in (own, *asked) if part)) or None


def _load(context: Context, candidate: Candidate, block: BlockKind) -> Load:
    """Return week 1's load: what the exercise cannot do without; else none where the opening is unloaded.

    A supported form carries no weight. Otherwise the first load in the exercise's own order that
    is in the kit.
    """
    exercise = candidate.exercise
    needed = [load for load in exercise.loads if load.kind in exercise.needs]
    if needed:
        return needed[0]
    if _opens_unloaded(context) or block != "main":
        return BODYWEIGHT
    return next((load for load in exercise.loads if may_load(context, candidate, load)), BODYWEIGHT)


def loaded(
    context: Context,
    candidate: Candidate,
    item: Item,
    load: Load,
    refused: Mapping[str, Verdict],
    lawful: Mapping[str, Candidate],
) -> Item:
    """Return an item of main work with another kind of load, and the kit and target that go with it."""
    dose = start_dose(context, candidate.exercise, "main")
    return replace(
        item,
        load=load,
        kit=kit_for(context, candidate.exercise, load),
        target=_target(context, candidate, "main", dose, load, refused, lawful),
        reasons=tuple(r for r in item.reasons if r.text != context.catalog.rule("no-load-yet").text),
    )


def may_load(context: Context, candidate: Candidate, load: Load) -> bool:
    """Return whether a load is in the kit and leaves the work lawful.

    No weight on a supported form, on days that touch, or where the demand would be more than pain
    (P14) or age (P17) allow.
    """
    if load.kind not in context.request.equipment or candidate.form:
        return False
    if context.days_touch and is_strong(load):
        return False
    demand = demand_of(candidate.exercise, None, load)
    return DEMANDS.index(demand) <= context.demand_max and not (context.older and demand == "very-high")


def _opens_unloaded(context: Context) -> bool:
    """Return whether week 1 adds no load: a beginner (P17), early and mid rehab (X), days that touch (P06)."""
    return context.request.level == "beginner" or context.protocol.unloaded or context.days_touch


def kit_for(context: Context, exercise: Exercise, load: Load) -> tuple[str, ...]:
    """Return what to have ready for an exercise and its load, household things by their own names."""
    if not exercise.needs:
        return () if load.kind == "bodyweight" else (load.kind,)
    replaced = {substitute.kit: substitute.use for substitute in exercise.substitutes}
    needed = [item if item in context.request.equipment else replaced[item] for item in exercise.needs]
    return (*needed, load.kind) if load != BODYWEIGHT and load.kind not in exercise.needs else tuple(needed)


def _effort(context: Context, exercise: Exercise, block: BlockKind) -> str:
    if block != "main":
        return f"effort-{block}"
    kind = "hold" if exercise.dose.kind == "hold" else "reps"
    return f"effort-{kind}-light" if context.protocol.effort == "light" else f"effort-{kind}"


def _target(
    context: Context,
    candidate: Candidate,
    block: BlockKind,
    dose: StartDose,
    load: Load,
    refused: Mapping[str, Verdict],
    lawful: Mapping[str, Candidate],
) -> str:
    """Return what unlocks the next step (P10): the top of the range, clean, twice; then what comes next.

    With pain above 5 that is less pain (P14), under 15 none at all (P17).
    """
    words = Words(context=context)
    if block != "main":
        return words.text("target-none")
    if not may_rise(context):
        return words.text("target-young-pain" if context.young else "target-pain")
    reps, seconds = dose.span.reps[1], dose.span.seconds[1] if dose.span.seconds else None
    amount = f"{reps} {candidate.exercise.counting}" if seconds is None else f"{seconds} s"
    if seconds is not None and reps > 1:
        amount = f"{reps} holds of {seconds} s"
    row = "target-young" if context.young else "target"
    return words.text(row, amount=amount, next=_next_step(context, words, candidate, load, refused, lawful))


def _next_step(
    context: Context,
    words: Words,
    candidate: Candidate,
    given: Load,
    refused: Mapping[str, Verdict],
    lawful: Mapping[str, Candidate],
) -> str:
    """Return the one thing that rises next: load where it is loaded, help taken away, a first load, a harder rung.

    With pain above 2 nothing but the dose rises; nor does it under 15 (P14, P17).
    """
    exercise, form = candidate.exercise, candidate.form
    if context.sore or context.young:
        return words.text("next-young" if context.young else "next-calm")
    if given.kind == "band":
        return words.text("next-more-band")
    if given.kind != "bodyweight":
        return words.text("next-more-load", load=given.kind.replace("-", " "))
    if form:
        verdict = refused.get(exercise.id)
        if verdict and verdict.rule == "level":
            return words.text("next-standard")
        most = DEMANDS.index(form.demand)
        above = [id for id in exercise.easier if id in lawful and DEMANDS.index(lawful[id].demand) > most]
        return _next_rung(context, words, (*above, *exercise.harder), refused, lawful) or words.text("next-stay")
    kinds = list(dict.fromkeys(option.kind for option in exercise.loads))
    rung = _next_rung(context, words, exercise.harder, refused, lawful)
    if kinds and (context.protocol.heavy or not candidate.one_leg):
        load = " or ".join(kind.replace("-", " ") for kind in kinds[:2])
        return words.text("next-load", load=load, rung=rung or words.text("next-stay"))
    return rung or words.text("next-stay")


LATER = ("principle", "stage", "not-heavy", "unloaded-start", "level", "rested", "calm")
"""The rules that a later stage or level may lift: what fails them first fails none of safety or kit."""


def _next_rung(
    context: Context,
    words: Words,
    ids: tuple[str, ...],
    refused: Mapping[str, Verdict],
    lawful: Mapping[str, Candidate],
) -> str:
    """Return the first rung that is lawful here, else the first that a later stage or level allows, else nothing.

    Drills are skipped.
    """
    found = [exercise for id in ids if (exercise := context.catalog.exercise(id)) and block_of(exercise) == "main"]
    for exercise in found:
        if exercise.id in lawful:
            return words.text("next-harder", exercise=exercise.name)
    for exercise in found:
        verdict = refused.get(exercise.id)
        if verdict and verdict.rule in LATER and not _drawn(context, exercise):
            return words.text("next-stage", exercise=exercise.name)
    return ""


def may_rise(context: Context) -> bool:
    """Return whether anything may rise: not with pain above 5 (P14), and under 15 at pain 0 alone (P17, R-013)."""
    pain = context.request.pain
    if pain is not None and pain > context.catalog.limit("pain-mid-max"):
        return False
    return not (context.young and pain != 0)


def _drawn(context: Context, exercise: Exercise) -> bool:
    return any(basis.stage in context.protocol.draws_on for basis in exercise.stages)


def _stage_words(context: Context, basis: StageBasis) -> str:
    return f"the {basis.stage} stage" if context.protocol.stage else f"prevention, from the {basis.stage} stage"


def _reasons(
    context: Context, words: Words, pick: Pick, dose: StartDose, standard_refused: Verdict | None
) -> tuple[Reason, ...]:
    candidate, request, protocol = pick.candidate, context.request, context.protocol
    exercise, form = candidate.exercise, candidate.form
    key = ("chosen", candidate.id, form.id if form else None, protocol.stage, protocol.condition)
    reasons = [context.catalog.derived(key, lambda: _chosen(context, words, candidate))]
    if exercise.id in request.include:
        reasons.append(words.reason("asked-for"))
    elif pick.preferred:
        reasons.append(words.reason("preferred", context.protocol.sources if pick.block == "main" else ()))
    if pick.block == "main":
        reasons.append(words.reason(f"principle-{exercise.mechanism}"))
    if pick.block == "main" and block_of(exercise) != "main":
        reasons.append(words.reason("main-drill"))
    if form and standard_refused:
        reasons.append(form_reason(context, exercise.id, form, standard_refused))
    reasons += _condition_reasons(context, words, exercise)
    for item in exercise.needs:
        if item not in request.equipment:
            use = next(substitute.use for substitute in exercise.substitutes if substitute.kit == item)
            reasons.append(words.reason("substitute", use=use, kit=with_article(item.replace("-", " "))))
    if origin := context.catalog.origin(exercise.id):
        reasons.append(words.reason("changed-exercise" if origin.changed else "own-exercise", overlay=origin.overlay))
    if candidate.one_leg and _opens_unloaded(context) and any(load.kind in WEIGHTS for load in exercise.loads):
        reasons.append(words.reason("no-load-yet"))
    return (*reasons, *dose.reasons)


def _chosen(context: Context, words: Words, candidate: Candidate) -> Reason:
    """Return on whose word an exercise belongs to the stage: the best that there is."""
    basis = min(
        (basis for basis in candidate.stages if basis.stage in context.protocol.draws_on),
        key=lambda basis: BASES.index(basis.basis),
        default=candidate.stages[0],
    )
    origin = context.catalog.origin(candidate.id)
    row = f"chosen-{basis.basis}"
    if origin and origin.changed:
        row = "chosen-changed"
    elif origin and basis.basis == "ruling":
        row = "chosen-own"
    return words.reason(row, basis.sources, stage=_stage_words(context, basis))


def form_reason(context: Context, exercise: str, form: Form, standard_refused: Verdict) -> Reason:
    """Return why an exercise is done in another form than the standard one."""

    def make() -> Reason:
        rule, why = told(context.catalog, standard_refused)
        text = Words(context=context).text("form", form=form.name, why=why)
        behind = (*context.catalog.rule(standard_refused.rule).sources, *standard_refused.sources, *form.sources)
        return Reason(rule=rule, text=text, sources=tuple(dict.fromkeys(behind)))

    return context.catalog.derived(("form", exercise, form.name, standard_refused), make)


def _condition_reasons(context: Context, words: Words, exercise: Exercise) -> list[Reason]:
    """Return why a condition changes the range or support, or leaves a hip out."""
    if not context.conditions:
        return []
    reasons = []
    for note in notes(context, exercise):
        if note.range or note.support:
            name = context.catalog.condition(note.condition).name
            reasons.append(words.reason("condition-change", note.sources, name=name, why=note.why.rstrip(".")))
    hips = sides_of(context, exercise)
    if len(hips) == 1 and exercise.sided == "one":
        reasons.append(words.reason("one-hip", side=str(context.request.side), hip=hips[0]))
    return reasons
