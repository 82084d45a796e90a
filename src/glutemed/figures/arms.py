"""Where the arms of a position are, in words: by the body they belong to, not by the picture."""

from glutemed.figures.contacts import Placed
from glutemed.figures.postures import ARMS, rests_of, upright
from glutemed.figures.skeleton import SIGNS, limb_angles
from glutemed.figures.space import back, length, subtract, toward

__all__ = ["arm_place", "arm_words"]


def arm_place(placed: Placed, side: str) -> str:
    """Return where an arm is, as one of the names of `arm_words`; nothing where a contact tells it."""
    if rests_of(placed, side, ARMS):
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
        return "down" if up > -0.8 or upright(placed) else "along"
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
    if place == "down" and upright(placed):
        return what, words, "comes down to the side"
    return what, words, verb
