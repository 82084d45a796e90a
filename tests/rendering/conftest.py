"""A small handmade catalogue, and a plain, a full and a hostile plan: what renderers are held to, byte by byte."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from glutemed.model.catalog import Catalog, Source, Statement
from glutemed.model.exercise import (
    ConditionNote,
    Conflict,
    DoseLimits,
    Evidence,
    Exercise,
    Form,
    Load,
    StageBasis,
    Substitute,
)
from glutemed.model.explanation import Alternative, Judged, Judgement
from glutemed.model.plan import (
    Advice,
    Block,
    Caution,
    Decision,
    Dose,
    Generator,
    Item,
    Plan,
    Prescribed,
    Reason,
    Request,
    Session,
    Week,
)
from glutemed.model.policy import Cited, Condition, GeneralAdvice, Limit

STEP_UP = Exercise(
    id="step-up",
    name="Step-up",
    aliases=("box step-up",),
    category="closed-chain",
    chain="closed",
    mechanism="pelvic-control",
    pattern="step",
    sided="one",
    working_hip="stance",
    position="standing",
    knee_bend=70,
    hip_bend=60,
    balance="some",
    stages=(StageBasis(stage="mid", basis="article", sources=("A27",)),),
    demand="high",
    forms=(
        Form(
            id="hand-supported",
            name="with hand support",
            demand="moderate",
            support="one hand on a wall",
            how="Rest one hand on the wall.",
            sources=("P17",),
        ),
    ),
    needs=("step",),
    substitutes=(Substitute(kit="step", use="the bottom stair"),),
    loads=(Load(kind="dumbbell", where="in the opposite hand", start="a light one"),),
    dose=DoseLimits(kind="reps"),
    tempo="2-1-2",
    rest_seconds=120,
    easier=("hold",),
    set_up="Stand in front of the step.",
    steps=("Put the whole foot on it.", "Stand up tall.", "Step down slowly."),
    cues=("Pelvis level", "Knee over the toes"),
    mistakes=("Pushing off the back foot", "Rushing"),
    stop_signs=("The knee gives way",),
    conditions=(
        ConditionNote(
            condition="patellofemoral-pain",
            action="change",
            form="hand-supported",
            range="knee bend 0-45 degrees",
            why="Deep bends load the joint.",
            sources=("POWERS14",),
        ),
    ),
    activation="very-high",
    evidence=(
        Evidence(outcome="emg", measure="mean", value=62.7, sd=18.2, n=20, variant="unloaded", source="mac", seen="P"),
        Evidence(outcome="force", measure="interval", low=283, high=405, n=14, load="12RM", source="mac", seen="S"),
    ),
    conflicts=(Conflict(text="One reads higher", ruling="both are shown", sources=("mac",)),),
    sources=("A27", "mac"),
)
HOLD = Exercise(
    id="hold",
    name="Side plank",
    category="isometric",
    chain="closed",
    mechanism="hip-abduction",
    pattern="side-plank",
    sided="one",
    working_hip="bottom",
    position="side-lying",
    knee_bend=0,
    hip_bend=0,
    balance="none",
    stages=(StageBasis(stage="mid", basis="ruling", sources=("own",)),),
    demand="moderate",
    dose=DoseLimits(kind="hold", seconds=(15, 45), sources=("R-044b",)),
    rest_seconds=60,
    harder=("step-up",),
    set_up="Lie on the side.",
    steps=("Lift the hips.", "Hold.", "Lower slowly."),
    cues=("Long line", "Breathe"),
    mistakes=("Sagging", "Holding the breath"),
    stop_signs=("Shoulder pain",),
    activation="not-measured",
    sources=("own",),
)
HIGH_STEP = replace(
    STEP_UP,
    id="high-step-up",
    name="Step-up, high",
    aliases=(),
    forms=(),
    easier=("step-up",),
    set_up="Stand in front of the high step.",
)
BAND_WALK = replace(
    HOLD,
    id="band-walk",
    name="Band walk",
    category="activation",
    pattern="abduction",
    sided="both",
    working_hip="both",
    position="standing",
    dose=DoseLimits(kind="reps"),
    counting="steps each way",
    harder=(),
    set_up="Stand in the band.",
    steps=("Step out.", "Step in."),
    cues=("Band tight",),
)
CATALOG = Catalog(
    exercises=(HOLD, STEP_UP, HIGH_STEP, BAND_WALK),
    conditions=(
        Condition(
            id="patellofemoral-pain",
            name="Patellofemoral pain",
            findings=(Cited(text="Mixed.", sources=("own",)),),
            care=(Cited(text="Small bends.", sources=("own",)),),
        ),
        Condition(
            id="gluteal-tendinopathy",
            name="Gluteal tendinopathy",
            findings=(Cited(text="Good.", sources=("own",)),),
            care=(Cited(text="Nothing across the midline.", sources=("own",)),),
        ),
    ),
    limits=tuple(
        Limit(id=id, value=value, unit="x", text="x", sources=("own",))
        for id, value in (
            ("main-sets-min", 3),
            ("main-sets-max", 4),
            ("main-reps-min", 8),
            ("main-reps-max", 15),
            ("main-hold-min", 20),
            ("main-hold-max", 45),
        )
    ),
    advice=(
        GeneralAdvice(
            topic="stop",
            rank=1,
            place="before",
            title="Stop, and see someone",
            goals=("rehab",),
            lines=(Cited(text="x", sources=("own",)),),
        ),
        GeneralAdvice(
            topic="clinician",
            rank=2,
            place="before",
            title="When to see someone first",
            goals=("rehab",),
            lines=(Cited(text="x", sources=("own",)),),
        ),
        GeneralAdvice(
            topic="pain",
            rank=2,
            place="after",
            title="How to use pain",
            goals=("rehab",),
            lines=(Cited(text="x", sources=("own",)),),
        ),
    ),
    sources=(
        Source(key="mac", authors="Mac et al.", year=2014, title="Step-ups", journal="J Steps", kind="study", seen="P"),
    ),
    statements=(
        Statement(id="A27", text="A sample week.", grade="D", seen="P"),
        Statement(id="R-001", text="Three zones of pain.", grade="C", seen="S"),
        Statement(id="own", text="Our own choice.", grade="X", seen="X"),
        Statement(id="P14", text="Pain lowers the stage.", grade="X", seen="X"),
        Statement(id="P17", text="Level and age.", grade="X", seen="X"),
        Statement(id="ruling-short-side-plank", text="The hold from the knees.", grade="X", seen="X"),
        Statement(id="ruling-acl", text="No kneeling.", grade="X", seen="X"),
    ),
    fingerprint="f" * 64,
)
STEP_ITEM = Item(
    exercise="step-up",
    name="Step-up",
    variant="with hand support",
    range="knee bend 0-45 degrees",
    support="one hand on a wall",
    sets=3,
    dose=Dose(kind="reps", reps=8),
    sides=("left", "right"),
    rest_seconds=120,
    tempo="2-1-2",
    effort="2-3 repetitions left",
    load=Load(kind="dumbbell", where="in the opposite hand", start="a light one"),
    kit=("the bottom stair", "dumbbell"),
    track="repetitions, load, and control",
    target="15 in every set, then more load",
    reasons=(Reason(rule="P04", text="for the mid stage", sources=("A27", "own")),),
)
HOLD_ITEM = Item(
    exercise="hold",
    name="Side plank",
    sets=2,
    dose=Dose(kind="hold", reps=1, seconds=20),
    sides=("both",),
    rest_seconds=60,
    effort="5 s left",
    load=Load(kind="bodyweight", where="", start=""),
    track="done or not",
    target="none",
    reasons=(Reason(rule="P03", text="direct hip abduction", sources=("own",)),),
)
MAIN = (Block(kind="main", items=(STEP_ITEM, HOLD_ITEM)),)
PLAN = Plan(
    generator=Generator(name="glutemed", version="1.2.3", catalog="f" * 64),
    id="0123456789abcdef",
    request=Request(goal="rehab", stage="mid", equipment=("dumbbell",), days=2, exclude=("clam",), start="2026-12-01"),
    prescribed=Prescribed(goal="rehab", stage="mid"),
    weeks=(
        Week(
            number=1,
            sessions=(
                Session(day=1, weekday="tuesday", date="2026-12-01", minutes=17, blocks=MAIN),
                Session(day=4, weekday="friday", date="2026-12-04", minutes=17, blocks=MAIN),
            ),
        ),
    ),
    decisions=(Decision(rule="P01", subject="step-up", text="left out: needs a band", sources=("own",)),),
    warnings=(Caution(code="pain-unknown", text="Your pain was not asked for."),),
    advice=(
        Advice(topic="stop", text="New numbness: emergency.", sources=("R-001",)),
        Advice(topic="pain", text="0-2: carry on.", sources=("R-001",)),
    ),
)
WALK_ITEM = Item(
    exercise="band-walk",
    name="Band walk",
    sets=2,
    dose=Dose(kind="reps", reps=10),
    sides=("both",),
    rest_seconds=60,
    effort="light",
    load=Load(kind="band", where="above the knees", start="a light one"),
    kit=("band",),
    track="done or not",
    target="none",
    reasons=(Reason(rule="P07", text="warm-up dose", sources=("own",)),),
)
LEFT_HOLD = replace(
    HOLD_ITEM,
    sides=("left",),
    support="a cushion under the elbow",
    range="hips no higher than a straight line",
    by_hand=True,
    reasons=(*HOLD_ITEM.reasons, Reason(rule="P02", text="nothing lying on the sore right side", sources=("own",))),
)
GO_ON = "Go on to this week if pain stayed at 0-2 and was as usual the next morning; at 3-5 repeat the last one."


def risen(item: Item, text: str, **changes: Any) -> Item:
    """Return an item changed, with the reason in place of that of an earlier rise."""
    kept = tuple(reason for reason in item.reasons if reason.rule != "P11")
    return replace(item, reasons=(*kept, Reason(rule="P11", text=text, sources=("own",))), **changes)


def week_of(number: int, *main: Item, walk: Item = WALK_ITEM) -> Week:
    """Return a week of two days: all main items on the first, the first of them on the second."""
    blocks = (Block(kind="warm-up", items=(walk,)), Block(kind="main", items=main))
    first = date(2026, 12, 1) + timedelta(weeks=number - 1)
    return Week(
        number=number,
        go_on_if=GO_ON if number > 1 else None,
        sessions=(
            Session(day=1, weekday="tuesday", date=first.isoformat(), minutes=24, blocks=blocks),
            Session(
                day=4,
                weekday="friday",
                date=(first + timedelta(days=3)).isoformat(),
                minutes=17,
                blocks=(blocks[0], Block(kind="main", items=main[:1])),
            ),
        ),
    )


STEP_9 = risen(STEP_ITEM, "one repetition more than in week 1", dose=Dose(kind="reps", reps=9))
HOLD_22 = risen(LEFT_HOLD, "2 s more than in week 1", dose=Dose(kind="hold", reps=1, seconds=22), by_hand=False)
STEP_LOADED = risen(
    STEP_9,
    "more load, since it was done at the top",
    load=replace(STEP_ITEM.load, start="5-10 % more than in week 3"),
    range=None,
)
HIGH_STEP_ITEM = replace(
    STEP_ITEM,
    exercise="high-step-up",
    name="Step-up, high",
    variant=None,
    support=None,
    sets=2,
    dose=Dose(kind="reps", reps=5),
    reasons=(Reason(rule="P11", text="the next rung after Step-up, at most 60 % of its volume", sources=("own",)),),
)
FULL = Plan(
    generator=PLAN.generator,
    id=PLAN.id,
    request=Request(
        goal="prevention",
        pain=4,
        condition=("gluteal-tendinopathy", "patellofemoral-pain"),
        equipment=("band", "dumbbell"),
        days=2,
        on=("tuesday", "friday"),
        other=("wednesday", "saturday"),
        weeks=5,
        minutes=25,
        level="intermediate",
        age=67,
        side="right",
        include=("step-up",),
        exclude=("clam",),
        start="2026-12-01",
        clinician="A. Physio: seen in clinic",
    ),
    prescribed=Prescribed(goal="rehab", stage="mid"),
    weeks=(
        week_of(1, STEP_ITEM, LEFT_HOLD),
        week_of(2, STEP_9, HOLD_22),
        week_of(3, STEP_9, HOLD_22),
        week_of(4, STEP_LOADED, HOLD_22, walk=replace(WALK_ITEM, dose=Dose(kind="reps", reps=12))),
        week_of(5, HIGH_STEP_ITEM, HOLD_22),
    ),
    decisions=(
        Decision(rule="P14", subject="goal", text="pain 4 of 10 turns prevention into rehab", sources=("R-001",)),
        Decision(rule="P14", subject="stage", text="pain above 2 keeps to the mid stage", sources=("R-001",)),
        *PLAN.decisions,
    ),
    warnings=(
        Caution(code="days-touch", text="Days touch."),
        Caution(code="pain-unknown", text="Pain was not asked for."),
        Caution(code="clinician", text="Gates waived by A. Physio: seen in clinic."),
        Caution(code="later-than-this-program", text="A code of a newer version."),
        Caution(code="gate-unknown", text="No tests are recorded."),
        Caution(code="gate-held", text="Held at mid."),
        Caution(code="young", text="Under 15: go on at pain 0 only."),
        Caution(code="see-someone", text="See someone about this pain."),
    ),
    advice=(
        *PLAN.advice,
        Advice(topic="clinician", text="Let lasting pain be assessed.", sources=("own",)),
        *(
            Advice(topic=topic, condition=condition, text=f"{text} {number}.", sources=("own",))
            for condition in ("patellofemoral-pain", "gluteal-tendinopathy")
            for topic, text in (
                ("needed-too", "Knee work that this plan does not hold, asked for by the guideline"),
                ("care", "Take care"),
                ("studies", "Studies are mixed"),
                ("stages", "Stages take time"),
            )
            for number in (1, 2)
        ),
    ),
)
PASSED = Judgement(id="kit", rule="P01", passed=True, text="needs nothing that you lack", sources=("own",))
FAILED = Judgement(id="level", rule="P17", passed=False, text="asks for high demand", sources=("P17", "ruling-acl"))
RIVAL = Alternative(exercise="step-up", name="Step-up", place="Tuesday, main 1", why="first choice for this place")
EXPLAINED = (
    Judged(
        exercise="step-up",
        name="Step-up",
        form="with hand support",
        verdicts=(PASSED, replace(PASSED, id="level", rule="P17", text="asks for moderate demand", sources=("P17",))),
        chosen=True,
        where=("Tuesday", "Friday"),
        won_against=(replace(RIVAL, exercise="band-walk", name="Band walk"),),
        sources=("A27", "mac"),
    ),
    Judged(exercise="hold", name="Side plank", verdicts=(PASSED,), chosen=False, lost_to=(RIVAL, RIVAL)),
    Judged(exercise="other-hold", name="Another hold", verdicts=(PASSED,), chosen=False),
    Judged(
        exercise="high-step-up",
        name="Step-up, high",
        verdicts=(PASSED, FAILED, replace(FAILED, id="side", rule="P02", text="you lie on it", sources=("A27",))),
        chosen=False,
        changed=("pain 4 of 10 turns prevention into rehab",),
        sources=("own",),
    ),
    Judged(exercise="clam", name="Wide clam", verdicts=(replace(FAILED, rule="P01", sources=()),), chosen=False),
)
HOSTILE_NAME = "<b>|*_`[x](y)#; a: b \\ 深蹲 café 👩‍⚕️ " + "long" * 8
HOSTILE = replace(
    PLAN,
    request=replace(PLAN.request, clinician=f"{HOSTILE_NAME}: [bold]x[/bold]"),
    weeks=(
        Week(
            number=1,
            sessions=(
                Session(
                    day=1,
                    minutes=9,
                    blocks=(
                        Block(
                            kind="main",
                            items=(replace(STEP_ITEM, name=HOSTILE_NAME, support=HOSTILE_NAME, exercise="not-there"),),
                        ),
                    ),
                ),
            ),
        ),
        Week(number=2, go_on_if=f"[bold]{HOSTILE_NAME}", sessions=(Session(day=1, minutes=9, blocks=()),)),
    ),
    decisions=(Decision(rule="P14", subject="stage", text=HOSTILE_NAME, sources=()),),
    advice=(Advice(topic=HOSTILE_NAME, condition="hip-osteoarthritis", text=HOSTILE_NAME, sources=()),),
    warnings=(Caution(code="x", text=f"[bold]not markup[/bold] {HOSTILE_NAME}"),),
)


@pytest.fixture
def handmade() -> Catalog:
    return CATALOG


@pytest.fixture
def plain_plan() -> Plan:
    return PLAN


@pytest.fixture
def full_plan() -> Plan:
    return FULL


@pytest.fixture
def explained() -> tuple[Judged, ...]:
    return EXPLAINED


@pytest.fixture
def hostile_plan() -> Plan:
    return HOSTILE


@pytest.fixture
def step_up() -> Exercise:
    return STEP_UP
