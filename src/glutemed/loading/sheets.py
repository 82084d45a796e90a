"""Our own Markdown sheets (render/markdown.py writes them) back to plans."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NoReturn

from glutemed.errors import Position, Problem, ProblemsError, UsageError
from glutemed.loading.documents import read_field, shown
from glutemed.loading.names import DOSE_HINT, Named, named, read_dose
from glutemed.loading.text import NAME_MAX, clean
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT, LOADS, STAGES, Exercise, Load
from glutemed.model.plan import (
    WEEKDAYS,
    Block,
    BlockKind,
    Caution,
    Decision,
    Dose,
    Generator,
    Item,
    Plan,
    Prescribed,
    Reason,
    Request,
    Session,
    Side,
    Week,
    Weekday,
    session_minutes,
)

__all__ = ["is_sheet", "read_sheet"]

TITLE = "# Gluteus medius program: "
CHARACTERS_MAX = 1_000_000
LINE_MAX = 8_000
_AND = re.compile(", | and ")
WEEKS_MAX, SESSIONS_MAX, ITEMS_MAX = 52, 14, 40

BODYWEIGHT = Load(kind="bodyweight", where="", start="")
BLOCKS: dict[str, BlockKind] = {"Warm-up": "warm-up", "Main": "main", "Mobility": "mobility"}
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)


def is_sheet(text: str, name: str) -> bool:
    """Return whether a text is Markdown, by its file's ending or its first line."""
    return name.lower().endswith((".md", ".markdown")) or text.lstrip().startswith(TITLE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line's number and its text, without the escapes of Markdown where they are no separators."""

    number: int
    text: str


@dataclass(slots=True)
class Part:
    """A heading's text with the lines under it."""

    line: Line
    lines: list[Line] = field(default_factory=list)

    @property
    def title(self) -> str:
        return plainly(self.line.text.lstrip("# "))


@dataclass(slots=True)
class Written:
    """An item as a sheet shows it: its name and dose, and its details by label."""

    line: int
    named: Named
    sets: int
    dose: Dose
    sides: tuple[Side, ...]
    details: dict[str, Line] = field(default_factory=dict)


@dataclass(slots=True)
class _Sheet:
    """The state of reading one sheet."""

    catalog: Catalog
    file: str
    request: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Position] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def at(self, line: int) -> Position:
        return Position(file=self.file, line=line, column=1)

    def amiss(self, line: int, message: str, hint: str = "") -> None:
        self.problems.append(Problem(where=self.at(line), message=message, hint=hint))

    def stop(self, line: int, message: str, hint: str = "") -> NoReturn:
        raise ProblemsError([Problem(where=self.at(line), message=message, hint=hint)])


def read_sheet(catalog: Catalog, text: str, file: str) -> tuple[Plan, frozenset[str], dict[str, Position]]:
    """Return the plan that a Markdown sheet of ours shows, the facts that it leaves unsaid, and places.

    Places are by JSON pointer of the plan. Raises ProblemsError with every problem.
    """
    sheet = _Sheet(catalog=catalog, file=file)
    parts = _parts(sheet, text)
    head, *others = parts
    prescribed = _prescribed(sheet, head.line)
    unsaid = _summary(sheet, head, prescribed)
    sheet.places[""] = sheet.places["/request"] = sheet.at(head.line.number)
    weeks = _weeks(sheet, others)
    warnings = next((part for part in others if part.title == "Before you start"), None)
    sheet.places["/warnings"] = sheet.at((warnings or head).line.number)
    changes = next((part for part in others if part.title == "What was changed for this request"), None)
    decisions = tuple(_decisions(sheet, changes)) if changes else ()
    if sheet.problems:
        raise ProblemsError(sorted(set(sheet.problems), key=lambda p: (p.where.line, p.message)))
    first = weeks[0].sessions
    dates = [session.date for session in first if session.date]
    days = [session.weekday for session in first if session.weekday]
    asked = {
        "goal": prescribed.goal,
        "stage": prescribed.stage,
        "equipment": (),
        "days": len(first),
        "on": () if dates else tuple(name for name in WEEKDAYS if name in days),
        "start": min(dates) if dates else None,
        **sheet.request,
    }
    plan = Plan(
        generator=Generator(name="glutemed", version="", catalog=catalog.fingerprint),
        id="",
        request=Request(**asked),
        prescribed=prescribed,
        weeks=weeks,
        decisions=decisions,
        warnings=tuple(_cautions(catalog, warnings)) if warnings else (),
    )
    return plan, unsaid, sheet.places


