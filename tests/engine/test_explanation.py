"""What is said of every exercise agrees with the plan, and each reason is true of the two exercises that it names."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from glutemed.engine.candidates import candidates
from glutemed.engine.context import sides_of
from glutemed.engine.explanation import SOFT, explain
from glutemed.engine.planner import context_of, make_plan
from glutemed.engine.ranking import BASES
from glutemed.engine.rules import RULES
from glutemed.engine.selection import in_main, week_is_lawful
from glutemed.engine.staging import staged
from glutemed.errors import NoPlanError, SafetyStopError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT, Exercise
from glutemed.model.explanation import Alternative, Judged
from glutemed.model.plan import Passed, Plan, Request
from glutemed.model.policy import Slot

HOME = ("ankle-weight", "band", "dumbbell", "step")
REQUESTS: dict[str, Request] = {
    "early": Request(goal="rehab", stage="early", days=3, equipment=HOME),
    "mid, with pain": Request(goal="rehab", stage="mid", pain=4, days=2, weeks=4),
    "late, much pain": Request(goal="rehab", stage="late", pain=7, days=3, equipment=HOME),
    "late, twelve weeks": Request(goal="rehab", stage="late", pain=0, days=2, weeks=12, level="advanced"),
    "prevention": Request(goal="prevention", days=2, equipment=HOME, level="intermediate"),
    "prevention at 80": Request(goal="prevention", days=3, equipment=HOME, age=80, pain=1),
    "gym, days that touch": Request(
        goal="prevention", days=2, equipment=KIT, level="advanced", on=("monday", "tuesday")
    ),
    "one sore side": Request(goal="rehab", stage="mid", days=2, condition=("gluteal-tendinopathy",), side="right"),
    "a knee and a sore hip": Request(
        goal="rehab", stage="mid", days=2, age=70, side="right",
        condition=("knee-osteoarthritis", "gluteal-tendinopathy"),
    ),
    "sore sides": Request(
        goal="rehab", stage="mid", pain=4, days=2, condition=("gluteal-tendinopathy", "itb-syndrome"), side="both"
    ),
    "after surgery": Request(goal="rehab", stage="late", days=3, equipment=HOME, condition=("acl-reconstruction",)),
    "sore kneecap, older": Request(goal="rehab", stage="late", days=2, age=70, condition=("patellofemoral-pain",)),
    "sore hip, no first choice": Request(
        goal="prevention", days=2, equipment=HOME, level="advanced", condition=("hip-osteoarthritis",),
        exclude=("split-squat",),
    ),
    "fai, two left out": Request(
        goal="rehab", stage="early", days=2, equipment=HOME, condition=("fai-syndrome",), side="right",
        exclude=("double-leg-squat", "single-leg-sit-to-stand"),
    ),
    "few minutes": Request(goal="rehab", stage="early", days=5, equipment=HOME, minutes=15, level="intermediate"),
    "asked for": Request(goal="prevention", days=2, equipment=KIT, include=("high-step-up", "standing-side-bend")),
    "asked for, later in a session": Request(
        goal="prevention", days=3, equipment=HOME, level="advanced", include=("single-leg-rdl", "single-leg-squat")
    ),
    "asked for, with pain": Request(
        goal="rehab", stage="early", pain=4, days=2, equipment=KIT, level="intermediate",
        condition=("acl-reconstruction",), include=("single-leg-biased-squat",),
    ),
    "clinician": Request(
        goal="rehab", stage="early", days=3, equipment=HOME, include=("skater-squat",), clinician="A. Nurse: tested"
    ),
}  # fmt: skip
Asked = tuple[Request, Plan, tuple[Judged, ...]]


@pytest.fixture(scope="module", params=[*REQUESTS.values()], ids=[*REQUESTS])
def asked(request: pytest.FixtureRequest, catalog: Catalog) -> Asked:
    """Return a request, its plan, and what is said of every exercise."""
    return request.param, make_plan(catalog, request.param), explain(catalog, request.param)


def held(plan: Plan) -> set[str]:
    return {i.exercise for week in plan.weeks for s in week.sessions for block in s.blocks for i in block.items}


def test_gates_that_were_passed_count(catalog: Catalog) -> None:
    passed = tuple(Passed(gate=f"acl-{stage}", to=stage, date="2026-12-01") for stage in ("mid", "late"))
    late = REQUESTS["after surgery"]
    found = explain(catalog, late, passed=passed)
    assert {one.changed for one in found} == {()}
    assert {one.exercise for one in found if one.chosen} == held(make_plan(catalog, late, passed))


def test_rivals_have_their_names_and_forms_a_source(catalog: Catalog, asked: Asked) -> None:
    for one in asked[2]:
        for other in (*one.lost_to, *one.won_against):
            known = catalog.exercise(other.exercise)
            assert known
            assert other.name == known.name
        assert all(verdict.sources for verdict in one.verdicts if verdict.id == "form")
        assert not (one.lost_to and one.won_against)
        known = catalog.exercise(one.exercise)
        assert known
        assert set(known.sources) <= set(one.sources) != set()


def test_what_comes_in_a_later_week_says_from_which(catalog: Catalog) -> None:
    """The split squat grows into a lunge."""
    long = Request(goal="prevention", days=2, weeks=8, level="intermediate", pain=0)
    plan = make_plan(catalog, long)
    first = {
        id: next(week.number for week in plan.weeks if id in held(replace(plan, weeks=(week,)))) for id in held(plan)
    }
    assert first["lunge-forward"] > 1
    for one in explain(catalog, long):
        if one.chosen:
            since = f" from week {first[one.exercise]} on" if first[one.exercise] > 1 else ""
            assert {" from " in day for day in one.where} == {bool(since)}
            assert all(day.endswith(since) for day in one.where)


def test_where_goal_or_stage_are_not_as_asked_for_each_says_so(asked: Asked) -> None:
    _, plan, found = asked
    changes = tuple(decision.text for decision in plan.decisions if decision.subject in ("goal", "stage"))
    assert {judged.changed for judged in found} == {changes}


def test_some_requests_are_changed_and_some_are_not(catalog: Catalog) -> None:
    assert {bool(explain(catalog, request)[0].changed) for request in REQUESTS.values()} == {True, False}


def failed(judged: Judged) -> list[str]:
    return [verdict.id for verdict in judged.verdicts if not verdict.passed]


def test_every_exercise_is_judged_once(catalog: Catalog, asked: Asked) -> None:
    assert [judged.exercise for judged in asked[2]] == [exercise.id for exercise in catalog.exercises]


def test_some_are_judged_as_all_are(catalog: Catalog, asked: Asked) -> None:
    request, _, explained = asked
    some = tuple(judged for judged in explained if judged.exercise in ("hop", "clamshell"))
    assert explain(catalog, request, ("hop", "clamshell")) == some


def test_chosen_is_what_some_week_of_the_plan_has(asked: Asked) -> None:
    _, plan, explained = asked
    assert {judged.exercise for judged in explained if judged.chosen} == held(plan)
    assert all(judged.chosen == bool(judged.where) for judged in explained)
    for judged in explained:
        assert judged.where == days_of(plan, judged.exercise)


def days_of(plan: Plan, id: str) -> tuple[str, ...]:
    """Return the days of the first week that has an exercise, in words."""
    for week in plan.weeks:
        days = [
            session.weekday.capitalize() if session.weekday else f"Day {session.day}"
            for session in week.sessions
            if id in [item.exercise for block in session.blocks for item in block.items]
        ]
        if days:
            return tuple(day if week.number == 1 else f"{day} from week {week.number} on" for day in days)
    return ()


def test_left_out_is_what_no_form_of_is_lawful(catalog: Catalog, asked: Asked) -> None:
    request, plan, explained = asked
    lawful, _ = candidates(context_of(catalog, request, staged(catalog, request)))
    passing = {judged.exercise for judged in explained if not failed(judged)}
    assert held(plan) <= passing
    if request.pain is None or request.pain <= 2:  # more pain may take less demand than a stage allows
        assert passing == set(lawful)
    assert passing <= set(lawful)


def test_verdicts_are_those_of_the_rules_in_their_order(catalog: Catalog, asked: Asked) -> None:
    for judged in asked[2]:
        ids = [verdict.id for verdict in judged.verdicts]
        assert ids[-len(RULES) :] == [rule.id for rule in RULES]
        assert ids[: -len(RULES)] == (["form"] if judged.form and "form" in ids else [])
        for verdict in judged.verdicts[-len(RULES) :]:
            row = catalog.rule(verdict.id)
            assert verdict.rule == row.rule
            assert set(row.sources) <= set(verdict.sources)
            assert (verdict.text == row.passes) == verdict.passed


def test_all_words_are_filled_in_and_all_sources_known(catalog: Catalog, asked: Asked) -> None:
    known = {source.key for source in catalog.sources} | {statement.id for statement in catalog.statements}
    for judged in asked[2]:
        for text in (judged.name, *(v.text for v in judged.verdicts), *(a.why for a in rivals(judged))):
            assert text.strip()
            assert "{" not in text
        assert {*judged.sources, *(key for verdict in judged.verdicts for key in verdict.sources)} <= known


def rivals(judged: Judged) -> tuple[Alternative, ...]:
    return (*judged.lost_to, *judged.won_against)


def test_a_possible_one_names_who_has_its_places(catalog: Catalog, asked: Asked) -> None:
    request, plan, explained = asked
    context = context_of(catalog, request, staged(catalog, request))
    lawful, _ = candidates(context)
    filled = {block.kind for session in plan.weeks[0].sessions for block in session.blocks}
    for judged in explained:
        possible = not judged.chosen and not failed(judged)
        if possible:
            block = "main" if in_main(context, lawful[judged.exercise]) else lawful[judged.exercise].block
            assert bool(judged.lost_to) == (block in filled), judged.exercise
            for rival in judged.lost_to:
                assert rival.exercise == standing(plan, rival.place)[-1]
                assert f", {block} " in rival.place
        else:
            assert not judged.lost_to


def standing(plan: Plan, place: str) -> list[str]:
    """Return what stands in the block of a place such as "Day 1, main 2" in week 1, up to that place."""
    day, _, seat = place.partition(", ")
    kind, number = seat.rsplit(" ", 1)
    for session in plan.weeks[0].sessions:
        if day in (f"Day {session.day}", (session.weekday or "").capitalize()):
            return [item.exercise for block in session.blocks if block.kind == kind for item in block.items][
                : int(number)
            ]
    raise AssertionError(place)


def test_a_chosen_one_was_taken_before_what_is_possible_and_not_beside_it(asked: Asked) -> None:
    _, plan, explained = asked
    possible = {judged.exercise for judged in explained if not failed(judged)}
    for judged in explained:
        assert len(judged.won_against) <= 3
        for rival in judged.won_against:
            assert standing(plan, rival.place)[-1] == judged.exercise
            assert rival.exercise in possible - set(standing(plan, rival.place))


class Facts:
    """What the reason of one place may look at, found in the plan, the protocol and the catalogue alone."""

    def __init__(self, catalog: Catalog, request: Request, plan: Plan, place: str, taken: str, other: str) -> None:
        self.context = context_of(catalog, request, staged(catalog, request))
        self.taken, self.other = (one(catalog, id) for id in (taken, other))
        self.drawn = self.context.protocol.draws_on
        self.asked, self.plan, self.place = request.include, plan, place
        day, _, seat = place.partition(", ")
        self.kind, number = seat.rsplit(" ", 1)
        days = [(session.weekday or "").capitalize() or f"Day {session.day}" for session in plan.weeks[0].sessions]
        self.session = days.index(day)
        slots = [slot for slot in self.context.protocol.sessions[self.session].slots if slot.block == self.kind]
        self.slot: Slot = slots[int(number) - 1]
        self.beside = standing(plan, place)[:-1]
        self.earlier = [i.exercise for session in plan.weeks[0].sessions[: self.session] for i in session.items("main")]

    def first_choices(self) -> set[str]:
        slots = [slot for session in self.context.protocol.sessions for slot in session.slots if slot != self.slot]
        return {slot.prefer[0] for slot in slots if slot.prefer}

    def patterns(self) -> set[str]:
        here = {one(self.context.catalog, id).pattern for id in self.beside}
        all_here = self.plan.weeks[0].sessions[self.session].items("main")
        pinned = {i.exercise for i in all_here} & set(self.asked)
        return here | {one(self.context.catalog, id).pattern for id in pinned}

    def wished(self, exercise: Exercise) -> int:
        return self.slot.prefer.index(exercise.id) if exercise.id in self.slot.prefer else len(self.slot.prefer)

    def seat(self, exercise: Exercise) -> int:
        names = self.slot.patterns
        return names.index(exercise.pattern) if exercise.pattern in names else len(names)

    def word(self, exercise: Exercise) -> int:
        return min((BASES.index(b.basis) for b in exercise.stages if b.stage in self.drawn), default=len(BASES))

    def hips(self, exercise: Exercise) -> int:
        return 2 if exercise.sided == "both" else len(sides_of(self.context, exercise))

    def lawful_with_the_other(self) -> bool:
        lawful, _ = candidates(self.context)
        week = []
        for index, session in enumerate(self.plan.weeks[0].sessions[: len(self.context.protocol.sessions)]):
            ids = [item.exercise for item in session.items("main")]
            if index == self.session:
                ids[len(self.beside)] = self.other.id
            week.append([lawful[id] for id in ids])
        return week_is_lawful(self.context, week)


def one(catalog: Catalog, id: str) -> Exercise:
    exercise = catalog.exercise(id)
    assert exercise
    return exercise


TRUE: dict[str, Callable[[Facts], bool]] = {
    "asked-for": lambda f: f.taken.id in f.asked,
    "rank-preferred": lambda f: f.wished(f.taken) < f.wished(f.other),
    "rank-pattern": lambda f: f.taken.pattern in f.slot.patterns and f.other.pattern not in f.slot.patterns,
    "rank-new": lambda f: f.taken.id not in f.earlier and f.other.id in f.earlier,
    "rank-elsewhere": lambda f: f.taken.id not in f.first_choices() and f.other.id in f.first_choices(),
    "rank-variety": lambda f: f.taken.pattern not in f.patterns() and f.other.pattern in f.patterns(),
    "rank-hips": lambda f: f.hips(f.taken) == 2 > f.hips(f.other),
    "rank-order": lambda f: f.seat(f.taken) < f.seat(f.other),
    "rank-direct": lambda f: f.taken.mechanism != "step-towards" and f.other.mechanism == "step-towards",
    "rank-basis": lambda f: f.word(f.taken) < f.word(f.other),
    "rank-id": lambda f: f.taken.id < f.other.id and f.word(f.taken) == f.word(f.other),
    "rank-week": lambda f: not f.lawful_with_the_other(),
}


def reasons(catalog: Catalog, asked: Asked) -> list[tuple[str, Facts]]:
    request, plan, explained = asked
    rows = {catalog.rule(row).text: row for row in TRUE}
    found = []
    for judged in explained:
        for rival in judged.lost_to:
            facts = Facts(catalog, request, plan, rival.place, rival.exercise, judged.exercise)
            found.append((rows[rival.why], facts))
        for rival in judged.won_against:
            facts = Facts(catalog, request, plan, rival.place, judged.exercise, rival.exercise)
            found.append((rows[rival.why], facts))
    return found


def test_each_reason_is_true_of_the_two(catalog: Catalog, asked: Asked) -> None:
    for row, facts in reasons(catalog, asked):
        assert TRUE[row](facts), (row, facts.place, facts.taken.id, facts.other.id)


def test_every_reason_is_given_somewhere(catalog: Catalog) -> None:
    assert set(TRUE) == {"asked-for", *SOFT, "rank-week"}
    given = {
        row
        for request in REQUESTS.values()
        for row, _ in reasons(catalog, (request, make_plan(catalog, request), explain(catalog, request)))
    }
    assert given == set(TRUE)


def said(catalog: Catalog, id: str, **fields: Any) -> Judged:
    (judged,) = explain(catalog, replace(REQUESTS["early"], **fields), (id,))
    return judged


def test_a_condition_tells_itself_and_its_sources(catalog: Catalog) -> None:
    judged = said(catalog, "pigeon-pose", condition=("gluteal-tendinopathy",))
    assert failed(judged) == ["condition"]
    (verdict,) = [verdict for verdict in judged.verdicts if not verdict.passed]
    assert "Gluteal tendinopathy" in verdict.text
    assert {"P02", "ruling-gluteal-tendinopathy"} <= set(verdict.sources)


def test_a_form_is_told_first_with_why_it_is_not_the_standard_one(catalog: Catalog) -> None:
    (judged,) = explain(catalog, replace(REQUESTS["prevention"], level="beginner"), ("single-leg-squat",))
    first = judged.verdicts[0]
    assert (judged.form, first.id, first.rule, first.passed) == ("with hand support", "form", "P17", True)
    assert first.text.startswith('done "with hand support", since the standard form asks for high demand')


def test_every_rule_that_fails_is_told_and_what_the_user_said_comes_first(catalog: Catalog) -> None:
    judged = said(catalog, "single-leg-squat", exclude=("single-leg-squat",), pain=7)
    assert failed(judged) == ["not-excluded", "stage", "not-heavy", "level", "calm"]


def test_without_a_plan_the_verdicts_stand_and_the_last_says_that_there_is_none(catalog: Catalog) -> None:
    request = replace(REQUESTS["early"], include=("skater-squat",))
    with pytest.raises(NoPlanError) as none:
        make_plan(catalog, request)
    for judged in explain(catalog, request):
        assert (judged.chosen, judged.where, rivals(judged)) == (False, (), ())
        *rules, last = judged.verdicts
        assert [verdict.id for verdict in rules][-len(RULES) :] == [rule.id for rule in RULES]
        assert (last.id, last.rule, last.passed) == ("no-plan", none.value.rule, False)
        assert last.text == f"no program satisfies this request: {none.value}"
        assert last.sources == catalog.rule("P04").sources
    assert failed(said(catalog, "clamshell", include=("skater-squat",))) == ["no-plan"]
    assert failed(said(catalog, "skater-squat", include=("skater-squat",)))[0] == "stage"


@pytest.mark.parametrize("stop", [{"pain": 8}, {"age": 9}])
def test_where_no_program_may_be_given_nothing_is_explained(catalog: Catalog, stop: dict[str, int]) -> None:
    with pytest.raises(SafetyStopError):
        said(catalog, "clamshell", **stop)
