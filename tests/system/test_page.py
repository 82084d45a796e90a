"""The page in a real browser: a session from start to log, by touch and by keyboard, offline, for everyone."""

import json
import random
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it ships no types
from playwright.sync_api import Browser, BrowserContext, Page
from tests.system.conftest import Cli, Phone

from glutemed.engine import guide as engine
from glutemed.engine.planner import make_plan
from glutemed.engine.turns import turns
from glutemed.loading.catalog import load_catalog
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan, Request
from glutemed.model.records import encode
from glutemed.rendering.html import plan_to_html

EARLY = ("--goal", "rehab", "--stage", "early", "--weeks", "2")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture
def early(glutemed: Cli, phone_context: BrowserContext) -> Phone:
    return Phone(phone_context, glutemed.page(*EARLY, "--save"))


def test_nothing_is_asked_of_any_network_and_no_error_is_told(early: Phone) -> None:
    early.start()
    early.do_all()
    assert [url for url in early.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert len([url for url in early.requests if url.startswith("file:")]) == 1
    assert early.errors == []


def test_the_policy_of_the_page_runs_no_other_script_and_asks_no_one(early: Phone) -> None:
    early.page.evaluate(
        "() => { window.refused = [];"
        " document.addEventListener('securitypolicyviolation', (e) => refused.push(e.effectiveDirective));"
        " const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s);"
        " document.body.insertAdjacentHTML('beforeend', '<p style=\"position:fixed\" id=other></p>');"
        " document.body.append(Object.assign(new Image(), { src: 'https://example.org/x.png' })); }"
    )
    assert early.page.evaluate("fetch('https://example.org').then(() => 'sent', () => 'refused')") == "refused"
    early.wait(1)
    assert early.page.evaluate("window.ran") is None
    assert early.page.evaluate("getComputedStyle(document.getElementById('other')).position") == "static"
    wanted = {"script-src-elem", "style-src-attr", "img-src", "connect-src"}
    assert set(early.page.evaluate("refused")) == wanted


def test_a_session_by_touch_is_timed_kept_saved_and_imported_once(early: Phone, glutemed: Cli, tmp_path: Path) -> None:
    early.page.locator("#start-next").tap()
    assert early.page.evaluate("document.activeElement.id") == "guide-title"
    early.page.locator("#go").tap()
    assert early.text("guide-title") == "Sidestep"
    early.page.locator("#go").tap()
    assert early.text("phase") == "Get ready"
    assert early.text("digits") == "5"
    early.wait(2)
    assert early.text("digits") == "3"
    early.wait(3.4)
    assert early.text("phase") == "Now"
    early.page.locator("#more").tap()
    assert early.text("counted") == "11 done"
    early.page.locator("#go").tap()
    assert early.text("phase") == "Rest"
    early.wait(15)
    early.press("Pause")
    early.wait(300)
    assert early.text("phase") == "Paused"
    early.press("Go on")
    early.wait(16)
    assert early.text("phase") == "Now"
    early.do_all()
    assert early.view() == "closing"
    for name, value in (("pain", 2), ("after", 1), ("effort", 6), ("usual", 0)):
        early.page.locator(f'#closing input[name="{name}"][value="{value}"]').tap()
    early.page.locator('[data-control="clamshell"] input[value="wobbled"]').tap()
    early.page.locator("#note").fill("floor \u202e was\ncold </script> 深蹲")
    early.press("Write it down")
    assert early.text("done-said") == "You did 28 of 28 sets."
    file = early.save(tmp_path / "phone.json")
    assert "1 session" in glutemed("log", "import", file)
    assert glutemed("log", "import", file).startswith("Nothing is new")
    person = glutemed.log()
    assert (person["name"], len(person["programs"]), len(person["workouts"])) == ("me", 1, 1)
    (workout,) = person["workouts"]
    assert (workout["week"], workout["session"], workout["date"]) == (1, 1, "2026-12-01")
    assert len(workout["sets"]) == 28
    assert not any(one.get("skipped") for one in workout["sets"])
    first = next(one for one in workout["sets"] if one["exercise"] == "sidestep" and one["number"] == 1)
    assert (first["reps"], first["side"]) == (11, "both")
    plank = [one for one in workout["sets"] if "plank" in one["exercise"]]
    assert {one["side"] for one in plank} == {"left", "right"}
    assert {one.get("seconds") for one in plank} == {20}
    told = workout["told"][-1]
    assert (told.get("pain"), told["after"], told.get("effort"), told["usual"], told["finished"]) == (2, 1, 6, 0, True)
    assert told.get("note") == "floor was cold </script> 深蹲"
    clam = [one for one in workout["sets"] if one["exercise"] == "clamshell"]
    assert {one.get("control") for one in clam} == {"wobbled"}
    assert "Sets: 28 done, 28 planned" in glutemed("log", "--show")


def test_a_session_is_done_by_keyboard_alone(early: Phone) -> None:
    page = early.page

    def to(selector: str) -> None:
        for _ in range(80):
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {selector}")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.evaluate("document.querySelector('#start-next').scrollIntoView()")
    for _ in range(400):
        if page.evaluate("document.activeElement.id") == "start-next":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    to("#go")
    page.keyboard.press("Enter")
    for _ in range(400):
        if early.view() not in ("exercise", "set"):
            break
        to("#go")
        if early.view() == "exercise" or early.text("phase") == "Now":
            page.keyboard.press("Enter")
        else:
            early.wait(10)
    assert early.view() == "closing"
    assert page.evaluate("document.activeElement.id") == "guide-title"
    to('#closing input[name="pain"]')
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.value") == "0"
    to("#go")
    page.keyboard.press("Enter")
    assert early.text("done-said") == "You did 28 of 28 sets."
    to("#go")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "program"
    assert "✓ Done on 2026-12-01" in page.locator("#week-1").inner_text()


def test_a_reload_in_the_middle_goes_on_at_the_set_that_is_due(early: Phone) -> None:
    early.start()
    for _ in range(4):
        early.do_set()
    early.wait(3)
    before = early.page.evaluate("live.guide.at")
    early.page.reload()
    assert early.text("start-next").startswith("Go on")
    early.page.locator("#start-next").click()
    assert "4 of 28 sets are written down" in early.text("opening-said")
    early.press("Go on")
    assert early.page.evaluate("live.guide.at") == before == 4


def test_ticks_are_sets_done_as_planned_and_are_taken_back(early: Phone, glutemed: Cli, tmp_path: Path) -> None:
    boxes = early.page.locator('#week-1 [data-session="2"] .tick input')
    boxes.nth(0).check()
    boxes.nth(3).check()
    boxes.nth(3).uncheck()
    early.page.reload()
    boxes = early.page.locator('#week-1 [data-session="2"] .tick input')
    assert [boxes.nth(place).is_checked() for place in (0, 1, 3)] == [True, False, False]
    glutemed("log", "import", early.save(tmp_path / "ticks.json"))
    (workout,) = glutemed.log()["workouts"]
    assert [(one["exercise"], one["number"], one["reps"]) for one in workout["sets"]] == [("sidestep", 1, 10)]
    early.page.locator('#week-1 [data-session="2"] .tick input').nth(0).uncheck()
    assert "1 entry" in glutemed("log", "import", early.save(tmp_path / "again.json"))
    assert glutemed.log()["workouts"][0]["sets"][-1].get("skipped") is True


def test_pain_skips_sides_and_the_next_morning_reach_the_log(early: Phone, glutemed: Cli, tmp_path: Path) -> None:
    early.start()
    early.press("Skip exercise")
    early.do_set()
    early.do_set()
    early.press("Too painful")
    early.page.locator('[data-pain="4"]').click()
    assert "acceptable: finish what is planned and add nothing" in early.text("hurt-said")
    early.press("Carry on")
    early.press("Too painful")
    early.page.locator('[data-pain="6"]').click()
    assert early.text("hurt-said").startswith("Pain above 5 is too much: stop this exercise for today.")
    assert early.page.get_by_role("button", name="Carry on").count() == 0
    early.press("Stop this exercise")
    early.press("Begin")
    early.wait(5.2)
    early.wait(12.1)
    early.press("Done")
    early.press("Skip set")
    while early.view() in ("exercise", "set"):
        early.press("Skip exercise")
    early.press("Write it down")
    assert "Pain of 6 is too much" in early.text("done-advice")
    early.press("Close")
    glutemed("log", "import", early.save(tmp_path / "first.json"))
    person = glutemed.log()
    sets = person["workouts"][0]["sets"]
    hurt = [one for one in sets if one.get("pain") is not None]
    assert [(one["exercise"], one["side"], one.get("pain")) for one in hurt] == [
        ("side-lying-hip-abduction", "right", 6)
    ]
    held = [one for one in sets if one.get("seconds") == 12]
    assert [(one["side"], one["number"], one["reps"]) for one in held] == [("left", 1, 1)]
    assert sum(one.get("skipped", False) for one in sets) == len(sets) - 3
    assert all(one.get("pain") is None and one.get("effort") is None for one in person["workouts"][0]["told"])
    early.page.clock.set_fixed_time("2026-12-02T09:00:00")
    early.page.reload()
    early.press("Tell the next morning")
    early.page.locator('input[name="morning"][value="3"]').click()
    early.page.locator('input[name="usual-then"][value="1"]').click()
    early.press("Write it down")
    assert "do less next time" in early.text("done-advice") or "too much" in early.text("done-advice")
    early.press("Close")
    assert "1 entry of sessions" in glutemed("log", "import", early.save(tmp_path / "second.json"), today="2026-12-02")
    told = glutemed.log()["workouts"][0]["told"][-1]
    assert (told["morning"], told["usual"]) == (3, 1)
    assert "easier" in glutemed("next", today="2026-12-02").lower()


def test_pain_of_9_ends_the_session_and_the_day_on_the_page_and_in_the_log(
    early: Phone, glutemed: Cli, tmp_path: Path
) -> None:
    early.start()
    early.do_set()
    early.press("Too painful")
    early.page.locator('[data-pain="9"]').click()
    assert early.view() == "stopped"
    assert "see a doctor or physical therapist first" in early.text("stopped-said")
    early.save(tmp_path / "stopped.json")
    early.press("Close")
    assert early.page.locator("#start-bar").is_hidden()
    assert "Pain of 9 of 10 is too much" in early.text("today-said")
    foot = early.page.locator('#week-1 [data-session="2"] .day-foot')
    assert foot.locator("button").first.is_disabled()
    assert "No session today: pain of 9 of 10 is too much" in foot.inner_text()
    early.page.reload()
    assert early.page.locator("#start-bar").is_hidden()
    glutemed("log", "import", tmp_path / "stopped.json")
    assert "Pain of 9" in glutemed("session", code=4).replace("pain of 9", "Pain of 9")


def test_pain_told_at_the_end_is_answered(early: Phone) -> None:
    early.start()
    early.do_set()
    early.press("Leave")
    early.page.locator('#week-1 [data-session="1"]').get_by_role("button", name=re.compile("How was it")).click()
    early.page.locator('#closing input[name="after"][value="8"]').click()
    early.press("Write it down")
    advice = early.text("done-advice")
    assert "Pain of 8 of 10: see a doctor or physical therapist before the next session" in advice
    assert "too much" not in advice, "one thing is said, the more pressing one"
    assert early.page.locator("#done-advice").get_attribute("class") == "stop"


def test_an_exercise_that_hurt_too_much_is_told_of_the_next_time(early: Phone) -> None:
    early.start()
    early.press("Too painful")
    early.page.locator('[data-pain="7"]').click()
    early.press("Stop this exercise")
    while early.view() in ("exercise", "set"):
        early.press("Skip exercise")
    early.press("Write it down")
    early.press("Close")
    early.page.clock.set_fixed_time("2026-12-03T09:00:00")
    early.page.reload()
    early.page.locator("#start-next").click()
    early.press("Start anyway")
    assert early.text("exercise-note").startswith("It hurt too much last time: pain 7 of 10.")


def test_a_week_with_pain_is_done_again_and_one_without_goes_on(early: Phone) -> None:
    def week(pain: int, first: int) -> None:
        for place in range(1, 4):
            early.page.evaluate(
                """([day, place, pain]) => {
                    const workout = workoutOf(state.log, 1, place, `2026-12-${String(day).padStart(2, "0")}`);
                    const set = { exercise: "sidestep", side: "both", number: 1, reps: 10 };
                    writeSets(state.log, workout, [set], clock.now());
                    tell(state.log, workout, { pain, finished: true }, clock.now());
                    changed();
                }""",
                [first + 2 * place, place, pain],
            )
        early.page.reload()

    week(4, 0)
    assert early.text("start-next") == "Start week 1, Day 1"
    assert "Week 1 once more: pain reached 4 of 10." in early.text("today-said")
    week(6, 6)
    assert "Week 1 once more: pain reached 6 of 10, which is too much." in early.text("today-said")
    week(1, 12)
    assert early.text("start-next") == "Start week 2, Day 1"
    assert "Go on" in early.text("today-said")


SEED = """(rows) => {
  localStorage.clear();
  state.log.workouts = [];
  for (const [week, session, date, told] of rows) {
    const workout = workoutOf(state.log, week, session, date);
    const sets = turnsIn(sessionOf(week, session)).map(({ item, side, number }) => ({
      exercise: item.exercise, side, number, reps: item.dose.reps,
      ...(item.dose.seconds ? { seconds: item.dose.seconds } : {}),
    }));
    writeSets(state.log, workout, sets, Date.parse(`${date}T09:00:00Z`));
    tell(state.log, workout, { finished: true, ...told }, Date.parse(`${date}T10:00:00Z`));
  }
  changed();
}"""
WELL = {"pain": 0, "after": 0, "usual": 0}


def later(phone: Phone, now: str, *rows: tuple[int, int, str, dict[str, Any]]) -> str:
    """Put sessions into the log, let days go by, and return what is said today."""
    phone.page.evaluate(SEED, list(map(list, rows)))
    phone.page.clock.set_fixed_time(f"{now}T09:00:00")
    phone.page.reload()
    return phone.text("today-said")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({**WELL, "pain": 9}, "See someone first. Pain of 9 of 10: see a doctor or physical therapist"),
        ({**WELL, "pain": 6}, "Pain reached 6 of 10 in your last session, and more than 5 is too much"),
        ({**WELL, "morning": 2}, "The morning after your last session was at 2 of 10, and 0 is usual"),
        ({"pain": 0, "morning": 3}, "was at 3 of 10, more than 2, and a usual morning was not told"),
    ],
)
def test_harm_is_still_known_the_next_day_and_no_full_session_is_begun_without_the_notice(
    early: Phone, told: dict[str, Any], said: str
) -> None:
    assert said in later(early, "2026-12-03", (1, 1, "2026-12-01", told))
    for opener in ("#start-next", '#week-1 [data-session="2"] .day-foot button'):
        early.page.locator(opener).first.click()
        assert early.view() == "opening"
        assert said in early.text("opening-said")
        assert early.text("go") == "Save log"
        assert "this page cannot make it so" in early.text("opening-said")
        assert "glutemed log import FILE" in early.text("opening-said")
        assert "Easier forms:" in early.text("opening-said")
        early.press("Leave")
    early.page.locator("#start-next").click()
    early.press("Start anyway")
    assert early.view() == "exercise"


