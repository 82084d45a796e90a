"""The shapes of a posed body and of the things about it, as an eye sees them, from far to near."""

from math import hypot

from glutemed.figures.contacts import Placed
from glutemed.figures.eye import Eye, camera, project
from glutemed.figures.outlines import Flat, Outline, Shape, Tone
from glutemed.figures.placing import place
from glutemed.figures.skeleton import RADII, SIDES
from glutemed.figures.space import Vector, add, apply, mix, scale
from glutemed.figures.things import things
from glutemed.model.figure import Figure

__all__ = ["floor", "seen"]


def seen(figure: Figure, placed: Placed) -> tuple[Shape, ...]:
    """Return the shapes of a position, from far to near."""
    eye = Eye(figure, placed)
    shapes = [shape for side in SIDES for limb in ("leg", "arm") for shape in _limb(eye, side, limb)]
    shapes += [*_trunk(eye), *_head(eye), *things(eye), *_marks(eye)]
    return tuple(sorted(shapes, key=lambda shape: shape.depth))


def floor(figure: Figure) -> Flat:
    """Return how low and how high in the picture the floor is seen below the body."""
    eye = camera(figure)
    spots = [p for placed in place(figure) for p in placed.body.at.values()]
    near = [project(eye, (x, y, 0.0)) for x, y, z in spots if z < 0.3]
    heights = [up for _, up, _ in near] or [0.0]
    room = 0.05 if figure.view.lift else 0.0
    return min(heights) - room * abs(eye[0][2]), max(heights) + room * abs(eye[0][2])


def _limb(eye: Eye, side: str, limb: str) -> list[Shape]:
    """Return a limb as one shape, or as two where it is folded in the picture."""
    if limb == "leg":
        root, joint, end = (f"{side}-{name}" for name in ("hip", "knee", "ankle"))
        thick = RADII["hip"], RADII["knee"]
        calf = eye.on(f"{side}-knee", f"{side}-shank", (-0.008, 0.0, -0.07))
        lower = eye.round([(eye.at[joint], RADII["knee"]), (calf, 0.033), (eye.at[end], RADII["ankle"])])
        tail = _foot(eye, side)
    else:
        root, joint, end = (f"{side}-{name}" for name in ("shoulder", "elbow", "wrist"))
        thick = RADII["shoulder"], RADII["elbow"]
        lower = eye.round([(eye.at[joint], RADII["elbow"]), (eye.at[end], RADII["wrist"])])
        hand = mix(eye.at[end], eye.at[f"{side}-fingers"], 0.75)
        tail = eye.round(
            [(eye.at[end], RADII["wrist"]), (mix(eye.at[end], hand, 0.5), 0.02), (hand, RADII["fingers"])], {0}
        )
    tone = _tone(eye, side, limb)
    a, b, c = eye.spot(root), eye.spot(joint), eye.spot(end)
    up, down = (a[0] - b[0], a[1] - b[1]), (c[0] - b[0], c[1] - b[1])
    bent = up[0] * down[0] + up[1] * down[1] > 0.35 * max(hypot(*up) * hypot(*down), 0.02)
    short = min(hypot(*up), hypot(*down)) < 0.09
    folded = bent or short
    upper = eye.round([(eye.at[root], thick[0]), (eye.at[joint], thick[1])], () if folded else {1})
    if folded:
        return [
            Shape(tone, (upper,), eye.depth(root, joint)),
            Shape(tone, (lower, tail), eye.depth(joint, end)),
        ]
    return [Shape(tone, (upper, lower, tail), eye.depth(root, joint, end))]


def _foot(eye: Eye, side: str) -> Outline:
    """Return a foot from heel to toes; the end of the shank lies over its ankle."""
    frame = f"{side}-foot"
    ball = [(eye.on(f"{side}-ball", frame, (0.0, y, 0.0)), RADII["ball"]) for y in (-0.017, 0.017)]
    return eye.round(
        [
            (eye.at[f"{side}-ankle"], RADII["ankle"]),
            (eye.at[f"{side}-heel"], RADII["heel"]),
            *ball,
            (eye.at[f"{side}-toe"], RADII["toe"]),
        ],
        {0},
    )


def _tone(eye: Eye, side: str, limb: str) -> Tone:
    """Return the tone of a limb: whether it works, and which of the two is nearer."""
    works = eye.figure.works
    far = _is_far(eye, side)
    if limb == "leg" and (works in {"both", side}):
        return "work-far" if far and works == "both" else "work"
    return "far" if far else "near"


