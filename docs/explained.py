"""The records whose every field a page of the documentation must explain."""

from collections.abc import Iterator
from dataclasses import fields

from glutemed.engine import progress, summary
from glutemed.loading import answers, shortform
from glutemed.model import exercise as words
from glutemed.model import explanation, policy, verdicts
from glutemed.model import page as pages
from glutemed.model import plan as plans
from glutemed.model import screening as asked
from glutemed.model.catalog import Catalog

EXPLAINED: dict[str, tuple[type, ...]] = {
    "catalogue": (
        words.Exercise,
        words.StageBasis,
        words.Load,
        words.Substitute,
        words.DoseLimits,
        words.Form,
        words.ConditionNote,
        words.Evidence,
        words.Conflict,
        policy.Condition,
        policy.Protocol,
        policy.SessionPattern,
        policy.Slot,
        policy.Limit,
        policy.Rule,
        policy.Ladder,
        policy.GeneralAdvice,
        policy.TableRow,
        asked.Question,
        asked.HomeTest,
        asked.AgeMean,
        asked.Gate,
        asked.Criterion,
    ),
    "screen": (
        answers.AnswersFile,
        answers.FileFacts,
        answers.FileTest,
        verdicts.Outcome,
        verdicts.Stop,
        verdicts.GateVerdict,
        verdicts.CriterionVerdict,
        verdicts.Withheld,
    ),
    "check": (shortform.Hand, shortform.HandWeek, shortform.Day, shortform.Entry, shortform.Warned),
    "learn": (pages.Topic, pages.Passage, pages.Page),
    "log": (summary.Summary, summary.Effect, summary.Said),
    "progress": (
        progress.Charted,
        progress.WeekDone,
        progress.SessionPoint,
        progress.Track,
        progress.Point,
        progress.Rung,
        progress.HomeResults,
        progress.Result,
    ),
    "reference/plan-json": (
        plans.Plan,
        plans.Generator,
        plans.Request,
        plans.Prescribed,
        plans.Passed,
        plans.Week,
        plans.Session,
        plans.Block,
        plans.Item,
        plans.Dose,
        plans.Reason,
        plans.Decision,
        plans.Caution,
        plans.Advice,
        explanation.Judged,
        explanation.Judgement,
        explanation.Alternative,
    ),
}


def unexplained(page: str, text: str) -> Iterator[str]:
    """Return the fields, and the sections of a catalogue, that a page should explain and does not."""
    for record in EXPLAINED.get(page, ()):
        for field in fields(record):
            if not any(f"`{name}`" in text for name in (field.name, field.name.replace("_", "-"), f"{field.name}[]")):
                yield f"{record.__name__}.{field.name}"
    for field in fields(Catalog) if page == "catalogue" else ():
        if field.name != "fingerprint" and f"`{field.name}`" not in text:
            yield f"Catalog.{field.name}"
