"""Checks of what is in a plan: P01, P03, P04, P07, P08, P09, P13 and P15."""

from collections import Counter, defaultdict
from functools import lru_cache
from itertools import pairwise

from glutemed.checks.plan import Audit, Finding, Findings, Row, session_path, sessions, week_path
from glutemed.model.exercise import StageBasis
from glutemed.model.plan import COMPOUND, block_of, is_heavy

__all__ = ["SELECTION"]

UNSTABLE = (
    *("bosu", "airex", "foam", "wobble", "unstable", "trampoline", "rocker board", "dyna disc", "dynadisc"),
    *("balance board", "balance pad", "balance cushion", "balance disc", "balance disk", "balance trainer"),
    *("balance ball", "swiss ball", "stability ball", "exercise ball", "gym ball", "physio ball", "fitball"),
    *("stability disc", "stability pad", "stability cushion", "stability trainer", "air cushion", "air disc"),
)
"""Words that tell of an unstable surface, hyphens as spaces."""


def kit(audit: Audit) -> Findings:
    """P01: every item can be done with the kit asked for, or names the household thing used instead.

    Passes: a step-up with kit "step", or with kit none and "the bottom stair" named on the item.
    Fails: a band walk with kit none.
    """
    there = {"bodyweight", *audit.plan.request.equipment}
    for at in audit.items:
        wanted = {*at.exercise.needs, at.item.load.kind} - there
        for item in sorted(wanted):
            replaced: dict[str, str] = {substitute.kit: substitute.use for substitute in at.exercise.substitutes}
            if item not in replaced or replaced[item] not in at.item.kit:
                yield Finding(rule="P01", path=at.path, message=f"{at.item.name} needs {item}, which is not in the kit")


def principle(audit: Audit) -> Findings:
    """P03: main work is strength work, and two-legged rungs are at most half of a session's (A13).

    Passes: an early session with one two-legged bridge of three main exercises. Fails: two of
    three; a stretch as main work.
    """
    rungs: dict[str, list[str]] = defaultdict(list)
    main: Counter[str] = Counter()
    for at in audit.items:
        if at.block != "main":
            continue
        path = session_path(at.week, at.session)
        main[path] += 1
        if at.exercise.mechanism == "mobility":
            yield Finding(rule="P03", path=at.path, message=f"{at.item.name} is a stretch, not strength work")
        elif at.exercise.mechanism == "step-towards":
            rungs[path].append(at.item.name)
    for path, names in rungs.items():
        if len(names) > audit.catalog.limit("step-towards-share") * main[path]:
            yield Finding(rule="P03", path=path, message=f"more than half are two-legged rungs: {', '.join(names)}")


def rungs_where_allowed(audit: Audit) -> Findings:
    """P03: main work is direct hip abduction or one-leg work with a level pelvis (A13); rungs towards it are for early.

    With gluteal tendinopathy, knee or hip osteoarthritis they are for every stage (R-059, R-061).
    Passes: a two-legged squat in mid with knee osteoarthritis. Fails: the same without.
    """
    if audit.plan.prescribed.stage == "early" or any(condition.rungs for condition in audit.conditions):
        return
    for at in audit.items:
        if at.block == "main" and at.exercise.mechanism == "step-towards":
            message = f"{at.item.name} is a two-legged rung, not main work here"
            yield Finding(rule="P03", path=at.path, message=message)


def stage(audit: Audit) -> Findings:
    """P04: every main exercise, in its form, belongs to the stage; early holds nothing heavy (A37, A30).

    Passes: a clamshell in early; a side plank with leg lift from the knees in early.
    Fails: a skater squat in mid; the full side plank in early.
    """
    prescribed = audit.plan.prescribed
    wanted = ("mid", "late") if prescribed.goal == "prevention" else (prescribed.stage,)
    early = prescribed.stage == "early"
    for at in audit.items:
        own: tuple[StageBasis, ...] = at.form.stages if at.form and at.form.stages else at.exercise.stages
        if at.block == "main" and not any(basis.stage in wanted for basis in own):
            belongs = " and ".join(basis.stage for basis in own)
            yield Finding(rule="P04", path=at.path, message=f"{at.item.name} belongs to {belongs}")
        if early and is_heavy(at.demand, at.item.load, at.item.reserve):
            yield Finding(rule="P04", path=at.path, message=f"{at.item.name} is heavy, and early holds nothing heavy")


