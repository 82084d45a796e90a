"""One skeleton with fixed segment lengths: joint angles in degrees to points in space, in body heights.

Lengths are Drillis and Contini's fractions of body height as Winter prints them (WINTER09). Joint centres
lie half a limb's thickness inside the breadths of hips and shoulders. Thicknesses are ours (X).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import atan2, degrees, hypot

from glutemed.figures.space import (
    Matrix,
    Vector,
    about_x,
    about_y,
    about_z,
    add,
    angle_between,
    apply,
    back,
    cross,
    mix,
    product,
    scale,
    subtract,
    toward,
)

__all__ = ["LENGTHS", "RADII", "SEGMENTS", "SIDES", "SIGNS", "Body", "build", "hip_angles", "limb_angles", "with_limb"]

LENGTHS = {
    "thigh": 0.245,
    "shank": 0.246,
    "foot": 0.152,
    "ankle height": 0.039,
    "upper arm": 0.186,
    "forearm": 0.146,
    "hand": 0.108,
    "trunk": 0.288,
    "neck and head": 0.182,
    "shoulder breadth": 0.259,
    "hip breadth": 0.191,
}
"""Fractions of body height (WINTER09)."""

RADII = {
    "hip": 0.047,
    "knee": 0.034,
    "ankle": 0.022,
    "foot-side": 0.024,
    "heel": 0.018,
    "ball": 0.015,
    "toe": 0.011,
    "shoulder": 0.032,
    "elbow": 0.024,
    "wrist": 0.018,
    "fingers": 0.014,
    "thigh": 0.042,
    "thigh-end": 0.036,
    "shin": 0.029,
    "seat": 0.05,
    "shoulders": 0.048,
    "ribs": 0.058,
    "waist": 0.05,
    "head": 0.06,
    "foot": 0.039,
    "toes": 0.015,
    "forearm": 0.022,
    "hand": 0.016,
}
"""Half the thickness of the body at a point (X); of a foot, how high its ankle is above the sole."""

SIDES = ("right", "left")
SIGNS = {"right": -1.0, "left": 1.0}
WAIST, CHEST = 0.09, 0.18
"""How far from the hips the two joints of the trunk are."""
HIP_HALF = LENGTHS["hip breadth"] / 2 - RADII["hip"]
SHOULDER_HALF = LENGTHS["shoulder breadth"] / 2 - RADII["shoulder"]
DOWN: Vector = (0.0, 0.0, -1.0)
UP: Vector = (0.0, 0.0, 1.0)
FORWARD: Vector = (1.0, 0.0, 0.0)

SEGMENTS = tuple(
    (f"{side}-{a}", f"{side}-{b}", LENGTHS[name])
    for side in SIDES
    for a, b, name in (
        ("hip", "knee", "thigh"),
        ("knee", "ankle", "shank"),
        ("shoulder", "elbow", "upper arm"),
        ("elbow", "wrist", "forearm"),
        ("wrist", "fingers", "hand"),
    )
)
"""Pairs of points with the length between them."""


@dataclass(slots=True)
class Body:
    """A posed body: points in space by name, and the frame of each segment."""

    at: dict[str, Vector] = field(default_factory=dict)
    frame: dict[str, Matrix] = field(default_factory=dict)

    def moved(self, by: Vector) -> "Body":
        """Return the body moved as a whole."""
        return Body({name: add(point, by) for name, point in self.at.items()}, self.frame)


_POSTURES = {
    "upright": about_y(0),
    "supine": about_y(-90),
    "prone": about_y(90),
    "on-right": about_x(90),
    "on-left": about_x(-90),
}


def build(
    angles: Mapping[str, float],
    posture: str = "upright",
    flat: Mapping[str, Vector] | None = None,
) -> Body:
    """Return the body in angles, its hips in the origin.

    `flat` names what lies flat, with the direction in which it points: "right-foot", "right-toes",
    "left-forearm" or "left-hand"; the zero vector is the direction that the angles give.
    """
    body, flat = Body(), flat or {}
    at, frame = body.at, body.frame

    def turned(part: str, share: float = 1.0) -> Matrix:
        bend, side, turn = (angles.get(f"{part}.{name}", 0.0) * share for name in ("bend", "side", "turn"))
        return product(about_z(-turn), about_y(bend), about_x(side))

    pelvis = product(
        about_z(-angles.get("pelvis.turn", 0.0)),
        _POSTURES[posture],
        about_y(angles.get("pelvis.lean", 0.0)),
        about_x(angles.get("pelvis.side", 0.0)),
    )
    middle = product(pelvis, turned("spine", 0.5))
    chest = product(middle, turned("spine", 0.5))
    head = product(chest, turned("neck"))
    frame.update({"pelvis": pelvis, "chest": chest, "head": head})
    at["pelvis"] = (0.0, 0.0, 0.0)
    at["seat"] = apply(pelvis, (-0.022, 0.0, -0.018))
    at["waist"] = apply(pelvis, (0.0, 0.0, WAIST))
    at["ribs"] = add(at["waist"], apply(middle, (0.0, 0.0, CHEST - WAIST)))
    at["chest"] = at["ribs"]
    at["neck"] = add(at["ribs"], apply(chest, (0.0, 0.0, LENGTHS["trunk"] - CHEST)))
    at["shoulders"] = add(at["neck"], apply(chest, (-0.014, 0.0, -0.035)))
    at["throat"] = add(at["neck"], apply(mix_frames(chest, head), (0.004, 0.0, 0.05)))
    at["head"] = add(at["throat"], apply(head, (0.012, 0.0, LENGTHS["neck and head"] - 0.05 - 0.065)))
    at["crown"] = add(at["throat"], apply(head, (0.012, 0.0, LENGTHS["neck and head"] - 0.05)))
    at["nose"] = add(at["head"], apply(head, (0.062, 0.0, -0.012)))
    for side in SIDES:
        _leg(body, side, angles, flat)
        _arm(body, side, angles, flat)
    return body


def with_limb(body: Body, limb: str, side: str, angles: Mapping[str, float], flat: Mapping[str, Vector]) -> Body:
    """Return the body with one "arm" or "leg" in other angles; all else stays where it is."""
    here = body.at["pelvis"]
    bent = Body({"neck": subtract(body.at["neck"], here)}, dict(body.frame))
    {"arm": _arm, "leg": _leg}[limb](bent, side, angles, flat)
    return Body(body.at | bent.moved(here).at, bent.frame)


def mix_frames(a: Matrix, b: Matrix) -> Matrix:
    """Return the frame half-way between two, roughly."""
    rows = [mix(x, y, 0.5) for x, y in zip(a, b, strict=True)]
    return toward(rows[0]), toward(rows[1]), toward(rows[2])


def _leg(body: Body, side: str, angles: Mapping[str, float], flat: Mapping[str, Vector]) -> None:
    at, sign = body.at, SIGNS[side]
    hip, out, turn, knee, ankle = (
        angles.get(f"{side}_leg.{name}", 0.0) for name in ("hip", "out", "turn", "knee", "ankle")
    )
    thigh = product(body.frame["pelvis"], about_y(-hip), about_x(sign * out), about_z(sign * turn))
    shank = product(thigh, about_y(knee))
    at[f"{side}-hip"] = apply(body.frame["pelvis"], (0.0, sign * HIP_HALF, 0.0))
    at[f"{side}-knee"] = add(at[f"{side}-hip"], apply(thigh, scale(DOWN, LENGTHS["thigh"])))
    at[f"{side}-ankle"] = add(at[f"{side}-knee"], apply(shank, scale(DOWN, LENGTHS["shank"])))
    at[f"{side}-thigh"] = mix(at[f"{side}-hip"], at[f"{side}-knee"], 0.5)
    at[f"{side}-thigh-end"] = mix(at[f"{side}-hip"], at[f"{side}-knee"], 0.85)
    at[f"{side}-shin"] = mix(at[f"{side}-knee"], at[f"{side}-ankle"], 0.5)
    at[f"{side}-band"] = mix(at[f"{side}-hip"], at[f"{side}-knee"], 0.84)
    at[f"{side}-cuff"] = mix(at[f"{side}-knee"], at[f"{side}-ankle"], 0.86)
    foot = product(shank, about_y(-ankle))
    if f"{side}-foot" in flat:
        foot = _flat_foot(foot, flat[f"{side}-foot"])
    toes = apply(foot, FORWARD)
    if f"{side}-toes" in flat:
        toes = toward((toes[0], toes[1], 0.0), apply(shank, FORWARD))
    long, high = LENGTHS["foot"], LENGTHS["ankle height"]
    ankle_at = at[f"{side}-ankle"]
    at[f"{side}-heel"] = add(ankle_at, apply(foot, (-0.2 * long, 0.0, RADII["heel"] - high)))
    at[f"{side}-ball"] = add(ankle_at, apply(foot, (0.47 * long, 0.0, RADII["ball"] - high)))
    at[f"{side}-toe"] = add(at[f"{side}-ball"], scale(toes, 0.14 * long))
    at[f"{side}-foot"] = at[f"{side}-foot-side"] = ankle_at
    at[f"{side}-toes"] = at[f"{side}-ball"]
    body.frame.update({f"{side}-thigh": thigh, f"{side}-shank": shank, f"{side}-foot": foot})


def _flat_foot(foot: Matrix, points: Vector) -> Matrix:
    """Return a foot's frame laid flat, pointing where it pointed, or in a given direction."""
    ahead = points if points != (0.0, 0.0, 0.0) else apply(foot, FORWARD)
    x = toward((ahead[0], ahead[1], 0.0))
    y = cross(UP, x)
    return (x[0], y[0], 0.0), (x[1], y[1], 0.0), (0.0, 0.0, 1.0)


