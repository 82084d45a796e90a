"""Checks of how a week is laid out: P06, P10 and P12."""

from collections import defaultdict
from itertools import pairwise

from glutemed.checks.plan import Audit, Finding, Findings, Row, age_from, session_path, sessions, week_path
from glutemed.model.plan import WEEKDAYS, Week, is_heavy, session_minutes

__all__ = ["PRESCRIPTION"]

DAYS_IN_WEEK = 7


def sessions_a_week(audit: Audit) -> Findings:
    """P06: prevention has 2 to 3 sessions a week (A26). Passes: two. Fails: one, or four."""
    if audit.plan.prescribed.goal != "prevention":
        return
    fewest, most = audit.catalog.limit("prevention-days-min"), audit.catalog.limit("prevention-days-max")
    for week_index, week in enumerate(audit.plan.weeks):
        if not fewest <= len(week.sessions) <= most:
            message = f"sessions a week: {len(week.sessions)}; prevention has {fewest:g} to {most:g}"
            yield Finding(rule="P06", path=week_path(week_index), message=message)


def spacing(audit: Audit) -> Findings:
    """P06: a whole day between heavy sessions, and between them and other hard leg work (A29, R-029).

    Passes: heavy work on days 1, 3 and 5. Fails: heavy work on days 1 and 2, or on day 7 and the
    next week's day 1; heavy work on Tuesday with a run on Wednesday; days that do not rise from 1 to 7.
    """
    gap, weeks = audit.catalog.limit("heavy-gap"), audit.plan.weeks
    for week_index, week in enumerate(weeks):
        numbers = [session.day for session in week.sessions]
        if numbers != sorted({day for day in numbers if 1 <= day <= DAYS_IN_WEEK}):
            message = f"sessions on days {', '.join(map(str, numbers))}; a week's days rise from 1 to {DAYS_IN_WEEK}"
            yield Finding(rule="P06", path=week_path(week_index), message=message)
    heavy: dict[int, set[int]] = defaultdict(set)
    for at in audit.items:
        if at.block == "main" and is_heavy(at.demand, at.item.load, at.item.reserve):
            heavy[at.week].add(at.session)
    days: list[tuple[int, str]] = []
    for week_index, week in enumerate(weeks):
        for session_index in sorted(heavy[week_index]):
            path = session_path(week_index, session_index)
            days.append((DAYS_IN_WEEK * week_index + week.sessions[session_index].day, path))
            for name, away in _other(audit, week, session_index):
                if away < gap:
                    message = f"heavy work without a whole day between it and the other leg work on {name.capitalize()}"
                    yield Finding(rule="P06", path=path, message=message)
    days.sort()
    if days:
        days.append((days[0][0] + DAYS_IN_WEEK * len(weeks), days[0][1]))
    for (day, _), (later, path) in pairwise(days):
        if later - day < gap:
            message = "heavy work without a whole day after the heavy session before"
            yield Finding(rule="P06", path=path, message=message)


def _other(audit: Audit, week: Week, session: int) -> list[tuple[str, int]]:
    """Return the weekdays of other hard leg work, each with how many days it lies from a session.

    Where no session names its weekday, day 1 is taken as Monday.
    """
    known = next(((WEEKDAYS.index(one.weekday), one.day) for one in week.sessions if one.weekday), (0, 1))
    weekday = known[0] + week.sessions[session].day - known[1]
    away = [(name, (WEEKDAYS.index(name) - weekday) % DAYS_IN_WEEK) for name in audit.plan.request.other]
    return [(name, min(days, DAYS_IN_WEEK - days)) for name, days in away]


def measurable(audit: Audit) -> Findings:
    """P10: every main item names what to track, control included, and the target that unlocks the next step (A22).

    Passes: "repetitions, load, and control (clean or wobbled)" with a target. Fails: no target,
    or "feel the burn".
    """
    for at in audit.items:
        if at.block != "main":
            continue
        wanted = "seconds" if at.item.dose.kind == "hold" else "repetitions"
        lacks = []
        if "control" not in at.item.track or wanted not in at.item.track:
            lacks.append(f"does not say to track {wanted} and control")
        if not any(character.isdigit() for character in at.item.target):
            lacks.append("has no target in numbers for the next step")
        if lacks:
            yield Finding(rule="P10", path=at.path, message=f"{at.item.name} {', and '.join(lacks)}")


def doable(audit: Audit) -> Findings:
    """P12: 2 to 4 main exercises a session (R-080).

    Passes: three. Fails: one, or five; a plan or a week without any session.
    """
    for week_index, week in enumerate(audit.plan.weeks):
        if not week.sessions:
            yield Finding(rule="P12", path=week_path(week_index), message="no session in this week")
    if not audit.plan.weeks:
        yield Finding(rule="P12", path="/weeks", message="no week in this plan")
    fewest, most = audit.catalog.limit("main-items-min"), audit.catalog.limit("main-items-max")
    for path, session in sessions(audit.plan):
        count = len(session.items("main"))
        if not fewest <= count <= most:
            message = f"main exercises: {count}; {fewest:g} to {most:g} are wanted"
            yield Finding(rule="P12", path=path, message=message)


def few_at_age(audit: Audit) -> Findings:
    """P12: from 65 years on at most three main exercises a session (R-081). Passes: three. Fails: four."""
    if age_from(audit, "older-age"):
        years, most = audit.catalog.limit("older-age"), audit.catalog.limit("older-main-items-max")
        yield from _fewer(audit, most, f"from {years:g} years on")


def fits(audit: Audit) -> Findings:
    """P12: a session fits its minutes, and below 20 minutes it has two main exercises (R-080, R-091).

    Minutes are sets x sides x repetitions x tempo, or x hold, with the rests, changes of side and
    half a minute an item, rounded up. Passes: a session of 24 minutes where 25 were asked for.
    Fails: one of 26; one that says 20 and takes 24; three main exercises in 18 minutes.
    """
    asked = audit.plan.request.minutes
    for path, session in sessions(audit.plan):
        minutes = session_minutes(session.blocks)
        if session.minutes != minutes:
            message = f"the session takes {minutes} minutes, not {session.minutes}"
            yield Finding(rule="P12", path=path, message=message)
        if asked is not None and minutes > asked:
            message = f"the session takes {minutes} minutes; {asked} were asked for"
            yield Finding(rule="P12", path=path, message=message)
    if asked is not None and asked < audit.catalog.limit("few-minutes"):
        yield from _fewer(audit, audit.catalog.limit("few-minutes-main-items"), f"in {asked} minutes")


def _fewer(audit: Audit, most: float, reason: str) -> Findings:
    """Return the sessions with more main exercises than `most`, short of those that no session may have."""
    for path, session in sessions(audit.plan):
        count = len(session.items("main"))
        if most < count <= audit.catalog.limit("main-items-max"):
            message = f"main exercises: {count}; at most {most:g} {reason}"
            yield Finding(rule="P12", path=path, message=message)


PRESCRIPTION: tuple[Row, ...] = (
    ("P06", sessions_a_week, ("goal",)),
    ("P06", spacing, ("weekdays",)),
    ("P10", measurable, ()),
    ("P12", doable, ()),
    ("P12", few_at_age, ("age",)),
    ("P12", fits, ("minutes",)),
)
