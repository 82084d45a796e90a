"""A log as files: everything as JSON, what was done as CSV."""

import csv
import json
from dataclasses import fields, replace
from io import StringIO
from typing import Any

from tests.store.logs import a_log, a_person, a_saved, a_workout, at

from glutemed.model.log import Log, Person, SetDone, Told, Workout
from glutemed.model.records import decode, encode
from glutemed.rendering.log import log_to_csv, log_to_json


def rows(log: Log) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(log_to_csv(log), newline="")))


def one_session(*entries: SetDone | Told) -> Log:
    workout = Workout(
        program=a_saved().program,
        week=1,
        session=2,
        date="2026-01-06",
        sets=tuple(one for one in entries if isinstance(one, SetDone)),
        told=tuple(one for one in entries if isinstance(one, Told)),
    )
    return Log(people=(Person(name="Ann", programs=(a_saved(),), workouts=(workout,)),))


SET = SetDone(recorded=at("2026-01-06"), exercise="clamshell", side="left", number=1, reps=8)


def test_json_holds_everything() -> None:
    for log in (a_log("Ann", 'Zoë "Z"'), Log(), Log(people=(Person(name="x"),)), one_session()):
        assert decode(Log, json.loads(log_to_json(log))) == log


def test_json_has_a_line_for_each_program_entry_and_screening_and_leaves_out_what_was_not_told() -> None:
    log = a_log()
    lines = log_to_json(log).splitlines()
    person = log.people[0]
    for record in (*person.programs, *person.screenings):
        assert json.dumps(encode(record), ensure_ascii=False, separators=(",", ":")) in [
            one.rstrip(",") for one in lines
        ]
    entries: list[Any] = [one for workout in person.workouts for one in (*workout.sets, *workout.told)]
    for entry in entries:
        told = {field.name: value for field in fields(entry) if (value := getattr(entry, field.name)) != field.default}
        assert json.dumps(told, ensure_ascii=False, separators=(",", ":")) in [one.rstrip(",") for one in lines]


def test_csv_has_a_row_for_each_set_as_it_stands_and_one_for_each_session() -> None:
    corrected = replace(SET, recorded=at("2026-01-07"), reps=9, load=2.5, pain=3)
    other = replace(SET, side="right", band="red", note="=1+1")
    early = Told(recorded=at("2026-01-06"), pain=4, after=2, finished=True)
    later = Told(recorded=at("2026-01-07"), pain=3, morning=1)
    found = rows(one_session(SET, other, corrected, early, later))
    assert [(one["row"], one["exercise"], one["side"]) for one in found] == [
        ("set", "clamshell", "left"),
        ("set", "clamshell", "right"),
        ("session", "", ""),
    ]
    left, right, whole = found
    assert {one["person"] for one in found} == {"Ann"}
    assert {(one["date"], one["week"], one["session"], one["program"]) for one in found} == {
        ("2026-01-06", "1", "2", a_saved().program)
    }
    assert (left["reps"], left["load_kg"], left["pain"], left["skipped"]) == ("9", "2.5", "3", "false")
    assert left["recorded"] == at("2026-01-07")
    assert (right["band"], right["note"], right["load_kg"]) == ("red", "'=1+1", "")
    assert (whole["pain"], whole["after"], whole["morning"], whole["finished"]) == ("3", "2", "1", "true")
    assert (whole["number"], whole["skipped"], whole["usual"]) == ("", "", "")


def test_csv_of_a_session_without_entries_has_its_row() -> None:
    (whole,) = rows(one_session())
    assert (whole["row"], whole["date"], whole["recorded"], whole["pain"]) == ("session", "2026-01-06", "", "")


def test_every_field_of_an_entry_has_its_column() -> None:
    head = rows(one_session())[0].keys()
    for kind in (SetDone, Told):
        names = {"load": "load_kg"}
        assert [name for name in kind.__dataclass_fields__ if names.get(name, name) not in head] == []


def test_csv_tells_of_all_people() -> None:
    log = Log(people=(a_person("Ann"), a_person("Bob", 1)))
    found = rows(log)
    assert [one["person"] for one in found if one["row"] == "session"] == ["Ann"] * 3 + ["Bob"] * 3
    sets = len(a_workout("").sets)
    assert len(found) == 6 + 4 * sets
