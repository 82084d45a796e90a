"""Every scenario of tests/scenarios, and the proof that each kind of expectation can fail."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from glutemed.checks.registry import check_plan
from glutemed.engine.planner import make_plan
from glutemed.errors import GlutemedError, NoPlanError, SafetyStopError
from glutemed.loading.reader import parse_yaml, read_text
from glutemed.loading.requests import read_request
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import CATEGORIES, DEMANDS, KIT, LOADS, PATTERNS, Exercise, Form, Load
from glutemed.model.plan import (
    SIDES,
    WEEKDAYS,
    Advice,
    Block,
    Caution,
    Decision,
    Dose,
    Generator,
    Item,
    Plan,
    Prescribed,
    Request,
    Session,
    Week,
    demand_of,
    form_named,
    is_heavy,
    lies_on,
    one_leg,
    side_sets,
    volume,
)
from glutemed.rendering.markdown import plan_to_markdown

FILES = sorted(Path(__file__).with_name("scenarios").glob("*.yaml"))
BLOCKS = ("warm-up", "main", "mobility")
POSITIONS = ("supine", "side-lying", "kneeling", "seated", "standing")
TRAITS = ("kneeling", "impact", "pivot", "past_midline", "unstable")
TOPICS = ("care", "needed-too", "studies", "stages")
WARNINGS = ("pain-unknown", "gate-unknown", "gate-held", "see-someone", "days-touch", "clinician", "young")
SWAPPED = {"left": "right", "right": "left", "both": "both"}
REQUEST_KEYS = {field.name for field in fields(Request)}

Wrong = Iterator[str]


class ScenarioError(Exception):
    """A scenario is written wrongly: an unknown key, id or value, or a value of the wrong shape."""


@dataclass(frozen=True)
class Made:
    """What a request gave: the plan, its Markdown sheet, and the plan for the other side where asked."""

    catalog: Catalog
    plan: Plan
    sheet: str = ""
    mirror: Plan | None = None


class Placed(NamedTuple):
    """An item, where it stands and what it is."""

    week: int
    session: int
    block: str
    item: Item
    exercise: Exercise

    @property
    def form(self) -> Form | None:
        return form_named(self.exercise, self.item.variant)

    @property
    def demand(self) -> str:
        return demand_of(self.exercise, self.form, self.item.load)

    @property
    def heavy(self) -> bool:
        return is_heavy(demand_of(self.exercise, self.form, self.item.load), self.item.load, self.item.reserve)

    def __str__(self) -> str:
        return f"week {self.week} session {self.session} {self.block} {self.item.exercise}"


def placed(made: Made, *blocks: str, weeks: Iterable[int] | None = None) -> Iterator[Placed]:
    """Return the items of a plan, those of some blocks or weeks only where asked."""
    for week in made.plan.weeks:
        for place, session in enumerate(week.sessions, 1):
            for block in session.blocks:
                for item in block.items:
                    exercise = made.catalog.exercise(item.exercise)
                    assert exercise, item.exercise
                    if (not blocks or block.kind in blocks) and (weeks is None or week.number in weeks):
                        yield Placed(week.number, place, block.kind, item, exercise)


# What a scenario may say, read strictly.


def one(value: Any, allowed: Iterable[str]) -> str:
    known = tuple(allowed)
    if value not in known:
        raise ScenarioError(f"{value!r} is not one of {', '.join(known)}")
    return str(value)


def some(value: Any, allowed: Iterable[str] | None = None) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise ScenarioError(f"{value!r} is not a list of texts")
    known = None if allowed is None else tuple(allowed)
    return value if known is None else [one(part, known) for part in value]


def span(value: Any) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(part, int | float) for part in value):
        raise ScenarioError(f"{value!r} is not [lowest, highest]")
    return value[0], value[1]


def number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ScenarioError(f"{value!r} is not a number")
    return value


def flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ScenarioError(f"{value!r} is not true or false")
    return value


def keyed(value: Any, allowed: Iterable[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or not value:
        raise ScenarioError(f"{value!r} is not a list of names with values")
    known = tuple(allowed)
    for key in value:
        one(key, known)
    return value


def rows(value: Any, allowed: Iterable[str]) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        raise ScenarioError(f"{value!r} is not a list")
    known = tuple(allowed)
    return [keyed(row, known) for row in value]


def ids(made: Made, value: Any) -> list[str]:
    return some(value, (exercise.id for exercise in made.catalog.exercises))


def within(what: str, found: float, value: Any) -> Wrong:
    low, high = span(value)
    if not low <= found <= high:
        yield f"{what} is {found}, not {low} to {high}"


def holds_parts(text: str, parts: list[str]) -> Iterator[str]:
    """Return the parts that a text lacks, in any case."""
    plain = text.replace("\\", "").casefold()
    return (part for part in parts if part.casefold() not in plain)


# Conditions of items: each yields what is wrong with one item.


def max_demand(at: Placed, value: Any) -> Wrong:
    if DEMANDS.index(at.demand) > DEMANDS.index(one(value, DEMANDS)):
        yield f"demand is {at.demand}"


def light(at: Placed, value: Any) -> Wrong:
    if flag(value) and at.heavy:
        yield "is heavy"


def sets(at: Placed, value: Any) -> Wrong:
    yield from within("sets", at.item.sets, value)


def reps(at: Placed, value: Any) -> Wrong:
    if at.item.dose.seconds is None:
        yield from within("repetitions", at.item.dose.reps, value)


def seconds(at: Placed, value: Any) -> Wrong:
    if at.item.dose.seconds is not None:
        yield from within("seconds", at.item.dose.seconds, value)


def holds(at: Placed, value: Any) -> Wrong:
    if at.item.dose.seconds is not None:
        yield from within("holds", at.item.dose.reps, value)


def general_sets(at: Placed, value: Any) -> Wrong:
    if at.exercise.dose.sets is None:
        yield from sets(at, value)


def general_reps(at: Placed, value: Any) -> Wrong:
    if at.exercise.dose.reps is None:
        yield from reps(at, value)


def general_seconds(at: Placed, value: Any) -> Wrong:
    if at.exercise.dose.seconds is None:
        yield from seconds(at, value)


def load(at: Placed, value: Any) -> Wrong:
    if at.item.load.kind not in some(value, LOADS):
        yield f"is loaded with {at.item.load.kind}"


def hand_support(at: Placed, value: Any) -> Wrong:
    support = (at.item.support or "").casefold()
    if flag(value) and one_leg(at.exercise) and not ("hand" in support or "fingertips" in support):
        yield f"has no hand support: {at.item.support}"


def standard_form(at: Placed, value: Any) -> Wrong:
    if flag(value) and at.item.variant is not None:
        yield f"is done in the form {at.item.variant}"


def first_side(at: Placed, value: Any) -> Wrong:
    if set(at.item.sides) == {"left", "right"} and at.item.sides[0] != one(value, SIDES):
        yield f"begins with the {at.item.sides[0]}"


def sides(at: Placed, value: Any) -> Wrong:
    if list(at.item.sides) != some(value, SIDES):
        yield f"trains {at.item.sides}"


CONDITIONS: dict[str, Callable[[Placed, Any], Wrong]] = {
    check.__name__: check
    for check in (
        max_demand,
        light,
        sets,
        reps,
        seconds,
        holds,
        general_sets,
        general_reps,
        general_seconds,
        load,
        hand_support,
        standard_form,
        first_side,
        sides,
    )
}


def hold_for(items: Iterable[Placed], value: Any) -> Wrong:
    conditions = keyed(value, CONDITIONS)
    for at in items:
        for key, wanted in conditions.items():
            yield from (f"{at}: {wrong}" for wrong in CONDITIONS[key](at, wanted))


# Expectations: each yields what is wrong with a plan.


def prescribed(made: Made, value: Any) -> Wrong:
    wanted = keyed(value, ("goal", "stage"))
    given = made.plan.prescribed
    if (given.goal, given.stage) != (wanted["goal"], wanted.get("stage")):
        yield f"it is {given.goal} {given.stage}"


def present(made: Made, value: Any) -> Wrong:
    found = {at.item.exercise for at in placed(made)}
    yield from (f"{id} is not there" for id in ids(made, value) if id not in found)


def present_one_of(made: Made, value: Any) -> Wrong:
    if not {at.item.exercise for at in placed(made)} & set(ids(made, value)):
        yield "none of them is there"


def absent(made: Made, value: Any) -> Wrong:
    unwanted = ids(made, value)
    yield from (f"{at} is there" for at in placed(made) if at.item.exercise in unwanted)


def absent_position(made: Made, value: Any) -> Wrong:
    unwanted = some(value, POSITIONS)
    yield from (f"{at} is {at.exercise.position}" for at in placed(made) if at.exercise.position in unwanted)


def absent_pattern(made: Made, value: Any) -> Wrong:
    unwanted = some(value, PATTERNS)
    yield from (f"{at} is {at.exercise.pattern}" for at in placed(made) if at.exercise.pattern in unwanted)


def absent_category(made: Made, value: Any) -> Wrong:
    unwanted = some(value, CATEGORIES)
    yield from (f"{at} is {at.exercise.category}" for at in placed(made) if at.exercise.category in unwanted)


def absent_kit(made: Made, value: Any) -> Wrong:
    unwanted = some(value, KIT)
    for at in placed(made):
        at_home = {substitute.kit for substitute in at.exercise.substitutes}
        used = ({*at.exercise.needs, at.item.load.kind} & set(unwanted)) - at_home
        yield from (f"{at} uses {kit}" for kit in sorted(used))


def absent_trait(made: Made, value: Any) -> Wrong:
    unwanted = some(value, TRAITS)
    for at in placed(made):
        found = [trait for trait in TRAITS[:4] if getattr(at.exercise, trait)]
        found += ["unstable"] if at.exercise.surface == "unstable" else []
        yield from (f"{at} is {trait}" for trait in found if trait in unwanted)


def every_item(made: Made, value: Any) -> Wrong:
    yield from hold_for(placed(made), value)


def all_main(made: Made, value: Any) -> Wrong:
    yield from hold_for(placed(made, "main"), value)


def week_1_main(made: Made, value: Any) -> Wrong:
    yield from hold_for(placed(made, "main", weeks=(1,)), value)


def exercises(made: Made, value: Any) -> Wrong:
    for id, conditions in keyed(value, (exercise.id for exercise in made.catalog.exercises)).items():
        items = [at for at in placed(made) if at.item.exercise == id]
        yield from hold_for(items, conditions)
        if not items:
            yield f"{id} is not there"


def limited(made: Made, value: Any) -> Wrong:
    for row in rows(value, ("pattern", "exercise", "range", "support")):
        what = row.get("range") or row.get("support")
        if len(row) != 2 or not what:
            raise ScenarioError(f"{row!r} needs a pattern or exercise, and a range or support")
        chosen = some([row["pattern"]], PATTERNS) if "pattern" in row else ids(made, [row["exercise"]])
        for at in placed(made):
            text = at.item.range if "range" in row else at.item.support
            if (at.exercise.pattern in chosen or at.exercise.id in chosen) and what not in (text or ""):
                yield f"{at} does not say {what}: {text}"


def main_items(made: Made, value: Any) -> Wrong:
    for week in made.plan.weeks:
        for session in week.sessions:
            yield from within(f"main exercises of week {week.number}", len(session.items("main")), value)


def main_drills(made: Made, value: Any) -> Wrong:
    allowed = ids(made, value)
    drills = (at for at in placed(made, "main") if at.exercise.category == "activation")
    yield from (f"{at} is a drill" for at in drills if at.item.exercise not in allowed)


def each_session_blocks(made: Made, value: Any) -> Wrong:
    wanted = some(value, BLOCKS)
    for week in made.plan.weeks:
        for session in week.sessions:
            kinds = [block.kind for block in session.blocks]
            yield from (f"week {week.number} day {session.day} has no {kind}" for kind in wanted if kind not in kinds)


def each_session_pattern(made: Made, value: Any) -> Wrong:
    wanted = some(value, PATTERNS)
    found = {(at.week, at.session) for at in placed(made, "main") if at.exercise.pattern in wanted}
    for week in made.plan.weeks:
        every = range(1, len(week.sessions) + 1)
        yield from (f"week {week.number} session {n} has none" for n in every if (week.number, n) not in found)


def sessions_per_week(made: Made, value: Any) -> Wrong:
    for week in made.plan.weeks:
        if len(week.sessions) != number(value):
            yield f"week {week.number} has {len(week.sessions)}"


def minutes_max(made: Made, value: Any) -> Wrong:
    for week in made.plan.weeks:
        for session in week.sessions:
            if session.minutes > number(value):
                yield f"week {week.number} day {session.day} takes {session.minutes}"


def weeks(made: Made, value: Any) -> Wrong:
    if len(made.plan.weeks) != number(value):
        yield f"it has {len(made.plan.weeks)}"


def weekdays(made: Made, value: Any) -> Wrong:
    wanted = some(value, WEEKDAYS)
    for week in made.plan.weeks:
        found = [session.weekday for session in week.sessions]
        if found != wanted:
            yield f"week {week.number} is on {found}"


def days_apart(days: list[int], value: Any) -> Wrong:
    """Say which days, counted from 0 over all weeks, stand too close; the last is the first of the next round."""
    yield from (f"days {a} and {b} are {b - a} apart" for a, b in pairwise(days) if b - a < number(value))


def day_number(week: Week, session: Session) -> int:
    return 7 * (week.number - 1) + (WEEKDAYS.index(session.weekday) if session.weekday else session.day - 1)


def apart(made: Made, value: Any) -> Wrong:
    days = [day_number(week, session) for week in made.plan.weeks for session in week.sessions]
    yield from days_apart([*days, days[0] + 7 * len(made.plan.weeks)], value)


def heavy_days(made: Made) -> list[tuple[Week, Session]]:
    heavy = {(at.week, at.session) for at in placed(made) if at.heavy}
    return [
        (week, session)
        for week in made.plan.weeks
        for place, session in enumerate(week.sessions, 1)
        if (week.number, place) in heavy
    ]


def heavy_apart(made: Made, value: Any) -> Wrong:
    days = [day_number(week, session) for week, session in heavy_days(made)]
    yield from days_apart([*days, *(day + 7 * len(made.plan.weeks) for day in days[:1])], value)


def never_heavy_on(made: Made, value: Any) -> Wrong:
    unwanted = some(value, WEEKDAYS)
    for week, session in heavy_days(made):
        if session.weekday in unwanted:
            yield f"{session.weekday} of week {week.number} is heavy"


def weekly_sets_max(made: Made, value: Any) -> Wrong:
    for week in made.plan.weeks:
        items = [at.item for at in placed(made, "main", weeks=(week.number,))]
        found = max(sum(side_sets(item, "left") for item in items), sum(side_sets(item, "right") for item in items))
        if found > number(value):
            yield f"week {week.number} has {found}"


def day_holds(made: Made, value: Any) -> Wrong:
    if not isinstance(value, list):
        raise ScenarioError(f"{value!r} is not a list of days")
    for index, wanted in enumerate(value, 1):
        found = {at.item.exercise for at in placed(made, weeks=(1,)) if at.session == index}
        yield from (f"session {index} lacks {id}" for id in ids(made, wanted) if id not in found)


def days_pattern(made: Made, value: Any) -> Wrong:
    for week in made.plan.weeks:
        done = [{item.exercise for item in session.items("main")} for session in week.sessions]
        if len(done) != len(value):
            yield f"week {week.number} has {len(done)} sessions"
        pairs = [(a, b) for a in range(len(done)) for b in range(a) if len(done) == len(value)]
        for a, b in pairs:
            if (done[a] == done[b]) != (value[a] == value[b]):
                yield f"sessions {b + 1} and {a + 1} of week {week.number}: {sorted(done[b])}, {sorted(done[a])}"


def never_lies_on(made: Made, value: Any) -> Wrong:
    sore = one(value, SIDES)
    for at in placed(made):
        if sore in [lies_on(at.exercise, side) for side in at.item.sides]:
            yield f"{at} lies on the {sore}"


def both_hips(made: Made, value: Any) -> Wrong:
    for week in made.plan.weeks:
        trained = {side for at in placed(made, "main", weeks=(week.number,)) for side in at.item.sides}
        if flag(value) and not ({"left", "right"} <= trained or "both" in trained):
            yield f"week {week.number} trains {sorted(trained)}"


def mirrored(made: Made, value: Any) -> Wrong:
    def work(plan: Plan) -> list[Any]:
        return [
            (week.number, session.day, block.kind, item.exercise, item.variant, item.sets, item.dose, item.sides)
            for week in plan.weeks
            for session in week.sessions
            for block in session.blocks
            for item in block.items
        ]

    assert made.mirror, "the runner makes the mirror"
    other = [(*rest, tuple(SWAPPED[side] for side in trained)) for *rest, trained in work(made.mirror)]
    if flag(value) and work(made.plan) != other:
        yield "the plan for the other side is not its mirror"


def volume_rises_at_most(made: Made, value: Any) -> Wrong:
    shares = keyed(value, ("week", "two_weeks"))
    done: dict[tuple[int, str, str | None], Item] = {}
    for at in placed(made, "main"):
        key = (at.week, at.item.exercise, at.item.variant)
        if key not in done or volume(at.item) > volume(done[key]):
            done[key] = at.item
    for (week, exercise, variant), item in done.items():
        for back, share in ((1, shares["week"]), (2, shares["two_weeks"])):
            old = done.get((week - back, exercise, variant))
            step = 0 if not share else item.sets * back * (item.dose.reps * 2 if item.dose.seconds else 1)
            if old and volume(item) > max(volume(old) * (1 + number(share)), volume(old) + step):
                yield f"{exercise} rises from {volume(old)} to {volume(item)} in {back} weeks to week {week}"


def progresses(made: Made, value: Any) -> Wrong:
    done = [
        [(at.session, at.item.exercise, at.item.variant, at.item.sets, at.item.dose, at.item.load) for at in week]
        for week in ([*placed(made, "main", weeks=(each.number,))] for each in made.plan.weeks)
    ]
    if flag(value) != any(week != done[0] for week in done):
        yield "no later week differs from the first" if value else "a later week differs from the first"


def go_on_if(made: Made, value: Any) -> Wrong:
    wanted = keyed(value, ("says", "never_says"))
    for week in made.plan.weeks[1:]:
        text = week.go_on_if or ""
        yield from (f"week {week.number} does not say {part}" for part in holds_parts(text, some(wanted["says"])))
        never = some(wanted.get("never_says", []))
        lacked = [*holds_parts(text, never)]
        yield from (f"week {week.number} says {part}" for part in never if part not in lacked)
    if len(made.plan.weeks) < 2:
        yield "there is no later week"


def warnings(made: Made, value: Any) -> Wrong:
    wanted = keyed(value, ("has", "lacks"))
    codes = [warning.code for warning in made.plan.warnings]
    yield from (f"lacks {code}" for code in some(wanted.get("has", []), WARNINGS) if code not in codes)
    yield from (f"has {code}" for code in some(wanted.get("lacks", []), WARNINGS) if code in codes)


def has_and_lacks(records: Iterable[Any], value: Any, allowed: tuple[str, ...]) -> Wrong:
    wanted = keyed(value, ("has", "lacks"))
    known = list(records)

    def there(row: dict[str, Any]) -> bool:
        return any(all(getattr(record, key) == part for key, part in row.items()) for record in known)

    yield from (f"lacks {row}" for row in rows(wanted.get("has", []), allowed) if not there(row))
    yield from (f"has {row}" for row in rows(wanted.get("lacks", []), allowed) if there(row))


def decisions(made: Made, value: Any) -> Wrong:
    yield from has_and_lacks(made.plan.decisions, value, ("rule", "subject"))


def advice(made: Made, value: Any) -> Wrong:
    known = {*TOPICS, *(general.topic for general in made.catalog.advice)}
    for row in [*value.get("has", []), *value.get("lacks", [])]:
        one(row.get("topic"), known)
        made.catalog.condition(row["condition"]) if "condition" in row else None
    yield from has_and_lacks(made.plan.advice, value, ("topic", "condition"))


def says(made: Made, value: Any) -> Wrong:
    yield from (f"the sheet does not say {part}" for part in holds_parts(made.sheet, some(value)))


def never_says(made: Made, value: Any) -> Wrong:
    lacked = [*holds_parts(made.sheet, some(value))]
    yield from (f"the sheet says {part}" for part in value if part not in lacked)


def says_before_exercises(made: Made, value: Any) -> Wrong:
    before = made.sheet.split("\n### ")[0]
    yield from (f"not said before the first exercise: {part}" for part in holds_parts(before, some(value)))


EXPECTATIONS: dict[str, Callable[[Made, Any], Wrong]] = {
    check.__name__: check
    for check in (
        prescribed,
        present,
        present_one_of,
        absent,
        absent_position,
        absent_pattern,
        absent_category,
        absent_kit,
        absent_trait,
        every_item,
        all_main,
        week_1_main,
        exercises,
        limited,
        main_items,
        main_drills,
        each_session_blocks,
        each_session_pattern,
        sessions_per_week,
        minutes_max,
        weeks,
        weekdays,
        apart,
        heavy_apart,
        never_heavy_on,
        weekly_sets_max,
        day_holds,
        days_pattern,
        never_lies_on,
        both_hips,
        mirrored,
        volume_rises_at_most,
        progresses,
        go_on_if,
        warnings,
        decisions,
        advice,
        says,
        never_says,
        says_before_exercises,
    )
}


def ends_with(error: GlutemedError | None, value: Any) -> Wrong:
    """Say how the end of a request differs from the exit code, rule and words expected."""
    wanted = keyed(value, ("code", "rule", "says"))
    if not isinstance(error, NoPlanError | SafetyStopError):
        yield f"it ends with {error!r}"
        return
    if (error.code, error.rule) != (wanted["code"], wanted["rule"]):
        yield f"it ends with {error.code} {error.rule}: {error}"
    yield from (f"does not say {part}: {error}" for part in holds_parts(str(error), some(wanted["says"])))


# Scenarios.


def read_scenario(path: Path) -> dict[str, Any]:
    document = parse_yaml(read_text(str(path)), path.name)
    assert not document.problems, document.problems
    data = keyed(document.data, ("title", "why", "source", "request", "expect"))
    keyed(data["request"], REQUEST_KEYS)
    if "ends_with" in data["expect"]:
        keyed(data["expect"], ("ends_with",))
    else:
        keyed(data["expect"], EXPECTATIONS)
    if len(data) != 5:
        raise ScenarioError(f"{path.name} has only {', '.join(data)}")
    return data


def ask(catalog: Catalog, given: dict[str, Any]) -> Request:
    """Return the request that a scenario gives, as the command line reads it."""
    options = {key: [*map(str, v)] if isinstance(v, list) else str(v) for key, v in given.items()}
    request = read_request(catalog, options)
    for key, value in given.items():
        read = getattr(request, key)
        assert len(read) == len(value) if isinstance(value, list) and key != "equipment" else True, key
        assert isinstance(value, list) or str(read) == str(value), f"{key} was read as {read}"
    return request


def make(catalog: Catalog, request: Request) -> Plan | NoPlanError | SafetyStopError:
    try:
        return make_plan(catalog, request)
    except (NoPlanError, SafetyStopError) as error:
        return error


def wrongs(catalog: Catalog, scenario: dict[str, Any]) -> list[str]:
    """Return everything that a scenario's request gives against its expectations, and what the checks find."""
    expect = scenario["expect"]
    request = ask(catalog, scenario["request"])
    plan = make(catalog, request)
    if "ends_with" in expect:
        return [*ends_with(plan if isinstance(plan, GlutemedError) else None, expect["ends_with"])]
    if isinstance(plan, GlutemedError):
        return [f"no plan: {plan.rule} {plan}"]
    mirror = None
    if "mirrored" in expect:
        mirror = make_plan(catalog, replace(request, side=SWAPPED[request.side or "both"]))  # type: ignore[arg-type]  # a side
    made = Made(catalog, plan, plan_to_markdown(catalog, plan), mirror)
    found = [f"finding {finding.rule}: {finding.path} {finding.message}" for finding in check_plan(catalog, plan)]
    for key, value in expect.items():
        found += [f"{key}: {wrong}" for wrong in EXPECTATIONS[key](made, value)]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_scenario_holds(catalog: Catalog, path: Path) -> None:
    assert wrongs(catalog, read_scenario(path)) == []


