"""Logs from files: what an export holds comes back, and whatever is wrong is told at its place."""

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from tests.store.logs import a_log, year

from glutemed.errors import ProblemsError, UsageError
from glutemed.loading.logs import MOST, log_schema, read_log
from glutemed.model.log import Log
from glutemed.model.records import encode, to_json
from glutemed.rendering.log import log_to_json

Path = tuple[str | int, ...]


def data() -> Any:
    return json.loads(to_json(a_log("Ann", "Bob")))


def told(change: Callable[[Any], object], indent: int | None = 1) -> list[str]:
    """Return the problems of a log after a change."""
    log = data()
    change(log)
    with pytest.raises(ProblemsError) as error:
        read_log(json.dumps(log, indent=indent), "log.json")
    return [str(problem) for problem in error.value.problems]


@pytest.mark.parametrize("indent", [None, 0, 1, 8])
def test_what_an_export_holds_is_read_as_it_was(indent: int | None) -> None:
    log = a_log("Ann", "Zoë", "臀中肌")
    assert read_log(log_to_json(log), "log.json") == log
    assert read_log(json.dumps(encode(log), indent=indent), "log.json") == log
    assert read_log(json.dumps(encode(log), indent=indent, ensure_ascii=False), "log.json") == log


def test_a_year_is_read_as_it_was() -> None:
    log = Log(people=(year(8),))
    assert read_log(log_to_json(log), "log.json") == log


def test_what_is_left_out_has_its_default() -> None:
    assert read_log('{"schema": "glutemed.log/1"}', "f") == Log()
    assert read_log('{"schema": "glutemed.log/1", "people": [{"name": "Ann"}]}', "f").people[0].workouts == ()


def test_what_was_written_by_a_clock_that_is_far_off_is_read_back() -> None:
    log = data()
    moment = "2100-12-31T23:59:59.999999Z"
    put(moment, "programs", 1, "saved")(log)
    put("2101-01-01T00:00:00.000000Z", *SET, "recorded")(log)
    put("2999-12-31", *SESSION, "date")(log)
    ann = read_log(json.dumps(log), "log.json").people[0]
    assert ann.programs[1].saved == moment
    assert ann.workouts[0].date == "2999-12-31"


def test_names_are_composed() -> None:
    read = read_log('{"schema": "glutemed.log/1", "people": [{"name": "Zoe\\u0308"}]}', "f")
    assert read.people[0].name == "Zoë"


# What is wrong


def put(value: Any, *path: str | int) -> Callable[[Any], object]:
    """Return a change that puts a value somewhere below the first person."""

    def change(log: Any) -> None:
        part = log["people"][0]
        for name in path[:-1]:
            part = part[name]
        part[path[-1]] = value

    return change


def again(*path: str | int) -> Callable[[Any], object]:
    """Return a change that puts an entry of a list in a second time, at the end."""

    def change(log: Any) -> None:
        part = log["people"][0]
        for name in path[:-1]:
            part = part[name]
        part.append(part[path[-1]])

    return change


SESSION = ("workouts", 0)
SET = (*SESSION, "sets", 1)
PLAN = ("programs", 0, "plan")
ITEM = (*PLAN, "weeks", 0, "sessions", 1, "blocks", 0, "items", 2)


