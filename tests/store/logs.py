"""Logs to keep, made without a catalogue: small ones whose every field is filled, and long ones."""

from datetime import date, timedelta

from glutemed.model.exercise import BODYWEIGHT
from glutemed.model.log import (
    Answer,
    Log,
    Measured,
    Person,
    Saved,
    Screening,
    SetDone,
    Told,
    Workout,
    fingerprint_of,
)
from glutemed.model.plan import (
    Block,
    Dose,
    Generator,
    Item,
    Plan,
    Prescribed,
    Reason,
    Request,
    Session,
    Side,
    Week,
)

__all__ = ["EXERCISES", "a_log", "a_person", "a_plan", "a_saved", "a_workout", "at", "year"]

EXERCISES = ("clamshell", "side-plank", "step-up", "single-leg-bridge", "lateral-band-walk", "hip-hike")
FIRST = date(2026, 1, 5)


def at(day: str, number: int = 0) -> str:
    """Return the moment of that day that is so many seconds after 18:00."""
    return f"{day}T{18 + number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}.000000Z"


def an_item(exercise: str) -> Item:
    return Item(
        exercise=exercise,
        name=exercise.replace("-", " ").capitalize(),
        sets=3,
        dose=Dose(kind="reps", reps=10),
        sides=("left", "right"),
        rest_seconds=60,
        tempo="2-1-2",
        effort="stop with 3 repetitions left",
        reserve=3,
        load=BODYWEIGHT,
        track="repetitions of each set, and pain",
        target="the side of the hip",
        reasons=tuple(
            Reason(
                rule=f"R-{number:03}", text=f"Wéll within the limits of week one, for reason {number}", sources=("A1",)
            )
            for number in range(5)
        ),
    )


def a_plan(number: int = 0, *, weeks: int = 1, days: int = 3) -> Plan:
    """Return a plan; plans of other numbers differ. Of 4 weeks it has some 60 kB."""
    items = tuple(map(an_item, EXERCISES))
    return Plan(
        generator=Generator(name="glutemed", version="0", catalog="0" * 64),
        id=f"plan-{number}",
        request=Request(goal="rehab", stage="early", days=days, weeks=weeks),
        prescribed=Prescribed(goal="rehab", stage="early"),
        weeks=tuple(
            Week(
                number=week + 1,
                sessions=tuple(
                    Session(day=1 + 2 * day, minutes=30, blocks=(Block(kind="main", items=items),))
                    for day in range(days)
                ),
            )
            for week in range(weeks)
        ),
    )


def a_saved(number: int = 0, day: str = "2026-01-05") -> Saved:
    plan = a_plan(number)
    return Saved(program=fingerprint_of(plan), saved=at(day, -7200), plan=plan)


def a_workout(program: str, day: str = "2026-01-06", session: int = 1, sets: int = 4) -> Workout:
    """Return a session with every field of an entry in use somewhere."""
    sides: tuple[Side, ...] = ("left", "right")
    done = tuple(
        SetDone(
            recorded=at(day, number),
            exercise=EXERCISES[number // 4 % len(EXERCISES)],
            side=sides[number % 2],
            number=number // 2 % 2 + 1,
            reps=10,
            load=2.5,
            pain=number % 4,
            effort=6,
        )
        for number in range(sets)
    )
    held = SetDone(
        recorded=at(day, 900), exercise="side-plank", side="both", number=1, seconds=30, band="light", control="wobbled"
    )
    left_out = SetDone(recorded=at(day, 901), exercise="hip-hike", side="left", number=1, skipped=True, note="Tiréd")
    told = (
        Told(recorded=at(day, 1000), pain=3, after=2, effort=6, finished=True, note="Well"),
        Told(recorded=at(day, 14400), morning=1, usual=0, worse_after_effort=False),
    )
    more = (held, left_out) if sets else ()
    return Workout(program=program, week=1, session=session, date=day, sets=(*done, *more), told=told)


def a_screening(day: str = "2026-01-05") -> Screening:
    return Screening(
        recorded=at(day, -3600),
        date=day,
        pain=3,
        answers=(Answer(question="night-pain", yes=False), Answer(question="fever", yes=True)),
        results=(Measured(test="single-leg-stance", side="left", value=27.5),),
    )


def a_person(name: str = "me", number: int = 0) -> Person:
    """Return a person with two programs, three sessions and a screening; of another number, others."""
    first, second = a_saved(number), a_saved(number + 1000, "2026-01-12")
    workouts = (
        a_workout(first.program, "2026-01-06"),
        a_workout(first.program, "2026-01-08", 2, sets=0),
        a_workout(second.program, "2026-01-13"),
    )
    return Person(name=name, programs=(first, second), workouts=workouts, screenings=(a_screening(),))


def a_log(*names: str) -> Log:
    return Log(people=tuple(a_person(name, number) for number, name in enumerate(names or ("me",))))


def year(weeks: int = 52) -> Person:
    """Return a year as it is kept: a program of some 60 kB each week, 200 sessions of 20 sets."""
    programs, workouts = [], []
    for number in range(weeks):
        plan = a_plan(number, weeks=3, days=4)
        program, monday = fingerprint_of(plan), FIRST + timedelta(weeks=number)
        programs.append(Saved(program=program, saved=at(monday.isoformat(), -7200), plan=plan))
        for session in range(4 if number < 44 else 3):
            day = (monday + timedelta(days=session)).isoformat()
            workouts.append(a_workout(program, day, session + 1, sets=18))
    return Person(name="me", programs=tuple(programs), workouts=tuple(workouts), screenings=(a_screening(),))
