"""The screen of `session` with keys and a clock of the test's own: which key leads where."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest

from glutemed.checks.plan import Finding
from glutemed.cli import guided, system
from glutemed.cli.guide_screen import ASLEEP, Screen
from glutemed.cli.guided import Guided
from glutemed.cli.journal import Journal
from glutemed.cli.keys import AGAIN, BACKSPACE, ENTER, ESCAPE
from glutemed.engine.today import todays
from glutemed.model.catalog import Catalog
from glutemed.model.log import Saved, fingerprint_of, standing
from glutemed.model.plan import Plan
from glutemed.store.log import Store

Opened = Callable[..., Screen]
NOON = "2026-12-01T12:00:00.000000Z"


class NoMoreError(Exception):
    """No key is left."""


class Keys:
    """Keys and seconds, one after the other; at the end an error."""

    def __init__(self, clock: SimpleNamespace, steps: Iterable[str | float]) -> None:
        self.clock = clock
        self.steps = iter(steps)
        self.waits = list[float]()

    def read(self, seconds: float) -> str | None:
        self.waits.append(seconds)
        step = next(self.steps, None)
        if step is None:
            raise NoMoreError
        if isinstance(step, float):
            self.clock.now += step
            return None
        return step


@pytest.fixture
def opened(tmp_path: Path, catalog: Catalog, plan_for: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Run the screen on keys and seconds, on a log of its own; early rehab, unless `fields` ask for another plan."""
    monkeypatch.setenv("GLUTEMED_TODAY", "2026-12-01")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(system, "size", lambda: (80, 24))
    clock = SimpleNamespace(now=0.0)
    monkeypatch.setattr(system, "clock", lambda: clock.now)
    logs = count()

    def run(*steps: str | float, bell: bool = True, **fields: object) -> Screen:
        log = Store(str(tmp_path / f"log-{next(logs)}.sqlite3"))
        plan = plan_for(**fields)
        log.save("me", Saved(program=fingerprint_of(plan), saved=NOON, plan=plan))
        person = log.person("me")
        assert person
        today = todays(catalog, person, "2026-12-01")
        guided = Guided(catalog, today, person, Journal(log, "me", today, "2026-12-01"), (5, 7))
        screen = Screen(guided, Keys(clock, steps), bell=bell)  # type: ignore[arg-type]  # reads as keys do
        with suppress(NoMoreError):
            screen.run()
        return screen

    return run


def head(screen: Screen) -> str:
    return screen.drawn.removeprefix("\x1b[H").partition("\x1b[K")[0].strip()


TO_HOLD: tuple[str | float, ...] = (ENTER, "x", "x", ENTER, 5.0)
"""To the first hold of the third exercise, the knee side plank."""
TO_REPS: tuple[str | float, ...] = (ENTER, "x", ENTER, 5.0)
"""To the first repetitions of the second exercise, side-lying hip abduction."""


def test_it_opens_with_the_session_and_begins_with_enter_or_space(opened: Opened) -> None:
    assert head(opened()) == "Today's session"
    for key in (ENTER, " "):
        assert "exercise 1 of 6" in head(opened(key))
    assert head(opened("n", "s", "5")) == "Today's session"


def test_a_key_in_capitals_is_the_same_key(opened: Opened) -> None:
    assert "exercise 2 of 6" in head(opened(ENTER, "X"))


def test_time_runs_through_a_hold_and_rings(opened: Opened, capsys: pytest.CaptureFixture[str]) -> None:
    screen = opened(*TO_HOLD, *[0.1] * 200)
    assert "CHANGE SIDES" in screen.drawn
    assert capsys.readouterr().out.count("\a") == 2


def test_silent_does_not_ring_until_b(opened: Opened, capsys: pytest.CaptureFixture[str]) -> None:
    opened(*TO_HOLD, bell=False)
    assert "\a" not in capsys.readouterr().out
    opened("b", *TO_HOLD, bell=False)
    assert "\a" in capsys.readouterr().out


@pytest.mark.parametrize("key", [" ", "p"])
def test_space_and_p_pause_a_hold(opened: Opened, key: str) -> None:
    screen = opened(*TO_HOLD, 1.0, key, 3.0, 4.0)
    assert "paused" in screen.drawn
    assert screen.guided.guide.left == 19
    assert opened(*TO_HOLD, 1.0, key, 3.0, key, 4.0).guided.guide.left == 15


