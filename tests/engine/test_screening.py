"""What a screening comes to: the most urgent place, clearance, goal and stage, the command; what blocks training."""

from dataclasses import replace
from typing import Any

import pytest
from tests.engine.logs import ACL_LATE, ACL_MID, LATE, TODAY, recorded, week

from glutemed.checks.registry import check_plan
from glutemed.engine.planner import make_plan
from glutemed.engine.screening import answered, reached, request_of, screened, standing_stop, stop_of
from glutemed.loading.requests import read_request
from glutemed.model.catalog import Catalog
from glutemed.model.log import Answer, Person, Saved, Screening, fingerprint_of
from glutemed.model.plan import Plan, Request
from glutemed.model.policy import Cited
from glutemed.model.screening import CLEARED, MALE, STOPS, Means
from glutemed.model.verdicts import Answers, Facts, Outcome, Stop

ACL = "acl-reconstruction"


def answers(catalog: Catalog, *yes: str) -> tuple[Answer, ...]:
    assert set(yes) <= {question.id for question in catalog.questions}
    return tuple(Answer(question=question.id, yes=question.id in yes) for question in catalog.questions)


def comes_to(
    catalog: Catalog, *yes: str, person: Person | None = None, cleared: str | None = None, **facts: Any
) -> Outcome:
    """Return what a screening comes to, of someone whose log is given or empty; what is kept is kept."""
    known = Facts(**{"goal": "pain", "pain": 1, "age": 40, **facts})
    given = Answers(facts=known, answers=answers(catalog, *yes), cleared=cleared)
    now = Screening(recorded=f"{TODAY}T23:00:00.000000Z", date=TODAY, answers=given.answers)
    one = person or Person(name="me")
    return screened(catalog, given, replace(one, screenings=(*one.screenings, now)), TODAY, ("--save",))


def with_results(results: dict[str, Any], plan: Plan | None = None) -> Person:
    saved = (Saved(program=fingerprint_of(plan), saved=f"{TODAY}T09:00:00.000000Z", plan=plan),) if plan else ()
    return Person(
        name="me", programs=saved, workouts=week(plan) if plan else (), screenings=(recorded(results, TODAY),)
    )


# --- stops


@pytest.mark.parametrize(
    ("yes", "means", "where"),
    [
        (("bladder-bowel",), "emergency", "emergency department now"),
        (("legs-weak", "calf"), "emergency", "emergency department now"),
        (("short-of-breath", "night-pain"), "emergency", "Call the emergency services now"),
        (("calf", "cancer", "heart"), "same-day", "See a doctor today"),
        (("groin-pain", "groin-lump"), "urgent", "See a doctor soon"),
        (("groin-pain",), "urgent", "Stop running, hopping"),
    ],
)
def test_the_most_urgent_place_is_told_with_every_sign(
    catalog: Catalog, yes: tuple[str, ...], means: str, where: str
) -> None:
    outcome = comes_to(catalog, *yes)
    assert outcome.stop
    assert outcome.stop.means == means
    assert where in outcome.stop.where
    texts = {question.id: question.text for question in catalog.questions if question.means in STOPS}
    assert [sign.text for sign in outcome.stop.signs] == [text for id, text in texts.items() if id in yes]
    assert (outcome.goal, outcome.command, outcome.gates) == (None, (), ())


def test_every_question_of_a_stop_stops_alone_and_every_other_asks_for_clearance(catalog: Catalog) -> None:
    for question in catalog.questions:
        outcome = comes_to(catalog, question.id)
        assert (outcome.stop is not None) == (question.means in STOPS), question.id
        assert (outcome.clearance != ()) == (question.means not in STOPS), question.id
        assert outcome.command == (), question.id


@pytest.mark.parametrize(
    ("facts", "rule", "said"),
    [({"pain": 8}, "P14", "pain of 8 of 10"), ({"pain": 10}, "P14", "pain of 10"), ({"age": 9}, "P17", "an age of 9")],
)
@pytest.mark.parametrize("cleared", [None, "Dr. A: fine"])
def test_pain_of_8_and_an_age_under_10_stop_whoever_cleared_it(
    catalog: Catalog, facts: dict[str, Any], rule: str, said: str, cleared: str | None
) -> None:
    outcome = comes_to(catalog, cleared=cleared, **facts)
    assert outcome.stop
    assert said in outcome.stop.signs[0].text
    assert outcome.stop.signs[0].sources == (rule,)
    assert outcome.command == ()


