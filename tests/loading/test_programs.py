"""Program files: plans in full as JSON and YAML, options beside files, and the four famous mistakes."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from glutemed.checks.plan import Finding
from glutemed.checks.registry import check_plan
from glutemed.errors import Position, ProblemsError, UsageError
from glutemed.loading import programs
from glutemed.loading.programs import Program, read_program
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan
from glutemed.model.records import encode

PlanFor = Callable[..., Plan]

SPREAD: tuple[dict[str, Any], ...] = (
    {"goal": "prevention", "level": "intermediate"},
    {"goal": "prevention", "equipment": (), "on": ("monday", "thursday"), "other": ("tuesday",), "pain": 1},
    {"stage": "late", "level": "advanced", "weeks": 6, "start": "2026-12-02", "age": 40},
    {"condition": ("gluteal-tendinopathy",), "side": "left", "pain": 4, "minutes": 20},
    {"stage": "mid", "condition": ("patellofemoral-pain", "low-back-pain"), "side": "right", "age": 70, "weeks": 3},
)
spread = pytest.mark.parametrize("fields", SPREAD, ids=lambda fields: "-".join(map(str, fields.values())))


def read(catalog: Catalog, text: str, name: str = "f.yaml", **options: Any) -> Program:
    return read_program(catalog, text, name, options)


def findings(catalog: Catalog, program: Program) -> tuple[Finding, ...]:
    return check_plan(catalog, program.plan, unsaid=program.unsaid)


def errors(catalog: Catalog, text: str) -> set[str]:
    """Return the rules that a file breaks."""
    return {found.rule for found in findings(catalog, read(catalog, text)) if found.severity == "error"}


def changed(plan: Plan, pointer: str, value: object) -> str:
    """Return a plan as JSON with one part changed."""
    data: Any = encode(plan)
    *parents, last = (int(key) if key.isdigit() else key for key in pointer.split("/")[1:])
    part = data
    for key in parents:
        part = part[key]
    part[last] = value
    return json.dumps(data, indent=1)


# Plans in full


@spread
def test_every_plan_reads_back_from_json_and_yaml_and_keeps_its_rules(
    catalog: Catalog, plan_for: PlanFor, fields: dict[str, Any]
) -> None:
    plan = plan_for(**fields)
    for name, text in (
        ("p.json", json.dumps(encode(plan), ensure_ascii=False)),
        ("<stdin>", json.dumps(encode(plan), indent=2)),
        ("p.yaml", yaml.safe_dump(json.loads(json.dumps(encode(plan))), sort_keys=False, allow_unicode=True)),
    ):
        program = read(catalog, text, name)
        assert program.plan == plan
        assert program.unsaid == frozenset()
        assert not [found for found in findings(catalog, program) if found.severity == "error"]


def test_every_part_of_a_plan_has_its_place(catalog: Catalog, plan_for: PlanFor) -> None:
    plan = plan_for(goal="prevention")
    text = json.dumps(encode(plan), indent=2)
    program = read(catalog, text, "p.json")
    lines = text.splitlines()
    for pointer, sign in (
        ("/weeks/0/sessions/1/blocks/1/items/0", "{"),
        ("/weeks/0/sessions/1/blocks/1/items/0/sets", '"sets": '),
        ("/warnings", '"warnings": '),
        ("/request/days", '"days": '),
    ):
        where = program.places[pointer]
        assert lines[where.line - 1].lstrip().startswith(sign)
    assert program.places[""] == Position(file="p.json", line=1, column=1)


ITEM = "/weeks/0/sessions/0/blocks/1/items/0"


@pytest.mark.parametrize(
    "pointer, value, line, told",
    [
        (f"{ITEM}/sets", 0, '"sets"', '"sets" must be 1 to 99, not 0'),
        (f"{ITEM}/sets", 10**17, '"sets"', f'"sets" must be 1 to 99, not {10**17}'),
        (f"{ITEM}/dose/reps", 1000, '"reps"', '"reps" must be 1 to 999, not 1000'),
        (f"{ITEM}/rest_seconds", -1, '"rest_seconds"', '"rest_seconds" must be 0 to 3600, not -1'),
        (
            f"{ITEM}/dose",
            {"kind": "hold", "reps": 1, "seconds": 3601},
            '"seconds": 3601',
            '"seconds" must be 1 to 3600, not 3601',
        ),
        (f"{ITEM}/dose", {"kind": "hold", "reps": 1}, '"dose"', 'a hold needs "seconds"; repetitions have none'),
        (f"{ITEM}/dose/seconds", 5, '"dose"', 'a hold needs "seconds"; repetitions have none'),
        (f"{ITEM}/tempo", "slow", '"tempo"', '"tempo" must read like 2-1-2'),
        (f"{ITEM}/sets", "3", '"sets"', '"sets" must be a whole number, not "3"'),
        (f"{ITEM}/name", None, '"name"', '"name" must be text'),
        (f"{ITEM}/colour", "red", '"colour"', '"colour" is not a field here'),
        ("/weeks/0/sessions/0/date", "2026-02-30", '"date"', '"date": "2026-02-30" is not a date'),
        ("/request/start", "soon", '"start"', '"start": "soon" is not a date'),
        ("/request/condition", ["flu"], '"flu"', '"condition": "flu" is not allowed'),
        ("/schema", "glutemed.plan/0", '"schema"', '"schema" must be glutemed.plan/1'),
        ("/schema", 1, '"schema"', '"schema" must be glutemed.plan/1'),
        ("/weeks", {}, '"weeks"', '"weeks" must be a list'),
    ],
)
def test_what_no_check_could_judge_is_a_problem_with_its_place(
    catalog: Catalog, plan_for: PlanFor, pointer: str, value: object, line: str, told: str
) -> None:
    text = changed(plan_for(goal="prevention"), pointer, value)
    with pytest.raises(ProblemsError) as caught:
        read(catalog, text, "p.json")
    (problem,) = caught.value.problems
    assert problem.message == told
    assert line in text.splitlines()[problem.where.line - 1]


def test_an_unknown_form_is_told_with_those_that_there_are(catalog: Catalog, plan_for: PlanFor) -> None:
    with pytest.raises(ProblemsError, match='has no form "on ice"; its forms: '):
        read(catalog, changed(plan_for(goal="prevention"), f"{ITEM}/variant", "on ice"), "p.json")


def test_a_plan_of_a_newer_kind_asks_for_an_update(catalog: Catalog, plan_for: PlanFor) -> None:
    text = changed(plan_for(goal="prevention"), "/schema", "glutemed.plan/2")
    with pytest.raises(
        UsageError, match=r"^p\.json:2:\d+: this plan is of a newer kind, glutemed\.plan/2; update glut"
    ):
        read(catalog, text, "p.json")


def test_a_plan_with_an_unknown_exercise_is_read_for_the_checks_to_judge(catalog: Catalog, plan_for: PlanFor) -> None:
    program = read(catalog, changed(plan_for(goal="prevention"), f"{ITEM}/exercise", "clamshel"), "p.json")
    assert program.hints == {ITEM: 'did you mean "clamshell"?'}
    assert ("P15", ITEM) in [(found.rule, found.path) for found in findings(catalog, program)]


@given(st.text(max_size=60), st.integers(0))
def test_a_plan_with_any_text_in_it_is_a_program_or_problems(
    catalog: Catalog, plan_for: PlanFor, junk: str, place: int
) -> None:
    text = json.dumps(encode(plan_for(goal="prevention")))
    place %= len(text)
    try:
        program = read(catalog, text[:place] + junk + text[place:], "p.json")
    except (ProblemsError, UsageError):
        return
    assert findings(catalog, program) is not None


# Options beside the file

SHORT = "days: [{name: Monday, exercises: [{exercise: clam, sets: 3, reps: 8}]}]\n"


@pytest.mark.parametrize(
    "head, options, goal, stage",
    [
        ("", {"goal": "prevention"}, "prevention", None),
        ("", {"goal": "rehab", "stage": "mid"}, "rehab", "mid"),
        ("", {"stage": "late"}, "rehab", "late"),
        ("goal: rehab\n", {"stage": "late"}, "rehab", "late"),
        ("stage: late\n", {"goal": "rehab"}, "rehab", "late"),
        ("goal: prevention\n", {"goal": "Prevention"}, "prevention", None),
    ],
)
def test_options_say_the_goal_that_the_file_does_not(
    catalog: Catalog, head: str, options: dict[str, str], goal: str, stage: str | None
) -> None:
    program = read(catalog, head + SHORT, **options)
    assert "goal" not in program.unsaid
    for part in (program.plan.request, program.plan.prescribed):
        assert (part.goal, part.stage) == (goal, stage)


@pytest.mark.parametrize("options", [{}, {"goal": "rehab"}])
def test_a_goal_without_its_stage_stays_unsaid(catalog: Catalog, options: dict[str, str]) -> None:
    assert "goal" in read(catalog, SHORT, **options).unsaid


@pytest.mark.parametrize(
    "option, value, found",
    [
        ("pain", "3", 3),
        ("condition", ["itb"], ("itb-syndrome",)),
        ("condition", ["none"], ()),
        ("equipment", ["none"], ()),
        ("level", "advanced", "advanced"),
        ("age", "70", 70),
        ("side", "right", "right"),
        ("minutes", "20", 20),
    ],
)
def test_an_option_says_what_the_file_does_not(catalog: Catalog, option: str, value: Any, found: object) -> None:
    assert option in read(catalog, SHORT).unsaid
    program = read(catalog, SHORT, **{option: value})
    assert getattr(program.plan.request, option) == found
    assert option not in program.unsaid


@pytest.mark.parametrize(
    "head, options, told",
    [
        ("goal: rehab\n", {"goal": "prevention"}, '--goal prevention and "goal: rehab" in "f.yaml" do not agree'),
        ("pain: 2\n", {"pain": "3"}, '--pain 3 and "pain: 2" in "f.yaml" do not agree'),
        (
            "equipment: band\n",
            {"equipment": ["none"]},
            '--equipment none and "equipment: band" in "f.yaml" do not agree',
        ),
        ("condition: none\n", {"condition": ["itb"]}, '--condition itb-syndrome and "condition: none" in "f.yaml"'),
        ("stage: late\n", {"goal": "prevention"}, '--goal prevention and "goal: rehab" in "f.yaml" do not agree'),
        ("goal: prevention\n", {"stage": "mid"}, "--stage goes with --goal rehab only"),
        ("", {"goal": "prevention", "stage": "mid"}, "--stage goes with --goal rehab only"),
        ("", {"pain": "11"}, "--pain: 11 is not allowed; allowed: 0 to 10"),
    ],
)
def test_an_option_that_contradicts_the_file_is_wrong_use(
    catalog: Catalog, head: str, options: dict[str, Any], told: str
) -> None:
    with pytest.raises(UsageError) as caught:
        read(catalog, head + SHORT, **options)
    assert str(caught.value).startswith(told)


def test_an_option_that_agrees_with_the_file_is_fine_and_the_order_is_the_files(catalog: Catalog) -> None:
    program = read(catalog, "condition: [itb, pfp]\n" + SHORT, condition=["PFP", "ITBS"])
    assert program.plan.request.condition == ("itb-syndrome", "patellofemoral-pain")


def test_what_a_plan_was_not_asked_can_be_given_and_what_it_was_asked_stands(
    catalog: Catalog, plan_for: PlanFor
) -> None:
    """So a plan made for nobody in particular can be checked for somebody with pain."""
    text = json.dumps(encode(plan_for(stage="late")))
    program = read(catalog, text, "p.json", pain="7")
    assert program.plan.request.pain == 7
    assert "P14" in {found.rule for found in findings(catalog, program) if found.severity == "error"}
    with pytest.raises(UsageError, match="--level advanced and"):
        read(catalog, text, "p.json", level="advanced")


# The four mistakes (A22-A25)

PERSON = "condition: none\npain: 0\nequipment: home\nlevel: intermediate\nage: 30\n"


def test_clamshells_only_are_no_program(catalog: Catalog) -> None:
    """A25: one muscle alone, without a compound exercise; and no two patterns a week."""
    text = f"""\
