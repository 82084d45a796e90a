"""Many plans at once, in a process of its own where nothing was used before: `python many.py WAY` prints what came.

Ways: serial; threads, which share a catalogue; catalogs, where each thread loads its own; processes.
"""

import gc
import json
import multiprocessing
import random
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from threading import Barrier

import glutemed

COUNT = 208
THREADS = 8
FORMATS = ("json", "markdown", "terminal", "json", "markdown", "json", "html")


def requests() -> Iterator[glutemed.Request]:
    """Return requests, each of another kind; some have no plan."""
    rng = random.Random(11)
    for _ in range(COUNT):
        stage = rng.choice((None, "early", "mid", "late"))
        yield glutemed.Request(
            goal="rehab" if stage else "prevention",
            stage=stage,  # type: ignore[arg-type]  # of the words above
            days=rng.choice((2, 3)),
            pain=rng.choice((None, 0, 1, 2, 3, 5, 9)),
            condition=tuple(rng.sample(("patellofemoral-pain", "fai-syndrome", "low-back-pain"), rng.randint(0, 2))),
            equipment=tuple(rng.sample(("band", "step", "dumbbell"), rng.randint(0, 3))),
            weeks=rng.choice((1, 1, 2)),
            age=rng.choice((None, 12, 40, 70)),
            side=rng.choice((None, "left", "both")),
            level=rng.choice(("beginner", "advanced")),
            start=f"2026-12-{rng.randint(1, 28):02}",
        )


def outcome(catalog: glutemed.Catalog, numbered: tuple[int, glutemed.Request]) -> str:
    """Return a digest of a plan and of how it is laid out, or why there is none."""
    number, request = numbered
    try:
        plan = glutemed.make_plan(catalog, request)
    except glutemed.GlutemedError as error:
        return f"{type(error).__name__}: {error}"
    assert all(finding.severity == "note" for finding in glutemed.check_plan(catalog, plan))
    text = glutemed.render(catalog, plan, FORMATS[number % len(FORMATS)])
    return sha256(repr((plan, text)).encode()).hexdigest()


def serial() -> list[str]:
    """One after the other."""
    catalog = glutemed.load_catalog()
    return [outcome(catalog, numbered) for numbered in enumerate(requests())]


def threads() -> list[str]:
    """In threads that begin together, with one catalogue."""
    catalog = glutemed.load_catalog()
    return together(lambda: catalog)


def catalogs() -> list[str]:
    """In threads that begin together, each with a catalogue of its own."""
    return together(partial(glutemed.load_catalog, cache=sys.argv[2]))


def together(load: Callable[[], glutemed.Catalog]) -> list[str]:
    """Plan in threads that begin together, and change places as often as they can."""
    sys.setswitchinterval(1e-6)
    begun = Barrier(THREADS)
    asked = list(enumerate(requests()))

    def work(part: list[tuple[int, glutemed.Request]]) -> list[tuple[int, str]]:
        begun.wait()
        catalog = load()
        return [(numbered[0], outcome(catalog, numbered)) for numbered in part]

    with ThreadPoolExecutor(THREADS) as pool:
        parts = list(pool.map(work, (asked[first::THREADS] for first in range(THREADS))))
    assert gc.isenabled()
    return [made for _, made in sorted(one for part in parts for one in part)]


def processes() -> list[str]:
    """In fresh processes, to which catalogue and request are pickled."""
    work = partial(outcome, glutemed.load_catalog())
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(work, enumerate(requests()), chunksize=26))


if __name__ == "__main__":
    ways = {way.__name__: way for way in (serial, threads, catalogs, processes)}
    json.dump(ways[sys.argv[1]](), sys.stdout)
