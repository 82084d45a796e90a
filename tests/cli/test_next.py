"""`glutemed next` as a user meets it: from plan and log to next week, explained, saved, and refused."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date as day
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.engine.logs import recorded
from tests.engine.people import Edit, as_planned, calm, sets_of

from glutemed.api import unbroken
from glutemed.cli import making, system
from glutemed.cli.app import run
from glutemed.engine.today import todays
from glutemed.errors import InternalError
from glutemed.loading.catalog import load_catalog
from glutemed.model.catalog import Catalog
from glutemed.model.log import Told, Workout
from glutemed.model.plan import Plan
from glutemed.store.log import Store

Run = Callable[..., tuple[int, str, str]]
Day = Callable[[str], None]
Train = Callable[..., None]
BEGIN = (
    "begin with: glutemed screen, then save the plan that it gives, "
    "such as: glutemed plan --goal rehab --stage early --save"
)
MONDAY, NEXT, THIRD = "2026-11-30", "2026-12-07", "2026-12-14"
EARLY = ("plan", "--goal", "rehab", "--stage", "early", "--save")


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Day:
    """Make it that day."""
    return lambda date: monkeypatch.setenv("GLUTEMED_TODAY", date)


@pytest.fixture(scope="session")
def built_in(cache: Path) -> Catalog:
    return load_catalog(cache=str(cache))


@pytest.fixture
def log(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "log.sqlite3"))


@pytest.fixture
def train(built_in: Catalog, log: Store) -> Train:
    """Do the sessions of the current week from a Monday on, every other day, as planned but for what is told."""
    return lambda monday, edit=as_planned, name="me", **told: week_of(built_in, log, monday, edit, name, **told)


def week_of(catalog: Catalog, log: Store, monday: str, edit: Edit = as_planned, name: str = "me", **told: Any) -> None:
    for number in range(3):
        date = (day.fromisoformat(monday) + timedelta(days=2 * number)).isoformat()
        person = log.person(name)
        assert person
        found = todays(catalog, person, date)
        moment = f"{date}T18:00:00.000000Z"
        workout = Workout(
            program=found.saved.program,
            week=found.week,
            session=found.session,
            date=date,
            sets=tuple(replace(one, recorded=moment) for one in sets_of(found.planned, 0, edit)),
            told=(Told(recorded=moment, finished=True, **calm(**told)),),
        )
        log.add(name, workout)


@pytest.fixture(scope="session")
def good_week(built_in: Catalog, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A log with an early program, saved on a Monday, and a good week of it."""
    path = tmp_path_factory.mktemp("log") / "log.sqlite3"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GLUTEMED_CACHE", str(cache))
        patch.setenv("GLUTEMED_TODAY", MONDAY)
        assert run([*EARLY, "--store", str(path), "-o", str(path.with_suffix(".json"))]) == 0
    week_of(built_in, Store(str(path)), MONDAY)
    return path.read_bytes()


@pytest.fixture
def trained(glutemed: Run, on: Day, good_week: bytes, tmp_path: Path) -> Run:
    """The command line a week after an early program was saved, with a good week in the log."""
    (tmp_path / "log.sqlite3").write_bytes(good_week)
    on(NEXT)
    return glutemed


def current(log: Store, name: str = "me") -> dict[str, str]:
    """Return the doses of the current program's main work."""
    person = log.person(name)
    assert person
    return {
        item.exercise: f"{item.sets}x{item.dose.seconds or item.dose.reps}"
        for session in person.programs[-1].plan.weeks[0].sessions
        for item in session.items("main")
    }


def told(err: str) -> str:
    """Return the one line on standard error, without the name of the program."""
    assert err.startswith("glutemed: ")
    assert err.count("\n") == 1
    return err.removeprefix("glutemed: ").removesuffix("\n")


# What is printed


