"""`session` as a person has it: the real command in a pseudo-terminal, driven by keys and read from its screen."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from glutemed.model.log import Person, SetDone, outcome, standing
from glutemed.store.log import Store

GLUTEMED = str(Path(sys.executable).parent / "glutemed")
LAUNCH = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
"""Makes the pseudo-terminal the one whose end is told to the program, as a window does."""
PATIENCE = 60
"""Seconds until something that should appear is given up on."""
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
SLOW = {"GLUTEMED_SPEED": "20"}
"""For tests that act in a hold: it lasts a second."""
CLOSED = "\x1b[?25h\x1b[?1049l"
LEFT = "What is done is kept."


class Terminal:
    """A window of 80 columns and 24 lines with the command in it."""

    def __init__(self, environment: dict[str, str], *arguments: str, columns: int = 80, lines: int = 24) -> None:
        self.leader, self.follower = pty.openpty()
        fcntl.ioctl(self.leader, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.before = termios.tcgetattr(self.follower)
        self.process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, GLUTEMED, *arguments],
            stdin=self.follower,
            stdout=self.follower,
            stderr=self.follower,
            env=environment,
            start_new_session=True,
        )
        self.out = ""
        self.raw = b""
        self.pressed = 0

    def read(self, seconds: float = 0.05) -> bool:
        """Take what is shown within some seconds; return whether anything was."""
        if not select.select([self.leader], [], [], seconds)[0]:
            return False
        self.raw += os.read(self.leader, 65536)
        self.out = self.raw.decode(errors="ignore")
        return True

    @property
    def screen(self) -> str:
        """What stands on the screen, or was printed since it was given back."""
        return self.screens[-1]

    @property
    def screens(self) -> list[str]:
        """What stood on the screen since the last key, from what stood then to what stands now."""
        *before, last = self.out[self.pressed :].split("\x1b[H")
        return [ESCAPES.sub("", one).replace("\r\n", "\n") for one in (*before, last.rpartition(CLOSED)[2])]

    def press(self, keys: str) -> None:
        self.pressed = max(self.out.rfind("\x1b[H"), 0)
        os.write(self.leader, keys.encode())

    def until(self, *wanted: str) -> None:
        """Wait until all of these stand on one screen, or stood since the last key: a slow reader misses screens."""
        end = monotonic() + PATIENCE
        while not any(all(one in " ".join(shown.split()) for one in wanted) for shown in self.screens):
            if monotonic() > end or (self.process.poll() is not None and not self.read()):
                raise AssertionError(f"{wanted} never stood on the screen, but:\n{self.screen}")
            self.read()

    def play(self, wanted: str, react: Callable[[str], str | None]) -> None:
        """Press what `react` makes of each new screen, its countdown apart, until one holds what is wanted."""
        end, last = monotonic() + PATIENCE, ""
        while not any(wanted in shown for shown in self.screens):
            assert monotonic() < end, self.screen
            assert self.process.poll() is None or self.read(), self.screen
            stands = re.sub(r"[█░]| +|seconds.*|Tempo.*", "", self.screen)
            if stands != last and self.out.rstrip("\a").endswith("\x1b[J"):
                end, last = monotonic() + PATIENCE, stands
                if keys := react(self.screen):
                    self.press(keys)
            self.read()

    def ends(self) -> int:
        """Return the exit code, everything read and the terminal given back as it was."""
        end = monotonic() + PATIENCE
        while self.process.poll() is None:
            assert monotonic() < end, self.screen
            self.read()
        while self.read():
            pass
        assert termios.tcgetattr(self.follower) == self.before, "echo and lines are back"
        return self.process.returncode

    def close(self) -> None:
        """Close the window."""
        os.close(self.leader)
        self.leader = -1

    def clear(self) -> None:
        """End what is left over."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self.leader >= 0:
            os.close(self.leader)
        os.close(self.follower)


@pytest.fixture
def environment(cache: Path, tmp_path: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "NO_COLOR": "1",
        "GLUTEMED_CACHE": str(cache),
        "GLUTEMED_CONFIG": os.devnull,
        "GLUTEMED_STORE": str(tmp_path / "log.sqlite3"),
        "GLUTEMED_TODAY": "2026-12-01",
        "GLUTEMED_SPEED": "200",
    }


Open = Callable[..., Terminal]


