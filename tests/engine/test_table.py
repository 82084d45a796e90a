"""The decision table, row by row: a case that matches, one just beside it, and where each limit lies."""

from collections.abc import Callable
from dataclasses import replace
from inspect import getsource
from re import findall
from typing import Any, get_args

import pytest
from tests.engine.people import Edit, a_person, a_workout, as_planned, calm, day, limited, mains, more, only, without

from glutemed.engine import facts, table
from glutemed.engine.facts import Series, WeekFacts, series, trained_weeks, week_facts
from glutemed.engine.table import PREDICATES, Case, behind, decide
from glutemed.model.adaptation import Change, Tried
from glutemed.model.catalog import Catalog
from glutemed.model.log import Person, Workout
from glutemed.model.plan import Dose, Item, Plan
from glutemed.model.policy import Action

CALM = WeekFacts(
    planned=3,
    done=3,
    told=3,
    worst=1,
    morning=1,
    usual=1,
    mornings_above=0,
    mornings_running=0,
    mean=1.0,
    before=1.0,
    rises=0,
    usual_told=True,
    cap=5,
    flares=0,
    flare_days=None,
    exertion=False,
    young=False,
)
WELL = Series(full=(True, True), reached=(True, True), sides=(("left", 8), ("right", 8)), wobbled=False, skipped=False)
"""A week that went well, and an exercise that reached its target in two sessions running: D6."""

UNCLEAR = {"reached": (True, False)}
"""What makes D7 of D6."""


@pytest.fixture(scope="module")
def plan(plan_for: Callable[..., Plan]) -> Plan:
    return plan_for(stage="early")


@pytest.fixture(scope="module")
def raise_(plan: Plan) -> Item:
    """A leg raise of 3 x 8."""
    return mains(plan)["side-lying-hip-abduction"]


@pytest.fixture
def case(catalog: Catalog, raise_: Item) -> Callable[..., Case]:
    """Make a case of fields of the week, of the series, of the item, and a red flag."""

    def make(**fields: Any) -> Case:
        def of(record: Any) -> dict[str, Any]:
            return {name: value for name, value in fields.items() if name in record.__dataclass_fields__}

        known = {*CALM.__dataclass_fields__, *WELL.__dataclass_fields__, *raise_.__dataclass_fields__, "red_flag"}
        assert set(fields) <= known
        return Case(
            catalog=catalog,
            week=replace(CALM, **of(CALM)),
            item=replace(raise_, **of(raise_)),
            series=replace(WELL, **of(WELL)),
            red_flag=fields.get("red_flag"),
        )

    return make


def test_every_row_is_a_predicate_but_those_after_the_table(catalog: Catalog) -> None:
    """Decision 7: words and numbers in YAML, logic in Python, under the same ids."""
    rows = [row.id for row in catalog.adaptation]
    assert sorted(rows) == sorted(set(rows))
    assert set(rows) - set(PREDICATES) == {"E10", "E11", "E12", "E13", "E14", "E15"}
    assert set(PREDICATES) <= set(rows)


def test_rows_stand_in_the_order_of_the_clinical_table(catalog: Catalog) -> None:
    ranks = {row.id: row.rank for row in catalog.adaptation}
    assert len(set(ranks.values())) == len(ranks)
    ordered = sorted(ranks, key=ranks.__getitem__)
    assert [row.id for row in catalog.adaptation] == ordered
    assert [id for id in ordered if id.startswith("D")] == ["D1", "D2", "D3", "D4", "D5", "D6", "D7"]
    assert [id for id in ordered if id in PREDICATES][-1] == "D7"


def test_every_predicate_says_its_row() -> None:
    assert [id for id, one in PREDICATES.items() if not str(one.__doc__).startswith(f"{id}: ")] == []


