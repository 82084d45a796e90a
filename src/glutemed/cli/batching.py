"""Rows of requests to what comes of each, in the order of the rows: in this process, or in several."""

import gc
import signal
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from glutemed.api import planned
from glutemed.errors import FileError, GlutemedError, InternalError, NoPlanError, UsageError
from glutemed.formats import FORMATS, Setting, lay_out
from glutemed.loading.catalog import load_catalog
from glutemed.loading.rows import Raw, read_row
from glutemed.model.catalog import Catalog
from glutemed.render.words import Names

if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = ["Outcome", "Work", "outcome", "outcomes"]

CHUNK = {"json": 32, "csv": 32, "ics": 16, "markdown": 16, "fhir": 16}
"""Rows that a process is given at once; of slower formats fewer, so that an end that is asked for comes soon."""
AHEAD = 4
"""Chunks for each process that are read before they are needed."""


class Work(NamedTuple):
    """What all rows of a batch have in common.

    `format` is that of rows that name none. `lines` asks for one line of each, instead of a file.
    """

    overlays: tuple[str, ...]
    cache: str | None
    head: tuple[str, ...]
    separator: str
    formats: tuple[str, ...]
    format: str
    setting: Setting
    lines: bool

    def catalog(self) -> Catalog:
        """Return the catalogue of the batch."""
        return load_catalog(overlays=self.overlays, cache=self.cache)


class Outcome(NamedTuple):
    """What came of a row: what was made of it, or the problem that it has and a hint."""

    raw: Raw
    format: str = ""
    name: str | None = None
    about: tuple[tuple[str, str], ...] = ()
    made: bytes | None = None
    problem: str = ""
    hint: str = ""


def outcome(catalog: Catalog, work: Work, raw: Raw) -> Outcome:
    """Return what comes of a row; nothing that is wrong with it is raised."""
    try:
        asked = read_row(catalog, raw, work.head, work.separator, work.formats)
        format, request = asked.format or work.format, asked.request
        setting = work.setting._replace(person=asked.name)
        if asked.name is not None or setting.names is not None:
            clinic = setting.names.clinic if setting.names else None
            setting = setting._replace(names=Names(person=asked.name, clinic=clinic))
        plan = planned(catalog, request)
        line = FORMATS[format].line if work.lines else None
        text = f"{line(catalog, plan, setting)}\n" if line else lay_out(catalog, plan, format, setting)
    except NoPlanError as error:
        return Outcome(raw, problem=str(error.args[0]), hint=error.hint)
    except UsageError as error:
        problem, _, hint = str(error).partition("; ")
        return Outcome(raw, problem=problem, hint=hint)
    except (InternalError, GlutemedError) as error:
        return Outcome(raw, problem=str(error))
    except Exception as error:  # noqa: BLE001  # a bug in one row is told, and never stops the rest
        return Outcome(raw, problem=f"a bug in glutemed: {type(error).__name__}: {str(error)[:200]}", hint="report it")
    return Outcome(
        raw,
        format=format,
        name=asked.name,
        about=(("goal", request.goal), ("stage", request.stage or ""), ("start", request.start or "")),
        made=text.encode("utf-8") if isinstance(text, str) else text,
    )


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
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise FileError("a process of the batch was ended from outside, perhaps for want of memory") from error
    finally:
        pool.shutdown(cancel_futures=True)


_OF_PROCESS: list[tuple[Catalog, Work]] = []
"""What a process of the pool works with, once it has begun."""


def _begin(work: Work) -> None:
    """Make a process of the pool ready; the end is asked for in the first process alone."""
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    _OF_PROCESS[:] = [(_settled(work), work)]


def _settled(work: Work) -> Catalog:
    """Return the catalogue, which stays: garbage is looked for from here on, since a batch is long, but not in it."""
    catalog = work.catalog()
    gc.freeze()
    gc.enable()
    return catalog


def _chunk(rows: Sequence[Raw]) -> list[Outcome]:
    catalog, work = _OF_PROCESS[0]
    return [outcome(catalog, work, raw) for raw in rows]
