"""A log as files: JSON that is read back as it was, and CSV for spreadsheets."""

from collections.abc import Iterator
from typing import Any

from glutemed.model.log import LOG_SCHEMA, Log, Person, Workout, outcome, standing
from glutemed.model.records import condense, encode
from glutemed.rendering.csv import to_csv

__all__ = ["log_to_csv", "log_to_json"]

HEAD = (
    *("person", "date", "program", "week", "session", "row", "exercise", "side", "number", "reps", "seconds"),
    *("load_kg", "band", "pain", "effort", "control", "skipped", "after", "morning", "usual", "finished"),
    *("worse_after_effort", "note", "recorded"),
)


def log_to_json(log: Log) -> str:
    """Return a log as JSON, a line for each program, entry and screening; what has its default is left out."""
    from json import JSONEncoder

    write = JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode

    def listed(entries: Iterator[str]) -> str:
        lines = ",\n".join(entries)
        return f"[\n{lines}\n]" if lines else "[]"

    def workout(one: Workout) -> str:
        head = write({name: getattr(one, name) for name in ("program", "week", "session", "date")})
        sets, told = (listed(write(condense(entry)) for entry in entries) for entries in (one.sets, one.told))
        return f'{head[:-1]},"sets":{sets},"told":{told}}}'

    def person(one: Person) -> str:
        programs = listed(write(encode(saved)) for saved in one.programs)
        workouts = listed(map(workout, one.workouts))
        screenings = listed(write(condense(screening)) for screening in one.screenings)
        lists = f'"programs":{programs},\n"workouts":{workouts},\n"screenings":{screenings}'
        return f'{{"name":{write(one.name)},\n{lists}}}'

    return f'{{"schema":"{LOG_SCHEMA}",\n"people":{listed(map(person, log.people))}}}\n'


def log_to_csv(log: Log) -> str:
    """Return a log as CSV: a row for each set as it stands, and one for each session as a whole.

    Programs and screenings are not in it.
    """
    return to_csv(HEAD, [row for person in log.people for workout in person.workouts for row in _rows(person, workout)])


def _rows(person: Person, workout: Workout) -> Iterator[dict[str, Any]]:
    session = {name: getattr(workout, name) for name in ("date", "program", "week", "session")}
    empty = {**dict.fromkeys(HEAD), **session, "person": person.name}
    for one in standing(workout):
        entry = encode(one)
        yield {**empty, **entry, "row": "set", "load_kg": entry.pop("load")}
    yield {**empty, **encode(outcome(workout)), "row": "session"}
