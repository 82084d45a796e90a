"""Small logs made by hand for tests of gates: test results, sessions, and a person who has them."""

from typing import Any

from glutemed.model.log import Answer, Measured, Person, Saved, Screening, SetDone, Told, Workout, fingerprint_of
from glutemed.model.plan import Plan

__all__ = ["ACL_LATE", "ACL_MID", "LATE", "TODAY", "person", "recorded", "session", "week"]

TODAY = "2026-12-01"
LATE = {"step-down": (1, 0), "side-plank-hold": (31, 33), "single-leg-bridge-reps": (20, 22)}
ACL_MID = {"knee-straight": 1, "knee-bend": 126, "knee-swelling": 2, "extension-lag": 5}
ACL_LATE = {
    "single-leg-squat-rating": (2, 2),
    "single-leg-bridge-reps": (21, 22),
    "calf-raise-reps": (22, 21),
    "side-plank-hold": (30, 31),
    "one-leg-rise": (11, 12),
    "one-leg-stand": (43, 45),
    "one-leg-stand-closed": (9, 20),
    "knee-swelling": 0,
}


def recorded(results: dict[str, Any], date: str = TODAY, *answers: tuple[str, bool], at: str = "12") -> Screening:
    """Return a screening with results: a pair for left and right, else the one value."""
    measured = tuple(
        Measured(test=test, side=side, value=float(value))  # type: ignore[arg-type]  # text from tests
        for test, given in results.items()
        for side, value in (
            zip(("left", "right"), given, strict=False) if isinstance(given, tuple) else [("both", given)]
        )
        if value is not None
    )
    said = tuple(Answer(question=question, yes=yes) for question, yes in answers)
    return Screening(recorded=f"{date}T{at}:00:00.000000Z", date=date, answers=said, results=measured)


def session(plan: Plan, date: str, after: int | None = 1, number: int = 1, **told: Any) -> Workout:
    """Return a session that was done, with what was told of it."""
    moment = f"{date}T10:00:00.000000Z"
    done = SetDone(recorded=moment, exercise="clamshell", side="left", number=1, reps=8)
    return Workout(
        program=fingerprint_of(plan),
        week=1,
        session=number,
        date=date,
        sets=(done,),
        told=(Told(recorded=moment, after=after, **told),),
    )


def person(*screenings: Screening, plan: Plan | None = None, workouts: tuple[Workout, ...] = ()) -> Person:
    programs = (Saved(program=fingerprint_of(plan), saved=f"{TODAY}T09:00:00.000000Z", plan=plan),) if plan else ()
    return Person(name="me", programs=programs, workouts=workouts, screenings=screenings)


def week(plan: Plan, pains: tuple[int | None, ...] = (1, 0, 2), **told: Any) -> tuple[Workout, ...]:
    """Return sessions on the last days of November, two days apart."""
    return tuple(session(plan, f"2026-11-{25 + 2 * n}", pain, n + 1, **told) for n, pain in enumerate(pains))
