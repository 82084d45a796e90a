"""A small handmade catalogue with one plain plan and one hostile one: what renderers are held to, byte by byte."""

from dataclasses import replace

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
CATALOG = Catalog(
    exercises=(HOLD, STEP_UP),
    conditions=(
        Condition(
            id="patellofemoral-pain",
            name="Patellofemoral pain",
            findings=(Cited(text="Mixed.", sources=("own",)),),
            care=(Cited(text="Small bends.", sources=("own",)),),
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
HOSTILE_NAME = "<b>|*_`[x](y)# \\ 深蹲 café 👩‍⚕️ " + "long" * 8
HOSTILE = replace(
    PLAN,
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
    ),
    warnings=(Caution(code="x", text=f"[bold]not markup[/bold] {HOSTILE_NAME}"),),
)


@pytest.fixture
def handmade() -> Catalog:
    return CATALOG


@pytest.fixture
def plain_plan() -> Plan:
    return PLAN


@pytest.fixture
def hostile_plan() -> Plan:
    return HOSTILE


@pytest.fixture
def step_up() -> Exercise:
    return STEP_UP