def activation_is_warm_up(audit: Audit) -> Findings:
    """P07: drills stand in the warm-up; a plan of drills only is no program (A23).

    Passes: a band walk before squats. Fails: a band walk among the main exercises, a session of
    band walks only, or a squat among the drills, where the rules of main work would not see it.
    """
    trials = {id for condition in audit.catalog.conditions for id in condition.main_drills}
    for at in audit.items:
        if at.block != block_of(at.exercise) and not (at.block == "main" and at.exercise.id in trials):
            message = f"{at.item.name} belongs in {block_of(at.exercise)}, not in {at.block}"
            yield Finding(rule="P07", path=at.path, message=message)
    for path, session in sessions(audit.plan):
        main = (audit.catalog.exercise(item.exercise) for item in session.items("main"))
        if all(exercise is not None and block_of(exercise) == "warm-up" for exercise in main):
            message = "a session without main work: drills alone are no program"
            yield Finding(rule="P07", path=path, message=message)


def drills_of_a_trial(audit: Audit) -> Findings:
    """P07: a drill is main work only where the condition's trial had it so (LEAP16, MCKAY20).

    Passes: a sidestep beside squats with gluteal tendinopathy. Fails: the same with knee osteoarthritis.
    """
    trials = {id for condition in audit.catalog.conditions for id in condition.main_drills}
    allowed = {id for condition in audit.conditions for id in condition.main_drills}
    for at in audit.items:
        if at.block == "main" and at.exercise.id in trials - allowed:
            message = f"{at.item.name} belongs in {block_of(at.exercise)}, not in {at.block}"
            yield Finding(rule="P07", path=at.path, message=message)


def stable(audit: Audit) -> Findings:
    """P08: no unstable surface (A24), judged by the exercise and by its words, in the catalogue or not.

    Passes: a squat on the floor. Fails: a squat on a BOSU, on foam or on a wobble board.
    """
    shaky = {at.path for at in audit.items if at.exercise.surface == "unstable"}
    for path, session in sessions(audit.plan):
        for block_index, block in enumerate(session.blocks):
            for item_index, item in enumerate(block.items):
                where = f"{path}/blocks/{block_index}/items/{item_index}"
                told = (item.exercise, item.name, item.variant, item.support, item.load.where, *item.kit)
                if where in shaky or _names_unstable(told):
                    yield Finding(rule="P08", path=where, message=f"{item.name} uses an unstable surface")


@lru_cache(maxsize=4096)
def _names_unstable(told: tuple[str | None, ...]) -> bool:
    """Return whether an item's words name an unstable surface."""
    words = " ".join(filter(None, told)).casefold().replace("-", " ")
    return any(word in words for word in UNSTABLE)


def integrated(audit: Audit) -> Findings:
    """P09: in prevention, mid and late every session has a squat, hinge, lunge or step, standing (A25).

    Passes: a session with a supported single-leg squat. Fails: a mid session of bridges and planks.
    """
    yield from _without_compound(audit, two_legged=True, message="no squat, hinge, lunge or step in this session")


def on_one_leg(audit: Audit) -> Findings:
    """P09: a two-legged squat or hinge counts as the session's compound only where P03 allows rungs (A25).

    Passes: a mid session with a two-legged squat and knee osteoarthritis. Fails: the same without.
    """
    if any(condition.rungs for condition in audit.conditions):
        return
    without = {finding.path for finding in integrated(audit)}
    message = "the only squat, hinge, lunge or step of this session is two-legged"
    for finding in _without_compound(audit, two_legged=False, message=message):
        if finding.path not in without:
            yield finding


def _without_compound(audit: Audit, *, two_legged: bool, message: str) -> Findings:
    if audit.plan.prescribed.stage == "early":
        return
    compound = {
        session_path(at.week, at.session)
        for at in audit.items
        if at.block == "main"
        and at.exercise.pattern in COMPOUND
        and at.exercise.position == "standing"
        and (two_legged or at.exercise.mechanism != "step-towards")
    }
    for path, _ in sessions(audit.plan):
        if path not in compound:
            yield Finding(rule="P09", path=path, message=message)


