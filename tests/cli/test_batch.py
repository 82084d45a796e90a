"""`batch` as a user meets it: files and lines, the report, going on after an end, several processes."""

import csv
import fcntl
import io
import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.rows import BAD, requests

from glutemed.api import planned
from glutemed.cli import batching, files, system
from glutemed.cli.app import run
from glutemed.loading.rows import Raw
from glutemed.loading.text import clean

Run = Callable[..., tuple[int, str, str]]
PATIENTS = """\
name,goal,stage,pain,equipment,format
Ana Ruiz,rehab,early,3,band,
Ben Okafor,prevention,,0,"band,step",markdown
Cem,rehab,late,9,,
"""


def write(path: str, text: str) -> None:
    Path(path).write_text(text, encoding="utf-8")


def lines(count: int, bad_each: int = 0) -> str:
    return "".join(f"{json.dumps(row)}\n" for row in requests(count, bad_each))


def silent(found: tuple[int, str, str]) -> bool:
    """Return whether a batch is done and told nothing but that plans are not as they were asked for."""
    code, out, err = found
    return (code, out, plain(err)) == (0, "", "")


def plain(err: str) -> str:
    """Return what is told besides that plans are not as they were asked for."""
    return "".join(line for line in err.splitlines(keepends=True) if "for safety's sake" not in line)


def report(path: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(Path(path).read_text(encoding="utf-8"), newline="")))


@pytest.fixture
def stream(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., tuple[int, bytes, str]]:
    """Run a command line whose output is bytes."""
    monkeypatch.setenv("GLUTEMED_CACHE", str(cache))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, bytes, str]:
        code = run(list(arguments))
        out, err = capfdbinary.readouterr()
        return code, out, err.decode()

    return call


def test_each_row_is_a_file_as_its_plan_alone_would_be_and_bad_ones_are_in_the_report(
    glutemed: Run, tmp_path: Path
) -> None:
    write("patients.csv", PATIENTS)
    code, out, err = glutemed("batch", "patients.csv", "--output-dir", "sheets", "--from", "Hip clinic")
    assert (code, out) == (1, "")
    assert err == "glutemed: 1 of 3 rows failed; see sheets/report.csv\n"
    folder = tmp_path / "sheets"
    names = {"00001-ana-ruiz.json", "00002-ben-okafor.md", "report.csv"}
    assert {path.name for path in folder.iterdir()} == names
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    alone = glutemed("plan", "--goal", "rehab", "--pain", "3", "--equipment", "band", "--format", "json")[1]
    assert (folder / "00001-ana-ruiz.json").read_text() == alone
    ben = ("--goal", "prevention", "--pain", "0", "--equipment", "band,step")
    alone = glutemed("plan", *ben, "--for", "Ben Okafor", "--from", "Hip clinic", "--format", "markdown")[1]
    assert (folder / "00002-ben-okafor.md").read_text() == alone
    head, cem = report("sheets/report.csv")
    assert head == ["line", "problem", "hint", "name"]
    assert (cem[0], cem[3]) == ("4", "Cem")
    assert cem[1].startswith("pain of 9 of 10 is too much for any program")


def test_a_batch_without_a_bad_row_is_silent_and_its_report_empty(glutemed: Run) -> None:
    write("r.jsonl", lines(3))
    assert silent(glutemed("batch", "r.jsonl", "--output-dir", "out"))
    assert report("out/report.csv") == [["line", "problem", "hint", "name"]]
    assert sorted(os.listdir("out")) == [*(f"0000{n}-person-{n}.json" for n in (1, 2, 3)), "report.csv"]


@pytest.mark.parametrize("format", ["html", "pdf", "markdown"])
def test_every_format_is_as_its_plan_alone(glutemed: Run, format: str) -> None:
    write("r.csv", "goal,stage,level,name\nrehab,mid,advanced,Zoë\n")
    assert glutemed("batch", "r.csv", "--output-dir", "out", "--format", format) == (0, "", "")
    (made,) = (path for path in Path("out").iterdir() if path.suffix != ".csv")
    asked = ("--goal", "rehab", "--stage", "mid", "--level", "advanced", "--for", "Zoë")
    assert glutemed("plan", *asked, "--format", format, "-o", f"alone{made.suffix}") == (0, "", "")
    alone = Path(f"alone{made.suffix}").read_bytes()
    if format == "html":  # the log of a page is that of its person
        alone = alone.replace(b'"person":"me"', '"person":"Zoë"'.encode())
    assert made.read_bytes() == alone