# row, what matches it, its action, what it says
MATCHES: list[tuple[str, dict[str, Any], Action, str]] = [
    ("D1", {"red_flag": "Go to a hospital."}, "stop", "training stops: Go to a hospital."),
    ("D2", {"worst": 6}, "easier", "pain reached 6, and more than 5 is too much: an easier form, or less of it"),
    (
        "D2",
        {"worst": 6, "sore": frozenset({"clamshell"})},
        "easier",
        "pain reached 6 at Clamshell, and more than 5 is too much: an easier form, or less of it",
    ),
    ("D2", {"morning": 6}, "easier", "pain reached 6, and more than 5 is too much: an easier form, or less of it"),
    (
        "D2",
        {"worst": None, "morning": 7},
        "easier",
        "pain reached 7, and more than 5 is too much: an easier form, or less of it",
    ),
    (
        "D2",
        {"worst": 4, "cap": 3},
        "easier",
        "pain reached 4, and more than 3 is too much: an easier form, or less of it",
    ),
    ("D3", {"morning": 3}, "less", "the morning after was at 3, against 1 as usual: less of it"),
    ("D3", {"morning": 2, "usual": 0}, "less", "the morning after was at 2, against 0 as usual: less of it"),
    ("D3", {"morning": 2, "mornings_running": 5}, "less", "the morning after was at 2, against 1 as usual: less of it"),
    ("D4", {"mean": 3.0}, "less", "pain rose from 1.0 to 3.0 on average, by 2 or more: less of it"),
    ("D4", {"mean": 2.0, "before": 0.0}, "less", "pain rose from 0.0 to 2.0 on average, by 2 or more: less of it"),
    (
        "E1",
        {"exertion": True},
        "hold",
        (
            "symptoms got worse in the days after: no step-ups, whatever else the log says; "
            "talk to a clinician before going on"
        ),
    ),
    ("E2", {"worst": None, "told": 0}, "hold", "pain was written down of 0 of 3 sessions, so nothing rises"),
    ("E2", {"told": 1}, "hold", "pain was written down of 1 of 3 sessions, so nothing rises"),
    ("E2", {"told": 2, "done": 4, "planned": 4}, "hold", "pain was written down of 2 of 4 sessions, so nothing rises"),
    ("D5", {"worst": 3}, "hold", "pain of 3 is acceptable, but not low: the same again"),
    ("D5", {"worst": 5}, "hold", "pain of 5 is acceptable, but not low: the same again"),
    (
        "D5",
        {"morning": 3, "usual": 3, "usual_told": False},
        "hold",
        "pain of 3 is acceptable, but not low: the same again",
    ),
    (
        "D5",
        {"worst": 3, "morning": 1, "usual_told": False},
        "hold",
        "pain of 3 is acceptable, but not low: the same again",
    ),
    ("D5", {"worst": 3, "told": 0, "done": 0}, "hold", "pain of 3 is acceptable, but not low: the same again"),
    ("D5", {"worst": 3, "cap": 3}, "hold", "pain of 3 is acceptable, but not low: the same again"),
    ("E3", {"morning": 2, "mornings_above": 1}, "hold", "a morning was at 2, against 1 as usual: the same again"),
    ("E3", {"mean": 2.0}, "hold", "pain went from 1.0 to 2.0 on average: the same again"),
    ("E3", {"mean": 2.5}, "hold", "pain went from 1.0 to 2.5 on average: the same again"),
    ("E3", {"mean": 1.0, "before": 0.0}, "hold", "pain went from 0.0 to 1.0 on average: the same again"),
    (
        "E4",
        {"young": True},
        "hold",
        "under 15 years nothing rises unless there is no pain at all, and it was 1",
    ),
    (
        "E4",
        {"young": True, "worst": 0, "usual": 2, "morning": 2},
        "hold",
        "under 15 years nothing rises unless there is no pain at all, and it was 2",
    ),
    ("E5", {"flare_days": 7}, "hold", "pain above 5 was 7 days ago: nothing rises within 7 days"),
    ("E5", {"flare_days": 0, "cap": 3}, "hold", "pain above 3 was 0 days ago: nothing rises within 7 days"),
    ("E6", {"done": 1}, "hold", "1 of 3 sessions were done: the same week again"),
    (
        "E7",
        {"sides": (("left", 6), ("right", 8))},
        "even",
        "the left side did 6, the right side 8: both sides do 6, and the left side gets no extra set",
    ),
    (
        "E7",
        {"sides": (("left", 9), ("right", 7))},
        "even",
        "the right side did 7, the left side 9: both sides do 7, and the right side gets no extra set",
    ),
    ("E8", {"full": (True, False)}, "hold", "some sets had fewer than planned: the same again"),
    ("E8", {"full": (True, False), "skipped": True}, "hold", "not every set was done: the same again"),
    ("E8", {"full": ()}, "hold", "it was not in the log: the same again"),
    ("E8", {"wobbled": True}, "hold", "it wobbled: the same again"),
    ("E9", {"by_hand": True}, "hold", "its dose was set by hand, and nothing makes it more"),
    (
        "D6",
        {},
        "progress",
        "the target was reached, or two more than planned, in two sessions running, at pain 1",
    ),
    (
        "D6",
        {"worst": 2, "reached": (False, True, True)},
        "progress",
        "the target was reached, or two more than planned, in two sessions running, at pain 2",
    ),
    (
        "D7",
        {**UNCLEAR, "worst": 0},
        "chase",
        "done as planned at pain 0: the same load, and a little more where there is room",
    ),
]