def test_there_are_enough_scenarios_and_every_kind_of_expectation_is_used() -> None:
    scenarios = [read_scenario(path) for path in FILES]
    assert len(scenarios) >= 34
    assert {key for scenario in scenarios for key in scenario["expect"]} == {*EXPECTATIONS, "ends_with"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_scenario_names_sources_that_exist(catalog: Catalog, path: Path) -> None:
    known = {source.key for source in catalog.sources} | {statement.id for statement in catalog.statements}
    assert [key for key in read_scenario(path)["source"] if key not in known] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_scenario_has_no_typo_in_its_values(catalog: Catalog, path: Path) -> None:
    made = a_plan(catalog)
    expect = read_scenario(path)["expect"]
    for key, value in expect.items():
        list(ends_with(None, value) if key == "ends_with" else EXPECTATIONS[key](made, value))


@pytest.mark.parametrize(
    "text",
    [
        "title: t\nwhy: w\nsource: [P01]\nrequest: {goal: rehab}\nexpect: {weeks: 1}\nextra: 1\n",
        "title: t\nwhy: w\nsource: [P01]\nrequest: {goal: rehab, pian: 3}\nexpect: {weeks: 1}\n",
        "title: t\nwhy: w\nsource: [P01]\nrequest: {goal: rehab}\nexpect: {presnt: [clamshell]}\n",
        "title: t\nwhy: w\nsource: [P01]\nrequest: {goal: rehab}\nexpect: {ends_with: {code: 3}, weeks: 1}\n",
        "title: t\nwhy: w\nrequest: {goal: rehab}\nexpect: {weeks: 1}\n",
        "title: t\nwhy: w\nsource: [P01]\nrequest: {goal: rehab}\nexpect: {}\n",
    ],
)
def test_a_scenario_with_an_unknown_or_missing_key_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError):
        read_scenario(path)