def test_whom_a_row_is_for_is_in_the_report_whatever_else_is_wrong_with_it(glutemed: Run) -> None:
    rows = 'rehab,"2,5",,Ana,\nrehab,,sciatica,,b7\nrehab,11,, ,\nrehab,"1,\n'
    write("r.csv", f"goal,pain,condition,name,id\n{rows}")
    assert glutemed("batch", "r.csv", "--output-dir", "out")[0] == 1
    assert [row[3] for row in report("out/report.csv")[1:]] == ["Ana", "b7", "", ""]
    write("r.jsonl", '{"goal": "rehab", "pain": 11, "name": "Zoë"}\n{"goal": "rehab", "pain": 11, "name": 3}\n')
    assert glutemed("batch", "r.jsonl", "--output-dir", "two")[0] == 1
    assert [row[3] for row in report("two/report.csv")[1:]] == ["Zoë", ""]


def test_lines_are_plans_in_the_order_of_the_rows(stream: Callable[..., tuple[int, bytes, str]]) -> None:
    write("r.jsonl", lines(20, bad_each=4))
    code, out, err = stream("batch", "r.jsonl")
    plans = [json.loads(line) for line in out.decode().splitlines()]
    good = [row for number, row in enumerate(requests(20), 1) if number % 4]
    assert code == 1
    assert [plan["request"]["start"] for plan in plans] == [row["start"] for row in good]
    assert {plan["schema"] for plan in plans} == {"glutemed.plan/1"}
    told = plain(err).splitlines()
    assert [line.split(" ")[1] for line in told[:-1]] == [f"r.jsonl:{line}:" for line in (4, 8, 12, 16, 20)]
    assert told[-1] == "glutemed: 5 of 20 rows failed"


def test_a_line_is_the_json_of_its_plan_and_a_program_that_check_takes(
    stream: Callable[..., tuple[int, bytes, str]],
) -> None:
    write("r.csv", "goal,weeks,name\nrehab,2,Zoë\n")
    code, out, err = stream("batch", "r.csv")
    assert (code, err, out.count(b"\n")) == (0, "", 1)
    assert json.loads(out) == json.loads(stream("plan", "--goal", "rehab", "--weeks", "2", "-f", "json")[1])
    Path("plan.json").write_bytes(out)
    assert stream("check", "plan.json")[0] == 0


def test_of_many_bad_rows_the_first_are_told_and_a_report_has_all(
    stream: Callable[..., tuple[int, bytes, str]],
) -> None:
    write("r.csv", "goal\n" + "healing\n" * 25)
    code, out, err = stream("batch", "r.csv")
    assert (code, out, len(err.splitlines())) == (1, b"", 21)
    assert err.splitlines()[-1] == ("glutemed: 25 of 25 rows failed; the first 20 are told; --report FILE has them all")
    code, out, err = stream("batch", "r.csv", "--report", "bad.csv")
    assert (code, out, err) == (1, b"", "glutemed: 25 of 25 rows failed; see bad.csv\n")
    assert [line for line, *_ in report("bad.csv")[1:]] == [str(number) for number in range(2, 27)]
    assert report("bad.csv")[1][1:] == ['goal: "healing" is not allowed', "allowed: prevention, rehab", ""]


