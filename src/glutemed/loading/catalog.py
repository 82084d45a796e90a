"""Catalogue files to one checked Catalog, and the cache that makes the second time quick."""

import gc
import os
from collections.abc import Sequence
from hashlib import sha256
from threading import Lock

from glutemed import __version__
from glutemed.errors import FileError, UsageError
from glutemed.loading.cache import cached, keep
from glutemed.loading.text import clean
from glutemed.model.catalog import Catalog
from glutemed.model.records import CODEC

__all__ = ["CACHED_MAX", "data_files", "load_catalog"]

Name = str | os.PathLike[str]
Files = Sequence[Name]

CACHED_MAX = 8
"""How many cache files are kept; the oldest go first."""
_ALONE = Lock()
"""Held by the thread that loads: of two at once, one could leave the search for garbage off for good."""


def data_files() -> tuple[str, ...]:
    """Return the catalogue's data files, sorted: inside the installed package, or at the top of a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for folder in (os.path.join(package, "data"), os.path.normpath(os.path.join(package, "..", "..", "data"))):
        if os.path.isdir(folder):
            names = (name for name in os.listdir(folder) if name.endswith(".yaml") and name != "figures.yaml")
            return tuple(sorted(os.path.join(folder, name) for name in names))
    raise FileError(f"the data folder is missing beside {package}; install glutemed again")


def load_catalog(
    files: Files | None = None, overlays: Files = (), cache: Name | None = None, *, keeps: bool = True
) -> Catalog:
    """Return the catalogue that the files make together, by default the built-in ones, under overlays in their order.

    `cache` is a folder for the decoded form: it is made when it is missing, and passed over
    silently where it cannot be written; without `keeps` it is only read. Raises ProblemsError with every
    problem of the files, FileError when one cannot be read, UsageError for one name in place of several.
    """
    names = _names("files", files) if files is not None else data_files()
    texts = _texts(_names("overlays", overlays)) if overlays else {}
    place = None if cache is None else os.fspath(cache)
    with _ALONE:
        collects = gc.isenabled()
        gc.disable()  # thousands of records are made and all of them stay, so that looking for garbage is in vain
        try:
            return _loaded(names, texts, place, keeps)
        finally:
            if collects:
                gc.enable()


def _names(what: str, files: Files) -> tuple[str, ...]:
    if isinstance(files, str | bytes | os.PathLike):
        raise UsageError(f"{what}: must be a list of files, not one name")
    return tuple(os.fspath(name) for name in files)


def _texts(overlays: Sequence[str]) -> dict[str, str]:
    from glutemed.loading.reader import read_text  # only for files of one's own

    return {name: read_text(name) for name in overlays}


def _loaded(names: Sequence[str], texts: dict[str, str], cache: str | None, keeps: bool) -> Catalog:
    if cache is None:
        return _merged(names, texts, None, keeps)
    place = os.path.join(cache, f"catalog-{_key(names, texts)}.json")
    found = cached(Catalog, place)
    if found is None:
        found = _merged(names, texts, cache, keeps)
        if keeps:
            keep(found, place, CACHED_MAX)
    return found


def _key(names: Sequence[str], texts: dict[str, str]) -> str:
    """Return what a cached catalogue depends on: data, files, version, codec, and in a checkout the reading code."""
    key = sha256(f"{__version__} {CODEC}".encode())
    for overlay, text in texts.items():
        body = text.encode()
        key.update(f"\0{os.path.basename(overlay)}\0{len(body)}\0".encode(errors="surrogateescape") + body)
    for name in names:
        try:
            with open(name, "rb") as file:
                key.update(b"\0" + os.fsencode(os.path.basename(name)) + b"\0" + file.read(5_000_001))
        except (OSError, ValueError) as error:
            raise FileError(f"cannot read {clean(name)}: {getattr(error, 'strerror', None) or error}") from error
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if not os.path.isdir(os.path.join(package, "data")):
        for folder in ("model", "loading", "checks"):
            for entry in sorted(os.scandir(os.path.join(package, folder)), key=lambda entry: entry.name):
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    key.update(f"{entry.name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return key.hexdigest()[:32]


def _merged(names: Sequence[str], texts: dict[str, str], cache: str | None, keeps: bool) -> Catalog:
    from glutemed.loading.merging import merge, merge_overlays  # pydantic and yaml: only when the cache misses

    return merge_overlays(_loaded(names, {}, cache, keeps), texts) if texts else merge(names)
