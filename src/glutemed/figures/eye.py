"""The eye that sees a posed body from one side: parallel projection to a picture, in body heights."""

from collections.abc import Container, Iterable
from math import fsum

from glutemed.figures.contacts import Placed
from glutemed.figures.outlines import Outline, hull
from glutemed.figures.space import Matrix, Vector, about_y, about_z, add, apply, back, product
from glutemed.model.figure import Figure

__all__ = ["Eye", "camera", "project"]

EYES = {"front": 0.0, "side": -90.0, "left": 90.0, "back": 180.0}
"""Where the eye stands: degrees from the front of a body that faces forward, to its left."""


def camera(figure: Figure) -> Matrix:
    """Return the frame of the eye: x to it, y to the right in the picture, z up."""
    return product(about_z(EYES[figure.view.eye] + figure.view.turn), about_y(-figure.view.lift))


def project(eye: Matrix, point: Vector) -> tuple[float, float, float]:
    """Return a point's place in the picture, right and up, and how near it is."""
    near, right, up = back(eye, point)
    return right, up, near


class Eye:
    """Sees one posed body: its points in the picture, and outlines round them."""

    def __init__(self, figure: Figure, placed: Placed) -> None:
        self.figure, self.placed = figure, placed
        self.at, self.frame = placed.body.at, placed.body.frame
        self._camera = camera(figure)

    def project(self, point: Vector) -> tuple[float, float, float]:
        """Return a point's place in the picture, right and up, and how near it is."""
        return project(self._camera, point)

    def spot(self, name: str) -> tuple[float, float, float]:
        """Return where a point of the body is in the picture, and how near it is."""
        return self.project(self.at[name])

    def round(self, points: Iterable[tuple[Vector, float]], hidden: Container[int] = ()) -> Outline:
        """Return the outline round points in space, each with its radius; `hidden` as in `hull`."""
        return hull(((*self.project(point)[:2], radius) for point, radius in points), hidden)

    def depth(self, *names: str) -> float:
        """Return how near points of the body are, in the mean."""
        return fsum(self.spot(name)[2] for name in names) / len(names)

    def on(self, name: str, frame: str, by: Vector) -> Vector:
        """Return the place in space beside a point of the body, by so much in the axes of one of its parts."""
        return add(self.at[name], apply(self.frame[frame], by))
