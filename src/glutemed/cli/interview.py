"""The interview of `catalog new`: one exercise, asked for until it makes a valid catalogue file."""

import re
from collections.abc import Mapping
from typing import Any

from glutemed.cli import system
from glutemed.cli.questions import FLAGS, USUAL, Question, first_questions, load_questions, questions
from glutemed.errors import GlutemedError, Problem, ProblemsError, UsageError
from glutemed.loading.overlays import lay_over
from glutemed.loading.schemas import SCHEMA
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Exercise
from glutemed.rendering.entry import to_yaml

__all__ = ["interview"]

HEAD = """\
# A catalogue of your own over the built-in one: use it with --catalog, or keep it as catalog.yaml in the
# configuration folder of glutemed. For editors: glutemed catalog schema -o glutemed-catalog.json
# yaml-language-server: $schema=glutemed-catalog.json
"""
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
)
"""What the new entry takes over from the exercise that it is most like."""
START = "the lightest that lets you do every repetition cleanly"
ASKED_BY = {"loads": ("needs",), "dose": ("dose", "sets", "amount"), "name": ("aliases",)}
"""The questions that mend a field which is not asked for by its own name."""


def interview(catalog: Catalog, built_in: Catalog, under: Mapping[str, str], file: str) -> tuple[str, str]:
    """Return the id of an exercise, and the valid catalogue file that the answers about it make.

    They are asked for on the terminal, or read from a pipe. `catalog` is the built-in one under the
    texts of the files `under`. Raises UsageError when the answers end early, or make no valid entry.
    """
    system.warn(f"an exercise of your own, for {file}; an empty answer takes what stands in [brackets]")
    entry: dict[str, Any] = {question.field: _ask(question) for question in first_questions(catalog)}
    like = entry.pop("like")
    asked = questions(catalog, entry["name"], like)
    wanted = {question.field for question in asked}
    while True:
        for question in asked:
            if question.field in wanted:
                entry[question.field] = _ask(question)
                if question.field == "needs":
                    loads = load_questions(like, entry["needs"])
                    entry["loads"] = [{"kind": one.field, "where": _ask(one), "start": START} for one in loads]
        text = HEAD + to_yaml({"schema": SCHEMA, "exercises": [_whole(entry, like)]})
        try:
            lay_over(built_in, {**under, file: text})
        except ProblemsError as error:
            for problem in error.problems:
                system.warn(f"{problem.message}{f'; {problem.hint}' if problem.hint else ''}")
            wanted = {field for problem in error.problems for field in _asked_by(text, problem)}
            if not wanted <= {question.field for question in asked}:
                raise UsageError("these answers make no valid entry; nothing was written") from error
        else:
            return entry["id"], text


def _ask(question: Question) -> Any:
    """Return an answer; one that cannot be is told, and asked for again."""
    if question.many is None:
        return _answer(question, question.words, question.default)
    least, most = question.many
    answers: list[Any] = []
    while len(answers) < most:
        enough = len(answers) >= least
        more = "" if enough else f" (at least {least})"
        answer = _answer(question, f"{question.words} {len(answers) + 1}{more}:", "" if enough else None)
        if answer == "":
            break
        answers.append(answer)
    return answers


def _answer(question: Question, words: str, default: Any) -> Any:
    shown = "" if default is None else f" [{_shown(default)}]"
    while True:
        answer = system.ask(f"{words}{shown} ").strip()
        if not answer and default is not None:
            return default
        try:
            return question.read(answer)
        except GlutemedError as error:
            system.warn(str(error))


def _shown(default: Any) -> str:
    """Return what an empty answer means, as it could be typed."""
    if isinstance(default, bool):
        return "yes" if default else "no"
    if isinstance(default, list) and default and isinstance(default[0], int):
        return f"{default[0]}-{default[1]}"
    if isinstance(default, list):
        return ", ".join(default) or "none"
    return "enough" if default == "" else str(default)


def _whole(entry: dict[str, Any], like: Exercise) -> dict[str, Any]:
    """Return the entry as it is written: the answers, and what it takes over from the exercise that it is like."""
    held = entry["dose"] == "hold"
    dose: dict[str, Any] = {"kind": entry["dose"], "sets": entry["sets"]}
    dose["seconds" if held else "reps"] = entry["amount"]
    dose = {part: value for part, value in dose.items() if value != USUAL}
    rows: dict[str, Any] = {
        "id": entry["id"],
        "name": entry["name"],
        "aliases": entry["aliases"],
        **{field: getattr(like, field) for field in COPIED},
        "knee_bend": entry["knee_bend"],
        "hip_bend": entry["hip_bend"],
        **{flag: True for flag in FLAGS if entry[flag]},
        "stages": [{"stage": stage, "basis": "ruling", "sources": ["own"]} for stage in entry["stages"]],
        "demand": entry["demand"],
        "needs": entry["needs"],
        "loads": entry["loads"],
        "dose": {**dose, "sources": ["own"]} if len(dose) > 1 else dose,
        "tempo": None if held else like.tempo,
        "rest_seconds": entry["rest_seconds"],
        "harder": [like.leads_to] if like.leads_to else [],
        **{field: entry[field] for field in ("set_up", "steps", "cues", "mistakes", "stop_signs")},
        "conditions": [
            {"condition": id, "action": "allow", "why": "judged fine by who wrote the entry", "sources": ["own"]}
            for id in entry["conditions"]
        ],
        "sources": ["own"],
    }
    return {field: value for field, value in rows.items() if value not in ([], None)}


def _asked_by(text: str, problem: Problem) -> tuple[str, ...]:
    """Return the questions that a problem sends back to, by the line that it is told at."""
    for line in reversed(text.split("\n")[: problem.where.line]):
        if found := re.match(r"(?:    |  - )([a-z_]+):", line):
            return ASKED_BY.get(found[1], (found[1],))
    return ("",)
