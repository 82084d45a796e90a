"""`swap` and `edit` as a user meets them: what comes out, what is refused, and that nothing is lost on the way."""

import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from glutemed.cli.app import run
from glutemed.model.plan import Plan
from glutemed.model.records import decode, to_json

Run = Callable[..., tuple[int, str, str]]
SHORT = "goal: prevention\ndays:\n  - name: Monday\n    exercises:\n      - {exercise: side plank, sets: 3, hold: 30}\n"
PLANS = {
    "early.json": ("--goal", "rehab"),
    "prevention.json": ("--goal", "prevention", "--level", "intermediate"),
    "weeks.json": ("--goal", "prevention", "--level", "intermediate", "--weeks", "4", "--pain", "0"),
    "pain.json": ("--goal", "rehab", "--stage", "mid", "--pain", "4"),
    "timed.json": ("--goal", "rehab", "--stage", "mid", "--minutes", "25"),
    "clinician.json": ("--goal", "rehab", "--clinician", "A. Nurse: tested"),
    "eight.json": (
        "--goal",
        "prevention",
        "--level",
        "intermediate",
        "--equipment",
        "none",
        "--weeks",
        "8",
        "--pain",
        "0",
    ),
    "asked.json": ("--goal", "rehab", "--include", "clamshell,hip-hitch"),
}
LEG_LIFT = "side-plank-hip-abduction"


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def plans(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the text of each saved plan by its name."""
    folder = tmp_path_factory.mktemp("plans")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GLUTEMED_CACHE", str(cache))
        for name, asked in PLANS.items():
            assert run(["plan", *asked, "-o", str(folder / name)]) == 0
    return {name: (folder / name).read_text() for name in PLANS}


@pytest.fixture
def glutemed(
    plans: dict[str, str],
    cache: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Run a command line in a folder that holds the plans; returns exit code, output and errors."""
    monkeypatch.setenv("GLUTEMED_CACHE", str(cache))
    monkeypatch.chdir(tmp_path)
    for name, text in plans.items():
        (tmp_path / name).write_text(text)

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return call


def read(name: str) -> dict[str, Any]:
    return dict(json.loads(Path(name).read_text()))


def items(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        item
        for week in plan["weeks"]
        for session in week["sessions"]
        for block in session["blocks"]
        for item in block["items"]
    ]


def told(err: str) -> str:
    """Return the one line on standard error, without the name of the program."""
    assert err.startswith("glutemed: ")
    assert err.count("\n") == 1
    return err.removeprefix("glutemed: ").removesuffix("\n")


def test_a_swap_is_printed_as_a_plan_is(glutemed: Run) -> None:
    code, out, _ = glutemed("swap", "early.json", "clam")
    assert code == 0
    assert out.startswith("# Gluteus medius program: rehab, early stage\n")
    assert "taken in place of Clamshell, which was swapped out" in out
    assert glutemed("swap", "early.json", "clam", "-f", "terminal")[1].startswith("Gluteus medius program")


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (
            ("swap", "early.json", "clamshell"),
            (
                "Side-lying hip abduction with internal rotation, 3 x 8 each side, in place of Clamshell, "
                "3 x 8 each side: no other of its pattern (clam rotation) fits here; the best by its rank"
            ),
        ),
        (
            ("swap", "prevention.json", "split-squat"),
            (
                "Forward lunge, 3 x 12 each side, in place of Split squat, 3 x 12 each side: "
                "the best lawful one of its pattern (lunge)"
            ),
        ),
        (
            ("swap", "prevention.json", "split-squat", "--with", "runner-drill"),
            "Runner drill, 3 x 12 each side, in place of Split squat, 3 x 12 each side: as asked with --with",
        ),
        (
            ("swap", "eight.json", "single-leg-squat", "--with", "runner-drill"),
            (
                "Runner drill, 3 x 12 each side, in place of Single-leg squat, 3 x 12 each side, in week 1: "
                "as asked with --with; out with it, as it grew into that: Skater squat"
            ),
        ),
        (
            ("swap", "eight.json", "single-leg-deadlift"),
            (
                "Lateral step-down, 3 x 12 each side, in place of Single-leg deadlift, 2 x 8 each side, in week 6: "
                "no other of its pattern (hinge) fits here; the best other of the squats, hinges, lunges and steps"
            ),
        ),
        (
            ("edit", "early.json", "clamshell", "--reps", "10"),
            "Clamshell: 3 x 10 each side, in place of 3 x 8 each side",
        ),
        (("edit", "early.json", "clamshell", "--reps", "8"), "Clamshell: 3 x 8 each side, as before"),
        (
            ("edit", "weeks.json", "split-squat", "--reps", "12", "--week", "1"),
            "Split squat: 3 x 12 each side, as before, in week 1",
        ),
        (
            ("edit", "weeks.json", "split-squat", "--sets", "3", "--reps", "10"),
            "Split squat: 3 x 10 each side, in place of 3 x 12 each side, in week 1, and set in every week",
        ),
    ],
)
def test_what_was_changed_is_told_with_both_doses_and_why(glutemed: Run, command: tuple[str, ...], says: str) -> None:
    for more in ((), ("-o", "made.json")):
        code, _, err = glutemed(*command, *more)
        assert (code, told(err)) == (0, says)


