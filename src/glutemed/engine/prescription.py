"""From a picked exercise to an item of the plan: form, load, kit, dose, target, and the reason for each."""

from glutemed.engine.dosing import StartDose, start_dose
from glutemed.engine.rules import BODYWEIGHT, Candidate, Context, Verdict, one_leg, told, with_article
from glutemed.engine.selection import Pick
from glutemed.model.exercise import DEMANDS, Exercise, Load, StageBasis
from glutemed.model.plan import WEIGHTS, Item, Reason, block_of
from glutemed.model.records import record

__all__ = ["Words", "prescribe"]


@record
class Words:
    """The standing phrases of data/rules.yaml, filled in."""

    context: Context

    def reason(self, id: str, sources: tuple[str, ...] = (), **found: str) -> Reason:
        """Return a row as a reason; `sources` come before the row's own."""
        row = self.context.catalog.rule(id)
        return Reason(
            rule=row.rule, text=row.text.format(**found), sources=tuple(dict.fromkeys((*sources, *row.sources)))
        )

    def text(self, id: str, **found: str) -> str:
        """Return a row's text."""
        return self.context.catalog.rule(id).text.format(**found)


def prescribe(context: Context, pick: Pick, refused: dict[str, Verdict]) -> Item:
    """Return the item for a pick: week 1's dose and load, both hips, left first."""
    words, candidate = Words(context=context), pick.candidate
    exercise, form = candidate.exercise, candidate.form
    load = _load(context, candidate)
    dose = start_dose(context.catalog, exercise, context.request)
    block, effort = block_of(exercise), context.catalog.rule(_effort(context, exercise))
    return Item(
        exercise=exercise.id,
        name=exercise.name,
        variant=form.name if form else None,
        range=(form.range or None) if form else None,
        support=(form.support or None) if form else None,
        sets=dose.sets,
        dose=dose.dose,
        sides=("both",) if exercise.sided == "both" else ("left", "right"),
        rest_seconds=exercise.rest_seconds,
        tempo=exercise.tempo,
        effort=effort.text,
        reserve=effort.reserve,
        load=load,
        kit=_kit(context, exercise, load),
        track=words.text(f"track-{exercise.dose.kind}" if block == "main" else "track-done"),
        target=_target(context, words, candidate, dose, load),
        reasons=_reasons(context, words, pick, dose, refused.get(exercise.id)),
    )


def _load(context: Context, candidate: Candidate) -> Load:
    """Return week 1's load: what the exercise cannot do without; else none where the opening is unloaded.

    A supported form carries no weight. Otherwise the first load in the exercise's own order that
    is in the kit.
    """
    exercise, request = candidate.exercise, context.request
    needed = [load for load in exercise.loads if load.kind in exercise.needs]
    if needed:
        return needed[0]
    if _opens_unloaded(context) or candidate.form or block_of(exercise) != "main":
        return BODYWEIGHT
    return next((load for load in exercise.loads if load.kind in request.equipment), BODYWEIGHT)


def _opens_unloaded(context: Context) -> bool:
    """Return whether week 1 adds no load: a beginner (P17), early and mid rehab (X), days that touch (P06)."""
    return context.request.level == "beginner" or context.protocol.unloaded or context.days_touch


def _kit(context: Context, exercise: Exercise, load: Load) -> tuple[str, ...]:
    replaced = {substitute.kit: substitute.use for substitute in exercise.substitutes}
    needed = [item if item in context.request.equipment else replaced[item] for item in exercise.needs]
    return (*needed, load.kind) if load != BODYWEIGHT and load.kind not in exercise.needs else tuple(needed)


def _effort(context: Context, exercise: Exercise) -> str:
    block = block_of(exercise)
    if block != "main":
        return f"effort-{block}"
    kind = "hold" if exercise.dose.kind == "hold" else "reps"
    return f"effort-{kind}-light" if context.protocol.effort == "light" else f"effort-{kind}"