def _arm(body: Body, side: str, angles: Mapping[str, float], flat: Mapping[str, Vector]) -> None:
    at, sign, chest = body.at, SIGNS[side], body.frame["chest"]
    flex, out, turn, elbow, wrist = (
        angles.get(f"{side}_arm.{name}", 0.0) for name in ("shoulder", "out", "turn", "elbow", "wrist")
    )
    upper = product(chest, about_y(-flex), about_x(sign * out), about_z(sign * turn))
    lower = product(upper, about_y(-elbow))
    hand = product(lower, about_y(-wrist))
    at[f"{side}-shoulder"] = add(at["neck"], apply(chest, (0.0, sign * SHOULDER_HALF, 0.0)))
    at[f"{side}-elbow"] = add(at[f"{side}-shoulder"], apply(upper, scale(DOWN, LENGTHS["upper arm"])))
    along = apply(lower, DOWN)
    if f"{side}-forearm" in flat:
        along = toward((along[0], along[1], 0.0))
    points = apply(hand, DOWN)
    if f"{side}-forearm" in flat:
        points = along
    elif f"{side}-hand" in flat:
        wanted = flat[f"{side}-hand"]
        points = wanted if wanted != (0.0, 0.0, 0.0) else toward((points[0], points[1], 0.0))
    at[f"{side}-wrist"] = add(at[f"{side}-elbow"], scale(along, LENGTHS["forearm"]))
    at[f"{side}-fingers"] = add(at[f"{side}-wrist"], scale(points, LENGTHS["hand"]))
    at[f"{side}-grip"] = mix(at[f"{side}-wrist"], at[f"{side}-fingers"], 0.45)
    at[f"{side}-forearm"], at[f"{side}-hand"] = at[f"{side}-elbow"], at[f"{side}-wrist"]
    body.frame.update({f"{side}-upper": upper, f"{side}-lower": lower, f"{side}-hand": hand})


