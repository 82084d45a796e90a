"""A plan into the log: who may have it, which gates their tests pass, and that it is the current one from now on."""

from glutemed.cli import system
from glutemed.cli.logbook import LATEST, named, opened_log
from glutemed.engine.gates import passed
from glutemed.engine.screening import standing_stop
from glutemed.errors import SafetyStopError
from glutemed.model.catalog import Catalog
from glutemed.model.log import Saved, fingerprint_of
from glutemed.model.plan import Passed, Plan, Request

__all__ = ["gates_of", "saved"]


def gates_of(catalog: Catalog, request: Request, person: str | None, store: str | None) -> tuple[Passed, ...]:
    """Return the gates that a person's log passes for a request.

    Raises SafetyStopError when the safety questions, as answered last, say stop.
    """
    with opened_log(store) as log:
        history = log.person(named(person), latest=LATEST)
    if history is None:
        return ()
    stop = standing_stop(catalog, history)
    if stop:
        row = catalog.row("D1")
        raise SafetyStopError(row.id, row.text.format(where=stop.where))
    return passed(catalog, request, history, system.today())


def saved(plan: Plan, person: str | None, store: str | None) -> None:
    """Make a plan the current program of a person."""
    name = named(person)
    with opened_log(store) as log:
        log.save(name, Saved(program=fingerprint_of(plan), saved=log.moment(name, system.now()), plan=plan))
    system.warn(f"saved as the current program of {name}; do the first session with: glutemed session")