def test_the_easier_form_told_is_that_of_the_exercise_that_hurt(early: Phone) -> None:
    early.start()
    while early.text("guide-title") != "Clamshell":
        early.press("Skip exercise")
    early.press("Too painful")
    early.page.locator('[data-pain="6"]').click()
    early.press("Leave")
    early.page.clock.set_fixed_time("2026-12-03T09:00:00")
    early.page.reload()
    assert early.page.locator("#today-said li").all_inner_texts()[0].startswith("Clamshell: ")
    assert early.page.locator("#today-said li").count() == 1


def test_pain_above_7_is_told_of_for_7_days(early: Phone) -> None:
    hurt = (1, 1, "2026-12-01", {**WELL, "pain": 8})
    well = (1, 2, "2026-12-04", WELL)
    assert "See someone first" in later(early, "2026-12-08", hurt, well)
    assert "See someone first" not in later(early, "2026-12-09", hurt, well)
    assert early.text("start-next").startswith("Start")


def test_a_day_of_rest_is_told_of_and_the_session_may_begin(early: Phone) -> None:
    said = "Your last session was yesterday, and your plan has a day of rest between sessions"
    assert said in later(early, "2026-12-02", (1, 1, "2026-12-01", WELL))
    early.page.locator("#start-next").click()
    assert "R-029" in early.text("opening-said")
    assert early.text("go") == "Start"
    assert said not in later(early, "2026-12-03", (1, 1, "2026-12-01", WELL))


