"""What a screening comes to: where to go first, or the goal and stage that fit and the plan to ask for."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from glutemed.engine.gates import judged, passed
from glutemed.engine.hometests import offered
from glutemed.engine.staging import Staging, opened, staged
from glutemed.errors import SafetyStopError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import STAGES, Stage
from glutemed.model.log import Answer, Person
from glutemed.model.plan import Goal, Request
from glutemed.model.policy import Cited
from glutemed.model.screening import CLEARED, MALE, MEANS, STOPS, Question
from glutemed.model.verdicts import Answers, Facts, GateVerdict, Outcome, Stop

__all__ = ["answered", "clearance", "reached", "request_of", "screened", "standing_stop", "stop_of"]


CLEAR_FIRST = (
    "a clinician has to say first what you may do, by the answers to the safety questions; then: "
    'glutemed screen --cleared "name: what they said"'
)
SCREEN_AGAIN = (
    "a safety question that this version does not know was answered with yes; "
    "see a clinician if you are unsure, and answer the questions again with: glutemed screen"
)


def screened(catalog: Catalog, given: Answers, person: Person, today: str, extra: tuple[str, ...] = ()) -> Outcome:
    """Return what a screening comes to, for a person whose log holds its answers and results already.

    Careful always: rehab opens early, and goes on only where the gates are met. `extra` are words for
    the end of the plan's command; without "--save" among them nothing was kept.
    """
    facts, request = given.facts, request_of(catalog, given.facts)
    if stop := _stopped(catalog, request, given.answers):
        return Outcome(stop=stop)
    asking = tuple(_said(question) for question in clearance(catalog, given.answers))
    if asking and not given.cleared:
        return Outcome(clearance=asking)
    gates = passed(catalog, request, person, today)
    latest = opened(catalog, facts.condition, gates)
    staging = staged(catalog, replace(request, stage=latest) if request.stage else request, gates)
    protocol = staging.protocol
    verdicts = judged(catalog, request, person, today)
    if protocol.goal == "prevention":
        holding = {id for id in facts.condition if catalog.condition(id).held_at}
        verdicts = tuple(verdict for verdict in verdicts if holding & set(verdict.conditions))
    return Outcome(
        clearance=asking,
        cleared=given.cleared,
        goal=protocol.goal,
        stage=protocol.stage,
        why=tuple(_why(catalog, facts, staging, verdicts)),
        gates=verdicts,
        withheld=offered(catalog, facts, reached(catalog, facts, person, today))[1],
        mind=tuple(_mind(catalog, given, blind=bool(verdicts and gates) and "--save" not in extra)),
        command=(*_command(facts, staging), *extra),
    )


def request_of(catalog: Catalog, facts: Facts) -> Request:
    """Return the plainest request of someone, at the early stage where it is for rehab."""
    stage: Stage | None = "early" if facts.goal == "pain" else None
    goal: Goal = "rehab" if stage else "prevention"
    return Request(
        goal=goal,
        stage=stage,
        pain=facts.pain,
        condition=facts.condition,
        days=catalog.protocol(goal, stage).default_days,
        age=facts.age,
        side=facts.side,
    )


def reached(catalog: Catalog, facts: Facts, person: Person, today: str) -> Stage:
    """Return the latest stage that the log opens; prevention, which draws on all of them, counts as late."""
    latest = opened(catalog, facts.condition, passed(catalog, request_of(catalog, facts), person, today))
    held = any(catalog.condition(id).held_at for id in facts.condition)
    eased = facts.pain > catalog.limit("pain-as-asked-max")
    return latest if facts.goal == "pain" or held or eased else STAGES[-1]


def stop_of(catalog: Catalog, answers: Iterable[Answer]) -> Stop | None:
    """Return the most urgent place to go that answers call for, with every sign among them; None where none is."""
    signs = [question for question in _yes(catalog, answers) if question.means in STOPS]
    if not signs:
        return None
    worst = min(signs, key=lambda question: MEANS.index(question.means))
    return Stop(
        means=worst.means,
        where=worst.go,
        signs=tuple(Cited(text=question.text, sources=question.sources) for question in signs),
    )


def standing_stop(catalog: Catalog, person: Person) -> Stop | None:
    """Return the stop that blocks training: that of the latest screening that has answers.

    Answers that a clinician has to say a word about first block it until one has (R-070, R-071); a
    yes to a question that is not known blocks it until the questions are answered anew.
    """
    answered = [screening for screening in person.screenings if screening.answers]
    if not answered:
        return None
    answers = max(answered, key=lambda screening: screening.recorded).answers
    if held := stop_of(catalog, answers) or _unknown(catalog, answers):
        return held
    asking = clearance(catalog, answers)
    if any(one.question == CLEARED and one.yes for one in answers) or not asking:
        return None
    return Stop(
        means=asking[0].means,
        where=CLEAR_FIRST,
        signs=tuple(Cited(text=question.text, sources=question.sources) for question in asking),
    )


def _unknown(catalog: Catalog, answers: Iterable[Answer]) -> Stop | None:
    """Return the stop of a yes to a question that is not of this catalogue: what it means cannot be known (X)."""
    known = {CLEARED, MALE, *(question.id for question in catalog.questions)}
    asked = [answer.question for answer in answers if answer.yes and answer.question not in known]
    if not asked:
        return None
    where = f'{SCREEN_AGAIN} (the question is "{asked[0]}")'
    return Stop(means="urgent", where=where, signs=tuple(Cited(text=id, sources=("own",)) for id in asked))


def answered(catalog: Catalog, yes: Collection[str], sex: str | None) -> tuple[Answer, ...]:
    """Return an answer to every safety question, and what is known of the sex that age means go by."""
    found = [Answer(question=question.id, yes=question.id in yes) for question in catalog.questions]
    return (*found, Answer(question=MALE, yes=sex == "male")) if sex else tuple(found)


def clearance(catalog: Catalog, answers: Iterable[Answer]) -> tuple[Question, ...]:
    """Return the questions answered with yes that a clinician has to say a word about first (R-070, R-071)."""
    return tuple(question for question in _yes(catalog, answers) if question.means not in STOPS)


def _yes(catalog: Catalog, answers: Iterable[Answer]) -> list[Question]:
    said = {answer.question for answer in answers if answer.yes}
    return [question for question in catalog.questions if question.id in said]


def _stopped(catalog: Catalog, request: Request, answers: tuple[Answer, ...]) -> Stop | None:
    """Return a stop by answers, or by pain or age (P14, P17); where there are both, the place that answers call for."""
    found = stop_of(catalog, answers)
    try:
        staged(catalog, request)
    except SafetyStopError as error:
        what = f"pain of {request.pain} of 10" if error.rule == "P14" else f"an age of {request.age}"
        sign = Cited(text=what, sources=(error.rule,))
        alone = Stop(means="urgent", where=f"{str(error)[:1].upper()}{str(error)[1:]}.", signs=(sign,))
        return replace(found, signs=(*found.signs, sign)) if found else alone
    return found


def _said(question: Question) -> Cited:
    return Cited(text=f"{question.text}. {question.go}", sources=question.sources)


def _why(catalog: Catalog, facts: Facts, staging: Staging, verdicts: tuple[GateVerdict, ...]) -> Iterator[Cited]:
    """Return why a goal and stage fit: what was asked, the gates that are met, and what pain and gates changed."""
    stage = staging.protocol.stage
    if facts.goal == "prevention":
        yield _row(catalog, "screen-prevention", pain=str(facts.pain))
    else:
        yield _row(catalog, "screen-early")
    for verdict in verdicts:
        if stage and verdict.passed and STAGES.index(verdict.to) <= STAGES.index(stage):
            line = _row(catalog, "screen-gate", gate=verdict.name)
            yield replace(line, sources=(*verdict.sources, *line.sources))
    for decision in staging.decisions:
        yield Cited(text=decision.text, sources=decision.sources)


def _mind(catalog: Catalog, given: Answers, *, blind: bool) -> Iterator[Cited]:
    """Return what to know besides; `blind`: a gate is met, and the plan will not see it."""
    yes = _yes(catalog, given.answers)
    if not yes:
        yield _row(catalog, "screen-shown")
    if any(question.steady for question in yes):
        yield _row(catalog, "screen-steady")
    if given.cleared and yes:
        yield _row(catalog, "screen-cleared", cleared=given.cleared.rstrip("."))
    if blind:
        yield _row(catalog, "screen-unkept")


def _row(catalog: Catalog, id: str, **found: str) -> Cited:
    rule = catalog.rule(id)
    return Cited(text=rule.text.format(**found), sources=rule.sources)


def _command(facts: Facts, staging: Staging) -> Iterator[str]:
    """Return the words of the plan that fits, after the program's name."""
    yield from ("plan", "--goal", staging.protocol.goal)
    for option, value in (
        ("--stage", staging.protocol.stage),
        ("--pain", str(facts.pain)),
        ("--condition", ",".join(facts.condition)),
        ("--side", facts.side),
        ("--age", str(facts.age)),
    ):
        if value:
            yield from (option, value)