@pytest.fixture
def window(environment: dict[str, str]) -> Iterator[Open]:
    """Open a window on `session`, early rehab being saved; `env` changes its environment."""
    opened = list[Terminal]()
    program = [GLUTEMED, "plan", "--goal", "rehab", "--save"]
    subprocess.run(program, env=environment, check=True, capture_output=True)

    def open_(*arguments: str, env: dict[str, str] | None = None, **size: int) -> Terminal:
        terminal = Terminal({**environment, **(env or {})}, "session", *arguments, **size)
        opened.append(terminal)
        return terminal

    yield open_
    for terminal in opened:
        terminal.clear()


@pytest.fixture
def log(environment: dict[str, str]) -> Callable[[], Person]:
    def read() -> Person:
        person = Store(environment["GLUTEMED_STORE"]).person("me")
        assert person
        return person

    return read


def of(person: Person, exercise: str) -> list[SetDone]:
    return [one for one in standing(person.workouts[-1]) if one.exercise == exercise]


def screens(terminal: Terminal) -> list[list[str]]:
    """Return the lines of every screen that was drawn."""
    drawn = terminal.out.split("\x1b[H")[1:]
    return [ESCAPES.sub("", one.partition("\x1b[J")[0]).split("\r\n") for one in drawn]


def began(terminal: Terminal) -> Terminal:
    """Start the session, up to the first exercise."""
    terminal.until("Today's session", "q leave")
    terminal.press("\r")
    terminal.until("exercise 1 of 6", "q leave")
    return terminal


def at_work(terminal: Terminal, exercise: int) -> Terminal:
    """Go on to the first set of an exercise."""
    began(terminal)
    for number in range(1, exercise):
        terminal.press("x")
        terminal.until(f"exercise {number + 1} of 6")
    terminal.play("the left side\n" if exercise > 1 else "WORK", go_on)
    return terminal


def go_on(shown: str) -> str | None:
    """Press Enter on a page that waits for it. What ends by itself is left alone: a late Enter would end a hold."""
    return "\r" if any(word in shown for word in ("Enter begin", "Enter: more", "Which ")) else None


def test_a_whole_session_with_pause_skip_correction_swap_and_pain(window: Open, log: Callable[[], Person]) -> None:
    terminal = window()
    terminal.until("Today's session", "week 1, session 1 of 3", "Emergency department now", "q leave")
    terminal.press(" ")
    paused = list[str]()
    seen = set[str]()

    def once(name: str) -> bool:
        new = name not in seen
        seen.add(name)
        return new

    def react(shown: str) -> str | None:
        head = shown.partition("\n")[0]
        if "In place of" in head or "Pain 6 of 10" in head:
            return "\r"
        if "Clamshell" in head and once("swapped"):
            return "w"
        if "Side plank from the knees" in head and any(word in shown for word in ("HOLD", "CHANGE SIDES", "paused")):
            if "paused" in shown:
                paused.append(re.sub(r"[^█]", "", shown))
                return "b" if len(paused) < 2 else " "
            return "p" if once("paused") else None
        if "Sidestep" in head and "WORK" in shown:
            return "--\r" if once("corrected") else "s"
        if "Side-lying hip abduction" in head and "set 2 of 3" in head and "WORK" in shown:
            return "!"
        return "\r" if "WORK" in shown else go_on(shown)

    terminal.play("How strong is the pain", react)
    terminal.press("61\x7f\r")
    terminal.play("How was it?", react)
    terminal.until("The worst pain during")
    for question, answer in (
        ("The pain right now", "4"),
        ("The effort", "2"),
        ("clean, or w wobbled?", "6"),
        ("clean, or w wobbled?", "c"),
    ):
        terminal.press(f"{answer}\r")
        terminal.until(question)
    for answer in ("w", "", "", "1", "went well"):
        terminal.press(f"{answer}\r")
    terminal.until("You did", "Exercises")
    assert terminal.ends() == 0

    person = log()
    told = outcome(person.workouts[0])
    assert told.finished
    assert [one.reps for one in of(person, "sidestep")] == [8, None]
    hurt = of(person, "side-lying-hip-abduction")
    assert [one.pain for one in hurt if one.pain is not None] == [6]
    assert sum(one.skipped for one in hurt) == 3
    assert [one.seconds for one in of(person, "knee-side-plank")] == [20] * 6
    assert {one.note for one in of(person, "clamshell")} == {
        f"swapped for {next(one.exercise for one in standing(person.workouts[0]) if one.exercise not in PLANNED)}"
    }
    assert len(paused) >= 2, "a screen more while it was paused"
    assert len(set(paused)) == 1, "at two hundred seconds a second nothing moved"
    for lines in screens(terminal):
        assert len(lines) <= 24
        assert max(map(len, lines)) <= 80
    assert not re.search(r"\x1b\[[0-9;]*[1-9][0-9;]*m", terminal.out), "no colour where none is wanted"
    assert "\a" in terminal.out


