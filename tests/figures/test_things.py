"""Things are drawn where the data puts them, as large as they say, in the positions that show them."""

from dataclasses import replace

import pytest
from tests.figures.bodies import STAND

from glutemed.figures.eye import Eye
from glutemed.figures.outlines import Shape, outline
from glutemed.figures.placing import place
from glutemed.figures.things import thing, things
from glutemed.model.figure import Figure, Pose, Prop, View


def standing(*props: Prop, at: int = 0) -> Eye:
    """Return the front view of a body that stands, with things about it."""
    positions = (Pose(name="start", rests=STAND), Pose(name="end"))
    figure = Figure(id="test", positions=positions, props=props, view=View(eye="front"))
    return Eye(figure, place(figure)[at])


def drawn(prop: Prop) -> list[Shape]:
    return thing(standing(prop), prop)


@pytest.mark.parametrize(
    ("prop", "wide", "high"),
    [
        (Prop(kind="step", at=(0.0, 0.0), size=(0.2, 0.3, 0.15)), 0.3, 0.15),
        (Prop(kind="step", at=(0.0, 0.0)), 0.4, 0.1),
        (Prop(kind="bench", at=(0.3, 0.0)), 0.6, 0.24),
        (Prop(kind="pillow", at=(0.0, 0.1)), 0.22, 0.09),
        (Prop(kind="chair", at=(0.0, 0.4)), 0.26, 0.26 + 0.26),
        (Prop(kind="wall", where="behind", at=(-0.4, 0.0)), 0.56, 1.15),
    ],
)
def test_a_thing_is_as_wide_and_as_high_as_it_says_else_as_its_kind(prop: Prop, wide: float, high: float) -> None:
    left, low, right, top = outline(drawn(prop))
    assert (right - left, top - low) == pytest.approx((wide, high), abs=0.02)


def test_a_mat_is_let_into_the_floor_and_reaches_beyond_the_body() -> None:
    figure = standing(Prop(kind="mat"))
    left, _, right, top = outline(thing(figure, figure.figure.props[0]))
    assert top == pytest.approx(0)
    assert left < figure.spot("right-fingers")[0] < figure.spot("left-fingers")[0] < right


@pytest.mark.parametrize("where", ["right-hand", "left-hand"])
def test_a_dumbbell_is_where_the_hand_is_that_holds_it(where: str) -> None:
    prop = Prop(kind="dumbbell", where=where)
    left, low, right, top = outline(drawn(prop))
    x, y, _ = standing(prop).spot(f"{where.removesuffix('-hand')}-grip")
    assert ((left + right) / 2, (low + top) / 2) == pytest.approx((x, y), abs=1e-3)


def test_a_barbell_in_both_hands_lies_between_them() -> None:
    prop = Prop(kind="barbell", where="both-hands")
    left, _, right, _ = outline(drawn(prop))
    hands = [standing(prop).spot(f"{side}-grip")[0] for side in ("right", "left")]
    assert (left + right) / 2 == pytest.approx(sum(hands) / 2, abs=1e-3)
    assert right - left > 0.68


def test_a_band_round_the_thighs_is_one_ring_and_one_that_is_fixed_has_a_strap() -> None:
    assert [shape.tone for shape in drawn(Prop(kind="band", where="knees"))] == ["band"]
    fixed = drawn(Prop(kind="band", where="right-thigh", to=(0.6, 0.0, 0.3)))
    assert [(shape.tone, shape.closed) for shape in fixed] == [("band", True), ("strap", False), ("iron", True)]


def test_a_thing_is_in_the_positions_that_show_it_and_on_the_way_between_them() -> None:
    step = Prop(kind="step", at=(0.0, 0.0), shown=("end",))
    start, end = standing(step), standing(step, at=1)
    between = Eye(start.figure, replace(start.placed, name="between"))
    assert [len(things(eye)) for eye in (start, between, end)] == [0, 1, 1]


def middle(prop: Prop) -> tuple[float, float]:
    left, low, right, top = outline(drawn(prop))
    return (left + right) / 2, (low + top) / 2


def test_a_kettlebell_hangs_below_the_hand() -> None:
    prop = Prop(kind="kettlebell", where="right-hand")
    x, y, _ = standing(prop).spot("right-grip")
    assert middle(prop)[0] == pytest.approx(x, abs=1e-3)
    assert outline(drawn(prop))[1] < y - 0.05


def test_a_weight_may_lie_on_the_hip_and_hang_on_the_ankle() -> None:
    dumbbell, cuff = Prop(kind="dumbbell", where="right-hip"), Prop(kind="ankle-weight", where="left-ankle")
    x, y, near = standing(dumbbell).spot("right-hip")
    assert middle(dumbbell) == pytest.approx((x, y), abs=1e-3)
    assert drawn(dumbbell)[0].depth > near
    assert middle(cuff)[0] == pytest.approx(standing(cuff).spot("left-cuff")[0], abs=1e-3)
