"""Real plans and pages fit their columns, hide nothing, and are safe in spreadsheets."""

import re
from collections.abc import Callable

import pytest

from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan
from glutemed.rendering.csv import to_csv
from glutemed.rendering.markdown import plan_to_markdown
from glutemed.rendering.terminal import card_to_terminal, list_to_terminal, plan_to_terminal, to_text

Make = Callable[..., Plan]


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("asked", [("rehab", "early"), ("rehab", "late"), ("prevention", None)])
def test_a_plan_fits_the_terminal(catalog: Catalog, plan_for: Make, asked: tuple[str, str | None], width: int) -> None:
    text = to_text(plan_to_terminal(catalog, plan_for(*asked)), width=width, colour=False)
    assert max(map(len, text.splitlines())) <= width


EVERYTHING = {
    "stage": "late",
    "weeks": 12,
    "pain": 2,
    "condition": ("patellofemoral-pain", "hip-osteoarthritis"),
    "side": "left",
    "age": 70,
    "minutes": 60,
    "other": ("sunday",),
    "on": ("monday", "thursday"),
    "days": 2,
    "start": "2026-12-03",
    "clinician": "A. Physio: seen in clinic",
}


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_twelve_weeks_with_everything_asked_for_fit_the_terminal(catalog: Catalog, plan_for: Make, width: int) -> None:
    text = to_text(plan_to_terminal(catalog, plan_for(**EVERYTHING)), width=width, colour=False)
    assert max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_each_of_twelve_weeks_tells_when_to_go_on_and_stays_short(catalog: Catalog, plan_for: Make, form: str) -> None:
    """A later week takes at most half a page more than its table, save for what is new in it."""
    plan = plan_for("rehab", "mid", weeks=12, pain=1)
    if form == "terminal":
        text = to_text(plan_to_terminal(catalog, plan), width=80, colour=False)
        weeks = re.split(r"^Week \d+ -+$", text, flags=re.MULTILINE)[1:-1]
    else:
        weeks = re.split(r"^## Week \d+$", plan_to_markdown(catalog, plan), flags=re.MULTILINE)[1:-1]
    assert len(weeks) == 10
    for week, shown in zip(plan.weeks[1:], weeks, strict=False):
        assert week.go_on_if
        assert " ".join(week.go_on_if.split()) in " ".join(shown.split())
        rows = sum(len(session.items("main")) for session in week.sessions)
        assert len(shown.split("New in week")[0].splitlines()) < 30 + 2 * rows


def test_lists_and_pages_of_every_exercise_fit_80_columns(catalog: Catalog) -> None:
    pages = [list_to_terminal(catalog, catalog.exercises), *(card_to_terminal(catalog, e) for e in catalog.exercises)]
    for page in pages:
        assert max(map(len, to_text(page, width=80, colour=False).splitlines())) <= 80


def test_a_list_shows_every_exercise_whole(catalog: Catalog) -> None:
    text = to_text(list_to_terminal(catalog, catalog.exercises), width=80, colour=False)
    for exercise in catalog.exercises:
        first, *others = exercise.name.split()
        assert re.search(rf"\n {re.escape(first)}\b", text)
        assert all(word in text for word in others)


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_a_plan_shows_every_dose_cue_target_and_warning(catalog: Catalog, plan_for: Make, form: str) -> None:
    plan = plan_for("rehab", "mid")
    if form == "terminal":
        text = to_text(plan_to_terminal(catalog, plan), width=80, colour=False)
    else:
        text = plan_to_markdown(catalog, plan)
    flat = re.sub(r"[\W_]+", "", text)
    for session in plan.weeks[0].sessions:
        for item in (item for block in session.blocks for item in block.items):
            exercise = catalog.exercise(item.exercise)
            assert exercise
            wanted = [item.name, exercise.set_up, *exercise.steps, *exercise.cues, f"{item.sets}x{item.dose.reps}"]
            wanted = wanted if item.dose.seconds is None else wanted[:-1]
            if item in session.items("main"):
                wanted += [item.track, item.target, item.effort]
            if item.support:
                wanted.append(item.support)
            for piece in wanted:
                assert re.sub(r"[\W_]+", "", piece) in flat
    for warning in plan.warnings:
        assert re.sub(r"[\W_]+", "", warning.text) in flat
    for line in plan.advice:
        assert re.sub(r"[\W_]+", "", line.text) in flat


def test_colour_is_written_only_when_it_is_wanted(catalog: Catalog) -> None:
    page = card_to_terminal(catalog, catalog.exercises[0])
    assert "\x1b[" in to_text(page, width=80, colour=True)
    assert "\x1b" not in to_text(page, width=80, colour=False)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert to_csv(["name"], [{"name": cell}]).splitlines()[1].strip('"').startswith("'")
