"""Catalogue files of one's own: entries added to the built-in ones, changed by id, hidden; limits tightened.

Each file is read entry by entry, so that one pass tells everything that is wrong with it.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NotRequired, Required, get_type_hints  # pydantic asks for these before Python 3.12

from typing_extensions import TypedDict

from glutemed.checks.catalog import (
    CHECKS,
    CatalogFinding,
    activation_level,
    check_catalog,
    ladders_kept,
    stages_covered,
)
from glutemed.checks.overlay import loosened
from glutemed.errors import Problem, ProblemsError, did_you_mean
from glutemed.loading.reader import Document, Path, parse_yaml, read_text
from glutemed.loading.schemas import take_schema
from glutemed.loading.text import NAME_MAX, clean
from glutemed.loading.validation import json_schema, validate
from glutemed.model.catalog import Catalog, Limited, Overlay, Source
from glutemed.model.exercise import DEMANDS, ConditionNote, Exercise
from glutemed.model.fields import Id, Name
from glutemed.model.policy import Protocol

__all__ = ["ENTRIES_MAX", "catalog_schema", "lay_over", "short_of"]

ENTRIES_MAX = 1_000
"""Most entries of one file."""

_STRICT = {"extra": "forbid", "strict": True}
_NONE: Mapping[str, str] = {}
_UNJUDGED = ConditionNote(
    condition="patellofemoral-pain",
    action="avoid",
    why="whoever wrote the entry did not judge it for this condition",
    sources=("ruling-own-exercises",),
)


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
    """One file: its document, its sound entries with their places in it, and the ids of those that are not sound."""

    document: Document
    name: str
    entries: dict[str, list[tuple[int, Any]]]
    unsound: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    touched: dict[tuple[str, str], Path] = field(default_factory=dict)

    def add(self, path: Path, message: str, hint: str = "", *, key: bool = False) -> None:
        self.problems.append(Problem(where=self.document.position(path, key=key), message=message, hint=hint))


def lay_over(built_in: Catalog, files: Sequence[str], drafts: Mapping[str, str] = _NONE) -> Catalog:
    """Return the built-in catalogue under files of one's own, in their order; its fingerprint is still to be made.

    `drafts` are texts by the name of the file that they are for, on top of the files. Raises
    ProblemsError with all that is wrong with the files, FileError when one cannot be read.
    """
    parts: list[_Part] = []
    problems: list[Problem] = []
    for file in (*files, *drafts):
        try:
            parts.append(_read(file, drafts[file] if file in drafts else read_text(file)))
        except ProblemsError as error:
            problems += error.problems
    own = built_in
    for part in parts:
        own = _laid(own, part)
    if parts:
        _point(parts, loosened(built_in, own))
        _point(parts, check_catalog(own, tuple(check for check in CHECKS if check is not stages_covered)))
    problems += [problem for part in parts for problem in part.problems]
    if problems:
        order = {file: index for index, file in enumerate((*files, *drafts))}
        raise ProblemsError(
            sorted(dict.fromkeys(problems), key=lambda p: (order[p.where.file], p.where.line, p.where.column))
        )
    return own


def short_of(catalog: Catalog) -> tuple[str, ...]:
    """Return for which stages and kit a catalogue has few exercises: no fault, but programs may lack choice."""
    return tuple(finding.message for finding in stages_covered(catalog))


def catalog_schema() -> str:
    """Return the JSON Schema of a catalogue file of one's own, for editors."""
    schema = json.loads(json_schema(OverlayFile, "glutemed.catalog/1"))
    schema["properties"] = {"schema": {"const": "glutemed.catalog/1"}, **schema["properties"]}
    schema["required"] = ["schema"]
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _read(file: str, text: str) -> _Part:
    """Return a file's entries; those that are not sound are told and left out."""
    document = parse_yaml(text, file)
    take_schema(document)
    name = clean(os.path.basename(file))[:NAME_MAX]
    count = sum(len(rows) for rows in document.data.values() if isinstance(rows, list))
    if count > ENTRIES_MAX:
        raise ProblemsError(
            [Problem(where=document.position(()), message=f"{count} entries; at most {ENTRIES_MAX} are allowed")]
        )
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


def _laid(own: Catalog, part: _Part) -> Catalog:
    """Return a catalogue under one file; what cannot be laid over it is a problem of the file."""
    exercises = {exercise.id: exercise for exercise in own.exercises}
    added = _added(exercises, own, part)
    changed = _changed(exercises, own, part)
    limits = _limits(own, part)
    hidden = _hidden(exercises, part)
    _link(exercises, own, added, changed)
    for index, source in part.entries["sources"]:
        part.touched["sources", source.key] = ("sources", index)
    mark = Overlay(name=part.name, added=added, changed=changed, hidden=hidden, limits=tuple(limits.values()))
    result = replace(
        own,
        exercises=tuple(exercises.values()),
        limits=tuple(
            replace(limit, value=limits[limit.id].value) if limit.id in limits else limit for limit in own.limits
        ),
        sources=(*own.sources, *(source for _, source in part.entries["sources"])),
        overlays=(*own.overlays, mark),
    )
    return _without(result, hidden) if hidden else result


def _added(exercises: dict[str, Exercise], own: Catalog, part: _Part) -> tuple[str, ...]:
    added = []
    for index, exercise in part.entries["exercises"]:
        path: Path = ("exercises", index)
        part.touched["exercises", exercise.id] = path
        if exercise.id in added:
            part.add((*path, "id"), f'the exercise "{exercise.id}" is there twice', "keep one of the two")
        elif exercise.id in exercises:
            hint = 'to change it, put its id and the new fields under "change:"; else choose another id'
            part.add((*path, "id"), f'there is an exercise "{exercise.id}" already', hint)
        else:
            judged = {note.condition for note in exercise.conditions}
            missing = tuple(replace(_UNJUDGED, condition=c.id) for c in own.conditions if c.id not in judged)
            level: Any = exercise.activation
            if level == "not-measured":
                level = activation_level(own, exercise.evidence)
            whole = (*exercise.conditions, *missing)
            exercises[exercise.id] = replace(exercise, conditions=whole, activation=level)
            added.append(exercise.id)
    return tuple(added)


