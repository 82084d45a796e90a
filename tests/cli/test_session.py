"""`session` line by line, as a pipe or a screen reader has it: what it asks, writes down, and goes on with."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from glutemed.cli import system
from glutemed.errors import FileError
from glutemed.model.catalog import Catalog
from glutemed.model.log import (
    Answer,
    Log,
    Person,
    Saved,
    Screening,
    SetDone,
    Workout,
    fingerprint_of,
    outcome,
    standing,
)
from glutemed.model.plan import Block
from glutemed.model.screening import STOPS
from glutemed.rendering.log import log_to_json
from glutemed.store.log import Store

Run = Callable[..., tuple[int, str, str]]
Session = Callable[..., tuple[int, list[str], str]]
EARLY = ("plan", "--goal", "rehab", "--weeks", "2", "--save")
BANDS = ("plan", "--goal", "prevention", "--level", "intermediate", "--save")


@pytest.fixture(autouse=True)
def _first_of_december(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLUTEMED_TODAY", "2026-12-01")
    monkeypatch.setenv("GLUTEMED_SPEED", "100000")


@pytest.fixture
def session(glutemed: Run, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Run `session` on lines of a pipe; returns exit code, lines and errors."""

    def call(lines: Iterable[str], *arguments: str) -> tuple[int, list[str], str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        code, out, err = glutemed("session", *arguments)
        return code, out.splitlines(), err

    return call


@pytest.fixture
def log(tmp_path: Path) -> Callable[..., Person]:
    """Read what is in the log of a person."""

    def read(name: str = "me") -> Person:
        person = Store(str(tmp_path / "log.sqlite3")).person(name)
        assert person
        return person

    return read


def done(workout: Workout) -> list[tuple[str, str, int, int | None, int | None, bool]]:
    return [(one.exercise, one.side, one.number, one.reps, one.seconds, one.skipped) for one in standing(workout)]


def of(workout: Workout, exercise: str) -> list[SetDone]:
    return [one for one in standing(workout) if one.exercise == exercise]


ENTER = [""] * 60
"""More than a session has prompts: the last ones answer nothing."""


def test_enter_alone_does_a_whole_session_as_planned(
    glutemed: Run, session: Session, log: Callable[..., Person]
) -> None:
    glutemed(*EARLY)
    code, lines, err = session(ENTER)
    assert (code, err) == (0, "")
    (workout,) = log().workouts
    planned = log().programs[0].plan.weeks[0].sessions[0]
    assert done(workout) == [
        (item.exercise, side, number, item.dose.reps, item.dose.seconds, False)
        for block in planned.blocks
        for item in block.items
        for number in range(1, item.sets + 1)
        for side in item.sides
    ]
    assert (workout.week, workout.session, workout.date) == (1, 1, "2026-12-01")
    assert outcome(workout).finished
    assert any("You did" in line for line in lines)


def test_what_is_not_answered_is_not_written_down(glutemed: Run, session: Session, log: Callable[..., Person]) -> None:
    glutemed(*EARLY)
    session(ENTER)
    (workout,) = log().workouts
    told = outcome(workout)
    assert (told.pain, told.after, told.effort, told.usual, told.note) == (None,) * 5
    assert {one.control for one in standing(workout)} == {None}


def test_it_opens_with_the_session_and_the_stop_signs(glutemed: Run, session: Session) -> None:
    glutemed(*EARLY)
    _, lines, _ = session([])
    assert lines[0].startswith("Today: week 1, session 1 of 3: about ")
    assert lines[1].startswith("Stop, and see someone: Emergency department now")
    assert lines[2] == "Enter: start. Or: help, quit."


def test_the_questions_at_the_end_go_into_the_log(glutemed: Run, session: Session, log: Callable[..., Person]) -> None:
    glutemed(*EARLY)
    _, lines, _ = session(["", "drop", *[""] * 7, *["drop"] * 4, "3", "11", "4", "7", "w", "1", "slept badly"])
    (workout,) = log().workouts
    told = outcome(workout)
    assert (told.pain, told.after, told.effort, told.usual, told.note) == (3, 4, 7, 1, "slept badly")
    assert '"11" is not a whole number of 0 to 10.' in lines
    assert {one.control for one in standing(workout) if one.exercise == "side-lying-hip-abduction"} == {"wobbled"}
    assert sum("clean, or w wobbled?" in line for line in lines) == 1, "of what was done only"


def test_an_answer_that_is_none_is_asked_again(glutemed: Run, session: Session, log: Callable[..., Person]) -> None:
    glutemed(*EARLY)
    answers = ["", "", "", "perfect", "clean", "", "tab\there", "x" * 501, "fine"]
    _, lines, _ = session(["", "drop", *[""] * 7, *["drop"] * 4, *answers])
    (workout,) = log().workouts
    assert '"perfect" is not c (clean) or w (wobbled).' in lines
    assert sum("a note has up to 500 printable characters" in line for line in lines) == 2
    assert {one.control for one in of(workout, "side-lying-hip-abduction")} == {"clean"}
    assert outcome(workout).note == "fine"


def test_the_usual_morning_is_asked_at_the_first_session_only(glutemed: Run, session: Session) -> None:
    glutemed(*EARLY)
    quick = ["", *["drop"] * 6]
    _, first, _ = session([*quick, "0", "0", "2", "1", ""])
    _, second, _ = session([*quick, "0", "0", "2", ""], "--session", "2")
    assert [any("usual morning" in line for line in lines) for lines in (first, second)] == [True, False]


def test_words_skip_drop_correct_and_number(glutemed: Run, session: Session, log: Callable[..., Person]) -> None:
    glutemed(*EARLY)
    lines = ["", "", "12", "skip", "skip", "", "less", "", "", "quit"]
    code, said, _ = session(lines)
    (workout,) = log().workouts
    assert code == 0
    assert [(one.reps, one.skipped) for one in of(workout, "sidestep")] == [(12, False), (None, True)]
    assert "Written down: set 1, 12 steps each way." in said
    assert "Written down: set 2, skipped." in said
    assert said[-1] == "What is done is kept. To go on today, with the same options: glutemed session"


@pytest.mark.parametrize("lines", [(), ("quit",), ("foo", "bar"), ("", "quit")])
def test_where_nothing_was_done_nothing_is_said_to_be_kept(
    glutemed: Run, session: Session, log: Callable[..., Person], lines: tuple[str, ...]
) -> None:
    glutemed(*EARLY)
    code, said, _ = session(lines)
    assert (code, log().workouts) == (0, ())
    told = "Nothing was done, so nothing is written down. To begin, with the same options: glutemed session"
    assert said[-1] == told


def test_what_is_not_understood_is_said_and_nothing_happens(glutemed: Run, session: Session) -> None:
    glutemed(*EARLY)
    _, said, _ = session(["", "", "jump", "quit"])
    assert any(line.startswith("not understood; Enter, or: done, skip") for line in said)


def test_the_picture_is_told_in_words(glutemed: Run, session: Session) -> None:
    glutemed(*EARLY)
    _, said, _ = session(["", "drop", "picture", "quit"])
    (told,) = (line for line in said if line.startswith("Start: lying on the "))
    assert told.endswith(" hip works.")


def test_help_tells_the_words(glutemed: Run, session: Session) -> None:
    glutemed(*EARLY)
    _, said, _ = session(["help", "", "help", "quit"])
    assert sum(line.startswith("Enter, or done:") for line in said) == 2


def test_holds_are_told_in_few_lines(glutemed: Run, session: Session) -> None:
    glutemed(*EARLY)
    _, said, _ = session(["", "drop", "drop", "", "quit"])
    start = said.index("Hold now: 20 s.")
    assert said[start + 1 : start + 4] == ["Halfway.", "5 s left.", "Written down: set 1, left, 20 s."]


def test_too_painful_ends_the_exercise_and_stands_on_the_set(
    glutemed: Run, session: Session, log: Callable[..., Person]
) -> None:
    glutemed(*EARLY)
    _, said, _ = session(["", "drop", "", "pain 6", "", "quit"])
    (workout,) = log().workouts
    first, *others = of(workout, "side-lying-hip-abduction")
    assert (first.side, first.pain, first.skipped) == ("left", 6, False)
    assert [(one.pain, one.skipped) for one in others] == [(None, True)] * 5
    assert any("Pain above 5 is too much: stop this exercise for today." in line for line in said)


def test_pain_may_be_asked_for_and_taken_back(glutemed: Run, session: Session, log: Callable[..., Person]) -> None:
    glutemed(*EARLY)
    _, said, _ = session(["", "drop", "", "pain", "lots", "no", "", "quit"])
    (workout,) = log().workouts
    assert '"lots" is not a whole number of 0 to 10; or: back, quit.' in said
    assert {one.pain for one in standing(workout)} == {None}


def test_pain_is_heard_in_the_middle_of_another_question(
    glutemed: Run, session: Session, log: Callable[..., Person]
) -> None:
    glutemed(*BANDS)
    session(["", "", "pain 6", "", "quit"])
    assert [(one.pain, one.band) for one in of(log().workouts[0], "lateral-band-walk")] == [(6, None), (None, None)]


@pytest.mark.parametrize(
    ("lines", "exercise"),
    [
        (["pain 6"], "sidestep"),
        (["!", "6"], "sidestep"),
        (["", "pain", "6"], "sidestep"),
        (["", "drop", "swap", "pain", "6"], "side-lying-hip-abduction"),
        (["", "drop", "swap", "pain 6"], "side-lying-hip-abduction"),
        (["", "drop", "", "pain 4", "pain", "6"], "side-lying-hip-abduction"),
    ],
    ids=["opening", "opening-asked", "announced", "offer", "offer-number", "choice"],
)
def test_too_painful_is_heard_at_any_moment(
    glutemed: Run, session: Session, log: Callable[..., Person], lines: list[str], exercise: str
) -> None:
    glutemed(*EARLY)
    _, said, _ = session([*lines, "quit"])
    assert {one.pain for one in of(log().workouts[0], exercise) if one.pain is not None} == {6}
    assert any("Pain above 5 is too much: stop this exercise for today." in line for line in said)


def test_too_painful_is_heard_where_a_load_is_asked_for(
    glutemed: Run, session: Session, log: Callable[..., Person]
) -> None:
    glutemed(*BANDS)
    session(["", "", "pain", "6", "", "quit"])
    assert [one.pain for one in of(log().workouts[0], "lateral-band-walk")] == [6, None]


def test_pain_at_the_opening_that_ends_the_session_ends_it(
    glutemed: Run, session: Session, log: Callable[..., Person]
) -> None:
    glutemed(*EARLY)
    code, said, _ = session(["pain 9"])
    assert code == 4
    assert outcome(log().workouts[0]).finished
    assert any(line.startswith("Written down: ") for line in said)


def test_a_new_question_after_pain_that_is_taken_back_leaves_the_choice(
    glutemed: Run, session: Session, log: Callable[..., Person]
) -> None:
    glutemed(*EARLY)
    session(["", "drop", "", "pain 6", "pain", "no", "next", "", "quit"])
    sets = of(log().workouts[0], "side-lying-hip-abduction")
    assert [one.pain for one in sets] == [6, *[None] * 5]
    assert [one.skipped for one in sets] == [False, *[True] * 5]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            ["pain 4", "jump"],
            "not understood; Enter stops this exercise for today, or: swap, next, pain 4, help, quit.",
        ),
        (["pain 6", "next"], "not understood; Enter stops this exercise for today, or: swap, pain 4, help, quit."),
        (
            ["pain 4", "again"],
            "not understood; Enter stops this exercise for today, or: swap, next, pain 4, help, quit.",
        ),
        (["swap", "jump"], "not understood; Enter takes it, or: swap, keep, pain 4, quit."),
        (["pain", "jump"], '"jump" is not a whole number of 0 to 10; or: back, quit.'),
    ],
)
def test_each_menu_refuses_with_its_own_words(glutemed: Run, session: Session, lines: list[str], told: str) -> None:
    glutemed(*EARLY)
    _, said, _ = session(["", "drop", "", *lines, "quit"])
    assert told in said
    assert not any("drop" in line for line in said if line.startswith("not understood"))


