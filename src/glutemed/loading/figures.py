"""The file of drawings to checked records, and the cache that makes the second time quick."""

import json
import os
from hashlib import sha256

from glutemed import __version__
from glutemed.errors import FileError, Position, Problem, ProblemsError
from glutemed.loading.catalog import data_files
from glutemed.model.figure import Figures
from glutemed.model.records import CODEC, condense, decode

__all__ = ["FIGURES_SCHEMA", "figures_file", "load_figures", "read_figures"]

FIGURES_SCHEMA = "glutemed.figures/1"
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
    found = _cached(place)
    if found is None:
        found = read_figures(text, name)
        _keep(place, found)
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


def _cached(place: str) -> Figures | None:
    """Return cached drawings; anything amiss, the first line not being the sum of the rest included, is a miss."""
    try:
        with open(place, "rb") as file:
            head, _, body = file.read().partition(b"\n")
        if head.decode("ascii") != sha256(body).hexdigest():
            return None
        return decode(Figures, json.loads(body))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _keep(place: str, figures: Figures) -> None:
    body = json.dumps(condense(figures), ensure_ascii=False, separators=(",", ":")).encode()
    folder = os.path.dirname(place)
    passing = f"{place}.{os.getpid()}"
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        with os.fdopen(os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(sha256(body).hexdigest().encode() + b"\n" + body)
        os.replace(passing, place)
        kept = sorted(
            (entry for entry in os.scandir(folder) if entry.name.startswith("figures-")),
            key=lambda entry: entry.stat().st_mtime_ns,
        )
        for entry in kept[:-CACHED_MAX]:
            os.unlink(entry.path)
    except OSError:
        return
