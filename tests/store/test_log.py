"""What the log keeps: all of it, once, for each person apart, whatever the order in which it came."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.store.logs import EXERCISES, a_log, a_person, a_plan, a_saved, a_screening, a_workout, at

from glutemed.errors import FileError, UsageError
from glutemed.model.log import (
    Log,
    Measured,
    Person,
    Saved,
    Screening,
    SetDone,
    Told,
    Workout,
    fingerprint_of,
    outcome,
    standing,
)
from glutemed.model.records import to_json
from glutemed.store import programs
from glutemed.store.log import Known, Merged, Store

Make = Callable[[], Store]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make empty logs."""
    numbers = iter(range(100))
    return lambda: Store(str(tmp_path / f"log-{next(numbers)}.sqlite3"))


@pytest.fixture
def store(make: Make) -> Store:
    return make()


def test_what_was_saved_added_and_screened_is_there_as_it_was(store: Store) -> None:
    person = a_person("Zoë")
    with store:
        for screening in person.screenings:
            store.screen("Zoë", screening)
        for saved in person.programs:
            store.save("Zoë", saved)
        for workout in person.workouts:
            store.add("Zoë", workout)
        assert store.person("Zoë") == person
        assert store.whole() == Log(people=(person,))
        assert store.people() == ("Zoë",)


def test_reading_makes_nothing(store: Store, tmp_path: Path) -> None:
    assert store.people() == ()
    assert store.overview() == ()
    assert store.person("me") is None
    assert store.moment("me", at("2026-01-05")) == at("2026-01-05")
    assert store.whole() == Log()
    assert store.forget("me") is False
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_person_is_none_and_is_not_forgotten(store: Store) -> None:
    store.merge(a_log("Ann"))
    assert store.person("Bob") is None
    assert store.forget("Bob") is False
    assert store.moment("Bob", at("2020-01-01")) == at("2020-01-01")
    assert store.people() == ("Ann",)


@pytest.mark.parametrize("same", ["ANN ÉCLAIR", "ann éclair", "Ann Éclair", "Ann E\u0301clair"])
def test_names_compare_without_case_and_composition_and_stay_as_first_written(store: Store, same: str) -> None:
    store.save("Ann Éclair", a_saved())
    store.add(same, a_workout(a_saved().program))
    found = store.person(same)
    assert found is not None
    assert (found.name, len(found.workouts)) == ("Ann Éclair", 1)
    assert store.people() == ("Ann Éclair",)
    assert store.forget(same)
    assert store.people() == ()


def test_people_are_apart(store: Store) -> None:
    ann, bob = a_person("Ann"), a_person("Bob")
    store.merge(Log(people=(bob, ann)))
    assert store.whole() == Log(people=(ann, bob))
    assert store.person("Ann") == ann


def test_the_overview_counts(store: Store) -> None:
    store.merge(Log(people=(a_person("Bob"), Person(name="ann"))))
    assert store.overview() == (
        Known(name="ann", programs=0, workouts=0, screenings=0, last=None),
        Known(name="Bob", programs=2, workouts=3, screenings=1, last="2026-01-13"),
    )


# Entries


SET = SetDone(recorded=at("2026-01-06"), exercise="clamshell", side="left", number=1)
TOLD = Told(recorded=at("2026-01-06"))
OTHER: dict[str, Any] = {
    "recorded": at("2026-01-06", 1),
    "exercise": "hip-hike",
    "side": "both",
    "number": 2,
    "reps": 0,
    "seconds": 0,
    "load": 0.0,
    "band": "light",
    "pain": 0,
    "effort": 0,
    "control": "clean",
    "skipped": True,
    "note": "x",
    "after": 0,
    "morning": 0,
    "usual": 0,
    "finished": False,
    "worse_after_effort": False,
}
"""For each field of an entry the value that is nearest to not being there."""


def workout(*entries: SetDone | Told, session: int = 1) -> Workout:
    sets = tuple(one for one in entries if isinstance(one, SetDone))
    told = tuple(one for one in entries if isinstance(one, Told))
    return Workout(program=a_saved().program, week=1, session=session, date="2026-01-06", sets=sets, told=told)


