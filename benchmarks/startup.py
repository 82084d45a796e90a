"""Measure start-up as ratios to a bare Python, and planning in process.

Every command is paired with `python -c pass` of the same environment, in turn, pinned to one
core where the system can; the median of the pairs' ratios is steadier than milliseconds.
Usage: python3 dev bench [--pairs N]
"""

import os
import statistics
import tempfile
import time

from benchmarks.measuring import BARE, GLUTEMED, environment_in, mark, paired, pairs_asked, run

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


def main() -> None:
    """Print one line for each command, then the time of one plan."""
    pairs = pairs_asked(__doc__)
    with tempfile.TemporaryDirectory() as cache:
        environment = environment_in(cache)
        print(f"{'command':<16} {'ratio':>6} {'budget':>7}   {'median s':>9}   ({pairs} pairs with {PEER})")
        rows = [(name, arguments, budget, environment) for name, arguments, budget in COMMANDS]
        rows += [(name, words, TAB, {**environment, "_GLUTEMED_COMPLETE": "zsh"}) for name, words in TABS]
        for name, arguments, budget, own in rows:
            found = paired([GLUTEMED, *arguments], BARE, own, pairs)
            print(f"{name:<16} {found.ratio:>6.1f} {budget:>7.1f}   {found.seconds:>9.4f}{mark(found.ratio, budget)}")
        for name, ratio in planning(cache, pairs):
            told = "(one plan and its JSON, in process)"
            print(f"{name:<16} {ratio:>6.3f} {PLANNING:>7.3f}   {told}{mark(ratio, PLANNING)}")


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
        bare = run(BARE, dict(os.environ)).seconds
        for name, request in requests.items():
            begun = time.perf_counter()
            for _ in range(20):
                to_json(make_plan(catalog, request))
            ratios[name].append((time.perf_counter() - begun) / 20 / bare)
    return [(name, statistics.median(found)) for name, found in ratios.items()]


if __name__ == "__main__":
    main()
