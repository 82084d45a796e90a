"""Measure what a batch costs: rows a second on one core, memory as rows grow, two processes, a folder with bad rows.

A row is timed beside a bare Python start in the same run: its cost is the difference of two batches, in such starts.
Usage: python3 dev bench [--pairs N]
"""

import json
import statistics
import tempfile
from pathlib import Path

from benchmarks.measuring import BARE, GLUTEMED, OFF_THE_LINE, environment_in, fitted, pairs_asked, run
from tests.rows import requests

FEW, MANY, MOST = ROWS = 2_000, 10_000, 20_000
ROWS_A_SECOND = 1_000
GROWTH = 1.10
"""Budgets: rows of one week as JSON lines on a core, and the peak memory of most rows beside that of few."""
BAD_EACH = 20


def main() -> None:
    """Print the table."""
    rounds = max(1, pairs_asked(__doc__, one_core=False) // 4)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = environment_in(name)
        for count, bad_each in ((FEW, 0), (MANY, 0), (MOST, 0), (MANY, BAD_EACH)):
            text = "".join(f"{json.dumps(row)}\n" for row in requests(count, bad_each))
            (folder / f"{count}-{bad_each}.jsonl").write_text(text, encoding="utf-8")
        run([GLUTEMED, "list"], environment)
        _lines(folder, environment, rounds)
        _folder(folder, environment)


def _lines(folder: Path, environment: dict[str, str], rounds: int) -> None:
    seconds: dict[str, list[float]] = {}
    memory: dict[str, float] = {}
    for _ in range(rounds):
        seconds.setdefault("bare", []).append(run(BARE, environment).seconds)
        for name, rows, jobs in (("few", FEW, "1"), ("many", MANY, "1"), ("most", MOST, "1"), ("two", MOST, "2")):
            batch = [GLUTEMED, "batch", f"{rows}-0.jsonl", "--jobs", jobs]
            taken, peak = run(batch, environment, folder)
            seconds.setdefault(name, []).append(taken)
            memory[name] = max(memory.get(name, 0.0), peak)
    few, many, most, two, start = (statistics.median(seconds[name]) for name in ("few", "many", "most", "two", "bare"))
    line, growth = fitted(ROWS, (few, many, most)), memory["most"] / memory["few"]
    a_second = 1 / line.each
    print(f"\n{'batch, JSON lines':<34} {'found':>8} {'budget':>8}   ({rounds} rounds)")
    _row("rows a second, one core", f"{a_second:,.0f}", f"{ROWS_A_SECOND:,}", over=a_second < ROWS_A_SECOND)
    _row("a row, in bare Python starts", f"{1 / a_second / start:.3f}", "-")
    _row("line: at once, s", f"{line.fixed:.2f}", "-")
    _row("line: for 1,000 rows, s", f"{1000 * line.each:.3f}", "-")
    _row("line: off by at most", f"{line.off:.1%}", f"{OFF_THE_LINE:.0%}", over=line.off > OFF_THE_LINE)
    _row("two processes, times as quick", f"{most / two:.2f}", "-")
    _row(f"peak memory, {FEW:,} rows, MB", f"{memory['few']:.0f}", "-")
    _row(
        f"peak memory, {MOST:,} rows, MB",
        f"{memory['most']:.0f}",
        f"{memory['few'] * GROWTH:.0f}",
        over=growth > GROWTH,
    )


def _folder(folder: Path, environment: dict[str, str]) -> None:
    batch = [GLUTEMED, "batch", f"{MANY}-{BAD_EACH}.jsonl", "--output-dir", "out"]
    taken, _ = run(batch, environment, folder)
    files = sum(1 for path in (folder / "out").iterdir() if path.suffix == ".json")
    report = len((folder / "out/report.csv").read_text(encoding="utf-8").splitlines()) - 1
    bad = MANY // BAD_EACH
    _row(f"{MANY:,} rows with {bad} bad: files", f"{files:,}", f"{MANY - bad:,}", over=files != MANY - bad)
    _row("lines of its report", f"{report:,}", f"{bad:,}", over=report != bad)
    _row("rows a second, a file for each", f"{MANY / taken:,.0f}", "-")


def _row(name: str, found: str, budget: str, *, over: bool = False) -> None:
    print(f"{name:<34} {found:>8} {budget:>8}{'  over' if over else ''}")


if __name__ == "__main__":
    main()