@pytest.mark.parametrize(
    "entry, field", [(one, field.name) for one in (SET, TOLD) for field in fields(one)], ids=lambda one: str(one)[:12]
)
def test_entries_that_differ_in_any_field_are_both_kept_and_the_same_once(
    store: Store, entry: SetDone | Told, field: str
) -> None:
    changes: Any = {field: OTHER[field]}
    other = replace(entry, **changes)
    store.save("me", a_saved())
    for one in (entry, other, entry, other):
        store.add("me", workout(one))
    found = store.person("me")
    assert found is not None
    (kept,) = found.workouts
    assert {*kept.sets, *kept.told} == {entry, other}
    assert len((*kept.sets, *kept.told)) == 2
    assert [type(getattr(one, field)) for one in (*kept.sets, *kept.told) if one == other] == [type(OTHER[field])]


def test_a_correction_holds_and_what_it_corrects_is_kept(store: Store) -> None:
    store.save("me", a_saved())
    store.add("me", workout(replace(SET, reps=8), replace(TOLD, pain=2)))
    store.add("me", workout(replace(SET, reps=9, recorded=at("2026-01-07"))))
    store.add("me", workout(replace(TOLD, pain=3, recorded=at("2026-01-08"))))
    found = store.person("me")
    assert found is not None
    (kept,) = found.workouts
    assert [one.reps for one in kept.sets] == [8, 9]
    assert [one.reps for one in standing(kept)] == [9]
    assert outcome(kept).pain == 3


def test_a_session_may_be_begun_without_entries(store: Store) -> None:
    store.save("me", a_saved())
    store.add("me", workout())
    found = store.person("me")
    assert found is not None
    assert found.workouts == (workout(),)


def test_a_session_of_a_program_that_was_not_saved_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match="is not in the log"):
        store.add("me", workout(SET))
    assert store.people() == ()


def test_screenings_that_differ_in_an_answer_or_result_are_both_kept_and_the_same_once(store: Store) -> None:
    one = a_screening()
    answered = replace(one, answers=(replace(one.answers[0], yes=True), one.answers[1]))
    turned = replace(one, answers=one.answers[::-1])
    measured = replace(one, results=(Measured(test="single-leg-stance", side="left", value=28),))
    for each in (one, answered, turned, measured) * 2:
        store.screen("me", each)
    found = store.person("me")
    assert found is not None
    assert len(found.screenings) == 4
    assert {to_json(each) for each in found.screenings} >= {to_json(each) for each in (one, answered, turned)}


def test_screenings_of_one_moment_are_in_one_order_whatever_came_first(make: Make) -> None:
    one = a_screening()
    others = (one, replace(one, answers=one.answers[::-1]), replace(one, results=()), replace(one, answers=()))
    found = []
    for order in (others, others[::-1]):
        store = make()
        for each in order:
            store.screen("me", each)
        found.append(store.whole())
    assert found[0] == found[1]
    assert len(found[0].people[0].screenings) == 4


# Programs, and which is current


def current(store: Store) -> Saved:
    found = store.person("me", latest=1)
    assert found is not None
    return found.programs[-1]


def test_a_program_that_is_saved_again_moves_to_the_end(store: Store) -> None:
    first, second = a_saved(1), a_saved(2, "2026-01-12")
    for saved in (first, second, replace(first, saved=at("2026-01-20"))):
        store.save("me", saved)
    found = store.person("me")
    assert found is not None
    assert [saved.program for saved in found.programs] == [second.program, first.program]
    assert current(store).saved == at("2026-01-20")


@pytest.mark.parametrize("day", ["2026-01-05", "2025-01-01"])
def test_what_is_saved_last_is_current_even_at_the_same_or_an_earlier_moment(store: Store, day: str) -> None:
    for numbers in ((1, 2), (2, 1)):
        for number in numbers:
            store.save("me", a_saved(number, day))
        assert current(store).program == a_saved(numbers[-1]).program


def test_the_current_program_saved_again_as_it_was_changes_nothing(store: Store) -> None:
    for _ in range(2):
        store.save("me", a_saved())
    assert current(store) == a_saved()


def test_another_plan_under_the_same_fingerprint_is_refused(store: Store) -> None:
    store.save("me", a_saved(1))
    with pytest.raises(UsageError, match="two programs have the fingerprint"):
        store.save("me", replace(a_saved(1), plan=a_plan(2)))
    assert current(store) == a_saved(1)