def varied(audit: Audit) -> Findings:
    """P13: nothing twice in a session, and two movement patterns a week.

    Passes: a hinge, a lunge and a squat. Fails: clamshells twice in a session; a week of
    abduction only.
    """
    for path, session in sessions(audit.plan):
        names = Counter(item.exercise for block in session.blocks for item in block.items)
        for name, count in names.items():
            if count > 1:
                yield Finding(rule="P13", path=path, message=f"{name} stands {count} times in one session")
    patterns: dict[int, set[str]] = defaultdict(set)
    for at in audit.items:
        if at.block == "main":
            patterns[at.week].add(at.exercise.pattern)
    for week_index in range(len(audit.plan.weeks)):
        if len(patterns[week_index]) < audit.catalog.limit("patterns-min"):
            message = "fewer than two movement patterns in the week"
            yield Finding(rule="P13", path=week_path(week_index), message=message)


def neighbours(audit: Audit) -> Findings:
    """P13: in prevention neighbouring sessions differ in at least one main exercise.

    Passes: sessions A B A. Fails: the same main exercises on Monday and Thursday.
    """
    if audit.plan.prescribed.goal != "prevention":
        return
    for week_index, week in enumerate(audit.plan.weeks):
        mains = [{item.exercise for item in session.items("main")} for session in week.sessions]
        for index, (one, other) in enumerate(pairwise(mains), 1):
            if one == other:
                path = session_path(week_index, index)
                yield Finding(rule="P13", path=path, message="the same main exercises as the session before")


def known(audit: Audit) -> Findings:
    """P15: every exercise is one of the catalogue, else nothing stands behind it.

    Passes: "clamshell". Fails: "flying-clam".
    """
    for path, session in sessions(audit.plan):
        for block_index, block in enumerate(session.blocks):
            for item_index, item in enumerate(block.items):
                if audit.catalog.exercise(item.exercise) is None:
                    where = f"{path}/blocks/{block_index}/items/{item_index}"
                    message = f"{item.exercise} is not in the catalogue, so nothing about it can be judged"
                    yield Finding(rule="P15", path=where, message=message)


def explained(audit: Audit) -> Findings:
    """P15: every item and every change carries a rule and a source.

    Passes: an item whose reasons each name a rule and a source. Fails: an item without reasons, or a
    decision without a source.
    """
    for at in audit.items:
        if not at.item.reasons or not all(reason.rule and reason.sources for reason in at.item.reasons):
            yield Finding(rule="P15", path=at.path, message=f"{at.item.name} lacks a rule or a source for a reason")
    for index, decision in enumerate(audit.plan.decisions):
        if not (decision.rule and decision.sources):
            message = f"{decision.subject} lacks a rule or a source"
            yield Finding(rule="P15", path=f"/decisions/{index}", message=message)


def told_apart(audit: Audit) -> Findings:
    """P15: where goal or stage are other than asked for, a decision says so and why.

    Passes: a late plan asked for at pain 4, given as mid, with the decision about the stage.
    Fails: the same without it.
    """
    asked, given = audit.plan.request, audit.plan.prescribed
    same = (asked.goal, asked.stage) == (given.goal, given.stage)
    if not same and not any(decision.subject in ("goal", "stage") for decision in audit.plan.decisions):
        was = " ".join(filter(None, (asked.goal, asked.stage)))
        now = " ".join(filter(None, (given.goal, given.stage)))
        message = f"{was} was asked for and {now} is given, without a word on why"
        yield Finding(rule="P15", path="/prescribed", message=message)


SELECTION: tuple[Row, ...] = (
    ("P01", kit, ("equipment",)),
    ("P03", principle, ()),
    ("P03", rungs_where_allowed, ("goal", "condition")),
    ("P04", stage, ("goal",)),
    ("P07", activation_is_warm_up, ()),
    ("P07", drills_of_a_trial, ("condition",)),
    ("P08", stable, ()),
    ("P09", integrated, ("goal",)),
    ("P09", on_one_leg, ("goal", "condition")),
    ("P13", varied, ()),
    ("P13", neighbours, ("goal",)),
    ("P15", known, ()),
    ("P15", explained, ("reasons",)),
    ("P15", told_apart, ("goal", "reasons")),
)
