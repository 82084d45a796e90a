"""Checks of how much and how often: P05, P06, P10 and P12."""

from collections import defaultdict
from itertools import pairwise
from typing import Literal

from glutemed.checks.plan import Check, Finding, Findings, Placed, placed, sessions
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan, demand_of, is_heavy, side_sets

__all__ = ["PRESCRIPTION"]

DAYS_IN_WEEK = 7
SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")


def dose(catalog: Catalog, plan: Plan) -> Findings:
    """P05: sets, repetitions and holds within the article's range (A20, A28), or the exercise's own.

    Passes: 3 x 8 clamshells; 2 x 10 static holds of 10 s, a trial's own dose. Fails: 5 x 8,
    3 x 20, a hold of 60 s; 3 sets on five days a week; 37 main sets a week for one hip. Over a limit
    is an error, under it a note.
    """
    for at in placed(catalog, plan):
        yield from _dose_of(catalog, plan, at)
    for week_index, week in enumerate(plan.weeks):
        many = len(week.sessions) > catalog.limit("many-days")
        cap = catalog.limit("weekly-sets-max-many-days" if many else "weekly-sets-max")
        main = [item for session in week.sessions for item in session.items("main")]
        for side in SIDES:
            total = sum(side_sets(item, side) for item in main)
            if total > cap:
                message = f"{total} main sets for the {side} hip; at most {cap:g}"
                yield Finding(rule="P05", path=f"/weeks/{week_index}", message=message)


def _dose_of(catalog: Catalog, plan: Plan, at: Placed) -> Findings:
    limit, given, own = catalog.limit, at.item.dose, at.exercise.dose
    if given.kind != own.kind or (given.seconds is None) != (given.kind == "reps"):
        wanted = "holds of so many seconds" if own.kind == "hold" else "repetitions without seconds"
        yield Finding(rule="P05", path=at.path, message=f"{at.item.name} is dosed in {wanted}")
        return
    if at.block == "main":
        sets = (limit("main-sets-min"), limit("main-sets-max"))
        if len(plan.weeks[at.week].sessions) > limit("many-days"):
            sets = (limit("reduced-sets"), limit("reduced-sets"))
        reps = (1.0, 1.0) if own.kind == "hold" else (limit("main-reps-min"), limit("main-reps-max"))
        plank = plan.prescribed.goal == "prevention" and at.exercise.pattern == "side-plank"
        seconds = (limit("plank-hold-min" if plank else "main-hold-min"), limit("main-hold-max"))
    elif at.block == "warm-up":
        sets = (limit("warm-up-sets-min"), limit("warm-up-sets-max"))
        reps = (limit("warm-up-reps-min"), limit("warm-up-reps-max"))
        seconds = (limit("main-hold-min"), limit("main-hold-max"))
    else:
        sets = (limit("stretch-sets-min"), limit("stretch-sets-max"))
        reps = (1.0, 1.0)
        seconds = (limit("stretch-hold-min"), limit("stretch-hold-max"))
    counts = "holds" if own.kind == "hold" else "repetitions"
    for have, (low, high), floor, unit in (
        (at.item.sets, own.sets or sets, "floor-sets", "sets"),
        (given.reps, own.reps or reps, "floor-reps" if own.kind == "reps" else None, counts),
        (given.seconds, own.seconds or seconds, "floor-hold", "seconds"),
    ):
        if have is None:
            continue
        if have > high:
            yield Finding(rule="P05", path=at.path, message=f"{at.item.name}: {have} {unit}; at most {high:g}")
            continue
        least = low if own.sources or at.block != "main" or not floor else max(low, limit(floor))
        if have < least:
            message = f"{at.item.name}: {have} {unit}; at least {least:g}"
            yield Finding(rule="P05", severity="note", path=at.path, message=message)


def spacing(catalog: Catalog, plan: Plan) -> Findings:
    """P06: prevention 2-3 sessions a week (A26); a whole day between heavy sessions (A29, R-029).

    Passes: heavy work on days 1, 3 and 5. Fails: heavy work on days 1 and 2, or on day 7 and the
    next week's day 1; days that do not rise from 1 to 7.
    """
    for week_index, week in enumerate(plan.weeks):
        numbers = [session.day for session in week.sessions]
        if numbers != sorted({day for day in numbers if 1 <= day <= DAYS_IN_WEEK}):
            message = f"sessions on days {', '.join(map(str, numbers))}; a week's days rise from 1 to {DAYS_IN_WEEK}"
            yield Finding(rule="P06", path=f"/weeks/{week_index}", message=message)
        fewest, most = catalog.limit("prevention-days-min"), catalog.limit("prevention-days-max")
        if plan.prescribed.goal == "prevention" and not fewest <= len(week.sessions) <= most:
            message = f"{len(week.sessions)} sessions a week; prevention has {fewest:g} to {most:g}"
            yield Finding(rule="P06", path=f"/weeks/{week_index}", message=message)
    heavy: dict[int, set[int]] = defaultdict(set)
    for at in placed(catalog, plan):
        demand = demand_of(at.exercise, at.form, at.item.load)
        if at.block == "main" and is_heavy(demand, at.item.load, at.item.reserve):
            heavy[at.week].add(at.session)
    days: list[tuple[int, str]] = []
    for week_index, week in enumerate(plan.weeks):
        for session_index in sorted(heavy[week_index]):
            path = f"/weeks/{week_index}/sessions/{session_index}"
            days.append((DAYS_IN_WEEK * week_index + week.sessions[session_index].day, path))
    days.sort()
    if days:
        days.append((days[0][0] + DAYS_IN_WEEK * len(plan.weeks), days[0][1]))
    for (day, _), (later, path) in pairwise(days):
        if later - day < catalog.limit("heavy-gap"):
            yield Finding(
                rule="P06", path=path, message="heavy work without a whole day after the heavy session before"
            )


def measurable(catalog: Catalog, plan: Plan) -> Findings:
    """P10: every main item names what to track, control included, and the target that unlocks the next step (A22).

    Passes: "repetitions, load, and control (clean or wobbled)" with a target. Fails: no target,
    or "feel the burn".
    """
    for at in placed(catalog, plan):
        if at.block != "main":
            continue
        wanted = "seconds" if at.item.dose.kind == "hold" else "repetitions"
        if "control" not in at.item.track or wanted not in at.item.track:
            yield Finding(
                rule="P10", path=at.path, message=f"{at.item.name} does not say to track {wanted} and control"
            )
        if not any(character.isdigit() for character in at.item.target):
            yield Finding(
                rule="P10", path=at.path, message=f"{at.item.name} has no target in numbers for the next step"
            )


def doable(catalog: Catalog, plan: Plan) -> Findings:
    """P12: 2 to 4 main exercises a session (R-080).

    Passes: three. Fails: one, or five; a plan or a week without any session.
    """
    for week_index, week in enumerate(plan.weeks):
        if not week.sessions:
            yield Finding(rule="P12", path=f"/weeks/{week_index}", message="no session in this week")
    if not plan.weeks:
        yield Finding(rule="P12", path="/weeks", message="no week in this plan")
    fewest, most = catalog.limit("main-items-min"), catalog.limit("main-items-max")
    for path, session in sessions(plan):
        count = len(session.items("main"))
        if not fewest <= count <= most:
            message = f"main exercises: {count}; {fewest:g} to {most:g} are wanted"
            yield Finding(rule="P12", path=path, message=message)


PRESCRIPTION: tuple[tuple[str, Check], ...] = (
    ("P05", dose),
    ("P06", spacing),
    ("P10", measurable),
    ("P12", doable),
)