def test_a_plan_that_is_not_as_it_was_saved_is_damage(store: Store, tmp_path: Path) -> None:
    store.merge(a_log())
    with sqlite3.connect(tmp_path / "log-0.sqlite3") as raw:
        raw.execute("UPDATE programs SET plan = replace(plan, '\"sets\":3', '\"sets\":9')")
    raw.close()
    for read in (store.whole, lambda: store.person("me")):
        with pytest.raises(FileError, match="damaged: a program in it is not as it was saved"):
            read()


# The latest


def test_the_latest_sessions_come_with_their_programs_and_the_current_one(store: Store) -> None:
    programs = [a_saved(number, f"2026-01-0{number}") for number in (1, 2, 3, 4)]
    ids = [saved.program for saved in programs]
    days = (("2026-02-02", ids[0], 1), ("2026-02-01", ids[1], 1), ("2026-02-02", ids[2], 2), ("2026-01-09", ids[1], 1))
    sessions = [a_workout(program, day, session) for day, program, session in days]
    store.merge(Log(people=(Person(name="me", programs=tuple(programs), workouts=tuple(sessions)),)))
    for latest, dates, kept in (
        (0, [], [3]),
        (1, ["2026-02-02"], [2, 3]),
        (2, ["2026-02-02", "2026-02-02"], [0, 2, 3]),
        (3, ["2026-02-01", "2026-02-02", "2026-02-02"], [0, 1, 2, 3]),
        (9, ["2026-01-09", "2026-02-01", "2026-02-02", "2026-02-02"], [0, 1, 2, 3]),
    ):
        found = store.person("me", latest=latest)
        assert found is not None
        done = [one for one in found.workouts if one.sets]
        assert [one.date for one in done] == dates
        assert [one.session for one in done][-2:] in ([], [2], [1, 2])
        assert found.programs == tuple(programs[index] for index in kept)
        assert all(one in sessions for one in done)


def test_words_of_older_sessions_that_still_hold_come_with_the_latest(store: Store) -> None:
    """What a usual morning is, the first morning, and symptoms after exertion hold until they are told anew."""
    saved = a_saved(1, "2026-01-01")
    told: tuple[dict[str, Any], ...] = (
        {"usual": 1},
        {"morning": 3},
        {"morning": 0, "usual": 2},
        {"worse_after_effort": True},
        {"morning": 5},
    )
    days = [f"2026-02-0{number}" for number in range(1, 6)]
    sessions = tuple(
        replace(a_workout(saved.program, day, 1), told=(Told(recorded=f"{day}T12:00:00.000000Z", **words),))
        for day, words in zip(days, told, strict=True)
    )
    store.merge(Log(people=(Person(name="me", programs=(saved,), workouts=sessions),)))
    found = store.person("me", latest=1)
    assert found is not None
    words = [(one.date, one.sets, one.told[0].usual, one.told[0].morning) for one in found.workouts[:-1]]
    assert words == [(days[1], (), None, 3), (days[2], (), 2, None), (days[3], (), None, None)]
    assert found.workouts[2].told[0].worse_after_effort
    assert found.workouts[-1] == sessions[-1]


def test_of_the_latest_sessions_only_so_many_programs_are_read(store: Store) -> None:
    programs = tuple(a_saved(number, f"2026-01-0{number}") for number in (1, 2, 3, 4))
    sessions = tuple(a_workout(saved.program, f"2026-02-0{day}", 1) for day, saved in enumerate(programs[:3], 1))
    store.merge(Log(people=(Person(name="me", programs=programs, workouts=sessions),)))
    found = store.person("me", latest=3, programs=1)
    assert found is not None
    assert (found.programs, len(found.workouts)) == (programs[2:], 3)


def test_only_the_programs_that_are_needed_are_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.merge(a_log())
    read: list[str] = []

    def counted(text: str) -> Any:
        read.append(text)
        return json.loads(text)

    monkeypatch.setattr(programs, "loads", counted)
    store.person("me", latest=1)
    assert len(read) == 1


# Moments


NEWEST = "2026-03-01"


