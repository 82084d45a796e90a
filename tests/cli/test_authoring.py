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
from glutemed.cli.questions import Question, first_questions, questions
from glutemed.errors import UsageError
from glutemed.model.catalog import Catalog

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


def test_the_line_to_use_it_names_the_kit_that_it_cannot_do_without(glutemed: Run) -> None:
    _, out, _ = glutemed("catalog", "new", typed=answers(needs="barbell\nacross the hips", demand="moderate"))
    line = out.splitlines()[-1]
    assert "--equipment gym" in line
    assert glutemed(*line.split(" glutemed ")[1].split())[0] == 0


def test_a_name_with_what_no_one_sees_is_shown_without(glutemed: Run) -> None:
    code, out, _ = glutemed("catalog", "new", "-o", "a\u202eb.yaml", typed=answers())
    assert (code, "\u202e" in out, out.count("a?b.yaml")) == (0, False, 4)


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


def test_a_dose_that_does_not_fit_is_asked_for_again(glutemed: Run) -> None:
    stretch = {"like": "pigeon-pose", "demand": "", "knee_bend": "", "past_midline": "", "rest_seconds": ""}
    typed = answers(**stretch, dose="reps", amount="2-3") + "hold\n\n20-30\n"
    code, _, err = glutemed("catalog", "new", typed=typed)
    assert code == 0, err
    assert "glutemed: a stretch is held, in seconds\n" in err
    (entry,) = yaml.safe_load(Path("mine.yaml").read_text(encoding="utf-8"))["exercises"]
    assert entry["dose"] == {"kind": "hold", "seconds": [20, 30], "sources": ["own"]}


def test_what_no_answer_can_mend_ends_the_interview(glutemed: Run) -> None:
    """The exercise that it would lead to has as many easier ones as it may have."""
    easier = "single-leg-biased-squat, split-stance-sit-to-stand, hip-hitch, clamshell, reverse-clamshell, wall-press"
    Path("two.yaml").write_text(
        f"schema: glutemed.catalog/1\nchange:\n  - {{id: single-leg-squat, easier: [{easier}]}}\n", encoding="utf-8"
    )
    like = {"like": "sit-to-stand", "demand": "", "knee_bend": "", "amount": ""}
    code, _, err = glutemed("catalog", "new", "--catalog", "two.yaml", typed=answers(**like))
    assert code == 2
    assert '"single-leg-squat" has more than 6 easier exercises by now' in err
    assert err.endswith("glutemed: these answers make no valid entry; nothing was written\n")
    assert not Path("mine.yaml").exists()


def test_too_many_sets_are_asked_for_again(glutemed: Run) -> None:
    code, _, err = glutemed("catalog", "new", typed=answers(sets="6-8") + "\n2-3\n8-12\n")
    assert code == 0, err
    assert '"sets" 6 to 8 loosens a safety rule' in err
    (entry,) = yaml.safe_load(Path("mine.yaml").read_text(encoding="utf-8"))["exercises"]
    assert entry["dose"] == {"kind": "reps", "sets": [2, 3], "reps": [8, 12], "sources": ["own"]}


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


# The questions, and how an answer is read


def asked(catalog: Catalog, like: str = "clamshell", name: str = "Leg circle") -> dict[str, Question]:
    """Return the questions about an exercise, by field."""
    exercise = catalog.exercise(like)
    assert exercise
    return {one.field: one for one in (*first_questions(catalog), *questions(catalog, name, exercise))}


@pytest.mark.parametrize(
    ("field", "answer", "value"),
    [
        ("name", "x" * 80, "x" * 80),
        ("set_up", "x" * 500, "x" * 500),
        ("set_up", "cafe\u0301", "caf\u00e9"),
        ("id", "ab", "ab"),
        ("id", "a1-b2", "a1-b2"),
        ("id", "a" * 60, "a" * 60),
        ("aliases", "one, two three;four ,; ", ["one", "two three", "four"]),
        ("aliases", "none", []),
        ("aliases", "None, one, None", ["one"]),
        ("needs", "step, band; bench step", ["band", "bench", "step"]),
        ("needs", "NONE", []),
        ("needs", "ankle_weight", ["ankle-weight"]),
        ("stages", "late mid, late", ["mid", "late"]),
        ("conditions", "low back pain; itb-syndrome, low-back-pain", ["low-back-pain", "itb-syndrome"]),
        ("conditions", "None", []),
        ("conditions", "none; ; itb-syndrome , none", ["itb-syndrome"]),
        ("demand", "Very high", "very-high"),
        ("dose", "HOLD", "hold"),
        *(("kneeling", answer, True) for answer in ("y", "Y", "yes", "YES")),
        *(("impact", answer, False) for answer in ("n", "N", "no", "No")),
        ("knee_bend", "0", 0),
        ("knee_bend", "160", 160),
        ("knee_bend", "45 degrees", 45),
        ("knee_bend", "45deg", 45),
        ("hip_bend", "140\u00b0", 140),
        ("rest_seconds", "300 s", 300),
        ("rest_seconds", "30sec", 30),
        ("rest_seconds", "30 seconds", 30),
        ("sets", "1", [1, 1]),
        ("sets", "10", [10, 10]),
        ("sets", "2 to 3", [2, 3]),
        ("sets", "2-3", [2, 3]),
        ("sets", "3 - 3", [3, 3]),
        ("sets", "Usual", "usual"),
        ("amount", "1-60", [1, 60]),
    ],
)
def test_an_answer_is_read_as_it_is_meant(catalog: Catalog, field: str, answer: str, value: object) -> None:
    assert asked(catalog)[field].read(answer) == value


