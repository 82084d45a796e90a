"""Whether another stage may begin: the gate to it, what the log forbids, and what is offered (P18)."""

from glutemed.engine.commands import command
from glutemed.engine.facts import WeekFacts
from glutemed.engine.gates import judged
from glutemed.engine.gates import passed as passed_gates
from glutemed.engine.returning import WeekBack
from glutemed.errors import UsageError
from glutemed.model.adaptation import Change, Number
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import STAGES, Stage
from glutemed.model.log import Person
from glutemed.model.plan import Passed, Plan, Request

TEXT_MAX = 500
"""Characters that a plan's texts have at most."""

__all__ = ["allowed", "failed_gates", "is_step_up", "offers", "too_soon"]


def allowed(wanted: Stage, plan: Plan, gates: tuple[Passed, ...]) -> Stage:
    """Return the stage that was asked for; UsageError for a harder one whose gate is not passed."""
    now = plan.prescribed.stage
    if now is None:
        raise UsageError("--stage goes with rehab; for another goal make a new plan: glutemed plan --goal rehab --save")
    harder = STAGES.index(wanted) > STAGES.index(now)
    if harder and STAGES.index(wanted) > STAGES.index(now) + 1:
        raise UsageError(f"--stage: {wanted} does not follow {now}; one stage at a time")
    if harder and not plan.request.clinician and wanted not in {gate.to for gate in gates}:
        raise UsageError(
            f"--stage: {wanted} is not open yet; glutemed next --explain tells what is missing, "
            "and glutemed screen records tests"
        )
    return wanted


def failed_gates(catalog: Catalog, request: Request, person: Person, today: str) -> set[str]:
    """Return the gates whose tests, as recorded last, are not met; pain holds or lowers by its own rows."""
    asked = {gate.id: gate.criteria for gate in catalog.gates}
    return {
        verdict.gate
        for verdict in judged(catalog, request, person, today)
        if any(
            one.met is False and criterion.of in ("test", "sides")
            for criterion, one in zip(asked[verdict.gate], verdict.criteria, strict=False)
        )
    }


def is_step_up(plan: Plan, wanted: Stage) -> bool:
    """Return whether a stage is a harder one than a plan's."""
    now = plan.prescribed.stage
    return now is not None and STAGES.index(wanted) > STAGES.index(now)


def too_soon(catalog: Catalog, facts: WeekFacts, back: WeekBack | None) -> str | None:
    """Return why the log's pain, or symptoms after exertion, forbid any step up; None where they do not."""
    wait = catalog.limit("flare-days")
    if facts.exertion:
        return "symptoms got worse after exertion (R-040): no step up; talk to a clinician first"
    if facts.young and (facts.worst or 0, facts.morning or 0) != (0, 0):
        return "under 15 years a harder stage opens only without any pain (R-013)"
    if back is not None:
        return f"the last break was {back.days} days long: first be back to what was done before it (R-039)"
    if facts.mean is not None and facts.before is not None and facts.mean - facts.before >= catalog.limit("trend-rise"):
        return f"pain rose from {facts.before:.1f} to {facts.mean:.1f} on average (R-005)"
    if facts.worst is None or facts.told < facts.done:
        return (
            "pain is not written down of every session of the last week, and a harder stage opens at 0-2 only (R-001)"
        )
    if facts.worst > catalog.limit("session-pain-safe"):
        return f"pain reached {facts.worst} in the last week, and a harder stage opens at 0-2 only (R-001)"
    if facts.morning is not None and facts.morning - (facts.usual or 0) >= catalog.limit("morning-rise"):
        return f"a morning was at {facts.morning}, against {facts.usual or 0} as usual (R-004)"
    if facts.flare_days is not None and facts.flare_days <= wait:
        return f"pain above {facts.cap} was {facts.flare_days} days ago; no harder stage within {wait:g} days"
    return None


def offers(
    catalog: Catalog, request: Request, person: Person, plan: Plan, today: str, wait: str | None
) -> tuple[Change, ...]:
    """Return what the gate to the next stage says: open, with the command, or what is missing (P18).

    `wait` is why no step up is possible yet, whatever is recorded.
    """
    now = plan.prescribed.stage
    if now is None or now == STAGES[-1] or request.clinician:
        return ()
    to, row = STAGES[STAGES.index(now) + 1], catalog.row("E12")
    verdicts = [verdict for verdict in judged(catalog, request, person, today) if verdict.to == to]
    if not verdicts:
        return ()
    if to in {gate.to for gate in passed_gates(catalog, request, person, today)}:
        how = (
            f"but not yet: {wait}" if wait else f"when you want it: {command(f'next --stage {to} --save', person.name)}"
        )
        what = f"what is recorded opens the {to} stage; {how}"
    else:
        missing = [one.text for verdict in verdicts for one in verdict.criteria if not one.met]
        what = f"the {to} stage stays closed until these are met or recorded (glutemed screen): {'; '.join(missing)}"
    numbers = tuple(
        Number(name=one.text[:80], value=one.value[:80]) for verdict in verdicts for one in verdict.criteria
    )
    sources = tuple(dict.fromkeys((*(key for verdict in verdicts for key in verdict.sources), *row.sources)))
    text = row.text.format(what=what)
    return (
        Change(
            row=row.id,
            subject="stage",
            action="hold",
            text=text if len(text) <= TEXT_MAX else f"{text[: TEXT_MAX - 4]} ...",
            numbers=numbers,
            sources=sources,
        ),
    )
