"""Outlines go round points and circles against the clock: lines, and arcs of the circles' own radius."""

from math import dist

import pytest

from glutemed.figures.outlines import Flat, Outline, Shape, convex, hull, outline, polygon

SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


@pytest.mark.parametrize("inside", [(0.5, 0.5), (0.5, 0.0), (0.0, 0.0)])
def test_what_lies_inside_or_on_an_edge_is_no_corner(inside: Flat) -> None:
    assert convex([inside, *SQUARE[::-1]]) == SQUARE


@pytest.mark.parametrize("points", [[], [(1.0, 2.0)], [(0.0, 0.0), (1.0, 2.0)]])
def test_fewer_than_three_points_are_their_own_hull(points: list[Flat]) -> None:
    assert convex(points) == tuple(points)


def test_a_polygon_has_lines_alone() -> None:
    assert polygon(SQUARE) == tuple((x, y, 0.0) for x, y in SQUARE)


def test_one_circle_is_two_arcs_of_its_radius() -> None:
    edges = hull([(2.0, 1.0, 0.5)])
    assert [dist(edge[:2], (2.0, 1.0)) for edge in edges] == pytest.approx([0.5] * len(edges), abs=1e-4)
    assert max(radius for _, _, radius in edges) == pytest.approx(0.5, abs=0.003)


def arcs(edges: Outline) -> list[float]:
    return sorted({round(radius, 2) for _, _, radius in edges} - {0.0})


def test_two_circles_keep_an_arc_each_but_for_one_that_another_outline_covers() -> None:
    thigh = [(0.0, 1.0, 0.2), (0.0, 0.0, 0.1)]
    assert arcs(hull(thigh)) == [0.1, 0.2]
    assert arcs(hull(thigh, {1})) == [0.2]


def test_shapes_reach_as_far_as_their_corners_and_circles() -> None:
    square, mark = Shape("mat", (polygon(SQUARE),), 0.0), Shape("mark", (((3.0, 0.5, 0.0),),), 9.0, circle=0.25)
    assert outline([square, mark]) == (0.0, 0.0, 3.25, 1.0)