@pytest.mark.parametrize(
    ("field", "answer", "told"),
    [
        ("name", "x" * 81, "81 characters; at most 80 are allowed"),
        ("set_up", "x" * 501, "501 characters; at most 500 are allowed"),
        ("set_up", "", "an answer is needed here"),
        ("steps", "a\tb", "the character U+0009 is not allowed"),
        ("aliases", f"one, {'x' * 81}", "81 characters; at most 80 are allowed"),
        *(("id", answer, "2 to 60 characters") for answer in ("a", "a" * 61, "a--b", "-ab", "ab-", "Ab", "a b")),
        ("id", "Clamshell", '"Clamshell" means Clamshell already; choose another id'),
        ("stages", "none", "at least one stage is needed"),
        ("stages", "erly", 'stages: "erly" is not allowed; allowed: early, mid, late; did you mean "early"?'),
        ("kneeling", "yep", 'answer: "yep" is not allowed; allowed: yes, no'),
        *(("knee_bend", answer, "from 0 to 160 is needed") for answer in ("161", "-1", "4.5", "", "4 m")),
        ("hip_bend", "141", "a whole number from 0 to 140 is needed"),
        ("rest_seconds", "301", "a whole number from 0 to 300 is needed"),
        *(("sets", answer, "at most 10;") for answer in ("0", "0-2", "11", "2-11", "3-2", "2-3-4", "two", "")),
        ("amount", "1-61", "such as 8-12, at most 60;"),
        ("like", "", "an answer is needed here"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(catalog: Catalog, field: str, answer: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        asked(catalog)[field].read(answer)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Leg circle", "leg-circle"),
        ("  Leg -- circle (side)!", "leg-circle-side"),
        ("\u00c9tude \u00e0 deux", "etude-a-deux"),
        ("x" * 61, "x" * 60),
        (f"{'x' * 59} yy", "x" * 59),
        ("AB", "ab"),
        ("A", None),
        ("\u5de6\u811a", None),
        ("Clam!", None),
    ],
)
def test_an_id_is_made_of_the_name_where_that_is_free(catalog: Catalog, name: str, id: str | None) -> None:
    assert asked(catalog, name=name)["id"].default == id


@pytest.mark.parametrize(
    ("like", "defaults"),
    [
        (
            "hop",
            {
                "impact": True,
                "kneeling": False,
                "demand": "very-high",
                "stages": ["late"],
                "sets": [2, 3],
                "dose": "reps",
            },
        ),
        ("knee-side-plank", {"impact": False, "kneeling": True, "sets": "usual", "amount": "usual", "dose": "hold"}),
        ("lateral-band-walk", {"needs": ["band"], "aliases": [], "conditions": []}),
        ("offset-squat", {"sets": "usual", "amount": "usual"}),
    ],
)
def test_an_empty_answer_takes_what_the_like_exercise_has(
    catalog: Catalog, like: str, defaults: dict[str, object]
) -> None:
    found = asked(catalog, like)
    assert {field: found[field].default for field in defaults} == defaults


def test_what_an_empty_answer_takes_is_shown(glutemed: Run) -> None:
    landing = {"like": "hop", "demand": "", "knee_bend": "", "past_midline": "", "amount": "", "rest_seconds": "60"}
    _, _, err = glutemed("catalog", "new", typed=answers(**landing))
    for shown in (
        "called? \n",
        "hyphens? [leg-circle] ",
        "commas between? [none] ",
        "an exercise of your own, for mine.yaml; an empty answer takes what stands in [brackets]",
        "mid and late. [late] ",
        "very-high? [very-high] ",
        "yes or no? [no] ",
        "yes or no? [yes] ",
        "2-3? [2-3] ",
        "Step 3 (at least 3): ",
        "Step 4: [enough] ",
    ):
        assert shown in err


def test_space_around_an_answer_does_not_count(glutemed: Run) -> None:
    text = written(glutemed, name="  Leg circle ", knee_bend=" 0 ", steps="A.\n B. \nC.\n  ")
    (entry,) = yaml.safe_load(text)["exercises"]
    assert (entry["name"], entry["knee_bend"], entry["steps"]) == ("Leg circle", 0, ["A.", "B.", "C."])


def test_asking_stops_by_itself_after_the_most_answers(glutemed: Run) -> None:
    most = {"steps": 6, "cues": 4, "mistakes": 3, "stop_signs": 3}
    typed = {field: "\n".join(f"{field} {number}." for number in range(count)) for field, count in most.items()}
    (entry,) = yaml.safe_load(written(glutemed, **typed))["exercises"]
    assert {field: len(entry[field]) for field in most} == most


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"sets": "usual", "amount": "usual"}, {"dose": {"kind": "reps"}}),
        ({"sets": "2-3", "amount": "usual"}, {"dose": {"kind": "reps", "sets": [2, 3], "sources": ["own"]}}),
        (
            {"dose": "hold", "amount": "20-30"},
            {"dose": {"kind": "hold", "seconds": [20, 30], "sources": ["own"]}, "tempo": None},
        ),
        ({}, {"tempo": "2-1-2", "kneeling": None, "harder": None, "needs": None, "loads": None, "conditions": None}),
        ({"kneeling": "y"}, {"kneeling": True, "impact": None, "pivot": None, "past_midline": None}),
        ({"pivot": "y", "past_midline": "y"}, {"kneeling": None, "pivot": True, "past_midline": True}),
        (
            {"needs": "step ankle-weight band\nround the ankle\n"},
            {"loads": [("ankle-weight", "round the ankle"), ("band", "just above the knees")]},
        ),
        (
            {"conditions": "itb-syndrome"},
            {
                "conditions": [
                    {
                        "condition": "itb-syndrome",
                        "action": "allow",
                        "why": "judged fine by who wrote the entry",
                        "sources": ["own"],
                    }
                ]
            },
        ),
    ],
    ids=str,
)
def test_the_answers_make_the_fields(glutemed: Run, changed: dict[str, str], fields: dict[str, object]) -> None:
    (entry,) = yaml.safe_load(written(glutemed, **changed))["exercises"]
    if "loads" in entry:
        entry["loads"] = [(load["kind"], load["where"]) for load in entry["loads"]]
    assert {field: entry.get(field) for field in fields} == fields
    assert None not in entry.values()
    assert [] not in entry.values()


