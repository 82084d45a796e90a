"""Where the middle of mass is, what carries a body, and how far outside of it a point is."""

from dataclasses import replace
from math import fsum, sqrt

import pytest

from glutemed.checks.balance import HEAD, MASSES, TRUNK, balanced, base, mass_middle, outside
from glutemed.figures.contacts import Placed, Touch
from glutemed.figures.placing import place
from glutemed.loading.figures import load_figures
from glutemed.model.figure import Figure

FIGURES = load_figures()
SQUARE = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (1.0, 1.0), (1.0, 0.0)]


def stand() -> tuple[Figure, Placed]:
    figure = FIGURES.of("standing-hip-abduction")
    assert figure
    return figure, place.__wrapped__(figure)[0]


def test_the_parts_of_the_body_weigh_what_the_whole_does() -> None:
    assert TRUNK + HEAD + 2 * fsum(mass for *_, mass in MASSES) == pytest.approx(1.0)


def test_the_middle_of_mass_moves_with_each_part_by_its_share() -> None:
    """A head that is moved by 1 moves it by 0.081, a wrist by 0.68 of a forearm's 0.022."""
    _, one = stand()
    before = mass_middle(one)
    for part, share in (("head", 0.081), ("right-wrist", 0.68 * 0.022), ("left-toe", 0.5 * 0.0145)):
        _, one = stand()
        x, y, z = one.body.at[part]
        one.body.at[part] = (x + 1, y, z - 1)
        assert mass_middle(one) == pytest.approx((before[0] + share, before[1], before[2] - share))


@pytest.mark.parametrize(
    ("touches", "names"),
    [
        (("right-foot",), ("right-heel", "right-ball", "right-toe")),
        (("left-toes",), ("left-ball", "left-toe")),
        (("left-forearm",), ("left-elbow", "left-wrist")),
        (("right-hand",), ("right-wrist", "right-fingers")),
        (("left-shin",), ("left-knee", "left-ankle")),
        (("left-knee", "seat"), ("left-knee", "seat")),
    ],
)
def test_a_body_stands_on_all_of_what_touches_and_a_little_around_it(
    touches: tuple[str, ...], names: tuple[str, ...]
) -> None:
    _, one = stand()
    one = replace(one, touches=tuple(Touch(part=part, on="floor") for part in touches))
    assert base(one) == [
        pytest.approx((one.body.at[name][0] + dx, one.body.at[name][1] + dy))
        for name in names
        for dx in (-0.02, 0.02)
        for dy in (-0.02, 0.02)
    ]


def test_neither_a_wall_nor_the_body_itself_is_stood_on() -> None:
    _, one = stand()
    held = (Touch(part="left-hand", on="wall"), Touch(part="right-hand", on="left-knee"))
    foot = Touch(part="left-toes", on="floor")
    assert base(replace(one, touches=held)) == []
    assert base(replace(one, touches=(*held, foot))) == base(replace(one, touches=(foot,))) != []


@pytest.mark.parametrize(
    ("spot", "far"),
    [
        ((1.0, 1.0), 0.0),
        ((0.0, 2.0), 0.0),
        ((3.0, 1.0), 1.0),
        ((1.0, -0.5), 0.5),
        ((-0.25, 1.0), 0.25),
        ((1.0, 4.0), 2.0),
    ],
)
def test_a_point_is_as_far_outside_as_from_the_nearest_edge(spot: tuple[float, float], far: float) -> None:
    assert outside(spot, SQUARE) == pytest.approx(far)


def test_a_slanted_edge_is_measured_straight_across() -> None:
    triangle = [(0.0, 0.0), (4.0, 1.0), (0.0, 2.0)]
    assert outside((3.0, 3.0), triangle) == pytest.approx(7 / sqrt(17))


def test_what_flies_does_not_fall_and_the_next_position_is_judged() -> None:
    """The next one has its foot a body height in front of where it is drawn."""
    figure, one = stand()
    flying = replace(one, touches=())
    assert list(balanced(figure, (one, flying), FIGURES, None)) == []
    _, falling = stand()
    for name in ("left-heel", "left-ball", "left-toe"):
        x, y, z = falling.body.at[name]
        falling.body.at[name] = (x + 1, y, z)
    (told,) = balanced(figure, (flying, falling), FIGURES, None)
    assert told.startswith("start: it would fall: the middle of mass is 0.9")