def test_the_changes_stand_before_the_plan(trained: Run) -> None:
    code, out, err = trained("next")
    assert (code, err) == (0, "")
    assert out.index("Week 2: what changes, and why") < out.index("# Gluteus medius program: rehab, early stage")
    line = (
        "Clamshell: Done as planned at pain 1: the same load, and a little more where there is room. "
        "3 x 9 instead of 3 x 8. (D7, R-021, R-035)"
    )
    assert line in out
    assert "The stage: The mid stage stays closed until these are met or recorded" in out
    assert out.count("3 x 9 instead of 3 x 8") == 10  # of five exercises, here and at the item; not among the decisions
    assert "Every row of the decision table" not in out


def test_the_terminal_has_the_same(trained: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "on_terminal", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    out = trained("next")[1]
    assert "\x1b" not in out
    assert out.index("Week 2: what changes, and why") < out.index("Gluteus medius program")
    assert "# " not in trained("next")[1].splitlines()[0]
    assert trained("next", "--plain")[1] == trained("next", "-f", "markdown")[1]


def test_explain_adds_every_row_that_was_tried(trained: Run) -> None:
    out = trained("next", "--explain")[1]
    table = out[out.index("Every row of the decision table") : out.index("were not reviewed by a clinician")]
    rows = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith(("| D", "| E"))]
    assert rows == ["D1", "D2", "D3", "D4", "E1", "E2", "D5", "E3", "E4", "E5", "E6", "E7", "E8", "E9", "D6", "D7"]
    assert (
        "| D2 | pain above the limit during, after or the morning after a session | no | worst pain 1, limit 5 |" in out
    )


def test_json_is_the_plan_and_with_explain_the_changes_and_rows_too(trained: Run) -> None:
    plan = json.loads(trained("next", "--format", "json")[1])
    assert plan["schema"] == "glutemed.plan/1"
    assert ([week["number"] for week in plan["weeks"]], [week["number"] for week in plan["before"]]) == ([2], [1])
    whole = json.loads(trained("next", "--explain", "--format", "json")[1])
    assert set(whole) == {"plan", "changes", "tried"}
    assert whole["plan"] == plan
    clam = next(change for change in whole["changes"] if change["subject"] == "clamshell")
    assert (clam["row"], clam["action"], clam["sources"]) == ("D7", "chase", ["R-021", "R-035"])
    assert clam["numbers"] == [{"name": "worst pain", "value": "1"}]
    assert len(whole["tried"]) == 6 * 16


def test_the_same_log_gives_the_same_bytes(trained: Run) -> None:
    for arguments in (("next",), ("next", "--explain", "-f", "json")):
        assert trained(*arguments) == trained(*arguments)


def test_the_output_goes_into_a_file(trained: Run, tmp_path: Path) -> None:
    assert trained("next", "-o", "week.json") == (0, "", "")
    assert json.loads((tmp_path / "week.json").read_text())["weeks"][0]["number"] == 2
    code, out, err = trained("next", "-o", "week.json")
    assert (code, out) == (2, "")
    assert told(err) == "--output: week.json is there already; add --force to replace it"


# What is saved


def test_next_alone_changes_nothing(trained: Run, log: Store) -> None:
    before = log.whole()
    trained("next", "--explain")
    assert log.whole() == before


def test_save_makes_it_the_current_program(trained: Run, log: Store, on: Day, train: Train) -> None:
    code, out, err = trained("next", "--save")
    assert (code, told(err)) == (0, "saved as the current program of me; do the first session with: glutemed session")
    assert "Week 2: what changes, and why" in out
    assert current(log)["clamshell"] == "3x9"
    train(NEXT, pain=2)
    on(THIRD)
    code, out, _ = trained("next", "--save")
    assert code == 0
    assert "Week 3: what changes, and why" in out
    assert current(log)["clamshell"] == "3x9"


def test_a_week_that_is_made_and_not_done_is_not_made_again(trained: Run) -> None:
    assert trained("next", "--save")[0] == 0
    for arguments in (("next",), ("next", "--save"), ("next", "--explain", "-f", "json")):
        code, out, err = trained(*arguments)
        assert (code, out) == (2, "")
        assert told(err) == (
            "nothing of week 2 is in the log yet, so there is nothing to go by; do it first: glutemed session"
        )


