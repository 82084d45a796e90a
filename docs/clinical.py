"""The generated parts about people: which stage is given, what age and conditions change, how a program grows."""

from collections.abc import Iterator
from itertools import groupby

from tables import CATALOG, keys, plain, table

from glutemed.checks import progression as growth
from glutemed.engine.staging import staged
from glutemed.engine.table import PREDICATES
from glutemed.errors import SafetyStopError
from glutemed.loading.requests import SPANS
from glutemed.model import plan as plans
from glutemed.model.exercise import STAGES, Stage
from glutemed.model.policy import Condition

GOALS: tuple[tuple[plans.Goal, Stage | None], ...] = (
    ("prevention", None),
    *(("rehab", stage) for stage in STAGES),
)


def _given(**asked: object) -> str:
    """Return the goal and stage that a request gets, or that it gets no plan."""
    request = plans.Request(**{"days": 3, **asked})
    try:
        protocol = staged(CATALOG, request).protocol
    except SafetyStopError:
        return "no plan, exit 4"
    return " ".join(filter(None, (protocol.goal, protocol.stage)))


def stages_by_pain() -> str:
    """Return what each goal and stage becomes at each pain, by asking the engine."""
    given = [(pain, tuple(_given(goal=goal, stage=stage, pain=pain) for goal, stage in GOALS)) for pain in range(11)]
    rows = [("not given", *(_given(goal=goal, stage=stage) for goal, stage in GOALS))]
    for outcome, several in groupby(given, key=lambda row: row[1]):
        pains = [pain for pain, _ in several]
        rows.append((f"{pains[0]} to {pains[-1]}", *outcome))
    asked = (" ".join(filter(None, row)) for row in GOALS)
    return table(("Pain", *(f"Asked: {name}" for name in asked)), rows)


def stages_by_condition() -> str:
    """Return the conditions that hold a stage back, by asking the engine."""
    rows = []
    for condition in CATALOG.conditions:
        for pain in (None, 2, 3, 4, 5):
            given = _given(goal="rehab", stage="late", pain=pain, condition=(condition.id,))
            if given != _given(goal="rehab", stage="late", pain=pain):
                rows.append((condition.name, "not given" if pain is None else str(pain), given))
    return table(("With", "Pain", "Rehab late becomes"), rows)


def ages() -> str:
    """Return what changes with age."""
    years = {name: f"{CATALOG.limit(name):g}" for name in ("youngest-age", "young-age", "older-age")}
    limit = CATALOG.limit
    older = (
        "hand support in one-leg standing",
        "nothing of very high demand",
        f"at most {limit('older-main-items-max'):g} main exercises",
        f"{limit('reduced-sets'):g} sets of {limit('older-reps-min'):g} to {limit('main-reps-max'):g}",
        f"holds from {limit('older-hold-min'):g} s",
    )
    rows = (
        (f"under {years['youngest-age']}", "no plan, exit 4"),
        (
            f"{years['youngest-age']} to {CATALOG.limit('young-age') - 1:g}",
            "a warning; the next week only at pain 0; nothing rises with any pain",
        ),
        (f"{years['young-age']} to {CATALOG.limit('older-age') - 1:g}, or not given", "as asked"),
        (f"{years['older-age']} and above", "; ".join(older)),
    )
    return table(("Years", "What changes"), rows)


def steps() -> str:
    """Return how a program may grow, with the numbers of the limits and of the checks."""
    limit = CATALOG.limit
    lines = (
        "Volume is sets x repetitions, or sets x seconds, for one side.",
        f"Of an exercise it rises by at most {limit('rise-week'):.0%} in a week, {limit('rise-two-weeks'):.0%} in two.",
        f"One smallest step is always fine: {limit('step-reps'):g} repetition, or {limit('step-hold'):g} s of a hold.",
        f"Main sets of the week for one hip: at most {limit('rise-sets'):.0%} more, or one set where that is more.",
        "One thing rises per exercise and week: repetitions, then the hold, then the load, then the rung.",
        "A set is added only in trade for repetitions: 2 x 12 becomes 3 x 8.",
        f"Load or rung rise only after {limit('top-weeks'):g} weeks at the top of the range.",
        f"A load rises by at most {growth.LOAD_RISE:g} %, or to the next band with repetitions back at the bottom.",
        f"A harder rung opens with {limit('reduced-sets'):g} sets.",
        f"Its volume is at most {limit('new-rung-share'):.0%} of the old one.",
        f"A session opens at most {limit('new-rungs-session'):g} in a week.",
        f"A volume of the last {limit('recent-weeks'):g} weeks, in the same form or a harder one, is no rise.",
        f"A program of {growth.FLAT_WEEKS} weeks or more that never rises is told so, as a note.",
    )
    return "\n".join(f"- {line}" for line in lines)


