"""One exercise, or a list of them, as content that every format lays out: sections, rows and lines."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from glutemed.model.catalog import Catalog, cited_in
from glutemed.model.exercise import CATEGORIES, DEMANDS, Exercise, Form, StageBasis
from glutemed.model.plan import block_of
from glutemed.model.records import encode
from glutemed.rendering.figures import evidence, notation
from glutemed.rendering.sections import Section, sources
from glutemed.rendering.words import listing, plain, sentence

if TYPE_CHECKING:  # a list needs no drawings
    from glutemed.model.figure import Figure

__all__ = ["LIST_FOOT", "LIST_HEAD", "card", "groups", "list_cells", "list_data"]

LIST_HEAD = ("Exercise", "Stage", "Demand", "Activation", "Kit")
LIST_FOOT = "* a household thing can stand in for it. More on each: glutemed show NAME"

DRAWN_WIDTH = 60
"""Columns of a drawing in characters."""

PAGE_SOURCES = ("A11", "words-activation", "A20", "R-023", "R-030")
"""Cited by the page's own words: activation and its level, usual range, tempo and rest."""

CATEGORY_TITLES = {
    "activation": "Activation drills (warm-up)",
    "open-chain": "Open chain (non-weight-bearing)",
    "closed-chain": "Closed chain (weight-bearing)",
    "isometric": "Isometric holds",
    "mobility": "Mobility",
}
MECHANISMS = {
    "hip-abduction": "direct hip abduction",
    "pelvic-control": "weight on one leg, pelvis held level",
    "step-towards": "two-legged rung",
    "mobility": "mobility",
}
SPARED = "not lying on the sore side, and not at all while that is not known. (ruling-gluteal-tendinopathy)"
HIPS = {
    "top": "the hip on top",
    "bottom": "the hip at the bottom",
    "stance": "the hip of the standing leg",
    "moving": "the hip of the moving leg",
    "both": "both hips",
}


def groups(catalog: Catalog, exercises: Sequence[Exercise]) -> Iterator[tuple[str, list[Sequence[str]]]]:
    """Return exercises by category as table rows: name, stages, demand, activation, kit."""
    for category in CATEGORIES:
        rows: list[Sequence[str]] = [
            (
                f"{exercise.name}{_mark(catalog, exercise)}",
                ", ".join(_stage_names(exercise)),
                _demand_span(exercise),
                plain(exercise.activation),
                _short_kit(exercise),
            )
            for exercise in sorted(exercises, key=lambda exercise: exercise.name)
            if exercise.category == category
        ]
        if rows:
            yield f"{CATEGORY_TITLES[category]}: {len(rows)}", rows


def _mark(catalog: Catalog, exercise: Exercise) -> str:
    """Return how a list marks what comes from a file of one's own."""
    origin = catalog.origin(exercise.id)
    return "" if origin is None else " (changed)" if origin.changed else " (own)"


def list_data(catalog: Catalog, exercises: Sequence[Exercise]) -> list[dict[str, object]]:
    """Return exercises as plain data for JSON; `list_cells` has them for CSV."""
    return [
        {
            "id": exercise.id,
            "name": exercise.name,
            "category": exercise.category,
            "chain": exercise.chain,
            "mechanism": exercise.mechanism,
            "pattern": exercise.pattern,
            "block": block_of(exercise),
            "stages": _stage_names(exercise),
            "demand": exercise.demand,
            "activation": exercise.activation,
            "equipment": list(exercise.needs),
            "substitutes": {substitute.kit: substitute.use for substitute in exercise.substitutes},
            "loads": list(dict.fromkeys(load.kind for load in exercise.loads)),
            "forms": [form.name for form in exercise.forms],
            "easier": list(exercise.easier),
            "harder": list(exercise.harder),
            "aliases": list(exercise.aliases),
            "overlay": origin.overlay if (origin := catalog.origin(exercise.id)) else None,
            "evidence": encode(exercise.evidence),
        }
        for exercise in exercises
    ]


def list_cells(catalog: Catalog, exercises: Sequence[Exercise]) -> list[dict[str, object]]:
    """Return exercises as the cells of CSV: figures stand in two columns, in the notation of `figures.notation`."""
    rows = list_data(catalog, exercises)
    for row, exercise in zip(rows, exercises, strict=True):
        del row["evidence"]
        row["emg"] = notation(exercise.evidence, "emg")
        row["force"] = notation(exercise.evidence, "force")
    return rows


