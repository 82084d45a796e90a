"""The pictures of the docs show what they are made from."""

import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from tests.scripts import script

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def layers() -> ModuleType:
    return script("layers")


def test_the_picture_of_layers_is_current(layers: ModuleType) -> None:
    """Rewrite it with: python docs/pictures.py."""
    assert (ROOT / "docs/layers.svg").read_text(encoding="utf-8") == layers.picture()


def test_the_picture_of_layers_has_every_package_in_the_order_of_the_contract(layers: ModuleType) -> None:
    found = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (contract,) = (each for each in found if each["type"] == "layers")
    names = " | ".join(contract["layers"]).split(" | ")
    assert [name for name in names if not list((ROOT / "src/glutemed").glob(f"{name}*"))] == []
    picture, page = layers.picture(), (ROOT / "docs/architecture.md").read_text()
    places = [picture.index(f'font-weight="bold">{name}</text>') for name in names]
    assert places == sorted(places)
    rows = [page.index(f"`{name}`", page.index("| Layer |")) for name in names]
    assert rows == sorted(rows)
    assert set(layers.WORDS) == set(names)


def test_the_picture_of_a_plan_is_what_the_command_prints(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rewrite it with: python docs/pictures.py."""
    monkeypatch.setenv("GLUTEMED_CACHE", str(tmp_path))
    monkeypatch.setenv("GLUTEMED_CONFIG", str(tmp_path))
    assert (ROOT / "docs/plan.svg").read_text(encoding="utf-8") == script("terminal").picture()
    assert capsys.readouterr().out == ""


def test_the_picture_of_the_page_was_taken_of_what_the_page_is() -> None:
    """Take it anew with: python docs/screenshot.py."""
    taken = script("screenshot")
    assert taken.SOURCE.read_text(encoding="utf-8").strip() == taken.source(taken.page())


def test_the_source_of_the_picture_is_the_look_and_the_first_session() -> None:
    taken = script("screenshot")
    first, second = (f'<article class="day" data-session="{number}">text</article>' for number in (1, 2))
    look = "<style>a{}</style>"
    known = taken.source(look + first + second)
    assert taken.source(f"{look}{first}{second}more") == known
    assert taken.source(look + first.replace("text", "another")) != known
    assert taken.source(f"<style>b{{}}</style>{first}{second}") != known


def test_the_layers_in_contributing_are_those_of_the_contract() -> None:
    found = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (contract,) = (each for each in found if each["type"] == "layers")
    assert f"src/glutemed/  {' > '.join(contract['layers'])}\n" in (ROOT / "CONTRIBUTING.md").read_text()
