"""The file: who may read it, how it is brought up to date, and that whatever is wrong with it loses nothing."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from stat import S_IMODE
from typing import Any

import pytest
from tests.store.logs import a_log, a_person, a_saved, a_screening, a_workout, at

from glutemed.errors import FileError, GlutemedError, InternalError, UsageError
from glutemed.model.log import Log
from glutemed.store import database
from glutemed.store.log import Store
from glutemed.store.schema import STEPS

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534

READS: dict[str, Callable[[Store], Any]] = {
    "people": lambda store: store.people(),
    "overview": lambda store: store.overview(),
    "person": lambda store: store.person("me"),
    "latest": lambda store: store.person("me", latest=2),
    "moment": lambda store: store.moment("me", at("2020-01-01")),
    "whole": lambda store: store.whole(),
}
WRITES: dict[str, Callable[[Store], Any]] = {
    "save": lambda store: store.save("me", a_saved(5)),
    "add": lambda store: store.add("me", a_workout(a_saved().program, "2026-02-02")),
    "screen": lambda store: store.screen("me", a_screening("2026-02-02")),
    "merge": lambda store: store.merge(a_log("Ann")),
    "forget": lambda store: store.forget("me"),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "log.sqlite3"


@pytest.fixture
def full(file: Path) -> Path:
    """A file that holds a person."""
    Store(str(file)).merge(a_log())
    return file


def refused(file: Path, call: Callable[[Store], Any], kind: type[GlutemedError] = FileError) -> str:
    """Return the message with which a call is refused: one line that names the file."""
    with pytest.raises(kind) as error:
        call(Store(str(file)))
    told = str(error.value)
    assert "\n" not in told
    assert str(file) in told
    return told


# How it is made


def test_file_folder_and_journal_are_for_the_owner_only(tmp_path: Path) -> None:
    folder, before = tmp_path / "new" / "data", os.umask(0)
    file = folder / "log.sqlite3"
    modes: dict[str, int] = {}
    try:
        with database.Database(str(file)).writing() as connection:
            connection.execute("INSERT INTO people (name, folded) VALUES ('me', 'me')")
            modes = {path.name: S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    finally:
        os.umask(before)
    assert modes == {"log.sqlite3": 0o600, "log.sqlite3-journal": 0o600}
    assert S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in folder.iterdir()] == ["log.sqlite3"]


@pytest.mark.parametrize("call", [READS["whole"], WRITES["add"]], ids=["reading", "writing"])
@pytest.mark.parametrize(("mode", "then"), [(0o644, 0o600), (0o666, 0o600), (0o600, 0o600)])
def test_a_log_that_others_may_read_is_tightened_without_a_word(
    full: Path, mode: int, then: int, call: Callable[[Store], Any]
) -> None:
    full.chmod(mode)
    call(Store(str(full)))
    assert S_IMODE(full.stat().st_mode) == then


def test_a_file_that_cannot_be_tightened_is_used_all_the_same(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> None:
        raise PermissionError

    full.chmod(0o644)
    monkeypatch.setattr(os, "chmod", denied)
    assert Store(str(full)).people() == ("me",)


def test_what_is_no_log_of_ours_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE notes (text)")
    raw.close()
    path.chmod(0o644)
    refused(path, READS["whole"])
    assert S_IMODE(path.stat().st_mode) == 0o644


def test_a_connection_writes_through_to_the_disk_and_erases_what_it_deletes(full: Path) -> None:
    with database.Database(str(full)).writing() as connection:
        settings = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store")
        }
    assert settings == {
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "secure_delete": 1,
        "temp_store": 2,
    }


@pytest.mark.parametrize(
    "name", ["a?b=c&d#e%20 é.sqlite3", "new\nline", "file:x?mode=memory", b"\xff.sqlite3", ":memory:"]
)
def test_any_name_of_a_file_is_that_file(tmp_path: Path, name: str | bytes) -> None:
    raw = os.fsdecode(name)
    Store(str(tmp_path / raw)).save("me", a_saved())
    assert os.listdir(tmp_path) == [raw]
    assert Store(str(tmp_path / raw)).people() == ("me",)


def test_a_relative_name_is_in_the_folder_that_one_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Store("log").save("me", a_saved())
    assert os.listdir(tmp_path) == ["log"]


def test_an_empty_file_is_an_empty_log_and_is_filled(file: Path) -> None:
    file.touch()
    assert Store(str(file)).whole() == Log()
    assert file.read_bytes() == b""
    Store(str(file)).merge(a_log())
    assert Store(str(file)).whole() == a_log()


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "real.sqlite3", tmp_path / "link"
    link.symlink_to(target)
    assert Store(str(link)).whole() == Log()
    for _ in range(2):  # not there yet, and there
        Store(str(link)).merge(a_log())
    assert link.is_symlink()
    assert Store(str(target)).whole() == a_log()
    assert sorted(os.listdir(tmp_path)) == ["link", "real.sqlite3"]


# What is no log


def a_folder(file: Path) -> None:
    file.mkdir()


def below_a_file(file: Path) -> None:
    file.parent.rmdir()
    file.parent.write_text("mine")


def a_pipe(file: Path) -> None:
    os.mkfifo(file)


def a_loop(file: Path) -> None:
    file.symlink_to(file)


def a_text(file: Path) -> None:
    file.write_text("my diary\n" * 500)


def one_byte(file: Path) -> None:
    file.write_bytes(b"x")


def a_database(file: Path) -> None:
    with sqlite3.connect(file) as raw:
        raw.execute("CREATE TABLE people (name)")
    raw.close()


def a_database_with_a_version(file: Path) -> None:
    with sqlite3.connect(file) as raw:
        raw.execute("PRAGMA user_version = 1")
    raw.close()


@pytest.mark.parametrize("call", [*READS.values(), *WRITES.values()], ids=[*READS, *WRITES])
@pytest.mark.parametrize(
    "make, why",
    [
        (a_folder, "it is a folder"),
        (below_a_file, "Not a directory"),
        (a_pipe, "it is no regular file"),
        (a_loop, "symbolic links"),
        (a_text, "another kind of file"),
        (one_byte, "another kind of file"),
        (a_database, "another program"),
        (a_database_with_a_version, "another program"),
    ],
)
def test_what_is_no_log_is_told_and_left_as_it_is(
    tmp_path: Path, make: Callable[[Path], None], why: str, call: Callable[[Store], Any]
) -> None:
    file = tmp_path / "folder" / "file"
    file.parent.mkdir()
    make(file)
    before = file.read_bytes() if file.is_file() else b""
    assert why in refused(file, call)
    assert (file.read_bytes() if file.is_file() else b"") == before
    assert [path.name for path in tmp_path.rglob("*")] in (["folder", "file"], ["folder"])


@pytest.mark.parametrize("call", [*READS.values(), *WRITES.values()], ids=[*READS, *WRITES])
def test_a_log_of_a_newer_version_asks_for_an_update_and_is_left_as_it_is(
    full: Path, call: Callable[[Store], Any]
) -> None:
    with sqlite3.connect(full) as raw:
        raw.execute("PRAGMA user_version = 99")
    raw.close()
    before = full.read_bytes()
    told = refused(full, call, UsageError)
    assert "version 99" in told
    assert "update glutemed" in told
    assert full.read_bytes() == before


def test_an_old_sqlite_is_told(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    assert "SQLite 3.37 or newer" in refused(full, READS["whole"])


# Damage


@pytest.mark.parametrize("share", range(1, 20))
def test_a_truncated_log_is_told_and_left_as_it_is(full: Path, share: int) -> None:
    raw = full.read_bytes()
    full.write_bytes(raw[: len(raw) * share // 20])
    before = full.read_bytes()
    for call in (READS["whole"], WRITES["merge"], WRITES["forget"]):
        refused(full, call)
        assert full.read_bytes() == before
    assert os.listdir(full.parent) == [full.name]


def test_bits_that_flipped_are_told_or_harmless(full: Path) -> None:
    """Whatever bit it is, each call ends as it should or with one message; what is refused changes nothing."""
    raw, random, told = full.read_bytes(), Random(3), 0
    for _ in range(60):
        flipped = bytearray(raw)
        for at_byte in (random.randrange(len(raw)), random.randrange(4096)):
            flipped[at_byte] ^= 1 << random.randrange(8)
        for call in (*READS.values(), *WRITES.values()):
            full.write_bytes(flipped)
            error = ended(call, full)
            if error:
                told += 1
                assert "\n" not in str(error)
                assert full.read_bytes() == flipped
    assert told > 50


def ended(call: Callable[[Store], Any], file: Path) -> GlutemedError | None:
    """Return the error with which a call ended, or None; any other exception goes on."""
    try:
        call(Store(str(file)))
    except GlutemedError as error:
        return error
    return None


def test_damage_is_told_in_one_line_however_many_sqlite_has(full: Path) -> None:
    def damage() -> None:
        with database.Database(str(full)).reading():
            raise database.DamagedError("*** in database main ***\nOn tree page 3")

    with pytest.raises(FileError, match=r"damaged: \*\*\* in database main \*\*\* On tree page 3; keep the file"):
        damage()


def test_a_moment_that_is_none_is_damage(full: Path) -> None:
    with sqlite3.connect(full) as raw:
        raw.execute("UPDATE told SET recorded = '2999-99-99T99:99:99.000000Z'")
    raw.close()
    assert "a moment in it is none" in refused(full, READS["moment"])


@pytest.mark.parametrize("call", [READS["whole"], WRITES["merge"], WRITES["forget"]])
def test_an_entry_that_belongs_to_nothing_is_damage(full: Path, call: Callable[[Store], Any]) -> None:
    with sqlite3.connect(full) as raw:
        raw.execute("DELETE FROM sessions")
    raw.close()
    before = full.read_bytes()
    assert "belongs to nothing" in refused(full, call)
    assert full.read_bytes() == before


def test_a_table_that_is_not_there_is_damage(full: Path) -> None:
    with sqlite3.connect(full) as raw:
        raw.execute("DROP TABLE sets")
    raw.close()
    assert "damaged: no such table" in refused(full, READS["whole"])


def test_what_the_tables_refuse_is_a_bug_of_ours_and_changes_nothing(full: Path) -> None:
    before = full.read_bytes()
    wrong = replace(a_workout(a_saved().program), sets=(replace(a_workout("").sets[0], pain=99),))
    with pytest.raises(InternalError, match="a bug in glutemed, or its file is damaged: CHECK"):
        Store(str(full)).add("me", wrong)
    assert full.read_bytes() == before


# A journal that was left behind

HALF = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE sets SET note = hex(randomblob(200))")
connection.execute("DELETE FROM told")
os._exit(0)
"""


