"""The page in a real browser: a session from start to log, by touch and by keyboard, offline, for everyone."""

import json
import random
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page
from tests.system.conftest import Cli, Phone

from glutemed.engine import guide as engine
from glutemed.engine.planner import make_plan
from glutemed.engine.turns import turns
from glutemed.loading.catalog import load_catalog
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan, Request
from glutemed.model.records import encode
from glutemed.render.html import plan_to_html

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
    early.page.locator('#week-1 [data-session="2"] .day-foot button').first.click()
    assert early.page.locator("#guide").is_hidden()
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
    assert advice.index("see a doctor or physical therapist") < advice.index("Pain of 8 is too much")
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
    early.start()
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
    assert "Not all of it is in a saved file yet" in phone.text("log-kept")


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
    shown = " ".join(page.locator("body").text_content().split())  # type: ignore[union-attr]
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
    return [] if page.locator("html").bounding_box()["width"] == 320 else ["too wide"]  # type: ignore[index]


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