@pytest.mark.parametrize(
    "change, message",
    [
        (put(11, *SET, "pain"), '"pain": must be at most 10'),
        (put("2", *SET, "reps"), '"reps" must be a whole number, not "2"'),
        (put("front", *SET, "side"), '"side": "front" is not allowed; allowed: left, right, both'),
        (put(1, *SET, "repz"), '"repz" is not a field here; did you mean "reps"?'),
        (put("6 January", *SET, "recorded"), '"recorded": must be a moment such as 2026-12-01T18:04:05.000000Z'),
        (put("x\u202ey", *SET, "note"), "the character U+202E is not allowed"),
        (put("2026-02-30", *SESSION, "date"), '"date": "2026-02-30" is not a date'),
        (put("2026-02-30T18:00:00.000000Z", *SET, "recorded"), "is not a date"),
        (put("2026-02-30T18:00:00.000000Z", *SESSION, "told", 0, "recorded"), "is not a date"),
        (put("2026-02-30T18:00:00.000000Z", "programs", 1, "saved"), "is not a date"),
        (put("2026-02-30T18:00:00.000000Z", "screenings", 0, "recorded"), "is not a date"),
        (put("2026-02-30", "screenings", 0, "date"), "is not a date"),
        (put("ABC", "programs", 0, "program"), "must be 32 hexadecimal digits"),
        (put("0" * 32, *SESSION, "program"), f'"program": this person has no program {"0" * 32}'),
        (put(2, *SESSION, "week"), '"week": the program has no week 2'),
        (put(4, *SESSION, "session"), '"session": week 1 of the program has only 3'),
        (again(*SESSION), "this session of that program and day is there twice"),
        (again(*SET), 'an entry of "sets" is there twice; keep one of the two'),
        (again(*SESSION, "told", 0), 'an entry of "told" is there twice; keep one of the two'),
        (again("programs", 0), '"program" is there twice; keep one of the two'),
        (again("screenings", 0), "this screening is there twice"),
        (again("screenings", 0, "answers", 1), 'an entry of "answers" is there twice'),
        (again("screenings", 0, "results", 0), 'an entry of "results" is there twice'),
        (put({"question": "fever", "yes": False}, "screenings", 0, "answers", 0), 'entry of "answers" is there twice'),
        (put(0, *ITEM, "sets"), '"sets" must be 1 to '),
        (put("fast", *ITEM, "tempo"), '"tempo" must read like 2-1-2'),
        (put("glutemed.catalog/1", *PLAN, "schema"), '"schema" must be glutemed.plan/1'),
        (put(3, *PLAN, "weeks", 0, "number"), '"number" must be 1 here, not 3'),
        (put("plan-1", *PLAN, "id"), "is not as glutemed saved it: its fingerprint does not match"),
        (put("x", "programs"), '"programs" must be a list'),
        (put(5, "programs", 0), 'an entry of "programs" must be a mapping of fields'),
        (put([], "programs", 0, "plan"), '"plan" must be a mapping of fields'),
        (put(None, "workouts"), '"workouts" must be a list'),
        (put("", "name"), '"name": must '),
        (put("bOB", "name"), '"name": "Bob" is there twice'),
    ],
)
def test_a_fault_is_told(change: Callable[[Any], object], message: str) -> None:
    assert message in told(change)[0]