# That each kind of expectation can fail: a small plan by hand, for which the value holds, and a change that breaks it.

BODYWEIGHT = Load(kind="bodyweight", where="", start="")
BAND = Load(kind="band", where="", start="")
DUMBBELL = Load(kind="dumbbell", where="", start="")

Change = Callable[[Made], Made]


def an_item(catalog: Catalog, id: str, **change: Any) -> Item:
    exercise = catalog.exercise(id)
    assert exercise, id
    isometric = exercise.dose.kind == "hold"
    item = Item(
        exercise=id,
        name=exercise.name,
        sets=3,
        dose=Dose(kind="hold", reps=1, seconds=20) if isometric else Dose(kind="reps", reps=10),
        sides=("both",) if exercise.sided == "both" else ("left", "right"),
        rest_seconds=60,
        effort="steady",
        reserve=None if isometric else 4,
        load=BODYWEIGHT,
        track="repetitions",
        target="none",
    )
    return replace(item, **change)


def a_plan(catalog: Catalog) -> Made:
    def session(day: int, weekday: Any, main: tuple[Item, ...]) -> Session:
        warm_up = Block(kind="warm-up", items=(an_item(catalog, "sidestep"),))
        return Session(day=day, weekday=weekday, minutes=20, blocks=(warm_up, Block(kind="main", items=main)))

    def week(number: int, reps: int) -> Week:
        squat = an_item(
            catalog,
            "single-leg-squat",
            variant=named(catalog, "single-leg-squat", "shallow"),
            dose=Dose(kind="reps", reps=reps),
            range="knee bend 0-45 degrees",
            support="fingertips on a wall",
        )
        lift = an_item(catalog, "side-lying-hip-abduction", sides=("left",))
        plank = an_item(catalog, "knee-side-plank", sides=("right",), support="a folded towel under the knee")
        sessions = (session(1, "monday", (squat, lift)), session(4, "thursday", (squat, plank)))
        return Week(number=number, go_on_if="pain 0-2: go on" if number > 1 else None, sessions=sessions)

    plan = Plan(
        generator=Generator(name="hand", version="0", catalog=""),
        id="hand",
        request=Request(goal="rehab", stage="mid", days=2, side="left"),
        prescribed=Prescribed(goal="rehab", stage="mid"),
        weeks=(week(1, 10), week(2, 11)),
        decisions=(Decision(rule="P14", subject="stage", text="mid"),),
        warnings=(Caution(code="gate-unknown", text="tests first"),),
        advice=(Advice(topic="care", condition="itb-syndrome", text="less running"),),
    )
    made = Made(catalog, plan, "# Plan\nStop signs.\n### Main\n- Do it well\n")
    return replace(made, mirror=items(lambda item: {"sides": tuple(SWAPPED[s] for s in item.sides)})(made).plan)


