"""Problems, their places in words, exit codes and suggestions."""

import pickle

import pytest

from glutemed.errors import (
    FileError,
    GlutemedError,
    InternalError,
    NoPlanError,
    Position,
    Problem,
    ProblemsError,
    SafetyStopError,
    UsageError,
    did_you_mean,
    suggest,
)

KIT = ("band", "barbell", "bench", "Dumbbell")


@pytest.mark.parametrize(
    "position, shown",
    [
        (Position(file="own.yaml", line=3, column=7), "own.yaml:3:7"),
        (Position(file="own.yaml"), "own.yaml"),
    ],
)
def test_a_position_reads_as_file_line_and_column_where_known(position: Position, shown: str) -> None:
    assert str(position) == shown


def test_a_problem_reads_as_place_message_and_hint() -> None:
    where = Position(file="own.yaml", line=3, column=7)
    assert str(Problem(where=where, message='"sets" is missing')) == 'own.yaml:3:7: "sets" is missing'
    assert str(Problem(where=where, message="no", hint="allowed: 2, 3")) == "own.yaml:3:7: no; allowed: 2, 3"


def test_problems_are_told_one_to_a_line_in_their_order_and_kept() -> None:
    problems = [Problem(where=Position(file=name), message="is wrong") for name in ("b.yaml", "a.yaml")]
    error = ProblemsError(iter(problems))
    assert str(error) == "b.yaml: is wrong\na.yaml: is wrong"
    assert error.problems == tuple(problems)


@pytest.mark.parametrize(
    "error, code",
    [
        (GlutemedError("x"), 70),
        (UsageError("x"), 2),
        (NoPlanError("P01", "x"), 3),
        (FileError("x"), 74),
        (ProblemsError([]), 1),
        (InternalError("x"), 70),
    ],
)
def test_every_error_has_its_exit_code(error: GlutemedError, code: int) -> None:
    assert isinstance(error, GlutemedError)
    assert error.code == code


@pytest.mark.parametrize("count, told", [(1, 1), (101, 101), (102, 101), (5_000, 101)])
def test_a_hundred_problems_are_told_and_of_more_their_number(count: int, told: int) -> None:
    problems = [Problem(where=Position(file="f", line=line), message="wrong") for line in range(1, count + 1)]
    error = ProblemsError(iter(problems))
    assert len(error.problems) == told
    assert str(error).count("\n") == told - 1
    assert error.problems[:100] == tuple(problems[:100])
    if count > told:
        assert str(error.problems[-1]) == f"f:101:0: and {count - 100} more problems from here on"


def test_a_missing_program_names_its_rule_apart_from_its_message() -> None:
    error = NoPlanError("P01", "nothing fits the kit")
    assert (error.rule, str(error)) == ("P01", "nothing fits the kit")


@pytest.mark.parametrize(
    "word, meant",
    [
        ("bnad", "band"),
        ("BARBEL", "barbell"),
        ("dumbell", "Dumbbell"),
        ("band", "band"),
        ("trampoline", None),
        ("", None),
    ],
)
def test_the_nearest_option_is_suggested_in_its_own_spelling(word: str, meant: str | None) -> None:
    assert suggest(word, KIT) == meant


def test_of_two_spellings_the_first_is_suggested() -> None:
    assert suggest("bnad", ("band", "Band", "BAND")) == "band"


def test_nothing_is_suggested_from_nothing() -> None:
    assert suggest("band", ()) is None


def test_a_suggestion_is_a_question_after_a_message() -> None:
    assert did_you_mean("bnad", KIT) == '; did you mean "band"?'
    assert did_you_mean("trampoline", KIT) == ""


MANY = [Problem(where=Position(file="own.yaml", line=line), message="is wrong", hint="mend it") for line in range(300)]


@pytest.mark.parametrize(
    "error",
    [
        UsageError("a value"),
        NoPlanError("P01", "a band is missing", "add a band"),
        SafetyStopError("P14", "too much pain"),
        ProblemsError(MANY[:2]),
        ProblemsError(MANY),
        FileError("a file"),
        InternalError("a bug"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_of_another_process_arrives_as_it_was(error: GlutemedError) -> None:
    arrived = pickle.loads(pickle.dumps(error))
    assert (type(arrived), str(arrived), vars(arrived)) == (type(error), str(error), vars(error))
