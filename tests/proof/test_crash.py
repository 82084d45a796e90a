"""A short slice of the crash proof, and that it finds what it looks for."""

import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from tests.proof import crash
from tests.proof.crash import Score, crashed, main, piece

from glutemed.errors import UsageError
from glutemed.model.log import Saved, Workout
from glutemed.store.log import Store


class Late(Store):
    """Acknowledges sessions and programs before they are on disk: each is written when the next one comes."""

    held: tuple[str, Saved | Workout] | None = None

    def save(self, name: str, saved: Saved) -> None:
        self._hold(name, saved)

    def add(self, name: str, workout: Workout) -> None:
        self._hold(name, workout)

    def _hold(self, name: str, entry: Saved | Workout) -> None:
        now, self.held = self.held, (name, entry)
        if now and isinstance(now[1], Saved):
            super().save(now[0], now[1])
        elif now and isinstance(now[1], Workout):
            with suppress(UsageError):
                super().add(now[0], now[1])


class Torn(Store):
    """Writes the sets of a session one by one."""

    def add(self, name: str, workout: Workout) -> None:
        for one in workout.sets:
            super().add(name, replace(workout, sets=(one,), told=()))
        super().add(name, replace(workout, sets=()))


def test_nothing_acknowledged_is_lost_in_a_few_kills(tmp_path: Path) -> None:
    score = crashed(15, 3, tmp_path)
    assert score.find == ""
    assert score.kills == 15
    assert score.acknowledged >= 15


@pytest.mark.parametrize("broken", [Late, Torn])
def test_a_store_that_acknowledges_too_early_or_writes_by_halves_is_found(tmp_path: Path, broken: type[Store]) -> None:
    score = crashed(40, 4, tmp_path, f"tests.proof.test_crash:{broken.__name__}")
    assert "neither what was acknowledged, nor that and the next piece" in score.find


def test_a_log_that_does_not_open_is_found(tmp_path: Path) -> None:
    (tmp_path / "log.sqlite3").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(RuntimeError, match="ended by itself"):
        crashed(1, 5, tmp_path)


def test_the_pieces_are_of_every_kind_and_always_the_same(tmp_path: Path) -> None:
    one, other = Store(str(tmp_path / "one")), Store(str(tmp_path / "other"))
    for number in range(60):
        piece(1, number)(one)
        piece(1, number)(other)
    found = one.whole()
    assert found == other.whole()
    assert len(found.people) == 3
    assert all(person.programs and person.workouts for person in found.people)


def test_the_count_is_told_and_a_find_is_exit_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    asked: list[tuple[int, int]] = []

    def fake(kills: int, seed: int, folder: Path) -> Score:
        asked.append((kills, seed))
        return Score(kills=kills, acknowledged=700, beyond=2, journals=90, find="lost" if seed == 9 else "")

    monkeypatch.setattr(crash, "crashed", fake)
    assert main([]) == 0
    told = "250 kills, 90 of them in the midst of a writing: 700 pieces acknowledged, all of them there, and 2 whole"
    assert told in capsys.readouterr().out
    assert main(["--kills", "3", "--seed", "9"]) == 1
    assert "FAILED at kill 3: lost; the log is in " in capsys.readouterr().out
    assert asked == [(250, 1), (3, 9)]
