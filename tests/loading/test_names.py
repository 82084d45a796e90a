"""Names as they are written, and the one dose grammar: what render writes, loading reads."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glutemed.checks.selection import UNSTABLE
from glutemed.errors import Position
from glutemed.loading.names import form_meant, meant, named, no_form, read_dose
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Load
from glutemed.model.plan import Dose, Item, Side
from glutemed.rendering import words

SIDES: tuple[tuple[Side, ...], ...] = (("both",), ("left", "right"), ("right", "left"), ("left",), ("right",))

doses = st.builds(Dose, kind=st.just("reps"), reps=st.integers(1, 999)) | st.builds(
    Dose, kind=st.just("hold"), reps=st.integers(1, 999), seconds=st.integers(1, 9999)
)


def item(exercise: str, sets: int, dose: Dose, sides: tuple[Side, ...]) -> Item:
    fields: dict[str, Any] = {"rest_seconds": 60, "effort": "", "track": "", "target": ""}
    load = Load(kind="bodyweight", where="", start="")
    return Item(exercise=exercise, name=exercise, sets=sets, dose=dose, sides=sides, load=load, **fields)


@given(sets=st.integers(1, 999), dose=doses, sides=st.sampled_from(SIDES), place=st.integers(0))
def test_every_dose_of_every_exercise_reads_as_it_was_written(
    catalog: Catalog, sets: int, dose: Dose, sides: tuple[Side, ...], place: int
) -> None:
    """The order of two sides is told beside the dose; the dose says that there are two."""
    exercise = catalog.exercises[place % len(catalog.exercises)]
    for known in (exercise, None):
        text = words.item_dose(item(exercise.id, sets, dose, sides), known)
        assert read_dose(text, known) == (sets, dose, ("left", "right") if len(sides) == 2 else sides)


def test_every_way_of_counting_in_the_catalogue_reads_back(catalog: Catalog) -> None:
    counted = {exercise.counting: exercise for exercise in catalog.exercises}
    assert len(counted) > 3
    for exercise in counted.values():
        for sides in SIDES:
            dose = Dose(kind="reps", reps=12)
            text = words.item_dose(item(exercise.id, 3, dose, sides), exercise)
            assert read_dose(text, exercise) == (3, dose, ("left", "right") if len(sides) == 2 else sides), text


@pytest.mark.parametrize(
    "text",
    [
        *("", "3", "3 x", "x 8", "3x8", "3 x 8 x 9", "3 x 8 x 9 x 10 s", "3 x 8 seconds", "3 x 8 each", "-3 x 8"),
        *("3 x 8 each side each side", "3 x 8 lefts", "3 X 8", "\u0663 x 8", "3 x 8.5", "3 x 8 s left", "1000 x 8"),
    ],
)
def test_what_is_no_dose_is_none(catalog: Catalog, text: str) -> None:
    assert read_dose(text, catalog.find("clamshell")) is None


def test_what_is_counted_must_be_what_the_exercise_counts(catalog: Catalog) -> None:
    walk = catalog.find("lateral-band-walk")
    assert walk
    assert walk.counting == "steps each way"
    assert read_dose("2 x 10", walk) is None
    assert read_dose("2 x 10 swings", walk) is None
    assert read_dose("2 x 10 steps each way", walk) == (2, Dose(kind="reps", reps=10), ("both",))


def test_a_name_with_a_form_means_both(catalog: Catalog) -> None:
    for exercise in catalog.exercises:
        for form in exercise.forms:
            for written in (f"{exercise.name}, {form.name}", f"{exercise.id.upper()} , {form.id}"):
                found = named(catalog, written)
                assert (found.exercise, found.form, found.name) == (exercise, form, exercise.name), written


def test_a_comma_inside_a_name_is_part_of_it(catalog: Catalog) -> None:
    found = named(catalog, "Isometric hip abduction, standing")
    assert found.exercise == catalog.exercise("isometric-hip-abduction-standing")
    assert found.form is None


@pytest.mark.parametrize(
    "written",
    [
        "single-leg squat on a BOSU ball",
        "Single-leg squat (BOSU)",
        "BOSU single-leg squat",
        "single leg squat, on a wobble board",
        "single-leg squat standing on foam",
        "single-leg squat on the foam pad",
        "single-leg squat on a Swiss ball",
        "single-leg squat with balance-disc",
        "single-leg squat on a mini trampoline",
        "single-leg squat on unstable ground",
    ],
)
def test_a_surface_that_gives_way_is_left_out_of_the_look_up_and_kept_in_the_name(
    catalog: Catalog, written: str
) -> None:
    found = named(catalog, written)
    assert found.exercise == catalog.exercise("single-leg-squat")
    assert found.name == written


def test_every_surface_that_the_checks_know_is_understood(catalog: Catalog) -> None:
    for surface in UNSTABLE:
        assert named(catalog, f"clamshell on a {surface}").exercise == catalog.exercise("clamshell"), surface


@pytest.mark.parametrize("written", ["", "flying clam", "squat on ice, with style", "foam", "clamshell, upside down"])
def test_an_unknown_name_stays_as_it_is_written(catalog: Catalog, written: str) -> None:
    found = named(catalog, written)
    assert (found.exercise, found.form, found.name) == (None, None, written)


@given(st.text(max_size=100))
def test_any_text_is_some_name(catalog: Catalog, written: str) -> None:
    found = named(catalog, written)
    assert found.exercise or found.name == written
    assert meant(catalog, written)


def test_what_may_have_been_meant_is_the_nearest_name_or_where_to_look(catalog: Catalog) -> None:
    assert meant(catalog, "clamshel") == 'did you mean "clamshell"?'
    assert meant(catalog, "qqqq") == "take an exercise that glutemed list shows"


def test_a_form_is_meant_by_name_or_id_and_its_lack_is_told_with_all_that_there_are(catalog: Catalog) -> None:
    squat = catalog.exercise("single-leg-squat")
    assert squat
    assert form_meant(squat, "SHALLOW, with hand-support") == squat.forms[-1]
    assert form_meant(squat, "on one hand") is None
    where = Position(file="f", line=2, column=3)
    told = str(no_form(squat, "with hand suport", where))
    assert told.startswith('f:2:3: "variant": Single-leg squat has no form "with hand suport"; its forms: ')
    assert told.endswith('; did you mean "with hand support"?')
    assert str(no_form(replace(squat, forms=()), "x", where)).endswith("; it has no other forms")