def _is_far(eye: Eye, side: str) -> bool:
    other = "left" if side == "right" else "right"
    return eye.spot(f"{side}-hip")[2] < eye.spot(f"{other}-hip")[2] - 0.03


def _trunk(eye: Eye) -> list[Shape]:
    """Return chest and pelvis."""
    waist = [(eye.on("waist", "pelvis", (0.0, y, 0.0)), 0.05) for y in (-0.03, 0.03)]
    ribs = [(eye.on("ribs", "chest", (x, y, 0.02)), 0.055) for x in (-0.008, 0.012) for y in (-0.042, 0.042)]
    tops = [(eye.at[f"{side}-shoulder"], 0.03) for side in SIDES]
    tops.append((eye.on("neck", "chest", (0.0, 0.0, 0.012)), 0.034))
    hips = [(eye.at[f"{side}-hip"], RADII["hip"]) for side in SIDES]
    seat = [(eye.on("seat", "pelvis", (0.0, y, 0.0)), RADII["seat"]) for y in (-0.038, 0.038)]
    belly = eye.round([*waist, *ribs], range(6))
    chest = eye.round([*ribs, *tops])
    low = eye.round([*hips, *seat, *((add(p, apply(eye.frame["pelvis"], (0, 0, -0.015))), r) for p, r in waist)])
    link = eye.round([*waist, *((p, r - 0.004) for p, r in hips)], (2, 3))
    depth = eye.depth("neck", "pelvis") + 0.012
    return [
        Shape("trunk", (belly, chest, link), depth),
        Shape("shorts", (low,), depth + 0.002),
    ]


def _head(eye: Eye) -> list[Shape]:
    """Return neck, head, nose and hair: where the hair is, one does not look."""
    ahead, _, up = (apply(eye.frame["head"], axis) for axis in ((1, 0, 0), (0, 1, 0), (0, 0, 1)))
    centre = eye.at["head"]
    skull = [(centre, 0.052), (add(centre, scale(up, 0.012)), 0.052), (add(centre, scale(up, -0.014)), 0.045)]
    chin = (add(centre, add(scale(ahead, 0.014), scale(up, -0.036))), 0.026)
    face = eye.round([*skull, chin])
    nose = eye.round([(add(centre, scale(ahead, 0.045)), 0.012), (eye.at["nose"], 0.008)])
    neck = eye.round([(eye.at["neck"], 0.027), (eye.at["throat"], 0.026), (mix(eye.at["throat"], centre, 0.5), 0.026)])
    depth = eye.project(centre)[2] - 0.01
    toward_eye = eye.project(ahead)[2]

    def spot(front: float, high: float, radius: float, wide: float = 0.0) -> tuple[Vector, float]:
        return add(centre, apply(eye.frame["head"], (front, wide, high))), radius

    hair = eye.round([spot(-0.014, 0.014, 0.053), spot(0.012, 0.03, 0.04), spot(-0.024, -0.012, 0.04)])
    shapes = [Shape("skin", (neck,), depth - 0.002), Shape("skin", (face, nose), depth)]
    shapes.append(Shape("hair", (hair,), depth + (0.001 if toward_eye < 0.5 else -0.001)))
    if toward_eye > 0.5:
        fringe = [spot(0.034, 0.036, 0.016, y) for y in (-0.024, 0.024)]
        fringe += [spot(0.0, 0.05, 0.022), *(spot(-0.005, 0.035, 0.022, y) for y in (-0.03, 0.03))]
        eyes = [eye.project(spot(0.05, -0.002, 0.0, y)[0]) for y in (-0.019, 0.019)]
        shapes.append(Shape("hair", (eye.round(fringe),), depth + 0.001))
        shapes.append(Shape("eyes", tuple(((x, y, 0.0),) for x, y, _ in eyes), depth + 0.002, circle=0.0085))
    return shapes


def _marks(eye: Eye) -> list[Shape]:
    """Return the mark of each working hip."""
    sides = SIDES if eye.figure.works == "both" else ("right",)
    spots = [eye.spot(f"{side}-hip") for side in sides]
    if len(spots) == 2 and hypot(spots[0][0] - spots[1][0], spots[0][1] - spots[1][1]) < 0.05:
        spots = [max(spots, key=lambda spot: spot[2])]
    return [Shape("mark", (((x, y, 0.0),),), 9.0, circle=0.024) for x, y, _ in spots]
