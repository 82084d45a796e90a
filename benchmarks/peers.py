"""Measure glutemed beside its peers: programs that make or show a training program, each in an environment of its own.

What they do differs, so that this is a scale and no race: streprogen makes eight weeks of a strength program by
a script (it has no command), WODCraft shows a workout of its library. Each is timed as a whole process beside the
bare Python of its own environment, in turn, and all in one run. They are installed once, into .peers.
Usage: python3 dev bench [--pairs N]
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks.measuring import BARE, GLUTEMED, environment_in, pairs_asked, run

FOLDER = Path(__file__).resolve().parents[1] / ".peers"
STREPROGEN = """\
from streprogen import Day, DynamicExercise, Program, StaticExercise

program = Program("Sample", duration=8, units="kg")
squats = DynamicExercise("Squats", start_weight=100, final_weight=110)
bench = DynamicExercise("Bench press", start_weight=80, final_weight=86)
deadlifts = DynamicExercise("Deadlifts", start_weight=140, final_weight=155)
program.add_days(
    Day("A", exercises=[squats, bench, StaticExercise("Curls", "3 x 12")]),
    Day("B", exercises=[deadlifts, StaticExercise("Plank", "3 x 30 s")]),
)
program.render()
print(program)
"""


class Peer(NamedTuple):
    """What is timed: a command, and the bare Python of its environment."""

    name: str
    command: tuple[str, ...]
    bare: tuple[str, ...]


def installed(name: str, version: str) -> Path:
    """Return the programs' folder of an environment with one package of that version, made when it is missing."""
    place = FOLDER / f"{name}-{version}"
    programs = place / ("Scripts" if os.name == "nt" else "bin")
    if not (place / "whole").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", place], check=True)
        pip = [programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, f"{name}=={version}"], check=True, stderr=subprocess.DEVNULL)
        (place / "whole").touch()
    return programs


def peers() -> list[Peer]:
    """Return all that is timed."""
    streprogen, wodcraft = installed("streprogen", "4.1.0"), installed("wodcraft", "1.2.1")
    strength, wods = (str(streprogen / "python"), "-c", "pass"), (str(wodcraft / "python"), "-c", "pass")
    wodc, week = str(wodcraft / "wodc"), ("plan", "--goal", "prevention")
    return [
        Peer("glutemed: a week, checked, printed", (GLUTEMED, *week), BARE),
        Peer("glutemed: 8 weeks, checked, printed", (GLUTEMED, *week, "--weeks", "8"), BARE),
        Peer("streprogen: 8 weeks, printed", (str(streprogen / "python"), "-c", STREPROGEN), strength),
        Peer("WODCraft: a workout, shown", (wodc, "show", "girls/fran"), wods),
        Peer("glutemed: a week, calendar", (GLUTEMED, *week, "--start", "2026-12-01", "--format", "ics"), BARE),
    ]


def main() -> None:
    """Print a line for each."""
    pairs = pairs_asked(__doc__)
    found = peers()
    with tempfile.TemporaryDirectory() as folder:
        environment = environment_in(folder)
        for peer in found:
            run(peer.command, environment)
        ratios: dict[str, list[float]] = {peer.name: [] for peer in found}
        times: dict[str, list[float]] = {peer.name: [] for peer in found}
        for _ in range(pairs):
            for peer in found:
                taken = run(peer.command, environment).seconds
                times[peer.name].append(taken)
                ratios[peer.name].append(taken / run(peer.bare, environment).seconds)
    print(f"\n{'peers':<38} {'ratio':>6} {'median s':>9}   ({pairs} rounds, each with its own bare Python)")
    for name, ratio in ratios.items():
        print(f"{name:<38} {statistics.median(ratio):>6.1f} {statistics.median(times[name]):>9.4f}")


if __name__ == "__main__":
    main()