@pytest.mark.parametrize(
    "add",
    [
        lambda store: store.save("me", a_saved(9, NEWEST)),
        lambda store: store.add("me", workout(replace(SET, recorded=at(NEWEST, -7200)))),
        lambda store: store.add("me", workout(replace(TOLD, recorded=at(NEWEST, -7200)))),
        lambda store: store.screen("me", Screening(recorded=at(NEWEST, -7200), date=NEWEST)),
    ],
    ids=["program", "set", "told", "screening"],
)
def test_a_moment_is_after_the_newest_entry_of_that_person(store: Store, add: Callable[[Store], None]) -> None:
    store.save("me", a_saved())
    store.merge(a_log("other"))
    assert store.moment("me", at(NEWEST)) == at(NEWEST)
    add(store)
    assert store.moment("ME", at("2026-02-01")) == "2026-03-01T16:00:00.000001Z"
    assert store.moment("me", at(NEWEST)) == at(NEWEST)
    assert store.moment("other", at("2026-01-20")) == at("2026-01-20")


def test_a_moment_goes_over_the_end_of_a_second_and_year(store: Store) -> None:
    store.screen("me", Screening(recorded="2026-12-31T23:59:59.999999Z", date="2026-12-31"))
    assert store.moment("me", at("2026-12-31")) == "2027-01-01T00:00:00.000000Z"


def test_after_the_last_moment_there_is_nothing_to_write(store: Store) -> None:
    store.screen("me", Screening(recorded="2999-12-31T23:59:59.999999Z", date="2999-12-31"))
    with pytest.raises(FileError, match="the last moment in it is the end of the year 2999"):
        store.moment("me", at("2026-12-31"))


# Merging


def test_a_merge_counts_what_is_new_and_the_same_again_changes_nothing(store: Store) -> None:
    log = a_log("Ann", "Bob")
    entries = sum(len(one.sets) + len(one.told) for person in log.people for one in person.workouts)
    assert store.merge(log) == Merged(people=2, programs=4, workouts=6, entries=entries, screenings=2)
    whole = store.whole()
    assert whole == log
    assert store.merge(log) == Merged()
    assert store.whole() == whole


def test_what_is_kept_goes_into_an_empty_log_and_is_equal(make: Make) -> None:
    one, other = make(), make()
    one.merge(a_log("Ann", "bob", "Ξ"))
    other.merge(one.whole())
    assert other.whole() == one.whole()


def shuffled(log: Log, random: Random) -> Log:
    """Return a log with all that its order does not matter for in another order."""

    def mixed(entries: tuple[Any, ...]) -> Any:
        return tuple(random.sample(entries, len(entries)))

    def person(one: Person) -> Person:
        workouts = tuple(replace(each, sets=mixed(each.sets), told=mixed(each.told)) for each in one.workouts)
        lists = {"programs": mixed(one.programs), "workouts": mixed(workouts), "screenings": mixed(one.screenings)}
        return replace(one, **lists)

    return Log(people=mixed(tuple(map(person, log.people))))


def part(log: Log, random: Random) -> Log:
    """Return a copy of a log that lacks some entries, and in which programs were saved at other times."""

    def some(entries: tuple[Any, ...]) -> Any:
        return tuple(one for one in entries if random.random() < 0.6)

    def person(one: Person) -> Person:
        kept = (replace(each, sets=some(each.sets), told=some(each.told)) for each in one.workouts)
        programs = tuple(replace(each, saved=at("2026-01-20", random.randrange(3))) for each in one.programs)
        return replace(one, programs=programs, workouts=some(tuple(kept)), screenings=some(one.screenings))

    return Log(people=some(tuple(map(person, log.people))))


@pytest.mark.parametrize("seed", range(8))
def test_copies_that_went_different_ways_merge_to_the_same_in_any_order(make: Make, seed: int) -> None:
    random = Random(seed)
    same = replace(SET, recorded=at("2026-01-06", 0), exercise=EXERCISES[0])  # two entries of one moment
    more = tuple(replace(same, reps=reps) for reps in (None, 3, 2))
    people = a_log("Ann", "Bob").people
    full = Log(
        people=tuple(
            replace(one, workouts=(replace(one.workouts[0], sets=(*one.workouts[0].sets, *more)), *one.workouts[1:]))
            for one in people
        )
    )
    copies = [part(full, random) for _ in range(3)]
    results = []
    for _ in range(3):
        store = make()
        for copy in random.sample(copies, len(copies)):
            store.merge(shuffled(copy, random))
        results.append(store.whole())
    assert results[0] == results[1] == results[2]
    assert len(results[0].people) >= 1
    again = make()
    again.merge(shuffled(results[0], random))
    assert to_json(again.whole()) == to_json(results[0])