goal: prevention
{PERSON}days:
  - name: Monday
    exercises:
      - {{exercise: clamshell, sets: 3, reps: 12, track: repetitions and control, target: 15 in every set}}
  - name: Thursday
    exercises:
      - {{exercise: clamshell, sets: 3, reps: 12, track: repetitions and control, target: 15 in every set}}
"""
    assert errors(catalog, text) == {"P04", "P09", "P12", "P13"}


def test_a_bosu_is_unstable_by_its_name(catalog: Catalog) -> None:
    """A24."""
    good = """\
goal: prevention
days:
  - name: Monday
    exercises:
      - {exercise: single-leg squat, sets: 3, reps: 10, track: repetitions and control, target: 15 in every set}
      - {exercise: side plank, sets: 3, hold: 30, track: seconds and control, target: 45 s in every set}
  - name: Thursday
    exercises:
      - {exercise: single-leg rdl, sets: 3, reps: 10, track: repetitions and control, target: 15 in every set}
      - {exercise: split squat, sets: 3, reps: 10, track: repetitions and control, target: 15 in every set}
"""
    assert errors(catalog, good) == set()
    shaky = good.replace("single-leg squat,", "single-leg squat on a BOSU ball,")
    (found,) = [found for found in findings(catalog, read(catalog, shaky)) if found.severity == "error"]
    assert (found.rule, found.path) == ("P08", "/weeks/0/sessions/0/blocks/0/items/0")
    assert "single-leg squat on a BOSU ball" in found.message


def test_band_walks_only_are_a_warm_up(catalog: Catalog) -> None:
    """A23: every day and every drill is named."""
    text = """\
