"""screen: asked or from a file; where to go, or what fits and its command; what is kept, and what comes of it."""

import io
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from glutemed.cli.app import run
from glutemed.model.catalog import Catalog
from glutemed.model.log import Person
from glutemed.rendering.entry import to_yaml
from glutemed.rendering.words import kit_line
from glutemed.store.log import Store

Run = Callable[..., tuple[int, str, str]]
FACTS = "pain\n2\n\nleft\n42\n\n"
"""Goal, pain, no condition, side, age, no sex."""


@pytest.fixture
def screen(glutemed: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `screen`, with what is typed; returns exit code, output and errors."""
    monkeypatch.setenv("GLUTEMED_TODAY", "2026-12-01")

    def call(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8"))
        code = run(["screen", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def kept(name: str = "me") -> Person:
    """Return what the log has of a person."""
    found = Store(os.environ["GLUTEMED_STORE"]).person(name)
    return found or Person(name=name)


def yes(person: Person) -> list[list[str]]:
    """Return the questions answered with yes, by screening."""
    return [[answer.question for answer in one.answers if answer.yes] for one in person.screenings]


def file_of(catalog: Catalog, *said_yes: str, **changed: Any) -> str:
    """Write a file of answers, and return its name."""
    data = {
        "schema": "glutemed.answers/1",
        "facts": {"goal": "pain", "pain": 2, "age": 42},
        "questions": {question.id: "yes" if question.id in said_yes else "no" for question in catalog.questions},
        **changed,
    }
    Path("answers.yaml").write_text(to_yaml(data), encoding="utf-8")
    return "answers.yaml"


# Asked


def test_asked_at_the_terminal_it_says_what_fits_and_the_command(screen: Run) -> None:
    code, out, err = screen("--format", "terminal", typed=f"{FACTS}none\n2\n3\n\n\n")
    assert code == 0
    assert out.splitlines()[1] == "What fits: rehab, mid stage"
    assert out.endswith("\n glutemed plan --goal rehab --stage mid --pain 2 --side left --age 42 --save\n")
    assert "The plan It takes for given that you have this kit: ankle weight, band, dumb" in " ".join(out.split())
    assert "numb between the legs" in err
    assert "numb between the legs" not in out
    (screening,) = kept().screenings
    assert (screening.date, len(screening.answers)) == ("2026-12-01", 19)
    assert [(one.test, one.side, one.value) for one in screening.results] == [
        ("step-down", "left", 2.0),
        ("step-down", "right", 3.0),
    ]


def test_the_command_that_it_prints_gives_the_plan_that_it_says(screen: Run, glutemed: Run) -> None:
    """The gate is in the log, and the plan goes by it."""
    _, out, _ = screen("--person", "B o'b", "--format", "terminal", typed=f"{FACTS}none\n2\n3\nend\n")
    words = shlex.split(out.splitlines()[-1])
    assert words[:2] == ["glutemed", "plan"]
    assert words[-3:] == ["--save", "--person", "B o'b"]
    code, plan, _ = glutemed(*words[1:], "--format", "json")
    found = json.loads(plan)
    assert (code, found["prescribed"]["stage"]) == (0, "mid")
    assert f"this kit: {kit_line(found['request']['equipment'])}. If you do not" in " ".join(out.split())
    assert [one["gate"] for one in found["passed"]] == ["general-mid"]
    assert "gate-unknown" not in [warning["code"] for warning in found["warnings"]]


def test_a_stop_ends_it_at_once_with_where_to_go_and_is_kept(screen: Run) -> None:
    code, out, err = screen("--format", "terminal", typed=f"{FACTS}13 1\n")
    assert code == 4
    assert out.splitlines()[1:3] == [
        "Stop: emergency care now",
        " Go to an emergency department now. These can be signs of pressed nerves at the",
    ]
    assert "Home tests" not in err
    assert "glutemed:" not in err, "where to go is told once"
    assert yes(kept()) == [["bladder-bowel", "heart"]]


def test_a_stop_blocks_the_plan_until_the_next_answers(screen: Run, glutemed: Run) -> None:
    screen(typed=f"{FACTS}4\n")
    code, out, err = glutemed("plan", "--goal", "rehab", "--save")
    assert (code, out) == (4, "")
    assert "See a doctor today" in err
    screen(typed=f"{FACTS}none\n\nend\n")
    assert glutemed("plan", "--goal", "rehab", "--save")[0] == 0


def test_clearance_is_asked_for_before_tests_and_plan(screen: Run) -> None:
    code, out, err = screen(typed=f"{FACTS}13\n")
    assert code == 4
    assert out.startswith("# First ask for clearance\n")
    assert "Home tests" not in err
    assert '--cleared "name: what they said"' in " ".join(out.split())
    assert "glutemed:" not in err
    code, out, err = screen("--cleared", "Dr. A: fine", typed=f"{FACTS}13\nend\n")
    assert code == 0
    assert "Dr. A: fine. What was said goes before this program." in out
    assert "Home tests" in err


@pytest.mark.parametrize(("pain", "age"), [("8", "42"), ("10", "42"), ("2", "9")])
def test_pain_of_8_and_an_age_under_10_end_after_the_questions(screen: Run, pain: str, age: str) -> None:
    """The questions come first all the same: they may call for a place more urgent."""
    code, out, err = screen(typed=f"pain\n{pain}\n\n\n{age}\n\nnone\n")
    assert code == 4
    assert "glutemed plan" not in out
    assert "Home tests" not in err


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("\nnone", "an answer is needed: the numbers of what is true of you, or none"),
        ("20\nnone", '"20" is no number of a question; give numbers from 1 to 19, or none'),
        ("0\nnone", '"0" is no number of a question'),
        ("no\nnone", '"no" is no number of a question'),
        ("1 none\nnone", '"none" is no number of a question'),
        (", ;\nnone", "an answer is needed"),
        ("4\u202e\nnone", '"4?" is no number of a question'),
    ],
)
def test_what_is_no_answer_is_asked_for_again_without_the_whole_screen(screen: Run, typed: str, told: str) -> None:
    code, _, err = screen(typed=f"{FACTS}{typed}\nend\n")
    assert code == 0
    assert told in err
    assert err.count("numb between the legs") == 1
    assert err.count("Numbers of what is true of you") == 2
    assert "\u202e" not in err


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ("rehab\npain\n2\n\n\n42\n\n", 'goal: "rehab" is not allowed; allowed: pain, prevention'),
        ("pain\n\n2\n\n\n42\n\n", "pain: "),
        ("pain\n11\n2\n\n\n42\n\n", "pain: 11 is not allowed; allowed: 0 to 10"),
        ("pain\n2\nknee\n\n\n42\n\n", 'condition: "knee" is not allowed'),
        ("pain\n2\n\nup\n\n42\n\n", 'side: "up" is not allowed'),
        ("pain\n2\n\n\n\n42\n\n", "age: "),
        ("pain\n2\n\n\n42\nx\n\n", 'sex: "x" is not allowed; allowed: female, male'),
    ],
)
def test_a_fact_that_cannot_be_is_asked_for_again(screen: Run, facts: str, told: str) -> None:
    code, _, err = screen(typed=f"{facts}none\nend\n")
    assert code == 0, err
    assert told in err


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("7\n2\n3", "7 is not allowed; allowed: a whole number of faults, 0 to 6"),
        ("two\n2\n3", '"two" is not allowed'),
        ("2\n-1\n3", '"-1" is not allowed'),
        ("2,5\n2\n3", "2.5 is not allowed"),
    ],
)
def test_a_result_that_cannot_be_is_asked_for_again(screen: Run, typed: str, told: str) -> None:
    code, _, err = screen(typed=f"{FACTS}none\n{typed}\nend\n")
    assert code == 0
    assert told in err
    assert [one.value for one in kept().screenings[0].results] == [2.0, 3.0]


def test_a_test_that_is_skipped_is_not_recorded_and_end_leaves_out_the_rest(screen: Run) -> None:
    code, _, err = screen(typed=f"{FACTS}none\n\n40\nEND\n")
    assert code == 0
    assert [(one.test, one.side) for one in kept().screenings[0].results] == [("one-leg-stand", "left")]
    assert "Pelvic drop" not in err


def test_which_test_counts_for_the_next_stage_is_told(screen: Run) -> None:
    _, _, err = screen(typed=f"{FACTS}none\n\n\n\n")
    cards = err.split("\n\n")
    assert ["It counts for the next stage." in card for card in cards if "[skip]" in card][:2] == [True, False]


def test_an_older_person_is_not_offered_what_is_not_safe_and_is_told_why(screen: Run) -> None:
    code, out, err = screen(typed="pain\n2\n\n\n70\n\nnone\nend\n")
    assert code == 0
    assert "Lateral step-down" not in err
    assert "- Lateral step-down: One stands on one leg without a hand on anything, which from 65 years on" in out


def test_what_a_clinician_tells_is_asked_in_words(screen: Run) -> None:
    answers = "pain\n2\nACL\nleft\n30\n\nnone\nno\n130\n1+\n0\n"
    code, out, err = screen(typed=answers)
    assert code == 0
    assert "no or yes [skip]:" in err
    assert [one.value for one in kept().screenings[0].results] == [0.0, 130.0, 2.0, 0.0]
    assert "acl-reconstruction" in out


@pytest.mark.parametrize("none", ["", "no", "None"])
def test_no_condition_may_be_said_in_words(screen: Run, none: str) -> None:
    code, _, err = screen(typed=f"pain\n2\n{none}\nleft\n30\n\nnone\nend\n")
    assert code == 0, err
    assert "condition:" not in err.replace("The condition, if someone named one", "")
    assert kept().screenings[0].pain == 2


# What is kept


def test_answers_that_end_before_the_questions_keep_nothing(screen: Run) -> None:
    code, out, err = screen(typed=FACTS)
    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == "glutemed: the answers ended before the last question; nothing was written"
    assert kept().screenings == ()


def test_answers_that_end_among_the_tests_keep_what_was_given(screen: Run) -> None:
    code, out, err = screen(typed=f"{FACTS}none\n2\n")
    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == "glutemed: the answers ended before the last test"
    assert yes(kept()) == [[]]
    assert [(one.side, one.value) for one in kept().screenings[0].results] == [("left", 2.0)]


def test_interrupted_among_the_tests_what_was_given_is_kept(screen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([*FACTS.splitlines(), "none", "2"])

    def ask(_: str) -> str:
        try:
            return next(answers)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr("glutemed.cli.system.ask", ask)
    code, out, err = screen()
    assert (code, out, err.splitlines()[-1]) == (130, "", "glutemed: interrupted")
    assert [(one.side, one.value) for one in kept().screenings[0].results] == [("left", 2.0)]


def test_a_log_that_cannot_be_read_is_told_before_anything_is_asked(screen: Run) -> None:
    Path(os.environ["GLUTEMED_STORE"]).write_bytes(b"no database" * 1000)
    code, out, err = screen(typed=f"{FACTS}none\nend\n")
    assert (code, out, "What is it for" in err) == (74, "", False)


def test_no_save_keeps_nothing_and_says_that_the_plan_will_not_see_it(screen: Run) -> None:
    code, out, _ = screen("--no-save", typed=f"{FACTS}none\n2\n3\nend\n")
    assert code == 0
    assert not Path(os.environ["GLUTEMED_STORE"]).exists()
    assert "Without --save the plan does not look into the log" in out
    assert out.rstrip("`\n").endswith("--age 42")


def test_each_person_has_their_own(screen: Run) -> None:
    screen("--person", "Ann", typed=f"{FACTS}4\n")
    screen("--person", "Bob", typed=f"{FACTS}none\nend\n")
    assert (yes(kept("ann")), yes(kept("Bob")), yes(kept())) == ([["calf"]], [[]], [])


def test_an_older_result_still_counts(screen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    screen(typed=f"{FACTS}none\n1\n1\nend\n")
    for today, stage in (("2027-02-23", "mid"), ("2027-02-24", "early")):
        monkeypatch.setenv("GLUTEMED_TODAY", today)
        code, out, _ = screen("--no-save", "--format", "json", typed=f"{FACTS}none\nend\n")
        assert (code, json.loads(out)["stage"]) == (0, stage)


def test_the_sex_that_was_told_lowers_the_side_plank_for_men(screen: Run, catalog: Catalog) -> None:
    facts = {"goal": "pain", "pain": 1, "age": 55, "sex": "male"}
    _, out, _ = screen("--answers", file_of(catalog, facts=facts), "--format", "json")
    late = next(gate for gate in json.loads(out)["gates"] if gate["gate"] == "general-late")
    assert "Side plank: at least 25 seconds, the mean of your age on each side" in [c["text"] for c in late["criteria"]]


# From a file


def test_a_file_answers_everything(screen: Run, catalog: Catalog) -> None:
    tests = [{"test": "step-down", "left": 1, "right": 0}]
    code, out, err = screen("--answers", file_of(catalog, tests=tests), "--format", "json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert (found["schema"], found["goal"], found["stage"]) == ("glutemed.outcome/1", "rehab", "mid")
    assert found["command"][:5] == ["plan", "--goal", "rehab", "--stage", "mid"]
    assert len(kept().screenings[0].results) == 2


def test_a_file_on_standard_input(screen: Run, catalog: Catalog) -> None:
    text = Path(file_of(catalog)).read_text(encoding="utf-8")
    code, out, _ = screen("--answers", "-", typed=text)
    assert (code, out.splitlines()[0]) == (0, "# What fits: rehab, early stage")


@pytest.mark.parametrize(
    ("said", "code", "first"),
    [(("calf",), 4, "# Stop: a doctor today"), (("bones",), 4, "# First ask for clearance"), ((), 0, "# What fits: ")],
)
def test_the_exit_code_tells_whether_there_is_a_plan(
    screen: Run, catalog: Catalog, said: tuple[str, ...], code: int, first: str
) -> None:
    found, out, err = screen("--answers", file_of(catalog, *said))
    assert found == code
    assert out.startswith(first)
    assert err == ""
    code, out, err = screen("--answers", file_of(catalog, *said), "-o", "out.md")
    assert (code, out, "glutemed: " in err) == (found, "", found == 4), "beside a file it is told on the terminal"


def test_a_word_of_clearance_in_the_file_or_as_an_option(screen: Run, catalog: Catalog) -> None:
    assert screen("--answers", file_of(catalog, "bones", cleared="Dr. A: fine"))[0] == 0
    code, out, _ = screen("--answers", file_of(catalog, "bones", cleared="Dr. A: fine"), "--cleared", "Dr. B: gently")
    assert (code, "Dr. B: gently" in out, "Dr. A" in out) == (0, True, False)


def test_problems_of_the_file_keep_nothing(screen: Run, catalog: Catalog) -> None:
    code, out, err = screen("--answers", file_of(catalog, questions={"calf": "yes"}))
    assert (code, out) == (1, "")
    assert '"heart" is not answered' in err
    assert kept().screenings == ()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--answers", "none.yaml"), 74, "cannot read none.yaml"),
        (("--cleared", "Dr. A"), 2, '--cleared: "Dr. A" does not say who and why'),
        (("--person", " "), 2, "--person: "),
        (("--format", "csv"), 2, '--format: "csv" is not allowed'),
        (("--store", ""), 2, "--store: is empty"),
    ],
)
def test_wrong_use_is_told_before_anything_is_asked(
    screen: Run, arguments: tuple[str, ...], code: int, told: str
) -> None:
    found, out, err = screen(*arguments, typed=f"{FACTS}none\nend\n")
    assert (found, out) == (code, "")
    assert told in err
    assert "What is it for" not in err


def test_a_file_that_is_there_is_told_before_anything_is_asked(screen: Run) -> None:
    Path("out.md").write_text("precious", encoding="utf-8")
    code, _, err = screen("-o", "out.md", typed=f"{FACTS}none\nend\n")
    assert (code, "What is it for" in err) == (2, False)
    assert screen("-o", "out.md", "--force", typed=f"{FACTS}none\nend\n")[0] == 0
    assert Path("out.md").read_text(encoding="utf-8").startswith("# What fits: ")


def test_a_log_that_cannot_be_written_does_not_hide_a_stop(screen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("folder").mkdir()
    Path("folder/log.sqlite3").mkdir()
    monkeypatch.setattr(Store, "person", lambda *_: None)
    monkeypatch.setattr(Store, "moment", lambda _, __, now: now)
    code, out, err = screen("--store", "folder/log.sqlite3", typed=f"{FACTS}1\n")
    assert code == 74
    assert out.startswith("# Stop: emergency care now")
    assert err.splitlines()[-1].startswith("glutemed: cannot ")


def test_the_command_goes_by_the_same_log_and_catalogue(screen: Run, catalog: Catalog) -> None:
    Path("my own.yaml").write_text("schema: glutemed.catalog/1\nhide: [hop]\n", encoding="utf-8")
    arguments = ("--store", "a log.sqlite3", "--catalog", "my own.yaml", "--format", "json")
    _, out, _ = screen("--answers", file_of(catalog), *arguments)
    assert json.loads(out)["command"][-5:] == ["--save", "--store", "a log.sqlite3", "--catalog", "my own.yaml"]


# On a terminal


def typed(terminal: int, answers: str) -> Iterator[bytes]:
    """Type each line once a question waits for it, and return what is shown until the program ends."""
    lines = answers.splitlines(keepends=True)
    while True:
        try:
            part = os.read(terminal, 65_536)
        except OSError:  # how Linux tells that the other end is closed
            return
        if not part:
            return
        yield part
        if part.endswith((b"? ", b"] ", b": ")) and lines:
            os.write(terminal, lines.pop(0).encode())


def test_on_a_terminal_of_80_by_24_the_questions_are_all_seen_at_once(cache: Path, tmp_path: Path) -> None:
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    code = "import sys\nfrom glutemed.cli.app import run\nsys.exit(run(['screen']))"
    env = {
        "GLUTEMED_CACHE": str(cache),
        "GLUTEMED_STORE": str(tmp_path / "log.sqlite3"),
        "GLUTEMED_CONFIG": os.devnull,
        "PYTHONPATH": ":".join(filter(None, sys.path)),
        "TERM": "xterm",
        "NO_COLOR": "1",
    }
    with subprocess.Popen([sys.executable, "-c", code], stdin=theirs, stdout=theirs, stderr=theirs, env=env) as done:
        os.close(theirs)
        shown = b"".join(typed(ours, f"{FACTS}4\n"))
    os.close(ours)
    assert done.returncode == 4
    lines = shown.decode().replace("\r\n", "\n").split("\n")
    first = next(number for number, line in enumerate(lines) if "Safety questions" in line)
    last = next(number for number, line in enumerate(lines) if line.startswith("Numbers of what is true"))
    assert last - first + 1 <= 24
    assert max(map(len, lines[first : last + 1])) <= 80
    assert lines[first] == "Safety questions. New in the last two weeks:"
    assert "Stop: a doctor today" in lines


def test_being_asked_loads_no_validation(screen: Run, cache: Path, tmp_path: Path) -> None:
    """pydantic is for files that people give; the first command has filled the cache."""
    screen("--no-save", typed=f"{FACTS}none\nend\n")
    code = (
        "import sys\nfrom glutemed.cli.app import run\nassert run(['screen']) == 0\n"
        "print([name for name in ('pydantic', 'yaml', 'rich') if name in sys.modules])"
    )
    env = {
        "GLUTEMED_CACHE": str(cache),
        "GLUTEMED_STORE": str(tmp_path / "log.sqlite3"),
        "PYTHONPATH": ":".join(filter(None, sys.path)),
        "GLUTEMED_CONFIG": os.devnull,
    }
    done = subprocess.run(
        [sys.executable, "-c", code], input=f"{FACTS}none\nend\n", env=env, check=True, capture_output=True, text=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_pain_that_stops_a_screening_stops_sessions_until_it_is_less(
    screen: Run, glutemed: Run, catalog: Catalog
) -> None:
    assert glutemed("plan", "--goal", "rehab", "--pain", "2", "--save")[0] == 0
    assert screen("--answers", file_of(catalog, facts={"goal": "pain", "pain": 9, "age": 42}))[0] == 4
    code, out, err = glutemed("session")
    assert (code, out) == (4, "")
    assert err.endswith("When it was looked at and is less, say how it is now: glutemed screen\n")
    assert screen("--answers", file_of(catalog))[0] == 0
    assert glutemed("session")[0] == 0