def test_a_machine_that_slept_pauses_where_it_was(opened: Opened) -> None:
    screen = opened(*TO_HOLD, 1.0, ASLEEP + 0.1)
    assert screen.guided.guide.paused
    assert screen.guided.guide.left == 19


def test_time_stands_still_on_help_and_offers(opened: Opened) -> None:
    assert opened(*TO_HOLD, 1.0, "?", 3.0, ESCAPE, 3.0).guided.guide.left == 19
    assert opened(*TO_HOLD, 1.0, "w", 3.0, ESCAPE, 3.0).guided.guide.left == 19


def test_help_goes_back_to_where_it_was_asked(opened: Opened) -> None:
    assert head(opened("?")).startswith("Keys")
    assert head(opened("?", ESCAPE)) == "Today's session"
    assert "HOLD" in opened(*TO_HOLD, "?", "x", "?").drawn


def test_enter_turns_pages_before_it_answers(opened: Opened) -> None:
    screen = opened(*TO_HOLD, "?")
    assert screen.many > 1
    assert opened(*TO_HOLD, "?", ENTER).page == 1
    assert opened(*TO_HOLD, "?", ENTER, ENTER, ENTER).view == "guide"


def test_a_question_takes_every_key_as_an_answer(opened: Opened) -> None:
    screen = opened(*TO_REPS, "!", "q", "x", BACKSPACE, 9.0)
    assert "> q_" in screen.drawn
    assert not screen.guided.guide.over


def test_a_wrong_answer_is_told_and_asked_again(opened: Opened) -> None:
    screen = opened(*TO_REPS, "!", "9", "9", ENTER)
    assert '"99" is not a whole number of 0 to 10' in screen.drawn
    assert "> _" in screen.drawn
    assert "is not a whole" not in opened(*TO_REPS, "!", "9", "9", ENTER, "4").drawn


def test_a_question_and_a_page_begin_anew(opened: Opened) -> None:
    assert "> _" in opened(*TO_REPS, "!", "3", ESCAPE, "!").drawn
    assert "page 1 of" in opened(*TO_REPS, "?", ENTER, ESCAPE, "?").drawn


def test_an_answer_has_an_end(opened: Opened) -> None:
    assert "7" * 41 not in opened(*TO_REPS, "!", *["7"] * 60).drawn


@pytest.mark.parametrize(
    "before",
    [(), (ENTER,), (ENTER, "?"), ("?",), (*TO_REPS, "w"), (*TO_REPS, "w", "?"), (*TO_REPS, "!", "4", ENTER)],
    ids=["opening", "announced", "help", "help-of-opening", "offer", "help-of-offer", "choice"],
)
def test_too_painful_works_on_every_page(opened: Opened, before: tuple[str | float, ...]) -> None:
    for key in ("!", "h"):
        screen = opened(*before, key)
        assert head(screen).startswith("Too painful: ")
        assert screen.guided.guide.asking == "pain"
        assert head(opened(*before, key, "6", ENTER)).startswith("Pain 6 of 10: ")


def test_too_painful_works_while_a_load_is_typed(opened: Opened) -> None:
    fields = {"goal": "prevention", "level": "intermediate"}
    load: tuple[str | float, ...] = (ENTER, ENTER, "g")
    assert "> g_" in opened(*load, **fields).drawn
    assert head(opened(*load, "!", **fields)).startswith("Too painful: ")
    assert "> gh_" in opened(*load, "h", **fields).drawn, "a letter may be of the name of a band"


def test_a_new_question_after_pain_that_is_taken_back_leaves_the_choice(opened: Opened) -> None:
    screen = opened(*TO_REPS, "!", "6", ENTER, "!", ESCAPE)
    assert head(screen).startswith("Pain 6 of 10: ")
    assert "c: carry on" not in screen.drawn
    assert head(opened(*TO_REPS, "!", "6", ENTER, "!", ESCAPE, "c")).startswith("Pain 6 of 10: ")


