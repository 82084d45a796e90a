"""Positions on the way from one to the next: angles in between, eased, while contacts stay where they are."""

from collections.abc import Sequence
from itertools import pairwise

from glutemed.figures.contacts import REACHING, Placed, Touch, bottom, flat_parts
from glutemed.figures.placing import place
from glutemed.figures.reaching import reach
from glutemed.figures.skeleton import RADII, SIDES, build
from glutemed.figures.space import ZERO, Vector, add, mix, subtract, toward
from glutemed.model.figure import Figure

__all__ = ["steps"]


def steps(figure: Figure, count: int) -> list[Placed]:
    """Return positions from the first to the last with `count` between each two: angles in between, contacts kept."""
    key = place(figure)
    made = [key[0]]
    for a, b in pairwise(key):
        made += [_between(a, b, (n + 1) / (count + 1)) for n in range(count)]
        made.append(b)
    return made


def _holds(before: Touch, now: Touch) -> bool:
    """Return whether a part stays where it was: a flat foot that rises on its toes stays on them."""
    part = now.part.replace("toes", "foot").replace("heel", "foot") if before.kind == "foot" else now.part
    return before.part == part and before.on == now.on


def _between(a: Placed, b: Placed, share: float) -> Placed:
    eased = share * share * (3 - 2 * share)
    angles = {name: a.angles[name] + (b.angles[name] - a.angles[name]) * eased for name in a.angles}
    stay = tuple(t for t in b.touches if not t.moved and any(_holds(o, t) for o in a.touches))
    flat = {part: ahead for part, ahead in {**flat_parts(a), **flat_parts(b)}.items() if part in {t.part for t in stay}}
    for touch in b.touches:
        if touch.moved and touch.kind == "foot":
            here, there = (one.yaws.get(touch.part, ZERO) for one in (a, b))
            flat[touch.part] = toward(mix(here, there, eased), there) if here != ZERO else ZERO
    made = Placed("between", b.posture, angles, stay, build(angles, b.posture, flat), dict(b.walls), {}, dict(b.yaws))
    fixed = [touch for touch in stay if touch.on not in made.body.at]
    if fixed:
        anchor = fixed[0].part
        made.body = made.body.moved(subtract(mix(a.body.at[anchor], b.body.at[anchor], eased), made.body.at[anchor]))
    else:
        made.body = made.body.moved(mix(a.body.at["pelvis"], b.body.at["pelvis"], eased))
    for touch in (*fixed[1:], *(t for t in b.touches if t.moved)):
        if touch.kind in REACHING:
            rise = 0.035 * 4 * share * (1 - share) if touch.moved and not touch.slides else 0.0
            reach(made, touch, add(mix(a.body.at[touch.part], b.body.at[touch.part], eased), (0.0, 0.0, rise)), flat)
    _raise(made, fixed, flat)
    return made


def _raise(made: Placed, fixed: Sequence[Touch], flat: dict[str, Vector]) -> None:
    """Lift a body on its way off the floor: hands that are low lie flat, the rest rises, what reaches stays."""
    targets = {touch: made.body.at[touch.part] for touch in fixed if touch.kind in REACHING}
    place = made.body.at["pelvis"]
    low = [side for side in SIDES if made.body.at[f"{side}-fingers"][2] < RADII["fingers"]]
    if any(f"{side}-hand" not in flat for side in low):
        flat |= {f"{side}-hand": flat.get(f"{side}-hand", ZERO) for side in low}
        body = build(made.angles, made.posture, flat)
        made.body = body.moved(subtract(place, body.at["pelvis"]))
    under = bottom(made.body)
    if under < 0:
        made.body = made.body.moved((0.0, 0.0, -under))
        for touch, target in targets.items():
            reach(made, touch, target, flat)
