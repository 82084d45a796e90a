"""The file of drawings to checked records, and the cache that makes the second time quick."""

import os
from hashlib import sha256

from glutemed import __version__
from glutemed.errors import FileError, Position, Problem, ProblemsError
from glutemed.loading.cache import cached, keep
from glutemed.loading.catalog import data_files
from glutemed.model.figure import Figures
from glutemed.model.records import CODEC

__all__ = ["figures_file", "load_figures", "read_figures"]

CACHED_MAX = 2
"""How many cache files are kept; the oldest go first."""


def figures_file() -> str:
    """Return the built-in file of drawings."""
    return os.path.join(os.path.dirname(data_files()[0]), "figures.yaml")


def load_figures(cache: str | None = None) -> Figures:
    """Return the built-in drawings.

    `cache` is a folder for the decoded form: it is made when it is missing, and passed over
    silently where it cannot be written. Raises ProblemsError with every problem of the file,
    FileError when it cannot be read.
    """
    name = figures_file()
    try:
        with open(name, encoding="utf-8") as file:
            text = file.read()
    except OSError as error:
        raise FileError(f"cannot read {name}: {error.strerror}; install glutemed again") from error
    if cache is None:
        return read_figures(text, name)
    place = os.path.join(cache, f"figures-{_key(text)}.json")
    found = cached(Figures, place)
    if found is None:
        found = read_figures(text, name)
        keep(found, place, CACHED_MAX)
    return found


def read_figures(text: str, name: str) -> Figures:
    """Return the drawings in a text; raises ProblemsError with all that is wrong with it."""
    from glutemed.loading.reader import parse_yaml  # pydantic and yaml: only when the cache misses
    from glutemed.loading.validation import validate

    document = parse_yaml(text, name)
    if not isinstance(document.data, dict):
        where = Position(file=name, line=1, column=1)
        raise ProblemsError([Problem(where=where, message="drawings are a mapping of sections")])
    return validate(Figures, document)


def _key(text: str) -> str:
    """Return what cached drawings depend on: the data, version, codec, and in a checkout the records."""
    key = sha256(f"{__version__} {CODEC}\0{text}".encode(errors="surrogateescape"))
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if not os.path.isdir(os.path.join(package, "data")):
        for part in ("model/figure.py", "model/fields.py", "model/records.py", "loading/figures.py"):
            status = os.stat(os.path.join(package, part))
            key.update(f"{part} {status.st_size} {status.st_mtime_ns}\n".encode())
    return key.hexdigest()[:32]
