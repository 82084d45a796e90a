"""The questions of `catalog new`, and how their answers are read."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from glutemed.errors import UsageError
from glutemed.loading.requests import one_of, read_condition, resolve
from glutemed.loading.text import NAME_MAX, TEXT_MAX, gate
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DEMANDS, KIT, LOADS, STAGES, Exercise

__all__ = ["FLAGS", "USUAL", "Question", "first_questions", "load_questions", "questions"]

FLAGS = ("kneeling", "impact", "pivot", "past_midline")
USUAL = "usual"
"""The answer that leaves a range to the limits of the program."""


class Question(NamedTuple):
    """A question about one field: its words, how an answer is read, what an empty answer means.

    `many` are the fewest and most answers of a list, asked for one at a time.
    """

    field: str
    words: str
    read: Callable[[str], Any]
    default: Any = None
    many: tuple[int, int] | None = None


def first_questions(catalog: Catalog) -> tuple[Question, Question]:
    """Return what is asked before all else: the name, and the exercise that it is most like."""
    like = (
        "Which exercise is it most like? Yours takes over its position and the hip that works (glutemed list has all)."
    )
    return (
        Question("name", "What is it called?", partial(_name, catalog)),
        Question("like", like, lambda answer: resolve(catalog, _text(answer), "most like")),
    )


def questions(catalog: Catalog, name: str, like: Exercise) -> tuple[Question, ...]:
    """Return the questions about an exercise whose name and likeness are known."""
    conditions = ", ".join(condition.id for condition in catalog.conditions)
    sets, amount = (None, None) if not like.impact else (like.dose.sets, like.dose.reps)
    return (
        Question(
            "id",
            "A short id for files and commands, words joined by hyphens?",
            partial(_id, catalog),
            _free(catalog, _slug(name)),
        ),
        Question("aliases", "Other names, with commas between?", partial(_names, catalog), []),
        Question(
            "demand", f"How demanding is it: {', '.join(DEMANDS)}?", partial(_one, "demand", DEMANDS), like.demand
        ),
        Question(
            "stages",
            f"For which stages of rehab: {', '.join(STAGES)}? Prevention draws on mid and late.",
            partial(_some, "stages", STAGES),
            [basis.stage for basis in like.stages],
        ),
        Question(
            "needs", f"Which kit can it not do without: {', '.join(KIT)}?", partial(_some, "kit", KIT), list(like.needs)
        ),
        Question("knee_bend", "How far does the working knee bend, in degrees?", partial(_whole, 160), like.knee_bend),
        Question("hip_bend", "How far does the working hip bend, in degrees?", partial(_whole, 140), like.hip_bend),
        Question("kneeling", "Is there weight on a knee, yes or no?", _yes, like.kneeling),
        Question("impact", "Is there a jump or landing, yes or no?", _yes, like.impact),
        Question("pivot", "Is there a turn on the loaded foot, yes or no?", _yes, like.pivot),
        Question(
            "past_midline",
            "Does the leg or pelvis cross the middle of the body, yes or no?",
            _yes,
            like.past_midline,
        ),
        Question("dose", "Counted or held: reps or hold?", partial(_one, "dose", ("reps", "hold")), like.dose.kind),
        Question("sets", "How many sets, such as 2-3?", partial(_span, 10), list(sets) if sets else USUAL),
        Question(
            "amount",
            "How many repetitions a set, such as 8-12, or how many seconds a hold, such as 15-30?",
            partial(_span, 60),
            list(amount) if amount else USUAL,
        ),
        Question("rest_seconds", "Rest between sets, in seconds?", partial(_whole, 300), like.rest_seconds),
        Question("set_up", "How do you get into position?", _text),
        Question("steps", "Step", _text, many=(3, 6)),
        Question("cues", "Cue", _text, many=(2, 4)),
        Question("mistakes", "Common mistake", _text, many=(2, 3)),
        Question("stop_signs", "Sign to stop", _text, many=(1, 3)),
        Question(
            "conditions",
            f"With which conditions is it fine as it is, in your judgement? All others leave it out.\n  {conditions}?",
            partial(_conditions, catalog),
            [],
        ),
    )


def load_questions(like: Exercise, needs: Sequence[str]) -> tuple[Question, ...]:
    """Return the question of where each needed load goes."""
    where = {load.kind: load.where for load in like.loads}
    return tuple(
        Question(kit, f"Where does the {kit.replace('-', ' ')} go?", _text, where.get(kit))
        for kit in needs
        if kit in LOADS
    )


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-")
    return slug if len(slug) > 1 else ""


def _free(catalog: Catalog, slug: str) -> str | None:
    return slug if slug and not catalog.find(slug) else None


def _name(catalog: Catalog, answer: str) -> str:
    name = _text(answer)
    if len(name) > NAME_MAX:
        raise UsageError(f"{len(name)} characters; at most {NAME_MAX} are allowed")
    if known := catalog.find(name):
        raise UsageError(f'"{name}" means {known.name} already; choose another name')
    return name


def _names(catalog: Catalog, answer: str) -> list[str]:
    names = [name.strip() for name in re.split("[,;]", answer) if name.strip() and name.strip().casefold() != "none"]
    return [_name(catalog, name) for name in names]


def _text(answer: str) -> str:
    if not answer:
        raise UsageError("an answer is needed here")
    text = unicodedata.normalize("NFC", answer)
    if refused := gate(text):
        raise UsageError(refused)
    if len(text) > TEXT_MAX:
        raise UsageError(f"{len(text)} characters; at most {TEXT_MAX} are allowed")
    return text


def _id(catalog: Catalog, answer: str) -> str:
    if known := catalog.find(answer):
        raise UsageError(f'"{answer}" means {known.name} already; choose another id')
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", answer) or not 2 <= len(answer) <= 60:
        raise UsageError("2 to 60 characters: lower-case words joined by hyphens, such as leg-circle")
    return answer


def _one(what: str, allowed: Sequence[str], answer: str) -> str:
    return one_of(what, answer, allowed)


def _some(what: str, allowed: Sequence[str], answer: str) -> list[str]:
    names = [name for name in re.split(r"[,;\s]+", answer) if name and name.casefold() != "none"]
    if not names and what == "stages":
        raise UsageError("at least one stage is needed")
    return sorted({one_of(what, name, allowed) for name in names}, key=list(allowed).index)


def _conditions(catalog: Catalog, answer: str) -> list[str]:
    names = [name.strip() for name in re.split("[,;]", answer) if name.strip() and name.strip().casefold() != "none"]
    return list(dict.fromkeys(read_condition(catalog, name, "conditions") for name in names))


def _yes(answer: str) -> bool:
    return one_of("answer", {"y": "yes", "n": "no"}.get(answer.casefold(), answer), ("yes", "no")) == "yes"


def _whole(most: int, answer: str) -> int:
    found = re.fullmatch(r"([0-9]{1,4}) ?(?:degrees|deg|°|s|sec|seconds)?", answer)
    if not found or int(found[1]) > most:
        raise UsageError(f"a whole number from 0 to {most} is needed")
    return int(found[1])


def _span(most: int, answer: str) -> list[int] | str:
    """Return the lowest and highest of "8-12", "8 to 12" or "10"."""
    if answer.casefold() == USUAL:
        return USUAL
    found = re.fullmatch(r"([0-9]{1,3})(?: ?(?:-|to) ?([0-9]{1,3}))?", answer)
    span = [int(found[1]), int(found[2] or found[1])] if found else []
    if not span or not 1 <= span[0] <= span[1] <= most:
        raise UsageError(f'lowest and highest are needed, such as 8-12, at most {most}; or "{USUAL}"')
    return span