def test_after_a_break_no_full_session_is_offered_and_no_later_week(early: Phone) -> None:
    week = [(1, place, f"2026-12-0{2 * place - 1}", WELL) for place in (1, 2, 3)]
    assert "Next: week 2, Day 1" in later(early, "2026-12-18", *week)
    said = later(early, "2026-12-19", *week)
    assert "14 days without training: the first week back is half of what you did before (R-039)" in said
    assert "glutemed next --save" in said
    assert "week 2" not in said.replace("week 2 once", "")
    assert early.page.locator("#start-bar").is_hidden()
    early.page.locator('#week-1 [data-session="1"] .day-foot button').first.click()
    assert early.text("go") == "Save log"
    assert early.page.get_by_role("button", name="Start", exact=False).locator("visible=true").count() == 0


def test_mornings_hold_a_week_where_a_usual_one_was_never_told(early: Phone) -> None:
    rows = [(1, place, f"2026-12-0{2 * place - 1}", {"pain": 0, "after": 0, "morning": 3}) for place in (1, 2, 3)]
    assert "Week 1 once more: a next morning was at 3 of 10" in later(early, "2026-12-08", *rows)
    rows[1][3]["morning"] = 6
    assert "Week 1 once more: pain reached 6 of 10, which is too much" in later(early, "2026-12-08", *rows)