def plainly(text: str) -> str:
    """Return a text without the escapes of Markdown."""
    return re.sub(r"\\([\\`*_\[\]<>|#:;])", r"\1", text)


def _parts(sheet: _Sheet, text: str) -> list[Part]:
    """Return the title and the second-level parts of a sheet with their lines."""
    if len(text) > CHARACTERS_MAX:
        sheet.stop(1, "a sheet has at most a million characters")
    parts: list[Part] = []
    for number, raw in enumerate(unicodedata.normalize("NFC", text).replace("\r\n", "\n").split("\n"), 1):
        if len(raw) > LINE_MAX:
            sheet.stop(number, f"a line has at most {LINE_MAX} characters")
        if clean(raw) != raw:
            sheet.amiss(number, "a control, direction or invisible character is not allowed")
        line = Line(number, clean(raw).rstrip())
        if line.text.startswith(("# ", "## ")):
            parts.append(Part(line))
        elif parts and line.text:
            parts[-1].lines.append(line)
        elif line.text:
            sheet.stop(number, "this is no sheet of glutemed", f'the first line reads "{TITLE}..."')
    if not parts or not parts[0].line.text.startswith(TITLE):
        number = parts[0].line.number if parts else 1
        sheet.stop(number, "this is no sheet of glutemed", f'the first line reads "{TITLE}..."')
    return parts


def _prescribed(sheet: _Sheet, line: Line) -> Prescribed:
    what = line.text.removeprefix(TITLE)
    if what == "prevention and strength":
        return Prescribed(goal="prevention")
    for stage in STAGES:
        if what == f"rehab, {stage} stage":
            return Prescribed(goal="rehab", stage=stage)
    return sheet.stop(line.number, f"{shown(what)} is no goal", "prevention and strength, or: rehab, early stage")


