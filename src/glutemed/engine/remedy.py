"""The smallest change of a request without a program that gives it one: found by trying."""

from collections.abc import Iterator
from dataclasses import replace

from glutemed.engine.planner import make_plan
from glutemed.engine.rules import with_article
from glutemed.errors import NoPlanError
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT, KIT_SETS, STAGES
from glutemed.model.plan import LEVELS, Passed, Request

__all__ = ["smallest_change"]

MINUTES_MAX = 90


def smallest_change(catalog: Catalog, request: Request, passed: tuple[Passed, ...] = ()) -> str | None:
    """Return the first change of a request that gives a program with the gates passed, in words; None when none does.

    Tried in turn: free choice of weekdays, the sore side where it is not given, each missing piece
    of kit, each name left out of `exclude` or `include`, more minutes, fewer and more days, the
    bigger sets of kit, no other hard days, all names dropped, another level, an earlier stage.
    """
    found = (text for text, changed in _changes(catalog, request, passed) if _gives(catalog, changed, passed))
    return next(found, None)


def _gives(catalog: Catalog, request: Request, passed: tuple[Passed, ...]) -> bool:
    try:
        make_plan(catalog, request, passed)
    except NoPlanError:
        return False
    return True


def _changes(catalog: Catalog, request: Request, passed: tuple[Passed, ...]) -> Iterator[tuple[str, Request]]:
    if request.on:
        yield "leave out --on, so that the days are spread evenly", replace(request, on=())
    if request.condition and request.side is None:
        yield "say which side is sore, with --side left or --side right", replace(request, side="left")
    for item in KIT:
        if item not in request.equipment:
            yield f"add {with_article(item)}", replace(request, equipment=tuple(sorted((*request.equipment, item))))
    for id in request.exclude:
        yield f"allow {id} again", replace(request, exclude=tuple(name for name in request.exclude if name != id))
    for id in request.include:
        yield f"do not ask for {id}", replace(request, include=tuple(name for name in request.include if name != id))
    if request.minutes is not None and _gives(catalog, replace(request, minutes=None), passed):
        for minutes in range(request.minutes + 1, MINUTES_MAX + 1):
            yield f"give a session {minutes} minutes", replace(request, minutes=minutes)
    fewest, most = catalog.protocol(request.goal, request.stage).days
    for days in sorted(range(fewest, most + 1), key=lambda days: abs(days - request.days)):
        if days != request.days and not request.on:
            yield f"train on {days} days a week", replace(request, days=days)
    for name, kit in KIT_SETS:
        if set(kit) > set(request.equipment):
            yield f"train with --equipment {name}", replace(request, equipment=kit)
    if request.other:
        yield "leave out --other", replace(request, other=())
    if len(request.exclude) > 1:
        yield "allow all that you excluded", replace(request, exclude=())
    if len(request.include) > 1:
        yield "ask for no exercise by name", replace(request, include=())
    for level in LEVELS:
        if level != request.level:
            yield f"plan with --level {level}, if that is true of you", replace(request, level=level)
    for stage in STAGES[: STAGES.index(request.stage)] if request.stage else ():
        yield f"plan for the {stage} stage", replace(request, stage=stage)
