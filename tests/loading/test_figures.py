"""The file of drawings: read, refused with places, and cached."""

import os
from pathlib import Path

import pytest

from glutemed.errors import ProblemsError
from glutemed.loading.catalog import data_files
from glutemed.loading.figures import CACHED_MAX, figures_file, load_figures, read_figures


def test_the_drawings_are_no_file_of_the_catalogue() -> None:
    assert figures_file() not in data_files()
    assert os.path.isfile(figures_file())


def test_a_figure_is_found_by_its_id() -> None:
    figures = load_figures()
    figure = figures.of("side-plank")
    assert figure
    assert figure.id == "side-plank"
    assert figures.of("no-such") is None


def test_the_second_time_comes_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_figures(str(tmp_path / "cache"))
    monkeypatch.setattr("glutemed.loading.figures.read_figures", None)
    assert load_figures(str(tmp_path / "cache")) == first == read_figures(Path(figures_file()).read_text(), "f.yaml")


def test_a_damaged_cache_is_read_anew(tmp_path: Path) -> None:
    first = load_figures(str(tmp_path))
    (kept,) = tmp_path.glob("figures-*.json")
    kept.write_bytes(kept.read_bytes().replace(b"side-plank", b"side-blank"))
    assert load_figures(str(tmp_path)) == first
    assert b"side-blank" not in kept.read_bytes()


def test_old_caches_go_and_the_catalogues_stay(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"figures-{number}.json").write_text("old")
        os.utime(tmp_path / f"figures-{number}.json", (number, number))
    (tmp_path / "catalog-1.json").write_text("other")
    load_figures(str(tmp_path))
    assert len(list(tmp_path.glob("figures-*"))) == CACHED_MAX
    assert (tmp_path / "catalog-1.json").is_file()


def test_a_folder_that_cannot_be_written_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert load_figures(str(tmp_path / "file")).of("side-plank")


@pytest.mark.parametrize(
    "old, new, message",
    [
        ("eye: front", "eye: above", '"eye": "above" is not allowed'),
        ("right-foot on step", "right-foot step", '"rests": must read like "right-foot on floor"'),
        ("kind: mat", "kind: sofa", '"kind": "sofa" is not allowed'),
        ("out: 30", "out: 300", '"out": must be at most 180'),
        ("posture:", "stance:", '"stance" is not a field here'),
        ("glutemed.figures/1", "glutemed.figures/2", '"schema"'),
    ],
)
def test_what_is_wrong_is_told_with_its_place(old: str, new: str, message: str) -> None:
    text = Path(figures_file()).read_text()
    assert old in text
    with pytest.raises(ProblemsError) as raised:
        read_figures(text.replace(old, new), "figures.yaml")
    told = [str(problem) for problem in raised.value.problems]
    assert any(message in problem for problem in told), told[:3]
    assert all(problem.startswith("figures.yaml:") for problem in told)


def test_a_list_is_refused() -> None:
    with pytest.raises(ProblemsError, match="mapping of sections"):
        read_figures("- a\n", "figures.yaml")