def test_a_stop_by_pain_says_where_to_go_and_on_whose_word(catalog: Catalog) -> None:
    assert comes_to(catalog, pain=8).stop == Stop(
        means="urgent",
        where="Pain of 8 of 10 is too much for any program: rest it from exercise and see a doctor or physical "
        "therapist first; at once with fever, a hot or very swollen joint, a leg that cannot bear weight, numbness, or "
        "new bladder or bowel trouble.",
        signs=(Cited(text="pain of 8 of 10", sources=("P14",)),),
    )


def test_the_signs_of_a_stop_have_their_sources(catalog: Catalog) -> None:
    stop = stop_of(catalog, answers(catalog, "groin-pain", "groin-lump"))
    assert stop
    assert [sign.sources for sign in stop.signs] == [
        question.sources for question in catalog.questions if question.id in ("groin-pain", "groin-lump")
    ]


def test_signs_go_before_pain_and_pain_is_told_with_them(catalog: Catalog) -> None:
    outcome = comes_to(catalog, "legs-weak", pain=9)
    assert outcome.stop
    assert outcome.stop.means == "emergency"
    assert outcome.stop.signs[-1].text == "pain of 9 of 10"


# --- what blocks training


def test_the_latest_screening_that_has_answers_decides(catalog: Catalog) -> None:
    stop = Screening(recorded="2026-11-01T10:00:00.000000Z", date="2026-11-01", answers=answers(catalog, "calf"))
    clear = Screening(recorded="2026-11-02T10:00:00.000000Z", date="2026-11-02", answers=answers(catalog))
    tests = replace(recorded({"step-down": (1, 1)}, "2026-11-03"), recorded="2026-11-03T10:00:00.000000Z")

    def stands(*screenings: Screening) -> bool:
        return standing_stop(catalog, Person(name="me", screenings=screenings)) is not None

    assert not stands()
    assert stands(stop)
    assert stands(stop, tests)
    assert not stands(stop, clear)
    assert not stands(clear, stop)  # in the order of their moments, not of the list
    assert stands(replace(clear, recorded="2026-10-01T10:00:00.000000Z"), stop)


def test_a_yes_to_a_question_that_is_not_known_holds_until_the_questions_are_answered_anew(catalog: Catalog) -> None:
    yes = (*answers(catalog), Answer(question="hiccups", yes=True), Answer(question="male", yes=True))
    first = Screening(recorded="2026-11-01T10:00:00.000000Z", date="2026-11-01", answers=yes)
    stop = standing_stop(catalog, Person(name="me", screenings=(first,)))
    assert stop
    assert "glutemed screen" in stop.where
    assert [sign.text for sign in stop.signs] == ["hiccups"]
    cleared = replace(first, answers=(*yes, Answer(question="cleared", yes=True)))
    assert standing_stop(catalog, Person(name="me", screenings=(cleared,)))
    no = replace(first, answers=(*answers(catalog), Answer(question="hiccups", yes=False)))
    assert standing_stop(catalog, Person(name="me", screenings=(no,))) is None
    anew = Screening(recorded="2026-11-02T10:00:00.000000Z", date="2026-11-02", answers=answers(catalog))
    assert standing_stop(catalog, Person(name="me", screenings=(first, anew))) is None
    assert stop == Stop(means="urgent", where=stop.where, signs=(Cited(text="hiccups", sources=("own",)),))
    assert stop.where == (
        "a safety question that this version does not know was answered with yes; see a clinician if you are unsure, "
        'and answer the questions again with: glutemed screen (the question is "hiccups")'
    )


def held(catalog: Catalog, *yes: str, more: tuple[Answer, ...] = ()) -> Stop | None:
    """Return what blocks the training of someone who answered some questions with yes."""
    said = (*answers(catalog, *yes), *more)
    one = Screening(recorded="2026-11-01T10:00:00.000000Z", date="2026-11-01", answers=said)
    return standing_stop(catalog, Person(name="me", screenings=(one,)))