def named(catalog: Catalog, id: str, form: str) -> str:
    exercise = catalog.exercise(id)
    assert exercise
    return next(known.name for known in exercise.forms if known.id == form)


def on_plan(change: Callable[[Plan], dict[str, Any]]) -> Change:
    return lambda made: replace(made, plan=replace(made.plan, **change(made.plan)))


def on_sessions(change: Callable[[Session], dict[str, Any]], week: int | None = None) -> Change:
    def changed(each: Week) -> Week:
        if week not in (None, each.number):
            return each
        return replace(each, sessions=tuple(replace(one, **change(one)) for one in each.sessions))

    return on_plan(lambda plan: {"weeks": tuple(map(changed, plan.weeks))})


def items(change: Callable[[Item], dict[str, Any]], of: str = "", week: int | None = None) -> Change:
    def blocks(session: Session) -> dict[str, Any]:
        return {
            "blocks": tuple(
                replace(b, items=tuple(replace(i, **change(i)) if of in ("", i.exercise) else i for i in b.items))
                for b in session.blocks
            )
        }

    return on_sessions(blocks, week)


def becomes(old: str, new: str, **change: Any) -> Change:
    """Put one exercise in the place of another."""
    return items(lambda item: {"exercise": new, "name": new, "variant": None, **change}, of=old)