def test_what_no_question_is_about_is_as_in_the_like_exercise(glutemed: Run, catalog: Catalog) -> None:
    """Also where another file changed it."""
    Path("two.yaml").write_text(
        "schema: glutemed.catalog/1\nchange:\n  - {id: sit-to-stand, surface: unstable, balance: some}\n",
        encoding="utf-8",
    )
    like = {"like": "sit-to-stand", "demand": "", "knee_bend": "", "amount": ""}
    code, _, err = glutemed("catalog", "new", "--catalog", "two.yaml", typed=answers(**like))
    assert code == 0, err
    (entry,) = yaml.safe_load(Path("mine.yaml").read_text(encoding="utf-8"))["exercises"]
    stand = catalog.exercise("sit-to-stand")
    for field in ("category", "chain", "mechanism", "leads_to", "pattern", "sided", "working_hip", "position"):
        assert entry[field] == getattr(stand, field)
    assert (entry["surface"], entry["balance"]) == ("unstable", "some")


def test_a_rung_leads_to_what_the_like_exercise_leads_to(glutemed: Run) -> None:
    (entry,) = yaml.safe_load(written(glutemed, like="sit-to-stand", demand="", knee_bend="", amount=""))["exercises"]
    assert (entry["mechanism"], entry["leads_to"], entry["harder"]) == (
        "step-towards",
        "single-leg-squat",
        ["single-leg-squat"],
    )


def test_the_names_of_another_file_are_taken_and_its_exercises_are_known(glutemed: Run) -> None:
    written(glutemed)
    code, _, err = glutemed(
        "catalog",
        "new",
        "-o",
        "more.yaml",
        "--catalog",
        "mine.yaml",
        typed=answers(name="Leg circle\nBig circle", like="leg circle", id="leg-circle\n", aliases="side circle\n"),
    )
    assert code == 0, err
    assert '"Leg circle" means Leg circle already; choose another name' in err
    assert '"leg-circle" means Leg circle already; choose another id' in err
    assert '"side circle" means Leg circle already; choose another name' in err
    (entry,) = yaml.safe_load(Path("more.yaml").read_text(encoding="utf-8"))["exercises"]
    assert (entry["id"], entry["position"]) == ("big-circle", "side-lying")


# catalog validate


