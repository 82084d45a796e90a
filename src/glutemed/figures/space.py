"""Vectors and rotations in space: x forward, y to the left, z up; angles in degrees."""

from math import acos, cos, degrees, hypot, radians, sin

__all__ = [
    "ZERO",
    "Matrix",
    "Vector",
    "about_x",
    "about_y",
    "about_z",
    "add",
    "angle_between",
    "apply",
    "back",
    "cross",
    "dot",
    "length",
    "mix",
    "product",
    "scale",
    "subtract",
    "toward",
]

Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]
ZERO: Vector = (0.0, 0.0, 0.0)
"""The place where the axes meet; as a direction, none."""


def add(a: Vector, b: Vector) -> Vector:
    """Return a + b."""
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def subtract(a: Vector, b: Vector) -> Vector:
    """Return a - b."""
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def scale(a: Vector, by: float) -> Vector:
    """Return a times a number."""
    return a[0] * by, a[1] * by, a[2] * by


def mix(a: Vector, b: Vector, share: float) -> Vector:
    """Return the point that lies a share of the way from a to b."""
    return add(scale(a, 1 - share), scale(b, share))


def dot(a: Vector, b: Vector) -> float:
    """Return the scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    """Return the vector product."""
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def length(a: Vector) -> float:
    """Return how long a vector is."""
    return hypot(*a)


def toward(a: Vector, otherwise: Vector = (1.0, 0.0, 0.0)) -> Vector:
    """Return the unit vector of a direction, or another where it has none."""
    long = length(a)
    return scale(a, 1 / long) if long > 1e-9 else otherwise


def angle_between(a: Vector, b: Vector) -> float:
    """Return the angle between two directions."""
    return degrees(acos(max(-1.0, min(1.0, dot(toward(a), toward(b))))))


def apply(m: Matrix, a: Vector) -> Vector:
    """Return a vector rotated."""
    return dot(m[0], a), dot(m[1], a), dot(m[2], a)


def back(m: Matrix, a: Vector) -> Vector:
    """Return a vector rotated the other way: from the world into a frame."""
    return (
        m[0][0] * a[0] + m[1][0] * a[1] + m[2][0] * a[2],
        m[0][1] * a[0] + m[1][1] * a[1] + m[2][1] * a[2],
        m[0][2] * a[0] + m[1][2] * a[1] + m[2][2] * a[2],
    )


def product(first: Matrix, *rest: Matrix) -> Matrix:
    """Return rotations one after the other, the last in the frame of those before it."""
    for m in rest:
        first = back(m, first[0]), back(m, first[1]), back(m, first[2])
    return first


def about_x(angle: float) -> Matrix:
    """Return the rotation that takes y to z at 90 degrees."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return (1, 0, 0), (0, c, -s), (0, s, c)


def about_y(angle: float) -> Matrix:
    """Return the rotation that takes z to x at 90 degrees."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return (c, 0, s), (0, 1, 0), (-s, 0, c)


def about_z(angle: float) -> Matrix:
    """Return the rotation that takes x to y at 90 degrees."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return (c, -s, 0), (s, c, 0), (0, 0, 1)