@pytest.mark.parametrize("word", ["pain 11", "pain 99"])
def test_pain_past_ten_is_not_written_down(
    glutemed: Run, session: Session, log: Callable[..., Person], word: str
) -> None:
    glutemed(*EARLY)
    _, said, _ = session(["", "drop", "", word, "", "quit"])
    assert any("is not a whole number of 0 to 10." in line for line in said)
    assert {one.pain for one in standing(log().workouts[0])} == {None}


def test_up_to_five_one_may_carry_on(glutemed: Run, session: Session, log: Callable[..., Person]) -> None:
    glutemed(*EARLY)
    session(["", "drop", "", "pain 4", "next", "", "", "quit"])
    (workout,) = log().workouts
    first, *_ = of(workout, "side-lying-hip-abduction")
    assert (first.reps, first.pain) == (8, 4)


def test_the_limit_is_stricter_where_a_condition_has_its_own(glutemed: Run, session: Session) -> None:
    glutemed("plan", "--goal", "rehab", "--condition", "patellofemoral-pain", "--side", "left", "--save")
    _, said, _ = session(["", "drop", "", "pain 4", "", "quit"])
    assert any("Pain above 3 is too much" in line and "R-012" in line for line in said)


def test_pain_of_eight_stops_the_session_and_says_where_to_go(
    glutemed: Run, session: Session, log: Callable[..., Person]
) -> None:
    glutemed(*EARLY)
    code, said, err = session(["", "drop", "", "pain 8"])
    (workout,) = log().workouts
    assert code == 4
    assert err.startswith("glutemed: pain of 8 of 10 is too much")
    assert said[-1].startswith("Stop, and see someone: Emergency department now")
    assert (outcome(workout).pain, outcome(workout).finished) == (8, True)
    assert [one.exercise for one in standing(workout) if not one.skipped] == ["side-lying-hip-abduction"]
    code, _, err = session(ENTER, "--session", "2")
    assert code == 4
    assert "pain of 8" in err
    assert len(log().workouts) == 1, "nothing more on that day"


