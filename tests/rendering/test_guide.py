"""The screen of a guided session: what stands on it, within 80 columns and 24 lines."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glutemed.engine.guide import act, advance, began, hurts, loaded
from glutemed.engine.standing import Guide, Used
from glutemed.engine.today import Today
from glutemed.engine.turns import turns
from glutemed.model.adaptation import Change
from glutemed.model.catalog import Catalog
from glutemed.model.log import Saved, fingerprint_of
from glutemed.model.plan import Plan
from glutemed.rendering import guide_pages
from glutemed.rendering.cells import columns
from glutemed.rendering.guide import Line, Page, painted, screen, working

KEYS = guide_pages.key_lines(bell=True)
CALM: tuple[str, ...] = ()


@pytest.fixture(scope="module")
def plan(plan_for: Callable[..., Plan]) -> Plan:
    """Early rehab: drill, three main exercises (repetitions, holds, repetitions), stretches; left, then right."""
    return plan_for("rehab")


@pytest.fixture
def guide(plan: Plan) -> Guide:
    return began(plan.weeks[0].sessions[0], pain_go_on=5, pain_stop=7)


def on(guide: Guide, exercise: str) -> Guide:
    """Return the guide with an exercise announced, those before it skipped."""
    while guide.turn.item.exercise != exercise:
        guide = act(guide, "drop").guide
    return guide


def shown(catalog: Catalog, guide: Guide, *, blocks: bool = True) -> list[str]:
    page = working(catalog, guide, KEYS, width=78, blocks=blocks)
    return [line.text for line in screen(page, 0, width=80, height=24)[0]]


def text_of(page: Page, number: int = 0) -> str:
    return " ".join(" ".join(line.text.split()) for line in screen(page, number, width=80, height=24)[0])


def test_the_screen_of_a_hold(catalog: Catalog, guide: Guide) -> None:
    guide = advance(act(act(on(guide, "knee-side-plank"), "go").guide, "go").guide, 3.0).guide
    assert shown(catalog, guide) == [
        " Side plank from the knees               exercise 3 of 6, set 1 of 3, left side",
        " ------------------------------------------------------------------------------",
        " HOLD on the left side",
        "     ██    ██████   seconds left of 20",
        "   ████        ██",
        "     ██        ██",
        "     ██        ██",
        "   ██████      ██",
        f"   {'█' * 63}{'░' * 11}",
        "",
        " Cues: Push the bottom hip up. Keep the chest and the pelvis facing forward.",
        "   Keep the neck long and the shoulder away from the ear.",
        " Stop if: sharp pain on the outside of the bottom hip; pain in the shoulder you",
        "   lean on; pain in the knee that rests on the floor.",
        " Steps:",
        "   1. Press the forearm and the outer side of the lower knee into the floor.",
        "   2. Lift your hips until your shoulder, hip and knee make one line.",
        "   3. Hold, and keep breathing.",
        "   4. Lower slowly until your hip touches the floor.",
        "",
        "",
        " Next: 10 s to change sides, then set 1 of 3, right side.",
        " space pause | Enter done | + - count | r again | s skip set | x skip exercise",
        " ! too painful | w swap | b bell off | ? help | q leave",
    ]


def test_the_seconds_are_a_number_and_the_bar_runs_out(catalog: Catalog, guide: Guide) -> None:
    guide = act(act(on(guide, "knee-side-plank"), "go").guide, "go").guide
    bars = [shown(catalog, advance(guide, seconds).guide)[8].count("█") for seconds in (0.0, 10.0, 19.9)]
    assert bars == [74, 37, 0]


def test_without_block_characters_signs_draw_the_same(catalog: Catalog, guide: Guide) -> None:
    guide = act(on(guide, "knee-side-plank"), "go").guide
    lines = shown(catalog, guide, blocks=False)
    assert all(line.isascii() for line in lines)
    assert lines[8] == f"   {'#' * 74}"


def test_a_set_of_repetitions_shows_its_number_and_the_tempo(catalog: Catalog, guide: Guide) -> None:
    guide = act(act(on(guide, "clamshell"), "go").guide, "go").guide
    lines = " ".join(shown(catalog, advance(guide, 7.5).guide))
    assert "WORK on the left side" in lines
    assert "to do: 8 repetitions." in lines
    assert "Tempo 2-1-2: hold there, 1 s (about number 2)" in lines
    assert "no hurry" in " ".join(shown(catalog, advance(guide, 60.0).guide)).lower()
    assert "seconds" not in lines


def test_a_corrected_count_is_the_number_shown(catalog: Catalog, guide: Guide) -> None:
    guide = act(act(on(guide, "clamshell"), "go").guide, "go").guide
    assert shown(catalog, guide)[3:8] != shown(catalog, act(guide, "less").guide)[3:8]


def test_a_rest_says_what_was_done_and_what_comes(catalog: Catalog, guide: Guide) -> None:
    guide = act(act(act(on(guide, "clamshell"), "go").guide, "go").guide, "go").guide
    lines = shown(catalog, guide)
    assert lines[2] == " CHANGE SIDES"
    assert " Just done: set 1, left, 8 repetitions (+ - corrects)." in lines
    assert any("Then: 8 repetitions on the right side." in line for line in lines)


def test_between_holds_it_says_to_let_go_and_how_many_are_done(catalog: Catalog, guide: Guide) -> None:
    guide = on(guide, "knee-side-plank")
    item = replace(guide.turn.item, dose=replace(guide.turn.item.dose, reps=3, seconds=10))
    guide = replace(guide, turns=(replace(guide.turn, item=item),), at=0, phase="work")
    assert "hold 1 of 3" in " ".join(shown(catalog, guide))
    lines = " ".join(shown(catalog, advance(guide, 10.0).guide))
    assert "LET GO" in lines
    assert "1 of 3 holds are done." in lines


def test_a_set_that_was_skipped_is_not_called_done(catalog: Catalog, guide: Guide) -> None:
    guide = act(act(on(guide, "clamshell"), "go").guide, "skip").guide
    assert "Just done" not in " ".join(shown(catalog, guide))


def test_the_last_set_of_an_exercise_can_still_be_corrected_before_the_next(catalog: Catalog, guide: Guide) -> None:
    for _ in range(5):
        guide = act(guide, "go").guide
    assert (guide.turn.item.exercise, guide.phase) == ("side-lying-hip-abduction", "announce")
    text = text_of(guide_pages.announced(catalog, guide, CALM))
    assert "Just done: Sidestep, set 2, 10 steps each way (+ - corrects)." in text


def test_a_pause_is_said_in_words(catalog: Catalog, guide: Guide) -> None:
    guide = act(act(on(guide, "knee-side-plank"), "go").guide, "pause").guide
    assert " GET READY (paused: space goes on)" in shown(catalog, guide)


def test_the_end_of_the_session_is_announced(catalog: Catalog, guide: Guide) -> None:
    *_, last = guide.turns
    guide = replace(guide, at=len(guide.turns) - 1, phase="work")
    assert guide.turn == last
    assert " Next: the end of the session." in shown(catalog, guide)


def test_colour_only_adds_to_the_words() -> None:
    lines = (Line(" HOLD", "work"), Line(" plain"))
    assert painted(lines, colour=False) == "\x1b[H HOLD\x1b[K\n plain\x1b[K\x1b[J"
    assert painted(lines, colour=True) == "\x1b[H\x1b[1;32m HOLD\x1b[0m\x1b[K\n plain\x1b[K\x1b[J"


def test_long_texts_go_on_on_further_screens_and_nothing_is_lost() -> None:
    words = [f"word{number}" for number in range(500)]
    page = Page(("Title",), rows=(("Long", " ".join(words)),), foot=("the last",))
    _, many = screen(page, 0, width=80, height=24)
    found = " ".join(text_of(page, number) for number in range(many))
    assert many > 1
    assert [word for word in words if f"{word} " not in f"{found} "] == []
    assert "Enter: more (page 1 of" in text_of(page)
    assert "the last" in text_of(page, many - 1)


def test_a_note_stands_over_the_keys() -> None:
    lines, _ = screen(Page(("Title",), foot=("keys",), note="not a number"), 0, width=80, height=24)
    assert [line.text for line in lines[-2:]] == [" not a number", " keys"]


@given(
    st.lists(st.tuples(st.text(max_size=20), st.text(max_size=300)), max_size=8).map(tuple),
    st.lists(st.text(max_size=120), min_size=1, max_size=2).map(tuple),
    st.text(max_size=100),
    st.integers(20, 100),
    st.integers(5, 60),
    st.booleans(),
)
def test_no_screen_is_wider_or_higher_than_the_terminal(
    rows: tuple[tuple[str, str], ...], head: tuple[str, ...], note: str, width: int, height: int, brief: bool
) -> None:
    lines, many = screen(Page(head, rows=rows, foot=("a", "b"), note=note, brief=brief), 0, width=width, height=height)
    assert len(lines) <= height
    assert many >= 1
    assert all(columns(line.text) < width for line in lines)


def test_every_exercise_of_the_catalogue_fits_the_screen_at_work(catalog: Catalog, plan: Plan, guide: Guide) -> None:
    (first, *_) = turns(plan.weeks[0].sessions[0])
    for exercise in catalog.exercises:
        item = replace(first.item, exercise=exercise.id, name=exercise.name, support="one hand on a wall")
        here = replace(guide, turns=(replace(first, item=item),), phase="work")
        lines = shown(catalog, here)
        assert len(lines) == 24
        assert all(len(line) < 80 for line in lines)
        assert "Stop if" in " ".join(lines)


@pytest.fixture
def today(plan: Plan) -> Today:
    saved = Saved(program=fingerprint_of(plan), saved="2026-12-01T12:00:00.000000Z", plan=plan)
    return Today(saved=saved, week=1, session=2, of=3, planned=plan.weeks[0].sessions[1])


def test_the_opening_tells_the_session_the_changes_and_the_stop_signs(
    catalog: Catalog, guide: Guide, today: Today
) -> None:
    change = Change(row="D2", subject="clamshell", action="easier", text="pain reached 6", sources=("R-001",))
    text = text_of(guide_pages.opening_page(catalog, replace(today, changes=(change,)), guide))
    assert f"week 1, session 2 of 3: about {today.planned.minutes} minutes, 6 exercises" in text
    assert "Changed: Clamshell: pain reached 6 [R-001 (C)]" in text
    assert "Emergency department now" in text
    assert "[R-072 (D, second-hand)" in text
    assert "space or Enter: start" in text


def test_the_opening_of_a_session_that_was_begun_says_how_far_it_is(
    catalog: Catalog, guide: Guide, today: Today
) -> None:
    text = text_of(guide_pages.opening_page(catalog, today, act(guide, "skip").guide))
    assert f"1 of {len(guide.turns)} sets are written down" in text


def test_an_exercise_is_taught_before_it_begins(catalog: Catalog, guide: Guide) -> None:
    text = text_of(guide_pages.announced(catalog, on(guide, "clamshell"), CALM))
    for label in ("Dose: 3 x 8 each side", "Effort:", "Tempo: 2-1-2", "Set-up:", "Steps:", "Cues:", "Stop if:"):
        assert label in text
    assert "Rest:" not in text


def test_an_exercise_that_the_catalogue_lacks_says_how_to_name_its_file(catalog: Catalog, guide: Guide) -> None:
    strange = replace(guide.turn, item=replace(guide.turn.item, exercise="own-lift"))
    text = text_of(guide_pages.announced(catalog, replace(guide, turns=(strange,)), CALM))
    assert "--catalog" in text


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (None, "To start: a light band"),
        (Used(exercise="lateral-band-walk", band="green"), "Enter: as last time, green"),
        (Used(exercise="lateral-band-walk", load=5.0), "Enter: not written down"),
    ],
)
def test_the_question_after_the_load_says_what_enter_means(
    catalog: Catalog, plan_for: Callable[..., Plan], last: Used | None, said: str
) -> None:
    walk = began(plan_for("prevention", level="intermediate").weeks[0].sessions[0], pain_go_on=5, pain_stop=7)
    assert said in text_of(guide_pages.load_page(walk, last, "gre"))
    assert "> gre_" in text_of(guide_pages.load_page(walk, last, "gre"))


@pytest.mark.parametrize(
    ("pain", "cap", "said", "not_said"),
    [
        (1, 5, "Pain up to 2 counts as safe [R-001 (C)].", "is too much"),
        (4, 5, "Pain above 2 up to 5 is acceptable", "is too much"),
        (6, 5, "Pain above 5 is too much: stop this exercise for today.", "carry on"),
        (4, 3, "Pain above 3 is too much: stop this exercise for today.", "carry on"),
    ],
)
def test_advice_goes_by_the_pain_and_its_limit(
    catalog: Catalog, guide: Guide, pain: int, cap: int, said: str, not_said: str
) -> None:
    hurt = hurts(replace(guide, asking="pain", pain_go_on=cap), pain).guide
    text = text_of(guide_pages.hurt_page(catalog, hurt))
    assert said in text
    assert not_said not in text
    assert "Enter: stop this exercise for today" in text
    assert "Emergency department now" in text
    assert ("c: carry on" in text) == (pain <= cap)


def test_a_stricter_limit_has_its_own_source(catalog: Catalog, guide: Guide) -> None:
    hurt = hurts(replace(guide, asking="pain", pain_go_on=3), 4).guide
    assert "R-012" in text_of(guide_pages.hurt_page(catalog, hurt))


def test_an_easier_one_is_offered_only_while_something_is_left(catalog: Catalog, guide: Guide) -> None:
    assert "w: an easier exercise" in text_of(guide_pages.hurt_page(catalog, hurts(guide, 6).guide))
    last = replace(guide, turns=guide.turns[:1], phase="work")
    assert "w: an easier" not in text_of(guide_pages.hurt_page(catalog, hurts(last, 6).guide))


def test_an_offer_says_what_and_why(catalog: Catalog, guide: Guide) -> None:
    item = on(guide, "clamshell").turn.item
    text = text_of(guide_pages.offer_page(catalog, guide, item, sore=True))
    assert "Instead: Clamshell, 3 x 8 each side" in text
    assert "asks for no more" in text
    assert "for today only" in text
    assert "(A13)" in text


def test_the_help_has_every_key_and_then_the_exercise(catalog: Catalog, guide: Guide) -> None:
    page = guide_pages.help_page(catalog, on(guide, "clamshell"), CALM)
    many = screen(page, 0, width=80, height=24)[1]
    text = " ".join(text_of(page, number) for number in range(many))
    for key in ("Enter, n:", "space, p:", "+ -:", "r:", "s:", "x:", "w:", "! or h:", "b:", "q, Ctrl-C:", "Set-up:"):
        assert key in text


def test_a_stand_in_says_what_it_stands_in_for(catalog: Catalog, guide: Guide) -> None:
    turn = replace(guide.turn, instead_of="Clamshell")
    assert "Today: in place of Clamshell" in text_of(
        guide_pages.announced(catalog, replace(guide, turns=(turn,)), CALM)
    )


def test_loads_and_pain_are_part_of_what_was_done(catalog: Catalog, guide: Guide) -> None:
    guide = on(guide, "clamshell")
    guide = loaded(replace(guide, asking="load"), load=7.5).guide
    guide = hurts(act(act(guide, "go").guide, "go").guide, 3).guide
    (line,) = [text for text in shown(catalog, replace(guide, asking=None)) if "Just done" in text]
    assert line == " Just done: set 1, left, 8 repetitions, 7.5 kg, pain 3 (+ - corrects)."
