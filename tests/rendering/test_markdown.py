"""The Markdown of a plan can be read back: what separates parts stands nowhere else unescaped."""

import re
from dataclasses import replace

import pytest

from glutemed.model.catalog import Catalog
from glutemed.model.plan import Block, Plan
from glutemed.rendering.markdown import plan_to_markdown


def parted(text: str, mark: str) -> list[str]:
    """Return the parts of a text between unescaped marks."""
    return re.split(rf"(?<!\\)(?:\\\\)*{mark} ", text)


@pytest.mark.parametrize("name", ["a; b", "a: b", "one: 2 x 8; two: 3 x 9 each side", "a | b", "back\\", "c\\: d"])
def test_a_cell_parts_into_names_and_doses_whatever_a_name_holds(
    handmade: Catalog, plain_plan: Plan, name: str
) -> None:
    session = plain_plan.weeks[0].sessions[0]
    step, hold = session.items("main")
    blocks = (replace(session.blocks[0], items=(replace(step, name=name), hold)),)
    sessions = (replace(session, blocks=blocks),)
    markdown = plan_to_markdown(handmade, replace(plain_plan, weeks=(replace(plain_plan.weeks[0], sessions=sessions),)))
    (row,) = (line for line in markdown.splitlines() if line.startswith("| Tuesday"))
    *_, cell = re.split(r"(?<!\\) \| ", row.removesuffix(" |"))
    first, second = parted(cell, ";")
    title, dose = parted(first, ":")
    assert re.sub(r"\\(.)", r"\1", title) == f"{name}, with hand support"
    assert dose == "3 x 8 each side"
    assert second == "Side plank: 2 x 20 s"
    assert f"**{first}**" in markdown


def test_a_line_of_changes_parts_into_names_and_text_whatever_a_name_holds(handmade: Catalog, full_plan: Plan) -> None:
    first, second = full_plan.weeks[0], full_plan.weeks[1]
    weeks = tuple(
        replace(
            week,
            sessions=tuple(replace(session, blocks=tuple(map(renamed, session.blocks))) for session in week.sessions),
        )
        for week in (first, second)
    )
    markdown = plan_to_markdown(handmade, replace(full_plan, weeks=weeks))
    (line,) = (line for line in markdown.splitlines() if "one repetition more" in line)
    names, text = parted(line.removeprefix("- "), ":")
    assert [re.sub(r"\\(.)", r"\1", name) for name in parted(names, ";")] == ["a: b; c, with hand support"]
    assert text == "one repetition more than in week 1 (own)"


def renamed(block: Block) -> Block:
    return replace(block, items=tuple(replace(item, name="a: b; c") if item.variant else item for item in block.items))
