"""The page as text: its policy, its size, its data, and that no text of a plan becomes markup."""

import json
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest

from glutemed.engine.explanation import explain
from glutemed.loading.figures import load_figures
from glutemed.loading.logs import read_log
from glutemed.model.catalog import Catalog
from glutemed.model.log import Saved, fingerprint_of
from glutemed.model.plan import Plan
from glutemed.model.records import encode
from glutemed.rendering.html import plan_to_html
from glutemed.rendering.page.data import as_script, pooled
from glutemed.rendering.words import Names

Plans = Callable[..., Plan]
VOID = {"meta", "link", "br", "input", "use", "circle", "path", "rect"}
LARGEST = 400_000


class Read(HTMLParser):
    """What a browser makes of a page: elements with their attributes, and the texts of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[tuple[dict[str, str | None], str]]] = {"script": [], "style": []}
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in self.raw:
            self.raw[tag].append((dict(attrs), ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in self.raw:
            attributes, before = self.raw[self.open[-1]][-1]
            self.raw[self.open[-1]][-1] = (attributes, before + data)
        else:
            self.texts.append(data)

    @property
    def text(self) -> str:
        """All that is shown, as one line."""
        return " ".join(" ".join(self.texts).split())

    def data(self, kind: str) -> Any:
        """Return what a script element of that type holds."""
        return next(json.loads(text) for attributes, text in self.raw["script"] if attributes.get("type") == kind)


@pytest.fixture(scope="module")
def page(catalog: Catalog, plan_for: Plans) -> str:
    return plan_to_html(catalog, plan_for(stage="early", weeks=3, condition=("patellofemoral-pain",)), load_figures())


def hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_its_policy_allows_its_one_style_and_its_one_script_by_hash_and_nothing_else(page: str) -> None:
    read = Read(page)
    policy = next(a["content"] for _, a in read.elements if a.get("http-equiv") == "Content-Security-Policy")
    run = [text for attributes, text in read.raw["script"] if "type" not in attributes]
    assert len(run) == len(read.raw["style"]) == 1
    assert policy == (
        f"default-src 'none'; script-src {hashed(run[0])}; style-src {hashed(read.raw['style'][0][1])}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert read.elements.index(("style", {})) > 4, "the policy stands before what it judges"


def test_nothing_in_it_names_a_place_outside_and_no_element_has_code_or_style_of_its_own(page: str) -> None:
    for _, attributes in Read(page).elements:
        for name, value in attributes.items():
            assert name not in ("src", "srcset", "style", "action", "ping", "xlink:href")
            assert not name.startswith("on")
            assert name != "href" or value is None or value.startswith(("#", "data:,"))


def test_every_element_is_closed_and_every_id_is_there_once_and_every_link_leads_somewhere(page: str) -> None:
    read = Read(page)
    assert read.open == []
    ids = [a["id"] for _, a in read.elements if "id" in a]
    assert len(ids) == len(set(ids))
    named = {link[1:] for _, a in read.elements if (link := a.get("href") or "").startswith("#")}
    for attribute in ("aria-labelledby", "aria-describedby", "for"):
        named |= {id for _, a in read.elements for id in (a.get(attribute) or "").split()}
    assert named <= set(ids)


def test_the_same_input_gives_the_same_bytes(catalog: Catalog, plan_for: Plans, page: str) -> None:
    plan = plan_for(stage="early", weeks=3, condition=("patellofemoral-pain",))
    assert plan_to_html(catalog, plan, load_figures()) == page


@pytest.mark.parametrize(
    "asked",
    [
        {"goal": "prevention", "days": 3, "level": "advanced"},
        {"goal": "rehab", "stage": "late", "days": 3, "level": "advanced"},
        {"goal": "rehab", "stage": "early", "days": 7},
        {"goal": "prevention", "days": 7, "equipment": ("band", "dumbbell", "step")},
        {"goal": "rehab", "stage": "early", "days": 7, "minutes": 90, "condition": ("achilles-tendinopathy",)},
        {
            "goal": "rehab",
            "stage": "early",
            "days": 7,
            "side": "left",
            "condition": ("patellofemoral-pain", "knee-osteoarthritis", "low-back-pain"),
        },
    ],
)
def test_twelve_weeks_are_below_400_kb(catalog: Catalog, plan_for: Plans, asked: dict[str, Any]) -> None:
    assert len(plan_to_html(catalog, plan_for(weeks=12, **asked), load_figures()).encode()) < LARGEST


def test_each_picture_stands_once_and_sessions_point_to_it(catalog: Catalog, plan_for: Plans) -> None:
    figures, plan = load_figures(), plan_for("prevention", weeks=2, level="intermediate")
    ids = {i.exercise for week in plan.weeks for day in week.sessions for block in day.blocks for i in block.items}
    drawn = {id for id in ids if figures.of(id)}
    read = Read(plan_to_html(catalog, plan, figures))
    pictures = [a["id"] for tag, a in read.elements if tag == "svg" and a.get("role") == "img"]
    assert len(pictures) == len(drawn) > 0
    assert {a["href"] for tag, a in read.elements if tag == "use"} == {f"#{id}" for id in pictures}
    without = Read(plan_to_html(catalog, plan))
    assert not any(tag == "use" for tag, _ in without.elements)


def test_it_tells_stop_signs_first_then_the_week_then_each_session_with_boxes(page: str) -> None:
    text = Read(page).text
    order = ["Stop, and see someone", "Before you start", "Take care: Patellofemoral pain", "Week 1", "How to do each"]
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    for part in ("Day 3 25 minutes", "Set-up", "Steps", "Cues", "Mistakes", "Stop if", "3 x 8 each side", "Rest 45 s"):
        assert part in text
    assert page.count('<article class="day"') == 9
    assert re.search(r'class="boxes"><span>left<i></i><i></i><i></i></span><span>right', page)


def test_a_reason_is_told_once_with_its_sources_and_later_weeks_say_when_to_go_on(plan_for: Plans, page: str) -> None:
    plan = plan_for(stage="early", weeks=3, condition=("patellofemoral-pain",))
    main = [item for week in plan.weeks for day in week.sessions for item in day.items("main")]
    told = {(i.exercise, i.variant) for i in main for reason in i.reasons if reason.text == "direct hip abduction"}
    assert page.count("<li>Direct hip abduction (A13).</li>") == len(told) > 1
    assert page.count('class="go-on"') == 2


def test_names_and_what_became_of_each_exercise_are_in_it(catalog: Catalog, plan_for: Plans) -> None:
    plan = plan_for(stage="early")
    explained = explain(catalog, plan.request)
    text = Read(plan_to_html(catalog, plan, None, explained, names=Names("Ana <b>", "Clinic & Co"))).text
    assert "For Ana <b>" in text
    assert "From Clinic & Co" in text
    assert "Left out, by the first rule that each fails" in text


def test_its_data_are_the_program_as_the_log_reads_it(catalog: Catalog, plan_for: Plans) -> None:
    plan = plan_for(stage="mid", weeks=4)
    moment = "2026-12-01T08:00:00.000000Z"
    saved = Saved(program=fingerprint_of(plan), saved=moment, plan=plan)
    data = Read(plan_to_html(catalog, plan, person="Ana", saved=saved)).data("application/json")
    program = {"program": data["program"], "saved": data["saved"], "plan": unpooled(data["pool"], data["plan"])}
    log = {"schema": data["schema"], "people": [{"name": data["person"], "programs": [program]}]}
    assert read_log(json.dumps(log), "page.json").people[0].programs == (saved,)


def unpooled(pool: list[Any], data: Any) -> Any:
    if isinstance(data, dict):
        return unpooled(pool, pool[data["$"]]) if "$" in data else {k: unpooled(pool, v) for k, v in data.items()}
    return [unpooled(pool, part) for part in data] if isinstance(data, list) else data


def test_what_stands_twice_is_written_once(plan_for: Plans) -> None:
    data = json.loads(json.dumps(encode(plan_for("prevention", weeks=12))))
    pool, rest = pooled(data)
    assert unpooled(pool, rest) == data
    assert len(json.dumps([pool, rest])) * 4 < len(json.dumps(data))


@pytest.mark.parametrize("text", ["</script>", "<!--<script>", "]]>", "\u2028\u2029", "&lt;", 'a"b\\'])
def test_data_never_end_the_script_element_they_stand_in(text: str) -> None:
    written = as_script({text: [text]})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {text: [text]}


def test_the_search_data_are_an_exercise_plan(page: str) -> None:
    data = Read(page).data("application/ld+json")
    assert (data["@context"], data["@type"]) == ("https://schema.org", "ExercisePlan")
    assert data["activityFrequency"] == "3 sessions a week for 3 weeks"
    assert {"@type": "ExercisePlan", "name": "Clamshell"}.items() <= data["hasPart"][3].items()


def test_hostile_texts_are_escaped(catalog: Catalog, hostile_plan: Plan) -> None:
    nasty = "</script><script>x</script><img src=x onerror=y>{{ 7*7 }}"
    plan = replace(hostile_plan, request=replace(hostile_plan.request, clinician=nasty))
    page = plan_to_html(catalog, plan, load_figures(), person="</script><b>")
    read = Read(page)
    assert read.open == []
    assert nasty in read.text
    assert "<b>|*_`[x](y)#; a: b \\ 深蹲 café 👩‍⚕️" in read.text
    assert [tag for tag, _ in read.elements if tag in ("img", "bold")] == []
    assert len(read.raw["script"]) == 3
    assert read.data("application/json")["person"] == "</script><b>"
    assert "This catalogue does not describe it." in read.text


def test_no_part_of_the_script_or_style_could_end_its_element(page: str) -> None:
    read = Read(page)
    for _, text in (*read.raw["script"], *read.raw["style"]):
        assert "</" not in text
        assert "<!--" not in text


def test_it_promises_nothing_and_says_what_it_is(page: str) -> None:
    text = Read(page).text
    assert "A guide, not a diagnosis." in text
    assert "Grades: A guideline or consistent reviews" in text
    assert not re.search(r"\b(heals?|cures?|guarantee)\b", text.replace("never says that it heals", ""))


def test_who_gave_the_page_out_is_to_be_asked_and_no_command_that_a_patient_lacks(
    catalog: Catalog, plan_for: Callable[..., Plan]
) -> None:
    plan = plan_for(stage="early")
    given = Read(plan_to_html(catalog, plan, names=Names(clinic="Hip & Co"), screened=False))
    assert "talk about them with Hip & Co first" in " ".join(given.text.split())
    assert "A newer program may exist: ask Hip & Co." in " ".join(given.text.split())
    assert given.data("application/json")["clinic"] == "Hip & Co"
    own = " ".join(Read(plan_to_html(catalog, plan, screened=False)).text.split())
    assert "answer glutemed screen first" in own