@pytest.mark.parametrize(
    ("yes", "more", "blocked"),
    [
        ((), (), False),
        (("heart",), (), True),
        (("pregnant",), (), True),
        (("heart", "pregnant"), (Answer(question=CLEARED, yes=True),), False),
        (("heart",), (Answer(question=CLEARED, yes=False),), True),
        (("heart",), (Answer(question=MALE, yes=True),), True),
        (("heart", "calf"), (Answer(question=CLEARED, yes=True),), True),
    ],
)
def test_what_a_clinician_has_to_say_a_word_about_blocks_training_until_one_has(
    catalog: Catalog, yes: tuple[str, ...], more: tuple[Answer, ...], blocked: bool
) -> None:
    """R-070, R-071; no word lifts a stop."""
    assert (held(catalog, *yes, more=more) is not None) == blocked


@pytest.mark.parametrize(
    ("yes", "means"), [(("pregnant", "heart"), "clearance"), (("heart",), "clearance"), (("pregnant",), "modify")]
)
def test_what_waits_for_a_clinician_says_how_to_go_on_and_which_answers_it_is_for(
    catalog: Catalog, yes: tuple[str, ...], means: Means
) -> None:
    assert held(catalog, *yes) == Stop(
        means=means,
        where="a clinician has to say first what you may do, by the answers to the safety questions; then: "
        'glutemed screen --cleared "name: what they said"',
        signs=tuple(Cited(text=one.text, sources=one.sources) for one in catalog.questions if one.id in yes),
    )


def test_clearance_and_answers_to_unknown_questions_are_no_place_to_go(catalog: Catalog) -> None:
    assert stop_of(catalog, answers(catalog, "heart", "pregnant", "ill-after-effort")) is None
    assert stop_of(catalog, (Answer(question="hiccups", yes=True),)) is None


# --- clearance


def test_clearance_comes_first_and_gives_no_plan(catalog: Catalog) -> None:
    outcome = comes_to(catalog, "heart", "pregnant")
    assert [one.sources[0] for one in outcome.clearance] == ["R-070", "R-071"]
    assert (outcome.stop, outcome.goal, outcome.stage, outcome.command) == (None, None, None, ())


def test_with_a_clinicians_word_there_is_a_plan_and_what_to_mind(catalog: Catalog) -> None:
    outcome = comes_to(catalog, "heart", cleared="Dr. A: light work.")
    assert outcome.goal == "rehab"
    assert outcome.command[:3] == ("plan", "--goal", "rehab")
    assert "--clinician" not in outcome.command
    assert outcome.clearance[0].text.startswith("heart disease")
    assert outcome.cleared == "Dr. A: light work."
    assert any(one.text == "Dr. A: light work. What was said goes before this program." for one in outcome.mind)


def test_a_clinicians_word_that_no_answer_asked_for_is_not_told(catalog: Catalog) -> None:
    assert not any("What was said" in one.text for one in comes_to(catalog, cleared="Dr. X: fine").mind)
    said = [one.text for one in comes_to(catalog, "heart", cleared="Dr. X.").mind]
    assert "Dr. X. What was said goes before this program." in said


def test_a_clinicians_word_does_not_lift_a_stop(catalog: Catalog) -> None:
    assert comes_to(catalog, "calf", cleared="Dr. A: fine").stop


def test_whom_effort_makes_ill_stays_early_and_steps_nowhere(catalog: Catalog) -> None:
    """R-040."""
    person = with_results({"step-down": (0, 0)})
    assert comes_to(catalog, person=person).stage == "mid"
    outcome = comes_to(catalog, "ill-after-effort", person=person, cleared="Dr. A: gently")
    assert outcome.stage == "early"
    assert any("R-040" in one.sources and "no later stage" in one.text for one in outcome.mind)


# --- goal and stage


@pytest.mark.parametrize(
    ("facts", "goal", "stage"),
    [
        ({"goal": "pain"}, "rehab", "early"),
        ({"goal": "pain", "pain": 0}, "rehab", "early"),
        ({"goal": "prevention"}, "prevention", None),
        ({"goal": "prevention", "pain": 2}, "prevention", None),
        ({"goal": "prevention", "pain": 3}, "rehab", "mid"),
        ({"goal": "prevention", "pain": 6}, "rehab", "early"),
        ({"goal": "prevention", "condition": (ACL,)}, "rehab", "early"),
    ],
)
def test_without_results_rehab_is_early_and_prevention_goes_by_pain(
    catalog: Catalog, facts: dict[str, Any], goal: str, stage: str | None
) -> None:
    outcome = comes_to(catalog, **facts)
    assert (outcome.goal, outcome.stage) == (goal, stage)
    assert outcome.why
    assert all(one.sources for one in (*outcome.why, *outcome.mind))