def test_a_swap_passes_check_and_can_be_swapped_and_edited_again(glutemed: Run) -> None:
    assert glutemed("swap", "prevention.json", LEG_LIFT, "--with", "side plank", "-f", "json", "-o", "a.json")[0] == 0
    assert glutemed("swap", "a.json", "Side plank", "--with", LEG_LIFT, "-f", "json", "-o", "b.json")[0] == 0
    assert glutemed("edit", "b.json", LEG_LIFT, "--hold", "25", "-f", "json", "-o", "c.json")[0] == 0
    assert glutemed("swap", "c.json", "split-squat", "-o", "d.json")[0] == 0
    for name in ("a.json", "b.json", "c.json", "d.json"):
        code, out, _ = glutemed("check", name)
        assert (code, out.endswith("0 errors\n")) == (0, True)
    hand = [item for item in items(read("d.json")) if item["by_hand"]]
    assert {(item["exercise"], item["dose"]["seconds"]) for item in hand} == {(LEG_LIFT, 25)}
    asked = read("d.json")["request"]
    assert (asked["include"], asked["exclude"]) == ([LEG_LIFT], ["side-plank", "split-squat"])


def test_a_swap_over_its_own_file_needs_force(glutemed: Run, plans: dict[str, str]) -> None:
    code, out, err = glutemed("swap", "early.json", "clamshell", "-o", "early.json")
    assert (code, out) == (2, "")
    assert told(err) == "--output: early.json is there already; add --force to replace it"
    assert Path("early.json").read_text() == plans["early.json"]
    assert glutemed("swap", "early.json", "clamshell", "-o", "early.json", "--force")[:2] == (0, "")
    assert read("early.json")["request"]["exclude"] == ["clamshell"]


def test_a_plan_comes_from_standard_input_too(glutemed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = glutemed("plan", "--goal", "rehab", "-f", "json")[1]
    for arguments in (("swap", "-", "clamshell"), ("edit", "-", "clamshell", "--reps", "10")):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(plan.encode())))
        code, out, _ = glutemed(*arguments, "-f", "json")
        assert code == 0
        assert json.loads(out) != json.loads(plan)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(plan.encode())))
    code, _, err = glutemed("edit", "-", "clamshell", "--reps", "99")
    assert (code, told(err)[:19]) == (1, "<stdin>: P05 error:")


