"""A slice of the proof, and that the proof can fail."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.proof import judging
from tests.proof.judging import Case, tally, too_many_without
from tests.proof.properties import PROPERTIES
from tests.proof.prove import COUNTS, SLICES, different, main, slice_name, slice_of
from tests.proof.space import PARTS

from glutemed.engine import rules
from glutemed.engine.planner import make_plan
from glutemed.errors import NoPlanError
from glutemed.loading.requests import read_request
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan, Request

Make = Callable[[Catalog, Request], Plan]
SMALL = ["--part", "exists", "--slice", "5/997", "--jobs", "1"]


@pytest.mark.parametrize("part, start, step", SLICES)
def test_a_slice_breaks_no_rule_and_has_the_committed_counts(
    catalog: Catalog, part: str, start: int, step: int
) -> None:
    found = tally(catalog, part, slice_of(part, start, step))
    assert {kind: str(fault.case) for kind, fault in found.faults.items()} == {}
    name = slice_name(part, start, step)
    committed = json.loads(COUNTS.read_text(encoding="utf-8"))
    assert [*different(committed, {name: dict(found.counts)})] == []


def test_the_counts_of_every_whole_part_are_committed_and_few_requests_have_no_plan() -> None:
    committed = json.loads(COUNTS.read_text(encoding="utf-8"))
    assert {part: committed[part]["requests"] for part in PARTS} == {
        "product": 122_880,
        "random": 200_000,
        "exists": 10_080,
    }
    assert [too_many_without(Counter(committed[part])) for part in PARTS] == [None, None, None]


# --- the requests


@pytest.mark.parametrize("part", ["product", "exists"])
def test_the_requests_of_a_grid_are_all_different(catalog: Catalog, part: str) -> None:
    numbers = range(PARTS[part].size)
    assert len({PARTS[part].request(catalog, number) for number in numbers}) == len(numbers)


def test_every_value_of_every_axis_comes_up_in_a_slice(catalog: Catalog) -> None:
    fields = {"product": ("stage", "pain", "condition", "equipment"), "exists": ("age", "minutes", "pain", "equipment")}
    for part, start, step in SLICES:
        some = [PARTS[part].request(catalog, number) for number in slice_of(part, start, step)]
        every = [PARTS[part].request(catalog, number) for number in range(0, min(PARTS[part].size, 125_000), 7)]
        for field in fields.get(part, ()):
            assert {getattr(one, field) for one in some} == {getattr(one, field) for one in every}, field


@pytest.mark.parametrize("part", PARTS)
def test_a_request_is_one_that_the_command_line_lets_through(catalog: Catalog, part: str) -> None:
    for number in range(0, PARTS[part].size, PARTS[part].size // 300):
        request = PARTS[part].request(catalog, number)
        assert read_request(catalog, options(request)) == request


def options(request: Request) -> dict[str, Any]:
    """Return a request as the options that make it."""
    lists = ("condition", "on", "other", "include", "exclude")
    texts = ("goal", "stage", "pain", "days", "weeks", "minutes", "level", "age", "side", "start", "clinician")
    given = {name: str(getattr(request, name)) for name in texts if getattr(request, name) is not None}
    return {
        **given,
        **{name: list(getattr(request, name)) for name in lists},
        "equipment": request.equipment or ["none"],
    }


def test_a_random_request_follows_from_its_number_and_varies_every_field(catalog: Catalog) -> None:
    some = [PARTS["random"].request(catalog, number) for number in range(300)]
    assert some == [PARTS["random"].request(catalog, number) for number in range(300)]
    least = {
        "goal": 2,
        "stage": 4,
        "level": 3,
        "side": 4,
        "clinician": 2,
        "other": 20,
        "on": 20,
        "days": 6,
        "weeks": 12,
        "pain": 12,
    }
    for field in Request.__dataclass_fields__:
        assert len({getattr(one, field) for one in some}) >= least.get(field, 30), field


def test_chunks_add_up_to_the_same_tally(catalog: Catalog) -> None:
    whole, parts = tally(catalog, "random", range(60)), tally(catalog, "random", range(25))
    parts.add(tally(catalog, "random", range(25, 60)))
    assert parts == whole


# --- that the proof can fail


def moved(catalog: Catalog, id: str, value: float) -> Catalog:
    limits = tuple(replace(limit, value=value) if limit.id == id else limit for limit in catalog.limits)
    return replace(catalog, limits=limits)


@pytest.mark.parametrize(
    "limit, value, kind",
    [
        ("main-reps-min", 7, "note P05: EXERCISE: N repetitions; at least N"),
        ("few-minutes-main-items", 3, "error P12: main exercises: N; at most N in N minutes"),
        ("heavy-gap", 1, "error P06: heavy work without a whole day after the heavy session before"),
        ("pain-mid-max", 6, "error P14: rehab mid at pain N; at most rehab early"),
        ("top-weeks", 1, "error P11: EXERCISE: another load after N of N weeks at the top of the range of EXERCISE"),
    ],
)
def test_a_limit_that_the_engine_takes_as_another_is_seen(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, limit: str, value: float, kind: str
) -> None:
    other = moved(catalog, limit, value)
    monkeypatch.setattr(judging, "make_plan", lambda _, request: make_plan(other, request))
    assert kind in tally(catalog, "random", range(1, 250, 3)).faults


@pytest.mark.parametrize(
    "rule, kind",
    [
        ("stage", "error P04: EXERCISE belongs to mid"),
        ("older-support", "error P17: EXERCISE stands on one leg without hand support, from N years on"),
        ("spare-side", "error P02: EXERCISE lies on the side, and the sore side is not given"),
    ],
)
def test_a_rule_taken_out_of_the_engine_is_seen(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, rule: str, kind: str
) -> None:
    monkeypatch.setattr(rules, "RULES", tuple(row for row in rules.RULES if row.id != rule))
    assert kind in tally(replace(catalog), "exists", range(1, PARTS["exists"].size, 67)).faults


def forgetful(field: str, value: Any, **instead: Any) -> Make:
    """Make plans as if a field with a value had another."""

    def make(catalog: Catalog, request: Request) -> Plan:
        if getattr(request, field) != value:
            return make_plan(catalog, request)
        return replace(make_plan(catalog, replace(request, **instead)), request=request)

    return make


def without(field: str, value: Any) -> Make:
    """Make plans but for requests with a value."""

    def make(catalog: Catalog, request: Request) -> Plan:
        given = getattr(request, field)
        if given == value or (isinstance(given, tuple) and value in given):
            raise NoPlanError("P01", "none with this")
        return make_plan(catalog, request)

    return make


@pytest.mark.parametrize(
    "make, kind",
    [
        (forgetful("pain", 7, pain=None, goal="prevention", stage=None), "more pain: a later stage"),
        (forgetful("pain", 7, pain=None, age=None, minutes=None), "more pain: more sets in a week"),
        (forgetful("side", "right", side="left"), "mirrored side: weeks differ"),
        (without("side", "right"), "mirrored side: no plan any more, no plan P01: none with this"),
        (without("equipment", "bench"), "more kit: no plan any more, no plan P01: none with this"),
    ],
    ids=["stage", "sets", "side", "no plan for a side", "no plan for kit"],
)
def test_a_property_that_does_not_hold_is_seen(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, make: Make, kind: str
) -> None:
    name = kind.partition(":")[0]
    monkeypatch.setattr(judging, "make_plan", make)
    monkeypatch.setattr(judging, "PROPERTIES", {name: PROPERTIES[name]})
    monkeypatch.setattr(judging, "check_plan", lambda _, plan: ())
    assert kind in tally(catalog, "random", range(0, 1200, 10)).faults


def test_a_forgotten_condition_is_seen(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    def make(catalog: Catalog, request: Request) -> Plan:
        return replace(make_plan(catalog, replace(request, condition=())), request=request)

    monkeypatch.setattr(judging, "make_plan", make)
    monkeypatch.setattr(judging, "PROPERTIES", {"one more condition": PROPERTIES["one more condition"]})
    monkeypatch.setattr(judging, "check_plan", lambda _, plan: ())
    faults = " ".join(tally(catalog, "random", range(0, 1500, 10)).faults)
    for kind in ("EXERCISE is excluded by ", "EXERCISE lies on the sore side", "EXERCISE lacks the form that "):
        assert f"one more condition: {kind}" in faults


def test_a_start_that_moves_more_than_dates_is_seen(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    def make(catalog: Catalog, request: Request) -> Plan:
        plan = make_plan(catalog, request)
        return replace(plan, id="same", warnings=plan.warnings[: int(plan.request.start[-1]) % 2])  # type: ignore[index]  # given

    monkeypatch.setattr(judging, "make_plan", make)
    monkeypatch.setattr(judging, "PROPERTIES", {"a week later": PROPERTIES["a week later"]})
    monkeypatch.setattr(judging, "check_plan", lambda _, plan: ())
    made = {**PARTS, "random": replace(PARTS["random"], request=lambda catalog, _: started(catalog))}
    monkeypatch.setattr(judging, "PARTS", made)
    assert {*tally(catalog, "random", [0]).faults} == {"a week later: the same id", "a week later: warnings differ"}


def started(catalog: Catalog) -> Request:
    return replace(PARTS["exists"].request(catalog, 0), start="2026-12-01")


def test_a_request_that_must_have_a_plan_and_has_none_and_a_crash_are_faults(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "make_plan", without("age", 80))
    kind = "no plan where one must be: no plan P01: none with this"
    assert tally(catalog, "exists", range(0, 10_080, 499)).faults[kind].count > 0

    def crash(catalog: Catalog, request: Request) -> Plan:
        raise ValueError("weeks 3")

    monkeypatch.setattr(judging, "make_plan", crash)
    assert tally(catalog, "product", range(3)).faults["crash ValueError: weeks N"].count == 3


def test_a_fault_is_shrunk_to_what_it_takes(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "make_plan", forgetful("level", "beginner", level="advanced"))
    found = tally(catalog, "random", range(40)).faults
    kind = next(kind for kind in found if "opens at" in kind)
    small = judging.shrunk(catalog, kind, found[kind].case).request
    assert (small.weeks, small.equipment, small.condition, small.exclude, small.start) == (1, (), (), (), None)


@pytest.mark.parametrize("plain, none, amiss", [(100, 0, False), (100, 1, False), (100, 2, True), (0, 0, False)])
def test_at_most_one_in_a_hundred_may_have_no_plan(plain: int, none: int, amiss: bool) -> None:
    counts = Counter({judging.PLAIN: plain, f"{judging.PLAIN}, without a plan": none})
    assert (too_many_without(counts) is not None) == amiss


# --- the command


def test_the_command_says_what_differs_from_the_committed_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tests.proof.prove.SLICES", (("exists", 5, 997),))
    counts = tmp_path / "counts.json"
    counts.write_text(json.dumps({"exists 5/997": {"requests": 11, "plans": 11, judging.PLAIN: 11}}), encoding="utf-8")
    assert main(SMALL, counts) == 0
    counts.write_text(json.dumps({"exists 5/997": {"requests": 11, "plans": 10, judging.PLAIN: 11}}), encoding="utf-8")
    assert main(SMALL, counts) == 1
    assert "exists 5/997: 11 plans; committed are 10" in capsys.readouterr().out


def test_the_command_fails_on_a_fault_and_shows_the_smallest_request(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(judging, "make_plan", without("pain", 3))
    assert main(SMALL) == 1
    assert re.search(
        r'no plan where one must be: .*\n  smallest: \{"goal": "\w+", .*"pain": 3', capsys.readouterr().out
    )


def test_updating_writes_the_counts_of_a_whole_part_and_of_its_slices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = tmp_path / "counts.json"
    counts.write_text('{"product": {"requests": 1}, "exists 1/3": {}}', encoding="utf-8")
    monkeypatch.setitem(PARTS, "exists", replace(PARTS["exists"], size=20))
    assert main(["--part", "exists", "--jobs", "1", "--update"], counts) == 0
    written = json.loads(counts.read_text(encoding="utf-8"))
    assert {name: one["requests"] for name, one in written.items()} == {"product": 1, "exists": 20, "exists 1/11": 2}


@pytest.mark.parametrize("arguments", [["--slice", "0/3"], ["--slice", "4/3"], ["--jobs", "0"], ["--part", "most"]])
def test_options_that_say_nothing_are_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "error" in capsys.readouterr().err


def test_any_number_of_processes_prints_the_same(catalog: Catalog) -> None:
    said = []
    for jobs in ("1", "2"):
        command = [sys.executable, "-m", "tests.proof.prove", "--part", "random", "--slice", "3/9999", "--jobs", jobs]
        done = subprocess.run(command, cwd=COUNTS.parents[2], capture_output=True, text=True, check=False)
        assert done.stderr == ""
        said.append((done.returncode, re.sub(r"\d+ s\b|\d+ min|\d+ processes", "", done.stdout)))
    assert said[0] == said[1]
    assert "requests" in said[0][1]


def test_a_case_shows_only_what_is_said() -> None:
    case = Case(Request(goal="rehab", stage="mid", days=3, pain=2), "more kit", ({}, {"equipment": ("band",)}))
    assert str(case).startswith('{"goal": "rehab", "stage": "mid", "pain": 2, "days": 3')
    assert "start" not in str(case)
