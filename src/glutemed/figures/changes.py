"""What is different in a position from the one before, in words."""

from collections.abc import Iterator
from dataclasses import replace
from math import atan2
from math import degrees as to_degrees

from glutemed.figures.arms import arm_place, arm_words
from glutemed.figures.contacts import Placed, Touch
from glutemed.figures.phrases import Item, anded, degrees, direction, grouped, heading, on_words, plural, told
from glutemed.figures.postures import FEET, leans, other, posture_words, rests_of
from glutemed.figures.skeleton import SIDES, SIGNS
from glutemed.figures.space import length, subtract
from glutemed.figures.states import carried_leg

__all__ = ["changes"]

LEAST = 8
"""Degrees from which on a change is told."""
STRAIGHT = 12
"""A joint that is bent less is called straight."""
_WHOLE = ("seat", "right-hip", "left-hip")


def changes(before: Placed, now: Placed) -> Iterator[str]:
    """Return what is different in a position: what rises, what rests anew, how trunk, legs and arms moved."""
    yield from _hips(before, now)
    yield from _contacts(before, now)
    yield from _trunk(before, now)
    apart = _knees(before, now)
    yield from (words for words in apart.values() if words)
    yield from told({side: list(_leg(before, now, side, told_knee=side in apart)) for side in SIDES}, moving=True)
    yield from told({side: _arm(before, now, side) for side in SIDES}, moving=True)


def _rests(placed: Placed) -> set[tuple[str, str]]:
    return {(touch.part, touch.on) for touch in placed.touches}


def _hips(before: Placed, now: Placed) -> Iterator[str]:
    """Return where the hips go: up and down, off what they rested on, and to a side above feet that stay."""
    way = subtract(now.body.at["pelvis"], before.body.at["pelvis"])
    left = next((t.on for t in before.touches if t.part in _WHOLE and (t.part, t.on) not in _rests(now)), None)
    if way[2] > 0.025:
        yield f"the hips rise{f' off the {left}' if left else ''}"
    elif way[2] < -0.025:
        new = next((t.on for t in now.touches if t.part in _WHOLE and (t.part, t.on) not in _rests(before)), None)
        yield f"the hips sink{f' to the {new}' if new else ''}"
    feet = [touch for touch in now.touches if touch.kind in FEET and not touch.moved]
    across = heading(now, way)[1]
    if len({touch.side for touch in feet}) == 2 and abs(across) > 0.05:
        yield f"the hips shift to the {'left' if across > 0 else 'right'}"


def _contacts(before: Placed, now: Placed) -> Iterator[str]:
    """Return what leaves what it rested on, and what comes to rest, slides or steps."""
    was, here = _rests(before), _rests(now)
    new = [touch for touch in now.touches if touch.moved or (touch.part, touch.on) not in was]
    again = {touch.part for touch in new} | {touch.side for touch in new if touch.kind in FEET}
    gone = [t for t in before.touches if (t.part, t.on) not in here and t.part not in again]
    gone = [t for t in gone if t.part not in _WHOLE and not (t.kind in FEET and t.side in again)]
    sinks = now.body.at["pelvis"][2] < before.body.at["pelvis"][2] - 0.025
    made = [(touch, "leaves", on_words(touch.on).split(" ", 1)[1]) for touch in gone]
    made += [_contact(before, now, touch) for touch in new if touch.slides or not (sinks and touch.part in _WHOLE)]
    for clause in dict.fromkeys(row[1:] for row in made):
        subjects = list(grouped([row[0] for row in made if row[1:] == clause]))
        many = len(subjects) > 1 or subjects[0][2]
        verb, where = clause
        yield f"{anded(words for words, _, _ in subjects)} {plural(verb) if many else verb} {where}".strip()


def _contact(before: Placed, now: Placed, touch: Touch) -> tuple[Touch, str, str]:
    """Return what comes to rest, what it does, and where."""
    way = subtract(now.body.at[touch.part], before.body.at[touch.part])
    where = direction(*heading(before, way))
    if touch.slides:
        return touch, "slides", f"{where} along the {touch.on}" if touch.on != "wall" else f"{_up(way[2])} the wall"
    if touch.kind in FEET:
        return _foot(before, now, touch, way[2], where)
    if (touch.part, touch.on) in _rests(before):
        return touch, "moves", where
    return touch, "presses" if touch.on == "wall" else "comes to rest", on_words(touch.on)