def reps_of(reps: int, week: int | None = None) -> Change:
    return items(lambda item: {"dose": Dose(kind="reps", reps=reps)}, of="single-leg-squat", week=week)


def sheet(text: str) -> Change:
    return lambda made: replace(made, sheet=text)


SQUAT, LIFT, PLANK = "single-leg-squat", "side-lying-hip-abduction", "knee-side-plank"
HEAVY = items(lambda item: {"variant": None}, of=SQUAT)
ONE_DAY = on_plan(lambda plan: {"weeks": tuple(replace(week, sessions=week.sessions[:1]) for week in plan.weeks)})
ONE_WEEK = on_plan(lambda plan: {"weeks": plan.weeks[:1]})
OTHER_DECISION = on_plan(lambda plan: {"decisions": (Decision(rule="P18", subject="stage", text="held"),)})
OTHER_ADVICE = on_plan(lambda plan: {"advice": (Advice(topic="stop", text="stop"),)})


def thursday_on(weekday: Any) -> Change:
    return on_sessions(lambda session: {"weekday": weekday} if session.day == 4 else {})


def prescribe(goal: Any, stage: Any) -> Change:
    return on_plan(lambda plan: {"prescribed": Prescribed(goal=goal, stage=stage)})


def go_on(text: str | None) -> Change:
    return on_plan(lambda plan: {"weeks": tuple(replace(week, go_on_if=text) for week in plan.weeks)})


