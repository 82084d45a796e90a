"""What stands on our own Markdown sheets, line by line: items with their details, reasons, decisions, warnings."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from glutemed.errors import Position, Problem
from glutemed.loading.document import NOTED_MAX, refuse
from glutemed.loading.names import DOSE_HINT, Named, named, read_dose
from glutemed.loading.requests import shown
from glutemed.loading.text import NAME_MAX
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import BODYWEIGHT, KIT, LOADS, Exercise, Load
from glutemed.model.plan import BlockKind, Caution, Decision, Dose, Item, Reason, Side

__all__ = [
    "AND",
    "ITEMS_MAX",
    "Line",
    "Part",
    "Sheet",
    "Written",
    "detailed",
    "in_words",
    "item_of",
    "plainly",
    "read_bullets",
    "read_cautions",
    "read_decisions",
    "read_entries",
    "read_entry",
    "read_reasons",
    "unlisted",
]

AND = re.compile(", | and ")
ITEMS_MAX = 40
DECISIONS_MAX = 200
WARNINGS_MAX = 200

_ESCAPED = re.compile(r"\\([\\`*_\[\]<>|#:;])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line's number, from one, and its text."""

    number: int
    text: str


@dataclass(slots=True)
class Part:
    """A heading's line, its text without the marks, and the lines under it."""

    line: Line
    title: str
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """The state of reading one sheet."""

    catalog: Catalog
    file: str
    request: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Position] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def at(self, line: int) -> Position:
        """Return the place of a line."""
        return Position(file=self.file, line=line, column=1)

    def amiss(self, line: int, message: str, hint: str = "") -> None:
        """Note a problem of a line, and read on."""
        self.problems.append(Problem(where=self.at(line), message=message, hint=hint))
        if len(self.problems) > NOTED_MAX:
            refuse(self.problems, stopped=True)

    def stop(self, line: int, message: str, hint: str = "") -> NoReturn:
        """Read no further, and tell this after what was noted."""
        refuse([*self.problems, Problem(where=self.at(line), message=message, hint=hint)])


@dataclass(slots=True)
class Written:
    """An item as a sheet shows it: its name and dose, and its details by label."""

    line: int
    named: Named
    sets: int
    dose: Dose
    sides: tuple[Side, ...]
    details: dict[str, Line] = field(default_factory=dict)

    @property
    def what(self) -> tuple[str, str | None]:
        """The exercise and the form, as an item holds them."""
        exercise, form = self.named.exercise, self.named.form
        return exercise.id if exercise else self.named.name, form.name if form else None

    @property
    def dosed(self) -> tuple[object, ...]:
        """The exercise, the form and the dose."""
        return (*self.what, self.sets, self.dose, self.sides)