def test_each_of_twenty_kinds_of_bad_row_has_a_line_in_the_report_and_no_file(glutemed: Run) -> None:
    write("r.jsonl", lines(80, bad_each=2))
    code, _, err = glutemed("batch", "r.jsonl", "--output-dir", "out")
    assert (code, plain(err)) == (1, "glutemed: 40 of 80 rows failed; see out/report.csv\n")
    rows = report("out/report.csv")[1:]
    assert [int(line) for line, *_ in rows] == list(range(2, 81, 2))
    assert len(BAD) == 20
    assert len([name for name in os.listdir("out") if name.endswith(".json")]) == 40
    assert all(problem and clean(problem) == problem for _, problem, *_ in rows)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_report_runs_no_formula_whatever_its_reader_takes_for_a_separator(glutemed: Run, separator: str) -> None:
    write("r.csv", "goal,name,pain\nrehab,=1+1,;=1+1;x\nrehab,@x,a\n")
    glutemed("batch", "r.csv", "--report", "b.csv")
    text = Path("b.csv").read_text(encoding="utf-8")
    cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in row]
    assert "1+1" in text
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_bug_in_one_row_is_told_and_the_rest_is_made(glutemed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(catalog: Any, request: Any) -> Any:
        if request.pain == 1:
            raise ZeroDivisionError("no")
        return planned(catalog, request)

    monkeypatch.setattr("glutemed.cli.batching.planned", breaks)
    write("r.csv", "goal,pain\nrehab,0\nrehab,1\nrehab,2\n")
    code, _, _ = glutemed("batch", "r.csv", "--output-dir", "out")
    assert code == 1
    assert report("out/report.csv")[1:] == [["3", "a bug in glutemed: ZeroDivisionError: no", "report it", ""]]
    assert len(os.listdir("out")) == 3


def test_two_processes_give_the_same_bytes_as_one(
    stream: Callable[..., tuple[int, bytes, str]],
) -> None:
    write("r.jsonl", lines(150, bad_each=7))
    for jobs in ("1", "2"):
        assert stream("batch", "r.jsonl", "--output-dir", f"out{jobs}", "--jobs", jobs, "-f", "markdown")[0] == 1
    names = sorted(os.listdir("out1"))
    assert names == sorted(os.listdir("out2"))
    assert len(names) == 150 - 21 + 1
    assert all(Path("out1", name).read_bytes() == Path("out2", name).read_bytes() for name in names)
    assert stream("batch", "r.jsonl") == stream("batch", "r.jsonl", "--jobs", "2")


def test_nothing_is_replaced_unasked(glutemed: Run, tmp_path: Path) -> None:
    write("r.csv", "goal,name\nrehab,Ana\nrehab,Ben\n")
    os.mkdir("out")
    write("out/00001-ana.json", "mine")
    assert glutemed("batch", "r.csv", "--output-dir", "out")[0] == 1
    assert Path("out/00001-ana.json").read_text() == "mine"
    assert report("out/report.csv")[1] == [
        "2",
        "out/00001-ana.json is there already",
        "add --force to replace it",
        "Ana",
    ]
    code, _, err = glutemed("batch", "r.csv", "--output-dir", "out")
    assert (code, err.count("\n")) == (2, 1)
    assert "out/report.csv is there already, as after a batch; name another place, or add --force" in err
    assert glutemed("batch", "r.csv", "--output-dir", "out", "--force") == (0, "", "")
    assert Path("out/00001-ana.json").read_text() == Path("out/00002-ben.json").read_text() != "mine"


def test_a_file_that_is_only_as_long_as_a_plan_is_not_taken_for_it(glutemed: Run) -> None:
    write("r.csv", "goal\nrehab\n")
    assert glutemed("batch", "r.csv", "--output-dir", "out") == (0, "", "")
    plan = Path("out/00001.json").read_bytes()
    Path("out/00001.json").write_bytes(b"x" * len(plan))
    assert glutemed("batch", "r.csv", "--output-dir", "out", "--force") == (0, "", "")
    assert Path("out/00001.json").read_bytes() == plan


def test_no_link_in_the_folder_is_followed(glutemed: Run, tmp_path: Path) -> None:
    write("r.csv", "goal,name\nrehab,Ana\n")
    write("mine.txt", "mine")
    os.mkdir("out")
    os.symlink(tmp_path / "mine.txt", "out/00001-ana.json")
    assert glutemed("batch", "r.csv", "--output-dir", "out", "--force")[0] == 1
    assert Path("mine.txt").read_text() == "mine"
    assert report("out/report.csv")[1][1] == "00001-ana.json is a link, which is never followed"


def test_of_two_rows_with_one_file_the_second_is_told(glutemed: Run) -> None:
    write("r.csv", "goal,name,pain\nrehab,Ana,0\nrehab,ANA,1\n")
    for options in ((), ("--force",)):
        assert glutemed("batch", "r.csv", "--output-dir", "out", "--template", "{name}", *options)[0] == 1
        assert report("out/report.csv")[1:] == [
            ["3", "the file ana.json is that of row 1", "put {number} or {id} into --template", "ANA"]
        ]
        assert json.loads(Path("out/ana.json").read_text())["request"]["pain"] == 0


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        ((), 2, "batch: missing argument 'REQUESTS'; see --help"),
        (("no.csv",), 74, "cannot read no.csv: No such file or directory"),
        (("bad.csv", "--output-dir", "out"), 1, 'bad.csv:1:1: column 2: "pian" is no column'),
        (("r.csv", "--jobs", "0"), 2, "--jobs: 0 is not allowed; allowed: 1 to 64"),
        (("r.csv", "--jobs", "two"), 2, '--jobs: "two" is not a whole number; allowed: 1 to 64'),
        (("r.csv", "--format", "html"), 2, "name a folder with --output-dir"),
        (("r.csv", "--format", "terminal", "--output-dir", "out"), 2, '--format: "terminal" is not allowed'),
        (("r.csv", "--resume"), 2, "--resume goes with --output-dir only"),
        (("r.csv", "--template", "{name}"), 2, "--template goes with --output-dir only"),
        (("r.csv", "--output-dir", "out", "--template", "../{name}"), 2, "--template: "),
        (("r.csv", "--output-dir", "out", "--resume"), 2, "--resume: no batch was interrupted in out"),
        (("r.csv", "--output-dir", ""), 2, "--output-dir: is empty; name a folder"),
        (("r.csv", "--output-dir", "r.csv"), 2, "--output-dir: r.csv is not a folder"),
        (("r.csv", "--output-dir", "r.csv/out"), 74, "cannot make the folder r.csv/out"),
        (("r.csv", "--report", "bad.csv"), 2, "--report: bad.csv is there already"),
        (("r.csv", "--report", "r.csv", "--force"), 2, "--report: is the file of the requests"),
        (("r.csv", "--report", "no/r.csv"), 74, "cannot write no/r.csv"),
        (("r.csv", "--qr"), 2, "--qr goes with --format pdf only"),
        (("r.csv", "--output-dir", "out", "--format", "html", "--at", "18:00"), 2, "--at goes with --format ics only"),
        (("r.csv", "--output-dir", "out", "--keyed"), 2, "--keyed is for lines on standard output"),
        (("r.csv", "--report", " "), 2, "--report: is empty; name a file"),
        (("r.csv", "--output-dir", "out", "-f", "pdf", "--paper", "a5"), 2, '--paper: "a5" is not allowed'),
        (("-", "--output-dir", "out", "--resume"), 2, "--resume: <stdin> cannot be read again"),
    ],
)
def test_wrong_use_is_one_line_and_leaves_nothing(
    glutemed: Run, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], code: int, told: str
) -> None:
    write("r.csv", "goal\nrehab\n")
    write("bad.csv", "goal,pian\nrehab,2\n")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"goal\nrehab\n")))
    found, out, err = glutemed("batch", *options)
    assert (found, out, err.count("\n")) == (code, "", 1)
    assert told in err
    assert not [path for path in Path("out").glob("*") if path.suffix == ".json"]