goal: prevention
days:
  - name: Monday
    exercises:
      - {exercise: lateral band walk, sets: 2, reps: 10, track: repetitions and control, target: 15 in every set}
      - {exercise: backward monster walk, sets: 2, reps: 10, track: repetitions and control, target: 15 in every set}
  - name: Thursday
    exercises:
      - {exercise: lateral band walk, sets: 2, reps: 10, track: repetitions and control, target: 15 in every set}
      - {exercise: sidestep, sets: 2, reps: 10, track: repetitions and control, target: 15 in every set}
"""
    found = findings(catalog, read(catalog, text))
    paths = [one.path for one in found if one.rule == "P07" and one.severity == "error"]
    assert {"/weeks/0/sessions/0", "/weeks/0/sessions/1"} <= set(paths)
    assert "/weeks/0/sessions/0/blocks/0/items/0" in paths
    assert {"P07", "P09"} <= errors(catalog, text)


def test_without_track_and_target_nothing_can_progress(catalog: Catalog) -> None:
    """A22: chasing the burn."""
    text = """\
goal: prevention
days:
  - name: Monday
    exercises:
      - {exercise: single-leg squat, sets: 3, reps: 10, track: the burn, target: more burn}
      - {exercise: side plank, sets: 3, hold: 30}
  - name: Thursday
    exercises:
      - {exercise: single-leg rdl, sets: 3, reps: 10}
      - {exercise: split squat, sets: 3, reps: 10}
