"""`glutemed log`: a session written down by options or line by line, corrected and shown; on error nothing is."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from glutemed.cli import system
from glutemed.model.log import Person, Screening, Told, outcome, standing
from glutemed.store.log import Store

Run = Callable[..., tuple[int, str, str]]
Day = Callable[[str], None]
MONDAY, TUESDAY, WEDNESDAY, FRIDAY = "2026-11-30", "2026-12-01", "2026-12-02", "2026-12-04"


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Day:
    """Make it that day."""

    def set_day(date: str) -> None:
        monkeypatch.setenv("GLUTEMED_TODAY", date)

    return set_day


@pytest.fixture
def log(glutemed: Run, on: Day) -> Run:
    """`glutemed log` on a Monday, with a program of early rehab saved."""
    on(MONDAY)
    assert glutemed("plan", "--goal", "rehab", "--stage", "early", "--weeks", "4", "--save")[0] == 0
    return lambda *arguments: glutemed("log", *arguments)


@pytest.fixture
def kept(tmp_path: Path) -> Callable[..., Person]:
    """What the log has of a person."""

    def read(name: str = "me") -> Person:
        with Store(str(tmp_path / "log.sqlite3")) as store:
            found = store.person(name)
        assert found
        return found

    return read


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sit at a terminal and answer with these lines."""

    def give(*lines: str) -> None:
        monkeypatch.setattr(system, "on_terminal", lambda: True)
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return give


def reps(person: Person, exercise: str, side: str, index: int = -1) -> list[int | None]:
    sets = [one for one in standing(person.workouts[index]) if (one.exercise, one.side) == (exercise, side)]
    return [None if one.skipped else one.reps for one in sorted(sets, key=lambda one: one.number)]


def test_a_session_and_its_next_morning(log: Run, on: Day, kept: Callable[..., Person]) -> None:
    code, out, err = log("--all-done", "--pain", "2", "--after", "3")
    assert (code, err) == (0, "")
    assert "You did: week 1, session 1, 30 November 2026" in out
    assert "Sets: 28 done, 28 planned" in out
    on(TUESDAY)
    code, out, err = log("--next-morning", "1")
    assert code == 0
    assert "Next morning: 1; your usual one is not known" in out
    assert "glutemed log --usual N" in err
    (one,) = kept().workouts
    told = outcome(one)
    assert (told.pain, told.after, told.morning, told.finished) == (2, 3, 1, True)
    assert one.date == MONDAY


def test_the_usual_morning_is_told_once_and_kept(log: Run, on: Day) -> None:
    log("--all-done", "--pain", "1")
    on(TUESDAY)
    code, out, err = log("--next-morning", "3", "--usual", "1")
    assert (code, err) == (0, "")
    assert "The next morning was at 3, and 1 is usual: do less next time." in out
    on(WEDNESDAY)
    assert log("--all-done")[0] == 0
    on("2026-12-03")
    assert "Next morning: 2; 1 is usual" in log("--next-morning", "2")[1]


def test_everything_that_can_be_told_is_kept(log: Run, kept: Callable[..., Person]) -> None:
    code, out, _ = log(
        *("--all-done", "--did", "clamshell left 10,10,8 5 kg", "--did", "side plank: 2x15s", "--skip", "sidestep"),
        *("--wobbled", "clam", "--pain", "2", "--after", "1", "--effort", "7", "--usual", "0"),
        *("--note", "a b", "--worse-after-effort"),
    )
    assert code == 0
    person = kept()
    assert reps(person, "clamshell", "left") == [10, 10, 8]
    assert reps(person, "clamshell", "right") == [8, 8, 8]
    assert reps(person, "sidestep", "both") == [None, None]
    sets = standing(person.workouts[0])
    assert {one.control for one in sets if one.exercise == "clamshell"} == {"wobbled"}
    assert [one.seconds for one in sets if one.exercise == "side-plank"] == [15] * 4
    told = replace(outcome(person.workouts[0]), recorded="")
    assert told == Told(
        recorded="", pain=2, after=1, usual=0, effort=7, finished=True, worse_after_effort=True, note="a b"
    )
    assert "do not follow fixed steps" in out


