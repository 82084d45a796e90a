"""prescribe: sides, load, kit, effort, target, next step and reasons of one picked exercise.

Words are those of the fixture `terse`: the id of their row, and what is filled in.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from glutemed.engine.candidates import candidates
from glutemed.engine.context import Candidate, Context
from glutemed.engine.prescription import loaded, may_load, prescribe
from glutemed.engine.rules import Verdict
from glutemed.engine.selection import Pick
from glutemed.model.catalog import Catalog, Overlay
from glutemed.model.exercise import DEMANDS, ConditionNote, DoseLimits, Exercise, Form, Load, StageBasis, Substitute
from glutemed.model.plan import BlockKind, Item, Reason, Request, block_of
from glutemed.model.policy import Condition, Protocol, Slot

Make = Callable[..., Exercise]
Prescribe = Callable[..., Item]

DRILL: dict[str, Any] = {"category": "activation"}
HOLD: dict[str, Any] = {"dose": DoseLimits(kind="hold")}
STRETCH = {"category": "mobility", **HOLD}
BODYWEIGHT = Load(kind="bodyweight", where="", start="")


def loads(*kinds: Any) -> tuple[Load, ...]:
    return tuple(Load(kind=kind, where=f"where {kind} goes", start="light") for kind in kinds)


def form(demand: Any = "low", **fields: Any) -> Form:
    return Form(**{"id": "eased", "name": "eased", "demand": demand, "how": "So.", "sources": ("of form",), **fields})


class Setting(NamedTuple):
    """What an exercise is prescribed in."""

    context: Context
    pick: Pick
    refused: dict[str, Verdict]
    lawful: dict[str, Candidate]


@pytest.fixture(scope="session")
def setting(terse: Catalog, an_exercise: Make) -> Callable[..., Setting]:
    """Set the exercise "it", of the fields given: intermediate level, three days, no kit, no care taken.

    `others` are the other exercises of the catalogue, lawful or refused as the rules have it; `refused` is why the
    standard form of "it" is. `policy` holds fields of the protocol.
    """

    def run(
        fields: dict[str, Any] | None = None,
        *,
        done: Form | None = None,
        slot: Slot | None = None,
        refused: Verdict | None = None,
        others: dict[str, dict[str, Any]] | None = None,
        policy: dict[str, Any] | None = None,
        touch: bool = False,
        sore: bool = False,
        conditions: tuple[Condition, ...] = (),
        demand_max: int = len(DEMANDS) - 1,
        older: bool = False,
        overlays: tuple[Overlay, ...] = (),
        **asked: Any,
    ) -> Setting:
        exercise = an_exercise("it", **(fields or {}))
        rest = tuple(an_exercise(id, **about) for id, about in (others or {}).items())
        protocol = Protocol(
            **{
                "goal": "rehab",
                "stage": "early",
                "draws_on": ("early",),
                "days": (2, 7),
                "default_days": 3,
                "sessions": (),
                "sources": ("of protocol",),
                **(policy or {}),
            }
        )
        known = tuple(condition.id for condition in conditions)
        asked = {"goal": protocol.goal, "stage": protocol.stage, "days": 3, "level": "intermediate", **asked}
        context = Context(
            catalog=replace(terse, exercises=(exercise, *rest), conditions=conditions, overlays=overlays),
            request=Request(**{"condition": known, **asked}),
            protocol=protocol,
            conditions=conditions,
            days_touch=touch,
            demand_max=demand_max,
            older=older,
            sore=sore,
        )
        lawful, found = candidates(context)
        verdicts = {id: verdict for id, verdict in found.items() if id != "it"}
        pick = Pick(block=block_of(exercise), candidate=Candidate(exercise=exercise, form=done), slot=slot)
        return Setting(context, pick, {**verdicts, "it": refused} if refused else verdicts, lawful)

    return run


@pytest.fixture(scope="session")
def item(setting: Callable[..., Setting]) -> Prescribe:
    """Prescribe the exercise "it" in such a setting."""

    def run(fields: dict[str, Any] | None = None, **about: Any) -> Item:
        return prescribe(*setting(fields, **about))

    return run


# --- what is carried over


def test_an_item_carries_name_rest_tempo_and_the_dose_of_its_exercise(item: Prescribe) -> None:
    dose = DoseLimits(kind="reps", sets=(4, 4), reps=(9, 9))
    found = item({"name": "The one", "rest_seconds": 75, "tempo": "3-1-2", "dose": dose})
    assert (found.exercise, found.name, found.rest_seconds, found.tempo) == ("it", "The one", 75, "3-1-2")
    assert (found.sets, found.dose.reps, found.dose.seconds) == (4, 9, None)


@pytest.mark.parametrize(
    ("done", "told"),
    [
        (None, (None, None, None)),
        (form(), ("eased", None, None)),
        (form(name="with a hand", support="wall", range="0-45"), ("with a hand", "0-45", "wall")),
    ],
)
def test_the_form_is_told_with_its_range_and_support(
    item: Prescribe, done: Form | None, told: tuple[str | None, ...]
) -> None:
    found = item(done=done)
    assert (found.variant, found.range, found.support) == told


def note(condition: Any, **fields: Any) -> ConditionNote:
    return ConditionNote(
        **{
            "condition": condition,
            "action": "change",
            "why": f"Of {condition}.",
            "sources": (f"s {condition}",),
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("done", "notes", "range_", "support"),
    [
        (None, (), None, None),
        (None, (note("sprain", range="0-45"),), "0-45", None),
        (None, (note("sprain", support="a wall"),), None, "a wall"),
        (None, (note("other", range="0-45", support="a wall"),), None, None),
        (None, (note("strain", range="0-60"), note("sprain", range="0-45")), "0-45; 0-60", None),
        (None, (note("sprain", range="0-45"), note("strain", range="0-45", support="a wall")), "0-45", "a wall"),
        (form(range="half way", support="a chair"), (note("sprain", support="a wall"),), "half way", "a chair; a wall"),
        (form(range="0-45"), (note("sprain", range="0-45"), note("strain", range="slowly")), "0-45; slowly", None),
    ],
)
def test_range_and_support_of_the_form_and_of_each_condition_are_joined_each_once_in_the_order_of_the_request(
    item: Prescribe,
    a_condition: Callable[..., Condition],
    done: Form | None,
    notes: tuple[ConditionNote, ...],
    range_: str | None,
    support: str | None,
) -> None:
    found = item({"conditions": notes}, done=done, conditions=(a_condition("sprain"), a_condition("strain")))
    assert (found.range, found.support) == (range_, support)


@pytest.mark.parametrize(("sided", "sides"), [("one", ("left", "right")), ("both", ("both",))])
def test_both_hips_are_trained_the_left_one_first(item: Prescribe, sided: str, sides: tuple[str, ...]) -> None:
    assert item({"sided": sided}).sides == sides


# --- load and kit

HOME = ("ankle-weight", "band", "dumbbell")
LOADED = {"loads": loads("kettlebell", "band", "dumbbell")}


@pytest.mark.parametrize(
    ("fields", "asked", "load"),
    [
        pytest.param(LOADED, {"equipment": HOME}, "band", id="the first in its own order that is in the kit"),
        pytest.param(LOADED, {"equipment": ("dumbbell",)}, "dumbbell", id="the only one in the kit"),
        pytest.param(LOADED, {"equipment": ("step",)}, "bodyweight", id="none of the kit"),
        pytest.param({}, {"equipment": HOME}, "bodyweight", id="an exercise without loads"),
        pytest.param(LOADED, {"equipment": HOME, "level": "beginner"}, "bodyweight", id="a beginner"),
        pytest.param(LOADED, {"equipment": HOME, "level": "advanced"}, "band", id="advanced"),
        pytest.param(
            LOADED, {"equipment": HOME, "policy": {"unloaded": True}}, "bodyweight", id="a stage without load"
        ),
        pytest.param(LOADED, {"equipment": HOME, "touch": True}, "bodyweight", id="days that touch"),
        pytest.param(LOADED, {"equipment": HOME, "done": form()}, "bodyweight", id="a supported form"),
        pytest.param({**LOADED, **DRILL}, {"equipment": HOME}, "bodyweight", id="a warm-up"),
        pytest.param({**LOADED, **STRETCH}, {"equipment": HOME}, "bodyweight", id="a stretch"),
        pytest.param({**LOADED, "needs": ("dumbbell",)}, {"equipment": HOME}, "dumbbell", id="needed before the first"),
        pytest.param(
            {**LOADED, "needs": ("dumbbell", "band")}, {"equipment": HOME}, "band", id="the first of those needed"
        ),
        pytest.param(
            {**LOADED, "needs": ("step",)}, {"equipment": (*HOME, "step")}, "band", id="what is needed is no load"
        ),
        pytest.param(
            {**LOADED, **DRILL, "needs": ("band",)},
            {"equipment": HOME, "done": form(), "touch": True, "level": "beginner", "policy": {"unloaded": True}},
            "band",
            id="needed wherever else there is none",
        ),
    ],
)
def test_the_load_of_week_one(item: Prescribe, fields: dict[str, Any], asked: dict[str, Any], load: str) -> None:
    assert item(fields, **asked).load == (BODYWEIGHT if load == "bodyweight" else loads(load)[0])


STAIR = Substitute(kit="step", use="the bottom stair")
BAG = Substitute(kit="dumbbell", use="a filled bag")


@pytest.mark.parametrize(
    ("fields", "equipment", "kit"),
    [
        ({}, HOME, ()),
        ({"loads": loads("band")}, (), ()),
        ({"loads": loads("band")}, ("band",), ("band",)),
        ({"needs": ("step",), "substitutes": (STAIR,)}, ("step",), ("step",)),
        ({"needs": ("step",), "substitutes": (STAIR,)}, (), ("the bottom stair",)),
        ({"needs": ("step", "band"), "substitutes": (STAIR,)}, ("band",), ("the bottom stair", "band")),
        (
            {"needs": ("step",), "substitutes": (STAIR,), "loads": loads("band")},
            ("band",),
            ("the bottom stair", "band"),
        ),
        ({"needs": ("dumbbell",), "loads": loads("dumbbell")}, ("dumbbell",), ("dumbbell",)),
        ({"needs": ("dumbbell",), "substitutes": (BAG,), "loads": loads("dumbbell")}, (), ("a filled bag",)),
    ],
)
def test_the_kit_is_what_is_needed_or_stands_in_for_it_then_the_load(
    item: Prescribe, fields: dict[str, Any], equipment: tuple[str, ...], kit: tuple[str, ...]
) -> None:
    assert item(fields, equipment=equipment).kit == kit


# --- effort, track and target

LIGHT = {"effort": "light"}


@pytest.mark.parametrize(
    ("fields", "policy", "effort", "track"),
    [
        ({}, {}, "effort-reps", "track-reps"),
        ({}, LIGHT, "effort-reps-light", "track-reps"),
        (HOLD, {}, "effort-hold", "track-hold"),
        (HOLD, LIGHT, "effort-hold-light", "track-hold"),
        (DRILL, LIGHT, "effort-warm-up", "track-done"),
        ({**DRILL, **HOLD}, {}, "effort-warm-up", "track-done"),
        (STRETCH, LIGHT, "effort-mobility", "track-done"),
        ({**STRETCH, "dose": DoseLimits(kind="reps", reps=(4, 9))}, {}, "effort-mobility", "track-done"),
    ],
)
def test_effort_and_what_to_write_down_go_by_the_block_the_kind_of_dose_and_the_care_of_the_stage(
    item: Prescribe, terse: Catalog, fields: dict[str, Any], policy: dict[str, Any], effort: str, track: str
) -> None:
    found = item(fields, policy=policy)
    assert (found.effort, found.reserve, found.track) == (effort, terse.rule(effort).reserve, track)


@pytest.mark.parametrize(
    ("fields", "amount"),
    [
        ({"dose": DoseLimits(kind="reps", reps=(6, 11))}, "11 repetitions"),
        ({"dose": DoseLimits(kind="reps", reps=(6, 11)), "counting": "toe taps"}, "11 toe taps"),
        ({"dose": DoseLimits(kind="hold", seconds=(10, 35))}, "35 s"),
        ({"dose": DoseLimits(kind="hold", reps=(1, 1), seconds=(10, 35)), "counting": "toe taps"}, "35 s"),
        ({"dose": DoseLimits(kind="hold", reps=(1, 2), seconds=(10, 35))}, "2 holds of 35 s"),
        ({"dose": DoseLimits(kind="hold", reps=(3, 5), seconds=(10, 15))}, "5 holds of 15 s"),
    ],
)
def test_the_target_is_the_top_of_the_range(item: Prescribe, fields: dict[str, Any], amount: str) -> None:
    assert item(fields, level="beginner").target == f"target {amount} next-stay"


@pytest.mark.parametrize("fields", [DRILL, STRETCH, {**STRETCH, "harder": ("other",)}])
def test_light_work_has_no_target(item: Prescribe, fields: dict[str, Any]) -> None:
    assert item(fields, others={"other": {}}).target == "target-none"


LATE, MID = {"stages": {"late": "article"}}, {"stages": {"mid": "trial"}}
OTHERS = {
    "here": {},
    "here-too": {},
    "both": {"stages": {"early": "trial", "mid": "article"}},
    "later": MID,
    "latest": LATE,
    "drill": DRILL,
    "stretch": STRETCH,
    "jump": {"impact": True},
    "wobbly": {"surface": "unstable", **MID},
    "hard": {"demand": "high"},
    "banded": {"needs": ("band",), **MID},
    "later-hard": {"demand": "high", **MID},
}
TOO_HARD = Verdict(rule="level", detail="high")


@pytest.mark.parametrize(
    ("fields", "asked", "step"),
    [
        pytest.param(
            {"loads": loads("band"), "harder": ("here",)},
            {"equipment": ("band",)},
            "next-more-band",
            id="more band, before a harder rung",
        ),
        pytest.param(
            {"loads": loads("band"), "needs": ("band",), "demand": "moderate"},
            {"equipment": ("band",), "done": form()},
            "next-more-band",
            id="more band, before the standard form",
        ),
        pytest.param(
            {"loads": loads("ankle-weight"), "harder": ("here",)},
            {"equipment": ("ankle-weight",)},
            "next-more-load ankle weight",
            id="more load",
        ),
        pytest.param(
            {"demand": "moderate"}, {"done": form("low"), "refused": TOO_HARD}, "next-standard", id="the standard form"
        ),
        pytest.param(
            {"demand": "very-high", "loads": loads("band"), "harder": ("here",)},
            {"done": form("high"), "refused": TOO_HARD},
            "next-standard",
            id="the standard form, before a load or a rung",
        ),
        pytest.param(
            {"demand": "very-high", "easier": ("here",), "harder": ("here-too",)},
            {"done": form("low")},
            "next-harder Here",
            id="the rung between a form and the standard form",
        ),
        pytest.param({"demand": "very-high"}, {"done": form("moderate")}, "next-stay", id="no rung between"),
        pytest.param(
            {"demand": "moderate", "harder": ("later",)},
            {"done": form("low")},
            "next-stage Later",
            id="after a form, a rung of another stage",
        ),
        pytest.param(
            {"demand": "moderate", "stages": {"late": "article"}, "easier": ("here",)},
            {
                "done": form("low", stages=(StageBasis(stage="early", basis="ruling", sources=("own",)),)),
                "refused": Verdict(rule="stage", detail="late"),
            },
            "next-harder Here",
            id="the standard form is of another stage",
        ),
        pytest.param(
            {"demand": "moderate", "harder": ("here",)},
            {"done": form("low"), "refused": Verdict(rule="older-support")},
            "next-harder Here",
            id="the standard form may never come",
        ),
        pytest.param(
            {"demand": "high", "easier": ("here",), "harder": ("here-too",)},
            {"done": form("moderate")},
            "next-harder Here too",
            id="what asks no more than the form is no next step",
        ),
        pytest.param(
            {"loads": loads("ankle-weight", "band", "cable"), "harder": ("here",)},
            {},
            "next-load ankle weight or band next-harder Here",
            id="one of two first loads, or the rung",
        ),
        pytest.param(
            {"loads": loads("dumbbell", "dumbbell", "band")},
            {},
            "next-load dumbbell or band next-stay",
            id="each kind of load once",
        ),
        pytest.param({"loads": loads("band")}, {}, "next-load band next-stay", id="a first load, else stay"),
        pytest.param(
            {"loads": loads("band"), "harder": ("later",)},
            {},
            "next-load band next-stage Later",
            id="a first load, or the next stage",
        ),
        pytest.param(
            {"loads": loads("band"), "harder": ("here",)},
            {"policy": {"heavy": False}},
            "next-harder Here",
            id="no first load on one leg where nothing is heavy",
        ),
        pytest.param(
            {"loads": loads("band"), "harder": ("here",), "position": "side-lying"},
            {"policy": {"heavy": False}},
            "next-load band next-harder Here",
            id="a first load lying down, where nothing is heavy",
        ),
        pytest.param({"harder": ("here", "here-too")}, {}, "next-harder Here", id="the first rung of this stage"),
        pytest.param({"harder": ("later", "here-too")}, {}, "next-harder Here too", id="this stage before another"),
        pytest.param({"harder": ("later", "both")}, {}, "next-harder Both", id="a rung of this stage and the next"),
        pytest.param({"harder": ("later", "latest")}, {}, "next-stage Later", id="the first rung of another stage"),
        pytest.param(
            {"harder": ("drill", "stretch", "unknown", "here")}, {}, "next-harder Here", id="a rung, not a drill"
        ),
        pytest.param({"harder": ("drill", "stretch", "unknown")}, {}, "next-stay", id="drills are no rungs"),
        pytest.param({"easier": ("here",)}, {}, "next-stay", id="what is easier is no next step"),
        pytest.param({"harder": ("jump", "wobbly", "here")}, {}, "next-harder Here", id="a rung that is lawful"),
        pytest.param({"harder": ("jump", "wobbly")}, {}, "next-stay", id="no rung that is lawful"),
        pytest.param({"harder": ("here",)}, {"exclude": ("here",)}, "next-stay", id="no rung that was left out"),
        pytest.param({"harder": ("hard",)}, {}, "next-harder Hard", id="a rung that is lawful at this level"),
        pytest.param({"harder": ("hard",)}, {"level": "beginner"}, "next-stay", id="no rung of another level here"),
        pytest.param(
            {"harder": ("banded",)}, {"equipment": ("band",)}, "next-stage Banded", id="a later rung with its kit"
        ),
        pytest.param({"harder": ("banded",)}, {}, "next-stay", id="no later rung without its kit"),
        pytest.param(
            {"harder": ("later", "here")}, {"exclude": ("later", "here")}, "next-stay", id="no later rung left out"
        ),
        pytest.param(
            {"harder": ("later-hard",)},
            {"level": "beginner", "policy": {"heavy": False}, "touch": True},
            "next-stage Later hard",
            id="a later rung, however hard",
        ),
        pytest.param({}, {}, "next-stay", id="nothing is harder"),
        pytest.param(
            {"stages": {"mid": "article"}, "harder": ("later", "latest")},
            {"policy": {"goal": "prevention", "stage": None, "draws_on": ("mid", "late")}},
            "next-harder Later",
            id="any stage drawn on is this one",
        ),
    ],
)
def test_the_next_step(item: Prescribe, fields: dict[str, Any], asked: dict[str, Any], step: str) -> None:
    dose = DoseLimits(kind="reps", reps=(5, 9))
    assert item({"dose": dose, **fields}, others=OTHERS, **asked).target == f"target 9 repetitions {step}"


WITH_NEXT = {"dose": DoseLimits(kind="reps", reps=(5, 9)), "loads": loads("band"), "harder": ("here", "later")}
TO_THE_TOP = "target 9 repetitions next-load band next-harder Here"


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ({}, TO_THE_TOP),
        ({"pain": 2}, TO_THE_TOP),
        ({"pain": 3, "sore": True}, "target 9 repetitions next-calm"),
        ({"pain": 5, "sore": True}, "target 9 repetitions next-calm"),
        ({"pain": 4, "sore": True, "equipment": ("band",)}, "target 9 repetitions next-calm"),
        ({"pain": 4, "sore": True, "done": form(), "refused": TOO_HARD}, "target 9 repetitions next-calm"),
        ({"pain": 6, "sore": True}, "target-pain"),
        ({"pain": 7, "sore": True}, "target-pain"),
        ({"age": 15}, TO_THE_TOP),
        ({"age": 15, "pain": 1}, TO_THE_TOP),
        ({"age": 14}, "target-young-pain"),
        ({"age": 14, "pain": 0}, "target-young 9 repetitions next-young"),
        ({"age": 14, "pain": 0, "equipment": ("band",)}, "target-young 9 repetitions next-young"),
        ({"age": 14, "pain": 1}, "target-young-pain"),
        ({"age": 14, "pain": 4, "sore": True}, "target-young-pain"),
        ({"age": 14, "pain": 6, "sore": True}, "target-young-pain"),
    ],
)
def test_with_pain_or_under_15_nothing_comes_next(item: Prescribe, asked: dict[str, Any], target: str) -> None:
    """P14: above 2 only the dose rises, above 5 nothing does; P17: under 15 nothing rises with any pain."""
    assert item(WITH_NEXT, others=OTHERS, **asked).target == target


# --- another load


HEAVY_BAND = Load(kind="band", where="above the knees", start="a strong one")


@pytest.mark.parametrize(
    ("load", "fields", "about", "may"),
    [
        ("band", {}, {}, True),
        ("band", {}, {"equipment": ("dumbbell",)}, False),
        ("band", {}, {"done": form("low")}, False),
        ("band", {}, {"touch": True}, True),
        ("dumbbell", {}, {"touch": True}, False),
        (HEAVY_BAND, {}, {"touch": True}, False),
        ("dumbbell", {}, {}, True),
        ("dumbbell", {"demand": "moderate"}, {"demand_max": DEMANDS.index("moderate")}, True),
        ("dumbbell", {"demand": "moderate"}, {"demand_max": DEMANDS.index("low")}, False),
        ("band", {"demand": "high"}, {"demand_max": DEMANDS.index("high")}, True),
        ("dumbbell", {"demand": "high"}, {"demand_max": DEMANDS.index("high")}, False),
        ("dumbbell", {"demand": "high"}, {}, True),
        ("dumbbell", {"demand": "high"}, {"older": True}, False),
        ("band", {"demand": "high"}, {"older": True}, True),
        ("band", {"demand": "very-high"}, {"older": True}, False),
        ("dumbbell", {"demand": "moderate"}, {"older": True}, True),
    ],
)
def test_a_load_is_for_the_standard_form_with_its_kit_where_pain_age_and_days_allow_what_it_asks(
    setting: Callable[..., Setting], load: Any, fields: dict[str, Any], about: dict[str, Any], may: bool
) -> None:
    """P06, P14, P17: a weight makes high demand very high."""
    given = load if isinstance(load, Load) else loads(load)[0]
    context, pick, *_ = setting(fields, **{"equipment": HOME, **about})
    assert may_load(context, pick.candidate, given) == may


@pytest.mark.parametrize(
    ("load", "kit", "target"),
    [
        (loads("band")[0], ("step", "band"), "target 9 repetitions next-more-band"),
        (loads("ankle-weight")[0], ("step", "ankle-weight"), "target 9 repetitions next-more-load ankle weight"),
        (BODYWEIGHT, ("step",), "target 9 repetitions next-load dumbbell next-stage Later"),
    ],
)
def test_another_load_changes_the_kit_and_the_target_and_says_no_more_why_there_is_none(
    setting: Callable[..., Setting], load: Load, kit: tuple[str, ...], target: str
) -> None:
    dose = DoseLimits(kind="reps", reps=(5, 9))
    fields = {"dose": dose, "loads": loads("dumbbell"), "harder": ("later",), "needs": ("step",)}
    here = setting(fields, others=OTHERS, level="beginner", equipment=(*HOME, "step"))
    bare = prescribe(*here)
    (reason,) = because(bare, "no-load-yet")
    assert loaded(here.context, here.pick.candidate, bare, load, here.refused, here.lawful) == replace(
        bare, load=load, kit=kit, target=target, reasons=tuple(one for one in bare.reasons if one != reason)
    )


def test_without_a_load_the_next_rung_is_one_that_is_lawful(setting: Callable[..., Setting]) -> None:
    here = setting(
        {"dose": DoseLimits(kind="reps", reps=(5, 9)), "loads": loads("dumbbell"), "harder": ("here",)},
        others=OTHERS, equipment=HOME,
    )  # fmt: skip
    carried = prescribe(*here)
    assert carried.load.kind == "dumbbell"
    bare = loaded(here.context, here.pick.candidate, carried, BODYWEIGHT, here.refused, here.lawful)
    assert (bare.load, bare.kit, bare.target) == (
        BODYWEIGHT,
        (),
        "target 9 repetitions next-load dumbbell next-harder Here",
    )


# --- reasons


def because(found: Item, *rows: str) -> list[Reason]:
    return [reason for reason in found.reasons if reason.text.split()[0] in rows]


def rows_of(found: Item) -> list[str]:
    return [reason.text.split()[0] for reason in found.reasons]


@pytest.mark.parametrize(
    ("stages", "policy", "row", "stage", "source"),
    [
        ({"early": "article"}, {}, "chosen-article", "the early stage", "word-early"),
        ({"early": "trial"}, {}, "chosen-trial", "the early stage", "word-early"),
        ({"early": "ruling"}, {}, "chosen-ruling", "the early stage", "word-early"),
        ({"mid": "article", "early": "trial"}, {}, "chosen-trial", "the early stage", "word-early"),
        (
            {"mid": "ruling", "late": "article"},
            {"goal": "prevention", "stage": None, "draws_on": ("mid", "late")},
            "chosen-article",
            "prevention, from the late stage",
            "word-late",
        ),
        (
            {"mid": "ruling", "late": "trial"},
            {"stage": "late", "draws_on": ("mid", "late")},
            "chosen-trial",
            "the late stage",
            "word-late",
        ),
    ],
)
def test_an_item_says_first_on_whose_word_it_is_of_the_stage(
    item: Prescribe, stages: dict[str, str], policy: dict[str, Any], row: str, stage: str, source: str
) -> None:
    first = item({"stages": stages}, policy=policy).reasons[0]
    assert first == Reason(rule="P04", text=f"{row} {stage}", sources=(source, f"of {row}"))


def test_a_form_with_stages_of_its_own_goes_by_their_word(item: Prescribe) -> None:
    own = (StageBasis(stage="early", basis="ruling", sources=("word of form",)),)
    first = item(LATE, done=form(stages=own)).reasons[0]
    assert (first.text, first.sources) == (
        "chosen-ruling the early stage",
        ("word of form", "of chosen-ruling"),
    )


def test_reasons_are_kept_apart_by_exercise_form_and_stage(setting: Callable[..., Setting]) -> None:
    """One catalogue remembers them; another exercise, form, stage or refusal must not get them."""
    stages = {"stages": {"early": "ruling", "late": "article"}}
    own = (StageBasis(stage="early", basis="trial", sources=("word of form",)),)
    late = {"policy": {"stage": "late", "draws_on": ("late",)}}
    shared = setting(stages).context.catalog
    other = {"done": form(id="other", name="other"), "refused": TOO_HARD}
    settings: tuple[dict[str, Any], ...] = (
        *({}, {"done": form(stages=own)}, late, {**late, "done": form(stages=own)}),
        *(other, {**other, "refused": Verdict(rule="stage", detail="late")}, {**other, "done": form(id="third")}),
    )
    for about in settings:
        here = setting(stages, **about)
        remembered = here._replace(context=replace(here.context, catalog=shared))
        assert prescribe(*remembered) == prescribe(*here)


MINE, OTHERS_ONLY = Overlay(name="mine.yaml", added=("it",)), Overlay(name="mine.yaml", added=("other",))
CHANGED = Overlay(name="mine.yaml", changed=("it",))
OWN_EXERCISE = Reason(rule="P15", text="own-exercise mine.yaml", sources=("of own-exercise",))
CHANGED_EXERCISE = Reason(rule="P15", text="changed-exercise mine.yaml", sources=("of changed-exercise",))


@pytest.mark.parametrize(
    ("overlay", "basis", "chosen", "told"),
    [
        (MINE, "ruling", "chosen-own", [OWN_EXERCISE]),
        (MINE, "trial", "chosen-trial", [OWN_EXERCISE]),
        (CHANGED, "ruling", "chosen-changed", [CHANGED_EXERCISE]),
        (CHANGED, "article", "chosen-changed", [CHANGED_EXERCISE]),
        (OTHERS_ONLY, "ruling", "chosen-ruling", []),
    ],
)
def test_an_exercise_of_ones_own_or_that_one_changed_says_so_with_the_file(
    item: Prescribe, overlay: Overlay, basis: str, chosen: str, told: list[Reason]
) -> None:
    """The article's word does not stand for what someone changed."""
    found = item({"stages": {"early": basis}}, overlays=(overlay,))
    assert rows_of(found)[0] == chosen
    assert because(found, "own-exercise", "changed-exercise") == told


