"""A slice of the simulation, and that each law can be seen to be broken."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest
from tests.proof.lives import living
from tests.proof.lives.laws import LAWS, SHARES, judge
from tests.proof.lives.people import FIELDS, KINDS, Kind, first_plan, someone
from tests.proof.prove import different
from tests.proof.simulate import (
    COUNTS,
    PEOPLE,
    SEED,
    SLICE,
    Case,
    Lives,
    life_of,
    lives,
    main,
    seed_of,
    shrunk,
    too_many,
)

from glutemed.engine import adaptation, table
from glutemed.engine.adaptation import Adapted, Asked, next_plan
from glutemed.engine.gates import passed
from glutemed.engine.table import Match
from glutemed.engine.today import Today, todays
from glutemed.errors import NoPlanError
from glutemed.model.catalog import Catalog
from glutemed.model.log import Person
from glutemed.model.plan import Session
from glutemed.store.log import Store


def committed() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = json.loads(COUNTS.read_text(encoding="utf-8"))
    return found


# --- the people, and what comes of them


def test_the_lives_of_the_slice_break_no_law_and_have_the_committed_counts(catalog: Catalog) -> None:
    found = lives(catalog, SEED, range(SLICE))
    assert {kind: fault.case.command(SEED) for kind, fault in found.faults.items()} == {}
    assert [*different(committed(), {f"{SLICE} people": dict(found.counts)})] == []


@pytest.mark.parametrize(
    "case",
    [
        # what stood lower took the place of one harder exercise, and another above it stayed
        Case(7945, 5, ("kit", "age", "side", "names", "start", "weeks", "habits")),
    ],
)
def test_a_life_that_broke_a_law_once_breaks_none(catalog: Catalog, tmp_path: Path, case: Case) -> None:
    with Store(str(tmp_path / "log.sqlite3")) as store:
        life, _ = life_of(catalog, SEED, case, store)
    assert [(name, seen.fault, seen.detail) for name, seen in judge(catalog, life) if seen.fault] == []


def test_the_counts_of_all_people_are_committed_and_their_shares_hold() -> None:
    counts = Counter(committed()[f"{PEOPLE} people"])
    assert counts["people"] == PEOPLE == 10_000
    assert counts["people who go through the store"] == 500
    assert [*too_many(counts)] == []


def test_every_law_looks_at_something_in_the_slice() -> None:
    counts = committed()[f"{SLICE} people"]
    for law in LAWS:
        assert sum(number for label, number in counts.items() if label.startswith(f"{law}: ")) > 0, law


def test_people_follow_from_seed_and_number_and_differ(catalog: Catalog) -> None:
    some = [someone(catalog, seed_of(1), number)[0] for number in range(60)]
    assert some == [someone(catalog, seed_of(1), number)[0] for number in range(60)]
    assert some != [someone(catalog, seed_of(2), number)[0] for number in range(60)]
    assert {one.kind for one in some} == {*KINDS}
    assert len({one.request for one in some}) == 60
    assert all(first_plan(catalog, one).weeks for one in some)


def test_a_person_made_plain_asks_for_what_is_usual(catalog: Catalog) -> None:
    one = next(one for number in count() if (one := someone(catalog, seed_of(1), number)[0]).request.condition)
    plain = one.plain(catalog, *FIELDS)
    assert (plain.request.condition, plain.request.minutes, plain.request.age, plain.by_set) == ((), None, None, False)
    assert (plain.kind, plain.number, plain.request.goal) == (one.kind, one.number, one.request.goal)


# --- that every law can be seen to be broken


def of_kind(catalog: Catalog, *kinds: Kind) -> Iterator[int]:
    """Return the numbers of people of some kinds."""
    return (number for number in count(1) if someone(catalog, seed_of(SEED), number)[0].kind in kinds)


def faults(catalog: Catalog, people: int, *kinds: Kind, weeks: int = 12) -> Lives:
    """Return what comes of some people, with what a test has broken."""
    return lives(catalog, SEED, islice(of_kind(catalog, *kinds), people), weeks)


def seen(found: Lives, pattern: str) -> bool:
    return any(re.search(pattern, kind) for kind in found.faults)


def moved(catalog: Catalog, **limits: float) -> Catalog:
    """Return the catalogue with other limits; their hyphens are underscores here."""
    values = {name.replace("_", "-"): value for name, value in limits.items()}
    assert set(values) <= {limit.id for limit in catalog.limits}
    moved = tuple(replace(limit, value=values.get(limit.id, limit.value)) for limit in catalog.limits)
    return replace(catalog, limits=moved)


def engine_with(monkeypatch: pytest.MonkeyPatch, other: Catalog) -> None:
    """Let the engine have another catalogue than the laws."""
    monkeypatch.setattr(living, "next_plan", lambda _, person, day, asked: next_plan(other, person, day, asked))
    monkeypatch.setattr(living, "todays", lambda _, person, day: todays(other, person, day))


def never(case: table.Case) -> Match:
    return Match(matched=False, numbers={"nothing": 1}, words={})


def blind(monkeypatch: pytest.MonkeyPatch, *rows: str) -> None:
    """Take rows out of the decision table."""
    for row in rows:
        monkeypatch.setitem(table.PREDICATES, row, never)


def plans_changed(monkeypatch: pytest.MonkeyPatch, change: Callable[[Adapted], Adapted]) -> None:
    def made(catalog: Catalog, person: Person, day: str, asked: Asked) -> Adapted:
        return change(next_plan(catalog, person, day, asked))

    monkeypatch.setattr(living, "next_plan", made)


def fails(monkeypatch: pytest.MonkeyPatch, error: Exception, after: int) -> None:
    """Let `next` fail for who has so many programs."""

    def made(catalog: Catalog, person: Person, day: str, asked: Asked) -> Adapted:
        if len(person.programs) == after:
            raise error
        return next_plan(catalog, person, day, asked)

    monkeypatch.setattr(living, "next_plan", made)


def test_steps_that_are_too_large_are_seen(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    engine_with(monkeypatch, moved(catalog, step_reps=4, rise_two_weeks=3, rise_week=3))
    found = faults(catalog, 4, "recovering")
    assert seen(found, "the rules hold: plans: P11: .* in a week")
    assert seen(found, "no steep rise: volume rises by more than 30 % in two weeks")


def test_more_sets_than_may_rise_in_a_week_are_seen(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    def longer(session: Session) -> Session:
        blocks = tuple(
            replace(block, items=tuple(replace(item, sets=item.sets + 1) for item in block.items))
            for block in session.blocks
        )
        return replace(session, blocks=blocks)

    def more(adapted: Adapted) -> Adapted:
        weeks = tuple(replace(week, sessions=tuple(map(longer, week.sessions))) for week in adapted.plan.weeks)
        return replace(adapted, plan=replace(adapted.plan, weeks=weeks))

    plans_changed(monkeypatch, more)
    assert seen(faults(catalog, 2, "recovering", weeks=3), "no steep rise: main sets rise")


def test_a_table_without_its_rows_for_pain_is_seen(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adaptation, "spared", lambda catalog, person, saved, week, workouts: (week, ()))
    blind(monkeypatch, "D2", "D3", "D4", "D5", "E3", "E5")
    found = faults(catalog, 4, "flaring", weeks=8)
    assert seen(found, "more repetitions within 7 days of too much pain")
    assert seen(found, "more repetitions in a session within 7 days of too much pain")


def test_sessions_that_stay_as_planned_after_too_much_pain_are_seen(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def as_planned(catalog: Catalog, person: Person, day: str) -> Today:
        today = todays(catalog, person, day)
        week = next(week for week in today.saved.plan.weeks if week.number == today.week)
        return replace(today, planned=week.sessions[today.session - 1], changes=())

    monkeypatch.setattr(living, "todays", as_planned)
    found = faults(catalog, 3, "flaring", weeks=8)
    assert seen(found, "what was planned next is not easier after pain of a whole session, of the same week")


def test_recovering_people_who_never_get_to_late_are_seen(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(living, "passed", lambda catalog, request, person, day: ())
    found = faults(catalog, 3, "recovering")
    assert any("do not; at most 5 %" in text for text in too_many(found.counts))


def test_too_much_regression_for_noise_is_seen(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    engine_with(monkeypatch, moved(catalog, morning_rise=1))
    found = faults(catalog, 4, "steady", weeks=8)
    assert any("less or easier than before; at most 5 %" in text for text in too_many(found.counts))


def test_weeks_back_after_a_break_that_are_not_less_are_seen(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    engine_with(monkeypatch, moved(catalog, return_week_1=1, return_week_2=1, return_week_3=1, return_week_4=1))
    found = faults(catalog, 8, "irregular", weeks=8)
    for number in (1, 2):
        assert seen(found, f"week {number} back has more than"), number
    assert seen(found, "a session after a break has more than half the sets")


def test_a_lagging_side_that_gets_more_is_seen(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    blind(monkeypatch, "E7", "E8")
    assert seen(faults(catalog, 3, "one-sided", weeks=4), "a lagging side gets more than it did")


@pytest.mark.parametrize(
    "row, kinds, fault",
    [
        ("E1", ("flaring", "irregular", "inconsistent", "one-sided"), "symptoms that got worse after exertion"),
        ("E2", ("inconsistent",), "no pain written down"),
        ("E4", ("recovering",), "any pain under 15 years"),
    ],
)
def test_a_rise_where_nothing_may_rise_is_seen(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, row: str, kinds: tuple[Kind, ...], fault: str
) -> None:
    blind(monkeypatch, row)

    def concerned(number: int) -> bool:
        one, _ = someone(catalog, seed_of(SEED), number)
        young = one.request.age is not None and one.request.age < 15
        return {"E1": one.exertion, "E2": True, "E4": young}[row]

    some = islice(filter(concerned, of_kind(catalog, *kinds)), {"E1": 3, "E2": 10, "E4": 8}[row])
    assert seen(lives(catalog, SEED, some, 8), f"nothing rises where nothing may: more repetitions after {fault}")


def test_stages_that_open_without_tests_are_seen(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    open_ = replace(catalog, gates=tuple(replace(gate, criteria=()) for gate in catalog.gates))
    engine_with(monkeypatch, open_)
    monkeypatch.setattr(living, "passed", lambda _, request, person, day: passed(open_, request, person, day))
    monkeypatch.setattr(living.Course, "_test", lambda *_: None)
    found = faults(catalog, 8, "recovering", weeks=6)
    assert seen(found, "a harder stage without any test")
    assert seen(found, "a harder stage without three sessions at pain 0-2")
    assert seen(found, "is given though its gate is closed")


@pytest.mark.parametrize(
    "fields, fault",
    [
        ({"row": "D99"}, "names no row of the table"),
        ({"numbers": ()}, "has no numbers"),
        ({"sources": ()}, "has no source, or one that is not known"),
        ({"sources": ("R-999",)}, "has no source, or one that is not known"),
        ({"text": "{what}"}, "does not say what was found"),
        ({"subject": "nothing"}, "an exercise is changed, and no change says so"),
    ],
)
def test_changes_that_explain_nothing_are_seen(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, fields: dict[str, Any], fault: str
) -> None:
    plans_changed(monkeypatch, lambda one: replace(one, changes=tuple(replace(c, **fields) for c in one.changes)))
    assert seen(faults(catalog, 2, "recovering", weeks=3), fault)


def test_plans_that_hang_on_more_than_the_log_are_seen(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count()
    plans_changed(monkeypatch, lambda one: replace(one, plan=replace(one.plan, id=str(next(calls)))))
    found = faults(catalog, 8, "recovering", weeks=2)
    assert seen(found, "another plan from the same log once more")


def test_plans_that_hang_on_the_order_of_the_log_are_seen(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    def made(catalog: Catalog, person: Person, day: str, asked: Asked) -> Adapted:
        adapted = next_plan(catalog, person, day, asked)
        return replace(adapted, plan=replace(adapted.plan, id=person.workouts[0].date))

    monkeypatch.setattr(living, "next_plan", made)
    found = faults(catalog, 8, "recovering", weeks=4)
    assert seen(found, "another plan from the same log in another order")
    assert not seen(found, "another plan from the same log once more")


def test_a_safety_stop_that_is_left_out_is_seen(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    other = moved(catalog, pain_max=10)

    def made(_: Catalog, person: Person, day: str, asked: Asked) -> Adapted:
        return next_plan(other, person, day, replace(asked, red_flag=None))

    monkeypatch.setattr(living, "next_plan", made)
    found = faults(catalog, 24, "flaring", weeks=5)
    assert seen(found, "no safety stop after a red flag")
    assert seen(found, "no safety stop after a morning of 8 to 10")


@pytest.mark.parametrize(
    "error, fault",
    [
        (NoPlanError("P05", "none in week 3"), "refused without a cause: NoPlanError: none in week N"),
        (ValueError("week 3"), "crash: ValueError: week N"),
    ],
)
def test_a_command_that_ends_without_a_cause_is_seen(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, error: Exception, fault: str
) -> None:
    fails(monkeypatch, error, after=3)
    found = faults(catalog, 2, "recovering", weeks=4)
    assert seen(found, fault)
    assert seen(found, "stuck|crash")


def test_a_store_that_keeps_something_else_is_seen(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    person = Store.person

    def forgetful(store: Store, name: str, latest: int | None = None, programs: int | None = None) -> Person | None:
        found = person(store, name, latest, programs)
        return replace(found, workouts=found.workouts[1:]) if found else None

    monkeypatch.setattr(Store, "person", forgetful)
    assert seen(lives(catalog, SEED, [0, 20, 40], weeks=4), "crash: MismatchError: another (plan|session) by the store")


# --- the command


def test_a_fault_is_shrunk_to_the_weeks_and_wishes_that_it_takes(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails(monkeypatch, ValueError("week 2"), after=2)
    number = next(of_kind(catalog, "recovering"))
    small = shrunk(catalog, SEED, "every end has its cause: crash: ValueError: week N", Case(number, 4))
    assert small == Case(number, 2, FIELDS)
    assert small.command(SEED) == f"python3 dev simulate --seed 1 --life {number} --weeks 2 --plain all"


def test_the_command_says_what_differs_and_what_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = tmp_path / "lives.json"
    counts.write_text(json.dumps({"4 people": {"people": 5}}), encoding="utf-8")
    assert main(["--people", "4", "--processes", "1"], counts) == 1
    assert "4 people: 4 people; committed are 5" in capsys.readouterr().out
    fails(monkeypatch, ValueError("week 1"), after=1)
    assert main(["--people", "1", "--processes", "1"], counts) == 1
    assert re.search(r"crash: ValueError: .*\n  such as: .*\n  smallest: python3 dev simulate", capsys.readouterr().out)


def test_a_life_is_told_week_by_week(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--life", "1", "--weeks", "2", "--plain", "kit,age"]) == 0
    told = capsys.readouterr().out
    for part in ("begins with week 1", "-- turn 1", "felt: during", "asked on", "made week 2"):
        assert part in told


@pytest.mark.parametrize(
    "arguments",
    [
        ["--people", "0"],
        ["--processes", "0"],
        ["--weeks", "0"],
        ["--plain", "all,shoes"],
        ["--update", "--people", "9"],
    ],
)
def test_options_that_say_nothing_are_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "error" in capsys.readouterr().err


def test_any_number_of_processes_prints_the_same() -> None:
    said = []
    for processes in ("1", "2"):
        command = ["-m", "tests.proof.simulate", "--people", "11", "--processes", processes]
        done = subprocess.run(
            [sys.executable, *command], cwd=COUNTS.parents[2], capture_output=True, text=True, check=False
        )
        assert done.stderr == ""
        said.append((done.returncode, re.sub(r"\d+ s\b|\d+ min|\d+ processes", "", done.stdout)))
    assert said[0] == said[1]
    assert "people" in said[0][1]


def test_shares_are_of_what_the_laws_count() -> None:
    """What they are a share of is counted; of the shares themselves there may be none."""
    counts = committed()[f"{PEOPLE} people"]
    for _, many, _ in SHARES:
        assert any(label.endswith(f": {many}") for label in counts), many


def test_first_days_are_dates_of_the_request(catalog: Catalog) -> None:
    dated = next(one for n in count() if (one := someone(catalog, seed_of(1), n)[0]).request.start)
    assert dated.first_day == date.fromisoformat(dated.request.start or "")
