"""Request and plan as records, and the words that both the engine and the checks go by.

What demand, heavy, volume and minutes mean is stated here once (docs/reference/words.md);
what follows from it is decided in the engine and judged in the checks, apart from each other.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from math import ceil
from typing import Literal, get_args

from glutemed.model.exercise import ConditionId, Demand, Exercise, Form, Load
from glutemed.model.records import record

__all__ = [
    "COMPOUND",
    "GOALS",
    "HEAVY",
    "LEVELS",
    "SECONDS_PER_REP",
    "SIDES",
    "WEEKDAYS",
    "WEIGHTS",
    "Advice",
    "Block",
    "Caution",
    "Decision",
    "Dose",
    "Generator",
    "Item",
    "Passed",
    "Plan",
    "Prescribed",
    "Reason",
    "Request",
    "Session",
    "Week",
    "block_of",
    "by_hand",
    "demand_of",
    "form_named",
    "is_heavy",
    "is_strong",
    "item_seconds",
    "lies_on",
    "one_leg",
    "session_minutes",
    "side_sets",
    "volume",
]

Goal = Literal["prevention", "rehab"]
Level = Literal["beginner", "intermediate", "advanced"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
BlockKind = Literal["warm-up", "main", "mobility"]
Side = Literal["left", "right", "both"]

GOALS: tuple[Goal, ...] = get_args(Goal)
SIDES: tuple[Side, ...] = get_args(Side)
LEVELS: tuple[Level, ...] = get_args(Level)
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
HEAVY = ("high", "very-high")
COMPOUND = ("squat", "hinge", "lunge", "step")
RAIL = r"\b(banister|(hand)?rails?)\b"
HAND = r"\b(hands?|palms?|forearms?|finger(tip)?s?|hold(ing)?|grip(ping)?)\b"
FIXED = (
    r"\b((hand)?rails?|railings?|banister|bars?|bed|bench|cabinet|chair|counter|desk|door(frame|way)?|fence|frame"
    r"|furniture|ladder|ledge|pillar|pole|post|rack|sideboard|sink|support|table|tree|walls?|(window)?sill|worktop)\b"
)
NOT_HELD = (
    r"\b(no|not|never|nothing|without|free|unless|if|needed|near(by)?|reach"
    r"|chest|crossed|head|hips?|shoulders?|sides|thighs?|waist)\b|n['\u2019]t\b"
)
"""Words of a support: what holds on, what it holds on to, and what says that nothing is held, or not always."""
WEIGHTS = ("ankle-weight", "barbell", "cable", "dumbbell", "kettlebell")

HEAVY_RESERVE = 3
SECONDS_PER_REP = 4
SECONDS_PER_SIDE_CHANGE = 10
SECONDS_PER_ITEM = 30


@record
class Request:
    """What was asked for, with every default filled in; `equipment` is the sorted list of items.

    `stage` is None with the goal of prevention. `pain` is the worst of the last week in daily life,
    0 to 10, and `age` is in years. `days` are the sessions of a week. `on` and `other` hold weekdays
    in the order of the week: those to train on, and those of other hard leg work. `minutes` bounds a
    session. `side` is the hip or leg that hurts or was operated on. `start` is an ISO date.
    `clinician` is "name: reason" of who waives gates and takes on dose and stage.
    """

    goal: Goal
    stage: Literal["early", "mid", "late"] | None = None
    pain: int | None = None
    condition: tuple[ConditionId, ...] = ()
    equipment: tuple[str, ...] = ()
    days: int
    on: tuple[Weekday, ...] = ()
    other: tuple[Weekday, ...] = ()
    weeks: int = 1
    minutes: int | None = None
    level: Level = "beginner"
    age: int | None = None
    side: Side | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    start: str | None = None
    clinician: str | None = None


@record
class Reason:
    """Why an item is in the plan, or is as it is."""

    rule: str
    text: str
    sources: tuple[str, ...] = ()


@record
class Decision:
    """What was changed or left out for this request."""

    rule: str
    subject: str
    text: str
    sources: tuple[str, ...] = ()


@record
class Caution:
    """Something that the reader must know before starting."""

    code: str
    text: str


@record
class Advice:
    """A line that goes with the whole plan, or with the condition named."""

    topic: str
    condition: ConditionId | None = None
    text: str
    sources: tuple[str, ...] = ()


@record
class Dose:
    """One set: `reps` repetitions, or `reps` holds of `seconds`."""

    kind: Literal["reps", "hold"]
    reps: int
    seconds: int | None = None


@record
class Item:
    """One exercise in a session. Sets and dose are per side; `sides` are the hips trained, in order.

    `variant` is the form; None is the standard one. `tempo` is the seconds of a repetition into the
    movement, held there, and back, such as "2-1-2". `kit` says what to have ready, with the household
    thing that stands in for missing kit. `reserve` is the repetitions left at the end of a set that
    `effort` tells of; None for holds. `track` is what to write down, `target` what unlocks the next step (P10).
    """

    exercise: str
    name: str
    variant: str | None = None
    range: str | None = None
    support: str | None = None
    sets: int
    dose: Dose
    sides: tuple[Side, ...]
    rest_seconds: int
    tempo: str | None = None
    effort: str
    reserve: int | None = None
    load: Load
    kit: tuple[str, ...] = ()
    track: str
    target: str
    by_hand: bool = False
    reasons: tuple[Reason, ...] = ()


@record
class Block:
    """A part of a session."""

    kind: BlockKind
    items: tuple[Item, ...]


@record
class Session:
    """One training day: `day` counts from the first day of its week, 1 to 7; `date` is an ISO date."""

    day: int
    weekday: Weekday | None = None
    date: str | None = None
    minutes: int
    blocks: tuple[Block, ...]

    def items(self, kind: BlockKind) -> tuple[Item, ...]:
        """Return the items of the blocks of one kind."""
        return tuple(item for block in self.blocks if block.kind == kind for item in block.items)


@record
class Week:
    """A week of sessions; later weeks open with the condition to go on."""

    number: int
    go_on_if: str | None = None
    sessions: tuple[Session, ...]


@record
class Generator:
    """What made the plan; `catalog` is the fingerprint of the data used, `overlays` name the user's own files in it."""

    name: str
    version: str
    catalog: str
    overlays: tuple[str, ...] = ()


