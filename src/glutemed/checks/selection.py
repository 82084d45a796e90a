"""Checks of what is in a plan: P01, P03, P04, P07, P08, P09, P13, P15 and P16."""

from collections import Counter, defaultdict
from itertools import pairwise

from glutemed.checks.plan import Check, Finding, Findings, placed, sessions
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import StageBasis
from glutemed.model.plan import COMPOUND, Plan, block_of, demand_of, is_heavy

__all__ = ["SELECTION"]


def kit(catalog: Catalog, plan: Plan) -> Findings:
    """P01: every item can be done with the kit asked for, or names the household thing used instead.

    Passes: a step-up with kit "step", or with kit none and "the bottom stair" named on the item.
    Fails: a band walk with kit none.
    """
    for at in placed(catalog, plan):
        replaced: dict[str, str] = {substitute.kit: substitute.use for substitute in at.exercise.substitutes}
        wanted = {*at.exercise.needs, at.item.load.kind} - {"bodyweight", *plan.request.equipment}
        for item in sorted(wanted):
            if item not in replaced or replaced[item] not in at.item.kit:
                yield Finding(rule="P01", path=at.path, message=f"{at.item.name} needs {item}, which is not in the kit")


def principle(catalog: Catalog, plan: Plan) -> Findings:
    """P03: main work is direct hip abduction or one-leg work with a level pelvis (A13).

    Passes: an early session with one two-legged bridge of three main exercises. Fails: a
    two-legged squat as main work in mid, or an early session of bridges on both legs only.
    """
    rungs: dict[tuple[int, int], list[str]] = defaultdict(list)
    main: Counter[tuple[int, int]] = Counter()
    early = plan.prescribed.stage == "early"
    for at in placed(catalog, plan):
        if at.block != "main":
            continue
        main[at.week, at.session] += 1
        if at.exercise.mechanism == "mobility":
            yield Finding(rule="P03", path=at.path, message=f"{at.item.name} is a stretch, not strength work")
        elif at.exercise.mechanism == "step-towards":
            rungs[at.week, at.session].append(at.item.name)
            if not early:
                yield Finding(
                    rule="P03", path=at.path, message=f"{at.item.name} is a two-legged rung, not main work here"
                )
    for (week, session), names in rungs.items():
        if early and len(names) > catalog.limit("step-towards-share") * main[week, session]:
            path = f"/weeks/{week}/sessions/{session}"
            yield Finding(rule="P03", path=path, message=f"more than half are two-legged rungs: {', '.join(names)}")


def stage(catalog: Catalog, plan: Plan) -> Findings:
    """P04: every main exercise, in its form, belongs to the stage; early holds nothing heavy (A37, A30).

    Passes: a clamshell in early; a side plank with leg lift from the knees in early.
    Fails: a skater squat in mid; the full side plank in early.
    """
    wanted = ("mid", "late") if plan.prescribed.goal == "prevention" else (plan.prescribed.stage,)
    for at in placed(catalog, plan):
        own: tuple[StageBasis, ...] = at.form.stages if at.form and at.form.stages else at.exercise.stages
        if at.block == "main" and not any(basis.stage in wanted for basis in own):
            belongs = " and ".join(basis.stage for basis in own)
            yield Finding(rule="P04", path=at.path, message=f"{at.item.name} belongs to {belongs}")
        demand = demand_of(at.exercise, at.form, at.item.load)
        if plan.prescribed.stage == "early" and is_heavy(demand, at.item.load, at.item.reserve):
            yield Finding(rule="P04", path=at.path, message=f"{at.item.name} is heavy, and early holds nothing heavy")


def activation_is_warm_up(catalog: Catalog, plan: Plan) -> Findings:
    """P07: drills stand in the warm-up; a plan of drills only is no program (A23).

    Passes: a band walk before squats. Fails: a band walk among the main exercises, or a squat
    among the drills, where the rules of main work would not see it.
    """
    for at in placed(catalog, plan):
        if at.block != block_of(at.exercise):
            message = f"{at.item.name} belongs in {block_of(at.exercise)}, not in {at.block}"
            yield Finding(rule="P07", path=at.path, message=message)
    for path, session in sessions(plan):
        if not session.items("main"):
            yield Finding(rule="P07", path=path, message="a session without main work: drills alone are no program")


