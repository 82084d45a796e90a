"""A position in words: what a person must know to take it."""

from collections.abc import Iterator
from math import asin, atan2
from math import degrees as to_degrees

from glutemed.figures.phrases import Item, anded, degrees, grouped, heading, on_words, part_words, told
from glutemed.figures.placing import Placed, Touch
from glutemed.figures.skeleton import SIDES, SIGNS, limb_angles
from glutemed.figures.space import back, length, subtract, toward

__all__ = [
    "FEET",
    "POSTURES",
    "arm_place",
    "arm_words",
    "carried_leg",
    "leans",
    "other",
    "posture_words",
    "raised",
    "rests_of",
    "state",
]

POSTURES = {
    "supine": "lying on the back",
    "prone": "lying face down",
    "on-right": "lying on the right side",
    "on-left": "lying on the left side",
}
FEET = ("foot", "toes", "heel", "foot-side")
_ARMS = ("hand", "forearm", "elbow")
_BENT = 15
"""Degrees from which on a bent joint is told."""


def other(side: str) -> str:
    """Return the other side."""
    return "left" if side == "right" else "right"


def rests_of(placed: Placed, side: str, kinds: tuple[str, ...]) -> bool:
    """Return whether one of some parts of a side rests."""
    return any(touch.side == side and touch.kind in kinds for touch in placed.touches)


def leans(placed: Placed) -> tuple[float, float]:
    """Return how far the trunk leans forward and to the right, in degrees."""
    up = subtract(placed.body.at["neck"], placed.body.at["pelvis"])
    forward, left = heading(placed, up)
    return to_degrees(atan2(forward, up[2])), to_degrees(atan2(-left, up[2]))


def state(placed: Placed) -> Iterator[str]:
    """Return a position in phrases: posture, what rests, trunk and pelvis, bent joints, arms that do not hang."""
    words, implied = posture_words(placed)
    yield words
    yield from _resting(placed, implied)
    yield from _trunk(placed)
    yield from told({side: list(_leg(placed, side)) for side in SIDES}, moving=False)
    places = {side: arm_place(placed, side) for side in SIDES}
    default = "down" if _upright(placed) else "along"
    yield from told({side: _arm(placed, side, places[side], default) for side in SIDES}, moving=False)


def _resting(placed: Placed, implied: tuple[str, ...]) -> Iterator[str]:
    """Return what rests where, with what rests on the same together."""
    rows = list[tuple[str, str]]()
    for what, touch, _ in grouped([touch for touch in placed.touches if touch.part not in implied]):
        rows.append((what.removeprefix("the "), f"{on_words(touch.on)}{_where(placed, touch)}"))
    if all((f"{side} hand", f"on the {side} hip") in rows for side in SIDES):
        rows = [row for row in rows if not row[0].endswith("hand")] + [("both hands", "on the hips")]
    for where in dict.fromkeys(where for _, where in rows):
        yield f"{anded(what for what, on in rows if on == where)} {where}"


def posture_words(placed: Placed) -> tuple[str, tuple[str, ...]]:
    """Return how a position stands, lies or sits, and the parts whose contacts this already tells."""
    rests = {touch.part: touch.on for touch in placed.touches}
    hands = [kind for kind in ("hand", "forearm") if any(f"{side}-{kind}" in rests for side in SIDES)]
    knees = [f"{side}-knee" for side in SIDES if rests.get(f"{side}-knee") == "floor"]
    low = any(rests.get(part, "wall") != "wall" for part in ("seat", "shoulders", "right-hip", "left-hip"))
    level = leans(placed)[0] > 55
    if hands and (knees or placed.posture == "prone") and level and not low and not placed.posture.startswith("on-"):
        feet = [f"{side}-{kind}" for side in SIDES for kind in ("toes", "foot") if f"{side}-{kind}" in rests]
        parts = [f"{side}-{kind}" for kind in hands for side in SIDES if f"{side}-{kind}" in rests]
        parts += knees or feet
        touches = [touch for touch in placed.touches if touch.part in parts]
        names = [
            what.removeprefix("both ") for what, _, _ in grouped(sorted(touches, key=lambda t: parts.index(t.part)))
        ]
        return f"{'' if knees else 'face down, '}on {anded(names)}", tuple(parts)
    if placed.posture != "upright":
        return _lying(placed, rests)
    if rests.get("seat", "wall") != "wall":
        return f"sitting on the {rests['seat']}", ("seat",)
    if knees:
        return _kneeling(knees)
    if "shoulders" in rests and rests["shoulders"] == "bench":
        return "upper back on the bench", ("shoulders",)
    return _standing(placed)