def test_what_was_half_written_when_the_power_went_is_taken_back(full: Path) -> None:
    before = full.read_bytes()
    subprocess.run([sys.executable, "-c", HALF, full], check=True)
    assert full.read_bytes() != before
    assert sorted(os.listdir(full.parent)) == [full.name, f"{full.name}-journal"]
    assert Store(str(full)).whole() == a_log()
    assert full.read_bytes() == before
    assert os.listdir(full.parent) == [full.name]


# A disk that is full

FILL = """
import resource, sys
from dataclasses import replace
from tests.store.logs import a_workout, at
from glutemed.errors import FileError
from glutemed.store.log import Store
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
store, program = Store(sys.argv[1]), sys.argv[3]
one = a_workout(program, "2026-02-02")
for number in range(1000):
    try:
        store.add("me", replace(one, sets=(replace(one.sets[0], recorded=at("2026-02-02", number)),), told=()))
    except FileError as error:
        print(error, file=sys.stderr)
        break
    print(number, flush=True)
"""


def run(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)


@pytest.mark.parametrize("room", [2_000, 14_000, 30_000])
def test_a_full_disk_is_told_and_what_was_added_before_is_kept(full: Path, room: int) -> None:
    store, size = Store(str(full)), full.stat().st_size
    done = run(FILL, full, size + room, a_saved().program)
    added = len(done.stdout.split())
    assert "the disk is full" in done.stderr
    assert done.stderr.count("\n") == 1
    found = store.person("me")
    assert found is not None
    assert [len(one.sets) for one in found.workouts if one.date == "2026-02-02"] == ([added] if added else [])
    assert os.listdir(full.parent) == [full.name]
    store.add("me", a_workout(a_saved().program, "2026-03-03"))
    assert len(store.whole().people[0].workouts) > 3


