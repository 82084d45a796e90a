"""What a drawing shows is what its exercise says: things and where they are, posture, the leg stood on, what moves."""

from dataclasses import replace
from typing import Any

import pytest

from glutemed.checks.pictures import names_known, posture_as_said, props_as_said, something_moves
from glutemed.figures.contacts import Placed, Touch
from glutemed.figures.placing import place
from glutemed.loading.figures import load_figures
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise, Load
from glutemed.model.figure import Arrow, Figure, Prop

FIGURES = load_figures()


def drawn(catalog: Catalog, id: str, **fields: Any) -> tuple[Figure, tuple[Placed, ...], Exercise]:
    """Return a drawing, its positions and its exercise with some fields changed."""
    figure, exercise = FIGURES.of(id), catalog.exercise(id)
    assert figure
    assert exercise
    return figure, place.__wrapped__(figure), replace(exercise, **fields)


@pytest.mark.parametrize("kind", ["dumbbell", "kettlebell", "barbell", "ankle-weight", "band"])
def test_a_weight_or_band_in_the_picture_is_a_load_of_the_exercise(catalog: Catalog, kind: Any) -> None:
    figure, placed, exercise = drawn(catalog, "single-leg-stand", needs=(), loads=())
    figure = replace(figure, props=(Prop(kind=kind, where="right-ankle"), Prop(kind="mat")))
    told = f"the picture has a {kind}, and the exercise has no such load"
    assert list(props_as_said(figure, placed, FIGURES, exercise)) == [told]
    with_load = replace(exercise, loads=(Load(kind=kind, where="at the ankles", start="a light one"),))
    assert list(props_as_said(figure, placed, FIGURES, with_load)) == []


@pytest.mark.parametrize(
    ("kind", "where", "said", "told"),
    [
        ("dumbbell", "left-hand", "hand opposite the standing leg", None),
        ("dumbbell", "right-hand", "hand opposite the standing leg", "the dumbbell is on right-hand"),
        ("kettlebell", "right-hand", "hand opposite the standing leg", "the kettlebell is on right-hand"),
        ("kettlebell", "right-hand", "in the hand", None),
        ("ankle-weight", "right-ankle", "at the ankle", None),
        ("ankle-weight", "left-ankle", "at the ankle", "the ankle weight is not on the trained leg"),
        ("ankle-weight", None, "at the ankle", "the ankle weight is not on the trained leg"),
        ("band", "knees", "just above the knees", None),
        ("band", "feet", "around the feet", None),
        ("band", "right-thigh", "above the standing knee", None),
        ("band", "ankles", "just above the knees", 'the band is at the ankles, and the exercise says "just above'),
        ("band", "waist", "just above the knees", None),
    ],
)
def test_a_load_is_where_the_text_says(
    catalog: Catalog, kind: Any, where: str | None, said: str, told: str | None
) -> None:
    """A place that bands do not have is told by another check."""
    figure, placed, exercise = drawn(
        catalog, "single-leg-stand", needs=(), loads=(Load(kind=kind, where=said, start="a light one"),)
    )
    found = list(props_as_said(replace(figure, props=(Prop(kind=kind, where=where),)), placed, FIGURES, exercise))
    assert len(found) == (1 if told else 0)
    assert not told or found[0].startswith(told)


@pytest.mark.parametrize(
    ("position", "hip", "posture", "told"),
    [
        ("standing", "moving", "upright", []),
        ("standing", "moving", "supine", ["the posture is supine, and the exercise is standing"]),
        ("supine", "moving", "supine", []),
        ("supine", "moving", "upright", []),
        ("supine", "moving", "on-left", ["the posture is on-left, and the exercise is supine"]),
        ("seated", "moving", "on-right", ["the posture is on-right, and the exercise is seated"]),
        ("side-lying", "top", "on-left", []),
        ("side-lying", "bottom", "on-right", []),
        (
            "side-lying",
            "bottom",
            "on-left",
            ["the trained hip is the right one and the bottom one, so it lies on-right"],
        ),
        (
            "side-lying",
            "top",
            "supine",
            [
                "the posture is supine, and the exercise is side-lying",
                "the trained hip is the right one and the top one, so it lies on-left",
            ],
        ),
    ],
)
def test_the_posture_is_that_of_the_exercise_and_the_right_hip_works(
    catalog: Catalog, position: str, hip: str, posture: str, told: list[str]
) -> None:
    figure, (start, *_), exercise = drawn(catalog, "standing-hip-abduction", position=position, working_hip=hip)
    found = posture_as_said(figure, (replace(start, posture=posture),), FIGURES, exercise)
    assert list(found) == [f"start: {text}" for text in told]


@pytest.mark.parametrize("part", ["foot", "toes", "heel"])
def test_the_leg_stood_on_at_the_end_is_the_trained_one(catalog: Catalog, part: str) -> None:
    """On the way there it may be the other one, and both may be on the floor."""
    figure, (start, middle, end), exercise = drawn(catalog, "hip-hitch-leg-swing")
    left, right = (Touch(part=f"{side}-{part}", on="floor") for side in ("left", "right"))
    on_left, on_right, on_both = ((left,), (right,), (left, right))
    told = f"{end.name}: it stands on the left leg, and the trained right hip is that of the standing leg"
    for touches, expected in (
        ((on_right, on_left, on_left), [told]),
        ((on_left, on_left, on_right), []),
        ((on_left, on_left, on_both), []),
    ):
        placed = [replace(one, touches=held) for one, held in zip((start, middle, end), touches, strict=True)]
        assert list(posture_as_said(figure, placed, FIGURES, exercise)) == expected


def test_an_arrow_may_be_of_a_part_that_comes_back_to_where_it_was(catalog: Catalog) -> None:
    figure, (start, end), exercise = drawn(catalog, "standing-hip-abduction")
    figure = replace(figure, arrows=(Arrow(point="right-ankle"),))
    assert list(something_moves(figure, (start, end, start), FIGURES, exercise)) == []
    assert list(something_moves(figure, (start, start), FIGURES, exercise)) == [
        "nothing moves, and no arrow says that something pushes",
        "the arrow's point right-ankle does not move",
    ]
    pushing = replace(figure, arrows=(Arrow(point="right-ankle", push=(1.0, 0.0, 0.0)), Arrow(point="right-tail")))
    assert list(something_moves(pushing, (start, start), FIGURES, exercise)) == [
        "the arrow's point right-tail is no part of the body"
    ]


def test_what_rests_is_a_part_of_the_body(catalog: Catalog) -> None:
    figure, (start, end), exercise = drawn(catalog, "standing-hip-abduction")
    tailed = replace(start, touches=(Touch(part="tail", on="floor"), Touch(part="left-hand", on="left-knee")))
    assert list(names_known(figure, (tailed, end), FIGURES, exercise)) == ["start: tail is no part of the body"]