@pytest.mark.parametrize(
    "change, path, key",
    [
        (put(11, *SET, "pain"), (*SET, "pain"), False),
        (put(1, *SET, "repz"), (*SET, "repz"), True),
        (put("fast", *ITEM, "tempo"), (*ITEM, "tempo"), False),
        (put("0" * 32, *SESSION, "program"), (*SESSION, "program"), False),
        (put(4, *SESSION, "session"), (*SESSION, "session"), False),
        (again(*SESSION), ("workouts", 3), False),
        (again(*SET), (*SET[:-1], 6), False),
        (again("screenings", 0, "answers", 1), ("screenings", 0, "answers", 2), False),
        (put("plan-1", *PLAN, "id"), PLAN, False),
        (put("2026-02-30", "screenings", 0, "date"), ("screenings", 0, "date"), False),
    ],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_a_fault_is_told_where_it_stands(
    change: Callable[[Any], object], path: Path, key: bool, indent: int | None
) -> None:
    log = data()
    change(log)
    text = json.dumps(log, indent=indent)
    mark = "found here"
    marked = json.loads(text)
    part = marked["people"][0]
    for name in path[:-1]:
        part = part[name]
    if key:
        part[mark] = part.pop(path[-1])
    else:
        part[path[-1]] = mark
    before = json.dumps(marked, indent=indent).partition(f'"{mark}"')[0]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert [one.partition(": ")[0] for one in told(change, indent)] == [f"log.json:{line}:{column}"]


def test_all_faults_of_all_people_are_told_in_order() -> None:
    def change(log: Any) -> None:
        log["people"][1]["more"] = 1
        for person in log["people"]:
            person["workouts"][0]["week"] = 0
            person["workouts"][2]["sets"][0]["pain"] = "much"
            person["programs"][1]["plan"]["weeks"][0]["sessions"][0]["blocks"][0]["items"][0]["sets"] = 0

    found = told(change)
    lines = [int(one.split(":")[1]) for one in found]
    assert lines == sorted(lines)
    assert [sum(word in one for one in found) for word in ('"week"', '"pain"', '"sets"', '"more"')] == [2, 2, 2, 1]


@pytest.mark.parametrize("name, count", [("programs", 2), ("workouts", 3), ("screenings", 1)])
def test_more_entries_than_a_person_has_are_refused(name: str, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = log_to_json(a_log())
    monkeypatch.setitem(MOST, name, count)
    assert read_log(text, "f") == a_log()
    monkeypatch.setitem(MOST, name, count - 1)
    with pytest.raises(ProblemsError, match=f'"{name}": must have at most {count - 1} entries'):
        read_log(text, "f")


def test_a_person_may_have_what_the_record_may() -> None:
    assert MOST == {"programs": 2000, "workouts": 20_000, "screenings": 2000}


def test_a_flood_of_faults_is_cut_short() -> None:
    log = {"schema": "glutemed.log/1", "people": [{"name": "a", "workouts": [{}] * 20_000}]}
    with pytest.raises(ProblemsError) as error:
        read_log(json.dumps(log), "f")
    assert len(error.value.problems) == 101
    assert "and more problems than can be told" in str(error.value.problems[-1])


# Which kind it is


@pytest.mark.parametrize(
    "text, message",
    [
        ('{"people": []}', 'f:1:1: "schema" is missing; a log says "schema": "glutemed.log/1"'),
        (
            '{"schema": "glutemed.plan/1"}',
            (
                "f:1:1: this is a plan, which check, swap, edit and export read; "
                "a log is read as JSON, made by: glutemed log export backup.json"
            ),
        ),
        ('{"schema": "glutemed.log/0"}', 'f:1:12: "schema" must be glutemed.log/1'),
        ('{"schema": 1}', 'f:1:12: "schema" must be glutemed.log/1'),
        ("[]", "f:1:1: a log is a mapping of people; give a file that glutemed log export wrote"),
    ],
)
def test_another_kind_of_file_is_told(text: str, message: str) -> None:
    with pytest.raises(ProblemsError) as error:
        read_log(text, "f")
    assert str(error.value) == message


@pytest.mark.parametrize("number", ["2", "02", "17"])
def test_a_newer_kind_asks_for_an_update(number: str) -> None:
    with pytest.raises(
        UsageError, match=f"f:1:12: this log is of a newer kind, glutemed.log/{number}; update glutemed"
    ):
        read_log(f'{{"schema": "glutemed.log/{number}", "people": [{{"new": 1}}]}}', "f")
    log = data()
    log["people"][1]["programs"][0]["plan"]["schema"] = f"glutemed.plan/{number}"
    with pytest.raises(UsageError, match=f"this plan is of a newer kind, glutemed.plan/{number}; update glutemed"):
        read_log(json.dumps(log), "f")


# The schema


def test_the_schema_takes_an_export_and_refuses_what_is_none() -> None:
    check = jsonschema.Draft202012Validator(json.loads(log_schema()))
    assert list(check.iter_errors(json.loads(log_to_json(a_log("Ann"))))) == []
    assert list(check.iter_errors(data())) == []
    for change in (put(11, *SET, "pain"), put(1, *SET, "repz"), put("front", *SET, "side"), put("x", "programs")):
        log = data()
        change(log)
        assert list(check.iter_errors(log))


@pytest.mark.parametrize("at", [("programs", 1, "saved"), (*SET, "recorded"), ("screenings", 0, "recorded")])
def test_a_moment_after_which_nothing_could_be_written_is_refused(at: tuple[str | int, ...]) -> None:
    log = data()
    put("2999-12-31T00:00:00.000000Z", *at)(log)
    with pytest.raises(ProblemsError) as caught:
        read_log(json.dumps(log), "log.json")
    assert [one.hint for one in caught.value.problems] == ["nothing could be written down after it; mend the date"]