def test_a_merge_that_contradicts_adds_nothing(store: Store) -> None:
    store.merge(a_log("Ann"))
    before = store.whole()
    wrong = replace(a_person("Ann"), programs=(replace(a_saved(0), plan=a_plan(7)),))
    with pytest.raises(UsageError, match="two programs"):
        store.merge(Log(people=(a_person("Bob"), wrong)))
    assert store.whole() == before


# Forgetting


def test_who_is_forgotten_is_gone_from_every_table_and_from_the_bytes_of_the_file(store: Store, tmp_path: Path) -> None:
    file, random = tmp_path / "log-0.sqlite3", Random(5)
    mark = "Gone Gonesson"
    people = [a_person("Ann", 0), a_person(mark, 1)]
    marked = [
        replace(one, sets=tuple(replace(each, note=f"{mark} {random.random()}") for each in one.sets))
        for one in people[1].workouts
    ]
    plan = replace(people[1].programs[0].plan, id=f"plan of {mark}")
    saved = Saved(program=fingerprint_of(plan), saved=at("2026-02-01"), plan=plan)
    people[1] = replace(people[1], programs=(*people[1].programs, saved), workouts=tuple(marked))
    for person in people:
        store.merge(Log(people=(Person(name=person.name, programs=person.programs),)))
    entries = [
        (one.name, replace(each, sets=(entry,))) for one in people for each in one.workouts for entry in each.sets
    ]
    for name, entry in random.sample(entries, len(entries)):
        store.add(name, entry)
    assert file.read_bytes().count(mark.encode()) > 10
    kept = store.person("Ann")
    assert store.forget(mark.upper())
    assert mark.encode() not in file.read_bytes()
    assert store.whole() == Log(people=(kept,)) if kept else False
    with sqlite3.connect(file) as raw:
        counts = {
            table: raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for (table,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        }
    raw.close()
    assert counts["people"] == 1
    assert counts["programs"] == 2
    store.forget("Ann")
    with sqlite3.connect(file) as raw:
        assert [table for table in counts if raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]] == []
    raw.close()


# What is too much


def test_a_log_that_could_not_be_exported_is_refused_and_unchanged(store: Store) -> None:
    store.save("me", a_saved())
    sets = tuple(replace(SET, recorded=at("2026-01-06", number)) for number in range(1000))
    told = tuple(replace(TOLD, recorded=at("2026-01-06", number)) for number in range(200))
    store.add("me", workout(*sets, *told))
    for one, words in (
        (replace(SET, number=2), "1000 sets in one session"),
        (replace(TOLD, pain=1), "200 entries on one session"),
    ):
        with pytest.raises(UsageError, match=words):
            store.add("me", workout(one))
    found = store.person("me")
    assert found is not None
    assert found.workouts == (workout(*sets, *told),)


@pytest.mark.parametrize(
    "name, most, more",
    [
        ("programs", 2, lambda store: store.save("me", a_saved(9))),
        ("workouts", 3, lambda store: store.add("me", workout(session=7))),
        ("screenings", 1, lambda store: store.screen("me", a_screening("2026-02-01"))),
        ("people", 1, lambda store: store.screen("you", a_screening())),
    ],
)
def test_every_list_of_a_log_has_its_most(
    store: Store, monkeypatch: pytest.MonkeyPatch, name: str, most: int, more: Callable[[Store], None]
) -> None:
    kind = Log if name == "people" else Person
    field = kind.__dataclass_fields__[name]
    bounds = field.type.__metadata__[0]
    store.merge(a_log())
    monkeypatch.setattr(bounds, "high", most)
    before = store.whole()
    store.merge(before)
    with pytest.raises(UsageError, match=f"no room for more than {most} "):
        more(store)
    bigger = a_log("me", "you") if name == "people" else Log(people=(a_person("me", 3),))
    bigger = Log(people=(replace(bigger.people[0], screenings=(a_screening("2026-02-01"),)), *bigger.people[1:]))
    with pytest.raises(UsageError, match=f"no room for more than {most} "):
        store.merge(bigger)
    assert store.whole() == before
