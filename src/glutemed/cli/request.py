"""The options that make a request, declared once for every command that takes them."""

from typing import Annotated, Any

import typer

from glutemed.cli.options import sharing

__all__ = [
    "Age",
    "Clinician",
    "Condition",
    "Days",
    "Equipment",
    "Exclude",
    "Goal",
    "Include",
    "Level",
    "Minutes",
    "On",
    "Other",
    "Pain",
    "Side",
    "Stage",
    "Start",
    "Weeks",
    "with_request",
]

Goal = Annotated[str | None, typer.Option("--goal", help="prevention, or rehab.", metavar="GOAL")]
Stage = Annotated[
    str | None, typer.Option("--stage", help="early, mid or late; with rehab only. [early]", metavar="STAGE")
]
Pain = Annotated[
    str | None,
    typer.Option("--pain", help="0-10: the worst of the last week in daily life. [not given]", metavar="N"),
]
Condition = Annotated[
    list[str] | None,
    typer.Option(
        "--condition",
        help="patellofemoral-pain, itb-syndrome, acl-reconstruction, achilles-tendinopathy, low-back-pain, "
        "gluteal-tendinopathy, fai-syndrome, knee-osteoarthritis, hip-osteoarthritis; several, or none. [none]",
        metavar="NAMES",
    ),
]
Equipment = Annotated[
    list[str] | None,
    typer.Option(
        "--equipment",
        help="none, home (band, ankle-weight, dumbbell, step), gym (and cable, barbell, bench, kettlebell), "
        "or a list such as band,step. Floor, wall, stair and a firm chair are always there. [home]",
        metavar="KIT",
    ),
]
Days = Annotated[
    str | None, typer.Option("--days", help="Days a week: 2-3; early rehab 2-7. [prevention 2, rehab 3]", metavar="N")
]
On = Annotated[
    list[str] | None,
    typer.Option("--on", help="Weekdays to train, such as mon,thu. [spread evenly]", metavar="WEEKDAYS"),
]
Other = Annotated[
    list[str] | None,
    typer.Option("--other", help="Weekdays of other hard leg work: runs, leg day. [none]", metavar="WEEKDAYS"),
]
Weeks = Annotated[str | None, typer.Option("--weeks", help="1-12. [1]", metavar="N")]
Minutes = Annotated[
    str | None, typer.Option("--minutes", help="15-90: the most that a session may take. [no limit]", metavar="N")
]
Level = Annotated[
    str | None,
    typer.Option(
        "--level",
        help="beginner (new to this, or after a break), intermediate (half a year of regular training) "
        "or advanced (years). [beginner]",
        metavar="LEVEL",
    ),
]
Age = Annotated[str | None, typer.Option("--age", help="Years. [not given]", metavar="N")]
Side = Annotated[
    str | None,
    typer.Option("--side", help="left, right or both: what hurts or was operated on. [not given]", metavar="SIDE"),
]
Include = Annotated[
    list[str] | None,
    typer.Option("--include", help="Exercises that must be in it, by id, name or alias.", metavar="NAMES"),
]
Exclude = Annotated[
    list[str] | None, typer.Option("--exclude", help="Exercises that must not be in it.", metavar="NAMES")
]
Start = Annotated[
    str | None, typer.Option("--start", help="First day, such as 2026-12-01. [none: day 1]", metavar="DATE")
]
Clinician = Annotated[
    str | None,
    typer.Option(
        "--clinician",
        help='"name: reason": who answers for stage and dose; the tests are waived, safety is not.',
        metavar="TEXT",
    ),
]


OPTIONS: dict[str, Any] = {
    "goal": Goal,
    "stage": Stage,
    "pain": Pain,
    "condition": Condition,
    "equipment": Equipment,
    "days": Days,
    "on": On,
    "other": Other,
    "weeks": Weeks,
    "minutes": Minutes,
    "level": Level,
    "age": Age,
    "side": Side,
    "include": Include,
    "exclude": Exclude,
    "start": Start,
    "clinician": Clinician,
}

with_request = sharing("asked", OPTIONS)
"""Gives a command the request's options as one mapping, `asked`, which loading.requests.read_request takes."""
