"""Let virtual people train by the program for twelve weeks each, and judge what they were given and did.

Usage: python3 dev simulate [--people N] [--processes N] [--seed N] [--update] [--life N [--weeks N] [--plain FIELDS]]

Every person follows from the seed and a number: a request, habits, pain. Each week `todays` gives the
sessions, the person does them and writes them down, and `next_plan` makes the next week; one in twenty
goes through a store in a file. The laws of `lives/laws` judge each life, apart from the engine. The
exit code is 1 when one is broken, or when the counts are not those of lives.json. `--life` tells of
one person week by week, and how what was made plain changes it.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.proof.lives.laws import SHARES, judge
from tests.proof.lives.living import WEEKS, Life, live
from tests.proof.lives.people import FIELDS, someone
from tests.proof.lives.telling import told_in_lines
from tests.proof.prove import different, end_with_the_command

from glutemed.loading.catalog import load_catalog
from glutemed.model.catalog import Catalog
from glutemed.store.log import Store

__all__ = ["COUNTS", "SLICE", "Broken", "Case", "Lives", "lives", "main", "seed_of", "shrunk", "too_many", "whole"]

COUNTS = Path(__file__).with_name("lives.json")
PEOPLE, SEED, SLICE = 10_000, 1, 80
"""People of the whole simulation, its seed, and how many of them the tests let live."""
STORED = 20
"""One person in so many goes through the store."""
CHUNK = 10
MEMORY = Path("/dev/shm")
"""Where there is a disk in memory: what waits for a real one is tested elsewhere."""


@dataclass(frozen=True)
class Case:
    """A life that shows something: whose, how many weeks of it, and which fields are made plain."""

    number: int
    weeks: int
    plain: tuple[str, ...] = ()

    @property
    def size(self) -> tuple[int, int, int]:
        """Order cases by how much there is to read."""
        return self.weeks, -len(self.plain), self.number

    def command(self, seed: int) -> str:
        """Return the command that tells of it."""
        fields = "all" if len(self.plain) == len(FIELDS) else ",".join(self.plain)
        plain = f" --plain {fields}" if fields else ""
        return f"python3 dev simulate --seed {seed} --life {self.number} --weeks {self.weeks}{plain}"


@dataclass(frozen=True)
class Broken:
    """A kind of fault: how often, the smallest case seen, and what it is there."""

    count: int
    case: Case
    detail: str


@dataclass
class Lives:
    """What came of some lives."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: dict[str, Broken] = field(default_factory=dict)

    def add(self, other: "Lives") -> None:
        """Add others to these."""
        self.counts.update(other.counts)
        for kind, fault in other.faults.items():
            self.broken(kind, fault.case, fault.detail, fault.count)

    def broken(self, kind: str, case: Case, detail: str, count: int = 1) -> None:
        """Add faults of a kind, and keep the smallest case."""
        known = self.faults.get(kind)
        if known is None or case.size < known.case.size:
            self.faults[kind] = Broken(count=count + (known.count if known else 0), case=case, detail=detail)
        else:
            self.faults[kind] = Broken(count=count + known.count, case=known.case, detail=known.detail)


Job = tuple[int, Sequence[int]]
"""A seed, and the numbers of some people."""
Mapper = Callable[[Callable[[Job], Lives], Iterable[Job]], Iterator[Lives]]


@cache
def _catalog() -> Catalog:
    return load_catalog()


def seed_of(seed: int) -> str:
    """Return the text that all choices follow from."""
    return f"glutemed lives {seed}"