def test_one_hip_is_done_and_the_other_skipped_in_one_word(log: Run, kept: Callable[..., Person]) -> None:
    code, out, err = log("--all-done", "--did", "clamshell left 3x8; right skipped", "--pain", "1")
    assert (code, err) == (0, "")
    assert reps(kept(), "clamshell", "left") == [8, 8, 8]
    assert reps(kept(), "clamshell", "right") == [None, None, None]
    assert "Clamshell: left 3 x 8; right skipped" in out


def test_pain_above_the_limit_is_answered_at_once_and_the_next_session_is_easier(log: Run, on: Day) -> None:
    code, out, _ = log("--all-done", "--did", "clamshell 3x8 pain 6", "--pain", "6", "--format", "terminal")
    assert code == 0
    assert out.lstrip().startswith("Do this now\n - Pain of 6 is too much: more than 5. Stop what hurts for today.")
    assert "see a doctor" not in out
    on(WEDNESDAY)
    _, out, _ = log("--all-done", "--pain", "8", "--format", "json")
    (summary,) = json.loads(out)
    assert [said["row"] for said in summary["now"]] == ["told-see"]
    assert summary["sets_planned"] < 28
    assert summary["schema"] == "glutemed.summary/1"


def test_writing_again_for_a_day_is_a_correction_and_history_stays(log: Run, kept: Callable[..., Person]) -> None:
    log("--all-done", "--pain", "2")
    code, _, err = log("--did", "clamshell left 8,8")
    assert code == 0
    assert "this corrects what was in the log of that session" in err
    code, out, err = log("--pain", "4", "--wobbled", "clamshell")
    assert code == 0
    person = kept()
    assert len(person.workouts) == 1
    assert reps(person, "clamshell", "left") == [8, 8, None]
    assert outcome(person.workouts[0]).pain == 4
    assert len(person.workouts[0].sets) > 28
    _, out, _ = log("--show", "--format", "terminal")
    words = " ".join(out.split())
    assert "Clamshell: left 2 x 8, wobbled; right 3 x 8, wobbled" in words
    assert "worst pain during 2, now 4" in words
    assert "Clamshell, set 3: left 1 x 8, now left skipped" in words


def test_a_number_that_is_told_otherwise_is_a_correction_and_pain_of_9_stays_a_stop(log: Run) -> None:
    assert "screen" not in log("--all-done", "--pain", "2")[2]
    assert "corrects" not in log("--after", "2")[2]
    assert "this corrects what was in the log" in log("--after", "9")[2]
    err = log("--after", "1")[2]
    assert "this corrects what was in the log" in err
    assert "note: pain of 9 stops sessions and new plans for now, corrected or not. When it was looked at" in err


def test_sessions_are_shown_as_data_too(log: Run) -> None:
    log("--all-done", "--pain", "2")
    log("--pain", "3")
    code, out, _ = log("--show", "--format", "json")
    assert code == 0
    (shown,) = json.loads(out)
    assert shown["summary"]["during"] == 3
    assert [(one["field"], one["value_was"], one["value_now"]) for one in shown["corrections"]] == [("pain", "2", "3")]


def test_another_session_of_the_day_is_named(log: Run, kept: Callable[..., Person]) -> None:
    log("--all-done")
    assert log("--all-done", "--session", "3")[0] == 0
    assert [(one.session, one.date) for one in kept().workouts] == [(1, MONDAY), (3, MONDAY)]
    assert log("--pain", "1", "--session", "1")[0] == 0
    assert [outcome(one).pain for one in kept().workouts] == [1, None]


