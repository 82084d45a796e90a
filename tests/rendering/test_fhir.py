"""The health record: what a plan says, read back field by field; whose it is; and a reader that knows R4."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from fhir.resources.R4B.bundle import Bundle
from pydantic import ValidationError
from tests.fhir_faults import FAULTS, resource

from glutemed.formats import FORMATS, Setting
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT_SETS
from glutemed.model.plan import Block, Dose, Item, Plan, Session, Week
from glutemed.rendering.fhir import fhir_bundle, plan_to_fhir
from glutemed.rendering.words import NOBODY, Names, day_title

Json = dict[str, Any]
Make = Callable[..., Plan]

ANA = Names(person="Ana Ruiz", clinic="Hip & Knee")
SORE: Json = {"condition": ("gluteal-tendinopathy",), "side": "left"}
PLANS: dict[str, Json] = {
    "early": {},
    "prevention, undated": {"goal": "prevention", "weeks": 3, "days": 3},
    "one-sided, dated": {"stage": "mid", "pain": 1, "weeks": 6, "start": "2026-12-01", **SORE},
    "two-legged holds on weekdays": {**SORE, "weeks": 2, "on": ("monday", "wednesday", "friday")},
    "weights for twelve weeks": {
        "stage": "late",
        "pain": 0,
        "weeks": 12,
        "level": "advanced",
        "equipment": dict(KIT_SETS)["gym"],
        "start": "2027-03-22",
    },
    "not as asked": {"goal": "prevention", "pain": 4, "age": 67, "weeks": 2},
}


@pytest.fixture(params=PLANS)
def plan(request: pytest.FixtureRequest, plan_for: Make) -> Plan:
    return plan_for(**PLANS[request.param])


class Told(NamedTuple):
    """A line of an order as it is read back: a label, the weeks and days that it is about, and what it says."""

    label: str
    weeks: set[int]
    days: set[str]
    text: str


def weeks_of(text: str) -> set[int]:
    """Return the weeks of "weeks 1 to 3 and 5"."""
    runs = re.findall(r"(\d+)(?: to (\d+))?", text)
    return {week for first, last in runs for week in range(int(first), int(last or first) + 1)}


def parted(words: str) -> list[str]:
    return re.split(r", | and ", words)


def read_line(line: str) -> Told:
    found = re.fullmatch(r"([A-Z][A-Za-z -]+?)(?:, (weeks? [^:]+?)(?: on ([^:]+))?)?: (.+)", line, re.DOTALL)
    assert found, line
    label, weeks, days, text = found.groups()
    return Told(label, weeks_of(weeks or ""), {days} if days else set(), text)


def lines_of(request: Json) -> list[Told]:
    return [read_line(detail["text"]) for detail in request["orderDetail"]]


def value(lines: Sequence[Told], label: str, week: int, day: str) -> str | None:
    """Return what is told of a label in a week, on a day."""
    found = [
        line.text
        for line in lines
        if line.label == label and (not line.weeks or week in line.weeks) and (not line.days or day in line.days)
    ]
    assert len(found) < 2, found
    return found[0] if found else None


def plain(markdown: str) -> str:
    return re.sub(r"\\(.)", r"\1", markdown)


def notes(of: Json) -> str:
    return "\n".join(plain(note["text"]) for note in of["note"])


def resources(bundle: Json, kind: str) -> list[Json]:
    return [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind]


def items(plan: Plan) -> Iterator[tuple[Week, Session, Block, Item]]:
    for week in plan.weeks:
        for session in week.sessions:
            for block in session.blocks:
                for item in block.items:
                    yield week, session, block, item


def hips(item: Item) -> list[str]:
    return ["left hip", "right hip"] if "both" in item.sides else [f"{side} hip" for side in item.sides]


def request_for(bundle: Json, block: Block, item: Item) -> Json:
    """Return the request that an item is part of."""
    category = {"warm-up": "Warm-up exercise", "main": "Main exercise", "mobility": "Mobility exercise"}[block.kind]
    title = f"{item.name}, {item.variant}" if item.variant else item.name
    (found,) = (
        one
        for one in resources(bundle, "ServiceRequest")
        if (one["category"], one["code"]["text"]) == ([{"text": category}], title)
        and [site["text"] for site in one["bodySite"]] == hips(item)
        and any(line.text == "both hips" for line in lines_of(one)) == ("both" in item.sides)
    )
    return found


def check_items(catalog: Catalog, plan: Plan, bundle: Json) -> None:
    """Assert that every item of a plan is told, with its dose and what goes with it, in its week and on its day."""
    for week, session, block, item in items(plan):
        lines = lines_of(request_for(bundle, block, item))
        exercise = catalog.exercise(item.exercise)
        told = {line.label: value(lines, line.label, week.number, day_title(session)) for line in lines}
        two = len(item.sides) > 1
        assert told["Sets"] == (f"{item.sets} each side" if two else str(item.sets))
        if item.dose.kind == "reps":
            counted = exercise.counting if exercise else "repetitions"
            assert told["Repetitions"] == (
                str(item.dose.reps) if counted == "repetitions" else f"{item.dose.reps} {counted}"
            )
            assert told.get("Hold") is None
        else:
            assert (told["Hold"], told["Holds in a set"]) == (f"{item.dose.seconds} s", str(item.dose.reps))
            assert told.get("Repetitions") is None
        one = {"both": "both hips", "left": "left only", "right": "right only"}[item.sides[0]]
        assert told["Sides"] == (f"{item.sides[0]} first, then {item.sides[1]}, set by set" if two else one)
        assert (told["Rest"] or "").startswith(f"{item.rest_seconds} s between sets")
        assert told["Effort"] == item.effort
        if item.load.kind == "bodyweight":
            assert told["Load"] == "body weight only"
        else:
            where = f", {item.load.where}" if item.load.where else ""
            assert told["Load"] == f"{item.load.kind.replace('-', ' ')}{where}; {item.load.start}"
        assert (told.get("Tempo") or "").partition(":")[0] == (item.tempo or "")
        assert (told.get("Support"), told.get("Range")) == (item.support, item.range)
        needed = (told.get("You need") or "").replace(" and ", ", ")
        assert needed == ", ".join(thing.replace("-", " ") for thing in item.kit).replace(" and ", ", ")
        assert told.get("Target") == (item.target if item.track != "done or not" else None)
        assert (told.get("Dose") == "set by hand") == item.by_hand


def test_every_item_is_told_with_its_dose_in_its_week(catalog: Catalog, plan: Plan) -> None:
    check_items(catalog, plan, json.loads(plan_to_fhir(catalog, plan)))


def test_doses_by_hand_ranges_that_end_and_loads_that_change_are_told(handmade: Catalog, full_plan: Plan) -> None:
    bundle = json.loads(plan_to_fhir(handmade, full_plan))
    check_items(handmade, full_plan, bundle)
    step = next(one for one in resources(bundle, "ServiceRequest") if one["code"]["text"].startswith("Step-up, with"))
    assert [detail["text"] for detail in step["orderDetail"] if detail["text"].startswith(("Rep", "Range"))] == [
        "Repetitions, week 1: 8",
        "Repetitions, weeks 2 to 4: 9",
        "Range, weeks 1 to 3: knee bend 0-45 degrees",
    ]


def test_a_dose_that_changes_within_a_week_is_told_by_the_day(handmade: Catalog, plain_plan: Plan) -> None:
    (week,) = plain_plan.weeks
    first, second = week.sessions
    step, hold = second.items("main")
    lighter = replace(step, dose=Dose(kind="reps", reps=6))
    changed = replace(second, blocks=(Block(kind="main", items=(lighter, hold)),))
    plan = replace(plain_plan, weeks=(replace(week, sessions=(first, changed)),))
    bundle = json.loads(plan_to_fhir(handmade, plan))
    check_items(handmade, plan, bundle)
    details = [detail["text"] for detail in resource(bundle, "ServiceRequest")["orderDetail"]]
    assert "Repetitions, week 1 on Tuesday 1 December 2026: 8" in details
    assert "Repetitions, week 1 on Friday 4 December 2026: 6" in details


def check_timing(plan: Plan, bundle: Json) -> None:
    """Assert that every request says when: how often, between which bounds, on which days and dates."""
    wanted: dict[str, list[tuple[int, Session]]] = {}
    for week, session, block, item in items(plan):
        days = wanted.setdefault(request_for(bundle, block, item)["id"], [])
        if (week.number, session) not in days:
            days.append((week.number, session))
    requests = {one["id"]: one for one in resources(bundle, "ServiceRequest")}
    assert set(requests) == set(wanted)
    for id, days in wanted.items():
        timing = requests[id]["occurrenceTiming"]
        repeat, counts = timing["repeat"], [sum(one == week for one, _ in days) for week in {week for week, _ in days}]
        assert (repeat["frequency"], repeat.get("frequencyMax", min(counts))) == (min(counts), max(counts))
        assert (repeat["period"], repeat["periodUnit"]) == (1, "wk")
        dates = [session.date for _, session in days if session.date]
        if plan.request.start:
            assert timing["event"] == dates
            assert repeat["boundsPeriod"] == {"start": dates[0], "end": dates[-1]}
            assert "boundsDuration" not in repeat
        else:
            length = days[-1][0] - days[0][0] + 1
            assert "event" not in timing
            assert repeat["boundsDuration"] == {
                "value": length,
                "unit": "week" if length == 1 else "weeks",
                "system": "http://unitsofmeasure.org",
                "code": "wk",
            }
        of_week = [{session.weekday for one, session in days if one == week} for week, _ in days]
        same = of_week[0] if all(one == of_week[0] for one in of_week) else set()
        assert set(repeat.get("dayOfWeek", [])) == {day[:3] for day in same if day}
        assert said(timing["code"]["text"]) == {
            (week, (session.weekday or f"day {session.day}").capitalize()) for week, session in days
        }


def test_when_is_told_in_structure_and_in_words(catalog: Catalog, plan: Plan) -> None:
    check_timing(plan, json.loads(plan_to_fhir(catalog, plan)))


@pytest.mark.parametrize("dated", [True, False])
def test_weeks_that_differ_are_told_as_a_range_and_day_by_day(handmade: Catalog, full_plan: Plan, dated: bool) -> None:
    first, second, *_, last = full_plan.weeks
    weeks: tuple[Week, ...] = (first, replace(second, sessions=second.sessions[1:]), last)
    if not dated:
        weeks = tuple(
            replace(week, sessions=tuple(replace(day, date=None, weekday=None) for day in week.sessions))
            for week in weeks
        )
    plan = replace(full_plan, weeks=weeks, request=replace(full_plan.request, start="2026-12-01" if dated else None))
    bundle = json.loads(plan_to_fhir(handmade, plan))
    check_timing(plan, bundle)
    timing = resource(bundle, "ServiceRequest")["occurrenceTiming"]
    assert (timing["repeat"]["frequency"], timing["repeat"]["frequencyMax"]) == (1, 2)
    days = ("Tuesday", "Friday") if dated else ("Day 1", "Day 4")
    assert timing["code"]["text"] == (
        f"weeks 1 and 5: twice a week, on {days[0]} and {days[1]}; week 2: once a week, on {days[1]}"
    )


def test_weekdays_that_change_are_no_rule(handmade: Catalog, full_plan: Plan) -> None:
    first, second, *_ = full_plan.weeks
    weeks = (replace(first, sessions=first.sessions[:1]), replace(second, sessions=second.sessions[1:]))
    bundle = json.loads(plan_to_fhir(handmade, replace(full_plan, weeks=weeks)))
    check_timing(replace(full_plan, weeks=weeks), bundle)
    assert "dayOfWeek" not in resource(bundle, "ServiceRequest")["occurrenceTiming"]["repeat"]


def test_a_form_of_its_own_is_a_request_of_its_own(handmade: Catalog, plain_plan: Plan) -> None:
    (week,) = plain_plan.weeks
    harder = tuple(
        replace(item, variant=None, range=None, support=None) if item.variant else item
        for item in week.sessions[0].items("main")
    )
    later = replace(week.sessions[0], blocks=(Block(kind="main", items=harder),))
    plan = replace(plain_plan, weeks=(week, replace(week, number=2, sessions=(later,))))
    bundle = json.loads(plan_to_fhir(handmade, plan))
    check_items(handmade, plan, bundle)
    told = {one["code"]["text"]: one["occurrenceTiming"]["code"]["text"] for one in resources(bundle, "ServiceRequest")}
    assert told["Step-up, with hand support"] == "week 1: twice a week, on Tuesday and Friday"
    assert told["Step-up"] == "week 2: once a week, on Tuesday"


def said(schedule: str) -> set[tuple[int, str]]:
    """Return the weeks and days of "weeks 1 to 3: twice a week, on Tuesday and Friday"."""
    found = set()
    for part in schedule.split("; "):
        read = re.fullmatch(r"(weeks? [^:]+): (once|twice|\d times) a week, on (.+)", part)
        assert read, part
        days = parted(read[3])
        assert len(days) == {"once": 1, "twice": 2}.get(read[2]) or int(read[2].split()[0])
        found |= {(week, day) for week in weeks_of(read[1]) for day in days}
    return found


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ((1,), "week 1: "),
        ((1, 2), "weeks 1 and 2: "),
        ((1, 2, 3), "weeks 1 to 3: "),
        ((1, 2, 3, 5), "weeks 1 to 3 and 5: "),
        ((3, 5, 6), "weeks 3, 5 and 6: "),
    ],
)
def test_weeks_are_told_as_people_say_them(
    handmade: Catalog, plain_plan: Plan, numbers: tuple[int, ...], told: str
) -> None:
    plan = replace(plain_plan, weeks=tuple(replace(plain_plan.weeks[0], number=number) for number in numbers))
    timing = resource(json.loads(plan_to_fhir(handmade, plan)), "ServiceRequest")["occurrenceTiming"]
    assert timing["code"]["text"] == f"{told}twice a week, on Tuesday and Friday"
    assert weeks_of(told) == set(numbers)


def test_how_to_do_it_and_why_are_told(catalog: Catalog, plan: Plan) -> None:
    bundle = json.loads(plan_to_fhir(catalog, plan))
    weeks: dict[str, set[int]] = {}
    given: dict[tuple[str, str], set[int]] = {}
    for week, _, block, item in items(plan):
        id = request_for(bundle, block, item)["id"]
        weeks.setdefault(id, set()).add(week.number)
        for reason in item.reasons:
            given.setdefault((id, reason.text), set()).add(week.number)
    for *_, block, item in items(plan):
        request, exercise = request_for(bundle, block, item), catalog.exercise(item.exercise)
        assert exercise
        told = request["patientInstruction"]
        form = [form.how for form in exercise.forms if form.name == item.variant]
        for text in (exercise.set_up, *exercise.steps, *form, *(sign.rstrip(".")[1:] for sign in exercise.stop_signs)):
            assert text.rstrip(".") in told
        why = plain(request["note"][0]["text"]).splitlines()
        assert why[0] == "Why, with sources:"
        for reason in item.reasons:
            sources = f" ({', '.join(dict.fromkeys(reason.sources))})" if reason.sources else ""
            (line,) = (line[2:] for line in why if line.endswith(f"{reason.text}{sources}"))
            before = line.removesuffix(f"{reason.text}{sources}")
            assert (weeks_of(before) or weeks[request["id"]]) == given[request["id"], reason.text]


def test_the_care_plan_has_the_program_and_every_caution(catalog: Catalog, plan: Plan) -> None:
    bundle = json.loads(plan_to_fhir(catalog, plan))
    (care,) = resources(bundle, "CarePlan")
    told = notes(care)
    stage = f"rehab, {plan.prescribed.stage} stage" if plan.prescribed.stage else "prevention and strength"
    assert care["title"] == f"Gluteus medius program: {stage}"
    assert (care["status"], care["intent"]) == ("draft", "proposal")
    for text in (
        *(warning.text for warning in plan.warnings),
        *(line.text for line in plan.advice),
        *(decision.text for decision in plan.decisions),
        *(week.go_on_if for week in plan.weeks if week.go_on_if),
        f"plan {plan.id}",
    ):
        assert text in told
    cited = {key for *_, item in items(plan) for reason in item.reasons for key in reason.sources}
    known = {*(source.key for source in catalog.sources), *(one.id for one in catalog.statements)}
    assert all(f"- {key}: " in told for key in cited & known)
    assert care["note"][-1]["text"].endswith("A guide, not a diagnosis.")
    dates = [session.date for _, session, _, _ in items(plan) if session.date]
    assert care.get("period") == ({"start": dates[0], "end": dates[-1]} if dates else None)
    asked = plan.request.goal, plan.request.stage
    assert care["description"].startswith("Not as asked.") == (asked != (plan.prescribed.goal, plan.prescribed.stage))
    days = [note["text"] for note in care["note"] if note["text"].startswith("Week ")]
    assert [text.partition(":")[0] for text in days] == [f"Week {week.number}" for week in plan.weeks]
    for week, text in zip(plan.weeks, days, strict=True):
        lines = plain(text).splitlines()[-len(week.sessions) :]
        for session, line in zip(week.sessions, lines, strict=True):
            assert line.startswith(f"- {day_title(session)}, {session.minutes} minutes. ")
            doses = line.partition(" minutes. ")[2].split("; ")
            done = [item for block in session.blocks for item in block.items]
            assert [dose.startswith(item.name) for dose, item in zip(doses, done, strict=True)] == [True] * len(done)
            assert [int(dose.rpartition(": ")[2].split(" x ")[0]) for dose in doses] == [item.sets for item in done]


def test_rehab_opens_with_the_stop_signs(catalog: Catalog, plan_for: Make) -> None:
    care = resource(json.loads(plan_to_fhir(catalog, plan_for())), "CarePlan")
    assert care["note"][0]["text"].startswith("Stop, and see someone:\n\n- Emergency department now")


def test_goals_are_the_program_and_the_targets_of_main_work_and_promise_nothing(catalog: Catalog, plan: Plan) -> None:
    bundle = json.loads(plan_to_fhir(catalog, plan))
    (care,), goals = resources(bundle, "CarePlan"), resources(bundle, "Goal")
    assert [goal["reference"] for goal in care["goal"]] == [f"urn:uuid:{goal['id']}" for goal in goals]
    assert {goal["lifecycleStatus"] for goal in goals} == {"proposed"}
    texts = {f"urn:uuid:{goal['id']}": goal["description"]["text"] for goal in goals}
    whole = goals[0]["description"]["text"]
    weeks = len(plan.weeks)
    assert f"Train {plan.request.days} days a week for {weeks} week{'' if weeks == 1 else 's'} as the program" in whole
    assert "nothing is promised" in whole
    for *_, block, item in items(plan):
        (link,) = request_for(bundle, block, item)["extension"]
        assert link["url"] == "http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal"
        aim = texts[link["valueReference"]["reference"]]
        if item.track != "done or not":
            assert aim.startswith(item.name)
            assert item.target in aim
        else:
            assert aim == whole


@pytest.mark.parametrize("names", [NOBODY, ANA], ids=["nobody", "Ana"])
def test_references_lead_somewhere_and_requests_are_activities(catalog: Catalog, plan: Plan, names: Names) -> None:
    bundle = json.loads(plan_to_fhir(catalog, plan, names))
    assert bundle["type"] == "collection"
    urls = [entry["fullUrl"] for entry in bundle["entry"]]
    assert urls == [f"urn:uuid:{entry['resource']['id']}" for entry in bundle["entry"]]
    assert len(set(urls)) == len(urls)
    text = json.dumps(bundle)
    referred = re.findall(r'"reference": "([^"]+)"', text)
    assert referred
    assert set(referred) <= set(urls)
    (care,) = resources(bundle, "CarePlan")
    requests = resources(bundle, "ServiceRequest")
    assert [one["reference"]["reference"] for one in care["activity"]] == [f"urn:uuid:{one['id']}" for one in requests]
    assert all("basedOn" not in one for one in requests)  # R4 forbids it of the activities of a care plan
    assert {(one["status"], one["intent"]) for one in requests} == {("draft", "proposal")}


def test_a_condition_is_told_in_words_and_the_one_code_is_that_of_exercise(catalog: Catalog, plan_for: Make) -> None:
    bundle = json.loads(plan_to_fhir(catalog, plan_for(**SORE)))
    (name,) = (one.name for one in catalog.conditions if one.id == "gluteal-tendinopathy")
    assert resource(bundle, "CarePlan")["addresses"] == [{"display": name}]
    assert resource(bundle, "ServiceRequest")["reasonCode"] == [{"text": name}]
    codes = {json.dumps(code) for code in found(bundle, "coding")}
    assert codes == {'[{"system": "http://snomed.info/sct", "code": "229065009", "display": "Exercise therapy"}]'}


def found(value: Any, key: str) -> Iterator[Any]:
    """Return every value of a key, at any depth."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name == key:
                yield part
            yield from found(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from found(part, key)


def test_nobody_is_named_unless_a_name_is_given(catalog: Catalog, plan: Plan) -> None:
    bundle = json.loads(plan_to_fhir(catalog, plan))
    assert resources(bundle, "Patient") == []
    assert set(map(json.dumps, found(bundle, "subject"))) == {'{"display": "The person who trains (no name given)"}'}
    assert not list(found(bundle, "author"))
    assert not list(found(bundle, "requester"))


def test_names_stand_where_they_belong_and_in_no_id(catalog: Catalog, plan_for: Make) -> None:
    plan = plan_for()
    bundle = json.loads(plan_to_fhir(catalog, plan, ANA))
    (patient,) = resources(bundle, "Patient")
    assert patient == {"resourceType": "Patient", "id": patient["id"], "name": [{"text": "Ana Ruiz"}]}
    subject = {"reference": f"urn:uuid:{patient['id']}", "display": "Ana Ruiz"}
    assert list(found(bundle, "subject")) == [subject] * (len(bundle["entry"]) - 1)
    assert resource(bundle, "CarePlan")["author"] == {"display": "Hip & Knee"}
    requests = resources(bundle, "ServiceRequest")
    assert list(found(bundle, "requester")) == [{"display": "Hip & Knee"}] * len(requests)
    other = json.loads(plan_to_fhir(catalog, plan, Names(person="Ben Ruiz")))
    nobody = json.loads(plan_to_fhir(catalog, plan))
    ids = [set(found(one, "id")) for one in (bundle, other, nobody)]
    assert not ids[0] & ids[1]
    assert not ids[0] & ids[2]


def test_the_same_plan_gives_the_same_bytes_and_another_gives_other_ids(catalog: Catalog, plan_for: Make) -> None:
    first, again = (plan_to_fhir(catalog, plan_for(weeks=2), ANA) for _ in range(2))
    assert first == again
    assert first == json.dumps(fhir_bundle(catalog, plan_for(weeks=2), ANA), ensure_ascii=False, indent=2) + "\n"
    assert first == FORMATS["fhir"].lay_out(catalog, plan_for(weeks=2), Setting(names=ANA))
    other = json.loads(plan_to_fhir(catalog, plan_for(weeks=3), ANA))
    assert not set(found(json.loads(first), "id")) & set(found(other, "id"))


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from texts(part)
    elif isinstance(value, str):
        yield value


def empty(value: Any) -> Iterator[Any]:
    if isinstance(value, (dict, list)):
        if not value:
            yield value
        for part in value.values() if isinstance(value, dict) else value:
            yield from empty(part)


@pytest.mark.parametrize("more", ["", '"></script><script>alert(1)</script>', "\\\"'{}[]\u2028", "long " * 4000, "  "])
def test_whatever_the_texts_are_it_is_json_that_fhir_takes(handmade: Catalog, hostile_plan: Plan, more: str) -> None:
    week = hostile_plan.weeks[0]
    (session,) = week.sessions
    (item,) = session.items("main")
    changed = replace(item, name=item.name + more, support=more, target=more, effort=more, track="x")
    sessions = (replace(session, blocks=(Block(kind="main", items=(changed,)),)),)
    plan = replace(hostile_plan, weeks=(replace(week, sessions=sessions), *hostile_plan.weeks[1:]))
    names = Names(person=f"Ana {more}x", clinic="<b>&")
    text = plan_to_fhir(handmade, plan, names)
    bundle = json.loads(text)
    assert "深蹲 café" in text
    assert all(told and told == told.strip() for told in texts(bundle))
    assert list(empty(bundle)) == []
    assert json.loads(Bundle.model_validate_json(text).model_dump_json()) == bundle
    title = resource(bundle, "ServiceRequest")["code"]["text"]
    assert title == f"{item.name}{more}, {item.variant}"
    assert hostile_plan.advice[0].text in notes(resource(bundle, "CarePlan"))
    assert not re.search(r"(?<!\\)[<*_`|]", "".join(found(list(found(bundle, "note")), "text")))


def test_the_page_shows_what_its_python_prints(
    catalog: Catalog,
    plan_for: Make,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = (Path(__file__).parents[2] / "docs/health-record.md").read_text(encoding="utf-8")
    code, shown = page.partition("```python\n")[2].split("```")[:2], page.rpartition("```text\n")[2]
    (tmp_path / "careplan.json").write_text(plan_to_fhir(catalog, plan_for()), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    exec(code[0], {})  # our own page
    assert capsys.readouterr().out == shown.removesuffix("```\n")
    assert f"{len(FAULTS)} faults" in page


def test_the_python_reader_takes_every_plan_and_gives_it_back(catalog: Catalog, plan: Plan) -> None:
    text = plan_to_fhir(catalog, plan, ANA)
    assert json.loads(Bundle.model_validate_json(text).model_dump_json()) == json.loads(text)


@pytest.mark.parametrize("name", FAULTS)
def test_the_python_reader_catches_the_faults_that_it_knows_of(catalog: Catalog, plan_for: Make, name: str) -> None:
    fault, bundle = FAULTS[name], json.loads(plan_to_fhir(catalog, plan_for(weeks=2, start="2026-12-01"), ANA))
    Bundle.model_validate_json(json.dumps(bundle))
    fault.plant(bundle)
    try:
        Bundle.model_validate_json(json.dumps(bundle))
    except (ValidationError, KeyError):  # KeyError: a resource that it does not know
        assert fault.python
    else:
        assert not fault.python


def test_every_fault_is_caught_by_a_reader_and_most_by_both() -> None:
    assert all(fault.python or fault.npm for fault in FAULTS.values())
    assert sum(fault.python and fault.npm for fault in FAULTS.values()) > len(FAULTS) / 2
