"""The log as a whole on the command line: out, in, who is there, and gone for good."""

import csv
import json
import os
import pty
import re
import sqlite3
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.store.logs import a_log, a_person, a_plan, a_screening, a_workout

from glutemed.cli import system
from glutemed.loading.logs import LOG_BYTES_MAX, log_schema, read_log
from glutemed.model.log import Answer, Log, Person, Screening
from glutemed.rendering.log import log_to_json
from glutemed.store.log import Store

GLUTEMED = Path(sys.executable).parent / "glutemed"


@pytest.fixture
def store(glutemed: Run, tmp_path: Path) -> Store:  # the log of its folder
    """The log that commands use, with two people in it."""
    made = Store(str(tmp_path / "log.sqlite3"))
    made.merge(a_log("Ann", "Bob"))
    return made


def test_a_backup_restores_to_the_same_state(glutemed: Run, store: Store) -> None:
    assert glutemed("log", "export", "backup.json") == (0, "", "")
    assert Path("backup.json").stat().st_mode & 0o777 == 0o600
    code, out, err = glutemed("log", "import", "backup.json", "--store", "new.sqlite3")
    assert (code, err) == (0, "")
    assert out == "Added: 2 people, 4 programs, 6 sessions, 36 entries of sessions, 2 screenings\n"
    assert Store("new.sqlite3").whole() == store.whole()
    glutemed("log", "export", "again.json", "--store", "new.sqlite3")
    assert Path("again.json").read_bytes() == Path("backup.json").read_bytes()


def test_the_same_file_again_changes_nothing(glutemed: Run, store: Store) -> None:
    glutemed("log", "export", "backup.json")
    before = store.whole()
    nothing = (0, "Nothing is new: the log has all of it already.\n", "")
    assert glutemed("log", "import", "backup.json") == nothing
    assert store.whole() == before


def test_what_is_new_in_a_file_is_added_and_counted(glutemed: Run, store: Store) -> None:
    person = a_person("ANN")
    more = a_workout(person.programs[0].program, "2026-01-09", 3)
    log = Log(people=(replace(person, workouts=(*person.workouts, more), screenings=(a_screening("2026-02-02"),)),))
    Path("more.json").write_text(log_to_json(log))
    code, out, _ = glutemed("log", "import", "more.json")
    assert (code, out) == (0, "Added: 1 session, 8 entries of sessions, 1 screening\n")
    found = store.person("Ann")
    assert found is not None
    assert len(found.workouts) == 4


def test_an_export_goes_to_standard_output_and_an_import_comes_from_standard_input(
    store: Store, tmp_path: Path, cache: Path
) -> None:
    environment = {**os.environ, "GLUTEMED_CACHE": str(cache), "GLUTEMED_STORE": str(tmp_path / "log.sqlite3")}
    command = f"'{GLUTEMED}' log export | '{GLUTEMED}' log import - --store new.sqlite3"
    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Added: 2 people")
    assert Store("new.sqlite3").whole() == store.whole()


def test_csv_is_chosen_by_the_ending_or_by_the_option(glutemed: Run, store: Store) -> None:
    glutemed("log", "export", "sessions.csv")
    text = Path("sessions.csv").read_bytes().decode()
    assert [one["person"] for one in csv.DictReader(StringIO(text)) if one["row"] == "session"] == ["Ann"] * 3 + [
        "Bob"
    ] * 3
    code, out, _ = glutemed("log", "export", "--format", "csv")
    assert (code, out.splitlines()) == (0, text.splitlines())


def test_one_person_is_exported(glutemed: Run, store: Store) -> None:
    glutemed("log", "export", "bob.json", "--person", "bob")
    assert [one.name for one in read_log(Path("bob.json").read_text(), "f").people] == ["Bob"]


