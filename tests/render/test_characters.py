"""Drawings as characters: within their width, both positions side by side, something in each."""

import pytest

from glutemed.loading.figures import load_figures
from glutemed.model.figure import Figure
from glutemed.render.characters import to_characters

ALL = load_figures().figures


@pytest.mark.parametrize("width", [30, 40, 60])
@pytest.mark.parametrize("figure", ALL, ids=lambda figure: figure.id)
def test_every_position_is_drawn_within_the_width(figure: Figure, width: int) -> None:
    *lines, names = to_characters(figure, width).split("\n")
    assert 2 <= len(lines) <= 12
    assert all(len(line) <= width for line in (*lines, names))
    assert all(character == " " or 0x2800 < ord(character) <= 0x28FF for line in lines for character in line)
    assert names.split() == [
        part for n, pose in enumerate(figure.positions) for part in (str(n + 1), pose.name.capitalize())
    ]
    half = width // len(figure.positions)
    for index in range(len(figure.positions)):
        drawn = sum(character != " " for line in lines for character in line[index * half : (index + 1) * half])
        assert drawn > 15


def test_the_positions_differ() -> None:
    figure = next(figure for figure in ALL if figure.id == "double-leg-squat")
    lines = to_characters(figure, 40).split("\n")[:-1]
    assert [line[:19].rstrip() for line in lines] != [line[21:].rstrip() for line in lines]
