"""Which gates between stages recorded tests and sessions meet, criterion by criterion (P18, R-046 to R-062)."""

from collections.abc import Callable
from typing import NamedTuple

from glutemed.engine.results import NOT_RECORDED, Recorded, amount, in_words, session_pain
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import STAGES
from glutemed.model.log import Person, outcome
from glutemed.model.plan import Passed, Request
from glutemed.model.screening import Criterion, Gate, HomeTest
from glutemed.model.verdicts import CriterionVerdict, GateVerdict

__all__ = ["judged", "passed"]


def judged(catalog: Catalog, request: Request, person: Person, today: str) -> tuple[GateVerdict, ...]:
    """Return every gate that a request's conditions ask for, those to mid first, with what is recorded for each.

    The newest result of a test and side counts, and none that is older than `results-weeks` or
    dated after today. What is not recorded is not met.
    """
    log = Recorded(catalog, request, person, today)
    gates = sorted(catalog.gates, key=lambda gate: STAGES.index(gate.to))
    return tuple(_judged(log, gate) for gate in gates if gate.is_for(request.condition))


def passed(catalog: Catalog, request: Request, person: Person, today: str) -> tuple[Passed, ...]:
    """Return the gates that hold, those of a stage only together, and those to late only after those to mid."""
    verdicts = judged(catalog, request, person, today)
    found: list[Passed] = []
    for stage in STAGES[1:]:
        asked = [verdict for verdict in verdicts if verdict.to == stage]
        if not asked or not all(verdict.passed for verdict in asked):
            break
        found += [Passed(gate=verdict.gate, to=verdict.to, date=verdict.date) for verdict in asked]
    return tuple(found)


class _Found(NamedTuple):
    """What became of a criterion: its text, what was recorded, whether that meets it, and its last day."""

    text: str
    value: str = NOT_RECORDED
    met: bool | None = None
    day: str | None = None


def _judged(log: Recorded, gate: Gate) -> GateVerdict:
    found = [(KINDS[criterion.of](log, criterion), criterion.sources) for criterion in gate.criteria]
    if day := log.steadied():
        row = log.catalog.rule("screen-steady")
        found.append((_Found(row.text, f"yes on {day}", met=False), row.sources))
    return GateVerdict(
        gate=gate.id,
        name=gate.name,
        to=gate.to,
        conditions=gate.conditions,
        criteria=tuple(
            CriterionVerdict(text=one.text, met=one.met, value=one.value, sources=keys) for one, keys in found
        ),
        passed=all(one.met for one, _ in found),
        date=max((one.day for one, _ in found if one.day), default=log.today),
        sources=gate.sources,
    )


def _meets(criterion: Criterion, value: float) -> bool:
    return (
        (criterion.at_least is None or value >= criterion.at_least)
        and (criterion.above is None or value > criterion.above)
        and (criterion.at_most is None or value <= criterion.at_most)
    )


def _bound(criterion: Criterion, shown: Callable[[float], str]) -> str:
    """Return a criterion's bound in words."""
    bounds = (("at least", criterion.at_least), ("more than", criterion.above), ("at most", criterion.at_most))
    return " and ".join(f"{words} {shown(bound)}" for words, bound in bounds if bound is not None)


def _pain(log: Recorded, criterion: Criterion) -> _Found:
    text, pain = f"pain in daily life: {_bound(criterion, '{:g}'.format)} of 10", log.request.pain
    return _Found(text, "not given") if pain is None else _Found(text, str(pain), _meets(criterion, pain))


def _sessions(log: Recorded, criterion: Criterion) -> _Found:
    """Judge the pain during and right after the last sessions; where none is in the log, that of daily life may do."""
    text = f"pain during and after the last {_last(criterion)}: {_bound(criterion, '{:g}'.format)} of 10"
    last = log.last_sessions(criterion)
    if not last:
        return _standing_in(log, criterion, text)
    known = [(one.date, session_pain(one)) for one in last]
    amiss = any(pain is not None and not _meets(criterion, pain) for _, pain in known)
    return _of_sessions(criterion, text, known, amiss=amiss)


