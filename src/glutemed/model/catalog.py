"""The catalogue: exercises, policy and references together, with look-ups by id."""

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from glutemed.model.exercise import Evidence, Exercise, plain_name
from glutemed.model.fields import Grade, Id, Key, Keys, Name, Seen, Text
from glutemed.model.policy import Condition, GeneralAdvice, Ladder, Limit, Protocol, Rule, TableRow
from glutemed.model.records import Between, Matches, record
from glutemed.model.screening import Gate, HomeTest, Question

__all__ = [
    "Catalog",
    "Comparator",
    "FieldBasis",
    "Limited",
    "MissingLimitError",
    "Origin",
    "Overlay",
    "Source",
    "Statement",
    "cited_in",
]


T = TypeVar("T")


class MissingLimitError(KeyError):
    """The data lacks a limit that a rule or check goes by."""


@record
class Comparator:
    """An exercise that was measured but is not prescribed; kept as evidence only."""

    id: Id
    name: Name
    why_not: Text
    evidence: Annotated[tuple[Evidence, ...], Between(1, 40)]


@record
class FieldBasis:
    """The source behind fields that every exercise has, so that no value stands without one."""

    fields: Annotated[tuple[Name, ...], Between(1, 20)]
    text: Text
    sources: Keys


@record
class Source:
    """A publication, page or note that figures come from.

    `grade` is that of the measurements in it: figures, or the order of exercises by them. Other
    publications have none: what they say is told by statements, which have grades of their own.
    """

    key: Key
    authors: Annotated[str, Between(0, 200)] = ""
    year: Annotated[int, Between(1900, 2100)] | None = None
    title: Annotated[str, Between(0, 300)] = ""
    journal: Annotated[str, Between(0, 200)] = ""
    doi: Annotated[str, Between(0, 80)] = ""
    pmid: Annotated[str, Matches(r"[0-9]{0,12}", "be digits")] = ""
    pmcid: Annotated[str, Matches(r"(?:PMC[0-9]{1,9})?", "read like PMC3201064")] = ""
    urls: Annotated[tuple[Annotated[str, Between(8, 300)], ...], Between(0, 8)] = ()
    kind: Literal["trial", "guideline", "review", "study", "leaflet", "note", "article"]
    seen: Seen
    grade: Grade | None = None
    note: Annotated[str, Between(0, 500)] = ""


@record
class Statement:
    """A numbered claim, clinical rule, plan rule or ruling that data and reasons refer to."""

    id: Key
    text: Text
    grade: Grade
    seen: Seen
    sources: Annotated[tuple[Key, ...], Between(0, 12)] = ()


@record
class Limited:
    """A limit that a catalogue file of one's own tightens, and to what."""

    id: Id
    value: float


@record
class Overlay:
    """A catalogue file of one's own that lies over the built-in data: its name, and the ids that it touches."""

    name: Name
    added: tuple[Id, ...] = ()
    changed: tuple[Id, ...] = ()
    hidden: tuple[Id, ...] = ()
    limits: tuple[Limited, ...] = ()

    def does(self) -> str:
        """Return what it does, with a few ids of each: "adds x; changes y, z; tightens main-reps-max to 12"."""
        tightened = tuple(f"{limit.id} to {limit.value:g}" for limit in self.limits)
        parts = (("adds", self.added), ("changes", self.changed), ("hides", self.hidden), ("tightens", tightened))
        return "; ".join(f"{verb} {_few(what)}" for verb, what in parts if what) or "changes nothing"


def _few(ids: tuple[str, ...]) -> str:
    rest = len(ids) - 4
    return ", ".join(ids) if rest < 2 else f"{', '.join(ids[:4])} and {rest} more"


class Origin(NamedTuple):
    """The file of one's own that an exercise comes from, or that changed a built-in one."""

    overlay: str
    changed: bool


class Derived:
    """A place for what is worked out from a catalogue once and used for every plan; no part of its value."""

    __slots__ = ("_derived",)
    _derived: dict[object, Any]

    def derived(self, key: object, make: Callable[[], T]) -> T:
        """Return what `make` gives, which is called for the first request of a key only.

        `make` is pure, so that two threads that both call it do no harm.
        """
        try:
            found: T = self._derived[key]
        except AttributeError:
            object.__setattr__(self, "_derived", {})
            found = self._derived[key] = make()
        except KeyError:
            found = self._derived[key] = make()
        return found


