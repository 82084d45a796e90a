"""`export` as a user meets it: a saved plan in every format, as `plan` would write it, and what does not go out."""

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from glutemed.cli.sheets import PLAN_FORMATS
from glutemed.formats import FORMATS
from glutemed.model.catalog import Catalog
from glutemed.model.log import Screening
from glutemed.store.log import Store

Run = Callable[..., tuple[int, str, str]]
DATA = Path(__file__).parents[1] / "data"
WEEKS = ("plan", "--goal", "rehab", "--condition", "itb-syndrome", "--weeks", "3", "--start", "2026-12-07")


@pytest.fixture
def saved(glutemed: Run) -> Run:
    """The same, where plan.json is saved."""
    assert glutemed(*WEEKS, "-o", "plan.json") == (0, "", "")
    return glutemed


@pytest.mark.parametrize("format", PLAN_FORMATS)
def test_an_export_is_what_plan_would_have_written(saved: Run, format: str) -> None:
    ending = FORMATS[format].suffix
    assert saved("export", "plan.json", "-o", f"export{ending}") == (0, "", "")
    assert saved(*WEEKS, "-o", f"alone{ending}") == (0, "", "")
    made = Path(f"export{ending}").read_bytes()
    assert made
    assert made == Path(f"alone{ending}").read_bytes()


def test_json_is_exported_again_and_markdown_is_read_back(saved: Run) -> None:
    assert saved("export", "plan.json", "-o", "again.json")[0] == 0
    assert saved("export", "again.json", "-o", "plan.md")[0] == 0
    assert Path("again.json").read_bytes() == Path("plan.json").read_bytes()
    for name in ("again.json", "plan.md"):
        assert saved("check", name)[1].splitlines()[-1] == "0 errors"


def test_a_plan_that_was_swapped_and_edited_is_exported_as_it_is(saved: Run) -> None:
    assert saved("swap", "plan.json", "clamshell", "-f", "json", "-o", "a.json")[0] == 0
    assert saved("edit", "a.json", "side-lying-hip-abduction", "--reps", "9", "--week", "1", "-o", "b.json")[0] == 0
    assert saved("export", "b.json", "-f", "csv", "-o", "b.csv")[0] == 0
    with Path("b.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert "clamshell" not in {row["exercise"] for row in rows}
    by_hand = {(row["exercise"], row["week"], row["repetitions"]) for row in rows if row["set_by_hand"] == "yes"}
    assert by_hand == {("side-lying-hip-abduction", "1", "9")}


def test_sheets_have_the_names_and_hours_that_are_asked_for(saved: Run) -> None:
    code, out, _ = saved("export", "plan.json", "--for", "Ana Ruiz", "--from", "Hip clinic", "-f", "markdown")
    assert code == 0
    assert "- For: Ana Ruiz" in out
    code, out, _ = saved("export", "plan.json", "-f", "ics", "--at", "18:00", "--timezone", "europe/london")
    assert (code, "DTSTART:20261207T180000Z" in out) == (0, True)
    assert saved("export", "plan.json", "-o", "sheet.md", "--pictures")[0] == 0
    assert (Path("sheet-pictures") / "clamshell.svg").exists()


def test_standard_input_is_a_plan_too(saved: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("plan.json").open(encoding="utf-8") as file:
        monkeypatch.setattr("sys.stdin", file)
        code, out, err = saved("export", "-", "-f", "csv")
    assert (code, err) == (0, "")
    assert out.startswith("week,session,")


def broken(change: Callable[[dict[str, Any]], None]) -> None:
    plan = json.loads(Path("plan.json").read_text(encoding="utf-8"))
    change(plan)
    Path("broken.json").write_text(json.dumps(plan), encoding="utf-8")


def test_a_plan_that_breaks_a_rule_does_not_go_out(saved: Run) -> None:
    broken(lambda plan: plan["weeks"][0]["sessions"][0]["blocks"][1]["items"][0].update(sets=9))
    code, out, err = saved("export", "broken.json", "-o", "broken.pdf")
    assert (code, out) == (1, "")
    assert "broken.json: P05 error: " in err
    assert not Path("broken.pdf").exists()


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("{}", 1, 'write "days", or "weeks"'),
        ("[]", 1, "a program is a mapping of fields"),
        ("{", 1, "not valid JSON"),
        (
            '{"schema": "glutemed.plan/2"}',
            2,
            "this plan is of a newer kind, glutemed.plan/2; update glutemed to read it",
        ),
        ('{"goal": "rehab", "days": []}', 1, '"days": must have at least 1 entries'),
    ],
)
def test_what_is_no_saved_plan_is_told(glutemed: Run, text: str, code: int, told: str) -> None:
    Path("plan.json").write_text(text)
    found, out, err = glutemed("export", "plan.json", "-o", "out.csv")
    assert (found, out) == (code, "")
    assert told in err
    assert not Path("out.csv").exists()


