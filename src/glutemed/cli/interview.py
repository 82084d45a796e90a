"""The interview of `catalog new`: questions about one exercise, asked again until the entry is valid."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from glutemed.cli import system
from glutemed.errors import GlutemedError, Problem, ProblemsError, UsageError
from glutemed.loading.documents import one_of, resolve, split
from glutemed.loading.overlays import lay_over
from glutemed.loading.schemas import SCHEMA
from glutemed.loading.text import NAME_MAX, TEXT_MAX, gate
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DEMANDS, KIT, LOADS, STAGES, Exercise
from glutemed.render.entry import to_yaml

__all__ = ["interview"]

HEAD = """\
# A catalogue of your own over the built-in one: use it with --catalog, or keep it as catalog.yaml in the
# configuration folder of glutemed. For editors: glutemed catalog schema -o glutemed-catalog.json
# yaml-language-server: $schema=glutemed-catalog.json
"""
FLAGS = ("kneeling", "impact", "pivot", "past_midline")
COPIED = (
    "category",
    "chain",
    "mechanism",
    "leads_to",
    "pattern",
    "sided",
    "working_hip",
    "position",
    "surface",
    "balance",
    "tempo",
)
"""What the new entry takes over from the exercise that it is most like."""
START = "the lightest that lets you do every repetition cleanly"


class Question(NamedTuple):
    """A question about one field: its words, what an empty answer means, how an answer is read.

    `many` are the fewest and most answers of a list, asked for one at a time.
    """

    field: str
    words: str
    read: Callable[[str], Any]
    default: Any = None
    many: tuple[int, int] | None = None


def interview(catalog: Catalog, built_in: Catalog, under: Sequence[str], file: str) -> tuple[dict[str, Any], str]:
    """Return the answers about one exercise, and the valid catalogue file that they make.

    They are asked for on the terminal, or read from a pipe. `catalog` is the built-in one under the
    files `under`. Raises UsageError when the answers end early.
    """
    system.warn(f"an exercise of your own, for {file}; an empty answer takes what stands in [brackets]")
    name = _ask(Question("name", "What is it called?", partial(_name, catalog)))
    like = _ask(Question("like", "Which exercise is it most like?", partial(resolve, catalog, option="LIKE")))
    entry: dict[str, Any] = {"name": name}
    questions = _questions(catalog, name, like)
    wanted = {question.field for question in questions}
    while True:
        for question in questions:
            if question.field in wanted:
                entry[question.field] = _ask(question)
        text = HEAD + to_yaml({"schema": SCHEMA, "exercises": [_whole(entry, like)]})
        try:
            lay_over(built_in, under, {file: text})
        except ProblemsError as error:
            wanted = {_field(text, problem) for problem in error.problems}
            for problem in error.problems:
                system.warn(f"{problem.message}{f'; {problem.hint}' if problem.hint else ''}")
            if not wanted <= {question.field for question in questions}:
                raise
        else:
            return entry, text


def _ask(question: Question) -> Any:
    """Return an answer; one that cannot be is told, and asked for again."""
    if question.many is None:
        return _answer(question, question.words, question.default)
    least, most = question.many
    answers: list[Any] = []
    while len(answers) < most:
        enough = len(answers) >= least
        answer = _answer(question, f"{question.words} {len(answers) + 1}", "" if enough else None)
        if answer == "":
            break
        answers.append(answer)
    return answers


def _answer(question: Question, words: str, default: Any) -> Any:
    shown = ", ".join(default) or "none" if isinstance(default, list) else default
    shown = "enough" if shown == "" else shown
    while True:
        answer = system.ask(f"{words}{'' if shown is None else f' [{shown}]'} ").strip()
        if not answer and default is not None:
            return default
        try:
            return question.read(answer)
        except GlutemedError as error:
            system.warn(str(error))


def _questions(catalog: Catalog, name: str, like: Exercise) -> tuple[Question, ...]:
    text = partial(_text, TEXT_MAX)
    conditions = [condition.id for condition in catalog.conditions]
    return (
        Question("id", "A short id, words joined by hyphens?", _id, _slug(name) or None),
        Question("aliases", "Other names, with commas between?", partial(_names, catalog), []),
        Question("demand", f"Demand: {', '.join(DEMANDS)}?", partial(_one, "demand", DEMANDS), like.demand),
        Question(
            "stages",
            f"Stages: {', '.join(STAGES)}?",
            partial(_some, "stages", STAGES),
            [basis.stage for basis in like.stages],
        ),
        Question("needs", f"Kit that it cannot do without: {', '.join(KIT)}?", _kit, list(like.needs)),
        Question("knee_bend", "Largest bend of the working knee, degrees?", partial(_degrees, 160), like.knee_bend),
        Question("hip_bend", "Largest bend of the working hip, degrees?", partial(_degrees, 140), like.hip_bend),
        Question(
            "flags",
            "Which of these are part of it: kneeling, impact (a landing), pivot (a turn on the loaded foot), "
            "past_midline (the leg or pelvis crosses the middle)?",
            partial(_some, "parts", FLAGS),
            [flag for flag in FLAGS if getattr(like, flag)],
        ),
        Question(
            "dose", "Counted in reps, or held: reps or hold?", partial(_one, "dose", ("reps", "hold")), like.dose.kind
        ),
        Question("rest_seconds", "Rest between sets, seconds?", partial(_degrees, 300), like.rest_seconds),
        Question("set_up", "Set-up: how to get into position?", text),
        Question("steps", "Step", text, many=(3, 6)),
        Question("cues", "Cue", text, many=(2, 4)),
        Question("mistakes", "Common mistake", text, many=(2, 3)),
        Question("stop_signs", "Sign to stop", text, many=(1, 3)),
        Question(
            "conditions",
            f"With which conditions is it fine as it is, in your judgement? All others leave it out. "
            f"{', '.join(conditions)}?",
            partial(_some, "conditions", conditions),
            [],
        ),
    )


def _whole(entry: dict[str, Any], like: Exercise) -> dict[str, Any]:
    """Return the entry as it is written: the answers, and what it takes over from the exercise that it is like."""
    copied = {field: getattr(like, field) for field in COPIED if getattr(like, field) is not None}
    needs = entry["needs"]
    loads = {load.kind: {"kind": load.kind, "where": load.where, "start": load.start} for load in like.loads}
    known = [loads.get(kit, {"kind": kit, "where": "", "start": START}) for kit in needs if kit in LOADS]
    rows: dict[str, Any] = {
        "id": entry["id"],
        "name": entry["name"],
        "aliases": entry["aliases"],
        **copied,
        "knee_bend": entry["knee_bend"],
        "hip_bend": entry["hip_bend"],
        **dict.fromkeys(entry["flags"], True),
        "stages": [{"stage": stage, "basis": "ruling", "sources": ["own"]} for stage in entry["stages"]],
        "demand": entry["demand"],
        "needs": needs,
        "loads": known,
        "dose": {"kind": entry["dose"]},
        "rest_seconds": entry["rest_seconds"],
        "harder": [like.leads_to] if like.leads_to else [],
        **{field: entry[field] for field in ("set_up", "steps", "cues", "mistakes", "stop_signs")},
        "conditions": [
            {"condition": id, "action": "allow", "why": "judged fine by who wrote the entry", "sources": ["own"]}
            for id in entry["conditions"]
        ],
        "sources": ["own"],
    }
    return {field: value for field, value in rows.items() if value != []}


def _field(text: str, problem: Problem) -> str:
    """Return the field of the entry that a problem is about, by its line."""
    for line in reversed(text.split("\n")[: problem.where.line]):
        if found := re.match(r"(?:    |  - )([a-z_]+):", line):
            return "flags" if found[1] in FLAGS else "needs" if found[1] == "loads" else found[1]
    return ""


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-")
    return slug if len(slug) > 1 else ""


def _name(catalog: Catalog, answer: str) -> str:
    name = _text(NAME_MAX, answer)
    known = catalog.find(name)
    if known:
        raise UsageError(f"that means {known.name} already; choose another name")
    return name


def _names(catalog: Catalog, answer: str) -> list[str]:
    return [_name(catalog, name) for name in split([answer])]


def _text(most: int, answer: str) -> str:
    if not answer:
        raise UsageError("an answer is needed here")
    refused = gate(answer) or (f"{len(answer)} characters; at most {most} are allowed" if len(answer) > most else None)
    if refused:
        raise UsageError(refused)
    return unicodedata.normalize("NFC", answer)


def _id(answer: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", answer) or not 2 <= len(answer) <= 60:
        raise UsageError("2 to 60 characters: lower-case words joined by hyphens, such as leg-circle")
    return answer


def _one(what: str, allowed: Sequence[str], answer: str) -> str:
    return one_of(what, answer, allowed)


def _some(what: str, allowed: Sequence[str], answer: str) -> list[str]:
    found = [] if answer == "none" else [one_of(what, name, allowed) for name in split([answer])]
    return sorted(set(found), key=allowed.index)


def _kit(answer: str) -> list[str]:
    return _some("kit", KIT, answer)


def _degrees(most: int, answer: str) -> int:
    if not (answer.isascii() and answer.isdigit() and len(answer) < 5 and int(answer) <= most):
        raise UsageError(f"a whole number from 0 to {most} is needed")
    return int(answer)
