"""One file's entries laid over a catalogue: added, changed, hidden, tightened; and what cannot be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from glutemed.checks.evidence import activation_level
from glutemed.checks.ladders import ladders_kept
from glutemed.loading.document import Path
from glutemed.loading.text import NAME_MAX
from glutemed.model.catalog import Catalog, Limited, Overlay
from glutemed.model.exercise import DEMANDS, Exercise
from glutemed.model.policy import Protocol

__all__ = ["Entries", "Fault", "Laid", "lay"]

Entries = dict[str, list[tuple[int, Any]]]
"""The sound entries of a file by section, each with its place in it."""

LINKS_MAX, FORMS_MAX, CONFLICTS_MAX = 6, 6, 4
"""What an exercise may have of these, as its record says; entries that are put together may come to more."""


class Fault(NamedTuple):
    """Something wrong in a file: its place, what, a hint; `known` are the names that `unknown` may be meant for.

    `at_name`: it stands at the name of the place, not at its value.
    """

    path: Path
    message: str
    hint: str = ""
    unknown: str = ""
    known: tuple[str, ...] = ()
    at_name: bool = False


@dataclass(slots=True)
class Laid:
    """A catalogue under one file more, where the file touches which entry, and its faults."""

    catalog: Catalog
    touched: dict[tuple[str, str], Path] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def lay(under: Catalog, name: str, entries: Entries, unsound: Iterable[str]) -> Laid:
    """Return a catalogue under the entries of one file; `unsound` are ids of the file that could not be read."""
    laid = Laid(catalog=under)
    if name in [overlay.name for overlay in under.overlays]:
        name = f"{name[: NAME_MAX - 6]} ({len(under.overlays) + 1})"
    exercises = {exercise.id: exercise for exercise in under.exercises}
    skip = set(unsound)
    added = _add(laid, exercises, entries["exercises"])
    changed = _change(laid, exercises, entries["change"], skip)
    limits = _tighten(laid, entries["limits"], skip)
    hidden = _hide(laid, exercises, entries["hide"], skip | set(added))
    for index, id in entries["hide"]:
        if id in added:
            laid.faults.append(Fault(("hide", index), f'"{id}" is added and hidden in one file', "do one of the two"))
    _link(laid, exercises, [id for id in (*added, *changed) if id in exercises])
    for index, source in entries["sources"]:
        laid.touched["sources", source.key] = ("sources", index)
    laid.catalog = replace(
        under,
        exercises=tuple(exercises.values()),
        limits=tuple(replace(one, value=limits.get(one.id, one.value)) for one in under.limits),
        sources=(*under.sources, *(source for _, source in entries["sources"])),
        overlays=(
            *under.overlays,
            Overlay(
                name=name,
                added=tuple(added),
                changed=tuple(changed),
                hidden=tuple(hidden),
                limits=tuple(Limited(id=id, value=value) for id, value in limits.items()),
            ),
        ),
    )
    if hidden:
        laid.catalog = _without(laid.catalog, hidden)
    return laid


def _add(laid: Laid, exercises: dict[str, Exercise], rows: Sequence[tuple[int, Exercise]]) -> list[str]:
    added = list[str]()
    for index, exercise in rows:
        path: Path = ("exercises", index)
        laid.touched["exercises", exercise.id] = path
        if exercise.id in added:
            told = f'the exercise "{exercise.id}" is there twice'
            laid.faults.append(Fault((*path, "id"), told, "keep one of the two"))
        elif exercise.id in exercises:
            origin = laid.catalog.origin(exercise.id)
            told = f'there is an exercise "{exercise.id}" already{f", from {origin.overlay}" if origin else ""}'
            hint = 'to change it, put its id and the new fields under "change:"; else choose another id'
            laid.faults.append(Fault((*path, "id"), told, hint))
        else:
            judged = {note.condition for note in exercise.conditions}
            others = tuple(c.id for c in laid.catalog.conditions if c.id not in judged)
            level: Any = exercise.activation
            if level == "not-measured":
                level = activation_level(laid.catalog, exercise.evidence)
            exercises[exercise.id] = replace(exercise, unjudged=others, activation=level)
            added.append(exercise.id)
    return added


def _change(
    laid: Laid, exercises: dict[str, Exercise], rows: Sequence[tuple[int, dict[str, Any]]], skip: set[str]
) -> list[str]:
    changed = list[str]()
    for index, new in rows:
        id, path = new["id"], ("change", index)
        if id in changed:
            laid.faults.append(Fault((*path, "id"), f'"{id}" is changed twice', "write one change"))
        elif id in exercises:
            laid.touched["exercises", id] = path
            changed.append(id)
            exercises[id] = _renewed(laid, exercises[id], new, path)
        elif id not in skip:
            laid.faults.append(_unknown(laid, (*path, "id"), "exercise", id, exercises))
    return changed


LISTS = {"exercise": "see: glutemed list", "limit": "see: glutemed catalog limits"}


def _unknown(laid: Laid, path: Path, what: str, id: str, known: Iterable[str]) -> Fault:
    hider = next((overlay.name for overlay in laid.catalog.overlays if id in overlay.hidden), None)
    if hider and what == "exercise":
        return Fault(path, f'the exercise "{id}" is hidden by {hider}')
    return Fault(path, f'there is no {what} "{id}"', LISTS[what], id, tuple(known))


def _renewed(laid: Laid, old: Exercise, new: dict[str, Any], path: Path) -> Exercise:
    """Return an exercise with new fields: figures and conflicts are added, notes and forms go by their id."""
    merged = dict(new)
    for part in ("evidence", "conflicts"):
        merged[part] = (*getattr(old, part), *new.get(part, ()))
    merged.setdefault("activation", activation_level(laid.catalog, merged["evidence"]))
    notes = {note.condition: note for note in (*old.conditions, *new.get("conditions", ()))}
    merged["conditions"] = tuple(notes.values())
    merged["unjudged"] = tuple(id for id in old.unjudged if id not in notes)
    forms = {form.id: form for form in (*old.forms, *new.get("forms", ()))}
    merged["forms"] = tuple(sorted(forms.values(), key=lambda form: -DEMANDS.index(form.demand)))
    for part, most in (("forms", FORMS_MAX), ("conflicts", CONFLICTS_MAX)):
        if len(merged[part]) > most:
            laid.faults.append(Fault((*path, part), f'"{old.id}" has more than {most} {part} with those built in'))
    return replace(old, **merged)


def _tighten(laid: Laid, rows: Sequence[tuple[int, dict[str, Any]]], skip: set[str]) -> dict[str, float]:
    limits = dict[str, float]()
    known = [limit.id for limit in laid.catalog.limits]
    for index, new in rows:
        path: Path = ("limits", index, "id")
        if new["id"] in limits:
            laid.faults.append(Fault(path, f'"{new["id"]}" is changed twice', "write one change"))
        elif new["id"] in known:
            laid.touched["limits", new["id"]] = ("limits", index)
            limits[new["id"]] = new["value"]
        elif new["id"] not in skip:
            laid.faults.append(_unknown(laid, path, "limit", new["id"], known))
    return limits


def _hide(laid: Laid, exercises: dict[str, Exercise], rows: Sequence[tuple[int, str]], skip: set[str]) -> list[str]:
    hidden = list[str]()
    known = tuple(exercises)
    for index, id in rows:
        if id in hidden:
            laid.faults.append(Fault(("hide", index), f'"{id}" is hidden twice', "name it once"))
        elif id in exercises and id not in skip:
            del exercises[id]
            hidden.append(id)
        elif id not in skip:
            laid.faults.append(_unknown(laid, ("hide", index), "exercise", id, known))
    return hidden


SIDES = (("easier", "harder"), ("harder", "easier"))


def _link(laid: Laid, exercises: dict[str, Exercise], touched: Sequence[str]) -> None:
    """Let the neighbours of entries that are new or changed name them too, or no longer; first all that is dropped."""
    for id in touched:
        before = laid.catalog.exercise(id)
        for side, back in SIDES:
            for other in set(getattr(before, side, ())) - set(getattr(exercises[id], side)):
                if other in exercises:
                    names: Any = {back: tuple(name for name in getattr(exercises[other], back) if name != id)}
                    exercises[other] = replace(exercises[other], **names)
    for id in touched:
        for side, back in SIDES:
            for other in getattr(exercises[id], side):
                if other in exercises and id not in getattr(exercises[other], back):
                    names = {back: (*getattr(exercises[other], back), id)}
                    exercises[other] = replace(exercises[other], **names)
                    if len(names[back]) == LINKS_MAX + 1:
                        path = (*laid.touched["exercises", id], side)
                        laid.faults.append(Fault(path, f'"{other}" has more than {LINKS_MAX} {back} exercises by now'))


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
    """Return a protocol that prefers none of the hidden exercises."""
    sessions = []
    for session in protocol.sessions:
        slots = (replace(slot, prefer=tuple(id for id in slot.prefer if id not in hidden)) for slot in session.slots)
        sessions.append(replace(session, slots=tuple(slots)))
    return replace(protocol, sessions=tuple(sessions))