def test_a_sheet_to_read_is_no_saved_plan(saved: Run) -> None:
    assert saved("export", "plan.json", "-o", "plan.md")[0] == 0
    code, _, err = saved("export", "plan.md", "-o", "plan.html")
    assert code == 2
    assert "plan.md: a plan as glutemed saves it is needed" in err


def test_a_calendar_needs_dates_and_an_export_makes_none_up(glutemed: Run) -> None:
    glutemed("plan", "--goal", "rehab", "-o", "plan.json")
    code, out, err = glutemed("export", "plan.json", "-o", "plan.ics")
    assert (code, out) == (2, "")
    assert "make the plan with --start" in err


@pytest.mark.parametrize("name", ["plan-first-schema.json", "plan-weeks-no-before.json"])
@pytest.mark.parametrize("format", PLAN_FORMATS)
def test_plans_of_older_versions_are_exported_with_a_note(glutemed: Run, name: str, format: str) -> None:
    ending = FORMATS[format].suffix
    if ending == ".ics" and name == "plan-first-schema.json":
        ending = ".csv"  # it has no dates
    code, out, err = glutemed("export", str(DATA / name), "-o", f"plan{ending}")
    assert (code, out) == (0, "")
    assert err == (
        "glutemed: note: the plan was made with other data than today's catalogue, which it is judged by; "
        "it breaks none of its rules, and goes out as it is\n"
    )
    assert Path(f"plan{ending}").stat().st_size > 1000


def test_a_plan_of_a_catalogue_of_ones_own_needs_it_again(glutemed: Run) -> None:
    Path("mine.yaml").write_text("schema: glutemed.catalog/1\nhide: [clamshell]\n")
    assert glutemed("plan", "--goal", "rehab", "--catalog", "mine.yaml", "-o", "plan.json")[0] == 0
    code, _, err = glutemed("export", "plan.json", "-o", "a.md")
    assert (code, "made with the catalogue mine.yaml; name its file with --catalog" in err) == (2, True)
    assert glutemed("export", "plan.json", "-o", "a.md", "--catalog", "mine.yaml") == (0, "", "")


# The current program of the log


def test_without_a_file_it_is_the_current_program(glutemed: Run) -> None:
    glutemed("plan", "--goal", "prevention", "--save")
    glutemed(*WEEKS, "--save", "--person", "Ana")
    code, out, _ = glutemed("export", "--format", "json")
    assert (code, json.loads(out)["request"]["goal"]) == (0, "prevention")
    assert glutemed("export", "--person", "Ana", "-o", "ana.html") == (0, "", "")
    assert '"person":"Ana"' in Path("ana.html").read_text(encoding="utf-8")
    code, out, _ = glutemed("export", "--person", "Ana", "-f", "ics", "--at", "7:30")
    assert (code, out.count("BEGIN:VEVENT")) == (0, 9)