def test_what_was_asked_for_and_swapped_out_is_no_longer_asked_for(glutemed: Run) -> None:
    assert glutemed("swap", "asked.json", "hip-hitch", "-o", "a.json")[0] == 0
    request = read("a.json")["request"]
    assert (request["include"], request["exclude"]) == (["clamshell"], ["hip-hitch"])


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ("swap early.json nosuch", 2, 'EXERCISE: no exercise is called "nosuch"; see glutemed list'),
        ("swap early.json clamshell --with nosuch", 2, '--with: no exercise is called "nosuch"; see glutemed list'),
        ("swap early.json clamshell --with clam", 2, "--with: clamshell is what stands there already"),
        (
            "swap early.json hop",
            2,
            (
                "hop is not in this plan; it has sidestep, side-lying-hip-abduction, knee-side-plank, clamshell, "
                "figure-four-stretch, standing-side-bend, standing-hip-abduction, single-leg-bridge, "
                "reverse-clamshell, seated-glute-stretch"
            ),
        ),
        (
            "swap early.json clamshell --with skater-squat",
            3,
            "skater-squat cannot take the place of clamshell: P04, it belongs to the late stage",
        ),
        (
            "swap early.json clamshell --with sidestep",
            3,
            "sidestep cannot take the place of clamshell: P07, it does not belong in main",
        ),
        (
            "swap early.json clamshell --with pigeon-pose",
            3,
            "pigeon-pose cannot take the place of clamshell: P07, it does not belong in main",
        ),
        (
            "swap early.json sidestep",
            3,
            "nothing can take the place of sidestep: no other exercise for its place is lawful for this request",
        ),
        ("swap nothing.json clamshell", 74, "cannot read nothing.json: No such file or directory"),
        ("swap early.json", 2, "swap: missing argument 'EXERCISE'; see --help"),
        ("edit early.json clamshell", 2, "edit: nothing to set; give --sets, --reps, --hold or --holds"),
        ("edit early.json clamshell --hold 20", 2, "edit: clamshell is dosed with --sets and --reps"),
        ("edit early.json clamshell --holds 2", 2, "edit: clamshell is dosed with --sets and --reps"),
        (
            "edit early.json knee-side-plank --reps 8",
            2,
            "edit: knee-side-plank is dosed with --sets, --hold and --holds",
        ),
        ("edit early.json clamshell --sets 0", 2, "--sets: 0 is not allowed; allowed: 1 to 20"),
        ("edit early.json clamshell --sets 21", 2, "--sets: 21 is not allowed; allowed: 1 to 20"),
        ("edit early.json clamshell --reps 101", 2, "--reps: 101 is not allowed; allowed: 1 to 100"),
        ("edit early.json knee-side-plank --hold 601", 2, "--hold: 601 is not allowed; allowed: 1 to 600"),
        ("edit early.json knee-side-plank --holds 0", 2, "--holds: 0 is not allowed; allowed: 1 to 100"),
        ("edit early.json clamshell --sets -1", 2, "--sets: -1 is not allowed; allowed: 1 to 20"),
        ("edit early.json clamshell --reps 1_0", 2, '--reps: "1_0" is not a whole number; allowed: 1 to 100'),
        ("edit early.json clamshell --reps many", 2, '--reps: "many" is not a whole number; allowed: 1 to 100'),
        ("edit early.json clamshell --reps \u0663", 2, '--reps: "\u0663" is not a whole number; allowed: 1 to 100'),
        ("edit early.json clamshell --reps 8.5", 2, '--reps: "8.5" is not a whole number; allowed: 1 to 100'),
        ("edit early.json clamshell --reps 9 --week 2", 2, "--week: 2 is not allowed; allowed: 1"),
        ("edit weeks.json split-squat --reps 9 --week 0", 2, "--week: 0 is not allowed; allowed: 1 to 4"),
    ],
)
def test_every_fault_is_one_line_and_changes_nothing(
    glutemed: Run, tmp_path: Path, arguments: str, code: int, message: str
) -> None:
    ended, out, err = glutemed(*arguments.split(), "--format", "json", "--output", "out.json")
    assert (ended, out) == (code, "")
    assert told(err) == message
    assert "out.json" not in os.listdir(tmp_path)


def test_a_huge_number_is_told_in_a_short_line(glutemed: Run) -> None:
    code, _, err = glutemed("edit", "early.json", "clamshell", "--sets", "9" * 5000)
    assert (code, len(told(err)) < 200) == (2, True)