def test_a_file_named_twice_is_told_once(glutemed: Run) -> None:
    Path("a.yaml").write_text("schema: glutemed.catalog/1\nhide: [hop]\n", encoding="utf-8")
    Path("b.yaml").write_text("schema: glutemed.catalog/1\nhide: [x-x]\n", encoding="utf-8")
    code, out, err = glutemed("catalog", "validate", "a.yaml", "b.yaml", "a.yaml", "b.yaml")
    assert (code, out.count("\n"), err.count("\n")) == (1, 1, 1)


def test_what_is_wrong_with_a_file_below_is_told_once(glutemed: Run) -> None:
    Path("a.yaml").write_text("schema: glutemed.catalog/1\nhide: [hop]\n", encoding="utf-8")
    Path("b.yaml").write_text("schema: glutemed.catalog/1\nhide: [pigeon-pose]\n", encoding="utf-8")
    Path("bad.yaml").write_text("schema: glutemed.catalog/1\nhide: [x-x]\n", encoding="utf-8")
    code, out, err = glutemed("catalog", "validate", "a.yaml", "b.yaml", "--catalog", "bad.yaml")
    assert (code, out, err.count("bad.yaml:2:8")) == (1, "", 1)


def test_a_missing_file_and_a_wrong_one_are_both_told(glutemed: Run) -> None:
    Path("bad.yaml").write_text("schema: glutemed.catalog/1\nhide: [x-x]\n", encoding="utf-8")
    code, _, err = glutemed("catalog", "validate", "none.yaml", "bad.yaml")
    assert code == 1
    assert "cannot read none.yaml: No such file or directory" in err
    assert 'bad.yaml:2:8: there is no exercise "x-x"' in err
    code, _, err = glutemed("catalog", "validate", "none.yaml", "nor.yaml")
    assert code == 74
    assert "cannot read none.yaml: No such file or directory; cannot read nor.yaml: No such file" in err


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


def test_the_limits_come_in_every_format_and_replace_a_file_with_force_only(glutemed: Run) -> None:
    for format, opening in (("table", "Limits"), ("markdown", "# Limits\n"), ("json", "[\n")):
        code, out, _ = glutemed("catalog", "limits", "--format", format)
        assert code == 0
        assert opening in out
        assert ("| --- |" in out) == (format == "markdown")
        assert glutemed("catalog", "limits", "--format", format, "-o", f"{format}.txt")[0] == 0
        code, _, err = glutemed("catalog", "limits", "--format", format, "-o", f"{format}.txt")
        assert code == 2
        assert "add --force to replace it" in err
        assert glutemed("catalog", "limits", "--format", format, "-o", f"{format}.txt", "--force")[0] == 0
    assert glutemed("catalog", "limits", "--format", "csv")[0] == 2


# catalog schema


def test_the_schema_is_json_and_is_written_where_asked(glutemed: Run) -> None:
    code, out, _ = glutemed("catalog", "schema")
    assert code == 0
    assert json.loads(out)["title"] == "glutemed.catalog/1"
    assert glutemed("catalog", "schema", "-o", "glutemed-catalog.json")[0] == 0
    assert Path("glutemed-catalog.json").read_text(encoding="utf-8") == out


def test_the_schema_replaces_a_file_with_force_only(glutemed: Run) -> None:
    Path("x.json").write_text("precious", encoding="utf-8")
    code, out, err = glutemed("catalog", "schema", "-o", "x.json")
    assert (code, out) == (2, "")
    assert err == "glutemed: --output: x.json is there already; add --force to replace it\n"
    assert Path("x.json").read_text(encoding="utf-8") == "precious"
    assert glutemed("catalog", "schema", "-o", "x.json", "--force")[0] == 0
    assert json.loads(Path("x.json").read_text(encoding="utf-8"))["title"] == "glutemed.catalog/1"


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
    assert "- From your own catalogue, and not reviewed by this program: Leg circle. Whoever wrote it" in out
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
        assert "the plan was made with the catalogue mine.yaml; name its file with --catalog" in err


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
        (("catalog", "validate"), "catalog validate: missing argument 'FILE...'; see --help"),
        (
            ("catalog", "new", "--ouput"),
            'catalog new: there is no option --ouput; did you mean "--output"?; see --help',
        ),
        (("plan", "--goal", "rehab", "--catalog", "none.yaml"), "cannot read none.yaml: No such file or directory"),
        (("plan", "--goal", "rehab", "--catalog", "."), "cannot read .: it is a folder; name a file in it"),
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


def test_an_exercise_of_ones_own_has_no_picture(glutemed: Run) -> None:
    written(glutemed)
    code, out, _ = glutemed("show", "leg-circle", "--catalog", "mine.yaml")
    assert (code, "## Picture" in out) == (0, False)
    code, out, err = glutemed("show", "leg-circle", "--catalog", "mine.yaml", "--format", "svg")
    assert (code, out) == (2, "")
    assert err.endswith(" has no drawing; only the built-in exercises have one\n")
