"""All that must hold of a life, judged from what was prescribed and done, apart from the engine."""

from collections.abc import Callable, Iterator

from tests.proof.lives.after_pain import next_is_easier, nothing_progresses, nothing_rises
from tests.proof.lives.breaks import back_gently
from tests.proof.lives.ends import ends_as_it_should
from tests.proof.lives.growth import REGRESSED, STEADY, no_steep_rise, noise_is_no_regression
from tests.proof.lives.lived import Faults, Lived, Seen, forget, lived
from tests.proof.lives.living import Life
from tests.proof.lives.made import changes_are_explained, rules_hold, same_again
from tests.proof.lives.sides import sides_even
from tests.proof.lives.stages import MAY_REACH, REACH_NOT, reach_late, stages_open_by_gates

from glutemed.model.catalog import Catalog

__all__ = ["LAWS", "SHARES", "judge"]

LAWS: dict[str, Callable[[Catalog, Lived], Faults]] = {
    "the rules hold": rules_hold,
    "nothing progresses within 7 days of too much pain": nothing_progresses,
    "no steep rise": no_steep_rise,
    "the session after too much pain is easier": next_is_easier,
    "stages open by gates": stages_open_by_gates,
    "the recovering reach late": reach_late,
    "noise is no regression": noise_is_no_regression,
    "back gently after a break": back_gently,
    "sides even out": sides_even,
    "nothing rises where nothing may": nothing_rises,
    "changes are explained": changes_are_explained,
    "the same again": same_again,
    "every end has its cause": ends_as_it_should,
}
"""What holds of every life, by name. Each tells what it looked at, so that the counts show that it did."""

SHARES = ((REACH_NOT, MAY_REACH, 5), (REGRESSED, STEADY, 5))
"""What may be so many percent of what, at most."""


def judge(catalog: Catalog, life: Life) -> Iterator[tuple[str, Seen]]:
    """Return what each law looked at in a life, and how it is broken."""
    forget()
    read = lived(life)
    for name, law in LAWS.items():
        for seen in law(catalog, read):
            yield name, seen
    forget()