def _target(context: Context, words: Words, candidate: Candidate, dose: StartDose, load: Load) -> str:
    """Return what unlocks the next step (P10): the top of the range, clean, twice; then what comes next."""
    exercise = candidate.exercise
    if block_of(exercise) != "main":
        return words.text("target-none")
    top = dose.top
    amount = f"{top.reps} {exercise.counting}" if top.seconds is None else f"{top.seconds} s"
    if top.seconds is not None and top.reps > 1:
        amount = f"{top.reps} holds of {top.seconds} s"
    return words.text("target", amount=amount, next=_next_step(context, words, candidate, load))


def _next_step(context: Context, words: Words, candidate: Candidate, given: Load) -> str:
    """Return the one thing that rises next: load where it is loaded, help taken away, a first load, a harder rung."""
    exercise, form = candidate.exercise, candidate.form
    if given.kind == "band":
        return words.text("next-more-band")
    if given.kind != "bodyweight":
        return words.text("next-more-load", load=given.kind.replace("-", " "))
    if form and DEMANDS.index(exercise.demand) - DEMANDS.index(form.demand) == 1 and _drawn(context, exercise):
        return words.text("next-standard")
    if form:
        return _next_rung(context, words, exercise.easier) or words.text("next-stay")
    kinds = list(dict.fromkeys(option.kind for option in exercise.loads))
    rung = _next_rung(context, words, exercise.harder)
    if kinds and (context.protocol.heavy or not one_leg(exercise)):
        load = " or ".join(kind.replace("-", " ") for kind in kinds[:2])
        return words.text("next-load", load=load, rung=rung or words.text("next-stay"))
    return rung or words.text("next-stay")


def _next_rung(context: Context, words: Words, ids: tuple[str, ...]) -> str:
    """Return the first rung of this stage, else the first of another one, else nothing; drills are skipped."""
    found = [exercise for id in ids if (exercise := context.catalog.exercise(id)) and block_of(exercise) == "main"]
    here = [exercise for exercise in found if _drawn(context, exercise)]
    if here:
        return words.text("next-harder", exercise=here[0].name)
    return words.text("next-stage", exercise=found[0].name) if found else ""


def _drawn(context: Context, exercise: Exercise) -> bool:
    return any(basis.stage in context.protocol.draws_on for basis in exercise.stages)


def _stage_words(context: Context, basis: StageBasis) -> str:
    return f"the {basis.stage} stage" if context.protocol.stage else f"prevention, from the {basis.stage} stage"


def _reasons(
    context: Context, words: Words, pick: Pick, dose: StartDose, standard_refused: Verdict | None
) -> tuple[Reason, ...]:
    candidate, request = pick.candidate, context.request
    exercise, form = candidate.exercise, candidate.form
    basis = min(
        (b for b in candidate.stages if b.stage in context.protocol.draws_on),
        key=lambda b: ("article", "trial", "ruling").index(b.basis),
    )
    reasons = [words.reason(f"chosen-{basis.basis}", basis.sources, stage=_stage_words(context, basis))]
    if exercise.id in request.include:
        reasons.append(words.reason("asked-for"))
    elif pick.slot and exercise.id in pick.slot.prefer:
        reasons.append(words.reason("preferred", context.protocol.sources if pick.block == "main" else ()))
    if pick.block == "main":
        reasons.append(words.reason(f"principle-{exercise.mechanism}"))
    if form and standard_refused:
        rule, why = told(context.catalog, standard_refused)
        reasons.append(Reason(rule=rule, text=words.text("form", form=form.name, why=why), sources=form.sources))
    for item in exercise.needs:
        if item not in request.equipment:
            use = next(substitute.use for substitute in exercise.substitutes if substitute.kit == item)
            reasons.append(words.reason("substitute", use=use, kit=with_article(item.replace("-", " "))))
    if one_leg(exercise) and _opens_unloaded(context) and any(load.kind in WEIGHTS for load in exercise.loads):
        reasons.append(words.reason("no-load-yet"))
    return (*reasons, *dose.reasons)