def both(first: Change, second: Change) -> Change:
    return lambda made: second(first(made))


def hold_of(reps: int, seconds: int) -> Change:
    return items(lambda item: {"dose": Dose(kind="hold", reps=reps, seconds=seconds)}, of=PLANK)


CASES: list[tuple[str, Any, Change]] = [
    ("prescribed", {"goal": "rehab", "stage": "mid"}, prescribe("prevention", None)),
    ("prescribed", {"goal": "rehab", "stage": "mid"}, prescribe("rehab", "early")),
    ("present", [SQUAT, LIFT], becomes(LIFT, "clamshell")),
    ("present_one_of", [LIFT, "clamshell"], becomes(LIFT, "hip-hitch")),
    ("absent", ["hop"], becomes(SQUAT, "hop")),
    ("absent_position", ["supine"], becomes(LIFT, "single-leg-bridge")),
    ("absent_pattern", ["lunge"], becomes(SQUAT, "split-squat")),
    ("absent_category", ["mobility"], becomes(LIFT, "pigeon-pose")),
    ("absent_kit", ["band"], items(lambda item: {"load": BAND}, of=LIFT)),
    ("absent_kit", ["band"], becomes("sidestep", "lateral-band-walk")),
    ("absent_trait", ["impact"], becomes(SQUAT, "hop")),
    ("absent_trait", ["pivot"], becomes(SQUAT, "lunge-transverse")),
    ("every_item", {"load": ["bodyweight"]}, items(lambda item: {"load": BAND}, of="sidestep")),
    ("all_main", {"sets": [3, 3]}, items(lambda item: {"sets": 2}, of=LIFT, week=2)),
    ("week_1_main", {"sets": [3, 3]}, items(lambda item: {"sets": 2}, of=LIFT, week=1)),
    ("exercises", {LIFT: {"sets": [3, 3]}}, items(lambda item: {"sets": 4}, of=LIFT)),
    ("exercises", {LIFT: {"sets": [3, 3]}}, becomes(LIFT, "clamshell")),
    ("limited", [{"pattern": "squat", "range": "0-45"}], items(lambda item: {"range": None}, of=SQUAT)),
    ("limited", [{"exercise": PLANK, "support": "towel"}], items(lambda item: {"support": None}, of=PLANK)),
    ("main_items", [2, 3], on_sessions(lambda session: {"blocks": session.blocks[:1]}, week=2)),
    ("main_drills", ["monster-walk"], becomes(LIFT, "sidestep")),
    ("each_session_blocks", ["warm-up", "main"], on_sessions(lambda session: {"blocks": session.blocks[1:]}, week=2)),
    ("each_session_pattern", ["squat", "lunge"], becomes(SQUAT, "hip-hitch")),
    ("sessions_per_week", 2, ONE_DAY),
    ("minutes_max", 20, on_sessions(lambda session: {"minutes": 21}, week=2)),
    ("weeks", 2, ONE_WEEK),
    ("weekdays", ["monday", "thursday"], thursday_on("friday")),
    ("apart", 2, thursday_on("tuesday")),
    ("apart", 2, thursday_on("sunday")),
    ("heavy_apart", 2, both(HEAVY, thursday_on("tuesday"))),
    ("heavy_apart", 2, both(HEAVY, thursday_on("sunday"))),
    ("never_heavy_on", ["thursday"], HEAVY),
    ("weekly_sets_max", 9, items(lambda item: {"sets": 4}, of=LIFT, week=2)),
    ("day_holds", [[LIFT], [PLANK, "sidestep"]], becomes(PLANK, "side-plank")),
    ("days_pattern", "AB", becomes(PLANK, LIFT)),
    ("days_pattern", "AB", ONE_DAY),
    ("never_lies_on", "left", items(lambda item: {"sides": ("left", "right")}, of=PLANK)),
    ("both_hips", True, items(lambda item: {"sides": ("left",)})),
    ("mirrored", True, items(lambda item: {"sides": ("right",)}, of=LIFT)),
    ("mirrored", True, items(lambda item: {"sets": 4}, of=LIFT)),
    ("volume_rises_at_most", {"week": 0.1, "two_weeks": 0.3}, reps_of(12, week=2)),
    ("volume_rises_at_most", {"week": 0.1, "two_weeks": 0.3}, items(lambda item: {"sets": 4}, of=LIFT, week=2)),
    ("progresses", True, reps_of(10)),
    ("go_on_if", {"says": ["0-2"]}, go_on(None)),
    ("go_on_if", {"says": ["0-2"], "never_says": ["pain 5"]}, go_on("pain 0-2 or pain 5")),
    ("go_on_if", {"says": ["0-2"]}, ONE_WEEK),
    ("warnings", {"has": ["gate-unknown"]}, on_plan(lambda plan: {"warnings": ()})),
    ("warnings", {"lacks": ["young"]}, on_plan(lambda plan: {"warnings": (Caution(code="young", text="young"),)})),
    ("decisions", {"has": [{"rule": "P14", "subject": "stage"}]}, OTHER_DECISION),
    ("decisions", {"lacks": [{"rule": "P18"}]}, OTHER_DECISION),
    ("advice", {"has": [{"topic": "care", "condition": "itb-syndrome"}]}, OTHER_ADVICE),
    ("advice", {"lacks": [{"topic": "stop"}]}, OTHER_ADVICE),
    ("says", ["do it WELL"], sheet("")),
    ("never_says", ["will heal"], sheet("It Will Heal")),
    ("says_before_exercises", ["stop signs"], sheet("\n### Main\nStop signs.")),
]

