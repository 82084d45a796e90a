"""How all benchmarks measure: whole processes in turn with another one, and the median of the pairs' ratios."""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

__all__ = [
    "BARE",
    "GLUTEMED",
    "OFF_THE_LINE",
    "Line",
    "Paired",
    "Process",
    "environment_in",
    "fitted",
    "mark",
    "paired",
    "pairs_asked",
    "run",
]

GLUTEMED = str(Path(sys.executable).parent / "glutemed")
BARE = (sys.executable, "-c", "pass")
OFF_THE_LINE = 0.10
"""The budget (our own choice) of a cost that grows in proportion: its distance from the line, as a part of itself."""


class Process(NamedTuple):
    """What a whole process took in seconds, and its most memory in megabytes."""

    seconds: float
    megabytes: float


class Paired(NamedTuple):
    """The median of the pairs' ratios, and the median seconds of the first of them."""

    ratio: float
    seconds: float


class Line(NamedTuple):
    """A straight line through costs: what is there at once, what each unit adds, and how far off a cost is at most."""

    fixed: float
    each: float
    off: float


def fitted(amounts: Sequence[int], costs: Sequence[float]) -> Line:
    """Return the line of least squares; `off` is the largest distance of a cost from it, as a part of that cost."""
    each, fixed = statistics.linear_regression(amounts, costs)
    off = max(abs(cost - fixed - each * amount) / cost for amount, cost in zip(amounts, costs, strict=True))
    return Line(fixed, each, off)


def pairs_asked(about: str | None, most: int = 21, *, one_core: bool = True) -> int:
    """Return how many pairs the command line asks for, at most so many; from here on one core is used, if it may."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--pairs", type=int, default=21)
    pairs = min(parser.parse_args().pairs, most)
    if one_core and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    return pairs


def environment_in(folder: str | Path, **more: str) -> dict[str, str]:
    """Return an environment whose cache and configuration are in a folder, with bytecode written."""
    environment = {**os.environ, "GLUTEMED_CACHE": str(folder), "GLUTEMED_CONFIG": str(folder), **more}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def run(command: Sequence[str], environment: dict[str, str], folder: Path | None = None) -> Process:
    """Run a whole process whose output goes nowhere; CalledProcessError unless it ends with 0, or 1 of bad rows."""
    begun = time.perf_counter()
    with Path(os.devnull).open("wb") as nothing:
        process = subprocess.Popen(command, stdout=nothing, stderr=nothing, cwd=folder, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    code = process.returncode = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        raise subprocess.CalledProcessError(code, list(command))
    return Process(seconds, usage.ru_maxrss / 1000)


def paired(command: Sequence[str], beside: Sequence[str], environment: dict[str, str], pairs: int) -> Paired:
    """Return a command's time as a ratio to another's, run in turn, after each was run once to fill its caches."""
    run(command, environment)
    run(beside, environment)
    timed = [(run(command, environment).seconds, run(beside, environment).seconds) for _ in range(pairs)]
    return Paired(
        ratio=statistics.median(one / other for one, other in timed),
        seconds=statistics.median(one for one, _ in timed),
    )


def mark(found: float, budget: float | None) -> str:
    """Return what stands behind a figure that is over its budget."""
    return "  over" if budget is not None and found > budget else ""