def less_pain(catalog: Catalog, file: Path) -> Path:
    """Write answers to the safety questions by someone whose knee was looked at: no to all, and a pain of 2."""
    questions = {question.id: "no" for question in catalog.questions}
    facts = {"goal": "pain", "pain": 2, "age": 42}
    file.write_text(json.dumps({"schema": "glutemed.answers/1", "facts": facts, "questions": questions}))
    return file


def test_the_page_of_next_week_knows_the_pain_of_the_log_and_tells_it_first(
    early: Phone, glutemed: Cli, phone_context: BrowserContext, catalog: Catalog, tmp_path: Path
) -> None:
    rows = [(1, place, f"2026-12-0{2 * place - 1}", WELL) for place in (1, 2)]
    later(early, "2026-12-07", *rows, (1, 3, "2026-12-05", {**WELL, "pain": 9}))
    glutemed("log", "import", early.save(tmp_path / "log.json"), today="2026-12-07")
    file = tmp_path / "next.html"
    said = glutemed("next", "--save", "-o", file, today="2026-12-07", code=4)
    assert "pain of 9 of 10 is too much for any program" in said
    assert not file.exists()
    glutemed("screen", "--answers", less_pain(catalog, tmp_path / "answers.json"), today="2026-12-07")
    glutemed("next", "--save", "-o", file, today="2026-12-07")
    phone = Phone(phone_context, file, time="2026-12-07T08:00:00")
    first = phone.page.locator("main#program > section").first.inner_text()
    assert first.startswith("See someone first")
    assert "Pain of 9 of 10" in first
    assert "See someone first. Pain of 9 of 10" in phone.text("today-said")
    phone.page.locator("#start-next").click()
    assert "It was told of 2026-12-05" in phone.text("opening-said")
    phone.page.clock.set_fixed_time("2026-12-13T09:00:00")
    phone.page.reload()
    assert "See someone first" not in phone.text("today-said")


def test_where_no_safety_questions_were_read_the_stop_signs_are_asked_before_the_first_start(
    glutemed: Cli, phone_context: BrowserContext
) -> None:
    phone = Phone(phone_context, glutemed.page(*EARLY))
    assert "No safety questions were read" in phone.page.locator("header").first.inner_text()
    phone.page.locator("#start-next").click()
    assert phone.text("opening-said").startswith("No safety questions were read for this program: answer glutemed")
    assert phone.page.locator('[data-view="opening"] section.stop').is_visible()
    phone.press("Yes, or not sure")
    assert phone.page.locator("#guide").is_hidden()
    phone.page.locator("#start-next").click()
    phone.press("No: start")
    phone.do_set()
    phone.press("Leave")
    phone.page.locator("#start-next").click()
    assert "safety questions" not in phone.text("opening-said")


def test_a_saved_program_asks_no_safety_questions_again_and_tells_its_day(early: Phone) -> None:
    header = early.page.locator("header").first.inner_text()
    assert "Saved in the log on 1 December 2026. A newer program may exist" in header
    assert "safety questions" not in header
    early.page.locator("#start-next").click()
    assert "safety questions" not in early.text("opening-said")


def test_every_text_given_is_used_and_every_key_it_cites_is_in_the_sources(
    glutemed: Cli, phone_context: BrowserContext
) -> None:
    phone = Phone(phone_context, glutemed.page(*EARLY, "--condition", "patellofemoral-pain"))
    script = phone.page.locator("body > script").last.text_content() or ""
    assert [name for name in phone.page.evaluate("Object.keys(given.texts)") if f'"{name}"' not in script] == []
    assert [name for name in phone.page.evaluate("Object.keys(given.cites)") if f"cites.{name}" not in script] == []
    assert "(R-001, R-002, R-003, R-012)" in phone.page.evaluate("painText(4)")
    listed = set(phone.page.locator("#sources dt").all_text_contents())
    said = " ".join(phone.page.evaluate("[...Object.values(given.texts), ...Object.values(given.cites)]"))
    assert set(re.findall(r"\b(?:R-\d+|[PA]\d+)\b", said)) <= listed
    assert not re.search(r"\((?:R-\d+)", script), "keys come from the data"


def test_under_15_no_pain_alone_is_safe(glutemed: Cli, phone_context: BrowserContext) -> None:
    phone = Phone(phone_context, glutemed.page(*EARLY, "--age", "14"))
    phone.page.locator("#start-next").click()
    assert "Only no pain counts as safe" in phone.text("opening-said")
    assert "safe" not in phone.page.evaluate("painText(1)")


def test_pain_told_in_one_tab_ends_the_session_of_the_other_and_is_not_lost(
    glutemed: Cli, phone_context: BrowserContext
) -> None:
    file = glutemed.page(*EARLY, "--save")
    one, other = Phone(phone_context, file), Phone(phone_context, file)
    one.start()
    one.do_set()
    other.page.evaluate(
        "() => { state.log = { ...state.log, workouts: [] };"
        " tell(state.log, workoutOf(state.log, 1, 1, '2026-12-01'), { pain: 9 }, clock.now()); changed(); }"
    )
    kept = "JSON.parse(localStorage.getItem(KEPT_UNDER)).workouts[0]"
    assert one.page.evaluate(f"[{kept}.sets.length, {kept}.told[0].pain]") == [1, 9]
    one.press("Begin") if one.view() == "exercise" else None
    for _ in range(4):
        if one.view() == "stopped":
            break
        one.press("Skip set")
    assert one.view() == "stopped"
    assert one.page.evaluate(f"[{kept}.sets.length > 1, {kept}.told[0].pain]") == [True, 9]


