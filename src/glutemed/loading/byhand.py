"""The short form, a program as a person writes it by hand in YAML or JSON, to a plan."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from glutemed.errors import Position, Problem, UsageError
from glutemed.loading.bounds import refuse_endless
from glutemed.loading.document import NOTED_MAX, Document, Path, refuse
from glutemed.loading.names import form_meant, named, no_form
from glutemed.loading.requests import read_field, shown
from glutemed.loading.shortform import Day, Entries, Entry, Hand, HandWeek, read_hand
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import BODYWEIGHT, LOADS, Exercise, Form, Load, plain_name
from glutemed.model.plan import (
    WEEKDAYS,
    WEIGHTS,
    Block,
    BlockKind,
    Caution,
    Dose,
    Generator,
    Item,
    Plan,
    Prescribed,
    Request,
    Session,
    Side,
    Week,
    Weekday,
    block_of,
    session_minutes,
)

__all__ = ["FACTS", "read_by_hand"]

FACTS = ("pain", "condition", "equipment", "level", "age", "side", "minutes")
"""The request's fields that checks may need and a file may leave unsaid; goal goes with stage."""
AMOUNT = re.compile(r"[0-9](?:[.,][0-9]+)? ?(?:kg|kgs|kilos?|kilograms?|g|lbs?|pounds?)\b")
REQUEST = tuple(name for name in Hand.__dataclass_fields__ if name not in ("days", "weeks", "warnings"))


@dataclass(slots=True)
class _Reading:
    """The state of reading one short form."""

    catalog: Catalog
    document: Document
    side: Side | None
    problems: list[Problem]
    places: dict[str, Position]
    unsaid: set[str]
    sides_said: list[bool] = field(default_factory=list)

    def amiss(self, path: Path, message: str, hint: str = "") -> None:
        self.note(Problem(where=self.document.position(path), message=message, hint=hint))

    def note(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) > NOTED_MAX:
            refuse(self.problems, stopped=True)


def read_by_hand(
    catalog: Catalog, document: Document, side: Side | None
) -> tuple[Plan, frozenset[str], dict[str, Position], frozenset[str]]:
    """Return the plan that a short form means, the facts that it leaves unsaid, places, and the fields that it states.

    `side` is the side that hurts, where an option says it. Raises ProblemsError with every problem.
    """
    hand = read_hand(document)
    at = _Reading(catalog, document, None, [], {"": document.position(())}, set())
    fields = _asked(at, hand)
    at.side = fields.get("side", side)
    if (hand.days is None) == (hand.weeks is None):
        at.amiss(("weeks",) if hand.weeks else (), 'write "days", or "weeks" with days in each', "one of the two")
    weeks = hand.weeks or (HandWeek(days=hand.days or ()),)
    under: Path = ("weeks",) if hand.weeks else ()
    made = tuple(_week(at, week, index, (*under, index) if under else ()) for index, week in enumerate(weeks))
    for name in fields:
        at.places[f"/request/{name}"] = document.position((name,), key=True)
    at.places["/prescribed"] = document.position(("stage" if "stage" in fields else "goal",), key=True)
    at.places["/warnings"] = document.position(("warnings",), key=True)
    at.places["/weeks"] = document.position(("weeks",) if hand.weeks else ("days",), key=True)
    if at.problems:
        refuse(at.problems)
    refuse_endless(made, document.position(("weeks",) if hand.weeks else ("days",)))
    goal = fields.get("goal", "rehab")
    stage = fields.get("stage", "early") if goal == "rehab" else None
    settled = "stage" in fields or goal == "prevention"
    days = [session.weekday for session in made[0].sessions if session.weekday] if made else []
    on = tuple(name for name in WEEKDAYS if name in days) if len(days) == len(made[0].sessions) else ()
    request = Request(
        **{**fields, "goal": goal, "stage": stage, "days": len(made[0].sessions), "weeks": len(made), "on": on}
    )
    unsaid = {*at.unsaid, *(fact for fact in FACTS if fact not in fields)}
    if hand.warnings is None:
        unsaid.add("tests")
    if at.sides_said and not any(at.sides_said):
        unsaid.add("sides")  # where some say it, the others are for both hips
    items = [item for week in made for s in week.sessions for block in s.blocks for item in block.items]
    if not any(item.reasons for item in items):
        unsaid.add("reasons")
    plan = Plan(
        generator=Generator(name="by hand", version="", catalog=catalog.fingerprint),
        id="",
        request=request,
        prescribed=Prescribed(goal=goal, stage=stage),
        weeks=made,
        warnings=tuple(Caution(code=warned.code, text=warned.text) for warned in hand.warnings or ()),
    )
    return plan, frozenset(unsaid if settled else unsaid | {"goal"}), at.places, frozenset(fields)


