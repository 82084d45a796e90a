"""Options to a request, names to exercises: good values, defaults, and one line for each fault."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glutemed.errors import UsageError
from glutemed.loading.requests import one_of, read_equipment, read_request, resolve, split
from glutemed.loading.text import gate
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT
from glutemed.model.plan import Request

HOME = ("ankle-weight", "band", "dumbbell", "step")


def fault(catalog: Catalog, **options: Any) -> str:
    """Return the one line with which options are refused."""
    with pytest.raises(UsageError) as caught:
        read_request(catalog, options)
    assert "\n" not in str(caught.value)
    return str(caught.value)


# Requests


def test_a_request_needs_a_goal_only(catalog: Catalog) -> None:
    assert read_request(catalog, {"goal": "prevention"}) == Request(
        goal="prevention",
        stage=None,
        equipment=HOME,
        days=2,
        on=(),
        level="beginner",
        include=(),
        exclude=(),
        start=None,
    )
    assert read_request(catalog, {"goal": "rehab"}) == Request(goal="rehab", stage="early", equipment=HOME, days=3)


def test_what_was_not_given_is_none_or_empty(catalog: Catalog) -> None:
    nothing = dict.fromkeys(("stage", "days", "level", "start")) | {
        "on": [],
        "include": [],
        "exclude": [],
        "equipment": [],
    }
    assert read_request(catalog, {"goal": "rehab", **nothing}) == read_request(catalog, {"goal": "rehab"})


@pytest.mark.parametrize(
    "options, field, value",
    [
        ({"goal": " REHAB "}, "goal", "rehab"),
        ({"stage": "Late"}, "stage", "late"),
        ({"level": "ADVANCED"}, "level", "advanced"),
        ({"days": "2"}, "days", 2),
        ({"days": "7"}, "days", 7),
        ({"on": ["fri,mon", "Wednesday"]}, "on", ("monday", "wednesday", "friday")),
        ({"on": ["mon,tue,wed,thu"]}, "days", 4),
        ({"on": ["Mo,tues,Thurs"]}, "on", ("monday", "tuesday", "thursday")),
        ({"on": ["mon", "thu"], "days": "2"}, "days", 2),
        ({"include": ["Side Plank", "side-plank"]}, "include", ("side-plank",)),
        ({"include": ["side plank, clamshell"]}, "include", ("clamshell", "side-plank")),
        ({"exclude": ["side plank", "CLAMSHELL"]}, "exclude", ("clamshell", "side-plank")),
        ({"equipment": ["none"]}, "equipment", ()),
        ({"equipment": ["gym"]}, "equipment", KIT),
        ({"equipment": ["step", "Band"]}, "equipment", ("band", "step")),
        ({"pain": "0"}, "pain", 0),
        ({"pain": " 10 "}, "pain", 10),
        ({"condition": ["none"]}, "condition", ()),
        ({"condition": ["PFPS, itb", "runner's knee"]}, "condition", ("patellofemoral-pain", "itb-syndrome")),
        ({"condition": ["ITBS", "pfp"]}, "condition", ("itb-syndrome", "patellofemoral-pain")),
        ({"minutes": "15"}, "minutes", 15),
        ({"minutes": "90"}, "minutes", 90),
        ({"age": "0"}, "age", 0),
        ({"age": "120"}, "age", 120),
        ({"side": "LEFT"}, "side", "left"),
        ({"side": "both"}, "side", "both"),
        ({"weeks": "1"}, "weeks", 1),
        ({"weeks": "12"}, "weeks", 12),
        ({"other": ["sun,tue"]}, "other", ("tuesday", "sunday")),
        ({"other": ["mon"], "on": ["mon", "thu"]}, "on", ("monday", "thursday")),
        ({"clinician": " Dr. M. Ortiz :  tests passed: all "}, "clinician", "Dr. M. Ortiz: tests passed: all"),
        ({"start": "2026-12-01"}, "start", "2026-12-01"),
        ({"start": "2028-02-29"}, "start", "2028-02-29"),
    ],
)
def test_good_values_are_read_in_any_case_and_order(
    catalog: Catalog, options: dict[str, Any], field: str, value: object
) -> None:
    assert getattr(read_request(catalog, {"goal": "rehab", **options}), field) == value


@pytest.mark.parametrize("goal, stage", [("prevention", None), ("rehab", "early"), ("rehab", "mid"), ("rehab", "late")])
def test_days_run_from_the_lowest_to_the_highest_of_the_protocol(
    catalog: Catalog, goal: str, stage: str | None
) -> None:
    protocol = catalog.protocol(goal, stage)
    low, high = protocol.days
    what = f"{goal} {stage or ''}".strip()
    assert read_request(catalog, {"goal": goal, "stage": stage}).days == protocol.default_days
    for days in (low, high):
        assert read_request(catalog, {"goal": goal, "stage": stage, "days": str(days)}).days == days
    for days in (low - 1, high + 1):
        told = fault(catalog, goal=goal, stage=stage, days=str(days))
        assert told == f"--days: {days} days a week; allowed for {what}: {low} to {high}"


KIT_LIST = "ankle-weight, band, barbell, bench, cable, dumbbell, kettlebell, step"
WEEK = "monday, tuesday, wednesday, thursday, friday, saturday, sunday"


@pytest.mark.parametrize(
    "options, told",
    [
        ({"goal": None}, "--goal is missing; allowed: prevention, rehab"),
        ({"goal": "rehub"}, '--goal: "rehub" is not allowed; allowed: prevention, rehab; did you mean "rehab"?'),
        ({"goal": ""}, '--goal: "" is not allowed; allowed: prevention, rehab'),
        (
            {"goal": "prevention", "stage": "mid"},
            "--stage goes with --goal rehab only; prevention draws on mid and late exercises",
        ),
        ({"stage": "lat"}, '--stage: "lat" is not allowed; allowed: early, mid, late; did you mean "late"?'),
        (
            {"level": "expert"},
            '--level: "expert" is not allowed; allowed: beginner, intermediate, advanced',
        ),
        ({"days": "three"}, '--days: "three" is not a whole number; allowed for rehab early: 2 to 7'),
        ({"days": "2.5"}, '--days: "2.5" is not a whole number; allowed for rehab early: 2 to 7'),
        ({"days": "-2"}, "--days: -2 days a week; allowed for rehab early: 2 to 7"),
        ({"days": "\u0663"}, '--days: "\u0663" is not a whole number; allowed for rehab early: 2 to 7'),
        ({"days": "\u00b2"}, '--days: "\u00b2" is not a whole number; allowed for rehab early: 2 to 7'),
        ({"days": "1000"}, "--days: 1000 days a week; allowed for rehab early: 2 to 7"),
        ({"days": ""}, '--days: "" is not a whole number; allowed for rehab early: 2 to 7'),
        ({"days": "8"}, "--days: 8 days a week; allowed for rehab early: 2 to 7"),
        ({"days": "0"}, "--days: 0 days a week; allowed for rehab early: 2 to 7"),
        ({"days": "3", "on": ["mon,tue"]}, "--days 3 and 2 weekdays in --on do not agree; leave one of them out"),
        ({"on": ["mon"]}, "--on: 1 days a week; allowed for rehab early: 2 to 7"),
        (
            {"stage": "late", "on": ["mon,tue,wed,thu"]},
            "--on: 4 days a week; allowed for rehab late: 2 to 3",
        ),
        ({"on": ["mon,monday"]}, "--on: monday is there twice"),
        ({"on": ["tusday"]}, f'--on: "tusday" is not allowed; allowed: {WEEK}; did you mean "tuesday"?'),
        ({"include": ["side plnk"]}, '--include: no exercise is called "side plnk"; did you mean "Side plank"?'),
        ({"exclude": ["qqqq"]}, '--exclude: no exercise is called "qqqq"; see glutemed list'),
        (
            {"include": ["side plank"], "exclude": ["SIDE-PLANK"]},
            "--include and --exclude both name side-plank",
        ),
        (
            {"equipment": ["bnad"]},
            f'--equipment: "bnad" is not allowed; allowed: none, home, gym, {KIT_LIST}; did you mean "band"?',
        ),
        ({"equipment": [" , "]}, f"--equipment: is empty; allowed: none, home, gym, or a list of {KIT_LIST}"),
        ({"equipment": ["none,band"]}, '--equipment: "none" stands alone'),
        ({"pain": "11"}, "--pain: 11 is not allowed; allowed: 0 to 10"),
        ({"pain": "3.5"}, '--pain: "3.5" is not a whole number; allowed: 0 to 10'),
        ({"pain": "-1"}, "--pain: -1 is not allowed; allowed: 0 to 10"),
        ({"minutes": "14"}, "--minutes: 14 is not allowed; allowed: 15 to 90"),
        ({"minutes": "91"}, "--minutes: 91 is not allowed; allowed: 15 to 90"),
        ({"age": "121"}, "--age: 121 is not allowed; allowed: 0 to 120"),
        ({"age": "young"}, '--age: "young" is not a whole number; allowed: 0 to 120'),
        ({"weeks": "0"}, "--weeks: 0 is not allowed; allowed: 1 to 12"),
        ({"weeks": "13"}, "--weeks: 13 is not allowed; allowed: 1 to 12"),
        ({"side": "lef"}, '--side: "lef" is not allowed; allowed: left, right, both; did you mean "left"?'),
        ({"condition": ["none,itb"]}, '--condition: "none" stands alone'),
        ({"condition": [" "]}, "--condition: is empty; leave it out, or name something"),
        ({"other": ["frday"]}, f'--other: "frday" is not allowed; allowed: {WEEK}; did you mean "friday"?'),
        ({"other": ["mon", "Monday"]}, "--other: monday is there twice"),
        (
            {"clinician": "Dr. Ortiz"},
            '--clinician: "Dr. Ortiz" does not say who and why; write it as "name: reason"',
        ),
        ({"clinician": ": why"}, '--clinician: ": why" does not say who and why; write it as "name: reason"'),
        ({"clinician": "who:"}, '--clinician: "who:" does not say who and why; write it as "name: reason"'),
    ],
)
def test_every_fault_is_one_line_with_what_is_allowed_and_what_was_meant(
    catalog: Catalog, options: dict[str, Any], told: str
) -> None:
    assert fault(catalog, **{"goal": "rehab", **options}) == told


@pytest.mark.parametrize(
    "start",
    [
        *("2026-02-29", "2026-13-01", "20261201", "tomorrow", "", "2026-12-01T10:00", "1/2", "31.02.2026"),
        *("1999-12-31", "2101-01-01", "\u0662026-12-01", "2026-W01-1", "1.12.26", "01.13.2026", "1/12-2026"),
    ],
)
def test_a_start_is_a_real_date_written_as_year_month_day(catalog: Catalog, start: str) -> None:
    told = f'--start: "{start}" is not a date; write it as year-month-day, such as 2026-12-01'
    assert fault(catalog, goal="rehab", start=start) == told


@pytest.mark.parametrize(
    ("start", "meant"),
    [
        ("01.12.2026", "2026-12-01"),
        ("1. 12. 2026", "2026-12-01"),
        ("12/01/2026", "2026-01-12 or 2026-12-01"),
        ("12/31/2026", "2026-12-31"),
        ("31/12/2026", "2026-12-31"),
        ("1-12-2026", "2026-12-01 or 2026-01-12"),
        ("05/05/2026", "2026-05-05"),
        ("2026/12/01", "2026-12-01"),
        ("2026.12.1", "2026-12-01"),
        ("2026-12-1", "2026-12-01"),
        (" 2026-12-01", "2026-12-01"),
    ],
)
def test_a_date_in_another_order_is_told_with_what_it_may_mean(catalog: Catalog, start: str, meant: str) -> None:
    told = f'--start: "{start}" is not a date; write it as year-month-day; did you mean {meant}?'
    assert fault(catalog, goal="rehab", start=start) == told


@pytest.mark.parametrize("name", ["Runner\u2019s Knee", "runner\u00b4s knee", "runner's knee", "PFPS"])
def test_a_condition_is_known_by_its_everyday_names_however_the_apostrophe_is_written(
    catalog: Catalog, name: str
) -> None:
    assert read_request(catalog, {"goal": "rehab", "condition": [name]}).condition == ("patellofemoral-pain",)


def test_an_unknown_condition_is_told_with_all_and_the_nearest(catalog: Catalog) -> None:
    told = fault(catalog, goal="rehab", condition=["patelofemoral pain"])
    assert told.startswith('--condition: "patelofemoral pain" is not allowed; allowed: achilles-tendinopathy, ')
    assert told.endswith('; did you mean "patellofemoral-pain"?')


def test_a_condition_with_a_protocol_of_its_own_keeps_the_days_of_its_stage(catalog: Catalog) -> None:
    for condition in catalog.conditions:
        request = read_request(catalog, {"goal": "rehab", "condition": [condition.name]})
        assert request.days == catalog.protocol("rehab", "early", (condition.id,)).default_days


@pytest.mark.parametrize("option", ["goal", "stage", "level", "days", "start", "pain", "age", "side", "clinician"])
def test_what_a_user_typed_is_shown_short_and_without_control_characters(catalog: Catalog, option: str) -> None:
    assert '"?[31mx?"' in fault(catalog, **{"goal": "rehab", option: "\x1b[31mx\u202e"})
    assert f'"{"x" * 80}..."' in fault(catalog, **{"goal": "rehab", option: "x" * 100_000})


texts = st.text(max_size=20)
lists = st.lists(texts | st.sampled_from(["mon", "band", "none", "clamshell", ","]), max_size=3)


@given(
    options=st.fixed_dictionaries(
        {"goal": st.sampled_from(["rehab", "prevention"]) | texts},
        optional={
            **dict.fromkeys(
                ("stage", "level", "days", "start", "pain", "minutes", "age", "weeks", "side", "clinician"),
                st.none() | texts | st.sampled_from(["mid", "3", "a: b"]),
            ),
            **dict.fromkeys(("on", "other", "include", "exclude", "equipment", "condition"), lists),
        },
    )
)
def test_any_options_give_a_request_or_one_clean_line(catalog: Catalog, options: dict[str, Any]) -> None:
    told = ""
    try:
        read_request(catalog, options)
    except UsageError as error:
        told = str(error)
    assert gate(told) is None or len(told) > 500


# Names


def test_every_exercise_answers_to_its_id_name_and_aliases_in_any_case(catalog: Catalog) -> None:
    for exercise in catalog.exercises:
        for name in (exercise.id, exercise.name, *exercise.aliases):
            for written in (name, name.upper(), name.title(), f"  {name} ", name.replace("-", " ").replace(" ", "  ")):
                assert resolve(catalog, written) == exercise, written


def test_a_name_answers_however_its_accents_are_written(catalog: Catalog) -> None:
    """Some systems type é as e and an accent; every text from an option is composed first."""
    exercise = replace(catalog.exercises[0], aliases=("\u00c9l\u00e9vation",))
    own = replace(catalog, exercises=(exercise,))
    assert resolve(own, "\u00e9l\u00e9vation") == exercise
    assert resolve(own, "e\u0301le\u0301vation") == exercise


@pytest.mark.parametrize(
    "name, told",
    [
        ("", 'EXERCISE: "" is not a name of 1 to 80 printable characters'),
        ("  ", 'EXERCISE: "  " is not a name of 1 to 80 printable characters'),
        ("x" * 81, f'EXERCISE: "{"x" * 80}..." is not a name of 1 to 80 printable characters'),
        ("clam\u200bshell", 'EXERCISE: "clam?shell" is not a name of 1 to 80 printable characters'),
        ("clamshel", 'EXERCISE: no exercise is called "clamshel"; did you mean "clamshell"?'),
        ("qqqq", 'EXERCISE: no exercise is called "qqqq"; see glutemed list'),
    ],
)
def test_a_name_that_means_nothing_is_told_with_the_nearest(catalog: Catalog, name: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        resolve(catalog, name)
    assert str(caught.value) == told


# Parts


def test_values_split_at_commas_and_lose_the_space_around_them() -> None:
    assert split(["a, b", " c ", ",,", "", "d e,"]) == ["a", "b", "c", "d e"]


@pytest.mark.parametrize("value", ["side-plank", "Side Plank", " SIDE_PLANK "])
def test_one_of_takes_any_case_and_joint(value: str) -> None:
    assert one_of("--pattern", value, ("bridge", "side-plank")) == "side-plank"


@pytest.mark.parametrize(
    "values, kit",
    [
        (["none"], ()),
        (["home"], HOME),
        (["gym"], KIT),
        (["home, cable"], ("ankle-weight", "band", "cable", "dumbbell", "step")),
        (["step", "band", "Band"], ("band", "step")),
        (["Ankle Weight", "KETTLEBELL"], ("ankle-weight", "kettlebell")),
    ],
)
def test_equipment_is_a_set_a_list_or_both_sorted_and_once(values: list[str], kit: tuple[str, ...]) -> None:
    assert read_equipment(values) == kit
