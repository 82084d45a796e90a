"""The README's first command, from a copy of the project in a place that has nothing set up."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_dev_run_sets_up_and_prints_a_plan_and_says_how_to_activate(tmp_path: Path) -> None:
    clone = tmp_path / "clone with space"
    ignored = shutil.ignore_patterns(".venv", ".git", "dist", "_build", "__pycache__", ".*_cache", ".hypothesis")
    shutil.copytree(ROOT, clone, ignore=ignored)
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "dev", "run", "plan", "--goal", "rehab", "--stage", "early"]
    first = subprocess.run(command, cwd=clone, env=environment, capture_output=True, text=True, check=True)
    assert first.stdout.startswith("# Gluteus medius program: rehab, early stage\n")
    assert "source .venv/bin/activate" in first.stderr
    again = subprocess.run(command, cwd=clone, env=environment, capture_output=True, text=True, check=True)
    assert again.stdout == first.stdout
    assert again.stderr == ""
