"""What must hold of stages: harder ones open by what is recorded, and the recovering reach the last."""

from dataclasses import replace
from typing import Any

from tests.proof.lives.lived import Faults, Lived, Seen, Step, day_of, told

from glutemed.engine.planner import make_plan
from glutemed.errors import NoPlanError, SafetyStopError
from glutemed.model.catalog import Catalog

__all__ = ["MAY_REACH", "REACH_NOT", "reach_late", "stages_open_by_gates"]

MAY_REACH = "recovering people who may reach the late stage"
REACH_NOT = "recovering people who may reach the late stage, and do not"
SAFE, SESSIONS = 2, 3
"""Pain of 0-2 in so many sessions, with tests, opens a stage (R-062); after ACL surgery tests alone open mid."""


def stages_open_by_gates(catalog: Catalog, lived: Lived) -> Faults:
    """A harder stage is given only one at a time, and with tests and calm sessions in the log (R-046, R-062)."""
    for step in lived.steps:
        if not step.later_stage or step.new.request.clinician:
            continue
        yield Seen(step.turn, f"ways to the {step.new.prescribed.stage} stage")
        if step.ask.asked.stage != step.new.prescribed.stage:
            yield Seen(step.turn, fault="a harder stage that was not asked for")
        if step.old.prescribed.stage == "early" and step.new.prescribed.stage == "late":
            yield Seen(step.turn, fault="the late stage straight after the early one")
        if not any(one.results for one in step.ask.before.screenings):
            yield Seen(step.turn, fault="a harder stage without any test")
        surgery = step.new.request.condition == ("acl-reconstruction",) and step.new.prescribed.stage == "mid"
        if not surgery and not _safe(step):
            yield Seen(step.turn, fault="a harder stage without three sessions at pain 0-2")


def _safe(step: Step) -> bool:
    """Return whether the last three sessions had pain of 0-2, during and after, and all of them tell of it."""
    log = sorted(step.ask.before.workouts, key=lambda one: (day_of(one), one.week, one.session))
    last = [read for one in log if (read := told(one)).done][-SESSIONS:]
    worst = [max((one.during, one.after), key=lambda pain: -1 if pain is None else pain) for one in last]
    return len(worst) == SESSIONS and all(pain is not None and pain <= SAFE for pain in worst)


def reach_late(catalog: Catalog, lived: Lived) -> Faults:
    """Nearly all of the recovering reach the late stage.

    Those count whose request has a late plan, once the pain is low and the gates are open: so no age,
    condition, kit or wish bars them from it. Their tests pass. Under 15 years some pain left bars them too.
    """
    life = lived.life
    if life.one.kind != "recovering":
        return
    request = life.one.request
    asked: dict[str, Any] = {"stage": "late", "pain": life.one.low, "clinician": "the proof: gates are open"}
    asked["days"] = min(request.days, catalog.protocol("rehab", "late", request.condition).days[1])
    asked["on"] = request.on[: asked["days"]]
    try:
        may = make_plan(catalog, replace(request, **asked)).prescribed.stage == "late"
    except (NoPlanError, SafetyStopError):
        may = False
    if not may or (request.age is not None and request.age < 15 and life.one.low > 0):
        yield Seen(0, "recovering people whom age, pain or request bar from the late stage")
        return
    last = len(life.turns) - 1
    yield Seen(last, MAY_REACH)
    if not any(step.new.prescribed.stage == "late" for step in lived.steps):
        yield Seen(last, REACH_NOT)
