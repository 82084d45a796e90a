"""catalog new, validate and schema, and --catalog wherever the catalogue is read."""

import io
import json
import os
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import yaml

from glutemed.cli.app import run

ROOT = Path(__file__).parents[2]
ANSWERS = {
    "name": "Leg circle",
    "like": "clam",
    "id": "",
    "aliases": "lying circle, side circle",
    "demand": "low",
    "stages": "",
    "needs": "",
    "knee_bend": "0",
    "hip_bend": "",
    "kneeling": "",
    "impact": "",
    "pivot": "",
    "past_midline": "no",
    "dose": "",
    "sets": "",
    "amount": "10-12",
    "rest_seconds": "30 s",
    "set_up": "Lie on your side.",
    "steps": "Lift the leg.\nDraw a circle.\nLower it.\n",
    "cues": "Hips still.\nSlowly.\n",
    "mistakes": "Rolling back.\nHurrying.\n",
    "stop_signs": "Sharp pain.\n",
    "conditions": "",
}
"""What is typed for each question, in their order; lists end with an empty line."""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def glutemed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], cache: Path, tmp_path: Path) -> Run:
    """Run a command line in an empty folder; return its exit code, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GLUTEMED_CACHE", str(cache))
    monkeypatch.setenv("GLUTEMED_CONFIG", str(tmp_path / "config"))

    def call(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8"))
        code = run(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return call


def answers(**changed: str) -> str:
    return "\n".join({**ANSWERS, **changed}.values()) + "\n"


def written(glutemed: Run, file: str = "mine.yaml", **changed: str) -> str:
    """Write a catalogue file by interview, and return its text."""
    code, _, err = glutemed("catalog", "new", "-o", file, typed=answers(**changed))
    assert code == 0, err
    return Path(file).read_text(encoding="utf-8")


# catalog new


def test_an_interview_writes_a_file_that_is_valid_and_can_be_planned_with(glutemed: Run) -> None:
    code, out, _ = glutemed("catalog", "new", typed=answers())
    assert code == 0
    assert out.splitlines() == [
        "Written:  mine.yaml",
        "Check it: glutemed catalog validate mine.yaml",
        "See it:   glutemed show leg-circle --catalog mine.yaml",
        "Use it:   glutemed plan --goal rehab --stage early --include leg-circle --catalog mine.yaml",
    ]
    for line in out.splitlines()[1:]:
        assert glutemed(*line.split(" glutemed ")[1].split())[0] == 0


def test_the_file_holds_the_answers_and_what_it_takes_over(glutemed: Run) -> None:
    (entry,) = yaml.safe_load(written(glutemed))["exercises"]
    assert entry["name"] == "Leg circle"
    assert entry["aliases"] == ["lying circle", "side circle"]
    assert (entry["position"], entry["working_hip"], entry["pattern"]) == ("side-lying", "top", "clam-rotation")
    assert (entry["knee_bend"], entry["hip_bend"], entry["rest_seconds"]) == (0, 45, 30)
    assert entry["steps"] == ["Lift the leg.", "Draw a circle.", "Lower it."]
    assert entry["dose"] == {"kind": "reps", "reps": [10, 12], "sources": ["own"]}


def test_where_a_load_goes_is_asked_for(glutemed: Run) -> None:
    (entry,) = yaml.safe_load(written(glutemed, needs="ankle-weight\nround the ankle"))["exercises"]
    (load,) = entry["loads"]
    assert (load["kind"], load["where"]) == ("ankle-weight", "round the ankle")


def test_a_folder_that_is_not_there_is_told_before_anything_is_asked(glutemed: Run) -> None:
    code, _, err = glutemed("catalog", "new", "-o", "no/where.yaml", typed=answers())
    assert (code, err) == (2, "glutemed: --output: the folder no is not there, or cannot be written to\n")


def test_the_line_to_use_it_is_one_that_gives_a_plan(glutemed: Run) -> None:
    asked = {"like": "hop", "demand": "", "knee_bend": "", "past_midline": "", "amount": "", "rest_seconds": ""}
    _, out, _ = glutemed("catalog", "new", typed=answers(**asked))
    line = out.splitlines()[-1]
    assert "--level intermediate" in line
    assert glutemed(*line.split(" glutemed ")[1].split())[0] == 0


def test_the_file_opens_with_the_line_for_editors_and_is_private(glutemed: Run) -> None:
    assert "\n# yaml-language-server: $schema=glutemed-catalog.json\n" in written(glutemed)
    if os.name == "posix":
        assert stat.S_IMODE(Path("mine.yaml").stat().st_mode) == 0o600


def test_a_file_that_is_there_is_never_replaced_and_nothing_is_asked(glutemed: Run) -> None:
    Path("mine.yaml").write_text("precious", encoding="utf-8")
    code, out, err = glutemed("catalog", "new", typed=answers())
    assert (code, out) == (2, "")
    assert err == "glutemed: --output: mine.yaml is there already, and is never replaced; name another file\n"
    assert Path("mine.yaml").read_text(encoding="utf-8") == "precious"


def test_answers_that_end_early_write_nothing(glutemed: Run) -> None:
    code, out, err = glutemed("catalog", "new", typed="Leg circle\nclam\n")
    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == "glutemed: the answers ended before the last question; nothing was written"
    assert not Path("mine.yaml").exists()


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("name", "Clams\nLeg circle", '"Clams" means Clamshell already; choose another name'),
        ("name", "\nLeg circle", "an answer is needed here"),
        ("name", "Leg\u202ecircle\nLeg circle", "the character U+202E is not allowed"),
        ("like", "clm\nclam", 'most like: no exercise is called "clm"; did you mean "clam"?'),
        ("id", "Leg Circle\n", "2 to 60 characters: lower-case words joined by hyphens, such as leg-circle"),
        (
            "demand",
            "lw\nlow",
            'demand: "lw" is not allowed; allowed: low, moderate, high, very-high; did you mean "low"?',
        ),
        ("needs", "bnd\nband\n", 'kit: "bnd" is not allowed'),
        ("knee_bend", "ninety\n90", "a whole number from 0 to 160 is needed"),
        ("steps", "Lift.\nLower.\n\nAgain.\n", "an answer is needed here"),
        ("conditions", "acll\nnone", 'conditions: "acll" is not allowed'),
        ("impact", "maybe\nno", 'answer: "maybe" is not allowed; allowed: yes, no'),
        ("amount", "12-8\n8-12", 'lowest and highest are needed, such as 8-12, at most 60; or "usual"'),
        ("aliases", "clams\n", '"clams" means Clamshell already'),
    ],
)
def test_an_answer_that_cannot_be_is_told_and_asked_for_again(glutemed: Run, field: str, typed: str, told: str) -> None:
    code, _, err = glutemed("catalog", "new", typed=answers(**{field: typed}))
    assert code == 0, err
    assert told in err
    assert "\u202e" not in err


def test_what_is_wrong_with_the_whole_is_told_and_asked_for_again(glutemed: Run) -> None:
    """A landing is of very high demand, which the early stage does not have."""
    code, _, err = glutemed(
        "catalog", "new", typed=answers(impact="y", sets="2-3", amount="5-8") + "very-high\nlate\n60\n"
    )
    assert code == 0, err
    assert 'impact is "very-high" demand at least' in err
    (entry,) = yaml.safe_load(Path("mine.yaml").read_text(encoding="utf-8"))["exercises"]
    assert (entry["demand"], entry["stages"][0]["stage"]) == ("very-high", "late")


def test_a_condition_that_it_is_said_to_be_fine_with_is_allowed_and_the_others_are_not(glutemed: Run) -> None:
    written(glutemed, conditions="itb-syndrome")
    asked = ("plan", "--goal", "rehab", "--include", "leg-circle", "--catalog", "mine.yaml", "--condition")
    assert glutemed(*asked, "itb-syndrome")[0] == 0
    code, _, err = glutemed(*asked, "low-back-pain")
    assert code == 3
    assert "did not judge it for this condition" in err


@pytest.mark.parametrize(
    "like", ["sit-to-stand", "single-leg-rdl", "pigeon-pose", "lateral-band-walk", "hop", "side-plank"]
)
def test_an_entry_like_any_kind_of_exercise_can_be_made(glutemed: Run, like: str) -> None:
    amount = {"hop": "8-10", "side-plank": "20-30", "pigeon-pose": "20-30"}.get(like, "8-12")
    rest = "60" if like in ("single-leg-rdl", "hop", "side-plank") else "30"
    needs = "\n" if like == "lateral-band-walk" else ""  # where the band goes
    written(
        glutemed, like=like, demand="", needs=needs, knee_bend="", past_midline="", amount=amount, rest_seconds=rest
    )


def test_names_of_other_scripts_need_an_id_of_their_own_and_come_back_right(glutemed: Run) -> None:
    text = written(glutemed, name="左脚ぐるぐる", id="hidari-guru", set_up="よこになる 🧘‍♀️")
    assert "左脚ぐるぐる" in text
    code, out, _ = glutemed("show", "左脚ぐるぐる", "--catalog", "mine.yaml")
    assert code == 0
    assert "よこになる 🧘‍♀️" in out


# catalog validate


def test_every_problem_of_every_file_is_told_and_the_code_is_1(glutemed: Run) -> None:
    Path("a.yaml").write_text("schema: glutemed.catalog/1\nhide: [clam, clamshell]\n", encoding="utf-8")
    Path("b.yaml").write_text("schema: glutemed.catalog/1\nlimits:\n  - {id: pain-max, value: 9}\n", encoding="utf-8")
    Path("c.yaml").write_text("schema: glutemed.catalog/1\nhide: [hop]\n", encoding="utf-8")
    code, out, err = glutemed("catalog", "validate", "a.yaml", "b.yaml", "c.yaml")
    assert code == 1
    assert out == "c.yaml: valid; it hides hop\n"
    assert err.splitlines() == [
        'glutemed: a.yaml:2:8: there is no exercise "clam"; did you mean "clamshell"?',
        "b.yaml:3:20: 9 loosens a safety rule: pain-max may be 5 to 7 of 10",
    ]


def test_a_file_that_cannot_be_read_is_told(glutemed: Run) -> None:
    code, _, err = glutemed("catalog", "validate", "none.yaml")
    assert (code, err) == (74, "glutemed: cannot read none.yaml: No such file or directory\n")


def test_each_file_is_validated_by_itself_or_over_those_of_catalog(glutemed: Run) -> None:
    written(glutemed)
    Path("more.yaml").write_text(
        "schema: glutemed.catalog/1\nchange:\n  - {id: leg-circle, rest_seconds: 60}\n", encoding="utf-8"
    )
    assert glutemed("catalog", "validate", "mine.yaml", "more.yaml")[0] == 1
    code, out, _ = glutemed("catalog", "validate", "more.yaml", "--catalog", "mine.yaml")
    assert (code, out) == (0, "more.yaml: valid; it changes leg-circle\n")


def test_few_exercises_left_are_a_note(glutemed: Run) -> None:
    stages = "stages: [{stage: late, basis: ruling, sources: [own]}]"
    ids = ("single-leg-rdl", "lateral-step-up", "lateral-step-down", "split-squat", "single-leg-squat")
    lines = "".join(
        f"  - {{id: {id}, {stages}}}\n" for id in (*ids, "forward-step-up", "lunge-forward", "lunge-sideways")
    )
    Path("mine.yaml").write_text(f"schema: glutemed.catalog/1\nchange:\n{lines}", encoding="utf-8")
    code, _, err = glutemed("catalog", "validate", "mine.yaml")
    assert code == 0
    assert "mine.yaml: note: mid with kit none has only" in err


def test_the_hook_of_the_project_runs_the_validation(glutemed: Run) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    program, *arguments = hook["entry"].split()
    assert program == "glutemed"
    written(glutemed)
    Path("bad.yaml").write_text("schema: glutemed.catalog/1\nhide: [x-x]\n", encoding="utf-8")
    assert glutemed(*arguments, "mine.yaml")[0] == 0
    assert glutemed(*arguments, "mine.yaml", "bad.yaml")[0] == 1


# catalog limits


def test_the_limits_are_listed_with_how_far_each_may_go(glutemed: Run) -> None:
    code, out, _ = glutemed("catalog", "limits")
    assert code == 0
    assert "| main-reps-max | 15 repetitions | 12 |" in out
    assert "| step-reps | 1 repetitions | - |" in out
    Path("mine.yaml").write_text(
        "schema: glutemed.catalog/1\nlimits: [{id: main-reps-max, value: 12}]\n", encoding="utf-8"
    )
    rows = json.loads(glutemed("catalog", "limits", "--catalog", "mine.yaml", "--format", "json")[1])
    assert [row["value"] for row in rows if row["id"] == "main-reps-max"] == [12]


# catalog schema


def test_the_schema_is_json_and_is_written_where_asked(glutemed: Run) -> None:
    code, out, _ = glutemed("catalog", "schema")
    assert code == 0
    assert json.loads(out)["title"] == "glutemed.catalog/1"
    assert glutemed("catalog", "schema", "-o", "glutemed-catalog.json")[0] == 0
    assert Path("glutemed-catalog.json").read_text(encoding="utf-8") == out


# --catalog, and the overlay of the configuration folder


PLAN = ("plan", "--goal", "rehab", "--include", "leg-circle")


@pytest.mark.parametrize(
    "arguments",
    [
        PLAN,
        ("why", "leg-circle", "--goal", "rehab"),
        ("show", "leg-circle"),
        ("list", "--text", "leg-circle"),
        ("swap", "plan.json", "side-lying-hip-abduction", "--with", "leg-circle"),
        ("edit", "own.json", "leg-circle", "--reps", "9"),
        ("check", "own.json"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_every_command_that_reads_the_catalogue_takes_ones_own(glutemed: Run, arguments: Sequence[str]) -> None:
    written(glutemed)
    glutemed("plan", "--goal", "rehab", "-o", "plan.json")
    glutemed(*PLAN, "--catalog", "mine.yaml", "-o", "own.json")
    assert glutemed(*arguments)[0] in (1, 2) or "leg-circle" not in glutemed(*arguments)[1]
    code, out, err = glutemed(*arguments, "--catalog", "mine.yaml")
    assert code == 0, err
    assert out


def test_a_plan_names_the_catalogues_and_marks_what_is_from_them(glutemed: Run) -> None:
    Path("mine.yaml").write_text(
        written(glutemed, "x.yaml").replace("exercises:", 'name: "Our clinic"\nexercises:', 1), encoding="utf-8"
    )
    Path("two.yaml").write_text("schema: glutemed.catalog/1\nhide: [hop]\n", encoding="utf-8")
    _, out, _ = glutemed(*PLAN, "--catalog", "mine.yaml", "--catalog", "two.yaml")
    assert "- Catalogue: built-in, with Our clinic and two.yaml\n" in out
    assert "an entry of your own catalogue Our clinic, not reviewed by this program (ruling-own-exercises)" in out
    assert "The catalogue: your own Our clinic lies over the built-in one: it adds leg-circle" in out
    assert "The catalogue: your own two.yaml lies over the built-in one: it hides hop" in out
    plan = json.loads(glutemed(*PLAN, "--catalog", "mine.yaml", "--catalog", "two.yaml", "--format", "json")[1])
    assert plan["generator"]["overlays"] == ["Our clinic", "two.yaml"]


def test_a_file_named_twice_counts_once(glutemed: Run) -> None:
    written(glutemed)
    code, out, _ = glutemed(*PLAN, "--catalog", "mine.yaml", "--catalog", "./mine.yaml")
    assert code == 0
    assert "- Catalogue: built-in, with mine.yaml\n" in out


def test_the_id_of_a_plan_depends_on_the_catalogues(glutemed: Run) -> None:
    written(glutemed)
    ids = {
        json.loads(glutemed("plan", "--goal", "prevention", "--format", "json", *more)[1])["id"]
        for more in ((), ("--catalog", "mine.yaml"))
    }
    assert len(ids) == 2


def test_check_tells_which_catalogue_a_plan_was_made_with(glutemed: Run) -> None:
    written(glutemed)
    glutemed(*PLAN, "--catalog", "mine.yaml", "-o", "own.json")
    told = "the plan was made with the catalogue mine.yaml; name its file with --catalog"
    assert told in glutemed("check", "own.json")[2]
    assert told not in glutemed("check", "own.json", "--catalog", "mine.yaml")[2]


def test_check_tells_when_the_data_changed_since_the_plan_was_made(glutemed: Run) -> None:
    text = written(glutemed)
    glutemed(*PLAN, "--catalog", "mine.yaml", "-o", "own.json")
    Path("mine.yaml").write_text(text.replace("rest_seconds: 30", "rest_seconds: 45"), encoding="utf-8")
    assert "made with other data than today's catalogue" in glutemed("check", "own.json", "--catalog", "mine.yaml")[2]


def test_a_plan_that_is_changed_says_which_catalogue_it_is_of_now(glutemed: Run) -> None:
    written(glutemed)
    glutemed("plan", "--goal", "rehab", "-o", "plan.json")
    swapped = ("swap", "plan.json", "side-lying-hip-abduction", "--with", "leg-circle", "--catalog", "mine.yaml")
    assert glutemed(*swapped, "-o", "own.json")[0] == 0
    plan = json.loads(Path("own.json").read_text(encoding="utf-8"))
    assert plan["generator"]["overlays"] == ["mine.yaml"]
    assert any("mine.yaml lies over the built-in one" in decision["text"] for decision in plan["decisions"])
    assert "made with the catalogue mine.yaml" in glutemed("check", "own.json")[2]
    assert glutemed("check", "own.json", "--catalog", "mine.yaml")[0] == 0


def test_a_plan_whose_catalogue_is_not_named_cannot_be_changed(glutemed: Run) -> None:
    written(glutemed)
    glutemed(*PLAN, "--catalog", "mine.yaml", "-o", "own.json")
    for arguments in (("swap", "own.json", "clamshell"), ("edit", "own.json", "leg-circle", "--reps", "9")):
        code, _, err = glutemed(*arguments)
        assert code == 2
        assert "the catalogue has no leg-circle; the plan was made with mine.yaml; name its file with --catalog" in err


def test_the_overlay_of_the_configuration_folder_is_always_there(glutemed: Run, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    written(glutemed, "config/catalog.yaml")
    assert glutemed("show", "leg-circle")[0] == 0
    assert glutemed("catalog", "validate", "config/catalog.yaml")[0] == 0
    assert glutemed("catalog", "validate", "--catalog", "config/catalog.yaml", "config/catalog.yaml")[0] == 0
    (tmp_path / "config" / "catalog.yaml").write_text("schema: glutemed.catalog/1\nhide: [x-x]\n", encoding="utf-8")
    code, _, err = glutemed("list")
    assert code == 1
    assert 'catalog.yaml:2:8: there is no exercise "x-x"' in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("catalog", "vaildate"),
            'there is no "catalog vaildate"; catalog has validate, schema, limits, new; did you mean "validate"?',
        ),
        (("catalog", "validate"), "catalog: missing argument 'FILE...'; see --help"),
        (("catalog", "new", "--ouput"), 'catalog: there is no option --ouput; did you mean "--output"?; see --help'),
        (("plan", "--goal", "rehab", "--catalog", "none.yaml"), "cannot read none.yaml: No such file or directory"),
        (("plan", "--goal", "rehab", "--catalog", "."), "cannot read .: Is a directory"),
    ],
)
def test_wrong_use_is_one_line(glutemed: Run, arguments: Sequence[str], told: str) -> None:
    code, out, err = glutemed(*arguments)
    assert code in (2, 74)
    assert (out, err) == ("", f"glutemed: {told}\n")


def test_the_group_alone_prints_its_help(glutemed: Run) -> None:
    code, out, _ = glutemed("catalog")
    assert code == 0
    assert "glutemed catalog validate mine.yaml" in out