def _lying(placed: Placed, rests: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    words = POSTURES[placed.posture]
    if placed.posture == "supine":
        if rests.get("shoulders") == "bench":
            return "facing up with the upper back on the bench", ("shoulders", "head")
        implied: tuple[str, ...] = ("shoulders", "seat", "head")
        return (words if "seat" in rests else f"{words}, hips lifted"), implied
    if placed.posture == "prone":
        return words, tuple(part for part in rests if part.endswith(("hip", "thigh", "shoulder")) or part == "head")
    side = placed.posture.removeprefix("on-")
    implied = tuple(f"{side}-{kind}" for kind in ("hip", "shoulder", "thigh"))
    prop = next((f"{side}-{kind}" for kind in _ARMS if rests.get(f"{side}-{kind}") == "floor"), None)
    if f"{side}-hip" not in rests:
        words = f"{words.removeprefix('lying ')}, hips lifted"
    if prop and f"{side}-shoulder" not in rests:
        return f"{words}, propped on {part_words(prop)}", (*implied, prop)
    return words, implied


def _kneeling(knees: list[str]) -> tuple[str, tuple[str, ...]]:
    lower = tuple(
        f"{side}-{kind}" for side in SIDES if f"{side}-knee" in knees for kind in ("knee", "shin", "toes", "foot")
    )
    if len(knees) == 2:
        return "kneeling on both knees", lower
    return f"kneeling on {part_words(knees[0])}", lower


def _standing(placed: Placed) -> tuple[str, tuple[str, ...]]:
    """Return how a body stands: on which feet, on what, and how they stand to each other."""
    stand = {side: next((t for t in placed.touches if t.side == side and t.kind in FEET), None) for side in SIDES}
    right, left = stand["right"], stand["left"]
    if not (right and left):
        only = right or left
        if not only:
            return ("standing" if placed.touches else "in the air"), ()
        place = "" if only.on == "floor" else f" {on_words(only.on)}"
        return f"standing on {part_words(only.part)}{place}", (only.part,)
    at = placed.body.at
    ahead, wide = heading(placed, subtract(at["left-ankle"], at["right-ankle"]))
    if right.kind == left.kind and right.on == left.on:
        place = "" if right.on == "floor" else f" {on_words(right.on)}"
        if right.kind != "foot" or abs(ahead) > 0.12 or -0.02 <= wide <= 0.17:
            both = {"toes": "toes", "heel": "heels"}.get(right.kind, "feet")
            words = f"standing on both {both}{place}"
        else:
            legs = "legs crossed" if wide < 0 else "feet wide apart" if wide > 0.3 else "feet apart"
            words = f"standing with the {legs}{place}"
        if abs(ahead) > 0.12:
            words += f", the {'left' if ahead > 0 else 'right'} foot in front"
        return words, (right.part, left.part)
    first, second = (
        (left, right) if right.kind != "foot" or (left.on != "floor" and right.on == "floor") else (right, left)
    )
    off = ahead if second.side == "left" else -ahead
    where = " in front" if off > 0.12 else " behind" if off < -0.12 else ""
    if first.kind == second.kind or first.on != "floor":
        words = f"standing with {part_words(first.part)} {on_words(first.on)}"
    else:
        words = f"standing on {part_words(first.part)}"
    return f"{words}, {part_words(second.part)} {on_words(second.on)}{where}", (first.part, second.part)


def _where(placed: Placed, touch: Touch) -> str:
    """Return where on the floor a hand or foot is that a lying or kneeling body puts down."""
    if touch.on != "floor":
        return ""
    spot = placed.body.at[touch.part]
    if touch.kind == "hand" and placed.posture != "upright":
        ahead, _, up = back(placed.body.frame["chest"], subtract(spot, placed.body.at["neck"]))
        if placed.posture == "supine":
            return " beside the body" if up < -0.15 else ""
        return " in front of the body" if ahead > 0.1 and placed.posture.startswith("on-") else ""
    kneels = any(one.kind == "knee" and one.on == "floor" for one in placed.touches)
    if touch.kind == "foot" and placed.posture == "upright" and kneels:
        return " in front" if heading(placed, subtract(spot, placed.body.at["pelvis"]))[0] > 0.1 else ""
    return ""


def _upright(placed: Placed) -> bool:
    return placed.posture == "upright" and leans(placed)[0] < 55


def _trunk(placed: Placed) -> Iterator[str]:
    angles = placed.angles
    words = posture_words(placed)[0]
    if placed.posture == "upright" and not words.startswith("on "):
        lean, _ = leans(placed)
        if abs(lean) >= 10:
            yield f"trunk leaning {'forward' if lean > 0 else 'back'} {degrees(lean)}"
        if abs(angles["pelvis.side"]) >= 5 and words.startswith("standing"):
            yield raised(placed)
        side = angles["pelvis.side"] + angles["spine.side"]
        if abs(side) >= 8:
            way = "bent" if abs(angles["spine.side"]) > abs(angles["pelvis.side"]) else "leaning"
            yield f"trunk {way} {degrees(side)} to the {'right' if side > 0 else 'left'}"
    if abs(angles["spine.turn"]) >= 12:
        yield f"chest turned {degrees(angles['spine.turn'])} to the {'right' if angles['spine.turn'] > 0 else 'left'}"
    if abs(angles["neck.turn"]) >= 25:
        yield f"head turned to the {'right' if angles['neck.turn'] > 0 else 'left'}"


def raised(placed: Placed) -> str:
    """Return which side of the pelvis is higher or lower: that of the free leg, if one is free."""
    side = placed.angles["pelvis.side"]
    higher = "left" if side > 0 else "right"
    free = [one for one in SIDES if not rests_of(placed, one, FEET)]
    lower = free == [other(higher)]
    which, word = (other(higher), "lowered") if lower else (higher, "raised")
    return f"{which} side of the pelvis {word} {degrees(side)}"


def _leg(placed: Placed, side: str) -> Iterator[Item]:
    hip, out, turn, knee = (placed.angles[f"{side}_leg.{name}"] for name in ("hip", "out", "turn", "knee"))
    words = posture_words(placed)[0]
    planted, kneels = rests_of(placed, side, FEET), rests_of(placed, side, ("knee", "shin"))
    lean = leans(placed)[0]
    standing = words.startswith("standing")
    if standing and not planted:
        yield from _free_leg(placed, side)
        return
    lifted = placed.body.at[f"{side}-ankle"][2] > 0.12 and not planted and not kneels
    if placed.posture == "supine" and lifted and knee < 20:
        yield Item("leg", "straight and lifted", "", hip)
        return
    usual = (
        (words.startswith("on ") and 60 <= hip <= 118)
        or (words.startswith("sitting") and hip >= 60)
        or (placed.posture == "supine" and planted)
        or (words.startswith("kneeling") and kneels and abs(hip) < 30)
        or (standing and abs(hip - lean) < 12 and knee < _BENT)
    )
    if abs(hip) >= _BENT and not usual:
        yield Item("hip", "bent" if hip > 0 else "stretched back", "", hip)
    usual = (
        60 <= knee <= 118
        and (
            (words.startswith("sitting") and "floor" not in words and planted)
            or (words.startswith(("on ", "kneeling")) and kneels and hip > -30)
        )
        and not words.startswith("on the")
    )
    carried = carried_leg(placed, side)
    if knee >= _BENT and not usual and not carried:
        yield Item("knee", "bent", "", knee)
    if placed.posture.startswith("on-"):
        bent = placed.angles[f"{other(side)}_leg.knee"] >= _BENT or placed.angles[f"{other(side)}_leg.hip"] >= _BENT
        if bent and knee < _BENT and abs(hip) < _BENT:
            yield Item("leg", "straight")
    if carried:
        return
    if abs(out) >= _BENT and not standing:
        yield Item("leg", "out to the side" if out > 0 else "across the middle", "", out)
    if abs(turn) >= _BENT:
        what = "thigh" if knee >= 30 else "leg"
        yield Item(what, "turned outward" if turn > 0 else "turned inward", "", turn)


def carried_leg(placed: Placed, side: str) -> bool:
    """Return whether a leg lies on another part of the body, an ankle on a thigh."""
    kinds = ("foot", "heel", "ankle", "shin")
    return any(touch.side == side and touch.kind in kinds and touch.on in placed.body.at for touch in placed.touches)


def _free_leg(placed: Placed, side: str) -> Iterator[Item]:
    """Return where the leg is on which a body does not stand."""
    hip, turn, knee = (placed.angles[f"{side}_leg.{name}"] for name in ("hip", "turn", "knee"))
    thigh = subtract(placed.body.at[f"{side}-knee"], placed.body.at[f"{side}-hip"])
    forward, left = heading(placed, thigh)
    pitch, out = to_degrees(atan2(forward, -thigh[2])), to_degrees(asin(SIGNS[side] * left / length(thigh)))
    if knee < 30:
        if abs(pitch) >= 12:
            yield Item("leg", "lifted forward" if pitch > 0 else "lifted back", "", pitch)
    elif abs(hip) >= _BENT:
        yield Item("hip", "bent" if hip > 0 else "stretched back", "", hip)
    if knee >= _BENT:
        yield Item("knee", "bent", "", knee)
    if abs(out) >= 12:
        yield Item("leg", "lifted out to the side" if out > 0 else "crossed over the middle", "", out)
    if abs(turn) >= _BENT:
        yield Item("thigh" if knee >= 30 else "leg", "turned outward" if turn > 0 else "turned inward", "", turn)


def arm_place(placed: Placed, side: str) -> str:
    """Return where an arm is, as one of the names of `arm_words`; nothing where a contact tells it."""
    if rests_of(placed, side, _ARMS):
        return ""
    at, chest = placed.body.at, placed.body.frame["chest"]
    wrist, shoulder = at[f"{side}-wrist"], at[f"{side}-shoulder"]
    if length(subtract(wrist, at["head"])) < 0.13:
        return "head"
    way = toward(subtract(wrist, shoulder))
    ahead, left, up = back(chest, way)
    out = SIGNS[side] * left
    if limb_angles(placed.body)[f"{side}_arm.elbow"] >= 60:
        x, y, z = back(chest, subtract(wrist, at["neck"]))
        if x > 0.03 and -0.2 < z < 0.03 and x < 0.16 and SIGNS[side] * y < 0.03:
            return "crossed"
        return "front" if x > 0.1 else "bent"
    if way[2] < -0.86:
        return "down" if up > -0.8 or _upright(placed) else "along"
    if up < -0.8:
        return "along"
    return max((up, "overhead"), (-up, "low" if ahead > abs(out) else "away"), (ahead, "forward"), (out, "side"),
               (-ahead, "back"), (-out, "across"))[1]  # fmt: skip


_ARM_WORDS = {
    "head": ("hand", "at the head", "comes to the head"),
    "crossed": ("hand", "on the chest", "comes to the chest"),
    "front": ("hand", "in front of the body", "comes in front of the body"),
    "bent": ("elbow", "bent", "bends"),
    "down": ("arm", "hanging straight down", "hangs straight down"),
    "along": ("arm", "beside the body", "comes back beside the body"),
    "overhead": ("arm", "raised overhead", "reaches overhead"),
    "low": ("arm", "reaching forward and down", "reaches forward and down"),
    "away": ("arm", "away from the body", "moves away from the body"),
    "forward": ("arm", "reaching forward", "reaches forward"),
    "side": ("arm", "out to the side", "moves out to the side"),
    "back": ("arm", "reaching back", "reaches back"),
    "across": ("arm", "across the body", "moves across the body"),
}


def arm_words(placed: Placed, side: str, place: str) -> tuple[str, str, str]:
    """Return what of an arm is told, its state and its movement, for where it is."""
    what, words, verb = _ARM_WORDS[place]
    if place == "overhead" and placed.posture != "upright":
        under = placed.posture == f"on-{side}"
        where = "under the head" if under else "past the head"
        return what, f"stretched out {where}", f"reaches {where}"
    if place == "down" and _upright(placed):
        return what, words, "comes down to the side"
    return what, words, verb


def _arm(placed: Placed, side: str, place: str, default: str) -> list[Item]:
    if not place or place == default or (place == "along" and default == "down"):
        return []
    what, words, _ = arm_words(placed, side, place)
    elbow = limb_angles(placed.body)[f"{side}_arm.elbow"]
    return [Item(what, words, "", elbow if place == "bent" else None)]
