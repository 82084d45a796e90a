"""What `check` prints: findings with their places, hints and sources, as Markdown, JSON or annotations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from glutemed.checks.plan import Finding
from glutemed.errors import Position, Problem
from glutemed.model.catalog import Catalog
from glutemed.rendering.markdown import escape

__all__ = ["Report", "Told", "problems_report", "report", "to_data", "to_github", "to_markdown"]

SCHEMA = "glutemed.report/1"
SEVERITIES = ("error", "note", "not-checked")
UNSAID = "say it in the file; what belongs to the request can be given as an option too"
NOT_CHECKED = "Not checked, since the file does not say what these rules need:"
LACKS = "not checked: the file does not say "


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as it is told: where it stands, what helps, and the sources of its rule with their grades.

    A problem of reading has the rule "file".
    """

    rule: str
    severity: str
    message: str
    where: Position
    path: str = ""
    hint: str = ""
    sources: tuple[tuple[str, str | None], ...] = ()

    @property
    def label(self) -> str:
        """The severity and the rule in words."""
        return f"{self.severity.replace('-', ' ')} {self.rule}"

    def details(self) -> list[tuple[str, str]]:
        """Return what goes under the message, as labels and texts."""
        sources = ", ".join(f"{key} ({grade})" if grade else key for key, grade in self.sources)
        return [(label, text) for label, text in (("Hint", self.hint), ("Sources", sources)) if text]


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found in a file."""

    file: str
    told: tuple[Told, ...]

    def judged(self) -> list[tuple[Told, list[tuple[str, str]]]]:
        """Return the findings that were judged, each with what goes under it.

        Hint and sources stand once, under the last of findings that share them.
        """
        found = [told for told in self.told if told.severity != "not-checked"]
        shared = [(told.label, told.hint) for told in found]
        return [
            (told, told.details() if shared[index + 1 : index + 2] != [shared[index]] else [])
            for index, told in enumerate(found)
        ]

    def unchecked(self) -> list[str]:
        """Return the rules that were not checked, each with what the file does not say."""
        missing = (told for told in self.told if told.severity == "not-checked")
        return [f"{told.rule}: {told.message.removeprefix(LACKS)}" for told in missing]

    def counts(self) -> dict[str, int]:
        """Return how many findings there are of each severity."""
        found = [told.severity for told in self.told]
        return {severity: found.count(severity) for severity in SEVERITIES}

    def count(self) -> str:
        """Return the counts in words; what is not there is not told, but for errors."""
        errors, notes, unchecked = self.counts().values()
        parts = [_number(errors, "error")]
        parts += [_number(notes, "note")] if notes else []
        parts += [f"{_number(unchecked, 'rule')} not checked"] if unchecked else []
        return ", ".join(parts)


def _number(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def report(
    catalog: Catalog, file: str, findings: Iterable[Finding], places: Mapping[str, Position], hints: Mapping[str, str]
) -> Report:
    """Return findings with their places, hints and sources: errors first, and what was not checked last.

    `places` are by JSON pointer; `hints` tell, by pointer, what an unknown exercise may have meant.
    """
    grades = {statement.id: statement.grade for statement in catalog.statements}

    def told(finding: Finding) -> Told:
        rule = catalog.rule(finding.rule)
        hint = UNSAID if finding.severity == "not-checked" else rule.text
        if finding.rule == "P15":
            hint = hints.get(finding.path, hint)
        return Told(
            rule=finding.rule,
            severity=finding.severity,
            message=finding.message,
            where=_place(places, finding.path),
            path=finding.path,
            hint=hint,
            sources=tuple((key, grades.get(key)) for key in rule.sources),
        )

    ordered = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))
    return Report(file=file, told=tuple(map(told, ordered)))


def problems_report(file: str, problems: Iterable[Problem]) -> Report:
    """Return the problems of a file that could not be read as findings."""
    return Report(
        file=file,
        told=tuple(
            Told(rule="file", severity="error", message=problem.message, where=problem.where, hint=problem.hint)
            for problem in problems
        ),
    )


def _place(places: Mapping[str, Position], pointer: str) -> Position:
    """Return where a part of a plan stands, or the nearest part above it."""
    while pointer and pointer not in places:
        pointer = pointer.rpartition("/")[0]
    return places[pointer]


def to_data(found: Report) -> dict[str, Any]:
    """Return a report as the data of schema glutemed.report/1."""
    findings = [
        {
            "rule": told.rule,
            "severity": told.severity,
            "message": told.message,
            "line": told.where.line,
            "column": told.where.column,
            "path": told.path,
            "hint": told.hint,
            "sources": [{"key": key, "grade": grade} for key, grade in told.sources],
        }
        for told in found.told
    ]
    return {"schema": SCHEMA, "file": found.file, "findings": findings, "counts": found.counts()}


def to_markdown(found: Report) -> str:
    """Return a report as Markdown: a list of findings, and the count last."""
    lines = [f"# Check of {_code(str(Position(file=found.file)))}", ""]
    for told, details in found.judged():
        lines.append(f"- {_code(str(told.where))}: **{told.label}** {escape(told.message)}")
        lines += [f"  - {label}: {escape(text)}" for label, text in details]
    lines += [""] if found.judged() else []
    if found.unchecked():
        lines += [NOT_CHECKED, "", *(f"- {escape(text)}" for text in found.unchecked()), ""]
        lines += [f"To have them checked, {UNSAID}.", ""]
    return "\n".join([*lines, found.count(), ""])


def _code(text: str) -> str:
    """Return a text as code, so that a place reads as it is written."""
    return escape(text) if "`" in text else f"`{text}`"


def to_github(found: Report) -> str:
    """Return a report as workflow commands, one line a finding, which code hosts show beside the lines."""
    lines = []
    for told, _ in found.judged():
        command = "error" if told.severity == "error" else "notice"
        message = f"{told.message}; {told.hint}" if told.hint else told.message
        where = {
            "file": str(Position(file=told.where.file)),
            "line": str(told.where.line),
            "col": str(told.where.column),
        }
        lines.append(_annotation(command, {**where, "title": told.rule}, message))
    if found.unchecked():
        where = {"file": str(Position(file=found.file)), "title": "not checked"}
        lines.append(_annotation("notice", where, f"{NOT_CHECKED} {'; '.join(found.unchecked())}"))
    return "".join(lines)


def _annotation(command: str, properties: dict[str, str], message: str) -> str:
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{command} {given}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
