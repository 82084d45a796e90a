"""Virtual people: who they are, what they ask for, and how they train. Each follows from a seed and a number alone."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Literal, get_args

from tests.proof.space import CONDITIONS, GOALS, KITS, KNOWN_KITS, PARTS, Draw

from glutemed.engine.planner import make_plan
from glutemed.errors import NoPlanError, SafetyStopError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT_SETS
from glutemed.model.plan import LEVELS, WEEKDAYS, Plan, Request, Side

__all__ = ["FIELDS", "KINDS", "Felt", "Kind", "Someone", "felt", "first_plan", "someone"]

Kind = Literal["recovering", "steady", "flaring", "irregular", "inconsistent", "one-sided"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SHARES: tuple[tuple[Kind, int], ...] = (
    ("recovering", 25),
    ("steady", 18),
    ("flaring", 20),
    ("irregular", 14),
    ("inconsistent", 13),
    ("one-sided", 10),
)
"""How many of a hundred people are of a kind."""
WILD = 20
"""Percent of people, the recovering and the steady apart, whose request has every field at random."""
DRAWS = 40
"""Requests that are drawn until one has a plan."""
FIRST_DAY = date(2026, 1, 5)
BARE = dict(KIT_SETS)["home"]
FIELDS = ("conditions", "kit", "minutes", "age", "side", "days", "level", "names", "start", "weeks", "habits")
"""What of a person can be made plain, to see whether it matters."""


@dataclass(frozen=True)
class Someone:
    """A virtual person. Pain is of 10.

    `base` is the pain of an ordinary session; of the recovering that of the first, which falls to
    `low` by the week `calm`. `usual` tells of mornings. `exertion`: symptoms of the whole body get
    worse after effort. `by_set` writes pain down at the sets, `evening` asks for the next week on
    the evening of the last session, `tardy` writes a morning down after the next session only,
    `all_items` writes down warm-up and stretches too.
    """

    seed: str
    number: int
    kind: Kind
    request: Request
    base: int = 1
    low: int = 0
    calm: int = 4
    usual: bool = True
    exertion: bool = False
    weaker: Side = "left"
    lag: int = 2
    by_set: bool = False
    evening: bool = False
    tardy: bool = False
    all_items: bool = False

    def draw(self, *of: object) -> Draw:
        """Return the choices of this person for a part of the life."""
        return Draw(self.seed, self.number, *of)

    @cached_property
    def first_day(self) -> date:
        """The day of the first session."""
        if self.request.start:
            return date.fromisoformat(self.request.start)
        return FIRST_DAY + timedelta(days=self.draw("first day").whole(0, 400))

    def plain(self, catalog: Catalog, *fields: str) -> "Someone":
        """Return the same person with some fields at their defaults."""
        request, changes = self.request, dict[str, Any]()
        days = catalog.protocol(request.goal, request.stage, request.condition).default_days
        defaults: dict[str, dict[str, Any]] = {
            "conditions": {"condition": ()},
            "kit": {"equipment": BARE},
            "minutes": {"minutes": None},
            "age": {"age": None},
            "side": {"side": None},
            "days": {"days": days, "on": (), "other": ()},
            "level": {"level": "beginner"},
            "names": {"include": (), "exclude": (), "clinician": None},
            "start": {"start": None},
            "weeks": {"weeks": 1},
        }
        for field in fields:
            if field == "habits":
                changes = dict.fromkeys(("exertion", "by_set", "evening", "tardy", "all_items"), False)
            else:
                request = replace(request, **defaults[field])
        return replace(self, request=request, **changes)


def someone(catalog: Catalog, seed: str, number: int) -> tuple[Someone, int]:
    """Return a person whose request has a plan, and how many requests were drawn that have none."""
    draw = Draw(seed, number, "who")
    kind = _kind(draw.whole(1, 100))
    for refused in range(DRAWS):
        one = _drawn(catalog, seed, number, kind, Draw(seed, number, "who", refused))
        try:
            first_plan(catalog, one)
        except (NoPlanError, SafetyStopError):
            continue
        return one, refused
    raise AssertionError(f"no plan for person {number} of seed {seed} in {DRAWS} requests")


def first_plan(catalog: Catalog, one: Someone) -> Plan:
    """Return the plan that a person begins with."""
    return make_plan(catalog, one.request)


def _kind(place: int) -> Kind:
    for kind, share in SHARES:
        place -= share
        if place <= 0:
            return kind
    raise AssertionError("the shares add up to a hundred")


def _drawn(catalog: Catalog, seed: str, number: int, kind: Kind, draw: Draw) -> Someone:
    base = _base(kind, draw)
    wild = kind not in ("recovering", "steady") and draw.chance(WILD)
    request = _wild(catalog, draw) if wild else _everyday(catalog, kind, base, draw)
    return Someone(
        seed=seed,
        number=number,
        kind=kind,
        request=request,
        base=base,
        low=draw.whole(0, 1),
        calm=draw.whole(2, 5),
        usual=kind == "steady" or draw.chance(75),
        exertion=kind not in ("recovering", "steady") and draw.chance(8),
        weaker=draw.one(("left", "right")),
        lag=draw.whole(1, 4),
        by_set=draw.chance(40),
        evening=draw.chance(15),
        tardy=kind in ("flaring", "inconsistent") and draw.chance(15),
        all_items=draw.chance(40),
    )


def _base(kind: Kind, draw: Draw) -> int:
    if kind == "recovering":
        return draw.whole(2, 4)
    return draw.whole(0, 3) if kind in ("flaring", "irregular", "inconsistent") else draw.whole(0, 2)


def _wild(catalog: Catalog, draw: Draw) -> Request:
    """Return any request of the proof."""
    return PARTS["random"].request(catalog, draw.whole(0, PARTS["random"].size - 1))


def _everyday(catalog: Catalog, kind: Kind, base: int, draw: Draw) -> Request:
    """Return a request as people make them."""
    goal, stage = ("rehab", "early") if kind == "recovering" and draw.chance(80) else draw.one(GOALS)
    if kind == "recovering" and stage in (None, "late"):
        goal, stage = "rehab", "mid"
    condition = tuple(draw.some(CONDITIONS, draw.one((0, 0, 0, 1, 1, 1, 1, 1, 2, 3))))
    protocol = catalog.protocol(goal, stage, condition)
    days = protocol.default_days if draw.chance(65) else draw.whole(*protocol.days)
    weekdays = draw.some(WEEKDAYS, days) if draw.chance(15) else []
    other = draw.some(WEEKDAYS, draw.whole(1, 2)) if draw.chance(8) else []
    ids = [exercise.id for exercise in catalog.exercises]
    return Request(
        goal=goal,
        stage=stage,
        pain=None if kind != "recovering" and draw.chance(10) else base,
        condition=condition,
        equipment=draw.one(KNOWN_KITS) if draw.chance(85) else draw.one(KITS),
        days=days,
        on=tuple(sorted(weekdays, key=WEEKDAYS.index)),
        other=tuple(sorted(other, key=WEEKDAYS.index)),
        weeks=draw.one((1, 1, 2, 4, 12)),
        minutes=draw.whole(15, 60) if draw.chance(25) else None,
        level=draw.one(LEVELS),
        age=_age(draw),
        side=draw.one((None, "left", "right", "both")),
        exclude=tuple(sorted(draw.some(ids, draw.whole(1, 4)))) if draw.chance(8) else (),
        start=(FIRST_DAY + timedelta(days=draw.whole(0, 400))).isoformat() if draw.chance(25) else None,
        clinician="A. B.: seen on Monday" if draw.chance(4) else None,
    )


def _age(draw: Draw) -> int | None:
    return draw.one((None, draw.whole(10, 14), *(draw.whole(15, 64) for _ in range(6)), draw.whole(65, 90)))


@dataclass(frozen=True)
class Felt:
    """How a session and the morning after it feel; None is not written down.

    `sore` are exercises at which pain was `during`; none: it is told of the session as a whole.
    """

    during: int | None = 0
    after: int | None = 0
    morning: int | None = 0
    usual: int | None = None
    sore: tuple[str, ...] = ()
    exertion: bool | None = None


def felt(one: Someone, week: int, session: int, mains: tuple[str, ...]) -> Felt:
    """Return how a session of a week feels, from its main exercises; weeks and sessions are counted from 0."""
    draw = one.draw("felt", week, session)
    usual = _ordinary(one, 0) if one.usual and week == session == 0 else None
    exertion = draw.one((True, False)) if one.exertion and draw.chance(30) else None
    if one.kind == "steady":
        during, after, morning = (max(0, one.base + draw.whole(-1, 1)) for _ in range(3))
        return Felt(during=during, after=after, morning=morning, usual=usual)
    pain = _ordinary(one, week)
    calm = Felt(during=pain, after=pain, morning=max(0, pain - draw.whole(0, 1)), usual=usual, exertion=exertion)
    if one.kind == "flaring" or (one.kind != "recovering" and draw.chance(10)):
        calm = _flared(calm, draw, mains)
    if one.kind == "inconsistent":
        return _unsaid(calm, draw)
    return calm


def _ordinary(one: Someone, week: int) -> int:
    """Return the pain of an ordinary session."""
    if one.kind != "recovering":
        return one.base
    left = max(0, one.calm - week) / one.calm
    return one.low + round((one.base - one.low) * left)


def _flared(calm: Felt, draw: Draw, mains: tuple[str, ...]) -> Felt:
    """Return a session that may have a flare, at some exercises, as a whole, after it, or the morning after."""
    how = draw.whole(1, 100)
    high = draw.whole(6, 10)
    if how <= 8 and mains:
        return replace(calm, during=high, sore=tuple(draw.some(mains, draw.whole(1, 2))))
    if how <= 12:
        return replace(calm, during=high)
    if how <= 15:
        return replace(calm, after=high)
    if how <= 18:
        return replace(calm, morning=draw.one((6, 6, 7, 7, 8, 9, 10)))
    if how <= 26:
        return replace(calm, morning=min(10, (calm.morning or 0) + draw.whole(2, 3)))
    if how <= 34:
        return replace(calm, during=draw.whole(3, 5), sore=tuple(draw.some(mains, 1)) if draw.chance(50) else ())
    return calm


def _unsaid(calm: Felt, draw: Draw) -> Felt:
    """Return what is written down of a session by who leaves out much."""
    if draw.chance(35):
        return Felt(during=None, after=None, morning=None)
    kept = {name: getattr(calm, name) if draw.chance(60) else None for name in ("during", "after", "morning", "usual")}
    return replace(calm, **kept, sore=calm.sore if kept["during"] is not None else ())