EARLY = "rehab opens with the early stage; a later one opens by its gates alone"


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({}, [EARLY]),
        ({"pain": 6}, [EARLY]),
        ({"goal": "prevention", "pain": 2}, ["you asked for prevention, and pain in daily life is 2 of 10"]),
        (
            {"goal": "prevention", "pain": 3},
            [
                "you asked for prevention, and pain in daily life is 3 of 10",
                "prevention became rehab, mid stage, since pain is 3: from 3 to 5 nothing later is given",
            ],
        ),
    ],
)
def test_it_says_why_by_what_was_asked_and_what_pain_changed(
    catalog: Catalog, facts: dict[str, Any], why: list[str]
) -> None:
    assert [one.text for one in comes_to(catalog, **facts).why] == why


def test_a_gate_that_is_met_is_the_reason_for_its_stage(catalog: Catalog, plan_for: Any) -> None:
    mid = comes_to(catalog, person=with_results({"step-down": (2, 2)}))
    assert mid.stage == "mid"
    assert mid.why[-1].text == "what is recorded meets the gate early to mid, without surgery"
    assert "R-062" in mid.why[-1].sources
    late = comes_to(catalog, person=with_results(LATE, plan_for("rehab", "mid")))
    assert (late.stage, [one.text[-28:] for one in late.why[1:]]) == (
        "late",
        ["arly to mid, without surgery", "mid to late, without surgery"],
    )


def test_late_needs_sessions_in_the_log(catalog: Catalog) -> None:
    assert comes_to(catalog, person=with_results(LATE)).stage == "mid"


def test_pain_keeps_the_stage_down_whatever_was_passed(catalog: Catalog, plan_for: Any) -> None:
    person = with_results(LATE, plan_for("rehab", "mid"))
    assert comes_to(catalog, person=person, pain=4).stage == "mid"
    assert comes_to(catalog, person=person, pain=6).stage == "early"


@pytest.mark.parametrize(
    ("facts", "latest"),
    [
        ({}, "mid"),
        ({"goal": "prevention"}, "late"),
        ({"goal": "prevention", "pain": 2}, "late"),
        ({"goal": "prevention", "pain": 3}, "early"),
        ({"goal": "prevention", "condition": (ACL,)}, "early"),
    ],
)
def test_the_stage_reached_is_that_of_the_log_and_prevention_counts_as_late(
    catalog: Catalog, facts: dict[str, Any], latest: str
) -> None:
    known = Facts(**{"goal": "pain", "pain": 1, "age": 40, **facts})
    assert reached(catalog, known, with_results({"step-down": (2, 2)}), TODAY) == latest


def test_the_gates_of_prevention_are_those_of_a_condition_that_is_held(catalog: Catalog) -> None:
    assert comes_to(catalog, goal="prevention").gates == ()
    assert comes_to(catalog, goal="prevention", condition=("patellofemoral-pain",)).gates == ()
    held = comes_to(catalog, goal="prevention", condition=(ACL,), person=with_results(ACL_MID))
    assert [gate.gate for gate in held.gates] == ["acl-mid", "acl-late"]


def test_prevention_comes_after_every_gate_of_a_condition_that_is_held(catalog: Catalog, plan_for: Any) -> None:
    """P18; with any gate open, it is rehab of the stage that is reached."""
    facts: dict[str, Any] = {"goal": "prevention", "condition": (ACL,)}
    mid = comes_to(catalog, person=with_results(ACL_MID), **facts)
    assert (mid.goal, mid.stage) == ("rehab", "mid")
    every = comes_to(catalog, person=with_results({**ACL_MID, **ACL_LATE}, plan_for("rehab", "mid")), **facts)
    assert (every.goal, every.stage, every.command[:3]) == ("prevention", None, ("plan", "--goal", "prevention"))
    assert [one.text for one in every.why] == ["you asked for prevention, and pain in daily life is 1 of 10"]