def test_pain_makes_it_easier(trained: Run, log: Store, on: Day, train: Train) -> None:
    assert trained("next", "--save")[0] == 0
    train(NEXT, lambda one: replace(one, pain=7) if one.exercise == "clamshell" else one, pain=7)
    on(THIRD)
    out = trained("next", "--save")[1]
    assert "Pain reached 7, and more than 5 is too much: an easier form, or less of it." in out
    assert all(int(dose.split("x")[0]) == 2 for dose in current(log).values())


# People


def test_each_person_has_a_log_of_their_own(trained: Run, log: Store, train: Train, on: Day) -> None:
    on(MONDAY)
    assert trained(*EARLY, "--person", "Ana Lima", "--pain", "2")[0] == 0
    train(MONDAY, name="Ana Lima", pain=4)
    on(NEXT)
    code, out, err = trained("next", "--person", "ana lima", "--save")
    assert (code, told(err)) == (
        0,
        'saved as the current program of ana lima; do the first session with: glutemed session --person "ana lima"',
    )
    assert "Pain of 4 is acceptable, but not low" in out
    assert current(log, "Ana Lima")["clamshell"] == "3x8"
    assert "3 x 9 instead of 3 x 8" in trained("next")[1]


def test_a_person_whom_the_log_does_not_know(trained: Run) -> None:
    code, out, err = trained("next", "--person", "Bo")
    assert (code, out) == (2, "")
    begin = BEGIN.replace("screen,", 'screen --person "Bo",')
    assert told(err) == f'nothing is in the log of Bo yet; it knows me; {begin} --person "Bo"'


def test_an_empty_log(glutemed: Run, tmp_path: Path) -> None:
    code, out, err = glutemed("next")
    assert (code, out) == (2, "")
    assert told(err) == f"nothing is in the log of me yet; {BEGIN}"
    assert not (tmp_path / "log.sqlite3").exists()


def test_a_program_of_which_nothing_was_done(glutemed: Run, on: Day) -> None:
    on(MONDAY)
    assert glutemed(*EARLY)[0] == 0
    code, out, err = glutemed("next")
    assert (code, out) == (2, "")
    assert told(err) == ("no session is in the log yet; do one with: glutemed session, or write it down: glutemed log")


# Stages and stops


def test_a_stage_that_is_closed_and_one_that_is_open(trained: Run, log: Store) -> None:
    code, out, err = trained("next", "--stage", "mid", "--save")
    assert (code, out) == (2, "")
    assert told(err).startswith("--stage: mid is not open yet; glutemed next --explain tells what is missing")
    assert current(log)["clamshell"] == "3x8"
    log.screen("me", recorded({"step-down": (3, 2)}, "2026-12-05"))
    assert "what is recorded opens the mid stage" in trained("next")[1].casefold()
    code, out, _ = trained("next", "--stage", "mid", "--save")
    assert code == 0
    assert "A new program: what changes, and why" in out
    assert "From rehab, early stage to rehab, mid stage" in out
    assert "single-leg-squat" in current(log)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (
            ("--stage", "erly"),
            2,
            '--stage: "erly" is not allowed; allowed: early, mid, late; did you mean "early"?',
        ),
        (("--stage", "late"), 2, "--stage: late does not follow early; one stage at a time"),
        (("--pain", "11"), 2, "--pain: 11 is not allowed; allowed: 0 to 10"),
        (("--pain", "9"), 4, "pain of 9 of 10 is too much for any program"),
        (("--format", "docx"), 2, '--format: "docx" is not allowed; allowed: terminal, markdown, json'),
        (("--person", "a\x1bb"), 2, "--person"),
    ],
)
def test_wrong_use_is_one_line(trained: Run, arguments: tuple[str, ...], code: int, message: str) -> None:
    found, out, err = trained("next", *arguments)
    assert (found, out) == (code, "")
    assert message in told(err)
    assert "\x1b" not in err


def test_a_red_flag_stops(trained: Run, log: Store) -> None:
    """The safety questions as answered last."""
    log.screen("me", recorded({}, "2026-12-05", ("hot-joint", True)))
    code, out, err = trained("next", "--save")
    assert (code, out) == (4, "")
    assert told(err).startswith("training stops: See a doctor today.")
    log.screen("me", recorded({}, "2026-12-06", ("hot-joint", False)))
    assert trained("next")[0] == 0