def _bullets(lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    """Return the labels and texts of a list."""
    for line in lines:
        label, colon, text = line.text.removeprefix("- ").partition(": ")
        if line.text.startswith("- ") and colon:
            yield plainly(label), Line(line.number, plainly(text))


def _summary(sheet: _Sheet, head: Part, prescribed: Prescribed) -> frozenset[str]:
    """Read the list on top into the request; return what it leaves unsaid."""
    kit, ids = _in_words(KIT), _in_words(exercise.id for exercise in sheet.catalog.exercises)
    conditions: dict[str, str] = {condition.name: condition.id for condition in sheet.catalog.conditions}
    for label, line in _bullets(head.lines):
        text, first = line.text, line.text.partition(" ")[0]
        values: dict[str, tuple[str, Any]] = {
            "Pain": ("pain", first),
            "Condition": ("condition", _unlisted(text, conditions)),
            "Side": ("side", text),
            "Age": ("age", first),
            "Weeks": ("weeks", first),
            "Minutes a session": ("minutes", first),
            "Other hard days": ("other", _unlisted(text, {day.capitalize(): day for day in WEEKDAYS})),
            "Level": ("level", text),
            "Kit you have": ("equipment", ["none"] if text == "none" else _unlisted(text, kit)),
            "Put in by you": ("include", _unlisted(text, ids)),
            "Left out by you": ("exclude", _unlisted(text, ids)),
            "Clinician": ("clinician", text),
        }
        if label == "Asked for":
            found = re.fullmatch(r"(prevention|rehab)(?:, (early|mid|late) stage)?(?:; given: .*)?", text)
            if found:
                sheet.request |= {"goal": found[1], "stage": found[2]}
            else:
                sheet.amiss(line.number, f'"Asked for": {shown(text)} is no goal', "such as: rehab, late stage")
        elif label == "Days a week":
            if first.isascii() and first.isdigit() and len(first) < 4:
                sheet.request["days"] = int(first)
            else:
                sheet.amiss(line.number, f'"Days a week": {shown(first)} is not a whole number')
        elif label in values:
            name, value = values[label]
            try:
                sheet.request[name] = read_field(sheet.catalog, name, value, f'"{label}"')
            except UsageError as error:
                sheet.amiss(line.number, str(error))
    if sheet.request.get("goal", prescribed.goal) == "prevention":
        sheet.request["stage"] = None
    return frozenset({"level", "equipment"} - set(sheet.request))


def _unlisted(text: str, known: Mapping[str, str]) -> list[str]:
    """Return the parts of a list in a sentence: "a, b and c"; `known` maps parts as written to what they stand for.

    A part that is not known ends at the next comma or "and".
    """
    parts: list[str] = []
    while text and len(parts) < ITEMS_MAX:
        fits = (
            part for part in known if text.startswith(part) and (text[len(part) :] + ", ").startswith((", ", " and "))
        )
        part = max(fits, key=len, default="") or _AND.split(text, maxsplit=1)[0]
        parts.append(known.get(part, part))
        text = text[len(part) :].removeprefix(", ").removeprefix(" and ")
    return parts


def _in_words(ids: Iterable[str]) -> dict[str, str]:
    """Return ids by how a sheet shows them: hyphens as spaces."""
    return {id.replace("-", " "): id for id in ids}


# Weeks, sessions and items


def _weeks(sheet: _Sheet, parts: Sequence[Part]) -> tuple[Week, ...]:
    weeks: list[Week] = []
    first: list[Session] = []
    for part in parts:
        if re.fullmatch(r"Week (?:1 )?at a glance", part.title):
            sheet.places["/weeks"] = sheet.places["/weeks/0"] = sheet.at(part.line.number)
        elif found := re.fullmatch(r"(.+): ([0-9]{1,4}) minutes", part.title):
            if len(first) >= SESSIONS_MAX:
                sheet.stop(part.line.number, f"a week has at most {SESSIONS_MAX} sessions")
            first.append(_session(sheet, part, found[1], first))
    if not first:
        sheet.stop(1, "no session is in this sheet", 'a session opens with a line such as "## Day 1: 20 minutes"')
    first = _numbered(first, 0, first)
    weeks.append(Week(number=1, sessions=tuple(first)))
    for part in parts:
        found = re.fullmatch(r"Week ([0-9]{1,2})", part.title)
        if found and (int(found[1]) != len(weeks) + 1 or len(weeks) >= WEEKS_MAX):
            sheet.stop(part.line.number, f"week {found[1]} follows week {len(weeks)}", f"at most {WEEKS_MAX} weeks")
        if found:
            weeks.append(_later(sheet, part, weeks))
    return tuple(weeks)


def _session(sheet: _Sheet, part: Part, title: str, before: Sequence[Session]) -> Session:
    pointer = f"/weeks/0/sessions/{len(before)}"
    sheet.places[pointer] = sheet.at(part.line.number)
    session = _day(sheet, part.line.number, title)
    same = [found[1] for line in part.lines if (found := re.fullmatch(r"The same as (.+)\.", line.text))]
    for index, earlier in enumerate(before):
        if same and _titled(earlier) == _titled(_day(sheet, part.line.number, same[0])):
            old, places = f"/weeks/0/sessions/{index}/", list(sheet.places.items())
            sheet.places |= {f"{pointer}/{key.removeprefix(old)}": at for key, at in places if key.startswith(old)}
            return replace(session, minutes=earlier.minutes, blocks=earlier.blocks)
    blocks: list[Block] = []
    for title_line, lines in _under(part.lines):
        kind = BLOCKS.get(title_line.text.removeprefix("### "))
        if kind is None:
            continue
        at = f"{pointer}/blocks/{len(blocks)}"
        sheet.places[at] = sheet.at(title_line.number)
        written = _entries(sheet, lines)
        sheet.places |= {f"{at}/items/{index}": sheet.at(one.line) for index, one in enumerate(written)}
        blocks.append(Block(kind=kind, items=tuple(_item(sheet, one, kind) for one in written)))
    return replace(session, minutes=session_minutes(tuple(blocks)), blocks=tuple(blocks))


def _under(lines: Sequence[Line]) -> Iterator[tuple[Line, list[Line]]]:
    """Return third-level headings with their lines."""
    parts: list[tuple[Line, list[Line]]] = []
    for line in lines:
        if line.text.startswith("### "):
            parts.append((line, []))
        elif parts:
            parts[-1][1].append(line)
    yield from parts


def _titled(session: Session) -> tuple[object, ...]:
    return (session.day, session.weekday, session.date)


def _day(sheet: _Sheet, line: int, title: str) -> Session:
    """Return an empty session of the day that a title names: "Day 3", "Monday", "Monday 7 December 2026"."""
    found = re.fullmatch(r"(?:Day ([0-9]{1,3})|([A-Za-z]+)(?: ([0-9]{1,2}) ([A-Za-z]+) ([0-9]{4}))?)", title)
    name = (found[2] or "").casefold() if found else ""
    if not found or (name and name not in WEEKDAYS):
        sheet.stop(line, f"{shown(title)} is no day", 'write "Day 3", "Monday" or "Monday 7 December 2026"')
    if not name:
        return Session(day=int(found[1]), minutes=0, blocks=())
    weekday: Weekday = WEEKDAYS[WEEKDAYS.index(name)]
    if not found[3]:
        return Session(day=WEEKDAYS.index(weekday) + 1, weekday=weekday, minutes=0, blocks=())
    try:
        day = date(int(found[5]), MONTHS.index(found[4].casefold()) + 1, int(found[3]))
    except ValueError:
        sheet.stop(line, f"{shown(title)} is no date", 'write it like "Monday 7 December 2026"')
    return Session(day=1, weekday=weekday, date=day.isoformat(), minutes=0, blocks=())


def _numbered(sessions: Sequence[Session], week: int, first: Sequence[Session]) -> list[Session]:
    """Return a week's sessions with dates counted from the first date of all, which is day 1."""
    dates = [session.date for session in first if session.date]
    if not dates:
        return list(sessions)
    start = date.fromisoformat(min(dates))
    return [
        replace(session, day=(date.fromisoformat(session.date) - start).days - 7 * week + 1)
        if session.date
        else session
        for session in sessions
    ]


def _entries(sheet: _Sheet, lines: Sequence[Line]) -> list[Written]:
    """Return the items of a block, each with its details."""
    found: list[Written] = []
    for line in lines:
        if line.text.startswith("**"):
            written = _written(sheet, line.number, line.text.removeprefix("**").removesuffix("**"))
            if written:
                found.append(written)
            if len(found) > ITEMS_MAX:
                sheet.stop(line.number, f"more than {ITEMS_MAX} items in one block")
        elif found:
            for label, detail in _bullets([line]):
                found[-1].details[label] = detail
    return found


def _written(sheet: _Sheet, line: int, text: str) -> Written | None:
    """Return what a title with a dose says: "Name, variant: dose"."""
    title, dose, *_ = (*re.split(r"(?<!\\): ", text), "")
    name = plainly(title)
    one = named(sheet.catalog, name)
    given = read_dose(plainly(dose), one.exercise)
    if not name or len(name) > 2 * NAME_MAX or not given:
        sheet.amiss(line, f"{shown(plainly(text))} is no exercise with a dose", DOSE_HINT)
        return None
    sets, amount, sides = given
    return Written(line=line, named=one, sets=sets, dose=amount, sides=sides)


def _item(sheet: _Sheet, written: Written, kind: BlockKind) -> Item:
    """Return an item whose details are all on the sheet."""
    exercise, form = written.named.exercise, written.named.form
    nothing = kind != "main" and "Write down" not in written.details
    item = Item(
        exercise=exercise.id if exercise else written.named.name,
        name=written.named.name,
        variant=form.name if form else None,
        sets=written.sets,
        dose=written.dose,
        sides=written.sides,
        rest_seconds=exercise.rest_seconds if exercise else 0,
        effort="",
        load=BODYWEIGHT,
        track=sheet.catalog.rule("track-done").text if nothing else "",
        target=sheet.catalog.rule("target-none").text if nothing else "",
    )
    return _detailed(sheet, item, exercise, written.details)


def _detailed(sheet: _Sheet, item: Item, exercise: Exercise | None, details: dict[str, Line]) -> Item:
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
            changes["kit"] = tuple(_unlisted(text, _in_words(KIT) | uses))
        elif label in ("Support", "Range"):
            changes[label.lower()] = text or None
        elif label == "Write down":
            changes["track"] = text
        elif label == "Target":
            changes["target"] = text
        elif label == "Dose":
            changes["by_hand"] = text == "set by hand"
        elif label == "Why":
            changes["reasons"] = tuple(_reasons(sheet.catalog, text))
    return replace(item, **changes)


def _rest(sheet: _Sheet, line: Line) -> int:
    found = re.match(r"([0-9]{1,4}) s\b", line.text)
    if not found:
        sheet.amiss(line.number, f'"Rest": {shown(line.text)} is no number of seconds', "such as: 60 s between sets")
    return int(found[1]) if found else 0


def _tempo(sheet: _Sheet, line: Line) -> str | None:
    found = re.match(r"[0-9]-[0-9]-[0-9](?=:|$)", line.text)
    if not found:
        sheet.amiss(line.number, f'"Tempo": {shown(line.text)} is no tempo', "such as: 2-1-2")
    return found[0] if found else None


def _load(sheet: _Sheet, line: Line, exercise: Exercise | None) -> Load:
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


# Reasons, decisions, warnings


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


def _sourced(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return the parts of "text (SOURCE, SOURCE); text (SOURCE)"."""
    for found in re.finditer(r"(?:^|; )((?:(?!\); ).)*?) \(([A-Za-z0-9_, -]*)\)(?=; |$)", text):
        yield found[1], tuple(key for key in found[2].split(", ") if key)


def _reasons(catalog: Catalog, text: str) -> Iterator[Reason]:
    for words, sources in _sourced(text):
        row = _row(catalog, words)
        yield Reason(rule=row[1] if row else "P15", text=words, sources=sources)


def _cautions(catalog: Catalog, part: Part) -> Iterator[Caution]:
    gates = {protocol.gate for protocol in catalog.protocols}
    for line in part.lines:
        text = plainly(line.text.removeprefix("- "))
        row = _row(catalog, text)
        yield Caution(code="note" if row is None else "gate-unknown" if row[0] in gates else row[0], text=text)


def _decisions(sheet: _Sheet, part: Part) -> Iterator[Decision]:
    """Return the decisions of lines such as "Clamshell and Bridge: left out: ... (P02, R-001)"."""
    titles = {exercise.name: exercise.id for exercise in sheet.catalog.exercises}
    for index, line in enumerate(part.lines):
        sheet.places[f"/decisions/{index}"] = sheet.at(line.number)
        names, _, rest = plainly(line.text.removeprefix("- ")).partition(": ")
        found = re.fullmatch(r"(.*) \(([A-Za-z0-9_, -]*)\)", rest)
        rule, *sources = (found[2] if found else "").split(", ")
        for name in _unlisted(names, titles):
            subject = name if name in titles.values() else name.lower().replace(" ", "-")
            text = found[1] if found else rest
            yield Decision(rule=rule, subject=subject, text=text, sources=tuple(sources))


# Later weeks


def _later(sheet: _Sheet, part: Part, weeks: Sequence[Week]) -> Week:
    """Return a week that tells only what differs from those before it."""
    index, number, before = len(weeks), len(weeks) + 1, weeks[-1]
    sheet.places[f"/weeks/{index}"] = sheet.at(part.line.number)
    top: list[Line] = []
    for line in part.lines:
        if line.text.startswith("### "):
            break
        top.append(line)
    under = {plainly(line.text.removeprefix("### ")): lines for line, lines in _under(part.lines)}
    rows = [line for line in top if line.text.startswith("| ")]
    same = next((line for line in top if line.text.startswith(f"The same as week {before.number}")), None)
    opening = top[0] if top and not top[0].text.startswith(("| ", "The same as ", "Warm-up and ")) else None
    if same:
        sessions = _repeated(sheet, same, before)
    else:
        later = _Later(
            weeks=weeks,
            changed=_entries(sheet, under.get(f"Changes in week {number}", ())),
            new=_entries(sheet, under.get(f"New in week {number}", ())),
            light=[
                (kind, _AND.split(days), _entries(sheet, lines))
                for name, kind in BLOCKS.items()
                for heading, lines in under.items()
                if (days := heading.removeprefix(f"{name} on ")) != heading
            ],
        )
        sessions = [_later_session(sheet, row, later, place) for place, row in enumerate(rows[2:])]
    if len(sessions) > SESSIONS_MAX:
        sheet.stop(part.line.number, f"a week has at most {SESSIONS_MAX} sessions")
    reasons = [
        *_bullets(under.get(f"Changes in week {number}", ())),
        *_bullets(under.get(f"Why nothing rises in week {number}", ())),
    ]
    sessions = [_with_reasons(sheet, session, reasons) for session in sessions]
    return Week(
        number=number,
        go_on_if=plainly(opening.text) if opening else None,
        sessions=tuple(_numbered(sessions, index, weeks[0].sessions)),
    )


def _repeated(sheet: _Sheet, line: Line, before: Week) -> list[Session]:
    """Return a week that is done as the one before, on dates of its own if it names any."""
    _, _, dates = plainly(line.text).removesuffix(".").partition(", on ")
    days = [_day(sheet, line.number, title) for title in _AND.split(dates)] if dates else before.sessions
    if len(days) != len(before.sessions):
        sheet.stop(line.number, f"{len(days)} days for the {len(before.sessions)} of the week before")
    return [
        replace(session, day=day.day, weekday=day.weekday, date=day.date)
        for session, day in zip(before.sessions, days, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Later:
    """What a week tells besides its table, and the weeks before it.

    `changed` are items with the details that differ, `new` those not met before, `light` the
    warm-ups and the mobility of some days.
    """

    weeks: Sequence[Week]
    changed: Sequence[Written]
    new: Sequence[Written]
    light: Sequence[tuple[BlockKind, list[str], list[Written]]]


def _later_session(sheet: _Sheet, row: Line, later: _Later, place: int) -> Session:
    """Return the session that a row of a week's table tells, with the rest as in the weeks before."""
    sheet.places[f"/weeks/{len(later.weeks)}/sessions/{place}"] = sheet.at(row.number)
    cells = row.text.removeprefix("| ").removesuffix("|").removesuffix(" ").split(" | ")
    if len(cells) != 3:
        sheet.stop(row.number, "a row of this table has three cells: day, time, main exercises")
    title = plainly(cells[0])
    texts = re.split(r"(?<!\\); ", cells[2]) if cells[2].strip() else []
    if len(texts) > ITEMS_MAX:
        sheet.stop(row.number, f"more than {ITEMS_MAX} items in one block")
    written = [one for text in texts if (one := _written(sheet, row.number, text))]
    model = later.weeks[0].sessions[place] if place < len(later.weeks[0].sessions) else None
    items = {kind: model.items(kind) if model else () for kind in BLOCKS.values()}
    items["main"] = tuple(_later_item(sheet, one, later, place) for one in written)
    items |= {kind: tuple(_item(sheet, one, kind) for one in own) for kind, days, own in later.light if title in days}
    blocks = tuple(Block(kind=kind, items=found) for kind, found in items.items() if found)
    return replace(_day(sheet, row.number, title), minutes=session_minutes(blocks), blocks=blocks)


def _later_item(sheet: _Sheet, written: Written, later: _Later, place: int) -> Item:
    """Return an item of a later week: as it was done last, but for its dose and what the week says of it."""
    for entry in later.new:
        if entry.named == written.named:
            return _item(sheet, replace(written, details=entry.details), "main")
    earlier = _earlier(later.weeks, place, written)
    if not earlier:
        return _item(sheet, written, "main")
    sides = earlier.sides if sorted(earlier.sides) == sorted(written.sides) else written.sides
    item = replace(earlier, sets=written.sets, dose=written.dose, sides=sides)
    for entry in later.changed:
        if replace(entry, line=0, details={}) == replace(written, line=0, details={}):
            return _detailed(sheet, item, written.named.exercise, entry.details)
    return item


def _earlier(weeks: Sequence[Week], place: int, written: Written) -> Item | None:
    """Return how an exercise, in its form, was last done: for the same hips and in the same session if it was."""
    form = written.named.form
    wanted = written.named.exercise.id if written.named.exercise else written.named.name
    for week in reversed(weeks):
        found = [
            (sorted(item.sides) != sorted(written.sides), index != place, item)
            for index, session in enumerate(week.sessions)
            for item in session.items("main")
            if (item.exercise, item.variant) == (wanted, form.name if form else None)
        ]
        if found:
            return min(found, key=lambda one: one[:2])[2]
    return None


def _with_reasons(sheet: _Sheet, session: Session, lines: Sequence[tuple[str, Line]]) -> Session:
    """Return a session whose main items carry the reasons that a week gives for what changed."""

    def reasoned(item: Item) -> Item:
        title = f"{item.name}, {item.variant}" if item.variant else item.name
        added = (
            reason
            for names, line in lines
            if title in names.split("; ")
            for reason in _reasons(sheet.catalog, line.text)
        )
        return replace(item, reasons=tuple(dict.fromkeys((*item.reasons, *added))))

    blocks = (
        replace(block, items=tuple(map(reasoned, block.items))) if block.kind == "main" else block
        for block in session.blocks
    )
    return replace(session, blocks=tuple(blocks))
