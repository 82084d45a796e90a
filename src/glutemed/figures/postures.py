"""How a body stands, lies, kneels or sits, in words, and the contacts that those words tell already."""

from math import atan2
from math import degrees as to_degrees

from glutemed.figures.contacts import Placed
from glutemed.figures.phrases import anded, grouped, heading, on_words, part_words
from glutemed.figures.skeleton import SIDES
from glutemed.figures.space import subtract

__all__ = ["ARMS", "FEET", "POSTURES", "leans", "other", "posture_words", "rests_of", "upright"]

POSTURES = {
    "supine": "lying on the back",
    "prone": "lying face down",
    "on-right": "lying on the right side",
    "on-left": "lying on the left side",
}
FEET = ("foot", "toes", "heel", "foot-side")
ARMS = ("hand", "forearm", "elbow")


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


def upright(placed: Placed) -> bool:
    """Return whether the trunk is more upright than level."""
    return placed.posture == "upright" and leans(placed)[0] < 55


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
    prop = next((f"{side}-{kind}" for kind in ARMS if rests.get(f"{side}-{kind}") == "floor"), None)
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