PLANNED = (
    "sidestep",
    "side-lying-hip-abduction",
    "knee-side-plank",
    "clamshell",
    "figure-four-stretch",
    "standing-side-bend",
)


def test_ctrl_c_keeps_what_is_done_and_a_second_run_goes_on(window: Open, log: Callable[[], Person]) -> None:
    terminal = at_work(window(), 1)
    terminal.press("\r")
    terminal.until("exercise 1 of 6, set 2 of 2")
    terminal.press("\x03")
    assert terminal.ends() == 130
    assert LEFT in terminal.screen
    assert len(log().workouts[0].sets) == 1

    again = window()
    again.until("Begun: 1 of 28 sets are written down")
    again.press("\r")
    again.until("exercise 1 of 6, set 2 of 2")
    again.press("q")
    assert again.ends() == 0


def test_a_signal_from_outside_ends_it_as_ctrl_c_does(window: Open, log: Callable[[], Person]) -> None:
    terminal = at_work(window(), 1)
    terminal.press("\r")
    terminal.until("exercise 1 of 6, set 2 of 2")
    terminal.process.send_signal(signal.SIGINT)
    assert terminal.ends() == 130
    assert len(log().workouts[0].sets) == 1


def test_a_closed_window_keeps_what_is_done_and_a_second_run_goes_on(window: Open, log: Callable[[], Person]) -> None:
    terminal = at_work(window(env=SLOW), 3)
    terminal.until("CHANGE SIDES")
    terminal.close()
    assert terminal.process.wait(PATIENCE) == 128 + signal.SIGHUP
    sets = standing(log().workouts[0])
    assert [one.seconds for one in sets if one.exercise == "knee-side-plank"][:1] == [20]

    again = window()
    again.until("sets are written down; it goes on from there")
    again.press("\r")
    again.until("Side plank from the knees", "exercise 3 of 6")
    again.press("q")
    assert again.ends() == 0


def test_the_end_that_the_system_asks_for_gives_the_terminal_back(window: Open, log: Callable[[], Person]) -> None:
    terminal = at_work(window(env=SLOW), 3)
    terminal.until("CHANGE SIDES")
    terminal.process.terminate()
    assert terminal.ends() == 128 + signal.SIGTERM
    assert terminal.out.rstrip().endswith("glutemed session")
    assert CLOSED in terminal.out
    assert any(one.seconds for one in standing(log().workouts[0]))


