"""Measure start-up as ratios to a bare Python, and planning in process.

Every command is paired with `python -c pass` of the same environment, in turn, pinned to one
core where the system can; the median of the pairs' ratios is steadier than milliseconds.
Usage: python3 dev bench [--pairs N]
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BIN = Path(sys.executable).parent
PEER = "bare Python (python -c pass)"
PLANNING = 0.05
TABS: tuple[tuple[str, list[str]], ...] = (
    ("Tab, command", [""]),
    ("Tab, option", ["plan", "--g"]),
    ("Tab, exercise", ["show", "cl"]),
    ("Tab, topic", ["learn", ""]),
)
"""Words of a command line, the last as far as it was typed."""
TAB = 9.0
COMMANDS: tuple[tuple[str, list[str], float], ...] = (
    ("--version", ["--version"], 2.0),
    ("--help", ["--help"], 8.5),
    ("plan, piped", ["plan", "--goal", "rehab", "--stage", "early"], 11.0),
    ("plan, JSON", ["plan", "--goal", "prevention", "--format", "json"], 11.0),
    ("list, piped", ["list"], 11.0),
    ("show, piped", ["show", "clam"], 11.0),
)


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Return how long a whole process takes."""
    begun = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=True)
    return time.perf_counter() - begun


def main() -> None:
    """Print one line for each command, then the time of one plan."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=21)
    pairs = parser.parse_args().pairs
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    bare = [sys.executable, "-c", "pass"]
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "GLUTEMED_CACHE": cache}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        print(f"{'command':<16} {'ratio':>6} {'budget':>7}   {'median s':>9}   ({pairs} pairs with {PEER})")
        rows = [(name, arguments, budget, environment) for name, arguments, budget in COMMANDS]
        rows += [(name, words, TAB, {**environment, "_GLUTEMED_COMPLETE": "zsh"}) for name, words in TABS]
        for name, arguments, budget, own in rows:
            command = [str(BIN / "glutemed"), *arguments]
            seconds(command, own)
            timed = [(seconds(command, own), seconds(bare, environment)) for _ in range(pairs)]
            ratio = statistics.median(one / other for one, other in timed)
            mark = "" if ratio <= budget else "  over"
            print(f"{name:<16} {ratio:>6.1f} {budget:>7.1f}   {statistics.median(t for t, _ in timed):>9.4f}{mark}")
        for name, ratio in planning(cache, pairs):
            mark = "" if ratio <= PLANNING else "  over"
            print(f"{name:<16} {ratio:>6.3f} {PLANNING:>7.3f}   (one plan and its JSON, in process){mark}")


def planning(cache: str, pairs: int) -> list[tuple[str, float]]:
    """Return, for each default program, one week and its JSON in bare Python starts, timed in turn."""
    from glutemed.engine.planner import make_plan
    from glutemed.loading.catalog import load_catalog
    from glutemed.model.exercise import KIT_SETS
    from glutemed.model.plan import Request
    from glutemed.model.records import to_json

    catalog, home = load_catalog(cache=cache), dict(KIT_SETS)["home"]
    requests = {
        "rehab early": Request(goal="rehab", stage="early", days=3, equipment=home),
        "rehab mid": Request(goal="rehab", stage="mid", days=3, equipment=home),
        "rehab late": Request(goal="rehab", stage="late", days=3, equipment=home),
        "prevention": Request(goal="prevention", days=2, equipment=home),
    }
    ratios: dict[str, list[float]] = {name: [] for name in requests}
    for _ in range(pairs):
        bare = seconds([sys.executable, "-c", "pass"], dict(os.environ))
        for name, request in requests.items():
            begun = time.perf_counter()
            for _ in range(20):
                to_json(make_plan(catalog, request))
            ratios[name].append((time.perf_counter() - begun) / 20 / bare)
    return [(name, statistics.median(found)) for name, found in ratios.items()]


if __name__ == "__main__":
    main()