def _foot(before: Placed, now: Placed, touch: Touch, rise: float, where: str) -> tuple[Touch, str, str]:
    old = next((t for t in before.touches if t.side == touch.side and t.kind in FEET), None)
    if not before.touches:
        return touch, "lands", on_words(touch.on)
    if old and touch.moved:
        return touch, "steps", where if old.on == touch.on else f"{_up(rise)} to the {touch.on}"
    if old and old.on == touch.on and {old.kind, touch.kind} == {"foot", "toes"}:
        return replace(touch, part=f"{touch.side}-heel"), "lifts" if touch.kind == "toes" else "comes down", ""
    ahead = heading(now, subtract(now.body.at[touch.part], now.body.at[f"{other(touch.side)}-ankle"]))[0]
    return touch, "touches", f"the {touch.on}{' in front' if ahead > 0.12 else ' behind' if ahead < -0.12 else ''}"


def _up(rise: float) -> str:
    return "up" if rise > 0 else "down"


def _trunk(before: Placed, now: Placed) -> Iterator[str]:
    diff = {name: now.angles[name] - before.angles[name] for name in now.angles}
    level = posture_words(now)[0].startswith(("on ", "face"))
    if now.posture == "upright" and not level:
        was, here = leans(before)[0], leans(now)[0]
        if abs(here - was) >= LEAST:
            if here > was:
                yield (
                    "the trunk comes upright"
                    if abs(here) < LEAST
                    else f"the trunk tips forward by {degrees(here - was)}"
                )
            elif here < -LEAST:
                level = here < -75 and "shoulders" in {touch.part for touch in now.touches}
                yield "the trunk comes level" if level else f"the trunk leans back by {degrees(here - was)}"
            else:
                yield "the trunk comes upright" if here < LEAST else f"the trunk comes up by {degrees(here - was)}"
        if posture_words(now)[0].startswith("standing"):
            yield from _pelvis(now, diff["pelvis.side"])
        if abs(diff["pelvis.turn"]) >= LEAST:
            yield f"the body turns {degrees(diff['pelvis.turn'])} to the {_way(diff['pelvis.turn'])}"
    side = diff["spine.side"]
    if abs(side) >= LEAST and (now.posture != "upright" or abs(side + diff["pelvis.side"]) >= LEAST):
        straight = abs(now.angles["spine.side"]) < abs(before.angles["spine.side"])
        yield "the trunk straightens" if straight else f"the trunk bends {degrees(side)} to the {_way(side)}"
    if abs(diff["spine.turn"]) >= LEAST:
        yield f"the chest turns {degrees(diff['spine.turn'])} to the {_way(diff['spine.turn'])}"


def _way(angle: float) -> str:
    return "right" if angle > 0 else "left"


def _pelvis(now: Placed, side: float) -> Iterator[str]:
    """Return which side of the pelvis rises or sinks: that of the free leg, if one is free."""
    if abs(side) < 5:
        return
    rising = "left" if side > 0 else "right"
    standing = {one for one in SIDES if rests_of(now, one, FEET)}
    if standing == {rising}:
        yield f"the {other(rising)} side of the pelvis sinks by {degrees(side)}"
    else:
        yield f"the {rising} side of the pelvis rises by {degrees(side)}"


def _moves(before: Placed, now: Placed, part: str, least: float) -> bool:
    return length(subtract(now.body.at[part], before.body.at[part])) >= least


def _knees(before: Placed, now: Placed) -> dict[str, str]:
    """Return, by side, what knees do that open or close while the feet stay where they are."""
    gap_was, gap_is = (length(subtract(one.body.at["right-knee"], one.body.at["left-knee"])) for one in (before, now))
    if abs(gap_is - gap_was) < 0.08 or any(_moves(before, now, f"{side}-ankle", 0.1) for side in SIDES):
        return {}
    moving = [side for side in SIDES if _moves(before, now, f"{side}-knee", 0.05)]
    if len(moving) == 2:
        return {"right": f"both knees move {'apart' if gap_is > gap_was else 'together'}", "left": ""}
    rise = {side: now.body.at[f"{side}-knee"][2] - before.body.at[f"{side}-knee"][2] for side in moving}
    return {
        side: f"the {side} knee "
        + (
            "lifts"
            if rise[side] > 0.05
            else "comes down"
            if rise[side] < -0.05
            else "opens"
            if gap_is > gap_was
            else "comes in"
        )
        for side in moving
    }