@pytest.mark.parametrize(("pain", "left"), [(5, []), (6, ["step-down", "one-leg-stand", "pelvic-drop"])])
def test_the_tests_that_are_left_to_a_clinician_are_told(catalog: Catalog, pain: int, left: list[str]) -> None:
    assert [one.test for one in comes_to(catalog, pain=pain).withheld] == left


def test_the_request_of_a_screening_is_the_plainest_one(catalog: Catalog) -> None:
    facts = Facts(goal="pain", pain=4, age=70, condition=("gluteal-tendinopathy",), side="left")
    known: dict[str, Any] = {"pain": 4, "condition": facts.condition, "age": 70, "side": "left"}
    assert request_of(catalog, facts) == Request(goal="rehab", stage="early", days=3, **known)
    prevention = request_of(catalog, replace(facts, goal="prevention"))
    assert prevention == Request(goal="prevention", stage=None, days=2, **known)


# --- the command


def test_the_command_says_what_fits(catalog: Catalog) -> None:
    facts: dict[str, Any] = {"condition": (ACL, "low-back-pain"), "side": "left", "pain": 0}
    assert comes_to(catalog, **facts).command == (
        *("plan", "--goal", "rehab", "--stage", "early", "--pain", "0"),
        *("--condition", "acl-reconstruction,low-back-pain", "--side", "left", "--age", "40", "--save"),
    )
    assert comes_to(catalog, goal="prevention").command == (
        *("plan", "--goal", "prevention", "--pain", "1", "--age", "40", "--save"),
    )


@pytest.mark.parametrize("age", [12, 40, 70])
@pytest.mark.parametrize("pain", [0, 4, 7])
@pytest.mark.parametrize("side", [None, "right", "both"])
def test_every_command_gives_a_plan_that_the_checks_pass(
    catalog: Catalog, age: int, pain: int, side: str | None
) -> None:
    for condition in (None, *(one.id for one in catalog.conditions)):
        for goal in ("pain", "prevention"):
            conditions = (condition,) if condition else ()
            words = comes_to(catalog, goal=goal, pain=pain, age=age, side=side, condition=conditions).command[1:-1]
            options = {name[2:]: value for name, value in zip(words[::2], words[1::2], strict=True)}
            if condition:
                options["condition"] = [options["condition"]]  # type: ignore[assignment]  # a list, as typer gives it
            plan = make_plan(catalog, read_request(catalog, options))
            assert [one for one in check_plan(catalog, plan) if one.severity == "error"] == []


def test_what_the_plan_will_not_see_is_told(catalog: Catalog) -> None:
    """Without --save the plan does not look into the log."""
    person = with_results({"step-down": (2, 2)})
    given = Answers(facts=Facts(goal="pain", pain=1, age=40), answers=answers(catalog))
    told = [one.text for one in screened(catalog, given, person, TODAY).mind]
    assert any("does not look into the log" in text for text in told)
    nothing = screened(catalog, given, Person(name="me"), TODAY).mind
    assert not any("look into the log" in one.text for one in nothing)  # no gate is met that it would not see
    prevention = replace(given, facts=replace(given.facts, goal="prevention"))
    assert not any("look into the log" in one.text for one in screened(catalog, prevention, person, TODAY).mind)
    assert not any("look into the log" in one.text for one in comes_to(catalog, person=person).mind)


def test_it_says_what_the_answers_do_not_show_and_never_that_someone_is_well(catalog: Catalog) -> None:
    (shown,) = (one for one in comes_to(catalog).mind if "R-018" in one.sources)
    assert "does not mean that you are well" in shown.text
    assert not any("R-018" in one.sources for one in comes_to(catalog, "heart", cleared="Dr. A: fine").mind)


def test_every_question_has_an_answer_and_the_sex_only_where_it_was_told(catalog: Catalog) -> None:
    assert answered(catalog, {"calf"}, None) == answers(catalog, "calf")
    assert len(answered(catalog, (), None)) == len(catalog.questions)
    assert [(one.question, one.yes) for one in answered(catalog, (), "female")][-1] == (MALE, False)
    assert [(one.question, one.yes) for one in answered(catalog, (), "male")][-1] == (MALE, True)
