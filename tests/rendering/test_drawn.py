"""Drawings of a plan: each exercise once, of the side that is trained, with the words of that side."""

from dataclasses import replace

from glutemed.figures.words import described
from glutemed.loading.figures import load_figures
from glutemed.model.plan import Plan, Side
from glutemed.rendering.drawing import to_svg
from glutemed.rendering.drawn import Picture, pictures_of

FIGURES = load_figures()


def drawn(plan: Plan, sides: tuple[Side, ...]) -> dict[str, Picture]:
    """Return the pictures of a plan of one session with one item, for some sides."""
    week = plan.weeks[0]
    session = week.sessions[0]
    block = session.blocks[-1]
    item = replace(block.items[0], exercise="clamshell", name="Clamshell", sides=sides)
    session = replace(session, blocks=(replace(block, items=(item, item)),))
    return pictures_of(replace(plan, weeks=(replace(week, sessions=(session,)),)), FIGURES)


def test_words_and_drawing_are_of_the_side_that_is_trained(plain_plan: Plan) -> None:
    figure = FIGURES.of("clamshell")
    assert figure
    cases: tuple[tuple[tuple[Side, ...], str], ...] = (
        (("left",), "left"),
        (("right",), "right"),
        (("right", "left"), "right"),
    )
    for sides, side in cases:
        (picture,) = drawn(plain_plan, sides).values()
        assert picture.alt == described(figure, "Clamshell", side=side)
        assert picture.svg == to_svg(figure, "Clamshell", side=side, id="figure-clamshell")