def test_a_past_day_is_named_and_the_next_morning_then_belongs_to_it(
    log: Run, on: Day, kept: Callable[..., Person]
) -> None:
    on(FRIDAY)
    code, _, _ = log("--all-done", "--date", WEDNESDAY, "--pain", "2", "--next-morning", "1")
    assert code == 0
    (one,) = kept().workouts
    assert (one.date, outcome(one).pain, outcome(one).morning) == (WEDNESDAY, 2, 1)


def test_a_morning_goes_to_the_session_before_and_the_rest_to_today(
    log: Run, on: Day, kept: Callable[..., Person]
) -> None:
    log("--all-done")
    on(WEDNESDAY)
    code, out, _ = log("--all-done", "--pain", "2", "--next-morning", "7")
    assert code == 0
    first, second = kept().workouts
    assert (outcome(first).morning, outcome(second).morning) == (7, None)
    assert (outcome(first).pain, outcome(second).pain) == (None, 2)
    assert "You did: week 1, session 2" in out
    assert "You did: week 1, session 1" in out


def test_people_are_kept_apart(log: Run, glutemed: Run, kept: Callable[..., Person]) -> None:
    glutemed("plan", "--goal", "rehab", "--save", "--person", "Ana Lima")
    assert log("--all-done", "--person", "ana lima", "--pain", "1")[0] == 0
    assert len(kept("Ana Lima").workouts) == 1
    assert kept().workouts == ()
    code, _, err = log("--all-done", "--person", "Bo")
    assert code == 2
    assert "nothing is in the log of Bo yet; it knows Ana Lima, me" in err


def test_a_stop_of_the_safety_questions_is_told_and_what_was_done_is_kept(
    log: Run, kept: Callable[..., Person], tmp_path: Path
) -> None:
    from glutemed.model.log import Answer, Screening

    stop = Screening(
        recorded=f"{MONDAY}T09:00:00.000000Z", date=MONDAY, answers=(Answer(question="bladder-bowel", yes=True),)
    )
    with Store(str(tmp_path / "log.sqlite3")) as store:
        store.screen("me", stop)
    code, _, err = log("--all-done")
    assert code == 0
    assert "say stop training: " in err
    assert len(kept().workouts) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--pain", "11"], "--pain: 11 is not allowed; allowed: 0 to 10"),
        (["--after", "x"], '--after: "x" is not a whole number; allowed: 0 to 10'),
        (["--next-morning", "-1"], "--next-morning: -1 is not allowed; allowed: 0 to 10"),
        (["--usual", "3.5"], '--usual: "3.5" is not a whole number'),
        (["--effort", "12"], "--effort: 12 is not allowed"),
        (["--note", " "], '--note: " " is not a text of 1 to 500'),
        (["--note", "\x1b[31m"], "--note: "),
        (["--session", "4"], "--session: 4 is not allowed; week 1 has sessions 1 to 3"),
        (["--session", "one"], "name one of the week's sessions by its number"),
        (["--date", "2026-12-99"], '--date: "2026-12-99" is not a date'),
        (["--date", TUESDAY], f"--date: {TUESDAY} is in the future"),
        (["--date", "2026-11-28"], "no program was saved yet"),
        (["--skip", "clamshel"], '--skip: no exercise is called "clamshel"; did you mean "clamshell"?'),
        (["--skip", "hop"], "--skip: hop is not in this session; it has sidestep"),
        (["--wobbled", "hop"], "--wobbled: hop is not in this session"),
        (["--did", "clamshell 3x99999"], "99999 repetitions is not allowed; allowed: 0 to 500"),
        (["--did", "clamshell 3x8", "--skip", "clamshell"], "--skip and --did both name clamshell"),
        (["--next-morning", "1"], "no session before today is recorded"),
    ],
)
def test_on_error_one_line_is_told_and_nothing_is_written(
    log: Run, kept: Callable[..., Person], arguments: list[str], told: str
) -> None:
    code, out, err = log("--all-done", *arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1
    assert "\x1b" not in err
    assert kept().workouts == ()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "say what was done, such as: glutemed log --all-done"),
        (["--pain", "2"], f"no session is recorded for {MONDAY}; add --all-done"),
        (["--usual", "2"], "no session is recorded yet; add --all-done"),
        (["--worse-after-effort", "--date", MONDAY], f"no session is recorded for {MONDAY}"),
        (["--skip", "clamshell"], "say what was done, with --all-done or --did"),
        (["--show"], "no session is in the log yet"),
        (["--pain", "2", "people"], "log people takes no --pain; it takes --format, --store, --plain; see --help"),
        (["--person", "me", "people"], "log people takes no --person; it takes --format, --store, --plain; see --help"),
        (["people", "--person", "me"], "log people takes no --person; it takes --format, --store, --plain; see --help"),
        (["people", "--formt", "json"], 'log people: there is no option --formt; did you mean "--format"?; see --help'),
        (["--person", "me", "export"], "write --person after export, as in: glutemed log export --person ...; see"),
        (["--schema"], "log takes no --schema without a part; what takes it: glutemed log export; see --help"),
        (["--force"], "log takes no --force without a part; what takes it: glutemed log export; see --help"),
        (["--pian", "2"], 'there is no option --pian; did you mean "--pain"?'),
        (["poeple"], 'there is no "log poeple"; log has '),
    ],
)
def test_where_nothing_is_told_or_recorded_it_says_what_to_write(log: Run, arguments: list[str], told: str) -> None:
    code, out, err = log(*arguments)
    assert (code, out) == (2, "")
    assert told in err


