"""The wheel, the wheel from the sdist and an editable install all find the data, in clean environments."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASSETS = {
    ".typ": "sheet/handout.typ",
    ".j2": "page/page.html.j2",
    ".css": "page/style.css",
    ".js": "page/script/session.js",
}
"""The kinds of files that renderers read besides modules, each with one of them."""


def call(*command: str | Path, cwd: Path, cache: Path | None = None) -> str:
    """Run a command in a clean environment and return what it prints; a failure shows all of it."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "GLUTEMED", "COV")) or k == "PYTHONUTF8"}
    kept |= {"XDG_CACHE_HOME": str(cache)} if cache else {}
    done = subprocess.run(command, cwd=cwd, env=kept, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sdist, a wheel from the checkout, and a wheel from the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation"]
    call(*build, "--sdist", "--outdir", folder, ROOT, cwd=folder)
    call(*build, "--wheel", "--outdir", folder / "direct", ROOT, cwd=folder)
    sdist = next(folder.glob("*.tar.gz"))
    with tarfile.open(sdist) as archive:
        archive.extractall(folder / "source", filter="data")
    source = next((folder / "source").iterdir())
    call(*build, "--wheel", "--outdir", folder / "again", source, cwd=folder)
    return {
        "sdist": sdist,
        "wheel": next((folder / "direct").glob("*.whl")),
        "wheel-from-sdist": next((folder / "again").glob("*.whl")),
        "source": source,
    }


def test_both_wheels_hold_the_same_files_and_every_data_file(built: dict[str, Path]) -> None:
    names = [sorted(zipfile.ZipFile(built[kind]).namelist()) for kind in ("wheel", "wheel-from-sdist")]
    assert names[0] == names[1]
    data = {f"glutemed/data/{path.name}" for path in (ROOT / "data").glob("*.yaml")}
    assert "glutemed/data/figures.yaml" in data
    assert data <= set(names[0])
    assert "glutemed/py.typed" in names[0]
    render = ROOT / "src" / "glutemed" / "rendering"
    assets = [path.relative_to(render).as_posix() for path in render.rglob("*") if path.suffix in ASSETS]
    assert {os.path.splitext(name)[1] for name in assets} == set(ASSETS)
    assert {f"glutemed/rendering/{name}" for name in assets} <= set(names[0])
    assert {f"glutemed/rendering/{name}" for name in ASSETS.values()} <= set(names[0])
    assert {f"glutemed/cli/completion/glutemed.{shell}" for shell in ("bash", "zsh", "fish")} <= set(names[0])


@pytest.mark.parametrize("kind", ["wheel", "wheel-from-sdist", "editable"])
def test_an_installed_glutemed_plans_from_an_empty_folder(built: dict[str, Path], kind: str, tmp_path: Path) -> None:
    venv, empty = tmp_path / "venv", tmp_path / "empty"
    empty.mkdir()
    call(sys.executable, "-m", "venv", venv, cwd=empty)
    python, glutemed = venv / "bin" / "python", venv / "bin" / "glutemed"
    target = ["-e", built["source"]] if kind == "editable" else [built[kind]]
    call(python, "-m", "pip", "install", "--quiet", "-c", ROOT / "constraints.txt", *target, cwd=empty)
    asked, cache = ("plan", "--goal", "rehab", "--stage", "early"), tmp_path / "cache"
    plan = call(glutemed, *asked, cwd=empty, cache=cache)
    assert plan.startswith("# Gluteus medius program: rehab, early stage\n")
    assert call(glutemed, *asked, cwd=empty, cache=cache) == plan
    assert call(python, "-m", "glutemed", "show", "clam", cwd=empty, cache=cache).startswith("# Clamshell\n")
    assert list(empty.iterdir()) == []
