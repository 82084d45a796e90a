"""`glutemed check` as a user meets it: what is found, where, in which format, and the exit code."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from glutemed.cli import system
from glutemed.cli.app import run
from glutemed.model.catalog import Catalog

Run = Callable[..., tuple[int, str, str]]

GOOD = """\
goal: prevention
days:
  - name: Monday
    exercises:
      - {exercise: single-leg squat, sets: 3, reps: 10, track: repetitions and control, target: 15 in every set}
      - {exercise: side plank, sets: 3, hold: 30, track: seconds and control, target: 45 s in every set}
  - name: Thursday
    exercises:
      - {exercise: single-leg rdl, sets: 3, reps: 10, track: repetitions and control, target: 15 in every set}
      - {exercise: split squat, sets: 3, reps: 10, track: repetitions and control, target: 15 in every set}
"""
BAD = GOOD.replace("side plank, sets: 3", "side plnk, sets: 3").replace("single-leg rdl, sets: 3", "RDL, sets: 9")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def glutemed(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line in a folder with a good and a bad file; returns exit code, output and errors."""
    monkeypatch.setenv("GLUTEMED_CACHE", str(cache))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.yaml").write_text(GOOD)
    (tmp_path / "bad.yaml").write_text(BAD)
    (tmp_path / "broken.yaml").write_text("goal: rehab\ngoal: rehab\n")
    (tmp_path / "wrong.yaml").write_text("goal: rehab\npain: 11\nage: 200\ndays: []\n")

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return call


def typed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Put bytes on standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))


def sources(catalog: Catalog) -> list[tuple[str, str]]:
    """Return the sources of P05 with their grades."""
    grades = {statement.id: statement.grade for statement in catalog.statements}
    return [(key, grades[key]) for key in catalog.rule("P05").sources]


def test_a_file_without_errors_is_exit_0_and_tells_what_was_not_checked(glutemed: Run) -> None:
    code, out, err = glutemed("check", "good.yaml")
    assert (code, err) == (0, "")
    assert out.startswith(
        "# Check of `good.yaml`\n\nNot checked, since the file does not say what these rules need:\n\n- P01: eq"
    )
    assert out.rstrip().splitlines()[-1].startswith("0 errors, ")
    assert out.rstrip().endswith(" rules not checked")


def test_a_finding_tells_place_severity_rule_message_hint_and_sources(glutemed: Run, catalog: Catalog) -> None:
    code, out, _ = glutemed("check", "bad.yaml")
    assert code == 1
    lines = out.splitlines()
    dose = next(index for index, line in enumerate(lines) if "P05" in line)
    assert lines[dose : dose + 3] == [
        "- `bad.yaml:9:9`: **error P05** Single-leg Romanian deadlift (RDL): 9 sets; at most 4",
        f"  - Hint: {catalog.rule('P05').text}",
        f"  - Sources: {', '.join(f'{key} ({grade})' for key, grade in sources(catalog))}",
    ]
    unknown = next(index for index, line in enumerate(lines) if "**error P15**" in line)
    assert lines[unknown].startswith("- `bad.yaml:6:9`: **error P15** side plnk is not in the catalogue")
    assert lines[unknown + 1] == '  - Hint: did you mean "Side plank"?'
    assert lines[-1].startswith("2 errors, ")


def test_on_a_terminal_it_is_text_in_colour(glutemed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "on_terminal", lambda: True)
    code, out, _ = glutemed("check", "bad.yaml")
    assert code == 1
    assert out.startswith("\x1b[1mbad.yaml:9:9\x1b[0m: \x1b[1;31merror P05\x1b[0m ")
    monkeypatch.setenv("NO_COLOR", "1")
    _, out, _ = glutemed("check", "bad.yaml")
    assert "\x1b" not in out
    assert out.startswith(
        "bad.yaml:9:9: error P05 Single-leg Romanian deadlift (RDL): 9 sets; at most 4\n   Hint     keep "
    )
    assert max(map(len, out.splitlines())) <= 100
    assert glutemed("check", "bad.yaml", "--plain")[1].startswith("# Check of")


def test_json_is_a_report_with_every_key(glutemed: Run, catalog: Catalog) -> None:
    code, out, _ = glutemed("check", "bad.yaml", "--format", "json")
    report = json.loads(out)
    assert code == 1
    assert list(report) == ["schema", "file", "findings", "counts"]
    assert (report["schema"], report["file"]) == ("glutemed.report/1", "bad.yaml")
    assert report["findings"][0] == {
        "rule": "P05",
        "severity": "error",
        "message": "Single-leg Romanian deadlift (RDL): 9 sets; at most 4",
        "line": 9,
        "column": 9,
        "path": "/weeks/0/sessions/1/blocks/0/items/0",
        "hint": catalog.rule("P05").text,
        "sources": [{"key": key, "grade": grade} for key, grade in sources(catalog)],
    }
    severities = [found["severity"] for found in report["findings"]]
    assert report["counts"] == {name: severities.count(name) for name in ("error", "note", "not-checked")}
    assert report["counts"]["error"] == 2


