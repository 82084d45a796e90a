"""The pictures of the docs show what they are made from."""

import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from tests.doc_modules import ROOT, doc_module


@pytest.fixture(scope="module")
def layers() -> ModuleType:
    return doc_module("layers")


def test_the_picture_of_layers_is_current(layers: ModuleType) -> None:
    """Rewrite it with: python docs/layers.py -o docs/layers.svg."""
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
    """Rewrite it with: python docs/terminal.py -o docs/plan.svg."""
    monkeypatch.setenv("GLUTEMED_CACHE", str(tmp_path))
    monkeypatch.setenv("GLUTEMED_CONFIG", str(tmp_path))
    assert (ROOT / "docs/plan.svg").read_text(encoding="utf-8") == doc_module("terminal").picture()
    assert capsys.readouterr().out == ""