def hip_angles(
    side: str, frame: Matrix, upper: Vector, lower: Vector, bends: float
) -> tuple[float, float, float, float]:
    """Return flexion, abduction, outward rotation and bend of a limb from the directions of its two bones.

    `frame` is that of the pelvis or chest; `bends` is 1 for a knee and -1 for an elbow. Of a straight limb
    the rotation cannot be known, and is 0.
    """
    sign = SIGNS[side]
    x, y, z = back(frame, toward(upper))
    out = degrees(atan2(sign * y, hypot(x, z)))
    flex = degrees(atan2(x, -z)) if hypot(x, z) > 1e-6 else 0.0
    fold = angle_between(upper, lower)
    here = product(frame, about_y(-flex), about_x(sign * out))
    u, v, _ = back(here, toward(lower))
    turn = degrees(atan2(-sign * bends * v, -bends * u)) if fold > 2 else 0.0
    return flex, out, turn, fold


def limb_angles(body: Body) -> dict[str, float]:
    """Return the angles that a body's points show, by name: those of what lies flat are found here, not in the data."""
    found = dict[str, float]()
    for side in SIDES:
        foot, shank = body.frame[f"{side}-foot"], body.frame[f"{side}-shank"]
        x, y, z = back(shank, apply(foot, FORWARD))
        found[f"{side}_leg.ankle"] = degrees(atan2(z, hypot(x, y) if x > 0 else -hypot(x, y)))
        found[f"{side}_leg.toe-out"] = degrees(atan2(SIGNS[side] * y, x))
        level = back(shank, apply(foot, (0.0, 1.0, 0.0)))
        found[f"{side}_leg.inversion"] = degrees(atan2(-SIGNS[side] * level[2], hypot(level[0], level[1])))
        upper = subtract(body.at[f"{side}-elbow"], body.at[f"{side}-shoulder"])
        lower = subtract(body.at[f"{side}-wrist"], body.at[f"{side}-elbow"])
        flex, out, turn, elbow = hip_angles(side, body.frame["chest"], upper, lower, -1.0)
        names = ("shoulder", "out", "turn", "elbow")
        found.update(zip((f"{side}_arm.{name}" for name in names), (flex, out, turn, elbow), strict=True))
        hand = subtract(body.at[f"{side}-fingers"], body.at[f"{side}-wrist"])
        found[f"{side}_arm.wrist"] = angle_between(lower, hand)
    return found
