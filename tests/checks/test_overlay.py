"""A catalogue of one's own may tighten what protects people, and not loosen it."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from glutemed.checks.overlay import DOSES, FIXED, RAISED, loosened
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DoseLimits, Form, StageBasis
from glutemed.model.plan import BlockKind
from glutemed.model.policy import Limit

Edited = Callable[..., Catalog]

SQUAT = "/exercises/single-leg-squat"
CLAM = "/exercises/clamshell"
EARLY, LATE = (StageBasis(stage=stage, basis="ruling", sources=("own",)) for stage in ("early", "late"))
DOSE, HOLD = DoseLimits(kind="reps", sources=("own",)), DoseLimits(kind="hold", sources=("own",))
EASY = Form(id="easy", name="easy", demand="moderate", support="a hand on a wall", how="eased", sources=("own",))


def found(catalog: Catalog, own: Catalog) -> list[tuple[str, str, str]]:
    findings = loosened(catalog, own)
    for finding in findings:
        assert finding.section == ("limits" if finding.field == "value" else "exercises")
    return [(finding.entry, finding.field, finding.message) for finding in findings]


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (f"{SQUAT}/demand", "moderate", '"demand" "moderate" loosens a safety rule; it is "high"'),
        ("/exercises/hop/impact", False, '"impact" false loosens a safety rule; it is true'),
        ("/exercises/knee-side-plank/kneeling", False, '"kneeling" false loosens a safety rule; it is true'),
        ("/exercises/runner-drill/balance", "none", '"balance" "none" loosens a safety rule; it is "much"'),
        (f"{SQUAT}/knee_bend", 10, '"knee_bend" below 60 loosens a safety rule; write a form with a smaller range'),
        (f"{SQUAT}/stages", (EARLY, LATE), 'a stage before "mid" loosens a safety rule'),
        (f"{CLAM}/position", "supine", '"position" of an exercise may not be changed'),
        (f"{CLAM}/category", "activation", '"category" of an exercise may not be changed'),
        (f"{CLAM}/stop_signs", (), "fewer stop signs than"),
        (f"{CLAM}/dose", replace(DOSE, reps=(8, 20)), '"reps" 8 to 20 loosens a safety rule; allowed: 5 to 15'),
        (f"{CLAM}/dose", replace(DOSE, sets=(3, 5)), '"sets" 3 to 5 loosens a safety rule; allowed: 2 to 4'),
        (f"{CLAM}/dose", replace(DOSE, sets=(3, 4)), '"sets" from 3 leave no room for the 2 that pain asks for'),
        (f"{CLAM}/dose", DoseLimits(kind="hold"), 'a dose of "hold" in place of "reps" is another exercise'),
        ("/exercises/side-plank/dose", replace(HOLD, seconds=(20, 90)), '"seconds" 20 to 90'),
        ("/exercises/pigeon-pose/dose", replace(HOLD, seconds=(20, 60)), '"seconds" 20 to 60'),
        ("/exercises/lateral-band-walk/dose", replace(DOSE, sets=(1, 3)), '"sets" 1 to 3 loosens a safety rule'),
        (f"{SQUAT}/conditions", (), 'for "gluteal-tendinopathy" only "avoid", or "change" as built in, is safe enough'),
        (f"{SQUAT}/rest_seconds", 30, '"rest_seconds" below 120 loosens a safety rule'),
        ("/exercises/hop/dose", DOSE, '"sets" has to be given here; allowed: 2 to 3'),
        ("/exercises/hop/dose", replace(DOSE, sets=(2, 4), reps=(8, 10)), '"sets" 2 to 4 loosens a safety rule'),
        ("/exercises/isometric-hip-abduction-standing/dose", HOLD, '"seconds" has to be given here'),
    ],
)  # fmt: skip
def test_a_change_that_loosens_a_safety_rule_is_told(
    catalog: Catalog, edited: Edited, path: str, value: Any, told: str
) -> None:
    _, _, entry, field = path.split("/")
    own = edited(catalog, {path: value})
    messages = [message for id, at, message in found(catalog, own) if (id, at) == (entry, field)]
    assert any(message.startswith(told) for message in messages), messages


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (f"{SQUAT}/demand", "very-high"),
        (f"{SQUAT}/surface", "unstable"),
        (f"{SQUAT}/balance", "much"),
        (f"{SQUAT}/knee_bend", 90),
        (f"{SQUAT}/stages", (LATE,)),
        (f"{SQUAT}/name", "One-leg squat"),
        (f"{SQUAT}/rest_seconds", 150),
        (f"{SQUAT}/needs", ("bench",)),
        (f"{CLAM}/dose", replace(DOSE, sets=(2, 3), reps=(10, 12))),
        (f"{SQUAT}/conditions", lambda notes: tuple(
            replace(note, action="avoid", form=None, range="", support="") for note in notes
        )),
        (f"{SQUAT}/forms", lambda forms: (*forms, EASY)),
    ],
)  # fmt: skip
def test_a_change_that_tightens_or_only_words_is_lawful(
    catalog: Catalog, edited: Edited, path: str, value: Any
) -> None:
    assert found(catalog, edited(catalog, {path: value})) == []


def test_a_form_keeps_its_demand_and_stage(catalog: Catalog, edited: Edited) -> None:
    squat = catalog.exercise("single-leg-squat")
    assert squat
    form = next(form for form in squat.forms if form.demand != "low")
    rest = tuple(other for other in squat.forms if other is not form)
    for eased in (replace(form, demand="low"), replace(form, stages=(EARLY,))):
        own = edited(catalog, {f"{SQUAT}/forms": (eased, *rest)})
        assert [field for _, field, _ in found(catalog, own)] == ["forms"]


def test_a_new_entry_is_dosed_within_the_general_limits(catalog: Catalog) -> None:
    clam = catalog.exercise("clamshell")
    assert clam
    for dose, told in (
        (replace(DOSE, reps=(5, 15)), 0),
        (replace(DOSE, reps=(4, 15)), 1),
        (replace(DOSE, reps=(8, 16)), 1),
        (replace(DOSE, sets=(2, 4)), 0),
        (replace(DOSE, sets=(1, 4)), 1),
    ):
        own = replace(catalog, exercises=(*catalog.exercises, replace(clam, id="own-clam", dose=dose, stages=RULED)))
        assert len(found(catalog, own)) == told


OWN = {"id": "own-squat", "name": "Own squat", "aliases": (), "forms": (), "conditions": (), "easier": (), "harder": ()}
RULED = (StageBasis(stage="late", basis="ruling", sources=("own",)),)
ARTICLE = (StageBasis(stage="late", basis="article", sources=("A31",)),)


@pytest.mark.parametrize(
    ("fields", "at", "told"),
    [
        ({}, "", None),
        ({"demand": "moderate"}, "demand", 'standing on one leg with a bend of 70 degrees is "high" demand at least'),
        (
            {"pattern": "abduction", "demand": "low"},
            "demand",
            'standing on one leg with a bend of 70 degrees is "high" demand',
        ),
        ({"knee_bend": 101}, "demand", 'a bend of 101 degrees on one leg is "very-high" demand'),
        ({"knee_bend": 100}, "", None),
        ({"knee_bend": 101, "demand": "very-high"}, "", None),
        ({"knee_bend": 101, "position": "supine"}, "", None),
        ({"tempo": "4-2-5"}, "tempo", "a repetition of 11 s is too long; at most 10 s"),
        ({"tempo": "4-2-4"}, "", None),
        (
            {"needs": ("barbell",), "sided": "both", "position": "supine", "pattern": "bridge", "demand": "low"},
            "demand",
            'work that needs barbell is "moderate" demand at least',
        ),
        (
            {"needs": ("bench", "barbell"), "position": "supine", "demand": "low"},
            "demand",
            'work that needs bench and barbell is "moderate" demand at least',
        ),
        ({"needs": ("bench", "barbell"), "position": "supine", "demand": "moderate"}, "", None),
        ({"needs": ("ankle-weight", "band"), "position": "supine", "demand": "low"}, "", None),
        ({"forms": (EASY,)}, "", None),
        ({"forms": (replace(EASY, demand="low"),)}, "forms", 'the form "easy" is more than a step lower in demand'),
        ({"forms": (replace(EASY, support=""),)}, "forms", 'the form "easy" is more than a step lower in demand'),
        ({"forms": (replace(EASY, stages=ARTICLE),)}, "stages", "only built-in entries rest on"),
        ({"forms": (replace(EASY, stages=RULED),)}, "", None),
        ({"category": "mobility", "dose": replace(HOLD, sets=(1, 2)), "rest_seconds": 0}, "", None),
        ({"category": "activation", "dose": replace(DOSE, sets=(1, 2)), "rest_seconds": 0}, "", None),
        ({"knee_bend": 45, "hip_bend": 45, "demand": "moderate"}, "", None),
        ({"stages": ARTICLE}, "stages", "only built-in entries rest on"),
        (
            {"stages": (StageBasis(stage="late", basis="trial", sources=("own",)),)},
            "stages",
            'a "trial" needs its source',
        ),
        ({"stages": (StageBasis(stage="late", basis="trial", sources=("LEAP16",)),)}, "", None),
        ({"rest_seconds": 59}, "rest_seconds", '"rest_seconds" 59 is too short for high demand; 60 at least'),
        ({"rest_seconds": 60}, "", None),
        ({"rest_seconds": 30, "knee_bend": 0, "hip_bend": 0, "demand": "moderate"}, "", None),
        (
            {"rest_seconds": 29, "knee_bend": 0, "hip_bend": 0, "demand": "low"},
            "rest_seconds",
            '"rest_seconds" 29 is too short for low',
        ),
        ({"impact": True}, "dose", '"sets" has to be given here; allowed: 2 to 3'),
        (
            {"impact": True, "dose": replace(DOSE, sets=(2, 3), reps=(5, 12))},
            "dose",
            '"reps" 5 to 12 loosens a safety rule',
        ),
        ({"impact": True, "dose": replace(DOSE, sets=(2, 3), reps=(5, 10))}, "", None),
    ],
)
def test_a_new_entry_does_not_give_itself_out_as_less_than_it_is(
    catalog: Catalog, fields: dict[str, Any], at: str, told: str | None
) -> None:
    squat = catalog.exercise("single-leg-squat")
    assert squat
    made = replace(squat, **{**OWN, "stages": RULED, "dose": DOSE, **fields})
    faults = [fault[1:] for fault in found(catalog, replace(catalog, exercises=(*catalog.exercises, made)))]
    if told is None:
        assert faults == []
    else:
        assert [field for field, message in faults if message.startswith(told)] == [at]


def limited(catalog: Catalog, id: str, value: float) -> Catalog:
    limits = tuple(replace(limit, value=value) if limit.id == id else limit for limit in catalog.limits)
    return replace(catalog, limits=limits)


def test_every_limit_may_go_to_its_strictest_and_no_further_and_not_the_other_way(catalog: Catalog) -> None:
    for limit in catalog.limits:
        step = 0.01 if limit.unit == "share" else 1
        if limit.strictest is None:
            assert found(catalog, limited(catalog, limit.id, limit.value + step)) == [
                (limit.id, "value", f'the limit "{limit.id}" is {limit.value:g} and may not be changed')
            ]
            continue
        sign = 1 if limit.strictest > limit.value else -1
        assert found(catalog, limited(catalog, limit.id, limit.strictest)) == []
        ((_, _, beyond),) = found(catalog, limited(catalog, limit.id, limit.strictest + sign * step))
        assert "leaves no program possible" in beyond
        ((_, _, loose),) = found(catalog, limited(catalog, limit.id, limit.value - sign * step))
        assert "loosens a safety rule" in loose


@pytest.mark.parametrize(
    ("value", "strictest", "unit", "now", "told"),
    [
        (4.0, 2.0, "sets", 3.0, None),
        (4.0, 2.0, "sets", 2.5, "2.5 must be a whole number"),
        (2.5, 1.0, "sets", 1.75, None),
        (1.0, 0.5, "share", 0.75, None),
        (4.0, 2.0, "sets", 5.0, "5 loosens a safety rule: most may be 2 to 4 sets"),
        (4.0, 2.0, "sets", 1.0, "1 leaves no program possible: most may be 2 to 4 sets"),
        (2.0, 4.0, "sets", 1.0, "1 loosens a safety rule: most may be 2 to 4 sets"),
        (2.0, 4.0, "sets", 5.0, "5 leaves no program possible: most may be 2 to 4 sets"),
        (2.0, 2.0, "sets", 1.0, 'the limit "most" is 2, its strictest, and may not be changed'),
        (2.0, None, "sets", 3.0, 'the limit "most" is 2 and may not be changed'),
        (2.0, None, "sets", 2.0, None),
    ],
)
def test_a_limit_moves_towards_its_strictest_in_steps_of_its_kind(
    value: float, strictest: float | None, unit: str, now: float, told: str | None
) -> None:
    was = Limit(id="most", value=value, strictest=strictest, unit=unit, text="x", sources=("own",))
    other = replace(was, id="other", value=9.0)
    before, after = Catalog(limits=(other, was)), Catalog(limits=(other, replace(was, value=now)))
    assert found(before, after) == ([("most", "value", told)] if told else [])


def test_a_limit_that_counts_stays_a_whole_number(catalog: Catalog) -> None:
    ((_, _, told),) = found(catalog, limited(catalog, "main-reps-max", 13.5))
    assert told == "13.5 must be a whole number"
    assert found(catalog, limited(catalog, "rise-week", 0.125)) == []


def test_the_built_in_catalogue_loosens_nothing(catalog: Catalog) -> None:
    assert loosened(catalog, catalog) == ()


def test_longer_rest_for_a_built_in_exercise_loosens_nothing(catalog: Catalog) -> None:
    """Whatever its own dose is."""
    longer = tuple(replace(exercise, rest_seconds=exercise.rest_seconds + 5) for exercise in catalog.exercises)
    assert found(catalog, replace(catalog, exercises=longer)) == []


def test_an_earlier_stage_is_told_once_and_not_of_the_forms_too(catalog: Catalog, edited: Edited) -> None:
    assert [at for _, at, _ in found(catalog, edited(catalog, {f"{SQUAT}/stages": (EARLY, LATE)}))] == ["stages"]


def test_what_a_condition_leaves_out_stays_left_out(catalog: Catalog, edited: Edited) -> None:
    (note, *_) = (n for e in catalog.exercises if e.id == "figure-four-stretch" for n in e.conditions)
    assert note.action == "avoid"
    own = edited(catalog, {"/exercises/figure-four-stretch/conditions/0/action": "allow"})
    told = f'for "{note.condition}" only "avoid" is safe enough'
    assert found(catalog, own) == [("figure-four-stretch", "conditions", told)]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (replace(EASY, stages=RULED), replace(EASY, stages=())),
        (replace(EASY, demand="high"), EASY),
    ],
    ids=["its own stage", "its own demand"],
)
def test_a_form_that_is_there_is_held_to_what_it_was(catalog: Catalog, edited: Edited, was: Form, now: Form) -> None:
    """The exercise itself, of mid and of high demand, would let a new form be so."""
    before, after, without = (edited(catalog, {f"{SQUAT}/forms": forms}) for forms in ((was,), (now,), ()))
    assert [at for _, at, _ in found(before, after)] == ["forms"]
    assert found(without, after) == []


def test_a_tempo_that_was_there_is_not_told(catalog: Catalog, edited: Edited) -> None:
    slow = edited(catalog, {f"{CLAM}/tempo": "5-2-4"})
    assert found(slow, edited(slow, {f"{CLAM}/rest_seconds": 90})) == []
    assert [at for _, at, _ in found(catalog, slow)] == ["tempo"]
    assert found(slow, edited(slow, {f"{CLAM}/tempo": None})) == []


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ((8, 12), (8, 12), None),
        ((8, 12), (9, 11), None),
        ((8, 12), (5, 12), None),
        ((8, 12), (4, 12), '"reps" 4 to 12 loosens a safety rule; allowed: 5 to 12'),
        ((8, 12), (8, 13), '"reps" 8 to 13 loosens a safety rule; allowed: 5 to 12'),
        ((3, 20), (3, 20), None),
        ((3, 20), (3, 18), None),
        ((8, 12), None, '"reps" has to be given here; allowed: 5 to 12'),
        (None, (5, 15), None),
        (None, (5, 16), '"reps" 5 to 16 loosens a safety rule; allowed: 5 to 15'),
    ],
)
def test_a_built_in_range_may_go_down_to_the_floor_and_not_up(
    catalog: Catalog, edited: Edited, was: tuple[int, int] | None, now: tuple[int, int] | None, told: str | None
) -> None:
    before, after = (edited(catalog, {f"{CLAM}/dose": replace(DOSE, reps=reps)}) for reps in (was, now))
    after = edited(after, {f"{CLAM}/rest_seconds": 90})
    assert found(before, after) == ([("clamshell", "dose", told)] if told else [])


# Every row of the tables


SIBLINGS: dict[str, Any] = {
    "category": "isometric",
    "chain": "closed",
    "mechanism": "pelvic-control",
    "pattern": "bridge",
    "sided": "both",
    "working_hip": "both",
    "position": "seated",
}


def test_these_fields_say_what_an_exercise_is_and_how_careful_to_be() -> None:
    assert set(FIXED) == set(SIBLINGS)
    assert set(RAISED) == {"kneeling", "impact", "pivot", "past_midline", "surface", "balance", "demand"}
    assert [len(order) for order in RAISED.values()] == [2, 2, 2, 2, 2, 3, 4]


@pytest.mark.parametrize("field", FIXED)
def test_what_an_exercise_is_does_not_change(catalog: Catalog, edited: Edited, field: str) -> None:
    fields = [at for _, at, _ in found(catalog, edited(catalog, {f"{CLAM}/{field}": SIBLINGS[field]}))]
    assert field in fields


@pytest.mark.parametrize("field", RAISED)
def test_every_step_down_of_a_careful_field_is_told_and_none_up(catalog: Catalog, edited: Edited, field: str) -> None:
    for low, high in pairwise(RAISED[field]):
        high_one = edited(catalog, {f"{CLAM}/{field}": high})
        low_one = edited(catalog, {f"{CLAM}/{field}": low})
        assert field in [at for _, at, _ in found(high_one, low_one)]
        assert field not in [at for _, at, _ in found(low_one, high_one)]


@pytest.mark.parametrize("field", ["knee_bend", "hip_bend"])
def test_a_bend_may_grow_and_not_shrink(catalog: Catalog, edited: Edited, field: str) -> None:
    more, less = (edited(catalog, {f"{CLAM}/{field}": degrees}) for degrees in (51, 50))
    assert [at for _, at, _ in found(more, less)] == [field]
    assert found(less, more) == []


BLOCKS = {"main": ("clamshell", "side-plank"), "warm-up": ("lateral-band-walk",), "mobility": ("pigeon-pose",)}


@pytest.mark.parametrize(
    ("block", "part"), [(block, part) for block, parts in DOSES.items() for part in parts], ids=" ".join
)
def test_a_new_dose_ends_where_its_limits_end(catalog: Catalog, block: BlockKind, part: str) -> None:
    held = part == "seconds" or block == "mobility"
    like = catalog.exercise(BLOCKS[block][-1 if held else 0])
    assert like
    low, high = (int(catalog.limit(limit)) for limit in DOSES[block][part])
    low = 1 if held and part == "reps" else low
    fewest = 2 if (block, part) == ("main", "sets") else low
    for span, lawful in (((low, high), True), ((low - 1, high), False), ((fewest, high + 1), False)):
        dose = replace(HOLD if held else DOSE, **{part: span})  # type: ignore[arg-type]  # a part of a dose
        made = replace(like, id="own", dose=dose, stages=RULED, forms=(), rest_seconds=90)
        own = replace(catalog, exercises=(*catalog.exercises, made))
        assert [at for _, at, _ in found(catalog, own)] == ([] if lawful else ["dose"]), span


@pytest.mark.parametrize(
    ("reps", "seconds", "lawful"),
    [
        ((1, 10), (10, 10), True),
        ((1, 4), (20, 25), True),
        ((1, 3), (20, 40), False),
        ((1, 2), None, True),
        ((1, 3), None, False),
    ],
)
def test_the_holds_of_a_set_do_not_add_up_to_more_than_the_limit(
    catalog: Catalog, reps: tuple[int, int], seconds: tuple[int, int] | None, lawful: bool
) -> None:
    plank = catalog.exercise("side-plank")
    assert plank
    dose = replace(HOLD, reps=reps, seconds=seconds)
    made = replace(plank, id="own", dose=dose, stages=RULED, forms=(), rest_seconds=90)
    told = f"the holds of a set add up to {reps[1] * (seconds[1] if seconds else 45)} s; at most 100 s"
    own = replace(catalog, exercises=(*catalog.exercises, made))
    assert found(catalog, own) == ([] if lawful else [("own", "dose", told)])


def test_many_holds_of_a_stretch_are_lawful(catalog: Catalog) -> None:
    pose = catalog.exercise("pigeon-pose")
    assert pose
    made = replace(
        pose, id="own", dose=replace(HOLD, reps=(1, 3), sets=(3, 3), seconds=(20, 60)), stages=RULED, forms=()
    )
    told = [message for _, _, message in found(catalog, replace(catalog, exercises=(*catalog.exercises, made)))]
    assert not any("add up" in message or "leave no room" in message for message in told)


@pytest.mark.parametrize(("was", "now", "told"), [((3, 4), (3, 4), 0), ((3, 4), (3, 3), 0), ((3, 4), (4, 4), 1)])
def test_sets_of_a_built_in_exercise_begin_no_higher_than_they_did(
    catalog: Catalog, edited: Edited, was: tuple[int, int], now: tuple[int, int], told: int
) -> None:
    before, after = (edited(catalog, {f"{CLAM}/dose": replace(DOSE, sets=sets)}) for sets in (was, now))
    messages = [message for _, _, message in found(before, edited(after, {f"{CLAM}/rest_seconds": 90}))]
    assert messages == ['"sets" from 4 leave no room for the 2 that pain asks for'] * told


def test_of_a_dose_of_another_kind_nothing_more_is_told(catalog: Catalog, edited: Edited) -> None:
    own = edited(catalog, {f"{CLAM}/dose": replace(HOLD, sets=(9, 9), seconds=(1, 99))})
    assert len(found(catalog, own)) == 1


def test_a_limit_that_is_new_loosens_nothing() -> None:
    new = Limit(id="new", value=1.0, unit="sets", text="x", sources=("own",))
    assert found(Catalog(), Catalog(limits=(new,))) == []


def test_holds_that_were_there_are_not_told(catalog: Catalog, edited: Edited) -> None:
    long = edited(catalog, {"/exercises/side-plank/dose": replace(HOLD, reps=(1, 3), seconds=(20, 40))})
    assert found(long, edited(long, {"/exercises/side-plank/rest_seconds": 90})) == []


def test_holds_that_a_change_adds_are_totalled(catalog: Catalog, edited: Edited) -> None:
    more = edited(catalog, {"/exercises/side-plank/dose": replace(HOLD, reps=(1, 15), seconds=(20, 45))})
    assert any(message.startswith("the holds of a set add up to 675 s") for _, _, message in found(catalog, more))


@pytest.mark.parametrize("basis", ["article", "trial"])
def test_a_change_claims_no_word_that_it_does_not_have(catalog: Catalog, edited: Edited, basis: Any) -> None:
    claimed = (replace(EARLY, basis=basis), replace(EARLY, stage="mid", basis=basis))
    assert "stages" in [at for _, at, _ in found(catalog, edited(catalog, {f"{CLAM}/stages": claimed}))]


def test_sets_that_leave_no_room_for_less_are_told_of_built_in_exercises_too(catalog: Catalog, edited: Edited) -> None:
    for id in ("sit-to-stand", "offset-squat"):
        exercise = catalog.exercise(id)
        assert exercise
        span = exercise.dose.sets
        assert span
        told = found(
            catalog, edited(catalog, {f"/exercises/{id}/dose": replace(exercise.dose, sets=(span[1], span[1]))})
        )
        assert bool(told) == (span[1] > max(2, span[0]))


@pytest.mark.parametrize(
    ("change", "lawful"),
    [
        ({"how": "in other words"}, True),
        ({"support": "a mirror"}, False),
        ({"range": "all the way down"}, False),
        ({"demand": "low"}, False),
        ({"demand": "high"}, True),
        ({"stages": (EARLY,)}, False),
    ],
)
def test_a_built_in_form_keeps_what_makes_it_easier(
    catalog: Catalog, edited: Edited, change: dict[str, Any], lawful: bool
) -> None:
    squat = catalog.exercise("single-leg-squat")
    assert squat
    shallow = next(form for form in squat.forms if form.id == "shallow")
    rest = tuple(form for form in squat.forms if form is not shallow)
    own = edited(catalog, {f"{SQUAT}/forms": (replace(shallow, **change), *rest)})
    assert [at for _, at, _ in found(catalog, own)] == ([] if lawful else ["forms"])


@pytest.mark.parametrize(
    ("form", "of", "lawful"),
    [
        (EASY, "single-leg-squat", True),
        (replace(EASY, support=""), "single-leg-squat", False),
        (replace(EASY, support="a mirror"), "single-leg-squat", False),
        (replace(EASY, support="", range="knee bend 0-45 degrees"), "single-leg-squat", True),
        (replace(EASY, demand="low"), "single-leg-squat", False),
        (replace(EASY, stages=(EARLY,)), "single-leg-squat", False),
        (replace(EASY, demand="high"), "hop", False),
    ],
)
def test_a_new_form_eases_by_a_step_and_says_by_what(
    catalog: Catalog, edited: Edited, form: Form, of: str, lawful: bool
) -> None:
    own = edited(catalog, {f"/exercises/{of}/forms": lambda forms: (*forms, form)})
    assert bool(found(catalog, own)) != lawful


@pytest.mark.parametrize("part", ["range", "support", "form"])
def test_a_note_keeps_every_part_that_it_asks_for(catalog: Catalog, edited: Edited, part: str) -> None:
    asked = next(e for e in catalog.exercises for n in e.conditions if n.action == "change" and getattr(n, part))
    place = next(index for index, n in enumerate(asked.conditions) if n.action == "change" and getattr(n, part))
    own = edited(catalog, {f"/exercises/{asked.id}/conditions/{place}/{part}": "other"})
    assert [at for _, at, _ in found(catalog, own)] == ["conditions"]