def test_without_a_program_it_says_how_to_begin(glutemed: Run) -> None:
    code, out, err = glutemed("export", "-o", "a.md")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "nothing is in the log of me yet; begin with: glutemed screen" in err
    assert not os.path.exists("a.md")


def test_after_a_red_flag_the_program_does_not_go_out(glutemed: Run, catalog: Catalog) -> None:
    glutemed("plan", "--goal", "rehab", "--save")
    asked = [question.id for question in catalog.questions]
    answers = {
        "schema": "glutemed.answers/1",
        "facts": {"goal": "pain", "pain": 2, "age": 42},
        "questions": {id: "yes" if id == asked[0] else "no" for id in asked},
    }
    Path("answers.json").write_text(json.dumps(answers), encoding="utf-8")
    assert glutemed("screen", "--answers", "answers.json")[0] == 4
    code, out, err = glutemed("export", "-o", "a.md")
    assert (code, out) == (4, "")
    assert err.startswith("glutemed: training stops: Go to an emergency department now.")
    assert not os.path.exists("a.md")


def test_on_a_day_when_pain_ended_a_session_the_program_does_not_go_out(glutemed: Run) -> None:
    glutemed("plan", "--goal", "rehab", "--save")
    glutemed("log", "--all-done", "--pain", "9", "--after", "9")
    stopped = glutemed("session", "--plain")
    code, out, err = glutemed("export", "-o", "a.md")
    assert (code, out) == (4, "")
    assert err == stopped[2]
    assert not os.path.exists("a.md")


def test_too_much_pain_of_the_last_days_is_told_first(
    glutemed: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GLUTEMED_TODAY", "2026-12-01")
    glutemed("plan", "--goal", "rehab", "--save")
    glutemed("log", "--all-done", "--pain", "9", "--after", "9")
    monkeypatch.setenv("GLUTEMED_TODAY", "2026-12-03")
    assert glutemed("export", "-o", "a.html")[0] == 4
    assert not os.path.exists("a.html")
    looked_at = Screening(recorded="2026-12-03T20:00:00.000000Z", date="2026-12-03", pain=2)
    Store(str(tmp_path / "log.sqlite3")).screen("me", looked_at)
    code, _, err = glutemed("export", "-o", "a.html")
    assert code == 0
    assert "If you have not seen anyone since, do that before you go on" in err
    assert "If you have not seen anyone since" in Path("a.html").read_text(encoding="utf-8")


def test_a_program_of_the_log_that_breaks_a_rule_does_not_go_out(glutemed: Run) -> None:
    glutemed("plan", "--goal", "rehab", "--save", "--catalog", "mine.yaml")
    Path("mine.yaml").write_text("schema: glutemed.catalog/1\nhide: [clamshell]\n")
    glutemed("plan", "--goal", "rehab", "--save")
    code, _, err = glutemed("export", "-o", "a.md", "--catalog", "mine.yaml")
    assert code == 1
    assert "it is not followed, for it breaks" in err
    assert not os.path.exists("a.md")


@pytest.mark.parametrize("file", ["taken.md", "taken.html", "taken.json", "nowhere/a.md", "nowhere/a.html"])
def test_a_program_is_not_saved_where_its_file_cannot_be_written(glutemed: Run, tmp_path: Path, file: str) -> None:
    for name in ("taken.md", "taken.html", "taken.json"):
        Path(name).write_text("mine")
    code, out, err = glutemed("plan", "--goal", "rehab", "--save", "-o", file)
    assert code in (2, 74)
    assert out == ""
    assert "saved" not in err
    assert glutemed("session")[0] == 2
    assert Path("taken.md").read_text() == "mine"
    assert not [name for name in os.listdir() if name.endswith(".part")]
    glutemed("plan", "--goal", "rehab", "--save")
    glutemed("log", "--all-done", "--pain", "1")
    assert glutemed("next", "--save", "-o", file)[0] in (2, 74)
    person = Store(str(tmp_path / "log.sqlite3")).person("me")
    assert person is not None
    assert len(person.programs) == 1