def _mornings(log: Recorded, criterion: Criterion) -> _Found:
    """Judge the mornings after the last sessions before today against mornings without exercise."""
    text = f"mornings after the last {_last(criterion)}: no worse than usual"
    last = log.last_sessions(criterion, before=log.today)
    if not last:
        return _standing_in(log, criterion, text)
    known, usual = [(one.date, outcome(one).morning) for one in last], log.usual()
    amiss = any(usual is not None and morning is not None and morning > usual for _, morning in known)
    found = _of_sessions(criterion, text, known, amiss=amiss)
    return found._replace(value=f"{found.value}; usual {NOT_RECORDED if usual is None else usual}")


def _of_sessions(criterion: Criterion, text: str, known: list[tuple[str, int | None]], *, amiss: bool) -> _Found:
    value = ", ".join(f"{day} {NOT_RECORDED if pain is None else pain}" for day, pain in known)
    whole = len(known) == criterion.count and all(pain is not None for _, pain in known)
    if amiss or whole:
        return _Found(text, value, not amiss, known[-1][0])
    return _Found(text, f"{len(known)} of {criterion.count} recorded: {value}")


def _last(criterion: Criterion) -> str:
    return f"{criterion.count} sessions" + (f" of the {criterion.stage} stage or later" if criterion.stage else "")


def _standing_in(log: Recorded, criterion: Criterion, text: str) -> _Found:
    """Judge by pain in daily life where that may stand in for sessions, and the log has none at all (X)."""
    pain = log.request.pain
    if criterion.or_pain is None or log.sessions or pain is None:
        return _Found(text)
    value = f"no session is recorded; pain in daily life of {criterion.or_pain} or less does (X), and is {pain}"
    return _Found(text, value, pain <= criterion.or_pain)


def _sides(log: Recorded, criterion: Criterion) -> _Found:
    """Judge the weaker side of a test as a share of the stronger one."""
    test = _test_of(log, criterion)
    text = f"{test.name}: the weaker side {_bound(criterion, lambda share: f'{share * 100:g} %')} of the stronger"
    values, missing, day = log.values(test)
    if missing:
        return _Found(text, missing)
    weaker, stronger = min(values), max(values)
    share, percent = (weaker / stronger, int(100 * weaker / stronger)) if stronger else (0.0, 0)
    return _Found(text, f"{_shown(test, values)}: {percent} %", _meets(criterion, share), day)


def _tested(log: Recorded, criterion: Criterion) -> _Found:
    """Judge the result of a test on each side; a mean by age may be enough where it is lower than the bound."""
    test = _test_of(log, criterion)
    values, missing, day = log.values(test)
    mean = log.age_mean(test) if criterion.or_mean else None
    if mean is not None and criterion.at_least is not None and mean < criterion.at_least:
        bound, met = f"at least {amount(test, mean)}, the mean of your age", all(value >= mean for value in values)
    else:
        bound, met = _scaled(criterion, test), all(_meets(criterion, value) for value in values)
    text = f"{test.name}: {bound}" + (" on each side" if test.sided else "")
    return _Found(text, missing) if missing else _Found(text, f"{_shown(test, values)} on {day}", met, day)


def _scaled(criterion: Criterion, test: HomeTest) -> str:
    """Return the bound of a result; an end of a scale is named alone."""
    ends = ((criterion.at_least, test.highest), (criterion.at_most, 0))
    end = next((bound for bound, end in ends if test.scale and bound == end), None)
    return _bound(criterion, lambda bound: amount(test, bound)) if end is None else in_words(test, end)


def _test_of(log: Recorded, criterion: Criterion) -> HomeTest:
    found = log.catalog.test(criterion.test or "")
    assert found is not None  # a check of the catalogue holds it
    return found


def _shown(test: HomeTest, values: list[float]) -> str:
    words = [in_words(test, value) for value in values]
    return f"left {words[0]}, right {words[1]}" if test.sided else amount(test, values[0])


KINDS: dict[str, Callable[[Recorded, Criterion], _Found]] = {
    "pain": _pain,
    "sessions": _sessions,
    "mornings": _mornings,
    "test": _tested,
    "sides": _sides,
}
"""How each kind of criterion is judged."""
