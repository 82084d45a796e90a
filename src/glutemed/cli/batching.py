"""Rows of requests to what comes of each, in the order of the rows: in this process, or in several."""

import gc
import os
import re
import signal
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from glutemed.api import planned
from glutemed.errors import FileError, GlutemedError, NoPlanError, UsageError
from glutemed.formats import FORMATS, Setting, lay_out
from glutemed.loading.catalog import load_catalog
from glutemed.loading.rows import Asked, Raw, read_row, whose_row
from glutemed.model.catalog import Catalog
from glutemed.rendering.words import Names, not_as_asked

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

__all__ = ["Outcome", "Work", "outcome", "outcomes"]

CHUNK = {"json": 32, "csv": 32, "ics": 16, "markdown": 16, "fhir": 16}
"""Rows that a process is given at once; of slower formats fewer, so that an end that is asked for comes soon."""
AHEAD = 4
"""Chunks for each process that are read before they are needed."""
LOOKED_AFTER = 5.0
"""Seconds after which the processes of a pool that has nothing to show are looked at."""
PARTS = re.compile(r'((?:[^";]|"[^"]*"|;(?! ))*); (.*)')
"""A message: what is wrong, and behind the first semicolon outside of quotes what would be right."""


class Work(NamedTuple):
    """What all rows of a batch have in common.

    `source` is what their file is called. `format` is that of rows that name none. `lines` asks for one line of
    each, instead of a file, and `keyed` for a line that tells its row, of rows that fail too.
    """

    source: str
    overlays: tuple[str, ...]
    cache: str | None
    head: tuple[str, ...]
    separator: str
    ignored: frozenset[str]
    formats: tuple[str, ...]
    format: str
    setting: Setting
    lines: bool
    keyed: bool = False

    def catalog(self) -> Catalog:
        """Return the catalogue of the batch."""
        return load_catalog(overlays=self.overlays, cache=self.cache)


class Outcome(NamedTuple):
    """What came of a row: what was made of it, or the problem that it has and a hint.

    `changed` says that for safety's sake the plan is not as it was asked for.
    """

    raw: Raw
    asked: Asked | None = None
    format: str = ""
    made: bytes | None = None
    changed: bool = False
    problem: str = ""
    hint: str = ""
    whose: str = ""

    @property
    def name(self) -> str:
        """Return whom the row is for, as far as it could be read."""
        return (self.asked and (self.asked.name or self.asked.id)) or self.whose


def outcome(catalog: Catalog, work: Work, raw: Raw) -> Outcome:
    """Return what comes of a row; nothing that is wrong with it is raised."""
    asked: Asked | None = None
    try:
        asked = read_row(catalog, raw, work.head, work.separator, work.formats, work.ignored)
        format = asked.format or work.format
        plan = planned(catalog, asked.request)
        setting = _setting(work, raw, asked)
        line = FORMATS[format].line if work.lines else None
        text = f"{line(catalog, plan, setting)}\n" if line else lay_out(catalog, plan, format, setting)
        changed = bool(not_as_asked(plan))
    except NoPlanError as error:
        return Outcome(raw, asked, problem=str(error.args[0]), hint=error.hint)
    except UsageError as error:
        told = str(error).replace("--for: ", "name: ", 1).replace("make the plan with --start", "give the row a start")
        parts = PARTS.fullmatch(told)
        whose = "" if asked else whose_row(raw, work.head, work.separator, work.ignored)
        return Outcome(raw, asked, problem=parts[1] if parts else told, hint=parts[2] if parts else "", whose=whose)
    except GlutemedError as error:
        return Outcome(raw, asked, problem=str(error))
    except Exception as error:  # noqa: BLE001  # a bug in one row is told, and never stops the rest
        problem = f"a bug in glutemed: {type(error).__name__}: {str(error)[:200]}"
        return Outcome(raw, asked, problem=problem, hint="report it")
    made = text.encode("utf-8") if isinstance(text, str) else text
    return Outcome(raw, asked, format=format, made=made, changed=changed)


def _setting(work: Work, raw: Raw, asked: Asked) -> Setting:
    """Return what goes with a row's plan: its names, and what tells its person apart."""
    setting, clinic = work.setting, work.setting.names.clinic if work.setting.names else None
    names = Names(person=asked.name, clinic=clinic) if asked.name or clinic else None
    whose = asked.id or asked.name or f"row {raw.number} of {work.source}"
    return setting._replace(names=names, person=asked.name, whose=whose)


def outcomes(work: Work, rows: Iterable[Raw], jobs: int) -> Generator[Sequence[Outcome]]:
    """Return what comes of rows, chunk by chunk and in their order; `jobs` is the number of processes.

    However long the rows are, only a few chunks of them are in memory. Raises FileError when a process
    ends that should not.
    """
    size = CHUNK.get(work.format, 4)
    if jobs == 1:
        catalog = _settled(work)
        for raw in rows:
            yield (outcome(catalog, work, raw),)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    left = iter(rows)
    pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(work,))
    waiting: deque[Future[list[Outcome]]] = deque()
    try:
        while True:
            while len(waiting) < jobs * AHEAD and (chunk := list(islice(left, size))):
                waiting.append(pool.submit(_chunk, chunk))
            if not waiting:
                return
            yield _result(pool, waiting.popleft())
    except BrokenProcessPool as error:
        raise FileError("a process of the batch was ended from outside, perhaps for want of memory") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _result(pool: "ProcessPoolExecutor", chunk: "Future[list[Outcome]]") -> list[Outcome]:
    """Return what came of a chunk.

    A process that is killed while it hands over its rows leaves the pool waiting for the rest of them, and the
    others for their turn. So the pool is looked after meanwhile, and broken where one of its processes has ended.
    """
    while True:
        try:
            return chunk.result(LOOKED_AFTER)
        except TimeoutError:
            processes = list((pool._processes or {}).values())  # noqa: SLF001  # nothing public tells of them
            if chunk.done():
                return chunk.result()
            if all(process.exitcode is None for process in processes):
                continue
            for process in processes:
                process.kill()
            results: Any = pool._result_queue  # noqa: SLF001
            results._writer.close()  # noqa: SLF001  # the last end that could still be written to


_OF_PROCESS: list[tuple[Catalog, Work]] = []
"""What a process of the pool works with, once it has begun."""


def _begin(work: Work) -> None:
    """Make a process of the pool ready: it leaves Ctrl-C to the first process, and ends when that one is gone."""
    for name, action in (("SIGINT", signal.SIG_IGN), ("SIGHUP", signal.SIG_IGN), ("SIGTERM", signal.SIG_DFL)):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), action)
    from threading import Thread

    Thread(target=_end_with_parent, daemon=True).start()
    _OF_PROCESS[:] = [(_settled(work), work)]


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)


def _settled(work: Work) -> Catalog:
    """Return the catalogue, which stays: garbage is looked for from here on, since a batch is long, but not in it."""
    catalog = work.catalog()
    gc.freeze()
    gc.enable()
    return catalog


def _chunk(rows: Sequence[Raw]) -> list[Outcome]:
    catalog, work = _OF_PROCESS[0]
    return [outcome(catalog, work, raw) for raw in rows]
