"""What broke before breaks no more; a short slice of the fuzzing; and that the fuzzing finds what is broken."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import strategies as st
from tests.fuzz import fuzz, targets
from tests.fuzz.fuzz import CORPUS, Score, fuzzed, main
from tests.fuzz.targets import TARGETS, Target, ready, try_input

from glutemed.loading import document

FILES = sorted(file for file in CORPUS.iterdir() if file.suffix != ".md")
INPUTS = {"plan-json": 40, "plan-yaml": 40, "sheet": 80, "hand": 150, "own": 30, "answers": 40, "log": 60, "words": 200}


@pytest.fixture(scope="module", autouse=True)
def _ready() -> Iterator[None]:
    with ready():
        yield


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_broke_before_breaks_no_more(file: Path) -> None:
    try_input(TARGETS[file.name.partition(".")[0]], file.read_bytes())


def test_the_readme_of_the_corpus_tells_what_each_file_broke() -> None:
    told = (CORPUS / "README.md").read_text(encoding="utf-8")
    assert len(FILES) > 50
    assert [file.name for file in FILES if f"`{file.name}`" not in told] == []
    assert {file.name.partition(".")[0] for file in FILES} <= set(TARGETS)


@pytest.mark.parametrize("name", TARGETS)
def test_a_slice_of_every_target(name: str, tmp_path: Path) -> None:
    score = Score()
    fuzzed(name, TARGETS[name], 0, INPUTS[name], score, tmp_path)
    assert score.finds == {}
    assert score.inputs >= INPUTS[name]


# The fuzzing itself


def broken(raw: bytes) -> None:
    """Break at any input with two letters x."""
    if raw.count(b"x") > 1:
        raise KeyError(raw)


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> dict[str, Target]:
    monkeypatch.setattr(fuzz, "try_input", lambda _, raw: broken(raw))
    return {"planted": Target("f", lambda: st.binary(max_size=30) | st.just(b"axbxcx"))}


def test_a_find_is_made_small_kept_once_told_and_exit_1(
    planted: dict[str, Target], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--minutes", "0.01", "--seed", "5"], planted, tmp_path) == 1
    (file,) = tmp_path.iterdir()
    assert file.name.startswith("planted.")
    assert sorted(file.read_bytes().replace(b"\0", b"")) in ([*b"xx"], [*b"abcxxx"])
    out = capsys.readouterr().out
    assert "find in planted: KeyError" in out
    assert "1 finds" in out.splitlines()[-1]


def test_without_finds_the_table_counts_inputs_and_exit_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fuzz, "SHOWN_EVERY", 0.0)
    assert main(["--minutes", "0", "--target", "hand", "--seed", "7"], TARGETS, tmp_path) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "seed 7"
    assert out[1].endswith(" 0 finds (0 s left)")
    assert out[-2].split()[:1] == ["hand"]
    assert int(out[-1].split()[0]) >= fuzz.BATCH
    assert list(tmp_path.iterdir()) == []


def test_the_same_seed_gives_the_same_inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[list[bytes]] = []
    for number in (1, 1, 2):
        seen: list[bytes] = []
        monkeypatch.setattr(fuzz, "try_input", lambda _, raw, seen=seen: seen.append(raw))
        fuzzed("words", TARGETS["words"], number, 40, Score(), tmp_path)
        runs.append(seen)
    assert runs[0] == runs[1] != runs[2]


@pytest.mark.parametrize(
    "name, flaw", [("a traceback", ValueError("x")), ("an exit code", 70), ("an escape", "\x1b[31m")]
)
def test_a_flaw_of_the_program_is_a_find(
    name: str, flaw: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(_: list[str]) -> int:
        if isinstance(flaw, Exception):
            raise flaw
        if isinstance(flaw, str):
            print(flaw)
            return 0
        return 70

    monkeypatch.setattr(targets, "run", run)
    score = Score()
    fuzzed("hand", TARGETS["hand"], 0, 5, score, tmp_path)
    assert len(score.finds) == 1, name


def test_a_gate_left_open_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "gate", lambda *_: None)
    score = Score()
    fuzzed("hand", TARGETS["hand"], 6, 400, score, tmp_path)
    assert [kind for kind in score.finds if "not allowed" in kind or "steers" in kind], score.finds