CONDITION_CASES: list[tuple[str, Any, Change]] = [
    ("max_demand", "moderate", HEAVY),
    ("light", True, HEAVY),
    ("light", True, items(lambda item: {"load": DUMBBELL, "reserve": 3}, of=LIFT)),
    ("sets", [3, 3], items(lambda item: {"sets": 2}, of=LIFT)),
    ("reps", [10, 11], reps_of(9)),
    ("seconds", [20, 20], hold_of(1, 21)),
    ("holds", [1, 1], hold_of(2, 20)),
    ("general_sets", [3, 3], items(lambda item: {"sets": 2}, of=LIFT)),
    ("general_reps", [10, 11], reps_of(12)),
    ("general_seconds", [20, 20], becomes(PLANK, "wall-press", dose=Dose(kind="hold", reps=1, seconds=19))),
    ("load", ["bodyweight"], items(lambda item: {"load": DUMBBELL}, of=SQUAT)),
    ("hand_support", True, items(lambda item: {"support": "a chair"}, of=SQUAT)),
    ("standard_form", True, items(lambda item: {"variant": "supported"}, of=LIFT)),
    ("first_side", "left", items(lambda item: {"sides": ("right", "left")}, of=SQUAT)),
    ("sides", ["left", "right"], items(lambda item: {"sides": ("left",)}, of=SQUAT)),
]