def _asked(at: _Reading, hand: Hand) -> dict[str, Any]:
    """Return the request's fields that a file states, read as options are."""
    fields: dict[str, Any] = {}
    for name in REQUEST:
        value = getattr(hand, name)
        if value is None:
            continue
        try:
            fields[name] = read_field(at.catalog, name, str(value) if isinstance(value, int) else value, f'"{name}"')
        except UsageError as error:
            at.amiss((name,), str(error))
    if fields.get("goal") == "prevention" and "stage" in fields:
        at.amiss(("stage",), '"stage" goes with goal rehab only', "leave it out")
    if "stage" in fields:
        fields.setdefault("goal", "rehab")
    both = [id for id in fields.get("include", ()) if id in fields.get("exclude", ())]
    if both:
        at.amiss(("exclude",), f'"include" and "exclude" both name {both[0]}')
    return fields


def _week(at: _Reading, week: HandWeek, index: int, path: Path) -> Week:
    pointer = f"/weeks/{index}"
    at.places[pointer] = at.document.position(path) if path else at.document.position(("days",), key=True)
    numbers = [_day(day.name) for day in week.days]
    if any(number is None for number in numbers):
        at.unsaid.add("weekdays")
        numbers = [(number, None) for number in range(1, len(week.days) + 1)]
    sessions = []
    for number, (found, day) in enumerate(zip(numbers, week.days, strict=True)):
        assert found is not None, "every day has a number by now"
        blocks = _blocks(at, day, f"{pointer}/sessions/{number}", (*path, "days", number))
        sessions.append(Session(day=found[0], weekday=found[1], minutes=session_minutes(blocks), blocks=blocks))
    return Week(number=index + 1, go_on_if=week.go_on_if, sessions=tuple(sessions))


def _day(name: str | None) -> tuple[int, Weekday | None] | None:
    """Return the number of a day, and its weekday if it has one; None for any other name."""
    words = re.findall(r"[a-z]+|[0-9]+", plain_name(name or ""))
    for number, weekday in enumerate(WEEKDAYS, 1):
        if words[:1] == [weekday] or words == [weekday[:3]]:
            return number, weekday
    if words[:1] == ["day"] and len(words) > 1 and words[1].isdigit() and len(words[1]) < 4:
        return int(words[1]), None
    return None


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry with what its name means and where it stands."""

    entry: Entry
    path: Path
    name: str
    exercise: Exercise | None
    form: Form | None


def _blocks(at: _Reading, day: Day, pointer: str, path: Path) -> tuple[Block, ...]:
    at.places[pointer] = at.document.position(path)
    own: tuple[tuple[BlockKind, str, Entries | None], ...] = (
        ("warm-up", "warm_up", day.warm_up),
        ("main", "main", day.main),
        ("mobility", "mobility", day.mobility),
    )
    if any(entries is not None for _, _, entries in own) == (day.exercises is not None):
        at.amiss(path, 'write "exercises", or "warm-up", "main" and "mobility"', "one of the two")
    if day.exercises is not None:
        rows = [_row(at, entry, (*path, "exercises", index)) for index, entry in enumerate(day.exercises)]
        parts = _sorted(rows)
    else:
        parts = [
            (kind, [_row(at, entry, (*path, name, index)) for index, entry in enumerate(entries)])
            for kind, name, entries in own
            if entries
        ]
    blocks = []
    for index, (kind, rows) in enumerate(parts):
        at.places[f"{pointer}/blocks/{index}"] = at.document.position(rows[0].path)
        items = tuple(_item(at, row, f"{pointer}/blocks/{index}/items/{n}") for n, row in enumerate(rows))
        blocks.append(Block(kind=kind, items=items))
    return tuple(blocks)


def _sorted(rows: Sequence[_Row]) -> list[tuple[BlockKind, list[_Row]]]:
    """Return a flat list by blocks: stretches end a session, drills before main work open it.

    Every other drill counts as main work, so that a day of drills only is judged as one (P07).
    """
    kinds: list[BlockKind] = [block_of(row.exercise) if row.exercise else "main" for row in rows]
    first = kinds.index("main") if "main" in kinds else 0
    placed: list[BlockKind] = [
        "main" if kind == "warm-up" and index >= first else kind for index, kind in enumerate(kinds)
    ]
    order: tuple[BlockKind, ...] = ("warm-up", "main", "mobility")
    parts = [(kind, [row for row, own in zip(rows, placed, strict=True) if own == kind]) for kind in order]
    return [(kind, found) for kind, found in parts if found]


def _row(at: _Reading, entry: Entry, path: Path) -> _Row:
    one = named(at.catalog, entry.exercise)
    form = one.form
    if one.exercise and entry.variant is not None:
        form = form_meant(one.exercise, entry.variant)
        if not form:
            at.note(no_form(one.exercise, entry.variant, at.document.position((*path, "variant"))))
    return _Row(entry=entry, path=path, name=one.name, exercise=one.exercise, form=form)


def _item(at: _Reading, row: _Row, pointer: str) -> Item:
    """Return an entry as an item: what it leaves out takes the catalogue's value, but for track and target."""
    entry, exercise, form = row.entry, row.exercise, row.form
    at.places[pointer] = at.document.position(row.path)
    load = _load(at, row)
    needs = exercise.needs if exercise else ()
    loaded = () if load.kind == "bodyweight" or load.kind in needs else (load.kind,)
    if exercise and exercise.sided == "one":
        at.sides_said.append(entry.sides is not None)
    rest = entry.rest if entry.rest is not None else exercise.rest_seconds if exercise else 60
    return Item(
        exercise=exercise.id if exercise else entry.exercise,
        name=row.name,
        variant=form.name if form else None if exercise else entry.variant,
        range=entry.range or (form.range if form else "") or None,
        support=entry.support or (form.support if form else "") or None,
        sets=entry.sets,
        dose=_dose(at, row),
        sides=_sides(at, row),
        rest_seconds=rest,
        tempo=entry.tempo or (exercise.tempo if exercise else None),
        effort=entry.effort or "",
        reserve=entry.reserve,
        load=load,
        kit=entry.kit if entry.kit is not None else (*needs, *loaded),
        track=entry.track or "",
        target=entry.target or "",
        reasons=entry.reasons,
    )


