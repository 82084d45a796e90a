"""Shapes of a view: what is nearer covers what is farther, marks and arrows come from the data."""

from math import hypot
from typing import Any

import pytest

from glutemed.figures.placing import place
from glutemed.figures.shapes import arrows, camera, outline, project, seen
from glutemed.model.figure import Arrow, Figure, Figures, Leg, Pose, View


def lifting(**fields: Any) -> Figure:
    start = Pose(name="start", rests=("left-foot on floor",))
    return Figure(id="test", positions=(start, Pose(name="end", right_leg=Leg(out=40.0))), **fields)


@pytest.mark.parametrize(
    "eye, point, way",
    [("side", (1, 0, 0), 1), ("left", (1, 0, 0), -1), ("front", (0, 1, 0), 1), ("back", (0, 1, 0), -1)],
)
def test_an_eye_sees_forward_and_left_where_they_are(eye: Any, point: tuple[float, float, float], way: int) -> None:
    view = View(eye=eye)
    assert project(camera(lifting(view=view)), point)[0] == pytest.approx(way)


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


def test_an_arrow_runs_from_the_start_to_the_end_beside_the_body() -> None:
    figure = lifting(view=View(eye="front"), arrows=(Arrow(point="right-ankle", shift=(0.0, 0.0)),))
    (path,) = arrows(figure)
    eye = camera(figure)
    first, last = (project(eye, one.body.at["right-ankle"])[:2] for one in place(figure))
    assert path[0] == pytest.approx(first, abs=1e-3)
    assert path[-1] == pytest.approx(last, abs=1e-3)
    (beside,) = arrows(lifting(view=View(eye="front"), arrows=(Arrow(point="right-ankle"),)))
    assert hypot(beside[3][0] - path[3][0], beside[3][1] - path[3][1]) == pytest.approx(0.08, abs=1e-3)


def test_a_standing_body_is_one_body_height_high() -> None:
    figure = lifting(view=View(eye="front"))
    _, low, _, high = outline(seen(figure, place(figure)[0]))
    assert low == pytest.approx(0, abs=0.01)
    assert high == pytest.approx(1, abs=0.02)


def test_the_floor_is_a_line_from_the_side_and_an_area_from_above(figures: Figures) -> None:
    from glutemed.figures.shapes import floor

    assert floor(lifting()) == pytest.approx((0, 0))
    low, high = floor(lifting(view=View(lift=20.0)))
    assert low < -0.02 < 0.0 < high
