"""Shapes of a view: what is nearer covers what is farther, the working hip is marked."""

import pytest
from tests.figures.bodies import lifting

from glutemed.figures.outlines import outline
from glutemed.figures.placing import place
from glutemed.figures.shapes import floor, seen
from glutemed.model.figure import View


def test_the_near_leg_covers_the_far_one() -> None:
    figure = lifting(view=View(eye="side"))
    shapes = seen(figure, place(figure)[0])
    tones = [shape.tone for shape in shapes]
    assert [shape.depth for shape in shapes] == sorted(shape.depth for shape in shapes)
    assert tones.index("far") < tones.index("trunk") < tones.index("work")


def test_only_the_trained_hip_is_marked_unless_both_work() -> None:
    view = View(eye="front")
    for works, count in (("right", 1), ("both", 2)):
        figure = lifting(view=view, works=works)
        assert [shape.tone for shape in seen(figure, place(figure)[0])].count("mark") == count


def test_a_standing_body_is_one_body_height_high() -> None:
    figure = lifting(view=View(eye="front"))
    _, low, _, high = outline(seen(figure, place(figure)[0]))
    assert low == pytest.approx(0, abs=0.01)
    assert high == pytest.approx(1, abs=0.02)


def test_the_floor_is_a_line_from_the_side_and_an_area_from_above() -> None:
    assert floor(lifting()) == pytest.approx((0, 0))
    low, high = floor(lifting(view=View(lift=20.0)))
    assert low < -0.02 < 0.0 < high