def test_the_next_session_after_pain_is_easier_and_says_why(
    glutemed: Run, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    glutemed(*EARLY)
    session(["", "drop", "", "pain 6", "", *ENTER])
    monkeypatch.setenv("GLUTEMED_TODAY", "2026-12-03")
    _, said, _ = session([])
    assert any(line.startswith("Changed: ") and "pain reached 6" in line for line in said)
    assert any("[R-001 (C)" in line for line in said)


def test_a_swap_is_offered_taken_and_done_under_its_own_name(
    glutemed: Run, session: Session, log: Callable[..., Person]
) -> None:
    glutemed(*EARLY)
    _, said, _ = session(["", "drop", "", "", "swap", "swap", "", "", "", "quit"])
    (workout,) = log().workouts
    offers = [line for line in said if line.startswith("Instead: ")]
    assert len(set(offers)) == 2
    old = of(workout, "side-lying-hip-abduction")
    assert [one.reps for one in old if not one.skipped] == [8]
    (note,) = {one.note for one in old if one.skipped}
    assert note
    new = note.removeprefix("swapped for ")
    assert any(one.exercise == new and not one.skipped for one in standing(workout))
    assert any(line.startswith("Why: the best lawful one") for line in said)
    assert "Today: in place of Side-lying hip abduction." in said


def test_an_offer_may_be_left(glutemed: Run, session: Session, log: Callable[..., Person]) -> None:
    glutemed(*EARLY)
    session(["", "drop", "", "swap", "what", "keep", "", "", "quit"])
    (workout,) = log().workouts
    assert [one.reps for one in of(workout, "side-lying-hip-abduction")][:1] == [8]


def test_where_nothing_is_lawful_nothing_is_offered(glutemed: Run, session: Session) -> None:
    glutemed(*EARLY)
    _, said, _ = session(["", "swap", "quit"])
    assert "nothing else is lawful in its place today; drop skips it." in said


def test_after_pain_what_is_offered_asks_for_no_more(
    glutemed: Run, session: Session, log: Callable[..., Person]
) -> None:
    glutemed(*EARLY)
    _, said, _ = session(["", "drop", "", "pain 6", "swap", "", "", "", "quit"])
    (workout,) = log().workouts
    assert any("asks for no more" in line for line in said)
    hurt, *others = of(workout, "side-lying-hip-abduction")
    assert hurt.pain == 6
    (note,) = {one.note for one in others}
    assert of(workout, str(note).removeprefix("swapped for "))


@pytest.mark.parametrize("prompts", range(1, 21, 2))
def test_it_goes_on_where_it_was_left_whenever_that_was(
    glutemed: Run, session: Session, log: Callable[..., Person], prompts: int
) -> None:
    """The input ends after some answers, as if the window was closed; the second run does the rest."""
    glutemed(*EARLY)
    code, said, _ = session([""] * prompts)
    assert code == 0
    before = log().workouts[0].sets if log().workouts else ()
    assert said[-1].startswith("What is done is kept." if before else "Nothing was done, so nothing is written down.")
    _, again, _ = session(ENTER)
    (workout,) = log().workouts
    assert workout.sets[: len(before)] == before
    planned = log().programs[0].plan.weeks[0].sessions[0]
    sets = sum(item.sets * len(item.sides) for block in planned.blocks for item in block.items)
    assert len(workout.sets) == len(standing(workout)) == sets, "each set once"
    assert outcome(workout).finished
    begun = f"Begun: {len(before)} of {sets} sets are written down; it goes on from there."
    assert (begun in again) == bool(before)


def test_a_swap_stands_after_a_break(glutemed: Run, session: Session, log: Callable[..., Person]) -> None:
    glutemed(*EARLY)
    session(["", "drop", "", "", "swap", "", "", "", "quit"])
    before = log().workouts[0]
    session(ENTER)
    (workout,) = log().workouts
    swapped = [one for one in standing(before) if one.note]
    new = str(swapped[0].note).removeprefix("swapped for ")
    sets = of(workout, new)
    assert {one.number for one in sets} == {one.number for one in swapped}
    assert not any(one.skipped for one in sets)
    assert all(one.skipped for one in of(workout, "side-lying-hip-abduction") if one.note)


def test_questions_that_were_answered_before_a_break_are_not_asked_again(
    glutemed: Run, session: Session, log: Callable[..., Person]
) -> None:
    glutemed(*EARLY)
    session(["", *["drop"] * 6, "2"])
    told = outcome(log().workouts[0])
    assert (told.pain, told.finished) == (2, True), "at the end of the input the rest stays open"


def test_a_load_is_asked_once_kept_and_offered_the_next_time(
    glutemed: Run, session: Session, log: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    glutemed(*BANDS)
    _, said, _ = session(["", "", "green band", "", "", "", "12,5", "", "", *["drop"] * 9])
    first = log().workouts[0]
    assert [one.band for one in of(first, "lateral-band-walk")] == ["green", "green"]
    assert [one.load for one in of(first, "single-leg-rdl") if not one.skipped] == [12.5, 12.5]
    assert sum(line.startswith("Which band") for line in said) == 1
    monkeypatch.setenv("GLUTEMED_TODAY", "2026-12-04")
    _, said, _ = session(["", "", "", "", "", "quit"])
    assert any("Enter: as last time, green." in line for line in said)
    assert {one.band for one in of(log().workouts[1], "lateral-band-walk")} == {"green"}


@pytest.mark.parametrize("answer", ["heavy", "-1", "1001", "5 lb", "1e3"])
def test_a_weight_that_is_none_is_asked_again(glutemed: Run, session: Session, answer: str) -> None:
    glutemed(*BANDS)
    _, said, _ = session(["", "drop", "", answer, "7.5 kg", "", "quit"])
    assert f'"{answer}" is not a weight of 0 to 1000 kg, such as 7.5.' in said


def test_a_band_with_a_control_character_is_asked_again(glutemed: Run, session: Session) -> None:
    glutemed(*BANDS)
    _, said, _ = session(["", "", "gr\x1b[2Jeen", "quit"])
    assert any("is not a name of 1 to 80 printable characters" in line for line in said)
    assert not any("\x1b" in line for line in said)


def test_what_is_piped_has_no_escapes_and_no_bell(glutemed: Run, session: Session) -> None:
    glutemed(*EARLY)
    _, said, _ = session(ENTER, "--plain")
    assert all(line.isprintable() for line in said)


def test_a_second_session_on_one_day_has_to_be_named(
    glutemed: Run, session: Session, log: Callable[..., Person]
) -> None:
    glutemed(*EARLY)
    session(ENTER)
    code, _, err = session(ENTER)
    assert code == 2
    assert "session 1 of week 1 is done today" in err
    assert session(ENTER, "--session", "2")[0] == 0
    assert [one.session for one in log().workouts] == [1, 2]
    code, _, err = session(ENTER, "--session", "2")
    assert code == 2
    assert "is finished today; to correct it: glutemed log" in err


@pytest.mark.parametrize(("value", "said"), [("4", "has sessions 1 to 3"), ("x", "is not allowed"), ("", "is not")])
def test_a_session_that_the_week_does_not_have_is_refused(
    glutemed: Run, session: Session, value: str, said: str
) -> None:
    glutemed(*EARLY)
    code, _, err = session([], "--session", value)
    assert code == 2
    assert said in err


def test_without_a_program_it_says_how_to_begin(session: Session) -> None:
    code, _, err = session([])
    assert code == 2
    assert "glutemed plan --goal rehab --stage early --save" in err


def test_each_person_has_sessions_of_their_own(glutemed: Run, session: Session, log: Callable[..., Person]) -> None:
    glutemed(*EARLY, "--person", "Ana")
    assert session(ENTER)[0] == 2
    assert session(ENTER, "--person", "ana")[0] == 0
    assert len(log("Ana").workouts) == 1


def test_a_stop_of_the_safety_questions_lets_nothing_start(
    glutemed: Run, session: Session, log: Callable[..., Person], catalog: Catalog, tmp_path: Path
) -> None:
    glutemed(*EARLY)
    flag = next(question for question in catalog.questions if question.means in STOPS)
    screening = Screening(
        recorded="2026-12-01T12:00:00.000000Z",
        date="2026-12-01",
        answers=(Answer(question=flag.id, yes=True),),
    )
    Store(str(tmp_path / "log.sqlite3")).screen("me", screening)
    code, said, err = session(ENTER)
    assert (code, said) == (4, [])
    assert "training stops" in err
    assert log().workouts == ()


def harder(log: Person) -> Saved:
    """Return the current program with single-leg hops in the place of its main work, named by what it says."""
    plan = log.programs[-1].plan
    weeks = tuple(
        replace(week, sessions=tuple(replace(one, blocks=tuple(map(hopping, one.blocks))) for one in week.sessions))
        for week in plan.weeks
    )
    made = replace(plan, weeks=weeks)
    return Saved(program=fingerprint_of(made), saved="2026-12-01T13:00:00.000000Z", plan=made)


def hopping(block: Block) -> Block:
    items = tuple(replace(one, exercise="single-leg-hop", sets=9) for one in block.items[:1])
    return replace(block, items=items) if block.kind == "main" else block


@pytest.mark.parametrize("command", ["session", "next"])
def test_an_imported_program_that_breaks_a_rule_is_not_followed(
    glutemed: Run, session: Session, log: Callable[..., Person], command: str
) -> None:
    glutemed(*EARLY)
    glutemed("log", "--all-done", "--pain", "1")
    person = replace(log(), programs=(*log().programs, harder(log())))
    Path("log.json").write_text(log_to_json(Log(people=(person,))))
    assert glutemed("log", "import", "log.json", "--store", "new.sqlite3")[0] == 0
    run = session if command == "session" else lambda _, *options: glutemed("next", *options)
    code, out, err = run(ENTER, "--store", "new.sqlite3")
    assert (code, len(out), err.count("\n")) == (1, 0, 1)
    assert re.match(
        r"glutemed: the program saved on 2026-12-01: it is not followed, for it breaks P\d\d at /weeks/0", err
    )
    assert "make a new one with: glutemed plan" in err
    assert len(Store("new.sqlite3").whole().people[0].workouts) == 1


def test_a_log_that_cannot_be_written_ends_it_and_what_was_written_stays(
    glutemed: Run, session: Session, log: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    glutemed(*EARLY)
    add, calls = Store.add, list[Workout]()

    def full(store: Store, name: str, workout: Workout) -> None:
        calls.append(workout)
        if len(calls) == 3:
            raise FileError("cannot write the log: the disk is full")
        add(store, name, workout)

    monkeypatch.setattr(Store, "add", full)
    code, said, err = session(ENTER)
    assert (code, err) == (74, "glutemed: cannot write the log: the disk is full\n")
    assert len(log().workouts[0].sets) == 2
    assert sum(line.startswith("Written down") for line in said) == 2, "what failed was not said to be kept"


def test_past_midnight_a_session_keeps_its_date(
    glutemed: Run, session: Session, log: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    glutemed(*EARLY)
    days = iter(["2026-12-01"])
    monkeypatch.setattr(system, "today", lambda: next(days, "2026-12-02"))
    session(ENTER)
    (workout,) = log().workouts
    assert workout.date == "2026-12-01"
    assert workout.sets[-1].recorded.startswith("2026-12-02")


@pytest.mark.parametrize("speed", ["0", "fast", "-1", "1e3", "1000000"])
def test_a_speed_that_is_none_is_told_before_anything_starts(
    glutemed: Run, session: Session, monkeypatch: pytest.MonkeyPatch, speed: str
) -> None:
    glutemed(*EARLY)
    monkeypatch.setenv("GLUTEMED_SPEED", speed)
    code, said, err = session(ENTER)
    assert (code, said) == (2, [])
    assert "GLUTEMED_SPEED" in err


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import json, sys\nfrom glutemed.cli.app import run\nrun(['session', '--help'])\n"
        "print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"rich", "sqlite3", "yaml", "pydantic", "termios", "tty", "glutemed.engine.guide", "glutemed.store.log"}
    assert not heavy & set(json.loads(ended.stderr))
    assert "Examples:" in ended.stdout


def test_only_one_module_reads_keys() -> None:
    source = Path(system.__file__).parents[1]
    readers = [
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if re.search(r"^\s*(?:import|from) (?:termios|msvcrt|tty)\b", path.read_text(), re.MULTILINE)
    ]
    assert readers == ["cli/keys.py"]
