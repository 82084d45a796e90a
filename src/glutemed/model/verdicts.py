"""What a screening found, as records: the facts given, where to go, the stage that fits, and each gate's criteria.

Imported by `screen`, and by what looks at gates and stops; a plan carries only the gates that were passed.
"""

from typing import Annotated, Literal

from glutemed.model.exercise import ConditionId, Stage
from glutemed.model.fields import Text
from glutemed.model.log import Answer, Measured
from glutemed.model.plan import Goal, Side
from glutemed.model.policy import Cited
from glutemed.model.records import Between, record
from glutemed.model.screening import Means

__all__ = ["OUTCOME_SCHEMA", "Answers", "CriterionVerdict", "Facts", "GateVerdict", "Outcome", "Stop", "Withheld"]

OUTCOME_SCHEMA = "glutemed.outcome/1"


@record
class Facts:
    """What a screening needs to know besides the answers; `pain` is the worst of the last week in daily life.

    `goal` is "pain" where something hurts now. `sex` serves the age means of the side plank alone.
    """

    goal: Literal["pain", "prevention"]
    pain: Annotated[int, Between(0, 10)]
    age: Annotated[int, Between(0, 120)]
    condition: tuple[ConditionId, ...] = ()
    side: Side | None = None
    sex: Literal["female", "male"] | None = None


@record
class Answers:
    """A whole screening as it was given: facts, an answer to every question, results, and who has cleared it."""

    facts: Facts
    answers: tuple[Answer, ...]
    results: tuple[Measured, ...] = ()
    cleared: Text | None = None


@record
class Stop:
    """Where to go before anything else: how urgent, in a sentence, and the signs that led to it."""

    means: Means
    where: str
    signs: tuple[Cited, ...]


@record
class CriterionVerdict:
    """What a gate asks for, whether it is met (None: not recorded), and what was recorded."""

    text: str
    met: bool | None
    value: str
    sources: tuple[str, ...] = ()


@record
class GateVerdict:
    """A gate, what is recorded for each of its criteria, and the last day of that."""

    gate: str
    name: str
    to: Literal["mid", "late"]
    conditions: tuple[ConditionId, ...] = ()
    criteria: tuple[CriterionVerdict, ...]
    passed: bool
    date: str
    sources: tuple[str, ...] = ()


@record
class Withheld:
    """A home test that is not offered to someone, and why."""

    test: str
    why: Cited


@record
class Outcome:
    """What a screening comes to.

    With `stop`, or with `clearance` and no word in `cleared`, there is neither goal nor `command`.
    Else `goal` and `stage` fit, `why` says so, and `command` are the words of the plan after the
    program's name. `mind` is what to know besides.
    """

    schema: str = OUTCOME_SCHEMA
    stop: Stop | None = None
    clearance: tuple[Cited, ...] = ()
    cleared: str | None = None
    goal: Goal | None = None
    stage: Stage | None = None
    why: tuple[Cited, ...] = ()
    gates: tuple[GateVerdict, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    mind: tuple[Cited, ...] = ()
    command: tuple[str, ...] = ()