def plainly(text: str) -> str:
    """Return a text without the escapes of Markdown."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def read_bullets(lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    """Return the labels and texts of a list."""
    for line in lines:
        label, colon, text = line.text.removeprefix("- ").partition(": ")
        if line.text.startswith("- ") and colon:
            yield plainly(label), Line(line.number, plainly(text))


def unlisted(text: str, known: Mapping[str, str]) -> list[str]:
    """Return the parts of a list in a sentence: "a, b and c"; `known` maps parts as written to what they stand for.

    A part that is not known ends at the next comma or "and".
    """
    parts: list[str] = []
    while text and len(parts) < ITEMS_MAX:
        fits = (
            part for part in known if text.startswith(part) and (text[len(part) :] + ", ").startswith((", ", " and "))
        )
        part = max(fits, key=len, default="") or AND.split(text, maxsplit=1)[0]
        parts.append(known.get(part, part))
        text = text[len(part) :].removeprefix(", ").removeprefix(" and ")
    return parts


def in_words(ids: Iterable[str]) -> dict[str, str]:
    """Return ids by how a sheet shows them: hyphens as spaces."""
    return {id.replace("-", " "): id for id in ids}


def read_entries(sheet: Sheet, lines: Sequence[Line]) -> list[Written]:
    """Return the items of a block, each with its details."""
    found: list[Written] = []
    for line in lines:
        if line.text.startswith("**"):
            written = read_entry(sheet, line.number, line.text.removeprefix("**").removesuffix("**"))
            if written:
                found.append(written)
            if len(found) > ITEMS_MAX:
                sheet.stop(line.number, f"more than {ITEMS_MAX} items in one block")
        elif found:
            for label, detail in read_bullets([line]):
                found[-1].details[label] = detail
    return found


def read_entry(sheet: Sheet, line: int, text: str) -> Written | None:
    """Return what a title with a dose says: "Name, variant: dose"."""
    title, dose, *_ = (*re.split(r"(?<!\\): ", text), "")
    name = plainly(title)
    fits = 0 < len(name) <= 2 * NAME_MAX  # a longer one is not looked up: that would take long
    one = named(sheet.catalog, name if fits else "")
    given = read_dose(plainly(dose), one.exercise)
    if not fits or not given:
        sheet.amiss(line, f"{shown(plainly(text))} is no exercise with a dose", DOSE_HINT)
        return None
    sets, amount, sides = given
    return Written(line=line, named=one, sets=sets, dose=amount, sides=sides)


def item_of(sheet: Sheet, written: Written, kind: BlockKind) -> Item:
    """Return an item whose details are all on the sheet."""
    exercise, (id, variant) = written.named.exercise, written.what
    nothing = kind != "main" and "Write down" not in written.details
    item = Item(
        exercise=id,
        name=written.named.name,
        variant=variant,
        sets=written.sets,
        dose=written.dose,
        sides=written.sides,
        rest_seconds=exercise.rest_seconds if exercise else 0,
        effort="",
        load=BODYWEIGHT,
        track=sheet.catalog.rule("track-done").text if nothing else "",
        target=sheet.catalog.rule("target-none").text if nothing else "",
    )
    return detailed(sheet, item, exercise, written.details)


def detailed(sheet: Sheet, item: Item, exercise: Exercise | None, details: dict[str, Line]) -> Item:
    """Return an item with what its details say; "none now" takes away what an earlier week had."""
    changes: dict[str, Any] = {}
    efforts = {row.text: row.reserve for row in sheet.catalog.rules if row.id.startswith("effort-")}
    for label, line in details.items():
        text = "" if line.text == "none now" else line.text
        if label == "Sides":
            order = tuple(re.findall(r"\b(left|right)\b", text))[:2]
            changes["sides"] = order if len(set(order)) == 2 and len(item.sides) == 2 else item.sides
        elif label == "Rest":
            changes["rest_seconds"] = _rest(sheet, line)
        elif label == "Tempo":
            changes["tempo"] = _tempo(sheet, line) if text else None
        elif label == "Effort":
            changes |= {"effort": text, "reserve": efforts.get(text)}
        elif label == "Load":
            changes["load"] = _load(sheet, line, exercise) if text else BODYWEIGHT
        elif label == "You need":
            uses = {substitute.use: substitute.use for substitute in exercise.substitutes} if exercise else {}
            changes["kit"] = tuple(unlisted(text, in_words(KIT) | uses))
        elif label in ("Support", "Range"):
            changes[label.lower()] = text or None
        elif label == "Write down":
            changes["track"] = text
        elif label == "Target":
            changes["target"] = text
        elif label == "Dose":
            changes["by_hand"] = text == "set by hand"
        elif label == "Why":
            changes["reasons"] = tuple(read_reasons(sheet.catalog, text))
    return replace(item, **changes)


def _rest(sheet: Sheet, line: Line) -> int:
    found = re.match(r"([0-9]{1,4}) s\b", line.text)
    if not found:
        sheet.amiss(line.number, f'"Rest": {shown(line.text)} is no number of seconds', "such as: 60 s between sets")
    return int(found[1]) if found else 0


def _tempo(sheet: Sheet, line: Line) -> str | None:
    found = re.match(r"[0-9]-[0-9]-[0-9](?=:|$)", line.text)
    if not found:
        sheet.amiss(line.number, f'"Tempo": {shown(line.text)} is no tempo', "such as: 2-1-2")
    return found[0] if found else None


def _load(sheet: Sheet, line: Line, exercise: Exercise | None) -> Load:
    """Return a load from "kind, where; start"; where it goes is looked up, since it may hold semicolons."""
    text = line.text
    kind = next((kind for kind in LOADS if re.match(rf"{kind.replace('-', ' ')}(?:, |; |$)", text)), None)
    if kind is None:
        allowed = ", ".join(kind.replace("-", " ") for kind in LOADS)
        sheet.amiss(line.number, f'"Load": {shown(text)} is no load', f"one of {allowed}, where it goes; how much")
        return BODYWEIGHT
    rest = text[len(kind) :]
    known = [load.where for load in exercise.loads if load.kind == kind and load.where] if exercise else []
    for where in sorted(known, key=len, reverse=True):
        if rest.startswith(f", {where}; "):
            return Load(kind=kind, where=where, start=rest.removeprefix(f", {where}; "))
    where, _, start = rest.removeprefix(", ").partition("; ") if rest.startswith(", ") else ("", "", rest[2:])
    return Load(kind=kind, where=where, start=start)


def read_reasons(catalog: Catalog, text: str) -> Iterator[Reason]:
    """Return the reasons of "text (SOURCE, SOURCE); text (SOURCE)"; the rule is that of the row of words."""
    for words, sources in _sourced(text):
        row = _row(catalog, words)
        yield Reason(rule=row[1] if row else "P15", text=words, sources=sources)


def _sourced(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return the parts of "text (SOURCE, SOURCE); text (SOURCE)"."""
    start = 0
    for found in re.finditer(r" \(([A-Za-z0-9_, -]*)\)(?:; |$)", text):
        yield text[start : found.start()], tuple(key for key in found[1].split(", ") if key)
        start = found.end()