def _changed(exercises: dict[str, Exercise], own: Catalog, part: _Part) -> tuple[str, ...]:
    changed = []
    for index, new in part.entries["change"]:
        path: Path = ("change", index)
        known = _known(part, (*path, "id"), new["id"], exercises)
        if known and new["id"] in changed:
            part.add((*path, "id"), f'"{new["id"]}" is changed twice', "write one change")
        elif known:
            part.touched["exercises", new["id"]] = path
            changed.append(new["id"])
            exercises[new["id"]] = _renewed(own, exercises[new["id"]], new)
    return tuple(changed)


def _renewed(own: Catalog, old: Exercise, new: dict[str, Any]) -> Exercise:
    """Return an exercise with new fields: figures and conflicts are added, notes and forms go by their id."""
    merged = dict(new)
    for part in ("evidence", "conflicts"):
        merged[part] = (*getattr(old, part), *new.get(part, ()))
    notes = {note.condition: note for note in (*old.conditions, *new.get("conditions", ()))}
    forms = {form.id: form for form in (*old.forms, *new.get("forms", ()))}
    merged.setdefault("activation", activation_level(own, merged["evidence"]))
    merged["conditions"] = tuple(notes.values())
    merged["forms"] = tuple(sorted(forms.values(), key=lambda form: -DEMANDS.index(form.demand)))
    return replace(old, **merged)


def _hidden(exercises: dict[str, Exercise], part: _Part) -> tuple[str, ...]:
    hidden = []
    for index, id in part.entries["hide"]:
        if _known(part, ("hide", index), id, exercises):
            del exercises[id]
            hidden.append(id)
    return tuple(hidden)


def _limits(own: Catalog, part: _Part) -> dict[str, Limited]:
    limits: dict[str, Limited] = {}
    for index, new in part.entries["limits"]:
        if _known(part, ("limits", index, "id"), new["id"], [limit.id for limit in own.limits], what="limit"):
            part.touched["limits", new["id"]] = ("limits", index)
            if new["id"] in limits:
                part.add(("limits", index, "id"), f'"{new["id"]}" is changed twice', "write one change")
            limits[new["id"]] = Limited(**new)
    return limits


def _known(part: _Part, path: Path, id: str, known: Iterable[str], what: str = "exercise") -> bool:
    if id in known:
        return True
    if id not in part.unsound:
        part.add(path, f'there is no {what} "{id}"', did_you_mean(id, known).removeprefix("; "))
    return False


def _link(exercises: dict[str, Exercise], own: Catalog, added: Sequence[str], changed: Sequence[str]) -> None:
    """Let the neighbours of entries that are new or changed name them too, or no longer."""
    for id in (*added, *changed):
        if id not in exercises:
            continue
        entry, before = exercises[id], own.exercise(id)
        for side, back in (("easier", "harder"), ("harder", "easier")):
            now = getattr(entry, side)
            for other in exercises.keys() & {*now, *getattr(before, side, ())}:
                names = [name for name in getattr(exercises[other], back) if name != id or other in now]
                links: dict[str, Any] = {back: (*names, id) if other in now and id not in names else tuple(names)}
                exercises[other] = replace(exercises[other], **links)


def _without(own: Catalog, hidden: Sequence[str]) -> Catalog:
    """Return a catalogue in which nothing names the hidden exercises any more; a ladder that lost a rung is gone."""

    def seen(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id for id in ids if id not in hidden)

    seen_only = replace(
        own,
        exercises=tuple(replace(e, easier=seen(e.easier), harder=seen(e.harder)) for e in own.exercises),
        protocols=tuple(_preferring(protocol, hidden) for protocol in own.protocols),
        conditions=tuple(
            replace(
                condition,
                main_drills=seen(condition.main_drills),
                trials=tuple(trial for trial in condition.trials if trial.exercise not in hidden),
            )
            for condition in own.conditions
        ),
    )
    broken = {finding.entry for finding in ladders_kept(seen_only)}
    return replace(seen_only, ladders=tuple(ladder for ladder in own.ladders if ladder.id not in broken))


def _preferring(protocol: Protocol, hidden: Sequence[str]) -> Protocol:
    sessions = tuple(
        replace(
            session,
            slots=tuple(
                replace(slot, prefer=tuple(id for id in slot.prefer if id not in hidden)) for slot in session.slots
            ),
        )
        for session in protocol.sessions
    )
    return replace(protocol, sessions=sessions)


def _point(parts: Sequence[_Part], findings: Iterable[CatalogFinding]) -> None:
    """Tell each finding in the file, and at the place, that it comes from; what an unsound entry causes is not told."""
    unsound = {id for part in parts for id in part.unsound}
    for finding in findings:
        if finding.entry in unsound or any(f'"{id}"' in finding.message for id in unsound):
            continue
        part, path = _place(parts, finding)
        named = (*path, finding.field)
        at_field = bool(finding.field) and named in part.document.keys
        about = "" if (finding.section, finding.entry) in part.touched else f"{finding.entry}: "
        hint = finding.hint
        if about and path[:1] == ("hide",):
            hint = f"hide {finding.entry} too, or change it"
        part.add(named if at_field else path, f"{about}{finding.message}", hint, key=at_field)


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