def test_a_tick_taken_back_does_not_come_back_with_a_merge(early: Phone) -> None:
    box = early.page.locator(".tick input").first
    box.check()
    box.uncheck()
    early.page.locator(".tick input").nth(1).check()
    assert early.page.evaluate("state.log.workouts[0].sets.length") == 1


def test_unticking_a_finished_session_later_changes_that_session_and_makes_no_other(early: Phone) -> None:
    later(early, "2026-12-03", (1, 1, "2026-12-01", WELL))
    early.page.locator('#week-1 [data-session="1"] .tick input').first.uncheck()
    assert early.page.evaluate("state.log.workouts.map((one) => one.date)") == ["2026-12-01"]


def test_the_next_day_ticks_and_start_are_those_of_that_day(early: Phone) -> None:
    day = early.page.locator('#week-1 [data-session="1"]')
    day.locator(".tick input").first.check()
    early.page.clock.set_fixed_time("2026-12-02T18:00:00")
    early.page.reload()
    assert "Begun on 2026-12-01, and not finished." in day.inner_text()
    assert day.locator("input:checked").count() == 0
    assert day.get_by_role("button", name="Start").count() == 1
    day.locator(".tick input").nth(1).check()
    assert early.page.evaluate("state.log.workouts.map((one) => [one.date, one.sets.length])") == [
        ["2026-12-01", 1],
        ["2026-12-02", 1],
    ]
    day.get_by_role("button", name=re.compile("Go on")).click()
    assert "1 of 28 sets are written down" in early.text("opening-said")


def test_a_saved_log_counts_as_saved_only_when_the_file_was_seen(early: Phone, tmp_path: Path) -> None:
    early.page.locator(".tick input").first.check()
    file = early.save(tmp_path / "log.json")
    assert "Not all of it is known to be in a saved file" in early.text("log-kept")
    assert early.page.evaluate("state.log.unsaved") is True
    assert early.page.locator("#log-text").input_value() == file.read_text(encoding="utf-8")
    early.press("The file is there")
    assert "You told that the file with all of it is there" in early.text("log-kept")
    assert early.page.evaluate("state.log.unsaved") is False


def test_storage_that_is_full_is_told_of_at_once(early: Phone) -> None:
    early.start()
    early.page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('q', 'QuotaExceededError'); }; }"
    )
    early.do_set()
    assert early.page.locator("#not-kept").is_visible()
    assert early.text("not-kept").startswith("This browser did not take what you told")


def test_a_log_of_another_version_is_told_of_and_stays(early: Phone) -> None:
    theirs = '{"version":2,"workouts":[{"week":1}]}'
    early.page.evaluate("text => localStorage.setItem(KEPT_UNDER, text)", theirs)
    early.page.reload()
    assert "cannot read" in early.text("not-kept")
    early.page.locator(".tick input").first.check()
    assert early.page.evaluate("localStorage.getItem(KEPT_UNDER)") == theirs
    assert "cannot read" in early.text("not-kept")


def test_a_week_that_the_program_does_not_have_breaks_nothing(early: Phone) -> None:
    later(early, "2026-12-03", (1, 1, "2026-12-01", WELL))
    early.page.evaluate("state.log.workouts[0].week = 9; localStorage.setItem(KEPT_UNDER, JSON.stringify(state.log))")
    early.page.reload()
    assert early.errors == []
    assert early.text("start-next") == "Start week 1, Day 1"


def test_a_double_tap_writes_no_set(early: Phone) -> None:
    early.start()
    early.press("Begin")
    early.page.locator("#go").dblclick()
    assert early.page.evaluate("live.workout.sets.length") == 0
    assert early.text("phase") == "Now"
    early.page.evaluate("document.querySelector('#go').click()")
    assert early.page.evaluate("live.workout.sets.length") == 0, "within 400 ms"
    early.wait(0.5)
    early.press("Done")
    assert early.page.evaluate("live.workout.sets.length") == 1


def test_what_was_told_may_be_changed_after_the_end(early: Phone) -> None:
    later(early, "2026-12-03", (1, 1, "2026-12-01", WELL))
    early.page.get_by_role("button", name=re.compile("Change what was told")).click()
    assert "does not take it back" in early.page.locator('[data-view="closing"] > p').inner_text()
    early.page.locator('#closing input[name="pain"][value="6"]').check()
    early.press("Write it down")
    assert early.page.evaluate("state.log.workouts[0].told.at(-1).pain") == 6
    assert "too much" in early.text("done-advice")


def test_illness_after_effort_is_asked_for_and_holds_the_weeks(early: Phone) -> None:
    later(early, "2026-12-02", (1, 1, "2026-12-01", WELL))
    early.press("Tell the next morning")
    early.page.locator('input[name="exertion"][value="1"]').check()
    early.press("Write it down")
    assert "Symptoms that get worse in the days after effort" in early.text("done-advice")
    assert early.page.evaluate("state.log.workouts[0].told.at(-1).worse_after_effort") is True


def test_picture_and_its_words_are_those_of_the_side_that_is_due(early: Phone) -> None:
    early.start()
    while early.text("guide-title") != "Clamshell":
        early.press("Skip exercise")
    sides = {}
    for _ in range(2):
        early.do_set()
        if early.view() == "exercise":
            early.press("Begin")
        side = early.page.evaluate("turnOf(live.guide).side")
        picture = early.page.locator("#set-picture svg").first
        words = picture.locator("desc").text_content() or ""
        assert f"The {side} hip works." in words
        sides[side] = picture.locator(".mirrored").count()
        whole = picture.bounding_box()
        for panel in picture.locator(".mirrored > g").all():
            box = panel.bounding_box()
            assert whole
            assert box
            assert box["width"] < whole["width"] * 1.05
        assert picture.locator(".figure-label text").all_text_contents() == ["1 Start", "2 End"]
    assert sides == {"right": 0, "left": 2}
    early.press("Leave")
    assert early.page.locator(".mirrored").count() == 0