@pytest.mark.parametrize("screened", [False, True])
@pytest.mark.parametrize("command", [("log", "--all-done"), ("session",), ("next",)])
def test_without_a_program_every_command_says_the_same_of_how_to_begin(
    glutemed: Run, tmp_path: Path, command: tuple[str, ...], *, screened: bool
) -> None:
    if screened:
        Store(str(tmp_path / "log.sqlite3")).screen("me", Screening(recorded=f"{MONDAY}T12:00:00.000000Z", date=MONDAY))
    code, _, err = glutemed(*command)
    assert code == 2
    assert err == (
        f"glutemed: {'no program is saved' if screened else 'nothing is in the log of me'} yet; "
        "begin with: glutemed screen, then save the plan that it gives, "
        "such as: glutemed plan --goal rehab --stage early --save\n"
    )


def test_a_day_before_the_first_program_is_told_with_the_day_on_which_that_was_saved(log: Run) -> None:
    code, _, err = log("--all-done", "--date", "2026-11-01")
    assert code == 2
    assert err == (
        "glutemed: --date: no program was saved yet on 2026-11-01; the first one was saved on 2026-11-30 (UTC)\n"
    )


def test_a_week_that_is_done_asks_for_the_next(log: Run, on: Day) -> None:
    for day in (MONDAY, WEDNESDAY, FRIDAY):
        on(day)
        assert log("--all-done")[0] == 0
    on("2026-12-06")
    code, _, err = log("--all-done")
    assert code == 2
    assert "glutemed next --save" in err


# ---- a program saved while another one is being trained


PREVENTION = ("plan", "--goal", "prevention", "--save")


@pytest.mark.parametrize("work", [("--all-done",), ("--did", "clamshell 3x10"), ("--skip", "clamshell", "--all-done")])
def test_work_on_a_day_with_a_session_of_the_program_before_is_refused_until_it_is_named(
    log: Run, glutemed: Run, kept: Callable[..., Person], work: tuple[str, ...]
) -> None:
    log("--all-done", "--pain", "2")
    assert glutemed(*PREVENTION)[0] == 0
    before = kept()
    code, out, err = log(*work)
    assert (code, out) == (2, "")
    assert err == (
        "glutemed: session 1 of today is in the log, and a newer program was saved since; to write down session 1 of "
        f"the newer one, add --session 1; to correct what is in the log, add --date {MONDAY}\n"
    )
    assert kept() == before


