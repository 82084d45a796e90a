"""Catalogue files of one's own: entries added to the built-in ones, changed by id, hidden; limits tightened.

Each file is read entry by entry, so that one pass tells everything that is wrong with it.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import getitem
from typing import Any, NotRequired, Required, get_type_hints

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from glutemed.checks.catalog import CHECKS, check_catalog, stages_covered
from glutemed.checks.finding import CatalogFinding
from glutemed.checks.overlay import loosened
from glutemed.errors import PROBLEMS_MAX, Problem, ProblemsError, did_you_mean
from glutemed.loading.document import Document, Path
from glutemed.loading.kinds import other_kind, refuse_other_kinds
from glutemed.loading.layers import Entries, Fault, lay
from glutemed.loading.reader import parse_yaml
from glutemed.loading.schemas import SCHEMA, take_schema
from glutemed.loading.text import NAME_MAX, clean
from glutemed.loading.validation import json_schema, validate
from glutemed.model.catalog import Catalog, Source
from glutemed.model.exercise import Exercise
from glutemed.model.fields import Id, Name

__all__ = ["ENTRIES_MAX", "catalog_schema", "lay_over", "short_of"]

BUILT_IN = ("questions", "tests", "gates")
"""Sections on whose word people start or stop; no file of one's own defines them."""
ENTRIES_MAX = 1_000
"""Most entries of one file."""

_STRICT = {"extra": "forbid", "strict": True}


def _closed(name: str, fields: dict[str, Any]) -> Any:
    """Return a mapping of exactly these fields, as validation and JSON Schema know it."""
    make: Any = TypedDict
    made = make(name, fields)
    made.__pydantic_config__ = _STRICT
    return made


def _list_of(kind: Any) -> Any:
    return tuple[kind, ...]


Change = _closed(
    "Change",
    {
        name: (Required if name == "id" else NotRequired)[hint]
        for name, hint in get_type_hints(Exercise, include_extras=True).items()
    },
)
"""New values for some fields of an exercise; its id names it."""
Tightened = _closed("Tightened", {"id": Required[Id], "value": Required[float]})
"""A limit's stricter number."""
SECTIONS: dict[str, Any] = {
    "exercises": Exercise,
    "change": Change,
    "hide": Id,
    "limits": Tightened,
    "sources": Source,
}
OverlayFile = _closed(
    "OverlayFile",
    {"name": NotRequired[Name], **{section: NotRequired[_list_of(kind)] for section, kind in SECTIONS.items()}},
)


@dataclass(slots=True)
class _Part:
    """One file: its document, its sound entries with their places, and the ids of those that are not sound."""

    document: Document
    name: str
    entries: Entries
    unsound: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    touched: dict[tuple[str, str], Path] = field(default_factory=dict)


def lay_over(built_in: Catalog, texts: Mapping[str, str]) -> Catalog:
    """Return the built-in catalogue under the texts of catalogue files of one's own, by their names and in their order.

    Its fingerprint is still to be made. Raises ProblemsError with all that is wrong with the files.
    """
    parts: list[_Part] = []
    problems: list[Problem] = []
    own = built_in
    for file, text in texts.items():
        try:
            part = _read(file, text)
        except ProblemsError as error:
            problems += error.problems
            continue
        parts.append(part)
        under, laid = own, lay(own, part.name, part.entries, part.unsound)
        own, part.touched, part.faults = laid.catalog, laid.touched, laid.faults
        _point([part], own, loosened(under, own))
    if parts:
        _point(parts, own, check_catalog(own, CHECKED))
    problems += [problem for part in parts for problem in part.problems]
    faults = [(part, fault) for part in parts for fault in part.faults]
    if problems or faults:
        raise ProblemsError(_told(problems, faults, list(texts)))
    return own


CHECKED = tuple(check for check in CHECKS if check is not stages_covered)
"""Few exercises for a stage are no fault of a file: `short_of` tells of them."""


def _told(
    problems: Iterable[Problem], faults: Iterable[tuple[_Part, Fault]], files: Sequence[str]
) -> Iterator[Problem]:
    """Return problems in the order of files and lines, each once, with what unknown names of the first may mean."""
    found: dict[Problem, Fault | None] = dict.fromkeys(problems)
    for part, fault in faults:
        where = part.document.position(fault.path, key=fault.at_name)
        found[Problem(where=where, message=fault.message, hint=fault.hint)] = fault
    order = {file: index for index, file in enumerate(files)}
    in_order = sorted(found.items(), key=lambda one: (order[one[0].where.file], one[0].where.line, one[0].where.column))
    for number, (problem, about) in enumerate(in_order):
        if about and about.unknown and number < PROBLEMS_MAX:
            near = did_you_mean(about.unknown, about.known).removeprefix("; ")
            yield replace(problem, hint=near or problem.hint)
        else:
            yield problem


