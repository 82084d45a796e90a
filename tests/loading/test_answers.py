"""Answers to a screening from a file: whole, or every problem with its place."""

import json
from typing import Any

import pytest

from glutemed.errors import ProblemsError, UsageError
from glutemed.loading.answers import read_answers
from glutemed.model.catalog import Catalog
from glutemed.model.log import Measured
from glutemed.model.screening import MALE
from glutemed.model.verdicts import Answers, Facts
from glutemed.rendering.entry import to_yaml

FACTS: dict[str, Any] = {"goal": "pain", "pain": 2, "age": 42}


def written(catalog: Catalog, **changed: Any) -> dict[str, Any]:
    """Return a whole file of answers as data; None takes a part out."""
    data = {
        "schema": "glutemed.answers/1",
        "facts": FACTS,
        "questions": {question.id: "no" for question in catalog.questions},
        **changed,
    }
    return {name: value for name, value in data.items() if value is not None}


def read(catalog: Catalog, **changed: Any) -> Answers:
    return read_answers(catalog, to_yaml(written(catalog, **changed)), "a.yaml")


def told(catalog: Catalog, text: str, name: str = "a.yaml") -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        read_answers(catalog, text, name)
    return [str(problem) for problem in caught.value.problems]


def amiss(catalog: Catalog, **changed: Any) -> list[str]:
    """Return the problems of a file, without their places."""
    return [line.split(": ", 1)[1] for line in told(catalog, to_yaml(written(catalog, **changed)))]


def test_a_whole_file_in_yaml_and_json(catalog: Catalog) -> None:
    said = {question.id: "no" for question in catalog.questions} | {"heart": "yes", "calf": "No".lower()}
    given = written(
        catalog,
        facts={**FACTS, "condition": ["runner's knee", "ACL"], "side": "left", "sex": "male"},
        questions=said,
        tests=[
            {"test": "step-down", "left": 2, "right": 1},
            {"test": "side-plank-hold", "right": 31.5},
            {"test": "knee-swelling", "result": "1+"},
            {"test": "knee-straight", "result": "yes"},
            {"test": "single-leg-squat-rating", "left": "Good", "right": "fair"},
        ],
        cleared=" Dr. A :  fine ",
    )
    found = read_answers(catalog, to_yaml(given | {"cleared": "Dr. A : fine"}), "a.yaml")
    assert found.facts == Facts(
        goal="pain", pain=2, age=42, condition=("patellofemoral-pain", "acl-reconstruction"), side="left", sex="male"
    )
    assert {one.question for one in found.answers if one.yes} == {"heart", MALE}
    assert [one.question for one in found.answers] == [*(question.id for question in catalog.questions), MALE]
    assert found.results == (
        Measured(test="step-down", side="left", value=2.0),
        Measured(test="step-down", side="right", value=1.0),
        Measured(test="side-plank-hold", side="right", value=31.5),
        Measured(test="knee-swelling", side="both", value=2.0),
        Measured(test="knee-straight", side="both", value=1.0),
        Measured(test="single-leg-squat-rating", side="left", value=2.0),
        Measured(test="single-leg-squat-rating", side="right", value=1.0),
    )
    assert found.cleared == "Dr. A: fine"
    assert read_answers(catalog, json.dumps(given | {"cleared": "Dr. A : fine"}), "a.json") == found
    assert read_answers(catalog, json.dumps(given | {"cleared": "Dr. A : fine"}), "<stdin>") == found


def test_yes_and_no_may_be_written_as_truths(catalog: Catalog) -> None:
    said: dict[str, Any] = {question.id: False for question in catalog.questions}
    found = read(catalog, questions={**said, "calf": True})
    assert [one.question for one in found.answers if one.yes] == ["calf"]


def test_what_may_be_left_out_is_left_out(catalog: Catalog) -> None:
    found = read(catalog)
    assert (found.facts.condition, found.facts.side, found.facts.sex) == ((), None, None)
    assert (found.results, found.cleared) == ((), None)
    assert MALE not in [one.question for one in found.answers]


