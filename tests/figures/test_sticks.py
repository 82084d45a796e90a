"""A stick figure is few lines: those of trained legs are heavy, and of the things what is needed."""

from typing import Any

import pytest
from tests.figures.bodies import lifting

from glutemed.figures.placing import place
from glutemed.figures.sticks import Stick, sticks
from glutemed.model.figure import Prop, View


def lines(*props: Prop, **fields: Any) -> list[Stick]:
    figure = lifting(view=View(eye="front"), props=props, **fields)
    return sticks(figure, place(figure)[0])


@pytest.mark.parametrize(("works", "heavy"), [("right", 1), ("both", 2)])
def test_the_lines_of_trained_legs_are_heavy(works: str, heavy: int) -> None:
    assert [stick.heavy for stick in lines(works=works)].count(True) == heavy


def test_mats_and_cloths_are_left_out() -> None:
    assert lines(Prop(kind="mat"), Prop(kind="cloth", at=(0.0, 0.0))) == lines()


@pytest.mark.parametrize(
    ("prop", "points"),
    [
        (Prop(kind="wall", where="left", at=(0.0, 0.3)), 2),
        (Prop(kind="band", where="ankles"), 2),
        (Prop(kind="step", at=(0.0, 0.0)), 5),
    ],
)
def test_a_thing_is_one_line(prop: Prop, points: int) -> None:
    (added,) = lines(prop)[len(lines()) :]
    assert len(added.points) == points


def test_a_thing_is_left_out_where_it_is_not_shown() -> None:
    assert lines(Prop(kind="step", at=(0.0, 0.0), shown=("end",))) == lines()