def test_a_disk_that_is_full_from_the_start_is_told(file: Path) -> None:
    done = run(FILL, file, 0, a_saved().program)
    assert "the disk is full" in done.stderr
    assert Store(str(file)).whole() == Log()
    Store(str(file)).merge(a_log())
    assert Store(str(file)).whole() == a_log()


@pytest.mark.parametrize("name", [name for name in WRITES if name != "forget"])
def test_no_room_in_the_database_is_a_full_disk_and_changes_nothing(
    full: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with sqlite3.connect(full) as raw:
        raw.execute("VACUUM")
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.close()
    before = Store(str(full)).whole()
    monkeypatch.setattr(database, "SETTINGS", (*database.SETTINGS, f"PRAGMA max_page_count = {pages}"))
    big = Log(people=tuple(a_person(f"Ann {number}", number) for number in range(9)))
    error = ended(lambda store: store.merge(big) if name == "merge" else WRITES[name](store), full)
    if error:
        assert "the disk is full; nothing was changed" in str(error)
        assert Store(str(full)).whole() == before
    else:
        assert name in ("add", "screen")  # a few entries fit in the pages that are there


# What may not be written, or not be read


@contextmanager
def someone_else() -> Iterator[None]:
    """Be a user whom permissions bind, where the tests run as one whom they do not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that other users may go through."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o700)


@pytest.mark.parametrize("call", WRITES.values(), ids=WRITES)
@pytest.mark.parametrize(
    "folder, file, why", [(0o555, 0o666, "opened for writing|read-only"), (0o777, 0o444, "read-only")]
)
def test_a_log_that_may_not_be_written_is_read_and_no_more(
    shared: Path, folder: int, file: int, why: str, call: Callable[[Store], Any]
) -> None:
    path = shared / "log.sqlite3"
    Store(str(path)).merge(a_log())
    before = path.read_bytes()
    path.chmod(file)
    shared.chmod(folder)
    with someone_else():
        assert Store(str(path)).whole() == a_log()
        told = refused(path, call)
    assert any(one in told for one in why.split("|"))
    assert "nothing was changed" in told
    assert path.read_bytes() == before
    assert os.listdir(shared) == [path.name]


@pytest.mark.parametrize("call", [*READS.values(), *WRITES.values()], ids=[*READS, *WRITES])
@pytest.mark.parametrize("folder, file", [(0o755, 0o000), (0o000, 0o666)])
def test_a_log_that_may_not_be_read_is_told(shared: Path, folder: int, file: int, call: Callable[[Store], Any]) -> None:
    path = shared / "log.sqlite3"
    Store(str(path)).merge(a_log())
    before = path.read_bytes()
    path.chmod(file)
    shared.chmod(folder)
    with someone_else():
        told = refused(path, call)
    assert "cannot use" in told
    shared.chmod(0o700)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", [name for name in WRITES if name != "forget"])
def test_no_log_is_made_in_a_folder_that_may_not_be_written(shared: Path, name: str) -> None:
    shared.chmod(0o555)
    for path in (shared / "log.sqlite3", shared / "new" / "log.sqlite3"):
        with someone_else():
            assert "Permission denied" in refused(path, WRITES[name])
            assert Store(str(path)).whole() == Log()
    assert os.listdir(shared) == []


# Others at the same time


def test_another_program_that_writes_for_too_long_is_told(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.01)
    before = full.read_bytes()
    other = sqlite3.connect(full, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert Store(str(full)).whole() == a_log()  # what is being written is not there yet
    for call in WRITES.values():
        assert "another program" in refused(full, call)
    other.execute("ROLLBACK")
    other.execute("BEGIN EXCLUSIVE")
    for call in (*READS.values(), *WRITES.values()):
        assert "another program" in refused(full, call)
    other.close()
    assert full.read_bytes() == before
    WRITES["save"](Store(str(full)))


def test_one_waits_for_another_for_five_seconds() -> None:
    assert database.PATIENCE == 5.0


WRITE = """
import sys
from tests.store.logs import at
from glutemed.model.log import SetDone, Workout
from glutemed.store.log import Store
file, program, session = sys.argv[1:4]
for number in range(200):
    done = SetDone(recorded=at("2026-02-02", number), exercise="clamshell", side="left", number=1 + number % 50)
    Store(file).add("me", Workout(program=program, week=1, session=int(session), date="2026-02-02", sets=(done,)))
    print(number, flush=True)
"""


def test_two_processes_that_log_at_once_lose_nothing(full: Path) -> None:
    def begin(session: int) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", WRITE, str(full), a_saved().program, str(session)]
        return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    both = [begin(session) for session in (1, 2)]
    ended = [process.communicate(timeout=300) for process in both]
    assert [error for _, error in ended] == ["", ""]
    assert [len(out.split()) for out, _ in ended] == [200, 200]
    found = Store(str(full)).whole().people[0]
    added = [one for one in found.workouts if one.date == "2026-02-02"]
    expected = [at("2026-02-02", number) for number in range(200)]
    assert [(one.session, [entry.recorded for entry in one.sets]) for one in added] == [(1, expected), (2, expected)]


def test_two_processes_that_begin_a_log_at_once_both_find_it(file: Path) -> None:
    script = "import sys\nfrom tests.store.logs import *\nfrom glutemed.store.log import Store\n"
    script += "Store(sys.argv[1]).merge(a_log(sys.argv[2]))"
    names = ("Ann", "Bob", "Cay")
    command = [sys.executable, "-c", script, str(file)]
    both = [subprocess.Popen([*command, name], cwd=ROOT, stderr=subprocess.PIPE) for name in names]
    assert [process.communicate(timeout=300)[1] for process in both] == [b"", b"", b""]
    assert Store(str(file)).people() == names


def test_a_file_that_another_program_makes_in_between_is_used(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = os.open

    def late(path: Any, flags: int, *rest: Any) -> int:
        if str(path) == str(file):
            monkeypatch.undo()
            Store(str(file)).merge(a_log("Ann"))
        return opening(path, flags, *rest)

    monkeypatch.setattr(os, "open", late)
    Store(str(file)).merge(a_log("Bob"))
    assert Store(str(file)).people() == ("Ann", "Bob")


def test_a_reading_sees_one_state_throughout(full: Path) -> None:
    other = sqlite3.connect(full, timeout=0, isolation_level=None)
    with database.Database(str(full)).reading() as connection:
        assert connection
        before = connection.execute("SELECT count(*) FROM sets").fetchone()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("DELETE FROM sets")
        assert connection.execute("SELECT count(*) FROM sets").fetchone() == before
    other.execute("DELETE FROM sets")
    other.close()


# Versions to come


def test_a_log_of_an_older_version_goes_through_the_steps_that_it_lacks(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = (*STEPS, ("ALTER TABLE people ADD COLUMN born INTEGER", "UPDATE people SET born = 1970"))
    monkeypatch.setattr(database, "STEPS", steps)
    assert Store(str(full)).whole() == a_log()
    with sqlite3.connect(full) as raw:
        assert raw.execute("SELECT name, born FROM people").fetchall() == [("me", 1970)]
        assert raw.execute("PRAGMA user_version").fetchone() == (len(steps),)
    raw.close()


def test_a_step_that_fails_leaves_the_log_as_it_was(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = full.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(database, "STEPS", (*STEPS, ("DROP TABLE told", "DROP TABLE nothing")))
        refused(full, READS["whole"])
        assert full.read_bytes() == before
    assert Store(str(full)).whole() == a_log()


def test_the_steps_before_one_that_fails_are_kept_with_their_number(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(database, "STEPS", (*STEPS, ("DROP TABLE nothing",)))
        refused(file, WRITES["merge"])
    with sqlite3.connect(file) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
    raw.close()
    Store(str(file)).merge(a_log())
    assert Store(str(file)).whole() == a_log()


def test_what_fails_in_the_middle_of_a_writing_is_taken_back(full: Path) -> None:
    before = full.read_bytes()

    def delete_and(error: type[BaseException]) -> None:
        with database.Database(str(full)).writing() as connection:
            connection.execute("DELETE FROM people")
            raise error

    for error in (KeyboardInterrupt, ZeroDivisionError):
        with pytest.raises(error):
            delete_and(error)
        assert full.read_bytes() == before
    assert os.listdir(full.parent) == [full.name]
