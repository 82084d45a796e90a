"""Build and check the plan of every request of the proof, and count what came of it.

Usage: python3 dev prove [--part product|random|exists|all] [--jobs N] [--slice K/N] [--update]

`product` is every goal and stage with every pain, condition (none or one) and set of kit; `random`
200,000 requests with every field varied; `exists` the requests that must have a plan. Between the
plans of every tenth random request and of the same with one field changed, what is known of pain,
kit, conditions, side and start must hold. Every request follows from its part and number, so that
the counts are the same for any number of jobs. The exit code is 1 when a rule is broken, or when
the counts are not those of counts.json. A slice is every Nth request, from the Kth.
"""

import argparse
import json
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread

from tests.proof.judging import LABELS, Fault, Tally, shrunk, tally, too_many_without
from tests.proof.space import PARTS

from glutemed.loading.catalog import load_catalog
from glutemed.model.catalog import Catalog

__all__ = ["COUNTS", "SLICES", "different", "end_with_the_command", "main", "slice_name", "slice_of"]

COUNTS = Path(__file__).with_name("counts.json")
SLICES = (("product", 1, 61), ("random", 1, 199), ("random", 100, 199), ("exists", 1, 11))
"""What every run of the tests proves: every so many requests of a part. The steps share no factor with the axes."""
CHUNK = 240
"""Requests that a process takes at a time."""

Job = tuple[str, Sequence[int]]
Mapper = Callable[[Callable[[Job], Tally], Iterable[Job]], Iterator[Tally]]


@cache
def _catalog() -> Catalog:
    return load_catalog()


def end_with_the_command() -> None:
    """Let a process end at once when the command is interrupted, or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    Thread(target=_outlive, daemon=True).start()


def _outlive() -> None:
    command = parent_process()
    if command:
        command.join()
        os._exit(1)


def _chunk(job: Job) -> Tally:
    return tally(_catalog(), *job)


def _run(part: str, numbers: Sequence[int], mapper: Mapper) -> Tally:
    """Return what comes of some requests, taken in chunks."""
    found, done, shown = Tally(), 0, sys.stderr.isatty()
    jobs = [(part, numbers[at : at + CHUNK]) for at in range(0, len(numbers), CHUNK)]
    for (_, chunk), tallied in zip(jobs, mapper(_chunk, jobs), strict=True):
        found.add(tallied)
        done += len(chunk)
        if shown:
            print(f"\r{part}: {done:,} of {len(numbers):,}", end="", file=sys.stderr, flush=True)
    if shown:
        print("\r" + " " * 60 + "\r", end="", file=sys.stderr, flush=True)
    return found


def slice_of(part: str, start: int, step: int) -> range:
    """Return the numbers of every so many requests of a part; `start` counts from 1."""
    return range(start - 1, PARTS[part].size, step)


def slice_name(part: str, start: int, step: int) -> str:
    """Return what a slice is called in counts.json."""
    return f"{part} {start}/{step}"


def _proven(part: str, asked: tuple[int, int] | None, mapper: Mapper) -> tuple[Tally, dict[str, Tally]]:
    """Return what came of the slice asked for or of the whole part, and of each slice that has counts of its own."""
    known = [one for one in SLICES if one[0] == part and asked in (None, one[1:])]
    slices = {slice_name(*one): _run(part, slice_of(*one), mapper) for one in known}
    total = Tally()
    for one in slices.values():
        total.add(one)
    if asked and not slices:
        total.add(_run(part, slice_of(part, *asked), mapper))
    elif not asked:
        done = {number for one in known for number in slice_of(*one)}
        total.add(_run(part, [number for number in range(PARTS[part].size) if number not in done], mapper))
    return total, slices


def main(arguments: Sequence[str], counts: Path = COUNTS) -> int:
    """Prove what the arguments name; return 0 when every rule holds and the counts are the committed ones."""
    options = _options(arguments)
    _catalog()  # before any process is made, so that all have the same
    if options.jobs == 1:
        return _prove(options, counts, map)
    with ProcessPoolExecutor(options.jobs, initializer=end_with_the_command) as pool:
        return _prove(options, counts, pool.map)


def _prove(options: argparse.Namespace, file: Path, mapper: Mapper) -> int:
    committed = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    found, faults, amiss = dict[str, dict[str, int]](), dict[str, Fault](), list[str]()
    begun = time.perf_counter()
    for part in PARTS if options.part == "all" else (options.part,):
        started = time.perf_counter()
        total, slices = _proven(part, options.slice, mapper)
        _report(part, total, time.perf_counter() - started)
        faults.update(total.faults)
        amiss += filter(None, [too_many_without(total.counts)])
        for name, one in slices.items() if options.slice else ((part, total), *slices.items()):
            found[name] = dict(sorted(one.counts.items()))
    for kind, fault in sorted(faults.items()):
        print(f"\n{fault.count:,} x {kind}\n  smallest: {shrunk(_catalog(), kind, fault.case)}", flush=True)
    if options.update:
        names = {*PARTS, *(slice_name(*one) for one in SLICES)}
        kept = {name: one for name, one in {**committed, **found}.items() if name in names}
        file.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    else:
        amiss += different(committed, found)
    print("", *amiss, sep="\n")
    minutes, seconds = divmod(round(time.perf_counter() - begun), 60)
    proven = not faults and not amiss
    print(f"{'proven' if proven else 'not proven'} in {minutes} min {seconds} s by {options.jobs} processes")
    return 0 if proven else 1


def _report(part: str, found: Tally, seconds: float) -> None:
    print(f"{part}, {seconds:.0f} s")
    for label, count in sorted(found.counts.items(), key=lambda one: (LABELS.index(one[0].split()[0]), one[0])):
        print(f"  {count:>9,}  {label}")
    print(f"  {sum(fault.count for fault in found.faults.values()):>9,}  broken rules", flush=True)


def different(committed: dict[str, dict[str, int]], found: dict[str, dict[str, int]]) -> Iterator[str]:
    """Return in words how counts differ from those that were committed."""
    for name, counts in found.items():
        known = committed.get(name)
        if known is None:
            yield f"{name}: no counts are committed"
            continue
        for label in sorted({*known, *counts}):
            if known.get(label, 0) != counts.get(label, 0):
                yield f"{name}: {counts.get(label, 0):,} {label}; committed are {known.get(label, 0):,}"


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 dev prove", description="Build and check the plans of the proof.")
    parser.add_argument("--part", choices=(*PARTS, "all"), default="all")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes; by default one for each core")
    parser.add_argument("--slice", type=_fraction, metavar="K/N", help="every Nth request only, from the Kth")
    parser.add_argument("--update", action="store_true", help="make the counts of whole parts the committed ones")
    options = parser.parse_args(arguments)
    if options.jobs < 1:
        parser.error("--jobs: at least 1")
    if options.update and options.slice:
        parser.error("--update goes with whole parts only")
    return options


def _fraction(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", text)
    start, step = map(int, found.groups()) if found else (0, 0)
    if not 1 <= start <= step:
        raise argparse.ArgumentTypeError(f'"{text}" is not K/N, such as 1/40')
    return start, step


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