def _row(catalog: Catalog, text: str) -> tuple[str, str] | None:
    """Return the id and rule of the row of words that a text fills in; the one that shares most with it."""
    best: tuple[int, str, str] | None = None
    for row in catalog.rules:
        head, brace, _ = row.text.partition("{")
        tail = row.text.rpartition("}")[2] if brace else ""
        fits = text.startswith(head) and text.endswith(tail) and len(text) >= len(head) + len(tail)
        if (fits if brace else text == row.text) and (best is None or len(head) + len(tail) > best[0]):
            best = (len(head) + len(tail), row.id, row.rule)
    return best[1:] if best and best[0] else None


def read_cautions(sheet: Sheet, lines: Sequence[Line]) -> Iterator[Caution]:
    """Return the warnings of a list; the code is that of the row of words."""
    catalog = sheet.catalog
    gates = {protocol.gate for protocol in catalog.protocols}
    if len(lines) > WARNINGS_MAX:
        sheet.stop(lines[0].number, f"more than {WARNINGS_MAX} warnings")
    for line in lines:
        text = plainly(line.text.removeprefix("- "))
        row = _row(catalog, text)
        yield Caution(code="note" if row is None else "gate-unknown" if row[0] in gates else row[0], text=text)


def read_decisions(sheet: Sheet, lines: Sequence[Line]) -> Iterator[Decision]:
    """Return the decisions of lines such as "Clamshell and Bridge: left out: ... (P02, R-001)"."""
    titles = {exercise.name: exercise.id for exercise in sheet.catalog.exercises}
    count = 0
    if len(lines) > DECISIONS_MAX:
        sheet.stop(lines[0].number, f"more than {DECISIONS_MAX} changes")
    for line in lines:
        names, _, rest = plainly(line.text.removeprefix("- ")).partition(": ")
        found = re.fullmatch(r"(.*) \(([A-Za-z0-9_, -]*)\)", rest)
        keys = found[2].split(", ") if found else [""]
        rule, sources = keys[0], tuple(filter(None, keys[1:] or keys))
        for name in unlisted(names, titles):
            sheet.places[f"/decisions/{count}"] = sheet.at(line.number)
            count += 1
            subject = name if name in titles.values() else name.lower().replace(" ", "-")
            yield Decision(rule=rule, subject=subject, text=found[1] if found else rest, sources=sources)
