"""What a rule looks at: all that is known of a request, and an exercise in one of its forms."""

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import BODYWEIGHT, DEMANDS, ConditionNote, Exercise, Form
from glutemed.model.plan import (
    COMPOUND,
    WEIGHTS,
    Passed,
    Request,
    Side,
    block_of,
    demand_of,
    is_strong,
    lies_on,
    one_leg,
)
from glutemed.model.policy import Condition, Protocol
from glutemed.model.records import record

__all__ = ["Candidate", "Context", "notes", "sides_of"]


@record
class Context:
    """What every rule may look at: the catalogue, the request, its protocol and conditions, and how its days lie.

    `days_touch`: two training days, or one and another hard day, lie without a day between.
    `demand_max` is the highest demand that pain allows, as an index of DEMANDS. `older`: of an age
    that has hand support. `sore`: pain above what a program is given for as asked. `main_drills`:
    drills that a trial of a condition used as main work. `short`: all ids, the quickest first, where
    a week is made that is short of time. `passed`: the gates that were passed (P18).
    """

    catalog: Catalog
    request: Request
    protocol: Protocol
    conditions: tuple[Condition, ...] = ()
    days_touch: bool = False
    demand_max: int = len(DEMANDS) - 1
    older: bool = False
    sore: bool = False
    main_drills: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    passed: tuple[Passed, ...] = ()

    @property
    def rungs(self) -> bool:
        """Whether two-legged rungs may be main work (P03)."""
        return self.protocol.rungs or any(condition.rungs for condition in self.conditions)

    @property
    def young(self) -> bool:
        """Whether someone is so young that only doses rise, and at pain 0 alone (P17, R-013)."""
        age = self.request.age
        return age is not None and age < self.catalog.limit("young-age")


class Candidate:
    """An exercise in one form, None being the standard form, with what the rules ask of it.

    `block` is where it belongs by nature. `rung`: a two-legged rung that leads to one-leg work
    (P03). `compound`: a squat, hinge, lunge or step done standing (P09). `weighted`: it cannot be
    done without a weight.
    """

    __slots__ = ("block", "compound", "demand", "exercise", "form", "id", "one_leg", "rung", "stages", "weighted")

    def __init__(self, *, exercise: Exercise, form: Form | None = None) -> None:
        self.exercise, self.form, self.id = exercise, form, exercise.id
        self.stages = form.stages if form and form.stages else exercise.stages
        self.block = block_of(exercise)
        self.rung = exercise.mechanism == "step-towards"
        self.compound = exercise.pattern in COMPOUND and exercise.position == "standing"
        self.one_leg = one_leg(exercise)
        needed = next((load for load in exercise.loads if load.kind in exercise.needs), BODYWEIGHT)
        self.weighted = any(kit in WEIGHTS for kit in exercise.needs) or is_strong(needed)
        self.demand = demand_of(exercise, form, needed)


def notes(context: Context, exercise: Exercise) -> list[ConditionNote]:
    """Return what the request's conditions ask of an exercise, in the request's order."""
    return [note for id in context.request.condition for note in exercise.notes if note.condition == id]


def sides_of(context: Context, exercise: Exercise) -> tuple[Side, ...]:
    """Return the hips to train, the given side first, without one that would lie on a side to spare (P02, P16)."""
    if exercise.sided == "both":
        return ("both",)
    side = context.request.side
    both: tuple[Side, ...] = ("right", "left") if side == "right" else ("left", "right")
    if exercise.position != "side-lying" or not any(condition.spare_side for condition in context.conditions):
        return both
    return tuple(hip for hip in both if side in ("left", "right") and lies_on(exercise, hip) != side)
