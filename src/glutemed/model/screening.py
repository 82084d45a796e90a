"""What a person is asked and tested before and between stages, as records: questions, home tests, gates."""

from typing import Annotated, Literal, get_args

from glutemed.model.exercise import ConditionId, Stage
from glutemed.model.fields import Id, Keys, Name, Text
from glutemed.model.records import Between, Matches, record

__all__ = ["CLEARED", "MALE", "MEANS", "STOPS", "AgeMean", "Criterion", "Gate", "HomeTest", "Means", "Question"]

Means = Literal["emergency", "same-day", "urgent", "clearance", "modify"]

MEANS: tuple[Means, ...] = get_args(Means)
"""What yes to a question means, the most urgent first."""
STOPS = MEANS[:3]
"""Those that end training until someone has looked at it; the others ask for clearance first."""
CLEARED = "cleared"
"""The answer that a clinician said a word about the others, kept beside them."""
MALE = "male"
"""The answer that is no safety question: whether the age means of men hold for someone."""

Line = Annotated[str, Matches(r"\S(?:.*\S)?", "be a text without space at its ends"), Between(1, 74)]
Count = Annotated[int, Between(1, 20)]
Number = Annotated[float, Between(0, 1000)]


@record
class Question:
    """A safety question in a line of the screen of questions, in which yes is the answer to heed.

    `rank` is its place, `group` the heading that it stands under. `means` is what yes means, and
    `go` says where to go or what to do. `steady`: with yes nothing may step up (R-040).
    """

    id: Id
    rank: Annotated[int, Between(1, 99)]
    group: Line
    text: Line
    means: Means
    go: Text
    steady: bool = False
    sources: Keys


@record
class AgeMean:
    """The means of men and women from an age on, up to the age of the next row."""

    age: Annotated[int, Between(0, 120)]
    men: Number
    women: Number


@record
class HomeTest:
    """A test that can be done at home, or a finding that only a clinician tells (`by`).

    A result is a number of `unit` up to `highest`, or a word of `scale`, recorded as its place from 0.
    `sided`: each side has one. `fewer`: fewer is better. `one_leg`: one stands on one leg without a
    hand on anything. `lying`: one lies on the side tested. It is offered from a `stage` on, or where
    the next gate asks for it, at pain in daily life up to `pain_max`. `not_with`: conditions that it
    does not suit, with `why_not`.
    """

    id: Id
    rank: Annotated[int, Between(1, 99)]
    name: Name
    by: Literal["self", "helper", "clinician"]
    stage: Stage = "early"
    unit: Name = "points"
    scale: Annotated[tuple[Name, ...], Between(0, 6)] = ()
    highest: Number
    sided: bool = True
    fewer: bool = False
    one_leg: bool = False
    lying: bool = False
    pain_max: Annotated[int, Between(0, 10)] = 2
    not_with: Annotated[tuple[ConditionId, ...], Between(0, 9)] = ()
    why_not: Annotated[str, Between(0, 300)] = ""
    needs: Name
    how: Annotated[tuple[Text, ...], Between(1, 5)]
    reads: Text
    means: Annotated[tuple[AgeMean, ...], Between(0, 12)] = ()
    sources: Keys


@record
class Criterion:
    """One thing that a gate asks for; what is not recorded is not met.

    `of` says what is looked at, and one bound how far it must be:

    - pain: the worst of the last week in daily life;
    - sessions: pain during and after the last `count` sessions, of those of a `stage` or later;
    - mornings: those after the last `count` sessions; no bound, as usual is the bound;
    - test: the result of a home test, on each side;
    - sides: its weaker side as a share of the stronger one.

    `or_pain`: where no session is in the log, this pain in daily life stands in (X). `or_mean`: the
    mean of the person's age is enough where it is lower.
    """

    of: Literal["pain", "sessions", "mornings", "test", "sides"]
    test: Id | None = None
    at_least: Number | None = None
    above: Number | None = None
    at_most: Number | None = None
    count: Count | None = None
    stage: Stage | None = None
    or_pain: Annotated[int, Between(0, 10)] | None = None
    or_mean: bool = False
    sources: Keys


@record
class Gate:
    """What must be recorded before a stage, for people with one of some conditions, or for all (none named).

    `not_for`: conditions that have gates of their own in its place.
    """

    id: Id
    name: Name
    to: Literal["mid", "late"]
    conditions: Annotated[tuple[ConditionId, ...], Between(0, 9)] = ()
    not_for: Annotated[tuple[ConditionId, ...], Between(0, 9)] = ()
    criteria: Annotated[tuple[Criterion, ...], Between(1, 20)]
    sources: Keys

    def is_for(self, conditions: tuple[str, ...]) -> bool:
        """Return whether someone with these conditions, or with none, must pass it."""
        if self.conditions:
            return any(condition in self.conditions for condition in conditions)
        return not conditions or any(condition not in self.not_for for condition in conditions)
