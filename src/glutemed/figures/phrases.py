"""Words for parts of the body, for what rests on what, for directions, and for joints that are bent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from glutemed.figures.contacts import Placed, Touch
from glutemed.figures.skeleton import SIDES
from glutemed.figures.space import Vector, about_z, back

__all__ = [
    "Item",
    "anded",
    "degrees",
    "direction",
    "grouped",
    "heading",
    "on_words",
    "part_words",
    "placed_at",
    "plural",
    "told",
]

_PARTS = {
    "foot": ("foot", "feet"),
    "toes": ("toes", "toes"),
    "foot-side": ("outer side of the {} foot", "outer sides of the feet"),
    "ball": ("ball of the {} foot", "balls of the feet"),
    "thigh-end": ("{} thigh just above the knee", "thighs just above the knees"),
}
"""One and two of a part, where an s does not make two."""
_MIDDLE = {"seat": "the buttocks", "shoulders": "the upper back", "head": "the head", "pelvis": "the hips"}
_THINGS = ("floor", "step", "chair", "bench", "pillow")
_MANY = ("seat", "right-toes", "left-toes")
"""Parts that are one and have a word for many."""


class Item(NamedTuple):
    """What is told of a joint or limb of one side: "hip", "bends", "to", 90."""

    what: str
    verb: str
    link: str = ""
    value: float | None = None


def degrees(angle: float) -> str:
    """Return an angle in words, rounded to 5 degrees."""
    return f"{_rounded(angle)} degrees"


def _rounded(angle: float) -> int:
    return max(5, 5 * round(abs(angle) / 5))


def anded(parts: Iterable[str]) -> str:
    """Return parts with commas, and with "and" before the last."""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def part_words(part: str) -> str:
    """Return a part of the body in words: "the right foot", "the buttocks"."""
    if part in _MIDDLE:
        return _MIDDLE[part]
    side, _, kind = part.partition("-")
    if side not in SIDES:
        return f"the {part.replace('-', ' ')}"
    word = _PARTS.get(kind, (kind, ""))[0]
    return f"the {word.format(side)}" if "{}" in word else f"the {side} {word}"


def grouped(touches: Sequence[Touch]) -> Iterator[tuple[str, Touch, bool]]:
    """Return what rests, both of a pair together: words, contact, whether the words are of many."""
    done = set[str]()
    for touch in touches:
        if touch.part in done:
            continue
        twin = next((t for t in touches if t.kind == touch.kind and t.side != touch.side and t.on == touch.on), None)
        if touch.side and twin:
            done.add(twin.part)
            plural = _PARTS.get(touch.kind, ("", f"{touch.kind}s"))[1]
            yield f"the {plural}" if plural.startswith("outer") else f"both {plural}", touch, True
        else:
            yield part_words(touch.part), touch, touch.part in _MANY


def on_words(on: str) -> str:
    """Return what something rests on, in words."""
    if on == "wall":
        return "against the wall"
    return f"on the {on}" if on in _THINGS else f"on {part_words(on)}"


def heading(placed: Placed, by: Vector) -> tuple[float, float]:
    """Return how far forward and to the left of the body a way in space leads."""
    forward, left, _ = back(about_z(-placed.angles["pelvis.turn"]), by)
    return forward, left


def direction(forward: float, left: float) -> str:
    """Return a way in words: "forward", "back and to the right"."""
    far = max(abs(forward), abs(left))
    parts = []
    if abs(forward) > far / 2:
        parts.append("forward" if forward > 0 else "back")
    if abs(left) > far / 2:
        parts.append("to the left" if left > 0 else "to the right")
    return " and ".join(parts)


def placed_at(forward: float, left: float) -> str:
    """Return where a thing stands beside a body: "in front", "on the left"."""
    if abs(forward) > abs(left):
        return "in front" if forward > 0 else "behind"
    return "on the left" if left > 0 else "on the right"


def told(sides: Mapping[str, Sequence[Item]], *, moving: bool) -> Iterator[str]:
    """Return what is told of both sides: what is alike together, and hip and knee in one phrase.

    `moving` makes them clauses, "both knees bend to 90 degrees", else states, "knees bent 90 degrees".
    """
    right, left = (list(sides[side]) for side in SIDES)
    both = [item for item in right if any(_alike(item, other) for other in left)]
    shared = [_mean(item, next(other for other in left if _alike(item, other))) for item in both]
    yield from _phrases(shared, "both" if moving else "", moving=moving, many=True)
    for side, items, others in (("right", right, left), ("left", left, right)):
        own = [item for item in items if not any(_alike(item, other) for other in others)]
        yield from _phrases(own, f"the {side}" if moving else side, moving=moving, many=False)


def _alike(a: Item, b: Item) -> bool:
    values = a.value is not None and b.value is not None
    return a[:3] == b[:3] and (abs((a.value or 0) - (b.value or 0)) <= 6 if values else a.value == b.value)


def _mean(a: Item, b: Item) -> Item:
    return a if a.value is None or b.value is None else a._replace(value=(a.value + b.value) / 2)


def _phrases(items: Sequence[Item], whose: str, *, moving: bool, many: bool) -> Iterator[str]:
    rest = list(items)
    while rest:
        first, *rest = rest
        joined = [first, *(item for item in rest if (item.verb, item.link) == (first.verb, first.link))]
        if first.what not in ("hip", "knee") or any(item.what not in ("hip", "knee") for item in joined):
            joined = [first]
        rest = [item for item in rest if item not in joined]
        nouns = [f"{item.what}s" if many else item.what for item in joined]
        values = [None if item.value is None else _rounded(item.value) for item in joined]
        values = values[:1] if len(set(values)) == 1 else values
        alike = many or (len(joined) > 1 and len(values) == 1)
        verb = plural(first.verb) if alike and moving else first.verb
        link = f" {first.link}" if first.link else ""
        subject = f"{whose} {nouns[0]}".strip()
        if len(values) == 1:
            subject = f"{whose} {' and '.join(nouns)}".strip()
            yield f"{subject} {verb}" + ("" if values[0] is None else f"{link} {values[0]} degrees")
        elif None in values:
            yield from _phrases([first], whose, moving=moving, many=many)
            yield from _phrases(joined[1:], whose, moving=moving, many=many)
        else:
            yield f"{subject} {verb}{link} {values[0]} and {nouns[1]}{link} {values[1]} degrees"


def plural(verb: str) -> str:
    """Return a verb for two: "bends" is "bend", "reaches forward" is "reach forward"."""
    first, _, rest = verb.partition(" ")
    first = first.removesuffix("es") if first.endswith(("ches", "sses")) else first.removesuffix("s")
    return f"{first} {rest}".strip()