@pytest.mark.parametrize(("row", "fields", "action", "text"), MATCHES, ids=lambda part: str(part)[:40])
def test_a_row_decides_with_its_action_words_and_sources(
    catalog: Catalog, case: Callable[..., Case], row: str, fields: dict[str, Any], action: Action, text: str
) -> None:
    change, tried = decide(case(**fields))
    assert change == Change(
        row=row,
        subject="side-lying-hip-abduction",
        action=action,
        text=text,
        numbers=next(one for one in tried if one.row == row).numbers,
        sources=catalog.row(row).sources,
    )
    assert change.sources


def test_the_cases_have_every_row_and_every_action_of_the_table(catalog: Catalog) -> None:
    assert {row for row, *_ in MATCHES} == set(PREDICATES)
    actions = {catalog.row(id).action for id in PREDICATES}
    assert actions == set(get_args(Action)) - {"halve"}


# row, what only just does not match it, and the row that decides instead
BESIDE: list[tuple[str, dict[str, Any], str]] = [
    ("D1", {"red_flag": None}, "D6"),
    ("D2", {"worst": 5}, "D5"),
    ("D2", {"morning": 5, "usual": 4}, "D6"),
    ("D2", {"worst": 3, "cap": 3}, "D5"),
    ("D2", {"worst": None, "morning": None}, "E2"),
    ("D3", {"morning": 2, "mornings_above": 1}, "E3"),
    ("D3", {"morning": 2, "mornings_above": 3, "mornings_running": 4}, "E3"),
    ("D3", {"morning": 5, "usual": None}, "D6"),
    ("D3", {"morning": None}, "D6"),
    ("D3", {"morning": None, "mornings_running": 5}, "D6"),
    ("D3", {"usual": None, "mornings_running": 5}, "D6"),
    ("D4", {"mean": 2.9}, "E3"),
    ("D4", {"mean": None}, "D6"),
    ("D4", {"mean": 5.0, "before": None}, "D6"),
    ("D4", {"mean": 1.0, "before": 3.0}, "D6"),
    ("E1", {"exertion": False}, "D6"),
    ("E2", {"worst": 0}, "D6"),
    ("E2", {"told": 2}, "D6"),
    ("E2", {"told": 1, "done": 1, "planned": 2}, "D6"),
    ("E2", {"told": 3, "done": 5, "planned": 5}, "D6"),
    ("E2", {"told": 2}, "D6"),
    ("D5", {"worst": 2}, "D6"),
    ("D5", {"morning": 3, "usual": 3}, "D6"),
    ("D5", {"morning": 2, "usual": 2, "usual_told": False}, "D6"),
    ("E3", {"mean": 1.9}, "D6"),
    ("E3", {"mean": None}, "D6"),
    ("E3", {"mean": 0.0, "before": 0.0}, "D6"),
    ("E3", {"mean": 1.9, "before": None}, "D6"),
    ("E3", {"morning": 1}, "D6"),
    ("E4", {"young": True, "worst": 0, "morning": 0}, "D6"),
    ("E4", {"young": True, "worst": 0, "morning": None}, "D6"),
    ("E4", {"young": False}, "D6"),
    ("E4", {"young": True, "worst": None, "morning": None}, "E2"),
    ("E5", {"flare_days": 8}, "D6"),
    ("E5", {"flare_days": None}, "D6"),
    ("E6", {"done": 2, "planned": 4}, "D6"),
    ("E6", {"done": 1, "planned": 2}, "D6"),
    ("E7", {"sides": (("left", 8), ("right", 10))}, "D6"),
    ("E7", {"sides": (("left", 7), ("right", 7))}, "D6"),
    ("E7", {"sides": (("both", 6),)}, "D6"),
    ("E7", {"sides": (("left", 6), ("right", 8)), "skipped": True, "full": (True, False)}, "E8"),
    ("E8", {"full": (False, True)}, "D6"),
    ("E9", {"by_hand": False}, "D6"),
    ("D6", {"reached": (True, False)}, "D7"),
    ("D6", {"reached": (False, True)}, "D7"),
    ("D6", {"reached": (True,)}, "D7"),
    ("D6", {"reached": ()}, "D7"),
]