# Every question is answered


def test_each_question_that_is_not_answered_is_a_problem(catalog: Catalog) -> None:
    said = {question.id: "no" for question in catalog.questions if question.id not in ("calf", "heart")}
    text = to_yaml(written(catalog, questions=said))
    line = text[: text.index("questions:")].count("\n") + 1
    texts = {question.id: question.text for question in catalog.questions}
    assert told(catalog, text) == [
        f'a.yaml:{line}:1: "calf" is not answered: {texts["calf"]}; yes or no',
        f'a.yaml:{line}:1: "heart" is not answered: {texts["heart"]}; yes or no',
    ]


def test_no_questions_at_all_are_a_problem_for_each(catalog: Catalog) -> None:
    text = json.dumps(written(catalog, questions={}))
    assert len(told(catalog, text, "a.json")) == len(catalog.questions)
    assert amiss(catalog, questions=None) == ['"questions" is missing']


@pytest.mark.parametrize("value", ["maybe", "", None, 1, 0, ["no"], {"yes": True}, "nein", "YES"])
def test_an_answer_is_yes_or_no(catalog: Catalog, value: object) -> None:
    said: dict[str, object] = {question.id: "no" for question in catalog.questions}
    data = written(catalog, questions={**said, "calf": value})
    assert [line.split(": ", 1)[1] for line in told(catalog, json.dumps(data), "a.json")] == [
        '"calf" must be yes or no'
    ]


def test_an_unknown_question_is_told_with_the_one_that_may_be_meant(catalog: Catalog) -> None:
    said = {question.id: "no" for question in catalog.questions}
    assert amiss(catalog, questions={**said, "calfs": "no"}) == [
        '"calfs" is not a safety question; did you mean "calf"?'
    ]


# Facts, tests, clearance


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ({"goal": "rehab"}, '"goal": "rehab" is not allowed; allowed: pain, prevention'),
        ({"goal": None}, '"goal" is missing'),
        ({"pain": 11}, '"pain": must be at most 10'),
        ({"pain": "2"}, '"pain" must be a whole number, not "2"'),
        ({"pain": None}, '"pain" is missing'),
        ({"age": 130}, '"age": must be at most 120'),
        ({"age": None}, '"age" is missing'),
        ({"side": "middle"}, '"side": "middle" is not allowed; allowed: left, right, both'),
        ({"sex": "x"}, '"sex": "x" is not allowed; allowed: female, male'),
        ({"weight": 70}, '"weight" is not a field here'),
    ],
)
def test_facts_are_held_to_their_values(catalog: Catalog, facts: dict[str, Any], problem: str) -> None:
    given = {name: value for name, value in {**FACTS, **facts}.items() if value is not None}
    text = json.dumps(written(catalog, facts=given))
    assert [line.split(": ", 1)[1] for line in told(catalog, text, "a.json")] == [problem]


def test_a_condition_goes_by_any_of_its_names(catalog: Catalog) -> None:
    assert read(catalog, facts={**FACTS, "condition": ["GTPS", "GTPS"]}).facts.condition == ("gluteal-tendinopathy",)
    (problem,) = amiss(catalog, facts={**FACTS, "condition": ["itb-syndrom"]})
    assert problem.startswith('"condition": "itb-syndrom" is not allowed; allowed: ')
    assert problem.endswith('did you mean "itb-syndrome"?')