@record
class Prescribed:
    """The goal and stage that the plan is for, and that the checks judge by."""

    goal: Goal
    stage: Literal["early", "mid", "late"] | None = None


@record
class Passed:
    """A gate that recorded tests and sessions meet: the stage that it opens, and the day of the tests (P18)."""

    gate: str
    to: Literal["mid", "late"]
    date: str


@record
class Plan:
    """A program. Two calls with the same request, catalogue and log give equal plans.

    `before` are the weeks that led to this program, main work only, which its rises are judged by (P11).
    """

    schema: str = "glutemed.plan/1"
    generator: Generator
    id: str
    request: Request
    prescribed: Prescribed
    passed: tuple[Passed, ...] = ()
    before: tuple[Week, ...] = ()
    weeks: tuple[Week, ...]
    decisions: tuple[Decision, ...] = ()
    warnings: tuple[Caution, ...] = ()
    advice: tuple[Advice, ...] = ()

    def items(self) -> Iterator[Item]:
        """Return the items of all weeks, in the order of doing."""
        return (item for week in self.weeks for s in week.sessions for block in s.blocks for item in block.items)


def block_of(exercise: Exercise) -> BlockKind:
    """Return the block that an exercise belongs in: drills warm up (A23), stretches end a session."""
    if exercise.category == "activation":
        return "warm-up"
    return "mobility" if exercise.category == "mobility" else "main"


def one_leg(exercise: Exercise) -> bool:
    """Return whether an exercise is strength work standing on one leg, or mostly on one.

    Two-legged rungs are not, nor are drills and holds that both hips do at once.
    """
    abducts_one = exercise.mechanism == "hip-abduction" and exercise.sided == "one"
    return exercise.position == "standing" and (exercise.mechanism == "pelvic-control" or abducts_one)