def test_requests_come_from_standard_input_too(glutemed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"goal\nrehab\nhealing\n")))
    code, _, err = glutemed("batch", "-", "--output-dir", "out")
    assert (code, err) == (1, "glutemed: 1 of 2 rows failed; see out/report.csv\n")
    assert sorted(os.listdir("out")) == ["00001.json", "report.csv"]


def test_the_schema_of_a_row_is_printed(glutemed: Run) -> None:
    code, out, _ = glutemed("batch", "--schema")
    assert code == 0
    assert json.loads(out)["title"] == "glutemed.request/1"


def test_the_catalogue_of_ones_own_counts(glutemed: Run) -> None:
    write("mine.yaml", "schema: glutemed.catalog/1\nhide: [clamshell]\n")
    write("r.csv", "goal\nrehab\n")
    assert glutemed("batch", "r.csv", "--output-dir", "out", "--catalog", "mine.yaml") == (0, "", "")
    assert '"exercise": "clamshell"' not in Path("out/00001.json").read_text()


def test_rows_that_are_not_given_as_asked_are_counted(glutemed: Run) -> None:
    write("r.csv", "goal,stage,pain\nrehab,late,7\nrehab,early,1\n")
    code, _, err = glutemed("batch", "r.csv", "--output-dir", "out")
    told = "1 of 2 rows were for safety's sake not given as asked; each of these plans says so first"
    assert (code, err) == (0, f"glutemed: {told}\n")