@pytest.mark.parametrize(
    ("test", "problem"),
    [
        ({"test": "step-dwn", "left": 1}, '"step-dwn" is not a home test; did you mean "step-down"?'),
        ({"test": "step-down"}, '"step-down" has no result; write left and right'),
        ({"test": "knee-bend"}, '"knee-bend" has no result; write result'),
        ({"test": "step-down", "result": 1}, '"result" is not for step-down; it has left and right'),
        ({"test": "knee-bend", "left": 120}, '"left" is not for knee-bend; it has result'),
        ({"test": "step-down", "left": 7}, '"left": 7 is not allowed; allowed: a whole number of faults, 0 to 6'),
        ({"test": "step-down", "left": 1.5}, '"left": 1.5 is not allowed; allowed: a whole number of faults, 0 to 6'),
        ({"test": "step-down", "left": -1}, '"left": -1 is not allowed; allowed: a whole number of faults, 0 to 6'),
        ({"test": "step-down", "left": True}, '"left": this is not allowed; allowed: a whole number of faults, 0 to 6'),
        (
            {"test": "step-down", "left": "two"},
            '"left": "two" is not allowed; allowed: a whole number of faults, 0 to 6',
        ),
        ({"test": "knee-bend", "result": 171}, '"result": 171 is not allowed; allowed: a number of degrees, 0 to 170'),
        (
            {"test": "knee-swelling", "result": "much"},
            '"result": "much" is not allowed; allowed: nil, trace, 1+, 2+, 3+',
        ),
        ({"test": "knee-swelling", "result": 2}, '"result": 2 is not allowed; allowed: nil, trace, 1+, 2+, 3+'),
        ({"test": "step-down", "lft": 1}, '"lft" is not a field here; did you mean "left"?'),
        ({"left": 1}, '"test" is missing'),
    ],
)
def test_results_are_held_to_their_test(catalog: Catalog, test: dict[str, Any], problem: str) -> None:
    text = json.dumps(written(catalog, tests=[test]))
    assert [line.split(": ", 1)[1] for line in told(catalog, text, "a.json")] == [problem]


def test_a_test_is_there_once(catalog: Catalog) -> None:
    rows = [{"test": "step-down", "left": 1}, {"test": "step-down", "right": 1}]
    assert amiss(catalog, tests=rows) == ['"step-down" is there twice; write one result']


def test_who_cleared_it_is_told_with_what_was_said(catalog: Catalog) -> None:
    assert amiss(catalog, cleared="Dr. A") == [
        '"cleared": "Dr. A" does not say who and why; write it as "name: reason"'
    ]


def test_all_problems_come_at_once_in_their_order_with_line_and_column(catalog: Catalog) -> None:
    said = "\n".join(f"  {question.id}: no" for question in catalog.questions if question.id != "calf")
    text = (
        "schema: glutemed.answers/1\n"
        "facts: {goal: pain, pain: 2, age: 42, condition: [knee]}\n"
        f"questions:\n{said}\n  cough: no\n"
        "tests:\n  - {test: step-down, left: 9, right: nine}\n"
        "cleared: yes\n"
    )
    last = text.count("\n")
    assert [line.split(" ", 1)[0] for line in told(catalog, text)] == [
        "a.yaml:2:51:",
        "a.yaml:3:1:",
        f"a.yaml:{last - 3}:3:",
        f"a.yaml:{last - 1}:29:",
        f"a.yaml:{last - 1}:39:",
        f"a.yaml:{last}:10:",
    ]


# The file itself


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "a.yaml:1:1: the file is empty; answers are read as YAML or JSON; see glutemed screen --help"),
        ("[1]", "a.yaml:1:1: answers are a mapping of facts, questions and tests"),
        (
            "schema: glutemed.planned/1\n",
            'a.yaml:1:9: "schema" must be glutemed.answers/1; write "schema: glutemed.answers/1"',
        ),
    ],
)
def test_a_file_that_is_none_of_answers(catalog: Catalog, text: str, problem: str) -> None:
    assert told(catalog, text)[0] == problem


def test_a_newer_kind_asks_for_an_update(catalog: Catalog) -> None:
    with pytest.raises(UsageError, match=r"^a.yaml:1:9: .* a newer kind, glutemed.answers/2; update glutemed"):
        read_answers(catalog, "schema: glutemed.answers/2\n", "a.yaml")


def test_control_characters_never_come_back(catalog: Catalog) -> None:
    lines = amiss(catalog, cleared="Dr. \u202e: fine", questions={"a\u202eb": "no"})
    assert not any("\u202e" in line for line in lines)
