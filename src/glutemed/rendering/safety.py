"""What every sheet that leaves the screen says of pain: the limits of its plan, in full and in short."""

import re
from dataclasses import replace
from typing import Any

from glutemed.engine.facts import pain_cap
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan
from glutemed.rendering import citing

__all__ = ["in_short", "to_own_cap", "zones"]

ON_PAIN = ("pain", "today")
"""Topics whose numbers are all of pain."""
PAIN_MAX = 10


def to_own_cap(catalog: Catalog, plan: Plan) -> Plan:
    """Return a plan whose texts on pain name its own cap where a condition asks for less than the usual one."""
    cap, most = _cap(catalog, plan)
    if cap >= most:
        return plan

    def told(text: str) -> str:
        text = re.sub(rf"(?i)\b(above|up to) {most}\b", rf"\g<1> {cap}", text)
        return re.sub(
            rf"\b(\d+)-{most}\b", lambda found: f"{found[1]}-{cap}" if int(found[1]) < cap else f"{cap}", text
        )

    advice = [
        replace(line, text=told(line.text), sources=(*line.sources, "R-012"))
        if (line.topic in ON_PAIN or "pain" in line.text.lower()) and told(line.text) != line.text
        else line
        for line in plan.advice
    ]
    weeks = [replace(week, go_on_if=told(week.go_on_if)) if week.go_on_if else week for week in plan.weeks]
    return replace(plan, advice=tuple(advice), weeks=tuple(weeks))


def zones(catalog: Catalog, plan: Plan) -> dict[str, Any]:
    """Return the zones of pain in a session.

    To 2 it is safe, to 5 or a condition's cap acceptable (R-001, R-002, R-012); above 7 the session ends (P14).
    """
    safe, stop = int(catalog.limit("session-pain-safe")), int(catalog.limit("pain-max"))
    cap, most = _cap(catalog, plan)
    sources = [*_limit_sources(catalog, "session-pain-max"), *(["R-012"] if cap < most else [])]
    lower = " The limit is lower with this condition, in this stage." if cap < most else ""
    see = catalog.rule("told-see")
    return {
        "max": PAIN_MAX,
        "zones": [
            {"to": safe, "name": "safe", "what": "carry on"},
            {"to": cap, "name": "acceptable", "what": "finish what is planned, add nothing"},
            {"to": stop, "name": "too much", "what": "stop that exercise; next time the easier form, or leave it out"},
            {"to": PAIN_MAX, "name": "see someone", "what": "the session ends; see someone first"},
        ],
        "see": citing.cite(
            f"The session ends at {stop + 1}. {see.text.format(worst=f'{stop + 1}-{PAIN_MAX}')}", see.sources
        ),
        "note": citing.cite(
            f"Pain during and right after a session. The next morning it is back to usual.{lower}", sources
        ),
        "sources": [*sources, *see.sources],
    }


def in_short(catalog: Catalog, plan: Plan) -> tuple[str, str, str]:
    """Return the limits of pain in a session as one line, when it ends, and what to do then."""
    safe, cap, stop = (zone["to"] for zone in zones(catalog, plan)["zones"][:3])
    see = catalog.rule("told-see").text.format(worst=f"{stop + 1}-{PAIN_MAX}")
    limits = f"Pain 0-{safe}: carry on. Up to {cap}: add nothing. Above {cap}: stop that exercise."
    return limits, f"From {stop + 1} the session ends.", see


def _cap(catalog: Catalog, plan: Plan) -> tuple[int, int]:
    """Return the highest acceptable pain of a plan, and that of most plans (R-001, R-012)."""
    known = {condition.id: condition for condition in catalog.conditions}
    conditions = [known[id] for id in plan.request.condition if id in known]
    return pain_cap(catalog, conditions, plan.prescribed.stage), int(catalog.limit("session-pain-max"))


def _limit_sources(catalog: Catalog, id: str) -> tuple[str, ...]:
    return next(limit.sources for limit in catalog.limits if limit.id == id)
