"""Measure what a year's log costs: `next` and `progress` over it, as ratios to a bare Python.

The log is lived week by week with the program's own engine: 52 weeks of three sessions, each set
written down, pain that comes and goes. The budget of `next` is that of `plan` and a tenth more.
Usage: python3 dev bench [--pairs N]
"""

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from benchmarks.measuring import BARE, GLUTEMED, environment_in, mark, paired, pairs_asked

from glutemed.engine.adaptation import Asked, next_plan
from glutemed.engine.planner import make_plan
from glutemed.engine.today import todays
from glutemed.loading.catalog import load_catalog
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT_SETS
from glutemed.model.log import Person, Saved, SetDone, Told, Workout, fingerprint_of
from glutemed.model.plan import Plan, Request
from glutemed.store.log import Store

FIRST, WEEKS = date(2026, 1, 5), 52
COMMANDS: tuple[tuple[str, list[str], float | None], ...] = (
    ("plan, JSON", ["plan", "--goal", "rehab", "--stage", "early", "--format", "json"], 11.0),
    ("next, JSON", ["next", "--format", "json"], 12.1),
    ("next, piped", ["next"], 12.1),
    ("progress, piped", ["progress"], None),
)


def lived(catalog: Catalog, weeks: int = WEEKS) -> Person:
    """Return a person with so many weeks in the log."""
    request = Request(goal="rehab", stage="mid", days=3, equipment=dict(KIT_SETS)["home"], level="intermediate")
    plan = make_plan(catalog, request)
    person = Person(name="me", programs=(_saved(plan, FIRST),))
    for week in range(weeks):
        first = FIRST + timedelta(weeks=week)
        for session in plan.weeks[0].sessions:
            day = (first + timedelta(days=session.day - 1)).isoformat()
            person = replace(person, workouts=(*person.workouts, _workout(catalog, person, day, week)))
        plan = next_plan(catalog, person, (first + timedelta(weeks=1)).isoformat(), Asked()).plan
        if week + 1 < weeks:
            person = replace(person, programs=(*person.programs, _saved(plan, first + timedelta(weeks=1))))
    return person


def _saved(plan: Plan, day: date) -> Saved:
    return Saved(program=fingerprint_of(plan), saved=f"{day}T06:00:00.000000Z", plan=plan)


def _workout(catalog: Catalog, person: Person, day: str, week: int) -> Workout:
    today, recorded = todays(catalog, person, day), f"{day}T12:00:00.000000Z"
    sets = tuple(
        SetDone(
            recorded=recorded,
            exercise=item.exercise,
            side=side,
            number=number + 1,
            reps=item.dose.reps,
            seconds=item.dose.seconds,
        )
        for block in today.planned.blocks
        for item in block.items
        for number in range(item.sets)
        for side in item.sides
    )
    pain = (1, 2, 1, 3, 1, 1, 6, 2)[week % 8]
    told = Told(recorded=recorded, pain=pain, after=min(pain, 2), morning=1, usual=1, effort=6, finished=True)
    return Workout(
        program=today.saved.program, week=today.week, session=today.session, date=day, sets=sets, told=(told,)
    )


def main() -> None:
    """Print the size of the log, and one line for each command."""
    pairs = pairs_asked(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        person, file = lived(load_catalog(cache=folder)), Path(folder, "log.sqlite3")
        with Store(str(file)) as store:
            for saved in person.programs:
                store.save(person.name, saved)
            for workout in person.workouts:
                store.add(person.name, workout)
        sets = sum(len(workout.sets) for workout in person.workouts)
        print(f"a year: {len(person.workouts)} sessions, {sets} sets, {file.stat().st_size / 1e6:.1f} MB")
        day = (FIRST + timedelta(weeks=WEEKS)).isoformat()
        environment = environment_in(folder, GLUTEMED_STORE=str(file), GLUTEMED_TODAY=day)
        for name, arguments, budget in COMMANDS:
            found = paired([GLUTEMED, *arguments], BARE, environment, pairs)
            shown = f"{budget:.1f}" if budget else "-"
            print(f"{name:<16} {found.ratio:>6.1f} {shown:>7}   {found.seconds:>9.4f}{mark(found.ratio, budget)}")


if __name__ == "__main__":
    main()
