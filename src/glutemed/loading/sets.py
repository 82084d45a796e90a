"""What a person writes of an exercise that was done: `clamshell 3x10 5 kg`, `side plank: left 30,25 right 30,30`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from glutemed.errors import UsageError
from glutemed.loading.requests import resolve, shown
from glutemed.loading.text import NAME_MAX, composed, gate
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise
from glutemed.model.log import SetDone
from glutemed.model.plan import Item, Session, Side

__all__ = ["EXAMPLE", "read_sets"]

EXAMPLE = '"clamshell 2x10 left 5 kg pain 3", "side plank: 3x30s" or "clamshell left 10,10,8 right 10,10,10 wobbled"'
SETS_MAX, REPS_MAX, SECONDS_MAX, LOAD_MAX, SCALE_MAX = 50, 500, 3600, 1000, 10
NAME_WORDS = 20

_SECONDS = r"(?:s|secs?|seconds?)\b"
_UNIT = r"(?:reps?|repetitions|times)\b"
_END = rf"(?=[\s,;:]|$|{_UNIT})"
_WORD = r"(?:left|right|both|each|pain|effort|wobbled|clean|skipped|band|note|kg)\b"
_TOKEN = re.compile(
    rf"(?P<dose>(?P<sets>[0-9]+) ?x ?(?P<first>[0-9]+)(?: ?x ?(?P<second>[0-9]+))?(?P<held> ?{_SECONDS})?{_END})"
    r"|(?P<load>[0-9]+(?:\.[0-9]+)?) ?kg\b"
    rf"|(?P<list>[0-9]+(?: ?{_SECONDS})?(?: ?, ?[0-9]+(?: ?{_SECONDS})?)*{_END})(?! ?(?:lbs?|pounds?)\b)"
    r"|(?:each|both)(?: sides?| ways?| legs?)?\b"
    r"|(?P<side>left|right)(?: side| leg| hip)?(?: only)?\b"
    r"|(?P<scale>pain|effort):? ?(?P<grade>[^\s,;]*?)(?:/10)?(?=[\s,;]|$)"
    r"|(?P<control>wobbled|clean)\b"
    r"|(?P<skipped>skipped)\b"
    rf"|band:? ?(?P<band>(?:(?!{_WORD}|[0-9])[^\s,;]+ ?)*)"
    rf"|{_UNIT}"
    r"|(?P<part>;)"
    r"|[\s,:.]+",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Part:
    """The sets of one side, or of each, with what was told of them. A set is repetitions, and seconds of a hold.

    A part is `closed` when its side stands after its sets: the next sets are of another part. One that
    stands `apart`, after a semicolon, has the side of the part before it until another is named.
    """

    side: str | None = None
    closed: bool = False
    apart: bool = False
    named: bool = False
    sets: list[tuple[int, int | None]] = field(default_factory=list)
    told: dict[str, Any] = field(default_factory=dict)

    @property
    def skipped(self) -> bool:
        """Whether it was left out."""
        return bool(self.told.get("skipped"))


def read_sets(
    catalog: Catalog, text: str, planned: Session, recorded: str, option: str = "--did"
) -> tuple[SetDone, ...]:
    """Return the sets that a text tells of: an exercise, then sides, doses and how it was, in any order.

    A dose is `3x10`, `3x30s`, `2x10x10s` or set by set `10,10,8`; without one, that of the plan holds,
    and without a side its sides. `5 kg`, `band red`, `pain 3`, `effort 7`, `wobbled`, `clean` and
    `skipped` count for the side before them; what stands at the end also for the sides that have none
    of their own. A side may be skipped beside one that was done. The text after `note` is one.
    Raises UsageError for what cannot be read.
    """
    if refused := gate(text):
        raise UsageError(f"{option}: {shown(text)}: {refused}")
    whole = " ".join(composed(text).replace("\u00d7", "x").split())
    exercise, rest = _exercise(catalog, whole, option)
    item = next((item for block in planned.blocks for item in block.items if item.exercise == exercise.id), None)
    variant, rest = _form(exercise, rest)
    rest, note = _note(rest, option)
    if variant is not None and not note and (item is None or item.variant != variant):
        note = variant
    reader = _Reader(exercise=exercise, item=item, option=option)
    return tuple(reader.sets_done(reader.parts(rest), recorded, note))


def _exercise(catalog: Catalog, text: str, option: str) -> tuple[Exercise, str]:
    """Return the exercise that a text begins with, by the most words that name one, and what follows."""
    ends = [word.end() for word in re.finditer(r"[^\s:]+", text)][:NAME_WORDS]
    for end in reversed(ends):
        found = catalog.find(text[:end].rstrip(",;"))
        if found:
            return found, text[end:]
    first = re.search(rf"(?:^|[\s,:;]+)(?:[0-9]|{_WORD})", text, re.IGNORECASE)
    name = (text[: first.start()] if first else text).rstrip(" ,:;")
    if not name:
        raise UsageError(f"{option}: {shown(text)} names no exercise; write it like {EXAMPLE}")
    return resolve(catalog, name[:NAME_MAX], option), ""


def _form(exercise: Exercise, rest: str) -> tuple[str | None, str]:
    """Return the form that is named after an exercise, as on the sheet, and what follows it."""
    after = rest.lstrip(" ,:")
    for form in exercise.forms:
        for name in (form.name, form.id):
            if re.match(rf"{re.escape(name)}(?=[\s,:;]|$)", after, re.IGNORECASE):
                return form.name, after[len(name) :]
    return None, rest


def _note(rest: str, option: str) -> tuple[str, str | None]:
    """Return a text without the note at its end, and the note."""
    found = re.search(r"(?:^|(?<=[\s,;]))note\b:?", rest, re.IGNORECASE)
    if not found:
        return rest.rstrip(" ."), None
    note = rest[found.end() :].strip()
    if not note:
        raise UsageError(f"{option}: the note is empty; leave the word out, or write a text after it")
    return rest[: found.start()].rstrip(" ."), note


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads what stands after the name of an exercise; `item` is how it was planned, if it was."""

    exercise: Exercise
    item: Item | None
    option: str

    def parts(self, text: str) -> list[_Part]:
        """Return the parts of a text: each with its side, sets, and what was told of them."""
        text = re.sub(rf"\b{re.escape(self.exercise.counting)}\b", " ", text, flags=re.IGNORECASE)
        parts, at = [_Part()], 0
        while at < len(text):
            found = _TOKEN.match(text, at)
            if not found or found.end() == at:
                raise self._refused(text[at:])
            self._take(parts, found)
            at = found.end()
        if len(parts) > 1 and not parts[0].sets and not parts[0].side:  # told before the first side: of every side
            first = parts.pop(0)
            for part in parts:
                part.told = {**first.told, **part.told}
        self._spread(parts)
        if any(part.skipped and part.sets for part in parts):
            raise UsageError(f"{self.option}: say either what was done, or skipped, such as: left 3x8; right skipped")
        if len({bool(part.sets) for part in parts if not part.skipped}) > 1:
            raise UsageError(f"{self.option}: say the sets of each side: left 10,10,8 right 10,10,10")
        return parts

    def _spread(self, parts: list[_Part]) -> None:
        """Give what stands at the end to the parts without their own; that a side was skipped is of that side alone."""
        last = parts[-1]
        for part in parts[:-1]:
            if last.skipped and (last.apart or part.sets or part.told):
                continue
            if not part.skipped:
                part.told = {**last.told, **part.told}

    def _take(self, parts: list[_Part], found: re.Match[str]) -> None:
        if parts[-1].closed and (found["dose"] or found["list"]):
            parts.append(_Part())
        now = parts[-1]
        if found["dose"]:
            now.sets += self._dose(found)
        elif found["list"]:
            now.sets += self._list(found["list"])
        elif found["side"] and now.apart and not (now.named or now.sets):
            now.side, now.named = found["side"].lower(), True
        elif found["side"] and (now.side or (now.told and not now.sets)):
            parts.append(_Part(side=found["side"].lower()))
        elif found["side"]:
            now.side, now.closed = found["side"].lower(), bool(now.sets)
        elif found["part"]:
            parts.append(_Part(side=now.side, apart=True))
        elif found["load"]:
            self._tell(now, "load", self._within(float(found["load"]), LOAD_MAX, "kg"))
        elif found["scale"]:
            self._tell(now, found["scale"].lower(), self._grade(found["scale"].lower(), found["grade"]))
        elif found["control"]:
            self._tell(now, "control", found["control"].lower())
        elif found["skipped"]:
            self._tell(now, "skipped", value=True)
        elif found["band"] is not None:
            self._tell(now, "band", self._band(found["band"].strip()))

    def _tell(self, part: _Part, name: str, value: object) -> None:
        if name in part.told:
            raise UsageError(f"{self.option}: {name} is told twice; put ; between sets that differ, or name the sides")
        part.told[name] = value

    def _dose(self, found: re.Match[str]) -> list[tuple[int, int | None]]:
        """Return the sets of `3x10`, `3x30s` or `2x10x10s`."""
        sets, first, second = int(found["sets"]), int(found["first"]), found["second"]
        if not 1 <= sets <= SETS_MAX:
            raise UsageError(f"{self.option}: {sets} sets is not allowed; allowed: 1 to {SETS_MAX}")
        if second is None:
            return [self._set(first, held=bool(found["held"]))] * sets
        if not self._is_held():
            raise self._counted()
        holds = int(self._within(first, REPS_MAX, "holds"))
        return [(holds, int(self._within(int(second), SECONDS_MAX, "seconds")))] * sets

    def _list(self, text: str) -> list[tuple[int, int | None]]:
        """Return the sets of `10,10,8` or `30 s, 25 s`."""
        return [self._set(int(number), held=bool(unit)) for number, unit in re.findall(r"([0-9]+)( ?[a-z]*)", text)]

    def _set(self, number: int, *, held: bool) -> tuple[int, int | None]:
        """Return a set of so many repetitions, or one hold of so many seconds."""
        if not self._is_held():
            if held:
                raise self._counted()
            return int(self._within(number, REPS_MAX, "repetitions")), None
        if self._holds() > 1:
            raise UsageError(
                f"{self.option}: {self.exercise.name} has {self._holds()} holds in a set; "
                "write sets x holds x seconds, such as 2x10x10s"
            )
        return 1, int(self._within(number, SECONDS_MAX, "seconds"))

    def _is_held(self) -> bool:
        return (self.item.dose.kind if self.item else self.exercise.dose.kind) == "hold"

    def _holds(self) -> int:
        return self.item.dose.reps if self.item else (self.exercise.dose.reps or (1,))[0]

    def _counted(self) -> UsageError:
        return UsageError(
            f"{self.option}: {self.exercise.name} is counted in repetitions, not in seconds; write 3x10, or 10,10,8"
        )

    def _within(self, value: float, most: int, what: str) -> float:
        if value > most:
            raise UsageError(f"{self.option}: {value:g} {what} is not allowed; allowed: 0 to {most}")
        return value

    def _grade(self, what: str, text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) < 3 and int(text) <= SCALE_MAX:
            return int(text)
        raise UsageError(f"{self.option}: {what} {shown(text)} is not allowed; allowed: 0 to {SCALE_MAX}")

    def _band(self, name: str) -> str:
        if not 1 <= len(name) <= NAME_MAX:
            raise UsageError(f"{self.option}: say which band, in at most {NAME_MAX} characters, such as band red")
        return name

    def _refused(self, rest: str) -> UsageError:
        if re.match(r"[0-9.]+ ?(?:lbs?|pounds?)\b", rest, re.IGNORECASE):
            return UsageError(f"{self.option}: {shown(rest)}: loads are in kg; a pound is 0.45 kg")
        return UsageError(
            f"{self.option}: {shown(rest)} is not understood after {self.exercise.name}; write it like {EXAMPLE}"
        )

    def sets_done(self, parts: list[_Part], recorded: str, note: str | None) -> Iterator[SetDone]:
        """Return the sets of parts, those of each side numbered from 1."""
        numbers: dict[Side, int] = {}
        for part in parts:
            for reps, seconds in part.sets or self._as_planned(parts):
                for side in self._sides(part.side):
                    numbers[side] = numbers.get(side, 0) + 1
                    if numbers[side] > SETS_MAX:
                        raise UsageError(f"{self.option}: more than {SETS_MAX} sets of {self.exercise.name}")
                    skipped = part.told.get("skipped", False)
                    done = part.told if skipped else {"reps": reps, "seconds": seconds, **part.told}
                    yield SetDone(
                        recorded=recorded,
                        exercise=self.exercise.id,
                        side=side,
                        number=numbers[side],
                        note=note,
                        **{**done, "skipped": skipped},
                    )

    def _as_planned(self, parts: list[_Part]) -> list[tuple[int, int | None]]:
        """Return the sets of a part that names none: as planned, or of what is not in the plan as on the other side."""
        if self.item is None and (other := next((part.sets for part in parts if part.sets), None)):
            return other
        if self.item is None:
            how = "3x30s" if self._is_held() else "3x10"
            raise UsageError(
                f"{self.option}: {self.exercise.name} is not in this session's plan; "
                f"say how much was done, such as {self.exercise.id} {how}"
            )
        return [(self.item.dose.reps, self.item.dose.seconds)] * self.item.sets

    def _sides(self, named: str | None) -> tuple[Side, ...]:
        """Return the sides that were trained: those named, else those planned, else each."""
        if named is None:
            if self.item:
                return self.item.sides
            return ("left", "right") if self.exercise.sided == "one" else ("both",)
        if self.exercise.sided == "both":
            raise UsageError(f"{self.option}: {self.exercise.name} is done with both legs; leave {named} out")
        return ("left",) if named == "left" else ("right",)
