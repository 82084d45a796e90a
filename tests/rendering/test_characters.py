"""Drawings as characters: within their width, every position large enough, the trained leg told by its line."""

from dataclasses import replace
from typing import Any

import pytest

from glutemed.loading.figures import load_figures
from glutemed.model.figure import Figure, Leg, Pelvis, Pose, Prop, View
from glutemed.rendering.characters import to_characters

ALL = load_figures().figures
STAND = ("right-foot on floor", "left-foot on floor")


def standing(*props: Prop, **fields: Any) -> Figure:
    start = Pose(name="start", rests=STAND, right_leg=Leg(out=12.0), left_leg=Leg(out=12.0))
    poses = (start, Pose(name="end"))
    return Figure(id="test", view=View(eye="front"), positions=poses, props=props, **fields)


def lying(*props: Prop) -> Figure:
    start = Pose(name="start", pelvis=Pelvis(posture="on-left"), rests=("left-hip on floor", "left-shoulder on floor"))
    return Figure(id="test", view=View(eye="front"), positions=(start, Pose(name="end")), props=props)


def dots(text: str) -> int:
    return sum((ord(letter) - 0x2800).bit_count() for letter in text if ord(letter) > 0x2800)


@pytest.mark.parametrize("width", [30, 40, 60])
@pytest.mark.parametrize("figure", ALL, ids=lambda figure: figure.id)
def test_every_position_is_drawn_and_named_within_the_width(figure: Figure, width: int) -> None:
    lines = to_characters(figure, width).split("\n")
    assert 2 <= len(lines) <= 18
    assert all(len(line) <= width for line in lines)
    names = [word for line in lines for word in line.split() if word.isascii()]
    assert names == [word for n, pose in enumerate(figure.positions, 1) for word in (str(n), pose.name.capitalize())]
    for line in lines:
        assert all(
            character in " 123" or character.isalpha() or 0x2800 < ord(character) <= 0x28FF for character in line
        )
    assert dots("".join(lines)) > 60 * len(figure.positions)


@pytest.mark.parametrize("figure", ALL, ids=lambda figure: figure.id)
def test_every_line_of_a_drawing_has_something(figure: Figure) -> None:
    assert all(line.strip() for line in to_characters(figure).split("\n"))


def test_standing_positions_are_side_by_side_and_lying_ones_below_each_other() -> None:
    assert to_characters(standing()).split("\n")[-1].split() == ["1", "Start", "2", "End"]
    lines = to_characters(lying()).split("\n")
    first = next(index for index, line in enumerate(lines) if "Start" in line)
    assert lines[-1].split() == ["2", "End"]
    assert len(lines) == 2 * (first + 1)
    assert max(len(line) for line in lines[:first]) == 40


def test_the_positions_differ() -> None:
    figure = next(figure for figure in ALL if figure.id == "double-leg-squat")
    lines = to_characters(figure, 40).split("\n")[:-1]
    assert [line[:19].rstrip() for line in lines] != [line[21:].rstrip() for line in lines]


def test_three_narrow_positions_are_each_in_the_middle_of_their_panel() -> None:
    figure = standing()
    ahead = Pose(name="end", rests=("right-foot on floor", "left-foot to floor"), pelvis=Pelvis(side=0.0))
    steps = [Pose(name="middle", rests=("left-foot to floor",), left_leg=Leg(out=40.0)), ahead]
    lines = to_characters(replace(figure, positions=(figure.positions[0], *steps))).split("\n")[:-1]
    assert len(lines) == 12
    for first in (0, 14, 28):
        drawn = [line[first : first + 12].rstrip() for line in lines]
        low = [index for line in drawn for index, letter in enumerate(line) if letter not in " \u2800"]
        assert min(low) + max(low) == pytest.approx(11, abs=2)


def test_a_mat_and_a_cloth_add_no_line() -> None:
    mat = Prop(kind="mat", at=(0.0, 0.0), size=(0.5, 0.5, 0.01))
    assert to_characters(lying(mat)) == to_characters(lying())
    assert to_characters(standing(Prop(kind="cloth", where="right-foot"))) == to_characters(standing())


def test_a_wall_is_one_upright_line() -> None:
    plain, walled = (
        to_characters(standing(*props)) for props in ((), (Prop(kind="wall", where="left", at=(0.0, 0.5)),))
    )
    column = {line.rstrip()[-1] for line in walled.split("\n")[2:-2]}
    assert len(column) == 1
    assert dots(walled) - dots(plain) < 2 * 48


@pytest.mark.parametrize(("side", "place"), [("right", slice(0, 9)), ("left", slice(9, 18))])
def test_the_trained_leg_has_the_heavy_line(side: str, place: slice) -> None:
    rows = to_characters(standing(), side=side).split("\n")[-5:-2]
    trained, other = (
        "".join(row.ljust(40)[part] for row in rows) for part in (place, slice(9 - place.start, 18 - place.start))
    )
    assert dots(trained) > 1.5 * dots(other)