def _stage_names(exercise: Exercise) -> list[str]:
    """Return the stages of the exercise and of its forms, early first."""
    bases = (*exercise.stages, *(basis for form in exercise.forms for basis in form.stages))
    named = {basis.stage for basis in bases}
    return [stage for stage in ("early", "mid", "late") if stage in named]


def _demand_span(exercise: Exercise) -> str:
    """Return the demand, from that of the lightest form where there is a lighter one."""
    lightest = min((form.demand for form in exercise.forms), key=DEMANDS.index, default=exercise.demand)
    if DEMANDS.index(lightest) < DEMANDS.index(exercise.demand):
        return f"{plain(lightest)} to {plain(exercise.demand)}"
    return plain(exercise.demand)


def _short_kit(exercise: Exercise) -> str:
    """Return the kit needed, with a mark where a household thing can stand in for it."""
    replaced = {substitute.kit for substitute in exercise.substitutes}
    return ", ".join(f"{plain(kit)} *" if kit in replaced else plain(kit) for kit in exercise.needs) or "-"


def _kit(exercise: Exercise) -> str:
    replaced = {substitute.kit: substitute.use for substitute in exercise.substitutes}
    return ", ".join(f"{plain(k)} or {replaced[k]}" if k in replaced else plain(k) for k in exercise.needs) or "-"


def card(
    catalog: Catalog, exercise: Exercise, figure: "Figure | None" = None, *, drawn: bool = False
) -> Iterator[Section]:
    """Return everything about an exercise, section by section; its drawing in words, and `drawn` in characters too."""
    yield Section(title=exercise.name, rows=list(_facts(catalog, exercise)))
    if figure:
        yield _picture(figure, exercise, drawn=drawn)
    yield Section(title="Set-up", lines=[exercise.set_up])
    yield Section(title="Steps", lines=[sentence(step) for step in exercise.steps], numbered=True)
    yield Section(title="Cues", lines=[sentence(cue) for cue in exercise.cues])
    yield Section(title="Common mistakes", lines=[sentence(mistake) for mistake in exercise.mistakes])
    yield Section(title="Stop if you notice", lines=[sentence(sign) for sign in exercise.stop_signs])
    yield Section(title="Dose", rows=list(_dose(catalog, exercise)))
    if exercise.forms:
        yield Section(title="Other forms", lines=[_form(form) for form in exercise.forms])
    yield Section(title="Easier and harder", rows=list(_ladder(catalog, exercise)))
    if noted := list(_conditions(catalog, exercise)):
        yield Section(title="With a condition", lines=noted)
    yield Section(title="Stages", lines=[_basis(catalog, exercise, basis) for basis in exercise.stages])
    yield from evidence(catalog, exercise)
    yield sources(catalog, (*exercise.sources, *cited_in(encode(exercise)), *PAGE_SOURCES))


def _picture(figure: "Figure", exercise: Exercise, *, drawn: bool) -> Section:
    """Return the drawing in words, after the exercise's name that begins them, and in characters for terminals."""
    from glutemed.figures.words import described

    characters = ""
    if drawn:
        from glutemed.rendering.characters import to_characters

        characters = to_characters(figure, DRAWN_WIDTH)
    told = described(figure, exercise.name).removeprefix(f"{exercise.name}. ")
    return Section(title="Picture (drawn here, X)", texts=(told,), drawn=characters)


def _facts(catalog: Catalog, exercise: Exercise) -> Iterator[tuple[str, str]]:
    yield "Id", exercise.id
    if origin := catalog.origin(exercise.id):
        who = f"your own catalogue {origin.overlay}"
        yield "From", f"the built-in catalogue, changed by {who}" if origin.changed else f"{who}, not reviewed here (X)"
    if exercise.aliases:
        yield "Also called", ", ".join(exercise.aliases)
    yield "Category", plain(exercise.category)
    yield "Chain", exercise.chain
    yield "Pattern", plain(exercise.pattern)
    yield "Trains", f"{HIPS[exercise.working_hip]}: {MECHANISMS[exercise.mechanism]}"
    yield "Demand", f"{plain(exercise.demand)}; balance: {exercise.balance} (X)"
    yield "Position", _position(exercise)
    yield "Kit", _kit(exercise).replace("-", "none") if not exercise.needs else _kit(exercise)
    for load in exercise.loads:
        yield "Load", f"{plain(load.kind)}, {load.where}: {load.start}" if load.where else plain(load.kind)


