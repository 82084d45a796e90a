"""A position in words: what a person must know to take it."""

from collections.abc import Iterator
from math import asin, atan2
from math import degrees as to_degrees

from glutemed.figures.arms import arm_place, arm_words
from glutemed.figures.contacts import Placed, Touch
from glutemed.figures.phrases import Item, anded, degrees, grouped, heading, on_words, told
from glutemed.figures.postures import FEET, leans, other, posture_words, rests_of, upright
from glutemed.figures.skeleton import SIDES, SIGNS, limb_angles
from glutemed.figures.space import back, length, subtract

__all__ = ["carried_leg", "raised", "state"]

_BENT = 15
"""Degrees from which on a bent joint is told."""


def state(placed: Placed) -> Iterator[str]:
    """Return a position in phrases: posture, what rests, trunk and pelvis, bent joints, arms that do not hang."""
    words, implied = posture_words(placed)
    yield words
    yield from _resting(placed, implied)
    yield from _trunk(placed)
    yield from told({side: list(_leg(placed, side)) for side in SIDES}, moving=False)
    places = {side: arm_place(placed, side) for side in SIDES}
    default = "down" if upright(placed) else "along"
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


def _arm(placed: Placed, side: str, place: str, default: str) -> list[Item]:
    if not place or place == default or (place == "along" and default == "down"):
        return []
    what, words, _ = arm_words(placed, side, place)
    elbow = limb_angles(placed.body)[f"{side}_arm.elbow"]
    return [Item(what, words, "", elbow if place == "bent" else None)]
