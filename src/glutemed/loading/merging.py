"""Catalogue files to one merged, fingerprinted and checked Catalog: the slow way, when the cache misses."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from glutemed.checks.catalog import check_catalog
from glutemed.errors import Position, Problem, ProblemsError
from glutemed.loading.document import Document
from glutemed.loading.overlays import lay_over
from glutemed.loading.reader import parse_yaml, read_text
from glutemed.loading.schemas import SCHEMA, take_schema
from glutemed.loading.validation import validate
from glutemed.model.catalog import Catalog, Overlay
from glutemed.model.records import encode

__all__ = ["SCHEMA", "merge", "merge_overlays"]


def merge(names: Sequence[str]) -> Catalog:
    """Read, validate, merge and check catalogue files; raises ProblemsError with all that is wrong.

    Entries are sorted by id, so that the order of files and entries means nothing.
    """
    problems: list[Problem] = []
    parts: list[tuple[Document, Catalog]] = []
    for name in names:
        try:
            document = parse_yaml(read_text(name), name)
            take_schema(document)
            parts.append((document, validate(Catalog, document)))
        except ProblemsError as error:
            problems += error.problems
    if problems:
        raise ProblemsError(problems)
    catalog = _joined([part for _, part in parts])
    found = [
        Problem(where=_where(parts, f.section, f.entry, f.field), message=f.message) for f in check_catalog(catalog)
    ]
    if found:
        raise ProblemsError(found)
    return _fingerprinted(catalog)


def merge_overlays(built_in: Catalog, texts: Mapping[str, str]) -> Catalog:
    """Return the built-in catalogue under the texts of catalogue files of one's own, by name and in their order.

    Raises ProblemsError with all that is wrong with them.
    """
    own = lay_over(built_in, texts)
    return _fingerprinted(_joined([own], overlays=own.overlays))


def _fingerprinted(catalog: Catalog) -> Catalog:
    canonical = json.dumps(encode(catalog), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return replace(catalog, fingerprint=sha256(canonical.encode()).hexdigest())


def _joined(parts: Sequence[Catalog], overlays: tuple[Overlay, ...] = ()) -> Catalog:
    sections: dict[str, tuple[object, ...]] = {}
    for name in Catalog.__dataclass_fields__:
        if name not in ("fingerprint", "overlays"):
            sections[name] = tuple(entry for part in parts for entry in getattr(part, name))
    sections = {name: tuple(sorted(rows, key=_order)) for name, rows in sections.items()}
    return Catalog(**sections, overlays=overlays)  # type: ignore[arg-type]  # each section keeps the type it was validated with


def _identity(entry: object) -> str:
    """Return what names an entry: its id, key, topic or name."""
    names = (getattr(entry, field, None) for field in ("id", "key", "topic", "name"))
    return next((str(name) for name in names if name), "")


def _order(entry: object) -> tuple[int, str, str]:
    """Return where an entry stands in its section: by rank if it has one, then id, then all that it says."""
    return getattr(entry, "rank", 0), _identity(entry), repr(entry)


def _where(parts: Sequence[tuple[Document, Catalog]], section: str, entry: str, field: str) -> Position:
    """Return where an entry, or a field of it, stands in the files; the last one, where an id is there twice."""
    for document, part in reversed(parts):
        for index, row in reversed(list(enumerate(getattr(part, section, ())))):
            if _identity(row) == entry:
                at = document.position((section, index, field), key=True) if field else None
                return at if at and at.line > 1 else document.position((section, index))
    for document, part in parts:
        if getattr(part, section, ()):
            return document.position((section,), key=True)
    return Position(file=parts[0][0].file if parts else "catalogue")