@pytest.mark.parametrize(("row", "fields", "instead"), BESIDE, ids=lambda part: str(part)[:40])
def test_just_beside_a_row_another_decides(
    case: Callable[..., Case], row: str, fields: dict[str, Any], instead: str
) -> None:
    change, tried = decide(case(**fields))
    assert change.row == instead
    assert next(one.matched for one in tried if one.row == row) is False


def test_every_row_but_the_last_has_a_case_beside_it() -> None:
    assert {row for row, *_ in BESIDE} == set(PREDICATES) - {"D7"}


@pytest.mark.parametrize(("pain", "row"), [({"worst": 1, "morning": 0}, "E4"), ({"worst": 0, "morning": 1}, "E4")])
def test_under_15_pain_in_a_session_or_the_next_morning_holds(
    case: Callable[..., Case], pain: dict[str, int], row: str
) -> None:
    """R-013."""
    assert decide(case(young=True, **pain))[0].row == row


@pytest.mark.parametrize(
    ("fields", "less"),
    [
        ({"sides": (("left", 6), ("right", 8))}, 6),
        ({"sides": (("left", 8), ("right", 7))}, 7),
        ({"sides": (("left", 7), ("right", 7))}, None),
        ({"sides": (("left", 8), ("right", 10))}, None),
        ({"sides": (("both", 5),)}, None),
        ({"sides": ()}, None),
        ({"sides": (("left", 6), ("right", 8)), "skipped": True}, None),
    ],
)
def test_what_the_weaker_side_did_where_it_is_behind(
    case: Callable[..., Case], fields: dict[str, Any], less: int | None
) -> None:
    """Behind the other side and the plan of 8."""
    assert behind(case(**fields)) == less


def test_a_hold_is_judged_by_its_seconds(case: Callable[..., Case]) -> None:
    plank = {"dose": Dose(kind="hold", reps=1, seconds=20)}
    assert decide(case(**plank, sides=(("left", 19), ("right", 20))))[0].row == "E7"
    assert decide(case(**plank, sides=(("left", 20), ("right", 25))))[0].row == "D6"


EVERYTHING: dict[str, dict[str, Any]] = {
    "D1": {"red_flag": "Go."},
    "D2": {"worst": 6},
    "D3": {"morning": 3, "mornings_above": 1},
    "D4": {"mean": 4.0},
    "E1": {"exertion": True},
    "E2": {"worst": None},
    "D5": {"worst": 3},
    "E3": {"mean": 2.0},
    "E4": {"young": True},
    "E5": {"flare_days": 1},
    "E6": {"done": 1},
    "E7": {"sides": (("left", 6), ("right", 8))},
    "E8": {"full": (False, False)},
    "E9": {"by_hand": True},
}
"""What each row matches, in the order of the table."""