def test_the_focus_stays_on_the_button_that_was_pressed(early: Phone) -> None:
    early.start()
    early.press("Begin")
    early.page.get_by_role("button", name="Skip set", exact=True).focus()
    early.page.keyboard.press("Enter")
    assert early.page.evaluate("document.activeElement.textContent") == "Skip set"
    early.page.get_by_role("button", name="Pause", exact=True).focus()
    early.page.keyboard.press("Enter")
    assert early.page.evaluate("document.activeElement.id") == "go"


def test_on_a_low_screen_the_controls_do_not_cover_what_is_read(glutemed: Cli, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 640, "height": 320})
    phone = Phone(context, glutemed.page(*EARLY, "--save"))
    phone.start()
    assert phone.page.evaluate("getComputedStyle(document.querySelector('#controls')).position") == "static"
    context.close()


def test_the_style_needs_no_has(early: Phone) -> None:
    assert ":has(" not in (early.page.locator("style").text_content() or "")


def test_a_phone_that_slept_pauses_and_counts_no_time(early: Phone) -> None:
    early.start()
    early.press("Begin")
    early.page.clock.fast_forward("10:00")
    assert early.text("phase") == "Paused"
    assert early.page.evaluate("live.guide.elapsed") == 0


STUBS = """
window.told = { shakes: [], locks: 0, tones: 0 };
navigator.vibrate = (pattern) => { told.shakes.push(pattern); return true; };
Object.defineProperty(navigator, "wakeLock", { value: { request: async () => {
  told.locks += 1;
  return { addEventListener() {}, release: async () => { told.locks -= 1; } };
} } });
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (at) { told.tones += 1; return start.call(this, at); };
"""


def test_sound_vibration_and_a_waking_screen_go_with_the_session(glutemed: Cli, phone_context: BrowserContext) -> None:
    phone = Phone(phone_context, glutemed.page(*EARLY), setup=STUBS)
    phone.start()
    assert phone.page.evaluate("told.locks") == 1
    phone.press("Skip exercise")
    phone.do_set()
    assert phone.text("phase") == "Change sides"
    assert phone.page.evaluate("document.documentElement.dataset.signal") == "switch"
    assert phone.page.evaluate("told.shakes.at(-1).length") == 5
    tones = phone.page.evaluate("told.tones")
    assert tones > 0
    phone.press("Sound: on")
    phone.do_set()
    assert phone.page.evaluate("told.tones") == tones
    phone.press("Leave")
    assert phone.page.evaluate("told.locks") == 0
    phone.page.reload()
    phone.start()
    assert phone.text("sound") == "Sound: off"


def test_a_hold_is_told_to_a_screen_reader_in_few_words(early: Phone) -> None:
    early.start()
    while early.text("guide-title") != "Side plank from the knees":
        early.press("Skip exercise")
    early.page.evaluate(
        "() => { window.heard = []; new MutationObserver(() => heard.push(document.querySelector('#said').textContent))"
        ".observe(document.querySelector('#said'), { childList: true, characterData: true, subtree: true }); }"
    )
    early.press("Begin")
    early.wait(5.2)
    early.wait(20.2)
    heard = early.page.evaluate("heard")
    assert [text.split(".")[0] for text in heard] == [
        "Get ready, 5 seconds", "Hold", "Halfway", "5 seconds left", "Change sides, 10 seconds",
    ]  # fmt: skip
    assert early.page.locator("#digits").get_attribute("aria-live") == "off"


def test_it_works_where_the_browser_keeps_nothing_and_says_so(glutemed: Cli, phone_context: BrowserContext) -> None:
    broken = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } });"
    phone = Phone(phone_context, glutemed.page(*EARLY), setup=broken)
    assert phone.text("log-where").startswith("This browser keeps nothing for this page.")
    phone.start()
    phone.do_set()
    phone.press("Leave")
    assert phone.text("start-next").startswith("Go on")
    phone.page.evaluate(
        "window.addEventListener('beforeunload', (event) => { window.asked = event.defaultPrevented; })"
    )
    assert "Not all of it is known to be in a saved file" in phone.text("log-kept")


def test_what_is_kept_is_cleared_only_when_that_is_meant(early: Phone) -> None:
    early.start()
    early.do_set()
    early.press("Leave")
    assert "kept in this browser on this device only" in early.text("log-where")
    early.press("Clear it")
    early.press("Keep it")
    assert early.text("log-kept").startswith("1 session so far")
    early.press("Clear it")
    early.press("Clear it now")
    assert early.text("log-kept") == "Nothing is written down yet."
    assert early.page.evaluate("Object.keys(localStorage).length") == 0


def test_the_log_is_that_of_the_person_and_of_the_program_as_it_was_saved(
    glutemed: Cli, phone_context: BrowserContext, tmp_path: Path
) -> None:
    phone = Phone(phone_context, glutemed.page(*EARLY, "--save", "--person", "Ana </script> Lima"))
    before = glutemed.log()["programs"][0]["saved"]
    phone.start()
    phone.do_set()
    phone.press("Leave")
    assert "1 session" in glutemed("log", "import", phone.save(tmp_path / "ana.json"), today="2026-12-03")
    person = glutemed.log()
    assert (person["name"], person["programs"][0]["saved"]) == ("Ana </script> Lima", before)


