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
        for name, arguments, budget in COMMANDS:
            command = [str(BIN / "glutemed"), *arguments]
            seconds(command, environment)
            timed = [(seconds(command, environment), seconds(bare, environment)) for _ in range(pairs)]
            ratio = statistics.median(one / other for one, other in timed)
            mark = "" if ratio <= budget else "  over"
            print(f"{name:<16} {ratio:>6.1f} {budget:>7.1f}   {statistics.median(t for t, _ in timed):>9.4f}{mark}")
        print(f"{'one plan':<16} {planning(cache):>6.3f}           (of a bare Python start, in process)")


def planning(cache: str) -> float:
    """Return the time of one request planned and encoded as JSON, in bare Python starts."""
    from json import dumps

    from glutemed.engine.planner import make_plan
    from glutemed.loading.catalog import load_catalog
    from glutemed.model.plan import Request
    from glutemed.model.records import encode

    catalog = load_catalog(cache=cache)
    request = Request(goal="rehab", stage="mid", days=3, equipment=("band", "step"))
    ratios = []
    for _ in range(11):
        bare = seconds([sys.executable, "-c", "pass"], dict(os.environ))
        begun = time.perf_counter()
        for _ in range(20):
            dumps(encode(make_plan(catalog, request)))
        ratios.append((time.perf_counter() - begun) / 20 / bare)
    return statistics.median(ratios)


if __name__ == "__main__":
    main()