@pytest.mark.parametrize(("block", "told"), [("main", True), ("warm-up", False)])
def test_a_drill_as_main_work_says_so(setting: Callable[..., Setting], block: BlockKind, told: bool) -> None:
    here = setting(DRILL)
    found = prescribe(*here._replace(pick=replace(here.pick, block=block)))
    reason = Reason(rule="P07", text="main-drill", sources=("of main-drill",))
    assert because(found, "main-drill") == [reason] * told


FIRST_CHOICE = Slot(block="main", patterns=("squat",), prefer=("other", "it"))
NOT_CHOSEN = Slot(block="main", patterns=("squat",), prefer=("other",))


@pytest.mark.parametrize(
    ("fields", "slot", "include", "reasons"),
    [
        (
            {}, FIRST_CHOICE, (),
            [Reason(rule="P15", text="preferred", sources=("of protocol", "of preferred"))],
        ),
        (DRILL, FIRST_CHOICE, (), [Reason(rule="P15", text="preferred", sources=("of preferred",))]),
        ({}, NOT_CHOSEN, (), []),
        ({}, None, (), []),
        ({}, NOT_CHOSEN, ("it",), [Reason(rule="P15", text="asked-for", sources=("of asked-for",))]),
        ({}, FIRST_CHOICE, ("it",), [Reason(rule="P15", text="asked-for", sources=("of asked-for",))]),
        ({}, None, ("other", "it"), [Reason(rule="P15", text="asked-for", sources=("of asked-for",))]),
    ],
)  # fmt: skip
def test_an_item_says_that_it_was_asked_for_or_is_a_first_choice(
    item: Prescribe, fields: dict[str, Any], slot: Slot | None, include: tuple[str, ...], reasons: list[Reason]
) -> None:
    assert because(item(fields, slot=slot, include=include), "preferred", "asked-for") == reasons