def _leg(before: Placed, now: Placed, side: str, *, told_knee: bool) -> Iterator[Item]:
    was, here = (
        {name: one.angles[f"{side}_leg.{name}"] for name in ("hip", "out", "turn", "knee")} for one in (before, now)
    )
    diff = {name: here[name] - was[name] for name in here}
    planted = rests_of(now, side, FEET)
    moved = any(touch.moved for touch in now.touches if touch.side == side and touch.kind in FEET)
    free = not planted and not rests_of(now, side, ("knee", "shin"))
    least = 20 if moved else LEAST
    swings = free and now.posture == "upright" and here["knee"] < 30 and was["knee"] < 45
    rise = now.body.at[f"{side}-ankle"][2] - before.body.at[f"{side}-ankle"][2]
    if swings:
        pitch = _pitch(now, side) - _pitch(before, side)
        if abs(pitch) >= STRAIGHT:
            up = rise > 0.025 and pitch * _pitch(now, side) > 0
            yield Item("leg", f"{'lifts' if up else 'moves'} {'forward' if pitch > 0 else 'back'}", "by", pitch)
    elif abs(diff["hip"]) >= least and not (told_knee and abs(diff["hip"]) < 20) and not _with_trunk(before, now, side):
        yield _bend("hip", here["hip"], diff["hip"])
    small = now.posture == "supine" and planted and abs(diff["knee"]) < 25
    if abs(diff["knee"]) >= least and not small:
        yield _bend("knee", here["knee"], diff["knee"])
    out = diff["out"] + (
        -SIGNS[side] * -1 * (now.angles["pelvis.side"] - before.angles["pelvis.side"]) if swings else 0.0
    )
    if free and not told_knee and abs(out) >= LEAST:
        lifts = abs(rise) > 0.025
        more = "lifts out to the side" if lifts and rise > 0 else "moves out to the side"
        less = "comes down" if lifts and rise < 0 else "moves across" if here["out"] < -STRAIGHT else "moves in"
        yield Item("leg", more if out > 0 else less, "by", out)
    if abs(diff["turn"]) >= max(LEAST, 12) and not moved and (free or told_knee):
        if here["knee"] >= 60 and abs(rise) > 0.05 and not told_knee:
            yield Item("foot", "lifts" if rise > 0 else "comes down")
        yield Item(
            "thigh" if here["knee"] >= 30 else "leg",
            f"turns {'outward' if diff['turn'] > 0 else 'inward'}",
            "by",
            diff["turn"],
        )


def _pitch(placed: Placed, side: str) -> float:
    """Return how far forward of upright a thigh is."""
    thigh = subtract(placed.body.at[f"{side}-knee"], placed.body.at[f"{side}-hip"])
    return to_degrees(atan2(heading(placed, thigh)[0], -thigh[2]))


def _with_trunk(before: Placed, now: Placed, side: str) -> bool:
    """Return whether a hip bends because the trunk tips over a leg that stays as it is."""
    if now.posture != "upright" or not (carried_leg(now, side) or rests_of(now, side, FEET)):
        return False
    hip, knee = (now.angles[name] - before.angles[name] for name in (f"{side}_leg.hip", f"{side}_leg.knee"))
    return abs(knee) < LEAST and abs(hip - (leans(now)[0] - leans(before)[0])) < 12


def _bend(what: str, here: float, diff: float) -> Item:
    if abs(here) < STRAIGHT:
        return Item(what, "straightens")
    if -18 < here < 0:
        return Item(what, "straightens")
    if here < 0:
        return Item(what, "stretches back" if diff < 0 else "comes forward", "to" if diff > 0 else "by", here)
    return Item(what, "bends" if diff > 0 else "straightens", "to", here)


def _arm(before: Placed, now: Placed, side: str) -> list[Item]:
    was, here = arm_place(before, side), arm_place(now, side)
    if not here or was == here or {was, here} == {"down", "along"}:
        return []
    what, _, verb = arm_words(now, side, here)
    return [Item(what, verb)]