def test_a_row_that_no_longer_gets_a_plan_leaves_none_behind_unsaid(glutemed: Run) -> None:
    write("r.csv", "goal,name,pain\nrehab,Ana,1\nrehab,Ben,1\nrehab,Cem,1\n")
    glutemed("batch", "r.csv", "--output-dir", "out")
    write("out/notes.txt", "mine")
    write("r.csv", "goal,name,pain\nrehab,Ana,9\nrehab,Ben,1\n")
    code, _, err = glutemed("batch", "r.csv", "--output-dir", "out", "--force")
    assert code == 1
    assert err.splitlines()[0] == (
        "glutemed: older files in out that are not of this batch, do not hand them out: 00001-ana.json, 00003-cem.json"
    )


def test_a_row_that_was_corrected_is_done_anew_and_others_are_left_alone(glutemed: Run) -> None:
    write("r.csv", "goal,name,pain\nrehab,Ana,1\nrehab,Ben,11\n")
    assert glutemed("batch", "r.csv", "--output-dir", "out")[0] == 1
    before = Path("out/00001-ana.json").stat().st_mtime_ns
    write("r.csv", "goal,name,pain\nrehab,Ana,1\nrehab,Ben,1\n")
    assert glutemed("batch", "r.csv", "--output-dir", "out", "--force") == (0, "", "")
    assert Path("out/00001-ana.json").stat().st_mtime_ns == before
    assert Path("out/00002-ben.json").exists()
    assert len(report("out/report.csv")) == 1


def test_people_of_one_name_are_told_apart_by_an_id(glutemed: Run) -> None:
    rows = "rehab,Ana,{},2026-12-07,{}\n"
    write("r.csv", "goal,name,id,start,format\n" + "".join(rows.format(id, f) for f in ("ics", "fhir") for id in "12"))
    assert glutemed("batch", "r.csv", "--output-dir", "out", "--template", "{id} {name}") == (0, "", "")
    assert sorted(os.listdir("out"))[:4] == ["1 ana.fhir.json", "1 ana.ics", "2 ana.fhir.json", "2 ana.ics"]
    for ending, mark in ((".ics", "UID:"), (".fhir.json", '"fullUrl": ')):
        ids = [line for n in "12" for line in Path(f"out/{n} ana{ending}").read_text().splitlines() if mark in line]
        assert len(ids) == len(set(ids)) > 3


def test_people_without_a_name_are_told_apart_by_their_rows(glutemed: Run) -> None:
    write("r.csv", "goal,start\nrehab,2026-12-07\nrehab,2026-12-07\n")
    assert glutemed("batch", "r.csv", "--output-dir", "out", "-f", "ics") == (0, "", "")
    uids = [line for n in "12" for line in Path(f"out/0000{n}.ics").read_text().splitlines() if line.startswith("UID")]
    assert len(set(uids)) == 6


def test_keyed_lines_tell_their_row_failed_ones_too(stream: Callable[..., tuple[int, bytes, str]]) -> None:
    write("r.csv", "id,goal,name,pain\n7,rehab,Zoë,1\n,rehab,,12\n")
    code, out, _ = stream("batch", "r.csv", "--keyed")
    good, bad = map(json.loads, out.decode().splitlines())
    assert code == 1
    assert [good[key] for key in ("row", "line", "id", "name")] == [1, 2, "7", "Zoë"]
    assert good["plan"]["schema"] == "glutemed.plan/1"
    assert bad == {
        "row": 2,
        "line": 3,
        "id": None,
        "name": None,
        "problem": "pain: 12 is not allowed",
        "hint": "allowed: 0 to 10",
    }


def test_columns_are_passed_over_when_that_is_asked_for(glutemed: Run) -> None:
    write("r.csv", "goal,Phone,Notes\nrehab,123,knee\n")
    code, _, err = glutemed("batch", "r.csv", "--output-dir", "out")
    assert (code, "or pass it over with --ignore" in err) == (1, True)
    assert glutemed("batch", "r.csv", "--output-dir", "out", "--ignore", "phone,notes") == (0, "", "")