def test_each_of_the_two_ways_leads_where_it_says(log: Run, glutemed: Run, kept: Callable[..., Person]) -> None:
    log("--all-done", "--pain", "2")
    glutemed(*PREVENTION)
    assert log("--did", "clamshell 3x10", "--date", MONDAY)[0] == 0
    (first,) = kept().workouts
    assert reps(kept(), "clamshell", "left") == [10, 10, 10]
    code, out, err = log("--all-done", "--session", "1", "--pain", "1")
    assert (code, err) == (0, "")
    assert "Sessions: 1 of 2 of this week" in out
    person = kept()
    assert [one.program for one in person.workouts] == [first.program, person.programs[1].program]
    assert person.workouts[0] == first
    assert glutemed("next")[0] == 0
    log("--all-done", "--effort", "7")
    assert [outcome(one).effort for one in kept().workouts] == [None, 7]


def test_pain_told_of_the_day_still_belongs_to_its_session(
    log: Run, glutemed: Run, kept: Callable[..., Person]
) -> None:
    log("--all-done", "--pain", "2")
    glutemed(*PREVENTION)
    assert log("--pain", "4", "--note", "later")[0] == 0
    assert [outcome(one).pain for one in kept().workouts] == [4]


def test_on_a_terminal_it_is_refused_before_anything_is_asked(
    log: Run, glutemed: Run, answers: Callable[..., None]
) -> None:
    log("--all-done")
    glutemed(*PREVENTION)
    answers("yes", "1", "", "")
    code, out, err = log()
    assert (code, out) == (2, "")
    assert "add --session 1" in err
    assert "All done" not in err


def test_the_day_after_goes_by_the_new_program_without_a_word(log: Run, glutemed: Run, on: Day) -> None:
    log("--all-done")
    glutemed(*PREVENTION)
    on(TUESDAY)
    code, out, err = log("--all-done")
    assert (code, err) == (0, "")
    assert "Sessions: 1 of 2 of this week" in out


@pytest.mark.parametrize(("start", "planned"), [(TUESDAY, 28), (MONDAY, 22)])
def test_a_program_that_starts_tomorrow_waits_while_todays_session_is_open(
    log: Run, glutemed: Run, kept: Callable[..., Person], start: str, planned: int
) -> None:
    log("--all-done", "--did", "clamshell left 8")
    person = kept()
    open_one = replace(person.workouts[0], sets=person.workouts[0].sets[:3], told=())
    glutemed("log", "forget", "me", "--yes")
    with Store(system.store_file(None)) as store:
        store.save("me", person.programs[0])
        store.add("me", open_one)
    assert glutemed(*PREVENTION, "--start", start)[0] == 0
    named = () if start == TUESDAY else ("--session", "1")
    code, out, err = log("--all-done", *named)
    assert (code, err) == (0, "")
    assert f"{planned} done, {planned} planned" in out
    assert len({one.program for one in kept().workouts}) == (1 if start == TUESDAY else 2)


def test_what_to_do_next_names_the_log_that_was_named(glutemed: Run) -> None:
    saved = glutemed("plan", "--goal", "rehab", "--save", "--store", "our log.sqlite3", "--person", "Bo")[2]
    assert saved.endswith("""with: glutemed session --person "Bo" --store 'our log.sqlite3'\n""")


def test_to_save_again_tells_what_it_leaves(glutemed: Run, on: Day) -> None:
    on(MONDAY)
    rehab = ("plan", "--goal", "rehab", "--stage", "early", "--save")
    saved = "glutemed: saved as the current program of me; do the first session with: glutemed session\n"
    for arguments in (rehab, rehab, (*rehab, "--start", TUESDAY), rehab):  # nothing is in the log of any
        assert glutemed(*arguments)[2] == saved
    assert glutemed("log", "--all-done")[0] == 0
    assert glutemed(*rehab)[2] == (
        f"{saved}glutemed: note: 1 session of the program before is in the log; the same program begins anew, "
        "from its first session on (to write the current program to a file: glutemed export)\n"
    )
    glutemed("log", "--all-done", "--session", "1")
    on(TUESDAY)
    glutemed("log", "--all-done")
    assert glutemed(*PREVENTION)[2] == (
        f"{saved}glutemed: note: 2 sessions of the program before are in the log; session, log and next now go by "
        "the new one, from its first session on\n"
    )
    code, _, err = glutemed("next")
    assert code == 2
    assert err == (
        "glutemed: nothing of week 1 is in the log yet, so there is nothing to go by; do it first: glutemed session "
        "(what is in the log is of the program before this one)\n"
    )


