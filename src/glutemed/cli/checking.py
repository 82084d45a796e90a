"""The command that audits program files."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from glutemed.cli import request, system
from glutemed.cli.catalogs import Catalogs, opened
from glutemed.cli.output import File, Force, Output, Plain, emit
from glutemed.errors import FileError, ProblemsError

if TYPE_CHECKING:
    from glutemed.model.catalog import Catalog
    from glutemed.model.plan import Generator

__all__ = ["STANDARD_INPUT", "check", "other_data", "text_of"]

STANDARD_INPUT = "<stdin>"


def check(
    file: Annotated[
        str,
        typer.Argument(
            help="A plan of glutemed (JSON, YAML, Markdown), or a program written by hand; - is standard input.",
            metavar="FILE",
        ),
    ],
    goal: request.Goal = None,
    stage: request.Stage = None,
    pain: request.Pain = None,
    condition: request.Condition = None,
    equipment: request.Equipment = None,
    other: request.Other = None,
    minutes: request.Minutes = None,
    level: request.Level = None,
    age: request.Age = None,
    side: request.Side = None,
    include: request.Include = None,
    exclude: request.Exclude = None,
    clinician: request.Clinician = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="terminal, markdown, json, or github (annotations for workflows). "
            "[by --output; else terminal, piped markdown]",
            metavar="FORMAT",
        ),
    ] = None,
    catalog: Catalogs = None,
    output: File = None,
    force: Force = False,
    plain: Plain = False,
) -> int:
    """Audit a program against every rule.

    Options say what the file leaves unsaid.

    \b
    Examples:
      glutemed check my-plan.yaml
      glutemed check my-plan.yaml --goal rehab --stage mid --pain 2
      glutemed check plan.json --format json
      glutemed plan --goal prevention --format json | glutemed check -

    \b
    As short as this is enough for a file:
      goal: prevention
      days:
        - name: Monday
          exercises:
            - {exercise: single-leg rdl, sets: 3, reps: 10, load: 8 kg}
            - {exercise: side plank, sets: 3, hold: 30}

    Nothing is taken for granted: a rule that needs what neither the file nor an
    option says is told as not checked.

    \b
    Exit codes: 0 no errors; 1 errors found, or the file cannot be understood;
    2 wrong use; 70 a bug in glutemed; 74 cannot read or write; 130 interrupted.
    """
    to = Output.chosen(("terminal", "markdown", "json", "github"), format, output, force=force, plain=plain)
    from glutemed.checks.registry import check_plan
    from glutemed.loading.programs import read_program
    from glutemed.rendering import findings

    data = opened(catalog)
    name = STANDARD_INPUT if file == "-" else file
    options = {
        "goal": goal,
        "stage": stage,
        "pain": pain,
        "condition": condition,
        "equipment": equipment,
        "other": other,
        "minutes": minutes,
        "level": level,
        "age": age,
        "side": side,
        "include": include,
        "exclude": exclude,
        "clinician": clinician,
    }
    try:
        program = read_program(data, text_of(file), name, options)
    except ProblemsError as error:
        if to.format not in ("json", "github"):
            raise
        report = findings.problems_report(name, error.problems)
    else:
        if told := other_data(data, program.plan.generator):
            system.warn(f"note: {told}")
        found = check_plan(data, program.plan, unsaid=program.unsaid)
        report = findings.report(data, name, found, program.places, program.hints)
    if to.format == "json":
        from json import dumps

        emit(to, dumps(findings.to_data(report), ensure_ascii=False, indent=2) + "\n")
    elif to.format == "github":
        emit(to, findings.to_github(report))
    elif to.format == "markdown":
        emit(to, findings.to_markdown(report))
    else:
        from glutemed.rendering.terminal import findings_to_terminal, to_text

        emit(to, to_text(findings_to_terminal(report), width=to.width, colour=to.colour))
    return 1 if report.counts()["error"] else 0


def other_data(data: "Catalog", made: "Generator") -> str | None:
    """Return how the catalogue at hand differs from the one that a plan was made with, or None."""
    used = [overlay.name for overlay in data.overlays]
    if missing := [name for name in made.overlays if name not in used]:
        return f"the plan was made with the catalogue {', '.join(missing)}; name its file with --catalog"
    if made.version and made.catalog != data.fingerprint:
        return "the plan was made with other data than today's catalogue, which it is judged by"
    return None


def text_of(file: str, most: int | None = None) -> str:
    """Return a file's text, or that of standard input; `most` are the bytes that it may have, else 5 MB."""
    from glutemed.loading.reader import BYTES_MAX, decode_text, read_text

    most = most or BYTES_MAX
    if file != "-":
        return read_text(file, most)
    if sys.stdin is None:
        raise FileError("cannot read: standard input is closed")
    return decode_text(sys.stdin.buffer.read(most + 1), STANDARD_INPUT, most)
