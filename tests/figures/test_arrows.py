"""Arrows come from the movement: they run beside the body, and are long enough to be seen."""

from math import dist, hypot

import pytest
from tests.figures.bodies import STAND, figure, lifting

from glutemed.figures.arrows import arrows
from glutemed.figures.eye import camera, project
from glutemed.figures.placing import place
from glutemed.model.figure import Arrow, Figure, Leg, Pose, View


def test_an_arrow_runs_from_the_start_to_the_end_beside_the_body() -> None:
    figure = lifting(view=View(eye="front"), arrows=(Arrow(point="right-ankle", shift=(0.0, 0.0)),))
    (path,) = arrows(figure)
    eye = camera(figure)
    first, last = (project(eye, one.body.at["right-ankle"])[:2] for one in place(figure))
    assert path[0] == pytest.approx(first, abs=1e-3)
    assert path[-1] == pytest.approx(last, abs=1e-3)
    (beside,) = arrows(lifting(view=View(eye="front"), arrows=(Arrow(point="right-ankle"),)))
    assert hypot(beside[3][0] - path[3][0], beside[3][1] - path[3][1]) == pytest.approx(0.08, abs=1e-3)


def test_the_arrow_of_a_small_movement_is_made_long_enough_to_see() -> None:
    start, end = Pose(name="start", rests=STAND[1:]), Pose(name="end", right_leg=Leg(out=2.0))
    made = Figure(id="test", positions=(start, end), view=View(eye="front"), arrows=(Arrow(point="right-ankle"),))
    first, last = (one.body.at["right-ankle"] for one in place(made))
    (path,) = arrows(made)
    assert dist(first, last) < 0.05
    assert dist(path[0], path[-1]) == pytest.approx(0.1, abs=2e-3)


def test_a_push_is_an_arrow_of_a_body_that_stays() -> None:
    still = figure(Pose(name="start", rests=STAND), Pose(name="end"))
    pushing = Arrow(point="right-foot", push=(-0.14, 0.0), shift=(0.0, 0.0))
    (path,) = arrows(Figure(id="test", positions=still.positions, view=View(eye="front"), arrows=(pushing,)))
    assert (path[-1][0] - path[0][0], path[-1][1] - path[0][1]) == pytest.approx((-0.14, 0.0), abs=2e-4)