# ---- line by line


def test_it_asks_line_by_line_on_a_terminal(
    log: Run, answers: Callable[..., None], kept: Callable[..., Person]
) -> None:
    answers("", "2", "3", "6")
    code, out, err = log()
    assert code == 0
    assert "week 1, session 1 of 3, 30 November 2026" in err
    assert "All done as planned, yes or no? [yes]" in err
    assert "You did" in out
    told = outcome(kept().workouts[0])
    assert (told.pain, told.after, told.effort, told.finished) == (2, 3, 6, True)
    assert reps(kept(), "clamshell", "left") == [8, 8, 8]


def test_what_is_not_all_done_is_asked_exercise_by_exercise_until_it_can_be_read(
    log: Run, answers: Callable[..., None], kept: Callable[..., Person]
) -> None:
    answers("maybe", "n", "s", "", "2x15s", "ten", "left 9,9 right 8", "skipped", "", "12", "", "", "")
    code, _, err = log()
    assert code == 0
    assert 'answer: "maybe" is not allowed; allowed: yes, no' in err
    assert 'answer: "ten" is not understood after Clamshell' in err
    assert "answer: 12 is not allowed; allowed: 0 to 10" in err
    person = kept()
    assert reps(person, "sidestep", "both") == [None, None]
    assert reps(person, "figure-four-stretch", "left") == [None, None]
    assert reps(person, "side-lying-hip-abduction", "left") == [8, 8, 8]
    assert (reps(person, "clamshell", "left"), reps(person, "clamshell", "right")) == ([9, 9], [8])
    assert replace(outcome(person.workouts[0]), recorded="") == Told(recorded="", finished=True)


def test_a_morning_that_is_due_is_asked_for_and_the_usual_one_where_it_is_not_known(
    log: Run, on: Day, answers: Callable[..., None], kept: Callable[..., Person]
) -> None:
    log("--all-done")
    on(WEDNESDAY)
    answers("", "", "", "", "2", "1")
    assert log()[0] == 0
    told = outcome(kept().workouts[0])
    assert (told.morning, told.usual) == (2, 1)
    on(FRIDAY)
    answers("", "", "", "", "1")
    assert log()[0] == 0
    assert outcome(kept().workouts[1]).morning == 1


def test_answers_that_end_early_write_nothing(
    log: Run, answers: Callable[..., None], kept: Callable[..., Person]
) -> None:
    answers("yes", "2")
    code, _, err = log()
    assert code == 2
    assert "the answers ended before the last question; nothing was written" in err
    assert kept().workouts == ()


def test_a_session_that_is_there_is_corrected_with_a_word_of_it(
    log: Run, answers: Callable[..., None], kept: Callable[..., Person]
) -> None:
    log("--all-done", "--pain", "1")
    answers("", "3", "", "")
    code, _, err = log()
    assert code == 0
    assert "it is in the log already; what you answer now corrects it" in err
    assert len(kept().workouts) == 1
    assert outcome(kept().workouts[0]).pain == 3


def test_help_has_examples_and_says_what_worse_after_effort_is(glutemed: Run) -> None:
    code, out, _ = glutemed("log", "--help")
    words: Any = " ".join(out.split())
    assert code == 0
    assert "glutemed log --all-done --pain 2 --after 3" in words
    assert "as in ME/CFS or long COVID" in words
