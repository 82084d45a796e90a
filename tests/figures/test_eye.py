"""An eye sees what is forward and to the left where they are, and what is nearer as nearer."""

from typing import Any

import pytest
from tests.figures.bodies import lifting

from glutemed.figures.eye import Eye, camera, project
from glutemed.figures.placing import place
from glutemed.model.figure import View


@pytest.mark.parametrize(
    "eye, point, way",
    [("side", (1, 0, 0), 1), ("left", (1, 0, 0), -1), ("front", (0, 1, 0), 1), ("back", (0, 1, 0), -1)],
)
def test_an_eye_sees_forward_and_left_where_they_are(eye: Any, point: tuple[float, float, float], way: int) -> None:
    view = View(eye=eye)
    assert project(camera(lifting(view=view)), point)[0] == pytest.approx(way)


def test_the_right_hip_is_the_nearer_one_from_the_right_side_and_the_farther_from_the_left() -> None:
    for view, nearer in ((View(eye="side"), "right"), (View(eye="left"), "left")):
        figure = lifting(view=view)
        seen = Eye(figure, place(figure)[0])
        assert max(("right", "left"), key=lambda side: seen.depth(f"{side}-hip")) == nearer


def test_what_is_beside_a_point_lies_in_the_axes_of_its_part() -> None:
    figure = lifting()
    seen = Eye(figure, place(figure)[0])
    x, y, z = seen.at["neck"]
    assert seen.on("neck", "chest", (0.1, 0.0, 0.02)) == pytest.approx((x + 0.1, y, z + 0.02))