@pytest.mark.parametrize("first", EVERYTHING)
def test_of_several_rows_that_match_the_first_decides(case: Callable[..., Case], first: str) -> None:
    """The last that speaks of a field holds, so that the rows are put on from the end."""
    order = list(EVERYTHING)
    fields: dict[str, Any] = {}
    for row in reversed(order[order.index(first) :]):
        fields |= EVERYTHING[row]
    change, tried = decide(case(**fields))
    assert change.row == first
    matched = [one.row for one in tried if one.matched]
    assert matched[0] == first
    assert matched[-1] == "D7"


def test_every_row_is_tried_and_says_what_it_looked_at(catalog: Catalog, case: Callable[..., Case]) -> None:
    change, tried = decide(
        case(mean=2.0, before=1.25, mornings_above=1, morning=2, flare_days=9, reached=(False, True))
    )
    assert change.row == "E3"
    assert [one.row for one in tried] == [row.id for row in catalog.adaptation if row.id in PREDICATES]
    assert {one.row: looked_at(one) for one in tried} == {
        "D1": "no: red flag none",
        "D2": "no: worst pain 2, limit 5",
        "D3": "no: worst morning 2, usual 1, mornings running above it 0",
        "D4": "no: mean pain 2.0, last week 1.2",
        "E1": "no: worse after effort no",
        "E2": "no: sessions with pain written down 3 of 3",
        "D5": "no: worst pain 1, low up to 2",
        "E3": "yes: mornings above usual 1, mean pain 2.0, last week 1.2",
        "E4": "no: worst pain 2",
        "E5": "no: days since 9",
        "E6": "no: sessions 3 of 3",
        "E7": "no: left side 8, right side 8",
        "E8": "no: sessions done in full 2 of 2, told to wobble no",
        "E9": "no: by hand no",
        "D6": "no: sessions with the target 1 of 2",
        "D7": "yes: worst pain 1",
    }
    assert {one.subject for one in tried} == {"side-lying-hip-abduction"}


def test_what_is_not_in_the_log_is_called_not_known(case: Callable[..., Case]) -> None:
    nothing: dict[str, Any] = {
        "worst": None,
        "told": 0,
        "morning": None,
        "usual": None,
        "mean": None,
        "before": None,
    }
    nothing["sides"] = ()
    _, tried = decide(case(**nothing, exertion=True, by_hand=True, wobbled=True, full=(True, False), red_flag="Go."))
    found = {one.row: looked_at(one) for one in tried}
    assert {id: found[id] for id in ("D1", "D2", "D3", "D4", "E1", "E2", "E4", "E5", "E7", "E8", "E9", "D7")} == {
        "D1": "yes: red flag Go.",
        "D2": "no: worst pain not known, limit 5",
        "D3": "no: worst morning not known, usual not known, mornings running above it 0",
        "D4": "no: mean pain not known, last week not known",
        "E1": "yes: worse after effort yes",
        "E2": "yes: sessions with pain written down 0 of 3",
        "E7": "no: sides not known",
        "E4": "no: worst pain not known",
        "E5": "no: days since none in the log",
        "E8": "yes: sessions done in full 1 of 2, told to wobble yes",
        "E9": "yes: by hand yes",
        "D7": "yes: worst pain not known",
    }


def looked_at(one: Tried) -> str:
    numbers = ", ".join(f"{number.name} {number.value}" for number in one.numbers)
    return f"{'yes' if one.matched else 'no'}: {numbers}"


# Where the limits lie: the log of a person, and the row that decides of the leg raise on day 14


def decided(catalog: Catalog, plan: Plan, person: Person) -> str:
    weeks, item = trained_weeks(person), mains(plan)["side-lying-hip-abduction"]
    numbers = week_facts(catalog, person, weeks, day(14), plan.request)
    found = series(catalog, weeks, item, 15)
    return decide(Case(catalog=catalog, week=numbers, item=item, series=found))[0].row


def week_of(
    plan: Plan, *told: dict[str, Any], on: int = 7, week: int = 2, edit: Edit = as_planned
) -> tuple[Workout, ...]:
    """Return the sessions of a week, one for each that was told of, every other day."""
    return tuple(
        a_workout(plan, number, on + 2 * (number - 1), edit, week, **calm(**one)) for number, one in enumerate(told, 1)
    )