def decision_table() -> str:
    """Return the rows of the decision table in their order, with what each does and its sources."""
    rows = (
        (row.id, plain(row.name), row.action, keys(row.sources)) for row in CATALOG.adaptation if row.id in PREDICATES
    )
    return table(("Row", "When", "Then", "Sources"), rows)


def go_on() -> str:
    """Return the sentences that later weeks open with."""
    return "\n\n".join(f"> {plain(CATALOG.rule(id).text)} ({keys(CATALOG.rule(id).sources)})" for id in GO_ON)


GO_ON = ("go-on", "go-on-young")


def spans() -> str:
    """Return the request's numbers with their bounds."""
    return table(("Option", "Lowest", "Highest"), ((f"`--{n}`", str(a), str(b)) for n, (a, b) in SPANS.items()))


def conditions() -> str:
    """Return every condition: what it changes in a plan, for each exercise too, and what goes with it."""
    return "\n\n".join(_condition(condition) for condition in CATALOG.conditions)


def _condition(condition: Condition) -> str:
    parts = [f"## {condition.name}", f"`--condition {condition.id}`. Also: {plain(', '.join(condition.aliases))}."]
    changes = list(_changes(condition))
    if changes:
        parts += ["### What it changes in a plan", "\n".join(f"- {change}" for change in changes)]
    rows = []
    for exercise in CATALOG.exercises:
        for note in exercise.conditions:
            if note.condition == condition.id:
                form = next((form.name for form in exercise.forms if form.id == note.form), "")
                asks = "; ".join(filter(None, (form, note.range, note.support)))
                what = "left out" if note.action == "avoid" else plain(asks)
                rows.append((exercise.name, what, plain(note.why), keys(note.sources)))
    parts += [
        "### Exercises left out or changed",
        table(("Exercise", "What", "Why", "Sources"), rows) if rows else "None.",
    ]
    for title, lines in (
        ("Needed too, not in the plan", condition.needed_too),
        ("Take care", condition.care),
        ("What studies found", condition.findings),
        ("Stages", condition.stage_notes),
    ):
        if lines:
            parts += [f"### {title}", "\n".join(f"- {plain(line.text)} ({keys(line.sources)})" for line in lines)]
    return "\n\n".join(parts)


def _changes(condition: Condition) -> Iterator[str]:
    """Return what a condition changes beside single exercises, in words."""
    for protocol in CATALOG.protocols:
        if protocol.condition == condition.id:
            name = f"{protocol.goal} {protocol.stage or ''}".strip().capitalize()
            yield f"{name} has a protocol of its own ({keys(protocol.sources)})."
    if condition.held_at:
        yield f"The latest stage is {condition.held_at} until its tests are recorded (P18)."
    if condition.early_above is not None:
        yield f"With pain above {condition.early_above} the stage is early (P14)."
    if condition.spare_side:
        yield "Nothing is done lying on the sore side; with no side given, nothing lying on a side at all (P02)."
    if condition.rungs:
        share = f"{CATALOG.limit('step-towards-share'):.0%}"
        yield f"Two-legged rungs may be up to {share} of main work in any stage (P03)."
    if condition.main_drills:
        drills = (exercise.name for exercise in CATALOG.exercises if exercise.id in condition.main_drills)
        yield f"May be main work beside other work, as its trial had it: {', '.join(drills)} (P07)."
    if condition.dose:
        sets, reps = (f"{low} to {high}" for low, high in filter(None, (condition.dose.sets, condition.dose.reps)))
        sources = keys(condition.dose.sources)
        yield f"Main work is {sets} sets of {reps} where an exercise has no range of its own (P05, {sources})."


def sessions() -> str:
    """Return the first choices of each protocol's slots."""
    rows = (
        (protocol.name, session.id.upper(), slot.block, ", ".join(slot.patterns), ", ".join(slot.prefer))
        for protocol in CATALOG.protocols
        for session in protocol.sessions
        for slot in session.slots
    )
    return table(("For", "Session", "Block", "Patterns", "First choices, in order"), rows)