def test_after_pain_only_what_is_offered_works(opened: Opened) -> None:
    hurt: tuple[str | float, ...] = (*TO_REPS, "!", "4", ENTER)
    assert head(opened(*hurt, "s", "n", "r", "+")).startswith("Pain 4 of 10")
    assert "WORK" in opened(*hurt, "c").drawn
    assert "exercise 3 of 6" in head(opened(*hurt, ENTER))
    assert head(opened(*hurt, "w")).startswith("In place of")
    assert head(opened(*hurt, "w", ESCAPE)).startswith("Pain 4 of 10")


def test_w_offers_one_after_the_other_and_says_when_there_is_none(opened: Opened) -> None:
    first, second = (opened(*TO_REPS, *keys).drawn for keys in (("w",), ("w", "w")))
    assert first != second
    screen = opened(*TO_REPS, *["w"] * 60)
    assert "there is no other" in screen.drawn
    assert head(screen).startswith("In place of")
    assert "nothing else is lawful" in opened(ENTER, "w").drawn


def test_what_would_break_a_rule_is_not_offered(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    best = opened(*TO_REPS, "w").guided.offered
    assert best
    broken = Finding(rule="P02", severity="error", path="", message="unsafe")

    def check(catalog: Catalog, plan: Plan) -> tuple[Finding, ...]:
        items = [item for week in plan.weeks for s in week.sessions for item in s.items("main")]
        return (broken,) if best.item in items else ()

    monkeypatch.setattr(guided, "check_plan", check)
    second = opened(*TO_REPS, "w").guided.offered
    assert second
    assert second.item.exercise != best.item.exercise


def test_what_is_offered_is_taken_and_in_the_log(opened: Opened) -> None:
    screen = opened(*TO_REPS, "w", ENTER)
    assert "in place of Side-lying hip abduction" in screen.drawn
    entries = standing(screen.guided.journal.workout)
    assert sum(bool(one.note) for one in entries) == 6


def test_the_load_is_typed(opened: Opened) -> None:
    screen = opened(ENTER, ENTER, *"red band", ENTER, 5.0, ENTER, goal="prevention", level="intermediate")
    assert [one.band for one in standing(screen.guided.journal.workout)] == ["red"]


def test_a_terminal_that_was_taken_back_is_drawn_again(opened: Opened, capsys: pytest.CaptureFixture[str]) -> None:
    opened(1.0, 1.0)
    once = capsys.readouterr().out.count("Today's session")
    opened(1.0, AGAIN, 1.0)
    assert once == 1
    assert capsys.readouterr().out.count("Today's session") == 2


def test_a_window_that_shrinks_gets_what_fits(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "size", lambda: (30, 8))
    screen = opened(*TO_HOLD)
    lines = screen.drawn.removeprefix("\x1b[H").replace("\x1b[K", "").replace("\x1b[J", "").split("\n")
    assert len(lines) <= 8
    assert max(map(len, lines)) < 30


def test_it_looks_at_the_clock_often_only_while_something_moves(opened: Opened) -> None:
    idle = opened(1.0).keys.waits  # type: ignore[attr-defined]  # of the keys above
    busy = opened(*TO_HOLD, 1.0).keys.waits  # type: ignore[attr-defined]  # of the keys above
    assert min(idle) == 0.5
    assert busy[-1] == 0.1


def test_the_end_of_the_session_ends_the_screen(opened: Opened) -> None:
    screen = opened(ENTER, *["x"] * 6, "no key is read any more")
    assert screen.guided.guide.over
    assert not screen.left


def test_v_shows_the_picture_while_time_stands_still(opened: Opened) -> None:
    screen = opened(*TO_HOLD, 3.0, "v", 30.0)
    assert any("\u2800" < one <= "\u28ff" for one in screen.drawn)
    assert "The left hip works." in " ".join(screen.drawn.replace("\x1b[K", " ").split())
    assert len(screen.drawn.splitlines()) <= 24
    back = opened(*TO_HOLD, 3.0, "v", 30.0, ENTER)
    assert back.guided.guide.paused
    assert back.guided.guide.left == pytest.approx(17.0)


def test_an_exercise_without_a_picture_says_so(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Guided, "drawing", lambda _: None)
    assert "there is no drawing of this exercise" in opened(*TO_HOLD, "v").drawn