@contextmanager
def _store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory(prefix="glutemed-lives-", dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Store(str(Path(folder) / "log.sqlite3"))


def life_of(catalog: Catalog, seed: int, case: Case, store: Store) -> tuple[Life, int]:
    """Return the life of a case, and how many requests were drawn in vain for it; some use the store."""
    one, refused = someone(catalog, seed_of(seed), case.number)
    kept = store if case.number % STORED == 0 else None
    return live(catalog, one.plain(catalog, *case.plain), case.weeks, kept), refused


def lives(catalog: Catalog, seed: int, numbers: Iterable[int], weeks: int = WEEKS) -> Lives:
    """Return what comes of the lives of some people."""
    found = Lives()
    with _store() as store:
        for number in numbers:
            life, refused = life_of(catalog, seed, Case(number, weeks), store)
            found.counts.update(_counted(life))
            found.counts["requests without a plan, drawn again"] += refused
            for name, seen in judge(catalog, life):
                if seen.what:
                    found.counts[f"{name}: {seen.what}"] += 1
                if seen.fault:
                    found.broken(f"{name}: {seen.fault}", Case(number, min(seen.turn + 1, weeks)), seen.detail)
    return found


def _counted(life: Life) -> Iterator[str]:
    yield "people"
    yield f"people who are {life.one.kind}"
    for turn in life.turns:
        yield "weeks"
        yield from ("sessions" for _ in turn.sessions)
        yield from ("sessions that were eased" for done in turn.sessions if done.today.changes)
        yield from ("plans" for ask in turn.asks if ask.found)
    if life.kept:
        yield "people who go through the store"
        yield from ("answers from the store that are those from memory" for _ in range(life.kept))


def _chunk(job: Job) -> Lives:
    return lives(_catalog(), *job)


def whole(seed: int, people: int, mapper: Mapper) -> tuple[Lives, Lives]:
    """Return what comes of so many lives, and of those in the slice that the tests take."""
    total, part, shown = Lives(), Lives(), sys.stderr.isatty()
    jobs = [(seed, range(at, min(at + CHUNK, people))) for at in range(0, people, CHUNK)]
    for (_, numbers), found in zip(jobs, mapper(_chunk, jobs), strict=True):
        total.add(found)
        if numbers[-1] < SLICE:
            part.add(found)
        if shown:
            print(f"\r{numbers[-1] + 1:,} of {people:,} people", end="", file=sys.stderr, flush=True)
    if shown:
        print("\r" + " " * 60 + "\r", end="", file=sys.stderr, flush=True)
    return total, part


def too_many(counts: Counter[str]) -> Iterator[str]:
    """Return in words which shares are above what they may be."""
    for few, many, percent in SHARES:
        some, all_ = (
            sum(count for label, count in counts.items() if label.endswith(f": {name}")) for name in (few, many)
        )
        if some * 100 > all_ * percent:
            yield f"{some:,} of {all_:,} {many}: {few}; at most {percent} %"


def shrunk(catalog: Catalog, seed: int, kind: str, case: Case) -> Case:
    """Return the smallest case that still shows a kind of fault: fields made plain, weeks left off, by trying."""
    for name in FIELDS:
        smaller = Case(case.number, case.weeks, (*case.plain, name))
        if _shows(catalog, seed, kind, smaller):
            case = smaller
    weeks = next(
        (n for n in range(1, case.weeks) if _shows(catalog, seed, kind, Case(case.number, n, case.plain))), None
    )
    return Case(case.number, weeks, case.plain) if weeks else case


def _shows(catalog: Catalog, seed: int, kind: str, case: Case) -> bool:
    try:
        with _store() as store:
            life, _ = life_of(catalog, seed, case, store)
    except Exception:  # noqa: BLE001  # a request that is none when made plain
        return False
    return any(kind == f"{name}: {seen.fault}" for name, seen in judge(catalog, life) if seen.fault)


def main(arguments: Sequence[str], counts: Path = COUNTS) -> int:
    """Simulate what the arguments name; return 0 when nothing is broken and the counts are the committed ones."""
    options = _options(arguments)
    _catalog()  # before any process is made, so that all have the same
    if options.life is not None:
        return _tell(options)
    if options.processes == 1:
        return _simulate(options, counts, map)
    with ProcessPoolExecutor(options.processes, initializer=end_with_the_command) as pool:
        return _simulate(options, counts, pool.map)


def _simulate(options: argparse.Namespace, file: Path, mapper: Mapper) -> int:
    begun = time.perf_counter()
    total, part = whole(options.seed, options.people, mapper)
    for label, count in sorted(total.counts.items()):
        print(f"  {count:>9,}  {label}")
    amiss = [*too_many(total.counts)]
    for kind, fault in sorted(total.faults.items(), key=lambda one: -one[1].count):
        case = shrunk(_catalog(), options.seed, kind, fault.case)
        print(
            f"\n{fault.count:,} x {kind}\n  such as: {fault.detail}\n  smallest: {case.command(options.seed)}",
            flush=True,
        )
    found = {f"{options.people} people": dict(sorted(total.counts.items()))}
    if options.people >= SLICE:
        found[f"{SLICE} people"] = dict(sorted(part.counts.items()))
    if options.update:
        file.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    elif options.seed == SEED and file.exists():
        committed = json.loads(file.read_text(encoding="utf-8"))
        amiss += different(committed, {name: one for name, one in found.items() if name in committed})
    print("", *amiss, sep="\n")
    minutes, seconds = divmod(round(time.perf_counter() - begun), 60)
    good = not total.faults and not amiss
    print(f"{'all holds' if good else 'not all holds'}, in {minutes} min {seconds} s by {options.processes} processes")
    return 0 if good else 1


def _tell(options: argparse.Namespace) -> int:
    case = Case(options.life, options.weeks, options.plain)
    with _store() as store:
        life, _ = life_of(_catalog(), options.seed, case, store)
    print(*told_in_lines(life), sep="\n")
    faults = [(name, seen) for name, seen in judge(_catalog(), life) if seen.fault]
    for name, seen in faults:
        print(f"broken in turn {seen.turn}: {name}: {seen.fault}\n  {seen.detail}")
    return 1 if faults else 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python3 dev simulate", description="Let virtual people train for twelve weeks each, and judge it."
    )
    cores = os.cpu_count() or 1
    parser.add_argument("--people", type=int, default=PEOPLE, metavar="N", help=f"how many; by default {PEOPLE}")
    parser.add_argument("--processes", type=int, default=cores, metavar="N", help="by default one for each core")
    parser.add_argument("--seed", type=int, default=SEED, metavar="N", help="other people; by default 1")
    parser.add_argument("--update", action="store_true", help="make the counts the committed ones")
    parser.add_argument("--life", type=int, metavar="N", help="tell of one person's life, week by week")
    parser.add_argument("--weeks", type=int, default=WEEKS, metavar="N", help="weeks to tell of")
    parser.add_argument("--plain", type=_fields, default=(), metavar="FIELDS", help=f"made plain: {', '.join(FIELDS)}")
    options = parser.parse_args(arguments)
    if min(options.people, options.processes, options.weeks) < 1:
        parser.error("--people, --processes, --weeks: at least 1")
    if options.update and (options.people, options.seed) != (PEOPLE, SEED):
        parser.error(f"--update goes with all {PEOPLE} people and seed {SEED}")
    return options


def _fields(text: str) -> tuple[str, ...]:
    names = FIELDS if text == "all" else tuple(text.split(","))
    if set(names) - set(FIELDS):
        raise argparse.ArgumentTypeError(f"some of {', '.join(FIELDS)}")
    return names


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
