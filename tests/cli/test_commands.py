"""The commands as a user meets them: what is printed, where, and with which exit code."""

import gc
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from glutemed import __version__
from glutemed.__main__ import main
from glutemed.cli import system
from glutemed.cli.app import COMMANDS

Run = Callable[..., tuple[int, str, str]]


def test_a_plan_is_markdown_when_piped(glutemed: Run) -> None:
    code, out, err = glutemed("plan", "--goal", "rehab", "--stage", "early")
    assert (code, err) == (0, "")
    assert out.startswith("# Gluteus medius program: rehab, early stage\n")


def test_a_plan_is_a_table_on_a_terminal_and_markdown_with_plain(
    glutemed: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "on_terminal", lambda: True)
    assert glutemed("plan", "--goal", "rehab")[1].startswith("\x1b[1mGluteus medius program")
    assert glutemed("plan", "--goal", "rehab", "--plain")[1].startswith("# Gluteus")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in glutemed("plan", "--goal", "rehab")[1]


def test_json_goes_out_whole_and_keeps_the_contracts_keys(glutemed: Run) -> None:
    code, out, _ = glutemed("plan", "--goal", "prevention", "--days", "3", "--format", "json")
    plan = json.loads(out)
    assert code == 0
    assert list(plan) == [
        "schema", "generator", "id", "request", "prescribed", "passed", "before",
        "weeks", "decisions", "warnings", "advice",
    ]  # fmt: skip
    assert plan["schema"] == "glutemed.plan/1"
    item = plan["weeks"][0]["sessions"][0]["blocks"][0]["items"][0]
    assert {
        "exercise", "name", "variant", "range", "support", "sets", "dose", "sides", "rest_seconds", "tempo",
        "effort", "load", "track", "target", "by_hand", "reasons",
    } <= set(item)  # fmt: skip
    assert plan["request"]["equipment"] == ["ankle-weight", "band", "dumbbell", "step"]


def test_the_same_command_gives_the_same_bytes(glutemed: Run) -> None:
    asked = ("plan", "--goal", "rehab", "--stage", "late", "--format", "json")
    assert glutemed(*asked) == glutemed(*asked)


def test_output_takes_its_format_from_the_suffix_and_is_private(glutemed: Run, tmp_path: Path) -> None:
    assert glutemed("plan", "--goal", "rehab", "-o", "plan.md") == (0, "", "")
    written = tmp_path / "plan.md"
    assert written.read_text().startswith("# Gluteus")
    assert written.stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["plan.md"]


def test_output_never_overwrites_without_force(glutemed: Run, tmp_path: Path) -> None:
    target = tmp_path / "plan.json"
    target.write_text("mine")
    code, out, err = glutemed("plan", "--goal", "rehab", "-o", "plan.json")
    assert (code, out) == (2, "")
    assert err == "glutemed: --output: plan.json is there already; add --force to replace it\n"
    assert target.read_text() == "mine"
    assert glutemed("plan", "--goal", "rehab", "-o", "plan.json", "--force")[0] == 0
    assert json.loads(target.read_text())["schema"] == "glutemed.plan/1"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (
            "plan --goal rehab --stage erly",
            2,
            '--stage: "erly" is not allowed; allowed: early, mid, late; did you mean "early"?',
        ),
        ("plan", 2, "--goal is missing; allowed: prevention, rehab"),
        ("plan --goal", 2, "plan: option '--goal' requires an argument; see --help"),
        ("plan --gaol rehab", 2, 'plan: there is no option --gaol; did you mean "--goal"?; see --help'),
        (
            "plan --goal rehab now",
            2,
            "plan: got unexpected extra argument(s) (now); it takes options only, such as --goal rehab; see --help",
        ),
        (
            "show side plank",
            2,
            "show: got unexpected extra argument(s) (plank); a name of several words stands in quotes; see --help",
        ),
        ("list clam", 2, "list: got unexpected extra argument(s) (clam); it takes options only; see --help"),
        (
            "help plan",
            2,
            'there is no command "help"; write glutemed --help, or --help after a command: glutemed plan --help',
        ),
        ("log show", 2, 'there is no "log show"; log has export, import, people, forget; did you mean --show?'),
        (
            "plam",
            2,
            f'there is no command "plam"; commands: {", ".join(COMMANDS)}; did you mean "plan"?',
        ),
        ("show", 2, "show: missing argument 'EXERCISE'; see --help"),
        ("show clmshell", 2, 'EXERCISE: no exercise is called "clmshell"; did you mean "clamshell"?'),
        (
            "plan --goal rehab -f docx",
            2,
            '--format: "docx" is not allowed; allowed: terminal, markdown, json, html, pdf, ics, csv, fhir',
        ),
        (
            "plan --goal rehab -o plan.doc",
            2,
            (
                "--output: the ending of plan.doc names no format; "
                "allowed: .txt, .md, .json, .html, .pdf, .ics, .csv, .fhir.json, .markdown, .htm, or give --format"
            ),
        ),
        ("plan --goal rehab -o . -f json", 2, "--output: . is a folder; name a file"),
        ("plan --goal rehab -o no/plan.md", 74, "cannot write no/plan.md: No such file or directory"),
        (
            "plan --goal rehab --plain -f json",
            2,
            "--plain is the markdown format; leave one of --plain and --format out",
        ),
        (
            "plan --goal rehab --stage early --include skater-squat",
            3,
            (
                "no program satisfies this request: P04, skater-squat was asked for, but it belongs to the late stage; "
                "what would help: do not ask for skater-squat"
            ),
        ),
    ],
)
def test_every_fault_is_one_line_on_stderr(glutemed: Run, arguments: str, code: int, message: str) -> None:
    assert glutemed(*arguments.split()) == (code, "", f"glutemed: {message}\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("plan", "--goal", "rehab", "-o", "a\nb.doc"), "--output: the ending of a b.doc names no format"),
        (("plan", "--goal", "rehab", "-o", "\x1b[31mx.doc"), "--output: the ending of ?[31mx.doc names no format"),
        (("plan", "--x\x1b[2J"), "plan: there is no option --x?[2J"),
        (("\x1b[2J",), 'there is no command "?[2J"'),
        (("plan", "--goal", "rehab", "--stage", ""), '--stage: "" is not allowed'),
        (("plan", "--goal", "rehab", "--on", ""), "--on: is empty"),
        (("plan", "--goal", "rehab", "--include", " , "), "--include: is empty"),
        (("plan", "--goal", "rehab", "-o", " "), "--output: is empty"),
    ],
)
def test_odd_input_is_told_in_one_clean_line(glutemed: Run, arguments: tuple[str, ...], message: str) -> None:
    code, out, err = glutemed(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"glutemed: {message}")
    assert "\x1b" not in err