def test_a_file_of_one_person_is_imported_under_another_name(glutemed: Run, store: Store) -> None:
    glutemed("log", "export", "bob.json", "--person", "Bob")
    assert glutemed("log", "import", "bob.json", "--person", "Ca\u0301t")[0] == 0
    assert store.people() == ("Ann", "Bob", "Cát")
    assert store.person("Cát") == replace(a_person("Cát", 1))
    glutemed("log", "export", "all.json")
    code, _, err = glutemed("log", "import", "all.json", "--person", "Dan")
    assert (code, err) == (2, "glutemed: --person goes with a file of one person; all.json has 3\n")
    assert len(store.people()) == 3


def test_the_schema_is_printed_and_is_the_one_of_the_docs(glutemed: Run) -> None:
    code, out, _ = glutemed("log", "export", "--schema")
    assert (code, out) == (0, log_schema())
    glutemed("log", "export", "schema.json", "--schema")
    assert Path("schema.json").read_text() == out


# What is refused


@pytest.mark.parametrize(
    "words, message",
    [
        (("export", "there.json"), "FILE: there.json is there already; add --force to replace it"),
        (("export", "log.sqlite3", "--force", "-f", "json"), "FILE: log.sqlite3 is the log itself; name another file"),
        (("export", "link.json", "--force"), "FILE: link.json is the log itself; name another file"),
        (("export", "x.md"), "the ending of x.md names no format; allowed: .json, .csv, or give --format"),
        (("export", "--person", "Bop"), 'the log has no "Bop"; it has Ann, Bob; did you mean "Bob"?'),
        (("export", "--person", ""), '--person: "" is not a name of 1 to 80 printable characters'),
        (("export", "x.json", "--store", "no.sqlite3"), "nothing is in the log no.sqlite3 yet"),
        (("forget", "Cay", "--yes"), 'the log has no "Cay"; it has Ann, Bob'),
        (("forget", "Cay", "--yes", "--store", "no.sqlite3"), 'the log has no "Cay"; no one is in it'),
        (("import", "there.json", "--person", "\x1b"), '--person: "?" is not a name'),
    ],
)
def test_wrong_use_is_told(glutemed: Run, store: Store, words: tuple[str, ...], message: str) -> None:
    Path("there.json").write_text("mine")
    Path("link.json").symlink_to("log.sqlite3")
    before = Path("log.sqlite3").read_bytes()
    code, out, err = glutemed("log", *words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert message in err
    assert Path("there.json").read_text() == "mine"
    assert Path("log.sqlite3").read_bytes() == before
    assert sorted(os.listdir()) == ["link.json", "log.sqlite3", "there.json"]


def test_a_file_that_is_there_is_replaced_by_force(glutemed: Run, store: Store) -> None:
    Path("there.json").write_text("mine")
    assert glutemed("log", "export", "there.json", "--force")[0] == 0
    assert read_log(Path("there.json").read_text(), "f") == store.whole()


def test_a_file_with_a_fault_is_told_at_its_place_and_adds_nothing(glutemed: Run, store: Store) -> None:
    data = json.loads(log_to_json(a_log("Cay")))
    data["people"][0]["workouts"][0]["sets"][0]["pain"] = 12
    Path("bad.json").write_text(json.dumps(data))
    code, out, err = glutemed("log", "import", "bad.json")
    assert (code, out) == (1, "")
    assert err.startswith("glutemed: bad.json:1:")
    assert '"pain": must be at most 10' in err
    assert store.people() == ("Ann", "Bob")


def test_a_program_that_is_not_as_it_was_saved_is_refused_at_its_place_and_adds_nothing(
    glutemed: Run, store: Store
) -> None:
    ann, before = a_person("Ann"), store.whole()
    wrong = replace(ann, programs=(replace(ann.programs[0], plan=a_plan(77)), *ann.programs[1:]))
    Path("other.json").write_text(log_to_json(Log(people=(a_person("Aaron", 5), wrong))))
    code, _, err = glutemed("log", "import", "other.json")
    assert (code, err.count("\n")) == (1, 1)
    assert re.match(r"glutemed: other\.json:\d+:\d+: ", err)
    assert f"the program {ann.programs[0].program} is not as glutemed saved it" in err
    assert store.whole() == before


def test_a_program_that_was_begun_anew_restores_too(glutemed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLUTEMED_TODAY", "2026-12-01")
    plan = ("plan", "--goal", "rehab", "--save")
    glutemed(*plan)
    glutemed("log", "--all-done", "--pain", "1")
    glutemed(*plan)
    glutemed("log", "export", "backup.json")
    assert glutemed("log", "import", "backup.json", "--store", "new.sqlite3")[::2] == (0, "")
    found = Store("new.sqlite3").person("me")
    assert found
    assert len({saved.program for saved in found.programs}) == 2
    assert found.programs[0].plan == found.programs[1].plan


@pytest.mark.parametrize("command", [("plan", "--goal", "rehab", "--save"), ("session",), ("next",)])
def test_an_imported_yes_to_a_question_that_is_not_known_is_kept_and_holds_everything(
    glutemed: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("GLUTEMED_TODAY", "2026-12-01")
    glutemed("plan", "--goal", "rehab", "--save")
    glutemed("log", "--all-done", "--pain", "1")
    answer = Answer(question="of-a-later-version", yes=True)
    screening = Screening(recorded="2026-12-01T13:00:00.000000Z", date="2026-12-01", answers=(answer,))
    Path("new.json").write_text(log_to_json(Log(people=(Person(name="me", screenings=(screening,)),))))
    assert glutemed("log", "import", "new.json")[0] == 0
    before = Store(str(tmp_path / "log.sqlite3")).whole()
    assert before.people[0].screenings == (screening,)
    code, out, err = glutemed(*command)
    assert (code, out, err.count("\n")) == (4, "", 1)
    assert "answer the questions again with: glutemed screen" in err
    assert "of-a-later-version" in err
    assert Store(str(tmp_path / "log.sqlite3")).whole() == before


@pytest.mark.parametrize(
    "words", [("import", "new.json"), ("export", "x.json"), ("people",), ("forget", "Ann", "--yes")]
)
def test_a_log_of_a_newer_glutemed_asks_for_an_update(glutemed: Run, store: Store, words: tuple[str, ...]) -> None:
    Path("new.json").write_text(log_to_json(a_log()))
    with sqlite3.connect("log.sqlite3") as raw:
        raw.execute("PRAGMA user_version = 7")
    raw.close()
    code, _, err = glutemed("log", *words)
    assert (code, err.count("\n")) == (2, 1)
    assert "update glutemed" in err


@pytest.mark.parametrize(
    "words", [("import", "new.json"), ("export", "x.json"), ("people",), ("forget", "Ann", "--yes")]
)
def test_a_log_that_is_none_is_exit_74(glutemed: Run, words: tuple[str, ...]) -> None:
    Path("new.json").write_text(log_to_json(a_log()))
    Path("log.sqlite3").write_text("my diary, which is mine\n" * 50)
    code, _, err = glutemed("log", *words)
    assert (code, err.count("\n")) == (74, 1)
    assert "it is another kind of file, and was left as it is" in err
    assert Path("log.sqlite3").read_text().startswith("my diary")
    assert not Path("x.json").exists()


def test_a_log_too_large_to_be_read_back_is_not_exported_whole(
    glutemed: Run, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from glutemed.loading import logs

    size = len(log_to_json(store.whole()).encode())
    assert LOG_BYTES_MAX == 100_000_000
    monkeypatch.setattr(logs, "LOG_BYTES_MAX", size - 1)
    code, _, err = glutemed("log", "export", "x.json")
    assert (code, "export people one by one with --person" in err) == (2, True)
    assert not Path("x.json").exists()
    monkeypatch.setattr(logs, "LOG_BYTES_MAX", size)
    assert glutemed("log", "export", "x.json")[0] == 0


# Who is there


def test_people_are_listed_with_their_sessions_and_the_last_date(glutemed: Run, store: Store) -> None:
    store.merge(Log(people=(Person(name="Zoë"),)))
    code, out, _ = glutemed("log", "people")
    assert code == 0
    assert out.splitlines()[2:] == [
        "| Name | Programs | Sessions | Last session |",
        "| --- | --- | --- | --- |",
        "| Ann | 2 | 3 | 2026-01-13 |",
        "| Bob | 2 | 3 | 2026-01-13 |",
        "| Zoë | 0 | 0 | - |",
    ]
    _, out, _ = glutemed("log", "people", "--format", "json")
    known = {"programs": 2, "workouts": 3, "screenings": 1, "last": "2026-01-13"}
    assert json.loads(out)[:2] == [{"name": "Ann", **known}, {"name": "Bob", **known}]
    _, out, _ = glutemed("log", "people", "--format", "table")
    assert "Ann   2         3         2026-01-13" in out


@pytest.mark.parametrize(
    "format, shown", [("markdown", "No one is in the log yet."), ("json", "[]"), ("table", "No one")]
)
def test_no_one_is_listed_and_nothing_is_made(glutemed: Run, format: str, shown: str) -> None:
    code, out, err = glutemed("log", "people", "--format", format)
    assert (code, err) == (0, "")
    assert shown in out
    assert os.listdir() == []


# Gone for good


def test_who_is_forgotten_is_gone_and_others_stay(glutemed: Run, store: Store) -> None:
    code, out, err = glutemed("log", "forget", "aNN", "--yes")
    assert (code, out, err) == (0, "Deleted all of Ann: 2 programs, 3 sessions, 1 screening\n", "")
    assert store.whole() == Log(people=(a_person("Bob", 1),))


def test_without_a_terminal_or_yes_nothing_is_deleted_and_it_is_told_what_would_be(glutemed: Run, store: Store) -> None:
    code, out, err = glutemed("log", "forget", "Ann")
    assert (code, out) == (2, "")
    assert err == (
        "glutemed: this deletes all of Ann: 2 programs, 3 sessions, 1 screening; last session 2026-01-13; "
        "it cannot be undone; add --yes to do it\n"
    )
    assert store.people() == ("Ann", "Bob")


@pytest.mark.parametrize("answer, gone", [("Ann", True), (" ann ", True), ("y", False), ("", False), ("Bob", False)])
def test_on_a_terminal_the_name_confirms(
    glutemed: Run, store: Store, monkeypatch: pytest.MonkeyPatch, answer: str, gone: bool
) -> None:
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return answer

    monkeypatch.setattr(system, "interactive", lambda: True)
    monkeypatch.setattr(system, "ask", ask)
    code, _, err = glutemed("log", "forget", "Ann")
    assert asked == ["Type the name to confirm: "]
    assert "this deletes all of Ann: 2 programs, 3 sessions, 1 screening" in err
    assert (code, store.people()) == ((0, ("Bob",)) if gone else (2, ("Ann", "Bob")))
    assert ("nothing was deleted" in err) != gone


def test_a_real_terminal_asks_for_the_name(store: Store, tmp_path: Path, cache: Path) -> None:
    environment = {**os.environ, "GLUTEMED_CACHE": str(cache), "GLUTEMED_STORE": str(tmp_path / "log.sqlite3")}
    environment["TERM"] = "xterm"
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [GLUTEMED, "log", "forget", "Bob"], stdin=follower, stdout=follower, stderr=follower, env=environment
    ) as process:
        os.close(follower)
        os.write(leader, b"Bob\n")
        shown = b""
        try:
            while piece := os.read(leader, 65536):
                shown += piece
        except OSError:  # how Linux says that the other end is closed
            pass
        assert process.wait(timeout=60) == 0
    os.close(leader)
    assert b"Deleted all of Bob" in shown
    assert store.people() == ("Ann",)