def short_of(catalog: Catalog) -> tuple[str, ...]:
    """Return for which stages and kit a catalogue has few exercises: no fault, but programs may lack choice."""
    return tuple(finding.message for finding in stages_covered(catalog))


def catalog_schema() -> str:
    """Return the JSON Schema of a catalogue file of one's own, for editors."""
    schema = json.loads(json_schema(OverlayFile, SCHEMA))
    schema["properties"] = {"schema": {"const": SCHEMA}, **schema["properties"]}
    schema["required"] = ["schema"]
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _read(file: str, text: str) -> _Part:
    """Return a file's entries; those that are not sound are told and left out."""
    with refuse_other_kinds("catalog", text, file):
        document = parse_yaml(text, file)
        take_schema(document)
    if document.problems and (other := other_kind("catalog", text, file)):
        raise ProblemsError([other])
    for section in BUILT_IN:
        if document.data.pop(section, None) is not None:
            where = document.position((section,), key=True)
            told = f'"{section}" are built in; a catalogue of your own may not define them'
            document.problems.append(Problem(where=where, message=told, hint=f"it may hold {', '.join(SECTIONS)}"))
    name = clean(os.path.basename(file))[:NAME_MAX]
    count = sum(len(rows) for rows in document.data.values() if isinstance(rows, list))
    if count > ENTRIES_MAX:
        told = f"{count} entries; at most {ENTRIES_MAX} are allowed"
        raise ProblemsError([Problem(where=document.position(()), message=told)])
    part = _Part(document=document, name=name, entries={})
    try:
        whole: Any = validate(OverlayFile, document)
        part.name = whole.get("name", name)
        part.entries = {section: list(enumerate(whole.get(section, ()))) for section in SECTIONS}
    except ProblemsError as error:
        part.problems += error.problems
        for section, kind in SECTIONS.items():
            rows = document.data.get(section)
            part.entries[section] = list(_sound(part, kind, rows)) if isinstance(rows, list) else []
    return part


def _sound(part: _Part, kind: Any, rows: list[Any]) -> Iterator[tuple[int, Any]]:
    for index, row in enumerate(rows):
        try:
            yield index, validate(kind, Document(file=part.document.file, data=row))
        except ProblemsError:
            part.unsound.add(str(row.get("id", row.get("key"))) if isinstance(row, dict) else str(row))


def _point(parts: Sequence[_Part], own: Catalog, findings: Iterable[CatalogFinding]) -> None:
    """Note each finding at the file and place that it comes from; what an unsound entry causes is not noted."""
    unsound = {id for part in parts for id in part.unsound}
    exercises = tuple(exercise.id for exercise in own.exercises)
    sources = (*(source.key for source in own.sources), *(statement.id for statement in own.statements))
    for finding in findings:
        if finding.entry in unsound or any(f'"{id}"' in finding.message for id in unsound):
            continue
        part, path = _place(parts, finding)
        place, at_name = _within(part.document, path, finding)
        about = "" if (finding.section, finding.entry) in part.touched else f"{finding.entry}: "
        hint = f"hide {finding.entry} too, or change it" if about and path[:1] == ("hide",) else ""
        known = tuple(id for id in exercises if id != finding.entry) if finding.field else sources
        if finding.unknown:
            hint = "see: glutemed list" if finding.field else 'see: glutemed sources; your own word is "own"'
        part.faults.append(Fault(place, f"{about}{finding.message}", hint, finding.unknown, known, at_name))


def _within(document: Document, path: Path, finding: CatalogFinding) -> tuple[Path, bool]:
    """Return where in an entry a finding is, and whether at a name: what it quotes, else its field, else the entry."""
    named = (*path, finding.field)
    start = named if finding.field and named in document.keys else path
    there = list(_below(reduce(getitem, start, document.data), start))
    for word in re.findall(r'"([^"]+)"', finding.message):
        for place, value in there:
            if value == word:
                return place, False
            if place != start and place[-1] == word:
                return place, True
    return start, start != path


def _below(data: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Return every part of some data with its path, itself first."""
    yield path, data
    below = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, part in below:
        yield from _below(part, (*path, name))


def _place(parts: Sequence[_Part], finding: CatalogFinding) -> tuple[_Part, Path]:
    """Return the last file that touches an entry, and where; for another one what hides an exercise, or the top."""
    for part in reversed(parts):
        if (path := part.touched.get((finding.section, finding.entry))) is not None:
            return part, path
    hidden = [(part, index, id) for part in parts for index, id in part.entries["hide"]]
    for part, index, id in hidden:
        if f'"{id}"' in finding.message:
            return part, ("hide", index)
    return (hidden[0][0], ("hide",)) if hidden else (parts[-1], ())