@record
class Catalog(Derived):
    """Everything that a plan is made from. Pure data; the look-ups are by id.

    `fingerprint` is the sha256 of the merged data as canonical JSON. `overlays` are the files of
    one's own that are part of it, in their order.
    """

    exercises: tuple[Exercise, ...] = ()
    comparators: tuple[Comparator, ...] = ()
    basis: tuple[FieldBasis, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    conditions: tuple[Condition, ...] = ()
    protocols: tuple[Protocol, ...] = ()
    limits: tuple[Limit, ...] = ()
    rules: tuple[Rule, ...] = ()
    adaptation: tuple[TableRow, ...] = ()
    advice: tuple[GeneralAdvice, ...] = ()
    questions: tuple[Question, ...] = ()
    tests: tuple[HomeTest, ...] = ()
    gates: tuple[Gate, ...] = ()
    sources: tuple[Source, ...] = ()
    statements: tuple[Statement, ...] = ()
    overlays: tuple[Overlay, ...] = ()
    fingerprint: str = ""

    def _index(self, part: str, key: Callable[[Any], object]) -> dict[Any, Any]:
        try:
            found: dict[Any, Any] = self._derived[part]
        except (AttributeError, KeyError):
            found = self.derived(part, lambda: {key(one): one for one in reversed(getattr(self, part))})
        return found

    def exercise(self, id: str) -> Exercise | None:
        """Return the exercise of that id, or None."""
        found: Exercise | None = self._index("exercises", _id).get(id)
        return found

    def find(self, name: str) -> Exercise | None:
        """Return the exercise that an id, name or alias means, in any case; None when nothing does."""
        wanted = plain_name(name)
        for exercise in self.exercises:
            if any(plain_name(known) == wanted for known in (exercise.id, exercise.name, *exercise.aliases)):
                return exercise
        return None

    def condition(self, id: str) -> Condition:
        """Return the condition of that id; KeyError if the data lacks it."""
        found: Condition = self._index("conditions", _id)[id]
        return found

    def origin(self, id: str) -> Origin | None:
        """Return which file of one's own an exercise, or a change of it, comes from; None where it is built in."""
        if not self.overlays:
            return None
        found: dict[str, Origin] = self.derived("origins", lambda: _origins(self.overlays))
        return found.get(id)

    def limit(self, id: str) -> float:
        """Return a limit's number; MissingLimitError names one that the data lacks."""
        try:
            found: float = self._derived["limit numbers"][id]
        except (AttributeError, KeyError):
            found = self._limit(id)
        return found

    def _limit(self, id: str) -> float:
        numbers = self.derived("limit numbers", lambda: {one.id: one.value for one in reversed(self.limits)})
        if id not in numbers:
            raise MissingLimitError(id)
        return numbers[id]

    def rule(self, id: str) -> Rule:
        """Return the words of a rule; KeyError names one that the data lacks."""
        found: Rule = self._index("rules", _id)[id]
        return found

    def row(self, id: str) -> TableRow:
        """Return a row of the decision table; KeyError names one that the data lacks."""
        found: TableRow = self._index("adaptation", _id)[id]
        return found

    def test(self, id: str) -> HomeTest | None:
        """Return the home test of that id, or None."""
        found: HomeTest | None = self._index("tests", _id).get(id)
        return found

    def protocol(self, goal: str, stage: str | None, conditions: tuple[str, ...] = ()) -> Protocol:
        """Return the protocol of a goal and stage: that of the first condition that has its own, else the general one.

        KeyError if the data lacks it.
        """
        known = self._index("protocols", lambda protocol: (protocol.goal, protocol.stage, protocol.condition))
        for condition in (*conditions, None):
            if (goal, stage, condition) in known:
                found: Protocol = known[goal, stage, condition]
                return found
        raise KeyError(f"{goal} {stage}")


def cited_in(data: object) -> Iterator[str]:
    """Return the keys under `sources` and `source`, wherever they stand."""
    if isinstance(data, list):
        for part in data:
            yield from cited_in(part)
    elif isinstance(data, dict):
        for name, part in data.items():
            if name == "sources":
                yield from part
            elif name == "source":
                yield part
            else:
                yield from cited_in(part)


def _origins(overlays: tuple[Overlay, ...]) -> dict[str, Origin]:
    found: dict[str, Origin] = {}
    for overlay in overlays:
        found |= {id: Origin(overlay.name, changed=True) for id in overlay.changed if _is_built_in(found, id)}
        found |= {id: Origin(overlay.name, changed=False) for id in overlay.added}
    return found


def _is_built_in(found: dict[str, Origin], id: str) -> bool:
    return id not in found or found[id].changed


def _id(one: Any) -> object:
    return one.id