def test_one_of_another_session_may_be_named_but_none_of_the_same(glutemed: Run) -> None:
    code, out, _ = glutemed("swap", "prevention.json", LEG_LIFT, "--with", "split-squat", "-f", "json")
    assert code == 0
    assert sum(item["exercise"] == "split-squat" for item in items(json.loads(out))) == 2
    code, out, err = glutemed("swap", "prevention.json", LEG_LIFT, "--with", "forward-step-up", "-f", "json")
    assert (code, out) == (3, "")
    assert told(err).startswith("forward-step-up cannot take the place of side-plank-hip-abduction: P13, ")


def test_a_swap_fits_the_minutes_or_is_refused(glutemed: Run) -> None:
    assert glutemed("swap", "timed.json", "single-leg-bridge", "-o", "a.json")[0] == 0
    assert all(session["minutes"] <= 25 for session in read("a.json")["weeks"][0]["sessions"])
    assert glutemed("check", "a.json")[1].endswith("0 errors\n")


def test_a_clinicians_swap_to_a_later_stage_is_given_with_a_note(glutemed: Run) -> None:
    code, out, err = glutemed("swap", "clinician.json", "clamshell", "--with", "skater-squat", "-f", "json")
    assert code == 0
    taken, note = err.splitlines()
    assert taken.endswith(": as asked with --with")
    assert note.startswith("glutemed: clinician.json: P04 note: Skater squat")
    assert "skater-squat" in {item["exercise"] for item in items(json.loads(out))}


def test_a_clinicians_plan_is_swapped_as_others_are(glutemed: Run) -> None:
    long = ("--goal", "prevention", "--level", "intermediate", "--equipment", "none", "--weeks", "8", "--pain", "0")
    assert glutemed("plan", *long, "--clinician", "A. Nurse: tested", "-o", "long.json")[0] == 0
    assert glutemed("swap", "long.json", "lunge-forward", "-o", "a.json")[:2] == (0, "")
    assert glutemed("check", "a.json")[1].endswith("0 errors\n")


@pytest.mark.parametrize("command", [("swap",), ("edit", "--sets", "3")])
def test_what_is_not_a_whole_plan_is_refused_with_what_to_do(
    glutemed: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "short.yaml").write_text(SHORT)
    assert glutemed("plan", "--goal", "rehab", "-o", "sheet.md")[0] == 0
    for name in ("short.yaml", "sheet.md"):
        code, out, err = glutemed(command[0], name, "side-plank", *command[1:])
        assert (code, out) == (2, "")
        assert told(err) == (
            f"{name}: a plan as glutemed saves it is needed, since this one lacks parts such as the stop signs; "
            "make one with: glutemed plan --output plan.json"
        )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"schema": "glutemed.plan/1",\n', "p.json:2:1: not valid JSON"),
        ("", "p.json:1:1: the file is empty"),
        ("[1, 2]", "p.json:1:1: a program is a mapping of fields"),
        ('{"schema": "glutemed.plan/2"}', "p.json:1:12: this plan is of a newer kind"),
    ],
)
def test_a_damaged_file_is_told_with_its_place(glutemed: Run, tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "p.json").write_text(text)
    for command in (("swap", "p.json", "clamshell"), ("edit", "p.json", "clamshell", "--sets", "3")):
        code, out, err = glutemed(*command)
        assert (code in (1, 2), out) == (True, "")
        assert err.startswith(f"glutemed: {message}")


def test_a_field_that_was_spoilt_is_told_with_line_and_column(glutemed: Run) -> None:
    text = Path("early.json").read_text()
    line = text.splitlines().index(next(line for line in text.splitlines() if '"sets":' in line)) + 1
    Path("early.json").write_text(text.replace('"sets": ', '"sets": -', 1))
    code, out, err = glutemed("swap", "early.json", "clamshell")
    assert (code, out) == (1, "")
    assert told(err).startswith(f"early.json:{line}:")