def test_force_writes_through_a_link_and_never_replaces_what_is_not_a_file(glutemed: Run, tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to("real.md")
    assert glutemed("plan", "--goal", "rehab", "-o", "link.md", "--force")[0] == 0
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text().startswith("# Gluteus")
    os.mkfifo(tmp_path / "pipe.md")
    code, _, err = glutemed("plan", "--goal", "rehab", "-o", "pipe.md", "--force")
    assert (code, "is not a regular file" in err) == (2, True)
    assert (tmp_path / "pipe.md").is_fifo()


def test_someone_who_takes_the_name_meanwhile_is_not_overwritten(
    glutemed: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(*_: object) -> None:
        (tmp_path / "plan.md").write_text("theirs")

    monkeypatch.setattr("os.fsync", taken)
    code, _, err = glutemed("plan", "--goal", "rehab", "-o", "plan.md")
    assert (code, err) == (2, "glutemed: --output: plan.md is there already; add --force to replace it\n")
    assert (tmp_path / "plan.md").read_text() == "theirs"
    assert os.listdir(tmp_path) == ["plan.md"]


def test_a_closed_output_is_told_as_such(glutemed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    code, _, err = glutemed("list")
    assert (code, err) == (74, "glutemed: cannot write: standard output is closed\n")


def test_the_schema_can_go_to_a_file(glutemed: Run, tmp_path: Path) -> None:
    assert glutemed("plan", "--schema", "-o", "schema.json") == (0, "", "")
    assert json.loads((tmp_path / "schema.json").read_text())["title"] == "glutemed.plan/1"


def test_nothing_is_written_when_there_is_no_plan(glutemed: Run, tmp_path: Path) -> None:
    assert glutemed("plan", "--goal", "rehab", "--include", "hop", "-o", "plan.md")[0] == 3
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("clam", "clamshell"),
        ("pelvic-drop", "hip-hitch"),
        ("RDL", "single-leg-rdl"),
        ("monster walk", "monster-walk"),
        ("Single-leg Romanian deadlift (RDL)", "single-leg-rdl"),
        ("SIDE PLANK", "side-plank"),
    ],
)
def test_show_finds_by_id_name_or_alias_in_any_case(glutemed: Run, name: str, id: str) -> None:
    code, out, _ = glutemed("show", name, "--format", "json")
    assert (code, json.loads(out)["id"]) == (0, id)


def test_show_tells_evidence_conflict_and_ruling(glutemed: Run) -> None:
    _, out, _ = glutemed("show", "side-plank-hip-abduction")
    assert "| 103 %" in out
    assert "| 89 %" in out
    assert "## Where sources disagree" in out


def test_show_tells_what_the_picture_shows(glutemed: Run) -> None:
    _, out, _ = glutemed("show", "side plank")
    picture = out.partition("## Picture (drawn here, X)")[2].partition("##")[0]
    assert "Start: lying on the right side" in picture
    assert "The right hip works." in picture
    assert not any("\u2800" <= one <= "\u28ff" for one in picture)  # who listens hears no dots


def test_show_draws_on_a_terminal(glutemed: Run) -> None:
    _, out, _ = glutemed("show", "side plank", "--format", "table")
    drawn = [line for line in out.splitlines() if any("\u2800" < one <= "\u28ff" for one in line)]
    assert len(drawn) > 4
    assert max(map(len, drawn)) <= 80


def test_show_writes_the_picture_still_or_moving(glutemed: Run) -> None:
    code, still, _ = glutemed("show", "side plank", "--format", "svg")
    assert code == 0
    assert ET.fromstring(still).tag == "{http://www.w3.org/2000/svg}svg"
    assert "@keyframes" not in still
    code, moving, _ = glutemed("show", "side plank", "--format", "svg", "--animated")
    assert code == 0
    assert "@keyframes" in moving
    assert "prefers-reduced-motion" in moving


def test_only_a_picture_moves(glutemed: Run) -> None:
    assert glutemed("show", "side plank", "--animated") == (2, "", "glutemed: --animated goes with --format svg only\n")


def test_list_is_by_category_with_filters(glutemed: Run) -> None:
    _, out, _ = glutemed("list", "--category", "open-chain")
    assert out.startswith("# Exercises\n\n## Open chain (non-weight-bearing): ")
    assert out.count("## ") == 1
    rows = json.loads(glutemed("list", "--stage", "early", "--equipment", "band", "--format", "json")[1])
    ids = {row["id"] for row in rows}
    assert {"clamshell", "band-bridge"} <= ids
    assert "low-step-up" not in ids
    assert all("early" in row["stages"] for row in rows)


def test_list_json_has_the_contracts_keys(glutemed: Run) -> None:
    rows = json.loads(glutemed("list", "--format", "json")[1])
    assert len(rows) >= 60
    wanted = {
        "id", "name", "category", "chain", "mechanism", "pattern", "stages", "demand", "activation", "equipment",
        "aliases",
    }  # fmt: skip
    assert all(wanted <= set(row) for row in rows)


def test_a_list_without_hits_says_so(glutemed: Run) -> None:
    assert glutemed("list", "--text", "zzz") == (0, "No exercise fits all of these filters.\n", "")
    assert glutemed("list", "--text", "zzz", "--format", "json") == (0, "[]\n", "")
    assert glutemed("list", "--text", "zzz", "--format", "csv")[1].startswith("id,name,category,")


def test_schema_prints_what_plans_are_held_to(glutemed: Run) -> None:
    code, out, _ = glutemed("plan", "--schema")
    schema = json.loads(out)
    assert (code, schema["title"]) == (0, "glutemed.plan/1")
    assert "weeks" in schema["required"]


PARTS = [("log", "export"), ("log", "import"), ("catalog", "validate"), ("catalog", "schema")]


@pytest.mark.parametrize(
    "arguments",
    [(), ("--help",), ("list", "-h"), *((name, "--help") for name in COMMANDS), *((*p, "--help") for p in PARTS)],
)
def test_help_has_examples_and_fits_80_columns(glutemed: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = glutemed(*arguments)
    assert (code, err) == (0, "")
    assert "Examples:" in out
    assert "\n    glutemed " in out
    assert max(map(len, out.splitlines())) <= 80


def test_every_command_says_in_one_line_what_it_does(glutemed: Run) -> None:
    _, out, _ = glutemed("--help")
    for name in COMMANDS:
        line = next(line for line in out.splitlines() if line.startswith(f"  {name} "))
        assert line.endswith(".")
        assert not line.endswith("..."), "the first sentence is cut"


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_version(flag: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], glutemed: Run) -> None:
    monkeypatch.setattr("sys.argv", ["glutemed", flag])
    main()
    assert capsys.readouterr().out == f"glutemed {__version__}\n"
    assert glutemed(flag) == (0, f"glutemed {__version__}\n", "")


@pytest.fixture
def process() -> Iterator[None]:
    """Let `main` do to a process what it does to its own, and undo it."""
    yield
    gc.unfreeze()
    gc.enable()


@pytest.mark.usefixtures("process")
def test_main_leaves_with_the_exit_code(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    monkeypatch.setenv("GLUTEMED_CACHE", str(cache))
    monkeypatch.setattr("sys.argv", ["glutemed", "plan"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2


def test_a_plan_that_breaks_its_own_rules_is_not_shown(glutemed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from glutemed.checks import registry
    from glutemed.checks.plan import Finding

    broken = Finding(rule="P08", path="/weeks/0", message="on a ball")
    monkeypatch.setattr(registry, "check_plan", lambda catalog, plan: (broken,))
    code, out, err = glutemed("plan", "--goal", "rehab")
    assert (code, out) == (70, "")
    assert "P08 at /weeks/0: on a ball" in err


def test_a_bug_is_one_line_and_exit_70(glutemed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("glutemed.loading.requests.read_request", fall)
    monkeypatch.delenv("GLUTEMED_DEBUG", raising=False)
    code, out, err = glutemed("plan", "--goal", "rehab")
    assert (code, out, err.count("\n")) == (70, "", 1)
    assert "ZeroDivisionError: oops" in err
    monkeypatch.setenv("GLUTEMED_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        glutemed("plan", "--goal", "rehab")


def test_interrupted_is_130(glutemed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("glutemed.loading.requests.read_request", stop)
    assert glutemed("plan", "--goal", "rehab") == (130, "", "glutemed: interrupted\n")
