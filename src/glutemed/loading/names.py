"""How exercises and doses are written: names with forms, names with a surface, and the one dose grammar.

`rendering/words.py` writes the grammar that is read here.
"""

import re
from dataclasses import dataclass

from glutemed.checks.selection import UNSTABLE
from glutemed.errors import Position, Problem, did_you_mean
from glutemed.loading.requests import shown
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise, Form, plain_name
from glutemed.model.plan import Dose, Side

__all__ = ["DOSE_HINT", "Named", "form_meant", "meant", "named", "no_form", "read_dose"]

DOSE_HINT = "a dose reads like 3 x 8, 3 x 20 s or 2 x 10 x 10 s, then: each side, or left side only"

_SIDES: dict[str, tuple[Side, ...]] = {
    " each side": ("left", "right"),
    " left side only": ("left",),
    " right side only": ("right",),
}
_DOSE = re.compile(r"([0-9]{1,3}) x (?:([0-9]{1,3}) x )?([0-9]{1,4})(?: (.+))?")
_SURFACE = re.compile(
    r"[\s,(]*\b(?:(?:standing )?(?:on|with|using) )?(?:an? |the )?(?:mini[- ])?(?:"
    + "|".join(word.replace(" ", "[- ]") for word in UNSTABLE)
    + r")(?:[- ](?:ball|block|board|cushion|disc|disk|ground|mat|pad|roller|surface|trainer))?s?\b[\s,)]*",
    re.IGNORECASE,
)
"""Words for a surface that gives way, as the checks know them (P08), with what stands around them."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a written name means: an exercise and a form, if any; `name` is what an item is called."""

    exercise: Exercise | None
    form: Form | None
    name: str


def named(catalog: Catalog, written: str) -> Named:
    """Return what a written name means: an id, name or alias, with or without a comma and a form.

    Words for a surface that gives way are left out when the name is looked up, and stay in the
    item's name, for the checks to see (P08). An unknown name stays as it is written.
    """
    exercise, form = _found(catalog, written)
    if exercise:
        return Named(exercise, form, exercise.name)
    if _SURFACE.search(written):
        exercise, form = _found(catalog, _SURFACE.sub(" ", written).strip(" ,-"))
    return Named(exercise, form, written)


def _found(catalog: Catalog, title: str) -> tuple[Exercise | None, Form | None]:
    known: dict[str, Exercise] = catalog.derived("exercise names", lambda: _by_name(catalog))
    name = plain_name(title)
    if name in known:
        return known[name], None
    at = title.find(",")
    while at > 0:
        exercise = known.get(plain_name(title[:at]))
        form = form_meant(exercise, title[at + 1 :]) if exercise else None
        if form:
            return exercise, form
        at = title.find(",", at + 1)
    return None, None


def _by_name(catalog: Catalog) -> dict[str, Exercise]:
    return {plain_name(name): e for e in catalog.exercises for name in (e.id, e.name, *e.aliases)}


def form_meant(exercise: Exercise, written: str) -> Form | None:
    """Return the form of an exercise that a name or id means, in any case."""
    wanted = plain_name(written)
    return next((form for form in exercise.forms if wanted in (plain_name(form.name), plain_name(form.id))), None)


def no_form(exercise: Exercise, written: str, where: Position) -> Problem:
    """Return the problem that a variant is no form of its exercise."""
    known = [form.name for form in exercise.forms]
    hint = f"its forms: {'; '.join(known)}{did_you_mean(written, known)}" if known else "it has no other forms"
    return Problem(where=where, message=f'"variant": {exercise.name} has no form {shown(written)}', hint=hint)


def meant(catalog: Catalog, written: str) -> str:
    """Return what to do about an unknown name: the nearest one, or where to look."""
    known = [name for e in catalog.exercises for name in (e.id, e.name, *e.aliases)]
    return did_you_mean(written, known).removeprefix("; ") or "take an exercise that glutemed list shows"


def read_dose(text: str, exercise: Exercise | None) -> tuple[int, Dose, tuple[Side, ...]] | None:
    """Return sets, dose and sides of a text in the dose grammar; None when it is not in it.

    The words after the number must be what is counted in the exercise; of an unknown one, any.
    """
    sides: tuple[Side, ...] = ("both",)
    for ending, trained in _SIDES.items():
        if text.endswith(ending):
            text, sides = text.removesuffix(ending), trained
            break
    found = _DOSE.fullmatch(text)
    if not found:
        return None
    sets, holds, number, unit = int(found[1]), found[2], int(found[3]), found[4]
    if unit == "s":
        return sets, Dose(kind="hold", reps=int(holds or 1), seconds=number), sides
    if holds is not None or (exercise and (unit or "repetitions") != exercise.counting):
        return None
    return sets, Dose(kind="reps", reps=number), sides