"""
    assert errors(catalog, text) == {"P10"}


def test_the_same_for_weeks_is_no_progress(catalog: Catalog) -> None:
    """A22: weeks that all repeat the first."""
    tracked = "track: repetitions and control, target: 15 in every set"
    days = f"""\
    days:
      - name: Monday
        exercises:
          - {{exercise: single-leg squat, sets: 3, reps: 10, {tracked}}}
          - {{exercise: side-lying hip abduction, sets: 3, reps: 10, {tracked}}}
      - name: Thursday
        exercises:
          - {{exercise: single-leg rdl, sets: 3, reps: 10, {tracked}}}
          - {{exercise: split squat, sets: 3, reps: 10, {tracked}}}
"""
    week = "  - go_on_if: pain is 0-2 during and after, and as usual next morning\n" + days
    text = "goal: prevention\npain: 0\nage: 30\ncondition: none\nweeks:\n" + week * 6
    found = findings(catalog, read(catalog, text))
    assert "P11" in {one.rule for one in found if one.severity != "not-checked"}


def test_places_lead_from_findings_to_lines(catalog: Catalog) -> None:
    program = read(catalog, "goal: prevention\ndays:\n  - exercises:\n      - {exercise: clam, sets: 9, reps: 8}\n")
    (found,) = [found for found in findings(catalog, program) if "9 sets" in found.message]
    assert str(program.places[found.path]) == "f.yaml:4:9"


def test_a_plan_saved_with_its_explanation_is_told_from_a_plan(catalog: Catalog) -> None:
    with pytest.raises(ProblemsError) as caught:
        read_program(catalog, '{"plan": {},\n "explained": []}', "x.json", {})
    assert (
        str(caught.value)
        == "x.json:2:2: this is a plan with its explanation, not a plan alone; save it without --explain"
    )


# Caps


def with_weeks(plan: Plan, weeks: int, sessions: int, items: int) -> str:
    """Return a plan as JSON with so many weeks, sessions of each, and items of each."""
    data: Any = json.loads(json.dumps(encode(plan)))
    session = data["weeks"][0]["sessions"][0]
    item = {**session["blocks"][1]["items"][0], "reasons": []}
    made = {**session, "blocks": [{"kind": "main", "items": [item] * items}]}
    data["weeks"] = [{"number": n + 1, "go_on_if": None, "sessions": [made] * sessions} for n in range(weeks)]
    return json.dumps(data)


@pytest.mark.parametrize(
    "weeks, sessions, items, told",
    [
        (53, 1, 1, '"weeks": must have at most 52 entries'),
        (1, 15, 1, '"sessions": must have at most 14 entries'),
        (1, 1, 2001, "2001 items; a program has at most 2000"),
    ],
)
def test_a_plan_of_more_than_a_program_has_is_refused(
    catalog: Catalog, plan_for: PlanFor, weeks: int, sessions: int, items: int, told: str
) -> None:
    with pytest.raises(ProblemsError) as caught:
        read(catalog, with_weeks(plan_for(goal="prevention"), weeks, sessions, items), "p.json")
    assert [problem.message for problem in caught.value.problems] == [told]


# Plans with the weeks that led to them


@pytest.fixture(scope="module")
def led(plan_for: PlanFor) -> Plan:
    """Week 6, after weeks 4 and 5."""
    plan = plan_for(goal="prevention", weeks=3)
    weeks = tuple(replace(week, number=number) for number, week in enumerate(plan.weeks, 4))
    return replace(plan, before=weeks[:2], weeks=(replace(weeks[2], go_on_if=None),))


@pytest.mark.parametrize("name", ["p.json", "p.yaml"])
def test_a_plan_with_the_weeks_before_reads_back_and_keeps_its_rules(catalog: Catalog, led: Plan, name: str) -> None:
    text = json.dumps(encode(led), indent=2)
    if name == "p.yaml":
        text = yaml.safe_dump(json.loads(text), sort_keys=False)
    program = read(catalog, text, name)
    assert program.plan == led
    assert [found for found in findings(catalog, program) if found.severity == "error"] == []
    assert program.places["/before/1/sessions/0/blocks/1/items/0/sets"].line > program.places["/before/0"].line


BEFORE = "/before/0/sessions/0/blocks/1/items/0"


@pytest.mark.parametrize(
    "pointer, value, line, told",
    [
        # numbers count on, from the first of those before
        ("/weeks/0/number", 1, '"number": 1', '"number" must be 6 here, not 1'),
        ("/weeks/0/number", 7, '"number": 7', '"number" must be 6 here, not 7'),
        ("/before/1/number", 4, '"number": 4', '"number" must be 5 here, not 4'),
        # what is wrong in them is told as in the plan's own weeks
        (f"{BEFORE}/sets", 0, '"sets": 0', '"sets" must be 1 to 99, not 0'),
        (f"{BEFORE}/dose/reps", 1000, '"reps": 1000', '"reps" must be 1 to 999, not 1000'),
        (f"{BEFORE}/dose", {"kind": "hold", "reps": 1}, '"dose"', 'a hold needs "seconds"; repetitions have none'),
        (f"{BEFORE}/tempo", "slow", '"tempo"', '"tempo" must read like 2-1-2'),
        (f"{BEFORE}/colour", "red", '"colour"', '"colour" is not a field here'),
        ("/before/0/sessions/0/date", "2026-02-30", '"date"', '"date": "2026-02-30" is not a date'),
        ("/before", {}, '"before"', '"before" must be a list'),
        (
            "/passed",
            [{"gate": "general-mid", "to": "early", "date": "2026-01-01"}],
            '"to"',
            '"to": "early" is not allowed',
        ),
    ],
)
def test_what_is_wrong_in_the_weeks_before_is_told_with_its_place(
    catalog: Catalog, led: Plan, pointer: str, value: object, line: str, told: str
) -> None:
    text = changed(led, pointer, value)
    with pytest.raises(ProblemsError) as caught:
        read(catalog, text, "p.json")
    (problem,) = caught.value.problems
    assert problem.message.startswith(told)
    assert line in text.splitlines()[problem.where.line - 1]


@pytest.mark.parametrize("first", [0, -3])
def test_the_weeks_before_count_from_one_at_least(catalog: Catalog, led: Plan, first: int) -> None:
    text = changed(led, "/before/0/number", first)
    with pytest.raises(ProblemsError) as caught:
        read(catalog, text, "p.json")
    assert [problem.message for problem in caught.value.problems] == [
        f'"number" must be 1 here, not {first}',
        '"number" must be 2 here, not 5',
        '"number" must be 3 here, not 6',
    ]


def test_a_form_that_is_none_is_told_in_the_weeks_before_too(catalog: Catalog, led: Plan) -> None:
    with pytest.raises(ProblemsError, match='has no form "on ice"; its forms: '):
        read(catalog, changed(led, f"{BEFORE}/variant", "on ice"), "p.json")


@pytest.mark.parametrize(
    "weeks, sessions, items, told",
    [
        (53, 1, 1, '"before": must have at most 52 entries'),
        (1, 15, 1, '"sessions": must have at most 14 entries'),
        (1, 1, 2001, "2001 items; a program has at most 2000"),
    ],
)
def test_no_more_weeks_led_to_a_plan_than_a_program_has(
    catalog: Catalog, led: Plan, weeks: int, sessions: int, items: int, told: str
) -> None:
    data = json.loads(with_weeks(led, weeks, sessions, items))
    own = {**data["weeks"][0], "number": weeks + 1, "sessions": data["weeks"][0]["sessions"][:1]}
    own["sessions"] = [{**own["sessions"][0], "blocks": []}]
    with pytest.raises(ProblemsError) as caught:
        read(catalog, json.dumps({**data, "before": data["weeks"], "weeks": [own]}), "p.json")
    assert [problem.message for problem in caught.value.problems] == [told]


def test_a_plan_without_weeks_before_or_gates_is_read_as_one_that_has_none(catalog: Catalog, plan_for: PlanFor) -> None:
    """Files of earlier versions."""
    plan = plan_for(goal="prevention")
    data: Any = encode(plan)
    del data["before"], data["passed"]
    assert read(catalog, json.dumps(data), "p.json").plan == plan


@pytest.mark.parametrize(
    "pointer, value, told",
    [
        ("/request/weeks", 10**9, '"weeks" must be 1 to 12, not 1000000000'),
        ("/request/pain", 11, '"pain" must be 0 to 10, not 11'),
        ("/request/days", 0, '"days" must be 1 to 14, not 0'),
        ("/request/stage", "mid", '"stage" is needed with goal rehab, and goes with no other'),
        ("/prescribed/goal", "rehab", '"stage" is needed with goal rehab, and goes with no other'),
    ],
)
def test_what_no_request_has_is_refused(
    catalog: Catalog, plan_for: PlanFor, pointer: str, value: object, told: str
) -> None:
    with pytest.raises(ProblemsError) as caught:
        read(catalog, changed(plan_for(goal="prevention"), pointer, value), "p.json")
    assert [problem.message for problem in caught.value.problems] == [told]


def test_sentences_of_ours_that_quote_a_long_text_are_read(catalog: Catalog, plan_for: PlanFor) -> None:
    plan = plan_for(stage="late", clinician=f"Zoë: {'why ' * 120}")
    text = json.dumps(encode(plan))
    assert max(len(part) for part in re.findall(r'"([^"]*)"', text)) > 500
    assert read(catalog, text, "p.json").plan == plan


def test_the_places_of_a_plan_are_a_mapping_of_its_parts(catalog: Catalog, plan_for: PlanFor) -> None:
    places = read(catalog, json.dumps(encode(plan_for(goal="prevention"))), "p.json").places
    assert "/weeks/0/number" in places
    assert "/weeks/9" not in places
    assert "/colour" not in places
    assert len(list(places)) == len(places) > 100
    assert all(pointer in places for pointer in list(places)[:20])


def test_of_many_unknown_names_only_the_first_are_compared(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = "".join(f"      - {{exercise: clamshel{n}, sets: 3, reps: 8}}\n" for n in range(5))
    text = f"goal: rehab\ndays:\n  - exercises:\n{entries}"
    assert len(read(catalog, text).hints) == 5
    names = sum(2 + len(exercise.aliases) for exercise in catalog.exercises)
    monkeypatch.setattr(programs, "COMPARED_MAX", 3 * names)
    assert sorted(read(catalog, text).hints) == [f"/weeks/0/sessions/0/blocks/0/items/{n}" for n in range(3)]