@pytest.mark.parametrize("mechanism", ["hip-abduction", "pelvic-control", "step-towards"])
def test_main_work_says_which_principle_it_serves(item: Prescribe, mechanism: str) -> None:
    row = f"principle-{mechanism}"
    assert because(item({"mechanism": mechanism}), row) == [Reason(rule="P03", text=row, sources=(f"of {row}",))]


@pytest.mark.parametrize("fields", [DRILL, {**STRETCH, "mechanism": "mobility"}])
def test_light_work_serves_no_principle(item: Prescribe, fields: dict[str, Any]) -> None:
    assert not [row for row in rows_of(item(fields)) if row.startswith("principle")]


@pytest.mark.parametrize(
    ("done", "refused", "reasons"),
    [
        (form(), TOO_HARD, [Reason(rule="P17", text="form eased level high", sources=("of level", "of form"))]),
        (
            form(name="low", sources=("a", "b")),
            Verdict(rule="stage", detail="late"),
            [Reason(rule="P04", text="form low stage late", sources=("of stage", "a", "b"))],
        ),
        (None, TOO_HARD, []),
        (form(), None, []),
    ],
)
def test_a_form_says_why_not_the_standard_one_by_the_rule_that_refused_it(
    item: Prescribe, done: Form | None, refused: Verdict | None, reasons: list[Reason]
) -> None:
    assert because(item(done=done, refused=refused), "form") == reasons


