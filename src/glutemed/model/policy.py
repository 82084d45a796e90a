"""What is policy rather than exercise, as records: conditions, protocols, limits, rules, advice, ladders."""

from typing import Annotated, Literal

from glutemed.model.exercise import ConditionId, DoseLimits, Pattern, Stage
from glutemed.model.fields import Id, Key, Keys, Name, Text
from glutemed.model.records import Between, record

__all__ = [
    "Action",
    "Cited",
    "Condition",
    "GeneralAdvice",
    "Ladder",
    "Limit",
    "Protocol",
    "Rule",
    "SessionPattern",
    "Slot",
    "TableRow",
    "TrialDose",
]

Action = Literal["stop", "easier", "less", "hold", "even", "progress", "chase", "halve"]
"""What a row of the decision table does to an exercise, or to the week."""


@record
class Cited:
    """A sentence with its sources."""

    text: Text
    sources: Keys


@record
class TrialDose:
    """How a trial of a condition dosed an exercise, outside of the general ranges."""

    exercise: Id
    dose: DoseLimits


@record
class Condition:
    """A diagnosis that changes a program, and what goes with it.

    `rungs`: two-legged rungs may be up to half of main work in any stage (P03). `main_drills` may
    be main work beside other work, as the trial has it (P07). `spare_side`: nothing is done lying
    on the sore side (P02). `early_above`: pain above this keeps to the early stage (P14).
    `held_at`: the latest stage until its own gates are recorded (P18). `early_session_pain`: pain
    in a session above this, in the early stage, is too much (R-012). `dose`: the sets and
    repetitions of the condition's trial, in place of the general ones (P05). `trials`: what its
    trials did with single exercises; a program that follows them passes with notes (P05, P07, P11, P13).
    """

    id: ConditionId
    name: Name
    aliases: Annotated[tuple[Name, ...], Between(0, 12)] = ()
    findings: Annotated[tuple[Cited, ...], Between(1, 8)]
    care: Annotated[tuple[Cited, ...], Between(1, 8)]
    needed_too: Annotated[tuple[Cited, ...], Between(0, 6)] = ()
    stage_notes: Annotated[tuple[Cited, ...], Between(0, 6)] = ()
    rungs: bool = False
    main_drills: Annotated[tuple[Id, ...], Between(0, 4)] = ()
    spare_side: bool = False
    early_above: Annotated[int, Between(0, 10)] | None = None
    held_at: Stage | None = None
    early_session_pain: Annotated[int, Between(0, 10)] | None = None
    dose: DoseLimits | None = None
    trials: Annotated[tuple[TrialDose, ...], Between(0, 40)] = ()


@record
class Slot:
    """A place in a session: which patterns suit it, and which exercises are wanted first."""

    block: Literal["warm-up", "main", "mobility"]
    patterns: Annotated[tuple[Pattern, ...], Between(1, 10)]
    prefer: Annotated[tuple[Id, ...], Between(0, 8)] = ()


@record
class SessionPattern:
    """One kind of session; a week takes a protocol's patterns in turn."""

    id: Key
    slots: Annotated[tuple[Slot, ...], Between(3, 10)]


@record
class Protocol:
    """What a session holds for a goal, or a stage of rehab, and how careful its weeks are.

    `days` are the fewest and most a week. `rungs`: two-legged rungs may be main work (P03).
    `heavy`: heavy work is allowed (P04). `compound`: every session holds one (P09). `differ`:
    neighbouring sessions differ (P13). `unloaded`: week 1 adds no load at any level. `effort`:
    light leaves more in reserve. `gate`: the rule that tells of tests to pass first (P18).
    `condition`: the protocol is that of a trial for this condition, and goes before the general one.
    """

    goal: Literal["prevention", "rehab"]
    stage: Stage | None
    condition: ConditionId | None = None
    draws_on: Annotated[tuple[Stage, ...], Between(1, 3)]
    days: Annotated[tuple[Annotated[int, Between(1, 7)], ...], Between(2, 2)]
    default_days: Annotated[int, Between(1, 7)]
    rungs: bool = False
    heavy: bool = True
    compound: bool = True
    differ: bool = False
    unloaded: bool = False
    effort: Literal["light", "work"] = "work"
    gate: Key | None = None
    sessions: Annotated[tuple[SessionPattern, ...], Between(1, 4)]
    sources: Keys

    @property
    def name(self) -> str:
        """What it is for, which names it."""
        return " ".join(part for part in (self.goal, self.stage, self.condition) if part)


@record
class Limit:
    """One number that bounds a plan, with its unit and source.

    `strictest` is how far a catalogue of one's own may tighten it; without one it may not be changed.
    """

    id: Id
    value: float
    strictest: float | None = None
    unit: Name
    text: Text
    sources: Keys


@record
class Rule:
    """The words and sources of an engine rule, a check or a standing phrase; `rule` is its P-rule.

    `passes` is what a hard rule says of an exercise that meets it, `text` of one that does not.
    `reserve` goes with a phrase of effort: the fewest repetitions left that it asks for.
    """

    id: Key
    rule: Key
    passes: Annotated[str, Between(0, 200)] = ""
    reserve: Annotated[int, Between(0, 20)] | None = None
    text: Text
    sources: Keys


@record
class TableRow:
    """A row of the decision table that makes next week from the log; the row of the lowest rank that matches holds.

    `name` says when it matches. `text` says what is done then, with the places for numbers that its
    predicate in engine/table.py fills.
    """

    id: Key
    rank: Annotated[int, Between(1, 99)]
    name: Name
    action: Action
    text: Text
    sources: Keys


@record
class GeneralAdvice:
    """Advice that goes with every plan of the goals named; the lowest rank is told first.

    `place` is before day 1 or after the last day.
    """

    topic: Id
    rank: Annotated[int, Between(1, 99)]
    place: Literal["before", "after"]
    title: Name
    goals: Annotated[tuple[Literal["prevention", "rehab"], ...], Between(1, 2)]
    lines: Annotated[tuple[Cited, ...], Between(1, 12)]


@record
class Ladder:
    """The order, easy to hard, in which a trial used exercises."""

    id: Key
    name: Name
    rungs: Annotated[tuple[Id, ...], Between(2, 10)]
    sources: Keys
