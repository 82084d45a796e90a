"""Alternative text of a figure: what each position is, what rests where, and what changes, from the data alone."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from glutemed.figures.placing import Placed, Touch, place
from glutemed.figures.skeleton import SIDES
from glutemed.model.figure import Figure, Prop

__all__ = ["POSTURES", "described"]

POSTURES = {
    "supine": "lying on the back",
    "prone": "face down",
    "on-right": "lying on the right side",
    "on-left": "lying on the left side",
}
_PARTS = {
    "foot": ("foot", "feet"),
    "toes": ("toes", "toes"),
    "heel": ("heel", "heels"),
    "foot-side": ("outer side of the {} foot", "outer sides of the feet"),
    "ankle": ("ankle", "ankles"),
    "knee": ("knee", "knees"),
    "shin": ("shin", "shins"),
    "thigh": ("thigh", "thighs"),
    "hip": ("hip", "hips"),
    "hand": ("hand", "hands"),
    "forearm": ("forearm", "forearms"),
    "elbow": ("elbow", "elbows"),
    "shoulder": ("shoulder", "shoulders"),
    "ball": ("ball of the {} foot", "balls of the feet"),
}
_MIDDLE = {"seat": "the buttocks", "shoulders": "the upper back", "head": "the head", "pelvis": "the hips"}
_MOTIONS = (
    ("leg", "hip", "hip", "bends", "straightens"),
    ("leg", "out", "leg", "moves out to the side", "moves in"),
    ("leg", "turn", "thigh", "turns outward", "turns inward"),
    ("leg", "knee", "knee", "bends", "straightens"),
    ("arm", "shoulder", "arm", "lifts forward", "comes back"),
    ("arm", "out", "arm", "moves out to the side", "moves in"),
    ("arm", "elbow", "elbow", "bends", "straightens"),
)
"""Limb, angle, what moves, and the words for more and for less of it."""
_PLURAL = {"hip": "hips", "leg": "legs", "thigh": "thighs", "knee": "knees", "arm": "arms", "elbow": "elbows"}
LEAST = 8
"""Degrees from which on a change is told."""


def described(figure: Figure, name: str, *, side: str = "right") -> str:
    """Return what a drawing shows, for those who cannot see it; `side` is the side that is trained."""
    placed = place(figure)
    texts = [f"Start: {_joined(_state(placed[0]))}."]
    for before, now in pairwise(placed):
        changes = _joined(_changes(before, now)) or "the position stays the same"
        texts.append(f"{now.name.capitalize()}: {changes}.")
    texts += _pushes(figure)
    texts += filter(None, (_prop(prop, placed[0]) for prop in figure.props))
    texts.append("Both hips work." if figure.works == "both" else "The right hip works.")
    text = " ".join(texts)
    if side == "left":
        other = {"right": "left", "left": "right"}
        text = re.sub(r"\b(?:right|left)\b", lambda found: other[found.group()], text)
    return f"{name}. {text}"


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def _degrees(angle: float) -> str:
    return f"{max(5, 5 * round(abs(angle) / 5))} degrees"


def _way(angle: float) -> str:
    return "right" if angle > 0 else "left"


def part_words(part: str) -> str:
    """Return a part of the body in words: "the right foot", "the buttocks"."""
    if part in _MIDDLE:
        return _MIDDLE[part]
    side, _, kind = part.partition("-")
    if side not in SIDES:
        return f"the {part.replace('-', ' ')}"
    word = _PARTS.get(kind, (kind, ""))[0]
    return f"the {word.format(side)}" if "{}" in word else f"the {side} {word}"


def _grouped(touches: Sequence[Touch]) -> Iterator[tuple[str, Touch, bool]]:
    """Return what rests, with both sides of a pair together: words, contact, whether there are two."""
    done = set[str]()
    for touch in touches:
        if touch.part in done:
            continue
        twin = next(
            (t for t in touches if t.kind == touch.kind and t.side and t.side != touch.side and t.on == touch.on), None
        )
        if touch.side and twin:
            done.add(twin.part)
            plural = _PARTS.get(touch.kind, ("", touch.kind))[1]
            yield f"both {plural}" if not plural.startswith("outer") else f"the {plural}", touch, True
        else:
            yield part_words(touch.part), touch, False


def _on(on: str) -> str:
    if on == "wall":
        return "against the wall"
    return f"on {part_words(on)}" if on not in ("floor", "step", "chair", "bench", "pillow") else f"on the {on}"


def posture_words(placed: Placed) -> tuple[str, tuple[str, ...]]:
    """Return how a position stands, lies or sits, and the parts that this already names."""
    rests = {touch.part: touch.on for touch in placed.touches}
    feet = tuple(part for part in ("right-foot", "left-foot") if part in rests)
    fours = ("right-hand", "left-hand", "right-knee", "left-knee")
    if all(rests.get(part) == "floor" for part in fours):
        return "on hands and knees on the floor", fours
    if placed.posture != "upright":
        lifted = placed.posture.startswith("on-") and f"{placed.posture.removeprefix('on-')}-hip" not in rests
        words = POSTURES[placed.posture]
        return (words.replace("lying ", "") + ", hips lifted" if lifted else words), ()
    if "seat" in rests:
        return f"sitting on the {rests['seat']}", ("seat",)
    if any(f"{side}-knee" in rests and rests[f"{side}-knee"] == "floor" for side in SIDES):
        return "kneeling", ()
    if "shoulders" in rests and rests["shoulders"] == "bench":
        return "leaning back with the upper back on the bench", ("shoulders",)
    if len(feet) == 2 and rests[feet[0]] == rests[feet[1]]:
        return f"standing on both feet on the {rests[feet[0]]}", feet
    if len(feet) == 1:
        return f"standing on {part_words(feet[0])} on the {rests[feet[0]]}", feet
    return ("standing", ()) if rests else ("in the air", ())


def _state(placed: Placed) -> Iterator[str]:
    """Return what a position is: posture, what rests where, and the joints that are bent."""
    words, told = posture_words(placed)
    yield words
    for what, touch, _ in _grouped([touch for touch in placed.touches if touch.part not in told]):
        yield f"{what} {_on(touch.on)}"
    lean = placed.angles["pelvis.lean"] + placed.angles["spine.bend"]
    if placed.posture == "upright" and abs(lean) >= 15 and "hands and knees" not in words:
        yield f"trunk leaning {'forward' if lean > 0 else 'back'} {_degrees(lean)}"
    if abs(placed.angles["spine.side"]) >= 15:
        yield f"trunk bent {_degrees(placed.angles['spine.side'])} to the {_way(placed.angles['spine.side'])}"
    yield from _sided(
        placed.angles,
        (
            ("leg", "hip", "hip", "bent", "stretched back"),
            ("leg", "knee", "knee", "bent", "over-stretched"),
            ("leg", "out", "leg", "out to the side", "across the middle"),
            ("leg", "turn", "thigh", "turned outward", "turned inward"),
        ),
        15,
        "",
    )


def _sided(
    angles: Mapping[str, float], motions: Iterable[tuple[str, str, str, str, str]], least: float, by: str
) -> Iterator[str]:
    """Return what the angles of both sides say, both at once where they are alike."""
    for limb, angle, what, more, less in motions:
        right, left = (angles[f"{side}_{limb}.{angle}"] for side in SIDES)
        if max(abs(right), abs(left)) < least:
            continue
        if abs(right - left) <= 6:
            verb = more if right > 0 else less
            yield f"both {_PLURAL[what]} {_many(verb) if by else verb} {by}{_degrees((right + left) / 2)}"
            continue
        for side, value in (("right", right), ("left", left)):
            if abs(value) >= least:
                yield f"{side} {what} {more if value > 0 else less} {by}{_degrees(value)}"


def _many(verb: str) -> str:
    """Return a verb for two: "bends" is "bend"."""
    first, _, rest = verb.partition(" ")
    return f"{first.removesuffix('s')} {rest}".strip()


def _changes(before: Placed, now: Placed) -> Iterator[str]:
    """Return what is different in a position: what rises, what rests anew, which joints moved by how much."""
    rise = now.body.at["pelvis"][2] - before.body.at["pelvis"][2]
    if abs(rise) > 0.025:
        yield f"the hips {'rise' if rise > 0 else 'sink'}"
    was, here = ({(touch.part, touch.on) for touch in one.touches} for one in (before, now))
    for what, touch, two in _grouped([t for t in before.touches if (t.part, t.on) not in here]):
        many = two or touch.part == "seat"
        yield f"{what} {'leave' if many else 'leaves'} {_on(touch.on).removeprefix('on ').replace('against ', '')}"
    new = [touch for touch in now.touches if touch.moved or (touch.part, touch.on) not in was]
    for what, touch, two in _grouped(new):
        step = "step" if touch.kind == "foot" and touch.moved else "come to rest"
        where = _on(touch.on) if step == "come to rest" else f"to a new place {_on(touch.on)}"
        one = not two and touch.part not in {"seat", "shoulders"}
        verb = step.replace("step", "steps").replace("come", "comes") if one else step
        yield f"{what} {verb} {where}"
    diff = {name: now.angles[name] - before.angles[name] for name in now.angles}
    if now.posture == "upright":
        tip = diff["pelvis.lean"] + diff["spine.bend"]
        if abs(tip) >= LEAST:
            yield f"the trunk {'tips forward' if tip > 0 else 'comes up'} by {_degrees(tip)}"
        side = diff["pelvis.side"]
        if abs(side) >= 5:
            lower = "left" if side < 0 else "right"
            other = "right" if lower == "left" else "left"
            free = {touch.side for touch in now.touches if touch.kind == "foot"}
            yield (
                f"the {other} side of the pelvis rises by {_degrees(side)}"
                if free == {lower}
                else f"the {lower} side of the pelvis sinks by {_degrees(side)}"
            )
        if abs(diff["pelvis.turn"]) >= LEAST:
            yield f"the body turns {_degrees(diff['pelvis.turn'])} to the {_way(diff['pelvis.turn'])}"
    if abs(diff["spine.side"]) >= LEAST and abs(diff["spine.side"] + diff["pelvis.side"]) >= LEAST:
        straight = abs(now.angles["spine.side"]) < LEAST
        yield "the trunk straightens" if straight else f"the trunk bends by {_degrees(diff['spine.side'])} to the side"
    yield from _sided(diff, _MOTIONS, LEAST, "by ")


def _pushes(figure: Figure) -> Iterator[str]:
    for arrow in figure.arrows:
        if arrow.push:
            yield f"{part_words(arrow.point).capitalize()} pushes without moving."


_WORN = {"knees": "round both legs just above the knees", "ankles": "round both ankles", "feet": "round both feet"}


def _prop(prop: Prop, start: Placed) -> str:
    """Return a sentence on a thing that the contacts do not name."""
    kind = prop.kind.replace("-", " ")
    article = "An" if kind[0] in "aeiou" else "A"
    if prop.kind in ("band", "belt"):
        where = _WORN.get(prop.where or "knees") or f"round {part_words(prop.where or '')}"
        fixed = ", its other end fixed in front" if prop.to else ""
        return f"{article} {kind} is {where}{fixed}."
    if prop.kind in ("dumbbell", "kettlebell", "barbell"):
        if prop.where == "both-hands":
            return f"{article} {kind} in both hands."
        held = "in" if (prop.where or "").endswith("hand") else "on"
        return f"{article} {kind} {held} {part_words(prop.where or 'right-hand')}."
    if prop.kind == "ankle-weight":
        return f"{article} {kind} is on {part_words(prop.where or 'right-ankle')}."
    if prop.kind == "wall":
        side = {"behind": "behind the body", "front": "in front of the body"}.get(
            prop.where or "", f"on the {prop.where} side"
        )
        return f"The wall is {side}."
    if prop.kind == "cloth":
        return f"A cloth lies under {part_words(prop.where or 'right-foot')}."
    if prop.kind == "mat":
        return "A mat lies on the floor."
    touched = {touch.on for touch in start.touches}
    return "" if prop.kind in touched else f"{article} {kind} stands beside."