def test_each_household_thing_is_told_and_what_it_replaces(item: Prescribe) -> None:
    fields = {"needs": ("step", "band", "ankle-weight")}
    things = (Substitute(kit="ankle-weight", use="a sock of rice"), STAIR, Substitute(kit="band", use="tights"))
    assert because(item({**fields, "substitutes": things}, equipment=("band",)), "substitute") == [
        Reason(rule="P01", text="substitute the bottom stair a step", sources=("of substitute",)),
        Reason(rule="P01", text="substitute a sock of rice an ankle weight", sources=("of substitute",)),
    ]


DUMBBELL = {"loads": loads("band", "dumbbell")}


@pytest.mark.parametrize(
    ("fields", "asked", "told"),
    [
        (DUMBBELL, {"level": "beginner"}, True),
        (DUMBBELL, {"policy": {"unloaded": True}}, True),
        (DUMBBELL, {"touch": True}, True),
        (DUMBBELL, {}, False),
        ({"loads": loads("band")}, {"level": "beginner"}, False),
        ({}, {"level": "beginner"}, False),
        ({**DUMBBELL, "position": "side-lying"}, {"level": "beginner"}, False),
        ({**DUMBBELL, "mechanism": "step-towards"}, {"level": "beginner"}, False),
    ],
)
def test_one_leg_work_that_could_carry_a_weight_says_why_it_does_not_yet(
    item: Prescribe, fields: dict[str, Any], asked: dict[str, Any], told: bool
) -> None:
    reason = Reason(rule="P17", text="no-load-yet", sources=("of no-load-yet",))
    assert because(item(fields, **asked), "no-load-yet") == [reason] * told