def lies_on(exercise: Exercise, trained: Side) -> Side | None:
    """Return the side that is lain on when a hip is trained lying on the side; None in other positions.

    "side plank, left" lies on the left; "clamshell, left" lies on the right.
    """
    if exercise.position != "side-lying" or trained == "both":
        return None
    other: Side = "right" if trained == "left" else "left"
    return trained if exercise.working_hip == "bottom" else other


def form_named(exercise: Exercise, name: str | None) -> Form | None:
    """Return the form that an item's `variant` names; None for the standard form or an unknown name."""
    return next((form for form in exercise.forms if form.name == name), None)


def demand_of(exercise: Exercise, form: Form | None, load: Load) -> Demand:
    """Return the demand of an exercise in a form, loaded: high with a weight becomes very high (X)."""
    demand = form.demand if form else exercise.demand
    return "very-high" if demand == "high" and load.kind in WEIGHTS else demand


def is_heavy(demand: Demand, load: Load, reserve: int | None) -> bool:
    """Return whether work counts as heavy: high demand, or a weight at 3 or fewer repetitions in reserve (X).

    A weight with no reserve named is taken as heavy; so is a band that is called strong or heavy. A
    light band is not.
    """
    near_failure = reserve is None or reserve <= HEAVY_RESERVE
    return demand in HEAVY or (is_strong(load) and near_failure)


def by_hand(support: str | None) -> bool:
    """Return whether words on a support say that a hand holds on to something that stands fast.

    Whole words of one part of the sentence count: "hands on hips" and "a wall within reach" are no support.
    What is not understood is none, so that a plan is asked for clearer words and not passed unseen.
    """
    return any(_holds(part) for part in re.split(r"[,;:.()]|\band\b", (support or "").casefold()))


def _holds(words: str) -> bool:
    held = re.search(RAIL, words) or (re.search(HAND, words) and re.search(FIXED, words))
    return bool(held) and not re.search(NOT_HELD, words)


def is_strong(load: Load) -> bool:
    """Return whether a load counts as a weight: one of iron, or a band that is called strong or heavy (X)."""
    called = load.kind == "band" and any(word in load.start.casefold() for word in ("strong", "heavy"))
    return load.kind in WEIGHTS or called


def volume(item: Item) -> int:
    """Return sets x reps, or sets x reps x seconds, per side."""
    return item.sets * item.dose.reps * (item.dose.seconds or 1)


def side_sets(item: Item, side: Literal["left", "right"]) -> int:
    """Return the sets that one hip gets from an item; two-legged work counts for both."""
    return item.sets if side in item.sides or "both" in item.sides else 0


def item_seconds(item: Item) -> int:
    """Return how long an item takes: work, rests, changes of side and setting up, in seconds.

    Sides alternate set by set, so that work on the other side counts as rest.
    """
    per_rep = _tempo_seconds(item.tempo) if item.tempo else SECONDS_PER_REP
    work = item.dose.reps * (item.dose.seconds or per_rep)
    sides = len(item.sides)
    rest = max(0, item.rest_seconds - work * (sides - 1) - SECONDS_PER_SIDE_CHANGE * 2 * (sides - 1))
    changes = item.sets * sides - 1 if sides > 1 else 0
    return item.sets * sides * work + (item.sets - 1) * rest + changes * SECONDS_PER_SIDE_CHANGE + SECONDS_PER_ITEM


@lru_cache(maxsize=64)
def _tempo_seconds(tempo: str) -> int:
    """Return the seconds of a repetition: "2-1-2" is 5."""
    return sum(map(int, tempo.split("-")))


def session_minutes(blocks: tuple[Block, ...]) -> int:
    """Return the length of a session in whole minutes, rounded up."""
    return ceil(sum(item_seconds(item) for block in blocks for item in block.items) / 60)
