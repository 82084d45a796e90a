"""Why an exercise is in or not: every verdict in words, every exercise once."""

import re
from dataclasses import replace

import pytest

from glutemed.model.catalog import Catalog
from glutemed.model.explanation import Judged
from glutemed.model.plan import Plan
from glutemed.rendering.explanation import TITLE, explained_rows, explained_sources
from glutemed.rendering.markdown import plan_to_markdown, why_to_markdown
from glutemed.rendering.terminal import plan_to_terminal, to_text, why_to_terminal

Explained = tuple[Judged, ...]


def test_every_exercise_stands_in_one_line_of_one_group(
    handmade: Catalog, plain_plan: Plan, explained: Explained
) -> None:
    sections = {section.title: list(section.lines) for section in explained_rows(handmade, plain_plan, explained)}
    assert sections == {
        "Chosen: 1": ["Step-up, with hand support: Tuesday and Friday; preferred to Band walk"],
        "Possible, but not chosen: 2": [
            "Another hold: no place in a session was left for it",
            "Side plank: lost to Step-up (Tuesday, main 1): first choice for this place, and 1 more",
        ],
        "Left out, by the first rule that each fails: 2": [
            "Wide clam: P01, asks for high demand",
            "Step-up, high: P17, asks for high demand (P17, ruling-acl), and 1 more",
        ],
        "Rulings that were applied": ["ruling-acl, grade X, our own: No kneeling."],
    }


def test_a_ruling_counts_when_it_failed_an_exercise_or_the_plan_cites_it(
    handmade: Catalog, plain_plan: Plan, explained: Explained
) -> None:
    passed, failed = explained[1].verdicts[0], explained[3].verdicts[1]
    ruled = replace(passed, sources=("ruling-short-side-plank",))
    only_passed = replace(explained[1], verdicts=(ruled,))
    second = replace(explained[3], verdicts=(replace(failed, sources=("own",)), failed))
    assert list(explained_sources((only_passed,))) == []
    assert list(explained_sources((second,))) == ["own", "ruling-acl"]
    citing = replace(plain_plan, decisions=(replace(plain_plan.decisions[0], sources=("ruling-short-side-plank",)),))
    *_, rulings = explained_rows(handmade, citing, explained)
    assert [line.split(",")[0] for line in rulings.lines] == ["ruling-acl", "ruling-short-side-plank"]


def test_an_explained_plan_lists_the_sources_of_its_explanation(
    handmade: Catalog, plain_plan: Plan, explained: Explained
) -> None:
    markdown = plan_to_markdown(handmade, plain_plan, explained)
    assert markdown.index(f"## {TITLE}") < markdown.index("## Sources") < markdown.index("**P17** grade X")
    text = to_text(plan_to_terminal(handmade, plain_plan, explained), width=80, colour=False)
    assert "P17 (X)" in text
    assert TITLE not in plan_to_markdown(handmade, plain_plan)
    assert TITLE not in to_text(plan_to_terminal(handmade, plain_plan), width=80, colour=False)


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_why_tells_each_verdict_in_words_without_colour(handmade: Catalog, explained: Explained, form: str) -> None:
    left_out = explained[3]
    if form == "terminal":
        text = to_text(why_to_terminal(handmade, left_out), width=80, colour=False)
    else:
        text = why_to_markdown(handmade, left_out)
    assert "left out by P17 and P02" in text
    assert "1 passed, 2 failed" in text
    for word, rule, found in (("passed", "P01", "needs"), ("FAILED", "P17", "asks"), ("FAILED", "P02", "you lie")):
        assert re.search(rf"{word} {rule}\W+{found}", text)


def test_why_tells_what_became_of_the_exercise(handmade: Catalog, explained: Explained) -> None:
    outcomes = [re.search(r"Outcome: (.*)", why_to_markdown(handmade, one)) for one in explained]
    assert [found and found[1] for found in outcomes] == [
        "chosen, on Tuesday and Friday",
        "possible, but not chosen",
        "possible, but not chosen: no place in a session was left for it",
        "left out by P17 and P02",
        "left out by P01",
    ]


def test_why_lists_each_source_once_with_its_grade_and_how_it_was_seen(handmade: Catalog, explained: Explained) -> None:
    lines = why_to_markdown(handmade, explained[0]).split("## Sources")[1].strip().splitlines()
    assert lines == [
        "- A27, grade D, read in the original: A sample week.",
        "- mac, read in the original: Mac et al. 2014. Step-ups. J Steps",
        "- own, grade X, our own: Our own choice.",
        "- P17, grade X, our own: Level and age.",
    ]