def test_a_pipe_is_read_whole(glutemed: Run, tmp_path: Path) -> None:
    os.mkfifo("pipe")
    text = "goal,name\n" + "".join(f"rehab,Person {n}\n" for n in range(1_000))
    writer = threading.Thread(target=write, args=("pipe", text))
    writer.start()
    assert glutemed("batch", "pipe", "--output-dir", "out", "-f", "csv") == (0, "", "")
    writer.join()
    assert len(list(Path("out").glob("*.csv"))) == 1_001


def test_a_text_that_holds_a_semicolon_is_told_whole(glutemed: Run) -> None:
    write("r.csv", 'goal\n"reh; ab"\n')
    glutemed("batch", "r.csv", "--output-dir", "out")
    assert report("out/report.csv")[1][1:3] == [
        'goal: "reh; ab" is not allowed',
        'allowed: prevention, rehab; did you mean "rehab"?',
    ]


def test_a_pdf_without_its_packages_is_told_as_that(glutemed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    write("r.csv", "goal,format\nrehab,pdf\n")
    glutemed("batch", "r.csv", "--output-dir", "out")
    assert report("out/report.csv")[1][1] == "'--format pdf needs typst and segno"


def test_a_report_is_never_one_of_the_plans(glutemed: Run) -> None:
    write("r.csv", "goal,name\nrehab,Ana\n")
    assert glutemed("batch", "r.csv", "--output-dir", "out", "-f", "csv", "--report", "out/00001-ana.csv")[0] == 1
    assert report("out/00001-ana.csv")[1][1] == "00001-ana.csv is the file of the report"


def test_one_batch_at_a_time_works_in_a_folder(glutemed: Run) -> None:
    write("r.csv", "goal\nrehab\n")
    os.mkdir("out")
    with open("out/.glutemed-batch", "w+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        code, _, err = glutemed("batch", "r.csv", "--output-dir", "out", "--force")
    assert (code, "a batch is at work in out; wait for its end" in err) == (2, True)
    assert not list(Path("out").glob("*.json"))


def test_what_a_killed_batch_left_unfinished_is_removed(glutemed: Run) -> None:
    write("r.csv", "goal\nrehab\n")
    os.mkdir("out")
    write("out/.glutemed-0123456789ab.part", "half a plan")
    assert glutemed("batch", "r.csv", "--output-dir", "out") == (0, "", "")
    assert sorted(os.listdir("out")) == ["00001.json", "report.csv"]


def test_failures_up_to_an_error_are_in_the_report(glutemed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("r.csv", "goal\nhealing\nrehab\n")

    def full(_: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(system, "send", full)
    assert glutemed("batch", "r.csv", "--report", "bad.csv")[0] == 74
    assert [row[0] for row in report("bad.csv")] == ["line", "2"]


KILLED = """
import os, signal, sys
from multiprocessing.connection import Connection
from glutemed.cli import batching
from glutemed.cli.app import run

real, first = batching.outcome, os.getpid()

def half(connection, part):
    os.write(connection.fileno(), bytes(part)[: len(part) // 2])
    os.kill(os.getpid(), signal.SIGKILL)

def outcome(catalog, work, raw):
    if raw.number == 40 and os.getpid() != first:
        Connection._send = half  # the next time that it hands over
    return real(catalog, work, raw)

batching.outcome, batching.LOOKED_AFTER = outcome, 0.1
sys.exit(run(["batch", "r.jsonl", "--output-dir", "out", "--jobs", "2"]))
"""


def test_a_process_that_is_killed_while_it_hands_over_its_rows_does_not_hold_the_batch_for_ever(
    glutemed: Run, cache: Path
) -> None:
    write("r.jsonl", lines(100))
    done = subprocess.run(
        [sys.executable, "-c", KILLED],
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert (done.returncode, done.stdout) == (74, "")
    assert done.stderr == ("glutemed: a process of the batch was ended from outside, perhaps for want of memory\n")
    assert silent(glutemed("batch", "r.jsonl", "--output-dir", "out", "--resume"))
    assert len(list(Path("out").glob("*.json"))) == 100


def interrupted_after(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    """Have the system ask for an end after so many files."""
    import signal

    real, written = files.write_file, list[Any]()

    def write_file(*given: Any, **options: Any) -> None:
        real(*given, **options)
        written.append(given)
        if len(written) == rows:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("glutemed.cli.batch_ways.write_file", write_file)


@pytest.mark.parametrize("bad_each", [0, 3])
def test_a_batch_that_was_interrupted_goes_on_and_ends_as_if_it_had_not_been(
    glutemed: Run, monkeypatch: pytest.MonkeyPatch, bad_each: int
) -> None:
    write("r.jsonl", lines(30, bad_each))
    whole = glutemed("batch", "r.jsonl", "--output-dir", "whole")
    with monkeypatch.context() as patch:
        interrupted_after(patch, 9)
        code, _, err = glutemed("batch", "r.jsonl", "--output-dir", "out")
    done = 9 if not bad_each else 13
    vain = ", 4 of them in vain" if bad_each else ""
    failed = report("whole/report.csv")[1:]
    assert code == 130
    assert err.splitlines() == [
        *(f"glutemed: r.jsonl:{line}: {'; '.join(filter(None, told))}" for line, *told, _ in failed[: done // 3]),
        f"glutemed: {done} rows are done{vain}; go on with the same command and --resume",
        "glutemed: interrupted",
    ]
    assert len([name for name in os.listdir("out") if name.endswith(".json")]) == 9
    assert "report.csv" not in os.listdir("out")
    code, _, err = glutemed("batch", "r.jsonl", "--output-dir", "out")
    assert (code, "go on with --resume, or begin anew with --force" in err) == (2, True)
    code, out, err = glutemed("batch", "r.jsonl", "--output-dir", "out", "--resume")
    assert (code, out, err.replace("out/", "whole/")) == whole
    assert sorted(os.listdir("out")) == sorted(os.listdir("whole"))
    assert all(Path("out", name).read_bytes() == Path("whole", name).read_bytes() for name in os.listdir("out"))


def test_going_on_makes_no_row_twice(glutemed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("r.jsonl", lines(12))
    with monkeypatch.context() as patch:
        interrupted_after(patch, 5)
        glutemed("batch", "r.jsonl", "--output-dir", "out")
    before = {path.name: path.stat().st_mtime_ns for path in Path("out").glob("*.json")}
    made, real = list[Raw](), batching.outcome

    def outcome(catalog: Any, work: Any, raw: Any) -> Any:
        made.append(raw)
        return real(catalog, work, raw)

    monkeypatch.setattr(batching, "outcome", outcome)
    assert silent(glutemed("batch", "r.jsonl", "--output-dir", "out", "--resume"))
    assert len(made) == 7
    assert all(Path("out", name).stat().st_mtime_ns == time for name, time in before.items())


def test_a_file_that_was_written_but_not_noted_is_no_fault(glutemed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("r.jsonl", lines(6))
    with monkeypatch.context() as patch:
        interrupted_after(patch, 3)
        glutemed("batch", "r.jsonl", "--output-dir", "out")
    journal = Path("out/.glutemed-batch")
    text = journal.read_text().splitlines(keepends=True)
    journal.write_text("".join(text[:-1]) + text[-1][:8])  # the power went
    assert silent(glutemed("batch", "r.jsonl", "--output-dir", "out", "--resume"))
    assert len(list(Path("out").glob("*.json"))) == 6


@pytest.mark.parametrize("change", ["requests", "format", "template", "clinic", "catalogue"])
def test_it_does_not_go_on_with_something_else(glutemed: Run, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    write("r.jsonl", lines(6))
    write("mine.yaml", "schema: glutemed.catalog/1\nhide: [clamshell]\n")
    with monkeypatch.context() as patch:
        interrupted_after(patch, 3)
        glutemed("batch", "r.jsonl", "--output-dir", "out")
    if change == "requests":
        write("r.jsonl", lines(7))
    options = {
        "format": ("--format", "markdown"),
        "template": ("--template", "{number}"),
        "clinic": ("--from", "Hip clinic"),
        "catalogue": ("--catalog", "mine.yaml"),
    }.get(change, ())
    code, _, err = glutemed("batch", "r.jsonl", "--output-dir", "out", "--resume", *options)
    assert code == 2
    assert "--resume: the requests, the options or the catalogue changed since the batch in out was" in err
    assert len(list(Path("out").glob("*.json"))) == 3
    assert glutemed("batch", "r.jsonl", "--output-dir", "out", "--force", *options)[0] == 0
    assert not Path("out/.glutemed-batch").exists()