QUIET: tuple[dict[str, Any], ...] = ({}, {}, {})
# what is told of one week or two; what became of the sets; the limit's value and the row; another value and the row
LIMITS: dict[str, tuple[list[tuple[dict[str, Any], ...]], Edit, float, str, float, str]] = {
    "session-pain-safe": ([({"pain": 2}, {}, {})], as_planned, 2, "D7", 1, "D5"),
    "session-pain-max": ([({"pain": 6}, {}, {})], as_planned, 5, "D2", 6, "D5"),
    "morning-rise": ([({"morning": 3}, {}, {})], as_planned, 2, "D3", 3, "E3"),
    "mornings-running": ([({"morning": 2},) * 3, ({"morning": 2},) * 2], as_planned, 5, "D3", 6, "E3"),
    "trend-rise": ([QUIET, ({"after": 2}, {"after": 2}, {"after": 2})], as_planned, 2, "E3", 1, "D4"),
    "trend-hold": ([QUIET, ({"after": 2}, {"after": 2}, {"after": 2})], as_planned, 1, "E3", 2, "D7"),
    "trend-sessions": ([QUIET, ({"after": 2}, {"after": 2})], as_planned, 2, "E3", 3, "D7"),
    "flare-days": ([({}, {}, {"pain": 6}), QUIET], as_planned, 7, "D7", 10, "E5"),
    "sessions-share": ([({}, {})], as_planned, 0.5, "D7", 0.7, "E6"),
    "target-sessions": ([({}, {}, {})], more(2), 2, "D6", 3, "D7"),
    "extra-reps": ([({}, {}, {})], more(2), 2, "D6", 3, "D7"),
}


@pytest.fixture(scope="module")
def fortnight(plan_for: Callable[..., Plan]) -> Plan:
    """A plan of two weeks alike: three days, the leg raise on the first and the third."""
    plan = plan_for(stage="early", weeks=2)
    return replace(plan, weeks=(plan.weeks[0], replace(plan.weeks[0], number=2)))


@pytest.mark.parametrize("id", LIMITS)
def test_a_limit_moved_by_a_step_changes_what_is_decided(catalog: Catalog, fortnight: Plan, id: str) -> None:
    weeks, edit, value, row, moved, other = LIMITS[id]
    assert catalog.limit(id) == value
    workouts = [
        one
        for number, told in enumerate(weeks, 1)
        for one in week_of(fortnight, *told, on=7 * (number - 1), week=number, edit=edit)
    ]
    person = a_person(fortnight, *workouts)
    assert decided(catalog, fortnight, person) == row
    assert decided(limited(catalog, **{id.replace("-", "_"): moved}), fortnight, person) == other


def test_every_limit_that_facts_and_table_read_is_moved_somewhere() -> None:
    read = {name for module in (facts, table) for name in findall(r'limit\(\s*"([a-z0-9-]+)"', getsource(module))}
    in_other_tests = {"young-age", "recent-weeks"}
    assert read == set(LIMITS) | in_other_tests


@pytest.mark.parametrize(
    ("edit", "row"),
    [
        (only("side-lying-hip-abduction", reps=7), "E8"),
        (only("side-lying-hip-abduction", control="wobbled"), "E8"),
        (only("side-lying-hip-abduction", skipped=True), "E8"),
        (without("side-lying-hip-abduction"), "E8"),
        (lambda one: replace(one, reps=6) if one.side == "right" and one.seconds is None else one, "E7"),
        (lambda one: replace(one, reps=10) if one.side == "right" and one.seconds is None else one, "D7"),
        (without("clamshell"), "D7"),
    ],
)
def test_what_was_done_decides_of_an_exercise(catalog: Catalog, fortnight: Plan, edit: Edit, row: str) -> None:
    person = a_person(fortnight, *week_of(fortnight, {}, {}, {}, on=0, week=1, edit=edit))
    assert decided(catalog, fortnight, person) == row