def test_a_change_that_a_condition_asks_for_says_so_with_its_name_and_sources(
    item: Prescribe, a_condition: Callable[..., Condition]
) -> None:
    """A note that asks for a form only is told by the form."""
    notes = (note("strain", range="slowly"), note("sprain", support="a wall"), note("ache", form="eased"))
    conditions = tuple(a_condition(id) for id in ("sprain", "strain", "ache"))
    assert because(item({"conditions": notes}, conditions=conditions), "condition-change") == [
        Reason(rule="P02", text="condition-change Sprain Of sprain", sources=("s sprain", "of condition-change")),
        Reason(rule="P02", text="condition-change Strain Of strain", sources=("s strain", "of condition-change")),
    ]


@pytest.mark.parametrize(
    ("fields", "side", "sides", "told"),
    [
        ({"position": "side-lying", "working_hip": "top"}, "left", ("left",), "one-hip left left"),
        ({"position": "side-lying", "working_hip": "bottom"}, "left", ("right",), "one-hip right left"),
        ({"position": "side-lying", "working_hip": "bottom"}, "right", ("left",), "one-hip left right"),
        ({}, "right", ("right", "left"), None),
        ({"sided": "both"}, "right", ("both",), None),
    ],
)
def test_an_item_for_one_hip_only_says_why(
    item: Prescribe,
    a_condition: Callable[..., Condition],
    fields: dict[str, Any],
    side: str,
    sides: tuple[str, ...],
    told: str | None,
) -> None:
    found = item(fields, side=side, conditions=(a_condition("sprain", spare_side=True),))
    reasons = [Reason(rule="P16", text=told, sources=("of one-hip",))] if told else []
    assert (found.sides, because(found, "one-hip")) == (sides, reasons)


def test_the_reasons_of_the_dose_come_last(item: Prescribe) -> None:
    found = item(
        {**DUMBBELL, "needs": ("step",), "substitutes": (STAIR,)},
        done=form(), slot=FIRST_CHOICE, refused=TOO_HARD, level="beginner", days=4,
    )  # fmt: skip
    assert rows_of(found) == [
        "chosen-article", "preferred", "principle-pelvic-control", "form", "substitute", "no-load-yet",
        "dose-beginner", "fewer-sets",
    ]  # fmt: skip