def test_an_edit_is_kept_marked_and_explained(glutemed: Run) -> None:
    edited = ("edit", "prevention.json", "split-squat", "--sets", "4", "--reps", "10")
    code, out, _ = glutemed(*edited, "-f", "json")
    assert code == 0
    before, after = items(read("prevention.json")), items(json.loads(out))
    for old, new in zip(before, after, strict=True):
        if new["exercise"] == "split-squat":
            assert (new["sets"], new["dose"]["reps"], new["by_hand"]) == (4, 10, True)
            assert new["reasons"][-1] == {"rule": "P15", "text": "the dose was set by hand", "sources": ["own"]}
        else:
            assert new == old
    shown = glutemed(*edited)[1]
    assert "4 x 10" in shown
    assert "the dose was set by hand" in shown
    assert glutemed(*edited, "-f", "terminal")[1].count("by hand") >= 1


def test_minutes_follow_an_edit(glutemed: Run) -> None:
    _, out, _ = glutemed("edit", "early.json", "clamshell", "--reps", "15", "-f", "json")
    had = [session["minutes"] for session in read("early.json")["weeks"][0]["sessions"]]
    has = [session["minutes"] for session in json.loads(out)["weeks"][0]["sessions"]]
    assert [new - old > 0 for old, new in zip(had, has, strict=True)] == [True, False, True]


@pytest.mark.parametrize(
    ("arguments", "rule", "found"),
    [
        ("prevention.json split-squat --sets 5", "P05", "Split squat: 5 sets; at most 4"),
        ("prevention.json split-squat --reps 16", "P05", "Split squat: 16 repetitions; at most 15"),
        (f"prevention.json {LEG_LIFT} --hold 46", "P05", "Side plank with leg lift: 46 seconds; at most 45"),
        ("early.json sidestep --sets 3", "P05", "Sidestep: 3 sets; at most 2"),
        ("early.json figure-four-stretch --hold 60", "P05", "Figure-four stretch: 60 seconds; at most 40"),
        ("pain.json single-leg-bridge --sets 3", "P05", "Single-leg bridge: 3 sets with pain above 2; at most 2"),
        ("timed.json single-leg-bridge --sets 4 --reps 15", "P12", "; 25 were asked for"),
        ("weeks.json split-squat --reps 15 --week 2", "P11", "Split squat: volume 36 to 45 in a week; at most 41"),
    ],
)
def test_a_dose_over_a_limit_is_exit_1_with_rule_and_limit_and_nothing_written(
    glutemed: Run, tmp_path: Path, arguments: str, rule: str, found: str
) -> None:
    file = arguments.split(maxsplit=1)[0]
    code, out, err = glutemed("edit", *arguments.split(), "-f", "json", "--output", "out.json")
    assert (code, out, "out.json" in os.listdir(tmp_path)) == (1, "", False)
    first = err.splitlines()[0]
    assert first.startswith(f"glutemed: {file}: {rule} error: ")
    assert found in first


def test_a_clinicians_dose_is_given_with_a_note(glutemed: Run) -> None:
    code, out, err = glutemed("edit", "clinician.json", "clamshell", "--sets", "5", "-f", "json")
    assert code == 0
    assert {item["sets"] for item in items(json.loads(out)) if item["exercise"] == "clamshell"} == {5}
    assert err.splitlines()[1].startswith("glutemed: clinician.json: P05 note: Clamshell: 5 sets; at most 4; ")


def test_a_dose_under_a_limit_is_given_with_a_note(glutemed: Run) -> None:
    code, out, err = glutemed("edit", "early.json", "clamshell", "--sets", "1", "-f", "json")
    assert code == 0
    assert {item["sets"] for item in items(json.loads(out)) if item["exercise"] == "clamshell"} == {1}
    assert err.splitlines()[1].startswith("glutemed: early.json: P05 note: Clamshell: 1 set; at least 3; ")


def test_an_edit_of_one_week_leaves_the_others(glutemed: Run) -> None:
    assert glutemed("edit", "weeks.json", "split-squat", "--reps", "14", "--week", "4", "-o", "a.json")[0] == 0
    found = [item for item in items(read("a.json")) if item["exercise"] == "split-squat"]
    assert [(item["dose"]["reps"], item["by_hand"]) for item in found] == [
        (12, False), (13, False), (14, False), (14, True),
    ]  # fmt: skip