def _position(exercise: Exercise) -> str:
    marks = [
        text
        for held, text in (
            (exercise.kneeling, "on the knee"),
            (exercise.impact, "with impact"),
            (exercise.pivot, "with a turn on the foot"),
            (exercise.past_midline, "the leg or pelvis passes the midline"),
        )
        if held
    ]
    bends = f"knee bends to about {exercise.knee_bend}, hip to about {exercise.hip_bend} degrees (X)"
    return "; ".join((plain(exercise.position), bends, *marks))


def _dose(catalog: Catalog, exercise: Exercise) -> Iterator[tuple[str, str]]:
    from glutemed.engine.dosing import usual_range  # for show alone; list does without the engine

    span = usual_range(catalog, exercise)
    hold = exercise.dose.kind == "hold"
    yield "Sets", _span(span.sets)
    if hold and span.reps != (1, 1):
        yield "Holds a set", _span(span.reps)
    elif not hold:
        yield "Each set", f"{_span(span.reps)} {exercise.counting}"
    if span.seconds:
        yield "Each hold", f"{_span(span.seconds)} s"
    yield "From", ", ".join(span.sources)
    own = "own" if catalog.origin(exercise.id) else ""
    if exercise.tempo:
        yield "Tempo", f"{exercise.tempo}, seconds into the movement, held, and back ({own or 'R-023'})"
    yield "Rest", f"{exercise.rest_seconds} s ({own or 'R-030'})"


def _span(span: tuple[int, ...]) -> str:
    low, high = span
    return str(low) if low == high else f"{low} to {high}"


def _form(form: Form) -> str:
    parts = [f"{form.name[:1].upper()}{form.name[1:]} ({plain(form.demand)} demand)"]
    parts += [f"support: {form.support}"] if form.support else []
    parts += [f"range: {form.range}"] if form.range else []
    if form.stages:
        parts.append(f"stages: {listing([basis.stage for basis in form.stages])}")
    return f"{'; '.join(parts)}. {sentence(form.how)} ({', '.join(form.sources)})"


def _ladder(catalog: Catalog, exercise: Exercise) -> Iterator[tuple[str, str]]:
    for label, ids in (("Easier", exercise.easier), ("Harder", exercise.harder)):
        names = [other.name for id in ids if (other := catalog.exercise(id))]
        yield label, ", ".join(names) or "none in the catalogue"
    if exercise.leads_to and (goal := catalog.exercise(exercise.leads_to)):
        yield "Leads to", goal.name


def _conditions(catalog: Catalog, exercise: Exercise) -> Iterator[str]:
    names = {condition.id: condition.name for condition in catalog.conditions}
    forms = {form.id: form.name for form in exercise.forms}
    alike: dict[str, list[str]] = {}
    for note in exercise.notes:
        use = [forms[note.form]] if note.form else []
        use += [text for text in (note.range, note.support) if text]
        what = {"avoid": "leave it out", "allow": "fine as it is", "change": f"use: {'; '.join(use)}"}[note.action]
        told = f"{what}. {sentence(note.why)} ({', '.join(note.sources)})"
        alike.setdefault(told, []).append(names[note.condition])
    noted = {note.condition for note in exercise.notes}
    for condition in catalog.conditions if exercise.position == "side-lying" else ():
        if condition.spare_side and condition.id not in noted:
            alike.setdefault(SPARED, []).append(condition.name)
    for told, conditions in alike.items():
        yield f"{listing(conditions)}: {told}"


def _basis(catalog: Catalog, exercise: Exercise, basis: StageBasis) -> str:
    word = {"article": "as the article has it", "trial": "as a trial used it", "ruling": "by our own ruling (X)"}
    origin = catalog.origin(exercise.id)
    if origin and basis.basis == "ruling" and not origin.changed:
        word["ruling"] = "by the word of your own catalogue (X)"
    return f"{basis.stage.capitalize()}, {word[basis.basis]} ({', '.join(basis.sources)})"