@pytest.mark.parametrize("key, value, change", CASES, ids=[case[0] for case in CASES])
def test_an_expectation_fails_on_a_plan_that_breaks_it(catalog: Catalog, key: str, value: Any, change: Change) -> None:
    made = a_plan(catalog)
    assert [*EXPECTATIONS[key](made, value)] == []
    assert [*EXPECTATIONS[key](change(made), value)] != []


@pytest.mark.parametrize("key, value, change", CONDITION_CASES, ids=[case[0] for case in CONDITION_CASES])
def test_a_condition_fails_on_an_item_that_breaks_it(catalog: Catalog, key: str, value: Any, change: Change) -> None:
    def problems(made: Made) -> list[str]:
        of = {"standard_form": LIFT, "sides": SQUAT}.get(key)
        return [*hold_for((at for at in placed(made, "main") if of in (None, at.item.exercise)), {key: value})]

    made = a_plan(catalog)
    assert problems(made) == []
    assert problems(change(made)) != []


def test_every_kind_of_expectation_and_condition_is_shown_able_to_fail() -> None:
    assert {key for key, _, _ in CASES} == set(EXPECTATIONS)
    assert {key for key, _, _ in CONDITION_CASES} == set(CONDITIONS)


def test_a_plan_that_must_not_progress_fails_when_it_does(catalog: Catalog) -> None:
    made = a_plan(catalog)
    assert [*progresses(reps_of(10)(made), False)] == []
    assert [*progresses(made, False)] != []


def test_volume_is_judged_over_two_weeks_too(catalog: Catalog) -> None:
    made = a_plan(catalog)
    third = replace(reps_of(13)(made).plan.weeks[0], number=3)
    longer = replace(made, plan=replace(made.plan, weeks=(*reps_of(12, week=2)(made).plan.weeks, third)))
    assert [*volume_rises_at_most(longer, {"week": 0.2, "two_weeks": 0.3})] == []
    assert [*volume_rises_at_most(longer, {"week": 0.2, "two_weeks": 0.2})] != []


@pytest.mark.parametrize(
    "error",
    [
        None,
        NoPlanError("P01", "needs a band"),
        SafetyStopError("P02", "needs a band"),
        NoPlanError("P02", "needs a dumbbell"),
    ],
)
def test_an_end_fails_on_another_code_rule_or_text(error: GlutemedError | None) -> None:
    wanted = {"code": 3, "rule": "P02", "says": ["band"]}
    assert [*ends_with(NoPlanError("P02", "needs a band"), wanted)] == []
    assert [*ends_with(error, wanted)] != []


@pytest.mark.parametrize(
    "key, value",
    [
        ("prescribed", {"gaol": "rehab"}),
        ("present", ["clamshel"]),
        ("present", "clamshell"),
        ("present_one_of", ["clamshel"]),
        ("absent", ["hopp"]),
        ("absent_position", ["sidelying"]),
        ("absent_pattern", ["plank"]),
        ("absent_category", ["drill"]),
        ("absent_kit", ["rope"]),
        ("absent_trait", ["jump"]),
        ("all_main", {"set": [2, 2]}),
        ("all_main", {"sets": 2}),
        ("all_main", {"max_demand": "medium"}),
        ("all_main", {"light": "yes"}),
        ("exercises", {"hopp": {"sets": [2, 2]}}),
        ("limited", [{"pattern": "squat"}]),
        ("limited", [{"pattern": "squats", "range": "0-45"}]),
        ("main_drills", ["monster walk"]),
        ("each_session_blocks", ["warmup"]),
        ("weekdays", ["mon"]),
        ("weeks", "two"),
        ("never_heavy_on", ["mon"]),
        ("day_holds", [["clamshel"]]),
        ("never_lies_on", "top"),
        ("volume_rises_at_most", {"weekly": 0.1}),
        ("go_on_if", {"say": ["0-2"]}),
        ("warnings", {"has": ["pain-not-known"]}),
        ("warnings", {"have": []}),
        ("decisions", {"has": [{"rules": "P14"}]}),
        ("advice", {"has": [{"topic": "caring"}]}),
        ("says", "words"),
    ],
)
def test_a_typo_in_an_expectation_is_refused(catalog: Catalog, key: str, value: Any) -> None:
    with pytest.raises(ScenarioError):
        list(EXPECTATIONS[key](a_plan(catalog), value))
