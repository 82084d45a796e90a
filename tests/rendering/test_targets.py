"""What a plan promises or offers instead: no target and no easier form is one that the request rules out for good."""

from collections.abc import Callable, Iterator
from itertools import product
from re import MULTILINE, findall
from typing import Any, get_args

import pytest

from glutemed.engine.context import Candidate, Context
from glutemed.engine.planner import context_of, make_plan
from glutemed.engine.rules import judge
from glutemed.engine.staging import staged
from glutemed.errors import NoPlanError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT, ConditionId, Exercise
from glutemed.model.plan import Plan, Request
from glutemed.rendering.markdown import plan_to_markdown

Told = Callable[..., list[str]]

FOR_GOOD = {
    "not-excluded",
    "stable",
    "condition",
    "condition-form",
    "spare-side",
    "impact",
    "older-support",
    "older-demand",
}
"""The rules of P02, P08 and P17 that no later stage, level or week lifts."""
STAGES = (("rehab", "early"), ("rehab", "mid"), ("rehab", "late"), ("prevention", None))
FEWER = "fewer repetitions, or shorter holds, and a smaller movement"
ITEM = r"^\*\*(.+): \d+ x .+\*\*$((?:\n(?!\*\*).*)*)"
RUNG = r"(?:the next rung|at the next stage): (.+)"
GIVEN: dict[str, tuple[ConditionId, ...]] = {"none": (), **{id: (id,) for id in get_args(ConditionId)}}


@pytest.fixture(scope="session")
def lines(catalog: Catalog) -> Callable[..., list[str]]:
    """Return the lines of one label in a plan as Markdown, each once: rehab, three days, every kit."""

    def read(label: str, **asked: Any) -> list[str]:
        text = plan_to_markdown(catalog, make_plan(catalog, request(**asked)))
        return list(dict.fromkeys(findall(rf"^- {label}: (.+)$", text, MULTILINE)))

    return read


def request(**asked: Any) -> Request:
    return Request(**{"goal": "rehab", "stage": "early", "days": 3, "equipment": KIT, **asked})


# --- what comes next


def test_the_target_names_load_or_a_rung_without_pain(lines: Told) -> None:
    found = lines("Target", stage="mid", pain=0)
    assert any("add a first light load" in line for line in found)
    assert any("the next rung:" in line for line in found)


@pytest.mark.parametrize("asked", [{}, {"goal": "prevention", "stage": None}, {"stage": "late", "level": "advanced"}])
@pytest.mark.parametrize("pain", [3, 4, 5])
def test_with_pain_3_to_5_every_target_ends_with_staying_until_it_is_calm(
    lines: Told, pain: int, asked: dict[str, Any]
) -> None:
    found = lines("Target", **asked, pain=pain)
    assert found
    for line in found:
        assert line.endswith("; then stay there until pain in daily life is 2 or less for a week, and plan anew")


@pytest.mark.parametrize("asked", [{}, {"weeks": 4}, {"condition": ("hip-osteoarthritis",)}])
@pytest.mark.parametrize("pain", [6, 7])
def test_with_pain_above_5_the_target_is_less_pain(lines: Told, pain: int, asked: dict[str, Any]) -> None:
    assert lines("Target", **asked, pain=pain) == [
        "first pain of 5 or less in daily life for a week, then plan anew; until then stay at this dose"
    ]


def test_under_15_every_target_is_without_any_pain_and_ends_with_a_clinician(lines: Told) -> None:
    found = lines("Target", age=13, pain=0, stage="mid", level="intermediate")
    assert found
    for line in found:
        assert "clean and without any pain, in two sessions running" in line
        assert line.endswith("; then stay there and ask a clinician what comes next")


@pytest.mark.parametrize("pain", [None, 1, 4, 6])
def test_under_15_with_pain_or_with_pain_not_given_the_target_is_none_of_it(lines: Told, pain: int | None) -> None:
    assert lines("Target", age=13, pain=pain) == [
        "first a week at pain 0, then plan anew; until then stay at this dose"
    ]


# --- nothing that is ruled out for good


def plans(catalog: Catalog, condition: str) -> Iterator[tuple[Plan, Context]]:
    """Return plans of six weeks for a condition, with what the rules look at."""
    for (goal, stage), age, pain, level, side, kit in product(
        STAGES, (None, 13, 65), (None, 4), ("beginner", "advanced"), ("left", None), ((), KIT)
    ):
        asked = request(
            goal=goal,
            stage=stage,
            age=age,
            pain=pain,
            level=level,
            side=side,
            equipment=kit,
            weeks=6,
            condition=GIVEN[condition],
            clinician="A. B.: tests passed",
        )
        try:
            plan = make_plan(catalog, asked)
        except NoPlanError:
            continue
        yield plan, context_of(catalog, asked, staged(catalog, asked))


def ruled_out(context: Context, exercise: Exercise, form: str | None) -> set[str]:
    """Return the rules that rule an exercise out for good in a form, None being the standard one."""
    found = next((one for one in exercise.forms if one.name == form), None)
    return {verdict.rule for verdict in judge(context, Candidate(exercise=exercise, form=found))} & FOR_GOOD


def offered(catalog: Catalog, title: str, line: str) -> tuple[Exercise, str | None] | None:
    """Return the exercise and form that a line "Easier" describes, for the exercise of a title."""
    if line == FEWER:
        return None
    if line.startswith("the same"):
        exercise = next(one for one in catalog.exercises if one.name == title)
        return exercise, next(form.name for form in exercise.forms if f", {form.name}: " in line)
    named = [one for one in catalog.exercises if line.startswith(f"{one.name}: {one.set_up}")]
    assert len(named) == 1, line
    return named[0], None


@pytest.mark.parametrize("condition", GIVEN)
def test_no_target_and_no_easier_form_is_ruled_out_for_good(catalog: Catalog, condition: str) -> None:
    names = {exercise.name: exercise for exercise in catalog.exercises}
    targets, easier, wrong = 0, 0, set()
    for plan, context in plans(catalog, condition):
        for title, text in findall(ITEM, plan_to_markdown(catalog, plan), MULTILINE):
            standard = max((name for name in names if f"{title}, ".startswith(f"{name}, ")), key=len)
            for line in findall(r"^- Target: (.+)$", text, MULTILINE):
                forms = [names[name] for name in findall(RUNG, line)]
                targets += len(forms)
                for exercise in forms:
                    if all(ruled_out(context, exercise, form) for form in (None, *(f.name for f in exercise.forms))):
                        wrong.add((title, "Target", exercise.name))
                if "the standard form" in line and ruled_out(context, names[standard], None):
                    wrong.add((title, "Target", "the standard form"))
            for line in findall(r"^- Easier: (.+)$", text, MULTILINE):
                found = offered(catalog, standard, line)
                easier += found is not None
                if found and (rules := ruled_out(context, *found)):
                    wrong.add((title, "Easier", f"{found[0].name}, {found[1]}: {sorted(rules)}, {context.request.age}"))
    assert wrong == set()
    assert targets
    assert easier