def test_mornings_of_8_stop(glutemed: Run, on: Day, train: Train) -> None:
    on(MONDAY)
    assert glutemed(*EARLY)[0] == 0
    train(MONDAY, morning=8)
    on(NEXT)
    code, out, err = glutemed("next")
    assert (code, out) == (4, "")
    assert told(err).startswith("pain of 8 of 10 is too much for any program")


def test_a_log_that_cannot_be_read(trained: Run, tmp_path: Path) -> None:
    (tmp_path / "log.sqlite3").write_bytes(b"no log at all" * 100)
    code, out, err = trained("next")
    assert (code, out) == (74, "")
    assert "log.sqlite3" in told(err)


# The plan that comes out is one like any other


def test_a_plan_that_next_made_is_checked_swapped_and_edited(trained: Run, tmp_path: Path) -> None:
    assert trained("next", "-o", "week.json")[0] == 0
    code, out, err = trained("check", "week.json")
    assert (code, err, out.endswith("0 errors\n")) == (0, "", True)
    assert trained("swap", "week.json", "clamshell", "-o", "swapped.json")[0] == 0
    assert trained("edit", "week.json", "single-leg-bridge", "--reps", "8", "-o", "edited.json")[0] == 0
    for name in ("swapped.json", "edited.json"):
        code, out, _ = trained("check", name)
        assert (code, out.endswith("0 errors\n")) == (0, True)
        made = json.loads((tmp_path / name).read_text())
        assert ([week["number"] for week in made["weeks"]], [week["number"] for week in made["before"]]) == ([2], [1])


def test_a_check_looks_at_the_weeks_before(trained: Run, tmp_path: Path) -> None:
    """Two repetitions more than the week before are too many."""
    assert trained("next", "-o", "week.json")[0] == 0
    plan = json.loads((tmp_path / "week.json").read_text())
    clam = next(
        item for item in plan["weeks"][0]["sessions"][0]["blocks"][1]["items"] if item["exercise"] == "clamshell"
    )
    clam["dose"]["reps"] = 12
    (tmp_path / "week.json").write_text(json.dumps(plan))
    code, out, _ = trained("check", "week.json")
    assert code == 1
    assert "Clamshell: volume 24 to 36 in a week; at most 27" in out


# A step up that would break a rule


def test_where_a_step_up_would_break_a_rule_nothing_rises(
    glutemed: Run, on: Day, train: Train, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing unchecked leaves, and nobody is left without a week."""
    on(MONDAY)
    glutemed(*EARLY)
    train(MONDAY)
    on(NEXT)
    rises = unbroken
    judged: list[Plan] = []

    def refuses_the_first(catalog: Catalog, made: Plan) -> None:
        judged.append(made)
        if len(judged) == 1:
            raise InternalError("a rule is broken")
        rises(catalog, made)

    monkeypatch.setattr(making, "unbroken", refuses_the_first)
    code, out, _ = glutemed("next", "--format", "json")
    assert code == 0
    first, second = ([item.dose.reps for item in plan.weeks[0].sessions[0].items("main")] for plan in judged)
    assert (first, second) == ([9, 1, 9], [8, 1, 8])
    assert json.loads(out)["id"] == judged[1].id


def test_the_next_week_is_a_page_too_with_the_program_as_it_was_saved(trained: Run, log: Store, tmp_path: Path) -> None:
    code, out, _ = trained("next", "--save", "-o", "week.html")
    assert (code, out) == (0, "")
    page = (tmp_path / "week.html").read_text(encoding="utf-8")
    person = log.person("me")
    assert person
    assert person.programs[-1].program in page
    assert "Side-lying hip abduction" in page


def test_the_rows_tried_have_no_place_on_the_page(trained: Run, tmp_path: Path) -> None:
    code, out, err = trained("next", "--save", "--explain", "-o", "week.html")
    assert (code, out) == (2, "")
    assert err == "glutemed: --explain has no place on the page; take --format markdown for it\n"
    assert not (tmp_path / "week.html").exists()