def test_ctrl_z_gives_the_terminal_back_and_going_on_draws_anew(window: Open) -> None:
    terminal = at_work(window(), 2)
    terminal.press("\x1a")
    _, status = os.waitpid(terminal.process.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    assert termios.tcgetattr(terminal.follower) == terminal.before
    while terminal.read():
        pass
    assert terminal.out.endswith(CLOSED)
    terminal.process.send_signal(signal.SIGCONT)
    terminal.until("WORK on the left side")
    terminal.press("q")
    assert terminal.ends() == 0


def test_a_log_that_fails_ends_it_with_the_terminal_given_back(window: Open, environment: dict[str, str]) -> None:
    terminal = at_work(window(), 1)
    Path(environment["GLUTEMED_STORE"]).write_bytes(b"no log at all" * 1000)
    terminal.press("\r")
    assert terminal.ends() == 74
    assert "Traceback" not in terminal.out
    assert CLOSED in terminal.out
    assert terminal.screen.rstrip().splitlines()[-1].startswith("glutemed: ")


def test_pain_of_eight_ends_it_with_the_stop_signs(window: Open, log: Callable[[], Person]) -> None:
    terminal = at_work(window(), 2)
    terminal.press("h")
    terminal.until("How strong is the pain")
    terminal.press("8\r")
    assert terminal.ends() == 4
    assert "Emergency department now" in terminal.screen
    assert "pain of 8 of 10 is too much" in " ".join(terminal.screen.split())
    assert outcome(log().workouts[0]).finished


def test_answers_are_typed_mended_and_taken_back(window: Open) -> None:
    terminal = at_work(window(), 2)
    terminal.press("!")
    terminal.until("> _")
    terminal.press("1é2\x7f")
    terminal.until("> 1é_")
    terminal.press("\r")
    terminal.until("is not a whole number of 0 to 10", "> _")
    terminal.press("\x1b[A\x1b[Bq")
    terminal.until("> q_")
    terminal.press("\x1b")
    terminal.until("WORK on the left side (paused: space goes on)")
    terminal.press("q")
    assert terminal.ends() == 0


def test_help_pauses_and_comes_back(window: Open) -> None:
    terminal = at_work(window(env=SLOW), 3)
    terminal.press("?")
    terminal.until("Keys", "Enter: more (page 1 of")
    terminal.press("\x1b")
    terminal.until("(paused: space goes on)")
    terminal.press("q")
    assert terminal.ends() == 0


def test_q_leaves_at_once_and_says_how_to_go_on(window: Open, log: Callable[[], Person]) -> None:
    terminal = window()
    terminal.until("q leave")
    terminal.press("q")
    assert terminal.ends() == 0
    assert terminal.screen.strip().endswith("glutemed session")
    assert log().workouts == ()


def test_there_is_colour_where_it_is_wanted_and_the_words_are_the_same(window: Open) -> None:
    terminal = at_work(window(env={"NO_COLOR": ""}), 2)
    terminal.until("WORK on the left side")
    assert "\x1b[1;32mWORK on the left side" in terminal.out.replace("m W", "mW")
    terminal.press("q")
    assert terminal.ends() == 0


def test_silent_rings_no_bell_and_b_turns_it_on(window: Open) -> None:
    terminal = at_work(window("--silent", env=SLOW), 3)
    terminal.until("CHANGE SIDES", "b bell on")
    assert "\a" not in terminal.out
    terminal.press("b")
    terminal.until("b bell off")
    terminal.press("q")
    assert terminal.ends() == 0


@pytest.mark.parametrize(
    ("arguments", "size", "env"),
    [
        (("--plain",), {}, {}),
        ((), {"columns": 79}, {}),
        ((), {"lines": 23}, {}),
        ((), {}, {"TERM": "dumb"}),
    ],
    ids=["asked", "narrow", "low", "dumb"],
)
def test_plain_lines_draw_nothing_and_are_interactive(
    window: Open, log: Callable[[], Person], arguments: tuple[str, ...], size: dict[str, int], env: dict[str, Any]
) -> None:
    terminal = window(*arguments, **size, env=env)
    terminal.until("Enter: start.")
    assert ("smaller than 80 columns and 24 lines" in terminal.out) == bool(size)
    terminal.press("\r")
    terminal.until("Enter: begin.")
    terminal.press("drop\r")
    terminal.until("Exercise 2 of 6")
    terminal.press("\r")
    terminal.until("Now: 8 repetitions")
    terminal.press("7\r")
    terminal.until("Written down: set 1, left, 7 repetitions.")
    terminal.press("quit\r")
    assert terminal.ends() == 0
    assert "\x1b" not in terminal.out
    assert of(log(), "side-lying-hip-abduction")[0].reps == 7


def test_in_plain_lines_a_hold_can_be_paused_and_ended_by_a_line(window: Open, log: Callable[[], Person]) -> None:
    terminal = window("--plain", env={"GLUTEMED_SPEED": "2"})
    for expected, answer in (("Enter: start.", ""), ("Exercise 1", "drop"), ("Exercise 2", "drop"), ("Exercise 3", "")):
        terminal.until(expected)
        terminal.press(f"{answer}\r")
    terminal.until("Get ready.")
    terminal.press("\r")
    terminal.until("Hold now: 20 s.")
    terminal.until("Halfway.")
    terminal.press("pause\r")
    terminal.until("Paused. Enter: go on.")
    terminal.press("skip\r")
    terminal.until("Written down: set 1, left, 1")
    terminal.press("quit\r")
    assert terminal.ends() == 0
    held = of(log(), "knee-side-plank")[0].seconds
    assert held is not None
    assert 10 <= held < 20


def test_in_plain_lines_ctrl_c_keeps_what_is_done(window: Open, log: Callable[[], Person]) -> None:
    terminal = window("--plain")
    for expected, answer in (("Enter: start.", ""), ("Enter: begin.", "skip"), ("Written down: set 1", "")):
        terminal.until(expected)
        terminal.press(f"{answer}\r")
    terminal.press("\x03")
    assert terminal.ends() == 130
    assert LEFT in terminal.out
    assert len(log().workouts[0].sets) == 1


def test_a_bell_rings_in_plain_lines_at_a_terminal(window: Open) -> None:
    terminal = window("--plain")
    for expected, answer in (("Enter: start.", ""), ("Enter: begin.", "")):
        terminal.until(expected)
        terminal.press(f"{answer}\r")
    terminal.until("Now: 10 steps each way")
    terminal.press("quit\r")
    assert terminal.ends() == 0
    assert terminal.out.count("\a") == 1
