"""`why` and `plan --explain` as a user meets them, and what is said where no program is possible."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from glutemed.cli import system
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Passed
from glutemed.rendering.explanation import TITLE

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    ("arguments", "outcome", "told"),
    [
        ("clam --goal rehab", "chosen, on Day 1 and Day 5", "passed P04: it belongs to a stage that this program"),
        ("hip-hitch --goal rehab", "possible, but not chosen", "Reverse clamshell (Day 3, main 3): "),
        ("single-leg-squat --goal rehab --stage early", "left out by P04 and P17", "FAILED P04: belongs to the mid"),
        (
            "pigeon-pose --goal rehab --condition gluteal-tendinopathy",
            "left out by P02",
            "FAILED P02: ",
        ),
        ("single-leg-squat --goal prevention", "chosen, on Day 4", 'passed P17: done "with hand support", since the'),
        (
            "lunge-forward --goal prevention --level intermediate --equipment none --weeks 8",
            "chosen, on Day 1 from week 7 on",
            "passed P03: ",
        ),
    ],
)
def test_why_tells_what_becomes_of_an_exercise_and_each_verdict(
    glutemed: Run, arguments: str, outcome: str, told: str
) -> None:
    code, out, err = glutemed("why", *arguments.split())
    assert (code, err) == (0, "")
    assert f"- Outcome: {outcome}" in out.splitlines()
    assert f"- {told}" in out
    assert "## Sources" in out


def test_why_finds_an_exercise_by_name_and_asks_for_the_nearest(glutemed: Run) -> None:
    assert glutemed("why", "SPLIT squat", "--goal", "prevention")[1].startswith("# Split squat")
    code, out, err = glutemed("why", "clamshel", "--goal", "rehab")
    assert (code, out, err) == (
        2,
        "",
        'glutemed: EXERCISE: no exercise is called "clamshel"; did you mean "clamshell"?\n',
    )


def test_why_goes_where_a_plan_goes(glutemed: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("why", "clamshell", "--goal", "rehab")
    judged = json.loads(glutemed(*asked, "-f", "json")[1])
    assert list(judged) == [
        "exercise", "name", "form", "verdicts", "chosen", "where", "lost_to", "won_against", "changed", "sources",
    ]  # fmt: skip
    assert (judged["exercise"], judged["chosen"]) == ("clamshell", True)
    assert glutemed(*asked, "-o", "why.json") == (0, "", "")
    assert json.loads((tmp_path / "why.json").read_text()) == judged
    assert glutemed(*asked, "-o", "why.json")[0] == 2
    monkeypatch.setattr(system, "on_terminal", lambda: True)
    assert "\x1b[1mClamshell\x1b[0m\n" in glutemed(*asked)[1]
    assert glutemed(*asked, "--plain")[1].startswith("# Clamshell")


@pytest.mark.parametrize("format", ["terminal", "markdown", "json"])
def test_where_no_program_is_possible_the_verdicts_stand_and_that_is_said(glutemed: Run, format: str) -> None:
    asked = ("--goal", "rehab", "--include", "skater-squat", "--format", format)
    cause = "skater-squat was asked for, but it belongs to the late stage"
    code, out, err = glutemed("why", "clamshell", *asked)
    words = " ".join(out.replace("\\", "").split())
    assert (code, err) == (0, "")
    assert f"no program satisfies this request: {cause}" in words
    assert "it belongs to a stage that this program draws on" in words
    assert glutemed("plan", *asked)[0] == 3


@pytest.mark.parametrize("stop", [("--pain", "8"), ("--pain", "10"), ("--age", "9")])
def test_where_no_program_may_be_given_there_is_no_why(glutemed: Run, stop: tuple[str, str]) -> None:
    code, out, err = glutemed("why", "clamshell", "--goal", "rehab", *stop)
    assert (code, out, err.count("\n")) == (4, "", 1)
    assert glutemed("plan", "--goal", "rehab", "--explain", *stop) == (4, "", err)


@pytest.mark.parametrize(
    "request_",
    [
        ("--goal", "rehab"),
        ("--goal", "prevention", "--level", "advanced", "--weeks", "6"),
        ("--goal", "rehab", "--stage", "mid", "--condition", "gluteal-tendinopathy", "--minutes", "20"),
    ],
)
def test_an_explained_plan_tells_of_each_exercise_once(
    glutemed: Run, catalog: Catalog, request_: tuple[str, ...]
) -> None:
    code, out, err = glutemed("plan", *request_, "--explain")
    assert (code, err) == (0, "")
    plan = glutemed("plan", *request_)[1]
    assert out.startswith(plan.split("\n## Sources")[0].rstrip())
    explained = out.split(TITLE)[1].split("\n## ")[0].split("### Rulings that were applied")[0]
    lines = [line.removeprefix("- ").split(": ")[0] for line in explained.splitlines() if line.startswith("- ")]
    assert len(lines) == len(catalog.exercises) == 64
    for exercise in catalog.exercises:
        known = {exercise.name, *(f"{exercise.name}, {form.name}" for form in exercise.forms)}
        assert len([line for line in lines if line in known]) == 1, exercise.name
    counts = [line.rsplit(": ", 1)[1] for line in explained.splitlines() if line.startswith("### ")]
    assert sum(map(int, counts)) == 64


def test_an_explained_plan_as_json_holds_both(glutemed: Run, catalog: Catalog) -> None:
    asked = ("plan", "--goal", "rehab", "--format", "json")
    both = json.loads(glutemed(*asked, "--explain")[1])
    assert both["plan"] == json.loads(glutemed(*asked)[1])
    assert [judged["exercise"] for judged in both["explained"]] == [exercise.id for exercise in catalog.exercises]
    alone = json.loads(glutemed("why", "hop", "--goal", "rehab", "--format", "json")[1])
    assert alone in both["explained"]


def test_an_explained_plan_that_is_not_possible_is_exit_3(glutemed: Run) -> None:
    asked = ("plan", "--goal", "rehab", "--include", "skater-squat")
    assert glutemed(*asked, "--explain") == glutemed(*asked)
    assert glutemed(*asked)[0] == 3


@pytest.mark.parametrize(
    ("arguments", "rule", "advice"),
    [
        ("--include skater-squat", "P04", "do not ask for skater-squat"),
        ("--include low-step-up --equipment none", "P01", "add a step"),
        ("--condition gluteal-tendinopathy --include clamshell", "P02", "say which side is sore, with --side left or"),
        ("--include skater-squat,hop", "P04", "ask for no exercise by name"),
    ],
)
def test_exit_3_names_the_rule_and_what_would_help(glutemed: Run, arguments: str, rule: str, advice: str) -> None:
    code, out, err = glutemed("plan", "--goal", "rehab", *arguments.split())
    assert (code, out, err.count("\n")) == (3, "", 1)
    assert err.startswith(f"glutemed: no program satisfies this request: {rule}, ")
    assert f"; what would help: {advice}" in err


def test_a_plan_that_the_log_opened_a_gate_for_is_explained_at_its_stage(
    glutemed: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = (Passed(gate="acl-mid", to="mid", date="2026-12-01"),)
    monkeypatch.setattr("glutemed.cli.saving.gates_of", lambda *_: opened)
    asked = ("plan", "--goal", "rehab", "--stage", "mid", "--condition", "acl-reconstruction", "--person", "Ana")
    plan = json.loads(glutemed(*asked, "--format", "json")[1])
    assert plan["prescribed"]["stage"] == "mid"
    blocks = [block for session in plan["weeks"][0]["sessions"] for block in session["blocks"]]
    main = [item for block in blocks if block["kind"] == "main" for item in block["items"]]
    _, out, _ = glutemed(*asked, "--explain")
    chosen = out[out.index("## Chosen") : out.index("## Possible")]
    assert [item["name"] for item in main if f"- {item['name']}" not in chosen] == []