def test_a_page_of_a_program_that_is_in_no_log_brings_it_along(
    glutemed: Cli, phone_context: BrowserContext, tmp_path: Path
) -> None:
    phone = Phone(phone_context, glutemed.page("--goal", "prevention", "--weeks", "3", "--age", "40"))
    phone.start()
    phone.do_set()
    phone.press("Leave")
    file = phone.save(tmp_path / "new.json")
    assert "1 program, 1 session" in glutemed("log", "import", file)
    assert (
        glutemed.log()["programs"][0]["saved"]
        == "2026-12-01T08:00:00.000000Z"[:11] + glutemed.log()["workouts"][0]["sets"][0]["recorded"][11:]
    )
    assert glutemed("log", "import", file).startswith("Nothing is new")


def test_a_weight_is_asked_for_and_a_wrong_one_told(glutemed: Cli, phone_context: BrowserContext) -> None:
    phone = Phone(phone_context, glutemed.page("--goal", "prevention", "--level", "intermediate"))
    phone.start()
    assert phone.page.get_by_label("Band used").is_visible()
    phone.page.get_by_label("Band used").fill("red")
    phone.do_set()
    phone.press("Skip exercise")
    asked = phone.page.get_by_label("Weight used, in kg")
    asked.fill("heavy")
    phone.press("Begin")
    assert "Write a number of kg" in phone.text("load-wrong")
    asked.fill("7,5 kg")
    phone.do_set()
    done = phone.page.evaluate("live.workout.sets")
    assert [(one.get("band"), one.get("load")) for one in done if not one.get("skipped")] == [
        ("red", None),
        (None, 7.5),
    ]
    phone.press("Leave")
    phone.page.locator('#week-1 [data-session="1"]').get_by_role("button", name=re.compile("Go on")).click()


WALK = ("program", "opening", "exercise", "set", "pain", "hurt", "closing", "done", "stopped")


def walked(phone: Phone, view: str) -> None:
    """Go to a screen."""
    if view == "program":
        return
    phone.page.locator("#start-next").click()
    if view == "opening":
        return
    phone.page.locator("#go").click()
    if view == "exercise":
        return
    phone.press("Skip exercise")
    phone.do_set()
    if view in ("pain", "hurt", "stopped"):
        phone.press("Too painful")
        if view != "pain":
            phone.page.locator(f'[data-pain="{9 if view == "stopped" else 4}"]').click()
    elif view in ("closing", "done"):
        while phone.view() in ("exercise", "set"):
            phone.press("Skip exercise")
        if view == "done":
            phone.press("Write it down")


def violations(page: Page) -> list[str]:
    page.clock.resume()  # axe waits for time to go by
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("view", WALK)
def test_every_screen_is_accessible_narrow_and_large_enough_to_touch(
    glutemed: Cli, browser: Browser, view: str
) -> None:
    file = glutemed.page(*EARLY, "--condition", "patellofemoral-pain", "--side", "left")
    for scheme in ("light", "dark"):
        context = browser.new_context(viewport={"width": 320, "height": 640}, color_scheme=scheme)
        phone = Phone(context, file)
        walked(phone, view)
        assert phone.view() in (view, "")
        assert violations(phone.page) == [], scheme
        assert phone.page.evaluate("document.documentElement.scrollWidth") == 320
        small = phone.page.evaluate(
            "[...document.querySelectorAll('button, nav a, .tick, .scale label, summary')]"
            ".filter((one) => one.checkVisibility()).map((one) => [one.textContent, one.getBoundingClientRect()])"
            ".filter(([, box]) => box.width < 44 || box.height < 44).map(([text]) => text)"
        )
        assert small == []
        headings = phone.page.evaluate(
            "[...document.querySelectorAll('h1, h2, h3, h4')].filter((one) => one.checkVisibility())"
            ".map((one) => Number(one.tagName[1]))"
        )
        assert headings[0] == 1
        assert headings.count(1) == 1
        assert all(then <= now + 1 for now, then in pairwise(headings))
        context.close()


def test_print_is_accessible_complete_and_without_buttons(early: Phone, tmp_path: Path) -> None:
    import pypdf

    early.start()  # in the middle of a session too
    early.page.emulate_media(media="print")
    assert violations(early.page) == []
    for size in ("A4", "Letter"):
        early.page.pdf(path=tmp_path / "print.pdf", format=size)
        pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "print.pdf").pages]
        text = " ".join(" ".join(pages).split())
        assert text.count("MOBILITY") + text.count("Mobility") == 6, "every session of both weeks"
        assert "Put the feet" in text or "Set-up" in text
        assert "Too painful" not in text
        assert "Start week" not in text


def test_without_script_every_text_of_the_plan_is_there(glutemed: Cli, browser: Browser) -> None:
    file = glutemed.page(*EARLY, "--condition", "patellofemoral-pain", "--side", "left", "--clinician", "A. Physio: ok")
    plan = json.loads(glutemed("plan", *EARLY, "--condition", "patellofemoral-pain", "--side", "left", "--clinician",
                               "A. Physio: ok", "--format", "json"))  # fmt: skip
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(file.as_uri())
    shown = " ".join((page.locator("body").text_content() or "").split())
    visible = page.locator("body").inner_text()
    for text in texts_of(plan):
        assert " ".join(text.split()) in shown, text
    assert visible.count("MOBILITY") == 6
    assert "Start week" not in visible
    assert "Your log" not in visible
    assert violations_without_script(page) == []
    context.close()


def violations_without_script(page: Page) -> list[str]:
    """Return what is too wide; axe needs script."""
    box = page.locator("html").bounding_box()
    return [] if box and box["width"] == 320 else ["too wide"]


def texts_of(plan: dict[str, Any]) -> list[str]:
    items = [
        item for week in plan["weeks"] for day in week["sessions"] for block in day["blocks"] for item in block["items"]
    ]
    found = [one["text"] for one in (*plan["warnings"], *plan["advice"])]
    found += [one["text"] for one in plan["decisions"]]
    found += [item[name] for item in items for name in ("name", "effort", "support", "range", "tempo") if item[name]]
    found += [reason["text"][1:] for item in items for reason in item["reasons"]]
    return [*found, *(week["go_on_if"] for week in plan["weeks"] if week["go_on_if"])]


