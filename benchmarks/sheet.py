"""Measure what the PDF sheet costs: the whole process beside the same plan piped, in turn, and its pages and size.

Usage: python3 dev bench [--pairs N]
"""

import tempfile
from pathlib import Path

from benchmarks.measuring import GLUTEMED, environment_in, mark, paired, pairs_asked, run

BUDGET = 5.0
"""Times the plan piped, for one week and for four."""
REQUESTS = (
    ("prevention, 1 week", ["--goal", "prevention"], BUDGET),
    ("prevention, 4 weeks", ["--goal", "prevention", "--weeks", "4"], BUDGET),
    ("rehab, early, 4 weeks", ["--goal", "rehab", "--stage", "early", "--weeks", "4"], BUDGET),
    ("rehab, late, 12 weeks", ["--goal", "rehab", "--stage", "late", "--weeks", "12"], None),
)


def main() -> None:
    """Print one line for each request."""
    pairs = pairs_asked(__doc__, most=11)
    with tempfile.TemporaryDirectory() as folder:
        environment, file = environment_in(folder), Path(folder, "sheet.pdf")
        head = f"\n{'sheet (PDF)':<22} {'ratio':>6} {'budget':>7} {'median s':>9} {'kB':>6}"
        print(f"{head}   ({pairs} pairs, plan piped)")
        for name, request, budget in REQUESTS:
            plan = [GLUTEMED, "plan", *request]
            run([*plan, "-o", str(file), "--force"], environment)
            found = paired([*plan, "--format", "pdf"], [*plan, "--format", "markdown"], environment, pairs)
            bound = f"{budget:>7.1f}" if budget else f"{'-':>7}"
            size = file.stat().st_size / 1000
            over = mark(found.ratio, budget)
            print(f"{name:<22} {found.ratio:>6.1f} {bound} {found.seconds:>9.3f} {size:>6.0f}{over}")


if __name__ == "__main__":
    main()