def stable(catalog: Catalog, plan: Plan) -> Findings:
    """P08: no unstable surface (A24). Passes: a squat on the floor. Fails: a squat on a BOSU."""
    for at in placed(catalog, plan):
        if at.exercise.surface == "unstable":
            yield Finding(rule="P08", path=at.path, message=f"{at.item.name} uses an unstable surface")


def integrated(catalog: Catalog, plan: Plan) -> Findings:
    """P09: in prevention, mid and late every session has a squat, hinge, lunge or step, standing (A25).

    Passes: a session with a supported single-leg squat. Fails: a mid session of bridges and planks.
    """
    if plan.prescribed.stage == "early":
        return
    compound = {
        (at.week, at.session)
        for at in placed(catalog, plan)
        if at.block == "main" and at.exercise.pattern in COMPOUND and at.exercise.position == "standing"
    }
    for week_index, week in enumerate(plan.weeks):
        for session_index in range(len(week.sessions)):
            if (week_index, session_index) not in compound:
                path = f"/weeks/{week_index}/sessions/{session_index}"
                yield Finding(rule="P09", path=path, message="no squat, hinge, lunge or step in this session")


def varied(catalog: Catalog, plan: Plan) -> Findings:
    """P13: nothing twice in a session; in prevention neighbours differ; two patterns a week.

    Passes: sessions A B A. Fails: the same main exercises on Monday and Thursday in prevention.
    """
    for path, session in sessions(plan):
        names = Counter(item.exercise for block in session.blocks for item in block.items)
        for name, count in names.items():
            if count > 1:
                yield Finding(rule="P13", path=path, message=f"{name} stands {count} times in one session")
    patterns: dict[int, set[str]] = defaultdict(set)
    for at in placed(catalog, plan):
        if at.block == "main":
            patterns[at.week].add(at.exercise.pattern)
    for week_index, week in enumerate(plan.weeks):
        if len(patterns[week_index]) < catalog.limit("patterns-min"):
            yield Finding(
                rule="P13", path=f"/weeks/{week_index}", message="fewer than two movement patterns in the week"
            )
        mains = [{item.exercise for item in session.items("main")} for session in week.sessions]
        for index, (one, other) in enumerate(pairwise(mains)):
            if plan.prescribed.goal == "prevention" and one == other:
                path = f"/weeks/{week_index}/sessions/{index + 1}"
                yield Finding(rule="P13", path=path, message="the same main exercises as the session before")


def explained(catalog: Catalog, plan: Plan) -> Findings:
    """P15: every item and every change carries a rule and a source.

    Passes: an item whose reasons each name a rule and a source. Fails: an item without reasons, a
    decision without a source, or an exercise that the catalogue does not know.
    """
    known = {exercise.id for exercise in catalog.exercises}
    for path, session in sessions(plan):
        for block_index, block in enumerate(session.blocks):
            for item_index, item in enumerate(block.items):
                if item.exercise not in known:
                    where = f"{path}/blocks/{block_index}/items/{item_index}"
                    message = f"{item.exercise} is not in the catalogue, so nothing about it can be judged"
                    yield Finding(rule="P15", path=where, message=message)
    for at in placed(catalog, plan):
        if not at.item.reasons or not all(reason.rule and reason.sources for reason in at.item.reasons):
            yield Finding(rule="P15", path=at.path, message=f"{at.item.name} lacks a rule or a source for a reason")
    for index, decision in enumerate(plan.decisions):
        if not (decision.rule and decision.sources):
            yield Finding(
                rule="P15", path=f"/decisions/{index}", message=f"{decision.subject} lacks a rule or a source"
            )


def sides(catalog: Catalog, plan: Plan) -> Findings:
    """P16: both hips are trained by every one-sided exercise, the two-legged ones by nature.

    Passes: left then right. Fails: only the left hip.
    """
    for at in placed(catalog, plan):
        wanted = {"both"} if at.exercise.sided == "both" else {"left", "right"}
        if set(at.item.sides) != wanted or len(at.item.sides) != len(wanted):
            message = (
                f"{at.item.name} trains {' and '.join(at.item.sides) or 'no side'}, not {' and '.join(sorted(wanted))}"
            )
            yield Finding(rule="P16", path=at.path, message=message)


SELECTION: tuple[tuple[str, Check], ...] = (
    ("P01", kit),
    ("P03", principle),
    ("P04", stage),
    ("P07", activation_is_warm_up),
    ("P08", stable),
    ("P09", integrated),
    ("P13", varied),
    ("P15", explained),
    ("P16", sides),
)