NASTY = "</script><script>window.hit=1</script><!--<img src=x onerror=window.hit=1>\"'&amp;{{ 7*7 }} 深蹲"


def test_no_width_scrolls_sideways(catalog: Catalog, browser: Browser, tmp_path: Path) -> None:
    asked = Request(goal="rehab", stage="early", days=3, equipment=(), condition=("gluteal-tendinopathy",), side="left")
    file = tmp_path / "dated.html"
    file.write_text(plan_to_html(catalog, make_plan(catalog, replace(asked, start="2026-12-01"))), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    for width in range(320, 1_000, 20):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def test_hostile_text_stays_text_everywhere(catalog: Catalog, phone_context: BrowserContext, tmp_path: Path) -> None:
    made = make_plan(catalog, Request(goal="rehab", stage="early", days=3, equipment=("band",)))
    week = made.weeks[0]
    days = tuple(
        replace(day, blocks=tuple(
            replace(block, items=tuple(replace(item, name=NASTY, effort=NASTY, target=NASTY) for item in block.items))
            for block in day.blocks
        ))
        for day in week.sessions
    )  # fmt: skip
    plan = replace(made, weeks=(replace(week, sessions=days, go_on_if=NASTY),), id="x",
                   request=replace(made.request, clinician=NASTY),
                   warnings=tuple(replace(one, text=NASTY) for one in made.warnings))  # fmt: skip
    file = tmp_path / "nasty.html"
    file.write_text(plan_to_html(catalog, plan, person=NASTY[:60]), encoding="utf-8", newline="\n")
    phone = Phone(phone_context, file)
    phone.start()
    assert phone.text("guide-title") == " ".join(NASTY.split())
    phone.do_set()
    phone.press("Leave")
    assert phone.page.evaluate("window.hit") is None
    assert phone.errors == []
    assert phone.page.locator("img").count() == 0
    assert (
        phone.page.evaluate(
            "JSON.parse(document.querySelector('[type=\"application/ld+json\"]').textContent).hasPart[0].name"
        )
        == NASTY
    )
    log = json.loads(phone.save(tmp_path / "log.json").read_text(encoding="utf-8"))
    assert log["people"][0]["name"] == NASTY[:60]


REQUESTS = (
    Request(goal="rehab", stage="early", days=3, equipment=(), side="left", condition=("gluteal-tendinopathy",)),
    Request(goal="prevention", days=2, equipment=("band", "dumbbell", "step"), level="intermediate"),
    Request(goal="rehab", stage="mid", days=3, equipment=("ankle-weight", "band"), age=70),
)


@pytest.fixture(scope="module")
def machines(catalog: Catalog, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Plan, Page]]:
    found = []
    for index, request in enumerate(REQUESTS):
        plan = make_plan(catalog, request)
        file = tmp_path_factory.mktemp("machine") / f"{index}.html"
        file.write_text(plan_to_html(catalog, plan), encoding="utf-8", newline="\n")
        page = browser.new_page()
        page.goto(file.as_uri())
        found.append((plan, page))
    return found


def test_the_plan_in_the_page_and_its_sets_are_those_of_the_engine(machines: list[tuple[Plan, Page]]) -> None:
    for plan, page in machines:
        for number, session in enumerate(plan.weeks[0].sessions, start=1):
            own = page.evaluate(
                "place => turnsIn(sessionOf(1, place))"
                ".map((t) => [t.item.exercise, t.side, t.number, t.lead, t.seconds])",
                number,
            )
            assert own == [[t.item.exercise, t.side, t.number, t.lead, t.seconds] for t in turns(session)]


def bare(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if value not in (None, False, "")}


@pytest.mark.parametrize("seed", range(12))
def test_the_page_walks_a_session_as_the_engine_does(machines: list[tuple[Plan, Page]], seed: int) -> None:
    chance = random.Random(seed)
    plan, page = machines[seed % len(machines)]
    session = plan.weeks[0].sessions[seed % len(plan.weeks[0].sessions)]
    limit = page.evaluate("given.limits.go_on")
    guide = engine.began(session, pain_go_on=limit, pain_stop=7)
    page.evaluate(
        "place => { window.g = began(turnsIn(sessionOf(1, place)), []); }", seed % len(plan.weeks[0].sessions) + 1
    )
    actions: tuple[engine.Action, ...] = (
        "next",
        "next",
        "next",
        "pause",
        "again",
        "skip",
        "drop",
        "more",
        "less",
        "pain",
        "cancel",
    )
    for _ in range(150):
        if guide.asking == "pain" and chance.random() < 0.7:
            pain = chance.choice((0, 1, 2, 3, 5, 6, 7) + ((9,) if chance.random() < 0.1 else ()))
            moved, step = engine.hurts(guide, pain), f"hurts(g, {pain})"
        elif chance.random() < 0.5:
            seconds = chance.choice((0.5, 1, 2.25, 7, 30))
            moved, step = engine.advance(guide, seconds), f"advance(g, {seconds})"
        else:
            action = chance.choice(actions)
            moved, step = engine.act(guide, action), f"act(g, '{action}')"
            if moved.guide.asking == "load":
                moved = engine.loaded(moved.guide)
        own = page.evaluate(
            f"() => {{ const [next, entries, bell] = {step}; g = next; "
            "return { at: g.at, phase: g.phase, lead: g.lead, wait: g.wait, elapsed: g.elapsed, "
            "held: g.held, count: g.count, paused: g.paused, asking: g.asking, "
            "pain: g.pain, stopped: g.stopped, entries, bell, left: g.phase === 'over' ? null : leftOf(g) }; }"
        )
        guide = moved.guide
        entries, bell = own.pop("entries"), own.pop("bell")
        assert own == {name: getattr(guide, name) for name in own}, step
        assert [bare(one) for one in entries] == [bare(encode(one)) for one in moved.entries], step
        assert bell == moved.bell, step