def _dose(at: _Reading, row: _Row) -> Dose:
    entry = row.entry
    if entry.hold is not None:
        if entry.reps is not None and entry.holds is not None:
            at.amiss(row.path, '"reps" and "holds" both count the holds of a set', "leave one of them out")
        return Dose(kind="hold", reps=entry.holds or entry.reps or 1, seconds=entry.hold)
    if entry.reps is None:
        at.amiss(row.path, '"reps" or "hold" is missing')
    elif entry.holds is not None:
        at.amiss((*row.path, "holds"), '"holds" goes with "hold", the seconds of each')
    return Dose(kind="reps", reps=entry.reps or 1)


def _sides(at: _Reading, row: _Row) -> tuple[Side, ...]:
    """Return the hips that an entry trains: both, the sore one first, unless it says otherwise."""
    one_sided = row.exercise is not None and row.exercise.sided == "one"
    if row.entry.sides is not None and not (one_sided and row.entry.sides == ("both",)):
        return row.entry.sides
    if not one_sided:
        return ("both",)
    return ("right", "left") if at.side == "right" else ("left", "right")


def _load(at: _Reading, row: _Row) -> Load:
    """Return the load that an entry names; without one, what the exercise cannot do without, else none."""
    own = row.exercise.loads if row.exercise else ()
    needs = row.exercise.needs if row.exercise else ()
    if row.entry.load is None:
        return next((load for load in own if load.kind in needs), BODYWEIGHT)
    words = plain_name(row.entry.load)
    kind = next((kind for kind in LOADS if re.search(rf"\b{plain_name(kind)}s?\b", words)), None)
    if kind == "bodyweight" or words in ("none", "body weight"):
        return BODYWEIGHT
    if kind is None and AMOUNT.search(words):
        kind = next((load.kind for load in own if load.kind in WEIGHTS), "dumbbell")
    if kind is None:
        allowed = ", ".join(map(plain_name, LOADS))
        at.amiss(
            (*row.path, "load"),
            f'"load": {shown(row.entry.load)} is not a load',
            f"a weight such as 8 kg, or {allowed}",
        )
        return BODYWEIGHT
    known = next((load for load in own if load.kind == kind), None)
    if known and words in (plain_name(kind), f"{plain_name(kind)}s"):
        return known
    return Load(kind=kind, where=known.where if known else "", start=row.entry.load)