def broken(name: str, exercise: str, weeks: slice) -> str:
    """Write a plan with nine sets of an exercise in some of its weeks, and return its file."""
    plan = json.loads(Path(name).read_text())
    sessions = [session for week in plan["weeks"][weeks] for session in week["sessions"]]
    items = [item for session in sessions for block in session["blocks"] for item in block["items"]]
    for item in items:
        if item["exercise"] == exercise:
            item["sets"] = 9
    Path("broken.json").write_text(json.dumps(plan))
    return "broken.json"


@pytest.mark.parametrize("command", [("edit", "knee-side-plank", "--hold", "18"), ("swap", "single-leg-bridge")])
def test_rules_that_a_plan_broke_before_and_still_breaks_are_told(glutemed: Run, command: tuple[str, ...]) -> None:
    file = broken("early.json", "clamshell", slice(None))
    code, out, err = glutemed(command[0], file, *command[1:])
    assert code == 0, err
    assert out
    assert "note: the plan broke P05" in err
    assert "before, and still does; see it with: glutemed check broken.json" in err


def test_what_is_wrong_in_one_more_week_is_new(glutemed: Run) -> None:
    plan = json.loads(Path("weeks.json").read_text())
    held = [
        {i["exercise"] for s in week["sessions"] for b in s["blocks"] if b["kind"] == "main" for i in b["items"]}
        for week in plan["weeks"]
    ]
    exercise = min(held[0] & held[1])
    file = broken("weeks.json", exercise, slice(1))
    code, out, err = glutemed("edit", file, exercise, "--sets", "9", "--week", "2")
    assert (code, out) == (1, "")
    assert "P05" in err


def test_a_fault_that_moves_to_another_place_is_new(
    glutemed: Run, plan_for: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change that mends a fault in one session and makes the same one in another is refused."""
    plan = plan_for()

    def spoilt(session: int) -> Plan:
        data = json.loads(to_json(plan))
        for block in data["weeks"][0]["sessions"][session]["blocks"]:
            for item in block["items"]:
                if item["exercise"] == "clamshell":
                    item["sets"] = 9
        return decode(Plan, data)

    Path("first.json").write_text(to_json(spoilt(0)))
    monkeypatch.setattr("glutemed.engine.revision.dosed_by_hand", lambda *_, **__: spoilt(2))
    code, out, err = glutemed("edit", "first.json", "clamshell", "--sets", "3")
    assert (code, out) == (1, "")
    assert "P05 error: Clamshell: 9 sets; at most 4" in err


def test_a_week_of_a_program_that_went_on_is_edited_by_its_number(
    glutemed: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GLUTEMED_STORE", str(tmp_path / "log.sqlite3"))
    glutemed("plan", "--goal", "rehab", "--stage", "early", "--save")
    glutemed("log", "--all-done", "--pain", "1", "--after", "1")
    assert glutemed("next", "-o", "next.json")[0] == 0
    plan = json.loads(Path("next.json").read_text())
    assert [week["number"] for week in plan["weeks"]] == [2]
    id = next(item["exercise"] for block in plan["weeks"][0]["sessions"][0]["blocks"] for item in block["items"])
    assert glutemed("edit", "next.json", id, "--sets", "1", "--week", "2")[0] == 0
    code, _, err = glutemed("edit", "next.json", id, "--sets", "1", "--week", "1")
    assert code == 2
    assert f"--week: {id} is not in week 1; allowed: 2" in err


def test_an_edit_of_a_week_that_lacks_the_exercise_is_told(glutemed: Run) -> None:
    asked = ("--goal", "prevention", "--level", "intermediate", "--equipment", "none", "--weeks", "8", "--pain", "0")
    assert glutemed("plan", *asked, "-o", "long.json")[0] == 0
    code, out, err = glutemed("edit", "long.json", "lunge-forward", "--reps", "9", "--week", "2")
    assert (code, out) == (2, "")
    assert told(err) == "--week: lunge-forward is not in week 2; allowed: 7, 8"