def test_annotations_are_one_line_a_finding(glutemed: Run) -> None:
    code, out, _ = glutemed("check", "bad.yaml", "--format", "github")
    assert code == 1
    first, *others = out.splitlines()
    assert first.startswith(
        "::error file=bad.yaml,line=9,col=9,title=P05::Single-leg Romanian deadlift (RDL): 9 sets; "
    )
    assert all(line.startswith(("::error file=bad.yaml,", "::notice file=bad.yaml,")) for line in others)
    assert sum(line.startswith("::error ") for line in out.splitlines()) == 2


def test_options_say_what_the_file_does_not(glutemed: Run) -> None:
    options = ["--pain", "1", "--condition", "none", "--equipment", "home", "--age", "30", "--minutes", "60"]
    options += ["--level", "intermediate", "--side", "left"]
    before = json.loads(glutemed("check", "good.yaml", "-f", "json")[1])["counts"]["not-checked"]
    code, out, _ = glutemed("check", "good.yaml", "-f", "json", *options)
    assert code == 0
    assert json.loads(out)["counts"]["not-checked"] < before
    assert glutemed("check", "good.yaml", *options, "--exclude", "split squat")[0] == 1


def test_an_option_against_the_file_is_wrong_use(glutemed: Run) -> None:
    code, out, err = glutemed("check", "good.yaml", "--goal", "rehab")
    assert (code, out) == (2, "")
    told = '--goal rehab and "goal: prevention" in "good.yaml" do not agree; leave the option out'
    assert err == f"glutemed: {told}\n"


@pytest.mark.parametrize("format", ["json", "markdown"])
def test_every_plan_of_ours_passes_from_a_file_or_a_pipe(
    glutemed: Run, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    made = glutemed("plan", "--goal", "prevention", "--weeks", "2", "--format", format)[1]
    suffix = {"json": "json", "markdown": "md"}[format]
    assert glutemed("plan", "--goal", "prevention", "--weeks", "2", "-o", f"p.{suffix}")[0] == 0
    for file in (f"p.{suffix}", "-"):
        typed(monkeypatch, made.encode())
        code, out, err = glutemed("check", file)
        assert (code, err) == (0, "")
        assert out.endswith("0 errors\n")


def test_a_report_goes_to_a_file_and_never_over_another(glutemed: Run, tmp_path: Path) -> None:
    assert glutemed("check", "bad.yaml", "-o", "report.json") == (1, "", "")
    assert json.loads((tmp_path / "report.json").read_text())["schema"] == "glutemed.report/1"
    assert glutemed("check", "good.yaml", "-o", "bad.yaml", "-f", "json")[0] == 2
    assert (tmp_path / "bad.yaml").read_text() == BAD


@pytest.mark.parametrize(
    "file, code, told",
    [
        ("broken.yaml", 1, 'broken.yaml:2:1: the key "goal" is there twice; keep one of the two'),
        ("nothing.yaml", 74, "cannot read nothing.yaml: No such file or directory"),
        (".", 74, "cannot read .: it is a folder; name a file in it"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_on_stderr(glutemed: Run, file: str, code: int, told: str) -> None:
    assert glutemed("check", file) == (code, "", f"glutemed: {told}\n")


def test_problems_of_reading_are_findings_where_machines_read(glutemed: Run) -> None:
    code, out, err = glutemed("check", "broken.yaml", "-f", "json")
    report = json.loads(out)
    assert (code, err) == (1, "")
    assert report["counts"] == {"error": 1, "note": 0, "not-checked": 0}
    (found,) = report["findings"]
    assert (found["rule"], found["line"], found["column"]) == ("file", 2, 1)
    assert (found["message"], found["hint"]) == ('the key "goal" is there twice', "keep one of the two")
    code, out, _ = glutemed("check", "broken.yaml", "-f", "github")
    assert code == 1
    assert out.startswith('::error file=broken.yaml,line=2,col=1,title=file::the key "goal" is there twice; keep')


def test_all_problems_of_reading_are_told_at_once(glutemed: Run) -> None:
    (code, out, err) = glutemed("check", "wrong.yaml", "--format", "terminal")
    assert (code, out) == (1, "")
    assert err.startswith("glutemed: wrong.yaml:4:7: ")


def test_a_closed_or_odd_standard_input_is_told(glutemed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert glutemed("check", "-") == (74, "", "glutemed: cannot read: standard input is closed\n")
    typed(monkeypatch, b"\xff\xfe")
    assert glutemed("check", "-") == (1, "", "glutemed: <stdin>:1:1: this is not UTF-8 text; save the file as UTF-8\n")
    typed(monkeypatch, b"x" * 5_000_001)
    assert glutemed("check", "-") == (1, "", "glutemed: <stdin>:1:1: the file is larger than 5 MB\n")


def test_what_a_file_holds_never_reaches_the_terminal_raw(glutemed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, b'{"goal": "\\u001b[31m", "days": [{"exercises": []}]}')
    code, out, err = glutemed("check", "-")
    assert (code, out) == (1, "")
    assert "\x1b" not in err
    assert "U+001B is not allowed" in err


def test_help_has_examples_and_a_file_to_begin_with(glutemed: Run) -> None:
    code, out, _ = glutemed("check", "--help")
    assert code == 0
    assert "Examples:\n    glutemed check my-plan.yaml\n" in out
    assert "- {exercise: side plank, sets: 3, hold: 30}\n" in out
    assert max(map(len, out.splitlines())) <= 80
