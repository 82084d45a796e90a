"""The catalogue's records: exercises with their evidence, conditions, protocols, limits, references.

Allowed values and bounds are stated here once; they are checked whenever a file is read.
Angles are degrees, times are seconds, activation is percent of a maximal voluntary contraction.
"""

from typing import Annotated, Literal
from unicodedata import normalize

from glutemed.model.records import Between, Matches, record

__all__ = [
    "ACTIVATIONS",
    "CATEGORIES",
    "CHAINS",
    "DEMANDS",
    "KIT",
    "KIT_SETS",
    "LOADS",
    "MECHANISMS",
    "PATTERNS",
    "STAGES",
    "Catalog",
    "Comparator",
    "Condition",
    "ConditionNote",
    "Conflict",
    "DoseLimits",
    "Evidence",
    "Exercise",
    "FieldBasis",
    "Form",
    "Ladder",
    "Limit",
    "Load",
    "Protocol",
    "Rule",
    "SessionPattern",
    "Slot",
    "Source",
    "StageBasis",
    "Statement",
    "Substitute",
    "plain_name",
]

Id = Annotated[str, Matches(r"[a-z0-9]+(?:-[a-z0-9]+)*"), Between(2, 60)]
Name = Annotated[str, Between(1, 80)]
Text = Annotated[str, Between(1, 500)]
Key = Annotated[str, Matches(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*"), Between(1, 40)]
Keys = Annotated[tuple[Key, ...], Between(1, 12)]
Range = Annotated[tuple[Annotated[int, Between(1, 600)], ...], Between(2, 2)]

Category = Literal["activation", "open-chain", "closed-chain", "isometric", "mobility"]
Chain = Literal["open", "closed"]
Mechanism = Literal["hip-abduction", "pelvic-control", "step-towards", "mobility"]
Pattern = Literal[
    "abduction",
    "clam-rotation",
    "side-plank",
    "bridge",
    "squat",
    "hinge",
    "lunge",
    "step",
    "hip-hitch",
    "stretch",
]
Stage = Literal["early", "mid", "late"]
Demand = Literal["low", "moderate", "high", "very-high"]
Activation = Literal["low", "moderate", "high", "very-high", "conflicting", "not-measured"]
Kit = Literal["ankle-weight", "band", "barbell", "bench", "cable", "dumbbell", "kettlebell", "step"]
LoadKind = Literal["bodyweight", "ankle-weight", "band", "barbell", "cable", "dumbbell", "kettlebell"]
ConditionId = Literal[
    "patellofemoral-pain",
    "itb-syndrome",
    "acl-reconstruction",
    "achilles-tendinopathy",
    "low-back-pain",
    "gluteal-tendinopathy",
    "fai-syndrome",
    "knee-osteoarthritis",
    "hip-osteoarthritis",
]
Grade = Literal["A", "B", "C", "D", "X"]
Seen = Literal["P", "Q", "S", "X"]

CATEGORIES: tuple[Category, ...] = ("activation", "open-chain", "closed-chain", "isometric", "mobility")
CHAINS: tuple[Chain, ...] = ("open", "closed")
MECHANISMS: tuple[Mechanism, ...] = ("hip-abduction", "pelvic-control", "step-towards", "mobility")
PATTERNS: tuple[Pattern, ...] = (
    "abduction",
    "clam-rotation",
    "side-plank",
    "bridge",
    "squat",
    "hinge",
    "lunge",
    "step",
    "hip-hitch",
    "stretch",
)
STAGES: tuple[Stage, ...] = ("early", "mid", "late")
DEMANDS: tuple[Demand, ...] = ("low", "moderate", "high", "very-high")
ACTIVATIONS: tuple[Activation, ...] = ("low", "moderate", "high", "very-high", "conflicting", "not-measured")
KIT: tuple[Kit, ...] = ("ankle-weight", "band", "barbell", "bench", "cable", "dumbbell", "kettlebell", "step")
LOADS: tuple[LoadKind, ...] = ("bodyweight", "ankle-weight", "band", "barbell", "cable", "dumbbell", "kettlebell")
KIT_SETS: tuple[tuple[str, tuple[Kit, ...]], ...] = (
    ("none", ()),
    ("home", ("ankle-weight", "band", "dumbbell", "step")),
    ("gym", KIT),
)


def plain_name(name: str) -> str:
    """Return a name as names are compared: composed, case folded, hyphens and runs of space as one space."""
    return " ".join(normalize("NFC", name).casefold().replace("-", " ").split())


@record
class StageBasis:
    """A stage that an exercise belongs to, and on whose word."""

    stage: Stage
    basis: Literal["article", "trial", "ruling"]
    sources: Keys


@record
class Load:
    """A way to load an exercise: what, where it goes, how to choose the first one."""

    kind: LoadKind
    where: Annotated[str, Between(0, 120)]
    start: Annotated[str, Between(0, 200)]


@record
class Substitute:
    """A household thing that stands in for a piece of kit."""

    kit: Kit
    use: Name


@record
class DoseLimits:
    """What an exercise's own source or nature allows; None leaves the protocol's range.

    `sets`, `reps` and `seconds` are (lowest, highest); with kind "hold", `reps` counts the holds
    of one set and defaults to one.
    """

    kind: Literal["reps", "hold"]
    sets: Range | None = None
    reps: Range | None = None
    seconds: Range | None = None
    sources: Annotated[tuple[Key, ...], Between(0, 12)] = ()


@record
class Form:
    """A way to do an exercise other than the standard one: supported, shorter lever, smaller range.

    Forms are listed hardest first. Empty `stages` means those of the exercise.
    """

    id: Id
    name: Name
    demand: Demand
    support: Annotated[str, Between(0, 120)] = ""
    range: Annotated[str, Between(0, 120)] = ""
    how: Text
    stages: tuple[StageBasis, ...] = ()
    sources: Keys


@record
class ConditionNote:
    """What a condition asks of an exercise: leave it out, or use a form, range or support."""

    condition: ConditionId
    action: Literal["avoid", "change"]
    form: Id | None = None
    range: Annotated[str, Between(0, 120)] = ""
    support: Annotated[str, Between(0, 120)] = ""
    why: Text
    sources: Keys


@record
class Evidence:
    """One measured figure. `emg` is percent of maximum, `force` is newtons.

    `measure` tells how it was made: a mean, a mean over studies, an average of peaks (reads
    higher), one end of a printed range, or a confidence interval (`low`, `high`) alone.
    """

    outcome: Literal["emg", "force"]
    measure: Literal["mean", "pooled", "average-of-peaks", "range-end", "interval"]
    value: float | None = None
    low: float | None = None
    high: float | None = None
    sd: float | None = None
    n: Annotated[int, Between(1, 100000)] | None = None
    variant: Annotated[str, Between(0, 160)] = ""
    population: Annotated[str, Between(0, 160)] = ""
    load: Annotated[str, Between(0, 120)] = ""
    source: Key
    seen: Seen
    note: Annotated[str, Between(0, 500)] = ""


@record
class Conflict:
    """Where sources disagree about an exercise, and what this program does about it."""

    text: Text
    ruling: Text
    sources: Keys


@record
class Exercise:
    """One exercise: what it is, whom it suits, how it is dosed, measured and taught."""

    id: Id
    name: Name
    aliases: Annotated[tuple[Name, ...], Between(0, 12)] = ()
    category: Category
    chain: Chain
    mechanism: Mechanism
    leads_to: Id | None = None
    pattern: Pattern
    sided: Literal["one", "both"]
    working_hip: Literal["top", "bottom", "stance", "moving", "both"]
    position: Literal["supine", "side-lying", "kneeling", "seated", "standing"]
    knee_bend: Annotated[int, Between(0, 160)]
    hip_bend: Annotated[int, Between(0, 140)]
    kneeling: bool = False
    surface: Literal["stable", "unstable"] = "stable"
    impact: bool = False
    pivot: bool = False
    past_midline: bool = False
    balance: Literal["none", "some", "much"]
    stages: Annotated[tuple[StageBasis, ...], Between(1, 3)]
    demand: Demand
    forms: Annotated[tuple[Form, ...], Between(0, 6)] = ()
    needs: Annotated[tuple[Kit, ...], Between(0, 4)] = ()
    substitutes: Annotated[tuple[Substitute, ...], Between(0, 4)] = ()
    loads: Annotated[tuple[Load, ...], Between(0, 6)] = ()
    dose: DoseLimits
    counting: Name = "repetitions"
    tempo: Annotated[str, Matches(r"[0-9]-[0-9]-[0-9]")] | None = None
    rest_seconds: Annotated[int, Between(0, 300)]
    easier: Annotated[tuple[Id, ...], Between(0, 6)] = ()
    harder: Annotated[tuple[Id, ...], Between(0, 6)] = ()
    set_up: Text
    steps: Annotated[tuple[Text, ...], Between(3, 6)]
    cues: Annotated[tuple[Text, ...], Between(2, 4)]
    mistakes: Annotated[tuple[Text, ...], Between(2, 3)]
    stop_signs: Annotated[tuple[Text, ...], Between(1, 3)]
    conditions: Annotated[tuple[ConditionNote, ...], Between(0, 9)] = ()
    activation: Activation
    evidence: Annotated[tuple[Evidence, ...], Between(0, 40)] = ()
    conflicts: Annotated[tuple[Conflict, ...], Between(0, 4)] = ()
    sources: Keys


@record
class Comparator:
    """An exercise that was measured but is not prescribed; kept as evidence only."""

    id: Id
    name: Name
    why_not: Text
    evidence: Annotated[tuple[Evidence, ...], Between(1, 40)]


@record
class FieldBasis:
    """The source behind fields that every exercise has, so that no value stands without one."""

    fields: Annotated[tuple[Name, ...], Between(1, 20)]
    text: Text
    sources: Keys


@record
class Ladder:
    """The order, easy to hard, in which a trial used exercises."""

    id: Key
    name: Name
    rungs: Annotated[tuple[Id, ...], Between(2, 10)]
    sources: Keys


@record
class Cited:
    """A sentence with its sources."""

    text: Text
    sources: Keys


@record
class Condition:
    """A diagnosis that changes a program, and what goes with it."""

    id: ConditionId
    name: Name
    aliases: Annotated[tuple[Name, ...], Between(0, 12)] = ()
    findings: Annotated[tuple[Cited, ...], Between(1, 8)]
    care: Annotated[tuple[Cited, ...], Between(1, 8)]
    needed_too: Annotated[tuple[Cited, ...], Between(0, 6)] = ()
    stage_notes: Annotated[tuple[Cited, ...], Between(0, 6)] = ()


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
    """What a session holds for a goal, or a stage of rehab; `days` are the fewest and most a week."""

    goal: Literal["prevention", "rehab"]
    stage: Stage | None
    draws_on: Annotated[tuple[Stage, ...], Between(1, 3)]
    days: Annotated[tuple[Annotated[int, Between(1, 7)], ...], Between(2, 2)]
    default_days: Annotated[int, Between(1, 7)]
    sessions: Annotated[tuple[SessionPattern, ...], Between(1, 4)]
    sources: Keys

    @property
    def name(self) -> str:
        """What it is for, which names it."""
        return f"{self.goal} {self.stage}" if self.stage else self.goal


@record
class Limit:
    """One number that bounds a plan, with its unit and source."""

    id: Id
    value: float
    unit: Name
    text: Text
    sources: Keys


@record
class Rule:
    """The words and sources of an engine rule, a check or a standing phrase; `rule` is its P-rule."""

    id: Key
    rule: Key
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
class Source:
    """A publication, page or note that figures come from."""

    key: Key
    authors: Annotated[str, Between(0, 200)] = ""
    year: Annotated[int, Between(1900, 2100)] | None = None
    title: Annotated[str, Between(0, 300)] = ""
    journal: Annotated[str, Between(0, 200)] = ""
    doi: Annotated[str, Between(0, 80)] = ""
    pmid: Annotated[str, Between(0, 12)] = ""
    pmcid: Annotated[str, Between(0, 12)] = ""
    urls: Annotated[tuple[Annotated[str, Between(8, 300)], ...], Between(0, 8)] = ()
    kind: Literal["trial", "guideline", "review", "study", "leaflet", "note", "article"]
    seen: Seen
    note: Annotated[str, Between(0, 500)] = ""


@record
class Statement:
    """A numbered claim, clinical rule, plan rule or ruling that data and reasons refer to."""

    id: Key
    text: Text
    grade: Grade
    seen: Seen
    sources: Annotated[tuple[Key, ...], Between(0, 12)] = ()


@record
class Catalog:
    """Everything that a plan is made from. Pure data; the look-ups are by id.

    `fingerprint` is the sha256 of the merged data as canonical JSON.
    """

    exercises: tuple[Exercise, ...] = ()
    comparators: tuple[Comparator, ...] = ()
    basis: tuple[FieldBasis, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    conditions: tuple[Condition, ...] = ()
    protocols: tuple[Protocol, ...] = ()
    limits: tuple[Limit, ...] = ()
    rules: tuple[Rule, ...] = ()
    advice: tuple[GeneralAdvice, ...] = ()
    sources: tuple[Source, ...] = ()
    statements: tuple[Statement, ...] = ()
    fingerprint: str = ""

    def exercise(self, id: str) -> Exercise | None:
        """Return the exercise of that id, or None."""
        return next((exercise for exercise in self.exercises if exercise.id == id), None)

    def find(self, name: str) -> Exercise | None:
        """Return the exercise that an id, name or alias means, in any case; None when nothing does."""
        wanted = plain_name(name)
        for exercise in self.exercises:
            if any(plain_name(known) == wanted for known in (exercise.id, exercise.name, *exercise.aliases)):
                return exercise
        return None

    def limit(self, id: str) -> float:
        """Return a limit's number; KeyError names a limit that the data lacks."""
        for limit in self.limits:
            if limit.id == id:
                return limit.value
        raise KeyError(id)

    def rule(self, id: str) -> Rule:
        """Return the words of a rule; KeyError names one that the data lacks."""
        for rule in self.rules:
            if rule.id == id:
                return rule
        raise KeyError(id)

    def protocol(self, goal: str, stage: str | None) -> Protocol:
        """Return the protocol of a goal and stage; KeyError if the data lacks it."""
        for protocol in self.protocols:
            if (protocol.goal, protocol.stage) == (goal, stage):
                return protocol
        raise KeyError(f"{goal} {stage}")
