"""Plans made by hand for the tests of the checks, and how parts of a plan or catalogue are replaced in them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar, get_args

import pytest

from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT_SETS, ConditionNote, Exercise, Form, Load
from glutemed.model.plan import (
    Block,
    BlockKind,
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
    Side,
    Week,
    form_named,
    lies_on,
    session_minutes,
)

T = TypeVar("T")

KITS = dict(KIT_SETS)
WHY = Reason(rule="P04", text="for the test", sources=("A37",))
SPARED = Reason(rule="P02", text="the other side is sore", sources=("GT-LEAFLETS",))
BLOCKS: tuple[BlockKind, ...] = get_args(BlockKind)
STRETCHES = ("figure-four-stretch", "standing-side-bend")

BASES: dict[str, dict[str, Any]] = {
    # days 1 and 4: a hinge and a lunge; a squat, a step and a side plank, with dumbbells
    "article week": {
        "sessions": (
            "single-leg-rdl + dumbbell; split-squat + dumbbell",
            "single-leg-squat + dumbbell; forward-step-up + dumbbell; side-plank",
        ),
        "days": (1, 4),
        "goal": "prevention",
        "level": "intermediate",
    },
    # days 1, 3 and 5, A B A: the same five in supported forms, each with the decision that says so
    "beginner week": {
        "sessions": (
            "single-leg-rdl: with hand support; split-squat: with hand support",
            "single-leg-squat: with hand support; forward-step-up: with hand support; knee-side-plank",
        ),
        "goal": "prevention",
    },
    # days 1, 3 and 5: abduction, plank, clam; abduction, bridge, clam; as on day 1; nothing heavy
    "early": {
        "sessions": (
            "side-lying-hip-abduction; knee-side-plank; clamshell",
            "standing-hip-abduction; single-leg-bridge; reverse-clamshell",
        ),
    },
    # squat, hip hitch, plank; hinge, step, bridge; as on day 1; supported, nothing heavy
    "mid": {
        "sessions": (
            "single-leg-squat: with hand support; hip-hitch; knee-side-plank",
            "single-leg-rdl: with hand support; lateral-step-down: with hand support; single-leg-bridge",
        ),
        "stage": "mid",
    },
    # lunge, hinge, plank; three compounds; as on day 1, all with weights
    "late": {
        "sessions": (
            "walking-lunge-contralateral-load + dumbbell; single-leg-rdl + dumbbell; side-plank-hip-abduction",
            "skater-squat + dumbbell; lateral-step-down + dumbbell; single-leg-deadlift + dumbbell",
        ),
        "stage": "late",
        "level": "advanced",
        "equipment": KITS["gym"],
    },
    # LEAP16: static abduction, bridge and sidestep; squat for the bridge
    "gluteal tendinopathy": {
        "sessions": (
            "isometric-hip-abduction-supine; double-leg-bridge; sidestep",
            "isometric-hip-abduction-standing; double-leg-squat; sidestep",
        ),
        "condition": ("gluteal-tendinopathy",),
        "warm_up": (),
        "mobility": (),
        "side": "left",
    },
}


@pytest.fixture(scope="session")
def base(plan_of: Callable[..., Plan]) -> Callable[..., Plan]:
    """Make one of the plans of `BASES`, or of a pair of its name and fields to put on top; it has no findings."""

    def make(base: str | tuple[str, dict[str, Any]], **fields: Any) -> Plan:
        name, more = (base, {}) if isinstance(base, str) else base
        return plan_of(**{**BASES[name], **more, **fields})

    return make


@pytest.fixture(scope="session")
def plan_of(catalog: Catalog) -> Callable[..., Plan]:
    """Make a plan without the engine, at the bottom of each range; it carries the warnings that it needs.

    A session is its main exercises, with "; " between them: "exercise", with ": form" and " + load"
    where wanted. The days take the sessions in turn; all weeks are alike. Fields of the request are
    its keywords.
    """

    def make(
        sessions: Sequence[str],
        days: Sequence[int] = (1, 3, 5),
        goal: str = "rehab",
        stage: str | None = "early",
        warm_up: Sequence[str] = ("sidestep",),
        mobility: Sequence[str] = STRETCHES,
        sets: int | None = None,
        reps: int = 8,
        **fields: Any,
    ) -> Plan:
        stage = None if goal == "prevention" else stage
        request = Request(**{"goal": goal, "stage": stage, "days": len(days), "equipment": KITS["home"], **fields})
        item = _Maker(catalog, request, sets or (3 if len(days) <= 3 else 2), reps)
        made = [
            tuple(
                Block(kind=kind, items=tuple(item(entry, kind) for entry in entries))
                for kind, entries in zip(BLOCKS, (warm_up, main.split("; "), mobility), strict=True)
                if entries
            )
            for main in sessions
        ]
        week = tuple(
            Session(day=day, minutes=session_minutes(made[index % len(made)]), blocks=made[index % len(made)])
            for index, day in enumerate(days)
        )
        forms = {one.exercise: one for session in week for one in session.items("main") if one.variant}
        return Plan(
            generator=Generator(name="glutemed", version="0", catalog=""),
            id="0",
            request=request,
            prescribed=Prescribed(goal=request.goal, stage=request.stage),
            weeks=tuple(
                Week(number=number, go_on_if="Go on if pain stayed at 0-2." if number > 1 else None, sessions=week)
                for number in range(1, request.weeks + 1)
            ),
            decisions=tuple(
                Decision(rule="P17", subject=id, text=f'done "{one.variant}"', sources=("P17",))
                for id, one in forms.items()
            ),
            warnings=tuple(Caution(code=code, text="beware") for code in _warnings(request)),
        )

    return make


def _warnings(request: Request) -> list[str]:
    waived = request.clinician is not None
    codes = {
        "pain-unknown": request.pain is None,
        "see-someone": request.pain is not None and request.pain > 5,
        "gate-unknown": request.stage in ("mid", "late") and not waived,
        "young": request.age is not None and request.age < 15,
        "clinician": waived,
    }
    return [code for code, needed in codes.items() if needed]


class _Maker:
    """Makes an item of an entry."""

    def __init__(self, catalog: Catalog, request: Request, sets: int, reps: int) -> None:
        self.catalog, self.request, self.sets, self.reps = catalog, request, sets, reps

    def __call__(self, entry: str, block: BlockKind) -> Item:
        entry, _, loaded = entry.partition(" + ")
        id, _, variant = entry.partition(": ")
        exercise = self.catalog.exercise(id)
        assert exercise, id
        form = form_named(exercise, variant)
        assert form or not variant, entry
        load = next((load for load in exercise.loads if load.kind in (loaded, *exercise.needs)), None)
        notes = [note for note in exercise.conditions if note.condition in self.request.condition]
        asked: list[Form | ConditionNote] = [form, *notes] if form else [*notes]
        own, hold, sides = exercise.dose, exercise.dose.kind == "hold", self._sides(exercise)
        replaced = {substitute.kit: substitute.use for substitute in exercise.substitutes}
        kit = [need if need in self.request.equipment else replaced[need] for need in exercise.needs]
        return Item(
            exercise=id,
            name=exercise.name,
            variant=variant or None,
            range="; ".join(dict.fromkeys(one.range for one in asked if one.range)) or None,
            support="; ".join(dict.fromkeys(one.support for one in asked if one.support)) or None,
            sets=2 if block != "main" else own.sets[0] if own.sets else self.sets,
            dose=Dose(
                kind=own.kind,
                reps=own.reps[0] if own.reps else 1 if hold else self.reps,
                seconds=(own.seconds[0] if own.seconds else 20) if hold else None,
            ),
            sides=sides,
            rest_seconds=exercise.rest_seconds,
            tempo=exercise.tempo,
            effort="some left",
            reserve=None if hold else 4 if self.request.stage == "early" else 2,
            load=load or Load(kind="bodyweight", where="", start=""),
            kit=(*kit, load.kind) if load and load.kind not in exercise.needs else tuple(kit),
            track="repetitions or seconds, load, and control",
            target="15 in every set, clean; then more",
            reasons=(WHY, SPARED) if exercise.sided == "one" and len(sides) == 1 else (WHY,),
        )

    def _sides(self, exercise: Exercise) -> tuple[Side, ...]:
        if exercise.sided == "both":
            return ("both",)
        sides: tuple[Side, ...] = ("right", "left") if self.request.side == "right" else ("left", "right")
        if "gluteal-tendinopathy" not in self.request.condition or self.request.side is None:
            return sides
        return tuple(side for side in sides if lies_on(exercise, side) != self.request.side)


@pytest.fixture(scope="session")
def edited() -> Callable[..., Any]:
    """Copy a record with the parts at some JSON pointers changed, in turn.

    `/weeks/0/sessions/1` counts from 0; `/limits/heavy-gap/value` finds a row by its id, or by its
    name where it has no id. A mapping changes the named fields of the part, a function makes the
    new part from the old one, anything else takes its place. The sessions of a plan take the
    minutes that they then have, unless those are changed.
    """

    def edit(record: T, edits: Mapping[str, object]) -> T:
        for pointer, change in edits.items():
            record = _put(record, pointer.split("/")[1:], change)
        if isinstance(record, Plan) and not any(
            pointer[:6] == "/weeks" and pointer.endswith("/minutes") for pointer in edits
        ):
            return replace(record, weeks=tuple(map(_timed, record.weeks)))
        return record

    return edit


def _timed(week: Week) -> Week:
    return replace(week, sessions=tuple(replace(one, minutes=session_minutes(one.blocks)) for one in week.sessions))


def _put(part: Any, keys: list[str], change: object) -> Any:
    if not keys:
        if isinstance(change, Mapping):
            return replace(part, **change)
        return change(part) if callable(change) else change
    key, rest = keys[0], keys[1:]
    if not isinstance(part, tuple):
        return replace(part, **{key: _put(getattr(part, key), rest, change)})
    index = int(key) if key.isdigit() else [getattr(row, "id", None) or row.name for row in part].index(key)
    return (*part[:index], _put(part[index], rest, change), *part[index + 1 :])
