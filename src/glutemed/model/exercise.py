"""An exercise as records: what it is, whom it suits, how it is dosed, measured and taught.

Allowed values and bounds are stated here once; they are checked whenever a file is read.
Angles are degrees, times are seconds, activation is percent of a maximal voluntary contraction.
"""

from typing import Annotated, Literal, get_args
from unicodedata import normalize

from glutemed.model.fields import Id, Key, Keys, Name, Range, Seen, Text
from glutemed.model.records import Between, Matches, record

__all__ = [
    "ACTIVATIONS",
    "BODYWEIGHT",
    "CATEGORIES",
    "CHAINS",
    "DEMANDS",
    "KIT",
    "KIT_SETS",
    "LOADS",
    "MECHANISMS",
    "PATTERNS",
    "STAGES",
    "Activation",
    "Category",
    "Chain",
    "ConditionId",
    "ConditionNote",
    "Conflict",
    "Demand",
    "DoseLimits",
    "Evidence",
    "Exercise",
    "Form",
    "Kit",
    "Load",
    "LoadKind",
    "Mechanism",
    "Pattern",
    "Stage",
    "StageBasis",
    "Substitute",
    "plain_name",
]

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
CATEGORIES: tuple[Category, ...] = get_args(Category)
CHAINS: tuple[Chain, ...] = get_args(Chain)
MECHANISMS: tuple[Mechanism, ...] = get_args(Mechanism)
PATTERNS: tuple[Pattern, ...] = get_args(Pattern)
STAGES: tuple[Stage, ...] = get_args(Stage)
DEMANDS: tuple[Demand, ...] = get_args(Demand)
ACTIVATIONS: tuple[Activation, ...] = get_args(Activation)
KIT: tuple[Kit, ...] = get_args(Kit)
LOADS: tuple[LoadKind, ...] = get_args(LoadKind)
KIT_SETS: tuple[tuple[str, tuple[Kit, ...]], ...] = (
    ("none", ()),
    ("home", ("ankle-weight", "band", "dumbbell", "step")),
    ("gym", KIT),
)


Figure = Annotated[float, Between(0, 10_000)]


APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'"))
"""What phones and office programs write in place of an apostrophe."""


def plain_name(name: str) -> str:
    """Return a name as names are compared: composed, case folded, hyphens and runs of space as one space."""
    return " ".join(normalize("NFC", name).casefold().translate(APOSTROPHES).replace("-", " ").split())


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


BODYWEIGHT = Load(kind="bodyweight", where="", start="")
"""No load but the body."""


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
    """What a condition asks of an exercise: leave it out, use a form, range or support, or take it as it is."""

    condition: ConditionId
    action: Literal["avoid", "change", "allow"]
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
    value: Figure | None = None
    low: Figure | None = None
    high: Figure | None = None
    sd: Figure | None = None
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
    """One exercise: what it is, whom it suits, how it is dosed, measured and taught.

    `unjudged` are the conditions that no one judged it for: it is left out with them.
    """

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
    tempo: Annotated[str, Matches(r"[0-9]-[0-9]-[0-9]", "read like 2-1-2")] | None = None
    rest_seconds: Annotated[int, Between(0, 300)]
    easier: Annotated[tuple[Id, ...], Between(0, 6)] = ()
    harder: Annotated[tuple[Id, ...], Between(0, 6)] = ()
    set_up: Text
    steps: Annotated[tuple[Text, ...], Between(3, 6)]
    cues: Annotated[tuple[Text, ...], Between(2, 4)]
    mistakes: Annotated[tuple[Text, ...], Between(2, 3)]
    stop_signs: Annotated[tuple[Text, ...], Between(1, 3)]
    conditions: Annotated[tuple[ConditionNote, ...], Between(0, 9)] = ()
    unjudged: Annotated[tuple[ConditionId, ...], Between(0, 9)] = ()
    activation: Activation = "not-measured"
    evidence: Annotated[tuple[Evidence, ...], Between(0, 40)] = ()
    conflicts: Annotated[tuple[Conflict, ...], Between(0, 4)] = ()
    sources: Keys

    @property
    def notes(self) -> tuple[ConditionNote, ...]:
        """What each condition asks of it: its own notes, and to leave it out where no one judged it."""
        return (*self.conditions, *map(_unjudged, self.unjudged)) if self.unjudged else self.conditions


def _unjudged(condition: ConditionId) -> ConditionNote:
    return ConditionNote(
        condition=condition,
        action="avoid",
        why="whoever wrote the entry did not judge it for this condition",
        sources=("ruling-own-exercises",),
    )
