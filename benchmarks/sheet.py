"""Measure what the PDF sheet costs: the whole process beside the same plan piped, in turn, and its pages and size.

Usage: python3 dev bench [--pairs N]
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

BUDGET = 5.0
"""Times the plan piped, for one week and for four."""
REQUESTS = (
    ("prevention, 1 week", ["--goal", "prevention"], BUDGET),
    ("prevention, 4 weeks", ["--goal", "prevention", "--weeks", "4"], BUDGET),
    ("rehab, early, 4 weeks", ["--goal", "rehab", "--stage", "early", "--weeks", "4"], BUDGET),
    ("rehab, late, 12 weeks", ["--goal", "rehab", "--stage", "late", "--weeks", "12"], None),
)


def run(arguments: list[str], environment: dict[str, str]) -> tuple[float, bytes]:
    """Return how long a whole process takes, and what it writes."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "glutemed", "plan", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, env=environment, check=True)
    return time.perf_counter() - begun, done.stdout


def main() -> None:
    """Print one line for each request."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=21)
    pairs = min(parser.parse_args().pairs, 11)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "GLUTEMED_CACHE": folder, "GLUTEMED_CONFIG": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        print(
            f"\n{'sheet (PDF)':<22} {'ratio':>6} {'budget':>7} {'median s':>9} {'kB':>6}   ({pairs} pairs, plan piped)"
        )
        for name, request, budget in REQUESTS:
            sheet, piped = [*request, "--format", "pdf"], [*request, "--format", "markdown"]
            _, data = run(sheet, environment)
            run(piped, environment)
            timed = [(run(sheet, environment)[0], run(piped, environment)[0]) for _ in range(pairs)]
            ratio = statistics.median(one / other for one, other in timed)
            mark = "  over" if budget and ratio > budget else ""
            bound = f"{budget:>7.1f}" if budget else f"{'-':>7}"
            seconds = statistics.median(one for one, _ in timed)
            print(f"{name:<22} {ratio:>6.1f} {bound} {seconds:>9.3f} {len(data) / 1000:>6.0f}{mark}")


if __name__ == "__main__":
    main()
